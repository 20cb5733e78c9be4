/* seen: who has been given which words, who says so, and who says not.
 *
 * An exposure is a row as it was entered; the matrix gathers them by side and
 * draft.  That nothing is recorded is not that nothing was shown: such a cell
 * says "no record", and a list of what a side was not shown says "as far as is
 * recorded here".  Points that the viewer was not shown itself are no part of
 * the talks it gets, so no list can name them.
 */
#include "answer/seen.h"

#include "answer/lines.h"
#include "answer/showings.h"

/* Exposures of one side to one draft, and claims about them, in their order. */
struct mention { uint32_t exposure, claim, next; };        /* claim: 1 + entry */

struct seen {
	const struct ask *ask;
	arena *a;
	const talks *t;
	sheet *s;
	value *rows;            /* the sheet's, or of a matrix alone, nobody's */
	struct showings showings;
	LIST(struct mention) mentions;
	map first, last;        /* side << 32 | draft: into mentions */
	map conflicts;          /* exposure: the one it is at odds with */
	uint8_t *is_row;        /* by actor */
	uint8_t *is_column;     /* by draft */
	uint32_t *pens;         /* by draft: 1 + the latest entry by which somebody holds the pen */
	map licences;           /* licence_key: a number from 1 */
	map licensed;           /* that number << 32 | recipient */
};

/* ---- rows ---- */

static bool
begins_inferred(const talks *t, uint32_t entry)
{
	return str_starts(talks_act_text(t, entry, CLAUSE_note), S("inferred")) ||
	       str_starts(talks_act_text(t, entry, CLAUSE_gist), S("inferred"));
}

static const char *
grade_of(const talks *t, const struct exposure *x)
{
	uint32_t giver = exposure_giver(t, x);
	uint32_t sayer = x->per ? talks_side(t, x->per) : 0;
	if (x->says_not)
		return "asserted-not";
	if (begins_inferred(t, x->entry))
		return "inferred";
	if (x->acknowledged || talks_entry(t, x->entry)->verb == VERB_acknowledges)
		return "acknowledged-by-recipient";
	if (exposure_is_author(t, x))
		return x->per ? "claimed-by-third" : "recorded-by-giver";
	if (sayer ? sayer == talks_side(t, x->actor) : x->by_recipient)
		return "claimed-by-recipient";
	if (sayer && (!giver || sayer != talks_side(t, giver)))
		return "claimed-by-third";
	return "recorded-by-giver";
}

static str
token_or_everybody(const talks *t, uint32_t actor)
{
	return actor ? talks_actor_token(t, actor) : S("everybody");
}

/* "07" of "copy 07". */
static str
copy_number(const talks *t, const struct exposure *x)
{
	const struct item *form = entry_get(t->m, talks_entry(t, x->entry), CLAUSE_form);
	return form ? syms_str(t->m->names, form->b) : S("");
}

static str
form_name(const talks *t, const struct exposure *x)
{
	const struct item *form = entry_get(t->m, talks_entry(t, x->entry), CLAUSE_form);
	if (exposure_is_author(t, x))
		return S("author");
	return form ? str_of(form_names[form->a]) : x->says_not ? S("") : exposure_form(t, x);
}

static void
add_row(struct seen *q, uint32_t index)
{
	const talks *t = q->t;
	const struct exposure *x = &t->exposures.at[index];
	uint32_t giver = exposure_giver(t, x);
	const uint32_t *readings;
	size_t count = exposure_readings(t, x, &readings);
	value *row = value_object(q->a);
	value_set_str(row, "actor", token_or_everybody(t, x->actor));
	value_set_str(row, "draft", line_draft(t, x->draft));
	line_set(row, "points", count ? line_labels(t, readings, count) : S(""));
	line_set(row, "form", form_name(t, x));
	line_set(row, "copy", copy_number(t, x));
	line_set(row, "at", talks_act_iso(t, x->entry, true));
	value_set_str(row, "grade", str_of(grade_of(t, x)));
	value_set_bool(row, "says_not", x->says_not);
	line_set(row, "by", giver ? talks_actor_token(t, giver) : S(""));
	line_set(row, "per", x->per ? talks_actor_token(t, x->per) : S(""));
	value_set_bool(row, "whole", x->whole);
	value_set_bool(row, "conflict", map_get(&q->conflicts, index) != 0);
	value_set_str(row, "source", talks_act_source(t, x->entry));
	value_push(q->rows, row);
}

/* Somebody claims that words were seen: no exposure, but an answer to the question. */
static void
add_claim_row(struct seen *q, uint32_t entry, uint32_t actor, uint32_t of_draft)
{
	const talks *t = q->t;
	uint32_t per = talks_act_per(t, entry);
	value *row = value_object(q->a);
	value_set_str(row, "actor", talks_actor_token(t, actor));
	value_set_str(row, "draft", line_draft(t, of_draft));
	value_set_str(row, "points", STR_NONE);
	value_set_str(row, "form", STR_NONE);
	value_set_str(row, "copy", STR_NONE);
	line_set(row, "at", talks_act_iso(t, entry, true));
	value_set_str(row, "grade", begins_inferred(t, entry) ? S("inferred") : S("claimed-by-third"));
	value_set_bool(row, "says_not", false);
	value_set_str(row, "by", STR_NONE);
	value_set_str(row, "per", per ? talks_actor_token(t, per) : talks_act_subjects(t, entry));
	value_set_bool(row, "whole", false);
	value_set_bool(row, "conflict", false);
	value_set_str(row, "source", talks_act_source(t, entry));
	value_push(q->rows, row);
}

/* ---- gathering ---- */

static void
mention(struct seen *q, uint32_t side, uint32_t of_draft, uint32_t exposure, uint32_t claim)
{
	uint64_t key = (uint64_t)side << 32 | of_draft;
	*LIST_ADD(&q->mentions) = (struct mention){ .exposure = exposure, .claim = claim };
	uint32_t index = (uint32_t)q->mentions.count - 1, *last = map_at(&q->last, key);
	if (*last)
		q->mentions.at[*last].next = index;
	else
		*map_at(&q->first, key) = index;
	*last = index;
	q->is_row[side] = 1;
	q->is_column[of_draft] = 1;
}

static uint32_t
draft_of_target(const talks *t, struct target what)
{
	return what.kind == TARGET_DRAFT     ? what.index
	       : what.kind == TARGET_READING ? t->readings.at[what.index].draft
					     : 0;
}

static void
gather_claim(struct seen *q, uint32_t entry)
{
	const talks *t = q->t;
	const struct entry *e = talks_entry(t, entry);
	const struct item *who = entry_get(t->m, e, CLAUSE_with);
	struct targets it = talks_targets(t, entry, KEY_OBJECT);
	uint32_t before = 0;
	for (struct target what; targets_next(&it, &what);) {
		uint32_t of_draft = draft_of_target(t, what);
		if (!of_draft || of_draft == before)
			continue;
		for (size_t i = 0, n = who ? item_run(t->m, e, who) : 0; i < n; i++) {
			uint32_t actor = talks_actor(t, who[i].a);
			if (!actor)
				continue;
			mention(q, talks_side(t, actor), of_draft, 0, entry + 1);
			add_claim_row(q, entry, actor, of_draft);
		}
		before = of_draft;
	}
}

static void
gather_pen(struct seen *q, uint32_t entry)
{
	struct targets it = talks_targets(q->t, entry, KEY_OBJECT);
	for (struct target what; targets_next(&it, &what);)
		if (what.kind == TARGET_DRAFT)
			q->pens[what.index] = entry + 1;
}

/* The later of the two instants decides: what was given after somebody said
 * "not yet" is no conflict. */
static bool
given_before(const talks *t, const struct exposure *given, const struct exposure *denied)
{
	return t->v->times[given->entry].key <= t->v->times[denied->entry].key;
}

static uint32_t
contradicted_by(const struct seen *q, const struct exposure *denied)
{
	const uint32_t *readings;
	size_t count = exposure_readings(q->t, denied, &readings);
	if (!count)
		return denied->whole ? showings_part(&q->showings, denied->actor, denied->draft) : 0;
	for (size_t i = 0; i < count; i++) {
		uint32_t given = showings_find(&q->showings, denied->actor, denied->draft, readings[i],
					       SHOWN_BY_GIVER);
		if (given)
			return given;
	}
	return 0;
}

static void
find_conflicts(struct seen *q)
{
	const talks *t = q->t;
	for (uint32_t i = 1; i < t->exposures.count; i++) {
		const struct exposure *x = &t->exposures.at[i];
		uint32_t given = x->says_not && !line_is_dead(t, x->entry) ? contradicted_by(q, x) : 0;
		if (!given || !given_before(t, &t->exposures.at[given], x))
			continue;
		*map_at(&q->conflicts, i) = given;
		if (!map_get(&q->conflicts, given))
			*map_at(&q->conflicts, given) = i;
	}
}

static void
gather(struct seen *q)
{
	const talks *t = q->t;
	showings_init(&q->showings, t);
	LIST_ADD(&q->mentions);
	q->is_row = ARENA_ARRAY(q->a, uint8_t, t->actors.count + 1);
	q->is_column = ARENA_ARRAY(q->a, uint8_t, t->drafts.count + 1);
	q->pens = ARENA_ARRAY(q->a, uint32_t, t->drafts.count + 1);
	find_conflicts(q);
	for (uint32_t i = 1; i < t->exposures.count; i++) {
		if (line_is_dead(t, t->exposures.at[i].entry))
			continue;
		mention(q, talks_side(t, t->exposures.at[i].actor), t->exposures.at[i].draft, i, 0);
		add_row(q, i);
	}
	for (size_t i = 0; i < t->v->order.count; i++) {
		uint32_t entry = t->v->order.at[i];
		const struct entry *e = talks_entry(t, entry);
		if (line_is_dead(t, entry))
			continue;
		if (e->verb == VERB_claims && line_is(t, entry, CLAUSE_kind, "exposure"))
			gather_claim(q, entry);
		else if (e->verb == VERB_drafts && e->mood != MOOD_WILL_NOT && e->mood != MOOD_DID_NOT)
			gather_pen(q, entry);
	}
}

/* ---- the matrix ---- */

static void
add_piece(runs *cell, bool *is_first, str text, bool warn)
{
	if (!*is_first)
		runs_add(cell, RUN_PLAIN, S("; "));
	runs_add(cell, warn ? RUN_WARN : RUN_PLAIN, text);
	*is_first = false;
}

static str
claim_words(const talks *t, uint32_t entry)
{
	uint32_t per = talks_act_per(t, entry);
	str gist = talks_act_text(t, entry, CLAUSE_gist);
	if (begins_inferred(t, entry))
		return arena_printf(t->a, "yes (%.*s)", STR_ARG(gist.len ? gist : S("inferred")));
	return arena_printf(t->a, "claimed to have it (%.*s)",
			    STR_ARG(per ? line_who(t, per) : line_names(t, entry, KEY_SUBJECT)));
}

static void
add_source_note(struct seen *q, runs *cell, uint32_t entry)
{
	str source = line_source(q->t, entry);
	if (source.len)
		runs_note(cell, sheet_footnote(q->s, source));
}

/* What is recorded of one side and one draft; a cell of the night fits four. */
static void
add_mentions(struct seen *q, runs *cell, uint32_t side, uint32_t of_draft, str behind, bool *is_first)
{
	enum { SHOWN_MOST = 4 };
	const talks *t = q->t;
	uint32_t i = map_get(&q->first, (uint64_t)side << 32 | of_draft);
	size_t shown = 0, more = 0;
	for (; i; i = q->mentions.at[i].next) {
		const struct mention *m = &q->mentions.at[i];
		const struct exposure *x = &t->exposures.at[m->exposure];
		if (shown++ >= SHOWN_MOST) {
			more++;
			continue;
		}
		str words = m->claim ? claim_words(t, m->claim - 1) : exposure_words(t, x);
		if (!m->claim && x->actor != side && x->actor)
			words = arena_printf(t->a, "%.*s: %.*s", STR_ARG(line_who(t, x->actor)), STR_ARG(words));
		add_piece(cell, is_first, words, !m->claim && x->says_not && map_get(&q->conflicts, m->exposure));
		runs_add(cell, RUN_PLAIN, behind);
		add_source_note(q, cell, m->claim ? m->claim - 1 : x->entry);
	}
	if (more)
		add_piece(cell, is_first, arena_printf(t->a, "and %zu more", more), false);
}

static void
add_cell(struct seen *q, runs *cell, uint32_t side, uint32_t of_draft)
{
	const talks *t = q->t;
	const struct showings *s = &q->showings;
	bool is_first = true;
	uint32_t author = t->drafts.at[of_draft].author;
	const struct mention *m = &q->mentions.at[map_get(&q->first, (uint64_t)side << 32 | of_draft)];
	if (author && talks_side(t, author) == side && !exposure_is_author(t, &t->exposures.at[m->exposure]))
		add_piece(cell, &is_first, S("author"), false);
	if (q->pens[of_draft]) {
		uint32_t entry = q->pens[of_draft] - 1, per = talks_act_per(t, entry);
		uint32_t holder = talks_actor(t, entry_items(t->m, talks_entry(t, entry))->a);
		if (holder && talks_side(t, holder) == side && !(author && talks_side(t, author) == side)) {
			add_piece(cell, &is_first, per ? arena_printf(t->a, "holds the pen (%.*s)",
								      STR_ARG(line_who(t, per)))
						       : S("holds the pen"), false);
			add_source_note(q, cell, entry);
		}
	}
	add_mentions(q, cell, side, of_draft, S(""), &is_first);
	for (uint32_t i = s->groups[side]; i; i = s->memberships.at[i].next)
		if (s->memberships.at[i].group)
			add_mentions(q, cell, s->memberships.at[i].group, of_draft,
				     arena_printf(t->a, " (to %.*s)",
						  STR_ARG(talks_actor_token(t, s->memberships.at[i].group))),
				     &is_first);
	if (side)
		add_mentions(q, cell, 0, of_draft, S(""), &is_first);
	if (is_first)
		runs_add(cell, RUN_QUIET, S("no record"));
}

static void
add_matrix_row(struct seen *q, table *grid, uint32_t side, const uint32_t *columns, size_t count)
{
	table_row(grid);
	runs_add(table_cell(grid), RUN_STRONG, line_who(q->t, side));
	for (size_t i = 0; i < count; i++)
		add_cell(q, table_cell(grid), side, columns[i]);
}

/* Parties, mediators, then who else was given words or said not. */
static void
add_matrix(struct seen *q, const uint32_t *columns, size_t count)
{
	const talks *t = q->t;
	table *grid = sheet_table(q->s);
	table_column(grid, S("who"), COLUMN_FIT);
	for (size_t i = 0; i < count; i++) {
		const struct tdraft *d = &t->drafts.at[columns[i]];
		str name = line_draft(t, columns[i]);
		table_column(grid, d->title.len ? arena_printf(q->a, "%.*s, %.*s", STR_ARG(name), STR_ARG(d->title))
						: name, COLUMN_WRAP);
	}
	for (size_t i = 0; i < t->parties.count; i++)
		add_matrix_row(q, grid, t->parties.at[i], columns, count);
	for (uint32_t i = 1; i < t->actors.count; i++)
		if (t->actors.at[i].kind == DECL_mediator)
			add_matrix_row(q, grid, i, columns, count);
	for (uint32_t i = 1; i < t->actors.count; i++)
		if (q->is_row[i] && t->actors.at[i].kind != DECL_party && t->actors.at[i].kind != DECL_mediator)
			add_matrix_row(q, grid, i, columns, count);
}

/* A draft comes behind the one it was made from, whenever each became known. */
static void
place_column(const talks *t, uint32_t of_draft, uint8_t *placed, uint32_t *order, size_t *count)
{
	enum { DEEPEST = 64 };
	uint32_t line[DEEPEST];
	size_t depth = 0;
	for (uint32_t d = of_draft; d && !placed[d] && depth < DEEPEST; d = t->drafts.at[d].base) {
		placed[d] = 1;
		line[depth++] = d;
	}
	while (depth)
		order[(*count)++] = line[--depth];
}

static void
find_columns(struct seen *q, uint32_t *columns, size_t *ret_count)
{
	const talks *t = q->t;
	uint8_t *placed = ARENA_ARRAY(q->a, uint8_t, t->drafts.count + 1);
	uint32_t *order = ARENA_ARRAY(q->a, uint32_t, t->drafts.count + 1);
	size_t count = 0, kept = 0;
	for (uint32_t d = 1; d < t->drafts.count; d++) {
		uint32_t author = t->drafts.at[d].author;
		if (author)
			q->is_row[talks_side(t, author)] = 1;
		q->is_column[d] |= author || t->drafts.at[d].status >= DRAFT_DECLARED;
		place_column(t, d, placed, order, &count);
	}
	for (size_t i = 0; i < count; i++)
		if (q->is_column[order[i]])
			columns[kept++] = order[i];
	*ret_count = kept;
}

/* Three drafts a table: a line of a hundred columns holds no more. */
static void
add_matrices(struct seen *q)
{
	enum { COLUMNS_MOST = 3 };
	uint32_t *columns = ARENA_ARRAY(q->a, uint32_t, q->t->drafts.count + 1);
	size_t count;
	find_columns(q, columns, &count);
	for (size_t i = 0; i < count; i += COLUMNS_MOST)
		add_matrix(q, columns + i, count - i < COLUMNS_MOST ? count - i : COLUMNS_MOST);
	if (!count)
		runs_add(sheet_para(q->s), RUN_PLAIN, S("No draft is recorded."));
}

/* ---- conflicts ---- */

static void
add_conflicts(struct seen *q)
{
	const talks *t = q->t;
	value *list = value_list(q->a);
	value_set(sheet_data(q->s), "conflicts", list);
	size_t count = 0;
	for (uint32_t i = 1; i < t->exposures.count; i++) {
		const struct exposure *x = &t->exposures.at[i];
		uint32_t at = x->says_not ? map_get(&q->conflicts, i) : 0;
		if (!at || line_is_dead(t, x->entry))
			continue;
		if (!count++)
			sheet_heading(q->s, 1, S("Conflicts"));
		const struct exposure *given = &t->exposures.at[at];
		uint32_t giver = exposure_giver(t, given);
		str yes = exposure_words(t, given), no = exposure_words(t, x);
		runs *item = sheet_item(q->s);
		runs_add(item, RUN_WARN, arena_printf(q->a, "%.*s, %.*s: ", STR_ARG(line_draft(t, x->draft)),
						      STR_ARG(line_who(t, x->actor))));
		runs_add(item, RUN_PLAIN, arena_printf(q->a, "%.*s has it given to %.*s (%.*s); ",
						       STR_ARG(giver ? line_who(t, giver) : S("the record")),
						       STR_ARG(line_who(t, given->actor)), STR_ARG(yes)));
		runs_add(item, RUN_PLAIN, arena_printf(q->a, "%.*s: %.*s.", STR_ARG(line_who(t, x->actor)),
						       STR_ARG(no)));
		value *row = value_object(q->a);
		value_set_str(row, "actor", talks_actor_token(t, x->actor));
		value_set_str(row, "draft", line_draft(t, x->draft));
		value_set_str(row, "given", yes);
		value_set_str(row, "denied", no);
		value_push(list, row);
	}
	if (!count)
		return;
	runs_add(sheet_para(q->s), RUN_QUIET, S("Both accounts are kept; the program does not choose."));
}

/* ---- what was not shown ---- */

static void
add_not_shown_row(struct seen *q, value *list, uint32_t side, uint32_t of_draft, str points, bool partly)
{
	value *row = value_object(q->a);
	value_set_str(row, "actor", talks_actor_token(q->t, side));
	value_set_str(row, "draft", line_draft(q->t, of_draft));
	line_set(row, "points", points);
	value_set_bool(row, "partly_shown", partly);
	value_push(list, row);
}

static void
add_not_shown_words(struct seen *q, str who, str what)
{
	runs *item = sheet_item(q->s);
	runs_add(item, RUN_WARN, who);
	runs_add(item, RUN_PLAIN, arena_printf(q->a, " was never shown %.*s.", STR_ARG(what)));
}

/* The readings of a draft that no showing gave to a side; all of them, some, or none. */
static size_t
unseen_readings(const struct seen *q, uint32_t side, uint32_t of_draft, uint32_t *readings)
{
	const struct tdraft *d = &q->t->drafts.at[of_draft];
	size_t count = 0;
	for (uint32_t r = d->first; r < d->first + d->count_held; r++)
		if (!showings_find(&q->showings, side, of_draft, r, SHOWN_ANYHOW))
			readings[count++] = r;
	return count;
}

static bool
is_viewer(const talks *t, uint32_t side)
{
	uint32_t sym = t->actors.at[side].sym;
	return t->v->as && sym < t->d->sym_count && t->v->is_viewer[sym];
}

static void
add_not_shown_of(struct seen *q, value *list, uint32_t of_draft)
{
	const talks *t = q->t;
	const struct tdraft *d = &t->drafts.at[of_draft];
	uint32_t *readings = ARENA_ARRAY(q->a, uint32_t, d->count_held + 1);
	str name = line_draft(t, of_draft);
	buf none = { 0 };
	for (size_t i = 0; i < t->parties.count; i++) {
		uint32_t side = t->parties.at[i];
		if (is_viewer(t, side) || (d->author && talks_side(t, d->author) == side))
			continue;
		size_t count = unseen_readings(q, side, of_draft, readings);
		if (!count)
			continue;
		bool partly = count < d->count_held;
		str labels = partly ? line_labels(t, readings, count) : S("");
		add_not_shown_row(q, list, side, of_draft, labels, partly);
		if (partly)
			add_not_shown_words(q, line_who(t, side), arena_printf(q->a, "%.*s:%.*s", STR_ARG(name),
									       STR_ARG(labels)));
		else
			line_join(&none, line_who(t, side));
	}
	if (none.len)
		runs_add(sheet_item(q->s), RUN_PLAIN,
			 arena_printf(q->a, "No showing of %.*s is recorded to: %.*s.", STR_ARG(name),
				      STR_ARG(buf_str(&none))));
	buf_done(&none);
}

static bool
is_planned(const talks *t, const struct step *step)
{
	return talks_entry(t, step->entry)->mood == MOOD_WILL &&
	       (step->status == STEP_PLANNED || step->status == STEP_POSTPONED || step->status == STEP_OVERDUE) &&
	       !line_is_dead(t, step->entry);
}

static bool
is_showing(const struct entry *e)
{
	return e->verb == VERB_shows || e->verb == VERB_reads || e->verb == VERB_sees ||
	       e->verb == VERB_publishes || e->verb == VERB_circulates || e->verb == VERB_tables;
}

/* The current draft, what planned steps are about, and, until the current one
 * was shown, what it was made from. */
static void
mark_drafts(struct seen *q, uint8_t *wanted)
{
	static const unsigned keys[] = { KEY_OBJECT, CLAUSE_on };
	const talks *t = q->t;
	bool shown = false;
	wanted[t->current] = 1;
	for (size_t i = 0; i < t->parties.count && t->current; i++)
		shown = shown || showings_part(&q->showings, t->parties.at[i], t->current);
	if (!shown)
		wanted[talks_current(t)->base] = 1;
	for (uint32_t i = 1; i < t->steps.count; i++)
		for (size_t k = 0; k < 2 && is_planned(t, &t->steps.at[i]); k++) {
			struct targets it = talks_targets(t, t->steps.at[i].entry, keys[k]);
			for (struct target what; targets_next(&it, &what);)
				wanted[draft_of_target(t, what)] = 1;
		}
	wanted[0] = 0;
}

static void
add_not_shown(struct seen *q)
{
	const talks *t = q->t;
	uint8_t *wanted = ARENA_ARRAY(q->a, uint8_t, t->drafts.count + 1);
	value *list = value_list(q->a);
	bool any = false;
	value_set(sheet_data(q->s), "not_shown", list);
	mark_drafts(q, wanted);
	for (uint32_t d = 1; d < t->drafts.count; d++)
		any = any || (wanted[d] && t->drafts.at[d].count_held);
	if (!any)
		return;
	sheet_heading(q->s, 1, S("Not shown, as far as is recorded here"));
	for (uint32_t d = 1; d < t->drafts.count; d++)
		if (wanted[d] && t->drafts.at[d].count_held)
			add_not_shown_of(q, list, d);
	if (!value_get(sheet_data(q->s), "not_shown")->items.count)
		runs_add(sheet_item(q->s), RUN_PLAIN,
			 S("Nothing: of the text under discussion every party was shown every point."));
}

/* ---- what is planned, what may be conveyed, what is owed ---- */

static void
add_act_item(struct seen *q, uint32_t entry, str behind)
{
	const talks *t = q->t;
	uint32_t per = talks_act_per(t, entry);
	runs *item = sheet_item(q->s);
	runs_add(item, RUN_PLAIN, line_act(t, entry));
	if (per)
		runs_add(item, RUN_PLAIN, arena_printf(q->a, " (per %.*s)", STR_ARG(line_who(t, per))));
	runs_add(item, RUN_QUIET, behind);
	add_source_note(q, item, entry);
}

static void
add_planned(struct seen *q)
{
	const talks *t = q->t;
	value *list = value_list(q->a);
	size_t count = 0;
	value_set(sheet_data(q->s), "planned", list);
	for (uint32_t i = 1; i < t->steps.count; i++) {
		const struct step *step = &t->steps.at[i];
		if (!is_planned(t, step) || !is_showing(talks_entry(t, step->entry)))
			continue;
		if (!count++)
			sheet_heading(q->s, 1, S("Planned showings"));
		add_act_item(q, step->entry, arena_printf(q->a, " - %s", step_status_names[step->status]));
		value *row = value_object(q->a);
		value_set_str(row, "act", talks_act_name(t, step->entry));
		value_set_str(row, "what", talks_act_words(t, step->entry));
		value_set_str(row, "status", str_of(step_status_names[step->status]));
		value_push(list, row);
	}
}

/* What a licence is about: a draft, a point or an act, and who holds it. */
static uint64_t
licence_key(uint32_t side, struct target what)
{
	return (uint64_t)side << 36 | (uint64_t)what.kind << 32 | what.index;
}

static void
add_licence(struct seen *q, uint32_t entry)
{
	const talks *t = q->t;
	const struct entry *e = talks_entry(t, entry);
	const struct item *to = entry_get(t->m, e, CLAUSE_to);
	uint32_t holder = talks_side(t, talks_actor(t, entry_items(t->m, e)->a));
	struct targets it = talks_targets(t, entry, KEY_OBJECT);
	for (struct target what; targets_next(&it, &what);) {
		if (what.kind == TARGET_NOT_SHOWN || what.kind == TARGET_NONE)
			continue;
		uint32_t *number = map_at(&q->licences, licence_key(holder, what));
		*number = *number ? *number : (uint32_t)q->licences.count;
		uint64_t key = (uint64_t)*number << 32;
		for (size_t i = 0, n = to ? item_run(t->m, e, to) : 0; i < n; i++)
			*map_at(&q->licensed, key | talks_side(t, talks_actor(t, to[i].a))) = 1;
	}
}

/* A licence for the thing exists, and none of them names this recipient. */
static bool
is_beyond(const struct seen *q, uint32_t giver, struct target what, uint32_t recipient)
{
	uint32_t number = map_get(&q->licences, licence_key(giver, what));
	if (!number && what.kind == TARGET_READING)
		number = map_get(&q->licences, licence_key(giver, (struct target){ TARGET_DRAFT,
							   q->t->readings.at[what.index].draft }));
	return number && !map_get(&q->licensed, (uint64_t)number << 32 | recipient);
}

/* Who was told, and of what: the object of a showing, the subject of a statement. */
static bool
goes_beyond(const struct seen *q, uint32_t entry, str *ret_who)
{
	const talks *t = q->t;
	const struct entry *e = talks_entry(t, entry);
	const struct item *to = entry_get(t->m, e, CLAUSE_to);
	uint32_t giver = e->subject_count ? talks_side(t, talks_actor(t, entry_items(t->m, e)->a)) : 0;
	struct targets it = talks_targets(t, entry, e->verb == VERB_says ? CLAUSE_about : KEY_OBJECT);
	for (struct target what; giver && to && targets_next(&it, &what);)
		for (size_t i = 0, n = item_run(t->m, e, to); i < n; i++) {
			uint32_t actor = talks_actor(t, to[i].a);
			if (!actor || !is_beyond(q, giver, what, talks_side(t, actor)))
				continue;
			*ret_who = line_who(t, actor);
			return true;
		}
	return false;
}

static void
add_beyond(struct seen *q)
{
	const talks *t = q->t;
	value *list = value_list(q->a);
	str who;
	value_set(sheet_data(q->s), "beyond_licence", list);
	for (size_t i = 0; q->licences.count && i < t->v->order.count; i++) {
		uint32_t entry = t->v->order.at[i];
		const struct entry *e = talks_entry(t, entry);
		if (e->mood != MOOD_DONE || line_is_dead(t, entry) ||
		    (e->verb != VERB_shows && e->verb != VERB_reads && e->verb != VERB_says) ||
		    !goes_beyond(q, entry, &who))
			continue;
		runs *item = sheet_item(q->s);
		runs_add(item, RUN_WARN, S("Beyond what may be conveyed: "));
		runs_add(item, RUN_PLAIN, arena_printf(q->a, "%.*s, %.*s; no entry allows it to be passed on to %.*s.",
						       STR_ARG(talks_act_words(t, entry)), STR_ARG(line_when(t, entry)),
						       STR_ARG(who)));
		value_push(list, value_str(q->a, talks_act_words(t, entry)));
	}
}

static void
add_conveyable(struct seen *q)
{
	const talks *t = q->t;
	value *list = value_list(q->a);
	size_t count = 0;
	value_set(sheet_data(q->s), "may_convey", list);
	for (size_t i = 0; i < t->v->order.count; i++) {
		uint32_t entry = t->v->order.at[i];
		const struct entry *e = talks_entry(t, entry);
		if (e->verb != VERB_may_convey || e->mood != MOOD_DONE || line_is_dead(t, entry))
			continue;
		if (!count++)
			sheet_heading(q->s, 1, S("What may be conveyed"));
		str as = line_names(t, entry, CLAUSE_in_name_of);
		add_licence(q, entry);
		add_act_item(q, entry, as.len ? arena_printf(q->a, " - in the name of %.*s", STR_ARG(as)) : S(""));
		value *row = value_object(q->a);
		value_set_str(row, "act", talks_act_refs(t, entry, KEY_OBJECT));
		value_set_str(row, "what", talks_act_words(t, entry));
		line_set(row, "in_name_of", as);
		value_push(list, row);
	}
	add_beyond(q);
}

static void
add_owed(struct seen *q)
{
	const talks *t = q->t;
	size_t count = 0;
	for (uint32_t i = 1; i < t->owed.count; i++) {
		if (t->owed.at[i].answered || line_is_dead(t, t->owed.at[i].entry))
			continue;
		if (!count++)
			sheet_heading(q->s, 1, S("Owed: asked or promised, not answered"));
		add_act_item(q, t->owed.at[i].entry, S(""));
	}
}

static void
add_tally(struct seen *q)
{
	const talks *t = q->t;
	int64_t given = 0, denied = 0, conflicts = 0;
	for (uint32_t i = 1; i < t->exposures.count; i++) {
		const struct exposure *x = &t->exposures.at[i];
		if (line_is_dead(t, x->entry))
			continue;
		given += !x->says_not;
		denied += x->says_not;
		conflicts += x->says_not && map_get(&q->conflicts, i);
	}
	sheet_tally(q->s, "recorded as given or seen", given);
	sheet_tally(q->s, "said not to have", denied);
	sheet_tally(q->s, "conflicts", conflicts);
	sheet_tally_line(q->s);
}

static void
finish(struct seen *q)
{
	showings_done(&q->showings);
	LIST_DONE(&q->mentions);
	map_done(&q->first);
	map_done(&q->last);
	map_done(&q->conflicts);
	map_done(&q->licences);
	map_done(&q->licensed);
}

void
seen_matrix_to(const struct ask *ask, sheet *s)
{
	struct seen q = { .ask = ask, .a = ask->a, .t = ask->t, .s = s,
			  .rows = value_list(ask->a) };
	gather(&q);
	add_matrices(&q);
	finish(&q);
}

static sheet *
seen_build(struct ask *ask, struct err *err)
{
	ANSWER_NO_ARGS(ask, err, "seen");
	struct seen q = { .ask = ask, .a = ask->a, .t = ask->t, .s = ask_sheet(ask, "seen", "who has seen what") };
	q.rows = sheet_rows(q.s);
	gather(&q);
	add_tally(&q);
	add_matrices(&q);
	add_conflicts(&q);
	add_not_shown(&q);
	add_planned(&q);
	add_conveyable(&q);
	add_owed(&q);
	sheet_note(q.s, S("'no record' says that nothing is entered here, not that nothing was shown."));
	finish(&q);
	return q.s;
}

const struct answer answer_seen = {
	.name = "seen",
	.question = "who has seen what",
	.args = "",
	.more = "A row for each side, a column for each draft: in which form and when words were given, who says\n"
		"so, and whether the recipient confirmed it.  'says not' is the recipient's own word; where the\n"
		"giver has it given, both stand under Conflicts.  'no record' is not 'not shown'.\n"
		"\n"
		"grade, in the data: recorded-by-giver, acknowledged-by-recipient, claimed-by-recipient,\n"
		"claimed-by-third, asserted-not, inferred (by the keeper, who says why).\n",
	.build = seen_build,
};
