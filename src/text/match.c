/* Points are matched in passes, each for what those before left over:
 *
 *      what is on record; the same identity; the same words in the same order,
 *      those of one number first; most of the words; number and heading; a
 *      heading of which there is one; number and some of the words; fewer of the
 *      words, where nothing else comes near; and last
 *      the parts: a point whose words are found in a point of the other draft,
 *      beside those of its counterpart, makes a split or a merge of the two; so
 *      do points that say more besides, where together they have nearly all of it.
 *
 * How much two points have in common is counted over their words as bags,
 * each word weighed by how few points have it.  Weights are whole numbers, and
 * no order depends on which draft is called the first, so that swapping them
 * gives the same rows.  Two different identities are two points, whatever they say.
 *
 * Which pairs to weigh at all an inverted index says: those that share a word
 * which few points have, and those of one number or one heading. */
#include "text/match.h"

#include <math.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/map.h"
#include "text/lcs.h"

enum {
	SHARE_SIMILAR = 600,    /* of 1000: one point */
	SHARE_NEAREST = 400,    /* enough where no other comes near: */
	NEAREST_AHEAD = 2,      /* has half as much */
	SHARE_SOME = 250,       /* enough beside the same number */
	SHARE_PART = 600,       /* of the part's words, found in the other */
	PART_WORDS = 4,         /* fewer are found anywhere */
	SHARE_LOOSE = 350,      /* of the words of a part that says more besides */
	COVER_LOOSE = 250,      /* which then has as much of the whole, */
	COVER_WHOLE = 750,      /* and all parts together nearly all of it */
	RARE = 4096,            /* pairs that one word may propose */
	MOST_FAIR = 3,          /* a third */
};

enum role { ROLE_NONE, ROLE_HOST, ROLE_PART };

struct word { uint32_t sym, weight; };

struct bag { struct word *at; size_t count; };  /* sorted by sym */

/* Words of a bag that nothing has taken yet. */
struct left {
	struct word *at;        /* each once, sorted by sym */
	uint32_t *times;
	size_t count;
	uint64_t weight;
};

struct entry_of {               /* a point */
	struct bag bag;
	struct left left;       /* of a host: what no part has taken */
	uint32_t *order;        /* its words as they come */
	uint64_t weight, order_hash, text_hash;
	uint32_t partner;       /* index plus 1, or 0 */
	uint32_t host;          /* the host in the other draft that it is a part of, or 0 */
	uint32_t parts;         /* how many it has, its partner included */
	uint8_t role;           /* enum role */
	uint8_t reason;         /* enum match_reason, of its partner */
	uint8_t of_whole;       /* of a part: percent of its host's words */
	bool fixed;             /* a given row says what became of it */
	bool is_place;
	bool is_moved;
	bool is_loose;          /* a part that says more besides */
};

struct side {
	const struct match_draft *d;
	struct entry_of *at;
	map by_number, by_identity, by_heading; /* sym: index plus 1; a heading of several:
						 * UINT32_MAX */
};

struct likeness {               /* two points that share words */
	uint32_t i, j;
	uint32_t share;         /* of 1000, of the words of both */
	uint32_t in[2];         /* of 1000, of the words of one, found in the other */
};

struct matcher {
	struct matching *m;
	arena *a;
	lexicon *l;
	syms *names;
	struct side side[2];
	uint32_t *points_with[2];       /* by sym of a word: how many points have it */
	uint32_t *weight;               /* by sym */
	LIST(struct likeness) likely;
};

/* ---- points ---- */

static str
identity_of(const struct side *s, uint32_t i)
{
	const struct draft_point *text = s->d->at[i].text;
	return text ? text->identity : S("");
}

static str
heading_of(const struct side *s, uint32_t i)
{
	const struct draft_point *text = s->d->at[i].text;
	return text ? text->heading : S("");
}

/* ---- words ---- */

static uint64_t
hash_bytes(uint64_t hash, str s)
{
	for (size_t i = 0; i < s.len; i++)
		hash = (hash ^ (unsigned char)s.at[i]) * 1099511628211u;
	return hash * 1099511628211u;
}

static int
word_order(const void *x, const void *y)
{
	const struct word *a = x, *b = y;
	return (a->sym > b->sym) - (a->sym < b->sym);
}

static size_t
count_words(const struct tokens *t)
{
	size_t count = 0;
	for (size_t i = 0; i < t->count; i++)
		count += t->at[i].kind == TOKEN_WORD;
	return count;
}

static void
read_words(struct matcher *q, struct entry_of *e, const struct draft_point *text)
{
	struct tokens t[2] = { 0 };
	str texts[2] = { text->heading, text->words };
	for (size_t k = 0; k < 2; k++)
		tokens_read(&t[k], q->l, texts[k]);
	size_t room = count_words(&t[0]) + count_words(&t[1]);
	e->bag.at = ARENA_ARRAY(q->a, struct word, room + 1);
	e->order = ARENA_ARRAY(q->a, uint32_t, room + 1);
	e->order_hash = 14695981039346656037u;
	for (size_t k = 0; k < 2; k++) {
		for (size_t i = 0; i < t[k].count; i++) {
			const struct token *token = &t[k].at[i];
			if (token->kind != TOKEN_WORD)
				continue;
			e->order[e->bag.count] = token->sym;
			e->order_hash = (e->order_hash ^ token->sym) * 1099511628211u;
			e->bag.at[e->bag.count++] =
				(struct word){ token->sym, token->flags & TOKEN_WEAK ? 1 : 0 };
		}
		tokens_done(&t[k]);
	}
	qsort(e->bag.at, e->bag.count, sizeof *e->bag.at, word_order);
}

static void
read_side(struct matcher *q, struct side *s, const struct match_draft *d)
{
	s->d = d;
	s->at = ARENA_ARRAY(q->a, struct entry_of, d->count + 1);
	for (uint32_t i = 0; i < d->count; i++) {
		const struct draft_point *text = d->at[i].text;
		struct entry_of *e = &s->at[i];
		*map_at(&s->by_number, syms_add(q->names, d->at[i].number)) = i + 1;
		e->text_hash = hash_bytes(14695981039346656037u, d->at[i].number);
		if (!text)
			continue;
		read_words(q, e, text);
		e->is_place = match_is_place(&d->at[i]);
		e->text_hash =
			hash_bytes(hash_bytes(hash_bytes(e->text_hash, text->heading), text->words),
				   text->identity);
		if (text->identity.len)
			*map_at(&s->by_identity, syms_add(q->names, text->identity)) = i + 1;
		if (text->heading.len) {
			uint32_t *at = map_at(&s->by_heading, syms_add(q->names, text->heading));
			*at = *at ? UINT32_MAX : i + 1;
		}
	}
}

static bool
is_first(const struct bag *b, size_t k)
{
	return k == 0 || b->at[k].sym != b->at[k - 1].sym;
}

static void
weigh_words(struct matcher *q)
{
	size_t top = lexicon_count(q->l) + 1, points = q->side[0].d->count + q->side[1].d->count;
	uint8_t *weak = ARENA_ARRAY(q->a, uint8_t, top);
	q->weight = ARENA_ARRAY(q->a, uint32_t, top);
	for (size_t side = 0; side < 2; side++) {
		q->points_with[side] = ARENA_ARRAY(q->a, uint32_t, top);
		for (size_t i = 0; i < q->side[side].d->count; i++) {
			const struct bag *b = &q->side[side].at[i].bag;
			for (size_t k = 0; k < b->count; k++) {
				q->points_with[side][b->at[k].sym] += is_first(b, k);
				weak[b->at[k].sym] |= (uint8_t)b->at[k].weight;
			}
		}
	}
	for (size_t sym = 1; sym < top; sym++) {
		uint32_t with = q->points_with[0][sym] + q->points_with[1][sym];
		q->weight[sym] = with ? (uint32_t)(16 + 16 * log2((double)(points + 1) / with)) : 0;
		if (weak[sym])
			q->weight[sym] = 1 + q->weight[sym] / 4;
	}
	for (size_t side = 0; side < 2; side++)
		for (size_t i = 0; i < q->side[side].d->count; i++) {
			struct entry_of *e = &q->side[side].at[i];
			for (size_t k = 0; k < e->bag.count; k++)
				e->weight += e->bag.at[k].weight = q->weight[e->bag.at[k].sym];
		}
}

/* What two bags have in common, by weight; and in words. */
static uint64_t
in_common(const struct bag *x, const struct bag *y, size_t *ret_words)
{
	uint64_t weight = 0;
	size_t words = 0;
	for (size_t i = 0, j = 0; i < x->count && j < y->count;) {
		if (x->at[i].sym == y->at[j].sym) {
			weight += x->at[i].weight;
			words++;
			i++, j++;
		} else if (x->at[i].sym < y->at[j].sym) {
			i++;
		} else {
			j++;
		}
	}
	if (ret_words)
		*ret_words = words;
	return weight;
}

static struct left
left_of(arena *a, const struct bag *b)
{
	struct left left = { .at = ARENA_ARRAY(a, struct word, b->count + 1),
			     .times = ARENA_ARRAY(a, uint32_t, b->count + 1) };
	for (size_t k = 0; k < b->count; k++) {
		if (is_first(b, k))
			left.at[left.count++] = b->at[k];
		left.times[left.count - 1]++;
		left.weight += b->at[k].weight;
	}
	return left;
}

/* What a bag has of the words left, by weight and in words; with `take` they are
 * left no longer.  O(its words × log of those left). */
static uint64_t
left_common(struct left *left, const struct bag *b, bool take, size_t *ret_words)
{
	uint64_t weight = 0;
	size_t words = 0;
	for (size_t k = 0, end; k < b->count; k = end) {
		for (end = k + 1; end < b->count && !is_first(b, end);)
			end++;
		const struct word *found =
			bsearch(&b->at[k], left->at, left->count, sizeof *left->at, word_order);
		if (!found)
			continue;
		uint32_t *times = &left->times[found - left->at], both = (uint32_t)(end - k);
		both = both < *times ? both : *times;
		weight += (uint64_t)both * found->weight;
		words += both;
		*times -= take ? both : 0;
	}
	left->weight -= take ? weight : 0;
	if (ret_words)
		*ret_words = words;
	return weight;
}

static bool
same_order(const struct entry_of *x, const struct entry_of *y)
{
	return x->bag.count == y->bag.count && x->order_hash == y->order_hash &&
	       (x->bag.count == 0 ||
		memcmp(x->order, y->order, x->bag.count * sizeof *x->order) == 0);
}

static uint8_t
percent_of(const struct matcher *q, uint32_t i, uint32_t j)
{
	const struct entry_of *x = &q->side[0].at[i], *y = &q->side[1].at[j];
	size_t words, all = x->bag.count + y->bag.count;
	if (same_order(x, y) || !all)
		return 100;
	in_common(&x->bag, &y->bag, &words);
	size_t percent = 200 * words / all;
	return (uint8_t)(percent > 99 ? 99 : percent);
}

/* ---- pairs ---- */

static bool
is_free(const struct matcher *q, unsigned side, uint32_t i)
{
	const struct entry_of *e = &q->side[side].at[i];
	return !e->partner && !e->fixed && e->role == ROLE_NONE;
}

static bool
identities_differ(const struct matcher *q, uint32_t i, uint32_t j)
{
	str x = identity_of(&q->side[0], i), y = identity_of(&q->side[1], j);
	return x.len && y.len && !str_eq(x, y);
}

static bool
may_pair(const struct matcher *q, uint32_t i, uint32_t j)
{
	return is_free(q, 0, i) && is_free(q, 1, j) && !identities_differ(q, i, j);
}

/* One says nothing but that the other was here. */
static bool
is_held(const struct matcher *q, uint32_t i, uint32_t j)
{
	return q->side[0].at[i].is_place != q->side[1].at[j].is_place;
}

static void
pair(struct matcher *q, uint32_t i, uint32_t j, enum match_reason reason)
{
	q->side[0].at[i].partner = j + 1;
	q->side[1].at[j].partner = i + 1;
	q->side[0].at[i].reason = q->side[1].at[j].reason = (uint8_t)reason;
}

static bool
same_number(const struct matcher *q, uint32_t i, uint32_t j)
{
	return str_eq(q->side[0].d->at[i].number, q->side[1].d->at[j].number);
}

/* The index plus 1 in the other draft, or 0. */
static uint32_t
find_in(const struct matcher *q, const map *m, str name)
{
	uint32_t sym = name.len ? syms_find(q->names, name) : 0;
	return sym ? map_get(m, sym) : 0;
}

static void
take_given(struct matcher *q, const struct match_row *given, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct match_row *g = &given[i];
		if (g->reason != MATCH_BY_RECORD)
			continue;
		struct entry_of *x = g->a ? &q->side[0].at[g->a - 1] : NULL,
				*y = g->b ? &q->side[1].at[g->b - 1] : NULL;
		bool one = g->how <= MATCH_MOVED;
		if (one && x && y && !x->partner && !y->partner)
			pair(q, g->a - 1, g->b - 1, MATCH_BY_RECORD);
		if (x)
			x->fixed = true;
		if (y)
			y->fixed = true;
	}
}

static void
pair_identities(struct matcher *q)
{
	for (uint32_t i = 0; i < q->side[0].d->count; i++) {
		uint32_t j = find_in(q, &q->side[1].by_identity, identity_of(&q->side[0], i));
		if (j && may_pair(q, i, j - 1) && !is_held(q, i, j - 1))
			pair(q, i, j - 1, MATCH_BY_IDENTITY);
	}
}

/* ---- the same words ---- */

struct ordered {
	uint64_t hash;
	uint32_t index;
	uint32_t side;
};

static int
ordered_order(const void *x, const void *y)
{
	const struct ordered *a = x, *b = y;
	if (a->hash != b->hash)
		return a->hash > b->hash ? 1 : -1;
	if (a->side != b->side)
		return a->side > b->side ? 1 : -1;
	return (a->index > b->index) - (a->index < b->index);
}

/* Points of one wording: those of one number, then the first with the first. */
static void
pair_group(struct matcher *q, const struct ordered *at, size_t count)
{
	size_t from = 0;
	while (from < count && !at[from].side)
		from++;
	for (size_t k = 0; k < from; k++) {
		uint32_t i = at[k].index,
			 j = find_in(q, &q->side[1].by_number, q->side[0].d->at[i].number);
		if (j && same_order(&q->side[0].at[i], &q->side[1].at[j - 1]) &&
		    may_pair(q, i, j - 1))
			pair(q, i, j - 1, MATCH_BY_SAME_WORDS);
	}
	for (size_t x = 0, y = from; x < from && y < count;) {
		uint32_t i = at[x].index, j = at[y].index;
		if (!is_free(q, 0, i) || !is_free(q, 1, j)) {
			x += !is_free(q, 0, i);
			y += !is_free(q, 1, j);
			continue;
		}
		if (may_pair(q, i, j) && same_order(&q->side[0].at[i], &q->side[1].at[j]))
			pair(q, i, j, MATCH_BY_SAME_WORDS);
		x++, y++;
	}
}

static void
pair_same_words(struct matcher *q)
{
	LIST(struct ordered) list = { 0 };
	for (uint32_t side = 0; side < 2; side++)
		for (uint32_t i = 0; i < q->side[side].d->count; i++)
			if (is_free(q, side, i) && q->side[side].at[i].bag.count)
				*LIST_ADD(&list) =
					(struct ordered){ q->side[side].at[i].order_hash, i, side };
	if (list.count)
		qsort(list.at, list.count, sizeof *list.at, ordered_order);
	for (size_t from = 0, to; from < list.count; from = to) {
		for (to = from + 1; to < list.count && list.at[to].hash == list.at[from].hash;)
			to++;
		pair_group(q, &list.at[from], to - from);
	}
	LIST_DONE(&list);
}

/* ---- most of the words ---- */

static void
add_likeness(struct matcher *q, uint32_t i, uint32_t j)
{
	const struct entry_of *x = &q->side[0].at[i], *y = &q->side[1].at[j];
	if (x->is_place || y->is_place || !x->weight || !y->weight)
		return;
	uint64_t common = in_common(&x->bag, &y->bag, NULL);
	struct likeness like = { i,
				 j,
				 (uint32_t)(2000 * common / (x->weight + y->weight)),
				 { (uint32_t)(1000 * common / x->weight),
				   (uint32_t)(1000 * common / y->weight) } };
	if (like.share >= SHARE_SOME || like.in[0] >= SHARE_PART || like.in[1] >= SHARE_PART)
		*LIST_ADD(&q->likely) = like;
}

struct postings {
	uint32_t *from; /* by sym, into points */
	uint32_t *points; /* of the second draft */
	uint32_t *shared; /* by point of the second draft: weight of rare words in common */
	uint32_t *touched;
	uint32_t *most[2]; /* by point of either: the most it shares with any */
};

static bool
is_rare(const struct matcher *q, uint32_t sym)
{
	return (uint64_t)q->points_with[0][sym] * q->points_with[1][sym] <= RARE;
}

static void
index_words(struct matcher *q, struct postings *p)
{
	size_t top = lexicon_count(q->l) + 1, total = 0, count = q->side[1].d->count;
	p->from = ARENA_ARRAY(q->a, uint32_t, top + 1);
	p->shared = ARENA_ARRAY(q->a, uint32_t, count + 1);
	p->touched = ARENA_ARRAY(q->a, uint32_t, count + 1);
	for (size_t side = 0; side < 2; side++)
		p->most[side] = ARENA_ARRAY(q->a, uint32_t, q->side[side].d->count + 1);
	for (size_t sym = 0; sym < top; sym++) {
		p->from[sym] = (uint32_t)total;
		total += q->points_with[1][sym];
	}
	p->from[top] = (uint32_t)total;
	p->points = ARENA_ARRAY(q->a, uint32_t, total + 1);
	uint32_t *next = ARENA_ARRAY(q->a, uint32_t, top + 1);
	memcpy(next, p->from, (top + 1) * sizeof *next);
	for (uint32_t j = 0; j < count; j++) {
		const struct bag *b = &q->side[1].at[j].bag;
		for (size_t k = 0; k < b->count; k++)
			if (is_first(b, k))
				p->points[next[b->at[k].sym]++] = j;
	}
}

/* Either is still to be matched; both may be parts of what is. */
static bool
is_open(const struct matcher *q, uint32_t i, uint32_t j)
{
	return !q->side[0].at[i].fixed && !q->side[1].at[j].fixed &&
	       (is_free(q, 0, i) || is_free(q, 1, j));
}

/* Fills `shared` and `touched` for point `i`; gives how many it touched. */
static size_t
share_rare(struct matcher *q, struct postings *p, uint32_t i)
{
	const struct bag *b = &q->side[0].at[i].bag;
	size_t touched = 0;
	for (size_t k = 0; k < b->count; k++) {
		uint32_t sym = b->at[k].sym;
		if (!is_first(b, k) || !is_rare(q, sym))
			continue;
		for (uint32_t at = p->from[sym]; at < p->from[sym + 1]; at++) {
			uint32_t j = p->points[at];
			if (!p->shared[j])
				p->touched[touched++] = j;
			p->shared[j] += q->weight[sym];
		}
	}
	return touched;
}

/* The most that any point shares with each, in rare words. */
static void
find_most(struct matcher *q, struct postings *p)
{
	for (uint32_t i = 0; i < q->side[0].d->count; i++) {
		for (size_t k = share_rare(q, p, i); k > 0; k--) {
			uint32_t j = p->touched[k - 1], shared = p->shared[j];
			p->shared[j] = 0;
			if (!is_open(q, i, j))
				continue;
			p->most[0][i] = shared > p->most[0][i] ? shared : p->most[0][i];
			p->most[1][j] = shared > p->most[1][j] ? shared : p->most[1][j];
		}
	}
}

/* Weighed are those that share a fair part of the most that either shares with
 * any, and those of one number. */
static void
add_likely_of(struct matcher *q, struct postings *p, uint32_t i)
{
	uint32_t same = find_in(q, &q->side[1].by_number, q->side[0].d->at[i].number);
	for (size_t k = share_rare(q, p, i); k > 0; k--) {
		uint32_t j = p->touched[k - 1], shared = p->shared[j];
		bool is_fair =
			MOST_FAIR * shared >= p->most[0][i] || MOST_FAIR * shared >= p->most[1][j];
		p->shared[j] = 0;
		if (is_fair && j + 1 != same && is_open(q, i, j))
			add_likeness(q, i, j);
	}
	if (same && is_open(q, i, same - 1))
		add_likeness(q, i, same - 1);
}

static uint32_t
apart(uint32_t i, uint32_t j)
{
	return i > j ? i - j : j - i;
}

static int
nearest(uint32_t i, uint32_t j, uint32_t k, uint32_t n)
{
	if (apart(i, j) != apart(k, n))
		return apart(i, j) > apart(k, n) ? 1 : -1;
	return (i + j > k + n) - (i + j < k + n);
}

/* Two that tie in all this share no point. */
static int
likeness_order(const void *x, const void *y, void *of)
{
	const struct likeness *a = x, *b = y;
	const struct matcher *q = of;
	if (a->share != b->share)
		return a->share < b->share ? 1 : -1;
	bool same_a = same_number(q, a->i, a->j), same_b = same_number(q, b->i, b->j);
	if (same_a != same_b)
		return same_a ? -1 : 1;
	return nearest(a->i, a->j, b->i, b->j);
}

static void
find_likely(struct matcher *q)
{
	struct postings p = { 0 };
	index_words(q, &p);
	find_most(q, &p);
	for (uint32_t i = 0; i < q->side[0].d->count; i++)
		add_likely_of(q, &p, i);
	if (q->likely.count)
		qsort_r(q->likely.at, q->likely.count, sizeof *q->likely.at, likeness_order, q);
}

static void
pair_likely(struct matcher *q)
{
	for (size_t k = 0; k < q->likely.count && q->likely.at[k].share >= SHARE_SIMILAR; k++)
		if (may_pair(q, q->likely.at[k].i, q->likely.at[k].j))
			pair(q, q->likely.at[k].i, q->likely.at[k].j, MATCH_BY_WORDS);
}

/* ---- numbers and headings ---- */

static void
pair_numbers(struct matcher *q)
{
	for (uint32_t i = 0; i < q->side[0].d->count; i++) {
		uint32_t j = find_in(q, &q->side[1].by_number, q->side[0].d->at[i].number);
		if (!j || !may_pair(q, i, j - 1) || is_held(q, i, j - 1))
			continue;
		const struct entry_of *x = &q->side[0].at[i], *y = &q->side[1].at[j - 1];
		str heading = heading_of(&q->side[0], i);
		bool no_words = !x->bag.count && !y->bag.count &&
				!q->side[0].d->at[i].text == !q->side[1].d->at[j - 1].text;
		if (no_words || (heading.len && str_eq(heading, heading_of(&q->side[1], j - 1))))
			pair(q, i, j - 1, MATCH_BY_NUMBER_AND_HEADING);
	}
}

static void
pair_headings(struct matcher *q)
{
	for (uint32_t i = 0; i < q->side[0].d->count; i++) {
		str heading = heading_of(&q->side[0], i);
		uint32_t here = find_in(q, &q->side[0].by_heading, heading),
			 j = find_in(q, &q->side[1].by_heading, heading);
		if (here == i + 1 && j && j != UINT32_MAX && may_pair(q, i, j - 1) &&
		    !q->side[0].at[i].is_place && !q->side[1].at[j - 1].is_place)
			pair(q, i, j - 1, MATCH_BY_HEADING);
	}
}

static void
pair_some_words(struct matcher *q)
{
	for (size_t k = 0; k < q->likely.count && q->likely.at[k].share >= SHARE_SOME; k++) {
		const struct likeness *like = &q->likely.at[k];
		if (same_number(q, like->i, like->j) && may_pair(q, like->i, like->j))
			pair(q, like->i, like->j, MATCH_BY_NUMBER);
	}
}

/* What the caller thought one, where nothing here says otherwise. */
static void
pair_given(struct matcher *q, const struct match_row *given, size_t count)
{
	for (size_t k = 0; k < count; k++) {
		const struct match_row *g = &given[k];
		if (g->reason == MATCH_BY_RECORD || !g->a || !g->b ||
		    !may_pair(q, g->a - 1, g->b - 1))
			continue;
		str x = heading_of(&q->side[0], g->a - 1), y = heading_of(&q->side[1], g->b - 1);
		if (x.len && str_eq(x, y) && !is_held(q, g->a - 1, g->b - 1))
			pair(q, g->a - 1, g->b - 1, (enum match_reason)g->reason);
	}
}

/* The most, and the second most, that a point has in common with any. */
struct nearest_of { uint32_t most, second; };

static void
count_nearest(struct nearest_of *n, uint32_t share)
{
	if (share > n->most) {
		n->second = n->most;
		n->most = share;
	} else if (share > n->second) {
		n->second = share;
	}
}

static bool
is_alone(const struct nearest_of *n, uint32_t share)
{
	return share == n->most && NEAREST_AHEAD * n->second <= share;
}

/* Fewer words are enough where nothing else of either draft comes near. */
static void
pair_nearest(struct matcher *q)
{
	struct nearest_of *n[2];
	for (size_t side = 0; side < 2; side++)
		n[side] = ARENA_ARRAY(q->a, struct nearest_of, q->side[side].d->count + 1);
	for (size_t k = 0; k < q->likely.count; k++) {
		const struct likeness *like = &q->likely.at[k];
		count_nearest(&n[0][like->i], like->share);
		count_nearest(&n[1][like->j], like->share);
	}
	for (size_t k = 0; k < q->likely.count && q->likely.at[k].share >= SHARE_NEAREST; k++) {
		const struct likeness *like = &q->likely.at[k];
		if (is_alone(&n[0][like->i], like->share) &&
		    is_alone(&n[1][like->j], like->share) && may_pair(q, like->i, like->j))
			pair(q, like->i, like->j, MATCH_BY_WORDS);
	}
}

/* ---- parts ---- */

struct part {
	uint32_t host_side, host, part;
	uint32_t in;
};

static struct entry_of *
host_of(struct matcher *q, const struct part *p)
{
	return &q->side[p->host_side].at[p->host];
}

static struct entry_of *
part_of(struct matcher *q, const struct part *p)
{
	return &q->side[!p->host_side].at[p->part];
}

static int
part_order(const void *x, const void *y, void *of)
{
	const struct part *a = x, *b = y;
	struct matcher *q = of;
	if (a->in != b->in)
		return a->in < b->in ? 1 : -1;
	const struct entry_of *s = part_of(q, a), *t = part_of(q, b);
	if (s->weight != t->weight)
		return s->weight < t->weight ? 1 : -1;
	int near = nearest(a->host, a->part, b->host, b->part);
	if (near)
		return near;
	if (s->text_hash != t->text_hash)
		return s->text_hash < t->text_hash ? 1 : -1;
	s = host_of(q, a), t = host_of(q, b);
	return (s->text_hash < t->text_hash) - (s->text_hash > t->text_hash);
}

/* The words of `part` among those of `host` that nothing else has taken. */
static bool
takes_part(struct matcher *q, const struct part *p, bool *ret_loose)
{
	struct entry_of *host = host_of(q, p), *part = part_of(q, p);
	struct side *other = &q->side[!p->host_side];
	if (part->role != ROLE_NONE || part->partner || host->role == ROLE_PART)
		return false;
	if (host->partner && other->at[host->partner - 1].role == ROLE_HOST)
		return false;
	if (!host->left.at) {
		host->left = left_of(q->a, &host->bag);
		if (host->partner)
			left_common(&host->left, &other->at[host->partner - 1].bag, true, NULL);
	}
	uint64_t common = 1000 * left_common(&host->left, &part->bag, false, NULL);
	*ret_loose = common < SHARE_PART * part->weight;
	if (common < SHARE_LOOSE * part->weight ||
	    (*ret_loose && common < COVER_LOOSE * host->weight))
		return false;
	left_common(&host->left, &part->bag, true, NULL);
	return true;
}

static void
add_part(struct matcher *q, const struct part *p, bool is_loose)
{
	struct entry_of *host = host_of(q, p), *part = part_of(q, p);
	if (!host->parts && host->partner) {
		struct entry_of *first = &q->side[!p->host_side].at[host->partner - 1];
		first->role = ROLE_PART;
		first->host = p->host + 1;
		host->parts++;
	}
	host->role = ROLE_HOST;
	host->parts++;
	part->role = ROLE_PART;
	part->host = p->host + 1;
	part->is_loose = is_loose;
}

static bool
is_accepted(struct matcher *q, const struct part *p)
{
	return part_of(q, p)->role == ROLE_PART && part_of(q, p)->host == p->host + 1 &&
	       host_of(q, p)->role == ROLE_HOST;
}

static bool
is_covered(const struct entry_of *host)
{
	return host->parts > 1 &&
	       1000 * (host->weight - host->left.weight) >= COVER_WHOLE * host->weight;
}

/* Loose parts of what all parts together do not cover are none; whether they
 * do, is asked before any is taken away. */
static void
drop_loose(struct matcher *q, const struct part *parts, size_t count)
{
	for (size_t k = 0; k < count; k++) {
		struct entry_of *host = host_of(q, &parts[k]), *part = part_of(q, &parts[k]);
		if (!is_accepted(q, &parts[k]) || !part->is_loose || is_covered(host))
			continue;
		part->role = ROLE_NONE;
		part->host = 0;
		if (--host->parts == 0)
			host->role = ROLE_NONE;
		if (host->parts == 1 && host->partner) {
			struct entry_of *first =
				&q->side[!parts[k].host_side].at[host->partner - 1];
			first->role = host->role = ROLE_NONE;
			first->host = host->parts = 0;
		}
	}
}

/* A host with one part is no split: the words of one are found in the other. */
static void
settle_hosts(struct matcher *q, const struct part *parts, size_t count)
{
	for (size_t k = 0; k < count; k++) {
		struct entry_of *host = host_of(q, &parts[k]), *part = part_of(q, &parts[k]);
		if (host->parts != 1 || !is_accepted(q, &parts[k]))
			continue;
		uint32_t i = parts[k].host_side ? parts[k].part : parts[k].host;
		uint32_t j = parts[k].host_side ? parts[k].host : parts[k].part;
		host->role = part->role = ROLE_NONE;
		host->parts = part->host = 0;
		if (!identities_differ(q, i, j))
			pair(q, i, j, MATCH_BY_PARTS);
	}
}

/* How much of its host each part has, in the order of the parts. */
static void
measure_parts(struct matcher *q)
{
	for (size_t side = 0; side < 2; side++)
		for (size_t i = 0; i < q->side[side].d->count; i++)
			q->side[side].at[i].left.at = NULL;
	for (size_t side = 0; side < 2; side++)
		for (size_t i = 0; i < q->side[side].d->count; i++) {
			struct entry_of *part = &q->side[side].at[i];
			size_t words;
			if (part->role != ROLE_PART)
				continue;
			struct entry_of *host = &q->side[!side].at[part->host - 1];
			if (!host->left.at)
				host->left = left_of(q->a, &host->bag);
			left_common(&host->left, &part->bag, true, &words);
			part->of_whole =
				(uint8_t)(100 * words / (host->bag.count ? host->bag.count : 1));
		}
}

static void
find_parts(struct matcher *q)
{
	LIST(struct part) list = { 0 };
	bool is_loose;
	for (size_t k = 0; k < q->likely.count; k++) {
		const struct likeness *like = &q->likely.at[k];
		uint32_t index[2] = { like->i, like->j };
		for (uint32_t side = 0; side < 2; side++) {
			const struct entry_of *part = &q->side[side].at[index[side]];
			bool is_smaller = like->in[side] > like->in[!side];
			bool is_part =
				like->in[side] >= SHARE_PART ||
				(like->in[side] >= SHARE_LOOSE && like->in[!side] >= COVER_LOOSE);
			if (is_part && is_smaller && part->bag.count >= PART_WORDS &&
			    is_free(q, side, index[side]))
				*LIST_ADD(&list) = (struct part){ !side, index[!side], index[side],
								  like->in[side] };
		}
	}
	if (list.count)
		qsort_r(list.at, list.count, sizeof *list.at, part_order, q);
	for (size_t k = 0; k < list.count; k++)
		if (takes_part(q, &list.at[k], &is_loose))
			add_part(q, &list.at[k], is_loose);
	drop_loose(q, list.at, list.count);
	settle_hosts(q, list.at, list.count);
	measure_parts(q);
	LIST_DONE(&list);
}

/* ---- places ---- */

/* Last, for the words of a point whose place is held may be found elsewhere. */
static void
pair_held(struct matcher *q)
{
	for (uint32_t i = 0; i < q->side[0].d->count; i++) {
		uint32_t j = find_in(q, &q->side[1].by_identity, identity_of(&q->side[0], i));
		if (j && may_pair(q, i, j - 1) && is_held(q, i, j - 1))
			pair(q, i, j - 1, MATCH_BY_PLACE);
	}
	for (uint32_t i = 0; i < q->side[0].d->count; i++) {
		uint32_t j = find_in(q, &q->side[1].by_number, q->side[0].d->at[i].number);
		if (j && may_pair(q, i, j - 1) && is_held(q, i, j - 1))
			pair(q, i, j - 1, MATCH_BY_PLACE);
	}
}

/* What was split or merged became another point, as it does on record. */
static bool
are_one(const struct matcher *q, uint32_t x, uint32_t y)
{
	if (!x || !y)
		return x == y;
	const struct entry_of *a = &q->side[0].at[x - 1], *b = &q->side[1].at[y - 1];
	return a->partner == y && a->role == ROLE_NONE && b->role == ROLE_NONE;
}

static bool
same_parent(const struct matcher *q, uint32_t i, uint32_t j)
{
	return are_one(q, q->side[0].d->at[i].parent, q->side[1].d->at[j].parent);
}

static bool
same_place(const struct matcher *q, uint32_t i, uint32_t j)
{
	uint32_t x = q->side[0].d->at[i].parent, y = q->side[1].d->at[j].parent;
	return same_number(q, i, j) && !x == !y && (!x || same_number(q, x - 1, y - 1));
}

/* "B" of "B.2": the annex; empty of "6.1". */
static str
annex_of(str number)
{
	size_t end = str_find(number, '.');
	return end < number.len && is_letter(number.at[0]) ? str_sub(number, 0, end) : S("");
}

/* Which pairs kept their order: the longest run that rises in both drafts, of
 * those the one with the most words; what ties still, the words decide.  A
 * Fenwick tree over the second draft holds the best run that ends so far. */
typedef unsigned __int128 worth;

struct run_of {
	worth worth;
	uint32_t last;
}; /* last: index plus 1 in the first draft */

static worth
pair_worth(const struct matcher *q, uint32_t i, uint32_t j)
{
	const struct entry_of *x = &q->side[0].at[i], *y = &q->side[1].at[j];
	size_t words = x->bag.count + y->bag.count;
	return (worth)1 << 96 | (worth)(words > UINT32_MAX ? UINT32_MAX : words) << 56 |
	       ((x->text_hash + y->text_hash) * 0x9e3779b97f4a7c15u >> 32);
}

static struct run_of
best_before(const struct run_of *tree, uint32_t j)
{
	struct run_of best = { 0 };
	for (; j; j &= j - 1)
		if (tree[j].worth > best.worth)
			best = tree[j];
	return best;
}

struct sibling {
	uint64_t parents;
	uint32_t i, j, rank;
};

static int
sibling_order(const void *x, const void *y)
{
	const struct sibling *a = x, *b = y;
	if (a->parents != b->parents)
		return a->parents > b->parents ? 1 : -1;
	return (a->i > b->i) - (a->i < b->i);
}

static int
number_order(const void *x, const void *y)
{
	const uint32_t *a = x, *b = y;
	return (*a > *b) - (*a < *b);
}

/* Ranks of `j` among its siblings, from 1. */
static void
rank_siblings(arena *a, struct sibling *at, size_t count)
{
	uint32_t *js = ARENA_ARRAY(a, uint32_t, count);
	for (size_t k = 0; k < count; k++)
		js[k] = at[k].j;
	qsort(js, count, sizeof *js, number_order);
	for (size_t k = 0; k < count; k++) {
		const uint32_t *found = bsearch(&at[k].j, js, count, sizeof *js, number_order);
		at[k].rank = (uint32_t)(found - js) + 1;
	}
}

static void
mark_moved(struct matcher *q, struct sibling *at, size_t count)
{
	struct run_of *tree = ARENA_ARRAY(q->a, struct run_of, count + 1);
	uint32_t *before = ARENA_ARRAY(q->a, uint32_t, count + 1);
	struct run_of whole = { 0 };
	rank_siblings(q->a, at, count);
	for (size_t k = 0; k < count; k++) {
		struct run_of best = best_before(tree, at[k].rank - 1);
		before[k] = best.last;
		best = (struct run_of){ best.worth + pair_worth(q, at[k].i, at[k].j),
					(uint32_t)k + 1 };
		whole = best.worth > whole.worth ? best : whole;
		for (uint32_t r = at[k].rank; r <= count; r += r & -r)
			if (best.worth > tree[r].worth)
				tree[r] = best;
		q->side[0].at[at[k].i].is_moved = true;
	}
	for (uint32_t k = whole.last; k; k = before[k - 1])
		q->side[0].at[at[k - 1].i].is_moved = false;
}

static void
find_moved(struct matcher *q)
{
	LIST(struct sibling) list = { 0 };
	for (uint32_t i = 0; i < q->side[0].d->count; i++) {
		uint32_t j = q->side[0].at[i].partner;
		if (!j || !same_parent(q, i, j - 1))
			continue;
		uint64_t parents =
			(uint64_t)q->side[0].d->at[i].parent << 32 | q->side[1].d->at[j - 1].parent;
		*LIST_ADD(&list) = (struct sibling){ parents, i, j - 1, 0 };
	}
	if (list.count)
		qsort(list.at, list.count, sizeof *list.at, sibling_order);
	for (size_t from = 0, to; from < list.count; from = to) {
		for (to = from + 1;
		     to < list.count && list.at[to].parents == list.at[from].parents;)
			to++;
		mark_moved(q, &list.at[from], to - from);
	}
	LIST_DONE(&list);
}

static enum match_how
how_of(const struct matcher *q, uint32_t i, uint32_t j)
{
	const struct entry_of *x = &q->side[0].at[i], *y = &q->side[1].at[j];
	if (is_held(q, i, j))
		return y->is_place ? MATCH_DELETED : MATCH_ADDED;
	bool stays = same_parent(q, i, j);
	if (same_place(q, i, j))
		return MATCH_KEPT;
	bool annex =
		!str_eq(annex_of(q->side[0].d->at[i].number), annex_of(q->side[1].d->at[j].number));
	bool leaves = annex && !q->side[0].d->at[i].parent && !q->side[1].d->at[j].parent;
	return !stays || leaves || x->is_moved ? MATCH_MOVED : MATCH_RENUMBERED;
}

/* ---- rows ---- */

/* A common subsequence is counted up to LCS_MOST words, of longer points nothing is said. */
static bool
is_in_order(const struct matcher *q, uint32_t i, uint32_t j)
{
	const struct entry_of *x = &q->side[0].at[i], *y = &q->side[1].at[j];
	size_t common;
	in_common(&x->bag, &y->bag, &common);
	if (same_order(x, y))
		return true;
	if (!common || x->bag.count > LCS_MOST || y->bag.count > LCS_MOST)
		return false;
	return 20 * lcs_length(x->order, x->bag.count, y->order, y->bag.count) >= 19 * common;
}

static void
add_row(struct matcher *q, uint32_t a, uint32_t b, enum match_how how, enum match_reason reason)
{
	struct match_row row = { a, b, (uint8_t)how, (uint8_t)reason, 0, 0, false };
	if (a && b) {
		row.share = percent_of(q, a - 1, b - 1);
		row.in_order = is_in_order(q, a - 1, b - 1);
		row.of_whole = how == MATCH_SPLIT    ? q->side[1].at[b - 1].of_whole
			       : how == MATCH_MERGED ? q->side[0].at[a - 1].of_whole
						     : 0;
	}
	*LIST_ADD(&q->m->rows) = row;
}

/* Of a point on record as deleted, the place that the new draft still shows. */
static uint32_t
take_place(struct matcher *q, unsigned side, uint32_t i)
{
	uint32_t j = find_in(q, &q->side[!side].by_number, q->side[side].d->at[i].number);
	if (!j || !is_free(q, !side, j - 1) || !q->side[!side].at[j - 1].is_place)
		return 0;
	q->side[!side].at[j - 1].fixed = true;
	return j;
}

static void
add_given(struct matcher *q, const struct match_row *given, size_t count)
{
	for (size_t k = 0; k < count; k++) {
		uint32_t a = given[k].a, b = given[k].b;
		if (given[k].reason != MATCH_BY_RECORD)
			continue;
		if (a && !b)
			b = take_place(q, 0, a - 1);
		else if (b && !a)
			a = take_place(q, 1, b - 1);
		enum match_how how = (enum match_how)given[k].how;
		if (a && b && q->side[0].at[a - 1].is_place != q->side[1].at[b - 1].is_place)
			how = q->side[1].at[b - 1].is_place ? MATCH_DELETED : MATCH_ADDED;
		add_row(q, a, b, how, MATCH_BY_RECORD);
	}
}

static enum match_reason
reason_of_part(const struct matcher *q, uint32_t i, uint32_t j)
{
	const struct entry_of *x = &q->side[0].at[i];
	return x->partner == j + 1 && x->reason == MATCH_BY_IDENTITY ? MATCH_BY_IDENTITY
								     : MATCH_BY_PARTS;
}

static void
add_rows(struct matcher *q)
{
	for (uint32_t i = 0; i < q->side[0].d->count; i++) {
		const struct entry_of *x = &q->side[0].at[i];
		if (x->fixed || x->role == ROLE_HOST)
			continue;
		if (x->role == ROLE_PART)
			add_row(q, i + 1, x->host, MATCH_MERGED, reason_of_part(q, i, x->host - 1));
		else if (x->partner)
			add_row(q, i + 1, x->partner, how_of(q, i, x->partner - 1),
				(enum match_reason)x->reason);
		else
			add_row(q, i + 1, 0, MATCH_DELETED, MATCH_BY_NOTHING);
	}
	for (uint32_t j = 0; j < q->side[1].d->count; j++) {
		const struct entry_of *y = &q->side[1].at[j];
		if (y->fixed || y->role == ROLE_HOST)
			continue;
		if (y->role == ROLE_PART)
			add_row(q, y->host, j + 1, MATCH_SPLIT, reason_of_part(q, y->host - 1, j));
		else if (!y->partner)
			add_row(q, 0, j + 1, MATCH_ADDED, MATCH_BY_NOTHING);
	}
}

/* Where a row stands: behind what `behind`, a point of the first draft, became. */
struct placed {
	struct match_row row;
	uint32_t behind;
};

static int
placed_order(const void *x, const void *y)
{
	const struct placed *a = x, *b = y;
	if (a->behind != b->behind)
		return a->behind > b->behind ? 1 : -1;
	if (!a->row.a != !b->row.a)
		return a->row.a ? -1 : 1;
	return (a->row.b > b->row.b) - (a->row.b < b->row.b);
}

static void
sort_rows(struct matcher *q)
{
	size_t count = q->m->rows.count, width = q->side[1].d->count;
	struct placed *list = ARENA_ARRAY(q->a, struct placed, count + 1);
	uint32_t *old = ARENA_ARRAY(q->a, uint32_t, width + 2);
	for (size_t k = 0; k < count; k++) {
		const struct match_row *r = &q->m->rows.at[k];
		if (r->b && r->a > old[r->b])
			old[r->b] = r->a;
	}
	for (size_t j = 1; j <= width; j++)
		old[j] = old[j] ? old[j] : old[j - 1];
	for (size_t k = 0; k < count; k++) {
		const struct match_row *r = &q->m->rows.at[k];
		list[k] = (struct placed){ *r, r->a ? r->a : old[r->b] };
	}
	qsort(list, count, sizeof *list, placed_order);
	for (size_t k = 0; k < count; k++)
		q->m->rows.at[k] = list[k].row;
}

void
match_drafts(struct matching *m, arena *keeps, lexicon *l, const struct match_draft *a,
	     const struct match_draft *b, const struct match_row *given, size_t given_count)
{
	*m = (struct matching){ .arena = keeps, .a = a, .b = b };
	struct matcher q = { .m = m, .a = arena_new(), .l = l };
	q.names = syms_new(q.a);
	read_side(&q, &q.side[0], a);
	read_side(&q, &q.side[1], b);
	weigh_words(&q);
	take_given(&q, given, given_count);
	pair_identities(&q);
	pair_same_words(&q);
	find_likely(&q);
	pair_likely(&q);
	pair_numbers(&q);
	pair_headings(&q);
	pair_some_words(&q);
	pair_nearest(&q);
	pair_given(&q, given, given_count);
	find_parts(&q);
	pair_held(&q);
	find_moved(&q);
	add_given(&q, given, given_count);
	add_rows(&q);
	sort_rows(&q);
	for (size_t side = 0; side < 2; side++) {
		map_done(&q.side[side].by_number);
		map_done(&q.side[side].by_identity);
		map_done(&q.side[side].by_heading);
	}
	LIST_DONE(&q.likely);
	arena_free(q.a);
}

void
matching_done(struct matching *m)
{
	LIST_DONE(&m->rows);
}
