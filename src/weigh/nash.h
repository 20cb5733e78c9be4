/* nash: the package with the greatest product of gains, for more parties than a
 * frontier can be listed of. */
#ifndef PARAPH_WEIGH_NASH_H
#define PARAPH_WEIGH_NASH_H

#include "weigh/best.h"

/* `forms`: a gain for each party, in any unit of its own.  `start`: a package where
 * every form is above 0.  ret->value is not set: the choice is the answer, and of
 * ret_gap, the logarithm of how much greater a product could be, 0 where it is
 * proved.  Ties in favour of what was found first. */
void nash_find(arena *a, const struct problem *p, const struct gain *forms, size_t form_count, const uint32_t start[],
	       struct best_limits limits, struct best *ret, double *ret_gap);

#endif
