#include "sheet/sheet.h"

#include <assert.h>
#include <string.h>

#include "sheet/sheet_int.h"

sheet *
sheet_new(arena *a, const char *answer)
{
	sheet *s = ARENA_NEW(a, sheet);
	s->a = a;
	s->footnotes = syms_new(a);
	s->data = value_object(a);
	s->view = value_object(a);
	s->tally = value_object(a);
	s->rows = value_list(a);
	s->notes = value_list(a);
	value_set_str(s->data, "answer", str_of(answer));
	value_set(s->data, "view", s->view);
	value_set_str(s->data, "title", STR_NONE);
	value_set(s->data, "tally", s->tally);
	value_set(s->data, "rows", s->rows);
	value_set(s->data, "notes", s->notes);
	sheet_view(s, STR_NONE, STR_NONE, STR_NONE, STR_NONE);
	return s;
}

void
sheet_title(sheet *s, str title)
{
	s->title = title;
	value_set_str(s->data, "title", title);
}

void
sheet_view(sheet *s, str as, str at, str known, str sentence)
{
	value_set_str(s->view, "as", as);
	value_set_str(s->view, "at", at);
	value_set_str(s->view, "known", known);
	s->sentence = sentence;
}

void
sheet_tally(sheet *s, const char *name, int64_t count)
{
	struct count *c = ARENA_NEW(s->a, struct count);
	size_t len = strlen(name);
	char *label = arena_get(s->a, len + 1);
	for (size_t i = 0; i < len; i++)
		label[i] = name[i] == '-' ? ' ' : name[i];
	*c = (struct count){ .name = name, .label = { label, len }, .count = count };
	if (s->counts_last)
		s->counts_last->next = c;
	else
		s->counts = c;
	s->counts_last = c;
	value_set_number(s->tally, name, count);
}

value *
sheet_rows(sheet *s)
{
	return s->rows;
}

void
sheet_rows_key(sheet *s, const char *key)
{
	value_rename(s->data, "rows", key);
}

value *
sheet_data(sheet *s)
{
	return s->data;
}

static struct block *
block_add(sheet *s, enum block_kind kind)
{
	struct block *b = ARENA_NEW(s->a, struct block);
	b->kind = kind;
	b->runs.a = s->a;
	if (s->last)
		s->last->next = b;
	else
		s->first = b;
	s->last = b;
	return b;
}

void
sheet_tally_line(sheet *s)
{
	block_add(s, BLOCK_TALLY);
}

void
sheet_heading(sheet *s, unsigned level, str text)
{
	struct block *b = block_add(s, BLOCK_HEADING);
	b->level = level ? level : 1;
	b->text = text;
}

runs *
sheet_para(sheet *s)
{
	return &block_add(s, BLOCK_PARA)->runs;
}

runs *
sheet_item(sheet *s)
{
	return &block_add(s, BLOCK_ITEM)->runs;
}

runs *
sheet_labelled(sheet *s, str label)
{
	struct block *b = block_add(s, BLOCK_LABELLED);
	b->text = label;
	return &b->runs;
}

table *
sheet_table(sheet *s)
{
	struct block *b = block_add(s, BLOCK_TABLE);
	b->table = ARENA_NEW(s->a, table);
	b->table->a = s->a;
	return b->table;
}

drawing *
drawing_add(sheet *s)
{
	struct block *b = block_add(s, BLOCK_DRAWING);
	b->drawing = ARENA_NEW(s->a, drawing);
	return b->drawing;
}

void
table_prose(table *t)
{
	t->is_prose = true;
}

void
table_caption(table *t, str caption)
{
	t->caption = caption;
}

/* The array doubles inside the arena, so all its sizes together stay below
 * twice the last. */
void
table_column(table *t, str header, enum column_kind kind)
{
	assert(!t->first);      /* a row is as long as the table is wide */
	if (t->column_count == t->column_room) {
		size_t room = t->column_room ? t->column_room * 2 : 8;
		struct column *columns = ARENA_ARRAY(t->a, struct column, room);
		if (t->column_count)
			memcpy(columns, t->columns, t->column_count * sizeof *columns);
		t->columns = columns;
		t->column_room = room;
	}
	t->columns[t->column_count++] = (struct column){ header, kind };
}

struct row *
row_add(table *t, size_t cell_room)
{
	struct row *row = arena_get(t->a,
	    sizeof *row + arena_size(sizeof row->cells[0], cell_room));
	for (size_t i = 0; i < cell_room; i++)
		row->cells[i].a = t->a;
	if (t->last)
		t->last->next = row;
	else
		t->first = row;
	t->last = row;
	t->row_count++;
	return row;
}

void
table_row(table *t)
{
	row_add(t, t->column_count);
}

runs *
table_span(table *t)
{
	struct row *row = row_add(t, 1);
	row->is_span = true;
	row->cell_count = 1;
	return &row->cells[0];
}

runs *
table_cell(table *t)
{
	assert(t->last && !t->last->is_span);
	assert(t->last->cell_count < t->column_count);
	return &t->last->cells[t->last->cell_count++];
}

bool
table_has_header(const table *t)
{
	for (size_t i = 0; i < t->column_count; i++)
		if (t->columns[i].header.len)
			return true;
	return false;
}

static struct run *
run_add(runs *r)
{
	struct run *new = r->last ? ARENA_NEW(r->a, struct run) : &r->first;
	if (r->last)
		r->last->next = new;
	r->last = new;
	return new;
}

static void
add_text(runs *r, enum run_style style, bool is_key, str text)
{
	while (text.len) {
		uint32_t len = text.len < UINT32_MAX ? (uint32_t)text.len : UINT32_MAX;
		*run_add(r) = (struct run){ .at = text.at, .len = len, .style = style & 15, .is_key = is_key };
		text = str_sub(text, len, text.len);
	}
}

void
runs_add(runs *r, enum run_style style, str text)
{
	add_text(r, style, false, text);
}

void
runs_add_key(runs *r, enum run_style style, str text)
{
	add_text(r, style, true, text);
}

static void
add_mark(runs *r, enum run_mark mark, unsigned move, str text)
{
	*run_add(r) = (struct run){ .at = text.at, .len = (uint32_t)text.len, .style = mark & 15,
				    .footnote = move & 0x7ffffff };
}

void
runs_moved(runs *r, unsigned move)
{
	add_mark(r, MARK_MOVED, move, S(""));
}

void
runs_moved_end(runs *r)
{
	add_mark(r, MARK_MOVED_END, 0, S(""));
}

void
runs_moved_away(runs *r, unsigned move, str words)
{
	add_mark(r, MARK_AWAY, move, words);
}

/* A second mark behind the same words gets a run of its own, plain, so that
 * both stand outside the words' own marks: "Friday is fine"[1][2]. */
void
runs_note(runs *r, unsigned footnote)
{
	if (!r->last || r->last->footnote || run_is_mark(r->last))
		*run_add(r) = (struct run){ .at = "", .style = RUN_PLAIN };
	r->last->footnote = footnote & 0x7ffffff;
}

unsigned
sheet_footnote(sheet *s, str text)
{
	return syms_add(s->footnotes, text);
}

void
sheet_note(sheet *s, str text)
{
	struct remark *new = ARENA_NEW(s->a, struct remark);
	new->text = text;
	if (s->remarks_last)
		s->remarks_last->next = new;
	else
		s->remarks = new;
	s->remarks_last = new;
	value_push(s->notes, value_str(s->a, text));
}

/* ---- formats ---- */

#define FORMAT(name) extern const struct sheet_format format_##name;
#include "sheet/formats.def"
#undef FORMAT

static const struct sheet_format *const formats[] = {
#define FORMAT(name) &format_##name,
#include "sheet/formats.def"
#undef FORMAT
};

enum { FORMAT_COUNT = sizeof formats / sizeof formats[0] };

static bool
has_ending(const struct sheet_format *format, str name)
{
	str ending, rest = str_of(format->endings);
	while (rest.len) {
		str_cut(rest, ' ', &ending, &rest);
		if (str_eq_nocase(ending, name))
			return true;
	}
	return false;
}

const struct sheet_format *
sheet_format_find(str name)
{
	for (size_t i = 0; i < FORMAT_COUNT; i++)
		if (str_eq(str_of(formats[i]->name), name))
			return formats[i];
	for (size_t i = 0; i < FORMAT_COUNT; i++)
		if (has_ending(formats[i], name))
			return formats[i];
	return NULL;
}

const struct sheet_format *const *
sheet_formats(size_t *ret_count)
{
	*ret_count = FORMAT_COUNT;
	return formats;
}
