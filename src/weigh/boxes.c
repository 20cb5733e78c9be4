#include "weigh/boxes.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"

enum { STARTS = 40, ROUNDS_MOST = 50 };

/* A box with its bounds sorted in the order in which points are decided. */
struct ordered_box {
	int64_t value;
	const struct domain_box *box;
	size_t *level;                  /* [bound_count] of each bound's point */
};

struct search {
	arena *a;
	const struct boxes *b;
	size_t n, parties;
	uint32_t *point;                /* [level] */
	struct ordered_box **boxes;     /* [party][box] */
	uint32_t *option;               /* by point of the domain */
	int64_t *reach;                 /* [party], of the node */
	int64_t *at_option;             /* spare: [option] */
	size_t options_most;
	/* The front so far: rows of values and options. */
	int64_t *values;
	uint32_t *options;
	size_t count, room;
	uint64_t steps, steps_most;
	bool is_cut_short;
};

static bool
bound_holds(const struct domain_bound *bound, uint32_t option)
{
	return (option >= bound->least && option <= bound->most) != bound->outside;
}

/* ---- the front ---- */

static bool
is_covered(const struct search *s, const int64_t values[])
{
	for (size_t i = s->count; i-- > 0;) {
		const int64_t *row = s->values + i * s->parties;
		size_t k = 0;

		while (k < s->parties && row[k] >= values[k])
			k++;
		if (k == s->parties)
			return true;
	}
	return false;
}

static void
grow(struct search *s)
{
	size_t room = s->room ? s->room * 2 : 256;
	int64_t *values = ARENA_ARRAY(s->a, int64_t, room * s->parties);
	uint32_t *options = ARENA_ARRAY(s->a, uint32_t, room * s->n);

	if (s->count > 0) {
		memcpy(values, s->values, s->count * s->parties * sizeof(*values));
		memcpy(options, s->options, s->count * s->n * sizeof(*options));
	}
	s->values = values;
	s->options = options;
	s->room = room;
}

/* Takes a combination in, where none covers it, and what it covers out. */
static void
offer(struct search *s, const int64_t values[])
{
	size_t left = 0;

	if (is_covered(s, values))
		return;
	for (size_t i = 0; i < s->count; i++) {
		int64_t *row = s->values + i * s->parties;
		size_t k = 0;

		while (k < s->parties && values[k] >= row[k])
			k++;
		if (k == s->parties)
			continue;
		memmove(s->values + left * s->parties, row, s->parties * sizeof(*row));
		memmove(s->options + left * s->n, s->options + i * s->n, s->n * sizeof(*s->options));
		left++;
	}
	s->count = left;
	if (s->count == s->room)
		grow(s);
	memcpy(s->values + s->count * s->parties, values, s->parties * sizeof(*values));
	for (size_t i = 0; i < s->n; i++)
		s->options[s->count * s->n + i] = s->option[s->b->points[i]];
	s->count++;
}

/* ---- values and bounds ---- */

static int64_t
capped(const struct boxes_party *p, int64_t sum)
{
	return (sum < p->cap ? sum : p->cap) * p->scale;
}

/* What a party has of the points decided before `level`, and can have at most of the rest. */
static int64_t
reach_of(struct search *s, size_t party, size_t level)
{
	const struct boxes_party *p = &s->b->parties[party];
	int64_t sum = 0, rest = 0, singles = 0;
	size_t n = s->n;
	int64_t *by_option = s->at_option;      /* [level][option] of boxes given to a point */

	memset(by_option + level * s->options_most, 0, (n - level) * s->options_most * sizeof(*by_option));
	for (size_t i = 0; i < p->box_count; i++) {
		const struct ordered_box *o = &s->boxes[party][i];
		size_t open = SIZE_MAX, open_bound = 0;
		bool holds = true;

		for (size_t k = 0; k < o->box->bound_count && holds; k++) {
			const struct domain_bound *bound = &o->box->bounds[k];

			if (o->level[k] < level)
				holds = bound_holds(bound, s->option[bound->point]);
			else if (o->level[k] < open) {
				open = o->level[k];
				open_bound = k;
			}
		}
		if (!holds)
			continue;
		if (open == SIZE_MAX) {
			sum += o->value;
		} else if (o->value > 0) {
			const struct domain_bound *bound = &o->box->bounds[open_bound];

			for (uint32_t v = 0; v < s->b->d->points[bound->point].option_count; v++)
				if (bound_holds(bound, v))
					by_option[open * s->options_most + v] += o->value;
		}
	}
	for (size_t l = 0; l < n; l++) {
		uint32_t point = s->point[l];
		const int64_t *single = p->single != NULL ? p->single[point] : NULL;
		int64_t best = INT64_MIN, best_single = INT64_MIN;

		if (l < level) {
			singles += single != NULL ? single[s->option[point]] : 0;
			continue;
		}
		for (uint32_t v = 0; v < s->b->d->points[point].option_count; v++) {
			if (!s->b->is_allowed[point][v])
				continue;
			best = by_option[l * s->options_most + v] > best ? by_option[l * s->options_most + v] : best;
			if (single != NULL && single[v] > best_single)
				best_single = single[v];
		}
		rest += best;
		singles += single != NULL ? best_single : 0;
	}
	return capped(p, sum + rest) + singles;
}

static bool
can_help(struct search *s, size_t level)
{
	for (size_t k = 0; k < s->parties; k++)
		s->reach[k] = reach_of(s, k, level);
	return !is_covered(s, s->reach);
}

/* ---- starts ---- */

static uint64_t
draw(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

/* Climbs from a random combination, one point at a time, by a mix of the parties' values;
 * what it passes is offered. */
static void
climb(struct search *s, uint64_t *state)
{
	double mix[16] = { 0 }, best = -1;
	bool better = true;

	for (size_t k = 0; k < s->parties && k < 16; k++)
		mix[k] = (double)(draw(state) % 1000 + 1);
	for (size_t l = 0; l < s->n; l++) {
		uint32_t point = s->point[l], count = (uint32_t)s->b->d->points[point].option_count;

		do
			s->option[point] = (uint32_t)(draw(state) % count);
		while (!s->b->is_allowed[point][s->option[point]]);
	}
	for (unsigned round = 0; better && round < ROUNDS_MOST; round++) {
		better = false;
		for (size_t l = 0; l < s->n; l++) {
			uint32_t point = s->point[l], held = s->option[point];

			for (uint32_t v = 0; v < s->b->d->points[point].option_count; v++) {
				double value = 0;

				if (!s->b->is_allowed[point][v])
					continue;
				s->option[point] = v;
				for (size_t k = 0; k < s->parties; k++) {
					s->reach[k] = reach_of(s, k, s->n);
					value += (k < 16 ? mix[k] : 1) * (double)s->reach[k];
				}
				offer(s, s->reach);
				if (value > best + 0.5) {
					best = value;
					held = v;
					better = true;
				}
			}
			s->option[point] = held;
		}
	}
}

/* ---- the search ---- */

static void
go(struct search *s, size_t level)
{
	uint32_t point;

	s->is_cut_short = s->is_cut_short || ++s->steps > s->steps_most;
	if (s->is_cut_short || !can_help(s, level))
		return;
	if (level == s->n) {
		offer(s, s->reach);
		return;
	}
	point = s->point[level];
	for (uint32_t v = 0; v < s->b->d->points[point].option_count; v++) {
		if (!s->b->is_allowed[point][v])
			continue;
		s->option[point] = v;
		go(s, level + 1);
	}
}

struct weighty { uint32_t point; double weight; };

static int
by_weight(const void *x, const void *y)
{
	const struct weighty *a = x, *b = y;

	if (a->weight != b->weight)
		return a->weight > b->weight ? -1 : 1;
	return a->point < b->point ? -1 : a->point > b->point;
}

/* The points with the most at stake are decided first. */
static void
order_points(struct search *s)
{
	struct weighty *w = ARENA_ARRAY(s->a, struct weighty, s->n);
	size_t *level = ARENA_ARRAY(s->a, size_t, s->b->d->point_count);

	for (size_t i = 0; i < s->n; i++)
		w[i].point = s->b->points[i];
	for (size_t k = 0; k < s->parties; k++)
		for (size_t i = 0; i < s->b->parties[k].box_count; i++) {
			const struct boxes_box *box = &s->b->parties[k].boxes[i];

			for (size_t m = 0; m < box->box->bound_count; m++)
				for (size_t p = 0; p < s->n; p++)
					if (w[p].point == box->box->bounds[m].point)
						w[p].weight += (double)box->value / (double)(s->b->parties[k].cap + 1);
		}
	qsort(w, s->n, sizeof(*w), by_weight);
	for (size_t i = 0; i < s->n; i++) {
		s->point[i] = w[i].point;
		level[w[i].point] = i;
	}
	for (size_t k = 0; k < s->parties; k++) {
		s->boxes[k] = ARENA_ARRAY(s->a, struct ordered_box, s->b->parties[k].box_count);
		for (size_t i = 0; i < s->b->parties[k].box_count; i++) {
			const struct boxes_box *box = &s->b->parties[k].boxes[i];
			struct ordered_box *o = &s->boxes[k][i];

			*o = (struct ordered_box){ box->value, box->box, ARENA_ARRAY(s->a, size_t, box->box->bound_count) };
			for (size_t m = 0; m < box->box->bound_count; m++)
				o->level[m] = level[box->box->bounds[m].point];
		}
	}
}

bool
boxes_search(arena *a, const struct boxes *b, uint64_t steps, uint32_t **ret_options, int64_t **ret_values, size_t *ret_count)
{
	struct search s = { .a = a, .b = b, .n = b->point_count, .parties = b->party_count, .steps_most = steps };
	uint64_t state = 1;

	for (size_t i = 0; i < b->point_count; i++) {
		size_t options = b->d->points[b->points[i]].option_count, allowed = 0;

		s.options_most = options > s.options_most ? options : s.options_most;
		for (size_t v = 0; v < options; v++)
			allowed += b->is_allowed[b->points[i]][v];
		if (allowed == 0) {
			*ret_count = 0;
			return true;
		}
	}
	s.point = ARENA_ARRAY(a, uint32_t, s.n);
	s.boxes = ARENA_ARRAY(a, struct ordered_box *, s.parties);
	s.option = ARENA_ARRAY(a, uint32_t, b->d->point_count);
	s.reach = ARENA_ARRAY(a, int64_t, s.parties);
	s.at_option = ARENA_ARRAY(a, int64_t, (s.n + 1) * s.options_most);
	order_points(&s);
	for (unsigned i = 0; i < STARTS; i++)
		climb(&s, &state);
	go(&s, 0);
	*ret_options = s.options;
	*ret_values = s.values;
	*ret_count = s.count;
	return !s.is_cut_short;
}
