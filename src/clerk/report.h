/* report: a press report as tokens, each with its place in the file.
 *
 *      struct report r;
 *      if (!report_read(a, S("geneva.txt"), bytes, REPORT_GUESS, &r, &err))
 *              ...
 *      for (size_t i = 0; i < r.token_count; i++)
 *              use(&r.tokens[i]);
 *
 * Places are code points of the file as it is, half-open: a byte order mark is
 * not counted, CR LF are two, markup counts.  Tokens, sentences and paragraphs
 * are in the order of the text and cover all of it but blanks and markup.
 * Everything below works on numbers of tokens (`struct run`) and asks the
 * report for places at the end, so that no place is ever reckoned twice.
 *
 * A word keeps its hyphens, its inner apostrophe and the stops of an abbreviation
 * (28-point, O'Neill, hadn't, U.S., Nov.) and the end of a domain (lake.com); `'s` `'ll` `'ve`
 * `'re` `'d` `'m` are tokens of their own, glued.  A number is one token with its commas, stops and colons (1,500
 * 3.5 15:34 2025-11-24 11/24/2025); a range is three (22-23).  Every other mark is
 * a token, a run of stops or dashes one.
 *
 * Reading is one pass, linear in the length, for any bytes: what is no UTF-8 is
 * read as one replacement character a byte.
 */
#ifndef PARAPH_CLERK_REPORT_H
#define PARAPH_CLERK_REPORT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"

/* Tokens from `from` up to `to`, which is not in it. */
struct run {
	uint32_t from, to;
};

static inline bool
run_is_empty(struct run run)
{
	return run.from >= run.to;
}

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_MARK, TOKEN_OPEN_QUOTE, TOKEN_CLOSE_QUOTE };

enum token_flag {
	TOKEN_CAPITAL = 1,      /* begins with a capital */
	TOKEN_CAPITALS = 2,     /* two letters or more, all capitals: U.S., NATO */
	TOKEN_GLUED = 4,        /* no blank before it */
	TOKEN_DIGIT = 8,        /* has a digit */
	TOKEN_FIRST = 16,       /* of its sentence */
	TOKEN_BREAK = 32,       /* a line ends before it */
	TOKEN_DASH = 64,        /* — – --, or - behind a blank: what parts clauses */
};

struct token {
	str text;               /* as it stands, entities of HTML resolved */
	uint32_t start, end;    /* code points of the file */
	uint32_t word;          /* sym in report.words of the text in small letters, ’ as ' */
	uint32_t sentence, paragraph;
	uint32_t quotation;     /* 1 + index of the innermost quotation it stands in, marks included; or 0 */
	uint8_t kind, flags;    /* enum token_kind, enum token_flag */
};

/* What a paragraph is.  Only ZONE_BODY is evidence. */
enum zone_kind {
	ZONE_BODY,
	ZONE_TITLE,             /* the headline */
	ZONE_STAMP,             /* "Updated November 24, 2025 at 3:34 PM EST", "By A. Writer" */
	ZONE_HEAD,              /* a heading between paragraphs, a caption */
	ZONE_RIGHTS,            /* copyright, "All rights reserved", "Read more:" */
};

struct paragraph {
	struct run run;
	uint8_t zone;           /* enum zone_kind */
	uint8_t level;          /* of a heading in HTML or Markdown, 1 to 6; else 0 */
	uint32_t dateline;      /* tokens of "GENEVA (AP) — " at its start, the dash included */
};

struct sentence {
	struct run run;
	uint32_t paragraph;
};

/* From the opening mark to behind the closing one.  One that is left open at a
 * paragraph's end, and goes on in the next that begins with a mark, is one
 * quotation a paragraph, joined by `goes_on`. */
struct quotation {
	struct run run;
	uint32_t inside;        /* 1 + index of the quotation around it, or 0 */
	bool goes_on;           /* the next quotation continues it */
	bool is_continued;      /* it continues the one before */
	bool is_unclosed;       /* no closing mark: ends with its paragraph, or the one around it */
};

enum report_kind { REPORT_GUESS, REPORT_PLAIN, REPORT_HTML, REPORT_MARKDOWN };

struct report {
	arena *a;
	str name;
	str bytes;              /* the file, the byte order mark left out */
	syms *words;
	struct token *tokens;
	struct sentence *sentences;
	struct paragraph *paragraphs;
	struct quotation *quotations;
	size_t token_count, sentence_count, paragraph_count, quotation_count;
	size_t length;          /* code points of the file */
	size_t *marks;          /* the byte of every 4096th code point */
	size_t mark_count;
	str published;          /* when, as a page's markup says it: "2026-06-04T09:30:00Z"; or empty */
	uint8_t kind;           /* enum report_kind, as read */
};

/* Reads `bytes`, which must live as long as `a`.  `words` is made anew where
 * NULL is in *ret->words; several reports may share it.  Fails for more than
 * 1 GiB only. */
bool report_read(arena *a, syms *words, str name, str bytes, enum report_kind kind, struct report *ret,
		 struct err *err);

/* The first token that ends behind a place, or token_count; by halving. */
size_t report_token(const struct report *r, uint32_t place);

/* The bytes of the file between two places, in code points; linear in a page at most. */
str report_bytes(const struct report *r, uint32_t start, uint32_t end);

/* The bytes from the first token of a run to the end of its last. */
str report_run(const struct report *r, struct run run);

/* The run's words, one blank between them where the text has any: for people. */
str report_words(const struct report *r, struct run run);

/* Is token `i` this word, given in small letters?  Behind the last none is. Most are none by their first byte. */
static inline bool
report_is_word(const struct report *r, uint32_t i, str word)
{
	if (i >= r->token_count)
		return false;
	const struct token *t = &r->tokens[i];
	unsigned char first = t->text.len ? (unsigned char)t->text.at[0] : 0;
	return (first >= 0x80 || (first | 0x20) == ((unsigned char)word.at[0] | 0x20)) && str_eq(syms_str(r->words, t->word), word);
}

#endif
