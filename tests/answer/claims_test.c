#include "talk.h"
#include "test.h"

#define FRAME \
	"talks lake zone UTC levels experts < delegations < ministers\nkeeper ENV\n" \
	"party UPP\nparty LOW\nmediator ENV\ngroup friends size ~30\nperson merz of UPP\n" \
	"under circle public\n"

#define TEXTS FRAME \
	"2026-06-01 ENV tables v1 from v1.md\n" \
	"2026-06-02 ENV tables v2 from v2.md base v1\n"

static void
say_drafts(void)
{
	talk_file("v1.md", "1. {#a} The port.\n2. {#b} The fish.\n3. {#c} The coast.\n4. {#d} The lake.\n");
	talk_file("v2.md", "1. {#a} The port shall stay.\n2. {#b} Fish.\n3. {#c} The coast.\n4. {#d} The lake.\n");
}

static const value *
claim(struct talk *k, const char *kind)
{
	return row_where(talk_rows(k, "claims", NULL, NULL), "kind", kind);
}

TEST(answer_claims, text_change_is_held_against_the_redline)
{
	say_drafts();
	struct talk k = talk_of(TEXTS "2026-06-03 merz claims many of v2 kind text-change \"in large parts\"\n"
				"2026-06-04 merz claims all of v2 kind text-change\n"
				"2026-06-05 merz claims none of v2 kind text-change\n",
				NULL, NULL, NULL);
	const value *rows = talk_rows(&k, "claims", NULL, NULL);
	CHECK_STR(row_str(row_at(rows, 0), "finding"), "borne out");
	CHECK_STR(row_str(row_at(rows, 0), "numbers"), "2 of 4 points changed");
	CHECK_STR(row_str(row_at(rows, 0), "checked_against"), "redline v1 -> v2");
	CHECK_STR(row_str(row_at(rows, 0), "words"), "in large parts");
	CHECK_STR(row_str(row_at(rows, 1), "finding"), "partly");
	CHECK_STR(row_str(row_at(rows, 2), "finding"), "not borne out");
	talk_done(&k);
}

TEST(answer_claims, without_words_it_cannot_tell_and_says_which)
{
	struct talk k = talk_of(FRAME "draft v0 count 28 text-unknown\ndraft v1 base v0 text-unknown\n"
				"2026-06-03 merz claims many of v1 kind text-change \"in large parts\"\n"
				"2026-06-03 merz claims almost-all of v0 kind coverage\n",
				NULL, NULL, NULL);
	CHECK_STR(row_str(claim(&k, "text-change"), "finding"), "cannot tell");
	CHECK_STR(row_str(claim(&k, "text-change"), "missing"), "no words of v0 and v1 are held");
	CHECK_STR(row_str(claim(&k, "coverage"), "finding"), "cannot tell");
	CHECK_STR(row_str(claim(&k, "coverage"), "numbers"), "28 points declared, none held");
	talk_done(&k);
}

TEST(answer_claims, coverage_counts_the_points_of_that_meeting)
{
	say_drafts();
	struct talk k = talk_of(TEXTS "2026-06-03 UPP, LOW meet as m1 on v2:1-3\n"
				"2026-06-03 UPP, LOW meet as m2 on v2:4\n"
				"2026-06-04 merz claims all of v2 in m1 kind coverage\n"
				"2026-06-05 merz claims all of v2 kind coverage\n",
				NULL, NULL, NULL);
	const value *rows = talk_rows(&k, "claims", NULL, NULL);
	CHECK_STR(row_str(row_at(rows, 0), "finding"), "partly");
	CHECK_STR(row_str(row_at(rows, 0), "numbers"), "3 of 4 points recorded as discussed in that meeting");
	CHECK_STR(row_str(row_at(rows, 1), "finding"), "borne out");
	talk_done(&k);
}

TEST(answer_claims, a_denial_is_held_against_what_the_giver_recorded)
{
	struct talk k = talk_of(FRAME "draft v1 text-unknown\ndraft v2 text-unknown\n"
				"2026-06-02 ENV shows v1 to LOW form copy 3\n"
				"2026-06-03 LOW did-not see v1 per LOW\n"
				"2026-06-04 LOW did-not see v2 per LOW\n"
				"2026-06-05 ENV claims v1 with LOW kind exposure\n",
				NULL, NULL, NULL);
	const value *rows = talk_rows(&k, "claims", NULL, NULL);
	CHECK_STR(row_str(row_at(rows, 0), "finding"), "not borne out");
	/* No record of a showing refutes nothing and bears nothing out. */
	CHECK_STR(row_str(row_at(rows, 1), "finding"), "cannot tell");
	CHECK_STR(row_str(row_at(rows, 2), "finding"), "borne out");
	talk_done(&k);
}

TEST(answer_claims, agreement_is_held_against_the_partys_own_position)
{
	say_drafts();
	struct talk k = talk_of(TEXTS "2026-06-03 UPP accepts v2:1\n2026-06-03 UPP is-open-on v2:2\n"
				"2026-06-04 LOW claims v2:1 with UPP kind agreement\n"
				"2026-06-05 LOW claims v2:2 with UPP kind agreement\n"
				"2026-06-06 LOW claims v2:3 with UPP kind agreement\n",
				NULL, NULL, NULL);
	const value *rows = talk_rows(&k, "claims", NULL, NULL);
	CHECK_STR(row_str(row_at(rows, 0), "finding"), "borne out");
	CHECK_STR(row_str(row_at(rows, 1), "finding"), "not borne out");
	CHECK_STR(row_str(row_at(rows, 2), "finding"), "cannot tell");
	talk_done(&k);
}

TEST(answer_claims, accounts_and_the_register_of_unknowns)
{
	struct talk k = talk_of(FRAME "draft v0 count 28 text-unknown\npoint army of v0 number unknown\n  gist: reduce\n"
				"2026-06-03 UPP, LOW meet as m1\n"
				"2026-06-04 LOW says \"bad\" about m1 kind mood\n"
				"2026-06-03 UPP says \"good\" about m1 kind progress\n"
				"2026-06-04 merz would-not-say \"what was given up\"\n"
				"2026-06-04 UPP asks LOW \"when?\" as q1 kind question\n"
				"2026-06-04 UPP sets-deadline reply for LOW due 2026-06-09\n"
				"2026-06-04 LOW accepts army per merz\n",
				NULL, NULL, NULL);
	const value *data = sheet_data(talk_ask(&k, "claims", NULL, NULL));
	const value *accounts = value_get(data, "accounts"), *unknowns = value_get(data, "unknowns");
	static const char *const kinds[] = { "texts", "gists", "declined", "not answered", "groups", "positions",
					     "consequences" };
	/* In the order of time, whoever speaks. */
	CHECK_STR(row_str(row_at(accounts, 0), "words"), "good");
	CHECK_STR(row_str(row_at(accounts, 1), "words"), "bad");
	CHECK_STR(row_str(row_at(accounts, 1), "event"), "m1");
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		CHECK(row_where(unknowns, "kind", kinds[i]) != NULL);
	CHECK_STR(row_str(claim(&k, "declined"), "finding"), "cannot tell");
	talk_done(&k);
}

TEST(answer_claims, a_forecast_has_a_horizon)
{
	struct talk k = talk_of(FRAME "2026-06-03 merz expects kind progress during 2026-06-03/2026-06-05\n"
				"2026-06-03 merz expects kind progress during 2026-06-03/2026-06-30\n"
				"2026-06-10 UPP, LOW meet\n", NULL, NULL, NULL);
	const value *rows = talk_rows(&k, "claims", NULL, NULL);
	CHECK(str_starts(row_str(row_at(rows, 0), "numbers"), S("horizon passed")));
	CHECK(str_starts(row_str(row_at(rows, 1), "numbers"), S("open until")));
	talk_done(&k);
}
