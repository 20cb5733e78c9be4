/* The parts of reading a draft; for draft*.c only. */
#ifndef PARAPH_TEXT_DRAFT_INT_H
#define PARAPH_TEXT_DRAFT_INT_H

#include "base/map.h"
#include "text/brackets.h"
#include "text/draft.h"
#include "text/number.h"

/* Beyond this column a list marker is text: so lists nest at most so deep. */
enum { COLUMN_MOST = 100, TAB = 4 };

struct draft {
	str title;
	struct draft_point *points;
	size_t count;
	syms *numbers;          /* symbol = index + 1 */
	syms *identities;
	uint32_t *named;        /* named[symbol] = index + 1 */
};

struct draft_line {
	uint32_t at;
	bool definition;        /* "[ref]: https://…": no words of the draft */
};

/* The source as cmark is to see it: as many bytes, the same blocks, and no
 * inline marks. */
struct skeleton {
	char *bytes;
	LIST(struct draft_line) lines;
	links *links;
};

/* `source` has fewer than 2^32 bytes.  The links live in `a`. */
void skeleton_make(struct skeleton *s, arena *a, str source);
void skeleton_done(struct skeleton *s);

/* The column, from 0, of the byte at `to` in a line that begins at `from`. */
size_t column_of(str source, size_t from, size_t to);

/* Where the bytes of the line at `at` end, its line end not included. */
size_t line_stop(str source, size_t at);

/* Places that look like "(a)" or "(i)" in the text of one point, in its order. */
struct letter {
	struct number number;
	uint32_t at;            /* offset in the source */
	uint32_t line;          /* index into lines */
	uint32_t chunk;
	uint32_t point;         /* index plus 1 */
	unsigned level;         /* out: 1 or 2 */
};

/* Sorts out their levels, (a) → (i) or (i) → (a).  False where they do not
 * make plain sequences that begin with (a) or (i), go on one by one and have
 * two members at least: then they are text. */
bool letters_order(struct letter letters[], size_t count);

#endif
