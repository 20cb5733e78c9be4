/* Frozen sheets: whatever thaws prints in every format, and what it freezes to thaws and
 * freezes to the same. */
#include <stdlib.h>

#include "base/buf.h"
#include "sheet/freeze.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
print(const sheet *s, buf *out)
{
	struct sheet_options options = { .width = 60, .colour = true };
	size_t count;
	const struct sheet_format *const *formats = sheet_formats(&count);
	for (size_t i = 0; i < count; i++) {
		formats[i]->render(s, &options, out);
		buf_clear(out);
	}
}

static void
freeze_twice(arena *a, const sheet *s)
{
	buf once = { 0 }, twice = { 0 };
	struct err err = { 0 };
	sheet_freeze(s, &once);
	sheet *same = sheet_thaw(a, buf_str(&once), &err);
	if (!same)
		abort();
	sheet_freeze(same, &twice);
	if (!str_eq(buf_str(&once), buf_str(&twice)))
		abort();
	buf_done(&once);
	buf_done(&twice);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	arena *a = arena_new();
	struct err err = { 0 };
	buf out = { 0 };
	sheet *s = sheet_thaw(a, (str){ (const char *)data, size }, &err);
	if (s) {
		print(s, &out);
		freeze_twice(a, s);
	}
	buf_done(&out);
	arena_free(a);
	return 0;
}
