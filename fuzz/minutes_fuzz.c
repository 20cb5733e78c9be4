/* Minutes: whatever is read without fault prints, and reads back as the same;
 * faults stand inside their file and can be printed. */
#include "minutes/minutes.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "laws/same.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
refuse(void *context, arena *a, str path, str *ret_bytes, struct err *err)
{
	(void)context, (void)a, (void)ret_bytes;
	return fail(err, ERR_ABSENT, "cannot open '%.*s'", STR_ARG(path));
}

static const struct opener refusing = { .open = refuse, .open_zone = refuse };

static minutes *
read_text(arena *a, str text, bool *ret_ok)
{
	struct err err = { 0 };
	minutes *m = minutes_new(a, &refusing);
	m->keep_trivia = m->no_includes = true;
	*ret_ok = minutes_read_text(m, S("fuzz.minutes"), text, &err);
	assert(*ret_ok || strlen(err.text) > 0);
	return m;
}

static void
check_faults(minutes *m)
{
	buf out = { 0 };
	faults_sort(m);
	for (size_t i = 0; i < m->faults.kept; i++) {
		const struct fault *f = &m->faults.at[i];
		assert(f->file < m->files.count && f->at <= m->files.at[f->file].text.len);
		fault_print(m, f, &out);
	}
	assert(utf8_bad(buf_str(&out)) == out.len);
	buf_done(&out);
}

static void
check_round_trip(arena *a, const minutes *m)
{
	buf printed = { 0 }, again = { 0 };
	size_t at;
	bool ok;
	minutes_print(m, &printed);
	minutes *n = read_text(a, arena_str(a, buf_str(&printed)), &ok);
	assert(ok && n->faults.total == 0);
	assert(same_minutes(m, n, &at));
	assert(same_comments(m, n));
	minutes_print(n, &again);
	assert(str_eq(buf_str(&printed), buf_str(&again)));
	buf_done(&printed);
	buf_done(&again);
	minutes_done(n);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	arena *a = arena_new();
	bool ok;
	minutes *m = read_text(a, arena_str(a, (str){ (const char *)data, size }), &ok);
	check_faults(m);
	if (ok && m->faults.total == 0)
		check_round_trip(a, m);
	minutes_done(m);
	arena_free(a);
	return 0;
}
