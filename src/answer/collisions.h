/* collisions: amendments that cannot both be taken up.
 *
 * Two open amendments of different authors collide where they touch the same
 * words of a point and are not equal: a deletion with every change and with
 * NOC, NOC with every change, two changes where their words overlap.  What is
 * known by its gist only is taken to touch the whole point.  Editorial changes
 * and bridging texts collide with nothing.
 */
#ifndef PARAPH_ANSWER_COLLISIONS_H
#define PARAPH_ANSWER_COLLISIONS_H

#include "answer/answer.h"

struct collision { uint32_t point, first, second; };   /* amendments, the earlier one first */

/* All of them, point by point; at most `most`. */
size_t collisions_find(const struct ask *ask, size_t most, const struct collision **ret_list);

#endif
