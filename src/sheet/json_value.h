/* json_value: a value as JSON text on one line. */
#ifndef PARAPH_SHEET_JSON_VALUE_H
#define PARAPH_SHEET_JSON_VALUE_H

#include "base/buf.h"
#include "sheet/value.h"

/* `{"point": "port", "unseen": true}`.  The text is valid UTF-8 whatever the
 * strings hold (broken bytes give U+FFFD); controls, and the characters that
 * turn the direction of a line, are escaped. */
void json_value(const value *v, buf *out);
void json_str(str s, buf *out);

#endif
