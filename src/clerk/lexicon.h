/* lexicon: which classes a word is of, one load a token.
 *
 *      const struct lexicon *l = lexicon_of(a, r.words);
 *      ... LEX(l, token, AUXILIARY), cue_of(l, token)->class
 *
 * From grammar.def and cues.def.  Reports that share their words share it.
 */
#ifndef PARAPH_CLERK_LEXICON_H
#define PARAPH_CLERK_LEXICON_H

#include "clerk/report.h"

enum grammar_set {
#define GRAMMAR(set, words) GRAMMAR_##set,
#include "clerk/grammar.def"
#undef GRAMMAR
	GRAMMAR_SETS
};

enum cue_class {
	CUE_NONE,
#define CUES(class, words) CUE_##class,
#include "clerk/cues.def"
#undef CUES
	CUE_ACCORDING,          /* "according to", "in the words of" */
	CUE_CLASSES
};

enum cue_form { FORM_BASE = 1, FORM_S = 2, FORM_PAST = 4, FORM_ING = 8, FORM_PARTICIPLE = 16 };

struct word_class {
	uint32_t grammar;       /* a bit each grammar_set */
	uint8_t cue, form;      /* enum cue_class; enum cue_form, several where they are one word */
	bool is_often_noun;
};

struct lexicon {
	struct word_class *of;  /* by sym; of those known when it was made */
	size_t count;
};

/* Adds its words to `words`; cost about a thousand look-ups. */
const struct lexicon *lexicon_of(arena *a, syms *words);

static inline struct word_class
word_class(const struct lexicon *l, uint32_t word)
{
	return word < l->count ? l->of[word] : (struct word_class){ 0 };
}

#endif
