/* matrix: one cell in words, for papers that quote it. */
#ifndef PARAPH_ANSWER_MATRIX_H
#define PARAPH_ANSWER_MATRIX_H

#include "answer/answer.h"

/* "agreed ad referendum on v3, earlier wording": `r` gets the words, warnings in
 * their own style. */
void matrix_cell_words(const struct ask *ask, const struct cell *c, runs *r);

/* "v3:6", "v3", or empty where the position names no draft. */
str matrix_cell_draft(const struct ask *ask, const struct cell *c);

#endif
