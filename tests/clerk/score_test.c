/* Stand-off annotations, and scores reckoned by hand. */
#include "clerk/score.h"

#include "base/buf.h"
#include "test.h"

static const char text[] = "“We are very close to an end,” Anne Morel said. Luca Neri denied it.";

static const char gold_marks[] =
	"E2\tAttribution:T8 Source:T5 Cue:T6 Content:T7\n"
	"T1\tContent 0 30\t“We are very close to an end,”\n"
	"T2\tSource 31 41\tAnne Morel\n"
	"T3\tCue 42 46\tsaid\n"
	"T4\tAttribution 42 46\tsaid\n"
	"E1\tAttribution:T4 Source:T2 Cue:T3 Content:T1\n"
	"T5\tSource 48 57\tLuca Neri\n"
	"T6\tCue 58 64\tdenied\n"
	"T7\tContent 65 67;66 67\tit\n"
	"T8\tAttribution 58 64\tdenied\n"
	"#1\tAnnotatorNotes T1\ta remark\n";

static struct brat
gold_of(arena *a, const char *marks)
{
	struct brat gold;
	struct err err = { 0 };
	CHECK_OK(brat_read(a, S("a.ann"), str_of(marks), &gold, &err), err);
	return gold;
}

TEST(clerk_score, brat_is_read_in_any_order)
{
	arena *a = arena_new();
	struct brat gold = gold_of(a, gold_marks);
	CHECK_EQ(gold.count, 2);
	CHECK_EQ(gold.attributions[0].count[ROLE_CONTENT], 2);
	CHECK_EQ(gold.attributions[0].spans[ROLE_SOURCE][0].start, 48);
	CHECK_EQ(gold.attributions[1].spans[ROLE_CUE][0].end, 46);
	arena_free(a);
}

/* Bug: what an event had so far was copied for each span more: 300 KB took 3.5 GB. */
TEST(clerk_score, an_event_of_many_spans)
{
	enum { MANY = 20000 };
	arena *a = arena_new();
	buf marks = { 0 };
	buf_add(&marks, S("T1\tCue 6 10\tsaid\nT2\tContent 11 19;25 30\tx\nE1\tCue:T1"));
	for (unsigned i = 0; i < MANY; i++)
		buf_add(&marks, S(" Content:T2"));
	struct brat gold = gold_of(a, marks.at);
	CHECK_EQ(gold.attributions[0].count[ROLE_CUE], 1);
	CHECK_EQ(gold.attributions[0].count[ROLE_SOURCE], 0);
	CHECK_EQ(gold.attributions[0].count[ROLE_CONTENT], 2 * MANY);
	CHECK_EQ(gold.attributions[0].spans[ROLE_CONTENT][2 * MANY - 1].end, 30);
	buf_done(&marks);
	arena_free(a);
}

TEST(clerk_score, what_cannot_be_read_is_told_with_its_line)
{
	static const struct { const char *marks, *says; } bad[] = {
		{ "T1\tSource 5 5\tx\n", "line 1: a place is two numbers" },
		{ "T1\tSource 1 5\tx\nT2\tCue x 5\tx\n", "line 2: a place is two numbers" },
		{ "\nE1\tSource:T9\n", "line 2: an event names a T" },
		{ "T1\tSource 1 5\tx\nE1\tSource\n", "line 2: an event is pairs" },
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		arena *a = arena_new();
		struct brat gold;
		struct err err = { 0 };
		CHECK_FAILS(brat_read(a, S("a.ann"), str_of(bad[i].marks), &gold, &err), err, ERR_INPUT, bad[i].says);
		arena_free(a);
	}
}

TEST(clerk_score, counts_are_those_of_the_hand)
{
	arena *a = arena_new();
	struct report r;
	struct err err = { 0 };
	struct brat gold = gold_of(a, gold_marks);
	struct score s = { 0 };
	CHECK_OK(report_read(a, NULL, S("a"), str_of(text), REPORT_PLAIN, &r, &err), err);
	const struct lexicon *l = lexicon_of(a, r.words);
	/* tokens: “ We are very close to an end , ” Anne Morel said . Luca Neri denied it . */
	struct attribution found[] = {
		{ .source = { 11, 12 }, .cue = { 12, 13 }, .contents = { { 0, 10 } }, .content_count = 1 },
		{ .source = { 10, 12 }, .cue = { 16, 17 }, .contents = { { 14, 18 } }, .content_count = 1 },
	};
	score_add(a, &r, l, &gold, found, 2, &s);
	CHECK_EQ(s.exact[ROLE_SOURCE].gold, 2);
	CHECK_EQ(s.exact[ROLE_SOURCE].found, 2);
	CHECK_EQ(s.exact[ROLE_SOURCE].right, 1);
	CHECK_EQ(s.exact[ROLE_CUE].right, 2);
	CHECK_EQ(s.exact[ROLE_CONTENT].right, 1);
	CHECK_EQ(s.tokens[ROLE_SOURCE].gold, 4);
	CHECK_EQ(s.tokens[ROLE_SOURCE].right, 2);
	CHECK_EQ(s.alike[ROLE_SOURCE].gold, 2);
	CHECK_EQ(s.alike[ROLE_SOURCE].right, 1);
	CHECK_EQ(s.alike[ROLE_CUE].right, 2);
	CHECK_EQ(s.alike[ROLE_CONTENT].found, 2);
	CHECK_EQ(s.alike[ROLE_CONTENT].right, 1);
	CHECK_EQ(s.relaxed.right, 1);
	CHECK_EQ(s.relaxed.gold, 2);
	CHECK_EQ(s.speech.gold, 1);
	CHECK_EQ(s.speech.right, 1);
	CHECK_EQ(s.speakers.gold, 1);
	CHECK_EQ(s.speakers.found, 1);
	CHECK_EQ(s.speakers.right, 1);
	CHECK(score_f1(s.relaxed) > 0.499 && score_f1(s.relaxed) < 0.501);
	CHECK(score_f1((struct score_counts){ 0 }) == 1.0);
	arena_free(a);
}
