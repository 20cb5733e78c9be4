/* A report of any bytes, as plain text, HTML and Markdown: the minutes that come of it can be
 * read, in form and meaning; and it is a page and data. The first byte says which kind. */
#include "clerk/clerk.h"

#include <stdlib.h>

#include "minutes/minutes.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static bool
refuse(void *context, arena *a, str path, str *ret_bytes, struct err *err)
{
	(void)context, (void)a, (void)ret_bytes;
	return fail(err, ERR_ABSENT, "no '%.*s'", STR_ARG(path));
}

static void
read_again(arena *a, str text)
{
	static const struct opener opener = { .open = refuse, .open_zone = refuse };
	struct err err = { 0 };
	minutes *m = minutes_new(a, &opener);
	if (!minutes_read_text(m, S("drafts.minutes"), text, &err) || m->faults.total > 0)
		abort();
	minutes_done(m);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const char *const names[] = { "a.txt", "a.html", "a.md" };
	arena *a = arena_new();
	struct err err = { 0 };
	if (size > 0) {
		struct clerk_file file = { str_of(names[bytes[0] % 3]), arena_str(a, (str){ (const char *)bytes + 1, size - 1 }) };
		struct clerk_query query = { .files = &file, .file_count = 1, .not_after = S("2026-06-04") };
		clerk *c;
		if (!clerk_read(a, &query, &c, &err))
			abort();
		buf out = { 0 };
		clerk_minutes(c, &out);
		read_again(a, arena_str(a, buf_str(&out)));
		buf_clear(&out);
		clerk_json(c, &out);
		buf_clear(&out);
		clerk_page(c, &out);
		buf_done(&out);
	}
	arena_free(a);
	return 0;
}
