#include "record/cuts.h"

struct life {
	struct model *m;
	struct disk *live, *after, *next;
	struct rand r;
	struct cuts *counts;
	uint64_t seed, one_in;          /* a cut at one in so many calls */
	bool is_off;                    /* the power went; what was left is in `next` */
	bool strict;
};

static void
note_failure(struct life *l, const struct err *err)
{
	if (l->counts->lost + l->counts->broken > 1)
		return;
	l->counts->first = *err;
	l->counts->first_seed = l->seed;
}

/* Looks at one image. */
static void
cut_once(struct life *l)
{
	struct model *m = l->m;
	struct cuts *counts = l->counts;
	struct err err = { 0 };
	uint32_t tx = 0;
	disk_cut(l->live, &l->r, l->after);
	counts->images++;
	bool ok = (!l->strict || model_forgot(m, l->after, &err)) &&
		  model_holds(m, "after", rand_below(&l->r, 2) == 0, &tx, &err);
	if (ok && tx > m->tried)
		ok = fail(&err, ERR_BROKEN, "it holds a transaction that was never tried");
	if (!ok) {
		counts->broken++;
		note_failure(l, &err);
	} else if (tx < m->acknowledged) {
		uint64_t lost = m->acknowledged - tx;
		counts->lost++;
		counts->lost_most = lost > counts->lost_most ? lost : counts->lost_most;
		fail(&err, ERR_BROKEN, "%llu acknowledged commits are lost", (unsigned long long)lost);
		note_failure(l, &err);
	}
}

/* From here on every call fails, and the record goes on from what was left. */
static void
power_off(struct life *l)
{
	disk_cut(l->live, &l->r, l->next);
	l->is_off = true;
	l->live->fail_at = l->live->calls + 1;
	l->live->fails_on = true;
}

static void
before_call(struct disk *d)
{
	struct life *l = d->context;
	if (l->is_off || rand_below(&l->r, l->one_in) != 0)
		return;
	for (uint64_t images = 1 + rand_below(&l->r, 4); images > 0; images--)
		cut_once(l);
	if (l->strict && l->m->made && rand_below(&l->r, 40) == 0)
		power_off(l);
}

/* The power may go again while it starts. */
static bool
restart(struct life *l, struct err *err)
{
	uint32_t acknowledged = l->m->acknowledged;
	bool ok = false;
	while (!ok && l->is_off) {
		disk_take(l->live, l->next);
		l->live->fail_at = 0;
		l->is_off = false;
		l->counts->restarts++;
		ok = model_reopen(l->m, err);
	}
	return ok && (l->m->acknowledged >= acknowledged || fail(err, ERR_BROKEN, "a restart lost commits"));
}

/* The pragmas of a life: some keep the WAL short, so that it is often checkpointed. */
static const char *
draw_pragma(struct rand *r, enum syncs syncs)
{
	static const char *const pragmas[3][3] = {
		{ NULL, "PRAGMA wal_autocheckpoint = 20", "PRAGMA wal_autocheckpoint = 4" },
		{ "PRAGMA synchronous = NORMAL", "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 20",
		  "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4" },
		{ "PRAGMA synchronous = OFF", "PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 20",
		  "PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 4" },
	};
	return pragmas[syncs][rand_below(r, 3)];
}

static void
live(struct life *l)
{
	struct err err = { 0 };
	bool ok = model_make(l->m, &err);
	for (uint64_t steps = 5 + rand_below(&l->r, 40); ok && steps > 0; steps--) {
		ok = model_step(l->m, &err);
		if (!ok && l->is_off)
			ok = restart(l, &err);
	}
	if (!ok) {
		l->counts->broken++;
		note_failure(l, &err);
	}
}

void
cuts_run(uint64_t seed, enum syncs syncs, struct cuts *counts)
{
	struct life l = {
		.m = model_new(seed, "live"),
		.live = disk_new("live"), .after = disk_new("after"), .next = disk_new("next"),
		.r = { seed ^ 0x5bd1e995u },
		.counts = counts, .seed = seed, .strict = syncs == SYNCS_FULL,
	};
	/* SQLite's own random numbers, such as the salts of a WAL. */
	sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, (int)(seed % INT32_MAX) + 1, NULL);
	l.one_in = 1 + rand_below(&l.r, 40);
	l.m->pragma = draw_pragma(&l.r, syncs);
	l.m->large = rand_below(&l.r, 8) == 0;
	l.live->before = before_call;
	l.live->context = &l;
	live(&l);
	l.live->before = NULL;
	counts->commits += l.m->acknowledged;
	counts->runs++;
	model_free(l.m);
	disk_free(l.live);
	disk_free(l.after);
	disk_free(l.next);
}

void
cuts_until(uint64_t seed, enum syncs syncs, uint64_t images, struct cuts *counts)
{
	while (counts->images < images && (syncs != SYNCS_FULL || counts->lost + counts->broken == 0))
		cuts_run(seed++, syncs, counts);
}
