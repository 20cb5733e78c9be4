/* words: texts cut into tokens, so that they can be held against each other.
 *
 *      lexicon *l = lexicon_new();
 *      struct tokens t = { 0 };
 *      tokens_read(&t, l, text);
 *      for (size_t i = 0; i < t.count; i++)
 *              use(t.at[i].sym, token_text(&t, i));
 *      tokens_done(&t);
 *      lexicon_free(l);
 *
 * A token is a word, a mark, or a break between paragraphs.  No cut is ever
 * inside a word ("can't", "non-paper", "and/or"), a number ("1,000.5", "12:30"),
 * a citation ("Article 4(2)(b)", "6(a)") or an abbreviation ("e.g.", "U.S.").
 * Blanks are no tokens: they lie between them, and no byte of a text is lost.
 *
 *      text  =  lead  token  blank  token  blank … token  blank
 *
 * Some lie inside one, "Article 4", "3.5 %"; which blanks, and whether a line ends
 * there, makes it no other token.
 *
 * Source: UAX #29 for words, UAX #15 for what is the same; the joins are ours.
 */
#ifndef PARAPH_TEXT_WORDS_H
#define PARAPH_TEXT_WORDS_H

#include "base/list.h"
#include "base/str.h"

enum token_kind {
	TOKEN_WORD,             /* holds a letter or a digit */
	TOKEN_MARK,             /* one mark, or a run of the same: ",", "--" */
	TOKEN_BREAK,            /* blanks with two line ends or more in them; or with one, see
				 * lexicon_lines */
};

/* What a lawyer looks for first. */
enum token_flag {
	TOKEN_NUMBER = 1,       /* "ten", "28", "3.5 %" */
	TOKEN_DATE = 2,         /* a month, a weekday, a year's number, 2026-06-04 */
	TOKEN_MODAL = 4,        /* shall, should, may, must, not, unless, … */
	TOKEN_AMOUNT = 8,       /* a currency, a percent sign, a unit of measure or time */
	TOKEN_CLOSING = 16,     /* a mark that ends a clause or a sentence: , ; : . ) */
	TOKEN_WEAK = 32,        /* of, the, and: a word that says little alone */
};

struct token {
	uint32_t at, len;       /* bytes in the text, blanks behind it not included */
	uint32_t sym;           /* from 1; equal for tokens that are equal in NFC, blanks in them
				 * aside */
	uint8_t kind;           /* enum token_kind */
	uint8_t flags;          /* enum token_flag */
	uint8_t words;          /* words in it: 1, 2 for "Article 4", 0 for marks */
};

struct tokens {
	str text;               /* borrowed */
	struct token *at;
	size_t count, room;
};

/* Numbers for tokens, shared by all texts that are to be compared. */
typedef struct lexicon lexicon;
lexicon *lexicon_new(void);
void lexicon_free(lexicon *l);
size_t lexicon_count(const lexicon *l);         /* numbers run 1..count */

/* Tells the lexicon of a text before any is cut: where one has a line of more
 * than 200 bytes, lines are paragraphs, and a line end alone is a break, save in
 * texts whose lines were broken to fit a page. */
void lexicon_lines(lexicon *l, str text);

/* Where the blanks at `at` end; `at` where there are none.  Blanks are space, tab, CR,
 * LF, and those beyond ASCII that are no part of words, as U+00A0 and U+3000; none that
 * a mark sits on. */
size_t blanks_end(str text, size_t at);

/* Cuts `text`, valid UTF-8 of less than 4 GiB, and fills `t`, whose memory is
 * used again.  Linear: ASCII at about 150 MB/s where the words are known to the lexicon,
 * a third of that where it meets them; other scripts at about 50. */
void tokens_read(struct tokens *t, lexicon *l, str text);
void tokens_done(struct tokens *t);

static inline str
token_text(const struct tokens *t, size_t i)
{
	return (str){ t->text.at + t->at[i].at, t->at[i].len };
}

/* Where token `i` begins; for i == count, where the text ends. */
static inline size_t
token_start(const struct tokens *t, size_t i)
{
	return i < t->count ? t->at[i].at : t->text.len;
}

static inline size_t
token_end(const struct tokens *t, size_t i)
{
	return (size_t)t->at[i].at + t->at[i].len;
}

/* The blanks before token `i` (i == 0: the lead; i == count: those at the end). */
static inline str
token_blank(const struct tokens *t, size_t i)
{
	size_t from = i ? token_end(t, i - 1) : 0;
	return (str){ t->text.at + from, token_start(t, i) - from };
}

/* The bytes of tokens from … to - 1 with the blanks between them, without
 * those around; empty where from == to. */
static inline str
tokens_span(const struct tokens *t, size_t from, size_t to)
{
	return from >= to ? (str){ t->text.at + token_start(t, from), 0 }
			  : (str){ t->text.at + t->at[from].at,
				   token_end(t, to - 1) - t->at[from].at };
}

/* Words in tokens from … to - 1. */
size_t tokens_words(const struct tokens *t, size_t from, size_t to);

#endif
