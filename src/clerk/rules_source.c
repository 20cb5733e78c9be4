#include <string.h>

#include "clerk/rules_int.h"

enum { PHRASE_MOST = 30, INSERTION_MOST = 45, ADVERBS_MOST = 20 };

/* A verb that is none of the lexicon's: past forms and participles by their look. */
static bool
looks_verbal(const struct rules *x, uint32_t i)
{
	const struct token *t = &x->r->tokens[i];
	str word = syms_str(x->r->words, t->word);
	if ((t->flags & TOKEN_CAPITAL) && !(t->flags & TOKEN_FIRST))
		return false;
	return (x->at[i].cue && !x->at[i].is_often_noun) || (word.len > 4 && str_ends(word, S("ed")) && t->kind == TOKEN_WORD);
}

static bool
looks_participial(const struct rules *x, uint32_t i)
{
	str word = syms_str(x->r->words, x->r->tokens[i].word);
	return word.len > 5 && str_ends(word, S("ed")) && !(x->r->tokens[i].flags & TOKEN_CAPITAL);
}

/* "late Sunday", "on Monday", "also", from the right. */
uint32_t
rules_without_adverbs(const struct rules *x, uint32_t from, uint32_t to)
{
	uint32_t stop = to > from + ADVERBS_MOST ? to - ADVERBS_MOST : from + 1;
	while (to > stop) {
		bool is_number = x->r->tokens[to - 1].kind == TOKEN_NUMBER && IS(x, to - 2, TIME);
		bool is_on = (rules_is_word(x, to - 1, "on") || rules_is_word(x, to - 1, "in")) && to < x->sentence.to && IS(x, to, TIME);
		bool is_this = rules_is_word(x, to - 1, "this") && to < x->sentence.to && IS(x, to, TIME);
		/* "a poll released Friday" */
		if (IS(x, to - 1, TIME) && to > from + 2 && looks_participial(x, to - 2))
			break;
		if (!IS(x, to - 1, TIME) && !IS(x, to - 1, ADVERB) && !is_number && !looks_adverbial(x->r, to - 1) && !is_on && !is_this)
			break;
		to--;
	}
	return to;
}

/* The bracket that opens what closes at `k`: "Mary Fallin (R-OK)"; or `k`. */
static uint32_t
bracket_before(const struct rules *x, uint32_t stop, uint32_t k)
{
	uint32_t from = k > stop + 8 ? k - 8 : stop;
	for (uint32_t i = k; i-- > from;)
		if (rules_is_mark(x, i, "("))
			return i > stop ? i : k;
	return k;
}

/* The "who" that begins the clause whose verb is at `k`, or `k`. */
static uint32_t
relative_before(const struct rules *x, uint32_t stop, uint32_t k)
{
	uint32_t from = k > stop + 3 ? k - 3 : stop;
	for (uint32_t i = k + 1; i-- > from;)
		if (i > stop && (rules_is_word(x, i, "who") || (rules_is_word(x, i, "which") && i < k)) && !rules_is_mark(x, i - 1, ","))
			return i;
	return k;
}

/* "the coronation many pundits foresaw": another phrase begins at `i`, with nothing between. */
static bool
begins_other(const struct rules *x, uint32_t stop, uint32_t i, uint32_t to)
{
	const uint32_t others = 1u << GRAMMAR_PREPOSITION | 1u << GRAMMAR_CONJUNCTION | 1u << GRAMMAR_DETERMINER | 1u << GRAMMAR_ADVERB |
				1u << GRAMMAR_AUXILIARY;
	return i < to && i > stop && IS(x, i, DETERMINER) && x->r->tokens[i - 1].kind == TOKEN_WORD && !(x->at[i - 1].grammar & others) &&
	       !rules_is_word(x, i - 1, "half") && !rules_is_word(x, i - 1, "such");
}

/* The start of the noun phrase that ends at `to`, not before `stop`. */
uint32_t
rules_phrase_start(const struct rules *x, uint32_t stop, uint32_t to)
{
	uint32_t i = to;
	if (to > stop + PHRASE_MOST)
		stop = to - PHRASE_MOST;
	/* "Four people briefed on it said": not what stands behind a preposition. */
	bool is_object = to > stop + 1 && IS(x, to - 2, PREPOSITION) && (rules_is_word(x, to - 1, "it") || rules_is_word(x, to - 1, "you"));
	if (to > stop && IS(x, to - 1, SUBJECT) && !is_object)
		return to - 1;
	i -= is_object;
	while (i > stop) {
		uint32_t k = i - 1, bracket = rules_is_mark(x, k, ")") ? bracket_before(x, stop, k) : k;
		if (bracket < k) {
			i = bracket;
			continue;
		}
		const struct token *t = &x->r->tokens[k];
		bool is_stop = rules_is_mark(x, k, ",;:.!?()") || rules_is_dash(x, k) || rules_is_quote(x, k);
		bool is_and = IS(x, k, CONJUNCTION) && !rules_is_word(x, k, "and");
		bool is_clause = IS(x, k, SUBORDINATE) || IS(x, k, VERB) || rules_is_auxiliary(x, k) || IS(x, k, SUBJECT);
		if (is_stop || is_and || is_clause || (looks_verbal(x, k) && t->kind == TOKEN_WORD && k + 1 < to && !IS(x, k + 1, PREPOSITION) &&
						  !IS(x, k + 1, TIME))) {
			/* "an adviser who attended the talks told": what the clause describes. */
			uint32_t relative = relative_before(x, stop, k);
			if (!is_stop && relative != k)
				return rules_phrase_start(x, stop, relative);
			break;
		}
		if (begins_other(x, stop, i, to))
			break;
		/* "… and X said": what stands before "and" is another clause, unless a name. */
		if (rules_is_word(x, k, "and") && (k == stop || i == to))
			break;
		i = k;
	}
	/* "he and Quill", "whose organisation" */
	if (i > stop && i < to && ((IS(x, i - 1, SUBJECT) && rules_is_word(x, i, "and")) || rules_is_word(x, i - 1, "whose")))
		return i - 1;
	while (i < to && (IS(x, i, OPENER) || rules_is_word(x, i, "and") || rules_is_word(x, i, "even")))
		i++;
	/* A phrase begins with no preposition: "In Geneva officials said" has its own. */
	while (i + 1 < to && IS(x, i, PREPOSITION) && x->r->tokens[i].flags & TOKEN_FIRST && IS(x, i + 1, TIME))
		i += 2;
	return i;
}

/* The comma or dash before the insertion that ends at `to`, or `to`. */
static uint32_t
insertion_start(const struct rules *x, uint32_t to)
{
	uint32_t stop = to > x->sentence.from + INSERTION_MOST ? to - INSERTION_MOST : x->sentence.from;
	for (uint32_t i = to; i > stop; i--) {
		if (rules_is_quote(x, i - 1))
			return to;
		if (!rules_is_mark(x, i - 1, ",") && !rules_is_dash(x, i - 1))
			continue;
		/* "X, a lawyer in Springfield, Illinois, said": the phrase before begins the sentence or a clause. */
		uint32_t start = rules_phrase_start(x, x->sentence.from, i - 1);
		bool is_name = start + 1 < i && (x->r->tokens[start].flags & TOKEN_CAPITAL || IS(x, start, DETERMINER));
		if (is_name || start == x->sentence.from)
			return i - 1;
	}
	return to;
}

/* "…," X said: the source begins behind the comma or the quotation. */
static uint32_t
clause_start(const struct rules *x, uint32_t to)
{
	uint32_t stop = to > x->sentence.from + FAR ? to - FAR : x->sentence.from, i = to;
	while (i > stop && !rules_is_mark(x, i - 1, ",;:") && !rules_is_quote(x, i - 1) && !rules_is_dash(x, i - 1))
		i--;
	return i;
}

/* "in a telephone interview", "on Monday", "at a news conference": no part of the name before. */
static bool
begins_adjunct(const struct rules *x, uint32_t i, uint32_t end)
{
	if (!IS(x, i, PREPOSITION) || rules_is_word(x, i, "of") || rules_is_word(x, i, "for") || rules_is_word(x, i, "from"))
		return false;
	for (uint32_t k = i + 1; k < end && k < i + 5; k++)
		if (IS(x, k, MEDIUM) || IS(x, k, TIME))
			return true;
	return rules_is_word(x, i, "after") || rules_is_word(x, i, "during");
}

/* "X, contradicting Y, said" */
static bool
is_participle(const struct rules *x, uint32_t i)
{
	str word = syms_str(x->r->words, x->r->tokens[i].word);
	return word.len > 5 && str_ends(word, S("ing")) && !(x->r->tokens[i].flags & TOKEN_CAPITAL);
}

/* Behind the cue, up to a comma, a stop or a quotation: "said X, the minister of Y". */
struct run
rules_inverted(const struct rules *x, uint32_t from)
{
	uint32_t end = from + PHRASE_MOST < x->sentence.to ? from + PHRASE_MOST : x->sentence.to, to = from;
	while (to < end && !rules_is_mark(x, to, ",;:.!?") && !rules_is_quote(x, to) && !rules_is_dash(x, to) &&
	       (!IS(x, to, SUBORDINATE) || (to > from && rules_is_word(x, to, "who"))) &&
	       !(IS(x, to, CONJUNCTION) && !rules_is_word(x, to, "and")) && !(to > from && begins_adjunct(x, to, end)))
		to++;
	/* An apposition that ends the sentence belongs to it. */
	if (to < x->sentence.to && rules_is_mark(x, to, ",")) {
		uint32_t last = to + 1;
		while (last < x->sentence.to && last < to + INSERTION_MOST && !rules_is_mark(x, last, ".!?;:") && !rules_is_quote(x, last) &&
		       !(x->at[last].cue && (x->at[last].form & FORM_ING)))
			last++;
		bool is_apposition = to + 1 < last && !is_participle(x, to + 1) && (IS(x, to + 1, DETERMINER) || IS(x, to + 1, RELATIVE) ||
						       !(IS(x, to + 1, CONJUNCTION) || IS(x, to + 1, PREPOSITION) || IS(x, to + 1, PRONOUN)));
		if (is_apposition && last < x->sentence.to && rules_is_mark(x, last, ".!?"))
			to = last;
	}
	return (struct run){ from, rules_without_adverbs(x, from, to) };
}

/* "analysts", "two officials": none of the closed classes. */
static bool
is_plain_noun(const struct rules *x, uint32_t i)
{
	const uint32_t others = 1u << GRAMMAR_PREPOSITION | 1u << GRAMMAR_SUBORDINATE | 1u << GRAMMAR_AUXILIARY | 1u << GRAMMAR_PRONOUN |
				1u << GRAMMAR_ADVERB | 1u << GRAMMAR_TIME | 1u << GRAMMAR_CONJUNCTION | 1u << GRAMMAR_NEGATION |
				1u << GRAMMAR_OPENER;
	bool is_one = rules_is_word(x, i, "one");
	return is_one || (!(x->at[i].grammar & others) && !looks_adverbial(x->r, i));
}

/* A verb in the phrase itself, or in front of nothing but a comma: "the talks, which began in May, failed". */
static bool
has_verb(const struct rules *x, struct run source)
{
	bool is_first = true;
	for (uint32_t i = source.from; i < source.to; i++) {
		bool is_comma = rules_is_mark(x, i, ",");
		bool is_verb = rules_is_auxiliary(x, i) || IS(x, i, VERB) || looks_verbal(x, i);
		bool is_who = IS(x, i, RELATIVE);
		if (is_verb && (is_first || rules_is_mark(x, i - 1, ",")))
			return true;
		if (is_comma || is_who)
			is_first = false;
	}
	return false;
}

/* What stands before "…, said X" is a clause, no subject. */
static bool
has_clause_before(const struct rules *x, uint32_t to)
{
	uint32_t stop = to > x->sentence.from + FAR ? to - FAR : x->sentence.from;
	for (uint32_t i = to; i-- > stop;)
		if (rules_is_auxiliary(x, i) || IS(x, i, VERB) || looks_verbal(x, i))
			return true;
	return false;
}

/* A quotation or a comma before the cue, and a name or a determiner behind it. */
static bool
is_inverted(const struct rules *x, struct run cue)
{
	uint32_t before = cue.from, behind = cue.to;
	if (before == x->sentence.from || behind >= x->sentence.to || cue.to - cue.from > 1)
		return false;
	bool is_behind_words = rules_is_quote(x, before - 1) || rules_is_mark(x, before - 1, ",");
	/* "X, the minister of Y, told Z": who is told stands behind. */
	if (IS(x, cue.from, TELLING))
		return false;
	const struct token *t = &x->r->tokens[behind];
	bool is_determined = IS(x, behind, DETERMINER) && !rules_is_word(x, behind, "that") && !rules_is_word(x, behind, "this");
	bool is_plainly_said = rules_is_quote(x, before - 1) || rules_is_word(x, cue.from, "said") || rules_is_word(x, cue.from, "says");
	bool is_noun = (t->flags & TOKEN_CAPITAL) || is_determined || (is_plainly_said && is_plain_noun(x, behind));
	if (!is_behind_words || !is_noun || t->kind != TOKEN_WORD || IS(x, behind, TIME) || (x->at[cue.from].form & FORM_ING))
		return false;
	/* "X, the minister of Y, said the plan had failed": what follows is a clause. */
	struct run source = rules_inverted(x, behind);
	bool is_behind_quotation = rules_is_quote(x, before - 1) && before > x->sentence.from + 1 && rules_is_mark(x, before - 2, ",?!");
	if (!is_behind_quotation && has_verb(x, source))
		return false;
	bool is_said = x->at[cue.from].cue == CUE_SAY || x->at[cue.from].cue == CUE_ASK || x->at[cue.from].cue == CUE_SHY;
	const uint32_t ends = 1u << GRAMMAR_SUBORDINATE | 1u << GRAMMAR_TIME | 1u << GRAMMAR_PREPOSITION;
	bool is_ended = source.to >= x->sentence.to || rules_is_mark(x, source.to, ".,!?:;") || (is_behind_quotation && rules_is_quote(x, source.to)) ||
			((x->at[source.to].grammar & ends) && !rules_is_word(x, source.to, "that"));
	return is_said && (is_ended || is_behind_quotation) && (rules_is_quote(x, before - 1) || has_clause_before(x, before));
}

/* The last one of the sentence that is told by no other of it: "X said he saw none, adding": X adds. */
static const struct attribution *
before_in_sentence(const struct rules *x)
{
	enum { NEAR = 4 };
	size_t i = x->found.count;
	if (i == x->first)
		return NULL;
	const struct attribution *last = &x->found.at[--i];
	for (unsigned n = 0; n < NEAR && i-- > x->first; n++)
		if (rules_holds(&x->found.at[i], last))
			last = &x->found.at[i];
	return last;
}

/* The subject that the sentence begins with, behind "On Monday, ": of its first verb. */
static struct run
first_subject(const struct rules *x, uint32_t to)
{
	uint32_t from = x->sentence.from, stop = to < from + FAR ? to : from;
	while (from < stop && (IS(x, from, OPENER) || rules_is_mark(x, from, ",")))
		from++;
	if (from < stop && (IS(x, from, PREPOSITION) || IS(x, from, SUBORDINATE) || IS(x, from, TIME))) {
		while (from < stop && !rules_is_mark(x, from, ","))
			from++;
		from++;
	}
	for (uint32_t i = from; i < stop && !rules_is_quote(x, i) && !rules_is_mark(x, i, ",;:") && !rules_is_dash(x, i) && !IS(x, i, SUBORDINATE); i++) {
		bool is_described = i > from && IS(x, i - 1, DETERMINER);
		bool is_verb = rules_is_auxiliary(x, i) || IS(x, i, VERB) || (looks_verbal(x, i) && !is_described);
		if (is_verb && i > from)
			return (struct run){ from, rules_without_adverbs(x, from, i) };
		if (is_verb)
			break;
	}
	return (struct run){ 0, 0 };
}

/* The subject of the nearest verb before: for ", saying" behind a verb that is no cue. */
struct run
rules_main_subject(const struct rules *x, uint32_t to)
{
	struct run first = first_subject(x, to);
	if (!run_is_empty(first))
		return first;
	uint32_t stop = to > x->sentence.from + FAR ? to - FAR : x->sentence.from;
	for (uint32_t i = to; i-- > stop + 1;) {
		if (IS(x, i, SUBJECT) && !rules_is_word(x, i, "who") && !rules_is_word(x, i, "it") && !rules_is_word(x, i, "you") && i + 1 < to &&
		    !IS(x, i - 1, PREPOSITION) && !IS(x, i - 1, SUBORDINATE) && !x->r->tokens[i].quotation)
			return (struct run){ i, i + 1 };
		bool is_verb = rules_is_auxiliary(x, i) || IS(x, i, VERB) ||
			       (looks_verbal(x, i) && x->at[i].form != FORM_ING && !IS(x, i - 1, DETERMINER));
		uint32_t end = is_verb ? rules_without_adverbs(x, x->sentence.from, i) : i, from = end;
		if (!is_verb || rules_is_quote(x, end - 1) || IS(x, end - 1, AUXILIARY))
			continue;
		if (rules_is_mark(x, end - 1, ",") && insertion_start(x, end - 1) != end - 1)
			from = rules_phrase_start(x, x->sentence.from, insertion_start(x, end - 1));
		else if (!rules_is_mark(x, end - 1, ","))
			from = rules_phrase_start(x, x->sentence.from, end);
		if (from < end && !IS(x, from, PREPOSITION))
			return (struct run){ from, end };
	}
	return (struct run){ 0, 0 };
}

static struct run
shared(const struct rules *x, struct run cue, enum cue_order *ret_order)
{
	const struct attribution *before = before_in_sentence(x);
	*ret_order = ORDER_SHARED;
	if (x->at[cue.to - 1].form == FORM_ING && cue.from > x->sentence.from && IS(x, cue.from - 1, PREPOSITION))
		return rules_main_subject(x, cue.from);
	return before && before->cue.to <= cue.from ? before->source : rules_main_subject(x, cue.from);
}

/* A quotation that ends in a comma, and nothing but a phrase and what is inserted behind it before the
 * cue: where the phrase begins, or `to`. */
static uint32_t
behind_quotation(const struct rules *x, uint32_t to)
{
	uint32_t stop = to > x->sentence.from + INSERTION_MOST ? to - INSERTION_MOST : x->sentence.from;
	for (uint32_t i = to; i-- > stop;) {
		if (x->r->tokens[i].kind == TOKEN_CLOSE_QUOTE && i > stop && rules_is_mark(x, i - 1, ",?!"))
			return i + 1;
		bool is_cue = x->at[i].cue == CUE_SAY && (x->at[i].form & (FORM_PAST | FORM_S)) && !x->r->tokens[i].quotation;
		if (is_cue || rules_is_mark(x, i, ";:") || rules_is_word(x, i, "according") || (IS(x, i, SUBORDINATE) && !IS(x, i, RELATIVE)))
			return to;
	}
	return to;
}

/* The subject of a cue behind a quotation, whole: "…,” X, in a “red” cap, said". */
static struct run
after_quotation(const struct rules *x, struct run cue, uint32_t end)
{
	const uint32_t none = 1u << GRAMMAR_PREPOSITION | 1u << GRAMMAR_CONJUNCTION | 1u << GRAMMAR_AUXILIARY | 1u << GRAMMAR_SUBORDINATE;
	unsigned class = x->at[cue.to - 1].cue;
	if (class != CUE_SAY && class != CUE_ASK && class != CUE_SHY)
		return (struct run){ 0, 0 };
	uint32_t from = behind_quotation(x, end);
	if (from + 1 >= end || (x->at[from].grammar & none) || x->r->tokens[from].kind != TOKEN_WORD || looks_verbal(x, from))
		return (struct run){ 0, 0 };
	return (struct run){ from, end };
}

/* "Ada Quill": words with capitals alone. */
static bool
is_full_name(const struct rules *x, uint32_t from, uint32_t to)
{
	enum { NAME_MOST = 6 };
	const uint32_t none = 1u << GRAMMAR_PREPOSITION | 1u << GRAMMAR_TIME | 1u << GRAMMAR_SUBORDINATE | 1u << GRAMMAR_OPENER | 1u << GRAMMAR_DETERMINER |
			      1u << GRAMMAR_PRONOUN;
	for (uint32_t i = from; i < to; i++)
		if (!(x->r->tokens[i].flags & TOKEN_CAPITAL) || (x->at[i].grammar & none))
			return false;
	return to >= from + 2 && to - from <= NAME_MOST;
}

/* "Nevada's governor", "another envoy": begins the sentence, and is a phrase that a name stands behind. */
static bool
is_title_phrase(const struct rules *x, uint32_t from, uint32_t to)
{
	enum { TITLE_MOST = 10 };
	const uint32_t none = 1u << GRAMMAR_PREPOSITION | 1u << GRAMMAR_TIME | 1u << GRAMMAR_SUBORDINATE | 1u << GRAMMAR_OPENER | 1u << GRAMMAR_PRONOUN |
			      1u << GRAMMAR_ADVERB;
	bool is_begun = from == x->sentence.from || (from == x->sentence.from + 1 && IS(x, from - 1, OPENER));
	return is_begun && from + 1 < to && to - from <= TITLE_MOST && (!(x->at[from].grammar & none) || rules_is_word(x, from, "one"));
}

/* The source with the name that it describes, or the phrase that the name in it does, before its comma. */
static struct run
with_apposition(const struct rules *x, struct run source, struct run cue)
{
	uint32_t s = source.from;
	if (run_is_empty(source) || s <= x->sentence.from + 2 || s > cue.from || !rules_is_mark(x, s - 1, ","))
		return source;
	uint32_t p = rules_phrase_start(x, x->sentence.from, s - 1);
	bool is_name = is_full_name(x, s, s + 2), is_inserted = rules_is_mark(x, cue.from - 1, ",");
	if (!is_name && !IS(x, s, SUBJECT) && !IS(x, s, PRONOUN) && is_full_name(x, p, s - 1))
		source.from = p;
	else if (is_name && is_inserted && is_title_phrase(x, p, s - 1))
		source.from = p;
	return source;
}

/* "X, for his part, said": what is inserted describes nobody, other than "X, including Y", "X, now a lawyer". */
static bool
begins_aside(const struct rules *x, uint32_t insertion)
{
	uint32_t i = insertion + 1;
	if (rules_is_word(x, i, "including") || rules_is_word(x, i, "like") || rules_is_word(x, i, "whose") || rules_is_word(x, i, "now") ||
	    rules_is_word(x, i, "also") || rules_is_word(x, i, "then"))
		return false;
	return IS(x, i, PREPOSITION) || IS(x, i, ADVERB) || IS(x, i, CONJUNCTION) || rules_is_dash(x, insertion) ||
	       (looks_verbal(x, i) && !IS(x, i, RELATIVE)) || rules_is_word(x, i, "when") || is_participle(x, i);
}

/* "Stressing the danger, X left": the subject of the sentence, behind the comma. */
static struct run
subject_behind(const struct rules *x, uint32_t from)
{
	uint32_t comma = from, stop = from + FAR < x->sentence.to ? from + FAR : x->sentence.to;
	while (comma < stop && (!rules_is_mark(x, comma, ",") || x->r->tokens[comma].quotation))
		comma++;
	for (uint32_t i = comma + 1; i < stop && !rules_is_mark(x, i, ",;:") && !rules_is_quote(x, i); i++)
		if (rules_is_auxiliary(x, i) || IS(x, i, VERB) || looks_verbal(x, i))
			return i > comma + 1 ? (struct run){ comma + 1, rules_without_adverbs(x, comma + 1, i) } : (struct run){ 0, 0 };
	return (struct run){ 0, 0 };
}

static struct run
subject_of(const struct rules *x, struct run cue, enum cue_order *ret_order)
{
	bool is_ing = x->at[cue.to - 1].form == FORM_ING && cue.to - cue.from == 1;
	*ret_order = ORDER_SUBJECT_FIRST;
	if (is_inverted(x, cue)) {
		*ret_order = ORDER_INVERTED;
		return rules_inverted(x, cue.to);
	}
	uint32_t end = rules_without_adverbs(x, x->sentence.from, cue.from);
	if (end == x->sentence.from) {
		*ret_order = is_ing ? ORDER_SHARED : ORDER_SUBJECT_FIRST;
		return is_ing ? subject_behind(x, cue.to) : (struct run){ 0, 0 };
	}
	if (is_ing || rules_is_word(x, end - 1, "and") || rules_is_word(x, end - 1, "but") || rules_is_word(x, end - 1, "or"))
		return shared(x, cue, ret_order);
	bool is_relative = rules_is_word(x, end - 1, "which") || rules_is_word(x, end - 1, "that");
	if (is_relative && x->at[cue.to - 1].cue <= CUE_SHY && end > x->sentence.from + 1)
		return (struct run){ end - 1, end };
	struct run whole = after_quotation(x, cue, end);
	if (!run_is_empty(whole))
		return whole;
	uint32_t start_of_clause = clause_start(x, end);
	if (start_of_clause < end && start_of_clause > x->sentence.from && !IS(x, end - 1, SUBJECT)) {
		/* All between the comma and the verb, where that is a phrase. */
		uint32_t from = rules_phrase_start(x, start_of_clause, end);
		if (rules_is_word(x, start_of_clause, "who") && rules_is_mark(x, start_of_clause - 1, ",") && end > start_of_clause + 2)
			from = rules_phrase_start(x, x->sentence.from, start_of_clause - 1);
		return (struct run){ from, end };
	}
	if (start_of_clause == end) {           /* a comma, a dash or a quotation stands before the verb */
		if (rules_is_quote(x, end - 1))
			return (struct run){ 0, 0 };
		uint32_t insertion = insertion_start(x, end - 1);
		if (insertion == end - 1)
			return shared(x, cue, ret_order);
		bool is_aside = begins_aside(x, insertion);
		return (struct run){ rules_phrase_start(x, x->sentence.from, insertion), is_aside ? insertion : end };
	}
	return (struct run){ rules_phrase_start(x, x->sentence.from, end), end };
}

struct run
source_of(const struct rules *x, struct run cue, enum cue_order *ret_order)
{
	struct run source = subject_of(x, cue, ret_order);
	return *ret_order == ORDER_SUBJECT_FIRST ? with_apposition(x, source, cue) : source;
}
