/* If we decided now, what would the rule give? */
#include "answer/count_vote.h"
#include "answer/lines.h"
#include "answer/silence_card.h"

/* Rules in the view by which positions can be counted, where no vote was called
 * under them. */
static enum verdict
count_positions(struct ask *ask, sheet *s, size_t *ret_count)
{
	const talks *t = ask->t;
	enum verdict verdict = VERDICT_CANNOT_TELL;
	struct vote_terms terms;

	for (size_t i = 0; i < t->v->decls.count; i++) {
		uint32_t rule = t->v->decls.at[i] + 1;
		struct counted what = { .draft = t->current };

		if (talks_entry(t, rule - 1)->verb != DECL_rule || !t->current || body_rule_at(t, rule, t->now) != rule ||
		    !body_in_force(t, rule, t->now) || !body_terms(t, rule, &terms))
			continue;
		what.rule = rule;
		verdict = count_vote_to(ask, s, &what);
		++*ret_count;
	}
	return verdict;
}

static sheet *
build(struct ask *ask, struct err *err)
{
	const struct counted *votes;
	const struct silence_card *periods;
	size_t count, cards = 0;
	sheet *s;

	ANSWER_NO_ARGS(ask, err, "count");
	s = ask_sheet(ask, "count", "what the rule gives");
	ask->verdict = VERDICT_CANNOT_TELL;
	count = count_votes(ask, &votes);
	for (size_t i = 0; i < count; i++, cards++) {
		enum verdict verdict = count_vote_to(ask, s, &votes[i]);

		/* A call that was taken back has no effect, here neither. */
		if (!body_taken_back(ask->t, votes[i].vote - 1))
			ask->verdict = verdict;
	}
	count = silence_cards(ask, &periods);
	for (size_t i = 0; i < count; i++, cards++)
		ask->verdict = silence_card_to(ask, s, &periods[i]);
	if (cards == 0)
		ask->verdict = count_positions(ask, s, &cards);
	if (cards == 0)
		sheet_note(s, S("No vote was called, and no rule in this view says by a method how positions are counted."));
	sheet_note(s, S("The arithmetic of the rule as declared; what effect it has, the program does not say."));
	return s;
}

const struct answer answer_count = {
	.name = "count",
	.question = "if it were decided now, what would the rule give",
	.args = "",
	.more = "Each vote that was called, under the rule in force on that day: the electorate, the\n"
		"counts, each term with what it has and needs or what stands in its way, the result, and\n"
		"the fewest members that flip it by turning to no, or to yes where it is not met. Votes that\n"
		"do not count are named, and why. Where the record does not say the rule, a weight or a\n"
		"member, the result cannot be told, and why. Where no vote was called, the same as\n"
		"positions stand on the words of now.\n"
		"\n"
		"Each period of silence: the text with its code, the clock, receipts, objections with what\n"
		"would lift them, and three lists that sum to the members. The exit status goes by the\n"
		"last of them, a call that was withdrawn aside: 0 met or unbroken, 1 not, 2 still open or not\n"
		"to be told.\n",
	.is_yes_no = true,
	.build = build,
};
