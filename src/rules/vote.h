/* vote: what a rule makes of votes, and what would flip it.
 *
 *      struct vote_terms terms;
 *      vote_terms_init(&terms);
 *      if (!vote_line(S("yes >= 2/3 of cast"), &terms, &at, &why)) ...
 *      struct count count;
 *      vote_count(a, &terms, &electorate, &count);
 *
 * The terms of a rule, one a line:
 *
 *      votes | consensus | unanimity           the first line: which method
 *      abstention blocks | neutral | yes       of unanimity: what an abstention does; it blocks
 *      quorum >= 1/2 of members                those present: yes, no or abstaining
 *      yes > 1/2 of cast                       all such lines have to hold
 *      yes >= 55% of members
 *      yes >= 65% of population                of the weights of that name, of all members
 *      yes > 1/2 of cast by seats              of those cast, by weight
 *      yes >= 55                               a number of members
 *      yes >= 255 of seats                     a weight
 *      yes > 1/2 of cast among North           of the members of a group alone
 *      blocked by at least 4                   fewer that are not for it cannot block by weight
 *      veto of Hill, Dale                      a no of one of them is the end of it
 *
 * `members` are all of the body, `present` those that voted or abstained, `cast`
 * yes and no.  Numbers are whole or decimal, shares in fractions or per cent; all
 * arithmetic is exact.
 */
#ifndef PARAPH_RULES_VOTE_H
#define PARAPH_RULES_VOTE_H

#include "base/arena.h"

enum ballot { BALLOT_NONE, BALLOT_YES, BALLOT_NO, BALLOT_ABSTAIN, BALLOT_ABSENT };

enum vote_method { METHOD_NONE, METHOD_VOTES, METHOD_CONSENSUS, METHOD_UNANIMITY };
enum vote_abstention { ABSTENTION_BLOCKS, ABSTENTION_NEUTRAL, ABSTENTION_YES };
enum vote_base { BASE_MEMBERS, BASE_PRESENT, BASE_CAST };

/* Numbers in millionths: six decimals, and weights up to 9 × 10^9 for each of a thousand members. */
enum { VOTE_ONE = 1000000 };

struct vote_test {
	bool is_quorum;         /* of those present; else of those for it */
	bool is_strict;         /* more than, not at least */
	bool is_share;
	int64_t num, den;       /* the share; or `num` millionths */
	enum vote_base base;    /* of a share */
	str weight, among;      /* names as typed, or empty */
	str line;               /* as typed */
};

enum { VOTE_TESTS_MOST = 16, VOTE_VETOES_MOST = 64 };

struct vote_terms {
	enum vote_method method;
	enum vote_abstention abstention;
	size_t test_count, veto_count;
	struct vote_test tests[VOTE_TESTS_MOST];
	int64_t blocking_least; /* 0: none */
	str vetoes[VOTE_VETOES_MOST];
};

void vote_terms_init(struct vote_terms *terms);

/* One line of a method.  The strings of the terms are parts of `line`. */
bool vote_line(str line, struct vote_terms *terms, size_t *ret_at, const char **ret_why);

/* Do the lines say how much yes is wanted?  A method of votes without it would be met by nothing. */
bool vote_wants_yes(const struct vote_terms *terms);

/* `Vale 29 from 2026-05-02 until 2026-12-31`: times as typed, or empty. */
struct weight_line { str name; int64_t value; str from, until; };
bool weight_line(str line, struct weight_line *ret, size_t *ret_at, const char **ret_why);

/* Who may vote, and how each did. */
struct electorate {
	size_t count;
	const enum ballot *ballot;              /* [count] */
	const bool *has_veto;                   /* [count], or NULL */
	/* For each test of the terms, [test_count]: */
	const int64_t *const *weight;           /* [count] millionths; NULL: 1 each */
	const bool *const *is_among;            /* [count]; NULL: all */
};

/* One inequality: `sum` against what the term wants; all of it in millionths. */
struct count_line {
	const struct vote_test *test;
	int64_t sum, base;              /* for it, or present; and of what (of a share) */
	double needed;                  /* the least that will do, or what it must exceed */
	double over;                    /* how far `sum` is above that: 0 where it is just that, below 0 what is lacking */
	bool is_met;
	bool is_unblocked;              /* met only because too few are not for it */
	bool is_unbacked;               /* a share of nothing: nobody that it is about is for it */
};

struct count {
	size_t yes, no, abstain, absent, none;
	struct count_line lines[VOTE_TESTS_MOST];       /* one for each test of the terms */
	bool is_met;
	/* Whether those that have not voted yet can still turn it. */
	bool is_open;
	/* The fewest members that turn the result: by a no where it is met, by a yes where it
	 * is not; 0 where none do. */
	size_t *flips;                  /* [flip_count] members, ascending, in the arena */
	size_t flip_count;
	bool is_flip_proved;            /* that no fewer do */
};

/* O(tests × members × log) but for flips, which are a covering problem: exact up
 * to a fixed number of steps, and marked where that did not do. */
void vote_count(arena *a, const struct vote_terms *terms, const struct electorate *e, struct count *ret);

/* Whether those that have not voted yet can still turn it, and no more than that. */
bool vote_is_open(arena *a, const struct vote_terms *terms, const struct electorate *e);

/* The number of millionths in words: "58.82", "55". */
str vote_number(arena *a, int64_t millionths);

#endif
