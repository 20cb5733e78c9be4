/* From what was said to days, and from days to strings. */
#include <string.h>

#include "base/civil.h"
#include "clerk/dates_int.h"

enum { HOURS = 24, WEEK_DAYS = 7, MONTHS = 12, HALF_YEAR_DAYS = 183 };

/* ---- the calendar ---- */

/* 1 Monday to 7 Sunday. */
static int
weekday_of(int64_t days)
{
	unsigned day = date_weekday(days);
	return day == 0 ? WEEK_DAYS : (int)day;
}

static int64_t
monday_of(int64_t days)
{
	return days - (weekday_of(days) - 1);
}

static void
week_of(int64_t days, int64_t *ret_year, int *ret_week)
{
	int64_t thursday = monday_of(days) + 3;
	*ret_year = date_of_days(thursday).year;
	*ret_week = (int)((thursday - date_days(*ret_year, 1, 1)) / WEEK_DAYS) + 1;
}

/* The nth weekday of a month; the last one where `nth` is 0. */
static int64_t
nth_weekday(int64_t year, unsigned month, int weekday, int nth)
{
	if (nth == 0) {
		int64_t last = date_days(year, month, date_month_days(year, month));
		return last - (weekday_of(last) - weekday + WEEK_DAYS) % WEEK_DAYS;
	}
	int64_t first = date_days(year, month, 1);
	return first + (weekday - weekday_of(first) + WEEK_DAYS) % WEEK_DAYS + (int64_t)(nth - 1) * WEEK_DAYS;
}

/* Easter Sunday of the Gregorian calendar. */
static int64_t
easter(int64_t year)
{
	int64_t a = year % 19, b = year / 100, c = year % 100;
	int64_t h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
	int64_t l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % WEEK_DAYS;
	int64_t m = (a + 11 * h + 22 * l) / 451, n = h + l - WEEK_DAYS * m + 114;
	return date_days(year, (unsigned)(n / 31), (unsigned)(n % 31) + 1);
}

static int64_t
holiday_of(int holiday, int64_t year)
{
	switch (holiday) {
	case HOLIDAY_CHRISTMAS:
		return date_days(year, 12, 25);
	case HOLIDAY_CHRISTMAS_EVE:
		return date_days(year, 12, 24);
	case HOLIDAY_THANKSGIVING:
		return nth_weekday(year, 11, 4, 4);
	case HOLIDAY_EASTER:
		return easter(year);
	case HOLIDAY_GOOD_FRIDAY:
		return easter(year) - 2;
	case HOLIDAY_HALLOWEEN:
		return date_days(year, 10, 31);
	case HOLIDAY_ELECTION:
		return nth_weekday(year, 11, 1, 1) + 1;
	case HOLIDAY_INDEPENDENCE:
		return date_days(year, 7, 4);
	case HOLIDAY_MEMORIAL:
		return nth_weekday(year, 5, 1, 0);
	case HOLIDAY_LABOR:
		return nth_weekday(year, 9, 1, 1);
	case HOLIDAY_VETERANS:
		return date_days(year, 11, 11);
	case HOLIDAY_VALENTINE:
		return date_days(year, 2, 14);
	case HOLIDAY_BOXING:
		return date_days(year, 12, 26);
	case HOLIDAY_INAUGURATION:
		return date_days(year, 1, 20);
	case HOLIDAY_NEW_YEAR_EVE:
		return date_days(year, 12, 31);
	default:
		return date_days(year, 1, 1);
	}
}

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* ---- reckoning ---- */

static void
set_day(struct reckoned *ret, int64_t days)
{
	struct date date = date_of_days(days);
	ret->grain = GRAIN_DAY;
	ret->days = days;
	ret->year = date.year;
	ret->month = date.month;
	ret->day = date.day;
}

static void
set_month(struct reckoned *ret, int64_t year, int64_t month)
{
	int64_t months = year * MONTHS + month - 1;
	ret->grain = GRAIN_MONTH;
	ret->year = floor_div(months, MONTHS);
	ret->month = (unsigned)(months - ret->year * MONTHS) + 1;
	ret->days = date_days(ret->year, ret->month, 1);
}

static void
set_year(struct reckoned *ret, int64_t year)
{
	ret->grain = GRAIN_YEAR;
	ret->year = year;
	ret->days = date_days(year, 1, 1);
}

static void
set_quarter(struct reckoned *ret, int64_t year, int64_t quarter)
{
	int64_t quarters = year * 4 + quarter - 1;
	ret->grain = GRAIN_QUARTER;
	ret->year = floor_div(quarters, 4);
	ret->quarter = (unsigned)(quarters - ret->year * 4) + 1;
	ret->month = ret->quarter * 3 - 2;
	ret->days = date_days(ret->year, ret->month, 1);
}

static void
set_week(struct reckoned *ret, int64_t days, bool is_weekend)
{
	ret->grain = is_weekend ? GRAIN_WEEKEND : GRAIN_WEEK;
	ret->days = monday_of(days) + (is_weekend ? 5 : 0);
	struct date date = date_of_days(ret->days);
	ret->year = date.year;
	ret->month = date.month;
	ret->day = date.day;
}

/* The last date, where one was spoken of; else the anchor. */
static int64_t
base_day(const struct reckoning *k, const struct expression *e)
{
	return e->is_of_last && k->last.grain ? k->last.days : k->anchor->day;
}

/* The year in which something that comes once a year lies: `of` gives its day. */
static int64_t
year_by_direction(const struct reckoning *k, const struct expression *e, int64_t base, int64_t start,
		  int64_t end, int64_t year)
{
	enum { DAYS_NEAR = 120, MONTHS_NEAR = 62 };
	int direction = e->has_shift ? e->shift : k->direction;
	if (e->has_shift && e->shift == 0)
		return year;
	/* What is near the anchor is near, whatever the verb says. */
	if (!e->has_shift) {
		int64_t near = e->day || e->holiday ? DAYS_NEAR : MONTHS_NEAR;
		for (int64_t shift = -1; shift <= 1; shift++) {
			int64_t from = start + shift * 365, to = end + shift * 365;
			if (from - base <= near && base - to <= near)
				return year + shift;
		}
	}
	if (direction < 0)
		return (e->has_shift ? end >= base : start > base) ? year - 1 : year;
	if (direction > 0)
		return (e->has_shift ? start <= base : end < base) ? year + 1 : year;
	return start - base > HALF_YEAR_DAYS ? year - 1 : base - start > HALF_YEAR_DAYS ? year + 1 : year;
}

static int64_t
said_year(const struct reckoning *k, const struct expression *e)
{
	int64_t base = date_of_days(base_day(k, e)).year;
	return e->year ? e->year : base + e->year_shift;
}

static bool
has_year(const struct expression *e)
{
	return e->year || e->has_year_shift;
}

/* A year said just before lends itself: "from March 1996 to July". */
static bool
borrows_year(const struct reckoning *k, const struct expression *e, int64_t *ret)
{
	enum { NEAR = 3 };
	if (e->has_shift || !k->is_last_explicit || e->run.from - k->last_to > NEAR ||
	    k->last.grain < GRAIN_MONTH)
		return false;
	*ret = k->last.year;
	return true;
}

static void
reckon_month(const struct reckoning *k, const struct expression *e, struct reckoned *ret)
{
	int64_t base = base_day(k, e), year = said_year(k, e);
	unsigned day = e->day ? e->day : 1;
	if (!has_year(e) && !borrows_year(k, e, &year)) {
		int64_t start = date_days(year, e->month, day);
		int64_t end = e->day ? start : date_days(year, e->month, date_month_days(year, e->month));
		year = year_by_direction(k, e, base, start, end, year);
	}
	set_month(ret, year, e->month);
	if (e->day)
		set_day(ret, date_days(year, e->month, e->day));
}

static void
reckon_weekday(const struct reckoning *k, const struct expression *e, struct reckoned *ret)
{
	int64_t base = base_day(k, e);
	int ahead = (e->weekday - weekday_of(base) + WEEK_DAYS) % WEEK_DAYS,
	    back = (WEEK_DAYS - ahead) % WEEK_DAYS;
	if (e->has_shift && e->shift != 0) {
		/* "next Thursday", said on a Wednesday, is not tomorrow */
		set_day(ret,
			e->shift < 0 ? base - (back ? back : WEEK_DAYS) : base + (ahead > (e->is_of_last ? 0 : 1) ? ahead : ahead + WEEK_DAYS));
		return;
	}
	int direction = e->has_shift && k->direction == 0 ? 1 : k->direction;
	set_day(ret, direction > 0 ? base + ahead : base - back);
}

static void
reckon_quarter(const struct reckoning *k, const struct expression *e, struct reckoned *ret)
{
	struct date base = date_of_days(k->anchor->day);
	int64_t year = said_year(k, e), now = (base.month - 1) / 3 + 1;
	if (e->has_year_shift && k->last_quarter.grain && e->year_shift == -1 && e->is_of_last)
		year = k->last_quarter.year - 1;
	else if (!has_year(e) && !borrows_year(k, e, &year) && e->quarter > now + 1 && k->direction <= 0)
		year--;
	set_quarter(ret, year, e->quarter);
}

static void
reckon_season(const struct reckoning *k, const struct expression *e, struct reckoned *ret)
{
	int64_t base = base_day(k, e), year = said_year(k, e);
	unsigned month = e->season * 3;
	if (!has_year(e) && !borrows_year(k, e, &year))
		year = year_by_direction(k, e, base, date_days(year, month, 1), date_days(year, month, 90),
					 year);
	ret->grain = GRAIN_SEASON;
	ret->year = year;
	ret->season = e->season;
	ret->days = date_days(year, month, 1);
}

static void
reckon_holiday(const struct reckoning *k, const struct expression *e, struct reckoned *ret)
{
	int64_t year = said_year(k, e);
	if (!has_year(e) && !borrows_year(k, e, &year)) {
		int64_t day = holiday_of(e->holiday, year);
		year = year_by_direction(k, e, base_day(k, e), day, day, year);
	}
	set_day(ret, holiday_of(e->holiday, year));
}

static void
reckon_clock(const struct reckoning *k, const struct expression *e, struct reckoned *ret)
{
	if (ret->grain != GRAIN_DAY) {
		bool is_near = k->last.grain >= GRAIN_DAY && k->sentence - k->last.sentence <= 1;
		set_day(ret, is_near ? k->last.days : k->anchor->day);
	}
	ret->grain = e->has_minute ? GRAIN_MINUTE : GRAIN_PART;
	ret->minute = e->minute;
	ret->part = e->part;
	ret->has_offset = e->has_offset;
	ret->offset = e->offset;
	/* From the second Sunday of March to the first of November. */
	if (e->is_us_zone && ret->days >= nth_weekday(ret->year, 3, 7, 2) &&
	    ret->days < nth_weekday(ret->year, 11, 7, 1))
		ret->offset = (int16_t)(ret->offset + 60);
}

/* "the 14th": of this month, or of the next or the last that has one, as the verb tells. */
static void
reckon_lone_day(const struct reckoning *k, const struct expression *e, struct reckoned *ret)
{
	int64_t base = base_day(k, e);
	struct date now = date_of_days(base);
	int step = k->direction > 0 && now.day > e->day ? 1 : k->direction < 0 && now.day < e->day ? -1 : 0;
	int64_t month = 12 * now.year + now.month - 1 + step;
	while (step != 0 && e->day > date_month_days(month / 12, (unsigned)(month % 12) + 1))
		month += step;
	if (e->day <= date_month_days(month / 12, (unsigned)(month % 12) + 1))
		set_day(ret, date_days(month / 12, (unsigned)(month % 12) + 1, e->day));
}

static void
reckon_calendar(const struct reckoning *k, const struct expression *e, struct reckoned *ret)
{
	if (e->has_day_shift)
		set_day(ret, base_day(k, e) + (e->is_overnight && k->direction > 0 ? 0 : e->day_shift));
	else if (e->month)
		reckon_month(k, e, ret);
	else if (e->weekday)
		reckon_weekday(k, e, ret);
	else if (e->quarter)
		reckon_quarter(k, e, ret);
	else if (e->season)
		reckon_season(k, e, ret);
	else if (e->holiday)
		reckon_holiday(k, e, ret);
	else if (has_year(e))
		set_year(ret, said_year(k, e));
	else if (e->day)
		reckon_lone_day(k, e, ret);
	if (e->is_quarter && k->last_quarter.grain)
		set_quarter(ret, ret->year, k->last_quarter.quarter);
	if (e->half) {
		ret->grain = GRAIN_HALF;
		ret->half = e->half;
	}
	if (e->decade) {
		int64_t century = e->decade >= 30 || date_of_days(k->anchor->day).year < 2000 ? 190 : 200;
		set_year(ret, 10 * (int64_t)(e->decade >= 100 ? e->decade : century + e->decade / 10));
		ret->grain = GRAIN_DECADE;
	}
	if (e->century) {
		set_year(ret, ((int64_t)e->century - 1) * 100);
		ret->grain = GRAIN_CENTURY;
	}
	if (e->has_minute || e->part)
		reckon_clock(k, e, ret);
}

/* `count` units from a day on. */
static void
reckon_from(int64_t base, enum unit unit, int64_t count, struct reckoned *ret)
{
	struct date date = date_of_days(base);
	switch (unit) {
	case UNIT_DAY:
		set_day(ret, base + count);
		break;
	case UNIT_WEEK:
		set_week(ret, base + count * WEEK_DAYS, false);
		break;
	case UNIT_FORTNIGHT:
		set_week(ret, base + 2 * count * WEEK_DAYS, false);
		break;
	case UNIT_WEEKEND:
		set_week(ret, base + count * WEEK_DAYS, true);
		break;
	case UNIT_MONTH:
		set_month(ret, date.year, (int64_t)date.month + count);
		break;
	case UNIT_QUARTER:
		set_quarter(ret, date.year, (date.month - 1) / 3 + 1 + count);
		break;
	case UNIT_DECADE:
		set_year(ret, date.year + 10 * count);
		break;
	case UNIT_CENTURY:
		set_year(ret, date.year + 100 * count);
		break;
	case UNIT_MILLENNIUM:
		set_year(ret, date.year + 1000 * count);
		break;
	default:
		set_year(ret, date.year + count);
		break;
	}
}

static void
reckon_shift(const struct reckoning *k, const struct expression *e, struct reckoned *ret)
{
	reckon_from(base_day(k, e), (enum unit)e->unit, e->shift, ret);
	if (e->unit == UNIT_DECADE || e->unit == UNIT_CENTURY) {
		int64_t years = e->unit == UNIT_DECADE ? 10 : 100;
		set_year(ret, floor_div(ret->year, years) * years);
		ret->grain = e->unit == UNIT_DECADE ? GRAIN_DECADE : GRAIN_CENTURY;
	}
}

/* "a year ago" where a quarter is spoken of is that quarter. */
static void
reckon_ago(const struct reckoning *k, const struct expression *e, struct reckoned *ret)
{
	enum { NEAR = 3 };
	int64_t count = (int64_t)e->direction * e->amount;
	bool is_of_quarter =
		k->last_quarter.grain && (e->is_of_last || k->sentence - k->last_quarter.sentence <= NEAR);
	if (e->is_quarter && !k->last_quarter.grain) {
		reckon_from(k->anchor->day, UNIT_QUARTER, 4 * count - 1, ret);
		return;
	}
	if (e->unit == UNIT_YEAR && is_of_quarter && e->amount == 1 && e->direction < 0) {
		set_quarter(ret, k->last_quarter.year + count, k->last_quarter.quarter);
		return;
	}
	reckon_from(base_day(k, e), (enum unit)e->unit, count, ret);
}

static void
reckon_last(const struct reckoning *k, const struct expression *e, struct reckoned *ret)
{
	int64_t now = k->anchor->day;
	switch (e->unit) {
	case UNIT_QUARTER:
		if (k->last_quarter.grain)
			*ret = k->last_quarter;
		else
			reckon_from(now, UNIT_QUARTER, e->has_shift ? 0 : -1, ret);
		break;
	case UNIT_WEEKEND:
		/* the one that is over or goes on, or the one to come */
		set_week(ret,
			 weekday_of(now) >= 6 || k->direction > 0 || (e->has_shift && k->direction == 0)
				 ? now
				 : now - WEEK_DAYS,
			 true);
		break;
	default:
		reckon_from(e->has_shift && k->last.grain ? k->last.days : now, (enum unit)e->unit, 0, ret);
	}
}

/* ---- strings ---- */

/* A year has four digits; before the year 0 and after 9999 there is no value. */
#define YEAR(year) (int)((year) < 0 ? 0 : (year) > 9999 ? 9999 : (year))

static const char *const part_names[] = { "", "MO", "AF", "EV", "NI" };
static const char *const season_names[] = { "", "SP", "SU", "FA", "WI" };

static str
day_string(arena *a, int64_t days)
{
	struct date date = date_of_days(days);
	return arena_printf(a, "%04d-%02u-%02u", YEAR(date.year), date.month, date.day);
}

static str
value_string(arena *a, const struct reckoned *d)
{
	int64_t year;
	int week, y = YEAR(d->year);
	switch (d->grain) {
	case GRAIN_CENTURY:
		return arena_printf(a, "%02d", y / 100);
	case GRAIN_DECADE:
		return arena_printf(a, "%03d", y / 10);
	case GRAIN_YEAR:
		return arena_printf(a, "%04d", y);
	case GRAIN_HALF:
		return arena_printf(a, "%04d-H%u", y, d->half);
	case GRAIN_QUARTER:
		return arena_printf(a, "%04d-Q%u", y, d->quarter);
	case GRAIN_SEASON:
		return arena_printf(a, "%04d-%s", y, season_names[d->season]);
	case GRAIN_MONTH:
		return arena_printf(a, "%04d-%02u", y, d->month);
	case GRAIN_WEEK:
	case GRAIN_WEEKEND:
		week_of(d->days, &year, &week);
		return arena_printf(a, "%04d-W%02d%s", YEAR(year), week,
				    d->grain == GRAIN_WEEKEND ? "-WE" : "");
	case GRAIN_PART:
		return arena_printf(a, "%s%s%s", day_string(a, d->days).at, "T", part_names[d->part]);
	case GRAIN_MINUTE:
		return arena_printf(a, "%sT%02d:%02d", day_string(a, d->days).at, d->minute / 60,
				    d->minute % 60);
	case GRAIN_DAY:
		return day_string(a, d->days);
	default:
		return STR_NONE;
	}
}

static str
days_string(arena *a, int64_t from, int64_t to)
{
	return arena_printf(a, "%s/%s", day_string(a, from).at, day_string(a, to).at);
}

/* "2025-11-23 18:00/24:00" */
static str
part_string(arena *a, int64_t days, enum part part)
{
	static const char *const hours[] = { "", "06:00/12:00", "12:00/18:00", "18:00/24:00" };
	const char *day = day_string(a, days).at;
	if (part == PART_NIGHT)
		return arena_printf(a, "%s 20:00/%s 06:00", day, day_string(a, days + 1).at);
	return arena_printf(a, "%s %s", day, hours[part]);
}

static str
day_when(arena *a, const struct reckoned *d, enum shade shade)
{
	static const char *const shades[] = { "", " 00:00/08:00", " 10:00/14:00", " 18:00/24:00" };
	return arena_printf(a, "%s%s", day_string(a, d->days).at, shade <= SHADE_END ? shades[shade] : "");
}

static str
minute_when(arena *a, const struct reckoned *d)
{
	str minute =
		arena_printf(a, "%s %02d:%02d", day_string(a, d->days).at, d->minute / 60, d->minute % 60);
	if (!d->has_offset)
		return minute;
	int offset = d->offset < 0 ? -d->offset : d->offset;
	return arena_printf(a, "%s%c%02d:%02d", minute.at, d->offset < 0 ? '-' : '+', offset / 60,
			    offset % 60);
}

static str
when_string(arena *a, const struct reckoned *d, enum shade shade)
{
	int y = YEAR(d->year);
	switch (d->grain) {
	case GRAIN_CENTURY:
		return arena_printf(a, "%04d/%04d", y, y + 99);
	case GRAIN_DECADE:
		return arena_printf(a, "%03dX", y / 10);
	case GRAIN_YEAR:
		return arena_printf(a, "%04d", y);
	case GRAIN_HALF:
		return arena_printf(a, "%04d-%02u/%04d-%02u", y, d->half * 6 - 5, y, d->half * 6);
	case GRAIN_QUARTER:
		return arena_printf(a, "%04d-%02u/%04d-%02u", y, d->quarter * 3 - 2, y, d->quarter * 3);
	case GRAIN_SEASON:
		return arena_printf(a, "%04d-%u", y, 20 + d->season);
	case GRAIN_MONTH:
		return arena_printf(a, "%04d-%02u", y, d->month);
	case GRAIN_WEEK:
		return days_string(a, d->days, d->days + 6);
	case GRAIN_WEEKEND:
		return days_string(a, d->days, d->days + 1);
	case GRAIN_DAY:
		return day_when(a, d, shade);
	case GRAIN_PART:
		return part_string(a, d->days, (enum part)d->part);
	case GRAIN_MINUTE:
		return minute_when(a, d);
	default:
		return STR_NONE;
	}
}

static const struct {
	const char *letter;
	int factor;
	bool is_time;
} units[] = {
	[UNIT_NONE] = { "X", 1, false },      [UNIT_SECOND] = { "S", 1, true },
	[UNIT_MINUTE] = { "M", 1, true },     [UNIT_HOUR] = { "H", 1, true },
	[UNIT_DAY] = { "D", 1, false },       [UNIT_WEEKEND] = { "WE", 1, false },
	[UNIT_WEEK] = { "W", 1, false },      [UNIT_FORTNIGHT] = { "W", 2, false },
	[UNIT_MONTH] = { "M", 1, false },     [UNIT_QUARTER] = { "Q", 1, false },
	[UNIT_YEAR] = { "Y", 1, false },      [UNIT_DECADE] = { "Y", 10, false },
	[UNIT_CENTURY] = { "Y", 100, false }, [UNIT_MILLENNIUM] = { "Y", 1000, false },
};

/* Half a unit in the next finer one. */
static str
with_half(arena *a, const struct expression *e)
{
	int32_t n = e->amount;
	switch (e->unit) {
	case UNIT_YEAR:
		return n ? arena_printf(a, "P%dY6M", n) : S("P6M");
	case UNIT_DECADE:
		return arena_printf(a, "P%dY", n * 10 + 5);
	case UNIT_CENTURY:
		return arena_printf(a, "P%dY", n * 100 + 50);
	case UNIT_HOUR:
		return n ? arena_printf(a, "PT%dH30M", n) : S("PT30M");
	case UNIT_MINUTE:
		return n ? arena_printf(a, "PT%dM30S", n) : S("PT30S");
	case UNIT_DAY:
		return n ? arena_printf(a, "P%dDT12H", n) : S("PT12H");
	default:
		return arena_printf(a, "P%d.5%s", n, units[e->unit].letter);
	}
}

static str
duration_string(arena *a, const struct expression *e)
{
	if (e->has_half)
		return with_half(a, e);
	const char *time = units[e->unit].is_time ? "T" : "";
	if (!e->is_vague)
		return arena_printf(a, "P%s%lld%s", time, (long long)e->amount * units[e->unit].factor,
				    units[e->unit].letter);
	static const char *const large[] = { "E", "C", "L" };
	const char *letter = e->unit >= UNIT_DECADE ? large[e->unit - UNIT_DECADE] : units[e->unit].letter;
	return arena_printf(a, "P%sX%s", time, letter);
}

/* "every Tuesday", "Tuesday nights", "each July". */
static str
set_string(arena *a, const struct expression *e)
{
	const char *part = e->part ? part_names[e->part] : "", *time = e->part ? "T" : "";
	if (e->weekday)
		return arena_printf(a, "XXXX-WXX-%u%s%s", e->weekday, time, part);
	if (e->part)
		return arena_printf(a, "XXXX-XX-XXT%s", part);
	if (e->month)
		return arena_printf(a, "XXXX-%02u", e->month);
	if (e->season)
		return arena_printf(a, "XXXX-%s", season_names[e->season]);
	return duration_string(a, e);
}

/* What can be said without an anchor. */
static str
open_string(arena *a, const struct expression *e)
{
	if (e->month && e->day)
		return arena_printf(a, "XXXX-%02u-%02u", e->month, e->day);
	if (e->month)
		return arena_printf(a, "XXXX-%02u", e->month);
	if (e->weekday)
		return arena_printf(a, "XXXX-WXX-%u%s%s", e->weekday, e->part ? "T" : "",
				    part_names[e->part]);
	if (e->quarter)
		return arena_printf(a, "XXXX-Q%u", e->quarter);
	if (e->season)
		return arena_printf(a, "XXXX-%s", season_names[e->season]);
	if (e->has_minute)
		return arena_printf(a, "XXXX-XX-XXT%02d:%02d", e->minute / 60, e->minute % 60);
	if (e->part)
		return arena_printf(a, "XXXX-XX-XXT%s", part_names[e->part]);
	switch (e->unit) {
	case UNIT_WEEK:
		return S("XXXX-WXX");
	case UNIT_WEEKEND:
		return S("XXXX-WXX-WE");
	case UNIT_MONTH:
		return S("XXXX-XX");
	case UNIT_QUARTER:
		return S("XXXX-QX");
	case UNIT_DAY:
		return S("XXXX-XX-XX");
	default:
		return e->holiday || e->has_day_shift ? S("XXXX-XX-XX") : S("XXXX");
	}
}

static str
mod_string(enum shade shade)
{
	static const char *const names[] = { "",          "START",         "MID",
					     "END",       "APPROX",        "LESS_THAN",
					     "MORE_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS",
					     "BEFORE",    "AFTER" };
	return str_of(names[shade]);
}

/* A date that says its year itself. */
static bool
is_absolute(const struct expression *e)
{
	return e->form == FORM_CALENDAR && (e->year || e->decade >= 100 || e->century);
}

static void
reckon(const struct reckoning *k, const struct expression *e, struct reckoned *ret)
{
	if (e->form == FORM_CALENDAR)
		reckon_calendar(k, e, ret);
	else if (e->form == FORM_SHIFT)
		reckon_shift(k, e, ret);
	else if (e->form == FORM_AGO)
		reckon_ago(k, e, ret);
	else if (e->form == FORM_LAST)
		reckon_last(k, e, ret);
}

static void
date_string(struct reckoning *k, const struct expression *e, struct timex3 *ret)
{
	struct reckoned date = { .sentence = k->sentence };
	ret->type = e->form == FORM_CALENDAR && (e->has_minute || e->part) ? TIMEX_TIME : TIMEX_DATE;
	ret->is_anchor_free = is_absolute(e);
	if (!k->anchor->is_known && !ret->is_anchor_free) {
		ret->value = open_string(k->a, e);
		return;
	}
	reckon(k, e, &date);
	ret->value = value_string(k->a, &date);
	ret->when = when_string(k->a, &date, (enum shade)e->mod);
	if (e->mod == SHADE_APPROX && date.grain != GRAIN_PART && date.grain != GRAIN_WEEK &&
	    date.grain != GRAIN_WEEKEND)
		ret->when = arena_printf(k->a, "%.*s~", STR_ARG(ret->when));
	/* "a year earlier" twice is the same year. */
	if (e->form != FORM_AGO) {
		k->last = date;
		k->last_to = e->run.to;
		k->is_last_explicit = e->year != 0;
	}
	if (date.grain == GRAIN_QUARTER && e->form == FORM_CALENDAR && !has_year(e))
		k->last_quarter = date;
}

/* "the past two weeks": the days up to the anchor, from it on. */
static str
shifted_when(const struct reckoning *k, const struct expression *e)
{
	struct reckoned other = { 0 };
	if (!k->anchor->is_known || e->is_vague || !e->has_shift || e->unit < UNIT_DAY ||
	    e->unit == UNIT_WEEKEND || e->has_half)
		return STR_NONE;
	struct date now = date_of_days(k->anchor->day);
	int64_t count = (int64_t)e->amount * e->shift, days = k->anchor->day;
	if (e->unit <= UNIT_FORTNIGHT)
		days += count * (e->unit == UNIT_DAY ? 1 : e->unit == UNIT_WEEK ? WEEK_DAYS : 2 * WEEK_DAYS);
	else {
		reckon_from(date_days(now.year, now.month, 1), (enum unit)e->unit, count, &other);
		unsigned month = e->unit == UNIT_MONTH ? other.month : now.month;
		unsigned most = date_month_days(other.year, month);
		if (e->unit == UNIT_QUARTER)
			return STR_NONE;
		days = date_days(other.year, month, now.day < most ? now.day : most);
	}
	return e->shift < 0 ? days_string(k->a, days, k->anchor->day)
			    : days_string(k->a, k->anchor->day, days);
}

static void
ref_string(const struct expression *e, struct timex3 *ret)
{
	static const char *const names[] = { "PRESENT_REF", "PAST_REF", "FUTURE_REF" };
	ret->type = TIMEX_DATE;
	ret->value = str_of(names[e->ref]);
	ret->is_anchor_free = true;
}

/* Hours ago need the anchor's hour; some years ago are long ago. */
static bool
ago_without_date(struct reckoning *k, const struct expression *e, struct timex3 *ret)
{
	if (e->form != FORM_AGO)
		return false;
	if (e->is_vague || e->unit == UNIT_NONE) {
		ret->type = TIMEX_DATE;
		ret->value = e->direction < 0 ? S("PAST_REF") : S("FUTURE_REF");
		return true;
	}
	if (e->unit < UNIT_DAY || e->has_half) {
		ret->type = TIMEX_DURATION;
		ret->value = duration_string(k->a, e);
		return true;
	}
	return false;
}

void
date_value(struct reckoning *k, const struct expression *e, struct timex3 *ret)
{
	*ret = (struct timex3){ .run = e->run, .mod = mod_string((enum shade)e->mod) };
	if (e->form == FORM_REF) {
		ref_string(e, ret);
	} else if (e->form == FORM_SET) {
		ret->type = TIMEX_SET;
		ret->value = set_string(k->a, e);
		ret->is_anchor_free = true;
	} else if (e->form == FORM_DURATION) {
		ret->type = TIMEX_DURATION;
		ret->value = duration_string(k->a, e);
		ret->when = shifted_when(k, e);
		ret->is_anchor_free = !e->has_shift;
	} else if (!ago_without_date(k, e, ret)) {
		date_string(k, e, ret);
	}
}
