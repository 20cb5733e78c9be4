/* typed: the points that a line of a mandate or a condition names.
 *
 *      struct typed it = typed_points(t, S("v3:1-9,13"));
 *      for (struct typed_point p; typed_next(&it, &p); )
 *              ...
 *
 * A line is text, and what it names is found in this view: "v3:1-9,13",
 * "ceasefire, port".  A range gives the points that are held.
 */
#ifndef PARAPH_ANSWER_TYPED_H
#define PARAPH_ANSWER_TYPED_H

#include "talks/talks.h"

struct typed_point {
	str name;               /* as typed, "v3:1-9" as "1-9" */
	uint32_t draft;         /* or 0 */
	uint32_t point;         /* 0: nothing of that name is here */
};

struct typed {
	const talks *t;
	str rest, name;
	uint32_t draft, reading;        /* in a range: the next reading to look at, or 0 */
	str from, to;
};
struct typed typed_points(const talks *t, str points);
bool typed_next(struct typed *it, struct typed_point *ret_point);

#endif
