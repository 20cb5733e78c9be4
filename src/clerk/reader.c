#include "clerk/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "clerk/reader_int.h"
#include "clerk/rules.h"

/* ---- labels ---- */

/* None, or of one of two kinds of span its first token, one within, its last, its only. */
enum { PART_FIRST, PART_WITHIN, PART_LAST, PART_ONLY, PARTS };
enum span_kind { SPAN_SOURCE, SPAN_OTHER /* the cue, or a content */, SPAN_KINDS };
enum { LABEL_NONE, LABELS = 1 + SPAN_KINDS * PARTS };

/* Labels are of a window; what of the run stands outside has none. */
static void
label(uint8_t *labels, struct run window, struct run run, enum span_kind kind)
{
	for (uint32_t i = run.from > window.from ? run.from : window.from; i < run.to && i < window.to; i++) {
		unsigned part = run.to - run.from == 1 ? PART_ONLY : i == run.from ? PART_FIRST : i + 1 == run.to ? PART_LAST : PART_WITHIN;
		labels[i - window.from] = (uint8_t)(1 + kind * PARTS + part);
	}
}

static enum span_kind
kind_of(unsigned label)
{
	return (label - 1) / PARTS;
}

static unsigned
part_of(unsigned label)
{
	return (label - 1) % PARTS;
}

/* The next span from *at on, which is moved behind it; false where there is none. */
static bool
next_span(const uint8_t *labels, struct run window, uint32_t *at, enum span_kind *ret_kind, struct run *ret)
{
	uint32_t i = *at;
	while (i < window.to && labels[i - window.from] == LABEL_NONE)
		i++;
	*at = i;
	if (i >= window.to)
		return false;
	*ret = (struct run){ i, i + 1 };
	*ret_kind = kind_of(labels[i - window.from]);
	for (unsigned part = part_of(labels[i - window.from]); part != PART_LAST && part != PART_ONLY; ret->to++) {
		unsigned next = ret->to < window.to ? labels[ret->to - window.from] : LABEL_NONE;
		if (next == LABEL_NONE || kind_of(next) != *ret_kind || part_of(next) == PART_FIRST || part_of(next) == PART_ONLY)
			break;
		part = part_of(next);
	}
	*at = ret->to;
	return true;
}

/* ---- sequences ---- */

/* The part of a sentence from *at on, no longer than MOST. */
static bool
next_part(struct run sentence, uint32_t *at, struct run *ret)
{
	enum { MOST = 150 };
	uint32_t to = *at + MOST < sentence.to ? *at + MOST : sentence.to;
	*ret = (struct run){ *at, to };
	*at = to;
	return ret->from < ret->to;
}

static struct crf_sequence
cue_sequence(arena *a, const struct sight *x, struct run part)
{
	size_t length = part.to - part.from;
	uint32_t *features = ARENA_ARRAY(a, uint32_t, length * CUE_FEATURES + 1);
	for (uint32_t i = part.from; i < part.to; i++)
		sight_cue(x, part, i, features + (size_t)(i - part.from) * CUE_FEATURES);
	return (struct crf_sequence){ .length = length, .per = CUE_FEATURES, .features = features };
}

static struct crf_sequence
span_sequence(arena *a, const struct sight *x, const struct outlook *o)
{
	size_t length = o->window.to - o->window.from;
	uint32_t *features = ARENA_ARRAY(a, uint32_t, length * SPAN_FEATURES + 1);
	for (uint32_t i = o->window.from; i < o->window.to; i++)
		sight_span(x, o, i, features + (size_t)(i - o->window.from) * SPAN_FEATURES);
	return (struct crf_sequence){ .length = length, .per = SPAN_FEATURES, .features = features };
}

/* The rules' attribution of the same cue, or NULL; `list` is in the order of cues. */
static const struct attribution *
of_cue(const struct attribution *list, size_t count, struct run cue)
{
	enum { LONGEST = 12 };
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (list[middle].cue.from + LONGEST < cue.from)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < count && list[low].cue.from < cue.to; low++)
		if (cue.from < list[low].cue.to)
			return &list[low];
	return NULL;
}

/* ---- learning ---- */

static struct run
run_of(const struct report *r, struct brat_span span)
{
	size_t from = report_token(r, span.start), to = from;
	while (to < r->token_count && r->tokens[to].start < span.end)
		to++;
	return (struct run){ (uint32_t)from, (uint32_t)to };
}

/* Empty where it has none. */
static struct run
cue_of(const struct report *r, const struct brat_attribution *f)
{
	if (f->count[ROLE_CUE] == 0)
		return (struct run){ 0, 0 };
	return (struct run){ run_of(r, f->spans[ROLE_CUE][0]).from, run_of(r, f->spans[ROLE_CUE][f->count[ROLE_CUE] - 1]).to };
}

static void
label_role(const struct report *r, const struct brat_attribution *f, enum role role, struct run window, uint8_t *labels)
{
	for (size_t k = 0; k < f->count[role]; k++)
		label(labels, window, run_of(r, f->spans[role][k]), role == ROLE_SOURCE ? SPAN_SOURCE : SPAN_OTHER);
}

static double
learn_cues(struct reader *reader, const struct sight *x, const struct brat *gold, float rate)
{
	const struct report *r = x->r;
	arena *a = arena_new();
	struct run all = { 0, (uint32_t)r->token_count };
	uint8_t *labels = arena_get(a, r->token_count + 1);
	double likelihood = 0;
	for (size_t i = 0; i < gold->count; i++)
		label_role(r, &gold->attributions[i], ROLE_SOURCE, all, labels);
	for (size_t i = 0; i < gold->count; i++)
		label_role(r, &gold->attributions[i], ROLE_CUE, all, labels);
	for (size_t k = 0; k < r->sentence_count; k++) {
		struct run part;
		for (uint32_t at = r->sentences[k].run.from; next_part(r->sentences[k].run, &at, &part);) {
			arena *scratch = arena_new();
			struct crf_sequence s = cue_sequence(scratch, x, part);
			s.labels = labels + part.from;
			likelihood += crf_learn(scratch, reader->cues, &s, rate);
			arena_free(scratch);
		}
	}
	arena_free(a);
	return likelihood;
}

static double
learn_spans(struct reader *reader, const struct sight *x, const struct attribution *rules, size_t count, const struct brat_attribution *f,
	    float rate)
{
	struct run cue = cue_of(x->r, f);
	if (run_is_empty(cue))
		return 0;
	arena *a = arena_new();
	struct outlook o = outlook_of(a, x->r, cue, of_cue(rules, count, cue));
	struct crf_sequence s = span_sequence(a, x, &o);
	uint8_t *labels = arena_get(a, s.length + 1);
	label_role(x->r, f, ROLE_CONTENT, o.window, labels);
	label_role(x->r, f, ROLE_SOURCE, o.window, labels);
	s.labels = labels;
	double likelihood = crf_learn(a, reader->spans, &s, rate);
	arena_free(a);
	return likelihood;
}

double
reader_learn(struct reader *reader, const struct report *r, const struct lexicon *l, const struct attribution *rules, size_t count,
	     const struct brat *gold, float rate)
{
	arena *a = arena_new();
	struct sight x = sight_of(a, r, l, rules, count);
	struct run *cues = ARENA_ARRAY(a, struct run, gold->count + 1);
	for (size_t i = 0; i < gold->count; i++)
		cues[i] = cue_of(r, &gold->attributions[i]);
	sight_set_cues(&x, cues, gold->count);
	double likelihood = learn_cues(reader, &x, gold, rate);
	for (size_t i = 0; i < gold->count; i++)
		likelihood += learn_spans(reader, &x, rules, count, &gold->attributions[i], rate);
	arena_free(a);
	return likelihood;
}

void
reader_settle(struct reader *reader)
{
	crf_average(reader->cues);
	crf_average(reader->spans);
}

/* ---- reading ---- */

struct cues {
	LIST(struct run) at;
	LIST(float) sure;
	float *chance;          /* of each token: that it is of a cue or a source, where it is found to be none */
};

static void
find_cues(const struct reader *reader, const struct sight *x, struct run part, struct cues *ret)
{
	arena *a = arena_new();
	struct crf_sequence s = cue_sequence(a, x, part);
	uint8_t *labels = arena_get(a, s.length + 1);
	float *sure = ARENA_ARRAY(a, float, s.length + 1);
	struct run found;
	enum span_kind kind;
	crf_decode(a, reader->cues, &s, labels, sure);
	for (uint32_t i = 0; i < s.length; i++)
		ret->chance[part.from + i] = labels[i] == LABEL_NONE ? 1 - sure[i] : 0;
	for (uint32_t at = part.from; next_span(labels, part, &at, &kind, &found);)
		if (kind == SPAN_OTHER) {
			*LIST_ADD(&ret->at) = found;
			*LIST_ADD(&ret->sure) = sure[found.from - part.from];
		}
	arena_free(a);
}

static void
find_all_cues(const struct reader *reader, const struct sight *x, struct cues *ret)
{
	const struct report *r = x->r;
	for (size_t k = 0; k < r->sentence_count; k++) {
		struct run part;
		bool is_body = r->paragraphs[r->sentences[k].paragraph].zone == ZONE_BODY;
		for (uint32_t at = r->sentences[k].run.from; is_body && next_part(r->sentences[k].run, &at, &part);)
			find_cues(reader, x, part, ret);
	}
}

/* All contents, and of several sources the surest. */
static void
find_spans(const struct reader *reader, const struct sight *x, const struct outlook *o, struct attribution *f)
{
	arena *a = arena_new();
	struct crf_sequence s = span_sequence(a, x, o);
	uint8_t *labels = arena_get(a, s.length + 1);
	float *sure = ARENA_ARRAY(a, float, s.length + 1), most = 0;
	struct run found;
	enum span_kind kind;
	crf_decode(a, reader->spans, &s, labels, sure);
	f->source = (struct run){ 0, 0 };
	f->content_count = 0;
	for (uint32_t at = o->window.from; next_span(labels, o->window, &at, &kind, &found);) {
		float is_sure = sure[found.from - o->window.from];
		if (kind == SPAN_OTHER && f->content_count < ATTRIBUTION_CONTENTS_MOST)
			f->contents[f->content_count++] = found;
		if (kind == SPAN_SOURCE && is_sure > most) {
			most = is_sure;
			f->source = found;
		}
	}
	arena_free(a);
}

/* What the rules would say of a cue that they have not found. */
static void
set_class(const struct sight *x, struct attribution *f)
{
	bool is_word_of_saying = f->quote == QUOTE_DIRECT;
	for (uint32_t i = f->cue.from; i < f->cue.to; i++) {
		struct word_class w = word_class(x->l, x->r->tokens[i].word);
		if (w.cue)
			f->cue_class = w.cue;
		is_word_of_saying |= w.grammar >> GRAMMAR_MEDIUM & 1 || str_eq(x->r->tokens[i].text, S(":"));
		f->is_negated |= w.grammar >> GRAMMAR_NEGATION & 1;
	}
	if (f->cue_class == CUE_NONE)
		f->cue_class = is_word_of_saying ? CUE_SAY : CUE_ATTITUDE;
}

/* False where the cue has no content. */
static bool
read_cue(const struct reader *reader, const struct sight *x, const struct attribution *rules, struct run cue, float sure,
	 struct attribution *ret)
{
	arena *a = arena_new();
	struct outlook o = outlook_of(a, x->r, cue, rules);
	*ret = rules ? *rules : (struct attribution){ .confidence = 0.7f * sure };
	find_spans(reader, x, &o, ret);
	ret->cue = cue;
	ret->by_reader = true;
	if (rules && ret->content_count == 0) {
		ret->content_count = rules->content_count;
		memcpy(ret->contents, rules->contents, sizeof ret->contents);
		ret->confidence -= 0.1f;
	}
	if (rules)
		ret->confidence += 0.05f;
	if (ret->content_count > 0)
		ret->quote = (uint8_t)content_quote(x->r, ret->contents[0]);
	if (!rules)
		set_class(x, ret);
	arena_free(a);
	return ret->content_count > 0;
}

/* Of what the rules alone have: that to which the reader gives a chance, and what is quoted word for word. */
static bool
is_kept(const struct sight *x, const float *chance, const struct attribution *f)
{
	const float least = 0.3f;
	bool stays = f->quote == QUOTE_DIRECT && f->cue_class == CUE_SAY;
	for (uint32_t i = f->cue.from; i < f->cue.to; i++) {
		if (x->is_cue[i])
			return false;
		stays |= chance[i] >= least;
	}
	return stays;
}

static int
by_cue(const void *a, const void *b)
{
	const struct attribution *x = a, *y = b;
	return x->cue.from < y->cue.from ? -1 : x->cue.from > y->cue.from;
}

void
reader_read(arena *a, const struct reader *reader, const struct report *r, const struct lexicon *l, const struct attribution *rules,
	    size_t count, struct attribution **ret, size_t *ret_count)
{
	struct sight x = sight_of(a, r, l, rules, count);
	struct cues cues = { .chance = ARENA_ARRAY(a, float, r->token_count + 1) };
	find_all_cues(reader, &x, &cues);
	sight_set_cues(&x, cues.at.at, cues.at.count);
	struct attribution *list = ARENA_ARRAY(a, struct attribution, count + cues.at.count + 1);
	size_t n = 0;
	for (size_t i = 0; i < cues.at.count; i++)
		n += read_cue(reader, &x, of_cue(rules, count, cues.at.at[i]), cues.at.at[i], cues.sure.at[i], &list[n]);
	for (size_t i = 0; i < count; i++)
		if (is_kept(&x, cues.chance, &rules[i])) {
			list[n] = rules[i];
			list[n++].confidence -= 0.25f;
		}
	qsort(list, n, sizeof *list, by_cue);
	attributions_nest(list, n);
	LIST_DONE(&cues.at);
	LIST_DONE(&cues.sure);
	*ret = list;
	*ret_count = n;
}

/* ---- the whole ---- */

struct reader *
reader_new(arena *a)
{
	struct reader *reader = ARENA_NEW(a, struct reader);
	reader->cues = crf_new(a, LABELS, READER_BUCKETS);
	reader->spans = crf_new(a, LABELS, READER_BUCKETS);
	return reader;
}

void
reader_write(const struct reader *reader, buf *out)
{
	crf_write(reader->cues, out);
	crf_write(reader->spans, out);
}

static bool
is_field(const struct crf *f)
{
	return f->labels == LABELS && f->buckets == READER_BUCKETS;
}

bool
reader_open(arena *a, str bytes, struct reader **ret, struct err *err)
{
	struct reader *reader = ARENA_NEW(a, struct reader);
	size_t used, rest;
	if (!crf_read(a, bytes, &reader->cues, &used, err) || !crf_read(a, str_sub(bytes, used, bytes.len), &reader->spans, &rest, err))
		return false;
	if (!is_field(reader->cues) || !is_field(reader->spans) || used + rest != bytes.len)
		return fail(err, ERR_INPUT, "this is a trained reader of another kind; train it again: paraph clerk train FOLDER");
	*ret = reader;
	return true;
}
