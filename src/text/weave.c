/* Strands, clusters, sites, blocks.
 *
 * A passage has a text of its own; every other text is a strand that runs along
 * it, with edits where it departs.  Edits of several strands that overlap or
 * touch at an insertion are one cluster: no cut can go through it.  Between
 * clusters all strands run together.
 *
 * A site covers one cluster or some neighbouring ones.  What strands have there
 * falls into groups of the same bytes, and the groups into blocks: one bracket
 * a block.  A block shows the text of its leader; the others of the block are
 * woven into it in the same way, one level deeper, and that level has no blocks
 * of more than one group.  The first block, where the passage has words there,
 * is led by the passage itself.
 *
 * Costs: every word shown, every pair of brackets, and penalties for nesting
 * and islands.  Sites are chosen by dynamic programming over the clusters,
 * blocks by trying all partitions of few groups, and by joining what gains most
 * where there are many.  What cannot be the least is given up early: sites over
 * a gap that nobody departs on both sides of, or so far apart that saying the
 * words between again costs more than brackets save; blocks whose texts, in
 * order, have too little in common (lcs.h).  No site crosses the end of a
 * paragraph but a change that does.
 *
 * Two sites may stand side by side with nothing but a blank between; where that
 * turns out not to read back, consolidate.c names the seam, and asks again.
 */
#include "text/weave.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "text/diff.h"
#include "text/weave_int.h"

enum {
	WINDOW_MOST = 12,       /* clusters that one site may cover */
	NEVER = 1 << 29,
};

struct weaver *
weaver_new(str base, const str texts[], size_t count, const struct weave_costs *costs)
{
	arena *a = arena_new();
	struct weaver *w = ARENA_NEW(a, struct weaver);
	*w = (struct weaver){ .a = a, .words = lexicon_new(), .count = count + 1, .costs = *costs };
	w->texts = ARENA_ARRAY(a, struct woven, count + 1);
	lexicon_lines(w->words, base);
	for (size_t i = 0; i < count; i++)
		lexicon_lines(w->words, texts[i]);
	for (size_t i = 0; i <= count; i++) {
		struct woven *x = &w->texts[i];
		tokens_read(&x->t, w->words, i ? texts[i - 1] : base);
		x->words_before = ARENA_ARRAY(a, uint32_t, x->t.count + 1);
		for (size_t k = 0; k < x->t.count; k++)
			x->words_before[k + 1] = x->words_before[k] + x->t.at[k].words;
	}
	return w;
}

void
plan_done(struct plan *p)
{
	for (size_t i = 0; i < p->sites.count; i++) {
		struct plan_site *s = &p->sites.at[i];
		for (size_t k = 0; k < s->blocks.count; k++) {
			LIST_DONE(&s->blocks.at[k].same);
			LIST_DONE(&s->blocks.at[k].within);
			plan_done(&s->blocks.at[k].inner);
		}
		LIST_DONE(&s->blocks);
		LIST_DONE(&s->deletes);
	}
	LIST_DONE(&p->sites);
}

void
weaver_free(struct weaver *w)
{
	if (!w)
		return;
	for (size_t i = 0; i < w->count; i++)
		tokens_done(&w->texts[i].t);
	LIST_DONE(&w->seams);
	lexicon_free(w->words);
	arena_free(w->a);
}

int
weave_words(const struct weaver *w, uint32_t text, size_t from, size_t to)
{
	return (int)(w->texts[text].words_before[to] - w->texts[text].words_before[from]) * 100;
}

/* ---- strands ---- */

/* The bytes of a part with the blanks around it; at the ends of a passage that
 * stands in brackets there are none. */
str
part_bytes(const struct weaver *w, const struct passage_of *p, struct part x, size_t from,
	   size_t to)
{
	const struct tokens *t = &w->texts[x.text].t;
	size_t at = from > x.from ? token_end(t, from - 1) : p->is_whole ? 0 : token_start(t, from);
	size_t end = to < x.to     ? token_start(t, to)
		     : p->is_whole ? t->text.len
		     : to > from   ? token_end(t, to - 1)
				   : at;
	return str_sub(t->text, at, end < at ? at : end);
}

static bool
same_bytes(const struct tokens *a, size_t i, const struct tokens *b, size_t j)
{
	return a->at[i].len == b->at[j].len &&
	       memcmp(a->text.at + a->at[i].at, b->text.at + b->at[j].at, a->at[i].len) == 0;
}

/* Where tokens are the same but their bytes are not, or the blanks before them
 * are not, there is an edit all the same: what is read back is to the byte. */
static void
run_edits(const struct tokens *a, size_t i, const struct tokens *b, size_t j, size_t len,
	  bool first, struct edits *out)
{
	for (size_t k = 0; k < len; k++) {
		struct edit e = { (uint32_t)(i + k), (uint32_t)(i + k), (uint32_t)(j + k),
				  (uint32_t)(j + k) };
		bool blanks = (k || first) && !str_eq(token_blank(a, i + k), token_blank(b, j + k));
		bool bytes = !same_bytes(a, i + k, b, j + k);
		e.a_end += bytes;
		e.b_end += bytes;
		if (blanks || bytes)
			*LIST_ADD(out) = e;
	}
}

/* Edits that touch become one. */
static void
edits_join(struct edits *e)
{
	size_t kept = 0;
	for (size_t i = 0; i < e->count; i++) {
		struct edit *last = kept ? &e->at[kept - 1] : NULL;
		if (last && last->a_end == e->at[i].a && last->b_end == e->at[i].b) {
			last->a_end = e->at[i].a_end;
			last->b_end = e->at[i].b_end;
		} else {
			e->at[kept++] = e->at[i];
		}
	}
	e->count = kept;
}

/* Edits that are found for tokens, made right for bytes.  `found` is emptied. */
static struct edits
edits_exact(const struct weaver *w, const struct passage_of *p, struct part x, struct edits *found)
{
	const struct tokens *a = &w->texts[p->own.text].t, *b = &w->texts[x.text].t;
	struct edits all = { 0 };
	size_t i = p->own.from, j = x.from;
	for (size_t k = 0; k <= found->count; k++) {
		struct edit e = { p->own.to, p->own.to, x.to, x.to };
		if (k < found->count)
			e = found->at[k];
		bool first =
			i == p->own.from && p->is_whole && !(found->count && found->at[0].a == i);
		run_edits(a, i, b, j, e.a - i, first, &all);
		if (k < found->count)
			*LIST_ADD(&all) = e;
		i = e.a_end;
		j = e.b_end;
	}
	/* Blanks behind everything. */
	bool open = all.count && all.at[all.count - 1].a_end == p->own.to;
	if (p->is_whole && !open && !str_eq(token_blank(a, a->count), token_blank(b, b->count)))
		*LIST_ADD(&all) = (struct edit){ p->own.to, p->own.to, x.to, x.to };
	edits_join(&all);
	edits_done(found);
	return all;
}

void
parts_diff(const struct weaver *w, struct part x, struct part y, struct edits *ret)
{
	struct tokens a = w->texts[x.text].t, b = w->texts[y.text].t;
	a.at = a.at ? a.at + x.from : NULL;
	a.count = x.to - x.from;
	b.at = b.at ? b.at + y.from : NULL;
	b.count = y.to - y.from;
	diff_tokens_fine(ret, &a, &b, w->costs.align / 100.0);
	for (size_t k = 0; k < ret->count; k++) {
		struct edit *e = &ret->at[k];
		*e = (struct edit){ e->a + x.from, e->a_end + x.from, e->b + y.from,
				    e->b_end + y.from };
	}
}

/* Where the passage's cuts lie in the strand: before and behind what is
 * inserted there. */
static void
strand_cuts(struct strand *s, const struct passage_of *p)
{
	size_t n = p->own.to - p->own.from, k = 0;
	uint32_t at = s->part.from;
	s->before = malloc((n + 1) * 2 * sizeof *s->before);
	if (!s->before)
		arena_exhausted((n + 1) * 2 * sizeof *s->before);
	s->behind = s->before + n + 1;
	for (size_t i = 0; i <= n; i++) {
		size_t cut = i + p->own.from;
		s->before[i] = at;
		if (k < s->edit_count && s->edits[k].a == cut && s->edits[k].a_end == cut)
			at = s->edits[k++].b_end;
		s->behind[i] = at;
		if (k == s->edit_count || s->edits[k].a > cut)
			at++;
		else if (s->edits[k].a_end == cut + 1)
			at = s->edits[k++].b_end;
	}
}

void
strand_make(const struct weaver *w, const struct passage_of *p, struct part x,
	    struct strand *ret_strand)
{
	struct edits found = { 0 };
	parts_diff(w, p->own, x, &found);
	strand_of_edits(w, p, x, &found, ret_strand);
}

void
strand_of_edits(const struct weaver *w, const struct passage_of *p, struct part x,
		struct edits *found, struct strand *ret_strand)
{
	struct edits e = edits_exact(w, p, x, found);
	*ret_strand =
		(struct strand){ .part = x, .edits = e.at, .edit_count = e.count, .is_mine = true };
	strand_cuts(ret_strand, p);
}

void
strand_done(struct strand *s)
{
	if (!s->is_mine)
		return;
	list_free(s->edits);
	free(s->before);
}

/* ---- clusters ---- */

struct mark { uint32_t a, a_end, strand; };

static int
by_place(const void *x, const void *y)
{
	const struct mark *a = x, *b = y;
	if (a->a != b->a)
		return a->a < b->a ? -1 : 1;
	if (a->a_end != b->a_end)
		return a->a_end < b->a_end ? -1 : 1;
	return a->strand < b->strand ? -1 : a->strand > b->strand;
}

static int
by_number(const void *x, const void *y)
{
	const uint32_t *a = x, *b = y;
	return *a < *b ? -1 : *a > *b;
}

/* Sorts a cluster's strands and drops doubles. */
static size_t
members_sort(uint32_t *at, size_t count)
{
	size_t kept = 0;
	qsort(at, count, sizeof *at, by_number);
	for (size_t i = 0; i < count; i++)
		if (kept == 0 || at[kept - 1] != at[i])
			at[kept++] = at[i];
	return kept;
}

void
clusters_make(struct passage_of *p)
{
	LIST(struct mark) marks = { 0 };
	for (size_t s = 0; s < p->strand_count; s++)
		for (size_t k = 0; k < p->strands[s].edit_count; k++)
			*LIST_ADD(&marks) = (struct mark){
				p->strands[s].edits[k].a, p->strands[s].edits[k].a_end, (uint32_t)s
			};
	if (marks.count)
		qsort(marks.at, marks.count, sizeof *marks.at, by_place);
	for (size_t i = 0; i < marks.count;) {
		struct cluster c = { .from = marks.at[i].a,
				     .to = marks.at[i].a_end,
				     .first = (uint32_t)p->members.count };
		bool inserts = c.from == c.to;
		for (; i < marks.count; i++) {
			const struct mark *m = &marks.at[i];
			bool is_insertion = m->a == m->a_end;
			if (m->a > c.to ||
			    (m->a == c.to && m->a > c.from && !is_insertion && !inserts) ||
			    (m->a == c.to && m->a == c.from && !is_insertion && !inserts))
				break;
			if (m->a_end > c.to) {
				c.to = m->a_end;
				inserts = false;
			}
			inserts = inserts || (is_insertion && m->a == c.to);
			*LIST_ADD(&p->members) = m->strand;
		}
		c.count =
			(uint32_t)members_sort(p->members.at + c.first, p->members.count - c.first);
		p->members.count = c.first + c.count;
		*LIST_ADD(&p->clusters) = c;
	}
	LIST_DONE(&marks);
}

/* ---- sites ---- */

static bool
is_seam(const struct weaver *w, uint32_t text, size_t at)
{
	for (size_t i = 0; i < w->seams.count; i++)
		if (w->seams.at[i].text == text && w->seams.at[i].at == at)
			return true;
	return false;
}

/* Would the rule of spacing take the blank behind a site here, and not before it? */
static bool
begins_line(const struct tokens *t, const struct passage_of *p, size_t at)
{
	if (at == p->own.from || t->at[at - 1].kind == TOKEN_BREAK)
		return true;
	char last = t->text.at[token_end(t, at - 1) - 1];
	return last == '(' || last & 0x80 || token_blank(t, at).len == 0;
}

static bool
gives_nothing(const struct passage_of *p, const struct strand *x, const struct cluster *c)
{
	return x->before[c->from - p->own.from] == x->behind[c->to - p->own.from];
}

/* Has some text nothing at cluster `k` and nothing at the next?  Then both sites
 * would want the same line ends gone. */
static bool
may_both_give_nothing(const struct passage_of *p, size_t k)
{
	const struct cluster *c = &p->clusters.at[k];
	if (c[0].from == c[0].to && c[1].from == c[1].to)
		return true;
	for (size_t i = 0; i < p->strand_count; i++)
		if (gives_nothing(p, &p->strands[i], &c[0]) && gives_nothing(p, &p->strands[i], &c[1]))
			return true;
	return false;
}

/* Words between two clusters, or -1 where no cut may be: nothing lies between
 * but blanks, which a site that gives nothing may need. */
int
gap_words(const struct weaver *w, const struct passage_of *p, size_t k)
{
	size_t from = p->clusters.at[k].to, to = p->clusters.at[k + 1].from;
	const struct tokens *t = &w->texts[p->own.text].t;
	for (size_t i = from; i < to; i++)
		if (t->at[i].kind != TOKEN_BREAK)
			return weave_words(w, p->own.text, from, to);
	if ((from == to && w->never_side_by_side) || is_seam(w, p->own.text, to))
		return -1;
	bool last = k + 2 == p->clusters.count && p->clusters.at[k + 1].to == p->own.to;
	if (from == to && from > p->clusters.at[k].from && t->at[from - 1].kind == TOKEN_BREAK)
		return last && may_both_give_nothing(p, k) ? -1 : 0;
	if (from == to)
		return token_blank(t, from).len == 0 || begins_line(t, p, p->clusters.at[k].from) ? -1 : 0;
	return last && may_both_give_nothing(p, k) ? -1 : 0;
}

static bool
has_break(const struct tokens *t, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (t->at[i].kind == TOKEN_BREAK)
			return true;
	return false;
}

/* Does a paragraph end between cluster `k` and the next, or where one of them
 * begins or ends? */
static bool
gap_breaks(const struct weaver *w, const struct passage_of *p, size_t k)
{
	const struct cluster *c = &p->clusters.at[k];
	size_t from = c[0].to > c[0].from ? c[0].to - 1 : c[0].to;
	return has_break(&w->texts[p->own.text].t, from, c[1].to > c[1].from ? c[1].from + 1 : c[1].from);
}

/* Who departs on both sides of a gap, and how many words it has unchanged
 * between: a site over both saves two pairs of brackets and an island at most, and says these words
 * again.  So gaps that nobody bridges with fewer are not worth a look. */
static int *
gaps_bridge(const struct weaver *w, const struct passage_of *p)
{
	int *bridge = malloc(p->clusters.count * sizeof *bridge);
	if (!bridge)
		arena_exhausted(p->clusters.count * sizeof *bridge);
	for (size_t k = 0; k < p->clusters.count; k++)
		bridge[k] = NEVER;
	for (size_t s = 0; s < p->strand_count; s++) {
		const struct strand *x = &p->strands[s];
		size_t k = 0, last = SIZE_MAX;
		for (size_t i = 0; i < x->edit_count; i++) {
			while (k + 1 < p->clusters.count &&
			       p->clusters.at[k + 1].from <= x->edits[i].a &&
			       p->clusters.at[k].to <
				       x->edits[i].a_end + (x->edits[i].a == x->edits[i].a_end))
				k++;
			int words = i ? weave_words(w, p->own.text, x->edits[i - 1].a_end,
						    x->edits[i].a)
				      : 0;
			for (size_t g = last; g < k; g++)
				bridge[g] = words < bridge[g] ? words : bridge[g];
			last = k;
		}
	}
	return bridge;
}

struct choice { int cost; uint32_t first; };

/* The least cost of everything up to each cluster, and where its site begins. */
static void
sites_choose(struct weaver *w, struct passage_of *p, unsigned depth, struct choice best[])
{
	int *bridge = gaps_bridge(w, p), most = w->costs.bracket * 2 + w->costs.island;
	for (size_t k = 0; k < p->clusters.count; k++) {
		size_t taken = 0;       /* runs of clusters with no cut inside */
		best[k] = (struct choice){ NEVER, (uint32_t)k };
		if (k + 1 < p->clusters.count && gap_words(w, p, k) < 0)
			continue;
		for (size_t j = k + 1; j-- > 0 && taken < WINDOW_MOST;) {
			int gap = j ? gap_words(w, p, j - 1) : 0;
			int over = j < k ? gap_words(w, p, j) : 0;
			if (j < k && over >= 0 &&
			    ((over > 100 && bridge[j] > most) || gap_breaks(w, p, j)))
				break;
			if (gap < 0)
				continue;
			taken++;
			int cost = j ? best[j - 1].cost + gap : 0;
			if (j && gap == 100 && !gap_breaks(w, p, j - 1))
				cost += w->costs.island;
			cost += site_cost(w, p, j, k, depth, best[k].cost - cost, NULL);
			if (cost < best[k].cost)
				best[k] = (struct choice){ cost, (uint32_t)j };
		}
	}
	free(bridge);
}

/* Weaves one passage; `ret_plan` may be NULL where only the cost is wanted. */
int
passage_weave(struct weaver *w, struct passage_of *p, unsigned depth, struct plan *ret_plan)
{
	clusters_make(p);
	size_t count = p->clusters.count;
	int words = weave_words(w, p->own.text, p->own.from, p->own.to);
	if (count == 0)
		return words;
	struct choice *best = calloc(count, sizeof *best);
	if (!best)
		arena_exhausted(count * sizeof *best);
	sites_choose(w, p, depth, best);
	int cost = best[count - 1].cost +
		   weave_words(w, p->own.text, p->own.from, p->clusters.at[0].from) +
		   weave_words(w, p->own.text, p->clusters.at[count - 1].to, p->own.to);
	if (ret_plan) {
		LIST(uint32_t) cuts = { 0 };
		for (size_t k = count; k > 0; k = best[k - 1].first)
			*LIST_ADD(&cuts) = (uint32_t)k;
		for (size_t i = cuts.count; i-- > 0;)
			site_cost(w, p, best[cuts.at[i] - 1].first, cuts.at[i] - 1, depth, NEVER,
				  LIST_ADD(&ret_plan->sites));
		LIST_DONE(&cuts);
	}
	free(best);
	return cost;
}

void
passage_done(struct passage_of *p)
{
	for (size_t i = 0; i < p->strand_count; i++)
		strand_done(&p->strands[i]);
	free(p->strands);
	LIST_DONE(&p->clusters);
	LIST_DONE(&p->pair_edits);
	map_done(&p->pairs);
	LIST_DONE(&p->members);
}

struct strand *
strands_new(size_t count)
{
	struct strand *s = calloc(count + 1, sizeof *s);
	if (!s)
		arena_exhausted((count + 1) * sizeof *s);
	return s;
}

int
plan_cost(const struct weaver *w, const struct plan *p, uint32_t text, size_t from, size_t to)
{
	int cost = 0;
	size_t at = from;
	for (size_t i = 0; i < p->sites.count; i++) {
		const struct plan_site *s = &p->sites.at[i];
		int words = weave_words(w, text, at, s->from);
		size_t left = i && s[-1].to > s[-1].from ? at - 1 : at, right = s->to > s->from ? s->from + 1 : s->from;
		bool breaks = has_break(&w->texts[text].t, left, right);
		cost += words + (i && words == 100 && !breaks ? w->costs.island : 0);
		for (size_t k = 0; k < s->blocks.count; k++) {
			const struct plan_block *b = &s->blocks.at[k];
			cost += w->costs.bracket +
				plan_cost(w, &b->inner, b->part.text, b->part.from, b->part.to);
			for (size_t g = 0; g < b->within.count; g++)
				cost += b->within.at[g].part.text == b->within.at[g].woven
						? w->costs.nested
						: 0;
		}
		at = s->to;
	}
	return cost + weave_words(w, text, at, to);
}

int
weave(struct weaver *w, struct plan *ret_plan)
{
	struct passage_of p = { .own = { 0, 0, (uint32_t)w->texts[0].t.count },
				.is_whole = true,
				.strand_count = w->count - 1 };
	p.strands = strands_new(p.strand_count);
	for (size_t i = 0; i < p.strand_count; i++)
		strand_make(w, &p,
			    (struct part){ (uint32_t)i + 1, 0, (uint32_t)w->texts[i + 1].t.count },
			    &p.strands[i]);
	int cost = passage_weave(w, &p, 2, ret_plan);
	passage_done(&p);
	return cost;
}
