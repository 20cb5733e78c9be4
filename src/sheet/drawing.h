/* drawing: a picture on a sheet, made of a few plain shapes.
 *
 *      drawing *d = sheet_drawing(s, 400, 300, S("Who waits"), S("5 waits for 6."));
 *      drawing_box(d, DRAW_STRONG, (struct spot){ 20, 20 }, 80, 30);
 *      drawing_text(d, DRAW_PLAIN, (struct spot){ 60, 40 }, ANCHOR_MIDDLE, S("5"));
 *      drawing_arrow(d, DRAW_STRONG, (struct spot){ 60, 50 }, (struct spot){ 60, 90 });
 *
 * `svg` prints the drawings of a sheet, `html` has them among its blocks; text,
 * md, csv and json leave them out: whatever a drawing says, words beside it
 * must say as well.  Its title and description are for those who cannot see it.
 *
 * Spots are whole units from the upper left corner, x to the right and y
 * down; a unit is a 96th of an inch where nothing scales it.  Shapes lie over
 * one another in the order of the calls.  What is out of bounds is drawn and
 * not seen; spots beyond DRAWING_MOST are taken at it.  No call can fail.
 */
#ifndef PARAPH_SHEET_DRAWING_H
#define PARAPH_SHEET_DRAWING_H

#include "sheet/sheet.h"

typedef struct drawing drawing;

enum {
	DRAWING_MOST = 100000,
	DRAWING_TEXT = 13,      /* the height of letters */
	DRAWING_LINE = 17,      /* from one line of text to the next */
};

/* Each can be told from the others in black and white: by weight, dashes,
 * fill, and the shape of a dot. */
enum draw_style {
	DRAW_PLAIN,     /* a thin line; a box white inside; a dot that is a ring */
	DRAW_STRONG,    /* a heavy line; grey inside; bold; a full dot */
	DRAW_QUIET,     /* a dotted grey line; italic; a small dot */
	DRAW_WARN,      /* a dashed heavy line; bold with "! " before it; a dot that is a cross */
	DRAW_STYLES,
};

enum anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END, ANCHORS };

struct spot { int32_t x, y; };

/* A block of the sheet, in the order of the calls. */
drawing *sheet_drawing(sheet *s, uint32_t width, uint32_t height, str title, str description);

void drawing_line(drawing *d, enum draw_style style, struct spot from, struct spot to);
void drawing_arrow(drawing *d, enum draw_style style, struct spot from, struct spot to);
/* Through `count` spots, which are copied; with a head at the last. */
void drawing_polyline(drawing *d, enum draw_style style, const struct spot at[], size_t count, bool has_head);
void drawing_box(drawing *d, enum draw_style style, struct spot corner, uint32_t width, uint32_t height);
void drawing_circle(drawing *d, enum draw_style style, struct spot centre, uint32_t radius);
/* A mark of one size, for plots. */
void drawing_dot(drawing *d, enum draw_style style, struct spot centre);
/* One line of text; `at` is where its foot starts, has its middle, or ends.  It is borrowed. */
void drawing_text(drawing *d, enum draw_style style, struct spot at, enum anchor anchor, str text);

/* About how wide a line of text is, rather more than less. */
uint32_t drawing_width(str text);

/* The text where it is no wider than that, else its beginning and "…", in `a`. */
str drawing_fit(arena *a, str text, uint32_t width);

#endif
