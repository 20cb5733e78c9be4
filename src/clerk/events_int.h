/* events_int: what the finders of events share (events_meetings.c, events_texts.c, events_terms.c). */
#ifndef PARAPH_CLERK_EVENTS_INT_H
#define PARAPH_CLERK_EVENTS_INT_H

#include "clerk/events.h"

enum { NEAR = 6 };

/* Adds the event that the word at `i` tells, if it does.  A later one of the same kind over the same words is dropped. */
typedef bool event_finder(struct scene *s, uint32_t i);
event_finder find_meeting, find_named_meeting;                  /* events_meetings.c */
event_finder find_seeing, find_showing, find_unaware, find_not_so, find_point;       /* events_texts.c */
event_finder find_deadline, find_later_than, find_due, find_red_line;  /* events_terms.c */

/* "Under the plan, X would …": a point, told by the sentence as a whole. */
void find_point_under(struct scene *s);

/* "met separately with A and B": of the last finding one with each. */
void part_meeting(struct scene *s);

/* Who acts, as words; of "met X and will see Y" the words in front of "met". */
struct run scene_subject(const struct scene *s, uint32_t verb);

/* From the subject to the end of the clause, within the words of one who says it. */
struct run scene_around(const struct scene *s, uint32_t verb);
struct run scene_clipped(const struct scene *s, struct run run, uint32_t at);

/* Those who act in a run: not those whose ally, farmer or harvest it is. */
uint8_t scene_who(const struct scene *s, struct run run, uint32_t ret[4]);

/* The date of what the verb tells: behind it, else before it, else at the head of the sentence; or 0. */
uint32_t scene_when(const struct scene *s, uint32_t verb, struct run run);

/* "gave both sides the plan": to those of the last meeting that was told. */
void scene_all_of_them(const struct scene *s, struct finding *f, struct run run);

/* "Police" or "the army", where it speaks elsewhere in the report: 1 + actor, or 0. */
uint32_t scene_group(const struct scene *s, struct run words);

/* Mood, who acts, on whom, when. */
void scene_dress(struct scene *s, struct finding *f, uint32_t verb);

/* The word stands as a noun: "the talk", "in talks". */
bool scene_is_noun(const struct scene *s, uint32_t i);

/* Whether somebody denies what the verb tells; REFUSED: "would not deny that", of which nothing is known. */
enum denial { DENIAL_NONE, DENIAL_MADE, DENIAL_REFUSED };
enum denial scene_denial(const struct scene *s, uint32_t verb);

/* "whether they will meet", "before they meet", "if": not told as so. */
bool scene_is_open(const struct scene *s, uint32_t verb);

/* The last finding of a kind not more than a sentence back: its index, or SIZE_MAX. */
size_t scene_last(const struct scene *s, enum finding_kind kind);

/* One of that kind and that date was told already. */
bool scene_is_told(const struct scene *s, enum finding_kind kind, uint32_t date);

/* "it" or "them" of one word, or a demonstrative: no name. */
bool scene_is_pronoun(const struct scene *s, uint32_t i);

#endif
