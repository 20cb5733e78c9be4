/* The tables of the clerk: each row is there once, and is good for what it says. */
#include "clerk/gazetteer.h"

#include <stdio.h>

#include "base/file.h"
#include "base/map.h"
#include "clerk/lexicon.h"
#include "minutes/minutes.h"
#include "test.h"

static const char *const state_rows[][4] = {
#define STATE(id, names, demonyms, seats, zone) { #id, demonyms, seats, zone },
#include "clerk/states.def"
#undef STATE
};

static const char *const office_rows[] = {
#define OFFICE(words, level) words,
#include "clerk/offices.def"
#undef OFFICE
};

static const char *const organisation_rows[] = {
#define ORGANISATION(id, kind, names) #id,
#include "clerk/organisations.def"
#undef ORGANISATION
};

enum { STATES = sizeof state_rows / sizeof *state_rows, OFFICES = sizeof office_rows / sizeof *office_rows,
       ORGANISATIONS = sizeof organisation_rows / sizeof *organisation_rows };

static void
once(map *seen, const char *word)
{
	uint32_t *at = map_at(seen, str_hash(str_of(word)));
	if (*at)
		test_failed(__FILE__, __LINE__, "'%s' stands twice", word);
	*at = 1;
}

TEST(clerk_gazetteer, every_state_has_a_seat_and_a_zone_that_is_known)
{
	arena *a = arena_new();
	map seen = { 0 };
	minutes *m = minutes_new(a, NULL);
	CHECK(STATES > 190);
	for (unsigned i = 0; i < STATES; i++) {
		once(&seen, state_rows[i][0]);
		CHECK(minutes_can_name(m, state_id(a, i)));
		CHECK(state_name(a, i).len > 0 && str_of(state_rows[i][2]).len > 0);
		str bytes;
		struct err err = { 0 };
		str path = arena_printf(a, "/usr/share/zoneinfo/%s", state_rows[i][3]);
		if (!file_read(a, path, &bytes, &err))
			test_failed(__FILE__, __LINE__, "'%s' has the zone '%s', which is not known", state_rows[i][0], state_rows[i][3]);
	}
	minutes_done(m);
	map_done(&seen);
	arena_free(a);
}

TEST(clerk_gazetteer, offices_and_organisations_stand_once)
{
	arena *a = arena_new();
	map seen = { 0 };
	minutes *m = minutes_new(a, NULL);
	for (unsigned i = 0; i < OFFICES; i++)
		once(&seen, office_rows[i]);
	for (unsigned i = 0; i < ORGANISATIONS; i++) {
		once(&seen, organisation_rows[i]);
		CHECK(minutes_can_name(m, organisation_id(a, i)));
	}
	minutes_done(m);
	map_done(&seen);
	arena_free(a);
}

static struct named
named_first(arena *a, const char *text)
{
	struct report r;
	struct err err = { 0 };
	CHECK_OK(report_read(a, NULL, S("a"), str_of(text), REPORT_PLAIN, &r, &err), err);
	const struct gazetteer *g = gazetteer_of(a, r.words);
	/* Words that the table adds have numbers of their own: the report is read again with them. */
	CHECK_OK(report_read(a, r.words, S("a"), str_of(text), REPORT_PLAIN, &r, &err), err);
	return gazetteer_read(a, g, &r)[0];
}

TEST(clerk_gazetteer, the_longest_entry_wins_and_names_have_capitals)
{
	arena *a = arena_new();
	struct named named = named_first(a, "Republic of Korea leaders");
	CHECK_EQ(named.class, NAMED_STATE);
	CHECK_STR(state_id(a, named.of), "SouthKorea");
	named = named_first(a, "secretary of state");
	CHECK_EQ(named.class, NAMED_OFFICE);
	CHECK_EQ(named.length, 3);
	CHECK_EQ(named.level, LEVEL_MINISTERS);
	CHECK_EQ(named_first(a, "turkey and chips").class, NAMED_NOTHING);
	CHECK_EQ(named_first(a, "us and them").class, NAMED_NOTHING);
	CHECK_EQ(named_first(a, "US officials").class, NAMED_STATE);
	CHECK_EQ(named_first(a, "Russians say").class, NAMED_DEMONYMS);
	CHECK_EQ(named_first(a, "Moscow says").class, NAMED_SEAT);
	CHECK_EQ(named_first(a, "Reuters says").class, NAMED_MEDIA);
	arena_free(a);
}

TEST(clerk_gazetteer, cues_are_inflected)
{
	arena *a = arena_new();
	syms *words = syms_new(a);
	const struct lexicon *l = lexicon_of(a, words);
	static const struct { const char *word; unsigned class, form; } rows[] = {
		{ "warned", CUE_SAY, FORM_PAST | FORM_PARTICIPLE }, { "warning", CUE_SAY, FORM_ING }, { "denies", CUE_DENY, FORM_S },
		{ "denied", CUE_DENY, FORM_PAST | FORM_PARTICIPLE }, { "admitted", CUE_SAY, FORM_PAST | FORM_PARTICIPLE },
		{ "begging", CUE_DEMAND, FORM_ING }, { "written", CUE_SAY, FORM_PARTICIPLE }, { "urges", CUE_DEMAND, FORM_S },
		{ "presses", CUE_DEMAND, FORM_S }, { "table", CUE_NONE, 0 } };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct word_class w = word_class(l, syms_add(words, str_of(rows[i].word)));
		CHECK_EQ(w.cue, rows[i].class);
		CHECK_EQ(w.form, rows[i].form);
	}
	arena_free(a);
}
