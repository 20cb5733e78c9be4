/* The inside of verification; for verify*.c only. */
#ifndef PARAPH_RECORD_VERIFY_INT_H
#define PARAPH_RECORD_VERIFY_INT_H

#include "record/tree.h"
#include "record/verify.h"

/* A key in a log, and from which position to which it may seal. */
struct sealer {
	struct pubkey key;
	str party;
	bool is_keeper, is_revoked;
	uint64_t from, until;
	uint64_t seq;
	struct hash last;
	int64_t time_ms;
};

struct verified_order { uint64_t position; str text; };

struct walked {
	const struct circle_row *row;
	LIST(struct sealer) sealers;
	struct tree tree;
	uint64_t seen_size;             /* the root that was asked for last … */
	struct hash seen_root;          /* … for many ask for the same */
	bool *is_entry;                 /* by position: to be named by an order */
	uint64_t missing;               /* bodies gone that nobody burnt, and the first of them */
	uint64_t first_missing;
	LIST(struct verified_order) orders;     /* of its intakes */
	int64_t last_ms;                /* the latest time that an event claims */
	LIST(struct hash) burnt_ids;    /* that a `burn` event names */
	LIST(struct hash) gone_ids;     /* of bodies that `burnt` says are erased */
	uint64_t trusted;               /* events below a pinned checkpoint */
};

/* A checkpoint that was kept elsewhere. */
struct pinned {
	struct checkpoint at;
	struct note note;
	str bytes;
	size_t circle;
};

struct verifier {
	struct verification *v;
	arena *a;
	record *r;
	struct walked *logs;
	LIST(struct pinned) pinned;
	uint64_t total;
};

/* Notes what is wrong, if nothing was noted before; gives the verdict back. */
enum verdict_of say(struct verifier *k, enum verdict_of verdict, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
enum verdict_of of_err(struct verifier *k, const struct err *err);

struct sealer *find_sealer(const struct walked *w, const struct pubkey *key);
bool may_seal_at(const struct sealer *s, uint64_t position);

/* verify_rest.c: the orders and the note of a copy; what is derived. */
enum verdict_of verify_orders(struct verifier *k);
enum verdict_of verify_derived(struct verifier *k);

#endif
