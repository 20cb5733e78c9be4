#include "talk.h"
#include "test.h"
#include "answer/beside.h"

#define FRAME \
	"talks lake zone UTC\nkeeper ENV\nparty UPP\nparty LOW\nparty MID\nmediator ENV\nunder circle public\n" \
	"2026-06-01 10:00 ENV tables v1 from v1.md\n2026-06-01 10:00 ENV shows v1 to UPP, LOW, MID form file\n"
#define TALKS FRAME \
	"2026-06-02 10:00 UPP amends v1:1 as N1\n  text: A port.\n" \
	"2026-06-02 11:00 LOW amends v1:1 as S1\n  gist: the harbour law\n" \
	"2026-06-02 12:00 ENV proposes v1:1 as B1\n  text: The ports.\n" \
	"2026-06-02 13:00 LOW deletes v1:2 as S2\n" \
	"2026-06-02 14:00 UPP accepts v1:2\n" \
	"2026-06-02 15:00 UPP, LOW, MID accept v1:3 ad-ref\n"

static struct talk
talk_now(void)
{
	talk_file("v1.md", "1. {#port} The port.\n2. {#coast} The coast.\n3. {#fish} The fish.\n");
	return talk_of(TALKS, NULL, NULL, NULL);
}

static str
cell(const value *rows, const char *point, const char *who, const char *key)
{
	return row_str(row_where(value_get(row_where(rows, "point", point), "cells"), "who", who), key);
}

TEST(answer_columns, each_party_that_wants_other_words_has_one)
{
	struct talk k = talk_now();
	const value *rows = talk_rows(&k, "columns", NULL, NULL);
	CHECK_EQ(row_count(rows), 3);
	CHECK_STR(cell(rows, "port", "UPP", "kind"), "text");
	CHECK_STR(cell(rows, "port", "UPP", "text"), "A port.");
	CHECK_STR(cell(rows, "port", "LOW", "kind"), "gist");
	CHECK_STR(cell(rows, "coast", "LOW", "kind"), "deletes");
	CHECK_STR(cell(rows, "coast", "UPP", "kind"), "same");
	CHECK_EQ(row_count(value_get(row_at(rows, 0), "cells")), 2);
	CHECK_STR(row_str(value_get(row_where(rows, "point", "port"), "agreement"), "kind"), "proposal");
	CHECK_STR(row_str(value_get(row_where(rows, "point", "fish"), "agreement"), "kind"), "agreed-ad-ref");
	talk_done(&k);
}

/* The draft's column has "open"; that N1 was taken up is a change of it too. */
TEST(answer_columns, a_cell_is_redlined_against_the_words_that_stand_beside_it)
{
	struct sheet_options options = { .width = 200 };
	struct err err = { 0 };
	buf out = { 0 };
	sheet *s = NULL;
	talk_file("v1.md", "1. {#port} The port is open. Dues are due once.\n2. The coast.\n3. The fish.\n");
	struct talk k = talk_of(FRAME
		"2026-06-02 10:00 UPP amends v1:1 as N1\n  text: The port is free. Dues are due once.\n"
		"2026-06-02 11:00 LOW amends v1:1 as S1\n  text: The port is open. Dues are due twice.\n"
		"2026-06-03 11:00 ENV accepts N1\n", NULL, NULL, NULL);
	CHECK(talk_try(&k, "columns", "LOW", "port", &s, &err));
	sheet_format_find(S("text"))->render(s, &options, &out);
	str text = buf_str(&out), cell = S("The port is [-open-]{+free+}. Dues are due [-once-]{+twice+}.");
	if (str_find_str(text, cell) == text.len)
		CHECK_STR(text, "The port is [-open-]{+free+}. Dues are due [-once-]{+twice+}.");
	buf_done(&out);
	talk_done(&k);
}

TEST(answer_columns, named_parties_are_the_columns_and_named_points_the_rows)
{
	struct talk k = talk_now();
	const value *rows = talk_rows(&k, "columns", "MID", "port");
	CHECK_EQ(row_count(rows), 1);
	CHECK_EQ(row_count(value_get(row_at(rows, 0), "cells")), 1);
	CHECK_STR(cell(rows, "port", "MID", "kind"), "no-record");
	talk_done(&k);
}

TEST(answer_columns, without_a_draft_there_are_none)
{
	struct err err = { 0 };
	sheet *s;
	struct talk k = talk_of("talks x zone UTC\nkeeper UPP\nparty UPP\n", NULL, NULL, NULL);
	CHECK_FAILS(talk_try(&k, "columns", NULL, NULL, &s, &err), err, ERR_ABSENT, "no draft is under discussion");
	talk_done(&k);
}

/* ---- texts beside one another ---- */

static str
beside(arena *a, const char *base, const char *upp, const char *low)
{
	struct hand hands[] = { { S("UPP"), str_of(upp) }, { S("LOW"), str_of(low) } };
	struct sheet_options options = { .width = 100 };
	buf out = { 0 };
	sheet_format_find(S("text"))->render(beside_sheet(a, S("base.txt"), str_of(base), hands, 2), &options, &out);
	str text = arena_str(a, buf_str(&out));
	buf_done(&out);
	return text;
}

static void
shows(const char *base, const char *upp, const char *low, const char *wanted)
{
	arena *a = arena_new();
	str text = beside(a, base, upp, low);
	if (str_find_str(text, str_of(wanted)) == text.len)
		CHECK_STR(text, wanted);
	arena_free(a);
}

TEST(answer_beside, a_row_a_paragraph)
{
	shows("The port.\n\nThe coast.\n", "The port.\n\nThe long coast.\n", "The harbour.\n\nThe coast.\n",
	      "The port.   =                    The [-port-]{+harbour+}.\n"
	      "The coast.  The {+long+} coast.  =\n");
	shows("1. Port.\n2. Coast.\n", "1. Port.\n1a. Lake.\n2. Coast.\n", "2. Coast.\n",
	      "1. Port.   1. Port. \xc2\xb6 {+1a. Lake.+}  [-1. Port.-]\n"
	      "2. Coast.  =                         =\n");
	shows("", "The port.", "", "          {+The port.+}  =\n");
}
