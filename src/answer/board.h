/* board: what the board counts, for papers that quote it. */
#ifndef PARAPH_ANSWER_BOARD_H
#define PARAPH_ANSWER_BOARD_H

#include "answer/answer.h"

struct tally {
	int64_t points;
	int64_t of[STATUS_COUNT];       /* these sum to points */
	const uint32_t *list;           /* the points held, in order, deleted ones too */
	size_t count;
	uint32_t unknown;               /* declared, not held */
};

struct tally board_tally(const struct ask *ask);
void board_tally_to(sheet *s, const struct tally *sum);

str board_text_name(const struct ask *ask);             /* `v4, "fourth draft"` */
str board_open_amendments(const struct ask *ask, uint32_t point);      /* "N1, S1" */
str board_brackets(const struct ask *ask, const struct standing *s);   /* "2, 41 of 118 words" */

#endif
