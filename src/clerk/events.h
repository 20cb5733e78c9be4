/* events: what a report tells happened, is planned, excluded or asked for.
 *
 * Meetings, who has seen which text, deadlines, red lines, points of a plan, and
 * incidents with their figures, from tables of words (event_words.def) and the
 * clause around them.  A finding that stands in somebody's words has that
 * attribution; what no words tell stays out.
 */
#ifndef PARAPH_CLERK_EVENTS_H
#define PARAPH_CLERK_EVENTS_H

#include "base/list.h"
#include "clerk/predicate.h"
#include "clerk/dates.h"
#include "clerk/finding.h"
#include "clerk/names.h"

/* All that is known of one report. */
struct evidence {
	const struct report *r;
	const event_sets *sets;
	const struct names *names;
	const struct timex3 *dates;
	size_t date_count;
	const struct attribution *attributions;
	size_t attribution_count;
	str day;                        /* of the report, as base/when.h reads it: events before it are over */
	uint32_t *date_at;              /* 1 + date, the same */
	uint32_t *said_in;              /* 1 + the innermost attribution whose content covers a token, or 0 */
};

typedef LIST(struct finding) findings;

/* Fills the three maps of tokens. */
void evidence_index(arena *a, struct evidence *e);

/* A date (1 + index) is of a day behind the report's: nobody has said yet what is said then. */
bool date_is_to_come(const struct evidence *e, uint32_t date);

/* Adds the events of each sentence of the body to `ret`, in the order of the text. */
void events_find(arena *a, const struct evidence *e, uint32_t report, findings *ret);

/* For those, and for statements (statements.c). */
struct scene {
	arena *a;
	const struct evidence *e;
	struct predicate c;
	uint32_t report;
	findings *found;
};

/* A finding over `run`, with the speaker of the innermost words it stands in. */
struct finding *scene_add(struct scene *s, enum finding_kind kind, enum verb_id verb, struct run run, uint32_t at);

/* The actors that a run mentions, each once: how many, at most 4. */
uint8_t scene_actors(const struct scene *s, struct run run, uint32_t ret[4]);

/* The first date in a run: 1 + its index, or 0. */
uint32_t scene_date(const struct scene *s, struct run run);

/* events_ground.c: the incident of a sentence, if it tells one. */
void events_ground(struct scene *s);

#endif
