#include <cmark.h>

#include "rand.h"
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
	sheet *s = sheet_new(a, "test");
	runs *r = sheet_para(s);
	runs_moved_away(r, 1, S("moved down"));
	runs_moved(r, 1);
	runs_add_key(r, RUN_INSERTED, S("ten"));
	runs_add_key(r, RUN_INSERTED, S("%"));
	runs_moved_end(r);
	CHECK_STR(sample_render(a, s, "md", 0, false),
	    "\\[\\~1 moved down\\~\\]\\{\\~1: \\{+**ten**%+}\\~}\n");
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

/* The texts of a document that is paragraphs of text and nothing else. */
static void
read_texts(str md, buf *ret_text)
{
	cmark_node *document = cmark_parse_document(md.at, md.len, CMARK_OPT_DEFAULT);
	cmark_iter *nodes = cmark_iter_new(document);
	for (cmark_event_type event; (event = cmark_iter_next(nodes)) != CMARK_EVENT_DONE;) {
		cmark_node *node = cmark_iter_get_node(nodes);
		cmark_node_type type = cmark_node_get_type(node);
		CHECK(type == CMARK_NODE_DOCUMENT || type == CMARK_NODE_PARAGRAPH ||
		      type == CMARK_NODE_TEXT);
		if (type == CMARK_NODE_TEXT)
			buf_add(ret_text, str_of(cmark_node_get_literal(node)));
	}
	cmark_iter_free(nodes);
	cmark_node_free(document);
}

static void
single_blanks(str text, buf *ret_text)
{
	for (size_t i = 0; i < text.len; i++) {
		bool is_blank = strchr(" \n\t", text.at[i]) != NULL;
		if (!is_blank)
			buf_add_byte(ret_text, text.at[i]);
		else if (ret_text->len && ret_text->at[ret_text->len - 1] != ' ')
			buf_add_byte(ret_text, ' ');
	}
}

/* Read by another's reader (CommonMark's own), it is the text again. */
TEST(sheet_md, a_reader_finds_nothing_but_the_text)
{
	static const char alphabet[] = "ab1 .)(-+*_`#>=[]!<\\&;|~:/{}\"'\n\t@^$wW";
	struct rand r = rand_new();
	for (int round = 0; round < 5000; round++) {
		arena *a = arena_new();
		char raw[40];
		str text = rand_text(&r, alphabet, raw, 1 + rand_below(&r, 24));
		sheet *s = sheet_new(a, "test");
		runs_add(sheet_para(s), RUN_PLAIN, text);
		buf got = { 0 }, wanted = { 0 };
		read_texts(sample_render(a, s, "md", 0, false), &got);
		single_blanks(text, &wanted);
		CHECK_STR(buf_str(&got), str_trim(buf_str(&wanted)));
		buf_done(&got);
		buf_done(&wanted);
		arena_free(a);
	}
}
