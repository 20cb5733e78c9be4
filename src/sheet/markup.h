/* markup: text inside the markup of html and svg, so that no text becomes any.
 *
 *      buf_add(out, S("<title>"));
 *      markup_add(out, title);
 *
 * Good between tags and inside attributes; the characters are clean (clean.h).
 */
#ifndef PARAPH_SHEET_MARKUP_H
#define PARAPH_SHEET_MARKUP_H

#include "base/buf.h"

void markup_add(buf *out, str text);

#endif
