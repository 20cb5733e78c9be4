/* The inside of a store; for store*.c only. */
#ifndef PARAPH_RECORD_STORE_INT_H
#define PARAPH_RECORD_STORE_INT_H

#include <sqlite3.h>

#include "base/buf.h"
#include "record/store.h"

/* Statements that are used again and again stay prepared. */
enum statement {
	ADD_CIRCLE, GROW_CIRCLE, ADD_EVENT, ADD_BODY, ADD_BURNT, DROP_BODY, ADD_CHECKPOINT, LAST_CHECKPOINT,
	SET_STATE, DATA_VERSION, BEGIN, COMMIT, STATEMENTS
};

struct store {
	sqlite3 *db;
	str path;               /* owned */
	bool writes;
	sqlite3_stmt *kept[STATEMENTS];
};

/* Says in `err` what SQLite says, as one of our kinds; false. */
bool store_failed(store *s, const char *doing, struct err *err);

/* Runs statements without results. */
bool store_run(store *s, const char *sql, const char *doing, struct err *err);

sqlite3_stmt *store_prepare(store *s, const char *sql, struct err *err);
/* One of the kept ones, reset; `sql` is what it is. */
sqlite3_stmt *store_kept(store *s, enum statement which, const char *sql, struct err *err);
/* Steps a statement that gives no row. */
bool store_step(store *s, sqlite3_stmt *stmt, const char *doing, struct err *err);

void bind_blob(sqlite3_stmt *stmt, int at, str bytes);
void bind_hash(sqlite3_stmt *stmt, int at, const struct hash *hash);
/* Borrowed until the next step. */
str column_str(sqlite3_stmt *stmt, int at);
bool column_hash(sqlite3_stmt *stmt, int at, struct hash *ret_hash);

#endif
