/* reader: a second reader of who said what, trained on annotated texts.
 *
 *      struct reader *reader = reader_new(a);
 *      for each pass, each text: reader_learn(reader, &r, l, by_rules, count, &gold, rate);
 *      reader_settle(reader);
 *      reader_read(a, reader, &r, l, by_rules, count, &both, &both_count);
 *
 * Two fields: one finds cues, over the tokens of each sentence; the other, once for each
 * cue, over the tokens of its paragraph, its source and its contents, which may be in
 * parts, stand inside another's, or reach into other sentences. What the rules found is
 * among their features, so that they learn where the rules are right. Where both agree,
 * confidence rises; a cue that the rules alone have loses some, and is dropped where the
 * reader gives it no chance and nothing is quoted.
 * Linear in the length: a window is bounded.
 */
#ifndef PARAPH_CLERK_READER_H
#define PARAPH_CLERK_READER_H

#include "clerk/attribution.h"
#include "clerk/brat.h"
#include "clerk/crf.h"
#include "clerk/lexicon.h"

struct reader {
	struct crf *cues, *spans;
};

struct reader *reader_new(arena *a);

/* One pass over a text; its log likelihood before. */
double reader_learn(struct reader *reader, const struct report *r, const struct lexicon *l, const struct attribution *rules,
		    size_t count, const struct brat *gold, float rate);

/* When all is learnt, before it reads or is written. */
void reader_settle(struct reader *reader);

/* What the rules and the reader find together, in the order of the cues. */
void reader_read(arena *a, const struct reader *reader, const struct report *r, const struct lexicon *l,
		 const struct attribution *rules, size_t count, struct attribution **ret, size_t *ret_count);

void reader_write(const struct reader *reader, buf *out);
bool reader_open(arena *a, str bytes, struct reader **ret, struct err *err);

#endif
