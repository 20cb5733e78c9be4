/* mandate: the lines of an instruction, and which one was in force when.
 *
 *      struct mandates m;
 *      mandates_init(&m, t);
 *      const struct mandate *i = mandates_at(&m, position);
 *      unsigned level = mandate_level(&m, i, point);
 *      mandates_done(&m);
 *
 * An instruction is known to whoever may know the act, as a rule the party that
 * gave it alone.  The latest of a side at the time of an act counts for it; a
 * later one does not reach back, for that an act is confirmed.
 */
#ifndef PARAPH_ANSWER_MANDATE_H
#define PARAPH_ANSWER_MANDATE_H

#include "answer/answer.h"

struct mandate {
	uint32_t entry, side;
	uint32_t order;         /* of the act in the fold */
	bool has_lines;         /* else a gist, or words, which only people read */
};

/* `fall-back v3:9 "words"` */
struct fall_back { uint32_t mandate; str points, words; };

struct mandates {
	const talks *t;
	LIST(struct mandate) list;      /* [0] unused */
	LIST(struct fall_back) fall_backs;
	map levels;             /* mandate << 32 | point: level */
	uint32_t *latest;       /* by actor: its latest mandate, or 0 */
	uint32_t *in_force;     /* by position: the mandate of its holder then, or 0 */
};

/* O(acts + positions + points named). */
void mandates_init(struct mandates *m, const talks *t);
void mandates_done(struct mandates *m);

/* The level up to which the point, or what it was split from, may be agreed;
 * 0 where the lines do not name it. */
unsigned mandate_level(const struct mandates *m, uint32_t mandate, uint32_t point);

#endif
