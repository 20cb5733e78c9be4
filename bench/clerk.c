/* clerk: how long reports take to become draft minutes.
 *
 *      clerk REPORT                    a table in Markdown
 *
 * One report in-process, tables of words made anew; the same report many times over as
 * other reports (each with a number in it, so that none is a copy); and an endless
 * sentence at two sizes: four times as long should take about four times the time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "clerk/clerk.h"

enum { RUNS = 9, MANY = 300 };

static double
now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return x < y ? -1 : x > y;
}

static void
once(const struct clerk_file *files, size_t count)
{
	arena *a = arena_new();
	struct clerk_query query = { .files = files, .file_count = count, .not_after = S("2026-06-04") };
	struct err err = { 0 };
	clerk *c;
	buf out = { 0 };
	if (!clerk_read(a, &query, &c, &err))
		exit(1);
	clerk_minutes(c, &out);
	buf_done(&out);
	arena_free(a);
}

/* Seconds of CPU, the median of some runs. */
static double
seconds(const struct clerk_file *files, size_t count, size_t runs)
{
	double all[RUNS];
	for (size_t i = 0; i < runs; i++) {
		double from = now();
		once(files, count);
		all[i] = now() - from;
	}
	qsort(all, runs, sizeof *all, by_size);
	return all[runs / 2];
}

static double
endless(size_t bytes)
{
	static const char piece[] = "the minister of Malta said on Monday that the envoy had met and ";
	char *text = malloc(bytes + sizeof piece);
	size_t len = 0;
	if (!text)
		exit(1);
	for (; len < bytes; len += sizeof piece - 1)
		memcpy(text + len, piece, sizeof piece - 1);
	struct clerk_file file = { S("endless.txt"), { text, len } };
	double took = seconds(&file, 1, 3);
	free(text);
	return took;
}

int
main(int argc, char *argv[])
{
	arena *a = arena_new();
	struct err err = { 0 };
	struct clerk_file file, *many = ARENA_ARRAY(a, struct clerk_file, MANY);
	size_t bytes = 0;
	if (argc < 2 || !file_read(a, str_of(argv[1]), &file.bytes, &err)) {
		fprintf(stderr, "clerk: which report? clerk REPORT\n");
		return 1;
	}
	file.name = S("report.txt");
	for (unsigned i = 0; i < MANY; i++) {
		/* Other words between the sentences, so that none is a copy. */
		str text = file.bytes;
		char *own = arena_get(a, 2 * text.len + 64);
		size_t len = 0;
		for (size_t k = 0; k < text.len; k++) {
			own[len++] = text.at[k];
			if (text.at[k] == ' ' && k % 6 == 0 && len + 8 < 2 * text.len)
				len += (size_t)sprintf(own + len, "%u ", i);
		}
		many[i] = (struct clerk_file){ S("report.txt"), { own, len } };
		bytes += len;
	}
	once(&file, 1);
	double one = seconds(&file, 1, RUNS), all = seconds(many, MANY, 3), small = endless(1250000), large = endless(5000000);
	printf("| what | size | CPU time | |\n|---|---|---|---|\n");
	printf("| one report, tables of words made anew | %zu bytes | %.2f ms | |\n", file.bytes.len, 1e3 * one);
	printf("| %d reports in one run | %.2f MB | %.0f ms | %.1f MB/s |\n", MANY, 1e-6 * (double)bytes, 1e3 * all, 1e-6 * (double)bytes / all);
	printf("| one endless sentence | 1.25 MB | %.2f s | |\n| the same | 5 MB | %.2f s | %.1f times |\n", small, large, large / small);
	arena_free(a);
	return 0;
}
