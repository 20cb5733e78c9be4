/* match: the points of two drafts, and which of one became which of the other.
 *
 *      struct match_draft a = match_draft_of(arena, v3), b = match_draft_of(arena, v4);
 *      struct matching m;
 *      match_drafts(&m, arena, l, &a, &b, NULL, 0);
 *      for (size_t i = 0; i < m.rows.count; i++)
 *              use(&m.rows.at[i], match_reason_words(&m, i));
 *      matching_done(&m);
 *
 * Each row says what became of a point and why it is thought so.  With the
 * drafts the other way round the rows are the same the other way round: a split
 * is a merge, what was added is deleted.  match.c says how points are found.
 */
#ifndef PARAPH_TEXT_MATCH_H
#define PARAPH_TEXT_MATCH_H

#include "text/draft.h"
#include "text/words.h"

enum match_how {
	MATCH_KEPT,             /* number and point above are the same */
	MATCH_RENUMBERED,
	MATCH_MOVED,            /* to another point above, another annex, or out of the order */
	MATCH_SPLIT,            /* one became several: a row for each */
	MATCH_MERGED,
	MATCH_ADDED, MATCH_DELETED,
	MATCH_UNKNOWN,          /* for callers who do not have the whole of a draft */
	MATCH_HOWS
};
extern const char *const match_how_names[MATCH_HOWS];

/* How the same row reads with the drafts swapped: a split is a merge. */
enum match_how match_mirrored(enum match_how how);

enum match_reason {
	MATCH_BY_RECORD,        /* given by the caller */
	MATCH_BY_IDENTITY,      /* {#port} */
	MATCH_BY_SAME_WORDS,
	MATCH_BY_WORDS,         /* most of them */
	MATCH_BY_NUMBER_AND_HEADING,
	MATCH_BY_HEADING,       /* that no other point has */
	MATCH_BY_NUMBER,        /* and some of the words */
	MATCH_BY_PARTS,         /* the words of one are found in the other, or in several */
	MATCH_BY_PLACE,         /* where it stood is "[deleted]" */
	MATCH_BY_NOTHING,       /* no counterpart */
	MATCH_REASONS
};
extern const char *const match_reason_names[MATCH_REASONS];     /* "same-words" */

struct match_point {
	const struct draft_point *text;         /* NULL: only the number is known */
	str number;
	uint32_t parent;                        /* the point above: its index plus 1, or 0 */
};

struct match_draft { const struct match_point *at; size_t count; };     /* in its order */

struct match_row {
	uint32_t a, b;          /* index plus 1, or 0 */
	uint8_t how;            /* enum match_how */
	uint8_t reason;         /* enum match_reason */
	uint8_t share;          /* percent of the words of both that both have; 100: the same
				 * words */
	uint8_t of_whole;       /* of a split or a merge: percent of the whole's words that this
	                         * part has, those that the parts before it have left */
	bool in_order;          /* what both have stands in one order, but for one word in twenty */
};

struct matching {
	arena *arena;
	const struct match_draft *a, *b;        /* borrowed */
	LIST(struct match_row) rows;    /* in the order of a; what was added behind what it follows
					 * in b */
};

/* The points of a draft, borrowed. */
struct match_draft match_draft_of(arena *a, const draft *d);

/* Fills `m`, whose words live in `keeps`.  Rows of `given` by record stand as they
 * are; others of it are tried where neither identity nor words say anything.
 * About linear: 2,000 points against 2,000 take a tenth of a second.  Cannot fail. */
void match_drafts(struct matching *m, arena *keeps, lexicon *l, const struct match_draft *a,
		  const struct match_draft *b, const struct match_row *given, size_t given_count);
void matching_done(struct matching *m);

/* Why, in words: "same identity {#port}", "92 % of the words", "its words are
 * found in 6 and 7".  Of a row by record it says nothing. */
str match_reason_words(const struct matching *m, size_t row);

/* Does the draft say nothing but that a point was here, "[deleted]"? */
bool match_is_place(const struct match_point *p);

/* Numbers that a draft leaves out between those it has: "6, 9-11", "B.2"; or empty. */
str match_gaps(arena *a, const struct match_draft *d);

#endif
