/* The moment of publication: what a report's stamp says, or somebody gives. */
#include <string.h>

#include "base/civil.h"
#include "base/when.h"
#include "clerk/dates_int.h"

/* A whole day among the tokens of `run`, and the time beside it. */
static bool
anchor_in(const date_words *words, const struct report *r, struct run run, struct anchor *ret)
{
	struct reading p = { .r = r, .words = words->of, .to = run.to };
	struct anchor found = { 0 };
	for (uint32_t i = run.from; i < run.to;) {
		struct expression e;
		uint32_t end = date_expression(&p, i, &e);
		bool is_date = end > i && e.form == FORM_CALENDAR;
		if (is_date && !found.is_known && e.year && e.month && e.day) {
			found.is_known = true;
			found.day = date_days(e.year, e.month, e.day);
		}
		if (is_date && e.has_minute && !found.has_minute) {
			found.has_minute = true;
			found.minute = e.minute;
			found.has_offset = e.has_offset;
			found.offset_min = e.offset;
		}
		i = end > i ? end : i + 1;
	}
	if (found.is_known)
		*ret = found;
	return found.is_known;
}

bool
dates_anchor(date_words *words, const struct report *r, struct anchor *ret)
{
	static const uint8_t zones[] = { ZONE_STAMP, ZONE_TITLE };
	date_words_update(words);
	for (size_t z = 0; z < sizeof zones; z++)
		for (size_t i = 0; i < r->paragraph_count; i++)
			if (r->paragraphs[i].zone == zones[z] &&
			    anchor_in(words, r, r->paragraphs[i].run, ret))
				return true;
	for (size_t i = 0; i < r->paragraph_count; i++) {
		struct run run = r->paragraphs[i].run;
		run.to = run.from + r->paragraphs[i].dateline;
		if (!run_is_empty(run) && anchor_in(words, r, run, ret))
			return true;
	}
	return false;
}

/* "20251124" to "2025-11-24", and nothing else changed. */
static str
with_hyphens(arena *a, str s)
{
	uint64_t digits;
	if (s.len >= 8 && str_u64(str_sub(s, 0, 8), &digits) &&
	    (s.len == 8 || s.at[8] == 'T' || s.at[8] == ' '))
		return arena_printf(a, "%.4s-%.2s-%.2s%.*s", s.at, s.at + 4, s.at + 6, (int)(s.len - 8),
				    s.at + 8);
	return s;
}

static void
take_moment(const struct when *w, struct anchor *ret)
{
	int64_t day = civil_days(w->from.civil);
	*ret = (struct anchor){ .is_known = true,
				.day = day,
				.has_minute = w->from.precision >= WHEN_MINUTE,
				.has_offset = w->from.has_offset,
				.offset_min = w->from.offset_min };
	if (ret->has_minute)
		ret->minute = (int16_t)((w->from.civil - day * DAY_SECONDS) / 60);
}

bool
anchor_read(str s, struct anchor *ret)
{
	arena *a = arena_new();
	struct when w;
	struct err err = { 0 };
	struct report r;
	size_t used;
	s = with_hyphens(a, str_trim(s));
	bool is_read = when_read(s, &w, &used, &err) && w.form == WHEN_SINGLE &&
		       w.from.precision >= WHEN_DAY && used == s.len;
	if (is_read) {
		take_moment(&w, ret);
	} else if (report_read(a, NULL, S("a time"), s, REPORT_PLAIN, &r, &err)) {
		date_words *words = date_words_new(a, r.words);
		is_read = anchor_in(words, &r, (struct run){ 0, (uint32_t)r.token_count }, ret);
	}
	arena_free(a);
	return is_read;
}
