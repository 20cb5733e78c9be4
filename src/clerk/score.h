/* score: found attributions against gold ones.
 *
 *      struct score s = { 0 };
 *      score_add(a, &r, l, gold, found, count, &s);
 *      score_f1(s.exact[ROLE_CUE])
 *
 * Spans are mapped to the tokens of the report. Exact: the same tokens, each set
 * once. Tokens: those that some span of the role covers. Alike: the spans of a role share at
 * least half of the tokens that either has; each is matched once. Relaxed: an attribution is
 * right where its contents share at least half of the tokens that either has, and
 * its source overlaps the gold one; each is matched once. Speech: gold ones whose cue
 * holds a word of saying, found ones of such a class. Speakers: gold contents that
 * are a quotation of 25 characters and more; right where the source overlaps.
 */
#ifndef PARAPH_CLERK_SCORE_H
#define PARAPH_CLERK_SCORE_H

#include "clerk/attribution.h"
#include "clerk/brat.h"
#include "clerk/lexicon.h"

struct score_counts {
	size_t gold, found, right;
};

struct score {
	struct score_counts exact[ROLES], tokens[ROLES], alike[ROLES], relaxed, speech, speakers;
	size_t texts;
};

/* Adds one text. */
void score_add(arena *a, const struct report *r, const struct lexicon *l, const struct brat *gold,
	       const struct attribution *found, size_t count, struct score *score);

/* Of nothing found of nothing, 1. */
double score_f1(struct score_counts c);

#endif
