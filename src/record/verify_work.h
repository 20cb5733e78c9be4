/* The part of verification that costs and needs no order: signatures, hashes, bodies; on as
 * many threads as wanted.  For verify*.c only.
 *
 *      struct crew *c = crew_new(threads);
 *      struct batch *b = crew_batch(c);                filled by the caller …
 *      crew_send(c, b);
 *      while ((b = crew_next(c)) != NULL) ...          … and given back in the same order
 *      crew_free(c);
 */
#ifndef PARAPH_RECORD_VERIFY_WORK_H
#define PARAPH_RECORD_VERIFY_WORK_H

#include "record/event.h"
#include "record/store.h"

enum { BATCH_EVENTS = 128 };

struct checked {
	/* in */
	struct event_row row;           /* strings in the batch's arena */
	bool check_signature;
	/* out */
	bool good;
	struct err err;
	struct header header;
	struct hash id, leaf;
	str name;
};

struct batch {
	arena *a;
	struct checked at[BATCH_EVENTS];
	size_t count;
	bool done;
};

struct crew *crew_new(unsigned threads);
void crew_free(struct crew *c);
/* An empty batch, or NULL where all are on their way: take one back first. */
struct batch *crew_batch(struct crew *c);
void crew_send(struct crew *c, struct batch *b);
/* The oldest one sent, when it is done; NULL where none is on its way.  Its bytes hold until it is
 * handed out by crew_batch again. */
struct batch *crew_next(struct crew *c);
/* Hands it back. */
void crew_return(struct crew *c, struct batch *b);

#endif
