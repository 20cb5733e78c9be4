/* guess: which word was meant.
 *
 *      struct guess g = { .word = S("bord") };
 *      guess_try(&g, S("board"));              once a candidate
 *      guess_text(&g, a, "")                   "; did you mean 'board'?", or ""
 */
#ifndef PARAPH_CLI_GUESS_H
#define PARAPH_CLI_GUESS_H

#include "base/arena.h"

struct guess {
	str word;
	str best;               /* the nearest so far, or empty */
	unsigned distance;
};

void guess_try(struct guess *g, str candidate);

/* The guess as the end of a message, in `a`; `before` stands before the word. */
str guess_text(const struct guess *g, arena *a, const char *before);

#endif
