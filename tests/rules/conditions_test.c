/* Conditions, held against a slow reckoning that takes the definitions at their word:
 * every set of nodes is tried, ways are found by Floyd and Warshall, and what is freed by
 * looking at every node again and again. */
#include "rules/conditions.h"

#include "base/buf.h"
#include "rand.h"

enum { NODES_MOST = 14, FAR = 1000 };

static str
list(arena *a, const uint32_t *nodes, size_t count)
{
	buf text = { 0 };
	for (size_t i = 0; i < count; i++)
		buf_printf(&text, "%s%u", i ? " " : "", (unsigned)nodes[i]);
	str kept = arena_str(a, buf_str(&text));
	buf_done(&text);
	return kept;
}

static str
cycle_list(arena *a, const conditions *c, size_t cycle)
{
	uint32_t nodes[64];
	const struct node_cycle *of = &c->cycles.at[cycle];
	CHECK(of->count <= 64);
	for (size_t i = 0; i < of->count; i++)
		nodes[i] = c->needs.at[of->needs[i]].node;
	return list(a, nodes, of->count);
}

static str
released(arena *a, conditions *c, const uint32_t *points, size_t count)
{
	const uint32_t *freed;
	size_t n = conditions_release(c, points, count, &freed);
	return list(a, freed, n);
}

/* A consent for which its point waits. */
static uint32_t
consent_to(conditions *c, uint32_t point)
{
	uint32_t consent = conditions_consent(c, point);
	conditions_need(c, point, consent, false);
	return consent;
}

/* ---- by hand ---- */

/* Points 3, 10 and 11; 3 and 11 wait for 10, and 10 for both. */
TEST(rules_conditions, three_points_of_which_one_frees_two)
{
	arena *a = arena_new();
	conditions *c = conditions_new(a);
	uint32_t three = conditions_point(c), ten = conditions_point(c), eleven = conditions_point(c);
	uint32_t low = consent_to(c, three), upp = consent_to(c, ten), low11 = consent_to(c, eleven);
	conditions_need(c, low, ten, false);
	conditions_need(c, low11, ten, false);
	conditions_need(c, upp, low, false);
	conditions_need(c, upp, low11, false);
	conditions_ready(c);
	CHECK_EQ(c->sets.count, 1);
	CHECK_EQ(c->cycles.count, 2);
	CHECK_STR(cycle_list(a, c, 0), "2 5 4");
	struct unlockings u = conditions_unlock(c, 1000000);
	CHECK_EQ(u.one_count, 1);
	CHECK_EQ(u.ones[0].points[0], ten);
	CHECK_STR(list(a, u.ones[0].freed, u.ones[0].freed_count), "1 3");
	CHECK_EQ(u.pair_count, 0);
	CHECK(!u.is_cut);
	CHECK_STR(released(a, c, (uint32_t[]){ three, eleven }, 2), "2");
	conditions_done(c);
	arena_free(a);
}

/* LOW gives 5 if UPP gives 6, and LOW gives 6 if UPP gives 5: UPP can give both. */
TEST(rules_conditions, two_wishes_of_one_party_are_no_cycle)
{
	arena *a = arena_new();
	conditions *c = conditions_new(a);
	uint32_t five = conditions_point(c), six = conditions_point(c);
	uint32_t low5 = consent_to(c, five), upp5 = consent_to(c, five);
	uint32_t low6 = consent_to(c, six), upp6 = consent_to(c, six);
	conditions_need(c, low5, upp6, false);
	conditions_need(c, low6, upp5, false);
	conditions_ready(c);
	CHECK_EQ(c->sets.count, 0);
	CHECK_EQ(c->cycles.count, 0);
	conditions_done(c);
	arena_free(a);
}

TEST(rules_conditions, what_waits_for_a_lapsed_thing_is_stuck_and_says_why)
{
	arena *a = arena_new();
	conditions *c = conditions_new(a);
	uint32_t one = conditions_point(c), two = conditions_point(c), three = conditions_point(c);
	uint32_t low = consent_to(c, one), deadline = conditions_event(c), meeting = conditions_event(c);
	uint32_t by = conditions_need(c, low, deadline, false);
	uint32_t after = conditions_need(c, two, one, false);
	conditions_need(c, three, meeting, false);
	conditions_never(c, deadline);
	conditions_ready(c);
	CHECK(c->nodes.at[one].is_stuck && c->nodes.at[two].is_stuck && !c->nodes.at[three].is_stuck);
	CHECK_EQ(c->nodes.at[low].stuck_need, by + 1);
	CHECK_EQ(c->nodes.at[two].stuck_need, after + 1);
	conditions_done(c);
	arena_free(a);
}

TEST(rules_conditions, a_thing_that_needs_another_and_refuses_it_is_stuck)
{
	arena *a = arena_new();
	conditions *c = conditions_new(a);
	uint32_t one = conditions_point(c), two = conditions_point(c), three = conditions_point(c);
	conditions_need(c, one, two, false);
	conditions_need(c, two, three, false);
	uint32_t not = conditions_need(c, one, three, true);
	conditions_ready(c);
	CHECK(c->nodes.at[one].is_stuck && !c->nodes.at[two].is_stuck);
	CHECK_EQ(c->nodes.at[one].clash, not + 1);
	conditions_done(c);
	arena_free(a);
}

/* Whoever agrees on a point agrees in spite of what a consent to it waits for; pairs were
 * missed that freed a thing which is stuck otherwise. */
TEST(rules_conditions, a_stuck_consent_comes_with_its_point)
{
	arena *a = arena_new();
	conditions *c = conditions_new(a);
	uint32_t one = conditions_point(c), two = conditions_point(c), three = conditions_point(c), four = conditions_point(c);
	uint32_t low = conditions_consent(c, one), lapsed = conditions_event(c);
	conditions_need(c, low, lapsed, false);
	conditions_need(c, three, low, false);
	conditions_need(c, three, two, false);
	conditions_need(c, four, three, false);
	conditions_never(c, lapsed);
	conditions_ready(c);
	struct unlockings u = conditions_unlock(c, 1000000);
	CHECK_EQ(u.pair_count, 1);
	CHECK_STR(list(a, u.pairs[0].points, 2), "1 2");
	CHECK_STR(list(a, u.pairs[0].freed, u.pairs[0].freed_count), "3 4");
	conditions_done(c);
	arena_free(a);
}

/* ---- held against the definitions ---- */

struct world {
	conditions *c;
	uint32_t count;         /* nodes, from 1 */
	uint32_t dist[NODES_MOST + 1][NODES_MOST + 1];
};

static conditions *
random_conditions(arena *a, struct rand *r)
{
	conditions *c = conditions_new(a);
	uint32_t most = 3 + (uint32_t)rand_below(r, NODES_MOST - 3), points = 1 + (uint32_t)rand_below(r, 12);
	for (uint32_t i = 0; i < points && c->nodes.count <= most; i++)
		conditions_point(c);
	points = (uint32_t)c->nodes.count - 1;
	while (c->nodes.count <= most)
		if (rand_below(r, 4))
			(rand_below(r, 4) ? consent_to : conditions_consent)(c, 1 + (uint32_t)rand_below(r, points));
		else
			conditions_event(c);
	uint64_t needs = rand_below(r, 2 * most + 1);
	bool refuses = rand_below(r, 3) == 0, settles = rand_below(r, 2);
	for (uint64_t i = 0; i < needs; i++)
		conditions_need(c, 1 + (uint32_t)rand_below(r, most), 1 + (uint32_t)rand_below(r, most),
				refuses && rand_below(r, 4) == 0);
	for (uint32_t node = 1; node <= most && settles; node++) {
		uint64_t what = rand_below(r, 10);
		if (what == 0)
			conditions_settle(c, node);
		if (what == 1)
			conditions_never(c, node);
	}
	return c;
}

static enum node_state
state(const struct world *w, uint32_t node)
{
	return (enum node_state)w->c->nodes.at[node].state;
}

static bool
waits(const struct world *w, const struct need *n)
{
	return !n->negated && state(w, n->node) != NODE_SETTLED && state(w, n->what) != NODE_SETTLED;
}

static void
find_ways(struct world *w)
{
	for (uint32_t i = 1; i <= w->count; i++)
		for (uint32_t k = 1; k <= w->count; k++)
			w->dist[i][k] = FAR;
	for (size_t i = 0; i < w->c->needs.count; i++)
		if (waits(w, &w->c->needs.at[i]))
			w->dist[w->c->needs.at[i].node][w->c->needs.at[i].what] = 1;
	for (uint32_t m = 1; m <= w->count; m++)
		for (uint32_t i = 1; i <= w->count; i++)
			for (uint32_t k = 1; k <= w->count; k++)
				if (w->dist[i][m] + w->dist[m][k] < w->dist[i][k])
					w->dist[i][k] = w->dist[i][m] + w->dist[m][k];
}

static void
check_sets(const struct world *w)
{
	const conditions *c = w->c;
	for (uint32_t i = 1; i <= w->count; i++) {
		CHECK_EQ(c->nodes.at[i].set != 0, w->dist[i][i] < FAR);
		for (uint32_t k = 1; k <= w->count; k++)
			if (i != k && c->nodes.at[i].set)
				CHECK_EQ(c->nodes.at[i].set == c->nodes.at[k].set,
					 w->dist[i][k] < FAR && w->dist[k][i] < FAR);
	}
	for (size_t i = 0; i < c->sets.count; i++)
		for (size_t k = 0; k < c->sets.at[i].count; k++) {
			CHECK_EQ(c->nodes.at[c->sets.at[i].nodes[k]].set, i + 1);
			CHECK(k == 0 || c->sets.at[i].nodes[k] > c->sets.at[i].nodes[k - 1]);
		}
}

static void
check_layers(const struct world *w)
{
	for (uint32_t i = 1; i <= w->count; i++) {
		uint32_t below = 0;
		for (uint32_t k = 1; k <= w->count; k++) {
			bool together = i == k || (w->dist[i][k] < FAR && w->dist[k][i] < FAR);
			if (together)
				CHECK_EQ(w->c->nodes.at[i].layer, w->c->nodes.at[k].layer);
			else if (w->dist[i][k] < FAR && w->c->nodes.at[k].layer + 1 > below)
				below = w->c->nodes.at[k].layer + 1;
		}
		CHECK_EQ(w->c->nodes.at[i].layer, below);
	}
}

/* Each is a cycle of distinct nodes, and every need inside a set is on a shortest one. */
static void
check_cycles(const struct world *w)
{
	const conditions *c = w->c;
	for (size_t i = 0; i < c->cycles.count; i++) {
		const struct node_cycle *cycle = &c->cycles.at[i];
		uint32_t seen = 0;
		bool has_shortest = false;
		for (size_t k = 0; k < cycle->count; k++) {
			const struct need *n = &c->needs.at[cycle->needs[k]];
			CHECK(waits(w, n));
			CHECK_EQ(n->what, c->needs.at[cycle->needs[(k + 1) % cycle->count]].node);
			CHECK(!(seen & 1u << n->node));
			CHECK(n->node >= c->needs.at[cycle->needs[0]].node);
			seen |= 1u << n->node;
			has_shortest = has_shortest || cycle->count == (n->node == n->what ? 1 : 1 + w->dist[n->what][n->node]);
		}
		CHECK(has_shortest);
		CHECK(i == 0 || cycle->count >= c->cycles.at[i - 1].count);
	}
	for (uint32_t i = 0; i < c->needs.count; i++) {
		const struct need *n = &c->needs.at[i];
		if (!waits(w, n) || (n->node != n->what && w->dist[n->what][n->node] >= FAR))
			continue;
		size_t length = n->node == n->what ? 1 : 1 + w->dist[n->what][n->node];
		bool found = false;
		for (size_t k = 0; k < c->cycles.count; k++)
			for (size_t m = 0; m < c->cycles.at[k].count && c->cycles.at[k].count == length; m++)
				found = found || c->cycles.at[k].needs[m] == i;
		CHECK(found);
	}
}

/* Is this set of nodes, with all that is settled, one that may come about together? */
static bool
may_come(const struct world *w, uint32_t set)
{
	for (uint32_t i = 1; i <= w->count; i++)
		if (set & 1u << i && state(w, i) == NODE_NEVER)
			return false;
	for (size_t i = 0; i < w->c->needs.count; i++) {
		const struct need *n = &w->c->needs.at[i];
		bool there = set & 1u << n->what || state(w, n->what) == NODE_SETTLED;
		if (set & 1u << n->node && state(w, n->node) != NODE_SETTLED && there == n->negated)
			return false;
	}
	return true;
}

static void
check_stuck(const struct world *w)
{
	uint32_t can = 0;
	for (uint32_t set = 0; set < 2u << w->count; set += 2)
		if ((set & ~can) && may_come(w, set))
			can |= set;
	for (uint32_t i = 1; i <= w->count; i++) {
		const struct node *n = &w->c->nodes.at[i];
		if (state(w, i) != NODE_SETTLED)
			CHECK_EQ(n->is_stuck, !(can & 1u << i));
		if (n->is_stuck && n->stuck_need)
			CHECK_EQ(w->c->needs.at[n->stuck_need - 1].node, i);
		CHECK(!n->is_stuck || n->stuck_need || n->clash || state(w, i) == NODE_NEVER);
		if (n->clash) {
			const struct need *no = &w->c->needs.at[n->clash - 1];
			CHECK(no->negated && (no->node == i || w->dist[i][no->node] < FAR) &&
			      (no->what == i || w->dist[i][no->what] < FAR));
		}
	}
}

/* ---- freeing, slowly ---- */

static uint32_t
agreed(const struct world *w, uint32_t points)
{
	uint32_t set = 0;
	for (uint32_t i = 1; i <= w->count; i++)
		if (state(w, i) == NODE_OPEN && w->c->nodes.at[i].kind != NODE_EVENT &&
		    points & 1u << w->c->nodes.at[i].point && state(w, w->c->nodes.at[i].point) == NODE_OPEN)
			set |= 1u << i;
	return set;
}

/* All that waits for something, and has it. */
static uint32_t
brought(const struct world *w, uint32_t points, uint32_t held)
{
	uint32_t set = agreed(w, points);
	for (bool grows = true; grows;) {
		grows = false;
		for (uint32_t i = 1; i <= w->count; i++) {
			bool waits_at_all = false, has_all = true;
			for (size_t k = 0; k < w->c->needs.count; k++) {
				const struct need *n = &w->c->needs.at[k];
				if (n->node != i)
					continue;
				waits_at_all = waits_at_all || waits(w, n) || (n->negated && state(w, n->what) != NODE_NEVER);
				has_all = has_all && (!waits(w, n) || set & 1u << n->what);
			}
			if (!(set & 1u << i) && state(w, i) == NODE_OPEN && !(held & 1u << i) && waits_at_all && has_all) {
				set |= 1u << i;
				grows = true;
			}
		}
	}
	return set;
}

static uint32_t
freed(const struct world *w, uint32_t points)
{
	uint32_t held = 0, any = brought(w, points, 0);
	for (size_t k = 0; k < w->c->needs.count; k++) {
		const struct need *n = &w->c->needs.at[k];
		if (n->negated && (any & 1u << n->what || state(w, n->what) == NODE_SETTLED))
			held |= 1u << n->node;
	}
	return brought(w, points, held);
}

static uint32_t
only_points(const struct world *w, uint32_t set)
{
	for (uint32_t i = 1; i <= w->count; i++)
		if (w->c->nodes.at[i].kind != NODE_POINT)
			set &= ~(1u << i);
	return set;
}

static uint32_t
bits(const uint32_t *nodes, size_t count)
{
	uint32_t set = 0;
	for (size_t i = 0; i < count; i++)
		set |= 1u << nodes[i];
	return set;
}

static uint32_t
gain_of(const struct world *w, uint32_t points)
{
	return only_points(w, freed(w, points)) & ~points & ~freed(w, 0);
}

static bool
may_try(const struct world *w, uint32_t i)
{
	return w->c->nodes.at[i].kind == NODE_POINT && state(w, i) == NODE_OPEN && !w->c->nodes.at[i].is_stuck;
}

static void
check_ones(const struct world *w, const struct unlockings *u, size_t *ret_best)
{
	size_t found = 0;
	*ret_best = 0;
	for (uint32_t i = 1; i <= w->count; i++) {
		uint32_t gain = may_try(w, i) ? gain_of(w, 1u << i) : 0;
		bool listed = false;
		for (size_t k = 0; k < u->one_count; k++)
			if (u->ones[k].points[0] == i) {
				listed = true;
				CHECK_EQ(bits(u->ones[k].freed, u->ones[k].freed_count), gain);
			}
		CHECK_EQ(listed, gain != 0);
		found += gain != 0;
		if ((size_t)__builtin_popcount(gain) > *ret_best)
			*ret_best = (size_t)__builtin_popcount(gain);
	}
	CHECK_EQ(u->one_count, found);
	for (size_t k = 1; k < u->one_count; k++)
		CHECK(u->ones[k].freed_count <= u->ones[k - 1].freed_count);
}

/* Is it another of what a lower point brings as well? */
static bool
is_another(const struct world *w, uint32_t i)
{
	for (uint32_t k = 1; k < i && !w->c->has_refusals; k++)
		if (may_try(w, k) && freed(w, 1u << k) == freed(w, 1u << i))
			return true;
	return false;
}

static bool
refuse_each_other(const struct world *w, uint32_t i, uint32_t k)
{
	for (size_t m = 0; m < w->c->needs.count; m++) {
		const struct need *n = &w->c->needs.at[m];
		uint32_t x = w->c->nodes.at[n->node].point, y = w->c->nodes.at[n->what].point;
		if (n->negated && state(w, n->node) != NODE_SETTLED && state(w, n->what) != NODE_NEVER &&
		    ((x == i && y == k) || (x == k && y == i)))
			return true;
	}
	return false;
}

static void
check_pairs(const struct world *w, const struct unlockings *u, size_t best_one)
{
	size_t best = best_one, ties = 0, at = 0;
	for (unsigned pass = 0; pass < 2; pass++)
		for (uint32_t i = 1; i <= w->count; i++)
			for (uint32_t k = i + 1; k <= w->count; k++) {
				if (!may_try(w, i) || !may_try(w, k) || is_another(w, i) || is_another(w, k) ||
				    refuse_each_other(w, i, k))
					continue;
				uint32_t gain = gain_of(w, 1u << i | 1u << k);
				size_t n = (size_t)__builtin_popcount(gain);
				best = n > best ? n : best;
				if (pass == 0 || n < best || best == best_one)
					continue;
				ties++;
				if (at == UNLOCKINGS_LISTED)
					continue;
				CHECK(at < u->pair_count);
				CHECK_EQ(u->pairs[at].points[0], i);
				CHECK_EQ(u->pairs[at].points[1], k);
				CHECK_EQ(bits(u->pairs[at].freed, u->pairs[at].freed_count), gain);
				at++;
			}
	CHECK_EQ(u->tie_count, ties);
	CHECK_EQ(u->pair_count, at);
}

TEST(rules_conditions, random_ones_are_as_the_definitions_say)
{
	struct rand r = rand_new();
	for (unsigned i = 0; i < 1500; i++) {
		arena *a = arena_new();
		struct world w = { .c = random_conditions(a, &r) };
		w.count = (uint32_t)w.c->nodes.count - 1;
		find_ways(&w);
		conditions_ready(w.c);
		check_sets(&w);
		check_layers(&w);
		check_cycles(&w);
		check_stuck(&w);
		struct unlockings u = conditions_unlock(w.c, UINT64_MAX);
		size_t best;
		check_ones(&w, &u, &best);
		check_pairs(&w, &u, best);
		uint32_t points = (uint32_t)rand_below(&r, 1u << w.count) * 2, given[NODES_MOST], count = 0;
		for (uint32_t k = 1; k <= w.count; k++)
			if (points & 1u << k && w.c->nodes.at[k].kind == NODE_POINT)
				given[count++] = k;
		points = bits(given, count);
		const uint32_t *got;
		size_t n = conditions_release(w.c, given, count, &got);
		CHECK_EQ(bits(got, n), only_points(&w, freed(&w, points)) & ~points);
		conditions_done(w.c);
		arena_free(a);
	}
}

/* ---- many ---- */

static conditions *
chain(arena *a, uint32_t count, bool is_ring)
{
	conditions *c = conditions_new(a);
	for (uint32_t i = 0; i < count; i++)
		conditions_point(c);
	for (uint32_t i = 1; i < count; i++)
		conditions_need(c, i, i + 1, false);
	if (is_ring)
		conditions_need(c, count, 1, false);
	conditions_ready(c);
	return c;
}

TEST(rules_conditions, a_chain_of_a_million_has_an_end)
{
	arena *a = arena_new();
	enum { MANY = 1000000 };
	conditions *c = chain(a, MANY, false);
	CHECK_EQ(c->nodes.at[1].layer, MANY - 1);
	struct unlockings u = conditions_unlock(c, 100000);
	CHECK(u.is_cut && u.steps < 2000000);
	conditions_done(c);
	arena_free(a);
}

TEST(rules_conditions, a_ring_is_one_cycle)
{
	arena *a = arena_new();
	conditions *c = chain(a, 500, true);
	CHECK_EQ(c->sets.count, 1);
	CHECK_EQ(c->sets.at[0].count, 500);
	CHECK_EQ(c->cycles.count, 1);
	CHECK_EQ(c->cycles.at[0].count, 500);
	struct unlockings u = conditions_unlock(c, 10000000);
	CHECK(!u.is_cut);
	CHECK_EQ(u.one_count, 500);
	CHECK_EQ(u.pair_count, 0);
	conditions_done(c);
	arena_free(a);
}

/* Two things of one party each, which many wait for. */
TEST(rules_conditions, ties_are_counted_and_the_first_listed)
{
	arena *a = arena_new();
	conditions *c = conditions_new(a);
	enum { TWOS = 60 };
	for (uint32_t i = 0; i < 2 * TWOS; i++)
		conditions_point(c);
	for (uint32_t i = 1; i <= TWOS; i++)
		conditions_need(c, i, TWOS + i, false);
	conditions_ready(c);
	struct unlockings u = conditions_unlock(c, 10000000);
	CHECK_EQ(u.one_count, TWOS);
	CHECK_EQ(u.tie_count, TWOS * (TWOS - 1) / 2);
	CHECK_EQ(u.pair_count, UNLOCKINGS_LISTED);
	CHECK_EQ(u.pairs[1].points[0], TWOS + 1);
	CHECK_EQ(u.pairs[1].points[1], TWOS + 3);
	conditions_done(c);
	arena_free(a);
}
