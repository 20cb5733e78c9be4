#include "sheet/freeze.h"

#include "rand.h"
#include "sheet/sample.h"

static void
render(const sheet *s, size_t format, buf *out)
{
	size_t count;
	struct sheet_options options = { .width = 80 };
	buf_clear(out);
	sheet_formats(&count)[format]->render(s, &options, out);
}

TEST(sheet_freeze, a_thawed_sheet_prints_the_same_in_every_format)
{
	arena *a = arena_new();
	struct err err = { 0 };
	buf frozen = { 0 }, again = { 0 }, x = { 0 }, y = { 0 };
	size_t count;
	sheet *s = sample_sheet(a);
	sheet_freeze(s, &frozen);
	sheet *same = sheet_thaw(a, buf_str(&frozen), &err);
	CHECK(same != NULL);
	sheet_formats(&count);
	for (size_t i = 0; i < count; i++) {
		render(s, i, &x);
		render(same, i, &y);
		CHECK_STR(buf_str(&y), buf_str(&x));
	}
	sheet_freeze(same, &again);
	CHECK_STR(buf_str(&again), buf_str(&frozen));
	buf_done(&frozen);
	buf_done(&again);
	buf_done(&x);
	buf_done(&y);
	arena_free(a);
}

TEST(sheet_freeze, damaged_bytes_are_refused_or_print_something)
{
	arena *a = arena_new();
	struct err err = { 0 };
	struct rand r = rand_new();
	buf frozen = { 0 }, out = { 0 };
	sheet_freeze(sample_sheet(a), &frozen);
	for (unsigned i = 0; i < 3000; i++) {
		arena *b = arena_new();
		str bytes = arena_str(b, buf_str(&frozen));
		if (i % 2)
			bytes = str_sub(bytes, 0, rand_below(&r, bytes.len));
		else
			((char *)(uintptr_t)bytes.at)[rand_below(&r, bytes.len)] ^= (char)(1 << rand_below(&r, 8));
		sheet *s = sheet_thaw(b, bytes, &err);
		CHECK(!s || !(i % 2));
		if (s)
			render(s, rand_below(&r, 5), &out);
		arena_free(b);
	}
	buf_done(&frozen);
	buf_done(&out);
	arena_free(a);
}
