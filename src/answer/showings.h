/* showings: who was given which words, for questions about many of them.
 *
 *      struct showings s;
 *      showings_init(&s, t);
 *      uint32_t x = showings_find(&s, LOW, v3, reading, SHOWN_ANYHOW);
 *      showings_done(&s);
 *
 * Beside an actor's own, a showing to a group counts for its members, one to a
 * party for its persons, and what was published for everybody.
 */
#ifndef PARAPH_ANSWER_SHOWINGS_H
#define PARAPH_ANSWER_SHOWINGS_H

#include "answer/answer.h"

struct membership { uint32_t group, next; };

struct showings {
	const talks *t;
	map given, anyhow;      /* actor << 32 | reading, or | 1 << 31 | draft: the first such exposure */
	map part;               /* actor << 32 | draft: the first that gives at least a part of it, as givers say */
	uint32_t *groups;       /* by actor: first of its memberships */
	LIST(struct membership) memberships;
};

/* As recorded by givers and third parties; or also as recipients say. */
enum shown { SHOWN_BY_GIVER, SHOWN_ANYHOW };

/* O(exposures + acts). */
void showings_init(struct showings *s, const talks *t);
void showings_done(struct showings *s);

/* The first exposure that gave `actor` the reading, or for reading 0 the whole
 * draft; index into exposures, or 0. */
uint32_t showings_find(const struct showings *s, uint32_t actor, uint32_t of_draft, uint32_t reading,
		       enum shown which);

/* The first that gave at least a part of the draft, as givers have it, or 0. */
uint32_t showings_part(const struct showings *s, uint32_t actor, uint32_t of_draft);

/* The readings that an exposure names, in `ret_readings` of t->a; the whole
 * draft has none. */
size_t exposure_readings(const talks *t, const struct exposure *x, const uint32_t **ret_readings);

/* "copy 07", "read-aloud", …, or empty. */
str exposure_form(const talks *t, const struct exposure *x);

/* It has the words because it tabled or circulated them. */
bool exposure_is_author(const talks *t, const struct exposure *x);

/* Who gave it: the actor, or 0 where only the recipient is named. */
uint32_t exposure_giver(const talks *t, const struct exposure *x);

/* In words: "points 1-8 read aloud, 3 June 18:30-18:50", "says not (peskov)". */
str exposure_words(const talks *t, const struct exposure *x);

#endif
