/* Law 3, identity: recorded crosswalks compose.  Drafts in a row, each made from the
 * one before by rows of every kind; what `crosswalk` and `changes` say of the
 * first and the last is the product of the steps, whatever the words say: each
 * wording is another point's in the next draft. */
#include <stdlib.h>

#include "answer/crosswalk.h"
#include "answer/talk.h"
#include "base/list.h"
#include "rand.h"
#include "test.h"

#define HEAD \
	"talks lake zone UTC\nkeeper ENV\nmediator ENV\nunder circle public\n" \
	"2026-06-01 10:00 ENV tables v1 from v1.md\n"

enum { DRAFTS = 5, MOST = 24 };

/* From each point of one draft to those of the next; bit j of to[i]. */
struct product { uint32_t to[MOST]; };

struct chain {
	struct rand r;
	arena *a;
	unsigned count[DRAFTS];
	struct product step[DRAFTS];   /* [d]: from draft d to d + 1 */
	buf text;
};

static void
put_draft(struct chain *h, unsigned d)
{
	static const char *const names[DRAFTS] = { "v1.md", "v2.md", "v3.md", "v4.md", "v5.md" };
	buf text = { 0 };
	for (unsigned i = 0; i < h->count[d]; i++)
		buf_printf(&text, "%u. Wording %u of these talks is held here w%u.\n", i + 1,
			   (i + d) % MOST, (i + d) % MOST);
	talk_file(names[d], arena_str(h->a, buf_str(&text)).at);
	buf_done(&text);
}

static void
put_targets(buf *out, uint32_t set)
{
	bool first = true;
	for (unsigned j = 0; j < MOST; j++)
		if (set >> j & 1) {
			buf_printf(out, "%s%u", first ? "" : ", ", j + 1);
			first = false;
		}
}

/* Lays `n` pieces out in random order: piece k gets the number at[k]. */
static void
shuffle(struct rand *r, unsigned *at, unsigned n)
{
	for (unsigned k = 0; k < n; k++)
		at[k] = k;
	for (unsigned k = n; k > 1; k--) {
		unsigned j = (unsigned)rand_below(r, k), x = at[k - 1];
		at[k - 1] = at[j];
		at[j] = x;
	}
}

enum fate { FATE_ONE, FATE_SPLIT, FATE_MERGED, FATE_DELETED };

/* One step: fates, numbers, and the rows that say so. */
static void
make_step(struct chain *h, unsigned d)
{
	unsigned n = h->count[d], pieces = 0, at[MOST], first[MOST], fate[MOST];
	uint32_t added = 0;
	for (unsigned i = 0; i < n; i++) {
		unsigned dice = (unsigned)rand_below(&h->r, 10);
		bool room = pieces + 2 + (n - i) < MOST - 2;
		fate[i] = dice == 0          ? FATE_DELETED
			  : dice < 3 && room ? FATE_SPLIT
			  : dice < 5 && i    ? FATE_MERGED
					     : FATE_ONE;
		if (fate[i] == FATE_MERGED && fate[i - 1] != FATE_ONE && fate[i - 1] != FATE_MERGED)
			fate[i] = FATE_ONE;
		first[i] = fate[i] == FATE_MERGED ? first[i - 1] : pieces;
		pieces += fate[i] == FATE_ONE ? 1 : fate[i] == FATE_SPLIT ? 2 : 0;
	}
	unsigned more = pieces && pieces < MOST - 2 ? (unsigned)rand_below(&h->r, 2)
			: pieces                    ? 0
						    : 1;
	shuffle(&h->r, at, pieces + more);
	for (unsigned k = 0; k < more; k++)
		added |= 1u << at[pieces + k];
	h->count[d + 1] = pieces + more;
	buf_printf(&h->text,
		   "2026-06-%02u 10:00 ENV tables v%u from v%u.md base v%u\n  crosswalk:\n", d + 2,
		   d + 2, d + 2, d + 1);
	for (unsigned i = 0; i < n; i++) {
		uint32_t set = fate[i] == FATE_DELETED ? 0 : 1u << at[first[i]];
		if (fate[i] == FATE_SPLIT)
			set |= 1u << at[first[i] + 1];
		h->step[d].to[i] = set;
		bool joins_next = i + 1 < n && fate[i + 1] == FATE_MERGED;
		if (fate[i] == FATE_MERGED || joins_next) {
			if (joins_next)
				continue;
			unsigned from = i;
			while (fate[from] == FATE_MERGED)
				from--;
			buf_add(&h->text, S("    merge "));
			for (unsigned k = from; k <= i; k++)
				buf_printf(&h->text, "%s%u", k > from ? ", " : "", k + 1);
			buf_add(&h->text, S(" into "));
		} else if (!set) {
			buf_printf(&h->text, "    delete %u", i + 1);
		} else if (fate[i] == FATE_SPLIT) {
			buf_printf(&h->text, "    split %u into ", i + 1);
		} else {
			buf_printf(&h->text, "    %s %u to ",
				   rand_below(&h->r, 2) ? "renumber" : "move", i + 1);
		}
		put_targets(&h->text, set);
		buf_add(&h->text, S("\n"));
	}
	if (added) {
		buf_add(&h->text, S("    add "));
		put_targets(&h->text, added);
		buf_add(&h->text, S("\n"));
	}
}

static void
multiply(struct product *ret, const struct product *x, const struct product *y, unsigned n)
{
	struct product both = { 0 };
	for (unsigned i = 0; i < n; i++)
		for (unsigned j = 0; j < MOST; j++)
			if (x->to[i] >> j & 1)
				both.to[i] |= y->to[j];
	*ret = both;
}

static void
transpose(struct product *ret, const struct product *x)
{
	struct product back = { 0 };
	for (unsigned i = 0; i < MOST; i++)
		for (unsigned j = 0; j < MOST; j++)
			back.to[j] |= (x->to[i] >> j & 1u) << i;
	*ret = back;
}

static unsigned
number(const value *row, const char *key)
{
	uint64_t n = 0;
	str text = row_str(row, key);
	return str_u64(text, &n) ? (unsigned)n : 0;
}

static bool
has_several(uint32_t set)
{
	return (set & (set - 1)) != 0;
}

/* A pair whose points have other counterparts, too, is part of a split or a
 * merge; other pairs may be called so, where parts went or came on the way. */
static bool
fits(const struct product *all, unsigned n, unsigned i, unsigned j, str how)
{
	unsigned sources = 0;
	for (unsigned k = 0; k < n; k++)
		sources += all->to[k] >> j & 1;
	bool split = has_several(all->to[i]), merged = sources > 1;
	return !(split || merged) || (split && str_starts(how, S("split"))) ||
	       (merged && str_starts(how, S("merged")));
}

static void
check_rows(struct chain *h, const value *rows, const struct product *all, unsigned x, unsigned y,
	   const char *key, const char *answer)
{
	struct product seen = { 0 };
	uint32_t named = 0;
	for (size_t k = 0; k < row_count(rows); k++) {
		const value *row = row_at(rows, k);
		unsigned i = number(row, "from"), j = number(row, "to");
		if (j)
			named |= 1u << (j - 1);
		if (!i || !j)
			continue;
		if (!(all->to[i - 1] >> (j - 1) & 1))
			test_failed(__FILE__, __LINE__,
				    "%s v%u v%u: %u-%u is no product of steps\n%s", answer, x + 1,
				    y + 1, i, j, h->text.at);
		if (!fits(all, h->count[x], i - 1, j - 1, row_str(row, key)))
			test_failed(__FILE__, __LINE__, "%s v%u v%u: %u-%u is not %s\n%s", answer,
				    x + 1, y + 1, i, j, row_str(row, key).at, h->text.at);
		seen.to[i - 1] |= 1u << (j - 1);
	}
	for (unsigned i = 0; i < h->count[x]; i++) {
		if (seen.to[i] != all->to[i])
			test_failed(__FILE__, __LINE__, "%s v%u v%u: %u became %x, not %x\n%s",
				    answer, x + 1, y + 1, i + 1, all->to[i], seen.to[i],
				    h->text.at);
	}
	CHECK_EQ(named, (1u << h->count[y]) - 1);
}

/* And into `ret_block`, where it is not NULL, the block. */
static const value *
crosswalk_rows(struct talk *k, unsigned x, unsigned y, str *ret_block)
{
	struct err err = { 0 };
	str args[] = { arena_printf(k->a, "v%u", x + 1), arena_printf(k->a, "v%u", y + 1) };
	struct ask q = {
		.a = k->a, .t = k->t, .args = args, .arg_count = 2, .block = ret_block != NULL
	};
	sheet *s = answer_crosswalk.build(&q, &err);
	CHECK_OK(s != NULL, err);
	if (ret_block)
		*ret_block = q.raw;
	return sheet_rows(s);
}

/* The product as one step: the rows of the first and the last draft, put on
 * record, say the same. */
static void
check_block(struct chain *h, struct talk *k, const struct product *all, unsigned last)
{
	str block;
	crosswalk_rows(k, 0, last, &block);
	str text =
		arena_printf(h->a, HEAD "2026-06-02 10:00 ENV tables v%u from v%u.md base v1\n%.*s",
			     last + 1, last + 1, STR_ARG(block));
	struct talk one = talk_of(text.at, NULL, NULL, NULL);
	check_rows(h, crosswalk_rows(&one, 0, last, NULL), all, 0, last, "how", block.at);
	talk_done(&one);
}

static void
check_both(struct chain *h, struct talk *k, const struct product *all, unsigned x, unsigned y)
{
	const char *a = arena_printf(k->a, "v%u", x + 1).at,
		   *b = arena_printf(k->a, "v%u", y + 1).at;
	check_rows(h, crosswalk_rows(k, x, y, NULL), all, x, y, "how", "crosswalk");
	check_rows(h, talk_rows(k, "changes", a, b), all, x, y, "change", "changes");
}

static void
check_chain(struct chain *h)
{
	struct talk k = talk_of(h->text.at, NULL, NULL, NULL);
	for (unsigned x = 0; x + 1 < DRAFTS; x++) {
		struct product all = h->step[x], back;
		for (unsigned y = x + 1; y < DRAFTS; y++) {
			if (y > x + 1)
				multiply(&all, &all, &h->step[y - 1], h->count[x]);
			check_both(h, &k, &all, x, y);
			transpose(&back, &all);
			check_both(h, &k, &back, y, x);
			if (x == 0)
				check_block(h, &k, &all, y);
		}
	}
	talk_done(&k);
}

TEST(laws_identity, recorded_steps_of_all_kinds_compose)
{
	struct rand r = rand_new();
	for (unsigned run = 0; run < 250; run++) {
		struct chain h = { .r = r,
				   .a = arena_new(),
				   .count = { 1 + (unsigned)rand_below(&r, 8) } };
		h.r = r;
		buf_add(&h.text, S(HEAD));
		for (unsigned d = 0; d < DRAFTS; d++) {
			if (d)
				make_step(&h, d - 1);
			put_draft(&h, d);
		}
		check_chain(&h);
		r = h.r;
		buf_done(&h.text);
		arena_free(h.a);
	}
}
