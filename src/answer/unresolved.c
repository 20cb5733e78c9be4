/* What is open, and who can close it? A ladder by level of authority. */
#include <stdlib.h>

#include "answer/board.h"
#include "answer/lines.h"
#include "answer/mandate.h"

static bool
is_open(enum status status)
{
	return status != STATUS_AGREED && status != STATUS_AGREED_AD_REF && status != STATUS_DELETED;
}

struct ladder { const struct ask *ask; struct mandates mandates; };

/* The lowest level that can close the point: what it is kept for, was passed up
 * to, or an instruction that this view has wants for it; else 0: whoever is in
 * the room. */
static unsigned
closing_level(const struct ladder *l, uint32_t point)
{
	const talks *t = l->ask->t;
	const struct point *p = &t->points.at[point];
	unsigned level = p->reserved_level;
	if (p->referred && p->referred_level > level)
		level = p->referred_level;
	for (size_t i = 0; i < t->parties.count; i++) {
		unsigned mandate = mandate_level(&l->mandates, l->mandates.latest[t->parties.at[i]], point);
		level = mandate > level ? mandate : level;
	}
	return level;
}

/* "UPP opposed, LOW no record": what keeps the point open. */
static str
who_is_missing(const struct ask *ask, uint32_t point)
{
	const talks *t = ask->t;
	buf text = { 0 };
	for (size_t i = 0; i < t->parties.count; i++) {
		uint32_t party = t->parties.at[i];
		struct cell c = talks_cell(t, party, point);
		bool yes = c.stance == STANCE_ACCEPT && c.earlier_wording == TELL_NO && !c.unseen &&
			   !c.second_hand && !c.conditional && !c.inherited && !c.reopened;
		if (yes)
			continue;
		const char *why = !c.position			       ? "no record"
				  : c.inherited			       ? "to reconfirm"
				  : c.stance != STANCE_ACCEPT	       ? stance_words[c.stance]
				  : c.earlier_wording == TELL_YES ? "yes to earlier wording"
				  : c.unseen			       ? "yes, unseen"
				  : c.second_hand		       ? "yes, second-hand"
				  : c.conditional		       ? "yes, conditional"
								       : "reopened";
		line_join(&text, arena_printf(ask->a, "%.*s %s", STR_ARG(talks_actor_token(t, party)), why));
	}
	return line_keep(ask->a, &text);
}

static str
consenters(const struct ask *ask, uint32_t point)
{
	const talks *t = ask->t;
	uint32_t decl = t->points.at[point].decl;
	if (!decl || !talks_act_has(t, decl - 1, CLAUSE_consent))
		return S("");
	return line_names(t, decl - 1, CLAUSE_consent);
}

static str
claimed_level(const struct ask *ask, uint32_t point)
{
	const talks *t = ask->t;
	uint32_t claim = t->points.at[point].reserved_claim;
	if (!claim)
		return S("");
	const struct item *to = entry_own(t->m, talks_entry(t, claim - 1), CLAUSE_to);
	return arena_printf(ask->a, "said to be for %.*s only, per %.*s", STR_ARG(item_name(t->m, to)),
			    STR_ARG(line_who(t, talks_act_per(t, claim - 1))));
}

static void
add_row(const struct ladder *l, sheet *s, table *rows, uint32_t point)
{
	const struct ask *ask = l->ask;
	const talks *t = ask->t;
	struct standing st = talks_standing(t, point);
	uint32_t now = talks_point_now(t, point), last = now ? now : t->points.at[point].last;
	str number = last ? t->readings.at[last].number : S("");
	str also = consenters(ask, point), claim = claimed_level(ask, point), missing = who_is_missing(ask, point);
	value *row = value_object(ask->a);
	value_set_str(row, "point", talks_point_name(t, point));
	line_set(row, "number", number);
	value_set_str(row, "title", talks_point_title(t, point));
	value_set_str(row, "status", str_of(status_names[st.status]));
	line_set(row, "closes_at", talks_level(t, closing_level(l, point)));
	line_set(row, "missing", missing);
	line_set(row, "consent", also);
	line_set(row, "claimed", claim);
	value_push(sheet_rows(s), row);
	table_row(rows);
	runs_add(table_cell(rows), RUN_PLAIN, number.len ? number : S("-"));
	runs_add(table_cell(rows), RUN_PLAIN, talks_point_title(t, point));
	runs_add(table_cell(rows), RUN_PLAIN, str_of(status_words[st.status]));
	runs_add(table_cell(rows), RUN_PLAIN, missing);
	runs *note = table_cell(rows);
	if (also.len)
		runs_add(note, RUN_STRONG, arena_printf(ask->a, "also needs %.*s", STR_ARG(also)));
	if (claim.len)
		runs_add(note, RUN_PLAIN, arena_printf(ask->a, "%s%.*s", also.len ? "; " : "", STR_ARG(claim)));
}

static void
add_ladder(const struct ladder *l, sheet *s, table *rows, const struct tally *board)
{
	const struct ask *ask = l->ask;
	const talks *t = ask->t;
	for (unsigned level = 0; level < t->levels.count; level++) {
		bool headed = false;
		for (size_t i = 0; i < board->count; i++) {
			uint32_t point = board->list[i];
			if (closing_level(l, point) != level || !is_open(talks_standing(t, point).status))
				continue;
			if (!headed)
				runs_add(table_span(rows), RUN_STRONG,
					 level ? arena_printf(ask->a, "Only at the level of %.*s",
							      STR_ARG(talks_level(t, level)))
					       : S("By those in the room"));
			headed = true;
			add_row(l, s, rows, point);
		}
	}
}

/* A position that makes its point a condition. */
struct condition_of { uint32_t point, position; };

/* By point, and of one point the latest first. */
static int
by_point(const void *a, const void *b)
{
	const struct condition_of *x = a, *y = b;
	if (x->point != y->point)
		return x->point < y->point ? -1 : 1;
	return x->position > y->position ? -1 : x->position < y->position;
}

static void
add_condition(const struct ask *ask, sheet *s, uint32_t position)
{
	const talks *t = ask->t;
	const struct position *p = &t->positions.at[position];
	runs *r = sheet_item(s);
	runs_add(r, RUN_STRONG, line_who(t, p->holder));
	runs_add(r, RUN_PLAIN, arena_printf(ask->a, " requires %.*s", STR_ARG(talks_point_title(t, p->point))));
	if (p->per)
		runs_add(r, RUN_PLAIN, arena_printf(ask->a, ", per %.*s", STR_ARG(line_who(t, p->per))));
	if (line_words_text(t, p->entry).len) {
		runs_add(r, RUN_PLAIN, S(": "));
		line_words(r, t, p->entry);
	}
}

static void
add_conditions(const struct ask *ask, sheet *s)
{
	const talks *t = ask->t;
	LIST(struct condition_of) list = { 0 };
	for (uint32_t i = 1; i < t->positions.count; i++) {
		const struct position *p = &t->positions.at[i];
		if (p->point && !p->withdrawn && p->stance == STANCE_REQUIRE)
			*LIST_ADD(&list) = (struct condition_of){ p->point, i };
	}
	if (list.count) {
		qsort(list.at, list.count, sizeof *list.at, by_point);
		sheet_heading(s, 1, S("Conditions of the whole"));
	}
	for (size_t i = 0; i < list.count; i++)
		add_condition(ask, s, list.at[i].position);
	LIST_DONE(&list);
}

static sheet *
build(struct ask *ask, struct err *err)
{
	ANSWER_NO_ARGS(ask, err, "unresolved");
	sheet *s = ask_sheet(ask, "unresolved", "what is open, and who can close it");
	struct tally board = board_tally(ask);
	int64_t open = board.unknown;
	for (size_t i = 0; i < board.count; i++)
		open += is_open(talks_standing(ask->t, board.list[i]).status);
	sheet_tally(s, "points", board.points);
	sheet_tally(s, "open", open);
	sheet_tally(s, "closed", board.points - open);
	runs_add(sheet_labelled(s, S("Text")), RUN_STRONG, board_text_name(ask));
	sheet_tally_line(s);
	table *rows = sheet_table(s);
	table_column(rows, S("no."), COLUMN_NUMBER);
	table_column(rows, S("subject"), COLUMN_WRAP);
	table_column(rows, S("status"), COLUMN_FIT);
	table_column(rows, S("what is missing"), COLUMN_WRAP);
	table_column(rows, S("note"), COLUMN_WRAP);
	struct ladder l = { .ask = ask };
	mandates_init(&l.mandates, ask->t);
	add_ladder(&l, s, rows, &board);
	mandates_done(&l.mandates);
	add_conditions(ask, s);
	if (board.unknown)
		sheet_note(s, arena_printf(ask->a, "%u more points are declared and not held.", board.unknown));
	sheet_note(s, S("A reservation that somebody merely says is shown, and caps nothing."));
	return s;
}

const struct answer answer_unresolved = {
	.name = "unresolved",
	.question = "what is open, and who can close it",
	.args = "",
	.more = "The open points as a ladder, by the lowest level of authority that can close each: those that\n"
		"the people in the room can, then level by level those that were passed up or are kept for it.\n",
	.build = build,
};
