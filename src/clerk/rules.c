#include "clerk/rules.h"

#include <string.h>

#include "clerk/rules_int.h"

enum { GROUP_MOST = 7 };

bool
rules_is_mark(const struct rules *x, uint32_t i, const char *marks)
{
	const struct token *t = &x->r->tokens[i];
	return t->kind == TOKEN_MARK && t->text.len == 1 && strchr(marks, t->text.at[0]) != NULL;
}

static bool
is_aux(const struct rules *x, uint32_t i)
{
	bool is_name = (x->r->tokens[i].flags & TOKEN_CAPITAL) && !(x->r->tokens[i].flags & TOKEN_FIRST);
	bool is_possessor = rules_is_word(x, i, "'s") && i > x->sentence.from && (x->r->tokens[i - 1].flags & TOKEN_CAPITAL);
	return IS(x, i, AUXILIARY) && !is_name && !is_possessor;
}

/* Where what governs the "to" at `i` begins: "continued to say", "went on to say"; "declined", "going" begin
 * behind it, for what stands before them is looked at as well; or UINT32_MAX. */
static uint32_t
governor_of(const struct rules *x, uint32_t i)
{
	if (!rules_is_word(x, i, "to") || i == x->sentence.from)
		return UINT32_MAX;
	if (rules_is_word(x, i - 1, "continued") || rules_is_word(x, i - 1, "continues"))
		return i - 1;
	if (i > x->sentence.from + 1 && rules_is_word(x, i - 1, "on") && (rules_is_word(x, i - 2, "went") || rules_is_word(x, i - 2, "goes")))
		return i - 2;
	return x->at[i - 1].cue == CUE_DECLINE || rules_is_word(x, i - 1, "going") ? i : UINT32_MAX;
}

uint32_t
cue_start(const struct rules *x, uint32_t verb)
{
	uint32_t i = verb;
	for (unsigned n = 0; n < GROUP_MOST && i > x->sentence.from; n++) {
		uint32_t k = i - 1, governor = governor_of(x, k);
		bool is_part = is_aux(x, k) || (IS(x, k, NEGATION) && k > x->sentence.from && !rules_is_word(x, k, "no"));
		bool is_both = rules_is_word(x, k, "all") || rules_is_word(x, k, "both");
		bool is_adverb = (IS(x, k, ADVERB) && (!is_both || (k > x->sentence.from && IS(x, k - 1, AUXILIARY)))) || looks_adverbial(x->r, k);
		bool is_declining = x->at[k].cue == CUE_DECLINE && rules_is_word(x, i, "to");
		if (!is_part && !is_adverb && governor == UINT32_MAX && !is_declining)
			break;
		i = governor != UINT32_MAX ? governor : k;
	}
	/* An adverb in front of a plain verb is the cue's; a time is not. */
	return i;
}

static bool
is_negated(const struct rules *x, struct run cue)
{
	for (uint32_t i = cue.from; i < cue.to; i++)
		if (IS(x, i, NEGATION))
			return true;
	return false;
}

/* "Democrats", "most": what a base form may have before it. */
static bool
is_plural(const struct rules *x, uint32_t i)
{
	str word = syms_str(x->r->words, x->r->tokens[i].word);
	return (word.len > 3 && str_ends(word, S("s")) && !str_ends(word, S("'s")) && !str_ends(word, S("ss"))) || IS(x, i, QUANTITY);
}

/* "they will", "that it", "the dam": what is feared or hoped. */
static bool
begins_clause(const struct rules *x, uint32_t i)
{
	return i < x->sentence.to && (IS(x, i, SUBJECT) || IS(x, i, DETERMINER)) && !(x->r->tokens[i].flags & TOKEN_CAPITAL);
}

/* "the report", "a call", "his demand": a noun of the same form. */
static bool
is_noun(const struct rules *x, uint32_t i)
{
	if (i == x->sentence.from)
		return (x->at[i].form & FORM_ING) == 0;
	uint32_t k = i - 1;
	bool is_plain = !x->at[i].is_often_noun && !(x->at[i].form & FORM_ING) && x->at[i].cue != CUE_ATTITUDE;
	bool is_determined = (IS(x, k, DETERMINER) && !IS(x, k, PRONOUN) && !rules_is_word(x, k, "that") && !(is_plain && IS(x, k, QUANTITY))) ||
			     rules_is_word(x, k, "'s") || (IS(x, k, PREPOSITION) && !rules_is_word(x, k, "to"));
	if (is_determined && !(x->at[i].form == FORM_ING && rules_is_word(x, k, "by")))
		return true;
	if (!x->at[i].is_often_noun)
		return false;
	bool is_adverb = ((IS(x, k, ADVERB) || IS(x, k, TIME)) && !IS(x, k, ORDER)) || looks_adverbial(x->r, k);
	bool is_behind_subject = IS(x, k, SUBJECT) || (IS(x, k, AUXILIARY) && !IS(x, k, BE)) || is_adverb;
	if ((x->at[i].form & FORM_BASE) && is_plural(x, k) && begins_clause(x, i + 1))
		return false;
	bool is_base = x->at[i].form & FORM_BASE;
	/* "reports" behind a name says; "report" behind an adjective does not. */
	return !is_behind_subject && (is_base || !(x->r->tokens[k].flags & TOKEN_CAPITAL)) && !rules_is_mark(x, k, ",");
}

/* "was accused of", "were asked": somebody else does it. */
static bool
is_passive(const struct rules *x, struct run cue)
{
	if (!(x->at[cue.to - 1].form & (FORM_PAST | FORM_PARTICIPLE)))
		return false;
	for (uint32_t i = cue.from; i + 1 < cue.to; i++)
		if (IS(x, i, BE) && !rules_is_word(x, i, "'s") && !rules_is_word(x, i, "'d"))
			return true;
	return false;
}

/* "by saying", "before accusing", "and adding" */
static bool
leads_on(const struct rules *x, uint32_t i)
{
	return rules_is_word(x, i, "by") || rules_is_word(x, i, "after") || rules_is_word(x, i, "before") || rules_is_word(x, i, "and");
}

/* A participle that describes a noun, or an infinitive that another verb governs. */
static bool
is_governed(const struct rules *x, struct run cue)
{
	uint32_t verb = cue.to - 1;
	bool has_aux = cue.from < verb;
	unsigned form = x->at[verb].form;
	if (cue.from > x->sentence.from && rules_is_word(x, cue.from - 1, "to"))
		return true;
	/* "a book written in Velden" */
	if (form == FORM_PARTICIPLE && !has_aux)
		return true;
	if (form == FORM_BASE && !has_aux && cue.from > x->sentence.from) {
		uint32_t k = cue.from - 1;
		bool is_behind_comma = x->at[verb].cue == CUE_SAY && (rules_is_mark(x, k, ",") || x->r->tokens[k].kind == TOKEN_CLOSE_QUOTE);
		bool is_behind_noun = x->r->tokens[k].kind <= TOKEN_NUMBER || rules_is_mark(x, k, "%)") || rules_is_dash(x, k);
		return !(IS(x, k, SUBJECT) || is_behind_noun || is_behind_comma) || IS(x, k, PREPOSITION);
	}
	bool is_ing = form == FORM_ING && !has_aux;
	if (is_ing && x->at[verb].cue != CUE_ATTITUDE && cue.from > x->sentence.from && leads_on(x, cue.from - 1))
		return false;
	if (is_ing)
		return cue.from > x->sentence.from && !rules_is_mark(x, cue.from - 1, ",") && x->r->tokens[cue.from - 1].kind != TOKEN_CLOSE_QUOTE;
	return false;
}

static float
confidence_of(const struct attribution *f, enum cue_order order)
{
	float sure = f->cue_class == CUE_SAY ? 0.9f : f->cue_class == CUE_ATTITUDE ? 0.55f : 0.75f;
	if (f->quote == QUOTE_DIRECT)
		sure += 0.05f;
	if (run_is_empty(f->source))
		sure -= 0.35f;
	if (order == ORDER_SHARED)
		sure -= 0.1f;
	return sure;
}

/* What is told in a quotation is told by who is quoted, not by the report. */
static bool
is_quoted(const struct rules *x, uint32_t i)
{
	for (uint32_t q = x->r->tokens[i].quotation; q; q = x->r->quotations[q - 1].inside)
		if (!x->r->quotations[q - 1].is_unclosed || x->r->quotations[q - 1].goes_on)
			return true;
	return false;
}

/* "I do not expect", "we expect": what the speaker himself awaits. */
static bool
is_own_forecast(const struct rules *x, uint32_t i)
{
	if (x->at[i].cue != CUE_EXPECT)
		return false;
	uint32_t before = cue_start(x, i);
	return before > x->sentence.from && (rules_is_word(x, before - 1, "i") || rules_is_word(x, before - 1, "we"));
}

/* A clause, "the dam holds", "that it holds", and no thing. */
static bool
has_verb_in(const struct rules *x, struct run content)
{
	enum { VERB_FAR = 12 };
	for (uint32_t i = content.from; i < content.to && i < content.from + VERB_FAR; i++) {
		str word = syms_str(x->r->words, x->r->tokens[i].word);
		bool is_past = word.len > 4 && str_ends(word, S("ed"));
		if (IS(x, i, AUXILIARY) || IS(x, i, VERB) || IS(x, i, SUBJECT) || x->at[i].cue || is_past || rules_is_word(x, i, "that"))
			return true;
	}
	return false;
}

/* "could support", "was liked by", "hopes and works": nothing that is wanted or praised stands behind. */
static bool
is_stray(const struct rules *x, const struct attribution *f)
{
	if (f->cue_class <= CUE_ASK || f->cue_class == CUE_ACCORDING || f->content_count == 0)
		return false;
	uint32_t i = f->contents[0].from;
	bool is_small = i == f->cue.to && IS(x, i, STRAY);
	if (IS(x, f->cue.to - 1, SHOWS) && !has_verb_in(x, f->contents[0]))
		return true;
	return is_small || rules_is_word(x, f->cue.from, "should") || rules_is_word(x, f->cue.from, "could");
}

/* What is said in a quotation ends with it. */
static void
keep_in_quotation(const struct rules *x, struct attribution *f)
{
	uint32_t q = x->r->tokens[f->cue.from].quotation, end = q ? x->r->quotations[q - 1].run.to : 0;
	for (unsigned n = 0; q && n < f->content_count; n++)
		if (f->contents[n].from < end && f->contents[n].to > end)
			f->contents[n].to = end;
}

/* The small word that belongs to the verb: "agrees with", "warned against". */
static bool
has_particle(const struct rules *x, struct run cue)
{
	uint32_t verb = cue.to - 1, i = cue.to;
	return i < x->sentence.to &&
	       (rules_is_word(x, i, "against") || (IS(x, verb, WITH_ABOUT) && rules_is_word(x, i, "about")) ||
		(IS(x, verb, WITH_OUT) && rules_is_word(x, i, "out")) ||
		(IS(x, verb, WITH_OF) && rules_is_word(x, i, "of")) || (IS(x, verb, WITH_FOR) && rules_is_word(x, i, "for")) ||
		(IS(x, verb, WITH_WITH) && rules_is_word(x, i, "with")));
}

/* "if he supports it", "whether they want it": told of, not stated. */
static bool
is_supposed(const struct rules *x, const struct attribution *f)
{
	uint32_t from = f->source.from;
	return f->cue_class > CUE_ASK && f->cue_class != CUE_ACCORDING && from > x->sentence.from && from < f->cue.from &&
	       (rules_is_word(x, from - 1, "if") || rules_is_word(x, from - 1, "whether"));
}

static void
add(struct rules *x, struct run cue, unsigned class)
{
	struct attribution f = { .cue = cue, .cue_class = (uint8_t)class, .by_rules = true };
	enum cue_order order;
	f.is_negated = is_negated(x, cue);
	f.source = source_of(x, cue, &order);
	contents_find(x, &f, order);
	keep_in_quotation(x, &f);
	if (class == CUE_SHY) {
		bool is_that = f.content_count && rules_is_word(x, f.contents[0].from, "that");
		if (!f.content_count || (f.quote != QUOTE_DIRECT && !is_that))
			return;
		f.cue_class = CUE_SAY;
	}
	if (is_supposed(x, &f) || is_stray(x, &f))
		return;
	f.confidence = confidence_of(&f, order);
	if (f.content_count == 0 || (run_is_empty(f.source) && class != CUE_SAY))
		return;
	*LIST_ADD(&x->found) = f;
}

static void
add_according(struct rules *x, uint32_t i)
{
	struct attribution f = { .cue = { i, i + 2 }, .cue_class = CUE_ACCORDING, .by_rules = true, .confidence = 0.85f };
	according_find(x, &f);
	if (f.content_count && !run_is_empty(f.source))
		*LIST_ADD(&x->found) = f;
}

/* "Parliament must approve it", "whatever they might say": nothing that was said. */
static bool
is_only_possible(const struct rules *x, struct run cue, unsigned class)
{
	static const char *const moods[] = { "must", "should", "can", "could", "may", "might" };
	bool is_act = class == CUE_WELCOME || class == CUE_REJECT || class == CUE_ACCUSE;
	for (uint32_t i = cue.from; i + 1 < cue.to; i++) {
		for (size_t k = 0; is_act && k < sizeof moods / sizeof *moods; k++)
			if (report_is_word(x->r, i, str_of(moods[k])))
				return true;
		if (class == CUE_SAY && rules_is_word(x, i, "might"))
			return true;
	}
	return false;
}

static void
try_cue(struct rules *x, uint32_t i)
{
	unsigned class = x->at[i].cue;
	if (rules_is_word(x, i, "according") && i + 1 < x->sentence.to && rules_is_word(x, i + 1, "to")) {
		if (!is_quoted(x, i))
			add_according(x, i);
		return;
	}
	bool is_title = (x->r->tokens[i].flags & TOKEN_CAPITAL) && !(x->r->tokens[i].flags & TOKEN_FIRST);
	if (class == CUE_NONE || is_title || (is_quoted(x, i) && !is_own_forecast(x, i)) || is_noun(x, i))
		return;
	struct run cue = { cue_start(x, i), i + 1 };
	if (class == CUE_RULE_OUT) {
		if (!rules_is_word(x, i + 1, "out"))
			return;
		cue.to++;
	}
	if (class == CUE_DECLINE && !rules_is_word(x, cue.to, "to"))
		return;
	if (class == CUE_DECLINE && i + 2 < x->sentence.to && x->at[i + 2].cue && x->at[i + 2].cue != CUE_SHY)
		return;                 /* "declined to say": its verb is the cue */
	if (is_passive(x, cue) || is_governed(x, cue) || is_only_possible(x, cue, class))
		return;
	bool is_call_on = rules_is_word(x, cue.to, "on") && cue.to + 1 < x->sentence.to && !IS(x, cue.to + 1, TIME);
	if (class == CUE_CALL && (rules_is_word(x, cue.to, "for") || is_call_on))
		class = CUE_DEMAND;
	if (class == CUE_DEMAND && (rules_is_word(x, cue.to, "for") || rules_is_word(x, cue.to, "on")))
		cue.to++;
	else if (has_particle(x, cue))
		cue.to++;
	add(x, cue, class);
}

bool
rules_holds(const struct attribution *outer, const struct attribution *inner)
{
	for (unsigned n = 0; n < outer->content_count; n++)
		if (outer->contents[n].from <= inner->cue.from && inner->cue.to <= outer->contents[n].to)
			return true;
	return false;
}

void
attributions_nest(struct attribution *list, size_t count)
{
	enum { NEAR = 8 };
	for (size_t i = 0; i < count; i++) {
		list[i].inside = 0;
		for (size_t far = 1; far <= NEAR && !list[i].inside; far++) {
			if (far <= i && rules_holds(&list[i - far], &list[i]))
				list[i].inside = (uint32_t)(i - far) + 1;
			else if (i + far < count && rules_holds(&list[i + far], &list[i]))
				list[i].inside = (uint32_t)(i + far) + 1;
		}
	}
}

/* What belongs to a cue and is no verb: "said in a statement", "wrote:". */
static void
widen_cues(struct rules *x)
{
	for (size_t i = 0; i < x->found.count; i++) {
		struct run *cue = &x->found.at[i].cue;
		uint32_t end = x->r->paragraphs[x->r->tokens[cue->from].paragraph].run.to;
		bool is_stated = rules_is_word(x, cue->to, "in") && rules_is_word(x, cue->to + 1, "a") && rules_is_word(x, cue->to + 2, "statement");
		if (cue->to + 2 < end && is_stated)
			cue->to += 3;
		if (cue->to < end && rules_is_mark(x, cue->to, ":"))
			cue->to++;
	}
}

/* Acts that count wherever they are told of. */
static bool
is_act(unsigned class)
{
	const uint32_t acts = 1u << CUE_SAY | 1u << CUE_ACCORDING | 1u << CUE_DEMAND | 1u << CUE_PROMISE | 1u << CUE_REJECT | 1u << CUE_DENY |
			      1u << CUE_DECLINE | 1u << CUE_RULE_OUT | 1u << CUE_EXPECT;
	return acts >> class & 1;
}

/* Leaves out what somebody is said to want or praise: "he said that she said" is two, "that she hoped" is what he said. */
static void
leave_nested(struct rules *x)
{
	size_t count = 0;
	attributions_nest(x->found.at, x->found.count);
	for (size_t i = 0; i < x->found.count; i++) {
		const struct attribution *f = &x->found.at[i];
		if (!f->inside || is_act(f->cue_class))
			x->found.at[count++] = *f;
	}
	x->found.count = count;
}

void
rules_read(arena *a, const struct report *r, const struct lexicon *l, struct attribution **ret, size_t *ret_count)
{
	struct rules x = { .a = a, .r = r, .l = l };
	x.at = ARENA_ARRAY(a, struct word_class, r->token_count + 1);
	for (size_t i = 0; i < r->token_count; i++)
		x.at[i] = word_class(l, r->tokens[i].word);
	for (size_t k = 0; k < r->sentence_count; k++) {
		x.sentence = r->sentences[k].run;
		if (r->paragraphs[r->sentences[k].paragraph].zone != ZONE_BODY)
			continue;
		x.sentence.from += x.sentence.from == r->paragraphs[r->sentences[k].paragraph].run.from
					   ? r->paragraphs[r->sentences[k].paragraph].dateline : 0;
		x.first = x.found.count;
		for (uint32_t i = x.sentence.from; i < x.sentence.to; i++)
			if (x.at[i].cue || (r->tokens[i].text.len == 9 && rules_is_word(&x, i, "according")))
				try_cue(&x, i);
	}
	leave_nested(&x);
	quotations_claim(&x);
	widen_cues(&x);
	attributions_nest(x.found.at, x.found.count);
	*ret_count = x.found.count;
	*ret = ARENA_ARRAY(a, struct attribution, x.found.count + 1);
	if (x.found.count > 0)
		memcpy(*ret, x.found.at, x.found.count * sizeof **ret);
	LIST_DONE(&x.found);
}
