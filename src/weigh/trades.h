/* trades: changes at two points of a package that nobody loses by. */
#ifndef PARAPH_WEIGH_TRADES_H
#define PARAPH_WEIGH_TRADES_H

#include "weigh/weigh.h"

struct trade {
	struct domain_option one, other;        /* what the two points would take instead */
	struct ratio *gain;                     /* [party] */
	struct ratio least;
	bool is_equal;                          /* every party gains the same */
};

/* Those from package `option` that no party loses by, that keep all ties and that
 * neither change alone would give; by their least gain, greatest first; at most `most`.
 * ret_trades in `a`.  O(options^2 × parties). */
size_t trades_find(arena *a, const struct domain *d, const uint32_t option[], size_t most, const struct trade **ret_trades);

/* Reads "POINT=OPTION; POINT=OPTION" over what stands in `option`. */
bool trades_package(const struct domain *d, str text, uint32_t option[], struct err *err);

#endif
