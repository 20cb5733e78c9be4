/* Two texts, parted by a zero byte: no byte of either is lost in tokens, edits rebuild,
 * and the operations of their redline are both. */
#include "text/redline.h"

#include <assert.h>
#include <stdlib.h>

#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
tokens_check(const struct tokens *t)
{
	size_t at = 0;
	for (size_t i = 0; i < t->count; i++) {
		assert(t->at[i].at >= at && t->at[i].len > 0);
		at = token_end(t, i);
	}
	assert(at <= t->text.len);
	assert(blanks_end(t->text, at) == t->text.len);
}

static void
edits_check(const struct edits *e, const struct tokens *a, const struct tokens *b)
{
	size_t at = 0, bt = 0;
	for (size_t i = 0; i <= e->count; i++) {
		size_t to = i < e->count ? e->at[i].a : a->count,
		       to_b = i < e->count ? e->at[i].b : b->count;
		assert(to - at == to_b - bt);
		for (; at < to; at++, bt++)
			assert(a->at[at].sym == b->at[bt].sym);
		if (i < e->count) {
			at = e->at[i].a_end;
			bt = e->at[i].b_end;
		}
	}
}

static int
by_from(const void *x, const void *y)
{
	const struct op *a = x, *b = y;
	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return a->from_end < b->from_end ? -1 : a->from_end > b->from_end;
}

static void
redline_check(struct redline *r)
{
	size_t from = 0, to = 0;
	for (size_t i = 0; i < r->ops.count; i++) {
		const struct op *x = &r->ops.at[i];
		if (x->kind == OP_SAME || x->kind == OP_MOVE)
			assert(str_eq(str_sub(r->old, x->from, x->from_end),
				      str_sub(r->new, x->to, x->to_end)));
		assert(x->to == to);
		to = x->to_end;
	}
	assert(to == r->new.len);
	if (r->ops.count)
		qsort(r->ops.at, r->ops.count, sizeof *r->ops.at, by_from);
	for (size_t i = 0; i < r->ops.count; i++) {
		const struct op *x = &r->ops.at[i];
		if (x->kind == OP_INS || x->kind == OP_GONE)
			continue;
		assert(x->from == from);
		from = x->from_end;
	}
	assert(from == r->old.len && r->islands == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str all = { (const char *)data, size }, old, new;
	(void)str_cut(all, '\0', &old, &new);
	if (utf8_bad(old) < old.len || utf8_bad(new) < new.len)
		return 0;
	lexicon *l = lexicon_new();
	struct tokens a = { 0 }, b = { 0 };
	struct edits e = { 0 };
	struct redline r;
	tokens_read(&a, l, old);
	tokens_read(&b, l, new);
	tokens_check(&a);
	tokens_check(&b);
	diff_tokens(&e, &a, &b, 3);
	edits_check(&e, &a, &b);
	diff_tokens_fine(&e, &a, &b, 1);
	edits_check(&e, &a, &b);
	redline_make(&r, l, old, new, &redline_defaults);
	redline_check(&r);
	redline_done(&r);
	redline_make(&r, l, old, new, &(struct redline_options){ .site_cost = 1, .move_words = 3 });
	redline_check(&r);
	redline_done(&r);
	edits_done(&e);
	tokens_done(&a);
	tokens_done(&b);
	lexicon_free(l);
	return 0;
}
