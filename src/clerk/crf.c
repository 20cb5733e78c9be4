#include "clerk/crf.h"

#include <math.h>
#include <string.h>

/* Scores of a sequence, and what forward and backward passes make of them, scaled so
 * that each position sums to 1. */
struct lattice {
	size_t length;
	unsigned labels;
	double *score;          /* [length][labels] */
	double *node;           /* the same: exp of the scores, of which the greatest is 1 */
	double *edge;           /* [labels][labels]: exp of the pairs' weights */
	double *forward, *backward;
	double log_total;
};

static size_t
weight_count(const struct crf *f)
{
	return (size_t)f->buckets * f->labels + (size_t)f->labels * f->labels;
}

struct crf *
crf_new(arena *a, unsigned labels, uint32_t buckets)
{
	struct crf *f = ARENA_NEW(a, struct crf);
	*f = (struct crf){ .labels = labels, .buckets = buckets };
	size_t count = weight_count(f);
	f->weights = ARENA_ARRAY(a, float, count);
	f->squares = ARENA_ARRAY(a, float, count);
	f->moves = ARENA_ARRAY(a, float, count);
	return f;
}

static float *
pairs(const struct crf *f)
{
	return f->weights + (size_t)f->buckets * f->labels;
}

/* Of each label; a bucket's weights stand side by side. */
static void
scores(const struct crf *f, const struct crf_sequence *s, size_t at, double ret[])
{
	for (unsigned y = 0; y < f->labels; y++)
		ret[y] = 0;
	for (size_t k = 0; k < s->per; k++) {
		const float *weights = f->weights + (size_t)s->features[at * s->per + k] * f->labels;
		for (unsigned y = 0; y < f->labels; y++)
			ret[y] += (double)weights[y];
	}
}

/* Where weights are so great that nothing can be reckoned, all labels are alike. */
static void
scale(double *row, unsigned labels, double *log_total)
{
	double sum = 0;
	for (unsigned y = 0; y < labels; y++)
		sum += row[y];
	bool is_known = isnormal(sum);
	for (unsigned y = 0; y < labels; y++)
		row[y] = is_known ? row[y] / sum : 1.0 / labels;
	if (log_total && is_known)
		*log_total += log(sum);
}

static void
pass_forward(struct lattice *g)
{
	unsigned n = g->labels;
	for (size_t i = 0; i < g->length; i++) {
		for (unsigned y = 0; y < n; y++) {
			double sum = i == 0;
			for (unsigned z = 0; i > 0 && z < n; z++)
				sum += g->forward[(i - 1) * n + z] * g->edge[z * n + y];
			g->forward[i * n + y] = sum * g->node[i * n + y];
		}
		scale(g->forward + i * n, n, &g->log_total);
	}
}

static void
pass_backward(struct lattice *g)
{
	unsigned n = g->labels;
	for (size_t i = g->length; i-- > 0;) {
		for (unsigned y = 0; y < n; y++) {
			double sum = i + 1 == g->length;
			for (unsigned z = 0; i + 1 < g->length && z < n; z++)
				sum += g->edge[y * n + z] * g->node[(i + 1) * n + z] * g->backward[(i + 1) * n + z];
			g->backward[i * n + y] = sum;
		}
		scale(g->backward + i * n, n, NULL);
	}
}

static struct lattice
lattice_of(arena *a, const struct crf *f, const struct crf_sequence *s)
{
	unsigned n = f->labels;
	struct lattice g = { .length = s->length, .labels = n };
	g.score = ARENA_ARRAY(a, double, s->length * n + 1);
	g.node = ARENA_ARRAY(a, double, s->length * n + 1);
	g.forward = ARENA_ARRAY(a, double, s->length * n + 1);
	g.backward = ARENA_ARRAY(a, double, s->length * n + 1);
	g.edge = ARENA_ARRAY(a, double, (size_t)n * n);
	for (unsigned i = 0; i < n * n; i++)
		g.edge[i] = exp((double)pairs(f)[i]);
	for (size_t i = 0; i < s->length; i++) {
		double most = -1e300;
		scores(f, s, i, g.score + i * n);
		for (unsigned y = 0; y < n; y++)
			most = fmax(most, g.score[i * n + y]);
		for (unsigned y = 0; y < n; y++)
			g.node[i * n + y] = exp(g.score[i * n + y] - most);
		g.log_total += most;
	}
	pass_forward(&g);
	pass_backward(&g);
	return g;
}

static double
gold_score(const struct crf *f, const struct lattice *g, const struct crf_sequence *s)
{
	double sum = 0;
	for (size_t i = 0; i < s->length; i++) {
		sum += g->score[i * f->labels + s->labels[i]];
		if (i > 0)
			sum += (double)pairs(f)[s->labels[i - 1] * f->labels + s->labels[i]];
	}
	return sum;
}

double
crf_likelihood(arena *scratch, const struct crf *f, const struct crf_sequence *s)
{
	struct lattice g = lattice_of(scratch, f, s);
	return s->length ? gold_score(f, &g, s) - g.log_total : 0;
}

/* The probability of each label at a position. */
static void
marginal(const struct lattice *g, size_t at, double ret[])
{
	for (unsigned y = 0; y < g->labels; y++)
		ret[y] = g->forward[at * g->labels + y] * g->backward[at * g->labels + y];
	scale(ret, g->labels, NULL);
}

static void
move(struct crf *f, size_t at, double gradient, float rate)
{
	if (gradient > -1e-4 && gradient < 1e-4)
		return;
	f->squares[at] += (float)(gradient * gradient);
	/* The 1 keeps the first steps of a rare weight small. */
	float step = rate * (float)gradient / (sqrtf(f->squares[at]) + 1);
	f->weights[at] += step;
	f->moves[at] += (float)f->steps * step;
}

static void
learn_pairs(struct crf *f, const struct lattice *g, const struct crf_sequence *s, float rate)
{
	unsigned n = f->labels;
	double gradient[CRF_LABELS_MOST * CRF_LABELS_MOST] = { 0 };
	for (size_t i = 1; i < s->length; i++) {
		double together[CRF_LABELS_MOST * CRF_LABELS_MOST], sum = 0;
		for (unsigned y = 0; y < n; y++)
			for (unsigned z = 0; z < n; z++) {
				together[y * n + z] = g->forward[(i - 1) * n + y] * g->edge[y * n + z] * g->node[i * n + z] * g->backward[i * n + z];
				sum += together[y * n + z];
			}
		for (unsigned k = 0; k < n * n; k++)
			gradient[k] -= together[k] / sum;
		gradient[s->labels[i - 1] * n + s->labels[i]] += 1;
	}
	for (unsigned k = 0; k < n * n; k++)
		move(f, (size_t)f->buckets * n + k, gradient[k], rate);
}

double
crf_learn(arena *scratch, struct crf *f, const struct crf_sequence *s, float rate)
{
	if (s->length == 0)
		return 0;
	struct lattice g = lattice_of(scratch, f, s);
	double likelihood = gold_score(f, &g, s) - g.log_total, sure[CRF_LABELS_MOST] = { 0 };
	for (size_t i = 0; i < s->length; i++) {
		marginal(&g, i, sure);
		for (unsigned y = 0; y < f->labels; y++) {
			double gradient = (s->labels[i] == y) - sure[y];
			for (size_t k = 0; k < s->per; k++)
				move(f, (size_t)s->features[i * s->per + k] * f->labels + y, gradient, rate);
		}
	}
	learn_pairs(f, &g, s, rate);
	f->steps++;
	return likelihood;
}

void
crf_average(struct crf *f)
{
	for (size_t i = 0; f->steps > 0 && i < weight_count(f); i++)
		f->weights[i] -= f->moves[i] / (float)f->steps;
}

void
crf_decode(arena *scratch, const struct crf *f, const struct crf_sequence *s, uint8_t ret_labels[], float ret_sure[])
{
	unsigned n = f->labels;
	if (s->length == 0)
		return;
	struct lattice g = lattice_of(scratch, f, s);
	double *best = ARENA_ARRAY(scratch, double, s->length * n), sure[CRF_LABELS_MOST] = { 0 };
	uint8_t *from = ARENA_ARRAY(scratch, uint8_t, s->length * n);
	for (size_t i = 0; i < s->length; i++)
		for (unsigned y = 0; y < n; y++) {
			double most = i == 0 ? 0 : -1e300;
			for (unsigned z = 0; i > 0 && z < n; z++) {
				double sum = best[(i - 1) * n + z] + (double)pairs(f)[z * n + y];
				if (sum > most) {
					most = sum;
					from[i * n + y] = (uint8_t)z;
				}
			}
			best[i * n + y] = most + g.score[i * n + y];
		}
	uint8_t label = 0;
	for (unsigned y = 1; y < n; y++)
		if (best[(s->length - 1) * n + y] > best[(s->length - 1) * n + label])
			label = (uint8_t)y;
	for (size_t i = s->length; i-- > 0;) {
		marginal(&g, i, sure);
		ret_labels[i] = label;
		ret_sure[i] = (float)sure[label];
		label = from[i * n + label];
	}
}

/* ---- as bytes ---- */

struct header {
	char magic[8];
	uint32_t labels, buckets;
	float step;             /* what a byte's 1 stands for */
	uint32_t spare;
	uint64_t sum;           /* over the weights and over the header with 0 in its place */
};

static uint64_t
sum_of(struct header h, str weights)
{
	h.sum = 0;
	return str_hash(weights) ^ str_hash((str){ (const char *)&h, sizeof h });
}

static const char magic[8] = "paracrf2";

void
crf_write(const struct crf *f, buf *out)
{
	size_t count = weight_count(f), at = out->len + sizeof(struct header);
	float most = 1e-6f;
	struct header h = { .labels = f->labels, .buckets = f->buckets };
	for (size_t i = 0; i < count; i++)
		most = fmaxf(most, fabsf(f->weights[i]));
	h.step = most / 127;
	memcpy(h.magic, magic, sizeof magic);
	buf_add(out, (str){ (const char *)&h, sizeof h });
	for (size_t i = 0; i < count; i++)
		buf_add_byte(out, (char)lrintf(f->weights[i] / h.step));
	h.sum = sum_of(h, (str){ out->at + at, count });
	memcpy(out->at + at - sizeof h, &h, sizeof h);
}

bool
crf_read(arena *a, str bytes, struct crf **ret, size_t *ret_used, struct err *err)
{
	struct header h;
	if (bytes.len < sizeof h)
		return fail(err, ERR_INPUT, "this is no trained reader: it ends too soon");
	memcpy(&h, bytes.at, sizeof h);
	bool is_right = memcmp(h.magic, magic, sizeof magic) == 0 && h.labels >= 2 && h.labels <= CRF_LABELS_MOST && h.buckets >= 2 &&
			h.buckets <= 1u << 24 && (h.buckets & (h.buckets - 1)) == 0 && isfinite(h.step) && h.step > 0;
	struct crf *f = ARENA_NEW(a, struct crf);
	*f = (struct crf){ .labels = h.labels, .buckets = h.buckets };
	size_t count = is_right ? weight_count(f) : 0;
	if (!is_right || bytes.len - sizeof h < count || sum_of(h, str_sub(bytes, sizeof h, sizeof h + count)) != h.sum)
		return fail(err, ERR_INPUT, "this is no trained reader, or it is damaged; train it again: paraph clerk train FOLDER");
	f->weights = ARENA_ARRAY(a, float, count);
	for (size_t i = 0; i < count; i++)
		f->weights[i] = (float)(signed char)bytes.at[sizeof h + i] * h.step;
	*ret = f;
	*ret_used = sizeof h + count;
	return true;
}
