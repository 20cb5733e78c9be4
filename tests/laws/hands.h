/* hands: laws L1 to L8 of consolidation, and law 7 of the design, each true or
 * false of a base and the texts of some hands.
 *
 *      for (size_t i = 0; i < HAND_LAWS; i++)
 *              CHECK(hand_laws[i].holds(a, base, hands, count));
 */
#ifndef PARAPH_TEST_HANDS_H
#define PARAPH_TEST_HANDS_H

#include "text/consolidate.h"

enum { HANDS_MOST = 6 };        /* in one case */

struct hand_law {
	const char *name;
	bool (*holds)(arena *a, str base, const struct hand hands[], size_t count);
};

enum {
	HAND_READS_BACK,        /* L1, L2 */
	HAND_ORDER,             /* L3 */
	HAND_EQUALS,            /* L4 */
	HAND_MONOTONE,          /* L5 */
	HAND_WORDS,             /* L6 */
	HAND_WITHDRAWS,         /* L7 */
	HAND_RESOLVES,          /* L8 */
	HAND_LAWS
};
extern const struct hand_law hand_laws[HAND_LAWS];

#endif
