/* A provision as one bracketed text.
 *
 * The draft's own brackets go through the consolidator with the amendments:
 * each name in them is a hand that has what it reads there.  Brackets without
 * a name, "[in the port]", have nobody to stand for them.  For these a nobody is
 * invented who reads the words the other way, and who is taken out of the result
 * again: what only nobody wanted struck keeps its bracket, and what only nobody
 * wanted instead is one more alternative without an owner.
 */
#include <string.h>

#include "answer/lines.h"
#include "answer/proposals.h"
#include "text/merge.h"

/* ---- the draft's own brackets ---- */

static bool
is_unattributed(const struct alternative *x)
{
	return x->owner_count == 0 && !x->deletes;
}

static bool
is_attributed(const struct site *s)
{
	for (size_t i = 0; i < s->count; i++)
		if (is_unattributed(&s->at[i]))
			return false;
	return true;
}

static bool
is_only_strike(const struct site *s)
{
	for (size_t i = 0; i < s->count; i++)
		if (!s->at[i].deletes)
			return false;
	return true;
}

static bool
strikes(const struct site *s)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->at[i].deletes)
			return true;
	return false;
}

static bool
is_blank(const struct piece *p)
{
	return !p->site && str_trim(p->text).len == 0;
}

/* The site two pieces on, where only a blank lies between and it is about the same
 * words as this one; or NULL. */
static const struct site *
same_words(const struct passage *p, size_t i, const struct site *last)
{
	const struct site *next = last && i + 1 < p->count && is_blank(&p->at[i]) ? p->at[i + 1].site : NULL;
	if (!next || !(is_only_strike(next) || (strikes(last) && is_attributed(next))))
		return NULL;
	return next;
}

/* "[LOW: words] [UPP: delete] [ENV: other]" is one site, typed with blanks: a
 * bracket that strikes has nothing of its own to strike.  Else a blank parts
 * sites, for "[shall] [UPP: not] be" is two. */
static void
join_strikes(struct passage *p, arena *a)
{
	size_t kept = 0;
	for (size_t i = 0; i < p->count; i++) {
		struct site *last = kept ? p->at[kept - 1].site : NULL;
		const struct site *next = same_words(p, i, last);
		if (!next) {
			p->at[kept++] = p->at[i];
			continue;
		}
		for (size_t k = 0; k < next->count; k++)
			*site_alternative(last, a) = next->at[k];
		i++;
	}
	p->count = kept;
}

/* "[LOW: words][UPP: delete]": what some want struck is the base's, the first words
 * where there are others; who keeps them needs no bracket. */
static void
share_kept(struct site *s)
{
	if (!is_attributed(s) || !strikes(s))
		return;
	for (size_t i = 0; i < s->count; i++) {
		struct alternative first = s->at[0];
		if (s->at[i].deletes)
			continue;
		s->at[0] = s->at[i];
		s->at[0].owner_count = 0;
		if (i)
			s->at[i] = first;
		return;
	}
}

struct bracketed *
words_bracketed(arena *a, str line)
{
	struct bracketed *b = bracketed_read(a, line);
	join_strikes(&b->top, a);
	for (size_t i = 0; i < b->top.count; i++)
		if (b->top.at[i].site)
			share_kept(b->top.at[i].site);
	return b;
}

/* ---- nobody ---- */

static const str NOBODY = { "?", 1 };

/* How many alternatives a site has, where none has an owner; else 0. */
static size_t
unattributed_all(const struct site *s)
{
	for (size_t i = 0; i < s->count; i++)
		if (!is_unattributed(&s->at[i]))
			return 0;
	return s->count;
}

/* How many nobodies it takes: as many as the longest stack has rivals. */
static size_t
nobodies_of(const struct bracketed *b)
{
	size_t most = 0;
	for (size_t i = 0; i < b->top.count; i++) {
		const struct site *s = b->top.at[i].site;
		size_t free = s ? unattributed_all(s) : 0;
		size_t wanted = free > 1 ? free - 1 : free;
		most = wanted > most ? wanted : most;
	}
	return most;
}

/* What nobody number k reads, from 1: the k-th alternative where all are
 * without owners, nothing where there is one only. */
static str
nobody_reads(arena *a, str line, size_t k)
{
	struct bracketed *b = words_bracketed(a, line);
	uint32_t *owner = ARENA_ARRAY(a, uint32_t, 1);
	*owner = bracketed_name(b, NOBODY) - 1;
	for (size_t i = 0; i < b->top.count; i++) {
		struct site *s = b->top.at[i].site;
		size_t free = s ? unattributed_all(s) : 0;
		if (!free || (free > 1 && k >= free) || (free == 1 && k > 1))
			continue;
		struct alternative *x = free > 1 ? &s->at[k] : site_alternative(s, a);
		x->deletes = free == 1;
		x->owners = owner;
		x->owner_count = 1;
	}
	buf out = { 0 };
	bracketed_project(b, *owner + 1, &out);
	bracketed_done(b);
	return line_keep(a, &out);
}

static void strip_passage(const struct bracketed *b, struct passage *p);

static bool
is_nobody(const struct bracketed *b, uint32_t owner)
{
	return str_starts(b->names.at[owner], NOBODY);
}

/* Without its nobodies; false where nobody else wanted it and it says nothing. */
static bool
strip_alternative(const struct bracketed *b, struct alternative *x, bool has_base)
{
	size_t kept = 0;
	bool had = x->owner_count > 0;
	if (had && !has_base && is_nobody(b, x->owners[0]) && x->owner_count == 1)
		return true;    /* "?" stays: else all who are not named would read it */
	for (size_t i = 0; i < x->owner_count; i++)
		if (!is_nobody(b, x->owners[i]))
			x->owners[kept++] = x->owners[i];
	x->owner_count = kept;
	return !had || kept || !x->deletes;
}

static void
strip_site(const struct bracketed *b, struct site *s)
{
	size_t kept = 0;
	bool has_base = s->count && is_unattributed(&s->at[0]);
	for (size_t i = 0; i < s->count; i++) {
		strip_passage(b, &s->at[i].content);
		if (strip_alternative(b, &s->at[i], has_base))
			s->at[kept++] = s->at[i];
	}
	s->count = kept;
}

static void
strip_passage(const struct bracketed *b, struct passage *p)
{
	for (size_t i = 0; i < p->count; i++)
		if (p->at[i].site)
			strip_site(b, p->at[i].site);
}

/* ---- one text ---- */

static struct hand
nobody(arena *a, lexicon *words, const struct provision *v, size_t k)
{
	bool met;
	str reads = nobody_reads(a, v->printed, k);
	return (struct hand){ arena_printf(a, "?%zu", k), texts_merge(a, words, v->tabled, v->base, reads, &met) };
}

static struct bracketed *
consolidate_all(const struct ask *ask, const struct provision *v)
{
	struct bracketed *own = words_bracketed(ask->a, v->printed);
	size_t nobodies = nobodies_of(own), count = v->hand_count;
	struct hand *hands = ARENA_ARRAY(ask->a, struct hand, count + nobodies + 1);
	lexicon *words = lexicon_new();
	bracketed_done(own);
	if (count)
		memcpy(hands, v->hands, count * sizeof *hands);
	for (size_t k = 1; k <= nobodies; k++)
		hands[count++] = nobody(ask->a, words, v, k);
	if (v->is_bracketed)
		hands[count++] = (struct hand){ S("?"), S("") };
	struct bracketed *b = consolidate(ask->a, v->base, hands, count,
					  ask->brackets ? ask->brackets : &consolidate_defaults);
	lexicon_free(words);
	strip_passage(b, &b->top);
	return b;
}

struct bracketed *
provision_text(const struct ask *ask, const struct provision *v)
{
	if (!v->has_words)
		return NULL;
	if (v->has_proposals || v->is_bracketed)
		return consolidate_all(ask, v);
	return bracketed_read(ask->a, v->printed);
}
