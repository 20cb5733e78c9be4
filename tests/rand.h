/* rand: the same random numbers in every run, for property tests.
 *
 *      struct rand r = rand_new();
 *      size_t len = rand_below(&r, 20);
 *
 * The seed is PARAPH_SEED where set, and stands in the message of a failure.
 * Source: Steele, Lea, Flood, Fast Splittable Pseudorandom Number Generators,
 * 2014 (splitmix64).
 */
#ifndef PARAPH_TEST_RAND_H
#define PARAPH_TEST_RAND_H

#include "test.h"

struct rand {
	uint64_t state;
};

static inline struct rand
rand_new(void)
{
	return (struct rand){ test_seed() };
}

static inline uint64_t
rand_next(struct rand *r)
{
	uint64_t z = r->state += 0x9e3779b97f4a7c15u;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

/* 0 … limit - 1; the bias is below limit / 2^64. */
static inline uint64_t
rand_below(struct rand *r, uint64_t limit)
{
	return (uint64_t)((__uint128_t)rand_next(r) * limit >> 64);
}

/* Fills `text` with `len` of the bytes of `alphabet`. */
static inline str
rand_text(struct rand *r, const char *alphabet, char *text, size_t len)
{
	size_t count = strlen(alphabet);
	for (size_t i = 0; i < len; i++)
		text[i] = alphabet[rand_below(r, count)];
	return (str){ text, len };
}

#endif
