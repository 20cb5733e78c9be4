/* Opening and committing.
 *
 * What keeps a commit: WAL with synchronous=FULL, so that the log is synced before
 * COMMIT returns.  What keeps a reader from a hostile file: before anything else is
 * read, the text of its schema is compared with ours, byte for byte; defensive mode, no
 * trusted schema, checked cells, no memory map. */
#include "record/store_int.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { APPLICATION_ID = 0x50727068, SCHEMA_VERSION = 1, BUSY_MS = 2000, HEADER_BYTES = 100 };

static const char schema[] = {
#include "record/schema.inc"
	, 0
};

/* ---- errors ---- */

bool
store_failed(store *s, const char *doing, struct err *err)
{
	int code = sqlite3_errcode(s->db), kind = code & 0xff;
	switch (kind) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return fail(err, ERR_CLASH, "'%.*s' is in use by another program; try again when it has done",
			    STR_ARG(s->path));
	case SQLITE_FULL:
		return fail(err, ERR_SYSTEM, "the disk is full, so %s '%.*s' was not done; what was there is kept", doing,
			    STR_ARG(s->path));
	case SQLITE_READONLY:
		return fail(err, ERR_SYSTEM, "'%.*s' cannot be written: the file or its folder is read-only", STR_ARG(s->path));
	case SQLITE_CANTOPEN:
		return fail(err, ERR_SYSTEM, "cannot open '%.*s', or what SQLite keeps beside it", STR_ARG(s->path));
	case SQLITE_NOTADB:
		return fail(err, ERR_INPUT, "'%.*s' is no record", STR_ARG(s->path));
	case SQLITE_CORRUPT:
		return fail(err, ERR_BROKEN, "'%.*s' is damaged (%s); take a copy of it before anything else, then "
			    "'paraph verify' says how far it can be trusted", STR_ARG(s->path), sqlite3_errmsg(s->db));
	case SQLITE_CONSTRAINT:
		return fail(err, ERR_INPUT, "%s '%.*s' would break what a record holds: %s", doing, STR_ARG(s->path),
			    sqlite3_errmsg(s->db));
	case SQLITE_NOMEM:
		return fail(err, ERR_SYSTEM, "there is no memory left for %s '%.*s'", doing, STR_ARG(s->path));
	default:
		return fail(err, ERR_SYSTEM, "%s '%.*s' failed: %s", doing, STR_ARG(s->path), sqlite3_errmsg(s->db));
	}
}

bool
store_run(store *s, const char *sql, const char *doing, struct err *err)
{
	return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK || store_failed(s, doing, err);
}

sqlite3_stmt *
store_prepare(store *s, const char *sql, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	if (sqlite3_prepare_v2(s->db, sql, -1, &stmt, NULL) == SQLITE_OK)
		return stmt;
	store_failed(s, "reading", err);
	return NULL;
}

sqlite3_stmt *
store_kept(store *s, enum statement which, const char *sql, struct err *err)
{
	if (!s->kept[which] &&
	    sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s->kept[which], NULL) != SQLITE_OK) {
		store_failed(s, "writing", err);
		return NULL;
	}
	sqlite3_reset(s->kept[which]);
	return s->kept[which];
}

bool
store_step(store *s, sqlite3_stmt *stmt, const char *doing, struct err *err)
{
	int code = sqlite3_step(stmt);
	bool ok = code == SQLITE_DONE || code == SQLITE_ROW || store_failed(s, doing, err);
	sqlite3_reset(stmt);
	return ok;
}

void
bind_blob(sqlite3_stmt *stmt, int at, str bytes)
{
	sqlite3_bind_blob64(stmt, at, bytes.at ? bytes.at : "", bytes.len, SQLITE_STATIC);
}

void
bind_hash(sqlite3_stmt *stmt, int at, const struct hash *hash)
{
	sqlite3_bind_blob(stmt, at, hash->at, HASH_BYTES, SQLITE_STATIC);
}

str
column_str(sqlite3_stmt *stmt, int at)
{
	const char *bytes = sqlite3_column_blob(stmt, at);
	return (str){ bytes, (size_t)sqlite3_column_bytes(stmt, at) };
}

bool
column_hash(sqlite3_stmt *stmt, int at, struct hash *ret_hash)
{
	str bytes = column_str(stmt, at);
	if (bytes.len != HASH_BYTES)
		return false;
	memcpy(ret_hash->at, bytes.at, HASH_BYTES);
	return true;
}

/* ---- the schema ---- */

/* Is the schema of the open file ours, statement by statement? */
static bool
has_our_schema(store *s, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(s, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid", err);
	str rest = { schema, strlen(schema) }, line;
	bool same = stmt != NULL;
	int code = SQLITE_DONE;
	while (same && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
		str found = column_str(stmt, 0);
		str_cut(rest, '\n', &line, &rest);
		same = line.len && str_eq(found, str_sub(line, 0, line.len - 1));      /* without its ';' */
	}
	if (stmt && code != SQLITE_DONE && code != SQLITE_ROW) {
		store_failed(s, "reading", err);
		sqlite3_finalize(stmt);
		return false;
	}
	sqlite3_finalize(stmt);
	if (!stmt)
		return false;
	return (same && rest.len == 0) ||
	       fail(err, ERR_BROKEN, "'%.*s' has tables or triggers that no record has; somebody altered it, or it is none, "
		    "and nothing in it is believed", STR_ARG(s->path));
}

static bool
pragma_number(store *s, const char *sql, int64_t *ret_number, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(s, sql, err);
	bool ok = stmt && (sqlite3_step(stmt) == SQLITE_ROW || store_failed(s, "reading", err));
	if (ok)
		*ret_number = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return ok;
}

static bool
is_ours(store *s, struct err *err)
{
	int64_t application, version;
	if (!pragma_number(s, "PRAGMA application_id", &application, err) ||
	    !pragma_number(s, "PRAGMA user_version", &version, err))
		return false;
	if (application != APPLICATION_ID)
		return fail(err, ERR_INPUT, "'%.*s' is a database, but no record of paraph", STR_ARG(s->path));
	if (version > SCHEMA_VERSION)
		return fail(err, ERR_INPUT, "'%.*s' was written by a later version of paraph (form %lld, this one knows %d); "
			    "use that one", STR_ARG(s->path), (long long)version, SCHEMA_VERSION);
	return has_our_schema(s, err);
}

/* ---- opening ---- */

static bool
read_header(str path, char out[HEADER_BYTES])
{
	buf name = { 0 };
	buf_add(&name, path);
	int fd = open(name.at, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	bool whole = fd >= 0 && pread(fd, out, HEADER_BYTES, 0) == HEADER_BYTES;
	if (fd >= 0)
		close(fd);
	buf_done(&name);
	return whole;
}

bool
store_is_record(str path)
{
	char header[HEADER_BYTES];
	static const char id[] = { 'P', 'r', 'p', 'h' };
	return read_header(path, header) && memcmp(header, "SQLite format 3", 16) == 0 &&
	       memcmp(header + 68, id, sizeof id) == 0;
}

static bool
settle(store *s, struct err *err)
{
	int off = 0;
	sqlite3_extended_result_codes(s->db, 1);
	sqlite3_busy_timeout(s->db, BUSY_MS);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, &off);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, &off);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, &off);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DDL, 0, &off);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DML, 0, &off);
	sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 0);
	return store_run(s, "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;"
			    "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384", "opening", err);
}

/* Another's file: compared before it is written to in any way. */
static bool
open_existing(store *s, struct err *err)
{
	if (!settle(s, err) || !is_ours(s, err))
		return false;
	if (!s->writes)
		return store_run(s, "PRAGMA query_only=ON", "opening", err);
	return store_run(s, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON", "opening", err);
}

/* The name of a new file must be on the disk as well. */
static void
sync_folder(str path)
{
	size_t len = path.len;
	while (len > 0 && path.at[len - 1] != '/')
		len--;
	buf folder = { 0 };
	buf_add(&folder, len ? str_sub(path, 0, len) : S("."));
	int fd = open(folder.at, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	buf_done(&folder);
}

static bool
make_new(store *s, struct err *err)
{
	buf sql = { 0 };
	buf_printf(&sql, "BEGIN IMMEDIATE;%sPRAGMA application_id=%d;PRAGMA user_version=%d;COMMIT;", schema,
		   APPLICATION_ID, SCHEMA_VERSION);
	/* The first transaction, which turns to WAL, has a journal of its own: with less than EXTRA a
	 * power cut can bring that back after its end, and it would roll the whole file back. */
	bool ok = settle(s, err) &&
		  store_run(s, "PRAGMA page_size=4096; PRAGMA synchronous=EXTRA; PRAGMA journal_mode=WAL;"
			       "PRAGMA secure_delete=ON", "making", err) &&
		  store_run(s, sql.at, "making", err) &&
		  store_run(s, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA synchronous=FULL", "making", err);
	buf_done(&sql);
	if (ok)
		sync_folder(s->path);
	return ok;
}

static void
remove_made(str path)
{
	static const char *const endings[] = { "", "-wal", "-shm", "-journal" };
	buf name = { 0 };
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		buf_clear(&name);
		buf_printf(&name, "%.*s%s", STR_ARG(path), endings[i]);
		unlink(name.at);
	}
	buf_done(&name);
}

/* What the file system says before SQLite is asked, in better words. */
static bool
look_at(str path, enum store_mode mode, bool is_tests, struct err *err)
{
	struct stat st;
	char header[HEADER_BYTES];
	buf name = { 0 };
	buf_add(&name, path);
	int status = is_tests ? 0 : stat(name.at, &st), code = errno;
	buf_done(&name);
	if (is_tests)
		return true;
	if (mode == STORE_CREATE)
		return status != 0 || fail(err, ERR_CLASH, "there is a file '%.*s' already", STR_ARG(path));
	if (status != 0)
		return code == ENOENT ? fail(err, ERR_ABSENT, "there is no record '%.*s'; 'paraph init' makes one", STR_ARG(path))
				      : fail(err, ERR_INPUT, "cannot open '%.*s': %s", STR_ARG(path), strerror(code));
	if (!S_ISREG(st.st_mode))
		return fail(err, ERR_INPUT, "'%.*s' is no file", STR_ARG(path));
	if (!read_header(path, header) || memcmp(header, "SQLite format 3", 16) != 0)
		return fail(err, ERR_INPUT, "'%.*s' is no record: it does not begin as one", STR_ARG(path));
	return true;
}

/* "file:PATH?immutable=1", with what a URI cannot have written as %xx. */
static void
uri_of(str path, buf *out)
{
	buf_add(out, S("file:"));
	for (size_t i = 0; i < path.len; i++) {
		char c = path.at[i];
		if (c == '%' || c == '?' || c == '#')
			buf_printf(out, "%%%02x", (unsigned char)c);
		else
			buf_add_byte(out, c);
	}
	buf_add(out, S("?immutable=1"));
}

/* A reader needs files beside a file in WAL mode.  Where it may not make them and there are
 * none, nobody writes either, and the file is read as it lies. */
static bool
lies_still(str path)
{
	buf name = { 0 }, wal = { 0 };
	struct stat st;
	size_t len = path.len;
	while (len > 0 && path.at[len - 1] != '/')
		len--;
	buf_add(&name, len ? str_sub(path, 0, len) : S("."));
	buf_printf(&wal, "%.*s-wal", STR_ARG(path));
	bool still = access(name.at, W_OK) != 0 && stat(wal.at, &st) != 0;
	buf_done(&name);
	buf_done(&wal);
	return still;
}

static bool
open_db(store *s, enum store_mode mode, const char *vfs, struct err *err)
{
	int flags = mode == STORE_CREATE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
		    : mode == STORE_WRITE ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
	buf name = { 0 };
	if (mode == STORE_READ && !vfs && lies_still(s->path)) {
		uri_of(s->path, &name);
		flags |= SQLITE_OPEN_URI;
	} else {
		/* A name with a ':' must not be taken for a URI. */
		bool plain = !str_starts(s->path, S("file:"));
		buf_printf(&name, "%s%.*s", plain ? "" : "./", STR_ARG(s->path));
	}
	int code = sqlite3_open_v2(name.at, &s->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, vfs);
	buf_done(&name);
	if (code == SQLITE_OK)
		return true;
	if (!s->db)
		return fail(err, ERR_SYSTEM, "there is no memory to open '%.*s'", STR_ARG(s->path));
	return store_failed(s, "opening", err);
}

store *
store_open(str path, enum store_mode mode, const char *vfs, struct err *err)
{
	if (!look_at(path, mode, vfs != NULL, err))
		return NULL;
	store *s = calloc(1, sizeof *s);
	buf name = { 0 };
	if (!s)
		arena_exhausted(sizeof *s);
	buf_add(&name, path);
	s->path = buf_str(&name);
	s->writes = mode != STORE_READ;
	bool ok = open_db(s, mode, vfs, err) && (mode == STORE_CREATE ? make_new(s, err) : open_existing(s, err));
	if (ok)
		return s;
	if (mode == STORE_CREATE && !vfs) {
		sqlite3_close(s->db);
		s->db = NULL;
		remove_made(path);
	}
	store_close(s);
	return NULL;
}

void
store_close(store *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(s->kept[i]);
	sqlite3_close(s->db);
	free((void *)(uintptr_t)s->path.at);
	free(s);
}

bool
store_check(store *s, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(s, "PRAGMA integrity_check(1)", err);
	bool ok = stmt && (sqlite3_step(stmt) == SQLITE_ROW || store_failed(s, "checking", err));
	str said = ok ? column_str(stmt, 0) : STR_NONE;
	if (ok && !str_eq(said, S("ok")))
		ok = fail(err, ERR_BROKEN, "'%.*s' is damaged: %.*s", STR_ARG(s->path), STR_ARG(said));
	sqlite3_finalize(stmt);
	stmt = ok ? store_prepare(s, "PRAGMA foreign_key_check", err) : NULL;
	if (!stmt)
		return false;
	int code = sqlite3_step(stmt);
	ok = code == SQLITE_DONE ||
	     (code == SQLITE_ROW ? fail(err, ERR_BROKEN, "'%.*s' has rows that belong to no event", STR_ARG(s->path))
				 : store_failed(s, "checking", err));
	sqlite3_finalize(stmt);
	return ok;
}

bool
store_version(store *s, int64_t *ret_version, struct err *err)
{
	sqlite3_stmt *stmt = store_kept(s, DATA_VERSION, "PRAGMA data_version", err);
	bool ok = stmt && (sqlite3_step(stmt) == SQLITE_ROW || store_failed(s, "reading", err));
	if (ok)
		*ret_version = sqlite3_column_int64(stmt, 0);
	if (stmt)
		sqlite3_reset(stmt);
	return ok;
}

/* ---- transactions ---- */

bool
store_begin(store *s, struct err *err)
{
	sqlite3_stmt *stmt = store_kept(s, BEGIN, "BEGIN IMMEDIATE", err);
	return stmt && store_step(s, stmt, "writing", err);
}

void
store_rollback(store *s)
{
	if (!sqlite3_get_autocommit(s->db))
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}

bool
store_commit(store *s, struct err *err)
{
	sqlite3_stmt *stmt = store_kept(s, COMMIT, "COMMIT", err);
	if (stmt && store_step(s, stmt, "writing", err))
		return true;
	store_rollback(s);
	return false;
}

bool
store_read_begin(store *s, struct err *err)
{
	int64_t probe;
	/* The look begins with the first read. */
	return store_run(s, "BEGIN", "reading", err) && pragma_number(s, "SELECT count(*) FROM circle", &probe, err);
}

void
store_read_end(store *s)
{
	store_rollback(s);
}

bool
store_scrub(store *s, struct err *err)
{
	return store_run(s, "PRAGMA wal_checkpoint(TRUNCATE)", "erasing in", err);
}
