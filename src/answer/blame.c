/* blame: who brought in each word, in which draft, through which amendment.
 *
 * A run is words in a row that came in together.  With --unattributed only
 * those are shown that are new in the draft, held against its base, and that no
 * amendment on record explains: whose origin is the draft itself, or an
 * amendment that was rejected, withdrawn or replaced.  Where the view does not
 * have a point of the base, nothing is said to be new in it.
 */
#include "answer/compare.h"
#include "answer/lines.h"
#include "answer/origins.h"

struct counts { size_t words, amended, back, new, explained, unattributed, untold, points; };

struct blaming {
	arena *a;
	const talks *t;
	sheet *s;
	struct origins o;
	bool only_unattributed, is_author_missing;
	struct counts counts;
};

/* ---- which words ---- */

/* What is asked about: a draft, or some of its readings. */
struct asked { uint32_t draft; LIST(uint32_t) readings; };

static uint32_t
find_label(const talks *t, uint32_t of_draft, str label)
{
	uint32_t sym = syms_find(t->m->names, label);
	return sym ? map_get(&t->readings_by_label, (uint64_t)of_draft << 32 | sym) : 0;
}

/* A point and its sub-points, which stand behind it. */
static void
ask_reading(const talks *t, struct asked *asked, uint32_t first, uint32_t last)
{
	const struct tdraft *d = &t->drafts.at[asked->draft];
	for (uint32_t r = first; r < d->first + d->count_held; r++) {
		uint32_t above = r;
		while (above > last)
			above = t->readings.at[above].parent;
		if (r > last && above < first)
			break;
		*LIST_ADD(&asked->readings) = r;
	}
}

/* "3", "6-8", "port". */
static bool
ask_label(const talks *t, struct asked *asked, str label, struct err *err)
{
	str from, to;
	uint32_t first = find_label(t, asked->draft, label), last = first;
	if (!first && str_cut(label, '-', &from, &to)) {
		first = find_label(t, asked->draft, from);
		last = find_label(t, asked->draft, to);
	}
	if (!first || last < first)
		return fail(err, ERR_ABSENT, "'%.*s' has no point '%.*s' here", STR_ARG(line_draft(t, asked->draft)),
			    STR_ARG(label));
	ask_reading(t, asked, first, last);
	return true;
}

static bool
ask_labels(const talks *t, struct asked *asked, str labels, struct err *err)
{
	str label;
	for (bool more = true; more;) {
		more = str_cut(labels, ',', &label, &labels);
		if (!ask_label(t, asked, str_trim(label), err))
			return false;
	}
	return true;
}

/* An identity: the point as the current draft has it, else as the latest one has. */
static bool
ask_identity(const talks *t, struct asked *asked, str name, struct err *err)
{
	uint32_t sym = syms_find(t->m->names, name);
	uint32_t point = sym && sym < t->d->sym_count ? t->point_of[sym] : 0;
	uint32_t now = point ? talks_point_now(t, point) : 0, reading = now ? now : t->points.at[point].last;
	if (!point || !reading)
		return fail(err, ERR_ABSENT, "no draft and no point with words is named '%.*s' here; drafts are: %.*s",
			    STR_ARG(name), STR_ARG(compare_known(t)));
	asked->draft = t->readings.at[reading].draft;
	ask_reading(t, asked, reading, reading);
	return true;
}

static bool
find_asked(const struct ask *ask, struct asked *asked, struct err *err)
{
	const talks *t = ask->t;
	str name = ask->arg_count ? ask->args[0] : S(""), labels = S("");
	if (ask->arg_count > 1)
		return fail(err, ERR_USAGE, "'blame' takes one reference, such as v3:1,4,6-8, not %zu", ask->arg_count);
	asked->draft = t->current;
	if (!name.len)
		return t->current || fail(err, ERR_ABSENT, "no draft is under discussion here");
	bool has_labels = str_cut(name, ':', &name, &labels);
	if (has_labels)
		return compare_find(t, name, &asked->draft, err) && ask_labels(t, asked, labels, err);
	struct err none = { 0 };
	return compare_find(t, name, &asked->draft, &none) || ask_identity(t, asked, name, err);
}

/* ---- one run ---- */

static str
author_of(const talks *t, uint32_t of_draft)
{
	uint32_t author = t->drafts.at[of_draft].author;
	return author ? talks_actor_token(t, author) : S("");
}

static str
origin_by(const talks *t, const struct origin_run *run)
{
	if (run->amendment)
		return talks_act_subjects(t, t->amendments.at[run->amendment].entry);
	return author_of(t, run->other_draft ? run->other_draft : run->draft);
}

static str
amendment_name(const talks *t, uint32_t amendment)
{
	return amendment ? talks_act_name(t, t->amendments.at[amendment].entry) : S("");
}

static const char *
amendment_status(const talks *t, uint32_t amendment)
{
	return amendment ? amendment_status_names[t->amendments.at[amendment].status] : "";
}

/* "N1", "N2 (parked)"; an open or accepted one needs no remark. */
static str
through_words(const struct blaming *q, uint32_t amendment)
{
	const talks *t = q->t;
	str name = amendment_name(t, amendment);
	if (!amendment)
		return name;
	uint32_t per = talks_act_per(t, t->amendments.at[amendment].entry);
	if (per)
		name = arena_printf(q->a, "%.*s, per %.*s", STR_ARG(name), STR_ARG(line_who(t, per)));
	enum amendment_status status = (enum amendment_status)t->amendments.at[amendment].status;
	return status == AMENDMENT_OPEN || status == AMENDMENT_ACCEPTED
		       ? name
		       : arena_printf(q->a, "%.*s (%s)", STR_ARG(name), amendment_status(t, amendment));
}

static str
draft_when(const talks *t, uint32_t of_draft)
{
	uint32_t act = of_draft ? t->drafts.at[of_draft].act : 0;
	return act ? line_when(t, act - 1) : S("");
}

static str
draft_iso(const talks *t, uint32_t of_draft)
{
	uint32_t act = of_draft ? t->drafts.at[of_draft].act : 0;
	return act ? talks_act_iso(t, act - 1, true) : S("");
}

static bool
is_unattributed(const struct origin_run *run)
{
	return run->is_new && !run->is_explained && (!run->or_before || run->back);
}

static void
count_run(struct counts *c, const struct origin_run *run)
{
	bool is_untold = run->is_new && run->or_before && !run->back;
	c->words += run->words;
	c->amended += run->amendment ? run->words : 0;
	c->back += run->back ? run->words : 0;
	c->new += run->is_new && !is_untold ? run->words : 0;
	c->untold += is_untold ? run->words : 0;
	c->unattributed += is_unattributed(run) ? run->words : 0;
}

static void
add_data(struct blaming *q, uint32_t reading, const struct origin_run *run)
{
	const talks *t = q->t;
	const struct reading *r = &t->readings.at[reading];
	value *row = value_object(q->a);
	value_set_str(row, "point", talks_point_name(t, r->point));
	value_set_str(row, "reading", talks_reading_name(t, reading));
	value_set_number(row, "from", (int64_t)run->from);
	value_set_number(row, "to", (int64_t)run->to);
	value_set_str(row, "words", str_sub(r->text->words, run->from, run->to));
	line_set(row, "by", origin_by(t, run));
	line_set(row, "amendment", amendment_name(t, run->amendment));
	line_set(row, "amendment_status", str_of(amendment_status(t, run->amendment)));
	line_set(row, "amendment_at", run->amendment
					      ? talks_act_iso(t, t->amendments.at[run->amendment].entry, true)
					      : S(""));
	line_set(row, "other_draft", run->other_draft ? line_draft(t, run->other_draft) : S(""));
	value_set_str(row, "in", line_draft(t, run->draft));
	line_set(row, "stood_at", run->reading ? talks_reading_name(t, run->reading) : S(""));
	value_set_bool(row, "or_before", run->or_before);
	line_set(row, "since", draft_iso(t, run->draft));
	line_set(row, "back_in", run->back ? line_draft(t, run->back) : S(""));
	line_set(row, "back_since", draft_iso(t, run->back));
	line_set(row, "back_amendment", amendment_name(t, run->back_amendment));
	value_set_bool(row, "unattributed", is_unattributed(run));
	value_push(sheet_rows(q->s), row);
}

/* A cell with what was first and, below it, what was when the words came back. */
static void
add_twice(const struct blaming *q, table *grid, str first, str again)
{
	runs *cell = table_cell(grid);
	runs_add(cell, RUN_PLAIN, first);
	if (again.len)
		runs_add(cell, RUN_PLAIN, arena_printf(q->a, "%s%.*s", first.len ? "; " : "", STR_ARG(again)));
}

static void
add_line(struct blaming *q, table *grid, str words, const struct origin_run *run)
{
	const talks *t = q->t;
	str by = origin_by(t, run), in = line_draft(t, run->draft);
	q->is_author_missing = q->is_author_missing || !by.len;
	table_row(grid);
	runs_add(table_cell(grid), RUN_QUOTE, str_sub(words, run->from, run->to));
	runs_add(table_cell(grid), RUN_PLAIN, by.len ? by : S("?"));
	add_twice(q, grid, run->other_draft ? line_draft(t, run->other_draft) : through_words(q, run->amendment),
		  through_words(q, run->back_amendment));
	add_twice(q, grid, run->or_before ? arena_printf(q->a, "%.*s or before", STR_ARG(in)) : in,
		  run->back ? arena_printf(q->a, "back in %.*s", STR_ARG(line_draft(t, run->back))) : S(""));
	add_twice(q, grid, draft_when(t, run->draft), draft_when(t, run->back));
}

/* ---- one point ---- */

static table *
table_new(struct blaming *q, uint32_t reading)
{
	static const char *const headers[] = { "by", "through", "in", "since" };
	const talks *t = q->t;
	str name = talks_reading_name(t, reading), heading = t->readings.at[reading].text->heading;
	if (heading.len && heading.at[heading.len - 1] == '.')
		heading.len--;
	sheet_heading(q->s, 1, heading.len ? arena_printf(q->a, "%.*s %.*s", STR_ARG(name), STR_ARG(heading)) : name);
	table *grid = sheet_table(q->s);
	table_column(grid, S("words"), COLUMN_WRAP);
	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
		table_column(grid, str_of(headers[i]), COLUMN_FIT);
	return grid;
}

/* Amendments to the point without words on record: they may explain, and cannot. */
static void
add_gists(struct blaming *q, uint32_t reading)
{
	const talks *t = q->t;
	uint32_t before = t->readings.at[reading].before;
	buf names = { 0 };
	uint32_t points[] = { t->readings.at[reading].point, t->readings.at[before].point };
	for (size_t i = 0; i < (points[0] == points[1] || !before ? 1 : 2); i++)
		for (uint32_t m = t->points.at[points[i]].amendments; m; m = t->amendments.at[m].prev_on_point) {
			uint32_t entry = t->amendments.at[m].entry, of = t->readings.at[t->amendments.at[m].reading].draft;
			bool has_words = talks_act_text(t, entry, CLAUSE_text).len;
			bool is_about_words = t->amendments.at[m].verb == VERB_amends ||
					      t->amendments.at[m].verb == VERB_adds ||
					      t->amendments.at[m].verb == VERB_edits ||
					      t->amendments.at[m].verb == VERB_proposes;
			if (!has_words && is_about_words && of != q->o.of_draft && !line_is_dead(t, entry))
				line_join(&names, talks_act_name(t, entry));
		}
	if (names.len)
		runs_add(sheet_para(q->s), RUN_PLAIN, arena_printf(q->a, "Known by a gist alone, so that it explains "
			 "no word here: %.*s.", STR_ARG(buf_str(&names))));
	buf_done(&names);
}

static void
add_point(struct blaming *q, uint32_t reading)
{
	const struct draft_point *text = q->t->readings.at[reading].text;
	const struct origin_run *found;
	table *grid = NULL;
	if (!text)
		return;
	for (size_t i = 0, n = origins_of(&q->o, reading, &found); i < n; i++) {
		const struct origin_run *run = &found[i];
		count_run(&q->counts, run);
		if (q->only_unattributed && !is_unattributed(run))
			continue;
		add_data(q, reading, run);
		if (!run->words && run->is_cut_off && !run->is_new)
			continue;       /* "." behind "]" */
		if (!grid)
			grid = table_new(q, reading);
		add_line(q, grid, text->words, run);
	}
	q->counts.points += grid != NULL;
	if (grid && q->only_unattributed)
		add_gists(q, reading);
}

/* ---- the whole ---- */

static void
add_tally(struct blaming *q)
{
	const struct counts *c = &q->counts;
	sheet_tally(q->s, "words", (int64_t)c->words);
	if (q->only_unattributed) {
		sheet_tally(q->s, "new", (int64_t)c->new);
		sheet_tally(q->s, "unattributed", (int64_t)c->unattributed);
		sheet_tally(q->s, "cannot-tell", (int64_t)c->untold);
	} else {
		sheet_tally(q->s, "through amendments", (int64_t)c->amended);
		sheet_tally(q->s, "back after being out", (int64_t)c->back);
	}
	sheet_tally(q->s, "points", (int64_t)c->points);
	sheet_tally_line(q->s);
}

static void
add_notes(struct blaming *q)
{
	const talks *t = q->t;
	str name = line_draft(t, q->o.of_draft), base = line_draft(t, t->drafts.at[q->o.of_draft].base);
	if (q->is_author_missing)
		sheet_note(q->s, S("?: who wrote that draft is not recorded here."));
	if (!q->only_unattributed) {
		sheet_note(q->s, S("Brackets and the names in them are left out: they are marks on words."));
		return;
	}
	if (!q->counts.new && !q->counts.untold && !q->counts.points)
		runs_add(sheet_para(q->s), RUN_PLAIN, arena_printf(q->a, "%.*s has no word here that %.*s has not.",
								   STR_ARG(name), STR_ARG(base)));
	else if (!q->counts.points && !q->counts.untold)
		runs_add(sheet_para(q->s), RUN_PLAIN,
			 arena_printf(q->a, "An amendment or another draft on record explains every word that %.*s has "
				      "and %.*s has not.", STR_ARG(name), STR_ARG(base)));
	if (q->counts.untold)
		sheet_note(q->s, arena_printf(q->a, "Of %.*s only a part is held here: what is new against it in points "
					      "not held cannot be told.", STR_ARG(base)));
	sheet_note(q->s, S("An amendment explains the words that it brought in, unless it was rejected, withdrawn or "
			   "replaced. What was taken out is for 'changes'."));
}

static void
add_all(struct blaming *q, const struct asked *asked)
{
	const struct tdraft *d = &q->t->drafts.at[asked->draft];
	str name = line_draft(q->t, asked->draft);
	if (!line_has_words(q->t, asked->draft)) {
		runs_add(sheet_para(q->s), RUN_WARN, arena_printf(q->a, "Of %.*s no words are held.", STR_ARG(name)));
		return;
	}
	if (q->only_unattributed && !d->base) {
		runs_add(sheet_para(q->s), RUN_PLAIN,
			 arena_printf(q->a, "%.*s is recorded as made from no other draft: all its words are its own.",
				      STR_ARG(name)));
		return;
	}
	for (size_t i = 0; i < asked->readings.count; i++)
		add_point(q, asked->readings.at[i]);
	for (uint32_t r = d->first; !asked->readings.count && r < d->first + d->count_held; r++)
		add_point(q, r);
	add_tally(q);
	add_notes(q);
}

static sheet *
blame_build(struct ask *ask, struct err *err)
{
	struct asked asked = { 0 };
	struct blaming q = { .a = ask->a, .t = ask->t, .only_unattributed = ask->unattributed };
	if (!find_asked(ask, &asked, err)) {
		LIST_DONE(&asked.readings);
		return NULL;
	}
	str name = line_draft(ask->t, asked.draft);
	str base = line_draft(ask->t, ask->t->drafts.at[asked.draft].base);
	str heading = !ask->unattributed ? arena_printf(ask->a, "who brought in each word of %.*s", STR_ARG(name))
		      : base.len	 ? arena_printf(ask->a, "words of %.*s that are not in %.*s and that no amendment "
							"on record explains", STR_ARG(name), STR_ARG(base))
					 : arena_printf(ask->a, "words of %.*s that no amendment on record explains",
							STR_ARG(name));
	q.s = ask_sheet(ask, "blame", heading.at);
	value_set_str(sheet_data(q.s), "draft", name);
	line_set(sheet_data(q.s), "base", base);
	origins_init(&q.o, ask->a, ask->t, asked.draft);
	add_all(&q, &asked);
	origins_done(&q.o);
	LIST_DONE(&asked.readings);
	return q.s;
}

const struct answer answer_blame = {
	.name = "blame",
	.question = "who brought in each word, in which draft, by which amendment",
	.args = "[DRAFT|POINTS]",
	.more = "Without a reference: of every point of the draft under discussion.  A word\n"
		"keeps its origin when its point is moved, renumbered, split or merged, and when\n"
		"it was taken out and came back.  Words that a draft took from an amendment on\n"
		"record are of the amendment's author.\n"
		"\n"
		"    paraph blame talks.minutes v7:3\n"
		"    paraph blame talks.minutes --unattributed   new, and by no amendment\n",
	.options = ANSWER_OPTIONS " unattributed",
	.build = blame_build,
};
