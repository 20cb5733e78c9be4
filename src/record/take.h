/* take: entries of minutes become sealed events.
 *
 *      struct taking t;
 *      if (!taking_plan(&t, a, r, m, &err))            m has the files, read
 *              ...
 *      if (m->faults.total == 0)
 *              taking_seal(&t, &signer, &err);
 *      taking_done(&t);
 *
 * Entries are known by content: their words, their circles, their keeper, and the bytes
 * of the draft they bring.  What the record has already is passed over; an entry
 * that stands more often in the files than in the record is sealed as often as is
 * missing.  All of one taking is one transaction.
 */
#ifndef PARAPH_RECORD_TAKE_H
#define PARAPH_RECORD_TAKE_H

#include "record/unsealing.h"
#include "talks/talks.h"

/* A new entry, and the item of the record that it may be a changed form of. */
struct taking_like { uint32_t entry, item; };
/* A new entry that the keeper of the record may not know. */
struct taking_mixed { uint32_t entry; };

struct taking {
	arena *a;
	record *r;
	minutes *m;
	docket *d;
	struct unsealing q;
	LIST(uint32_t) fresh;           /* entries to seal, by file and place */
	LIST(struct taking_like) likes;
	LIST(uint32_t) mixed;           /* fresh entries that the record's keeper would not know */
	size_t known;                   /* entries of the files that are there already */
	size_t opened;                  /* logs that taking_seal opened */
	str self_party;                 /* in: whom the record is kept for, where this taking settles it; else empty */
	int64_t version;                /* of the file when it was planned */
	bool clock_is_behind;
	struct known_key *keys;         /* that the record's keeper was told of … */
	view **key_views;               /* … and what their parties may know; once a log is opened */
	size_t key_count;
};

/* Finds what is new, and checks the meaning of everything together: faults go to `m`.
 * Adds what the record has and the files do not to `m`, under paths that begin with the
 * record's.  False where the record cannot be read. */
bool taking_plan(struct taking *ret, arena *a, record *r, minutes *m, struct err *err);

/* Seals what is new.  Nothing is taken where it fails. */
bool taking_seal(struct taking *t, const struct signer *signer, struct err *err);
void taking_done(struct taking *t);

/* The names of the circles whose logs an entry goes to, in `a`. */
size_t entry_logs(arena *a, const minutes *m, const struct entry *e, str **ret_names, enum sealed_how *ret_how);

#endif
