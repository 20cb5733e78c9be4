/* terms: the words of a line that says a term of a rule.
 *
 *      struct term_words w = { line, line };
 *      str word = term_word(&w);
 *      if (!str_eq(word, S("yes")))
 *              return term_wrong(&w, word, ret_at, ret_why, "…");
 */
#ifndef PARAPH_RULES_TERMS_H
#define PARAPH_RULES_TERMS_H

#include "base/str.h"

struct term_words { str line, rest; };

/* The next word: up to a blank or a comma, which is a word of its own; empty at the end. */
str term_word(struct term_words *w);

bool term_is_at_end(const struct term_words *w);

/* Sets where in the line it is wrong, at `word` or, where that is empty, at the end, and why; false. */
bool term_wrong(const struct term_words *w, str word, size_t *ret_at, const char **ret_why, const char *why);

#endif
