/* Evidence of a fork: two statements of one key that cannot both be of one log.  It stands on
 * its own: who has the text has all that is needed to check it. */
#include "base/list.h"
#include "base/map.h"
#include "record/tree.h"
#include "record/verify.h"

static void
add_note(str note, buf *out)
{
	buf_printf(out, "note %zu\n", note.len);
	buf_add(out, note);
}

static void
add_head(const char *kind, const struct pubkey *key, str first, str second, buf *out)
{
	struct hex hex = pubkey_hex(key);
	buf_printf(out, "paraph-fork v1\nkind %s\nkey %s\n", kind, hex.at);
	add_note(first, out);
	add_note(second, out);
}

void
fork_print_events(const struct pubkey *key, str first, str second, buf *out)
{
	add_head("events", key, first, second, out);
}

void
fork_print_checkpoints(const struct pubkey *key, str first, str second, const struct hash *leaves, uint64_t count,
		       buf *out)
{
	add_head("checkpoints", key, first, second, out);
	buf_printf(out, "leaves %llu\n", (unsigned long long)count);
	for (uint64_t i = 0; i < count; i++) {
		struct hex hex = hash_hex(&leaves[i]);
		buf_add(out, (str){ hex.at, 2 * HASH_BYTES });
		buf_add_byte(out, '\n');
	}
}

/* ---- checking ---- */

static bool
take_note(str *rest, str *ret_note)
{
	str number;
	uint64_t len;
	if (!note_take_line(rest, S("note "), &number) || !str_u64(number, &len) || len > rest->len)
		return false;
	*ret_note = str_sub(*rest, 0, len);
	*rest = str_sub(*rest, len, rest->len);
	return true;
}

static bool
events_fork(const struct fork *f, struct err *err)
{
	struct header x, y;
	struct hash x_id, y_id;
	if (!event_check(f->first, true, &x, &x_id, NULL, err) || !event_check(f->second, true, &y, &y_id, NULL, err))
		return false;
	if (!pubkey_eq(&x.key, &f->key) || !pubkey_eq(&y.key, &f->key))
		return fail(err, ERR_BROKEN, "the two events are not of the key that it names");
	bool same_log = x.opens == y.opens && (x.opens || hash_eq(&x.circle, &y.circle));
	return (same_log && x.seq == y.seq && !hash_eq(&x_id, &y_id)) ||
	       fail(err, ERR_BROKEN, "these two events can stand in one log: there is no fork");
}

/* The root of the first `size` leaves that stand in the text, and of all. */
static bool
roots_of(str text, uint64_t count, uint64_t size, struct hash *ret_first, struct hash *ret_all)
{
	struct tree t = { 0 };
	str line;
	bool good = true;
	for (uint64_t i = 0; good && i < count; i++) {
		struct hash leaf;
		good = str_cut(text, '\n', &line, &text) && hash_of_hex(line, &leaf);
		if (good)
			tree_add(&t, leaf);
	}
	good = good && text.len == 0 && size <= t.size;
	if (good) {
		*ret_first = tree_root(&t, size);
		*ret_all = tree_root(&t, t.size);
	}
	tree_done(&t);
	return good;
}

static bool
checkpoints_fork(const struct fork *f, str rest, struct err *err)
{
	struct checkpoint x, y;
	struct note x_note, y_note;
	struct hash first, all;
	str number;
	uint64_t count;
	if (!checkpoint_read(f->first, &x, &x_note, err) || !checkpoint_read(f->second, &y, &y_note, err))
		return false;
	if (!checkpoint_is_signed(&x_note, &x, &f->key) || !checkpoint_is_signed(&y_note, &y, &f->key))
		return fail(err, ERR_BROKEN, "the two checkpoints are not signed by the key that it names");
	if (memcmp(x.circle, y.circle, sizeof x.circle) != 0 || x.size > y.size)
		return fail(err, ERR_BROKEN, "the two checkpoints are not of one log, the earlier first");
	if (!note_take_line(&rest, S("leaves "), &number) || !str_u64(number, &count) || count != y.size ||
	    !roots_of(rest, count, x.size, &first, &all) || !hash_eq(&all, &y.root))
		return fail(err, ERR_BROKEN, "its leaves are not those of the second checkpoint");
	return !hash_eq(&first, &x.root) || fail(err, ERR_BROKEN, "one log has both checkpoints: there is no fork");
}

bool
fork_check(arena *a, str bytes, struct fork *ret_fork, struct err *err)
{
	struct fork f = { .is_checkpoints = false };
	str rest = bytes, line, kind, key;
	(void)a;
	if (!str_cut(rest, '\n', &line, &rest) || !str_eq(line, S("paraph-fork v1")) ||
	    !note_take_line(&rest, S("kind "), &kind) || !note_take_line(&rest, S("key "), &key) || !pubkey_of_hex(key, &f.key) ||
	    !take_note(&rest, &f.first) || !take_note(&rest, &f.second))
		return fail(err, ERR_INPUT, "this is no evidence of a fork, or not the whole of one");
	f.is_checkpoints = str_eq(kind, S("checkpoints"));
	if (!f.is_checkpoints && !str_eq(kind, S("events")))
		return fail(err, ERR_INPUT, "evidence of a kind '%.*s' is not known here", STR_ARG(kind));
	if (!f.is_checkpoints && rest.len)
		return fail(err, ERR_INPUT, "there is more in this evidence than belongs to it");
	if (!(f.is_checkpoints ? checkpoints_fork(&f, rest, err) : events_fork(&f, err)))
		return false;
	*ret_fork = f;
	return true;
}

/* ---- two copies ---- */

/* Of a log: its notes by place, and by key and number. */
struct notes {
	LIST(str) at;
	map by_seal;            /* hash of key and seq: 1 + place */
};

static uint64_t
seal_key(const struct header *h)
{
	uint64_t key = str_hash((str){ (const char *)h->key.at, KEY_BYTES }) ^ h->seq * 0x9e3779b97f4a7c15u;
	return key == UINT64_MAX ? 0 : key;
}

static bool
read_notes(arena *a, record *r, size_t circle, struct notes *n, struct err *err)
{
	struct event_row row;
	struct event_rows *rows = store_events(r->s, r->circles.at[circle].row.circle, 0, false, err);
	bool ok = rows != NULL;
	while (ok && event_rows_next(rows, &row)) {
		struct header h;
		ok = event_check(row.note, false, &h, NULL, NULL, err);
		*LIST_ADD(&n->at) = arena_str(a, row.note);
		if (ok)
			*map_at(&n->by_seal, seal_key(&h)) = (uint32_t)n->at.count;
	}
	return (!rows || event_rows_close(rows, ok ? err : &(struct err){ 0 })) && ok;
}

static void
notes_done(struct notes *n)
{
	LIST_DONE(&n->at);
	map_done(&n->by_seal);
}

/* An event of `x` whose key sealed another of the same number in `y`. */
static bool
find_fork(arena *a, const struct notes *x, const struct notes *y, str *ret_evidence)
{
	for (size_t i = 0; i < x->at.count; i++) {
		struct header h, other;
		struct err err = { 0 };
		if (i < y->at.count && str_eq(x->at.at[i], y->at.at[i]))
			continue;
		event_check(x->at.at[i], false, &h, NULL, NULL, &err);
		uint32_t at = map_get(&y->by_seal, seal_key(&h));
		if (!at || str_eq(y->at.at[at - 1], x->at.at[i]) || !event_check(y->at.at[at - 1], true, &other, NULL, NULL, &err) ||
		    !event_check(x->at.at[i], true, &h, NULL, NULL, &err) || !pubkey_eq(&h.key, &other.key) || h.seq != other.seq)
			continue;
		buf out = { 0 };
		fork_print_events(&h.key, x->at.at[i], y->at.at[at - 1], &out);
		*ret_evidence = arena_str(a, buf_str(&out));
		buf_done(&out);
		return true;
	}
	return false;
}

static size_t
same_circle(const record *r, const struct hash *id)
{
	for (size_t i = 0; i < r->circles.count; i++)
		if (hash_eq(&r->circles.at[i].row.id, id))
			return i + 1;
	return 0;
}

/* One log in both: is the shorter the beginning of the longer? */
static const char *
compare_logs(arena *a, const struct notes *p, const struct notes *q, str *ret_evidence)
{
	size_t common = p->at.count < q->at.count ? p->at.count : q->at.count;
	for (size_t i = 0; i < common; i++)
		if (!str_eq(p->at.at[i], q->at.at[i]))
			return find_fork(a, p, q, ret_evidence) ? "one key has sealed two events of one number"
								: "the two copies have other events at one place";
	return NULL;
}

bool
record_compare(arena *a, record *x, record *y, str *ret_evidence, str *ret_what, struct err *err)
{
	size_t shared = 0;
	*ret_evidence = *ret_what = S("");
	for (size_t i = 0; i < x->circles.count && ret_what->len == 0; i++) {
		size_t other = same_circle(y, &x->circles.at[i].row.id);
		struct notes p = { 0 }, q = { 0 };
		if (!other)
			continue;
		shared++;
		bool ok = read_notes(a, x, i, &p, err) && read_notes(a, y, other - 1, &q, err);
		const char *wrong = ok ? compare_logs(a, &p, &q, ret_evidence) : NULL;
		if (wrong)
			*ret_what = arena_printf(a, "circle '%.*s': %s", STR_ARG(x->circles.at[i].row.name), wrong);
		notes_done(&p);
		notes_done(&q);
		if (!ok)
			return false;
	}
	return shared || fail(err, ERR_INPUT, "'%.*s' and '%.*s' have no log in common: they are no copies of one record",
			      STR_ARG(x->path), STR_ARG(y->path));
}
