/* record: logs of sealed events, and what may be appended to them.
 *
 *      record *r = record_open(a, path, STORE_WRITE, NULL, &err);
 *      if (record_begin(r, &err) &&
 *          record_append(r, circle, "entry", body, &signer, &at, &err) &&
 *          record_commit(r, &signer, &err) && record_seal(r, &signer, &err))
 *              ...
 *      record_close(r);
 *
 * It knows keys, chains and logs, and nothing of minutes: take.c makes events of
 * entries, unsealing.c entries of events.  Whatever comes in through here is admitted by
 * the rules of doc/record.md, 4 and 5; what stands in a file that somebody else
 * made is checked by verify.c.
 */
#ifndef PARAPH_RECORD_RECORD_H
#define PARAPH_RECORD_RECORD_H

#include "base/list.h"
#include "record/body.h"
#include "record/event.h"
#include "record/store.h"

/* Who seals: a seed, or a key that ssh-keygen signs with. */
struct signer {
	struct pubkey key;
	const struct seed *seed;        /* NULL: by ssh-keygen … */
	str ssh_path;                   /* … with this key file */
	str party;                      /* under this name, where the record knows no other */
};

/* Where time and chance come from; NULL members: the machine's.  Tests give their own. */
struct surroundings {
	int64_t (*now_ms)(void *context);
	/* 32 bytes for the body of `circle`'s event at `position`. */
	void (*random)(void *context, str circle, uint64_t position, struct hash *ret_k);
	void *context;
};

enum role { ROLE_PARTY, ROLE_KEEPER };

/* A key that a log knows. */
struct member {
	struct pubkey key;
	str party;
	enum role role;
	bool revoked;
	uint64_t seq;           /* of its last event here; 0: none yet */
	struct hash last;       /* that event's id */
};

struct circle {
	struct circle_row row;
	LIST(struct member) members;
	bool members_known;
	bool unsealed;          /* grown by this process, and no checkpoint stored yet */
	struct hash seen_root;  /* of the log when the transaction began … */
	uint64_t seen_size;     /* … at this size */
	int64_t last_ms;        /* the latest time that an event here claims */
};

typedef struct record record;
struct record {
	arena *a;
	store *s;
	str path;
	LIST(struct circle) circles;
	struct surroundings around;
	int64_t version;        /* of the file when it was last read, where `is_read` */
	bool is_read;
	int64_t sealed_ms;      /* when checkpoints were last sealed */
	int64_t now_ms;         /* of the transaction: all its events claim one time */
	struct pubkey self;     /* the keeper's key, where `has_self` */
	bool has_self;
	str party;              /* the keeper's name, or empty */
	str for_party;          /* whose copy it is, or empty */
	str copy_note, copy_orders;
	bool reads;             /* it holds one state of the file, from opening to closing */
	bool clock_is_behind;   /* this machine's clock, of what the record claims */
};

/* Strings of the record are in `a`, which must outlive it.  `around` may be NULL. */
record *record_open(arena *a, str path, enum store_mode mode, const struct surroundings *around, struct err *err);
/* The same on an SQLite VFS of the tests. */
record *record_open_on(arena *a, str path, enum store_mode mode, const char *vfs,
		       const struct surroundings *around, struct err *err);
void record_close(record *r);
/* The same, and removes the file that was made. */
void record_discard(record *r);

/* Writes who keeps this record. */
bool record_set_self(record *r, const struct pubkey *key, str party, struct err *err);

/* 1 + the index of the log of that name for a key to seal in, or 0: the one that knows
 * the key; else, where this is no copy, any: sealing there then says what is amiss.  (Whoever
 * was given a copy keeps his own log of a circle beside the giver's.) */
size_t record_find_circle(record *r, str name, const struct pubkey *key);

/* The keys that a log knows, by its events; read once. */
bool record_members(record *r, size_t circle, struct err *err);
/* Reads the keys of a log from its events and keeps them; inside a transaction of the store. */
bool record_derive(record *r, size_t circle, struct err *err);
/* What the file keeps of the keys of a log of this size; empty where it is of another. */
bool record_kept_keys(record *r, const struct circle *c, str *ret_text, struct err *err);
/* Its form. */
void members_print(const struct circle *c, buf *out);
const struct member *record_member(const record *r, size_t circle, const struct pubkey *key);

/* A key that the keeper was told of: it goes into each log whose circle its party may know. */
struct known_key { struct pubkey key; str party; enum role role; };
bool record_known_keys(record *r, struct known_key **ret_keys, size_t *ret_count, struct err *err);

/* ---- appending ---- */

struct place { size_t circle; uint64_t position; struct hash id; };

bool record_begin(record *r, struct err *err);
/* Commits: what was appended is on the disk.  With it go the checkpoints of this
 * process's commit before. */
bool record_commit(record *r, const struct signer *signer, struct err *err);
/* Seals a checkpoint for each log whose end none covers; to be called when one has done
 * with appending. */
bool record_seal(record *r, const struct signer *signer, struct err *err);
void record_rollback(record *r);

/* Opens a log under the signer's key, which is its keeper. */
bool record_open_circle(record *r, str name, const struct signer *signer, size_t *ret_circle, struct err *err);

/* Closes the body under a fresh K and seals it; fails with ERR_INPUT where the key may not
 * seal there.  `ret_place` may be NULL. */
bool record_append(record *r, size_t circle, const char *type, body *b, const struct signer *signer,
		   struct place *ret_place, struct err *err);

/* `key-add` and `key-revoke` in one log; `record_know_key` remembers, or forgets, for logs to come. */
bool record_add_key(record *r, size_t circle, const struct known_key *key, const struct signer *signer, struct err *err);
bool record_revoke_key(record *r, size_t circle, const struct pubkey *key, str reason, const struct signer *signer,
		       struct err *err);
bool record_know_key(record *r, const struct known_key *key, bool is_known, struct err *err);

/* May the key seal there?  Else why not, and what to do. */
bool record_may_seal(record *r, size_t circle, const struct signer *signer, struct err *err);

/* Signs the header `text` as an event; adds the whole note. */
bool signer_note(const struct signer *signer, str party, str text, buf *out, struct err *err);

/* A body of the type, version 1, with its first leaf. */
body *event_body(arena *a, const char *type);

#endif
