/* The frontier, against every package there is. */
#include "weigh/front.h"

#include "domain_gen.h"
#include "test.h"

enum { CASES = 600, PACKAGES_MOST = 600 };

static void
same_as_brute(arena *a, const struct domain *d, const struct problem *p, const front *f)
{
	struct brute b = brute_front(a, d);
	uint32_t *choice = ARENA_ARRAY(a, uint32_t, p->slot_count);
	uint32_t *option = ARENA_ARRAY(a, uint32_t, d->point_count);

	CHECK_EQ(front_count(f), b.count);
	for (size_t i = 0; i < b.count; i++) {
		front_choices(f, i, choice);
		problem_package(p, choice, option);
		for (size_t k = 0; k < d->party_count; k++) {
			struct ratio u = problem_utility(p, k, front_sum(f, i, k));

			CHECK_EQ(ratio_cmp(u, b.u[i * d->party_count + k]), 0);
			CHECK_EQ(ratio_cmp(u, domain_utility(d, k, option)), 0);
		}
	}
}

static void
hold_against_brute(bool linked)
{
	struct rand r = rand_new();
	size_t held = 0;

	while (held < CASES) {
		arena *a = arena_new();
		struct domain d = domain_random(a, &r, (struct domain_shape){ 1 + rand_below(&r, 6), 5, 5, linked });
		struct problem p;
		struct err err = { 0 };

		if (domain_packages(&d) <= PACKAGES_MOST) {
			CHECK_OK(problem_make(a, &d, &p, &err), err);
			p.is_narrow = p.is_narrow && rand_below(&r, 2);
			front *f = front_make(&p, true, (size_t)1 << 30, &err);

			if (p.is_empty)
				CHECK(f == NULL);
			else
				same_as_brute(a, &d, &p, f);
			front_free(f);
			held++;
		}
		arena_free(a);
	}
}

TEST(weigh_front, it_is_what_trying_everything_gives)
{
	hold_against_brute(false);
}

TEST(weigh_front, links_and_red_lines_change_nothing_about_that)
{
	hold_against_brute(true);
}

/* Of equal packages the first in the order of options stands for them. */
TEST(weigh_front, the_first_of_equal_packages_stands_for_them)
{
	struct rand r = rand_new();

	for (size_t i = 0; i < 200; i++) {
		arena *a = arena_new();
		struct domain d = domain_plain(a, &r, 1 + rand_below(&r, 5), 4, 3, 3);
		struct problem p;
		struct err err = { 0 };

		CHECK_OK(problem_make(a, &d, &p, &err), err);
		front *f = front_make(&p, true, (size_t)1 << 30, &err);
		struct brute b = brute_front(a, &d);

		CHECK_EQ(front_count(f), b.count);
		for (size_t row = 0; row < b.count; row++) {
			uint32_t choice[4], option[4];

			front_choices(f, row, choice);
			problem_package(&p, choice, option);
			CHECK(memcmp(option, b.option + row * 4, sizeof(option)) == 0);
		}
		front_free(f);
		arena_free(a);
	}
}

/* Some row gives every party as much as any package does, less the error. */
static void
covered_within_error(const struct problem *rough_of, const front *rough, const front *exact)
{
	size_t n = rough_of->party_count;

	for (size_t i = 0; i < front_count(exact); i++) {
		size_t row = 0;

		for (; row < front_count(rough); row++) {
			size_t k = 0;

			while (k < n && front_sum(rough, row, k) + front_error(rough, k) >= front_sum(exact, i, k))
				k++;
			if (k == n)
				break;
		}
		CHECK(row < front_count(rough));
	}
}

TEST(weigh_front, too_little_memory_gives_a_front_with_its_error)
{
	struct rand r = rand_new();
	size_t rough_count = 0;

	for (size_t parties = 3; parties <= 5; parties++) {
		arena *a = arena_new();
		struct domain d = domain_plain(a, &r, parties, parties == 3 ? 14 : 9, 4, 1000);
		struct problem p;
		struct err err = { 0 };

		CHECK_OK(problem_make(a, &d, &p, &err), err);
		front *exact = front_make(&p, true, (size_t)1 << 32, &err), *rough = front_make(&p, true, (size_t)400 << 10, &err);

		CHECK(exact != NULL);
		CHECK_OK(rough != NULL, err);
		CHECK_EQ(front_error(exact, 0), 0);
		rough_count += front_error(rough, 0) > 0;
		covered_within_error(&p, rough, exact);
		front_free(exact);
		front_free(rough);
		arena_free(a);
	}
	CHECK(rough_count > 0);
}
