#include "clerk/same.h"

#include <stdlib.h>
#include <string.h>

enum { SHINGLE = 8, SAMPLE = 4, COPIED_OF_100 = 60, SHINGLES_LEAST = 10, LIKE_OF_100 = 80, WORDS_LEAST = 3, WORDS_MOST = 200, TRIED_MOST = 64 };

/* ---- reports ---- */

static bool
is_word(const struct report *r, uint32_t i)
{
	return r->tokens[i].kind <= TOKEN_NUMBER && r->paragraphs[r->tokens[i].paragraph].zone == ZONE_BODY;
}

/* The next sampled run of SHINGLE words at *at or behind it; false at the end. */
static bool
next_shingle(const uint32_t *words, size_t count, size_t *at, uint64_t *ret)
{
	for (; *at + SHINGLE <= count; ++*at) {
		uint64_t hash = str_hash((str){ (const char *)(words + *at), SHINGLE * sizeof *words });
		if (hash % SAMPLE == 0) {
			*ret = hash;
			++*at;
			return true;
		}
	}
	return false;
}

static size_t
words_of(arena *a, const struct report *r, uint32_t **ret)
{
	size_t count = 0;
	*ret = ARENA_ARRAY(a, uint32_t, r->token_count + 1);
	for (uint32_t i = 0; i < r->token_count; i++)
		if (is_word(r, i))
			(*ret)[count++] = r->tokens[i].word;
	return count;
}

void
same_reports(arena *a, const struct report *const reports[], size_t count, uint32_t copy_of[])
{
	map first = { 0 };              /* of a shingle: 1 + the report that had it first */
	size_t *totals = ARENA_ARRAY(a, size_t, count + 1);
	for (size_t i = 0; i < count; i++) {
		uint32_t *words, *shared = ARENA_ARRAY(a, uint32_t, i + 1), best = 0;
		size_t n = words_of(a, reports[i], &words), at = 0;
		uint64_t hash;
		copy_of[i] = 0;
		while (next_shingle(words, n, &at, &hash)) {
			uint32_t *had = map_at(&first, hash);
			totals[i]++;
			if (*had == 0)
				*had = (uint32_t)i + 1;
			else if (*had != i + 1 && ++shared[*had - 1] > (best ? shared[best - 1] : 0))
				best = *had;
		}
		if (!best)
			continue;
		size_t less = totals[i] < totals[best - 1] ? totals[i] : totals[best - 1];
		if (less >= SHINGLES_LEAST && 100 * (size_t)shared[best - 1] >= COPIED_OF_100 * less)
			copy_of[i] = best;
	}
	map_done(&first);
}

/* ---- findings ---- */

struct said {
	uint64_t who;           /* hash of the speaker's name */
	uint32_t finding, next; /* next: 1 + the one before of the same speaker */
	uint32_t *words;        /* sorted, each once */
	size_t count;
};

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return x < y ? -1 : x > y;
}

static void
content_words(arena *a, const struct report *r, const struct finding *f, struct said *ret)
{
	size_t count = 0, once = 0, room = 0;
	for (unsigned k = 0; k < f->content_count; k++)
		room += f->contents[k].to - f->contents[k].from;
	ret->words = ARENA_ARRAY(a, uint32_t, (room < WORDS_MOST ? room : WORDS_MOST) + 1);
	for (unsigned k = 0; k < f->content_count; k++)
		for (uint32_t i = f->contents[k].from; i < f->contents[k].to && count < WORDS_MOST; i++)
			if (r->tokens[i].kind <= TOKEN_NUMBER)
				ret->words[count++] = r->tokens[i].word;
	qsort(ret->words, count, sizeof *ret->words, by_number);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || ret->words[i] != ret->words[i - 1])
			ret->words[once++] = ret->words[i];
	ret->count = once;
}

static bool
is_like(const struct said *a, const struct said *b)
{
	size_t both = 0;
	for (size_t i = 0, k = 0; i < a->count && k < b->count;)
		if (a->words[i] == b->words[k])
			both++, i++, k++;
		else if (a->words[i] < b->words[k])
			i++;
		else
			k++;
	size_t either = a->count + b->count - both;
	return either > 0 && 100 * both >= LIKE_OF_100 * either;
}

void
same_findings(arena *a, const struct report *const reports[], const struct names *const names[], const uint32_t copy_of[],
	      struct finding *findings, size_t count)
{
	struct said *said = ARENA_ARRAY(a, struct said, count + 1);
	size_t said_count = 0;
	map last = { 0 };               /* of a speaker: 1 + the last in said */
	for (size_t i = 0; i < count; i++) {
		struct finding *f = &findings[i];
		f->same_as = 0;
		if (copy_of[f->report] || !f->actor || f->content_count == 0)
			continue;
		struct said *s = &said[said_count];
		s->who = str_hash(names[f->report]->actors[f->actor - 1].name);
		s->finding = (uint32_t)i;
		content_words(a, reports[f->report], f, s);
		uint32_t *at = map_at(&last, s->who), tried = 0;
		for (uint32_t k = *at; k && tried < TRIED_MOST && !f->same_as && s->count >= WORDS_LEAST; k = said[k - 1].next, tried++)
			if (findings[said[k - 1].finding].report != f->report && is_like(&said[k - 1], s))
				f->same_as = said[k - 1].finding + 1;
		if (f->same_as)
			continue;       /* a third is the same as the first */
		s->next = *at;
		*at = (uint32_t)++said_count;
	}
	map_done(&last);
}
