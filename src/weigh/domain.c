#include "weigh/domain.h"

size_t
domain_packages(const struct domain *d)
{
	size_t count = 1;

	for (size_t i = 0; i < d->point_count; i++)
		if (__builtin_mul_overflow(count, d->points[i].option_count, &count))
			return SIZE_MAX;
	return count;
}

size_t
domain_table_size(const struct domain *d, const struct domain_table *t)
{
	size_t size = 1;

	for (size_t i = 0; i < t->point_count; i++)
		size *= d->points[t->points[i]].option_count;
	return size;
}

bool
domain_box_holds(const struct domain_box *box, const uint32_t option[])
{
	for (size_t i = 0; i < box->bound_count; i++) {
		const struct domain_bound *bound = &box->bounds[i];
		uint32_t taken = option[bound->point];

		if ((taken >= bound->least && taken <= bound->most) == bound->outside)
			return false;
	}
	return true;
}

struct joined {
	struct ratio value;
	bool any;
};

static void
join(enum domain_join how, struct joined *so_far, struct ratio value)
{
	if (!so_far->any)
		so_far->value = value;
	else if (how == DOMAIN_SUM || !ratio_ok(value) || !ratio_ok(so_far->value))
		so_far->value = ratio_add(so_far->value, value);
	else if ((ratio_cmp(value, so_far->value) > 0) == (how == DOMAIN_MAX))
		so_far->value = value;
	so_far->any = true;
}

static struct ratio
function_value(const struct domain_function *f, const uint32_t option[])
{
	struct joined so_far = { RATIO_ZERO, false };

	for (size_t i = 0; i < f->box_count; i++)
		if (domain_box_holds(&f->boxes[i], option))
			join(f->join, &so_far, f->boxes[i].value);
	for (size_t i = 0; i < f->part_count; i++)
		join(f->join, &so_far, function_value(&f->parts[i], option));
	return ratio_mul(f->weight, so_far.value);
}

struct ratio
domain_utility(const struct domain *d, size_t party, const uint32_t option[])
{
	const struct domain_party *p = &d->parties[party];
	struct ratio sum = RATIO_ZERO;

	for (size_t i = 0; i < p->table_count; i++) {
		const struct domain_table *t = &p->tables[i];
		size_t at = 0;

		for (size_t k = 0; k < t->point_count; k++)
			at = at * d->points[t->points[k]].option_count + option[t->points[k]];
		sum = ratio_add(sum, t->values[at]);
	}
	if (p->function != NULL) {
		struct ratio share = ratio_div(function_value(p->function, option), p->function_most);

		if (ratio_ok(share) && ratio_cmp(share, RATIO_ONE) > 0)
			share = RATIO_ONE;
		sum = ratio_add(sum, share);
	}
	return sum;
}

bool
domain_feasible(const struct domain *d, const uint32_t option[])
{
	for (size_t i = 0; i < d->tie_count; i++) {
		const struct domain_tie *tie = &d->ties[i];

		if (option[tie->when.point] == tie->when.option && option[tie->then.point] != tie->then.option)
			return false;
	}
	for (size_t p = 0; p < d->party_count; p++) {
		const struct domain_party *party = &d->parties[p];

		for (size_t i = 0; i < party->never_count; i++)
			if (option[party->never[i].point] == party->never[i].option)
				return false;
		if (party->has_line && ratio_cmp(domain_utility(d, p, option), party->line) < 0)
			return false;
	}
	return true;
}
