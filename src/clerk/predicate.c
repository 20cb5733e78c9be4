#include "clerk/predicate.h"

#include <string.h>

enum { FAR = 60, GROUP_MOST = 8, NO_PLAN_FAR = 14 };

const event_sets *
event_sets_of(arena *a, const struct report *r, const struct lexicon *l)
{
	event_sets *sets = ARENA_ARRAY(a, event_sets, r->token_count + 1);
	for (size_t i = 0; i < r->token_count; i++) {
		sets[i] = word_class(l, r->tokens[i].word).events;
		/* A person may be called Said. */
		bool is_name = (r->tokens[i].flags & TOKEN_CAPITAL) && !(r->tokens[i].flags & (TOKEN_FIRST | TOKEN_CAPITALS)) &&
			       (i == 0 || r->tokens[i - 1].kind == TOKEN_WORD);
		if (is_name && IN(sets[i], CLAUSE_END))
			sets[i] = 0;
	}
	return sets;
}

struct predicate
predicate_in(const struct report *r, const event_sets *sets, struct run sentence)
{
	return (struct predicate){ .r = r, .sets = sets, .sentence = sentence };
}

bool
predicate_in_list(const struct predicate *c, uint32_t i, const char *const *list, size_t count)
{
	if (i < c->sentence.from || i >= c->sentence.to)
		return false;
	const struct token *t = &c->r->tokens[i];
	unsigned char first = t->text.len ? (unsigned char)t->text.at[0] : 0;
	char small = (char)(first | 0x20);
	for (size_t k = 0; k < count; k++)
		if ((list[k][0] == small || first >= 0x80) && str_eq(syms_str(c->r->words, t->word), str_of(list[k])))
			return true;
	return false;
}

uint32_t
predicate_find(const struct predicate *c, uint32_t from, uint32_t to, enum event_set set)
{
	for (uint32_t i = from; i < to; i++)
		if (c->sets[i] >> set & 1)
			return i;
	return to;
}

static bool
is_mark(const struct predicate *c, uint32_t i, const char *marks)
{
	const struct token *t = &c->r->tokens[i];
	return t->kind == TOKEN_MARK && t->text.len == 1 && strchr(marks, t->text.at[0]) != NULL;
}

static bool
is_auxiliary(event_sets sets)
{
	return IN(sets, WILL) || IN(sets, WOULD) || IN(sets, MUST) || IN(sets, HAVE) || IN(sets, BE) || IN(sets, DO) || IN(sets, NOT);
}

/* Adverbs stand between the parts of a verb group. */
static bool
is_adverb(const struct predicate *c, uint32_t i)
{
	return IN(c->sets[i], ADVERB) || looks_adverbial(c->r, i);
}

uint32_t
predicate_group(const struct predicate *c, uint32_t verb)
{
	uint32_t i = verb;
	for (unsigned n = 0; n < GROUP_MOST && i > c->sentence.from; n++) {
		event_sets before = c->sets[i - 1];
		if (is_auxiliary(before) || is_adverb(c, i - 1) || predicate_is(c, i - 1, "to") || predicate_is(c, i - 1, "be"))
			i--;
		else if (predicate_is(c, i, "to") && (IN(before, PLANNED) || IN(before, FAILED)))
			i--;
		else
			break;
	}
	/* An adverb in front belongs to what stands before: "Trump earlier gave". */
	return i;
}

static bool
any_in(const struct predicate *c, uint32_t from, uint32_t to, enum event_set set)
{
	return predicate_find(c, from, to, set) < to;
}

/* "no plan for A and B to meet", "no plans to meet" */
static bool
is_not_planned(const struct predicate *c, uint32_t group)
{
	uint32_t from = group > c->sentence.from + NO_PLAN_FAR ? group - NO_PLAN_FAR : c->sentence.from;
	for (uint32_t i = from; i + 1 < group; i++)
		if (IN(c->sets[i], NOT) && (predicate_is(c, i + 1, "plan") || predicate_is(c, i + 1, "plans") || predicate_is(c, i + 1, "intention") ||
					    predicate_is(c, i + 1, "immediate")))
			return true;
	return false;
}

/* "were to be freed", "is to receive": to come. */
static bool
is_to_be(const struct predicate *c, uint32_t group, uint32_t verb)
{
	for (uint32_t i = group + 1; i < verb; i++)
		if (predicate_is(c, i, "to") && IN(c->sets[i - 1], BE))
			return true;
	return false;
}

/* "plan", as a verb or an adjective, in front of "to" or of a noun: the act itself is to come. */
static bool
is_planned_before(const struct predicate *c, uint32_t group, uint32_t verb)
{
	return any_in(c, group, verb, SET_PLANNED) ||
	       (group > c->sentence.from && predicate_is(c, group, "to") && IN(c->sets[group - 1], PLANNED));
}

/* "to meet" behind no plan: it was done where somebody managed to, it is asked for, or it is to come. */
static enum mood
mood_of_infinitive(const struct predicate *c, uint32_t to)
{
	static const char *const done[] = { "managed", "began", "begin", "begun", "continued", "continue", "continues", "started", "helped", "used" };
	uint32_t stop = to > c->sentence.from + GROUP_MOST ? to - GROUP_MOST : c->sentence.from;
	if (to > c->sentence.from && predicate_is_among(c, to - 1, done))
		return MOOD_DONE;
	for (uint32_t i = to; i > stop && !is_mark(c, i - 1, ",;:"); i--)
		if (IN(c->sets[i - 1], ASKED) || IN(c->sets[i - 1], OFFER))
			return MOOD_SHOULD;
	return MOOD_WILL;
}

enum mood
predicate_mood(const struct predicate *c, uint32_t verb)
{
	uint32_t group = predicate_group(c, verb);
	bool is_not = any_in(c, group, verb, SET_NOT) || any_in(c, group, verb, SET_FAILED);
	/* "has yet to meet" */
	for (uint32_t i = group; i + 1 < verb; i++)
		if (predicate_is(c, i, "yet") && predicate_is(c, i + 1, "to"))
			return MOOD_DID_NOT;
	bool is_to = any_in(c, group, verb, SET_WILL) || any_in(c, group, verb, SET_WOULD) || is_planned_before(c, group, verb) || is_to_be(c, group, verb);
	if (predicate_is(c, verb - (verb > c->sentence.from), "to") && is_not_planned(c, group))
		return MOOD_WILL_NOT;
	if (any_in(c, group, verb, SET_MUST))
		return MOOD_SHOULD;
	if (is_to)
		return is_not ? MOOD_WILL_NOT : MOOD_WILL;
	if (!is_not && verb > c->sentence.from && predicate_is(c, verb - 1, "to"))
		return mood_of_infinitive(c, verb - 1);
	return is_not ? MOOD_DID_NOT : MOOD_DONE;
}

/* From the comma at `i` back to in front of the insertion that it closes, or `i`. */
static uint32_t
before_insertion(const struct predicate *c, uint32_t i)
{
	uint32_t stop = i > c->sentence.from + FAR ? i - FAR : c->sentence.from;
	for (uint32_t k = i; k > stop; k--)
		if (is_mark(c, k - 1, ",") || (c->r->tokens[k - 1].flags & TOKEN_DASH))
			return k - 1;
	return i;
}

static bool
ends_phrase(const struct predicate *c, uint32_t i)
{
	return IN(c->sets[i], CLAUSE_END) || is_mark(c, i, ";:.!?()") || (c->r->tokens[i].flags & TOKEN_DASH) || c->r->tokens[i].kind == TOKEN_OPEN_QUOTE ||
	       c->r->tokens[i].kind == TOKEN_CLOSE_QUOTE;
}

/* The token in front of the quotation that closes at `i`. */
static uint32_t
before_quotation(const struct predicate *c, uint32_t i, uint32_t stop)
{
	uint32_t q = c->r->tokens[i].quotation;
	uint32_t from = q ? c->r->quotations[q - 1].run.from : i;
	return from > stop ? from : stop;
}

struct run
predicate_subject(const struct predicate *c, uint32_t verb)
{
	uint32_t end = predicate_group(c, verb), stop = end > c->sentence.from + FAR ? end - FAR : c->sentence.from;
	if (end > stop && (is_mark(c, end - 1, ",") || (c->r->tokens[end - 1].flags & TOKEN_DASH))) {
		end = before_insertion(c, end - 1);
		stop = end > c->sentence.from + FAR ? end - FAR : c->sentence.from;
	}
	/* X "has no plans": the subject stands in front of the mark. */
	if (end > stop && c->r->tokens[end - 1].kind == TOKEN_OPEN_QUOTE)
		end--;
	uint32_t from = end;
	while (from > stop && !ends_phrase(c, from - 1) && !is_mark(c, from - 1, ",")) {
		from--;
		/* A name in quotation marks belongs to its phrase. */
		if (from > stop && c->r->tokens[from - 1].kind == TOKEN_CLOSE_QUOTE)
			from = before_quotation(c, from - 1, stop);
	}
	if (from == end && from > stop && c->r->tokens[from - 1].kind == TOKEN_CLOSE_QUOTE)
		for (from = before_quotation(c, from - 1, stop); from > stop && !ends_phrase(c, from - 1) && !is_mark(c, from - 1, ",");)
			from--;
	/* "A, B and C met": commas of a list. */
	return (struct run){ from, end };
}

/* "and is expected", "and will": another verb of the same subject. */
static bool
begins_second_verb(const struct predicate *c, uint32_t i)
{
	if (!IN(c->sets[i], BOUNDARY) && !IN(c->sets[i], ADVERB))
		return false;
	if (!predicate_is(c, i, "and") && !predicate_is(c, i, "then"))
		return false;
	uint32_t next = i + 1;
	while (next < c->sentence.to && next < i + 3 && is_adverb(c, next))
		next++;
	if (next >= c->sentence.to)
		return false;
	event_sets sets = c->sets[next];
	bool is_finite = IN(sets, WILL) || IN(sets, WOULD) || IN(sets, MUST) || IN(sets, DO) || (IN(sets, BE) && !predicate_is(c, next, "being")) ||
			 (IN(sets, HAVE) && !predicate_is(c, next, "having"));
	return is_finite;
}

/* "a two-page “bridge” proposal": marks around a word or two of the clause do not end it. */
static bool
is_word_in_marks(const struct predicate *c, uint32_t i, uint32_t verb)
{
	enum { WORDS = 2 };
	const struct token *t = &c->r->tokens[i];
	struct run run = t->kind == TOKEN_CLOSE_QUOTE && t->quotation ? c->r->quotations[t->quotation - 1].run : (struct run){ 0, 0 };
	bool is_short = run.from > verb && run.to <= run.from + WORDS + 2 && i + 1 < c->sentence.to;
	return is_short && c->r->tokens[i + 1].kind == TOKEN_WORD && c->r->tokens[i - 1].kind == TOKEN_WORD && !IN(c->sets[i + 1], BOUNDARY) &&
	       !IN(c->sets[i + 1], PREPOSITION);
}

uint32_t
predicate_end(const struct predicate *c, uint32_t verb)
{
	uint32_t stop = verb + FAR < c->sentence.to ? verb + FAR : c->sentence.to, i = verb + 1;
	while (i < stop && !IN(c->sets[i], CLAUSE_END) && !begins_second_verb(c, i) && !is_mark(c, i, ";:.!?") && !(c->r->tokens[i].flags & TOKEN_DASH) &&
	       (c->r->tokens[i].kind != TOKEN_CLOSE_QUOTE || is_word_in_marks(c, i, verb)) &&
	       !(is_mark(c, i, ",") && i + 1 < stop && (predicate_is(c, i + 1, "and") || IN(c->sets[i + 1], CLAUSE_END))))
		i++;
	return i;
}
