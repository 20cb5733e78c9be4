#include "talk.h"
#include "test.h"

#define FRAME \
	"talks lake zone UTC levels experts < delegations < ministers < leaders\n" \
	"keeper ENV\n" \
	"party UPP\nparty LOW\nmediator ENV\nperson spokesman of LOW\n" \
	"circle shuttle-upp for ENV, UPP\ncircle shuttle-low for ENV, LOW\n"

#define SHOWINGS FRAME \
	"under circle ENV\n" \
	"2026-06-02 17:30 ENV tables v3 from v3.md\n" \
	"2026-06-02 18:05 ENV shows v3 to UPP form copy 07 acknowledged circle shuttle-upp\n" \
	"2026-06-03 18:30/18:50 ENV reads v3:1-2 to LOW mode phone circle shuttle-low\n" \
	"2026-06-03 19:00 ENV will show v3 to LOW at 2026-06-04 09:30 as shown-low\n"

static void
say_draft(void)
{
	talk_file("v3.md", "1. **Port.** The port.\n2. **Fish.** Fish.\n3. **Coast.** The coast.\n");
}

TEST(answer_seen, a_copy_a_reading_and_what_was_not_shown)
{
	say_draft();
	struct talk k = talk_of(SHOWINGS, "ENV", NULL, NULL);
	const value *rows = talk_rows(&k, "seen", NULL, NULL);
	const value *copy = row_where(rows, "copy", "07"), *read = row_where(rows, "form", "read-aloud");
	CHECK_STR(row_str(copy, "actor"), "UPP");
	CHECK_STR(row_str(copy, "points"), "null");
	CHECK_STR(row_str(copy, "grade"), "acknowledged-by-recipient");
	CHECK_STR(row_str(copy, "by"), "ENV");
	CHECK_STR(row_str(read, "actor"), "LOW");
	CHECK_STR(row_str(read, "points"), "1, 2");
	CHECK_STR(row_str(read, "grade"), "recorded-by-giver");
	CHECK_STR(row_str(read, "at"), "2026-06-03T18:50+00:00");
	str text = talk_text(&k, "seen", NULL, NULL);
	CHECK(str_find_str(text, S("LOW was never shown v3:3")) < text.len);
	CHECK(str_find_str(text, S("copy 07, 2 June 18:05, confirmed")) < text.len);
	CHECK(str_find_str(text, S("ENV will show v3 to LOW")) < text.len);
	talk_done(&k);
}

/* Non-interference: what LOW was not read, and what UPP was given, is not there. */
TEST(answer_seen, a_party_learns_of_its_own_showings_only)
{
	say_draft();
	struct talk k = talk_of(SHOWINGS, "LOW", NULL, NULL);
	str text = talk_text(&k, "seen", NULL, NULL);
	CHECK_EQ(row_count(talk_rows(&k, "seen", NULL, NULL)), 1);
	CHECK_EQ(str_find_str(text, S("copy 07")), text.len);
	CHECK_EQ(str_find_str(text, S("v3:3")), text.len);
	CHECK_EQ(str_find_str(text, S("Coast")), text.len);
	talk_done(&k);
}

#define DENIAL FRAME \
	"under circle public\n" \
	"draft v1 text-unknown\n" \
	"2026-06-01 LOW did-not see v1 per spokesman\n" \
	"2026-06-02 10:00 ENV shows v1 to LOW form file\n" \
	"2026-06-05 LOW did-not see v1 per spokesman\n"

TEST(answer_seen, a_giver_and_a_recipient_that_differ_are_both_kept)
{
	struct talk k = talk_of(DENIAL, NULL, NULL, NULL);
	const value *rows = talk_rows(&k, "seen", NULL, NULL);
	CHECK_EQ(row_count(rows), 3);
	/* What was given after "not yet" contradicts nothing. */
	CHECK(!row_truth(row_at(rows, 0), "conflict"));
	CHECK(row_truth(row_at(rows, 1), "conflict"));
	CHECK(row_truth(row_at(rows, 2), "conflict"));
	CHECK_STR(row_str(row_at(rows, 2), "grade"), "asserted-not");
	CHECK(row_truth(row_at(rows, 2), "says_not"));
	talk_done(&k);
}

#define LICENCES FRAME \
	"under circle ENV\n" \
	"2026-06-02 17:30 ENV tables v3 from v3.md\n" \
	"2026-06-03 17:00 UPP amends v3:3 as N1\n" \
	"  text: The coast is ours.\n" \
	"2026-06-03 17:35 ENV may-convey N1 to LOW in-name-of ENV per UPP\n" \
	"2026-06-03 18:00 ENV says to LOW about N1\n" \
	"  gist: told of it\n" \
	"2026-06-03 18:10 ENV says to Hill about N1\n" \
	"  gist: told of it as well\n" \
	"interested Hill\n"

TEST(answer_seen, a_conveyance_beyond_its_licence_is_flagged)
{
	say_draft();
	struct talk k = talk_of(LICENCES, NULL, NULL, NULL);
	str text = talk_text(&k, "seen", NULL, NULL);
	CHECK(str_find_str(text, S("What may be conveyed")) < text.len);
	CHECK(str_find_str(text, S("allows it to be passed on to Hill")) < text.len);
	CHECK_EQ(str_find_str(text, S("to be passed on to LOW")), text.len);
	talk_done(&k);
}

TEST(answer_seen, an_inference_of_the_keeper_is_marked_as_one)
{
	struct talk k = talk_of(FRAME "draft v1 by ENV text-unknown\n"
				"2026-06-05 ENV claims v1 with UPP kind exposure\n  gist: inferred: was in the room\n",
				NULL, NULL, NULL);
	const value *rows = talk_rows(&k, "seen", NULL, NULL);
	CHECK_STR(row_str(row_where(rows, "actor", "UPP"), "grade"), "inferred");
	str text = talk_text(&k, "seen", NULL, NULL);
	CHECK(str_find_str(text, S("yes (inferred: was in the room)")) < text.len);
	CHECK(str_find_str(text, S("no record")) < text.len);
	talk_done(&k);
}
