/* Each term is a sum over members that has to reach 0: what a member adds depends on
 * how it voted alone.  A share n/d of those cast, for instance: d for a yes, less n
 * for whoever cast a vote.  So turning a member adds a fixed number to each sum, and
 * the fewest turns are a covering problem: for a result that stands, of one sum at a
 * time, by the greatest; for one that does not, of all sums at once, by a search
 * over how many, with the greatest remaining numbers and a relaxation (Lagrange) as
 * bounds. */
#include "rules/vote.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "rules/terms.h"

enum { STEPS_MOST = 250000, TURNS_MOST = 256, OUTDONE_MOST = 8, SUMS_MOST = 2 * VOTE_TESTS_MOST + 2 };

__extension__ typedef __int128 wide;

/* ---- lines ---- */

/* A decimal of at most six places, in millionths. */
static bool
millionths(str word, int64_t *ret)
{
	int64_t value = 0;
	int places = -1;

	if (word.len == 0 || word.len > 18)
		return false;
	for (size_t i = 0; i < word.len; i++) {
		if (word.at[i] == '.' && places < 0 && i > 0 && i + 1 < word.len) {
			places = 0;
			continue;
		}
		if (word.at[i] < '0' || word.at[i] > '9' || places >= 6 ||
		    __builtin_mul_overflow(value, (int64_t)10, &value) ||
		    __builtin_add_overflow(value, (int64_t)(word.at[i] - '0'), &value))
			return false;
		places += places >= 0;
	}
	for (places = places < 0 ? 0 : places; places < 6; places++)
		if (__builtin_mul_overflow(value, (int64_t)10, &value))
			return false;
	if (value > INT64_C(9000000000) * VOTE_ONE)
		return false;
	*ret = value;
	return true;
}

static bool
amount_read(str word, struct vote_test *t)
{
	str num, den;
	uint64_t a, b;

	if (str_ends(word, S("%"))) {
		t->is_share = true;
		t->den = (int64_t)100 * VOTE_ONE;
		return millionths(str_sub(word, 0, word.len - 1), &t->num) && t->num <= t->den;
	}
	if (str_cut(word, '/', &num, &den)) {
		t->is_share = true;
		if (!str_u64(num, &a) || !str_u64(den, &b) || b == 0 || a > b || b > 1000000)
			return false;
		t->num = (int64_t)a;
		t->den = (int64_t)b;
		return true;
	}
	return millionths(word, &t->num);
}

static bool
base_read(struct term_words *c, struct vote_test *t, size_t *ret_at, const char **ret_why)
{
	static const char *const names[] = { "members", "present", "cast" };
	str word = term_word(c);
	bool is_base = false;

	if (word.len == 0)
		return term_wrong(c, word, ret_at, ret_why, "of what? members, present, cast, or the name of weights");
	for (int i = 0; i < 3; i++)
		if (str_eq(word, str_of(names[i]))) {
			t->base = (enum vote_base)i;
			is_base = true;
		}
	if (!is_base)
		t->weight = word;
	if (is_base && !t->is_share && t->base != BASE_MEMBERS)
		return term_wrong(c, word, ret_at, ret_why, "a number is of members or of a weight; a share may be of those cast");
	return true;
}

static bool
test_read(struct term_words *c, struct vote_terms *terms, bool is_quorum, size_t *ret_at, const char **ret_why)
{
	struct vote_test t = { .is_quorum = is_quorum, .line = c->line };
	str word = term_word(c);

	if (terms->test_count == VOTE_TESTS_MOST)
		return term_wrong(c, word, ret_at, ret_why, "a rule has at most 16 terms");
	t.is_strict = str_eq(word, S(">"));
	if (!t.is_strict && !str_eq(word, S(">=")))
		return term_wrong(c, word, ret_at, ret_why, "a term is written 'yes > 1/2 of cast' or 'yes >= 55% of members'");
	word = term_word(c);
	if (!amount_read(word, &t))
		return term_wrong(c, word, ret_at, ret_why, "here stands a share, as 2/3 or 55%, or a number of at most six decimals");
	word = term_word(c);
	if (str_eq(word, S("of"))) {
		if (!base_read(c, &t, ret_at, ret_why))
			return false;
		word = term_word(c);
	} else if (t.is_share) {
		return term_wrong(c, word, ret_at, ret_why, "of what is the share? write 'of members', 'of present', 'of cast'");
	}
	if (str_eq(word, S("by"))) {
		t.weight = term_word(c);
		if (t.weight.len == 0)
			return term_wrong(c, t.weight, ret_at, ret_why, "by which weights?");
		word = term_word(c);
	}
	if (str_eq(word, S("among"))) {
		t.among = term_word(c);
		if (t.among.len == 0)
			return term_wrong(c, t.among, ret_at, ret_why, "among which group?");
		word = term_word(c);
	}
	if (word.len)
		return term_wrong(c, word, ret_at, ret_why, "behind a term stand only 'of', 'by WEIGHTS' and 'among GROUP'");
	terms->tests[terms->test_count++] = t;
	return true;
}

static bool
veto_read(struct term_words *c, struct vote_terms *terms, size_t *ret_at, const char **ret_why)
{
	str word = term_word(c);

	if (!str_eq(word, S("of")))
		return term_wrong(c, word, ret_at, ret_why, "a veto is written 'veto of NAME, NAME'");
	for (;;) {
		word = term_word(c);
		if (word.len == 0 || word.at[0] == ',' || terms->veto_count == VOTE_VETOES_MOST)
			return term_wrong(c, word, ret_at, ret_why, "here stands the name of a member");
		terms->vetoes[terms->veto_count++] = word;
		word = term_word(c);
		if (word.len == 0)
			return true;
		if (!str_eq(word, S(",")))
			return term_wrong(c, word, ret_at, ret_why, "names are separated by commas");
	}
}

static bool
abstention_read(struct term_words *c, struct vote_terms *terms, size_t *ret_at, const char **ret_why)
{
	static const char *const names[] = { "blocks", "neutral", "yes" };
	str word = term_word(c);

	for (int i = 0; i < 3; i++)
		if (str_eq(word, str_of(names[i])) && str_trim(c->rest).len == 0) {
			terms->abstention = (enum vote_abstention)i;
			return true;
		}
	return term_wrong(c, word, ret_at, ret_why, "an abstention blocks, is neutral, or counts as yes");
}

static bool
blocking_read(struct term_words *c, struct vote_terms *terms, size_t *ret_at, const char **ret_why)
{
	str by = term_word(c), at = term_word(c), least = term_word(c), number = term_word(c);
	uint64_t count;

	if (!str_eq(by, S("by")) || !str_eq(at, S("at")) || !str_eq(least, S("least")) || !str_u64(number, &count) ||
	    count == 0 || count > 1000000 || str_trim(c->rest).len)
		return term_wrong(c, by, ret_at, ret_why, "a blocking minority is written 'blocked by at least 4'");
	terms->blocking_least = (int64_t)count;
	return true;
}

void
vote_terms_init(struct vote_terms *terms)
{
	*terms = (struct vote_terms){ 0 };
}

bool
vote_line(str line, struct vote_terms *terms, size_t *ret_at, const char **ret_why)
{
	static const char *const methods[] = { [METHOD_VOTES] = "votes", [METHOD_CONSENSUS] = "consensus",
					       [METHOD_UNANIMITY] = "unanimity" };
	struct term_words c = { line, line };
	str word = term_word(&c);

	if (terms->method == METHOD_NONE) {
		for (int m = METHOD_VOTES; m <= METHOD_UNANIMITY; m++)
			if (str_eq(word, str_of(methods[m])) && str_trim(c.rest).len == 0) {
				terms->method = (enum vote_method)m;
				return true;
			}
		return term_wrong(&c, word, ret_at, ret_why, "the first line says by what: votes, consensus, unanimity or silence");
	}
	if (str_eq(word, S("yes")))
		return test_read(&c, terms, false, ret_at, ret_why);
	if (str_eq(word, S("quorum")))
		return test_read(&c, terms, true, ret_at, ret_why);
	if (str_eq(word, S("veto")))
		return veto_read(&c, terms, ret_at, ret_why);
	if (str_eq(word, S("abstention")))
		return abstention_read(&c, terms, ret_at, ret_why);
	if (str_eq(word, S("blocked")))
		return blocking_read(&c, terms, ret_at, ret_why);
	return term_wrong(&c, word, ret_at, ret_why, "a line begins with yes, quorum, veto, abstention or blocked");
}

bool
vote_wants_yes(const struct vote_terms *terms)
{
	for (size_t i = 0; i < terms->test_count; i++)
		if (!terms->tests[i].is_quorum)
			return true;
	return terms->method != METHOD_VOTES;
}

bool
weight_line(str line, struct weight_line *ret, size_t *ret_at, const char **ret_why)
{
	struct term_words c = { line, line };
	struct weight_line w = { .name = term_word(&c) };
	str value = term_word(&c), word;

	if (w.name.len == 0 || !millionths(value, &w.value))
		return term_wrong(&c, value, ret_at, ret_why, "a weight is written 'NAME 29', with at most six decimals");
	while ((word = term_word(&c)).len) {
		str time = term_word(&c);

		if (str_eq(word, S("from")) && time.len && !w.from.len)
			w.from = time;
		else if (str_eq(word, S("until")) && time.len && !w.until.len)
			w.until = time;
		else
			return term_wrong(&c, word, ret_at, ret_why, "behind a weight stand only 'from DAY' and 'until DAY'");
	}
	*ret = w;
	return true;
}

/* ---- sums ---- */

/* A term as a sum: add[ballot][member] is what a member adds; it has to reach
 * `least`.  A term that too few can block has a second way: not_for < blocking. */
struct sum_term {
	wide *add[BALLOT_ABSENT + 1];
	wide least;
	bool may_be_unblocked;
};

struct counting {
	arena *a;
	const struct vote_terms *terms;
	const struct electorate *e;
	struct sum_term sums[SUMS_MOST];
	size_t sum_count;
	size_t backing[VOTE_TESTS_MOST];        /* the sum that wants a yes behind a share, or SIZE_MAX */
};

static int64_t
weight_of(const struct electorate *e, size_t test, size_t member)
{
	if (e->is_among != NULL && e->is_among[test] != NULL && !e->is_among[test][member])
		return 0;
	return e->weight != NULL && e->weight[test] != NULL ? e->weight[test][member] : VOTE_ONE;
}

static bool
is_present(enum ballot b)
{
	return b == BALLOT_YES || b == BALLOT_NO || b == BALLOT_ABSTAIN;
}

static bool
is_counted(enum vote_base base, enum ballot b)
{
	return base == BASE_MEMBERS || (base == BASE_PRESENT && is_present(b)) ||
	       (base == BASE_CAST && (b == BALLOT_YES || b == BALLOT_NO));
}

static struct sum_term *
sum_new(struct counting *c)
{
	struct sum_term *s = &c->sums[c->sum_count++];

	for (int b = 0; b <= BALLOT_ABSENT; b++)
		s->add[b] = ARENA_ARRAY(c->a, wide, c->e->count);
	return s;
}

static void
add_test(struct counting *c, size_t test)
{
	const struct vote_test *t = &c->terms->tests[test];
	struct sum_term *s = sum_new(c);

	for (int b = 0; b <= BALLOT_ABSENT; b++)
		for (size_t i = 0; i < c->e->count; i++) {
			wide w = weight_of(c->e, test, i);
			bool is_for = t->is_quorum ? is_present((enum ballot)b) : b == BALLOT_YES;

			if (t->is_share)
				s->add[b][i] = (is_for ? w * t->den : 0) -
					       (is_counted(t->base, (enum ballot)b) ? w * t->num : 0);
			else
				s->add[b][i] = is_for ? w : 0;
		}
	s->least = (t->is_share ? 0 : t->num) + t->is_strict;
	s->may_be_unblocked = c->terms->blocking_least > 0 && t->weight.len > 0 && !t->is_quorum;
}

/* A share of nothing is no majority, and what too few can block still wants somebody: where
 * nobody that the term is about is for it, it is not met.  Elsewhere the sum is wanted only
 * if a term can stand without it. */
static void
add_backing(struct counting *c, size_t test)
{
	const struct vote_test *t = &c->terms->tests[test];
	struct sum_term *s;

	c->backing[test] = SIZE_MAX;
	if (t->is_quorum || (!t->is_share && !c->sums[test].may_be_unblocked))
		return;
	for (size_t i = 0; i < c->e->count && t->num > 0 && !c->sums[test].may_be_unblocked; i++)
		if (c->e->ballot[i] == BALLOT_YES && weight_of(c->e, test, i) > 0)
			return;
	c->backing[test] = c->sum_count;
	s = sum_new(c);
	for (size_t i = 0; i < c->e->count; i++)
		s->add[BALLOT_YES][i] = weight_of(c->e, test, i);
	s->least = 1;
}

/* What unanimity, consensus and vetoes want: nobody does what stands in the way. */
static void
add_blockers(struct counting *c, bool vetoes)
{
	struct sum_term *s = sum_new(c);

	for (int b = 0; b <= BALLOT_ABSENT; b++)
		for (size_t i = 0; i < c->e->count; i++) {
			bool blocks = b == BALLOT_NO;

			if (vetoes)
				blocks = blocks && c->e->has_veto[i];
			else if (c->terms->method == METHOD_UNANIMITY && c->terms->abstention == ABSTENTION_BLOCKS)
				blocks = b != BALLOT_YES;
			s->add[b][i] = blocks ? -1 : 0;
		}
	s->least = 0;
}

/* An abstention that is disregarded leaves somebody to say yes. */
static void
add_somebody(struct counting *c)
{
	struct sum_term *s = sum_new(c);

	for (size_t i = 0; i < c->e->count; i++)
		s->add[BALLOT_YES][i] = 1;
	s->least = 1;
}

static wide
sum_of(const struct counting *c, const struct sum_term *s, const enum ballot ballot[])
{
	wide sum = 0;

	for (size_t i = 0; i < c->e->count; i++)
		sum += s->add[ballot[i]][i];
	return sum;
}

static int64_t
not_for(const struct counting *c, const enum ballot ballot[])
{
	int64_t count = 0;

	for (size_t i = 0; i < c->e->count; i++)
		count += ballot[i] != BALLOT_YES;
	return count;
}

static bool
holds(const struct counting *c, const struct sum_term *s, const enum ballot ballot[])
{
	return sum_of(c, s, ballot) >= s->least ||
	       (s->may_be_unblocked && not_for(c, ballot) < c->terms->blocking_least);
}

static bool
all_hold(const struct counting *c, const enum ballot ballot[])
{
	for (size_t i = 0; i < c->sum_count; i++)
		if (!holds(c, &c->sums[i], ballot))
			return false;
	return true;
}

/* ---- flips ---- */

struct turn { size_t member; wide by; };

static int
by_effect(const void *x, const void *y)
{
	const struct turn *a = x, *b = y;

	if (a->by != b->by)
		return a->by > b->by ? -1 : 1;
	return a->member < b->member ? -1 : a->member > b->member;
}

/* The members that are of one kind and not yet against it, by what their no takes from a term. */
static size_t
turns_to_no(const struct counting *c, const struct sum_term *s, bool is_for, struct turn *turns)
{
	size_t count = 0;

	for (size_t i = 0; i < c->e->count; i++) {
		enum ballot b = c->e->ballot[i];

		if (b != BALLOT_NO && (b == BALLOT_YES) == is_for)
			turns[count++] = (struct turn){ i, s->add[b][i] - s->add[BALLOT_NO][i] };
	}
	qsort(turns, count, sizeof(*turns), by_effect);
	return count;
}

/* The fewest members that have to turn to no for one term to break.  Who is for it counts
 * twice where a term can be blocked by a number of members: so for each number of those,
 * the fewest of the others that do what is left. */
static size_t
break_term(const struct counting *c, const struct sum_term *s, size_t ret_members[])
{
	struct turn *yes = ARENA_ARRAY(c->a, struct turn, c->e->count), *other = ARENA_ARRAY(c->a, struct turn, c->e->count);
	size_t yes_count = turns_to_no(c, s, true, yes), other_count = turns_to_no(c, s, false, other);
	wide over = sum_of(c, s, c->e->ballot) - s->least;
	int64_t more = s->may_be_unblocked ? c->terms->blocking_least - not_for(c, c->e->ballot) : 0;
	size_t fewest = SIZE_MAX, best_yes = 0, others = 0, n = 0;

	/* The more of the one, the fewer of the other. */
	for (; others < other_count && over >= 0 && other[others].by > 0; others++)
		over -= other[others].by;
	for (size_t y = 0; y <= yes_count; y++) {
		over -= y > 0 ? yes[y - 1].by : 0;
		while (others > 0 && over + other[others - 1].by < 0)
			over += other[--others].by;
		if (over < 0 && (int64_t)y >= more && y + others < fewest) {
			fewest = y + others;
			best_yes = y;
		}
	}
	if (fewest == SIZE_MAX)
		return SIZE_MAX;
	for (size_t i = 0; i < best_yes; i++)
		ret_members[n++] = yes[i].member;
	for (size_t i = 0; n < fewest; i++)
		ret_members[n++] = other[i].member;
	return fewest;
}

/* Covering: of `count` members, the fewest whose turns bring every sum to its least.
 * No turn into a yes takes anything away from a sum. */
struct cover {
	const struct counting *c;
	size_t sum_count, count, most;  /* at most `most` turns are looked for */
	const struct sum_term *sums[SUMS_MOST];
	wide lacking[SUMS_MOST];
	size_t *members;                /* [count], those of most use first */
	wide *by;                       /* [sum][member]: what a turn brings */
	wide *best;                     /* [sum][from][k]: what k of the members from `from` on bring at most */
	size_t *taken, taken_count;
	double relaxed;                 /* what any cover costs at least */
	uint32_t *outdone_by;           /* [member][OUTDONE_MOST]: members before it that bring as much to every sum */
	bool *is_passed;                /* [member] */
	double *cost;                   /* [member]: what it costs, at the prices of what is lacking */
	uint64_t steps;
	bool is_cut_short;
};

static const wide *
best_from(const struct cover *v, size_t sum, size_t from)
{
	return v->best + (sum * (v->count + 1) + from) * (v->most + 1);
}

/* Can `left` more turns of the members from `from` on bring all that is lacking? */
static bool
can_reach(const struct cover *v, size_t from, size_t left)
{
	for (size_t s = 0; s < v->sum_count; s++)
		if (v->lacking[s] > best_from(v, s, from)[left])
			return false;
	return true;
}

static bool
all_reached(const struct cover *v)
{
	for (size_t s = 0; s < v->sum_count; s++)
		if (v->lacking[s] > 0)
			return false;
	return true;
}

/* Somebody who was passed over brings as much to every sum: then this member is not
 * needed either, for the two could be exchanged. */
static bool
is_outdone(const struct cover *v, size_t member)
{
	const uint32_t *by = v->outdone_by + member * OUTDONE_MOST;

	for (size_t k = 0; k < OUTDONE_MOST && by[k] != UINT32_MAX; k++)
		if (v->is_passed[by[k]])
			return true;
	return false;
}

/* `bound`: what Lagrange's relaxation says that any cover costs which decides the
 * members before `from` as it was done. */
static bool
cover_with(struct cover *v, size_t from, size_t left, size_t depth, double bound)
{
	double limit = (double)(depth + left) + 1e-7;
	bool found = false;
	size_t i = from;

	v->taken_count = depth;
	if (all_reached(v))
		return true;
	for (; left > 0 && i < v->count && bound <= limit && can_reach(v, i, left); i++) {
		double cost = v->cost[i];

		if (!is_outdone(v, i)) {
			v->is_cut_short = v->is_cut_short || ++v->steps > STEPS_MOST;
			if (v->is_cut_short)
				break;
			for (size_t s = 0; s < v->sum_count; s++)
				v->lacking[s] -= v->by[s * v->count + i];
			v->taken[depth] = v->members[i];
			found = cover_with(v, i + 1, left - 1, depth + 1, bound + (cost > 0 ? cost : 0));
			if (found)
				break;
			for (size_t s = 0; s < v->sum_count; s++)
				v->lacking[s] += v->by[s * v->count + i];
		}
		/* Passing over a member who pays for itself costs what it would have saved. */
		v->is_passed[i] = true;
		bound += cost < 0 ? -cost : 0;
	}
	while (i-- > from)
		v->is_passed[i] = false;
	return found;
}

/* ---- prices ---- */

static double
turn_of(const struct cover *v, size_t sum, size_t member)
{
	const struct sum_term *s = v->sums[sum];

	return (double)(s->add[BALLOT_YES][member] - s->add[v->c->e->ballot[member]][member]);
}

/* What prices for what is lacking say that any cover costs at least. */
static double
relaxed(const struct cover *v, const double share[], const double price[])
{
	double least = 0;

	for (size_t s = 0; s < v->sum_count; s++)
		least += v->lacking[s] > 0 ? price[s] : 0;
	for (size_t i = 0; i < v->count; i++) {
		double cost = 1;

		for (size_t s = 0; s < v->sum_count; s++)
			cost -= price[s] * share[s * v->count + i];
		least += cost < 0 ? cost : 0;
	}
	return least;
}

/* The best prices are the multipliers of a linear programme: as many shares of members
 * as possible may stay as they are, where all of them together bring more than is
 * lacking by `spare`.  A dictionary with bounds (Chvátal, Linear Programming, 1983,
 * chapter 8): rows for the sums, columns for what is at 0 or at 1. */
struct programme {
	size_t rows, columns;
	double *at;                     /* [row][column]; the last row is what is to be the most */
	double *value;                  /* [row] of what is basic */
	uint32_t *basic, *free;         /* a member, or members + sum */
	bool *is_full;                  /* [column]: at 1, not at 0 */
	size_t members;
};

enum { PIVOTS_MOST = 5000 };

static double
bound_of_row(const struct programme *p, size_t row)
{
	return p->basic[row] < p->members ? 1 : INFINITY;
}

/* The column that gains most by leaving its bound; columns where none does. */
static size_t
entering(const struct programme *p)
{
	const double *gain = p->at + p->rows * p->columns;
	size_t best = p->columns;
	double most = 1e-9;

	for (size_t j = 0; j < p->columns; j++) {
		double by = p->is_full[j] ? -gain[j] : gain[j];

		if (by > most) {
			most = by;
			best = j;
		}
	}
	return best;
}

static void
exchange(struct programme *p, size_t row, size_t column)
{
	double *from = p->at + row * p->columns, by = from[column];
	uint32_t leaves = p->basic[row];

	for (size_t j = 0; j < p->columns; j++)
		from[j] = j == column ? 1 / by : -from[j] / by;
	for (size_t r = 0; r <= p->rows; r++) {
		double *to = p->at + r * p->columns, times = to[column];

		if (r == row || times == 0)
			continue;
		to[column] = 0;
		for (size_t j = 0; j < p->columns; j++)
			to[j] += times * from[j];
	}
	p->basic[row] = p->free[column];
	p->free[column] = leaves;
}

/* One step: a column goes from its bound as far as it can; false at the end. */
static bool
programme_step(struct programme *p)
{
	size_t column = entering(p), row = p->rows;
	double way, far;
	bool to_full = false;

	if (column == p->columns)
		return false;
	way = p->is_full[column] ? -1 : 1;
	far = p->free[column] < p->members ? 1 : INFINITY;
	for (size_t r = 0; r < p->rows; r++) {
		double rate = p->at[r * p->columns + column] * way, room;

		if (fabs(rate) < 1e-11)
			continue;
		room = rate < 0 ? p->value[r] / -rate : (bound_of_row(p, r) - p->value[r]) / rate;
		if (room < far) {
			far = room > 0 ? room : 0;
			row = r;
			to_full = rate > 0;
		}
	}
	if (isinf(far))
		return false;
	for (size_t r = 0; r < p->rows; r++)
		p->value[r] += p->at[r * p->columns + column] * way * far;
	if (row == p->rows) {
		p->is_full[column] = !p->is_full[column];
		return true;
	}
	double entered = (p->is_full[column] ? 1 : 0) + way * far;

	exchange(p, row, column);
	p->value[row] = entered;
	p->is_full[column] = to_full;
	return true;
}

/* Sets prices and what each member costs at them, 1 less what it brings; returns what
 * any cover costs at least. */
static double
set_prices(struct cover *v, arena *a)
{
	size_t n = v->sum_count, m = v->count;
	double *share = ARENA_ARRAY(a, double, n * m), *price = ARENA_ARRAY(a, double, n);
	struct programme p = { .rows = n, .columns = m, .members = m, .at = ARENA_ARRAY(a, double, (n + 1) * m),
			       .value = ARENA_ARRAY(a, double, n), .basic = ARENA_ARRAY(a, uint32_t, n),
			       .free = ARENA_ARRAY(a, uint32_t, m), .is_full = ARENA_ARRAY(a, bool, m) };
	double least = 0;

	v->cost = ARENA_ARRAY(a, double, m);
	for (size_t s = 0; s < n; s++) {
		p.basic[s] = (uint32_t)(m + s);
		p.value[s] = v->lacking[s] > 0 ? -1 : 1;        /* what nobody lacks is always spare */
		for (size_t i = 0; i < m && v->lacking[s] > 0; i++) {
			share[s * m + i] = turn_of(v, s, v->members[i]) / (double)v->lacking[s];
			p.at[s * m + i] = -share[s * m + i];
			p.value[s] += share[s * m + i];
		}
		if (p.value[s] < 0)
			p.rows = 0;     /* all together do not do: there is no cover */
	}
	for (uint32_t i = 0; i < m; i++) {
		p.free[i] = i;
		p.at[n * m + i] = 1;
	}
	for (unsigned k = 0; p.rows > 0 && k < PIVOTS_MOST && programme_step(&p); k++)
		;
	for (size_t j = 0; j < m && p.rows > 0; j++)
		if (p.free[j] >= m && p.at[n * m + j] < 0)
			price[p.free[j] - m] = -p.at[n * m + j];
	least = relaxed(v, share, price);
	for (size_t i = 0; i < m; i++) {
		v->cost[i] = 1;
		for (size_t s = 0; s < n; s++)
			v->cost[i] -= price[s] * share[s * m + i];
	}
	return least > 0 ? least : 0;
}

struct priced { size_t member; double cost; };

/* Those first about whom the prices leave no doubt: what is decided against them costs
 * most, and so ends soonest. */
static int
by_doubt(const void *x, const void *y)
{
	const struct priced *a = x, *b = y;
	double p = a->cost < 0 ? -a->cost : a->cost, q = b->cost < 0 ? -b->cost : b->cost;

	if (a->cost < 0 && b->cost >= 0)
		return -1;
	if (b->cost < 0 && a->cost >= 0)
		return 1;
	if (p != q)
		return a->cost < 0 ? (p > q ? -1 : 1) : (p < q ? -1 : 1);
	return a->member < b->member ? -1 : a->member > b->member;
}

static void
order_members(struct cover *v, arena *a)
{
	struct priced *priced = ARENA_ARRAY(a, struct priced, v->count);

	v->relaxed = set_prices(v, a);
	for (size_t i = 0; i < v->count; i++)
		priced[i] = (struct priced){ v->members[i], v->cost[i] };
	qsort(priced, v->count, sizeof(*priced), by_doubt);
	for (size_t i = 0; i < v->count; i++) {
		v->members[i] = priced[i].member;
		v->cost[i] = priced[i].cost;
	}
}

/* From the last member back, what each sum gets is kept sorted, and added up. */
static void
sort_effects(struct cover *v, arena *a)
{
	size_t n = v->count;
	wide *sorted = ARENA_ARRAY(a, wide, n + 1);

	v->best = ARENA_ARRAY(a, wide, (v->sum_count + 1) * (n + 1) * (v->most + 1));
	for (size_t s = 0; s < v->sum_count; s++)
		for (size_t from = n; from-- > 0;) {
			wide *best = v->best + (s * (n + 1) + from) * (v->most + 1), by = v->by[s * n + from];
			size_t held = n - from - 1, at = held;

			for (; at > 0 && sorted[at - 1] < by; at--)
				sorted[at] = sorted[at - 1];
			sorted[at] = by;
			for (size_t k = 1; k <= v->most; k++)
				best[k] = best[k - 1] + (k <= held + 1 ? sorted[k - 1] : 0);
		}
}

/* The nearest before each member that bring as much as it to every sum: a few are enough. */
static void
find_outdone(struct cover *v, arena *a)
{
	v->is_passed = ARENA_ARRAY(a, bool, v->count);
	v->outdone_by = ARENA_ARRAY(a, uint32_t, v->count * OUTDONE_MOST);
	for (size_t i = 0; i < v->count; i++) {
		uint32_t *by = v->outdone_by + i * OUTDONE_MOST;
		size_t n = 0;

		for (size_t k = i; k-- > 0 && n < OUTDONE_MOST;) {
			bool covers = true;

			for (size_t s = 0; s < v->sum_count && covers; s++)
				covers = v->by[s * v->count + k] >= v->by[s * v->count + i];
			if (covers)
				by[n++] = (uint32_t)k;
		}
		while (n < OUTDONE_MOST)
			by[n++] = UINT32_MAX;
	}
}

static void
cover_init(struct cover *v, arena *a, const bool skip[])
{
	const struct counting *c = v->c;

	v->members = ARENA_ARRAY(a, size_t, c->e->count);
	for (size_t s = 0; s < c->sum_count; s++)
		if (!skip[s]) {
			v->sums[v->sum_count] = &c->sums[s];
			v->lacking[v->sum_count++] = c->sums[s].least - sum_of(c, &c->sums[s], c->e->ballot);
		}
	for (size_t i = 0; i < c->e->count; i++)
		if (c->e->ballot[i] != BALLOT_YES)
			v->members[v->count++] = i;
	order_members(v, a);
	v->most = v->count < TURNS_MOST ? v->count : TURNS_MOST;
	v->by = ARENA_ARRAY(a, wide, (v->sum_count + 1) * v->count);
	for (size_t s = 0; s < v->sum_count; s++)
		for (size_t i = 0; i < v->count; i++) {
			size_t m = v->members[i];

			v->by[s * v->count + i] = v->sums[s]->add[BALLOT_YES][m] - v->sums[s]->add[c->e->ballot[m]][m];
		}
	sort_effects(v, a);
	find_outdone(v, a);
}

static bool
is_taken(const struct cover *v, size_t member)
{
	for (size_t i = 0; i < v->taken_count; i++)
		if (v->taken[i] == member)
			return true;
	return false;
}

/* The fewest turns into a yes that bring the sums that are not skipped, and at least
 * `least`; SIZE_MAX where none do.  `ret_proved` is left alone or made false. */
static size_t
fewest_yes(struct counting *c, const bool skip[], int64_t least, size_t ret_members[], bool *ret_proved)
{
	struct cover v = { .c = c, .taken = ret_members };
	arena *a = arena_new();
	size_t found = SIZE_MAX;

	cover_init(&v, a, skip);
	size_t first = v.relaxed > 0 ? (size_t)(v.relaxed - 1e-7) : 0;

	if (least > 0 && (size_t)least > first)
		first = (size_t)least;
	for (size_t k = first; k <= v.most && found == SIZE_MAX; k++) {
		v.steps = 0;
		v.is_cut_short = false;
		if (cover_with(&v, 0, k, 0, v.relaxed)) {
			for (size_t i = 0; i < v.count && v.taken_count < k; i++)
				if (!is_taken(&v, v.members[i]))
					v.taken[v.taken_count++] = v.members[i];
			found = k;
		}
		*ret_proved = *ret_proved && !v.is_cut_short;
	}
	if (found == SIZE_MAX && v.most < v.count)
		*ret_proved = false;
	arena_free(a);
	return found;
}

static int
ascending(const void *x, const void *y)
{
	size_t a = *(const size_t *)x, b = *(const size_t *)y;

	return a < b ? -1 : a > b;
}

static void
keep_fewer(struct count *ret, size_t members[], size_t count)
{
	if (count == SIZE_MAX || count == 0 || (ret->flip_count > 0 && ret->flip_count <= count))
		return;
	qsort(members, count, sizeof(*members), ascending);
	memcpy(ret->flips, members, count * sizeof(*members));
	ret->flip_count = count;
}

static void
find_flips(struct counting *c, struct count *ret)
{
	size_t *members = ARENA_ARRAY(c->a, size_t, c->e->count + 1);
	bool skip[SUMS_MOST] = { false };
	bool has_way = false;

	ret->flips = ARENA_ARRAY(c->a, size_t, c->e->count + 1);
	ret->is_flip_proved = true;
	if (ret->is_met) {
		for (size_t s = 0; s < c->sum_count; s++)
			keep_fewer(ret, members, break_term(c, &c->sums[s], members));
		return;
	}
	keep_fewer(ret, members, fewest_yes(c, skip, 0, members, &ret->is_flip_proved));
	for (size_t s = 0; s < c->sum_count; s++) {
		skip[s] = c->sums[s].may_be_unblocked;
		has_way = has_way || skip[s];
	}
	if (has_way)
		keep_fewer(ret, members, fewest_yes(c, skip, not_for(c, c->e->ballot) - c->terms->blocking_least + 1,
						    members, &ret->is_flip_proved));
}

/* ---- the count ---- */

static void
add_line(const struct counting *c, size_t test, struct count *ret)
{
	const struct vote_test *t = &c->terms->tests[test];
	struct count_line *line = &ret->lines[test];

	*line = (struct count_line){ .test = t };
	for (size_t i = 0; i < c->e->count; i++) {
		int64_t w = weight_of(c->e, test, i);
		enum ballot b = c->e->ballot[i];

		line->sum += (t->is_quorum ? is_present(b) : b == BALLOT_YES) ? w : 0;
		line->base += is_counted(t->base, b) ? w : 0;
	}
	line->needed = t->is_share ? (double)line->base / VOTE_ONE * (double)t->num / (double)t->den
				   : (double)t->num / VOTE_ONE;
	/* Exact up to the last step: the sign is right however little it is. */
	line->over = t->is_share ? (double)((wide)line->sum * t->den - (wide)line->base * t->num) / (double)t->den / VOTE_ONE
				 : (double)(line->sum - t->num) / VOTE_ONE;
	line->is_unbacked = c->backing[test] != SIZE_MAX && !holds(c, &c->sums[c->backing[test]], c->e->ballot);
	line->is_met = holds(c, &c->sums[test], c->e->ballot) && !line->is_unbacked;
	line->is_unblocked = line->is_met && sum_of(c, &c->sums[test], c->e->ballot) < c->sums[test].least;
}

/* Would it be another result, did all that have not voted yet vote alike? More of
 * either can only help its own side, so the two ends say all. */
static bool
is_open(const struct counting *c, bool is_met)
{
	enum ballot *ballot = ARENA_ARRAY(c->a, enum ballot, c->e->count);

	for (size_t i = 0; i < c->e->count; i++)
		ballot[i] = c->e->ballot[i] != BALLOT_NONE ? c->e->ballot[i] : is_met ? BALLOT_NO : BALLOT_YES;
	return all_hold(c, ballot) != is_met;
}

static void
take_terms(struct counting *c)
{
	const struct vote_terms *terms = c->terms;

	for (size_t i = 0; i < terms->test_count; i++)
		add_test(c, i);
	for (size_t i = 0; i < terms->test_count; i++)
		add_backing(c, i);
	if (terms->method != METHOD_VOTES)
		add_blockers(c, false);
	if (terms->method == METHOD_UNANIMITY && terms->abstention == ABSTENTION_NEUTRAL)
		add_somebody(c);
	if (terms->veto_count > 0 && c->e->has_veto != NULL)
		add_blockers(c, true);
}

void
vote_count(arena *a, const struct vote_terms *terms, const struct electorate *e, struct count *ret)
{
	struct counting c = { .a = a, .terms = terms, .e = e };
	size_t *tally[] = { [BALLOT_NONE] = &ret->none, [BALLOT_YES] = &ret->yes, [BALLOT_NO] = &ret->no,
			    [BALLOT_ABSTAIN] = &ret->abstain, [BALLOT_ABSENT] = &ret->absent };

	*ret = (struct count){ 0 };
	for (size_t i = 0; i < e->count; i++)
		++*tally[e->ballot[i]];
	take_terms(&c);
	for (size_t i = 0; i < terms->test_count; i++)
		add_line(&c, i, ret);
	ret->is_met = all_hold(&c, e->ballot);
	ret->is_open = is_open(&c, ret->is_met);
	find_flips(&c, ret);
}

bool
vote_is_open(arena *a, const struct vote_terms *terms, const struct electorate *e)
{
	struct counting c = { .a = a, .terms = terms, .e = e };

	take_terms(&c);
	return is_open(&c, all_hold(&c, e->ballot));
}

str
vote_number(arena *a, int64_t millionths_)
{
	int64_t whole = millionths_ / VOTE_ONE, part = millionths_ % VOTE_ONE;
	int places = 6;

	if (part == 0)
		return arena_printf(a, "%lld", (long long)whole);
	for (; part % 10 == 0; places--)
		part /= 10;
	return arena_printf(a, "%lld.%0*lld", (long long)whole, places, (long long)part);
}
