#include "weigh/trades.h"

#include <stdlib.h>
#include <string.h>

struct search {
	arena *a;
	const struct domain *d;
	const uint32_t *option;
	size_t party_count;
	struct ratio *now;              /* [party] */
	uint32_t *changed;              /* [point] */
	struct trade *list;
	size_t count, room;
};

static int
by_least(const void *x, const void *y)
{
	const struct trade *a = x, *b = y;
	int order = ratio_cmp(b->least, a->least);

	if (order != 0)
		return order;
	if (a->is_equal != b->is_equal)
		return a->is_equal ? -1 : 1;
	if (a->one.point != b->one.point)
		return a->one.point < b->one.point ? -1 : 1;
	if (a->other.point != b->other.point)
		return a->other.point < b->other.point ? -1 : 1;
	if (a->one.option != b->one.option)
		return a->one.option < b->one.option ? -1 : 1;
	return a->other.option < b->other.option ? -1 : a->other.option > b->other.option;
}

/* What every party gains by the changed package; false where somebody loses. */
static bool
gains_of(const struct search *s, struct ratio ret[])
{
	for (size_t k = 0; k < s->party_count; k++) {
		ret[k] = ratio_sub(domain_utility(s->d, k, s->changed), s->now[k]);
		if (!ratio_ok(ret[k]) || ret[k].num < 0)
			return false;
	}
	return true;
}

static bool
nobody_loses(const struct search *s, uint32_t point, uint32_t option, struct ratio spare[])
{
	uint32_t before = s->changed[point];
	bool is_so;

	s->changed[point] = option;
	is_so = gains_of(s, spare);
	s->changed[point] = before;
	return is_so;
}

static void
try_pair(struct search *s, struct domain_option one, struct domain_option other, struct ratio spare[])
{
	struct trade t = { .one = one, .other = other, .is_equal = true };

	s->changed[one.point] = one.option;
	s->changed[other.point] = other.option;
	if (gains_of(s, spare)) {
		t.least = spare[0];
		for (size_t k = 0; k < s->party_count; k++) {
			t.is_equal = t.is_equal && ratio_cmp(spare[k], spare[0]) == 0;
			if (ratio_cmp(spare[k], t.least) < 0)
				t.least = spare[k];
		}
		t.gain = ARENA_ARRAY(s->a, struct ratio, s->party_count);
		memcpy(t.gain, spare, s->party_count * sizeof(*spare));
		if (s->count == s->room) {
			struct trade *more = ARENA_ARRAY(s->a, struct trade, s->room * 2);

			memcpy(more, s->list, s->count * sizeof(*more));
			s->list = more;
			s->room *= 2;
		}
		s->list[s->count++] = t;
	}
	s->changed[one.point] = s->option[one.point];
	s->changed[other.point] = s->option[other.point];
}

size_t
trades_find(arena *a, const struct domain *d, const uint32_t option[], size_t most, const struct trade **ret_trades)
{
	struct search s = { .a = a, .d = d, .option = option, .party_count = d->party_count,
			    .now = ARENA_ARRAY(a, struct ratio, d->party_count),
			    .changed = ARENA_ARRAY(a, uint32_t, d->point_count), .room = 64 };
	struct ratio *spare = ARENA_ARRAY(a, struct ratio, d->party_count);

	s.list = ARENA_ARRAY(a, struct trade, s.room);
	memcpy(s.changed, option, d->point_count * sizeof(*option));
	for (size_t k = 0; k < d->party_count; k++)
		s.now[k] = domain_utility(d, k, option);
	for (uint32_t i = 0; i < d->point_count; i++)
		for (uint32_t o = 0; o < d->points[i].option_count; o++) {
			if (o == option[i] || nobody_loses(&s, i, o, spare))
				continue;
			for (uint32_t k = i + 1; k < d->point_count; k++)
				for (uint32_t q = 0; q < d->points[k].option_count; q++)
					if (q != option[k] && !nobody_loses(&s, k, q, spare))
						try_pair(&s, (struct domain_option){ i, o }, (struct domain_option){ k, q }, spare);
		}
	qsort(s.list, s.count, sizeof(*s.list), by_least);
	*ret_trades = s.list;
	return s.count < most ? s.count : most;
}

bool
trades_package(const struct domain *d, str text, uint32_t option[], struct err *err)
{
	while (str_trim(text).len > 0) {
		str part, name, wanted;
		size_t point = 0, at = 0;

		str_cut(text, ';', &part, &text);
		if (!str_cut(part, '=', &name, &wanted))
			return fail(err, ERR_USAGE, "a package is written 'POINT=OPTION; POINT=OPTION', not '%.*s'", STR_ARG(part));
		name = str_trim(name);
		wanted = str_trim(wanted);
		while (point < d->point_count && !str_eq(d->points[point].name, name))
			point++;
		if (point == d->point_count)
			return fail(err, ERR_USAGE, "there is no point '%.*s'", STR_ARG(name));
		while (at < d->points[point].option_count && !str_eq(d->points[point].options[at], wanted))
			at++;
		if (at == d->points[point].option_count)
			return fail(err, ERR_USAGE, "'%.*s' is no option of '%.*s'", STR_ARG(wanted), STR_ARG(name));
		option[point] = (uint32_t)at;
	}
	return true;
}
