/* Quotations that no cue of the lexicon has claimed: whose they are, by where they stand.
 *
 * “…” — X                      the line of the name behind a quotation
 * “…,” X thundered             any verb behind a quotation that ends in a comma
 * X thundered: “…”             any verb before it; "as X put it, “…”"; "X: “…”"
 *
 * Each looks a fixed number of tokens before and behind.
 */
#include "clerk/rules_int.h"

enum { WORDS_LEAST = 4, BYLINE_MOST = 12, BEHIND_MOST = 30, BEFORE_MOST = 25, ADJUNCT_MOST = 8 };

/* What a search is at: the quotation, and the attribution to be filled. */
struct unclaimed {
	struct rules *x;
	struct run quotation;
	struct attribution found;
};

static bool
is_word(const struct rules *x, uint32_t i)
{
	return x->r->tokens[i].kind == TOKEN_WORD;
}

static bool
is_small(const struct rules *x, uint32_t i)
{
	return is_word(x, i) && !(x->r->tokens[i].flags & TOKEN_CAPITAL);
}

static void
enter_sentence(struct rules *x, uint32_t i)
{
	uint32_t paragraph = x->r->tokens[i].paragraph;
	x->sentence = x->r->sentences[x->r->tokens[i].sentence].run;
	if (x->sentence.from == x->r->paragraphs[paragraph].run.from)
		x->sentence.from += x->r->paragraphs[paragraph].dateline;
	x->first = x->found.count;
}

/* The mark before the closing one ends words that are said, and goes on: "…,” X". */
static bool
ends_in(const struct unclaimed *u, const char *marks)
{
	uint32_t last = u->quotation.to - 1;
	return last > u->quotation.from + 1 && u->x->r->tokens[last].kind == TOKEN_CLOSE_QUOTE && rules_is_mark(u->x, last - 1, marks);
}

/* A verb by its look, where one is awaited. */
static bool
is_verb(const struct rules *x, uint32_t i)
{
	if (!is_small(x, i) && !(x->r->tokens[i].flags & TOKEN_FIRST))
		return false;
	unsigned form = x->at[i].form & (FORM_PAST | FORM_S);
	str word = syms_str(x->r->words, x->r->tokens[i].word);
	bool is_behind_noun = i == x->sentence.from || !(IS(x, i - 1, DETERMINER) || IS(x, i - 1, PREPOSITION) || rules_is_word(x, i - 1, "'s")) ||
			      IS(x, i - 1, PRONOUN);
	return is_word(x, i) && is_behind_noun && (form || IS(x, i, VERB) || (word.len > 4 && str_ends(word, S("ed"))));
}

/* "to say", "saying": what has no subject of its own. */
static bool
is_infinite(const struct rules *x, uint32_t i)
{
	if (!x->at[i].cue || !is_small(x, i) || i == x->sentence.from)
		return false;
	if (x->at[i].form & FORM_ING)
		return true;
	return (x->at[i].form & FORM_BASE) && (rules_is_word(x, i - 1, "to") || IS(x, i - 1, AUXILIARY) || IS(x, i - 1, SUBJECT));
}

/* “…” — X, the last words of the paragraph or a line of its own. */
static bool
has_byline(struct unclaimed *u)
{
	const struct report *r = u->x->r;
	uint32_t dash = u->quotation.to, paragraph = r->tokens[u->quotation.from].paragraph;
	if (dash + 1 >= r->token_count || !rules_is_dash(u->x, dash) || r->tokens[dash].paragraph > paragraph + 1 ||
	    !(r->tokens[dash + 1].flags & TOKEN_CAPITAL) || u->quotation.from != r->paragraphs[paragraph].run.from)
		return false;
	uint32_t to = dash + 1, end = r->paragraphs[r->tokens[dash].paragraph].run.to;
	while (to < end && to <= dash + 1 + BYLINE_MOST && !rules_is_mark(u->x, to, ".!?;:") && r->tokens[to].kind < TOKEN_OPEN_QUOTE)
		to++;
	if (to + 1 < end || to > dash + 1 + BYLINE_MOST)
		return false;
	u->found.cue = (struct run){ dash, dash + 1 };
	u->found.source = (struct run){ dash + 1, to };
	return true;
}

/* “…,” X thundered; “…,” agrees X. */
static bool
has_verb_behind(struct unclaimed *u)
{
	struct rules *x = u->x;
	const uint32_t none = 1u << GRAMMAR_PREPOSITION | 1u << GRAMMAR_CONJUNCTION | 1u << GRAMMAR_AUXILIARY | 1u << GRAMMAR_SUBORDINATE |
			      1u << GRAMMAR_ADVERB | 1u << GRAMMAR_TIME;
	uint32_t from = u->quotation.to, end = x->r->paragraphs[x->r->tokens[u->quotation.from].paragraph].run.to;
	if (from + 1 >= end || !ends_in(u, ",?!") || !is_word(x, from) || (x->at[from].grammar & none))
		return false;
	enter_sentence(x, from);
	end = x->sentence.to < from + BEHIND_MOST ? x->sentence.to : from + BEHIND_MOST;
	bool is_inserted = false;
	for (uint32_t i = from; i < end && !rules_is_mark(x, i, ".;:!?") && x->r->tokens[i].kind != TOKEN_OPEN_QUOTE; i++) {
		if (rules_is_mark(x, i, ","))
			is_inserted = i + 1 < end && IS(x, i + 1, RELATIVE);
		if (is_inserted || !is_verb(x, i))
			continue;
		u->found.cue = (struct run){ i, i + 1 };
		u->found.source = i == from ? rules_inverted(x, i + 1) : (struct run){ from, rules_without_adverbs(x, from, i) };
		return !run_is_empty(u->found.source);
	}
	return false;
}

/* The noun phrase that a verb without a subject of its own stands beside: "a voice saying", "before asking". */
static struct run
subject_of(struct rules *x, struct run cue)
{
	uint32_t before = cue.from > x->sentence.from ? rules_without_adverbs(x, x->sentence.from, cue.from) - 1 : cue.from;
	bool is_ing = x->at[cue.to - 1].form == FORM_ING, is_behind_noun = before < cue.from && is_word(x, before) && !IS(x, before, PREPOSITION) &&
			!IS(x, before, CONJUNCTION);
	if (rules_is_word(x, before, "to") || (is_ing && !is_behind_noun))
		return rules_main_subject(x, cue.from);
	if (is_ing) {
		/* "issued a statement saying" */
		uint32_t from = rules_phrase_start(x, x->sentence.from, before + 1);
		bool is_object = from > x->sentence.from && is_verb(x, from - 1);
		from += IS(x, from, PREPOSITION);
		return is_object ? rules_main_subject(x, from) : (struct run){ from, before + 1 };
	}
	enum cue_order order;
	struct run source = source_of(x, cue, &order);
	return run_is_empty(source) ? rules_main_subject(x, cue.from) : source;
}

/* Behind a comma or nothing stands more than what is said: titles, words in marks. */
static bool
is_sentence(const struct unclaimed *u)
{
	uint32_t first = u->quotation.from + 1;
	return (u->x->r->tokens[first].flags & TOKEN_CAPITAL) && ends_in(u, ".,?!");
}

/* Said X: “…” */
static bool
has_verb_first(struct unclaimed *u, uint32_t mark)
{
	struct rules *x = u->x;
	uint32_t from = x->sentence.from;
	if (x->at[from].cue != CUE_SAY || !(x->at[from].form & FORM_PAST) || mark < from + 2 || mark > from + BEHIND_MOST || !is_word(x, from + 1))
		return false;
	u->found.cue = (struct run){ from, from + 1 };
	u->found.source = (struct run){ from + 1, mark };
	return true;
}

/* X thundered: “…”; as X put it, “…”; X was heard saying “…” */
static bool
has_verb_before(struct unclaimed *u, uint32_t mark)
{
	struct rules *x = u->x;
	bool is_colon = rules_is_mark(x, mark, ":");
	uint32_t most = is_colon ? BEFORE_MOST : ADJUNCT_MOST, stop = mark > x->sentence.from + most ? mark - most : x->sentence.from;
	for (uint32_t i = mark; i-- > stop;) {
		bool is_aside = is_colon && rules_is_mark(x, i, ",") && IS(x, i + 1, PREPOSITION);
		if (!is_aside && (rules_is_mark(x, i, ",;:") || rules_is_quote(x, i)))
			return false;
		if (!is_verb(x, i) && !is_infinite(x, i))
			continue;
		u->found.cue = (struct run){ cue_start(x, i), is_colon ? mark + 1 : i + 1 };
		u->found.source = subject_of(x, (struct run){ u->found.cue.from, i + 1 });
		return !run_is_empty(u->found.source);
	}
	return false;
}

/* X: “…” */
static bool
has_name_before(struct unclaimed *u, uint32_t mark)
{
	struct rules *x = u->x;
	uint32_t from = mark, stop = mark > x->sentence.from + BYLINE_MOST ? mark - BYLINE_MOST : x->sentence.from;
	while (from > stop && !rules_is_dash(x, from - 1) && x->r->tokens[from - 1].kind < TOKEN_OPEN_QUOTE && !IS(x, from - 1, AUXILIARY))
		from--;
	if (from == mark || !(x->r->tokens[from].flags & TOKEN_CAPITAL) || (from == stop && stop > x->sentence.from))
		return false;
	u->found.source = (struct run){ from, mark };
	u->found.cue = (struct run){ mark, mark + 1 };
	return true;
}

static bool
has_words_before(struct unclaimed *u)
{
	struct rules *x = u->x;
	uint32_t mark = u->quotation.from - 1, paragraph = x->r->tokens[u->quotation.from].paragraph;
	if (u->quotation.from == 0 || x->r->tokens[mark].paragraph + 1 < paragraph ||
	    x->r->paragraphs[x->r->tokens[mark].paragraph].zone != ZONE_BODY)
		return false;
	bool is_colon = rules_is_mark(x, mark, ":");
	bool is_cue = is_word(x, mark) && x->at[mark].cue && !x->at[mark].is_often_noun;
	if (!is_colon && (x->r->tokens[mark].paragraph < paragraph || !(rules_is_mark(x, mark, ",") || is_cue) || !is_sentence(u)))
		return false;
	enter_sentence(x, mark);
	if (is_word(x, mark))
		return has_verb_before(u, mark + 1);
	return has_verb_first(u, mark) || has_verb_before(u, mark) || (is_colon && has_name_before(u, mark));
}

/* Marks the quotations that stand in contents that were found. */
static bool *
claimed_quotations(const struct rules *x)
{
	bool *ret = ARENA_ARRAY(x->a, bool, x->r->quotation_count + 1);
	for (size_t i = 0; i < x->found.count; i++)
		for (unsigned n = 0; n < x->found.at[i].content_count; n++)
			for (uint32_t k = x->found.at[i].contents[n].from; k < x->found.at[i].contents[n].to; k++)
				if (x->r->tokens[k].kind == TOKEN_OPEN_QUOTE)
					ret[x->r->tokens[k].quotation] = true;
	return ret;
}

static bool
is_said(const struct rules *x, const struct quotation *q)
{
	uint32_t words = 0;
	if (q->inside)
		return false;
	for (uint32_t i = q->run.from; i < q->run.to && words < WORDS_LEAST; i++)
		words += is_word(x, i);
	return words == WORDS_LEAST && x->r->paragraphs[x->r->tokens[q->run.from].paragraph].zone == ZONE_BODY;
}

/* Puts them in the order of their cues. */
static void
merge(struct rules *x, const struct attribution *more, size_t count)
{
	size_t i = x->found.count, k = count;
	for (size_t n = 0; n < count; n++)
		LIST_ADD(&x->found);
	for (size_t to = i + k; k > 0;)
		x->found.at[--to] = i > 0 && x->found.at[i - 1].cue.from > more[k - 1].cue.from ? x->found.at[--i] : more[--k];
}

/* A paragraph that is a quotation and no more goes on with what was quoted in the one before. */
static bool
is_paragraph(const struct rules *x, struct run q)
{
	uint32_t paragraph = x->r->tokens[q.from].paragraph;
	struct run run = x->r->paragraphs[paragraph].run;
	return paragraph > 0 && q.from == run.from && q.to >= run.to;
}

/* So does a sentence with what was said in the one before. */
static bool
is_next_sentence(const struct rules *x, const struct attribution *f, struct run q)
{
	uint32_t last = x->r->tokens[f->cue.from].sentence, i = q.from;
	return x->r->sentences[x->r->tokens[i].sentence].run.from == i && x->r->tokens[i].sentence == last + 1 &&
	       x->r->tokens[f->cue.from].paragraph == x->r->tokens[i].paragraph && (x->r->tokens[i + 1].flags & TOKEN_CAPITAL);
}

/* Adds it to the attribution that it goes on with, of those before `*at`. */
static bool
goes_on(struct rules *x, const struct quotation *q, size_t *at)
{
	const struct report *r = x->r;
	uint32_t paragraph = r->tokens[q->run.from].paragraph;
	while (*at < x->found.count && x->found.at[*at].cue.from < q->run.from)
		++*at;
	for (size_t i = *at; i-- > 0 && i + 8 > *at;) {
		struct attribution *f = &x->found.at[i];
		uint32_t last = f->content_count ? f->contents[f->content_count - 1].to - 1 : 0;
		bool is_next = is_paragraph(x, q->run) ? f->quote == QUOTE_DIRECT && r->tokens[last].paragraph + 1 == paragraph
						       : f->cue_class == CUE_SAY && is_next_sentence(x, f, q->run);
		if (!is_next || f->content_count == ATTRIBUTION_CONTENTS_MOST || r->tokens[f->cue.from].quotation)
			continue;
		f->contents[f->content_count++] = q->run;
		return true;
	}
	return false;
}

void
quotations_claim(struct rules *x)
{
	size_t at = 0;
	bool *claimed = claimed_quotations(x);
	LIST(struct attribution) more = { 0 };
	for (size_t n = 0; n < x->r->quotation_count; n++) {
		const struct quotation *q = &x->r->quotations[n];
		struct unclaimed u = { .x = x, .quotation = q->run };
		if (claimed[n + 1] || !is_said(x, q))
			continue;
		u.found = (struct attribution){ .cue_class = CUE_SAY, .by_rules = true, .quote = QUOTE_DIRECT, .confidence = 0.7f };
		if (!has_byline(&u) && !has_words_before(&u) && !has_verb_behind(&u)) {
			goes_on(x, q, &at);
			continue;
		}
		u.found.contents[u.found.content_count++] = q->run;
		contents_further(x, &u.found, u.found.cue.from > q->run.from ? u.found.cue.to : q->run.to);
		*LIST_ADD(&more) = u.found;
	}
	merge(x, more.at, more.count);
	LIST_DONE(&more);
}
