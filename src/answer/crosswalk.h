/* crosswalk: which point of one draft is which of another, and why.
 *
 * An answer without a row in answers.def: the command `crosswalk` asks it where
 * references are given, and matches two files where there are none.  What the
 * record says of points stays as it is; this answer changes no identity. */
#ifndef PARAPH_ANSWER_CROSSWALK_H
#define PARAPH_ANSWER_CROSSWALK_H

#include "answer/answer.h"
#include "base/map.h"
#include "text/match.h"

/* References: two drafts, v3 v4; one, with what it was made from; none, the
 * last step.  With ask->block, ask->raw is the block in place of the sheet. */
extern const struct answer answer_crosswalk;

struct crosswalk {
	str old, new;           /* names of the drafts */
	struct matching m;
	map recorded;           /* the points of a row, a << 32 | b: 1 + which of … */
	const str *records;     /* … "v4 and v5", the drafts it is on record with; NULL where nothing is */
};

/* Matches two drafts that no talks hold. */
void crosswalk_texts(struct crosswalk *c, arena *a, lexicon *l, const draft *old, const draft *new);

/* Table, tally, and what the new draft does not show. */
void crosswalk_to(const struct crosswalk *c, sheet *s);

/* The rows as minutes have them, to stand under `tables`. */
str crosswalk_block(const struct crosswalk *c, arena *a);

#endif
