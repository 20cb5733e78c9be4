#include "base/civil.h"

#include <time.h>

#include "rand.h"
#include "test.h"

TEST(base_civil, every_day_from_1600_to_2400_is_the_c_librarys)
{
	for (int64_t days = date_days(1600, 1, 1); days <= date_days(2400, 12, 31); days++) {
		time_t t = days * DAY_SECONDS;
		struct tm tm;
		gmtime_r(&t, &tm);
		struct date d = date_of_days(days);
		CHECK_EQ(d.year, tm.tm_year + 1900);
		CHECK_EQ(d.month, tm.tm_mon + 1);
		CHECK_EQ(d.day, tm.tm_mday);
		CHECK_EQ(date_weekday(days), tm.tm_wday);
		CHECK_EQ(date_days(d.year, d.month, d.day), days);
	}
}

TEST(base_civil, far_years_too)
{
	struct rand r = rand_new();
	for (int i = 0; i < 20000; i++) {
		int64_t days = (int64_t)rand_below(&r, 2000000000) - 1000000000;
		time_t t = days * DAY_SECONDS;
		struct tm tm;
		gmtime_r(&t, &tm);
		struct date d = date_of_days(days);
		CHECK_EQ(d.year, tm.tm_year + INT64_C(1900));
		CHECK_EQ(d.month, tm.tm_mon + 1);
		CHECK_EQ(d.day, tm.tm_mday);
		CHECK_EQ(date_weekday(days), tm.tm_wday);
		CHECK_EQ(date_days(d.year, d.month, d.day), days);
	}
}

TEST(base_civil, a_month_ends_where_the_next_begins)
{
	for (int64_t year = 1896; year <= 2004; year++)
		for (unsigned month = 1; month <= 12; month++) {
			int64_t next = month == 12 ? date_days(year + 1, 1, 1)
						   : date_days(year, month + 1, 1);
			CHECK_EQ(date_days(year, month, 1) + date_month_days(year, month), next);
		}
}

TEST(base_civil, a_second_before_1970_is_the_day_before)
{
	CHECK_EQ(civil_days(0), 0);
	CHECK_EQ(civil_days(86399), 0);
	CHECK_EQ(civil_days(86400), 1);
	CHECK_EQ(civil_days(-1), -1);
	CHECK_EQ(civil_days(-86400), -1);
	CHECK_EQ(civil_days(-86401), -2);
}

TEST(base_civil, months_have_names)
{
	CHECK_STR(month_name(1), "January");
	CHECK_STR(month_name(12), "December");
	CHECK_STR(month_name(0), "?");
	CHECK_STR(month_name(13), "?");
}
