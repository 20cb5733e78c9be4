#include "rand.h"
#include "sheet/sample.h"
#include "test.h"

static bool
has(str text, const char *part)
{
	return str_find_str(text, str_of(part)) < text.len;
}

TEST(sheet_html, it_needs_and_runs_nothing)
{
	arena *a = arena_new();
	str page = sample_render(a, sample_sheet(a), "html", 0, false);
	CHECK(str_starts(page, S("<!doctype html>\n<html lang=\"en\">")));
	CHECK(has(page, "content=\"default-src 'none'; style-src 'unsafe-inline'\""));
	CHECK(!has(page, "<script") && !has(page, "<link") && !has(page, "src=\""));
	CHECK(!has(page, "@import") && !has(page, "url("));
	arena_free(a);
}

TEST(sheet_html, no_text_becomes_markup)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	str evil = S("</td></style></title><script>alert('1\"')</script>&lt;\033\x80\xe2\x80\xae");
	sheet_title(s, evil);
	sheet_view(s, evil, evil, evil, evil);
	sheet_heading(s, 1, evil);
	sheet_note(s, evil);
	sheet_tally(s, "<b>", 1);
	sheet_tally_line(s);
	table *t = sheet_table(s);
	table_caption(t, evil);
	table_column(t, evil, COLUMN_WRAP);
	table_row(t);
	runs *cell = table_cell(t);
	for (unsigned style = RUN_PLAIN; style < RUN_STYLES; style++)
		runs_add(cell, (enum run_style)style, evil);
	runs_add_key(cell, RUN_INSERTED, evil);
	runs_moved_away(cell, 1, evil);
	runs_moved(cell, 1);
	runs_add(cell, RUN_PLAIN, evil);
	runs_note(cell, sheet_footnote(s, evil));
	runs_add(table_span(t), RUN_PLAIN, evil);
	runs_add(sheet_labelled(s, evil), RUN_PLAIN, evil);
	runs_add(sheet_item(s), RUN_PLAIN, evil);
	str page = sample_render(a, s, "html", 0, false);
	CHECK(!has(page, "<script") && !has(page, "alert('"));
	CHECK(!has(page, "\033") && !has(page, "\xe2\x80\xae"));
	str after = str_sub(page, str_find_str(page, S("</style>")) + 8, page.len);
	CHECK(!has(after, "</style>"));
	arena_free(a);
}

static void
name_at(str rest, str *ret_name)
{
	size_t len = 0;
	while (len < rest.len && ((rest.at[len] >= 'a' && rest.at[len] <= 'z') ||
	    (rest.at[len] >= '0' && rest.at[len] <= '9')))
		len++;
	*ret_name = str_sub(rest, 0, len);
}

/* Every tag that is opened is closed, in order. */
static void
check_nesting(str page)
{
	str open[64], name;
	size_t depth = 0;
	for (size_t at; (at = str_find(page, '<')) < page.len;) {
		page = str_sub(page, at + 1, page.len);
		bool closes = str_starts(page, S("/"));
		name_at(str_sub(page, closes, page.len), &name);
		str tag = str_sub(page, 0, str_find(page, '>'));
		if (str_eq(name, S("meta")) || str_starts(page, S("!")) || str_ends(tag, S("/")))
			continue;
		if (!closes) {
			CHECK(depth < 64);
			open[depth++] = name;
			continue;
		}
		CHECK(depth > 0);
		CHECK_STR(name, open[--depth]);
	}
	CHECK_EQ(depth, 0);
}

TEST(sheet_html, tags_close_in_the_order_they_opened)
{
	arena *a = arena_new();
	check_nesting(sample_render(a, sample_sheet(a), "html", 0, false));
	arena_free(a);
}

TEST(sheet_html, headings_of_any_levels_nest)
{
	struct rand r = rand_new();
	for (int round = 0; round < 200; round++) {
		arena *a = arena_new();
		sheet *s = sheet_new(a, "test");
		for (size_t i = rand_below(&r, 12); i > 0; i--) {
			sheet_heading(s, (unsigned)rand_below(&r, 8), S("h"));
			runs_add(sheet_para(s), (enum run_style)rand_below(&r, 7), S("p"));
		}
		check_nesting(sample_render(a, s, "html", 0, false));
		arena_free(a);
	}
}

TEST(sheet_html, a_footnote_is_linked_to_its_words)
{
	arena *a = arena_new();
	str page = sample_render(a, sample_sheet(a), "html", 0, false);
	CHECK(has(page, "<sup><a href=\"#n2\">[2]</a></sup>"));
	CHECK(has(page, "<li id=\"n2\" dir=\"auto\">red line of 28 May"));
	arena_free(a);
}

TEST(sheet_html, what_moved_and_where_it_stood_lead_to_each_other)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	runs *r = sheet_para(s);
	runs_moved_away(r, 1, S("moved down"));
	for (size_t i = 0; i < 2; i++) {        /* a passage over two paragraphs has its anchor once */
		r = sheet_para(s);
		runs_moved(r, 1);
		runs_add_key(r, RUN_INSERTED, S("ten"));
		runs_moved_end(r);
	}
	str page = sample_render(a, s, "html", 0, false);
	CHECK(has(page, "<a class=\"mv\" id=\"g1\" href=\"#m1\">[~1 moved down~]</a>"));
	CHECK(has(page, "<span class=\"moved\" id=\"m1\"><a class=\"mv\" href=\"#g1\">{~1:</a> <ins>"));
	CHECK(has(page, "<span class=\"moved\"><a class=\"mv\" href=\"#g1\">"));
	CHECK(has(page, "<b>ten</b>"));
	check_nesting(page);
	arena_free(a);
}
