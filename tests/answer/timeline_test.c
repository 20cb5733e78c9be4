#include "talk.h"
#include "test.h"

#define MINUTES \
	"talks lake zone UTC\nkeeper ENV\nparty UPP\nparty LOW\nmediator ENV\n" \
	"draft v1 text-unknown\n" \
	"under circle public\n" \
	"2026-06-03 16:00/17:40 UPP, ENV meet as m1\n" \
	"2026-06-03 18:00 LOW says \"no\" kind statement\n" \
	"2026-06-01/2026-06-03 incident as fire place jetty\n" \
	"  figures:\n" \
	"    injured: 2\n" \
	"../2026-06-02 LOW did-not see v1 per LOW\n" \
	"2026-06-02~ ENV will meet at 2026-06-05\n" \
	"2026-06-04 LOW says \"private\" kind statement circle LOW\n"

TEST(answer_timeline, lanes_times_and_plans)
{
	struct talk k = talk_of(MINUTES, NULL, NULL, NULL);
	const value *rows = talk_rows(&k, "timeline", NULL, NULL);
	const value *meeting = row_where(rows, "act", "m1"), *fire = row_where(rows, "act", "fire");
	CHECK_EQ(row_count(rows), 6);
	CHECK_STR(row_str(meeting, "lane"), "table");
	CHECK_STR(row_str(meeting, "from"), "2026-06-03T16:00+00:00");
	CHECK_STR(row_str(meeting, "to"), "2026-06-03T17:40+00:00");
	CHECK_STR(row_str(meeting, "precision"), "minute");
	CHECK_STR(row_str(fire, "lane"), "ground");
	CHECK_STR(row_str(fire, "from"), "2026-06-01");
	CHECK_STR(row_str(fire, "precision"), "day");
	CHECK_STR(row_str(row_where(rows, "verb", "see"), "from"), "null");
	CHECK_STR(row_str(row_where(rows, "mood", "will"), "qualifier"), "about");
	CHECK(str_starts(row_str(row_where(rows, "mood", "will"), "what"), S("planned: ")));
	/* A statement in a circle of its own was not said in public. */
	CHECK_STR(row_str(row_at(rows, 5), "lane"), "table");
	talk_done(&k);
}

TEST(answer_timeline, a_day_is_a_table_of_lanes)
{
	struct talk k = talk_of(MINUTES, NULL, NULL, NULL);
	str text = talk_text(&k, "timeline", NULL, NULL);
	CHECK(str_find_str(text, S("3 June 2026")) < text.len);
	CHECK(str_find_str(text, S("AT THE TABLE")) < text.len);
	CHECK(str_find_str(text, S("ON THE GROUND")) < text.len);
	CHECK(str_find_str(text, S("16:00-17:40")) < text.len);
	CHECK(str_find_str(text, S("not after 2 June")) < text.len);
	CHECK(str_find_str(text, S("1 to 3 June")) < text.len);
	talk_done(&k);
}
