/* What blocks, what trades, and uncertain weights, against trying everything. */
#include "weigh/blocking.h"

#include "domain_gen.h"
#include "test.h"
#include "weigh/trades.h"
#include "weigh/uncertain.h"

enum { CASES = 250 };

/* Is there a package that keeps the lines of these parties, and takes the option? */
static bool
can_keep(arena *a, const struct domain *d, uint32_t parties, const struct domain_option *wanted)
{
	struct domain only = *d;
	struct domain_party *of = ARENA_ARRAY(a, struct domain_party, d->party_count);
	uint32_t *option = ARENA_ARRAY(a, uint32_t, d->point_count);

	for (size_t k = 0; k < d->party_count; k++) {
		of[k] = d->parties[k];
		of[k].has_line = of[k].has_line && (parties >> k & 1);
	}
	only.parties = of;
	do
		if ((wanted == NULL || option[wanted->point] == wanted->option) && domain_feasible(&only, option))
			return true;
	while (package_next(d, option));
	return false;
}

static void
check_conflicts(arena *a, const struct domain *d, const struct blocking *b)
{
	size_t wanted = 0;

	for (uint32_t mask = 1; mask < 1u << d->party_count; mask++) {
		bool all_lines = true, smaller_do = true;

		for (size_t k = 0; k < d->party_count; k++)
			if (mask >> k & 1) {
				all_lines = all_lines && d->parties[k].has_line;
				smaller_do = smaller_do && can_keep(a, d, mask & ~(1u << k), NULL);
			}
		wanted += all_lines && smaller_do && !can_keep(a, d, mask, NULL);
	}
	CHECK(b->has_all);
	CHECK_EQ(b->conflict_count, wanted);
	for (size_t i = 0; i < b->conflict_count; i++) {
		uint32_t mask = 0;

		for (size_t k = 0; k < b->conflicts[i].count; k++)
			mask |= 1u << b->conflicts[i].parties[k];
		CHECK(!can_keep(a, d, mask, NULL));
	}
}

/* A line that is moved by so much is kept; by a little less it is not. */
static void
check_moves(arena *a, const struct domain *d, const struct weighed *w, const struct blocking *b)
{
	for (size_t k = 0; k < d->party_count; k++) {
		struct domain moved = *d;
		struct domain_party *of = ARENA_ARRAY(a, struct domain_party, d->party_count);
		uint32_t all = (1u << d->party_count) - 1;

		if (w->p.line[k] == 0)
			continue;
		if (b->move[k] == MOVE_NOT_ENOUGH) {
			CHECK(!can_keep(a, d, all & ~(1u << k), NULL));
			continue;
		}
		CHECK_EQ(b->move[k], MOVE_NEEDED);
		memcpy(of, d->parties, d->party_count * sizeof(*of));
		moved.parties = of;
		of[k].line = ratio_sub(d->parties[k].line, b->by[k]);
		CHECK(can_keep(a, &moved, all, NULL));
		of[k].line = ratio_add(of[k].line, ratio_of(1, 1000000));
		CHECK(!can_keep(a, &moved, all, NULL));
	}
}

static void
check_dead(arena *a, const struct domain *d, const struct blocking *b)
{
	size_t at = 0;
	uint32_t all = (1u << d->party_count) - 1;

	CHECK(b->has_all_dead);
	for (uint32_t i = 0; i < d->point_count; i++)
		for (uint32_t o = 0; o < d->points[i].option_count; o++) {
			struct domain_option option = { i, o };
			bool is_listed = at < b->dead_count && b->dead[at].point == i && b->dead[at].option == o;

			CHECK_EQ(is_listed, !can_keep(a, d, all, &option));
			at += is_listed;
		}
	CHECK_EQ(at, b->dead_count);
}

TEST(weigh_blocking, what_blocks_is_what_trying_everything_gives)
{
	struct rand r = rand_new();
	size_t blocked = 0, dead = 0;

	for (size_t i = 0; i < CASES; i++) {
		arena *a = arena_new();
		struct domain d = domain_random(a, &r, (struct domain_shape){ 2 + i % 4, 3, 4, true });
		struct weigh_options options = { .memory_bytes = (size_t)1 << 30 };
		struct domain_party *of = ARENA_ARRAY(a, struct domain_party, d.party_count);
		struct weighed w;
		struct blocking b;
		struct err err = { 0 };

		/* Lines that are likely to be in each other's way. */
		memcpy(of, d.parties, d.party_count * sizeof(*of));
		d.parties = of;
		for (size_t k = 0; k < d.party_count; k++) {
			of[k].has_line = rand_below(&r, 4) > 0;
			of[k].line = ratio_of((wide)rand_below(&r, 40), 2);
			of[k].never_count = 0;
		}
		CHECK_OK(weigh(a, &d, &options, &w, &err), err);
		if (!w.p.is_empty) {
			blocking_find(a, &w, 0, &b);
			if (w.is_feasible)
				check_dead(a, &d, &b);
			else {
				check_conflicts(a, &d, &b);
				check_moves(a, &d, &w, &b);
			}
			blocked += b.conflict_count;
			dead += b.dead_count;
		}
		weighed_done(&w);
		arena_free(a);
	}
	CHECK(blocked > 20);
	CHECK(dead > 20);
}

TEST(weigh_trades, nobody_loses_by_a_trade_and_one_change_alone_would_not_do)
{
	struct rand r = rand_new();
	size_t found = 0;

	for (size_t i = 0; i < 100; i++) {
		arena *a = arena_new();
		struct domain d = domain_plain(a, &r, 2, 4, 3, 6);
		uint32_t from[4] = { 0 }, changed[4];
		const struct trade *trades;
		size_t n = trades_find(a, &d, from, 1000, &trades), wanted = 0;

		for (size_t t = 0; t < n; t++) {
			memcpy(changed, from, sizeof(changed));
			changed[trades[t].one.point] = trades[t].one.option;
			changed[trades[t].other.point] = trades[t].other.option;
			for (size_t k = 0; k < 2; k++)
				CHECK(ratio_cmp(domain_utility(&d, k, changed), domain_utility(&d, k, from)) >= 0);
			if (t > 0)
				CHECK(ratio_cmp(trades[t].least, trades[t - 1].least) <= 0);
		}
		memset(changed, 0, sizeof(changed));
		do {
			size_t moved = 0;
			bool alone = false, loses = false;

			for (size_t p = 0; p < 4; p++)
				moved += changed[p] != 0;
			for (size_t k = 0; k < 2; k++)
				loses = loses || ratio_cmp(domain_utility(&d, k, changed), domain_utility(&d, k, from)) < 0;
			if (moved != 2 || loses)
				continue;
			for (size_t p = 0; p < 4; p++) {
				uint32_t one[4] = { 0 };
				bool worse = false;

				one[p] = changed[p];
				for (size_t k = 0; k < 2; k++)
					worse = worse || ratio_cmp(domain_utility(&d, k, one), domain_utility(&d, k, from)) < 0;
				alone = alone || (changed[p] != 0 && !worse);
			}
			wanted += !alone;
		} while (package_next(&d, changed));
		CHECK_EQ(n, wanted);
		found += n;
		arena_free(a);
	}
	CHECK(found > 20);
}

TEST(weigh_uncertain, the_same_seed_gives_the_same_draws)
{
	struct rand r = rand_new();
	arena *a = arena_new();
	struct domain d = domain_plain(a, &r, 3, 6, 4, 50);
	struct weigh_options options = { .memory_bytes = (size_t)1 << 30 };
	struct uncertainty u = { .share = ratio_of(1, 10), .samples = 40, .seed = 7 };
	struct robustness one[MEASURE_COUNT], other[MEASURE_COUNT];
	struct weighed w;
	struct err err = { 0 };

	CHECK_OK(weigh(a, &d, &options, &w, &err), err);
	CHECK_OK(uncertain_weigh(&w, &u, &options, one, &err), err);
	CHECK_OK(uncertain_weigh(&w, &u, &options, other, &err), err);
	for (int m = 0; m < MEASURE_COUNT; m++) {
		CHECK_EQ(one[m].samples, 40);
		CHECK_EQ(one[m].efficient, other[m].efficient);
		CHECK_EQ(one[m].best, other[m].best);
		CHECK(one[m].best <= one[m].efficient);
	}
	/* Where nothing is uncertain the best stays the best. */
	u.share = RATIO_ZERO;
	CHECK_OK(uncertain_weigh(&w, &u, &options, one, &err), err);
	for (int m = 0; m < MEASURE_COUNT; m++) {
		CHECK_EQ(one[m].best, 40);
		CHECK_EQ(one[m].efficient, 40);
		CHECK(one[m].regret < 1e-9);
	}
	weighed_done(&w);
	arena_free(a);
}

TEST(weigh_uncertain, an_interval_holds_its_share)
{
	double low, high;

	uncertain_interval(0, 100, &low, &high);
	CHECK(low == 0 && high > 0.03 && high < 0.04);
	uncertain_interval(50, 100, &low, &high);
	CHECK(low > 0.40 && low < 0.41 && high > 0.59 && high < 0.60);
	uncertain_interval(100, 100, &low, &high);
	CHECK(high == 1 && low > 0.96);
}
