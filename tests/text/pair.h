/* pair: two texts of which one came from the other, for property tests.
 *
 *      pairs_hold(law, &r, 10000, 40);
 *
 * Cases grow as the run goes on; the first that fails is cut down, piece by
 * piece, and printed.
 */
#ifndef PARAPH_TEST_PAIR_H
#define PARAPH_TEST_PAIR_H

#include "base/arena.h"
#include "base/str.h"
#include "rand.h"

typedef bool pair_law(str old, str new);

/* Holds the law against `cases` pairs of up to about `pieces_most` words each. */
void pairs_hold(pair_law *law, struct rand *r, size_t cases, size_t pieces_most);

/* One text of `count` random pieces: valid UTF-8 of all kinds. */
str pair_text(arena *a, struct rand *r, size_t count);

#endif
