/* The whole way: minutes and drafts, docket, faults of meaning, the view of
 * everybody declared, the talks, and every answer as text and as data.
 *
 * A line "==== PATH" begins another file, so that one input brings drafts and
 * several files of minutes; what stands before the first is main.minutes. */
#include <assert.h>
#include <string.h>

#include "answer/crosswalk.h"
#include "answer/redline.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { BYTES_MOST = 16 * 1024, FILES_MOST = 16, VIEWERS_MOST = 6 };

struct bundle { struct { str path, text; } file[FILES_MOST]; size_t count; };

static void
cut_files(struct bundle *b, str input)
{
	str mark = S("==== "), path = S("main.minutes");
	while (b->count < FILES_MOST) {
		size_t end = str_starts(input, mark) ? 0 : str_find_str(input, S("\n==== "));
		bool more = str_starts(input, mark) || end < input.len;
		size_t stop = end < input.len && end ? end + 1 : end;
		b->file[b->count].path = path;
		b->file[b->count++].text = str_sub(input, 0, stop);
		if (!more)
			return;
		str line;
		str_cut(str_sub(input, stop + mark.len, input.len), '\n', &line, &input);
		path = str_trim(line);
	}
}

static bool
open_file(void *context, arena *a, str path, str *ret_bytes, struct err *err)
{
	const struct bundle *b = context;
	(void)a;
	for (size_t i = 0; i < b->count; i++)
		if (str_eq(b->file[i].path, path)) {
			*ret_bytes = b->file[i].text;
			return true;
		}
	return fail(err, ERR_ABSENT, "cannot open '%.*s'", STR_ARG(path));
}

static void
check_answer(arena *a, const talks *t, const struct answer *answer)
{
	static const char *const formats[] = { "text", "json" };
	struct err err = { 0 };
	struct ask ask = { .a = a, .t = t };
	struct sheet_options options = { .width = 100 };
	sheet *s = answer->build(&ask, &err);
	assert(s || strlen(err.text) > 0);
	for (size_t f = 0; s && f < 2; f++) {
		buf out = { 0 };
		sheet_format_find(str_of(formats[f]))->render(s, &options, &out);
		assert(utf8_bad(buf_str(&out)) == out.len);
		buf_done(&out);
	}
}

static void
check_answers(arena *a, const talks *t)
{
	for (size_t i = 0; i < answers_count; i++)
		check_answer(a, t, answers[i]);
	check_answer(a, t, &answer_crosswalk);
	check_answer(a, t, &answer_redline);
}

static void
check_view(arena *a, const docket *d, const struct view_query *q)
{
	struct err err = { 0 };
	view *v = view_new(a, d, q, &err);
	assert(v || strlen(err.text) > 0);
	if (!v)
		return;
	talks *t = talks_new(a, v);
	check_answers(a, t);
	talks_done(t);
	view_done(v);
}

static void
check_views(arena *a, const docket *d)
{
	struct view_query q = { 0 };
	size_t viewers = 0;
	check_view(a, d, &q);
	for (size_t i = 0; i < d->decls.count && viewers < VIEWERS_MOST; i++) {
		const struct entry *e = &d->m->entries.at[d->decls.at[i]];
		if (e->verb < DECL_party || e->verb > DECL_person)
			continue;
		q.as = item_name(d->m, entry_items(d->m, e));
		check_view(a, d, &q);
		viewers++;
	}
	q = (struct view_query){ .public_only = true };
	check_view(a, d, &q);
	if (d->acts.count) {
		uint32_t middle = d->acts.at[d->acts.count / 2];
		q = (struct view_query){ .has_at = true,
					 .has_known = true,
					 .at = d->times[middle].key,
					 .known = d->times[middle].known };
		check_view(a, d, &q);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bundle b = { .count = 0 };
	struct opener opener = { .open = open_file, .context = &b };
	struct err err = { 0 };
	if (size > BYTES_MOST)
		return 0;
	arena *a = arena_new();
	cut_files(&b, arena_str(a, (str){ (const char *)data, size }));
	minutes *m = minutes_new(a, &opener);
	for (size_t i = 0; i < b.count; i++)
		if (!str_ends(b.file[i].path, S(".md")))
			minutes_read_text(m, b.file[i].path, b.file[i].text, &err);
	docket *d = docket_new(a, m);
	docket_check(d);
	check_views(a, d);
	docket_done(d);
	minutes_done(m);
	arena_free(a);
	return 0;
}
