/* Frozen sheets: whatever thaws prints in every format, and freezes to the same. */
#include <stdlib.h>

#include "sheet/freeze.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	arena *a = arena_new();
	struct err err = { 0 };
	struct sheet_options options = { .width = 60 };
	size_t count;
	buf out = { 0 };
	const struct sheet_format *const *formats = sheet_formats(&count);
	sheet *s = sheet_thaw(a, (str){ (const char *)data, size }, &err);
	for (size_t i = 0; s && i < count; i++) {
		formats[i]->render(s, &options, &out);
		buf_clear(&out);
	}
	buf_done(&out);
	arena_free(a);
	return 0;
}
