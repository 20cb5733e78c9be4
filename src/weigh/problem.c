/* Which points hang together is a union-find over the tables of several points,
 * the ties, and the points of a function: what a function caps or takes the
 * greatest of is no sum over points, so all its points are one slot.
 *
 * A party's numbers are brought to one denominator, the slots' least values taken
 * off, and what is left divided by its greatest common divisor: so sums stay as
 * short as the numbers allow, and int64 serves nearly every file. */
#include "weigh/problem.h"

#include <string.h>

#include "weigh/boxes.h"

__extension__ typedef unsigned __int128 uwide;

#define WIDE_MOST (((wide)1 << 125))
#define NARROW_MOST ((wide)1 << 61)

/* What boxes_search() may meet: sums of so many boxes of such values fit 62 bits. */
enum { BOXES_MOST = 4096 };
#define BOXES_VALUE_MOST ((wide)1 << 58)
#define BOXES_STEPS UINT64_C(4000000)

/* ---- which points hang together ---- */

static uint32_t
root_of(uint32_t *up, uint32_t i)
{
	while (up[i] != i)
		i = up[i] = up[up[i]];
	return i;
}

/* The least point of a component is its root. */
static void
hang_together(uint32_t *up, uint32_t x, uint32_t y)
{
	x = root_of(up, x);
	y = root_of(up, y);
	if (x < y)
		up[y] = x;
	else
		up[x] = y;
}

/* A point of the function, or UINT32_MAX. */
static uint32_t
point_of(const struct domain_function *f)
{
	for (size_t b = 0; b < f->box_count; b++)
		if (f->boxes[b].bound_count > 0)
			return f->boxes[b].bounds[0].point;
	for (size_t i = 0; i < f->part_count; i++) {
		uint32_t point = point_of(&f->parts[i]);

		if (point != UINT32_MAX)
			return point;
	}
	return UINT32_MAX;
}

static void
join_function(const struct domain_function *f, uint32_t *up, uint32_t first)
{
	for (size_t b = 0; b < f->box_count; b++)
		for (size_t i = 0; i < f->boxes[b].bound_count; i++)
			hang_together(up, first, f->boxes[b].bounds[i].point);
	for (size_t i = 0; i < f->part_count; i++)
		join_function(&f->parts[i], up, first);
}

static uint32_t *
components(arena *a, const struct domain *d)
{
	uint32_t *up = ARENA_ARRAY(a, uint32_t, d->point_count);

	for (uint32_t i = 0; i < d->point_count; i++)
		up[i] = i;
	for (size_t i = 0; i < d->tie_count; i++)
		hang_together(up, d->ties[i].when.point, d->ties[i].then.point);
	for (size_t p = 0; p < d->party_count; p++) {
		const struct domain_party *party = &d->parties[p];

		for (size_t t = 0; t < party->table_count; t++)
			for (size_t i = 1; i < party->tables[t].point_count; i++)
				hang_together(up, party->tables[t].points[0], party->tables[t].points[i]);
		if (party->function != NULL)
			join_function(party->function, up, point_of(party->function));
	}
	return up;
}

/* ---- whole numbers ---- */

/* A function whose numbers are whole: weights are multiplied into the boxes. */
struct whole_box { wide value; const struct domain_box *box; };
struct whole_function {
	enum domain_join join;
	size_t box_count, part_count;
	struct whole_box *boxes;
	struct whole_function *parts;
};

struct whole_table { const struct domain_table *table; const wide *values; };

struct whole_party {
	wide den;
	struct whole_table *tables;
	struct whole_function *function;        /* in units of 1 / function_den */
	wide function_den, function_most;
	wide function_scale;                    /* of min(function, most), to the party's denominator */
	uint32_t function_point;                /* one of its points; 0 where it has none */
};

static bool
lcm_into(wide *den, wide other)
{
	return wide_lcm(den, other) && *den <= WIDE_MOST;
}

static bool
whole(struct ratio r, wide den, wide *ret)
{
	return !__builtin_mul_overflow(r.num, den / r.den, ret) && *ret < WIDE_MOST && *ret > -WIDE_MOST;
}

static bool
function_den(const struct domain_function *f, struct ratio weight, wide *den)
{
	weight = ratio_mul(weight, f->weight);
	if (!ratio_ok(weight) || weight.num < 0)
		return false;
	for (size_t i = 0; i < f->box_count; i++) {
		struct ratio value = ratio_mul(weight, f->boxes[i].value);

		if (!ratio_ok(value) || !lcm_into(den, value.den))
			return false;
	}
	for (size_t i = 0; i < f->part_count; i++)
		if (!function_den(&f->parts[i], weight, den))
			return false;
	return true;
}

static bool
function_whole(arena *a, const struct domain_function *f, struct ratio weight, wide den, struct whole_function *ret)
{
	weight = ratio_mul(weight, f->weight);
	*ret = (struct whole_function){
		.join = f->join, .box_count = f->box_count, .part_count = f->part_count,
		.boxes = ARENA_ARRAY(a, struct whole_box, f->box_count),
		.parts = ARENA_ARRAY(a, struct whole_function, f->part_count),
	};
	for (size_t i = 0; i < f->box_count; i++) {
		ret->boxes[i].box = &f->boxes[i];
		if (!whole(ratio_mul(weight, f->boxes[i].value), den, &ret->boxes[i].value) ||
		    ret->boxes[i].value > NARROW_MOST || ret->boxes[i].value < -NARROW_MOST)
			return false;
	}
	for (size_t i = 0; i < f->part_count; i++)
		if (!function_whole(a, &f->parts[i], weight, den, &ret->parts[i]))
			return false;
	return true;
}

static bool
whole_function_of(arena *a, const struct domain_party *party, struct whole_party *w)
{
	struct ratio most = party->function_most;

	w->function_den = 1;
	if (!ratio_ok(most) || most.num <= 0 || !lcm_into(&w->function_den, most.den) ||
	    !function_den(party->function, RATIO_ONE, &w->function_den))
		return false;
	w->function = ARENA_NEW(a, struct whole_function);
	w->function_point = point_of(party->function);
	if (w->function_point == UINT32_MAX)
		w->function_point = 0;
	return function_whole(a, party->function, RATIO_ONE, w->function_den, w->function) &&
	       whole(most, w->function_den, &w->function_most) && lcm_into(&w->den, w->function_most);
}

static bool
whole_party_of(arena *a, const struct domain *d, const struct domain_party *party, struct whole_party *w)
{
	w->den = 1;
	w->tables = ARENA_ARRAY(a, struct whole_table, party->table_count);
	for (size_t t = 0; t < party->table_count; t++)
		for (size_t i = 0, n = domain_table_size(d, &party->tables[t]); i < n; i++)
			if (!ratio_ok(party->tables[t].values[i]) || !lcm_into(&w->den, party->tables[t].values[i].den))
				return false;
	if (party->function != NULL && !whole_function_of(a, party, w))
		return false;
	for (size_t t = 0; t < party->table_count; t++) {
		size_t n = domain_table_size(d, &party->tables[t]);
		wide *values = ARENA_ARRAY(a, wide, n);

		for (size_t i = 0; i < n; i++)
			if (!whole(party->tables[t].values[i], w->den, &values[i]))
				return false;
		w->tables[t] = (struct whole_table){ &party->tables[t], values };
	}
	if (party->function != NULL)
		w->function_scale = w->den / w->function_most;
	return true;
}

static wide
function_value(const struct whole_function *f, const uint32_t option[])
{
	wide so_far = 0;
	bool any = false;

	for (size_t i = 0; i < f->box_count + f->part_count; i++) {
		wide value;

		if (i < f->box_count) {
			if (!domain_box_holds(f->boxes[i].box, option))
				continue;
			value = f->boxes[i].value;
		} else {
			value = function_value(&f->parts[i - f->box_count], option);
		}
		if (!any)
			so_far = value;
		else if (f->join == DOMAIN_SUM)
			so_far += value;
		else if ((value > so_far) == (f->join == DOMAIN_MAX))
			so_far = value;
		any = true;
	}
	return so_far;
}

/* ---- slots ---- */

struct making {
	arena *a;
	const struct domain *d;
	const uint32_t *up;
	struct whole_party *wholes;
	struct problem *p;
	struct err *err;
};

/* A table of this slot, ready to be looked up from its combination. */
struct in_slot { uint32_t party; const struct whole_table *table; };

static bool
ruled_out(const struct domain *d, uint32_t point, uint32_t option)
{
	for (size_t p = 0; p < d->party_count; p++)
		for (size_t i = 0; i < d->parties[p].never_count; i++)
			if (d->parties[p].never[i].point == point && d->parties[p].never[i].option == option)
				return true;
	return false;
}

/* Of points outside the slot option[] is not set; a tie joins both its points, so
 * both or none are in it. */
static bool
combination_holds(const struct making *m, const struct slot *s, const uint32_t option[])
{
	for (size_t i = 0; i < s->point_count; i++)
		if (ruled_out(m->d, s->points[i], option[s->points[i]]))
			return false;
	for (size_t i = 0; i < m->d->tie_count; i++) {
		const struct domain_tie *tie = &m->d->ties[i];

		if (m->up[tie->when.point] == s->points[0] && option[tie->when.point] == tie->when.option &&
		    option[tie->then.point] != tie->then.option)
			return false;
	}
	return true;
}

static bool
fits(wide value)
{
	return value < WIDE_MOST && value > -WIDE_MOST;
}

static bool
combination_values(const struct making *m, const struct slot *s, const struct in_slot *tables, size_t table_count,
		   const uint32_t option[], wide *ret, size_t *ret_party)
{
	memset(ret, 0, m->d->party_count * sizeof(*ret));
	for (size_t i = 0; i < table_count; i++) {
		const struct domain_table *t = tables[i].table->table;
		size_t at = 0;

		for (size_t k = 0; k < t->point_count; k++)
			at = at * m->d->points[t->points[k]].option_count + option[t->points[k]];
		ret[tables[i].party] += tables[i].table->values[at];
		*ret_party = tables[i].party;
		if (!fits(ret[tables[i].party]))
			return false;
	}
	for (size_t p = 0; p < m->d->party_count; p++) {
		const struct whole_party *w = &m->wholes[p];

		if (w->function == NULL || m->up[w->function_point] != s->points[0])
			continue;
		wide value = function_value(w->function, option);

		ret[p] += (value < w->function_most ? value : w->function_most) * w->function_scale;
		*ret_party = p;
		if (!fits(ret[p]))
			return false;
	}
	return true;
}

static bool
too_many(const struct making *m, const struct slot *s)
{
	str first = m->d->points[s->points[0]].name, last = m->d->points[s->points[s->point_count - 1]].name;

	return fail(m->err, ERR_INPUT,
		    "%zu points hang together ('%.*s' to '%.*s'), and what a party makes of them is no sum over points: of more "
		    "than %zu combinations only sums of boxes are searched, and %llu steps did not settle these",
		    s->point_count, STR_ARG(first), STR_ARG(last), PROBLEM_COMBINATIONS_MOST,
		    (unsigned long long)BOXES_STEPS);
}

static bool
too_long(const struct making *m, size_t party)
{
	return fail(m->err, ERR_INPUT,
		    "'%.*s': brought to one denominator its numbers need more than 38 digits; write them shorter",
		    STR_ARG(m->d->parties[party].file.len ? m->d->parties[party].file : m->d->parties[party].name));
}

/* ---- by search, where there are too many combinations ---- */

/* Adds the boxes of a sum of sums; false where a part is no sum. */
static bool
flatten(const struct whole_function *f, struct boxes_box *boxes, size_t *count)
{
	if (f->join != DOMAIN_SUM)
		return false;
	for (size_t i = 0; i < f->box_count; i++) {
		if (boxes != NULL)
			boxes[*count] = (struct boxes_box){ (int64_t)f->boxes[i].value, f->boxes[i].box };
		++*count;
	}
	for (size_t i = 0; i < f->part_count; i++)
		if (!flatten(&f->parts[i], boxes, count))
			return false;
	return true;
}

/* What a party has in this slot; false where it is neither boxes that are added up nor a
 * number for each option. */
static bool
boxes_party_of(const struct making *m, const struct slot *s, size_t party, struct boxes_party *ret)
{
	const struct whole_party *w = &m->wholes[party];
	const int64_t **single = ARENA_ARRAY(m->a, const int64_t *, m->d->point_count);
	bool in_slot = w->function != NULL && m->up[w->function_point] == s->points[0];

	*ret = (struct boxes_party){ .cap = 0, .scale = 1, .single = single };
	for (size_t t = 0; t < m->d->parties[party].table_count; t++) {
		const struct domain_table *of = w->tables[t].table;
		size_t n = domain_table_size(m->d, of);
		int64_t *values = ARENA_ARRAY(m->a, int64_t, n);

		if (m->up[of->points[0]] != s->points[0])
			continue;
		if (of->point_count > 1 || single[of->points[0]] != NULL)
			return false;
		for (size_t i = 0; i < n; i++) {
			if (w->tables[t].values[i] > BOXES_VALUE_MOST || w->tables[t].values[i] < 0)
				return false;
			values[i] = (int64_t)w->tables[t].values[i];
		}
		single[of->points[0]] = values;
	}
	if (!in_slot)
		return true;
	if (w->function_most > BOXES_VALUE_MOST || w->function_scale > BOXES_VALUE_MOST ||
	    w->function_most * w->function_scale > BOXES_VALUE_MOST)
		return false;
	ret->cap = (int64_t)w->function_most;
	ret->scale = (int64_t)w->function_scale;
	if (!flatten(w->function, NULL, &ret->box_count) || ret->box_count > BOXES_MOST)
		return false;
	struct boxes_box *boxes = ARENA_ARRAY(m->a, struct boxes_box, ret->box_count);

	ret->box_count = 0;
	flatten(w->function, boxes, &ret->box_count);
	for (size_t i = 0; i < ret->box_count; i++)
		if (boxes[i].value > BOXES_VALUE_MOST / BOXES_MOST || boxes[i].value < 0)
			return false;
	ret->boxes = boxes;
	return true;
}

/* Fills a slot with its efficient combinations alone; false where it cannot. */
static bool
slot_search(const struct making *m, struct slot *s)
{
	size_t n = m->d->party_count, count;
	struct boxes_party *parties = ARENA_ARRAY(m->a, struct boxes_party, n);
	const bool **allowed = ARENA_ARRAY(m->a, const bool *, m->d->point_count);
	struct boxes b = { .d = m->d, .point_count = s->point_count, .party_count = n, .points = s->points,
			   .parties = parties, .is_allowed = allowed };
	uint32_t *options;
	int64_t *found;
	wide *values;

	for (size_t i = 0; i < m->d->tie_count; i++)
		if (m->up[m->d->ties[i].when.point] == s->points[0])
			return false;
	for (size_t k = 0; k < n; k++)
		if (!boxes_party_of(m, s, k, &parties[k]))
			return false;
	for (size_t i = 0; i < s->point_count; i++) {
		size_t option_count = m->d->points[s->points[i]].option_count;
		bool *is_allowed = ARENA_ARRAY(m->a, bool, option_count);

		for (uint32_t v = 0; v < option_count; v++)
			is_allowed[v] = !ruled_out(m->d, s->points[i], v);
		allowed[s->points[i]] = is_allowed;
	}
	if (!boxes_search(m->a, &b, BOXES_STEPS, &options, &found, &count))
		return false;
	values = ARENA_ARRAY(m->a, wide, count * n);
	for (size_t i = 0; i < count * n; i++)
		values[i] = found[i];
	s->options = options;
	s->values = values;
	s->choice_count = count;
	s->is_searched = true;
	return true;
}

static bool
slot_fill(const struct making *m, struct slot *s, uint32_t *option)
{
	size_t combinations = 1, table_count = 0, party_count = m->d->party_count;

	for (size_t i = 0; i < s->point_count; i++)
		if (__builtin_mul_overflow(combinations, m->d->points[s->points[i]].option_count, &combinations) ||
		    combinations > PROBLEM_COMBINATIONS_MOST)
			return slot_search(m, s) || too_many(m, s);
	for (size_t p = 0; p < party_count; p++)
		for (size_t t = 0; t < m->d->parties[p].table_count; t++)
			table_count += m->up[m->d->parties[p].tables[t].points[0]] == s->points[0];
	struct in_slot *tables = ARENA_ARRAY(m->a, struct in_slot, table_count);

	table_count = 0;
	for (size_t p = 0; p < party_count; p++)
		for (size_t t = 0; t < m->d->parties[p].table_count; t++)
			if (m->up[m->d->parties[p].tables[t].points[0]] == s->points[0])
				tables[table_count++] = (struct in_slot){ (uint32_t)p, &m->wholes[p].tables[t] };
	uint32_t *options = ARENA_ARRAY(m->a, uint32_t, combinations * s->point_count);
	wide *values = ARENA_ARRAY(m->a, wide, combinations * party_count);

	for (size_t i = 0; i < s->point_count; i++)
		option[s->points[i]] = 0;
	for (size_t c = 0; c < combinations; c++) {
		if (combination_holds(m, s, option)) {
			size_t n = s->choice_count++, party = 0;

			for (size_t i = 0; i < s->point_count; i++)
				options[n * s->point_count + i] = option[s->points[i]];
			if (!combination_values(m, s, tables, table_count, option, values + n * party_count, &party))
				return too_long(m, party);
		}
		for (size_t i = s->point_count; i-- > 0;) {
			if (++option[s->points[i]] < m->d->points[s->points[i]].option_count)
				break;
			option[s->points[i]] = 0;
		}
	}
	s->options = options;
	s->values = values;
	return true;
}

/* Takes the least value of each slot off, and divides by what all have in common. */
static bool
shorten(const struct making *m, struct slot *slots, size_t party)
{
	struct problem *p = m->p;
	size_t n = p->party_count;
	wide base = 0, common = 0, most = 0;

	for (size_t s = 0; s < p->slot_count; s++) {
		wide *values = (wide *)(uintptr_t)slots[s].values, least = values[party];

		for (size_t c = 1; c < slots[s].choice_count; c++)
			if (values[c * n + party] < least)
				least = values[c * n + party];
		base += least;
		if (!fits(base))
			return too_long(m, party);
		for (size_t c = 0; c < slots[s].choice_count; c++) {
			wide x = values[c * n + party] -= least, y = common;

			while (x != 0) {
				wide rest = y % x;

				y = x;
				x = rest;
			}
			common = y;
		}
	}
	if (common == 0)
		common = 1;
	for (size_t s = 0; s < p->slot_count; s++) {
		wide *values = (wide *)(uintptr_t)slots[s].values, greatest = 0;

		for (size_t c = 0; c < slots[s].choice_count; c++) {
			wide v = values[c * n + party] /= common;

			greatest = v > greatest ? v : greatest;
		}
		most += greatest;
		if (!fits(most))
			return too_long(m, party);
	}
	p->base[party] = ratio_of(base, m->wholes[party].den);
	p->unit[party] = ratio_of(common, m->wholes[party].den);
	p->most[party] = most;
	p->is_narrow = p->is_narrow && most < NARROW_MOST;
	return true;
}

/* The least whole number at or above a ratio. */
static wide
ceiling(struct ratio r)
{
	wide down = r.num / r.den;

	return down + (r.num % r.den > 0);
}

static bool
set_line(const struct making *m, size_t party)
{
	const struct domain_party *of = &m->d->parties[party];

	if (!of->has_line)
		return true;
	struct ratio least = ratio_div(ratio_sub(of->line, m->p->base[party]), m->p->unit[party]);

	if (!ratio_ok(least))
		return too_long(m, party);
	wide line = ceiling(least);

	m->p->line[party] = line < 0 ? 0 : line;
	return true;
}

bool
problem_make(arena *a, const struct domain *d, struct problem *ret, struct err *err)
{
	struct making m = { .a = a, .d = d, .up = NULL, .p = ret, .err = err };
	uint32_t *up = components(a, d), *option = ARENA_ARRAY(a, uint32_t, d->point_count);
	struct slot *slots = ARENA_ARRAY(a, struct slot, d->point_count);
	uint32_t *slot_of = ARENA_ARRAY(a, uint32_t, d->point_count);

	for (uint32_t i = 0; i < d->point_count; i++)
		up[i] = root_of(up, i);
	m.up = up;
	*ret = (struct problem){
		.d = d, .party_count = d->party_count, .slots = slots, .is_narrow = true,
		.base = ARENA_ARRAY(a, struct ratio, d->party_count),
		.unit = ARENA_ARRAY(a, struct ratio, d->party_count),
		.line = ARENA_ARRAY(a, wide, d->party_count),
		.most = ARENA_ARRAY(a, wide, d->party_count),
	};
	for (uint32_t i = 0; i < d->point_count; i++) {
		if (up[i] == i)
			slot_of[i] = (uint32_t)ret->slot_count++;
		slots[slot_of[up[i]]].point_count++;
	}
	for (uint32_t i = 0; i < d->point_count; i++) {
		struct slot *s = &slots[slot_of[up[i]]];

		if (up[i] == i) {
			s->points = ARENA_ARRAY(a, uint32_t, s->point_count);
			s->point_count = 0;
		}
		((uint32_t *)(uintptr_t)s->points)[s->point_count++] = i;
	}
	m.wholes = ARENA_ARRAY(a, struct whole_party, d->party_count);
	for (size_t p = 0; p < d->party_count; p++)
		if (!whole_party_of(a, d, &d->parties[p], &m.wholes[p]))
			return too_long(&m, p);
	for (size_t s = 0; s < ret->slot_count; s++) {
		if (!slot_fill(&m, &slots[s], option))
			return false;
		ret->is_empty = ret->is_empty || slots[s].choice_count == 0;
	}
	if (ret->is_empty)
		return true;
	for (size_t p = 0; p < d->party_count; p++)
		if (!shorten(&m, slots, p) || !set_line(&m, p))
			return false;
	return true;
}

struct ratio
problem_utility(const struct problem *p, size_t party, wide sum)
{
	return ratio_add(p->base[party], ratio_mul(p->unit[party], (struct ratio){ sum, 1 }));
}

void
problem_package(const struct problem *p, const uint32_t choice[], uint32_t ret_option[])
{
	for (size_t s = 0; s < p->slot_count; s++) {
		const struct slot *slot = &p->slots[s];

		for (size_t i = 0; i < slot->point_count; i++)
			ret_option[slot->points[i]] = slot->options[choice[s] * slot->point_count + i];
	}
}
