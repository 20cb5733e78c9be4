#include "weigh/uncertain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS_OF_SHARE = 1000 };

/* Steele, Lea, Flood, Fast Splittable Pseudorandom Number Generators, 2014. */
static uint64_t
draw(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

static struct ratio
greatest(const struct domain *d, const struct domain_table *t)
{
	struct ratio most = t->values[0];

	for (size_t i = 1, n = domain_table_size(d, t); i < n; i++)
		if (ratio_cmp(t->values[i], most) > 0)
			most = t->values[i];
	return most;
}

struct ranked { size_t table; struct ratio most; };

static int
by_most(const void *x, const void *y)
{
	const struct ranked *a = x, *b = y;
	int order = ratio_cmp(b->most, a->most);

	return order != 0 ? order : a->table < b->table ? -1 : a->table > b->table;
}

static int
falling(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;

	return a > b ? -1 : a < b;
}

/* Factors that keep the order of the tables' greatest values, and nothing else of them. */
static void
factors_in_order(arena *a, const struct domain *d, const struct domain_party *p, uint64_t *state, struct ratio ret[])
{
	struct ranked *ranked = ARENA_ARRAY(a, struct ranked, p->table_count);
	uint64_t *drawn = ARENA_ARRAY(a, uint64_t, p->table_count);

	for (size_t t = 0; t < p->table_count; t++) {
		ranked[t] = (struct ranked){ t, greatest(d, &p->tables[t]) };
		drawn[t] = 1 + draw(state) % STEPS_OF_SHARE;
	}
	qsort(ranked, p->table_count, sizeof(*ranked), by_most);
	qsort(drawn, p->table_count, sizeof(*drawn), falling);
	for (size_t t = 0; t < p->table_count; t++)
		ret[ranked[t].table] = ranked[t].most.num > 0
					       ? ratio_div(ratio_of((wide)drawn[t], STEPS_OF_SHARE), ranked[t].most) : RATIO_ONE;
}

static void
factors_around(const struct domain_party *p, struct ratio share, uint64_t *state, struct ratio ret[])
{
	for (size_t t = 0; t < p->table_count; t++) {
		wide step = (wide)(draw(state) % (2 * STEPS_OF_SHARE + 1)) - STEPS_OF_SHARE;

		ret[t] = ratio_add(RATIO_ONE, ratio_mul(share, ratio_of(step, STEPS_OF_SHARE)));
	}
}

static struct domain
sample_of(arena *a, const struct domain *d, const struct uncertainty *u, uint64_t *state)
{
	struct domain out = *d;
	struct domain_party *parties = ARENA_ARRAY(a, struct domain_party, d->party_count);

	for (size_t k = 0; k < d->party_count; k++) {
		const struct domain_party *from = &d->parties[k];
		struct domain_table *tables = ARENA_ARRAY(a, struct domain_table, from->table_count);
		struct ratio *factor = ARENA_ARRAY(a, struct ratio, from->table_count);

		if (u->order_only)
			factors_in_order(a, d, from, state, factor);
		else
			factors_around(from, u->share, state, factor);
		for (size_t t = 0; t < from->table_count; t++) {
			size_t size = domain_table_size(d, &from->tables[t]);
			struct ratio *values = ARENA_ARRAY(a, struct ratio, size);

			for (size_t i = 0; i < size; i++)
				values[i] = ratio_mul(from->tables[t].values[i], factor[t]);
			tables[t] = (struct domain_table){ from->tables[t].point_count, from->tables[t].points, values };
		}
		parties[k] = *from;
		parties[k].tables = tables;
	}
	out.parties = parties;
	return out;
}

/* What the measure makes of utilities: to be compared, and so a double does. */
static double
measure_of(const struct weighed *w, enum measure m, const struct ratio u[])
{
	double least = INFINITY, sum = 0, product = 1;

	for (size_t k = 0; k < w->p.party_count; k++) {
		const struct domain_party *party = &w->d->parties[k];
		double line = party->has_line ? ratio_double(party->line) : 0, gain = ratio_double(u[k]) - line;
		double most = ratio_double(w->ideal[k]) - line;
		double shared = m == MEASURE_KALAI_SMORODINSKY ? (most > 0 ? gain / most : 1) : gain;

		least = shared < least ? shared : least;
		sum += ratio_double(u[k]);
		product *= gain > 0 ? gain : 0;
	}
	return m == MEASURE_NASH ? product : m == MEASURE_UTILITARIAN ? sum : least;
}

static bool
is_dominated(const struct weighed *w, const struct ratio u[])
{
	size_t n = w->p.party_count;

	for (size_t row = 0; row < front_count(w->front); row++) {
		bool covers = true, more = false;

		for (size_t k = 0; k < n && covers; k++) {
			int order = ratio_cmp(problem_utility(&w->p, k, front_sum(w->front, row, k)), u[k]);

			covers = order >= 0;
			more = more || order > 0;
		}
		if (covers && more)
			return true;
	}
	return false;
}

static void
look_at(arena *a, const struct weighed *w, const struct weighed *sample, struct robustness ret[])
{
	struct ratio *u = ARENA_ARRAY(a, struct ratio, w->p.party_count);

	for (int m = 0; m < MEASURE_COUNT; m++) {
		const struct solution *s = &w->solutions[m], *best = &sample->solutions[m];
		double mine, theirs, lacks;

		if (!s->is_found)
			continue;
		for (size_t k = 0; k < w->p.party_count; k++)
			u[k] = domain_utility(sample->d, k, s->package.option);
		ret[m].is_found = true;
		ret[m].samples++;
		ret[m].accepted += domain_feasible(sample->d, s->package.option);
		ret[m].efficient += !is_dominated(sample, u);
		if (!best->is_found)
			continue;
		mine = measure_of(sample, (enum measure)m, u);
		theirs = measure_of(sample, (enum measure)m, best->package.u);
		lacks = theirs - mine;
		ret[m].best += lacks <= 1e-12 * (1 + fabs(theirs)) && domain_feasible(sample->d, s->package.option);
		if (m == MEASURE_NASH)
			lacks = theirs > 0 ? lacks / theirs : 0;
		ret[m].regret = lacks > ret[m].regret ? lacks : ret[m].regret;
	}
}

bool
uncertain_weigh(const struct weighed *w, const struct uncertainty *u, const struct weigh_options *options,
		struct robustness ret[MEASURE_COUNT], struct err *err)
{
	uint64_t state = u->seed;
	bool ok = true;

	memset(ret, 0, MEASURE_COUNT * sizeof(*ret));
	if (w->front == NULL)
		return fail(err, ERR_INPUT, "with so many parties and packages uncertain weights are not drawn: each draw needs its frontier");
	for (size_t i = 0; ok && i < u->samples; i++) {
		arena *a = arena_new();
		struct domain d = sample_of(a, w->d, u, &state);
		struct weighed sample;

		ok = weigh(a, &d, options, &sample, err);
		if (ok && sample.front != NULL)
			look_at(a, w, &sample, ret);
		if (ok)
			weighed_done(&sample);
		arena_free(a);
		if (options->stop != NULL && *options->stop)
			break;
	}
	return ok;
}

void
uncertain_interval(size_t count, size_t of, double *ret_low, double *ret_high)
{
	const double z = 1.959964;
	double n = (double)of, p = (double)count / n, middle = (p + z * z / (2 * n)) / (1 + z * z / n);
	double half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n));

	*ret_low = middle - half < 0 || count == 0 ? 0 : middle - half;
	*ret_high = middle + half > 1 || count == of ? 1 : middle + half;
}
