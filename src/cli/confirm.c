#include "cli/confirm.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/file.h"
#include "clerk/report.h"

/* An entry of the file with the comments that stand before it. */
struct part_of_file {
	str text;
	bool is_asked;
};

/* A report that a source declares. */
struct told {
	str id;
	struct report r;
	bool is_here;
};

struct walk {
	struct cli *cli;
	str path;
	LIST(struct part_of_file) pieces;
	LIST(struct told) reports;
	buf accepted;
	size_t asked, number, taken;
};

static bool
is_comment(str line)
{
	str rest = str_trim(line);
	return rest.len == 0 || rest.at[0] == ';';
}

/* Acts begin with a time or a relation; a point may be one of the clerk's. */
static bool
is_asked(str entry)
{
	static const char *const starts[] = { "before ", "during ", "after ", "../" };
	while (is_comment(str_sub(entry, 0, str_find(entry, '\n'))) && entry.len > 0)
		entry = str_sub(entry, str_find(entry, '\n') + 1, entry.len);
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (str_starts(entry, str_of(starts[i])))
			return true;
	return entry.len > 0 && (is_digit(entry.at[0]) || (str_starts(entry, S("point ")) && str_find_str(entry, S(" @")) < entry.len));
}

/* Pieces end where a line in column 1 follows that is no comment. */
static void
cut(struct walk *w, str text)
{
	size_t from = 0;
	bool has_entry = false;
	for (size_t at = 0; at < text.len;) {
		size_t end = at + str_find(str_sub(text, at, text.len), '\n');
		str line = str_sub(text, at, end);
		bool is_note = is_comment(line), is_start = !is_note && !is_blank(line.at[0]);
		if (has_entry && (is_start || (is_note && line.len > 0 && line.at[0] == ';'))) {
			*LIST_ADD(&w->pieces) = (struct part_of_file){ .text = str_sub(text, from, at) };
			from = at;
			has_entry = false;
		}
		has_entry |= is_start;
		at = end + 1;
	}
	*LIST_ADD(&w->pieces) = (struct part_of_file){ .text = str_sub(text, from, text.len) };
	for (size_t i = 0; i < w->pieces.count; i++)
		w->asked += w->pieces.at[i].is_asked = is_asked(w->pieces.at[i].text);
}

/* ---- the sentence beside ---- */

static const struct told *
report_of(const struct walk *w, str id)
{
	for (size_t i = 0; i < w->reports.count; i++)
		if (str_eq(w->reports.at[i].id, id))
			return &w->reports.at[i];
	return NULL;
}

/* `source report "a.txt"`: a.txt beside the minutes. */
static void
find_reports(struct walk *w)
{
	for (size_t i = 0; i < w->pieces.count; i++) {
		str text = w->pieces.at[i].text, id, name, rest;
		struct told t = { 0 };
		struct err err = { 0 };
		str bytes;
		size_t at = str_find_str(text, S("source "));
		if (w->pieces.at[i].is_asked || at == text.len || (at > 0 && text.at[at - 1] != '\n'))
			continue;
		if (!str_cut(str_sub(text, at + 7, text.len), ' ', &id, &rest) || rest.len == 0 || rest.at[0] != '"')
			continue;
		str_cut(str_sub(rest, 1, rest.len), '"', &name, &rest);
		t.id = id;
		str path = arena_printf(w->cli->a, "%.*s%.*s", STR_ARG(path_folder(w->path)), STR_ARG(name));
		t.is_here = file_read(w->cli->a, path, &bytes, &err) &&
			    report_read(w->cli->a, NULL, path, bytes, REPORT_GUESS, &t.r, &err);
		if (!t.is_here)
			cli_say("'%.*s' is not here, so its sentences cannot be shown", STR_ARG(path));
		*LIST_ADD(&w->reports) = t;
	}
}

/* "report @50-197" in an entry: its report and its places. */
static const struct told *
place_of(const struct walk *w, str entry, uint32_t *ret_start, uint32_t *ret_end)
{
	size_t at = str_find_str(entry, S(" @"));
	if (at == entry.len)
		return NULL;
	size_t from = at;
	while (from > 0 && !is_space(entry.at[from - 1]))
		from--;
	str first, rest, second = str_sub(entry, at + 2, entry.len);
	uint64_t start, end;
	size_t len = 0;
	if (!str_cut(second, '-', &first, &rest))
		return NULL;
	while (len < rest.len && is_digit(rest.at[len]))
		len++;
	if (!str_u64(first, &start) || !str_u64(str_sub(rest, 0, len), &end) || start >= end || end > UINT32_MAX)
		return NULL;
	*ret_start = (uint32_t)start;
	*ret_end = (uint32_t)end;
	return report_of(w, str_sub(entry, from, at));
}

/* The sentences of the span, the span between two marks. */
static void
show_sentence(const struct walk *w, str entry)
{
	uint32_t start, end;
	const struct told *t = place_of(w, entry, &start, &end);
	if (!t || !t->is_here)
		return;
	uint32_t from = UINT32_MAX, to = 0;
	for (size_t i = 0; i < t->r.token_count; i++)
		if (t->r.tokens[i].end > start && t->r.tokens[i].start < end) {
			struct run sentence = t->r.sentences[t->r.tokens[i].sentence].run;
			from = sentence.from < from ? sentence.from : from;
			to = sentence.to > to ? sentence.to : to;
		}
	if (from >= to)
		return;
	buf out = { 0 };
	buf_add(&out, S("  | "));
	for (uint32_t i = from, column = 4; i < to; i++) {
		const struct token *token = &t->r.tokens[i];
		bool begins = token->start <= start && start < token->end, ends = token->start < end && end <= token->end;
		if (column > 70 && !(token->flags & TOKEN_GLUED)) {
			buf_add(&out, S("\n  | "));
			column = 4;
		} else if (i > from && !(token->flags & TOKEN_GLUED)) {
			buf_add_byte(&out, ' ');
		}
		buf_printf(&out, "%s%.*s%s", begins ? ">>" : "", STR_ARG(token->text), ends ? "<<" : "");
		column += (uint32_t)token->text.len + 1;
	}
	buf_add_byte(&out, '\n');
	fwrite(out.at, 1, out.len, stdout);
	buf_done(&out);
}

/* ---- asking ---- */

/* A line of standard input, without its end; false at the end of input. */
static bool
read_line(arena *a, str *ret)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t len = getline(&line, &room, stdin);
	if (len > 0)
		*ret = str_trim(arena_str(a, (str){ line, (size_t)len }));
	free(line);
	return len > 0;
}

/* An entry in place of the draft, up to an empty line; it has to be one. */
static bool
read_entry(const struct walk *w, str *ret)
{
	struct err err = { 0 };
	char *line = NULL;
	size_t room = 0;
	buf typed = { 0 };
	ssize_t len;
	printf("Type the entry; an empty line ends it:\n");
	fflush(stdout);
	while ((len = getline(&line, &room, stdin)) > 0 && str_trim((str){ line, (size_t)len }).len > 0)
		buf_add(&typed, (str){ line, (size_t)len });
	free(line);
	*ret = arena_str(w->cli->a, buf_str(&typed));
	buf_done(&typed);
	minutes *m = minutes_new(w->cli->a, &cli_opener);
	bool ok = ret->len > 0 && minutes_read_text(m, S("the entry"), *ret, &err) && m->faults.total == 0;
	cli_report_faults(m);
	minutes_done(m);
	return ok;
}

enum decision { DECIDED, ASK_AGAIN, QUIT };

static enum decision
decide(struct walk *w, str entry)
{
	str answer, own;
	printf("%zu of %zu: accept, edit, skip, quit? [a/e/s/q] ", w->number, w->asked);
	fflush(stdout);
	if (!read_line(w->cli->a, &answer) || str_eq_nocase(answer, S("q")))
		return QUIT;
	if (str_eq_nocase(answer, S("s")))
		return DECIDED;
	if (str_eq_nocase(answer, S("a"))) {
		buf_add(&w->accepted, entry);
		w->taken++;
		return DECIDED;
	}
	if (str_eq_nocase(answer, S("e")) && read_entry(w, &own)) {
		buf_add(&w->accepted, own);
		buf_add_byte(&w->accepted, '\n');
		w->taken++;
		return DECIDED;
	}
	if (!str_eq_nocase(answer, S("e")))
		printf("a takes the entry as it is, e another in its place, s leaves it out, q takes nothing at all.\n");
	return ASK_AGAIN;
}

static bool
ask(struct walk *w, str entry)
{
	enum decision decision;
	w->number++;
	printf("\n%.*s\n", STR_ARG(str_trim(entry)));
	show_sentence(w, entry);
	do
		decision = decide(w, entry);
	while (decision == ASK_AGAIN);
	return decision == DECIDED;
}

bool
confirm_walk(struct cli *cli, str path, str *ret_accepted, struct err *err)
{
	struct walk w = { .cli = cli, .path = path };
	str text;
	bool ok = cli_text(cli, path, &text, err);
	if (ok) {
		cut(&w, text);
		find_reports(&w);
	}
	for (size_t i = 0; ok && i < w.pieces.count; i++) {
		if (!w.pieces.at[i].is_asked)
			buf_add(&w.accepted, w.pieces.at[i].text);
		else if (!ask(&w, w.pieces.at[i].text))
			ok = fail(err, ERR_INPUT, "quit at entry %zu of %zu, so nothing was taken", w.number, w.asked);
	}
	if (ok)
		printf("\n%zu of %zu entries accepted.\n", w.taken, w.asked);
	*ret_accepted = arena_str(cli->a, buf_str(&w.accepted));
	buf_done(&w.accepted);
	LIST_DONE(&w.pieces);
	LIST_DONE(&w.reports);
	return ok;
}
