/* The direction of a weekday: what the verb of its clause tells. */
#include <string.h>

#include "base/ascii.h"
#include "clerk/dates_int.h"

enum { BACK_MOST = 24, AHEAD_MOST = 16, GROUP_MOST = 4 };

/* A clause ends here. */
static bool
is_wall(const struct reading *p, uint32_t i)
{
	const struct token *t = &p->r->tokens[i];
	if (t->kind == TOKEN_OPEN_QUOTE || t->kind == TOKEN_CLOSE_QUOTE)
		return true;
	return t->kind == TOKEN_MARK && (t->text.at[0] == ';' || t->text.at[0] == ':' ||
					 str_eq(t->text, S("—")) || str_eq(t->text, S("--")));
}

/* "to meet", "to be held": an infinitive, not "to Moscow", "to the". */
static bool
is_infinitive(const struct reading *p, uint32_t to)
{
	return is_little(p, to, LITTLE_TO) && (word_of(p, to + 1)->verb & (VERB_BASE | VERB_BE));
}

/* "a 12-point plan", "the plans": no verb. "allies plan talks": one, for its subject is several. */
static bool
is_plan_noun(const struct reading *p, uint32_t i)
{
	static const char *const before[] = { "the", "a", "an", "this", "that", "its", "his", "her", "their", "our", "'s", "of", "no" };
	if (i == 0 || (!is_mark(p, i, "plan") && !is_mark(p, i, "plans")))
		return false;
	for (size_t k = 0; k < sizeof before / sizeof *before; k++)
		if (is_mark(p, i - 1, before[k]))
			return true;
	str word = syms_str(p->r->words, p->r->tokens[i - 1].word);
	bool is_several = str_ends(word, S("s")) || str_eq(word, S("they")) || str_eq(word, S("we")) || str_eq(word, S("i")) ||
			  str_eq(word, S("to")) || str_eq(word, S("people")) || str_eq(word, S("also"));
	return is_mark(p, i, "plan") && !is_several;
}

/* "their disputed frontier", "a failed summit": no verb. */
static bool
is_adjective(const struct reading *p, uint32_t i)
{
	static const char *const before[] = { "the", "a", "an", "its", "his", "her", "their", "our", "'s" };
	for (size_t k = 0; i > 0 && k < sizeof before / sizeof *before; k++)
		if (is_mark(p, i - 1, before[k]))
			return true;
	return false;
}

/* "The ministers meet on Friday": it is to come. */
static bool
is_scheduled(const struct reading *p, uint32_t i)
{
	static const char *const verbs[] = { "meet", "meets", "hold", "holds", "host", "hosts", "convene", "convenes" };
	char first = p->r->tokens[i].text.at[0];
	if (first != 'm' && first != 'h' && first != 'c')
		return false;
	if (i == 0 || p->r->tokens[i - 1].kind != TOKEN_WORD || word_of(p, i - 1)->verb || is_adjective(p, i) || is_little(p, i - 1, LITTLE_TO))
		return false;
	for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
		if (is_mark(p, i, verbs[k]))
			return true;
	return false;
}

/* The tense of the group of verbs that ends at `i`: "will be held", "was held". */
static int
tense_at(const struct reading *p, uint32_t from, uint32_t i)
{
	int tense = 0;
	uint8_t verb = is_plan_noun(p, i) ? 0 : word_of(p, i)->verb;
	if ((verb & VERB_WILL) || is_scheduled(p, i))
		return 1;
	if (verb & VERB_PLAN)
		tense = 1;
	else if ((verb & VERB_PAST) && !is_adjective(p, i))
		tense = -1;
	else if (verb & (VERB_HAVE | VERB_BEEN))
		return -1;
	if (i > from && (verb & (VERB_BASE | VERB_BE)) && is_little(p, i - 1, LITTLE_TO))
		return 1;
	if (tense == 0 && !(verb & (VERB_BE | VERB_BASE)))
		return 0;
	/* What stands before it may say otherwise: "will be", "is to be", "had". */
	for (uint32_t k = i, most = 0; k > from && most < GROUP_MOST; most++) {
		k--;
		uint8_t before = word_of(p, k)->verb;
		if ((before & VERB_WILL) || (k > 0 && is_infinitive(p, k)))
			return 1;
		if (is_wall(p, k) || (before & VERB_PAST))
			break;
		if (before & VERB_HAVE)
			return tense ? tense : -1;
	}
	return tense;
}

static int
direction_back(const struct reading *p, uint32_t from, uint32_t at)
{
	for (uint32_t i = at, most = 0; i > from && most < BACK_MOST; most++) {
		i--;
		if (is_wall(p, i))
			return 0;
		int tense = tense_at(p, from, i);
		if (tense != 0)
			return tense;
		/* "X is to brief Y on Saturday" */
		if (i > from && is_little(p, i, LITTLE_TO) && (is_mark(p, i - 1, "is") || is_mark(p, i - 1, "are")) && is_small(p->r->tokens[i + 1].text.at[0]))
			return 1;
	}
	return 0;
}

static int
direction_ahead(const struct reading *p, uint32_t from, uint32_t to)
{
	for (uint32_t i = from, most = 0; i < to && most < AHEAD_MOST; i++, most++) {
		if (is_wall(p, i))
			return 0;
		int tense = tense_at(p, from, i);
		if (tense != 0)
			return tense;
		if (is_infinitive(p, i))
			return 1;
	}
	return 0;
}

static bool
is_gathering(const struct reading *p, uint32_t i)
{
	static const char *const nouns[] = { "session", "meeting", "summit", "vote", "talks", "hearing", "round", "conference" };
	for (size_t k = 0; k < sizeof nouns / sizeof *nouns; k++)
		if (is_mark(p, i, nouns[k]))
			return true;
	return false;
}

/* "had demanded an answer by Thursday", "was given until": what is asked for is to come. */
static bool
is_term_asked_for(const struct reading *p, uint32_t from, uint32_t at)
{
	static const char *const asked[] = { "demanded", "demand", "demands", "demanding", "wanted", "sought", "requested", "asked", "set", "given", "gave", "ordered",
					     "required", "imposed", "told", "urged" };
	if (at < from + 2 || !(is_little(p, at - 1, LITTLE_BY) || is_little(p, at - 1, LITTLE_UNTIL) || is_mark(p, at - 1, "before")))
		return false;
	for (uint32_t i = at - 1, most = 0; i > from && most < BACK_MOST && !is_wall(p, i - 1); i--, most++)
		for (size_t k = 0; k < sizeof asked / sizeof *asked; k++)
			if (is_mark(p, i - 1, asked[k]))
				return true;
	return false;
}

int
date_direction(const struct reading *p, uint32_t from, uint32_t to, struct run run)
{
	uint32_t at = run.from;
	/* "gave them until Thursday"; but "Until Thursday, they had" is over */
	if (at > from + 1 && is_little(p, at - 1, LITTLE_UNTIL))
		return 1;
	if (at > from && is_little(p, at - 1, LITTLE_SINCE))
		return -1;
	if (is_term_asked_for(p, from, at))
		return 1;
	/* "as early as Tuesday", "ahead of Tuesday's vote" */
	if (at > from + 2 && is_mark(p, at - 1, "as") && is_mark(p, at - 3, "as"))
		return 1;
	if (at > from + 1 && is_little(p, at - 1, LITTLE_OF) && is_little(p, at - 2, LITTLE_AHEAD))
		return 1;
	/* "a copy by the weekend", "by the summer" */
	if (at > from && is_little(p, at, LITTLE_THE) && is_little(p, at - 1, LITTLE_BY))
		return 1;
	/* "a call planned for Tuesday did not take place" */
	uint32_t behind = run.to + is_mark(p, run.to, ",");
	if (behind < to && (is_mark(p, behind, "did") || is_mark(p, behind, "never")))
		return -1;
	/* "called a session for Friday", "had been planned for Friday" */
	if (at > from + 1 && is_little(p, at - 1, LITTLE_FOR) && (is_gathering(p, at - 2) || (word_of(p, at - 2)->verb & VERB_PLAN)))
		return 1;
	int direction = direction_back(p, from, at);
	return direction ? direction : direction_ahead(p, run.to, to);
}
