/* uncertain: what becomes of a package where the weights are not known exactly.
 *
 * Each table of each party is taken `share` more or less, or only the order of a
 * party's greatest values is kept; drawn at random, `samples` times. */
#ifndef PARAPH_WEIGH_UNCERTAIN_H
#define PARAPH_WEIGH_UNCERTAIN_H

#include "weigh/weigh.h"

struct uncertainty {
	bool order_only;
	struct ratio share;             /* from 0 to 1 */
	size_t samples;
	uint64_t seed;
};

struct robustness {
	bool is_found;
	size_t samples;                 /* those that were weighed */
	size_t efficient, accepted, best;       /* in how many the package is so */
	double regret;                  /* by how much less than the best the measure gives, at worst; of Nash, as a share */
};

/* Of the package of each measure. Fails where a sample cannot be weighed. */
bool uncertain_weigh(const struct weighed *w, const struct uncertainty *u, const struct weigh_options *options,
		     struct robustness ret[MEASURE_COUNT], struct err *err);

/* Wilson's interval of 95 per cent for `count` of `of`. */
void uncertain_interval(size_t count, size_t of, double *ret_low, double *ret_high);

#endif
