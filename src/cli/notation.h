/* notation: the rows of the tables of minutes/ in words, for `explain`, the
 * card and the schema.  Call tables_init before. */
#ifndef PARAPH_CLI_NOTATION_H
#define PARAPH_CLI_NOTATION_H

#include "base/buf.h"
#include "minutes/tables.h"

struct clause_type_row {
	const char *value;      /* what is typed behind the keyword: "NAME, …" */
	const char *help;
};
extern const struct clause_type_row clause_type_rows[LINES + 1];

/* The kinds of object, in the order of their bits. */
struct object_row { unsigned bit; const char *word, *name, *help; };
extern const struct object_row object_rows[];
extern const size_t object_row_count;

extern const char *const mood_help[MOOD_COUNT];
extern const char *const hedge_help[HEDGE_COUNT];
extern const char *const form_help[FORM_COUNT];

/* The forms of a time, and who may know. */
struct typed_row { const char *typed, *help; };
extern const struct typed_row time_rows[], circle_rows[];
extern const size_t time_row_count, circle_row_count;

/* `TIME WHO shows DRAFT|POINTS to NAME, … ["WORDS"] [CLAUSE…]` */
void usage_of_verb(enum verb_id id, buf *out);
/* `due TIME`, `because: TEXT`; a closed list of `verb`, or of any verb for 0, is
 * written out. */
void usage_of_clause(enum clause_id id, enum verb_id verb, buf *out);
/* `party NAME ["DISPLAY NAME"] [CLAUSE…]` */
void usage_of_decl(enum decl_id id, buf *out);
/* `DRAFT|POINTS`; nothing for a verb without object. */
void usage_of_objects(unsigned objects, buf *out);

/* The words allowed behind a clause with a verb, with `between` between them. */
void closed_list(enum clause_id id, enum verb_id verb, const char *between, buf *out);

/* Does the verb, the declaration take the clause beside what all of them take? */
bool verb_has_own(enum verb_id verb, enum clause_id id);
bool decl_has_own(enum decl_id decl, enum clause_id id);

#endif
