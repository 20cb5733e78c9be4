/* ratio: exact numbers, as preference files write them.
 *
 *      struct ratio w, e;
 *      if (!ratio_read(S("0.25"), &w) || !ratio_read(S("3"), &e))
 *              ...                     no number, or more digits than fit
 *      struct ratio u = ratio_mul(w, e);
 *      if (!ratio_ok(u))
 *              ...                     it overflowed
 *
 * A ratio is always in lowest terms, its denominator above 0.  What overflows
 * gives the ratio that is none, and so does all that is made of it: a long
 * sum is checked once, at its end.
 */
#ifndef PARAPH_WEIGH_RATIO_H
#define PARAPH_WEIGH_RATIO_H

#include "base/arena.h"

__extension__ typedef __int128 wide;

struct ratio {
	wide num;
	wide den;       /* 0: none */
};

#define RATIO_ZERO ((struct ratio){ 0, 1 })
#define RATIO_ONE ((struct ratio){ 1, 1 })

/* Reads a decimal: sign, digits, a point, an exponent (-0.5, 1e-3), blanks at
 * both ends.  False on anything else, and where it does not fit. */
bool ratio_read(str text, struct ratio *ret);

/* `num` / `den`, in lowest terms; none where `den` is 0. */
struct ratio ratio_of(wide num, wide den);

bool ratio_ok(struct ratio r);
struct ratio ratio_add(struct ratio a, struct ratio b);
struct ratio ratio_sub(struct ratio a, struct ratio b);
struct ratio ratio_mul(struct ratio a, struct ratio b);
struct ratio ratio_div(struct ratio a, struct ratio b);         /* none where `b` is 0 */

/* <0, 0 or >0; of ratios that are. */
int ratio_cmp(struct ratio a, struct ratio b);

/* *den becomes the least common multiple of both, above 0; false where that does not fit. */
bool wide_lcm(wide *den, wide other);

/* The nearest double. */
double ratio_double(struct ratio r);

/* As a decimal where it is a finite one of at most 20 places, else as
 * "num/den"; in `a`. */
str ratio_print(arena *a, struct ratio r);

#endif
