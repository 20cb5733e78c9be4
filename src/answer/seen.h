/* seen: the part that papers quote. */
#ifndef PARAPH_ANSWER_SEEN_H
#define PARAPH_ANSWER_SEEN_H

#include "answer/answer.h"

/* The matrix of actors and drafts; adds nothing to the sheet's rows. */
void seen_matrix_to(const struct ask *ask, sheet *s);

#endif
