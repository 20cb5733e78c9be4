/* boxes: the efficient combinations of points that hang together by boxes, where there are
 * too many to try.
 *
 * Each party's value is the sum of the boxes that hold, capped, times a scale, and a number
 * for each option.  Depth first over the points; what a party can still reach is bounded
 * by giving each box that may yet hold to the next of its points, and taking there the best
 * option.  A node is cut where somebody's package gives every party as much as it can reach.
 */
#ifndef PARAPH_WEIGH_BOXES_H
#define PARAPH_WEIGH_BOXES_H

#include "weigh/domain.h"

struct boxes_box { int64_t value; const struct domain_box *box; };

struct boxes_party {
	size_t box_count;
	const struct boxes_box *boxes;
	int64_t cap, scale;             /* min(sum, cap) × scale */
	const int64_t *const *single;   /* [point of the domain][option], or NULL: 0 */
};

struct boxes {
	const struct domain *d;
	size_t point_count, party_count;
	const uint32_t *points;         /* ascending */
	const struct boxes_party *parties;
	/* May the point take the option at all? [point of the domain][option] */
	const bool *const *is_allowed;
};

/* One combination for each vector of values that no other dominates: ret_options
 * [combination][point], ret_values [combination][party], in `a`. False where `steps`
 * were not enough. */
bool boxes_search(arena *a, const struct boxes *b, uint64_t steps, uint32_t **ret_options, int64_t **ret_values,
		  size_t *ret_count);

#endif
