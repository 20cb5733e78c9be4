/* Where do we stand? One line a point, and a tally that sums to the points. */
#include "answer/board.h"
#include "answer/lines.h"

enum { UNKNOWN_ROWS_MOST = 1000 };

static str
level_words(const struct ask *ask, const struct standing *s)
{
	str level = talks_level(ask->t, s->level);
	if (!level.len)
		return S("");
	return s->status == STATUS_REFERRED ? arena_printf(ask->a, "to %.*s", STR_ARG(level)) : level;
}

/* What has changed in the point since the draft before: "reworded", "was 6". */
static str
changed(const struct ask *ask, uint32_t reading)
{
	const talks *t = ask->t;
	const struct reading *r = &t->readings.at[reading];
	if (!reading || !r->before)
		return reading && r->how == CROSS_ADD ? S("new") : S("");
	buf text = { 0 };
	str before = t->readings.at[r->before].number;
	if (r->how == CROSS_SPLIT || r->how == CROSS_MERGE)
		buf_printf(&text, "%s of %.*s", r->how == CROSS_SPLIT ? "split out" : "merged out", STR_ARG(before));
	else if (!str_eq(before, r->number))
		buf_printf(&text, "was %.*s", STR_ARG(before));
	if (r->how != CROSS_SPLIT && r->how != CROSS_MERGE && !reading_same_words(t, reading, r->before))
		line_join(&text, S("reworded"));
	return line_keep(ask->a, &text);
}

/* The names of amendments to the point that are still open: "N1, S1". */
str
board_open_amendments(const struct ask *ask, uint32_t point)
{
	const talks *t = ask->t;
	LIST(str) names = { 0 };
	for (uint32_t i = t->points.at[point].amendments; i; i = t->amendments.at[i].prev_on_point)
		if (t->amendments.at[i].status == AMENDMENT_OPEN)
			*LIST_ADD(&names) = talks_act_name(t, t->amendments.at[i].entry);
	buf text = { 0 };
	for (size_t i = names.count; i-- > 0;)
		line_join(&text, names.at[i]);
	LIST_DONE(&names);
	return line_keep(ask->a, &text);
}

static void
add_note(buf *note, const char *label, str words)
{
	if (!words.len)
		return;
	buf_printf(note, "%s%s%.*s", note->len ? "; " : "", label, STR_ARG(words));
}

/* Who holds a position, other than a yes, on words or in a place that are not
 * those of now; a yes is told by itself, since it is what counts. */
static str
holders_on_earlier_wording(const struct ask *ask, uint32_t point)
{
	const talks *t = ask->t;
	buf list = { 0 };
	for (size_t i = 0; i < t->parties.count; i++) {
		struct cell c = talks_cell(t, t->parties.at[i], point);
		if (c.position && c.stance != STANCE_ACCEPT && c.earlier_wording == TELL_YES && !c.inherited)
			line_join(&list, talks_actor_token(t, t->parties.at[i]));
	}
	return line_keep(ask->a, &list);
}

static str
note_of(const struct ask *ask, uint32_t point, const struct standing *s)
{
	const talks *t = ask->t;
	const struct point *p = &t->points.at[point];
	buf note = { 0 };
	if (s->capped)
		add_note(&note, "agreed below the level it is kept for: ", talks_level(t, p->reserved_level));
	else if (p->reserved)
		add_note(&note, "kept for ", talks_level(t, p->reserved_level));
	if (p->reserved_claim)
		add_note(&note, "said to be kept for a higher level: ",
			 line_who(t, talks_act_per(t, p->reserved_claim - 1)));
	add_note(&note, "open: ", board_open_amendments(ask, point));
	for (size_t i = 0; i < t->parties.count; i++) {
		struct cell c = talks_cell(t, t->parties.at[i], point);
		str who = talks_actor_token(t, t->parties.at[i]);
		if (c.red_line)
			add_note(&note, "red line ", who);
		if (c.stance == STANCE_ACCEPT && c.earlier_wording == TELL_YES && !c.inherited)
			add_note(&note, "earlier wording agreed by ", who);
		if (c.stance == STANCE_ACCEPT && c.unseen)
			add_note(&note, "unseen yes of ", who);
	}
	add_note(&note, "on earlier wording: ", holders_on_earlier_wording(ask, point));
	str gist = talks_point_gist(t, point);
	if (s->status == STATUS_GIST && gist.len && !str_eq(gist, talks_point_title(t, point)))
		add_note(&note, "gist: ", gist);
	return line_keep(ask->a, &note);
}

static str
title_of(const struct ask *ask, uint32_t point)
{
	return talks_point_title(ask->t, point);
}

str
board_brackets(const struct ask *ask, const struct standing *s)
{
	if (!s->brackets)
		return S("");
	return arena_printf(ask->a, "%u (%u of %u words)", s->brackets, s->bracket_words, s->word_count);
}

static void
add_row(const struct ask *ask, sheet *s, table *rows, uint32_t point)
{
	const talks *t = ask->t;
	struct standing st = talks_standing(t, point);
	uint32_t now = talks_point_now(t, point);
	uint32_t reading = now ? now : t->points.at[point].last;
	str number = reading ? t->readings.at[reading].number : S("");
	str note = note_of(ask, point, &st), change = changed(ask, now);
	if (reading && !now)
		note = arena_printf(ask->a, "last seen in %.*s%s%.*s",
				    STR_ARG(line_draft(t, t->readings.at[reading].draft)), note.len ? "; " : "",
				    STR_ARG(note));
	value *row = value_object(ask->a);
	value_set_str(row, "point", talks_point_name(t, point));
	line_set(row, "number", number);
	value_set_str(row, "title", title_of(ask, point));
	value_set_str(row, "status", str_of(status_names[st.status]));
	line_set(row, "level", talks_level(t, st.level));
	value_set_number(row, "brackets", st.brackets);
	line_set(row, "changed", change);
	line_set(row, "note", note);
	value_set_number(row, "bracket_words", st.bracket_words);
	value_set_number(row, "words", st.word_count);
	value_push(sheet_rows(s), row);

	bool settled = st.status == STATUS_AGREED || st.status == STATUS_AGREED_AD_REF;
	table_row(rows);
	runs_add(table_cell(rows), RUN_PLAIN, number.len ? number : S("-"));
	runs_add(table_cell(rows), settled ? RUN_PLAIN : RUN_STRONG, title_of(ask, point));
	runs_add(table_cell(rows), RUN_PLAIN, str_of(status_words[st.status]));
	runs_add(table_cell(rows), RUN_PLAIN, level_words(ask, &st));
	runs_add(table_cell(rows), RUN_PLAIN, board_brackets(ask, &st));
	runs_add(table_cell(rows), RUN_PLAIN, change);
	runs_add(table_cell(rows), RUN_PLAIN, note);
}

static void
add_unknown(const struct ask *ask, sheet *s, table *rows, uint32_t unknown)
{
	for (uint32_t i = 0; i < unknown && i < UNKNOWN_ROWS_MOST; i++) {
		value *row = value_object(ask->a);
		static const char *const keys[] = { "point", "number", "title" };
		for (size_t k = 0; k < 3; k++)
			value_set(row, keys[k], value_null(ask->a));
		value_set_str(row, "status", str_of(status_names[STATUS_UNKNOWN]));
		value_set(row, "level", value_null(ask->a));
		value_set_number(row, "brackets", 0);
		value_set(row, "changed", value_null(ask->a));
		value_set(row, "note", value_null(ask->a));
		value_push(sheet_rows(s), row);
	}
	if (!unknown)
		return;
	table_row(rows);
	runs_add(table_cell(rows), RUN_PLAIN, S("?"));
	runs_add(table_cell(rows), RUN_QUIET, line_count(ask->t, unknown, "more point", "more points"));
	runs_add(table_cell(rows), RUN_PLAIN, S("declared, not held"));
}

struct tally
board_tally(const struct ask *ask)
{
	const talks *t = ask->t;
	struct tally sum = { .points = 0 };
	size_t count = talks_board_points(t, ask->a, &sum.list, &sum.unknown);
	sum.count = count;
	sum.points = (int64_t)count + sum.unknown;
	sum.of[STATUS_UNKNOWN] = sum.unknown;
	for (size_t i = 0; i < count; i++) {
		struct standing s = talks_standing(t, sum.list[i]);
		if (s.status == STATUS_DELETED) {
			sum.points--;
			continue;
		}
		sum.of[s.status]++;
	}
	return sum;
}

void
board_tally_to(sheet *s, const struct tally *sum)
{
	sheet_tally(s, "points", sum->points);
	for (int i = 0; i < STATUS_DELETED; i++)
		if (sum->of[i])
			sheet_tally(s, status_names[i], sum->of[i]);
}

str
board_text_name(const struct ask *ask)
{
	const talks *t = ask->t;
	const struct tdraft *d = talks_current(t);
	if (!t->current)
		return S("no text");
	str name = line_draft(t, t->current);
	return d->title.len ? arena_printf(ask->a, "%.*s, \"%.*s\"", STR_ARG(name), STR_ARG(d->title)) : name;
}

static void
add_notes(const struct ask *ask, sheet *s, const struct tally *sum)
{
	const talks *t = ask->t;
	const struct tdraft *d = talks_current(t);
	const struct item *principle = t->frame ? entry_own(t->m, t->frame, CLAUSE_principle) : NULL;
	if (principle)
		sheet_note(s, arena_printf(ask->a, "Principle of these talks: %.*s. What is agreed is provisional.",
					   STR_ARG(item_text(t->m, principle))));
	if (sum->of[STATUS_GIST])
		sheet_note(s, S("A gist is counted as one point; it may cover several of the declared ones."));
	if (sum->unknown > UNKNOWN_ROWS_MOST)
		sheet_note(s, arena_printf(ask->a, "Of the points not held, the data list the first %d.",
					   UNKNOWN_ROWS_MOST));
	if (d->count_held && !d->whole)
		sheet_note(s, S("Only what was shown of this text is listed."));
	if (t->current && d->adopted) {
		const struct item *rule = entry_own(t->m, talks_entry(t, d->adopted - 1), CLAUSE_rule);
		sheet_note(s, arena_printf(ask->a, "%.*s was adopted by %.*s, %.*s%s%.*s.", STR_ARG(line_draft(t, t->current)),
					   STR_ARG(line_names(t, d->adopted - 1, KEY_SUBJECT)),
					   STR_ARG(line_when(t, d->adopted - 1)), rule ? ", under the rule " : "",
					   STR_ARG(item_name(t->m, rule))));
	}
	for (uint32_t p = 1; p < t->points.count; p++) {
		const struct point *gone = &t->points.at[p];
		if (gone->deleted_in && gone->deleted_in <= t->current && !talks_point_now(t, p))
			sheet_note(s, arena_printf(ask->a, "Deleted, not counted: %.*s (last in %.*s).",
						   STR_ARG(talks_point_title(t, p)),
						   STR_ARG(talks_reading_name(t, gone->last))));
	}
}

static sheet *
build(struct ask *ask, struct err *err)
{
	ANSWER_NO_ARGS(ask, err, "board");
	sheet *s = ask_sheet(ask, "board", "where we stand");
	struct tally sum = board_tally(ask);
	board_tally_to(s, &sum);
	runs_add(sheet_labelled(s, S("Text")), RUN_STRONG, board_text_name(ask));
	sheet_tally_line(s);
	table *rows = sheet_table(s);
	table_column(rows, S("no."), COLUMN_NUMBER);
	table_column(rows, S("subject"), COLUMN_WRAP);
	table_column(rows, S("status"), COLUMN_FIT);
	table_column(rows, S("level"), COLUMN_FIT);
	table_column(rows, S("brackets"), COLUMN_WRAP);
	table_column(rows, S("changed"), COLUMN_WRAP);
	table_column(rows, S("note"), COLUMN_WRAP);
	for (size_t i = 0; i < sum.count; i++)
		if (talks_standing(ask->t, sum.list[i]).status != STATUS_DELETED)
			add_row(ask, s, rows, sum.list[i]);
	add_unknown(ask, s, rows, sum.unknown);
	value_set_str(sheet_data(s), "text", line_draft(ask->t, ask->t->current));
	add_notes(ask, s, &sum);
	return s;
}

const struct answer answer_board = {
	.name = "board",
	.question = "where do we stand",
	.args = "",
	.more = "One line a point of the text as it is now, each counted once under the first status that\n"
		"applies: referred up, bracketed, objective agreed, inherited (agreed before a split, to be\n"
		"reconfirmed), agreed ad referendum, agreed, parked, discussed, never discussed, gist only, not\n"
		"held. A yes counts on the words as they stand, by who was shown them; the note says who\n"
		"agreed to an earlier wording, and who holds another position on one. Deleted points are\n"
		"listed below and not counted.\n",
	.build = build,
};
