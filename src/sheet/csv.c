/* csv: the rows of a sheet for a spreadsheet (RFC 4180, UTF-8, CRLF).
 *
 * Rows are objects and may have objects and lists inside; a table is flat:
 *
 *      a scalar                        as it is; null is empty
 *      a list of scalars               joined with "; "
 *      an object under a key           its keys in columns of this row
 *      a list of objects               a line for each, the row's scalars
 *                                      repeated; two such lists stand one
 *                                      under the other, not multiplied
 *      anything else                   JSON in the cell
 *
 * {"point": "port", "cells": [{"party": "UPP", "stance": "yes"}, …]} has the
 * columns point, party, stance.  A column is called by its key; where two
 * places have the same key, the outer keeps it and the inner gets its way in
 * front: cells.party.
 *
 * A spreadsheet runs what begins with = + - @, a tab or a line end as a
 * formula, so a string that begins so gets an apostrophe before it
 * (CWE-1236); a number stays a number, and a lone sign is no formula.
 *
 * The columns are a tree of places, found in a first walk over the rows;
 * a second one prints.  Keys come in the same order in most rows, so the next
 * place is looked for behind the last, and only then in a map.
 */
#include <string.h>

#include "base/list.h"
#include "base/map.h"
#include "sheet/clean.h"
#include "sheet/json_value.h"
#include "sheet/sheet_int.h"

enum shape { SHAPE_CELL, SHAPE_OBJECT, SHAPE_OBJECTS, SHAPE_EMPTY };

struct place {
	const char *key;
	uint32_t parent;        /* index; 0 is the row itself */
	uint32_t next;          /* the place found after it under the same parent */
	uint32_t first_child, last_child;
	uint32_t depth;
	bool has_cell, has_inside;
	size_t column;
	str name;
};

struct csv {
	LIST(struct place) places;
	map by_key;             /* place << 32 | key's number → place */
	arena *a;
	syms *keys;
	LIST(uint32_t) columns; /* places, in the order of the columns */
	LIST(const value *) cells;
	buf scratch;
	buf *out;
};

static bool
is_scalar(const value *v)
{
	return v->kind != VALUE_LIST && v->kind != VALUE_OBJECT;
}

static enum shape
shape_of(const value *v)
{
	if (v->kind == VALUE_OBJECT)
		return v->items.first ? SHAPE_OBJECT : SHAPE_EMPTY;
	if (v->kind != VALUE_LIST)
		return SHAPE_CELL;
	if (!v->items.first)
		return SHAPE_EMPTY;
	for (const struct value_item *i = v->items.first; i; i = i->next)
		if (i->value->kind != VALUE_OBJECT)
			return SHAPE_CELL;
	return SHAPE_OBJECTS;
}

/* ---- places ---- */

static uint32_t
place_add(struct csv *c, uint32_t parent, const char *key)
{
	uint32_t new = (uint32_t)c->places.count;
	struct place *p = LIST_ADD(&c->places);
	p->key = key;
	p->parent = parent;
	if (new == parent)      /* the row itself */
		return new;
	struct place *over = &c->places.at[parent];
	p->depth = over->depth + 1;
	if (over->last_child)
		c->places.at[over->last_child].next = new;
	else
		over->first_child = new;
	over->last_child = new;
	return new;
}

static bool
has_key(const struct csv *c, uint32_t place, const char *key)
{
	const char *held = c->places.at[place].key;
	return held == key || strcmp(held, key) == 0;
}

/* The place of `key` under `parent`; `hint` is where it is likely to be. */
static uint32_t
place_of(struct csv *c, uint32_t parent, const char *key, uint32_t hint)
{
	if (hint && has_key(c, hint, key))
		return hint;
	uint64_t number = syms_add(c->keys, str_of(key));
	uint32_t *slot = map_at(&c->by_key, (uint64_t)parent << 32 | number);
	if (!*slot)
		*slot = place_add(c, parent, key);
	return *slot;
}

static void find_in_object(struct csv *c, uint32_t parent, const value *object);

static void
find_in(struct csv *c, uint32_t place, const value *v)
{
	enum shape shape = shape_of(v);
	if (shape == SHAPE_CELL)
		c->places.at[place].has_cell = true;
	if (shape == SHAPE_OBJECT || shape == SHAPE_OBJECTS)
		c->places.at[place].has_inside = true;
	if (shape == SHAPE_OBJECT)
		find_in_object(c, place, v);
	if (shape == SHAPE_OBJECTS)
		for (const struct value_item *i = v->items.first; i; i = i->next)
			find_in_object(c, place, i->value);
}

static void
find_in_object(struct csv *c, uint32_t parent, const value *object)
{
	uint32_t hint = c->places.at[parent].first_child;
	for (const struct value_item *i = object->items.first; i; i = i->next) {
		uint32_t place = place_of(c, parent, i->key, hint);
		find_in(c, place, i->value);
		hint = c->places.at[place].next;
	}
}

/* A row that is no object is one cell without a key. */
static void
find_in_row(struct csv *c, const value *row)
{
	if (row->kind == VALUE_OBJECT)
		find_in_object(c, 0, row);
	else
		c->places.at[place_of(c, 0, "value", 0)].has_cell = true;
}

/* ---- columns ---- */

static void
column_add(struct csv *c, uint32_t place)
{
	struct place *p = &c->places.at[place];
	if (p->has_cell || !p->has_inside) {
		p->column = c->columns.count;
		*LIST_ADD(&c->columns) = place;
		*LIST_ADD(&c->cells) = NULL;
	}
	for (uint32_t child = p->first_child; child; child = c->places.at[child].next)
		column_add(c, child);
}

/* The key, and as much of the way before it as it takes to be alone. */
static str
name_of(struct csv *c, uint32_t place, syms *taken)
{
	const struct place *p = &c->places.at[place];
	str name = str_of(p->key);
	while (syms_find(taken, name) && p->parent) {
		p = &c->places.at[p->parent];
		name = arena_printf(c->a, "%s.%.*s", p->key, STR_ARG(name));
	}
	syms_add(taken, name);
	return name;
}

/* The outer places choose their names first. */
static void
name_columns(struct csv *c)
{
	syms *taken = syms_new(c->a);
	uint32_t deepest = 0;
	for (size_t i = 0; i < c->places.count; i++)
		if (c->places.at[i].depth > deepest)
			deepest = c->places.at[i].depth;
	for (uint32_t depth = 1; depth <= deepest; depth++)
		for (size_t i = 0; i < c->columns.count; i++) {
			struct place *p = &c->places.at[c->columns.at[i]];
			if (p->depth == depth)
				p->name = name_of(c, c->columns.at[i], taken);
		}
}

/* ---- cells ---- */

/* Clean, but for tabs and line ends, which a quoted field may hold. */
static void
add_text(str s, buf *out)
{
	while (s.len) {
		size_t len = 0;
		while (len < s.len && !(s.at[len] >= '\t' && s.at[len] <= '\r'))
			len++;
		clean_add_str(out, str_sub(s, 0, len));
		if (len < s.len)
			buf_add_byte(out, s.at[len]);
		s = str_sub(s, len + 1, s.len);
	}
}

static void
add_scalar(const value *v, buf *out)
{
	if (v->kind == VALUE_STR)
		add_text(v->text, out);
	else if (v->kind != VALUE_NULL)
		json_value(v, out);
}

static void
add_list(const value *v, buf *out)
{
	for (const struct value_item *i = v->items.first; i; i = i->next)
		if (!is_scalar(i->value)) {
			json_value(v, out);
			return;
		}
	for (const struct value_item *i = v->items.first; i; i = i->next) {
		add_scalar(i->value, out);
		if (i->next)
			buf_add(out, S("; "));
	}
}

static bool
is_formula(str s)
{
	return s.len > 1 && memchr("=+-@\t\r\n", s.at[0], 7);
}

static bool
wants_quotes(str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] == ',' || s.at[i] == '"' || s.at[i] == '\r' || s.at[i] == '\n')
			return true;
	return s.len && (s.at[0] == ' ' || s.at[s.len - 1] == ' ');
}

static void
add_field(str s, bool is_text, buf *out)
{
	bool quotes = wants_quotes(s);
	if (quotes)
		buf_add_byte(out, '"');
	if (is_text && is_formula(s))
		buf_add_byte(out, '\'');
	if (!quotes) {
		buf_add(out, s);
		return;
	}
	for (str piece, rest = s; rest.len;) {
		bool at_quote = str_cut(rest, '"', &piece, &rest);
		buf_add(out, piece);
		if (at_quote)
			buf_add(out, S("\"\""));
	}
	buf_add_byte(out, '"');
}

static void
add_cell(struct csv *c, const value *v)
{
	buf_clear(&c->scratch);
	if (!v || v->kind == VALUE_NULL) {
		/* Alone on its line, an empty field would be an empty line. */
		if (c->cells.count == 1)
			buf_add(c->out, S("\"\""));
		return;
	}
	if (v->kind == VALUE_LIST)
		add_list(v, &c->scratch);
	else
		add_scalar(v, &c->scratch);
	add_field(buf_str(&c->scratch), v->kind == VALUE_STR || v->kind == VALUE_LIST, c->out);
}

static void
line_print(struct csv *c)
{
	for (size_t i = 0; i < c->cells.count; i++) {
		if (i > 0)
			buf_add_byte(c->out, ',');
		add_cell(c, c->cells.at[i]);
	}
	buf_add(c->out, S("\r\n"));
}

/* ---- lines ---- */

/* Puts the object's cells in their columns, or takes them out again. */
static void
fill(struct csv *c, uint32_t parent, const value *object, bool out)
{
	uint32_t hint = c->places.at[parent].first_child;
	for (const struct value_item *i = object->items.first; i; i = i->next) {
		uint32_t place = place_of(c, parent, i->key, hint);
		enum shape shape = shape_of(i->value);
		if (shape == SHAPE_CELL)
			c->cells.at[c->places.at[place].column] = out ? NULL : i->value;
		if (shape == SHAPE_OBJECT)
			fill(c, place, i->value, out);
		hint = c->places.at[place].next;
	}
}

static void print_object(struct csv *c, uint32_t place, const value *object);

/* Prints the lines of the lists of objects inside; false where there are
 * none. */
static bool
print_inside(struct csv *c, uint32_t parent, const value *object)
{
	bool has_printed = false;
	uint32_t hint = c->places.at[parent].first_child;
	for (const struct value_item *i = object->items.first; i; i = i->next) {
		uint32_t place = place_of(c, parent, i->key, hint);
		enum shape shape = shape_of(i->value);
		if (shape == SHAPE_OBJECT)
			has_printed |= print_inside(c, place, i->value);
		if (shape == SHAPE_OBJECTS) {
			for (const struct value_item *e = i->value->items.first; e; e = e->next)
				print_object(c, place, e->value);
			has_printed = true;
		}
		hint = c->places.at[place].next;
	}
	return has_printed;
}

static void
print_object(struct csv *c, uint32_t place, const value *object)
{
	fill(c, place, object, false);
	if (!print_inside(c, place, object))
		line_print(c);
	fill(c, place, object, true);
}

static void
print_row(struct csv *c, const value *row)
{
	if (row->kind == VALUE_OBJECT) {
		print_object(c, 0, row);
		return;
	}
	size_t column = c->places.at[place_of(c, 0, "value", 0)].column;
	c->cells.at[column] = row;
	line_print(c);
	c->cells.at[column] = NULL;
}

static void
print_head(struct csv *c)
{
	for (size_t i = 0; i < c->columns.count; i++) {
		if (i > 0)
			buf_add_byte(c->out, ',');
		buf_clear(&c->scratch);
		clean_add_str(&c->scratch, c->places.at[c->columns.at[i]].name);
		add_field(buf_str(&c->scratch), true, c->out);
	}
	buf_add(c->out, S("\r\n"));
}

static void
csv_print(struct csv *c, const value *rows)
{
	place_add(c, 0, "");
	c->places.at[0].has_inside = true;
	for (const struct value_item *i = rows->items.first; i; i = i->next)
		find_in_row(c, i->value);
	column_add(c, 0);
	if (!c->columns.count)
		return;
	name_columns(c);
	print_head(c);
	for (const struct value_item *i = rows->items.first; i; i = i->next)
		print_row(c, i->value);
}

static void
csv_render(const sheet *s, const struct sheet_options *options, buf *out)
{
	(void)options;
	struct csv c = { .a = arena_new(), .out = out };
	c.keys = syms_new(c.a);
	csv_print(&c, s->rows);
	LIST_DONE(&c.places);
	LIST_DONE(&c.columns);
	LIST_DONE(&c.cells);
	map_done(&c.by_key);
	buf_done(&c.scratch);
	arena_free(c.a);
}

const struct sheet_format format_csv = {
	.name = "csv",
	.endings = "csv",
	.help = "for spreadsheets: the rows, flat",
	.render = csv_render,
};
