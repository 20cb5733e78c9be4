#include "record/store.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "record/disk.h"
#include "record/store_int.h"
#include "rand.h"
#include "test.h"

/* ---- helpers ---- */

/* A new folder for one test; a path in it, in `a`. */
static str
folder_new(arena *a, const char *name)
{
	str path = arena_printf(a, "%s/store-%s", test_folder(), name);
	CHECK_EQ(mkdir(path.at, 0755), 0);
	return path;
}

static str
in(arena *a, str folder, const char *name)
{
	str file = str_of(name);
	return arena_printf(a, "%.*s/%.*s", STR_ARG(folder), STR_ARG(file));
}

static size_t
files_in(str folder)
{
	size_t count = 0;
	DIR *dir = opendir(folder.at);
	CHECK(dir != NULL);
	for (const struct dirent *e; (e = readdir(dir)) != NULL;)
		count += e->d_name[0] != '.';
	closedir(dir);
	return count;
}

static store *
opened(str path, enum store_mode mode)
{
	struct err err = { 0 };
	store *s = store_open(path, mode, NULL, &err);
	if (!s)
		test_failed(__FILE__, __LINE__, "%.*s does not open: %s", STR_ARG(path), err.text);
	return s;
}

static struct hash
hash_of(unsigned n)
{
	struct hash h = { { 0 } };
	memset(h.at, 0x11, sizeof h.at);
	memcpy(h.at, &n, sizeof n);
	return h;
}

static struct peaks
peaks_for(uint64_t size)
{
	struct peaks p = { .size = size, .count = (unsigned)__builtin_popcountll(size) };
	for (unsigned i = 0; i < p.count; i++)
		p.at[i] = hash_of(i + 1);
	return p;
}

/* Adds a circle with `count` events, each with a body, in one transaction. */
static int64_t
fill(store *s, unsigned count)
{
	struct err err = { 0 };
	struct hash id = hash_of(1000000);
	int64_t circle, event;
	struct body_row body = { .n = 8, .has_k = true, .k = id, .leaves = S("what the event says") };
	struct peaks peaks = peaks_for(count);
	CHECK_OK(store_begin(s, &err), err);
	CHECK_OK(store_add_circle(s, &id, S("LOW+UPP"), &circle, &err), err);
	for (unsigned i = 0; i < count; i++) {
		struct hash event_id = hash_of(i);
		CHECK_OK(store_add_event(s, circle, i, &event_id, S("a note"), &event, &err), err);
		CHECK_OK(store_add_body(s, event, &body, &err), err);
	}
	CHECK_OK(store_grow_circle(s, circle, 0, &peaks, &err), err);
	CHECK_OK(store_commit(s, &err), err);
	return circle;
}

static str
filled(arena *a, str folder, unsigned count)
{
	str path = in(a, folder, "r.paraph");
	store *s = opened(path, STORE_CREATE);
	fill(s, count);
	store_close(s);
	return path;
}

static size_t
count_events(store *s, int64_t circle)
{
	struct err err = { 0 };
	size_t count = 0;
	struct event_rows *rows = store_events(s, circle, 0, true, &err);
	for (struct event_row row; event_rows_next(rows, &row);)
		count++;
	CHECK_OK(event_rows_close(rows, &err), err);
	return count;
}

/* Runs SQL as any program may; what SQLite said, "" where it went well. */
static const char *
raw(str path, const char *sql)
{
	static char text[300];
	sqlite3 *db = NULL;
	char *said = NULL;
	CHECK_EQ(sqlite3_open(path.at, &db), SQLITE_OK);
	sqlite3_exec(db, "PRAGMA recursive_triggers = ON", NULL, NULL, NULL);
	sqlite3_exec(db, sql, NULL, NULL, &said);
	snprintf(text, sizeof text, "%s", said ? said : "");
	sqlite3_free(said);
	sqlite3_close(db);
	return text;
}

static int64_t
raw_number(str path, const char *sql)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *st = NULL;
	CHECK_EQ(sqlite3_open_v2(path.at, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	CHECK_EQ(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
	CHECK_EQ(sqlite3_step(st), SQLITE_ROW);
	int64_t number = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return number;
}

static void
put(str path, str bytes)
{
	struct err err = { 0 };
	CHECK_OK(file_write(path, bytes, &err), err);
}

static str
get(arena *a, str path)
{
	struct err err = { 0 };
	str bytes;
	CHECK_OK(file_read(a, path, &bytes, &err), err);
	return bytes;
}

/* A copy of a file with other bytes at an offset. */
static str
altered(arena *a, str path, str to, size_t at, str bytes)
{
	str all = get(a, path);
	char *copy = arena_get(a, all.len);
	memcpy(copy, all.at, all.len);
	memcpy(copy + at, bytes.at, bytes.len);
	put(to, (str){ copy, all.len });
	return to;
}

#define REFUSED(path, mode, kind, part) \
	do { \
		struct err refused = { 0 }; \
		CHECK_FAILS(store_open((path), (mode), NULL, &refused) != NULL, refused, (kind), (part)); \
	} while (0)

/* What `look` says in a child that may write nothing of ours: root may write everything. */
static str
as_nobody(arena *a, bool (*look)(str path, struct err *err), str path)
{
	int ends[2];
	char text[1000];
	CHECK_EQ(pipe(ends), 0);
	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		struct err err = { 0 };
		if (geteuid() == 0 && setuid(65534) != 0)
			_exit(1);
		const char *said = look(path, &err) ? "done" : err.text;
		_exit(write(ends[1], said, strlen(said)) < 0);
	}
	close(ends[1]);
	ssize_t got = read(ends[0], text, sizeof text);
	close(ends[0]);
	waitpid(child, NULL, 0);
	return arena_str(a, (str){ text, got > 0 ? (size_t)got : 0 });
}

/* ---- making ---- */

TEST(record_store, a_new_file_says_from_its_first_bytes_what_it_is)
{
	arena *a = arena_new();
	str folder = folder_new(a, "new"), path = in(a, folder, "r.paraph");
	store *s = opened(path, STORE_CREATE);
	CHECK(store_is_record(path));
	str bytes = get(a, path);
	CHECK(memcmp(bytes.at, "SQLite format 3", 16) == 0);
	CHECK(memcmp(bytes.at + 68, "Prph", 4) == 0);
	store_close(s);
	CHECK_EQ(files_in(folder), 1);
	CHECK_EQ(raw_number(path, "PRAGMA application_id"), 0x50727068);
	CHECK_EQ(raw_number(path, "PRAGMA user_version"), 1);
	CHECK_EQ(raw_number(path, "PRAGMA page_size"), 4096);
	CHECK_EQ(get(a, path).at[18], 2);
	arena_free(a);
}

TEST(record_store, a_connection_has_every_safeguard_on)
{
	arena *a = arena_new();
	str path = filled(a, folder_new(a, "safe"), 1);
	static const struct { const char *sql; int value; } wanted[] = {
		{ "PRAGMA synchronous", 2 }, { "PRAGMA foreign_keys", 1 }, { "PRAGMA trusted_schema", 0 },
		{ "PRAGMA cell_size_check", 1 }, { "PRAGMA secure_delete", 1 }, { "PRAGMA query_only", 0 },
		{ "PRAGMA recursive_triggers", 1 }, { "PRAGMA temp_store", 2 },
	};
	store *s = opened(path, STORE_WRITE);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		sqlite3_stmt *st = NULL;
		CHECK_EQ(sqlite3_prepare_v2(s->db, wanted[i].sql, -1, &st, NULL), SQLITE_OK);
		CHECK_EQ(sqlite3_step(st), SQLITE_ROW);
		CHECK_EQ(sqlite3_column_int(st, 0), wanted[i].value);
		sqlite3_finalize(st);
	}
	int on;
	CHECK_EQ(sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, -1, &on), SQLITE_OK);
	CHECK_EQ(on, 1);
	CHECK_EQ(sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, -1, &on), SQLITE_OK);
	CHECK_EQ(on, 1);
	CHECK_EQ(sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_VIEW, -1, &on), SQLITE_OK);
	CHECK_EQ(on, 0);
	CHECK(sqlite3_exec(s->db, "SELECT \"no such\"", NULL, NULL, NULL) != SQLITE_OK);
	CHECK(sqlite3_exec(s->db, "ATTACH ':memory:' AS other", NULL, NULL, NULL) != SQLITE_OK);
	store_close(s);
	arena_free(a);
}

TEST(record_store, what_is_there_is_never_made_over)
{
	arena *a = arena_new();
	str folder = folder_new(a, "over"), path = filled(a, folder, 3), text = in(a, folder, "text"),
	    empty = in(a, folder, "empty");
	str before = get(a, path);
	REFUSED(path, STORE_CREATE, ERR_CLASH, "there is a file already");
	CHECK(str_eq(get(a, path), before));
	put(text, S("minutes"));
	REFUSED(text, STORE_CREATE, ERR_CLASH, "there is a file already");
	CHECK_STR(get(a, text), "minutes");
	put(empty, S(""));
	REFUSED(empty, STORE_CREATE, ERR_CLASH, "there is a file already");
	REFUSED(folder, STORE_CREATE, ERR_CLASH, "already");
	CHECK_EQ(files_in(folder), 3);
	arena_free(a);
}

static bool
make_one(str path, struct err *err)
{
	store *s = store_open(path, STORE_CREATE, NULL, err);
	store_close(s);
	return s != NULL;
}

TEST(record_store, what_cannot_be_made_leaves_nothing_behind)
{
	arena *a = arena_new();
	str folder = folder_new(a, "unmade");
	REFUSED(in(a, folder, "none/r.paraph"), STORE_CREATE, ERR_ABSENT, "there is no such folder; make it first");
	CHECK_EQ(chmod(test_folder(), 0711), 0);
	CHECK_EQ(chmod(folder.at, 0555), 0);
	str said = as_nobody(a, make_one, in(a, folder, "r.paraph"));
	CHECK(str_find_str(said, S("you may not")) < said.len);
	CHECK_EQ(files_in(folder), 0);

	struct disk *d = disk_new("small");
	struct err err = { 0 };
	for (d->room = 1000; d->room < 60000; d->room += 4000) {
		store *s = store_open(S("r"), STORE_CREATE, "small", &err);
		if (s) {
			store_close(s);
			break;
		}
		CHECK_EQ(err.kind, ERR_SYSTEM);
		CHECK(strstr(err.text, "the disk is full; free some space"));
		CHECK(!disk_has(d, "r") && !disk_has(d, "r-journal") && !disk_has(d, "r-wal"));
	}
	CHECK(d->room > 9000);
	disk_free(d);
	arena_free(a);
}

TEST(record_store, a_name_is_only_ever_the_name_of_a_file)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str folder = folder_new(a, "names");
	char *before = getcwd(NULL, 0);
	CHECK_EQ(chdir(folder.at), 0);
	static const char *const names[] = { ":memory:", "file:x?mode=memory", "a b%20?#.paraph", "-" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		store_close(opened(str_of(names[i]), STORE_CREATE));
		CHECK_EQ(access(in(a, folder, names[i]).at, F_OK), 0);
		CHECK(store_is_record(str_of(names[i])));
		store_close(opened(str_of(names[i]), STORE_READ));
	}
	CHECK_EQ(files_in(folder), 4);
	CHECK_EQ(chdir(before), 0);
	free(before);
	CHECK_FAILS(store_open(S(""), STORE_CREATE, NULL, &err) != NULL, err, ERR_USAGE, "the name of a record is empty");
	CHECK_FAILS(store_open(S("a\0b"), STORE_READ, NULL, &err) != NULL, err, ERR_INPUT, "zero byte");
	CHECK(!store_is_record(S("")));
	CHECK(!store_is_record(S("a\0b")));
	arena_free(a);
}

/* ---- what is no record ---- */

TEST(record_store, what_is_no_record_is_told_apart)
{
	arena *a = arena_new();
	str folder = folder_new(a, "foreign"), other = in(a, folder, "other.db"), text = in(a, folder, "text"),
	    empty = in(a, folder, "empty"), pipe_path = in(a, folder, "pipe");
	REFUSED(in(a, folder, "none"), STORE_READ, ERR_ABSENT, "there is no record");
	REFUSED(in(a, folder, "none"), STORE_WRITE, ERR_ABSENT, "'paraph init' makes one");
	CHECK_EQ(files_in(folder), 0);

	CHECK_STR(raw(other, "CREATE TABLE event(x); INSERT INTO event VALUES (1)"), "");
	put(text, S("party LOW\n"));
	put(empty, S(""));
	CHECK_EQ(mkfifo(pipe_path.at, 0644), 0);
	for (int i = 0; i < 2; i++) {
		enum store_mode mode = i ? STORE_WRITE : STORE_READ;
		REFUSED(folder, mode, ERR_INPUT, "is no file but a directory");
		REFUSED(pipe_path, mode, ERR_INPUT, "a device, a pipe or a socket");
		REFUSED(S("/dev/null"), mode, ERR_INPUT, "a device, a pipe or a socket");
		REFUSED(empty, mode, ERR_INPUT, "it is empty; where 'paraph init' was cut off");
		REFUSED(text, mode, ERR_INPUT, "it does not begin as one");
		REFUSED(other, mode, ERR_INPUT, "it is a database of another program");
		REFUSED(in(a, folder, "text/x"), mode, ERR_ABSENT, "a part of its path is a file");
	}
	CHECK(!store_is_record(other) && !store_is_record(text) && !store_is_record(empty));
	CHECK(!store_is_record(pipe_path) && !store_is_record(folder) && !store_is_record(in(a, folder, "none")));
	CHECK_STR(get(a, text), "party LOW\n");
	CHECK_EQ(files_in(folder), 4);
	arena_free(a);
}

TEST(record_store, a_damaged_header_is_told_apart_from_another_program)
{
	arena *a = arena_new();
	str folder = folder_new(a, "damaged"), path = filled(a, folder, 50), to = in(a, folder, "damaged");
	str all = get(a, path);
	REFUSED(altered(a, path, to, 0, S("XXXX")), STORE_READ, ERR_BROKEN, "its first bytes were changed");
	REFUSED(altered(a, path, to, 16, S("\x02\x00")), STORE_READ, ERR_BROKEN, "its header was changed");
	REFUSED(altered(a, path, to, 18, S("\x07\x07")), STORE_READ, ERR_BROKEN, "its header was changed");
	REFUSED(altered(a, path, to, 60, S("\0\0\0\0")), STORE_READ, ERR_BROKEN, "its header was changed");
	REFUSED(altered(a, path, to, 60, S("\xff\xff\xff\xff")), STORE_WRITE, ERR_BROKEN, "its header was changed");
	REFUSED(altered(a, path, to, 60, S("\0\0\0\x07")), STORE_WRITE, ERR_INPUT,
		"by a later version of paraph (format 7, this one reads 1); update it");
	REFUSED(altered(a, path, to, 68, S("abcd")), STORE_READ, ERR_INPUT, "a database of another program");
	put(to, str_sub(all, 0, all.len - 4096));
	REFUSED(to, STORE_READ, ERR_BROKEN, "is cut short: ");
	put(to, str_sub(all, 0, 5000));
	REFUSED(to, STORE_WRITE, ERR_BROKEN, "is cut short: 5000 of ");
	put(to, str_sub(all, 0, 60));
	REFUSED(to, STORE_READ, ERR_INPUT, "is no record");
	arena_free(a);
}

/* Must be refused: a foreign database with an altered schema or trigger. */
TEST(record_store, a_schema_that_is_not_ours_to_the_byte_is_refused)
{
	arena *a = arena_new();
	str folder = folder_new(a, "schema"), path = filled(a, folder, 3), to = in(a, folder, "altered");
	static const char *const changes[] = {
		"CREATE TRIGGER more AFTER INSERT ON event BEGIN DELETE FROM evidence; END",
		"CREATE VIEW more AS SELECT * FROM event",
		"CREATE TABLE more(x)",
		"CREATE INDEX more ON event(note)",
		"CREATE VIRTUAL TABLE more USING fts5(x)",
		"DROP TRIGGER event_stays",
		"DROP TABLE d_sheet",
		"ALTER TABLE circle ADD COLUMN more TEXT",
		"ALTER TABLE event RENAME COLUMN note TO text",
		"ANALYZE",
		"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = sql || ' ' WHERE name = 'body_remains'",
		"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'BEFORE', 'AFTER')",
		"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET name = 'event_goes' WHERE name = 'event_stays'",
		"PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'evidence_remains'",
		("PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('table', 'more', 'more', 5, "
		"'CREATE TABLE more(x)')"),
	};
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		put(to, get(a, path));
		const char *said = raw(to, changes[i]);
		if (*said)
			test_failed(__FILE__, __LINE__, "%s: %s", changes[i], said);
		struct err err = { 0 };
		for (int mode = STORE_READ; mode <= STORE_WRITE; mode++) {
			CHECK(!store_open(to, (enum store_mode)mode, NULL, &err));
			CHECK_EQ(err.kind, ERR_BROKEN);
			/* Some SQLite itself does not take. */
			CHECK(strstr(err.text, "has tables or triggers that no record has") ||
			      strstr(err.text, "malformed database schema"));
		}
	}
	CHECK_STR(raw(path, "VACUUM"), "");
	store_close(opened(path, STORE_READ));
	arena_free(a);
}

TEST(record_store, a_row_that_fits_no_column_is_damage)
{
	arena *a = arena_new();
	str folder = folder_new(a, "rows");
	static const struct { const char *sql; bool is_circle; } changes[] = {
		{ "UPDATE circle SET peaks = x'00'", true },
		{ "UPDATE circle SET size = -1", true },
		{ "UPDATE circle SET size = size + 1", true },
		{ "UPDATE circle SET id = x'0102'", true },
		{ "INSERT INTO event VALUES (99, 1, 99, x'01', x'')", false },
		{ "INSERT INTO event VALUES (99, 1, -1, randomblob(32), x'')", false },
		{ "INSERT INTO event VALUES (99, 1, 99, randomblob(32), x'');"
		  "INSERT INTO body VALUES (99, 5000000000, NULL, x'', x'')", false },
		{ "INSERT INTO event VALUES (99, 1, 99, randomblob(32), x'');"
		  "INSERT INTO body VALUES (99, 8, x'00', x'', x'')", false },
		{ "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, ' STRICT', '');"
		  "PRAGMA writable_schema = RESET; INSERT INTO event VALUES (99, 1, 99, randomblob(32), 'text');"
		  "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = sql || ' STRICT' "
		  "WHERE type = 'table' AND sql NOT LIKE '%, WITHOUT ROWID'", false },
	};
	str path = filled(a, folder, 3), to = in(a, folder, "altered");
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		struct err err = { 0 };
		struct circle_row *rows;
		size_t count;
		put(to, get(a, path));
		const char *said = raw(to, changes[i].sql);
		if (*said)
			test_failed(__FILE__, __LINE__, "%s: %s", changes[i].sql, said);
		/* The last one cannot put every statement back, and so is refused before. */
		store *s = store_open(to, STORE_READ, NULL, &err);
		if (!s) {
			CHECK_EQ(err.kind, ERR_BROKEN);
			continue;
		}
		if (changes[i].is_circle)
			CHECK_FAILS(store_circles(s, a, &rows, &count, &err), err, ERR_BROKEN, "is damaged");
		struct event_rows *events = store_events(s, 1, 0, true, &err);
		for (struct event_row row; event_rows_next(events, &row);)
			;
		bool whole = event_rows_close(events, &err);
		CHECK(whole || (!changes[i].is_circle && err.kind == ERR_BROKEN && strstr(err.text, "row was changed")));
		store_close(s);
	}
	arena_free(a);
}

TEST(record_store, a_page_that_was_changed_is_found)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str folder = folder_new(a, "page"), path = filled(a, folder, 200), to = in(a, folder, "altered");
	store *s = opened(path, STORE_READ);
	CHECK_OK(store_check(s, &err), err);
	store_close(s);
	s = opened(altered(a, path, to, 3 * 4096, S("\x0d\xff\xff\xff\xff\xff\xff\xff")), STORE_READ);
	CHECK_FAILS(store_check(s, &err), err, ERR_BROKEN, "is damaged: ");
	CHECK(!strchr(err.text, '\n'));
	store_close(s);
	put(to, get(a, path));
	CHECK_STR(raw(to, "PRAGMA foreign_keys = OFF; INSERT INTO burnt VALUES (4711)"), "");
	s = opened(to, STORE_READ);
	CHECK_FAILS(store_check(s, &err), err, ERR_BROKEN, "a row of burnt belongs to nothing");
	store_close(s);
	arena_free(a);
}

/* ---- rows ---- */

TEST(record_store, what_was_written_is_read_back)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str path = in(a, folder_new(a, "rows-back"), "r.paraph"), value, orders, *evidence;
	struct hash id = hash_of(7), k = hash_of(8);
	struct peaks peaks = peaks_for(3);
	struct body_row parts = { .n = 32, .leaves = S("l\0l"), .hashes = S("hash") }, empty = { .n = 8, .has_k = true, .k = k };
	struct cosignature_row line = { .size = 3, .witness = S("UPP"), .line = S("the line") };
	struct circle_row *circles;
	struct checkpoint_row *checkpoints;
	struct cosignature_row *lines;
	size_t count;
	uint64_t last;
	int64_t circle, other, events[3];

	store *s = opened(path, STORE_CREATE);
	CHECK_OK(store_begin(s, &err), err);
	CHECK_OK(store_add_circle(s, &id, S("LOW"), &circle, &err), err);
	CHECK_OK(store_add_circle(s, &k, S("LOW"), &other, &err), err);
	line.circle = circle;
	for (unsigned i = 0; i < 3; i++) {
		struct hash event_id = hash_of(i);
		CHECK_OK(store_add_event(s, circle, i, &event_id, S("no\0te"), &events[i], &err), err);
	}
	CHECK_OK(store_add_body(s, events[0], &parts, &err), err);
	CHECK_OK(store_add_body(s, events[1], &empty, &err), err);
	CHECK_OK(store_grow_circle(s, circle, 0, &peaks, &err), err);
	CHECK_OK(store_add_checkpoint(s, circle, 2, S("two"), &err), err);
	CHECK_OK(store_add_checkpoint(s, circle, 3, S("three"), &err), err);
	CHECK_OK(store_add_cosignature(s, &line, &err), err);
	CHECK_OK(store_set_setting(s, S("party"), S("LOW"), &err), err);
	CHECK_OK(store_set_setting(s, S("party"), S("UPP"), &err), err);
	CHECK_OK(store_set_copied(s, S("a note"), S("orders"), &err), err);
	CHECK_OK(store_add_evidence(s, S("events"), S("fork"), &err), err);
	CHECK_OK(store_set_state(s, S("fold"), S("state"), &err), err);
	CHECK_OK(store_set_sheet(s, &id, &k, S("sheet"), &err), err);
	CHECK_OK(store_commit(s, &err), err);
	store_close(s);

	s = opened(path, STORE_READ);
	CHECK_OK(store_circles(s, a, &circles, &count, &err), err);
	CHECK_EQ(count, 2);
	CHECK(hash_eq(&circles[0].id, &id));
	CHECK_STR(circles[0].name, "LOW");
	CHECK_EQ(circles[0].peaks.size, 3);
	CHECK(hash_eq(&circles[0].peaks.at[1], &peaks.at[1]));
	CHECK_EQ(circles[1].size, 0);

	struct event_rows *rows = store_events(s, circle, 0, true, &err);
	struct event_row row;
	CHECK(event_rows_next(rows, &row));
	CHECK_STR(row.note, S("no\0te"));
	CHECK(row.body.held && !row.body.has_k && row.body.n == 32);
	CHECK_STR(row.body.leaves, S("l\0l"));
	CHECK_STR(row.body.hashes, "hash");
	/* Another walk within the walk. */
	CHECK_EQ(count_events(s, circle), 3);
	CHECK(event_rows_next(rows, &row));
	CHECK(row.body.held && row.body.has_k && hash_eq(&row.body.k, &k) && row.body.leaves.len == 0);
	CHECK(event_rows_next(rows, &row));
	CHECK(!row.body.held && !row.burnt && row.position == 2);
	CHECK(!event_rows_next(rows, &row));
	CHECK_OK(event_rows_close(rows, &err), err);
	rows = store_events(s, circle, 2, false, &err);
	CHECK(event_rows_next(rows, &row));
	CHECK_EQ(row.position, 2);
	CHECK(!event_rows_next(rows, &row));
	CHECK_OK(event_rows_close(rows, &err), err);

	CHECK_OK(store_checkpoints(s, a, circle, &checkpoints, &count, &err), err);
	CHECK_EQ(count, 2);
	CHECK_STR(checkpoints[1].note, "three");
	CHECK_OK(store_last_checkpoint(s, circle, &last, &err), err);
	CHECK_EQ(last, 3);
	CHECK_OK(store_last_checkpoint(s, other, &last, &err), err);
	CHECK_EQ(last, 0);
	CHECK_OK(store_cosignatures(s, a, circle, &lines, &count, &err), err);
	CHECK_EQ(count, 1);
	CHECK_STR(lines[0].witness, "UPP");
	CHECK_STR(lines[0].line, "the line");
	CHECK_OK(store_setting(s, a, S("party"), &value, &err), err);
	CHECK_STR(value, "UPP");
	CHECK_OK(store_setting(s, a, S("none"), &value, &err), err);
	CHECK_STR(value, "");
	CHECK_OK(store_copied(s, a, &value, &orders, &err), err);
	CHECK_STR(value, "a note");
	CHECK_STR(orders, "orders");
	CHECK_OK(store_evidence(s, a, &evidence, &count, &err), err);
	CHECK_EQ(count, 1);
	CHECK_STR(evidence[0], "fork");
	CHECK_OK(store_state(s, a, S("fold"), &value, &err), err);
	CHECK_STR(value, "state");
	CHECK_OK(store_sheet(s, a, &id, &k, &value, &err), err);
	CHECK_STR(value, "sheet");
	CHECK_OK(store_sheet(s, a, &id, &id, &value, &err), err);
	CHECK_STR(value, "");
	CHECK_OK(store_check(s, &err), err);
	store_close(s);

	s = opened(path, STORE_WRITE);
	CHECK_OK(store_begin(s, &err), err);
	CHECK_OK(store_drop_derived(s, &err), err);
	CHECK_OK(store_commit(s, &err), err);
	CHECK_OK(store_state(s, a, S("fold"), &value, &err), err);
	CHECK_STR(value, "");
	CHECK_OK(store_sheet(s, a, &id, &k, &value, &err), err);
	CHECK_STR(value, "");
	store_close(s);
	arena_free(a);
}

TEST(record_store, an_event_is_found_by_the_beginning_of_its_id)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str path = filled(a, folder_new(a, "find"), 300);
	struct event_row row;
	store *s = opened(path, STORE_READ);
	/* The first byte is the number's lowest, the next its next. */
	CHECK_OK(store_find_event(s, a, S("0501"), &row, &err), err);
	CHECK_EQ(row.position, 0x105);
	CHECK_STR(row.body.leaves, "what the event says");
	CHECK_OK(store_find_event(s, a, S("05010"), &row, &err), err);
	CHECK_OK(store_find_event(s, a, S("0A000000111111"), &row, &err), err);
	CHECK_EQ(row.position, 10);
	CHECK_FAILS(store_find_event(s, a, S("05011"), &row, &err), err, ERR_ABSENT, "no event in");
	CHECK_FAILS(store_find_event(s, a, S("050"), &row, &err), err, ERR_USAGE, "write 4 hex digits");
	CHECK_FAILS(store_find_event(s, a, S("05zz"), &row, &err), err, ERR_USAGE, "is no event");
	CHECK_FAILS(store_find_event(s, a, S("0501000000111111111111111111111111111111111111111111111111111111111"),
				     &row, &err), err, ERR_USAGE, "is no event");
	store_close(s);

	s = opened(path, STORE_WRITE);
	struct hash twin = hash_of(5);
	int64_t event;
	twin.at[31] = 0;
	CHECK_OK(store_begin(s, &err), err);
	CHECK_OK(store_add_event(s, 1, 300, &twin, S("twin"), &event, &err), err);
	CHECK_OK(store_commit(s, &err), err);
	CHECK_FAILS(store_find_event(s, a, S("050000"), &row, &err), err, ERR_INPUT, "give more digits");
	store_close(s);
	arena_free(a);
}

TEST(record_store, the_file_itself_refuses_to_forget)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str path = filled(a, folder_new(a, "triggers"), 3);
	struct cosignature_row line = { .circle = 1, .size = 3, .witness = S("UPP"), .line = S("line") };
	store *s = opened(path, STORE_WRITE);
	CHECK_OK(store_begin(s, &err), err);
	CHECK_OK(store_add_checkpoint(s, 1, 3, S("note"), &err), err);
	CHECK_OK(store_add_cosignature(s, &line, &err), err);
	CHECK_OK(store_add_evidence(s, S("events"), S("fork"), &err), err);
	CHECK_OK(store_commit(s, &err), err);
	store_close(s);
	static const char *const changes[][2] = {
		{ "UPDATE event SET note = x''", "events are never changed" },
		{ "DELETE FROM event", "events are never deleted" },
		{ "REPLACE INTO event VALUES (1, 1, 0, randomblob(32), x'')", "events are never deleted" },
		{ "UPDATE body SET leaves = x''", "bodies are never changed" },
		{ "DELETE FROM body", "bodies are only burnt" },
		{ "UPDATE checkpoint SET note = x''", "checkpoints are never changed" },
		{ "DELETE FROM checkpoint", "checkpoints are never deleted" },
		{ "UPDATE cosignature SET line = x''", "cosignatures are never changed" },
		{ "DELETE FROM cosignature", "cosignatures are never deleted" },
		{ "UPDATE evidence SET bytes = x''", "evidence is never changed" },
		{ "DELETE FROM evidence", "evidence is never deleted" },
	};
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
		CHECK_STR(raw(path, changes[i][0]), changes[i][1]);
	CHECK_EQ(raw_number(path, "SELECT count(*) FROM body"), 3);
	arena_free(a);
}

/* ---- transactions ---- */

TEST(record_store, a_write_that_fails_rolls_everything_back)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str path = filled(a, folder_new(a, "rollback"), 3);
	struct hash known = hash_of(1), new = hash_of(77);
	int64_t event;
	store *s = opened(path, STORE_WRITE);
	CHECK_OK(store_begin(s, &err), err);
	CHECK_OK(store_add_event(s, 1, 3, &new, S("note"), &event, &err), err);
	CHECK_FAILS(store_add_event(s, 1, 4, &known, S("note"), &event, &err), err, ERR_CLASH, "there already");
	CHECK_FAILS(store_add_event(s, 1, 4, &new, S("note"), &event, &err), err, ERR_SYSTEM, "rolled back");
	CHECK_FAILS(store_commit(s, &err), err, ERR_SYSTEM, "rolled back");
	store_rollback(s);
	CHECK_EQ(count_events(s, 1), 3);

	CHECK_OK(store_begin(s, &err), err);
	CHECK_FAILS(store_add_event(s, 4711, 0, &new, S("note"), &event, &err), err, ERR_INPUT, "belongs to nothing");
	CHECK_OK(store_begin(s, &err), err);
	CHECK_FAILS(store_burn(s, 4711, &err), err, ERR_INPUT, "belongs to nothing");
	CHECK_OK(store_begin(s, &err), err);
	CHECK_OK(store_add_event(s, 1, 3, &new, S("note"), &event, &err), err);
	store_rollback(s);
	CHECK_EQ(count_events(s, 1), 3);
	/* What is open when it closes was never committed. */
	CHECK_OK(store_begin(s, &err), err);
	CHECK_OK(store_add_event(s, 1, 3, &new, S("note"), &event, &err), err);
	store_close(s);
	s = opened(path, STORE_WRITE);
	CHECK_EQ(count_events(s, 1), 3);
	store_close(s);
	arena_free(a);
}

TEST(record_store, a_circle_grows_only_from_the_size_that_was_seen)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str path = filled(a, folder_new(a, "swap"), 3);
	struct peaks peaks = peaks_for(4);
	store *s = opened(path, STORE_WRITE);
	CHECK_OK(store_begin(s, &err), err);
	CHECK_FAILS(store_grow_circle(s, 1, 2, &peaks, &err), err, ERR_CLASH, "has grown meanwhile");
	CHECK_OK(store_begin(s, &err), err);
	CHECK_OK(store_grow_circle(s, 1, 3, &peaks, &err), err);
	CHECK_OK(store_commit(s, &err), err);
	store_close(s);
	arena_free(a);
}

TEST(record_store, a_second_writer_waits_and_then_hears_why)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str path = filled(a, folder_new(a, "second"), 3);
	struct hash new = hash_of(77);
	int64_t event;
	store *first = opened(path, STORE_WRITE), *second = opened(path, STORE_WRITE);
	CHECK_OK(store_begin(first, &err), err);
	CHECK_OK(store_add_event(first, 1, 3, &new, S("note"), &event, &err), err);
	CHECK_FAILS(store_begin(second, &err), err, ERR_CLASH, "it is in use by another program");
	CHECK_EQ(count_events(second, 1), 3);
	CHECK_OK(store_commit(first, &err), err);
	CHECK_EQ(count_events(second, 1), 4);
	CHECK_OK(store_begin(second, &err), err);
	new = hash_of(78);
	CHECK_OK(store_add_event(second, 1, 4, &new, S("note"), &event, &err), err);
	CHECK_OK(store_commit(second, &err), err);
	store_close(second);
	CHECK_EQ(count_events(first, 1), 5);
	store_close(first);
	arena_free(a);
}

static bool
begin_one(str path, struct err *err)
{
	store *s = store_open(path, STORE_WRITE, NULL, err);
	bool ok = s && store_begin(s, err);
	store_close(s);
	return ok;
}

/* fcntl(2): whoever closes a file drops all locks that his program has on it. */
TEST(record_store, to_look_at_a_file_drops_no_lock_on_it)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str folder = folder_new(a, "locks"), path = filled(a, folder, 3);
	store *s = opened(path, STORE_WRITE);
	CHECK_EQ(chmod(test_folder(), 0711), 0);
	CHECK_EQ(chmod(folder.at, 0777), 0);
	CHECK_EQ(chmod(path.at, 0666), 0);
	CHECK_EQ(chmod(in(a, folder, "r.paraph-wal").at, 0666), 0);
	CHECK_EQ(chmod(in(a, folder, "r.paraph-shm").at, 0666), 0);
	CHECK_OK(store_begin(s, &err), err);
	CHECK(store_is_record(path));
	store_close(opened(path, STORE_READ));
	str said = as_nobody(a, begin_one, path);
	CHECK(str_find_str(said, S("in use by another program")) < said.len);
	store_close(s);
	CHECK_STR(as_nobody(a, begin_one, path), "done");
	arena_free(a);
}

TEST(record_store, a_reader_sees_one_state_while_another_writes)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str path = filled(a, folder_new(a, "look"), 3), value;
	struct hash new = hash_of(77);
	int64_t event, before, between, after, own;
	store *writer = opened(path, STORE_WRITE), *reader = opened(path, STORE_READ);
	CHECK_OK(store_version(reader, &before, &err), err);
	CHECK_OK(store_version(writer, &own, &err), err);
	CHECK_OK(store_read_begin(reader, &err), err);
	CHECK_OK(store_read_begin(reader, &err), err);
	CHECK_OK(store_begin(writer, &err), err);
	CHECK_OK(store_add_event(writer, 1, 3, &new, S("note"), &event, &err), err);
	CHECK_OK(store_set_setting(writer, S("x"), S("1"), &err), err);
	CHECK_EQ(count_events(reader, 1), 3);
	CHECK_OK(store_commit(writer, &err), err);
	CHECK_EQ(count_events(reader, 1), 3);
	CHECK_OK(store_setting(reader, a, S("x"), &value, &err), err);
	CHECK_STR(value, "");
	CHECK_OK(store_version(reader, &between, &err), err);
	CHECK_EQ(between, before);
	store_read_end(reader);
	CHECK_EQ(count_events(reader, 1), 3);
	store_read_end(reader);
	CHECK_EQ(count_events(reader, 1), 4);
	CHECK_OK(store_version(reader, &after, &err), err);
	CHECK(after != before);
	CHECK_OK(store_version(writer, &after, &err), err);
	CHECK(after != own);
	CHECK_FAILS(store_begin(reader, &err), err, ERR_SYSTEM, "opened for reading");
	CHECK(sqlite3_exec(reader->db, "DELETE FROM setting", NULL, NULL, NULL) != SQLITE_OK);
	store_close(reader);
	store_close(writer);
	arena_free(a);
}

/* ---- reading where one may not write ---- */

TEST(record_store, reading_leaves_the_folder_as_it_was)
{
	arena *a = arena_new();
	str folder = folder_new(a, "reading"), path = filled(a, folder, 30);
	str before = get(a, path);
	store *s = opened(path, STORE_READ);
	CHECK_EQ(count_events(s, 1), 30);
	store_close(s);
	CHECK_EQ(files_in(folder), 1);
	CHECK(str_eq(get(a, path), before));
	CHECK(store_is_record(path));
	CHECK_EQ(files_in(folder), 1);
	arena_free(a);
}

static bool
read_all(str path, struct err *err)
{
	store *s = store_open(path, STORE_READ, NULL, err);
	if (!s)
		return false;
	size_t count = 0;
	struct event_rows *rows = store_events(s, 1, 0, true, err);
	for (struct event_row row; event_rows_next(rows, &row);)
		count++;
	bool ok = event_rows_close(rows, err) && store_check(s, err);
	store_close(s);
	return ok && (count == 30 || fail(err, ERR_BROKEN, "%zu events", count));
}

/* A folder of which others may read everything, and write what `folder_mode` lets them. */
static void
give(str folder, str path, unsigned folder_mode, unsigned file_mode)
{
	CHECK_EQ(chmod(test_folder(), 0711), 0);
	CHECK_EQ(chmod(path.at, file_mode), 0);
	CHECK_EQ(chmod(folder.at, folder_mode), 0);
}

TEST(record_store, who_may_not_write_reads_and_leaves_nothing)
{
	arena *a = arena_new();
	str folder = folder_new(a, "nobody"), path = filled(a, folder, 30);
	static const unsigned modes[][2] = { { 0555, 0444 }, { 0777, 0444 }, { 0555, 0666 } };
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		give(folder, path, modes[i][0], modes[i][1]);
		CHECK_STR(as_nobody(a, read_all, path), "done");
		CHECK_EQ(files_in(folder), 1);
	}
	give(folder, path, 0755, 0000);
	str said = as_nobody(a, read_all, path);
	CHECK(str_find_str(said, S("you may not")) < said.len);
	arena_free(a);
}

TEST(record_store, who_may_not_write_hears_why)
{
	arena *a = arena_new();
	str folder = folder_new(a, "unwritable"), path = filled(a, folder, 30), said;
	give(folder, path, 0777, 0444);
	said = as_nobody(a, begin_one, path);
	CHECK(str_find_str(said, S("it is read-only")) < said.len);
	give(folder, path, 0555, 0666);
	said = as_nobody(a, begin_one, path);
	CHECK(str_find_str(said, S("you may not, or not in its folder")) < said.len);
	CHECK_EQ(files_in(folder), 1);
	arena_free(a);
}

/* What a writer did not yet put into the file is read too, or it is said why not. */
TEST(record_store, who_may_not_write_reads_beside_a_writer)
{
	arena *a = arena_new();
	str folder = folder_new(a, "beside"), path = in(a, folder, "r.paraph"), wal = in(a, folder, "r.paraph-wal"),
	    index = in(a, folder, "r.paraph-shm");
	store *s = opened(path, STORE_CREATE);
	fill(s, 30);
	give(folder, path, 0555, 0444);
	CHECK_EQ(chmod(wal.at, 0444), 0);
	CHECK_EQ(chmod(index.at, 0444), 0);
	CHECK_STR(as_nobody(a, read_all, path), "done");

	/* The writer's machine stopped; its WAL came along, its index did not. */
	str other = folder_new(a, "came-along"), copy = in(a, other, "r.paraph");
	put(copy, get(a, path));
	put(in(a, other, "r.paraph-wal"), get(a, wal));
	give(other, copy, 0555, 0444);
	str said = as_nobody(a, read_all, copy);
	CHECK(str_find_str(said, S("the rest of it is in '")) < said.len);
	CHECK_EQ(files_in(other), 2);
	struct err err = { 0 };
	CHECK_OK(read_all(copy, &err), err);
	store_close(s);
	arena_free(a);
}

static str still_path;

static bool
read_while_written(str path, struct err *err)
{
	store *s = store_open(path, STORE_READ, NULL, err);
	if (!s)
		return false;
	struct event_rows *rows = store_events(s, 1, 0, true, err);
	struct event_row row;
	event_rows_next(rows, &row);
	/* Somebody who may write does. */
	int fd = open(still_path.at, O_WRONLY);
	bool wrote = fd >= 0 && pwrite(fd, "\0\0\0\x77", 4, 24) == 4;
	close(fd);
	bool ok = event_rows_close(rows, err);
	store_close(s);
	return wrote ? ok : fail(err, ERR_SYSTEM, "not written");
}

TEST(record_store, a_file_that_was_to_lie_still_and_did_not_is_told)
{
	arena *a = arena_new();
	str folder = folder_new(a, "still"), path = filled(a, folder, 30);
	still_path = path;
	/* He may not write in the folder, and so no side file; the file he may. */
	give(folder, path, 0555, 0666);
	str said = as_nobody(a, read_while_written, path);
	CHECK(str_find_str(said, S("was written while it was read; read it again")) < said.len);
	arena_free(a);
}

/* ---- erasing ---- */

static bool
stands_in(arena *a, str folder, str needle)
{
	static const char *const names[] = { "r.paraph", "r.paraph-wal", "r.paraph-journal" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		str path = in(a, folder, names[i]);
		if (access(path.at, F_OK) != 0)
			continue;
		str bytes = get(a, path);
		if (str_find_str(bytes, needle) < bytes.len)
			return true;
	}
	return false;
}

TEST(record_store, what_was_burnt_stands_nowhere_in_the_file)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str folder = folder_new(a, "burn"), path = in(a, folder, "r.paraph"), value;
	struct hash id = hash_of(1), key = hash_of(2);
	int64_t circle, small, large, other;
	buf long_text = { 0 };
	while (long_text.len < 50000)
		buf_add(&long_text, S("the secret clause on water "));
	struct body_row body = { .n = 8, .has_k = true, .k = id, .leaves = S("the secret clause on fish") };
	struct body_row long_body = { .n = 8, .has_k = true, .k = id, .leaves = buf_str(&long_text) };
	store *s = opened(path, STORE_CREATE);
	CHECK_OK(store_begin(s, &err), err);
	CHECK_OK(store_add_circle(s, &id, S("LOW"), &circle, &err), err);
	CHECK_OK(store_add_event(s, circle, 0, &id, S("note"), &small, &err), err);
	CHECK_OK(store_add_body(s, small, &body, &err), err);
	CHECK_OK(store_add_event(s, circle, 1, &key, S("note"), &large, &err), err);
	CHECK_OK(store_add_body(s, large, &long_body, &err), err);
	key = hash_of(3);
	body.leaves = S("an open clause");
	CHECK_OK(store_add_event(s, circle, 2, &key, S("note"), &other, &err), err);
	CHECK_OK(store_add_body(s, other, &body, &err), err);
	CHECK_OK(store_set_sheet(s, &key, &key, S("a print-out of the secret clause"), &err), err);
	CHECK_OK(store_commit(s, &err), err);
	CHECK(stands_in(a, folder, S("secret")));

	CHECK_OK(store_begin(s, &err), err);
	CHECK_OK(store_burn(s, small, &err), err);
	CHECK_OK(store_burn(s, large, &err), err);
	CHECK_OK(store_burn(s, large, &err), err);
	CHECK_OK(store_commit(s, &err), err);
	/* As long as another reads, the WAL must stay. */
	store *reader = opened(path, STORE_READ);
	CHECK_OK(store_read_begin(reader, &err), err);
	CHECK_FAILS(store_scrub(s, &err), err, ERR_CLASH, "another program reads");
	store_read_end(reader);
	store_close(reader);
	CHECK_OK(store_scrub(s, &err), err);
	CHECK(!stands_in(a, folder, S("secret")));
	CHECK(stands_in(a, folder, S("an open clause")));
	CHECK_OK(store_sheet(s, a, &key, &key, &value, &err), err);
	CHECK_STR(value, "");
	struct event_rows *rows = store_events(s, circle, 0, true, &err);
	for (struct event_row row; event_rows_next(rows, &row);) {
		CHECK_EQ(row.burnt, row.position < 2);
		CHECK_EQ(row.body.held, row.position == 2);
	}
	CHECK_OK(event_rows_close(rows, &err), err);
	store_close(s);
	CHECK(!stands_in(a, folder, S("secret")));
	buf_done(&long_text);
	arena_free(a);
}

/* Pages are merged and filled anew as bodies go; no copy of one may stay in a gap. */
TEST(record_store, burning_in_any_order_leaves_no_copy_behind)
{
	enum { EVENTS = 300 };
	arena *a = arena_new();
	struct err err = { 0 };
	struct rand r = rand_new();
	str folder = folder_new(a, "burn-all"), path = in(a, folder, "r.paraph");
	int64_t circle, events[EVENTS];
	struct hash id = hash_of(1000000);
	store *s = opened(path, STORE_CREATE);
	CHECK_OK(store_begin(s, &err), err);
	CHECK_OK(store_add_circle(s, &id, S("LOW"), &circle, &err), err);
	for (unsigned i = 0; i < EVENTS; i++) {
		struct hash event_id = hash_of(i);
		buf text = { 0 };
		for (size_t most = 20 + rand_below(&r, rand_below(&r, 8) ? 900 : 6000); text.len < most;)
			buf_printf(&text, "secret-%03u-", i);
		struct body_row body = { .n = 8, .has_k = true, .k = id, .leaves = buf_str(&text) };
		CHECK_OK(store_add_event(s, circle, i, &event_id, S("note"), &events[i], &err), err);
		CHECK_OK(store_add_body(s, events[i], &body, &err), err);
		buf_done(&text);
	}
	CHECK_OK(store_commit(s, &err), err);
	bool burnt[EVENTS] = { false };
	for (unsigned left = EVENTS; left > 0;) {
		CHECK_OK(store_begin(s, &err), err);
		for (uint64_t some = 1 + rand_below(&r, 6); some > 0 && left > 0; some--) {
			size_t i = rand_below(&r, EVENTS);
			while (burnt[i])
				i = (i + 1) % EVENTS;
			CHECK_OK(store_burn(s, events[i], &err), err);
			burnt[i] = true;
			left--;
		}
		CHECK_OK(store_commit(s, &err), err);
		CHECK_OK(store_scrub(s, &err), err);
		str bytes = get(a, path);
		for (str rest = bytes; rest.len > 0;) {
			uint64_t which = 0;
			size_t at = str_find_str(rest, S("secret-"));
			rest = str_sub(rest, at + 7, rest.len);
			if (str_u64(str_sub(rest, 0, 3), &which) && which < EVENTS && burnt[which])
				test_failed(__FILE__, __LINE__, "body %llu still stands at %zu, with %u left",
					    (unsigned long long)which, bytes.len - rest.len, left);
		}
	}
	CHECK_OK(store_check(s, &err), err);
	store_close(s);
	arena_free(a);
}

/* The WAL is part of the file by then, but gaps of pages are not overwritten. */
TEST(record_store, a_burning_that_was_cut_off_is_ended_by_the_next_opening)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str folder = folder_new(a, "burn-later"), path = filled(a, folder, 300), value;
	store *s = opened(path, STORE_WRITE);
	for (int64_t event = 300; event > 0; event--) {
		CHECK_OK(store_begin(s, &err), err);
		CHECK_OK(store_burn(s, event * 7 % 300 + 1, &err), err);
		CHECK_OK(store_commit(s, &err), err);
	}
	store_close(s);
	s = opened(path, STORE_READ);
	CHECK_OK(store_setting(s, a, S(STORE_UNSCRUBBED), &value, &err), err);
	CHECK_STR(value, "1");
	store_close(s);
	store_close(opened(path, STORE_WRITE));
	CHECK(!stands_in(a, folder, S("what the event says")));
	s = opened(path, STORE_READ);
	CHECK_OK(store_setting(s, a, S(STORE_UNSCRUBBED), &value, &err), err);
	CHECK_STR(value, "");
	CHECK_OK(store_check(s, &err), err);
	store_close(s);
	arena_free(a);
}

/* ---- a full disk, and speed ---- */

TEST(record_store, a_full_disk_is_told_and_what_was_there_stays)
{
	arena *a = arena_new();
	struct err err = { 0 };
	struct disk *d = disk_new("filling");
	struct hash id = hash_of(1);
	int64_t circle;
	uint64_t kept = 0;
	bool full = false;
	store *s = store_open(S("r"), STORE_CREATE, "filling", &err);
	CHECK(s != NULL);
	CHECK_OK(store_begin(s, &err), err);
	CHECK_OK(store_add_circle(s, &id, S("LOW"), &circle, &err), err);
	CHECK_OK(store_commit(s, &err), err);
	d->room = 600000;
	while (!full) {
		struct hash event_id = hash_of((unsigned)kept + 10);
		int64_t event;
		full = !store_begin(s, &err) ||
		       !store_add_event(s, circle, kept, &event_id, S("a note of some length"), &event, &err) ||
		       !store_commit(s, &err);
		kept += !full;
	}
	CHECK_EQ(err.kind, ERR_SYSTEM);
	CHECK(strstr(err.text, "the disk is full; free some space and try again"));
	CHECK(kept > 20);
	CHECK_EQ(count_events(s, circle), kept);
	d->room = 0;
	struct hash event_id = hash_of(5);
	int64_t event;
	CHECK_OK(store_begin(s, &err), err);
	CHECK_OK(store_add_event(s, circle, kept, &event_id, S("note"), &event, &err), err);
	CHECK_OK(store_commit(s, &err), err);
	store_close(s);
	s = store_open(S("r"), STORE_READ, "filling", &err);
	CHECK(s != NULL);
	CHECK_EQ(count_events(s, circle), kept + 1);
	CHECK_OK(store_check(s, &err), err);
	store_close(s);
	disk_free(d);
	arena_free(a);
}

TEST(record_store, many_are_appended_in_one_commit_in_no_time)
{
	enum { EVENTS = 5000 };
	arena *a = arena_new();
	str path = in(a, folder_new(a, "many"), "r.paraph");
	store *s = opened(path, STORE_CREATE);
	clock_t start = clock();
	fill(s, EVENTS);
	CHECK_EQ(count_events(s, 1), EVENTS);
	/* A fiftieth of a second or so; sanitizers and a busy machine have their share. */
	CHECK((clock() - start) / CLOCKS_PER_SEC < 5);
	store_close(s);
	arena_free(a);
}
