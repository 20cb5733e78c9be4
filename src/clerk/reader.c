#include "clerk/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "clerk/rules.h"

enum { BUCKETS = 1 << 18, FEATURES = 40, SENTENCE_MOST = 150 };
enum { LABEL_OTHER, LABEL_SOURCE, LABEL_IN_SOURCE, LABEL_CUE, LABEL_IN_CUE, ROLE_LABELS };
enum { LABEL_CONTENT = 1, LABEL_IN_CONTENT, CONTENT_LABELS };

/* A text made ready: features of each token, runs of them that are read as one sequence. */
struct ready {
	const struct report *r;
	uint32_t *features;             /* [token][FEATURES] */
	uint8_t *rule_role, *rule_content;      /* what the rules say, as labels */
};

/* ---- features ---- */

static uint32_t
bucket(uint32_t template, uint64_t a, uint64_t b)
{
	uint64_t x = (template + 1) * 0x9e3779b97f4a7c15u ^ a * 0xbf58476d1ce4e5b9u ^ b * 0x94d049bb133111ebu;
	x ^= x >> 31;
	x *= 0xd6e8feb86659fd93u;
	return (uint32_t)(x >> 40) & (BUCKETS - 1);
}

static uint64_t
word_hash(const struct report *r, int64_t i, struct run run)
{
	if (i < run.from || i >= run.to)
		return i < run.from ? 1 : 2;
	return str_hash(syms_str(r->words, r->tokens[i].word));
}

static uint64_t
class_of(const struct report *r, const struct lexicon *l, int64_t i, struct run run)
{
	if (i < run.from || i >= run.to)
		return 0;
	struct word_class w = word_class(l, r->tokens[i].word);
	const struct token *t = &r->tokens[i];
	return (uint64_t)w.grammar << 20 | (uint64_t)w.cue << 12 | (uint64_t)w.form << 6 | (uint64_t)t->kind << 3 |
	       (uint64_t)((t->flags & TOKEN_CAPITAL) != 0) << 1 | (t->quotation != 0);
}

static uint64_t
ending(const struct report *r, int64_t i, size_t len)
{
	str word = syms_str(r->words, r->tokens[i].word);
	return word.len > len ? str_hash(str_sub(word, word.len - len, word.len)) : 0;
}

static unsigned
label_at(const uint8_t *labels, int64_t i, struct run run)
{
	return i < run.from || i >= run.to ? 7 : labels[i];
}

static void
add_features(struct ready *x, const struct lexicon *l, struct run run, uint32_t i)
{
	uint32_t *f = x->features + (size_t)i * FEATURES, n = 0;
	const struct report *r = x->r;
	int64_t at = i;
	uint64_t words[5], classes[5];
	unsigned roles[5], contents[5];
	for (int k = -2; k <= 2; k++) {
		words[k + 2] = word_hash(r, at + k, run);
		classes[k + 2] = class_of(r, l, at + k, run);
		roles[k + 2] = label_at(x->rule_role, at + k, run);
		contents[k + 2] = label_at(x->rule_content, at + k, run);
	}
	for (unsigned k = 0; k < 5; k++) {
		f[n++] = bucket(k, words[k], 0);
		f[n++] = bucket(5 + k, classes[k], 0);
		f[n++] = bucket(10 + k, roles[k] * 8 + contents[k], 0);
	}
	unsigned here = roles[2] * 8 + contents[2];
	f[n++] = bucket(15, words[1], words[2]);
	f[n++] = bucket(16, words[2], words[3]);
	f[n++] = bucket(17, classes[1], classes[2]);
	f[n++] = bucket(18, classes[2], classes[3]);
	f[n++] = bucket(19, words[2], here);
	f[n++] = bucket(20, classes[2], here);
	f[n++] = bucket(21, roles[1] * 8 + roles[2], roles[3] * 8 + contents[2]);
	f[n++] = bucket(22, contents[1] * 8 + contents[2], contents[3]);
	f[n++] = bucket(23, ending(r, at, 2), 0);
	f[n++] = bucket(24, ending(r, at, 3), 0);
	f[n++] = bucket(25, ending(r, at, 4), r->tokens[i].flags & TOKEN_CAPITAL);
	f[n++] = bucket(26, r->tokens[i].flags, r->tokens[i].kind);
	f[n++] = bucket(27, i - run.from < 6 ? i - run.from : 6, run.to - i < 4 ? run.to - i : 4);
	f[n++] = bucket(28, r->tokens[i].quotation != 0, here);
	f[n++] = bucket(29, words[3], here);
	f[n++] = bucket(30, words[1], here);
	f[n++] = bucket(31, classes[1], classes[3]);
	f[n++] = bucket(32, classes[0], classes[1] ^ classes[2] << 1);
	f[n++] = bucket(33, classes[2] ^ classes[3] << 1, classes[4]);
	f[n++] = bucket(34, roles[0] * 64 + roles[1] * 8 + roles[2], contents[1]);
	f[n++] = bucket(35, roles[2] * 64 + roles[3] * 8 + roles[4], contents[3]);
	f[n++] = bucket(36, words[0], words[1]);
	f[n++] = bucket(37, words[3], words[4]);
	f[n++] = bucket(38, 0, 0);
	while (n < FEATURES)
		f[n++] = bucket(39, 0, 0);
}

static void
mark(uint8_t *labels, struct run run, uint8_t first, uint8_t rest)
{
	for (uint32_t i = run.from; i < run.to; i++)
		labels[i] = i == run.from ? first : rest;
}

static void
mark_rules(struct ready *x, const struct attribution *rules, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (unsigned k = 0; k < rules[i].content_count; k++)
			if (x->rule_content[rules[i].contents[k].from] == 0)
				mark(x->rule_content, rules[i].contents[k], LABEL_CONTENT, LABEL_IN_CONTENT);
	for (size_t i = 0; i < count; i++)
		mark(x->rule_role, rules[i].source, LABEL_SOURCE, LABEL_IN_SOURCE);
	for (size_t i = 0; i < count; i++)
		mark(x->rule_role, rules[i].cue, LABEL_CUE, LABEL_IN_CUE);
}

static struct ready
make_ready(arena *a, const struct report *r, const struct lexicon *l, const struct attribution *rules, size_t count)
{
	struct ready x = { .r = r };
	x.features = ARENA_ARRAY(a, uint32_t, r->token_count * FEATURES + 1);
	x.rule_role = arena_get(a, r->token_count + 1);
	x.rule_content = arena_get(a, r->token_count + 1);
	mark_rules(&x, rules, count);
	for (size_t k = 0; k < r->sentence_count; k++)
		for (uint32_t i = r->sentences[k].run.from; i < r->sentences[k].run.to; i++)
			add_features(&x, l, r->sentences[k].run, i);
	return x;
}

static struct crf_sequence
sequence(const struct ready *x, struct run run, const uint8_t *labels)
{
	return (struct crf_sequence){ .length = run.to - run.from, .per = FEATURES, .features = x->features + (size_t)run.from * FEATURES,
				      .labels = labels ? labels + run.from : NULL };
}

/* The part of a sentence from *at on, no longer than SENTENCE_MOST. */
static bool
next_part(struct run sentence, uint32_t *at, struct run *ret)
{
	uint32_t to = *at + SENTENCE_MOST < sentence.to ? *at + SENTENCE_MOST : sentence.to;
	*ret = (struct run){ *at, to };
	*at = to;
	return ret->from < ret->to;
}

/* ---- learning ---- */

static void
mark_spans(const struct report *r, const struct brat_attribution *f, enum role role, uint8_t *labels, uint8_t first, uint8_t rest)
{
	for (size_t i = 0; i < f->count[role]; i++) {
		size_t from = report_token(r, f->spans[role][i].start), to = from;
		while (to < r->token_count && r->tokens[to].start < f->spans[role][i].end)
			to++;
		/* An inner content is part of the outer one. */
		if (role != ROLE_CONTENT || from >= r->token_count || labels[from] == 0)
			mark(labels, (struct run){ (uint32_t)from, (uint32_t)to }, first, rest);
	}
}

double
reader_learn(struct reader *reader, const struct report *r, const struct lexicon *l, const struct attribution *rules, size_t count,
	     const struct brat *gold, float rate)
{
	arena *a = arena_new();
	struct ready x = make_ready(a, r, l, rules, count);
	uint8_t *roles = arena_get(a, r->token_count + 1), *contents = arena_get(a, r->token_count + 1);
	double likelihood = 0;
	for (size_t i = 0; i < gold->count; i++)
		mark_spans(r, &gold->attributions[i], ROLE_CONTENT, contents, LABEL_CONTENT, LABEL_IN_CONTENT);
	for (size_t i = 0; i < gold->count; i++)
		mark_spans(r, &gold->attributions[i], ROLE_SOURCE, roles, LABEL_SOURCE, LABEL_IN_SOURCE);
	for (size_t i = 0; i < gold->count; i++)
		mark_spans(r, &gold->attributions[i], ROLE_CUE, roles, LABEL_CUE, LABEL_IN_CUE);
	for (size_t k = 0; k < r->sentence_count; k++) {
		arena *scratch = arena_new();
		struct run part;
		for (uint32_t at = r->sentences[k].run.from; next_part(r->sentences[k].run, &at, &part);) {
			struct crf_sequence s = sequence(&x, part, roles), c = sequence(&x, part, contents);
			likelihood += crf_learn(scratch, reader->roles, &s, rate) + crf_learn(scratch, reader->contents, &c, rate);
		}
		arena_free(scratch);
	}
	arena_free(a);
	return likelihood;
}

/* ---- reading ---- */

struct spans {
	LIST(struct run) at;
	LIST(float) sure;
};

static void
collect(struct spans *into, const uint8_t *labels, const float *sure, size_t count, uint8_t first, uint8_t rest)
{
	for (uint32_t i = 0; i < count; i++) {
		if (labels[i] == first || (labels[i] == rest && (i == 0 || (labels[i - 1] != first && labels[i - 1] != rest)))) {
			*LIST_ADD(&into->at) = (struct run){ i, i + 1 };
			*LIST_ADD(&into->sure) = sure[i];
		} else if (labels[i] == rest) {
			into->at.at[into->at.count - 1].to = i + 1;
		}
	}
}

/* The span that shares most with a run, or NULL. Spans are in order. */
static const struct run *
most_alike(const struct spans *list, struct run run)
{
	const struct run *best = NULL;
	uint32_t most = 0;
	size_t low = 0, high = list->at.count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (list->at.at[middle].to <= run.from)
			low = middle + 1;
		else
			high = middle;
	}
	for (size_t i = low; i < list->at.count && list->at.at[i].from < run.to; i++) {
		const struct run *s = &list->at.at[i];
		uint32_t shared = (s->to < run.to ? s->to : run.to) - (s->from > run.from ? s->from : run.from);
		if (shared > most) {
			most = shared;
			best = s;
		}
	}
	return best;
}

/* Of a rules' attribution: its spans as the reader has them, where it has them. */
static void
mend(struct attribution *f, const struct spans *sources, const struct spans *cues, const struct spans *contents)
{
	const struct run *cue = most_alike(cues, f->cue), *source = run_is_empty(f->source) ? NULL : most_alike(sources, f->source);
	f->by_reader = cue != NULL;
	f->confidence += cue ? 0.05f : -0.25f;
	if (cue)
		f->cue = *cue;
	if (source)
		f->source = *source;
	else
		f->confidence -= 0.1f;
	for (unsigned k = 0; k < f->content_count; k++) {
		const struct run *content = most_alike(contents, f->contents[k]);
		if (!content)
			continue;
		uint32_t from = content->from > f->contents[k].from ? content->from : f->contents[k].from;
		uint32_t to = content->to < f->contents[k].to ? content->to : f->contents[k].to;
		uint32_t either = (content->to > f->contents[k].to ? content->to : f->contents[k].to) -
				  (content->from < f->contents[k].from ? content->from : f->contents[k].from);
		if (2 * (to - from) >= either)
			f->contents[k] = *content;
	}
}

/* The span of the list nearest to a cue, in its sentence, on the side that is asked for. */
static struct run
nearest(const struct report *r, const struct spans *list, struct run cue, bool is_before)
{
	struct run best = { 0, 0 };
	for (size_t i = 0; i < list->at.count; i++) {
		struct run s = list->at.at[i];
		bool is_here = r->tokens[s.from].sentence == r->tokens[cue.from].sentence;
		if (is_before && s.to <= cue.from && is_here)
			best = s;
		if (!is_before && s.from >= cue.to)
			return is_here ? s : (struct run){ 0, 0 };
	}
	return is_before ? best : (struct run){ 0, 0 };
}

static bool
is_taken(const struct attribution *list, size_t count, struct run cue)
{
	for (size_t i = 0; i < count; i++)
		if (list[i].cue.from < cue.to && cue.from < list[i].cue.to)
			return true;
	return false;
}

static int
by_cue(const void *a, const void *b)
{
	const struct attribution *x = a, *y = b;
	return x->cue.from < y->cue.from ? -1 : x->cue.from > y->cue.from;
}

/* A cue that the rules have not: its nearest source and content. */
static bool
make_own(const struct report *r, const struct lexicon *l, const struct spans *sources, const struct spans *contents, struct run cue, float sure,
	 struct attribution *ret)
{
	*ret = (struct attribution){ .cue = cue, .by_reader = true, .confidence = 0.7f * sure, .quote = QUOTE_INDIRECT };
	struct run before = nearest(r, sources, cue, true), behind = nearest(r, sources, cue, false);
	ret->source = !run_is_empty(before) ? before : behind;
	struct run content = nearest(r, contents, cue, false);
	if (run_is_empty(content))
		content = nearest(r, contents, cue, true);
	ret->contents[0] = content;
	ret->content_count = !run_is_empty(content);
	ret->cue_class = CUE_ATTITUDE;
	for (uint32_t i = cue.from; i < cue.to; i++)
		if (word_class(l, r->tokens[i].word).cue)
			ret->cue_class = word_class(l, r->tokens[i].word).cue;
	for (uint32_t i = content.from; i < content.to && i < content.from + 200; i++)
		if (r->tokens[i].kind == TOKEN_OPEN_QUOTE)
			ret->quote = i == content.from ? QUOTE_DIRECT : QUOTE_MIXED;
	return ret->content_count > 0 && !run_is_empty(ret->source);
}

static void
label_all(arena *a, const struct reader *reader, const struct ready *x, struct spans *sources, struct spans *cues, struct spans *contents)
{
	const struct report *r = x->r;
	uint8_t *roles = arena_get(a, r->token_count + 1), *held = arena_get(a, r->token_count + 1);
	float *sure = ARENA_ARRAY(a, float, r->token_count + 1), *sure_of_held = ARENA_ARRAY(a, float, r->token_count + 1);
	for (size_t k = 0; k < r->sentence_count; k++) {
		arena *scratch = arena_new();
		struct run part;
		bool is_body = r->paragraphs[r->sentences[k].paragraph].zone == ZONE_BODY;
		for (uint32_t at = r->sentences[k].run.from; is_body && next_part(r->sentences[k].run, &at, &part);) {
			struct crf_sequence s = sequence(x, part, NULL);
			crf_decode(scratch, reader->roles, &s, roles + part.from, sure + part.from);
			crf_decode(scratch, reader->contents, &s, held + part.from, sure_of_held + part.from);
		}
		arena_free(scratch);
	}
	collect(sources, roles, sure, r->token_count, LABEL_SOURCE, LABEL_IN_SOURCE);
	collect(cues, roles, sure, r->token_count, LABEL_CUE, LABEL_IN_CUE);
	collect(contents, held, sure_of_held, r->token_count, LABEL_CONTENT, LABEL_IN_CONTENT);
}

void
reader_read(arena *a, const struct reader *reader, const struct report *r, const struct lexicon *l, const struct attribution *rules,
	    size_t count, struct attribution **ret, size_t *ret_count)
{
	struct ready x = make_ready(a, r, l, rules, count);
	struct spans sources = { 0 }, cues = { 0 }, contents = { 0 };
	label_all(a, reader, &x, &sources, &cues, &contents);
	struct attribution *list = ARENA_ARRAY(a, struct attribution, count + cues.at.count + 1);
	size_t n = 0;
	for (size_t i = 0; i < count; i++) {
		struct attribution f = rules[i];
		mend(&f, &sources, &cues, &contents);
		/* Of what somebody merely thinks the rules find too much. */
		if (f.by_reader || f.cue_class != CUE_ATTITUDE)
			list[n++] = f;
	}
	size_t mended = n, first = 0;
	for (size_t i = 0; i < cues.at.count; i++) {
		struct run cue = cues.at.at[i];
		while (first < mended && list[first].cue.to + 400 < cue.from)
			first++;
		size_t near = first;
		while (near < mended && list[near].cue.from < cue.to + 400)
			near++;
		if (!is_taken(list + first, near - first, cue) && make_own(r, l, &sources, &contents, cue, cues.sure.at[i], &list[n]))
			n++;
	}
	qsort(list, n, sizeof *list, by_cue);
	attributions_nest(list, n);
	LIST_DONE(&sources.at);
	LIST_DONE(&sources.sure);
	LIST_DONE(&cues.at);
	LIST_DONE(&cues.sure);
	LIST_DONE(&contents.at);
	LIST_DONE(&contents.sure);
	*ret = list;
	*ret_count = n;
}

/* ---- the whole ---- */

struct reader *
reader_new(arena *a)
{
	struct reader *reader = ARENA_NEW(a, struct reader);
	reader->roles = crf_new(a, ROLE_LABELS, BUCKETS);
	reader->contents = crf_new(a, CONTENT_LABELS, BUCKETS);
	return reader;
}

void
reader_write(const struct reader *reader, buf *out)
{
	crf_write(reader->roles, out);
	crf_write(reader->contents, out);
}

bool
reader_open(arena *a, str bytes, struct reader **ret, struct err *err)
{
	struct reader *reader = ARENA_NEW(a, struct reader);
	size_t used, rest;
	if (!crf_read(a, bytes, &reader->roles, &used, err) || !crf_read(a, str_sub(bytes, used, bytes.len), &reader->contents, &rest, err))
		return false;
	if (reader->roles->labels != ROLE_LABELS || reader->contents->labels != CONTENT_LABELS || reader->roles->buckets != BUCKETS ||
	    reader->contents->buckets != BUCKETS || used + rest != bytes.len)
		return fail(err, ERR_INPUT, "this is a trained reader of another kind; train it again: paraph clerk train FOLDER");
	*ret = reader;
	return true;
}
