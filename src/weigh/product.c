#include "weigh/product.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Little-endian words; none at the end is 0. */
struct big { uint32_t *at; size_t count; };

static void
big_times(struct big *b, uint32_t by)
{
	uint64_t carry = 0;

	for (size_t i = 0; i < b->count; i++) {
		carry += (uint64_t)b->at[i] * by;
		b->at[i] = (uint32_t)carry;
		carry >>= 32;
	}
	if (carry != 0)
		b->at[b->count++] = (uint32_t)carry;
}

static void
big_add(struct big *b, const struct big *other, size_t shift)
{
	uint64_t carry = 0;

	for (size_t i = 0; i < other->count || carry != 0; i++) {
		size_t to = i + shift;

		while (b->count <= to)
			b->at[b->count++] = 0;
		carry += (uint64_t)b->at[to] + (i < other->count ? other->at[i] : 0);
		b->at[to] = (uint32_t)carry;
		carry >>= 32;
	}
}

/* Times a number of up to 127 bits, a word at a time; `spare` is as long as `b`. */
static void
big_times_wide(struct big *b, wide by, uint32_t *spare)
{
	struct big from = { spare, b->count };
	uint32_t *part = spare + b->count;

	memcpy(spare, b->at, b->count * sizeof(*spare));
	b->count = 0;
	for (size_t word = 0; word < 4; word++) {
		struct big times = { part, from.count };
		uint32_t w = (uint32_t)(by >> (32 * word));

		if (w == 0)
			continue;
		memcpy(part, spare, from.count * sizeof(*part));
		big_times(&times, w);
		big_add(b, &times, word);
	}
}

static struct big
product_of(const wide x[], size_t n, uint32_t *at, uint32_t *spare)
{
	struct big b = { at, 1 };

	at[0] = 1;
	for (size_t i = 0; i < n; i++) {
		assert(x[i] >= 0);
		big_times_wide(&b, x[i], spare);
	}
	while (b.count > 0 && b.at[b.count - 1] == 0)
		b.count--;
	return b;
}

int
product_cmp(const wide x[], const wide y[], size_t n)
{
	size_t room = 4 * n + 8;
	uint32_t *block = calloc(room, 4 * sizeof(*block));

	if (block == NULL)
		arena_exhausted(room * 4 * sizeof(*block));
	struct big a = product_of(x, n, block, block + 2 * room), b = product_of(y, n, block + room, block + 2 * room);
	int order = a.count < b.count ? -1 : a.count > b.count;

	for (size_t i = a.count; order == 0 && i-- > 0;)
		order = a.at[i] < b.at[i] ? -1 : a.at[i] > b.at[i];
	free(block);
	return order;
}
