/* sample: one sheet with every kind of block and run, for the renderers. */
#ifndef PARAPH_TEST_SHEET_SAMPLE_H
#define PARAPH_TEST_SHEET_SAMPLE_H

#include "base/buf.h"
#include "sheet/sheet.h"

/* Lake talks, the night between v3 and v4, in `a`. */
sheet *sample_sheet(arena *a);

/* The sheet in a format, in `a`. */
str sample_render(arena *a, const sheet *s, const char *format, unsigned width, bool colour);

#endif
