/* record: the record in one process, beside the bare work that it stands on.
 *
 *      build/bench/record FOLDER [EVENTS]
 *
 * Appending is measured beside an SQLite table of the same bytes in the same mode, in turn, so
 * that both meet the same disk; verifying beside the bare calls of libsodium for the same
 * signatures and hashes. */
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "record/verify.h"

enum { ROUNDS = 15, SINGLES = 30, GROUP = 1000, GROUPS = 10 };

static double
now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return x < y ? -1 : x > y;
}

static double
median(double *values, size_t count)
{
	qsort(values, count, sizeof *values, by_size);
	return values[count / 2];
}

static _Noreturn void
stop(const char *what, const char *why)
{
	fprintf(stderr, "record: %s: %s\n", what, why);
	exit(4);
}

/* ---- appending ---- */

static const char entry_text[] =
	"2026-06-03 16:30 UPP amends v3:3 as N1 in m1\n  text: The port shall be administered jointly. Dues shall be set "
	"once a year and published.\n  because: the towns on both banks depend on it\n";

struct ours { arena *a; record *r; struct signer signer; struct seed seed; size_t circle; };

static void
open_ours(struct ours *o, const char *path)
{
	struct err err = { 0 };
	o->a = arena_new();
	memset(o->seed.at, 5, sizeof o->seed.at);
	o->signer = (struct signer){ .key = seal_pubkey(&o->seed), .seed = &o->seed, .party = S("ENV") };
	o->r = record_open(o->a, str_of(path), STORE_CREATE, NULL, &err);
	if (!o->r || !record_begin(o->r, &err) || !record_open_circle(o->r, S("table"), &o->signer, &o->circle, &err) ||
	    !record_commit(o->r, &o->signer, &err))
		stop(path, err.text);
}

static void
append_ours(struct ours *o, unsigned count)
{
	struct err err = { 0 };
	bool ok = record_begin(o->r, &err);
	for (unsigned i = 0; ok && i < count; i++) {
		body *b = event_body(o->a, "entry");
		body_add(b, LEAF_FIELD, S("entry"), str_of(entry_text));
		body_add(b, LEAF_FIELD, S("keeper"), S("ENV"));
		body_add(b, LEAF_FIELD, S("circle"), S("given"));
		ok = record_append(o->r, o->circle, "entry", b, &o->signer, NULL, &err);
	}
	if (!ok || !record_commit(o->r, &o->signer, &err))
		stop("append", err.text);
}

/* As many bytes in as many rows and indexes, and nothing else. */
static sqlite3 *
open_raw(const char *path)
{
	sqlite3 *db;
	if (sqlite3_open(path, &db) != SQLITE_OK ||
	    sqlite3_exec(db, "PRAGMA page_size=4096; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16384;"
			     "CREATE TABLE event(event INTEGER PRIMARY KEY, circle INTEGER, position INTEGER, id BLOB UNIQUE, note BLOB,"
			     " UNIQUE(circle, position)) STRICT; CREATE TABLE body(event INTEGER PRIMARY KEY, bytes BLOB) STRICT;",
			 NULL, NULL, NULL) != SQLITE_OK)
		stop(path, sqlite3_errmsg(db));
	return db;
}

static void
append_raw(sqlite3 *db, sqlite3_stmt *event, sqlite3_stmt *body_row, uint64_t *position, unsigned count)
{
	static uint8_t bytes[700];
	sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
	for (unsigned i = 0; i < count; i++) {
		randombytes_buf(bytes, HASH_BYTES);
		sqlite3_bind_int64(event, 1, (sqlite3_int64)(*position)++);
		sqlite3_bind_blob(event, 2, bytes, HASH_BYTES, SQLITE_STATIC);
		sqlite3_bind_blob(event, 3, bytes, 620, SQLITE_STATIC);
		sqlite3_step(event);
		sqlite3_reset(event);
		sqlite3_bind_blob(body_row, 1, bytes, 400, SQLITE_STATIC);
		sqlite3_step(body_row);
		sqlite3_reset(body_row);
	}
	if (sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
		stop("raw", sqlite3_errmsg(db));
}

static void
measure_appends(const char *folder)
{
	char ours_path[4096], raw_path[4096];
	double ours[ROUNDS], raw[ROUNDS], grouped[GROUPS], raw_grouped[GROUPS];
	sqlite3_stmt *event, *body_row;
	uint64_t position = 0;
	struct ours o;
	snprintf(ours_path, sizeof ours_path, "%s/append.paraph", folder);
	snprintf(raw_path, sizeof raw_path, "%s/append.sqlite", folder);
	open_ours(&o, ours_path);
	sqlite3 *db = open_raw(raw_path);
	sqlite3_prepare_v2(db, "INSERT INTO event(circle, position, id, note) VALUES(1, ?, ?, ?)", -1, &event, NULL);
	sqlite3_prepare_v2(db, "INSERT INTO body(bytes) VALUES(?)", -1, &body_row, NULL);
	for (unsigned i = 0; i < ROUNDS; i++) {
		double t = now();
		for (unsigned n = 0; n < SINGLES; n++)
			append_raw(db, event, body_row, &position, 1);
		raw[i] = SINGLES / (now() - t);
		t = now();
		for (unsigned n = 0; n < SINGLES; n++)
			append_ours(&o, 1);
		ours[i] = SINGLES / (now() - t);
	}
	for (unsigned i = 0; i < GROUPS; i++) {
		double t = now();
		append_raw(db, event, body_row, &position, GROUP);
		raw_grouped[i] = GROUP / (now() - t);
		t = now();
		append_ours(&o, GROUP);
		grouped[i] = GROUP / (now() - t);
	}
	double single = median(ours, ROUNDS), bare = median(raw, ROUNDS);
	double many = median(grouped, GROUPS), bare_many = median(raw_grouped, GROUPS);
	printf("| one durable append, sealed | %.0f /s | %.0f /s raw SQLite | %.2f × | ≥ 0.9 × | %s |\n", single, bare, single / bare,
	       single / bare >= 0.9 ? "met" : "**not met**");
	printf("| appends in groups of %d, sealed | %.0f /s | %.0f /s raw SQLite | %.2f × | ≥ 10,000 /s | %s |\n", GROUP, many,
	       bare_many, many / bare_many, many >= 10000 ? "met" : "**not met**");
	sqlite3_finalize(event);
	sqlite3_finalize(body_row);
	sqlite3_close(db);
	record_close(o.r);
	arena_free(o.a);
}

/* ---- verifying ---- */

static double
time_verify(const char *path, unsigned threads, uint64_t *ret_events)
{
	struct err err = { 0 };
	arena *a = arena_new();
	struct verification v = { .threads = threads };
	record *r = record_open(a, str_of(path), STORE_READ, NULL, &err);
	if (!r)
		stop(path, err.text);
	double t = now();
	enum verdict_of verdict = record_verify(&v, a, r);
	t = now() - t;
	if (verdict == VERIFIED_BROKEN || verdict == VERIFIED_UNREADABLE)
		stop(path, arena_str(a, v.what).at);
	*ret_events = v.events;
	record_close(r);
	arena_free(a);
	return t;
}

/* The calls that an event cannot do without: its signature, its id, its leaf, and of a body of
 * eight leaves the salts, the leaves and the nodes; and the node or so that a tree grows by. */
static double
time_bare(uint64_t events)
{
	static unsigned char note[620], leaf[8][300], node[65], key[32], secret[64], signature[64], out[32];
	volatile unsigned char sink = 0;
	crypto_sign_keypair(key, secret);
	crypto_sign_detached(signature, NULL, note, 430, secret);
	double t = now();
	for (uint64_t i = 0; i < events; i++) {
		if (crypto_sign_verify_detached(signature, note, 430, key) != 0)
			stop("bare", "a signature");
		crypto_hash_sha256(out, note, 430);
		crypto_hash_sha256(out, note, sizeof note);
		for (unsigned n = 0; n < 8; n++) {
			crypto_auth_hmacsha256(out, note, 19, key);
			crypto_hash_sha256(out, leaf[n], n == 1 ? 300 : n < 4 ? 80 : 62);
			if (n)
				crypto_hash_sha256(out, node, sizeof node);
		}
		crypto_hash_sha256(out, node, sizeof node);
		sink ^= out[0];
	}
	(void)sink;
	return now() - t;
}

static void
measure_verify(const char *folder, unsigned events)
{
	enum { TIMES = 3 };
	char path[4096];
	struct ours o;
	double one[TIMES], two[TIMES], bare[TIMES];
	uint64_t count = 0;
	snprintf(path, sizeof path, "%s/verify.paraph", folder);
	open_ours(&o, path);
	for (unsigned i = 0; i < events; i += GROUP)
		append_ours(&o, GROUP);
	record_close(o.r);
	arena_free(o.a);
	for (unsigned i = 0; i < TIMES; i++) {
		one[i] = time_verify(path, 1, &count);
		two[i] = time_verify(path, 2, &count);
		bare[i] = time_bare(count);
	}
	double a = median(one, TIMES), b = median(two, TIMES), c = median(bare, TIMES);
	printf("| verify, one thread beside the reader | %.0f events/s | %.0f /s bare libsodium | %.2f × | ≥ 0.8 × | %s |\n",
	       (double)count / a, (double)count / c, c / a, c / a >= 0.8 ? "met" : "**not met**");
	printf("| verify, two threads | %.0f events/s | %.0f /s with one | %.2f × | nearly 2 × | %s |\n", (double)count / b,
	       (double)count / a, a / b, a / b >= 1.7 ? "met" : "**not met**");
}

int
main(int argc, char *argv[])
{
	if (argc < 2 || !seal_start())
		stop("usage", "record FOLDER [EVENTS]");
	printf("| what | paraph | beside | ratio | aim | |\n| --- | ---: | ---: | ---: | ---: | --- |\n");
	measure_appends(argv[1]);
	measure_verify(argv[1], argc > 2 ? (unsigned)atoi(argv[2]) : 20000);
	return 0;
}
