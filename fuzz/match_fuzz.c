/* Two drafts, cut at a line "====": every point is in a row, in several only
 * where it is split or merged, and the other way round the rows are the same. */
#include "text/match.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { BYTES_MOST = 32 * 1024 };

static bool
has_mirrored(const struct matching *m, const struct match_row *r)
{
	for (size_t i = 0; i < m->rows.count; i++) {
		const struct match_row *s = &m->rows.at[i];
		if (s->a == r->b && s->b == r->a)
			return s->how == match_mirrored((enum match_how)r->how) && s->reason == r->reason &&
			       s->share == r->share && s->of_whole == r->of_whole;
	}
	return false;
}

static void
check_side(const struct matching *m, unsigned side)
{
	size_t count = side ? m->b->count : m->a->count;
	for (uint32_t i = 1; i <= count; i++) {
		size_t rows = 0, parts = 0;
		for (size_t k = 0; k < m->rows.count; k++) {
			const struct match_row *r = &m->rows.at[k];
			bool is_here = (side ? r->b : r->a) == i;
			rows += is_here;
			parts += is_here && (r->how == MATCH_SPLIT || r->how == MATCH_MERGED);
		}
		assert(rows == 1 || (rows > 1 && rows == parts));
	}
}

static void
check(arena *a, const draft *old, const draft *new)
{
	struct match_draft x = match_draft_of(a, old), y = match_draft_of(a, new);
	struct matching m, n;
	lexicon *l = lexicon_new();
	match_drafts(&m, a, l, &x, &y, NULL, 0);
	match_drafts(&n, a, l, &y, &x, NULL, 0);
	assert(m.rows.count == n.rows.count);
	for (size_t i = 0; i < m.rows.count; i++) {
		assert(match_reason_words(&m, i).len > 0);
		assert(has_mirrored(&n, &m.rows.at[i]));
	}
	check_side(&m, 0);
	check_side(&m, 1);
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
	str first = str_sub(text, 0, cut), second = cut < size ? str_sub(text, cut + 6, size) : first;
	draft *old = draft_read(a, first, S("old"), &err), *new = draft_read(a, second, S("new"), &err);
	if (old && new) {
		check(a, old, new);
		check(a, old, old);
	}
	arena_free(a);
	return 0;
}
