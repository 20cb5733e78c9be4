/* verify: is everything in a record as its seals say? (doc/record.md, 11)
 *
 *      struct verification v = { .threads = 2 };
 *      switch (record_verify(&v, a, r)) ...
 *
 * One thread reads, in order; others check signatures and bodies.  The first thing that fails
 * stops it, and stands in `what`, with its place.
 */
#ifndef PARAPH_RECORD_VERIFY_H
#define PARAPH_RECORD_VERIFY_H

#include "record/checkpoint.h"
#include "record/record.h"

/* The exit statuses of the command. */
enum verdict_of { VERIFIED_GOOD, VERIFIED_BROKEN, VERIFIED_MISSING, VERIFIED_UNREADABLE };

struct verified_circle {
	str name;
	struct hash id;
	uint64_t events, keys, unwitnessed;
	str checkpoint;         /* the note of the last one, or empty */
};

struct verification {
	/* in */
	unsigned threads;       /* 0: as many as there are processors */
	str pinned;             /* notes of checkpoints, one behind the other, or empty */
	void (*progress)(void *context, uint64_t done, uint64_t total);
	void *context;
	/* out */
	struct verified_circle *circles;
	size_t circle_count;
	uint64_t events, signatures, trusted;   /* trusted: below the pinned checkpoint */
	uint64_t bodies, withheld, burnt, unwitnessed, checkpoints, entries, backwards;
	str what;               /* what is wrong, and where; empty where all is good */
	str fork;               /* evidence, where a fork showed; or empty */
};

enum verdict_of record_verify(struct verification *v, arena *a, record *r);

/* ---- fork.c ---- */

/* Two statements of one key that no honest keeper makes. */
void fork_print_events(const struct pubkey *key, str first, str second, buf *out);
void fork_print_checkpoints(const struct pubkey *key, str first, str second, const struct hash *leaves, uint64_t count,
			    buf *out);
/* Does the evidence hold?  Fails with what is wrong in it. */
struct fork { bool is_checkpoints; struct pubkey key; str first, second; };
bool fork_check(arena *a, str bytes, struct fork *ret_fork, struct err *err);

/* Forks between two copies of one record: evidence in `a`, or empty. */
bool record_compare(arena *a, record *x, record *y, str *ret_evidence, str *ret_what, struct err *err);

#endif
