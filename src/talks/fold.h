/* fold: acts, one after the other, into talks.  For talks.c only.
 *
 * Every verb of verbs.def has a function fold_IDENT in one of fold_*.c; a verb
 * without effect on the state has an empty one, in fold_nothing.c.
 */
#ifndef PARAPH_TALKS_FOLD_H
#define PARAPH_TALKS_FOLD_H

#include "talks/talks.h"

/* Folds the view's acts in their order. */
void fold_acts(talks *t);

/* The act being folded. */
struct folding {
	talks *t;
	uint32_t entry;
	const struct entry *e;
	uint32_t order;         /* from 1 */
};

#define VERB(id, ...) void fold_##id(const struct folding *f);
#include "minutes/verbs.def"
#undef VERB

/* Shared by the fold_*.c. */
uint32_t fold_actor(talks *t, uint32_t sym);
unsigned fold_level(const struct folding *f);
void fold_expose(const struct folding *f, uint32_t actor, unsigned recipient_key, bool says_not);
void fold_touch(const struct folding *f, uint32_t point);

#endif
