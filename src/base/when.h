/* when: a time as people write it: an instant, a day, "about", a range.
 *
 *      struct when w;
 *      if (!when_read(S("2026-06-03 16:00/17:40"), &w, &used, &err))
 *              ...
 *      struct span span;
 *      if (!when_span(&w, zone, &span, &err))          a gap of summer time
 *              ...
 *
 * Read: ISO 8601 dates and times with a blank or a T between (2026-06-04,
 * 2026-06-04 06:10, 2026-06-04T06:10:30+02:00, Z), 24:00 for the end of a
 * day, and of EDTF (ISO 8601-2): year, year-month, seasons (2026-21…24),
 * decades 202X, the qualifiers ~ ? % behind a date, a/b, a/.., ../b.  A date
 * before an interval's slash lends itself to a bare time behind it: 2026-06-03
 * 16:00/17:40, our shorthand within one day; there an offset behind either
 * time is the offset of both, unless the other has its own.  A qualifier
 * stands behind the time of day where there is one: 2026-06-03 16:00~.  A
 * `when` holds what was typed and no more, so that printing gives it back;
 * which instants it covers, the zone decides.  All its padding is zero: equal
 * whens are equal bytes.
 */
#ifndef PARAPH_BASE_WHEN_H
#define PARAPH_BASE_WHEN_H

#include "base/buf.h"
#include "base/err.h"
#include "base/zone.h"

enum when_precision {
	WHEN_OPEN,              /* ".." */
	WHEN_DECADE, WHEN_YEAR, WHEN_SEASON, WHEN_MONTH, WHEN_DAY, WHEN_MINUTE, WHEN_SECOND,
};

enum when_form { WHEN_NONE, WHEN_SINGLE, WHEN_INTERVAL, WHEN_WITHIN_DAY };

enum { WHEN_ABOUT = 1, WHEN_UNCERTAIN = 2 };    /* ~, ?; both for % */

struct moment {
	int64_t civil;          /* seconds since 1970-01-01 00:00 on the wall clock */
	int16_t offset_min;     /* minutes east of Greenwich, where has_offset */
	uint8_t precision;      /* enum when_precision */
	uint8_t qualifier : 2;
	uint8_t has_offset : 1;
	uint8_t is_zulu : 1;    /* typed as Z */
	uint8_t season : 3;     /* 1 spring (March to May) … 4 winter (to February) */
	uint8_t is_24 : 1;      /* typed as 24:00; civil is the next midnight */
};

struct when {
	struct moment from, to; /* `to` only of an interval */
	uint8_t form;           /* enum when_form */
};

/* The instants that a `when` covers, in seconds since 1970-01-01T00:00Z, both
 * ends inside: a day ends at 23:59:59; a time to the minute is one instant. */
struct span {
	int64_t from, to;       /* SPAN_START, SPAN_END where open */
};
#define SPAN_START INT64_MIN
#define SPAN_END INT64_MAX

/* Reads a time at the start of `s`; `ret_used` is how many bytes it took (a
 * time ends at a blank or the end, save the one blank between date and time).
 * The message names what is wrong: "there is no 30 February 2026".  On
 * failure `ret_used` is the offset of the fault. */
bool when_read(str s, struct when *ret_when, size_t *ret_used, struct err *err);

/* The canonical form, one string for one `when`: a blank between date and
 * time. */
void when_print(const struct when *w, buf *out);

/* The instants covered.  Fails, with the cure in the message, on a time that
 * the zone's clock jumped over, on one that it struck twice without an
 * offset, and on an interval that ends before it begins.  Days and 24:00
 * never fail: where midnight is missing, the jump is taken for it.
 * Qualifiers widen nothing. */
bool when_span(const struct when *w, const zone *z, struct span *ret_span, struct err *err);

/* An instant on the zone's clock: "2026-06-04T06:10+02:00", "4 June 2026",
 * "06:10", "4 June 2026 06:10 CEST", with seconds only where they are not 0;
 * ".." for SPAN_START and SPAN_END and what is as far. */
void instant_iso(int64_t instant, const zone *z, buf *out);
void instant_date(int64_t instant, const zone *z, buf *out);
void instant_time(int64_t instant, const zone *z, buf *out);
void instant_full(int64_t instant, const zone *z, buf *out);

/* A `when` for people: "3 June 2026 16:00-17:40", "about 24 November 2025",
 * "17 to 23 November 2025", "not after 22 November 2025", "from 17 November
 * 2025 on", "24 November 2025 (uncertain)", "spring 2026", "the 2020s". */
void when_words(const struct when *w, buf *out);

/* ISO form of a `when`'s end for data: "2026-06-03", "2026-06-03T16:00+02:00"
 * as precise as it was typed, or nothing where open.  24:00 is 00:00 of the
 * next day here. */
void moment_iso(const struct moment *m, const zone *z, buf *out);

/* The word for a precision: "minute", "day", … */
const char *when_precision_name(enum when_precision precision);

#endif
