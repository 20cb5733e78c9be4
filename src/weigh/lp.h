/* lp: what is weighed, as a programme that other solvers check. */
#ifndef PARAPH_WEIGH_LP_H
#define PARAPH_WEIGH_LP_H

#include "base/buf.h"
#include "weigh/weigh.h"

/* Appends the programme of a measure, "egalitarian" or "utilitarian", in the CPLEX LP
 * format, which cbc, glpsol and others read: a variable x_SLOT_CHOICE for each choice,
 * 1 where it is taken; what they stand for is said in comments. Numbers are whole:
 * the unit is in a comment too.  Fails with ERR_USAGE on another measure. */
bool lp_write(arena *a, const struct domain *d, str measure, buf *out, struct err *err);

#endif
