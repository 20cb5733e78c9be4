/* weigh: how long packages and rules take, on random preferences from a seed.
 *
 *      weigh WHAT PARTIES POINTS OPTIONS SEED
 *
 *      front           the frontier; `opposed`: of two parties that want the contrary; `lines`: under red
 *                      lines at 70 % of what each could have alone
 *      least, nash     the greatest least gain, the greatest product, without any frontier
 *      rule            a rule over PARTIES members, by heads, population and a partition, with its flip set
 *      write           profiles in JSON, as PARTIES files in the folder given behind the seed
 *
 * Prints one line: WHAT PARTIES POINTS OPTIONS SEED milliseconds rows proved nodes; the median of five runs
 * where they are short. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "rules/vote.h"
#include "weigh/weigh.h"
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

struct shape { const char *what; size_t parties, points, options; uint64_t seed; };

static int64_t
value_of(const struct shape *s, size_t party, int64_t first)
{
	int64_t v = (int64_t)(next() % 101);

	if (strcmp(s->what, "opposed") == 0 && party == 1)
		v = 100 - first + (int64_t)(next() % 21) - 10;
	return v < 0 ? 0 : v;
}

static struct domain
random_domain(arena *a, const struct shape *s)
{
	struct domain d = { .name = S("random"), .party_count = s->parties, .point_count = s->points };
	struct domain_point *of = ARENA_ARRAY(a, struct domain_point, s->points);
	struct domain_party *who = ARENA_ARRAY(a, struct domain_party, s->parties);
	str *names = ARENA_ARRAY(a, str, s->options);

	state = s->seed;
	for (size_t i = 0; i < s->options; i++)
		names[i] = arena_printf(a, "o%zu", i);
	for (size_t i = 0; i < s->points; i++)
		of[i] = (struct domain_point){ arena_printf(a, "p%zu", i), s->options, names };
	for (size_t p = 0; p < s->parties; p++) {
		struct domain_table *tables = ARENA_ARRAY(a, struct domain_table, s->points);
		wide ideal = 0;

		for (size_t i = 0; i < s->points; i++) {
			struct ratio *values = ARENA_ARRAY(a, struct ratio, s->options);
			uint32_t *at = ARENA_NEW(a, uint32_t);
			wide most = 0;

			*at = (uint32_t)i;
			for (size_t k = 0; k < s->options; k++) {
				wide v = value_of(s, p, p ? (int64_t)who[0].tables[i].values[k].num : 0);

				values[k] = ratio_of(v, 1);
				most = v > most ? v : most;
			}
			ideal += most;
			tables[i] = (struct domain_table){ 1, at, values };
		}
		who[p] = (struct domain_party){ .name = arena_printf(a, "P%zu", p), .table_count = s->points, .tables = tables,
						.line = RATIO_ZERO };
		if (strcmp(s->what, "lines") == 0) {
			who[p].has_line = true;
			who[p].line = ratio_of(ideal * 7, 10);
		}
	}
	d.points = of;
	d.parties = who;
	return d;
}

static void
write_profiles(const struct domain *d, const char *folder)
{
	for (size_t p = 0; p < d->party_count; p++) {
		char path[4096];
		FILE *f;

		snprintf(path, sizeof(path), "%s/p%02zu.json", folder, p);
		f = fopen(path, "w");
		if (f == NULL) {
			perror(path);
			exit(1);
		}
		fprintf(f, "{\"issueWeights\": {");
		for (size_t i = 0; i < d->point_count; i++)
			fprintf(f, "%s\"p%zu\": 1", i ? ", " : "", i);
		fprintf(f, "}, \"issues\": {");
		for (size_t i = 0; i < d->point_count; i++) {
			fprintf(f, "%s\"p%zu\": {", i ? ", " : "", i);
			for (size_t k = 0; k < d->points[i].option_count; k++)
				fprintf(f, "%s\"o%zu\": %lld", k ? ", " : "", k,
					(long long)d->parties[p].tables[i].values[k].num);
			fprintf(f, "}");
		}
		fprintf(f, "}}\n");
		fclose(f);
	}
}

struct result { double seconds; size_t rows; bool is_proved; uint64_t nodes; };

static struct result
time_packages(const struct shape *s)
{
	arena *a = arena_new();
	struct domain d = random_domain(a, s);
	struct result out = { .is_proved = true };
	double start = now();
	struct problem p;
	struct gain *gains;
	struct ratio unit;
	struct err err = { 0 };
	struct best best;

	if (!problem_make(a, &d, &p, &err) || !weigh_gains(a, &p, &gains, &unit)) {
		fprintf(stderr, "weigh: %s\n", err.text);
		exit(1);
	}
	if (strcmp(s->what, "least") == 0 || strcmp(s->what, "nash") == 0) {
		uint32_t *first = ARENA_ARRAY(a, uint32_t, p.slot_count);
		double gap;

		if (strcmp(s->what, "least") == 0)
			best_find(a, &p, &(struct goal){ .forms = gains, .form_count = s->parties }, (struct best_limits){ 0 }, &best);
		else
			nash_find(a, &p, gains, s->parties, first, (struct best_limits){ 0 }, &best, &gap);
		out.is_proved = best.is_proved;
		out.nodes = best.nodes;
	} else {
		front *f = front_make(&p, strcmp(s->what, "lines") == 0, (size_t)2 << 30, &err);

		if (f == NULL) {
			fprintf(stderr, "weigh: %s\n", err.text);
			exit(1);
		}
		out.rows = front_count(f);
		out.is_proved = front_error(f, 0) == 0;
		front_free(f);
	}
	out.seconds = now() - start;
	arena_free(a);
	return out;
}

/* The worst of many divided votes. */
static struct result
time_rule(const struct shape *s)
{
	static const char *const lines[] = { "votes", "quorum >= 1/2 of members", "yes > 1/2 of cast", "yes >= 65% of population",
					     "yes > 1/2 of members among North" };
	struct result out = { .is_proved = true };
	struct vote_terms terms;
	size_t at;
	const char *why;

	vote_terms_init(&terms);
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		vote_line(str_of(lines[i]), &terms, &at, &why);
	state = s->seed;
	for (int round = 0; round < 50; round++) {
		arena *a = arena_new();
		enum ballot *ballot = ARENA_ARRAY(a, enum ballot, s->parties);
		int64_t *population = ARENA_ARRAY(a, int64_t, s->parties);
		bool *north = ARENA_ARRAY(a, bool, s->parties);
		const int64_t *weight[VOTE_TESTS_MOST] = { NULL, NULL, population, NULL };
		const bool *among[VOTE_TESTS_MOST] = { NULL, NULL, NULL, north };
		struct electorate e = { .count = s->parties, .ballot = ballot, .weight = weight, .is_among = among };
		struct count count;
		double start, took;

		for (size_t i = 0; i < s->parties; i++) {
			ballot[i] = (enum ballot)(1 + next() % 4);
			if (next() % 4 < (uint64_t)round % 4)
				ballot[i] = BALLOT_YES;
			population[i] = (int64_t)(1 + next() % 1000 * (next() % 1000)) * VOTE_ONE / 100;
			north[i] = next() % 2;
		}
		start = now();
		vote_count(a, &terms, &e, &count);
		took = now() - start;
		out.seconds = took > out.seconds ? took : out.seconds;
		out.is_proved = out.is_proved && count.is_flip_proved;
		out.rows = count.flip_count > out.rows ? count.flip_count : out.rows;
		arena_free(a);
	}
	return out;
}

static int
by_seconds(const void *x, const void *y)
{
	double a = ((const struct result *)x)->seconds, b = ((const struct result *)y)->seconds;

	return a < b ? -1 : a > b;
}

int
main(int argc, char **argv)
{
	struct shape s;
	struct result runs[5];
	size_t count = 0;

	if (argc < 6) {
		fprintf(stderr, "weigh WHAT PARTIES POINTS OPTIONS SEED [FOLDER]\n");
		return 3;
	}
	s = (struct shape){ argv[1], strtoul(argv[2], NULL, 10), strtoul(argv[3], NULL, 10), strtoul(argv[4], NULL, 10),
			    strtoul(argv[5], NULL, 10) };
	if (strcmp(s.what, "write") == 0 && argc > 6) {
		arena *a = arena_new();
		struct domain d = random_domain(a, &s);

		write_profiles(&d, argv[6]);
		arena_free(a);
		return 0;
	}
	do
		runs[count++] = strcmp(s.what, "rule") == 0 ? time_rule(&s) : time_packages(&s);
	while (count < 5 && runs[0].seconds < 1);
	qsort(runs, count, sizeof(*runs), by_seconds);
	printf("%s %zu %zu %zu %llu %.3f %zu %s %llu\n", s.what, s.parties, s.points, s.options, (unsigned long long)s.seed,
	       1000 * runs[count / 2].seconds, runs[0].rows, runs[0].is_proved ? "proved" : "open",
	       (unsigned long long)runs[0].nodes);
	return 0;
}
