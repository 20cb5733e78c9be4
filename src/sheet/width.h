/* width: how many columns of a terminal a text takes.
 *
 * A column is counted per grapheme cluster, as current terminals do: a letter
 * with its combining marks 1, a Han character 2, a flag or a family of emoji
 * 2, a lone joiner 0.  The text is clean (clean.h), in valid UTF-8.
 */
#ifndef PARAPH_SHEET_WIDTH_H
#define PARAPH_SHEET_WIDTH_H

#include "base/list.h"
#include "base/str.h"

struct cluster {
	size_t at;              /* byte offset of its first character */
	uint8_t width;          /* 0, 1, 2; more for a few Indic clusters */
	bool is_blank;
	bool may_break;         /* may a line begin with it? */
};

/* The clusters of a text; the memory is kept for the next text. */
struct clusters {
	LIST(struct cluster) list;
	LIST(char) marks;       /* what libunistring found, a byte each */
};

void clusters_done(struct clusters *c);

/* Fills the list, plus one at the end with at = text.len and no width.  A line
 * may begin behind a blank, and beside a wide character where UAX 14 allows
 * it.  O(text.len). */
void clusters_find(struct clusters *c, str text);

/* Columns of the whole text. */
size_t width_of(struct clusters *scratch, str text);

#endif
