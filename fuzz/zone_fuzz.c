#include "base/zone.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Around a clock time, going back and forth agrees with itself. */
static void
check_clock(const zone *z, int64_t civil)
{
	int64_t at[2];
	unsigned count = zone_instants(z, civil, at);
	assert(count <= 2);
	for (unsigned i = 0; i < count; i++)
		assert(at[i] + zone_offset(z, at[i]) == civil);
	assert(count < 2 || at[0] < at[1]);
	if (count == 0)
		assert(at[0] + zone_offset(z, at[0] - 1) <= civil &&
		       at[0] + zone_offset(z, at[0]) > civil);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	arena *a = arena_new();
	struct err err = { 0 };
	zone *z = zone_read(a, (str){ (const char *)data, size }, S("fuzz"), &err);
	assert(z || err.kind == ERR_INPUT);
	for (int64_t civil = -5000000000; z && civil < 20000000000; civil += 77777777)
		check_clock(z, civil);
	if (z)
		assert(zone_abbreviation(z, 1780000000).len > 0);
	arena_free(a);
	return 0;
}
