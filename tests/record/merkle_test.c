/* The tree, held against the recursion of RFC 9162 written out, and its proofs against every
 * small change.  Of the must-reject catalogue: duplicate-leaf padding, size ambiguity, node as
 * leaf. */
#include "record/tree.h"

#include <stdio.h>

#include "base/buf.h"
#include "rand.h"

static struct hash
leaf_of(size_t i)
{
	char text[24];
	int len = snprintf(text, sizeof text, "leaf %zu", i);
	return merkle_leaf((str){ text, (size_t)len });
}

/* The slow way: RFC 9162, 2.1.1, by the letter. */
static struct hash
slow_root(const struct hash *leaves, size_t n)
{
	size_t k = 1;
	if (n == 0)
		return seal_hash(S(""));
	if (n == 1)
		return leaves[0];
	while (2 * k < n)
		k *= 2;
	struct hash left = slow_root(leaves, k), right = slow_root(leaves + k, n - k);
	buf both = { 0 };
	buf_add_byte(&both, 1);
	buf_add(&both, hash_str(&left));
	buf_add(&both, hash_str(&right));
	struct hash root = seal_hash(buf_str(&both));
	buf_done(&both);
	return root;
}

TEST(record_merkle, hashes_are_those_of_the_reference)
{
	/* Certificate Transparency's own test data. */
	static const char *const data[8] = { "", "\0", "\x10", "\x20\x21", "\x30\x31", "\x40\x41\x42\x43",
					     "\x50\x51\x52\x53\x54\x55\x56\x57", "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f" };
	static const size_t sizes[8] = { 0, 1, 1, 2, 2, 4, 8, 16 };
	static const char *const roots[9] = {
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
		"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
		"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
		"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
		"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
		"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
		"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
		"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
	};
	struct hash leaves[8];
	CHECK(seal_start());
	for (size_t n = 0; n <= 8; n++) {
		struct hash root = merkle_root(leaves, n);
		struct hex hex = hash_hex(&root);
		CHECK_STR(str_of(hex.at), str_of(roots[n]));
		if (n < 8)
			leaves[n] = merkle_leaf((str){ data[n], sizes[n] });
	}
}

TEST(record_merkle, roots_peaks_and_trees_agree_with_the_slow_way)
{
	enum { MOST = 200 };
	struct hash leaves[MOST];
	struct peaks peaks = { 0 }, again;
	struct tree tree = { 0 };
	for (size_t n = 0; n < MOST; n++) {
		struct hash slow = slow_root(leaves, n), a = merkle_root(leaves, n), b = peaks_root(&peaks), c = tree_root(&tree, n);
		CHECK(hash_eq(&a, &slow) && hash_eq(&b, &slow) && hash_eq(&c, &slow));
		CHECK(peaks_of(n, peaks_bytes(&peaks), &again));
		CHECK(!peaks_of(n + 1, peaks_bytes(&peaks), &again) || __builtin_popcountll(n) == __builtin_popcountll(n + 1));
		leaves[n] = leaf_of(n);
		peaks_add(&peaks, leaves[n]);
		tree_add(&tree, leaves[n]);
	}
	for (size_t n = 0; n <= MOST; n++) {
		struct hash then = tree_root(&tree, n), slow = slow_root(leaves, n);
		CHECK(hash_eq(&then, &slow));
	}
	tree_done(&tree);
}

TEST(record_merkle, every_proof_holds_and_no_changed_one_does)
{
	enum { MOST = 33 };
	arena *a = arena_new();
	struct hash leaves[MOST], *proof;
	struct rand r = rand_new();
	for (size_t i = 0; i < MOST; i++)
		leaves[i] = leaf_of(i);
	for (size_t n = 1; n < MOST; n++) {
		struct hash root = merkle_root(leaves, n);
		for (size_t i = 0; i < n; i++) {
			size_t count = merkle_inclusion(a, leaves, n, i, &proof);
			CHECK(merkle_included(&leaves[i], i, n, &root, proof, count));
			CHECK(!merkle_included(&leaves[i], i + 1, n, &root, proof, count));
			CHECK(!merkle_included(&leaves[i], i, n, &root, proof, count + 1));
			CHECK(count == 0 || !merkle_included(&leaves[i], i, n, &root, proof, count - 1));
			CHECK(!merkle_included(&leaves[(i + 1) % MOST], i, n, &root, proof, count));
			if (count) {
				proof[rand_below(&r, count)].at[rand_below(&r, HASH_BYTES)] ^= 1;
				CHECK(!merkle_included(&leaves[i], i, n, &root, proof, count));
			}
		}
		for (size_t first = 1; first <= n; first++) {
			struct hash first_root = merkle_root(leaves, first);
			size_t count = merkle_consistency(a, leaves, n, first, &proof);
			CHECK(merkle_consistent(first, &first_root, n, &root, proof, count));
			CHECK(!merkle_consistent(first, &root, n, &root, proof, count) || first == n);
			CHECK(!merkle_consistent(first, &first_root, n, &first_root, proof, count) || first == n);
			if (count) {
				proof[rand_below(&r, count)].at[rand_below(&r, HASH_BYTES)] ^= 1;
				CHECK(!merkle_consistent(first, &first_root, n, &root, proof, count));
			}
		}
	}
	arena_free(a);
}

TEST(record_merkle, some_leaves_and_a_multiproof_give_the_root)
{
	enum { MOST = 64, TIMES = 4000 };
	struct hash leaves[MOST], held[MOST], *proof, got;
	struct rand r = rand_new();
	for (size_t i = 0; i < MOST; i++)
		leaves[i] = leaf_of(i);
	for (size_t t = 0; t < TIMES; t++) {
		arena *a = arena_new();
		size_t n = 1 + rand_below(&r, MOST), count = 0;
		bool shown[MOST] = { false };
		uint32_t index[MOST];
		for (size_t i = 0; i < n; i++) {
			shown[i] = rand_below(&r, 3) == 0;
			if (!shown[i])
				continue;
			index[count] = (uint32_t)i;
			held[count++] = leaves[i];
		}
		struct hash root = merkle_root(leaves, n);
		size_t hashes = merkle_multiproof(a, leaves, shown, n, &proof);
		CHECK(merkle_multi_root(n, index, held, count, proof, hashes, &got) && hash_eq(&got, &root));
		CHECK(!merkle_multi_root(n, index, held, count, proof, hashes + 1, &got));
		if (hashes) {
			CHECK(!merkle_multi_root(n, index, held, count, proof, hashes - 1, &got));
			proof[rand_below(&r, hashes)].at[3] ^= 4;
			CHECK(!merkle_multi_root(n, index, held, count, proof, hashes, &got) || !hash_eq(&got, &root));
		}
		arena_free(a);
	}
}

TEST(record_merkle, a_last_leaf_doubled_is_another_tree)
{
	struct hash leaves[4] = { leaf_of(0), leaf_of(1), leaf_of(2), leaf_of(2) };
	struct hash three = merkle_root(leaves, 3), four = merkle_root(leaves, 4);
	CHECK(!hash_eq(&three, &four));
}

TEST(record_merkle, a_node_is_no_leaf)
{
	struct hash leaves[2] = { leaf_of(0), leaf_of(1) };
	char both[2 * HASH_BYTES];
	memcpy(both, leaves[0].at, HASH_BYTES);
	memcpy(both + HASH_BYTES, leaves[1].at, HASH_BYTES);
	struct hash node = merkle_node(&leaves[0], &leaves[1]), leaf = merkle_leaf((str){ both, sizeof both });
	CHECK(!hash_eq(&node, &leaf));
}
