/* merge: two changes of one text, made into one where they touch other words.
 *
 *      bool met;
 *      str both = texts_merge(a, l, base, first, second, &met);
 *
 * Two edits meet where what they replace overlaps, where one inserts inside
 * what the other replaces, and where both insert at one place; equal edits do
 * not.  Edits are those that a redline shows.  Where they meet, those of `second`
 * stand and the one of `first` is left out.
 */
#ifndef PARAPH_TEXT_MERGE_H
#define PARAPH_TEXT_MERGE_H

#include "base/arena.h"
#include "text/diff.h"

/* In `a`, or one of the three borrowed: with `base` as one of the others, the
 * other, to the byte.  `ret_met`: something was left out.  Cost as diff_tokens. */
str texts_merge(arena *a, lexicon *l, str base, str first, str second, bool *ret_met);

/* An edit with the text that it makes; and do two of one base meet? */
struct change { const struct tokens *text; struct edit edit; };
bool changes_meet(struct change x, struct change y);

#endif
