/* attribution: who said what, as runs of a report's tokens. */
#ifndef PARAPH_CLERK_ATTRIBUTION_H
#define PARAPH_CLERK_ATTRIBUTION_H

#include "clerk/report.h"

enum { ATTRIBUTION_CONTENTS_MOST = 4 };

enum quote_kind { QUOTE_NONE, QUOTE_DIRECT, QUOTE_INDIRECT, QUOTE_MIXED };

/* A run is empty where there is none.  Contents are in the order of the text. */
struct attribution {
	struct run source, cue;
	struct run contents[ATTRIBUTION_CONTENTS_MOST];
	uint8_t content_count;
	uint8_t quote;          /* enum quote_kind */
	uint8_t cue_class;      /* enum cue_class of lexicon.h */
	bool is_negated;        /* "would not say", "did not rule out" */
	bool by_rules, by_reader;
	float confidence;       /* 0 to 1 */
	uint32_t inside;        /* 1 + the attribution whose content it stands in, or 0 */
};

#endif
