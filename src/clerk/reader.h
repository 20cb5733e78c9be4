/* reader: a second reader of who said what, trained on annotated texts.
 *
 *      struct reader *reader = reader_new(a);
 *      for each pass, each text: reader_learn(reader, &r, l, by_rules, count, &gold, rate);
 *      reader_read(a, reader, &r, l, by_rules, count, &both, &both_count);
 *
 * Two fields over the tokens of each sentence: one for sources and cues, one for
 * contents. What the rules found is among their features, so that they learn where
 * the rules are right, and mend their spans. Where both agree, confidence rises; where
 * they do not, it falls.
 */
#ifndef PARAPH_CLERK_READER_H
#define PARAPH_CLERK_READER_H

#include "clerk/attribution.h"
#include "clerk/brat.h"
#include "clerk/crf.h"
#include "clerk/lexicon.h"

struct reader {
	struct crf *roles;      /* other, source begins, source, cue begins, cue */
	struct crf *contents;   /* other, content begins, content */
};

struct reader *reader_new(arena *a);

/* One pass over a text; its log likelihood before. */
double reader_learn(struct reader *reader, const struct report *r, const struct lexicon *l, const struct attribution *rules,
		    size_t count, const struct brat *gold, float rate);

/* What the rules and the reader find together, in the order of the cues. */
void reader_read(arena *a, const struct reader *reader, const struct report *r, const struct lexicon *l,
		 const struct attribution *rules, size_t count, struct attribution **ret, size_t *ret_count);

void reader_write(const struct reader *reader, buf *out);
bool reader_open(arena *a, str bytes, struct reader **ret, struct err *err);

#endif
