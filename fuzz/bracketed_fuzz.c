/* Any bytes are a bracketed text: it reads, prints, and the print reads back
 * as the same text of each owner. */
#include "text/bracketed.h"

#include <assert.h>


int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
same_text(const struct bracketed *b, const struct bracketed *again, str name)
{
	buf one = { 0 }, other = { 0 };
	bracketed_project(b, bracketed_owner(b, name), &one);
	bracketed_project(again, bracketed_owner(again, name), &other);
	assert(str_eq(buf_str(&one), buf_str(&other)));
	buf_done(&one);
	buf_done(&other);
}

static void
resolve_first(arena *a, const struct bracketed *b)
{
	struct bracketed *r = bracketed_resolve(a, b, 0, 1);
	assert(r->top.count <= b->top.count);
	bracketed_done(r);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str text = { (const char *)data, size };
	arena *a = arena_new();
	buf once = { 0 }, twice = { 0 };
	struct bracketed *b = bracketed_read(a, text);
	bracketed_print(b, &once);
	struct bracketed *again = bracketed_read(a, buf_str(&once));
	bracketed_print(again, &twice);
	assert(str_eq(buf_str(&once), buf_str(&twice)));
	assert(again->faults.count == 0);
	same_text(b, again, S("nobody of that name"));
	for (size_t i = 0; i < b->names.count; i++)
		same_text(b, again, b->names.at[i]);
	resolve_first(a, b);
	bracketed_done(b);
	bracketed_done(again);
	buf_done(&once);
	buf_done(&twice);
	arena_free(a);
	return 0;
}
