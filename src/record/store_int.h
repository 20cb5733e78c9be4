/* store_int: what store.c, store_open.c and store_rows.c share, and tests that need raw SQL. */
#ifndef PARAPH_RECORD_STORE_INT_H
#define PARAPH_RECORD_STORE_INT_H

#include <sqlite3.h>

#include "base/buf.h"
#include "record/store.h"

/* Statements are prepared when they are first wanted, and kept: some of store.c, then those
 * of STORE_SQL in store_rows.c. */
enum { KEPT_BEGIN, KEPT_COMMIT, KEPT_VERSION, KEPT_PAGES, KEPT_ROWS, STORE_KEPT_MOST = 48 };

struct store {
	sqlite3 *db;
	sqlite3_vfs *vfs;
	char *path;             /* as it was typed, for messages */
	char *name;             /* as SQLite is told it: never a URI, never ":memory:" */
	enum store_mode mode;
	bool writing;           /* between begin and commit */
	bool wrote;             /* ever: then closing checkpoints */
	unsigned readings;      /* nested store_read_begin */
	bool still;             /* opened as a file that nobody changes */
	unsigned char header[100];
	sqlite3_int64 size;     /* both as they were at opening */
	int64_t commits;
	sqlite3_stmt *kept[STORE_KEPT_MOST];
};

/* The setting that stands from a burning to the end of its scrubbing. */
#define STORE_UNSCRUBBED "unscrubbed"

/* Fills `err` with what an SQLite result means to who named the file.  `verb` is "read",
 * "write" or "make". */
bool store_refuse(store *s, int rc, const char *verb, struct err *err);
/* The same for what the system said. */
bool store_refuse_errno(store *s, int error, const char *verb, struct err *err);

/* Runs statements without rows. */
bool store_run(store *s, const char *sql, const char *verb, struct err *err);

bool store_is_unscrubbed(store *s, bool *ret_is, struct err *err);

/* Fails with "'x' is damaged: " and what is wrong. */
bool store_damaged(store *s, const char *what, struct err *err);

/* For a file that was opened as one that nobody changes: did nobody? */
bool store_is_still(store *s);

#endif
