#include "rand.h"
#include "talk.h"
#include "test.h"
#include "text/bracketed.h"

#define FRAME \
	"talks lake zone UTC\nkeeper ENV\nparty UPP\nparty LOW\nparty MID\nmediator ENV\nunder circle public\n" \
	"2026-06-01 10:00 ENV tables v1 from v1.md\n"
#define PORT "The port shall be run by the harbour office. Dues shall be set once a year."

static void
say_draft(void)
{
	talk_file("v1.md", "1. {#port} **Port.** The port shall be run by the\n   harbour office. Dues shall be set once a year.\n"
			   "2. {#fish} **Fish.** Boats of both shores may fish [in the bay] from March to October.\n"
			   "3. {#monitors} **Monitors.** [LOW: Ten monitors shall keep watch.] [UPP: delete]\n");
}

/* What somebody reads in the rolling text of a point. */
static str
reads(struct talk *k, const char *point, const char *who)
{
	const value *row = row_where(talk_rows(k, "rolling", NULL, NULL), "point", point);
	struct bracketed *b = bracketed_read(k->a, row_str(row, "text"));
	buf out = { 0 };
	bracketed_project(b, bracketed_owner(b, str_of(who)), &out);
	str text = arena_str(k->a, buf_str(&out));
	buf_done(&out);
	bracketed_done(b);
	return text;
}

static str
prints(struct talk *k, const char *point)
{
	return row_str(row_where(talk_rows(k, "rolling", NULL, NULL), "point", point), "text");
}

static str
fate(struct talk *k, const char *point, const char *amendment)
{
	const value *row = row_where(talk_rows(k, "rolling", NULL, NULL), "point", point);
	return row_str(row_where(value_get(row, "amendments"), "name", amendment), "fate");
}

TEST(answer_rolling, each_party_reads_its_own_text_and_the_rest_the_draft)
{
	say_draft();
	struct talk k = talk_of(FRAME
		"2026-06-02 10:00 UPP amends v1:1 as N1\n"
		"  text: The port shall be run by a joint board. Dues shall be set once a year.\n"
		"2026-06-02 11:00 LOW amends v1:1 as S1\n"
		"  text: The port shall be run by the harbour office. Dues shall be set twice a year.\n", NULL, NULL, NULL);
	CHECK_STR(reads(&k, "port", "UPP"), "The port shall be run by a joint board. Dues shall be set once a year.");
	CHECK_STR(reads(&k, "port", "LOW"), "The port shall be run by the harbour office. Dues shall be set twice a year.");
	CHECK_STR(reads(&k, "port", "MID"), PORT);
	CHECK_STR(fate(&k, "port", "N1"), "in-text");
	talk_done(&k);
}

TEST(answer_rolling, what_one_party_changes_in_two_places_is_both_in_its_text)
{
	say_draft();
	struct talk k = talk_of(FRAME
		"2026-06-02 10:00 UPP amends v1:1 as N1\n"
		"  text: The port shall be run by a joint board. Dues shall be set once a year.\n"
		"2026-06-02 11:00 UPP amends v1:1 as N2\n"
		"  text: The port shall be run by the harbour office. Dues shall be set twice a year.\n", NULL, NULL, NULL);
	CHECK_STR(reads(&k, "port", "UPP"), "The port shall be run by a joint board. Dues shall be set twice a year.");
	talk_done(&k);
}

TEST(answer_rolling, of_two_changes_of_the_same_words_the_later_stands)
{
	say_draft();
	struct talk k = talk_of(FRAME
		"2026-06-02 10:00 UPP amends v1:1 as N1\n"
		"  text: The port shall be run by a joint board. Dues shall be set once a year.\n"
		"2026-06-02 11:00 UPP amends v1:1 as N2\n"
		"  text: The port shall be run by nobody. Dues shall be set once a year.\n", NULL, NULL, NULL);
	CHECK_STR(reads(&k, "port", "UPP"), "The port shall be run by nobody. Dues shall be set once a year.");
	CHECK_STR(fate(&k, "port", "N1"), "overtaken");
	CHECK_STR(fate(&k, "port", "N2"), "in-text");
	talk_done(&k);
}

TEST(answer_rolling, gists_bridges_and_what_is_set_aside_are_no_words_of_the_text)
{
	say_draft();
	struct talk k = talk_of(FRAME
		"2026-06-02 10:00 UPP amends v1:1 as N1\n  gist: a joint board\n"
		"2026-06-02 11:00 ENV proposes v1:1 as B1\n  text: The port shall be run.\n"
		"2026-06-02 12:00 LOW amends v1:1 as S1\n  text: No port.\n"
		"2026-06-02 13:00 ENV parks S1\n"
		"2026-06-02 14:00 LOW amends v1:1 as S2\n  text: Two ports.\n"
		"2026-06-02 15:00 LOW withdraws S2\n"
		"2026-06-02 16:00 UPP amends v1:1 as N2 per LOW\n  text: Three ports.\n", NULL, NULL, NULL);
	CHECK_STR(prints(&k, "port"), PORT);
	CHECK_STR(fate(&k, "port", "N1"), "gist");
	CHECK_STR(fate(&k, "port", "B1"), "bridge");
	CHECK_STR(fate(&k, "port", "S1"), "parked");
	CHECK_STR(fate(&k, "port", "S2"), "withdrawn");
	CHECK_STR(fate(&k, "port", "N2"), "told");
	talk_done(&k);
}

TEST(answer_rolling, a_deletion_brackets_the_point_and_a_wish_to_keep_nothing)
{
	say_draft();
	struct talk k = talk_of(FRAME "2026-06-02 10:00 UPP deletes v1:1 as N1\n2026-06-02 11:00 LOW wants-kept v1:1 as S1\n",
				NULL, NULL, NULL);
	CHECK_STR(prints(&k, "port"), "[UPP delete: " PORT "]");
	CHECK_STR(reads(&k, "port", "UPP"), "");
	CHECK_STR(fate(&k, "port", "S1"), "keeps");
	talk_done(&k);
}

TEST(answer_rolling, who_sponsors_an_amendment_owns_it_until_that_is_taken_back)
{
	say_draft();
#define SPONSORED FRAME \
	"2026-06-02 10:00 UPP amends v1:1 as N1\n" \
	"  text: The port shall be run by a joint board. Dues shall be set once a year.\n" \
	"2026-06-02 11:00 MID sponsors N1 as M1\n2026-06-02 11:05 LOW sponsors N1 per UPP\n"
	struct talk k = talk_of(SPONSORED, NULL, NULL, NULL);
	CHECK_STR(reads(&k, "port", "MID"), "The port shall be run by a joint board. Dues shall be set once a year.");
	CHECK_STR(reads(&k, "port", "LOW"), PORT);
	talk_done(&k);
	k = talk_of(SPONSORED "2026-06-03 10:00 MID withdraws M1\n", NULL, NULL, NULL);
	CHECK_STR(reads(&k, "port", "MID"), PORT);
	talk_done(&k);
}

TEST(answer_rolling, what_was_taken_up_is_the_text_and_its_rivals_stand_in_it)
{
	say_draft();
	struct talk k = talk_of(FRAME
		"2026-06-02 10:00 UPP amends v1:1 as N1\n"
		"  text: The port shall be run by a joint board. Dues shall be set once a year.\n"
		"2026-06-02 11:00 LOW amends v1:1 as S1\n"
		"  text: The port shall be run by the harbour office. Dues shall be set twice a year.\n"
		"2026-06-03 11:00 ENV accepts N1\n", NULL, NULL, NULL);
	CHECK_STR(reads(&k, "port", "MID"), "The port shall be run by a joint board. Dues shall be set once a year.");
	CHECK_STR(reads(&k, "port", "LOW"), "The port shall be run by a joint board. Dues shall be set twice a year.");
	CHECK_STR(fate(&k, "port", "N1"), "taken-up");
	talk_done(&k);
}

TEST(answer_rolling, a_new_point_stands_behind_its_own_with_a_number_of_the_style)
{
	say_draft();
	struct talk k = talk_of(FRAME
		"2026-06-02 10:00 UPP adds as N1 behind v1:1\n  text: The jetty shall be mended.\n"
		"2026-06-02 11:00 LOW adds as S1 behind v1:1\n  text: The jetty shall be mended.\n"
		"2026-06-02 12:00 LOW adds as S2 behind v1:1\n  text: The jetty shall be closed.\n"
		"2026-06-02 13:00 LOW adds as S3 behind v1:1\n  gist: something on the jetty\n", NULL, NULL, NULL);
	const value *rows = talk_rows(&k, "rolling", NULL, NULL);
	CHECK_EQ(row_count(rows), 5);
	CHECK_STR(row_str(row_at(rows, 1), "number"), "1a");
	CHECK_STR(row_str(row_at(rows, 1), "text"), "[UPP, LOW: The jetty shall be mended.]");
	CHECK_STR(row_str(row_at(rows, 2), "number"), "1b");
	CHECK_STR(row_str(row_at(rows, 2), "text"), "[LOW: The jetty shall be closed.]");
	CHECK_STR(fate(&k, "port", "S3"), "gist");
	talk_done(&k);
}

TEST(answer_rolling, the_drafts_own_brackets_stay)
{
	say_draft();
	struct talk k = talk_of(FRAME
		"2026-06-02 10:00 UPP amends v1:2 as N1\n"
		"  text: Boats of both shores may fish [in the bay] from April to October.\n"
		"2026-06-02 11:00 MID amends v1:3 as M1\n  text: Six monitors shall keep watch.\n", NULL, NULL, NULL);
	CHECK_STR(reads(&k, "fish", "UPP"), "Boats of both shores may fish in the bay from April to October.");
	CHECK_STR(reads(&k, "fish", "LOW"), "Boats of both shores may fish in the bay from March to October.");
	str fish = prints(&k, "fish");
	CHECK(str_find_str(fish, S("[in the bay]")) < fish.len);
	CHECK_STR(reads(&k, "monitors", "LOW"), "Ten monitors shall keep watch.");
	CHECK_STR(reads(&k, "monitors", "MID"), "Six monitors shall keep watch.");
	CHECK_STR(reads(&k, "monitors", "UPP"), "");
	talk_done(&k);
}

TEST(answer_rolling, an_amendment_follows_its_words_into_the_next_draft)
{
	say_draft();
	talk_file("v2.md", "1. {#port} **Port.** The port shall be run by the harbour master. Dues shall be set once a year.\n");
	struct talk k = talk_of(FRAME
		"2026-06-02 10:00 UPP amends v1:1 as N1\n"
		"  text: The port shall be run by a joint board. Dues shall be set once a year.\n"
		"2026-06-02 11:00 LOW amends v1:1 as S1\n"
		"  text: The port shall be run by the harbour office. Dues shall be set twice a year.\n"
		"2026-06-02 11:30 LOW deletes v1:2 as S2\n"
		"2026-06-02 12:00 ENV tables v2 from v2.md base v1\n", NULL, NULL, NULL);
	CHECK_STR(fate(&k, "port", "N1"), "earlier-wording");
	CHECK_STR(reads(&k, "port", "UPP"), "The port shall be run by the harbour master. Dues shall be set once a year.");
	CHECK_STR(reads(&k, "port", "LOW"), "The port shall be run by the harbour master. Dues shall be set twice a year.");
	const value *elsewhere = value_get(sheet_data(talk_ask(&k, "rolling", NULL, NULL)), "elsewhere");
	CHECK_STR(row_str(row_where(elsewhere, "name", "S2"), "verb"), "deletes");
	const value *before = talk_rows(&k, "rolling", "v1", NULL);
	CHECK_EQ(row_count(before), 3);
	talk_done(&k);
}

TEST(answer_rolling, points_and_drafts_are_asked_for_by_name)
{
	struct err err = { 0 };
	sheet *s;
	say_draft();
	struct talk k = talk_of(FRAME, NULL, NULL, NULL);
	CHECK_EQ(row_count(talk_rows(&k, "rolling", "v1:1,3", NULL)), 2);
	CHECK_EQ(row_count(talk_rows(&k, "rolling", "v1:2-3", "port")), 3);
	CHECK_EQ(row_count(talk_rows(&k, "rolling", "fish", NULL)), 1);
	CHECK_FAILS(talk_try(&k, "rolling", "v9", NULL, &s, &err), err, ERR_ABSENT, "'v9' is no draft and no point here");
	CHECK_FAILS(talk_try(&k, "rolling", "v1:9", NULL, &s, &err), err, ERR_ABSENT, "v1 has no point '9'");
	CHECK_FAILS(talk_try(&k, "rolling", "UPP", NULL, &s, &err), err, ERR_ABSENT, "'UPP' is no draft");
	talk_done(&k);
}

/* ---- the law ---- */

enum { WORDS = 24, PARTIES = 3, SLOTS = WORDS / 4 };

/* A text of words, some of them changed by a party: each in a slot of its own, so
 * that no two changes of one party meet. */
struct model { unsigned base[WORDS]; unsigned change[PARTIES][SLOTS]; };

static void
add_word(buf *out, const char *prefix, unsigned n)
{
	buf_printf(out, "%s%s%u", out->len && out->at[out->len - 1] != ' ' ? " " : "", prefix, n);
}

/* The text with the changes of the slots in `mask`: 1 replaces, 2 strikes, 3 puts in. */
static str
text_of(arena *a, const struct model *m, unsigned party, unsigned mask)
{
	buf out = { 0 };
	for (unsigned i = 0; i < WORDS; i++) {
		unsigned slot = i / 4, change = i % 4 == 1 && mask >> slot & 1 ? m->change[party][slot] : 0;
		if (change == 3)
			add_word(&out, "new", m->base[i] * 10 + party);
		if (change == 1)
			add_word(&out, "other", m->base[i] * 10 + (party & 1));
		else if (change != 2)
			add_word(&out, "word", m->base[i]);
	}
	buf_add_byte(&out, '.');
	str copy = arena_str(a, buf_str(&out));
	buf_done(&out);
	return copy;
}

TEST(answer_rolling, read_as_a_party_the_text_is_that_partys_to_the_byte)
{
	static const char *const names[PARTIES] = { "UPP", "LOW", "MID" };
	struct rand r = rand_new();
	for (unsigned run = 0; run < 300; run++) {
		struct model m;
		arena *a = arena_new();
		buf text = { 0 }, file = { 0 };
		unsigned masks[PARTIES] = { 0 };
		for (unsigned i = 0; i < WORDS; i++)
			m.base[i] = (unsigned)(i * 7 + rand_below(&r, 3));
		buf_printf(&file, "1. {#port} %.*s\n", STR_ARG(text_of(a, &m, 0, 0)));
		talk_file("v1.md", arena_str(a, buf_str(&file)).at);
		buf_add(&text, S(FRAME));
		for (unsigned n = 0, id = 0; n < PARTIES; n++)
			for (unsigned slot = 0; slot < SLOTS; slot++) {
				m.change[n][slot] = (unsigned)rand_below(&r, 4);
				if (!m.change[n][slot] || rand_below(&r, 2))
					continue;
				masks[n] |= 1u << slot;
				buf_printf(&text, "2026-06-02 %02u:%02u %s amends v1:1 as A%u\n  text: %.*s\n", 10 + id / 60, id % 60,
					   names[n], id, STR_ARG(text_of(a, &m, n, 1u << slot)));
				id++;
			}
		struct talk k = talk_of(arena_str(a, buf_str(&text)).at, NULL, NULL, NULL);
		for (unsigned n = 0; n < PARTIES; n++)
			CHECK_STR(reads(&k, "port", names[n]), text_of(a, &m, n, masks[n]));
		CHECK_STR(reads(&k, "port", "nobody"), text_of(a, &m, 0, 0));
		talk_done(&k);
		buf_done(&text);
		buf_done(&file);
		arena_free(a);
	}
}
