/* From events back to minutes.
 *
 * The orders say which events make which entry of which file; what they name is put
 * into files as it was taken, and the reader of minutes reads those.  An entry's
 * text is sealed without its circle, which its log gives: `under` lines carry it, one
 * for each run of entries with the same circles. */
#include "record/unsealing.h"

#include <stdlib.h>

#include "base/file.h"
#include "record/order.h"
#include "text/draft.h"

/* ---- the logs ---- */

static bool
how_of(str word, uint8_t *ret_how)
{
	static const char *const words[] = { "given", "kept", "all" };
	for (uint8_t i = 0; i < 3; i++)
		if (str_eq(word, str_of(words[i]))) {
			*ret_how = i;
			return true;
		}
	return false;
}

/* Most entries are words alone, and so is what is kept of them; a body that brings texts stays. */
enum { LEAVES_OF_WORDS = 4, SCRATCH_ROWS = 24 };

/* Keepers are few, and those of neighbours are one. */
static str
keep_name(struct unsealing *q, str name)
{
	if (!str_eq(q->last_keeper, name))
		q->last_keeper = arena_str(q->a, name);
	return q->last_keeper;
}

static void
read_entry(struct unsealing *q, arena *scratch, const struct event_row *row, struct sealed *s)
{
	const struct body_row *c = &row->body;
	str how, keeper;
	struct err err = { 0 };
	s->is_entry = true;
	q->entry_count++;
	const body *b = c->held ? body_read(scratch, c->n, c->has_k ? &c->k : NULL, c->leaves, S(""), &err) : NULL;
	if (b && b->count > LEAVES_OF_WORDS)
		s->body = b = body_read(q->a, c->n, c->has_k ? &c->k : NULL, arena_str(q->a, c->leaves), S(""), &err);
	s->held = b && body_field(b, S("entry"), &s->entry) && body_field(b, S("keeper"), &keeper) &&
		  body_field(b, S("circle"), &how) && how_of(how, &s->how);
	if (s->held) {
		s->keeper = keep_name(q, keeper);
		if (!s->body)
			s->entry = arena_str(q->a, s->entry);
	} else {
		q->not_held++;
	}
}

struct intake { int64_t time_ms; size_t circle; uint64_t position; str order; };
typedef LIST(struct intake) intakes;

static bool
read_intake(struct unsealing *q, const struct event_row *row, int64_t time_ms, size_t circle, intakes *list,
	    struct err *err)
{
	str order;
	if (!row->body.held)
		return true;
	const body *b = body_read(q->a, row->body.n, row->body.has_k ? &row->body.k : NULL,
				  arena_str(q->a, row->body.leaves), row->body.hashes, err);
	if (b && body_field(b, S("order"), &order))
		*LIST_ADD(list) = (struct intake){ time_ms, circle, row->position, order };
	return b != NULL;
}

/* Its log, or NULL where the file has no circle of that row.  Rows of one circle mostly follow one another. */
static size_t
circle_of_row(const record *r, int64_t circle, size_t guess)
{
	if (guess < r->circles.count && r->circles.at[guess].row.circle == circle)
		return guess;
	for (size_t i = 0; i < r->circles.count; i++)
		if (r->circles.at[i].row.circle == circle)
			return i;
	return SIZE_MAX;
}

static bool
read_row(struct unsealing *q, arena *scratch, size_t circle, const struct event_row *row, intakes *list, struct err *err)
{
	struct header h;
	struct sealed *s = &q->logs[circle].at[row->position];
	if (!header_skim(row->note, &h, err))
		return fail_while(err, "circle '%.*s', event %llu", STR_ARG(q->r->circles.at[circle].row.name),
				  (unsigned long long)row->position);
	*s = (struct sealed){ .event = row->event, .key = h.key, .seen_size = h.seen_size, .time_ms = h.time_ms };
	if (strcmp(h.type, "entry") == 0)
		read_entry(q, scratch, row, s);
	else if (strcmp(h.type, "intake") == 0)
		return read_intake(q, row, h.time_ms, circle, list, err);
	return true;
}

/* All logs in one walk, as the rows lie in the file. */
static bool
read_logs(struct unsealing *q, intakes *list, struct err *err)
{
	const record *r = q->r;
	struct event_row row;
	size_t circle = 0, read = 0;
	bool ok = true;
	arena *scratch = arena_new();
	for (size_t i = 0; i < r->circles.count; i++) {
		q->logs[i].count = r->circles.at[i].row.size;
		q->logs[i].at = ARENA_ARRAY(q->a, struct sealed, q->logs[i].count + 1);
	}
	struct event_rows *rows = store_all_events(r->s, err);
	while (ok && event_rows_next(rows, &row)) {
		circle = circle_of_row(r, row.circle, circle);
		/* What stands behind the size that was read with the circles came later. */
		if (circle == SIZE_MAX || row.position >= q->logs[circle].count)
			continue;
		ok = read_row(q, scratch, circle, &row, list, err);
		if (++read % SCRATCH_ROWS == 0) {
			arena_free(scratch);
			scratch = arena_new();
		}
	}
	arena_free(scratch);
	return event_rows_close(rows, ok ? err : &(struct err){ 0 }) && ok;
}

/* ---- orders ---- */

static int
by_time(const void *a, const void *b)
{
	const struct intake *x = a, *y = b;
	if (x->time_ms != y->time_ms)
		return x->time_ms < y->time_ms ? -1 : 1;
	if (x->circle != y->circle)
		return x->circle < y->circle ? -1 : 1;
	return x->position < y->position ? -1 : x->position > y->position;
}

static uint32_t
find_file(struct unsealing *q, str keeper, str path)
{
	for (uint32_t i = (uint32_t)q->files.count; i-- > 0;)
		if (str_eq(q->files.at[i].path, path) && str_eq(q->files.at[i].keeper, keeper))
			return i;
	*LIST_ADD(&q->files) = (struct unsealing_file){ .keeper = keeper, .path = path };
	return (uint32_t)q->files.count - 1;
}

static uint32_t
find_circle_by_id(const record *r, const struct hash *id)
{
	for (size_t i = 0; i < r->circles.count; i++)
		if (hash_eq(&r->circles.at[i].row.id, id))
			return (uint32_t)i + 1;
	return 0;
}

/* The circles that an order numbers: by number, 1 + index, or 0 where it is not here. */
typedef LIST(uint32_t) numbers;

static void
set_number(numbers *list, uint64_t number, uint32_t circle)
{
	enum { CIRCLES_MOST = 1 << 20 };
	while (list->count <= number && number < CIRCLES_MOST)
		LIST_ADD(list);
	if (number < list->count)
		list->at[number] = circle;
}

/* Adds an event to the item in the making, if it is here and no order named it before. */
static void
add_place(struct unsealing *q, const numbers *list, const struct order_place *p, struct unsealing_item *item)
{
	uint32_t circle = p->circle < list->count ? list->at[p->circle] : 0;
	struct unsealing_log *log = circle ? &q->logs[circle - 1] : NULL;
	if (!log || p->position >= log->count || !log->at[p->position].is_entry || log->at[p->position].ordered)
		return;
	/* One entry has the same words in each of its circles. */
	struct unsealing_place first = item->count ? q->places.at[item->first] : (struct unsealing_place){ 0 };
	if (item->count && !str_eq(q->logs[first.circle].at[first.position].entry, log->at[p->position].entry))
		return;
	log->at[p->position].ordered = true;
	*LIST_ADD(&q->places) = (struct unsealing_place){ circle - 1, p->position };
	item->count++;
}

static void
end_item(struct unsealing *q, const struct unsealing_item *item)
{
	if (item->count)
		*LIST_ADD(&q->items) = *item;
}

static void
apply_line(struct unsealing *q, numbers *list, uint32_t *file, struct order_line *line)
{
	struct order_place place;
	struct unsealing_item item = { .file = *file, .first = (uint32_t)q->places.count };
	switch (line->kind) {
	case ORDER_CIRCLE:
		set_number(list, line->number, find_circle_by_id(q->r, &line->id));
		break;
	case ORDER_FILE:
		*file = find_file(q, str_eq(line->keeper, S("-")) ? S("") : line->keeper, line->path);
		break;
	case ORDER_RUN:
		for (uint64_t i = 0; i < line->count; i++) {
			uint32_t circle = line->circle < list->count ? list->at[line->circle] : 0;
			if (!circle || line->position + i >= q->logs[circle - 1].count)
				break;
			item = (struct unsealing_item){ .file = *file, .first = (uint32_t)q->places.count };
			add_place(q, list, &(struct order_place){ line->circle, line->position + i }, &item);
			end_item(q, &item);
		}
		break;
	case ORDER_BOTH:
		while (order_next_place(line, &place))
			add_place(q, list, &place, &item);
		end_item(q, &item);
		break;
	}
}

static bool
apply_order(struct unsealing *q, str order, struct err *err)
{
	numbers list = { 0 };
	uint32_t file = 0;
	bool has_file = false, fits = true;
	struct order_walk it = order_walk(order);
	for (struct order_line line; fits && order_next(&it, &line);) {
		has_file = has_file || line.kind == ORDER_FILE;
		fits = has_file || line.kind == ORDER_CIRCLE;
		if (fits)
			apply_line(q, &list, &file, &line);
	}
	LIST_DONE(&list);
	return (!it.failed && fits) || fail(err, ERR_INPUT, "the order of entries in '%.*s' is none that this "
					    "program writes; 'paraph verify' says more", STR_ARG(q->r->path));
}

/* What no order names stands behind all others, circle by circle. */
static void
add_unordered(struct unsealing *q)
{
	for (size_t c = 0; c < q->r->circles.count; c++)
		for (size_t i = 0; i < q->logs[c].count; i++) {
			struct sealed *s = &q->logs[c].at[i];
			if (!s->is_entry || s->ordered)
				continue;
			q->unordered++;
			if (!s->held)
				continue;
			*LIST_ADD(&q->items) = (struct unsealing_item){ find_file(q, s->keeper, S("~unordered")),
								      (uint32_t)q->places.count, 1 };
			*LIST_ADD(&q->places) = (struct unsealing_place){ (uint32_t)c, i };
		}
}

/* Several takes add to one file: its items come together, in their order. */
static void
gather_files(struct unsealing *q)
{
	struct unsealing_item *items = ARENA_ARRAY(q->a, struct unsealing_item, q->items.count + 1);
	for (size_t i = 0; i < q->items.count; i++)
		q->files.at[q->items.at[i].file].count++;
	for (size_t f = 1; f < q->files.count; f++)
		q->files.at[f].first = q->files.at[f - 1].first + q->files.at[f - 1].count;
	for (size_t f = 0; f < q->files.count; f++)
		q->files.at[f].count = 0;
	for (size_t i = 0; i < q->items.count; i++) {
		struct unsealing_file *file = &q->files.at[q->items.at[i].file];
		items[file->first + file->count++] = q->items.at[i];
	}
	if (q->items.count)
		memcpy(q->items.at, items, q->items.count * sizeof *items);
}

bool
unsealing_open(struct unsealing *ret, arena *a, record *r, struct err *err)
{
	struct unsealing q = { .a = a, .r = r, .logs = ARENA_ARRAY(a, struct unsealing_log, r->circles.count + 1) };
	intakes list = { 0 };
	bool ok;
	ok = read_logs(&q, &list, err);
	if (ok && r->copy_orders.len)
		ok = apply_order(&q, r->copy_orders, err);
	if (list.count)
		qsort(list.at, list.count, sizeof *list.at, by_time);
	for (size_t i = 0; ok && i < list.count; i++)
		ok = apply_order(&q, list.at[i].order, err);
	LIST_DONE(&list);
	if (ok)
		add_unordered(&q);
	gather_files(&q);
	*ret = q;
	if (!ok)
		unsealing_done(ret);
	return ok;
}

void
unsealing_done(struct unsealing *q)
{
	LIST_DONE(&q->files);
	LIST_DONE(&q->items);
	LIST_DONE(&q->places);
	LIST_DONE(&q->given);
	LIST_DONE(&q->item_of);
	LIST_DONE(&q->texts);
}

void
unsealing_filter(struct unsealing *q, unsealing_keep *keep, const void *context)
{
	for (size_t c = 0; c < q->r->circles.count; c++)
		for (size_t i = 0; i < q->logs[c].count; i++) {
			struct sealed *s = &q->logs[c].at[i];
			s->held = s->held && keep(context, q->r, c, i, s);
		}
}

const struct sealed *
unsealing_sealed(const struct unsealing *q, const struct unsealing_item *item, struct unsealing_place *ret_place)
{
	for (size_t i = 0; i < item->count; i++) {
		struct unsealing_place p = q->places.at[item->first + i];
		const struct sealed *s = &q->logs[p.circle].at[p.position];
		if (!s->held)
			continue;
		if (ret_place)
			*ret_place = p;
		return s;
	}
	return NULL;
}

/* ---- files ---- */

/* The circles of an entry as `under` takes them: "circle A, B", or "". */
static void
print_circles(const struct unsealing *q, const struct unsealing_item *item, buf *out)
{
	for (size_t i = 0; i < item->count; i++) {
		struct unsealing_place p = q->places.at[item->first + i];
		const struct sealed *s = &q->logs[p.circle].at[p.position];
		if (!s->held || s->how != SEALED_GIVEN)
			continue;
		buf_add(out, out->len ? S(", ") : S(" circle "));
		buf_add(out, q->r->circles.at[p.circle].row.name);
	}
}

/* `starts` gets the offset of each entry, where it is not NULL. */
typedef LIST(struct start { size_t at; uint32_t item; }) starts;

static void
print_file(const struct unsealing *q, size_t file, buf *out, starts *list)
{
	buf under = { 0 }, last = { 0 };
	if (q->files.at[file].keeper.len)
		buf_printf(out, "keeper %.*s\n", STR_ARG(q->files.at[file].keeper));
	const struct unsealing_file *f = &q->files.at[file];
	for (uint32_t i = f->first; i < f->first + f->count; i++) {
		const struct sealed *s = unsealing_sealed(q, &q->items.at[i], NULL);
		if (!s)
			continue;
		buf_clear(&under);
		print_circles(q, &q->items.at[i], &under);
		if (!str_eq(buf_str(&under), buf_str(&last)))
			buf_printf(out, "under%.*s\n", STR_ARG(buf_str(&under)));
		buf_clear(&last);
		buf_add(&last, buf_str(&under));
		if (list)
			*LIST_ADD(list) = (struct start){ out->len, i };
		buf_add(out, s->entry);
		if (!str_ends(s->entry, S("\n")))
			buf_add_byte(out, '\n');
	}
	buf_done(&under);
	buf_done(&last);
}

void
unsealing_print_file(const struct unsealing *q, size_t file, buf *out)
{
	print_file(q, file, out, NULL);
}

/* ---- words ---- */

bool
sealed_text(const struct sealed *s, str *ret_text)
{
	return s->body && body_field(s->body, S("text"), ret_text);
}

static str
shown_name(str path)
{
	size_t colon = str_find(path, ':');
	return colon < path.len ? str_sub(path, 0, colon) : STR_NONE;
}

/* The provisions of one draft among a body's leaves; of the entry's own with an empty name. */
static const draft *
provisions(arena *a, const body *b, str name)
{
	struct err err = { 0 };
	struct draft_part *parts = ARENA_ARRAY(a, struct draft_part, b->count + 1);
	size_t count = 0, skip = name.len ? name.len + 1 : 0;
	for (size_t i = 0; i < b->count; i++)
		if (b->leaves[i].kind == LEAF_PROVISION && str_eq(shown_name(b->leaves[i].path), name))
			parts[count++] = (struct draft_part){ str_sub(b->leaves[i].path, skip, b->leaves[i].path.len),
							      b->leaves[i].data };
	return count ? draft_of_points(a, parts, count, &err) : NULL;
}

static const draft *
read_text(struct unsealing *q, str path, str bytes)
{
	struct err err = { 0 };
	for (size_t i = 0; i < q->texts.count; i++)
		if (str_eq(q->texts.at[i].path, path) && str_eq(q->texts.at[i].bytes, bytes))
			return q->texts.at[i].text;
	const draft *text = draft_read(q->a, bytes, S("text"), &err);
	*LIST_ADD(&q->texts) = (struct unsealing_text){ path, bytes, text };
	return text;
}

static struct given_words
give_words(struct unsealing *q, const minutes *m, const struct entry *e, const struct unsealing_item *item)
{
	arena *a = q->a;
	struct given_words g = { .is_given = true };
	const struct sealed *s = unsealing_sealed(q, item, NULL);
	const struct item *from = entry_own(m, e, CLAUSE_from);
	const body *b = s->body;
	bool is_copy = q->r->for_party.len > 0;
	str text;
	if (!b)
		return g;
	if (sealed_text(s, &text))
		g.from = read_text(q, arena_printf(a, "%.*s%.*s", STR_ARG(path_folder(q->files.at[item->file].path)),
						   STR_ARG(item_text(m, from))), text);
	else
		g.from = provisions(a, b, S(""));
	struct shown_words *shown = NULL;
	/* Whoever has the whole record has the words where they were brought, as a view of minutes does. */
	for (size_t i = 0; is_copy && i < b->count; i++) {
		str name = b->leaves[i].kind == LEAF_PROVISION ? shown_name(b->leaves[i].path) : STR_NONE;
		if (name.len == 0 || (g.shown_count && str_eq(shown[g.shown_count - 1].name, name)))
			continue;
		if (!shown)
			shown = ARENA_ARRAY(a, struct shown_words, b->count);
		shown[g.shown_count++] = (struct shown_words){ name, provisions(a, b, name) };
	}
	g.shown = shown;
	return g;
}

/* ---- into minutes ---- */

static bool
brought_only(const minutes *m, size_t first_entry, size_t faults, const starts *list, struct unsealing *q)
{
	size_t next = 0;
	for (size_t i = first_entry; i < m->entries.count; i++) {
		const struct entry *e = &m->entries.at[i];
		*LIST_ADD(&q->item_of) = 0;
		if (e->kind == ENTRY_UNDER || (e->kind == ENTRY_DECL && e->verb == DECL_keeper))
			continue;
		if (e->kind == ENTRY_INCLUDE || next == list->count || e->at != list->at[next].at)
			return false;
		q->item_of.at[i] = list->at[next++].item + 1;
	}
	return next == list->count && m->faults.total == faults;
}

static bool
read_file(struct unsealing *q, minutes *m, size_t file, str prefix, struct err *err)
{
	buf text = { 0 };
	starts list = { 0 };
	size_t first = m->entries.count, faults = m->faults.total;
	bool no_includes = m->no_includes;
	print_file(q, file, &text, &list);
	/* Rows for what other files brought since, which has no item. */
	while (q->item_of.count < first)
		*LIST_ADD(&q->item_of) = 0;
	str path = arena_printf(q->a, "%.*s%.*s", STR_ARG(prefix), STR_ARG(q->files.at[file].path));
	for (size_t i = 0; i < file; i++)       /* one path under two keepers */
		if (str_eq(q->files.at[i].path, q->files.at[file].path))
			path = arena_printf(q->a, "%.*s of %.*s", STR_ARG(path), STR_ARG(q->files.at[file].keeper));
	m->no_includes = true;
	bool ok = minutes_read_text(m, path, arena_str(q->a, buf_str(&text)), err);
	m->no_includes = no_includes;
	if (ok && !brought_only(m, first, faults, &list, q))
		ok = fail(err, ERR_INPUT, "an event in '%.*s' holds what is no single entry; 'paraph verify' "
			  "says more", STR_ARG(q->r->path));
	buf_done(&text);
	LIST_DONE(&list);
	return ok;
}

bool
unsealing_minutes(struct unsealing *q, minutes *m, str prefix, struct err *err)
{
	for (size_t i = 0; i < q->files.count; i++)
		if (!read_file(q, m, i, prefix, err))
			return false;
	while (q->given.count < m->entries.count) {
		uint32_t item = q->item_of.at[q->given.count];
		struct given_words g = { 0 };
		if (item)
			g = give_words(q, m, &m->entries.at[q->given.count], &q->items.at[item - 1]);
		*LIST_ADD(&q->given) = g;
	}
	return true;
}
