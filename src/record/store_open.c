/* Making and opening.
 *
 * A file comes from anywhere, so it is looked at in this order, and each step stands on the
 * one before: its kind (a folder, a pipe), the 100 bytes of its header, and then, through a
 * connection with every convenience off, the text of its schema, which must be ours to the
 * byte: no trigger, view or index more.  Only then is a row read.
 *
 * A record is made under a rollback journal, in one transaction, with the folder synced
 * behind it (synchronous=EXTRA), and goes over to a WAL after that: so the file itself, not only its
 * WAL, says from its first bytes what it is.
 *
 * Reading needs the WAL's index, which SQLite keeps beside the file.  Whoever may write there
 * opens the file for writing and then forbids himself to (query_only), because only so is
 * what was laid beside the file taken away again.  Whoever may not write, and finds nothing beside the
 * file, reads it as one that nobody changes (immutable), and looks at the end whether that held.
 */
#include "record/store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "record/store_int.h"

enum {
	APPLICATION_ID = 0x50727068,    /* "Prph" */
	VERSION = 1,
	PAGE_BYTES = 4096,
	BUSY_MS = 2000,
};

/* The statements of schema.sql, a line each. */
static const char schema[] = {
#include "record/schema.inc"
	, 0
};

/* Offsets in the header: sqlite.org/fileformat2.html, 1.3. */
enum {
	AT_PAGE_SIZE = 16, AT_FORMATS = 18, AT_RESERVED = 20, AT_FRACTIONS = 21, AT_CHANGES = 24,
	AT_PAGES = 28, AT_SCHEMA_FORMAT = 44, AT_ENCODING = 56, AT_USER_VERSION = 60,
	AT_APPLICATION_ID = 68, AT_VALID_FOR = 92,
};

/* ---- what lies where ---- */

/* Is there a file of this name and suffix, with something in it? */
static bool
is_beside(store *s, const char *suffix, bool *ret_is, struct err *err)
{
	buf name = { 0 };
	int is = 0;
	buf_printf(&name, "%s%s", s->name, suffix);
	int rc = s->vfs->xAccess(s->vfs, name.at, SQLITE_ACCESS_EXISTS, &is);
	buf_done(&name);
	if (rc != SQLITE_OK)
		return store_refuse(s, rc, "read", err);
	*ret_is = is != 0;
	return true;
}

/* SQLITE_ACCESS_READWRITE or SQLITE_ACCESS_EXISTS. */
static bool
has_access(store *s, const char *path, int how)
{
	int has = 0;
	return s->vfs->xAccess(s->vfs, path, how, &has) == SQLITE_OK && has;
}

static bool
folder_has_access(store *s, int how)
{
	buf folder = { 0 };
	buf_add(&folder, str_sub(str_of(s->name), 0, (size_t)(strrchr(s->name, '/') - s->name) + 1));
	bool has = has_access(s, folder.at, how);
	buf_done(&folder);
	return has;
}

/* ---- the header ---- */

static uint32_t
number_at(const unsigned char *header, size_t at)
{
	return (uint32_t)header[at] << 24 | (uint32_t)header[at + 1] << 16 | (uint32_t)header[at + 2] << 8 |
	       header[at + 3];
}

static bool
has_magic(const unsigned char *header)
{
	return memcmp(header, "SQLite format 3", 16) == 0;
}

/* The first bytes of the connection's file, zeroes where it is shorter, past any cache. */
static int
header_get(sqlite3 *db, unsigned char ret_header[100], sqlite3_int64 *ret_size)
{
	sqlite3_file *file = NULL;
	int rc = sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
	if (rc != SQLITE_OK)
		return rc;
	if (!file || !file->pMethods)
		return SQLITE_CANTOPEN;
	rc = file->pMethods->xFileSize(file, ret_size);
	if (rc != SQLITE_OK)
		return rc;
	rc = file->pMethods->xRead(file, ret_header, 100, 0);
	return rc == SQLITE_IOERR_SHORT_READ ? SQLITE_OK : rc;
}

/* Does the header say what ours says, where it always says the same? */
static bool
has_our_form(const unsigned char *h)
{
	return h[AT_PAGE_SIZE] == PAGE_BYTES >> 8 && h[AT_PAGE_SIZE + 1] == 0 &&
	       h[AT_FORMATS] >= 1 && h[AT_FORMATS] <= 2 && h[AT_FORMATS + 1] == h[AT_FORMATS] &&
	       h[AT_RESERVED] == 0 && memcmp(h + AT_FRACTIONS, "\x40\x20\x20", 3) == 0 &&
	       number_at(h, AT_SCHEMA_FORMAT) == 4 && number_at(h, AT_ENCODING) == 1;
}

static bool
check_header(store *s, struct err *err)
{
	const unsigned char *h = s->header;
	bool has_wal = false;
	uint32_t version = number_at(h, AT_USER_VERSION);
	if (s->size == 0)
		return fail(err, ERR_INPUT,
			    "'%s' is no record: it is empty; where 'paraph init' was cut off, remove it and run "
			    "it again",
			    s->path);
	if (number_at(h, AT_APPLICATION_ID) != APPLICATION_ID)
		return has_magic(h) ? fail(err, ERR_INPUT,
					   "'%s' is no record: it is a database of another program; name a "
					   "record", s->path)
				    : fail(err, ERR_INPUT,
					   "'%s' is no record: it does not begin as one; name a file that paraph "
					   "made", s->path);
	if (!has_magic(h))
		return store_damaged(s, "its first bytes were changed", err);
	if (version > VERSION && version <= INT32_MAX)
		return fail(err, ERR_INPUT,
			    "'%s' was written by a later version of paraph (format %u, this one reads %d); "
			    "update it", s->path, version, VERSION);
	if (version != VERSION || !has_our_form(h))
		return store_damaged(s, "its header was changed", err);

	/* Where there is a WAL, a checkpoint may have been cut off, and is done again. */
	if (!is_beside(s, "-wal", &has_wal, err))
		return false;
	if (!has_wal && number_at(h, AT_CHANGES) == number_at(h, AT_VALID_FOR) &&
	    s->size < (sqlite3_int64)number_at(h, AT_PAGES) * PAGE_BYTES)
		return fail(err, ERR_BROKEN,
			    "'%s' is cut short: %lld of %lld bytes are there; take it from a backup", s->path,
			    (long long)s->size, (long long)number_at(h, AT_PAGES) * PAGE_BYTES);
	return true;
}

bool
store_is_still(store *s)
{
	unsigned char header[100];
	sqlite3_int64 size;
	struct err err;
	bool has_wal = false, has_index = false;
	return header_get(s->db, header, &size) == SQLITE_OK && size == s->size &&
	       memcmp(header, s->header, sizeof header) == 0 && is_beside(s, "-wal", &has_wal, &err) &&
	       is_beside(s, "-shm", &has_index, &err) && !has_wal && !has_index;
}

/* ---- the schema ---- */

#define SCHEMA_ROWS "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid"

static bool
is_same_row(sqlite3_stmt *one, sqlite3_stmt *other)
{
	for (int i = 0; i < 4; i++) {
		int len = sqlite3_column_bytes(one, i);
		if (sqlite3_column_type(one, i) != sqlite3_column_type(other, i) ||
		    len != sqlite3_column_bytes(other, i) ||
		    (len > 0 &&
		     memcmp(sqlite3_column_blob(one, i), sqlite3_column_blob(other, i), (size_t)len) != 0))
			return false;
	}
	return true;
}

/* What the file's schema says is held against that of a new one, in memory. */
static bool
check_schema(store *s, struct err *err)
{
	sqlite3 *model = NULL;
	sqlite3_stmt *wanted = NULL, *got = NULL;
	bool same = true;
	int rc = sqlite3_open_v2(":memory:", &model, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(model, schema, NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_prepare_v2(model, SCHEMA_ROWS, -1, &wanted, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_prepare_v2(s->db, SCHEMA_ROWS, -1, &got, NULL);
	while (rc == SQLITE_OK && same) {
		int more = sqlite3_step(wanted);
		rc = sqlite3_step(got);
		if (more != SQLITE_ROW && more != SQLITE_DONE)
			rc = more;
		else if (rc == SQLITE_ROW || rc == SQLITE_DONE)
			same = rc == more && (rc == SQLITE_DONE || is_same_row(wanted, got));
		if (rc == SQLITE_ROW)
			rc = SQLITE_OK;
	}
	bool ok = rc == SQLITE_OK || rc == SQLITE_DONE;
	if (!ok)
		store_refuse(s, rc, "read", err);
	else if (!same)
		ok = fail(err, ERR_BROKEN,
			  "'%s' has tables or triggers that no record has: somebody altered it, and nothing in it "
			  "is believed; take it from a backup", s->path);
	sqlite3_finalize(wanted);
	sqlite3_finalize(got);
	sqlite3_close(model);
	return ok;
}

/* ---- connections ---- */

/* Everything off that a file could use against who opens it; sqlite.org/security.html. */
static bool
harden(store *s, struct err *err)
{
	static const struct { int option, on; } configs[] = {
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 },
		{ SQLITE_DBCONFIG_ENABLE_TRIGGER, 1 },
		{ SQLITE_DBCONFIG_ENABLE_FKEY, 1 },
		{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
		{ SQLITE_DBCONFIG_DQS_DDL, 0 },
		{ SQLITE_DBCONFIG_DQS_DML, 0 },
		{ SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
		{ SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0 },
	};
	static const struct { int limit, most; } limits[] = {
		{ SQLITE_LIMIT_SQL_LENGTH, 10000 },
		{ SQLITE_LIMIT_COLUMN, 20 },
		{ SQLITE_LIMIT_EXPR_DEPTH, 20 },
		{ SQLITE_LIMIT_COMPOUND_SELECT, 3 },
		{ SQLITE_LIMIT_VDBE_OP, 25000 },
		{ SQLITE_LIMIT_FUNCTION_ARG, 8 },
		{ SQLITE_LIMIT_ATTACHED, 0 },
		{ SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50 },
		{ SQLITE_LIMIT_VARIABLE_NUMBER, 20 },
		{ SQLITE_LIMIT_TRIGGER_DEPTH, 10 },
		{ SQLITE_LIMIT_WORKER_THREADS, 0 },
	};
	int rc = SQLITE_OK;
	for (size_t i = 0; i < sizeof configs / sizeof *configs && rc == SQLITE_OK; i++)
		rc = sqlite3_db_config(s->db, configs[i].option, configs[i].on, NULL);
	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
		sqlite3_limit(s->db, limits[i].limit, limits[i].most);
	if (rc == SQLITE_OK)
		rc = sqlite3_busy_timeout(s->db, BUSY_MS);
	if (rc != SQLITE_OK)
		return store_refuse(s, rc, "read", err);
	return store_run(s, "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA secure_delete = ON;"
			    "PRAGMA recursive_triggers = ON; PRAGMA temp_store = MEMORY", "read", err);
}

static bool
open_as(store *s, int flags, const char *verb, struct err *err)
{
	buf uri = { 0 };
	const char *name = s->name;
	if (s->still) {
		buf_add(&uri, S("file:"));
		for (const char *at = name; *at; at++)
			buf_printf(&uri, "%%%02x", (unsigned char)*at);
		buf_add(&uri, S("?immutable=1"));
		name = uri.at;
		flags |= SQLITE_OPEN_URI;
	}
	int rc = sqlite3_open_v2(name, &s->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
				 s->vfs->zName);
	buf_done(&uri);
	if (rc == SQLITE_OK)
		rc = header_get(s->db, s->header, &s->size);
	return (rc == SQLITE_OK || store_refuse(s, rc, verb, err)) && harden(s, err);
}

static bool
open_to_read(store *s, struct err *err)
{
	bool has_wal = false, has_index = false;
	if (has_access(s, s->name, SQLITE_ACCESS_READWRITE) && folder_has_access(s, SQLITE_ACCESS_READWRITE))
		return open_as(s, SQLITE_OPEN_READWRITE, "read", err) && check_header(s, err) &&
		       store_run(s, "PRAGMA query_only = ON", "read", err) && check_schema(s, err);

	if (!is_beside(s, "-wal", &has_wal, err) || !is_beside(s, "-shm", &has_index, err))
		return false;
	s->still = !has_wal && !has_index;
	if (!open_as(s, SQLITE_OPEN_READONLY, "read", err) || !check_header(s, err) ||
	    !store_run(s, "PRAGMA query_only = ON", "read", err))
		return false;
	if (check_schema(s, err))
		return true;
	if (has_wal && sqlite3_errcode(s->db) == SQLITE_CANTOPEN)
		return fail(err, ERR_SYSTEM,
			    "cannot read '%s': the rest of it is in '%s-wal', and that takes a folder where you "
			    "may write; copy both files to one, and read them there", s->path, s->path);
	return false;
}

static bool
open_to_write(store *s, struct err *err)
{
	if (!open_as(s, SQLITE_OPEN_READWRITE, "write", err) || !check_header(s, err))
		return false;
	if (sqlite3_db_readonly(s->db, "main") == 1)
		return fail(err, ERR_SYSTEM,
			    "cannot write '%s': it is read-only; see who may write it with 'ls -l'",
			    s->path);
	if (!check_schema(s, err) ||
	    !store_run(s, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", "write", err))
		return false;
	/* A burning that was cut off before its end; while others read, it has to wait. */
	bool is = false;
	return store_is_unscrubbed(s, &is, err) && (!is || store_scrub(s, err) || err->kind == ERR_CLASH);
}

/* Makes the file, empty, where there is none: of two who try, one does. */
static bool
claim(store *s, struct err *err)
{
	char *full = calloc(1, (size_t)s->vfs->mxPathname + 8);
	sqlite3_file *file = calloc(1, (size_t)s->vfs->szOsFile);
	if (!full || !file)
		arena_exhausted((size_t)s->vfs->mxPathname + (size_t)s->vfs->szOsFile);
	int out = 0, error = 0;
	/* SQLite wants three zeroes behind a name. */
	int rc = s->vfs->xFullPathname(s->vfs, s->name, s->vfs->mxPathname + 1, full);
	if (rc == SQLITE_OK || rc == SQLITE_OK_SYMLINK) {
		rc = s->vfs->xOpen(s->vfs, full, file,
				   SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXCLUSIVE |
				   SQLITE_OPEN_MAIN_DB, &out);
		if (rc != SQLITE_OK)
			error = s->vfs->xGetLastError ? s->vfs->xGetLastError(s->vfs, 0, NULL) : 0;
		/* What cannot be made, SQLite opens for reading, and says so here only. */
		else if (!(out & SQLITE_OPEN_READWRITE))
			error = EEXIST;
		if (file->pMethods)
			file->pMethods->xClose(file);
	}
	free(file);
	free(full);
	if (rc == SQLITE_OK && error == 0)
		return true;
	if (error != EEXIST && has_access(s, s->name, SQLITE_ACCESS_EXISTS))
		error = EEXIST;
	else if (error == ENOENT && folder_has_access(s, SQLITE_ACCESS_EXISTS))
		error = EACCES;
	if (error == EEXIST)
		return fail(err, ERR_CLASH, "cannot make '%s': there is a file already; choose another name",
			    s->path);
	return rc == SQLITE_CANTOPEN ? store_refuse_errno(s, error, "make", err)
				     : store_refuse(s, rc, "make", err);
}

static void
unmake(store *s)
{
	static const char *const suffixes[] = { "-journal", "-wal", "-shm", "" };
	sqlite3_close(s->db);
	s->db = NULL;
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		buf name = { 0 };
		buf_printf(&name, "%s%s", s->name, suffixes[i]);
		s->vfs->xDelete(s->vfs, name.at, 0);
		buf_done(&name);
	}
}

static bool
make(store *s, struct err *err)
{
	return store_run(s, "PRAGMA page_size = 4096; PRAGMA auto_vacuum = NONE; PRAGMA encoding = 'UTF-8';"
			    "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; BEGIN EXCLUSIVE;"
			    "PRAGMA application_id = 0x50727068; PRAGMA user_version = 1", "make", err) &&
	       store_run(s, schema, "make", err) &&
	       store_run(s, "COMMIT; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", "make", err);
}

static bool
create(store *s, bool is_real, struct err *err)
{
	if (!claim(s, err))
		return false;
	bool ok = open_as(s, SQLITE_OPEN_READWRITE, "make", err) && make(s, err) && check_schema(s, err);
	if (!ok)
		unmake(s);
	else if (is_real)
		file_sync_folder(str_of(s->name));
	return ok;
}

/* ---- opening and closing ---- */

/* What can be said of a path before anything is opened: a pipe would wait for ever. */
static bool
check_path(store *s, struct err *err)
{
	struct stat st;
	if (stat(s->path, &st) != 0)
		return store_refuse_errno(s, errno, "read", err);
	if (S_ISDIR(st.st_mode))
		return fail(err, ERR_INPUT, "'%s' is no file but a directory; name the record in it", s->path);
	if (!S_ISREG(st.st_mode))
		return fail(err, ERR_INPUT, "'%s' is no record: it is a device, a pipe or a socket; name a file",
			    s->path);
	return true;
}

static bool
open_any(store *s, str path, const char *vfs, struct err *err)
{
	bool is = false;
	if (path.len == 0)
		return fail(err, ERR_USAGE, "the name of a record is empty; name a file");
	if (str_find(path, '\0') < path.len)
		return fail(err, ERR_INPUT, "a zero byte stands in the name '%s'; name a file", s->path);
	s->vfs = sqlite3_vfs_find(vfs);
	if (!s->vfs)
		return store_refuse(s, SQLITE_NOMEM, "read", err);
	if (s->mode == STORE_CREATE)
		return create(s, !vfs, err);
	if (!vfs && !check_path(s, err))
		return false;
	if (vfs && !is_beside(s, "", &is, err))
		return false;
	if (vfs && !is && !has_access(s, s->name, SQLITE_ACCESS_READWRITE))
		return store_refuse_errno(s, ENOENT, "read", err);
	return s->mode == STORE_READ ? open_to_read(s, err) : open_to_write(s, err);
}

store *
store_open(str path, enum store_mode mode, const char *vfs, struct err *err)
{
	store *s = calloc(1, sizeof *s);
	if (!s)
		arena_exhausted(sizeof *s);
	buf typed = { 0 }, name = { 0 };
	buf_add(&typed, path);
	buf_printf(&name, "%s%s", path.len > 0 && *path.at == '/' ? "" : "./", path.len > 0 ? typed.at : "");
	s->path = typed.at;
	s->name = name.at;
	s->mode = mode;
	if (open_any(s, path, vfs, err))
		return s;
	store_close(s);
	return NULL;
}

static void
let_go(store *s)
{
	if (s->writing)
		store_rollback(s);
	for (size_t i = 0; i < STORE_KEPT_MOST; i++) {
		sqlite3_finalize(s->kept[i]);
		s->kept[i] = NULL;
	}
}

void
store_discard(store *s)
{
	if (!s)
		return;
	let_go(s);
	unmake(s);
	store_close(s);
}

void
store_close(store *s)
{
	if (!s)
		return;
	let_go(s);
	if (s->db && s->wrote) {
		/* Readers that are at work keep it from being whole; whoever closes last does the rest. */
		sqlite3_busy_timeout(s->db, 0);
		sqlite3_wal_checkpoint_v2(s->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	}
	sqlite3_close_v2(s->db);
	free(s->name);
	free(s->path);
	free(s);
}

bool
store_is_record(str path)
{
	unsigned char header[100] = { 0 };
	sqlite3_int64 size;
	sqlite3 *db = NULL;
	struct stat st;
	buf name = { 0 };
	if (path.len == 0 || str_find(path, '\0') < path.len)
		return false;
	buf_printf(&name, "%s%.*s", *path.at == '/' ? "" : "./", STR_ARG(path));
	/* Through SQLite: to close a file that this program has open elsewhere would drop its
	 * locks (fcntl(2)). */
	bool is = stat(name.at, &st) == 0 && S_ISREG(st.st_mode) &&
		  sqlite3_open_v2(name.at, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
		  header_get(db, header, &size) == SQLITE_OK && has_magic(header) &&
		  number_at(header, AT_APPLICATION_ID) == APPLICATION_ID;
	sqlite3_close(db);
	buf_done(&name);
	return is;
}
