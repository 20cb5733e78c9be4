#include "clerk/dates.h"

#include <string.h>

#include "base/ascii.h"
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
		return !e->year && !e->has_day_shift && (e->weekday || e->month || e->season || e->holiday || e->quarter);
	return e->form == FORM_LAST && e->unit == UNIT_WEEKEND;
}

/* May an expression begin here?  Most tokens answer with one load. */
static bool
may_begin(const struct reading *p, uint32_t i)
{
	const struct date_word *w = word_of(p, i);
	if (w->little == LITTLE_THE || w->little == LITTLE_A)
		return word_of(p, i + 1)->classes | word_of(p, i + 1)->little || (i + 1 < p->to && (p->r->tokens[i + 1].flags & TOKEN_DIGIT)) ||
		       is_mark(p, i + 1, "'") || is_mark(p, i + 1, "’");
	if (w->classes | w->little)
		return true;
	const struct token *t = &p->r->tokens[i];
	return t->kind == TOKEN_NUMBER || t->text.at[0] == '\'' || str_eq(t->text, S("’")) || str_eq(t->text, S("‘"));
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
	bool is_dash = is_mark(&f->p, i, "-") || is_mark(&f->p, i, "–");
	if (first->form != FORM_CALENDAR || !first->day || first->has_minute || !is_dash)
		return i;
	unsigned digits = date_digits(&f->p, i + 1, &day);
	if (digits < 1 || digits > 2 || day <= first->day || day > 31)
		return i;
	e.day = (uint8_t)day;
	e.weekday = 0;
	e.run = (struct run){ i + 1, i + 2 };
	take(f, &e);
	return i + 2;
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
		take(f, &e);
		i = range_behind(f, e.run.to, &e);
	}
}

void
dates_find(arena *a, date_words *words, const struct report *r, const struct anchor *anchor, struct timex3 **ret,
	   size_t *ret_count)
{
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
