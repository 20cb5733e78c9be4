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

/* Two texts by their names, with what the redline says beside its words. */
void redline_texts(sheet *s, lexicon *l, str old_name, str old, str new_name, str new,
		   const struct redlined_look *look, bool *ret_differs);

/* `defaults` with what the asker chose. */
struct redline_options redline_options_of(const struct redlined_look *look);

#endif
