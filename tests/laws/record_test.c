/* The laws of the record, on generated talks.
 *
 * Same: every answer on a record is the one on the minutes that were taken, to the byte,
 * whoever asks; and on a party's copy the one that --as gives.  Secret: what a party may not know
 * changes no byte of its copy, as a file, save the commitments over withheld words.
 *
 * Records lie on a disk in memory.  Time stands still, and the K of a body depends on its
 * circle and its place alone, so that two records can be compared. */
#include <string.h>

#include "laws/secrets.h"
#include "record/copy.h"
#include "record/disk.h"
#include "record/take.h"
#include "record/verify.h"

static int64_t
still_now(void *context)
{
	(void)context;
	return 1780531200000;
}

static void
placed_random(void *context, str circle, uint64_t position, struct hash *ret_k)
{
	buf text = { 0 };
	(void)context;
	buf_printf(&text, "%.*s %llu", STR_ARG(circle), (unsigned long long)position);
	*ret_k = seal_hash(buf_str(&text));
	buf_done(&text);
}

static const struct surroundings around = { .now_ms = still_now, .random = placed_random };
static const struct seed keeper_seed = { { 42 } };

static struct signer
keeper(void)
{
	return (struct signer){ .key = seal_pubkey(&keeper_seed), .seed = &keeper_seed, .party = S("ENV") };
}

static struct disk *
memory(void)
{
	static struct disk *disk;
	if (!disk)
		disk = disk_new("memory");
	return disk;
}

/* ---- a record of a world ---- */

/* Takes the files of one side, in one taking or in two.  False where it cannot be taken. */
static bool
take_world(const struct gen *g, enum side side, const char *path, bool twice, buf *why)
{
	struct err err = { 0 };
	arena *a = arena_new();
	struct signer signer = keeper();
	seal_start();
	record *r = record_open_on(a, str_of(path), STORE_CREATE, "memory", &around, &err);
	bool ok = r && store_begin(r->s, &err) && record_set_self(r, &signer.key, S(""), &err) &&
		  store_commit(r->s, &err);
	for (unsigned round = twice ? 0 : 1; ok && round < 2; round++) {
		struct world w;
		struct taking t = { 0 };
		world_init(&w, g, side);
		for (uint32_t i = 0; i < g->files.count; i++)
			if (!g->files.at[i].is_draft && (round || i % 2))
				minutes_read(w.m, g->files.at[i].path, &err);
		ok = taking_plan(&t, w.a, r, w.m, &err) && taking_seal(&t, &signer, &err);
		taking_done(&t);
		minutes_done(w.m);
		arena_free(w.a);
	}
	record_close(r);
	arena_free(a);
	if (!ok)
		buf_printf(why, "    not taken: %s\n", err.text);
	return ok;
}

static bool
refuse_file(void *context, arena *a, str path, str *ret_bytes, struct err *err)
{
	(void)context;
	(void)a;
	(void)ret_bytes;
	return fail(err, ERR_ABSENT, "a record opened the file '%.*s'", STR_ARG(path));
}

/* A record, read back. */
struct read_back {
	arena *a;
	record *r;
	struct unsealing q;
	struct opener opener;
	minutes *m;
	docket *d;
};

static bool
read_back(struct read_back *b, const struct world *zones, const char *path, buf *why)
{
	struct err err = { 0 };
	*b = (struct read_back){ .a = arena_new() };
	b->opener = (struct opener){ refuse_file, zones->opener.open_zone, NULL };
	b->m = minutes_new(b->a, &b->opener);
	b->r = record_open_on(b->a, str_of(path), STORE_READ, "memory", &around, &err);
	bool ok = b->r && unsealing_open(&b->q, b->a, b->r, &err) && unsealing_minutes(&b->q, b->m, S(""), &err);
	if (ok)
		b->d = docket_new_given(b->a, b->m, b->q.given.at);
	if (!ok)
		buf_printf(why, "    not read back: %s\n", err.text);
	return ok;
}

static void
read_back_done(struct read_back *b)
{
	docket_done(b->d);
	unsealing_done(&b->q);
	record_close(b->r);
	minutes_done(b->m);
	arena_free(b->a);
}

static bool
same_answers(const struct world *w, const struct read_back *b, const struct view_query *q, size_t answer, size_t format,
	     const char *what, buf *why)
{
	struct world as_world = { .a = b->a, .m = b->m, .d = b->d };
	buf x = { 0 }, y = { 0 };
	world_answers(w, q, answer, format, &x);
	world_answers(&as_world, q, answer, format, &y);
	bool same = str_eq(buf_str(&x), buf_str(&y));
	if (!same) {
		buf_printf(why, "    '%s' for '%.*s' is another on %s%s%s\n", law_answer(answer)->name, STR_ARG(q->as), what,
			   q->has_at ? ", --at" : "", q->has_known ? ", --known" : "");
		show_difference(buf_str(&x), buf_str(&y), why);
	}
	buf_done(&x);
	buf_done(&y);
	return same;
}

static bool
verifies(const char *path, buf *why)
{
	arena *a = arena_new();
	struct err err = { 0 };
	struct verification v = { .threads = 1 };
	record *r = record_open_on(a, str_of(path), STORE_READ, "memory", &around, &err);
	enum verdict_of verdict = r ? record_verify(&v, a, r) : VERIFIED_UNREADABLE;
	if (verdict != VERIFIED_GOOD)
		buf_printf(why, "    '%s' does not verify: %s%.*s\n", path, err.text, STR_ARG(v.what));
	record_close(r);
	arena_free(a);
	return verdict == VERIFIED_GOOD;
}

/* ---- same ---- */

static struct view_query
random_query(struct rand *r, str as)
{
	enum { JUNE = 1780272000, DAY = 86400 };
	struct view_query q = { .as = as };
	unsigned kind = (unsigned)rand_below(r, 3);
	q.has_at = kind == 1;
	q.has_known = kind == 2;
	q.at = q.known = JUNE + (int64_t)rand_below(r, 24) * DAY + 43200;
	return q;
}

static bool
is_declared(const struct world *w, str name)
{
	struct view_query q = { .as = name };
	view *v = view_new(w->a, w->d, &q, &(struct err){ 0 });
	view_done(v);
	return v != NULL;
}

static bool
make_copy(const struct read_back *b, str party, const char *path, buf *why)
{
	struct err err = { 0 };
	struct signer signer = keeper();
	struct copying c = { .party = party, .q = &b->q, .d = b->d, .vfs = "memory" };
	if (record_copy(&c, b->a, str_of(path), &signer, &around, &err))
		return true;
	buf_printf(why, "    no copy: %s\n", err.text);
	return false;
}

static bool
record_holds(const struct gen *g, buf *why)
{
	struct world w;
	struct read_back whole = { 0 }, copy = { 0 };
	struct rand r = { g->seed };
	size_t formats;
	sheet_formats(&formats);
	disk_clear(memory());
	world_open(&w, g, SIDE_A, NULL);
	bool holds = w.m->faults.total > 0 || !is_declared(&w, g->viewer);      /* such minutes are not taken */
	if (!holds) {
		holds = take_world(g, SIDE_A, "a.paraph", g->seed % 3 == 0, why) && verifies("a.paraph", why) &&
			read_back(&whole, &w, "a.paraph", why);
		for (unsigned i = 0; holds && i < 3; i++) {
			struct view_query q = random_query(&r, i ? g->viewer : S(""));
			holds = same_answers(&w, &whole, &q, rand_below(&r, law_answer_count()), rand_below(&r, formats),
					     "the record", why);
		}
		/* Words that are shown before they are brought are not sealed with the showing: doc/record.md, 14. */
		bool copies = g->seed % 3 != 0;
		if (copies)
			holds = holds && make_copy(&whole, g->viewer, "b.paraph", why) && verifies("b.paraph", why) &&
				read_back(&copy, &w, "b.paraph", why);
		/* Without a moment: a copy has the words of a showing also before the act that brought them. */
		for (unsigned i = 0; copies && holds && i < 2; i++) {
			struct view_query q = { .as = g->viewer };
			holds = same_answers(&w, &copy, &q, rand_below(&r, law_answer_count()), rand_below(&r, formats),
					     "the copy", why);
		}
		if (whole.a)
			read_back_done(&whole);
		if (copy.a)
			read_back_done(&copy);
	}
	world_close(&w);
	return holds;
}

TEST(laws_record, a_record_and_a_copy_answer_as_the_minutes_do)
{
	law_run("record", record_holds, NULL, 4);
}

/* ---- secret ---- */

static bool
copy_of_side(const struct gen *g, const struct world *w, enum side side, const char *whole, const char *copy, buf *why)
{
	struct read_back b = { 0 };
	bool ok = take_world(g, side, whole, false, why) && read_back(&b, w, whole, why) &&
		  make_copy(&b, g->viewer, copy, why);
	if (b.a)
		read_back_done(&b);
	return ok;
}

static bool
same_files(buf *why)
{
	str a = disk_file(memory(), "copy-a.paraph"), b = disk_file(memory(), "copy-b.paraph");
	size_t at = 0;
	while (at < a.len && at < b.len && a.at[at] == b.at[at])
		at++;
	if (a.len > 0 && str_eq(a, b))
		return true;
	buf_printf(why, "    the copies differ as files, from byte %zu on: %zu and %zu bytes\n", at, a.len, b.len);
	return false;
}

/* With other withheld words the commitments differ; what is held does not. */
static bool
same_held(buf *why)
{
	arena *a = arena_new();
	struct err err = { 0 };
	record *x = record_open_on(a, S("copy-a.paraph"), STORE_READ, "memory", &around, &err);
	record *y = record_open_on(a, S("copy-b.paraph"), STORE_READ, "memory", &around, &err);
	struct unsealing p = { 0 }, q = { 0 };
	bool same = x && y && unsealing_open(&p, a, x, &err) && unsealing_open(&q, a, y, &err) &&
		    x->circles.count == y->circles.count;
	for (size_t c = 0; same && c < x->circles.count; c++) {
		same = p.logs[c].count == q.logs[c].count;
		for (size_t i = 0; same && i < p.logs[c].count; i++) {
			const struct sealed *s = &p.logs[c].at[i], *t = &q.logs[c].at[i];
			same = s->held == t->held && str_eq(s->entry, t->entry) && str_eq(s->keeper, t->keeper) &&
			       !s->body == !t->body && (!s->body || s->body->count == t->body->count);
			for (size_t n = 0; same && s->body && n < s->body->count; n++) {
				const struct leaf *k = &s->body->leaves[n], *l = &t->body->leaves[n];
				same = k->kind == l->kind && str_eq(k->path, l->path) && str_eq(k->data, l->data);
			}
		}
	}
	if (!same)
		buf_printf(why, "    the copies hold other words %s\n", err.text);
	unsealing_done(&p);
	unsealing_done(&q);
	record_close(x);
	record_close(y);
	arena_free(a);
	return same;
}

/* Does the copy commit to anything that it withholds: words, or the orders of the taker's own log? */
static bool
withholds(const char *path)
{
	arena *a = arena_new();
	struct err err = { 0 };
	record *r = record_open_on(a, str_of(path), STORE_READ, "memory", &around, &err);
	bool withholds = false;
	for (size_t i = 0; r && i < r->circles.count; i++) {
		struct event_row row;
		struct event_rows *rows = store_events(r->s, r->circles.at[i].row.circle, 0, true, &err);
		while (event_rows_next(rows, &row))
			withholds = withholds || !row.body.has_k;
		event_rows_close(rows, &err);
	}
	record_close(r);
	arena_free(a);
	return withholds;
}

static bool
copies_hold(const struct gen *g, buf *why)
{
	struct world a, b;
	struct view_query q = secrets_query(g);
	bool holds = true;
	world_open(&a, g, SIDE_A, NULL);
	world_open(&b, g, SIDE_B, NULL);
	if (g->viewer.len && !a.m->faults.total && !b.m->faults.total && secrets_hidden(&a, &b, &q)) {
		disk_clear(memory());
		holds = copy_of_side(g, &a, SIDE_A, "a.paraph", "copy-a.paraph", why) &&
			copy_of_side(g, &b, SIDE_B, "b.paraph", "copy-b.paraph", why) &&
			(withholds("copy-a.paraph") || withholds("copy-b.paraph") ? same_held(why) : same_files(why));
	}
	world_close(&b);
	world_close(&a);
	return holds;
}

TEST(laws_record, what_a_party_may_not_know_changes_no_byte_of_its_copy)
{
	law_run("copies", copies_hold, secrets_spoil, 22);
}

/* ---- the laws say something ---- */

TEST(laws_record, most_generated_talks_can_be_taken)
{
	enum { TALKS = 300 };
	unsigned sound = 0;
	for (uint64_t i = 0; i < TALKS; i++) {
		arena *a = arena_new();
		struct world w;
		struct gen *g = gen_new(a, 5000 + i);
		world_open(&w, g, SIDE_A, NULL);
		sound += w.m->faults.total == 0;
		world_close(&w);
		gen_done(g);
		arena_free(a);
	}
	CHECK(sound > TALKS / 2);
}
