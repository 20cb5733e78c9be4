/* dates_int: the steps of finding dates.
 *
 * words in classes (dates_words.c) -> expressions (dates_parse.c and dates_spans.c)
 *       -> the direction that a verb gives (dates_tense.c) -> days and strings (dates_value.c)
 */
#ifndef PARAPH_CLERK_DATES_INT_H
#define PARAPH_CLERK_DATES_INT_H

#include "base/buf.h"
#include "clerk/dates.h"

/* What a word may be; several at once. */
enum {
	W_MONTH = 1 << 0, W_WEEKDAY = 1 << 1, W_UNIT = 1 << 2, W_PLURAL = 1 << 3,
	W_NUMERAL = 1 << 4, W_ORDINAL = 1 << 5,
	W_SEASON = 1 << 6, W_PART = 1 << 7, W_SHIFT = 1 << 8, W_DAY = 1 << 9, W_REF = 1 << 10,
	W_SHADE = 1 << 11,
	W_SHADE_OF = 1 << 12, W_ABOUT = 1 << 13, W_VAGUE = 1 << 14, W_AGO = 1 << 15,
	W_PERIODIC = 1 << 16, W_ZONE = 1 << 17,
	W_CLOCK = 1 << 18, W_EACH = 1 << 19, W_HOLIDAY = 1 << 20, W_HOLIDAY_DAY = 1 << 21,
	W_MODIFIER = 1 << 22,
	W_DECADE = 1 << 23,     /* number 199, or 90 for one of two digits */
	W_SPAN = 1 << 24,       /* "four-year" in one word: number 4, unit */
	W_YEAR = 1 << 25, W_QUARTER = 1 << 26, W_CENTURY = 1 << 27,
	W_TIME = 1 << 28,       /* "10am": minutes of the day */
	W_YEAR_AGO = 1 << 29, W_YEAR_END = 1 << 30,
};

enum verb {
	VERB_WILL = 1, VERB_IS = 2, VERB_BE = 4, VERB_BEEN = 8, VERB_HAVE = 16, VERB_PAST = 32,
	VERB_PLAN = 64, VERB_BASE = 128,
};

enum little {
	LITTLE_NONE,
	LITTLE_THE, LITTLE_A, LITTLE_OF, LITTLE_IN, LITTLE_ON, LITTLE_AT, LITTLE_TO, LITTLE_OR,
	LITTLE_SO, LITTLE_AND, LITTLE_THAN,
	LITTLE_LESS, LITTLE_LEAST, LITTLE_MOST, LITTLE_UP, LITTLE_NO, LITTLE_SINCE, LITTLE_UNTIL,
	LITTLE_BY, LITTLE_FROM, LITTLE_FOR,
	LITTLE_DURING, LITTLE_BEFORE, LITTLE_AFTER, LITTLE_S, LITTLE_OLD, LITTLE_TIME,
	LITTLE_TIMES, LITTLE_PER, LITTLE_VERY, LITTLE_USA,
	LITTLE_RIGHT, LITTLE_NEAR, LITTLE_THESE, LITTLE_AHEAD, LITTLE_EVE, LITTLE_LOCAL,
	LITTLE_ZONE, LITTLE_STANDARD, LITTLE_NEW,
	LITTLE_GOOD, LITTLE_HALF, LITTLE_PERIOD, LITTLE_FISCAL, LITTLE_MORE,
};

enum unit {
	UNIT_NONE, UNIT_SECOND, UNIT_MINUTE, UNIT_HOUR, UNIT_DAY, UNIT_WEEKEND, UNIT_WEEK,
	UNIT_FORTNIGHT, UNIT_MONTH,
	UNIT_QUARTER, UNIT_YEAR, UNIT_DECADE, UNIT_CENTURY, UNIT_MILLENNIUM,
};

enum season { SEASON_SPRING = 1, SEASON_SUMMER, SEASON_FALL, SEASON_WINTER };
enum part { PART_NONE, PART_MORNING, PART_AFTERNOON, PART_EVENING, PART_NIGHT };
enum clock { CLOCK_AM, CLOCK_PM, CLOCK_HOUR, CLOCK_NOON, CLOCK_MIDNIGHT };
enum ref { REF_PRESENT, REF_PAST, REF_FUTURE };
enum { ZONE_US = 1 };   /* an hour later in summer */
enum holiday {
	HOLIDAY_NONE, HOLIDAY_CHRISTMAS, HOLIDAY_CHRISTMAS_EVE, HOLIDAY_THANKSGIVING,
	HOLIDAY_EASTER, HOLIDAY_GOOD_FRIDAY,
	HOLIDAY_HALLOWEEN, HOLIDAY_ELECTION, HOLIDAY_INDEPENDENCE, HOLIDAY_MEMORIAL,
	HOLIDAY_LABOR, HOLIDAY_VETERANS,
	HOLIDAY_VALENTINE, HOLIDAY_BOXING, HOLIDAY_INAUGURATION, HOLIDAY_NEW_YEAR, HOLIDAY_NEW_YEAR_EVE,
};

enum shade {
	SHADE_NONE, SHADE_START, SHADE_MID, SHADE_END, SHADE_APPROX, SHADE_LESS, SHADE_MORE,
	SHADE_AT_LEAST, SHADE_AT_MOST,
	SHADE_BEFORE, SHADE_AFTER,
};

struct date_word {
	uint32_t classes;
	int16_t number;
	uint8_t unit, little, verb, shade;
};

/* The words of the report's syms, by sym. */
struct date_words {
	arena *a;
	syms *words;
	struct date_word *of;
	size_t count, room;     /* syms known so far */
};

/* Learns the syms that are new since the last call. */
void date_words_update(date_words *words);

/* How fine a date is. */
enum grain {
	GRAIN_NONE, GRAIN_CENTURY, GRAIN_DECADE, GRAIN_YEAR, GRAIN_HALF, GRAIN_QUARTER,
	GRAIN_SEASON, GRAIN_MONTH, GRAIN_WEEK,
	GRAIN_WEEKEND, GRAIN_DAY, GRAIN_PART, GRAIN_MINUTE,
};

enum form {
	FORM_NONE,
	FORM_CALENDAR,  /* the fields that are said; the others come from the anchor */
	FORM_SHIFT,     /* `shift` units of the anchor's: last year, this week */
	FORM_AGO,       /* `amount` units before (-1) or after the anchor, or the last date */
	FORM_DURATION,
	FORM_SET,       /* every `amount` units, or every such calendar date */
	FORM_REF,
	FORM_LAST,      /* the last date again, as coarse as `unit`: the quarter, that year */
};

/* What was read; zero is "not said". */
struct expression {
	struct run run;
	uint8_t form, mod;
	/* a date */
	int16_t year;                   /* 0 none */
	uint8_t month, day, weekday;
	uint8_t season, quarter, half, holiday, part;
	int16_t decade;                 /* 199 for the 1990s, 90 for one of two digits */
	int16_t century;                /* 20 for the 20th */
	int16_t minute;                 /* of the day, where has_minute */
	int16_t offset;                 /* where has_offset */
	bool has_minute, has_offset, is_us_zone;
	bool has_shift, has_year_shift, has_day_shift, is_overnight;
	int8_t shift;                   /* last -1, this 0, next 1 */
	int8_t year_shift, day_shift;   /* "last year's", "yesterday" */
	bool is_of_last;                /* from the last date, not from the anchor: earlier, the following */
	bool is_quarter;                /* "the 1988 quarter": the last one, in that year */
	/* an amount */
	int32_t amount;
	uint8_t unit;
	bool is_vague, has_half;        /* X; one half more */
	int8_t direction;               /* of FORM_AGO */
	uint8_t ref;                    /* enum ref */
};

/* The tokens that are being read. */
struct reading {
	const struct report *r;
	const struct date_word *words;
	uint32_t to;                    /* end of the paragraph */
};

static inline const struct date_word *
word_of(const struct reading *p, uint32_t i)
{
	static const struct date_word none;
	return i < p->to ? &p->words[p->r->tokens[i].word] : &none;
}

static inline bool
is_word(const struct reading *p, uint32_t i, uint32_t classes)
{
	return word_of(p, i)->classes & classes;
}

static inline bool
is_little(const struct reading *p, uint32_t i, enum little little)
{
	return word_of(p, i)->little == little;
}

/* Is token `i` this mark? */
static inline bool
is_mark(const struct reading *p, uint32_t i, const char *mark)
{
	return i < p->to && str_eq(p->r->tokens[i].text, str_of(mark));
}

/* A number in digits: how many digits, or 0. */
unsigned date_digits(const struct reading *p, uint32_t i, int32_t *ret);

/* "two hundred", "twenty five", "2 1/2", "a couple of", "several": its end, or `i`. */
uint32_t date_amount(const struct reading *p, uint32_t i, struct expression *e);

/* The expression at token `i`; its end, or `i` where there is none. */
uint32_t date_expression(const struct reading *p, uint32_t i, struct expression *e);
/* Its kinds. */
uint32_t date_calendar(const struct reading *p, uint32_t i, struct expression *e);
uint32_t date_span(const struct reading *p, uint32_t i, struct expression *e);

/* -1 the past, 1 the future, 0 nothing tells. */
int date_direction(const struct reading *p, uint32_t sentence_from, uint32_t sentence_to, struct run run);

/* A date that was reckoned. */
struct reckoned {
	uint8_t grain;
	uint32_t sentence;
	int64_t year;
	unsigned month, day, quarter, half, season, part;
	int64_t days;           /* of GRAIN_DAY and finer; the Monday of GRAIN_WEEK, the Saturday of GRAIN_WEEKEND */
	int16_t minute, offset;
	bool has_offset;
};

struct reckoning {
	arena *a;
	const struct anchor *anchor;
	struct reckoned last, last_quarter;
	uint32_t last_to;       /* the token behind the last date */
	uint32_t sentence;
	int direction;
	bool is_last_explicit;  /* the last date said its year */
};

void date_value(struct reckoning *k, const struct expression *e, struct timex3 *ret);

#endif
