/* provable: what of a record somebody provably had, or was provably there by a moment.
 *
 *      struct provable p;
 *      if (provable_find(&p, a, &q, S("LOW"), NULL, &err))
 *              unsealing_filter(&q, provable_keep, &p);
 *
 * A party provably has what its own key sealed, and what stood in a log before the size that
 * an event under its key says it has seen.  An event was provably there by a moment if
 * another party than its sealer's says so: by a cosignature no later, or by an event of
 * its own, claiming a time no later, that has seen it.  The sealer's own clock proves nothing.
 * Declarations without a circle, the frame of the talks, are always kept: without them there
 * is nobody to ask for.
 */
#ifndef PARAPH_RECORD_PROVABLE_H
#define PARAPH_RECORD_PROVABLE_H

#include "record/unsealing.h"

struct provable_witness { str party; uint64_t size; };
struct provable_log {
	uint64_t seen;                  /* by the party's keys */
	struct provable_witness *witnesses;
	size_t witness_count;
};
struct provable {
	record *r;
	str party;                      /* empty: whoever */
	bool has_known;
	struct provable_log *logs;      /* by circle */
};

/* `known`, in seconds since 1970, may be NULL. */
bool provable_find(struct provable *ret, arena *a, const struct unsealing *q, str party, const int64_t *known,
		   struct err *err);
unsealing_keep provable_keep;

#endif
