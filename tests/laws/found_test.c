/* What the laws found, each as small as it was cut down to, with its story. */
#include "answer/talk.h"
#include "test.h"

#define PEOPLE "party UPP\nparty LOW\nmediator ENV\nperson chief of ENV\n"

/* LOW is shown v1 by the Envoy, whose file the words are not in; another party
 * keeps a text of the same name in its own circle.  LOW got that one's words. */
TEST(laws_found, a_private_text_is_not_taken_for_one_of_its_name_that_is_shown)
{
	talk_file("fake.md", "1. Words of the other side.\n");
	struct talk k = talk_of(PEOPLE "2026-06-01 UPP tables v1 from fake.md circle UPP\n"
				"2026-06-02 ENV shows v1 to LOW circle LOW\n", "LOW", NULL, NULL);
	str text = talk_text(&k, "board", NULL, NULL);
	CHECK_EQ(str_find_str(text, S("other side")), text.len);
	CHECK_EQ(k.t->readings.count, 1);
	talk_done(&k);
}

/* The author's own file, in a circle that the recipient is not of, still has the
 * words of what its author shows. */
TEST(laws_found, what_is_shown_without_a_file_has_the_words_its_author_tabled)
{
	talk_file("true.md", "1. Words of the Envoy.\n");
	struct talk k = talk_of(PEOPLE "2026-06-01 ENV tables v1 from true.md circle ENV\n"
				"2026-06-02 ENV shows v1 to LOW circle LOW\n", "LOW", NULL, NULL);
	CHECK_EQ(k.t->readings.count, 2);
	CHECK_STR(k.t->readings.at[1].text->words, "Words of the Envoy.");
	talk_done(&k);
}

/* A text tabled on the 9th was on the board of the 3rd, for the words of a draft
 * were looked for in all acts. */
TEST(laws_found, words_that_come_later_are_not_there_before)
{
	talk_file("late.md", "1. Late words.\n");
	struct talk k = talk_of(PEOPLE "2026-06-02 UPP discusses v1:1\n"
				"2026-06-09 ENV tables v1 from late.md\n  note: late\n", NULL, "2026-06-03", NULL);
	for (size_t i = 1; i < k.t->readings.count; i++)
		CHECK(!k.t->readings.at[i].text);
	talk_done(&k);
}

/* The label of an act is the start of a hash, and the circle was hashed too: it
 * told who else was told. */
TEST(laws_found, an_acts_label_does_not_tell_who_else_knows_it)
{
	struct talk one = talk_of(PEOPLE "2026-06-01 UPP says \"x\" circle LOW\n", "LOW", NULL, NULL);
	struct talk two = talk_of(PEOPLE "2026-06-01 UPP says \"x\" circle LOW, ENV\n", "LOW", NULL, NULL);
	CHECK_EQ(one.v->order.count, 1);
	CHECK_EQ(two.v->order.count, 1);
	CHECK_STR(talks_act_name(one.t, one.v->order.at[0]), talks_act_name(two.t, two.v->order.at[0]));
	talk_done(&one);
	talk_done(&two);
}

/* `shows v1:1-2` gave the points, and not what stands below them. */
TEST(laws_found, a_range_of_points_is_shown_with_its_sub_points)
{
	talk_file("subs.md", "1. One.\n2. Two.\n\n    1. Below.\n\n3. Three.\n");
	struct talk k = talk_of(PEOPLE "2026-06-01 ENV tables v1 from subs.md circle ENV\n"
				"2026-06-02 ENV shows v1:1-2 to LOW circle LOW\n", "LOW", NULL, NULL);
	CHECK_EQ(k.t->readings.count, 4);
	CHECK_STR(k.t->readings.at[3].number, "2.1");
	talk_done(&k);
}

/* A row moved point 2 to 3; the new point 2 was taken for the old one as well,
 * for it has its number, and the board listed one point twice. */
TEST(laws_found, a_point_that_a_row_took_elsewhere_is_not_matched_by_its_number)
{
	talk_file("old.md", "1. One.\n2. Two.\n");
	talk_file("new.md", "1. One.\n2. New.\n3. Two.\n");
	struct talk k = talk_of(PEOPLE "2026-06-01 ENV tables v1 from old.md\n"
				"2026-06-02 ENV tables v2 from new.md base v1\n  crosswalk:\n    move 2 to 3\n",
				NULL, NULL, NULL);
	const struct tdraft *now = talks_current(k.t);
	CHECK_EQ(now->count_held, 3);
	CHECK(k.t->readings.at[now->first + 1].point != k.t->readings.at[now->first + 2].point);
	CHECK_EQ(k.t->readings.at[now->first + 1].before, 0);
	CHECK_EQ(k.t->readings.at[now->first + 2].before, 2);
	talk_done(&k);
}

/* A point was split in v2, and v3 is shown without words: neither the point nor
 * its parts had a row in the matrix, and the position on it was gone. */
TEST(laws_found, a_position_on_a_split_point_is_listed_where_no_part_of_it_is)
{
	talk_file("whole.md", "1. One.\n");
	talk_file("parts.md", "1. O.\n2. Ne.\n");
	talk_file("next.md", "7. Something else.\n");
	struct talk k = talk_of(PEOPLE "2026-06-01 ENV tables v1 from whole.md\n2026-06-01 UPP opposes v1:1\n"
				"2026-06-02 ENV tables v2 from parts.md base v1\n  crosswalk:\n    split 1 into 1, 2\n"
				"2026-06-03 ENV tables v3 from next.md\n", NULL, NULL, NULL);
	const value *rows = talk_rows(&k, "matrix", NULL, NULL);
	CHECK_STR(row_str(row_where(rows, "point", "v1:1"), "point"), "v1:1");
	talk_done(&k);
}

/* Two acts of one name in circles apart, and a third that means one of them: which
 * one hung on the order in which the files were given. */
TEST(laws_found, a_name_means_the_same_in_whatever_order_files_are_read)
{
	talk_file("a.minutes", "2026-06-01 UPP enters-reservation r0 as n1 kind treaty circle UPP\n");
	talk_file("b.minutes", "2026-06-02 LOW enters-reservation r0 as n1 kind general circle LOW\n");
	const char *const orders[] = { PEOPLE "draft r0\ninclude \"a.minutes\"\ninclude \"b.minutes\"\n",
				       PEOPLE "draft r0\ninclude \"b.minutes\"\ninclude \"a.minutes\"\n" };
	for (size_t i = 0; i < 2; i++) {
		struct talk k = talk_of(orders[i], NULL, NULL, NULL);
		uint32_t sym = syms_find(k.m->names, S("n1"));
		uint32_t found = docket_find_id(k.d, 0, sym, NULL);
		CHECK(found);
		CHECK_STR(k.m->files.at[k.m->entries.at[found - 1].file].path, "a.minutes");
		talk_done(&k);
	}
}

/* An act of `after m1` was placed by the date of m1 also --known before m1 was
 * entered. */
TEST(laws_found, a_time_does_not_hang_on_an_act_that_is_not_yet_known)
{
	struct talk k = talk_of(PEOPLE "2026-06-05 ENV meets as m1 recorded 2026-06-20\n"
				"after m1 UPP says \"x\" recorded 2026-06-06\n", NULL, NULL, "2026-06-10");
	CHECK_EQ(k.v->order.count, 1);
	CHECK_EQ(k.v->times[k.v->order.at[0]].so.from, SPAN_START);
	talk_done(&k);
}

/* A body adopted a text on a condition, and the board said it was agreed. */
TEST(laws_found, a_text_adopted_under_a_condition_is_not_yet_adopted)
{
	talk_file("a.md", "1. One.\n");
	struct talk k = talk_of(PEOPLE "group FoL members UPP\n2026-06-01 ENV tables v1 from a.md\n"
				"2026-06-02 FoL adopts v1\n  if:\n    LOW accepts v1:1\n", NULL, NULL, NULL);
	CHECK_EQ(talks_current(k.t)->adopted, 0);
	talk_done(&k);
}
