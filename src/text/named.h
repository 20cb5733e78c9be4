/* named: what a lawyer looks for first in a redline: the numbers, dates and
 * amounts that are others now, and shall, should, may, must, not and unless.
 *
 *      struct named_list n = { 0 };
 *      named_find(&n, &r, &old, &new);
 *      for (size_t i = 0; i < n.count; i++)
 *              use(n.at[i].before, n.at[i].after);     "ten" became "six"
 *      named_done(&n);
 *
 * What stands on both sides of one place of change has not changed: "boats
 * shall sail" and "ships that shall go" differ in no binding word.
 */
#ifndef PARAPH_TEXT_NAMED_H
#define PARAPH_TEXT_NAMED_H

#include "text/redline.h"

enum named_class { NAMED_NUMBER, NAMED_DATE, NAMED_AMOUNT, NAMED_MODAL, NAMED_CLASSES };
extern const char *const named_class_names[NAMED_CLASSES];     /* "number", … */

struct named {
	uint8_t class;          /* enum named_class */
	str before, after;      /* of the texts; one may be empty: put in, taken out */
	uint32_t from, to;      /* where, in the old and in the new text */
};

struct named_list { struct named *at; size_t count, room; };
void named_done(struct named_list *n);

/* In the order of the redline.  `old` and `new` are the tokens of its texts.
 * O(tokens), and the square of what one place of change names. */
void named_find(struct named_list *n, const struct redline *r, const struct tokens *old,
		const struct tokens *new);

/* The class of a token among its neighbours, or NAMED_CLASSES for one that has
 * none: "May" beside a number is a month, which makes that number a date, and
 * "day" is an amount beside a number only. */
enum named_class named_class_of(const struct tokens *t, size_t i);

/* The first token that begins at byte `at` or behind it. */
size_t tokens_at(const struct tokens *t, size_t at);

#endif
