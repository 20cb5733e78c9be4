/* front, for its own .c files: what both widths of numbers share. */
#ifndef PARAPH_WEIGH_FRONT_INT_H
#define PARAPH_WEIGH_FRONT_INT_H

#include "weigh/front.h"

/* How row `i` of a stage came about: a row of the stage before, and a choice. */
struct front_back { uint32_t parent, choice; };

struct front_stage {
	struct front_back *back;
	size_t count;
};

struct front {
	const struct problem *p;
	size_t count;
	struct front_stage *stages;     /* [slot] */
	void *sums;                     /* [row][party], int64_t or wide */
	bool is_narrow, within_lines;
	wide *error;                    /* [party] */
	uint64_t steps;
	size_t held_bytes, memory_bytes;
};

/* Is the package that ends in `x` before the one that ends in `y`?  Both are of
 * `stage`. */
bool front_before(const front *f, size_t stage, struct front_back x, struct front_back y);

bool front_fold_narrow(front *f, struct err *err);
bool front_fold_wide(front *f, struct err *err);

#endif
