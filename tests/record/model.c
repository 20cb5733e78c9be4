#include "record/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record/store_int.h"

/* Where a cut tears two marks and what is left reads as a third, its last digits do not fit. */
#define MARK "SECRET"
enum { MARK_DIGITS = 16, MARK_EVERY = 64 };

static uint64_t
mark_of(uint32_t serial)
{
	return (uint64_t)serial * 1000000 + (((uint64_t)serial + 1) * 0x9e3779b97f4a7c15u >> 32) % 1000000;
}

static const char *const circle_names[MODEL_CIRCLES] = { "LOW+UPP", "public", "-" };

struct model *
model_new(uint64_t seed, const char *vfs)
{
	struct model *m = calloc(1, sizeof *m);
	if (!m)
		abort();
	m->a = arena_new();
	m->r = (struct rand){ seed };
	m->vfs = vfs;
	for (size_t i = 0; i < MODEL_CIRCLES; i++)
		m->circle_added[i] = NEVER;
	return m;
}

static void
model_close(struct model *m)
{
	store_close(m->s);
	m->s = NULL;
}

void
model_free(struct model *m)
{
	model_close(m);
	LIST_DONE(&m->items);
	LIST_DONE(&m->gone);
	arena_free(m->a);
	free(m);
}

/* ---- opening ---- */

static bool
model_open(struct model *m, enum store_mode mode, struct err *err)
{
	m->s = store_open(MODEL_FILE, mode, m->vfs, err);
	if (m->s && m->pragma && sqlite3_exec(m->s->db, m->pragma, NULL, NULL, NULL) != SQLITE_OK)
		return fail(err, ERR_SYSTEM, "the pragma failed");
	return m->s != NULL;
}

bool
model_make(struct model *m, struct err *err)
{
	m->made = model_open(m, STORE_CREATE, err);
	return m->made;
}

static bool
tx_get(store *s, arena *a, uint32_t *ret_tx, struct err *err)
{
	str value;
	uint64_t tx = 0;
	if (!store_setting(s, a, S("tx"), &value, err))
		return false;
	if (value.len > 0 && !str_u64(value, &tx))
		return fail(err, ERR_INPUT, "the number of the last transaction is none");
	*ret_tx = (uint32_t)tx;
	return true;
}

/* What came behind that transaction never was. */
static void
settle(struct model *m, uint32_t tx)
{
	while (m->items.count > 0 && m->items.at[m->items.count - 1].added > tx)
		m->items.count--;
	for (size_t i = 0; i < m->items.count; i++)
		if (m->items.at[i].burnt > tx)
			m->items.at[i].burnt = NEVER;
	for (size_t i = 0; i < MODEL_CIRCLES; i++)
		if (m->circle_added[i] > tx)
			m->circle_added[i] = NEVER;
	m->acknowledged = m->tried = tx;
}

bool
model_reopen(struct model *m, struct err *err)
{
	uint32_t tx = 0;
	if (!model_open(m, STORE_WRITE, err))
		return false;
	if (!tx_get(m->s, m->a, &tx, err)) {
		model_close(m);
		return false;
	}
	settle(m, tx);
	return true;
}

/* ---- what is written ---- */

static str
draw_bytes(struct model *m, size_t len)
{
	char *at = arena_get(m->a, len + 8);
	for (size_t i = 0; i < len; i += 8) {
		uint64_t word = rand_next(&m->r);
		memcpy(at + i, &word, 8);
	}
	return (str){ at, len };
}

/* A body of which every stretch of 80 bytes says whose it is. */
static str
draw_body(struct model *m, uint32_t serial, size_t len)
{
	char mark[40];
	size_t mark_len = (size_t)snprintf(mark, sizeof mark, MARK "%0*llu", MARK_DIGITS,
					   (unsigned long long)mark_of(serial));
	str drawn = draw_bytes(m, len);
	char *at = arena_get(m->a, len + 1);
	memcpy(at, drawn.at, len);
	for (size_t i = 0; i + mark_len <= len; i += MARK_EVERY)
		memcpy(at + i, mark, mark_len);
	return (str){ at, len };
}

static size_t
draw_size(struct model *m)
{
	if (m->large && rand_below(&m->r, 12) == 0)
		return 10000 + rand_below(&m->r, 190000);
	return rand_below(&m->r, 3) == 0 ? rand_below(&m->r, 6000) : 200 + rand_below(&m->r, 1500);
}

/* The peaks of a circle at a size; any bytes do, for the store knows no tree. */
static struct peaks
peaks_at(unsigned circle, uint64_t size)
{
	struct peaks peaks = { .size = size, .count = (unsigned)__builtin_popcountll(size) };
	for (unsigned i = 0; i < peaks.count; i++)
		memset(peaks.at[i].at, (int)(circle * 71 + size * 7 + i) & 0xff, HASH_BYTES);
	return peaks;
}

static uint64_t
circle_size(const struct model *m, unsigned circle, uint32_t tx)
{
	uint64_t size = 0;
	for (size_t i = 0; i < m->items.count; i++)
		size += m->items.at[i].circle == circle && m->items.at[i].added <= tx;
	return size;
}

static bool
begin(struct model *m, struct err *err)
{
	char number[16];
	int len = snprintf(number, sizeof number, "%u", m->acknowledged + 1);
	if (!store_begin(m->s, err))
		return false;
	m->tried = m->acknowledged + 1;
	return store_set_setting(m->s, S("tx"), (str){ number, (size_t)len }, err);
}

static bool
commit(struct model *m, struct err *err)
{
	if (!store_commit(m->s, err))
		return false;
	m->acknowledged = m->tried;
	return true;
}

static bool
add_circle(struct model *m, unsigned circle, struct err *err)
{
	struct hash id;
	if (m->circle_added[circle] != NEVER)
		return true;
	memset(id.at, (int)(0x30 + circle), sizeof id.at);
	m->circle_added[circle] = m->tried;
	return store_add_circle(m->s, &id, str_of(circle_names[circle]), &m->circles[circle], err);
}

static struct item *
draw_item(struct model *m, unsigned circle)
{
	uint64_t position = circle_size(m, circle, NEVER);
	struct item *item = LIST_ADD(&m->items);
	*item = (struct item){ .circle = circle, .position = position, .added = m->tried, .burnt = NEVER };
	memcpy(item->id.at, draw_bytes(m, HASH_BYTES).at, HASH_BYTES);
	item->note = draw_bytes(m, 200 + rand_below(&m->r, 400));
	item->has_body = rand_below(&m->r, 8) > 0;
	item->has_k = rand_below(&m->r, 4) > 0;
	item->serial = (uint32_t)m->gone.count;
	*LIST_ADD(&m->gone) = false;
	item->leaves = draw_body(m, item->serial, draw_size(m));
	item->hashes = item->has_k ? S("") : draw_bytes(m, HASH_BYTES * rand_below(&m->r, 8));
	if (rand_below(&m->r, 4) == 0)
		item->checkpoint = draw_bytes(m, 150);
	return item;
}

static bool
add_event(struct model *m, struct err *err)
{
	unsigned circle = (unsigned)rand_below(&m->r, MODEL_CIRCLES);
	if (!add_circle(m, circle, err))
		return false;
	struct item *item = draw_item(m, circle);
	struct peaks peaks = peaks_at(circle, item->position + 1);
	struct body_row body = { .n = 8, .has_k = item->has_k, .k = item->id, .leaves = item->leaves,
				 .hashes = item->hashes };
	return store_add_event(m->s, m->circles[circle], item->position, &item->id, item->note, &item->event,
			       err) &&
	       (!item->has_body || store_add_body(m->s, item->event, &body, err)) &&
	       (item->checkpoint.len == 0 ||
		store_add_checkpoint(m->s, m->circles[circle], item->position + 1, item->checkpoint, err)) &&
	       store_grow_circle(m->s, m->circles[circle], item->position, &peaks, err);
}

static bool
append(struct model *m, size_t count, struct err *err)
{
	if (!begin(m, err))
		return false;
	while (count-- > 0)
		if (!add_event(m, err))
			return false;
	if (rand_below(&m->r, 4) == 0 && !store_set_state(m->s, S("fold"), draw_bytes(m, 300), err))
		return false;
	return commit(m, err);
}

static bool
give_up(struct model *m, struct err *err)
{
	uint32_t before = m->acknowledged;
	if (!begin(m, err) || !add_event(m, err))
		return false;
	store_rollback(m->s);
	settle(m, before);
	return true;
}

static bool
scrub(struct model *m, struct err *err)
{
	if (!store_scrub(m->s, err))
		return false;
	for (size_t i = 0; i < m->items.count; i++)
		if (m->items.at[i].burnt != NEVER)
			m->gone.at[m->items.at[i].serial] = true;
	return true;
}

static bool
burn(struct model *m, struct err *err)
{
	if (m->items.count == 0)
		return true;
	if (!begin(m, err))
		return false;
	for (uint64_t count = 1 + rand_below(&m->r, 3); count > 0; count--) {
		struct item *item = &m->items.at[rand_below(&m->r, m->items.count)];
		if (item->burnt == NEVER)
			item->burnt = m->tried;
		if (!store_burn(m->s, item->event, err))
			return false;
	}
	return commit(m, err) && (rand_below(&m->r, 4) == 0 || scrub(m, err));
}

static bool
close_and_open(struct model *m, struct err *err)
{
	model_close(m);
	return model_open(m, STORE_WRITE, err);
}

static bool
look_beside(struct model *m, struct err *err)
{
	uint32_t tx = 0;
	if (!model_holds(m, m->vfs, false, &tx, err))
		return false;
	return tx == m->acknowledged || fail(err, ERR_BROKEN, "a reader saw transaction %u, not %u", tx,
					     m->acknowledged);
}

static bool
step_any(struct model *m, struct err *err)
{
	switch (rand_below(&m->r, 16)) {
	case 0:
	case 1:
		return append(m, 2 + rand_below(&m->r, 18), err);
	case 2:
	case 3:
		return burn(m, err);
	case 4:
		return close_and_open(m, err);
	case 5:
		return give_up(m, err);
	case 6:
		return look_beside(m, err);
	case 7:
		return scrub(m, err);
	default:
		return append(m, 1, err);
	}
}

bool
model_step(struct model *m, struct err *err)
{
	if (step_any(m, err))
		return true;
	model_close(m);
	return false;
}

/* ---- what must be there ---- */

static const char *
differs(const struct item *item, const struct event_row *row, uint32_t tx)
{
	bool burnt = item->burnt <= tx, held = item->has_body && !burnt;
	const struct body_row *b = &row->body;
	if (row->event != item->event || row->position != item->position || !hash_eq(&row->id, &item->id))
		return "is another";
	if (!str_eq(row->note, item->note))
		return "has another note";
	if (row->burnt != burnt)
		return burnt ? "is not burnt" : "is burnt";
	if (b->held != held)
		return held ? "has no body" : "has a body";
	if (held && (b->n != 8 || b->has_k != item->has_k || (b->has_k && !hash_eq(&b->k, &item->id)) ||
		     !str_eq(b->leaves, item->leaves) || !str_eq(b->hashes, item->hashes)))
		return "has another body";
	return NULL;
}

static bool
holds_events(const struct model *m, struct event_rows *rows, unsigned circle, uint32_t tx, struct err *err)
{
	struct event_row row;
	for (size_t i = 0; i < m->items.count; i++) {
		const struct item *item = &m->items.at[i];
		if (item->circle != circle || item->added > tx)
			continue;
		const char *what = event_rows_next(rows, &row) ? differs(item, &row, tx) : "is missing";
		if (what)
			return fail(err, ERR_BROKEN, "at transaction %u, event %llu of circle %u %s", tx,
				    (unsigned long long)item->position, circle, what);
	}
	return !event_rows_next(rows, &row) ||
	       fail(err, ERR_BROKEN, "at transaction %u, circle %u has an event too many", tx, circle);
}

static bool
holds_checkpoints(const struct model *m, store *s, arena *a, unsigned circle, uint32_t tx, struct err *err)
{
	struct checkpoint_row *rows;
	size_t count, at = 0;
	if (!store_checkpoints(s, a, m->circles[circle], &rows, &count, err))
		return false;
	for (size_t i = 0; i < m->items.count; i++) {
		const struct item *item = &m->items.at[i];
		if (item->circle != circle || item->added > tx || item->checkpoint.len == 0)
			continue;
		if (at == count || rows[at].size != item->position + 1 ||
		    !str_eq(rows[at].note, item->checkpoint))
			return fail(err, ERR_BROKEN, "at transaction %u, a checkpoint is missing", tx);
		at++;
	}
	return at == count || fail(err, ERR_BROKEN, "at transaction %u, a checkpoint is too many", tx);
}

static bool
holds_circle(const struct model *m, store *s, arena *a, unsigned circle, uint32_t tx, struct err *err)
{
	struct err held = { 0 };
	struct event_rows *rows = store_events(s, m->circles[circle], 0, true, err);
	bool ok = holds_events(m, rows, circle, tx, &held);
	/* What the walk itself says goes before what was missed. */
	if (!event_rows_close(rows, err))
		return false;
	if (!ok)
		*err = held;
	return ok && holds_checkpoints(m, s, a, circle, tx, err);
}

static bool
is_circle(const struct model *m, const struct circle_row *row, unsigned circle, uint32_t tx)
{
	struct peaks peaks = peaks_at(circle, circle_size(m, circle, tx));
	return row->size == peaks.size && str_eq(row->name, str_of(circle_names[circle])) &&
	       str_eq(peaks_bytes(&row->peaks), peaks_bytes(&peaks));
}

static bool
holds_all(const struct model *m, store *s, arena *a, uint32_t tx, struct err *err)
{
	struct circle_row *rows;
	size_t count, wanted = 0;
	if (!store_circles(s, a, &rows, &count, err))
		return false;
	for (unsigned circle = 0; circle < MODEL_CIRCLES; circle++) {
		size_t i = 0;
		if (m->circle_added[circle] > tx)
			continue;
		wanted++;
		while (i < count && rows[i].circle != m->circles[circle])
			i++;
		if (i == count || !is_circle(m, &rows[i], circle, tx))
			return fail(err, ERR_BROKEN, "at transaction %u, circle %u is another", tx, circle);
		if (!holds_circle(m, s, a, circle, tx, err))
			return false;
	}
	return count == wanted || fail(err, ERR_BROKEN, "at transaction %u, a circle is too many", tx);
}

bool
model_holds(struct model *m, const char *vfs, bool writing, uint32_t *ret_tx, struct err *err)
{
	store *s = store_open(MODEL_FILE, writing ? STORE_WRITE : STORE_READ, vfs, err);
	if (!s) {
		*ret_tx = 0;
		return !m->made && err->kind != ERR_SYSTEM && err->kind != ERR_CLASH;
	}
	arena *a = arena_new();
	bool ok = store_check(s, err) && tx_get(s, a, ret_tx, err) && holds_all(m, s, a, *ret_tx, err);
	arena_free(a);
	store_close(s);
	return ok;
}

bool
model_forgot(const struct model *m, const struct disk *d, struct err *err)
{
	str bytes;
	for (size_t i = 0; disk_each(d, i, &bytes); i++)
		for (str rest = bytes; rest.len > 0;) {
			uint64_t number;
			size_t at = str_find_str(rest, S(MARK));
			rest = str_sub(rest, at + strlen(MARK), rest.len);
			str digits = str_sub(rest, 0, MARK_DIGITS);
			if (digits.len == MARK_DIGITS && str_u64(digits, &number) &&
			    number / 1000000 < m->gone.count && m->gone.at[number / 1000000] &&
			    number == mark_of((uint32_t)(number / 1000000)))
				return fail(err, ERR_BROKEN, "what was burnt still stands in file %zu, of %zu bytes, "
					    "at %zu", i, bytes.len, bytes.len - rest.len);
		}
	return true;
}
