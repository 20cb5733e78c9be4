/* silence_card: each period of silence in the talks, run by its rule.
 *
 *      size_t n = silence_cards(ask, &cards);
 */
#ifndef PARAPH_ANSWER_SILENCE_CARD_H
#define PARAPH_ANSWER_SILENCE_CARD_H

#include "answer/body.h"
#include "rules/silence.h"

struct silence_card {
	uint32_t entry;                 /* opens-silence */
	uint32_t rule;                  /* 1 + entry of the rule in force, or 0 */
	uint32_t draft, before;         /* the text, and the one of the period before, or 0 */
	bool has_terms;                 /* else the program cannot reckon it */
	str why;                        /* and says why */
	str unsettled;                  /* why it is open who belongs, or empty */
	struct silence_terms terms;
	struct silence_period period;
	const uint32_t *members;        /* actors, [period.member_count] */
	const uint32_t *event_entry;    /* [period.event_count]: the act of each event */
	struct silence_outcome outcome;
	str code;                       /* of the text, "3f9a-17c2"; empty where not all of it is held */
	str hash;                       /* the whole of it */
};

/* In ask->a, in the order in which they were opened.  O(periods × acts). */
size_t silence_cards(const struct ask *ask, const struct silence_card **ret_cards);

/* The terms of a rule whose method is silence. */
bool silence_terms_of(const talks *t, uint32_t rule, struct silence_terms *ret);

/* "16 June 12:00 - 17 June 12:00 CEST", with the extension that counts. */
str silence_period_words(const struct ask *ask, const struct silence_card *c);

/* "24 hours" */
str silence_duration(arena *a, int64_t seconds);

/* Members by what they did: names in words. */
enum silence_list { LIST_OBJECTED, LIST_SUPPORTED, LIST_EXPLAINED, LIST_SILENT, LIST_NOT_RECEIVED, LIST_COUNT };
extern const char *const silence_list_names[LIST_COUNT];
size_t silence_list_count(const struct silence_card *c, enum silence_list list);
str silence_list_words(const struct ask *ask, const struct silence_card *c, enum silence_list list);
value *silence_list_value(const struct ask *ask, const struct silence_card *c, enum silence_list list);

/* What became of the period, in words: "BROKEN 17 June 10:40 by …". */
str silence_status_words(const struct ask *ask, const struct silence_card *c);

/* The outcome cannot be told: no terms, or a doubt that the record does not settle. */
bool silence_cannot_tell(const struct silence_card *c);

/* The act by which the text was withdrawn before the period ended: 1 + entry, or 0. */
uint32_t silence_text_withdrawn(const talks *t, const struct silence_card *c);

/* Adds the card to the sheet of `count`, and a row to its data. */
enum verdict silence_card_to(struct ask *ask, sheet *s, const struct silence_card *c);

#endif
