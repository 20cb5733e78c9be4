/* secrets: two records that differ in what a viewer may not know. */
#ifndef PARAPH_TEST_LAWS_SECRETS_H
#define PARAPH_TEST_LAWS_SECRETS_H

#include "laws/world.h"

/* Plays the attacker: changes what g->viewer may not know, in record B. */
void secrets_spoil(struct gen *g);

/* The viewer of the talks; without a name, the public. */
struct view_query secrets_query(const struct gen *g);

/* Is what the two records do not share hidden in each from this view? */
bool secrets_hidden(const struct world *a, const struct world *b, const struct view_query *q);

/* Do they differ in words of points? */
bool secrets_point_differs(const struct gen *g);

#endif
