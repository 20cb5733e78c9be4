/* redlined: a redline as people read it, and as data.
 *
 *      struct redlined d;
 *      redlined_make(&d, a, l, TEXT_PLAIN, old, new, &redline_defaults);
 *      redlined_page(&d, s, &look);            paragraph by paragraph
 *      redlined_lists(&d, s);                  numbers, form, moves
 *      value_set(data, "ops", redlined_ops(&d));
 *      redlined_done(&d);
 *
 * Blocks are what people see as paragraphs: parted by an empty line, by a line
 * that begins with a number or a bullet, in plain text by a line that ends
 * early, where the next word would have had room.  A break
 * that was put into a paragraph, or taken out between two, is shown as ¶;
 * blanks alone are not shown among the words, and are listed.
 */
#ifndef PARAPH_ANSWER_REDLINED_H
#define PARAPH_ANSWER_REDLINED_H

#include "answer/answer.h"
#include "text/named.h"

struct redlined_piece {
	uint32_t op, from, to;  /* bytes of the op's own text */
	bool is_break;          /* no words: a ¶ of the op's style */
};

struct redlined_block {
	uint32_t first, count;  /* pieces */
	uint32_t words;
	bool is_changed;
};

struct redlined_break { uint32_t from, at, to; };       /* blanks, the last line end in them, what is behind it */

struct redlined {
	arena *a;
	struct redline r;
	struct named_list named;
	LIST(struct redlined_piece) pieces;
	LIST(struct redlined_block) blocks;
	struct redlined_breaks { struct redlined_break *at; size_t count, room; } old_breaks, new_breaks;
	const uint32_t *moved, *gone;   /* by move: index of its first op, of its OP_GONE */
	unsigned move_base;     /* added to the numbers of moves, where a sheet has several redlines */
};

/* What a line end alone means: in Markdown a blank; in plain text the end of a
 * paragraph, where the line ends early. */
enum text_form { TEXT_MARKDOWN, TEXT_PLAIN };

/* `old` and `new` are valid UTF-8, borrowed; what is made of them lives in `a`. */
void redlined_make(struct redlined *d, arena *a, lexicon *l, enum text_form form, str old, str new,
		   const struct redline_options *o);
void redlined_done(struct redlined *d);

/* Is anything different, be it a blank?  Is it blanks alone? */
bool redlined_differs(const struct redlined *d);
bool redlined_is_blank(const struct redlined *d);

/* All of it in one run of words: for a labelled line, a cell. */
void redlined_runs(const struct redlined *d, runs *to);

/* One such run after the other on one sheet, which numbers their moves through. */
struct redliner { arena *a; lexicon *words; unsigned moves; };
void redliner_add(struct redliner *by, runs *to, str old, str new);

/* One paragraph after the other, as look->context says; side by side, a table. */
void redlined_page(const struct redlined *d, sheet *s, const struct redlined_look *look);
/* The rows of a table whose last two columns are the old and the new text. */
void redlined_rows(const struct redlined *d, table *t, const struct redlined_look *look);
/* Several texts beside the one that all are made from: a table with a row for
 * each of its paragraphs, in each cell what became of it there.  What stands
 * nowhere in it is in the row of the paragraph before. */
void redlined_columns(const struct redlined list[], const str names[], size_t count, str base_name, sheet *s,
		      const struct redlined_look *look);

/* What the marks that occur here mean, in one paragraph of them. */
void redlined_legend(const struct redlined list[], size_t count, sheet *s);

/* Tables of what moved, of numbers and binding words, of differences of form,
 * each with its lines in the texts. */
void redlined_lists(const struct redlined *d, sheet *s);

/* "'ten' -> 'six'; 'unless' put in"; or empty. */
str redlined_named(const struct redlined *d, enum named_class class);
/* Differences of form, each: "punctuation ',' -> '.'; capital letters …"; or empty. */
str redlined_forms(const struct redlined *d);
/* A bit for each enum op_form that occurs; and such a set in words: "capital
 * letters and punctuation". */
unsigned redlined_form_set(const struct redlined *d);
str redlined_form_words(arena *a, unsigned set);

/* [{"op", "text", "from", "to", …}]: OP_GONE is no operation of the data. */
value *redlined_ops(const struct redlined *d);
void redlined_ops_to(const struct redlined *d, value *list);
/* Sets sites, islands, words_shown, words_in, words_out, moves, forms, named. */
void redlined_counts(const struct redlined *d, value *to);

#endif
