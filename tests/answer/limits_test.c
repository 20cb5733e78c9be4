#include "talk.h"
#include "test.h"

#define FRAME \
	"talks lake zone UTC levels experts < delegations < ministers < leaders\nkeeper UPP\n" \
	"party UPP\nparty LOW\nmediator ENV\nperson aren of UPP at delegations\n" \
	"under circle public\n" \
	"2026-06-01 10:00 ENV tables v1 from v1.md\n" \
	"2026-06-01 11:00 ENV shows v1 to UPP, LOW form file\n"

static void
say_draft(void)
{
	talk_file("v1.md", "1. {#port} **Port.** The port.\n2. {#fish} Fish.\n3. {#coast} The coast.\n");
}

TEST(answer_limits, a_red_line_is_shown_with_the_words_that_declared_it)
{
	say_draft();
	struct talk k = talk_of(FRAME "2026-05-28 LOW rules-out port \"no foreign flag\" as red-port\n", NULL, NULL, NULL);
	const value *row = row_at(talk_rows(&k, "limits", NULL, NULL), 0);
	CHECK_STR(row_str(row, "kind"), "red-line");
	CHECK_STR(row_str(row, "finding"), "touches");
	CHECK_STR(row_str(row, "words"), "no foreign flag");
	CHECK_STR(row_str(row, "holder"), "LOW");
	CHECK_STR(row_str(row, "number"), "1");
	CHECK_STR(row_str(row, "against"), "v1");
	CHECK_STR(row_str(row, "declared"), "2026-05-28");
	CHECK_EQ(k.verdict, VERDICT_NO);
	talk_done(&k);
}

TEST(answer_limits, a_dropped_one_touches_nothing)
{
	say_draft();
	struct talk k = talk_of(FRAME "2026-05-28 LOW rules-out port as red-port\n2026-06-02 LOW drops red-port\n",
				NULL, NULL, NULL);
	CHECK_STR(row_str(row_at(talk_rows(&k, "limits", NULL, NULL), 0), "finding"), "dropped");
	CHECK_EQ(k.verdict, VERDICT_YES);
	talk_done(&k);
}

TEST(answer_limits, a_gist_cannot_be_checked)
{
	struct talk k = talk_of("talks x zone UTC\nkeeper UPP\nparty UPP\ndraft v0 text-unknown\n"
				"point land of v0 number unknown\n  gist: cede some\n"
				"2026-05-28 UPP rules-out land\n2026-05-29 UPP rules-out \"any base\"\n",
				NULL, NULL, NULL);
	const value *rows = talk_rows(&k, "limits", NULL, NULL);
	CHECK_STR(row_str(row_at(rows, 0), "finding"), "cannot be checked");
	CHECK_STR(row_str(row_at(rows, 1), "finding"), "cannot be checked");
	CHECK_STR(row_str(row_at(rows, 1), "point"), "null");
	CHECK_EQ(k.verdict, VERDICT_CANNOT_TELL);
	talk_done(&k);
}

#define MANDATE FRAME \
	"2026-06-01 12:00 UPP instructs aren as I1 circle UPP\n" \
	"  mandate:\n" \
	"    delegations v1:1\n" \
	"    ministers fish, coast\n" \
	"    fall-back v1:1 \"half a port\"\n" \
	"2026-06-02 10:00 UPP accepts v1:1 level delegations\n" \
	"2026-06-02 11:00 UPP accepts v1:2 level delegations ad-ref\n" \
	"2026-06-02 12:00 UPP can-live-with v1:3 as yes-3 level delegations\n"

TEST(answer_limits, within_ad_referendum_and_beyond)
{
	say_draft();
	struct talk k = talk_of(MANDATE, "UPP", NULL, NULL);
	const value *rows = talk_rows(&k, "limits", NULL, NULL);
	CHECK_STR(row_str(row_where(rows, "point", "port"), "status"), "within");
	CHECK_STR(row_str(row_where(rows, "point", "fish"), "status"), "ad referendum");
	CHECK_STR(row_str(row_where(rows, "point", "coast"), "status"), "beyond");
	CHECK_STR(row_str(row_where(rows, "point", "coast"), "finding"), "exceeds");
	CHECK(str_starts(row_str(row_where(rows, "point", "coast"), "why"),
			 S("beyond the instruction of 1 June 12:00, as recorded here")));
	CHECK_EQ(k.verdict, VERDICT_NO);
	talk_done(&k);
}

/* R10: only in the file of the party that gave it. */
TEST(answer_limits, an_instruction_is_for_its_own_party_alone)
{
	say_draft();
	struct talk k = talk_of(MANDATE, "LOW", NULL, NULL);
	str text = talk_text(&k, "limits", NULL, NULL);
	CHECK_EQ(row_count(talk_rows(&k, "limits", NULL, NULL)), 0);
	CHECK_EQ(str_find_str(text, S("half a port")), text.len);
	CHECK_EQ(k.verdict, VERDICT_YES);
	talk_done(&k);
}

TEST(answer_limits, confirming_the_act_settles_it)
{
	say_draft();
	struct talk k = talk_of(MANDATE "2026-06-03 10:00 UPP confirms yes-3\n", "UPP", NULL, NULL);
	const value *row = row_where(talk_rows(&k, "limits", NULL, NULL), "point", "coast");
	CHECK_STR(row_str(row, "status"), "confirmed");
	CHECK_STR(row_str(row, "finding"), "within");
	CHECK_EQ(k.verdict, VERDICT_YES);
	talk_done(&k);
}

TEST(answer_limits, reservations_and_levels_kept)
{
	say_draft();
	struct talk k = talk_of(FRAME "2026-06-02 UPP reserves v1:3 to leaders\n"
				"2026-06-03 LOW accepts v1:3 level ministers\n"
				"2026-06-03 UPP enters-reservation v1:2 as R1 kind scrutiny\n", NULL, NULL, NULL);
	const value *rows = talk_rows(&k, "limits", NULL, NULL);
	CHECK_STR(row_str(row_where(rows, "kind", "reserved-level"), "finding"), "exceeds");
	CHECK_STR(row_str(row_where(rows, "kind", "reservation"), "finding"), "open");
	CHECK_STR(row_str(row_where(rows, "kind", "reservation"), "words"), "scrutiny");
	talk_done(&k);
}
