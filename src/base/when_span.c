/* Which instants a `when` covers: from the first second of its beginning to
 * the last of its end, on the clock of a zone.
 *
 * A day is never refused, though its midnight be missing or struck twice; a
 * time of day is, since a guess would be an hour off and nobody would see it.
 *
 * Seasons are the northern, meteorological ones of EDTF's codes 21 to 24:
 * spring is March to May, summer June to August, autumn September to November,
 * and winter December to the end of the February after it, so that 2025-24
 * ends in 2026.
 *
 * Cost: 10 to 40 ns.
 */
#include "base/when_int.h"

/* The first instant of a day; where the clock jumps over midnight, the jump. */
static int64_t
day_start(int64_t civil, const zone *z)
{
	int64_t at[2];
	zone_instants(z, civil, at);
	return at[0];
}

/* The last instant before a midnight: of the two that show 23:59:59 the
 * second one; where the clock jumps over it, the one before the jump. */
static int64_t
day_last(int64_t midnight, const zone *z)
{
	int64_t at[2];
	unsigned count = zone_instants(z, midnight - 1, at);
	return count == 0 ? at[0] - 1 : at[count - 1];
}

static struct stamp
civil_stamp(int64_t civil, int64_t known_day)
{
	struct stamp s = { .len = 0 };
	stamp_civil(&s, civil, known_day);
	stamp_byte(&s, '\0');
	return s;
}

static struct stamp
offset_stamp(int32_t seconds)
{
	struct stamp s = { .len = 0 };
	stamp_offset(&s, offset_minutes(seconds));
	stamp_byte(&s, '\0');
	return s;
}

static bool
fault_gap(int64_t civil, int64_t jump, const zone *z, struct err *err)
{
	int32_t before = zone_offset(z, jump - 1), after = zone_offset(z, jump);
	int64_t day = civil_days(civil);
	struct stamp whole = civil_stamp(civil, INT64_MIN);
	struct stamp from = civil_stamp(jump + before, day), to = civil_stamp(jump + after, day);
	struct stamp moved = civil_stamp(civil + (after - before), day);
	return fail(err, ERR_INPUT,
		    "%s does not exist in %.*s: the clocks went from %s to %s; "
		    "write %s or the offset",
		    whole.at, STR_ARG(zone_name(z)), from.at, to.at, moved.at);
}

static bool
fault_overlap(int64_t civil, const int64_t at[2], const zone *z, struct err *err)
{
	struct stamp whole = civil_stamp(civil, INT64_MIN);
	struct stamp clock = civil_stamp(civil, civil_days(civil));
	struct stamp one = offset_stamp(zone_offset(z, at[0]));
	struct stamp two = offset_stamp(zone_offset(z, at[1]));
	return fail(err, ERR_INPUT, "%s happened twice in %.*s; write %s%s or %s%s", whole.at,
		    STR_ARG(zone_name(z)), clock.at, one.at, clock.at, two.at);
}

/* 24:00 is the end of a day, which every zone has, even where the midnight
 * after it is jumped over or struck twice. */
static bool
clock_instant(const struct moment *m, const zone *z, int64_t *ret_instant, struct err *err)
{
	int64_t at[2];
	if (m->has_offset) {
		*ret_instant = m->civil - m->offset_min * 60;
		return true;
	}
	unsigned count = zone_instants(z, m->civil, at);
	if (count == 0 && !m->is_24)
		return fault_gap(m->civil, at[0], z, err);
	if (count == 2 && !m->is_24)
		return fault_overlap(m->civil, at, z, err);
	*ret_instant = at[0];
	return true;
}

/* The midnight at which a day, month, season, year or decade is over. */
static int64_t
period_end(const struct moment *m)
{
	if (m->precision == WHEN_DAY)
		return m->civil + DAY_SECONDS;
	struct date d = date_of_days(civil_days(m->civil));
	unsigned months = m->precision == WHEN_MONTH ? 1 : m->precision == WHEN_SEASON ? 3 : 12;
	if (m->precision == WHEN_DECADE)
		d.year += 9;
	d.month += months;
	if (d.month > 12) {
		d.month -= 12;
		d.year++;
	}
	return date_days(d.year, d.month, 1) * DAY_SECONDS;
}

static bool
moment_first(const struct moment *m, const zone *z, int64_t *ret_instant, struct err *err)
{
	if (clock_known(m))
		return clock_instant(m, z, ret_instant, err);
	*ret_instant = m->precision == WHEN_OPEN ? SPAN_START : day_start(m->civil, z);
	return true;
}

/* A day that a zone left out altogether (Apia, 30 December 2011) is the one
 * instant of the jump. */
static bool
moment_last(const struct moment *m, const zone *z, int64_t *ret_instant, struct err *err)
{
	if (clock_known(m))
		return clock_instant(m, z, ret_instant, err);
	if (m->precision == WHEN_OPEN) {
		*ret_instant = SPAN_END;
		return true;
	}
	int64_t last = day_last(period_end(m), z);
	int64_t first = m->precision == WHEN_DAY ? day_start(m->civil, z) : last;
	*ret_instant = last < first ? first : last;
	return true;
}

static bool
fault_order(const struct when *w, struct err *err)
{
	struct stamp from = { .len = 0 }, to = { .len = 0 };
	stamp_moment(&from, &w->from);
	stamp_moment(&to, &w->to);
	if (w->form == WHEN_INTERVAL)
		return fail(err, ERR_INPUT, "'%.*s/%.*s' ends before it begins", (int)from.len,
			    from.at, (int)to.len, to.at);
	struct moment next = w->to;
	struct stamp clock = { .len = 0 }, other = { .len = 0 };
	stamp_moment_clock(&clock, &w->to);
	next.civil += DAY_SECONDS;
	stamp_moment(&other, &next);
	return fail(err, ERR_INPUT,
		    "the end %.*s is before the beginning; past midnight write %.*s/%.*s",
		    (int)clock.len, clock.at, (int)from.len, from.at, (int)other.len, other.at);
}

bool
when_span(const struct when *w, const zone *z, struct span *ret_span, struct err *err)
{
	struct span span;
	if (!moment_first(&w->from, z, &span.from, err))
		return false;
	if (w->form == WHEN_SINGLE && clock_known(&w->from)) {
		span.to = span.from;
	} else {
		const struct moment *last = w->form == WHEN_SINGLE ? &w->from : &w->to;
		if (!moment_last(last, z, &span.to, err))
			return false;
		if (span.to < span.from)
			return fault_order(w, err);
	}
	*ret_span = span;
	return true;
}
