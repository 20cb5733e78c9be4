/* Power cuts, and calls that fail: no acknowledged act is lost, and no file is broken.
 *
 * A record is kept on a disk in memory (disk.c); at random calls the power goes.  What
 * another machine would then find must open, be sound, hold every event whose commit was
 * acknowledged, whole, and of a group all or none.  Each group has a size that its number
 * tells, so that a count of events says whether one was torn.
 *
 * PARAPH_CRASHES says how many cuts (make crash: 100,000). */
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "record/disk.h"
#include "record/verify.h"
#include "test.h"

static const char path[] = "a.paraph";
enum { CUTS = 1500, CIRCLES = 2 };

static struct seed
test_key(void)
{
	struct seed seed;
	memset(seed.at, 7, sizeof seed.at);
	return seed;
}

static int64_t
fixed_now(void *context)
{
	(void)context;
	return 1780000000000;
}

static const struct surroundings around = { .now_ms = fixed_now };

/* ---- what is written ---- */

struct writer {
	arena *a;
	record *r;
	struct seed seed;
	struct signer signer;
	uint64_t groups;        /* acknowledged */
	struct rand rand;
};

/* How many events of a circle the first `groups` groups make. */
static uint64_t
group_size(uint64_t group)
{
	return 1 + group % 4 * (group % 3);
}

static uint64_t
size_after(uint64_t groups)
{
	uint64_t size = 0;
	for (uint64_t g = 0; g < groups; g++)
		size += group_size(g) + (g == 0);       /* the event that opens the log */
	return size;
}

static str
words_of(arena *a, uint64_t group, uint64_t n)
{
	/* Some are long: bodies of many pages tear in more ways. */
	size_t len = group % 7 == 3 ? 9000 : 40;
	char *text = arena_get(a, len + 64);
	int head = snprintf(text, 64, "group %llu event %llu ", (unsigned long long)group, (unsigned long long)n);
	memset(text + head, 'a' + (int)(group % 26), len);
	return (str){ text, (size_t)head + len };
}

static bool
append_group(struct writer *w, struct err *err)
{
	arena *a = arena_new();
	bool ok = record_begin(w->r, err);
	for (size_t c = 0; ok && c < CIRCLES; c++) {
		size_t circle = c;
		if (w->r->circles.count <= c)
			ok = record_open_circle(w->r, c ? S("two") : S("one"), &w->signer, &circle, err);
		for (uint64_t n = 0; ok && n < group_size(w->groups); n++) {
			body *b = event_body(w->a, "entry");
			body_add(b, LEAF_FIELD, S("entry"), words_of(w->a, w->groups, n));
			ok = record_append(w->r, circle, "entry", b, &w->signer, NULL, err);
		}
	}
	arena_free(a);
	if (ok)
		return record_commit(w->r, &w->signer, err);
	record_rollback(w->r);
	return false;
}

static bool
open_writer(struct writer *w, enum store_mode mode, struct err *err)
{
	w->a = arena_new();
	w->r = record_open_on(w->a, str_of(path), mode, "disk", &around, err);
	return w->r != NULL;
}

static void
close_writer(struct writer *w)
{
	record_close(w->r);
	arena_free(w->a);
	w->r = NULL;
	w->a = NULL;
}

/* ---- what is found ---- */

/* Counts the events of a circle; each must be the one that was written. */
static bool
find_events(record *r, size_t circle, uint64_t *ret_count, buf *why)
{
	struct event_row row;
	struct err err = { 0 };
	arena *a = arena_new();
	uint64_t count = 0, group = 0, n = 0;
	struct event_rows *rows = store_events(r->s, r->circles.at[circle].row.circle, 0, true, &err);
	bool same = rows != NULL;
	while (same && event_rows_next(rows, &row)) {
		same = row.position == count++ && row.body.held;
		if (row.position == 0)
			continue;
		same = same && str_find_str(row.body.leaves, words_of(a, group, n)) < row.body.leaves.len;
		if (++n == group_size(group)) {
			group++;
			n = 0;
		}
	}
	same = rows && event_rows_close(rows, &err) && same;
	arena_free(a);
	*ret_count = count;
	if (!same)
		buf_printf(why, "event %llu of a circle is not the one that was written %s", (unsigned long long)count - 1, err.text);
	return same;
}

static bool
holds_groups(record *r, uint64_t least, buf *why)
{
	uint64_t counts[CIRCLES] = { 0 }, groups = least;
	if (least && r->circles.count != CIRCLES)
		return buf_printf(why, "a circle is missing"), false;
	for (size_t c = 0; c < r->circles.count; c++)
		if (!find_events(r, c, &counts[c], why))
			return false;
	while (size_after(groups) < counts[0])
		groups++;
	if (size_after(groups) != counts[0] || counts[0] != counts[1])
		return buf_printf(why, "%llu and %llu events: a group is torn, or less than the %llu acknowledged groups are there",
				  (unsigned long long)counts[0], (unsigned long long)counts[1], (unsigned long long)least), false;
	return true;
}

/* Opens what a disk has, and looks. */
static bool
survived(uint64_t acknowledged, bool verifies, buf *why)
{
	struct err err = { 0 };
	arena *a = arena_new();
	record *r = record_open_on(a, str_of(path), STORE_WRITE, "found", &around, &err);
	bool ok = r != NULL;
	/* Before the first commit there may be no record yet. */
	if (!ok && acknowledged == 0) {
		arena_free(a);
		return true;
	}
	if (!ok)
		buf_printf(why, "it does not open: %s", err.text);
	ok = ok && (store_check(r->s, &err) || (buf_printf(why, "%s", err.text), false)) &&
	     holds_groups(r, acknowledged, why);
	if (ok && verifies) {
		struct verification v = { .threads = 1 };
		enum verdict_of verdict = record_verify(&v, a, r);
		ok = verdict == VERIFIED_GOOD || verdict == VERIFIED_MISSING;
		if (!ok)
			buf_printf(why, "verify: %.*s", STR_ARG(v.what));
	}
	record_close(r);
	arena_free(a);
	return ok;
}

/* ---- cuts ---- */

struct cuts {
	uint64_t made, wanted, lost;
	bool may_lose;
	const struct writer *w;
	struct disk *found;
	struct rand rand;
	buf why;                /* of the first that lost something */
};

static void
cut_sometimes(struct disk *disk)
{
	struct cuts *c = disk->context;
	buf why = { 0 };
	if (c->made >= c->wanted || rand_below(&c->rand, 6) != 0)
		return;
	disk_cut(disk, &c->rand, c->found);
	bool ok = survived(c->w->groups, c->made % 50 == 0, &why);
	c->made++;
	if (!ok && c->lost++ == 0)
		buf_add(&c->why, buf_str(&why));
	buf_done(&why);
}

/* One record's life, from its first commit on, with cuts all along. */
static void
live(struct cuts *c, uint64_t seed)
{
	enum { GROUPS = 40 };
	struct err err = { 0 };
	struct disk *disk = disk_new("disk");
	struct writer w = { .seed = test_key(), .rand = { seed } };
	w.signer = (struct signer){ .key = seal_pubkey(&w.seed), .seed = &w.seed, .party = S("ENV") };
	/* SQLite's own random numbers, such as the salts of a WAL. */
	sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, (int)(seed % INT32_MAX) + 1, NULL);
	c->rand = (struct rand){ ~seed };
	c->w = &w;
	disk->lies = c->may_lose;
	disk->context = c;
	CHECK_OK(open_writer(&w, STORE_CREATE, &err), err);
	disk->before = cut_sometimes;
	while (w.groups < GROUPS && c->made < c->wanted) {
		CHECK_OK(append_group(&w, &err), err);
		w.groups++;
		switch (rand_below(&w.rand, 8)) {
		case 0:
			CHECK_OK(record_seal(w.r, &w.signer, &err), err);
			break;
		case 1:
			CHECK_OK(store_scrub(w.r->s, &err), err);
			break;
		case 2:
			close_writer(&w);
			CHECK_OK(open_writer(&w, STORE_WRITE, &err), err);
			break;
		default:
			break;
		}
	}
	close_writer(&w);
	disk_free(disk);
	if (c->lost > 0 && !c->may_lose)
		test_failed(__FILE__, __LINE__, "a power cut lost what was acknowledged: %s", c->why.at);
}

static void
live_until(struct cuts *c)
{
	CHECK(seal_start());
	c->found = disk_new("found");
	for (uint64_t life = 0; c->made < c->wanted; life++)
		live(c, test_seed() + life);
	disk_free(c->found);
	buf_done(&c->why);
}

static uint64_t
wanted_cuts(void)
{
	uint64_t wanted;
	return str_u64(str_of(getenv("PARAPH_CRASHES")), &wanted) ? wanted : CUTS;
}

TEST(record_crash, a_power_cut_loses_nothing_that_was_acknowledged)
{
	struct cuts c = { .wanted = wanted_cuts() };
	live_until(&c);
	if (getenv("PARAPH_CRASHES"))
		fprintf(stderr, "%llu power cuts: nothing acknowledged was lost, no file was broken\n",
			(unsigned long long)c.made);
	CHECK(c.made >= c.wanted);
}

TEST(record_crash, a_disk_that_lies_about_syncing_is_found_out)
{
	struct cuts c = { .wanted = 300, .may_lose = true };
	live_until(&c);
	CHECK(c.lost > 10);
}

/* ---- calls that fail ---- */

/* A short life on a disk whose n-th call fails; the groups that were acknowledged. */
static bool
live_with_failure(struct disk *disk, uint64_t call, bool is_full, bool once, uint64_t *ret_groups)
{
	enum { GROUPS = 6 };
	struct err err = { 0 };
	struct writer w = { .seed = test_key() };
	w.signer = (struct signer){ .key = seal_pubkey(&w.seed), .seed = &w.seed, .party = S("ENV") };
	disk->fail_at = call;
	disk->fails_full = is_full;
	disk->fails_on = !once;
	bool ok = open_writer(&w, STORE_CREATE, &err);
	while (ok && w.groups < GROUPS) {
		ok = append_group(&w, &err);
		w.groups += ok;
		if (ok && w.groups == 3)
			ok = store_scrub(w.r->s, &err);
	}
	ok = ok && record_seal(w.r, &w.signer, &err);
	if (!ok)
		CHECK_EQ(err.kind, ERR_SYSTEM);
	close_writer(&w);
	disk->fail_at = 0;
	*ret_groups = w.groups;
	return ok;
}

static void
fail_every_call(bool is_full, bool once)
{
	bool passed = false;
	struct disk *found = disk_new("found");
	CHECK(seal_start());
	for (uint64_t call = 1; !passed; call++) {
		uint64_t groups;
		buf why = { 0 };
		struct disk *disk = disk_new("disk");
		passed = live_with_failure(disk, call, is_full, once, &groups) && disk->failed == 0;
		/* What the file has now is there, be it synced or not: no power was cut. */
		disk_take(found, disk);
		if (!survived(groups, passed, &why)) {
			fprintf(stderr, "  call %llu failed: %s\n", (unsigned long long)call, why.at);
			CHECK(!"a failed call lost what was acknowledged");
		}
		buf_done(&why);
		disk_free(disk);
		CHECK(call < 100000);
	}
	disk_free(found);
}

TEST(record_crash, any_call_may_fail_once)
{
	fail_every_call(false, true);
}

TEST(record_crash, from_any_call_on_all_may_fail)
{
	fail_every_call(false, false);
}

TEST(record_crash, the_disk_may_be_full_from_any_call_on)
{
	fail_every_call(true, false);
}
