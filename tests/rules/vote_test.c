/* The arithmetic of rules, against counting by hand and trying every change. */
#include "rules/vote.h"

#include "rand.h"
#include "test.h"

enum { MEMBERS_MOST = 9, CASES = 3000 };

static struct vote_terms
terms_of(const char *const lines[], size_t count)
{
	struct vote_terms terms;
	size_t at;
	const char *why = "";

	vote_terms_init(&terms);
	for (size_t i = 0; i < count; i++)
		if (!vote_line(str_of(lines[i]), &terms, &at, &why))
			test_failed(__FILE__, __LINE__, "'%s': %s", lines[i], why);
	return terms;
}

#define TERMS(...) terms_of((const char *const[]){ __VA_ARGS__ }, sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static enum ballot
ballot_of(char c)
{
	return c == 'y' ? BALLOT_YES : c == 'n' ? BALLOT_NO : c == 'a' ? BALLOT_ABSTAIN
	       : c == '-' ? BALLOT_ABSENT : BALLOT_NONE;
}

static struct count
count_of(arena *a, const struct vote_terms *terms, const char *ballots)
{
	size_t n = strlen(ballots);
	enum ballot *ballot = ARENA_ARRAY(a, enum ballot, n);
	struct electorate e = { .count = n, .ballot = ballot };
	struct count count;

	for (size_t i = 0; i < n; i++)
		ballot[i] = ballot_of(ballots[i]);
	vote_count(a, terms, &e, &count);
	return count;
}

/* y yes, n no, a abstains, - absent, ? has not voted */
TEST(rules_vote, each_method_counts_as_it_says)
{
	static const struct { const char *lines[4]; const char *ballots; bool met; size_t flips; } cases[] = {
		{ { "votes", "yes > 1/2 of cast" }, "yyn", true, 1 },
		{ { "votes", "yes > 1/2 of cast" }, "ynaa", false, 1 },
		{ { "votes", "yes > 1/2 of cast" }, "yna-", false, 1 },
		{ { "votes", "yes > 1/2 of members" }, "yyaa", false, 1 },
		{ { "votes", "yes >= 2/3 of cast" }, "yyyynna", true, 1 },
		{ { "votes", "yes >= 2/3 of present" }, "yyyynna", false, 1 },
		{ { "votes", "quorum >= 1/2 of members", "yes > 1/2 of cast" }, "yyy-----", false, 1 },
		{ { "votes", "yes >= 55" }, "y", false, 0 },
		{ { "votes", "yes >= 2/3 of cast" }, "aaa-?", false, 1 },
		{ { "votes", "yes >= 2/3 of cast" }, "", false, 0 },
		{ { "votes", "yes >= 1/2 of cast", "quorum >= 3 of members" }, "aay", true, 1 },
		{ { "unanimity" }, "yyya", false, 1 },
		{ { "unanimity", "abstention neutral" }, "yyya", true, 1 },
		{ { "unanimity", "abstention neutral" }, "aaaa", false, 1 },
		{ { "unanimity", "abstention yes" }, "aaaa", true, 1 },
		{ { "consensus" }, "????", true, 1 },
		{ { "unanimity", "abstention blocks" }, "yyyn", false, 1 },
		{ { "consensus" }, "y?a-", true, 1 },
		{ { "consensus" }, "ynn", false, 2 },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		arena *a = arena_new();
		size_t lines = 0;

		while (lines < 4 && cases[i].lines[lines] != NULL)
			lines++;
		struct vote_terms terms = terms_of(cases[i].lines, lines);
		struct count count = count_of(a, &terms, cases[i].ballots);

		if (count.is_met != cases[i].met || count.flip_count != cases[i].flips)
			test_failed(__FILE__, __LINE__, "%s, %s of '%s': met %d, flips %zu", cases[i].lines[0],
				    cases[i].lines[1] != NULL ? cases[i].lines[1] : "", cases[i].ballots, count.is_met,
				    count.flip_count);
		arena_free(a);
	}
}

TEST(rules_vote, those_who_have_not_voted_can_still_turn_it)
{
	arena *a = arena_new();
	struct vote_terms terms = TERMS("votes", "yes > 1/2 of members");

	CHECK(count_of(a, &terms, "yy??").is_open);
	CHECK(!count_of(a, &terms, "yyy??").is_open);
	CHECK(!count_of(a, &terms, "nn??").is_open);
	CHECK(!count_of(a, &terms, "yy--").is_open);
	arena_free(a);
}

/* A millionth that is lacking is lacking, and a third of nothing whole is not rounded away. */
TEST(rules_vote, what_is_lacking_has_the_right_sign_however_little_it_is)
{
	arena *a = arena_new();
	struct vote_terms terms = TERMS("votes", "yes >= 1/3 of pop", "yes >= 9000000000 of pop");
	enum ballot ballot[3] = { BALLOT_YES, BALLOT_NO, BALLOT_NO };
	int64_t pop[3] = { INT64_C(3000000000000000), INT64_C(3000000000000000), INT64_C(3000000000000001) };
	const int64_t *weight[2] = { pop, pop };
	struct electorate e = { .count = 3, .ballot = ballot, .weight = weight };
	struct count count;

	vote_count(a, &terms, &e, &count);
	CHECK(!count.lines[0].is_met);
	CHECK(count.lines[0].over < 0);
	pop[2]--;
	vote_count(a, &terms, &e, &count);
	CHECK(count.lines[0].is_met);
	CHECK(count.lines[0].over == 0);
	pop[0]++;
	vote_count(a, &terms, &e, &count);
	CHECK(count.lines[0].over > 0);
	CHECK(count.lines[1].over < 0);
	arena_free(a);
}

TEST(rules_vote, votes_alone_want_no_yes)
{
	struct vote_terms terms = TERMS("votes", "quorum >= 1/2 of members");

	CHECK(!vote_wants_yes(&terms));
	terms = TERMS("votes", "quorum >= 1/2 of members", "yes >= 1");
	CHECK(vote_wants_yes(&terms));
	terms = TERMS("consensus");
	CHECK(vote_wants_yes(&terms));
}

/* Fewer than four cannot block by weight, whatever they weigh. */
TEST(rules_vote, a_blocking_minority_has_its_least)
{
	arena *a = arena_new();
	struct vote_terms terms = TERMS("votes", "yes >= 55% of members", "yes >= 65% of population", "blocked by at least 4");
	enum ballot ballot[10];
	int64_t population[10];
	const int64_t *weight[2] = { NULL, population };
	struct electorate e = { .count = 10, .ballot = ballot, .weight = weight };
	struct count count;

	for (size_t i = 0; i < 10; i++) {
		ballot[i] = i < 3 ? BALLOT_NO : BALLOT_YES;
		population[i] = (i < 3 ? 100 : 10) * (int64_t)VOTE_ONE;
	}
	vote_count(a, &terms, &e, &count);
	CHECK(count.is_met);
	CHECK(count.lines[1].is_unblocked);
	CHECK_EQ(count.flip_count, 1);
	ballot[3] = BALLOT_ABSTAIN;
	vote_count(a, &terms, &e, &count);
	CHECK(!count.is_met);
	CHECK_EQ(count.flip_count, 1);
	arena_free(a);
}

TEST(rules_vote, lines_that_say_nothing_are_refused)
{
	static const char *const bad[] = {
		"yes", "yes >", "yes > 1/2", "yes > 1/2 of", "yes > 3/2 of cast", "yes > 1/0 of cast", "yes > x", "yes = 3",
		"yes > 1/2 of cast by", "yes > 1/2 of cast among", "yes > 1/2 of cast tomorrow", "yes >= 55 of cast",
		"yes >= 101% of members", "veto", "veto of", "veto of A B", "veto of A,", "abstention", "abstention maybe",
		"blocked by 4", "blocked by at least 0", "maybe", "votes", "yes > 99999999999999999999",
	};
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct vote_terms terms = TERMS("votes");
		size_t at = 99999;
		const char *why = NULL;

		if (vote_line(str_of(bad[i]), &terms, &at, &why))
			test_failed(__FILE__, __LINE__, "'%s' was taken", bad[i]);
		CHECK(why != NULL);
		CHECK(at <= strlen(bad[i]));
	}
}

TEST(rules_vote, weights_have_days)
{
	struct weight_line w;
	size_t at;
	const char *why;

	CHECK(weight_line(S("Vale 29.5 from 2026-05-02 until 2026-12-31"), &w, &at, &why));
	CHECK_STR(w.name, "Vale");
	CHECK_EQ(w.value, 29500000);
	CHECK_STR(w.until, "2026-12-31");
	CHECK(!weight_line(S("Vale"), &w, &at, &why));
	CHECK(!weight_line(S("Vale 1.1234567"), &w, &at, &why));
	CHECK(!weight_line(S("Vale 1 since 2026"), &w, &at, &why));
}

/* ---- by hand ---- */

struct hand { const struct vote_terms *terms; const struct electorate *e; };

static bool
met_by_hand(const struct hand *h, const enum ballot ballot[])
{
	const struct vote_terms *t = h->terms;
	size_t n = h->e->count, no = 0, yes = 0;

	for (size_t i = 0; i < n; i++) {
		no += ballot[i] == BALLOT_NO;
		yes += ballot[i] == BALLOT_YES;
		if (t->veto_count > 0 && h->e->has_veto[i] && ballot[i] == BALLOT_NO)
			return false;
	}
	if (t->method == METHOD_CONSENSUS && no > 0)
		return false;
	if (t->method == METHOD_UNANIMITY &&
	    (no > 0 || (t->abstention == ABSTENTION_BLOCKS && yes < n) || (t->abstention == ABSTENTION_NEUTRAL && yes == 0)))
		return false;
	for (size_t k = 0; k < t->test_count; k++) {
		const struct vote_test *test = &t->tests[k];
		double sum = 0, base = 0;

		for (size_t i = 0; i < n; i++) {
			double w = h->e->weight[k] ? (double)h->e->weight[k][i] / VOTE_ONE : 1;
			bool present = ballot[i] == BALLOT_YES || ballot[i] == BALLOT_NO || ballot[i] == BALLOT_ABSTAIN;

			if (h->e->is_among[k] && !h->e->is_among[k][i])
				continue;
			sum += (test->is_quorum ? present : ballot[i] == BALLOT_YES) ? w : 0;
			base += test->base == BASE_MEMBERS || (present && (test->base == BASE_PRESENT || ballot[i] != BALLOT_ABSTAIN))
					? w : 0;
		}
		double needed = test->is_share ? base * (double)test->num : (double)test->num / VOTE_ONE;

		sum *= test->is_share ? (double)test->den : 1;
		bool may_be_unblocked = test->weight.len && !test->is_quorum && t->blocking_least;

		if ((test->is_share || may_be_unblocked) && !test->is_quorum && sum <= 0)
			return false;   /* a share of nothing */
		if (may_be_unblocked && (int64_t)(n - yes) < t->blocking_least)
			continue;
		if (test->is_strict ? sum <= needed : sum < needed)
			return false;
	}
	return true;
}

/* The fewest changes that turn it: all sets of members, by size. */
static size_t
flips_by_hand(const struct hand *h, bool met)
{
	size_t n = h->e->count, fewest = 0;

	for (uint32_t set = 1; set < 1u << n; set++) {
		enum ballot ballot[MEMBERS_MOST];
		size_t size = (size_t)__builtin_popcount(set);
		bool allowed = true;

		memcpy(ballot, h->e->ballot, n * sizeof(*ballot));
		for (size_t i = 0; i < n; i++)
			if (set >> i & 1) {
				allowed = allowed && ballot[i] != (met ? BALLOT_NO : BALLOT_YES);
				ballot[i] = met ? BALLOT_NO : BALLOT_YES;
			}
		if (allowed && met_by_hand(h, ballot) != met && (fewest == 0 || size < fewest))
			fewest = size;
	}
	return fewest;
}

static const char *const test_lines[] = {
	"yes > 1/2 of cast", "yes >= 2/3 of present", "yes >= 55% of members", "yes >= 3", "quorum >= 1/2 of members",
	"yes >= 65% of population", "yes > 1/2 of cast by population", "yes > 1/2 of members among North",
	"yes >= 20 of population", "yes > 1/2 of population among North", "yes >= 1/2 of cast among North", "yes >= 2/3 of cast",
};

static void
one_case(arena *a, struct rand *r)
{
	struct vote_terms terms = terms_of((const char *const[]){
		(const char *[]){ "votes", "votes", "votes", "unanimity", "consensus" }[rand_below(r, 5)] }, 1);
	enum ballot ballot[MEMBERS_MOST], turned[MEMBERS_MOST];
	bool veto[MEMBERS_MOST], north[MEMBERS_MOST];
	int64_t population[MEMBERS_MOST];
	const int64_t *weight[VOTE_TESTS_MOST] = { NULL };
	const bool *among[VOTE_TESTS_MOST] = { NULL };
	struct electorate e = { .count = 1 + rand_below(r, MEMBERS_MOST), .ballot = ballot, .has_veto = veto,
				.weight = weight, .is_among = among };
	struct hand h = { &terms, &e };
	struct count count;
	size_t at, tests = rand_below(r, 4);
	const char *why;

	terms.abstention = (enum vote_abstention)rand_below(r, 3);
	for (size_t i = 0; i < tests; i++) {
		const char *line = test_lines[rand_below(r, sizeof(test_lines) / sizeof(*test_lines))];

		CHECK(vote_line(str_of(line), &terms, &at, &why));
		weight[i] = terms.tests[i].weight.len ? population : NULL;
		among[i] = terms.tests[i].among.len ? north : NULL;
	}
	if (rand_below(r, 3) == 0)
		CHECK(vote_line(S("veto of A"), &terms, &at, &why));
	if (rand_below(r, 3) == 0)
		CHECK(vote_line(S("blocked by at least 3"), &terms, &at, &why));
	for (size_t i = 0; i < e.count; i++) {
		ballot[i] = (enum ballot)rand_below(r, 5);
		if (rand_below(r, 2))
			ballot[i] = BALLOT_YES;
		veto[i] = rand_below(r, 4) == 0;
		north[i] = rand_below(r, 2);
		population[i] = (int64_t)(1 + rand_below(r, 12)) * VOTE_ONE;
	}
	vote_count(a, &terms, &e, &count);
	CHECK_EQ(count.is_open, vote_is_open(a, &terms, &e));
	CHECK_EQ(count.is_met, met_by_hand(&h, ballot));
	CHECK_EQ(count.yes + count.no + count.abstain + count.absent + count.none, e.count);
	CHECK(count.is_flip_proved);
	CHECK_EQ(count.flip_count, flips_by_hand(&h, count.is_met));
	if (count.flip_count == 0)
		return;
	/* Turning the members that are named turns the result. */
	memcpy(turned, ballot, sizeof(turned));
	for (size_t i = 0; i < count.flip_count; i++)
		turned[count.flips[i]] = count.is_met ? BALLOT_NO : BALLOT_YES;
	CHECK(met_by_hand(&h, turned) != count.is_met);
}

TEST(rules_vote, what_is_counted_is_what_trying_everything_gives)
{
	struct rand r = rand_new();

	for (size_t i = 0; i < CASES; i++) {
		arena *a = arena_new();

		one_case(a, &r);
		arena_free(a);
	}
}
