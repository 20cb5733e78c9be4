/* The mediator's sheet (story D1): one page for the night, of what is not settled. */
#include "answer/board.h"
#include "answer/collisions.h"
#include "answer/lines.h"
#include "answer/matrix.h"
#include "answer/steps.h"

enum { COLLISIONS_MOST = 100, COLUMNS_MOST = 4 };     /* more parties share a column */

/* ---- rows ---- */

/* Settled without a mark: no line on the sheet. */
static bool
is_quiet(const struct ask *ask, uint32_t point, const struct standing *st)
{
	const talks *t = ask->t;
	bool settled = st->status == STATUS_AGREED || st->status == STATUS_AGREED_AD_REF ||
		       st->status == STATUS_OBJECTIVE || st->status == STATUS_DELETED;
	for (size_t i = 0; i < t->parties.count; i++) {
		struct cell c = talks_cell(t, t->parties.at[i], point);
		if (c.red_line || c.unseen || c.conditional || c.reservation || c.earlier_wording == TELL_YES)
			return false;
	}
	return settled && !board_open_amendments(ask, point).len;
}

static str
number_before(const talks *t, uint32_t reading)
{
	uint32_t before = t->readings.at[reading].before;
	return before ? t->readings.at[before].number : S("new");
}

/* When a party was shown the text of now, or is to be: "4 June 08:02", "plan 08:00". */
static str
seen_words(const struct ask *ask, uint32_t party, uint32_t reading)
{
	const talks *t = ask->t;
	uint32_t x = talks_exposure_of(t, party, reading, UINT32_MAX);
	if (x)
		return line_when(t, t->exposures.at[x].entry);
	for (uint32_t i = 1; i < t->steps.count; i++) {
		const struct entry *e = talks_entry(t, t->steps.at[i].entry);
		const struct item *object = entry_own(t->m, e, KEY_OBJECT);
		if ((e->verb != VERB_shows && e->verb != VERB_reads) || e->mood != MOOD_WILL || !object ||
		    t->steps.at[i].status == STEP_DONE || object->a != t->drafts.at[t->current].sym)
			continue;
		const struct item *to = entry_own(t->m, e, CLAUSE_to);
		for (size_t k = 0, n = to ? item_run(t->m, e, to) : 0; k < n; k++)
			if (talks_actor(t, to[k].a) == party)
				return arena_printf(ask->a, "plan: %.*s", STR_ARG(step_when(ask, i)));
	}
	return S("not shown, as far as is recorded");
}

static void
add_row(const struct ask *ask, sheet *s, table *rows, uint32_t point, const struct standing *st)
{
	const talks *t = ask->t;
	uint32_t now = talks_point_now(t, point);
	str number = now ? t->readings.at[now].number : S("");
	value *row = value_object(ask->a), *cells = value_object(ask->a);
	value_set_str(row, "point", talks_point_name(t, point));
	line_set(row, "number", number);
	line_set(row, "number_before", now ? number_before(t, now) : S(""));
	value_set_str(row, "title", talks_point_title(t, point));
	value_set_str(row, "status", str_of(status_names[st->status]));
	value_push(sheet_rows(s), row);
	table_row(rows);
	runs_add(table_cell(rows), RUN_PLAIN, number.len ? number : S("-"));
	if (talks_current(t)->base)
		runs_add(table_cell(rows), RUN_QUIET, now ? number_before(t, now) : S(""));
	runs_add(table_cell(rows), RUN_STRONG, talks_point_title(t, point));
	runs_add(table_cell(rows), st->status == STATUS_UNDISCUSSED ? RUN_STRONG : RUN_PLAIN,
		 str_of(status_words[st->status]));
	runs *all = t->parties.count > COLUMNS_MOST ? table_cell(rows) : NULL;
	size_t silent = 0, spoke = 0;
	for (size_t i = 0; i < t->parties.count; i++) {
		struct cell c = talks_cell(t, t->parties.at[i], point);
		str who = talks_actor_token(t, t->parties.at[i]);
		value_set_str(cells, who.at, str_of(stance_names[c.stance]));
		if (all && !c.position) {
			silent++;
			continue;
		}
		if (all)
			runs_add(all, RUN_PLAIN, spoke++ ? S("; ") : S(""));
		if (all)
			runs_add(all, RUN_STRONG, arena_printf(ask->a, "%.*s: ", STR_ARG(who)));
		matrix_cell_words(ask, &c, all ? all : table_cell(rows));
	}
	if (all && silent)
		runs_add(all, RUN_QUIET, arena_printf(ask->a, "%sno record: %zu", spoke ? "; " : "", silent));
	value_set(row, "stances", cells);
}

static void
add_table(const struct ask *ask, sheet *s, const struct tally *board)
{
	const talks *t = ask->t;
	uint32_t base = talks_current(t)->base;
	table *rows = sheet_table(s);
	table_column(rows, S("no."), COLUMN_NUMBER);
	if (base)
		table_column(rows, arena_printf(ask->a, "(%.*s)", STR_ARG(line_draft(t, base))), COLUMN_FIT);
	table_column(rows, S("subject"), COLUMN_WRAP);
	table_column(rows, S("status"), COLUMN_WRAP);
	for (size_t i = 0; t->parties.count <= COLUMNS_MOST && i < t->parties.count; i++)
		table_column(rows, talks_actor_token(t, t->parties.at[i]), COLUMN_WRAP);
	if (t->parties.count > COLUMNS_MOST)
		table_column(rows, S("where parties stand"), COLUMN_WRAP);
	size_t quiet = 0;
	for (size_t i = 0; i < board->count; i++) {
		struct standing st = talks_standing(t, board->list[i]);
		if (is_quiet(ask, board->list[i], &st))
			quiet++;
		else
			add_row(ask, s, rows, board->list[i], &st);
	}
	if (quiet)
		sheet_note(s, arena_printf(ask->a, "%.*s agreed, or agreed as to the objective, with nothing to mark: "
					   "not listed.", STR_ARG(line_count(t, quiet, "point is", "points are"))));
}

/* ---- lines ---- */

static str
point_number(const talks *t, uint32_t point)
{
	uint32_t now = talks_point_now(t, point);
	return now ? t->readings.at[now].number : talks_point_name(t, point);
}

static void
add_collisions(const struct ask *ask, sheet *s)
{
	const talks *t = ask->t;
	const struct collision *list;
	size_t count = collisions_find(ask, COLLISIONS_MOST, &list);
	value *data = value_list(ask->a);
	buf text = { 0 };
	for (size_t i = 0; i < count; i++) {
		str first = talks_act_name(t, t->amendments.at[list[i].first].entry);
		str second = talks_act_name(t, t->amendments.at[list[i].second].entry);
		line_join(&text, arena_printf(ask->a, "point %.*s (%.*s x %.*s)",
					      STR_ARG(point_number(t, list[i].point)), STR_ARG(first), STR_ARG(second)));
		value *v = value_object(ask->a);
		value_set_str(v, "point", talks_point_name(t, list[i].point));
		value_set_str(v, "first", first);
		value_set_str(v, "second", second);
		value_push(data, v);
	}
	value_set(sheet_data(s), "collisions", data);
	runs_add(sheet_labelled(s, arena_printf(ask->a, "Collisions %zu", count)), RUN_PLAIN,
		 count ? line_keep(ask->a, &text) : S("none"));
}

/* "N2", "N4 (point 2)": amendments that a test picks out. */
typedef bool pick_fn(const struct amendment *a);

static bool
is_parked(const struct amendment *a)
{
	return a->status == AMENDMENT_PARKED;
}

static bool
is_editorial(const struct amendment *a)
{
	return a->editorial && a->status == AMENDMENT_ACCEPTED;
}

static void
add_picked(const struct ask *ask, sheet *s, const char *label, const char *key, pick_fn *pick)
{
	const talks *t = ask->t;
	buf text = { 0 };
	size_t count = 0;
	value *data = value_list(ask->a);
	for (size_t i = 1; i < t->amendments.count; i++) {
		const struct amendment *a = &t->amendments.at[i];
		if (!pick(a))
			continue;
		count++;
		str name = talks_act_name(t, a->entry);
		str point = a->point && a->verb != VERB_adds
				    ? arena_printf(ask->a, " (point %.*s)", STR_ARG(point_number(t, a->point))) : S("");
		line_join(&text, arena_printf(ask->a, "%.*s%.*s", STR_ARG(name), STR_ARG(point)));
		value_push(data, value_str(ask->a, name));
	}
	value_set(sheet_data(s), key, data);
	if (count)
		runs_add(sheet_labelled(s, arena_printf(ask->a, "%s %zu", label, count)), RUN_PLAIN,
			 line_keep(ask->a, &text));
}

static void
add_red_lines(const struct ask *ask, sheet *s, const struct tally *board)
{
	const talks *t = ask->t;
	for (size_t p = 0; p < board->count; p++)
		for (size_t i = 0; i < t->parties.count; i++) {
			struct cell c = talks_cell(t, t->parties.at[i], board->list[p]);
			if (!c.red_line)
				continue;
			uint32_t entry = t->positions.at[c.red_line].entry;
			runs *r = sheet_labelled(s, S("Red lines"));
			runs_add(r, RUN_STRONG, arena_printf(ask->a, "point %.*s touches %.*s's ",
							     STR_ARG(point_number(t, board->list[p])),
							     STR_ARG(talks_actor_token(t, t->parties.at[i]))));
			runs_add(r, RUN_PLAIN, arena_printf(ask->a, "of %.*s", STR_ARG(line_when(t, entry))));
			if (line_words_text(t, entry).len) {
				runs_add(r, RUN_PLAIN, S(": "));
				line_words(r, t, entry);
			}
		}
}

/* Parties with the same answer share it: "LOW, UPP plan: 4 June 08:00". */
static void
add_seen(const struct ask *ask, sheet *s)
{
	const talks *t = ask->t;
	const struct tdraft *d = talks_current(t);
	str *words = ARENA_ARRAY(ask->a, str, t->parties.count + 1);
	for (size_t i = 0; i < t->parties.count; i++)
		words[i] = d->count_held ? seen_words(ask, t->parties.at[i], d->first) : S("no record");
	runs *r = sheet_labelled(s, S("Seen"));
	runs_add(r, RUN_PLAIN, arena_printf(ask->a, "%.*s: ", STR_ARG(line_draft(t, t->current))));
	for (size_t i = 0, said = 0; i < t->parties.count; i++) {
		buf who = { 0 };
		bool first = true;
		for (size_t k = 0; k < i; k++)
			first = first && !str_eq(words[k], words[i]);
		for (size_t k = i; first && k < t->parties.count; k++)
			if (str_eq(words[k], words[i]))
				line_join(&who, talks_actor_token(t, t->parties.at[k]));
		if (first)
			runs_add(r, RUN_PLAIN, said++ ? S("; ") : S(""));
		if (first)
			runs_add(r, RUN_STRONG, arena_str(ask->a, buf_str(&who)));
		if (first)
			runs_add(r, RUN_PLAIN, arena_printf(ask->a, " %.*s", STR_ARG(words[i])));
		buf_done(&who);
	}
}

/* Planned showings in the order of their times. */
static void
add_order(const struct ask *ask, sheet *s)
{
	const talks *t = ask->t;
	buf text = { 0 };
	for (uint32_t i = 1; i < t->steps.count; i++) {
		const struct step *step = &t->steps.at[i];
		const struct entry *e = talks_entry(t, step->entry);
		bool shows = e->mood == MOOD_WILL && (e->verb == VERB_shows || e->verb == VERB_reads);
		if (!shows || step->status == STEP_DONE || step->status == STEP_CANCELLED)
			continue;
		str because = talks_act_text(t, step->entry, CLAUSE_because);
		buf_printf(&text, "%s%.*s to %.*s %.*s%s%.*s%s", text.len ? ", then " : "",
			   STR_ARG(talks_act_refs(t, step->entry, KEY_OBJECT)),
			   STR_ARG(line_names(t, step->entry, CLAUSE_to)), STR_ARG(step_when(ask, i)),
			   because.len ? " (because: " : "", STR_ARG(because), because.len ? ")" : "");
	}
	if (text.len)
		runs_add(sheet_labelled(s, S("Order of showing")), RUN_PLAIN, line_keep(ask->a, &text));
	else
		buf_done(&text);
}

static void
add_next(const struct ask *ask, sheet *s)
{
	const talks *t = ask->t;
	for (uint32_t i = 1; i < t->steps.count; i++) {
		const struct step *step = &t->steps.at[i];
		const struct entry *e = talks_entry(t, step->entry);
		bool open = step->status == STEP_PLANNED || step->status == STEP_POSTPONED || step->status == STEP_OVERDUE;
		if (!open || e->verb == VERB_shows || e->verb == VERB_reads)
			continue;
		str needs = line_lines(t, step->entry, CLAUSE_needs);
		runs *r = sheet_labelled(s, S("Next"));
		runs_add(r, RUN_STRONG, step_when(ask, i));
		runs_add(r, RUN_PLAIN, arena_printf(ask->a, " %.*s", STR_ARG(step_sentence(ask, i))));
		if (needs.len)
			runs_add(r, RUN_PLAIN, arena_printf(ask->a, "; needs %.*s", STR_ARG(needs)));
		if (step->status == STEP_OVERDUE)
			runs_add(r, RUN_WARN, S(" overdue"));
	}
	for (size_t i = 1; i < t->deadlines.count; i++) {
		const struct deadline *d = &t->deadlines.at[i];
		runs *r = sheet_labelled(s, S("Deadlines"));
		runs_add(r, RUN_STRONG, deadline_due(ask, d));
		runs_add(r, RUN_PLAIN, arena_printf(ask->a, " %.*s: %.*s",
						    STR_ARG(d->sym ? syms_str(t->m->names, d->sym) : S("correction")),
						    STR_ARG(deadline_words(ask, d))));
	}
}

static sheet *
build(struct ask *ask, struct err *err)
{
	ANSWER_NO_ARGS(ask, err, "sheet");
	sheet *s = ask_sheet(ask, "sheet", "the sheet for the night");
	struct tally board = board_tally(ask);
	board_tally_to(s, &board);
	runs_add(sheet_labelled(s, S("Text")), RUN_STRONG, board_text_name(ask));
	sheet_tally_line(s);
	add_table(ask, s, &board);
	add_seen(ask, s);
	add_collisions(ask, s);
	add_picked(ask, s, "Parked", "parked", is_parked);
	add_picked(ask, s, "Editorial", "editorial", is_editorial);
	add_red_lines(ask, s, &board);
	add_order(ask, s);
	add_next(ask, s);
	return s;
}

const struct answer answer_sheet = {
	.name = "sheet",
	.question = "the mediator's sheet: one page for the night",
	.args = "",
	.more = "The tally, the points that are not settled with where each party stands and on which wording,\n"
		"who has seen the text, amendments that collide, red lines that are touched, the order of\n"
		"showing, what comes next.\n",
	.is_paper = true,
	.build = build,
};
