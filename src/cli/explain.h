/* explain: one row of the notation's tables, on a sheet. */
#ifndef PARAPH_CLI_EXPLAIN_H
#define PARAPH_CLI_EXPLAIN_H

#include "cli/notation.h"
#include "sheet/sheet.h"

/* A sheet being written. */
struct explaining {
	arena *a;
	sheet *s;
	bool is_verbatim;       /* examples go behind the sheet, as they are typed */
	buf examples;
};

/* Adds every row that `word` means, a heading each where there are several;
 * how many there were. */
size_t explain_word(struct explaining *x, str word);

/* A row as data. */
value *verb_value(arena *a, enum verb_id id);
value *clause_value(arena *a, enum clause_id id);
value *decl_value(arena *a, enum decl_id id);
value *row_value(arena *a, const char *what, const char *word, const char *help);

/* The JSON Schema of an act. */
void schema_print(arena *a, buf *out);

#endif
