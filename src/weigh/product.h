/* product: which of two products of whole numbers is greater, exactly. */
#ifndef PARAPH_WEIGH_PRODUCT_H
#define PARAPH_WEIGH_PRODUCT_H

#include "weigh/ratio.h"

/* <0, 0 or >0: the product of x[n] against that of y[n]; no number is negative.
 * O(n^2) words, no limit on what they come to. */
int product_cmp(const wide x[], const wide y[], size_t n);

#endif
