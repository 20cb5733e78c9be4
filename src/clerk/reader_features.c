#include <assert.h>
#include <string.h>

#include "clerk/reader_int.h"

/* ---- numbers for things that are compared ---- */

static uint64_t
pair(uint64_t a, uint64_t b)
{
	return (a ^ (b + 0x9e3779b97f4a7c15u + (a << 6) + (a >> 2))) * 0xbf58476d1ce4e5b9u;
}

/* Features are added in an order that is always the same; the n-th is compared with the n-th only. */
struct features {
	uint32_t *at, count;
};

static void
add(struct features *f, uint64_t a, uint64_t b)
{
	uint64_t x = (f->count + 1) * 0x9e3779b97f4a7c15u ^ a * 0xbf58476d1ce4e5b9u ^ b * 0x94d049bb133111ebu;
	x ^= x >> 31;
	x *= 0xd6e8feb86659fd93u;
	f->at[f->count++] = (uint32_t)(x >> 40) & (READER_BUCKETS - 1);
}

static unsigned
least(uint32_t n, unsigned most)
{
	return n < most ? n : most;
}

static uint64_t
ending(str word, size_t len)
{
	return word.len > len ? str_hash(str_sub(word, word.len - len, word.len)) : 0;
}

/* What the forms of a verb share: "claim" of claims, claimed, claiming. */
static uint64_t
stem_of(str word)
{
	static const struct { const char *ending; size_t least; } endings[] = { { "ing", 6 }, { "ed", 5 }, { "es", 5 }, { "s", 4 } };
	size_t len = word.len;
	for (size_t i = 0; len == word.len && i < sizeof endings / sizeof *endings; i++)
		if (word.len >= endings[i].least && str_ends(word, str_of(endings[i].ending)))
			len -= strlen(endings[i].ending);
	if (len > 3 && (memchr("eyi", word.at[len - 1], 3) || word.at[len - 1] == word.at[len - 2]))
		len--;
	return str_hash(str_sub(word, 0, len));
}

/* ---- glances ---- */

static bool
is_verb(struct word_class w, str word, const struct token *t)
{
	if (t->kind != TOKEN_WORD)
		return false;
	if (w.grammar >> GRAMMAR_AUXILIARY & 1)
		return !str_eq(word, S("'s"));
	if ((t->flags & TOKEN_CAPITAL) && !(t->flags & TOKEN_FIRST))
		return false;
	return (w.cue && !w.is_often_noun) || (word.len > 4 && str_ends(word, S("ed")));
}

static void
look(struct sight *x, uint32_t i)
{
	const struct token *t = &x->r->tokens[i];
	struct glance *g = &x->at[i];
	struct word_class w = word_class(x->l, t->word);
	str word = syms_str(x->r->words, t->word);
	struct run s = x->r->sentences[t->sentence].run;
	g->word = str_hash(word);
	g->stem = stem_of(word);
	g->class = (uint64_t)w.grammar << 20 | (uint64_t)w.cue << 12 | (uint64_t)w.form << 6 | (uint64_t)t->kind << 3 |
		   (uint64_t)((t->flags & TOKEN_CAPITAL) != 0) << 1;
	if (t->kind == TOKEN_MARK)
		g->class ^= g->word;
	for (size_t k = 0; k < 3; k++)
		g->ends[k] = ending(word, k + 2);
	g->shape = (uint8_t)(t->kind << 4 | ((t->flags & TOKEN_CAPITAL) != 0) | ((t->flags & TOKEN_CAPITALS) != 0) << 1 |
			     ((t->flags & TOKEN_DIGIT) != 0) << 2 | ((t->flags & TOKEN_DASH) != 0) << 3);
	g->place = (uint8_t)(least(i - s.from, 3) << 2 | least(s.to - i - 1, 3));
}

static void
count_on(struct sight *x, uint32_t i)
{
	const struct token *t = &x->r->tokens[i];
	const struct glance *g = &x->at[i];
	struct glance *next = &x->at[i + 1];
	struct word_class w = word_class(x->l, t->word);
	bool is_mark = t->kind == TOKEN_MARK && t->text.len == 1;
	next->commas = g->commas + (is_mark && t->text.at[0] == ',');
	next->stops = g->stops + (is_mark && strchr(".!?;:", t->text.at[0]) != NULL);
	next->quotes = g->quotes + (t->kind >= TOKEN_OPEN_QUOTE);
	next->verbs = g->verbs + is_verb(w, syms_str(x->r->words, t->word), t);
	next->clauses = g->clauses + (w.grammar >> GRAMMAR_SUBORDINATE & 1);
}

static void
mark_rules(struct sight *x, const struct attribution *rules, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (unsigned k = 0; k < rules[i].content_count; k++) {
			struct run c = rules[i].contents[k];
			/* An inner content is part of the outer one. */
			bool is_inner = x->at[c.from].rule_content != RULE_NONE;
			for (uint32_t t = c.from; t < c.to && !is_inner; t++)
				x->at[t].rule_content = t == c.from ? RULE_CONTENT : RULE_IN_CONTENT;
		}
	for (size_t i = 0; i < count; i++)
		for (uint32_t t = rules[i].source.from; t < rules[i].source.to; t++)
			x->at[t].rule_role = t == rules[i].source.from ? RULE_SOURCE : RULE_IN_SOURCE;
	for (size_t i = 0; i < count; i++)
		for (uint32_t t = rules[i].cue.from; t < rules[i].cue.to; t++)
			x->at[t].rule_role = t == rules[i].cue.from ? RULE_CUE : RULE_IN_CUE;
}

static void
set_known(arena *a, struct sight *x, const struct attribution *rules, size_t count)
{
	static const uint8_t steps[] = { 0, 1, 2, 3, 3, 3, 4 };
	uint8_t *often = arena_get(a, syms_count(x->r->words) + 1);
	for (size_t i = 0; i < count; i++)
		for (uint32_t k = rules[i].source.from; k < rules[i].source.to; k++)
			often[x->r->tokens[k].word] += often[x->r->tokens[k].word] < sizeof steps - 1;
	for (uint32_t i = 0; i < x->r->token_count; i++)
		x->at[i].known = steps[often[x->r->tokens[i].word]];
}

static void
set_subjects(struct sight *x)
{
	const struct report *r = x->r;
	for (size_t k = 0; k < r->sentence_count; k++) {
		uint32_t last = 0;
		for (uint32_t i = r->sentences[k].run.from; i < r->sentences[k].run.to; i++) {
			uint32_t grammar = word_class(x->l, r->tokens[i].word).grammar;
			x->at[i].subject = last;
			if (((r->tokens[i].flags & TOKEN_CAPITAL) && !grammar) || grammar >> GRAMMAR_SUBJECT & 1)
				last = i + 1;
		}
	}
}

struct sight
sight_of(arena *a, const struct report *r, const struct lexicon *l, const struct attribution *rules, size_t count)
{
	struct sight x = { .r = r, .l = l };
	x.at = ARENA_ARRAY(a, struct glance, r->token_count + 1);
	x.is_cue = arena_get(a, r->token_count + 1);
	for (uint32_t i = 0; i < r->token_count; i++) {
		look(&x, i);
		count_on(&x, i);
	}
	mark_rules(&x, rules, count);
	set_known(a, &x, rules, count);
	set_subjects(&x);
	return x;
}

void
sight_set_cues(struct sight *x, const struct run cues[], size_t count)
{
	for (size_t k = 0; k < count; k++)
		for (uint32_t i = cues[k].from; i < cues[k].to; i++)
			x->is_cue[i] = 1;
	for (uint32_t i = 0; i < x->r->token_count; i++)
		x->at[i + 1].cues = x->at[i].cues + (x->is_cue[i] && (i == 0 || !x->is_cue[i - 1]));
}

/* What stands outside is one thing before, and one behind. */
static const struct glance *
glance_at(const struct sight *x, struct run within, int64_t i)
{
	static const struct glance before = { .word = 1, .class = 1, .rule_role = 7, .rule_content = 7 };
	static const struct glance behind = { .word = 2, .class = 2, .rule_role = 7, .rule_content = 7 };
	return i < within.from ? &before : i >= within.to ? &behind : &x->at[i];
}

static unsigned
by_rules(const struct glance *g)
{
	return g->rule_role * 8u + g->rule_content;
}

/* ---- for cues ---- */

static void
add_words(struct features *f, const struct glance *const near[7])
{
	const struct glance *p = near[2], *g = near[3], *n = near[4];
	for (size_t k = 0; k < 7; k++) {
		add(f, near[k]->word, 0);
		add(f, near[k]->class, 0);
	}
	add(f, p->word, g->word);
	add(f, g->word, n->word);
	add(f, near[1]->word, p->word);
	add(f, n->word, near[5]->word);
	add(f, p->class, g->class);
	add(f, g->class, n->class);
	add(f, p->class, n->class);
	add(f, near[1]->class, pair(p->class, g->class));
	add(f, pair(g->class, n->class), near[5]->class);
	add(f, p->class, g->word);
	add(f, g->word, n->class);
	add(f, 0, 0);
}

static void
add_forms(struct features *f, const struct glance *const near[7])
{
	const struct glance *p = near[2], *g = near[3], *n = near[4];
	add(f, g->ends[0], 0);
	add(f, g->ends[1], 0);
	add(f, g->ends[2], g->shape);
	add(f, p->ends[1], g->ends[1]);
	add(f, g->ends[1], n->ends[1]);
	add(f, p->ends[0], n->class);
	add(f, g->shape, p->shape);
	add(f, g->stem, 0);
	add(f, g->stem, n->class);
	add(f, g->stem, p->class);
	add(f, g->stem, n->word);
	add(f, p->stem, g->word);
	add(f, near[1]->stem, pair(p->word, g->stem));
	add(f, g->stem, pair(n->word, near[5]->class));
}

static void
add_rules(struct features *f, const struct glance *const near[7])
{
	const struct glance *p = near[2], *g = near[3], *n = near[4];
	for (size_t k = 1; k < 6; k++)
		add(f, by_rules(near[k]), 0);
	add(f, g->word, by_rules(g));
	add(f, g->class, by_rules(g));
	add(f, n->word, by_rules(g));
	add(f, p->word, by_rules(g));
	add(f, p->rule_role * 8u + g->rule_role, n->rule_role * 8u + g->rule_content);
	add(f, p->rule_content * 8u + g->rule_content, n->rule_content);
	add(f, near[1]->rule_role * 64u + p->rule_role * 8u + g->rule_role, p->rule_content);
	add(f, g->rule_role * 64u + n->rule_role * 8u + near[5]->rule_role, n->rule_content);
	add(f, g->known, p->known * 8u + n->known);
}

/* How the words of its sentence before it and behind it are. */
static void
add_place(struct features *f, const struct sight *x, struct run part, uint32_t i)
{
	const struct glance *at = x->at, *g = &at[i];
	const struct glance *subject = glance_at(x, part, (int64_t)g->subject - 1);
	bool is_known = g->subject > part.from, is_quoted = x->r->tokens[i].quotation != 0;
	unsigned away = is_known ? least(i - g->subject, 7) : 8;
	unsigned between = is_known ? least(g->commas - subject->commas, 2) * 4 + least(g->verbs - subject->verbs, 2) : 0;
	add(f, g->place, 0);
	add(f, is_quoted, by_rules(g));
	add(f, g->word, is_quoted);
	add(f, least(at[part.to].quotes - at[part.from].quotes, 3), g->class);
	add(f, least(g->quotes - at[part.from].quotes, 2) * 4 + least(at[part.to].quotes - g->quotes, 2), g->class);
	add(f, least(g->verbs - at[part.from].verbs, 3), g->class);
	add(f, away * 16 + between, g->class);
	add(f, pair(subject->known, away), g->class);
	add(f, pair(subject->class, between), g->ends[0]);
	add(f, subject->word, g->stem);
}

void
sight_cue(const struct sight *x, struct run part, uint32_t token, uint32_t ret[CUE_FEATURES])
{
	struct features f = { .at = ret };
	const struct glance *near[7];
	for (int k = 0; k < 7; k++)
		near[k] = glance_at(x, part, (int64_t)token + k - 3);
	add_words(&f, near);
	add_forms(&f, near);
	add_rules(&f, near);
	add_place(&f, x, part, token);
	assert(f.count == CUE_FEATURES);
}

/* ---- for the spans of one cue ---- */

struct outlook
outlook_of(arena *a, const struct report *r, struct run cue, const struct attribution *rules)
{
	enum { BEFORE = 100, BEHIND = 150 };
	struct outlook o = { .cue = cue, .rules = rules, .window = r->paragraphs[r->tokens[cue.from].paragraph].run };
	if (o.window.from + BEFORE < cue.from)
		o.window.from = cue.from - BEFORE;
	if (o.window.to > cue.to + BEHIND)
		o.window.to = cue.to + BEHIND;
	o.own = arena_get(a, o.window.to - o.window.from + 1);
	for (uint32_t i = o.window.from; rules && i < o.window.to; i++) {
		uint8_t *own = &o.own[i - o.window.from];
		for (unsigned k = 0; k < rules->content_count; k++)
			if (rules->contents[k].from <= i && i < rules->contents[k].to)
				*own = i == rules->contents[k].from ? RULE_CONTENT : RULE_IN_CONTENT;
		if (rules->source.from <= i && i < rules->source.to)
			*own = i == rules->source.from ? RULE_SOURCE : RULE_IN_SOURCE;
	}
	return o;
}

/* Where a token stands as seen from the cue, and what lies between. */
struct way {
	unsigned far;           /* how far and on which side, in steps */
	unsigned there;         /* before, in or behind; in an earlier sentence, the same or a later one */
	unsigned commas, verbs, path;
	unsigned quoted;        /* the token, the cue, both in one quotation */
	uint8_t own[5];         /* what the rules of this cue say of the tokens about it */
	unsigned mine;
};

static unsigned
step_of(unsigned far)
{
	return far < 5 ? far : far < 7 ? 5 : far < 11 ? 6 : far < 21 ? 7 : far < 41 ? 8 : 9;
}

static uint8_t
own_at(const struct outlook *o, int64_t i)
{
	enum { OWN_CUE = 6, OUTSIDE };
	if (i < o->window.from || i >= o->window.to)
		return OUTSIDE;
	return i >= o->cue.from && i < o->cue.to ? OWN_CUE : o->own[i - o->window.from];
}

static struct way
way_to(const struct sight *x, const struct outlook *o, uint32_t i)
{
	const struct token *t = &x->r->tokens[i], *c = &x->r->tokens[o->cue.from];
	bool is_before = i < o->cue.from, is_behind = i >= o->cue.to;
	uint32_t far = is_before ? o->cue.from - i : is_behind ? i - o->cue.to + 1 : 0;
	const struct glance *from = &x->at[is_behind ? o->cue.to : i], *to = &x->at[is_before ? o->cue.from : i];
	unsigned side = is_before ? 1 : is_behind ? 2 : 0, sentence = t->sentence < c->sentence ? 0 : t->sentence == c->sentence ? 1 : 2;
	struct way w = { .far = step_of(far) << 1 | is_before, .there = side * 4 + sentence };
	w.commas = least(to->commas - from->commas, 3);
	w.verbs = least(to->verbs - from->verbs, 3);
	w.path = w.commas * 4 + least(to->quotes - from->quotes, 3);
	w.path = (w.path * 4 + w.verbs) * 3 + least(to->clauses - from->clauses, 2);
	w.path = (w.path * 3 + least(to->stops - from->stops, 2)) * 3 + least(to->cues - from->cues, 2);
	w.quoted = (t->quotation != 0) | (c->quotation != 0) << 1 | (t->quotation == c->quotation) << 2;
	for (int k = 0; k < 5; k++)
		w.own[k] = own_at(o, (int64_t)i + k - 2);
	w.mine = w.own[2] * 2u + (o->rules != NULL);
	return w;
}

static void
add_words_there(struct features *f, const struct way *w, const struct glance *const near[6])
{
	const struct glance *p = near[1], *g = near[2], *n = near[3];
	uint64_t there = pair(w->there, 1);
	add(f, there, g->word);
	add(f, there, p->word);
	add(f, there, n->word);
	add(f, there, pair(p->word, g->word));
	add(f, there, pair(g->word, n->word));
	add(f, pair(w->there, near[0]->word), p->word);
	add(f, pair(w->there, n->word), near[4]->word);
	add(f, pair(p->word, g->word), pair(n->word, w->there));
	add(f, there, pair(p->class, g->class));
	add(f, there, pair(g->class, n->class));
	add(f, pair(w->there, near[0]->class), pair(p->class, g->class));
	add(f, pair(w->there, g->class), pair(n->class, near[4]->class));
	add(f, pair(p->class, g->word), w->there);
	add(f, pair(g->word, n->class), w->there);
	add(f, pair(g->class, n->class), pair(near[4]->class, p->class));
	add(f, pair(near[5]->class, near[4]->class), pair(g->class, n->class));
	add(f, there, g->ends[0]);
	add(f, there, g->ends[1]);
	add(f, there, g->ends[2]);
	add(f, g->shape, pair(p->shape, n->shape) ^ w->there);
	add(f, pair(w->there, p->shape), g->word);
	add(f, pair(near[0]->shape, p->shape), pair(g->shape, pair(n->shape, near[4]->shape)));
	add(f, g->known, w->there * 16 + p->known * 4u);
	add(f, w->there, 0);
}

static void
add_way(struct features *f, const struct way *w, const struct glance *g)
{
	add(f, w->far, 0);
	add(f, w->far, g->class);
	add(f, w->far, g->word);
	add(f, w->there, w->path);
	add(f, pair(w->path, g->class), w->there);
	add(f, pair(w->there, w->commas), g->class);
	add(f, pair(w->there, w->verbs), g->class);
	add(f, g->place, w->there);
	add(f, g->shape, w->there * 16 + (w->far >> 1));
	add(f, w->quoted, w->there);
	add(f, w->quoted, pair(w->there, w->path / (4 * 3 * 3 * 3)));
	add(f, w->quoted, pair(w->there, w->mine));
}

/* What the cue is, and what stands around it. */
static void
add_cue(struct features *f, const struct sight *x, const struct outlook *o, const struct way *w, const struct glance *const near[6])
{
	const struct glance *g = near[2], *verb = &x->at[o->cue.to - 1];
	const struct glance *before = glance_at(x, o->window, (int64_t)o->cue.from - 1), *behind = glance_at(x, o->window, o->cue.to);
	add(f, w->far, verb->word);
	add(f, w->far, verb->stem);
	add(f, w->far, verb->class);
	add(f, pair(w->there, w->commas), verb->word);
	add(f, pair(w->there, w->commas), verb->stem);
	add(f, pair(w->there, w->verbs * 4 + w->commas), verb->class);
	add(f, pair(w->there, verb->word), g->word);
	add(f, pair(w->there, verb->word), g->class);
	add(f, pair(w->there, verb->stem), g->word);
	add(f, pair(w->there, verb->stem), g->class);
	add(f, pair(verb->class, w->there), pair(near[1]->class, g->class));
	add(f, pair(verb->class, w->there), pair(g->class, near[3]->class));
	add(f, pair(x->at[o->cue.from].word, o->cue.to - o->cue.from), w->there);
	add(f, behind->word, w->there * 8 + w->commas);
	add(f, before->word, w->there * 8 + w->commas);
	add(f, pair(before->class, behind->class), w->there);
}

static void
add_rules_there(struct features *f, const struct sight *x, const struct outlook *o, const struct way *w, uint32_t i,
		const struct glance *const near[6])
{
	const struct glance *p = near[1], *g = near[2], *n = near[3];
	unsigned beside = (i > 0 && x->is_cue[i - 1]) * 2u + (i + 1 < o->window.to && x->is_cue[i + 1]);
	add(f, w->mine, (w->own[1] * 8u + w->own[2]) * 8 + w->own[3]);
	add(f, w->own[0] * 8u + w->own[1], w->own[2] * 64u + w->own[3] * 8u + w->own[4]);
	add(f, w->mine, w->there);
	add(f, w->mine, w->far);
	add(f, w->mine, w->path);
	add(f, w->mine, g->class);
	add(f, w->mine, g->word);
	add(f, w->mine, p->word);
	add(f, w->mine, n->word);
	add(f, w->mine, x->at[o->cue.to - 1].word);
	add(f, pair(p->class, g->class), pair(n->class, w->mine));
	add(f, by_rules(g), w->there);
	add(f, pair(by_rules(p), by_rules(g)), by_rules(n));
	add(f, w->there, (w->path % 3) * 8 + x->is_cue[i] * 4u + beside);
	add(f, i == o->window.from, i + 1 == o->window.to);
	add(f, w->far, pair(w->quoted, w->mine));
}

void
sight_span(const struct sight *x, const struct outlook *o, uint32_t token, uint32_t ret[SPAN_FEATURES])
{
	struct features f = { .at = ret };
	struct way w = way_to(x, o, token);
	const struct glance *near[6];
	for (int k = 0; k < 6; k++)
		near[k] = glance_at(x, o->window, (int64_t)token + k - 2);
	add_words_there(&f, &w, near);
	add_way(&f, &w, near[2]);
	add_cue(&f, x, o, &w, near);
	add_rules_there(&f, x, o, &w, token, near);
	assert(f.count == SPAN_FEATURES);
}
