/* What stands or falls together? */
#include "answer/package.h"

#include "answer/board.h"
#include "answer/lines.h"

enum { EFFORT = 1 << 24, LISTED_MOST = 12 };

struct telling { struct package p; sheet *s; };

/* ---- small words ---- */

/* "3, 10, 11" */
static str
labels(const struct package *p, const uint32_t *nodes, size_t count)
{
	buf list = { 0 };
	for (size_t i = 0; i < count; i++)
		line_join(&list, p->nodes.at[nodes[i]].words);
	return line_keep(p->ask->a, &list);
}

static value *
names(const struct package *p, const uint32_t *nodes, size_t count)
{
	value *list = value_list(p->ask->a);
	for (size_t i = 0; i < count; i++)
		value_push(list, value_str(p->ask->a, p->nodes.at[nodes[i]].point
							      ? talks_point_name(p->ask->t, p->nodes.at[nodes[i]].point)
							      : p->nodes.at[nodes[i]].words));
	return list;
}

/* Who did it, when, per whom, and from where: for footnotes. */
static str
cite(const struct package *p, uint32_t entry)
{
	const talks *t = p->ask->t;
	str source = talks_act_source(t, entry), per = S("");
	if (talks_act_per(t, entry))
		per = arena_printf(p->ask->a, " per %.*s", STR_ARG(line_who(t, talks_act_per(t, entry))));
	return arena_printf(p->ask->a, "%.*s, %.*s%.*s: %.*s", STR_ARG(line_names(t, entry, KEY_SUBJECT)),
			    STR_ARG(line_when(t, entry)), STR_ARG(per), STR_ARG(source));
}

static void
note(struct telling *g, runs *r, uint32_t entry)
{
	runs_note(r, sheet_footnote(g->s, cite(&g->p, entry)));
}

/* ---- sets ---- */

/* The points of a set and whatever else is in it, each once; consents are their points. */
static size_t
members(const struct package *p, const struct node_set *set, uint32_t *ret_nodes)
{
	size_t count = 0;
	bool *taken = ARENA_ARRAY(p->ask->a, bool, p->c->nodes.count);
	for (size_t i = 0; i < set->count; i++) {
		uint32_t of = p->c->nodes.at[set->nodes[i]].point;
		taken[of ? of : set->nodes[i]] = true;
	}
	for (uint32_t n = 1; n < p->c->nodes.count; n++)
		if (taken[n])
			ret_nodes[count++] = n;
	return count;
}

struct member_set { uint32_t *nodes; size_t count; };

/* Sets of two and more, each once. */
static size_t
find_members(const struct package *p, struct member_set **ret_sets)
{
	struct member_set *sets = ARENA_ARRAY(p->ask->a, struct member_set, p->c->sets.count + 1);
	size_t count = 0;
	for (size_t i = 0; i < p->c->sets.count; i++) {
		struct member_set m = { .nodes = ARENA_ARRAY(p->ask->a, uint32_t, p->c->nodes.count) };
		m.count = members(p, &p->c->sets.at[i], m.nodes);
		bool known = m.count < 2;
		for (size_t k = 0; k < count && !known; k++)
			known = sets[k].count == m.count && memcmp(sets[k].nodes, m.nodes, m.count * sizeof *m.nodes) == 0;
		if (!known)
			sets[count++] = m;
	}
	*ret_sets = sets;
	return count;
}

static void
add_sets(struct telling *g, const struct member_set *sets, size_t count)
{
	value *data = value_list(g->p.ask->a);
	for (size_t i = 0; i < count; i++) {
		if (i == 0)
			sheet_heading(g->s, 1, S("Together"));
		runs *r = sheet_item(g->s);
		runs_add(r, RUN_STRONG, arena_printf(g->p.ask->a, "{%.*s}", STR_ARG(labels(&g->p, sets[i].nodes, sets[i].count))));
		runs_add(r, RUN_PLAIN, S(" stand or fall together."));
		value_push(data, names(&g->p, sets[i].nodes, sets[i].count));
	}
	value_set(sheet_data(g->s), "sets", data);
}

/* ---- cycles ---- */

static void
add_cycle(struct telling *g, const struct node_cycle *cycle, value *data)
{
	struct package *p = &g->p;
	runs *r = sheet_item(g->s);
	value *row = value_object(p->ask->a), *acts = value_list(p->ask->a);
	buf text = { 0 };
	for (size_t i = 0; i < cycle->count; i++) {
		uint32_t giving = p->giving_of.at[cycle->needs[i]];
		if (!giving)
			continue;
		const struct need *n = &p->c->needs.at[cycle->needs[i]];
		str part = arena_printf(p->ask->a, "%s%.*s if %.*s", text.len ? "; " : "", STR_ARG(p->givings.at[giving].says),
					STR_ARG(p->nodes.at[n->what].words));
		runs_add(r, RUN_PLAIN, part);
		note(g, r, p->givings.at[giving].entry);
		buf_add(&text, part);
		value_push(acts, value_str(p->ask->a, talks_act_name(p->ask->t, p->givings.at[giving].entry)));
	}
	runs_add(r, RUN_PLAIN, S("."));
	value_set_str(row, "sentence", line_keep(p->ask->a, &text));
	value_set(row, "acts", acts);
	value_push(data, row);
}

static void
add_cycles(struct telling *g)
{
	value *data = value_list(g->p.ask->a);
	for (size_t i = 0; i < g->p.c->cycles.count; i++) {
		if (i == 0)
			sheet_heading(g->s, 1, S("Each waits for the other"));
		add_cycle(g, &g->p.c->cycles.at[i], data);
	}
	value_set(sheet_data(g->s), "cycles", data);
}

/* ---- no way to closure ---- */

static size_t
count_stuck(const struct package *p)
{
	size_t stuck = 0;
	for (uint32_t n = 1; n <= p->board_count; n++)
		stuck += p->c->nodes.at[n].is_stuck && talks_standing(p->ask->t, p->board[n - 1]).status != STATUS_DELETED;
	return stuck;
}

static void
add_stuck_point(struct telling *g, uint32_t node, value *data)
{
	struct package *p = &g->p;
	uint32_t entry;
	str why = package_stuck(p, node, &entry);
	runs *r = sheet_item(g->s);
	value *row = value_object(p->ask->a);
	runs_add(r, RUN_STRONG, p->nodes.at[node].words);
	runs_add(r, RUN_PLAIN, arena_printf(p->ask->a, ", %.*s: %.*s",
					    STR_ARG(talks_point_title(p->ask->t, p->nodes.at[node].point)), STR_ARG(why)));
	if (entry)
		note(g, r, entry - 1);
	value_set_str(row, "point", talks_point_name(p->ask->t, p->nodes.at[node].point));
	value_set_str(row, "why", why);
	value_set_str(row, "act", entry ? talks_act_name(p->ask->t, entry - 1) : STR_NONE);
	value_push(data, row);
}

static void
add_stuck(struct telling *g)
{
	value *data = value_list(g->p.ask->a);
	if (count_stuck(&g->p))
		sheet_heading(g->s, 1, S("No way to closure as things stand"));
	for (uint32_t n = 1; n <= g->p.board_count; n++)
		if (g->p.c->nodes.at[n].is_stuck &&
		    talks_standing(g->p.ask->t, g->p.board[n - 1]).status != STATUS_DELETED)
			add_stuck_point(g, n, data);
	value_set(sheet_data(g->s), "stuck", data);
}

/* ---- what frees most ---- */

static void
add_unlocking(struct telling *g, const struct unlocking *u, bool is_most, value *data)
{
	struct package *p = &g->p;
	runs *r = sheet_item(g->s);
	value *row = value_object(p->ask->a);
	runs_add(r, RUN_STRONG, arena_printf(p->ask->a, "{%.*s}", STR_ARG(labels(p, u->points, u->count))));
	runs_add(r, RUN_PLAIN, arena_printf(p->ask->a, "%s %.*s", u->count > 1 ? " free" : " frees",
					    STR_ARG(labels(p, u->freed, u->freed_count))));
	if (is_most)
		runs_add(r, RUN_QUIET, u->count > 1 ? S(" (the most of any two)") : S(" (the most of any one)"));
	value_set(row, "agreed", names(p, u->points, u->count));
	value_set(row, "frees", names(p, u->freed, u->freed_count));
	value_set_bool(row, "most", is_most);
	value_push(data, row);
}

static void
add_unlockings(struct telling *g)
{
	struct package *p = &g->p;
	struct unlockings u = conditions_unlock(p->c, EFFORT);
	value *data = value_list(p->ask->a);
	if (u.one_count)
		sheet_heading(g->s, 1, S("What agreement would free"));
	for (size_t i = 0; i < u.one_count && i < LISTED_MOST; i++)
		add_unlocking(g, &u.ones[i], u.ones[i].freed_count == u.ones[0].freed_count, data);
	for (size_t i = 0; i < u.pair_count && i < LISTED_MOST; i++)
		add_unlocking(g, &u.pairs[i], true, data);
	size_t left = (u.one_count > LISTED_MOST ? u.one_count - LISTED_MOST : 0) +
		      (u.tie_count > LISTED_MOST ? u.tie_count - LISTED_MOST : 0);
	if (left)
		runs_add(sheet_item(g->s), RUN_QUIET, arena_printf(p->ask->a, "and %zu more", left));
	if (u.is_cut)
		sheet_note(g->s, arena_printf(p->ask->a, "The search for pairs was cut off after %llu steps: others may free more.",
					      (unsigned long long)u.steps));
	if (u.one_count)
		sheet_note(g->s, S("What is freed has its conditions met; whether all then say yes is another question."));
	value_set(sheet_data(g->s), "unlocking", data);
}

/* ---- conditions ---- */

static str
state_words(const struct literal *l)
{
	if (l->kind == LITERAL_WORDS)
		return S("for people to judge");
	if (l->state == LITERAL_HOLDS)
		return l->kind == LITERAL_TIME ? S("still time") : S("so far");
	return str_of(literal_state_names[l->state]);
}

static value *
literal_data(const struct package *p, const struct literal *l)
{
	value *v = value_object(p->ask->a);
	value_set_str(v, "text", l->typed);
	value_set_str(v, "words", l->words);
	value_set_str(v, "kind", str_of(literal_kind_names[l->kind]));
	value_set_bool(v, "not", l->negated);
	value_set_str(v, "state", l->kind == LITERAL_WORDS ? S("people") : str_of(literal_state_names[l->state]));
	return v;
}

static void
add_giving(struct telling *g, table *rows, const struct giving *c)
{
	const struct package *p = &g->p;
	const talks *t = p->ask->t;
	value *row = value_object(p->ask->a), *needs = value_list(p->ask->a);
	for (uint32_t i = 0; i < c->literal_count; i++) {
		const struct literal *l = &p->literals.at[c->first_literal + i];
		table_row(rows);
		runs *says = table_cell(rows);
		if (i == 0) {
			runs_add(says, RUN_STRONG, c->says);
			note(g, says, c->entry);
		}
		runs_add(table_cell(rows), RUN_PLAIN, arena_printf(p->ask->a, "%s %.*s", i ? "and" : "if", STR_ARG(l->words)));
		runs_add(table_cell(rows), l->state == LITERAL_LAPSED ? RUN_WARN : RUN_PLAIN, state_words(l));
		value_push(needs, literal_data(p, l));
	}
	value_set_str(row, "point", c->point ? talks_point_name(t, c->point) : STR_NONE);
	value_set_str(row, "number", c->point ? p->nodes.at[map_get(&p->of_points, c->point)].words : STR_NONE);
	value_set_str(row, "holder", c->holder ? talks_actor_token(t, c->holder) : STR_NONE);
	value_set_str(row, "says", c->says);
	value_set_str(row, "state", str_of(literal_state_names[c->state]));
	value_set(row, "if", needs);
	value_set_str(row, "act", talks_act_name(t, c->entry));
	value_set_str(row, "at", talks_act_iso(t, c->entry, false));
	line_set(row, "source", line_source(t, c->entry));
	value_push(sheet_rows(g->s), row);
}

static void
add_givings(struct telling *g)
{
	if (g->p.givings.count < 2)
		return;
	sheet_heading(g->s, 1, S("Every condition"));
	table *rows = sheet_table(g->s);
	table_column(rows, S("who gives what"), COLUMN_WRAP);
	table_column(rows, S("if"), COLUMN_WRAP);
	table_column(rows, S("now"), COLUMN_FIT);
	for (size_t i = 1; i < g->p.givings.count; i++)
		add_giving(g, rows, &g->p.givings.at[i]);
}

static void
add_judged(struct telling *g)
{
	bool is_headed = false;
	for (size_t i = 1; i < g->p.givings.count; i++) {
		const struct giving *c = &g->p.givings.at[i];
		for (uint32_t k = 0; k < c->literal_count; k++) {
			const struct literal *l = &g->p.literals.at[c->first_literal + k];
			if (l->kind != LITERAL_WORDS)
				continue;
			if (!is_headed)
				sheet_heading(g->s, 1, S("Only people can judge"));
			is_headed = true;
			runs *r = sheet_item(g->s);
			runs_add(r, RUN_PLAIN, arena_printf(g->p.ask->a, "%.*s if %.*s", STR_ARG(c->says), STR_ARG(l->words)));
			note(g, r, c->entry);
		}
	}
}

/* ---- the whole ---- */

static void
add_required(struct telling *g, const struct position *position, value *data)
{
	const talks *t = g->p.ask->t;
	const struct ask *ask = g->p.ask;
	uint32_t node = map_get(&g->p.of_points, position->point);
	enum status status = talks_standing(t, position->point).status;
	runs *r = sheet_item(g->s);
	value *row = value_object(ask->a);
	runs_add(r, RUN_STRONG, line_who(t, position->holder));
	runs_add(r, RUN_PLAIN, arena_printf(ask->a, " gives the whole only with %.*s%s%.*s: %s",
					    STR_ARG(node ? g->p.nodes.at[node].words : S("")), node ? ", " : "",
					    STR_ARG(talks_point_title(t, position->point)), status_words[status]));
	str lines = line_lines(t, position->entry, CLAUSE_if);
	if (lines.len)
		runs_add(r, RUN_PLAIN, arena_printf(ask->a, "; this if %.*s", STR_ARG(lines)));
	note(g, r, position->entry);
	value_set_str(row, "holder", talks_actor_token(t, position->holder));
	value_set_str(row, "point", talks_point_name(t, position->point));
	value_set_str(row, "status", str_of(status_names[status]));
	value_set_str(row, "act", talks_act_name(t, position->entry));
	value_push(data, row);
}

static void
add_whole(struct telling *g)
{
	const talks *t = g->p.ask->t;
	value *data = value_list(g->p.ask->a);
	bool is_headed = false;
	for (uint32_t i = 1; i < t->positions.count; i++) {
		const struct position *position = &t->positions.at[i];
		if (!position->point || position->withdrawn || position->stance != STANCE_REQUIRE)
			continue;
		if (!is_headed)
			sheet_heading(g->s, 1, S("Conditions of the whole"));
		is_headed = true;
		add_required(g, position, data);
	}
	value_set(sheet_data(g->s), "whole", data);
	const struct item *principle = t->frame ? entry_own(t->m, t->frame, CLAUSE_principle) : NULL;
	if (principle)
		sheet_note(g->s, arena_printf(g->p.ask->a, "Principle of these talks: %.*s. So every point waits for the whole as "
					      "well, and each yes is provisional.", STR_ARG(item_text(t->m, principle))));
}

static sheet *
build(struct ask *ask, struct err *err)
{
	ANSWER_NO_ARGS(ask, err, "package");
	struct telling g = { .s = ask_sheet(ask, "package", "what stands or falls together") };
	struct member_set *sets;
	package_make(&g.p, ask);
	size_t count = find_members(&g.p, &sets);
	int64_t of[LITERAL_HOLDS + 1] = { 0 };
	for (size_t i = 1; i < g.p.givings.count; i++)
		of[g.p.givings.at[i].state]++;
	sheet_tally(g.s, "conditional", (int64_t)g.p.givings.count - 1);
	sheet_tally(g.s, "open", of[LITERAL_OPEN]);
	sheet_tally(g.s, "met", of[LITERAL_MET]);
	sheet_tally(g.s, "lapsed", of[LITERAL_LAPSED]);
	sheet_tally(g.s, "sets", (int64_t)count);
	sheet_tally(g.s, "cycles", (int64_t)g.p.c->cycles.count);
	sheet_tally(g.s, "no-way", (int64_t)count_stuck(&g.p));
	runs_add(sheet_labelled(g.s, S("Text")), RUN_STRONG, board_text_name(ask));
	sheet_tally_line(g.s);
	if (g.p.givings.count < 2)
		runs_add(sheet_para(g.s), RUN_PLAIN, S("Nobody's yes is on record under a condition."));
	package_draw(&g.p, g.s);
	add_sets(&g, sets, count);
	add_cycles(&g);
	add_stuck(&g);
	add_unlockings(&g);
	add_givings(&g);
	add_judged(&g);
	add_whole(&g);
	package_done(&g.p);
	return g.s;
}

const struct answer answer_package = {
	.name = "package",
	.question = "what stands or falls together",
	.args = "",
	.more = "Acts with `if:` as a graph of who waits for whom: sets that stand or fall together,\n"
		"cycles as sentences, points that cannot close and why, and the one or two points that\n"
		"would free most. A condition in words is for people; a time is on the clock of the talks.\n"
		"\n"
		"  paraph package lake.minutes -o package.svg    the graph as a picture\n"
		"\n"
		"In json each row is a conditional act: point, holder, says, state (open, met, lapsed),\n"
		"if (text, words, kind, not, state); beside them sets, cycles (sentence, acts), stuck\n"
		"(point, why, act), unlocking (agreed, frees, most), whole (holder, point, status).\n",
	.build = build,
};
