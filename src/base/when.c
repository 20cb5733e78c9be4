/* Reading walks the bytes once with a cursor; it looks at most a few bytes
 * ahead, never behind the end, and touches the error only when there is one.
 * What is not a time is looked at a second time, by functions called `fault_…`,
 * which try to say what should have been typed.
 *
 * A moment keeps clock time (`civil`: the seconds since 1970 on the wall
 * clock at which the decade, day or minute begins) and how precise it is.
 * Printing goes back from there, so that print(read(x)) is canonical and
 * reading it again gives the same bytes: all padding is zeroed.
 *
 * The parts of EDTF that are left out: unspecified digits but for decades,
 * prefixed and inner qualifiers, sets, exponents, unknown ends ("a/"), years
 * outside 0001 to 9999.
 *
 * Cost: reading a minute and asking a zone for it are some 20 ns each.
 *
 * Sources: ISO 8601-1:2019 with Amd 1:2022 (24:00), ISO 8601-2:2019 clause 4
 * and its annex A (EDTF levels 0 and 1).
 */
#include "base/when_int.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/ascii.h"

enum { OFFSET_MINUTES_MOST = 14 * 60 };

struct reader {
	const char *begin, *at, *end;
	struct err *err;
};

/* The byte `ahead` of the cursor, or NUL behind the end. */
static inline char
peek(const struct reader *r, size_t ahead)
{
	return ahead < (size_t)(r->end - r->at) ? r->at[ahead] : '\0';
}

static inline bool
peek_digits(const struct reader *r, size_t ahead, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!is_digit(peek(r, ahead + i)))
			return false;
	return true;
}

/* The bytes from `from` up to the next blank, cut to a length for messages. */
static str
word_at(const struct reader *r, const char *from)
{
	enum { WORD_MOST = 40 };
	size_t len = 0;
	while (from + len < r->end && len < WORD_MOST && !is_space(from[len]))
		len++;
	if (len == WORD_MOST)
		while (len > 0 && ((unsigned char)from[len - 1] & 0xc0) == 0x80)
			len--;
	return (str){ from, len };
}

static bool __attribute__((format(printf, 3, 4), cold, noinline))
fault(struct reader *r, const char *at, const char *format, ...)
{
	char text[400];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	r->at = at;
	return fail(r->err, ERR_INPUT, "%s", text);
}

static bool
date_exists(unsigned year, unsigned month, unsigned day)
{
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
	       day <= date_month_days(year, month);
}

/* Up to three numbers with the same . / or - between, as many as there are. */
static unsigned
numbers_at(const struct reader *r, const char *at, unsigned ret_numbers[3], size_t ret_digits[3],
	   char *ret_separator)
{
	unsigned count = 0;
	*ret_separator = '\0';
	for (;; at++) {
		unsigned value = 0;
		size_t digits = 0;
		for (; at < r->end && is_digit(*at) && digits < 9; at++, digits++)
			value = value * 10 + (unsigned)(*at - '0');
		if (digits == 0)
			return count;
		ret_numbers[count] = value;
		ret_digits[count] = digits;
		count++;
		if (count == 3 || at == r->end || (*at != '.' && *at != '/' && *at != '-'))
			return count;
		if (*ret_separator != '\0' && *at != *ret_separator)
			return count;
		*ret_separator = *at;
	}
}

/* A date that was typed in another order, or without its zeros. */
static bool
fault_date(struct reader *r, const char *start)
{
	str word = word_at(r, start);
	unsigned n[3] = { 0 };
	size_t digits[3] = { 0 };
	char separator;
	unsigned count = numbers_at(r, start, n, digits, &separator);
	if (str_find(word, 'X') < word.len)
		return fault(r, start, "digits stay open in a decade only, as in 202X");
	if (count == 1 && digits[0] == 8) {
		unsigned day = n[0] % 100, month = n[0] / 100 % 100, year = n[0] / 10000;
		if (date_exists(year, month, day))
			return fault(r, start, "'%.*s' is not read: write %04u-%02u-%02u",
				     STR_ARG(word), year, month, day);
	}
	if (count == 3 && digits[0] == 4 && date_exists(n[0], n[1], n[2]))
		return fault(r, start, "'%.*s' is not a date: write %04u-%02u-%02u", STR_ARG(word),
			     n[0], n[1], n[2]);
	if (count == 2 && digits[0] == 4 && separator == '-' && n[1] >= 1 && n[1] <= 9 &&
	    digits[1] == 1)
		return fault(r, start, "'%.*s' is not a month: write %04u-%02u", STR_ARG(word),
			     n[0], n[1]);
	if (count == 3 && digits[2] == 4) {
		bool day_first = date_exists(n[2], n[1], n[0]);
		bool month_first = separator != '.' && date_exists(n[2], n[0], n[1]);
		if (day_first && month_first && n[0] != n[1])
			return fault(r, start,
				     "'%.*s' may be two dates: "
				     "write %04u-%02u-%02u or %04u-%02u-%02u",
				     STR_ARG(word), n[2], n[1], n[0], n[2], n[0], n[1]);
		if (day_first)
			return fault(r, start, "the year comes first: write %04u-%02u-%02u", n[2],
				     n[1], n[0]);
		if (month_first)
			return fault(r, start, "the year comes first: write %04u-%02u-%02u", n[2],
				     n[0], n[1]);
	}
	return fault(r, start, "'%.*s' is not a date: write it as 2026-06-03, 2026-06 or 2026",
		     STR_ARG(word));
}

/* What does not begin with the four digits of a year. */
static bool
fault_start(struct reader *r)
{
	str word = word_at(r, r->at);
	char first = peek(r, 0);
	unsigned n[3];
	size_t digits[3];
	char separator;
	if (word.len == 0)
		return fault(r, r->at, "there is no time");
	if (first == '/')
		return fault(r, r->at, "an open beginning is two points: write ..%.*s",
			     STR_ARG(word));
	if (first == '~' || first == '?' || first == '%')
		return fault(r, r->at, "'%c' stands behind the date: write %.*s%c", first,
			     STR_ARG(str_sub(word, 1, word.len)), first);
	if (peek_digits(r, 0, 2) && peek(r, 2) == 'X' && peek(r, 3) == 'X')
		return fault(r, r->at, "a century is not read: write a decade, as 202X, or years");
	if ((is_digit(first) && peek(r, 1) == ':') || (peek_digits(r, 0, 2) && peek(r, 2) == ':'))
		return fault(r, r->at, "the date before '%.*s' is missing", STR_ARG(word));
	bool many = numbers_at(r, r->at, n, digits, &separator) > 0 && digits[0] > 4 &&
		    digits[0] != 8;
	if (many || ((first == '-' || first == 'Y') && is_digit(peek(r, 1))))
		return fault(r, r->at, "years go from 0001 to 9999");
	return fault_date(r, r->at);
}

static inline unsigned
two_digits(const char *at)
{
	return (unsigned)(at[0] - '0') * 10 + (unsigned)(at[1] - '0');
}

static bool
read_decade(struct reader *r, struct moment *m)
{
	if (!peek_digits(r, 0, 3) || peek(r, 3) != 'X')
		return fault_start(r);
	unsigned decade = two_digits(r->at) * 10 + (unsigned)(r->at[2] - '0');
	if (decade == 0)
		return fault(r, r->at, "years go from 0001 to 9999: the first decade is 001X");
	m->precision = WHEN_DECADE;
	m->civil = date_days(decade * 10, 1, 1) * DAY_SECONDS;
	r->at += 4;
	return true;
}

static bool
fault_day(struct reader *r, const char *at, unsigned year, unsigned month, unsigned day)
{
	if (day < 1 || day > 31)
		return fault(r, at, "there is no day %02u", day);
	return fault(r, at, "there is no %u %s %u", day, month_name(month), year);
}

/* -MM, or a season's code. */
static bool
read_month(struct reader *r, const char *start, struct moment *m, unsigned *ret_month)
{
	if (!peek_digits(r, 1, 2) || is_digit(peek(r, 3)))
		return fault_date(r, start);
	unsigned month = two_digits(r->at + 1);
	m->precision = WHEN_MONTH;
	if (month > SEASON_BASE && month <= SEASON_BASE + 4 && peek(r, 3) != '-') {
		m->precision = WHEN_SEASON;
		m->season = (month - SEASON_BASE) & 7;
		month = 3 * m->season;
	}
	if (month < 1 || month > 12)
		return fault(r, r->at + 1, "there is no month %02u", month);
	r->at += 3;
	*ret_month = month;
	return true;
}

/* -DD */
static bool
read_day(struct reader *r, const char *start, struct moment *m, unsigned year, unsigned month,
	 unsigned *ret_day)
{
	if (!peek_digits(r, 1, 2) || is_digit(peek(r, 3)))
		return fault_date(r, start);
	unsigned day = two_digits(r->at + 1);
	if (!date_exists(year, month, day))
		return fault_day(r, r->at + 1, year, month, day);
	m->precision = WHEN_DAY;
	r->at += 3;
	*ret_day = day;
	return true;
}

/* 2026/06/04 or 2026.06.04: the slash alone would make an interval of it. */
static bool
separator_is_wrong(const struct reader *r, const char *start)
{
	unsigned n[3];
	size_t digits[3];
	char separator = peek(r, 0);
	if ((separator != '.' && separator != '/') || !is_digit(peek(r, 1)))
		return false;
	return numbers_at(r, start, n, digits, &separator) == 3 && digits[1] <= 2;
}

static bool
read_date(struct reader *r, struct moment *m)
{
	const char *start = r->at;
	unsigned month = 1, day = 1;
	if (!peek_digits(r, 0, 4))
		return read_decade(r, m);
	if (is_digit(peek(r, 4)))
		return fault_start(r);
	unsigned year = two_digits(start) * 100 + two_digits(start + 2);
	if (year == 0)
		return fault(r, start, "years go from 0001 to 9999");
	r->at += 4;
	m->precision = WHEN_YEAR;
	if (separator_is_wrong(r, start))
		return fault_date(r, start);
	if (peek(r, 0) == '-' && !read_month(r, start, m, &month))
		return false;
	if (m->precision == WHEN_MONTH && peek(r, 0) == '-' &&
	    !read_day(r, start, m, year, month, &day))
		return false;
	m->civil = date_days(year, month, day) * DAY_SECONDS;
	return true;
}

static bool
fault_clock(struct reader *r, const char *start)
{
	str word = word_at(r, start);
	if (word.len == 0)
		return fault(r, start, "the time of day is missing");
	unsigned hour = 0, minute = 0;
	const char *at = start;
	size_t digits = 0;
	for (; at < r->end && is_digit(*at) && digits < 9; at++, digits++)
		hour = hour * 10 + (unsigned)(*at - '0');
	bool has_minute = at + 3 <= r->end && at[0] == ':' && is_digit(at[1]) && is_digit(at[2]);
	if (has_minute)
		minute = two_digits(at + 1);
	if (digits == 4) {
		minute = hour % 100;
		hour /= 100;
		has_minute = true;
	}
	bool whole = digits >= 1 && (has_minute || at == r->end || is_space(*at));
	if (!whole || hour > 23 || minute > 59 || (has_minute && digits == 2))
		return fault(r, start, "'%.*s' is not a time of day: write it as 16:00",
			     STR_ARG(word));
	return fault(r, start, "'%.*s' is not a time of day: write %02u:%02u", STR_ARG(word), hour,
		     minute);
}

static bool
fault_clock_value(struct reader *r, const char *start, unsigned hour, unsigned minute,
		  unsigned second)
{
	if (hour > 24)
		return fault(r, start, "there is no hour %02u", hour);
	if (minute > 59)
		return fault(r, start + 3, "there is no minute %02u", minute);
	if (second == 60)
		return fault(r, start + 6, "a leap second is not read: write %02u:%02u:59", hour,
			     minute);
	if (second > 60)
		return fault(r, start + 6, "there is no second %02u", second);
	return fault(r, start, "a day ends at 24:00: write 00:%02u of the next day", minute);
}

/* "+0200", "+02", "+2": the form with a colon is the only one. */
static bool
fault_offset(struct reader *r, const char *start)
{
	str word = word_at(r, start);
	unsigned value = 0;
	size_t digits = 0;
	for (const char *at = start + 1; at < r->end && is_digit(*at) && digits < 9; at++, digits++)
		value = value * 10 + (unsigned)(*at - '0');
	unsigned minutes = digits <= 2 ? value * 60 : value / 100 * 60 + value % 100;
	if (digits < 1 || digits > 4 || minutes > OFFSET_MINUTES_MOST || minutes == 0)
		return fault(r, start, "'%.*s' is not an offset: write it as %c02:00, or Z",
			     STR_ARG(word), *start);
	return fault(r, start, "'%.*s' is not an offset: write %c%02u:%02u", STR_ARG(word), *start,
		     minutes / 60, minutes % 60);
}

static bool
fault_offset_value(struct reader *r, const char *start, unsigned hours, unsigned minutes)
{
	bool clock = hours < 24 && minutes < 60;
	if (*start == '-' && clock && hours + minutes > 0)
		return fault(r, start,
			     "offsets end at -14:00; a range has a slash: write /%02u:%02u", hours,
			     minutes);
	if (*start == '-' && hours + minutes == 0)
		return fault(r, start, "there is no offset -00:00: write +00:00 or Z");
	if (minutes > 59)
		return fault(r, start, "there is no offset %c%02u:%02u", *start, hours, minutes);
	return fault(r, start, "there is no offset %c%02u:%02u: they end at %c14:00", *start, hours,
		     minutes, *start);
}

static bool
read_offset(struct reader *r, struct moment *m)
{
	char sign = peek(r, 0);
	if (sign == 'Z') {
		m->has_offset = m->is_zulu = 1;
		r->at++;
		return true;
	}
	if (sign == 'z')
		return fault(r, r->at, "'z' is written large: Z");
	if (sign != '+' && sign != '-')
		return true;
	if (!peek_digits(r, 1, 2) || peek(r, 3) != ':' || !peek_digits(r, 4, 2) ||
	    is_digit(peek(r, 6)))
		return fault_offset(r, r->at);
	unsigned hours = two_digits(r->at + 1), minutes = two_digits(r->at + 4);
	unsigned whole = hours * 60 + minutes;
	if (minutes > 59 || whole > OFFSET_MINUTES_MOST || (whole == 0 && sign == '-'))
		return fault_offset_value(r, r->at, hours, minutes);
	m->offset_min = (int16_t)(sign == '-' ? -(int)whole : (int)whole);
	m->has_offset = 1;
	r->at += 6;
	return true;
}

/* hh:mm[:ss][offset], on a day given in days since 1970. */
static bool
read_clock(struct reader *r, int64_t day, struct moment *m)
{
	const char *start = r->at;
	unsigned second = 0;
	if (!peek_digits(r, 0, 2) || peek(r, 2) != ':' || !peek_digits(r, 3, 2) ||
	    is_digit(peek(r, 5)))
		return fault_clock(r, start);
	unsigned hour = two_digits(start), minute = two_digits(start + 3);
	r->at += 5;
	m->precision = WHEN_MINUTE;
	if (peek(r, 0) == ':') {
		if (!peek_digits(r, 1, 2) || is_digit(peek(r, 3)))
			return fault_clock(r, start);
		second = two_digits(start + 6);
		m->precision = WHEN_SECOND;
		r->at += 3;
		if ((peek(r, 0) == '.' || peek(r, 0) == ',') && is_digit(peek(r, 1)))
			return fault(r, r->at, "parts of a second are not read");
	}
	if (hour > 24 || minute > 59 || second > 59 || (hour == 24 && minute + second > 0))
		return fault_clock_value(r, start, hour, minute, second);
	m->is_24 = hour == 24;
	m->civil = day * DAY_SECONDS + hour * 3600 + minute * 60 + second;
	return read_offset(r, m);
}

/* Does a time of day stand behind the one blank after a date?  One digit and
 * a colon is taken for one, too, to say that the zero is missing. */
static bool
clock_follows(const struct reader *r)
{
	if (peek(r, 0) != ' ' || !is_digit(peek(r, 1)))
		return false;
	return peek(r, 2) == ':' || (is_digit(peek(r, 2)) && peek(r, 3) == ':');
}

static bool
read_qualifier(struct reader *r, struct moment *m)
{
	char c = peek(r, 0), next = peek(r, 1);
	if (c != '~' && c != '?' && c != '%')
		return true;
	if (next == '~' || next == '?' || next == '%')
		return fault(r, r->at, "one sign says it: ~ about, ? uncertain, %% both");
	m->qualifier = (c != '?' ? WHEN_ABOUT : 0) | (c != '~' ? WHEN_UNCERTAIN : 0);
	const char *sign = r->at;
	r->at++;
	if (m->precision == WHEN_DAY && (clock_follows(r) || next == 'T'))
		return fault(r, sign, "'%c' stands behind the time of day: write %.*s%c", c,
			     STR_ARG(word_at(r, r->at + 1)), c);
	return true;
}

static bool
read_moment(struct reader *r, struct moment *m)
{
	if (peek(r, 0) == '.' && peek(r, 1) == '.') {
		if (is_digit(peek(r, 2)))
			return fault(r, r->at, "a slash stands behind the points: write ../%.*s",
				     STR_ARG(word_at(r, r->at + 2)));
		m->precision = WHEN_OPEN;
		r->at += 2;
		return true;
	}
	if (!read_date(r, m))
		return false;
	if (m->precision == WHEN_DAY && (peek(r, 0) == 'T' || clock_follows(r))) {
		r->at++;
		if (!read_clock(r, civil_days(m->civil), m))
			return false;
	}
	return read_qualifier(r, m);
}

static void
share_offset(struct moment *to, const struct moment *from)
{
	if (to->has_offset || !from->has_offset)
		return;
	to->has_offset = 1;
	to->is_zulu = from->is_zulu;
	to->offset_min = from->offset_min;
}

static bool
read_within_day(struct reader *r, struct when *w)
{
	if (w->from.precision == WHEN_DAY)
		return fault(r, r->at,
			     "a time behind the slash needs one before it: 2026-06-03 16:00/17:40");
	if (!clock_known(&w->from))
		return fault(r, r->at, "the date before '%.*s' is missing",
			     STR_ARG(word_at(r, r->at)));
	w->form = WHEN_WITHIN_DAY;
	if (!read_clock(r, typed_day(&w->from), &w->to))
		return false;
	share_offset(&w->to, &w->from);
	share_offset(&w->from, &w->to);
	return read_qualifier(r, &w->to);
}

/* One or two numbers behind the slash that lean on the date before it. */
static bool
fault_short_end(struct reader *r, const struct when *w)
{
	str word = word_at(r, r->at);
	unsigned n[3];
	size_t digits[3];
	char separator;
	struct date d = date_of_days(typed_day(&w->from));
	unsigned year = (unsigned)d.year;
	unsigned count = numbers_at(r, r->at, n, digits, &separator);
	if (count == 1 && clock_known(&w->from) && n[0] <= 24)
		return fault(r, r->at, "'%.*s' is not a time of day: write /%02u:00", STR_ARG(word),
			     n[0]);
	if (count == 1 && w->from.precision == WHEN_DAY && date_exists(year, d.month, n[0]))
		return fault(r, r->at, "the date is written in full: write /%04u-%02u-%02u", year,
			     d.month, n[0]);
	if (count == 1 && w->from.precision == WHEN_MONTH && n[0] >= 1 && n[0] <= 12)
		return fault(r, r->at, "the month is written in full: write /%04u-%02u", year,
			     n[0]);
	if (count == 2 && w->from.precision == WHEN_DAY && date_exists(year, n[0], n[1]))
		return fault(r, r->at, "the date is written in full: write /%04u-%02u-%02u", year,
			     n[0], n[1]);
	return fault_start(r);
}

/* What stands behind the slash. */
static bool
read_end(struct reader *r, struct when *w)
{
	char c = peek(r, 0);
	if (c == '\0' || is_space(c)) {
		if (w->from.precision == WHEN_OPEN)
			return fault(r, r->at, "a date is missing behind the slash");
		return fault(r, r->at, "an open end is two points: write %.*s..",
			     (int)(r->at - r->begin), r->begin);
	}
	if (peek_digits(r, 0, 2) && peek(r, 2) == ':')
		return read_within_day(r, w);
	if (is_digit(c) && peek(r, 1) == ':')
		return fault_clock(r, r->at);
	if (is_digit(c) && (!peek_digits(r, 0, 3)) && peek(r, 2) != 'X')
		return fault_short_end(r, w);
	const char *start = r->at;
	w->form = WHEN_INTERVAL;
	if (!read_moment(r, &w->to))
		return false;
	if (w->from.precision == WHEN_OPEN && w->to.precision == WHEN_OPEN)
		return fault(r, start, "a time that is open on both sides says nothing");
	return true;
}

static bool
fault_tail(struct reader *r)
{
	str rest = word_at(r, r->at);
	str before = { r->begin, (size_t)(r->at - r->begin) };
	if (str_eq(rest, S("..")))
		return fault(r, r->at, "a slash stands before the points: write %.*s/..",
			     STR_ARG(before));
	if (str_starts(rest, S("..")))
		return fault(r, r->at, "a range has a slash: write %.*s/%.*s", STR_ARG(before),
			     STR_ARG(str_sub(rest, 2, rest.len)));
	if (rest.at[0] == '-' || str_starts(rest, S("–")) || str_starts(rest, S("—"))) {
		str to = str_sub(rest, rest.at[0] == '-' ? 1 : 3, rest.len);
		bool begins = to.len >= 4 && is_digit(to.at[0]) && is_digit(to.at[1]);
		if (begins && (to.at[2] == ':' || (is_digit(to.at[2]) && is_digit(to.at[3]))))
			return fault(r, r->at, "a range has a slash: write %.*s/%.*s",
				     STR_ARG(before), STR_ARG(to));
	}
	if (rest.at[0] == '/')
		return fault(r, r->at, "a range has one slash");
	if (rest.at[0] == 't' && rest.len > 1 && is_digit(rest.at[1]))
		return fault(r, r->at, "'t' is written large: T, or a blank");
	return fault(r, r->at, "'%.*s' does not belong to a time", STR_ARG(rest));
}

static bool
read_when(struct reader *r, struct when *w)
{
	if (!read_moment(r, &w->from))
		return false;
	w->form = WHEN_SINGLE;
	if (peek(r, 0) == '/') {
		r->at++;
		if (!read_end(r, w))
			return false;
	} else if (w->from.precision == WHEN_OPEN) {
		return fault(r, r->at, "'..' stands on one side of a slash: ../2025-11-22");
	}
	if (r->at < r->end && !is_space(*r->at))
		return fault_tail(r);
	return true;
}

bool
when_read(str s, struct when *ret_when, size_t *ret_used, struct err *err)
{
	const char *at = s.len ? s.at : "";
	struct reader r = { at, at, at + s.len, err };
	struct when w;
	memset(&w, 0, sizeof w);
	bool ok = read_when(&r, &w);
	*ret_used = (size_t)(r.at - r.begin);
	if (ok)
		memcpy(ret_when, &w, sizeof w);
	return ok;
}
