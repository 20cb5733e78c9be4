/* ancestry: which readings of an older draft a reading of a later one came from,
 * over all the steps between.
 *
 *      struct ancestry an;
 *      ancestry_init(&an, t, v3);
 *      ancestry_find(&an, reading);
 *      for (size_t i = 0; i < an.sources.count; i++)
 *              use(&an.sources.at[i]);
 *      ancestry_done(&an);
 *
 * Rows of a crosswalk say of a step what became of what; several steps are their
 * product.  A point that was merged of two, one of them a part of a third, came from
 * three; a split whose parts are merged again is one point.
 */
#ifndef PARAPH_ANSWER_ANCESTRY_H
#define PARAPH_ANSWER_ANCESTRY_H

#include "talks/talks.h"

struct source {
	uint32_t reading;       /* of the older draft */
	unsigned ways;          /* 1 << enum crossing, of all steps on the way */
	str recorded;           /* "v4 and v5", the drafts with whose rows its steps are on record; empty
	                         * where a step is neither on record nor by one identity */
};

struct ancestry_step { uint32_t reading, next; unsigned ways; uint8_t how; };

struct ancestry {
	const talks *t;
	uint32_t of_draft;      /* the older one */
	arena *a;
	map by_point;           /* draft << 32 | point: its reading there, of the drafts asked for */
	uint8_t *is_indexed;    /* by draft */
	uint32_t *seen;         /* by reading: the search that came by */
	uint32_t search;
	uint32_t *child;        /* by point: the first origin that names it, or 0; NULL till asked for */
	uint32_t *sibling;      /* by origin: the next one that names the same point, … */
	uint32_t *owner;        /* … and the point that has the origin */
	uint32_t *seen_point;   /* as `seen` */
	LIST(struct ancestry_step) steps;
	LIST(struct source) sources;    /* that which the point goes on from; the others in
	                                 * the order of the draft */
};

/* Strings live in the talks' arena. */
void ancestry_init(struct ancestry *an, const talks *t, uint32_t of_draft);
void ancestry_done(struct ancestry *an);

/* Fills `sources`; none where the way leads elsewhere.  O(steps on the way). */
void ancestry_find(struct ancestry *an, uint32_t reading);

/* Of a reading without sources: the drafts that record how it was added, as above. */
str ancestry_added(const struct ancestry *an, uint32_t reading);

/* The draft, between the older one and `until`, whose rows delete the point or
 * what it became; 0 where none does. */
uint32_t ancestry_deleted(struct ancestry *an, uint32_t point, uint32_t until);

/* Do recorded steps lead from `b` back to `a`? */
bool ancestry_leads(const talks *t, uint32_t a, uint32_t b);

#endif
