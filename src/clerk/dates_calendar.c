/* Dates of the calendar and times of the clock, from one token on.  Every
 * function gives the end of what it read, or `i` where it read nothing. */
#include <string.h>

#include "base/ascii.h"
#include "base/civil.h"
#include "clerk/dates_int.h"

static str
text_of(const struct reading *p, uint32_t i)
{
	return i < p->to ? p->r->tokens[i].text : STR_NONE;
}

static bool
is_capital_word(const struct reading *p, uint32_t i)
{
	return i < p->to && (p->r->tokens[i].flags & TOKEN_CAPITAL);
}

unsigned
date_digits(const struct reading *p, uint32_t i, int32_t *ret)
{
	str s = text_of(p, i);
	unsigned digits = 0;
	int32_t number = 0;
	for (size_t at = 0; at < s.len; at++) {
		if (s.at[at] == ',' && digits > 0)
			continue;
		if (!is_digit(s.at[at]) || digits == 7)
			return 0;
		number = number * 10 + (s.at[at] - '0');
		digits++;
	}
	*ret = number;
	return digits;
}

/* A day of a month: "24", "24th". */
static bool
is_day(const struct reading *p, uint32_t i, uint8_t *ret)
{
	int32_t day;
	unsigned digits = date_digits(p, i, &day);
	if (digits == 0 && is_word(p, i, W_ORDINAL) && !is_word(p, i, W_UNIT)) {
		day = word_of(p, i)->number;
		digits = 2;
	}
	if (digits < 1 || digits > 2 || day < 1 || day > 31)
		return false;
	*ret = (uint8_t)day;
	return true;
}

static bool
is_month(const struct reading *p, uint32_t i)
{
	return is_word(p, i, W_MONTH) && is_capital_word(p, i) && word_of(p, i)->shade == 0;
}

/* "1998", "nineteen ninety-eight", "two thousand", "'98": its end. */
static uint32_t
year_number(const struct reading *p, uint32_t i, int16_t *ret)
{
	const struct date_word *w = word_of(p, i), *next = word_of(p, i + 1);
	if ((w->classes & W_YEAR) && w->shade == 0) {
		*ret = w->number;
		return i + 1;
	}
	if (!(w->classes & W_NUMERAL))
		return i;
	if (w->number == 2 && next->number == 1000 && (next->classes & W_NUMERAL)) {
		const struct date_word *ones = word_of(p, i + 2);
		bool has_ones = (ones->classes & W_NUMERAL) && ones->number < 100;
		*ret = (int16_t)(2000 + (has_ones ? ones->number : 0));
		return i + (has_ones ? 3 : 2);
	}
	if (w->number < 16 || w->number > 20 || !(next->classes & W_NUMERAL) || next->number < 10 ||
	    next->number > 99)
		return i;
	const struct date_word *ones = word_of(p, i + 2);
	bool has_ones = next->number >= 20 && next->number % 10 == 0 && (ones->classes & W_NUMERAL) &&
			ones->number < 10;
	*ret = (int16_t)(w->number * 100 + next->number + (has_ones ? ones->number : 0));
	return i + (has_ones ? 3 : 2);
}

/* ", 1998" or "1998", "last year", "this year", "of this year", behind a month or a quarter. */
static uint32_t
year_behind(const struct reading *p, uint32_t i, struct expression *e)
{
	uint32_t at = is_mark(p, i, ",") ? i + 1 : i;
	if (is_little(p, at, LITTLE_OF) && at == i)
		at++;
	uint32_t end = year_number(p, at, &e->year);
	if (end > at) {
		bool is_digits = is_word(p, at, W_YEAR);
		if (!is_mark(p, i, ",") || is_digits)
			return end;
		e->year = 0;
		return i;
	}
	if (is_mark(p, i, ","))
		return i;
	uint32_t shift = is_little(p, at, LITTLE_THE) ? at + 1 : at;
	if (is_word(p, shift, W_SHIFT) && word_of(p, shift + 1)->unit == UNIT_YEAR &&
	    !is_word(p, shift + 1, W_PLURAL | W_SPAN | W_PERIODIC)) {
		e->has_year_shift = true;
		e->year_shift = (int8_t)word_of(p, shift)->number;
		return shift + 2;
	}
	return i;
}

/* ---- the clock ---- */

static uint32_t
zone_behind(const struct reading *p, uint32_t i, struct expression *e)
{
	const struct date_word *w = word_of(p, i);
	if (is_mark(p, i, "(") && is_mark(p, i + 2, ")") && is_word(p, i + 1, W_ZONE) &&
	    zone_behind(p, i + 1, e) > i + 1)
		return i + 3;
	if ((w->classes & W_ZONE) && (p->r->tokens[i].flags & TOKEN_CAPITALS)) {
		e->has_offset = true;
		e->offset = w->number;
		e->is_us_zone = w->unit == ZONE_US;
		return i + 1;
	}
	if (w->little == LITTLE_LOCAL && is_little(p, i + 1, LITTLE_TIME))
		return i + 2;
	if (w->little != LITTLE_ZONE)
		return i;
	bool is_told = is_little(p, i + 1, LITTLE_STANDARD);
	uint32_t time = is_told ? i + 2 : i + 1;
	if (!is_little(p, time, LITTLE_TIME))
		return i;
	e->has_offset = true;
	e->offset = (int16_t)(w->number + (is_told ? word_of(p, i + 1)->number : 0));
	e->is_us_zone = !is_told;
	return time + 1;
}

/* "3:34", "15:34:00", "1534": minutes of the day, or -1. */
static int
clock_text(str s)
{
	size_t colon = str_find(s, ':');
	uint64_t hour, minute;
	if (s.at == NULL || s.len < 4)
		return -1;
	if (colon == s.len && s.len == 4)
		colon = 2;
	else if (colon == s.len || colon == 0)
		return -1;
	bool has_colon = s.at[colon] == ':';
	str minutes = str_sub(s, colon + has_colon, colon + has_colon + 2);
	if (!str_u64(str_sub(s, 0, colon), &hour) || minutes.len != 2 || !str_u64(minutes, &minute) ||
	    hour > 24 || minute > 59)
		return -1;
	return (int)(hour * 60 + minute);
}

static int
half_day(int minutes, int clock)
{
	if (clock == CLOCK_AM || clock == CLOCK_PM) {
		if (minutes >= 13 * 60)
			return minutes;
		return minutes % (12 * 60) + (clock == CLOCK_PM ? 12 * 60 : 0);
	}
	return minutes;
}

/* "o'clock", "a.m.", and "in the morning" behind that. */
static uint32_t
half_day_behind(const struct reading *p, uint32_t i, int *minutes)
{
	int clock = word_of(p, i)->number;
	*minutes = half_day(*minutes, clock);
	if (clock != CLOCK_HOUR)
		return i + 1;
	if (is_little(p, i + 1, LITTLE_IN) && is_little(p, i + 2, LITTLE_THE) && is_word(p, i + 3, W_PART)) {
		if (word_of(p, i + 3)->number != PART_MORNING && *minutes < 12 * 60)
			*minutes += 12 * 60;
		return i + 4;
	}
	return i + 1;
}

static bool
is_clock_word(const struct reading *p, uint32_t i, int from, int to)
{
	return is_word(p, i, W_CLOCK) && word_of(p, i)->number >= from && word_of(p, i)->number <= to;
}

static uint32_t
clock_digits(const struct reading *p, uint32_t i, int *ret)
{
	int32_t number;
	str s = text_of(p, i);
	unsigned digits = date_digits(p, i, &number);
	if (str_find(s, ':') < s.len) {
		*ret = clock_text(s);
		if (*ret < 0)
			return i;
		if (is_clock_word(p, i + 1, CLOCK_AM, CLOCK_PM))
			return half_day_behind(p, i + 1, ret);
		struct expression zone = { 0 };
		bool is_told =
			(i > 0 && is_little(p, i - 1, LITTLE_AT)) || zone_behind(p, i + 1, &zone) > i + 1;
		return is_told ? i + 1 : i;
	}
	if (digits == 4 && is_word(p, i + 1, W_ZONE) && (*ret = clock_text(s)) >= 0)
		return i + 1;
	bool is_numeral = is_word(p, i, W_NUMERAL) && word_of(p, i)->number <= 12;
	if (is_numeral)
		number = word_of(p, i)->number;
	if (((digits == 1 || digits == 2) || is_numeral) && number >= 1 && number <= 12 &&
	    is_clock_word(p, i + 1, CLOCK_AM, CLOCK_HOUR)) {
		*ret = number * 60;
		return half_day_behind(p, i + 1, ret);
	}
	return i;
}

static uint32_t
date_clock(const struct reading *p, uint32_t i, struct expression *e)
{
	int minutes = -1;
	uint32_t end = i;
	if (is_word(p, i, W_TIME)) {
		minutes = word_of(p, i)->number;
		end = i + 1;
	} else if (is_clock_word(p, i, CLOCK_NOON, CLOCK_MIDNIGHT)) {
		minutes = word_of(p, i)->number == CLOCK_NOON ? 12 * 60 : 24 * 60;
		end = i + 1;
	} else {
		end = clock_digits(p, i, &minutes);
	}
	if (end == i || minutes < 0)
		return i;
	e->has_minute = true;
	e->minute = (int16_t)minutes;
	return zone_behind(p, end, e);
}

/* ---- days ---- */

/* "May" alone, "March" at a sentence's start, "Jan" are verbs or names unless a
 * word before them says that it is a time. */
static bool
leads_to_month(const struct reading *p, uint32_t i)
{
	if (i == 0 || (p->r->tokens[i].flags & TOKEN_FIRST))
		return false;
	enum little before = (enum little)word_of(p, i - 1)->little;
	bool is_abbreviation = p->r->tokens[i].text.len == 3 && word_of(p, i)->verb == 0;
	return (!is_abbreviation && before > LITTLE_A && before != LITTLE_AND) ||
	       is_word(p, i - 1, W_SHIFT | W_SHADE | W_MONTH);
}

/* A month has that day, in a leap year at least. */
static bool
has_day(unsigned month, unsigned day)
{
	return month >= 1 && month <= 12 && day >= 1 && day <= date_month_days(2000, month);
}

static uint32_t
month_first(const struct reading *p, uint32_t i, struct expression *e)
{
	if (!is_month(p, i))
		return i;
	const struct token *t = &p->r->tokens[i];
	bool is_doubtful = word_of(p, i)->verb != 0 || t->text.len <= 3;
	uint8_t day = 0;
	e->month = (uint8_t)word_of(p, i)->number;
	uint32_t end = i + 1;
	if (is_mark(p, end, "the") && is_word(p, end + 1, W_ORDINAL) && is_day(p, end + 1, &day))
		end++;
	if (is_day(p, end, &day) && has_day(e->month, day) &&
	    !(is_word(p, end + 1, W_CLOCK) && word_of(p, end + 1)->number <= CLOCK_PM)) {
		e->day = day;
		uint32_t year = year_behind(p, end + 1, e);
		return e->year ? year : end + 1;
	}
	uint32_t year = year_behind(p, end, e);
	if (year > end)
		return year;
	return is_doubtful && !leads_to_month(p, i) ? i : end;
}

static uint32_t
day_first(const struct reading *p, uint32_t i, struct expression *e)
{
	uint8_t day;
	if (!is_day(p, i, &day))
		return i;
	uint32_t month = is_little(p, i + 1, LITTLE_OF) ? i + 2 : i + 1;
	if (!is_month(p, month) || !has_day((unsigned)word_of(p, month)->number, day))
		return i;
	e->day = day;
	e->month = (uint8_t)word_of(p, month)->number;
	return year_behind(p, month + 1, e);
}

/* Three numbers that the same mark parts: "11/24/2025"; how many digits each has. */
static bool
three_numbers(str s, int32_t ret_parts[3], unsigned ret_digits[3], char *ret_between)
{
	size_t count = 0;
	*ret_between = 0;
	for (size_t at = 0; at < s.len; at++) {
		char c = s.at[at];
		if (is_digit(c)) {
			if (ret_digits[count] == 4)
				return false;
			ret_parts[count] = ret_parts[count] * 10 + (c - '0');
			ret_digits[count]++;
			continue;
		}
		if (count == 2 || ret_digits[count] == 0 || !memchr("-/.", c, 3) || (*ret_between && c != *ret_between))
			return false;
		*ret_between = c;
		count++;
	}
	return count == 2 && ret_digits[2] > 0;
}

/* 2025-11-24, 11/24/2025, 24.11.2025; of two small numbers with strokes the
 * month is the first, as the American press has it. */
static uint32_t
date_numeric(const struct reading *p, uint32_t i, struct expression *e)
{
	enum { SHORT_PIVOT = 50 };
	int32_t parts[3] = { 0 }, year, month, day;
	unsigned digits[3] = { 0 };
	char between;
	str s = text_of(p, i);
	if (s.len < 6 || s.len > 10 || !three_numbers(s, parts, digits, &between) || digits[1] > 2)
		return i;
	if (digits[0] == 4 && digits[2] <= 2) {
		year = parts[0];
		month = parts[1];
		day = parts[2];
	} else if (digits[0] <= 2 && (digits[2] == 4 || (digits[2] == 2 && between == '/'))) {
		bool is_day_first = between == '.' || parts[0] > 12;
		year = parts[2];
		month = parts[is_day_first];
		day = parts[!is_day_first];
		if (digits[2] == 2)
			year += year < SHORT_PIVOT ? 2000 : 1900;
	} else {
		return i;
	}
	if (year < 1 || day > 31 || !has_day((unsigned)month, (unsigned)day))
		return i;
	e->year = (int16_t)year;
	e->month = (uint8_t)month;
	e->day = (uint8_t)day;
	return i + 1;
}

static uint32_t
day_of_month(const struct reading *p, uint32_t i, struct expression *e)
{
	uint32_t end = month_first(p, i, e);
	if (end == i) {
		uint32_t at = is_little(p, i, LITTLE_THE) && is_word(p, i + 1, W_ORDINAL) ? i + 1 : i;
		end = day_first(p, at, e);
		end = end == at ? i : end;
	}
	return end == i ? date_numeric(p, i, e) : end;
}

/* "on the 14th", and no noun behind it: not "the 5th floor". */
static uint32_t
lone_day(const struct reading *p, uint32_t i, struct expression *e)
{
	uint8_t day;
	if (i == 0 || !is_little(p, i, LITTLE_THE) || !is_word(p, i + 1, W_ORDINAL) || !(p->r->tokens[i + 1].flags & TOKEN_DIGIT) || !is_day(p, i + 1, &day))
		return i;
	enum little before = (enum little)word_of(p, i - 1)->little;
	bool is_when = before == LITTLE_ON || before == LITTLE_BY || before == LITTLE_UNTIL || before == LITTLE_BEFORE || before == LITTLE_AFTER ||
		       before == LITTLE_SINCE || before == LITTLE_FROM;
	bool is_end = i + 2 >= p->to || (p->r->tokens[i + 2].kind != TOKEN_WORD && p->r->tokens[i + 2].kind != TOKEN_NUMBER) ||
		      is_little(p, i + 2, LITTLE_IN) || is_little(p, i + 2, LITTLE_AT) || is_little(p, i + 2, LITTLE_TO) || is_little(p, i + 2, LITTLE_AND) ||
		      is_little(p, i + 2, LITTLE_FOR) || is_little(p, i + 2, LITTLE_BY);
	if (!is_when || !is_end)
		return i;
	e->day = day;
	return i + 2;
}

static uint32_t
part_behind(const struct reading *p, uint32_t i, struct expression *e)
{
	if (!is_word(p, i, W_PART) || word_of(p, i)->shade)
		return i;
	e->part = (uint8_t)word_of(p, i)->number;
	if (is_word(p, i, W_PLURAL))
		e->form = FORM_SET;
	return i + 1;
}

static uint32_t
weekday_name(const struct reading *p, uint32_t i, struct expression *e)
{
	if (!is_word(p, i, W_WEEKDAY) || !is_capital_word(p, i))
		return i;
	e->weekday = (uint8_t)word_of(p, i)->number;
	if (is_word(p, i, W_PLURAL)) {
		e->form = FORM_SET;
		return i + 1;
	}
	uint32_t at = part_behind(p, i + 1, e);
	if (e->part)
		return at;
	struct expression day = *e;
	at = is_mark(p, i + 1, ",") ? i + 2 : i + 1;
	uint32_t end = day_of_month(p, at, &day);
	if (end > at && day.day) {
		*e = day;
		return end;
	}
	return i + 1;
}

static uint32_t
date_day_word(const struct reading *p, uint32_t i, struct expression *e)
{
	if (!is_word(p, i, W_DAY))
		return i;
	const struct date_word *w = word_of(p, i);
	if (i > 0 && is_little(p, i - 1, LITTLE_USA))
		return i;
	e->has_day_shift = true;
	e->day_shift = (int8_t)w->number;
	e->part = w->unit;
	e->is_overnight = w->unit == PART_NIGHT;
	return e->part ? i + 1 : part_behind(p, i + 1, e);
}

/* ---- what is longer than a day ---- */

static uint32_t
date_quarter(const struct reading *p, uint32_t i, struct expression *e)
{
	uint32_t at = is_little(p, i, LITTLE_FISCAL) ? i + 1 : i;
	if (is_word(p, at, W_QUARTER)) {
		e->quarter = (uint8_t)word_of(p, at)->number;
		return year_behind(p, at + 1, e);
	}
	bool is_ordinal =
		is_word(p, at, W_ORDINAL) && word_of(p, at)->number >= 1 && word_of(p, at)->number <= 4;
	if (is_ordinal && word_of(p, at + 1)->unit == UNIT_QUARTER &&
	    !is_word(p, at + 1, W_PLURAL | W_SPAN)) {
		e->quarter = (uint8_t)word_of(p, at)->number;
		return year_behind(p, at + 2, e);
	}
	bool is_half = is_little(p, at + 1, LITTLE_HALF) && at > i - 1;
	if (is_half && ((is_ordinal && word_of(p, at)->number <= 2) || str_eq(text_of(p, at), S("last")))) {
		uint32_t end = year_behind(p, at + 2, e);
		if (end == at + 2)
			return i;
		e->half = str_eq(text_of(p, at), S("first")) || word_of(p, at)->number == 1 ? 1 : 2;
		return end;
	}
	return i;
}

/* "in the fall", "last fall"; else it is a verb. */
static bool
leads_to_season(const struct reading *p, uint32_t i)
{
	if (i == 0 || is_little(p, i - 1, LITTLE_TO))
		return false;
	enum little before = (enum little)word_of(p, i - 1)->little;
	return is_word(p, i - 1, W_SHIFT | W_SHADE | W_EACH) || before == LITTLE_THE || before == LITTLE_IN ||
	       before == LITTLE_SINCE || before == LITTLE_UNTIL || before == LITTLE_BY;
}

static uint32_t
date_season(const struct reading *p, uint32_t i, struct expression *e)
{
	if (!is_word(p, i, W_SEASON) || word_of(p, i)->shade ||
	    (word_of(p, i)->verb && !leads_to_season(p, i)))
		return i;
	e->season = (uint8_t)word_of(p, i)->number;
	if (is_word(p, i, W_PLURAL))
		e->form = FORM_SET;
	return year_behind(p, i + 1, e);
}

/* Words that go before a year: "in 1998", and not "1998 people". */
static bool
leads_to_year(const struct reading *p, uint32_t i)
{
	if (i == 0)
		return false;
	switch (word_of(p, i - 1)->little) {
	case LITTLE_IN:
	case LITTLE_SINCE:
	case LITTLE_UNTIL:
	case LITTLE_BY:
	case LITTLE_FROM:
	case LITTLE_DURING:
	case LITTLE_BEFORE:
	case LITTLE_AFTER:
	case LITTLE_OF:
	case LITTLE_FOR:
	case LITTLE_THE:
	case LITTLE_FISCAL:
	case LITTLE_TO:
	case LITTLE_AND:
	case LITTLE_THAN:
		return true;
	default:
		return is_word(p, i - 1, W_SHADE | W_ABOUT) || word_of(p, i - 1)->unit == UNIT_YEAR;
	}
}

/* "1988 third quarter", "1988 period". */
static uint32_t
year_of_quarter(const struct reading *p, uint32_t i, struct expression *e)
{
	if (is_little(p, i, LITTLE_PERIOD))
		return i + 1;
	if (word_of(p, i)->unit == UNIT_QUARTER && is_word(p, i, W_UNIT) && !is_word(p, i, W_PLURAL)) {
		e->is_quarter = true;
		return i + 1;
	}
	struct expression quarter = { 0 };
	uint32_t end = is_word(p, i, W_ORDINAL | W_QUARTER) ? date_quarter(p, i, &quarter) : i;
	if (end == i || !quarter.quarter || quarter.year || quarter.has_year_shift)
		return i;
	e->quarter = quarter.quarter;
	return end;
}

static uint32_t
date_year(const struct reading *p, uint32_t i, struct expression *e)
{
	enum { SURE_LEAST = 1900, SURE_MOST = 2039 };
	if (is_little(p, i, LITTLE_FISCAL) && is_word(p, i + 1, W_YEAR)) {
		e->year = word_of(p, i + 1)->number;
		return i + 2;
	}
	if (!is_word(p, i, W_YEAR)) {
		uint32_t end = year_number(p, i, &e->year);
		return end > i && (i == 0 || !is_word(p, end, W_UNIT | W_NUMERAL)) && leads_to_year(p, i)
			       ? end
			       : i;
	}
	int16_t year = word_of(p, i)->number;
	bool is_money = i > 0 && (str_eq(text_of(p, i - 1), S("$")) || str_eq(text_of(p, i - 1), S("£")) ||
				  str_eq(text_of(p, i - 1), S("€")));
	bool is_glued = i > 0 && (p->r->tokens[i].flags & TOKEN_GLUED) &&
			memchr("/.-:#", p->r->tokens[i - 1].text.at[0], 5);
	if (is_money || is_word(p, i + 1, W_UNIT) || is_mark(p, i + 1, "%") ||
	    (is_glued && !is_mark(p, i - 1, "-")))
		return i;
	if ((year < SURE_LEAST || year > SURE_MOST) && !leads_to_year(p, i))
		return i;
	e->year = year;
	e->mod = word_of(p, i)->shade;
	return year_of_quarter(p, i + 1, e);
}

static uint32_t
date_decade(const struct reading *p, uint32_t i, struct expression *e)
{
	uint32_t at = i;
	/* the 1980's */
	bool is_introduced = i > 0 && (is_little(p, i - 1, LITTLE_THE) || is_word(p, i - 1, W_SHADE));
	if (is_introduced && is_word(p, i, W_YEAR) && word_of(p, i)->number % 10 == 0 &&
	    is_little(p, i + 1, LITTLE_S)) {
		e->decade = word_of(p, i)->number / 10;
		e->mod = word_of(p, i)->shade;
		return i + 2;
	}
	if ((is_mark(p, i, "'") || is_mark(p, i, "’") || is_mark(p, i, "‘")) && is_word(p, i + 1, W_DECADE))
		at = i + 1;
	if (!is_word(p, at, W_DECADE))
		return i;
	/* "in his forties" is an age, "the forties" a decade */
	bool is_word_alone = !(p->r->tokens[at].flags & TOKEN_DIGIT);
	if (word_of(p, at)->number < 100 && at == i && !is_introduced && word_of(p, at)->shade == 0)
		return i;
	if (is_word_alone && at != i)
		return i;
	e->decade = word_of(p, at)->number;
	e->mod = word_of(p, at)->shade;
	return at + 1;
}

static uint32_t
date_century(const struct reading *p, uint32_t i, struct expression *e)
{
	if (is_word(p, i, W_CENTURY)) {
		e->century = word_of(p, i)->number;
		return i + 1;
	}
	if (!is_word(p, i, W_ORDINAL) || word_of(p, i + 1)->unit != UNIT_CENTURY)
		return i;
	e->century = word_of(p, i)->number;
	return i + 2;
}

/* "Thanksgiving Day", "Christmas Eve", "New Year's Day", "Good Friday". */
static uint32_t
holiday_name(const struct reading *p, uint32_t i, struct expression *e)
{
	const struct date_word *w = word_of(p, i);
	if (!is_capital_word(p, i))
		return i;
	bool has_day = word_of(p, i + 1)->unit == UNIT_DAY && is_capital_word(p, i + 1);
	if (w->classes & W_HOLIDAY) {
		e->holiday = (uint8_t)w->number;
		if (e->holiday == HOLIDAY_CHRISTMAS && is_little(p, i + 1, LITTLE_EVE)) {
			e->holiday = HOLIDAY_CHRISTMAS_EVE;
			return i + 2;
		}
		if (e->holiday == HOLIDAY_EASTER && is_word(p, i + 1, W_WEEKDAY) &&
		    word_of(p, i + 1)->number == 7)
			return i + 2;
		return has_day ? i + 2 : i + 1;
	}
	if (w->classes & W_HOLIDAY_DAY) {
		uint32_t day = is_little(p, i + 1, LITTLE_S) ? i + 2 : i + 1;
		if (word_of(p, day)->unit != UNIT_DAY || !is_capital_word(p, day))
			return i;
		e->holiday = (uint8_t)w->number;
		return day + 1;
	}
	if (w->little == LITTLE_GOOD && is_word(p, i + 1, W_WEEKDAY) && word_of(p, i + 1)->number == 5) {
		e->holiday = HOLIDAY_GOOD_FRIDAY;
		return i + 2;
	}
	if (w->little == LITTLE_NEW && word_of(p, i + 1)->unit == UNIT_YEAR &&
	    is_little(p, i + 2, LITTLE_S) && is_capital_word(p, i + 1)) {
		bool is_eve = is_little(p, i + 3, LITTLE_EVE);
		if (!is_eve && word_of(p, i + 3)->unit != UNIT_DAY)
			return i;
		e->holiday = is_eve ? HOLIDAY_NEW_YEAR_EVE : HOLIDAY_NEW_YEAR;
		return i + 4;
	}
	return i;
}

static uint32_t
date_holiday(const struct reading *p, uint32_t i, struct expression *e)
{
	uint32_t end = holiday_name(p, i, e);
	if (end == i)
		return i;
	uint32_t year = year_behind(p, end, e);
	return e->year || e->has_year_shift ? year : end;
}

/* One of a mid-November or late-1998 in one word. */
static uint32_t
date_shaded(const struct reading *p, uint32_t i, struct expression *e)
{
	const struct date_word *w = word_of(p, i);
	if (w->shade == 0)
		return i;
	e->mod = w->shade;
	if (w->classes & W_MONTH) {
		e->month = (uint8_t)w->number;
		return year_behind(p, i + 1, e);
	}
	if (w->classes & W_SEASON) {
		e->season = (uint8_t)w->number;
		return year_behind(p, i + 1, e);
	}
	if (w->classes & W_PART) {
		e->part = (uint8_t)w->number;
		struct expression day = { 0 };
		uint32_t end = date_day_word(p, i + 1, &day);
		if (end == i + 1)
			end = weekday_name(p, i + 1, &day);
		if (end == i + 1 || day.part)
			return i;
		day.part = e->part;
		day.mod = e->mod;
		*e = day;
		return end;
	}
	return i;
}

/* A day behind a time of the clock: "3 p.m. EST, Nov. 9", "10 p.m. on Wednesday". */
static uint32_t
day_of_clock(const struct reading *p, uint32_t i, struct expression *e)
{
	static uint32_t (*const kinds[])(const struct reading *, uint32_t, struct expression *) = {
		weekday_name,
		day_of_month,
		date_day_word,
	};
	uint32_t at = is_mark(p, i, ",") || is_little(p, i, LITTLE_ON) ? i + 1 : i;
	for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
		struct expression day = *e;
		uint32_t end = kinds[kind](p, at, &day);
		bool is_day_said = day.day || day.weekday || day.has_day_shift;
		if (end == at || !is_day_said || day.form == FORM_SET ||
		    (kind == 1 && is_word(p, at, W_ORDINAL)))
			continue;
		*e = day;
		return end;
	}
	return i;
}

/* A time behind a day: "Nov. 9 at 3 p.m.", "Monday, 3 p.m." */
static uint32_t
clock_of_day(const struct reading *p, uint32_t i, struct expression *e)
{
	uint32_t at = is_mark(p, i, ",") || is_little(p, i, LITTLE_AT) ? i + 1 : i;
	if (!(e->day || e->weekday || e->has_day_shift) || e->part || e->form == FORM_SET)
		return i;
	uint32_t end = date_clock(p, at, e);
	return end > at ? end : i;
}

uint32_t
date_calendar(const struct reading *p, uint32_t i, struct expression *e)
{
	static uint32_t (*const kinds[])(const struct reading *, uint32_t, struct expression *) = {
		weekday_name, day_of_month, date_shaded, date_day_word, date_quarter,
		date_century, date_season,  date_decade, date_holiday,  date_year, lone_day,
	};
	uint32_t end = date_clock(p, i, e);
	if (end > i) {
		e->form = FORM_CALENDAR;
		return day_of_clock(p, end, e);
	}
	for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
		*e = (struct expression){ 0 };
		end = kinds[kind](p, i, e);
		if (end == i)
			continue;
		if (e->form == FORM_NONE)
			e->form = FORM_CALENDAR;
		return clock_of_day(p, end, e);
	}
	*e = (struct expression){ 0 };
	return i;
}
