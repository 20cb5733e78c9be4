/* copy: what one party may have of a record, as a new file (doc/record.md, 8).
 *
 *      struct copying c = { .party = S("LOW"), .d = d, .q = &q };
 *      if (!record_copy(&c, a, path, &signer, NULL, &err)) ...
 *
 * Built event by event: no page, no free list, no setting of the record goes with it.  What
 * the party may know decides the logs, and what it was shown the words.
 */
#ifndef PARAPH_RECORD_COPY_H
#define PARAPH_RECORD_COPY_H

#include "record/unsealing.h"

struct copying {
	str party;
	const struct unsealing *q;      /* of the whole record … */
	const docket *d;                /* … and the docket of its minutes */
	const char *vfs;                /* of tests, or NULL */
	size_t circle_count, entry_count;       /* out */
	size_t withheld;                        /* out: entries of which words stay behind */
};

/* Fails with ERR_ABSENT where nobody of that name is declared, and ERR_CLASH where the
 * file is there.  On failure no file is left. */
bool record_copy(struct copying *c, arena *a, str path, const struct signer *signer,
		 const struct surroundings *around, struct err *err);

/* The text of a copy's note without its signature. */
struct copy_log { struct hash id, root; uint64_t size; };
void copy_print(str party, const struct pubkey *key, int64_t time_ms, const struct copy_log *logs, size_t count,
		const struct hash *order, buf *out);

/* Reads it, in the one form that copy_print prints; logs in `a`. */
struct copy_note {
	str party;
	struct pubkey key;
	int64_t time_ms;
	struct copy_log *logs;
	size_t count;
	struct hash order;
};
bool copy_read(arena *a, str text, struct copy_note *ret_note);

#endif
