/* plain_words: the words of a text, for counting them.
 *
 *      plain_words it = { 0 };
 *      plain_words_start(&it, text, from, to);
 *      for (size_t at, end; plain_words_next(&it, &at, &end);)
 *              count++;
 *      plain_words_done(&it);
 *
 * A word is what lies between two word breaks of UAX #29 and holds at least
 * one letter or digit: "non-paper" is two, "can't" and "3.5" are one.
 */
#ifndef PARAPH_TEXT_PLAIN_WORDS_H
#define PARAPH_TEXT_PLAIN_WORDS_H

#include "base/list.h"
#include "base/str.h"

typedef struct plain_words {
	str text;
	size_t at, to;
	size_t breaks_from;             /* offset that breaks.at[0] stands for */
	LIST(char) breaks;              /* empty for ASCII */
} plain_words;

/* Words of the bytes `from` … `to` of `text`, valid UTF-8.  Linear. */
void plain_words_start(plain_words *it, str text, size_t from, size_t to);
bool plain_words_next(plain_words *it, size_t *ret_at, size_t *ret_end);
void plain_words_done(plain_words *it);

#endif
