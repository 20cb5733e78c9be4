/* Every answer to every example, frozen and thawed: it prints the same. */
#include "sheet/freeze.h"

#include <dirent.h>

#include "answer/answer.h"
#include "answer/crosswalk.h"
#include "answer/redline.h"
#include "base/file.h"
#include "test.h"

enum { FILES_MOST = 16 };

static bool
open_file(void *context, arena *a, str path, str *ret_bytes, struct err *err)
{
	(void)context;
	return file_read(a, path, ret_bytes, err);
}

static bool
open_zone(void *context, arena *a, str name, str *ret_bytes, struct err *err)
{
	return open_file(context, a, arena_printf(a, "/usr/share/zoneinfo/%.*s", STR_ARG(name)),
			 ret_bytes, err);
}

static const struct opener opener = { .open = open_file, .open_zone = open_zone };

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
read_folder(minutes *m, arena *a, const char *folder)
{
	const char *names[FILES_MOST];
	size_t count = 0;
	struct err err = { 0 };
	DIR *dir = opendir(folder);
	CHECK(dir != NULL);
	for (const struct dirent *e; (e = readdir(dir));) {
		if (!str_ends(str_of(e->d_name), S(".minutes")))
			continue;
		CHECK(count < FILES_MOST);
		names[count++] = arena_str(a, str_of(e->d_name)).at;
	}
	closedir(dir);
	CHECK(count > 0);
	qsort(names, count, sizeof *names, compare_names);
	for (size_t i = 0; i < count; i++)
		CHECK_OK(minutes_read(m, arena_printf(a, "%s/%s", folder, names[i]), &err), err);
	CHECK_EQ(m->faults.total, 0);
}

static str
print(arena *a, const sheet *s, const struct sheet_format *format)
{
	struct sheet_options options = { .width = 100 };
	buf out = { 0 };
	format->render(s, &options, &out);
	str text = arena_str(a, buf_str(&out));
	buf_done(&out);
	return text;
}

static str
freeze(arena *a, const sheet *s)
{
	buf out = { 0 };
	sheet_freeze(s, &out);
	str bytes = arena_str(a, buf_str(&out));
	buf_done(&out);
	return bytes;
}

static void
check_sheet(arena *a, const sheet *s)
{
	size_t count;
	struct err err = { 0 };
	const struct sheet_format *const *formats = sheet_formats(&count);
	str bytes = freeze(a, s);
	sheet *same = sheet_thaw(a, bytes, &err);
	CHECK_OK(same != NULL, err);
	for (size_t i = 0; i < count; i++)
		CHECK_STR(print(a, same, formats[i]), print(a, s, formats[i]));
	CHECK_STR(freeze(a, same), bytes);
}

/* True where there was an answer; not every question can be asked of every talks. */
static bool
check_answer(const talks *t, const struct answer *answer, const str *args, size_t arg_count)
{
	struct err err = { 0 };
	struct ask ask = { .a = t->a, .t = t, .args = args, .arg_count = arg_count };
	sheet *s = answer->build(&ask, &err);
	if (s)
		check_sheet(t->a, s);
	return s != NULL;
}

static const struct answer *const of_commands[] = { &answer_crosswalk, &answer_redline };

/* How many answers there were, those of two drafts apart. */
static size_t
check_view(arena *a, const docket *d, const struct view_query *q, const str drafts[2])
{
	size_t answered = 0;
	struct err err = { 0 };
	view *v = view_new(a, d, q, &err);
	CHECK_OK(v != NULL, err);
	talks *t = talks_new(a, v);
	for (size_t i = 0; i < answers_count; i++) {
		answered += check_answer(t, answers[i], NULL, 0);
		if (answers[i]->args[0] && drafts)
			check_answer(t, answers[i], drafts, 2);
	}
	for (size_t i = 0; i < 2 && drafts; i++)
		answered += check_answer(t, of_commands[i], drafts, 2);
	talks_done(t);
	view_done(v);
	return answered;
}

static void
check_example(const char *folder, const char *viewer, const char *from, const char *to, bool has_silence)
{
	arena *a = arena_new();
	minutes *m = minutes_new(a, &opener);
	read_folder(m, a, folder);
	docket *d = docket_new(a, m);
	docket_check(d);
	CHECK_EQ(m->faults.total, 0);
	const str drafts[2] = { str_of(from), str_of(to) };
	/* A certificate is of a text under silence. */
	size_t all = answers_count + sizeof of_commands / sizeof *of_commands - !has_silence;
	CHECK_EQ(check_view(a, d, &(struct view_query){ .as = str_of(viewer) }, drafts), all);
	/* A cable is somebody's. */
	CHECK_EQ(check_view(a, d, &(struct view_query){ 0 }, drafts), all - 1);
	check_view(a, d, &(struct view_query){ .public_only = true }, NULL);
	docket_done(d);
	minutes_done(m);
	arena_free(a);
}

TEST(sheet_freeze, every_answer_of_the_lake_prints_the_same)
{
	check_example("examples/lake", "LOW", "v3", "v4", false);
}

TEST(sheet_freeze, every_answer_of_the_friends_prints_the_same)
{
	check_example("examples/fol", "Holm", "s1", "s2", true);
}

TEST(sheet_freeze, every_answer_of_geneva_prints_the_same)
{
	check_example("examples/geneva", "Ukraine", "v0", "v1", false);
}

TEST(sheet_freeze, every_answer_of_the_river_prints_the_same)
{
	check_example("examples/river", "LEFT", "v1", "v2", false);
}
