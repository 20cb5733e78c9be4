/* Everything is written into a stamp, a short array, and added to the buffer
 * in one go.  What is printed is canonical: one string for one `when`, which
 * reads back as the same bytes.
 */
#include "base/when_int.h"

#include <assert.h>

void
stamp_byte(struct stamp *s, char c)
{
	assert(s->len < sizeof s->at);
	s->at[s->len++] = c;
}

static void
stamp_digits(struct stamp *s, uint64_t value, unsigned width)
{
	char digits[20];
	unsigned count = 0;
	for (; value > 0 || count < width; value /= 10)
		digits[count++] = (char)('0' + value % 10);
	while (count > 0)
		stamp_byte(s, digits[--count]);
}

static void
stamp_text(struct stamp *s, const char *text)
{
	while (*text)
		stamp_byte(s, *text++);
}

static void
stamp_year(struct stamp *s, int64_t year, unsigned width)
{
	if (year < 0)
		stamp_byte(s, '-');
	stamp_digits(s, (uint64_t)(year < 0 ? -year : year), width);
}

static void
stamp_date(struct stamp *s, struct date d, enum when_precision precision, unsigned season)
{
	if (precision == WHEN_DECADE) {
		stamp_year(s, d.year / 10, 3);
		stamp_byte(s, 'X');
		return;
	}
	stamp_year(s, d.year, 4);
	if (precision >= WHEN_SEASON) {
		stamp_byte(s, '-');
		stamp_digits(s, precision == WHEN_SEASON ? SEASON_BASE + season : d.month, 2);
	}
	if (precision >= WHEN_DAY) {
		stamp_byte(s, '-');
		stamp_digits(s, d.day, 2);
	}
}

static void
stamp_clock(struct stamp *s, unsigned of_day, bool seconds)
{
	stamp_digits(s, of_day / 3600, 2);
	stamp_byte(s, ':');
	stamp_digits(s, of_day / 60 % 60, 2);
	if (seconds) {
		stamp_byte(s, ':');
		stamp_digits(s, of_day % 60, 2);
	}
}

void
stamp_offset(struct stamp *s, int minutes)
{
	unsigned whole = (unsigned)(minutes < 0 ? -minutes : minutes);
	stamp_byte(s, minutes < 0 ? '-' : '+');
	stamp_digits(s, whole / 60, 2);
	stamp_byte(s, ':');
	stamp_digits(s, whole % 60, 2);
}

static unsigned
clock_of(const struct moment *m)
{
	return (unsigned)(m->civil - typed_day(m) * DAY_SECONDS);
}

static void
stamp_moment_date(struct stamp *s, const struct moment *m)
{
	stamp_date(s, date_of_days(typed_day(m)), m->precision, m->season);
}

void
stamp_moment_clock(struct stamp *s, const struct moment *m)
{
	stamp_clock(s, clock_of(m), m->precision == WHEN_SECOND);
}

static void
stamp_moment_offset(struct stamp *s, const struct moment *m)
{
	if (m->is_zulu)
		stamp_byte(s, 'Z');
	else if (m->has_offset)
		stamp_offset(s, m->offset_min);
}

static void
stamp_qualifier(struct stamp *s, const struct moment *m)
{
	if (m->qualifier)
		stamp_byte(s, " ~?%"[m->qualifier]);
}

void
stamp_moment(struct stamp *s, const struct moment *m)
{
	if (m->precision == WHEN_OPEN) {
		stamp_text(s, "..");
		return;
	}
	stamp_moment_date(s, m);
	if (clock_known(m)) {
		stamp_byte(s, ' ');
		stamp_moment_clock(s, m);
		stamp_moment_offset(s, m);
	}
	stamp_qualifier(s, m);
}

/* "2026-03-29 02:30", and "02:30" alone where it lies in the day given. */
void
stamp_civil(struct stamp *s, int64_t civil, int64_t known_day)
{
	int64_t day = civil_days(civil);
	unsigned of_day = (unsigned)(civil - day * DAY_SECONDS);
	if (day != known_day) {
		stamp_date(s, date_of_days(day), WHEN_DAY, 0);
		stamp_byte(s, ' ');
	}
	stamp_clock(s, of_day, of_day % 60 != 0);
}

static bool
offsets_same(const struct when *w)
{
	return w->from.has_offset == w->to.has_offset && w->from.is_zulu == w->to.is_zulu &&
	       w->from.offset_min == w->to.offset_min;
}

static void
stamp_add(buf *out, const struct stamp *s)
{
	buf_add(out, (str){ s->at, s->len });
}

/* Within a day, an offset of both stands behind the first time. */
void
when_print(const struct when *w, buf *out)
{
	struct stamp s = { .len = 0 };
	if (w->form == WHEN_NONE)
		return;
	stamp_moment(&s, &w->from);
	if (w->form != WHEN_SINGLE)
		stamp_byte(&s, '/');
	if (w->form == WHEN_INTERVAL)
		stamp_moment(&s, &w->to);
	if (w->form == WHEN_WITHIN_DAY) {
		stamp_moment_clock(&s, &w->to);
		if (!offsets_same(w))
			stamp_moment_offset(&s, &w->to);
		stamp_qualifier(&s, &w->to);
	}
	stamp_add(out, &s);
}

/* --- instants ----------------------------------------------------------- */

/* The clock at an instant; the ends of an open span have none, nor has what
 * lies beyond the years that can be written down. */
static bool
clock_at(int64_t instant, const zone *z, buf *out, int64_t *ret_civil)
{
	const int64_t most = (int64_t)1 << 60;
	if (instant < -most || instant > most) {
		buf_add(out, S(".."));
		return false;
	}
	*ret_civil = instant + zone_offset(z, instant);
	return true;
}

static void
stamp_words_date(struct stamp *s, struct date d)
{
	stamp_digits(s, d.day, 1);
	stamp_byte(s, ' ');
	stamp_text(s, month_name(d.month));
	stamp_byte(s, ' ');
	stamp_year(s, d.year, 1);
}

/* ISO 8601 has no seconds in an offset.  Old local mean times do: they are
 * shown at the nearest minute's offset, and still name the same instant. */
static void
stamp_instant(struct stamp *s, int64_t instant, int minutes, int seconds_shown)
{
	int64_t civil = instant + minutes * 60;
	int64_t day = civil_days(civil);
	unsigned of_day = (unsigned)(civil - day * DAY_SECONDS);
	stamp_date(s, date_of_days(day), WHEN_DAY, 0);
	stamp_byte(s, 'T');
	stamp_clock(s, of_day, seconds_shown || of_day % 60 != 0);
	stamp_offset(s, minutes);
}

void
instant_iso(int64_t instant, const zone *z, buf *out)
{
	struct stamp s = { .len = 0 };
	int64_t civil;
	if (!clock_at(instant, z, out, &civil))
		return;
	stamp_instant(&s, instant, offset_minutes((int32_t)(civil - instant)), false);
	stamp_add(out, &s);
}

void
instant_date(int64_t instant, const zone *z, buf *out)
{
	struct stamp s = { .len = 0 };
	int64_t civil;
	if (!clock_at(instant, z, out, &civil))
		return;
	stamp_words_date(&s, date_of_days(civil_days(civil)));
	stamp_add(out, &s);
}

void
instant_time(int64_t instant, const zone *z, buf *out)
{
	struct stamp s = { .len = 0 };
	int64_t civil;
	if (!clock_at(instant, z, out, &civil))
		return;
	stamp_civil(&s, civil, civil_days(civil));
	stamp_add(out, &s);
}

void
instant_full(int64_t instant, const zone *z, buf *out)
{
	struct stamp s = { .len = 0 };
	int64_t civil;
	if (!clock_at(instant, z, out, &civil))
		return;
	stamp_words_date(&s, date_of_days(civil_days(civil)));
	stamp_byte(&s, ' ');
	stamp_civil(&s, civil, civil_days(civil));
	stamp_byte(&s, ' ');
	stamp_add(out, &s);
	buf_add(out, zone_abbreviation(z, instant));
}

/* 24:00 becomes 00:00 of the next day, which every reader knows; a jump or an
 * overlap, which when_span would have refused, is resolved to its first
 * instant. */
void
moment_iso(const struct moment *m, const zone *z, buf *out)
{
	struct stamp s = { .len = 0 };
	if (m->precision == WHEN_OPEN)
		return;
	if (!clock_known(m)) {
		stamp_moment_date(&s, m);
	} else if (m->has_offset) {
		stamp_instant(&s, m->civil - m->offset_min * 60, m->offset_min,
			     m->precision == WHEN_SECOND);
	} else {
		int64_t at[2];
		zone_instants(z, m->civil, at);
		stamp_instant(&s, at[0], offset_minutes(zone_offset(z, at[0])),
			     m->precision == WHEN_SECOND);
	}
	stamp_add(out, &s);
}

/* --- words -------------------------------------------------------------- */

static void
words_offset(struct stamp *s, const struct moment *m)
{
	if (!m->has_offset)
		return;
	stamp_byte(s, ' ');
	if (m->is_zulu)
		stamp_text(s, "UTC");
	else
		stamp_offset(s, m->offset_min);
}

/* "winter 2025/26": the only season that two years share. */
static void
words_season(struct stamp *s, const struct moment *m, struct date d, bool with_year)
{
	static const char *const names[] = { "?", "spring", "summer", "autumn", "winter" };
	stamp_text(s, names[m->season <= 4 ? m->season : 0]);
	if (!with_year)
		return;
	stamp_byte(s, ' ');
	stamp_year(s, d.year, 1);
	if (m->season == 4) {
		stamp_byte(s, '/');
		stamp_digits(s, (uint64_t)((d.year + 1) % 100), 2);
	}
}

/* A date up to `with`: the day alone, with its month, with its year. */
static void
words_date(struct stamp *s, const struct moment *m, enum when_precision with)
{
	struct date d = date_of_days(typed_day(m));
	if (m->precision == WHEN_DECADE) {
		stamp_text(s, "the ");
		stamp_year(s, d.year, 1);
		stamp_byte(s, 's');
		return;
	}
	if (m->precision == WHEN_SEASON) {
		words_season(s, m, d, with == WHEN_YEAR);
		return;
	}
	if (m->precision >= WHEN_DAY)
		stamp_digits(s, d.day, 1);
	if (m->precision >= WHEN_DAY && with <= WHEN_MONTH)
		stamp_byte(s, ' ');
	if (m->precision >= WHEN_MONTH && with <= WHEN_MONTH)
		stamp_text(s, month_name(d.month));
	if (m->precision >= WHEN_MONTH && with == WHEN_YEAR)
		stamp_byte(s, ' ');
	if (m->precision == WHEN_YEAR || with == WHEN_YEAR)
		stamp_year(s, d.year, 1);
}

static void
words_about(struct stamp *s, const struct moment *m)
{
	if (m->qualifier & WHEN_ABOUT)
		stamp_text(s, "about ");
}

static void
words_uncertain(struct stamp *s, const struct moment *m)
{
	if (m->qualifier & WHEN_UNCERTAIN)
		stamp_text(s, " (uncertain)");
}

static void
words_moment(struct stamp *s, const struct moment *m)
{
	words_about(s, m);
	words_date(s, m, WHEN_YEAR);
	if (clock_known(m)) {
		stamp_byte(s, ' ');
		stamp_moment_clock(s, m);
		words_offset(s, m);
	}
	words_uncertain(s, m);
}

/* What the two dates share is said once: "22 to 23 November 2025". */
static enum when_precision
dates_differ_from(const struct when *w)
{
	const struct moment *a = &w->from, *b = &w->to;
	if (a->precision != b->precision || a->precision > WHEN_DAY || a->precision < WHEN_SEASON ||
	    a->qualifier || b->qualifier)
		return WHEN_YEAR;
	struct date from = date_of_days(typed_day(a)), to = date_of_days(typed_day(b));
	if (from.year != to.year || a->season == 4 || b->season == 4)
		return WHEN_YEAR;
	return from.month == to.month && a->precision == WHEN_DAY ? WHEN_DAY : WHEN_MONTH;
}

static void
words_interval(struct stamp *s, const struct when *w)
{
	if (w->from.precision == WHEN_OPEN) {
		stamp_text(s, "not after ");
		words_moment(s, &w->to);
		return;
	}
	if (w->to.precision == WHEN_OPEN) {
		stamp_text(s, "from ");
		words_moment(s, &w->from);
		stamp_text(s, " on");
		return;
	}
	enum when_precision with = dates_differ_from(w);
	if (with == WHEN_YEAR)
		words_moment(s, &w->from);
	else
		words_date(s, &w->from, with);
	stamp_text(s, " to ");
	words_moment(s, &w->to);
}

static void
words_within_day(struct stamp *s, const struct when *w)
{
	bool plain = !w->from.qualifier && !w->to.qualifier && offsets_same(w);
	words_date(s, &w->from, WHEN_YEAR);
	stamp_byte(s, ' ');
	words_about(s, &w->from);
	stamp_moment_clock(s, &w->from);
	if (!plain) {
		words_offset(s, &w->from);
		words_uncertain(s, &w->from);
	}
	stamp_text(s, plain ? "-" : " to ");
	words_about(s, &w->to);
	stamp_moment_clock(s, &w->to);
	words_offset(s, &w->to);
	words_uncertain(s, &w->to);
}

void
when_words(const struct when *w, buf *out)
{
	struct stamp s = { .len = 0 };
	if (w->form == WHEN_SINGLE)
		words_moment(&s, &w->from);
	if (w->form == WHEN_INTERVAL)
		words_interval(&s, w);
	if (w->form == WHEN_WITHIN_DAY)
		words_within_day(&s, w);
	stamp_add(out, &s);
}

const char *
when_precision_name(enum when_precision precision)
{
	static const char *const names[] = {
		[WHEN_OPEN] = "open",
		[WHEN_DECADE] = "decade",
		[WHEN_YEAR] = "year",
		[WHEN_SEASON] = "season",
		[WHEN_MONTH] = "month",
		[WHEN_DAY] = "day",
		[WHEN_MINUTE] = "minute",
		[WHEN_SECOND] = "second",
	};
	return (unsigned)precision < sizeof names / sizeof *names ? names[precision] : "?";
}
