/* From edits to operations:
 *
 *   1. moves.  Passages that were deleted here and inserted there: seeds are
 *      runs of SEED_WORDS words that occur once among what was deleted; seeds
 *      of the same two places, in order and close together, are one passage.
 *   2. operations, gap by gap.  Between two unchanged tokens lie some bytes of
 *      the old text and some of the new; what blanks they begin and end with in
 *      common is unchanged too.  So the operations partition both texts, and
 *      there is no byte that none of them has.
 *   3. sites, forms, flags.
 *
 * A passage that moved is taken apart in the same way, with OP_MOVE in the
 * place of OP_SAME.
 */
#include "text/redline.h"

#include <assert.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/map.h"
#include "text/number.h"
#include "text/redline_form.h"

const struct redline_options redline_defaults = { .site_cost = 5, .move_words = 8 };

const char *const op_names[] = { "same", "del", "ins", "move", "gone" };
const char *const op_form_names[] = {
	"words", "blanks", "encoding", "capitals", "punctuation", "numbering",
};

enum { SEED_WORDS = 4 };
static const double MOVE_LEAST = 0.6;   /* of the longer side must be the same words */

/* Tokens of the old text that stand elsewhere in the new one. */
struct move { uint32_t a, a_end, b, b_end, number; };
struct moves { struct move *at; size_t count, room; };

struct making {
	struct redline *r;
	const struct redline_options *o;
	struct tokens a, b;
	struct edits edits;
	struct moves moves;             /* in the order of b */
	struct moves gone;              /* the same in the order of a */
	LIST(bool) taken;               /* which tokens of a moved away, once any did */
};

/* ---- moves ---- */

static uint64_t
seed_key(const struct tokens *t, size_t at)
{
	uint64_t key = 0;
	for (size_t i = 0; i < SEED_WORDS; i++)
		key = (key ^ t->at[at + i].sym) * 0x9e3779b97f4a7c15u;
	return key == UINT64_MAX ? 0 : key;
}

/* Seeds of what was deleted: the token's index plus 1, or UINT32_MAX where the
 * seed occurs again. */
static void
seeds_add(const struct making *m, map *seeds)
{
	for (size_t i = 0; i < m->edits.count; i++)
		for (size_t at = m->edits.at[i].a; at + SEED_WORDS <= m->edits.at[i].a_end; at++) {
			uint32_t *seed = map_at(seeds, seed_key(&m->a, at));
			*seed = *seed ? UINT32_MAX : (uint32_t)at + 1;
		}
}

static const struct edit *
edit_with(const struct edits *e, size_t a)
{
	size_t low = 0, high = e->count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (e->at[middle].a <= a)
			low = middle;
		else
			high = middle;
	}
	return &e->at[low];
}

/* Did any token of that part of the old text move away already? */
static bool
is_taken(const struct making *m, size_t from, size_t to)
{
	for (size_t i = from; i < to && i < m->taken.count; i++)
		if (m->taken.at[i])
			return true;
	return false;
}

/* The exact run around a seed, inside both places, of what did not move yet; in the
 * new one not before `b_least`, where the run before it ended. */
static struct move
seed_run(const struct making *m, const struct edit *from, const struct edit *to, size_t a, size_t b,
	 size_t b_least)
{
	struct move x = { (uint32_t)a, (uint32_t)a, (uint32_t)b, (uint32_t)b, 0 };
	while (x.a > from->a && x.b > b_least && m->a.at[x.a - 1].sym == m->b.at[x.b - 1].sym &&
	       !is_taken(m, x.a - 1, x.a))
		x.a--, x.b--;
	while (x.a_end < from->a_end && x.b_end < to->b_end &&
	       m->a.at[x.a_end].sym == m->b.at[x.b_end].sym && !is_taken(m, x.a_end, x.a_end + 1))
		x.a_end++, x.b_end++;
	return x;
}

/* May run `y` go on from passage `x`?  Between them no more is different than
 * half of what is the same. */
static bool
goes_on(const struct making *m, const struct move *x, const struct move *y)
{
	if (y->a < x->a_end || y->b < x->b_end || is_taken(m, x->a_end, y->a))
		return false;
	const struct edit *e = edit_with(&m->edits, x->a), *f = edit_with(&m->edits, y->a);
	size_t gap = y->a - x->a_end > y->b - x->b_end ? y->a - x->a_end : y->b - x->b_end;
	return e == f && gap * 2 <= (x->a_end - x->a) + (y->a_end - y->a);
}

static void
take(struct making *m, const struct move *x)
{
	while (m->taken.count < m->a.count)
		*LIST_ADD(&m->taken) = false;
	for (size_t i = x->a; i < x->a_end; i++)
		m->taken.at[i] = true;
}

static bool
ends_sentence(const struct tokens *t, size_t i)
{
	str mark = token_text(t, i);
	return t->at[i].kind == TOKEN_BREAK ||
	       (t->at[i].flags & TOKEN_CLOSING && mark.len && str_find(S(".;!?"), mark.at[0]) < 4);
}

/* The end of the sentence that goes on at token `at`: behind its last mark, or
 * before a break; `most` where it does not end before.  Nobody asks for the end of
 * one that has more than `words` words. */
static size_t
sentence_end(const struct tokens *t, size_t at, size_t most, size_t words)
{
	if (at > 0 && ends_sentence(t, at - 1))
		return at;
	for (size_t seen = 0; at < most && seen <= words; seen += t->at[at++].words)
		if (ends_sentence(t, at))
			return t->at[at].kind == TOKEN_BREAK ? at : at + 1;
	return at;
}

static size_t
sentence_begin(const struct tokens *t, size_t at, size_t least, size_t words)
{
	for (size_t seen = 0; at > least && seen <= words && !ends_sentence(t, at - 1);)
		seen += t->at[--at].words;
	return at;
}

/* Is the last token of a passage what stands before the next paragraph, a break or a
 * break and a number? */
static bool
ends_before(const struct tokens *t, size_t from, size_t to)
{
	char last = t->text.at[token_end(t, to - 1) - 1];
	bool is_number = t->at[to - 1].flags == TOKEN_WEAK && (last == '.' || last == ')');
	return t->at[to - 1].kind == TOKEN_BREAK ||
	       (is_number && to - from > 1 && t->at[to - 2].kind == TOKEN_BREAK);
}

/* May that much more of either text belong to a passage of `same` words? */
static bool
is_little(const struct making *m, size_t a, size_t a_end, size_t b, size_t b_end, size_t same)
{
	return tokens_words(&m->a, a, a_end) * 2 <= same &&
	       tokens_words(&m->b, b, b_end) * 2 <= same;
}

/* A passage is whole sentences, where little more of either place makes it so:
 * "within five days" at its end that is now "within three days" is a change inside
 * it.  `least` and `most`: the tokens of the new text that are still free. */
static void
move_round(const struct making *m, struct move *x, size_t same, const struct edit *from,
	   size_t least, size_t most)
{
	while (x->a < x->a_end && ends_sentence(&m->a, x->a))
		x->a++, x->b++;
	while (x->a_end > x->a && ends_before(&m->a, x->a, x->a_end))
		x->a_end--, x->b_end--;
	size_t a = sentence_begin(&m->a, x->a, from->a, same / 2),
	       b = sentence_begin(&m->b, x->b, least, same / 2);
	if (is_little(m, a, x->a, b, x->b, same)) {
		x->a = (uint32_t)a;
		x->b = (uint32_t)b;
	}
	a = sentence_end(&m->a, x->a_end, from->a_end, same / 2);
	b = sentence_end(&m->b, x->b_end, most, same / 2);
	/* A full stop that the one has and the other has left behind it stays behind. */
	bool a_stops = a > x->a_end && ends_sentence(&m->a, a - 1),
	     b_stops = b > x->b_end && ends_sentence(&m->b, b - 1);
	a -= a_stops && !b_stops;
	b -= b_stops && !a_stops;
	if (is_little(m, x->a_end, a, x->b_end, b, same)) {
		x->a_end = (uint32_t)a;
		x->b_end = (uint32_t)b;
	}
}

/* `next`: where the passage behind it begins in the new text. */
static void
move_add(struct making *m, struct move x, size_t same, const struct edit *to, size_t next)
{
	size_t old = tokens_words(&m->a, x.a, x.a_end), new = tokens_words(&m->b, x.b, x.b_end);
	size_t least = m->moves.count && m->moves.at[m->moves.count - 1].b_end > to->b
			       ? m->moves.at[m->moves.count - 1].b_end : to->b;
	const struct edit *from = edit_with(&m->edits, x.a);
	struct move rounded = x;
	if (same < m->o->move_words ||
	    (double)same < MOVE_LEAST * (double)(old > new ? old : new) || x.b < least ||
	    is_taken(m, x.a, x.a_end))
		return;
	move_round(m, &rounded, same, from, least, next);
	if (rounded.a < rounded.a_end && rounded.b < rounded.b_end &&
	    !is_taken(m, rounded.a, rounded.a_end))
		x = rounded;
	x.number = (uint32_t)m->moves.count + 1;
	*LIST_ADD(&m->moves) = x;
	*LIST_ADD(&m->gone) = x;
	take(m, &x);
}

/* The passages that came to one place from others. */
static void
moves_to(struct making *m, const map *seeds, const struct edit *to)
{
	struct move passage = { 0 };
	size_t same = 0, end = to->b;
	for (size_t at = to->b; at + SEED_WORDS <= to->b_end;) {
		uint32_t seed = map_get(seeds, seed_key(&m->b, at));
		const struct edit *from =
			seed && seed != UINT32_MAX ? edit_with(&m->edits, seed - 1) : NULL;
		struct move run = { 0 };
		if (from && from != to)
			run = seed_run(m, from, to, seed - 1, at, end);
		if (run.a_end - run.a < SEED_WORDS) {
			at++;
			continue;
		}
		if (same && goes_on(m, &passage, &run)) {
			passage.a_end = run.a_end;
			passage.b_end = run.b_end;
		} else {
			if (same)
				move_add(m, passage, same, to, run.b);
			passage = run;
			same = 0;
		}
		same += tokens_words(&m->a, run.a, run.a_end);
		at = end = run.b_end;
	}
	if (same)
		move_add(m, passage, same, to, to->b_end);
}

static int
by_old_place(const void *x, const void *y)
{
	const struct move *a = x, *b = y;
	return a->a < b->a ? -1 : a->a > b->a;
}

static void
moves_find(struct making *m)
{
	map seeds = { 0 };
	seeds_add(m, &seeds);
	for (size_t i = 0; i < m->edits.count && seeds.count; i++)
		moves_to(m, &seeds, &m->edits.at[i]);
	map_done(&seeds);
	if (m->gone.count)
		qsort(m->gone.at, m->gone.count, sizeof *m->gone.at, by_old_place);
}

/* ---- operations ---- */

/* Bytes and tokens of both texts that are to become operations. */
struct stretch {
	size_t from, from_end, to, to_end;      /* bytes */
	size_t a, a_end, b, b_end;              /* tokens */
};

static void
op_add(struct making *m, enum op_kind kind, uint32_t move, size_t from, size_t from_end, size_t to,
       size_t to_end, size_t words, unsigned flags)
{
	if (from == from_end && to == to_end && kind != OP_GONE)
		return;
	*LIST_ADD(&m->r->ops) = (struct op){
		.kind = (uint8_t)kind, .move = move, .flags = (uint8_t)flags,
		.words = (uint32_t)words,
		.from = (uint32_t)from, .from_end = (uint32_t)from_end,
		.to = (uint32_t)to, .to_end = (uint32_t)to_end,
	};
}

static unsigned
flags_of(const struct tokens *t, size_t from, size_t to)
{
	unsigned flags = 0;
	for (size_t i = from; i < to; i++)
		flags |= t->at[i].flags;
	return flags & ~(unsigned)(TOKEN_CLOSING | TOKEN_WEAK);
}

static void
del_add(struct making *m, uint32_t move, size_t from, size_t from_end, size_t to, size_t a,
	size_t a_end)
{
	op_add(m, OP_DEL, move, from, from_end, to, to, tokens_words(&m->a, a, a_end),
	       flags_of(&m->a, a, a_end));
}

static void
ins_add(struct making *m, uint32_t move, size_t from, size_t to, size_t to_end, size_t b,
	size_t b_end)
{
	op_add(m, OP_INS, move, from, from, to, to_end, tokens_words(&m->b, b, b_end),
	       flags_of(&m->b, b, b_end));
}

static void stretch_ops(struct making *m, const struct edits *e, struct stretch s, uint32_t move);

/* A passage at its new place, inner changes and all. */
static void
move_ops(struct making *m, const struct move *x, size_t to, size_t to_end)
{
	struct edits inner = { 0 };
	struct tokens a = m->a, b = m->b;
	struct stretch s = {
		token_start(&m->a, x->a), 0, to, to_end, x->a, x->a_end, x->b, x->b_end
	};
	/* Up to where the next token begins, as its old place was cut. */
	s.from_end = token_start(&m->a, x->a_end);
	const struct edit *place = edit_with(&m->edits, x->a);
	if (x->a_end == place->a_end)
		s.from_end = token_end(&m->a, x->a_end - 1);
	a.at += x->a;
	a.count = x->a_end - x->a;
	b.at += x->b;
	b.count = x->b_end - x->b;
	diff_tokens(&inner, &a, &b, m->o->site_cost);
	for (size_t i = 0; i < inner.count; i++) {
		inner.at[i].a += x->a;
		inner.at[i].a_end += x->a;
		inner.at[i].b += x->b;
		inner.at[i].b_end += x->b;
	}
	stretch_ops(m, &inner, s, x->number);
	edits_done(&inner);
}

/* The first of some moves that begins at token `at` or behind it: of the old
 * text, or of the new one, whichever they are sorted by. */
static size_t
move_from(const struct move moves[], size_t count, bool is_new, size_t at)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if ((is_new ? moves[middle].b : moves[middle].a) < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* What was deleted in one gap, and what moved away from it. */
static void
gap_old(struct making *m, struct stretch s, uint32_t move)
{
	size_t at = s.a, from = s.from;
	for (size_t i = move ? m->gone.count : move_from(m->gone.at, m->gone.count, false, s.a); i < m->gone.count; i++) {
		const struct move *x = &m->gone.at[i];
		if (x->a_end > s.a_end)
			break;
		size_t start = token_start(&m->a, x->a);
		del_add(m, 0, from, start, s.to, at, x->a);
		op_add(m, OP_GONE, x->number, start, start, s.to, s.to, 0, 0);
		at = x->a_end;
		from = at == s.a_end ? token_end(&m->a, at - 1) : token_start(&m->a, at);
	}
	del_add(m, move, from, s.from_end, s.to, at, s.a_end);
}

static void
gap_new(struct making *m, struct stretch s, uint32_t move)
{
	size_t at = s.b, to = s.to;
	for (size_t i = move ? m->moves.count : move_from(m->moves.at, m->moves.count, true, s.b); i < m->moves.count; i++) {
		const struct move *x = &m->moves.at[i];
		if (x->b_end > s.b_end)
			break;
		size_t start = token_start(&m->b, x->b);
		size_t end = x->b_end == s.b_end ? token_end(&m->b, x->b_end - 1)
						 : token_start(&m->b, x->b_end);
		ins_add(m, 0, s.from_end, to, start, at, x->b);
		move_ops(m, x, start, end);
		at = x->b_end;
		to = end;
	}
	ins_add(m, move, s.from_end, to, s.to_end, at, s.b_end);
}

/* Bytes between two unchanged tokens. */
static void
gap_ops(struct making *m, struct stretch s, uint32_t move, enum op_kind same)
{
	str old = m->r->old, new = m->r->new;
	size_t lead = 0, tail = 0, n = s.from_end - s.from, k = s.to_end - s.to;
	size_t lead_most = s.a < s.a_end ? token_start(&m->a, s.a) - s.from : n;
	size_t lead_new = s.b < s.b_end ? token_start(&m->b, s.b) - s.to : k;
	lead_most = lead_most < lead_new ? lead_most : lead_new;
	while (lead < lead_most && old.at[s.from + lead] == new.at[s.to + lead] &&
	       is_space(old.at[s.from + lead]))
		lead++;
	op_add(m, same, move, s.from, s.from + lead, s.to, s.to + lead, 0, 0);
	size_t tail_most = s.a < s.a_end ? s.from_end - token_end(&m->a, s.a_end - 1) : n - lead;
	size_t tail_new = s.b < s.b_end ? s.to_end - token_end(&m->b, s.b_end - 1) : k - lead;
	tail_most = tail_most < tail_new ? tail_most : tail_new;
	while (tail < tail_most && old.at[s.from_end - 1 - tail] == new.at[s.to_end - 1 - tail] &&
	       is_space(old.at[s.from_end - 1 - tail]))
		tail++;
	struct stretch rest = { s.from + lead, s.from_end - tail, s.to + lead, s.to_end - tail,
				s.a, s.a_end, s.b, s.b_end };
	gap_old(m, rest, move);
	gap_new(m, rest, move);
	op_add(m, same, move, s.from_end - tail, s.from_end, s.to_end - tail, s.to_end, 0, 0);
}

/* What of unchanged tokens is still to become an operation: from these bytes on, with
 * so many words. */
struct kept { size_t from, to, words; uint32_t move; enum op_kind kind; };

/* Bytes of unchanged tokens that differ all the same, a change of form; what was kept
 * before them becomes an operation. */
static void
kept_cut(struct making *m, struct kept *k, struct stretch s, enum op_form form)
{
	op_add(m, k->kind, k->move, k->from, s.from, k->to, s.to, k->words, 0);
	size_t first = m->r->ops.count;
	del_add(m, k->move, s.from, s.from_end, s.to, s.a, s.a_end);
	ins_add(m, k->move, s.from_end, s.to, s.to_end, s.b, s.b_end);
	for (; first < m->r->ops.count; first++)
		m->r->ops.at[first].form = (uint8_t)form;
	k->from = s.from_end;
	k->to = s.to_end;
	k->words = 0;
}

/* "Article 4" over a line end: the blanks in it differ. */
static void
kept_blanks(struct making *m, struct kept *k, size_t i, size_t j)
{
	size_t at = token_start(&m->a, i), end = token_end(&m->a, i), to = token_start(&m->b, j);
	for (; at < end; at++, to++) {
		size_t blank = blanks_end(m->r->old, at), blank_new = blanks_end(m->r->new, to);
		if (!str_eq(str_sub(m->r->old, at, blank), str_sub(m->r->new, to, blank_new)))
			kept_cut(m, k, (struct stretch){ at, blank, to, blank_new, i, i, j, j },
				 FORM_BLANKS);
		at = blank;
		to = blank_new;
	}
	k->words += m->a.at[i].words;
}

/* Unchanged tokens; where their bytes or the blanks between them differ all the
 * same, that is a change of form. */
static void
same_ops(struct making *m, struct stretch s, uint32_t move, enum op_kind same)
{
	struct kept k = { s.from, s.to, 0, move, same };
	for (size_t i = s.a, j = s.b; i < s.a_end; i++, j++) {
		str x = token_text(&m->a, i), y = token_text(&m->b, j);
		size_t end = token_end(&m->a, i), end_new = token_end(&m->b, j);
		size_t next = i + 1 < s.a_end ? token_start(&m->a, i + 1) : end;
		size_t next_new = i + 1 < s.a_end ? token_start(&m->b, j + 1) : end_new;
		struct stretch token = { token_start(&m->a, i), end, token_start(&m->b, j), end_new,
					 i, i + 1, j, j + 1 };
		struct stretch blanks = { end, next, end_new, next_new, i, i, j, j };
		if (str_eq(x, y))
			k.words += m->a.at[i].words;
		else if (same_but_blanks(x, y))
			kept_blanks(m, &k, i, j);
		else
			kept_cut(m, &k, token, FORM_ENCODING);
		if (!str_eq(str_sub(m->r->old, end, next), str_sub(m->r->new, end_new, next_new)))
			kept_cut(m, &k, blanks, FORM_BLANKS);
	}
	op_add(m, same, move, k.from, s.from_end, k.to, s.to_end, k.words, 0);
}

static void
stretch_ops(struct making *m, const struct edits *e, struct stretch s, uint32_t move)
{
	enum op_kind same = move ? OP_MOVE : OP_SAME;
	size_t a = s.a, b = s.b, from = s.from, to = s.to;
	for (size_t i = 0; i <= e->count; i++) {
		size_t run_a = i < e->count ? e->at[i].a : s.a_end,
		       gap_a = i < e->count ? e->at[i].a_end : s.a_end;
		size_t run_b = i < e->count ? e->at[i].b : s.b_end,
		       gap_b = i < e->count ? e->at[i].b_end : s.b_end;
		if (run_a > a) {        /* the blanks before it, where none of a gap are */
			struct stretch before = {
				from, token_start(&m->a, a), to, token_start(&m->b, b), a, a, b, b
			};
			if (i == 0)
				gap_ops(m, before, move, same);
			struct stretch run = { before.from_end, token_end(&m->a, run_a - 1),
					       before.to_end, token_end(&m->b, run_b - 1),
					       a, run_a, b, run_b };
			same_ops(m, run, move, same);
			from = run.from_end;
			to = run.to_end;
		}
		size_t from_end = gap_a < s.a_end ? token_start(&m->a, gap_a) : s.from_end;
		size_t to_end = gap_b < s.b_end ? token_start(&m->b, gap_b) : s.to_end;
		struct stretch gap = { from, from_end, to, to_end, run_a, gap_a, run_b, gap_b };
		gap_ops(m, gap, move, same);
		from = from_end;
		to = to_end;
		a = gap_a;
		b = gap_b;
	}
}

/* Neighbours of one kind become one operation. */
static void
ops_join(struct redline *r)
{
	size_t kept = 0;
	for (size_t i = 0; i < r->ops.count; i++) {
		struct op *x = kept ? &r->ops.at[kept - 1] : NULL;
		const struct op *y = &r->ops.at[i];
		if (x && x->kind == y->kind && x->move == y->move && x->form == y->form &&
		    x->from_end == y->from && x->to_end == y->to && x->kind != OP_GONE) {
			x->from_end = y->from_end;
			x->to_end = y->to_end;
			x->words += y->words;
			x->flags |= y->flags;
		} else {
			r->ops.at[kept++] = *y;
		}
	}
	r->ops.count = kept;
}

/* ---- sites ---- */

/* Is there a break between paragraphs among the bytes from `from` to `to`? */
static bool
has_break(const struct tokens *t, size_t from, size_t to)
{
	size_t low = 0, high = t->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (token_end(t, middle) <= from)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < t->count && t->at[low].at < to; low++)
		if (t->at[low].kind == TOKEN_BREAK)
			return true;
	return false;
}

static bool
is_change(const struct op *x)
{
	return x->kind != OP_SAME && x->form != FORM_BLANKS;
}

/* A word in other bytes stands in the middle of what is unchanged: what is left on
 * either side of it is no island. */
static void
sites_number(struct making *m)
{
	struct redline *r = m->r;
	size_t words = 2;
	bool breaks = true, was_same = true;
	const struct op *last = NULL;
	for (size_t i = 0; i < r->ops.count; i++) {
		struct op *x = &r->ops.at[i];
		if (!is_change(x)) {
			words += x->kind == OP_SAME ? x->words : 0;
			breaks = breaks || has_break(&m->b, x->to, x->to_end) ||
				 has_break(&m->a, x->from, x->from_end);
			was_same = was_same || x->kind == OP_SAME;
			continue;
		}
		if (was_same) {
			r->sites++;
			r->islands += words == 1 && !breaks && x->form != FORM_ENCODING && last &&
				      last->form != FORM_ENCODING;
		}
		x->site = (uint32_t)r->sites;
		last = x;
		words = 0;
		breaks = was_same = false;
	}
}

static void
words_count(struct redline *r)
{
	for (size_t i = 0; i < r->ops.count; i++) {
		const struct op *x = &r->ops.at[i];
		r->words_out += x->kind == OP_DEL ? x->words : 0;
		r->words_in += x->kind == OP_INS ? x->words : 0;
		r->words_moved += x->kind == OP_MOVE ? x->words : 0;
	}
	r->words_shown = r->words_in + r->words_out;
}

str
op_text(const struct redline *r, const struct op *op)
{
	return op->kind == OP_INS || op->kind == OP_MOVE ? str_sub(r->new, op->to, op->to_end)
							 : str_sub(r->old, op->from, op->from_end);
}

void
redline_make(struct redline *r, lexicon *l, str old, str new, const struct redline_options *o)
{
	struct making m = { .r = r, .o = o };
	*r = (struct redline){ .old = old, .new = new };
	lexicon_lines(l, old);
	lexicon_lines(l, new);
	tokens_read(&m.a, l, old);
	tokens_read(&m.b, l, new);
	diff_tokens(&m.edits, &m.a, &m.b, o->site_cost);
	if (o->move_words)
		moves_find(&m);
	struct stretch whole = { 0, old.len, 0, new.len, 0, m.a.count, 0, m.b.count };
	stretch_ops(&m, &m.edits, whole, 0);
	ops_join(r);
	redline_forms(r);
	sites_number(&m);
	words_count(r);
	r->moves = m.moves.count;
	r->old_tokens = m.a;
	r->new_tokens = m.b;
	edits_done(&m.edits);
	LIST_DONE(&m.moves);
	LIST_DONE(&m.gone);
	LIST_DONE(&m.taken);
}

void
redline_done(struct redline *r)
{
	LIST_DONE(&r->ops);
	tokens_done(&r->old_tokens);
	tokens_done(&r->new_tokens);
}
