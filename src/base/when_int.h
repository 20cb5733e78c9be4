/* when_int: what the files of `when` share.  A stamp is a short text in place,
 * long enough for two moments in words and all that may stand around them. */
#ifndef PARAPH_BASE_WHEN_INT_H
#define PARAPH_BASE_WHEN_INT_H

#include "base/when.h"

#include "base/civil.h"

/* EDTF writes the seasons as months 21 to 24. */
enum { SEASON_BASE = 20 };

struct stamp {
	char at[192];
	size_t len;
};

void stamp_byte(struct stamp *s, char c);

/* "+02:00" */
void stamp_offset(struct stamp *s, int minutes);

/* "2026-03-29 02:30", and "02:30" alone where it lies in the day given. */
void stamp_civil(struct stamp *s, int64_t civil, int64_t known_day);

/* "2026-06-03 16:00+02:00~", as it is typed; the time of day alone. */
void stamp_moment(struct stamp *s, const struct moment *m);
void stamp_moment_clock(struct stamp *s, const struct moment *m);

static inline bool
clock_known(const struct moment *m)
{
	return m->precision >= WHEN_MINUTE;
}

/* The day that was typed: 24:00 belongs to the day it ends. */
static inline int64_t
typed_day(const struct moment *m)
{
	return civil_days(m->civil - m->is_24);
}

/* An offset as it can be typed. */
static inline int
offset_minutes(int32_t seconds)
{
	return (seconds + (seconds < 0 ? -30 : 30)) / 60;
}

#endif
