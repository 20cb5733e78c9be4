/* The public record (story D4): what is public, each line with its source.
 *
 * It folds a view of its own: the circle `public` and nothing else, whatever
 * the files hold and whoever asks.
 */
#include <string.h>

#include "answer/board.h"
#include "answer/lines.h"
#include "answer/registers.h"
#include "answer/seen.h"
#include "answer/steps.h"
#include "talks/lines.h"

struct record {
	struct ask ask;         /* of the public view */
	const talks *t;
	sheet *s;
	const char *label;      /* of the line before */
};

/* A line of the record: words for people, with the source as a footnote, and a
 * row of data. */
static void
add_line(struct record *q, const char *label, str text, const str *sources, size_t count)
{
	value *row = value_object(q->ask.a), *list = value_list(q->ask.a);
	bool goes_on = q->label && strcmp(q->label, label) == 0;
	runs *r = sheet_labelled(q->s, goes_on ? S("") : str_of(label));
	q->label = label;
	runs_add(r, RUN_PLAIN, text);
	for (size_t i = 0; i < count; i++) {
		bool again = false;
		for (size_t k = 0; k < i; k++)
			again = again || str_eq(sources[k], sources[i]);
		if (!sources[i].len || again)
			continue;
		runs_note(r, sheet_footnote(q->s, sources[i]));
		value_push(list, value_str(q->ask.a, sources[i]));
	}
	value_set_str(row, "section", str_of(label));
	value_set_str(row, "text", text);
	value_set(row, "sources", list);
	value_push(sheet_rows(q->s), row);
}

static void
add_act_line(struct record *q, const char *label, str text, uint32_t entry)
{
	str source = line_source(q->t, entry);
	add_line(q, label, text, &source, 1);
}

/* ---- sources ---- */

/* How many different passages the acts cite, and which sources. */
static void
add_sources(struct record *q)
{
	const talks *t = q->t;
	map passages = { 0 }, sources = { 0 };
	size_t passage_count = 0;
	LIST(uint32_t) list = { 0 };
	for (size_t i = 0; i < t->v->order.count; i++) {
		const struct item *item = entry_get(t->m, talks_entry(t, t->v->order.at[i]), CLAUSE_source);
		if (!item)
			continue;
		uint32_t *passage = map_at(&passages, (uint64_t)item->a << 32 | item->b);
		passage_count += item->b && !*passage;
		*passage = 1;
		uint32_t *source = map_at(&sources, item->a);
		if (!*source)
			*LIST_ADD(&list) = item->a;
		*source = 1;
	}
	buf text = { 0 };
	buf_printf(&text, "%.*s, %.*s", STR_ARG(line_count(t, list.count, "source", "sources")),
		   STR_ARG(line_count(t, passage_count, "passage cited", "passages cited")));
	for (size_t i = 0; i < list.count; i++) {
		buf_printf(&text, "%s%.*s", i ? "; " : ": ", STR_ARG(syms_str(t->m->names, list.at[i])));
		for (size_t k = 0; k < t->v->decls.count; k++) {
			const struct entry *e = talks_entry(t, t->v->decls.at[k]);
			if (e->verb != DECL_source || entry_items(t->m, e)->a != list.at[i])
				continue;
			const struct item *display = entry_own(t->m, e, KEY_DISPLAY);
			const struct item *at = entry_own(t->m, e, CLAUSE_at);
			if (display)
				buf_printf(&text, " (%.*s", STR_ARG(item_text(t->m, display)));
			if (display && at && at->type == ITEM_WHEN) {
				buf_add(&text, S(", "));
				when_words(&t->m->whens.at[at->a], &text);
			}
			if (display)
				buf_add_byte(&text, ')');
		}
	}
	value_set_number(sheet_data(q->s), "sources", (int64_t)list.count);
	value_set_number(sheet_data(q->s), "passages", (int64_t)passage_count);
	runs_add(sheet_labelled(q->s, S("Sources")), RUN_PLAIN, line_keep(q->ask.a, &text));
	LIST_DONE(&list);
	map_done(&passages);
	map_done(&sources);
}

/* ---- one meeting, several accounts ---- */

struct accounts {
	buf text;
	LIST(str) sources;
	LIST(uint32_t) speakers;
	size_t phrases, named;
};

static uint32_t
speaker_of(const talks *t, uint32_t entry)
{
	uint32_t per = talks_act_per(t, entry);
	const struct item *subject = entry_own(t->m, talks_entry(t, entry), KEY_SUBJECT);
	return per ? per : subject ? talks_actor(t, subject->a) : 0;
}

static void
add_account(struct record *q, struct accounts *a, uint32_t entry)
{
	const talks *t = q->t;
	uint32_t speaker = speaker_of(t, entry);
	bool known = false;
	for (size_t i = 0; i < a->speakers.count; i++)
		known = known || a->speakers.at[i] == speaker;
	if (!known) {
		*LIST_ADD(&a->speakers) = speaker;
		if (t->actors.at[speaker].kind == DECL_person)
			a->named++;
	}
	str exact = talks_act_text(t, entry, CLAUSE_words), gist = talks_act_text(t, entry, CLAUSE_gist);
	buf_printf(&a->text, "%s%s%.*s%s%s%.*s: %.*s", a->phrases ? " | " : "", exact.len ? "\"" : "", STR_ARG(exact),
		   exact.len ? "\"" : "", exact.len && gist.len ? ", " : "", STR_ARG(gist), STR_ARG(line_who(t, speaker)));
	*LIST_ADD(&a->sources) = line_source(t, entry);
	a->phrases++;
}

static void
add_meeting_accounts(struct record *q, uint32_t meeting, const uint32_t *says, size_t count)
{
	const talks *t = q->t;
	struct accounts a = { .phrases = 0 };
	for (size_t i = 0; i < count; i++)
		add_account(q, &a, says[i]);
	if (a.phrases > 1) {
		buf label = { 0 };
		buf_printf(&label, "%.*s: one meeting, %zu phrases, %.*s", STR_ARG(talks_act_name(t, meeting)), a.phrases,
			   STR_ARG(line_count(t, a.named, "named speaker", "named speakers")));
		for (size_t i = 0; i < a.speakers.count; i++)
			if (t->actors.at[a.speakers.at[i]].kind != DECL_person)
				buf_printf(&label, " and %.*s", STR_ARG(line_who(t, a.speakers.at[i])));
		add_line(q, "One meeting", line_keep(q->ask.a, &label), NULL, 0);
		add_line(q, "One meeting", arena_str(q->ask.a, buf_str(&a.text)), a.sources.at, a.sources.count);
	}
	buf_done(&a.text);
	LIST_DONE(&a.sources);
	LIST_DONE(&a.speakers);
}

/* Statements about meetings, gathered by meeting. */
static void
add_accounts(struct record *q)
{
	const talks *t = q->t;
	LIST(uint32_t) says = { 0 };
	for (size_t i = 0; i < t->v->order.count; i++) {
		uint32_t meeting = t->v->order.at[i];
		if (talks_entry(t, meeting)->verb != VERB_meets || !entry_id(t->m, talks_entry(t, meeting)))
			continue;
		says.count = 0;
		uint32_t sym = entry_id(t->m, talks_entry(t, meeting));
		for (size_t k = 0; k < t->v->order.count; k++) {
			uint32_t entry = t->v->order.at[k];
			const struct item *about = talks_entry(t, entry)->verb == VERB_says
							   ? entry_own(t->m, talks_entry(t, entry), CLAUSE_about) : NULL;
			if (about && about->a == sym && !about->b && !t->dead[entry])
				*LIST_ADD(&says) = entry;
		}
		add_meeting_accounts(q, meeting, says.at, says.count);
	}
	LIST_DONE(&says);
}

/* ---- clocks ---- */

static void
add_deadlines(struct record *q)
{
	const talks *t = q->t;
	for (size_t i = 1; i < t->deadlines.count; i++) {
		const struct deadline *d = &t->deadlines.at[i];
		LIST(str) sources = { 0 };
		str object = talks_act_text(t, d->entry, CLAUSE_object);
		bool consequence = talks_act_has(t, d->entry, CLAUSE_consequence);
		bool withdrawn = d->status == DEADLINE_WITHDRAWN;
		str text = arena_printf(q->ask.a, "%.*s, set by %.*s for %.*s%s%.*s; %.*s%s%s",
					STR_ARG(deadline_due(&q->ask, d)), STR_ARG(line_who(t, d->setter)),
					STR_ARG(line_names(t, d->entry, CLAUSE_for)), object.len ? ": " : "", STR_ARG(object),
					STR_ARG(deadline_words(&q->ask, d)), withdrawn ? "" : "; no withdrawal recorded",
					consequence ? "" : "; consequence not stated");
		*LIST_ADD(&sources) = line_source(t, d->entry);
		for (uint32_t m = d->first_move; m; m = t->moves.at[m].next)
			*LIST_ADD(&sources) = line_source(t, t->moves.at[m].entry);
		add_line(q, "Deadline", text, sources.at, sources.count);
		LIST_DONE(&sources);
	}
}

static void
add_next(struct record *q)
{
	const talks *t = q->t;
	const struct chain *chains;
	size_t count = steps_chains(&q->ask, &chains);
	for (size_t i = 0; i < count; i++) {
		const struct chain *c = &chains[i];
		buf text = { 0 };
		LIST(str) sources = { 0 };
		for (size_t k = 0; k < c->count; k++) {
			uint32_t entry = t->steps.at[c->steps[k]].entry;
			str when = step_when(&q->ask, c->steps[k]);
			buf_printf(&text, "%s%.*s%s%.*s", k == 0 ? "" : c->follows[k] ? " -> " : "; ",
				   STR_ARG(step_sentence(&q->ask, c->steps[k])), when.len ? ", " : "", STR_ARG(when));
			*LIST_ADD(&sources) = line_source(t, entry);
		}
		if (c->per)
			buf_printf(&text, " (%.*s)", STR_ARG(line_who(t, c->per)));
		add_line(q, "Next", line_keep(q->ask.a, &text), sources.at, sources.count);
		LIST_DONE(&sources);
	}
}

/* ---- points ---- */

static void
add_reserved(struct record *q)
{
	const talks *t = q->t;
	for (uint32_t p = 1; p < t->points.count; p++) {
		const struct point *point = &t->points.at[p];
		uint32_t claim = point->reserved_claim ? point->reserved_claim : point->reserved;
		if (!claim)
			continue;
		const struct item *to = entry_own(t->m, talks_entry(t, claim - 1), CLAUSE_to);
		uint32_t per = talks_act_per(t, claim - 1);
		add_act_line(q, "Reserved", arena_printf(q->ask.a, "%.*s: for %.*s only%s%.*s%s",
							 STR_ARG(talks_point_name(t, p)), STR_ARG(item_name(t->m, to)),
							 per ? " (" : "", STR_ARG(per ? line_who(t, per) : S("")),
							 per ? ")" : ""), claim - 1);
	}
}

static void
add_red_lines(struct record *q)
{
	const talks *t = q->t;
	uint32_t last = UINT32_MAX;
	for (uint32_t i = 1; i < t->positions.count; i++) {
		const struct position *p = &t->positions.at[i];
		if ((p->stance != STANCE_RED_LINE && p->stance != STANCE_REQUIRE) || p->withdrawn || p->entry == last)
			continue;
		last = p->entry;
		str words = line_words_text(t, p->entry);
		add_act_line(q, p->stance == STANCE_RED_LINE ? "Red line" : "Condition",
			     arena_printf(q->ask.a, "%.*s: %.*s%s%.*s%s%.*s%s", STR_ARG(talks_point_name(t, p->point)),
					  STR_ARG(line_names(t, p->entry, KEY_SUBJECT)), words.len ? ", " : "",
					  STR_ARG(words), p->per ? " (" : "",
					  STR_ARG(p->per ? line_who(t, p->per) : S("")), p->per ? ")" : ""),
			     p->entry);
	}
}

/* Was another text made from this one since? */
static bool
is_superseded(const talks *t, uint32_t of_draft)
{
	for (uint32_t d = 1; of_draft && d < t->drafts.count; d++)
		if (t->drafts.at[d].base == of_draft)
			return true;
	return false;
}

/* Exact words in quotation marks, else the gist. */
static str
said(const struct record *q, uint32_t entry)
{
	str exact = talks_act_text(q->t, entry, CLAUSE_words);
	return exact.len ? arena_printf(q->ask.a, "\"%.*s\"", STR_ARG(exact)) : line_words_text(q->t, entry);
}

static void
add_positions(struct record *q)
{
	const talks *t = q->t;
	for (uint32_t i = 1; i < t->positions.count; i++) {
		const struct position *p = &t->positions.at[i];
		bool apart = p->stance == STANCE_RED_LINE || p->stance == STANCE_REQUIRE || p->withdrawn;
		if (apart)
			continue;
		str words = said(q, p->entry);
		str of = p->on_whole ? talks_act_refs(t, p->entry, KEY_OBJECT) : talks_point_name(t, p->point);
		bool older = is_superseded(t, p->draft);
		add_act_line(q, "Position", arena_printf(q->ask.a, "%.*s on %.*s: %s%s%.*s%s%.*s%s%s",
							 STR_ARG(line_who(t, p->holder)), STR_ARG(of),
							 stance_words[p->stance], words.len ? ", " : "", STR_ARG(words),
							 p->per ? " (" : "",
							 STR_ARG(p->per ? line_who(t, p->per) : S("")), p->per ? ")" : "",
							 older ? "; said of an earlier text than is now worked on" : ""), p->entry);
	}
}

/* ---- ground ---- */

static void
add_figure(const struct figure *f, buf *text)
{
	buf_printf(text, "%.*s", STR_ARG(f->class));
	if (f->part.len)
		buf_printf(text, ", of these %.*s", STR_ARG(f->part));
	buf_add_byte(text, ' ');
	if (f->words.len)
		buf_add(text, f->words);
	else
		quantity_print(f->hedge, f->number, text);
	if (f->scope_unknown)
		buf_add(text, S(" (scope unclear)"));
}

static void
add_incident(struct record *q, uint32_t entry)
{
	const talks *t = q->t;
	const struct entry *e = talks_entry(t, entry);
	const struct item *figures = entry_own(t->m, e, CLAUSE_figures);
	str place = talks_act_text(t, entry, CLAUSE_place), gist = talks_act_text(t, entry, CLAUSE_gist);
	uint32_t per = talks_act_per(t, entry), last = 0;
	buf text = { 0 };
	buf_printf(&text, "%.*s%s%.*s%s%.*s", STR_ARG(place.len ? place : talks_act_name(t, entry)), ", ",
		   STR_ARG(line_when(t, entry)), gist.len ? ", " : "", STR_ARG(gist));
	for (size_t i = 0, n = figures ? item_run(t->m, e, figures) : 0; i < n; i++) {
		struct figure f;
		size_t at;
		const char *why;
		if (!figure_line(item_text(t->m, &figures[i]), &f, &at, &why))
			continue;
		uint32_t who = f.per.len ? talks_actor(t, syms_find(t->m->names, f.per)) : per;
		if (i && who != last)
			buf_printf(&text, " [%.*s]", STR_ARG(line_who(t, last)));
		buf_add(&text, i ? S("; ") : S(": "));
		add_figure(&f, &text);
		last = who;
	}
	if (last || per)
		buf_printf(&text, " [%.*s]", STR_ARG(line_who(t, last ? last : per)));
	add_act_line(q, "Ground", line_keep(q->ask.a, &text), entry);
}

static void
add_ground(struct record *q)
{
	const talks *t = q->t;
	for (size_t i = 0; i < t->v->order.count; i++) {
		uint32_t entry = t->v->order.at[i];
		if (talks_entry(t, entry)->verb == VERB_incident && !t->dead[entry])
			add_incident(q, entry);
	}
}

/* ---- the whole ---- */

static void
add_text(struct record *q, const struct tally *board)
{
	const talks *t = q->t;
	buf text = { 0 };
	buf_add(&text, board_text_name(&q->ask));
	bool held = t->current && talks_current(t)->count_held && t->readings.at[talks_current(t)->first].text;
	if (t->current && talks_current(t)->count) {
		buf_add(&text, S(": "));
		quantity_print((enum hedge)talks_current(t)->count->a, talks_current(t)->count->b, &text);
		buf_add(&text, S(" points declared"));
	}
	if (!held)
		buf_add(&text, S(", no wording held"));
	if (board->of[STATUS_GIST])
		buf_printf(&text, ", %lld gists not matched to points", (long long)board->of[STATUS_GIST]);
	runs_add(sheet_labelled(q->s, S("Text")), RUN_PLAIN, line_keep(q->ask.a, &text));
}

static sheet *
build(struct ask *ask, struct err *err)
{
	ANSWER_NO_ARGS(ask, err, "public");
	struct view_query query = ask->t->v->query;
	query.as = STR_NONE;
	query.public_only = true;
	view *v = view_new(ask->a, ask->t->d, &query, err);
	if (!v)
		return NULL;
	talks *t = talks_new(ask->a, v);
	struct record q = { .ask = { .a = ask->a, .t = t }, .t = t };
	q.s = ask_sheet(&q.ask, "public", "the public record");
	struct tally board = board_tally(&q.ask);
	board_tally_to(q.s, &board);
	add_sources(&q);
	add_text(&q, &board);
	sheet_heading(q.s, 1, S("Who has seen what"));
	seen_matrix_to(&q.ask, q.s);
	sheet_heading(q.s, 1, S("What is said"));
	add_accounts(&q);
	add_deadlines(&q);
	add_next(&q);
	add_reserved(&q);
	add_red_lines(&q);
	add_positions(&q);
	add_ground(&q);
	unknowns_to(&q.ask, q.s);
	sheet_note(q.s, S("Each line is what its source says; nothing is inferred, and nothing is said to be so."));
	talks_done(t);
	view_done(v);
	return q.s;
}

const struct answer answer_public = {
	.name = "public",
	.question = "the public record, each line with its source",
	.args = "",
	.more = "Only what is in the circle 'public', whoever asks: sources, the text, who has seen what, the\n"
		"accounts of one meeting side by side, deadlines, next steps and rival sequences, what is kept\n"
		"for a higher level, red lines, the ground, and the register of unknowns.\n",
	.is_paper = true,
	.build = build,
};
