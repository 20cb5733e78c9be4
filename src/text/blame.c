/* How a word is known again.
 *
 * Every word ever brought in has a number of its own.  A version is a list of
 * bodies, and a body is a wording of one passage: its bytes, and the numbers of
 * its words.  A passage whose bytes have not changed shares the body of the
 * version before, so that a version costs what it changes:
 *
 *  1. What has the bytes of a passage of the version before is that passage.
 *  2. What has the bytes of an older wording, none of whose words is anywhere
 *     else by now, is that wording come back.
 *  3. What is left on both sides is joined: by what the caller knows, by pairs
 *     of words in common, by its place between neighbours that are joined.  Of
 *     a split or a merge that makes one group of several passages.  Each group
 *     is compared, old words against new (diff.h).
 *  4. Offers to a passage of the group are compared with what it became.
 *  5. Words that found no place are buried, run by run, with their neighbours.
 *     Runs of new words are then looked for among all the buried: long ones by
 *     four words in a row, wherever they are; that is both what moved and
 *     what comes back after versions.  Short ones only between the neighbours
 *     that they had, or within a run that was found.
 *  6. The rest is new.
 *
 * An offer goes through 3 and 5 against one passage of the newest version, and
 * what is new in it is buried at once: words that wait for a version.
 *
 * In the spirit of WikiWho (Flöck, Acosta, 2014), which knows paragraphs and
 * sentences by their hash and then compares words with the version before.
 * It has no offers and no moves of words between paragraphs, and a single word
 * that comes back is new to it; here its neighbours tell.
 */
#include "text/blame.h"

#include <stdlib.h>

#include "base/map.h"
#include "text/diff.h"

enum {
	GRAM = 4,               /* words in a row by which the buried are found */
	CHAIN_MOST = 16,        /* places of one gram that are looked at */
	STRONG_FAR = 3,         /* words of weight that make a find of a run from anywhere … */
	STRONG_NEAR = 2,        /* … and of one that only now lost its place */
	GAP_MOST = 512,         /* words between two finds that are compared */
	OFFERS_MOST = 256,      /* offers to one group of passages that are compared */
	HELD = INT32_MAX,       /* `home` of a word whose passage is being compared */
};

enum trait { TRAIT_STRONG = 1, TRAIT_CLOSING = 2 };     /* a word of weight; a mark that ends a
							 * clause */

struct word {
	uint32_t sym;
	uint32_t source;        /* what brought it in */
	uint32_t passage;       /* where, in that */
	uint32_t in;            /* version that has it first; 0: it is only on offer */
	uint32_t back;
	uint32_t offered;       /* source: the last offer of it while it was out */
	uint32_t home;          /* its place among the buried; 0: it is in the text */
	uint32_t seen;          /* the source that placed it last */
};

struct source { uint32_t label, version; };     /* version 0: an offer */

struct body {
	str text;
	uint64_t hash;
	uint32_t first, count;  /* of ids */
	uint32_t older;         /* a body of the same hash */
};

/* An offer whose words a version may still take. */
struct offer { uint32_t body, passage; };       /* 1 + its passage of the newest version */

/* A passage whose words are being placed; `joined` is its group's root. */
struct part { uint32_t passage, body, first, count, joined; };

struct find { uint32_t at, home, length; bool near; };

struct blame {
	lexicon *lexicon;
	struct tokens tokens;   /* of the passage read last */
	LIST(struct word) words;
	LIST(struct source) sources;
	LIST(struct body) bodies;
	LIST(uint32_t) ids;     /* words of bodies */
	map by_hash;            /* the latest body of a hash */
	uint32_t versions;
	LIST(uint32_t) now, next;       /* bodies of the newest version, of the one being added */
	LIST(struct offer) offers;

	/* The buried: words run by run, a 0 behind each run. */
	LIST(uint32_t) buried;
	LIST(uint32_t) chain;   /* by place: the one before with the same gram */
	map grams;
	map behind, before;     /* neighbour << 32 | sym of the end beside it: its place */
	uint32_t buried_from;   /* what this version buried begins here */

	/* The source being added. */
	uint32_t source, version;
	LIST(struct part) old, new;
	LIST(uint32_t) was;     /* words of the old parts, part by part */
	LIST(uint32_t) syms, placed, homes;     /* of the new ones: words placed, or 0; from
						 * where */
	LIST(uint8_t) traits;   /* by sym: enum trait */
	LIST(uint32_t) left, right;     /* syms of a comparison */
	LIST(uint32_t) left_at, right_at;
	LIST(struct find) finds;
	struct edits edits;
	LIST(uint32_t) became;  /* by old passage: 1 + the new one, or 0 */
	LIST(struct blamed) blamed;
};

blame *
blame_new(void)
{
	blame *b = calloc(1, sizeof *b);
	if (!b)
		arena_exhausted(sizeof *b);
	b->lexicon = lexicon_new();
	LIST_ADD(&b->words);
	LIST_ADD(&b->sources);
	LIST_ADD(&b->bodies);
	LIST_ADD(&b->buried);
	LIST_ADD(&b->chain);
	return b;
}

void
blame_free(blame *b)
{
	if (!b)
		return;
	lexicon_free(b->lexicon);
	tokens_done(&b->tokens);
	edits_done(&b->edits);
	map_done(&b->by_hash);
	map_done(&b->grams);
	map_done(&b->behind);
	map_done(&b->before);
	void *lists[] = { b->words.at,  b->sources.at, b->bodies.at, b->ids.at,     b->now.at,
			  b->next.at,   b->offers.at,  b->buried.at, b->chain.at,   b->old.at,
			  b->new.at,    b->was.at,     b->syms.at,   b->placed.at,  b->homes.at,
			  b->traits.at, b->left.at,    b->right.at,  b->left_at.at, b->right_at.at,
			  b->finds.at,  b->became.at,  b->blamed.at };
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		list_free(lists[i]);
	free(b);
}

/* ---- one word ---- */

static inline bool
is_free(const blame *b, uint32_t id)
{
	const struct word *w = &b->words.at[id];
	return w->home && w->seen != b->source;
}

/* Is the place among the buried still that of the word in it? */
static inline bool
lies_there(const blame *b, uint32_t home)
{
	uint32_t id = b->buried.at[home];
	return id && b->words.at[id].home == home && b->words.at[id].seen != b->source;
}

static inline bool
is_strong(const blame *b, uint32_t sym)
{
	return b->traits.at[sym] & TRAIT_STRONG;
}

static inline bool
is_closing(const blame *b, uint32_t sym)
{
	return b->traits.at[sym] & TRAIT_CLOSING;
}

/* The new word at `at` is the word `id`. */
static void
place(blame *b, size_t at, uint32_t id)
{
	struct word *w = &b->words.at[id];
	b->placed.at[at] = id;
	b->homes.at[at] = w->home == HELD ? 0 : w->home;
	w->seen = b->source;
	if (!b->version) {
		w->offered = w->home ? b->source : w->offered;
		return;
	}
	if (w->home != HELD && w->home < b->buried_from) {
		if (w->in)
			w->back = b->version;
		else
			w->in = b->version;
	}
	w->home = 0;
}

/* ---- the buried ---- */

static uint64_t
gram_at(const uint32_t *words)
{
	uint64_t hash = 0;
	for (size_t i = 0; i < GRAM; i++)
		hash = (hash ^ words[i]) * 0x9e3779b97f4a7c15u;
	return hash >> 1;
}

static void
bury_grams(blame *b, uint32_t from, uint32_t to)
{
	uint32_t gram[GRAM];
	for (uint32_t at = from; at + GRAM <= to; at++) {
		for (size_t i = 0; i < GRAM; i++)
			gram[i] = b->words.at[b->buried.at[at + i]].sym;
		uint32_t *slot = map_at(&b->grams, gram_at(gram));
		b->chain.at[at] = *slot;
		*slot = at;
	}
}

static uint64_t
beside(uint32_t neighbour, uint32_t sym)
{
	return (uint64_t)neighbour << 32 | sym;
}

/* Buries words that stood in a row, between two others (0: none). */
static void
bury(blame *b, const uint32_t *ids, size_t count, uint32_t left, uint32_t right)
{
	uint32_t from = (uint32_t)b->buried.count;
	for (size_t i = 0; i < count; i++) {
		struct word *w = &b->words.at[ids[i]];
		w->home = (uint32_t)b->buried.count;
		w->offered = 0;
		*LIST_ADD(&b->buried) = ids[i];
		LIST_ADD(&b->chain);
	}
	LIST_ADD(&b->buried);
	LIST_ADD(&b->chain);
	bury_grams(b, from, from + (uint32_t)count);
	if (left)
		*map_at(&b->behind, beside(left, b->words.at[ids[0]].sym)) = from;
	if (right)
		*map_at(&b->before, beside(right, b->words.at[ids[count - 1]].sym)) =
			from + (uint32_t)count - 1;
}

/* Buries what of an old passage found no place. */
static void
bury_part(blame *b, const struct part *p)
{
	const uint32_t *ids = &b->was.at[p->first];
	for (uint32_t i = 0; i < p->count;) {
		uint32_t end = i;
		while (end < p->count && b->words.at[ids[end]].home == HELD)
			end++;
		if (end > i)
			bury(b, ids + i, end - i, i ? ids[i - 1] : 0,
			     end < p->count ? ids[end] : 0);
		i = end + 1;
	}
}

/* ---- passages that have not changed ---- */

static bool
is_body(const blame *b, uint32_t body, str text)
{
	return str_eq(b->bodies.at[body].text, text);
}

static void
keep(blame *b, size_t passage, uint32_t before)
{
	b->next.at[passage] = b->now.at[before];
	b->became.at[before] = (uint32_t)passage + 1;
}

/* Those that the caller says are the same, and are, first. */
static void
keep_known(blame *b, const struct blame_passage *passages, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		uint32_t before = passages[i].before;
		if (before && before <= b->now.count && !b->became.at[before - 1] &&
		    is_body(b, b->now.at[before - 1], passages[i].words))
			keep(b, i, before - 1);
	}
}

/* Then those of the same bytes, in their order. */
static void
keep_same(blame *b, const struct blame_passage *passages, size_t count)
{
	map first = { 0 };      /* by hash: 1 + a passage of the version before */
	LIST(uint32_t) others = { 0 };
	for (size_t i = b->now.count; i-- > 0;) {
		if (b->became.at[i])
			continue;
		uint32_t *slot = map_at(&first, b->bodies.at[b->now.at[i]].hash);
		while (others.count <= i + 1)
			LIST_ADD(&others);
		others.at[i + 1] = *slot;
		*slot = (uint32_t)i + 1;
	}
	for (size_t i = 0; others.count && i < count; i++) {
		if (b->next.at[i])
			continue;
		uint32_t *slot = map_at(&first, str_hash(passages[i].words) >> 1), before = *slot;
		if (!before || !is_body(b, b->now.at[before - 1], passages[i].words))
			continue;
		keep(b, i, before - 1);
		*slot = others.at[before];
	}
	map_done(&first);
	LIST_DONE(&others);
}

/* ---- what has changed ---- */

static void
hold_old(blame *b)
{
	for (size_t i = 0; i < b->now.count; i++) {
		const struct body *body = &b->bodies.at[b->now.at[i]];
		if (b->became.at[i])
			continue;
		*LIST_ADD(&b->old) = (struct part){
			(uint32_t)i, b->now.at[i], (uint32_t)b->was.count, body->count, 0
		};
		for (uint32_t k = 0; k < body->count; k++) {
			*LIST_ADD(&b->was) = b->ids.at[body->first + k];
			b->words.at[b->ids.at[body->first + k]].home = HELD;
		}
	}
}

static uint32_t
body_new(blame *b, str text, const uint32_t *ids, size_t count)
{
	uint32_t index = (uint32_t)b->bodies.count;
	uint64_t hash = str_hash(text) >> 1;
	uint32_t *slot = map_at(&b->by_hash, hash);
	*LIST_ADD(&b->bodies) = (struct body){
		text, hash, (uint32_t)b->ids.count, (uint32_t)count, *slot
	};
	*slot = index;
	for (size_t i = 0; i < count; i++)
		*LIST_ADD(&b->ids) = ids[i];
	return index;
}

static bool
may_come_back(const blame *b, const struct body *body)
{
	for (uint32_t i = 0; i < body->count; i++)
		if (!is_free(b, b->ids.at[body->first + i]))
			return false;
	return true;
}

/* The latest wording of these bytes whose words are all free, or 0. */
static uint32_t
older_wording(const blame *b, str text)
{
	uint32_t body = map_get(&b->by_hash, str_hash(text) >> 1);
	for (size_t i = 0; body && i < CHAIN_MOST; i++, body = b->bodies.at[body].older)
		if (is_body(b, body, text) && b->bodies.at[body].count &&
		    may_come_back(b, &b->bodies.at[body]))
			return body;
	return 0;
}

/* Cuts the words of a new part and makes room for where they are from. */
static void
read_part(blame *b, size_t passage, str text, uint32_t body)
{
	struct part *p = LIST_ADD(&b->new);
	tokens_read(&b->tokens, b->lexicon, text);
	*p = (struct part){ (uint32_t)passage, body, (uint32_t)b->syms.count,
			    (uint32_t)b->tokens.count, 0 };
	for (size_t i = 0; i < b->tokens.count; i++) {
		const struct token *t = &b->tokens.at[i];
		*LIST_ADD(&b->syms) = t->sym;
		LIST_ADD(&b->placed);
		LIST_ADD(&b->homes);
		while (b->traits.count <= t->sym)
			LIST_ADD(&b->traits);
		b->traits.at[t->sym] =
			(uint8_t)((t->kind == TOKEN_WORD && !(t->flags & TOKEN_WEAK) ? TRAIT_STRONG
										     : 0) |
				  (t->flags & TOKEN_CLOSING ? TRAIT_CLOSING : 0));
	}
	for (uint32_t i = 0; body && i < p->count; i++)
		place(b, p->first + i, b->ids.at[b->bodies.at[body].first + i]);
}

static void
read_new(blame *b, const struct blame_passage *passages, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!b->next.at[i])
			read_part(b, i, passages[i].words, older_wording(b, passages[i].words));
}

/* ---- groups: which of the old became which of the new ---- */

/* Parts of both sides in one row, old ones first; each points to its group. */
static struct part *
part_at(blame *b, uint32_t i)
{
	return i < b->old.count ? &b->old.at[i] : &b->new.at[i - b->old.count];
}

static uint32_t
root_of(blame *b, uint32_t i)
{
	while (part_at(b, i)->joined != i) {
		part_at(b, i)->joined = part_at(b, part_at(b, i)->joined)->joined;
		i = part_at(b, i)->joined;
	}
	return i;
}

static void
join(blame *b, uint32_t old, uint32_t new)
{
	uint32_t x = root_of(b, old), y = root_of(b, (uint32_t)b->old.count + new);
	if (x < y)
		part_at(b, y)->joined = x;
	else
		part_at(b, x)->joined = y;
}

static bool
is_alone(blame *b, uint32_t i)
{
	return root_of(b, i) == i;
}

static uint64_t
pair_key(uint32_t x, uint32_t y)
{
	return (uint64_t)x << 32 | y;
}

/* By pairs of words: each names the one old part that has it. */
static void
map_pairs(blame *b, map *pairs)
{
	for (uint32_t i = 0; i < b->old.count; i++) {
		const uint32_t *ids = &b->was.at[b->old.at[i].first];
		for (uint32_t k = 0; k + 1 < b->old.at[i].count; k++) {
			uint32_t *slot = map_at(pairs, pair_key(b->words.at[ids[k]].sym,
								b->words.at[ids[k + 1]].sym));
			*slot = *slot && *slot != i + 1 ? UINT32_MAX : i + 1;
		}
	}
}

/* Two fifths of the pairs of the smaller one, and more than a chance. */
static bool
is_alike(uint32_t votes, uint32_t x_words, uint32_t y_words)
{
	uint32_t smaller = x_words < y_words ? x_words : y_words;
	return votes >= 2 && votes * 5 >= (smaller - 1) * 2;
}

static void
join_alike(blame *b)
{
	map pairs = { 0 };
	map_pairs(b, &pairs);
	uint32_t *votes = calloc(b->old.count + 1, sizeof *votes);
	if (!votes)
		arena_exhausted(b->old.count * sizeof *votes);
	for (uint32_t i = 0; i < b->new.count; i++) {
		const struct part *p = &b->new.at[i];
		const uint32_t *first = b->syms.at + p->first;
		if (p->body)
			continue;
		for (uint32_t k = 0; k + 1 < p->count; k++) {
			uint32_t old = map_get(&pairs, pair_key(first[k], first[k + 1]));
			votes[old == UINT32_MAX ? 0 : old]++;
		}
		for (uint32_t k = 0; k + 1 < p->count; k++) {
			uint32_t old = map_get(&pairs, pair_key(first[k], first[k + 1]));
			if (!old || old == UINT32_MAX)
				continue;
			if (is_alike(votes[old], p->count, b->old.at[old - 1].count))
				join(b, old - 1, i);
			votes[old] = 0;
		}
	}
	free(votes);
	map_done(&pairs);
}

static uint32_t
old_part_of(const blame *b, uint32_t passage)
{
	size_t from = 0, to = b->old.count;
	while (from < to) {
		size_t mid = (from + to) / 2;
		if (b->old.at[mid].passage < passage)
			from = mid + 1;
		else
			to = mid;
	}
	return from < b->old.count && b->old.at[from].passage == passage ? (uint32_t)from + 1 : 0;
}

static void
join_known(blame *b, const struct blame_passage *passages)
{
	for (uint32_t i = 0; i < b->new.count; i++) {
		uint32_t before = passages[b->new.at[i].passage].before;
		uint32_t old = before && before <= b->now.count ? old_part_of(b, before - 1) : 0;
		if (old && !b->new.at[i].body)
			join(b, old - 1, i);
	}
}

/* A passage that stands where one stood that became nothing else. */
static void
join_placed(blame *b)
{
	uint32_t *from = calloc(b->next.count + 1, sizeof *from); /* by new passage: 1 + old */
	if (!from)
		arena_exhausted(b->next.count * sizeof *from);
	uint8_t *taken = calloc(b->old.count + b->new.count + 1, 1); /* by root: has it a new part? */
	if (!taken)
		arena_exhausted(b->old.count + b->new.count);
	for (uint32_t i = 0; i < b->new.count; i++)
		taken[root_of(b, (uint32_t)b->old.count + i)] = 1;
	for (uint32_t i = 0; i < b->now.count; i++)
		if (b->became.at[i])
			from[b->became.at[i] - 1] = i + 1;
	for (uint32_t i = 0; i < b->new.count; i++) {
		uint32_t passage = b->new.at[i].passage, old = 0;
		if (b->new.at[i].body || !is_alone(b, (uint32_t)b->old.count + i))
			continue;
		if (!passage)
			old = old_part_of(b, 0);
		else if (from[passage - 1])
			old = old_part_of(b, from[passage - 1]);
		if (!old && passage + 1 < b->next.count && from[passage + 1] > 1)
			old = old_part_of(b, from[passage + 1] - 2);
		if (!old || taken[root_of(b, old - 1)])
			continue;
		join(b, old - 1, i);
		taken[old - 1] = 1;
		from[passage] = b->old.at[old - 1].passage + 1;
	}
	free(taken);
	free(from);
}

static void
join_parts(blame *b, const struct blame_passage *passages)
{
	for (uint32_t i = 0; i < b->old.count + b->new.count; i++)
		part_at(b, i)->joined = i;
	join_known(b, passages);
	join_alike(b);
	join_placed(b);
}

/* ---- comparing ---- */

static void
compare_begin(blame *b)
{
	b->left.count = b->left_at.count = b->right.count = b->right_at.count = 0;
}

static void
compare_old(blame *b, uint32_t id)
{
	*LIST_ADD(&b->left) = b->words.at[id].sym;
	*LIST_ADD(&b->left_at) = id;
}

static void
compare_new(blame *b, uint32_t at)
{
	*LIST_ADD(&b->right) = b->syms.at[at];
	*LIST_ADD(&b->right_at) = at;
}

/* One or two words without weight between two places where other words were put
 * for several are a chance: who wrote the sentence anew wrote its "of the" as
 * well.  In an offer any such run is: the version that takes it keeps its own
 * "of the" first. */
static bool
is_chance(const blame *b, const struct edit *before, const struct edit *behind)
{
	uint32_t length = behind->b - before->b_end;
	if (length > 2)
		return false;
	for (uint32_t i = before->b_end; i < behind->b; i++)
		if (is_strong(b, b->right.at[i]))
			return false;
	uint32_t in_before = before->b_end - before->b, out_before = before->a_end - before->a;
	uint32_t in_behind = behind->b_end - behind->b, out_behind = behind->a_end - behind->a;
	bool are_replaced = in_before && out_before && in_behind && out_behind;
	return !b->version || (are_replaced && in_before + out_before >= 4 * length &&
			       in_behind + out_behind >= 4 * length);
}

/* Places a run that both sides have; words that are placed or not free stay. */
static void
place_run(blame *b, uint32_t left, uint32_t right, uint32_t count, bool held)
{
	for (uint32_t i = 0; i < count; i++) {
		uint32_t id = b->left_at.at[left + i], at = b->right_at.at[right + i];
		bool may = b->version ? is_free(b, id) && (held || b->words.at[id].home != HELD)
				      : true;
		if (!b->placed.at[at] && may)
			place(b, at, id);
	}
}

static bool
is_weighty(const blame *b, uint32_t right, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		if (is_strong(b, b->right.at[right + i]))
			return true;
	return count > 1;
}

/* What came in or went could as well be shifted: "[A b.] C d." or "A b. [C d.]"
 * are one difference.  Best it begins behind a mark that ends a clause. */
static void
slide(const blame *b, const uint32_t *row, uint32_t *from, uint32_t *to, uint32_t least,
      uint32_t most)
{
	uint32_t down = 0, up = 0, length = *to - *from;
	while (*from - down > least && row[*from - down - 1] == row[*to - down - 1]) {
		if (is_closing(b, row[*from - down - 1]))
			break;
		down++;
	}
	bool is_down = *from - down == least || is_closing(b, row[*from - down - 1]);
	while (!is_down && *to + up < most && row[*from + up] == row[*to + up])
		if (is_closing(b, row[*from + up++]))
			break;
	bool is_up = up && is_closing(b, row[*from + up - 1]);
	*from = is_down ? *from - down : is_up ? *from + up : *from;
	*to = *from + length;
}

static void
slide_edits(blame *b)
{
	for (size_t i = 0; i < b->edits.count; i++) {
		struct edit *e = &b->edits.at[i], *next = e + 1;
		bool is_last = i + 1 == b->edits.count;
		uint32_t a = e->a, b_at = e->b;
		if (e->a == e->a_end && e->b < e->b_end) {
			slide(b, b->right.at, &e->b, &e->b_end, i ? e[-1].b_end : 0,
			      is_last ? (uint32_t)b->right.count : next->b);
			e->a = e->a_end = a + e->b - b_at;
		} else if (e->b == e->b_end && e->a < e->a_end) {
			slide(b, b->left.at, &e->a, &e->a_end, i ? e[-1].a_end : 0,
			      is_last ? (uint32_t)b->left.count : next->a);
			e->b = e->b_end = b_at + e->a - a;
		}
	}
}

/* `held`: against the version before; else against an offer to it. */
static void
compare(blame *b, bool held)
{
	if (!b->left.count || !b->right.count)
		return;
	diff_numbers(&b->edits, b->left.at, b->left.count, b->right.at, b->right.count);
	slide_edits(b);
	const struct edit ends[] = { { 0 },
				     { (uint32_t)b->left.count, 0, (uint32_t)b->right.count, 0 } };
	const struct edit *before = &ends[0];
	for (size_t i = 0; i <= b->edits.count; i++) {
		const struct edit *behind = i < b->edits.count ? &b->edits.at[i] : &ends[1];
		uint32_t count = behind->b - before->b_end;
		bool is_inner = i && i < b->edits.count;
		if (held ? !is_inner || !is_chance(b, before, behind)
			 : is_weighty(b, before->b_end, count))
			place_run(b, before->a_end, before->b_end, count, held);
		before = behind;
	}
}

static void
compare_group(blame *b, const uint32_t *parts, size_t count)
{
	compare_begin(b);
	for (size_t i = 0; i < count; i++) {
		const struct part *p = part_at(b, parts[i]);
		bool is_old = parts[i] < b->old.count;
		for (uint32_t k = 0; k < p->count; k++) {
			if (is_old && b->words.at[b->was.at[p->first + k]].home == HELD)
				compare_old(b, b->was.at[p->first + k]);
			else if (!is_old && !p->body)
				compare_new(b, p->first + k);
		}
	}
	compare(b, true);
}

static bool
has_gap(const blame *b, const struct part *p)
{
	for (uint32_t i = 0; i < p->count; i++)
		if (!b->placed.at[p->first + i])
			return true;
	return false;
}

/* What was offered to a passage of the group, the latest first, against what it became. */
static void
compare_offers(blame *b, const uint32_t *parts, size_t count)
{
	size_t compared = 0;
	for (size_t i = b->offers.count; i-- > 0 && compared < OFFERS_MOST;) {
		const struct body *body = &b->bodies.at[b->offers.at[i].body];
		uint32_t old =
			b->offers.at[i].passage ? old_part_of(b, b->offers.at[i].passage - 1) : 0;
		if (!old || root_of(b, old - 1) != root_of(b, parts[0]))
			continue;
		compared++;
		for (size_t k = 0; k < count; k++) {
			const struct part *p = part_at(b, parts[k]);
			if (parts[k] < b->old.count || !has_gap(b, p))
				continue;
			compare_begin(b);
			for (uint32_t n = 0; n < body->count; n++)
				compare_old(b, b->ids.at[body->first + n]);
			for (uint32_t n = 0; n < p->count; n++)
				compare_new(b, p->first + n);
			compare(b, false);
		}
	}
}

struct in_group { uint32_t root, part; };

static int
by_group(const void *a, const void *b)
{
	const struct in_group *x = a, *y = b;
	if (x->root != y->root)
		return x->root < y->root ? -1 : 1;
	return x->part < y->part ? -1 : x->part > y->part;
}

static void
compare_groups(blame *b)
{
	uint32_t total = (uint32_t)(b->old.count + b->new.count);
	struct in_group *sorted = calloc(total + 1, sizeof *sorted);
	uint32_t *parts = calloc(total + 1, sizeof *parts);
	if (!sorted || !parts)
		arena_exhausted(total * sizeof *sorted);
	for (uint32_t i = 0; i < total; i++)
		sorted[i] = (struct in_group){ root_of(b, i), i };
	qsort(sorted, total, sizeof *sorted, by_group);
	for (uint32_t from = 0, to; from < total; from = to) {
		for (to = from; to < total && sorted[to].root == sorted[from].root; to++)
			parts[to - from] = sorted[to].part;
		if (to - from < 2)
			continue;
		compare_group(b, parts, to - from);
		if (b->offers.count)
			compare_offers(b, parts, to - from);
	}
	free(sorted);
	free(parts);
}

/* ---- among the buried ---- */

/* The run of words in a row around `at` that the place `home` has as well; back
 * to `least`, what lies before was looked at. */
static struct find
stretch(const blame *b, const struct part *p, uint32_t least, uint32_t at, uint32_t home)
{
	uint32_t end = at, from = at, end_home = home;
	while (end < p->first + p->count && !b->placed.at[end] && lies_there(b, end_home) &&
	       b->words.at[b->buried.at[end_home]].sym == b->syms.at[end]) {
		end++;
		end_home++;
	}
	while (end > at && from > least && !b->placed.at[from - 1] && lies_there(b, home - 1) &&
	       b->words.at[b->buried.at[home - 1]].sym == b->syms.at[from - 1]) {
		from--;
		home--;
	}
	return (struct find){ from, home, end - from, home >= b->buried_from };
}

/* The best run that begins with the four words at `at`, or reaches over them. */
static struct find
find_at(const blame *b, const struct part *p, uint32_t least, uint32_t at)
{
	struct find best = { .length = 0 };
	uint32_t home = map_get(&b->grams, gram_at(&b->syms.at[at]));
	for (size_t i = 0; home && i < CHAIN_MOST; i++, home = b->chain.at[home]) {
		struct find f = stretch(b, p, least, at, home);
		if (f.length > best.length)
			best = f;
	}
	return best;
}

/* Is it long enough, and has it words of weight enough, to be no chance? */
static bool
is_found(const blame *b, const struct find *f)
{
	unsigned missing = f->near ? STRONG_NEAR : STRONG_FAR;
	for (uint32_t i = 0; i < f->length && missing; i++)
		missing -= is_strong(b, b->syms.at[f->at + i]);
	return f->length >= GRAM && !missing;
}

/* Half a run ahead: a longer one may begin inside it.  So a run is walked a few
 * times for each place that is looked at, and all of it is linear. */
static void
find_in_part(blame *b, const struct part *p)
{
	uint32_t least = p->first;
	for (uint32_t at = p->first; at + GRAM <= p->first + p->count;) {
		struct find f = { .length = 0 };
		if (!b->placed.at[at])
			f = find_at(b, p, least, at);
		if (is_found(b, &f))
			*LIST_ADD(&b->finds) = f;
		uint32_t ahead = f.length ? f.at + f.length - at : 0;
		least = at + 1;
		at += ahead > 2 ? ahead / 2 : 1;
	}
}

static int
longest_first(const void *a, const void *b)
{
	const struct find *x = a, *y = b;
	if (x->length != y->length)
		return x->length > y->length ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* A find that a longer one cut down still counts where enough is left of it. */
static void
place_find(blame *b, const struct find *f)
{
	for (uint32_t i = 0; i < f->length;) {
		uint32_t end = i;
		while (end < f->length && !b->placed.at[f->at + end] &&
		       lies_there(b, f->home + end))
			end++;
		struct find left = { f->at + i, f->home + i, end - i, f->near };
		bool is_enough = is_found(b, &left);
		for (uint32_t k = i; is_enough && k < end; k++)
			place(b, f->at + k, b->buried.at[f->home + k]);
		i = end + 1;
	}
}

static void
find_runs(blame *b)
{
	b->finds.count = 0;
	for (size_t i = 0; i < b->new.count; i++)
		find_in_part(b, &b->new.at[i]);
	if (b->finds.count)
		qsort(b->finds.at, b->finds.count, sizeof *b->finds.at, longest_first);
	for (size_t i = 0; i < b->finds.count; i++)
		place_find(b, &b->finds.at[i]);
}

/* Does the place hold that word, free? */
static bool
fits(const blame *b, uint32_t home, uint32_t at)
{
	return lies_there(b, home) && b->words.at[b->buried.at[home]].sym == b->syms.at[at];
}

/* Words behind one that is placed: behind it among the buried, or where its
 * neighbours once were. */
static void
place_behind(blame *b, const struct part *p)
{
	for (uint32_t at = p->first + 1; at < p->first + p->count; at++) {
		uint32_t left = b->placed.at[at - 1], home = b->homes.at[at - 1];
		if (b->placed.at[at] || !left)
			continue;
		home = home ? home + 1 : 0;
		if (!home || !fits(b, home, at))
			home = map_get(&b->behind, beside(left, b->syms.at[at]));
		if (home && fits(b, home, at))
			place(b, at, b->buried.at[home]);
	}
}

static void
place_before(blame *b, const struct part *p)
{
	for (uint32_t at = p->first + p->count; at-- > p->first + 1;) {
		uint32_t right = b->placed.at[at], home = b->homes.at[at];
		if (b->placed.at[at - 1] || !right)
			continue;
		home = home ? home - 1 : 0;
		if (!home || !fits(b, home, at - 1))
			home = map_get(&b->before, beside(right, b->syms.at[at - 1]));
		if (home && fits(b, home, at - 1))
			place(b, at - 1, b->buried.at[home]);
	}
}

/* Between two words of one buried run: what lies between them there. */
static void
place_between(blame *b, uint32_t from, uint32_t to)
{
	uint32_t home = b->homes.at[from], end = b->homes.at[to];
	if (!home || end <= home + 1 || end - home > GAP_MOST || to - from > GAP_MOST)
		return;
	compare_begin(b);
	for (uint32_t h = home + 1; h < end; h++) {
		if (!b->buried.at[h])
			return;         /* two runs */
		if (lies_there(b, h))
			compare_old(b, b->buried.at[h]);
	}
	for (uint32_t at = from + 1; at < to; at++)
		compare_new(b, at);
	compare(b, false);
}

static void
place_gaps(blame *b, const struct part *p)
{
	uint32_t last = UINT32_MAX;
	for (uint32_t at = p->first; at < p->first + p->count; at++) {
		if (!b->placed.at[at])
			continue;
		if (last != UINT32_MAX && last + 1 < at)
			place_between(b, last, at);
		last = at;
	}
}

static void
look_among_buried(blame *b)
{
	find_runs(b);
	for (size_t i = 0; i < b->new.count; i++) {
		place_gaps(b, &b->new.at[i]);
		place_behind(b, &b->new.at[i]);
		place_before(b, &b->new.at[i]);
	}
}

/* Who was beside a word that is back in the text, and is not. */
static void
note_neighbours(blame *b)
{
	for (size_t at = 0; at < b->homes.count; at++) {
		uint32_t home = b->homes.at[at], id = b->placed.at[at];
		if (home && lies_there(b, home + 1))
			*map_at(&b->behind, beside(id, b->words.at[b->buried.at[home + 1]].sym)) =
				home + 1;
		if (home && lies_there(b, home - 1))
			*map_at(&b->before, beside(id, b->words.at[b->buried.at[home - 1]].sym)) =
				home - 1;
	}
}

/* ---- the whole ---- */

static void
bring_in(blame *b, const struct part *p)
{
	for (uint32_t at = p->first; at < p->first + p->count; at++) {
		if (b->placed.at[at])
			continue;
		b->placed.at[at] = (uint32_t)b->words.count;
		*LIST_ADD(&b->words) = (struct word){ .sym = b->syms.at[at],
						      .source = b->source,
						      .passage = p->passage,
						      .in = b->version,
						      .seen = b->source };
	}
}

static void
source_begin(blame *b, uint32_t label, uint32_t version)
{
	b->source = (uint32_t)b->sources.count;
	b->version = version;
	b->buried_from = (uint32_t)b->buried.count;
	*LIST_ADD(&b->sources) = (struct source){ label, version };
	b->old.count = b->new.count = b->was.count = 0;
	b->syms.count = b->placed.count = b->homes.count = 0;
}

/* Where each old passage went: offers to it go with it. */
static void
move_offers(blame *b)
{
	for (uint32_t i = 0; i < b->new.count; i++) {
		uint32_t root = root_of(b, (uint32_t)b->old.count + i);
		for (uint32_t k = root; k < b->old.count && b->offers.count; k++)
			if (!b->became.at[b->old.at[k].passage] && root_of(b, k) == root)
				b->became.at[b->old.at[k].passage] = b->new.at[i].passage + 1;
	}
	for (size_t i = 0; i < b->offers.count; i++)
		if (b->offers.at[i].passage)
			b->offers.at[i].passage = b->became.at[b->offers.at[i].passage - 1];
}

uint32_t
blame_add(blame *b, uint32_t label, const struct blame_passage *passages, size_t count)
{
	source_begin(b, label, ++b->versions);
	b->next.count = b->became.count = 0;
	for (size_t i = 0; i < count; i++)
		LIST_ADD(&b->next);
	for (size_t i = 0; i < b->now.count; i++)
		LIST_ADD(&b->became);
	keep_known(b, passages, count);
	keep_same(b, passages, count);
	hold_old(b);
	read_new(b, passages, count);
	join_parts(b, passages);
	compare_groups(b);
	for (size_t i = 0; i < b->old.count; i++)
		bury_part(b, &b->old.at[i]);
	look_among_buried(b);
	note_neighbours(b);
	for (size_t i = 0; i < b->new.count; i++) {
		const struct part *p = &b->new.at[i];
		bring_in(b, p);
		b->next.at[p->passage] = p->body ? p->body
						 : body_new(b, passages[p->passage].words,
							    &b->placed.at[p->first], p->count);
	}
	move_offers(b);
	b->now.count = 0;
	for (size_t i = 0; i < count; i++)
		*LIST_ADD(&b->now) = b->next.at[i];
	return b->versions;
}

/* Words on offer wait among the buried, beside the neighbours that they would have. */
static void
bury_offered(blame *b, const struct part *p, uint32_t words_before)
{
	const uint32_t *ids = &b->placed.at[p->first];
	for (uint32_t i = 0; i < p->count;) {
		uint32_t end = i;
		while (end < p->count && ids[end] >= words_before)
			end++;
		if (end > i)
			bury(b, ids + i, end - i, i ? ids[i - 1] : 0,
			     end < p->count ? ids[end] : 0);
		i = end + 1;
	}
}

void
blame_offer(blame *b, uint32_t label, str words, uint32_t passage, bool is_beside)
{
	source_begin(b, label, 0);
	read_part(b, 0, words, 0);
	const struct part *p = &b->new.at[0];
	if (passage && passage <= b->now.count && !is_beside) {
		const struct body *body = &b->bodies.at[b->now.at[passage - 1]];
		compare_begin(b);
		for (uint32_t i = 0; i < body->count; i++)
			compare_old(b, b->ids.at[body->first + i]);
		for (uint32_t i = 0; i < p->count; i++)
			compare_new(b, p->first + i);
		compare(b, true);
	}
	look_among_buried(b);
	uint32_t words_before = (uint32_t)b->words.count;
	bring_in(b, p);
	bury_offered(b, p, words_before);
	uint32_t body = body_new(b, words, &b->placed.at[p->first], p->count);
	*LIST_ADD(&b->offers) = (struct offer){ body, passage <= b->now.count ? passage : 0 };
}

size_t
blame_words(blame *b, size_t passage, const struct blamed **ret_words)
{
	const struct body *body = &b->bodies.at[b->now.at[passage]];
	tokens_read(&b->tokens, b->lexicon, body->text);
	b->blamed.count = 0;
	for (uint32_t i = 0; i < body->count; i++) {
		const struct word *w = &b->words.at[b->ids.at[body->first + i]];
		const struct source *s = &b->sources.at[w->source];
		const struct token *t = &b->tokens.at[i];
		bool back_offered = w->back && w->offered;
		*LIST_ADD(&b->blamed) = (struct blamed){
			.at = t->at,
			.len = t->len,
			.kind = t->kind,
			.words = t->words,
			.offered = !s->version,
			.label = s->label,
			.passage = w->passage,
			.in = w->in,
			.back = w->back,
			.back_offered = back_offered,
			.back_label = back_offered ? b->sources.at[w->offered].label : 0,
		};
	}
	*ret_words = b->blamed.at;
	return body->count;
}
