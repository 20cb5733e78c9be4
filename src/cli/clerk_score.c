#include "cli/clerk_score.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "clerk/reader.h"
#include "clerk/rules.h"
#include "clerk/score.h"
#include "base/file.h"
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

/* All operands but the first are folders that can be read. */
static bool
are_folders(const struct cli *cli, struct err *err)
{
	for (size_t i = 1; i < cli->operands.count; i++) {
		str folder = cli->operands.at[i];
		DIR *dir = opendir(arena_str(cli->a, folder).at);
		if (!dir)
			return fail(err, ERR_INPUT, "cannot read '%.*s': %s", STR_ARG(folder),
				    errno == ENOENT ? "there is no such folder" : errno == ENOTDIR ? "it is no folder" : strerror(errno));
		closedir(dir);
	}
	return true;
}

/* "'a' or 'b'", for what is in none of them. */
static str
folders_named(const struct cli *cli)
{
	str names = S("");
	for (size_t i = 1; i < cli->operands.count; i++)
		names = arena_printf(cli->a, "%.*s%s'%.*s'", STR_ARG(names), i == 1 ? "" : " or ", STR_ARG(cli->operands.at[i]));
	return names;
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

/* NAME.ann, or NAME_….ann of one of several annotators. */
static bool
is_annotation_of(str annotation, str text)
{
	str name = base_name(text, 4), other = base_name(annotation, 4);
	return str_starts(other, name) && (other.len == name.len || other.at[name.len] == '_');
}

/* A text with its annotation, and what the rules find in it. */
struct annotated {
	arena *a;
	struct report r;
	struct brat gold;
	const struct lexicon *l;
	struct attribution *rules;
	size_t count;
};

/* An annotation of another text has places that this one has not. */
static bool
fits(const struct brat *gold, const struct report *r, str annotation, struct err *err)
{
	for (size_t i = 0; i < gold->count; i++)
		for (unsigned role = 0; role < ROLES; role++)
			for (size_t k = 0; k < gold->attributions[i].count[role]; k++) {
				struct brat_span span = gold->attributions[i].spans[role][k];
				if (span.end > r->length)
					return fail(err, ERR_INPUT, "'%.*s' has the place %u %u, but '%.*s' ends at %zu: it annotates another text",
						    STR_ARG(annotation), span.start, span.end, STR_ARG(r->name), r->length);
			}
	return true;
}

static bool
read_annotated(str text, str annotation, struct annotated *ret, struct err *err)
{
	str bytes, marks;
	arena *a = ret->a = arena_new();
	if (!cli_opener.open(NULL, a, text, &bytes, err) || !cli_opener.open(NULL, a, annotation, &marks, err) ||
	    !brat_read(a, annotation, marks, &ret->gold, err) || !report_read(a, NULL, text, bytes, REPORT_PLAIN, &ret->r, err) ||
	    !fits(&ret->gold, &ret->r, annotation, err))
		return false;
	ret->l = lexicon_of(a, ret->r.words);
	rules_read(a, &ret->r, ret->l, &ret->rules, &ret->count);
	return true;
}

/* A text has an arena of its own: a folder may hold thousands. */
static bool
score_text(str text, str annotation, const struct reader *reader, struct score *score, struct err *err)
{
	struct annotated t = { 0 };
	bool ok = read_annotated(text, annotation, &t, err);
	if (ok && reader)
		reader_read(t.a, reader, &t.r, t.l, t.rules, t.count, &t.rules, &t.count);
	if (ok)
		score_add(t.a, &t.r, t.l, &t.gold, t.rules, t.count, score);
	arena_free(t.a);
	return ok;
}

/* A share as people read it; of nothing there is none. */
static str
share(arena *a, size_t part, size_t whole)
{
	return whole ? arena_printf(a, "%.3f", (double)part / (double)whole) : S("-");
}

static void
add_row(sheet *s, table *t, arena *a, const char *what, struct score_counts c)
{
	value *row = value_object(a);
	table_row(t);
	runs_add(table_cell(t), RUN_PLAIN, str_of(what));
	runs_add(table_cell(t), RUN_PLAIN, share(a, c.right, c.found));
	runs_add(table_cell(t), RUN_PLAIN, share(a, c.right, c.gold));
	runs_add(table_cell(t), RUN_STRONG, share(a, 2 * c.right, c.gold + c.found));
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
	sheet_title(s, arena_printf(cli->a, "The clerk on %zu annotated text%s", score->texts, score->texts == 1 ? "" : "s"));
	table *t = open_table(s);
	for (unsigned role = 0; role < ROLES; role++)
		add_row(s, t, cli->a, arena_printf(cli->a, "%s, exact", role_names[role]).at, score->exact[role]);
	for (unsigned role = 0; role < ROLES; role++)
		add_row(s, t, cli->a, arena_printf(cli->a, "%s, tokens", role_names[role]).at, score->tokens[role]);
	for (unsigned role = 0; role < ROLES; role++)
		add_row(s, t, cli->a, arena_printf(cli->a, "%s, relaxed", role_names[role]).at, score->alike[role]);
	add_row(s, t, cli->a, "whole attribution, relaxed", score->relaxed);
	add_row(s, t, cli->a, "the same of speech", score->speech);
	add_row(s, t, cli->a, "speaker of a quotation", score->speakers);
	sheet_note(s, cli->model.at ? S("By rules and a trained reader. Of several annotators of one text the first is taken.")
				    : S("By rules alone. Of several annotators of one text the first is taken."));
	return cli_sheet(cli, s, STR_NONE, err);
}

/* A text and the path of its annotation. */
struct pair {
	str text, annotation;
};
typedef LIST(struct pair) pairs;

/* a_b.ann is of a_b.txt, not of a.txt, where both are there. */
static bool
is_of_longer(const struct paths *texts, str annotation, str text)
{
	for (size_t i = 0; i < texts->at.count; i++)
		if (base_name(texts->at.at[i], 4).len > base_name(text, 4).len && is_annotation_of(annotation, texts->at.at[i]))
			return true;
	return false;
}

/* Those of one folder: another may have texts of the same names. */
static void
add_pairs(struct cli *cli, str folder, bool is_each, pairs *ret)
{
	struct paths texts = { 0 }, annotations = { 0 };
	files_of(cli, folder, ".txt", &texts);
	files_of(cli, folder, ".ann", &annotations);
	files_of(cli, arena_printf(cli->a, "%.*s/text", STR_ARG(folder)), ".txt", &texts);
	files_of(cli, arena_printf(cli->a, "%.*s/attributions", STR_ARG(folder)), ".ann", &annotations);
	for (size_t i = 0; i < texts.at.count; i++) {
		bool is_more = true;
		for (size_t k = 0; k < annotations.at.count && is_more; k++) {
			struct pair pair = { texts.at.at[i], annotations.at.at[k] };
			if (is_annotation_of(pair.annotation, pair.text) && !is_of_longer(&texts, pair.annotation, pair.text)) {
				*LIST_ADD(ret) = pair;
				is_more = is_each;
			}
		}
	}
	LIST_DONE(&texts.at);
	LIST_DONE(&annotations.at);
}

/* Of a text with several annotators the first only, or one pair each. */
static bool
pairs_of(struct cli *cli, bool is_each, pairs *ret, struct err *err)
{
	for (size_t i = 1; i < cli->operands.count; i++)
		add_pairs(cli, cli->operands.at[i], is_each, ret);
	return ret->count > 0 || fail(err, ERR_INPUT, "no text with an annotation is in %.*s: NAME.txt beside NAME.ann, or text/NAME.txt "
						      "and attributions/NAME.ann", STR_ARG(folders_named(cli)));
}

static bool
score_attributions(struct cli *cli, struct err *err)
{
	struct reader *reader;
	struct score score = { 0 };
	pairs list = { 0 };
	bool ok = clerk_model(cli, &reader, err) && pairs_of(cli, false, &list, err);
	for (size_t i = 0; ok && i < list.count; i++)
		ok = score_text(list.at[i].text, list.at[i].annotation, reader, &score, err);
	LIST_DONE(&list);
	return ok && print_score(cli, &score, err);
}

/* ---- training ---- */

enum { PASSES = 5 };

/* Another order in each pass, the same in every run. */
static void
shuffle(size_t order[], size_t count, uint64_t seed)
{
	for (size_t i = count; i > 1; i--) {
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		size_t k = (size_t)(seed >> 33) % i, other = order[k];
		order[k] = order[i - 1];
		order[i - 1] = other;
	}
}

static void
learn(arena *a, struct reader *reader, struct annotated *texts, size_t count)
{
	size_t *order = ARENA_ARRAY(a, size_t, count);
	for (size_t i = 0; i < count; i++)
		order[i] = i;
	for (unsigned pass = 0; pass < PASSES; pass++) {
		double likelihood = 0;
		shuffle(order, count, pass + 1);
		for (size_t i = 0; i < count; i++) {
			struct annotated *t = &texts[order[i]];
			likelihood += reader_learn(reader, &t->r, t->l, t->rules, t->count, &t->gold, 0.1f);
		}
		cli_say("pass %u of %d: log likelihood %.0f", pass + 1, PASSES, likelihood > -0.5 ? 0.0 : likelihood);
	}
}

/* Told before the work, not after it. */
static bool
has_folder(const struct cli *cli, str path, struct err *err)
{
	str folder = path_folder(path);
	DIR *dir = opendir(folder.len ? arena_str(cli->a, folder).at : ".");
	if (!dir)
		return fail(err, ERR_INPUT, "cannot write '%.*s': there is no such folder; make it first", STR_ARG(path));
	closedir(dir);
	return true;
}

bool
clerk_train(struct cli *cli, struct err *err)
{
	pairs list = { 0 };
	if (cli->operands.count < 2 || !cli->output.at || !operand_is_file(cli->output))
		return fail(err, ERR_USAGE, "train on which folder, into which file? paraph clerk train FOLDER… -o reader.model");
	bool ok = are_folders(cli, err) && has_folder(cli, cli->output, err) && pairs_of(cli, true, &list, err);
	struct annotated *texts = ARENA_ARRAY(cli->a, struct annotated, list.count + 1);
	for (size_t i = 0; ok && i < list.count; i++)
		ok = read_annotated(list.at[i].text, list.at[i].annotation, &texts[i], err);
	if (ok) {
		struct reader *reader = reader_new(cli->a);
		buf out = { 0 };
		learn(cli->a, reader, texts, list.count);
		reader_settle(reader);
		reader_write(reader, &out);
		ok = file_write(cli->output, buf_str(&out), err);
		buf_done(&out);
	}
	for (size_t i = 0; i < list.count; i++)
		if (texts[i].a)
			arena_free(texts[i].a);
	LIST_DONE(&list);
	return ok;
}

bool
clerk_model(struct cli *cli, struct reader **ret, struct err *err)
{
	str bytes;
	*ret = NULL;
	if (!cli->model.at)
		return true;
	bool ok = file_read(cli->a, cli->model, &bytes, err) &&
		  (reader_open(cli->a, bytes, ret, err) || fail_while(err, "reading '%.*s'", STR_ARG(cli->model)));
	if (!ok)
		err->kind = ERR_INPUT;
	return ok;
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
	sheet_title(s, arena_printf(cli->a, "The clerk's dates on %zu text%s of TimeML", files, files == 1 ? "" : "s"));
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
		ok = fail(err, ERR_INPUT, "no TimeML file is in %.*s: NAME.tml", STR_ARG(folders_named(cli)));
	ok = ok && print_dates(cli, &score, files.at.count, err);
	LIST_DONE(&files.at);
	return ok;
}

bool
clerk_score(struct cli *cli, struct err *err)
{
	if (cli->operands.count < 2)
		return fail(err, ERR_USAGE, "score which folder? paraph clerk score FOLDER…");
	if (!are_folders(cli, err))
		return false;
	return cli->timeml ? score_timeml_folders(cli, err) : score_attributions(cli, err);
}
