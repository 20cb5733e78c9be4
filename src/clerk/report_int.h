/* report_int: the steps of reading a report.
 *
 * bytes -> readable text in blocks, each byte with its place (report_readable.c, report_markup.c)
 *       -> tokens (report_tokens.c) -> quotations (report_quotes.c)
 *       -> sentences (report_sentences.c) -> zones (report_zones.c)
 */
#ifndef PARAPH_CLERK_REPORT_INT_H
#define PARAPH_CLERK_REPORT_INT_H

#include "base/list.h"
#include "clerk/report.h"

/* A paragraph to be: bytes of the readable text. */
struct block {
	uint32_t from, to;
	uint8_t level;          /* of a heading that is marked as one, or 0 */
	bool has_zone;          /* its markup says what it is */
	uint8_t zone;           /* enum zone_kind */
};

/* A character that is several in the file, as an entity is. */
struct wide {
	uint32_t at, width;
};

struct readable {
	arena *a;
	char *text;             /* in `a` */
	uint32_t *places;       /* of the character that a byte of the text belongs to; on the heap */
	size_t len, room;
	LIST(struct wide) wides;
	LIST(struct block) blocks;
	bool is_open;           /* the last block goes on */
	str published;          /* what the markup says of the day, as it says it; or empty */
};

/* Readable text of any bytes.  `c` is zeroed; its lists are freed by readable_done. */
void readable_plain(struct readable *c, str bytes);
void readable_html(struct readable *c, str bytes);
void readable_markdown(struct readable *c, str bytes);
void readable_done(struct readable *c);

/* Room for so many bytes more. */
void readable_reserve(struct readable *c, size_t more);

/* For those: reads one character of `bytes` at *at, whose place is *place, and
 * moves both behind it. */
uint32_t readable_next(str bytes, size_t *at, uint32_t *place);
/* Adds a character that takes `width` from `place` on in the file. */
void readable_add(struct readable *c, uint32_t character, uint32_t place, uint32_t width);
/* Begins a block, where none is open, and ends it. */
void readable_open(struct readable *c, struct block as);
void readable_close(struct readable *c);
/* Adds all characters from `at` up to `to`; the place of `to`. */
uint32_t readable_run(struct readable *c, str bytes, size_t at, size_t to, uint32_t place);
/* The place behind the characters from `at` up to `to`, which are left out. */
uint32_t readable_skip(str bytes, size_t at, size_t to, uint32_t place);
/* A named or numbered entity at the start of `s`: its character, and how many
 * bytes it took; 0 where there is none. */
uint32_t report_entity(str s, size_t *ret_used);

/* Tokens of a block, added to the lists of `b`. */
struct building {
	struct report *r;
	const struct readable *c;
	LIST(struct token) tokens;
	LIST(struct sentence) sentences;
	LIST(struct paragraph) paragraphs;
	LIST(struct quotation) quotations;
	size_t wide;            /* the next of c->wides to come */
	char *folded;           /* room for a word in small letters */
	size_t folded_room;
	uint32_t byte_words[128];       /* syms of marks of one byte; 0: not looked up yet */
};

void report_tokens(struct building *b, const struct block *block);
void report_quotations(struct building *b);
void report_sentences(struct building *b, struct run paragraph, uint32_t index);
void report_zones(struct report *r);

#endif
