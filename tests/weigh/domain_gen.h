/* domain_gen: random domains, and the slow way to weigh them.
 *
 *      struct rand r = rand_new();
 *      struct domain d = domain_random(a, &r, (struct domain_shape){ 3, 4, 4, true });
 *      struct brute b = brute_front(a, &d);
 */
#ifndef PARAPH_TEST_DOMAIN_GEN_H
#define PARAPH_TEST_DOMAIN_GEN_H

#include "rand.h"
#include "weigh/domain.h"

struct domain_shape {
	size_t party_count, point_count, option_count;  /* points and options: at most */
	bool linked;            /* tables over two points, ties, functions, options ruled out, red lines */
};

struct domain domain_random(arena *a, struct rand *r, struct domain_shape shape);

/* Exactly `points` of `options` each, whole values below `below`, one table a point. */
struct domain domain_plain(arena *a, struct rand *r, size_t parties, size_t points, size_t options, uint64_t below);

/* Every feasible package that no other dominates: one for each vector of
 * utilities, in the order of front.h, the first in the order of options. */
struct brute { size_t count; struct ratio *u; uint32_t *option; };
struct brute brute_front(arena *a, const struct domain *d);

/* The next package in lexicographic order; false behind the last. */
bool package_next(const struct domain *d, uint32_t option[]);

#endif
