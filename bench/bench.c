/* bench: how long each step takes, from the files to each answer.
 *
 *      bench [-c] [-r RUNS] FOLDER...
 *      bench -R FOLDER                 reads once and ends, to be timed from outside
 *
 * Each FOLDER holds talks.minutes and log.minutes, as gen writes them.  Every
 * folder is measured in a process of its own, so that its peak of memory is its
 * own; a time is the median of the runs, on CLOCK_MONOTONIC.  The table says
 * how each time grows: the slope of log time over log acts, or, with -c, over
 * log cells (points × parties).  A slope near 1 is linear.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "answer/answer.h"
#include "base/file.h"

enum { RUNS_MOST = 25, ROWS_MOST = 128, FOLDERS_MOST = 16 };

/* One step in one folder. */
struct row {
	char name[48];
	double seconds;                 /* the median */
	double bytes;                   /* read or printed, or 0 */
	bool is_answer;
};

struct result {
	double acts, cells, entries, bytes, peak_kib, read_kib, faults;
	size_t count;
	struct row rows[ROWS_MOST];
};

struct timing {
	struct result *result;
	double samples[ROWS_MOST][RUNS_MOST];
	size_t run, row;
};

static _Noreturn void
give_up(const char *what, const char *why)
{
	fprintf(stderr, "bench: %s: %s\n", what, why);
	exit(4);
}

/* ---- clocks ---- */

static double
now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double
peak_kib(void)
{
	struct rusage u;
	getrusage(RUSAGE_SELF, &u);
	return (double)u.ru_maxrss;
}

/* Ends the step that began at `since`; every run comes by the same steps. */
static void
step(struct timing *t, const char *name, const char *more, double since, size_t bytes, bool is_answer)
{
	double took = now() - since;
	if (t->row == ROWS_MOST)
		give_up(name, "too many steps");
	struct row *row = &t->result->rows[t->row];
	snprintf(row->name, sizeof row->name, "%s%s%s", name, *more ? ", " : "", more);
	row->bytes = (double)bytes;
	row->is_answer = is_answer;
	t->samples[t->row++][t->run] = took;
	t->result->count = t->row;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return x < y ? -1 : x > y;
}

/* ---- opening files ---- */

static bool
open_file(void *context, arena *a, str path, str *ret_bytes, struct err *err)
{
	(void)context;
	return file_read(a, path, ret_bytes, err);
}

static bool
open_zone(void *context, arena *a, str name, str *ret_bytes, struct err *err)
{
	(void)context;
	return file_read(a, arena_printf(a, "/usr/share/zoneinfo/%.*s", STR_ARG(name)), ret_bytes, err);
}

static const struct opener opener = { .open = open_file, .open_zone = open_zone };

/* ---- the steps ---- */

static void
measure_answers(struct timing *timing, arena *a, const talks *t)
{
	for (size_t i = 0; i < answers_count; i++) {
		struct ask ask = { .a = a, .t = t };
		struct err err = { 0 };
		buf out = { 0 };
		double since = now();
		sheet *s = answers[i]->build(&ask, &err);
		if (!s)
			continue;       /* it wants a reference, or a view of one party */
		step(timing, answers[i]->name, "built", since, 0, true);
		static const char *const formats[] = { "text", "json" };
		for (size_t f = 0; f < 2; f++) {
			struct sheet_options options = { .width = 100 };
			since = now();
			buf_clear(&out);
			sheet_format_find(str_of(formats[f]))->render(s, &options, &out);
			step(timing, answers[i]->name, formats[f], since, out.len, true);
		}
		buf_done(&out);
	}
}

/* A view of another kind, and its fold. */
static void
measure_view(struct timing *timing, const docket *d, const char *name, const struct view_query *q)
{
	struct err err = { 0 };
	arena *a = arena_new();
	double since = now();
	view *v = view_new(a, d, q, &err);
	if (!v)
		give_up(name, err.text);
	talks *t = talks_new(a, v);
	step(timing, "view and fold", name, since, 0, false);
	talks_done(t);
	view_done(v);
	arena_free(a);
}

static minutes *
read_folder(arena *a, const char *folder)
{
	struct err err = { 0 };
	minutes *m = minutes_new(a, &opener);
	if (!minutes_read(m, arena_printf(a, "%s/talks.minutes", folder), &err) ||
	    !minutes_read(m, arena_printf(a, "%s/log.minutes", folder), &err))
		give_up(folder, err.text);
	return m;
}

static void
measure_once(struct timing *timing, const char *folder)
{
	struct err err = { 0 };
	arena *a = arena_new();
	struct result *result = timing->result;
	struct view_query query = { 0 };
	timing->row = 0;

	double since = now();
	minutes *m = read_folder(a, folder);
	result->bytes = 0;
	for (size_t i = 0; i < m->files.count; i++)
		result->bytes += (double)m->files.at[i].text.len;
	step(timing, "read", "", since, (size_t)result->bytes, false);
	if (timing->run == 0)
		result->read_kib = peak_kib();

	since = now();
	docket *d = docket_new(a, m);
	step(timing, "docket", "", since, 0, false);
	since = now();
	docket_check(d);
	step(timing, "check", "", since, 0, false);
	result->faults = (double)m->faults.total;
	since = now();
	view *v = view_new(a, d, &query, &err);
	step(timing, "view", "", since, 0, false);
	since = now();
	talks *t = talks_new(a, v);
	step(timing, "fold", "", since, 0, false);
	result->entries = (double)m->entries.count;
	result->acts = (double)v->order.count;
	result->cells = (double)talks_current(t)->count_held * (double)t->parties.count;

	int64_t middle = d->times[v->order.at[v->order.count / 2]].key;
	measure_view(timing, d, "--at the middle", &(struct view_query){ .has_at = true, .at = middle });
	measure_view(timing, d, "--at the end", &(struct view_query){ .has_at = true, .at = t->now });
	measure_view(timing, d, "--known the end", &(struct view_query){ .has_known = true, .known = t->now });
	measure_view(timing, d, "--as UPP", &(struct view_query){ .as = S("UPP") });
	measure_answers(timing, a, t);

	talks_done(t);
	view_done(v);
	docket_done(d);
	minutes_done(m);
	arena_free(a);
}

static void
measure(struct result *result, const char *folder, size_t rounds)
{
	static struct timing timing;
	timing.result = result;
	for (timing.run = 0; timing.run < rounds; timing.run++)
		measure_once(&timing, folder);
	for (size_t i = 0; i < result->count; i++) {
		qsort(timing.samples[i], rounds, sizeof **timing.samples, by_size);
		result->rows[i].seconds = timing.samples[i][rounds / 2];
	}
	result->peak_kib = peak_kib();
}

/* In a process of its own. */
static void
measure_apart(struct result *result, const char *folder, size_t rounds)
{
	int ends[2], status = 0;
	if (pipe(ends) != 0)
		give_up(folder, "no pipe");
	fflush(NULL);
	pid_t pid = fork();
	if (pid < 0)
		give_up(folder, "no process");
	if (pid == 0) {
		measure(result, folder, rounds);
		for (size_t done = 0; done < sizeof *result;) {
			ssize_t n = write(ends[1], (const char *)result + done, sizeof *result - done);
			if (n <= 0)
				_exit(4);
			done += (size_t)n;
		}
		_exit(0);
	}
	close(ends[1]);
	for (size_t done = 0; done < sizeof *result;) {
		ssize_t n = read(ends[0], (char *)result + done, sizeof *result - done);
		if (n <= 0)
			break;
		done += (size_t)n;
	}
	close(ends[0]);
	if (waitpid(pid, &status, 0) < 0 || status != 0)
		give_up(folder, "could not be measured");
}

/* ---- the tables ---- */

/* The slope of log time over log size; NAN where the times are too short. */
static double
slope(const struct result *results, size_t count, size_t row, bool by_cells)
{
	double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
	for (size_t i = 0; i < count; i++) {
		double x = log(by_cells ? results[i].cells : results[i].acts), y = log(results[i].rows[row].seconds);
		if (results[i].rows[row].seconds < 20e-6)
			continue;
		n++;
		sx += x;
		sy += y;
		sxx += x * x;
		sxy += x * y;
	}
	double spread = n * sxx - sx * sx;
	return n < 2 || spread < 1e-9 ? NAN : (n * sxy - sx * sy) / spread;
}

static void
print_time(double seconds)
{
	if (seconds < 1e-3)
		printf(" %.3f ms |", seconds * 1e3);
	else if (seconds < 1)
		printf(" %.1f ms |", seconds * 1e3);
	else
		printf(" %.2f s |", seconds);
}

static void
print_table(const struct result *results, size_t count, bool by_cells)
{
	printf("| step |");
	for (size_t i = 0; i < count; i++)
		printf(" %.0f %s |", by_cells ? results[i].cells : results[i].acts, by_cells ? "cells" : "acts");
	printf(" exponent | printed, last |\n|---|");
	for (size_t i = 0; i < count + 2; i++)
		printf("---:|");
	printf("\n");
	for (size_t r = 0; r < results[0].count; r++) {
		const struct row *last = &results[count - 1].rows[r];
		double s = slope(results, count, r, by_cells);
		printf("| %s |", results[0].rows[r].name);
		for (size_t i = 0; i < count; i++)
			print_time(results[i].rows[r].seconds);
		if (isnan(s))
			printf(" – |");
		else
			printf(" %.2f |", s);
		if (last->is_answer && last->bytes > 0)
			printf(" %.1f KB |\n", last->bytes / 1e3);
		else
			printf(" |\n");
	}
}

static double
seconds_of(const struct result *result, const char *name)
{
	for (size_t i = 0; i < result->count; i++)
		if (strcmp(result->rows[i].name, name) == 0)
			return result->rows[i].seconds;
	return NAN;
}

static void
print_sizes(const struct result *results, size_t count)
{
	printf("\n| | MB | MB/s read | acts/s read, checked | acts/s folded | faults | peak, read | peak, all |\n"
	       "|---|---:|---:|---:|---:|---:|---:|---:|\n");
	for (size_t i = 0; i < count; i++) {
		const struct result *r = &results[i];
		double read_s = seconds_of(r, "read"), fold_s = seconds_of(r, "fold");
		double opened = read_s + seconds_of(r, "docket") + seconds_of(r, "check");
		printf("| %.0f acts, %.0f cells | %.1f | %.0f | %.2f M | %.2f M | %.0f | %.0f MiB | %.0f MiB |\n", r->acts,
		       r->cells, r->bytes / 1e6, r->bytes / 1e6 / read_s, r->acts / 1e6 / opened, r->acts / 1e6 / fold_s,
		       r->faults, r->read_kib / 1024, r->peak_kib / 1024);
	}
}

static void
print_aim(const char *what, double got, const char *unit, double aim, bool at_least)
{
	bool met = at_least ? got >= aim : got <= aim;
	printf("| %s | %s %.0f %s | %.1f %s | %s |\n", what, at_least ? "≥" : "≤", aim, unit, got, unit,
	       met ? "met" : "**not met**");
}

/* Every answer as text and as JSON, building included, against the 50 ms. */
static void
print_answers(const struct result *r)
{
	enum { AIM_MS = 50 };
	printf("\n| answer, at %.0f acts | as text | prints | as JSON | prints | aim: %d ms |\n"
	       "|---|---:|---:|---:|---:|---|\n", r->acts, AIM_MS);
	for (size_t i = 0; i + 2 < r->count; i++) {
		const struct row *built = &r->rows[i], *text = built + 1, *json = built + 2;
		const char *end = strstr(built->name, ", built");
		if (!end)
			continue;
		double text_ms = (built->seconds + text->seconds) * 1e3, json_ms = (built->seconds + json->seconds) * 1e3;
		printf("| %.*s | %.1f ms | %.2f MB | %.1f ms | %.2f MB | %s |\n", (int)(end - built->name), built->name,
		       text_ms, text->bytes / 1e6, json_ms, json->bytes / 1e6,
		       text_ms <= AIM_MS && json_ms <= AIM_MS ? "met" : "**not met**");
	}
}

/* The aims, held against the largest folder. */
static void
print_aims(const struct result *r)
{
	printf("\n| aim, at %.0f acts | wanted | measured | |\n|---|---:|---:|---|\n", r->acts);
	print_aim("read", r->bytes / 1e6 / seconds_of(r, "read"), "MB/s", 50, true);
	print_aim("fold", r->acts / 1e6 / seconds_of(r, "fold"), "M acts/s", 5, true);
	print_aim("--at, one fold more", seconds_of(r, "view and fold, --at the end") * 1e3, "ms", 200, false);
	print_aim("--known, one fold more", seconds_of(r, "view and fold, --known the end") * 1e3, "ms", 200, false);
	print_answers(r);
}

static int
usage(void)
{
	fprintf(stderr, "usage: bench [-c] [-r RUNS] FOLDER...\n       bench -R FOLDER\n");
	return 3;
}

int
main(int argc, char **argv)
{
	static struct result results[FOLDERS_MOST];
	bool by_cells = false;
	size_t rounds = 5, count = 0;
	int i = 1;
	if (argc == 3 && strcmp(argv[1], "-R") == 0)
		return read_folder(arena_new(), argv[2])->faults.total != 0;
	for (; i < argc && argv[i][0] == '-'; i++)
		if (strcmp(argv[i], "-c") == 0)
			by_cells = true;
		else if (strcmp(argv[i], "-r") == 0 && i + 1 < argc)
			rounds = strtoul(argv[++i], NULL, 10);
		else
			return usage();
	if (i == argc || argc - i > FOLDERS_MOST || rounds < 1 || rounds > RUNS_MOST)
		return usage();
	for (; i < argc; i++)
		measure_apart(&results[count++], argv[i], rounds);
	print_table(results, count, by_cells);
	print_sizes(results, count);
	if (!by_cells)
		print_aims(&results[count - 1]);
	return 0;
}
