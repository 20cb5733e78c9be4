/* same: whether two readings of minutes are the same, wherever it stands on its
 * lines; for tests of the printer.
 *
 *      size_t at;
 *      if (!same_minutes(m, again, &at))       at: the entry that differs
 */
#ifndef PARAPH_TEST_LAWS_SAME_H
#define PARAPH_TEST_LAWS_SAME_H

#include "minutes/minutes.h"

bool same_minutes(const minutes *m, const minutes *n, size_t *ret_at);

/* The comments kept as trivia, in number and order. */
bool same_comments(const minutes *m, const minutes *n);

#endif
