/* lexicon: which classes a word is of, one load a token.
 *
 *      const struct lexicon *l = lexicon_of(a, r.words);
 *      struct word_class w = word_class(l, token->word);
 *
 * From grammar.def, cues.def and event_words.def.  Reports that share their words share it.
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

enum event_set {
#define EVENT_WORDS(set, words) SET_##set,
#include "clerk/event_words.def"
#undef EVENT_WORDS
	EVENT_SETS
};

/* A bit each event_set. */
typedef uint64_t event_sets;
#define IN(sets, set) ((sets) >> SET_##set & 1)

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
	event_sets events;
	uint32_t grammar;       /* a bit each grammar_set */
	uint8_t cue, form;      /* enum cue_class; enum cue_form, several where they are one word */
	bool is_often_noun;
};

struct lexicon {
	struct word_class *of;  /* by sym; of those known when it was made */
	size_t count;
};

/* Adds its words to `words`; costs some five thousand look-ups. */
const struct lexicon *lexicon_of(arena *a, syms *words);

/* "openly", by its look; a name or an assembly is none. */
bool looks_adverbial(const struct report *r, uint32_t token);

static inline struct word_class
word_class(const struct lexicon *l, uint32_t word)
{
	return word < l->count ? l->of[word] : (struct word_class){ 0 };
}

#endif
