/* Amounts of time and what is made with them: "three days", "last week", "a year
 * earlier", "every month".  Every function gives the end of what it read, or `i`. */
#include <string.h>

#include "clerk/dates_int.h"

enum { NUMERALS_MOST = 4, NUMBER_MOST = 1000000 };

static bool
is_capital_word(const struct reading *p, uint32_t i)
{
	return i < p->to && (p->r->tokens[i].flags & TOKEN_CAPITAL);
}

static bool
is_unit(const struct reading *p, uint32_t i)
{
	return is_word(p, i, W_UNIT);
}

static bool
is_text(const struct reading *p, uint32_t i, const char *word)
{
	return i < p->to && str_eq_nocase(p->r->tokens[i].text, str_of(word));
}

/* ---- amounts ---- */

/* "twenty five", "two hundred", "five thousand". */
static uint32_t
numerals(const struct reading *p, uint32_t i, int32_t *ret)
{
	int32_t total = 0, last = 0;
	uint32_t at = i;
	for (; is_word(p, at, W_NUMERAL) && at - i < NUMERALS_MOST; at++) {
		int32_t number = word_of(p, at)->number;
		if (number >= 100)
			total = (last && total < NUMBER_MOST ? total : 1) * number;
		else if (at > i && (last < 20 || (last < 100 && number >= 10)))
			break;
		else
			total += number;
		last = number;
	}
	*ret = total;
	return at;
}

/* "1/2" or "and a half" behind a number, "½". */
static uint32_t
half_behind(const struct reading *p, uint32_t i, struct expression *e)
{
	if (is_mark(p, i, "1/2") || is_mark(p, i, "½")) {
		e->has_half = true;
		return i + 1;
	}
	if (is_little(p, i, LITTLE_AND) && is_little(p, i + 1, LITTLE_A) &&
	    is_little(p, i + 2, LITTLE_HALF)) {
		e->has_half = true;
		return i + 3;
	}
	return i;
}

static uint32_t
plain_amount(const struct reading *p, uint32_t i, struct expression *e)
{
	if (date_digits(p, i, &e->amount))
		return half_behind(p, i + 1, e);
	const struct date_word *w = word_of(p, i);
	if (w->classes & W_NUMERAL)
		return half_behind(p, numerals(p, i, &e->amount), e);
	if (w->classes & W_VAGUE) {
		e->is_vague = w->number == 0;
		e->amount = w->number;
		return is_little(p, i + 1, LITTLE_OF) && w->number == 2 ? i + 2 : i + 1;
	}
	return i;
}

uint32_t
date_amount(const struct reading *p, uint32_t i, struct expression *e)
{
	if (is_little(p, i, LITTLE_HALF) && is_little(p, i + 1, LITTLE_A)) {
		e->has_half = true; /* half an hour */
		return i + 2;
	}
	if (!is_little(p, i, LITTLE_A)) {
		uint32_t end = plain_amount(p, i, e);
		/* "12 to 18 months", "two or three" */
		if (end == i || e->is_vague ||
		    !(is_little(p, end, LITTLE_TO) || is_little(p, end, LITTLE_OR) || is_mark(p, end, "-") ||
		      is_mark(p, end, "–")))
			return end;
		struct expression second = { 0 };
		uint32_t more = plain_amount(p, end + 1, &second);
		return more > end + 1 && (is_unit(p, more) || is_word(p, more, W_MODIFIER)) ? more : end;
	}
	const struct date_word *next = word_of(p, i + 1);
	if ((next->classes & W_VAGUE) && !is_text(p, i + 1, "some") && !is_text(p, i + 1, "several"))
		return plain_amount(p, i + 1, e);
	if ((next->classes & W_NUMERAL) && (next->number == 12 || next->number >= 100))
		return plain_amount(p, i + 1, e);
	if (next->little == LITTLE_HALF) {
		e->has_half = true; /* a half hour */
		return i + 2;
	}
	e->amount = 1;
	return i + 1;
}

/* ---- behind an amount with its unit ---- */

/* "ago", "earlier", "later", "from now", "or so". */
static uint32_t
ago_behind(const struct reading *p, uint32_t i, struct expression *e)
{
	uint32_t at = is_little(p, i, LITTLE_OR) && is_little(p, i + 1, LITTLE_SO) ? i + 2 : i;
	if (at > i)
		e->mod = SHADE_APPROX;
	if (is_word(p, at, W_AGO)) {
		bool is_ago = is_text(p, at, "ago");
		e->form = FORM_AGO;
		e->direction = is_text(p, at, "later") ? 1 : -1;
		e->is_of_last = !is_ago;
		return at + 1;
	}
	if (is_little(p, at, LITTLE_FROM) && (is_text(p, at + 1, "now") || is_text(p, at + 1, "today"))) {
		e->form = FORM_AGO;
		e->direction = 1;
		return at + 2;
	}
	return at;
}

/* "or months" behind "weeks". */
static uint32_t
units_behind(const struct reading *p, uint32_t i, const struct expression *e)
{
	bool is_second = e->is_vague && (is_little(p, i, LITTLE_OR) || is_little(p, i, LITTLE_AND)) &&
			 is_word(p, i + 1, W_PLURAL) && is_unit(p, i + 1) && e->form != FORM_AGO;
	return is_second ? i + 2 : i;
}

/* "more", "consecutive", "trading" between an amount and its unit. */
static uint32_t
skip_modifier(const struct reading *p, uint32_t i)
{
	return is_word(p, i, W_MODIFIER) && is_unit(p, i + 1) ? i + 1 : i;
}

/* "a year" behind a price or a count is each year. */
static bool
is_rate(const struct reading *p, uint32_t i)
{
	if (i == 0 || !is_little(p, i, LITTLE_A))
		return false;
	const struct token *before = &p->r->tokens[i - 1];
	const struct date_word *w = word_of(p, i - 1);
	return before->kind == TOKEN_NUMBER || str_eq(before->text, S("%")) || w->little == LITTLE_TIMES ||
	       is_text(p, i - 1, "percent") || is_text(p, i - 1, "million") || is_text(p, i - 1, "billion") ||
	       is_text(p, i - 1, "dollars") || is_text(p, i - 1, "hours") || is_text(p, i - 1, "days");
}

static uint32_t
amount_of_units(const struct reading *p, uint32_t i, struct expression *e)
{
	uint32_t at = date_amount(p, i, e);
	if (at == i)
		return i;
	uint32_t unit = skip_modifier(p, at);
	if (!is_unit(p, unit) || (word_of(p, unit)->classes & W_SPAN))
		return i;
	/* "second" is an ordinal, "a quarter" a fourth */
	if ((is_word(p, unit, W_ORDINAL) && e->amount > 1) ||
	    (is_little(p, i, LITTLE_A) && word_of(p, unit)->unit == UNIT_QUARTER))
		return i;
	if (is_word(p, unit, W_ORDINAL) && is_little(p, i, LITTLE_A))
		return i;
	e->unit = word_of(p, unit)->unit;
	e->form = FORM_DURATION;
	if (is_little(p, i, LITTLE_A) && e->unit == UNIT_WEEKEND)
		return i;
	uint32_t end = ago_behind(p, half_behind(p, unit + 1, e), e);
	if (e->form == FORM_DURATION && is_rate(p, i)) {
		e->form = FORM_SET;
		return unit + 1;
	}
	/* "a day to celebrate" lasts no day */
	bool is_a_day =
		is_little(p, i, LITTLE_A) && e->unit == UNIT_DAY && e->form == FORM_DURATION && !e->has_half;
	if (is_a_day && !(i > 0 && (word_of(p, i - 1)->little > LITTLE_A || is_word(p, i - 1, W_ABOUT))))
		return i;
	/* An age is none, nor is "6-year-old". */
	return e->form == FORM_DURATION && is_little(p, end, LITTLE_OLD) ? i : units_behind(p, end, e);
}

/* "a long time", "a while", "some time". */
static uint32_t
some_time(const struct reading *p, uint32_t i, struct expression *e)
{
	uint32_t at = i + 1;
	if (!is_little(p, i, LITTLE_A) && !is_text(p, i, "some"))
		return i;
	if (is_little(p, at, LITTLE_VERY) || is_text(p, at, "quite") || is_text(p, at, "fairly"))
		at++;
	bool is_long = is_text(p, at, "long") || is_text(p, at, "short") || is_text(p, at, "lengthy");
	bool is_while = is_text(p, at + is_long, "while"), is_some = is_text(p, i, "some") && at == i + 1;
	if (!is_while && !(is_little(p, at + is_long, LITTLE_TIME) && (is_long || is_some)) &&
	    !(is_long && is_little(p, at + 1, LITTLE_PERIOD)))
		return i;
	e->form = FORM_DURATION;
	e->is_vague = true;
	return ago_behind(p, at + is_long + 1, e);
}

/* "weeks", "for years", "days ago": plurals alone. */
static uint32_t
bare_units(const struct reading *p, uint32_t i, struct expression *e)
{
	if (!is_word(p, i, W_PLURAL) || !is_unit(p, i) || is_word(p, i, W_ORDINAL) || is_capital_word(p, i))
		return i;
	e->form = FORM_DURATION;
	e->is_vague = true;
	e->unit = word_of(p, i)->unit;
	uint32_t end = units_behind(p, ago_behind(p, i + 1, e), e);
	if (e->form == FORM_AGO)
		return end;
	if (e->unit < UNIT_DAY || e->unit == UNIT_WEEKEND || e->unit == UNIT_QUARTER)
		return i;
	if (i == 0)
		return end;
	switch (word_of(p, i - 1)->little) {
	case LITTLE_FOR:
	case LITTLE_IN:
	case LITTLE_AFTER:
	case LITTLE_OF:
	case LITTLE_OR:
	case LITTLE_OLD:
	case LITTLE_DURING:
	case LITTLE_AND:
		return end;
	default:
		return is_little(p, i + 1, LITTLE_OF) || is_little(p, i + 1, LITTLE_AFTER) ||
				       is_little(p, i + 1, LITTLE_BEFORE) || is_text(p, i - 1, "within") ||
				       is_text(p, i - 1, "take")
			       ? end
			       : i;
	}
}

static uint32_t
span_word(const struct reading *p, uint32_t i, struct expression *e)
{
	if (!is_word(p, i, W_SPAN))
		return i;
	e->form = FORM_DURATION;
	e->amount = word_of(p, i)->number;
	e->is_vague = e->amount == 0;
	e->unit = word_of(p, i)->unit;
	return i + 1;
}

/* ---- sets ---- */

static uint32_t
every(const struct reading *p, uint32_t i, struct expression *e)
{
	if (!is_word(p, i, W_EACH))
		return i;
	e->form = FORM_SET;
	uint32_t at = is_word(p, i + 1, W_MODIFIER) ? i + 2 : i + 1;
	const struct date_word *w = word_of(p, at);
	if ((w->classes & W_WEEKDAY) || ((w->classes & W_MONTH) && is_capital_word(p, at)) ||
	    (w->classes & W_SEASON)) {
		e->weekday = (w->classes & W_WEEKDAY) ? (uint8_t)w->number : 0;
		e->month = (w->classes & W_MONTH) ? (uint8_t)w->number : 0;
		e->season = (w->classes & W_SEASON) ? (uint8_t)w->number : 0;
		if (e->weekday && is_word(p, at + 1, W_PART))
			e->part = (uint8_t)word_of(p, ++at)->number;
		return at + 1;
	}
	if ((w->classes & W_PART) && w->shade == 0) {
		e->part = (uint8_t)w->number;
		return at + 1;
	}
	uint32_t unit = date_amount(p, at, e);
	if (unit == at)
		e->amount = at == i + 2 && is_text(p, i + 1, "other") ? 2 : 1;
	if (!is_unit(p, unit) || word_of(p, unit)->unit == UNIT_SECOND)
		return i;
	e->unit = word_of(p, unit)->unit;
	return unit + 1;
}

static uint32_t
periodic(const struct reading *p, uint32_t i, struct expression *e)
{
	if (!is_word(p, i, W_PERIODIC) || (is_capital_word(p, i) && !(p->r->tokens[i].flags & TOKEN_FIRST)))
		return i;
	e->form = FORM_SET;
	e->amount = word_of(p, i)->number;
	e->unit = word_of(p, i)->unit;
	/* "quarterly dividend" names a kind, "paid quarterly" a time */
	bool is_adjective =
		i + 1 < p->to && p->r->tokens[i + 1].kind == TOKEN_WORD && word_of(p, i + 1)->little == 0;
	return e->amount == 3 && is_adjective ? i : i + 1;
}

/* ---- last, this and next ---- */

/* What a shift may stand before beside units: "last March", "this morning". */
static uint32_t
shifted_calendar(const struct reading *p, uint32_t i, int8_t shift, struct expression *e)
{
	struct expression day = { 0 };
	if (is_word(p, i, W_PART) && !is_word(p, i, W_PLURAL) && word_of(p, i)->shade == 0) {
		e->form = FORM_CALENDAR;
		e->has_day_shift = true;
		e->day_shift = shift;
		e->part = (uint8_t)word_of(p, i)->number;
		return i + 1;
	}
	if (!is_word(p, i, W_MONTH | W_WEEKDAY | W_SEASON | W_HOLIDAY | W_HOLIDAY_DAY | W_QUARTER) ||
	    is_word(p, i, W_PLURAL))
		return i;
	uint32_t end = date_calendar(p, i, &day);
	if (end == i || day.form != FORM_CALENDAR || day.has_minute)
		return i;
	*e = day;
	e->has_shift = true;
	e->shift = shift;
	return end;
}

/* "'s third quarter" behind "last year". */
static uint32_t
quarter_behind(const struct reading *p, uint32_t i, struct expression *e)
{
	struct expression quarter = { 0 };
	if (!is_little(p, i, LITTLE_S) || !is_word(p, i + 1, W_ORDINAL | W_QUARTER))
		return i;
	uint32_t end = date_calendar(p, i + 1, &quarter);
	if (end == i + 1 || !quarter.quarter || quarter.year)
		return i;
	quarter.has_year_shift = true;
	quarter.year_shift = e->shift;
	*e = quarter;
	return end;
}

static uint32_t
shifted_unit(const struct reading *p, uint32_t i, int8_t shift, struct expression *e)
{
	const struct date_word *w = word_of(p, i);
	bool is_fiscal = is_little(p, i, LITTLE_FISCAL) || is_word(p, i, W_MODIFIER);
	if (is_fiscal)
		w = word_of(p, ++i);
	if (!(w->classes & W_UNIT) || (w->classes & W_SPAN))
		return i - is_fiscal;
	e->unit = w->unit;
	if (w->classes & W_PLURAL) {
		e->form = FORM_DURATION;
		e->is_vague = true;
		return i + 1;
	}
	if (w->unit < UNIT_DAY)
		return i - is_fiscal;
	/* "the past decade" is ten years, no decade of the calendar */
	if (w->unit >= UNIT_DECADE && shift < 0) {
		e->form = FORM_DURATION;
		e->amount = 1;
		e->shift = shift;
		e->has_shift = true;
		return i + 1;
	}
	e->form = FORM_SHIFT;
	e->shift = shift;
	e->has_shift = true;
	return w->unit == UNIT_YEAR ? quarter_behind(p, i + 1, e) : i + 1;
}

/* "the past two weeks", "the next few days". */
static uint32_t
shifted_amount(const struct reading *p, uint32_t i, int8_t shift, struct expression *e)
{
	if (is_little(p, i, LITTLE_A))
		return i;
	uint32_t at = date_amount(p, i, e), unit = skip_modifier(p, at);
	if (at == i || !is_unit(p, unit) || !is_word(p, unit, W_PLURAL)) {
		/* "the past three summers" */
		if (at > i && is_word(p, unit, W_SEASON) && is_word(p, unit, W_PLURAL)) {
			e->form = FORM_SET;
			e->season = (uint8_t)word_of(p, unit)->number;
			return unit + 1;
		}
		return i;
	}
	e->form = FORM_DURATION;
	e->unit = word_of(p, unit)->unit;
	e->shift = shift;
	e->has_shift = true;
	if (is_little(p, unit + 1, LITTLE_OR) && is_little(p, unit + 2, LITTLE_SO)) {
		e->mod = SHADE_APPROX;
		return unit + 3;
	}
	return unit + 1;
}

static bool
is_of_last(const struct reading *p, uint32_t i)
{
	static const char *const words[] = { "previous",   "preceding", "prior", "following",
					     "subsequent", "same",      "that" };
	for (size_t w = 0; w < sizeof words / sizeof *words; w++)
		if (is_text(p, i, words[w]))
			return true;
	return false;
}

static uint32_t
shifted(const struct reading *p, uint32_t i, struct expression *e)
{
	if (!is_word(p, i, W_SHIFT))
		return i;
	uint32_t at = i + 1;
	/* "This Week", a programme */
	if (is_capital_word(p, i) && is_capital_word(p, at) && is_unit(p, at) &&
	    !(p->r->tokens[i].flags & TOKEN_FIRST) &&
	    p->r->paragraphs[p->r->tokens[i].paragraph].zone == ZONE_BODY)
		return i;
	int8_t shift = (int8_t)word_of(p, i)->number;
	bool of_last = is_of_last(p, i);
	/* "this past spring", "this coming Sunday", "that same day" */
	if (shift == 0 && is_word(p, at, W_SHIFT) && !is_text(p, at, "last")) {
		shift = (int8_t)word_of(p, at)->number;
		of_last |= is_of_last(p, at);
		at++;
	}
	uint32_t end = shifted_calendar(p, at, shift, e);
	if (end == at)
		end = shifted_amount(p, at, shift, e);
	if (end == at) {
		*e = (struct expression){ 0 };
		end = shifted_unit(p, at, shift, e);
	}
	if (end == at || e->form == FORM_NONE)
		return i;
	if (shift == 0 && e->form == FORM_DURATION)
		return i;
	e->is_of_last = of_last;
	/* "that year" with nothing before it is this one */
	if (of_last && shift == 0 && e->form == FORM_SHIFT)
		e->form = FORM_LAST;
	return end;
}

/* "the year-earlier quarter", "the year-ago period", "year-end". */
static uint32_t
year_ago(const struct reading *p, uint32_t i, struct expression *e)
{
	const struct date_word *w = word_of(p, i);
	uint32_t end = i;
	if (w->classes & W_YEAR_END) {
		e->form = FORM_CALENDAR;
		e->month = 12;
		e->day = 31;
		e->has_year_shift = true;
		return i + 1;
	}
	if (w->unit == UNIT_YEAR && (w->classes & W_UNIT) && !(w->classes & W_PLURAL) &&
	    is_text(p, i + 1, "end"))
		end = i + 2;
	else if (w->unit == UNIT_YEAR && is_little(p, i + 1, LITTLE_S) && is_text(p, i + 2, "end"))
		end = i + 3;
	if (end > i) {
		e->form = FORM_SHIFT;
		e->unit = UNIT_YEAR;
		e->has_shift = true;
		e->mod = SHADE_END;
		return end;
	}
	if (!(w->classes & W_YEAR_AGO))
		return i;
	e->form = FORM_AGO;
	e->amount = 1;
	e->unit = UNIT_YEAR;
	e->direction = -1;
	e->is_of_last = true;
	struct expression quarter = { 0 };
	if (is_little(p, i + 1, LITTLE_PERIOD) || word_of(p, i + 1)->unit == UNIT_QUARTER) {
		e->is_quarter = word_of(p, i + 1)->unit == UNIT_QUARTER;
		return i + 2;
	}
	end = is_word(p, i + 1, W_ORDINAL | W_QUARTER) ? date_calendar(p, i + 1, &quarter) : i + 1;
	if (end == i + 1 || !quarter.quarter)
		return i + 1;
	*e = quarter;
	e->has_year_shift = true;
	e->year_shift = -1;
	return end;
}

/* "the quarter", "the weekend", "the week": the one that was spoken of. */
static uint32_t
the_unit(const struct reading *p, uint32_t i, struct expression *e)
{
	if (!is_unit(p, i) || is_word(p, i, W_PLURAL | W_SPAN))
		return i;
	e->unit = word_of(p, i)->unit;
	e->form = FORM_LAST;
	bool has_the = i > 0 && is_little(p, i - 1, LITTLE_THE);
	if (e->unit == UNIT_WEEKEND)
		return i + 1;
	if (!has_the || is_little(p, i + 1, LITTLE_OF) || is_little(p, i + 1, LITTLE_BEFORE) ||
	    is_little(p, i + 1, LITTLE_AFTER))
		return i;
	if (e->unit == UNIT_YEAR && (is_text(p, i + 1, "ended") || is_text(p, i + 1, "ending"))) {
		e->form = FORM_DURATION;
		e->amount = 1;
	}
	return e->unit == UNIT_QUARTER || e->unit == UNIT_WEEK || e->unit == UNIT_MONTH ||
			       e->unit == UNIT_YEAR
		       ? i + 1
		       : i;
}

/* "the first nine months", "the nine months", "its first two years". */
static uint32_t
first_units(const struct reading *p, uint32_t i, struct expression *e)
{
	if (!is_text(p, i, "first") || is_little(p, i + 1, LITTLE_A))
		return i;
	uint32_t at = date_amount(p, i + 1, e);
	if (at == i + 1 || !is_unit(p, at) || !is_word(p, at, W_PLURAL))
		return i;
	e->form = FORM_DURATION;
	e->unit = word_of(p, at)->unit;
	return at + 1;
}

/* ---- now and then ---- */

/* Not "as soon as", "soon after". */
static bool
is_soon(const struct reading *p, uint32_t i)
{
	bool is_as =
		i > 0 && (is_text(p, i - 1, "as") || is_text(p, i - 1, "how") || is_text(p, i - 1, "too"));
	return !is_as && !is_little(p, i + 1, LITTLE_AFTER) && !is_text(p, i + 1, "as");
}

static uint32_t
reference(const struct reading *p, uint32_t i, struct expression *e)
{
	const struct date_word *w = word_of(p, i);
	e->form = FORM_REF;
	if (w->classes & W_REF) {
		e->ref = (uint8_t)w->number;
		bool is_recent = is_text(p, i, "recent");
		if (is_recent && is_unit(p, i + 1) && is_word(p, i + 1, W_PLURAL)) {
			e->is_vague = true;
			return units_behind(p, i + 2, e);
		}
		if (is_text(p, i, "soon") && !is_soon(p, i))
			return i;
		/* What begins with "Now" goes on in speaking, not in time. */
		if (is_text(p, i, "now") && is_capital_word(p, i))
			return i;
		/* "future" as an adjective tells no time */
		if (is_text(p, i, "future"))
			return i > 0 && (is_little(p, i - 1, LITTLE_THE) || is_text(p, i - 1, "near") ||
					 is_text(p, i - 1, "foreseeable") || is_text(p, i - 1, "distant") ||
					 is_little(p, i - 1, LITTLE_IN) || is_text(p, i - 1, "immediate"))
				       ? i + 1
				       : i;
		return i + 1;
	}
	if (is_little(p, i, LITTLE_RIGHT) && is_text(p, i + 1, "now")) {
		e->ref = REF_PRESENT;
		return i + 2;
	}
	if (is_little(p, i, LITTLE_THESE) && is_text(p, i, "these") && word_of(p, i + 1)->unit == UNIT_DAY) {
		e->ref = REF_PRESENT;
		return i + 2;
	}
	bool has_the = i > 0 && is_little(p, i - 1, LITTLE_THE);
	if (is_text(p, i, "past") && has_the && !is_unit(p, i + 1) &&
	    !(p->r->tokens[i + 1 < p->to ? i + 1 : i].kind == TOKEN_WORD && i + 1 < p->to &&
	      !word_of(p, i + 1)->little)) {
		e->ref = REF_PAST;
		return i + 1;
	}
	return i;
}

uint32_t
date_span(const struct reading *p, uint32_t i, struct expression *e)
{
	static uint32_t (*const kinds[])(const struct reading *, uint32_t, struct expression *) = {
		amount_of_units, some_time,   span_word,  every,    periodic,  shifted,
		year_ago,        first_units, bare_units, the_unit, reference,
	};
	for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
		*e = (struct expression){ 0 };
		uint32_t end = kinds[kind](p, i, e);
		if (end > i && e->form != FORM_NONE)
			return end;
	}
	*e = (struct expression){ 0 };
	return i;
}
