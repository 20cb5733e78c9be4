/* civil: days counted from 1970-01-01 and the dates of the Gregorian calendar.
 *
 *      int64_t days = date_days(2026, 6, 3);
 *      struct date d = date_of_days(days + 30);
 *
 * The calendar is carried back before 1582, as ISO 8601 has it; the year 0 is
 * the one before the year 1.
 */
#ifndef PARAPH_BASE_CIVIL_H
#define PARAPH_BASE_CIVIL_H

#include <stdint.h>

struct date {
	int64_t year;
	unsigned month, day;    /* both from 1 */
};

enum { DAY_SECONDS = 86400 };

/* Days from 1970-01-01 to a date.  The day may lie outside its month and is
 * counted on from there; the month is 1 to 12. */
int64_t date_days(int64_t year, unsigned month, unsigned day);

struct date date_of_days(int64_t days);

/* How many days a month has. */
unsigned date_month_days(int64_t year, unsigned month);

/* 0 Sunday to 6 Saturday. */
unsigned date_weekday(int64_t days);

/* The day in which a clock time lies, in days since 1970-01-01: seconds
 * divided by 86400, rounded down. */
int64_t civil_days(int64_t civil);

/* "January" for 1 to "December" for 12. */
const char *month_name(unsigned month);

#endif
