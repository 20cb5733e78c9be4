/* registers: parts that the answer `claims` and papers share.
 *
 *      accounts_to(ask, s);            of one event side by side; data under "accounts"
 *      unknowns_to(ask, s);            the register of unknowns; data under "unknowns"
 */
#ifndef PARAPH_ANSWER_REGISTERS_H
#define PARAPH_ANSWER_REGISTERS_H

#include "answer/answer.h"

void accounts_to(const struct ask *ask, sheet *s);
void unknowns_to(const struct ask *ask, sheet *s);

#endif
