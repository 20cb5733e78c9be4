/* Messages, transactions, checks, erasing; opening is store_open.c. */
#include "record/store.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

#include "record/store_int.h"

/* ---- messages ---- */

bool
store_refuse_errno(store *s, int error, const char *verb, struct err *err)
{
	switch (error) {
	case ENOENT:
		return s->mode == STORE_CREATE
			       ? fail(err, ERR_ABSENT, "cannot make '%s': there is no such folder; make it first",
				      s->path)
			       : fail(err, ERR_ABSENT, "there is no record '%s'; 'paraph init' makes one", s->path);
	case ENOTDIR:
		return fail(err, ERR_ABSENT, "cannot %s '%s': a part of its path is a file, not a folder",
			    verb, s->path);
	case ENOSPC:
	case EDQUOT:
		return fail(err, ERR_SYSTEM,
			    "cannot %s '%s': the disk is full; free some space and try again", verb, s->path);
	case EROFS:
		return fail(err, ERR_SYSTEM,
			    "cannot %s '%s': the disk can only be read; copy it to another folder", verb,
			    s->path);
	case EACCES:
	case EPERM:
		return fail(err, ERR_SYSTEM,
			    "cannot %s '%s': you may not, or not in its folder; see who may with 'ls -l' and "
			    "'ls -ld'", verb, s->path);
	case ENAMETOOLONG:
		return fail(err, ERR_INPUT, "cannot %s '%s': the name is too long", verb, s->path);
	case ELOOP:
		return fail(err, ERR_INPUT, "cannot %s '%s': its links lead in a circle", verb, s->path);
	case 0:
		return fail(err, ERR_SYSTEM,
			    "cannot %s '%s': the disk failed; look at the disk, then try again", verb, s->path);
	default:
		return fail(err, ERR_SYSTEM, "cannot %s '%s': %s", verb, s->path, strerror(error));
	}
}

bool
store_damaged(store *s, const char *what, struct err *err)
{
	return fail(err, ERR_BROKEN,
		    "'%s' is damaged: %s; copy it before anything else, then 'paraph verify' says what can be "
		    "trusted", s->path, what);
}

static bool
refuse_constraint(store *s, int rc, struct err *err)
{
	switch (rc) {
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID:
		return fail(err, ERR_CLASH, "cannot write '%s': what was to be added is there already", s->path);
	case SQLITE_CONSTRAINT_FOREIGNKEY:
		return fail(err, ERR_INPUT, "cannot write '%s': what was to be added belongs to nothing there",
			    s->path);
	default:
		return fail(err, ERR_INPUT, "cannot write '%s': %s", s->path, sqlite3_errmsg(s->db));
	}
}

bool
store_refuse(store *s, int rc, const char *verb, struct err *err)
{
	if (rc == SQLITE_IOERR_NOMEM)
		rc = SQLITE_NOMEM;
	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL:
		return fail(err, ERR_CLASH,
			    "cannot %s '%s': it is in use by another program; try again when that is done",
			    verb, s->path);
	case SQLITE_NOMEM:
		return fail(err, ERR_SYSTEM, "cannot %s '%s': there is no memory left", verb, s->path);
	case SQLITE_FULL:
		return store_refuse_errno(s, ENOSPC, verb, err);
	case SQLITE_READONLY:
		return store_refuse_errno(s, EACCES, verb, err);
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
		return store_refuse_errno(s, s->db ? sqlite3_system_errno(s->db) : 0, verb, err);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return store_damaged(s, s->db ? sqlite3_errmsg(s->db) : "it is no database", err);
	case SQLITE_CONSTRAINT:
		return refuse_constraint(s, rc, err);
	case SQLITE_TOOBIG:
		return fail(err, ERR_INPUT, "cannot %s '%s': a body is too large; split it", verb, s->path);
	default:
		return fail(err, ERR_SYSTEM, "cannot %s '%s': %s", verb, s->path,
			    s->db ? sqlite3_errmsg(s->db) : sqlite3_errstr(rc));
	}
}

bool
store_run(store *s, const char *sql, const char *verb, struct err *err)
{
	int rc = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
	return rc == SQLITE_OK || store_refuse(s, rc, verb, err);
}

/* ---- the state of the file ---- */

/* Runs a statement whose first row, if any, is a finding, but for "ok". */
static bool
find_wrong(store *s, const char *sql, buf *ret_finding, struct err *err)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(s->db, sql, -1, &st, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	const char *text = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(st, 0) : NULL;
	/* The first line of some names the database, which is always 'main'. */
	const char *line = text && *text == '*' ? strchr(text, '\n') : NULL;
	bool ok = rc == SQLITE_DONE || text;
	buf_clear(ret_finding);
	if (text && strcmp(text, "ok") != 0)
		buf_add(ret_finding, str_of(line ? line + 1 : text));
	if (!ok)
		store_refuse(s, rc == SQLITE_ROW ? SQLITE_NOMEM : rc, "read", err);
	sqlite3_finalize(st);
	return ok;
}

/* A check that could not read a page says so as if the page were wrong: what it finds is
 * believed when it finds it twice. */
static bool
check_by(store *s, const char *sql, struct err *err)
{
	buf finding = { 0 };
	bool ok = find_wrong(s, sql, &finding, err);
	if (ok && finding.len > 0) {
		ok = find_wrong(s, sql, &finding, err);
		if (ok)
			ok = finding.len > 0 ? store_damaged(s, finding.at, err)
					     : store_refuse(s, SQLITE_IOERR, "read", err);
	}
	buf_done(&finding);
	return ok;
}

bool
store_check(store *s, struct err *err)
{
	return check_by(s, "PRAGMA integrity_check(1)", err) &&
	       check_by(s, "SELECT 'a row of ' || \"table\" || ' belongs to nothing' FROM "
			   "pragma_foreign_key_check LIMIT 1", err);
}

static int
step_kept(store *s, int which, const char *sql)
{
	sqlite3_stmt **kept = &s->kept[which];
	int rc = SQLITE_OK;
	if (!*kept)
		rc = sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, kept, NULL);
	return rc == SQLITE_OK ? sqlite3_step(*kept) : rc;
}

bool
store_room(store *s, uint64_t *ret_events, struct err *err)
{
	enum { PAGE = 4096, EVENT_LEAST = 64 };
	int rc = step_kept(s, KEPT_PAGES, "PRAGMA page_count");
	if (rc == SQLITE_ROW)
		*ret_events = (uint64_t)sqlite3_column_int64(s->kept[KEPT_PAGES], 0) * (PAGE / EVENT_LEAST);
	sqlite3_reset(s->kept[KEPT_PAGES]);
	return rc == SQLITE_ROW || store_refuse(s, rc, "read", err);
}

bool
store_version(store *s, int64_t *ret_version, struct err *err)
{
	/* It counts what others commit; both numbers only grow. */
	int rc = step_kept(s, KEPT_VERSION, "PRAGMA data_version");
	if (rc == SQLITE_ROW)
		*ret_version = sqlite3_column_int64(s->kept[KEPT_VERSION], 0) + s->commits;
	sqlite3_reset(s->kept[KEPT_VERSION]);
	return rc == SQLITE_ROW || store_refuse(s, rc, "read", err);
}

/* ---- transactions ---- */

bool
store_begin(store *s, struct err *err)
{
	assert(!s->writing);
	assert(s->readings == 0);
	if (s->mode == STORE_READ)
		return fail(err, ERR_SYSTEM, "cannot write '%s': it was opened for reading", s->path);
	int rc = step_kept(s, KEPT_BEGIN, "BEGIN IMMEDIATE");
	sqlite3_reset(s->kept[KEPT_BEGIN]);
	if (rc != SQLITE_DONE)
		return store_refuse(s, rc, "write", err);
	s->writing = s->wrote = true;
	return true;
}

bool
store_commit(store *s, struct err *err)
{
	if (!s->writing)
		return fail(err, ERR_SYSTEM, "cannot write '%s': what was begun was rolled back", s->path);
	int rc = step_kept(s, KEPT_COMMIT, "COMMIT");
	sqlite3_reset(s->kept[KEPT_COMMIT]);
	if (rc != SQLITE_DONE) {
		store_refuse(s, rc, "write", err);
		store_rollback(s);
		return false;
	}
	s->writing = false;
	s->commits++;
	return true;
}

void
store_rollback(store *s)
{
	/* After some failures SQLite has done so by itself. */
	if (s->writing && !sqlite3_get_autocommit(s->db))
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	s->writing = false;
}

bool
store_read_begin(store *s, struct err *err)
{
	if (s->readings == 0 && !s->writing) {
		/* A transaction begins with its first read. */
		if (!store_run(s, "BEGIN", "read", err))
			return false;
		if (!store_run(s, "SELECT 1 FROM setting", "read", err)) {
			sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
			return false;
		}
	}
	s->readings++;
	return true;
}

void
store_read_end(store *s)
{
	assert(s->readings > 0);
	if (--s->readings == 0 && !s->writing)
		sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL);
}

/* ---- erasing ---- */

/* A truncation is a change like others: without a sync, a power cut brings the bytes back. */
static int
wal_sync(store *s)
{
	sqlite3_file *wal = NULL;
	int rc = sqlite3_file_control(s->db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &wal);
	if (rc != SQLITE_OK || !wal || !wal->pMethods)
		return rc;
	return wal->pMethods->xSync(wal, SQLITE_SYNC_FULL);
}

static bool
wal_empty(store *s, struct err *err)
{
	int rc = sqlite3_wal_checkpoint_v2(s->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED)
		return fail(err, ERR_CLASH,
			    "another program reads '%s', so what was burnt still lies in it or in '%s-wal'; close "
			    "that one, and whatever is written next erases it", s->path, s->path);
	if (rc == SQLITE_OK)
		rc = wal_sync(s);
	return rc == SQLITE_OK || store_refuse(s, rc, "write", err);
}

/* Writes every page anew: secure_delete overwrites what is deleted, but where a page is filled
 * anew from its neighbours, a copy of what moved away can stay in the gap, and what is deleted
 * later is then overwritten in one place of two.  VACUUM wants to attach a file of its own. */
static bool
pages_anew(store *s, struct err *err)
{
	sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 1);
	bool ok = store_run(s, "VACUUM", "write", err);
	sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 0);
	return ok;
}

bool
store_is_unscrubbed(store *s, bool *ret_is, struct err *err)
{
	arena *a = arena_new();
	str value;
	bool ok = store_setting(s, a, S(STORE_UNSCRUBBED), &value, err);
	if (ok)
		*ret_is = value.len > 0;
	arena_free(a);
	return ok;
}

bool
store_scrub(store *s, struct err *err)
{
	bool is = false;
	assert(!s->writing);
	if (!store_is_unscrubbed(s, &is, err) || !wal_empty(s, err))
		return false;
	return !is || (pages_anew(s, err) && wal_empty(s, err) && store_begin(s, err) &&
		       store_set_setting(s, S(STORE_UNSCRUBBED), S(""), err) && store_commit(s, err));
}
