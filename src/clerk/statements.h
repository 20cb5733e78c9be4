/* statements: attributions as findings, each with the kind that its cue and its
 * words tell: a position, a demand, a forecast, a condition, or what was declined.
 *
 * Where an event is what the words tell ("X said that A and B will meet"), the two
 * are one finding of the event's kind, with the speaker's words.
 */
#ifndef PARAPH_CLERK_STATEMENTS_H
#define PARAPH_CLERK_STATEMENTS_H

#include "clerk/events.h"

/* Adds to `ret`, which holds the events of the report, or changes those that are said. */
void statements_find(arena *a, const struct evidence *e, uint32_t report, findings *ret);

/* The paragraphs that are no evidence. */
void editorials_find(const struct report *r, uint32_t report, findings *ret);

#endif
