/* problem: a domain as the solver wants it: whole numbers, a slot at a time.
 *
 *      struct problem p;
 *      if (!problem_make(a, &domain, &p, &err)) ...
 *      ...  a package is one choice of each slot
 *
 * A slot is a point, or points that hang together by a table, a tie or a
 * function; its choices are the options, or the combinations of options that no
 * tie and no party rules out.  A party's utility of a package is
 * base + unit × the sum of its values over the slots, exactly; values are not
 * negative and the least of a slot is 0.
 */
#ifndef PARAPH_WEIGH_PROBLEM_H
#define PARAPH_WEIGH_PROBLEM_H

#include "weigh/domain.h"

struct slot {
	size_t point_count, choice_count;
	const uint32_t *points;         /* ascending */
	const uint32_t *options;        /* [choice][point]; choices in lexicographic order */
	const wide *values;             /* [choice][party] */
	bool is_searched;               /* only its efficient combinations, found by boxes.h */
};

struct problem {
	const struct domain *d;
	size_t slot_count, party_count;
	const struct slot *slots;       /* by their first point */
	struct ratio *base, *unit;      /* by party */
	wide *line;                     /* by party: the least sum that its red line allows; 0 where it has none */
	wide *most;                     /* by party: the sum of the slots' greatest values */
	bool is_narrow;                 /* every sum fits 62 bits */
	bool is_empty;                  /* some slot has no choice left: nothing is feasible */
};

/* More combinations than this of points that hang together are searched, where it is
 * boxes that tie them, and refused otherwise. */
#define PROBLEM_COMBINATIONS_MOST ((size_t)1 << 22)

/* In `a`.  Fails where numbers need more than 38 digits, and where too many
 * points hang together. */
bool problem_make(arena *a, const struct domain *d, struct problem *ret, struct err *err);

/* The utility that a sum of values stands for. */
struct ratio problem_utility(const struct problem *p, size_t party, wide sum);

/* The options of the package that takes choice[slot]: ret_option[point]. */
void problem_package(const struct problem *p, const uint32_t choice[], uint32_t ret_option[]);

#endif
