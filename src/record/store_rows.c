/* Rows in, rows out.  Every statement stands in the table below; it is prepared when it is
 * first wanted, and kept.  What a row says is read as what anybody may have written there:
 * types, lengths and signs are looked at, meaning is not. */
#include "record/store.h"

#include <assert.h>
#include <stdlib.h>

#include "base/list.h"
#include "record/store_int.h"

#define EVENT_COLUMNS "e.event, e.circle, e.position, e.id, e.note, u.event IS NOT NULL"
#define EVENT_TABLES " FROM event e LEFT JOIN burnt u ON u.event = e.event"
#define BODY_COLUMNS ", b.event, b.n, b.k, b.leaves, b.hashes"
#define BODY_TABLE " LEFT JOIN body b ON b.event = e.event"
#define FROM_POSITION " WHERE e.circle = ?1 AND e.position >= ?2 ORDER BY e.position"

#define STORE_SQL(X) \
	X(CIRCLES, "SELECT circle, id, name, size, peaks FROM circle ORDER BY circle") \
	X(ADD_CIRCLE, "INSERT INTO circle(id, name, size, peaks) VALUES (?1, ?2, 0, x'')") \
	X(GROW_CIRCLE, "UPDATE circle SET size = ?3, peaks = ?4 WHERE circle = ?1 AND size = ?2") \
	X(EVENTS, "SELECT " EVENT_COLUMNS EVENT_TABLES FROM_POSITION) \
	X(EVENTS_BODIES, "SELECT " EVENT_COLUMNS BODY_COLUMNS EVENT_TABLES BODY_TABLE FROM_POSITION) \
	X(ALL_BODIES, "SELECT " EVENT_COLUMNS BODY_COLUMNS EVENT_TABLES BODY_TABLE " ORDER BY e.event") \
	X(FIND_EVENT, "SELECT " EVENT_COLUMNS BODY_COLUMNS EVENT_TABLES BODY_TABLE \
		      " WHERE e.id BETWEEN ?1 AND ?2 ORDER BY e.id LIMIT 2") \
	X(ADD_EVENT, "INSERT INTO event(circle, position, id, note) VALUES (?1, ?2, ?3, ?4)") \
	X(ADD_BODY, "INSERT INTO body(event, n, k, leaves, hashes) VALUES (?1, ?2, ?3, ?4, ?5)") \
	X(ADD_BURNT, "INSERT INTO burnt(event) VALUES (?1) ON CONFLICT DO NOTHING") \
	X(DROP_BODY, "DELETE FROM body WHERE event = ?1") \
	X(CHECKPOINTS, "SELECT circle, size, note FROM checkpoint WHERE circle = ?1 ORDER BY size") \
	X(ADD_CHECKPOINT, "INSERT INTO checkpoint(circle, size, note) VALUES (?1, ?2, ?3)") \
	X(COSIGNATURES, "SELECT circle, size, witness, line FROM cosignature WHERE circle = ?1 " \
			"ORDER BY size, witness") \
	X(LAST_CHECKPOINT, "SELECT coalesce(max(size), 0) FROM checkpoint WHERE circle = ?1") \
	X(ADD_COSIGNATURE, "INSERT INTO cosignature(circle, size, witness, line) VALUES (?1, ?2, ?3, ?4)") \
	X(SETTING, "SELECT value FROM setting WHERE name = ?1") \
	X(SET_SETTING, "INSERT INTO setting(name, value) VALUES (?1, ?2) " \
		       "ON CONFLICT(name) DO UPDATE SET value = excluded.value") \
	X(COPIED, "SELECT note, orders FROM copied WHERE copy = 1") \
	X(SET_COPIED, "INSERT INTO copied(copy, note, orders) VALUES (1, ?1, ?2)") \
	X(EVIDENCE, "SELECT bytes FROM evidence ORDER BY evidence") \
	X(ADD_EVIDENCE, "INSERT INTO evidence(kind, bytes) VALUES (?1, ?2)") \
	X(STATE, "SELECT value FROM d_state WHERE name = ?1") \
	X(SET_STATE, "INSERT INTO d_state(name, value) VALUES (?1, ?2) " \
		     "ON CONFLICT(name) DO UPDATE SET value = excluded.value") \
	X(SHEET, "SELECT sheet FROM d_sheet WHERE key = ?1 AND state = ?2") \
	X(SET_SHEET, "INSERT INTO d_sheet(key, state, sheet) VALUES (?1, ?2, ?3) " \
		     "ON CONFLICT(key) DO UPDATE SET state = excluded.state, sheet = excluded.sheet") \
	X(STATES, "SELECT name, value FROM d_state ORDER BY name") \
	X(SHEETS, "SELECT key, state, sheet FROM d_sheet ORDER BY key") \
	X(DROP_STATES, "DELETE FROM d_state") \
	X(DROP_SHEETS, "DELETE FROM d_sheet")

#define NAME_OF(name, text) SQL_##name,
#define TEXT_OF(name, text) text,
enum sql { STORE_SQL(NAME_OF) SQL_COUNT };
static const char *const sql_texts[] = { STORE_SQL(TEXT_OF) };
_Static_assert(KEPT_ROWS + (int)SQL_COUNT <= (int)STORE_KEPT_MOST, "store.h keeps too few statements");

/* ---- asking ---- */

/* A value for a statement; lists of them end with BIND_END. */
struct bind {
	enum { BIND_END, BIND_INT, BIND_BLOB, BIND_TEXT, BIND_NULL } type;
	int64_t number;
	str bytes;
};

#define INT(value) { .type = BIND_INT, .number = (int64_t)(value) }
#define BLOB(value) { .type = BIND_BLOB, .bytes = (value) }
#define TEXT(value) { .type = BIND_TEXT, .bytes = (value) }
#define BINDS(...) ((const struct bind[]){ __VA_ARGS__, { .type = BIND_END } })
#define NO_BINDS ((const struct bind[]){ { .type = BIND_END } })

/* The bytes are borrowed until the statement is put back.  An empty one is no NULL. */
static int
bind_all(sqlite3_stmt *st, const struct bind *binds)
{
	int rc = SQLITE_OK;
	for (int i = 0; binds[i].type != BIND_END && rc == SQLITE_OK; i++) {
		const struct bind *b = &binds[i];
		const char *at = b->bytes.at ? b->bytes.at : "";
		switch (b->type) {
		case BIND_INT:
			rc = sqlite3_bind_int64(st, i + 1, b->number);
			break;
		case BIND_BLOB:
			rc = sqlite3_bind_blob64(st, i + 1, at, b->bytes.len, SQLITE_STATIC);
			break;
		case BIND_TEXT:
			rc = sqlite3_bind_text64(st, i + 1, at, b->bytes.len, SQLITE_STATIC, SQLITE_UTF8);
			break;
		default:
			rc = sqlite3_bind_null(st, i + 1);
		}
	}
	return rc;
}

static void
put_back(sqlite3_stmt *st)
{
	sqlite3_reset(st);
	sqlite3_clear_bindings(st);
}

/* The statement, ready to step, or NULL. */
static sqlite3_stmt *
ask(store *s, enum sql sql, const struct bind *binds, struct err *err)
{
	sqlite3_stmt **kept = &s->kept[KEPT_ROWS + sql];
	int rc = SQLITE_OK;
	if (!*kept)
		rc = sqlite3_prepare_v3(s->db, sql_texts[sql], -1, SQLITE_PREPARE_PERSISTENT, kept, NULL);
	if (rc == SQLITE_OK)
		rc = bind_all(*kept, binds);
	if (rc == SQLITE_OK)
		return *kept;
	store_refuse(s, rc, "read", err);
	if (*kept)
		put_back(*kept);
	return NULL;
}

/* Runs a statement that changes the file; a failure rolls everything back that was begun. */
static bool
change(store *s, enum sql sql, const struct bind *binds, struct err *err)
{
	if (!s->writing)
		return fail(err, ERR_SYSTEM, "cannot write '%s': nothing was begun, or it was rolled back",
			    s->path);
	sqlite3_stmt *st = ask(s, sql, binds, err);
	bool ok = st != NULL;
	if (ok) {
		int rc = sqlite3_step(st);
		ok = rc == SQLITE_DONE || store_refuse(s, rc, "write", err);
		put_back(st);
	}
	if (!ok)
		store_rollback(s);
	return ok;
}

/* ---- reading columns ---- */

static bool
column_bytes(sqlite3_stmt *st, int column, int type, str *ret_bytes)
{
	if (sqlite3_column_type(st, column) != type)
		return false;
	const char *at = sqlite3_column_blob(st, column);
	ret_bytes->len = (size_t)sqlite3_column_bytes(st, column);
	ret_bytes->at = ret_bytes->len > 0 ? at : "";
	return ret_bytes->at != NULL;
}

static bool
column_number(sqlite3_stmt *st, int column, uint64_t most, uint64_t *ret_number)
{
	int64_t number = sqlite3_column_int64(st, column);
	if (sqlite3_column_type(st, column) != SQLITE_INTEGER || number < 0 || (uint64_t)number > most)
		return false;
	*ret_number = (uint64_t)number;
	return true;
}

static bool
column_hash(sqlite3_stmt *st, int column, struct hash *ret_hash)
{
	str bytes;
	if (!column_bytes(st, column, SQLITE_BLOB, &bytes) || bytes.len != sizeof ret_hash->at)
		return false;
	memcpy(ret_hash->at, bytes.at, sizeof ret_hash->at);
	return true;
}

/* Steps to a row: true with one; false at the end, and, with `ret_failed`, on failure. */
static bool
next_row(store *s, sqlite3_stmt *st, bool *ret_failed, struct err *err)
{
	int rc = sqlite3_step(st);
	if (rc == SQLITE_ROW)
		return true;
	if (rc != SQLITE_DONE) {
		*ret_failed = true;
		store_refuse(s, rc, "read", err);
	}
	return false;
}

static bool
wrong(store *s, const char *what, bool *ret_failed, struct err *err)
{
	*ret_failed = true;
	return store_damaged(s, what, err);
}

/* The first column of the only row, in `a`; empty where there is none. */
static bool
one_value(store *s, arena *a, enum sql sql, const struct bind *binds, int type, str *ret_value,
	  struct err *err)
{
	bool failed = false;
	str value = S(""), got;
	sqlite3_stmt *st = ask(s, sql, binds, err);
	if (!st)
		return false;
	if (next_row(s, st, &failed, err)) {
		if (column_bytes(st, 0, type, &got))
			value = arena_str(a, got);
		else
			wrong(s, "a value is of the wrong kind", &failed, err);
	}
	put_back(st);
	if (!failed)
		*ret_value = value;
	return !failed;
}

/* Copies what was collected in a list into `a`. */
#define KEEP(a, list, ret_rows, ret_count) \
	do { \
		*(ret_count) = (list).count; \
		*(ret_rows) = arena_get((a), arena_size(sizeof *(list).at, (list).count)); \
		if ((list).count > 0) \
			memcpy(*(ret_rows), (list).at, sizeof *(list).at * (list).count); \
	} while (0)

/* ---- circles ---- */

static bool
circle_read(sqlite3_stmt *st, arena *a, struct circle_row *row)
{
	uint64_t circle;
	str name, peaks;
	if (!column_number(st, 0, INT64_MAX, &circle) || !column_hash(st, 1, &row->id) ||
	    !column_bytes(st, 2, SQLITE_TEXT, &name) || !column_number(st, 3, INT64_MAX, &row->size) ||
	    !column_bytes(st, 4, SQLITE_BLOB, &peaks) || !peaks_of(row->size, peaks, &row->peaks))
		return false;
	row->circle = (int64_t)circle;
	row->name = arena_str(a, name);
	return true;
}

bool
store_circles(store *s, arena *a, struct circle_row **ret_rows, size_t *ret_count, struct err *err)
{
	LIST(struct circle_row) rows = { 0 };
	bool failed = false;
	sqlite3_stmt *st = ask(s, SQL_CIRCLES, NO_BINDS, err);
	if (!st)
		return false;
	while (next_row(s, st, &failed, err))
		if (!circle_read(st, a, LIST_ADD(&rows))) {
			wrong(s, "a circle's size or peaks were changed", &failed, err);
			break;
		}
	put_back(st);
	if (!failed)
		KEEP(a, rows, ret_rows, ret_count);
	LIST_DONE(&rows);
	return !failed;
}

bool
store_add_circle(store *s, const struct hash *id, str name, int64_t *ret_circle, struct err *err)
{
	if (!change(s, SQL_ADD_CIRCLE, BINDS(BLOB(hash_str(id)), TEXT(name)), err))
		return false;
	*ret_circle = sqlite3_last_insert_rowid(s->db);
	return true;
}

bool
store_grow_circle(store *s, int64_t circle, uint64_t old_size, const struct peaks *peaks, struct err *err)
{
	if (!change(s, SQL_GROW_CIRCLE,
		    BINDS(INT(circle), INT(old_size), INT(peaks->size), BLOB(peaks_bytes(peaks))), err))
		return false;
	if (sqlite3_changes(s->db) == 1)
		return true;
	store_rollback(s);
	return fail(err, ERR_CLASH, "'%s' has grown meanwhile; try again", s->path);
}

/* ---- events ---- */

bool
store_add_event(store *s, int64_t circle, uint64_t position, const struct hash *id, str note,
		int64_t *ret_event, struct err *err)
{
	if (!change(s, SQL_ADD_EVENT, BINDS(INT(circle), INT(position), BLOB(hash_str(id)), BLOB(note)), err))
		return false;
	*ret_event = sqlite3_last_insert_rowid(s->db);
	return true;
}

bool
store_add_body(store *s, int64_t event, const struct body_row *body, struct err *err)
{
	return change(s, SQL_ADD_BODY,
		      BINDS(INT(event), INT(body->n),
			    { .type = body->has_k ? BIND_BLOB : BIND_NULL, .bytes = hash_str(&body->k) },
			    BLOB(body->leaves), BLOB(body->hashes)), err);
}

bool
store_burn(store *s, int64_t event, struct err *err)
{
	if (!change(s, SQL_ADD_BURNT, BINDS(INT(event)), err) ||
	    !change(s, SQL_DROP_BODY, BINDS(INT(event)), err))
		return false;
	if (sqlite3_changes(s->db) == 0)
		return true;
	/* A sheet may hold its words. */
	return store_drop_sheets(s, err) && store_set_setting(s, S(STORE_UNSCRUBBED), S("1"), err);
}

static bool
body_read_row(sqlite3_stmt *st, int first, struct body_row *body)
{
	uint64_t n;
	*body = (struct body_row){ 0 };
	if (sqlite3_column_type(st, first) == SQLITE_NULL)
		return true;
	if (!column_number(st, first + 1, UINT32_MAX, &n) ||
	    !column_bytes(st, first + 3, SQLITE_BLOB, &body->leaves) ||
	    !column_bytes(st, first + 4, SQLITE_BLOB, &body->hashes))
		return false;
	body->held = true;
	body->n = (uint32_t)n;
	body->has_k = sqlite3_column_type(st, first + 2) != SQLITE_NULL;
	return !body->has_k || column_hash(st, first + 2, &body->k);
}

static bool
event_read_row(sqlite3_stmt *st, bool with_body, struct event_row *row)
{
	uint64_t event, circle;
	*row = (struct event_row){ 0 };
	if (!column_number(st, 0, INT64_MAX, &event) || !column_number(st, 1, INT64_MAX, &circle) ||
	    !column_number(st, 2, INT64_MAX, &row->position) || !column_hash(st, 3, &row->id) ||
	    !column_bytes(st, 4, SQLITE_BLOB, &row->note))
		return false;
	row->event = (int64_t)event;
	row->circle = (int64_t)circle;
	row->burnt = sqlite3_column_int(st, 5) != 0;
	return !with_body || body_read_row(st, 6, &row->body);
}

/* Walks may be nested, so each has a statement of its own, but the kept one serves the first. */
struct event_rows {
	store *s;
	sqlite3_stmt *st;
	enum sql sql;
	bool failed;
	struct err err;
};

static struct event_rows *
walk_events(store *s, enum sql sql, const struct bind *binds, struct err *err)
{
	struct event_rows *rows = calloc(1, sizeof *rows);
	if (!rows)
		arena_exhausted(sizeof *rows);
	*rows = (struct event_rows){ .s = s, .sql = sql };
	rows->st = ask(s, sql, binds, &rows->err);
	if (rows->st) {
		s->kept[KEPT_ROWS + sql] = NULL;
	} else {
		rows->failed = true;
		*err = rows->err;
	}
	return rows;
}

struct event_rows *
store_events(store *s, int64_t circle, uint64_t position, bool with_bodies, struct err *err)
{
	if (position > INT64_MAX)
		position = INT64_MAX;
	return walk_events(s, with_bodies ? SQL_EVENTS_BODIES : SQL_EVENTS, BINDS(INT(circle), INT(position)), err);
}

struct event_rows *
store_all_events(store *s, struct err *err)
{
	return walk_events(s, SQL_ALL_BODIES, NO_BINDS, err);
}

bool
event_rows_next(struct event_rows *rows, struct event_row *ret_row)
{
	if (rows->failed || !rows->st || !next_row(rows->s, rows->st, &rows->failed, &rows->err))
		return false;
	if (event_read_row(rows->st, rows->sql != SQL_EVENTS, ret_row))
		return true;
	return wrong(rows->s, "an event's row was changed", &rows->failed, &rows->err);
}

bool
event_rows_close(struct event_rows *rows, struct err *err)
{
	if (!rows)
		return true;
	store *s = rows->s;
	bool ok = !rows->failed;
	if (rows->failed)
		*err = rows->err;
	else if (s->still && !store_is_still(s))
		ok = fail(err, ERR_CLASH, "'%s' was written while it was read; read it again", s->path);
	if (rows->st)
		put_back(rows->st);
	if (s->kept[KEPT_ROWS + rows->sql])
		sqlite3_finalize(rows->st);
	else
		s->kept[KEPT_ROWS + rows->sql] = rows->st;
	free(rows);
	return ok;
}

/* The least and the greatest hash that begin with these digits. */
static bool
hashes_around(str digits, struct hash *ret_least, struct hash *ret_most)
{
	if (digits.len < 4 || digits.len > 2 * HASH_BYTES)
		return false;
	memset(ret_least->at, 0, sizeof ret_least->at);
	memset(ret_most->at, 0xff, sizeof ret_most->at);
	for (size_t i = 0; i < digits.len; i++) {
		char c = digits.at[i];
		int value = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10
			    : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
		if (value < 0)
			return false;
		unsigned shift = i % 2 == 0 ? 4 : 0;
		ret_least->at[i / 2] |= (uint8_t)(value << shift);
		ret_most->at[i / 2] &= (uint8_t)~((0xf ^ value) << shift);
	}
	return true;
}

static void
event_keep(arena *a, struct event_row *row)
{
	row->note = arena_str(a, row->note);
	if (!row->body.held)
		return;
	row->body.leaves = arena_str(a, row->body.leaves);
	row->body.hashes = arena_str(a, row->body.hashes);
}

bool
store_find_event(store *s, arena *a, str id_prefix, struct event_row *ret_row, struct err *err)
{
	struct hash least, most;
	struct event_row row;
	bool failed = false, found = false;
	if (!hashes_around(id_prefix, &least, &most))
		return fail(err, ERR_USAGE, "'%.*s' is no event: write 4 hex digits of its id or more",
			    STR_ARG(id_prefix));
	sqlite3_stmt *st = ask(s, SQL_FIND_EVENT, BINDS(BLOB(hash_str(&least)), BLOB(hash_str(&most))), err);
	if (!st)
		return false;
	while (next_row(s, st, &failed, err)) {
		if (found) {
			failed = !fail(err, ERR_INPUT, "the ids of several events begin with '%.*s'; give more "
				       "digits", STR_ARG(id_prefix));
			break;
		}
		found = event_read_row(st, true, &row) ||
			wrong(s, "an event's row was changed", &failed, err);
		if (!found)
			break;
		event_keep(a, &row);
	}
	put_back(st);
	if (failed)
		return false;
	if (!found)
		return fail(err, ERR_ABSENT, "no event in '%s' has an id that begins with '%.*s'; 'paraph log' "
			    "lists them", s->path, STR_ARG(id_prefix));
	*ret_row = row;
	return true;
}

/* ---- checkpoints ---- */

bool
store_add_checkpoint(store *s, int64_t circle, uint64_t size, str note, struct err *err)
{
	return change(s, SQL_ADD_CHECKPOINT, BINDS(INT(circle), INT(size), BLOB(note)), err);
}

bool
store_last_checkpoint(store *s, int64_t circle, uint64_t *ret_size, struct err *err)
{
	bool failed = false;
	sqlite3_stmt *st = ask(s, SQL_LAST_CHECKPOINT, BINDS(INT(circle)), err);
	if (!st)
		return false;
	if (next_row(s, st, &failed, err) && !column_number(st, 0, INT64_MAX, ret_size))
		wrong(s, "a checkpoint's row was changed", &failed, err);
	put_back(st);
	return !failed;
}

bool
store_checkpoints(store *s, arena *a, int64_t circle, struct checkpoint_row **ret_rows, size_t *ret_count,
		  struct err *err)
{
	LIST(struct checkpoint_row) rows = { 0 };
	bool failed = false;
	sqlite3_stmt *st = ask(s, SQL_CHECKPOINTS, BINDS(INT(circle)), err);
	if (!st)
		return false;
	while (next_row(s, st, &failed, err)) {
		struct checkpoint_row *row = LIST_ADD(&rows);
		row->circle = circle;
		if (!column_number(st, 1, INT64_MAX, &row->size) ||
		    !column_bytes(st, 2, SQLITE_BLOB, &row->note)) {
			wrong(s, "a checkpoint's row was changed", &failed, err);
			break;
		}
		row->note = arena_str(a, row->note);
	}
	put_back(st);
	if (!failed)
		KEEP(a, rows, ret_rows, ret_count);
	LIST_DONE(&rows);
	return !failed;
}

bool
store_add_cosignature(store *s, const struct cosignature_row *row, struct err *err)
{
	return change(s, SQL_ADD_COSIGNATURE,
		      BINDS(INT(row->circle), INT(row->size), TEXT(row->witness), BLOB(row->line)), err);
}

bool
store_cosignatures(store *s, arena *a, int64_t circle, struct cosignature_row **ret_rows,
		   size_t *ret_count, struct err *err)
{
	LIST(struct cosignature_row) rows = { 0 };
	bool failed = false;
	sqlite3_stmt *st = ask(s, SQL_COSIGNATURES, BINDS(INT(circle)), err);
	if (!st)
		return false;
	while (next_row(s, st, &failed, err)) {
		struct cosignature_row *row = LIST_ADD(&rows);
		row->circle = circle;
		if (!column_number(st, 1, INT64_MAX, &row->size) ||
		    !column_bytes(st, 2, SQLITE_TEXT, &row->witness) ||
		    !column_bytes(st, 3, SQLITE_BLOB, &row->line)) {
			wrong(s, "a cosignature's row was changed", &failed, err);
			break;
		}
		row->witness = arena_str(a, row->witness);
		row->line = arena_str(a, row->line);
	}
	put_back(st);
	if (!failed)
		KEEP(a, rows, ret_rows, ret_count);
	LIST_DONE(&rows);
	return !failed;
}

/* ---- the rest ---- */

bool
store_setting(store *s, arena *a, str name, str *ret_value, struct err *err)
{
	return one_value(s, a, SQL_SETTING, BINDS(TEXT(name)), SQLITE_BLOB, ret_value, err);
}

bool
store_set_setting(store *s, str name, str value, struct err *err)
{
	return change(s, SQL_SET_SETTING, BINDS(TEXT(name), BLOB(value)), err);
}

bool
store_copied(store *s, arena *a, str *ret_note, str *ret_orders, struct err *err)
{
	bool failed = false;
	str note = S(""), orders = S("");
	sqlite3_stmt *st = ask(s, SQL_COPIED, NO_BINDS, err);
	if (!st)
		return false;
	if (next_row(s, st, &failed, err)) {
		if (column_bytes(st, 0, SQLITE_BLOB, &note) && column_bytes(st, 1, SQLITE_BLOB, &orders)) {
			note = arena_str(a, note);
			orders = arena_str(a, orders);
		} else {
			wrong(s, "what it says of being a copy was changed", &failed, err);
		}
	}
	put_back(st);
	if (!failed) {
		*ret_note = note;
		*ret_orders = orders;
	}
	return !failed;
}

bool
store_set_copied(store *s, str note, str orders, struct err *err)
{
	return change(s, SQL_SET_COPIED, BINDS(BLOB(note), BLOB(orders)), err);
}

bool
store_add_evidence(store *s, str kind, str bytes, struct err *err)
{
	return change(s, SQL_ADD_EVIDENCE, BINDS(TEXT(kind), BLOB(bytes)), err);
}

bool
store_evidence(store *s, arena *a, str **ret_bytes, size_t *ret_count, struct err *err)
{
	LIST(str) rows = { 0 };
	bool failed = false;
	sqlite3_stmt *st = ask(s, SQL_EVIDENCE, NO_BINDS, err);
	if (!st)
		return false;
	while (next_row(s, st, &failed, err)) {
		str *row = LIST_ADD(&rows);
		if (!column_bytes(st, 0, SQLITE_BLOB, row)) {
			wrong(s, "a row of evidence was changed", &failed, err);
			break;
		}
		*row = arena_str(a, *row);
	}
	put_back(st);
	if (!failed)
		KEEP(a, rows, ret_bytes, ret_count);
	LIST_DONE(&rows);
	return !failed;
}

/* ---- what is derived ---- */

bool
store_state(store *s, arena *a, str name, str *ret_value, struct err *err)
{
	return one_value(s, a, SQL_STATE, BINDS(TEXT(name)), SQLITE_BLOB, ret_value, err);
}

bool
store_set_state(store *s, str name, str value, struct err *err)
{
	return change(s, SQL_SET_STATE, BINDS(TEXT(name), BLOB(value)), err);
}

bool
store_sheet(store *s, arena *a, const struct hash *key, const struct hash *state, str *ret_sheet,
	    struct err *err)
{
	return one_value(s, a, SQL_SHEET, BINDS(BLOB(hash_str(key)), BLOB(hash_str(state))), SQLITE_BLOB,
			 ret_sheet, err);
}

bool
store_set_sheet(store *s, const struct hash *key, const struct hash *state, str sheet, struct err *err)
{
	return change(s, SQL_SET_SHEET,
		      BINDS(BLOB(hash_str(key)), BLOB(hash_str(state)), BLOB(sheet)), err);
}

bool
store_drop_sheets(store *s, struct err *err)
{
	return change(s, SQL_DROP_SHEETS, NO_BINDS, err);
}

bool
store_drop_derived(store *s, struct err *err)
{
	return change(s, SQL_DROP_STATES, NO_BINDS, err) && store_drop_sheets(s, err);
}

/* Adds every row: its columns, each behind its length. */
static bool
add_rows(store *s, enum sql sql, buf *out, struct err *err)
{
	bool failed = false;
	sqlite3_stmt *st = ask(s, sql, NO_BINDS, err);
	if (!st)
		return false;
	while (next_row(s, st, &failed, err))
		for (int i = 0; i < sqlite3_column_count(st); i++) {
			const char *at = sqlite3_column_blob(st, i);
			size_t len = (size_t)sqlite3_column_bytes(st, i);
			buf_printf(out, "%zu ", len);
			buf_add(out, (str){ at, at ? len : 0 });
		}
	put_back(st);
	return !failed;
}

bool
store_derived_digest(store *s, struct hash *ret_digest, struct err *err)
{
	buf rows = { 0 };
	bool ok = add_rows(s, SQL_STATES, &rows, err) && add_rows(s, SQL_SHEETS, &rows, err);
	if (ok)
		*ret_digest = seal_hash(buf_str(&rows));
	buf_done(&rows);
	return ok;
}
