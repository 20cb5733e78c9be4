/* The graph itself, and what is stuck in it.
 *
 * Every node has one rule: it comes about when all its needs are met.  So what
 * a node needs in turn, D(node), is in every course on which it comes about, and
 * D(node) alone is such a course unless something in it never comes, or one
 * part of it refuses another.  Hence a node is stuck exactly where it reaches
 * what never comes, or reaches both ends of a refusal: two walks backwards.
 */
#include "rules/conditions.h"

#include <assert.h>
#include <string.h>

#include "rules/conditions_int.h"

conditions *
conditions_new(arena *a)
{
	conditions *c = ARENA_NEW(a, conditions);
	c->a = a;
	(void)LIST_ADD(&c->nodes);
	return c;
}

void
conditions_done(conditions *c)
{
	if (!c)
		return;
	LIST_DONE(&c->nodes);
	LIST_DONE(&c->needs);
	LIST_DONE(&c->sets);
	LIST_DONE(&c->cycles);
}

/* ---- building ---- */

static uint32_t
node_add(conditions *c, enum node_kind kind)
{
	assert(!c->of);
	uint32_t node = (uint32_t)c->nodes.count;
	LIST_ADD(&c->nodes)->kind = (uint8_t)kind;
	return node;
}

uint32_t
conditions_point(conditions *c)
{
	uint32_t node = node_add(c, NODE_POINT);
	c->nodes.at[node].point = node;
	return node;
}

uint32_t
conditions_consent(conditions *c, uint32_t point)
{
	assert(c->nodes.at[point].kind == NODE_POINT);
	uint32_t node = node_add(c, NODE_CONSENT);
	c->nodes.at[node].point = point;
	c->nodes.at[node].next_consent = c->nodes.at[point].consents;
	c->nodes.at[point].consents = node;
	return node;
}

uint32_t
conditions_event(conditions *c)
{
	return node_add(c, NODE_EVENT);
}

void
conditions_settle(conditions *c, uint32_t node)
{
	c->nodes.at[node].state = NODE_SETTLED;
}

void
conditions_never(conditions *c, uint32_t node)
{
	c->nodes.at[node].state = NODE_NEVER;
}

uint32_t
conditions_need(conditions *c, uint32_t node, uint32_t what, bool negated)
{
	assert(node && what && node < c->nodes.count && what < c->nodes.count);
	uint32_t need = (uint32_t)c->needs.count;
	*LIST_ADD(&c->needs) = (struct need){ .node = node, .what = what, .negated = negated };
	return need;
}

/* ---- by node ---- */

/* A need is met for good where what it waits for is there, or what it refuses never comes. */
static void
find_open(conditions *c)
{
	for (size_t i = 0; i < c->needs.count; i++) {
		struct need *n = &c->needs.at[i];
		enum node_state met = n->negated ? NODE_NEVER : NODE_SETTLED;
		n->is_open = c->nodes.at[n->node].state != NODE_SETTLED && c->nodes.at[n->what].state != met;
		c->has_refusals = c->has_refusals || (n->is_open && n->negated);
	}
}

/* The open needs in the order of `key`, by counting. */
static void
sort_needs(conditions *c, bool by_what, uint32_t **ret_start, uint32_t **ret_needs)
{
	uint32_t *start = ARENA_ARRAY(c->a, uint32_t, c->nodes.count + 2);
	uint32_t *sorted = ARENA_ARRAY(c->a, uint32_t, c->needs.count + 1);
	for (size_t i = 0; i < c->needs.count; i++)
		if (need_is_edge(&c->needs.at[i]))
			start[(by_what ? c->needs.at[i].what : c->needs.at[i].node) + 2]++;
	for (size_t n = 1; n < c->nodes.count + 2; n++)
		start[n] += start[n - 1];
	for (size_t i = 0; i < c->needs.count; i++)
		if (need_is_edge(&c->needs.at[i]))
			sorted[start[(by_what ? c->needs.at[i].what : c->needs.at[i].node) + 1]++] = (uint32_t)i;
	*ret_start = start;
	*ret_needs = sorted;
}

/* ---- stuck ---- */

struct walk { uint32_t *queue; size_t first, count; };

static void
stick(conditions *c, struct walk *w, uint32_t node, uint32_t need)
{
	struct node *n = &c->nodes.at[node];
	if (n->is_stuck || n->state == NODE_SETTLED)
		return;
	n->is_stuck = true;
	n->stuck_need = need;
	w->queue[w->count++] = node;
}

/* What never comes, what refuses something that is there, and whoever needs those:
 * the nearest first. */
static void
find_stuck(conditions *c, struct walk *w)
{
	w->first = w->count = 0;
	for (uint32_t node = 1; node < c->nodes.count; node++)
		if (c->nodes.at[node].state == NODE_NEVER)
			stick(c, w, node, 0);
	for (uint32_t i = 0; i < c->needs.count; i++) {
		const struct need *n = &c->needs.at[i];
		if (n->is_open && n->negated && c->nodes.at[n->what].state == NODE_SETTLED)
			stick(c, w, n->node, i + 1);
	}
	while (w->first < w->count) {
		uint32_t node = w->queue[w->first++];
		for (uint32_t i = c->for_start[node]; i < c->for_start[node + 1]; i++)
			stick(c, w, c->needs.at[c->for_[i]].node, c->for_[i] + 1);
	}
}

/* Marks all that need `node` in turn, itself among them. */
static void
mark_needing(const conditions *c, struct walk *w, uint32_t node, uint8_t mark, uint8_t *marks)
{
	w->first = w->count = 0;
	marks[node] |= mark;
	w->queue[w->count++] = node;
	while (w->first < w->count) {
		uint32_t at = w->queue[w->first++];
		for (uint32_t i = c->for_start[at]; i < c->for_start[at + 1]; i++) {
			uint32_t next = c->needs.at[c->for_[i]].node;
			if (!(marks[next] & mark)) {
				marks[next] |= mark;
				w->queue[w->count++] = next;
			}
		}
	}
}

static void
find_clashes(conditions *c, struct walk *w)
{
	uint8_t *marks = ARENA_ARRAY(c->a, uint8_t, c->nodes.count);
	for (uint32_t i = 0; i < c->needs.count; i++) {
		const struct need *n = &c->needs.at[i];
		if (!n->is_open || !n->negated || c->nodes.at[n->what].state != NODE_OPEN)
			continue;
		memset(marks, 0, c->nodes.count);
		mark_needing(c, w, n->node, 1, marks);
		mark_needing(c, w, n->what, 2, marks);
		for (uint32_t node = 1; node < c->nodes.count; node++)
			if (marks[node] == 3 && !c->nodes.at[node].is_stuck && c->nodes.at[node].state == NODE_OPEN) {
				c->nodes.at[node].is_stuck = true;
				c->nodes.at[node].clash = i + 1;
			}
	}
}

void
conditions_ready(conditions *c)
{
	assert(!c->of);
	find_open(c);
	sort_needs(c, false, &c->of_start, &c->of);
	sort_needs(c, true, &c->for_start, &c->for_);
	c->waits = ARENA_ARRAY(c->a, uint32_t, c->nodes.count);
	for (uint32_t node = 1; node < c->nodes.count; node++)
		c->waits[node] = c->of_start[node + 1] - c->of_start[node];
	struct walk w = { .queue = ARENA_ARRAY(c->a, uint32_t, c->nodes.count) };
	find_stuck(c, &w);
	find_clashes(c, &w);
	conditions_find_sets(c);
	conditions_find_cycles(c);
}
