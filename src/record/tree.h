/* tree: a whole log's hashes, for the root at any earlier size.
 *
 *      struct tree t = { 0 };
 *      tree_add(&t, merkle_leaf(note));
 *      struct hash then = tree_root(&t, 17);           O(log n)
 *      tree_done(&t);
 *
 * It keeps the root of every perfect subtree: 64 bytes a leaf.
 */
#ifndef PARAPH_RECORD_TREE_H
#define PARAPH_RECORD_TREE_H

#include "base/list.h"
#include "record/merkle.h"

enum { TREE_LEVELS = 48 };

struct tree {
	uint64_t size;
	LIST(struct hash) level[TREE_LEVELS];
};

void tree_add(struct tree *t, struct hash leaf);
/* `size` is at most t->size. */
struct hash tree_root(const struct tree *t, uint64_t size);
struct peaks tree_peaks(const struct tree *t, uint64_t size);
void tree_done(struct tree *t);

#endif
