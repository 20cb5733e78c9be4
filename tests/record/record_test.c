/* What may be appended, by whom; and what a hostile or damaged file can do. */
#include "record/take.h"

#include "rand.h"
#include "record/disk.h"
#include "record/verify.h"

static const struct seed envoy = { { 1 } }, upper = { { 2 } };
static int64_t clock_ms = 1780531200000;

static int64_t
set_clock(void *context)
{
	(void)context;
	return clock_ms;
}

static const struct surroundings around = { .now_ms = set_clock };

static struct signer
signer_of(const struct seed *seed, str party)
{
	return (struct signer){ .key = seal_pubkey(seed), .seed = seed, .party = party };
}

static body *
entry(record *r, const char *text)
{
	body *b = event_body(r->a, "entry");
	body_add(b, LEAF_FIELD, S("entry"), str_of(text));
	body_add(b, LEAF_FIELD, S("keeper"), S("ENV"));
	body_add(b, LEAF_FIELD, S("circle"), S("given"));
	return b;
}

/* A record with one log, `table`, on a disk in memory. */
struct small { struct disk *disk; arena *a; record *r; struct signer env, upp; size_t circle; };

static void
small_open(struct small *s)
{
	struct err err = { 0 };
	CHECK(seal_start());
	clock_ms = 1780531200000;
	*s = (struct small){ .disk = disk_new("small"), .a = arena_new(), .env = signer_of(&envoy, S("ENV")),
			     .upp = signer_of(&upper, S("UPP")) };
	s->r = record_open_on(s->a, S("s.paraph"), STORE_CREATE, "small", &around, &err);
	CHECK(s->r != NULL);
	CHECK_OK(record_begin(s->r, &err) && record_open_circle(s->r, S("table"), &s->env, &s->circle, &err) &&
		 record_append(s->r, s->circle, "entry", entry(s->r, "party UPP\n"), &s->env, NULL, &err) &&
		 record_commit(s->r, &s->env, &err) && record_seal(s->r, &s->env, &err), err);
}

static void
small_close(struct small *s)
{
	record_close(s->r);
	arena_free(s->a);
	disk_free(s->disk);
}

static enum verdict_of
small_verdict(struct small *s, str *ret_what)
{
	struct verification v = { .threads = 1 };
	enum verdict_of verdict = record_verify(&v, s->a, s->r);
	*ret_what = v.what;
	return verdict;
}

/* ---- who may seal ---- */

TEST(record_record, only_keys_of_the_log_seal_and_only_while_they_may)
{
	struct small s;
	struct err err = { 0 };
	small_open(&s);
	CHECK_OK(record_begin(s.r, &err), err);
	CHECK_FAILS(record_append(s.r, 0, "entry", entry(s.r, "party LOW\n"), &s.upp, NULL, &err), err, ERR_INPUT,
		    "is not known in the circle 'table'");
	struct known_key key = { .key = s.upp.key, .party = S("UPP"), .role = ROLE_PARTY };
	CHECK_OK(record_add_key(s.r, 0, &key, &s.env, &err), err);
	CHECK_OK(record_append(s.r, 0, "entry", entry(s.r, "party LOW\n"), &s.upp, NULL, &err), err);
	/* A party's key manages keys of its party alone. */
	struct known_key other = { .key = seal_pubkey(&(struct seed){ { 3 } }), .party = S("LOW"), .role = ROLE_PARTY };
	CHECK_FAILS(record_add_key(s.r, 0, &other, &s.upp, &err), err, ERR_INPUT, "keys of UPP only");
	CHECK_FAILS(record_revoke_key(s.r, 0, &s.env.key, S(""), &s.upp, &err), err, ERR_INPUT, "keys of UPP only");
	CHECK_OK(record_revoke_key(s.r, 0, &s.upp.key, S("lost"), &s.env, &err), err);
	CHECK_FAILS(record_append(s.r, 0, "entry", entry(s.r, "party X\n"), &s.upp, NULL, &err), err, ERR_INPUT, "was revoked");
	CHECK_FAILS(record_add_key(s.r, 0, &key, &s.env, &err), err, ERR_INPUT, "was revoked");
	CHECK_OK(record_commit(s.r, &s.env, &err) && record_seal(s.r, &s.env, &err), err);
	str what;
	CHECK_EQ(small_verdict(&s, &what), VERIFIED_MISSING);   /* entries that no order names */
	CHECK(str_find_str(what, S("no order of entries")) < what.len);
	small_close(&s);
}

TEST(record_record, what_is_rolled_back_is_not_there)
{
	struct small s;
	struct err err = { 0 };
	small_open(&s);
	uint64_t size = s.r->circles.at[0].row.size;
	CHECK_OK(record_begin(s.r, &err) && record_append(s.r, 0, "entry", entry(s.r, "party LOW\n"), &s.env, NULL, &err), err);
	record_rollback(s.r);
	CHECK_EQ(s.r->circles.at[0].row.size, size);
	CHECK_OK(record_begin(s.r, &err) && record_append(s.r, 0, "entry", entry(s.r, "party LOW\n"), &s.env, NULL, &err) &&
		 record_commit(s.r, &s.env, &err), err);
	CHECK_EQ(s.r->circles.at[0].row.size, size + 1);
	small_close(&s);
}

TEST(record_record, a_clock_that_runs_backwards_is_told_and_loses_nothing)
{
	struct small s;
	struct err err = { 0 };
	struct verification v = { .threads = 1 };
	small_open(&s);
	clock_ms -= 86400000;
	CHECK_OK(record_begin(s.r, &err) && record_append(s.r, 0, "entry", entry(s.r, "party LOW\n"), &s.env, NULL, &err), err);
	CHECK(s.r->clock_is_behind);
	CHECK_OK(record_commit(s.r, &s.env, &err) && record_seal(s.r, &s.env, &err), err);
	record_verify(&v, s.a, s.r);
	CHECK_EQ(v.backwards, 1);
	CHECK_EQ(v.events, 3);
	small_close(&s);
}

TEST(record_record, events_behind_the_last_checkpoint_are_told_and_sealed_next_time)
{
	struct small s;
	struct err err = { 0 };
	str what;
	small_open(&s);
	CHECK_OK(record_begin(s.r, &err) && record_append(s.r, 0, "entry", entry(s.r, "party LOW\n"), &s.env, NULL, &err) &&
		 record_commit(s.r, &s.env, &err), err);
	/* The power goes before record_seal. */
	CHECK_EQ(small_verdict(&s, &what), VERIFIED_MISSING);
	CHECK(str_find_str(what, S("behind the last checkpoint")) < what.len);
	CHECK_OK(record_seal(s.r, &s.env, &err), err);
	small_verdict(&s, &what);
	CHECK(str_find_str(what, S("behind the last checkpoint")) == what.len);
	small_close(&s);
}

/* ---- hostile entries ---- */

static bool
open_any(void *context, arena *a, str path, str *ret_bytes, struct err *err)
{
	(void)a;
	(void)path;
	(void)err;
	*(bool *)context = true;
	*ret_bytes = S("");
	return true;
}

TEST(record_unsealing, an_event_that_holds_more_than_one_entry_is_refused_and_opens_no_file)
{
	static const char *const texts[] = {
		"party LOW\nparty MID\n", "include \"/etc/passwd\"\n", "keeper LOW\n", "under circle LOW\nparty X\n", "", "nonsense\n",
		"; a comment\n", "party LOW\ninclude \"/etc/passwd\"\n",
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct small s;
		struct err err = { 0 };
		struct unsealing q;
		bool opened = false;
		struct opener opener = { .open = open_any, .context = &opened };
		small_open(&s);
		CHECK_OK(record_begin(s.r, &err) && record_append(s.r, 0, "entry", entry(s.r, texts[i]), &s.env, NULL, &err) &&
			 record_commit(s.r, &s.env, &err), err);
		minutes *m = minutes_new(s.a, &opener);
		CHECK_OK(unsealing_open(&q, s.a, s.r, &err), err);
		CHECK_FAILS(unsealing_minutes(&q, m, S(""), &err), err, ERR_INPUT, "holds what is no single entry");
		CHECK(!opened);
		unsealing_done(&q);
		minutes_done(m);
		small_close(&s);
	}
}

/* ---- damage ---- */

static str
all_minutes(struct small *s, struct err *err)
{
	struct unsealing q;
	buf out = { 0 };
	if (!unsealing_open(&q, s->a, s->r, err))
		return S("unreadable");
	for (size_t i = 0; i < q.files.count; i++)
		unsealing_print_file(&q, i, &out);
	str text = arena_str(s->a, buf_str(&out));
	buf_done(&out);
	unsealing_done(&q);
	return text;
}

/* Any bit of the file: it is named, or what is read is the same. */
TEST(record_damage, no_flipped_bit_of_the_file_changes_what_is_read_without_being_named)
{
	enum { FLIPS = 1500 };
	struct small s;
	struct err err = { 0 };
	struct rand r = rand_new();
	size_t named = 0;
	small_open(&s);
	body *b = event_body(s.a, "intake");
	struct hex id = hash_hex(&s.r->circles.at[0].row.id);
	CHECK_OK(record_begin(s.r, &err), err);
	size_t own;
	CHECK_OK(record_open_circle(s.r, S("ENV"), &s.env, &own, &err), err);
	body_add(b, LEAF_FIELD, S("order"), arena_printf(s.a, "circle 1 %s\nfile ENV a.minutes\nrun 1 1 1\n", id.at));
	CHECK_OK(record_append(s.r, own, "intake", b, &s.env, NULL, &err) && record_commit(s.r, &s.env, &err) &&
		 record_seal(s.r, &s.env, &err) && store_scrub(s.r->s, &err), err);
	str what, wanted = all_minutes(&s, &err);
	CHECK_EQ(small_verdict(&s, &what), VERIFIED_GOOD);
	record_close(s.r);
	size_t size = disk_file(s.disk, "s.paraph").len;
	CHECK(size > 0);
	for (size_t i = 0; i < FLIPS; i++) {
		arena *whole = s.a;
		size_t bit = rand_below(&r, 8 * size);
		s.a = arena_new();
		disk_flip(s.disk, "s.paraph", bit);
		s.r = record_open_on(s.a, S("s.paraph"), STORE_READ, "small", &around, &err);
		enum verdict_of verdict = s.r ? small_verdict(&s, &what) : VERIFIED_BROKEN;
		named += verdict != VERIFIED_GOOD;
		if (verdict == VERIFIED_GOOD && !str_eq(all_minutes(&s, &err), wanted))
			test_failed(__FILE__, __LINE__, "bit %zu changes what is read, and nothing names it", bit);
		record_close(s.r);
		arena_free(s.a);
		s.a = whole;
		disk_flip(s.disk, "s.paraph", bit);
	}
	CHECK(named > FLIPS / 20);
	s.r = NULL;
	small_close(&s);
}

/* ---- takings ---- */

static bool
open_zone(void *context, arena *a, str name, str *ret_bytes, struct err *err)
{
	(void)context;
	(void)a;
	(void)ret_bytes;
	return fail(err, ERR_ABSENT, "no zone '%.*s' here", STR_ARG(name));
}

TEST(record_take, a_taking_that_was_planned_on_another_state_is_refused)
{
	struct small s;
	struct err err = { 0 };
	struct taking first, second;
	struct opener opener = { .open_zone = open_zone };
	small_open(&s);
	minutes *m = minutes_new(s.a, &opener), *n = minutes_new(s.a, &opener);
	const str text = S("party UPP\nkeeper ENV\nmediator ENV\n2026-06-03 10:00 ENV says \"a word\" kind statement circle ENV\n");
	CHECK_OK(minutes_read_text(m, S("a.minutes"), text, &err) && minutes_read_text(n, S("a.minutes"), text, &err), err);
	CHECK_OK(taking_plan(&first, s.a, s.r, m, &err) && taking_plan(&second, s.a, s.r, n, &err), err);
	CHECK_EQ(m->faults.total, 0);
	CHECK_OK(taking_seal(&first, &s.env, &err), err);
	CHECK_FAILS(taking_seal(&second, &s.env, &err), err, ERR_CLASH, "another wrote to");
	taking_done(&first);
	taking_done(&second);
	minutes_done(m);
	minutes_done(n);
	small_close(&s);
}
