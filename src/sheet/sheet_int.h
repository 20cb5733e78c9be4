/* sheet_int: the inside of a sheet, for the renderers in this folder only.
 *
 * A million rows must fit: a run is 24 bytes, a cell holds its first run in
 * itself, and a row is one piece with as many cells as the table has columns.
 */
#ifndef PARAPH_SHEET_SHEET_INT_H
#define PARAPH_SHEET_SHEET_INT_H

#include "base/buf.h"
#include "base/map.h"
#include "sheet/drawing.h"
#include "sheet/sheet.h"

struct run {
	const char *at;
	uint32_t len;
	uint32_t style : 4;             /* enum run_style, or of those below */
	uint32_t is_key : 1;
	uint32_t footnote : 27;         /* 0 for none; of a move's marks: its number */
	struct run *next;
};

/* The marks of a moved passage are runs as well. */
enum run_mark { MARK_MOVED = RUN_STYLES, MARK_MOVED_END, MARK_AWAY, MARKS };

struct runs {
	arena *a;
	struct run *last;       /* NULL while empty */
	struct run first;
};

struct column {
	str header;
	enum column_kind kind;
};

struct row {
	struct row *next;
	uint32_t cell_count;
	bool is_span;           /* one cell over the whole width */
	struct runs cells[];
};

struct table {
	arena *a;
	str caption;
	struct column *columns;
	size_t column_count, column_room;
	struct row *first, *last;
	size_t row_count;
	bool is_prose;
};

enum block_kind {
	BLOCK_HEADING, BLOCK_PARA, BLOCK_ITEM, BLOCK_TABLE, BLOCK_LABELLED, BLOCK_TALLY,
	BLOCK_DRAWING,
};

enum drawn_kind { DRAWN_LINE, DRAWN_ARROW, DRAWN_BOX, DRAWN_CIRCLE, DRAWN_DOT, DRAWN_TEXT };
enum { DRAWN_KINDS = DRAWN_TEXT + 1 };

struct drawn {
	struct drawn *next;
	uint8_t kind, style, anchor;
	const struct spot *at;
	size_t count;           /* 2 of a box and a circle, 1 of a dot and a text */
	str text;
};

struct drawing {
	arena *a;
	uint32_t width, height;
	str title, description;
	struct drawn *first, *last;
	size_t drawn_count;
};

struct block {
	struct block *next;
	enum block_kind kind;
	unsigned level;         /* of a heading */
	str text;               /* the heading, the label */
	struct runs runs;       /* of a paragraph, an item, a labelled line */
	table *table;
	drawing *drawing;
};

struct count {
	struct count *next;
	const char *name;       /* for data: "agreed-ad-ref" */
	str label;              /* for people: "agreed ad ref" */
	int64_t count;
};

struct remark {
	struct remark *next;
	str text;
};

struct sheet {
	arena *a;
	str title, sentence;
	struct block *first, *last;
	struct count *counts, *counts_last;
	struct remark *remarks, *remarks_last;
	syms *footnotes;
	value *data, *view, *tally, *rows, *notes;
};

static inline const struct run *
runs_first(const struct runs *r)
{
	return r->last ? &r->first : NULL;
}

static inline str
run_text(const struct run *r)
{
	return (str){ r->at, r->len };
}

static inline bool
run_is_mark(const struct run *r)
{
	return r->style >= RUN_STYLES;
}

/* Neighbours of one style share one pair of marks: does one begin before `r`,
 * does one end behind it? */
static inline bool
run_opens(const struct run *before, const struct run *r)
{
	return !before || before->style != r->style;
}

static inline bool
run_closes(const struct run *r)
{
	return !r->next || r->next->style != r->style;
}

/* A row with room for so many cells, none of them there yet. */
struct row *row_add(table *t, size_t cell_room);

/* A cell of a row, NULL where the row ended before it. */
static inline const struct runs *
row_cell(const struct row *row, size_t column)
{
	return column < row->cell_count ? &row->cells[column] : NULL;
}

/* A drawing with nothing in it, as the sheet's next block. */
drawing *drawing_add(sheet *s);
/* A shape with nothing in it, as the drawing's last. */
struct drawn *drawn_add(drawing *d);

/* Does any column have a header? */
bool table_has_header(const table *t);

#endif
