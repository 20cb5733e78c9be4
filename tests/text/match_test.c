#include "text/match.h"

#include <time.h>

#include "base/buf.h"
#include "rand.h"
#include "test.h"
#include "text/matching.h"

struct matched {
	arena *a;
	lexicon *l;
	struct match_draft x, y;
	struct matching m;
};

static struct match_draft
read_points(arena *a, const char *text)
{
	struct err err = { 0 };
	draft *d = draft_read(a, str_of(text), S("v.md"), &err);
	CHECK_OK(d != NULL, err);
	return match_draft_of(a, d);
}

static void
match(struct matched *k, const char *old, const char *new)
{
	*k = (struct matched){ .a = arena_new(), .l = lexicon_new() };
	k->x = read_points(k->a, old);
	k->y = read_points(k->a, new);
	match_drafts(&k->m, k->a, k->l, &k->x, &k->y, NULL, 0);
}

static void
matched_done(struct matched *k)
{
	matching_done(&k->m);
	lexicon_free(k->l);
	arena_free(k->a);
}

/* Rows as "1-1 kept (same words); 2-3 renumbered (…)". */
static str
rows_of(struct matched *k)
{
	buf out = { 0 };
	for (size_t i = 0; i < k->m.rows.count; i++) {
		const struct match_row *r = &k->m.rows.at[i];
		buf_printf(&out, "%s%.*s-%.*s %s (%.*s)", i ? "; " : "",
			   STR_ARG(r->a ? k->x.at[r->a - 1].number : S("")),
			   STR_ARG(r->b ? k->y.at[r->b - 1].number : S("")),
			   match_how_names[r->how], STR_ARG(match_reason_words(&k->m, i)));
	}
	str copy = arena_str(k->a, buf_str(&out));
	buf_done(&out);
	return copy;
}

static void
check_rows(const char *old, const char *new, const char *wanted)
{
	struct matched k;
	match(&k, old, new);
	CHECK_STR(rows_of(&k), wanted);
	matched_done(&k);
}

TEST(text_match, identity_goes_before_words)
{
	check_rows(
		"1. {#port} The port is open to all.\n2. Fish on the lake are free.\n",
		"1. Fish on the lake are free.\n2. {#port} Ships pay dues.\n",
		"1-2 moved (same identity {#port}, 0 % of the words); 2-1 renumbered (same words)");
}

TEST(text_match, two_identities_are_two_points_whatever_they_say)
{
	check_rows("1. {#port} The port is open to all.\n", "1. {#dues} The port is open to all.\n",
		   "-1 added (no counterpart); 1- deleted (no counterpart)");
}

TEST(text_match, the_same_words_are_found_under_another_number)
{
	check_rows("1. The port is open to all.\n2. Fish are free.\n",
		   "1. Each shore shall measure the water.\n2. The port is open to all.\n3. Fish "
		   "are free.\n",
		   "-1 added (no counterpart); 1-2 renumbered (same words); 2-3 renumbered (same "
		   "words)");
}

TEST(text_match, points_of_one_wording_keep_their_order)
{
	check_rows(
		"1. Reserved for later use.\n2. Reserved for later use.\n",
		"1. New and of no like.\n2. Reserved for later use.\n3. Reserved for later use.\n",
		"-1 added (no counterpart); 1-3 renumbered (same words); 2-2 kept (same words)");
}

TEST(text_match, most_of_the_words_are_enough)
{
	check_rows("1. Ten monitors keep watch on the lake for one season.\n",
		   "4. Six monitors keep watch on the lake for one season.\n",
		   "1-4 renumbered (90 % of the words, in order)");
}

TEST(text_match, a_point_rewritten_under_its_number_and_heading_is_the_same)
{
	check_rows("1. **Port.** Ships pay dues.\n", "1. **Port.** Nobody lands after dusk.\n",
		   "1-1 kept (number and heading, 22 % of the words)");
	check_rows("1. **Port.** Ships pay dues.\n2. Fish are free.\n",
		   "1. Fish are free.\n2. **Port.** Nobody lands after dusk.\n",
		   "1-2 renumbered (same heading, 22 % of the words); 2-1 moved (same words)");
}

TEST(text_match, a_number_alone_makes_no_counterpart)
{
	check_rows("1. Ships pay dues at the jetty.\n", "1. Nobody lands after dusk.\n",
		   "-1 added (no counterpart); 1- deleted (no counterpart)");
}

#define LISTS "Lists of names shall be exchanged through the Envoy before it begins."
#define FREED "Each shore shall free all persons held within ten days of signature."

TEST(text_match, words_in_another_order_are_not_the_same)
{
	check_rows("1. Ten monitors of the lower shore keep watch on those of the upper shore.\n",
		   "1. Ten monitors of the upper shore keep watch on those of the lower shore.\n",
		   "1-1 kept (99 % of the words)");
}

TEST(text_match, fewer_words_are_enough_where_nothing_else_comes_near)
{
	check_rows("1. Ten monitors keep watch on the lake for one season and report in writing "
		   "each month.\n"
		   "2. Fish are free.\n",
		   "1. Fish are free.\n"
		   "2. Six monitors keep watch by night and report in writing to the harbour "
		   "master.\n",
		   "1-2 renumbered (53 % of the words); 2-1 moved (same words)");
}

TEST(text_match, a_split_says_where_the_words_are)
{
	check_rows("1. " FREED " " LISTS "\n", "1. " FREED "\n2. " LISTS "\n",
		   "1-1 split (its words are found in 1 and 2: 50 % + 50 %); "
		   "1-2 split (its words are found in 1 and 2: 50 % + 50 %)");
}

TEST(text_match, a_merge_is_a_split_the_other_way_round)
{
	check_rows("1. " FREED "\n2. " LISTS "\n", "1. " FREED " " LISTS "\n",
		   "1-1 merged (its words are found in 1: 50 % of it); "
		   "2-1 merged (its words are found in 1: 50 % of it)");
}

TEST(text_match, of_many_parts_the_first_are_named)
{
	arena *a = arena_new();
	buf whole = { 0 }, parts = { 0 };
	buf_add(&whole, S("1. "));
	for (unsigned i = 1; i <= 8; i++) {
		str words = arena_printf(a, "North%u south%u east%u west%u up%u.", i, i, i, i, i);
		buf_printf(&whole, "%.*s ", STR_ARG(words));
		buf_printf(&parts, "%u. %.*s\n", i, STR_ARG(words));
	}
	struct matched k;
	match(&k, whole.at, parts.at);
	CHECK_EQ(k.m.rows.count, 8);
	CHECK_STR(match_reason_words(&k.m, 7),
		  "its words are found in 1, 2, 3, 4, 5, 6 and 2 more: "
		  "12 % + 12 % + 12 % + 12 % + 12 % + 12 % + …");
	matched_done(&k);
	buf_done(&whole);
	buf_done(&parts);
	arena_free(a);
}

TEST(text_match, parts_that_say_more_besides_make_a_split_where_they_have_it_all)
{
	check_rows("1. {#persons} **Return of persons and property.** Persons displaced since 1 "
		   "May may return to their homes. "
		   "Property taken from them shall be given back or made good.\n",
		   "1. {#return} **Return of persons.** Persons displaced since 1 May may return "
		   "to their homes in safety.\n"
		   "2. {#property} **Property.** Property taken since 1 May shall be given back to "
		   "its owner or made good.\n",
		   "1-1 split (its words are found in 1 and 2: 50 % + 34 %); "
		   "1-2 split (its words are found in 1 and 2: 50 % + 34 %)");
}

TEST(text_match, what_repeats_a_point_that_is_kept_is_no_split)
{
	check_rows("1. " FREED " " LISTS "\n", "1. " FREED " " LISTS "\n2. " LISTS "\n",
		   "1-1 kept (same words); -2 added (no counterpart)");
}

TEST(text_match, a_point_cut_to_a_part_is_found)
{
	check_rows("1. " FREED " " LISTS
		   " Water is measured every morning, and boats land at noon by the jetty.\n",
		   "3. Water is measured every morning.\n",
		   "1-3 renumbered (the words of 3 are found in it)");
}

TEST(text_match, another_annex_or_another_point_above_is_a_move)
{
	check_rows("## A.1 Port\n\nShips pay dues.\n\n## A.2 Fish\n\nFish on the lake are free.\n",
		   "## A.1 Port\n\nShips pay dues.\n\n## B.1 Fish\n\nFish on the lake are free.\n",
		   "A.1-A.1 kept (same words); A.2-B.1 moved (same words)");
	check_rows("1. The port.\n   1. Ships pay dues at noon.\n   2. Boats land free.\n2. The "
		   "lake.\n",
		   "1. The port.\n   1. Boats land free.\n2. The lake.\n   1. Ships pay dues at "
		   "noon.\n",
		   "1-1 kept (same words); 1.1-2.1 moved (same words); 1.2-1.1 renumbered (same "
		   "words); "
		   "2-2 kept (same words)");
}

TEST(text_match, of_two_that_change_places_the_shorter_one_moved)
{
	check_rows("1. " FREED "\n2. Fish are free.\n3. " LISTS "\n",
		   "1. " FREED "\n2. " LISTS "\n3. Fish are free.\n",
		   "1-1 kept (same words); 2-3 moved (same words); 3-2 renumbered (same words)");
}

TEST(text_match, a_place_that_is_held_shows_the_deletion)
{
	check_rows("1. Ships pay dues.\n2. Fish are free.\n", "1. [deleted]\n2. Fish are free.\n",
		   "1-1 deleted (its place is held, '[deleted]'); 2-2 kept (same words)");
	check_rows("1. (Deleted.)\n2. Fish are free.\n", "1. Ships pay dues.\n2. Fish are free.\n",
		   "1-1 added (its place is held, '(Deleted.)'); 2-2 kept (same words)");
}

TEST(text_match, words_found_elsewhere_are_not_deleted_though_their_place_is_held)
{
	check_rows("1. {#dues} Ships pay dues at noon by the jetty.\n2. Fish are free.\n",
		   "1. {#dues} [deleted]\n2. Fish are free.\n3. Ships pay dues at noon by the "
		   "jetty.\n",
		   "-1 added (holds a place only); 1-3 renumbered (same words); 2-2 kept (same "
		   "words)");
}

TEST(text_match, what_is_on_record_stands)
{
	struct matched k = { .a = arena_new(), .l = lexicon_new() };
	k.x = read_points(k.a, "1. The port is open to all.\n2. Fish are free on the lake.\n");
	k.y = read_points(k.a, "1. The port is open to all.\n2. Ships pay dues at noon.\n");
	struct match_row given[] = {
		{ .a = 1, .b = 2, .how = MATCH_RENUMBERED, .reason = MATCH_BY_RECORD },
		{ .a = 2, .how = MATCH_DELETED, .reason = MATCH_BY_RECORD }
	};
	match_drafts(&k.m, k.a, k.l, &k.x, &k.y, given, 2);
	CHECK_STR(rows_of(&k), "-1 added (no counterpart); 1-2 renumbered (); 2- deleted ()");
	matched_done(&k);
}

TEST(text_match, numbers_left_out_are_named)
{
	arena *a = arena_new();
	struct match_draft d = read_points(a, "2. a\n3. b\n5. c\n\n   5.1. d\n\n   5.4. e\n9. f\n");
	CHECK_STR(match_gaps(a, &d), "4, 5.2-5.3, 6-8");
	d = read_points(a, "1. a\n2. b\n3bis. c\n3. d\n");
	CHECK_STR(match_gaps(a, &d), "");
	arena_free(a);
}

/* ---- the other way round ---- */

static void
check_mirror(const struct matching *m, const struct matching *n, unsigned run)
{
	const struct match_row *r = matching_unmirrored(m, n);
	if (m->rows.count != n->rows.count)
		test_failed(__FILE__, __LINE__, "run %u: %zu rows, and %zu the other way round",
			    run, m->rows.count, n->rows.count);
	if (r)
		test_failed(__FILE__, __LINE__,
			    "run %u: row %u-%u %s (%s) is another the other way round", run, r->a,
			    r->b, match_how_names[r->how], match_reason_names[r->reason]);
}

static void
random_words(struct rand *r, buf *out)
{
	static const char *const words[] = {
		"port",  "lake", "fish",  "the",      "of",     "dues",
		"ships", "noon", "shall", "monitors", "border", "ten"
	};
	for (size_t i = rand_below(r, 3) ? 1 + rand_below(r, 12) : 0; i; i--)
		buf_printf(out, "%s ", words[rand_below(r, sizeof words / sizeof *words)]);
}

enum { POINTS_MOST = 7 };
struct made {
	struct match_point at[POINTS_MOST];
	struct draft_point text[POINTS_MOST];
	struct match_draft d;
};

/* Words, headings, identities and parents from few, so that they meet. */
static void
make_draft(struct rand *r, arena *a, struct made *d, const struct made *like)
{
	bool has[8] = { false };
	size_t count = rand_below(r, POINTS_MOST + 1);
	for (size_t i = 0; i < count; i++) {
		buf words = { 0 };
		size_t from = like && like->d.count ? rand_below(r, like->d.count) : 0,
		       kind = rand_below(r, 4);
		if (like && like->d.count && kind) {
			str old = like->text[from].words;
			size_t cut = kind == 1 ? old.len : rand_below(r, old.len + 1);
			buf_add(&words,
				kind == 3 ? str_sub(old, cut, old.len) : str_sub(old, 0, cut));
		}
		if (kind != 1)
			random_words(r, &words);
		if (!rand_below(r, 12)) {
			buf_clear(&words);
			buf_add(&words, S("[deleted]"));
		}
		d->text[i] = (struct draft_point){ .words = arena_str(a, buf_str(&words)),
						   .heading = S(""),
						   .identity = S("") };
		buf_done(&words);
		size_t name = rand_below(r, 16);
		if (name < 4 && !has[name]) {
			has[name] = true;
			d->text[i].identity = arena_printf(a, "i%zu", name);
		}
		if (!rand_below(r, 4))
			d->text[i].heading =
				arena_printf(a, "Heading%zu", (size_t)rand_below(r, 3));
		uint32_t parent = i && !rand_below(r, 3) ? 1 + (uint32_t)rand_below(r, i) : 0;
		str number = arena_printf(a, "%s%zu", rand_below(r, 8) ? "" : "B.",
					  i + (size_t)rand_below(r, 2) * 10);
		d->at[i] = (struct match_point){ &d->text[i], number, parent };
	}
	d->d = (struct match_draft){ d->at, count };
}

TEST(text_match, the_other_way_round_the_rows_are_the_same)
{
	struct rand r = rand_new();
	for (unsigned run = 0; run < 12000; run++) {
		arena *a = arena_new();
		struct made x, y;
		struct matching m, n;
		make_draft(&r, a, &x, NULL);
		make_draft(&r, a, &y, &x);
		lexicon *l = lexicon_new(), *k = lexicon_new();
		match_drafts(&m, a, l, &x.d, &y.d, NULL, 0);
		match_drafts(&n, a, k, &y.d, &x.d, NULL, 0);
		check_mirror(&m, &n, run);
		CHECK(matching_is_whole(&m));
		matching_done(&m);
		matching_done(&n);
		match_drafts(&m, a, l, &x.d, &x.d, NULL, 0);
		for (size_t i = 0; i < m.rows.count; i++)
			CHECK(m.rows.at[i].how == MATCH_KEPT && m.rows.at[i].a == m.rows.at[i].b);
		matching_done(&m);
		lexicon_free(l);
		lexicon_free(k);
		arena_free(a);
	}
}

/* 2,000 points of 60 words, of a vocabulary like that of a long text. */
static str
long_draft(arena *a, struct rand *r, bool changed)
{
	buf out = { 0 };
	struct rand words = *r;
	for (unsigned i = 1; i <= 2000; i++) {
		buf_printf(&out, "%u. ", changed ? i + 3 : i);
		for (unsigned k = 0; k < 60; k++) {
			uint64_t one = rand_below(&words, 80),
				 word = rand_below(&words, 4000) * one / 80;
			buf_printf(&out, "w%u ",
				   (unsigned)(changed && k % 9 == 0 ? word + 1 : word));
		}
		buf_add(&out, S("\n"));
	}
	str copy = arena_str(a, buf_str(&out));
	buf_done(&out);
	return copy;
}

TEST(text_match, two_thousand_points_are_matched_at_once)
{
	struct rand r = rand_new();
	arena *a = arena_new();
	str old = long_draft(a, &r, false), new = long_draft(a, &r, true);
	struct matched k;
	clock_t before = clock();
	match(&k, old.at, new.at);
	double seconds = (double)(clock() - before) / CLOCKS_PER_SEC;
	CHECK_EQ(k.m.rows.count, 2000);
	for (size_t i = 0; i < k.m.rows.count; i++)
		CHECK(k.m.rows.at[i].how == MATCH_RENUMBERED &&
		      k.m.rows.at[i].a == k.m.rows.at[i].b);
	CHECK(seconds <
	      20); /* under sanitizers, on a slow machine; a tenth of a second elsewhere */
	matched_done(&k);
	arena_free(a);
}
