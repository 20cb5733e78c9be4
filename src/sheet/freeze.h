/* freeze: a sheet as bytes, and back.
 *
 *      sheet_freeze(s, &out);
 *      sheet *same = sheet_thaw(a, buf_str(&out), &err);
 *
 * The thawed one prints the same in every format, to the byte.  For caches: the
 * form may change with any version, and its first line says which it is.
 */
#ifndef PARAPH_SHEET_FREEZE_H
#define PARAPH_SHEET_FREEZE_H

#include "base/buf.h"
#include "base/err.h"
#include "sheet/sheet.h"

/* Adds the sheet as bytes.  Of data nested deeper than 64, or headings of level 100 and more,
 * they will not thaw; no answer has such. */
void sheet_freeze(const sheet *s, buf *out);

/* NULL with `err` where the bytes are no frozen sheet of this version: cut short, another
 * version, lengths that do not add up.  No bytes crash it, nor make it take memory out of
 * proportion to their length (a hundredfold at most).  Strings are borrowed.  Linear. */
sheet *sheet_thaw(arena *a, str bytes, struct err *err);

#endif
