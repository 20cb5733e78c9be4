/* reader: the reading of one file, shared by words.c, token.c, values.c,
 * clause.c, read.c and files.c, and by nobody else.
 *
 * The functions named take_… read at `at` and go on behind what they took;
 * those that return bool have left a fault where they return false.
 */
#ifndef PARAPH_MINUTES_READER_H
#define PARAPH_MINUTES_READER_H

#include "minutes/minutes.h"

/* ---- characters and words (words.c) ---- */

enum {
	C_NAME = 1, C_START = 2, C_LABEL = 4, C_DIGIT = 8, C_BLANK = 16,
	C_SKIPPED = 32, /* at the start of a line: a comment, or no words at all */
};

extern uint8_t char_class[256];

static inline bool
is(char c, unsigned class)
{
	return char_class[(unsigned char)c] & class;
}

enum word_class { W_NONE, W_CLAUSE, W_MOOD, W_HEDGE, W_TERMS, W_SUBJECTLESS };

enum { WORDS_MOST = 512 };

/* By symbol: filled the same way for every table of symbols. */
struct reserved { uint8_t class, value; };
extern struct reserved reserved[WORDS_MOST];
extern uint8_t verb_of[WORDS_MOST], decl_of[WORDS_MOST];
extern uint32_t sym_of, sym_under, sym_include;

/* ---- the reader ---- */

/* A word of the text, by its place, and its sym or 0. */
struct looked_up { str word; uint32_t sym; };

struct reader {
	minutes *m;
	struct looked_up *last;         /* shared by all that look ahead */
	uint32_t file;
	const char *begin, *end;        /* the file's text */
	const char *line, *stop, *next; /* this line, its end without CR LF, the next line */
	uint32_t line_number;
	const char *at;                 /* the next byte to read in this line */
	struct entry entry;             /* the one being read */
	const clause_set *allowed;      /* what may stand in it */
	const char *word;               /* its verb or declaration, for faults */
	clause_set seen;
	uint32_t under;
	bool bad_bytes;                 /* somewhere in the file */
};

static inline void
skip_blanks(struct reader *r)
{
	while (r->at < r->stop && is(*r->at, C_BLANK))
		r->at++;
}

static inline str
take_while(struct reader *r, unsigned class)
{
	const char *from = r->at;
	while (r->at < r->stop && is(*r->at, class))
		r->at++;
	return (str){ from, (size_t)(r->at - from) };
}

#define FAULT(r, where, guess, ...) \
	fault_add((r)->m, (r)->file, (uint32_t)((where) - (r)->begin), (guess), __VA_ARGS__)

/* "did you mean 'X'?" for the nearest of several words; kept in the struct. */
struct nearest { str word, best; unsigned distance; char guess[100]; };
void nearest_try(struct nearest *n, const char *candidate);
const char *nearest_guess(struct nearest *n);

/* Lines, words and strings (token.c). */
const char *first_byte(const struct reader *r);
struct item *item_add(struct reader *r, unsigned key, enum item_type type, const char *where);
void line_begin(struct reader *r, const char *from);
unsigned indentation(const char *from, const char *stop);
bool line_is_blank(const struct reader *r);
bool line_is_comment(const struct reader *r);
void trivia_add(struct reader *r, uint32_t before, str comment);
void comment_keep(struct reader *r, uint32_t before);
bool line_follow(struct reader *r, unsigned deeper, unsigned *ret_blank);
void skip_gap(struct reader *r);
str peek_word(const struct reader *r);
uint32_t word_sym(const struct reader *r, str word);
void item_add_text(struct reader *r, unsigned key, const char *where, str text);
str take_bare(struct reader *r);
str shown(str word);
bool take_name(struct reader *r, const char *what, uint32_t *ret_sym);
bool take_name_item(struct reader *r, unsigned key, const char *what);
bool take_comma(struct reader *r);
bool take_names(struct reader *r, unsigned key, const char *what);
bool take_quoted(struct reader *r, str *ret_text);

/* Values of clauses and objects (values.c). */
bool take_refs(struct reader *r, unsigned key);
bool take_when(struct reader *r, struct when *ret_when);
bool looks_like_time(const struct reader *r);
bool take_quantity(struct reader *r, unsigned key);
bool take_value(struct reader *r, enum clause_id id);

/* Clauses and blocks (clause.c). */
bool clause_unknown(struct reader *r, const char *where, str word);
bool take_rest(struct reader *r);

/* Entries (read.c). */
void read_lines(struct reader *r);

/* Files (files.c). */
bool include_file(struct reader *r, const struct entry *e);

#endif
