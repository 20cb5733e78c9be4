/* changes: what became of each point from one draft to another, and which
 * change no amendment on record explains.
 *
 * A change is explained by an accepted amendment to the point, or by an
 * amendment or proposal, whatever became of it, whose words are the new words.
 * An accepted amendment with other words is named, and the change still stands
 * with the unexplained ones.  A change of form is listed as one of form; whether it
 * is harmless is for the reader.
 */
#include "answer/compare.h"
#include "answer/lines.h"
#include "answer/origins.h"
#include "answer/redlined.h"

struct item_of_change {
	struct pair pair;
	struct redlined words;  /* where `is_redlined` */
	bool is_redlined;
	uint32_t amendment;     /* into amendments, or 0 */
	bool other_words;       /* it was accepted, with words that are not these */
	str names;              /* of all that were accepted, or of the one with these words */
};

struct changes {
	arena *a;
	const talks *t;
	sheet *s;
	struct comparison c;
	map by_words;           /* wording_hash >> 1: an amendment with these words */
	struct item_of_change *items;
	unsigned moves;         /* passages moved so far, for their numbers */
	size_t count;
};

/* ---- which drafts ---- */

static bool
find_drafts(const struct ask *ask, uint32_t *ret_a, uint32_t *ret_b, struct err *err)
{
	const talks *t = ask->t;
	*ret_b = t->current;
	if (ask->arg_count > 2)
		return fail(err, ERR_USAGE, "'changes' compares two drafts, not %zu", ask->arg_count);
	if (ask->arg_count && !compare_find(t, ask->args[0], ret_a, err))
		return false;
	if (ask->arg_count == 2)
		return compare_find(t, ask->args[1], ret_b, err);
	if (ask->arg_count == 1)
		return t->current || fail(err, ERR_ABSENT, "no draft is under discussion here");
	compare_last_step(t, ret_a, ret_b);
	return true;
}

/* ---- what explains a change ---- */

static void
index_words(struct changes *q)
{
	const talks *t = q->t;
	for (uint32_t i = 1; i < t->amendments.count; i++) {
		const struct amendment *m = &t->amendments.at[i];
		str text = talks_act_text(t, m->entry, CLAUSE_text);
		if (!amendment_explains(t, i))
			continue;
		uint32_t *slot = map_at(&q->by_words, wording_hash(text) >> 1);
		if (!*slot || m->status == AMENDMENT_ACCEPTED)
			*slot = i;
	}
}

static bool
fits(enum place place, enum verb_id verb)
{
	switch (place) {
	case PLACE_DELETED:
		return verb == VERB_deletes;
	case PLACE_SPLIT:
		return verb == VERB_splits;
	case PLACE_MERGED:
		return verb == VERB_merges;
	case PLACE_MOVED:
		return verb == VERB_moves || verb == VERB_renumbers;
	case PLACE_ADDED:
		return verb == VERB_adds;
	default:
		return verb == VERB_amends || verb == VERB_edits || verb == VERB_proposes;
	}
}

/* Is it to the point as it stood on the way from a to b? */
static bool
is_on_the_way(const struct changes *q, const struct amendment *m)
{
	uint32_t of = q->t->readings.at[m->reading].draft;
	return !m->reading || (of >= q->c.a && of < q->c.b);
}

/* The latest accepted amendment to the point that makes such a change, and the
 * names of all of them, latest first. */
static uint32_t
accepted_amendment(const struct changes *q, uint32_t reading, enum place place, str *ret_names)
{
	const talks *t = q->t;
	uint32_t point = t->readings.at[reading].point, latest = 0;
	buf names = { 0 };
	for (uint32_t i = t->points.at[point].amendments; i; i = t->amendments.at[i].prev_on_point) {
		const struct amendment *m = &t->amendments.at[i];
		if (m->status != AMENDMENT_ACCEPTED || !fits(place, (enum verb_id)m->verb) || !is_on_the_way(q, m))
			continue;
		latest = latest ? latest : i;
		line_join(&names, talks_act_name(t, m->entry));
	}
	*ret_names = line_keep(q->a, &names);
	return latest;
}

static bool
is_about(const struct changes *q, uint32_t amendment, const struct pair *p)
{
	const talks *t = q->t;
	uint32_t point = t->amendments.at[amendment].point;
	return !point || t->amendments.at[amendment].verb == VERB_adds || point == t->readings.at[p->from].point ||
	       point == t->readings.at[p->to].point;
}

static void
explain(struct changes *q, struct item_of_change *it)
{
	const talks *t = q->t;
	const struct draft_point *new = t->readings.at[it->pair.to].text;
	uint64_t hash = new ? wording_hash(new->words) : 0;
	uint32_t same = new && new->words.len ? map_get(&q->by_words, hash >> 1) : 0;
	enum place place = (enum place)it->pair.place;
	if (same && is_about(q, same, &it->pair)) {
		it->amendment = same;
		it->names = talks_act_name(t, t->amendments.at[same].entry);
		return;
	}
	if (it->pair.from)
		it->amendment = accepted_amendment(q, it->pair.from, place, &it->names);
	if (!it->amendment && it->pair.to)
		it->amendment = accepted_amendment(q, it->pair.to, place, &it->names);
	if (!it->amendment)
		return;
	str text = talks_act_text(t, t->amendments.at[it->amendment].entry, CLAUSE_text);
	it->other_words = text.len && new && wording_hash(text) != hash;
}

/* ---- the kinds of change ---- */

/* Blanks, capitals, punctuation, number: nothing else. */
static bool
is_only_form(const struct pair *p)
{
	return (p->place == PLACE_KEPT || p->place == PLACE_RENUMBERED) && p->wording < WORDS_CHANGED &&
	       !pair_is_identical(p);
}

static bool
is_unexplained(const struct item_of_change *it)
{
	return !it->amendment || it->other_words;
}

static str
change_name(const struct changes *q, const struct pair *p)
{
	const char *words = p->wording == WORDS_CHANGED ? "reworded" : p->wording == WORDS_FORM ? "form" : NULL;
	bool both = p->from && p->to;
	if (p->place == PLACE_KEPT && both && words)
		return str_of(words);
	if (!both || !words)
		return str_of(place_names[p->place]);
	return arena_printf(q->a, "%s+%s", place_names[p->place], words);
}

/* Who calls the difference to the base immaterial, where one step lies between. */
static uint32_t
immaterial_per(const struct changes *q, const struct pair *p)
{
	const struct reading *r = &q->t->readings.at[p->to];
	if (!p->to || !p->from || r->before != p->from)
		return 0;
	return r->words_immaterial ? r->words_immaterial : p->wording == WORDS_SAME ? r->immaterial : 0;
}

static const struct draft_point *
text_of(const struct changes *q, uint32_t reading)
{
	return q->t->readings.at[reading].text;
}

/* What is added or deleted is all put in or all taken out. */
static void
redline(struct changes *q, struct item_of_change *it)
{
	const struct draft_point *old = text_of(q, it->pair.from), *new = text_of(q, it->pair.to);
	bool is_one = it->pair.place == PLACE_ADDED || it->pair.place == PLACE_DELETED;
	if (it->pair.wording == WORDS_SAME || it->pair.place == PLACE_UNKNOWN || (is_one ? !old && !new : !old || !new))
		return;
	redlined_make(&it->words, q->a, q->c.l, TEXT_MARKDOWN, old ? old->words : S(""),
		      new ? new->words : S(""), &redline_defaults);
	it->words.move_base = q->moves;
	it->is_redlined = true;
	q->moves += (unsigned)it->words.r.moves;
}

/* Both wordings are held: of an added point not every number has changed. */
static str
named(const struct item_of_change *it, enum named_class class)
{
	return it->is_redlined && it->pair.from && it->pair.to ? redlined_named(&it->words, class) : S("");
}

static void
collect(struct changes *q)
{
	q->count = q->c.pairs.count;
	q->items = ARENA_ARRAY(q->a, struct item_of_change, q->count + 1);
	index_words(q);
	for (size_t i = 0; i < q->count; i++) {
		struct item_of_change *it = &q->items[i];
		it->pair = q->c.pairs.at[i];
		redline(q, it);
		if (!pair_is_identical(&it->pair) && it->pair.place != PLACE_UNKNOWN)
			explain(q, it);
	}
}

/* ---- data ---- */

static void
add_row(struct changes *q, const struct item_of_change *it)
{
	const talks *t = q->t;
	const struct pair *p = &it->pair;
	const struct draft_point *old = text_of(q, p->from), *new = text_of(q, p->to);
	uint32_t who = immaterial_per(q, p);
	value *row = value_object(q->a);
	value_set_str(row, "point", talks_point_name(t, t->readings.at[p->to ? p->to : p->from].point));
	line_set(row, "from", p->from ? t->readings.at[p->from].number : S(""));
	line_set(row, "to", p->to ? t->readings.at[p->to].number : S(""));
	value_set_str(row, "change", pair_is_identical(p) ? S("kept") : change_name(q, p));
	line_set(row, "heading", pair_title(q->t, p));
	line_set(row, "numbers_changed", named(it, NAMED_NUMBER));
	line_set(row, "dates_changed", named(it, NAMED_DATE));
	line_set(row, "amounts_changed", named(it, NAMED_AMOUNT));
	line_set(row, "modals_changed", named(it, NAMED_MODAL));
	line_set(row, "form_changed", p->wording == WORDS_FORM ? redlined_form_words(q->a, p->forms) : S(""));
	line_set(row, "forms", it->is_redlined ? redlined_forms(&it->words) : S(""));
	line_set(row, "level_changed", pair_level(q->t, p));
	line_set(row, "brackets_changed", pair_brackets(q->t, p));
	value_set_str(row, "words_before", old ? old->words : STR_NONE);
	value_set_str(row, "words_after", new ? new->words : STR_NONE);
	line_set(row, "amendment", it->names);
	value_set_bool(row, "amendment_has_other_words", it->other_words);
	line_set(row, "immaterial", who ? talks_actor_token(t, who) : S(""));
	value_set(row, "ops", it->is_redlined ? redlined_ops(&it->words) : value_null(q->a));
	value_push(sheet_rows(q->s), row);
}

/* ---- for people ---- */

/* The words, redlined; where they are not held, that they are not. */
static void
add_words(struct changes *q, const struct item_of_change *it)
{
	const struct pair *p = &it->pair;
	bool has_from = p->from && text_of(q, p->from), has_to = p->to && text_of(q, p->to);
	str label = p->from && p->to ? arena_printf(q->a, "%.*s -> %.*s", STR_ARG(talks_reading_name(q->t, p->from)),
						    STR_ARG(talks_reading_name(q->t, p->to)))
				     : talks_reading_name(q->t, p->to ? p->to : p->from);
	runs *line = sheet_labelled(q->s, label);
	if (p->from && p->to && p->wording == WORDS_SAME)
		runs_add(line, RUN_PLAIN, S("the same words, byte by byte"));
	else if ((p->from && !has_from) || (p->to && !has_to))
		runs_add(line, RUN_QUIET, S("words not held"));
	else if (!it->is_redlined || !it->words.r.ops.count)
		runs_add(line, RUN_QUIET, S("(heading only)"));
	else
		redlined_runs(&it->words, line);
}

static void
add_named(struct changes *q, const char *label, str what)
{
	if (what.len)
		runs_add(sheet_labelled(q->s, str_of(label)), RUN_WARN, what);
}

static void
add_origin(struct changes *q, const struct item_of_change *it)
{
	const talks *t = q->t;
	if (it->pair.place == PLACE_UNKNOWN)
		return;
	runs *line = sheet_labelled(q->s, S("origin"));
	if (!it->amendment) {
		runs_add(line, RUN_WARN, S("no amendment or proposal on record explains it"));
		return;
	}
	const struct amendment *m = &t->amendments.at[it->amendment];
	str name = talks_act_name(t, m->entry);
	runs_add(line, RUN_PLAIN, arena_printf(q->a, "%.*s of %.*s, %.*s: %s", STR_ARG(name),
					       STR_ARG(line_names(t, m->entry, KEY_SUBJECT)),
					       STR_ARG(line_when(t, m->entry)), amendment_status_names[m->status]));
	if (m->editorial)
		runs_add(line, RUN_PLAIN, S(", called editorial"));
	if (!str_eq(name, it->names))
		runs_add(line, RUN_PLAIN, arena_printf(q->a, " (accepted to this point: %.*s)", STR_ARG(it->names)));
	if (it->other_words)
		runs_add(line, RUN_WARN, S("; the words here are not the words of that amendment"));
}

static void
add_block(struct changes *q, const struct item_of_change *it)
{
	const struct pair *p = &it->pair;
	const talks *t = q->t;
	uint32_t who = immaterial_per(q, p);
	bool same_heading = !p->from || !p->to || !text_of(q, p->from) || !text_of(q, p->to) ||
			    str_eq(text_of(q, p->from)->heading, text_of(q, p->to)->heading);
	sheet_heading(q->s, 2, pair_heading(q->t, p));
	add_words(q, it);
	if (!same_heading)
		runs_add(sheet_labelled(q->s, S("heading")), RUN_PLAIN,
			 arena_printf(q->a, "%.*s -> %.*s", STR_ARG(text_of(q, p->from)->heading),
				      STR_ARG(text_of(q, p->to)->heading)));
	add_named(q, "numbers", named(it, NAMED_NUMBER));
	add_named(q, "dates", named(it, NAMED_DATE));
	add_named(q, "amounts", named(it, NAMED_AMOUNT));
	add_named(q, "binding words", named(it, NAMED_MODAL));
	if (it->is_redlined && redlined_forms(&it->words).len)
		runs_add(sheet_labelled(q->s, S("form")), RUN_PLAIN, redlined_forms(&it->words));
	add_named(q, "brackets", pair_brackets(q->t, p));
	if (pair_level(q->t, p).len)
		runs_add(sheet_labelled(q->s, S("level")), RUN_PLAIN, pair_level(q->t, p));
	add_origin(q, it);
	if (who)
		runs_add(sheet_labelled(q->s, S("immaterial")), RUN_PLAIN,
			 arena_printf(q->a, "so called by %.*s", STR_ARG(line_who(t, who))));
}

enum group { GROUP_UNEXPLAINED, GROUP_EXPLAINED, GROUP_FORM, GROUP_UNKNOWN, GROUP_SAME, GROUPS };

static enum group
group_of(const struct item_of_change *it)
{
	if (it->pair.place == PLACE_UNKNOWN)
		return GROUP_UNKNOWN;
	if (pair_is_identical(&it->pair))
		return GROUP_SAME;
	if (is_only_form(&it->pair))
		return GROUP_FORM;
	return is_unexplained(it) ? GROUP_UNEXPLAINED : GROUP_EXPLAINED;
}

static size_t
count_group(const struct changes *q, enum group group)
{
	size_t count = 0;
	for (size_t i = 0; i < q->count; i++)
		count += group_of(&q->items[i]) == group;
	return count;
}

static void
add_form_item(struct changes *q, const struct item_of_change *it)
{
	const struct pair *p = &it->pair;
	uint32_t who = immaterial_per(q, p);
	str form = it->is_redlined ? redlined_forms(&it->words) : S("");
	runs *item = sheet_item(q->s);
	runs_add(item, RUN_PLAIN, pair_heading(q->t, p));
	if (form.len)
		runs_add(item, RUN_PLAIN, arena_printf(q->a, ": %.*s", STR_ARG(form)));
	if (it->amendment)
		runs_add(item, RUN_PLAIN, arena_printf(q->a, " (%.*s)", STR_ARG(it->names)));
	if (who)
		runs_add(item, RUN_PLAIN, arena_printf(q->a, ", called immaterial by %.*s",
						       STR_ARG(line_who(q->t, who))));
}

static void
add_group(struct changes *q, enum group group)
{
	static const char *const headings[GROUPS] = {
		"Changes that no amendment on record explains",
		"Changes that an amendment or proposal on record explains",
		"Form only: numbering, punctuation, capital letters, line breaks",
		"Not comparable: one draft is held in part only",
		NULL,
	};
	if (!count_group(q, group))
		return;
	sheet_heading(q->s, 1, str_of(headings[group]));
	for (size_t i = 0; i < q->count; i++) {
		const struct item_of_change *it = &q->items[i];
		if (group_of(it) != group)
			continue;
		if (group == GROUP_FORM)
			add_form_item(q, it);
		else if (group == GROUP_UNKNOWN)
			runs_add(sheet_item(q->s), RUN_PLAIN,
				 talks_reading_name(q->t, it->pair.to ? it->pair.to : it->pair.from));
		else
			add_block(q, it);
	}
}

static void
add_rows(struct changes *q)
{
	for (int group = 0; group < GROUPS; group++)
		for (size_t i = 0; i < q->count; i++)
			if ((int)group_of(&q->items[i]) == group)
				add_row(q, &q->items[i]);
}

static void
add_identical(struct changes *q)
{
	LIST(uint32_t) same = { 0 };
	for (size_t i = 0; i < q->count; i++)
		if (group_of(&q->items[i]) == GROUP_SAME)
			*LIST_ADD(&same) = q->items[i].pair.to;
	if (same.count)
		runs_add(sheet_para(q->s), RUN_PLAIN,
			 arena_printf(q->a, "%.*s identical, compared byte by byte: %.*s.",
				      STR_ARG(line_count(q->t, same.count, "point", "points")),
				      STR_ARG(line_labels(q->t, same.at, same.count))));
	LIST_DONE(&same);
}

/* ---- the crosswalk ---- */

/* Two rows in one: 7 -> 8 and 8 -> 9 are 7-8 -> 8-9. */
static bool
joins(const struct changes *q, size_t i)
{
	const struct pair *p = &q->items[i].pair, *n = &q->items[i + 1].pair;
	const struct reading *r = q->t->readings.at;
	uint64_t a, b, c, d;
	if (i + 1 >= q->count || p->place != n->place || p->place > PLACE_RENUMBERED)
		return false;
	return str_u64(r[p->from].number, &a) && str_u64(r[n->from].number, &b) && b == a + 1 &&
	       str_u64(r[p->to].number, &c) && str_u64(r[n->to].number, &d) && d == c + 1;
}

static str
span_words(const struct changes *q, uint32_t from, uint32_t to)
{
	const struct reading *r = q->t->readings.at;
	if (!from)
		return S("-");
	return from == to ? r[from].number
			  : arena_printf(q->a, "%.*s-%.*s", STR_ARG(r[from].number), STR_ARG(r[to].number));
}

static void
add_crosswalk(struct changes *q)
{
	sheet_heading(q->s, 1, S("Crosswalk"));
	table *grid = sheet_table(q->s);
	table_column(grid, arena_printf(q->a, "no. in %.*s", STR_ARG(line_draft(q->t, q->c.a))), COLUMN_FIT);
	table_column(grid, arena_printf(q->a, "no. in %.*s", STR_ARG(line_draft(q->t, q->c.b))), COLUMN_FIT);
	table_column(grid, S("how"), COLUMN_FIT);
	table_column(grid, S("point"), COLUMN_WRAP);
	for (size_t i = 0; i < q->count; i++) {
		const struct pair *first = &q->items[i].pair;
		size_t from = i;
		while (joins(q, i))
			i++;
		const struct pair *last = &q->items[i].pair;
		table_row(grid);
		runs_add(table_cell(grid), RUN_PLAIN, span_words(q, first->from, last->from));
		runs_add(table_cell(grid), RUN_PLAIN, span_words(q, first->to, last->to));
		runs_add(table_cell(grid), RUN_PLAIN, str_of(place_names[first->place]));
		runs_add(table_cell(grid), RUN_PLAIN, from == i ? pair_title(q->t, first) : S(""));
	}
}

/* ---- the whole ---- */

static void
add_tally(struct changes *q)
{
	int64_t in = 0, out = 0, reworded = 0, both = 0, moved = 0, parts = 0, added = 0, deleted = 0;
	for (size_t i = 0; i < q->count; i++) {
		const struct pair *p = &q->items[i].pair;
		bool words = p->wording == WORDS_CHANGED;
		in += (int64_t)q->items[i].words.r.words_in;
		out += (int64_t)q->items[i].words.r.words_out;
		both += p->place == PLACE_MOVED && words;
		moved += p->place == PLACE_MOVED && !words;
		parts += p->place == PLACE_SPLIT || p->place == PLACE_MERGED;
		added += p->place == PLACE_ADDED;
		deleted += p->place == PLACE_DELETED;
		reworded += (p->place == PLACE_KEPT || p->place == PLACE_RENUMBERED) && words;
	}
	sheet_tally(q->s, "reworded", reworded);
	sheet_tally(q->s, "moved and reworded", both);
	sheet_tally(q->s, "moved", moved);
	sheet_tally(q->s, "split or merged", parts);
	sheet_tally(q->s, "added", added);
	sheet_tally(q->s, "deleted", deleted);
	sheet_tally(q->s, "form or number only", (int64_t)count_group(q, GROUP_FORM));
	sheet_tally(q->s, "not comparable", (int64_t)count_group(q, GROUP_UNKNOWN));
	sheet_tally(q->s, "identical", (int64_t)count_group(q, GROUP_SAME));
	sheet_tally_line(q->s);
	value_set_number(sheet_data(q->s), "words_in", in);
	value_set_number(sheet_data(q->s), "words_out", out);
	value_set_number(sheet_data(q->s), "unexplained", (int64_t)count_group(q, GROUP_UNEXPLAINED));
	runs_add(sheet_para(q->s), RUN_PLAIN,
		 arena_printf(q->a, "Words put in: %lld; words taken out: %lld. Not explained by an amendment on "
			      "record: %zu of %zu changes.", (long long)in, (long long)out,
			      count_group(q, GROUP_UNEXPLAINED),
			      count_group(q, GROUP_UNEXPLAINED) + count_group(q, GROUP_EXPLAINED)));
}

static void
add_all(struct changes *q)
{
	if (!compare_has_words(&q->c)) {
		runs_add(sheet_para(q->s), RUN_WARN,
			 arena_printf(q->a, "Cannot be compared: of %.*s and %.*s the words are not both held.",
				      STR_ARG(line_draft(q->t, q->c.a)), STR_ARG(line_draft(q->t, q->c.b))));
		return;
	}
	collect(q);
	add_tally(q);
	add_identical(q);
	add_group(q, GROUP_UNEXPLAINED);
	add_group(q, GROUP_EXPLAINED);
	add_group(q, GROUP_FORM);
	add_group(q, GROUP_UNKNOWN);
	add_crosswalk(q);
	add_rows(q);
	if (!q->c.is_ancestor)
		sheet_note(q->s, S("No recorded steps lead from the one draft to the other: points of one identity "
				   "are taken for one point."));
	sheet_note(q->s, S("Whether a difference matters is not judged, not even one of form."));
}

static sheet *
changes_build(struct ask *ask, struct err *err)
{
	uint32_t a = 0, b = 0;
	if (!find_drafts(ask, &a, &b, err))
		return NULL;
	const talks *t = ask->t;
	if (!a) {
		sheet *s = ask_sheet(ask, "changes", "what changed");
		runs_add(sheet_para(s), RUN_PLAIN, arena_printf(ask->a, "No text here is recorded as made from "
			 "another; name two: changes A B. Known are: %.*s.", STR_ARG(compare_known(t))));
		return s;
	}
	str heading = arena_printf(ask->a, "what changed from %.*s to %.*s", STR_ARG(line_draft(t, a)),
				   STR_ARG(line_draft(t, b)));
	struct changes q = { .a = ask->a, .t = t, .s = ask_sheet(ask, "changes", heading.at) };
	compare_drafts(&q.c, t, a, b);
	value_set_str(sheet_data(q.s), "from", line_draft(t, a));
	value_set_str(sheet_data(q.s), "to", line_draft(t, b));
	add_all(&q);
	for (size_t i = 0; i < q.count; i++)
		if (q.items[i].is_redlined)
			redlined_done(&q.items[i].words);
	compare_done(&q.c);
	map_done(&q.by_words);
	return q.s;
}

const struct answer answer_changes = {
	.name = "changes",
	.question = "what changed from one draft to another",
	.args = "[A B]",
	.more = "Without references: from its base to the draft under discussion; with one: from A to that draft.\n"
		"First what no amendment on record explains, then what one does, then what differs in form only,\n"
		"and a table of old and new numbers.  Changed numbers, dates, and words such as shall, may, not\n"
		"and unless are named.  Nothing is judged harmless.\n"
		"\n"
		"    paraph changes v3 v4 talks.minutes\n",
	.build = changes_build,
};
