#include "domain_gen.h"

#include <stdlib.h>

static struct ratio
random_value(struct rand *r)
{
	static const wide dens[] = { 1, 1, 10, 10, 3, 7, 100 };

	return ratio_of((wide)rand_below(r, 12), dens[rand_below(r, sizeof(dens) / sizeof(dens[0]))]);
}

static void
random_table(arena *a, struct rand *r, const struct domain *d, struct domain_table *t, uint32_t first, size_t points)
{
	uint32_t *at = ARENA_ARRAY(a, uint32_t, points);
	size_t size = 1;

	for (size_t i = 0; i < points; i++) {
		at[i] = first + (uint32_t)i;
		size *= d->points[at[i]].option_count;
	}
	struct ratio *values = ARENA_ARRAY(a, struct ratio, size);

	for (size_t i = 0; i < size; i++)
		values[i] = random_value(r);
	*t = (struct domain_table){ points, at, values };
}

static struct domain_function *
random_function(arena *a, struct rand *r, const struct domain *d, int depth)
{
	struct domain_function *f = ARENA_NEW(a, struct domain_function);
	struct domain_box *boxes = ARENA_ARRAY(a, struct domain_box, 3);

	*f = (struct domain_function){
		.join = (enum domain_join)rand_below(r, 3), .weight = random_value(r), .boxes = boxes,
		.box_count = rand_below(r, 4),
	};
	for (size_t i = 0; i < f->box_count; i++) {
		struct domain_bound *bound = ARENA_ARRAY(a, struct domain_bound, 2);

		boxes[i] = (struct domain_box){ random_value(r), rand_below(r, 3), bound };
		for (size_t k = 0; k < boxes[i].bound_count; k++) {
			uint32_t point = (uint32_t)rand_below(r, d->point_count);
			uint32_t least = (uint32_t)rand_below(r, d->points[point].option_count);

			bound[k] = (struct domain_bound){ point, least, least + (uint32_t)rand_below(r, 2),
							  rand_below(r, 4) == 0 };
		}
	}
	if (depth > 0 && rand_below(r, 2)) {
		f->parts = random_function(a, r, d, depth - 1);
		f->part_count = 1;
	}
	return f;
}

static void
random_party(arena *a, struct rand *r, const struct domain *d, struct domain_party *party, bool linked)
{
	struct domain_table *tables = ARENA_ARRAY(a, struct domain_table, d->point_count + 2);

	*party = (struct domain_party){ .name = S("party"), .line = RATIO_ZERO, .tables = tables };
	for (uint32_t i = 0; i < d->point_count; i++)
		if (!linked || rand_below(r, 5))
			random_table(a, r, d, &tables[party->table_count++], i, 1);
	if (!linked)
		return;
	if (d->point_count > 1 && rand_below(r, 3) == 0)
		random_table(a, r, d, &tables[party->table_count++], (uint32_t)rand_below(r, d->point_count - 1), 2);
	if (rand_below(r, 3) == 0) {
		party->has_line = true;
		party->line = ratio_of((wide)rand_below(r, 20), 3);
	}
	if (rand_below(r, 6) == 0) {
		struct domain_option *never = ARENA_NEW(a, struct domain_option);

		never->point = (uint32_t)rand_below(r, d->point_count);
		never->option = (uint32_t)rand_below(r, d->points[never->point].option_count);
		party->never = never;
		party->never_count = 1;
	}
	if (rand_below(r, 6) == 0) {
		party->function = random_function(a, r, d, 2);
		party->function_most = ratio_add(random_value(r), RATIO_ONE);
	}
}

static struct domain_point *
make_points(arena *a, size_t count, const size_t options[])
{
	struct domain_point *points = ARENA_ARRAY(a, struct domain_point, count);

	for (size_t i = 0; i < count; i++) {
		str *names = ARENA_ARRAY(a, str, options[i]);

		for (size_t k = 0; k < options[i]; k++)
			names[k] = arena_printf(a, "o%zu", k);
		points[i] = (struct domain_point){ arena_printf(a, "p%zu", i), options[i], names };
	}
	return points;
}

struct domain
domain_random(arena *a, struct rand *r, struct domain_shape shape)
{
	struct domain d = { .name = S("random"), .party_count = shape.party_count };
	struct domain_party *parties = ARENA_ARRAY(a, struct domain_party, shape.party_count);
	struct domain_tie *ties = ARENA_ARRAY(a, struct domain_tie, 2);
	size_t *options = ARENA_ARRAY(a, size_t, shape.point_count);

	d.point_count = 1 + rand_below(r, shape.point_count);
	for (size_t i = 0; i < d.point_count; i++)
		options[i] = 1 + rand_below(r, shape.option_count);
	d.points = make_points(a, d.point_count, options);
	d.parties = parties;
	d.ties = ties;
	for (size_t i = 0; i < shape.party_count; i++)
		random_party(a, r, &d, &parties[i], shape.linked);
	while (shape.linked && d.tie_count < 2 && rand_below(r, 3) == 0) {
		struct domain_tie *tie = &ties[d.tie_count++];

		tie->when.point = (uint32_t)rand_below(r, d.point_count);
		tie->then.point = (uint32_t)rand_below(r, d.point_count);
		tie->when.option = (uint32_t)rand_below(r, d.points[tie->when.point].option_count);
		tie->then.option = (uint32_t)rand_below(r, d.points[tie->then.point].option_count);
	}
	return d;
}

struct domain
domain_plain(arena *a, struct rand *r, size_t parties, size_t points, size_t options, uint64_t below)
{
	struct domain d = { .name = S("plain"), .party_count = parties, .point_count = points };
	struct domain_party *of = ARENA_ARRAY(a, struct domain_party, parties);
	size_t *counts = ARENA_ARRAY(a, size_t, points);

	for (size_t i = 0; i < points; i++)
		counts[i] = options;
	d.points = make_points(a, points, counts);
	d.parties = of;
	for (size_t p = 0; p < parties; p++) {
		struct domain_table *tables = ARENA_ARRAY(a, struct domain_table, points);

		for (uint32_t i = 0; i < points; i++) {
			struct ratio *values = ARENA_ARRAY(a, struct ratio, options);
			uint32_t *at = ARENA_NEW(a, uint32_t);

			*at = i;
			for (size_t k = 0; k < options; k++)
				values[k] = ratio_of((wide)rand_below(r, below), 1);
			tables[i] = (struct domain_table){ 1, at, values };
		}
		of[p] = (struct domain_party){ .name = arena_printf(a, "P%zu", p), .line = RATIO_ZERO,
					       .table_count = points, .tables = tables };
	}
	return d;
}

bool
package_next(const struct domain *d, uint32_t option[])
{
	for (size_t i = d->point_count; i-- > 0;) {
		if (++option[i] < d->points[i].option_count)
			return true;
		option[i] = 0;
	}
	return false;
}

struct row { const struct ratio *u; const uint32_t *option; size_t n; };

static int
by_order(const void *x, const void *y)
{
	const struct row *a = x, *b = y;

	for (size_t i = 0; i < a->n; i++) {
		int order = ratio_cmp(b->u[i], a->u[i]);

		if (order != 0)
			return order;
	}
	return a->option < b->option ? -1 : a->option > b->option;
}

static bool
covers(const struct row *x, const struct row *y)
{
	for (size_t i = 0; i < x->n; i++)
		if (ratio_cmp(x->u[i], y->u[i]) < 0)
			return false;
	return true;
}

struct brute
brute_front(arena *a, const struct domain *d)
{
	size_t packages = domain_packages(d), n = d->party_count, count = 0;
	struct ratio *u = ARENA_ARRAY(a, struct ratio, packages * n);
	uint32_t *option = ARENA_ARRAY(a, uint32_t, packages * d->point_count);
	uint32_t *now = ARENA_ARRAY(a, uint32_t, d->point_count);
	struct row *rows = ARENA_ARRAY(a, struct row, packages);
	struct brute b = { .u = ARENA_ARRAY(a, struct ratio, packages * n),
			   .option = ARENA_ARRAY(a, uint32_t, packages * d->point_count) };

	do {
		if (!domain_feasible(d, now))
			continue;
		for (size_t p = 0; p < n; p++)
			u[count * n + p] = domain_utility(d, p, now);
		memcpy(option + count * d->point_count, now, d->point_count * sizeof(*now));
		rows[count] = (struct row){ u + count * n, option + count * d->point_count, n };
		count++;
	} while (package_next(d, now));
	qsort(rows, count, sizeof(*rows), by_order);
	for (size_t i = 0; i < count; i++) {
		size_t k = 0;

		while (k < i && !covers(&rows[k], &rows[i]))
			k++;
		if (k < i)
			continue;
		memcpy(b.u + b.count * n, rows[i].u, n * sizeof(*u));
		memcpy(b.option + b.count * d->point_count, rows[i].option, d->point_count * sizeof(*now));
		b.count++;
	}
	return b;
}
