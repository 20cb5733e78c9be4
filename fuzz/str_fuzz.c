#include "base/str.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str all = { (const char *)data, size }, before, after;
	uint64_t number;
	bool cut = str_cut(all, '\n', &before, &after);
	assert(before.len + after.len + cut == size);
	assert(str_starts(all, before) && str_ends(all, after));
	assert(str_find_str(all, before) == 0);
	assert(str_distance(before, after, 64) == str_distance(after, before, 64));
	assert(str_trim(str_trim(all)).len == str_trim(all).len);
	assert(!str_u64(before, &number) || before.len > 0);
	assert(str_hash(all) == str_hash(all));
	return 0;
}
