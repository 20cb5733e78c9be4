#include "record/body.h"

#include "rand.h"

static body *
sample(arena *a, size_t leaves, uint8_t key)
{
	struct hash k;
	body *b = body_new(a);
	memset(k.at, key, sizeof k.at);
	body_add(b, LEAF_FIELD, S("type-version"), S("entry 1"));
	for (size_t i = 1; i < leaves; i++)
		body_add(b, i % 3 ? LEAF_FIELD : LEAF_PROVISION, arena_printf(a, "leaf-%zu", i),
			 arena_printf(a, "what leaf %zu holds %0*d", i, (int)(i % 5 * 200), 7));
	body_close(b, &k);
	return b;
}

/* Out to columns and back, with one bit of them flipped where `flip` is below their bits. */
static bool
root_after(arena *a, const body *b, size_t flip, struct hash *ret_root)
{
	buf leaves = { 0 }, hashes = { 0 };
	struct err err = { 0 };
	struct hash k = b->k;
	body_print(b, &leaves, &hashes);
	if (flip / 8 < leaves.len)
		leaves.at[flip / 8] = (char)(leaves.at[flip / 8] ^ 1 << flip % 8);
	else if (flip / 8 - leaves.len < hashes.len)
		hashes.at[flip / 8 - leaves.len] = (char)(hashes.at[flip / 8 - leaves.len] ^ 1 << flip % 8);
	str copy = arena_str(a, buf_str(&leaves));
	body *back = body_read(a, b->n, b->has_k ? &k : NULL, copy, buf_str(&hashes), &err);
	bool reads = back && body_root(back, ret_root);
	buf_done(&leaves);
	buf_done(&hashes);
	return reads;
}

TEST(record_body, sizes_are_padded_in_classes)
{
	CHECK_EQ(body_size(0), 8);
	CHECK_EQ(body_size(8), 8);
	CHECK_EQ(body_size(9), 32);
	CHECK_EQ(body_size(33), 128);
}

TEST(record_body, it_reads_back_with_its_root)
{
	arena *a = arena_new();
	CHECK(seal_start());
	for (size_t leaves = 1; leaves < 40; leaves++) {
		body *b = sample(a, leaves, 1);
		struct hash root;
		CHECK(root_after(a, b, SIZE_MAX, &root) && hash_eq(&root, &b->root));
	}
	arena_free(a);
}

TEST(record_body, what_is_withheld_leaves_the_root)
{
	struct rand r = rand_new();
	for (size_t t = 0; t < 500; t++) {
		arena *a = arena_new();
		size_t leaves = 1 + rand_below(&r, 40);
		body *b = sample(a, leaves, 2);
		bool shown[40];
		struct hash root;
		for (size_t i = 0; i < leaves; i++)
			shown[i] = rand_below(&r, 2);
		body *some = body_withhold(a, b, shown);
		CHECK(!some->has_k && hash_eq(&some->root, &b->root));
		CHECK(root_after(a, some, SIZE_MAX, &root) && hash_eq(&root, &b->root));
		body *none = body_withhold(a, b, NULL);
		CHECK_EQ(none->count, 0);
		CHECK_EQ(none->hash_count, 1);
		CHECK(root_after(a, none, SIZE_MAX, &root) && hash_eq(&root, &b->root));
		arena_free(a);
	}
}

TEST(record_body, every_flipped_bit_shows)
{
	arena *a = arena_new();
	const bool shown[6] = { true, false, true, true, false, true };
	body *whole = sample(a, 6, 3), *some = body_withhold(a, whole, shown);
	const body *bodies[] = { whole, some };
	for (size_t i = 0; i < 2; i++) {
		buf leaves = { 0 }, hashes = { 0 };
		body_print(bodies[i], &leaves, &hashes);
		for (size_t bit = 0; bit < 8 * (leaves.len + hashes.len); bit++) {
			arena *b = arena_new();
			struct hash root;
			CHECK(!root_after(b, bodies[i], bit, &root) || !hash_eq(&root, &whole->root));
			arena_free(b);
		}
		buf_done(&leaves);
		buf_done(&hashes);
	}
	arena_free(a);
}

TEST(record_body, salts_differ_by_leaf_and_by_key)
{
	arena *a = arena_new();
	const bool all[3] = { true, true, true };
	body *x = body_withhold(a, sample(a, 3, 4), all), *y = body_withhold(a, sample(a, 3, 5), all);
	CHECK(!hash_eq(&x->leaves[0].salt, &x->leaves[1].salt));
	CHECK(!hash_eq(&x->leaves[0].salt, &y->leaves[0].salt));
	CHECK(!hash_eq(&x->root, &y->root));
	arena_free(a);
}

TEST(record_body, a_leaf_cannot_stand_at_another_place_or_path)
{
	arena *a = arena_new();
	const bool shown[4] = { false, true, false, false };
	struct hash root;
	body *some = body_withhold(a, sample(a, 4, 6), shown), moved = *some;
	struct leaf leaf = some->leaves[0];
	moved.leaves = &leaf;
	leaf.index = 2;
	CHECK(!body_root(&moved, &root) || !hash_eq(&root, &some->root));
	leaf.index = 1;
	leaf.path = S("leaf-2");
	CHECK(!body_root(&moved, &root) || !hash_eq(&root, &some->root));
	arena_free(a);
}
