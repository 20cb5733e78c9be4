#include "sheet/sample.h"
#include "test.h"

static str
para(arena *a, enum run_style style, const char *text)
{
	sheet *s = sheet_new(a, "test");
	runs_add(sheet_para(s), style, str_of(text));
	return sample_render(a, s, "md", 0, false);
}

TEST(sheet_md, no_text_becomes_markup)
{
	static const char *const pairs[][2] = {
		{ "# not a heading", "\\# not a heading\n" },
		{ "- no item", "\\- no item\n" },
		{ "1. no item", "1\\. no item\n" },
		{ "12) no item", "12\\) no item\n" },
		{ "> no quote", "\\> no quote\n" },
		{ "=== no heading", "\\=== no heading\n" },
		{ "*a* _b_ `c` [d](e) ![f](g)", "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) !\\[f\\](g)\n" },
		{ "<script>&amp;</script>", "\\<script\\>\\&amp;\\</script\\>\n" },
		{ "a\\|b", "a\\\\\\|b\n" },
		{ "https://x.org www.x.org a@b.org", "https\\://x.org www\\.x.org a\\@b.org\n" },
		{ "two\n\n# lines", "two \\# lines\n" },
		{ "3.5 and x-y", "3\\.5 and x-y\n" },
		{ "a\033b", "a␛b\n" },
	};
	arena *a = arena_new();
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		CHECK_STR(para(a, RUN_PLAIN, pairs[i][0]), pairs[i][1]);
	arena_free(a);
}

TEST(sheet_md, stars_lean_on_a_word_or_are_tags)
{
	arena *a = arena_new();
	CHECK_STR(para(a, RUN_STRONG, "port"), "**port**\n");
	CHECK_STR(para(a, RUN_WARN, "look"), "**! look**\n");
	sheet *s = sheet_new(a, "test");
	runs *r = sheet_para(s);
	runs_add(r, RUN_PLAIN, S("a"));
	runs_add(r, RUN_STRONG, S("(b)"));
	runs_add(r, RUN_PLAIN, S("c "));
	runs_add(r, RUN_STRONG, S("d "));
	runs_add(r, RUN_WARN, S("e"));
	runs_add(r, RUN_STRONG, S("f"));
	CHECK_STR(sample_render(a, s, "md", 0, false),
	    "a<strong>(b)</strong>c **d** **! e**<strong>f</strong>\n");
	arena_free(a);
}

TEST(sheet_md, a_redline_keeps_its_marks)
{
	arena *a = arena_new();
	CHECK_STR(para(a, RUN_INSERTED, "new"), "\\{+new+}\n");
	CHECK_STR(para(a, RUN_DELETED, "old"), "\\[-old-\\]\n");
	arena_free(a);
}

TEST(sheet_md, every_row_has_as_many_cells_as_the_table_columns)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	table *t = sheet_table(s);
	table_column(t, S("a|b"), COLUMN_FIT);
	table_column(t, S("c"), COLUMN_NUMBER);
	table_row(t);
	runs_add(table_cell(t), RUN_PLAIN, S("x|y\nz"));
	runs_add(table_span(t), RUN_PLAIN, S("all"));
	CHECK_STR(sample_render(a, s, "md", 0, false),
	    "| a\\|b | c |\n| --- | ---: |\n| x\\|y z | |\n| all ||\n");
	arena_free(a);
}
