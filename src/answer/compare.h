/* compare: two drafts point by point, and two wordings of one point.
 *
 *      struct comparison c;
 *      compare_drafts(&c, t, v3, v4);
 *      for (size_t i = 0; i < c.pairs.count; i++)
 *              use(&c.pairs.at[i]);
 *      compare_done(&c);
 *
 * Only what the view holds is compared; where one draft is held in part, what
 * has no counterpart may be new or not, and is PLACE_UNKNOWN.
 */
#ifndef PARAPH_ANSWER_COMPARE_H
#define PARAPH_ANSWER_COMPARE_H

#include "answer/answer.h"
#include "text/words.h"

enum place {
	PLACE_KEPT, PLACE_RENUMBERED, PLACE_MOVED, PLACE_SPLIT, PLACE_MERGED, PLACE_ADDED, PLACE_DELETED,
	PLACE_UNKNOWN, PLACE_COUNT
};
extern const char *const place_names[PLACE_COUNT];

enum wording {
	WORDS_SAME,             /* byte by byte, heading and words */
	WORDS_FORM,             /* but for blanks, capitals, punctuation, … */
	WORDS_CHANGED,
	WORDS_UNKNOWN,          /* one of them is not held */
};

struct pair {
	uint32_t from, to;      /* readings; 0: added, deleted, unknown */
	uint8_t place;          /* enum place */
	uint8_t wording;        /* enum wording */
	uint8_t forms;          /* in which the words differ, as redlined_form_set has it */
	str recorded;           /* "v4 and v5": with which drafts it was put on record; or empty, where a
	                         * step is neither on record nor by one identity */
};

struct comparison {
	const talks *t;
	lexicon *l;
	uint32_t a, b;          /* drafts */
	bool is_ancestor;       /* recorded steps lead from one to the other */
	LIST(struct pair) pairs;        /* in the order of b, deleted ones last */
};

/* Composes the recorded steps between `a` and `b`, whichever is the older; where
 * there are none, points of one identity are pairs.  The other way round it says the
 * same the other way round.  O(readings of both × drafts between). */
void compare_drafts(struct comparison *c, const talks *t, uint32_t a, uint32_t b);
void compare_done(struct comparison *c);

/* Are the words of both held? */
bool compare_has_words(const struct comparison *c);

/* How many pairs differ in words, or were added, deleted, split or merged. */
size_t compare_changed(const struct comparison *c);

/* Heading and words held against each other; what `ret_forms` says is in pair. */
enum wording wording_compare(lexicon *l, const struct draft_point *x, const struct draft_point *y,
			     unsigned *ret_forms);

/* A hash of the words without case, punctuation, brackets and their owners. */
uint64_t wording_hash(str words);

/* The draft of that name in this view; the error names those that are known. */
bool compare_find(const talks *t, str name, uint32_t *ret_draft, struct err *err);
str compare_known(const talks *t);

/* The step that a reader means who names none: from its base to the text under
 * discussion, else from that to what is being made from it; zeros where no text
 * here comes from another. */
void compare_last_step(const talks *t, uint32_t *ret_a, uint32_t *ret_b);

/* A pair in words. */
str pair_change(const talks *t, const struct pair *p);  /* "moved AND reworded" */
str pair_title(const talks *t, const struct pair *p);   /* its heading, the new one where both have one */
str pair_heading(const talks *t, const struct pair *p); /* "3 -> 4 Port: reworded" */
str pair_brackets(const talks *t, const struct pair *p);        /* "1 -> 2", or empty where as many */
/* "in point 3 -> a point of its own", or empty where level and point above are the same. */
str pair_level(const talks *t, const struct pair *p);
bool pair_is_identical(const struct pair *p);

#endif
