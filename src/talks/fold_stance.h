/* Positions, for the fold_*.c. */
#ifndef PARAPH_TALKS_FOLD_STANCE_H
#define PARAPH_TALKS_FOLD_STANCE_H

#include "talks/fold.h"

/* Enters a stance of each subject on each thing the act names. */
void fold_stance(const struct folding *f, enum stance stance);

/* Did this entry enter an amendment, so that what_of is one? */
static inline bool
is_amendment(const talks *t, uint32_t entry)
{
	const struct entry *e = talks_entry(t, entry);
	return e->kind == ENTRY_ACT && e->mood == MOOD_DONE && verbs[e->verb].group == AMENDMENTS &&
	       e->verb != VERB_sponsors && t->what_of[entry];
}

/* A move of the deadlines that the act names: extended, softened, withdrawn. */
void fold_deadline_move(const struct folding *f, enum deadline_status status);

#endif
