/* The idea, Howard Hinnant's (chrono-Compatible Low-Level Date Algorithms,
 * 2013): let the year begin in March.  The leap day is then the year's last,
 * and the months from March on have 31 30 31 30 31 31 30 31 30 31 31 days,
 * which a straight line hits: (153 m + 2) / 5 days stand before month m.  The
 * calendar repeats every 400 years, 146097 days, so all else is one division.
 *
 * O(1), no tables but for names.
 */
#include "base/civil.h"

#include <stdbool.h>

enum {
	ERA_YEARS = 400,
	ERA_DAYS = 146097,
	EPOCH = 719468,         /* days from 0000-03-01 to 1970-01-01 */
};

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int64_t
date_days(int64_t year, unsigned month, unsigned day)
{
	bool before_march = month <= 2;
	int64_t y = year - before_march;
	int64_t era = floor_div(y, ERA_YEARS);
	unsigned in_era = (unsigned)(y - era * ERA_YEARS);
	unsigned m = before_march ? month + 9 : month - 3;
	unsigned days = in_era * 365 + in_era / 4 - in_era / 100 + (153 * m + 2) / 5 + day - 1;
	return era * ERA_DAYS + days - EPOCH;
}

/* The year of an era from its day: take away the leap days that lie before it
 * (every 1460 days one, but for each 36524th, but for the last of all), and
 * what is left are years of 365 days. */
struct date
date_of_days(int64_t days)
{
	int64_t era = floor_div(days + EPOCH, ERA_DAYS);
	unsigned in_era = (unsigned)(days + EPOCH - era * ERA_DAYS);
	unsigned y = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	unsigned in_year = in_era - (y * 365 + y / 4 - y / 100);
	unsigned m = (5 * in_year + 2) / 153;
	unsigned month = m < 10 ? m + 3 : m - 9;
	return (struct date){
		.year = era * ERA_YEARS + y + (month <= 2),
		.month = month,
		.day = in_year - (153 * m + 2) / 5 + 1,
	};
}

static bool
is_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

unsigned
date_month_days(int64_t year, unsigned month)
{
	if (month == 2)
		return is_leap(year) ? 29 : 28;
	return 30 + ((month ^ month >> 3) & 1);
}

unsigned
date_weekday(int64_t days)
{
	int64_t since = days + 4;       /* 1970-01-01 was a Thursday */
	return (unsigned)(since - floor_div(since, 7) * 7);
}

int64_t
civil_days(int64_t civil)
{
	return floor_div(civil, DAY_SECONDS);
}

const char *
month_name(unsigned month)
{
	static const char *const names[] = {
		"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December",
	};
	return month >= 1 && month <= 12 ? names[month - 1] : "?";
}
