/* build: what stands before acts are folded: who is there, and which texts.
 * For talks.c only. */
#ifndef PARAPH_TALKS_BUILD_H
#define PARAPH_TALKS_BUILD_H

#include "talks/talks.h"

/* An actor, draft or point of that name, made where there is none. */
uint32_t build_actor(talks *t, uint32_t sym);
uint32_t build_draft(talks *t, uint32_t sym);
uint32_t build_point(talks *t, uint32_t sym);

void build_membership(talks *t, uint32_t actor, uint32_t group);
void build_people(talks *t);    /* actors, levels, parties, from declarations */
void build_texts(talks *t);     /* drafts, readings, points, and how they hang together */

/* A crosswalk row: `split 6 into 6, 7`. */
struct crosswalk_row {
	enum { ROW_KEEP, ROW_RENUMBER, ROW_MOVE, ROW_SPLIT, ROW_MERGE, ROW_DELETE, ROW_ADD } verb;
	str left, right;        /* lists of labels, as typed; empty where the row has none */
	str immaterial;         /* who, or empty */
};
bool crosswalk_row(str line, struct crosswalk_row *ret_row, size_t *ret_fault, const char **ret_why);

/* The labels of a list, ranges of plain numbers taken apart.  False at the end
 * or, with `ret_bad` set, where an item is no label.  A label made of a range's
 * middle lives in `a`. */
struct labels { arena *a; str rest; uint64_t next, last; str from, to; bool open_range; };
struct labels labels_in(arena *a, str list);
bool labels_next(struct labels *it, str *ret_label, bool *ret_bad);

#endif
