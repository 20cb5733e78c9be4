#include <string.h>

#include "clerk/rules_int.h"

enum { ADJUNCT_MOST = 24 };

/* The one that the mark at `i` opens or closes, whatever it stands in. */
static const struct quotation *
quotation_of_mark(const struct rules *x, uint32_t i)
{
	return &x->r->quotations[x->r->tokens[i].quotation - 1];
}

/* The outermost that the token stands in, or NULL. */
static const struct quotation *
quotation_at(const struct rules *x, uint32_t i)
{
	uint32_t q = x->r->tokens[i].quotation;
	while (q && x->r->quotations[q - 1].inside)
		q = x->r->quotations[q - 1].inside;
	return q ? &x->r->quotations[q - 1] : NULL;
}

static bool
is_stop(const struct rules *x, uint32_t i)
{
	return rules_is_mark(x, i, ".!?;") || str_eq(x->r->tokens[i].text, S("..."));
}

/* ---- where the content begins ---- */

/* The last of a title in marks that begins here, "on “This Lake” that", or `i`. */
static uint32_t
behind_title(const struct rules *x, uint32_t i)
{
	enum { TITLE_MOST = 8 };
	const struct quotation *q = x->r->tokens[i].kind == TOKEN_OPEN_QUOTE ? quotation_of_mark(x, i) : NULL;
	return q && q->run.to - i <= TITLE_MOST && q->run.to < x->sentence.to ? q->run.to : i;
}

/* "the AP", "reporters", "Fox News on Sunday": whom "told" tells. */
static uint32_t
behind_addressee(const struct rules *x, uint32_t i)
{
	uint32_t end = i + ADJUNCT_MOST < x->sentence.to ? i + ADJUNCT_MOST : x->sentence.to, from = i;
	if (i < end && IS(x, i, PRONOUN))
		return i + 1;
	bool is_determined = i < end && IS(x, i, DETERMINER);
	i += is_determined;
	/* "reporters"; "a packed hall": as many words as may be before one that begins the clause. */
	uint32_t most = from + (is_determined ? 4 : 1);
	while (i < end && i < most && !(x->r->tokens[i].flags & TOKEN_CAPITAL) && x->r->tokens[i].kind == TOKEN_WORD && !IS(x, i, SUBORDINATE) &&
	       !IS(x, i, SUBJECT) && !IS(x, i, PREPOSITION) && !IS(x, i, AUXILIARY))
		i++;
	while (i < end && (x->r->tokens[i].flags & TOKEN_CAPITAL) && x->r->tokens[i].kind == TOKEN_WORD)
		i++;
	/* "Lake Radio's “Morning”" */
	if (i > from && i < end && rules_is_word(x, i, "'s"))
		i++;
	if (i > from && i < end)
		i = behind_title(x, i);
	/* "a gathering in Lindenau" */
	if (is_determined && i + 1 < end && IS(x, i, PREPOSITION) && (x->r->tokens[i + 1].flags & TOKEN_CAPITAL))
		for (i++; i < end && (x->r->tokens[i].flags & TOKEN_CAPITAL) && x->r->tokens[i].kind == TOKEN_WORD;)
			i++;
	return i;
}

/* "on Monday", "Sunday", "in a statement", "at a news conference in Geneva": behind them. */
static uint32_t
behind_adjuncts(const struct rules *x, uint32_t i)
{
	uint32_t end = i + ADJUNCT_MOST < x->sentence.to ? i + ADJUNCT_MOST : x->sentence.to;
	for (;;) {
		uint32_t from = i;
		while (i < end && (IS(x, i, TIME) || IS(x, i, ADVERB) || (x->r->tokens[i].kind == TOKEN_NUMBER && i > from)))
			i++;
		if (i + 1 < end && IS(x, i, PREPOSITION) && IS(x, i + 1, TIME)) {
			i += 2;
			continue;
		}
		/* a preposition, and within a few words what was said in */
		if (i + 1 < end && IS(x, i, PREPOSITION)) {
			uint32_t k = i + 1, stop = i + 7 < end ? i + 7 : end;
			while (k < stop && !IS(x, k, MEDIUM) && !rules_is_quote(x, k) && !rules_is_mark(x, k, ",:") && !IS(x, k, SUBJECT) &&
			       !IS(x, k, AUXILIARY) && !IS(x, k, SUBORDINATE))
				k++;
			if (k < stop && IS(x, k, MEDIUM)) {
				i = k + 1;
				/* "in an interview with the station" */
				if (i + 1 < end && (rules_is_word(x, i, "with") || rules_is_word(x, i, "to") || rules_is_word(x, i, "on")))
					i = behind_addressee(x, i + 1);
				continue;
			}
		}
		if (i == from)
			return i;
	}
}

static bool
begins_adjunct(const struct rules *x, uint32_t i)
{
	return rules_is_word(x, i, "that") || IS(x, i, PREPOSITION) || IS(x, i, TIME) || IS(x, i, ADVERB) || rules_is_mark(x, i, ",") ||
	       looks_adverbial(x->r, i);
}

/* The first "that" close behind, with nothing between but adjuncts without a verb. */
static uint32_t
that_ahead(const struct rules *x, uint32_t i, bool is_told)
{
	/* "repeated the claim that": of the claim, no adjunct */
	if (i < x->sentence.to && !is_told && !begins_adjunct(x, i))
		return UINT32_MAX;
	uint32_t end = i + ADJUNCT_MOST < x->sentence.to ? i + ADJUNCT_MOST : x->sentence.to;
	for (uint32_t k = i; k < end; k++) {
		if (rules_is_word(x, k, "that"))
			return k;
		k = k > i ? behind_title(x, k) : k;
		if (rules_is_quote(x, k) || rules_is_mark(x, k, ":;") || rules_is_auxiliary(x, k) || IS(x, k, SUBJECT) || x->at[k].cue ||
		    IS(x, k, SUBORDINATE))
			return UINT32_MAX;
	}
	return UINT32_MAX;
}

/* "asked Quill whether": behind whom is asked. */
static uint32_t
question_ahead(const struct rules *x, uint32_t i)
{
	enum { ASKED_MOST = 8 };
	uint32_t end = i + ASKED_MOST < x->sentence.to ? i + ASKED_MOST : x->sentence.to;
	for (uint32_t k = i; k < end && x->r->tokens[k].kind < TOKEN_MARK; k++) {
		if (IS(x, k, QUESTION))
			return k;
		if (IS(x, k, AUXILIARY) || IS(x, k, VERB) || IS(x, k, SUBORDINATE) || rules_is_word(x, k, "to"))
			break;
	}
	return UINT32_MAX;
}

/* "said of the talks: “…”" */
static uint32_t
quotation_behind_colon(const struct rules *x, uint32_t i)
{
	uint32_t end = i + 12 < x->sentence.to ? i + 12 : x->sentence.to;
	for (uint32_t k = i; k + 1 < end; k++) {
		if (rules_is_mark(x, k, ":,") && x->r->tokens[k + 1].kind == TOKEN_OPEN_QUOTE)
			return k + 1;
		if (rules_is_quote(x, k) || is_stop(x, k) || rules_is_word(x, k, "that") || IS(x, k, SUBJECT) || IS(x, k, AUXILIARY))
			return UINT32_MAX;
	}
	return UINT32_MAX;
}

uint32_t
content_start(const struct rules *x, const struct attribution *f, enum cue_order order)
{
	uint32_t i = order == ORDER_INVERTED ? f->source.to : f->cue.to;
	if (IS(x, f->cue.to - 1, TELLING) && order == ORDER_SUBJECT_FIRST)
		i = behind_addressee(x, i);
	uint32_t colon = quotation_behind_colon(x, i);
	if (f->cue_class == CUE_SAY && colon != UINT32_MAX)
		return colon;
	uint32_t that = f->cue_class == CUE_SAY || f->cue_class == CUE_EXPECT || f->cue_class == CUE_ATTITUDE || f->cue_class == CUE_DEMAND
				? that_ahead(x, i, IS(x, f->cue.to - 1, TELLING)) : UINT32_MAX;
	if (that != UINT32_MAX)
		return that;
	if (f->cue_class == CUE_ASK && question_ahead(x, i) != UINT32_MAX)
		return question_ahead(x, i);
	if (f->cue_class == CUE_SAY || f->cue_class == CUE_ASK || f->cue_class == CUE_PROMISE)
		i = behind_adjuncts(x, i);
	while (i < x->sentence.to && rules_is_mark(x, i, ",:"))
		i++;
	return i;
}

/* ---- where it ends ---- */

/* A clause that somebody else says, or another cue of the same: "…, but she said", ", and added". */
static bool
another_begins(const struct rules *x, uint32_t i, uint32_t end)
{
	if (!rules_is_mark(x, i, ",") && !rules_is_dash(x, i))
		return false;
	uint32_t k = i + 1, stop = i + 12 < end ? i + 12 : end;
	if (k >= end)
		return false;
	if (x->at[k].cue && (x->at[k].form & FORM_ING) && !x->at[k].is_often_noun)
		return true;
	if (rules_is_word(x, k, "according") || rules_is_word(x, k, "while") || rules_is_word(x, k, "although") || rules_is_word(x, k, "though"))
		return true;
	bool is_and = rules_is_word(x, k, "and") || rules_is_word(x, k, "but");
	if (!is_and)
		return false;
	for (k++; k < stop && !rules_is_mark(x, k, ",;:"); k++) {
		if (x->at[k].cue == CUE_SAY && (x->at[k].form & (FORM_PAST | FORM_S)))
			return true;
		if (IS(x, k, AUXILIARY) || IS(x, k, SUBORDINATE))
			return false;
	}
	return false;
}

/* "… and said", "… but argues": the same source says another thing. */
static bool
another_follows(const struct rules *x, uint32_t i, uint32_t stop)
{
	if (!rules_is_word(x, i, "and") && !rules_is_word(x, i, "but"))
		return false;
	uint32_t k = i + 1;
	while (k < stop && k < i + 3 && IS(x, k, ADVERB))
		k++;
	return k < stop && x->at[k].cue && (x->at[k].form & (FORM_PAST | FORM_S | FORM_ING)) && !x->at[k].is_often_noun && x->at[k].cue != CUE_ATTITUDE &&
	       !x->r->tokens[k].quotation;
}

/* Without the stops and commas at its end. */
static uint32_t
without_stops(const struct rules *x, uint32_t from, uint32_t to)
{
	while (to > from + 1 && (is_stop(x, to - 1) || rules_is_mark(x, to - 1, ",:") || rules_is_dash(x, to - 1)))
		to--;
	return to;
}

/* "— a claim nobody checked." to the end, no insertion between two dashes. */
static bool
begins_aside(const struct rules *x, uint32_t i, uint32_t stop)
{
	if (!rules_is_dash(x, i) || i + 1 >= stop || !IS(x, i + 1, DETERMINER))
		return false;
	for (uint32_t k = i + 1; k < stop && k < i + FAR; k++)
		if (rules_is_dash(x, k))
			return false;
	return true;
}

static uint32_t
clause_end_from(const struct rules *x, uint32_t from)
{
	uint32_t i = from, stop = from + CONTENT_MOST < x->sentence.to ? from + CONTENT_MOST : x->sentence.to;
	/* A quotation is passed over whole. */
	while (i < stop) {
		if (x->r->tokens[i].kind == TOKEN_OPEN_QUOTE) {
			uint32_t behind = quotation_of_mark(x, i)->run.to;
			i = behind < stop ? behind : stop;
			continue;
		}
		if (i > from && (rules_is_mark(x, i, ";") || begins_aside(x, i, stop) || another_begins(x, i, x->sentence.to) ||
				 another_follows(x, i, stop)))
			return without_stops(x, from, i);
		i++;
	}
	return without_stops(x, from, i);
}

/* ", including towns", ", towns and farms": no other clause begins behind the comma. */
static bool
goes_on_behind(const struct rules *x, uint32_t i, uint32_t end)
{
	const uint32_t others = 1u << GRAMMAR_DETERMINER | 1u << GRAMMAR_CONJUNCTION | 1u << GRAMMAR_SUBORDINATE | 1u << GRAMMAR_AUXILIARY |
				1u << GRAMMAR_SUBJECT | 1u << GRAMMAR_PRONOUN | 1u << GRAMMAR_ADVERB | 1u << GRAMMAR_TIME | 1u << GRAMMAR_VERB |
				1u << GRAMMAR_OPENER;
	if (i >= end || x->r->tokens[i].kind != TOKEN_WORD)
		return false;
	str word = syms_str(x->r->words, x->r->tokens[i].word);
	bool is_verbal = word.len > 4 && (str_ends(word, S("ing")) || str_ends(word, S("ed")));
	return IS(x, i, PREPOSITION) || (!(x->at[i].grammar & others) && !is_verbal && !x->at[i].cue && !(x->r->tokens[i].flags & TOKEN_CAPITAL));
}

/* ", his boats, his nets and": items of few words, the last behind "and". */
static bool
is_list(const struct rules *x, uint32_t comma, uint32_t end)
{
	enum { ITEMS_MOST = 5, ITEM_MOST = 5 };
	const uint32_t others = 1u << GRAMMAR_SUBORDINATE | 1u << GRAMMAR_AUXILIARY | 1u << GRAMMAR_SUBJECT | 1u << GRAMMAR_VERB;
	for (unsigned n = 0; n < ITEMS_MOST; n++) {
		uint32_t i = comma + 1, stop = comma + 2 + ITEM_MOST < end ? comma + 2 + ITEM_MOST : end;
		while (i < stop && x->r->tokens[i].kind == TOKEN_WORD && !(x->at[i].grammar & others) && !rules_is_word(x, i, "and") &&
		       !rules_is_word(x, i, "or"))
			i++;
		if (i < stop && i > comma + 1 && (rules_is_word(x, i, "and") || rules_is_word(x, i, "or")))
			return true;
		if (i >= stop || !rules_is_mark(x, i, ","))
			return false;
		if (rules_is_word(x, i + 1, "and") || rules_is_word(x, i + 1, "or"))
			return true;
		comma = i;
	}
	return false;
}

/* Behind "that if it rained," and "how, in time,": their commas end nothing. */
static uint32_t
short_start(const struct rules *x, uint32_t from, uint32_t end)
{
	uint32_t i = from + 1;
	if (!IS(x, from, SUBORDINATE) || i >= end || !(IS(x, i, SUBORDINATE) || IS(x, i, PREPOSITION) || rules_is_mark(x, i, ",")))
		return i + rules_is_word(x, from, "that");
	for (i += rules_is_mark(x, i, ","); i < end; i++)
		if (rules_is_mark(x, i, ","))
			return i + 1;
	return end;
}

/* Of wants and welcomes: what stands behind, up to a comma that begins another clause. */
static uint32_t
short_end(const struct rules *x, uint32_t from)
{
	uint32_t end = clause_end_from(x, from);
	for (uint32_t i = short_start(x, from, end); i < end; i++)
		if (rules_is_mark(x, i, ",") && !x->r->tokens[i].quotation && !is_list(x, i, end) &&
		    !goes_on_behind(x, i + 1, end) && !(i + 1 < end && x->r->tokens[i + 1].kind == TOKEN_OPEN_QUOTE))
			return i;
	return end;
}

/* The comma that ends "…, who had said so, …". */
static uint32_t
insertion_end(const struct rules *x, uint32_t from, uint32_t to)
{
	for (uint32_t i = from + 2; i < to; i++)
		if (rules_is_mark(x, i, ",") && !x->r->tokens[i].quotation)
			return i;
	return to;
}

/* ---- quotations ---- */

static void
add_content(struct attribution *f, struct run run)
{
	if (run_is_empty(run) || f->content_count == ATTRIBUTION_CONTENTS_MOST)
		return;
	f->contents[f->content_count++] = run;
}

/* From the quotation's start, back over what is said before it in the sentence and is no
 * quotation: "The plan “is dead,” X said". */
static uint32_t
mixed_start(const struct rules *x, uint32_t quote)
{
	const struct paragraph *p = &x->r->paragraphs[x->r->tokens[quote].paragraph];
	uint32_t from = x->r->sentences[x->r->tokens[quote].sentence].run.from;
	if (from < p->run.from + p->dateline)
		from = p->run.from + p->dateline;
	if (from + FAR < quote)
		return quote;
	while (from < quote && (IS(x, from, OPENER) || rules_is_mark(x, from, ",")))
		from++;
	return from;
}

/* One that has its own attribution behind it is that one's: its last sentence ends with a comma. */
static bool
has_own_cue(const struct rules *x, struct run quotation)
{
	uint32_t last = quotation.to - 1;
	while (last > quotation.from && rules_is_quote(x, last))
		last--;
	return rules_is_mark(x, last, ",") && quotation.to < x->r->paragraphs[x->r->tokens[last].paragraph].run.to;
}

/* "…,” X said at a rally in Velden, “…”": the comma before the quotation, or `behind`. */
static uint32_t
before_next_quotation(const struct rules *x, uint32_t behind)
{
	uint32_t end = behind + 30 < x->sentence.to ? behind + 30 : x->sentence.to;
	for (uint32_t i = behind; i + 1 < end && !(x->at[i].cue == CUE_SAY && i > behind) && x->r->tokens[i].kind < TOKEN_OPEN_QUOTE; i++)
		if (rules_is_mark(x, i, ",") && x->r->tokens[i + 1].kind == TOKEN_OPEN_QUOTE)
			return i;
	return behind;
}

void
contents_further(const struct rules *x, struct attribution *f, uint32_t behind)
{
	const struct report *r = x->r;
	uint32_t paragraph = r->tokens[f->cue.from].paragraph, to = r->paragraphs[paragraph].run.to, i = before_next_quotation(x, behind);
	while (i < to && i < behind + 40 && (is_stop(x, i) || rules_is_mark(x, i, ",:")))
		i++;
	if (i >= to || r->tokens[i].kind != TOKEN_OPEN_QUOTE)
		return;
	const struct quotation *q = quotation_of_mark(x, i);
	if (has_own_cue(x, q->run))
		return;
	add_content(f, q->run);
	/* What goes on does so at the start of the next paragraph. */
	while (q->goes_on && f->content_count < ATTRIBUTION_CONTENTS_MOST) {
		q = quotation_at(x, r->paragraphs[r->tokens[q->run.from].paragraph + 1].run.from);
		if (has_own_cue(x, q->run))
			return;
		add_content(f, q->run);
	}
}

/* Words that were said before the source and the cue. */
static void
contents_before(const struct rules *x, struct attribution *f, uint32_t start)
{
	uint32_t end = start;
	while (end > x->sentence.from && (rules_is_mark(x, end - 1, ",") || rules_is_dash(x, end - 1)))
		end--;
	if (end == x->sentence.from) {
		/* The quotation ended its own sentence: "Will it hold?" X asked. */
		if (start > 0 && x->r->tokens[start - 1].kind == TOKEN_CLOSE_QUOTE &&
		    x->r->tokens[start - 1].paragraph == x->r->tokens[start].paragraph)
			end = start;
		else
			return;
	}
	if (x->r->tokens[end - 1].kind == TOKEN_CLOSE_QUOTE) {
		uint32_t from = quotation_of_mark(x, end - 1)->run.from, whole = mixed_start(x, from);
		add_content(f, (struct run){ whole, end });
		f->quote = whole < from ? QUOTE_MIXED : QUOTE_DIRECT;
		return;
	}
	uint32_t from = end > x->sentence.from + CONTENT_MOST ? end - CONTENT_MOST : x->sentence.from;
	while (from < end && (IS(x, from, OPENER) || rules_is_mark(x, from, ",")))
		from++;
	add_content(f, (struct run){ from, end });
}

static enum quote_kind
quote_of(const struct rules *x, struct run run)
{
	if (run_is_empty(run))
		return QUOTE_NONE;
	uint32_t last = run.to;
	while (last > run.from && (is_stop(x, last - 1) || rules_is_mark(x, last - 1, ",")))
		last--;
	if (x->r->tokens[run.from].kind == TOKEN_OPEN_QUOTE && last > run.from && quotation_of_mark(x, run.from)->run.to >= last)
		return QUOTE_DIRECT;
	uint32_t stop = run.from + 400 < run.to ? run.from + 400 : run.to;
	for (uint32_t i = run.from; i < stop; i++)
		if (x->r->tokens[i].kind == TOKEN_OPEN_QUOTE)
			return QUOTE_MIXED;
	return QUOTE_INDIRECT;
}

enum quote_kind
content_quote(const struct report *r, struct run content)
{
	const struct rules x = { .r = r };
	return quote_of(&x, content);
}

/* "X writes:" and a paragraph of its own. */
static bool
add_paragraph(const struct rules *x, struct attribution *f, uint32_t from)
{
	const struct report *r = x->r;
	uint32_t paragraph = r->tokens[f->cue.from].paragraph, next = paragraph + 1;
	if (from != r->paragraphs[paragraph].run.to || !rules_is_mark(x, from - 1, ":") || next >= r->paragraph_count ||
	    r->paragraphs[next].zone != ZONE_BODY || run_is_empty(r->paragraphs[next].run))
		return false;
	struct run run = r->paragraphs[next].run;
	const struct quotation *q = quotation_at(x, run.from);
	f->quote = q ? QUOTE_DIRECT : QUOTE_INDIRECT;
	add_content(f, q ? q->run : run);
	return true;
}

static bool
is_at_end(const struct rules *x, uint32_t i)
{
	return i >= x->sentence.to || is_stop(x, i);
}

/* "an official said on condition of anonymity because": how it is said, and not what. */
static bool
is_on_condition(const struct rules *x, uint32_t i)
{
	i += rules_is_word(x, i, "speaking");
	return rules_is_word(x, i, "on") && (rules_is_word(x, i + 1, "condition") || rules_is_word(x, i + 2, "condition"));
}

/* The words stand before the cue: it ends its sentence, or a comma or a quotation is before its source. */
static bool
words_come_first(const struct rules *x, const struct attribution *f, enum cue_order order, uint32_t start)
{
	bool is_told = order == ORDER_SUBJECT_FIRST && IS(x, f->cue.to - 1, TELLING);
	uint32_t behind = behind_adjuncts(x, order == ORDER_INVERTED ? f->source.to : is_told ? behind_addressee(x, f->cue.to) : f->cue.to);
	bool is_comma = start > x->sentence.from && (rules_is_mark(x, start - 1, ",") || x->r->tokens[start - 1].kind == TOKEN_CLOSE_QUOTE ||
						      rules_is_dash(x, start - 1));
	bool is_own_sentence = start == x->sentence.from && start > 0 && x->r->tokens[start - 1].kind == TOKEN_CLOSE_QUOTE &&
			       x->r->tokens[start - 1].paragraph == x->r->tokens[start].paragraph;
	if (order == ORDER_INVERTED)
		return true;
	if (!is_comma && !is_own_sentence)
		return false;
	/* "…," he said. / he said in Angola, where he was: no words follow that are said. */
	bool is_behind_quote = x->r->tokens[start - 1].kind == TOKEN_CLOSE_QUOTE;
	if (is_own_sentence)
		return is_at_end(x, behind) || (start > 2 && (rules_is_mark(x, start - 2, "?!") || rules_is_mark(x, start - 3, "?!")) && !rules_is_word(x, f->cue.to, "that"));
	return is_at_end(x, behind) || is_on_condition(x, f->cue.to) || is_on_condition(x, behind) || (is_behind_quote && !rules_is_word(x, f->cue.to, "that"));
}

/* "These sources, the lawyers said, all agree": what stands behind goes on with what stood before. */
static bool
is_inserted(const struct rules *x, const struct attribution *f, uint32_t start, uint32_t behind)
{
	bool is_said = f->cue_class == CUE_SAY || f->cue_class == CUE_EXPECT || f->cue_class == CUE_ATTITUDE;
	if (!is_said || start <= x->sentence.from + 1 || behind + 2 >= x->sentence.to)
		return false;
	bool is_word = start == x->sentence.from + 2;
	bool is_sentence = x->r->tokens[behind + 1].kind == TOKEN_OPEN_QUOTE && (x->r->tokens[behind + 2].flags & TOKEN_CAPITAL);
	bool is_between = (rules_is_mark(x, start - 1, ",") && rules_is_mark(x, behind, ",")) || (rules_is_dash(x, start - 1) && rules_is_dash(x, behind));
	return is_between && !IS(x, x->sentence.from, PREPOSITION) && !IS(x, x->sentence.from, TIME) &&
	       (!IS(x, x->sentence.from, SUBORDINATE) || is_word || rules_is_word(x, x->sentence.from, "if") || x->r->tokens[behind + 1].kind == TOKEN_OPEN_QUOTE) &&
	       !rules_is_word(x, behind + 1, "who") && !(x->at[behind + 1].form & FORM_ING && x->at[behind + 1].cue) &&
	       !is_sentence;
}

/* Both halves, without the commas around the cue. */
static void
add_halves(const struct rules *x, struct attribution *f, uint32_t start, uint32_t behind)
{
	contents_before(x, f, start);
	add_content(f, (struct run){ behind + 1, clause_end_from(x, behind + 1) });
	bool is_mixed = x->r->tokens[behind + 1].kind == TOKEN_OPEN_QUOTE && f->quote != QUOTE_DIRECT;
	f->quote = is_mixed ? QUOTE_MIXED : f->quote == QUOTE_NONE ? QUOTE_INDIRECT : f->quote;
}

/* "When X announced it, Y left": ends with its comma. */
static bool
is_told_in_passing(const struct rules *x, const struct attribution *f)
{
	uint32_t i = f->source.from;
	if (run_is_empty(f->source) || i == x->sentence.from || i > f->cue.from)
		return false;
	return IS(x, i - 1, SUBORDINATE) && !IS(x, i - 1, RELATIVE) && !rules_is_word(x, i - 1, "what");
}

/* "which critics said was unsafe", "what Quill called “a gift”": said of what stands before. */
static bool
is_object(const struct rules *x, uint32_t start)
{
	return start > x->sentence.from &&
	       (rules_is_word(x, start - 1, "which") || rules_is_word(x, start - 1, "what") || rules_is_word(x, start - 1, "whom"));
}

void
contents_find(const struct rules *x, struct attribution *f, enum cue_order order)
{
	uint32_t start = run_is_empty(f->source) || order != ORDER_SUBJECT_FIRST || f->source.from > f->cue.from ? f->cue.from : f->source.from;
	bool is_said = f->cue_class == CUE_SAY || f->cue_class == CUE_SHY || f->cue_class == CUE_ASK || f->cue_class == CUE_PROMISE || f->cue_class == CUE_EXPECT ||
		       f->cue_class == CUE_ATTITUDE || f->cue_class == CUE_ACCUSE || f->cue_class == CUE_DEMAND || f->cue_class == CUE_ACCORDING;
	if (order == ORDER_SUBJECT_FIRST && is_inserted(x, f, start, behind_adjuncts(x, f->cue.to))) {
		add_halves(x, f, start, behind_adjuncts(x, f->cue.to));
		return;
	}
	if (is_said && order != ORDER_SHARED && words_come_first(x, f, order, start)) {
		uint32_t behind = behind_adjuncts(x, order == ORDER_INVERTED ? f->source.to : f->cue.to);
		contents_before(x, f, start);
		if (f->content_count > 0 && f->quote == QUOTE_NONE)
			f->quote = (uint8_t)quote_of(x, f->contents[0]);
		if (f->content_count > 0 && f->quote != QUOTE_INDIRECT) {
			unsigned before = f->content_count;
			contents_further(x, f, behind);
			if (f->content_count == before)
				contents_further(x, f, x->sentence.to);
		}
		if (f->content_count > 0)
			return;
	}
	uint32_t from = content_start(x, f, order);
	if (f->cue_class == CUE_SAY && add_paragraph(x, f, from))
		return;
	bool is_long = f->cue_class == CUE_SAY || f->cue_class == CUE_EXPECT || f->cue_class == CUE_ASK;
	if (is_at_end(x, from))
		return;
	uint32_t to = is_long ? clause_end_from(x, from) : short_end(x, from);
	bool is_inserted_clause = !run_is_empty(f->source) && (rules_is_word(x, f->source.from, "who") || rules_is_word(x, f->source.from, "which"));
	bool is_begun = f->cue.from == x->sentence.from && x->at[f->cue.to - 1].form == FORM_ING;
	if (is_inserted_clause || is_begun || is_told_in_passing(x, f))
		to = insertion_end(x, from, to);
	/* A quotation that was begun in it, in this sentence or on into the next. */
	if (to > from) {
		const struct quotation *q = quotation_at(x, to - 1);
		if (q && q->run.from >= from && q->run.to > to)
			to = q->run.to;
	}
	enum quote_kind quote = quote_of(x, (struct run){ from, to });
	if (order == ORDER_SUBJECT_FIRST && is_object(x, start))
		add_content(f, (struct run){ start - 1, start });
	add_content(f, (struct run){ from, to });
	f->quote = (uint8_t)quote;
	if (f->quote == QUOTE_DIRECT)
		contents_further(x, f, to);
}

/* ---- according to ---- */

/* The comma behind the source parts it from what is no part of it: "according to X, becoming", ", 30 towns", ", and". */
static bool
another_part(const struct rules *x, uint32_t i)
{
	str word = syms_str(x->r->words, x->r->tokens[i].word);
	bool is_ing = word.len > 4 && str_ends(word, S("ing"));
	return IS(x, i, CONJUNCTION) || IS(x, i, PREPOSITION) || IS(x, i, AUXILIARY) || IS(x, i, VERB) || is_ing ||
	       (IS(x, i, SUBORDINATE) && !rules_is_word(x, i, "who")) || x->r->tokens[i].kind == TOKEN_NUMBER;
}

static uint32_t
according_end(const struct rules *x, uint32_t from, bool is_first)
{
	enum { SOURCE_MOST = 30 };
	uint32_t to = from, stop = from + SOURCE_MOST < x->sentence.to ? from + SOURCE_MOST : x->sentence.to;
	for (; to < stop && !rules_is_mark(x, to, ".;:!?") && !rules_is_quote(x, to) && !rules_is_dash(x, to); to++)
		if (rules_is_mark(x, to, ",") && (is_first || (to + 1 < stop && another_part(x, to + 1))))
			break;
	return to;
}

/* What goes on behind "…, according to X, …". */
static void
add_continuation(const struct rules *x, struct attribution *f, uint32_t comma)
{
	uint32_t i = comma + 1;
	bool is_between = f->cue.from > x->sentence.from && rules_is_mark(x, f->cue.from - 1, ",");
	if (!is_between || i >= x->sentence.to || !rules_is_mark(x, comma, ",") || IS(x, i, CONJUNCTION) || IS(x, i, PREPOSITION) ||
	    IS(x, i, SUBORDINATE))
		return;
	add_content(f, (struct run){ i, clause_end_from(x, i) });
}

void
according_find(const struct rules *x, struct attribution *f)
{
	uint32_t before = f->cue.from;
	while (before > x->sentence.from && (IS(x, before - 1, OPENER) || rules_is_mark(x, before - 1, ",")))
		before--;
	bool is_first = before == x->sentence.from;
	uint32_t end = according_end(x, f->cue.to, is_first);
	f->source = (struct run){ f->cue.to, rules_without_adverbs(x, f->cue.to, end) };
	f->quote = QUOTE_NONE;
	while (is_first && end + 1 < x->sentence.to && (rules_is_mark(x, end + 1, ",") || rules_is_quote(x, end)))
		end++;
	if (is_first)
		add_content(f, (struct run){ end + 1, end + 1 + CONTENT_MOST < x->sentence.to ? end + 1 + CONTENT_MOST : x->sentence.to });
	else
		contents_before(x, f, f->cue.from);
	if (f->content_count == 0)
		return;
	struct run *content = &f->contents[0];
	if (is_first)
		content->to = without_stops(x, content->from, content->to);
	if (f->quote == QUOTE_NONE)
		f->quote = (uint8_t)quote_of(x, *content);
	if (f->quote == QUOTE_DIRECT)
		contents_further(x, f, end);
	else if (!is_first)
		add_continuation(x, f, end);
}
