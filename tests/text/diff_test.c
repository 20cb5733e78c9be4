/* Edits against a reference that tries every alignment there is: slow, plain, and
 * knows the costs at the top of diff.c and nothing of anchors. */
#include "text/diff.h"

#include <stdio.h>
#include <time.h>

#include "base/buf.h"
#include "pair.h"
#include "rand.h"
#include "test.h"

enum { CASES = 10000, PIECES_MOST = 60, LONG_CASES = 300, LONG_PIECES = 400 };
enum { SMALL = 9, REFERENCE_MOST = 14, SLIDE = 6 };
enum { SITE = 500, NEVER = 1 << 29 };

struct texts { lexicon *l; struct tokens a, b; struct edits e; };

static void
texts_make(struct texts *t, str old, str new)
{
	*t = (struct texts){ .l = lexicon_new() };
	tokens_read(&t->a, t->l, old);
	tokens_read(&t->b, t->l, new);
	diff_tokens(&t->e, &t->a, &t->b, SITE / 100.0);
}

static void
texts_done(struct texts *t)
{
	tokens_done(&t->a);
	tokens_done(&t->b);
	edits_done(&t->e);
	lexicon_free(t->l);
}

/* Edits ascend, never touch, and what lies between them is the same on both sides. */
static bool
is_valid(const struct edits *e, const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
	size_t at = 0, bt = 0;
	for (size_t i = 0; i <= e->count; i++) {
		size_t to = i < e->count ? e->at[i].a : n, to_b = i < e->count ? e->at[i].b : m;
		if (to < at || to - at != to_b - bt || to > n || to_b > m ||
		    (i && i < e->count && to == at))
			return false;
		for (; at < to; at++, bt++)
			if (a[at] != b[bt])
				return false;
		if (i == e->count)
			return true;
		if (e->at[i].a_end < at || e->at[i].b_end < bt ||
		    (e->at[i].a_end == at && e->at[i].b_end == bt))
			return false;
		at = e->at[i].a_end;
		bt = e->at[i].b_end;
	}
	return true;
}

static uint32_t *
syms(const struct tokens *t)
{
	uint32_t *syms = malloc((t->count + 1) * sizeof *syms);
	for (size_t i = 0; i < t->count; i++)
		syms[i] = t->at[i].sym;
	return syms;
}

static bool
edits_are_valid(const struct texts *t)
{
	uint32_t *a = syms(&t->a), *b = syms(&t->b);
	bool right = is_valid(&t->e, a, t->a.count, b, t->b.count);
	free(a);
	free(b);
	return right;
}

static bool
has_break(const struct tokens *t, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (t->at[i].kind == TOKEN_BREAK)
			return true;
	return false;
}

/* May tokens from … to - 1 stand unchanged between two edits? */
static bool
is_no_island(const struct tokens *t, size_t from, size_t to)
{
	return tokens_words(t, from, to) >= 2 || has_break(t, from, to);
}

static bool
law_edits(str old, str new)
{
	struct texts t;
	texts_make(&t, old, new);
	bool right = edits_are_valid(&t);
	for (size_t i = 1; i < t.e.count; i++)
		right = right && is_no_island(&t.a, t.e.at[i - 1].a_end, t.e.at[i].a);
	diff_tokens_fine(&t.e, &t.a, &t.b, 1);
	right = right && edits_are_valid(&t);
	texts_done(&t);
	return right;
}

/* ---- the reference ---- */

static int
token_cost(const struct token *t)
{
	if (t->kind == TOKEN_BREAK)
		return 60;
	return t->kind == TOKEN_MARK ? 8 : t->flags & TOKEN_WEAK ? 75 : t->words * 100;
}

static bool
is_clause(const struct tokens *t, size_t at)
{
	return at == 0 || t->at[at - 1].kind == TOKEN_BREAK || t->at[at - 1].flags & TOKEN_CLOSING;
}

/* What one edit costs.  It is cheaper where it begins behind a clause, and where it ends
 * behind one in both and something stands behind it. */
static int
edit_cost(const struct texts *t, const struct edit *x)
{
	int cost = SITE - (is_clause(&t->a, x->a) ? 7 : 0);
	for (size_t i = x->a; i < x->a_end; i++)
		cost += token_cost(&t->a.at[i]);
	for (size_t i = x->b; i < x->b_end; i++)
		cost += token_cost(&t->b.at[i]);
	if (x->a_end < t->a.count && x->b_end < t->b.count && is_clause(&t->a, x->a_end) &&
	    is_clause(&t->b, x->b_end))
		cost -= 7;
	return cost;
}

static int
edits_cost(const struct texts *t)
{
	int cost = 0;
	for (size_t i = 0; i < t->e.count; i++)
		cost += edit_cost(t, &t->e.at[i]);
	return cost;
}

/* at[i][j]: the least for the texts from tokens i and j on, where an edit begins or, in
 * `run`, where an unchanged run begins behind an edit. */
struct reference {
	const struct texts *t;
	int edit[REFERENCE_MOST + 1][REFERENCE_MOST + 1];
	int run[REFERENCE_MOST + 1][REFERENCE_MOST + 1];
};

static int
reference_run(struct reference *r, size_t i, size_t j, bool is_first)
{
	const struct tokens *a = &r->t->a, *b = &r->t->b;
	int best = NEVER;
	for (size_t k = 0;; k++) {
		if (i + k == a->count && j + k == b->count)
			return best < 0 ? best : 0;
		int rest = k == 0 && !is_first                     ? NEVER
			   : is_first || is_no_island(a, i, i + k) ? r->edit[i + k][j + k]
								   : NEVER;
		best = rest < best ? rest : best;
		if (i + k == a->count || j + k == b->count || a->at[i + k].sym != b->at[j + k].sym)
			return best;
	}
}

static int
reference_edit(struct reference *r, size_t i, size_t j)
{
	const struct tokens *a = &r->t->a, *b = &r->t->b;
	int best = NEVER;
	for (size_t k = i; k <= a->count; k++)
		for (size_t q = j; q <= b->count; q++) {
			bool is_end = k == a->count && q == b->count;
			struct edit x = { (uint32_t)i, (uint32_t)k, (uint32_t)j, (uint32_t)q };
			if ((k == i && q == j) || (!is_end && r->run[k][q] >= NEVER))
				continue;
			int cost = edit_cost(r->t, &x) + (is_end ? 0 : r->run[k][q]);
			best = cost < best ? cost : best;
		}
	return best;
}

static int
reference_cost(const struct texts *t)
{
	struct reference *r = malloc(sizeof *r);
	r->t = t;
	for (size_t i = t->a.count + 1; i-- > 0;)
		for (size_t j = t->b.count + 1; j-- > 0;) {
			r->edit[i][j] = i == t->a.count && j == t->b.count
						? NEVER
						: reference_edit(r, i, j);
			r->run[i][j] = reference_run(r, i, j, false);
		}
	int cost = reference_run(r, 0, 0, true);
	free(r);
	return cost;
}

/* Do they begin or end with more in common than a change slides over? */
static bool
has_long_ends(const struct texts *t)
{
	size_t n = t->a.count, m = t->b.count, first = 0, last = 0;
	while (first < n && first < m && t->a.at[first].sym == t->b.at[first].sym)
		first++;
	while (last < n && last < m && t->a.at[n - 1 - last].sym == t->b.at[m - 1 - last].sym)
		last++;
	return first > SLIDE || last > SLIDE;
}

/* The least there is; where the ends are left alone, but for a clause's end missed on
 * either side. */
static bool
law_least(str old, str new)
{
	struct texts t;
	texts_make(&t, old, new);
	bool right = t.a.count > REFERENCE_MOST || t.b.count > REFERENCE_MOST;
	if (!right) {
		int cost = edits_cost(&t), least = reference_cost(&t);
		right = cost >= least && cost <= least + (has_long_ends(&t) ? 2 * 7 : 0);
	}
	texts_done(&t);
	return right;
}

TEST(text_diff, edits_rebuild_and_leave_no_word_alone)
{
	struct rand r = rand_new();
	pairs_hold(law_edits, &r, CASES, PIECES_MOST);
}

TEST(text_diff, edits_of_longer_texts_rebuild_and_leave_no_word_alone)
{
	struct rand r = rand_new();
	pairs_hold(law_edits, &r, LONG_CASES, LONG_PIECES);
}

TEST(text_diff, edits_are_those_of_least_cost)
{
	struct rand r = rand_new();
	pairs_hold(law_least, &r, CASES, SMALL);
}

TEST(text_diff, numbers_are_told_apart_whatever_they_are)
{
	struct rand r = rand_new();
	for (size_t i = 0; i < CASES; i++) {
		uint32_t a[400], b[400];
		size_t n = rand_below(&r, 2 + i * 398 / CASES),
		       m = rand_below(&r, 2 + i * 398 / CASES), kinds = 1 + rand_below(&r, 9);
		struct edits e = { 0 };
		for (size_t k = 0; k < n; k++)
			a[k] = (uint32_t)rand_below(&r, kinds);
		for (size_t k = 0; k < m; k++)
			b[k] = (uint32_t)(k < n && rand_below(&r, 8) ? a[k]
								     : rand_below(&r, kinds));
		diff_numbers(&e, a, n, b, m);
		CHECK(is_valid(&e, a, n, b, m));
		edits_done(&e);
	}
}

/* Two numbers over and over are too frequent for anchors. */
TEST(text_diff, where_all_is_frequent_few_edits_are_found_all_the_same)
{
	enum { LEN = 600 };
	uint32_t a[LEN], b[LEN];
	struct rand r = rand_new();
	struct edits e = { 0 };
	size_t changed = 0;
	for (size_t i = 0; i < LEN; i++)
		a[i] = b[i] = 1 + (uint32_t)rand_below(&r, 2);
	b[0] = 3 - b[0];
	b[300] = 3 - b[300];
	b[LEN - 1] = 3 - b[LEN - 1];
	diff_numbers(&e, a, LEN, b, LEN);
	CHECK(is_valid(&e, a, LEN, b, LEN));
	for (size_t i = 0; i < e.count; i++)
		changed += e.at[i].a_end - e.at[i].a + e.at[i].b_end - e.at[i].b;
	CHECK(changed <= 6);
	edits_done(&e);
}

/* The tokens of both that are in no edit. */
static size_t
kept(const struct edits *e, size_t n)
{
	size_t kept = n;
	for (size_t i = 0; i < e->count; i++)
		kept -= e->at[i].a_end - e->at[i].a;
	return kept;
}

/* More edits than Myers looks for at once. */
TEST(text_diff, a_long_table_of_two_words_keeps_its_rows_whatever_the_number_of_changes)
{
	enum { LEN = 40000, EVERY = 20 };
	uint32_t *a = malloc(LEN * sizeof *a), *b = malloc(LEN * sizeof *b);
	struct rand r = rand_new();
	struct edits e = { 0 };
	for (size_t i = 0; i < LEN; i++) {
		a[i] = 1 + (uint32_t)rand_below(&r, 2);
		b[i] = i % EVERY ? a[i] : 3 - a[i];
	}
	diff_numbers(&e, a, LEN, b, LEN);
	CHECK(is_valid(&e, a, LEN, b, LEN));
	CHECK(kept(&e, LEN) > LEN - LEN / 10);
	edits_done(&e);
	free(a);
	free(b);
}

TEST(text_diff, a_list_whose_neighbours_changed_places_keeps_every_second)
{
	enum { LEN = 40000 };
	uint32_t *a = malloc(LEN * sizeof *a), *b = malloc(LEN * sizeof *b);
	struct edits e = { 0 };
	for (uint32_t i = 0; i < LEN; i++) {
		a[i] = 1 + i;
		b[i] = 1 + (i ^ 1);
	}
	diff_numbers(&e, a, LEN, b, LEN);
	CHECK(is_valid(&e, a, LEN, b, LEN));
	CHECK_EQ(kept(&e, LEN), LEN / 2);
	edits_done(&e);
	free(a);
	free(b);
}

/* The longest common part of two lists, by the book. */
static size_t
lcs(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
	static size_t row[400 + 1];
	memset(row, 0, sizeof row);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0, corner = 0; j < m; j++) {
			size_t above = row[j + 1];
			row[j + 1] = a[i] == b[j] ? corner + 1 : above > row[j] ? above : row[j];
			corner = above;
		}
	return row[m];
}

/* A histogram is no LCS; but as long as chance alone did the changes, it is near. */
TEST(text_diff, numbers_keep_nearly_as_much_as_can_be_kept)
{
	struct rand r = rand_new();
	size_t all = 0, most = 0;
	for (size_t i = 0; i < 1000; i++) {
		uint32_t a[400], b[400];
		size_t n = rand_below(&r, 400), m = 0, kinds = 1 + rand_below(&r, 200);
		struct edits e = { 0 };
		for (size_t k = 0; k < n; k++) {
			a[k] = (uint32_t)rand_below(&r, kinds);
			if (rand_below(&r, 10))
				b[m++] = a[k];
			else if (rand_below(&r, 2))
				b[m++] = (uint32_t)rand_below(&r, kinds);
		}
		diff_numbers(&e, a, n, b, m);
		size_t least = lcs(a, n, b, m), got = kept(&e, n);
		CHECK(got <= least);
		all += got;
		most += least;
		edits_done(&e);
	}
	CHECK(all * 100 >= most * 97);
}

/* Words at the ends of what is unchanged and marks in between, in texts too long for
 * one programme. */
TEST(text_diff, what_an_anchor_gives_away_leaves_no_island)
{
	struct rand r = rand_new();
	for (size_t i = 0; i < 300; i++) {
		buf a = { 0 }, b = { 0 };
		for (size_t k = 0, word = 0; k < 60; k++) {
			size_t first = 1 + rand_below(&r, 6), last = 1 + rand_below(&r, 6);
			for (size_t w = 0; w < first; w++, word++)
				buf_printf(&a, "w%zu ", word), buf_printf(&b, "w%zu ", word);
			for (size_t marks = rand_below(&r, 20); marks-- > 0;)
				buf_printf(&a, marks % 2 ? ". " : ", "),
					buf_printf(&b, marks % 2 ? ". " : ", ");
			for (size_t w = 0; w < last; w++, word++)
				buf_printf(&a, "w%zu ", word), buf_printf(&b, "w%zu ", word);
			for (size_t w = rand_below(&r, 9); w-- > 0;)
				buf_printf(rand_below(&r, 2) ? &a : &b, "x%llu ",
					   (unsigned long long)rand_below(&r, 50));
		}
		CHECK(law_edits(buf_str(&a), buf_str(&b)));
		buf_done(&a);
		buf_done(&b);
	}
}

TEST(text_diff, any_cost_of_a_place_is_a_cost)
{
	static const double costs[] = { -1, 0, 1e-9, 1e9, 1e300 };
	for (size_t i = 0; i < sizeof costs / sizeof *costs; i++) {
		struct texts t;
		texts_make(&t, S("the port is run by a board of five"),
			   S("the port shall be run by five boards"));
		diff_tokens(&t.e, &t.a, &t.b, costs[i]);
		CHECK(edits_are_valid(&t));
		texts_done(&t);
	}
}

/* ---- no quadratic blow-up ---- */

enum { LARGE = 250000, SECONDS = 20 };        /* bytes; under sanitizers on a busy machine */

static void
hold_large(str old, str new)
{
	struct texts t;
	clock_t start = clock();
	texts_make(&t, old, new);
	CHECK((clock() - start) / CLOCKS_PER_SEC < SECONDS);
	CHECK(edits_are_valid(&t));
	texts_done(&t);
}

static str
words_at_random(buf *b, struct rand *r, size_t vocabulary, size_t sentence)
{
	buf_clear(b);
	while (b->len < LARGE)
		buf_printf(b, "w%llu%s",
			   (unsigned long long)rand_below(r, 1 + rand_below(r, vocabulary)),
			   rand_below(r, sentence) ? " " : ". ");
	return buf_str(b);
}

TEST(text_diff, large_texts_that_share_but_a_vocabulary_are_done_soon)
{
	static const size_t vocabularies[] = { 2, 40, 300, 5000 };
	struct rand r = rand_new();
	buf a = { 0 }, b = { 0 };
	for (size_t i = 0; i < sizeof vocabularies / sizeof *vocabularies; i++)
		hold_large(words_at_random(&a, &r, vocabularies[i], 12),
			   words_at_random(&b, &r, vocabularies[i], 12));
	buf_done(&a);
	buf_done(&b);
}

static str
repeat(buf *b, const char *text, size_t times)
{
	buf_clear(b);
	for (size_t i = 0; i < times; i++)
		buf_add(b, str_of(text));
	return buf_str(b);
}

TEST(text_diff, one_word_over_and_over_is_done_soon)
{
	buf a = { 0 }, b = { 0 };
	hold_large(repeat(&a, "port ", LARGE / 5), repeat(&b, "port ", LARGE / 6));
	hold_large(repeat(&a, "a b ", LARGE / 4), repeat(&b, "b a a b ", LARGE / 8));
	hold_large(repeat(&a, "a b c d e f ", LARGE / 12), repeat(&b, "f e d c b a ", LARGE / 12));
	hold_large(repeat(&a, "one two, three. ", LARGE / 16),
		   repeat(&b, "one three, two. ", LARGE / 16));
	buf_done(&a);
	buf_done(&b);
}
