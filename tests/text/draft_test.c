#include "text/draft.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/file.h"
#include "rand.h"

static arena *a;
static struct err err;

static draft *
read_text(str text)
{
	arena_free(a);
	a = arena_new();
	err = (struct err){ 0 };
	draft *d = draft_read(a, text, S("v3.md"), &err);
	if (!d)
		test_failed(__FILE__, __LINE__, "%s", err.text);
	return d;
}

#define READ(text) read_text(S(text))
#define REFUSES(text, part) \
	do { \
		arena_free(a); \
		a = arena_new(); \
		err = (struct err){ 0 }; \
		CHECK_FAILS(draft_read(a, S(text), S("v3.md"), &err) != NULL, err, ERR_INPUT, part); \
		arena_free(a); \
		a = NULL; \
	} while (0)

static void
done(void)
{
	arena_free(a);
	a = NULL;
}

static const struct draft_point *
point(const draft *d, const char *number)
{
	uint32_t found = draft_find(d, str_of(number));
	if (!found)
		test_failed(__FILE__, __LINE__, "there is no point %s", number);
	return draft_point(d, found - 1);
}

/* All numbers in a row. */
static str
numbers(const draft *d)
{
	buf out = { 0 };
	for (size_t i = 0; i < draft_count(d); i++)
		buf_printf(&out, "%s%.*s", i ? " " : "", STR_ARG(draft_point(d, i)->number));
	str copy = arena_str(a, buf_str(&out));
	buf_done(&out);
	return copy;
}

TEST(text_draft, items_of_a_numbered_list_are_points)
{
	draft *d = READ("# The lake {#t}\n\nPreamble.\n\n1. One\n2. Two\n4. Four\n");
	CHECK_STR(draft_title(d), "The lake");
	CHECK_STR(numbers(d), "1 2 4");
	CHECK_STR(point(d, "4")->words, "Four");
	CHECK_EQ(point(d, "4")->line, 7);
	CHECK_EQ(point(d, "4")->at, 42);
	CHECK_EQ(point(d, "4")->level, 1);
	CHECK_EQ(draft_find(d, S("3")), 0);
	done();
}

TEST(text_draft, numbered_headings_are_points_with_what_is_below)
{
	draft *d = READ("## Article 4 — Port {#port}\n\nText.\n\n- a\n\n#### Aside\n\nmore\n\n"
			"### B.2 Monitors\n\nx\n\n## 3alt. *Roads*\ny\n## -1a. Preface\n\n## Annex\n\nz\n");
	CHECK_STR(numbers(d), "4 4.B.2 3alt -1a");
	CHECK_STR(point(d, "4")->heading, "Port");
	CHECK_STR(point(d, "4")->identity, "port");
	CHECK_STR(point(d, "4")->words, "Text.\n\n- a\n\n#### Aside\n\nmore");
	CHECK_STR(point(d, "3alt")->heading, "Roads");
	CHECK_STR(point(d, "-1a")->words, "");
	CHECK_EQ(draft_find_identity(d, S("port")), 1);
	CHECK_EQ(draft_find_identity(d, S("harbour")), 0);
	done();
}

TEST(text_draft, sub_points_join_their_number_unless_it_is_typed_whole)
{
	CHECK_STR(numbers(READ("6. x\n   1. y\n      1. z\n   2. y\n7. x\n")), "6 6.1 6.1.1 6.2 7");
	CHECK_STR(numbers(READ("## B. x\n\n## B.2 y\n\n1. z\n")), "B B.2 B.2.1");
	draft *d = READ("6. x\n6.1. y\n6.1.1. z\n7. w\n");
	CHECK_STR(numbers(d), "6 6.1 6.1.1 7");
	CHECK_EQ(point(d, "6.1.1")->parent, 2);
	CHECK_EQ(point(d, "6.1.1")->level, 3);
	CHECK_EQ(point(d, "7")->parent, 0);
	done();
}

TEST(text_draft, a_setext_heading_counts_as_one)
{
	draft *d = READ("Article 4\nPort\n====\nText.\n\n1. Roads\n   -----\n   Words.\n");
	CHECK_STR(point(d, "4")->heading, "Port");
	CHECK_STR(point(d, "4")->words, "Text.");
	CHECK_STR(point(d, "4.1")->heading, "Roads");
	CHECK_STR(point(d, "4.1")->words, "Words.");
	done();
}

TEST(text_draft, a_lead_in_is_the_heading)
{
	draft *d = READ("1. **Port regime.** The port\n2. *Roads*: the roads\n3. **U.S.** ports\n"
			"4. **Option 1:** x\n5. **Alone**\n\n   Text.\n6. **Alone**\n"
			"7. **Agreed** text\n8. ### Deep {#deep} ###\n   Text.\n");
	CHECK_STR(point(d, "1")->heading, "Port regime");
	CHECK_STR(point(d, "1")->words, "The port");
	CHECK_STR(point(d, "2")->heading, "Roads");
	CHECK_STR(point(d, "2")->words, "the roads");
	CHECK_STR(point(d, "3")->words, "**U.S.** ports");
	CHECK_STR(point(d, "4")->words, "**Option 1:** x");
	CHECK_STR(point(d, "5")->heading, "Alone");
	CHECK_STR(point(d, "5")->words, "Text.");
	CHECK_STR(point(d, "6")->words, "**Alone**");
	CHECK_STR(point(d, "7")->words, "**Agreed** text");
	CHECK_STR(point(d, "8")->heading, "Deep");
	CHECK_STR(point(d, "8")->identity, "deep");
	CHECK_STR(point(d, "8")->words, "Text.");
	done();
}

TEST(text_draft, an_identity_stands_at_the_heading_or_the_first_line)
{
	draft *d = READ("1. **Port.** {#a} x\n2. **Port {#b}.** x\n3. x {#c}\n   y\n4. {#d} x\n"
			"5. x\n   y {#e}\n");
	CHECK_STR(point(d, "1")->identity, "a");
	CHECK_STR(point(d, "3")->identity, "c");
	CHECK_STR(point(d, "3")->words, "x\ny");
	CHECK_STR(point(d, "4")->identity, "d");
	CHECK_STR(point(d, "4")->words, "x");
	CHECK_STR(point(d, "5")->identity, "");
	CHECK_STR(point(d, "5")->words, "x\ny {#e}");
	done();
}

TEST(text_draft, words_keep_their_bytes_but_for_list_blanks)
{
	draft *d = READ("1. a  b\n   c\n     d\n e\n\n       code\n\n   1. sub\n\n   f\n10. x\n\ty\n11. \tz\n2. x\n\ty\n");
	CHECK_STR(point(d, "1")->words, "a  b\nc\n  d\ne\n\n    code\n\nf");
	CHECK_STR(point(d, "1.1")->words, "sub");
	CHECK_STR(point(d, "10")->words, "x\ny");
	CHECK_STR(point(d, "11")->words, "z");
	CHECK_STR(point(d, "2")->words, "x\n\ty");
	done();
}

TEST(text_draft, an_empty_line_stands_where_sub_points_were_left_out)
{
	draft *d = READ("## 4 Port\n\nx\n   1. y\n   2. z\n\n  w\n\nv\n");
	CHECK_STR(numbers(d), "4 4.1 4.2");
	CHECK_STR(point(d, "4")->words, "x\n\n  w\n\nv");
	CHECK_STR(point(d, "4.2")->words, "z");
	d = READ("3. x\r\n   1. y\r\n   w\r\n\r\n   v\r\n");
	CHECK_STR(point(d, "3")->words, "x\r\n\r\nv");
	done();
}

TEST(text_draft, line_ends_and_a_byte_order_mark_stay_apart)
{
	draft *d = READ("\xef\xbb\xbf" "1. a\r\n   b\r\n\r\n   1. s\r\n\r\n   c\r\n2. d\r3. e");
	CHECK_STR(point(d, "1")->words, "a\r\nb\r\n\r\nc");
	CHECK_STR(point(d, "3")->words, "e");
	CHECK_EQ(point(d, "3")->line, 8);
	CHECK_EQ(point(d, "1")->at, 3);
	done();
}

TEST(text_draft, numbers_outside_commonmark_are_markers_too)
{
	draft *d = READ("3. c\n3bis. d\n3 ter. e\n[4.] f\n[5. g]\n-1. h\n");
	CHECK_STR(numbers(d), "3 3bis 3ter 4 5 -1");
	CHECK(point(d, "4")->number_bracketed && point(d, "5")->number_bracketed);
	CHECK_STR(point(d, "5")->words, "g");
	CHECK_EQ(point(d, "4")->bracket_words, 1);
	CHECK_EQ(point(d, "5")->brackets, 1);
	CHECK(!point(d, "4")->unbalanced && !point(d, "5")->unbalanced);
	CHECK_STR(numbers(READ("1. see paragraph\n   3bis. of it\n\nand\n3bis. of this\n")), "1");
	CHECK_STR(numbers(READ("1. the year\n   2015. It was\n")), "1");
	done();
}

TEST(text_draft, a_bracketed_heading_brackets_its_point)
{
	draft *d = READ("## [Article 3bis] *(REDD-plus)*\n\n1. x y\n\n## [Article 4 Port]\n\nx\n");
	CHECK(point(d, "3bis")->number_bracketed);
	CHECK_STR(point(d, "3bis")->heading, "(REDD-plus)");
	CHECK_EQ(point(d, "3bis.1")->bracket_words, 2);
	CHECK(!point(d, "3bis.1")->number_bracketed);
	CHECK_STR(point(d, "4")->heading, "Port");
	CHECK(!point(d, "4")->unbalanced);
	done();
}

TEST(text_draft, lettered_paragraphs_in_sequence_are_sub_points)
{
	draft *d = READ("6. The chapeau:\n\n   (a) one;\n\n   (b) two:\n\n   (i) deep;\n   (ii) deeper;\n\n"
			"   [(c) three]\n7. x\n");
	CHECK_STR(numbers(d), "6 6(a) 6(b) 6(b)(i) 6(b)(ii) 6(c) 7");
	CHECK_STR(point(d, "6")->words, "The chapeau:");
	CHECK_STR(point(d, "6(b)(i)")->words, "deep;");
	CHECK_STR(point(d, "6(c)")->words, "three");
	CHECK(point(d, "6(c)")->number_bracketed);
	CHECK_EQ(point(d, "6(b)(ii)")->level, 3);
	done();
}

TEST(text_draft, letters_out_of_sequence_are_words)
{
	CHECK_STR(numbers(READ("1. x:\n\n   (a) y;\n\n   (c) z\n")), "1");
	CHECK_STR(numbers(READ("1. x:\n\n   (b) y;\n\n   (c) z\n")), "1");
	CHECK_STR(numbers(READ("1. x:\n\n   (a) y;\n")), "1");
	CHECK_STR(numbers(READ("1. in paragraph 4\n   (a) and 5\n   (b) of it\n")), "1");
	CHECK_STR(numbers(READ("1. x:\n\n   (a) y;\n\n   (b) y;\n\n   (a) y;\n\n   (b) y.\n")), "1");
	done();
}

TEST(text_draft, brackets_and_words_are_counted)
{
	draft *d = READ("1. **The [old] port.** The port [UPP: jointly] [shall][should] stay[^1] open\n"
			"2. [The chapeau: \n   1. one two\n   2. three]\n3. [a b\n4. c] d\n\n"
			"[old]: https://x.org\n");
	CHECK_EQ(point(d, "1")->brackets, 3);
	CHECK_EQ(point(d, "1")->bracket_words, 3);
	CHECK_EQ(point(d, "1")->word_count, 10);
	CHECK_EQ(point(d, "2")->brackets, 1);
	CHECK(!point(d, "2")->unbalanced && !point(d, "2.2")->unbalanced);
	CHECK_EQ(point(d, "2.1")->brackets, 0);
	CHECK_EQ(point(d, "2.1")->bracket_words, 2);
	CHECK(point(d, "3")->unbalanced && point(d, "4")->unbalanced);
	CHECK_EQ(point(d, "3")->bracket_words, 2);
	CHECK_EQ(point(d, "4")->bracket_words, 0);
	done();
}

TEST(text_draft, quotations_bullets_code_and_comments_hold_no_points)
{
	CHECK_STR(numbers(READ("> 1. a\n\n- 2. b\n\n```\n3. c\n```\n\n<!--\n4. d\n-->\n\n5. e\n")), "5");
	done();
}

TEST(text_draft, what_is_wrong_is_named_with_its_line)
{
	REFUSES("1. a\n2. b\n\n2. c\n",
		"v3.md:4: point 2 was numbered before, on line 2; give each point its own number");
	REFUSES("1. a {#x}\n2. b {#x}\n", "v3.md:2: identity 'x' was given before, on line 1");
	REFUSES("1. a {#9x}\n", "v3.md:1: '{#9x}' is no identity");
	REFUSES("1. {#a} b {#c}\n", "v3.md:1: point 1 has two identities, 'a' and 'c'");
	REFUSES("", "v3.md: there is no numbered point");
	REFUSES("Some text.\n", "write points as list items");
	REFUSES("1. a\n2. \xff\n", "v3.md:2: this is not UTF-8");
	REFUSES("1. a\r\n2. \0\n", "v3.md:2: there is a NUL byte");
}

/* Known points, typed and read back. */

struct known {
	str number, identity, heading, words;
};

enum { POINTS_MOST = 12 };

static str
some_words(struct rand *r, str line_end, str indent, str *ret_words)
{
	static const char *const bits[] = {
		"the", "port", "[shall][should]", "[UPP: jointly]", "open", "é", "3.5", "*all*",
		"paragraph 3(a)", "`[`", "vessels,", "[x [y]]",
	};
	buf typed = { 0 }, plain = { 0 };
	size_t count = 1 + rand_below(r, 12);
	for (size_t i = 0; i < count; i++) {
		str bit = str_of(bits[rand_below(r, sizeof bits / sizeof *bits)]);
		if (i > 0 && rand_below(r, 4) == 0) {
			bool blank_line = rand_below(r, 3) == 0;
			for (int times = 0; times <= blank_line; times++) {
				buf_add(&typed, line_end);
				buf_add(&plain, line_end);
			}
			buf_add(&typed, indent);
		} else if (i > 0) {
			buf_add_byte(&typed, ' ');
			buf_add_byte(&plain, ' ');
		}
		buf_add(&typed, bit);
		buf_add(&plain, bit);
	}
	str out = arena_str(a, buf_str(&typed));
	*ret_words = arena_str(a, buf_str(&plain));
	buf_done(&typed);
	buf_done(&plain);
	return out;
}

static void
type_point(struct rand *r, buf *out, struct known *k, str marker, str line_end, size_t indent)
{
	static const char blanks[] = "                    ";
	size_t lead = indent;
	str words;
	indent += marker.len + 1;
	str typed = some_words(r, line_end, (str){ blanks, indent }, &words);
	buf_add(out, (str){ blanks, lead });
	buf_printf(out, "%.*s ", STR_ARG(marker));
	k->words = words;
	k->heading = k->identity = S("");
	if (rand_below(r, 2)) {
		k->heading = S("Port [regime]");
		buf_printf(out, "**Port [regime]:** ");
	}
	if (rand_below(r, 2)) {
		k->identity = arena_printf(a, "id-%zu", out->len);
		buf_printf(out, "{#%.*s} ", STR_ARG(k->identity));
	}
	buf_add(out, typed);
	buf_add(out, line_end);
	if (rand_below(r, 2))
		buf_add(out, line_end);
}

TEST(text_draft, random_drafts_come_back_as_they_were_typed)
{
	struct rand r = rand_new();
	for (int round = 0; round < 3000; round++) {
		struct known known[POINTS_MOST];
		buf out = { 0 };
		size_t count = 1 + rand_below(&r, POINTS_MOST), number = 0, sub = 0, indent = 0;
		str line_end = rand_below(&r, 2) ? S("\n") : S("\r\n");
		arena *keep = a = arena_new();
		for (size_t i = 0; i < count; i++) {
			str marker;
			if (i > 0 && rand_below(&r, 3) == 0) {
				marker = arena_printf(a, "%zu.", ++sub);
				known[i].number = arena_printf(a, "%zu.%zu", number, sub);
				type_point(&r, &out, &known[i], marker, line_end, indent);
				continue;
			}
			number += 1 + rand_below(&r, 3);
			sub = 0;
			bool bis = rand_below(&r, 5) == 0;
			marker = arena_printf(a, "%zu%s.", number, bis ? "00bis" : "");
			number *= bis ? 100 : 1;
			known[i].number = str_sub(marker, 0, marker.len - 1);
			indent = marker.len + 1;
			type_point(&r, &out, &known[i], marker, line_end, 0);
			if (bis)
				number = number / 100 + 1000 * (i + 1);
			if (bis && i + 1 < count) {     /* sub-points want a plain number above */
				i++;
				number++;
				marker = arena_printf(a, "%zu.", number);
				known[i].number = str_sub(marker, 0, marker.len - 1);
				indent = marker.len + 1;
				type_point(&r, &out, &known[i], marker, line_end, 0);
			}
		}
		draft *d = draft_read(a, buf_str(&out), S("v3.md"), &err);
		if (!d)
			test_failed(__FILE__, __LINE__, "%s\n%s", err.text, out.at);
		CHECK_EQ(draft_count(d), count);
		for (size_t i = 0; i < count; i++) {
			const struct draft_point *p = draft_point(d, i);
			CHECK_STR(p->number, known[i].number);
			CHECK_STR(p->identity, known[i].identity);
			CHECK_STR(p->heading, known[i].heading);
			CHECK_STR(p->words, known[i].words);
			CHECK(!p->unbalanced);
			CHECK_EQ(draft_find(d, p->number), i + 1);
		}
		arena_free(keep);
		buf_done(&out);
	}
	a = NULL;
}

TEST(text_draft, a_hundred_thousand_points_and_deep_nesting_are_read)
{
	buf out = { 0 };
	for (int i = 1; i <= 100000; i++)
		buf_printf(&out, "%d. The port {#p%d}\n", i, i);
	CHECK_EQ(draft_count(read_text(buf_str(&out))), 100000);
	buf_clear(&out);
	for (int i = 0; i < 20000; i++)
		buf_add(&out, S("1. "));
	buf_add(&out, S("x\n"));
	CHECK_EQ(draft_count(read_text(buf_str(&out))), 34);
	buf_clear(&out);
	buf_add(&out, S("1. "));
	buf_add_times(&out, '[', 1000000);
	CHECK_EQ(draft_point(read_text(buf_str(&out)), 0)->brackets, 1000000);
	buf_done(&out);
	done();
}

/* Real drafts, where the data is at hand. */

static str
data_read(arena *to, const char *name)
{
	const char *folder = getenv("PARAPH_DATA");
	str path = arena_printf(to, "%s/bracketed/%s", folder ? folder : "../shared/data", name);
	struct err why = { 0 };
	str text;
	if (!file_read(to, path, &text, &why)) {
		arena_free(to);
		SKIP("no data folder; set PARAPH_DATA");
	}
	return text;
}

/* The Paris draft of 23 October 2015, article by article: options number their
 * paragraphs from 1 again, so some articles repeat a number, and say where. */
TEST(text_draft, the_articles_of_the_paris_draft_are_found)
{
	arena *data = arena_new();
	str rest = data_read(data, "paris-2015-10-23.md");
	size_t read = 0, repeated = 0, points = 0, brackets = 0;
	while (rest.len > 0) {
		size_t end = 1 + str_find_str(str_sub(rest, 1, rest.len), S("\n## "));
		str part = str_sub(rest, 0, end);
		rest = str_sub(rest, end, rest.len);
		if (!str_starts(part, S("\n## Article")) && !str_starts(part, S("\n## [Article")))
			continue;
		struct err why = { 0 };
		draft *d = draft_read(data, part, S("paris"), &why);
		if (!d) {
			CHECK(strstr(why.text, "was numbered before, on line"));
			repeated++;
			continue;
		}
		read++;
		points += draft_count(d);
		CHECK_EQ(draft_point(d, 0)->level, 1);
		for (size_t i = 0; i < draft_count(d); i++) {
			CHECK(i == 0 || str_starts(draft_point(d, i)->number, draft_point(d, 0)->number));
			brackets += draft_point(d, i)->brackets;
		}
	}
	CHECK(read >= 20);
	CHECK(repeated <= 8);
	CHECK(points >= 150);
	CHECK(brackets >= 400);
	arena_free(data);
}

/* The Geneva text of 12 February 2015 has three paragraphs 23. */
TEST(text_draft, the_geneva_text_repeats_a_number)
{
	arena *data = arena_new();
	str text = data_read(data, "geneva-2015-02-12.txt");
	struct err why = { 0 };
	CHECK_FAILS(draft_read(data, text, S("geneva"), &why) != NULL, why, ERR_INPUT,
		    "geneva:917: point 23 was numbered before, on line 861");
	arena_free(data);
}
