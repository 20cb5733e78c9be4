/* redline: one text made of another, with everything that differs.
 *
 *      struct redline r;
 *      redline_make(&r, l, old, new, &redline_defaults);
 *      for (size_t i = 0; i < r.ops.count; i++)
 *              use(&r.ops.at[i]);
 *      redline_done(&r);
 *
 * The operations stand in reading order of the new text, deletions where they
 * stood.  Those with a place in the old text, in the order of `from`, are the
 * old text to the byte; those with a place in the new one, in the order of
 * `to`, are the new text.
 */
#ifndef PARAPH_TEXT_REDLINE_H
#define PARAPH_TEXT_REDLINE_H

#include "text/diff.h"

enum op_kind {
	OP_SAME,
	OP_DEL,                 /* has no place in the new text */
	OP_INS,                 /* has no place in the old text */
	OP_MOVE,                /* the same bytes, elsewhere; stands where it is now */
	OP_GONE,                /* no bytes: here stood what moved away */
};
extern const char *const op_names[];    /* "same", "del", "ins", "move", "gone" */

/* What kind of difference a deletion or insertion is.  A difference of form is
 * listed; nobody but a named person may call it harmless. */
enum op_form {
	FORM_WORDS,             /* words differ */
	FORM_BLANKS,            /* blanks and line ends only */
	FORM_ENCODING,          /* the same characters in other bytes (NFC) */
	FORM_CAPITALS,
	FORM_PUNCTUATION,
	FORM_NUMBERING,         /* the number that a paragraph or point begins with */
};
extern const char *const op_form_names[];  /* "words", "blanks", … */

struct op {
	uint8_t kind;           /* enum op_kind */
	uint8_t form;           /* enum op_form, of OP_DEL and OP_INS */
	uint8_t flags;          /* enum token_flag of what changed: number, date, amount, modal */
	uint32_t move;          /* the move it belongs to, from 1, or 0: all its operations, its
	                         * inner changes and its OP_GONE */
	uint32_t from, from_end;        /* bytes of the old text; of OP_INS: where, both equal */
	uint32_t to, to_end;            /* bytes of the new text; of OP_DEL and OP_GONE: where */
	uint32_t site;          /* the change it belongs to, from 1; 0 for OP_SAME and
				 * FORM_BLANKS */
	uint32_t words;
};

struct redline {
	str old, new;
	struct tokens old_tokens, new_tokens;
	struct ops { struct op *at; size_t count, room; } ops;
	size_t sites;           /* places where words, form or place differ; blanks alone make
				 * none */
	size_t islands;         /* unchanged runs of one word between two changes, one of
	                         * FORM_ENCODING aside */
	size_t words_in, words_out;     /* inserted, deleted */
	size_t words_shown;     /* the sum of both: what a reader has to read twice */
	size_t moves, words_moved;
};

struct redline_options {
	double site_cost;       /* words that one place of change weighs; 5 */
	unsigned move_words;    /* the shortest passage that may have moved; 0: look for none */
};
extern const struct redline_options redline_defaults;

/* Both valid UTF-8, borrowed.  Cost as diff_tokens. */
void redline_make(struct redline *r, lexicon *l, str old, str new, const struct redline_options *o);
void redline_done(struct redline *r);

/* The bytes of an operation. */
str op_text(const struct redline *r, const struct op *op);

#endif
