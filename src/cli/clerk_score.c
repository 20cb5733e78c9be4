#include "cli/clerk_score.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "clerk/rules.h"
#include "clerk/score.h"
#include "clerk/score_dates.h"

struct paths {
	LIST(str) at;
};

static int
by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const str *)a, *(const str *)b);
}

/* The files of a folder with this ending, sorted; none where there is no such folder. */
static void
files_of(struct cli *cli, str folder, const char *ending, struct paths *ret)
{
	DIR *dir = opendir(arena_str(cli->a, folder).at);
	size_t before = ret->at.count;
	for (struct dirent *e; dir && (e = readdir(dir)) != NULL;)
		if (e->d_name[0] != '.' && str_ends(str_of(e->d_name), str_of(ending)))
			*LIST_ADD(&ret->at) = arena_printf(cli->a, "%.*s/%s", STR_ARG(folder), e->d_name);
	if (dir)
		closedir(dir);
	if (ret->at.count > before)
		qsort(ret->at.at + before, ret->at.count - before, sizeof *ret->at.at, by_bytes);
}

static str
base_name(str path, size_t ending)
{
	size_t slash = path.len;
	while (slash > 0 && path.at[slash - 1] != '/')
		slash--;
	return str_sub(path, slash, path.len - ending);
}

/* ---- attributions ---- */

/* The first annotation of a text: NAME.ann, or NAME_….ann of the first annotator. */
static str
annotation_of(const struct paths *annotations, str text)
{
	str name = base_name(text, 4);
	for (size_t i = 0; i < annotations->at.count; i++) {
		str other = base_name(annotations->at.at[i], 4);
		if (str_starts(other, name) && (other.len == name.len || other.at[name.len] == '_'))
			return annotations->at.at[i];
	}
	return STR_NONE;
}

/* A text has an arena of its own: a folder may hold thousands. */
static bool
score_text(str text, str annotation, struct score *score, struct err *err)
{
	arena *a = arena_new();
	struct report r;
	struct brat gold;
	struct attribution *found;
	str bytes, marks;
	size_t count;
	bool ok = cli_opener.open(NULL, a, text, &bytes, err) && cli_opener.open(NULL, a, annotation, &marks, err) &&
		  brat_read(a, annotation, marks, &gold, err) && report_read(a, NULL, text, bytes, REPORT_PLAIN, &r, err);
	if (ok) {
		const struct lexicon *l = lexicon_of(a, r.words);
		rules_read(a, &r, l, &found, &count);
		score_add(a, &r, l, &gold, found, count, score);
	}
	arena_free(a);
	return ok;
}

static void
add_row(sheet *s, table *t, arena *a, const char *what, struct score_counts c)
{
	double precision = c.found ? (double)c.right / (double)c.found : 1, recall = c.gold ? (double)c.right / (double)c.gold : 1;
	value *row = value_object(a);
	table_row(t);
	runs_add(table_cell(t), RUN_PLAIN, str_of(what));
	runs_add(table_cell(t), RUN_PLAIN, arena_printf(a, "%.3f", precision));
	runs_add(table_cell(t), RUN_PLAIN, arena_printf(a, "%.3f", recall));
	runs_add(table_cell(t), RUN_STRONG, arena_printf(a, "%.3f", score_f1(c)));
	runs_add(table_cell(t), RUN_PLAIN, arena_printf(a, "%zu", c.gold));
	runs_add(table_cell(t), RUN_PLAIN, arena_printf(a, "%zu", c.found));
	value_set_str(row, "measure", str_of(what));
	value_set_number(row, "gold", (int64_t)c.gold);
	value_set_number(row, "found", (int64_t)c.found);
	value_set_number(row, "right", (int64_t)c.right);
	value_push(sheet_rows(s), row);
}

static table *
open_table(sheet *s)
{
	table *t = sheet_table(s);
	static const char *const columns[] = { "measure", "precision", "recall", "F1", "gold", "found" };
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		table_column(t, str_of(columns[i]), i ? COLUMN_NUMBER : COLUMN_WRAP);
	return t;
}

static bool
print_score(struct cli *cli, const struct score *score, struct err *err)
{
	sheet *s = sheet_new(cli->a, "clerk-score");
	sheet_title(s, arena_printf(cli->a, "The clerk on %zu annotated texts", score->texts));
	table *t = open_table(s);
	for (unsigned role = 0; role < ROLES; role++)
		add_row(s, t, cli->a, arena_printf(cli->a, "%s, exact", role_names[role]).at, score->exact[role]);
	for (unsigned role = 0; role < ROLES; role++)
		add_row(s, t, cli->a, arena_printf(cli->a, "%s, tokens", role_names[role]).at, score->tokens[role]);
	add_row(s, t, cli->a, "whole attribution, relaxed", score->relaxed);
	add_row(s, t, cli->a, "the same of speech", score->speech);
	add_row(s, t, cli->a, "speaker of a quotation", score->speakers);
	sheet_note(s, S("By rules alone. Of several annotators of one text the first is taken."));
	return cli_sheet(cli, s, STR_NONE, err);
}

static bool
score_attributions(struct cli *cli, struct err *err)
{
	struct paths texts = { 0 }, annotations = { 0 };
	struct score score = { 0 };
	bool ok = true;
	for (size_t i = 1; i < cli->operands.count; i++) {
		str folder = cli->operands.at[i];
		files_of(cli, folder, ".txt", &texts);
		files_of(cli, folder, ".ann", &annotations);
		files_of(cli, arena_printf(cli->a, "%.*s/text", STR_ARG(folder)), ".txt", &texts);
		files_of(cli, arena_printf(cli->a, "%.*s/attributions", STR_ARG(folder)), ".ann", &annotations);
	}
	for (size_t i = 0; ok && i < texts.at.count; i++) {
		str annotation = annotation_of(&annotations, texts.at.at[i]);
		ok = annotation.len == 0 || score_text(texts.at.at[i], annotation, &score, err);
	}
	if (ok && score.texts == 0)
		ok = fail(err, ERR_INPUT, "no text with an annotation is there: NAME.txt beside NAME.ann, or text/NAME.txt and attributions/NAME.ann");
	LIST_DONE(&texts.at);
	LIST_DONE(&annotations.at);
	return ok && print_score(cli, &score, err);
}

/* ---- dates ---- */

static bool
score_file_dates(str path, struct date_score *score, struct err *err)
{
	arena *a = arena_new();
	syms *words = syms_new(a);
	date_words *dates = date_words_new(a, words);
	str bytes;
	bool ok = cli_opener.open(NULL, a, path, &bytes, err) && score_timeml(a, dates, words, path, bytes, score, err);
	arena_free(a);
	return ok;
}

static bool
print_dates(struct cli *cli, const struct date_score *d, size_t files, struct err *err)
{
	sheet *s = sheet_new(cli->a, "clerk-score");
	struct date_marks marks = date_marks(d);
	sheet_title(s, arena_printf(cli->a, "The clerk's dates on %zu texts of TimeML", files));
	table *t = open_table(s);
	add_row(s, t, cli->a, "extent, strict", (struct score_counts){ d->gold, d->found, d->strict });
	add_row(s, t, cli->a, "extent, relaxed", (struct score_counts){ d->gold, d->found, d->relaxed });
	add_row(s, t, cli->a, "type", (struct score_counts){ d->gold, d->found, d->type });
	add_row(s, t, cli->a, "value", (struct score_counts){ d->gold, d->found, d->value });
	sheet_note(s, arena_printf(cli->a, "As TempEval-3 counts: value F1 is %.3f.", marks.value_f1));
	return cli_sheet(cli, s, STR_NONE, err);
}

static bool
score_timeml_folders(struct cli *cli, struct err *err)
{
	struct paths files = { 0 };
	struct date_score score = { 0 };
	bool ok = true;
	for (size_t i = 1; i < cli->operands.count; i++)
		files_of(cli, cli->operands.at[i], ".tml", &files);
	for (size_t i = 0; ok && i < files.at.count; i++)
		ok = score_file_dates(files.at.at[i], &score, err);
	if (ok && files.at.count == 0)
		ok = fail(err, ERR_INPUT, "no TimeML file is there: NAME.tml");
	ok = ok && print_dates(cli, &score, files.at.count, err);
	LIST_DONE(&files.at);
	return ok;
}

bool
clerk_score(struct cli *cli, struct err *err)
{
	if (cli->operands.count < 2)
		return fail(err, ERR_USAGE, "score which folder? paraph clerk score FOLDER…");
	return cli->timeml ? score_timeml_folders(cli, err) : score_attributions(cli, err);
}
