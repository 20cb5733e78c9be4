/* Rows in and out. */
#include "record/store_int.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"

/* ---- circles ---- */

static bool
read_circle(arena *a, sqlite3_stmt *stmt, struct circle_row *row)
{
	row->circle = sqlite3_column_int64(stmt, 0);
	row->name = arena_str(a, column_str(stmt, 2));
	row->size = (uint64_t)sqlite3_column_int64(stmt, 3);
	return column_hash(stmt, 1, &row->id) && peaks_of(row->size, column_str(stmt, 4), &row->peaks);
}

bool
store_circles(store *s, arena *a, struct circle_row **ret_rows, size_t *ret_count, struct err *err)
{
	LIST(struct circle_row) list = { 0 };
	sqlite3_stmt *stmt = store_prepare(s, "SELECT circle, id, name, size, peaks FROM circle ORDER BY circle", err);
	bool ok = stmt != NULL;
	int code = SQLITE_DONE;
	while (ok && (code = sqlite3_step(stmt)) == SQLITE_ROW)
		if (!read_circle(a, stmt, LIST_ADD(&list)))
			ok = fail(err, ERR_BROKEN, "'%.*s' has a circle whose columns do not fit together", STR_ARG(s->path));
	if (ok && code != SQLITE_DONE)
		ok = store_failed(s, "reading", err);
	sqlite3_finalize(stmt);
	if (ok) {
		*ret_rows = ARENA_ARRAY(a, struct circle_row, list.count + 1);
		if (list.count)
			memcpy(*ret_rows, list.at, list.count * sizeof *list.at);
		*ret_count = list.count;
	}
	LIST_DONE(&list);
	return ok;
}

bool
store_add_circle(store *s, const struct hash *id, str name, int64_t *ret_circle, struct err *err)
{
	sqlite3_stmt *stmt = store_kept(s, ADD_CIRCLE,
					"INSERT INTO circle(id, name, size, peaks) VALUES(?, ?, 0, x'')", err);
	if (!stmt)
		return false;
	bind_hash(stmt, 1, id);
	sqlite3_bind_text64(stmt, 2, name.at, name.len, SQLITE_STATIC, SQLITE_UTF8);
	if (!store_step(s, stmt, "opening a log in", err))
		return false;
	*ret_circle = sqlite3_last_insert_rowid(s->db);
	return true;
}

bool
store_grow_circle(store *s, int64_t circle, uint64_t old_size, const struct peaks *peaks, struct err *err)
{
	sqlite3_stmt *stmt = store_kept(s, GROW_CIRCLE,
					"UPDATE circle SET size = ?, peaks = ? WHERE circle = ? AND size = ?", err);
	if (!stmt)
		return false;
	sqlite3_bind_int64(stmt, 1, (int64_t)peaks->size);
	bind_blob(stmt, 2, peaks_bytes(peaks));
	sqlite3_bind_int64(stmt, 3, circle);
	sqlite3_bind_int64(stmt, 4, (int64_t)old_size);
	if (!store_step(s, stmt, "appending to", err))
		return false;
	return sqlite3_changes(s->db) == 1 ||
	       fail(err, ERR_CLASH, "another appended to '%.*s' meanwhile; nothing was done, try again", STR_ARG(s->path));
}

/* ---- events ---- */

bool
store_add_event(store *s, int64_t circle, uint64_t position, const struct hash *id, str note, int64_t *ret_event,
		struct err *err)
{
	sqlite3_stmt *stmt = store_kept(s, ADD_EVENT,
					"INSERT INTO event(circle, position, id, note) VALUES(?, ?, ?, ?)", err);
	if (!stmt)
		return false;
	sqlite3_bind_int64(stmt, 1, circle);
	sqlite3_bind_int64(stmt, 2, (int64_t)position);
	bind_hash(stmt, 3, id);
	bind_blob(stmt, 4, note);
	if (!store_step(s, stmt, "appending to", err))
		return false;
	*ret_event = sqlite3_last_insert_rowid(s->db);
	return true;
}

bool
store_add_body(store *s, int64_t event, const struct body_row *body, struct err *err)
{
	sqlite3_stmt *stmt = store_kept(s, ADD_BODY,
					"INSERT INTO body(event, n, k, leaves, hashes) VALUES(?, ?, ?, ?, ?)", err);
	if (!stmt)
		return false;
	sqlite3_bind_int64(stmt, 1, event);
	sqlite3_bind_int64(stmt, 2, body->n);
	if (body->has_k)
		bind_hash(stmt, 3, &body->k);
	else
		sqlite3_bind_null(stmt, 3);
	bind_blob(stmt, 4, body->leaves);
	bind_blob(stmt, 5, body->hashes);
	return store_step(s, stmt, "appending to", err);
}

bool
store_burn(store *s, int64_t event, struct err *err)
{
	sqlite3_stmt *mark = store_kept(s, ADD_BURNT, "INSERT OR IGNORE INTO burnt(event) VALUES(?)", err);
	sqlite3_stmt *drop = mark ? store_kept(s, DROP_BODY, "DELETE FROM body WHERE event = ?", err) : NULL;
	if (!drop)
		return false;
	sqlite3_bind_int64(mark, 1, event);
	sqlite3_bind_int64(drop, 1, event);
	return store_step(s, mark, "erasing in", err) && store_step(s, drop, "erasing in", err);
}

struct event_rows {
	store *s;
	sqlite3_stmt *stmt;
	bool with_bodies, failed;
};

#define EVENT_COLUMNS "event.event, circle, position, id, note, burnt.event IS NOT NULL"
#define BODY_COLUMNS ", body.event IS NOT NULL, n, k, leaves, hashes"
#define EVENT_TABLES " FROM event LEFT JOIN burnt ON burnt.event = event.event"
#define BODY_TABLE " LEFT JOIN body ON body.event = event.event"

static bool
read_event(sqlite3_stmt *stmt, bool with_body, struct event_row *row)
{
	*row = (struct event_row){ .event = sqlite3_column_int64(stmt, 0), .circle = sqlite3_column_int64(stmt, 1),
				   .position = (uint64_t)sqlite3_column_int64(stmt, 2), .note = column_str(stmt, 4),
				   .burnt = sqlite3_column_int(stmt, 5) != 0 };
	bool fits = column_hash(stmt, 3, &row->id);
	if (with_body && sqlite3_column_int(stmt, 6)) {
		int64_t n = sqlite3_column_int64(stmt, 7);
		row->body.held = true;
		row->body.n = (uint32_t)n;
		row->body.has_k = sqlite3_column_type(stmt, 8) != SQLITE_NULL;
		row->body.leaves = column_str(stmt, 9);
		row->body.hashes = column_str(stmt, 10);
		fits = fits && n >= 0 && n <= UINT32_MAX && (!row->body.has_k || column_hash(stmt, 8, &row->body.k));
	}
	return fits;
}

struct event_rows *
store_events(store *s, int64_t circle, uint64_t position, bool with_bodies, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(
		s, with_bodies ? "SELECT " EVENT_COLUMNS BODY_COLUMNS EVENT_TABLES BODY_TABLE
				 " WHERE circle = ? AND position >= ? ORDER BY position"
			       : "SELECT " EVENT_COLUMNS EVENT_TABLES " WHERE circle = ? AND position >= ? ORDER BY position",
		err);
	struct event_rows *rows = stmt ? calloc(1, sizeof *rows) : NULL;
	if (stmt && !rows)
		arena_exhausted(sizeof *rows);
	if (!rows)
		return NULL;
	sqlite3_bind_int64(stmt, 1, circle);
	sqlite3_bind_int64(stmt, 2, (int64_t)position);
	*rows = (struct event_rows){ .s = s, .stmt = stmt, .with_bodies = with_bodies };
	return rows;
}

bool
event_rows_next(struct event_rows *rows, struct event_row *ret_row)
{
	if (rows->failed || sqlite3_step(rows->stmt) != SQLITE_ROW)
		return false;
	rows->failed = !read_event(rows->stmt, rows->with_bodies, ret_row);
	return !rows->failed;
}

bool
event_rows_close(struct event_rows *rows, struct err *err)
{
	store *s = rows->s;
	int code = sqlite3_errcode(s->db) & 0xff;
	bool ok = true;
	if (rows->failed)
		ok = fail(err, ERR_BROKEN, "'%.*s' has an event whose columns do not fit together", STR_ARG(s->path));
	else if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
		ok = store_failed(s, "reading", err);
	sqlite3_finalize(rows->stmt);
	free(rows);
	return ok;
}

static int
digit_of(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The least and the greatest id that begin with the digits. */
static bool
range_of(str prefix, struct hash *low, struct hash *high)
{
	memset(low->at, 0, sizeof low->at);
	memset(high->at, 0xff, sizeof high->at);
	for (size_t i = 0; i < prefix.len; i++) {
		int digit = i < 2 * HASH_BYTES ? digit_of(prefix.at[i]) : -1, shift = i % 2 ? 0 : 4;
		if (digit < 0)
			return false;
		low->at[i / 2] = (uint8_t)(low->at[i / 2] | digit << shift);
		high->at[i / 2] = (uint8_t)((high->at[i / 2] & ~(0xf << shift)) | digit << shift);
	}
	return true;
}

bool
store_find_event(store *s, arena *a, str id_prefix, struct event_row *ret_row, struct err *err)
{
	enum { SHORTEST = 4 };
	struct hash low, high;
	if (id_prefix.len < SHORTEST || !range_of(id_prefix, &low, &high))
		return fail(err, ERR_USAGE, "'%.*s' is no event: write %d hex digits of its id or more", STR_ARG(id_prefix), SHORTEST);
	sqlite3_stmt *stmt = store_prepare(s, "SELECT " EVENT_COLUMNS BODY_COLUMNS EVENT_TABLES BODY_TABLE
					      " WHERE id BETWEEN ? AND ? LIMIT 2", err);
	if (!stmt)
		return false;
	bind_hash(stmt, 1, &low);
	bind_hash(stmt, 2, &high);
	int code = sqlite3_step(stmt);
	bool ok = true;
	if (code == SQLITE_DONE)
		ok = fail(err, ERR_ABSENT, "no event in '%.*s' has an id that begins with '%.*s'", STR_ARG(s->path), STR_ARG(id_prefix));
	else if (code != SQLITE_ROW)
		ok = store_failed(s, "reading", err);
	else if (!read_event(stmt, true, ret_row))
		ok = fail(err, ERR_BROKEN, "'%.*s' has an event whose columns do not fit together", STR_ARG(s->path));
	if (ok) {
		ret_row->note = arena_str(a, ret_row->note);
		ret_row->body.leaves = arena_str(a, ret_row->body.leaves);
		ret_row->body.hashes = arena_str(a, ret_row->body.hashes);
		if (sqlite3_step(stmt) == SQLITE_ROW)
			ok = fail(err, ERR_INPUT, "several events have ids that begin with '%.*s'; write more of it", STR_ARG(id_prefix));
	}
	sqlite3_finalize(stmt);
	return ok;
}

/* ---- checkpoints and cosignatures ---- */

bool
store_add_checkpoint(store *s, int64_t circle, uint64_t size, str note, struct err *err)
{
	sqlite3_stmt *stmt = store_kept(s, ADD_CHECKPOINT,
					"INSERT INTO checkpoint(circle, size, note) VALUES(?, ?, ?)", err);
	if (!stmt)
		return false;
	sqlite3_bind_int64(stmt, 1, circle);
	sqlite3_bind_int64(stmt, 2, (int64_t)size);
	bind_blob(stmt, 3, note);
	return store_step(s, stmt, "sealing", err);
}

bool
store_last_checkpoint(store *s, int64_t circle, uint64_t *ret_size, struct err *err)
{
	sqlite3_stmt *stmt = store_kept(s, LAST_CHECKPOINT, "SELECT max(size) FROM checkpoint WHERE circle = ?", err);
	if (!stmt)
		return false;
	sqlite3_bind_int64(stmt, 1, circle);
	bool ok = sqlite3_step(stmt) == SQLITE_ROW || store_failed(s, "reading", err);
	if (ok)
		*ret_size = (uint64_t)sqlite3_column_int64(stmt, 0);
	sqlite3_reset(stmt);
	return ok;
}

bool
store_checkpoints(store *s, arena *a, int64_t circle, struct checkpoint_row **ret_rows, size_t *ret_count, struct err *err)
{
	LIST(struct checkpoint_row) list = { 0 };
	sqlite3_stmt *stmt = store_prepare(s, "SELECT size, note FROM checkpoint WHERE circle = ? ORDER BY size", err);
	int code = SQLITE_DONE;
	if (!stmt)
		return false;
	sqlite3_bind_int64(stmt, 1, circle);
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW)
		*LIST_ADD(&list) = (struct checkpoint_row){ circle, (uint64_t)sqlite3_column_int64(stmt, 0),
							    arena_str(a, column_str(stmt, 1)) };
	bool ok = code == SQLITE_DONE || store_failed(s, "reading", err);
	sqlite3_finalize(stmt);
	*ret_rows = ARENA_ARRAY(a, struct checkpoint_row, list.count + 1);
	if (list.count)
		memcpy(*ret_rows, list.at, list.count * sizeof *list.at);
	*ret_count = list.count;
	LIST_DONE(&list);
	return ok;
}

bool
store_add_cosignature(store *s, const struct cosignature_row *row, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(s, "INSERT INTO cosignature(circle, size, witness, line) VALUES(?, ?, ?, ?)", err);
	if (!stmt)
		return false;
	sqlite3_bind_int64(stmt, 1, row->circle);
	sqlite3_bind_int64(stmt, 2, (int64_t)row->size);
	sqlite3_bind_text64(stmt, 3, row->witness.at, row->witness.len, SQLITE_STATIC, SQLITE_UTF8);
	bind_blob(stmt, 4, row->line);
	bool ok = store_step(s, stmt, "writing", err);
	sqlite3_finalize(stmt);
	return ok;
}

bool
store_cosignatures(store *s, arena *a, int64_t circle, struct cosignature_row **ret_rows, size_t *ret_count,
		   struct err *err)
{
	LIST(struct cosignature_row) list = { 0 };
	sqlite3_stmt *stmt = store_prepare(
		s, "SELECT size, witness, line FROM cosignature WHERE circle = ? ORDER BY size, witness", err);
	int code = SQLITE_DONE;
	if (!stmt)
		return false;
	sqlite3_bind_int64(stmt, 1, circle);
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW)
		*LIST_ADD(&list) = (struct cosignature_row){ circle, (uint64_t)sqlite3_column_int64(stmt, 0),
							     arena_str(a, column_str(stmt, 1)), arena_str(a, column_str(stmt, 2)) };
	bool ok = code == SQLITE_DONE || store_failed(s, "reading", err);
	sqlite3_finalize(stmt);
	*ret_rows = ARENA_ARRAY(a, struct cosignature_row, list.count + 1);
	if (list.count)
		memcpy(*ret_rows, list.at, list.count * sizeof *list.at);
	*ret_count = list.count;
	LIST_DONE(&list);
	return ok;
}

/* ---- single values ---- */

/* The first column of the first row, in `a`; empty where there is none. */
static bool
get_value(store *s, arena *a, const char *sql, str name, str *ret_value, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(s, sql, err);
	if (!stmt)
		return false;
	if (name.at)
		sqlite3_bind_text64(stmt, 1, name.at, name.len, SQLITE_STATIC, SQLITE_UTF8);
	int code = sqlite3_step(stmt);
	bool ok = code == SQLITE_ROW || code == SQLITE_DONE || store_failed(s, "reading", err);
	*ret_value = code == SQLITE_ROW ? arena_str(a, column_str(stmt, 0)) : S("");
	sqlite3_finalize(stmt);
	return ok;
}

static bool
set_value(store *s, const char *sql, str name, str new_value, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(s, sql, err);
	if (!stmt)
		return false;
	sqlite3_bind_text64(stmt, 1, name.at, name.len, SQLITE_STATIC, SQLITE_UTF8);
	bind_blob(stmt, 2, new_value);
	bool ok = store_step(s, stmt, "writing", err);
	sqlite3_finalize(stmt);
	return ok;
}

bool
store_setting(store *s, arena *a, str name, str *ret_value, struct err *err)
{
	return get_value(s, a, "SELECT value FROM setting WHERE name = ?", name, ret_value, err);
}

bool
store_set_setting(store *s, str name, str value, struct err *err)
{
	return set_value(s, "INSERT INTO setting(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value",
			 name, value, err);
}

bool
store_state(store *s, arena *a, str name, str *ret_value, struct err *err)
{
	return get_value(s, a, "SELECT value FROM d_state WHERE name = ?", name, ret_value, err);
}

bool
store_set_state(store *s, str name, str value, struct err *err)
{
	return set_value(s, "INSERT INTO d_state(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value",
			 name, value, err);
}

bool
store_copied(store *s, arena *a, str *ret_note, str *ret_orders, struct err *err)
{
	return get_value(s, a, "SELECT note FROM copied", STR_NONE, ret_note, err) &&
	       get_value(s, a, "SELECT orders FROM copied", STR_NONE, ret_orders, err);
}

bool
store_set_copied(store *s, str note, str orders, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(s, "INSERT INTO copied(copy, note, orders) VALUES(1, ?, ?)", err);
	if (!stmt)
		return false;
	bind_blob(stmt, 1, note);
	bind_blob(stmt, 2, orders);
	bool ok = store_step(s, stmt, "writing", err);
	sqlite3_finalize(stmt);
	return ok;
}

bool
store_add_evidence(store *s, str kind, str bytes, struct err *err)
{
	return set_value(s, "INSERT INTO evidence(kind, bytes) VALUES(?, ?)", kind, bytes, err);
}

bool
store_evidence(store *s, arena *a, str **ret_bytes, size_t *ret_count, struct err *err)
{
	LIST(str) list = { 0 };
	sqlite3_stmt *stmt = store_prepare(s, "SELECT bytes FROM evidence ORDER BY evidence", err);
	int code = SQLITE_DONE;
	if (!stmt)
		return false;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW)
		*LIST_ADD(&list) = arena_str(a, column_str(stmt, 0));
	bool ok = code == SQLITE_DONE || store_failed(s, "reading", err);
	sqlite3_finalize(stmt);
	*ret_bytes = ARENA_ARRAY(a, str, list.count + 1);
	if (list.count)
		memcpy(*ret_bytes, list.at, list.count * sizeof *list.at);
	*ret_count = list.count;
	LIST_DONE(&list);
	return ok;
}

/* ---- sheets kept for one state ---- */

bool
store_sheet(store *s, arena *a, const struct hash *key, const struct hash *state, str *ret_sheet, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(s, "SELECT sheet FROM d_sheet WHERE key = ? AND state = ?", err);
	if (!stmt)
		return false;
	bind_hash(stmt, 1, key);
	bind_hash(stmt, 2, state);
	int code = sqlite3_step(stmt);
	bool ok = code == SQLITE_ROW || code == SQLITE_DONE || store_failed(s, "reading", err);
	*ret_sheet = code == SQLITE_ROW ? arena_str(a, column_str(stmt, 0)) : S("");
	sqlite3_finalize(stmt);
	return ok;
}

bool
store_set_sheet(store *s, const struct hash *key, const struct hash *state, str sheet, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(s, "INSERT INTO d_sheet(key, state, sheet) VALUES(?, ?, ?) "
					      "ON CONFLICT(key) DO UPDATE SET state = excluded.state, sheet = excluded.sheet", err);
	if (!stmt)
		return false;
	bind_hash(stmt, 1, key);
	bind_hash(stmt, 2, state);
	bind_blob(stmt, 3, sheet);
	bool ok = store_step(s, stmt, "writing", err);
	sqlite3_finalize(stmt);
	return ok;
}

bool
store_drop_sheets(store *s, struct err *err)
{
	return store_run(s, "DELETE FROM d_sheet", "erasing in", err);
}

bool
store_drop_derived(store *s, struct err *err)
{
	return store_run(s, "DELETE FROM d_state; DELETE FROM d_sheet", "deriving anew in", err);
}

/* Adds every row: its columns, each behind its length. */
static bool
add_rows(store *s, const char *sql, buf *out, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(s, sql, err);
	int code = SQLITE_DONE;
	if (!stmt)
		return false;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW)
		for (int i = 0; i < sqlite3_column_count(stmt); i++) {
			str column = column_str(stmt, i);
			buf_printf(out, "%zu ", column.len);
			buf_add(out, column);
		}
	bool ok = code == SQLITE_DONE || store_failed(s, "reading", err);
	sqlite3_finalize(stmt);
	return ok;
}

bool
store_derived_digest(store *s, struct hash *ret_digest, struct err *err)
{
	buf rows = { 0 };
	bool ok = add_rows(s, "SELECT name, value FROM d_state ORDER BY name", &rows, err) &&
		  add_rows(s, "SELECT key, state, sheet FROM d_sheet ORDER BY key", &rows, err);
	*ret_digest = seal_hash(buf_str(&rows));
	buf_done(&rows);
	return ok;
}
