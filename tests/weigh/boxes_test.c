/* The search over boxes, against every combination. */
#include "weigh/boxes.h"

#include "domain_gen.h"
#include "test.h"

enum { CASES = 400, BOXES = 12 };

struct hand { struct boxes b; struct boxes_party parties[3]; };

static int64_t
value_by_hand(const struct hand *h, size_t party, const uint32_t option[])
{
	const struct boxes_party *p = &h->parties[party];
	int64_t sum = 0, singles = 0;

	for (size_t i = 0; i < p->box_count; i++)
		sum += domain_box_holds(p->boxes[i].box, option) ? p->boxes[i].value : 0;
	for (size_t i = 0; p->single != NULL && i < h->b.d->point_count; i++)
		singles += p->single[i] != NULL ? p->single[i][option[i]] : 0;
	return (sum < p->cap ? sum : p->cap) * p->scale + singles;
}

static void
random_party(arena *a, struct rand *r, const struct domain *d, struct boxes_party *p)
{
	struct boxes_box *boxes = ARENA_ARRAY(a, struct boxes_box, BOXES);
	const int64_t **single = ARENA_ARRAY(a, const int64_t *, d->point_count);

	*p = (struct boxes_party){ .box_count = rand_below(r, BOXES), .boxes = boxes, .cap = 10 + (int64_t)rand_below(r, 60),
				   .scale = 1 + (int64_t)rand_below(r, 3), .single = single };
	for (size_t i = 0; i < p->box_count; i++) {
		struct domain_box *box = ARENA_NEW(a, struct domain_box);
		struct domain_bound *bounds = ARENA_ARRAY(a, struct domain_bound, 3);

		*box = (struct domain_box){ RATIO_ZERO, rand_below(r, 4), bounds };
		for (size_t k = 0; k < box->bound_count; k++) {
			uint32_t point = (uint32_t)rand_below(r, d->point_count);
			uint32_t least = (uint32_t)rand_below(r, d->points[point].option_count);

			bounds[k] = (struct domain_bound){ point, least, least + (uint32_t)rand_below(r, 3), rand_below(r, 5) == 0 };
		}
		boxes[i] = (struct boxes_box){ (int64_t)rand_below(r, 20), box };
	}
	for (size_t i = 0; i < d->point_count; i++) {
		int64_t *values = ARENA_ARRAY(a, int64_t, d->points[i].option_count);

		for (size_t v = 0; v < d->points[i].option_count; v++)
			values[v] = (int64_t)rand_below(r, 8);
		single[i] = rand_below(r, 3) == 0 ? values : NULL;
	}
}

static bool
covers(const int64_t x[], const int64_t y[], size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (x[k] < y[k])
			return false;
	return true;
}

/* Each row is what its options give, none covers another, and every combination is covered. */
static void
is_the_front(arena *a, const struct hand *h, const uint32_t *options, const int64_t *values, size_t count)
{
	size_t n = h->b.party_count, points = h->b.point_count;
	uint32_t *option = ARENA_ARRAY(a, uint32_t, points);
	int64_t now[3];

	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < n; k++)
			CHECK_EQ(value_by_hand(h, k, options + i * points), values[i * n + k]);
		for (size_t o = 0; o < count; o++)
			CHECK(o == i || !covers(values + o * n, values + i * n, n));
		for (size_t p = 0; p < points; p++)
			CHECK(h->b.is_allowed[p][options[i * points + p]]);
	}
	do {
		size_t i = 0;
		bool allowed = true;

		for (size_t p = 0; p < points; p++)
			allowed = allowed && h->b.is_allowed[p][option[p]];
		for (size_t k = 0; k < n; k++)
			now[k] = value_by_hand(h, k, option);
		while (i < count && !covers(values + i * n, now, n))
			i++;
		CHECK(!allowed || i < count);
	} while (package_next(h->b.d, option));
}

TEST(weigh_boxes, what_is_found_is_what_trying_everything_gives)
{
	struct rand r = rand_new();

	for (size_t i = 0; i < CASES; i++) {
		arena *a = arena_new();
		struct domain d = domain_random(a, &r, (struct domain_shape){ 1, 5, 4, false });
		struct hand h = { .b = { .d = &d, .point_count = d.point_count, .party_count = 1 + i % 3 } };
		uint32_t *points = ARENA_ARRAY(a, uint32_t, d.point_count), *options = NULL;
		const bool **allowed = ARENA_ARRAY(a, const bool *, d.point_count);
		int64_t *values = NULL;
		size_t count;

		for (uint32_t p = 0; p < d.point_count; p++) {
			bool *is_allowed = ARENA_ARRAY(a, bool, d.points[p].option_count);

			points[p] = p;
			for (size_t v = 0; v < d.points[p].option_count; v++)
				is_allowed[v] = v == 0 || rand_below(&r, 5) > 0;
			allowed[p] = is_allowed;
		}
		for (size_t k = 0; k < 3; k++)
			random_party(a, &r, &d, &h.parties[k]);
		h.b.points = points;
		h.b.parties = h.parties;
		h.b.is_allowed = allowed;
		CHECK(boxes_search(a, &h.b, UINT64_MAX, &options, &values, &count));
		CHECK(count > 0);
		is_the_front(a, &h, options, values, count);
		arena_free(a);
	}
}

TEST(weigh_boxes, too_few_steps_are_told)
{
	struct rand r = rand_new();
	arena *a = arena_new();
	struct domain d = domain_plain(a, &r, 1, 5, 4, 2);
	struct hand h = { .b = { .d = &d, .point_count = 5, .party_count = 1 } };
	uint32_t points[5] = { 0, 1, 2, 3, 4 }, *options;
	bool all[4] = { true, true, true, true };
	const bool *allowed[5] = { all, all, all, all, all };
	int64_t *values;
	size_t count;

	random_party(a, &r, &d, &h.parties[0]);
	h.b.points = points;
	h.b.parties = h.parties;
	h.b.is_allowed = allowed;
	CHECK(!boxes_search(a, &h.b, 0, &options, &values, &count));
	arena_free(a);
}
