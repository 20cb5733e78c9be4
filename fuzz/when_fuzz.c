#include "base/when.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is read prints in one form, which reads back as the same bytes. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err err = { 0 };
	struct when w, again;
	struct span span;
	size_t used;
	if (!when_read((str){ (const char *)data, size }, &w, &used, &err)) {
		assert(used <= size && err.kind == ERR_INPUT && err.text[0] != '\0');
		return 0;
	}
	assert(used <= size);
	buf out = { 0 };
	when_print(&w, &out);
	size_t len = out.len;
	bool ok = when_read(buf_str(&out), &again, &used, &err);
	assert(ok && used == len && memcmp(&w, &again, sizeof w) == 0);
	when_words(&w, &out);
	assert(out.len > len);
	moment_iso(&w.to, zone_utc(), &out);
	if (when_span(&w, zone_utc(), &span, &err)) {
		assert(span.from <= span.to);
		instant_iso(span.from, zone_utc(), &out);
		instant_full(span.to, zone_utc(), &out);
	}
	buf_done(&out);
	return 0;
}
