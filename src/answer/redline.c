#include "answer/redline.h"

#include "answer/compare.h"
#include "answer/lines.h"

struct redline_options
redline_options_of(const struct redlined_look *look)
{
	struct redline_options o = redline_defaults;
	if (look->site_cost > 0)
		o.site_cost = look->site_cost;
	return o;
}

/* ---- two texts ---- */

static void
add_counts(sheet *s, const struct redlined *d)
{
	const struct redline *r = &d->r;
	sheet_tally(s, "changes", (int64_t)r->sites);
	sheet_tally(s, "words put in", (int64_t)r->words_in);
	sheet_tally(s, "words taken out", (int64_t)r->words_out);
	if (r->moves)
		sheet_tally(s, "passages moved", (int64_t)r->moves);
	sheet_tally_line(s);
}

static void
add_text(sheet *s, const struct redlined *d, const struct named_text *old, const struct named_text *new,
	 const struct redlined_look *look)
{
	if (!look->side_by_side) {
		redlined_page(d, s, look);
		return;
	}
	table *t = sheet_table(s);
	table_column(t, old->name, COLUMN_WRAP);
	table_column(t, new->name, COLUMN_WRAP);
	redlined_rows(d, t, look);
}

bool
redline_texts(sheet *s, const struct named_text *old, const struct named_text *new, const struct redlined_look *look)
{
	struct redline_options o = redline_options_of(look);
	value *data = sheet_data(s);
	lexicon *l = lexicon_new();
	struct redlined d;
	bool plain = old->form == TEXT_PLAIN && new->form == TEXT_PLAIN;
	redlined_make(&d, data->a, l, plain ? TEXT_PLAIN : TEXT_MARKDOWN, old->text, new->text, &o);
	bool differs = redlined_differs(&d);
	value_set_str(data, "old", old->name);
	value_set_str(data, "new", new->name);
	sheet_rows_key(s, "ops");
	redlined_ops_to(&d, sheet_rows(s));
	redlined_counts(&d, data);
	add_counts(s, &d);
	if (!differs)
		runs_add(sheet_para(s), RUN_STRONG, S("The same, byte by byte."));
	else if (redlined_is_blank(&d))
		runs_add(sheet_para(s), RUN_STRONG, S("The same words; only blanks and line ends differ."));
	redlined_legend(&d, 1, s);
	add_text(s, &d, old, new, look);
	redlined_lists(&d, s);
	redlined_done(&d);
	lexicon_free(l);
	return differs;
}

/* ---- several texts beside one ---- */

static void
add_count_row(table *t, const struct redlined *d, str name)
{
	const size_t counts[] = { d->r.sites, d->r.words_in, d->r.words_out, d->r.moves };
	table_row(t);
	runs_add(table_cell(t), RUN_PLAIN, name);
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		runs_add(table_cell(t), RUN_PLAIN, arena_printf(d->a, "%zu", counts[i]));
}

static void
add_count_table(sheet *s, const struct redlined list[], const str names[], size_t count)
{
	table *t = sheet_table(s);
	table_column(t, S("text"), COLUMN_FIT);
	table_column(t, S("changes"), COLUMN_NUMBER);
	table_column(t, S("words put in"), COLUMN_NUMBER);
	table_column(t, S("words taken out"), COLUMN_NUMBER);
	table_column(t, S("passages moved"), COLUMN_NUMBER);
	for (size_t i = 0; i < count; i++) {
		value *row = value_object(list->a);
		value_set_str(row, "text", names[i]);
		redlined_counts(&list[i], row);
		value_set(row, "ops", redlined_ops(&list[i]));
		value_push(sheet_rows(s), row);
		add_count_row(t, &list[i], names[i]);
	}
}

bool
redline_several(sheet *s, const struct named_text texts[], size_t count, const struct redlined_look *look)
{
	struct redline_options o = redline_options_of(look);
	arena *a = sheet_data(s)->a;
	lexicon *l = lexicon_new();
	struct redlined *list = ARENA_ARRAY(a, struct redlined, count);
	str *names = ARENA_ARRAY(a, str, count);
	bool differs = false, plain = true;
	unsigned moves = 0;
	for (size_t i = 0; i < count; i++)
		plain = plain && texts[i].form == TEXT_PLAIN;
	for (size_t i = 1; i < count; i++) {
		redlined_make(&list[i - 1], a, l, plain ? TEXT_PLAIN : TEXT_MARKDOWN, texts->text, texts[i].text, &o);
		list[i - 1].move_base = moves;
		moves += (unsigned)list[i - 1].r.moves;
		names[i - 1] = texts[i].name;
		differs = differs || redlined_differs(&list[i - 1]);
	}
	value_set_str(sheet_data(s), "old", texts->name);
	sheet_rows_key(s, "texts");
	add_count_table(s, list, names, count - 1);
	redlined_legend(list, count - 1, s);
	redlined_columns(list, names, count - 1, texts->name, s, look);
	for (size_t i = 0; i + 1 < count; i++)
		redlined_done(&list[i]);
	lexicon_free(l);
	return differs;
}

/* ---- what is held against what ---- */

struct side_of { uint32_t draft, reading; };      /* a draft, or a point of it */

/* "v3", "v3:6", "v3:port" */
static bool
find_place(const talks *t, str reference, struct side_of *ret, struct err *err)
{
	str name, label;
	bool has_point = str_cut(reference, ':', &name, &label);
	if (!compare_find(t, name, &ret->draft, err))
		return false;
	uint32_t sym = has_point ? syms_find(t->m->names, label) : 0;
	ret->reading = sym ? map_get(&t->readings_by_label, (uint64_t)ret->draft << 32 | sym) : 0;
	if (has_point && (!ret->reading || !t->readings.at[ret->reading].text))
		return fail(err, ERR_ABSENT, "the words of a point '%.*s' of %.*s are not held here", STR_ARG(label),
			    STR_ARG(name));
	return true;
}

/* What one reference is held against: the text that it was made from. */
static bool
find_before(const talks *t, struct side_of b, str reference, struct side_of *ret, struct err *err)
{
	uint32_t before = b.reading ? t->readings.at[b.reading].before : 0;
	*ret = b.reading ? (struct side_of){ t->readings.at[before].draft, before }
			 : (struct side_of){ t->drafts.at[b.draft].base, 0 };
	if (b.reading ? before && t->readings.at[before].text : ret->draft)
		return true;
	return fail(err, ERR_ABSENT, "it is not recorded what '%.*s' was made from, or its words are not held; name both: "
		    "redline A B", STR_ARG(reference));
}

static bool
find_places(const struct ask *ask, struct side_of *ret_a, struct side_of *ret_b, struct err *err)
{
	const talks *t = ask->t;
	if (ask->arg_count > 2)
		return fail(err, ERR_USAGE, "'redline' takes two drafts or two points, not %zu", ask->arg_count);
	if (ask->arg_count == 0) {
		compare_last_step(t, &ret_a->draft, &ret_b->draft);
		return ret_a->draft || fail(err, ERR_ABSENT, "no text here is recorded as made from another; name two: "
					    "redline A B; known are: %.*s", STR_ARG(compare_known(t)));
	}
	if (!find_place(t, ask->args[ask->arg_count - 1], ret_b, err))
		return false;
	if (ask->arg_count == 1)
		return find_before(t, *ret_b, ask->args[0], ret_a, err);
	if (!find_place(t, ask->args[0], ret_a, err))
		return false;
	if (!ret_a->reading != !ret_b->reading)
		return fail(err, ERR_USAGE, "'%.*s' and '%.*s' are a draft and a point; name two of one kind",
			    STR_ARG(ask->args[0]), STR_ARG(ask->args[1]));
	return true;
}

/* ---- two points ---- */

/* Heading, words, and the sub-points with their numbers, an empty line between
 * each two. */
static str
point_text(const talks *t, uint32_t reading)
{
	const struct tdraft *d = &t->drafts.at[t->readings.at[reading].draft];
	unsigned level = t->readings.at[reading].text->level;
	buf text = { 0 };
	for (uint32_t r = reading; r < d->first + d->count_held; r++) {
		const struct draft_point *p = t->readings.at[r].text;
		if (r > reading && (!p || p->level <= level))
			break;
		if (r > reading)
			buf_printf(&text, "\n\n%.*s.", STR_ARG(p->number));
		if (p->heading.len)
			buf_printf(&text, "%s%.*s", r > reading ? " " : "", STR_ARG(p->heading));
		if (p->words.len)
			buf_printf(&text, "%s%.*s", p->heading.len ? "\n\n" : r > reading ? " " : "", STR_ARG(p->words));
	}
	return line_keep(t->a, &text);
}

static struct named_text
point_named(const talks *t, uint32_t reading)
{
	return (struct named_text){ talks_reading_name(t, reading), point_text(t, reading), TEXT_MARKDOWN };
}

/* ---- two drafts, by point ---- */

struct drafts {
	struct ask *ask;
	sheet *s;
	struct comparison c;
	table *columns;         /* side by side, or NULL */
	unsigned moves;
	struct { int64_t sites, islands, words_in, words_out, moves, points; } sum;
};

static const struct draft_point *
text_of(const talks *t, uint32_t reading)
{
	return reading ? t->readings.at[reading].text : NULL;
}

static void
add_named(sheet *s, const char *label, enum run_style style, str words)
{
	if (words.len)
		runs_add(sheet_labelled(s, str_of(label)), style, words);
}

static void
add_beside(struct drafts *q, const struct pair *p, const struct redlined *d)
{
	static const char *const labels[NAMED_CLASSES] = { "numbers", "dates", "amounts", "binding words" };
	const struct draft_point *old = text_of(q->ask->t, p->from), *new = text_of(q->ask->t, p->to);
	if (old && new && !str_eq(old->heading, new->heading))
		runs_add(sheet_labelled(q->s, S("heading")), RUN_PLAIN,
			 arena_printf(q->ask->a, "%.*s -> %.*s", STR_ARG(old->heading), STR_ARG(new->heading)));
	for (unsigned class = 0; class < NAMED_CLASSES && old && new; class++)
		add_named(q->s, labels[class], RUN_WARN, redlined_named(d, (enum named_class)class));
	add_named(q->s, "brackets", RUN_WARN, pair_brackets(q->ask->t, p));
	add_named(q->s, "level", RUN_PLAIN, pair_level(q->ask->t, p));
	add_named(q->s, "form", RUN_PLAIN, redlined_forms(d));
}

static void
add_row(struct drafts *q, const struct pair *p, const struct redlined *d)
{
	const talks *t = q->ask->t;
	value *row = value_object(q->ask->a);
	value_set_str(row, "point", talks_point_name(t, t->readings.at[p->to ? p->to : p->from].point));
	line_set(row, "from_number", p->from ? t->readings.at[p->from].number : S(""));
	line_set(row, "to_number", p->to ? t->readings.at[p->to].number : S(""));
	value_set_str(row, "change", pair_is_identical(p) ? S("unchanged") : pair_change(t, p));
	line_set(row, "heading_before", text_of(t, p->from) ? text_of(t, p->from)->heading : S(""));
	line_set(row, "heading_after", text_of(t, p->to) ? text_of(t, p->to)->heading : S(""));
	line_set(row, "level_changed", pair_level(t, p));
	redlined_counts(d, row);
	value_set(row, "ops", redlined_ops(d));
	value_push(sheet_rows(q->s), row);
	q->sum.sites += (int64_t)d->r.sites;
	q->sum.islands += (int64_t)d->r.islands;
	q->sum.words_in += (int64_t)d->r.words_in;
	q->sum.words_out += (int64_t)d->r.words_out;
	q->sum.moves += (int64_t)d->r.moves;
	q->sum.points += !pair_is_identical(p);
}

static void
add_pair(struct drafts *q, const struct pair *p)
{
	const talks *t = q->ask->t;
	const struct draft_point *old = text_of(t, p->from), *new = text_of(t, p->to);
	struct redline_options o = redline_options_of(&q->ask->look);
	bool is_shown = !pair_is_identical(p) || q->ask->look.context == SIZE_MAX;
	struct redlined d;
	if (p->place == PLACE_UNKNOWN)
		return;
	redlined_make(&d, q->ask->a, q->c.l, TEXT_MARKDOWN, old ? old->words : S(""), new ? new->words : S(""), &o);
	d.move_base = q->moves;
	q->moves += (unsigned)d.r.moves;
	add_row(q, p, &d);
	if (is_shown && q->columns) {
		runs_add(table_span(q->columns), RUN_STRONG, pair_heading(t, p));
		redlined_rows(&d, q->columns, &q->ask->look);
	} else if (is_shown) {
		sheet_heading(q->s, 1, pair_heading(t, p));
		redlined_page(&d, q->s, &q->ask->look);
		add_beside(q, p, &d);
	}
	redlined_done(&d);
}

static void
add_points(const struct drafts *q, bool identical, const char *before, const char *behind)
{
	const talks *t = q->ask->t;
	LIST(uint32_t) list = { 0 };
	for (size_t i = 0; i < q->c.pairs.count; i++) {
		const struct pair *p = &q->c.pairs.at[i];
		if (identical ? pair_is_identical(p) : p->place == PLACE_UNKNOWN)
			*LIST_ADD(&list) = p->to ? p->to : p->from;
	}
	if (list.count)
		runs_add(sheet_para(q->s), RUN_PLAIN,
			 arena_printf(q->ask->a, "%.*s %s: %.*s%s", STR_ARG(line_count(t, list.count, "point", "points")),
				      before, STR_ARG(line_labels(t, list.at, list.count)), behind));
	LIST_DONE(&list);
}

static void
add_sums(struct drafts *q)
{
	value *data = sheet_data(q->s);
	value_set_number(data, "sites", q->sum.sites);
	value_set_number(data, "islands", q->sum.islands);
	value_set_number(data, "words_shown", q->sum.words_in + q->sum.words_out);
	value_set_number(data, "words_in", q->sum.words_in);
	value_set_number(data, "words_out", q->sum.words_out);
	value_set_number(data, "moves", q->sum.moves);
	sheet_tally(q->s, "points", (int64_t)q->c.pairs.count);
	sheet_tally(q->s, "points changed", q->sum.points);
	sheet_tally(q->s, "changes", q->sum.sites);
	sheet_tally(q->s, "words put in", q->sum.words_in);
	sheet_tally(q->s, "words taken out", q->sum.words_out);
	q->ask->verdict = q->sum.points ? VERDICT_NO : VERDICT_YES;
}

static void
two_drafts(struct ask *ask, sheet *s, uint32_t a, uint32_t b)
{
	struct drafts q = { .ask = ask, .s = s };
	compare_drafts(&q.c, ask->t, a, b);
	value_set_str(sheet_data(s), "old", line_draft(ask->t, a));
	value_set_str(sheet_data(s), "new", line_draft(ask->t, b));
	sheet_rows_key(s, "points");
	if (!compare_has_words(&q.c)) {
		runs_add(sheet_para(s), RUN_WARN, arena_printf(ask->a, "Of %.*s and %.*s the words are not both held.",
							       STR_ARG(line_draft(ask->t, a)), STR_ARG(line_draft(ask->t, b))));
		ask->verdict = VERDICT_CANNOT_TELL;
		compare_done(&q.c);
		return;
	}
	sheet_tally_line(s);
	if (ask->look.context != SIZE_MAX)
		add_points(&q, true, "identical, compared byte by byte", ".");
	add_points(&q, false, "not comparable, one draft is held in part only", ".");
	if (ask->look.side_by_side) {
		q.columns = sheet_table(s);
		table_column(q.columns, line_draft(ask->t, a), COLUMN_WRAP);
		table_column(q.columns, line_draft(ask->t, b), COLUMN_WRAP);
	}
	for (size_t i = 0; i < q.c.pairs.count; i++)
		add_pair(&q, &q.c.pairs.at[i]);
	add_sums(&q);
	compare_done(&q.c);
}

static sheet *
build(struct ask *ask, struct err *err)
{
	struct side_of a = { 0 }, b = { 0 };
	const talks *t = ask->t;
	if (!find_places(ask, &a, &b, err))
		return NULL;
	str old = a.reading ? talks_reading_name(t, a.reading) : line_draft(t, a.draft);
	str new = b.reading ? talks_reading_name(t, b.reading) : line_draft(t, b.draft);
	str heading = arena_printf(ask->a, "%.*s to %.*s, redlined", STR_ARG(old), STR_ARG(new));
	sheet *s = ask_sheet(ask, "redline", heading.at);
	if (!a.reading) {
		two_drafts(ask, s, a.draft, b.draft);
		return s;
	}
	struct named_text x = point_named(t, a.reading), y = point_named(t, b.reading);
	ask->verdict = redline_texts(s, &x, &y, &ask->look) ? VERDICT_NO : VERDICT_YES;
	return s;
}

const struct answer answer_redline = {
	.name = "redline",
	.question = "what is put in, taken out and moved from one text to another, word by word",
	.args = "[A B]",
	.is_yes_no = true,
	.build = build,
};
