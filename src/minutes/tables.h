/* tables: the words of the notation, from verbs.def, clauses.def, decls.def
 * and words.def.
 *
 *      const struct verb *v = &verbs[VERB_accepts];
 *      if (clause_set_has(&v->clauses, CLAUSE_due)) ...
 *
 * The reader, the printer, `explain`, the manual and the tests walk these
 * arrays; nothing else in the program lists verbs or clauses.
 */
#ifndef PARAPH_MINUTES_TABLES_H
#define PARAPH_MINUTES_TABLES_H

#include "base/str.h"

enum mood { MOOD_DONE, MOOD_WILL, MOOD_WILL_NOT, MOOD_DID_NOT, MOOD_SHOULD, MOOD_COUNT };
extern const char *const mood_names[MOOD_COUNT];        /* "" for MOOD_DONE */

enum {
	OBJECT_NONE = 0, OBJECT_DRAFT = 1, OBJECT_POINTS = 2, OBJECT_ACTS = 4, OBJECT_ACTORS = 8,
	OBJECT_QUANTITY = 16, OBJECT_NEWID = 32, OBJECT_OPTIONAL = 64,
};

enum verb_group {
	TEXT, EXPOSURE, AMENDMENTS, POSITIONS, AUTHORITY, MEETINGS, CLOCKS, STATEMENTS, PEOPLE, GROUND,
	RECORD, VERB_GROUPS
};
extern const char *const verb_group_names[VERB_GROUPS];

enum clause_type {
	FLAG, NAME, NAMES, REFS, NEWID, WHEN, WHENID, WORD, TOKEN, QUANTITY, FORM, SOURCE, LEVELS,
	QUOTE, BLOCK, LINES
};

enum clause_id {
	CLAUSE_NONE,
#define CLAUSE(id, type, help) CLAUSE_##id,
#include "minutes/clauses.def"
#undef CLAUSE
	CLAUSE_COUNT
};

struct clause {
	char name[24];          /* as typed: "ad-ref" */
	enum clause_type type;
	const char *help;
};
extern struct clause clauses[CLAUSE_COUNT];

typedef struct clause_set { uint64_t bits[2]; } clause_set;

static inline bool
clause_set_has(const clause_set *set, enum clause_id id)
{
	return set->bits[id / 64] >> (id % 64) & 1;
}

enum verb_id {
	VERB_NONE,
	VERB_any = VERB_NONE,   /* in words.def: whatever the verb */
#define VERB(id, ...) VERB_##id,
#include "minutes/verbs.def"
#undef VERB
	VERB_COUNT
};

struct verb {
	const char *ident;      /* "rules_out" */
	const char *base, *s_form;
	unsigned objects;       /* OBJECT_… */
	const char *own;        /* the clauses it takes beside those of every verb */
	const char *needs_list;
	enum verb_group group;
	const char *help, *example;
	clause_set clauses, needs;      /* filled by tables_init */
};
extern struct verb verbs[VERB_COUNT];

enum decl_id {
	DECL_NONE,
#define DECL(id, ...) DECL_##id,
#include "minutes/decls.def"
#undef DECL
	DECL_COUNT
};

struct decl {
	const char *name, *own, *help, *example;
	clause_set clauses;
};
extern struct decl decls[DECL_COUNT];

/* Clauses that `under` may set, and those that every verb takes. */
extern clause_set under_clauses, every_verb_clauses;

/* The kinds of a quantity. */
enum hedge {
	HEDGE_EXACT, HEDGE_ABOUT, HEDGE_LEAST, HEDGE_MOST, HEDGE_SOME, HEDGE_MANY, HEDGE_ALMOST_ALL,
	HEDGE_ALL, HEDGE_NONE, HEDGE_UNKNOWN, HEDGE_DECLINED, HEDGE_COUNT
};
extern const char *const hedge_names[HEDGE_COUNT];      /* "", "~", ">=", "<=", "some", … */

enum form {
	FORM_NONE, FORM_COPY, FORM_FILE, FORM_READ_ALOUD, FORM_SHOWN, FORM_READING_ROOM, FORM_TOLD_GIST,
	FORM_PUBLISHED, FORM_LEAKED, FORM_COUNT
};
extern const char *const form_names[FORM_COUNT];

/* The words of the closed lists; ids run over words.def, from 1. */
struct closed_word { enum clause_id clause; unsigned verb; const char *word; };
extern const struct closed_word closed_words[];
extern const size_t closed_word_count;          /* with the unused row 0 */

/* The id of `word` behind `clause` with `verb`, or 0. */
unsigned closed_word_find(enum clause_id clause, enum verb_id verb, str word);

/* Fills what the .def files give as lists of words; idempotent and cheap, to
 * be called before anything else of minutes/ (minutes_new does). */
void tables_init(void);

enum verb_id verb_find(str word);       /* by either form, or VERB_NONE */
enum clause_id clause_find(str word);
enum decl_id decl_find(str word);

#endif
