#include "weigh/blocking.h"

#include <stdlib.h>
#include <string.h>

enum { LINES_MOST = 16, CHECKS_MOST = 4096, OPTIONS_MOST = 2000 };

struct search {
	arena *a;
	const struct weighed *w;
	uint64_t steps;
	struct gain *gains;
	struct ratio unit;
	uint32_t *lines;        /* parties with a line that is not kept of itself */
	size_t line_count;
};

enum answer { ANSWER_NO, ANSWER_YES, ANSWER_OPEN };

/* Is there a package of `p` that keeps the lines in `mask`? */
static enum answer
can_keep(const struct search *s, const struct problem *p, uint32_t mask)
{
	arena *a = arena_new();
	struct gain *forms = ARENA_ARRAY(a, struct gain, s->line_count);
	struct goal goal = { .kind = GOAL_LEAST, .forms = forms };
	struct best best;
	enum answer out;

	for (size_t i = 0; i < s->line_count; i++)
		if (mask >> i & 1)
			forms[goal.form_count++] = s->gains[s->lines[i]];
	if (goal.form_count == 0) {
		arena_free(a);
		return ANSWER_YES;
	}
	best_find(a, p, &goal, (struct best_limits){ .steps = s->steps, .has_enough = true, .enough = 0 }, &best);
	out = best.is_found && best.value >= 0 ? ANSWER_YES : best.is_proved ? ANSWER_NO : ANSWER_OPEN;
	arena_free(a);
	return out;
}

static struct conflict
conflict_of(const struct search *s, uint32_t mask)
{
	uint32_t *parties = ARENA_ARRAY(s->a, uint32_t, s->line_count);
	size_t count = 0;

	for (size_t i = 0; i < s->line_count; i++)
		if (mask >> i & 1)
			parties[count++] = s->lines[i];
	return (struct conflict){ count, parties };
}

/* Sets of lines by size; a set with a conflict in it is none of the smallest. */
static void
find_conflicts(const struct search *s, struct blocking *ret)
{
	struct conflict *list = ARENA_ARRAY(s->a, struct conflict, CHECKS_MOST);
	uint32_t *found = ARENA_ARRAY(s->a, uint32_t, CHECKS_MOST);
	size_t checks = 0;

	ret->has_all = s->line_count <= LINES_MOST;
	for (size_t size = 1; ret->has_all && size <= s->line_count; size++)
		for (uint32_t mask = 1; mask < (uint32_t)1 << s->line_count; mask++) {
			bool holds_one = false;
			enum answer answer;

			if ((size_t)__builtin_popcount(mask) != size)
				continue;
			for (size_t i = 0; i < ret->conflict_count && !holds_one; i++)
				holds_one = (mask & found[i]) == found[i];
			if (holds_one)
				continue;
			if (++checks > CHECKS_MOST) {
				ret->has_all = false;
				break;
			}
			answer = can_keep(s, &s->w->p, mask);
			ret->has_all = ret->has_all && answer != ANSWER_OPEN;
			if (answer != ANSWER_NO)
				continue;
			found[ret->conflict_count] = mask;
			list[ret->conflict_count++] = conflict_of(s, mask);
		}
	ret->conflicts = list;
}

/* ---- how far ---- */

static void
find_moves(const struct search *s, struct blocking *ret)
{
	const struct problem *p = &s->w->p;
	struct gain *others = ARENA_ARRAY(s->a, struct gain, s->line_count);
	struct goal least = { .kind = GOAL_LEAST, .forms = s->gains, .form_count = p->party_count };
	struct best best;

	best_find(s->a, p, &least, (struct best_limits){ .steps = s->steps }, &best);
	ret->is_all_proved = best.is_proved;
	ret->all_by = best.is_found && best.value < 0 ? ratio_mul(s->unit, ratio_of(-best.value, 1)) : RATIO_ZERO;
	for (size_t i = 0; i < s->line_count; i++) {
		uint32_t party = s->lines[i];
		struct goal most = { .kind = GOAL_MOST, .forms = others, .worth = &s->gains[party], .worth_count = 1 };

		for (size_t k = 0; k < s->line_count; k++)
			if (k != i)
				others[most.form_count++] = s->gains[s->lines[k]];
		best_find(s->a, p, &most, (struct best_limits){ .steps = s->steps }, &best);
		ret->move[party] = !best.is_proved ? MOVE_UNKNOWN : best.is_found ? MOVE_NEEDED : MOVE_NOT_ENOUGH;
		if (best.is_proved && best.is_found)
			ret->by[party] = best.value < 0 ? ratio_mul(s->unit, ratio_of(-best.value, 1)) : RATIO_ZERO;
	}
}

/* ---- options ---- */

/* The problem where one point has to take one option; false where no choice has it. */
static bool
with_option(arena *a, const struct problem *p, uint32_t point, uint32_t option, struct problem *ret)
{
	struct slot *slots = ARENA_ARRAY(a, struct slot, p->slot_count);
	size_t left = 0;

	*ret = *p;
	ret->slots = slots;
	for (size_t i = 0; i < p->slot_count; i++) {
		const struct slot *from = &p->slots[i];
		uint32_t *options;
		wide *values;

		slots[i] = *from;
		for (size_t k = 0; k < from->point_count; k++) {
			if (from->points[k] != point)
				continue;
			options = ARENA_ARRAY(a, uint32_t, from->choice_count * from->point_count);
			values = ARENA_ARRAY(a, wide, from->choice_count * p->party_count);
			for (size_t c = 0; c < from->choice_count; c++) {
				if (from->options[c * from->point_count + k] != option)
					continue;
				memcpy(options + left * from->point_count, from->options + c * from->point_count,
				       from->point_count * sizeof(*options));
				memcpy(values + left * p->party_count, from->values + c * p->party_count,
				       p->party_count * sizeof(*values));
				left++;
			}
			slots[i].options = options;
			slots[i].values = values;
			slots[i].choice_count = left;
		}
	}
	return left > 0;
}

static void
find_dead(const struct search *s, struct blocking *ret)
{
	const struct domain *d = s->w->d;
	uint32_t all = s->line_count < 32 ? ((uint32_t)1 << s->line_count) - 1 : UINT32_MAX;
	struct domain_option *dead;
	size_t total = 0;

	for (size_t i = 0; i < d->point_count; i++)
		total += d->points[i].option_count;
	ret->has_all_dead = total <= OPTIONS_MOST && s->line_count < 32;
	for (size_t i = 0; i < s->w->p.slot_count; i++)
		ret->has_all_dead = ret->has_all_dead && !s->w->p.slots[i].is_searched;
	if (!ret->has_all_dead)
		return;
	dead = ARENA_ARRAY(s->a, struct domain_option, total);
	for (uint32_t i = 0; i < d->point_count; i++)
		for (uint32_t o = 0; o < d->points[i].option_count; o++) {
			arena *a = arena_new();
			struct problem p;
			enum answer answer = with_option(a, &s->w->p, i, o, &p) ? can_keep(s, &p, all) : ANSWER_NO;

			ret->has_all_dead = ret->has_all_dead && answer != ANSWER_OPEN;
			if (answer == ANSWER_NO)
				dead[ret->dead_count++] = (struct domain_option){ i, o };
			arena_free(a);
		}
	ret->dead = dead;
}

void
blocking_find(arena *a, const struct weighed *w, uint64_t steps, struct blocking *ret)
{
	struct search s = { .a = a, .w = w, .steps = steps, .lines = ARENA_ARRAY(a, uint32_t, w->p.party_count) };

	*ret = (struct blocking){ .move = ARENA_ARRAY(a, enum move, w->p.party_count),
				  .by = ARENA_ARRAY(a, struct ratio, w->p.party_count), .all_by = RATIO_ZERO };
	if (w->p.is_empty || !weigh_gains(a, &w->p, &s.gains, &s.unit))
		return;
	for (uint32_t k = 0; k < w->p.party_count; k++)
		if (w->p.line[k] > 0)
			s.lines[s.line_count++] = k;
	ret->has_all = ret->has_all_dead = ret->is_all_proved = true;
	if (!w->is_feasible) {
		find_conflicts(&s, ret);
		find_moves(&s, ret);
	} else {
		find_dead(&s, ret);
	}
}
