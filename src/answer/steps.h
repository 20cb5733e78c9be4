/* steps: planned, excluded and demanded steps, and how they follow one another.
 *
 *      struct chain *chains;
 *      size_t n = steps_chains(ask, &chains);
 *      for (size_t i = 0; i < n; i++)
 *              for (size_t k = 0; k < chains[i].count; k++)
 *                      use(chains[i].steps[k], chains[i].follows[k]);
 */
#ifndef PARAPH_ANSWER_STEPS_H
#define PARAPH_ANSWER_STEPS_H

#include "answer/answer.h"

/* Steps tied by `after`, in an order that keeps what must come first first. */
struct chain {
	const uint32_t *steps;  /* indices into talks.steps */
	const bool *follows;    /* must the one before come first? */
	size_t count;
	uint32_t per;           /* who says so, where all agree; else 0 */
	bool is_circle;         /* the steps wait for one another */
};
size_t steps_chains(const struct ask *ask, const struct chain **ret_chains);

str step_name(const talks *t, uint32_t step);           /* the act's name, or "#…" */
str step_what(const struct ask *ask, uint32_t step);    /* "show v4 to UPP" */
str step_sentence(const struct ask *ask, uint32_t step);        /* "ENV will show v4 to UPP" */
str step_when(const struct ask *ask, uint32_t step);    /* "4 June 08:00", or empty */
str step_when_iso(const struct ask *ask, uint32_t step);
/* "planned", "excluded", "demanded", "done", … */
str step_status(const struct ask *ask, uint32_t step);
/* The names of the steps and acts it waits for. */
size_t step_after(const struct ask *ask, uint32_t step, const str **ret_names);

/* "in force, softened by deputy": the status of a deadline in words. */
str deadline_words(const struct ask *ask, const struct deadline *d);
str deadline_due(const struct ask *ask, const struct deadline *d);
str deadline_due_iso(const struct ask *ask, const struct deadline *d);
/* "set by ENV on …; softened by deputy: "Friday is fine"": one text a move. */
size_t deadline_history(const struct ask *ask, const struct deadline *d, const str **ret_texts);

#endif
