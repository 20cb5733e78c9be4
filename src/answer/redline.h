/* redline: two drafts of talks, or two points of them, redlined.
 *
 * An answer without a row in answers.def: the command `redline` asks it where
 * references are given, and compares two files where there are none. */
#ifndef PARAPH_ANSWER_REDLINE_H
#define PARAPH_ANSWER_REDLINE_H

#include "answer/redlined.h"

/* References: two drafts or two points, v3 v4 or v3:6 v4:8; one, to hold it
 * against what it was made from; none, the last step.  The verdict is no where
 * anything differs. */
extern const struct answer answer_redline;

struct named_text { str name, text; enum text_form form; };

/* Two texts, with what the redline says beside its words: is anything different? */
bool redline_texts(sheet *s, const struct named_text *old, const struct named_text *new,
		   const struct redlined_look *look);

/* The first of `count` texts, 3 or more, and beside it in columns what became of
 * it in the others. */
bool redline_several(sheet *s, const struct named_text texts[], size_t count, const struct redlined_look *look);

/* `defaults` with what the asker chose. */
struct redline_options redline_options_of(const struct redlined_look *look);

#endif
