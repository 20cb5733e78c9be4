/* collisions: amendments that cannot both be taken up.
 *
 * Two open amendments of different authors collide where they touch the same
 * words of a point and are not equal: a deletion with every change and with
 * NOC, NOC with every change, two changes where their edits meet: what they
 * replace overlaps, one inserts inside what the other replaces, or both insert at
 * one place.  What is known by its gist only is taken to touch the whole point.
 * Editorial changes and bridging texts collide with nothing.
 *
 * Amendments to two drafts of a point are held against each other where the
 * words that the earlier one changes are still there; else they collide.
 */
#ifndef PARAPH_ANSWER_COLLISIONS_H
#define PARAPH_ANSWER_COLLISIONS_H

#include "answer/answer.h"

struct collision {
	uint32_t point, first, second;  /* amendments, the earlier one first */
	str words;                      /* of the base, that both touch; empty: the point as a whole, or a
	                                 * place where both insert */
};

/* All of them, point by point; at most `most`. */
size_t collisions_find(const struct ask *ask, size_t most, const struct collision **ret_list);

#endif
