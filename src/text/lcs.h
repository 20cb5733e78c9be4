/* lcs: how much two rows of numbers have in common, in order.
 *
 *      size_t common = lcs_length(x, n, y, m);
 *
 * The length of a longest common subsequence, or more where both rows have more
 * than LCS_MOST numbers: then as many as both have, in any order.  So it is a
 * bound from above for what two texts can share.
 *
 * O(m n / 64).  Source: Hyyrö, Bit-parallel LCS-length computation revisited,
 * 2004.
 */
#ifndef PARAPH_TEXT_LCS_H
#define PARAPH_TEXT_LCS_H

#include <stddef.h>
#include <stdint.h>

enum { LCS_MOST = 1024 };

size_t lcs_length(const uint32_t *x, size_t n, const uint32_t *y, size_t m);

#endif
