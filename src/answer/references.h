/* references: what stands behind the files on a command line, for answers that
 * take drafts, points and parties in any order.
 *
 *      struct references r;
 *      if (!references_read(&r, ask, true, err))
 *              return NULL;
 *      if (references_want(&r, t, reading))
 *              add_row(…);
 *
 * "v5" is a draft, "v5:3,10-11" are points of it, "port" is a point whatever
 * its number, "UPP" somebody.  Without a draft, the one under discussion.
 */
#ifndef PARAPH_ANSWER_REFERENCES_H
#define PARAPH_ANSWER_REFERENCES_H

#include "answer/answer.h"

struct references {
	uint32_t draft;         /* 0 where none is under discussion */
	uint32_t *points;       /* none: all */
	size_t point_count;
	uint32_t *actors;
	size_t actor_count;
};

/* In ask->a.  Fails on what is nothing in this view, on two drafts, and on
 * somebody's name where `take_actors` is false. */
bool references_read(struct references *r, const struct ask *ask, bool take_actors, struct err *err);

/* Is the point among those asked for? */
bool references_want(const struct references *r, uint32_t point);

#endif
