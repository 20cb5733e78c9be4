/* A node is a set of options of each slot that are still in.  Its linear programme
 * gives shares and multipliers; the multipliers, rounded to whole numbers, turn the
 * goal into one sum over slots (Lagrange), whose maximum takes the best option of
 * each slot by itself.  That maximum, in whole numbers, is the bound; and an option
 * whose own sum is so much worse than its slot's best that the bound falls to what
 * is held already is out, for this node and all below.  What remains is branched
 * on: one option taken, or ruled out.
 *
 * Rejected: bounds with the multipliers of the root alone (a thousand times the
 * nodes at ten parties); branching on all options of a slot at once. */
#include "weigh/best.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "weigh/dictionary.h"

/* Multipliers of fewer bits prove little. */
enum { BITS_LEAST = 12, BITS_WANTED = 24, NODES_IMPROVED = 2000, IMPROVED_EVERY = 16 };
#define NARROW_MOST ((wide)1 << 61)
#define WIDE_MOST ((wide)1 << 124)

struct search {
	const struct problem *p;
	const struct goal *goal;
	size_t slots, options, forms;
	uint32_t *first;                /* [slots + 1] */
	wide *gain;                     /* [option][form] */
	int64_t *gain_narrow;           /* the same, where all sums fit 62 bits; else NULL */
	int64_t *times_narrow;
	wide *worth;                    /* [option], of GOAL_MOST */
	wide worth_plus;
	double *gain_double, *plus_double, *worth_double;
	double scale;                   /* doubles are whole numbers times this */
	int bits;                       /* of multipliers */
	struct best_limits limits;
	struct best *best;
	bool is_stopped, has_enough;
	wide open_bound;                /* the greatest bound of what was left unsearched */
	double *sums;                   /* [form], for improve() */
	wide *times;                    /* [form], for bound_of() */
};

/* What a node is searched in; one for each depth. */
struct node {
	struct dictionary d;
	void *block;
	double *share, *multiplier;
	wide *rank;                     /* [option]: its addend of the bound */
	wide *slot_best;                /* [slot]: the greatest of them */
	uint32_t *at;                   /* [slot]: a package */
	bool *is_in;                    /* [option] */
	struct node *below;
};

/* ---- set up ---- */

static wide
absolute(wide x)
{
	return x < 0 ? -x : x;
}

/* Numbers of 64 bits are several times as fast; they must leave multipliers room. */
static void
narrow(arena *a, struct search *s, wide sum)
{
	size_t count = s->options * s->forms;

	if (sum >= NARROW_MOST >> BITS_WANTED)
		return;
	s->gain_narrow = ARENA_ARRAY(a, int64_t, count);
	s->times_narrow = ARENA_ARRAY(a, int64_t, s->forms);
	for (size_t i = 0; i < count; i++)
		s->gain_narrow[i] = (int64_t)s->gain[i];
}

static void
search_init(arena *a, struct search *s)
{
	const struct problem *p = s->p;
	size_t at = 0;
	wide most = 1, sum = 0;

	s->slots = p->slot_count;
	s->forms = s->goal->form_count;
	s->first = ARENA_ARRAY(a, uint32_t, s->slots + 1);
	for (size_t i = 0; i < s->slots; i++) {
		s->first[i] = (uint32_t)s->options;
		s->options += p->slots[i].choice_count;
	}
	s->first[s->slots] = (uint32_t)s->options;
	s->gain = ARENA_ARRAY(a, wide, s->options * s->forms);
	s->worth = ARENA_ARRAY(a, wide, s->options);
	s->gain_double = ARENA_ARRAY(a, double, s->options * s->forms);
	s->plus_double = ARENA_ARRAY(a, double, s->forms);
	s->worth_double = ARENA_ARRAY(a, double, s->options);
	for (size_t i = 0; i < s->slots; i++)
		for (size_t c = 0; c < p->slots[i].choice_count; c++, at++) {
			const wide *values = p->slots[i].values + c * p->party_count;

			for (size_t k = 0; k < s->forms; k++) {
				wide g = s->gain[at * s->forms + k] =
					values[s->goal->forms[k].party] * s->goal->forms[k].times;

				most = g > most ? g : most;
			}
			for (size_t k = 0; k < s->goal->worth_count; k++)
				s->worth[at] += values[s->goal->worth[k].party] * s->goal->worth[k].times;
			most = s->worth[at] > most ? s->worth[at] : most;
		}
	for (size_t k = 0; k < s->goal->worth_count; k++)
		s->worth_plus += s->goal->worth[k].plus;
	s->sums = ARENA_ARRAY(a, double, s->forms);
	s->times = ARENA_ARRAY(a, wide, s->forms);
	s->scale = 100 / (double)most;
	for (size_t i = 0; i < s->options; i++) {
		for (size_t k = 0; k < s->forms; k++)
			s->gain_double[i * s->forms + k] = (double)s->gain[i * s->forms + k] * s->scale;
		s->worth_double[i] = (double)s->worth[i] * s->scale;
	}
	for (size_t k = 0; k < s->forms; k++) {
		s->plus_double[k] = (double)s->goal->forms[k].plus * s->scale;
		sum = absolute(s->goal->forms[k].plus) > sum ? absolute(s->goal->forms[k].plus) : sum;
	}
	/* The bound adds up, for each slot, forms times multipliers: all of it must fit 126 bits. */
	sum += absolute(s->worth_plus) + most * (wide)(s->slots + 1);
	sum *= (wide)(s->forms + 1);
	narrow(a, s, sum);
	s->bits = 0;
	while (s->bits < 40 && sum < (s->gain_narrow != NULL ? NARROW_MOST : WIDE_MOST)) {
		sum *= 2;
		s->bits++;
	}
}

static struct node *
node_new(const struct search *s)
{
	struct node *n = calloc(1, sizeof(*n));

	if (n == NULL)
		arena_exhausted(sizeof(*n));
	n->block = aligned_alloc(64, dictionary_bytes(s->slots, s->options, s->forms));
	n->share = calloc(s->options + s->forms + 1, sizeof(*n->share));
	n->rank = calloc(s->options + 1, sizeof(*n->rank));
	n->is_in = calloc(s->options + 1, sizeof(*n->is_in));
	n->slot_best = calloc(s->slots + 1, sizeof(*n->slot_best));
	n->at = calloc(s->slots + 1, sizeof(*n->at));
	if (n->block == NULL || n->share == NULL || n->rank == NULL || n->is_in == NULL || n->slot_best == NULL ||
	    n->at == NULL)
		arena_exhausted(dictionary_bytes(s->slots, s->options, s->forms));
	n->multiplier = n->share + s->options;
	dictionary_place(&n->d, n->block, s->slots, s->options, s->forms);
	return n;
}

static void
node_free(struct node *n)
{
	while (n != NULL) {
		struct node *below = n->below;

		free(n->block);
		free(n->share);
		free(n->rank);
		free(n->is_in);
		free(n->slot_best);
		free(n->at);
		free(n);
		n = below;
	}
}

/* ---- packages ---- */

/* What a package is worth; false where it breaks a bound. */
static bool
value_of(const struct search *s, const uint32_t at[], wide *ret)
{
	wide least = 0;

	for (size_t k = 0; k < s->forms; k++) {
		wide sum = s->goal->forms[k].plus;

		for (size_t i = 0; i < s->slots; i++)
			sum += s->gain[at[i] * s->forms + k];
		least = k == 0 || sum < least ? sum : least;
	}
	if (s->goal->kind == GOAL_LEAST) {
		*ret = least;
		return true;
	}
	if (s->forms > 0 && least < 0)
		return false;
	*ret = s->worth_plus;
	for (size_t i = 0; i < s->slots; i++)
		*ret += s->worth[at[i]];
	return true;
}

static void
offer(struct search *s, const uint32_t at[])
{
	wide value;

	if (!value_of(s, at, &value) || (s->best->is_found && value <= s->best->value))
		return;
	s->best->is_found = true;
	s->best->value = value;
	for (size_t i = 0; i < s->slots; i++)
		s->best->choice[i] = at[i] - s->first[i];
}

/* Changes one slot at a time, while that helps; then offers the package. */
static void
improve(struct search *s, uint32_t at[])
{
	size_t n = s->forms;
	double *sums = s->sums;
	bool better = s->goal->kind == GOAL_LEAST;

	for (size_t k = 0; k < n; k++) {
		sums[k] = s->plus_double[k];
		for (size_t i = 0; i < s->slots; i++)
			sums[k] += s->gain_double[at[i] * n + k];
	}
	for (unsigned rounds = 0; better && rounds < 20; rounds++) {
		better = false;
		for (size_t i = 0; i < s->slots; i++)
			for (uint32_t o = s->first[i]; o < s->first[i + 1]; o++) {
				const double *now = s->gain_double + at[i] * n, *other = s->gain_double + o * n;
				double least = INFINITY, next = INFINITY;

				for (size_t k = 0; k < n; k++) {
					least = sums[k] < least ? sums[k] : least;
					next = sums[k] + other[k] - now[k] < next ? sums[k] + other[k] - now[k] : next;
				}
				if (next <= least + 1e-9)
					continue;
				for (size_t k = 0; k < n; k++)
					sums[k] += other[k] - now[k];
				at[i] = o;
				better = true;
			}
	}
	offer(s, at);
}

/* The option of each slot with the greatest share. */
static void
round_shares(struct search *s, const struct node *n, uint32_t ret_at[])
{
	for (size_t i = 0; i < s->slots; i++) {
		uint32_t taken = UINT32_MAX;

		for (uint32_t o = s->first[i]; o < s->first[i + 1]; o++)
			if (n->is_in[o] && (taken == UINT32_MAX || n->share[o] > n->share[taken]))
				taken = o;
		ret_at[i] = taken;
	}
}

/* ---- bounds in whole numbers ---- */

static wide
floor_div(wide x, wide by)
{
	return x / by - (x % by < 0);
}

/* The forms of an option times their multipliers. */
static wide
weighted(const struct search *s, uint32_t option)
{
	wide sum = 0;

	if (s->gain_narrow != NULL) {
		const int64_t *gain = s->gain_narrow + option * s->forms;
		int64_t narrow_sum = 0;

		for (size_t k = 0; k < s->forms; k++)
			narrow_sum += s->times_narrow[k] * gain[k];
		return narrow_sum;
	}
	for (size_t k = 0; k < s->forms; k++)
		sum += s->times[k] * s->gain[option * s->forms + k];
	return sum;
}

/* The bound that multipliers prove: fills n->rank, each slot's best share of it in
 * n->slot_best, and the multipliers' sum, by which all of it is to be divided.
 * `with_worth`: of the goal itself, else of the forms alone. */
static wide
bound_of(const struct search *s, struct node *n, bool with_worth, wide *ret_sum)
{
	wide *times = s->times, *best = n->slot_best, total = 0, sum = 0, one = (wide)1 << s->bits;
	bool worth = s->goal->kind == GOAL_MOST && with_worth;

	for (size_t k = 0; k < s->forms; k++) {
		double m = n->multiplier[k] * (double)one;

		/* Where a multiplier is too great, any smaller one is as valid. */
		m = m < (double)one * 2 ? m : (double)one * 2;
		times[k] = m > 0 ? (wide)(m + 0.5) : 0;
		if (s->gain_narrow != NULL)
			s->times_narrow[k] = (int64_t)times[k];
		sum += times[k];
		total += times[k] * s->goal->forms[k].plus;
	}
	if (worth) {
		sum = one;
		total += one * s->worth_plus;
	}
	for (size_t i = 0; i < s->slots; i++) {
		bool any = false;

		for (uint32_t o = s->first[i]; o < s->first[i + 1]; o++) {
			wide rank = worth ? one * s->worth[o] : 0;

			if (!n->is_in[o])
				continue;
			rank += weighted(s, o);
			n->rank[o] = rank;
			if (!any || rank > best[i])
				best[i] = rank;
			any = true;
		}
		total += best[i];
	}
	*ret_sum = sum;
	return total;
}

/* Is the node, by its multipliers, no better than what is held? If not, rules out
 * the options that by themselves are not; `ret_bound` is what it can reach. */
static bool
is_cut(struct search *s, struct node *n, bool is_broken, wide *ret_bound)
{
	wide sum, total = bound_of(s, n, !is_broken, &sum), enough;

	if (is_broken)
		return sum > 0 && total < 0;
	if (sum == 0)
		return false;
	*ret_bound = floor_div(total, sum);
	if (!s->best->is_found)
		return false;
	if (*ret_bound <= s->best->value)
		return true;
	enough = (s->best->value + 1) * sum;
	for (size_t i = 0; i < s->slots; i++)
		for (uint32_t o = s->first[i]; o < s->first[i + 1]; o++)
			if (n->is_in[o] && total - n->slot_best[i] + n->rank[o] < enough) {
				n->is_in[o] = false;
				dictionary_rule_out(&n->d, o);
			}
	return false;
}

/* ---- the search ---- */

static bool
stopped(struct search *s)
{
	s->has_enough = s->has_enough || (s->limits.has_enough && s->best->is_found &&
					  s->best->value >= s->limits.enough);
	s->is_stopped = s->is_stopped || s->has_enough || (s->limits.steps > 0 && s->best->steps >= s->limits.steps) ||
			(s->limits.stop != NULL && *s->limits.stop);
	return s->is_stopped;
}

/* The option to branch on: of the slot that is least decided; or none. */
static uint32_t
branch_on(const struct search *s, const struct node *n)
{
	uint32_t chosen = UINT32_MAX;
	double most = 1e-6;

	for (size_t i = 0; i < s->slots; i++) {
		uint32_t greatest = UINT32_MAX, count = 0;

		for (uint32_t o = s->first[i]; o < s->first[i + 1]; o++) {
			count += n->is_in[o];
			if (n->is_in[o] && (greatest == UINT32_MAX || n->share[o] > n->share[greatest]))
				greatest = o;
		}
		if (count > 1 && 1 - n->share[greatest] > most) {
			most = 1 - n->share[greatest];
			chosen = greatest;
		}
	}
	return chosen;
}

/* Where shares are whole and yet the node is not decided, any slot with two options left. */
static uint32_t
any_branch(const struct search *s, const struct node *n)
{
	for (size_t i = 0; i < s->slots; i++) {
		uint32_t in = UINT32_MAX, count = 0;

		for (uint32_t o = s->first[i]; o < s->first[i + 1]; o++)
			if (n->is_in[o]) {
				in = o;
				count++;
			}
		if (count > 1)
			return in;
	}
	return UINT32_MAX;
}

static bool
has_empty_slot(const struct search *s, const struct node *n)
{
	for (size_t i = 0; i < s->slots; i++) {
		bool any = false;

		for (uint32_t o = s->first[i]; o < s->first[i + 1]; o++)
			any = any || n->is_in[o];
		if (!any)
			return true;
	}
	return false;
}

static void search_node(struct search *s, struct node *n, unsigned depth);

static struct node *
node_below(const struct search *s, struct node *n)
{
	if (n->below == NULL)
		n->below = node_new(s);
	dictionary_copy(&n->below->d, &n->d);
	memcpy(n->below->is_in, n->is_in, s->options * sizeof(*n->is_in));
	return n->below;
}

static void
rule_out(struct node *n, uint32_t option)
{
	if (!n->is_in[option])
		return;
	n->is_in[option] = false;
	dictionary_rule_out(&n->d, option);
}

static void
branch(struct search *s, struct node *n, uint32_t option, unsigned depth)
{
	struct node *below = node_below(s, n);
	size_t slot = 0;

	while (s->first[slot + 1] <= option)
		slot++;
	for (uint32_t o = s->first[slot]; o < s->first[slot + 1]; o++)
		if (o != option)
			rule_out(below, o);
	search_node(s, below, depth + 1);
	below = node_below(s, n);
	rule_out(below, option);
	search_node(s, below, depth + 1);
}

static void
search_node(struct search *s, struct node *n, unsigned depth)
{
	wide bound = s->best->bound;
	uint32_t *at = n->at, option;

	s->best->nodes++;
	if (has_empty_slot(s, n))
		return;
	for (unsigned round = 0; round < 4; round++) {
		double enough = s->best->is_found ? ((double)s->best->value + 1) * s->scale - 1e-6 : -INFINITY;
		size_t columns;
		bool holds = dictionary_dual(&n->d, enough, &s->best->steps);

		if (s->goal->kind == GOAL_MOST && !holds) {
			dictionary_broken_multipliers(&n->d, n->multiplier);
			if (is_cut(s, n, true, &bound))
				return;
			break;
		}
		dictionary_multipliers(&n->d, n->multiplier);
		columns = n->d.column_count;
		if (is_cut(s, n, false, &bound) || has_empty_slot(s, n))
			return;
		/* What was ruled out may have been basic: then the programme has to be solved again. */
		if (columns == n->d.column_count && !dictionary_is_broken(&n->d))
			break;
	}
	dictionary_shares(&n->d, n->share);
	round_shares(s, n, at);
	/* Most is found early; later a look now and then does. */
	if (s->best->nodes < NODES_IMPROVED || s->best->nodes % IMPROVED_EVERY == 0)
		improve(s, at);
	else
		offer(s, at);
	if (is_cut(s, n, false, &bound) || has_empty_slot(s, n))
		return;
	if (stopped(s)) {
		s->open_bound = bound > s->open_bound ? bound : s->open_bound;
		return;
	}
	option = branch_on(s, n);
	if (option == UINT32_MAX)
		option = any_branch(s, n);
	if (option == UINT32_MAX) {
		round_shares(s, n, at);
		offer(s, at);
		return;
	}
	branch(s, n, option, depth);
}

void
best_find(arena *a, const struct problem *p, const struct goal *goal, struct best_limits limits, struct best *ret)
{
	struct search s = { .p = p, .goal = goal, .limits = limits, .best = ret };
	struct node *root;

	*ret = (struct best){ .choice = ARENA_ARRAY(a, uint32_t, p->slot_count) };
	search_init(a, &s);
	root = node_new(&s);
	memset(root->is_in, true, s.options * sizeof(*root->is_in));
	if (goal->kind == GOAL_LEAST) {
		uint32_t *key = ARENA_ARRAY(a, uint32_t, s.slots);

		for (size_t i = 0; i < s.slots; i++)
			key[i] = s.first[i];
		improve(&s, key);
		dictionary_least(&root->d, s.slots, s.first, s.gain_double, s.plus_double, key);
		dictionary_primal(&root->d, &ret->steps);
	} else {
		dictionary_most(&root->d, s.slots, s.first, s.gain_double, s.plus_double, s.worth_double);
	}
	search_node(&s, root, 0);
	ret->is_proved = (!s.is_stopped || s.has_enough) && s.bits >= BITS_LEAST;
	ret->bound = s.is_stopped && (!ret->is_found || s.open_bound > ret->value) ? s.open_bound : ret->value;
	node_free(root);
}
