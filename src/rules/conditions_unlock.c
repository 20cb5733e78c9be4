/* What is freed by agreeing on a few points, and which few free most.
 *
 * Freeing is counting down: a node that is there takes one from each that waits
 * for it, and who has none left is there too.  With refusals it is done twice:
 * first as if there were none, and what would be there then holds back those
 * that refuse it.
 *
 * Pairs.  Let C(x) be what agreeing on x alone brings.  C(x, y) is more than C(x)
 * and C(y) together only where some node has all its needs in both and in neither
 * alone; the first such node p then has at least as many met by C(x) and by C(y)
 * as it waits for.  So each C(x) is kept, with what it leaves half met.  Pairs
 * that share a p with enough met are tried for real; all others free what each
 * frees alone, and of those, taken by what they free alone, most first, none
 * need be looked at once the sum is below the best.  Where y and every consent
 * to it are inside C(x), y adds nothing; where C(y) is then no smaller, both bring
 * the same, and the lower stands for both.  With refusals none of this holds, and every pair is tried.
 */
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "rules/conditions_int.h"

struct freeing {
	const conditions *c;
	uint32_t *left;         /* by node: needs not yet met */
	bool *in, *held_back;
	uint32_t *trail;        /* what is in, in the order in which it came */
	size_t count, done;
	uint64_t steps;
};

static struct freeing
freeing_new(const conditions *c)
{
	size_t count = c->nodes.count;
	struct freeing f = { .c = c,
			     .left = ARENA_ARRAY(c->a, uint32_t, count),
			     .in = ARENA_ARRAY(c->a, bool, count),
			     .held_back = ARENA_ARRAY(c->a, bool, count),
			     .trail = ARENA_ARRAY(c->a, uint32_t, count) };
	memcpy(f.left, c->waits, count * sizeof *f.left);
	return f;
}

static void
bring(struct freeing *f, uint32_t node)
{
	if (f->in[node] || f->c->nodes.at[node].state != NODE_OPEN)
		return;
	f->in[node] = true;
	f->trail[f->count++] = node;
}

static void
follow(struct freeing *f)
{
	const conditions *c = f->c;
	while (f->done < f->count) {
		uint32_t node = f->trail[f->done++];
		for (uint32_t i = c->for_start[node]; i < c->for_start[node + 1]; i++) {
			uint32_t next = c->needs.at[c->for_[i]].node;
			f->steps++;
			if (--f->left[next] == 0 && !f->held_back[next])
				bring(f, next);
		}
	}
}

static void
take_back(struct freeing *f)
{
	const conditions *c = f->c;
	while (f->count) {
		uint32_t node = f->trail[--f->count];
		f->in[node] = false;
		for (uint32_t i = c->for_start[node]; i < c->for_start[node + 1]; i++)
			f->left[c->needs.at[c->for_[i]].node]++;
	}
	f->done = 0;
}

/* Agreement to a point is everybody's consent to it. */
static void
agree(struct freeing *f, uint32_t point)
{
	const conditions *c = f->c;
	if (c->nodes.at[point].state != NODE_OPEN)
		return;
	bring(f, point);
	for (uint32_t consent = c->nodes.at[point].consents; consent; consent = c->nodes.at[consent].next_consent)
		bring(f, consent);
	follow(f);
}

/* Nodes that wait only for things not to come. */
static void
bring_refusing(struct freeing *f)
{
	const conditions *c = f->c;
	for (size_t i = 0; i < c->needs.count && c->has_refusals; i++) {
		const struct need *n = &c->needs.at[i];
		f->steps++;
		if (n->is_open && n->negated && !c->waits[n->node] && !f->held_back[n->node])
			bring(f, n->node);
	}
	follow(f);
}

static void
agree_all(struct freeing *f, const uint32_t *points, size_t count)
{
	for (size_t i = 0; i < count; i++)
		agree(f, points[i]);
	bring_refusing(f);
}

static void
hold_back(struct freeing *f, bool *held)
{
	const conditions *c = f->c;
	for (size_t i = 0; i < c->needs.count; i++) {
		const struct need *n = &c->needs.at[i];
		if (n->is_open && n->negated && (f->in[n->what] || c->nodes.at[n->what].state == NODE_SETTLED))
			held[n->node] = true;
	}
}

/* Leaves in f->trail what comes about. */
static void
release(struct freeing *f, const uint32_t *points, size_t count)
{
	take_back(f);
	memset(f->held_back, 0, f->c->nodes.count);
	agree_all(f, points, count);
	if (!f->c->has_refusals)
		return;
	hold_back(f, f->held_back);
	take_back(f);
	agree_all(f, points, count);
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return x < y ? -1 : x > y;
}

/* The points on the trail but for those given, and for what is there without them. */
static size_t
freed_points(const struct freeing *f, const bool *before, const uint32_t *points, size_t count, uint32_t *ret_freed)
{
	size_t freed = 0;
	for (size_t i = 0; i < f->count; i++) {
		uint32_t node = f->trail[i];
		bool is_given = false;
		for (size_t k = 0; k < count; k++)
			is_given = is_given || points[k] == node;
		if (f->c->nodes.at[node].kind == NODE_POINT && !is_given && !(before && before[node]))
			ret_freed[freed++] = node;
	}
	if (freed)
		qsort(ret_freed, freed, sizeof *ret_freed, by_number);
	return freed;
}

size_t
conditions_release(conditions *c, const uint32_t *points, size_t count, const uint32_t **ret_freed)
{
	struct freeing f = freeing_new(c);
	uint32_t *freed = ARENA_ARRAY(c->a, uint32_t, c->nodes.count);
	release(&f, points, count);
	*ret_freed = freed;
	return freed_points(&f, NULL, points, count, freed);
}

/* ---- searching ---- */

/* What agreeing on one point brings: a part of `brought`. */
struct reach { uint32_t point; size_t gain, first, count; bool is_same; /* as a lower one brings */ };

struct pair { uint32_t points[2]; };

/* A node that it leaves half met. */
struct half { uint32_t node, reach, met; };

struct search {
	conditions *c;
	struct freeing f;
	uint64_t effort;
	bool *before;           /* by node: there without any agreement */
	LIST(struct reach) reaches;
	LIST(uint32_t) brought;
	LIST(struct half) halves;
	LIST(struct pair) pairs;
	map tried;
	size_t best;
	struct unlockings result;
};

static bool
is_candidate(const struct node *n)
{
	return n->kind == NODE_POINT && n->state == NODE_OPEN && !n->is_stuck;
}

static struct unlocking
keep(const struct search *s, const uint32_t *points, unsigned count, const uint32_t *freed, size_t freed_count)
{
	uint32_t *copy = ARENA_ARRAY(s->c->a, uint32_t, freed_count + 1);
	if (freed_count)
		memcpy(copy, freed, freed_count * sizeof *copy);
	struct unlocking u = { .count = (uint8_t)count, .freed = copy, .freed_count = freed_count };
	memcpy(u.points, points, count * sizeof *points);
	return u;
}

static void
note_halves(struct search *s, uint32_t reach)
{
	const conditions *c = s->c;
	for (size_t i = 0; i < s->f.count; i++)
		for (uint32_t k = c->for_start[s->f.trail[i]]; k < c->for_start[s->f.trail[i] + 1]; k++) {
			uint32_t node = c->needs.at[c->for_[k]].node, left = s->f.left[node];
			s->f.steps++;
			if (left && !s->f.in[node] && c->nodes.at[node].state == NODE_OPEN)
				*LIST_ADD(&s->halves) = (struct half){ node, reach, c->waits[node] - left };
		}
}

static bool
is_spent(struct search *s)
{
	s->result.is_cut = s->result.is_cut || s->f.steps >= s->effort;
	return s->result.is_cut;
}

static void
try_ones(struct search *s)
{
	uint32_t *freed = ARENA_ARRAY(s->c->a, uint32_t, s->c->nodes.count);
	LIST(struct unlocking) ones = { 0 };
	for (uint32_t point = 1; point < s->c->nodes.count && !is_spent(s); point++) {
		if (!is_candidate(&s->c->nodes.at[point]))
			continue;
		release(&s->f, &point, 1);
		size_t gain = freed_points(&s->f, s->before, &point, 1, freed);
		*LIST_ADD(&s->reaches) = (struct reach){ .point = point, .gain = gain, .first = s->brought.count,
							  .count = s->f.count };
		for (size_t i = 0; i < s->f.count; i++)
			*LIST_ADD(&s->brought) = s->f.trail[i];
		if (!s->c->has_refusals)
			note_halves(s, (uint32_t)s->reaches.count - 1);
		if (gain)
			*LIST_ADD(&ones) = keep(s, &point, 1, freed, gain);
		s->best = gain > s->best ? gain : s->best;
	}
	struct unlocking *list = ARENA_ARRAY(s->c->a, struct unlocking, ones.count + 1);
	if (ones.count)
		memcpy(list, ones.at, ones.count * sizeof *list);
	s->result.ones = list;
	s->result.one_count = ones.count;
	LIST_DONE(&ones);
}

static int
by_gain(const void *a, const void *b)
{
	const struct unlocking *x = a, *y = b;
	if (x->freed_count != y->freed_count)
		return x->freed_count > y->freed_count ? -1 : 1;
	return by_number(&x->points[0], &y->points[0]);
}

static int
by_points(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	int first = by_number(&x->points[0], &y->points[0]);
	return first ? first : by_number(&x->points[1], &y->points[1]);
}

/* A pair that frees as much as the best so far, and more than one point does. */
static void
offer(struct search *s, uint32_t x, uint32_t y, size_t gain)
{
	if (gain < s->best || (gain == s->best && !s->pairs.count))
		return;
	if (gain > s->best) {
		s->pairs.count = 0;
		s->result.tie_count = 0;
		s->best = gain;
	}
	s->result.tie_count++;
	if (s->pairs.count == 2 * UNLOCKINGS_LISTED) {
		qsort(s->pairs.at, s->pairs.count, sizeof *s->pairs.at, by_points);
		s->pairs.count = UNLOCKINGS_LISTED;
	}
	*LIST_ADD(&s->pairs) = (struct pair){ { x < y ? x : y, x < y ? y : x } };
}

/* Is one of them refused by consent to the other? */
static bool
is_refused(const struct search *s, const uint32_t points[2])
{
	const conditions *c = s->c;
	for (size_t i = 0; i < c->needs.count && c->has_refusals; i++) {
		const struct need *n = &c->needs.at[i];
		uint32_t by = c->nodes.at[n->node].point, what = c->nodes.at[n->what].point;
		if (n->is_open && n->negated && by != what && (by == points[0] || by == points[1]) &&
		    (what == points[0] || what == points[1]))
			return true;
	}
	return false;
}

static void
try_pair(struct search *s, uint32_t x, uint32_t y, uint32_t *scratch)
{
	uint32_t points[2] = { x, y };
	s->f.steps += s->c->has_refusals ? s->c->needs.count : 1;
	if (is_refused(s, points))
		return;
	release(&s->f, points, 2);
	offer(s, x, y, freed_points(&s->f, s->before, points, 2, scratch));
}

static void
try_every_pair(struct search *s, uint32_t *scratch)
{
	for (size_t i = 0; i < s->reaches.count; i++)
		for (size_t k = i + 1; k < s->reaches.count && !is_spent(s); k++)
			try_pair(s, s->reaches.at[i].point, s->reaches.at[k].point, scratch);
}

/* ---- pairs that free more than each alone ---- */

/* By node, and of one node the most met first. */
static int
by_node(const void *a, const void *b)
{
	const struct half *x = a, *y = b;
	if (x->node != y->node)
		return x->node < y->node ? -1 : 1;
	if (x->met != y->met)
		return x->met > y->met ? -1 : 1;
	return by_number(&x->reach, &y->reach);
}

/* A node that two needs of one reach leave half met is noted twice. */
static void
unite_halves(struct search *s)
{
	size_t kept = 0;
	if (s->halves.count)
		qsort(s->halves.at, s->halves.count, sizeof *s->halves.at, by_node);
	for (size_t i = 0; i < s->halves.count; i++)
		if (!kept || by_node(&s->halves.at[kept - 1], &s->halves.at[i]) != 0)
			s->halves.at[kept++] = s->halves.at[i];
	s->halves.count = kept;
}

static void
try_halves(struct search *s, uint32_t *scratch)
{
	unite_halves(s);
	for (size_t i = 0; i < s->halves.count; i++) {
		const struct half *x = &s->halves.at[i];
		for (size_t k = i + 1; k < s->halves.count && !is_spent(s); k++) {
			const struct half *y = &s->halves.at[k];
			s->f.steps++;
			if (y->node != x->node || x->met + y->met < s->c->waits[x->node])
				break;
			if (s->reaches.at[x->reach].is_same || s->reaches.at[y->reach].is_same)
				continue;
			uint32_t low = x->reach < y->reach ? x->reach : y->reach, high = x->reach ^ y->reach ^ low;
			uint32_t *tried = map_at(&s->tried, (uint64_t)low << 32 | high);
			if (!*tried)
				try_pair(s, s->reaches.at[low].point, s->reaches.at[high].point, scratch);
			*tried = 1;
		}
	}
}

/* ---- pairs that free what each frees ---- */

static int
by_reach(const void *a, const void *b)
{
	const struct reach *x = a, *y = b;
	if (x->gain != y->gain)
		return x->gain > y->gain ? -1 : 1;
	return by_number(&x->point, &y->point);
}

static void
stamp_reach(const struct search *s, const struct reach *x, uint32_t *stamps, uint32_t stamp)
{
	for (size_t i = 0; i < x->count; i++)
		stamps[s->brought.at[x->first + i]] = stamp;
}

/* Is all that agreement on the point says stamped? */
static bool
is_inside(const conditions *c, uint32_t point, const uint32_t *stamps, uint32_t stamp)
{
	bool inside = stamps[point] == stamp;
	for (uint32_t n = c->nodes.at[point].consents; n && inside; n = c->nodes.at[n].next_consent)
		inside = c->nodes.at[n].state != NODE_OPEN || stamps[n] == stamp;
	return inside;
}

/* How many points either frees; what x brings has the stamp. */
static size_t
sum(struct search *s, const struct reach *x, const struct reach *y, const uint32_t *stamps, uint32_t stamp)
{
	size_t gain = x->gain - (stamps[y->point] == stamp);
	for (size_t i = 0; i < y->count; i++) {
		uint32_t node = s->brought.at[y->first + i];
		s->f.steps++;
		gain += s->c->nodes.at[node].kind == NODE_POINT && node != y->point && stamps[node] != stamp;
	}
	return gain;
}

static void
try_sums(struct search *s, const uint32_t *number)
{
	uint32_t *stamps = ARENA_ARRAY(s->c->a, uint32_t, s->c->nodes.count);
	for (uint32_t i = 0; i < s->reaches.count; i++) {
		const struct reach *x = &s->reaches.at[i];
		if (x->is_same)
			continue;
		stamp_reach(s, x, stamps, i + 1);
		for (size_t k = i + 1; k < s->reaches.count && !is_spent(s); k++) {
			const struct reach *y = &s->reaches.at[k];
			s->f.steps++;
			if (x->gain + y->gain < s->best)
				break;
			uint32_t a = number[x->point], b = number[y->point], low = a < b ? a : b;
			if (y->is_same || is_inside(s->c, y->point, stamps, i + 1) ||
			    map_get(&s->tried, (uint64_t)low << 32 | (a ^ b ^ low)))
				continue;
			offer(s, x->point, y->point, sum(s, x, y, stamps, i + 1));
		}
	}
}

/* What y inside C(x) brings is in C(x), so as much is the same. */
static void
find_same(struct search *s, const uint32_t *number)
{
	uint32_t *stamps = ARENA_ARRAY(s->c->a, uint32_t, s->c->nodes.count);
	for (uint32_t i = 0; i < s->reaches.count; i++) {
		const struct reach *x = &s->reaches.at[i];
		if (x->is_same)
			continue;
		stamp_reach(s, x, stamps, i + 1);
		for (size_t b = 0; b < x->count; b++) {
			uint32_t node = s->brought.at[x->first + b];
			struct reach *y = &s->reaches.at[number[node]];
			if (node != x->point && y->point == node && y->count == x->count &&
			    is_inside(s->c, node, stamps, i + 1))
				y->is_same = true;
			s->f.steps++;
		}
	}
}

static void
try_pairs(struct search *s, uint32_t *scratch)
{
	uint32_t *number = ARENA_ARRAY(s->c->a, uint32_t, s->c->nodes.count);
	for (uint32_t i = 0; i < s->reaches.count; i++)
		number[s->reaches.at[i].point] = i;
	find_same(s, number);
	try_halves(s, scratch);
	if (s->reaches.count)
		qsort(s->reaches.at, s->reaches.count, sizeof *s->reaches.at, by_reach);
	try_sums(s, number);
}

static void
keep_pairs(struct search *s, uint32_t *scratch)
{
	if (s->pairs.count)
		qsort(s->pairs.at, s->pairs.count, sizeof *s->pairs.at, by_points);
	s->result.pair_count = s->pairs.count < UNLOCKINGS_LISTED ? s->pairs.count : UNLOCKINGS_LISTED;
	struct unlocking *list = ARENA_ARRAY(s->c->a, struct unlocking, s->result.pair_count + 1);
	for (size_t i = 0; i < s->result.pair_count; i++) {
		const uint32_t *points = s->pairs.at[i].points;
		release(&s->f, points, 2);
		list[i] = keep(s, points, 2, scratch, freed_points(&s->f, s->before, points, 2, scratch));
	}
	s->result.pairs = list;
}

struct unlockings
conditions_unlock(conditions *c, uint64_t effort)
{
	struct search s = { .c = c, .f = freeing_new(c), .effort = effort };
	uint32_t *scratch = ARENA_ARRAY(c->a, uint32_t, c->nodes.count);
	s.before = ARENA_ARRAY(c->a, bool, c->nodes.count);
	release(&s.f, NULL, 0);
	memcpy(s.before, s.f.in, c->nodes.count);
	try_ones(&s);
	struct unlocking *ones = (struct unlocking *)(uintptr_t)s.result.ones;
	if (s.result.one_count)
		qsort(ones, s.result.one_count, sizeof *ones, by_gain);
	if (c->has_refusals)
		try_every_pair(&s, scratch);
	else
		try_pairs(&s, scratch);
	keep_pairs(&s, scratch);
	s.result.steps = s.f.steps;
	LIST_DONE(&s.reaches);
	LIST_DONE(&s.brought);
	LIST_DONE(&s.halves);
	LIST_DONE(&s.pairs);
	map_done(&s.tried);
	return s.result;
}
