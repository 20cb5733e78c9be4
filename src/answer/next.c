/* What comes next, by when, waiting for what? Steps and the order they must keep,
 * rival sequences, deadlines with their history, and what is owed. */
#include "answer/lines.h"
#include "answer/steps.h"

/* ---- steps ---- */

static str
who_of(const struct ask *ask, uint32_t entry)
{
	return line_names(ask->t, entry, KEY_SUBJECT);
}

static str
joined(const struct ask *ask, const str *texts, size_t count, const char *between)
{
	buf text = { 0 };
	for (size_t i = 0; i < count; i++)
		buf_printf(&text, "%s%.*s", i ? between : "", STR_ARG(texts[i]));
	return line_keep(ask->a, &text);
}

static void
add_step(const struct ask *ask, sheet *s, table *rows, uint32_t step)
{
	const talks *t = ask->t;
	uint32_t entry = t->steps.at[step].entry;
	const str *after;
	size_t count = step_after(ask, step, &after);
	uint32_t per = talks_act_per(t, entry);
	str needs = line_lines(t, entry, CLAUSE_needs), because = talks_act_text(t, entry, CLAUSE_because);
	value *row = value_object(ask->a), *list = value_list(ask->a);
	value_set_str(row, "step", step_name(t, step));
	value_set_str(row, "who", talks_act_subjects(t, entry));
	bool excluded = talks_entry(t, entry)->mood == MOOD_WILL_NOT;
	str action = excluded ? arena_printf(ask->a, "not %.*s", STR_ARG(step_what(ask, step))) : step_what(ask, step);
	value_set_str(row, "what", action);
	line_set(row, "when", step_when_iso(ask, step));
	for (size_t i = 0; i < count; i++)
		value_push(list, value_str(ask->a, after[i]));
	value_set(row, "after", list);
	value_set_str(row, "status", step_status(ask, step));
	line_set(row, "per", per ? talks_actor_token(t, per) : S(""));
	line_set(row, "needs", needs);
	line_set(row, "source", line_source(t, entry));
	value_push(sheet_rows(s), row);

	table_row(rows);
	runs_add(table_cell(rows), RUN_PLAIN, step_when(ask, step));
	runs_add(table_cell(rows), RUN_STRONG, who_of(ask, entry));
	runs *what = table_cell(rows);
	runs_add(what, RUN_PLAIN, action);
	if (per)
		runs_add(what, RUN_PLAIN, arena_printf(ask->a, " (per %.*s)", STR_ARG(line_who(t, per))));
	if (because.len)
		runs_add(what, RUN_PLAIN, arena_printf(ask->a, "; because: %.*s", STR_ARG(because)));
	runs *waits = table_cell(rows);
	runs_add(waits, RUN_PLAIN, joined(ask, after, count, ", "));
	if (needs.len)
		runs_add(waits, RUN_PLAIN, arena_printf(ask->a, "%s%.*s", count ? "; needs " : "needs ",
							STR_ARG(needs)));
	bool warn = t->steps.at[step].status == STEP_OVERDUE;
	runs_add(table_cell(rows), warn ? RUN_WARN : RUN_PLAIN, step_status(ask, step));
	runs_add(table_cell(rows), RUN_QUIET, step_name(t, step));
}

static size_t
add_steps(const struct ask *ask, sheet *s)
{
	const talks *t = ask->t;
	if (t->steps.count <= 1)
		return 0;
	sheet_heading(s, 1, S("Steps"));
	table *rows = sheet_table(s);
	table_column(rows, S("when"), COLUMN_WRAP);
	table_column(rows, S("who"), COLUMN_WRAP);
	table_column(rows, S("what"), COLUMN_WRAP);
	table_column(rows, S("after"), COLUMN_WRAP);
	table_column(rows, S("status"), COLUMN_FIT);
	table_column(rows, S("name"), COLUMN_FIT);
	for (uint32_t i = 1; i < t->steps.count; i++)
		add_step(ask, s, rows, i);
	return t->steps.count - 1;
}

/* ---- sequences ---- */

static void
add_chain(const struct ask *ask, sheet *s, const struct chain *c)
{
	const talks *t = ask->t;
	runs *r = sheet_item(s);
	for (size_t i = 0; i < c->count; i++) {
		if (i)
			runs_add(r, RUN_STRONG, c->follows[i] ? S(" -> ") : S("; "));
		runs_add(r, RUN_PLAIN, step_sentence(ask, c->steps[i]));
	}
	if (c->per)
		runs_add(r, RUN_PLAIN, arena_printf(ask->a, " (%.*s)", STR_ARG(line_who(t, c->per))));
	if (c->is_circle)
		runs_add(r, RUN_WARN, S(" these wait for one another"));
}

/* Shown where there is something to compare: a chain of several, or demands
 * beside plans. */
static void
add_sequences(const struct ask *ask, sheet *s)
{
	const talks *t = ask->t;
	const struct chain *chains;
	size_t count = steps_chains(ask, &chains), open = 0;
	bool tied = false;
	for (size_t i = 0; i < count; i++) {
		bool settled = chains[i].count == 1 && t->steps.at[chains[i].steps[0]].status == STEP_DONE;
		open += !settled;
		tied = tied || chains[i].count > 1;
	}
	if (!tied)
		return;
	sheet_heading(s, 1, open > 1 ? S("Sequences, side by side") : S("Sequence"));
	for (size_t i = 0; i < count; i++)
		if (chains[i].count > 1 || t->steps.at[chains[i].steps[0]].status != STEP_DONE)
			add_chain(ask, s, &chains[i]);
}

/* ---- deadlines ---- */

static value *
deadline_value(const struct ask *ask, const struct deadline *d)
{
	const talks *t = ask->t;
	value *v = value_object(ask->a), *history = value_list(ask->a);
	const str *texts;
	size_t count = deadline_history(ask, d, &texts);
	value_set_str(v, "id", d->sym ? syms_str(t->m->names, d->sym) : talks_act_name(t, d->entry));
	value_set_str(v, "setter", talks_actor_token(t, d->setter));
	line_set(v, "for", line_names(t, d->entry, talks_act_has(t, d->entry, CLAUSE_for) ? CLAUSE_for : CLAUSE_to));
	line_set(v, "due", deadline_due_iso(ask, d));
	value_set_str(v, "status", deadline_words(ask, d));
	for (size_t i = 0; i < count; i++)
		value_push(history, value_str(ask->a, texts[i]));
	value_set(v, "history", history);
	line_set(v, "object", talks_act_text(t, d->entry, CLAUSE_object));
	line_set(v, "consequence", talks_act_text(t, d->entry, CLAUSE_consequence));
	line_set(v, "source", line_source(t, d->entry));
	return v;
}

static void
add_deadlines(const struct ask *ask, sheet *s)
{
	const talks *t = ask->t;
	value *list = value_list(ask->a);
	value_set(sheet_data(s), "deadlines", list);
	if (t->deadlines.count <= 1)
		return;
	sheet_heading(s, 1, S("Deadlines"));
	table *rows = sheet_table(s);
	table_column(rows, S("what"), COLUMN_WRAP);
	table_column(rows, S("due"), COLUMN_WRAP);
	table_column(rows, S("for"), COLUMN_WRAP);
	table_column(rows, S("status"), COLUMN_WRAP);
	table_column(rows, S("history"), COLUMN_WRAP);
	for (size_t i = 1; i < t->deadlines.count; i++) {
		const struct deadline *d = &t->deadlines.at[i];
		const str *texts;
		size_t count = deadline_history(ask, d, &texts);
		str object = talks_act_text(t, d->entry, CLAUSE_object);
		str consequence = talks_act_text(t, d->entry, CLAUSE_consequence);
		value_push(list, deadline_value(ask, d));
		table_row(rows);
		runs *what = table_cell(rows);
		runs_add(what, RUN_STRONG, d->sym ? syms_str(t->m->names, d->sym) : S("correction"));
		if (talks_entry(t, d->entry)->verb == VERB_opens_silence)
			object = arena_printf(ask->a, "silence on %.*s", STR_ARG(talks_act_refs(t, d->entry, CLAUSE_on)));
		if (object.len)
			runs_add(what, RUN_PLAIN, arena_printf(ask->a, ": %.*s", STR_ARG(object)));
		runs_add(table_cell(rows), RUN_STRONG, deadline_due(ask, d));
		runs_add(table_cell(rows), RUN_PLAIN, line_names(t, d->entry, CLAUSE_for));
		runs *status = table_cell(rows);
		runs_add(status, RUN_PLAIN, deadline_words(ask, d));
		runs_add(status, RUN_PLAIN, consequence.len ? arena_printf(ask->a, "; consequence: %.*s",
									   STR_ARG(consequence))
							    : S("; consequence not stated"));
		runs_add(table_cell(rows), RUN_PLAIN, joined(ask, texts, count, "; "));
	}
}

/* ---- what is owed ---- */

static void
add_owed(const struct ask *ask, sheet *s)
{
	const talks *t = ask->t;
	value *list = value_list(ask->a);
	bool headed = false;
	value_set(sheet_data(s), "owed", list);
	for (size_t i = 1; i < t->owed.count; i++) {
		const struct owed *o = &t->owed.at[i];
		if (o->answered || t->settled_by[o->entry])
			continue;
		bool promise = talks_entry(t, o->entry)->verb == VERB_promises;
		str by = line_names(t, o->entry, promise ? KEY_SUBJECT : KEY_OBJECT);
		str to = line_names(t, o->entry, promise ? (unsigned)CLAUSE_to : (unsigned)KEY_SUBJECT);
		str object = talks_act_text(t, o->entry, CLAUSE_object);
		str words = line_words_text(t, o->entry);
		value *v = value_object(ask->a);
		value_set_str(v, "what", promise ? S("promise") : S("answer"));
		line_set(v, "by", by);
		line_set(v, "to", to);
		line_set(v, "words", words.len ? words : object);
		line_set(v, "source", talks_act_source(t, o->entry));
		value_push(list, v);
		if (!headed)
			sheet_heading(s, 1, S("Owed"));
		headed = true;
		runs *r = sheet_item(s);
		runs_add(r, RUN_STRONG, by.len ? by : S("unknown"));
		runs_add(r, RUN_PLAIN, arena_printf(ask->a, " owes %.*s %s", STR_ARG(to.len ? to : S("unknown")),
						    promise ? "what it promised: " : "an answer: "));
		if (!line_words(r, t, o->entry))
			runs_add(r, RUN_PLAIN, object);
		runs_add(r, RUN_QUIET, arena_printf(ask->a, " (%.*s)", STR_ARG(line_when(t, o->entry))));
	}
}

static sheet *
build(struct ask *ask, struct err *err)
{
	ANSWER_NO_ARGS(ask, err, "next");
	const talks *t = ask->t;
	sheet *s = ask_sheet(ask, "next", "what comes next, by when, waiting for what");
	size_t owed = 0;
	for (size_t i = 1; i < t->owed.count; i++)
		owed += !t->owed.at[i].answered && !t->settled_by[t->owed.at[i].entry];
	sheet_tally(s, "steps", (int64_t)t->steps.count - 1);
	sheet_tally(s, "deadlines", (int64_t)t->deadlines.count - 1);
	sheet_tally(s, "owed", (int64_t)owed);
	sheet_tally_line(s);
	add_steps(ask, s);
	add_sequences(ask, s);
	add_deadlines(ask, s);
	add_owed(ask, s);
	return s;
}

const struct answer answer_next = {
	.name = "next",
	.question = "what comes next, by when, waiting for what",
	.args = "",
	.more = "Planned, excluded and demanded steps with what they wait for; sequences that tie several, rival\n"
		"ones side by side; deadlines with who set, softened or moved them; questions, demands and\n"
		"promises that are still owed. 'Overdue' is a plan whose time passed with nothing entered.\n",
	.build = build,
};
