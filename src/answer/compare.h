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

enum place {
	PLACE_KEPT, PLACE_RENUMBERED, PLACE_MOVED, PLACE_SPLIT, PLACE_MERGED, PLACE_ADDED, PLACE_DELETED,
	PLACE_UNKNOWN, PLACE_COUNT
};
extern const char *const place_names[PLACE_COUNT];

enum wording {
	WORDS_SAME,             /* byte by byte, heading and words */
	WORDS_BLANKS,           /* but for blanks and line ends */
	WORDS_CAPITALS, WORDS_PUNCTUATION, WORDS_CAPITALS_PUNCTUATION,
	WORDS_CHANGED,
	WORDS_UNKNOWN,          /* one of them is not held */
};

struct pair {
	uint32_t from, to;      /* readings; 0: added, deleted, unknown */
	uint8_t place;          /* enum place */
	uint8_t wording;        /* enum wording */
};

struct comparison {
	const talks *t;
	uint32_t a, b;          /* drafts */
	bool is_ancestor;       /* recorded steps lead from b back to a */
	LIST(struct pair) pairs;        /* in the order of b, deleted ones last */
	uint32_t *point_in_a;   /* by point: its reading in a, or 0 */
	uint8_t *used;          /* readings of a that have a counterpart, from a's first on */
};

/* Composes the recorded steps from `b` back to `a`; where there are none,
 * points of one identity are pairs.  O(readings of both × drafts between). */
void compare_drafts(struct comparison *c, const talks *t, uint32_t a, uint32_t b);
void compare_done(struct comparison *c);

/* Are the words of both held? */
bool compare_has_words(const struct comparison *c);

/* How many pairs differ in words, or were added, deleted, split or merged. */
size_t compare_changed(const struct comparison *c);

enum wording wording_compare(const struct draft_point *x, const struct draft_point *y);

/* What a lawyer looks for first, in words: "'ten' -> 'six'; 'not' added"; each
 * empty where nothing of its kind changed. */
struct named_changes { str numbers, dates, modals; unsigned words_in, words_out; };

/* Strings in `a`.  O(words of both), and the square of what differs. */
struct named_changes wording_named(arena *a, str before, str after);

/* A hash of the words without case, punctuation, brackets and their owners. */
uint64_t wording_hash(str words);

#endif
