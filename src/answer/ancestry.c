#include "answer/ancestry.h"

#include <stdlib.h>

#include "answer/lines.h"

bool
ancestry_leads(const talks *t, uint32_t a, uint32_t b)
{
	size_t steps = 0;
	while (b && b != a && steps++ < t->drafts.count)
		b = t->drafts.at[b].base;
	return b == a;
}

void
ancestry_init(struct ancestry *an, const talks *t, uint32_t of_draft)
{
	*an = (struct ancestry){ .t = t, .of_draft = of_draft, .a = arena_new() };
	an->seen = ARENA_ARRAY(an->a, uint32_t, t->readings.count + 1);
	an->is_indexed = ARENA_ARRAY(an->a, uint8_t, t->drafts.count + 1);
}

void
ancestry_done(struct ancestry *an)
{
	map_done(&an->by_point);
	LIST_DONE(&an->steps);
	LIST_DONE(&an->sources);
	arena_free(an->a);
	an->a = NULL;
}

/* The reading that a draft has of a point, or 0. */
static uint32_t
reading_of(struct ancestry *an, uint32_t of_draft, uint32_t point)
{
	const struct tdraft *d = &an->t->drafts.at[of_draft];
	if (!of_draft)
		return 0;
	for (uint32_t i = 0; !an->is_indexed[of_draft] && i < d->count_held; i++)
		*map_at(&an->by_point, (uint64_t)of_draft << 32 | an->t->readings.at[d->first + i].point) =
			d->first + i;
	an->is_indexed[of_draft] = 1;
	return map_get(&an->by_point, (uint64_t)of_draft << 32 | point);
}

/* ---- the way back ---- */

static bool
is_recorded(uint8_t how)
{
	return how != CROSS_NONE && how != CROSS_MATCHED;
}

static bool
same_identity(const talks *t, uint32_t x, uint32_t y)
{
	const struct draft_point *p = t->readings.at[x].text, *q = t->readings.at[y].text;
	return p && q && p->identity.len && str_eq(p->identity, q->identity);
}

/* One step further back, from the step `next`. */
static void
step_back(struct ancestry *an, uint32_t reading, size_t next, enum crossing how)
{
	if (!reading || an->seen[reading] == an->search)
		return;
	an->seen[reading] = an->search;
	unsigned ways = an->steps.at[next].ways | 1u << how;
	*LIST_ADD(&an->steps) = (struct ancestry_step){ reading, (uint32_t)next, ways, (uint8_t)how };
}

/* To what the point goes on from, and to what else was merged into it. */
static void
step_back_all(struct ancestry *an, size_t at)
{
	const talks *t = an->t;
	const struct reading *r = &t->readings.at[an->steps.at[at].reading];
	uint32_t base = t->drafts.at[r->draft].base;
	step_back(an, r->before, at, (enum crossing)r->how);
	if (r->how == CROSS_ADD || !r->before)
		return;
	for (uint32_t o = t->points.at[r->point].from; o; o = t->origins.at[o].next)
		if (t->origins.at[o].draft == r->draft)
			step_back(an, reading_of(an, base, t->origins.at[o].point), at, CROSS_MERGE);
	step_back(an, reading_of(an, base, r->point), at, CROSS_MERGE);
}

static void
add_name(buf *list, str name, bool is_last)
{
	buf_printf(list, "%s%.*s", !list->len ? "" : is_last ? " and " : ", ", STR_ARG(name));
}

/* The drafts of a way, from its oldest step on. */
static str
names_of(const struct ancestry *an, size_t at)
{
	const talks *t = an->t;
	buf names = { 0 };
	size_t left = 0;
	for (size_t k = at; k; k = an->steps.at[k].next)
		left += is_recorded(an->steps.at[k].how);
	for (size_t k = at; k; k = an->steps.at[k].next) {
		const struct ancestry_step *s = &an->steps.at[k];
		uint32_t later = an->steps.at[s->next].reading;
		if (is_recorded(s->how)) {
			add_name(&names, line_draft(t, t->readings.at[later].draft), --left == 0);
		} else if (!same_identity(t, s->reading, later)) {
			buf_done(&names);
			return S("");
		}
	}
	return names.len ? line_keep(t->a, &names) : S("");
}

static int
by_reading(const void *x, const void *y)
{
	const struct source *a = x, *b = y;
	return (a->reading > b->reading) - (a->reading < b->reading);
}

void
ancestry_find(struct ancestry *an, uint32_t reading)
{
	const talks *t = an->t;
	an->search++;
	an->steps.count = an->sources.count = 0;
	*LIST_ADD(&an->steps) = (struct ancestry_step){ .reading = reading };
	an->seen[reading] = an->search;
	for (size_t at = 0; at < an->steps.count; at++) {
		const struct ancestry_step *s = &an->steps.at[at];
		if (t->readings.at[s->reading].draft == an->of_draft)
			*LIST_ADD(&an->sources) = (struct source){ s->reading, s->ways, names_of(an, at) };
		else
			step_back_all(an, at);
	}
	if (an->sources.count > 2)
		qsort(an->sources.at + 1, an->sources.count - 1, sizeof *an->sources.at, by_reading);
}

str
ancestry_added(const struct ancestry *an, uint32_t reading)
{
	const talks *t = an->t;
	buf names = { 0 };
	size_t steps = 0;
	for (uint32_t r = reading; r && steps++ < t->drafts.count; r = t->readings.at[r].before) {
		const struct reading *at = &t->readings.at[r];
		if (is_recorded(at->how)) {
			str later = line_keep(t->a, &names);
			buf_printf(&names, "%.*s%s%.*s", STR_ARG(line_draft(t, at->draft)), later.len ? ", " : "",
				   STR_ARG(later));
		} else if (!at->before || !same_identity(t, r, at->before)) {
			buf_done(&names);
			return S("");
		}
	}
	return names.len ? line_keep(t->a, &names) : S("");
}

/* ---- what is gone ---- */

/* Which points came from which: the origins the other way round. */
static void
index_children(struct ancestry *an)
{
	const talks *t = an->t;
	an->child = ARENA_ARRAY(an->a, uint32_t, t->points.count + 1);
	an->sibling = ARENA_ARRAY(an->a, uint32_t, t->origins.count + 1);
	an->owner = ARENA_ARRAY(an->a, uint32_t, t->origins.count + 1);
	an->seen_point = ARENA_ARRAY(an->a, uint32_t, t->points.count + 1);
	for (uint32_t p = 1; p < t->points.count; p++)
		for (uint32_t o = t->points.at[p].from; o; o = t->origins.at[o].next) {
			an->owner[o] = p;
			an->sibling[o] = an->child[t->origins.at[o].point];
			an->child[t->origins.at[o].point] = o;
		}
}

static void
step_on(struct ancestry *an, uint32_t point)
{
	if (an->seen_point[point] == an->search)
		return;
	an->seen_point[point] = an->search;
	*LIST_ADD(&an->steps) = (struct ancestry_step){ .reading = point };
}

uint32_t
ancestry_deleted(struct ancestry *an, uint32_t point, uint32_t until)
{
	const talks *t = an->t;
	uint32_t deleted = 0;
	if (!an->child)
		index_children(an);
	an->search++;
	an->steps.count = 0;
	step_on(an, point);
	for (size_t at = 0; at < an->steps.count; at++) {
		uint32_t p = an->steps.at[at].reading, in = t->points.at[p].deleted_in;
		if (in > deleted && ancestry_leads(t, an->of_draft, in) && ancestry_leads(t, in, until))
			deleted = in;
		for (uint32_t o = an->child[p]; o; o = an->sibling[o])
			step_on(an, an->owner[o]);
	}
	return deleted;
}
