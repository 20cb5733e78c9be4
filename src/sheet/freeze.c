#include "sheet/freeze.h"

#include <math.h>
#include <string.h>

#include "sheet/sheet_int.h"

static const char head[] = "paraph-sheet 1\n";
enum { DEEPEST = 64 };

/* ---- out ---- */

static void
put_number(buf *out, uint64_t number)
{
	for (; number >= 0x80; number >>= 7)
		buf_add_byte(out, (char)(number | 0x80));
	buf_add_byte(out, (char)number);
}

/* A string that is not there and an empty one differ in the data. */
static void
put_str(buf *out, str s)
{
	put_number(out, s.at ? s.len + 1 : 0);
	buf_add(out, s);
}

static void
put_runs(buf *out, const struct runs *r)
{
	size_t count = 0;
	for (const struct run *run = runs_first(r); run; run = run->next)
		count++;
	put_number(out, count);
	for (const struct run *run = runs_first(r); run; run = run->next) {
		put_number(out, run->style | run->is_key << 4);
		put_number(out, run->footnote);
		put_str(out, run_text(run));
	}
}

static void
put_table(buf *out, const table *t)
{
	put_str(out, t->caption);
	put_number(out, t->is_prose);
	put_number(out, t->column_count);
	for (size_t i = 0; i < t->column_count; i++) {
		put_str(out, t->columns[i].header);
		put_number(out, t->columns[i].kind);
	}
	put_number(out, t->row_count);
	for (const struct row *row = t->first; row; row = row->next) {
		put_number(out, row->is_span);
		put_number(out, row->cell_count);
		for (uint32_t i = 0; i < row->cell_count; i++)
			put_runs(out, &row->cells[i]);
	}
}

static uint64_t
folded(int32_t number)
{
	return number < 0 ? (uint64_t)-(int64_t)number * 2 - 1 : (uint64_t)number * 2;
}

static void
put_drawing(buf *out, const drawing *d)
{
	put_number(out, d->width - 1);
	put_number(out, d->height - 1);
	put_str(out, d->title);
	put_str(out, d->description);
	put_number(out, d->drawn_count);
	for (const struct drawn *s = d->first; s; s = s->next) {
		put_number(out, s->kind);
		put_number(out, s->style);
		put_number(out, s->anchor);
		put_str(out, s->text);
		put_number(out, s->count);
		for (size_t i = 0; i < s->count; i++) {
			put_number(out, folded(s->at[i].x));
			put_number(out, folded(s->at[i].y));
		}
	}
}

static void
put_value(buf *out, const value *v)
{
	uint64_t bits;
	put_number(out, v->kind);
	switch (v->kind) {
	case VALUE_NULL:
		break;
	case VALUE_BOOL:
		put_number(out, v->truth);
		break;
	case VALUE_NUMBER:
		put_number(out, (uint64_t)v->number);
		break;
	case VALUE_DECIMAL:
		memcpy(&bits, &v->decimal, sizeof bits);
		put_number(out, bits);
		break;
	case VALUE_STR:
		put_str(out, v->text);
		break;
	case VALUE_LIST:
	case VALUE_OBJECT:
		put_number(out, v->items.count);
		for (const struct value_item *i = v->items.first; i; i = i->next) {
			if (v->kind == VALUE_OBJECT)
				put_str(out, str_of(i->key));
			put_value(out, i->value);
		}
		break;
	}
}

/* Under which key the rows stand. */
static const char *
rows_key(const sheet *s)
{
	for (const struct value_item *i = s->data->items.first; i; i = i->next)
		if (i->value == s->rows)
			return i->key;
	return "";
}

void
sheet_freeze(const sheet *s, buf *out)
{
	size_t blocks = 0, counts = 0, remarks = 0;
	for (const struct block *b = s->first; b; b = b->next)
		blocks++;
	for (const struct count *c = s->counts; c; c = c->next)
		counts++;
	for (const struct remark *r = s->remarks; r; r = r->next)
		remarks++;
	buf_add(out, str_of(head));
	put_str(out, s->title);
	put_str(out, s->sentence);
	put_number(out, counts);
	for (const struct count *c = s->counts; c; c = c->next) {
		put_str(out, str_of(c->name));
		put_str(out, c->label);
		put_number(out, (uint64_t)c->count);
	}
	put_number(out, syms_count(s->footnotes));
	for (uint32_t i = 1; i <= syms_count(s->footnotes); i++)
		put_str(out, syms_str(s->footnotes, i));
	put_number(out, remarks);
	for (const struct remark *r = s->remarks; r; r = r->next)
		put_str(out, r->text);
	put_number(out, blocks);
	for (const struct block *b = s->first; b; b = b->next) {
		put_number(out, b->kind);
		put_number(out, b->level);
		put_str(out, b->text);
		put_runs(out, &b->runs);
		if (b->kind == BLOCK_TABLE)
			put_table(out, b->table);
		if (b->kind == BLOCK_DRAWING)
			put_drawing(out, b->drawing);
	}
	put_str(out, str_of(rows_key(s)));
	put_value(out, s->data);
}

/* ---- in: a failure sticks, and reads on as zeros ---- */

struct thaw { arena *a; str rest; bool failed; };

static uint64_t
get_number(struct thaw *t)
{
	uint64_t number = 0;
	for (unsigned shift = 0; shift < 64; shift += 7) {
		if (t->rest.len == 0)
			break;
		uint8_t byte = (uint8_t)*t->rest.at;
		t->rest = str_sub(t->rest, 1, t->rest.len);
		number |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return number;
	}
	t->failed = true;
	return 0;
}

/* How many follow; each takes a byte at least, so more than is left is a lie. */
static size_t
get_count(struct thaw *t)
{
	uint64_t count = get_number(t);
	if (count > t->rest.len)
		t->failed = true;
	return t->failed ? 0 : (size_t)count;
}

static unsigned
get_below(struct thaw *t, unsigned limit)
{
	uint64_t number = get_number(t);
	if (number >= limit)
		t->failed = true;
	return t->failed ? 0 : (unsigned)number;
}

static str
get_str(struct thaw *t)
{
	uint64_t len = get_number(t);
	if (len == 0)
		return STR_NONE;
	if (len - 1 > t->rest.len)
		t->failed = true;
	if (t->failed)
		return STR_NONE;
	str s = str_sub(t->rest, 0, (size_t)len - 1);
	t->rest = str_sub(t->rest, s.len, t->rest.len);
	return s.len ? s : S("");
}

/* As a string that ends in NUL: keys and names. */
static const char *
get_name(struct thaw *t)
{
	str s = get_str(t);
	if (!s.at || memchr(s.at, '\0', s.len))
		t->failed = true;
	return t->failed ? "" : arena_str(t->a, s).at;
}

static void
get_runs(struct thaw *t, struct runs *r, size_t footnotes)
{
	size_t count = get_count(t);
	for (size_t i = 0; i < count && !t->failed; i++) {
		unsigned style = get_below(t, 32);
		uint64_t footnote = get_number(t);
		str text = get_str(t);
		bool is_mark = (style & 15) >= RUN_STYLES;
		if ((style & 15) >= MARKS || text.len > UINT32_MAX || footnote >= 1 << 27 ||
		    (!is_mark && footnote > footnotes)) {
			t->failed = true;
			return;
		}
		struct run *run = r->last ? ARENA_NEW(t->a, struct run) : &r->first;
		*run = (struct run){ .at = text.at, .len = (uint32_t)text.len, .style = style & 15, .is_key = style >> 4 & 1,
				     .footnote = footnote & ((1 << 27) - 1) };
		if (r->last)
			r->last->next = run;
		r->last = run;
	}
}

/* Room for the cells that follow, not for as many as the table is wide: rows of none are
 * two bytes each, and with as many columns they would ask for the square of that. */
static void
get_row(struct thaw *t, table *table_, size_t footnotes)
{
	bool is_span = get_below(t, 2);
	size_t cells = get_count(t);
	if (is_span ? cells != 1 : cells > table_->column_count)
		t->failed = true;
	if (t->failed)
		return;
	struct row *row = row_add(table_, cells);
	row->is_span = is_span;
	row->cell_count = (uint32_t)cells;
	for (size_t i = 0; i < cells; i++)
		get_runs(t, &row->cells[i], footnotes);
}

static void
get_table(struct thaw *t, table *into, size_t footnotes)
{
	str caption = get_str(t);
	if (caption.at)
		table_caption(into, caption);
	if (get_below(t, 2))
		table_prose(into);
	size_t columns = get_count(t);
	for (size_t i = 0; i < columns && !t->failed; i++) {
		str header = get_str(t);
		table_column(into, header, (enum column_kind)get_below(t, COLUMN_NUMBER + 1));
	}
	size_t rows = get_count(t);
	for (size_t i = 0; i < rows && !t->failed; i++)
		get_row(t, into, footnotes);
}

static int32_t
get_ordinate(struct thaw *t)
{
	uint64_t number = get_number(t);
	if (number > 2 * DRAWING_MOST)
		t->failed = true;
	if (t->failed)
		return 0;
	return number & 1 ? -(int32_t)(number / 2) - 1 : (int32_t)(number / 2);
}

/* A place takes two bytes at least. */
static void
get_shape(struct thaw *t, drawing *d)
{
	static const size_t counts[DRAWN_KINDS] = { [DRAWN_BOX] = 2, [DRAWN_CIRCLE] = 2, [DRAWN_DOT] = 1, [DRAWN_TEXT] = 1 };
	enum drawn_kind kind = (enum drawn_kind)get_below(t, DRAWN_KINDS);
	enum draw_style style = (enum draw_style)get_below(t, DRAW_STYLES);
	enum anchor anchor = (enum anchor)get_below(t, ANCHORS);
	str text = get_str(t);
	size_t count = get_count(t);
	if (count > t->rest.len / 2 || (counts[kind] && count != counts[kind]))
		t->failed = true;
	if (t->failed)
		return;
	struct spot *at = ARENA_ARRAY(t->a, struct spot, count);
	for (size_t i = 0; i < count; i++) {
		at[i].x = get_ordinate(t);
		at[i].y = get_ordinate(t);
	}
	*drawn_add(d) = (struct drawn){ .kind = (uint8_t)kind, .style = (uint8_t)style, .anchor = (uint8_t)anchor,
					.at = at, .count = count, .text = text };
}

static void
get_drawing(struct thaw *t, drawing *d)
{
	d->a = t->a;
	d->width = 1 + get_below(t, DRAWING_MOST);
	d->height = 1 + get_below(t, DRAWING_MOST);
	d->title = get_str(t);
	d->description = get_str(t);
	for (size_t i = get_count(t); i-- > 0 && !t->failed;)
		get_shape(t, d);
}

static void
get_block(struct thaw *t, sheet *s, size_t footnotes)
{
	enum block_kind kind = (enum block_kind)get_below(t, BLOCK_DRAWING + 1);
	unsigned level = get_below(t, 100);
	str text = get_str(t);
	table *into = kind == BLOCK_TABLE ? sheet_table(s) : NULL;
	drawing *picture = kind == BLOCK_DRAWING ? drawing_add(s) : NULL;
	switch (kind) {
	case BLOCK_HEADING:
		sheet_heading(s, level, text);
		break;
	case BLOCK_PARA:
		sheet_para(s);
		break;
	case BLOCK_ITEM:
		sheet_item(s);
		break;
	case BLOCK_LABELLED:
		sheet_labelled(s, text);
		break;
	case BLOCK_TALLY:
		sheet_tally_line(s);
		break;
	case BLOCK_TABLE:
	case BLOCK_DRAWING:
		break;
	}
	get_runs(t, &s->last->runs, footnotes);
	if (into)
		get_table(t, into, footnotes);
	if (picture)
		get_drawing(t, picture);
}

/* Bits that are no number freeze as null, so they are none of ours. */
static value *
get_decimal(struct thaw *t)
{
	uint64_t bits = get_number(t);
	double decimal;
	memcpy(&decimal, &bits, sizeof decimal);
	t->failed = t->failed || !isfinite(decimal);
	return value_decimal(t->a, decimal);
}

/* Keys are not looked for, since a frozen object has each once; in bytes of another hand one
 * may come twice, and is printed twice. */
static value *
get_value(struct thaw *t, unsigned depth)
{
	enum value_kind kind = (enum value_kind)get_below(t, VALUE_DECIMAL + 1);
	value *v = kind == VALUE_LIST ? value_list(t->a) : kind == VALUE_OBJECT ? value_object(t->a) : NULL;
	if (depth > DEEPEST)
		t->failed = true;
	if (kind == VALUE_BOOL)
		return value_bool(t->a, get_below(t, 2));
	if (kind == VALUE_NUMBER)
		return value_number(t->a, (int64_t)get_number(t));
	if (kind == VALUE_DECIMAL)
		return get_decimal(t);
	if (kind == VALUE_STR)
		return value_str(t->a, get_str(t));
	if (!v)
		return value_null(t->a);
	size_t count = get_count(t);
	for (size_t i = 0; i < count && !t->failed; i++) {
		if (kind == VALUE_OBJECT) {
			const char *key = get_name(t);
			value_add(v, key, get_value(t, depth + 1));
		} else {
			value_push(v, get_value(t, depth + 1));
		}
	}
	return v;
}

/* As sheet_tally adds one, but the data has its own copy of them. */
static void
get_tally(struct thaw *t, sheet *s)
{
	struct count *c = ARENA_NEW(t->a, struct count);
	c->name = get_name(t);
	c->label = get_str(t);
	c->count = (int64_t)get_number(t);
	if (s->counts_last)
		s->counts_last->next = c;
	else
		s->counts = c;
	s->counts_last = c;
}

/* The parts of the data that renderers know by themselves. */
static void
find_parts(struct thaw *t, sheet *s, const char *key)
{
	struct { const char *key; enum value_kind kind; value **at; } parts[] = {
		{ "view", VALUE_OBJECT, &s->view }, { "tally", VALUE_OBJECT, &s->tally },
		{ key, VALUE_LIST, &s->rows }, { "notes", VALUE_LIST, &s->notes },
	};
	for (size_t i = 0; i < sizeof parts / sizeof *parts && !t->failed; i++) {
		const value *v = s->data->kind == VALUE_OBJECT ? value_get(s->data, parts[i].key) : NULL;
		if (!v || v->kind != parts[i].kind)
			t->failed = true;
		else
			*parts[i].at = (value *)(uintptr_t)v;
	}
}

static void
get_sheet(struct thaw *t, sheet *s)
{
	s->title = get_str(t);
	s->sentence = get_str(t);
	for (size_t i = get_count(t); i-- > 0 && !t->failed;)
		get_tally(t, s);
	size_t footnotes = get_count(t);
	for (size_t i = 0; i < footnotes && !t->failed; i++)
		if (sheet_footnote(s, get_str(t)) != i + 1)
			t->failed = true;
	for (size_t i = get_count(t); i-- > 0 && !t->failed;)
		sheet_note(s, get_str(t));
	for (size_t i = get_count(t); i-- > 0 && !t->failed;)
		get_block(t, s, footnotes);
	const char *key = get_name(t);
	s->data = get_value(t, 0);
	find_parts(t, s, key);
}

sheet *
sheet_thaw(arena *a, str bytes, struct err *err)
{
	struct thaw t = { .a = a, .rest = bytes };
	sheet *s = sheet_new(a, "");
	if (str_starts(bytes, str_of(head))) {
		t.rest = str_sub(bytes, sizeof head - 1, bytes.len);
		get_sheet(&t, s);
		if (!t.failed && t.rest.len == 0)
			return s;
	}
	fail(err, ERR_INPUT, "these bytes are no frozen sheet of this version");
	return NULL;
}
