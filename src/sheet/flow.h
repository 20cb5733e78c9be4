/* flow: runs made ready for a terminal, and cut into lines.
 *
 *      struct flow f = { 0 };
 *      flow_runs(&f, runs);
 *      flow_wrap(&f, 40, 40);
 *      for (size_t i = 0; i < f.lines.count; i++)
 *              flow_line(&f, i, colour, out);
 *      flow_done(&f);
 *
 * The text of a flow is clean, its blanks are single, and the marks of styles
 * and footnotes are in it: "…" for exact words, {+…+}, [-…-], {~1: …~}, "! ", [1].  All
 * memory is kept from one text to the next, so a table of any length needs
 * one flow a column.
 */
#ifndef PARAPH_SHEET_FLOW_H
#define PARAPH_SHEET_FLOW_H

#include "base/buf.h"
#include "sheet/width.h"
#include "sheet/sheet_int.h"

struct flow {
	buf text;
	LIST(struct flow_span { size_t to; unsigned face; }) spans;
	LIST(struct flow_line { size_t from, to, width; }) lines;
	struct clusters clusters;
	bool is_ascii, is_clustered, has_ties;
	bool blank_due;         /* while building: a blank before the next word */
	bool blank_not_due;     /* none, as behind an opening mark */
	bool is_moved;          /* while building: within a moved passage */
};

void flow_done(struct flow *f);

/* Empties it, or fills it anew; NULL runs are empty. */
void flow_clear(struct flow *f);
void flow_runs(struct flow *f, const struct runs *r);
void flow_str(struct flow *f, enum run_style style, str text);

/* More of one style behind what is there, without marks. */
void flow_add(struct flow *f, enum run_style style, str text);

/* More whose blanks are ties: no line is cut there. */
void flow_add_tied(struct flow *f, enum run_style style, str text);

/* Columns on one line; columns of the longest piece that is not cut at a
 * blank. */
size_t flow_width(struct flow *f);
size_t flow_word(struct flow *f);

/* Cuts into lines of at most `width` columns, the first of `first`, both at
 * least 2.  A word longer than a line is cut behind a hyphen or a slash where
 * there is one, else between clusters.  An empty flow has no lines. */
void flow_wrap(struct flow *f, size_t first, size_t width);

/* Prints one line, without line end. */
void flow_line(const struct flow *f, size_t line, bool colour, buf *out);

/* Flows side by side, each wrapped to its width, `gap` blanks between them; no
 * blanks at the ends of lines, and an empty line where all are empty. */
struct flow_column {
	struct flow flow;
	size_t width;
	bool is_flush_right;
};
void flow_columns(struct flow_column columns[], size_t count, size_t gap, bool colour, buf *out);

#endif
