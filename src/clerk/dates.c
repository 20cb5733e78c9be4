#include "clerk/dates.h"

#include <assert.h>
#include <string.h>

#include "base/civil.h"
#include "base/list.h"
#include "clerk/dates_int.h"

typedef LIST(struct timex3) timexes;

const char *
timex_type_name(enum timex_type type)
{
	static const char *const names[] = { "DATE", "TIME", "DURATION", "SET" };
	return names[type];
}

/* Its day is not said whole, so that the verb decides. */
static bool
asks_direction(const struct expression *e)
{
	if (e->form == FORM_CALENDAR)
		return e->is_overnight || (!e->year && !e->has_day_shift &&
		       (e->weekday || e->day || e->month || e->season || e->holiday || e->quarter));
	return e->form == FORM_LAST && e->unit == UNIT_WEEKEND;
}

/* The commonest little words stand between parts, and before expressions, and begin none. */
static bool
is_between(const struct date_word *w)
{
	const uint64_t between = UINT64_C(1) << LITTLE_OF | UINT64_C(1) << LITTLE_IN | UINT64_C(1) << LITTLE_ON | UINT64_C(1) << LITTLE_TO |
				 UINT64_C(1) << LITTLE_AND | UINT64_C(1) << LITTLE_OR | UINT64_C(1) << LITTLE_BY | UINT64_C(1) << LITTLE_FROM |
				 UINT64_C(1) << LITTLE_FOR | UINT64_C(1) << LITTLE_S;
	return !w->classes && between >> w->little & 1;
}

/* May an expression begin here?  Most tokens answer with one load. */
static bool
may_begin(const struct reading *p, uint32_t i)
{
	const struct date_word *w = word_of(p, i);
	if (is_between(w))
		return false;
	if (w->little == LITTLE_THE || w->little == LITTLE_A)
		return word_of(p, i + 1)->classes | word_of(p, i + 1)->little ||
		       (i + 1 < p->to && (p->r->tokens[i + 1].flags & TOKEN_DIGIT)) ||
		       is_mark(p, i + 1, "'") || is_mark(p, i + 1, "’");
	if (w->classes | w->little)
		return true;
	const struct token *t = &p->r->tokens[i];
	return t->kind == TOKEN_NUMBER || t->text.at[0] == '\'' || str_eq(t->text, S("’")) ||
	       str_eq(t->text, S("‘"));
}

struct finding {
	struct reading p;
	struct reckoning k;
	timexes found;
};

static void
take(struct finding *f, const struct expression *e)
{
	uint32_t sentence = f->p.r->tokens[e->run.from].sentence;
	struct run run = f->p.r->sentences[sentence].run;
	f->k.sentence = sentence;
	f->k.direction = asks_direction(e) ? date_direction(&f->p, run.from, run.to, e->run) : 0;
	date_value(&f->k, e, LIST_ADD(&f->found));
}

/* The second day of "Nov. 22-23"; its end, or `i`. */
static uint32_t
range_behind(struct finding *f, uint32_t i, const struct expression *first)
{
	int32_t day;
	struct expression e = *first;
	bool is_dash = is_mark(&f->p, i, "-") || is_mark(&f->p, i, "–"),
	     is_and = is_little(&f->p, i, LITTLE_AND);
	if (first->form != FORM_CALENDAR || !first->day || first->has_minute || !first->month || !(is_dash || is_and))
		return i;
	unsigned digits = date_digits(&f->p, i + 1, &day);
	if (digits < 1 || digits > 2 || day <= first->day || day > (int32_t)date_month_days(2000, first->month))
		return i;
	/* "on May 5 and 12 others" */
	const struct token *next = i + 2 < f->p.to ? &f->p.r->tokens[i + 2] : NULL;
	if (is_and && next && next->kind == TOKEN_WORD && word_of(&f->p, i + 2)->little <= LITTLE_A)
		return i;
	e.day = (uint8_t)day;
	e.weekday = 0;
	e.run = (struct run){ i + 1, i + 2 };
	take(f, &e);
	return i + 2;
}

/* "between March and June 1994": the second's year is the first's. */
static void
take_year_ahead(const struct reading *p, struct expression *e)
{
	struct expression next = { 0 };
	uint32_t at = e->run.to;
	bool is_joined = is_little(p, at, LITTLE_AND) || is_little(p, at, LITTLE_OR) ||
			 is_little(p, at, LITTLE_TO) || is_little(p, at, LITTLE_UNTIL) ||
			 is_mark(p, at, "-") || is_mark(p, at, "–") || is_mark(p, at, "through");
	if (e->form != FORM_CALENDAR || !e->month || e->year || e->has_year_shift || e->has_shift ||
	    !is_joined || date_calendar(p, at + 1, &next) == at + 1 || !next.month)
		return;
	bool is_before =
		e->month > next.month && !is_little(p, at, LITTLE_AND) && !is_little(p, at, LITTLE_OR);
	e->year = next.year ? (int16_t)(next.year - is_before) : 0;
	e->has_year_shift = next.has_year_shift;
	e->year_shift = (int8_t)(next.year_shift - is_before);
}

static void
find_in(struct finding *f, struct run paragraph)
{
	f->p.to = paragraph.to;
	for (uint32_t i = paragraph.from; i < paragraph.to;) {
		struct expression e;
		if (!may_begin(&f->p, i) || date_expression(&f->p, i, &e) == i) {
			i++;
			continue;
		}
		take_year_ahead(&f->p, &e);
		take(f, &e);
		i = range_behind(f, e.run.to, &e);
	}
}

void
dates_find(arena *a, date_words *words, const struct report *r, const struct anchor *anchor,
	   struct timex3 **ret, size_t *ret_count)
{
	assert(words->words == r->words);
	date_words_update(words);
	struct finding f = { .p = { .r = r, .words = words->of }, .k = { .a = a, .anchor = anchor } };
	for (size_t i = 0; i < r->paragraph_count; i++)
		find_in(&f, r->paragraphs[i].run);
	*ret_count = f.found.count;
	*ret = ARENA_ARRAY(a, struct timex3, f.found.count + 1);
	if (f.found.count > 0)
		memcpy(*ret, f.found.at, f.found.count * sizeof **ret);
	LIST_DONE(&f.found);
}
