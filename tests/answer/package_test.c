#include <stdio.h>

#include "base/buf.h"
#include "talk.h"
#include "test.h"

#define FRAME \
	"talks lake\n  zone UTC\n  levels delegations < leaders\nkeeper ENV\nparty UPP\nparty LOW\nmediator ENV\n" \
	"circle upper for ENV, UPP\nunder circle public\n2026-06-01 10:00 ENV tables v1 from v1.md\n" \
	"2026-06-01 10:00 ENV publishes v1\n"

static struct talk
talk_as(const char *said, const char *as)
{
	static char text[32768];        /* the minutes borrow from it */
	talk_file("v1.md", "1. **Ceasefire.** It holds.\n2. **Port </text><b>&.** It opens.\n3. **Goods.** They cross.\n"
			   "4. **Persons.** They cross.\n5. **Coast.** It stays.\n");
	snprintf(text, sizeof text, "%s%s", FRAME, said);
	return talk_of(text, as, NULL, NULL);
}

static bool
has(str text, const char *part)
{
	return str_find_str(text, str_of(part)) < text.len;
}

static const value *
data(struct talk *k, const char *key)
{
	return value_get(sheet_data(talk_ask(k, "package", NULL, NULL)), key);
}

#define IF(who, what, if_) "2026-06-02 10:00 " who " accepts v1:" what "\n  if:\n    " if_ "\n"

TEST(answer_package, a_cycle_is_a_sentence_with_its_acts)
{
	struct talk k = talk_as(IF("LOW", "3", "UPP accepts v1:4") IF("UPP", "4", "LOW accepts v1:3"), NULL);
	const value *cycles = data(&k, "cycles");
	CHECK_EQ(row_count(cycles), 1);
	CHECK_STR(row_str(row_at(cycles, 0), "sentence"), "LOW gives 3 if UPP gives 4; UPP gives 4 if LOW gives 3");
	CHECK_EQ(row_count(value_get(row_at(cycles, 0), "acts")), 2);
	CHECK(has(talk_text(&k, "package", NULL, NULL), "[2] UPP, 2 June 10:00: #"));
	talk_done(&k);
}

TEST(answer_package, two_wishes_of_one_party_are_no_cycle)
{
	struct talk k = talk_as(IF("LOW", "3", "UPP accepts v1:4") IF("LOW", "4", "UPP accepts v1:3"), NULL);
	CHECK_EQ(row_count(data(&k, "cycles")), 0);
	CHECK_EQ(row_count(data(&k, "sets")), 0);
	talk_done(&k);
}

/* R21: what LOW may not know is not there for it, and moves nothing. */
TEST(answer_package, a_condition_told_to_another_alone_closes_no_cycle)
{
#define AT_THE_TABLE IF("LOW", "3", "UPP accepts v1:4")
	struct talk k = talk_as(AT_THE_TABLE "2026-06-02 10:00 UPP accepts v1:4 circle upper\n  if:\n    LOW accepts v1:3\n", "LOW");
	str seen = talk_text(&k, "package", NULL, NULL);
	CHECK(!has(seen, "UPP gives 4 if") && has(seen, "LOW gives 3"));
	struct talk without = talk_as(AT_THE_TABLE, "LOW");
	CHECK_STR(talk_text(&without, "package", NULL, NULL), seen);
	talk_done(&without);
	talk_done(&k);
}

TEST(answer_package, a_yes_without_condition_ends_the_waiting)
{
	struct talk k = talk_as(IF("LOW", "3", "UPP accepts v1:4") "2026-06-02 11:00 LOW accepts v1:3\n", NULL);
	CHECK_EQ(row_count(talk_rows(&k, "package", NULL, NULL)), 0);
	talk_done(&k);
}

TEST(answer_package, what_is_taken_back_is_waited_for_no_longer)
{
	struct talk k = talk_as("2026-06-02 10:00 LOW accepts v1:3 as yes-3\n  if:\n    UPP accepts v1:4\n"
				"2026-06-02 11:00 LOW withdraws yes-3\n", NULL);
	CHECK_EQ(row_count(talk_rows(&k, "package", NULL, NULL)), 0);
	talk_done(&k);
}

/* "Can live with" is no yes where a yes is asked for; a yes is one where less is. */
TEST(answer_package, a_yes_does_where_less_is_asked_for)
{
	struct talk k = talk_as(IF("LOW", "3", "UPP accepts v1:4") IF("LOW", "1", "UPP can-live-with v1:4")
				IF("LOW", "2", "UPP can-live-with v1:5")
				"2026-06-01 11:00 UPP can-live-with v1:4\n2026-06-01 11:00 UPP accepts v1:5\n", NULL);
	const value *rows = talk_rows(&k, "package", NULL, NULL);
	CHECK_STR(row_str(row_where(rows, "number", "3"), "state"), "open");
	CHECK_STR(row_str(row_where(rows, "number", "1"), "state"), "met");
	CHECK_STR(row_str(row_where(rows, "number", "2"), "state"), "met");
	talk_done(&k);
}

/* What meets a condition may itself have been a condition that is met. */
TEST(answer_package, conditions_that_are_met_meet_others)
{
	struct talk k = talk_as(IF("LOW", "1", "UPP accepts v1:2") IF("UPP", "2", "LOW accepts v1:3") "2026-06-01 11:00 LOW accepts v1:3\n",
				NULL);
	const value *rows = talk_rows(&k, "package", NULL, NULL);
	CHECK_STR(row_str(row_where(rows, "number", "1"), "state"), "met");
	talk_done(&k);
}

TEST(answer_package, needing_a_thing_and_its_contrary_is_no_way)
{
	struct talk k = talk_as(IF("LOW", "1", "UPP accepts v1:2\n    not UPP accepts v1:2"), NULL);
	CHECK_STR(row_str(row_where(data(&k, "stuck"), "point", "v1:1"), "why"),
		  "needs \xe2\x80\x9cUPP gives 2\xe2\x80\x9d, and needs it not to be so");
	talk_done(&k);
}

TEST(answer_package, a_thing_that_must_not_be_and_is_leaves_no_way)
{
	struct talk k = talk_as(IF("LOW", "1", "not UPP accepts v1:2") "2026-06-01 11:00 UPP accepts v1:2\n", NULL);
	CHECK_STR(row_str(row_where(data(&k, "stuck"), "point", "v1:1"), "why"), "must not be so, and is: “UPP gives 2”");
	CHECK_STR(row_str(row_at(talk_rows(&k, "package", NULL, NULL), 0), "state"), "lapsed");
	talk_done(&k);
}

TEST(answer_package, consent_to_what_is_kept_for_others_cannot_be_given)
{
	struct talk k = talk_as("2026-06-01 11:00 ENV refers v1:5 to leaders\n" IF("LOW", "1", "UPP accepts v1:5"), NULL);
	CHECK_STR(row_str(row_where(data(&k, "stuck"), "point", "v1:1"), "why"),
		  "waits for \xe2\x80\x9cUPP gives 5\xe2\x80\x9d, which is passed up to leaders");
	CHECK_EQ(row_count(data(&k, "unlocking")), 0);
	talk_done(&k);
}

/* A second before, at, and after. */
TEST(answer_package, a_time_is_over_behind_its_last_instant)
{
	static const char *const now[] = { "2026-06-03T17:59:59Z", "2026-06-03T18:00Z", "2026-06-03T18:00:01Z" };
	static const char *const states[] = { "open", "open", "lapsed" };
	for (size_t i = 0; i < 3; i++) {
		char text[1024];
		talk_file("v1.md", "1. **Ceasefire.** It holds.\n2. **Port.** It opens.\n");
		snprintf(text, sizeof text, "%s%s", FRAME, IF("LOW", "1", "UPP accepts v1:2\n    by 2026-06-03 20:00+02:00"));
		struct talk k = talk_of(text, NULL, now[i], NULL);
		CHECK_STR(row_str(row_at(talk_rows(&k, "package", NULL, NULL), 0), "state"), states[i]);
		talk_done(&k);
	}
}

TEST(answer_package, no_title_becomes_markup_in_the_drawing)
{
	struct talk k = talk_as(IF("LOW", "1", "UPP accepts v1:2") IF("LOW", "3", "\"</svg><script>\""), NULL);
	struct sheet_options options = { 0 };
	buf out = { 0 };
	sheet_format_find(S("svg"))->render(talk_ask(&k, "package", NULL, NULL), &options, &out);
	CHECK(has(buf_str(&out), "Port &lt;/text"));
	CHECK(!has(buf_str(&out), "<script") && !has(buf_str(&out), "<b>"));
	buf_done(&out);
	talk_done(&k);
}

TEST(answer_package, the_order_of_lines_changes_nothing)
{
	struct talk k = talk_as(IF("LOW", "3", "UPP accepts v1:4") IF("UPP", "4", "LOW accepts v1:3") IF("LOW", "1", "UPP accepts v1:2"), NULL);
	str one = talk_text(&k, "package", NULL, NULL);
	struct talk other = talk_as(IF("LOW", "1", "UPP accepts v1:2") IF("UPP", "4", "LOW accepts v1:3") IF("LOW", "3", "UPP accepts v1:4"),
				    NULL);
	CHECK_STR(talk_text(&other, "package", NULL, NULL), one);
	talk_done(&other);
	talk_done(&k);
}
