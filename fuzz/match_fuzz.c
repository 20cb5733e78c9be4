/* Two drafts, cut at a line "====": every point is in a row, in several only
 * where it is split or merged, and the other way round the rows are the same. */
#include "text/match.h"

#include <assert.h>
#include <string.h>

#include "text/matching.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { BYTES_MOST = 32 * 1024 };

static void
check(arena *a, const draft *old, const draft *new)
{
	struct match_draft x = match_draft_of(a, old), y = match_draft_of(a, new);
	struct matching m, n;
	lexicon *l = lexicon_new();
	match_drafts(&m, a, l, &x, &y, NULL, 0);
	match_drafts(&n, a, l, &y, &x, NULL, 0);
	assert(m.rows.count == n.rows.count);
	for (size_t i = 0; i < m.rows.count; i++)
		assert(match_reason_words(&m, i).len > 0);
	assert(!matching_unmirrored(&m, &n) && matching_is_whole(&m));
	match_gaps(a, &x);
	matching_done(&m);
	matching_done(&n);
	lexicon_free(l);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > BYTES_MOST)
		return 0;
	arena *a = arena_new();
	struct err err = { 0 };
	str text = { (const char *)data, size };
	size_t cut = str_find_str(text, S("\n====\n"));
	str first = str_sub(text, 0, cut),
	    second = cut < size ? str_sub(text, cut + 6, size) : first;
	draft *old = draft_read(a, first, S("old"), &err),
	      *new = draft_read(a, second, S("new"), &err);
	if (old && new) {
		check(a, old, new);
		check(a, old, old);
	}
	arena_free(a);
	return 0;
}
