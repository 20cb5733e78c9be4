/* front: all efficient packages, one for each vector of utilities.
 *
 *      front *f = front_make(&problem, within_lines, memory_bytes, &err);
 *      for (size_t i = 0; i < front_count(f); i++)
 *              ... front_sum(f, i, party), front_choices(f, i, choice)
 *      front_free(f);
 *
 * A package is efficient where none gives every party as much and
 * somebody more.  The rows are sorted by the first party's utility, falling, then
 * the second's, …; of packages with equal utilities for all the first in
 * lexicographic order of choices stands for them.
 */
#ifndef PARAPH_WEIGH_FRONT_H
#define PARAPH_WEIGH_FRONT_H

#include "weigh/problem.h"

typedef struct front front;

/* Of all packages; or, with `within_lines`, of those that lie below no red line: what
 * is efficient among them is efficient among all.
 * Exact, unless it wants more than `memory_bytes`, or has more than 50,000 rows of five
 * parties or more on its way: then packages are left out, for which one that is kept
 * gives every party more than theirs less front_error.  NULL with `err` where even the
 * coarsest does not fit, and where the problem is empty of choices.  Where no package
 * keeps the lines, within them the front is empty. */
front *front_make(const struct problem *p, bool within_lines, size_t memory_bytes, struct err *err);
void front_free(front *f);

size_t front_count(const front *f);
wide front_sum(const front *f, size_t row, size_t party);
void front_choices(const front *f, size_t row, uint32_t ret_choice[]);

/* How much a party may get more in a package that was left out, in the problem's
 * whole numbers; 0 for all: the front is exact. */
wide front_error(const front *f, size_t party);

/* Sums that were looked at. */
uint64_t front_steps(const front *f);

#endif
