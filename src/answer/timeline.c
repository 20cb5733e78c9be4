/* timeline: what happened at the table, in public and on the ground.
 *
 * One pass over the acts, which are in order already: by the latest instant at
 * which each may have been.  A day is a table; an act whose time is wider than
 * a day stands under the latest day it may have been on, with its range in
 * words.  That two things stand beside one another is all that is said of them.
 */
#include "answer/lines.h"

enum lane { LANE_TABLE, LANE_PUBLIC, LANE_GROUND, LANES };

static const char *const lane_names[LANES] = { "table", "public", "ground" };
static const char *const lane_headers[LANES] = { "AT THE TABLE", "IN PUBLIC", "ON THE GROUND" };

struct timeline {
	arena *a;
	const talks *t;
	sheet *s;
	int64_t counts[LANES];
};

/* ---- one act ---- */

static bool
is_public(const talks *t, uint32_t entry)
{
	const struct entry *e = talks_entry(t, entry);
	const struct item *circle = entry_get(t->m, e, CLAUSE_circle);
	for (size_t i = 0, n = circle ? item_run(t->m, e, circle) : 0; i < n; i++)
		if (circle[i].a == t->d->sym_public)
			return true;
	return line_is(t, entry, CLAUSE_terms, "on-record");
}

static enum lane
lane_of(const talks *t, uint32_t entry)
{
	enum verb_id verb = (enum verb_id)talks_entry(t, entry)->verb;
	if (verbs[verb].group == GROUND)
		return LANE_GROUND;
	if (verb == VERB_publishes)
		return LANE_PUBLIC;
	if (verbs[verb].group == STATEMENTS)
		return is_public(t, entry) ? LANE_PUBLIC : LANE_TABLE;
	return line_is(t, entry, CLAUSE_terms, "on-record") ? LANE_PUBLIC : LANE_TABLE;
}

/* The coarser of the two ends. */
static enum when_precision
precision_of(const struct when *w)
{
	enum when_precision from = (enum when_precision)w->from.precision;
	enum when_precision to = (enum when_precision)w->to.precision;
	if (w->form == WHEN_SINGLE || to == WHEN_OPEN)
		return from;
	return from == WHEN_OPEN || to < from ? to : from;
}

static str
precision_name(const struct entry *e)
{
	static const char *const relations[] = { "", "before an act", "during an act", "after an act" };
	return str_of(e->relation ? relations[e->relation] : when_precision_name(precision_of(&e->when)));
}

static const char *
qualifier_name(const struct entry *e)
{
	static const char *const names[] = { NULL, "about", "uncertain", "about, uncertain" };
	return names[e->relation ? 0 : (e->when.from.qualifier | e->when.to.qualifier) & 3];
}

static const char *
mood_words(const struct entry *e)
{
	switch ((enum mood)e->mood) {
	case MOOD_WILL:
		return "planned: ";
	case MOOD_WILL_NOT:
		return "ruled out: ";
	case MOOD_SHOULD:
		return "demanded: ";
	case MOOD_DID_NOT:      /* what did not happen, or is said not to have: its words say so */
	case MOOD_DONE:
	case MOOD_COUNT:
		break;
	}
	return "";
}

/* "killed: 4 per authorities; wounded: 13 per authorities" */
static str
figures_words(const talks *t, uint32_t entry)
{
	const struct entry *e = talks_entry(t, entry);
	const struct item *line = entry_own(t->m, e, CLAUSE_figures);
	buf text = { 0 };
	for (size_t i = 0, n = line ? item_run(t->m, e, line) : 0; i < n; i++)
		buf_printf(&text, "%s%.*s", i ? "; " : "", STR_ARG(item_text(t->m, &line[i])));
	return line_keep(t->a, &text);
}

static str
what_words(const talks *t, uint32_t entry)
{
	str act = line_act(t, entry), figures = figures_words(t, entry);
	return figures.len ? arena_printf(t->a, "%.*s; %.*s", STR_ARG(act), STR_ARG(figures)) : act;
}

/* ---- data ---- */

static void
add_row(struct timeline *q, uint32_t entry, enum lane lane, str what)
{
	const talks *t = q->t;
	const struct entry *e = talks_entry(t, entry);
	uint32_t per = talks_act_per(t, entry);
	value *row = value_object(q->a);
	value_set_str(row, "lane", str_of(lane_names[lane]));
	line_set(row, "from", talks_act_iso(t, entry, false));
	line_set(row, "to", talks_act_iso(t, entry, true));
	value_set_str(row, "precision", precision_name(e));
	line_set(row, "qualifier", str_of(qualifier_name(e)));
	line_set(row, "mood", str_of(mood_names[e->mood]));
	value_set_str(row, "verb", str_of(verbs[e->verb].base));
	value_set_str(row, "what", arena_printf(q->a, "%s%.*s", mood_words(e), STR_ARG(what)));
	line_set(row, "per", per ? talks_actor_token(t, per) : S(""));
	line_set(row, "act", entry_id(t->m, e) ? talks_act_name(t, entry) : S(""));
	value_set_bool(row, "corrected", line_is_dead(t, entry));
	value_set_str(row, "source", talks_act_source(t, entry));
	value_push(sheet_rows(q->s), row);
}

/* ---- for people ---- */

enum { DAY_NONE = INT32_MIN };

/* Days since 1970 on the clock of the talks. */
static int64_t
day_of(const talks *t, int64_t instant)
{
	if (instant == SPAN_START || instant == SPAN_END)
		return DAY_NONE;
	int64_t civil = instant + zone_offset(t->d->zone, instant);
	return civil >= 0 ? civil / 86400 : -((-civil + 86399) / 86400);
}

static bool
same_day(const talks *t, uint32_t entry)
{
	const struct span *so = &t->v->times[entry].so;
	return so->from != SPAN_START && so->to != SPAN_END && day_of(t, so->from) == day_of(t, so->to);
}

static bool
has_clock(const struct moment *m)
{
	return m->precision >= WHEN_MINUTE;
}

static str
clock_words(const talks *t, int64_t instant)
{
	buf text = { 0 };
	instant_time(instant, t->d->zone, &text);
	return line_keep(t->a, &text);
}

/* Under a day's heading: "16:00-17:40", "that day", or a range in words. */
static str
time_words(const talks *t, uint32_t entry)
{
	const struct entry *e = talks_entry(t, entry);
	const struct span *so = &t->v->times[entry].so;
	if (e->relation || e->when.from.qualifier || e->when.to.qualifier || !same_day(t, entry))
		return line_when(t, entry);
	if (!has_clock(&e->when.from))
		return S("that day");
	if (e->when.form == WHEN_SINGLE || so->from == so->to)
		return clock_words(t, so->from);
	return arena_printf(t->a, "%.*s-%.*s", STR_ARG(clock_words(t, so->from)), STR_ARG(clock_words(t, so->to)));
}

/* " (N1; per peskov; report s17)" */
static str
behind_words(const talks *t, uint32_t entry)
{
	const struct entry *e = talks_entry(t, entry);
	uint32_t per = talks_act_per(t, entry), id = e->verb == VERB_sets_deadline ? 0 : entry_id(t->m, e);
	str parts[] = {
		id ? syms_str(t->m->names, id) : S(""),
		per ? arena_printf(t->a, "per %.*s", STR_ARG(line_who(t, per))) : S(""),
		line_source(t, entry),
	};
	buf text = { 0 };
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i].len)
			buf_printf(&text, "%s%.*s", text.len ? "; " : " (", STR_ARG(parts[i]));
	if (text.len)
		buf_add_byte(&text, ')');
	return line_keep(t->a, &text);
}

static void
add_what(struct timeline *q, runs *cell, uint32_t entry, str what)
{
	const talks *t = q->t;
	runs_add(cell, RUN_STRONG, str_of(mood_words(talks_entry(t, entry))));
	runs_add(cell, RUN_PLAIN, what);
	runs_add(cell, RUN_QUIET, behind_words(t, entry));
	if (line_is_dead(t, entry))
		runs_add(cell, RUN_WARN, S(" corrected since"));
}

static void
add_heading(struct timeline *q, int64_t day, uint32_t entry)
{
	buf text = { 0 };
	if (day == DAY_NONE)
		buf_add(&text, S("At a time that is not known"));
	else
		instant_date(q->t->v->times[entry].key, q->t->d->zone, &text);
	sheet_heading(q->s, 1, line_keep(q->a, &text));
}

/* Acts order.at[from..to) are of one day; lanes that are empty get no column. */
static void
add_day(struct timeline *q, size_t from, size_t to)
{
	const talks *t = q->t;
	const uint32_t *order = t->v->order.at;
	bool used[LANES] = { 0 };
	for (size_t i = from; i < to; i++)
		used[lane_of(t, order[i])] = true;
	add_heading(q, day_of(t, t->v->times[order[from]].key), order[from]);
	table *grid = sheet_table(q->s);
	table_column(grid, S("time"), COLUMN_FIT);
	for (int lane = 0; lane < LANES; lane++)
		if (used[lane])
			table_column(grid, str_of(lane_headers[lane]), COLUMN_WRAP);
	for (size_t i = from; i < to; i++) {
		enum lane own = lane_of(t, order[i]);
		str what = what_words(t, order[i]);
		table_row(grid);
		runs_add(table_cell(grid), RUN_PLAIN, time_words(t, order[i]));
		for (int lane = 0; lane <= (int)own; lane++) {
			runs *cell = used[lane] ? table_cell(grid) : NULL;
			if (lane == (int)own)
				add_what(q, cell, order[i], what);
		}
		q->counts[own]++;
		add_row(q, order[i], own, what);
	}
}

static void
add_days(struct timeline *q)
{
	const talks *t = q->t;
	const uint32_t *order = t->v->order.at;
	size_t count = t->v->order.count;
	for (size_t from = 0, to; from < count; from = to) {
		int64_t day = day_of(t, t->v->times[order[from]].key);
		to = from + 1;
		while (to < count && day_of(t, t->v->times[order[to]].key) == day)
			to++;
		add_day(q, from, to);
	}
	if (!count)
		runs_add(sheet_para(q->s), RUN_PLAIN, S("Nothing is recorded."));
}

static sheet *
timeline_build(struct ask *ask, struct err *err)
{
	ANSWER_NO_ARGS(ask, err, "timeline");
	struct timeline q = { .a = ask->a, .t = ask->t, .s = ask_sheet(ask, "timeline", "what happened when") };
	sheet_tally_line(q.s);
	add_days(&q);
	sheet_tally(q.s, "at the table", q.counts[LANE_TABLE]);
	sheet_tally(q.s, "in public", q.counts[LANE_PUBLIC]);
	sheet_tally(q.s, "on the ground", q.counts[LANE_GROUND]);
	sheet_note(q.s, S("A range stands under the latest day it may have been on; columns show what coincided, "
			  "no causes."));
	return q.s;
}

const struct answer answer_timeline = {
	.name = "timeline",
	.question = "what happened when: at the table, in public, on the ground",
	.args = "",
	.more = "A table a day, a column a lane: drafts, meetings, positions and decisions at the table; what was\n"
		"said in public; incidents on the ground.  Plans are marked 'planned:', at the time at which they\n"
		"were made.  A time that is known as a range stands in words under its latest day.\n",
	.build = timeline_build,
};
