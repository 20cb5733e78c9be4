/* Verbs that change no state: answers read them from the acts themselves. */
#include "talks/fold.h"

#define NOTHING(id)                       \
	void fold_##id(const struct folding *f) \
	{                                 \
		(void)f;                  \
	}

NOTHING(drafts)
NOTHING(prints)
NOTHING(may_convey)
NOTHING(empowers)
NOTHING(attends)
NOTHING(comes_to_the_table)
NOTHING(supports)
NOTHING(explains_position)
NOTHING(calls_vote)
NOTHING(values)
NOTHING(votes)
NOTHING(initials)
NOTHING(signs)
NOTHING(says)
NOTHING(claims)
NOTHING(expects)
NOTHING(offers)
NOTHING(leaves)
NOTHING(takes_office)
NOTHING(incident)
NOTHING(corrects)
