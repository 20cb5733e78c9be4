/* predicate: what stands around a verb: its subject, its mood, where it ends.
 *
 * Works on sets of words (event_words.def), one array load a token, and looks no
 * farther than FAR tokens either way, so that it is linear whatever it is given.
 */
#ifndef PARAPH_CLERK_PREDICATE_H
#define PARAPH_CLERK_PREDICATE_H

#include "clerk/lexicon.h"
#include "minutes/tables.h"

/* The sets of each token of a report. */
const event_sets *event_sets_of(arena *a, const struct report *r, const struct lexicon *l);

struct predicate {
	const struct report *r;
	const event_sets *sets;
	struct run sentence;    /* which no look leaves */
};

/* A sentence's clause reader. */
struct predicate predicate_in(const struct report *r, const event_sets *sets, struct run sentence);

/* Where the group of the verb at `verb` begins: "has not been", "will", "to". */
uint32_t predicate_group(const struct predicate *c, uint32_t verb);

/* What the verb says of itself: did, will, will not, did not, should.  An
 * infinitive behind "plan to" or "no plan for … to" is what that says. */
enum mood predicate_mood(const struct predicate *c, uint32_t verb);

/* The noun phrases before the verb group, insertions between commas passed over;
 * for "the plan the Kremlin had received" the latter of the two.  May be empty. */
struct run predicate_subject(const struct predicate *c, uint32_t verb);

/* Behind the last token that belongs to the verb: a stop, a word that begins
 * another clause, the end of a quotation. */
uint32_t predicate_end(const struct predicate *c, uint32_t verb);

/* The first token in [from, to) that is in the set, or `to`. */
uint32_t predicate_find(const struct predicate *c, uint32_t from, uint32_t to, enum event_set set);

/* The token's word is this one, given in small letters. */
static inline bool
predicate_is_word(const struct predicate *c, uint32_t i, str word)
{
	return i >= c->sentence.from && i < c->sentence.to && report_is_word(c->r, i, word);
}
#define predicate_is(c, i, word) predicate_is_word(c, i, S(word))

/* It is one of the words of a table. */
bool predicate_in_list(const struct predicate *c, uint32_t i, const char *const *list, size_t count);
#define predicate_is_among(c, i, list) predicate_in_list(c, i, list, sizeof(list) / sizeof *(list))

#endif
