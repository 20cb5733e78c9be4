/* sheet: a neutral document that answers build and formats print.
 *
 *      sheet *s = sheet_new(a, "board");
 *      sheet_title(s, S("Lake talks: board"));
 *      sheet_view(s, S("ENV"), S("2026-06-04T06:10+02:00"), STR_NONE,
 *                 S("As ENV may know it, as of 4 June 2026 06:10 CEST."));
 *      sheet_tally(s, "points", 13);
 *
 *      table *t = sheet_table(s);
 *      table_column(t, S("no."), COLUMN_NUMBER);
 *      table_column(t, S("subject"), COLUMN_WRAP);
 *      table_row(t);
 *      runs_add(table_cell(t), RUN_PLAIN, S("3"));
 *      runs *subject = table_cell(t);
 *      runs_add(subject, RUN_STRONG, S("port regime"));
 *      runs_note(subject, sheet_footnote(s, S("v4, point 3")));
 *
 *      value_push(sheet_rows(s), row);
 *
 * Pictures are drawing.h's.  A sheet has two sides that say the same: blocks, which people read (text,
 * md, html), and data, which programs read (json, csv).  It knows nothing of
 * a negotiation.  Everything lives in the arena; strings are borrowed and
 * must live as long as it.  No call can fail.  Line ends inside a text are
 * blanks; characters that could harm a terminal are shown (clean.h).
 */
#ifndef PARAPH_SHEET_SHEET_H
#define PARAPH_SHEET_SHEET_H

#include "base/arena.h"
#include "sheet/value.h"

typedef struct sheet sheet;
typedef struct table table;
typedef struct runs runs;

/* A run is words in one style.  Every style that means something can be told
 * apart in black and white: it has a mark, in copies and on paper too. */
enum run_style {
	RUN_PLAIN,
	RUN_STRONG,     /* bold; emphasis only: without a face it has no mark */
	RUN_QUIET,      /* of less weight: grey or plain; emphasis only */
	RUN_WARN,       /* wants attention: "! " before it, and bold */
	RUN_QUOTE,      /* exact words: the renderer puts the quotation marks */
	RUN_INSERTED,   /* underlined, or {+…+} */
	RUN_DELETED,    /* struck through, or [-…-] */
	RUN_STYLES,
};

enum column_kind {
	COLUMN_FIT,     /* as wide as its widest cell, never wrapped unless nothing else gives */
	COLUMN_WRAP,    /* shares what width is left, wraps at blanks */
	COLUMN_NUMBER,  /* as FIT, set flush right */
};

sheet *sheet_new(arena *a, const char *answer);

void sheet_title(sheet *s, str title);

/* Whose view, as of when: `as`, `at` and `known` go to the data (STR_NONE
 * gives null), `sentence` is printed under the title. */
void sheet_view(sheet *s, str as, str at, str known, str sentence);

/* One count of the tally, in the order of the calls; also printed as a line
 * `points 13 | agreed 4 | …`, with blanks for '-', where `sheet_tally_line`
 * puts it. */
void sheet_tally(sheet *s, const char *name, int64_t count);
void sheet_tally_line(sheet *s);

/* The answer's rows (a list), and its whole data (an object with the keys
 * answer, view, title, tally, rows, notes) for answers with more. */
value *sheet_rows(sheet *s);
value *sheet_data(sheet *s);

/* What the rows are called in the data, where it is another word than "rows". */
void sheet_rows_key(sheet *s, const char *key);

/* Blocks, in the order of the calls. */
void sheet_heading(sheet *s, unsigned level, str text); /* level 1 stands under the title */
runs *sheet_para(sheet *s);
runs *sheet_item(sheet *s);             /* one item of a list; neighbours join */
table *sheet_table(sheet *s);
/* A line `LABEL   words…`: the label in a margin column shared by neighbours. */
runs *sheet_labelled(sheet *s, str label);

void table_column(table *t, str header, enum column_kind kind);
void table_row(table *t);
/* What the table is, printed above it; without one the heading names it. */
void table_caption(table *t, str caption);
/* Its cells hold paragraphs: where a page is too narrow for them side by side,
 * the rows go one below the other instead. */
void table_prose(table *t);
/* A row that is one cell over the whole width: a sub-heading inside a table. */
runs *table_span(table *t);
/* The next cell of the current row; missing cells at the end stay empty. */
runs *table_cell(table *t);

void runs_add(runs *r, enum run_style style, str text);

/* The same, of words that want a second look among others of their style: a
 * changed number, "shall".  Bold where there is a face; emphasis only. */
void runs_add_key(runs *r, enum run_style style, str text);

/* Words that stood elsewhere, changes inside included: what is added from here
 * to runs_moved_end, between {~1: and ~}.  `move`, from 1, is its number on the
 * sheet; a passage over several paragraphs is opened in each. */
void runs_moved(runs *r, unsigned move);
void runs_moved_end(runs *r);

/* The place that they left: [~1 moved down~].  In html each leads to the other. */
void runs_moved_away(runs *r, unsigned move, str words);

/* The mark of a footnote, behind the words added last. */
void runs_note(runs *r, unsigned footnote);

/* A footnote's number; the same text gives the same number. */
unsigned sheet_footnote(sheet *s, str text);

/* A remark under the whole; also in the data under "notes". */
void sheet_note(sheet *s, str text);

/* ---- formats ---- */

struct buf;

struct sheet_options {
	unsigned width;         /* text: columns at most; 0 means 100 */
	bool colour;            /* text: ANSI colours and weights */
};

/* A format is one file src/sheet/NAME.c that defines one const struct, and
 * one line in formats.def. */
struct sheet_format {
	const char *name;       /* "json" */
	const char *endings;    /* of files, "html htm" */
	const char *help;       /* one line */
	void (*render)(const sheet *s, const struct sheet_options *options, struct buf *out);
};

/* The format of that name or, failing that, with that file ending; or NULL. */
const struct sheet_format *sheet_format_find(str name);

/* All formats, for help and tests; `ret_count` of them. */
const struct sheet_format *const *sheet_formats(size_t *ret_count);

#endif
