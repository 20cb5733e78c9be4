/* Who is where, on which wording? Party by point; a yes to earlier words, by one
 * who was not shown them, told by another, or under a condition looks it. */
#include "answer/matrix.h"

#include "answer/board.h"
#include "answer/lines.h"

str
matrix_cell_draft(const struct ask *ask, const struct cell *c)
{
	const talks *t = ask->t;
	const struct position *p = &t->positions.at[c->position];
	if (p->reading)
		return talks_reading_name(t, p->reading);
	return p->draft ? line_draft(t, p->draft) : S("");
}

static void
add_mark(const struct ask *ask, runs *r, bool holds, const char *words)
{
	if (holds)
		runs_add(r, RUN_STRONG, arena_printf(ask->a, ", %s", words));
}

static str
reservation_kind(const struct ask *ask, const struct position *p)
{
	str kind = talks_act_word(ask->t, p->entry, CLAUSE_kind);
	return kind.len ? arena_printf(ask->a, "%.*s reservation", STR_ARG(kind)) : S("reservation");
}

void
matrix_cell_words(const struct ask *ask, const struct cell *c, runs *r)
{
	const talks *t = ask->t;
	const struct position *p = &t->positions.at[c->position];
	if (!c->position) {
		runs_add(r, RUN_QUIET, S("?"));
		return;
	}
	bool alarm = c->stance == STANCE_RED_LINE || c->stance == STANCE_OPPOSE;
	str words = c->stance == STANCE_RESERVE ? reservation_kind(ask, p) : str_of(stance_words[c->stance]);
	runs_add(r, alarm ? RUN_STRONG : RUN_PLAIN, words);
	if (c->ad_ref)
		runs_add(r, RUN_PLAIN, S(" ad ref"));
	str held = matrix_cell_draft(ask, c);
	if (held.len)
		runs_add(r, RUN_PLAIN, arena_printf(ask->a, " on %.*s", STR_ARG(held)));
	add_mark(ask, r, c->inherited, "inherited");
	add_mark(ask, r, c->earlier_wording == TELL_YES && !c->inherited, "earlier wording");
	add_mark(ask, r, c->same_again, "same words as held");
	add_mark(ask, r, c->unseen, "unseen");
	add_mark(ask, r, c->second_hand, "second-hand");
	add_mark(ask, r, c->conditional, "conditional");
	add_mark(ask, r, c->reopened, "reopened");
	if (c->reservation)
		runs_add(r, RUN_STRONG, arena_printf(ask->a, ", %.*s",
						     STR_ARG(reservation_kind(ask, &t->positions.at[c->reservation]))));
	if (!c->own && !c->second_hand)
		runs_add(r, RUN_QUIET, S(", noted"));
	if (c->red_line && c->stance != STANCE_RED_LINE)
		runs_add(r, RUN_STRONG, S(", red line"));
}

static value *
tell_value(const struct ask *ask, enum tell tell)
{
	return tell == TELL_CANNOT ? value_null(ask->a) : value_bool(ask->a, tell == TELL_YES);
}

static value *
cell_value(const struct ask *ask, uint32_t party, const struct cell *c)
{
	const talks *t = ask->t;
	const struct position *p = &t->positions.at[c->position];
	value *v = value_object(ask->a);
	value_set_str(v, "party", talks_actor_token(t, party));
	value_set_str(v, "stance", str_of(stance_names[c->stance]));
	line_set(v, "draft", c->position && p->draft ? line_draft(t, p->draft) : S(""));
	value_set(v, "earlier_wording", tell_value(ask, c->earlier_wording));
	value_set_bool(v, "unseen", c->unseen);
	value_set_bool(v, "second_hand", c->second_hand);
	value_set_bool(v, "conditional", c->conditional);
	value_set_bool(v, "own", c->own);
	line_set(v, "source", c->position ? talks_act_source(t, p->entry) : S(""));
	line_set(v, "held_on", c->position ? matrix_cell_draft(ask, c) : S(""));
	value_set_bool(v, "inherited", c->inherited);
	value_set_bool(v, "ad_ref", c->ad_ref);
	value_set_bool(v, "same_words_as_held", c->same_again);
	value_set_bool(v, "red_line", c->red_line != 0);
	value_set_bool(v, "reservation", c->reservation != 0 || c->stance == STANCE_RESERVE);
	line_set(v, "immaterial_per", c->immaterial ? talks_actor_token(t, c->immaterial) : S(""));
	line_set(v, "per", c->position && p->per ? talks_actor_token(t, p->per) : S(""));
	line_set(v, "level", c->position ? talks_level(t, p->level) : S(""));
	line_set(v, "at", c->position ? talks_act_iso(t, p->entry, true) : S(""));
	return v;
}

/* "[1] 3 June 21:30, UPP, LOW (report s7)" */
static void
add_footnote(const struct ask *ask, sheet *s, runs *r, const struct cell *c)
{
	const talks *t = ask->t;
	uint32_t entry = t->positions.at[c->position].entry;
	uint32_t per = talks_act_per(t, entry);
	str text = arena_printf(ask->a, "%.*s: %.*s%s%.*s (%.*s)", STR_ARG(line_when(t, entry)),
				STR_ARG(talks_act_words(t, entry)), per ? ", per " : "",
				STR_ARG(per ? line_who(t, per) : S("")), STR_ARG(talks_act_source(t, entry)));
	runs_note(r, sheet_footnote(s, text));
}

static void
add_row(const struct ask *ask, sheet *s, table *rows, uint32_t point, const uint32_t *holders, size_t count)
{
	const talks *t = ask->t;
	uint32_t now = talks_point_now(t, point), last = now ? now : t->points.at[point].last;
	str number = last ? t->readings.at[last].number : S("");
	value *row = value_object(ask->a), *cells = value_list(ask->a);
	value_set_str(row, "point", talks_point_name(t, point));
	line_set(row, "number", now ? number : S(""));
	value_set_str(row, "title", talks_point_title(t, point));
	value_set(row, "cells", cells);
	table_row(rows);
	runs_add(table_cell(rows), RUN_PLAIN, now ? number : S("-"));
	runs_add(table_cell(rows), RUN_PLAIN, talks_point_title(t, point));
	for (size_t i = 0; i < count; i++) {
		struct cell c = talks_cell(t, holders[i], point);
		value_push(cells, cell_value(ask, holders[i], &c));
		runs *r = table_cell(rows);
		matrix_cell_words(ask, &c, r);
		if (c.position)
			add_footnote(ask, s, r, &c);
	}
	value_push(sheet_rows(s), row);
}

/* Points that the text of now does not have, but on which somebody stands: no
 * position is ever orphaned. */
static void
add_others(const struct ask *ask, sheet *s, table *rows, const struct tally *board, const uint32_t *holders,
	   size_t count)
{
	const talks *t = ask->t;
	bool *listed = ARENA_ARRAY(ask->a, bool, t->points.count + 1);
	bool headed = false;
	bool *is_origin = ARENA_ARRAY(ask->a, bool, t->points.count + 1);
	for (size_t i = 0; i < board->count; i++)
		listed[board->list[i]] = true;
	for (size_t i = 1; i < t->origins.count; i++)   /* its successors show its positions */
		is_origin[t->origins.at[i].point] = true;
	for (uint32_t p = 1; p < t->points.count; p++) {
		const struct point *point = &t->points.at[p];
		if (listed[p] || !point->positions || is_origin[p])
			continue;
		uint32_t now = talks_point_now(t, p);
		if (!headed && !now)
			runs_add(table_span(rows), RUN_STRONG, S("Not a point of this text"));
		headed = headed || !now;
		add_row(ask, s, rows, p, holders, count);
	}
}

/* What was said of a draft as a whole, or of so much of it. */
static void
add_whole(const struct ask *ask, sheet *s)
{
	const talks *t = ask->t;
	value *list = value_list(ask->a);
	bool headed = false;
	for (size_t i = 1; i < t->positions.count; i++) {
		const struct position *p = &t->positions.at[i];
		if (!p->on_whole || p->withdrawn)
			continue;
		if (!headed)
			sheet_heading(s, 1, S("On a text as a whole"));
		headed = true;
		struct cell c = { .position = (uint32_t)i, .stance = (enum stance)p->stance, .unseen = p->unseen,
				  .second_hand = p->second_hand, .conditional = p->conditional, .own = p->own,
				  .ad_ref = p->ad_ref };
		value *v = cell_value(ask, p->holder, &c);
		line_set(v, "of", talks_act_refs(t, p->entry, KEY_OBJECT));
		line_set(v, "words", line_words_text(t, p->entry));
		value_push(list, v);
		runs *r = sheet_item(s);
		runs_add(r, RUN_STRONG, line_who(t, p->holder));
		runs_add(r, RUN_PLAIN, arena_printf(ask->a, ": %s, on ", stance_words[p->stance]));
		runs_add(r, RUN_PLAIN, talks_act_refs(t, p->entry, KEY_OBJECT));
		if (line_words_text(t, p->entry).len) {
			runs_add(r, RUN_PLAIN, S(": "));
			line_words(r, t, p->entry);
		}
		if (p->draft != t->current)
			runs_add(r, RUN_STRONG, arena_printf(ask->a, " (said of %.*s, not of %.*s)",
							     STR_ARG(line_draft(t, p->draft)),
							     STR_ARG(line_draft(t, t->current))));
		add_footnote(ask, s, r, &c);
	}
	if (headed)
		value_set(sheet_data(s), "whole", list);
}

static sheet *
build(struct ask *ask, struct err *err)
{
	ANSWER_NO_ARGS(ask, err, "matrix");
	const talks *t = ask->t;
	sheet *s = ask_sheet(ask, "matrix", "who is where, on which wording");
	struct tally board = board_tally(ask);
	const uint32_t *holders;
	size_t count = talks_holders(t, ask->a, &holders);
	board_tally_to(s, &board);
	runs_add(sheet_labelled(s, S("Text")), RUN_STRONG, board_text_name(ask));
	table *rows = sheet_table(s);
	table_column(rows, S("no."), COLUMN_NUMBER);
	table_column(rows, S("subject"), COLUMN_WRAP);
	for (size_t i = 0; i < count; i++)
		table_column(rows, talks_actor_token(t, holders[i]), COLUMN_WRAP);
	for (size_t i = 0; i < board.count; i++)
		if (talks_standing(t, board.list[i]).status != STATUS_DELETED)
			add_row(ask, s, rows, board.list[i], holders, count);
	add_others(ask, s, rows, &board, holders, count);
	add_whole(ask, s);
	sheet_note(s, S("? is no record, which is not a no. \"Unseen\": the words had not been shown to the "
			"holder. \"Second-hand\": somebody else says so. \"Earlier wording\": a character or the "
			"place has changed since. \"Noted\": entered by another's hand than the holder's."));
	return s;
}

const struct answer answer_matrix = {
	.name = "matrix",
	.question = "who is where, on which wording",
	.args = "",
	.more = "Party by point, each cell with the wording it was held on. A position on words that have\n"
		"changed since says 'earlier wording'; one whose holder was not shown the words, 'unseen'; one\n"
		"told by another, 'second-hand'; one under a condition, 'conditional'; one from before a split,\n"
		"'inherited'. '?' is no record, which is not a no.\n",
	.build = build,
};
