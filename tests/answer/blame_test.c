#include "answer/origins.h"
#include "talk.h"
#include "test.h"

#define FRAME "talks lake zone UTC\nkeeper ENV\nparty UPP\nparty LOW\nmediator ENV\n"

static sheet *
ask_blame(struct talk *k, const char *reference, bool unattributed)
{
	struct err err = { 0 };
	str *args = ARENA_ARRAY(k->a, str, 1);
	args[0] = str_of(reference);
	struct ask ask = { .a = k->a, .t = k->t, .args = args, .arg_count = reference != NULL,
			   .unattributed = unattributed };
	sheet *s = answer_find(S("blame"))->build(&ask, &err);
	CHECK_OK(s != NULL, err);
	return s;
}

static const value *
blame_rows(struct talk *k, const char *reference)
{
	return sheet_rows(ask_blame(k, reference, false));
}

static const value *
unattributed_rows(struct talk *k, const char *reference)
{
	return sheet_rows(ask_blame(k, reference, true));
}

static str
text_of(struct talk *k, sheet *s)
{
	struct sheet_options options = { .width = 100 };
	buf out = { 0 };
	sheet_format_find(S("text"))->render(s, &options, &out);
	str text = arena_str(k->a, buf_str(&out));
	buf_done(&out);
	return text;
}

#define CHECK_HAS(text, part) \
	do { \
		str whole = (text); \
		if (str_find_str(whole, S(part)) == whole.len) \
			test_failed(__FILE__, __LINE__, "'%s' is not in:\n%.*s", part, STR_ARG(whole)); \
	} while (0)

static void
say_drafts(void)
{
	talk_file("v1.md", "1. {#port} **Port.** The port shall be run by the harbour office. Dues are set once.\n"
			   "2. {#boats} Boats may not fish in the closed season.\n"
			   "3. {#persons} Persons may return to their homes. Property taken shall be given back.\n");
	talk_file("v2.md", "1. {#boats} Boats may fish in the closed season.\n"
			   "2. {#port} **Port.** The port should be run by [UPP: a joint board]. Dues are set once.\n"
			   "3. {#homes} Persons may return to their homes in safety.\n"
			   "4. {#property} Property taken since May shall be given back.\n");
	talk_file("v3.md", "1. {#boats} Boats may not fish in the closed season.\n"
			   "2. {#port} **Port.** The port should be run by [UPP: a joint board]; dues are set once.\n"
			   "3. {#homes} Persons may return to their homes in safety.\n"
			   "4. {#property} Property taken since May shall be given back.\n");
}

#define THREE FRAME "under circle public\n" \
	"2026-06-01 10:00 ENV tables v1 from v1.md\n" \
	"2026-06-01 12:00 UPP amends v1:1 as N1\n" \
	"  text: The port shall be run by a joint board. Dues are set once.\n" \
	"2026-06-01 12:10 LOW adds as S1 behind v1:3\n" \
	"  text: Property taken since May shall be returned.\n" \
	"2026-06-01 13:00 ENV rejects S1\n" \
	"2026-06-02 10:00 ENV tables v2 from v2.md base v1\n" \
	"  crosswalk:\n    move 2 to 1\n    move 1 to 2\n    split 3 into 3, 4\n" \
	"2026-06-02 12:00 LOW amends v2:1 as S2\n" \
	"  text: Boats may not fish in the closed season.\n" \
	"2026-06-03 10:00 ENV tables v3 from v3.md base v2\n" \
	"  crosswalk:\n    keep 1-4\n"

TEST(answer_blame, words_are_of_who_brought_them_in)
{
	say_drafts();
	struct talk k = talk_of(THREE, NULL, NULL, NULL);
	const value *rows = blame_rows(&k, "v3:2");
	const value *board = row_where(rows, "words", "a joint board");
	CHECK_STR(row_str(board, "by"), "UPP");
	CHECK_STR(row_str(board, "amendment"), "N1");
	CHECK_STR(row_str(board, "in"), "v2");
	CHECK_STR(row_str(board, "since"), "2026-06-02T10:00+00:00");
	CHECK_STR(row_str(board, "amendment_at"), "2026-06-01T12:00+00:00");
	CHECK_STR(row_str(board, "point"), "port");
	const value *should = row_where(rows, "words", "should");
	CHECK_STR(row_str(should, "by"), "ENV");
	CHECK_STR(row_str(should, "amendment"), "null");
	CHECK_STR(row_str(should, "in"), "v2");
	CHECK_STR(row_str(row_at(rows, 0), "words"), "The port");
	CHECK_STR(row_str(row_at(rows, 0), "in"), "v1");
	CHECK_STR(row_str(row_at(rows, 0), "stood_at"), "v1:1");
	talk_done(&k);
}

TEST(answer_blame, words_that_were_out_are_said_to_be_back)
{
	say_drafts();
	struct talk k = talk_of(THREE, NULL, NULL, NULL);
	const value *not = row_where(blame_rows(&k, "boats"), "words", "not");
	CHECK_STR(row_str(not, "in"), "v1");
	CHECK_STR(row_str(not, "back_in"), "v3");
	CHECK_STR(row_str(not, "back_amendment"), "S2");
	CHECK_STR(row_str(not, "amendment"), "null");
	CHECK_HAS(text_of(&k, ask_blame(&k, "boats", false)), "v1; back in v3");
	talk_done(&k);
}

TEST(answer_blame, a_split_keeps_its_words_and_a_rejected_amendment_is_named)
{
	say_drafts();
	struct talk k = talk_of(THREE, NULL, NULL, NULL);
	const value *rows = blame_rows(&k, "v3:3-4");
	CHECK_STR(row_str(row_at(rows, 0), "words"), "Persons may return to their homes");
	CHECK_STR(row_str(row_at(rows, 0), "in"), "v1");
	const value *since = row_where(rows, "words", "since May");
	CHECK_STR(row_str(since, "by"), "LOW");
	CHECK_STR(row_str(since, "amendment"), "S1");
	CHECK_STR(row_str(since, "amendment_status"), "rejected");
	CHECK_STR(row_str(row_where(rows, "words", "Property taken"), "in"), "v1");
	CHECK_HAS(text_of(&k, ask_blame(&k, "v3:4", false)), "S1 (rejected)");
	talk_done(&k);
}

TEST(answer_blame, unattributed_are_new_words_that_no_amendment_which_stands_explains)
{
	say_drafts();
	struct talk k = talk_of(THREE, NULL, NULL, NULL);
	const value *rows = unattributed_rows(&k, "v2");
	CHECK_EQ(row_count(rows), 3);
	CHECK_STR(row_str(row_at(rows, 0), "words"), "should");
	CHECK_STR(row_str(row_at(rows, 1), "words"), "in safety.");
	CHECK_STR(row_str(row_at(rows, 2), "words"), "since May");
	/* Of v3 not 'not', which is what S2 wants. */
	rows = unattributed_rows(&k, NULL);
	CHECK_EQ(row_count(rows), 1);
	CHECK_STR(row_str(row_at(rows, 0), "words"), "; dues");
	CHECK_HAS(text_of(&k, ask_blame(&k, "v1", true)), "made from no other draft");
	CHECK_HAS(text_of(&k, ask_blame(&k, "v3:1", true)), "explains every word");
	CHECK_HAS(text_of(&k, ask_blame(&k, "v3:3", true)), "no word here that v2 has not");
	talk_done(&k);
}

TEST(answer_blame, an_amendment_that_the_viewer_may_not_know_explains_nothing)
{
	say_drafts();
	static const char text[] = FRAME
		"circle shuttle for ENV, UPP\n"
		"2026-06-01 10:00 ENV tables v1 from v1.md circle public\n"
		"2026-06-01 10:00 ENV publishes v1 circle public\n"
		"2026-06-01 12:00 UPP amends v1:1 as N1 circle shuttle\n"
		"  text: The port should be run by a joint board. Dues are set once.\n"
		"2026-06-02 10:00 ENV tables v2 from v2.md base v1 circle public\n"
		"  crosswalk:\n    move 2 to 1\n    move 1 to 2\n    split 3 into 3, 4\n"
		"2026-06-02 10:00 ENV publishes v2 circle public\n";
	struct talk upp = talk_of(text, "UPP", NULL, NULL), low = talk_of(text, "LOW", NULL, NULL);
	CHECK_STR(row_str(row_where(blame_rows(&upp, "v2:2"), "words", "should"), "amendment"), "N1");
	const value *should = row_where(unattributed_rows(&low, "v2:2"), "words", "should");
	CHECK_STR(row_str(should, "by"), "ENV");
	CHECK_STR(row_str(should, "amendment"), "null");
	CHECK_EQ(row_count(unattributed_rows(&upp, "v2:2")), 0);
	talk_done(&upp);
	talk_done(&low);
}

TEST(answer_blame, what_is_held_in_part_is_not_called_new)
{
	say_drafts();
	struct talk k = talk_of(FRAME "2026-06-01 10:00 ENV tables v1 from v1.md circle ENV\n"
				"2026-06-01 11:00 ENV reads v1:1-2 to LOW from v1.md circle LOW\n"
				"2026-06-02 11:00 ENV shows v2 to LOW from v2.md base v1 circle LOW\n"
				"  crosswalk:\n    move 2 to 1\n    move 1 to 2\n    split 3 into 3, 4\n",
				"LOW", NULL, NULL);
	const value *row = row_at(blame_rows(&k, "v2:3"), 0);
	CHECK(row_truth(row, "or_before"));
	CHECK(!row_truth(row, "unattributed"));
	CHECK_EQ(row_count(unattributed_rows(&k, "v2:3")), 0);
	CHECK_STR(row_str(row_where(unattributed_rows(&k, "v2"), "words", "should"), "in"), "v2");
	CHECK_HAS(text_of(&k, ask_blame(&k, "v2", false)), "v2 or before");
	CHECK_HAS(text_of(&k, ask_blame(&k, "v2", true)), "only a part is held");
	talk_done(&k);
}

TEST(answer_blame, a_draft_beside_the_line_is_an_origin)
{
	say_drafts();
	talk_file("low.md", "1. {#port} **Port.** The port should be run by LOW. Dues are set once.\n");
	struct talk k = talk_of(FRAME "under circle public\n"
				"2026-06-01 10:00 ENV tables v1 from v1.md\n"
				"2026-06-01 12:00 LOW tables paper from low.md base v1\n"
				"2026-06-02 10:00 ENV tables v2 from v2.md base v1\n", NULL, NULL, NULL);
	const value *should = row_where(blame_rows(&k, "v2:2"), "words", "should");
	CHECK_STR(row_str(should, "by"), "LOW");
	CHECK_STR(row_str(should, "other_draft"), "paper");
	CHECK_STR(row_str(should, "in"), "v2");
	talk_done(&k);
}

/* The bytes of each row are its words, and no word but those in brackets' names is left out. */
TEST(answer_blame, rows_are_the_bytes_of_the_point)
{
	static const char words[] = "A [b] [UPP: c, \xc3\xa9t\xc3\xa9] [LOW: delete] d [[e][US, EU: f [g]] h.] i";
	arena *a = arena_new();
	talk_file("one.md", arena_printf(a, "1. %s\n", words).at);
	struct talk k = talk_of(FRAME "2026-06-01 10:00 ENV tables v1 from one.md\n", NULL, NULL, NULL);
	const value *rows = blame_rows(&k, "v1:1");
	static const char *const wanted[] = { "A", "b", "c, \xc3\xa9t\xc3\xa9", "d", "e", "f", "g", "h.", "i" };
	CHECK_EQ(row_count(rows), sizeof wanted / sizeof *wanted);
	for (size_t i = 0; i < row_count(rows); i++) {
		const value *row = row_at(rows, i);
		int64_t from = value_get(row, "from")->number, to = value_get(row, "to")->number;
		CHECK_STR(row_str(row, "words"), wanted[i]);
		CHECK_STR(str_sub(str_of(words), (size_t)from, (size_t)to), wanted[i]);
	}
	talk_done(&k);
	arena_free(a);
}

TEST(answer_blame, what_is_not_there_is_named)
{
	say_drafts();
	struct talk k = talk_of(THREE, NULL, NULL, NULL);
	struct err err = { 0 };
	sheet *s = NULL;
	CHECK_FAILS(talk_try(&k, "blame", "v9:1", NULL, &s, &err), err, ERR_ABSENT, "known are: v1, v2, v3");
	CHECK_FAILS(talk_try(&k, "blame", "v3:9", NULL, &s, &err), err, ERR_ABSENT, "'v3' has no point '9'");
	CHECK_FAILS(talk_try(&k, "blame", "v3:4-2", NULL, &s, &err), err, ERR_ABSENT, "no point '4-2'");
	CHECK_FAILS(talk_try(&k, "blame", "nothing", NULL, &s, &err), err, ERR_ABSENT, "drafts are: v1");
	CHECK_FAILS(talk_try(&k, "blame", "v1", "v2", &s, &err), err, ERR_USAGE, "one reference");
	talk_done(&k);
}
