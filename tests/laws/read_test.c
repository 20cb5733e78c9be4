/* Reading and printing: what was read prints, and reads back as the same. */
#include "laws/same.h"
#include "laws/world.h"

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
	size_t at = 0;
	if (same && !same_minutes(m, n, &at)) {
		buf_printf(why, "    the entry at line %u became that at line %u\n", m->entries.at[at].line,
			   n->entries.at[at].line);
		same = false;
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
