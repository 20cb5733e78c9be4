#include "text/words.h"

#include <stdio.h>
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
	CHECK_STR(cut("non-paper well\xe2\x80\x91known and/or R&D"), "non-paper|well\xe2\x80\x91known|and/or|R&D");
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
	CHECK_STR(cut("1,000.5 12:30 58% $100 \xe2\x82\xac""5 -3 2026-06-04"), "1,000.5|12:30|58%|$100|\xe2\x82\xac""5|-3|2026-06-04");
	CHECK_STR(cut("28, 29"), "28|,|29");
}

TEST(text_words, a_citation_is_one_token)
{
	CHECK_STR(cut("under Article 4(2)(b) and"), "under|Article 4(2)(b)|and");
	CHECK_STR(cut("6(a), (iv) 4(2)bis"), "6(a)|,|(iv)|4(2)bis");
	CHECK_STR(cut("Art. 5; No. 7 \xc2\xa7 9"), "Art. 5|;|No. 7|\xc2\xa7 9");
	CHECK_STR(cut("(see Article 4(2))."), "(|see|Article 4(2)|)|.");
	CHECK_STR(cut("Article\n4"), "Article|4");
}

TEST(text_words, an_abbreviation_keeps_its_full_stop)
{
	CHECK_STR(cut("e.g. ports, i.e., etc."), "e.g.|ports|,|i.e.|,|etc.");
	CHECK_STR(cut("the U.S. said no."), "the|U.S.|said|no|.");
	CHECK_STR(cut("see No. 5"), "see|No. 5");
}

TEST(text_words, the_number_that_a_paragraph_begins_with_is_one_token)
{
	CHECK_STR(cut("2. The port\n\n(b) run"), "2.|The|port|\xc2\xb6|(b)|run");
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

TEST(text_words, scripts_are_cut_as_the_standard_has_it)
{
	CHECK_STR(cut("\xd0\xbf\xd0\xbe\xd1\x80\xd1\x82, \xd0\xbc\xd0\xbe\xd1\x80\xd0\xb5."),
		  "\xd0\xbf\xd0\xbe\xd1\x80\xd1\x82|,|\xd0\xbc\xd0\xbe\xd1\x80\xd0\xb5|.");
	CHECK_STR(cut("\xd9\x85\xd9\x8a\xd9\x86\xd8\xa7\xd8\xa1\xd8\x8c \xd8\xa8"), "\xd9\x85\xd9\x8a\xd9\x86\xd8\xa7\xd8\xa1|\xd8\x8c|\xd8\xa8");
	CHECK_STR(cut("\xe6\xb8\xaf\xe5\x8f\xa3\xe3\x80\x82"), "\xe6\xb8\xaf|\xe5\x8f\xa3|\xe3\x80\x82");
}

TEST(text_words, marks_that_combine_and_joined_emoji_stay_whole)
{
	CHECK_STR(cut("cafe\xcc\x81s e\xcc\x81"), "cafe\xcc\x81s|e\xcc\x81");
	CHECK_STR(cut("a \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x80."), "a|\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x80|.");
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
	CHECK(flags("shall") & TOKEN_MODAL && flags("May") & TOKEN_MODAL && flags("unless") & TOKEN_MODAL);
	CHECK(flags("ten") & TOKEN_NUMBER && flags("28") & TOKEN_NUMBER && flags("1,000") & TOKEN_NUMBER);
	CHECK(flags("June") & TOKEN_DATE && flags("2026") & TOKEN_DATE && flags("2026-06-04") & TOKEN_DATE);
	CHECK(flags("58%") & TOKEN_AMOUNT && flags("$100") & TOKEN_AMOUNT && flags("days") & TOKEN_AMOUNT);
	CHECK(flags("of") & TOKEN_WEAK && flags(",") & TOKEN_CLOSING);
	CHECK_EQ(flags("port"), 0);
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

/* Lead, tokens and blanks are the text; blanks have no byte but blanks. */
static bool
is_whole(const struct tokens *t)
{
	size_t at = 0;
	for (size_t i = 0; i <= t->count; i++) {
		str blank = token_blank(t, i);
		for (size_t k = 0; k < blank.len; k++)
			if (!memchr(" \t\r\n", blank.at[k], 4))
				return false;
		if (blank.at != t->text.at + at || (i < t->count && t->at[i].len == 0))
			return false;
		at += blank.len + (i < t->count ? t->at[i].len : 0);
	}
	return at == t->text.len;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Does byte `at` lie inside a word of UAX #29?  Beside a blank nothing does, and a
 * colon between letters, which Unicode took out in 15.1, holds nothing together. */
static bool
is_inside(str text, const char *breaks, size_t at)
{
	return at > 0 && at < text.len && !breaks[at] && !is_blank(text.at[at - 1]) && !is_blank(text.at[at]) &&
	       text.at[at - 1] != ':' && text.at[at] != ':';
}

TEST(text_words, no_byte_is_lost_and_no_cut_is_inside_a_word_of_the_standard)
{
	struct rand r = rand_new();
	for (size_t i = 0; i < CASES; i++) {
		arena *a = arena_new();
		lexicon *l = lexicon_new();
		struct tokens t = { 0 };
		str text = pair_text(a, &r, rand_below(&r, 2 + i * TOKENS_MOST / CASES));
		char *breaks = arena_get(a, text.len + 1);
		tokens_read(&t, l, text);
		u8_wordbreaks((const uint8_t *)text.at, text.len, breaks);
		bool right = is_whole(&t);
		for (size_t k = 0; k < t.count; k++)
			right = right && !is_inside(text, breaks, t.at[k].at) && !is_inside(text, breaks, token_end(&t, k));
		if (!right)
			printf("<%.*s>\n%.*s\n", STR_ARG(text), STR_ARG(cut(arena_str(a, text).at)));
		CHECK(right);
		tokens_done(&t);
		lexicon_free(l);
		arena_free(a);
	}
}

TEST(text_words, the_longest_words_of_the_lists_are_flagged_too)
{
	CHECK(flags("provided") & TOKEN_MODAL && flags("September") & TOKEN_DATE && flags("seventeen") & TOKEN_NUMBER);
	CHECK(flags("kilometres") & TOKEN_AMOUNT && flags("which") & TOKEN_WEAK);
	CHECK_STR(cut("Articles 5 Sections 6 Messrs. approx."), "Articles 5|Sections|6|Messrs.|approx.");
}
