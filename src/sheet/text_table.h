/* text_table: a table in columns of a terminal. */
#ifndef PARAPH_SHEET_TEXT_TABLE_H
#define PARAPH_SHEET_TEXT_TABLE_H

#include "sheet/sheet_int.h"

/* Prints the table in at most `width` columns. */
void text_table(const table *t, size_t width, bool colour, buf *out);

#endif
