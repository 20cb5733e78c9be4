/* The table of many columns: each provision of a draft, what each party wants
 * instead, and what is agreed. */
#include "answer/beside.h"
#include "answer/board.h"
#include "answer/lines.h"
#include "answer/matrix.h"
#include "answer/proposal_lines.h"
#include "answer/references.h"

struct who { str name; uint32_t actor; };

struct columns {
	const struct ask *ask;
	const talks *t;
	arena *a;
	sheet *s;
	table *rows;
	struct redliner by;
	struct references refs;
	struct who *who;
	size_t count;
	int64_t points, changed;
};

/* ---- who has a column ---- */

static void
add_who(struct columns *q, str name, uint32_t actor)
{
	for (size_t i = 0; i < q->count; i++)
		if (str_eq(q->who[i].name, name))
			return;
	q->who[q->count++] = (struct who){ name, actor };
}

static uint32_t
actor_named(const struct columns *q, str name)
{
	for (uint32_t i = 1; i < q->t->actors.count; i++)
		if (str_eq(talks_actor_token(q->t, i), name))
			return i;
	return 0;
}

static bool
is_owner(const struct proposal *p, uint32_t actor)
{
	for (size_t i = 0; i < p->owner_count; i++)
		if (p->owners[i] == actor)
			return true;
	return false;
}

/* Open, and its owners stand by it. */
static bool
is_open(const struct columns *q, const struct proposal *p)
{
	return q->t->amendments.at[p->amendment].status == AMENDMENT_OPEN && p->fate != FATE_BRIDGE &&
	       p->fate != FATE_TOLD;
}

static bool
speaks(const struct columns *q, const struct provision *v, uint32_t actor)
{
	for (size_t i = 0; i < v->hand_count; i++)
		if (str_eq(v->hands[i].name, talks_actor_token(q->t, actor)))
			return true;
	for (size_t i = 0; i < v->proposal_count; i++)
		if (is_open(q, &v->proposals[i]) && is_owner(&v->proposals[i], actor))
			return true;
	return false;
}

static void
find_columns(struct columns *q, const struct proposals *p)
{
	const talks *t = q->t;
	size_t names = t->actors.count + q->refs.actor_count;
	for (size_t i = 0; i < p->count; i++)
		names += p->at[i].hand_count;
	q->who = ARENA_ARRAY(q->a, struct who, names + 1);
	for (size_t i = 0; i < q->refs.actor_count; i++)
		add_who(q, talks_actor_token(t, q->refs.actors[i]), q->refs.actors[i]);
	if (q->count)
		return;
	for (size_t k = 0; k < t->parties.count; k++)
		for (size_t i = 0; i < p->count; i++)
			if (references_want(&q->refs, p->at[i].point) && speaks(q, &p->at[i], t->parties.at[k]))
				add_who(q, talks_actor_token(t, t->parties.at[k]), t->parties.at[k]);
	for (size_t i = 0; i < p->count; i++) {
		const struct provision *v = &p->at[i];
		for (size_t k = 0; k < v->hand_count && references_want(&q->refs, v->point); k++)
			add_who(q, v->hands[k].name, actor_named(q, v->hands[k].name));
		for (uint32_t k = 1; k < t->actors.count && references_want(&q->refs, v->point); k++)
			if (speaks(q, v, k))
				add_who(q, talks_actor_token(t, k), k);
	}
}

/* ---- cells ---- */

static value *
cell_value(const struct columns *q, const char *kind, str text)
{
	value *v = value_object(q->a);
	value_set_str(v, "kind", str_of(kind));
	line_set(v, "text", text);
	return v;
}

/* The latest of its proposals that no text shows: a gist, a wish to keep, a move. */
static const struct proposal *
told_otherwise(const struct columns *q, const struct provision *v, const struct who *who)
{
	for (size_t i = v->proposal_count; i-- > 0;) {
		const struct proposal *p = &v->proposals[i];
		if (is_open(q, p) && p->fate != FATE_IN_TEXT && p->fate != FATE_OVERTAKEN && who->actor &&
		    is_owner(p, who->actor))
			return p;
	}
	return NULL;
}

/* "on v3:3: ": the words against which it is marked are not those of the first column. */
static void
add_reading(struct columns *q, runs *r, const struct proposal *p)
{
	str on = talks_reading_name(q->t, p->reading);
	runs_add(r, RUN_STRONG, arena_printf(q->a, "on %.*s: ", STR_ARG(on)));
}

static value *
add_proposal(struct columns *q, runs *r, const struct proposal *p)
{
	str gist = talks_act_text(q->t, q->t->amendments.at[p->amendment].entry, CLAUSE_gist);
	if (p->fate == FATE_KEEPS) {
		runs_add(r, RUN_PLAIN, S("= wants it kept"));
		return cell_value(q, "keeps", S(""));
	}
	if (p->fate == FATE_GIST) {
		runs_add(r, RUN_PLAIN, arena_printf(q->a, "by gist only: %.*s", STR_ARG(gist)));
		return cell_value(q, "gist", gist);
	}
	if (p->fate == FATE_PLACE) {
		str act = talks_act_words(q->t, q->t->amendments.at[p->amendment].entry);
		runs_add(r, RUN_PLAIN, act);
		return cell_value(q, "place", act);
	}
	if (p->reading)
		add_reading(q, r, p);
	proposal_words(r, q->ask, &q->by, p);
	return cell_value(q, fate_names[p->fate], p->text);
}

/* It proposes nothing: is there a record of where it stands? */
static value *
add_position(struct columns *q, runs *r, const struct provision *v, const struct who *who)
{
	struct cell c = { 0 };
	if (who->actor && v->point && !v->is_new)
		c = talks_cell(q->t, who->actor, v->point);
	if (!c.position) {
		runs_add(r, RUN_QUIET, S("?"));
		return cell_value(q, "no-record", S(""));
	}
	bool is_yes = c.stance == STANCE_ACCEPT || c.stance == STANCE_LIVE_WITH;
	if (is_yes && c.earlier_wording == TELL_NO && !c.unseen && !c.inherited) {
		runs_add(r, RUN_PLAIN, S("="));
		return cell_value(q, "same", S(""));
	}
	matrix_cell_words(q->ask, &c, r);
	return cell_value(q, "position", str_of(stance_words[c.stance]));
}

static value *
add_cell(struct columns *q, runs *r, const struct provision *v, const struct who *who)
{
	str text = provision_hand(v, who->name);
	const struct proposal *p = told_otherwise(q, v, who);
	if (v->has_words && !str_eq(text, v->base)) {
		redliner_add(&q->by, r, v->tabled, text);
		return cell_value(q, text.len ? "text" : "deletes", text);
	}
	return p ? add_proposal(q, r, p) : add_position(q, r, v, who);
}

static const struct proposal *
latest_of(const struct provision *v, enum fate fate)
{
	for (size_t i = v->proposal_count; i-- > 0;)
		if (v->proposals[i].fate == fate)
			return &v->proposals[i];
	return NULL;
}

/* What was taken up, what the mediator proposes, or what is agreed as it stands. */
static value *
add_agreement(struct columns *q, runs *r, const struct provision *v)
{
	const struct proposal *bridge = latest_of(v, FATE_BRIDGE);
	if (latest_of(v, FATE_TAKEN_UP)) {
		runs_add(r, RUN_STRONG, S("taken up: "));
		redliner_add(&q->by, r, v->tabled, v->base);
		return cell_value(q, "taken-up", v->base);
	}
	if (bridge && bridge->text.len) {
		if (bridge->reading && bridge->reading != v->reading)
			add_reading(q, r, bridge);
		runs_add(r, RUN_STRONG, arena_printf(q->a, "%.*s proposes, which commits nobody: ",
						     STR_ARG(proposal_owners(q->ask, bridge))));
		proposal_words(r, q->ask, &q->by, bridge);
		return cell_value(q, "proposal", bridge->text);
	}
	bool is_now = v->point && !v->is_new && q->refs.draft == q->t->current;
	struct standing st = is_now ? talks_standing(q->t, v->point) : (struct standing){ .status = STATUS_UNKNOWN };
	if (st.status != STATUS_AGREED && st.status != STATUS_AGREED_AD_REF)
		return value_null(q->a);
	runs_add(r, RUN_PLAIN, arena_printf(q->a, "= %s", status_words[st.status]));
	return cell_value(q, status_names[st.status], v->tabled);
}

/* ---- rows ---- */

static void
add_base(runs *r, const struct provision *v)
{
	if (!v->has_words)
		runs_add(r, RUN_QUIET, S("words not held here"));
	else if (v->is_new)
		runs_add(r, RUN_QUIET, S("-"));
	else
		runs_add(r, RUN_PLAIN, v->printed);
}

static bool
differs(const struct provision *v)
{
	for (size_t i = 0; i < v->hand_count; i++)
		if (!str_eq(v->hands[i].text, v->base))
			return true;
	return !str_eq(v->base, v->tabled);
}

static void
add_row(struct columns *q, const struct provision *v)
{
	value *row = value_object(q->a), *cells = value_list(q->a);
	table_row(q->rows);
	runs_add(table_cell(q->rows), RUN_PLAIN, v->number);
	runs *base = table_cell(q->rows);
	if (v->title.len)
		runs_add(base, RUN_STRONG, arena_printf(q->a, "%.*s. ", STR_ARG(v->title)));
	add_base(base, v);
	if (v->is_new || !v->point)
		value_set(row, "point", value_null(q->a));
	else
		value_set_str(row, "point", talks_point_name(q->t, v->point));
	line_set(row, "number", v->number);
	line_set(row, "title", v->title);
	value_set_bool(row, "new", v->is_new);
	value_set(row, "base", v->has_words ? value_str(q->a, v->tabled) : value_null(q->a));
	for (size_t i = 0; i < q->count; i++) {
		value *cell = add_cell(q, table_cell(q->rows), v, &q->who[i]);
		value_set_str(cell, "who", q->who[i].name);
		value_push(cells, cell);
	}
	value_set(row, "cells", cells);
	value_set(row, "agreement", add_agreement(q, table_cell(q->rows), v));
	value_push(sheet_rows(q->s), row);
	q->points++;
	q->changed += differs(v);
}

static void
add_table(struct columns *q, const struct proposals *p)
{
	q->rows = sheet_table(q->s);
	table_prose(q->rows);
	table_column(q->rows, S("no."), COLUMN_NUMBER);
	table_column(q->rows, line_draft(q->t, q->refs.draft), COLUMN_WRAP);
	for (size_t i = 0; i < q->count; i++)
		table_column(q->rows, q->who[i].name, COLUMN_WRAP);
	table_column(q->rows, S("draft agreement"), COLUMN_WRAP);
	for (size_t i = 0; i < p->count; i++)
		if (references_want(&q->refs, p->at[i].point))
			add_row(q, &p->at[i]);
}

static sheet *
build(struct ask *ask, struct err *err)
{
	struct columns q = { .ask = ask, .t = ask->t, .a = ask->a };
	struct proposals p;
	if (!references_read(&q.refs, ask, true, err))
		return NULL;
	if (!q.refs.draft && !fail(err, ERR_ABSENT, "no draft is under discussion here"))
		return NULL;
	q.s = ask_sheet(ask, "columns", "side by side");
	q.by = (struct redliner){ .a = q.a, .words = lexicon_new() };
	proposals_gather(&p, ask, q.refs.draft);
	find_columns(&q, &p);
	value_set_str(sheet_data(q.s), "text", line_draft(ask->t, q.refs.draft));
	if (p.count)
		add_table(&q, &p);
	else
		runs_add(sheet_para(q.s), RUN_PLAIN, S("No point of this text is held here."));
	sheet_tally(q.s, "points", q.points);
	sheet_tally(q.s, "changed", q.changed);
	sheet_tally(q.s, "columns", (int64_t)q.count);
	sheet_note(q.s, S("= is the same words, ? no record, which is not a no. What differs from the words of the "
			  "first column, or of the draft that is named, is marked. \"By gist only\": no words are on record."));
	lexicon_free(q.by.words);
	return q.s;
}

const struct answer answer_columns = {
	.name = "columns",
	.question = "the text side by side: the base, each party, what is agreed",
	.args = "[DRAFT|POINT|PARTY…]",
	.more = "A row a provision: the draft's words, those of each party with an open amendment, redlined\n"
		"against them, and the draft agreement: what was taken up, what is proposed as a bridge, what is\n"
		"agreed. Parties named are the columns; points named are the rows. '=' is the same words, '?' no\n"
		"record. Many columns read best as a page: -o columns.html\n"
		"\n"
		"Plain texts go beside one another too, paragraph by paragraph:\n"
		"\n"
		"  paraph columns base.txt Amazon=a.txt EDRi=b.txt\n",
	.build = build,
	.beside = beside_sheet,
};
