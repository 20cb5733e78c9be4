#include "answer/crosswalk.h"

#include "answer/compare.h"
#include "answer/lines.h"

/* ---- rows in words ---- */

static const struct match_point *
point_a(const struct crosswalk *c, const struct match_row *r)
{
	return r->a ? &c->m.a->at[r->a - 1] : NULL;
}

static const struct match_point *
point_b(const struct crosswalk *c, const struct match_row *r)
{
	return r->b ? &c->m.b->at[r->b - 1] : NULL;
}

static str
number_of(const struct match_point *p)
{
	return p ? p->number : S("");
}

/* The heading, or the first words. */
static str
subject_of(const struct match_point *p)
{
	enum { MOST = 40 };
	const struct draft_point *text = p ? p->text : NULL;
	str s = !text ? S("") : text->heading.len ? text->heading : text->words;
	size_t line = str_find(s, '\n'), end = 0;
	bool has_heading = text && text->heading.len;
	if (has_heading || (line == s.len && s.len <= MOST))
		return str_ends(s, S(".")) ? str_sub(s, 0, s.len - 1) : s;
	for (size_t i = 0; i <= MOST && i <= line; i++)
		if (i == s.len || s.at[i] == ' ' || s.at[i] == '\n')
			end = i;
	return str_sub(s, 0, end);
}

static str
row_subject(const struct crosswalk *c, const struct match_row *r)
{
	const struct match_point *a = point_a(c, r), *b = point_b(c, r);
	bool gone = !b || (match_is_place(b) && a);
	return subject_of(gone ? a : b);
}

/* The drafts that a row is on record with; of what is gone, whatever place the
 * other draft still shows. */
static str
record_of(const struct crosswalk *c, const struct match_row *r)
{
	uint32_t at = map_get(&c->recorded, (uint64_t)r->a << 32 | r->b);
	if (!at && r->a)
		at = map_get(&c->recorded, (uint64_t)r->a << 32);
	if (!at && r->b)
		at = map_get(&c->recorded, r->b);
	return at ? c->records[at - 1] : S("");
}

static str
row_reason(const struct crosswalk *c, arena *a, size_t row)
{
	const struct match_row *r = &c->m.rows.at[row];
	if (r->how == MATCH_UNKNOWN)
		return S("the other draft is held in part only");
	if (r->reason != MATCH_BY_RECORD)
		return match_reason_words(&c->m, row);
	return arena_printf(a, "crosswalk recorded with %.*s", STR_ARG(record_of(c, r)));
}

/* Deleted, and the new draft has not even its place, nor the record a row. */
static bool
is_unshown(const struct match_row *r)
{
	return r->how == MATCH_DELETED && r->reason == MATCH_BY_NOTHING;
}

static void
add_data(const struct crosswalk *c, sheet *s, size_t i)
{
	const struct match_row *r = &c->m.rows.at[i];
	arena *a = sheet_data(s)->a;
	value *row = value_object(a);
	bool has_share = r->a && r->b && c->m.a->at[r->a - 1].text && c->m.b->at[r->b - 1].text;
	line_set(row, "from", number_of(point_a(c, r)));
	line_set(row, "to", number_of(point_b(c, r)));
	value_set_str(row, "how", str_of(match_how_names[r->how]));
	value_set_str(row, "reason", str_of(match_reason_names[r->reason]));
	value_set_str(row, "why", row_reason(c, a, i));
	value_set(row, "share", has_share ? value_number(a, r->share) : value_null(a));
	value_set(row, "in_order", has_share ? value_bool(a, r->in_order) : value_null(a));
	value_set(row, "of_whole", r->of_whole ? value_number(a, r->of_whole) : value_null(a));
	line_set(row, "subject", row_subject(c, r));
	value_set(row, "shown",
		  r->how == MATCH_DELETED ? value_bool(a, !is_unshown(r)) : value_null(a));
	value_push(sheet_rows(s), row);
}

static void
add_row(const struct crosswalk *c, sheet *s, table *t, size_t i)
{
	const struct match_row *r = &c->m.rows.at[i];
	arena *a = sheet_data(s)->a;
	table_row(t);
	runs_add(table_cell(t), RUN_PLAIN, number_of(point_a(c, r)));
	runs_add(table_cell(t), RUN_PLAIN, number_of(point_b(c, r)));
	runs_add(table_cell(t), is_unshown(r) ? RUN_WARN : RUN_PLAIN,
		 str_of(match_how_names[r->how]));
	runs_add(table_cell(t), RUN_PLAIN, row_reason(c, a, i));
	runs_add(table_cell(t), RUN_PLAIN, row_subject(c, r));
}

static void
add_tally(const struct crosswalk *c, sheet *s)
{
	int64_t counts[MATCH_HOWS] = { 0 };
	for (size_t i = 0; i < c->m.rows.count; i++)
		counts[c->m.rows.at[i].how]++;
	sheet_tally(s, "rows", (int64_t)c->m.rows.count);
	for (size_t how = 0; how < MATCH_HOWS; how++)
		if (counts[how] || how < MATCH_UNKNOWN)
			sheet_tally(s, match_how_names[how], counts[how]);
	sheet_tally_line(s);
}

static void
add_unshown(const struct crosswalk *c, sheet *s)
{
	arena *a = sheet_data(s)->a;
	value *list = value_list(a);
	buf names = { 0 };
	size_t count = 0;
	for (size_t i = 0; i < c->m.rows.count; i++) {
		const struct match_row *r = &c->m.rows.at[i];
		if (!is_unshown(r))
			continue;
		str subject = row_subject(c, r), number = number_of(point_a(c, r));
		buf_printf(&names, "%s%.*s%s%.*s", count++ ? "; " : "", STR_ARG(number),
			   subject.len ? " " : "", STR_ARG(subject));
		value_push(list, value_str(a, number));
	}
	value_set(sheet_data(s), "unshown", list);
	str text = line_keep(a, &names);
	if (count)
		runs_add(sheet_para(s), RUN_WARN,
			 arena_printf(a, "%s that %.*s does not show: %.*s.",
				      count == 1 ? "A deletion" : "Deletions", STR_ARG(c->new),
				      STR_ARG(text)));
}

void
crosswalk_to(const struct crosswalk *c, sheet *s)
{
	arena *a = sheet_data(s)->a;
	str gaps = match_gaps(a, c->m.b);
	value_set_str(sheet_data(s), "old", c->old);
	value_set_str(sheet_data(s), "new", c->new);
	add_tally(c, s);
	table *t = sheet_table(s);
	table_column(t, S("old"), COLUMN_FIT);
	table_column(t, S("new"), COLUMN_FIT);
	table_column(t, S("how"), COLUMN_FIT);
	table_column(t, S("reason"), COLUMN_WRAP);
	table_column(t, S("subject"), COLUMN_WRAP);
	for (size_t i = 0; i < c->m.rows.count; i++) {
		add_row(c, s, t, i);
		add_data(c, s, i);
	}
	add_unshown(c, s);
	line_set(sheet_data(s), "gaps", gaps);
	if (gaps.len)
		runs_add(sheet_para(s), RUN_PLAIN,
			 arena_printf(a, "Numbers that %.*s leaves out: %.*s.", STR_ARG(c->new),
				      STR_ARG(gaps)));
}

/* ---- two files ---- */

void
crosswalk_texts(struct crosswalk *c, arena *a, lexicon *l, const draft *old, const draft *new)
{
	struct match_draft *x = ARENA_NEW(a, struct match_draft),
			   *y = ARENA_NEW(a, struct match_draft);
	*x = match_draft_of(a, old);
	*y = match_draft_of(a, new);
	match_drafts(&c->m, a, l, x, y, NULL, 0);
}

/* ---- two drafts of talks ---- */

struct two_drafts {
	const talks *t;
	struct comparison c;
	struct match_draft a, b;
	map recorded;
	LIST(str) records;
	LIST(struct match_row) given;
};

static struct match_draft
draft_held(const talks *t, uint32_t of_draft)
{
	const struct tdraft *d = &t->drafts.at[of_draft];
	struct match_point *at = ARENA_ARRAY(t->a, struct match_point, d->count_held + 1u);
	for (uint32_t i = 0; i < d->count_held; i++) {
		const struct reading *r = &t->readings.at[d->first + i];
		at[i] = (struct match_point){ r->text, r->number,
					      r->parent ? r->parent - d->first + 1 : 0 };
	}
	return (struct match_draft){ at, d->count_held };
}

static void
add_given(struct two_drafts *q, const struct pair *p)
{
	const talks *t = q->t;
	uint32_t first_a = t->drafts.at[q->c.a].first, first_b = t->drafts.at[q->c.b].first;
	uint32_t a = p->from ? p->from - first_a + 1 : 0, b = p->to ? p->to - first_b + 1 : 0;
	if (p->place == PLACE_UNKNOWN || (!p->recorded.len && (!a || !b)))
		return;
	if (p->recorded.len) {
		*LIST_ADD(&q->records) = p->recorded;
		*map_at(&q->recorded, (uint64_t)a << 32 | b) = (uint32_t)q->records.count;
	}
	*LIST_ADD(&q->given) = (struct match_row){
		.a = a,
		.b = b,
		.how = p->place,
		.reason = p->recorded.len ? MATCH_BY_RECORD : MATCH_BY_NUMBER_AND_HEADING,
	};
}

static void
name_unknown(struct crosswalk *x, const struct two_drafts *q)
{
	for (size_t i = 0; i < x->m.rows.count; i++) {
		struct match_row *r = &x->m.rows.at[i];
		if (r->reason == MATCH_BY_NOTHING && !q->t->drafts.at[r->a ? q->c.b : q->c.a].whole)
			r->how = MATCH_UNKNOWN;
	}
}

/* What talks take for one point, by number and heading, where the words say
 * otherwise: named, for only a row on record can change it. */
static void
note_differences(const struct crosswalk *x, const struct two_drafts *q, sheet *s)
{
	buf list = { 0 };
	for (size_t i = 0; i < x->m.rows.count; i++) {
		const struct match_row *r = &x->m.rows.at[i];
		if (r->reason == MATCH_BY_RECORD || !r->b)
			continue;
		for (size_t k = 0; k < q->given.count; k++) {
			const struct match_row *g = &q->given.at[k];
			if (g->b == r->b && g->a && g->a != r->a && r->how != MATCH_SPLIT &&
			    r->how != MATCH_MERGED)
				buf_printf(&list, "%s%.*s -> %.*s", list.len ? ", " : "",
					   STR_ARG(q->a.at[g->a - 1].number),
					   STR_ARG(q->b.at[g->b - 1].number));
		}
	}
	str text = line_keep(q->t->a, &list);
	if (text.len)
		sheet_note(s, arena_printf(q->t->a,
					   "The other answers take for one, by number and heading: "
					   "%.*s. Only rows in "
					   "the minutes change that; '--block' writes them.",
					   STR_ARG(text)));
}

static bool
find_drafts(const struct ask *ask, uint32_t *ret_a, uint32_t *ret_b, struct err *err)
{
	const talks *t = ask->t;
	if (ask->arg_count > 2)
		return fail(err, ERR_USAGE, "'crosswalk' takes two drafts, not %zu",
			    ask->arg_count);
	if (ask->arg_count == 0) {
		compare_last_step(t, ret_a, ret_b);
		return *ret_a || fail(err, ERR_ABSENT,
				      "no text here is recorded as made from another; name two: "
				      "crosswalk A B; known are: %.*s",
				      STR_ARG(compare_known(t)));
	}
	if (!compare_find(t, ask->args[ask->arg_count - 1], ret_b, err))
		return false;
	if (ask->arg_count == 2)
		return compare_find(t, ask->args[0], ret_a, err);
	*ret_a = t->drafts.at[*ret_b].base;
	return *ret_a ||
	       fail(err, ERR_ABSENT,
		    "it is not recorded what '%.*s' was made from; name both: crosswalk A B",
		    STR_ARG(ask->args[0]));
}

/* A draft of which no point is held is not one without points. */
static sheet *
build_none(const struct ask *ask, uint32_t none, str heading, struct err *err)
{
	str name = line_draft(ask->t, none);
	if (ask->block) {
		fail(err, ERR_ABSENT, "no point of '%.*s' is held here, so there are no rows to write",
		     STR_ARG(name));
		return NULL;
	}
	sheet *s = ask_sheet(ask, "crosswalk", heading.at);
	runs_add(sheet_para(s), RUN_WARN,
		 arena_printf(ask->a, "Cannot be compared: no point of %.*s is held.", STR_ARG(name)));
	return s;
}

static sheet *
build(struct ask *ask, struct err *err)
{
	struct two_drafts q = { .t = ask->t };
	uint32_t a, b;
	if (!find_drafts(ask, &a, &b, err))
		return NULL;
	str heading = arena_printf(ask->a, "crosswalk from %.*s to %.*s", STR_ARG(line_draft(ask->t, a)),
				   STR_ARG(line_draft(ask->t, b)));
	if (!ask->t->drafts.at[a].count_held || !ask->t->drafts.at[b].count_held)
		return build_none(ask, ask->t->drafts.at[a].count_held ? b : a, heading, err);
	compare_drafts(&q.c, ask->t, a, b);
	q.a = draft_held(ask->t, a);
	q.b = draft_held(ask->t, b);
	for (size_t i = 0; i < q.c.pairs.count; i++)
		add_given(&q, &q.c.pairs.at[i]);
	struct crosswalk x = { .old = line_draft(ask->t, a),
			       .new = line_draft(ask->t, b),
			       .recorded = q.recorded,
			       .records = q.records.at };
	match_drafts(&x.m, ask->a, q.c.l, &q.a, &q.b, q.given.at, q.given.count);
	name_unknown(&x, &q);
	sheet *s = ask_sheet(ask, "crosswalk", heading.at);
	crosswalk_to(&x, s);
	note_differences(&x, &q, s);
	if (ask->block)
		ask->raw = crosswalk_block(&x, ask->a);
	matching_done(&x.m);
	map_done(&q.recorded);
	LIST_DONE(&q.records);
	LIST_DONE(&q.given);
	compare_done(&q.c);
	return s;
}

const struct answer answer_crosswalk = {
	.name = "crosswalk",
	.question = "which point of one draft is which of another, and why",
	.args = "[A B]",
	.build = build,
};
