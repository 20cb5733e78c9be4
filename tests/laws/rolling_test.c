/* Law 7 of the rolling text: read as a hand it is that hand's text, read as
 * nobody the base, to the byte; from the print, of any record, for any viewer. */
#include "answer/proposals.h"

#include "laws/world.h"

static bool
reads_as(arena *a, const struct bracketed *b, str name, str wanted, buf *why)
{
	buf out = { 0 };
	bracketed_project(b, bracketed_owner(b, name), &out);
	bool same = str_eq(buf_str(&out), wanted);
	if (!same) {
		buf_printf(why, "    as '%.*s'\n", STR_ARG(name));
		show_difference(arena_str(a, buf_str(&out)), wanted, why);
	}
	buf_done(&out);
	return same;
}

static bool
provision_holds(const struct ask *ask, const struct provision *v, buf *why)
{
	struct bracketed *made = provision_text(ask, v);
	buf text = { 0 };
	if (!made)
		return true;
	bracketed_print(made, &text);
	struct bracketed *b = bracketed_read(ask->a, buf_str(&text));
	bool holds = reads_as(ask->a, b, S(""), v->base, why);
	for (size_t i = 0; i < v->hand_count && holds; i++)
		holds = reads_as(ask->a, b, v->hands[i].name, v->hands[i].text, why);
	if (!holds)
		buf_printf(why, "    in: %.*s\n", STR_ARG(buf_str(&text)));
	bracketed_done(made);
	bracketed_done(b);
	buf_done(&text);
	return holds;
}

static bool
rolling_holds(const struct gen *g, buf *why)
{
	struct world w;
	struct err err = { 0 };
	struct rand r = { g->seed };
	struct view_query q = { .as = rand_below(&r, 3) ? g->viewer : S("") };
	bool holds = true;
	world_open(&w, g, SIDE_A, NULL);
	view *v = view_new(w.a, w.d, &q, &err);
	talks *t = v ? talks_new(w.a, v) : NULL;
	for (uint32_t d = 1; t && d < t->drafts.count && holds; d++) {
		struct ask ask = { .a = w.a, .t = t };
		struct proposals p;
		proposals_gather(&p, &ask, d);
		for (size_t i = 0; i < p.count && holds; i++)
			holds = provision_holds(&ask, &p.at[i], why);
	}
	talks_done(t);
	view_done(v);
	world_close(&w);
	return holds;
}

TEST(laws_rolling, the_text_read_as_a_hand_is_that_hands_text)
{
	law_run("rolling", rolling_holds, NULL, 20);
}
