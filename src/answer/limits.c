/* limits: does the draft touch a red line, exceed a mandate, need a consent?
 *
 * The program does not read meaning.  A red line on a point that the draft has
 * is flagged with the words that declared it, beside the point's heading: to
 * see whether it is crossed is for the reader.  What it cannot compare it says
 * it cannot, so that silence here is never a false all-clear.  What goes
 * beyond an instruction goes beyond it "as recorded here"; whether the act has
 * effect is not decided.
 *
 * The verdict: NO where a red line is touched or an instruction or a level
 * exceeded; CANNOT TELL where nothing is and something cannot be checked.
 */
#include "answer/lines.h"
#include "answer/mandate.h"

enum finding { WITHIN, TOUCHES, EXCEEDS, CANNOT, DROPPED, OPEN, FINDINGS };

static const char *const finding_names[FINDINGS] = {
	"within", "touches", "exceeds", "cannot be checked", "dropped", "open",
};

struct limit {
	const char *kind;
	str limit;              /* its name: "red-observers", "I1" */
	uint32_t holder;
	uint32_t point;
	uint32_t entry;         /* 1 + the act that declared it, or 0 */
	str words;              /* exact, or a paraphrase */
	bool exact;
	enum finding finding;
	str why;                /* behind the finding, for people */
	const char *status;     /* of own acts: "within", "ad referendum", "beyond", … or NULL */
	uint32_t act;           /* 1 + the act that is measured, or 0 */
};

struct limits {
	struct ask *ask;
	arena *a;
	const talks *t;
	sheet *s;
	table *grid;
	struct mandates mandates;
	uint8_t *listed;        /* by position: it has its row */
	size_t counts[FINDINGS];
	size_t own_within, own_ad_ref, own_beyond;      /* of standing acts */
	bool crosses;
};

/* ---- a row ---- */

static str
number_now(const talks *t, uint32_t point)
{
	uint32_t now = point ? talks_point_now(t, point) : 0;
	return now ? t->readings.at[now].number : S("");
}

static str
point_title(const talks *t, uint32_t point)
{
	str title = point ? talks_point_title(t, point) : S("");
	if (title.len && title.at[title.len - 1] == '.')
		title.len--;
	return title;
}

static void
add_data(struct limits *q, const struct limit *l)
{
	const talks *t = q->t;
	value *row = value_object(q->a);
	line_set(row, "limit", l->limit);
	value_set_str(row, "kind", str_of(l->kind));
	line_set(row, "holder", l->holder ? talks_actor_token(t, l->holder) : S(""));
	line_set(row, "point", l->point ? talks_point_name(t, l->point) : S(""));
	line_set(row, "number", number_now(t, l->point));
	line_set(row, "declared", l->entry ? talks_act_iso(t, l->entry - 1, true) : S(""));
	line_set(row, "words", l->words);
	value_set_bool(row, "exact_words", l->exact);
	line_set(row, "against", line_draft(t, t->current));
	value_set_str(row, "finding", str_of(finding_names[l->finding]));
	line_set(row, "why", l->why);
	line_set(row, "status", str_of(l->status));
	line_set(row, "act", l->act ? talks_act_name(t, l->act - 1) : S(""));
	line_set(row, "source", l->entry ? talks_act_source(t, l->entry - 1) : S(""));
	value_push(sheet_rows(q->s), row);
}

static bool
is_flag(const struct limit *l)
{
	return l->finding == EXCEEDS || (l->finding == TOUCHES && str_eq(str_of(l->kind), S("red-line")));
}

static void
open_table(struct limits *q, const char *heading, const char *what)
{
	sheet_heading(q->s, 1, str_of(heading));
	q->grid = sheet_table(q->s);
	table_column(q->grid, S("no."), COLUMN_NUMBER);
	table_column(q->grid, S("point"), COLUMN_WRAP);
	table_column(q->grid, S("who"), COLUMN_FIT);
	table_column(q->grid, str_of(what), COLUMN_WRAP);
	table_column(q->grid, S("finding"), COLUMN_WRAP);
}

/* The words that declared the limit, when, per whom. */
static void
add_declared(struct limits *q, runs *cell, const struct limit *l)
{
	const talks *t = q->t;
	uint32_t entry = l->act ? l->act - 1 : l->entry - 1;
	uint32_t per = l->act || l->entry ? talks_act_per(t, entry) : 0;
	if (l->words.len)
		runs_add(cell, l->exact ? RUN_QUOTE : RUN_PLAIN, l->words);
	if (!l->act && !l->entry)
		return;
	runs_add(cell, RUN_PLAIN, arena_printf(q->a, "%s%.*s", l->words.len ? ", " : "",
					       STR_ARG(line_when(t, entry))));
	if (per)
		runs_add(cell, RUN_PLAIN, arena_printf(q->a, ", per %.*s", STR_ARG(line_who(t, per))));
	if (line_source(t, entry).len)
		runs_note(cell, sheet_footnote(q->s, line_source(t, entry)));
}

static void
add_limit(struct limits *q, const struct limit *l)
{
	const talks *t = q->t;
	q->counts[l->finding]++;
	q->crosses = q->crosses || is_flag(l);
	add_data(q, l);
	table_row(q->grid);
	runs_add(table_cell(q->grid), RUN_PLAIN, number_now(t, l->point));
	runs_add(table_cell(q->grid), RUN_PLAIN, l->point ? point_title(t, l->point) : str_of("-"));
	runs_add(table_cell(q->grid), RUN_PLAIN, l->holder ? line_who(t, l->holder) : str_of("-"));
	add_declared(q, table_cell(q->grid), l);
	runs *cell = table_cell(q->grid);
	/* "beyond" begins the words of R10. */
	bool beyond = l->finding == EXCEEDS && l->status;
	runs_add(cell, is_flag(l) ? RUN_WARN : RUN_STRONG,
		 beyond ? l->why : str_of(l->status ? l->status : finding_names[l->finding]));
	if (l->why.len && !beyond)
		runs_add(cell, RUN_PLAIN, arena_printf(q->a, ": %.*s", STR_ARG(l->why)));
}

/* ---- red lines ---- */

/* Was the act given up, by a later one? */
static bool
is_dropped(const talks *t, uint32_t entry)
{
	uint32_t by = t->settled_by[entry];
	enum verb_id verb = by ? (enum verb_id)talks_entry(t, by - 1)->verb : VERB_NONE;
	return verb == VERB_drops || verb == VERB_withdraws || verb == VERB_lifts || verb == VERB_disowns;
}

static void
judge_red_line(const struct limits *q, struct limit *l)
{
	const talks *t = q->t;
	uint32_t now = l->point ? talks_point_now(t, l->point) : 0;
	l->finding = CANNOT;
	if (is_dropped(t, l->entry - 1)) {
		l->finding = DROPPED;
		l->why = line_when(t, t->settled_by[l->entry - 1] - 1);
	} else if (!l->point) {
		l->why = S("it names no point that is known here");
	} else if (now && t->readings.at[now].text) {
		l->finding = TOUCHES;
		l->why = arena_printf(q->a, "%.*s has the point; read it beside these words",
				      STR_ARG(line_draft(t, t->current)));
	} else if (now) {
		l->why = S("only the number of the point is known");
	} else if (t->points.at[l->point].first) {
		l->finding = t->drafts.at[t->current].whole ? WITHIN : CANNOT;
		l->why = l->finding == WITHIN
				 ? arena_printf(q->a, "%.*s does not have the point", STR_ARG(line_draft(t, t->current)))
				 : S("the draft under discussion is held in part only");
	} else {
		l->why = S("the point is known by its gist only");
	}
}

static void
add_red_line(struct limits *q, uint32_t entry, uint32_t holder, uint32_t point)
{
	const talks *t = q->t;
	struct limit l = { .kind = "red-line", .holder = holder, .point = point, .entry = entry + 1 };
	if (!q->grid)
		open_table(q, "Red lines", "declared");
	l.limit = talks_act_name(t, entry);
	l.words = line_words_text(t, entry);
	l.exact = talks_act_has(t, entry, CLAUSE_words);
	judge_red_line(q, &l);
	add_limit(q, &l);
}

static size_t
add_red_line_targets(struct limits *q, uint32_t entry, unsigned key, uint32_t holder)
{
	size_t count = 0;
	struct targets it = talks_targets(q->t, entry, key);
	for (struct target what; targets_next(&it, &what);)
		if (target_point(q->t, what)) {
			add_red_line(q, entry, holder, target_point(q->t, what));
			count++;
		}
	return count;
}

static void
add_red_lines(struct limits *q)
{
	const talks *t = q->t;
	q->grid = NULL;
	for (size_t i = 0; i < t->v->order.count; i++) {
		uint32_t entry = t->v->order.at[i];
		const struct entry *e = talks_entry(t, entry);
		if (e->verb != VERB_rules_out || e->mood != MOOD_DONE || line_is_dead(t, entry))
			continue;
		for (size_t s = 0; s < e->subject_count; s++) {
			uint32_t actor = talks_actor(t, entry_items(t->m, e)[s].a);
			uint32_t holder = actor ? talks_side(t, actor) : 0;
			size_t named = add_red_line_targets(q, entry, KEY_OBJECT, holder) +
				       add_red_line_targets(q, entry, CLAUSE_on, holder);
			if (!named)
				add_red_line(q, entry, holder, 0);
		}
	}
}

/* ---- instructions ---- */

static bool
is_yes(const struct position *p)
{
	return (p->stance == STANCE_ACCEPT || p->stance == STANCE_LIVE_WITH) && !p->second_hand;
}

static str
beyond_words(const struct limits *q, uint32_t mandate)
{
	return arena_printf(q->a, "beyond the instruction of %.*s, as recorded here",
			    STR_ARG(line_when(q->t, q->mandates.list.at[mandate].entry)));
}

/* Confirmed or disowned since: the act's fate, in words. */
static bool
is_settled(const struct limits *q, const struct position *p, struct limit *l)
{
	const talks *t = q->t;
	uint32_t by = t->settled_by[p->entry];
	if (!by)
		return false;
	bool confirmed = talks_entry(t, by - 1)->verb == VERB_confirms;
	l->finding = WITHIN;
	l->status = confirmed ? "confirmed" : "disowned";
	l->why = arena_printf(q->a, "%.*s; it was %.*s", STR_ARG(line_when(t, by - 1)), STR_ARG(l->why));
	return true;
}

static void
judge_act(const struct limits *q, const struct position *p, uint32_t mandate, uint32_t point, struct limit *l)
{
	const talks *t = q->t;
	unsigned allowed = mandate_level(&q->mandates, mandate, point);
	str level = talks_level(t, allowed), acted = talks_level(t, p->level);
	l->finding = CANNOT;
	l->status = "cannot be checked";
	if (!q->mandates.list.at[mandate].has_lines) {
		l->why = S("the instruction is held as a gist");
	} else if (!allowed) {
		l->why = S("the instruction does not name the point");
	} else if (!p->level) {
		l->why = arena_printf(q->a, "wants %.*s; at which level it was said is not recorded", STR_ARG(level));
	} else if (p->level >= allowed) {
		l->finding = WITHIN;
		l->status = "within";
		l->why = arena_printf(q->a, "%.*s, as instructed", STR_ARG(acted));
	} else if (p->ad_ref) {
		l->finding = WITHIN;
		l->status = "ad referendum";
		l->why = arena_printf(q->a, "said at %.*s, wants %.*s", STR_ARG(acted), STR_ARG(level));
	} else {
		l->finding = EXCEEDS;
		l->status = "beyond";
		l->why = arena_printf(q->a, "%.*s: said at %.*s, wants %.*s", STR_ARG(beyond_words(q, mandate)),
				      STR_ARG(acted), STR_ARG(level));
		is_settled(q, p, l);
	}
}

static struct limit
measure(const struct limits *q, uint32_t position, uint32_t point)
{
	const struct position *p = &q->t->positions.at[position];
	uint32_t mandate = q->mandates.in_force[position];
	struct limit l = { .kind = "mandate", .holder = p->holder, .point = point,
			   .entry = q->mandates.list.at[mandate].entry + 1, .act = p->entry + 1 };
	judge_act(q, p, mandate, point, &l);
	return l;
}

/* Adds the row of a position that was measured: far more are measured than listed. */
static void
add_measured(struct limits *q, uint32_t position, struct limit *l)
{
	const talks *t = q->t;
	const struct position *p = &t->positions.at[position];
	l->limit = talks_act_name(t, l->entry - 1);
	l->words = arena_printf(q->a, "%s%s%s on %.*s", stance_words[p->stance], p->ad_ref ? " ad referendum" : "",
				p->conditional ? ", conditionally," : "",
				STR_ARG(p->reading ? talks_reading_name(t, p->reading)
					: p->on_whole ? line_draft(t, p->draft) : talks_point_name(t, l->point)));
	if (!q->grid)
		open_table(q, "What was agreed, against the instruction in force then", "what was said");
	add_limit(q, l);
}

static void
count_own(struct limits *q, const struct limit *l)
{
	bool ad_ref = l->status && str_eq(str_of(l->status), S("ad referendum"));
	q->own_ad_ref += ad_ref;
	q->own_beyond += l->finding == EXCEEDS;
	q->own_within += l->finding == WITHIN && !ad_ref;
}

/* The yes that stands on each point of the board, of those that gave instructions. */
static void
add_standing_acts(struct limits *q, const uint32_t *points, size_t count)
{
	const talks *t = q->t;
	for (uint32_t side = 1; side < t->actors.count; side++)
		for (size_t i = 0; q->mandates.latest[side] && i < count; i++) {
			uint32_t position = talks_cell(t, side, points[i]).position;
			if (!position || !is_yes(&t->positions.at[position]) || !q->mandates.in_force[position])
				continue;
			struct limit l = measure(q, position, points[i]);
			add_measured(q, position, &l);
			count_own(q, &l);
			q->listed[position] = 1;
		}
}

/* What went beyond, on a point where another position came after it. */
static void
add_earlier_excesses(struct limits *q)
{
	const talks *t = q->t;
	for (uint32_t i = 1; i < t->positions.count; i++) {
		const struct position *p = &t->positions.at[i];
		if (q->listed[i] || !q->mandates.in_force[i] || !is_yes(p) || !p->point || p->withdrawn)
			continue;
		struct limit l = measure(q, i, p->point);
		if (l.finding == EXCEEDS)
			add_measured(q, i, &l);
	}
}

static void
add_instructions_in_force(struct limits *q)
{
	const talks *t = q->t;
	for (uint32_t side = 1; side < t->actors.count; side++) {
		uint32_t mandate = q->mandates.latest[side];
		if (!mandate)
			continue;
		uint32_t entry = q->mandates.list.at[mandate].entry;
		const struct entry *e = talks_entry(t, entry);
		const struct item *line = entry_own(t->m, e, CLAUSE_mandate);
		sheet_heading(q->s, 1, arena_printf(q->a, "Instruction of %.*s in force: %.*s, %.*s",
						    STR_ARG(line_who(t, side)), STR_ARG(talks_act_name(t, entry)),
						    STR_ARG(line_when(t, entry))));
		for (size_t i = 0, n = line ? item_run(t->m, e, line) : 0; i < n; i++)
			runs_add(sheet_item(q->s), RUN_PLAIN, item_text(t->m, &line[i]));
		if (!line)
			runs_add(sheet_item(q->s), RUN_PLAIN, line_words_text(t, entry));
	}
}

static void
add_mandates(struct limits *q, const uint32_t *points, size_t count)
{
	q->grid = NULL;
	add_standing_acts(q, points, count);
	add_earlier_excesses(q);
	if (q->grid)
		runs_add(sheet_para(q->s), RUN_PLAIN,
			 arena_printf(q->a, "Of what stands: %zu within the instruction or confirmed, %zu ad referendum, %zu beyond it.",
				      q->own_within, q->own_ad_ref, q->own_beyond));
	add_instructions_in_force(q);
}

/* ---- levels that points are kept for ---- */

static void
judge_reserved(const struct limits *q, struct limit *l, unsigned level)
{
	const talks *t = q->t;
	buf below = { 0 };
	l->finding = WITHIN;
	for (size_t i = 0; i < t->parties.count; i++) {
		struct cell c = talks_cell(t, t->parties.at[i], l->point);
		const struct position *p = &t->positions.at[c.position];
		if (!c.position || !is_yes(p) || p->ad_ref || c.reopened || p->level >= level)
			continue;
		if (!p->level && l->finding == WITHIN)
			l->finding = CANNOT;
		else if (p->level)
			l->finding = EXCEEDS;
		line_join(&below, arena_printf(q->a, "%.*s (%.*s)", STR_ARG(line_who(t, t->parties.at[i])),
					       STR_ARG(p->level ? talks_level(t, p->level) : S("level not recorded"))));
	}
	l->why = below.len ? arena_printf(q->a, "agreed below that level by %.*s", STR_ARG(buf_str(&below)))
			   : S("nobody agreed it below that level");
	buf_done(&below);
}

static void
add_reserved(struct limits *q, const uint32_t *points, size_t count)
{
	const talks *t = q->t;
	q->grid = NULL;
	for (size_t i = 0; i < count; i++) {
		const struct point *p = &t->points.at[points[i]];
		uint32_t entry = p->reserved ? p->reserved : p->reserved_claim;
		if (!entry)
			continue;
		const struct entry *e = talks_entry(t, entry - 1);
		uint32_t holder = e->subject_count ? talks_actor(t, entry_items(t->m, e)->a) : 0;
		str level = talks_level(t, p->reserved_level);
		if (!p->reserved)
			level = line_names(t, entry - 1, CLAUSE_to);
		struct limit l = { .kind = "reserved-level", .holder = holder ? talks_side(t, holder) : 0,
				   .point = points[i], .entry = entry };
		l.limit = arena_printf(q->a, "kept for %.*s", STR_ARG(level));
		l.words = l.limit;
		if (p->reserved)
			judge_reserved(q, &l, p->reserved_level);
		else
			l.why = S("said to be kept, not recorded as kept: it caps nothing here");
		if (!q->grid)
			open_table(q, "Points kept for a level", "kept");
		add_limit(q, &l);
	}
}

/* ---- reservations ---- */

static void
add_reservations(struct limits *q)
{
	const talks *t = q->t;
	q->grid = NULL;
	for (uint32_t i = 1; i < t->positions.count; i++) {
		const struct position *p = &t->positions.at[i];
		if (p->stance != STANCE_RESERVE)
			continue;
		uint32_t now = p->point ? talks_point_now(t, p->point) : 0;
		struct limit l = { .kind = "reservation", .holder = p->holder, .point = p->point, .entry = p->entry + 1 };
		str removes = talks_act_text(t, p->entry, CLAUSE_removes);
		l.limit = talks_act_name(t, p->entry);
		l.words = talks_act_word(t, p->entry, CLAUSE_kind);
		l.finding = p->withdrawn || is_dropped(t, p->entry)			       ? DROPPED
			    : now || (p->on_whole && p->draft == t->current) ? OPEN
									      : WITHIN;
		l.status = l.finding == DROPPED ? "lifted" : NULL;
		if (l.finding == OPEN && removes.len)
			l.why = arena_printf(q->a, "what would lift it: %.*s", STR_ARG(removes));
		else if (l.finding == WITHIN)
			l.why = S("the draft under discussion does not have the point");
		if (!q->grid)
			open_table(q, "Reservations", "reservation");
		add_limit(q, &l);
	}
}

/* ---- consent of others ---- */

static void
add_consent(struct limits *q, uint32_t point, uint32_t sym)
{
	const talks *t = q->t;
	uint32_t actor = talks_actor(t, sym);
	struct cell c = talks_cell(t, actor, point);
	struct limit l = { .kind = "consent", .holder = actor, .point = point };
	l.limit = arena_printf(q->a, "consent of %.*s", STR_ARG(syms_str(t->m->names, sym)));
	l.words = l.limit;
	bool yes = actor && c.position && is_yes(&t->positions.at[c.position]);
	l.finding = yes && c.earlier_wording == TELL_NO ? WITHIN : CANNOT;
	l.why = !yes			 ? S("no consent is recorded")
		: l.finding == WITHIN ? S("recorded")
					 : S("recorded, on an earlier wording");
	if (!q->grid)
		open_table(q, "Consent of others than the parties", "needed");
	add_limit(q, &l);
}

static void
add_consents(struct limits *q)
{
	const talks *t = q->t;
	q->grid = NULL;
	for (uint32_t i = 1; i < t->points.count; i++) {
		uint32_t decl = t->points.at[i].decl;
		const struct entry *e = decl ? talks_entry(t, decl - 1) : NULL;
		const struct item *who = e ? entry_own(t->m, e, CLAUSE_consent) : NULL;
		for (size_t k = 0, n = who ? item_run(t->m, e, who) : 0; k < n; k++)
			add_consent(q, i, who[k].a);
	}
}

/* ---- the whole ---- */

static void
add_verdict(struct limits *q)
{
	struct ask *ask = q->ask;
	ask->verdict = q->crosses ? VERDICT_NO : q->counts[CANNOT] ? VERDICT_CANNOT_TELL : VERDICT_YES;
	for (int i = 0; i < FINDINGS; i++)
		if (i != OPEN || q->counts[i] > 0)
			sheet_tally(q->s, i == OPEN ? "reservations open" : finding_names[i], (int64_t)q->counts[i]);
	value_set_str(sheet_data(q->s), "verdict", ask->verdict == VERDICT_NO	 ? S("no")
						   : ask->verdict == VERDICT_YES ? S("yes")
										   : S("cannot tell"));
	sheet_note(q->s, ask->verdict == VERDICT_NO
				 ? S("Something touches a red line or exceeds an instruction or a level: see the marks.")
			 : ask->verdict == VERDICT_YES
				 ? S("Nothing that is recorded here is touched or exceeded.")
				 : S("Nothing is seen to be touched or exceeded, and something cannot be checked."));
}

static sheet *
limits_build(struct ask *ask, struct err *err)
{
	ANSWER_NO_ARGS(ask, err, "limits");
	const talks *t = ask->t;
	struct limits q = { .ask = ask, .a = ask->a, .t = t,
			    .s = ask_sheet(ask, "limits", "red lines, mandates, reservations") };
	const uint32_t *points;
	uint32_t unknown;
	size_t count = talks_board_points(t, ask->a, &points, &unknown);
	q.listed = ARENA_ARRAY(q.a, uint8_t, t->positions.count + 1);
	sheet_tally_line(q.s);
	mandates_init(&q.mandates, t);
	add_red_lines(&q);
	add_mandates(&q, points, count);
	add_reserved(&q, points, count);
	add_reservations(&q);
	add_consents(&q);
	if (!sheet_rows(q.s)->items.count)
		runs_add(sheet_para(q.s), RUN_PLAIN, S("No red line, instruction, reservation or needed consent is "
						       "recorded here."));
	add_verdict(&q);
	sheet_note(q.s, S("'touches' says that the draft has the point on which a line was drawn, not that it "
			  "crosses it."));
	mandates_done(&q.mandates);
	return q.s;
}

const struct answer answer_limits = {
	.name = "limits",
	.question = "does this draft touch a red line or exceed a mandate",
	.args = "",
	.more = "Red lines with the words that declared them; what was agreed against the instruction in force\n"
		"then; points kept for a level; open reservations; consent that others must give.\n"
		"An instruction stands here only where the viewer may know it.\n"
		"\n"
		"Exit status: 0 nothing is touched or exceeded, 1 something is, 2 something cannot be checked;\n"
		"an open reservation is listed and is none of these.\n",
	.is_yes_no = true,
	.build = limits_build,
};
