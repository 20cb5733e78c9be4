#include "clerk/score.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"

enum { QUOTE_LEAST = 25 };

/* Tokens in order, each once. */
struct tokens {
	uint32_t *at;
	size_t count;
};

struct scored {
	struct tokens roles[ROLES];
	bool is_speech, is_quote, is_used;
};

struct scoring {
	arena *a;
	const struct report *r;
	const struct lexicon *l;
};

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return x < y ? -1 : x > y;
}

static void
sort_once(struct tokens *t)
{
	size_t count = 0;
	qsort(t->at, t->count, sizeof *t->at, by_number);
	for (size_t i = 0; i < t->count; i++)
		if (i == 0 || t->at[i] != t->at[i - 1])
			t->at[count++] = t->at[i];
	t->count = count;
}

static struct tokens
tokens_of_spans(const struct scoring *x, const struct brat_span *spans, size_t count)
{
	struct tokens t = { 0 };
	LIST(uint32_t) list = { 0 };
	for (size_t i = 0; i < count; i++)
		for (size_t k = report_token(x->r, spans[i].start); k < x->r->token_count && x->r->tokens[k].start < spans[i].end; k++)
			*LIST_ADD(&list) = (uint32_t)k;
	t.at = ARENA_ARRAY(x->a, uint32_t, list.count + 1);
	t.count = list.count;
	if (list.count > 0)
		memcpy(t.at, list.at, list.count * sizeof *t.at);
	LIST_DONE(&list);
	sort_once(&t);
	return t;
}

static struct tokens
tokens_of_runs(const struct scoring *x, const struct run *runs, size_t count)
{
	struct tokens t = { 0 };
	size_t all = 0;
	for (size_t i = 0; i < count; i++)
		all += runs[i].to - runs[i].from;
	t.at = ARENA_ARRAY(x->a, uint32_t, all + 1);
	for (size_t i = 0; i < count; i++)
		for (uint32_t k = runs[i].from; k < runs[i].to; k++)
			t.at[t.count++] = k;
	sort_once(&t);
	return t;
}

static size_t
shared(const struct tokens *a, const struct tokens *b)
{
	size_t count = 0;
	for (size_t i = 0, k = 0; i < a->count && k < b->count;)
		if (a->at[i] == b->at[k])
			count++, i++, k++;
		else if (a->at[i] < b->at[k])
			i++;
		else
			k++;
	return count;
}

static bool
is_speech(const struct scoring *x, const struct tokens *cue)
{
	for (size_t i = 0; i < cue->count; i++) {
		unsigned class = word_class(x->l, x->r->tokens[cue->at[i]].word).cue;
		if (class == CUE_SAY || class == CUE_ASK || str_eq(x->r->tokens[cue->at[i]].text, S("according")))
			return true;
	}
	return false;
}

/* All of it stands in one quotation that is long enough. */
static bool
is_quote(const struct scoring *x, const struct tokens *content)
{
	if (content->count < 3 || x->r->tokens[content->at[0]].kind != TOKEN_OPEN_QUOTE)
		return false;
	uint32_t first = content->at[0], q = x->r->tokens[first].quotation;
	if (!q)
		return false;
	const struct quotation *quotation = &x->r->quotations[q - 1];
	uint32_t last = quotation->run.to - 1;
	return x->r->tokens[last].end - x->r->tokens[first].start >= QUOTE_LEAST + 2 && content->at[content->count - 1] >= last;
}

/* ---- counting ---- */

static int
by_key(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return x < y ? -1 : x > y;
}

/* A number for each set of tokens, sorted, each once. */
static size_t
keys(const struct scoring *x, const struct scored *list, size_t count, enum role role, uint64_t **ret)
{
	uint64_t *all = ARENA_ARRAY(x->a, uint64_t, count + 1);
	size_t n = 0, once = 0;
	for (size_t i = 0; i < count; i++)
		if (list[i].roles[role].count > 0)
			all[n++] = str_hash((str){ (const char *)list[i].roles[role].at, list[i].roles[role].count * sizeof(uint32_t) });
	qsort(all, n, sizeof *all, by_key);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || all[i] != all[i - 1])
			all[once++] = all[i];
	*ret = all;
	return once;
}

static void
count_exact(const struct scoring *x, const struct scored *gold, size_t gold_count, const struct scored *found, size_t count, enum role role,
	    struct score_counts *ret)
{
	uint64_t *a, *b;
	size_t n = keys(x, gold, gold_count, role, &a), m = keys(x, found, count, role, &b);
	ret->gold += n;
	ret->found += m;
	for (size_t i = 0, k = 0; i < n && k < m;)
		if (a[i] == b[k])
			ret->right++, i++, k++;
		else if (a[i] < b[k])
			i++;
		else
			k++;
}

static void
count_tokens(const struct scoring *x, const struct scored *gold, size_t gold_count, const struct scored *found, size_t count, enum role role,
	     struct score_counts *ret)
{
	uint8_t *marks = arena_get(x->a, x->r->token_count + 1);
	for (size_t i = 0; i < gold_count; i++)
		for (size_t k = 0; k < gold[i].roles[role].count; k++)
			marks[gold[i].roles[role].at[k]] |= 1;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < found[i].roles[role].count; k++)
			marks[found[i].roles[role].at[k]] |= 2;
	for (size_t i = 0; i < x->r->token_count; i++) {
		ret->gold += marks[i] & 1;
		ret->found += marks[i] >> 1;
		ret->right += marks[i] == 3;
	}
}

/* The same set again counts once. */
static bool
is_again(const struct scored *list, size_t i, enum role role)
{
	const struct tokens *t = &list[i].roles[role];
	for (size_t k = 0; k < i; k++)
		if (list[k].roles[role].count == t->count && memcmp(list[k].roles[role].at, t->at, t->count * sizeof *t->at) == 0)
			return true;
	return t->count == 0;
}

static void
count_alike(const struct scoring *x, const struct scored *gold, size_t gold_count, const struct scored *found, size_t count, enum role role,
	    struct score_counts *ret)
{
	bool *is_taken = arena_get(x->a, count + 1);
	for (size_t k = 0; k < count; k++) {
		is_taken[k] = is_again(found, k, role);
		ret->found += !is_taken[k];
	}
	for (size_t i = 0; i < gold_count; i++) {
		size_t best = SIZE_MAX, most = 0;
		if (is_again(gold, i, role))
			continue;
		ret->gold++;
		for (size_t k = 0; k < count; k++) {
			size_t both = is_taken[k] ? 0 : shared(&gold[i].roles[role], &found[k].roles[role]);
			if (both > most && 2 * both >= gold[i].roles[role].count + found[k].roles[role].count - both) {
				best = k;
				most = both;
			}
		}
		if (best < SIZE_MAX) {
			is_taken[best] = true;
			ret->right++;
		}
	}
}

static bool
is_about_right(const struct scored *gold, const struct scored *found)
{
	size_t both = shared(&gold->roles[ROLE_CONTENT], &found->roles[ROLE_CONTENT]);
	size_t either = gold->roles[ROLE_CONTENT].count + found->roles[ROLE_CONTENT].count - both;
	return both > 0 && 2 * both >= either && (gold->roles[ROLE_SOURCE].count == 0 || shared(&gold->roles[ROLE_SOURCE], &found->roles[ROLE_SOURCE]) > 0);
}

static bool
is_speaker_found(const struct scored *gold, const struct scored *found, size_t count)
{
	for (size_t k = 0; k < count; k++)
		if (2 * shared(&gold->roles[ROLE_CONTENT], &found[k].roles[ROLE_CONTENT]) >= gold->roles[ROLE_CONTENT].count &&
		    shared(&gold->roles[ROLE_SOURCE], &found[k].roles[ROLE_SOURCE]) > 0)
			return true;
	return false;
}

static void
count_relaxed(struct scored *gold, size_t gold_count, struct scored *found, size_t count, struct score *score)
{
	for (size_t i = 0; i < gold_count; i++) {
		bool is_right = false, has_source = gold[i].roles[ROLE_SOURCE].count > 0, is_said = gold[i].is_speech && has_source;
		for (size_t k = 0; k < count && !is_right; k++)
			if (!found[k].is_used && is_about_right(&gold[i], &found[k]))
				is_right = found[k].is_used = true;
		score->relaxed.gold++;
		score->relaxed.right += is_right;
		score->speech.gold += is_said;
		score->speech.right += is_said && is_right;
		if (gold[i].is_quote && has_source) {
			score->speakers.gold++;
			score->speakers.right += is_speaker_found(&gold[i], found, count);
		}
	}
	for (size_t k = 0; k < count; k++) {
		score->relaxed.found++;
		score->speech.found += found[k].is_speech;
		score->speakers.found += found[k].is_quote && found[k].roles[ROLE_SOURCE].count > 0;
	}
}

void
score_add(arena *a, const struct report *r, const struct lexicon *l, const struct brat *gold, const struct attribution *found,
	  size_t count, struct score *score)
{
	struct scoring x = { a, r, l };
	struct scored *g = ARENA_ARRAY(a, struct scored, gold->count + 1), *f = ARENA_ARRAY(a, struct scored, count + 1);
	for (size_t i = 0; i < gold->count; i++) {
		for (unsigned role = 0; role < ROLES; role++)
			g[i].roles[role] = tokens_of_spans(&x, gold->attributions[i].spans[role], gold->attributions[i].count[role]);
		g[i].is_speech = is_speech(&x, &g[i].roles[ROLE_CUE]);
		g[i].is_quote = is_quote(&x, &g[i].roles[ROLE_CONTENT]);
	}
	for (size_t i = 0; i < count; i++) {
		f[i].roles[ROLE_SOURCE] = tokens_of_runs(&x, &found[i].source, 1);
		f[i].roles[ROLE_CUE] = tokens_of_runs(&x, &found[i].cue, 1);
		f[i].roles[ROLE_CONTENT] = tokens_of_runs(&x, found[i].contents, found[i].content_count);
		f[i].is_speech = is_speech(&x, &f[i].roles[ROLE_CUE]);
		f[i].is_quote = is_quote(&x, &f[i].roles[ROLE_CONTENT]);
	}
	for (unsigned role = 0; role < ROLES; role++) {
		count_exact(&x, g, gold->count, f, count, (enum role)role, &score->exact[role]);
		count_tokens(&x, g, gold->count, f, count, (enum role)role, &score->tokens[role]);
		count_alike(&x, g, gold->count, f, count, (enum role)role, &score->alike[role]);
	}
	count_relaxed(g, gold->count, f, count, score);
	score->texts++;
}

double
score_f1(struct score_counts c)
{
	return c.gold + c.found == 0 ? 1.0 : 2.0 * (double)c.right / (double)(c.gold + c.found);
}
