#include "talk.h"
#include "test.h"

#define FRAME \
	"talks lake zone UTC\nkeeper ENV\nparty UPP\nparty LOW\nmediator ENV\n" \
	"under circle public\n"

#define TWO FRAME \
	"2026-06-01 10:00 ENV tables v1 from v1.md\n" \
	"2026-06-01 12:00 UPP edits v1:2 as N4\n  text: Fish are free, unless it is winter.\n" \
	"2026-06-01 13:00 ENV accepts N4 editorial\n" \
	"2026-06-02 10:00 ENV tables v2 from v2.md base v1\n" \
	"  crosswalk:\n    keep 1-3\n    move 5 to 4\n    split 4 into 5, 6\n    delete 6\n    add 7\n"

static void
say_drafts(void)
{
	talk_file("v1.md", "1. **Port.** The port shall close in ten days.\n2. Fish are free.\n"
			   "3. The  coast.\n4. Land and water.\n5. The lake shall rest.\n6. Old.\n");
	talk_file("v2.md", "1. **Port.** The port should close in six days.\n"
			   "2. Fish are free, unless it is winter.\n3. The coast,\n"
			   "4. The lake may rest from 1 May.\n5. Land.\n6. Water.\n7. New.\n");
}

TEST(answer_changes, every_kind_of_change_and_what_explains_it)
{
	say_drafts();
	struct talk k = talk_of(TWO, NULL, NULL, NULL);
	const value *rows = talk_rows(&k, "changes", NULL, NULL);
	const value *port = row_where(rows, "from", "1"), *fish = row_where(rows, "from", "2");
	const value *lake = row_where(rows, "from", "5"), *coast = row_where(rows, "from", "3");
	CHECK_STR(row_str(port, "change"), "reworded");
	CHECK_STR(row_str(port, "modals_changed"), "'shall' -> 'should'");
	CHECK_STR(row_str(port, "numbers_changed"), "'ten' -> 'six'");
	CHECK_STR(row_str(port, "amendment"), "null");
	CHECK_STR(row_str(fish, "amendment"), "N4");
	CHECK_STR(row_str(fish, "modals_changed"), "'unless' put in");
	CHECK_STR(row_str(lake, "change"), "moved+reworded");
	CHECK_STR(row_str(lake, "to"), "4");
	CHECK_STR(row_str(lake, "dates_changed"), "'1 May' put in");
	CHECK_STR(row_str(coast, "change"), "form");
	CHECK_STR(row_str(coast, "form_changed"), "punctuation");
	CHECK_STR(row_str(row_where(rows, "from", "4"), "change"), "split+reworded");
	CHECK_STR(row_str(row_where(rows, "from", "6"), "change"), "deleted");
	CHECK_STR(row_str(row_where(rows, "to", "7"), "change"), "added");
	/* The unexplained ones come first. */
	CHECK_STR(row_str(row_at(rows, 0), "from"), "1");
	talk_done(&k);
}

TEST(answer_changes, the_same_bytes_are_identical)
{
	say_drafts();
	struct talk k = talk_of(TWO, NULL, NULL, NULL);
	const value *rows = talk_rows(&k, "changes", "v1", "v1");
	CHECK_EQ(row_count(rows), 6);
	for (size_t i = 0; i < 6; i++)
		CHECK_STR(row_str(row_at(rows, i), "change"), "kept");
	str text = talk_text(&k, "changes", "v1", "v1");
	CHECK(str_find_str(text, S("6 points identical, compared byte by byte: 1-6.")) < text.len);
	talk_done(&k);
}

TEST(answer_changes, steps_compose_over_several_drafts)
{
	talk_file("w1.md", "1. A.\n2. B.\n");
	talk_file("w2.md", "1. New.\n2. A.\n3. B.\n");
	talk_file("w3.md", "1. A.\n2. B shall be.\n");
	struct talk k = talk_of(FRAME "2026-06-01 ENV tables w1 from w1.md\n"
				"2026-06-02 ENV tables w2 from w2.md base w1\n"
				"  crosswalk:\n    add 1\n    renumber 1-2 to 2-3\n"
				"2026-06-03 ENV tables w3 from w3.md base w2\n"
				"  crosswalk:\n    delete 1\n    renumber 2-3 to 1-2\n", NULL, NULL, NULL);
	const value *rows = talk_rows(&k, "changes", "w1", NULL);
	CHECK_EQ(row_count(rows), 2);
	CHECK_STR(row_str(row_where(rows, "from", "1"), "change"), "kept");
	CHECK_STR(row_str(row_where(rows, "from", "2"), "change"), "reworded");
	talk_done(&k);
}

TEST(answer_changes, an_unknown_draft_is_named_with_the_known_ones)
{
	say_drafts();
	struct talk k = talk_of(TWO, NULL, NULL, NULL);
	struct err err = { 0 };
	sheet *s = NULL;
	CHECK_FAILS(talk_try(&k, "changes", "v1", "v9", &s, &err), err, ERR_ABSENT, "known are: v1, v2");
	talk_done(&k);
}

TEST(answer_changes, what_is_held_in_part_is_not_called_new)
{
	say_drafts();
	struct talk k = talk_of("talks lake zone UTC\nkeeper ENV\nparty UPP\nparty LOW\nmediator ENV\n"
				"2026-06-01 10:00 ENV tables v1 from v1.md circle ENV\n"
				"2026-06-01 11:00 ENV reads v1:1-2 to LOW from v1.md circle LOW\n"
				"2026-06-02 11:00 ENV shows v2 to LOW from v2.md base v1 circle LOW\n",
				"LOW", NULL, NULL);
	const value *rows = talk_rows(&k, "changes", "v1", "v2");
	CHECK_STR(row_str(row_where(rows, "to", "3"), "change"), "unknown");
	CHECK_STR(row_str(row_where(rows, "to", "1"), "change"), "reworded");
	talk_done(&k);
}

TEST(answer_changes, another_level_is_listed)
{
	talk_file("l1.md", "3. {#port} The port is open.\n\n   3.1. {#dues} Dues are set.\n");
	talk_file("l2.md", "3. {#port} The port is open.\n4. {#dues} Dues are set.\n");
	struct talk k = talk_of("talks lake zone UTC\nkeeper ENV\nmediator ENV\n"
				"2026-06-01 10:00 ENV tables l1 from l1.md\n2026-06-02 10:00 ENV tables l2 from l2.md base l1\n",
				NULL, NULL, NULL);
	const value *rows = talk_rows(&k, "changes", "l1", "l2");
	CHECK_STR(row_str(row_where(rows, "to", "4"), "level_changed"), "in point 3 -> a point of its own");
	CHECK_STR(row_str(row_where(rows, "to", "4"), "change"), "moved");
	CHECK(value_get(row_where(rows, "to", "3"), "level_changed")->kind == VALUE_NULL);
	talk_done(&k);
}
