/* test: a test is a function whose name is a sentence.
 *
 *      TEST(text_diff, a_moved_line_is_kept_whole)
 *      {
 *              CHECK(diff_next(&d, &row));
 *              CHECK_EQ(row.from, 3);
 *              CHECK_STR(row.text, "the port");
 *              CHECK_OK(file_read(a, path, &bytes, &err), err);
 *              CHECK_FAILS(file_read(a, path, &bytes, &err), err, ERR_ABSENT, "no such file");
 *      }
 *
 * It registers itself; its file is a line in tests/meson.build.  The first
 * check that fails ends the test, in a helper function too.  A test that
 * crashes or hangs is counted as failed, and the next one runs.
 *
 *      paraph-test                     all
 *      paraph-test text_diff moved     those whose name contains both
 *      paraph-test --list              the names
 */
#ifndef PARAPH_TEST_H
#define PARAPH_TEST_H

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct test {
	const char *name, *file;
	int line;
	void (*run)(void);
	struct test *next;
};

void test_add(struct test *test);

#define TEST(area, sentence) \
	static void test_##area##__##sentence(void); \
	__attribute__((constructor)) static void \
	test_add_##area##__##sentence(void) \
	{ \
		static struct test test = { .name = #area "__" #sentence, .file = __FILE__, \
			.line = __LINE__, .run = test_##area##__##sentence }; \
		test_add(&test); \
	} \
	static void test_##area##__##sentence(void)

#define CHECK(condition) \
	((condition) ? (void)0 : test_failed(__FILE__, __LINE__, "%s", #condition))

/* Integers of any kind; pointers with CHECK(a == b). */
#define CHECK_EQ(got, wanted) \
	test_eq(__FILE__, __LINE__, #got, (long long)(got), #wanted, (long long)(wanted))

/* Each side a str or a char *. */
#define CHECK_STR(got, wanted) \
	test_str(__FILE__, __LINE__, #got, TEST_STR(got), TEST_STR(wanted))

#define CHECK_OK(call, err) \
	((call) ? (void)0 : test_failed(__FILE__, __LINE__, "%s\n    says: %s", #call, (err).text))

/* Fails with this kind and a message that contains `part`. */
#define CHECK_FAILS(call, err, kind, part) \
	test_fails(__FILE__, __LINE__, #call, (call), &(err), (kind), (part))

/* Ends the test, which is counted as skipped. */
#define SKIP(why) test_skipped(why)

#define TEST_STR(x) \
	_Generic((x), str: test_same, char *: str_of, const char *: str_of)(x)

_Noreturn void test_failed(const char *file, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
_Noreturn void test_skipped(const char *why);
void test_eq(const char *file, int line, const char *got_text, long long got,
	     const char *wanted_text, long long wanted);
void test_str(const char *file, int line, const char *got_text, str got, str wanted);
void test_fails(const char *file, int line, const char *text, bool ok, const struct err *err,
		enum err_kind kind, const char *part);
str test_same(str s);

/* A folder of this run for files of tests; it is removed at the end. */
const char *test_folder(void);

/* PARAPH_SEED, or a fixed number; a failure after this call prints it. */
uint64_t test_seed(void);

#endif
