/* merkle: the tree of RFC 9162, section 2.1, its peaks, roots and proofs.
 *
 *      struct peaks log = { 0 };
 *      peaks_add(&log, merkle_leaf(note));             O(1) on average
 *      struct hash root = peaks_root(&log);
 *
 * The peaks are the compact range of a log: the roots of its perfect subtrees,
 * left to right, one for each bit set in its size.  They are all that appending needs.
 */
#ifndef PARAPH_RECORD_MERKLE_H
#define PARAPH_RECORD_MERKLE_H

#include "base/arena.h"
#include "record/seal.h"

enum { PEAKS_MOST = 64 };

struct peaks {
	uint64_t size;                  /* leaves */
	unsigned count;                 /* bits set in size */
	struct hash at[PEAKS_MOST];     /* left to right */
};

struct hash merkle_leaf(str data);
struct hash merkle_node(const struct hash *left, const struct hash *right);
struct hash merkle_empty(void);         /* the root of no leaves */

void peaks_add(struct peaks *p, struct hash leaf);
struct hash peaks_root(const struct peaks *p);

/* The peaks as bytes, 32 each, and back; false where they are not as many as
 * `size` has bits.  The bytes of a `struct peaks` are borrowed. */
str peaks_bytes(const struct peaks *p);
bool peaks_of(uint64_t size, str bytes, struct peaks *ret_peaks);

/* The root of `count` leaf hashes.  O(count), no allocation. */
struct hash merkle_root(const struct hash *leaves, size_t count);

/* The proofs of RFC 9162: 2.1.3.1 and 2.1.4.1, in `a`.  0 <= index < count;
 * 0 < first <= count. */
size_t merkle_inclusion(arena *a, const struct hash *leaves, size_t count, size_t index, struct hash **ret_proof);
size_t merkle_consistency(arena *a, const struct hash *leaves, size_t count, size_t first, struct hash **ret_proof);

/* Their verification: 2.1.3.2 and 2.1.4.2. */
bool merkle_included(const struct hash *leaf, uint64_t index, uint64_t size, const struct hash *root,
		     const struct hash *proof, size_t proof_count);
bool merkle_consistent(uint64_t first, const struct hash *first_root, uint64_t second,
		       const struct hash *second_root, const struct hash *proof, size_t proof_count);

/* The roots of the maximal subtrees that hold no leaf with `shown` set, left to
 * right, in `a`. */
size_t merkle_multiproof(arena *a, const struct hash *leaves, const bool *shown, size_t count,
			 struct hash **ret_proof);

/* The root of [0, n) from some of its leaves, with ascending `index`, and the
 * multiproof of the rest.  False unless every leaf and every hash is consumed. */
bool merkle_multi_root(uint64_t n, const uint32_t *index, const struct hash *leaves, size_t leaf_count,
		       const struct hash *proof, size_t proof_count, struct hash *ret_root);

#endif
