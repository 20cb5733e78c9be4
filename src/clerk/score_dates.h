/* score_dates: found dates against gold ones, as TempEval-3 counts them.
 *
 *      struct date_score score = { 0 };
 *      score_timeml(a, words, S("wsj_0006.tml"), bytes, &score, &err);
 *      date_marks(&score).value_f1
 *
 * By tokens: a found date is strictly right where it covers the same tokens as
 * a gold one, and about right where it shares one; a date is matched once, the
 * earliest first.  Type and value are compared for what is about right; their
 * F1 is the relaxed F1 times their share of right ones.
 */
#ifndef PARAPH_CLERK_SCORE_DATES_H
#define PARAPH_CLERK_SCORE_DATES_H

#include "clerk/dates.h"

struct date_score {
	size_t gold, found;
	size_t strict, relaxed; /* found ones that match */
	size_t type, value;     /* of the relaxed matches, those that are right */
};

struct date_marks {
	double strict_precision, strict_recall, strict_f1;
	double relaxed_precision, relaxed_recall, relaxed_f1;
	double type_f1, value_f1;
};

/* Adds one text's dates; both lists in the order of the text. */
void score_dates(const struct timex3 *gold, size_t gold_count, const struct timex3 *found, size_t found_count,
		 struct date_score *score);

/* Nothing found of nothing is 1. */
struct date_marks date_marks(const struct date_score *score);

/* Reads a TimeML file, finds its dates with its creation time as anchor, and
 * adds the score.  `words` as report_read takes it. */
bool score_timeml(arena *a, date_words *words, syms *shared, str name, str bytes,
		  struct date_score *score, struct err *err);

#endif
