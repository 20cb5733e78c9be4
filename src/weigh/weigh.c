/* Every measure rises with every party's utility, so its best is on the frontier;
 * where that is listed, it is looked up there: doubles choose the few rows that can
 * be the best, exact numbers among them.  Where it is not, each measure is searched
 * for by itself (best.h, nash.h). */
#include "weigh/weigh.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "weigh/nash.h"
#include "weigh/product.h"

const char *const measure_names[MEASURE_COUNT] = { "nash", "egalitarian", "kalai_smorodinsky", "utilitarian" };
const char *const measure_words[MEASURE_COUNT] = { "Nash", "egalitarian", "Kalai-Smorodinsky", "utilitarian" };
const char *const measure_meanings[MEASURE_COUNT] = {
	"the greatest product of gains",
	"the greatest least gain, then the greatest second least, and so on",
	"the greatest least gain as a share of what each could gain at most",
	"the greatest sum of utilities",
};

/* More packages than this, of more than four parties: the frontier is not listed unasked. */
static const double PACKAGES_MANY = 2e7;
enum { PARTIES_FEW = 4 };

static struct ratio
line_of(const struct domain_party *party)
{
	return party->has_line ? party->line : RATIO_ZERO;
}

/* ---- gains in one unit ---- */

/* Forms `times × sum + plus` from ratios, times their common denominator. */
static bool
forms_of(arena *a, const struct problem *p, const struct ratio times[], const struct ratio plus[], struct gain **ret,
	 wide *ret_den)
{
	struct gain *forms = ARENA_ARRAY(a, struct gain, p->party_count);
	wide den = 1;

	for (size_t k = 0; k < p->party_count; k++)
		if (!ratio_ok(times[k]) || !ratio_ok(plus[k]) || !wide_lcm(&den, times[k].den) ||
		    !wide_lcm(&den, plus[k].den))
			return false;
	for (uint32_t k = 0; k < p->party_count; k++) {
		wide t, greatest, b;

		if (__builtin_mul_overflow(times[k].num, den / times[k].den, &t) ||
		    __builtin_mul_overflow(plus[k].num, den / plus[k].den, &b) ||
		    __builtin_mul_overflow(t, p->most[k] + 1, &greatest) ||
		    greatest > (wide)1 << 100 || b > (wide)1 << 100 || b < -((wide)1 << 100))
			return false;
		forms[k] = (struct gain){ k, t, b };
	}
	*ret = forms;
	*ret_den = den;
	return true;
}

bool
weigh_gains(arena *a, const struct problem *p, struct gain **ret_forms, struct ratio *ret_unit)
{
	struct ratio *plus = ARENA_ARRAY(a, struct ratio, p->party_count);
	wide den;

	for (size_t k = 0; k < p->party_count; k++)
		plus[k] = ratio_sub(p->base[k], line_of(&p->d->parties[k]));
	if (!forms_of(a, p, p->unit, plus, ret_forms, &den))
		return false;
	*ret_unit = ratio_of(1, den);
	return true;
}

/* ---- packages ---- */

static struct package
package_of(arena *a, const struct problem *p, const uint32_t choice[], size_t row)
{
	struct package out = { .option = ARENA_ARRAY(a, uint32_t, p->d->point_count),
			       .u = ARENA_ARRAY(a, struct ratio, p->party_count), .row = row };

	problem_package(p, choice, out.option);
	for (size_t k = 0; k < p->party_count; k++) {
		wide sum = 0;

		for (size_t s = 0; s < p->slot_count; s++)
			sum += p->slots[s].values[choice[s] * p->party_count + k];
		out.u[k] = problem_utility(p, k, sum);
	}
	return out;
}

bool
weighed_row_is_feasible(const struct weighed *w, size_t row)
{
	for (size_t k = 0; k < w->p.party_count; k++)
		if (front_sum(w->front, row, k) < w->p.line[k])
			return false;
	return true;
}

struct package
weighed_row(arena *a, const struct weighed *w, size_t row)
{
	uint32_t *choice = ARENA_ARRAY(a, uint32_t, w->p.slot_count);

	front_choices(w->front, row, choice);
	return package_of(a, &w->p, choice, row);
}

/* ---- from the frontier ---- */

struct reading {
	const struct weighed *w;
	enum measure measure;
	size_t n;
	double *unit, *plus, *share;    /* [party]: gain = unit × sum + plus; × share for Kalai-Smorodinsky */
	struct ratio *x, *y;            /* [party] */
	wide *x_whole, *y_whole;        /* [party] */
};

static double
about(const struct reading *r, size_t row)
{
	double least = INFINITY, sum = 0, logs = 0;

	for (size_t k = 0; k < r->n; k++) {
		double gain = r->unit[k] * (double)front_sum(r->w->front, row, k) + r->plus[k];
		double shared = r->measure == MEASURE_KALAI_SMORODINSKY ? gain * r->share[k] : gain;

		least = shared < least ? shared : least;
		sum += gain;
		logs += gain > 0 ? log(gain) : -INFINITY;
	}
	return r->measure == MEASURE_NASH ? logs : r->measure == MEASURE_UTILITARIAN ? sum : least;
}

static struct ratio
gain_of(const struct weighed *w, size_t row, size_t party)
{
	return ratio_sub(problem_utility(&w->p, party, front_sum(w->front, row, party)),
			 line_of(&w->d->parties[party]));
}

static int
by_size(const void *x, const void *y)
{
	return ratio_cmp(*(const struct ratio *)x, *(const struct ratio *)y);
}

/* Gains, or their shares, from the least up. */
static void
sorted_gains(const struct reading *r, size_t row, struct ratio ret[])
{
	for (size_t k = 0; k < r->n; k++) {
		struct ratio gain = gain_of(r->w, row, k);
		struct ratio most = ratio_sub(r->w->ideal[k], line_of(&r->w->d->parties[k]));

		/* Who can gain nothing has all it can. */
		if (r->measure == MEASURE_KALAI_SMORODINSKY)
			gain = most.num > 0 ? ratio_div(gain, most) : RATIO_ONE;
		ret[k] = gain;
	}
	qsort(ret, r->n, sizeof(*ret), by_size);
}

/* <0, 0 or >0: is row `x` worse or better than `y` by the measure, exactly? */
static int
exactly(const struct reading *r, size_t x, size_t y)
{
	const struct weighed *w = r->w;
	struct ratio sum = RATIO_ZERO;

	switch (r->measure) {
	case MEASURE_NASH:
		for (size_t k = 0; k < r->n; k++) {
			/* Both rows' gains of one party have one unit, which cancels. */
			struct ratio gx = gain_of(w, x, k), gy = gain_of(w, y, k);
			wide den = gx.den;

			if (gx.num <= 0 || gy.num <= 0) {
				r->x_whole[k] = gx.num > 0;
				r->y_whole[k] = gy.num > 0;
			} else if (wide_lcm(&den, gy.den)) {
				r->x_whole[k] = gx.num * (den / gx.den);
				r->y_whole[k] = gy.num * (den / gy.den);
			}
		}
		return product_cmp(r->x_whole, r->y_whole, r->n);
	case MEASURE_UTILITARIAN:
		for (size_t k = 0; k < r->n; k++)
			sum = ratio_add(sum, ratio_sub(gain_of(w, x, k), gain_of(w, y, k)));
		return ratio_ok(sum) ? (sum.num > 0) - (sum.num < 0) : 0;
	default:
		sorted_gains(r, x, r->x);
		sorted_gains(r, y, r->y);
		for (size_t k = 0; k < r->n; k++) {
			int order = ratio_cmp(r->x[k], r->y[k]);

			if (order != 0)
				return order;
		}
		return 0;
	}
}

/* Is the package of row `x` before that of `y`, in the order of options? */
static bool
comes_first(arena *a, const struct weighed *w, size_t x, size_t y)
{
	struct package one = weighed_row(a, w, x), other = weighed_row(a, w, y);

	for (size_t i = 0; i < w->d->point_count; i++)
		if (one.option[i] != other.option[i])
			return one.option[i] < other.option[i];
	return false;
}

static void
from_front(arena *a, struct weighed *w, enum measure measure)
{
	struct solution *s = &w->solutions[measure];
	size_t n = w->p.party_count, rows = front_count(w->front), near_count = 0, best, first;
	struct reading r = {
		.w = w, .measure = measure, .n = n, .unit = ARENA_ARRAY(a, double, n),
		.plus = ARENA_ARRAY(a, double, n), .share = ARENA_ARRAY(a, double, n),
		.x = ARENA_ARRAY(a, struct ratio, n), .y = ARENA_ARRAY(a, struct ratio, n),
		.x_whole = ARENA_ARRAY(a, wide, n), .y_whole = ARENA_ARRAY(a, wide, n),
	};
	double *value = ARENA_ARRAY(a, double, rows), greatest = -INFINITY, margin;
	size_t *near = ARENA_ARRAY(a, size_t, rows);

	for (size_t k = 0; k < n; k++) {
		double most = ratio_double(ratio_sub(w->ideal[k], line_of(&w->d->parties[k])));

		r.unit[k] = ratio_double(w->p.unit[k]);
		r.plus[k] = ratio_double(ratio_sub(w->p.base[k], line_of(&w->d->parties[k])));
		r.share[k] = most > 0 ? 1 / most : INFINITY;
		if (most <= 0) {
			r.share[k] = 0;
			if (measure == MEASURE_KALAI_SMORODINSKY)
				r.plus[k] = 1;  /* its share is 1, whatever the row */
		}
	}
	if (measure == MEASURE_KALAI_SMORODINSKY)
		for (size_t k = 0; k < n; k++)
			if (r.share[k] == 0) {
				r.unit[k] = 0;
				r.share[k] = 1;
			}
	for (size_t i = 0; i < rows; i++) {
		value[i] = weighed_row_is_feasible(w, i) ? about(&r, i) : NAN;
		greatest = value[i] > greatest ? value[i] : greatest;
	}
	margin = isinf(greatest) ? INFINITY : 1e-9 * (1 + fabs(greatest));
	for (size_t i = 0; i < rows; i++)
		if (value[i] >= greatest - margin || (isinf(margin) && !isnan(value[i])))
			near[near_count++] = i;
	best = near[0];
	for (size_t i = 1; i < near_count; i++)
		if (exactly(&r, near[i], best) > 0)
			best = near[i];
	s->ties = near;
	first = best;
	for (size_t i = 0; i < near_count; i++)
		if (exactly(&r, near[i], best) == 0) {
			s->ties[s->tie_count++] = near[i];
			if (near[i] != first && comes_first(a, w, near[i], first))
				first = near[i];
		}
	s->is_found = s->is_proved = true;
	s->package = weighed_row(a, w, first);
}

static void
ideals_from_front(struct weighed *w)
{
	for (size_t k = 0; k < w->p.party_count; k++) {
		wide most = -1, least = -1;

		for (size_t i = 0; i < front_count(w->front); i++) {
			wide sum = front_sum(w->front, i, k);

			if (!weighed_row_is_feasible(w, i))
				continue;
			most = sum > most ? sum : most;
			least = least < 0 || sum < least ? sum : least;
		}
		w->ideal[k] = problem_utility(&w->p, k, most);
		w->least[k] = problem_utility(&w->p, k, least);
	}
}

/* ---- one by one ---- */

struct searching {
	arena *a;
	struct weighed *w;
	struct best_limits limits;
	struct gain *gains;
	struct ratio unit;
	struct gain *lines;             /* the gains of those that have a red line */
	size_t line_count;
};

static void
set_solution(const struct searching *s, enum measure measure, const struct best *b, double gap)
{
	s->w->solutions[measure] = (struct solution){
		.is_found = b->is_found, .is_proved = b->is_proved, .gap = gap, .steps = b->steps, .nodes = b->nodes,
	};
	if (b->is_found)
		s->w->solutions[measure].package = package_of(s->a, &s->w->p, b->choice, SIZE_MAX);
}

static double
gap_of(const struct best *b, struct ratio unit)
{
	return b->is_found && b->bound > b->value ? ratio_double(ratio_mul(unit, ratio_of(b->bound - b->value, 1))) : 0;
}

static void
search_utilitarian(const struct searching *s)
{
	struct goal goal = { .kind = GOAL_MOST, .forms = s->lines, .form_count = s->line_count, .worth = s->gains,
			     .worth_count = s->w->p.party_count };
	struct best b;

	best_find(s->a, &s->w->p, &goal, s->limits, &b);
	set_solution(s, MEASURE_UTILITARIAN, &b, gap_of(&b, s->unit));
}

/* The greatest feasible utility of each; all of them proved? */
static bool
search_ideals(const struct searching *s)
{
	bool is_proved = true;

	for (size_t k = 0; k < s->w->p.party_count; k++) {
		struct goal goal = { .kind = GOAL_MOST, .forms = s->lines, .form_count = s->line_count,
				     .worth = &s->gains[k], .worth_count = 1 };
		struct best b;

		if (s->line_count == 0) {
			s->w->ideal[k] = s->w->alone[k];
			continue;
		}
		best_find(s->a, &s->w->p, &goal, s->limits, &b);
		is_proved = is_proved && b.is_proved;
		s->w->ideal[k] = ratio_add(ratio_mul(s->unit, ratio_of(b.is_found ? b.bound : 0, 1)),
					   line_of(&s->w->d->parties[k]));
	}
	return is_proved;
}

static void
search_kalai_smorodinsky(const struct searching *s, bool ideals_proved)
{
	struct weighed *w = s->w;
	size_t n = w->p.party_count;
	struct ratio *times = ARENA_ARRAY(s->a, struct ratio, n), *plus = ARENA_ARRAY(s->a, struct ratio, n);
	struct gain *forms;
	struct goal goal = { .kind = GOAL_LEAST, .form_count = n };
	struct best b;
	wide den;
	bool is_exact;

	for (size_t k = 0; k < n; k++) {
		struct ratio line = line_of(&w->d->parties[k]), most = ratio_sub(w->ideal[k], line);

		struct ratio step = most;

		/* Whose greatest gain is 0 has all of it where it keeps its line: 1, and -1 or less below. */
		if (most.num <= 0)
			step = ratio_mul(s->unit, ratio_of(1, 2));
		times[k] = ratio_div(w->p.unit[k], step);
		plus[k] = ratio_div(ratio_sub(w->p.base[k], line), step);
		if (most.num <= 0)
			plus[k] = ratio_add(plus[k], RATIO_ONE);
	}
	is_exact = forms_of(s->a, &w->p, times, plus, &forms, &den);
	if (!is_exact) {
		/* The denominators have nothing in common: rounded, and so not proved. */
		den = (wide)1 << 50;
		forms = ARENA_ARRAY(s->a, struct gain, n);
		for (uint32_t k = 0; k < n; k++)
			forms[k] = (struct gain){ k, (wide)(ratio_double(times[k]) * (double)den),
						  (wide)(ratio_double(plus[k]) * (double)den) };
	}
	goal.forms = forms;
	best_find(s->a, &w->p, &goal, s->limits, &b);
	b.is_proved = b.is_proved && is_exact && ideals_proved;
	set_solution(s, MEASURE_KALAI_SMORODINSKY, &b, gap_of(&b, ratio_of(1, den)));
	if (!is_exact)
		w->solutions[MEASURE_KALAI_SMORODINSKY].gap += 1e-12;
}

static bool
one_by_one(arena *a, struct weighed *w, const struct best_limits *limits, struct err *err)
{
	struct searching s = { .a = a, .w = w, .limits = *limits };
	size_t n = w->p.party_count;
	struct goal goal = { .kind = GOAL_LEAST, .form_count = n };
	struct best least;

	if (!weigh_gains(a, &w->p, &s.gains, &s.unit))
		return fail(err, ERR_INPUT, "brought to one denominator the parties' numbers need too many digits");
	s.lines = ARENA_ARRAY(a, struct gain, n);
	for (size_t k = 0; k < n; k++)
		if (w->d->parties[k].has_line)
			s.lines[s.line_count++] = s.gains[k];
	goal.forms = s.gains;
	best_find(a, &w->p, &goal, s.limits, &least);
	w->is_feasible = least.is_found && least.value >= 0;
	w->is_decided = w->is_feasible || least.is_proved;
	if (!w->is_feasible) {
		memcpy(w->ideal, w->alone, n * sizeof(*w->ideal));
		return true;
	}
	set_solution(&s, MEASURE_EGALITARIAN, &least, gap_of(&least, s.unit));
	search_utilitarian(&s);
	if (least.value == 0) {
		/* Somebody gains nothing in any package: every product is 0. */
		set_solution(&s, MEASURE_NASH, &least, 0);
		w->solutions[MEASURE_NASH].is_proved = least.is_proved;
	} else {
		struct best product;
		double gap;

		nash_find(a, &w->p, s.gains, n, least.choice, s.limits, &product, &gap);
		set_solution(&s, MEASURE_NASH, &product, expm1(gap));
	}
	search_kalai_smorodinsky(&s, search_ideals(&s));
	return true;
}

/* ---- all of it ---- */

/* Packages of choices that no other of the same slot dominates; a guess, for few choices a slot. */
static double
packages_left(const struct problem *p)
{
	double packages = 1;

	for (size_t s = 0; s < p->slot_count; s++) {
		const struct slot *slot = &p->slots[s];
		size_t left = slot->choice_count;

		for (size_t c = 0; c < slot->choice_count && slot->choice_count <= 200; c++)
			for (size_t o = 0; o < slot->choice_count; o++) {
				const wide *mine = slot->values + c * p->party_count, *other = slot->values + o * p->party_count;
				bool covers = o != c, same = true;

				for (size_t k = 0; k < p->party_count && covers; k++) {
					covers = other[k] >= mine[k];
					same = same && other[k] == mine[k];
				}
				if (covers && (!same || o < c)) {
					left--;
					break;
				}
			}
		packages *= (double)left;
	}
	return packages;
}

static bool
wants_front(const struct weigh_options *options, const struct problem *p)
{
	if (options->frontier != FRONTIER_WHERE_IT_FITS)
		return options->frontier == FRONTIER_ALWAYS;
	return p->party_count <= PARTIES_FEW || packages_left(p) <= PACKAGES_MANY;
}

/* Of many parties and packages the frontier is long, and red lines cut it short. */
static bool
wants_lines(const struct problem *p)
{
	bool has_line = false;

	for (size_t k = 0; k < p->party_count; k++)
		has_line = has_line || p->line[k] > 0;
	return has_line && p->party_count >= PARTIES_FEW && packages_left(p) > PACKAGES_MANY;
}

bool
weigh(arena *a, const struct domain *d, const struct weigh_options *options, struct weighed *ret, struct err *err)
{
	struct best_limits limits = { .steps = options->steps, .stop = options->stop };
	size_t n = d->party_count;
	struct weighed *w = ret;

	*w = (struct weighed){ .d = d, .ideal = ARENA_ARRAY(a, struct ratio, n),
			       .alone = ARENA_ARRAY(a, struct ratio, n), .least = ARENA_ARRAY(a, struct ratio, n) };
	if (!problem_make(a, d, &w->p, err))
		return false;
	w->is_decided = true;
	if (w->p.is_empty) {
		for (size_t k = 0; k < n; k++)
			w->ideal[k] = w->alone[k] = w->least[k] = RATIO_ZERO;
		return true;
	}
	for (size_t k = 0; k < n; k++)
		w->alone[k] = w->ideal[k] = w->least[k] = problem_utility(&w->p, k, w->p.most[k]);
	if (wants_front(options, &w->p)) {
		w->is_within_lines = wants_lines(&w->p);
		w->front = front_make(&w->p, w->is_within_lines, options->memory_bytes, err);
		if (w->front == NULL)
			return false;
		w->is_exact = true;
		for (size_t k = 0; k < n; k++)
			w->is_exact = w->is_exact && front_error(w->front, k) == 0;
	}
	if (!w->is_exact)
		return one_by_one(a, w, &limits, err);
	for (size_t i = 0; i < front_count(w->front); i++)
		w->feasible_rows += weighed_row_is_feasible(w, i);
	w->is_feasible = w->feasible_rows > 0;
	if (!w->is_feasible)
		return true;
	ideals_from_front(w);
	for (int m = 0; m < MEASURE_COUNT; m++)
		from_front(a, w, (enum measure)m);
	return true;
}

void
weighed_done(struct weighed *w)
{
	front_free(w->front);
	w->front = NULL;
}
