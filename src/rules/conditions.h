/* conditions: what waits for what, and what would set it free.
 *
 *      conditions *c = conditions_new(a);
 *      uint32_t five = conditions_point(c), six = conditions_point(c);
 *      uint32_t low = conditions_consent(c, five), upp = conditions_consent(c, six);
 *      conditions_need(c, five, low, false);           5 waits for LOW
 *      conditions_need(c, low, upp, false);            LOW gives 5 if UPP gives 6
 *      conditions_need(c, upp, low, false);
 *      conditions_ready(c);
 *      for (size_t i = 0; i < c->sets.count; i++) ...
 *
 * A node is a point (it is agreed), somebody's consent to a point, or anything
 * else that may come about: an event.  A need says that a node waits for
 * another, or waits for it not to come; all needs of a node must be met.  Nodes
 * run from 1; needs keep the order of the calls, and the same calls give the
 * same results.
 *
 * All is exact.  The one search that could take long (pairs, conditions_unlock)
 * counts its steps and says if it was cut off.
 */
#ifndef PARAPH_RULES_CONDITIONS_H
#define PARAPH_RULES_CONDITIONS_H

#include "base/arena.h"
#include "base/list.h"

enum node_kind { NODE_POINT, NODE_CONSENT, NODE_EVENT };
enum node_state {
	NODE_OPEN,
	NODE_SETTLED,           /* it is so: agreed, given, happened */
	NODE_NEVER,             /* it cannot come any more */
};

struct node {
	uint8_t kind, state;
	uint32_t point;         /* of a consent: the point; of a point: itself; else 0 */
	uint32_t consents;      /* of a point: the latest consent to it, chained by `next_consent` */
	uint32_t next_consent;
	uint32_t set;           /* 1 + the set it is in, or 0 */
	uint32_t layer;         /* 0 waits for nothing that is open; else above all outside its set */
	/* Why it cannot come about, or 0: the need that leads to what never comes, shortest
	 * way first; or, with `clash`, the refusal of one thing that it needs by another. */
	uint32_t stuck_need, clash;     /* 1 + need */
	bool is_stuck;
};

struct need {
	uint32_t node, what;
	bool negated;           /* waits for `what` not to come */
	bool is_open;           /* neither met for good nor of a node that is settled */
};

/* Nodes that wait for one another, in ascending order. */
struct node_set { const uint32_t *nodes; size_t count; };

/* needs[i].what is needs[i + 1].node, and of the last the first's: as short as
 * any cycle through one of them at least.  It begins with its lowest node. */
struct node_cycle { const uint32_t *needs; size_t count; };

typedef struct conditions conditions;
struct conditions {
	arena *a;
	LIST(struct node) nodes;        /* [0] unused */
	LIST(struct need) needs;
	/* From conditions_ready on. */
	LIST(struct node_set) sets;     /* by their lowest node */
	LIST(struct node_cycle) cycles; /* by length, then by needs: each need inside a set is on a shortest one */
	/* Needs by the node that has them and by what they wait for: open, not negated. */
	uint32_t *of_start, *of, *for_start, *for_;
	uint32_t *waits;        /* by node: how many of `of` */
	bool has_refusals;      /* open needs that are negated */
};

/* In `a`, but for its lists: conditions_done. */
conditions *conditions_new(arena *a);
void conditions_done(conditions *c);

uint32_t conditions_point(conditions *c);
/* Somebody's consent to a point; whether the point waits for it is for a need to say. */
uint32_t conditions_consent(conditions *c, uint32_t point);
uint32_t conditions_event(conditions *c);
void conditions_settle(conditions *c, uint32_t node);
void conditions_never(conditions *c, uint32_t node);
/* Gives the need's index. */
uint32_t conditions_need(conditions *c, uint32_t node, uint32_t what, bool negated);

/* Finds sets, cycles, layers and what is stuck; call it once, behind all the above.
 *
 * A node is stuck where every course on which it comes about holds something
 * that never comes, or two things of which one refuses the other; things that
 * wait for one another may come together.  O(nodes + needs) but for cycles,
 * O(needs inside sets × needs), and refusals, O(refusals × needs). */
void conditions_ready(conditions *c);

/* The points, in ascending order, whose needs are all met once these points are agreed;
 * agreement to a point is consent of all to it.  A need that something not come is met
 * where it would not come even if no refusal held.  `ret_freed` in the arena. */
size_t conditions_release(conditions *c, const uint32_t *points, size_t count, const uint32_t **ret_freed);

/* Points that free others. */
struct unlocking {
	uint32_t points[2];
	uint8_t count;
	const uint32_t *freed;
	size_t freed_count;
};

enum { UNLOCKINGS_LISTED = 24 };

struct unlockings {
	/* Every single point that frees any: those that free most first, then by number. */
	const struct unlocking *ones;
	size_t one_count;
	/* The pairs that free most, if they free more than any single point; by number, the
	 * first UNLOCKINGS_LISTED of `tie_count`.  Of points that bring the same, and that no
	 * refusal tells apart, the lowest stands for all. */
	const struct unlocking *pairs;
	size_t pair_count;
	uint64_t tie_count;
	uint64_t steps;
	bool is_cut;            /* the search for pairs stopped at `effort`: those listed may not be the best */
};

/* Only points that are open and not stuck are tried.  Exact within `effort` steps. */
struct unlockings conditions_unlock(conditions *c, uint64_t effort);

#endif
