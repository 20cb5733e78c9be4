/* blocking: which red lines cannot hold together, and how far each would have to move. */
#ifndef PARAPH_WEIGH_BLOCKING_H
#define PARAPH_WEIGH_BLOCKING_H

#include "weigh/weigh.h"

/* Parties whose red lines cannot all be kept, and any fewer of them can. */
struct conflict { size_t count; const uint32_t *parties; };

enum move { MOVE_NONE, MOVE_NEEDED, MOVE_NOT_ENOUGH, MOVE_UNKNOWN };

struct blocking {
	size_t conflict_count;
	const struct conflict *conflicts;       /* by size, then by party */
	bool has_all;                           /* no other conflict was overlooked */
	/* By party: how far its line alone would have to move, the others kept. */
	enum move *move;
	struct ratio *by;
	/* How far all lines together would have to move, each as far; 0 where none has to. */
	struct ratio all_by;
	bool is_all_proved;
	/* Options that are in no feasible package. */
	size_t dead_count;
	const struct domain_option *dead;
	bool has_all_dead;                      /* every option was decided */
};

/* In `a`.  Every question is one search, of at most `steps` steps; what that does not
 * decide is said not to be. */
void blocking_find(arena *a, const struct weighed *w, uint64_t steps, struct blocking *ret);

#endif
