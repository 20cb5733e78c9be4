/* The runner.  One child runs the tests in order and tells, through a pipe,
 * what became of each; where it dies, the test it was in has failed, and a
 * new child goes on with the next.  So a crash costs one fork and hides
 * nothing. */
#include "test.h"

#include <ctype.h>
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECONDS_MOST = 300 };    /* of one test, sanitizers on, on a busy machine */
enum outcome { PASSED = 1, FAILED, SKIPPED };

static struct test *tests;
static jmp_buf test_end;
static bool seed_used;
static char folder[] = "/tmp/paraph-test-XXXXXX";

void
test_add(struct test *test)
{
	test->next = tests;
	tests = test;
}

static const char *running_name;

void
test_failed(const char *file, int line, const char *format, ...)
{
	va_list args;
	fprintf(stderr, "FAILED %s\n  %s:%d: ", running_name, file, line);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	if (seed_used)
		fprintf(stderr, "\n    with PARAPH_SEED=%llu", (unsigned long long)test_seed());
	fprintf(stderr, "\n");
	longjmp(test_end, FAILED);
}

void
test_skipped(const char *why)
{
	fprintf(stderr, "skipped %s: %s\n", running_name, why);
	longjmp(test_end, SKIPPED);
}

void
test_eq(const char *file, int line, const char *got_text, long long got, const char *wanted_text,
	long long wanted)
{
	if (got != wanted)
		test_failed(file, line, "%s is %lld, wanted %s, %lld", got_text, got, wanted_text, wanted);
}

void
test_str(const char *file, int line, const char *got_text, str got, str wanted)
{
	if (!str_eq(got, wanted))
		test_failed(file, line, "%s\n     got: '%.*s'\n  wanted: '%.*s'", got_text, STR_ARG(got),
			    STR_ARG(wanted));
}

void
test_fails(const char *file, int line, const char *text, bool ok, const struct err *err,
	   enum err_kind kind, const char *part)
{
	if (ok)
		test_failed(file, line, "%s did not fail", text);
	if (err->kind != kind)
		test_failed(file, line, "%s\n  failed with kind %d, wanted %d: %s", text, err->kind, kind,
			    err->text);
	if (!strstr(err->text, part))
		test_failed(file, line, "%s\n    says: %s\n  wanted: %s", text, err->text, part);
}

str
test_same(str s)
{
	return s;
}

const char *
test_folder(void)
{
	return folder;
}

uint64_t
test_seed(void)
{
	const char *seed = getenv("PARAPH_SEED");
	seed_used = true;
	return seed && *seed ? strtoull(seed, NULL, 0) : 20260604;
}

static enum outcome
test_run(const struct test *test)
{
	running_name = test->name;
	seed_used = false;
	alarm(SECONDS_MOST);
	int outcome = setjmp(test_end);
	if (outcome == 0) {
		test->run();
		outcome = PASSED;
	}
	alarm(0);
	return (enum outcome)outcome;
}

/* Leaks are looked for by exit(); what a failed test left behind is no leak. */
_Noreturn static void
child_run(struct test *const list[], size_t from, size_t count, int out)
{
	bool failed = false;
	for (size_t i = from; i < count; i++) {
		char outcome = (char)test_run(list[i]);
		failed = failed || outcome == FAILED;
		fflush(NULL);
		if (write(out, &outcome, 1) != 1)
			_exit(1);
	}
	if (failed)
		_exit(0);
	exit(0);
}

static const char *
death(int status)
{
	static char text[64];
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
		snprintf(text, sizeof text, "it took more than %d seconds", SECONDS_MOST);
	else if (WIFSIGNALED(status))
		snprintf(text, sizeof text, "it died of signal %d (%s)", WTERMSIG(status),
			 strsignal(WTERMSIG(status)));
	else
		snprintf(text, sizeof text, "it ended the program with status %d", WEXITSTATUS(status));
	return text;
}

static int
by_place(const void *a, const void *b)
{
	const struct test *one = *(struct test *const *)a, *other = *(struct test *const *)b;
	int order = strcmp(one->file, other->file);
	return order ? order : (one->line > other->line) - (one->line < other->line);
}

static bool
wanted(const struct test *test, int filter_count, char *const filters[])
{
	for (int i = 0; i < filter_count; i++)
		if (!strstr(test->name, filters[i]))
			return false;
	return true;
}

static void
run_all(struct test *const list[], size_t count, size_t ret_counts[4])
{
	for (size_t done = 0; done < count;) {
		int ends[2], status;
		char outcome;
		fflush(NULL);
		if (pipe(ends) != 0) {
			perror("paraph-test: pipe");
			exit(4);
		}
		pid_t child = fork();
		if (child < 0) {
			perror("paraph-test: fork");
			exit(4);
		}
		if (child == 0) {
			close(ends[0]);
			child_run(list, done, count, ends[1]);
		}
		close(ends[1]);
		while (read(ends[0], &outcome, 1) == 1) {
			ret_counts[(int)outcome]++;
			done++;
		}
		close(ends[0]);
		while (waitpid(child, &status, 0) < 0 && errno == EINTR)
			;
		if (done < count) {
			fprintf(stderr, "FAILED %s\n  %s:%d: %s\n", list[done]->name, list[done]->file,
				list[done]->line, death(status));
			ret_counts[FAILED]++;
			done++;
		} else if (status != 0) {
			fprintf(stderr, "FAILED after the last test: %s\n", death(status));
			ret_counts[FAILED]++;
		}
	}
}

static void
folder_remove(void)
{
	char command[64];
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	if (system(command) != 0)
		fprintf(stderr, "paraph-test: cannot remove '%s'\n", folder);
}

int
main(int argc, char *argv[])
{
	bool list_only = argc > 1 && strcmp(argv[1], "--list") == 0;
	size_t all = 0, count = 0, counts[4] = { 0 };
	for (const struct test *t = tests; t; t = t->next)
		all++;
	struct test **list = calloc(all + 1, sizeof *list);
	for (struct test *t = tests; t; t = t->next)
		if (wanted(t, argc - 1 - list_only, argv + 1 + list_only))
			list[count++] = t;
	qsort(list, count, sizeof *list, by_place);

	if (list_only) {
		for (size_t i = 0; i < count; i++)
			printf("%s\n", list[i]->name);
	} else {
		if (!mkdtemp(folder)) {
			perror("paraph-test: cannot make a folder for files of tests");
			return 4;
		}
		run_all(list, count, counts);
		folder_remove();
		printf("%zu passed, %zu failed, %zu skipped\n", counts[PASSED], counts[FAILED],
		       counts[SKIPPED]);
	}
	free(list);
	return counts[FAILED] > 0;
}
