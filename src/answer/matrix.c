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
add_mark(runs *r, bool holds, const char *words)
{
	if (!holds)
		return;
	runs_add(r, RUN_PLAIN, S(", "));
	runs_add(r, RUN_STRONG, str_of(words));
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
	add_mark(r, c->inherited, "inherited");
	add_mark(r, c->earlier_wording == TELL_YES && !c->inherited, "earlier wording");
	add_mark(r, c->same_again, "same words as held");
	add_mark(r, c->unseen, "unseen");
	add_mark(r, c->second_hand, "second-hand");
	add_mark(r, c->conditional, "conditional");
	add_mark(r, c->reopened, "reopened");
	if (c->reservation)
		add_mark(r, true, reservation_kind(ask, &t->positions.at[c->reservation]).at);
	if (c->immaterial)
		runs_add(r, RUN_QUIET, arena_printf(ask->a, ", change immaterial (%.*s)",
						    STR_ARG(talks_actor_token(t, c->immaterial))));
	if (!c->own && !c->second_hand)
		runs_add(r, RUN_QUIET, S(", noted"));
	add_mark(r, c->red_line && c->stance != STANCE_RED_LINE, "red line");
	if (c->hearsay)
		runs_add(r, RUN_PLAIN, arena_printf(ask->a, "; %.*s says: %s",
						    STR_ARG(line_who(t, t->positions.at[c->hearsay].per)),
						    stance_words[t->positions.at[c->hearsay].stance]));
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
	line_set(v, "hearsay", c->hearsay ? str_of(stance_names[t->positions.at[c->hearsay].stance]) : S(""));
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

/* What the matrix is about: its points and those who hold positions. */
struct grid {
	const struct ask *ask;
	sheet *s;
	const uint32_t *holders;
	size_t holder_count;
	LIST(uint32_t) points;  /* those of the text, then others somebody stands on */
	size_t in_text;
};

static str
number_now(const talks *t, uint32_t point)
{
	uint32_t now = talks_point_now(t, point);
	return now ? t->readings.at[now].number : S("");
}

/* An origin is shown by its successors, where there is a row of one of them. */
static void
list_origins(const talks *t, bool *listed)
{
	for (bool more = true; more;) {
		more = false;
		for (uint32_t p = 1; p < t->points.count; p++)
			for (uint32_t o = t->points.at[p].from; o; o = t->origins.at[o].next) {
				uint32_t from = t->origins.at[o].point;
				bool shown = (listed[p] || t->points.at[p].positions) && !listed[from];
				listed[from] = listed[from] || shown;
				more = more || shown;
			}
	}
}

/* Points that the text of now does not have, but on which somebody stands: no
 * position is ever orphaned. */
static void
find_points(struct grid *g, const struct tally *board)
{
	const talks *t = g->ask->t;
	bool *listed = ARENA_ARRAY(g->ask->a, bool, t->points.count + 1);
	for (size_t i = 0; i < board->count; i++) {
		listed[board->list[i]] = true;
		if (talks_standing(t, board->list[i]).status != STATUS_DELETED)
			*LIST_ADD(&g->points) = board->list[i];
	}
	list_origins(t, listed);
	for (unsigned pass = 0; pass < 2; pass++) {     /* sub-points of the text, then the rest */
		for (uint32_t p = 1; p < t->points.count; p++)
			if (!listed[p] && t->points.at[p].positions && !talks_point_now(t, p) == (pass == 1))
				*LIST_ADD(&g->points) = p;
		if (pass == 0)
			g->in_text = g->points.count;
	}
}

static void
add_data(struct grid *g, uint32_t point)
{
	const struct ask *ask = g->ask;
	value *row = value_object(ask->a), *cells = value_list(ask->a);
	value_set_str(row, "point", talks_point_name(ask->t, point));
	line_set(row, "number", number_now(ask->t, point));
	value_set_str(row, "title", talks_point_title(ask->t, point));
	value_set(row, "cells", cells);
	for (size_t i = 0; i < g->holder_count; i++) {
		struct cell c = talks_cell(ask->t, g->holders[i], point);
		value_push(cells, cell_value(ask, g->holders[i], &c));
	}
	value_push(sheet_rows(g->s), row);
}

static void
add_cell(struct grid *g, table *rows, uint32_t holder, uint32_t point)
{
	struct cell c = talks_cell(g->ask->t, holder, point);
	runs *r = table_cell(rows);
	matrix_cell_words(g->ask, &c, r);
	if (c.position)
		add_footnote(g->ask, g->s, r, &c);
}

/* Points down, holders across. */
static void
add_by_point(struct grid *g)
{
	const talks *t = g->ask->t;
	table *rows = sheet_table(g->s);
	table_column(rows, S("no."), COLUMN_NUMBER);
	table_column(rows, S("subject"), COLUMN_WRAP);
	for (size_t i = 0; i < g->holder_count; i++)
		table_column(rows, talks_actor_token(t, g->holders[i]), COLUMN_WRAP);
	for (size_t p = 0; p < g->points.count; p++) {
		uint32_t point = g->points.at[p];
		str number = number_now(t, point);
		if (p == g->in_text)
			runs_add(table_span(rows), RUN_STRONG, S("Not a point of this text"));
		table_row(rows);
		runs_add(table_cell(rows), RUN_PLAIN, number.len ? number : S("-"));
		runs_add(table_cell(rows), RUN_PLAIN, talks_point_title(t, point));
		for (size_t i = 0; i < g->holder_count; i++)
			add_cell(g, rows, g->holders[i], point);
	}
}

static bool
holds_any(const struct grid *g, uint32_t holder)
{
	for (size_t p = 0; p < g->points.count; p++)
		if (talks_cell(g->ask->t, holder, g->points.at[p]).position)
			return true;
	return false;
}

/* Where many hold positions on few points, holders go down, and those without
 * any share a line. */
static void
add_by_holder(struct grid *g)
{
	const talks *t = g->ask->t;
	table *rows = sheet_table(g->s);
	buf none = { 0 };
	table_column(rows, S("who"), COLUMN_FIT);
	for (size_t p = 0; p < g->points.count; p++)
		table_column(rows, arena_printf(g->ask->a, "%.*s %.*s", STR_ARG(number_now(t, g->points.at[p])),
						STR_ARG(talks_point_title(t, g->points.at[p]))), COLUMN_WRAP);
	for (size_t i = 0; i < g->holder_count; i++) {
		if (!holds_any(g, g->holders[i])) {
			line_join(&none, talks_actor_token(t, g->holders[i]));
			continue;
		}
		table_row(rows);
		runs_add(table_cell(rows), RUN_STRONG, talks_actor_token(t, g->holders[i]));
		for (size_t p = 0; p < g->points.count; p++)
			add_cell(g, rows, g->holders[i], g->points.at[p]);
	}
	if (none.len)
		runs_add(sheet_labelled(g->s, S("No record")), RUN_PLAIN, arena_str(g->ask->a, buf_str(&none)));
	buf_done(&none);
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
	struct grid g = { .ask = ask, .s = s };
	enum { ACROSS_MOST = 6 };
	g.holder_count = talks_holders(t, ask->a, &g.holders);
	find_points(&g, &board);
	board_tally_to(s, &board);
	runs_add(sheet_labelled(s, S("Text")), RUN_STRONG, board_text_name(ask));
	for (size_t p = 0; p < g.points.count; p++)
		add_data(&g, g.points.at[p]);
	if (g.holder_count > ACROSS_MOST && g.holder_count > g.points.count)
		add_by_holder(&g);
	else
		add_by_point(&g);
	LIST_DONE(&g.points);
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
