/* minutes: entries read from plain text, and printed again.
 *
 *      minutes *m = minutes_new(a, &opener);
 *      minutes_read(m, S("talks.minutes"), &err);      once a file
 *      if (minutes_faults(m)->total) ...
 *      for (size_t i = 0; i < m->entries.count; i++)
 *              use(&m->entries.at[i]);
 *      minutes_done(m);
 *
 * Reading knows the shape of entries, not their meaning: which names exist,
 * what a point is, who may know what is for talks/.  The text of the files
 * stays in the arena, and strings of entries are borrowed from it.
 *
 * An entry is a row of verbs.def (an act) or decls.def, with its subjects,
 * object and clauses as a run of items.  doc/minutes.md is the notation.
 */
#ifndef PARAPH_MINUTES_MINUTES_H
#define PARAPH_MINUTES_MINUTES_H

#include "base/buf.h"
#include "base/err.h"
#include "base/list.h"
#include "base/map.h"
#include "base/when.h"
#include "minutes/tables.h"

/* How files are reached.  The web and the record pass one that refuses. */
struct opener {
	bool (*open)(void *context, arena *a, str path, str *ret_bytes, struct err *err);
	/* The bytes of a zone's TZif file. */
	bool (*open_zone)(void *context, arena *a, str name, str *ret_bytes, struct err *err);
	void *context;
};

/* What a value is.  Where an item has several, they follow one another with
 * the same key. */
enum item_type {
	ITEM_FLAG,
	ITEM_NAME,      /* a: sym */
	ITEM_REF,       /* a: sym of a draft, point, act or person; b, c: labels from, to, or 0 */
	ITEM_WHEN,      /* a: index into whens */
	ITEM_WORD,      /* a: index into closed_words */
	ITEM_TEXT,      /* a: index into texts */
	ITEM_QUANTITY,  /* a: enum hedge, b: number */
	ITEM_FORM,      /* a: enum form, b: sym of a copy's number, or 0 */
	ITEM_SOURCE,    /* a: sym, b: sym of the passage, or 0 */
};

/* Keys of items: clauses, and these. */
enum { KEY_SUBJECT = CLAUSE_COUNT, KEY_OBJECT, KEY_DISPLAY, KEY_COUNT };

struct item {
	uint8_t key;            /* enum clause_id or KEY_… */
	uint8_t type;           /* enum item_type */
	uint16_t column;        /* bytes from the line's start, for faults; clamped */
	uint32_t a, b, c;
};

enum entry_kind { ENTRY_ACT, ENTRY_DECL, ENTRY_UNDER, ENTRY_INCLUDE };

/* A front time that is given by an act: `during m1`. */
enum relation { RELATION_NONE, RELATION_BEFORE, RELATION_DURING, RELATION_AFTER };

struct entry {
	uint8_t kind;           /* enum entry_kind */
	uint8_t mood;           /* enum mood */
	uint8_t verb;           /* enum verb_id or enum decl_id */
	uint8_t relation;       /* enum relation; then relative_to is a sym */
	uint32_t file, line;    /* index into files; line from 1 */
	uint32_t at, len;       /* its bytes in the file */
	uint32_t first;         /* its items */
	uint16_t count;
	uint16_t subject_count;
	uint32_t under;         /* 1 + index of the `under` in force, or 0 */
	uint32_t relative_to;
	uint32_t keys;          /* bit key % 32 of each key its items have */
	struct when when;       /* front time of an act; form WHEN_NONE for a relation */
};

struct minutes_file {
	str path;               /* as given, or joined to the includer's folder */
	str folder;             /* with its slash; empty for the current one */
	str text;
	uint32_t keeper;        /* sym of `keeper NAME`, or 0 */
	uint32_t included_by;   /* 1 + file, or 0 */
	bool has_bad_bytes;
};

/* A fault: what is wrong, where, and a guess. */
struct fault {
	uint32_t file;
	uint32_t line;          /* from 1; 0: the file as a whole */
	uint32_t at;            /* byte offset in the file */
	char text[400];
	char guess[100];        /* "did you mean 'accepts'?", or "" */
};

enum { FAULTS_KEPT = 20 };
struct faults {
	struct fault at[FAULTS_KEPT];   /* the first, by file and line once sorted */
	size_t kept, total;
};

/* What fmt keeps beside entries: comments and blank lines. */
struct trivia { uint32_t before; str comment; };        /* an empty comment is a blank line */

typedef struct minutes minutes;
struct minutes {
	arena *a;
	syms *names;
	const struct opener *opener;
	LIST(struct minutes_file) files;
	LIST(struct entry) entries;
	LIST(struct item) items;
	LIST(str) texts;
	LIST(struct when) whens;
	LIST(struct trivia) trivia;     /* of the file read last, where keep_trivia */
	struct faults faults;
	bool keep_trivia;
	bool no_includes;               /* fmt prints one file */
	uint32_t silent_from;           /* faults in files from this one on are not told; 0: all are */
};

minutes *minutes_new(arena *a, const struct opener *opener);
void minutes_done(minutes *m);

/* Reads one file and what it includes.  Entries that cannot be read become
 * faults and are left out; false is for a file that cannot be opened.  One
 * pass, linear; memory a small multiple of the text. */
bool minutes_read(minutes *m, str path, struct err *err);

/* The same from bytes that are in `a` already. */
bool minutes_read_text(minutes *m, str path, str text, struct err *err);

/* May the string be a name: a letter, then letters, digits, hyphens, low lines and stops,
 * and no word of the notation?  Longer than 64 bytes it should not be. */
bool minutes_can_name(minutes *m, str name);

/* Adds a fault at byte `at` of `file`.  The format is printf's; `guess` may be
 * NULL.  Beyond FAULTS_KEPT they are only counted.  Returns false. */
bool fault_add(minutes *m, uint32_t file, uint32_t at, const char *guess, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/* A fault at an entry, or at one of its items. */
bool fault_entry(minutes *m, const struct entry *e, const struct item *item, const char *guess,
		 const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Sorts the kept faults by file and place. */
void faults_sort(minutes *m);

/* `path:line:column: what is wrong`, the line, a caret, the guess, as text for
 * a terminal; never more than about 100 columns of the line. */
void fault_print(const minutes *m, const struct fault *f, buf *out);

/* ---- looking into an entry ---- */

static inline const struct item *
entry_items(const minutes *m, const struct entry *e)
{
	return m->items.at + e->first;
}

/* Does an act or declaration take this clause? */
bool entry_takes(const struct entry *e, unsigned key);

/* The first item with `key` of the entry itself, or NULL.  Most entries have few
 * of the many keys that are asked for; `keys` says so without a look at them. */
static inline const struct item *
entry_own(const minutes *m, const struct entry *e, unsigned key)
{
	const struct item *item = entry_items(m, e), *end = item + e->count;
	if (!(e->keys >> key % 32 & 1))
		return NULL;
	while (item < end && item->key != key)
		item++;
	return item < end ? item : NULL;
}

/* The same, or, for a clause that the entry does not have but takes, the one of
 * the `under` in force. */
static inline const struct item *
entry_get(const minutes *m, const struct entry *e, unsigned key)
{
	const struct item *item = entry_own(m, e, key);
	if (item || !e->under || key >= CLAUSE_COUNT)
		return item;
	item = entry_own(m, &m->entries.at[e->under - 1], key);
	return item && entry_takes(e, key) ? item : NULL;
}

/* How many items run on from `item` with its key (of the entry it came from). */
size_t item_run(const minutes *m, const struct entry *e, const struct item *item);

/* A text item's words, or empty for NULL. */
str item_text(const minutes *m, const struct item *item);
str item_name(const minutes *m, const struct item *item);

/* The sym of who keeps a file: its own `keeper`, or its includer's; or 0. */
uint32_t minutes_keeper(const minutes *m, uint32_t file);

/* ---- printing (print.c) ---- */

/* The entry in the canonical form, with its line end.  `full` writes out the
 * clauses that `under` gives and leaves out the circles: the same bytes for the
 * same act wherever it stands and whoever else knows it, for hashes and the
 * order of ties. */
void entry_print(const minutes *m, const struct entry *e, bool full, buf *out);

/* The whole of the file read last with keep_trivia set, as `fmt` prints it. */
void minutes_print(const minutes *m, buf *out);

/* One value, as typed: `v3:1,4`, `~30`, `copy 07`. */
void items_print(const minutes *m, const struct item *first, size_t count, buf *out);
void quantity_print(enum hedge hedge, uint32_t number, buf *out);

#endif
