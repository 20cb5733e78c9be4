/* redline_form: which differences are of form only; for redline.c. */
#ifndef PARAPH_TEXT_REDLINE_FORM_H
#define PARAPH_TEXT_REDLINE_FORM_H

#include "text/redline.h"

/* Sets `form` of every deletion and insertion: what was deleted and inserted at
 * one place is held against each other. */
void redline_forms(struct redline *r);

/* The same bytes when blanks are left out? */
bool same_but_blanks(str x, str y);

#endif
