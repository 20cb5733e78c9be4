#include <uniwidth.h>

#include "rand.h"
#include "sheet/sample.h"
#include "sheet/width.h"
#include "test.h"

static str
render(arena *a, const sheet *s, unsigned width)
{
	return sample_render(a, s, "text", width, false);
}

static str
para(arena *a, enum run_style style, str text, unsigned width)
{
	sheet *s = sheet_new(a, "test");
	runs_add(sheet_para(s), style, text);
	return render(a, s, width);
}

static bool
has(str text, const char *part)
{
	return str_find_str(text, str_of(part)) < text.len;
}

/* Counted by characters, not by clusters, and so by other code. */
static void
check_lines(str text, size_t most)
{
	for (str line; text.len;) {
		str_cut(text, '\n', &line, &text);
		size_t width = (size_t)u8_width((const uint8_t *)line.at, line.len, "UTF-8");
		if (width > most)
			test_failed(__FILE__, __LINE__, "%zu columns, wanted %zu: '%.*s'", width, most,
			    STR_ARG(line));
		if (str_ends(line, S(" ")))
			test_failed(__FILE__, __LINE__, "blank at the end of '%.*s'", STR_ARG(line));
	}
}

/* ---- words ---- */

TEST(sheet_text, words_wrap_at_blanks)
{
	arena *a = arena_new();
	CHECK_STR(para(a, RUN_PLAIN, S("one two three four five six"), 20),
	    "one two three four\nfive six\n");
	CHECK_STR(para(a, RUN_PLAIN, S("  one \n\t two  "), 20), "one two\n");
	arena_free(a);
}

TEST(sheet_text, a_line_may_be_exactly_full)
{
	arena *a = arena_new();
	CHECK_STR(para(a, RUN_PLAIN, S("12345 7890 2345 7890 next"), 20),
	    "12345 7890 2345 7890\nnext\n");
	arena_free(a);
}

TEST(sheet_text, a_word_without_blanks_is_cut)
{
	arena *a = arena_new();
	CHECK_STR(para(a, RUN_PLAIN, S("abcdefghijklmnopqrstuvwxyz"), 20),
	    "abcdefghijklmnopqrst\nuvwxyz\n");
	CHECK_STR(para(a, RUN_PLAIN, S("abcdefgh/ijklmnopqrstuvwxyz"), 20),
	    "abcdefgh/\nijklmnopqrstuvwxyz\n");
	arena_free(a);
}

TEST(sheet_text, wide_letters_are_cut_between_and_not_before_a_full_stop)
{
	arena *a = arena_new();
	CHECK_STR(para(a, RUN_PLAIN, S("港口由双方共同管理任何一方不得单方"), 20),
	    "港口由双方共同管理任\n何一方不得单方\n");
	CHECK_STR(para(a, RUN_PLAIN, S("港口由双方共同管理任。何"), 20), "港口由双方共同管理\n任。何\n");
	arena_free(a);
}

TEST(sheet_text, a_combining_mark_stays_with_its_letter)
{
	arena *a = arena_new();
	str text = S("abcdefghijklmnopqrse\xcc\x81 b");
	CHECK_STR(para(a, RUN_PLAIN, text, 20), "abcdefghijklmnopqrse\xcc\x81\nb\n");
	arena_free(a);
}

TEST(sheet_text, styles_have_marks_without_colours)
{
	arena *a = arena_new();
	CHECK_STR(para(a, RUN_INSERTED, S("new"), 40), "{+new+}\n");
	CHECK_STR(para(a, RUN_DELETED, S("old"), 40), "[-old-]\n");
	CHECK_STR(para(a, RUN_QUOTE, S("words"), 40), "\"words\"\n");
	CHECK_STR(para(a, RUN_WARN, S("look"), 40), "! look\n");
	CHECK_STR(para(a, RUN_WARN, S("! look"), 40), "! look\n");
	CHECK_STR(para(a, RUN_STRONG, S("bold"), 40), "bold\n");
	arena_free(a);
}

static void
add_moved(runs *r)
{
	runs_add(r, RUN_PLAIN, S("Before "));
	runs_moved_away(r, 2, S("moved up"));
	runs_add(r, RUN_PLAIN, S(" it. "));
	runs_moved(r, 1);
	runs_add(r, RUN_PLAIN, S("The fee is "));
	runs_add_key(r, RUN_DELETED, S("ten"));
	runs_add_key(r, RUN_INSERTED, S("six"));
	runs_add(r, RUN_PLAIN, S(" marks."));
	runs_moved_end(r);
	runs_add(r, RUN_PLAIN, S(" After."));
}

TEST(sheet_text, a_moved_passage_stands_in_its_marks_with_its_changes)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	add_moved(sheet_para(s));
	CHECK_STR(render(a, s, 100),
	    "Before [~2 moved up~] it. {~1: The fee is [-ten-]{+six+} marks.~} After.\n");
	arena_free(a);
}

TEST(sheet_text, a_moved_passage_has_its_colour_and_a_key_is_bold)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	add_moved(sheet_para(s));
	str text = sample_render(a, s, "text", 100, true);
	CHECK(has(text, "\033[32m{~1: The fee is\033[0m"));
	CHECK(has(text, "\033[9;31m\033[1m[-ten\033[0m\033[9;31m-]\033[0m"));
	CHECK(has(text, "\033[32m[~2 moved up~]\033[0m"));
	arena_free(a);
}

TEST(sheet_text, a_moved_passage_may_be_empty_or_last)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	runs *r = sheet_para(s);
	runs_moved(r, 3);
	runs_moved_end(r);
	runs_moved(r, 4);
	runs_add(r, RUN_PLAIN, S("open"));
	CHECK_STR(render(a, s, 100), "{~3: ~}{~4: open\n");
	arena_free(a);
}

TEST(sheet_text, blanks_stand_outside_the_marks)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	runs *r = sheet_para(s);
	runs_add(r, RUN_PLAIN, S("the"));
	runs_add(r, RUN_DELETED, S(" joint "));
	runs_add(r, RUN_INSERTED, S("common"));
	runs_add(r, RUN_INSERTED, S(" open "));
	runs_add(r, RUN_PLAIN, S("port"));
	runs_add(r, RUN_INSERTED, S(" "));
	runs_add(r, RUN_PLAIN, S("regime"));
	CHECK_STR(render(a, s, 80), "the [-joint-] {+common open+} port {+ +}regime\n");
	arena_free(a);
}

TEST(sheet_text, the_mark_of_a_footnote_stands_outside_the_quotation)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	runs *r = sheet_para(s);
	runs_add(r, RUN_QUOTE, S("Friday is fine "));
	runs_note(r, sheet_footnote(s, S("by telephone")));
	runs_note(r, sheet_footnote(s, S("not withdrawn")));
	runs_add(r, RUN_PLAIN, S("he said"));
	CHECK_STR(render(a, s, 80), "\"Friday is fine\"[1][2] he said\n\n"
	    "[1] by telephone\n[2] not withdrawn\n");
	arena_free(a);
}

/* ---- hostile text ---- */

TEST(sheet_text, no_control_reaches_the_terminal)
{
	arena *a = arena_new();
	str got = para(a, RUN_PLAIN, S("a\033[31mred\007\177\000z\r\nb\xc2\x9b" "31m"), 80);
	CHECK_STR(got, "a␛[31mred␇␡␀z b\xef\xbf\xbd" "31m\n");
	arena_free(a);
}

TEST(sheet_text, no_text_turns_the_line)
{
	arena *a = arena_new();
	str got = para(a, RUN_PLAIN, S("a\xe2\x80\xae" "b\xe2\x81\xa6" "c\xe2\x80\x8f" "d"), 80);
	CHECK_STR(got, "a\xef\xbf\xbd" "b\xef\xbf\xbd" "c\xe2\x80\x8f" "d\n");
	arena_free(a);
}

TEST(sheet_text, broken_bytes_are_shown_as_such)
{
	arena *a = arena_new();
	str got = para(a, RUN_PLAIN, S("a\xff" "b\xc3"), 80);
	CHECK_STR(got, "a\xef\xbf\xbd" "b\xef\xbf\xbd\n");
	arena_free(a);
}

TEST(sheet_text, with_colours_only_our_own_escapes_are_there)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	runs_add(sheet_para(s), RUN_WARN, S("a\033[5mb"));
	CHECK_STR(sample_render(a, s, "text", 80, true), "\033[1;31m! a␛[5mb\033[0m\n");
	arena_free(a);
}

TEST(sheet_text, no_line_end_stands_inside_a_colour)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	runs_add(sheet_para(s), RUN_STRONG, S("one two three four five six"));
	CHECK_STR(sample_render(a, s, "text", 20, true),
	    "\033[1mone two three four\033[0m\n\033[1mfive six\033[0m\n");
	arena_free(a);
}

/* ---- tables ---- */

static table *
table_of(sheet *s, size_t columns, enum column_kind kind)
{
	static const char *const heads[] = { "a", "b", "c", "d", "e", "f", "g", "h" };
	table *t = sheet_table(s);
	for (size_t i = 0; i < columns; i++)
		table_column(t, str_of(heads[i % 8]), kind);
	return t;
}

TEST(sheet_text, every_script_keeps_its_column)
{
	static const char *const names[] = {
		"plain", "上岸代表団", "الضفة العليا", "Cafe\xcc\x81", "👩‍👧 flag 🇨🇭", "a\xe2\x80\x8b_",
	};
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	table *t = table_of(s, 2, COLUMN_FIT);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		table_row(t);
		runs_add(table_cell(t), RUN_PLAIN, str_of(names[i]));
		runs_add(table_cell(t), RUN_PLAIN, S("#"));
	}
	struct clusters scratch = { 0 };
	str text = render(a, s, 80), line;
	while (text.len) {
		str_cut(text, '\n', &line, &text);
		if (str_find(line, '#') < line.len)
			CHECK_EQ(width_of(&scratch, str_sub(line, 0, str_find(line, '#'))), 14);
	}
	clusters_done(&scratch);
	arena_free(a);
}

TEST(sheet_text, numbers_are_flush_right_and_missing_cells_empty)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	table *t = sheet_table(s);
	table_column(t, S("count"), COLUMN_NUMBER);
	table_column(t, S("of"), COLUMN_FIT);
	table_row(t);
	runs_add(table_cell(t), RUN_PLAIN, S("7"));
	runs_add(table_cell(t), RUN_PLAIN, S("x"));
	table_row(t);
	runs_add(table_cell(t), RUN_PLAIN, S("123"));
	table_row(t);
	CHECK_STR(render(a, s, 80), "count  of\n-----  --\n    7  x\n  123\n\n");
	arena_free(a);
}

TEST(sheet_text, columns_that_fit_keep_their_width_and_the_others_wrap)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	table *t = sheet_table(s);
	table_column(t, S("code"), COLUMN_FIT);
	table_column(t, S("words"), COLUMN_WRAP);
	table_row(t);
	runs_add(table_cell(t), RUN_PLAIN, S("3f9a 17c2 91be"));
	runs_add(table_cell(t), RUN_PLAIN, S("administered by a board of five"));
	CHECK_STR(render(a, s, 36),
	    "code            words\n"
	    "--------------  -----------------\n"
	    "3f9a 17c2 91be  administered by a\n"
	    "                board of five\n");
	arena_free(a);
}

TEST(sheet_text, many_narrow_columns_stand_in_bands)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	table *t = sheet_table(s);
	table_column(t, S("party"), COLUMN_FIT);
	for (unsigned i = 1; i <= 8; i++)
		table_column(t, arena_printf(a, "pt%u", i), COLUMN_FIT);
	for (unsigned row = 0; row < 2; row++) {
		table_row(t);
		runs_add(table_cell(t), RUN_PLAIN, row ? S("LOW") : S("UPP"));
		for (unsigned i = 1; i <= 8; i++)
			runs_add(table_cell(t), RUN_PLAIN, arena_printf(a, "Y%u<11", i));
	}
	CHECK_STR(render(a, s, 40),
	    "party  pt1    pt2    pt3    pt4    pt5\n"
	    "-----  -----  -----  -----  -----  -----\n"
	    "UPP    Y1<11  Y2<11  Y3<11  Y4<11  Y5<11\n"
	    "LOW    Y1<11  Y2<11  Y3<11  Y4<11  Y5<11\n"
	    "\n"
	    "party  pt6    pt7    pt8\n"
	    "-----  -----  -----  -----\n"
	    "UPP    Y6<11  Y7<11  Y8<11\n"
	    "LOW    Y6<11  Y7<11  Y8<11\n");
	arena_free(a);
}

TEST(sheet_text, a_table_that_cannot_stand_becomes_records)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	table *t = table_of(s, 5, COLUMN_WRAP);
	table_row(t);
	for (size_t i = 0; i < 5; i++)
		runs_add(table_cell(t), RUN_PLAIN, S("administered"));
	CHECK_STR(render(a, s, 20), "a   administered\nb   administered\nc   administered\n"
	    "d   administered\ne   administered\n");
	arena_free(a);
}

/* ---- any table ---- */

static const char *const pieces[] = {
	"port", "a", "administered", "3f9a-17c2-91be-40d7", "https://example.org/a/b/c/d/e/f",
	"上岸代表団", "العليا", "e\xcc\x81\xcc\x82", "\xe2\x80\x8b", " ", "  ", "\n", "\033[1m", "\xff",
	"|", "한국", "שלום", "9", "supercalifragilisticexpialidocious",
};

static void
random_runs(struct rand *r, sheet *s, runs *into)
{
	size_t count = rand_below(r, 4) * rand_below(r, 8);
	for (size_t i = 0; i < count; i++) {
		runs_add(into, (enum run_style)rand_below(r, RUN_STYLES),
		    str_of(pieces[rand_below(r, sizeof pieces / sizeof pieces[0])]));
		if (rand_below(r, 3) == 0)
			runs_add(into, RUN_PLAIN, S(" "));
		if (rand_below(r, 12) == 0)
			runs_note(into, sheet_footnote(s, str_of(pieces[rand_below(r, 8)])));
	}
}

static void
random_table(struct rand *r, sheet *s)
{
	table *t = sheet_table(s);
	size_t columns = 1 + rand_below(r, 14), rows = rand_below(r, 8);
	for (size_t i = 0; i < columns; i++)
		table_column(t, str_of(pieces[rand_below(r, 12)]), (enum column_kind)rand_below(r, 3));
	for (size_t row = 0; row < rows; row++) {
		if (rand_below(r, 5) == 0) {
			random_runs(r, s, table_span(t));
			continue;
		}
		table_row(t);
		for (size_t i = rand_below(r, columns + 1); i > 0; i--)
			random_runs(r, s, table_cell(t));
	}
}

TEST(sheet_text, no_line_is_wider_than_asked)
{
	struct rand r = rand_new();
	for (int round = 0; round < 1500; round++) {
		arena *a = arena_new();
		sheet *s = sheet_new(a, "test");
		sheet_heading(s, 1 + (unsigned)rand_below(&r, 3), str_of(pieces[rand_below(&r, 8)]));
		random_table(&r, s);
		random_runs(&r, s, sheet_labelled(s, str_of(pieces[rand_below(&r, 8)])));
		random_runs(&r, s, sheet_item(s));
		random_runs(&r, s, sheet_para(s));
		unsigned width = 20 + (unsigned)rand_below(&r, 100);
		check_lines(render(a, s, width), width);
		arena_free(a);
	}
}

TEST(sheet_text, the_sample_keeps_every_width)
{
	arena *a = arena_new();
	sheet *s = sample_sheet(a);
	for (unsigned width = 20; width < 140; width++) {
		str text = render(a, s, width);
		struct clusters scratch = { 0 };
		for (str line; text.len;) {
			str_cut(text, '\n', &line, &text);
			CHECK(width_of(&scratch, line) <= width);
		}
		clusters_done(&scratch);
	}
	arena_free(a);
}

/* Every letter that goes in comes out, whatever the layout. */
TEST(sheet_text, no_word_is_lost)
{
	struct rand r = rand_new();
	for (int round = 0; round < 300; round++) {
		arena *a = arena_new();
		sheet *s = sheet_new(a, "test");
		size_t columns = 1 + rand_below(&r, 10), wanted = 0, got = 0;
		table *t = table_of(s, columns, COLUMN_WRAP);
		for (size_t row = 0; row < 3; row++) {
			table_row(t);
			for (size_t i = 0; i < columns; i++) {
				size_t words = rand_below(&r, 6);
				runs *cell = table_cell(t);
				for (size_t w = 0; w < words; w++, wanted++)
					runs_add(cell, RUN_PLAIN, S("supper# "));
			}
		}
		str text = render(a, s, 20 + (unsigned)rand_below(&r, 60));
		for (size_t i = 0; i < text.len; i++)
			got += text.at[i] == '#';
		CHECK_EQ(got, wanted);
		arena_free(a);
	}
}

TEST(sheet_text, a_tally_is_cut_between_counts)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	sheet_tally(s, "points", 13);
	sheet_tally(s, "agreed ad ref", 4);
	sheet_tally(s, "open", 9);
	sheet_tally_line(s);
	CHECK_STR(render(a, s, 24), "points 13 |\nagreed ad ref 4 | open 9\n");
	CHECK(has(render(a, s, 80), "points 13 | agreed ad ref 4 | open 9\n"));
	arena_free(a);
}
