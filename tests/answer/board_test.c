#include "talk.h"
#include "test.h"
#include "text/bracketed.h"

#define FRAME                                                                                     \
	"talks lake zone UTC\nkeeper ENV\nparty UPP\nparty LOW\nmediator ENV\nunder circle public\n"  \
	"2026-06-01 10:00 ENV tables v1 from v1.md\n"

/* The board's count of each point, and what the reader of bracketed text finds. */
static void
check_counts(struct talk *k)
{
	const talks *t = k->t;
	const value *rows = talk_rows(k, "board", NULL, NULL);
	for (uint32_t r = 1; r < t->readings.count; r++) {
		const struct draft_point *p = t->readings.at[r].text;
		struct bracketed *b = bracketed_read(k->a, p->words);
		struct bracketed_counts c = bracketed_count(b);
		const value *row = row_where(rows, "number", arena_str(k->a, p->number).at);
		CHECK_EQ(value_get(row, "brackets")->number, c.brackets);
		CHECK_EQ(value_get(row, "bracket_words")->number, c.words_bracketed);
		bracketed_done(b);
	}
}

TEST(answer_board, brackets_are_counted_as_they_are_read)
{
	talk_file("v1.md", "1. The port [shall][should] be open.\n2. It is [US: open [UPP: and free]] to both.\n"
			   "3. Boats [with sails] may [not] pass.\n4. No bracket is here.\n");
	struct talk k = talk_of(FRAME, NULL, NULL, NULL);
	check_counts(&k);
	talk_done(&k);
}

TEST(answer_board, a_bracket_that_is_not_closed_counts_and_a_stray_one_does_not)
{
	talk_file("v1.md", "1. The port [shall be open.\n2. It is] open to both.\n");
	struct talk k = talk_of(FRAME, NULL, NULL, NULL);
	const value *rows = talk_rows(&k, "board", NULL, NULL);
	CHECK_EQ(value_get(row_at(rows, 0), "brackets")->number, 1);
	CHECK_EQ(value_get(row_at(rows, 1), "brackets")->number, 0);
	talk_done(&k);
}

TEST(answer_board, a_position_on_other_words_is_marked)
{
	talk_file("v1.md", "1. The port shall be open.\n2. Fish are free.\n3. Boats may pass.\n");
	talk_file("v2.md", "1. The port should be open.\n2. Fish are free.\n3. Ships may pass.\n");
	struct talk k = talk_of(FRAME "2026-06-01 10:05 ENV shows v1 to UPP, LOW\n"
				"2026-06-01 11:00 UPP accepts v1:1, v1:2\n2026-06-01 11:00 LOW is-open-on v1:1, v1:2, v1:3\n"
				"2026-06-02 10:00 ENV tables v2 from v2.md base v1\n", NULL, NULL, NULL);
	const value *rows = talk_rows(&k, "board", NULL, NULL);
	CHECK_STR(row_str(row_at(rows, 0), "note"), "earlier wording agreed by UPP; on earlier wording: LOW");
	CHECK_STR(row_str(row_at(rows, 1), "note"), "null");
	CHECK_STR(row_str(row_at(rows, 2), "note"), "on earlier wording: LOW");
	talk_done(&k);
}
