#include "rand.h"
#include "sheet/drawing.h"
#include "sheet/sample.h"
#include "test.h"

static bool
has(str text, const char *part)
{
	return str_find_str(text, str_of(part)) < text.len;
}

static size_t
count(str text, const char *part)
{
	size_t found = 0;
	for (size_t at; (at = str_find_str(text, str_of(part))) < text.len; found++)
		text = str_sub(text, at + 1, text.len);
	return found;
}

/* Every tag that opens is closed, in order, and no other "<" is there. */
static void
check_well_formed(str svg)
{
	str open[16];
	size_t depth = 0;
	for (size_t at; (at = str_find(svg, '<')) < svg.len;) {
		svg = str_sub(svg, at + 1, svg.len);
		str tag = str_sub(svg, 0, str_find(svg, '>')), name, rest;
		CHECK(tag.len < svg.len);
		str_cut(tag, ' ', &name, &rest);
		if (name.at[0] == '?' || str_ends(tag, S("/")))
			continue;
		if (name.at[0] == '/') {
			CHECK(depth > 0);
			CHECK_STR(str_sub(name, 1, name.len), open[--depth]);
		} else {
			CHECK(depth < 16);
			open[depth++] = name;
		}
	}
	CHECK_EQ(depth, 0);
}

TEST(sheet_svg, it_needs_and_runs_nothing)
{
	arena *a = arena_new();
	str svg = sample_render(a, sample_sheet(a), "svg", 0, false);
	CHECK(str_starts(svg, S("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" ")));
	CHECK(!has(svg, "<script") && !has(svg, "href") && !has(svg, "url(") && !has(svg, "<style") && !has(svg, "<image"));
	CHECK_EQ(count(svg, "://"), 1);
	CHECK(has(svg, "font-family=\"sans-serif\""));
	CHECK(has(svg, "<title id=\"t0\">Lake talks: mediator&#39;s sheet</title>"));
	CHECK(has(svg, "<desc id=\"d1\">Four columns: plain, strong, quiet, warn.</desc>"));
	check_well_formed(svg);
	arena_free(a);
}

TEST(sheet_svg, a_sheet_without_a_drawing_says_so)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	sheet_title(s, S("Lake talks: board"));
	str svg = sample_render(a, s, "svg", 0, false);
	CHECK(has(svg, ">This answer has no drawing: text, html or md print it in words.</text>"));
	check_well_formed(svg);
	arena_free(a);
}

static sheet *
hostile(arena *a, str evil)
{
	sheet *s = sheet_new(a, "test");
	sheet_title(s, evil);
	sheet_view(s, evil, evil, evil, evil);
	drawing *d = sheet_drawing(s, 100, 100, evil, evil);
	for (enum draw_style style = DRAW_PLAIN; style < DRAW_STYLES; style++)
		drawing_text(d, style, (struct spot){ 0, 0 }, ANCHOR_START, evil);
	return s;
}

TEST(sheet_svg, no_text_becomes_markup)
{
	arena *a = arena_new();
	sheet *s = hostile(a, S("</text></desc></svg><script>alert('1\"')</script>&lt;\033\x80\xe2\x80\xae]]>\0"));
	static const char *const formats[] = { "svg", "html" };
	for (size_t i = 0; i < 2; i++) {
		str page = sample_render(a, s, formats[i], 0, false);
		CHECK(!has(page, "<script") && !has(page, "alert('"));
		CHECK(!has(page, "\033") && !has(page, "\xe2\x80\xae") && !has(page, "]]>"));
	}
	check_well_formed(sample_render(a, s, "svg", 0, false));
	arena_free(a);
}

TEST(sheet_svg, any_bytes_are_a_well_formed_picture)
{
	struct rand r = rand_new();
	for (unsigned i = 0; i < 300; i++) {
		arena *a = arena_new();
		char bytes[64];
		for (size_t j = 0; j < sizeof bytes; j++)
			bytes[j] = rand_below(&r, 2) ? (char)rand_below(&r, 256) : "<>&\"'/ ?!-]"[rand_below(&r, 11)];
		check_well_formed(sample_render(a, hostile(a, (str){ bytes, sizeof bytes }), "svg", 0, false));
		arena_free(a);
	}
}

TEST(sheet_svg, an_arrow_without_a_way_has_no_head)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	drawing *d = sheet_drawing(s, 100, 100, S("t"), S("d"));
	struct spot here = { 5, 5 }, way[] = { { 5, 5 }, { 25, 5 }, { 25, 5 } };
	drawing_arrow(d, DRAW_PLAIN, here, here);
	drawing_polyline(d, DRAW_PLAIN, NULL, 0, true);
	CHECK(!has(sample_render(a, s, "svg", 0, false), "<polygon"));
	drawing_polyline(d, DRAW_PLAIN, way, 3, true);
	str svg = sample_render(a, s, "svg", 0, false);
	CHECK_EQ(count(svg, "<polygon"), 1);
	CHECK(!has(svg, "nan") && !has(svg, "inf"));
	arena_free(a);
}

TEST(sheet_svg, drawings_of_one_page_have_names_of_their_own)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	for (unsigned i = 0; i < 3; i++)
		sheet_drawing(s, 100, 100, S("t"), S("d"));
	str page = sample_render(a, s, "html", 0, false);
	CHECK_EQ(count(page, "<svg "), 3);
	CHECK(has(page, "aria-labelledby=\"t3 d3\"") && count(page, "id=\"t3\"") == 1);
	arena_free(a);
}

TEST(sheet_drawing, a_text_is_cut_to_its_room)
{
	arena *a = arena_new();
	CHECK_STR(drawing_fit(a, S("port regime"), drawing_width(S("port regime"))), S("port regime"));
	CHECK_STR(drawing_fit(a, S("port regime"), drawing_width(S("port re"))), S("port r\xe2\x80\xa6"));
	CHECK_STR(drawing_fit(a, S("port regime"), drawing_width(S("port r"))), S("port\xe2\x80\xa6"));
	CHECK_STR(drawing_fit(a, S("port"), 0), S("\xe2\x80\xa6"));
	CHECK_STR(drawing_fit(a, S(""), 0), S(""));
	CHECK_EQ(drawing_width(S("\xe4\xb8\x8a")), drawing_width(S("ab")));
	arena_free(a);
}
