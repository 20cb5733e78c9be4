/* A good redline is not the shortest one: it has few places of change, does not
 * leave "the" standing alone between two of them, and ends where clauses end.
 * That is a cost, and the edits are those of least cost:
 *
 *      words deleted and inserted  +  site_cost × edits,       no islands
 *
 * Found in two steps.
 *
 *   1. Anchors.  A histogram diff finds what surely is unchanged: again and
 *      again the longest run around the rarest token that both regions have.
 *      Where every common token is frequent, Myers takes over, bounded.  Runs
 *      of ANCHOR_WORDS words and more are anchors; shorter ones may be chance,
 *      "of the" between two sentences that have nothing to do with each other.
 *   2. Between anchors, a dynamic programme over all alignments with affine
 *      gaps, which knows how many words the unchanged run that it is in has:
 *
 *           GAP    in a change
 *           NONE   in an unchanged run without words yet, ", "
 *           ONE    … of one word; a change may not follow here
 *           FREE   … of two or more, or behind an anchor or a paragraph's end
 *
 *      Ties go to changes that begin behind a mark and end with one.  A region
 *      too large for it keeps the histogram's runs, and those too short to pay
 *      for a place of change are given up.
 *
 * Work is counted in steps and bounded by the size of the texts: what has no
 * anchors comes out coarser, not late.
 *
 * Sources: histogram diff as in JGit and git (Pearce); Myers, An O(ND)
 * Difference Algorithm, 1986; Gotoh, An improved algorithm for matching
 * biological sequences, 1982.
 */
#include "text/diff.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum {
	CHAIN_MOST = 48,        /* a token more frequent than that is no anchor */
	ANCHOR_WORDS = 10,      /* a run this long is unchanged */
	SLIDE_MOST = 6,         /* tokens that an anchor gives away at each end */
	CELLS_MOST = 160000,    /* of one region of the programme */
	CELLS_A_TOKEN = 100,    /* of all regions together */
	STEPS_A_TOKEN = 600,    /* of the histogram, all regions together */
	MYERS_MOST = 256,       /* edits that Myers looks for */
	UNIT = 100,             /* costs are hundredths of a word */
	WEAK_COST = 75, MARK_COST = 8, BREAK_COST = 60, CLAUSE_BONUS = 7,
	NEVER = 1 << 29,
};

struct run { uint32_t a, b, len; };     /* tokens that both have */
struct region { uint32_t a, a_end, b, b_end; };

/* A region that is still to be looked at, with the steps that it may take; or a run
 * that is found, and waits for those before it. */
enum task_kind { SEARCH, SEARCH_FREQUENT, RUN };
struct task {
	struct region r;
	uint64_t steps;
	enum task_kind kind;
};

struct differ {
	const uint32_t *a, *b;          /* syms */
	size_t n, m;
	LIST(struct run) runs;          /* ascending */
	LIST(struct task) todo;         /* a stack */
	uint32_t *count, *head, *next;  /* by sym, by sym, by place in a */
	uint32_t *stamp, now;           /* which region count and head are of */
	size_t syms;
	uint64_t steps;
	LIST(int) rows;                 /* of Myers, for all regions */
};

void
edits_done(struct edits *e)
{
	LIST_DONE(e);
}

static void
run_add(struct differ *d, size_t a, size_t b, size_t len)
{
	if (len == 0)
		return;
	struct run *last = d->runs.count ? &d->runs.at[d->runs.count - 1] : NULL;
	if (last && last->a + last->len == a && last->b + last->len == b)
		last->len += (uint32_t)len;
	else
		*LIST_ADD(&d->runs) = (struct run){ (uint32_t)a, (uint32_t)b, (uint32_t)len };
}

/* ---- Myers, for regions where every common token is frequent ---- */

/* How far each diagonal got with so many edits: k runs from -edits to edits, and the
 * rows of fewer edits lie before it, 1 + 3 + 5 + … */
static int *
row_of(const struct differ *d, int edits)
{
	return d->rows.at + (size_t)edits * (size_t)edits + edits;
}

static void
rows_reach(struct differ *d, int edits)
{
	size_t need = (size_t)(edits + 1) * (size_t)(edits + 1);
	while (d->rows.room < need)
		d->rows.at = list_grow(d->rows.at, &d->rows.room, sizeof *d->rows.at);
}

/* Does diagonal `k` of a row come from the one above it, by an insertion? */
static bool
from_above(const int *w, int k, int edits)
{
	return k == -edits || (k != edits && w[k - 1] < w[k + 1]);
}

/* Where it comes from there; `w` is the row of one edit less, or none. */
static int
start_of(const int *w, int k, int edits)
{
	if (!w)
		return 0;
	return from_above(w, k, edits) ? w[k + 1] : w[k - 1] + 1;
}

struct reached { int x, k, edits; };

/* The forward search from the start of a region: up to MYERS_MOST edits, then
 * the furthest point found so far. */
static struct reached
myers_search(struct differ *d, struct region r)
{
	int n = (int)(r.a_end - r.a), m = (int)(r.b_end - r.b),
	    most = n + m < MYERS_MOST ? n + m : MYERS_MOST;
	struct reached best = { 0, 0, 0 };
	for (int edits = 0; edits <= most; edits++) {
		rows_reach(d, edits);
		assert(d->rows.at);
		int *v = row_of(d, edits);
		const int *w = edits ? row_of(d, edits - 1) : NULL;
		for (int k = -edits; k <= edits; k += 2) {
			int x = start_of(w, k, edits), y = x - k;
			v[k] = x; /* beyond the end nothing is found, and nothing comes back */
			if (x > n || y > m)
				continue;
			while (x < n && y < m && d->a[r.a + (uint32_t)x] == d->b[r.b + (uint32_t)y])
				x++, y++, d->steps++;
			v[k] = x;
			if (x + y > 2 * best.x - best.k || (x == n && y == m))
				best = (struct reached){ x, k, edits };
			if (x == n && y == m)
				return best;
		}
		d->steps += (uint64_t)edits + 1;
	}
	return best;
}

/* Back along the rows; runs come out last first.  Gives what of the region lies behind
 * the point it got to. */
static struct region
myers(struct differ *d, struct region r)
{
	struct reached at = myers_search(d, r);
	struct region rest = { r.a + (uint32_t)at.x, r.a_end, r.b + (uint32_t)(at.x - at.k),
			       r.b_end };
	LIST(struct run) back = { 0 };
	for (; at.edits >= 0; at.edits--) {
		const int *w = at.edits ? row_of(d, at.edits - 1) : NULL;
		bool above = w && from_above(w, at.k, at.edits);
		int start = start_of(w, at.k, at.edits);
		if (at.x > start)
			*LIST_ADD(&back) =
				(struct run){ r.a + (uint32_t)start, r.b + (uint32_t)(start - at.k),
					      (uint32_t)(at.x - start) };
		if (w) {
			at.k += above ? 1 : -1;
			at.x = w[at.k];
		}
	}
	for (size_t i = back.count; i-- > 0;)
		run_add(d, back.at[i].a, back.at[i].b, back.at[i].len);
	LIST_DONE(&back);
	return rest;
}

/* ---- the histogram ---- */

static void
region_index(struct differ *d, struct region r)
{
	d->now++;
	for (uint32_t i = r.a_end; i-- > r.a;) {
		uint32_t sym = d->a[i];
		if (d->stamp[sym] != d->now) {
			d->stamp[sym] = d->now;
			d->count[sym] = 0;
			d->head[sym] = UINT32_MAX;
		}
		d->next[i] = d->head[sym];
		d->head[sym] = i;
		d->count[sym]++;
	}
	d->steps += r.a_end - r.a;
}

static uint32_t
count_of(const struct differ *d, uint32_t sym)
{
	return d->stamp[sym] == d->now ? d->count[sym] : 0;
}

/* A run, and how often the rarest of its tokens occurs in its region. */
struct candidate { struct run run; uint32_t count; };

/* The run around tokens i and j, which are the same. */
static struct candidate
run_around(struct differ *d, const struct region *r, uint32_t i, uint32_t j)
{
	uint32_t a = i, b = j, end = i + 1, b_end = j + 1, rarest = count_of(d, d->a[i]);
	while (a > r->a && b > r->b && d->a[a - 1] == d->b[b - 1]) {
		uint32_t count = count_of(d, d->a[--a]);
		b--;
		rarest = count < rarest ? count : rarest;
	}
	while (end < r->a_end && b_end < r->b_end && d->a[end] == d->b[b_end]) {
		uint32_t count = count_of(d, d->a[end++]);
		b_end++;
		rarest = count < rarest ? count : rarest;
	}
	d->steps += end - a;
	return (struct candidate){ { a, b, end - a }, rarest };
}

static uint32_t
distance(uint32_t x, uint32_t y)
{
	return x > y ? x - y : y - x;
}

/* Rarer is better, then longer, then nearer to the middle: where thousands are alike,
 * as in a list whose neighbours changed places, regions are to fall in halves. */
static bool
is_better(const struct region *r, const struct candidate *x, const struct candidate *best)
{
	uint32_t middle = r->b + (r->b_end - r->b) / 2;
	if (x->count != best->count || x->run.len != best->run.len)
		return x->count < best->count ||
		       (x->count == best->count && x->run.len > best->run.len);
	return distance(x->run.b, middle) < distance(best->run.b, middle);
}

/* Tries all places in the old text of token `j`; gives the first token of the new one
 * that is in none of their runs. */
static uint32_t
place_try(struct differ *d, const struct region *r, uint32_t j, struct candidate *best)
{
	uint32_t next = j + 1;
	for (uint32_t i = d->head[d->b[j]]; i != UINT32_MAX;) {
		struct candidate x = run_around(d, r, i, j);
		uint32_t end = x.run.a + x.run.len, b_end = x.run.b + x.run.len;
		if (is_better(r, &x, best))
			*best = x;
		next = b_end > next ? b_end : next;
		while (i != UINT32_MAX && i < end)
			i = d->next[i];
	}
	return next;
}

/* The longest run around the rarest token that both parts of the region have; of no
 * length where there is none.  `ret_frequent`: there are common tokens, but all too
 * frequent.  Stops where `d->steps` come to `steps_most`. */
static struct run
region_best(struct differ *d, const struct region *r, uint64_t steps_most, bool *ret_frequent)
{
	struct candidate best = { .count = CHAIN_MOST + 1 };
	*ret_frequent = false;
	for (uint32_t j = r->b; j < r->b_end && d->steps < steps_most; d->steps++) {
		uint32_t count = count_of(d, d->b[j]);
		*ret_frequent = *ret_frequent || count > CHAIN_MOST;
		if (count == 0 || count > best.count || count > CHAIN_MOST)
			j++;
		else
			j = place_try(d, r, j, &best);
	}
	return best.run;
}

static void
task_add(struct differ *d, struct region r, uint64_t steps, enum task_kind kind)
{
	if (r.a < r.a_end && r.b < r.b_end)
		*LIST_ADD(&d->todo) = (struct task){ r, steps, kind };
}

/* What both begin with is a run, and what both end with is one that comes later. */
static struct region
region_trim(struct differ *d, struct region r)
{
	uint32_t first = r.a, last = r.a_end;
	while (r.a < r.a_end && r.b < r.b_end && d->a[r.a] == d->b[r.b])
		r.a++, r.b++;
	run_add(d, first, r.b - (r.a - first), r.a - first);
	while (r.a < r.a_end && r.b < r.b_end && d->a[r.a_end - 1] == d->b[r.b_end - 1])
		r.a_end--, r.b_end--;
	task_add(d, (struct region){ r.a_end, last, r.b_end, r.b_end + (last - r.a_end) }, 0, RUN);
	return r;
}

/* The parts before and behind a run share what steps are left by their sizes. */
static void
region_split(struct differ *d, struct region r, struct run run, uint64_t steps)
{
	uint32_t a_end = run.a + run.len, b_end = run.b + run.len;
	double before = (double)(run.a - r.a) + (double)(run.b - r.b);
	double behind = (double)(r.a_end - a_end) + (double)(r.b_end - b_end);
	uint64_t share = (uint64_t)((double)steps * before / (before + behind + 1));
	task_add(d, (struct region){ a_end, r.a_end, b_end, r.b_end }, steps - share, SEARCH);
	task_add(d, (struct region){ run.a, a_end, run.b, b_end }, 0, RUN);
	task_add(d, (struct region){ r.a, run.a, r.b, run.b }, share, SEARCH);
}

static uint64_t
steps_left(const struct differ *d, uint64_t end)
{
	return end > d->steps ? end - d->steps : 0;
}

static void
task_do(struct differ *d, struct task task)
{
	uint64_t end = d->steps + task.steps;
	struct region r = region_trim(d, task.r);
	struct run best = { 0 };
	bool frequent = task.kind == SEARCH_FREQUENT;
	d->steps += (r.a - task.r.a) + 1;
	if (r.a == r.a_end || r.b == r.b_end || d->steps >= end)
		return;
	if (!frequent) {
		region_index(d, r);
		best = region_best(d, &r, end, &frequent);
	}
	if (best.len) {
		region_split(d, r, best, steps_left(d, end));
	} else if (frequent && steps_left(d, end)) {
		struct region rest = myers(d, r);
		task_add(d, rest, steps_left(d, end), SEARCH_FREQUENT);
	}
}

/* Tasks are taken from a stack, the leftmost on top, so that runs come in order. */
static void
histogram(struct differ *d)
{
	while (d->todo.count) {
		struct task task = d->todo.at[--d->todo.count];
		if (task.kind == RUN)
			run_add(d, task.r.a, task.r.b, task.r.a_end - task.r.a);
		else
			task_do(d, task);
	}
}

static uint32_t *
numbers_new(size_t count)
{
	uint32_t *at = calloc(count + 1, sizeof *at);
	if (!at)
		arena_exhausted(count * sizeof *at);
	return at;
}

static void
differ_run(struct differ *d)
{
	for (size_t i = 0; i < d->n; i++)
		d->syms = d->a[i] >= d->syms ? d->a[i] + 1u : d->syms;
	for (size_t i = 0; i < d->m; i++)
		d->syms = d->b[i] >= d->syms ? d->b[i] + 1u : d->syms;
	d->count = numbers_new(d->syms);
	d->head = numbers_new(d->syms);
	d->stamp = numbers_new(d->syms);
	d->next = numbers_new(d->n);
	task_add(d, (struct region){ 0, (uint32_t)d->n, 0, (uint32_t)d->m },
		 STEPS_A_TOKEN * (uint64_t)(d->n + d->m) + 100000, SEARCH);
	histogram(d);
	free(d->count);
	free(d->head);
	free(d->stamp);
	free(d->next);
	LIST_DONE(&d->todo);
	LIST_DONE(&d->rows);
}

static void
edit_add(struct edits *e, size_t a, size_t a_end, size_t b, size_t b_end)
{
	if (a == a_end && b == b_end)
		return;
	struct edit *last = e->count ? &e->at[e->count - 1] : NULL;
	if (last && last->a_end == a && last->b_end == b) {
		last->a_end = (uint32_t)a_end;
		last->b_end = (uint32_t)b_end;
		return;
	}
	*LIST_ADD(e) = (struct edit){ (uint32_t)a, (uint32_t)a_end, (uint32_t)b, (uint32_t)b_end };
}

void
diff_numbers(struct edits *e, const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
	struct differ d = { .a = a, .n = n, .b = b, .m = m };
	size_t at = 0, bt = 0;
	differ_run(&d);
	e->count = 0;
	for (size_t i = 0; i < d.runs.count; i++) {
		const struct run *r = &d.runs.at[i];
		edit_add(e, at, r->a, bt, r->b);
		at = r->a + r->len;
		bt = r->b + r->len;
	}
	edit_add(e, at, n, bt, m);
	LIST_DONE(&d.runs);
}

/* ---- the programme between anchors ---- */

enum state { GAP, NONE, ONE, FREE, STATES };

struct programme {
	const struct tokens *a, *b;
	int site;               /* what a place of change costs */
	bool may_leave_islands;
	int *cost;              /* two rows of (m + 1) × STATES */
	int *ins;               /* what it costs to insert each token of the region */
	uint8_t *from;          /* where each state of each cell comes from */
	size_t cost_room, from_room;
	uint64_t cells_left;    /* then regions come out coarser */
};

/* Bits of `from`: GAP 0-2, NONE 3, ONE 4-5, FREE 6-7. */
enum { GAP_DEL, GAP_INS, OPEN_DEL, OPEN_INS };

static int
token_cost(const struct token *t)
{
	if (t->kind == TOKEN_WORD)
		return t->flags & TOKEN_WEAK ? WEAK_COST : t->words * UNIT;
	return t->kind == TOKEN_BREAK ? BREAK_COST : MARK_COST;
}

static bool
ends_clause(const struct tokens *t, size_t at)
{
	return at == 0 || t->at[at - 1].flags & TOKEN_CLOSING || t->at[at - 1].kind == TOKEN_BREAK;
}

static void
programme_room(struct programme *p, size_t n, size_t m)
{
	size_t cost = (m + 1) * STATES * 2, from = (n + 1) * (m + 1);
	if (cost > p->cost_room) {
		free(p->cost);
		free(p->ins);
		p->cost = malloc(cost * sizeof *p->cost);
		p->ins = malloc((m + 1) * sizeof *p->ins);
		p->cost_room = cost;
	}
	if (from > p->from_room) {
		free(p->from);
		p->from = malloc(from);
		p->from_room = from;
	}
	if (!p->cost || !p->ins || !p->from)
		arena_exhausted(cost * sizeof *p->cost + from);
}

/* What a step into a change costs, and into a new one. */
struct gap_costs { int del, ins, open_del, open_ins; };

/* The cell of two tokens from those above and before it, a change going on or begun. */
static inline unsigned
cell_gap(const int *above, const int *before, struct gap_costs c, int *out)
{
	int gap = above[GAP] + c.del, other = above[FREE] + c.open_del + c.del;
	unsigned from = GAP_DEL;
	if (other < gap)
		gap = other, from = OPEN_DEL;
	if ((other = before[GAP] + c.ins) < gap)
		gap = other, from = GAP_INS;
	if ((other = before[FREE] + c.open_ins + c.ins) < gap)
		gap = other, from = OPEN_INS;
	out[GAP] = gap;
	out[NONE] = out[ONE] = out[FREE] = NEVER;
	return from;
}

/* The same where the tokens are equal, and an unchanged run may begin or go on: from
 * the cell of the two before them; `close` is the cost up to a change that ends here. */
static unsigned
cell_run(const struct programme *p, const struct token *x, const int *both, int close, int *out)
{
	bool begins = close <= both[NONE];
	if (x->kind == TOKEN_BREAK || x->words > 1 || p->may_leave_islands) {
		unsigned from = GAP;
		out[FREE] = close;
		for (unsigned s = NONE; s <= FREE; s++)
			if (both[s] < out[FREE])
				out[FREE] = both[s], from = s;
		return from << 6;
	}
	if (x->words == 0) {
		out[NONE] = begins ? close : both[NONE];
		out[ONE] = both[ONE];
		out[FREE] = both[FREE];
		return (unsigned)!begins << 3 | 2u << 4 | (unsigned)FREE << 6;
	}
	bool was_free = both[FREE] <= both[ONE];
	out[ONE] = begins ? close : both[NONE];
	out[FREE] = was_free ? both[FREE] : both[ONE];
	return (unsigned)!begins << 4 | (unsigned)(was_free ? FREE : ONE) << 6;
}

static int
open_cost(const struct programme *p, size_t at)
{
	return p->site - (ends_clause(p->a, at) ? CLAUSE_BONUS : 0);
}

/* Beyond the first row and the first column no state can be. */
static const int never[STATES] = { NEVER, NEVER, NEVER, NEVER };

static void
programme_row(struct programme *p, const struct region *r, size_t i, size_t m, const int *above,
	      int *row)
{
	const struct token *x = &p->a->at[r->a + i - 1], *y = &p->b->at[r->b];
	struct gap_costs c = { token_cost(x), 0, open_cost(p, r->a + i - 1),
			       open_cost(p, r->a + i) };
	bool clause = ends_clause(p->a, r->a + i - 1);
	uint8_t *from = &p->from[i * (m + 1)];
	from[0] = (uint8_t)cell_gap(above, never, c, row);
	for (size_t j = 1; j <= m; j++) {
		const int *both = above + (j - 1) * STATES;
		int *out = row + j * STATES;
		c.ins = p->ins[j - 1];
		from[j] = (uint8_t)cell_gap(above + j * STATES, out - STATES, c, out);
		if (x->sym == y[j - 1].sym) {
			int close = both[GAP] -
				    (clause && ends_clause(p->b, r->b + j - 1) ? CLAUSE_BONUS : 0);
			from[j] |= (uint8_t)cell_run(p, x, both, close, out);
		}
	}
}

static void
programme_fill(struct programme *p, const struct region *r, size_t n, size_t m, int ret_end[STATES])
{
	size_t width = (m + 1) * STATES;
	int *row = p->cost;
	struct gap_costs c = { 0, 0, 0, open_cost(p, r->a) };
	memcpy(row, never, sizeof never);
	row[FREE] = 0;
	for (size_t j = 1; j <= m; j++) {
		c.ins = p->ins[j - 1] = token_cost(&p->b->at[r->b + j - 1]);
		p->from[j] = (uint8_t)cell_gap(never, row + (j - 1) * STATES, c, row + j * STATES);
	}
	for (size_t i = 1; i <= n; i++)
		programme_row(p, r, i, m, p->cost + (~i & 1) * width, p->cost + (i & 1) * width);
	for (unsigned s = 0; s < STATES; s++)
		ret_end[s] = p->cost[(n & 1) * width + m * STATES + s];
}

/* Where a state of a cell in an unchanged run comes from. */
static unsigned
state_before(unsigned from, unsigned state)
{
	if (state == FREE)
		return from >> 6 & 3;
	return state == ONE ? from >> 4 & 3 : from >> 3 & 1;
}

/* Walks back from the end, and adds the edits it meets in the order of the text. */
static void
programme_walk(struct programme *p, const struct region *r, size_t n, size_t m, unsigned state,
	       struct edits *e)
{
	LIST(struct edit) back = { 0 };
	size_t i = n, j = m, gap_i = n, gap_j = m;
	while (i || j) {
		unsigned from = p->from[i * (m + 1) + j];
		if (state == GAP) {
			unsigned how = from & 7;
			if (how == GAP_DEL || how == OPEN_DEL)
				i--;
			else
				j--;
			if (how == OPEN_DEL || how == OPEN_INS) {
				*LIST_ADD(&back) =
					(struct edit){ r->a + (uint32_t)i, r->a + (uint32_t)gap_i,
						       r->b + (uint32_t)j, r->b + (uint32_t)gap_j };
				state = FREE;
			}
			continue;
		}
		state = state_before(from, state);
		i--, j--;
		if (state == GAP)
			gap_i = i, gap_j = j;
	}
	for (size_t k = back.count; k-- > 0;)
		edit_add(e, back.at[k].a, back.at[k].a_end, back.at[k].b, back.at[k].b_end);
	LIST_DONE(&back);
}

/* The end of the whole text needs no words behind a change; the end of a region
 * has an anchor behind it. */
static void
programme_run(struct programme *p, struct region r, struct edits *e)
{
	size_t n = r.a_end - r.a, m = r.b_end - r.b;
	int end[STATES];
	unsigned best = GAP;
	p->cells_left -= (uint64_t)(n + 1) * (m + 1);
	programme_room(p, n, m);
	programme_fill(p, &r, n, m, end);
	for (unsigned s = 1; s < STATES; s++)
		best = end[s] < end[best] ? s : best;
	programme_walk(p, &r, n, m, best, e);
}

/* ---- anchors ---- */

static size_t
run_words(const struct tokens *t, const struct run *r)
{
	return tokens_words(t, r->a, r->a + r->len);
}

/* Keeps the runs of a region that is too large for the programme where they
 * have so many words that a place of change is worth it. */
static void
region_snap(const struct tokens *a, const struct run runs[], size_t count, struct region r,
	    double site_cost, struct edits *e)
{
	size_t at = r.a, bt = r.b;
	for (size_t i = 0; i < count; i++) {
		if ((double)run_words(a, &runs[i]) <= site_cost || run_words(a, &runs[i]) < 2)
			continue;
		edit_add(e, at, runs[i].a, bt, runs[i].b);
		at = runs[i].a + runs[i].len;
		bt = runs[i].b + runs[i].len;
	}
	edit_add(e, at, r.a_end, bt, r.b_end);
}

static void region_solve(struct programme *p, const struct run runs[], size_t count,
			 struct region r, size_t anchor, double site_cost, struct edits *e);

/* An anchor gives a few tokens at its ends to its neighbours, so that a change
 * beside it can slide to where a clause ends; what is left must be no island. */
static struct run
anchor_of(const struct tokens *t, struct run run)
{
	uint32_t give = run.len / 4 < SLIDE_MOST ? run.len / 4 : SLIDE_MOST;
	while (give > 0 && tokens_words(t, run.a + give, run.a + run.len - give) < 2)
		give--;
	return (struct run){ run.a + give, run.b + give, run.len - 2 * give };
}

/* Cuts a region at its runs of `anchor` words or more, and solves the parts. */
static void
region_cut(struct programme *p, const struct run runs[], size_t count, struct region r,
	   size_t anchor, double site_cost, struct edits *e)
{
	struct region part = r;
	size_t first = 0;
	for (size_t i = 0; i <= count; i++) {
		if (i < count && run_words(p->a, &runs[i]) < anchor)
			continue;
		struct run cut =
			i < count ? anchor_of(p->a, runs[i]) : (struct run){ r.a_end, r.b_end, 0 };
		part.a_end = cut.a;
		part.b_end = cut.b;
		region_solve(p, runs ? runs + first : NULL, i - first, part,
			     anchor - anchor / 3 - 1, site_cost, e);
		part.a = cut.a + cut.len;
		part.b = cut.b + cut.len;
		first = i + 1;
	}
}

/* A region between two anchors.  Where it is too large, its longer runs are
 * anchors too, down to those that just pay for themselves. */
static void
region_solve(struct programme *p, const struct run runs[], size_t count, struct region r,
	     size_t anchor, double site_cost, struct edits *e)
{
	uint64_t cells = (uint64_t)(r.a_end - r.a + 1) * (r.b_end - r.b + 1);
	if (r.a == r.a_end || r.b == r.b_end)
		edit_add(e, r.a, r.a_end, r.b, r.b_end);
	else if (cells <= CELLS_MOST && cells <= p->cells_left)
		programme_run(p, r, e);
	else if (anchor < 2 || (double)anchor <= site_cost)
		region_snap(p->a, runs, count, r, site_cost, e);
	else
		region_cut(p, runs, count, r, anchor, site_cost, e);
}

/* What both begin and end with is no part of the region, but for a few tokens
 * that changes may slide over. */
static void
ends_cut(const struct differ *d, struct region *r)
{
	uint32_t first = 0, last = 0, most = r->a_end < r->b_end ? r->a_end : r->b_end;
	while (first < most && d->a[first] == d->b[first])
		first++;
	while (last < most - first && d->a[r->a_end - 1 - last] == d->b[r->b_end - 1 - last])
		last++;
	first -= first < SLIDE_MOST ? first : SLIDE_MOST;
	last -= last < SLIDE_MOST ? last : SLIDE_MOST;
	*r = (struct region){ first, r->a_end - last, first, r->b_end - last };
}

static uint32_t *
syms_of(const struct tokens *t)
{
	uint32_t *syms = numbers_new(t->count);
	for (size_t i = 0; i < t->count; i++)
		syms[i] = t->at[i].sym;
	return syms;
}

/* In hundredths of a word; more than a whole text of words is as much as one. */
static int
site_of(double cost)
{
	enum { MOST = 100000 };
	return (int)((cost > 0 ? cost < MOST ? cost : MOST : 0) * UNIT);
}

static void
diff_with(struct edits *e, const struct tokens *a, const struct tokens *b, double site_cost,
	  bool may_leave_islands)
{
	uint32_t *x = syms_of(a), *y = syms_of(b);
	struct differ d = { .a = x, .n = a->count, .b = y, .m = b->count };
	struct programme p = { .a = a,
			       .b = b,
			       .site = site_of(site_cost),
			       .may_leave_islands = may_leave_islands,
			       .cells_left = CELLS_A_TOKEN * (uint64_t)(a->count + b->count) +
					     20 * (uint64_t)CELLS_MOST };
	e->count = 0;
	bool small = (uint64_t)(a->count + 1) * (b->count + 1) <= CELLS_MOST / 4;
	if (!small)
		differ_run(&d);
	struct region whole = { 0, (uint32_t)a->count, 0, (uint32_t)b->count };
	if (small)
		ends_cut(&d, &whole);
	region_cut(&p, d.runs.at, d.runs.count, whole, ANCHOR_WORDS, site_cost, e);
	free(p.cost);
	free(p.ins);
	free(p.from);
	free(x);
	free(y);
	LIST_DONE(&d.runs);
}

void
diff_tokens(struct edits *e, const struct tokens *a, const struct tokens *b, double site_cost)
{
	diff_with(e, a, b, site_cost, false);
}

void
diff_tokens_fine(struct edits *e, const struct tokens *a, const struct tokens *b, double site_cost)
{
	diff_with(e, a, b, site_cost, true);
}
