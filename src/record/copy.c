#include "record/copy.h"

#include <stdlib.h>

#include "record/order.h"
#include "talks/talks.h"

/* ---- the note ---- */

static int
by_id(const void *a, const void *b)
{
	return memcmp(((const struct copy_log *)a)->id.at, ((const struct copy_log *)b)->id.at, HASH_BYTES);
}

void
copy_print(str party, const struct pubkey *key, int64_t time_ms, const struct copy_log *logs, size_t count,
	   const struct hash *order, buf *out)
{
	struct hex hex = pubkey_hex(key), of_order = hash_hex(order);
	buf_printf(out, "paraph-copy v1\nfor %.*s\nkey %s\ntime ", STR_ARG(party), hex.at);
	instant_print(time_ms, out);
	buf_add_byte(out, '\n');
	for (size_t i = 0; i < count; i++) {
		struct hex id = hash_hex(&logs[i].id), root = hash_hex(&logs[i].root);
		buf_printf(out, "circle %s %llu %s\n", id.at, (unsigned long long)logs[i].size, root.at);
	}
	buf_printf(out, "order %s\n", of_order.at);
}

static bool
log_read(str text, struct copy_log *ret_log)
{
	str id, size;
	return str_cut(text, ' ', &id, &text) && hash_of_hex(id, &ret_log->id) && str_cut(text, ' ', &size, &text) &&
	       str_u64(size, &ret_log->size) && hash_of_hex(text, &ret_log->root);
}

bool
copy_read(arena *a, str text, struct copy_note *ret_note)
{
	struct copy_note n = { .count = 0 };
	LIST(struct copy_log) logs = { 0 };
	str rest = text, line, part;
	bool good = str_cut(rest, '\n', &line, &rest) && str_eq(line, S("paraph-copy v1")) &&
		    note_take_line(&rest, S("for "), &n.party) && note_take_line(&rest, S("key "), &part) &&
		    pubkey_of_hex(part, &n.key) && note_take_line(&rest, S("time "), &part) && instant_read(part, &n.time_ms);
	while (good && note_take_line(&rest, S("circle "), &part))
		good = log_read(part, LIST_ADD(&logs)) &&
		       (logs.count == 1 || by_id(&logs.at[logs.count - 2], &logs.at[logs.count - 1]) < 0);
	good = good && note_take_line(&rest, S("order "), &part) && hash_of_hex(part, &n.order) && rest.len == 0;
	n.count = logs.count;
	n.logs = ARENA_ARRAY(a, struct copy_log, logs.count + 1);
	if (logs.count)
		memcpy(n.logs, logs.at, logs.count * sizeof *logs.at);
	LIST_DONE(&logs);
	if (good) {
		buf again = { 0 };
		copy_print(n.party, &n.key, n.time_ms, n.logs, n.count, &n.order, &again);
		good = str_eq(buf_str(&again), text);
		buf_done(&again);
		*ret_note = n;
	}
	return good;
}

/* ---- what goes into it ---- */

struct copier {
	struct copying *c;
	arena *a;
	record *from, *to;
	view *v;
	talks *t;
	bool *goes;             /* by circle of `from` */
	uint32_t **entry_at;    /* by circle and position: 1 + entry of the minutes */
};

static void
find_entries(struct copier *k)
{
	const struct unsealing *q = k->c->q;
	k->entry_at = ARENA_ARRAY(k->a, uint32_t *, k->from->circles.count + 1);
	for (size_t i = 0; i < k->from->circles.count; i++)
		k->entry_at[i] = ARENA_ARRAY(k->a, uint32_t, q->logs[i].count + 1);
	for (uint32_t e = 0; e < q->item_of.count; e++) {
		const struct unsealing_item *item = q->item_of.at[e] ? &q->items.at[q->item_of.at[e] - 1] : NULL;
		for (uint32_t i = 0; item && i < item->count; i++) {
			struct unsealing_place p = q->places.at[item->first + i];
			k->entry_at[p.circle][p.position] = e + 1;
		}
	}
}

/* The drafts that an entry may bring or show words of, one after the other. */
static uint32_t
draft_name(const struct copier *k, uint32_t entry, size_t *at)
{
	const minutes *m = k->c->d->m;
	const struct entry *e = &m->entries.at[entry];
	const struct item *items = entry_items(m, e);
	for (; *at < e->count; ++*at) {
		const struct item *i = &items[*at];
		bool names = e->kind == ENTRY_DECL ? i->key == KEY_SUBJECT : i->key == KEY_OBJECT && i->type == ITEM_REF;
		if (names)
			return items[(*at)++].a;
	}
	return 0;
}

static bool
is_point(const draft *text, uint32_t point, str provision)
{
	buf own = { 0 };
	draft_point_print(text, point, &own);
	bool same = str_eq(buf_str(&own), provision);
	buf_done(&own);
	return same;
}

/* Shows the leaves of a body whose words one conveyed text gives to the party: what was sealed
 * for another's eyes may be another's text of the same name. */
static void
show_conveyed(const struct conveyed *c, str name, const body *b, bool *shown)
{
	str prefix = c->is_own ? S("") : name;
	for (size_t i = 0; i < b->count; i++) {
		const struct leaf *l = &b->leaves[i];
		if (l->kind == LEAF_FIELD && c->is_own && str_eq(l->path, S("text")))
			shown[i] = shown[i] || c->is_whole;
		if (l->kind != LEAF_PROVISION || !str_starts(l->path, prefix))
			continue;
		str number = str_sub(l->path, prefix.len, l->path.len);
		if (prefix.len && !str_starts(number, S(":")))
			continue;
		number = str_sub(number, prefix.len ? 1 : 0, number.len);
		uint32_t point = draft_find(c->text, number);
		shown[i] = shown[i] || (point && c->points[point - 1] && is_point(c->text, point - 1, l->data));
	}
}

/* Which leaves of an entry go along; false where all do. */
static bool
choose_leaves(struct copier *k, uint32_t entry, const body *b, bool *shown)
{
	static const char *const always[] = { "type-version", "entry", "keeper", "circle" };
	bool all = true;
	for (size_t i = 0; i < b->count; i++)
		for (size_t n = 0; n < sizeof always / sizeof *always; n++)
			shown[i] = shown[i] || (b->leaves[i].kind == LEAF_FIELD && str_eq(b->leaves[i].path, str_of(always[n])));
	uint32_t name;
	for (size_t at = 0; (name = draft_name(k, entry, &at)) != 0;) {
		struct conveyed c;
		if (talks_conveyed(k->t, k->a, entry, name, &c))
			show_conveyed(&c, syms_str(k->c->d->m->names, name), b, shown);
	}
	for (size_t i = 0; i < b->count; i++)
		all = all && shown[i];
	return !all;
}

static body *
body_for(struct copier *k, size_t circle, uint64_t position, const char *type, const body *b)
{
	if (strcmp(type, "intake") == 0)
		return body_withhold(k->a, b, NULL);
	uint32_t entry = strcmp(type, "entry") == 0 ? k->entry_at[circle][position] : 0;
	if (strcmp(type, "entry") != 0)
		return (body *)(uintptr_t)b;
	k->c->entry_count++;
	bool *shown = ARENA_ARRAY(k->a, bool, b->count + 1);
	if (entry && !choose_leaves(k, entry - 1, b, shown))
		return (body *)(uintptr_t)b;
	k->c->withheld++;
	return body_withhold(k->a, b, shown);
}

/* ---- copying ---- */

static bool
put_body(struct copier *k, int64_t event, const body *b, struct err *err)
{
	buf leaves = { 0 }, hashes = { 0 };
	body_print(b, &leaves, &hashes);
	struct body_row row = { true, b->n, b->has_k, b->k, buf_str(&leaves), buf_str(&hashes) };
	bool ok = store_add_body(k->to->s, event, &row, err);
	buf_done(&leaves);
	buf_done(&hashes);
	return ok;
}

static bool
copy_event(struct copier *k, size_t circle, int64_t to_circle, const struct event_row *row, struct err *err)
{
	struct header h;
	int64_t event;
	if (!event_check(row->note, false, &h, NULL, NULL, err) ||
	    !store_add_event(k->to->s, to_circle, row->position, &row->id, row->note, &event, err))
		return false;
	if (row->burnt)
		return store_burn(k->to->s, event, err);
	if (!row->body.held)
		return true;
	if (!row->body.has_k)
		return fail(err, ERR_INPUT, "a body of '%.*s' is withheld, so no copy can be made of it; make it from the record "
			    "that holds everything", STR_ARG(k->from->path));
	const body *b = body_read(k->a, row->body.n, &row->body.k, row->body.leaves, S(""), err);
	return b && put_body(k, event, body_for(k, circle, row->position, h.type, b), err);
}

static bool
copy_seals(struct copier *k, const struct circle *c, int64_t to_circle, struct err *err)
{
	struct checkpoint_row *rows;
	struct cosignature_row *lines;
	size_t count, line_count;
	if (!store_checkpoints(k->from->s, k->a, c->row.circle, &rows, &count, err) ||
	    !store_cosignatures(k->from->s, k->a, c->row.circle, &lines, &line_count, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!store_add_checkpoint(k->to->s, to_circle, rows[i].size, rows[i].note, err))
			return false;
	for (size_t i = 0; i < line_count; i++) {
		lines[i].circle = to_circle;
		if (!store_add_cosignature(k->to->s, &lines[i], err))
			return false;
	}
	return true;
}

static bool
copy_circle(struct copier *k, size_t circle, struct err *err)
{
	const struct circle *c = &k->from->circles.at[circle];
	int64_t to;
	struct event_row row;
	if (!store_add_circle(k->to->s, &c->row.id, c->row.name, &to, err))
		return false;
	struct event_rows *rows = store_events(k->from->s, c->row.circle, 0, true, err);
	bool ok = rows != NULL;
	while (ok && event_rows_next(rows, &row))
		ok = copy_event(k, circle, to, &row, err);
	if (rows)
		ok = event_rows_close(rows, ok ? err : &(struct err){ 0 }) && ok;
	return ok && store_grow_circle(k->to->s, to, 0, &c->row.peaks, err) && copy_seals(k, c, to, err);
}

/* ---- the order ---- */

struct ranked { const struct unsealing_file *file; uint32_t index; };

static int
by_path(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	int order = str_cmp(x->file->path, y->file->path);
	return order ? order : x->index < y->index ? -1 : x->index > y->index;
}

static void
order_file(struct copier *k, const struct ranked *r, const uint64_t *numbers, unsigned *named, int width,
	   struct order_writer *w)
{
	const struct unsealing *q = k->c->q;
	bool began = false;
	for (uint32_t i = r->file->first; i < r->file->first + r->file->count; i++) {
		const struct unsealing_item *item = &q->items.at[i];
		struct order_place *places = ARENA_ARRAY(k->a, struct order_place, item->count);
		size_t count = 0;
		for (uint32_t n = 0; n < item->count; n++) {
			struct unsealing_place p = q->places.at[item->first + n];
			if (k->goes[p.circle])
				places[count++] = (struct order_place){ numbers[p.circle], p.position };
		}
		if (!count)
			continue;
		if (!began)
			order_add_file(w, r->file->keeper, arena_printf(k->a, "%0*u", width, ++*named));
		began = true;
		order_add(w, places, count);
	}
}

static str
copy_order(struct copier *k)
{
	const struct unsealing *q = k->c->q;
	struct order_writer w = { 0 };
	uint64_t *numbers = ARENA_ARRAY(k->a, uint64_t, k->from->circles.count + 1), number = 0;
	struct ranked *files = ARENA_ARRAY(k->a, struct ranked, q->files.count + 1);
	unsigned named = 0;
	for (size_t i = 0; i < k->from->circles.count; i++) {
		if (!k->goes[i])
			continue;
		numbers[i] = ++number;
		order_add_circle(&w, number, &k->from->circles.at[i].row.id);
	}
	for (uint32_t i = 0; i < q->files.count; i++)
		files[i] = (struct ranked){ &q->files.at[i], i };
	if (q->files.count)
		qsort(files, q->files.count, sizeof *files, by_path);
	/* The width must not tell how many files there are. */
	for (size_t i = 0; i < q->files.count; i++)
		order_file(k, &files[i], numbers, &named, 6, &w);
	str order = arena_str(k->a, order_done(&w));
	buf_done(&w.out);
	return order;
}

static bool
put_note(struct copier *k, const struct signer *signer, struct err *err)
{
	struct copy_log *logs = ARENA_ARRAY(k->a, struct copy_log, k->from->circles.count + 1);
	buf text = { 0 }, note = { 0 };
	size_t count = 0;
	for (size_t i = 0; i < k->from->circles.count; i++) {
		const struct circle_row *row = &k->from->circles.at[i].row;
		if (k->goes[i])
			logs[count++] = (struct copy_log){ row->id, peaks_root(&row->peaks), row->size };
	}
	if (count)
		qsort(logs, count, sizeof *logs, by_id);
	str order = copy_order(k);
	struct hash order_hash = seal_hash(order);
	copy_print(k->c->party, &signer->key, k->to->around.now_ms(k->to->around.context), logs, count, &order_hash, &text);
	bool ok = signer_note(signer, signer->party, buf_str(&text), &note, err) &&
		  store_set_copied(k->to->s, buf_str(&note), order, err);
	k->c->circle_count = count;
	buf_done(&text);
	buf_done(&note);
	return ok;
}

static bool
fill(struct copier *k, const struct signer *signer, struct err *err)
{
	if (!store_begin(k->to->s, err))
		return false;
	for (size_t i = 0; i < k->from->circles.count; i++)
		if (k->goes[i] && !copy_circle(k, i, err))
			return false;
	return put_note(k, signer, err) && store_commit(k->to->s, err) && store_scrub(k->to->s, err);
}

bool
record_copy(struct copying *c, arena *a, str path, const struct signer *signer, const struct surroundings *around,
	    struct err *err)
{
	struct copier k = { .c = c, .a = a, .from = c->q->r };
	struct view_query query = { .as = c->party };
	if (k.from->for_party.len)
		return fail(err, ERR_INPUT, "'%.*s' is itself a copy, for %.*s; copies are made from the record that holds "
			    "everything", STR_ARG(k.from->path), STR_ARG(k.from->for_party));
	k.v = view_new(a, c->d, &query, err);
	if (!k.v)
		return false;
	k.t = talks_new(a, k.v);
	k.goes = ARENA_ARRAY(a, bool, k.from->circles.count + 1);
	for (size_t i = 0; i < k.from->circles.count; i++)
		k.goes[i] = !str_eq(k.from->circles.at[i].row.name, S("-")) &&
			    view_knows_circle(k.v, k.from->circles.at[i].row.name);
	find_entries(&k);
	k.to = record_open_on(a, path, STORE_CREATE, c->vfs, around, err);
	bool ok = k.to && fill(&k, signer, err);
	if (ok)
		record_close(k.to);
	else
		record_discard(k.to);
	talks_done(k.t);
	view_done(k.v);
	return ok;
}
