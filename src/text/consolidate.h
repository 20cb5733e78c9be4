/* consolidate: the texts of N parties against a base, as one bracketed text.
 *
 *      struct hand hands[] = { { S("US"), us }, { S("EU"), eu } };
 *      struct bracketed *b = consolidate(a, base, hands, 2, &consolidate_defaults);
 *      bracketed_print(b, &out);
 *
 * Read as a party, the result is that party's text to the byte, and read as
 * anybody else the base: bracketed_project(b, bracketed_owner(b, name), …).
 * Owners are opaque names.  Parties whose texts are equal share brackets; one
 * whose text is the base's is in none.  The order of hands is the order of
 * names inside brackets and nothing else.  consolidate.c tells the theory.
 */
#ifndef PARAPH_TEXT_CONSOLIDATE_H
#define PARAPH_TEXT_CONSOLIDATE_H

#include "text/bracketed.h"
#include "text/words.h"

struct hand { str name, text; };        /* one hand a name; valid UTF-8 */

struct consolidate_options {
	double bracket_cost;    /* words that a pair of brackets weighs: the dial */
};
extern const struct consolidate_options consolidate_defaults;

/* In `a`; bracketed_done frees its lists.  Cannot fail. */
struct bracketed *consolidate(arena *a, str base, const struct hand *hands, size_t count,
			      const struct consolidate_options *o);

#endif
