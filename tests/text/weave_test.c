/* The plan of least cost, against a reference that tries everything: every way
 * to join neighbouring clusters, every partition of a site's groups, every
 * leader. */
#include "text/weave.h"

#include <stdio.h>

#include "base/buf.h"
#include "rand.h"
#include "test.h"
#include "text/consolidate.h"
#include "text/weave_int.h"

enum { CASES = 10000, TEXTS_MOST = 4, WORDS_MOST = 9, CLUSTERS_MOST = 6, NEVER = 1 << 29 };

static const struct weave_costs costs = {
	.bracket = 250, .nested = 100, .island = 400, .align = 100
};

static int reference(struct weaver *w, struct passage_of *p, unsigned depth);

/* ---- the reference ---- */

struct group { str bytes; struct part part; };

static bool
departs(const struct strand *s, size_t from, size_t to)
{
	for (size_t k = 0; k < s->edit_count; k++)
		if (s->edits[k].a >= from && s->edits[k].a_end <= to)
			return true;
	return false;
}

/* What departs at a site, each once; `ret_deletes` where something has nothing. */
static size_t
groups_of(const struct weaver *w, const struct passage_of *p, size_t from, size_t to,
	  struct group groups[], bool *ret_deletes)
{
	size_t count = 0;
	*ret_deletes = false;
	for (size_t i = 0; i < p->strand_count; i++) {
		const struct strand *s = &p->strands[i];
		struct part x = { s->part.text, s->before[from - p->own.from],
				  s->behind[to - p->own.from] };
		str bytes = part_bytes(w, p, s->part, x.from, x.to);
		if (!departs(s, from, to))
			continue;
		bool known = str_eq(bytes, part_bytes(w, p, p->own, from, to));
		if (!known && to > from && x.from == x.to) {
			*ret_deletes = true;
			continue;
		}
		for (size_t k = 0; k < count && !known; k++)
			known = str_eq(groups[k].bytes, bytes);
		if (!known)
			groups[count++] = (struct group){ bytes, x };
	}
	return count;
}

/* A strand along part of its passage departs there as it does along the whole. */
static void
strand_cut(const struct weaver *w, const struct passage_of *p, const struct passage_of *q,
	   struct part x, struct strand *ret)
{
	struct edits found = { 0 };
	for (size_t i = 0; i < p->strand_count; i++)
		for (size_t k = 0;
		     p->strands[i].part.text == x.text && k < p->strands[i].edit_count; k++) {
			const struct edit *e = &p->strands[i].edits[k];
			if (e->a >= q->own.from && e->a_end <= q->own.to && e->b >= x.from &&
			    e->b_end <= x.to)
				*LIST_ADD(&found) = *e;
		}
	strand_of_edits(w, q, x, &found, ret);
}

static int
block(struct weaver *w, const struct passage_of *p, struct part leader, const struct group groups[],
      size_t count, uint32_t mask)
{
	struct passage_of q = { .own = leader, .strands = strands_new(count) };
	for (size_t i = 0; i < count; i++) {
		if (!(mask >> i & 1))
			continue;
		struct strand *s = &q.strands[q.strand_count++];
		if (leader.text == p->own.text)
			strand_cut(w, p, &q, groups[i].part, s);
		else
			strand_make(w, &q, groups[i].part, s);
	}
	int cost = reference(w, &q, 1) + (int)q.strand_count * w->costs.nested + w->costs.bracket;
	passage_done(&q);
	return cost;
}

/* Gives each group from `next` on to a block: 0 the passage's own, else one that
 * is there or a new one. */
static int
partitions(struct weaver *w, const struct passage_of *p, struct part own, bool has_own,
	   bool deletes, const struct group groups[], size_t count, size_t next, uint32_t masks[],
	   size_t blocks)
{
	int best = NEVER;
	if (next < count) {
		for (size_t b = has_own ? 0 : 1; b <= blocks + 1; b++) {
			masks[b] |= 1u << next;
			int cost = partitions(w, p, own, has_own, deletes, groups, count, next + 1,
					      masks, b > blocks ? b : blocks);
			best = cost < best ? cost : best;
			masks[b] &= ~(1u << next);
		}
		return best;
	}
	if (blocks == 0 && !deletes)
		return NEVER;
	int sum = has_own ? block(w, p, own, groups, count, masks[0]) : 0;
	for (size_t b = 1; b <= blocks; b++) {
		best = NEVER;
		for (size_t g = 0; g < count; g++)
			if (masks[b] >> g & 1) {
				int cost = block(w, p, groups[g].part, groups, count,
						 masks[b] & ~(1u << g));
				best = cost < best ? cost : best;
			}
		sum += best;
	}
	return sum;
}

static int
flat(const struct weaver *w, struct part own, bool has_own, const struct group groups[],
     size_t count)
{
	int cost = has_own ? weave_words(w, own.text, own.from, own.to) + w->costs.bracket : 0;
	for (size_t i = 0; i < count; i++)
		cost += weave_words(w, groups[i].part.text, groups[i].part.from,
				    groups[i].part.to) +
			w->costs.bracket;
	return cost;
}

static int
site(struct weaver *w, struct passage_of *p, size_t from, size_t to, unsigned depth)
{
	struct group groups[TEXTS_MOST];
	uint32_t masks[TEXTS_MOST + 2] = { 0 };
	bool deletes;
	size_t count = groups_of(w, p, from, to, groups, &deletes);
	struct part own = { p->own.text, (uint32_t)from, (uint32_t)to };
	if (depth == 1)
		return flat(w, own, to > from, groups, count);
	return partitions(w, p, own, to > from, deletes, groups, count, 0, masks, 0);
}

/* Every subset of the gaps between clusters as cuts. */
static int
reference(struct weaver *w, struct passage_of *p, unsigned depth)
{
	int best = NEVER;
	if (!p->clusters.count)
		clusters_make(p);
	size_t count = p->clusters.count;
	if (count == 0)
		return weave_words(w, p->own.text, p->own.from, p->own.to);
	for (uint32_t cuts = 0; cuts < 1u << (count - 1); cuts++) {
		int cost = weave_words(w, p->own.text, p->own.from, p->clusters.at[0].from) +
			   weave_words(w, p->own.text, p->clusters.at[count - 1].to, p->own.to);
		for (size_t first = 0, last; first < count; first = last + 1) {
			for (last = first; last + 1 < count && !(cuts >> last & 1); last++)
				;
			cost += site(w, p, p->clusters.at[first].from, p->clusters.at[last].to,
				     depth);
			if (last + 1 == count)
				continue;
			int gap = gap_words(w, p, last);
			cost += gap < 0 ? NEVER / 16 : gap + (gap == 100 ? w->costs.island : 0);
		}
		best = cost < best ? cost : best;
	}
	return best;
}

static int
reference_of(struct weaver *w, bool *ret_small)
{
	struct passage_of p = { .own = { 0, 0, (uint32_t)w->texts[0].t.count }, .is_whole = true,
				.strands = strands_new(TEXTS_MOST), .strand_count = w->count - 1 };
	for (size_t i = 0; i < p.strand_count; i++)
		strand_make(w, &p,
			    (struct part){ (uint32_t)i + 1, 0, (uint32_t)w->texts[i + 1].t.count },
			    &p.strands[i]);
	clusters_make(&p);
	*ret_small = p.clusters.count <= CLUSTERS_MOST;
	int cost = *ret_small ? reference(w, &p, 2) : 0;
	passage_done(&p);
	return cost;
}

/* ---- random texts of few words, so that much is alike ---- */

static str
words_make(struct rand *r, arena *a, str like)
{
	static const char *const words[] = { "a", "b", "c", "d", "e", "f", "g", "h" };
	buf out = { 0 };
	str rest = like, word;
	for (bool more = like.len > 0; more && like.len;) {
		more = str_cut(rest, ' ', &word, &rest);
		size_t what = rand_below(r, 10);
		if (what != 0)
			buf_printf(&out, "%s%.*s", out.len ? " " : "",
				   STR_ARG(what == 1 ? str_of(words[rand_below(r, 8)]) : word));
		if (what == 2)
			buf_printf(&out, " %s", words[rand_below(r, 8)]);
	}
	for (size_t i = like.len ? 0 : 1 + rand_below(r, WORDS_MOST); i > 0; i--)
		buf_printf(&out, "%s%s", out.len ? " " : "", words[rand_below(r, 8)]);
	str text = arena_str(a, buf_str(&out));
	buf_done(&out);
	return text;
}

static size_t
texts_make(struct rand *r, arena *a, str base, str texts[TEXTS_MOST])
{
	size_t count = 0;
	for (size_t i = 1 + rand_below(r, TEXTS_MOST); i > 0; i--) {
		str text = words_make(r, a, base);
		bool known = str_eq(text, base);
		for (size_t k = 0; k < count; k++)
			known = known || str_eq(text, texts[k]);
		if (!known)
			texts[count++] = text;
	}
	return count;
}

TEST(text_weave, the_cost_is_the_least_that_trying_everything_finds)
{
	struct rand r = rand_new();
	size_t small_ones = 0;
	for (size_t i = 0; i < CASES; i++) {
		arena *a = arena_new();
		str base = words_make(&r, a, S("")), texts[TEXTS_MOST];
		size_t count = texts_make(&r, a, base, texts);
		struct weaver *w = weaver_new(base, texts, count, &costs);
		struct plan plan = { 0 };
		bool small;
		int cost = weave(w, &plan), least = reference_of(w, &small);
		CHECK_EQ(plan_cost(w, &plan, 0, 0, w->texts[0].t.count), cost);
		if (small && cost != least) {
			printf("base <%.*s>\n", STR_ARG(base));
			for (size_t k = 0; k < count; k++)
				printf("text <%.*s>\n", STR_ARG(texts[k]));
			CHECK_EQ(cost, least);
		}
		small_ones += small;
		plan_done(&plan);
		weaver_free(w);
		arena_free(a);
	}
	CHECK(small_ones > CASES / 2);
}

/* Ideographs have no blanks between, so no cut may part two changes that touch:
 * 40 of them, all different, are one site, more than the clusters that any site looks over. */
TEST(text_weave, changes_that_touch_are_one_site_however_many)
{
	enum { RUN = 40 };
	arena *a = arena_new();
	buf out[3] = { 0 };
	str texts[3];
	for (size_t t = 0; t < 3; t++) {
		buf_printf(&out[t], "The port of the lower shore ");
		for (size_t i = 0; i < RUN; i++)
			buf_printf(&out[t], "%c\xb8%c", t && i % 2 == t - 1 ? 0xe5 : 0xe4,
				   (int)(0x80 + i));
		buf_printf(&out[t], " is open to all.");
		texts[t] = buf_str(&out[t]);
	}
	const struct hand hands[] = { { S("UPP"), texts[1] }, { S("LOW"), texts[2] } };
	struct bracketed *b = consolidate(a, texts[0], hands, 2, &consolidate_defaults);
	struct bracketed_counts counts = bracketed_count(b);
	CHECK_EQ(counts.sites, 1);
	CHECK_EQ(counts.words_shown - counts.words_bracketed, 10);	/* those around are said once */
	buf read = { 0 };
	for (size_t t = 0; t < 3; t++) {
		buf_clear(&read);
		bracketed_project(b, t ? bracketed_owner(b, hands[t - 1].name) : 0, &read);
		CHECK(str_eq(buf_str(&read), texts[t]));
		buf_done(&out[t]);
	}
	buf_done(&read);
	bracketed_done(b);
	arena_free(a);
}
