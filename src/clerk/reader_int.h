/* reader_int: the parts of reader.c. reader_features.c says what its two fields look at. */
#ifndef PARAPH_CLERK_READER_INT_H
#define PARAPH_CLERK_READER_INT_H

#include "clerk/reader.h"

enum { READER_BUCKETS = 1 << 19, CUE_FEATURES = 64, SPAN_FEATURES = 68 };

/* What is known of a token before any field is asked: a number for each thing that is compared. */
struct glance {
	uint64_t word, stem, class, ends[3];    /* ends: its last two, three and four letters */
	uint8_t rule_role, rule_content;        /* what the rules say: enum rule_label */
	uint8_t shape;                          /* its kind, its capitals */
	uint8_t known;                          /* how often the rules have its word in a source, in steps */
	uint8_t place;                          /* how near to its sentence's start and end */
	uint32_t subject;                       /* 1 + the last token before, in the sentence, that may be a subject */
	uint32_t commas, quotes, verbs, stops, clauses, cues;   /* how many there are before it in the report */
};

enum rule_label { RULE_NONE, RULE_SOURCE, RULE_IN_SOURCE, RULE_CUE, RULE_IN_CUE, RULE_CONTENT = RULE_CUE, RULE_IN_CONTENT };

struct sight {
	const struct report *r;
	const struct lexicon *l;
	struct glance *at;      /* of each token, and one more behind the last */
	uint8_t *is_cue;        /* of each token: it stands in a cue that is known */
};

struct sight sight_of(arena *a, const struct report *r, const struct lexicon *l, const struct attribution *rules, size_t count);

/* Which cues there are, before sight_span is asked. */
void sight_set_cues(struct sight *x, const struct run cues[], size_t count);

/* A token, as the field that finds cues sees it, within a part of its sentence. */
void sight_cue(const struct sight *x, struct run part, uint32_t token, uint32_t ret[CUE_FEATURES]);

/* What the field that finds the source and the contents of one cue looks at. */
struct outlook {
	struct run cue, window;
	const struct attribution *rules;        /* of the same cue, or NULL */
	uint8_t *own;                           /* of each token of the window: enum rule_label, of those rules */
};

struct outlook outlook_of(arena *a, const struct report *r, struct run cue, const struct attribution *rules);

/* A token of the window. */
void sight_span(const struct sight *x, const struct outlook *o, uint32_t token, uint32_t ret[SPAN_FEATURES]);

#endif
