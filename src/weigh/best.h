/* best: one best package, for more parties than a frontier can be listed of.
 *
 *      struct goal goal = { .kind = GOAL_LEAST, .form_count = n, .forms = forms };
 *      struct best best;
 *      best_find(a, &problem, &goal, (struct best_limits){ .steps = 0 }, &best);
 *
 * Branch and bound over a linear programme's dictionary (dictionary.h).  Doubles
 * only say where to look: whatever is cut off is cut off by whole numbers, so that
 * `is_proved` is a proof and no matter of rounding.  The same problem gives the
 * same answer in as many steps, whatever the machine.
 */
#ifndef PARAPH_WEIGH_BEST_H
#define PARAPH_WEIGH_BEST_H

#include "weigh/problem.h"

/* times × the party's sum of values, plus `plus`: a gain, brought to whole numbers
 * that can be compared between forms. */
struct gain {
	uint32_t party;
	wide times, plus;
};

enum goal_kind {
	GOAL_LEAST,             /* the greatest least form */
	GOAL_MOST,              /* the greatest sum of `worth` forms, none of `forms` below 0 */
};

struct goal {
	enum goal_kind kind;
	size_t form_count, worth_count;
	const struct gain *forms, *worth;
};

struct best_limits {
	uint64_t steps;         /* 0: until it is proved */
	bool has_enough;        /* `enough` or more will do: found and proved with less than the greatest */
	wide enough;
	const volatile int *stop;       /* or NULL; set from outside: end with what there is */
};

struct best {
	bool is_found, is_proved;       /* not found and proved: nothing keeps the bounds */
	wide value;                     /* of the package, in the forms' unit */
	wide bound;                     /* no package has more; value where it is proved */
	uint32_t *choice;               /* [slot], in the arena */
	uint64_t steps, nodes;
};

/* The package of several equal ones depends on the path of the search, not on the machine. */
void best_find(arena *a, const struct problem *p, const struct goal *goal, struct best_limits limits, struct best *ret);

#endif
