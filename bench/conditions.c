/* conditions: how long it takes to see what waits for what.
 *
 *      conditions [-n POINTS]          1000 points where nothing is said; a table in Markdown
 *
 * Each row is a graph of that many points with one consent or several to each;
 * the time is the median of nine runs of all that an answer asks: sets, cycles,
 * what is stuck, and which points free most.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "rules/conditions.h"

enum { RUNS = 9, EFFORT = 1 << 24 };

static uint64_t state;

static uint32_t
below(uint32_t limit)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((state >> 33) % limit);
}

static void
make_points(conditions *c, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		conditions_point(c);
}

static uint32_t
consent_to(conditions *c, uint32_t point)
{
	uint32_t consent = conditions_consent(c, point);
	conditions_need(c, point, consent, false);
	return consent;
}

/* `most` consents to a point at most, each waiting for one to three points of any number. */
static void
make_random(conditions *c, uint32_t count, uint32_t most)
{
	make_points(c, count);
	for (uint32_t point = 1; point <= count; point++)
		for (uint32_t n = below(most + 1); n > 0; n--) {
			uint32_t consent = consent_to(c, point);
			for (uint32_t k = 1 + below(3); k > 0; k--)
				conditions_need(c, consent, 1 + below(count), false);
		}
}

static void
make_sparse(conditions *c, uint32_t count)
{
	make_random(c, count, 1);
}

static void
make_dense(conditions *c, uint32_t count)
{
	make_random(c, count, 4);
}

static void
make_ring(conditions *c, uint32_t count)
{
	make_points(c, count);
	for (uint32_t point = 1; point <= count; point++)
		conditions_need(c, consent_to(c, point), point % count + 1, false);
}

static void
make_chain(conditions *c, uint32_t count)
{
	make_points(c, count);
	for (uint32_t point = 1; point < count; point++)
		conditions_need(c, consent_to(c, point), point + 1, false);
}

/* Every point waits for two of the hundred before it: much is freed by pairs alone. */
static void
make_twos(conditions *c, uint32_t count)
{
	make_points(c, count);
	for (uint32_t point = 3; point <= count; point++) {
		uint32_t consent = consent_to(c, point), back = point < 100 ? point - 1 : 100;
		conditions_need(c, consent, point - 1 - below(back), false);
		conditions_need(c, consent, point - 1 - below(back), false);
	}
}

static void
make_refusals(conditions *c, uint32_t count)
{
	make_random(c, count, 1);
	for (uint32_t i = 0; i < count / 20; i++)
		conditions_need(c, 1 + below(count), 1 + below(count), true);
}

static const struct row { const char *name; void (*make)(conditions *c, uint32_t count); } rows[] = {
	{ "few conditions", make_sparse }, { "many conditions", make_dense }, { "one ring", make_ring },
	{ "one chain", make_chain }, { "each waits for two before it", make_twos }, { "some refuse others", make_refusals },
};

static int
by_time(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return x < y ? -1 : x > y;
}

static void
measure(const struct row *row, uint32_t count)
{
	double ms[RUNS];
	for (int i = 0; i < RUNS; i++) {
		arena *a = arena_new();
		conditions *c = conditions_new(a);
		struct timespec from, to;
		state = 20260604;
		row->make(c, count);
		clock_gettime(CLOCK_MONOTONIC, &from);
		conditions_ready(c);
		struct unlockings u = conditions_unlock(c, EFFORT);
		clock_gettime(CLOCK_MONOTONIC, &to);
		ms[i] = (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6;
		if (i == RUNS - 1) {
			qsort(ms, RUNS, sizeof *ms, by_time);
			printf("| %s | %zu | %zu | %zu | %zu | %.1f | %s | %.1f |\n", row->name, c->needs.count, c->sets.count,
			       c->cycles.count, u.one_count, (double)u.steps / 1e6, u.is_cut ? "no" : "yes", ms[RUNS / 2]);
		}
		conditions_done(c);
		arena_free(a);
	}
}

int
main(int argc, char **argv)
{
	uint32_t count = argc == 3 && strcmp(argv[1], "-n") == 0 ? (uint32_t)strtoul(argv[2], NULL, 10) : 1000;
	if (count < 3 || count > 1000000 || (argc != 1 && argc != 3)) {
		fprintf(stderr, "conditions [-n POINTS]\n");
		return 3;
	}
	printf("| %u points | needs | sets | cycles | single points that free some | million steps | exact | ms |\n"
	       "|---|---|---|---|---|---|---|---|\n", count);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		measure(&rows[i], count);
	return 0;
}
