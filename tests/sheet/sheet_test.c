#include "sheet/sheet.h"

#include "sheet/sample.h"
#include "test.h"

TEST(sheet, every_format_has_its_words_and_is_found)
{
	size_t count;
	const struct sheet_format *const *formats = sheet_formats(&count);
	CHECK_EQ(count, 6);
	for (size_t i = 0; i < count; i++) {
		CHECK(formats[i]->help && *formats[i]->help);
		CHECK(formats[i]->render != NULL);
		CHECK(sheet_format_find(str_of(formats[i]->name)) == formats[i]);
	}
}

TEST(sheet, a_format_is_found_by_a_file_ending)
{
	CHECK_STR(sheet_format_find(S("htm"))->name, "html");
	CHECK_STR(sheet_format_find(S("TXT"))->name, "text");
	CHECK(sheet_format_find(S("docx")) == NULL);
	CHECK(sheet_format_find(S("")) == NULL);
	CHECK(sheet_format_find(S("html htm")) == NULL);
}

TEST(sheet, rows_may_have_another_name_in_the_data)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "redline");
	sheet_rows_key(s, "ops");
	CHECK(value_get(sheet_data(s), "rows") == NULL);
	CHECK(value_get(sheet_data(s), "ops") == sheet_rows(s));
	arena_free(a);
}

TEST(sheet, a_footnote_said_twice_has_one_number)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "board");
	CHECK_EQ(sheet_footnote(s, S("v4")), 1);
	CHECK_EQ(sheet_footnote(s, S("v3")), 2);
	CHECK_EQ(sheet_footnote(s, S("v4")), 1);
	arena_free(a);
}

TEST(sheet, every_format_takes_a_sheet_of_nothing)
{
	size_t count;
	const struct sheet_format *const *formats = sheet_formats(&count);
	for (size_t i = 0; i < count; i++) {
		arena *a = arena_new();
		sheet *s = sheet_new(a, "board");
		sheet_para(s);
		sheet_item(s);
		sheet_labelled(s, STR_NONE);
		sheet_heading(s, 0, STR_NONE);
		sheet_tally_line(s);
		sheet_table(s);
		table *t = sheet_table(s);
		table_column(t, STR_NONE, COLUMN_NUMBER);
		table_row(t);
		table_span(t);
		sample_render(a, s, formats[i]->name, 0, true);
		arena_free(a);
	}
}
