/* Law 1, replay: the record up to a moment gives what the whole record gives
 * as of that moment; and nothing but the record decides: not the order of the
 * files, not how often it was folded, not whether a file is included. */
#include "laws/world.h"

#include <string.h>

/* ---- one record, read in different ways ---- */

/* One of all answers by chance, in one of the formats.  The paper `public` has a
 * view of its own, whatever is asked; it may be left out. */
static bool
same_answers(const struct world *a, const struct world *b, const struct view_query *q, bool with_public, struct rand *r,
	     buf *why)
{
	size_t formats, answer = rand_below(r, law_answer_count());
	sheet_formats(&formats);
	size_t format = rand_below(r, formats);
	if (!with_public && strcmp(law_answer(answer)->name, "public") == 0)
		return true;
	buf x = { 0 }, y = { 0 };
	world_answers(a, q, answer, format, &x);
	world_answers(b, q, answer, format, &y);
	bool same = str_eq(buf_str(&x), buf_str(&y));
	if (!same) {
		buf_printf(why, "    %s differs%s%.*s", law_answer(answer)->name,
			   q->as.len ? " for " : "", STR_ARG(q->as));
		buf_printf(why, "%s%s\n", q->has_at ? ", --at" : "",
			   q->has_known ? ", --known" : "");
		show_difference(buf_str(&x), buf_str(&y), why);
	}
	buf_done(&x);
	buf_done(&y);
	return same;
}

static struct view_query
some_query(const struct gen *g, struct rand *r)
{
	struct view_query q = { .as = rand_below(r, 3) ? g->viewer : S("") };
	/* June 2026, mostly at the instants that entries have. */
	enum { JUNE = 1780272000, DAY = 86400, HOUR = 3600 };
	static const int hours[] = { 7, 9, 10, 16, 22 };
	q.has_at = rand_below(r, 3) == 0;
	q.has_known = rand_below(r, 3) == 0;
	q.at = JUNE + (int64_t)rand_below(r, 28) * DAY + hours[rand_below(r, 5)] * HOUR;
	q.known = JUNE + (int64_t)rand_below(r, 28) * DAY + hours[rand_below(r, 5)] * HOUR;
	return q;
}

static bool
order_holds(const struct gen *g, buf *why)
{
	struct world w, v;
	struct rand r = { g->seed };
	LIST(uint32_t) order = { 0 };
	for (uint32_t i = 0; i < g->files.count; i++)
		*LIST_ADD(&order) = i;
	for (size_t i = order.count; i-- > 1;) {
		size_t k = rand_below(&r, i + 1);
		uint32_t spare = order.at[i];
		order.at[i] = order.at[k];
		order.at[k] = spare;
	}
	world_open(&w, g, SIDE_A, NULL);
	world_open(&v, g, SIDE_A, order.at);
	struct view_query q = some_query(g, &r);
	bool holds = same_answers(&w, &v, &q, true, &r, why);
	world_close(&v);
	world_close(&w);
	LIST_DONE(&order);
	return holds;
}

TEST(laws_order, files_in_any_order_give_the_same_bytes)
{
	law_run("order", order_holds, NULL, 8);
}

/* A file that only includes the others is the others. */
static bool
include_holds(const struct gen *g, buf *why)
{
	struct world w, v;
	struct rand r = { g->seed };
	struct err err = { 0 };
	buf root = { 0 };
	for (uint32_t i = 0; i < g->files.count; i++)
		if (!g->files.at[i].is_draft)
			buf_printf(&root, "include \"%.*s\"\n", STR_ARG(g->files.at[i].path));
	world_open(&w, g, SIDE_A, NULL);
	world_init(&v, g, SIDE_A);
	minutes_read_text(v.m, S("root.minutes"), arena_str(v.a, buf_str(&root)), &err);
	world_settle(&v);
	struct view_query q = some_query(g, &r);
	bool holds = same_answers(&w, &v, &q, true, &r, why);
	world_close(&v);
	world_close(&w);
	buf_done(&root);
	return holds;
}

TEST(laws_include, an_included_file_is_as_one_given)
{
	law_run("include", include_holds, NULL, 5);
}

/* ---- the record up to a moment ---- */

/* Parts that are not yet in the record at the moment go to side A only. */
static void
keep_until(const struct world *w, const struct view_query *q)
{
	struct view_query all = *q;
	struct err err = { 0 };
	all.as = S("");
	view *v = view_new(w->a, w->d, &all, &err);
	for (uint32_t i = 0; i < w->m->entries.count; i++) {
		struct part *p = world_part(w, i);
		const struct entry *e = &w->m->entries.at[i];
		bool counts =
			e->kind == ENTRY_ACT || (e->kind == ENTRY_DECL && e->verb != DECL_keeper);
		if (p && p->kind != PART_FRAME && counts && !v->visible[i])
			p->in = SIDE_A;
	}
	view_done(v);
}

static bool
hangs_on_another(const struct world *w)
{
	for (uint32_t i = 0; i < w->m->entries.count; i++)
		if (w->m->entries.at[i].relation)
			return true;
	return false;
}

/* Where a time hangs on an act of a later moment, the record up to the moment
 * places it elsewhere: a late fact does change what was so.  Where it hangs on
 * an act that a viewer may not know, what is known by then is another's to say:
 * to the public, an act "after n2" is one without a date where n2 is private. */
static bool
replay_holds(const struct gen *given, buf *why)
{
	struct world w, v;
	struct gen *g = gen_copy(given->a, given);
	struct rand r = { g->seed };
	bool holds = true;
	for (size_t i = 0; i < g->parts.count; i++)
		g->parts.at[i].in = g->parts.at[i].in ? SIDE_BOTH : SIDE_NONE;
	struct view_query q = some_query(g, &r);
	q.has_known = !q.has_at;
	world_open(&w, g, SIDE_A, NULL);
	if (hangs_on_another(&w))
		q.as = S("");
	keep_until(&w, &q);
	if (!q.has_at || !hangs_on_another(&w)) {
		world_open(&v, g, SIDE_B, NULL);
		holds = same_answers(&w, &v, &q, !hangs_on_another(&w), &r, why);
		if (holds) {
			/* … and folded again from the same minutes. */
			holds = same_answers(&w, &w, &q, true, &r, why);
		}
		world_close(&v);
	}
	world_close(&w);
	gen_done(g);
	return holds;
}

TEST(laws_replay, the_record_up_to_a_moment_is_the_record_as_of_it)
{
	law_run("replay", replay_holds, NULL, 12);
}
