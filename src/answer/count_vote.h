/* count_vote: votes and standing positions under a rule, as `count` prints them. */
#ifndef PARAPH_ANSWER_COUNT_VOTE_H
#define PARAPH_ANSWER_COUNT_VOTE_H

#include "answer/body.h"

/* One thing that is counted. */
struct counted {
	uint32_t vote;          /* 1 + entry of calls-vote; 0: as positions stand */
	uint32_t rule;          /* of positions: 1 + entry of the declaration */
	uint32_t draft;         /* of positions: on its points */
	uint32_t point;         /* or on this one */
};

/* Adds it to the sheet, and a row to its data. */
enum verdict count_vote_to(struct ask *ask, sheet *s, const struct counted *what);

/* Every vote that was called, under whatever rule: `ret_votes` in ask->a. */
size_t count_votes(const struct ask *ask, const struct counted **ret_votes);

#endif
