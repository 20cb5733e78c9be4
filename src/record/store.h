/* store: the file of a record: rows in, rows out (doc/record.md, 9).
 *
 *      store *s = store_open(path, STORE_WRITE, NULL, &err);
 *      store_begin(s, &err);
 *      store_add_event(s, circle, position, &id, note, &event, &err);
 *      store_add_body(s, event, &columns, &err);
 *      store_commit(s, &err);
 *      store_close(s);
 *
 * It knows rows and durability, and no meaning: what may be appended is for
 * record.h.  A file that it opens is hostile until its schema was compared; what
 * its rows say is never trusted here.  One connection writes and checkpoints; it
 * alone holds the write lock from begin to commit.  A commit is on the disk when it
 * returns.  Not for several threads at once.
 *
 * Failures: ERR_INPUT no record, another's schema, from a later version, damaged;
 * ERR_ABSENT no such file; ERR_CLASH locked by another; ERR_SYSTEM disk full, read-only, I/O.
 * After a failed append or commit, the transaction is rolled back.
 */
#ifndef PARAPH_RECORD_STORE_H
#define PARAPH_RECORD_STORE_H

#include "base/arena.h"
#include "base/err.h"
#include "record/merkle.h"

typedef struct store store;

enum store_mode { STORE_READ, STORE_WRITE, STORE_CREATE /* fails with ERR_CLASH where the file is there */ };

/* `vfs` names an SQLite VFS, for tests; NULL is the system's. */
store *store_open(str path, enum store_mode mode, const char *vfs, struct err *err);
/* Makes the WAL part of the file, where it wrote; frees.  NULL is fine. */
void store_close(store *s);
/* The same, and removes the file: of one that was made and could not be filled. */
void store_discard(store *s);

/* Is the file at `path` a record, by its first bytes?  False also where it cannot be read. */
bool store_is_record(str path);

/* PRAGMA integrity_check; fails with its first line. */
bool store_check(store *s, struct err *err);

/* How many events the file has room for at the most. */
bool store_room(store *s, uint64_t *ret_events, struct err *err);

/* Changes whenever anybody commits. */
bool store_version(store *s, int64_t *ret_version, struct err *err);

bool store_begin(store *s, struct err *err);            /* takes the write lock at once */
bool store_commit(store *s, struct err *err);
void store_rollback(store *s);

/* A consistent look: between these, reads see one state. */
bool store_read_begin(store *s, struct err *err);
void store_read_end(store *s);

/* ---- circles ---- */

struct circle_row {
	int64_t circle;
	struct hash id;
	str name;
	uint64_t size;
	struct peaks peaks;
};

/* All, by `circle`, in `a`. */
bool store_circles(store *s, arena *a, struct circle_row **ret_rows, size_t *ret_count, struct err *err);
bool store_add_circle(store *s, const struct hash *id, str name, int64_t *ret_circle, struct err *err);
/* Compare and swap: ERR_CLASH where the size is no longer `old_size`. */
bool store_grow_circle(store *s, int64_t circle, uint64_t old_size, const struct peaks *peaks, struct err *err);

/* ---- events ---- */

/* The columns of a body. */
struct body_row {
	bool held;              /* false: nothing is held of it */
	uint32_t n;
	bool has_k;
	struct hash k;
	str leaves, hashes;
};

struct event_row {
	int64_t event, circle;
	uint64_t position;
	struct hash id;
	str note;
	struct body_row body;   /* where asked for */
	bool burnt;
};

bool store_add_event(store *s, int64_t circle, uint64_t position, const struct hash *id, str note,
		     int64_t *ret_event, struct err *err);
bool store_add_body(store *s, int64_t event, const struct body_row *body, struct err *err);
/* Erases the body, and overwrites it in the file. */
bool store_burn(store *s, int64_t event, struct err *err);
/* After a commit that burnt: no page of the file or of its WAL holds the bytes, also after a
 * power cut.  Writes the file anew, in memory first, if a body was burnt since the last time;
 * else it empties the WAL.  ERR_CLASH while another reads.  The next STORE_WRITE ends what was
 * cut off. */
bool store_scrub(store *s, struct err *err);

/* Walks the events of a circle from `position` on, in order; strings hold until the next row.
 *
 *      struct event_rows *rows = store_events(s, circle, 0, true, &err);
 *      for (struct event_row row; event_rows_next(rows, &row); )
 *              ...
 *      if (!event_rows_close(rows, &err)) ...
 */
struct event_rows *store_events(store *s, int64_t circle, uint64_t position, bool with_bodies, struct err *err);
/* All events with their bodies, in the order in which they lie in the file: the quickest way to read
 * a whole one. */
struct event_rows *store_all_events(store *s, struct err *err);
bool event_rows_next(struct event_rows *rows, struct event_row *ret_row);
bool event_rows_close(struct event_rows *rows, struct err *err);

/* The event whose id begins with these hex digits (4 or more), in `a`: ERR_ABSENT where
 * none, ERR_INPUT where several do. */
bool store_find_event(store *s, arena *a, str id_prefix, struct event_row *ret_row, struct err *err);

/* ---- the rest; values in `a` ---- */

struct checkpoint_row { int64_t circle; uint64_t size; str note; };
struct cosignature_row { int64_t circle; uint64_t size; str witness, line; };
bool store_add_checkpoint(store *s, int64_t circle, uint64_t size, str note, struct err *err);
/* The size of the last one of a circle; 0 where there is none. */
bool store_last_checkpoint(store *s, int64_t circle, uint64_t *ret_size, struct err *err);
/* All of a circle, by size. */
bool store_checkpoints(store *s, arena *a, int64_t circle, struct checkpoint_row **ret_rows, size_t *ret_count,
		       struct err *err);
bool store_add_cosignature(store *s, const struct cosignature_row *row, struct err *err);
bool store_cosignatures(store *s, arena *a, int64_t circle, struct cosignature_row **ret_rows,
			size_t *ret_count, struct err *err);

/* "" where there is none. */
bool store_setting(store *s, arena *a, str name, str *ret_value, struct err *err);
bool store_set_setting(store *s, str name, str value, struct err *err);

/* `ret_note` is empty where the file is no copy. */
bool store_copied(store *s, arena *a, str *ret_note, str *ret_orders, struct err *err);
bool store_set_copied(store *s, str note, str orders, struct err *err);

bool store_add_evidence(store *s, str kind, str bytes, struct err *err);
bool store_evidence(store *s, arena *a, str **ret_bytes, size_t *ret_count, struct err *err);

/* Derived: state by name, sheets by key for one state. */
bool store_state(store *s, arena *a, str name, str *ret_value, struct err *err);
bool store_set_state(store *s, str name, str value, struct err *err);
bool store_sheet(store *s, arena *a, const struct hash *key, const struct hash *state, str *ret_sheet, struct err *err);
bool store_set_sheet(store *s, const struct hash *key, const struct hash *state, str sheet, struct err *err);
/* SHA-256 of all that is derived. */
bool store_derived_digest(store *s, struct hash *ret_digest, struct err *err);
bool store_drop_sheets(store *s, struct err *err);
bool store_drop_derived(store *s, struct err *err);

#endif
