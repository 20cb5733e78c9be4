/* The rolling text: each point of a draft with every amendment to it, as one
 * bracketed text; and under it what is in the text, what is not, and why. */
#include "answer/board.h"
#include "answer/lines.h"
#include "answer/proposal_lines.h"
#include "answer/references.h"

struct rolling {
	const struct ask *ask;
	const talks *t;
	sheet *s;
	struct redliner by;
	struct references refs;
	struct bracketed_counts sum;
	int64_t points, bracketed, amendments[FATE_COUNT];
};

/* ---- data ---- */

static value *
owners_value(const struct ask *ask, const struct bracketed *b)
{
	value *owners = value_list(ask->a);
	for (size_t i = 0; b && i < b->names.count; i++)
		if (b->names.at[i].len && b->names.at[i].at[0] != '?')
			value_push(owners, value_str(ask->a, b->names.at[i]));
	return owners;
}

static void
add_data(struct rolling *q, const struct provision *v, const struct bracketed *b, str text, value *notes)
{
	arena *a = q->ask->a;
	value *row = value_object(a), *amendments = value_list(a);
	struct bracketed_counts counts = b ? bracketed_count(b) : (struct bracketed_counts){ 0 };
	bool names = style_names_owners(q->ask->style);
	if (v->is_new || !v->point)
		value_set(row, "point", value_null(a));
	else
		value_set_str(row, "point", talks_point_name(q->t, v->point));
	line_set(row, "number", v->number);
	line_set(row, "title", v->title);
	value_set_bool(row, "new", v->is_new);
	value_set(row, "text", b ? value_str(a, text) : value_null(a));
	value_set(row, "base", b ? value_str(a, v->base) : value_null(a));
	value_set_number(row, "sites", (int64_t)counts.sites);
	value_set_number(row, "brackets", (int64_t)counts.brackets);
	value_set_number(row, "words_shown", (int64_t)counts.words_shown);
	value_set_number(row, "words_bracketed", (int64_t)counts.words_bracketed);
	value_set(row, "owners", owners_value(q->ask, names ? b : NULL));
	for (size_t i = 0; i < v->proposal_count && names; i++)
		value_push(amendments, proposal_value(q->ask, &v->proposals[i]));
	value_set(row, "amendments", amendments);
	value_set(row, "notes", notes);
	value_push(sheet_rows(q->s), row);
	q->points++;
	q->bracketed += counts.brackets > 0;
	q->sum.sites += counts.sites;
	q->sum.brackets += counts.brackets;
	q->sum.words_shown += counts.words_shown;
	q->sum.words_bracketed += counts.words_bracketed;
}

/* ---- for people ---- */

/* The paragraphs of a text, each one of its own. */
static void
add_paragraphs(sheet *s, str text)
{
	while (text.len) {
		size_t end = str_find_str(text, S("\n\n"));
		runs_add(sheet_para(s), RUN_PLAIN, str_sub(text, 0, end));
		text = str_trim(str_sub(text, end, text.len));
	}
}

static str
heading_of(const struct rolling *q, const struct provision *v)
{
	arena *a = q->ask->a;
	if (v->is_new)
		return arena_printf(a, "%.*s (new)", STR_ARG(v->number));
	if (v->title.len)
		return arena_printf(a, "%.*s  %.*s", STR_ARG(v->number), STR_ARG(v->title));
	return v->number;
}

/* What a reader has to know of the text as a whole, in sentences. */
static void
add_note(struct rolling *q, value *notes, const char *note)
{
	runs_add(sheet_para(q->s), RUN_QUIET, str_of(note));
	value_push(notes, value_str(q->ask->a, str_of(note)));
}

static bool
is_taken_up(const struct provision *v)
{
	for (size_t i = 0; i < v->proposal_count; i++)
		if (v->proposals[i].fate == FATE_TAKEN_UP)
			return true;
	return false;
}

static void
add_notes(struct rolling *q, const struct provision *v, value *notes)
{
	if (!v->has_words)
		add_note(q, notes, "The words of this point are not held here.");
	else if (is_taken_up(v) && !v->base.len)
		add_note(q, notes, "Struck: its deletion was taken up.");
	else if (!v->base.len && !v->hand_count)
		add_note(q, notes, "This point has no words of its own.");
	if (v->is_bracketed)
		add_note(q, notes, "The draft brackets the point as a whole.");
}

static void
add_point(struct rolling *q, const struct provision *v)
{
	arena *a = q->ask->a;
	struct bracketed *b = provision_text(q->ask, v);
	value *notes = value_list(a);
	buf text = { 0 };
	if (b)
		style_print(a, b, q->ask->style, v->number, &text);
	str printed = line_keep(a, &text);
	sheet_heading(q->s, 1, heading_of(q, v));
	add_paragraphs(q->s, printed);
	add_notes(q, v, notes);
	for (size_t i = 0; i < v->proposal_count; i++) {
		if (style_names_owners(q->ask->style))
			proposal_line(q->s, q->ask, &q->by, &v->proposals[i]);
		q->amendments[v->proposals[i].fate]++;
	}
	add_data(q, v, b, printed, notes);
	if (b)
		bracketed_done(b);
}

static void
add_elsewhere(struct rolling *q, const struct proposals *p)
{
	value *list = value_list(q->ask->a);
	bool shows = !q->refs.point_count && style_names_owners(q->ask->style);
	for (size_t i = 0; i < p->elsewhere_count && shows; i++) {
		const struct proposal *x = &p->elsewhere[i];
		if (i == 0)
			sheet_heading(q->s, 1, S("To points that this text does not have"));
		proposal_line(q->s, q->ask, &q->by, x);
		value_push(list, proposal_value(q->ask, x));
		q->amendments[x->fate]++;
	}
	value_set(sheet_data(q->s), "elsewhere", list);
}

static void
add_tally(struct rolling *q)
{
	int64_t in_text = q->amendments[FATE_IN_TEXT] + q->amendments[FATE_NEW], all = 0;
	for (size_t i = 0; i < FATE_COUNT; i++)
		all += q->amendments[i];
	sheet_tally(q->s, "points", q->points);
	sheet_tally(q->s, "bracketed-points", q->bracketed);
	sheet_tally(q->s, "sites", (int64_t)q->sum.sites);
	sheet_tally(q->s, "brackets", (int64_t)q->sum.brackets);
	sheet_tally(q->s, "words-shown", (int64_t)q->sum.words_shown);
	sheet_tally(q->s, "words-bracketed", (int64_t)q->sum.words_bracketed);
	sheet_tally(q->s, "amendments", all);
	sheet_tally(q->s, "in-text", in_text);
	sheet_tally(q->s, "taken-up", q->amendments[FATE_TAKEN_UP]);
	sheet_tally(q->s, "by-gist", q->amendments[FATE_GIST]);
}

static str
text_name(const struct rolling *q)
{
	const struct tdraft *d = &q->t->drafts.at[q->refs.draft];
	str name = line_draft(q->t, q->refs.draft);
	return d->title.len ? arena_printf(q->ask->a, "%.*s, \"%.*s\"", STR_ARG(name), STR_ARG(d->title)) : name;
}

static sheet *
build(struct ask *ask, struct err *err)
{
	struct rolling q = { .ask = ask, .t = ask->t };
	struct proposals p;
	if (ask->style == STYLE_COLUMNS && !fail(err, ERR_USAGE, "'columns' prints the text side by side, "
						 "'rolling' in one"))
		return NULL;
	if (!references_read(&q.refs, ask, false, err))
		return NULL;
	if (!q.refs.draft && !fail(err, ERR_ABSENT, "no draft is under discussion here"))
		return NULL;
	q.s = ask_sheet(ask, "rolling", "the rolling text");
	q.by = (struct redliner){ .a = ask->a, .words = lexicon_new() };
	proposals_gather(&p, ask, q.refs.draft);
	runs_add(sheet_labelled(q.s, S("Text")), RUN_STRONG, text_name(&q));
	sheet_tally_line(q.s);
	value_set_str(sheet_data(q.s), "text", line_draft(ask->t, q.refs.draft));
	value_set_str(sheet_data(q.s), "style", str_of(style_names[ask->style]));
	for (size_t i = 0; i < p.count; i++)
		if (references_want(&q.refs, p.at[i].point))
			add_point(&q, &p.at[i]);
	if (!p.count)
		runs_add(sheet_para(q.s), RUN_PLAIN, S("No point of this text is held here."));
	add_elsewhere(&q, &p);
	if (!style_names_owners(ask->style))
		sheet_note(q.s, S("Nobody is named in this style: whose each amendment is, its reasons, and what is not "
				  "in the text are left out."));
	add_tally(&q);
	lexicon_free(q.by.words);
	return q.s;
}

const struct answer answer_rolling = {
	.name = "rolling",
	.question = "the text as it now stands, every amendment in it",
	.args = "[DRAFT|POINT…]",
	.more = "Each point with its open amendments as one bracketed text: [text][UPP: other] where UPP\n"
		"wants other words, [UPP: more] where it adds, [UPP delete: text] where it strikes. Whoever is\n"
		"in no bracket of a place has the text without owner there; who said nothing is in none.\n"
		"What was taken up is in the text without brackets. Gists, bridging texts, and what is parked,\n"
		"rejected or withdrawn stand below the point, with the reasons.\n"
		"\n"
		"  paraph rolling lake.minutes --as ENV\n"
		"  paraph rolling lake.minutes v3:3 --style plain    to go out: nobody is named\n",
	.options = ANSWER_OPTIONS " style brackets-cost",
	.build = build,
};
