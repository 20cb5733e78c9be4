/* cuts: the power is cut at random while a record is written, and what is left is held
 * against what was acknowledged. */
#ifndef PARAPH_TEST_RECORD_CUTS_H
#define PARAPH_TEST_RECORD_CUTS_H

#include "record/model.h"

enum syncs { SYNCS_FULL, SYNCS_NORMAL, SYNCS_OFF };     /* PRAGMA synchronous */

struct cuts {
	uint64_t runs, commits, images, restarts;
	uint64_t lost, lost_most;       /* images without an acknowledged commit; commits of the worst */
	uint64_t broken;                /* images that do not open, are damaged, or hold half of something */
	struct err first;               /* of those */
	uint64_t first_seed;
};

/* One record's life, with cuts on the way and, with SYNCS_FULL, some after which it goes on
 * from what was left.  Adds to the counts. */
void cuts_run(uint64_t seed, enum syncs syncs, struct cuts *counts);

/* Lives from `seed` on, a seed each, until there are so many images or, with SYNCS_FULL, one
 * failed. */
void cuts_until(uint64_t seed, enum syncs syncs, uint64_t images, struct cuts *counts);

#endif
