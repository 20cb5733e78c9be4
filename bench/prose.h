/* prose: invented treaty text, editions of it, and what parties would have instead.
 *
 *      struct prose *old = prose_new(a, 7, 12600);
 *      struct prose *new = prose_edition(a, old, 8, &prose_changes_edition);
 *      prose_print(new, PROSE_PLAIN, &out);
 *
 * The same arguments give the same bytes.  Words are as frequent as in any
 * language: the r-th of them is one in about 9 r.
 */
#ifndef PARAPH_BENCH_PROSE_H
#define PARAPH_BENCH_PROSE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/list.h"

struct sentence {
	const uint16_t *words;
	uint32_t count;
	bool closes;            /* its paragraph */
};

struct prose {
	LIST(struct sentence) sentences;
	size_t tokens;          /* words, marks and breaks */
};

/* Of a thousand sentences, how many. */
struct prose_changes {
	unsigned reworded;      /* one to three places in it are other words */
	unsigned added, dropped, moved;
	unsigned rewritten;     /* with all of its paragraph */
};
extern const struct prose_changes prose_changes_edition;        /* one edition to the next */
extern const struct prose_changes prose_changes_party;          /* what a party wants of one provision */

/* At least `tokens` long.  In `a`, but for the list. */
struct prose *prose_new(arena *a, uint64_t seed, size_t tokens);
struct prose *prose_edition(arena *a, const struct prose *old, uint64_t seed, const struct prose_changes *c);
void prose_done(struct prose *p);

enum prose_look {
	PROSE_PLAIN,            /* a paragraph a line, a blank line between */
	PROSE_WRAPPED,          /* the same, no line longer than 72 characters */
	PROSE_FOREIGN,          /* no word of it occurs in the other looks */
	PROSE_REVERSED,         /* the paragraphs from last to first */
};
void prose_print(const struct prose *p, enum prose_look look, buf *out);

#endif
