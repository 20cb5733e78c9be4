/* An expression with what goes before it: "the past two weeks", "early this
 * month", "more than four hours", "the end of 1990", "about two years ago". */
#include "clerk/dates_int.h"

static bool
is_shift_calendar(const struct expression *e)
{
	return e->form == FORM_CALENDAR || e->form == FORM_SHIFT || e->form == FORM_LAST;
}

/* The article belongs to what it makes definite. */
static bool
takes_article(const struct expression *e, const struct reading *p, uint32_t i)
{
	if (e->form == FORM_CALENDAR)
		return e->quarter || e->is_quarter || e->half || e->season || e->decade || e->century ||
		       e->has_shift || e->has_day_shift || (e->day && is_word(p, i, W_ORDINAL));
	if (e->form == FORM_REF)
		return is_word(p, i, W_REF) ? e->ref == REF_FUTURE : true;
	if (e->form == FORM_DURATION)
		return !is_word(p, i, W_SPAN);
	return e->form == FORM_SHIFT || e->form == FORM_LAST || e->form == FORM_AGO ||
	       (e->form == FORM_SET && e->season);
}

/* A calendar date or a span, whichever is longer. */
static uint32_t
core(const struct reading *p, uint32_t i, struct expression *e)
{
	struct expression span;
	uint32_t end = date_calendar(p, i, e), end_of_span = date_span(p, i, &span);
	if (end_of_span > end) {
		*e = span;
		end = end_of_span;
	}
	return end;
}

static uint32_t
with_article(const struct reading *p, uint32_t i, struct expression *e)
{
	if (!is_little(p, i, LITTLE_THE))
		return core(p, i, e);
	uint32_t end = date_calendar(p, i, e); /* the 24th of May */
	if (end > i)
		return end;
	if (word_of(p, i + 1)->unit == UNIT_YEAR && date_calendar(p, i + 2, e) > i + 2 && e->year &&
	    !e->month)
		return date_calendar(p, i + 2, e); /* the year 2000 */
	end = core(p, i + 1, e);
	if (end == i + 1 && is_word(p, i + 1, W_SHADE)) {
		enum shade shade = (enum shade)word_of(p, i + 1)->number;
		end = core(p, i + 2, e); /* the early 1980s */
		if (end == i + 2 || !is_shift_calendar(e))
			return i;
		e->mod = (uint8_t)shade;
		return end;
	}
	if (end == i + 1 && is_little(p, i + 1, LITTLE_NEAR)) {
		end = core(p, i + 2, e);
		return end > i + 2 && e->form == FORM_REF ? end : i;
	}
	return end > i + 1 && takes_article(e, p, i + 1) ? end : i;
}

/* "at least", "up to", "more than", "no more than", "nearly": its end. */
static uint32_t
measure(const struct reading *p, uint32_t i, enum shade *ret)
{
	const struct date_word *w = word_of(p, i), *next = word_of(p, i + 1);
	if (w->classes & W_ABOUT) {
		*ret = (enum shade)w->number;
		return i + 1;
	}
	if (w->little == LITTLE_AT && (next->little == LITTLE_LEAST || next->little == LITTLE_MOST)) {
		*ret = next->little == LITTLE_LEAST ? SHADE_AT_LEAST : SHADE_AT_MOST;
		return i + 2;
	}
	if (w->little == LITTLE_UP && next->little == LITTLE_TO) {
		*ret = SHADE_AT_MOST;
		return i + 2;
	}
	bool is_less = w->little == LITTLE_LESS, is_more = is_mark(p, i, "more") || is_mark(p, i, "More");
	if ((is_less || is_more) && next->little == LITTLE_THAN) {
		*ret = is_less ? SHADE_LESS : SHADE_MORE;
		return i + 2;
	}
	if (w->little == LITTLE_NO && next->little == LITTLE_NONE && is_mark(p, i + 1, "more") &&
	    is_little(p, i + 2, LITTLE_THAN)) {
		*ret = SHADE_AT_MOST;
		return i + 3;
	}
	return i;
}

static uint32_t
measured(const struct reading *p, uint32_t i, struct expression *e)
{
	enum shade shade = SHADE_NONE;
	uint32_t at = measure(p, i, &shade);
	if (at == i)
		return i;
	uint32_t end = with_article(p, at, e);
	if (end == at)
		return i;
	bool is_amount = e->form == FORM_DURATION || e->form == FORM_AGO;
	bool is_near = shade == SHADE_APPROX && e->form == FORM_CALENDAR &&
		       (e->day || e->has_minute || e->year || e->month);
	if (!is_amount && !is_near)
		return i;
	/* "over the past two years" is no measure; "nearly" is */
	if (is_amount && is_word(p, i, W_ABOUT) && is_little(p, at, LITTLE_THE))
		return i;
	if (is_near && is_mark(p, i, "about") && !e->has_minute)
		return i;
	/* "spent over three years" is a place as often as a measure */
	if (shade == SHADE_MORE && is_word(p, i, W_ABOUT) && !is_little(p, at, LITTLE_A) &&
	    !(i > 0 && word_of(p, i - 1)->little))
		return i;
	e->mod = (uint8_t)shade;
	return end;
}

/* "early this month", "late Sunday", "earlier in the year". */
static uint32_t
shaded(const struct reading *p, uint32_t i, struct expression *e)
{
	if (!is_word(p, i, W_SHADE))
		return i;
	uint32_t at = i + 1;
	if ((is_little(p, at, LITTLE_IN) || is_little(p, at, LITTLE_ON)) &&
	    (is_little(p, at + 1, LITTLE_THE) || is_word(p, at + 1, W_SHIFT | W_WEEKDAY | W_YEAR)))
		at++;
	/* "Earlier Friday" at a sentence's start is an adverb and a day. */
	if (is_word(p, i, W_AGO) && (p->r->tokens[i].flags & TOKEN_CAPITAL) && is_word(p, at, W_WEEKDAY))
		return i;
	bool is_mid = word_of(p, i)->number == SHADE_MID;
	uint32_t end = with_article(p, at, e);
	if (end == at || !is_shift_calendar(e) || e->has_minute ||
	    (is_mid && !e->part && !e->season && !e->month))
		return i;
	e->mod = (uint8_t)word_of(p, i)->number;
	return end;
}

/* "the end of 1990", "the beginning of the month". */
static uint32_t
shaded_of(const struct reading *p, uint32_t i, struct expression *e)
{
	uint32_t at = is_little(p, i, LITTLE_THE) ? i + 1 : i;
	if (is_word(p, at, W_SHADE_OF) && is_little(p, at + 1, LITTLE_OF)) {
		uint32_t end = with_article(p, at + 2, e);
		if (end == at + 2 || !is_shift_calendar(e) || e->has_minute)
			return i;
		e->mod = (uint8_t)word_of(p, at)->number;
		return end;
	}
	return i;
}

uint32_t
date_expression(const struct reading *p, uint32_t i, struct expression *e)
{
	static uint32_t (*const kinds[])(const struct reading *, uint32_t, struct expression *) = {
		measured,
		shaded_of,
		shaded,
		with_article,
	};
	for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
		*e = (struct expression){ 0 };
		uint32_t end = kinds[kind](p, i, e);
		if (end > i) {
			e->run = (struct run){ i, end };
			return end;
		}
	}
	return i;
}
