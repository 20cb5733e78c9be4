#include "cli/cmd.h"

#include "text/bracket_survey.h"

enum { ODD_MOST = 100 };        /* told with their place, of one file */

struct surveyed {
	str path;
	struct bracket_survey *s;
	struct bracket_counts all;
};

/* ---- data ---- */

static void
counts_set(value *row, const struct bracket_counts *c)
{
	value_set_number(row, "brackets", (int64_t)c->brackets);
	value_set_number(row, "stacked", (int64_t)c->stacked);
	value_set_number(row, "options", (int64_t)c->options);
	value_set_number(row, "numbers", (int64_t)c->numbers);
	value_set_number(row, "words", (int64_t)c->words);
	value_set_number(row, "words_bracketed", (int64_t)c->words_bracketed);
	value_set_number(row, "depth", c->depth);
	value_set_number(row, "unclosed", (int64_t)c->unclosed);
	value_set_number(row, "strays", (int64_t)c->strays);
}

static str
or_none(str text)
{
	return text.len ? text : STR_NONE;
}

/* Without the marks of emphasis around. */
static str
heading_plain(str heading)
{
	while (heading.len && (heading.at[0] == '*' || heading.at[0] == '_'))
		heading = str_sub(heading, 1, heading.len);
	while (heading.len && (heading.at[heading.len - 1] == '*' || heading.at[heading.len - 1] == '_' ||
			       heading.at[heading.len - 1] == ' '))
		heading.len--;
	return heading;
}

/* Where it is, and the words around. */
struct spot { size_t line, column; str around; };

/* Walks along a text, so that many places take no longer than one. */
struct places { str text; size_t at, line, column; };

static void
places_move(struct places *p, size_t to)
{
	for (; p->at < to; p->at++) {
		if (p->text.at[p->at] == '\n') {
			p->line++;
			p->column = 0;
		} else if (((unsigned char)p->text.at[p->at] & 0xc0) != 0x80) {
			p->column++;
		}
	}
}

static bool
is_break(str text, size_t at)
{
	return at > 1 && text.at[at - 1] == '\n' && text.at[at - 2] == '\n';
}

static bool
is_inside_character(str text, size_t at)
{
	return at < text.len && ((unsigned char)text.at[at] & 0xc0) == 0x80;
}

/* The next place; what is shown stays within its paragraph. */
static struct spot
spot_next(struct places *p, arena *a, const struct bracket_odd *odd)
{
	enum { AROUND = 40 };
	str text = p->text;
	size_t from = odd->at, to = odd->at + 1;
	places_move(p, odd->at);
	while (odd->is_stray && from > 0 && odd->at - from < AROUND && !is_break(text, from))
		from--;
	while (!odd->is_stray && to < text.len && to - odd->at < AROUND && !is_break(text, to))
		to++;
	while (is_inside_character(text, from))
		from++;
	while (is_inside_character(text, to))
		to--;
	return (struct spot){ p->line + 1, p->column + 1, arena_str(a, str_trim(str_sub(text, from, to))) };
}

static value *
odd_rows(arena *a, const struct surveyed *v)
{
	value *rows = value_list(a);
	struct places places = { .text = v->s->text };
	for (size_t i = 0; i < v->s->odd_count && i < ODD_MOST; i++) {
		struct spot spot = spot_next(&places, a, &v->s->odd[i]);
		value *row = value_object(a);
		value_set_str(row, "bracket", v->s->odd[i].is_stray ? S("]") : S("["));
		value_set_number(row, "line", (int64_t)spot.line);
		value_set_number(row, "column", (int64_t)spot.column);
		value_set_str(row, "around", spot.around);
		value_push(rows, row);
	}
	return rows;
}

static value *
part_rows(arena *a, const struct surveyed *v)
{
	value *rows = value_list(a);
	for (size_t i = 0; i < v->s->part_count; i++) {
		const struct bracket_part *part = &v->s->parts[i];
		struct bracket_counts c = bracket_survey_count(v->s, part->from, part->to);
		value *row = value_object(a);
		value_set_str(row, "number", or_none(part->label));
		value_set_str(row, "heading", or_none(heading_plain(part->heading)));
		counts_set(row, &c);
		value_push(rows, row);
	}
	return rows;
}

static void
row_add(sheet *s, arena *a, const struct surveyed *v)
{
	value *row = value_object(a);
	value_set_str(row, "file", v->path);
	counts_set(row, &v->all);
	value_set(row, "parts", part_rows(a, v));
	value_set(row, "unbalanced", odd_rows(a, v));
	value_push(sheet_rows(s), row);
}

/* ---- the print ---- */

static void
cell_number(table *t, arena *a, size_t number)
{
	runs_add(table_cell(t), RUN_PLAIN, number ? arena_printf(a, "%s", grouped(number).text) : S("-"));
}

static void
cells_add(table *t, arena *a, const struct bracket_counts *c)
{
	cell_number(t, a, c->brackets);
	cell_number(t, a, c->stacked);
	cell_number(t, a, c->options);
	cell_number(t, a, c->words_bracketed);
	cell_number(t, a, c->words);
	runs_add(table_cell(t), RUN_PLAIN, c->words_bracketed ? arena_printf(a, "%zu %%", (c->words_bracketed * 100 +
								   c->words / 2) / c->words) : S("-"));
	size_t odd = c->unclosed + c->strays;
	if (odd)
		runs_add(table_cell(t), RUN_WARN, arena_printf(a, "%s", grouped(odd).text));
}

static void
columns_add(table *t)
{
	table_column(t, S("brackets"), COLUMN_NUMBER);
	table_column(t, S("stacked"), COLUMN_NUMBER);
	table_column(t, S("options"), COLUMN_NUMBER);
	table_column(t, S("words in"), COLUMN_NUMBER);
	table_column(t, S("of words"), COLUMN_NUMBER);
	table_column(t, S("share"), COLUMN_NUMBER);
	table_column(t, S("odd"), COLUMN_NUMBER);
}

static void
cell_change(table *t, arena *a, size_t from, size_t to)
{
	runs_add(table_cell(t), RUN_PLAIN, from == to ? S("0") : arena_printf(a, "%s%s", to > from ? "+" : "-",
		grouped(to > from ? to - from : from - to).text));
}

static void
change_add(table *t, arena *a, const struct bracket_counts *from, const struct bracket_counts *to)
{
	table_row(t);
	runs_add(table_cell(t), RUN_STRONG, S("first to last"));
	cell_change(t, a, from->brackets, to->brackets);
	cell_change(t, a, from->stacked, to->stacked);
	cell_change(t, a, from->options, to->options);
	cell_change(t, a, from->words_bracketed, to->words_bracketed);
	cell_change(t, a, from->words, to->words);
}

static void
drafts_table(sheet *s, arena *a, const struct surveyed *v, size_t count)
{
	table *t = sheet_table(s);
	table_column(t, S("draft"), COLUMN_WRAP);
	columns_add(t);
	for (size_t i = 0; i < count; i++) {
		table_row(t);
		runs_add(table_cell(t), RUN_PLAIN, v[i].path);
		cells_add(t, a, &v[i].all);
	}
	if (count > 1)
		change_add(t, a, &v[0].all, &v[count - 1].all);
}

static void
parts_table(sheet *s, arena *a, const struct surveyed *v)
{
	if (v->s->part_count == 0)
		return;
	sheet_heading(s, 1, v->path);
	table *t = sheet_table(s);
	table_column(t, S("no."), COLUMN_FIT);
	table_column(t, S("part"), COLUMN_WRAP);
	columns_add(t);
	for (size_t i = 0; i < v->s->part_count; i++) {
		const struct bracket_part *part = &v->s->parts[i];
		struct bracket_counts c = bracket_survey_count(v->s, part->from, part->to);
		table_row(t);
		runs_add(table_cell(t), RUN_PLAIN, part->label.len ? part->label : S("-"));
		runs_add(table_cell(t), RUN_PLAIN, heading_plain(part->heading));
		cells_add(t, a, &c);
	}
}

static void
odd_items(sheet *s, arena *a, const struct surveyed *v)
{
	struct places places = { .text = v->s->text };
	for (size_t i = 0; i < v->s->odd_count && i < ODD_MOST; i++) {
		const struct bracket_odd *odd = &v->s->odd[i];
		struct spot spot = spot_next(&places, a, odd);
		runs *item = sheet_item(s);
		const char *what = odd->is_stray ? "']' closes none, at the end of " : "'[' is never closed, at the start of ";
		runs_add(item, RUN_PLAIN, arena_printf(a, "%.*s:%zu:%zu: %s", STR_ARG(v->path), spot.line, spot.column, what));
		runs_add(item, RUN_QUOTE, spot.around);
	}
	if (v->s->odd_count > ODD_MOST)
		runs_add(sheet_item(s), RUN_PLAIN, arena_printf(a, "%.*s: %s more", STR_ARG(v->path),
								grouped(v->s->odd_count - ODD_MOST).text));
}

static void
odd_list(sheet *s, arena *a, const struct surveyed *v, size_t count)
{
	bool any = false;
	for (size_t i = 0; i < count; i++) {
		if (!any && v[i].s->odd_count)
			sheet_heading(s, 1, S("Brackets without their fellow"));
		any = any || v[i].s->odd_count;
		odd_items(s, a, &v[i]);
	}
}

static void
notes_add(sheet *s)
{
	sheet_note(s, S("Brackets are counted where they open. Stacked: those that touch the one before, as in "
			"[shall][should]. Words in: words inside any bracket; names of owners are no words of the "
			"text. Odd: brackets without their fellow; one that is never closed is taken to end with its "
			"paragraph."));
}

/* ---- the command ---- */

static bool
survey_file(const struct cli *cli, struct surveyed *v, struct err *err)
{
	str text;
	if (!cli_text_paged(cli, v->path, &text, err))
		return false;
	v->s = bracket_survey_new(cli->a, text);
	v->all = bracket_survey_count(v->s, 0, text.len);
	return true;
}

static enum exit_status
brackets_run(struct cli *cli, struct err *err)
{
	size_t count = cli->operands.count;
	if (count == 0) {
		fail(err, ERR_USAGE, "brackets of which drafts? paraph brackets FILE…");
		return EXIT_INPUT;
	}
	const struct sheet_format *format;
	if (!cli_format(cli, &format, err) || !cli_spares_operands(cli, err))
		return EXIT_INPUT;
	sheet *s = sheet_new(cli->a, "brackets");
	struct surveyed *v = ARENA_ARRAY(cli->a, struct surveyed, count);
	sheet_title(s, S("Brackets"));
	for (size_t i = 0; i < count; i++) {
		v[i].path = cli->operands.at[i];
		if (!survey_file(cli, &v[i], err))
			return EXIT_INPUT;
		row_add(s, cli->a, &v[i]);
	}
	drafts_table(s, cli->a, v, count);
	for (size_t i = 0; i < count; i++)
		parts_table(s, cli->a, &v[i]);
	odd_list(s, cli->a, v, count);
	notes_add(s);
	cli_sheet(cli, s, STR_NONE, err);
	return EXIT_DONE;
}

const struct cmd cmd_brackets = {
	.name = "brackets",
	.args = "FILE…",
	.help = "how much is in brackets, draft by draft and part by part",
	.more = "Counts brackets, options and the words in brackets of each FILE, any draft or\n"
		"negotiating text, and of its parts: its points, else what stands under its headings.\n"
		"With several drafts, oldest first, the last line is the change from first to last.\n"
		"Brackets without their fellow are told with their place.\n"
		"\n"
		"  paraph brackets drafts/v3.md drafts/v4.md\n"
		"  paraph brackets 2015-02-12.txt 2015-10-23.md -o brackets.csv\n",
	.options = "output width color",
	.run = brackets_run,
};
