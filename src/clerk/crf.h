/* crf: a linear-chain conditional random field over hashed features.
 *
 *      struct crf *f = crf_new(a, 5, 1 << 18);
 *      for each pass: crf_learn(f, &sequence, rate);
 *      crf_decode(a, f, &sequence, labels, sure);
 *
 * A position has `per` features, each a bucket; its score of a label is the sum of their
 * weights, and neighbours add a weight for the pair of labels. Learning is by stochastic
 * gradient of the log likelihood, each weight with a rate of its own (AdaGrad: Duchi,
 * Hazan, Singer 2011); crf_average then takes each weight's mean over all steps, which
 * learns less by heart (Polyak, Juditsky 1992). The same sequences in the same order give the same weights.
 * Source: Lafferty, McCallum, Pereira, Conditional Random Fields, 2001.
 */
#ifndef PARAPH_CLERK_CRF_H
#define PARAPH_CLERK_CRF_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum { CRF_LABELS_MOST = 12 };

struct crf {
	unsigned labels;
	uint32_t buckets;       /* a power of two */
	float *weights;         /* [buckets][labels], then [labels][labels] from one to the next */
	float *squares;         /* of the gradients so far; NULL of one that is only read */
	float *moves;           /* what each weight was moved by, times the steps before; NULL likewise */
	size_t steps;
};

struct crf_sequence {
	size_t length, per;
	const uint32_t *features;       /* [length][per], below buckets */
	const uint8_t *labels;          /* [length] of gold, or NULL */
};

/* All weights 0; can learn. */
struct crf *crf_new(arena *a, unsigned labels, uint32_t buckets);

/* One step towards the gold labels; the log likelihood they had before. */
double crf_learn(arena *scratch, struct crf *f, const struct crf_sequence *s, float rate);

/* Each weight becomes its mean over the steps so far: once, when all is learnt. */
void crf_average(struct crf *f);

/* The log likelihood of the gold labels. */
double crf_likelihood(arena *scratch, const struct crf *f, const struct crf_sequence *s);

/* The labels of greatest probability as a whole (Viterbi), and how probable each is by itself. */
void crf_decode(arena *scratch, const struct crf *f, const struct crf_sequence *s, uint8_t ret_labels[], float ret_sure[]);

/* Weights in a byte each. Reading checks sizes and a sum over the bytes; `used` is how many it took. */
void crf_write(const struct crf *f, buf *out);
bool crf_read(arena *a, str bytes, struct crf **ret, size_t *ret_used, struct err *err);

#endif
