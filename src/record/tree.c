#include "record/tree.h"

#include <assert.h>

void
tree_add(struct tree *t, struct hash leaf)
{
	*LIST_ADD(&t->level[0]) = leaf;
	t->size++;
	for (unsigned k = 0; t->level[k].count % 2 == 0 && k + 1 < TREE_LEVELS; k++) {
		const struct hash *pair = &t->level[k].at[t->level[k].count - 2];
		*LIST_ADD(&t->level[k + 1]) = merkle_node(&pair[0], &pair[1]);
	}
}

struct peaks
tree_peaks(const struct tree *t, uint64_t size)
{
	struct peaks p = { .size = size };
	uint64_t from = 0;
	assert(size <= t->size);
	for (unsigned k = TREE_LEVELS; k-- > 0;) {
		if (!(size >> k & 1))
			continue;
		p.at[p.count++] = t->level[k].at[from >> k];
		from += (uint64_t)1 << k;
	}
	return p;
}

struct hash
tree_root(const struct tree *t, uint64_t size)
{
	struct peaks p = tree_peaks(t, size);
	return peaks_root(&p);
}

void
tree_done(struct tree *t)
{
	for (unsigned k = 0; k < TREE_LEVELS; k++)
		LIST_DONE(&t->level[k]);
	t->size = 0;
}
