/* Whoever chooses words in a bracket offers them: the act is `proposes`, which
 * "commits nobody, not even its author", and not `accepts`, which would be a
 * yes to the point as a whole with all that is still open in it.  Each act
 * carries the words of its point as they then stand; the next choice in the same
 * point replaces it, so that of one point one proposal stays open.  Where a
 * choice leaves a point without words, the act is `deletes`.
 *
 * The acts are read by the reader of minutes before they are printed: what
 * cannot be read back is not written. */
#include "cli/resolve.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/utf8.h"
#include "sheet/clean.h"
#include "text/brackets.h"
#include "text/draft.h"

enum { AROUND = 240, NOTE_MOST = 160 };

/* What was chosen, until its act is written. */
struct made {
	str ref;                /* "v4:3" */
	str words;              /* of the point, behind the choice */
	str note;               /* whose words, of which bracket */
};

struct resolving {
	struct cli *cli;
	arena *a;
	str draft, point;       /* "v4", and "v4:3" where the text is one point; or empty */
	str time;
	const struct bracketed *b;
	struct bracketed *own;  /* the same, once a choice was made */
	size_t site;            /* the one asked for */
	LIST(struct made) made;
};

/* ---- what the text is ---- */

static bool
is_name(str s)
{
	return s.len > 0 && owner_name_len(s, 0) == s.len;
}

/* "drafts/v4.md" is v4. */
static str
stem_of(str path)
{
	size_t from = path.len, to = path.len;
	while (from > 0 && path.at[from - 1] != '/')
		from--;
	for (size_t i = from; i < path.len; i++)
		if (path.at[i] == '.')
			to = i;
	return str_sub(path, from, to);
}

static bool
reference_read(struct resolving *q, str path, struct err *err)
{
	str ref = stem_of(path), rest;
	for (size_t i = 0; i < q->cli->operands.count; i++)
		if (!operand_is_file(q->cli->operands.at[i]))
			ref = q->cli->operands.at[i];
	bool is_point = str_cut(ref, ':', &q->draft, &rest);
	if (is_point)
		q->point = ref;
	if (!is_name(q->draft) || (is_point && (rest.len == 0 || str_find(rest, ' ') < rest.len)))
		return fail(err, ERR_USAGE, "of which draft or point is this the text? Name it behind the file, as in "
			    "'paraph unbracket %.*s v4:3 --resolve'", STR_ARG(path));
	return true;
}

/* --at, or the clock. */
static bool
time_read(struct resolving *q, struct err *err)
{
	struct when when;
	size_t used;
	buf out = { 0 };
	char now[40];
	str typed = q->cli->at;
	if (!typed.at) {
		time_t clock = time(NULL);
		struct tm local;
		size_t len = localtime_r(&clock, &local) ? strftime(now, sizeof now, "%Y-%m-%dT%H:%M%z", &local) : 0;
		if (len < 5)
			return fail(err, ERR_SYSTEM, "the clock cannot be read; say when, with --at TIME");
		typed = arena_printf(q->a, "%.*s:%s", (int)len - 2, now, now + len - 2);
	}
	if (!when_read(typed, &when, &used, err))
		return fail_while(err, "--at");
	if (used < typed.len)
		return fail(err, ERR_USAGE, "--at: '%.*s' is more than a time", STR_ARG(typed));
	when_print(&when, &out);
	q->time = arena_str(q->a, buf_str(&out));
	buf_done(&out);
	return true;
}

/* The index of the piece that is site number `site`, or top.count. */
static size_t
piece_of(const struct bracketed *b, size_t site)
{
	for (size_t i = 0; i < b->top.count; i++)
		if (b->top.at[i].site && site-- == 0)
			return i;
	return b->top.count;
}

/* A run of pieces, printed. */
static str
pieces_printed(arena *a, const struct bracketed *b, size_t from, size_t to)
{
	struct bracketed part = *b;
	part.top = (struct passage){ .at = b->top.at + from, .count = to - from };
	return bracketed_text(a, &part);
}

/* The number of the point in which byte `at` of a draft lies, or "". */
static str
number_at(arena *a, str text, size_t at)
{
	struct err err = { 0 };
	draft *d = draft_read(a, text, S("draft"), &err);
	str number = S("");
	for (size_t i = 0; d && i < draft_count(d) && draft_point(d, i)->at <= at; i++)
		number = draft_point(d, i)->number;
	return number;
}

static str
words_of(arena *a, str text, str number)
{
	struct err err = { 0 };
	draft *d = number.len ? draft_read(a, text, S("draft"), &err) : NULL;
	uint32_t point = d ? draft_find(d, number) : 0;
	return point ? draft_point(d, point - 1)->words : str_trim(text);
}

/* Where the site that is asked for stands: the point, or the draft as a whole. */
static str
site_number(const struct resolving *q)
{
	str before = pieces_printed(q->a, q->b, 0, piece_of(q->b, q->site));
	return q->point.len ? S("") : number_at(q->a, bracketed_text(q->a, q->b), before.len);
}

/* ---- asking ---- */

/* The last or first bytes of a text, on one line, whole characters. */
static str
shortened(arena *a, str text, size_t most, bool keeps_end)
{
	buf out = { 0 };
	size_t from = keeps_end && text.len > most ? text.len - most : 0;
	size_t to = !keeps_end && text.len > most ? most : text.len;
	while (from > 0 && from < text.len && ((unsigned char)text.at[from] & 0xc0) == 0x80)
		from++;
	while (to < text.len && to > 0 && ((unsigned char)text.at[to] & 0xc0) == 0x80)
		to--;
	buf_add(&out, from > 0 ? S("… ") : S(""));
	for (size_t i = from; i < to; i++) {
		bool blank = text.at[i] == '\n' || text.at[i] == '\r' || text.at[i] == '\t' || text.at[i] == ' ';
		if (!blank)
			buf_add_byte(&out, text.at[i]);
		else if (!out.len || out.at[out.len - 1] != ' ')
			buf_add_byte(&out, ' ');
	}
	buf_add(&out, to < text.len ? S(" …") : S(""));
	str line = arena_str(a, buf_str(&out));
	buf_done(&out);
	return line;
}

static str
owners_of(const struct resolving *q, const struct alternative *alt)
{
	str names = S("");
	for (size_t i = 0; i < alt->owner_count; i++)
		names = arena_printf(q->a, "%.*s%s%.*s", STR_ARG(names), i ? ", " : "",
				     STR_ARG(q->b->names.at[alt->owners[i]]));
	return names;
}

static str
content_of(const struct resolving *q, const struct alternative *alt)
{
	struct bracketed part = *q->b;
	part.top = alt->content;
	return bracketed_text(q->a, &part);
}

static bool
has_base(const struct site *s)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->at[i].owner_count == 0)
			return true;
	return false;
}

static void
line_show(str line)
{
	buf out = { 0 };
	clean_add_str(&out, line);
	buf_add_byte(&out, '\n');
	fwrite(out.at, 1, out.len, stderr);
	buf_done(&out);
}

static void
choice_show(const struct resolving *q, size_t number, const struct alternative *alt)
{
	str words = alt ? shortened(q->a, content_of(q, alt), AROUND, false) : S("");
	str who = alt && alt->owner_count ? owners_of(q, alt) : alt ? S("as it stands") : S("everybody else");
	line_show(arena_printf(q->a, "  %zu  %.*s   (%.*s)", number, STR_ARG(words.len ? words : S("nothing")),
			       STR_ARG(who)));
}

/* How many there are to choose from. */
static size_t
site_show(const struct resolving *q, str ref)
{
	size_t at = piece_of(q->b, q->site), open = 0;
	const struct site *s = q->b->top.at[at].site;
	for (size_t i = 0; i < q->b->top.count; i++)
		open += q->b->top.at[i].site != NULL;
	line_show(S(""));
	line_show(arena_printf(q->a, "%.*s, bracket %zu of %zu", STR_ARG(ref),
			       q->made.count + q->site + 1, q->made.count + open));
	line_show(arena_printf(q->a, "  %.*s%.*s%.*s",
		STR_ARG(shortened(q->a, pieces_printed(q->a, q->b, 0, at), AROUND / 2, true)),
		STR_ARG(shortened(q->a, pieces_printed(q->a, q->b, at, at + 1), 4 * AROUND, false)),
		STR_ARG(shortened(q->a, pieces_printed(q->a, q->b, at + 1, q->b->top.count), AROUND / 2, false))));
	line_show(S(""));
	for (size_t i = 0; i < s->count; i++)
		choice_show(q, i + 1, &s->at[i]);
	if (!has_base(s))
		choice_show(q, s->count + 1, NULL);
	return s->count + !has_base(s);
}

enum heard { HEARD_CHOICE, HEARD_SKIP, HEARD_STOP };

/* Asks until the answer is one; the end of the input stops. */
static enum heard
hear(size_t choices, size_t *ret_choice)
{
	char line[100];
	for (;;) {
		uint64_t number;
		fprintf(stderr, "1 to %zu, s to skip, q to stop: ", choices);
		fflush(stderr);
		if (!fgets(line, sizeof line, stdin)) {
			fputc('\n', stderr);
			return HEARD_STOP;
		}
		str typed = str_trim(str_of(line));
		if (str_eq_nocase(typed, S("s")))
			return HEARD_SKIP;
		if (str_eq_nocase(typed, S("q")))
			return HEARD_STOP;
		if (str_u64(typed, &number) && number >= 1 && number <= choices) {
			*ret_choice = (size_t)number - 1;
			return HEARD_CHOICE;
		}
	}
}

/* ---- one choice ---- */

/* 'takes "should", as US, EU want, in [shall][US, EU: should]' */
static str
note_of(const struct resolving *q, size_t choice)
{
	size_t at = piece_of(q->b, q->site);
	const struct site *s = q->b->top.at[at].site;
	const struct alternative *alt = choice < s->count ? &s->at[choice] : NULL;
	str words = alt ? shortened(q->a, content_of(q, alt), NOTE_MOST, false) : S("");
	str of = shortened(q->a, pieces_printed(q->a, q->b, at, at + 1), NOTE_MOST, false);
	str who = alt ? S("as it stands") : S("as everybody else has it");
	if (alt && alt->owner_count)
		who = arena_printf(q->a, "as %.*s want%s", STR_ARG(owners_of(q, alt)), alt->owner_count > 1 ? "" : "s");
	str what = words.len ? arena_printf(q->a, "\"%.*s\"", STR_ARG(words)) : S("nothing");
	return arena_printf(q->a, "takes %.*s, %.*s, in %.*s", STR_ARG(what), STR_ARG(who), STR_ARG(of));
}

static str
ref_of(const struct resolving *q, str number)
{
	if (q->point.len)
		return q->point;
	return number.len ? arena_printf(q->a, "%.*s:%.*s", STR_ARG(q->draft), STR_ARG(number)) : q->draft;
}

static void
choice_make(struct resolving *q, size_t choice, str number)
{
	struct made made = { .ref = ref_of(q, number), .note = note_of(q, choice) };
	struct bracketed *next = bracketed_take(q->a, q->b, q->site, choice);
	bracketed_done(q->own);
	q->b = q->own = next;
	made.words = words_of(q->a, bracketed_text(q->a, q->b), number);
	*LIST_ADD(&q->made) = made;
}

static void
walk(struct resolving *q)
{
	while (piece_of(q->b, q->site) < q->b->top.count) {
		size_t choice = 0;
		str number = site_number(q);
		enum heard heard = hear(site_show(q, ref_of(q, number)), &choice);
		if (heard == HEARD_STOP)
			return;
		if (heard == HEARD_CHOICE)
			choice_make(q, choice, number);
		else
			q->site++;
	}
}

/* ---- acts ---- */

static void
block_add(buf *out, const char *key, str text)
{
	str line;
	bool is_one = str_find(text, '\n') == text.len;
	buf_printf(out, "  %s:%s", key, is_one ? " " : "\n");
	while (text.len) {
		str_cut(text, '\n', &line, &text);
		line = str_trim(line);
		if (line.len && !is_one)
			buf_add(out, S("    "));
		if (line.len && (line.at[0] == ';' || line.at[0] == '\\'))
			buf_add_byte(out, '\\');
		buf_add(out, line);
		buf_add_byte(out, '\n');
	}
}

/* "v4:3" as the middle of a name: "v4-3". */
static str
name_part(arena *a, str ref)
{
	char *name = arena_get(a, ref.len + 1);
	for (size_t i = 0; i < ref.len; i++) {
		char c = ref.at[i];
		bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c & 0x80 ||
			     c == '.';
		name[i] = plain ? c : '-';
	}
	return (str){ name, ref.len };
}

static bool
is_on(const struct resolving *q, size_t i, size_t other)
{
	return other < q->made.count && str_eq(q->made.at[i].ref, q->made.at[other].ref);
}

static void
act_add(const struct resolving *q, size_t i, buf *out)
{
	const struct made *made = &q->made.at[i];
	str part = name_part(q->a, made->ref);
	size_t before = i, behind = i + 1;
	while (before > 0 && !is_on(q, i, before - 1))
		before--;
	while (behind < q->made.count && !is_on(q, i, behind))
		behind++;
	buf_printf(out, "%.*s %.*s %s %.*s", STR_ARG(q->time), STR_ARG(q->cli->as),
		   made->words.len ? "proposes" : "deletes", STR_ARG(made->ref));
	if (is_on(q, i, behind))
		buf_printf(out, " as %.*s-%.*s-%zu", STR_ARG(q->cli->as), STR_ARG(part), i + 1);
	if (before > 0)
		buf_printf(out, " replaces %.*s-%.*s-%zu", STR_ARG(q->cli->as), STR_ARG(part), before);
	buf_add_byte(out, '\n');
	if (made->words.len)
		block_add(out, "text", made->words);
	block_add(out, "note", made->note);
}

/* Reads the acts as minutes and prints them in the canonical form. */
static bool
acts_print(struct resolving *q, buf *ret, struct err *err)
{
	buf typed = { 0 };
	for (size_t i = 0; i < q->made.count; i++)
		act_add(q, i, &typed);
	minutes *m = minutes_new(q->a, &cli_opener);
	m->keep_trivia = m->no_includes = true;
	bool ok = minutes_read_text(m, S("what was chosen"), arena_str(q->a, buf_str(&typed)), err);
	if (ok && m->faults.total)
		ok = fail(err, ERR_INPUT, "what was chosen cannot be written as minutes: %s", m->faults.at[0].text);
	if (ok)
		minutes_print(m, ret);
	minutes_done(m);
	buf_done(&typed);
	return ok;
}

static bool
results_write(struct resolving *q, struct err *err)
{
	struct cli to_output = *q->cli;
	buf acts = { 0 };
	size_t open = 0;
	for (size_t i = 0; i < q->b->top.count; i++)
		open += q->b->top.at[i].site != NULL;
	bool ok = acts_print(q, &acts, err);
	if (ok && q->cli->output.at)
		ok = cli_write(q->cli, bracketed_text(q->a, q->b), err);
	to_output.output = STR_NONE;
	ok = ok && cli_write(&to_output, buf_str(&acts), err);
	if (ok)
		cli_say("%zu chosen, %zu still open", q->made.count, open);
	buf_done(&acts);
	return ok;
}

bool
resolve_run(struct cli *cli, str path, const struct bracketed *b, struct err *err)
{
	struct resolving q = { .cli = cli, .a = cli->a, .b = b };
	if (!is_name(cli->as))
		return fail(err, ERR_USAGE, "who chooses? --as NAME, a name of one word as in minutes, not '%.*s'",
			    STR_ARG(cli->as));
	if (str_eq(path, S("-")))
		return fail(err, ERR_USAGE, "the choices come from standard input, so the text wants a file");
	if (str_eq(cli->output, S("-")))
		return fail(err, ERR_USAGE, "the acts go to standard output, so '--output' wants a file for the text");
	if (!reference_read(&q, path, err) || !time_read(&q, err))
		return false;
	walk(&q);
	bool ok = results_write(&q, err);
	LIST_DONE(&q.made);
	bracketed_done(q.own);
	return ok;
}
