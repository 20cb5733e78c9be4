/* values: what parties' own minutes say that options are worth, as a domain.
 *
 *      if (!values_read(a, t, &domain, &err)) ...
 *
 * Each `values` act that the view has: of its subject, or, with `for`, of whom its
 * subject estimates; an estimate counts where the view has nothing of that party's
 * own.  A point's options are those that anybody values, in the order in which they
 * are first named; whoever values a point has to say what each of them is worth. */
#ifndef PARAPH_IO_VALUES_H
#define PARAPH_IO_VALUES_H

#include "talks/talks.h"
#include "weigh/domain.h"

bool values_read(arena *a, const talks *t, struct domain *ret, struct err *err);

#endif
