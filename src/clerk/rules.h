/* rules: who said what, found by rules alone.
 *
 *      struct attribution *found;
 *      size_t count;
 *      rules_read(a, &r, lexicon_of(a, r.words), &found, &count);
 *
 * A cue is a verb group of cues.def with its auxiliaries ("would not say", "has
 * ruled out") or "according to"; its source is the noun phrase that is its subject,
 * with what is inserted behind it; its content the quotation beside it, or the
 * clause that depends on it.  A quotation that is no cue's has its speaker by where it
 * stands: any verb beside it, a name before a colon or behind a dash.  What is told
 * in a quotation, or of others' wishes in what somebody says, is no statement of the
 * report.  Only the body is read.  In the order of the cues; looks no farther than a
 * fixed number of tokens, and passes over quotations whole, so that it is linear.
 */
#ifndef PARAPH_CLERK_RULES_H
#define PARAPH_CLERK_RULES_H

#include "clerk/attribution.h"
#include "clerk/lexicon.h"

/* Sets `inside` of attributions that are in the order of their cues: the nearest whose content
 * holds the cue, which may come behind, as in "…," he said. */
void attributions_nest(struct attribution *list, size_t count);

/* Whether the words of a content stand in a quotation: all, some or none. */
enum quote_kind content_quote(const struct report *r, struct run content);

void rules_read(arena *a, const struct report *r, const struct lexicon *l, struct attribution **ret, size_t *ret_count);

#endif
