#include "cli/confirm.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/file.h"
#include "base/utf8.h"
#include "clerk/report.h"
#include "sheet/clean.h"

/* A report that a source declares. */
struct told {
	str id;
	struct report r;
	bool is_here;
};

struct walk {
	struct cli *cli;
	const struct taking_files *files;
	str path;
	struct draft_pieces p;
	LIST(struct told) reports;
	size_t width;
};

/* ---- lines ---- */

enum { INDENT_MOST = 20 };

/* Words one behind the other, in lines of the terminal. */
struct lines {
	buf out;
	size_t width, column;
	str indent;             /* of all lines but the first */
	bool has_words;         /* this line */
};

static void
lines_begin(struct lines *l, str start)
{
	buf_add(&l->out, start);
	l->column = start.len;
	l->has_words = false;
}

static void
lines_add(struct lines *l, str word, bool is_apart)
{
	size_t columns = utf8_count(word);
	if (l->has_words && is_apart && l->column + 1 + columns > l->width) {
		buf_add_byte(&l->out, '\n');
		lines_begin(l, l->indent);
	} else if (l->has_words && is_apart) {
		buf_add_byte(&l->out, ' ');
		l->column++;
	}
	clean_add_str(&l->out, word);
	l->column += columns;
	l->has_words = true;
}

static void
lines_print(struct lines *l)
{
	buf_add_byte(&l->out, '\n');
	fwrite(l->out.at, 1, l->out.len, stdout);
	buf_done(&l->out);
}

/* An entry as it is typed; what is too long for a line goes on in the next, farther in. */
static void
show_entry(const struct walk *w, str entry)
{
	struct lines l = { .width = w->width };
	str line, word, rest = str_trim(entry);
	bool is_first = true;
	while (rest.len > 0) {
		str_cut(rest, '\n', &line, &rest);
		size_t in = 0;
		while (in < line.len && in < INDENT_MOST && line.at[in] == ' ')
			in++;
		if (!is_first)
			buf_add_byte(&l.out, '\n');
		is_first = false;
		l.indent = arena_printf(w->cli->a, "%*s", (int)in + 4, "");
		lines_begin(&l, str_sub(line, 0, in));
		for (line = str_sub(line, in, line.len); line.len > 0;) {
			str_cut(line, ' ', &word, &line);
			lines_add(&l, word, true);
		}
	}
	lines_print(&l);
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
	for (size_t i = 0; i < w->p.list.count; i++) {
		str text = w->p.list.at[i].text, id, name, rest;
		struct told t = { 0 };
		struct err err = { 0 };
		str bytes;
		size_t at = str_find_str(text, S("source "));
		if (w->p.list.at[i].fate != FATE_ALONG || at == text.len || (at > 0 && text.at[at - 1] != '\n'))
			continue;
		if (!str_cut(str_sub(text, at + 7, text.len), ' ', &id, &rest) || rest.len == 0 || rest.at[0] != '"')
			continue;
		str_cut(str_sub(rest, 1, rest.len), '"', &name, &rest);
		t.id = id;
		str path = arena_printf(w->cli->a, "%.*s%.*s", STR_ARG(path_folder(w->path)), STR_ARG(name));
		t.is_here = file_read(w->cli->a, path, &bytes, &err) &&
			    report_read(w->cli->a, NULL, path, bytes, REPORT_GUESS, &t.r, &err);
		if (!t.is_here)
			cli_say("'%.*s' is not here, so its sentences cannot be shown; put the report beside the drafts to see them", STR_ARG(path));
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

enum { AROUND_MOST = 80, SHOWN_MOST = 300 };

/* The sentences of the span; of endless ones what stands around it. */
static struct run
sentences_around(const struct report *r, uint32_t start, uint32_t end)
{
	size_t first = report_token(r, start), last = report_token(r, end - 1);
	if (first >= r->token_count)
		return (struct run){ 0 };
	if (last >= r->token_count)
		last = r->token_count - 1;
	struct run run = { r->sentences[r->tokens[first].sentence].run.from, r->sentences[r->tokens[last].sentence].run.to };
	if (first > run.from + AROUND_MOST)
		run.from = (uint32_t)first - AROUND_MOST;
	if (run.to > last + AROUND_MOST)
		run.to = (uint32_t)last + AROUND_MOST;
	return run;
}

/* The sentences of the span, the span between two marks. */
static void
show_sentence(const struct walk *w, str entry)
{
	uint32_t start, end;
	const struct told *t = place_of(w, entry, &start, &end);
	if (!t || !t->is_here)
		return;
	struct run run = sentences_around(&t->r, start, end);
	if (run_is_empty(run)) {
		printf("  | (the report has no place @%u-%u)\n", start, end);
		return;
	}
	struct lines l = { .width = w->width, .indent = S("  | ") };
	lines_begin(&l, S("  |"));
	l.has_words = true;     /* a blank comes before the first */
	for (uint32_t i = run.from; i < run.to; i++) {
		const struct token *token = &t->r.tokens[i];
		bool begins = token->start <= start && start < token->end, ends = token->start < end && end <= token->end;
		if (i == run.from + SHOWN_MOST && run.to - i > AROUND_MOST) {
			lines_add(&l, S("[...]"), true);
			i = run.to - AROUND_MOST - 1;
			continue;
		}
		lines_add(&l, arena_printf(w->cli->a, "%s%.*s%s", begins ? ">>" : "", STR_ARG(token->text), ends ? "<<" : ""),
			  i == run.from || !(token->flags & TOKEN_GLUED));
	}
	lines_print(&l);
}

/* ---- asking ---- */

/* A line of standard input; false at the end of input. */
static bool
read_line(arena *a, str *ret)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t len = getline(&line, &room, stdin);
	if (len > 0)
		*ret = arena_str(a, (str){ line, (size_t)len });
	free(line);
	return len > 0;
}

/* An entry in place of the draft, up to an empty line; empty where nothing was typed. False at
 * the end of input. */
static bool
read_entry(const struct walk *w, str *ret)
{
	str line;
	buf typed = { 0 };
	bool has_line;
	printf("Type the entry; an empty line ends it, and leaves the draft if it is the first:\n");
	fflush(stdout);
	while ((has_line = read_line(w->cli->a, &line)) && str_trim(line).len > 0)
		buf_add(&typed, line);
	*ret = arena_str(w->cli->a, buf_str(&typed));
	buf_done(&typed);
	return has_line;
}

/* The word that begins an entry; nothing of a line that goes on or is a comment. */
static str
first_word(str line)
{
	size_t len = 0;
	while (len < line.len && line.at[0] != ';' && !is_space(line.at[len]))
		len++;
	return str_sub(line, 0, len);
}

/* Why what was typed may not take the place of a draft, or NULL: several entries may, but none
 * that would reach beyond them. */
static const char *
reaches_out(str typed)
{
	bool has_entry = false;
	for (str line, rest = typed; rest.len > 0;) {
		str_cut(rest, '\n', &line, &rest);
		str word = first_word(line);
		if (word.len == 0 && line.at[0] != ';' && !has_entry)
			return "an entry begins in column 1; what stands farther in would go to the entry before";
		if (str_eq(word, S("under")))
			return "an 'under' would hold for all that follows; write its clauses in the entry";
		if (str_eq(word, S("keeper")))
			return "a 'keeper' would hold for the whole file; say whose word an entry is with 'per'";
		has_entry |= word.len > 0;
	}
	return has_entry ? NULL : "a comment alone is no entry; s leaves the draft out";
}

static bool
may_stand(str typed)
{
	const char *why = reaches_out(typed);
	fflush(stdout);
	if (why)
		cli_say("%s", why);
	return !why;
}

enum decision { DECIDED, ASK_AGAIN, BACK, QUIT, FAILED };

static void
tell_faults(const struct piece_faults *v)
{
	if (v->told.len > 0)
		fwrite(v->told.at, 1, v->told.len, stderr);
}

/* Every other entry that is taken and has a fault, left out; again, until none has. Where what
 * nobody is asked about has one then, they are taken as before. */
static bool
leave_out_too(struct walk *w, struct piece_faults *v, struct err *err)
{
	bool *is_left = ARENA_ARRAY(w->cli->a, bool, w->p.list.count), ok = true;
	while (ok && v->taken > 0) {
		for (size_t i = 0; i < w->p.list.count; i++)
			if (v->is_faulty[i] && w->p.list.at[i].fate == FATE_TAKEN) {
				w->p.list.at[i].fate = FATE_LEFT;
				is_left[i] = true;
			}
		buf_done(&v->told);
		ok = pieces_check(&w->p, w->files, v, err);
	}
	for (size_t i = 0; i < w->p.list.count; i++)
		if (is_left[i] && v->along > 0)
			w->p.list.at[i].fate = FATE_TAKEN;
		else if (is_left[i])
			printf("Entry %zu is left out too.\n", w->p.list.at[i].number);
	return ok;
}

/* Decides so where everything that is taken stands with it; else tells what does not. Of what is
 * left out, `is_sure` takes with it what does not stand without it. */
static enum decision
decide(struct walk *w, struct draft_piece *piece, enum fate fate, str own, bool is_sure, struct err *err)
{
	struct piece_faults v;
	piece->fate = (uint8_t)fate;
	piece->own = own;
	fflush(stdout);
	bool ok = pieces_check(&w->p, w->files, &v, err);
	if (ok && v.along == 0 && fate == FATE_LEFT && is_sure)
		ok = leave_out_too(w, &v, err);
	bool stands = ok && v.taken + v.along == 0;
	if (ok && !stands) {
		tell_faults(&v);
		piece->fate = FATE_OPEN;
		piece->own = STR_NONE;
	}
	if (ok && !stands && fate == FATE_LEFT)
		printf("%s\n", v.along ? "What goes along, or was accepted in a file before, does not stand without it."
				       : "What was accepted does not stand without it: s again leaves that out too.");
	buf_done(&v.told);
	return !ok ? FAILED : stands ? DECIDED : ASK_AGAIN;
}

static enum decision
answer_to(struct walk *w, struct draft_piece *piece, bool *is_sure, struct err *err)
{
	str answer;
	printf("%zu of %zu: accept, edit, skip, undo, quit? [a/e/s/u/q] ", piece->number, w->p.asked);
	fflush(stdout);
	if (!read_line(w->cli->a, &answer)) {
		printf("\n");
		return QUIT;
	}
	answer = str_trim(answer);
	bool was_sure = *is_sure;
	*is_sure = false;
	if (str_eq_nocase(answer, S("q")))
		return QUIT;
	if (str_eq_nocase(answer, S("u")))
		return BACK;
	if (str_eq_nocase(answer, S("s"))) {
		*is_sure = true;
		return decide(w, piece, FATE_LEFT, STR_NONE, was_sure, err);
	}
	if (str_eq_nocase(answer, S("a")))
		return decide(w, piece, FATE_TAKEN, STR_NONE, false, err);
	if (str_eq_nocase(answer, S("e"))) {
		str own;
		if (!read_entry(w, &own))
			return QUIT;
		return own.len > 0 && may_stand(own) ? decide(w, piece, FATE_TAKEN, own, false, err) : ASK_AGAIN;
	}
	printf("a takes the entry as it is, e another in its place, s leaves it out,\n"
	       "u goes back to the one before, q takes nothing at all.\n");
	return ASK_AGAIN;
}

static enum decision
ask(struct walk *w, struct draft_piece *piece, struct err *err)
{
	enum decision decision;
	bool is_sure = false;
	printf("\n");
	show_entry(w, piece->text);
	show_sentence(w, piece->text);
	do
		decision = answer_to(w, piece, &is_sure, err);
	while (decision == ASK_AGAIN);
	return decision;
}

/* The piece asked about before, open again; this one, where it is the first. */
static size_t
step_back(struct walk *w, size_t at)
{
	for (size_t i = at; i-- > 0;)
		if (w->p.list.at[i].fate != FATE_ALONG) {
			w->p.list.at[i].fate = FATE_OPEN;
			w->p.list.at[i].own = STR_NONE;
			return i;
		}
	printf("This is the first.\n");
	return at;
}

static bool
ask_all(struct walk *w, struct err *err)
{
	for (size_t i = 0; i < w->p.list.count;) {
		struct draft_piece *piece = &w->p.list.at[i];
		enum decision decision = piece->fate == FATE_ALONG ? DECIDED : ask(w, piece, err);
		if (decision == FAILED)
			return false;
		if (decision == QUIT)
			return fail(err, ERR_INPUT, "quit at entry %zu of %zu, so nothing was taken", piece->number, w->p.asked);
		i = decision == BACK ? step_back(w, i) : i + 1;
	}
	return true;
}

/* What nobody is asked about has to stand by itself: better told before the first question. */
static bool
goes_along(struct walk *w, struct err *err)
{
	struct piece_faults v;
	if (!pieces_check(&w->p, w->files, &v, err))
		return false;
	tell_faults(&v);
	buf_done(&v.told);
	return v.along == 0 || fail(err, ERR_INPUT, "%zu fault%s outside the entries to confirm, so nothing was asked", v.along,
				    v.along == 1 ? "" : "s");
}

bool
confirm_walk(const struct taking_files *files, struct err *err)
{
	struct cli *cli = files->cli;
	struct walk w = { .cli = cli, .files = files, .path = cli->operands.at[files->file + 1], .width = cli_width(cli) };
	buf accepted = { 0 };
	pieces_cut(&w.p, files->texts[files->file]);
	find_reports(&w);
	bool ok = w.p.asked == 0 || (goes_along(&w, err) && ask_all(&w, err));
	size_t taken = 0;
	for (size_t i = 0; i < w.p.list.count; i++)
		taken += w.p.list.at[i].fate == FATE_TAKEN;
	if (ok && w.p.asked > 0)
		printf("\n%zu of %zu entries accepted.\n", taken, w.p.asked);
	size_t unused = ok && w.p.asked > 0 ? pieces_leave_unused(&w.p, files) : 0;
	if (unused > 0)
		printf("Left out with the others: %zu declaration%s that nothing accepted names.\n", unused, unused == 1 ? "" : "s");
	pieces_text(&w.p, &accepted);
	files->texts[files->file] = arena_str(cli->a, buf_str(&accepted));
	buf_done(&accepted);
	pieces_done(&w.p);
	LIST_DONE(&w.reports);
	return ok;
}
