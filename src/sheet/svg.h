/* svg: one drawing as SVG, for the renderers in this folder. */
#ifndef PARAPH_SHEET_SVG_H
#define PARAPH_SHEET_SVG_H

#include "base/buf.h"
#include "sheet/drawing.h"

/* An <svg> element with its title and description.  `number`, from 1, makes its
 * names its own among the drawings of a page.  At x and y of an SVG around it,
 * or, with `inline_`, standing in a page of HTML and narrower where that is. */
void svg_add(buf *out, const drawing *d, unsigned number, uint32_t x, uint32_t y, bool inline_);

#endif
