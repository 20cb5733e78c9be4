/* One site: what the strands have there, in groups, and the groups in blocks.
 *
 * Prices go from cheap to dear, and a site is given up as soon as it cannot be
 * cheaper than what is known: a bound from its words alone; then each group a block
 * of its own, which is all there is inside of blocks; then, where two groups have
 * enough in common for one to pay inside the other, all partitions of up to
 * EXACT_MOST groups, each with a bound of its own.  More groups are joined one by
 * one, and beyond GROUPS_MOST none is.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "text/lcs.h"
#include "text/weave_int.h"

enum {
	EXACT_MOST = 4,         /* groups whose partitions are all tried */
	CELLS_AGAIN = 900,      /* of two parts that are held against each other anew for each
				 * site */
	GROUPS_MOST = 32,       /* beyond that, each group is a block; a bit each in a mask */
	JOIN_MOST = 10,         /* groups that may lead or join others, where there are many */
	NEVER = 1 << 29,
};

/* Strands with the same bytes at the site. */
struct group {
	str bytes;
	struct part part;
	int words;
	LIST(struct part) same;
};

struct site_of {
	struct weaver *w;
	struct passage_of *p;
	size_t from, to;                /* tokens of the passage */
	size_t cluster, cluster_end;
	bool has_own;
	int own_words;
	LIST(struct group) groups;
	LIST(struct part) deletes;      /* in no group: they are named in the passage's own
					 * bracket */
	int *common;                    /* words that two of them have, by pairs; the passage's own
					 * last */
	struct strand *strands;         /* by leader and group: the one along the other, made when
					 * needed */
	int *memo;                      /* by leader (own last) and mask: cost of a block, 0
					 * unknown */
};

/* ---- groups ---- */

static void
group_add(struct site_of *s, const struct strand *x)
{
	size_t at = s->p->own.from;
	struct part part = { x->part.text, x->before[s->from - at], x->behind[s->to - at] };
	str bytes = part_bytes(s->w, s->p, x->part, part.from, part.to);
	if (s->has_own && part.from == part.to) {
		*LIST_ADD(&s->deletes) = part;
		return;
	}
	for (size_t i = 0; i < s->groups.count; i++)
		if (str_eq(s->groups.at[i].bytes, bytes)) {
			*LIST_ADD(&s->groups.at[i].same) = part;
			return;
		}
	struct group *g = LIST_ADD(&s->groups);
	g->bytes = bytes;
	g->part = part;
	g->words = weave_words(s->w, part.text, part.from, part.to);
	*LIST_ADD(&g->same) = part;
}

static bool
departs(const struct site_of *s, const struct strand *x)
{
	str own = part_bytes(s->w, s->p, s->p->own, s->from, s->to);
	size_t at = s->p->own.from;
	return !str_eq(own, part_bytes(s->w, s->p, x->part, x->before[s->from - at],
				       x->behind[s->to - at]));
}

/* Every strand that departs in one of the clusters, once, in order. */
static void
groups_make(struct site_of *s)
{
	const struct passage_of *p = s->p;
	if (s->cluster == s->cluster_end) {
		const struct cluster *c = &p->clusters.at[s->cluster];
		for (uint32_t i = 0; i < c->count; i++)
			if (departs(s, &p->strands[p->members.at[c->first + i]]))
				group_add(s, &p->strands[p->members.at[c->first + i]]);
		return;
	}
	bool *here = calloc(p->strand_count + 1, sizeof *here);
	if (!here)
		arena_exhausted(p->strand_count);
	for (size_t c = s->cluster; c <= s->cluster_end; c++)
		for (uint32_t i = 0; i < p->clusters.at[c].count; i++)
			here[p->members.at[p->clusters.at[c].first + i]] = true;
	for (size_t i = 0; i < p->strand_count; i++)
		if (here[i] && departs(s, &p->strands[i]))
			group_add(s, &p->strands[i]);
	free(here);
}

static void
groups_done(struct site_of *s)
{
	for (size_t i = 0; i < s->groups.count; i++)
		LIST_DONE(&s->groups.at[i].same);
	for (size_t i = 0; s->strands && i < s->groups.count * s->groups.count; i++)
		strand_done(&s->strands[i]);
	LIST_DONE(&s->groups);
	LIST_DONE(&s->deletes);
	free(s->strands);
	free(s->common);
	free(s->memo);
}

/* ---- blocks ---- */

static const struct strand *
strand_of(const struct passage_of *p, uint32_t text)
{
	for (size_t i = 0; i < p->strand_count; i++)
		if (p->strands[i].part.text == text)
			return &p->strands[i];
	return NULL;
}

/* The strand of a group along the passage itself: a part of what it is along
 * the whole. */
static void
strand_borrow(const struct site_of *s, const struct group *g, struct strand *ret)
{
	const struct strand *x = strand_of(s->p, g->part.text);
	size_t low = 0, high;
	while (low < x->edit_count && (x->edits[low].a < s->from || x->edits[low].b < g->part.from))
		low++;
	for (high = low; high < x->edit_count && x->edits[high].a_end <= s->to &&
			 x->edits[high].b_end <= g->part.to;)
		high++;
	*ret = (struct strand){ .part = g->part, .edits = x->edits + low, .edit_count = high - low,
				.before = x->before + (s->from - s->p->own.from),
				.behind = x->behind + (s->from - s->p->own.from) };
}

/* What a strand has at one cluster. */
static struct part
part_at(const struct passage_of *p, const struct strand *x, const struct cluster *c)
{
	return (struct part){ x->part.text, x->before[c->from - p->own.from],
			      x->behind[c->to - p->own.from] };
}

/* Two texts at one cluster, held against each other once; sites over several
 * clusters put the parts together.  `x` has the smaller number. */
static const struct edit *
pair_edits(struct site_of *s, size_t c, struct part x, struct part y, size_t *ret_count)
{
	struct passage_of *p = s->p;
	uint32_t *at = map_at(&p->pairs, (uint64_t)c << 32 | x.text << 16 | y.text);
	if (!*at) {
		struct edits found = { 0 };
		*at = (uint32_t)p->pair_edits.count + 1;
		parts_diff(s->w, x, y, &found);
		*LIST_ADD(&p->pair_edits) = (struct edit){ .a = (uint32_t)found.count };
		for (size_t i = 0; i < found.count; i++)
			*LIST_ADD(&p->pair_edits) = found.at[i];
		edits_done(&found);
	}
	*ret_count = p->pair_edits.at[*at - 1].a;
	return p->pair_edits.at + *at;
}

static void
edits_at(struct site_of *s, size_t c, struct part x, struct part y, struct edits *out)
{
	size_t count;
	bool swap = x.text > y.text;
	const struct edit *e = pair_edits(s, c, swap ? y : x, swap ? x : y, &count);
	for (size_t i = 0; i < count; i++)
		*LIST_ADD(out) =
			swap ? (struct edit){ e[i].b, e[i].b_end, e[i].a, e[i].a_end } : e[i];
}

/* Group `g` along group `leader`, lent.  Between clusters both run along the
 * passage, and so along each other. */
static const struct strand *
strand_along(struct site_of *s, const struct passage_of *q, size_t leader, size_t g)
{
	size_t count = s->groups.count;
	if (!s->strands)
		s->strands = strands_new(count * count);
	struct strand *x = &s->strands[leader * count + g];
	if (x->before)
		return x;
	struct part at = s->groups.at[g].part;
	const struct strand *mirror = &s->strands[g * count + leader];
	if (mirror->before) {
		struct edits turned = { 0 };
		for (size_t i = 0; i < mirror->edit_count; i++) {
			struct edit e = mirror->edits[i];
			*LIST_ADD(&turned) = (struct edit){ e.b, e.b_end, e.a, e.a_end };
		}
		strand_of_edits(s->w, q, at, &turned, x);
		return x;
	}
	if ((uint64_t)(q->own.to - q->own.from) * (at.to - at.from) <= CELLS_AGAIN) {
		strand_make(s->w, q, at, x);
		return x;
	}
	struct edits found = { 0 };
	const struct strand *one = strand_of(s->p, s->groups.at[leader].part.text);
	const struct strand *other = strand_of(s->p, s->groups.at[g].part.text);
	for (size_t c = s->cluster; c <= s->cluster_end; c++) {
		const struct cluster *k = &s->p->clusters.at[c];
		edits_at(s, c, part_at(s->p, one, k), part_at(s->p, other, k), &found);
	}
	strand_of_edits(s->w, q, at, &found, x);
	return x;
}

/* A block led by group `leader`, or by the passage where it is groups.count,
 * with the groups of `mask` woven into it. */
static int
block_weave(struct site_of *s, size_t leader, uint32_t mask, struct plan *ret_plan)
{
	struct passage_of q = { .own = { s->p->own.text, (uint32_t)s->from, (uint32_t)s->to } };
	bool own = leader == s->groups.count;
	if (!own)
		q.own = s->groups.at[leader].part;
	q.strands = strands_new((size_t)__builtin_popcount(mask));
	for (size_t g = 0; g < s->groups.count; g++)
		if (mask >> g & 1) {
			struct strand *x = &q.strands[q.strand_count++];
			if (own)
				strand_borrow(s, &s->groups.at[g], x);
			else
				*x = *strand_along(s, &q, leader, g);
			x->is_mine = false;
		}
	int cost = passage_weave(s->w, &q, 1, ret_plan);
	passage_done(&q);
	return cost + s->w->costs.nested * __builtin_popcount(mask);
}

static int
leader_words(const struct site_of *s, size_t leader)
{
	return leader == s->groups.count ? s->own_words : s->groups.at[leader].words;
}

/* The same, with its brackets, remembered. */
static int
block_cost(struct site_of *s, size_t leader, uint32_t mask)
{
	int *memo = &s->memo[leader << s->groups.count | mask];
	if (!mask)
		return leader_words(s, leader) + s->w->costs.bracket;
	if (!*memo)
		*memo = block_weave(s, leader, mask, NULL) + s->w->costs.bracket;
	return *memo;
}

/* No block costs less: all words of any two of its texts are shown, those that
 * both have once at best. */
static int
block_least(const struct site_of *s, uint32_t mask, bool own)
{
	size_t count = s->groups.count, members = (size_t)__builtin_popcount(mask) + own;
	int least = own ? s->own_words : 0;
	for (size_t i = 0; i < count; i++) {
		if (!(mask >> i & 1))
			continue;
		int words = s->groups.at[i].words;
		least = words > least ? words : least;
		for (size_t j = i + 1; j <= count && members > 1; j++) {
			if (j < count ? !(mask >> j & 1) : !own)
				continue;
			int both = words + leader_words(s, j) - s->common[i * (count + 1) + j];
			least = both > least ? both : least;
		}
	}
	return least + s->w->costs.bracket * (members > 1 ? 2 : 1) +
	       s->w->costs.nested * (members > 1);
}

/* A partition that is being tried: the mask of each block and its leader. */
struct partition {
	int cost;
	size_t count;           /* of blocks, without the passage's own */
	uint32_t own;           /* groups woven into the passage's words */
	uint32_t masks[GROUPS_MOST];
	uint8_t leaders[GROUPS_MOST];
};

/* The best leader of a block of groups. */
static int
block_best(struct site_of *s, uint32_t mask, uint8_t *ret_leader)
{
	int best = NEVER;
	for (size_t g = 0; g < s->groups.count; g++)
		if (mask >> g & 1) {
			int cost = block_cost(s, g, mask & ~(1u << g));
			if (cost < best) {
				best = cost;
				*ret_leader = (uint8_t)g;
			}
		}
	return best;
}

/* Prices a partition that may be cheaper than `most`; one that cannot be is
 * given up before texts are held against each other. */
static void
partition_price(struct site_of *s, struct partition *p, int most)
{
	int least = s->has_own ? block_least(s, p->own, true) : 0, spare;
	for (size_t i = 0; i < p->count; i++)
		least += block_least(s, p->masks[i], false);
	p->cost = NEVER;
	spare = most - least;
	if (spare <= 0)
		return;
	int cost = s->has_own ? block_cost(s, s->groups.count, p->own) : 0;
	spare -= s->has_own ? cost - block_least(s, p->own, true) : 0;
	for (size_t i = 0; i < p->count && spare > 0; i++) {
		int block = block_best(s, p->masks[i], &p->leaders[i]);
		spare -= block - block_least(s, p->masks[i], false);
		cost += block;
	}
	if (spare > 0)
		p->cost = cost;
}

/* All partitions of the groups from `next` on.  Not everything may be woven
 * into the passage: that is no site but several. */
static void
partitions_try(struct site_of *s, size_t next, struct partition *p, struct partition *best)
{
	if (next == s->groups.count) {
		if (p->count == 0 && !s->deletes.count)
			return;
		partition_price(s, p, best->cost);
		if (p->cost < best->cost)
			*best = *p;
		return;
	}
	uint32_t bit = 1u << next;
	p->masks[p->count++] = bit;
	partitions_try(s, next + 1, p, best);
	p->count--;
	for (size_t i = 0; i < p->count; i++) {
		p->masks[i] |= bit;
		partitions_try(s, next + 1, p, best);
		p->masks[i] &= ~bit;
	}
	if (s->has_own) {
		p->own |= bit;
		partitions_try(s, next + 1, p, best);
		p->own &= ~bit;
	}
}

/* Each group a block of its own. */
static int
flat_cost(const struct site_of *s)
{
	int cost = s->has_own ? s->own_words + s->w->costs.bracket : 0;
	for (size_t g = 0; g < s->groups.count; g++)
		cost += s->groups.at[g].words + s->w->costs.bracket;
	return cost;
}

static struct partition
partition_flat(const struct site_of *s)
{
	struct partition p = { .count = s->groups.count, .cost = flat_cost(s) };
	for (size_t g = 0; g < s->groups.count && g < GROUPS_MOST; g++) {
		p.masks[g] = 1u << g;
		p.leaders[g] = (uint8_t)g;
	}
	return p;
}

/* Groups that weigh most come first; only the heaviest are tried. */
static size_t
heaviest(const struct site_of *s, uint8_t order[GROUPS_MOST])
{
	size_t count = 0;
	for (size_t g = 0; g < s->groups.count; g++) {
		size_t at = count++;
		for (; at > 0 && s->groups.at[order[at - 1]].words < s->groups.at[g].words; at--)
			order[at] = order[at - 1];
		order[at] = (uint8_t)g;
	}
	return count < JOIN_MOST ? count : JOIN_MOST;
}

/* ---- whether blocks can pay ---- */

/* The tokens of a part, each as often as it has words. */
static uint32_t *
syms_of(const struct weaver *w, struct part x, size_t *ret_count)
{
	size_t count = 0;
	uint32_t *found = malloc(((x.to - x.from) * 2 + 1) * sizeof *found);
	if (!found)
		arena_exhausted(((x.to - x.from) * 2 + 1) * sizeof *found);
	for (uint32_t i = x.from; i < x.to; i++)
		for (unsigned k = 0; k < w->texts[x.text].t.at[i].words; k++)
			found[count++] = w->texts[x.text].t.at[i].sym;
	*ret_count = count;
	return found;
}

static struct part
part_of(const struct site_of *s, size_t g)
{
	return g < s->groups.count
		       ? s->groups.at[g].part
		       : (struct part){ s->p->own.text, (uint32_t)s->from, (uint32_t)s->to };
}

/* Fills `common` for the groups that may share a block; may some pay inside
 * another?  What is saved is at most the words that both have. */
static bool
blocks_may_pay(struct site_of *s)
{
	size_t count = s->groups.count + 1, lens[GROUPS_MOST + 1];
	uint32_t *lists[GROUPS_MOST + 1];
	uint8_t order[GROUPS_MOST + 1];
	bool may = false;
	s->common = calloc(count * count, sizeof *s->common);
	if (!s->common)
		arena_exhausted(count * count * sizeof *s->common);
	size_t tried = count - 1 <= EXACT_MOST ? count - 1 : 0;
	for (size_t i = 0; i < tried; i++)
		order[i] = (uint8_t)i;
	tried = tried ? tried : heaviest(s, order);
	order[tried++] = (uint8_t)s->groups.count;
	for (size_t i = 0; i < tried; i++)
		lists[i] = syms_of(s->w, part_of(s, order[i]), &lens[i]);
	for (size_t i = 0; i < tried; i++)
		for (size_t j = i + 1; j < tried; j++) {
			int both = (int)lcs_length(lists[i], lens[i], lists[j], lens[j]) * 100;
			s->common[order[i] * count + order[j]] =
				s->common[order[j] * count + order[i]] = both;
			may = may || both > s->w->costs.nested;
		}
	for (size_t i = 0; i < tried; i++)
		free(lists[i]);
	return may;
}

/* ---- many groups: joining what gains most ---- */

static int
direct_cost(struct site_of *s, size_t leader, uint32_t mask)
{
	int cost = mask ? block_weave(s, leader, mask, NULL) : leader_words(s, leader);
	return cost + s->w->costs.bracket;
}

/* A partition that grows: its blocks and what each costs, the passage's own last. */
struct joining {
	struct partition p;
	int costs[GROUPS_MOST], own_cost;
};

/* Where a group gains most, and how much. */
struct place { size_t block; int gain; };
enum { ALONE = GROUPS_MOST, IN_OWN };

/* Would `bit`, alone for `alone`, gain more in a block than at the best place so far?
 * Texts are held against each other only where it might. */
static void
place_try(struct site_of *s, const struct joining *q, size_t block, uint32_t bit, int alone,
	  struct place *best)
{
	bool own = block == IN_OWN;
	uint32_t mask = (own ? q->p.own : q->p.masks[block]) | bit;
	size_t leader = own ? s->groups.count : q->p.leaders[block];
	int before = (own ? q->own_cost : q->costs[block]) + alone;
	if (before - block_least(s, mask, own) <= best->gain)
		return;
	int cost = direct_cost(s, leader, own ? mask : mask & ~(1u << leader));
	if (before - cost > best->gain)
		*best = (struct place){ block, before - cost };
}

static void
group_join(struct joining *q, uint8_t group, int alone, struct place x)
{
	struct partition *p = &q->p;
	uint32_t bit = 1u << group;
	if (x.block == ALONE) {
		q->costs[p->count] = alone;
		p->leaders[p->count] = group;
		p->masks[p->count++] = bit;
	} else if (x.block == IN_OWN) {
		p->own |= bit;
		q->own_cost += alone - x.gain;
	} else {
		p->masks[x.block] |= bit;
		q->costs[x.block] += alone - x.gain;
	}
}

/* Takes groups one by one, heaviest first, into the block where they gain most:
 * the passage's own, or that of a heavier group. */
static void
partition_join(struct site_of *s, struct partition *p)
{
	uint8_t order[GROUPS_MOST];
	size_t tried = heaviest(s, order);
	struct joining q = { .own_cost = s->has_own ? s->own_words + s->w->costs.bracket : 0 };
	for (size_t i = 0; i < s->groups.count; i++) {
		int alone = s->groups.at[order[i]].words + s->w->costs.bracket;
		struct place best = { ALONE, 0 };
		for (size_t k = 0; k < q.p.count && i < tried; k++)
			place_try(s, &q, k, 1u << order[i], alone, &best);
		if (s->has_own && i < tried && (i + 1 < s->groups.count || s->deletes.count))
			place_try(s, &q, IN_OWN, 1u << order[i], alone, &best);
		group_join(&q, order[i], alone, best);
	}
	q.p.cost = q.own_cost;
	for (size_t k = 0; k < q.p.count; k++)
		q.p.cost += q.costs[k];
	if ((q.p.count || s->deletes.count) && q.p.cost < p->cost)
		*p = q.p;
}

/* ---- the site ---- */

static void
same_copy(struct plan_block *b, const struct group *g)
{
	b->part = g->part;
	for (size_t i = 0; i < g->same.count; i++)
		*LIST_ADD(&b->same) = g->same.at[i];
}

static void
within_copy(const struct site_of *s, struct plan_block *b, uint32_t mask)
{
	for (size_t g = 0; g < s->groups.count; g++)
		for (size_t i = 0; mask >> g & 1 && i < s->groups.at[g].same.count; i++)
			*LIST_ADD(&b->within) = (struct guest){
				s->groups.at[g].same.at[i], s->groups.at[g].part.text
			};
}

/* Texts woven in were told apart by their bytes with the blanks around them,
 * and one stands for its group. */
static void
site_write(struct site_of *s, const struct partition *p, struct plan_site *ret)
{
	ret->from = (uint32_t)s->from;
	ret->to = (uint32_t)s->to;
	ret->has_own = s->has_own;
	if (s->has_own) {
		struct plan_block *b = LIST_ADD(&ret->blocks);
		b->part = (struct part){ s->p->own.text, ret->from, ret->to };
		within_copy(s, b, p->own);
		if (p->own)
			block_weave(s, s->groups.count, p->own, &b->inner);
	}
	for (size_t i = 0; i < s->deletes.count; i++)
		*LIST_ADD(&ret->deletes) = s->deletes.at[i];
	for (size_t i = 0; i < p->count; i++) {
		size_t leader = s->groups.count > GROUPS_MOST ? i : p->leaders[i];
		struct plan_block *b = LIST_ADD(&ret->blocks);
		uint32_t mask = s->groups.count > GROUPS_MOST ? 0 : p->masks[i] & ~(1u << leader);
		same_copy(b, &s->groups.at[leader]);
		within_copy(s, b, mask);
		if (mask)
			block_weave(s, leader, mask, &b->inner);
	}
}

/* No site costs less: one block shows the passage's words, another those of its
 * leader; and whoever departs adds something. */
static int
site_least(const struct site_of *s)
{
	int least = NEVER;
	size_t at = s->p->own.from;
	for (size_t c = s->cluster; c <= s->cluster_end && least > 0; c++)
		for (uint32_t i = 0; i < s->p->clusters.at[c].count; i++) {
			const struct strand *x =
				&s->p->strands[s->p->members.at[s->p->clusters.at[c].first + i]];
			int words = weave_words(s->w, x->part.text, x->before[s->from - at],
						x->behind[s->to - at]);
			if (s->has_own && x->before[s->from - at] == x->behind[s->to - at])
				words = -s->w->costs.bracket;   /* struck: a name in the passage's
								 * own bracket */
			least = words < least ? words : least;
		}
	return (s->has_own ? s->own_words + s->w->costs.bracket : 0) + least + s->w->costs.bracket;
}

enum { STRANDS_FEW = 64 };

/* Which strands depart in one of the clusters, a bit each. */
static uint64_t
members_of(const struct passage_of *p, size_t first, size_t last)
{
	uint64_t here = 0;
	for (size_t c = first; c <= last; c++)
		for (uint32_t i = 0; i < p->clusters.at[c].count; i++)
			here |= (uint64_t)1 << p->members.at[p->clusters.at[c].first + i];
	return here;
}

/* What flat_cost() says, for few strands and nothing to be remembered; inside
 * of blocks that is all there is, and most of the work. */
static int
site_flat(const struct site_of *s, int most)
{
	const struct passage_of *p = s->p;
	str seen[STRANDS_FEW], own = part_bytes(s->w, p, p->own, s->from, s->to);
	size_t count = 0, from = s->from - p->own.from, to = s->to - p->own.from;
	int cost = s->has_own ? s->own_words + s->w->costs.bracket : 0;
	for (uint64_t here = members_of(p, s->cluster, s->cluster_end); here && cost < most;
	     here &= here - 1) {
		const struct strand *x = &p->strands[__builtin_ctzll(here)];
		struct part part = { x->part.text, x->before[from], x->behind[to] };
		str bytes = part_bytes(s->w, p, x->part, part.from, part.to);
		size_t i = 0;
		if (str_eq(bytes, own) || (s->has_own && part.from == part.to))
			continue;
		while (i < count && !str_eq(seen[i], bytes))
			i++;
		if (i < count)
			continue;
		seen[count++] = bytes;
		cost += weave_words(s->w, part.text, part.from, part.to) + s->w->costs.bracket;
	}
	return cost;
}

int
site_cost(struct weaver *w, struct passage_of *p, size_t first, size_t last, unsigned depth,
	  int most, struct plan_site *ret_site)
{
	struct site_of s = { .w = w,
			     .p = p,
			     .from = p->clusters.at[first].from,
			     .to = p->clusters.at[last].to,
			     .cluster = first,
			     .cluster_end = last };
	s.has_own = s.to > s.from;
	s.own_words = weave_words(w, p->own.text, s.from, s.to);
	if (!ret_site && site_least(&s) >= most)
		return NEVER;
	if (!ret_site && depth <= 1 && p->strand_count <= STRANDS_FEW)
		return site_flat(&s, most);
	groups_make(&s);
	size_t count = s.groups.count;
	bool may_share = depth > 1 && count + (s.deletes.count > 0) > 1 && count <= GROUPS_MOST &&
			 w->count <= UINT16_MAX && blocks_may_pay(&s);
	if (!may_share && !ret_site) {
		int cost = flat_cost(&s);
		groups_done(&s);
		return cost;
	}
	struct partition best = partition_flat(&s);
	if (may_share && count <= EXACT_MOST) {
		struct partition trial = { .own = 0 };
		s.memo = calloc((count + 1) << count, sizeof *s.memo);
		if (!s.memo)
			arena_exhausted((count + 1) << count);
		partitions_try(&s, 0, &trial, &best);
	} else if (may_share) {
		partition_join(&s, &best);
	}
	if (ret_site)
		site_write(&s, &best, ret_site);
	groups_done(&s);
	return best.cost;
}
