/* matching: what is true of every matching of two drafts; for tests and fuzz targets.
 *
 *      const struct match_row *row = matching_unmirrored(&there, &back);
 *      CHECK(!row && matching_is_whole(&there));
 */
#ifndef PARAPH_TESTS_TEXT_MATCHING_H
#define PARAPH_TESTS_TEXT_MATCHING_H

#include "text/match.h"

/* The first row of `m` that is not the same in `n`, the other way round; or NULL. */
const struct match_row *matching_unmirrored(const struct matching *m, const struct matching *n);

/* Is each point in a row, and in several only where it is split or merged? */
bool matching_is_whole(const struct matching *m);

#endif
