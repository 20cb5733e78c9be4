/* weigh WHAT PARTIES POINTS OPTIONS [SEED]: how long the solver takes on random
 * preferences, without reading any file.
 *
 *      front           the frontier; `lines`: under red lines at 70 % of each ideal;
 *                      `opposed`: two parties that want the contrary
 *
 *      least           the greatest least utility
 *
 *      nash            the greatest product
 *
 * Prints WHAT PARTIES ROWS SECONDS of the fastest of three. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "weigh/best.h"
#include "weigh/front.h"
#include "weigh/nash.h"

static uint64_t state;

static uint64_t
next(void)
{
	uint64_t z = state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static struct domain
random_domain(arena *a, size_t parties, size_t points, size_t options, bool opposed, bool lines)
{
	struct domain d = { .name = S("random"), .party_count = parties, .point_count = points };
	struct domain_point *of = ARENA_ARRAY(a, struct domain_point, points);
	struct domain_party *who = ARENA_ARRAY(a, struct domain_party, parties);
	str *names = ARENA_ARRAY(a, str, options);

	for (size_t i = 0; i < options; i++)
		names[i] = arena_printf(a, "o%zu", i);
	for (size_t i = 0; i < points; i++)
		of[i] = (struct domain_point){ arena_printf(a, "p%zu", i), options, names };
	for (size_t p = 0; p < parties; p++) {
		struct domain_table *tables = ARENA_ARRAY(a, struct domain_table, points);
		wide ideal = 0;

		for (size_t i = 0; i < points; i++) {
			struct ratio *values = ARENA_ARRAY(a, struct ratio, options);
			uint32_t *at = ARENA_NEW(a, uint32_t);
			wide most = 0;

			*at = (uint32_t)i;
			for (size_t k = 0; k < options; k++) {
				wide v = (wide)(next() % 101);

				if (opposed && p == 1)
					v = 100 - who[0].tables[i].values[k].num + (wide)(next() % 21) - 10;
				v = v < 0 ? 0 : v;
				values[k] = ratio_of(v, 1);
				most = v > most ? v : most;
			}
			ideal += most;
			tables[i] = (struct domain_table){ 1, at, values };
		}
		who[p] = (struct domain_party){ .name = arena_printf(a, "P%zu", p), .table_count = points,
						.tables = tables, .line = RATIO_ZERO };
		if (lines) {
			who[p].has_line = true;
			who[p].line = ratio_of(ideal * 7, 10);
		}
	}
	d.points = of;
	d.parties = who;
	return d;
}

int
main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "front";
	size_t parties = argc > 2 ? strtoul(argv[2], NULL, 10) : 3, points = argc > 3 ? strtoul(argv[3], NULL, 10) : 28;
	size_t options = argc > 4 ? strtoul(argv[4], NULL, 10) : 5, rows = 0;
	double best = 1e9;

	for (int round = 0; round < 3; round++) {
		arena *a = arena_new();
		struct problem p;
		struct err err = { 0 };

		state = argc > 5 ? strtoul(argv[5], NULL, 10) : 1;
		struct domain d = random_domain(a, parties, points, options, !strcmp(what, "opposed"), !strcmp(what, "lines"));
		double start = now();

		if (!problem_make(a, &d, &p, &err)) {
			fprintf(stderr, "%s\n", err.text);
			return 1;
		}
		if (!strcmp(what, "least")) {
			struct gain *forms = ARENA_ARRAY(a, struct gain, parties);
			struct best b;

			for (uint32_t k = 0; k < parties; k++)
				forms[k] = (struct gain){ k, p.unit[k].num, p.base[k].num };
			best_find(a, &p, &(struct goal){ .form_count = parties, .forms = forms }, (struct best_limits){ 0 }, &b);
			printf("%s %zu value %lld %s, %llu nodes, %llu steps, %.3f s\n", what, parties, (long long)b.value,
			       b.is_proved ? "proved" : "not proved", (unsigned long long)b.nodes,
			       (unsigned long long)b.steps, now() - start);
			return 0;
		}
		if (!strcmp(what, "nash")) {
			struct gain *forms = ARENA_ARRAY(a, struct gain, parties);
			uint32_t *start_at = ARENA_ARRAY(a, uint32_t, points);
			struct best b;
			double gap;

			for (uint32_t k = 0; k < parties; k++)
				forms[k] = (struct gain){ k, p.unit[k].num, p.base[k].num };
			nash_find(a, &p, forms, parties, start_at, (struct best_limits){ 0 }, &b, &gap);
			printf("%s %zu %s, %llu nodes, %llu steps, %.3f s\n", what, parties,
			       b.is_proved ? "proved" : "not proved", (unsigned long long)b.nodes,
			       (unsigned long long)b.steps, now() - start);
			return 0;
		}
		front *f = front_make(&p, true, (size_t)2 << 30, &err);

		if (f == NULL) {
			fprintf(stderr, "%s\n", err.text);
			return 1;
		}
		best = now() - start < best ? now() - start : best;
		rows = front_count(f);
		front_free(f);
		arena_free(a);
	}
	printf("%s %zu %zu %.6f\n", what, parties, rows, best);
	return 0;
}
