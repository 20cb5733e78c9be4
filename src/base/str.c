#include "base/str.h"

#include <string.h>

#include "base/ascii.h"

static char
lower(char c)
{
	return is_capital(c) ? (char)(c + ('a' - 'A')) : c;
}

bool
str_eq_nocase(str a, str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (lower(a.at[i]) != lower(b.at[i]))
			return false;
	return true;
}

int
str_cmp(str a, str b)
{
	size_t common = a.len < b.len ? a.len : b.len;
	int order = common ? memcmp(a.at, b.at, common) : 0;
	if (order != 0)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

size_t
str_find(str s, char byte)
{
	const char *hit = s.len ? memchr(s.at, byte, s.len) : NULL;
	return hit ? (size_t)(hit - s.at) : s.len;
}

size_t
str_find_str(str s, str needle)
{
	if (needle.len == 0)
		return 0;
	const char *hit = s.len ? memmem(s.at, s.len, needle.at, needle.len) : NULL;
	return hit ? (size_t)(hit - s.at) : s.len;
}

str
str_trim(str s)
{
	while (s.len > 0 && is_space(s.at[0])) {
		s.at++;
		s.len--;
	}
	while (s.len > 0 && is_space(s.at[s.len - 1]))
		s.len--;
	return s;
}

bool
str_cut(str s, char byte, str *ret_before, str *ret_after)
{
	size_t at = str_find(s, byte);
	bool found = at < s.len;
	str whole = s;
	*ret_before = str_sub(whole, 0, at);
	*ret_after = str_sub(whole, found ? at + 1 : at, whole.len);
	return found;
}

bool
str_u64(str s, uint64_t *ret_value)
{
	uint64_t value = 0;
	if (s.len == 0)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] < '0' || s.at[i] > '9')
			return false;
		if (__builtin_mul_overflow(value, 10, &value) ||
		    __builtin_add_overflow(value, (uint64_t)(s.at[i] - '0'), &value))
			return false;
	}
	*ret_value = value;
	return true;
}

/* The multiply-and-fold step of Yi Wang's wyhash, eight bytes at a time. */
static uint64_t
fold(uint64_t a, uint64_t b)
{
	__uint128_t product = (__uint128_t)a * b;
	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Fewer than eight bytes and how many they are, in one word: another for every string. */
static uint64_t
short_word(str s)
{
	unsigned char bytes[8] = { 0 };
	uint64_t word;
	if (s.len > 0)
		memcpy(bytes, s.at, s.len);
	bytes[7] = (unsigned char)s.len;
	memcpy(&word, bytes, 8);
	return word;
}

uint64_t
str_hash(str s)
{
	const uint64_t k0 = 0xa0761d6478bd642fu, k1 = 0xe7037ed1a0b428dbu;
	/* The length is spread over all bits: in the low ones it would undo a difference of the text. */
	uint64_t h = k0 ^ s.len * 0x9e3779b97f4a7c15u, word;
	if (s.len < 8)
		return fold(k0 ^ short_word(s), k0 ^ k1);
	for (size_t i = 0; i + 8 <= s.len; i += 8) {
		memcpy(&word, s.at + i, 8);
		h = fold(h ^ word, k1);
	}
	memcpy(&word, s.at + s.len - 8, 8);
	return fold(h ^ word, k0 ^ k1);
}

/* Optimal string alignment, three rows. */
unsigned
str_distance(str a, str b, unsigned limit)
{
	enum { LONGEST = 64 };
	unsigned rows[3][LONGEST + 1];
	unsigned *older = rows[0], *old = rows[1], *now = rows[2];

	if (a.len > LONGEST || b.len > LONGEST)
		return limit + 1;
	for (size_t j = 0; j <= b.len; j++)
		old[j] = (unsigned)j;
	for (size_t i = 1; i <= a.len; i++) {
		now[0] = (unsigned)i;
		for (size_t j = 1; j <= b.len; j++) {
			bool same = lower(a.at[i - 1]) == lower(b.at[j - 1]);
			unsigned best = old[j - 1] + !same;
			if (old[j] + 1 < best)
				best = old[j] + 1;
			if (now[j - 1] + 1 < best)
				best = now[j - 1] + 1;
			if (i > 1 && j > 1 && lower(a.at[i - 1]) == lower(b.at[j - 2]) &&
			    lower(a.at[i - 2]) == lower(b.at[j - 1]) && older[j - 2] + 1 < best)
				best = older[j - 2] + 1;
			now[j] = best;
		}
		unsigned *spare = older;
		older = old;
		old = now;
		now = spare;
	}
	return old[b.len] > limit ? limit + 1 : old[b.len];
}
