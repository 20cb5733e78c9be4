/* ballots: how each member votes in a vote that was called, and what does not count, and why.
 *
 *      struct ballots b;
 *      ballots_take(t, a, vote, members, count, &b);
 *      for (size_t i = 0; i < count; i++)
 *              use(members[i], b.cast[i].ballot);
 *
 * The latest of a member counts.  What somebody casts for it, `in-name-of`, is its ballot
 * only where it has not voted itself; it is no ballot of the one who casts it. */
#ifndef PARAPH_ANSWER_BALLOTS_H
#define PARAPH_ANSWER_BALLOTS_H

#include "answer/answer.h"
#include "rules/vote.h"

struct cast {
	enum ballot ballot;
	uint32_t entry;         /* 1 + entry of the vote, or 0 */
	uint32_t by;            /* the actor who cast it for the member; 0: itself */
	bool is_on_condition;   /* then the ballot is BALLOT_NONE: open */
};

struct not_counted { uint32_t entry, who; str why; };

struct ballots {
	const struct cast *cast;                /* [count], by member */
	const struct not_counted *left_out;     /* in the order of the acts */
	size_t left_out_count;
};

/* Of the vote that the entry `vote` called.  `ret` in `a`. */
void ballots_take(const talks *t, arena *a, uint32_t vote, const uint32_t members[], size_t count, struct ballots *ret);

/* The ballot's word, as typed behind `kind`: "yes"; "none" for BALLOT_NONE. */
const char *ballot_name(enum ballot ballot);

/* Says somebody else that these did it?  The actor behind `per`, where it is of none of
 * those sides, or 0. */
uint32_t ballots_claimed_by(const talks *t, uint32_t entry, uint32_t who);

#endif
