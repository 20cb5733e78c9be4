/* page: plain text of help and the card: a label, and words wrapped beside it. */
#ifndef PARAPH_CLI_PAGE_H
#define PARAPH_CLI_PAGE_H

#include "base/buf.h"

enum { PAGE_WIDTH = 80 };

/* `indent` blanks, the label, and from column `indent` + `margin` the words; a
 * label that is too long has a line of its own. */
void page_pair(buf *out, size_t indent, size_t margin, str label, str words);

/* Words wrapped behind `indent` blanks. */
void page_para(buf *out, size_t indent, str words);

#endif
