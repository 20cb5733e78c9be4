/* What a secretariat makes by hand at night: N texts against a base, as one
 * text with the fewest words and brackets that still says who wants what.
 *
 * There is always a base, so there is no graph to be laid out: each text is held
 * against the base alone (diff.c), departures that overlap are clusters, and
 * what remains is to choose which clusters share brackets, and which texts show
 * whole and which inside another.  That is a matter of cost (weave.c):
 *
 *      words shown  +  bracket_cost × brackets  +  a little for nesting and islands
 *
 * Equal texts are one from the start, and the order of texts decides nothing:
 * they are woven in the order of their bytes.
 *
 * Then the plan is written down, and here is the care: what is printed must read
 * back to the byte, blanks too.  A site is set in one of two ways.
 *
 *      pretty          the blanks beside it are literal text; they must be the
 *                      same for all who have words there, and what the rule of
 *                      spacing leaves must be right for all who have none
 *      exact           every alternative brings the blanks around it
 *
 * Pretty where that is right, else exact.  At the end everything is read back;
 * should it fail, no two sites stand side by side, then all are set exactly, and
 * at the very last each text becomes one alternative of the whole.  So the law holds whatever
 * happens.
 */
#include "text/consolidate.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "text/bracketed_int.h"
#include "text/weave_int.h"

const struct consolidate_options consolidate_defaults = { .bracket_cost = 2.5 };

enum { NESTED_COST = 100, ISLAND_COST = 400, ALIGN_COST = 100, ATTEMPTS = 8 };

enum setting { SET_PRETTY, SET_EXACT };

/* Texts and who holds them. */
struct hands {
	const struct hand *at;
	size_t count;
	str *texts;                     /* all different, none the base's */
	size_t text_count;
	uint32_t *text_of;              /* by hand: index into texts plus 1, or 0 for the base */
};

struct setter {
	arena *a;
	struct bracketed *b;
	struct weaver *w;
	const struct hands *hands;
	enum setting setting;
};

/* Who a text stands for inside a bracket: itself, and what is the same there. */
struct company {
	const struct guest *at;
	size_t count;
};

/* ---- hands ---- */

struct numbered { str text; uint32_t hand; };

static int
by_text(const void *x, const void *y)
{
	const struct numbered *a = x, *b = y;
	int order = str_cmp(a->text, b->text);
	return order ? order : a->hand < b->hand ? -1 : a->hand > b->hand;
}

static void
hands_sort(struct hands *h, arena *a, str base)
{
	struct numbered *sorted = ARENA_ARRAY(a, struct numbered, h->count + 1);
	h->texts = ARENA_ARRAY(a, str, h->count + 1);
	h->text_of = ARENA_ARRAY(a, uint32_t, h->count + 1);
	for (uint32_t i = 0; i < h->count; i++)
		sorted[i] = (struct numbered){ h->at[i].text, i };
	qsort(sorted, h->count, sizeof *sorted, by_text);
	for (size_t i = 0; i < h->count; i++) {
		if (str_eq(sorted[i].text, base))
			continue;
		if (h->text_count == 0 || !str_eq(h->texts[h->text_count - 1], sorted[i].text))
			h->texts[h->text_count++] = sorted[i].text;
		h->text_of[sorted[i].hand] = (uint32_t)h->text_count;
	}
}

/* ---- owners ---- */

static bool
stands_for(const struct company *c, uint32_t text, uint32_t other)
{
	if (text == other)
		return true;
	for (size_t i = 0; i < c->count; i++)
		if (c->at[i].woven == text && c->at[i].part.text == other)
			return true;
	return false;
}

/* Adds every hand that holds one of the texts, in the order of hands; gives the
 * first, or the count where there is none. */
static size_t
owners_add(const struct setter *s, const struct company *c, const uint32_t texts[], size_t count,
	   struct alternative *alt)
{
	size_t first = s->hands->count;
	for (size_t h = 0; h < s->hands->count; h++) {
		bool holds = false;
		for (size_t i = 0; i < count && !holds && s->hands->text_of[h]; i++)
			holds = stands_for(c, texts[i], s->hands->text_of[h]);
		if (!holds)
			continue;
		first = first < h ? first : h;
		alternative_owner(alt, s->a, bracketed_name(s->b, s->hands->at[h].name) - 1);
	}
	return first;
}

/* ---- what a text has at a site ---- */

struct content {
	struct part part;
	str all, before, core, behind;  /* with the blanks around it; these, and without */
	uint32_t from, to;              /* tokens of the core */
};

/* Does a site begin where its passage does, or end where it ends? */
struct ends { bool first, last; };

/* At the ends of a passage in brackets there are no blanks. */
static struct content
content_of(const struct setter *s, struct ends ends, struct part x)
{
	const struct tokens *t = &s->w->texts[x.text].t;
	struct content c = { .part = x, .from = x.from, .to = x.to };
	size_t at = ends.first ? token_start(t, x.from) : x.from ? token_end(t, x.from - 1) : 0;
	size_t end = ends.last ? x.to > x.from ? token_end(t, x.to - 1) : at : token_start(t, x.to);
	c.all = str_sub(t->text, at, ends.first && x.from == x.to ? at : end);
	while (c.from < c.to && t->at[c.from].kind == TOKEN_BREAK)
		c.from++;
	while (c.to > c.from && t->at[c.to - 1].kind == TOKEN_BREAK)
		c.to--;
	c.core = tokens_span(t, c.from, c.to);
	if (c.from == c.to) {
		c.before = c.all;
		c.core = c.behind = str_sub(c.all, c.all.len, c.all.len);
		return c;
	}
	c.before = str_sub(c.all, 0, (size_t)(c.core.at - c.all.at));
	c.behind = str_sub(c.all, c.before.len + c.core.len, c.all.len);
	return c;
}

/* The blanks at the end, and at the start. */
static str
blanks_last(str s)
{
	size_t at = s.len;
	while (at > 0 && is_space(s.at[at - 1]))
		at--;
	return str_sub(s, at, s.len);
}

static str
blanks_first(str s)
{
	size_t at = 0;
	while (at < s.len && is_space(s.at[at]))
		at++;
	return str_sub(s, 0, at);
}

static str
joined(arena *a, str x, str y)
{
	if (!x.len || !y.len)
		return x.len ? x : y;
	char *at = arena_get(a, x.len + y.len + 1);
	memcpy(at, x.at, x.len);
	memcpy(at + x.len, y.at, y.len);
	return (str){ at, x.len + y.len };
}

/* Where a site is set between `before` and `behind`, does whoever has nothing
 * there read `gap` between the same literal texts? */
static bool
reads_gap(const struct setter *s, str literal, str before, str behind, str rest, bool is_last, str gap)
{
	struct site nothing = { 0 };
	str p = joined(s->a, literal, before), n = joined(s->a, behind, rest);
	struct piece pieces[4];
	struct passage around = { .at = pieces, .count = 0 };
	size_t site = p.len > 0;
	if (p.len)
		pieces[around.count++] = (struct piece){ .text = p };
	pieces[around.count++] = (struct piece){ .site = &nothing };
	if (n.len)
		pieces[around.count++] = (struct piece){ .text = n };
	if (n.len && !is_last)
		pieces[around.count++] = (struct piece){ .site = &nothing };
	switch (spacing_around(&around, site)) {
	case SPACING_KEPT:
		break;
	case SPACING_LINES_BEFORE:
		while (p.len && p.at[p.len - 1] == '\n')
			p.len--;
		break;
	case SPACING_LINES_AFTER:
		while (n.len && n.at[0] == '\n')
			n = str_sub(n, 1, n.len);
		break;
	case SPACING_BLANK_BEFORE:
		p.len--;
		break;
	case SPACING_BLANK_AFTER:
		n = str_sub(n, 1, n.len);
		break;
	}
	if (p.len + n.len != literal.len + gap.len + rest.len)
		return false;
	/* Only blanks can differ, and only here. */
	str left = blanks_last(literal), right = blanks_first(rest);
	str wanted = joined(s->a, joined(s->a, left, gap), right),
	    got = joined(s->a, blanks_last(p), blanks_first(n));
	return str_eq(got, wanted);
}

/* ---- one site ---- */

struct setting_of {
	const struct plan_site *site;
	struct ends ends;
	struct content own;
	struct company company;
	str literal, rest;              /* of the passage, before and behind the site */
	bool is_first, is_last;         /* of the passage's sites */
	bool shares;                    /* the blank before it is the one behind the site before */
	bool sets_before, sets_behind;  /* are the blanks beside it literal text? */
	str before, behind;             /* these blanks, or empty */
};

/* All parts that somebody has at the site: 0 the passage's own. */
static bool
part_next(const struct setting_of *q, size_t *i, struct part *ret)
{
	size_t k = (*i)++;
	if (k == 0) {
		*ret = q->own.part;
		return true;
	}
	k--;
	for (size_t b = 0; b < q->site->blocks.count; b++) {
		const struct plan_block *block = &q->site->blocks.at[b];
		if (k < block->same.count) {
			*ret = block->same.at[k];
			return true;
		}
		k -= block->same.count;
		if (k < block->within.count) {
			*ret = block->within.at[k].part;
			return true;
		}
		k -= block->within.count;
	}
	if (k < q->site->deletes.count) {
		*ret = q->site->deletes.at[k];
		return true;
	}
	return false;
}

/* Are inner sites within what is left when breaks at the ends are cut off? */
static bool
inner_fits(const struct setter *s, const struct setting_of *q)
{
	for (size_t b = 0; b < q->site->blocks.count; b++) {
		const struct plan_block *block = &q->site->blocks.at[b];
		struct content c = content_of(s, q->ends, block->part);
		for (size_t i = 0; i < block->inner.sites.count; i++)
			if (block->inner.sites.at[i].from < c.from ||
			    block->inner.sites.at[i].to > c.to)
				return false;
	}
	return true;
}

/* Does a text depart at the end of a passage, and so bring its own blanks? */
static bool
departs_at(const struct plan *inner, bool first, uint32_t cut, uint32_t text)
{
	if (inner->sites.count == 0)
		return false;
	const struct plan_site *site = &inner->sites.at[first ? 0 : inner->sites.count - 1];
	bool departs = false;
	if ((first ? site->from : site->to) != cut)
		return false;
	for (size_t b = 0; b < site->blocks.count; b++)
		for (size_t i = 0; i < site->blocks.at[b].same.count; i++)
			departs = departs || site->blocks.at[b].same.at[i].text == text;
	for (size_t i = 0; i < site->deletes.count; i++)
		departs = departs || site->deletes.at[i].text == text;
	return departs;
}

/* Blanks that are not literal stand in the brackets: then who is woven into a
 * text has the same there as that text, or departs there. */
static bool
block_fits(const struct setter *s, const struct setting_of *q, const struct plan_block *block)
{
	struct content c = content_of(s, q->ends, block->part);
	const struct plan *inner = &block->inner;
	for (size_t i = 0; i < block->within.count; i++) {
		struct content x = content_of(s, q->ends, block->within.at[i].part);
		uint32_t woven = block->within.at[i].woven;
		if (!q->sets_before && !str_eq(x.before, c.before) &&
		    !departs_at(inner, true, c.from, woven))
			return false;
		if (!q->sets_behind && !str_eq(x.behind, c.behind) &&
		    !departs_at(inner, false, c.to, woven))
			return false;
	}
	return true;
}

/* Can it be set so?  The blanks that are literal are found on the way. */
static bool
can_be_set(const struct setter *s, struct setting_of *q, bool before, bool behind)
{
	bool found = false;
	struct part x;
	q->sets_before = before;
	q->sets_behind = behind;
	q->before = q->behind = S("");
	for (size_t i = 0; part_next(q, &i, &x);) {
		struct content c = content_of(s, q->ends, x);
		if (c.from == c.to)
			continue;
		if (found && ((before && !str_eq(q->before, c.before)) ||
			      (behind && !str_eq(q->behind, c.behind))))
			return false;
		q->before = before ? c.before : S("");
		q->behind = behind ? c.behind : S("");
		found = true;
	}
	for (size_t b = 0; b < q->site->blocks.count; b++)
		if (!block_fits(s, q, &q->site->blocks.at[b]))
			return false;
	for (size_t i = 0; found && part_next(q, &i, &x);) {
		struct content c = content_of(s, q->ends, x);
		if (c.from == c.to && !reads_gap(s, q->literal, q->before, q->behind, q->rest, q->is_last, c.all))
			return false;
	}
	return found;
}

/* Where two sites stand side by side, one blank is between them and literal. */
static bool
is_pretty(const struct setter *s, struct setting_of *q)
{
	if (s->setting != SET_PRETTY || !inner_fits(s, q))
		return false;
	if (q->shares)
		return can_be_set(s, q, true, true);
	return can_be_set(s, q, true, true) || can_be_set(s, q, false, true) ||
	       can_be_set(s, q, true, false);
}

/* A passage as it is set: its tokens, and which bytes of its text. */
struct setting_place {
	struct part own;
	size_t at, end;
	bool ends_first, ends_last;     /* no blanks before its first token, behind its last */
};

static void passage_set(const struct setter *s, const struct setting_place *p,
			const struct plan *plan, const struct company *company,
			struct passage *out);

static int
by_first_owner(const void *x, const void *y)
{
	const struct alternative *a = x, *b = y;
	if (!a->owner_count || !b->owner_count)
		return a->owner_count ? 1 : b->owner_count ? -1 : 0;
	return a->owners[0] < b->owners[0] ? -1 : a->owners[0] > b->owners[0];
}

static void
block_set(const struct setter *s, const struct setting_of *q, const struct plan_block *block,
	  bool own, struct site *out)
{
	struct content c = content_of(s, q->ends, block->part);
	const struct tokens *t = &s->w->texts[block->part.text].t;
	struct setting_place inside = { .own = { block->part.text, c.from, c.to },
					.ends_first = q->sets_before,
					.ends_last = q->sets_behind };
	struct company guests = { block->within.at, block->within.count };
	if (own && c.from == c.to)
		return;
	struct alternative *alt = site_alternative(out, s->a);
	uint32_t *texts = ARENA_ARRAY(s->a, uint32_t, block->same.count + block->within.count + 1);
	size_t count = 0;
	for (size_t i = 0; i < block->same.count; i++)
		texts[count++] = block->same.at[i].text;
	for (size_t i = 0; i < block->within.count; i++)
		texts[count++] = block->within.at[i].part.text;
	if (!own)
		owners_add(s, &q->company, texts, count, alt);
	alt->deletes = c.from == c.to;
	inside.at = (size_t)(c.core.at - t->text.at) - (q->sets_before ? 0 : c.before.len);
	inside.end =
		(size_t)(c.core.at - t->text.at) + c.core.len + (q->sets_behind ? 0 : c.behind.len);
	if (!alt->deletes)
		passage_set(s, &inside, &block->inner, &guests, &alt->content);
}

static void
deletes_set(const struct setter *s, const struct setting_of *q, struct site *out)
{
	if (!q->site->deletes.count)
		return;
	struct alternative *alt = site_alternative(out, s->a);
	uint32_t *texts = ARENA_ARRAY(s->a, uint32_t, q->site->deletes.count);
	for (size_t i = 0; i < q->site->deletes.count; i++)
		texts[i] = q->site->deletes.at[i].text;
	owners_add(s, &q->company, texts, q->site->deletes.count, alt);
	alt->deletes = true;
}

static void
site_sort(struct site *out)
{
	qsort(out->at, out->count, sizeof *out->at, by_first_owner);
}

static void
site_set_pretty(const struct setter *s, const struct setting_of *q, struct site *out)
{
	for (size_t b = 0; b < q->site->blocks.count; b++)
		block_set(s, q, &q->site->blocks.at[b], q->site->has_own && b == 0, out);
	deletes_set(s, q, out);
	site_sort(out);
}

static int
by_index(const void *x, const void *y)
{
	const uint32_t *a = x, *b = y;
	return *a < *b ? -1 : *a > *b;
}

/* Set exactly, a site that gives nothing may still lose line ends that are no
 * part of it.  Then they go into the brackets as well, into every alternative. */
static void
frame_find(const struct setter *s, struct setting_of *q)
{
	struct part x;
	bool right = true;
	for (size_t i = 0; part_next(q, &i, &x) && right;)
		right = content_of(s, q->ends, x).all.len ||
			reads_gap(s, q->literal, S(""), S(""), q->rest, q->is_last, S(""));
	q->before = right ? S("") : blanks_last(q->literal);
	q->behind = right || q->before.len ? S("") : blanks_first(q->rest);
}

static str
framed(const struct setter *s, const struct setting_of *q, str bytes)
{
	return joined(s->a, joined(s->a, q->before, bytes), q->behind);
}

/* Every part with its blanks, each an alternative of its own. */
static void
site_set_exact(const struct setter *s, const struct setting_of *q, struct site *out)
{
	struct part x;
	str own = framed(s, q, q->own.all);
	if (own.len)
		passage_text(&site_alternative(out, s->a)->content, s->a, own);
	for (size_t i = 1; part_next(q, &i, &x);) {
		str bytes = framed(s, q, content_of(s, q->ends, x).all);
		size_t k = own.len > 0;
		while (k < out->count &&
		       !str_eq(out->at[k].content.count ? out->at[k].content.at[0].text : S(""),
			       bytes))
			k++;
		struct alternative *alt =
			k < out->count ? &out->at[k] : site_alternative(out, s->a);
		if (!alt->content.count) {
			passage_text(&alt->content, s->a, bytes);
			alt->deletes = !bytes.len;
		}
		owners_add(s, &q->company, &x.text, 1, alt);
	}
	for (size_t k = 0; k < out->count; k++)
		if (out->at[k].owner_count)
			qsort(out->at[k].owners, out->at[k].owner_count, sizeof *out->at[k].owners,
			      by_index);
	site_sort(out);
}

/* ---- a passage ---- */

/* Sets the site that follows the bytes up to `*at` and the blanks `*behind`. */
static void
site_set(const struct setter *s, struct setting_of *q, str text, size_t *at, str *behind,
	 struct passage *out)
{
	size_t start = (size_t)(q->own.all.at - text.at), stop = start + q->own.all.len;
	q->shares = start < *at;
	q->literal = q->shares ? *behind : joined(s->a, *behind, str_sub(text, *at, start));
	bool pretty = is_pretty(s, q);
	str before = q->literal;
	if (!pretty)
		q->before = q->behind = S("");
	if (!pretty && !q->shares) {
		frame_find(s, q);
		before.len -= q->before.len;
		stop += q->behind.len;
	} else if (pretty && !q->shares) {
		before = joined(s->a, before, q->before);
	}
	if ((q->shares && !pretty) || (!q->is_first && !before.len))     /* they should not have been side by side */
		*LIST_ADD(&s->w->seams) = (struct seam){ q->own.part.text, q->own.part.from };
	passage_text(out, s->a, before);
	struct site *set = passage_site(out, s->a);
	if (pretty)
		site_set_pretty(s, q, set);
	else
		site_set_exact(s, q, set);
	*behind = pretty ? q->behind : S("");
	*at = stop;
}

static void
passage_set(const struct setter *s, const struct setting_place *p, const struct plan *plan,
	    const struct company *company, struct passage *out)
{
	const struct tokens *t = &s->w->texts[p->own.text].t;
	size_t at = p->at;
	str behind = S("");
	for (size_t i = 0; i < plan->sites.count; i++) {
		const struct plan_site *site = &plan->sites.at[i];
		struct setting_of q = { .site = site, .company = *company, .is_first = i == 0,
					.is_last = i + 1 == plan->sites.count };
		q.ends = (struct ends){ p->ends_first && site->from == p->own.from, p->ends_last && site->to == p->own.to };
		q.own = content_of(s, q.ends, (struct part){ p->own.text, site->from, site->to });
		size_t from = (size_t)(q.own.all.at - t->text.at) + q.own.all.len;
		size_t to = i + 1 < plan->sites.count ? token_end(t, plan->sites.at[i + 1].from - 1)
						      : p->end;
		q.rest = str_sub(t->text, from, to < from ? from : to);
		site_set(s, &q, t->text, &at, &behind, out);
	}
	passage_text(out, s->a,
		     joined(s->a, behind, str_sub(t->text, at, p->end < at ? at : p->end)));
}

/* ---- the whole ---- */

static bool
reads_as(const struct bracketed *b, uint32_t owner, str text, buf *room)
{
	buf_clear(room);
	bracketed_project(b, owner, room);
	return str_eq(buf_str(room), text);
}

/* Sites with nothing between them would be one when they are printed. */
static bool
sites_touch(const struct passage *p)
{
	for (size_t i = 0; i < p->count; i++) {
		const struct site *x = p->at[i].site;
		if (x && i + 1 < p->count && p->at[i + 1].site)
			return true;
		for (size_t k = 0; x && k < x->count; k++)
			if (sites_touch(&x->at[k].content))
				return true;
	}
	return false;
}

/* Reads everything back. */
static bool
reads_back(const struct bracketed *b, str base, const struct hand *hands, size_t count)
{
	buf room = { 0 };
	bool right = !sites_touch(&b->top) && reads_as(b, 0, base, &room);
	for (size_t i = 0; i < count && right; i++)
		right = reads_as(b, bracketed_owner(b, hands[i].name), hands[i].text, &room);
	buf_done(&room);
	return right;
}

static struct bracketed *
plan_set(arena *a, struct weaver *w, const struct hands *hands, const struct plan *plan,
	 enum setting setting)
{
	struct setter s = {
		.a = a, .b = bracketed_new(a), .w = w, .hands = hands, .setting = setting
	};
	struct setting_place whole = { .own = { 0, 0, (uint32_t)w->texts[0].t.count },
				       .end = w->texts[0].t.text.len };
	struct company nobody = { 0 };
	for (size_t i = 0; i < hands->count; i++)
		bracketed_name(s.b, hands->at[i].name);
	passage_set(&s, &whole, plan, &nobody, &s.b->top);
	return s.b;
}

/* Every text whole. */
static struct bracketed *
stack(arena *a, str base, const struct hands *hands)
{
	struct bracketed *b = bracketed_new(a);
	struct site *site = passage_site(&b->top, a);
	if (base.len)
		passage_text(&site_alternative(site, a)->content, a, base);
	for (size_t t = 0; t < hands->text_count; t++) {
		struct alternative *alt = site_alternative(site, a);
		passage_text(&alt->content, a, hands->texts[t]);
		alt->deletes = !hands->texts[t].len;
		for (size_t i = 0; i < hands->count; i++)
			if (hands->text_of[i] == t + 1)
				alternative_owner(alt, a, bracketed_name(b, hands->at[i].name) - 1);
	}
	return b;
}

struct bracketed *
consolidate(arena *a, str base, const struct hand *hands, size_t count,
	    const struct consolidate_options *o)
{
	struct hands h = { .at = hands, .count = count };
	struct weave_costs costs = { .bracket = (int)(o->bracket_cost * 100), .nested = NESTED_COST,
				     .island = ISLAND_COST, .align = ALIGN_COST };
	struct bracketed *b = NULL;
	hands_sort(&h, a, base);
	struct weaver *w = weaver_new(base, h.texts, h.text_count, &costs);
	for (int attempt = 0; attempt < ATTEMPTS && !b; attempt++) {
		struct plan plan = { 0 };
		size_t seams = w->seams.count;
		w->never_side_by_side = attempt >= ATTEMPTS - 2;
		weave(w, &plan);
		b = plan_set(a, w, &h, &plan, attempt == ATTEMPTS - 1 ? SET_EXACT : SET_PRETTY);
		plan_done(&plan);
		if (w->seams.count > seams || !reads_back(b, base, hands, count)) {
			bracketed_done(b);
			b = NULL;
			attempt = attempt < ATTEMPTS - 3 && w->seams.count == seams ? ATTEMPTS - 3
										    : attempt;
		}
	}
	weaver_free(w);
	return b ? b : stack(a, base, &h);
}
