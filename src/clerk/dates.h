/* dates: the expressions of time in a report, what each means.
 *
 *      date_words *words = date_words_new(a, r.words);
 *      struct anchor anchor = { 0 };
 *      dates_anchor(words, &r, &anchor);
 *      dates_find(a, words, &r, &anchor, &dates, &count);
 *      for (size_t i = 0; i < count; i++)
 *              use(report_run(&r, dates[i].run), dates[i].value);
 *
 * Extents, types and values are those of TIMEX3 as TimeML annotates news: the
 * article belongs to "the past two weeks" and not to "Monday", the value of
 * "late 2025" is 2025 and its mod END.  A weekday and a date without a year are
 * reckoned from the anchor in the direction that the nearest verb's tense
 * tells ("will meet on Tuesday", "said Monday", "until Thursday"); "a year
 * earlier" from the last date before it.  What cannot be reckoned stays open:
 * XXXX-WXX-2 without an anchor.  Linear in the tokens.
 */
#ifndef PARAPH_CLERK_DATES_H
#define PARAPH_CLERK_DATES_H

#include "clerk/report.h"

enum timex_type { TIMEX_DATE, TIMEX_TIME, TIMEX_DURATION, TIMEX_SET };

struct timex3 {
	struct run run;
	uint8_t type;           /* enum timex_type */
	bool is_anchor_free;    /* it says its value itself: 24 November 2025, three days, now */
	str value;              /* TIMEX3: 2025-11-24, 2025-W47, 2025-11-23TNI, PT36H, XXXX-WXX-2, PAST_REF */
	str mod;                /* TIMEX3: START, MID, END, APPROX, LESS_THAN, MORE_THAN, ...; or "" */
	str when;               /* as base/when.h reads it: 2025-11-17/2025-11-23, 2025-11-23 18:00/24:00; or "" */
};

/* When the report was published, as far as it is known. */
struct anchor {
	bool is_known;
	bool has_minute, has_offset;
	int64_t day;            /* since 1970-01-01 */
	int16_t minute;         /* of the day, where has_minute */
	int16_t offset_min;     /* east of Greenwich, where has_offset */
};

/* The words of dates among a report's words; reports that share their words
 * share it too.  Adds some 500 words to `words`; both must live as long as `a`. */
typedef struct date_words date_words;
date_words *date_words_new(arena *a, syms *words);

/* A time that somebody gives: "2025-11-24", "20251124", "2025-11-24T15:34-05:00",
 * "11/24/2025", "Nov. 24, 2025 3:34 PM EST".  False, and `ret` as it was, where
 * no day can be read. */
bool anchor_read(str s, struct anchor *ret);

/* The anchor that a report states itself: its stamp, else its dateline, else the
 * first date of a title.  Does nothing where none says a whole day. */
bool dates_anchor(date_words *words, const struct report *r, struct anchor *ret);

/* The expressions in the order of the text, none within another; the array and
 * its strings in `a`. */
void dates_find(arena *a, date_words *words, const struct report *r, const struct anchor *anchor,
		struct timex3 **ret, size_t *ret_count);

/* "DATE" for TIMEX_DATE. */
const char *timex_type_name(enum timex_type type);

#endif
