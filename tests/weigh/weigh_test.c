/* The measures: from the frontier against every package, and searched for one by
 * one against the frontier. */
#include "weigh/weigh.h"

#include "domain_gen.h"
#include "test.h"

enum { CASES = 400, PACKAGES_MOST = 500 };

static struct ratio
gain(const struct domain *d, size_t party, struct ratio u)
{
	return d->parties[party].has_line ? ratio_sub(u, d->parties[party].line) : u;
}

static int
by_size(const void *x, const void *y)
{
	return ratio_cmp(*(const struct ratio *)x, *(const struct ratio *)y);
}

/* What a measure makes of utilities, the plain way: a list that compares from its
 * first number on. */
static void
measured(const struct domain *d, const struct weighed *w, enum measure m, const struct ratio u[], struct ratio ret[])
{
	size_t n = d->party_count;

	for (size_t k = 0; k < n; k++)
		ret[k] = RATIO_ZERO;
	if (m == MEASURE_NASH) {
		ret[0] = RATIO_ONE;
		for (size_t k = 0; k < n; k++)
			ret[0] = ratio_mul(ret[0], gain(d, k, u[k]));
	} else if (m == MEASURE_UTILITARIAN) {
		for (size_t k = 0; k < n; k++)
			ret[0] = ratio_add(ret[0], u[k]);
	} else {
		for (size_t k = 0; k < n; k++) {
			struct ratio most = gain(d, k, w->ideal[k]);

			ret[k] = gain(d, k, u[k]);
			if (m == MEASURE_KALAI_SMORODINSKY)
				ret[k] = most.num > 0 ? ratio_div(ret[k], most) : RATIO_ONE;
		}
		qsort(ret, n, sizeof(*ret), by_size);
	}
}

static int
compare(const struct ratio x[], const struct ratio y[], size_t n)
{
	for (size_t k = 0; k < n; k++) {
		int order = ratio_cmp(x[k], y[k]);

		if (order != 0)
			return order;
	}
	return 0;
}

static void
best_by_brute(arena *a, const struct domain *d, const struct weighed *w, enum measure m)
{
	struct brute b = brute_front(a, d);
	size_t n = d->party_count, ties = 0;
	struct ratio *best = ARENA_ARRAY(a, struct ratio, n), *now = ARENA_ARRAY(a, struct ratio, n);
	struct ratio *got = ARENA_ARRAY(a, struct ratio, n);

	for (size_t i = 0; i < b.count; i++) {
		measured(d, w, m, b.u + i * n, now);
		int order = i == 0 ? 1 : compare(now, best, n);

		if (order > 0) {
			memcpy(best, now, n * sizeof(*now));
			ties = 0;
		}
		ties += order >= 0;
	}
	measured(d, w, m, w->solutions[m].package.u, got);
	CHECK_EQ(compare(got, best, n), 0);
	if (w->is_exact)
		CHECK_EQ(w->solutions[m].tie_count, ties);
}

/* Of what is searched for alone the first number decides: leximin is the frontier's. */
static void
as_good_alone(arena *a, const struct domain *d, const struct weighed *w, const struct weighed *alone, enum measure m)
{
	struct ratio *one = ARENA_ARRAY(a, struct ratio, d->party_count);
	struct ratio *other = ARENA_ARRAY(a, struct ratio, d->party_count);

	CHECK_STR(alone->solutions[m].is_found ? measure_names[m] : "none", measure_names[m]);
	CHECK(alone->solutions[m].is_proved);
	measured(d, w, m, w->solutions[m].package.u, one);
	measured(d, w, m, alone->solutions[m].package.u, other);
	CHECK_STR(ratio_print(a, other[0]), ratio_print(a, one[0]));
	CHECK(domain_feasible(d, alone->solutions[m].package.option));
}

static void
one_case(struct rand *r, bool linked, size_t *held)
{
	arena *a = arena_new();
	struct domain d = domain_random(a, r, (struct domain_shape){ 1 + rand_below(r, 6), 5, 5, linked });
	struct weigh_options options = { .memory_bytes = (size_t)1 << 30, .frontier = FRONTIER_ALWAYS };
	struct weighed w, alone;
	struct err err = { 0 };

	if (domain_packages(&d) <= PACKAGES_MOST) {
		CHECK_OK(weigh(a, &d, &options, &w, &err), err);
		options.frontier = FRONTIER_NEVER;
		CHECK_OK(weigh(a, &d, &options, &alone, &err), err);
		CHECK_EQ(w.feasible_rows, brute_front(a, &d).count);
		CHECK_EQ(w.is_feasible, w.feasible_rows > 0);
		CHECK_EQ(alone.is_feasible, w.is_feasible);
		CHECK(alone.is_decided);
		for (int m = 0; m < MEASURE_COUNT && w.is_feasible; m++) {
			best_by_brute(a, &d, &w, (enum measure)m);
			as_good_alone(a, &d, &w, &alone, (enum measure)m);
		}
		weighed_done(&w);
		weighed_done(&alone);
		++*held;
	}
	arena_free(a);
}

TEST(weigh, measures_are_what_trying_everything_gives)
{
	struct rand r = rand_new();

	for (size_t held = 0; held < CASES;)
		one_case(&r, false, &held);
}

TEST(weigh, and_with_links_and_red_lines)
{
	struct rand r = rand_new();

	for (size_t held = 0; held < CASES;)
		one_case(&r, true, &held);
}

/* More parties and points than brute force can try: the two ways against each other. */
TEST(weigh, the_frontier_and_the_single_searches_agree)
{
	struct rand r = rand_new();

	for (size_t i = 0; i < 12; i++) {
		arena *a = arena_new();
		struct domain d = domain_plain(a, &r, 2 + i % 3, 10, 4, i % 2 ? 10 : 100);
		struct weigh_options options = { .memory_bytes = (size_t)1 << 30, .frontier = FRONTIER_ALWAYS };
		struct weighed w, alone;
		struct err err = { 0 };

		CHECK_OK(weigh(a, &d, &options, &w, &err), err);
		options.frontier = FRONTIER_NEVER;
		CHECK_OK(weigh(a, &d, &options, &alone, &err), err);
		for (int m = 0; m < MEASURE_COUNT; m++)
			as_good_alone(a, &d, &w, &alone, (enum measure)m);
		weighed_done(&w);
		weighed_done(&alone);
		arena_free(a);
	}
}
