#include "text/words.h"

#include <stdio.h>
#include <unictype.h>
#include <unigbrk.h>
#include <unistr.h>
#include <uniwbrk.h>

#include "base/buf.h"
#include "pair.h"
#include "rand.h"
#include "test.h"

enum { CASES = 10000, TOKENS_MOST = 60 };

/* The tokens of a text, parted by "|"; a break is "¶". */
static str
cut(const char *text)
{
	static buf out;
	lexicon *l = lexicon_new();
	struct tokens t = { 0 };
	buf_clear(&out);
	tokens_read(&t, l, str_of(text));
	for (size_t i = 0; i < t.count; i++) {
		buf_add(&out, i ? S("|") : S(""));
		buf_add(&out, t.at[i].kind == TOKEN_BREAK ? S("\xc2\xb6") : token_text(&t, i));
	}
	tokens_done(&t);
	lexicon_free(l);
	return buf_str(&out);
}

static unsigned
flags(const char *word)
{
	lexicon *l = lexicon_new();
	struct tokens t = { 0 };
	tokens_read(&t, l, str_of(word));
	unsigned flags = t.count == 1 ? t.at[0].flags : 1u << 31;
	tokens_done(&t);
	lexicon_free(l);
	return flags;
}

TEST(text_words, a_word_is_never_split)
{
	CHECK_STR(cut("can't can\xe2\x80\x99t O'Brien"), "can't|can\xe2\x80\x99t|O'Brien");
	CHECK_STR(cut("non-paper well\xe2\x80\x91known and/or R&D"),
		  "non-paper|well\xe2\x80\x91known|and/or|R&D");
	CHECK_STR(cut("snake_case a@b.org"), "snake_case|a@b.org");
}

TEST(text_words, marks_stand_alone_and_runs_of_one_together)
{
	CHECK_STR(cut("shores, \"run\" -- so..."), "shores|,|\"|run|\"|--|so|...");
	CHECK_STR(cut("caf\xc3\xa9--so..."), "caf\xc3\xa9|--|so|...");
	CHECK_STR(cut("the port."), "the|port|.");
}

TEST(text_words, a_number_is_one_token)
{
	CHECK_STR(cut("1,000.5 12:30 58% $100 \xe2\x82\xac"
		      "5 -3 2026-06-04"),
		  "1,000.5|12:30|58%|$100|\xe2\x82\xac"
		  "5|-3|2026-06-04");
	CHECK_STR(cut("28, 29"), "28|,|29");
}

TEST(text_words, a_citation_is_one_token)
{
	CHECK_STR(cut("under Article 4(2)(b) and"), "under|Article 4(2)(b)|and");
	CHECK_STR(cut("6(a), (iv) 4(2)bis"), "6(a)|,|(iv)|4(2)bis");
	CHECK_STR(cut("Art. 5; No. 7 \xc2\xa7 9"), "Art. 5|;|No. 7|\xc2\xa7 9");
	CHECK_STR(cut("(see Article 4(2))."), "(|see|Article 4(2)|)|.");
	CHECK_STR(cut("Annex IV, Chapter V; Articles In"), "Annex IV|,|Chapter V|;|Articles|In");
	CHECK_STR(cut("Party(s) 4(bis) (xviii) (aa) (\xd0\xb0)"),
		  "Party(s)|4(bis)|(xviii)|(aa)|(\xd0\xb0)");
}

TEST(text_words, a_line_that_ends_in_a_citation_does_not_split_it)
{
	CHECK_STR(cut("Article\n4 Art.\r\n  5"), "Article\n4|Art.\r\n  5");
	CHECK_STR(cut("Article\xc2\xa0""4"), "Article\xc2\xa0""4");
	CHECK_STR(cut("see the Article\n\n4. The"), "see|the|Article|\xc2\xb6|4.|The");
	lexicon *l = lexicon_new();
	struct tokens t = { 0 };
	tokens_read(&t, l, S("Article 4 Article\n4 Article\xc2\xa0""4 Article  4"));
	CHECK_EQ(t.count, 4);
	for (size_t i = 0; i < t.count; i++) {
		CHECK_EQ(t.at[i].sym, t.at[0].sym);
		CHECK_EQ(t.at[i].words, 2);
		CHECK(t.at[i].flags & TOKEN_NUMBER);
	}
	tokens_done(&t);
	lexicon_free(l);
}

TEST(text_words, a_word_in_parentheses_is_a_word)
{
	CHECK_STR(cut("shall (not) be, (if any) (a)The"), "shall|(|not|)|be|,|(|if|any|)|(a)|The");
}

TEST(text_words, a_number_keeps_its_percent_sign_and_its_groups)
{
	CHECK_STR(cut("3.5 % of 58\xc2\xa0%, 10\xc2\xa0""000\xc2\xa0""000"),
		  "3.5 %|of|58\xc2\xa0%|,|10\xc2\xa0""000\xc2\xa0""000");
	CHECK_STR(cut("in 2014\xc2\xa0""200 ports, 10 000"), "in|2014|200|ports|,|10|000");
	CHECK_EQ(flags("3.5 %"), TOKEN_NUMBER | TOKEN_AMOUNT);
}

TEST(text_words, brackets_come_one_by_one)
{
	CHECK_STR(cut("[[a] [b]]((c))"), "[|[|a|]|[|b|]|]|(|(c)|)");
}

TEST(text_words, blanks_beyond_ascii_are_blanks)
{
	CHECK_STR(cut("a\xc2\xa0""b\xe2\x80\x83""c\xe3\x80\x80""d"), "a|b|c|d");
	CHECK_STR(cut("a\xe2\x80\xa9""b\xe2\x80\xa8""c"), "a|\xc2\xb6|b|c");
	CHECK_STR(cut("a\rb\r\rc\r\nd"), "a|b|\xc2\xb6|c|d");
	CHECK_STR(cut("a \xcc\x88 b"), "a| \xcc\x88|b");
}

TEST(text_words, what_is_no_word_is_no_word_in_any_company)
{
	CHECK_EQ(flags("____"), 0);
	lexicon *l = lexicon_new();
	struct tokens t = { 0 };
	tokens_read(&t, l, S("____ \xc3\xa9.____ a.____"));
	CHECK_EQ(t.count, 5);
	CHECK_EQ(t.at[0].kind, TOKEN_MARK);
	CHECK_EQ(tokens_words(&t, 0, t.count), 2);
	tokens_done(&t);
	lexicon_free(l);
}

TEST(text_words, an_abbreviation_keeps_its_full_stop)
{
	CHECK_STR(cut("U.S.-based, U.S.'s (e.g.: x)"), "U.S.-based|,|U.S.'s|(|e.g.|:|x|)");
	CHECK_STR(cut("said no.\n\n5 ports"), "said|no|.|\xc2\xb6|5|ports");
	CHECK_STR(cut("e.g. ports, i.e., etc."), "e.g.|ports|,|i.e.|,|etc.");
	CHECK_STR(cut("the U.S. said no."), "the|U.S.|said|no|.");
	CHECK_STR(cut("see No. 5"), "see|No. 5");
}

TEST(text_words, the_number_that_a_paragraph_begins_with_is_one_token)
{
	CHECK_STR(cut("2. The port\n\n(b) run"), "2.|The|port|\xc2\xb6|(b)|run");
	CHECK_STR(cut("1. run;\n2. sell"), "1.|run|;|2.|sell");
	CHECK_STR(cut("on June\n28. The"), "on|June|28|.|The");
}

TEST(text_words, a_break_is_a_token_and_one_line_end_is_not)
{
	CHECK_STR(cut("a\nb\n\nc\r\n \r\nd"), "a|b|\xc2\xb6|c|\xc2\xb6|d");
	CHECK_STR(cut("\n\n"), "\xc2\xb6");
	CHECK_STR(cut(""), "");
	CHECK_STR(cut(" \t"), "");
}

TEST(text_words, where_a_line_is_long_a_line_end_is_a_break)
{
	char text[260];
	lexicon *l = lexicon_new();
	struct tokens t = { 0 };
	memset(text, 'a', sizeof text);
	text[250] = '\n';
	lexicon_lines(l, (str){ text, sizeof text });
	tokens_read(&t, l, (str){ text, sizeof text });
	CHECK_EQ(t.count, 3);
	CHECK_EQ(t.at[1].kind, TOKEN_BREAK);
	tokens_done(&t);
	lexicon_free(l);
}

TEST(text_words, lines_broken_to_fit_a_page_are_no_breaks_beside_long_ones)
{
	static const char wrapped[] =
		"The port is run by a board\nof five members, whom both\nparties name each spring\n"
		"in equal number.\n\nFees are set once a year.\n";
	lexicon *l = lexicon_new();
	struct tokens t = { 0 };
	char text[260];
	memset(text, 'a', sizeof text);
	lexicon_lines(l, (str){ text, sizeof text });
	tokens_read(&t, l, str_of(wrapped));
	for (size_t i = 0, breaks = 0; i < t.count; i++)
		CHECK((breaks += t.at[i].kind == TOKEN_BREAK) <= 1);
	tokens_read(&t, l,
		    S("The port is run by a board.\nFees are set.\nAll else is for a vote.\n"));
	CHECK_EQ(t.at[8].kind, TOKEN_BREAK);
	tokens_done(&t);
	lexicon_free(l);
}

TEST(text_words, scripts_are_cut_as_the_standard_has_it)
{
	CHECK_STR(cut("\xd0\xbf\xd0\xbe\xd1\x80\xd1\x82, \xd0\xbc\xd0\xbe\xd1\x80\xd0\xb5."),
		  "\xd0\xbf\xd0\xbe\xd1\x80\xd1\x82|,|\xd0\xbc\xd0\xbe\xd1\x80\xd0\xb5|.");
	CHECK_STR(cut("\xd9\x85\xd9\x8a\xd9\x86\xd8\xa7\xd8\xa1\xd8\x8c \xd8\xa8"),
		  "\xd9\x85\xd9\x8a\xd9\x86\xd8\xa7\xd8\xa1|\xd8\x8c|\xd8\xa8");
	CHECK_STR(cut("\xe6\xb8\xaf\xe5\x8f\xa3\xe3\x80\x82"),
		  "\xe6\xb8\xaf|\xe5\x8f\xa3|\xe3\x80\x82");
}

TEST(text_words, marks_that_combine_and_joined_emoji_stay_whole)
{
	CHECK_STR(cut("cafe\xcc\x81s e\xcc\x81"), "cafe\xcc\x81s|e\xcc\x81");
	CHECK_STR(cut("a \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x80."),
		  "a|\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x80|.");
	CHECK_STR(cut("4(2)\xcc\x81"), "4|(|2|)\xcc\x81");
}

TEST(text_words, equal_in_nfc_is_one_number_and_the_bytes_are_kept)
{
	lexicon *l = lexicon_new();
	struct tokens t = { 0 };
	tokens_read(&t, l, S("caf\xc3\xa9 cafe\xcc\x81 cafe Caf\xc3\xa9"));
	CHECK_EQ(t.count, 4);
	CHECK_EQ(t.at[0].sym, t.at[1].sym);
	CHECK(t.at[0].sym != t.at[2].sym && t.at[0].sym != t.at[3].sym);
	CHECK_STR(token_text(&t, 1), "cafe\xcc\x81");
	CHECK_EQ(lexicon_count(l), 4);
	tokens_done(&t);
	lexicon_free(l);
}

TEST(text_words, what_a_lawyer_looks_for_is_flagged)
{
	CHECK(flags("shall") & TOKEN_MODAL && flags("May") & TOKEN_MODAL &&
	      flags("unless") & TOKEN_MODAL);
	CHECK(flags("ten") & TOKEN_NUMBER && flags("28") & TOKEN_NUMBER &&
	      flags("1,000") & TOKEN_NUMBER);
	CHECK(flags("June") & TOKEN_DATE && flags("2026") & TOKEN_DATE &&
	      flags("2026-06-04") & TOKEN_DATE);
	CHECK(flags("58%") & TOKEN_AMOUNT && flags("$100") & TOKEN_AMOUNT &&
	      flags("days") & TOKEN_AMOUNT);
	CHECK(flags("of") & TOKEN_WEAK && flags(",") & TOKEN_CLOSING);
	CHECK_EQ(flags("port"), 0);
	/* The first and the last of the table, and its neighbours that are hard to order. */
	static const char *const weak[] = { "a", "al", "AND", "f\xc3\xbcr", "from", "zu", "\xc3\xa0", "o", "y" };
	for (size_t i = 0; i < sizeof weak / sizeof *weak; i++)
		CHECK_EQ(flags(weak[i]), TOKEN_WEAK);
	CHECK_EQ(flags("zero"), TOKEN_NUMBER);
	CHECK_EQ(flags("kilometres"), TOKEN_AMOUNT);
	CHECK_EQ(flags("extraterritoriality"), 0);
}

TEST(text_words, joined_words_are_flagged_for_each)
{
	CHECK_EQ(flags("shall/should"), TOKEN_MODAL);
	CHECK_EQ(flags("30-day"), TOKEN_NUMBER | TOKEN_AMOUNT);
	CHECK_EQ(flags("and/or"), 0);
	CHECK_EQ(flags("shan't"), TOKEN_MODAL);
	CHECK_EQ(flags("can\xe2\x80\x99t"), TOKEN_MODAL);
}

TEST(text_words, a_number_is_told_from_a_name_with_one)
{
	CHECK_EQ(flags("CO2"), 0);
	CHECK_EQ(flags("v3"), 0);
	CHECK_EQ(flags("\xc2\xa7""5"), TOKEN_NUMBER);
	CHECK_EQ(flags("-5"), TOKEN_NUMBER);
	CHECK_EQ(flags("Art.5"), TOKEN_NUMBER);
	CHECK_EQ(flags("\xe2\x82\xac""5"), TOKEN_NUMBER | TOKEN_AMOUNT);
	CHECK_EQ(flags("4.6.2026"), TOKEN_NUMBER | TOKEN_DATE);
	CHECK_EQ(flags("\xd9\xa2\xd9\xa0\xd9\xa2\xd9\xa6"), TOKEN_NUMBER);
	CHECK_EQ(flags("\xe3\x80\x82"), TOKEN_CLOSING);
}

TEST(text_words, every_listed_word_is_found)
{
	static const char *const listed[] = { "%",       "a",        "zero",       "shall",
					      "shan't",  "\xc3\xa0", "f\xc3\xbcr", "kilometres",
					      "y",       "zu",       "april",      "wednesday",
					      "must",    "not",      "the",        "unless",
					      "without", "only" };
	for (size_t i = 0; i < sizeof listed / sizeof *listed; i++)
		CHECK(flags(listed[i]) != 0);
}

TEST(text_words, words_are_counted_as_a_reader_does)
{
	lexicon *l = lexicon_new();
	struct tokens t = { 0 };
	tokens_read(&t, l, S("the port, Article 4(2).\n\nno"));
	CHECK_EQ(tokens_words(&t, 0, t.count), 5);
	CHECK_STR(tokens_span(&t, 0, 2), "the port");
	CHECK_STR(tokens_span(&t, 1, 1), "");
	tokens_done(&t);
	lexicon_free(l);
}

/* Lead, tokens and blanks are the text; a blank is nothing but blanks. */
static bool
is_whole(const struct tokens *t)
{
	size_t at = 0;
	for (size_t i = 0; i <= t->count; i++) {
		str blank = token_blank(t, i);
		if (blanks_end(t->text, at) < at + blank.len || blank.at != t->text.at + at ||
		    (i < t->count && t->at[i].len == 0))
			return false;
		at += blank.len + (i < t->count ? t->at[i].len : 0);
	}
	return at == t->text.len;
}

/* Equal numbers are equal in all else, but for the number that a paragraph begins with. */
static bool
is_told_by_its_number(const struct tokens *t, size_t i, size_t k)
{
	const struct token *x = &t->at[i], *y = &t->at[k];
	return x->sym != y->sym || (x->kind == y->kind && x->words == y->words);
}

static bool
has_letters(str text, size_t at, size_t end)
{
	ucs4_t c;
	for (; at < end; at += (size_t)u8_mbtouc(&c, (const uint8_t *)text.at + at, end - at))
		if (u8_mbtouc(&c, (const uint8_t *)text.at + at, end - at) > 0 && uc_is_alnum(c))
			return true;
	return false;
}

/* Does byte `at` lie inside a word of UAX #29, or inside what is one character to a
 * reader?  Blanks are no part of a word, whatever sits on them. */
static bool
is_inside(str text, const char *words, const char *graphemes, size_t at)
{
	size_t from = at, end = at + 1;
	if (at == 0 || at >= text.len)
		return false;
	if (!graphemes[at])
		return text.at[at] != '\n' || text.at[at - 1] != '\r';
	while (from > 0 && !words[from])
		from--;
	while (end < text.len && !words[end])
		end++;
	from = blanks_end(text, from);
	return !words[at] && at > from && has_letters(text, from, end);
}

static bool
is_cut_well(const struct tokens *t)
{
	str text = t->text;
	char *words = calloc(text.len + 1, 1), *graphemes = calloc(text.len + 1, 1);
	bool right = true;
	u8_wordbreaks((const uint8_t *)text.at, text.len, words);
	u8_grapheme_breaks((const uint8_t *)text.at, text.len, graphemes);
	for (size_t k = 0; k < t->count; k++)
		right = right && !is_inside(text, words, graphemes, t->at[k].at) &&
			!is_inside(text, words, graphemes, token_end(t, k)) &&
			(k == 0 || is_told_by_its_number(t, k - 1, k));
	free(words);
	free(graphemes);
	return right;
}

static void
hold_cuts(arena *a, str text)
{
	lexicon *l = lexicon_new();
	struct tokens t = { 0 };
	tokens_read(&t, l, text);
	bool right = is_whole(&t) && is_cut_well(&t);
	if (!right)
		printf("<%.*s>\n%.*s\n", STR_ARG(text), STR_ARG(cut(arena_str(a, text).at)));
	CHECK(right);
	tokens_done(&t);
	lexicon_free(l);
}

TEST(text_words, no_byte_is_lost_and_no_cut_is_inside_a_word_of_the_standard)
{
	struct rand r = rand_new();
	for (size_t i = 0; i < CASES; i++) {
		arena *a = arena_new();
		hold_cuts(a, pair_text(a, &r, rand_below(&r, 2 + i * TOKENS_MOST / CASES)));
		arena_free(a);
	}
}

/* Characters of all properties that UAX #29 knows, and any others. */
static ucs4_t
any_character(struct rand *r)
{
	static const ucs4_t told[] = {
		' ',     ' ',     ' ',     '\n',   '\r',   '\t',   'a',    'b',    'Z',
		'1',     '2',     '_',     '.',    ',',    ':',    ';',    '\'',   '"',
		'(',     ')',     '-',     '/',    '%',    0xa0,   0xad,   0x85,   0xe9,
		0x301,   0x308,   0x5d0,   0x5f4,  0x600,  0x627,  0x640,  0x660,  0x903,
		0x905,   0x94d,   0xe01,   0xe33,  0x1100, 0x1161, 0x11a8, 0xac00, 0x1f1e6,
		0x1f1eb, 0x1f469, 0x1f3fd, 0x200d, 0x200b, 0x200e, 0x2009, 0x2010, 0x2019,
		0x2028,  0x2029,  0x202f,  0x3000, 0x3042, 0x30a2, 0x4e2d, 0xfeff, 0xff11,
		0x1f600, 0xfe0f,  0x20e3,  0xa9,   0x2126, 0x212b, 0xb7,   0x387,  0x2027,
		0x110bd, 0xe0061,
	};
	if (rand_below(r, 8))
		return told[rand_below(r, sizeof told / sizeof *told)];
	ucs4_t c = 1 + (ucs4_t)rand_below(r, rand_below(r, 2) ? 0x3000 : 0x10ffff);
	return c >= 0xd800 && c < 0xe000 ? 'x' : c;
}

TEST(text_words, no_cut_is_inside_a_word_of_any_text)
{
	struct rand r = rand_new();
	for (size_t i = 0; i < 3 * CASES; i++) {
		arena *a = arena_new();
		uint8_t text[4 * TOKENS_MOST];
		size_t len = 0;
		for (size_t k = rand_below(&r, 2 + i * TOKENS_MOST / (3 * CASES)); k-- > 0;)
			len += (size_t)u8_uctomb(text + len, any_character(&r),
						 (ptrdiff_t)(sizeof text - len));
		hold_cuts(a, arena_str(a, (str){ (const char *)text, len }));
		arena_free(a);
	}
}
