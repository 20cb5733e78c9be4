/* The logarithm of the product is concave in shares of options.  At any shares its
 * tangent lies above it everywhere, and a tangent is a sum over slots: its maximum
 * takes the best option of each slot by itself.  That is the bound, and what an
 * option lacks to its slot's best says whether it can be ruled out.
 *
 * Shares are improved slot by slot, from the worst option with a share to the best
 * (Frank and Wolfe, An Algorithm for Quadratic Programming, 1956, with pairwise
 * steps); then it is branch and bound, on the least decided slot.
 *
 * Bounds are doubles with a margin a thousand times their rounding; packages nearer
 * to each other than that are compared by their products, exactly. */
#include "weigh/nash.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "weigh/product.h"

static const double MARGIN = 1e-9;

struct nash {
	const struct problem *p;
	const struct gain *forms;
	size_t slots, options, n;
	uint32_t *first;
	double *gain;                   /* [option][form], each form divided by its greatest */
	double *plus;
	struct best_limits limits;
	struct best *best;
	double best_log;                /* of the product of the divided forms */
	double open;                    /* the greatest bound left unsearched */
	bool is_stopped;
	wide *exact, *exact_best;       /* [form] */
};

struct nash_node {
	double *share;                  /* [option] */
	double *sum;                    /* [form]: what the shares come to */
	double *touch;                  /* [form]: above 0; where the tangent touches: the sums, or those of above */
	double *rank;                   /* [option] */
	bool *is_in;
	struct nash_node *below;
};

static void *
get(size_t count, size_t size)
{
	void *block = calloc(count + 1, size);

	if (block == NULL)
		arena_exhausted(count * size);
	return block;
}

static struct nash_node *
node_new(const struct nash *s)
{
	struct nash_node *n = get(1, sizeof(*n));

	n->share = get(s->options, sizeof(double));
	n->sum = get(s->n, sizeof(double));
	n->touch = get(s->n, sizeof(double));
	n->rank = get(s->options, sizeof(double));
	n->is_in = get(s->options, sizeof(bool));
	return n;
}

static void
node_free(struct nash_node *n)
{
	while (n != NULL) {
		struct nash_node *below = n->below;

		free(n->share);
		free(n->sum);
		free(n->touch);
		free(n->rank);
		free(n->is_in);
		free(n);
		n = below;
	}
}

static void
nash_init(arena *a, struct nash *s)
{
	const struct problem *p = s->p;
	size_t at = 0;

	s->slots = p->slot_count;
	s->first = ARENA_ARRAY(a, uint32_t, s->slots + 1);
	for (size_t i = 0; i < s->slots; i++) {
		s->first[i] = (uint32_t)s->options;
		s->options += p->slots[i].choice_count;
	}
	s->first[s->slots] = (uint32_t)s->options;
	s->gain = ARENA_ARRAY(a, double, s->options * s->n);
	s->plus = ARENA_ARRAY(a, double, s->n);
	s->exact = ARENA_ARRAY(a, wide, s->n);
	s->exact_best = ARENA_ARRAY(a, wide, s->n);
	for (size_t k = 0; k < s->n; k++) {
		const struct gain *f = &s->forms[k];
		double most = (double)(p->most[f->party] * f->times + f->plus);

		s->plus[k] = (double)f->plus / most;
		at = 0;
		for (size_t i = 0; i < s->slots; i++)
			for (size_t c = 0; c < p->slots[i].choice_count; c++, at++)
				s->gain[at * s->n + k] =
					(double)(p->slots[i].values[c * p->party_count + f->party] * f->times) / most;
	}
}

/* ---- packages ---- */

static bool
forms_of(const struct nash *s, const uint32_t at[], wide ret[])
{
	bool positive = true;

	for (size_t k = 0; k < s->n; k++) {
		const struct gain *f = &s->forms[k];

		ret[k] = f->plus;
		for (size_t i = 0; i < s->slots; i++)
			ret[k] += f->times * s->p->slots[i].values[(at[i] - s->first[i]) * s->p->party_count + f->party];
		positive = positive && ret[k] > 0;
	}
	return positive;
}

static void
offer(struct nash *s, const uint32_t at[])
{
	double log_sum = 0;

	if (!forms_of(s, at, s->exact))
		return;
	for (size_t k = 0; k < s->n; k++) {
		double sum = s->plus[k];

		for (size_t i = 0; i < s->slots; i++)
			sum += s->gain[at[i] * s->n + k];
		log_sum += log(sum);
	}
	if (s->best->is_found && (log_sum < s->best_log - MARGIN ||
				  product_cmp(s->exact, s->exact_best, s->n) <= 0))
		return;
	s->best->is_found = true;
	s->best_log = log_sum;
	memcpy(s->exact_best, s->exact, s->n * sizeof(*s->exact));
	for (size_t i = 0; i < s->slots; i++)
		s->best->choice[i] = at[i] - s->first[i];
}

/* ---- shares ---- */

static void
sums_of(const struct nash *s, struct nash_node *n)
{
	memcpy(n->sum, s->plus, s->n * sizeof(*n->sum));
	for (size_t o = 0; o < s->options; o++)
		for (size_t k = 0; n->share[o] > 0 && k < s->n; k++)
			n->sum[k] += n->share[o] * s->gain[o * s->n + k];
}

/* An option's addend of the tangent that touches at `touch`. */
static double
rank_of(const struct nash *s, const double *touch, uint32_t option)
{
	const double *gain = s->gain + option * s->n;
	double rank = 0;

	for (size_t k = 0; k < s->n; k++)
		rank += gain[k] / touch[k];
	return rank;
}

/* How much of `most` to move from one option to another: where the logarithm's slope
 * along the way is 0. */
static double
step_of(const struct nash *s, const struct nash_node *n, const double *from, const double *to, double most)
{
	double low = 0, high = most, t = most;

	for (unsigned i = 0; i < 30; i++) {
		double slope = 0, bend = 0;

		for (size_t k = 0; k < s->n; k++) {
			double d = to[k] - from[k], at = n->sum[k] + t * d;

			if (at <= 0) {
				slope = -1;
				bend = 0;
				break;
			}
			slope += d / at;
			bend -= d / at * (d / at);
		}
		if (slope >= 0 && t == most)
			return most;
		if (slope > 0)
			low = t;
		else
			high = t;
		double next = bend < 0 ? t - slope / bend : (low + high) / 2;

		if (next <= low || next >= high)
			next = (low + high) / 2;
		if (fabs(next - t) < 1e-7)
			break;
		t = next;
	}
	return low > 0 ? low : t < high ? t : high;
}

static void
move_share(const struct nash *s, struct nash_node *n, uint32_t from, uint32_t to, double t)
{
	t = t > n->share[from] ? n->share[from] : t;
	n->share[from] = n->share[from] - t < 1e-12 ? 0 : n->share[from] - t;
	n->share[to] += t;
	for (size_t k = 0; k < s->n; k++)
		n->sum[k] += t * (s->gain[to * s->n + k] - s->gain[from * s->n + k]);
}

/* One round over all slots; returns what the best options promise beyond the shares. */
static double
better_shares(struct nash *s, struct nash_node *n)
{
	double gap = 0;

	for (size_t i = 0; i < s->slots; i++) {
		uint32_t best = UINT32_MAX, worst = UINT32_MAX;
		double mean = 0;

		for (uint32_t o = s->first[i]; o < s->first[i + 1]; o++) {
			if (!n->is_in[o])
				continue;
			n->rank[o] = rank_of(s, n->sum, o);
			mean += n->share[o] * n->rank[o];
			if (best == UINT32_MAX || n->rank[o] > n->rank[best])
				best = o;
			if (n->share[o] > 0 && (worst == UINT32_MAX || n->rank[o] < n->rank[worst]))
				worst = o;
		}
		s->best->steps++;
		gap += n->rank[best] - mean;
		if (worst == UINT32_MAX || n->rank[best] - n->rank[worst] < 1e-12)
			continue;
		move_share(s, n, worst, best,
			   step_of(s, n, s->gain + worst * s->n, s->gain + best * s->n, n->share[worst]));
	}
	return gap;
}

/* ---- the search ---- */

/* What no package of the node exceeds, by the tangent. */
static double
bound_of(struct nash *s, struct nash_node *n)
{
	double bound = -(double)s->n;

	for (size_t k = 0; k < s->n; k++)
		bound += log(n->touch[k]) + s->plus[k] / n->touch[k];
	for (size_t i = 0; i < s->slots; i++) {
		double best = -INFINITY;

		for (uint32_t o = s->first[i]; o < s->first[i + 1]; o++)
			if (n->is_in[o]) {
				n->rank[o] = rank_of(s, n->touch, o);
				best = n->rank[o] > best ? n->rank[o] : best;
			}
		bound += best;
	}
	return bound;
}

static bool
rule_out(const struct nash *s, struct nash_node *n, uint32_t option)
{
	size_t slot = 0;
	uint32_t best = UINT32_MAX;

	n->is_in[option] = false;
	if (n->share[option] == 0)
		return true;
	while (s->first[slot + 1] <= option)
		slot++;
	for (uint32_t o = s->first[slot]; o < s->first[slot + 1]; o++)
		if (n->is_in[o] && (best == UINT32_MAX || n->share[o] > n->share[best]))
			best = o;
	if (best == UINT32_MAX)
		return false;
	n->share[best] += n->share[option];
	n->share[option] = 0;
	return true;
}

static bool
is_positive(const struct nash *s, const struct nash_node *n)
{
	for (size_t k = 0; k < s->n; k++)
		if (n->sum[k] <= 1e-12)
			return false;
	return true;
}

static void
spread_shares(const struct nash *s, struct nash_node *n)
{
	for (size_t i = 0; i < s->slots; i++) {
		unsigned count = 0;

		for (uint32_t o = s->first[i]; o < s->first[i + 1]; o++)
			count += n->is_in[o];
		for (uint32_t o = s->first[i]; o < s->first[i + 1]; o++)
			n->share[o] = n->is_in[o] ? 1.0 / count : 0;
	}
	sums_of(s, n);
}

/* Improves the shares and sets the bound; false where the node is cut. */
static bool
relax(struct nash *s, struct nash_node *n, double *ret_bound)
{
	bool positive;

	sums_of(s, n);
	if (!is_positive(s, n))
		spread_shares(s, n);
	/* Shares that give some party nothing have no logarithm: then the tangent of the node above serves. */
	positive = is_positive(s, n);
	for (unsigned round = 0; positive && round < 60; round++) {
		double gap = better_shares(s, n);

		if (gap < 1e-6)
			break;
		if (round % 4 != 3)
			continue;
		sums_of(s, n);
		memcpy(n->touch, n->sum, s->n * sizeof(*n->touch));
		if (s->best->is_found && bound_of(s, n) < s->best_log - MARGIN)
			return false;
	}
	if (positive) {
		sums_of(s, n);
		memcpy(n->touch, n->sum, s->n * sizeof(*n->touch));
	}
	*ret_bound = bound_of(s, n);
	return !s->best->is_found || *ret_bound >= s->best_log - MARGIN;
}

static void
peg(struct nash *s, struct nash_node *n, double bound)
{
	for (size_t i = 0; i < s->slots; i++) {
		double best = -INFINITY;

		for (uint32_t o = s->first[i]; o < s->first[i + 1]; o++)
			if (n->is_in[o] && n->rank[o] > best)
				best = n->rank[o];
		for (uint32_t o = s->first[i]; o < s->first[i + 1]; o++)
			if (n->is_in[o] && bound - best + n->rank[o] < s->best_log - MARGIN)
				rule_out(s, n, o);
	}
}

static struct nash_node *
node_below(const struct nash *s, struct nash_node *n)
{
	if (n->below == NULL)
		n->below = node_new(s);
	memcpy(n->below->share, n->share, s->options * sizeof(*n->share));
	memcpy(n->below->touch, n->touch, s->n * sizeof(*n->touch));
	memcpy(n->below->is_in, n->is_in, s->options * sizeof(*n->is_in));
	return n->below;
}

static void
improve(struct nash *s, uint32_t at[], double sum[])
{
	bool better = true;

	for (size_t k = 0; k < s->n; k++) {
		sum[k] = s->plus[k];
		for (size_t i = 0; i < s->slots; i++)
			sum[k] += s->gain[at[i] * s->n + k];
	}
	for (unsigned round = 0; better && round < 20; round++) {
		better = false;
		for (size_t i = 0; i < s->slots; i++)
			for (uint32_t o = s->first[i]; o < s->first[i + 1]; o++) {
				double times = 1;

				for (size_t k = 0; k < s->n; k++) {
					double d = s->gain[o * s->n + k] - s->gain[at[i] * s->n + k];

					/* Two forms that fall below 0 are no gain. */
					times *= sum[k] > 0 && sum[k] + d > 0 ? 1 + d / sum[k] : 0;
				}
				if (times <= 1 + 1e-12)
					continue;
				for (size_t k = 0; k < s->n; k++)
					sum[k] += s->gain[o * s->n + k] - s->gain[at[i] * s->n + k];
				at[i] = o;
				better = true;
			}
	}
	offer(s, at);
}

static void
search_node(struct nash *s, struct nash_node *n)
{
	uint32_t option = UINT32_MAX, slot = 0;
	double bound, least = 2;
	struct nash_node *below;

	s->best->nodes++;
	if (!relax(s, n, &bound))
		return;
	uint32_t *at = get(s->slots, sizeof(*at));
	double *sum = get(s->n, sizeof(*sum));

	for (uint32_t i = 0; i < s->slots; i++) {
		uint32_t most = UINT32_MAX;

		for (uint32_t o = s->first[i]; o < s->first[i + 1]; o++)
			if (n->is_in[o] && (most == UINT32_MAX || n->share[o] > n->share[most]))
				most = o;
		at[i] = most;
	}
	offer(s, at);
	improve(s, at, sum);
	free(at);
	free(sum);
	if (s->best->is_found && bound < s->best_log - MARGIN)
		return;
	peg(s, n, bound);
	s->is_stopped = s->is_stopped || (s->limits.steps > 0 && s->best->steps >= s->limits.steps) ||
			(s->limits.stop != NULL && *s->limits.stop);
	if (s->is_stopped) {
		s->open = bound > s->open ? bound : s->open;
		return;
	}
	for (uint32_t i = 0; i < s->slots; i++) {
		uint32_t most = UINT32_MAX;
		unsigned count = 0;

		for (uint32_t o = s->first[i]; o < s->first[i + 1]; o++)
			if (n->is_in[o]) {
				count++;
				if (most == UINT32_MAX || n->share[o] > n->share[most])
					most = o;
			}
		if (count > 1 && n->share[most] < least) {
			least = n->share[most];
			option = most;
			slot = i;
		}
	}
	if (option == UINT32_MAX)
		return; /* one package, and it was offered */
	below = node_below(s, n);
	for (uint32_t o = s->first[slot]; o < s->first[slot + 1]; o++)
		if (o != option && below->is_in[o]) {
			below->is_in[o] = false;
			below->share[option] += below->share[o];
			below->share[o] = 0;
		}
	search_node(s, below);
	below = node_below(s, n);
	if (rule_out(s, below, option))
		search_node(s, below);
}

void
nash_find(arena *a, const struct problem *p, const struct gain *forms, size_t form_count, const uint32_t start[],
	  struct best_limits limits, struct best *ret, double *ret_gap)
{
	struct nash s = { .p = p, .forms = forms, .n = form_count, .limits = limits, .best = ret, .open = -INFINITY };
	struct nash_node *root;
	uint32_t *at;

	*ret = (struct best){ .choice = ARENA_ARRAY(a, uint32_t, p->slot_count) };
	nash_init(a, &s);
	at = ARENA_ARRAY(a, uint32_t, s.slots);
	root = node_new(&s);
	memset(root->is_in, true, s.options * sizeof(*root->is_in));
	for (size_t i = 0; i < s.slots; i++) {
		at[i] = s.first[i] + start[i];
		root->share[at[i]] = 1;
	}
	offer(&s, at);
	search_node(&s, root);
	ret->is_proved = !s.is_stopped;
	*ret_gap = s.is_stopped && s.open > s.best_log ? s.open - s.best_log : 0;
	node_free(root);
}
