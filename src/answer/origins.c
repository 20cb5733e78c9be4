#include "answer/origins.h"

#include <stdlib.h>

#include "answer/lines.h"
#include "text/brackets.h"
#include "text/words.h"

/* Labels of the blame: a draft's index, or an amendment's with this bit. */
#define LABEL_AMENDMENT 0x80000000u

bool
amendment_explains(const talks *t, uint32_t amendment)
{
	const struct amendment *m = &t->amendments.at[amendment];
	return m->status != AMENDMENT_REJECTED && m->status != AMENDMENT_WITHDRAWN &&
	       m->status != AMENDMENT_REPLACED && !line_is_dead(t, m->entry) &&
	       talks_act_text(t, m->entry, CLAUSE_text).len;
}

/* ---- words without marks ---- */

static void
blank(char *text, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (text[i] != '\n')
			text[i] = ' ';
}

/* Blanks in the place of brackets and owners, so that offsets stay. */
static str
plain_text(arena *a, str words)
{
	char *text = arena_get(a, words.len + 1);
	memcpy(text, words.at, words.len);
	brackets it = brackets_in(a, words, NULL);
	for (struct bracket b; brackets_next(&it, &b);) {
		size_t end = b.at + b.len, inside = b.at + 1;
		if (b.owners.len) {
			inside = (size_t)(b.owners.at - words.at) + b.owners.len;
			inside += str_find(str_sub(words, inside, words.len), ':') + 1;
		}
		str content = str_sub(words, inside, end - b.closed);
		bool is_delete = b.owners.len && str_eq(str_trim(content), S("delete"));
		blank(text, b.at, is_delete ? end : inside);
		blank(text, end - b.closed, end);
	}
	return (str){ text, words.len };
}

/* ---- the line of drafts ---- */

static void
find_line(struct origins *o)
{
	size_t most = o->t->drafts.count;
	LIST(uint32_t) back = { 0 };
	for (uint32_t d = o->of_draft; d && back.count < most; d = o->t->drafts.at[d].base)
		*LIST_ADD(&back) = d;
	LIST_ADD(&o->line);
	for (size_t i = back.count; i-- > 0;)
		*LIST_ADD(&o->line) = back.at[i];
	LIST_DONE(&back);
}

static bool
is_in_line(const struct origins *o, uint32_t of_draft)
{
	for (size_t i = 1; i < o->line.count; i++)
		if (o->line.at[i] == of_draft)
			return true;
	return false;
}

/* When a draft came, by the order of acts; 0 where it was only declared. */
static uint32_t
draft_order(const talks *t, uint32_t of_draft)
{
	uint32_t act = t->drafts.at[of_draft].act;
	return act ? t->order_of[act - 1] : 0;
}

/* A draft of the line that is not dated came just before the next one that is. */
static void
find_orders(struct origins *o)
{
	uint32_t next = UINT32_MAX;
	for (size_t i = 0; i < o->line.count; i++)
		LIST_ADD(&o->orders);
	for (size_t i = o->line.count; i-- > 1;) {
		uint32_t order = draft_order(o->t, o->line.at[i]);
		next = o->orders.at[i] = order && order < next ? order : next;
	}
}

/* An offer goes to the latest draft of the line there was, and not before the
 * one it is about. */
static size_t
version_then(const struct origins *o, uint32_t order, uint32_t about)
{
	size_t version = 1;
	for (size_t i = 2; i < o->line.count; i++)
		if (o->orders.at[i] < order || o->line.at[i] == about)
			version = i;
	return version;
}

/* ---- offers ---- */

/* The passage of that version which is the point of `reading` or `point`: by
 * the point, else by the way back to the reading; 1 + its index, or 0. */
static uint32_t
passage_of(const struct origins *o, size_t version, uint32_t point, uint32_t reading)
{
	const talks *t = o->t;
	const struct tdraft *d = &t->drafts.at[o->line.at[version]];
	for (uint32_t r = d->first; r < d->first + d->count_held; r++)
		if (point && t->readings.at[r].point == point)
			return r - d->first + 1;
	for (uint32_t r = d->first; reading && r < d->first + d->count_held; r++) {
		uint32_t from = r;
		for (size_t i = 0; from && from != reading && i < version; i++)
			from = t->readings.at[from].before;
		if (from == reading)
			return r - d->first + 1;
	}
	return 0;
}

static void
offer_amendment(struct origins *o, size_t version, uint32_t amendment)
{
	const talks *t = o->t;
	const struct amendment *m = &t->amendments.at[amendment];
	uint32_t passage = passage_of(o, version, m->point, m->reading);
	str text = plain_text(o->a, talks_act_text(t, m->entry, CLAUSE_text));
	blame_offer(o->b, LABEL_AMENDMENT | amendment, text, passage, m->verb == VERB_adds);
}

static void
offer_draft(struct origins *o, size_t version, uint32_t of_draft)
{
	const talks *t = o->t;
	const struct tdraft *d = &t->drafts.at[of_draft];
	for (uint32_t r = d->first; r < d->first + d->count_held; r++) {
		const struct reading *reading = &t->readings.at[r];
		if (reading->text)
			blame_offer(o->b, of_draft, plain_text(o->a, reading->text->words),
				    passage_of(o, version, reading->point, reading->before), false);
	}
}

/* What was offered, with the version and the order of acts in which it was. */
struct offered { size_t version; uint32_t order, label; };
struct offers { struct offered *at; size_t count, room; };

static int
by_order(const void *a, const void *b)
{
	const struct offered *x = a, *y = b;
	if (x->version != y->version)
		return x->version < y->version ? -1 : 1;
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return x->label < y->label ? -1 : x->label > y->label;
}

/* An act that names several points gives the same words to each: one offer. */
static bool
is_first_of_act(const talks *t, uint32_t amendment)
{
	return t->what_of[t->amendments.at[amendment].entry] == amendment;
}

static void
find_offers(const struct origins *o, struct offers *offers)
{
	const talks *t = o->t;
	uint32_t last = o->orders.at[o->line.count - 1];
	for (uint32_t i = 1; i < t->amendments.count; i++) {
		const struct amendment *m = &t->amendments.at[i];
		uint32_t order = t->order_of[m->entry], about = t->readings.at[m->reading].draft;
		if (order < last && is_first_of_act(t, i) && !line_is_dead(t, m->entry) &&
		    talks_act_text(t, m->entry, CLAUSE_text).len)
			*LIST_ADD(offers) = (struct offered){ version_then(o, order, about), order,
							      LABEL_AMENDMENT | i };
	}
	for (uint32_t d = 1; d < t->drafts.count; d++) {
		uint32_t order = draft_order(t, d);
		if (order && order < last && !is_in_line(o, d))
			*LIST_ADD(offers) = (struct offered){ version_then(o, order, t->drafts.at[d].base), order, d };
	}
	if (offers->count)
		qsort(offers->at, offers->count, sizeof *offers->at, by_order);
}

static void
add_version(struct origins *o, size_t version)
{
	const talks *t = o->t;
	const struct tdraft *d = &t->drafts.at[o->line.at[version]];
	const struct tdraft *base = &t->drafts.at[o->line.at[version - 1]];
	struct blame_passage *passages = ARENA_ARRAY(o->a, struct blame_passage, d->count_held + 1);
	for (uint32_t i = 0; i < d->count_held; i++) {
		const struct reading *r = &t->readings.at[d->first + i];
		bool is_known = version > 1 && r->before >= base->first && r->before < base->first + base->count_held;
		passages[i].words = r->text ? plain_text(o->a, r->text->words) : S("");
		passages[i].before = is_known ? r->before - base->first + 1 : 0;
	}
	blame_add(o->b, o->line.at[version], passages, d->count_held);
}

void
origins_init(struct origins *o, arena *a, const talks *t, uint32_t of_draft)
{
	struct offers offers = { 0 };
	*o = (struct origins){ .a = a, .t = t, .of_draft = of_draft, .b = blame_new() };
	find_line(o);
	find_orders(o);
	find_offers(o, &offers);
	for (size_t version = 1, i = 0; version < o->line.count; version++) {
		add_version(o, version);
		for (; i < offers.count && offers.at[i].version == version; i++) {
			uint32_t label = offers.at[i].label;
			if (label & LABEL_AMENDMENT)
				offer_amendment(o, version, label & ~LABEL_AMENDMENT);
			else
				offer_draft(o, version, label);
		}
	}
	LIST_DONE(&offers);
}

void
origins_done(struct origins *o)
{
	blame_free(o->b);
	LIST_DONE(&o->line);
	LIST_DONE(&o->orders);
	LIST_DONE(&o->runs);
}

/* ---- runs ---- */

static bool
same_origin(const struct blamed *x, const struct blamed *y)
{
	return x->label == y->label && x->offered == y->offered && x->in == y->in && x->back == y->back &&
	       x->back_label == y->back_label && (x->offered || x->passage == y->passage);
}

/* Brackets cut runs, so that a run's bytes are its words. */
static bool
has_bracket(str words, size_t from, size_t to)
{
	for (; from < to; from++)
		if (words.at[from] == '[' || words.at[from] == ']')
			return true;
	return false;
}

/* The token whose origin a token is shown with: a mark goes with the word before
 * it, else with the one behind, but for a mark behind a bracket, or one that
 * somebody set inside the words of another. */
static const struct blamed *
shown_with(str text, const struct blamed *words, size_t count, size_t i)
{
	size_t before = i, behind = i;
	if (words[i].kind == TOKEN_WORD)
		return &words[i];
	while (before > 0 && words[before].kind != TOKEN_WORD)
		before--;
	while (behind + 1 < count && words[behind].kind != TOKEN_WORD)
		behind++;
	bool has_before = words[before].kind == TOKEN_WORD, has_behind = words[behind].kind == TOKEN_WORD;
	if (has_before && has_bracket(text, words[before].at, words[i].at))
		return &words[i];
	if (has_before && has_behind && same_origin(&words[before], &words[behind]))
		return &words[i];
	return has_before ? &words[before] : has_behind ? &words[behind] : &words[i];
}

static bool
is_held_before(const struct origins *o, uint32_t reading)
{
	const talks *t = o->t;
	const struct tdraft *base = &t->drafts.at[t->drafts.at[t->readings.at[reading].draft].base];
	uint32_t before = t->readings.at[reading].before;
	return !t->drafts.at[t->readings.at[reading].draft].base || base->whole || (before && t->readings.at[before].text);
}

static struct origin_run
run_of(const struct origins *o, const struct blamed *w)
{
	const talks *t = o->t;
	struct origin_run run = { .draft = o->line.at[w->in], .back = w->back ? o->line.at[w->back] : 0 };
	if (!w->offered)
		run.reading = t->drafts.at[run.draft].first + w->passage;
	else if (w->label & LABEL_AMENDMENT)
		run.amendment = w->label & ~LABEL_AMENDMENT;
	else
		run.other_draft = w->label;
	if (w->back_offered && w->back_label & LABEL_AMENDMENT)
		run.back_amendment = w->back_label & ~LABEL_AMENDMENT;
	run.or_before = run.reading && !is_held_before(o, run.reading);
	run.is_new = o->line.count > 2 && (run.draft == o->of_draft || run.back == o->of_draft);
	run.is_explained = run.other_draft || (run.amendment && amendment_explains(t, run.amendment)) ||
			   (run.back_amendment && amendment_explains(t, run.back_amendment));
	return run;
}

size_t
origins_of(struct origins *o, uint32_t reading, const struct origin_run **ret_runs)
{
	const struct tdraft *d = &o->t->drafts.at[o->of_draft];
	const struct draft_point *text = o->t->readings.at[reading].text;
	const struct blamed *words, *last = NULL;
	size_t count = blame_words(o->b, reading - d->first, &words), end = 0;
	o->runs.count = 0;
	for (size_t i = 0; i < count; i++) {
		const struct blamed *w = &words[i], *origin = shown_with(text->words, words, count, i);
		if (w->kind == TOKEN_BREAK)
			continue;
		if (!last || !same_origin(last, origin) || has_bracket(text->words, end, w->at)) {
			struct origin_run *run = LIST_ADD(&o->runs);
			*run = run_of(o, origin);
			run->from = w->at;
			run->is_cut_off = has_bracket(text->words, end, w->at);
		}
		struct origin_run *run = &o->runs.at[o->runs.count - 1];
		end = run->to = w->at + w->len;
		run->words += w->words;
		last = origin;
	}
	*ret_runs = o->runs.at;
	return o->runs.count;
}
