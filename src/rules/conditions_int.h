/* conditions_int: between the files of conditions. */
#ifndef PARAPH_RULES_CONDITIONS_INT_H
#define PARAPH_RULES_CONDITIONS_INT_H

#include "rules/conditions.h"

/* One along which things wait. */
static inline bool
need_is_edge(const struct need *n)
{
	return n->is_open && !n->negated;
}

void conditions_find_sets(conditions *c);
void conditions_find_cycles(conditions *c);

#endif
