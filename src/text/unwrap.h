/* unwrap: a text without the line breaks that its file happened to have.
 *
 *      str words = text_unwrapped(a, point->words);
 *
 * Where a line was broken is no change of words.  Each run of blanks becomes
 * one blank; an empty line between paragraphs stays, and so does the line end
 * before an item of a list ("- ", "* ", "+ ").
 */
#ifndef PARAPH_TEXT_UNWRAP_H
#define PARAPH_TEXT_UNWRAP_H

#include "base/arena.h"

/* In `a`, without blanks at either end.  Linear. */
str text_unwrapped(arena *a, str text);

#endif
