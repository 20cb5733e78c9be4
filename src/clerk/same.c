#include "clerk/same.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/list.h"

enum {
	SHINGLE = 8, SAMPLE = 4, COPIED_OF_100 = 60, SHINGLES_LEAST = 10, PASSAGE = 5, PASSAGE_WORDS_MOST = 400,
	LIKE_OF_100 = 80, WORDS_LEAST = 3, WORDS_MOST = 200, TRIED_MOST = 64, DAYS_MOST = 7,
};

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

/* How many shingles an earlier report shares with the one that is looked at now. */
struct tally {
	uint32_t with, count;   /* with: 1 + that report; of another the count is stale, and 0 */
};

static uint32_t
count_on(struct tally *t, uint32_t with)
{
	if (t->with != with)
		*t = (struct tally){ .with = with };
	return ++t->count;
}

void
same_reports(arena *a, struct same_report reports[], size_t count)
{
	map first = { 0 };              /* of a shingle: 1 + the report that had it first */
	size_t *totals = ARENA_ARRAY(a, size_t, count + 1);
	struct tally *shared = ARENA_ARRAY(a, struct tally, count + 1);
	for (size_t i = 0; i < count; i++) {
		uint32_t *words, best = 0, most = 0;
		size_t n = words_of(a, reports[i].r, &words), at = 0;
		uint64_t hash;
		reports[i].copy_of = 0;
		while (next_shingle(words, n, &at, &hash)) {
			uint32_t *had = map_at(&first, hash), both;
			totals[i]++;
			if (*had == 0) {
				*had = (uint32_t)i + 1;
			} else if (*had != i + 1 && (both = count_on(&shared[*had - 1], (uint32_t)i + 1)) > most) {
				most = both;
				best = *had;
			}
		}
		if (!best)
			continue;
		size_t less = totals[i] < totals[best - 1] ? totals[i] : totals[best - 1];
		if (less >= SHINGLES_LEAST && 100 * (size_t)most >= COPIED_OF_100 * less)
			reports[i].copy_of = best;
		reports[i].is_whole = reports[i].copy_of && 100 * (size_t)most >= COPIED_OF_100 * totals[i];
	}
	map_done(&first);
}

/* ---- passages ---- */

/* Runs of PASSAGE words that an original has. */
static uint64_t
passage(const uint32_t *words, uint32_t report)
{
	uint64_t key = str_hash((str){ (const char *)words, PASSAGE * sizeof *words }) ^ ((uint64_t)report << 40);
	return key == UINT64_MAX ? 0 : key;
}

static void
note_passages(arena *a, const struct report *r, uint32_t report, map *into)
{
	uint32_t *words;
	size_t count = words_of(a, r, &words);
	for (size_t i = 0; i + PASSAGE <= count; i++)
		*map_at(into, passage(words + i, report)) = 1;
}

/* Most of the words of the run stand in the original, in their order; a short one goes by its sentence. */
static bool
is_in_original(const struct report *r, struct run run, uint32_t original, const map *passages)
{
	uint32_t words[PASSAGE_WORDS_MOST];
	size_t count = 0, here = 0;
	if (run.to - run.from < 2 * PASSAGE)
		run = r->sentences[r->tokens[run.from].sentence].run;
	for (uint32_t i = run.from; i < run.to && count < PASSAGE_WORDS_MOST; i++)
		if (is_word(r, i))
			words[count++] = r->tokens[i].word;
	for (size_t i = 0; i + PASSAGE <= count; i++)
		here += map_get(passages, passage(words + i, original));
	return count >= PASSAGE && 2 * here > count - PASSAGE;
}

static void
find_copied(arena *a, const struct same_report reports[], size_t report_count, struct finding *findings, size_t count)
{
	map passages = { 0 };
	bool *is_noted = ARENA_ARRAY(a, bool, report_count + 1);
	for (size_t i = 0; i < report_count; i++) {
		uint32_t original = reports[i].copy_of;
		if (original && !is_noted[original])
			note_passages(a, reports[original - 1].r, original, &passages);
		is_noted[original] = true;
	}
	for (size_t i = 0; i < count; i++) {
		const struct same_report *from = &reports[findings[i].report];
		findings[i].is_copied = from->copy_of && is_in_original(from->r, findings[i].run, from->copy_of, &passages);
	}
	map_done(&passages);
}

/* ---- findings ---- */

struct said {
	uint64_t who;           /* hash of the speaker's name */
	uint32_t finding, next; /* next: 1 + the one before of the same speaker */
	uint32_t *words;        /* sorted, each once */
	size_t count;
	uint64_t decided;       /* a sum over the words that may not stand in one alone */
};

/* Words that may not stand in one of two statements alone. */
static const char *const decisive[] = {
	"not", "no", "never", "neither", "nor", "none", "nobody", "nothing", "without", "cannot", "against", "refused", "rejected",
	"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "dozen", "dozens", "hundred", "hundreds",
	"thousand", "thousands", "million", "billion", "first", "second", "third", "half", "all", "some", "before", "after", "until",
};

/* What all comparing wants to know. */
struct likeness {
	const struct same_report *reports;
	const struct finding *findings;
	const syms *words;
	uint8_t *decisive;      /* of a word: 1 yes, 2 no */
};

static void
note_decisive(arena *a, struct likeness *l)
{
	l->decisive = arena_get(a, syms_count(l->words) + 1);
	for (size_t i = 0; i < sizeof decisive / sizeof *decisive; i++)
		l->decisive[syms_find(l->words, str_of(decisive[i]))] = 1;
}

static bool
is_decisive(struct likeness *l, uint32_t word)
{
	uint8_t *noted = &l->decisive[word];
	if (*noted)
		return *noted == 1;
	str text = syms_str(l->words, word);
	bool is = str_ends(text, S("n't"));
	for (size_t i = 0; i < text.len && !is; i++)
		is = is_digit(text.at[i]);
	*noted = is ? 1 : 2;
	return is;
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return x < y ? -1 : x > y;
}

/* Most are a dozen or two. */
static void
sort_words(uint32_t *words, size_t count)
{
	enum { FEW = 40 };
	if (count > FEW) {
		qsort(words, count, sizeof *words, by_number);
		return;
	}
	for (size_t i = 1; i < count; i++) {
		uint32_t word = words[i];
		size_t k = i;
		for (; k > 0 && words[k - 1] > word; k--)
			words[k] = words[k - 1];
		words[k] = word;
	}
}

static void
content_words(arena *a, struct likeness *l, const struct finding *f, struct said *ret)
{
	const struct report *r = l->reports[f->report].r;
	size_t count = 0, once = 0, room = 0;
	for (unsigned k = 0; k < f->content_count; k++)
		room += f->contents[k].to - f->contents[k].from;
	ret->words = ARENA_ARRAY(a, uint32_t, (room < WORDS_MOST ? room : WORDS_MOST) + 1);
	for (unsigned k = 0; k < f->content_count; k++)
		for (uint32_t i = f->contents[k].from; i < f->contents[k].to && count < WORDS_MOST; i++)
			if (r->tokens[i].kind <= TOKEN_NUMBER)
				ret->words[count++] = r->tokens[i].word;
	sort_words(ret->words, count);
	for (size_t i = 0; i < count; i++) {
		if (i > 0 && ret->words[i] == ret->words[i - 1])
			continue;
		ret->words[once++] = ret->words[i];
		if (is_decisive(l, ret->words[once - 1]))
			ret->decided += (ret->words[once - 1] + 1) * UINT64_C(0x9e3779b97f4a7c15);
	}
	ret->count = once;
}

static bool
is_like(const struct said *a, const struct said *b)
{
	size_t both = 0, less = a->count < b->count ? a->count : b->count, more = a->count + b->count - less;
	if (a->decided != b->decided || 100 * less < LIKE_OF_100 * more)
		return false;
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

/* What is said again weeks later is said again. */
static bool
is_near(const struct likeness *l, const struct said *a, const struct said *b)
{
	const struct anchor *x = l->reports[l->findings[a->finding].report].anchor, *y = l->reports[l->findings[b->finding].report].anchor;
	int64_t days = x->day - y->day;
	return !x->is_known || !y->is_known || (days <= DAYS_MOST && days >= -DAYS_MOST);
}

/* 1 + an earlier finding of another report that says the same, or 0; `last` is 1 + the last that
 * the speaker said. */
static uint32_t
find_said(const struct likeness *l, const struct said *said, uint32_t last, const struct said *s)
{
	uint32_t tried = 0;
	if (s->count < WORDS_LEAST)
		return 0;
	for (uint32_t k = last; k && tried < TRIED_MOST; k = said[k - 1].next, tried++)
		if (l->findings[said[k - 1].finding].report != l->findings[s->finding].report && is_near(l, &said[k - 1], s) &&
		    is_like(&said[k - 1], s))
			return said[k - 1].finding + 1;
	return 0;
}

void
same_findings(arena *a, const struct same_report reports[], size_t report_count, struct finding *findings, size_t count)
{
	struct said *said = ARENA_ARRAY(a, struct said, count + 1);
	if (report_count == 0)
		return;
	struct likeness l = { .reports = reports, .findings = findings, .words = reports[0].r->words };
	size_t said_count = 0;
	map last = { 0 };               /* of a speaker: 1 + the last in said */
	find_copied(a, reports, report_count, findings, count);
	note_decisive(a, &l);
	for (size_t i = 0; i < count; i++) {
		struct finding *f = &findings[i];
		f->same_as = 0;
		if (f->is_copied || !f->actor || f->content_count == 0)
			continue;
		struct said *s = &said[said_count];
		s->who = str_hash(reports[f->report].names->actors[f->actor - 1].name);
		s->finding = (uint32_t)i;
		s->decided = 0;
		content_words(a, &l, f, s);
		uint32_t *at = map_at(&last, s->who);
		f->same_as = find_said(&l, said, *at, s);
		if (f->same_as)
			continue;       /* a third is the same as the first */
		s->next = *at;
		*at = (uint32_t)++said_count;
	}
	map_done(&last);
}
