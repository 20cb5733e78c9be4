#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rand.h"
#include "test.h"

TEST(base_str, no_text_is_the_empty_str)
{
	CHECK_EQ(str_of(NULL).len, 0);
	CHECK(str_of(NULL).at != NULL);
	CHECK(str_eq(STR_NONE, S("")));
	CHECK(str_eq_nocase(STR_NONE, S("")));
	CHECK_EQ(str_cmp(STR_NONE, S("")), 0);
	CHECK_EQ(str_find(STR_NONE, 'a'), 0);
	CHECK_EQ(str_find_str(STR_NONE, S("a")), 0);
	CHECK_EQ(str_trim(STR_NONE).len, 0);
	CHECK_EQ(str_hash(STR_NONE), str_hash(S("")));
	CHECK_EQ(str_distance(STR_NONE, STR_NONE, 3), 0);
}

TEST(base_str, zero_bytes_are_bytes)
{
	CHECK(!str_eq(S("a\0b"), S("a\0c")));
	CHECK(str_cmp(S("a\0b"), S("a\0c")) < 0);
	CHECK_EQ(str_find(S("a\0b"), '\0'), 1);
	CHECK_EQ(str_find_str(S("ab\0cd"), S("\0c")), 2);
	CHECK(!str_eq(S("a"), S("a\0")));
	CHECK(str_hash(S("a")) != str_hash(S("a\0")));
}

TEST(base_str, case_is_ascii_only)
{
	CHECK(str_eq_nocase(S("Accepts"), S("aCCEPTS")));
	CHECK(!str_eq_nocase(S("accepts"), S("accept")));
	CHECK(!str_eq_nocase(S("É"), S("é")));
	CHECK(!str_eq_nocase(S("@"), S("`")));
	CHECK(!str_eq_nocase(S("["), S("{")));
}

TEST(base_str, a_prefix_sorts_before_what_it_begins)
{
	CHECK(str_cmp(S("v3"), S("v3:1")) < 0);
	CHECK(str_cmp(S("v3:1"), S("v3")) > 0);
	CHECK(str_cmp(S("b"), S("abc")) > 0);
	CHECK(str_cmp(S("z"), S("é")) < 0);
	CHECK_EQ(str_cmp(S("same"), S("same")), 0);
}

TEST(base_str, starts_and_ends)
{
	CHECK(str_starts(S("v3:1"), S("v3")));
	CHECK(str_starts(S("v3"), S("")));
	CHECK(str_starts(S("v3"), S("v3")));
	CHECK(!str_starts(S("v3"), S("v3:")));
	CHECK(str_ends(S("a.minutes"), S(".minutes")));
	CHECK(str_ends(S(""), S("")));
	CHECK(!str_ends(S("minutes"), S(".minutes")));
}

TEST(base_str, find_gives_the_first_or_the_length)
{
	CHECK_EQ(str_find(S("a:b:c"), ':'), 1);
	CHECK_EQ(str_find(S("abc"), ':'), 3);
	CHECK_EQ(str_find_str(S("aab"), S("ab")), 1);
	CHECK_EQ(str_find_str(S("abc"), S("")), 0);
	CHECK_EQ(str_find_str(S("abc"), S("abcd")), 3);
	CHECK_EQ(str_find_str(S("abc"), STR_NONE), 0);
}

TEST(base_str, sub_is_clamped)
{
	CHECK_STR(str_sub(S("abcdef"), 2, 4), "cd");
	CHECK_STR(str_sub(S("abc"), 1, 99), "bc");
	CHECK_STR(str_sub(S("abc"), 99, 100), "");
	CHECK_STR(str_sub(S("abc"), 2, 1), "");
	CHECK_STR(str_sub(S("abc"), 0, SIZE_MAX), "abc");
	CHECK_EQ(str_sub(STR_NONE, 0, 5).len, 0);
}

TEST(base_str, trim_takes_ascii_blanks_only)
{
	CHECK_STR(str_trim(S(" \t a b\r\n")), "a b");
	CHECK_STR(str_trim(S(" \t\r\n")), "");
	CHECK_STR(str_trim(S("\v")), "\v");
	CHECK_STR(str_trim(S("\xc2\xa0")), "\xc2\xa0");
}

TEST(base_str, cut_at_the_first_byte)
{
	str before, after;
	CHECK(str_cut(S("a b c"), ' ', &before, &after));
	CHECK_STR(before, "a");
	CHECK_STR(after, "b c");
	CHECK(!str_cut(S("abc"), ' ', &before, &after));
	CHECK_STR(before, "abc");
	CHECK_STR(after, "");
	CHECK(str_cut(S(" "), ' ', &before, &after));
	CHECK_EQ(before.len + after.len, 0);
	CHECK(!str_cut(STR_NONE, ' ', &before, &after));
}

TEST(base_str, cut_may_write_over_what_it_cuts)
{
	str rest = S("a,b"), word = rest;
	CHECK(str_cut(rest, ',', &word, &rest));
	CHECK_STR(word, "a");
	CHECK_STR(rest, "b");
}

TEST(base_str, u64_reads_digits_and_nothing_else)
{
	uint64_t value = 7;
	CHECK(str_u64(S("0"), &value));
	CHECK_EQ(value, 0);
	CHECK(str_u64(S("0042"), &value));
	CHECK_EQ(value, 42);
	CHECK(str_u64(S("18446744073709551615"), &value));
	CHECK(value == UINT64_MAX);
	value = 7;
	CHECK(!str_u64(S("18446744073709551616"), &value));
	CHECK(!str_u64(S("18446744073709551620"), &value));
	CHECK(!str_u64(S("99999999999999999999999"), &value));
	CHECK(!str_u64(S(""), &value));
	CHECK(!str_u64(S("+1"), &value));
	CHECK(!str_u64(S("-1"), &value));
	CHECK(!str_u64(S(" 1"), &value));
	CHECK(!str_u64(S("1 "), &value));
	CHECK(!str_u64(S("0x1"), &value));
	CHECK_EQ(value, 7);
}

TEST(base_str, distances_that_are_known)
{
	CHECK_EQ(str_distance(S("acepts"), S("accepts"), 2), 1);
	CHECK_EQ(str_distance(S("tabels"), S("tables"), 2), 1);
	CHECK_EQ(str_distance(S("kitten"), S("sitting"), 5), 3);
	CHECK_EQ(str_distance(S("kitten"), S("sitting"), 2), 3);
	CHECK_EQ(str_distance(S("kitten"), S("sitting"), 0), 1);
	CHECK_EQ(str_distance(S(""), S("abc"), 5), 3);
	CHECK_EQ(str_distance(S("abc"), S(""), 5), 3);
	CHECK_EQ(str_distance(S("ABC"), S("abc"), 5), 0);
	/* Optimal string alignment edits no substring twice: "ca" to "abc" is 3,
	 * where the full Damerau distance is 2. */
	CHECK_EQ(str_distance(S("ca"), S("abc"), 5), 3);
}

TEST(base_str, long_strings_are_never_near)
{
	char text[65];
	memset(text, 'a', sizeof text);
	str at_most = { text, 64 }, beyond = { text, 65 };
	CHECK_EQ(str_distance(at_most, at_most, 2), 0);
	CHECK_EQ(str_distance(at_most, S(""), 64), 64);
	CHECK_EQ(str_distance(beyond, beyond, 2), 3);
}

/* The definition, as a recursion. */
static unsigned
distance_slow(str a, str b)
{
	if (a.len == 0 || b.len == 0)
		return (unsigned)(a.len + b.len);
	str a1 = str_sub(a, 0, a.len - 1), b1 = str_sub(b, 0, b.len - 1);
	bool same = a.at[a.len - 1] == b.at[b.len - 1];
	unsigned best = distance_slow(a1, b1) + !same;
	unsigned other = distance_slow(a1, b) + 1;
	best = other < best ? other : best;
	other = distance_slow(a, b1) + 1;
	best = other < best ? other : best;
	if (a.len > 1 && b.len > 1 && a.at[a.len - 1] == b.at[b.len - 2] &&
	    a.at[a.len - 2] == b.at[b.len - 1]) {
		other = distance_slow(str_sub(a, 0, a.len - 2), str_sub(b, 0, b.len - 2)) + 1;
		best = other < best ? other : best;
	}
	return best;
}

TEST(base_str, the_distance_is_that_of_the_definition)
{
	struct rand r = rand_new();
	for (int i = 0; i < 2000; i++) {
		char one[6], other[6];
		str a = rand_text(&r, "abc", one, rand_below(&r, sizeof one + 1));
		str b = rand_text(&r, "abc", other, rand_below(&r, sizeof other + 1));
		unsigned limit = (unsigned)rand_below(&r, 8), slow = distance_slow(a, b);
		CHECK_EQ(str_distance(a, b, limit), slow > limit ? limit + 1 : slow);
		CHECK_EQ(str_distance(b, a, limit), str_distance(a, b, limit));
	}
}

TEST(base_str, hashes_of_random_texts_differ)
{
	struct rand r = rand_new();
	enum { COUNT = 2000 };
	static uint64_t hashes[COUNT];
	for (int i = 0; i < COUNT; i++) {
		char text[24];
		for (size_t b = 0; b < sizeof text; b++)
			text[b] = (char)rand_next(&r);
		hashes[i] = str_hash((str){ text, 8 + rand_below(&r, sizeof text - 8) });
		for (int j = 0; j < i; j++)
			CHECK(hashes[i] != hashes[j]);
	}
}

static int
by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return x < y ? -1 : x > y;
}

/* "T1" and "T10" had one hash, "10" and "101", eight noughts and nine: what a length changed in the low bits, a letter
 * changed back. Whoever keeps things by their hash took one for the other. */
TEST(base_str, hashes_of_like_texts_of_other_lengths_differ)
{
	enum { COUNT = 120000, SAME = 40, LETTERS = 8 };
	static const char *const heads[] = { "", "T", "point-", "annex-point-" };
	static uint64_t hashes[COUNT * 4 + SAME * LETTERS];
	size_t count = 0;
	for (size_t k = 0; k < 4; k++)
		for (int i = 0; i < COUNT; i++) {
			char text[32];
			int len = snprintf(text, sizeof text, "%s%d", heads[k], i);
			hashes[count++] = str_hash((str){ text, (size_t)len });
		}
	for (char c = 0; c < LETTERS; c++)
		for (size_t len = 1; len <= SAME; len++) {
			char text[SAME];
			memset(text, '`' + c, sizeof text);
			hashes[count++] = str_hash((str){ text, len });
		}
	qsort(hashes, count, sizeof *hashes, by_number);
	for (size_t i = 1; i < count; i++)
		CHECK(hashes[i] != hashes[i - 1]);
}
