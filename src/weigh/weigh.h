/* weigh: what packages are feasible, efficient, and best by which measure.
 *
 *      struct weighed w;
 *      if (!weigh(a, &domain, &(struct weigh_options){ .memory_bytes = 2 << 30 }, &w, &err)) ...
 *      ...
 *      weighed_done(&w);
 *
 * The gain of a party is its utility less its red line (0 where it has none).
 *
 *      Nash                    the greatest product of gains
 *      egalitarian             the greatest least gain; then the greatest second least, … (leximin)
 *      Kalai-Smorodinsky       the same of gains divided by the party's greatest feasible gain
 *      utilitarian             the greatest sum of utilities
 *
 * all of packages that lie below no red line (Kalai's proportional solution with
 * equal shares is the egalitarian one; other programs call other things by that
 * name).  Everything is exact; of equal packages the first in the order of options
 * is named.
 */
#ifndef PARAPH_WEIGH_WEIGH_H
#define PARAPH_WEIGH_WEIGH_H

#include "weigh/best.h"
#include "weigh/front.h"

enum measure { MEASURE_NASH, MEASURE_EGALITARIAN, MEASURE_KALAI_SMORODINSKY, MEASURE_UTILITARIAN, MEASURE_COUNT };
extern const char *const measure_names[MEASURE_COUNT];          /* as data: "kalai_smorodinsky" */
extern const char *const measure_words[MEASURE_COUNT];          /* for people: "Kalai-Smorodinsky" */
extern const char *const measure_meanings[MEASURE_COUNT];       /* in a sentence */

struct package {
	uint32_t *option;               /* [point] */
	struct ratio *u;                /* [party] */
	size_t row;                     /* of the frontier, or SIZE_MAX */
};

struct solution {
	bool is_found, is_proved;
	struct package package;
	double gap;                     /* how much better one could be, in the measure (of Nash, as a share); 0 if proved */
	size_t tie_count;               /* rows of the frontier that are as good, the package's among them; 0: not known */
	size_t *ties;                   /* [tie_count] */
	uint64_t steps, nodes;
};

enum frontier_wish { FRONTIER_WHERE_IT_FITS, FRONTIER_ALWAYS, FRONTIER_NEVER };

struct weigh_options {
	size_t memory_bytes;
	enum frontier_wish frontier;
	uint64_t steps;                 /* of each single search; 0: until it is proved */
	const volatile int *stop;       /* or NULL: set from outside, ends searches with what they have */
};

struct weighed {
	const struct domain *d;
	struct problem p;
	front *front;                   /* or NULL: not listed */
	bool is_exact;                  /* the front is listed, and all of it */
	bool is_within_lines;           /* of the front only the part that keeps the red lines is listed */
	size_t feasible_rows;           /* rows of the front that keep them */
	bool is_feasible;
	bool is_decided;                /* whether it is feasible is proved */
	struct solution solutions[MEASURE_COUNT];
	struct ratio *ideal;            /* [party]: the greatest utility of a feasible package */
	struct ratio *alone;            /* [party]: of any package, red lines aside */
	struct ratio *least;            /* [party]: of an efficient feasible package; where the front is exact */
};

/* In `a`, but for the front: weighed_done. */
bool weigh(arena *a, const struct domain *d, const struct weigh_options *options, struct weighed *ret, struct err *err);
void weighed_done(struct weighed *w);

/* Does a row of the frontier keep every red line? */
bool weighed_row_is_feasible(const struct weighed *w, size_t row);

/* A row of the frontier. */
struct package weighed_row(arena *a, const struct weighed *w, size_t row);

/* A form that stands for the gain of each party, all in one unit, in `a`; false
 * where it would need too many digits. */
bool weigh_gains(arena *a, const struct problem *p, struct gain **ret_forms, struct ratio *ret_unit);

#endif
