/* rules_int: the parts of rules.c.  rules_source.c finds sources, rules_content.c
 * contents, rules_quotes.c the speakers of quotations that have no cue of the lexicon. */
#ifndef PARAPH_CLERK_RULES_INT_H
#define PARAPH_CLERK_RULES_INT_H

#include "base/list.h"
#include "clerk/rules.h"

enum { FAR = 80, CONTENT_MOST = 400 };

struct rules {
	arena *a;
	const struct report *r;
	const struct lexicon *l;
	struct word_class *at;          /* of each token */
	struct run sentence;            /* the one being read */
	LIST(struct attribution) found;
	size_t first;                   /* of found: of this sentence */
};

#define rules_is_quote(x, i) ((x)->r->tokens[i].kind >= TOKEN_OPEN_QUOTE)
/* A dash between words, not the hyphen in one. */
#define rules_is_dash(x, i) (((x)->r->tokens[i].flags & TOKEN_DASH) != 0)
#define IS(x, i, set) ((x)->at[i].grammar >> GRAMMAR_##set & 1)
/* "is", "would", and not the 's of a possessor. */
#define rules_is_auxiliary(x, i) (IS(x, i, AUXILIARY) && !rules_is_word(x, i, "'s"))

bool rules_is_mark(const struct rules *x, uint32_t i, const char *marks);
#define rules_is_word(x, i, word) report_is_word((x)->r, i, S(word))

/* The inner cue stands in a content of the outer. */
bool rules_holds(const struct attribution *outer, const struct attribution *inner);

/* The cue's group begins here: "has not ", "declined to ". */
uint32_t cue_start(const struct rules *x, uint32_t verb);

/* How a cue's words stand to one another. */
enum cue_order { ORDER_SUBJECT_FIRST, ORDER_INVERTED, ORDER_SHARED /* the source is the one of the cue before */ };

/* The source of a cue that ends in `verb`; empty where there is none.  Sets the
 * order. */
struct run source_of(const struct rules *x, struct run cue, enum cue_order *ret_order);

/* Its parts: the noun phrase that ends at `to`; `to` without "late Sunday" before it; the source that
 * begins behind a cue; the subject of the nearest verb before. */
uint32_t rules_phrase_start(const struct rules *x, uint32_t stop, uint32_t to);
uint32_t rules_without_adverbs(const struct rules *x, uint32_t from, uint32_t to);
struct run rules_inverted(const struct rules *x, uint32_t from);
struct run rules_main_subject(const struct rules *x, uint32_t to);

/* Behind the cue and its adjuncts, or the inverted source: where a clause begins. */
uint32_t content_start(const struct rules *x, const struct attribution *f, enum cue_order order);

/* Fills the contents. */
void contents_find(const struct rules *x, struct attribution *f, enum cue_order order);
/* Fills the source and the contents of an "according to". */
void according_find(const struct rules *x, struct attribution *f);

/* The quotation behind the attribution that goes on with what was said: "A," X said. "B." */
void contents_further(const struct rules *x, struct attribution *f, uint32_t behind);

/* Quotations that are in no content yet: adds whose they are. */
void quotations_claim(struct rules *x);

#endif
