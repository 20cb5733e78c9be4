/* Sets, layers and cycles.
 *
 * Sets are strongly connected components (Tarjan, Depth-First Search and Linear
 * Graph Algorithms, 1972), with a stack of our own in place of recursion: a
 * chain of a million conditions must not end the program.  A component is
 * complete when all it reaches is, so layers come on the way.
 *
 * Of a set with many cycles, there may be exponentially many, those are listed
 * that a reader needs: through each need inside the set a shortest one, found
 * breadth first from both ends, what it waits for and who waits.  A need that lies on
 * a listed cycle as short as its own shortest gets none of its own.
 */
#include <stdlib.h>
#include <string.h>

#include "rules/conditions_int.h"

/* ---- sets ---- */

struct tarjan {
	conditions *c;
	uint32_t *index, *low;  /* by node; 0: not yet visited */
	uint32_t *stack, *path, *next;          /* next: by node, the need to follow */
	size_t stack_count, path_count;
	uint32_t visited;
	bool *on_stack;
};

static void
enter(struct tarjan *t, uint32_t node)
{
	t->index[node] = t->low[node] = ++t->visited;
	t->stack[t->stack_count++] = node;
	t->path[t->path_count++] = node;
	t->on_stack[node] = true;
	t->next[node] = t->c->of_start[node];
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return x < y ? -1 : x > y;
}

static bool
needs_itself(const conditions *c, uint32_t node)
{
	for (uint32_t i = c->of_start[node]; i < c->of_start[node + 1]; i++)
		if (c->needs.at[c->of[i]].what == node)
			return true;
	return false;
}

/* One above the highest that any of them needs outside. */
static void
set_layers(conditions *c, const uint32_t *nodes, size_t count)
{
	uint32_t layer = 0;
	for (size_t k = 0; k < count; k++)
		c->nodes.at[nodes[k]].layer = UINT32_MAX;
	for (size_t k = 0; k < count; k++)
		for (uint32_t i = c->of_start[nodes[k]]; i < c->of_start[nodes[k] + 1]; i++) {
			uint32_t below = c->nodes.at[c->needs.at[c->of[i]].what].layer;
			if (below != UINT32_MAX && below >= layer)
				layer = below + 1;
		}
	for (size_t k = 0; k < count; k++)
		c->nodes.at[nodes[k]].layer = layer;
}

static void
complete(struct tarjan *t, uint32_t node)
{
	conditions *c = t->c;
	size_t from = t->stack_count;
	do
		t->on_stack[t->stack[--from]] = false;
	while (t->stack[from] != node);
	uint32_t *nodes = t->stack + from;
	size_t count = t->stack_count - from;
	t->stack_count = from;
	set_layers(c, nodes, count);
	if (count == 1 && !needs_itself(c, node))
		return;
	uint32_t *kept = ARENA_ARRAY(c->a, uint32_t, count);
	memcpy(kept, nodes, count * sizeof *nodes);
	qsort(kept, count, sizeof *kept, by_number);
	*LIST_ADD(&c->sets) = (struct node_set){ kept, count };
}

static void
visit_from(struct tarjan *t, uint32_t root)
{
	const conditions *c = t->c;
	enter(t, root);
	while (t->path_count) {
		uint32_t node = t->path[t->path_count - 1];
		if (t->next[node] < c->of_start[node + 1]) {
			uint32_t what = c->needs.at[c->of[t->next[node]++]].what;
			if (!t->index[what])
				enter(t, what);
			else if (t->on_stack[what] && t->index[what] < t->low[node])
				t->low[node] = t->index[what];
			continue;
		}
		t->path_count--;
		if (t->low[node] == t->index[node])
			complete(t, node);
		uint32_t above = t->path_count ? t->path[t->path_count - 1] : 0;
		if (above && t->low[node] < t->low[above])
			t->low[above] = t->low[node];
	}
}

static int
by_lowest(const void *a, const void *b)
{
	const struct node_set *x = a, *y = b;
	return by_number(x->nodes, y->nodes);
}

void
conditions_find_sets(conditions *c)
{
	size_t count = c->nodes.count;
	struct tarjan t = { .c = c,
			    .index = ARENA_ARRAY(c->a, uint32_t, count),
			    .low = ARENA_ARRAY(c->a, uint32_t, count),
			    .stack = ARENA_ARRAY(c->a, uint32_t, count),
			    .path = ARENA_ARRAY(c->a, uint32_t, count),
			    .next = ARENA_ARRAY(c->a, uint32_t, count),
			    .on_stack = ARENA_ARRAY(c->a, bool, count) };
	for (uint32_t node = 1; node < count; node++)
		if (!t.index[node])
			visit_from(&t, node);
	if (c->sets.count)
		qsort(c->sets.at, c->sets.count, sizeof *c->sets.at, by_lowest);
	for (size_t i = 0; i < c->sets.count; i++)
		for (size_t k = 0; k < c->sets.at[i].count; k++)
			c->nodes.at[c->sets.at[i].nodes[k]].set = (uint32_t)i + 1;
}

/* ---- cycles ---- */

/* One end of a search that walks from both, level by level. */
struct end {
	uint32_t *queue;
	size_t first, count;
	uint32_t *from;         /* by node: the need by which it was reached */
	uint32_t *stamp;        /* by node: the search that reached it */
	const uint32_t *start, *needs;  /* where it walks: c->of from the front, c->for_ from the back */
	bool is_front;
};

struct search { conditions *c; struct end front, back; uint32_t run; uint32_t *way; };

static struct end
end_new(conditions *c, bool is_front)
{
	size_t count = c->nodes.count;
	return (struct end){ .queue = ARENA_ARRAY(c->a, uint32_t, count),
			     .from = ARENA_ARRAY(c->a, uint32_t, count),
			     .stamp = ARENA_ARRAY(c->a, uint32_t, count),
			     .start = is_front ? c->of_start : c->for_start,
			     .needs = is_front ? c->of : c->for_,
			     .is_front = is_front };
}

static void
begin(struct end *e, uint32_t node, uint32_t run)
{
	e->first = e->count = 0;
	e->queue[e->count++] = node;
	e->stamp[node] = run;
}

/* The next level inside the set; gives where the ends met, or 0.  All ways as short as
 * the levels walked so far were seen, so the first place is on a shortest one. */
static uint32_t
step(const struct search *s, struct end *e, const struct end *other)
{
	const conditions *c = s->c;
	uint32_t set = c->nodes.at[e->queue[0]].set;
	for (size_t level = e->count; e->first < level; e->first++) {
		uint32_t node = e->queue[e->first];
		for (uint32_t i = e->start[node]; i < e->start[node + 1]; i++) {
			const struct need *n = &c->needs.at[e->needs[i]];
			uint32_t next = e->is_front ? n->what : n->node;
			if (e->stamp[next] == s->run || c->nodes.at[next].set != set)
				continue;
			e->stamp[next] = s->run;
			e->from[next] = e->needs[i];
			e->queue[e->count++] = next;
			if (other->stamp[next] == s->run)
				return next;
		}
	}
	return 0;
}

/* The needs of a shortest way from `first` to `last` inside their set into s->way; gives
 * how many.  There is one. */
static size_t
find_way(struct search *s, uint32_t first, uint32_t last)
{
	const conditions *c = s->c;
	size_t count = 0;
	if (first == last)
		return 0;
	s->run++;
	begin(&s->front, first, s->run);
	begin(&s->back, last, s->run);
	uint32_t met = 0;
	while (!met)
		met = s->front.count - s->front.first <= s->back.count - s->back.first ? step(s, &s->front, &s->back)
										       : step(s, &s->back, &s->front);
	for (uint32_t node = met; node != first; node = c->needs.at[s->front.from[node]].node)
		s->way[count++] = s->front.from[node];
	for (size_t i = 0; i < count / 2; i++) {
		uint32_t need = s->way[i];
		s->way[i] = s->way[count - 1 - i];
		s->way[count - 1 - i] = need;
	}
	for (uint32_t node = met; node != last; node = c->needs.at[s->back.from[node]].what)
		s->way[count++] = s->back.from[node];
	return count;
}

struct found { uint32_t need; size_t length; };

static int
by_length(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	if (x->length != y->length)
		return x->length < y->length ? -1 : 1;
	return by_number(&x->need, &y->need);
}

/* The cycle through a need, its lowest node first. */
static struct node_cycle
cycle_through(struct search *s, uint32_t need)
{
	const conditions *c = s->c;
	const struct need *n = &c->needs.at[need];
	size_t count = find_way(s, n->what, n->node), lowest = 0;
	s->way[count++] = need;
	uint32_t *needs = ARENA_ARRAY(c->a, uint32_t, count);
	for (size_t i = 0; i < count; i++)
		if (c->needs.at[s->way[i]].node < c->needs.at[s->way[lowest]].node)
			lowest = i;
	for (size_t i = 0; i < count; i++)
		needs[i] = s->way[(lowest + i) % count];
	return (struct node_cycle){ needs, count };
}

static uint32_t
set_of(const conditions *c, uint32_t need)
{
	const struct need *n = &c->needs.at[need];
	uint32_t set = c->nodes.at[n->node].set;
	return need_is_edge(n) && set == c->nodes.at[n->what].set ? set : 0;
}

/* In a set with as many needs as nodes there is one cycle, and any way round is it. */
static size_t
length_through(struct search *s, uint32_t need, const uint32_t *needs_inside)
{
	const struct need *n = &s->c->needs.at[need];
	const struct node_set *set = &s->c->sets.at[set_of(s->c, need) - 1];
	if (needs_inside[set - s->c->sets.at] == set->count)
		return set->count;
	return find_way(s, n->what, n->node) + 1;
}

void
conditions_find_cycles(conditions *c)
{
	struct search s = { .c = c, .front = end_new(c, true), .back = end_new(c, false),
			    .way = ARENA_ARRAY(c->a, uint32_t, c->nodes.count) };
	uint32_t *inside = ARENA_ARRAY(c->a, uint32_t, c->sets.count + 1);
	size_t *covered = ARENA_ARRAY(c->a, size_t, c->needs.count + 1);       /* by need: the shortest cycle it is on */
	LIST(struct found) found = { 0 };
	for (uint32_t i = 0; i < c->needs.count; i++)
		if (set_of(c, i))
			inside[set_of(c, i) - 1]++;
	for (uint32_t i = 0; i < c->needs.count; i++)
		if (set_of(c, i))
			*LIST_ADD(&found) = (struct found){ i, length_through(&s, i, inside) };
	if (found.count)
		qsort(found.at, found.count, sizeof *found.at, by_length);
	for (size_t i = 0; i < found.count; i++) {
		if (covered[found.at[i].need] == found.at[i].length)
			continue;
		struct node_cycle cycle = cycle_through(&s, found.at[i].need);
		for (size_t k = 0; k < cycle.count; k++)
			if (!covered[cycle.needs[k]])
				covered[cycle.needs[k]] = cycle.count;
		*LIST_ADD(&c->cycles) = cycle;
	}
	LIST_DONE(&found);
}
