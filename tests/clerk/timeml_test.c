#include "clerk/timeml.h"

#include "clerk/score_dates.h"
#include "test.h"

static const char *const FILE_TEXT =
	"<?xml version=\"1.0\" ?>\n<TimeML>\n<DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"2025-11-24\">11/24/25</TIMEX3></DCT>\n"
	"<TEXT>\nThe « caf&#233; » <EVENT eid=\"e1\">closed</EVENT> <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2025-11-22\">Saturday"
	"</TIMEX3> &amp; reopens <TIMEX3 tid=\"t2\" type=\"DATE\" value=\"2025-12\" mod=\"START\">early <EVENT eid=\"e2\">next</EVENT> "
	"month</TIMEX3>.\n</TEXT>\n</TimeML>\n";

TEST(clerk_timeml, text_gold_and_creation_time_are_read)
{
	arena *a = arena_new();
	struct timeml file;
	struct err err = { 0 };
	CHECK_OK(timeml_read(a, S("a.tml"), str_of(FILE_TEXT), &file, &err), err);
	CHECK_STR(file.text, "\nThe « café » closed Saturday & reopens early next month.\n");
	CHECK_STR(file.created, "2025-11-24");
	CHECK_EQ(file.count, 2);
	CHECK_EQ(file.dates[0].start, 21);
	CHECK_EQ(file.dates[0].end, 29);
	CHECK_STR(file.dates[0].value, "2025-11-22");
	CHECK_STR(file.dates[1].mod, "START");
	CHECK_EQ(file.dates[1].end - file.dates[1].start, strlen("early next month"));
	arena_free(a);
}

TEST(clerk_timeml, a_file_is_scored)
{
	arena *a = arena_new();
	syms *shared = syms_new(a);
	date_words *words = date_words_new(a, shared);
	struct date_score score = { 0 };
	struct err err = { 0 };
	CHECK_OK(score_timeml(a, words, shared, S("a.tml"), str_of(FILE_TEXT), &score, &err), err);
	CHECK_OK(score_timeml(a, words, shared, S("b.tml"), str_of(FILE_TEXT), &score, &err), err);
	CHECK_EQ(score.gold, 4);
	CHECK_EQ(score.found, 4);
	CHECK_EQ(score.strict, 4);
	CHECK_EQ(score.value, 4);
	arena_free(a);
}

TEST(clerk_timeml, what_is_no_xml_is_refused_with_its_line)
{
	arena *a = arena_new();
	struct timeml file;
	struct err err = { 0 };
	CHECK_FAILS(timeml_read(a, S("a.tml"), S("<TimeML>\n<TEXT>"), &file, &err), err, ERR_INPUT, "'a.tml' line 2");
	arena_free(a);
}
