/* Reading and printing: what was read prints, and reads back as the same. */
#include "laws/world.h"

#include <string.h>

static minutes *
read_alone(struct world *w, str path, str text)
{
	struct err err = { 0 };
	minutes *m = minutes_new(w->a, &w->opener);
	m->keep_trivia = m->no_includes = true;
	if (!minutes_read_text(m, path, text, &err))
		test_failed(__FILE__, __LINE__, "%s", err.text);
	return m;
}

static bool
same_item(const minutes *m, const struct item *x, const minutes *n, const struct item *y)
{
	if (x->key != y->key || x->type != y->type)
		return false;
	switch ((enum item_type)x->type) {
	case ITEM_FLAG:
		return true;
	case ITEM_NAME:
	case ITEM_SOURCE:
	case ITEM_REF:
		return str_eq(syms_str(m->names, x->a), syms_str(n->names, y->a)) &&
		       str_eq(syms_str(m->names, x->b), syms_str(n->names, y->b)) &&
		       str_eq(syms_str(m->names, x->c), syms_str(n->names, y->c));
	case ITEM_WHEN:
		return memcmp(&m->whens.at[x->a], &n->whens.at[y->a], sizeof(struct when)) == 0;
	case ITEM_WORD:
	case ITEM_QUANTITY:
		return x->a == y->a && x->b == y->b;
	case ITEM_FORM:
		return x->a == y->a && str_eq(syms_str(m->names, x->b), syms_str(n->names, y->b));
	case ITEM_TEXT:
		return str_eq(m->texts.at[x->a], n->texts.at[y->a]);
	}
	return false;
}

/* Clauses may stand in another order; the values of one may not. */
static bool
same_items(const minutes *m, const struct entry *e, const minutes *n, const struct entry *f)
{
	for (unsigned key = 1; key < KEY_COUNT; key++) {
		const struct item *x = entry_own(m, e, key), *y = entry_own(n, f, key);
		if (!x || !y) {
			if (x != y)
				return false;
			continue;
		}
		size_t count = item_run(m, e, x);
		if (count != item_run(n, f, y))
			return false;
		for (size_t i = 0; i < count; i++)
			if (!same_item(m, &x[i], n, &y[i]))
				return false;
	}
	return true;
}

static bool
same_entry(const minutes *m, const struct entry *e, const minutes *n, const struct entry *f)
{
	return e->kind == f->kind && e->mood == f->mood && e->verb == f->verb && e->relation == f->relation &&
	       e->count == f->count && e->subject_count == f->subject_count && e->under == f->under &&
	       str_eq(syms_str(m->names, e->relative_to), syms_str(n->names, f->relative_to)) &&
	       memcmp(&e->when, &f->when, sizeof e->when) == 0 && same_items(m, e, n, f);
}

static bool
same_comments(const minutes *m, const minutes *n)
{
	size_t j = 0;
	for (size_t i = 0; i < m->trivia.count; i++) {
		if (!m->trivia.at[i].comment.len)
			continue;
		while (j < n->trivia.count && !n->trivia.at[j].comment.len)
			j++;
		if (j == n->trivia.count || !str_eq(m->trivia.at[i].comment, n->trivia.at[j].comment))
			return false;
		j++;
	}
	while (j < n->trivia.count && !n->trivia.at[j].comment.len)
		j++;
	return j == n->trivia.count;
}

static bool
round_trips(struct world *w, str path, str text, buf *why)
{
	buf printed = { 0 }, again = { 0 };
	minutes *m = read_alone(w, path, text);
	minutes_print(m, &printed);
	minutes *n = read_alone(w, path, arena_str(w->a, buf_str(&printed)));
	minutes_print(n, &again);
	bool same = m->entries.count == n->entries.count && n->faults.total == 0;
	if (!same)
		buf_printf(why, "    %zu entries became %zu; %zu faults in what was printed: %s\n", m->entries.count,
			   n->entries.count, n->faults.total, n->faults.at[0].text);
	for (size_t i = 0; same && i < m->entries.count; i++) {
		same = same_entry(m, &m->entries.at[i], n, &n->entries.at[i]);
		if (!same)
			buf_printf(why, "    the entry at line %u became that at line %u\n", m->entries.at[i].line,
				   n->entries.at[i].line);
	}
	if (same && !str_eq(buf_str(&printed), buf_str(&again))) {
		buf_add(why, S("    printing what was printed gives other bytes\n"));
		show_difference(buf_str(&printed), buf_str(&again), why);
		same = false;
	}
	if (same && !same_comments(m, n)) {
		buf_add(why, S("    a comment was lost, or moved before another\n"));
		same = false;
	}
	buf_done(&printed);
	buf_done(&again);
	minutes_done(m);
	minutes_done(n);
	return same;
}

static bool
print_holds(const struct gen *g, buf *why)
{
	struct world w;
	bool holds = true;
	world_init(&w, g, SIDE_A);
	for (uint32_t i = 0; holds && i < g->files.count; i++)
		if (!g->files.at[i].is_draft)
			holds = round_trips(&w, g->files.at[i].path, gen_text(w.a, g, i, SIDE_A), why);
	world_close(&w);
	return holds;
}

TEST(laws_print, what_was_read_prints_and_reads_back_as_the_same)
{
	law_run("print", print_holds, NULL, 20);
}
