#include "clerk/clerk.h"

#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "clerk/rules.h"
#include "clerk/statements.h"

/* What all reports share. */
struct shared {
	syms *words;
	const struct lexicon *lexicon;
	const struct gazetteer *gazetteer;
	date_words *dates;
};

static str
day_of(arena *a, const struct anchor *anchor, str otherwise)
{
	if (!anchor->is_known)
		return otherwise;
	struct when when = { .form = WHEN_SINGLE, .from = { .civil = anchor->day * 86400, .precision = WHEN_DAY } };
	buf out = { 0 };
	when_print(&when, &out);
	str day = arena_str(a, buf_str(&out));
	buf_done(&out);
	return day;
}

/* Of one report. */
static int
by_place(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	if (x->run.from != y->run.from)
		return x->run.from < y->run.from ? -1 : 1;
	if (x->run.to != y->run.to)
		return x->run.to < y->run.to ? 1 : -1;
	return x->kind < y->kind ? -1 : x->kind > y->kind;
}

static bool
read_one(clerk *c, const struct shared *shared, size_t index, findings *found, struct err *err)
{
	const struct clerk_query *q = c->query;
	struct clerk_report *r = &c->reports[index];
	struct evidence *e = &r->evidence;
	struct attribution *attributions;
	struct timex3 *dates;
	if (!report_read(c->a, shared->words, q->files[index].name, q->files[index].bytes, REPORT_GUESS, &r->report, err))
		return false;
	if (q->at.len > 0 && !anchor_read(q->at, &r->anchor))
		return fail(err, ERR_USAGE, "'%.*s' is no time that a report can be of: write 2026-06-04 or 2026-06-04T06:10+02:00", STR_ARG(q->at));
	if (q->at.len == 0 && !(r->report.published.len > 0 && anchor_read(r->report.published, &r->anchor)))
		dates_anchor(shared->dates, &r->report, &r->anchor);
	r->day = day_of(c->a, &r->anchor, q->not_after);
	rules_read(c->a, &r->report, shared->lexicon, &attributions, &e->attribution_count);
	if (q->reader)
		reader_read(c->a, q->reader, &r->report, shared->lexicon, attributions, e->attribution_count, &attributions, &e->attribution_count);
	names_read(c->a, &r->report, shared->lexicon, shared->gazetteer, q->known, q->known_count, attributions, e->attribution_count, &r->names);
	dates_find(c->a, shared->dates, &r->report, &r->anchor, &dates, &e->date_count);
	e->r = &r->report;
	e->day = r->anchor.is_known ? r->day : STR_NONE;
	e->sets = event_sets_of(c->a, &r->report, shared->lexicon);
	e->names = &r->names;
	e->dates = dates;
	e->attributions = attributions;
	evidence_index(c->a, e);

	findings own = { 0 };
	events_find(c->a, e, (uint32_t)index, &own);
	statements_find(c->a, e, (uint32_t)index, &own);
	editorials_find(&r->report, (uint32_t)index, &own);
	if (own.count > 0)
		qsort(own.at, own.count, sizeof *own.at, by_place);
	for (size_t i = 0; i < own.count; i++)
		*LIST_ADD(found) = own.at[i];
	LIST_DONE(&own);
	return true;
}

/* In steps of a tenth, so that the order of the text stands among equals. */
static int
tenth(float confidence)
{
	return (int)(confidence * 10.0f);
}

struct place {
	uint32_t at;
	int tenth;
};

static int
by_doubt(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	if (x->tenth != y->tenth)
		return x->tenth < y->tenth ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* The doubtful first; what refers to a finding by its place follows it. */
static void
sort_by_doubt(clerk *c)
{
	struct place *places = ARENA_ARRAY(c->a, struct place, c->finding_count + 1);
	uint32_t *now = ARENA_ARRAY(c->a, uint32_t, c->finding_count + 1);
	struct finding *sorted = ARENA_ARRAY(c->a, struct finding, c->finding_count + 1);
	for (size_t i = 0; i < c->finding_count; i++)
		places[i] = (struct place){ (uint32_t)i, tenth(c->findings[i].confidence) };
	qsort(places, c->finding_count, sizeof *places, by_doubt);
	for (size_t i = 0; i < c->finding_count; i++) {
		now[places[i].at] = (uint32_t)i;
		sorted[i] = c->findings[places[i].at];
	}
	for (size_t i = 0; i < c->finding_count; i++)
		if (sorted[i].same_as)
			sorted[i].same_as = now[sorted[i].same_as - 1] + 1;
	c->findings = sorted;
}

/* What several reports have in common: copies, and the same statements. */
static void
hold_together(clerk *c)
{
	struct same_report *reports = ARENA_ARRAY(c->a, struct same_report, c->report_count);
	for (size_t i = 0; i < c->report_count; i++)
		reports[i] = (struct same_report){ .r = &c->reports[i].report, .names = &c->reports[i].names, .anchor = &c->reports[i].anchor };
	same_reports(c->a, reports, c->report_count);
	same_findings(c->a, reports, c->report_count, c->findings, c->finding_count);
	for (size_t i = 0; i < c->report_count; i++) {
		c->reports[i].copy_of = reports[i].copy_of;
		c->reports[i].is_whole_copy = reports[i].is_whole;
	}
}

static float
clamped(float confidence)
{
	return confidence < 0.05f ? 0.05f : confidence > 0.99f ? 0.99f : confidence;
}

bool
clerk_read(arena *a, const struct clerk_query *query, clerk **ret, struct err *err)
{
	clerk *c = ARENA_NEW(a, clerk);
	struct shared shared = { .words = syms_new(a) };
	findings found = { 0 };
	tables_init();
	shared.lexicon = lexicon_of(a, shared.words);
	shared.gazetteer = gazetteer_of(a, shared.words);
	shared.dates = date_words_new(a, shared.words);
	*c = (clerk){ .a = a, .query = query, .report_count = query->file_count };
	c->reports = ARENA_ARRAY(a, struct clerk_report, query->file_count + 1);
	bool ok = true;
	for (size_t i = 0; i < query->file_count && ok; i++)
		ok = read_one(c, &shared, i, &found, err);
	c->finding_count = found.count;
	c->findings = ARENA_ARRAY(a, struct finding, found.count + 1);
	if (found.count > 0)
		memcpy(c->findings, found.at, found.count * sizeof *found.at);
	LIST_DONE(&found);
	if (!ok)
		return false;
	if (c->report_count > 1)
		hold_together(c);
	for (size_t i = 0; i < c->finding_count; i++)
		c->findings[i].confidence = clamped(c->findings[i].confidence);
	clerk_draft(c);
	if (!query->in_order)
		sort_by_doubt(c);
	*ret = c;
	return true;
}
