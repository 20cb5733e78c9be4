/* Are two readings the same?  Entry by entry, value by value; and the comments. */
#include "laws/same.h"

#include <string.h>

/* The next byte of a line that counts: of blanks outside quotation marks only
 * one does, for fmt writes one. */
static int
next_byte(str line, size_t *at, bool *quoted)
{
	size_t from = *at;
	while (!*quoted && *at < line.len && (line.at[*at] == ' ' || line.at[*at] == '\t'))
		++*at;
	if (*at > from)
		return ' ';
	if (*at == line.len)
		return -1;
	char c = line.at[(*at)++];
	*quoted = *quoted != (c == '"');
	return (unsigned char)c;
}

static bool
same_line(str x, str y)
{
	size_t i = 0, k = 0;
	bool x_quoted = false, y_quoted = false;
	for (;;) {
		int a = next_byte(x, &i, &x_quoted), b = next_byte(y, &k, &y_quoted);
		if (a != b)
			return false;
		if (a < 0)
			return true;
	}
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
		if (x->key < CLAUSE_COUNT && clauses[x->key].type == LINES)
			return same_line(m->texts.at[x->a], n->texts.at[y->a]);
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

bool
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

bool
same_minutes(const minutes *m, const minutes *n, size_t *ret_at)
{
	for (size_t i = 0; i < m->entries.count && i < n->entries.count; i++) {
		*ret_at = i;
		if (!same_entry(m, &m->entries.at[i], n, &n->entries.at[i]))
			return false;
	}
	*ret_at = m->entries.count;
	return m->entries.count == n->entries.count;
}
