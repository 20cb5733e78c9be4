/* diff: what differs between two texts, token by token.
 *
 *      struct edits e = { 0 };
 *      diff_tokens(&e, &old, &new, 3.0);
 *      for (size_t i = 0; i < e.count; i++)
 *              use(&e.at[i]);          old a..a_end became new b..b_end
 *      edits_done(&e);
 *
 * Between two edits the texts have the same tokens (in NFC), as many on either
 * side: those runs are what is unchanged.  diff.c says how edits are found.
 */
#ifndef PARAPH_TEXT_DIFF_H
#define PARAPH_TEXT_DIFF_H

#include "text/words.h"

struct edit { uint32_t a, a_end, b, b_end; };   /* tokens; never both empty */

struct edits {
	struct edit *at;        /* ascending, never touching one another */
	size_t count, room;
};
void edits_done(struct edits *e);

/* Fills `e` with edits that make `b` of `a`, few words and few places: about
 * the least of words shown + `site_cost` × edits.  A run of one unchanged word
 * between two edits does not occur, save where paragraphs break.  Both were
 * read with one lexicon.
 *
 * O((n + m) log) for texts that have long runs in common; regions without any
 * are bounded, and come out coarser rather than late. */
void diff_tokens(struct edits *e, const struct tokens *a, const struct tokens *b, double site_cost);

/* The same with islands, for callers who will join edits themselves. */
void diff_tokens_fine(struct edits *e, const struct tokens *a, const struct tokens *b,
		      double site_cost);

/* The same for bare numbers, as few deleted and inserted as a histogram diff
 * with a Myers fallback finds; for lists of points, of paragraphs, of lines.
 * Nothing is snapped. */
void diff_numbers(struct edits *e, const uint32_t *a, size_t n, const uint32_t *b, size_t m);

#endif
