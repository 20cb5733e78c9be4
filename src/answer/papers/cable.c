/* The night cable (story D3): what a head of delegation reports home.
 *
 * It is one party's own view, and compares two moments of it: now, and the
 * moment since which it reports, both folded from the same files.
 */
#include "answer/board.h"
#include "answer/lines.h"
#include "answer/mandate.h"
#include "answer/steps.h"

struct cable {
	struct ask *ask;
	const talks *t;
	talks *then;            /* the same view at the moment since which it reports */
	sheet *s;
	struct mandates mandates;
	uint32_t side;
	int64_t since;
	unsigned section;
};

enum { DAY_SECONDS = 24 * 60 * 60 };

static runs *
section(struct cable *q, const char *name)
{
	return sheet_labelled(q->s, arena_printf(q->ask->a, "%u %s", ++q->section, name));
}

static void
add_row(struct cable *q, const char *name, str text)
{
	value *row = value_object(q->ask->a);
	value_set_str(row, "section", str_of(name));
	value_set_str(row, "text", text);
	value_push(sheet_rows(q->s), row);
}

static void
add_section(struct cable *q, const char *name, str text)
{
	runs_add(section(q, name), RUN_PLAIN, text);
	add_row(q, name, text);
}

static str
number_of(const talks *t, uint32_t point)
{
	uint32_t now = talks_point_now(t, point);
	return now ? t->readings.at[now].number : talks_point_name(t, point);
}

/* ---- 1: where it stands ---- */

static void
add_state(struct cable *q)
{
	struct ask before = { .a = q->ask->a, .t = q->then };
	struct tally now = board_tally(q->ask), old = board_tally(&before);
	buf text = { 0 };
	board_tally_to(q->s, &now);
	buf_printf(&text, "%.*s, %lld points: ", STR_ARG(board_text_name(q->ask)), (long long)now.points);
	bool first = true;
	for (int i = 0; i < STATUS_DELETED; i++) {
		if (!now.of[i] && !old.of[i])
			continue;
		buf_printf(&text, "%s%s %lld", first ? "" : " | ", status_words[i], (long long)now.of[i]);
		if (now.of[i] != old.of[i])
			buf_printf(&text, " (%+lld)", (long long)(now.of[i] - old.of[i]));
		first = false;
	}
	add_section(q, "STATE", line_keep(q->ask->a, &text));
}

/* ---- 2: who moved ---- */

static bool
is_beyond(const struct cable *q, uint32_t index)
{
	const talks *t = q->t;
	const struct position *p = &t->positions.at[index];
	unsigned wanted = mandate_level(&q->mandates, q->mandates.in_force[index], p->point);
	bool yes = p->stance == STANCE_ACCEPT || p->stance == STANCE_LIVE_WITH;
	return yes && !p->ad_ref && !p->conditional && wanted > p->level && !t->settled_by[p->entry];
}

/* A position on a point, or on all of a draft. */
static bool
is_move(const struct position *p)
{
	return !p->withdrawn && !p->confirms && (p->point || p->on_whole) && p->stance != STANCE_DECLINED;
}

/* The new positions of a side since then: "point 6 (can live with; beyond …)". */
static str
moves_of(struct cable *q, uint32_t holder, bool *ret_beyond)
{
	const talks *t = q->t;
	buf text = { 0 };
	for (uint32_t i = 1; i < t->positions.count; i++) {
		const struct position *p = &t->positions.at[i];
		if (p->holder != holder || !is_move(p) || t->v->times[p->entry].key <= q->since)
			continue;
		buf words = { 0 };
		if (p->point)
			buf_printf(&words, "point %.*s", STR_ARG(number_of(t, p->point)));
		else
			buf_printf(&words, "all of %.*s", STR_ARG(line_draft(t, p->draft)));
		buf_printf(&words, " (%s%s", stance_words[p->stance], p->ad_ref ? " ad referendum" : "");
		str condition = line_lines(t, p->entry, CLAUSE_if);
		if (condition.len)
			buf_printf(&words, ", if %.*s", STR_ARG(condition));
		if (is_beyond(q, i)) {
			buf_add(&words, S("; BEYOND the instruction as recorded here: please confirm or disown"));
			*ret_beyond = true;
		}
		buf_add_byte(&words, ')');
		line_join(&text, line_keep(q->ask->a, &words));
	}
	return line_keep(q->ask->a, &text);
}

static void
add_moves(struct cable *q)
{
	const talks *t = q->t;
	buf text = { 0 };
	bool beyond = false;
	for (size_t i = 0; i < t->parties.count; i++) {
		uint32_t party = t->parties.at[i];
		str moves = moves_of(q, party, &beyond);
		buf_printf(&text, "%s%.*s: %.*s", text.len ? ". " : "",
			   STR_ARG(party == q->side ? S("We") : talks_actor_token(t, party)),
			   STR_ARG(moves.len ? moves : S("no new position recorded")));
	}
	runs *r = section(q, "MOVED");
	runs_add(r, beyond ? RUN_STRONG : RUN_PLAIN, buf_str(&text).len ? arena_str(q->ask->a, buf_str(&text)) : S("-"));
	add_row(q, "MOVED", line_keep(q->ask->a, &text));
}

/* ---- 3 and 4: what is to be decided, and what cannot be here ---- */

typedef bool status_fn(enum status status);

static bool
wants_decision(enum status status)
{
	return status == STATUS_BRACKETED || status == STATUS_DISCUSSED;
}

static bool
is_up(enum status status)
{
	return status == STATUS_REFERRED;
}

static bool
is_new(enum status status)
{
	return status == STATUS_UNDISCUSSED;
}

static str
fall_back_of(const struct cable *q, uint32_t point)
{
	const talks *t = q->t;
	for (size_t i = q->mandates.fall_backs.count; i-- > 0;) {
		const struct fall_back *f = &q->mandates.fall_backs.at[i];
		uint32_t now = talks_point_now(t, point);
		str label = now ? talks_reading_name(t, now) : talks_point_name(t, point);
		if (str_eq(f->points, label) || str_eq(f->points, talks_point_name(t, point)))
			return S("; a fall-back is in the instruction");
	}
	return S("");
}

static str
points_with(struct cable *q, status_fn *wanted, bool detail)
{
	const talks *t = q->t;
	struct tally board = board_tally(q->ask);
	buf text = { 0 };
	for (size_t i = 0; i < board.count; i++) {
		struct standing s = talks_standing(t, board.list[i]);
		if (!wanted(s.status))
			continue;
		unsigned level = mandate_level(&q->mandates, q->mandates.latest[q->side], board.list[i]);
		str up = s.level ? talks_level(t, s.level) : S("");
		line_join(&text, arena_printf(q->ask->a, "point %.*s %.*s%s%.*s%.*s%s", STR_ARG(number_of(t, board.list[i])),
					      STR_ARG(talks_point_title(t, board.list[i])),
					      detail && level ? " (instruction: up to " : up.len && !detail ? " (" : "",
					      STR_ARG(detail && level ? talks_level(t, level) : up),
					      STR_ARG(detail ? fall_back_of(q, board.list[i]) : S("")),
					      (detail && level) || (up.len && !detail) ? ")" : ""));
	}
	return text.len ? line_keep(q->ask->a, &text) : (buf_done(&text), S("none"));
}

static void
add_decisions(struct cable *q)
{
	add_section(q, "DECISIONS ASKED", points_with(q, wants_decision, true));
	str undiscussed = points_with(q, is_new, false);
	add_section(q, "NOT CLOSABLE HERE", arena_printf(q->ask->a, "%.*s. Not yet discussed: %.*s",
							 STR_ARG(points_with(q, is_up, false)), STR_ARG(undiscussed)));
}

/* ---- 5 to 7: clock, ground, judgement ---- */

static void
add_clock(struct cable *q)
{
	const talks *t = q->t;
	buf text = { 0 };
	for (size_t i = 1; i < t->deadlines.count; i++) {
		const struct deadline *d = &t->deadlines.at[i];
		const str *history;
		size_t count = deadline_history(q->ask, d, &history);
		buf_printf(&text, "%s%.*s for %.*s: due %.*s; %.*s", text.len ? ". " : "",
			   STR_ARG(d->sym ? syms_str(t->m->names, d->sym) : S("correction")),
			   STR_ARG(line_names(t, d->entry, CLAUSE_for)), STR_ARG(deadline_due(q->ask, d)),
			   STR_ARG(deadline_words(q->ask, d)));
		for (size_t k = 0; k < count; k++)
			buf_printf(&text, "; %.*s", STR_ARG(history[k]));
	}
	add_section(q, "CLOCK", text.len ? line_keep(q->ask->a, &text) : (buf_done(&text), S("no deadline recorded")));
}

static bool
since_then(const struct cable *q, uint32_t entry)
{
	return q->t->v->times[entry].key > q->since && !q->t->dead[entry];
}

static void
add_ground(struct cable *q)
{
	const talks *t = q->t;
	buf text = { 0 };
	for (size_t i = 0; i < t->v->order.count; i++) {
		uint32_t entry = t->v->order.at[i];
		const struct entry *e = talks_entry(t, entry);
		if (e->verb != VERB_incident || !since_then(q, entry))
			continue;
		const struct item *figures = entry_own(t->m, e, CLAUSE_figures);
		uint32_t per = talks_act_per(t, entry);
		str grade = talks_act_text(t, entry, CLAUSE_grade), note = talks_act_text(t, entry, CLAUSE_note);
		buf_printf(&text, "%s%.*s, %.*s", text.len ? ". " : "", STR_ARG(talks_act_text(t, entry, CLAUSE_place)),
			   STR_ARG(line_when(t, entry)));
		for (size_t k = 0, n = figures ? item_run(t->m, e, figures) : 0; k < n; k++)
			buf_printf(&text, ", %.*s", STR_ARG(item_text(t->m, &figures[k])));
		buf_printf(&text, " (%.*s%s%.*s)", STR_ARG(per ? line_who(t, per) : S("keeper")), grade.len ? ", " : "",
			   STR_ARG(grade));
		if (note.len)
			buf_printf(&text, "; %.*s", STR_ARG(note));
	}
	add_section(q, "GROUND", text.len ? line_keep(q->ask->a, &text) : (buf_done(&text), S("nothing recorded")));
}

/* Only the party's own judgements, from its own circle or what it may know. */
static void
add_judgement(struct cable *q)
{
	const talks *t = q->t;
	buf text = { 0 };
	for (size_t i = 0; i < t->v->order.count; i++) {
		uint32_t entry = t->v->order.at[i];
		const struct item *subject = entry_own(t->m, talks_entry(t, entry), KEY_SUBJECT);
		if (talks_entry(t, entry)->verb != VERB_says || !line_is(t, entry, CLAUSE_kind, "judgement") ||
		    !since_then(q, entry) || !subject || talks_side(t, talks_actor(t, subject->a)) != q->side)
			continue;
		buf_printf(&text, "%s%.*s (%.*s)", text.len ? ". " : "", STR_ARG(line_words_text(t, entry)),
			   STR_ARG(line_who(t, talks_actor(t, subject->a))));
	}
	if (text.len)
		add_section(q, "JUDGEMENT", line_keep(q->ask->a, &text));
	else
		buf_done(&text);
}

/* ---- the whole ---- */

/* The party's last cable before now, an act of its own whose name begins with
 * "cable"; else a day before now. */
static int64_t
last_cable(const struct cable *q)
{
	const talks *t = q->t;
	int64_t since = t->now - DAY_SECONDS;
	for (size_t i = 0; i < t->v->order.count; i++) {
		uint32_t entry = t->v->order.at[i];
		const struct entry *e = talks_entry(t, entry);
		uint32_t id = entry_id(t->m, e);
		if (id && e->mood == MOOD_DONE && str_starts(syms_str(t->m->names, id), S("cable")) &&
		    e->subject_count && talks_side(t, talks_actor(t, entry_items(t->m, e)->a)) == q->side)
			since = t->v->times[entry].key;
	}
	return since;
}

/* The view at the moment since which the cable reports. */
static bool
open_then(struct cable *q, struct err *err)
{
	const struct ask *ask = q->ask;
	struct view_query query = q->t->v->query;
	struct span since;
	q->since = last_cable(q);
	if (ask->arg_count > 1)
		return fail(err, ERR_USAGE, "'cable' takes one moment to report since, as in 2026-06-03T23:05");
	if (ask->arg_count && !view_span(q->t->d, ask->args[0], &since, err))
		return fail_while(err, "since '%.*s'", STR_ARG(ask->args[0]));
	/* A day begins at its start. */
	if (ask->arg_count)
		q->since = since.from;
	if (q->since >= q->t->now)
		return fail(err, ERR_USAGE, "there is nothing to report between %.*s and %.*s, which this view is as of; name an "
			    "earlier moment to report since", STR_ARG(line_instant(q->t, q->since)),
			    STR_ARG(line_instant(q->t, q->t->now)));
	query.has_at = true;
	query.at = q->since;
	view *v = view_new(ask->a, q->t->d, &query, err);
	if (v)
		q->then = talks_new(ask->a, v);
	return v != NULL;
}

static sheet *
build(struct ask *ask, struct err *err)
{
	const talks *t = ask->t;
	struct cable q = { .ask = ask, .t = t };
	if (!t->v->as) {
		fail(err, ERR_USAGE, "whose cable? say --as PARTY");
		return NULL;
	}
	if (t->now == SPAN_START) {
		fail(err, ERR_ABSENT, "nothing is recorded yet that a cable could report");
		return NULL;
	}
	q.side = talks_side(t, talks_actor(t, t->v->as));
	if (!open_then(&q, err))
		return NULL;
	q.s = ask_sheet(ask, "cable", "cable");
	mandates_init(&q.mandates, t);
	runs_add(sheet_labelled(q.s, arena_printf(ask->a, "%.*s only", STR_ARG(talks_actor_token(t, q.side)))), RUN_STRONG,
		 arena_printf(ask->a, "covers %.*s to %.*s", STR_ARG(line_instant(t, q.since)), STR_ARG(line_instant(t, t->now))));
	add_state(&q);
	add_moves(&q);
	add_decisions(&q);
	add_clock(&q);
	add_ground(&q);
	add_judgement(&q);
	mandates_done(&q.mandates);
	const view *then = q.then->v;
	talks_done(q.then);
	view_done((view *)(uintptr_t)then);
	return q.s;
}

const struct answer answer_cable = {
	.name = "cable",
	.question = "a delegation's night cable: what to report home",
	.args = "[SINCE]",
	.options = ANSWER_OPTIONS " since",
	.more = "For --as PARTY only. Reports since SINCE, or --since (an instant, as in 2026-06-03T23:05, or the start of a\n"
		"day), else since\n"
		"its last act named cable…, else since a day before: the tally and how it moved, who took which new position, what was agreed beyond the\n"
		"instruction, the decisions asked, what cannot be closed here, clocks, the ground, and the\n"
		"party's own judgements.\n",
	.is_paper = true,
	.build = build,
};
