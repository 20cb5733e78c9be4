/* word_flags: what kind of word a word is, from lists of words. */
#ifndef PARAPH_TEXT_WORD_FLAGS_H
#define PARAPH_TEXT_WORD_FLAGS_H

#include "base/str.h"

/* enum token_flag of words.h for the bytes of one token. */
uint8_t word_flags(str word);

/* Does a number behind one blank belong to it: "Article", "Art.", "§"? */
bool word_cites(str word);

/* Is `word`, behind which a full stop stands, an abbreviation?  Some are only
 * before a number: "No. 5", but "He said no." */
bool word_abbreviates(str word, bool before_number);

#endif
