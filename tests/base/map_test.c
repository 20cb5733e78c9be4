#include "base/map.h"

#include "rand.h"
#include "test.h"

TEST(base_map, a_key_never_seen_reads_zero)
{
	map m = { 0 };
	CHECK_EQ(map_get(&m, 5), 0);
	CHECK_EQ(*map_at(&m, 5), 0);
	CHECK_EQ(m.count, 1);
	CHECK_EQ(map_get(&m, 6), 0);
	CHECK_EQ(m.count, 1);
	map_done(&m);
	map_done(&m);
	CHECK_EQ(map_get(&m, 5), 0);
}

TEST(base_map, keys_at_the_ends_of_the_range)
{
	map m = { 0 };
	*map_at(&m, 0) = 1;
	*map_at(&m, UINT64_MAX - 1) = 2;
	*map_at(&m, (uint64_t)1 << 63) = UINT32_MAX;
	CHECK_EQ(map_get(&m, 0), 1);
	CHECK_EQ(map_get(&m, UINT64_MAX - 1), 2);
	CHECK_EQ(map_get(&m, (uint64_t)1 << 63), UINT32_MAX);
	map_done(&m);
}

TEST(base_map, random_keys_as_in_a_naive_array)
{
	struct rand r = rand_new();
	enum { KEYS = 700, STEPS = 20000 };
	static uint64_t keys[KEYS];
	static uint32_t values[KEYS];
	/* Pairs, small numbers and wild ones, as the program will use them. */
	for (size_t i = 0; i < KEYS; i++)
		keys[i] = i % 3 == 0 ? (uint64_t)(i / 60) << 32 | i % 60
			: i % 3 == 1 ? ((uint64_t)1 << 40) + i : rand_next(&r) >> 1;
	map m = { 0 };
	for (int step = 0; step < STEPS; step++) {
		size_t i = rand_below(&r, KEYS);
		CHECK_EQ(map_get(&m, keys[i]), values[i]);
		if (step % 2) {
			values[i] = (uint32_t)rand_next(&r);
			*map_at(&m, keys[i]) = values[i];
		}
	}
	for (size_t i = 0; i < KEYS; i++)
		CHECK_EQ(map_get(&m, keys[i]), values[i]);
	CHECK(m.count <= KEYS);
	CHECK(m.count * 4 <= m.room * 3);
	map_done(&m);
}

/* Pairs of small numbers are what the keys are; they must not pile up. */
TEST(base_map, pairs_of_small_numbers_scatter)
{
	map m = { 0 };
	for (uint64_t party = 0; party < 200; party++)
		for (uint64_t point = 0; point < 200; point++)
			*map_at(&m, party << 32 | point) = 1;
	size_t longest = 0, run = 0;
	for (size_t i = 0; i < m.room; i++) {
		run = m.slots[i].key == UINT64_MAX ? 0 : run + 1;
		longest = run > longest ? run : longest;
	}
	CHECK_EQ(m.count, 40000);
	CHECK(longest < 1000);
	map_done(&m);
}

TEST(base_syms, numbers_run_from_one_in_the_order_of_sight)
{
	arena *a = arena_new();
	syms *t = syms_new(a);
	CHECK_EQ(syms_count(t), 0);
	CHECK_EQ(syms_find(t, S("UPP")), 0);
	CHECK_EQ(syms_add(t, S("UPP")), 1);
	CHECK_EQ(syms_add(t, S("LOW")), 2);
	CHECK_EQ(syms_add(t, S("UPP")), 1);
	CHECK_EQ(syms_find(t, S("LOW")), 2);
	CHECK_EQ(syms_find(t, S("low")), 0);
	CHECK_STR(syms_str(t, 2), "LOW");
	CHECK_STR(syms_str(t, 0), "");
	CHECK_STR(syms_str(t, 3), "");
	CHECK_EQ(syms_str(t, 1).at[3], 0);
	arena_free(a);
}

TEST(base_syms, the_empty_string_is_a_string)
{
	arena *a = arena_new();
	syms *t = syms_new(a);
	CHECK_EQ(syms_find(t, S("")), 0);
	CHECK_EQ(syms_add(t, S("")), 1);
	CHECK_EQ(syms_add(t, STR_NONE), 1);
	CHECK_EQ(syms_find(t, S("")), 1);
	CHECK_EQ(syms_count(t), 1);
	arena_free(a);
}

TEST(base_syms, the_bytes_are_copied)
{
	arena *a = arena_new();
	syms *t = syms_new(a);
	char text[] = "UPP";
	syms_add(t, str_of(text));
	text[0] = 'X';
	CHECK_EQ(syms_find(t, S("UPP")), 1);
	CHECK_EQ(syms_find(t, S("XPP")), 0);
	arena_free(a);
}

TEST(base_syms, many_strings_keep_their_numbers)
{
	arena *a = arena_new(), *texts = arena_new();
	syms *t = syms_new(a);
	enum { COUNT = 5000 };
	for (uint32_t i = 1; i <= COUNT; i++)
		CHECK_EQ(syms_add(t, arena_printf(texts, "point-%u", i * 7919)), i);
	CHECK_EQ(syms_count(t), COUNT);
	for (uint32_t i = 1; i <= COUNT; i++) {
		str s = arena_printf(texts, "point-%u", i * 7919);
		CHECK_EQ(syms_find(t, s), i);
		CHECK_STR(syms_str(t, i), s);
	}
	arena_free(a);
	arena_free(texts);
}
