/* The tree of RFC 9162.
 *
 * Roots and proofs are reckoned from the leaves by the recursion of the RFC itself, on
 * the largest power of two below the count: short, and as deep as the tree is high.
 * Appending never needs the leaves: it keeps the peaks, and joins equal ones. */
#include "record/merkle.h"

#include <assert.h>
#include <sodium.h>

/* ---- hashes ---- */

struct hash
merkle_leaf(str data)
{
	struct hash h;
	const unsigned char prefix = 0;
	crypto_hash_sha256_state state;
	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, &prefix, 1);
	crypto_hash_sha256_update(&state, (const unsigned char *)data.at, data.len);
	crypto_hash_sha256_final(&state, h.at);
	return h;
}

struct hash
merkle_node(const struct hash *left, const struct hash *right)
{
	struct hash h;
	unsigned char both[1 + 2 * HASH_BYTES];
	both[0] = 1;
	memcpy(both + 1, left->at, HASH_BYTES);
	memcpy(both + 1 + HASH_BYTES, right->at, HASH_BYTES);
	crypto_hash_sha256(h.at, both, sizeof both);
	return h;
}

struct hash
merkle_empty(void)
{
	return seal_hash(S(""));
}

/* ---- peaks ---- */

void
peaks_add(struct peaks *p, struct hash leaf)
{
	for (uint64_t size = p->size; size & 1; size >>= 1)
		leaf = merkle_node(&p->at[--p->count], &leaf);
	p->at[p->count++] = leaf;
	p->size++;
}

struct hash
peaks_root(const struct peaks *p)
{
	if (p->count == 0)
		return merkle_empty();
	struct hash root = p->at[p->count - 1];
	for (unsigned i = p->count - 1; i-- > 0;)
		root = merkle_node(&p->at[i], &root);
	return root;
}

str
peaks_bytes(const struct peaks *p)
{
	return (str){ (const char *)p->at, p->count * sizeof *p->at };
}

bool
peaks_of(uint64_t size, str bytes, struct peaks *ret_peaks)
{
	unsigned count = (unsigned)__builtin_popcountll(size);
	if (bytes.len != count * sizeof(struct hash))
		return false;
	*ret_peaks = (struct peaks){ .size = size, .count = count };
	if (count)
		memcpy(ret_peaks->at, bytes.at, bytes.len);
	return true;
}

/* ---- roots ---- */

/* The largest power of two below n, for n > 1. */
static uint64_t
split(uint64_t n)
{
	return (uint64_t)1 << (63 - __builtin_clzll(n - 1));
}

struct hash
merkle_root(const struct hash *leaves, size_t count)
{
	if (count == 0)
		return merkle_empty();
	if (count == 1)
		return leaves[0];
	size_t k = split(count);
	struct hash left = merkle_root(leaves, k), right = merkle_root(leaves + k, count - k);
	return merkle_node(&left, &right);
}

/* ---- proofs ---- */

static size_t
path_of(const struct hash *leaves, size_t count, size_t index, struct hash *out)
{
	if (count <= 1)
		return 0;
	size_t k = split(count), n;
	if (index < k) {
		n = path_of(leaves, k, index, out);
		out[n] = merkle_root(leaves + k, count - k);
	} else {
		n = path_of(leaves + k, count - k, index - k, out);
		out[n] = merkle_root(leaves, k);
	}
	return n + 1;
}

size_t
merkle_inclusion(arena *a, const struct hash *leaves, size_t count, size_t index, struct hash **ret_proof)
{
	assert(index < count);
	*ret_proof = ARENA_ARRAY(a, struct hash, PEAKS_MOST);
	return path_of(leaves, count, index, *ret_proof);
}

/* SUBPROOF of the RFC; `whole`: the first tree's root is known to who verifies. */
static size_t
subproof(const struct hash *leaves, size_t count, size_t first, bool whole, struct hash *out)
{
	if (first == count) {
		if (whole)
			return 0;
		out[0] = merkle_root(leaves, count);
		return 1;
	}
	size_t k = split(count), n;
	if (first <= k) {
		n = subproof(leaves, k, first, whole, out);
		out[n] = merkle_root(leaves + k, count - k);
	} else {
		n = subproof(leaves + k, count - k, first - k, false, out);
		out[n] = merkle_root(leaves, k);
	}
	return n + 1;
}

size_t
merkle_consistency(arena *a, const struct hash *leaves, size_t count, size_t first, struct hash **ret_proof)
{
	assert(first > 0 && first <= count);
	*ret_proof = ARENA_ARRAY(a, struct hash, PEAKS_MOST + 1);
	return subproof(leaves, count, first, true, *ret_proof);
}

bool
merkle_included(const struct hash *leaf, uint64_t index, uint64_t size, const struct hash *root,
		const struct hash *proof, size_t proof_count)
{
	if (index >= size)
		return false;
	uint64_t fn = index, sn = size - 1;
	struct hash r = *leaf;
	for (size_t i = 0; i < proof_count; i++) {
		if (sn == 0)
			return false;
		if (fn & 1 || fn == sn) {
			r = merkle_node(&proof[i], &r);
			while (!(fn & 1) && fn) {
				fn >>= 1;
				sn >>= 1;
			}
		} else {
			r = merkle_node(&r, &proof[i]);
		}
		fn >>= 1;
		sn >>= 1;
	}
	return sn == 0 && hash_eq(&r, root);
}

bool
merkle_consistent(uint64_t first, const struct hash *first_root, uint64_t second, const struct hash *second_root,
		  const struct hash *proof, size_t proof_count)
{
	if (first == 0 || first > second)
		return false;
	if (first == second)
		return proof_count == 0 && hash_eq(first_root, second_root);
	bool power = (first & (first - 1)) == 0;
	if (!power && proof_count == 0)
		return false;
	uint64_t fn = first - 1, sn = second - 1;
	while (fn & 1) {
		fn >>= 1;
		sn >>= 1;
	}
	struct hash fr = power ? *first_root : proof[0], sr = fr;
	for (size_t i = power ? 0 : 1; i < proof_count; i++) {
		if (sn == 0)
			return false;
		if (fn & 1 || fn == sn) {
			fr = merkle_node(&proof[i], &fr);
			sr = merkle_node(&proof[i], &sr);
			while (!(fn & 1) && fn) {
				fn >>= 1;
				sn >>= 1;
			}
		} else {
			sr = merkle_node(&sr, &proof[i]);
		}
		fn >>= 1;
		sn >>= 1;
	}
	return sn == 0 && hash_eq(&fr, first_root) && hash_eq(&sr, second_root);
}

/* ---- several leaves at once ---- */

static bool
shows_any(const bool *shown, size_t count)
{
	return memchr(shown, true, count) != NULL;
}

static size_t
multi_of(const struct hash *leaves, const bool *shown, size_t count, struct hash *out)
{
	if (!shows_any(shown, count)) {
		out[0] = merkle_root(leaves, count);
		return 1;
	}
	if (count == 1)
		return 0;
	size_t k = split(count);
	size_t n = multi_of(leaves, shown, k, out);
	return n + multi_of(leaves + k, shown + k, count - k, out + n);
}

size_t
merkle_multiproof(arena *a, const struct hash *leaves, const bool *shown, size_t count, struct hash **ret_proof)
{
	*ret_proof = ARENA_ARRAY(a, struct hash, count + 1);
	return count ? multi_of(leaves, shown, count, *ret_proof) : 0;
}

struct multi {
	const uint32_t *index;
	const struct hash *leaves, *proof;
	size_t leaf_count, proof_count;
};

static bool
multi_root(struct multi *m, uint64_t from, uint64_t count, struct hash *ret_root)
{
	struct hash left, right;
	if (m->leaf_count == 0 || m->index[0] >= from + count) {
		if (m->proof_count == 0)
			return false;
		*ret_root = *m->proof++;
		m->proof_count--;
		return true;
	}
	if (count == 1) {
		*ret_root = *m->leaves++;
		m->index++;
		m->leaf_count--;
		return true;
	}
	uint64_t k = split(count);
	if (!multi_root(m, from, k, &left) || !multi_root(m, from + k, count - k, &right))
		return false;
	*ret_root = merkle_node(&left, &right);
	return true;
}

bool
merkle_multi_root(uint64_t n, const uint32_t *index, const struct hash *leaves, size_t leaf_count,
		  const struct hash *proof, size_t proof_count, struct hash *ret_root)
{
	struct multi m = { index, leaves, proof, leaf_count, proof_count };
	for (size_t i = 0; i < leaf_count; i++)
		if (index[i] >= n || (i && index[i] <= index[i - 1]))
			return false;
	return n > 0 && multi_root(&m, 0, n, ret_root) && m.leaf_count == 0 && m.proof_count == 0;
}
