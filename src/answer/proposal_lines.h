/* proposal_lines: a proposal in words and as data, for the answers that show it.
 *
 *      proposal_line(s, ask, &by, p);          N1   UPP amends: in the text; because …
 */
#ifndef PARAPH_ANSWER_PROPOSAL_LINES_H
#define PARAPH_ANSWER_PROPOSAL_LINES_H

#include "answer/proposals.h"
#include "answer/redlined.h"

str proposal_owners(const struct ask *ask, const struct proposal *p);  /* "UPP, LOW" */
str proposal_doing(const struct ask *ask, const struct proposal *p);   /* "UPP amends" */
str proposal_fate(const struct ask *ask, const struct proposal *p);    /* "parked by ENV, 4 June 05:13" */

/* Its words, redlined against those it was made on where these are held. */
void proposal_words(runs *r, const struct ask *ask, struct redliner *by, const struct proposal *p);

/* A labelled line: name, who, what became of it, its words where the text does not
 * have them, its reasons. */
void proposal_line(sheet *s, const struct ask *ask, struct redliner *by, const struct proposal *p);

value *proposal_value(const struct ask *ask, const struct proposal *p);

#endif
