#include "talk.h"

#include "sheet/sheet.h"
#include "test.h"

enum { FILES_MOST = 32 };
static struct { const char *name, *text; } files[FILES_MOST];
static size_t file_count;

void
talk_file(const char *name, const char *text)
{
	for (size_t i = 0; i < file_count; i++)
		if (strcmp(files[i].name, name) == 0) {
			files[i].text = text;
			return;
		}
	CHECK(file_count < FILES_MOST);
	files[file_count].name = name;
	files[file_count++].text = text;
}

static bool
open_said(void *context, arena *a, str path, str *ret_bytes, struct err *err)
{
	(void)context;
	for (size_t i = 0; i < file_count; i++)
		if (str_eq(path, str_of(files[i].name))) {
			*ret_bytes = arena_str(a, str_of(files[i].text));
			return true;
		}
	return fail(err, ERR_ABSENT, "no file '%.*s' in this test", STR_ARG(path));
}

static const struct opener said = { .open = open_said };

static int64_t
instant(const struct talk *k, const char *text)
{
	int64_t at = 0;
	struct err err = { 0 };
	CHECK_OK(view_instant(k->d, str_of(text), &at, &err), err);
	return at;
}

struct talk
talk_of(const char *text, const char *as, const char *at, const char *known)
{
	struct talk k = { .a = arena_new() };
	struct err err = { 0 };
	k.m = minutes_new(k.a, &said);
	CHECK_OK(minutes_read_text(k.m, S("test.minutes"), str_of(text), &err), err);
	k.d = docket_new(k.a, k.m);
	docket_check(k.d);
	if (k.m->faults.total)
		test_failed(__FILE__, __LINE__, "line %u: %s", (unsigned)k.m->faults.at[0].line,
			    k.m->faults.at[0].text);
	struct view_query q = { .as = str_of(as) };
	if (at) {
		q.has_at = true;
		q.at = instant(&k, at);
	}
	if (known) {
		q.has_known = true;
		q.known = instant(&k, known);
	}
	k.v = view_new(k.a, k.d, &q, &err);
	CHECK_OK(k.v != NULL, err);
	k.t = talks_new(k.a, k.v);
	return k;
}

void
talk_done(struct talk *k)
{
	talks_done(k->t);
	view_done(k->v);
	docket_done(k->d);
	minutes_done(k->m);
	arena_free(k->a);
}

bool
talk_try(struct talk *k, const char *answer, const char *first, const char *second, sheet **ret_sheet,
	 struct err *err)
{
	str *args = ARENA_ARRAY(k->a, str, 2);
	const struct answer *found = answer_find(str_of(answer));
	args[0] = str_of(first);
	args[1] = str_of(second);
	struct ask ask = { .a = k->a, .t = k->t, .args = args, .arg_count = second ? 2 : first ? 1 : 0 };
	CHECK(found != NULL);
	sheet *s = found->build(&ask, err);
	k->verdict = ask.verdict;
	*ret_sheet = s;
	return s != NULL;
}

sheet *
talk_ask(struct talk *k, const char *answer, const char *first, const char *second)
{
	struct err err = { 0 };
	sheet *s = NULL;
	CHECK_OK(talk_try(k, answer, first, second, &s, &err), err);
	return s;
}

const value *
talk_rows(struct talk *k, const char *answer, const char *first, const char *second)
{
	return sheet_rows(talk_ask(k, answer, first, second));
}

str
talk_text(struct talk *k, const char *answer, const char *first, const char *second)
{
	struct sheet_options options = { .width = 100 };
	buf out = { 0 };
	sheet_format_find(S("text"))->render(talk_ask(k, answer, first, second), &options, &out);
	str text = arena_str(k->a, buf_str(&out));
	buf_done(&out);
	return text;
}

str
row_str(const value *row, const char *key)
{
	const value *v = value_get(row, key);
	if (!v)
		test_failed(__FILE__, __LINE__, "a row has no key '%s'", key);
	return v->kind == VALUE_STR ? v->text : S("null");
}

bool
row_truth(const value *row, const char *key)
{
	const value *v = value_get(row, key);
	CHECK(v && v->kind == VALUE_BOOL);
	return v->truth;
}

size_t
row_count(const value *rows)
{
	return rows->items.count;
}

const value *
row_at(const value *rows, size_t n)
{
	const struct value_item *i = rows->items.first;
	while (i && n--)
		i = i->next;
	CHECK(i != NULL);
	return i->value;
}

const value *
row_where(const value *rows, const char *key, const char *text)
{
	for (const struct value_item *i = rows->items.first; i; i = i->next)
		if (str_eq(row_str(i->value, key), str_of(text)))
			return i->value;
	test_failed(__FILE__, __LINE__, "no row has '%s' at '%s'", text, key);
}
