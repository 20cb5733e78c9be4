#include "text/lcs.h"

#include <stdbool.h>
#include <string.h>

#include "base/map.h"

enum { LIMBS = LCS_MOST / 64, SLOTS = LCS_MOST * 2 };

/* Where each number stands in a row of at most LCS_MOST: a bit a place. */
struct places {
	uint32_t number[SLOTS];         /* open addressing; 0 is empty, numbers are kept plus 1 */
	uint16_t row[SLOTS];
	uint64_t bits[LCS_MOST][LIMBS];
	size_t rows, limbs, mask;
};

static size_t
slot_of(const struct places *p, uint32_t number)
{
	size_t at = (number * 2654435761u) >> 7 & p->mask;
	while (p->number[at] && p->number[at] != number + 1)
		at = (at + 1) & p->mask;
	return at;
}

static void
places_fill(struct places *p, const uint32_t *x, size_t n)
{
	p->rows = 0;
	p->limbs = (n + 63) / 64;
	for (p->mask = 16; p->mask < n * 2; p->mask *= 2)
		;
	memset(p->number, 0, p->mask * sizeof *p->number);
	p->mask--;
	for (size_t i = 0; i < n; i++) {
		size_t at = slot_of(p, x[i]);
		if (!p->number[at]) {
			p->number[at] = x[i] + 1;
			p->row[at] = (uint16_t)p->rows;
			memset(p->bits[p->rows++], 0, p->limbs * sizeof **p->bits);
		}
		p->bits[p->row[at]][i / 64] |= (uint64_t)1 << i % 64;
	}
}

/* v = (v + (v & match)) | (v & ~match), over all limbs. */
static void
row_step(uint64_t v[], const uint64_t match[], size_t limbs)
{
	unsigned carry = 0;
	for (size_t i = 0; i < limbs; i++) {
		uint64_t u = v[i] & match[i], sum = v[i] + u, with = sum + carry;
		carry = (sum < v[i]) + (with < sum);
		v[i] = with | (v[i] & ~match[i]);
	}
}

/* Numbers that both have, however often both have them. */
static size_t
common_count(const uint32_t *x, size_t n, const uint32_t *y, size_t m)
{
	map counts = { 0 };
	size_t common = 0;
	for (size_t i = 0; i < n; i++)
		++*map_at(&counts, x[i]);
	for (size_t i = 0; i < m; i++) {
		uint32_t *left = map_at(&counts, y[i]);
		common += *left > 0;
		*left -= *left > 0;
	}
	map_done(&counts);
	return common;
}

size_t
lcs_length(const uint32_t *x, size_t n, const uint32_t *y, size_t m)
{
	static _Thread_local struct places places;
	uint64_t v[LIMBS];
	size_t length = 0;
	if (n > m) {
		const uint32_t *z = x;
		size_t k = n;
		x = y, n = m;
		y = z, m = k;
	}
	if (n > LCS_MOST)
		return common_count(x, n, y, m);
	if (n == 0)
		return 0;
	places_fill(&places, x, n);
	memset(v, 0xff, sizeof v);
	for (size_t i = 0; i < m; i++) {
		size_t at = slot_of(&places, y[i]);
		if (places.number[at])
			row_step(v, places.bits[places.row[at]], places.limbs);
	}
	for (size_t i = 0; i < n; i++)
		length += !(v[i / 64] >> i % 64 & 1);
	return length;
}
