/* md: CommonMark with the pipe tables and footnotes of GFM and pandoc.
 *
 * Nothing in the data can become markup: what could begin or end some is
 * escaped with a backslash, and so is what sites make into links or mentions
 * of their own accord.  A paragraph is one line, so only its first characters
 * stand where a list or a heading could begin.  Insertions and deletions have
 * the marks of the text format: a converter may drop tags, and with them the
 * difference.
 */
#include "sheet/clean.h"
#include "sheet/sheet_int.h"

struct md {
	buf *out;
	size_t start;           /* where the paragraph's words begin in `out` */
	bool blank_due;
};

static void
begin(struct md *m)
{
	m->start = m->out->len;
	m->blank_due = false;
}

static bool
at_start(const struct md *m)
{
	return m->out->len == m->start;
}

static void
blank_put(struct md *m)
{
	if (m->blank_due && !at_start(m))
		buf_add_byte(m->out, ' ');
	m->blank_due = false;
}

/* ---- escaping ---- */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* So far only the digits of what could be a list's number: `1.`, `1)`. */
static bool
after_number(const struct md *m)
{
	size_t i = m->start;
	while (i < m->out->len && is_digit(m->out->at[i]))
		i++;
	return i > m->start && i == m->out->len;
}

static bool
ends_in_www(const struct md *m)
{
	str tail = str_sub(buf_str(m->out), m->out->len > 3 ? m->out->len - 3 : 0, m->out->len);
	return str_eq_nocase(tail, S("www"));
}

static bool
wants_escape(const struct md *m, uint32_t c, str rest)
{
	switch (c) {
	case '\\': case '`': case '*': case '_': case '[': case ']': case '<': case '>':
	case '|': case '~': case '&': case '#': case '@': case '$': case '^': case '{':
		return true;
	case '+': case '-': case '=':
		return at_start(m);
	case '.':
		return after_number(m) || ends_in_www(m);
	case ')':
		return after_number(m);
	case ':':       /* a link by itself, an emoji's name, a definition */
		return at_start(m) || str_starts(rest, S("//"));
	}
	return false;
}

static void
add_text(struct md *m, str s)
{
	for (uint32_t c; clean_next(&s, &c);) {
		if (c == ' ') {
			m->blank_due = true;
			continue;
		}
		blank_put(m);
		if (wants_escape(m, c, s))
			buf_add_byte(m->out, '\\');
		clean_add(m->out, c);
	}
}

/* ---- runs ---- */

static bool
is_blank_byte(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_word_byte(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* May ** stand at both ends of the runs `first` to `last`?  CommonMark wants
 * the stars to lean on the word: a letter or digit inside, or a blank outside
 * (6.2, left-flanking); and four in a row are something else. */
static bool
may_have_stars(const struct md *m, const struct run *first, const struct run *last)
{
	str head = run_text(first), tail = run_text(last);
	if (!str_trim(head).len || !str_trim(tail).len)
		return false;
	char before = at_start(m) ? ' ' : m->out->at[m->out->len - 1];
	bool blank_before = m->blank_due || before == ' ' || is_blank_byte(head.at[0]);
	bool opens = blank_before ||
	    (before != '*' && first->style != RUN_WARN && is_word_byte(head.at[0]));
	bool closes = is_word_byte(tail.at[tail.len - 1]) || !last->next || last->footnote ||
	    is_blank_byte(tail.at[tail.len - 1]) ||
	    (last->next->len && is_blank_byte(last->next->at[0]));
	return opens && closes;
}

static const struct mark { const char *open, *close; } marks[] = {
	[RUN_PLAIN]    = { "", "" },
	[RUN_STRONG]   = { "**", "**" },
	[RUN_QUIET]    = { "", "" },
	[RUN_WARN]     = { "**! ", "**" },
	[RUN_QUOTE]    = { "\"", "\"" },
	[RUN_INSERTED] = { "\\{+", "+}" },
	[RUN_DELETED]  = { "\\[-", "-\\]" },
};

static struct mark
mark_of(const struct md *m, const struct run *r, const struct run *last)
{
	bool has_bang = r->style == RUN_WARN && r->len && r->at[0] == '!';
	if (r->style == RUN_STRONG && !may_have_stars(m, r, last))
		return (struct mark){ "<strong>", "</strong>" };
	if (r->style == RUN_WARN && !may_have_stars(m, r, last))
		return (struct mark){ has_bang ? "<strong>" : "<strong>! ", "</strong>" };
	return has_bang ? marks[RUN_STRONG] : marks[r->style];
}

/* Stars lean on letters at both ends, or there are none. */
static void
add_key(struct md *m, const struct run *r, str text)
{
	bool stars = r->is_key && text.len && is_word_byte(text.at[0]) && is_word_byte(text.at[text.len - 1]);
	if (stars) {
		blank_put(m);
		buf_add(m->out, S("**"));
	}
	add_text(m, text);
	if (stars)
		buf_add(m->out, S("**"));
}

/* Neighbours of one style, up to `last`, between one pair of marks. */
static void
add_group(struct md *m, const struct run *first, const struct run *last)
{
	struct mark mark = mark_of(m, first, last);
	if (first->len && is_blank_byte(first->at[0]))
		m->blank_due = true;
	if (*mark.open) {
		blank_put(m);
		buf_add(m->out, str_of(mark.open));
	}
	size_t from = m->out->len;
	for (const struct run *r = first, *end = last->next; r != end; r = r->next) {
		str text = run_text(r);
		while (m->out->len == from && *mark.open && text.len && is_blank_byte(text.at[0]))
			text = str_sub(text, 1, text.len);
		add_key(m, r, text);
		if (r == last)
			buf_add(m->out, str_of(mark.close));
		if (r->footnote)
			buf_printf(m->out, "[^%u]", (unsigned)r->footnote);
	}
}

/* "{~1: ", "~}", "[~1 moved down~]", with backslashes. */
static void
add_mark(struct md *m, const struct run *r)
{
	if (r->style == MARK_MOVED_END) {
		buf_add(m->out, S("\\~}"));
		return;
	}
	blank_put(m);
	buf_printf(m->out, r->style == MARK_MOVED ? "\\{\\~%u:" : "\\[\\~%u", (unsigned)r->footnote);
	m->blank_due = r->style == MARK_MOVED || r->len;
	if (r->style == MARK_AWAY) {
		add_text(m, run_text(r));
		m->blank_due = false;
		buf_add(m->out, S("\\~\\]"));
	}
}

static void
add_runs(struct md *m, const struct runs *of)
{
	const struct run *r = of ? runs_first(of) : NULL;
	while (r) {
		if (run_is_mark(r)) {
			add_mark(m, r);
			r = r->next;
			continue;
		}
		const struct run *last = r;
		while (!run_closes(last))
			last = last->next;
		add_group(m, r, last);
		r = last->next;
	}
	m->blank_due = false;
}

static void
add_plain(struct md *m, str text)
{
	add_text(m, text);
	m->blank_due = false;
}

/* ---- blocks ---- */

static void
add_heading(struct md *m, unsigned level, str text)
{
	if (!text.len)
		return;
	buf_add_times(m->out, '#', level < 6 ? level : 6);
	buf_add_byte(m->out, ' ');
	begin(m);
	add_plain(m, text);
	buf_add(m->out, S("\n\n"));
}

static void
add_tally(struct md *m, const struct sheet *s)
{
	for (const struct count *c = s->counts; c; c = c->next) {
		begin(m);
		add_plain(m, c->label);
		buf_printf(m->out, " %lld%s", (long long)c->count, c->next ? " \\| " : "");
	}
	buf_add(m->out, S("\n\n"));
}

static void
add_cells(struct md *m, const table *t, const struct row *row)
{
	for (size_t i = 0; i < t->column_count; i++) {
		buf_add(m->out, S("| "));
		begin(m);
		add_runs(m, row_cell(row, i));
		if (!at_start(m))
			buf_add_byte(m->out, ' ');
	}
	buf_add(m->out, S("|\n"));
}

static void
add_span(struct md *m, const table *t, const struct row *row)
{
	buf_add(m->out, S("| "));
	begin(m);
	add_runs(m, &row->cells[0]);
	buf_add_byte(m->out, ' ');
	buf_add_times(m->out, '|', t->column_count);
	buf_add_byte(m->out, '\n');
}

static void
add_table(struct md *m, const table *t)
{
	if (!t->column_count)
		return;
	if (t->caption.len) {
		begin(m);
		add_plain(m, t->caption);
		buf_add(m->out, S("\n\n"));
	}
	for (size_t i = 0; i < t->column_count; i++) {
		buf_add(m->out, S("| "));
		begin(m);
		add_plain(m, t->columns[i].header);
		if (!at_start(m))
			buf_add_byte(m->out, ' ');
	}
	buf_add(m->out, S("|\n"));
	for (size_t i = 0; i < t->column_count; i++)
		buf_add(m->out, t->columns[i].kind == COLUMN_NUMBER ? S("| ---: ") : S("| --- "));
	buf_add(m->out, S("|\n"));
	for (const struct row *row = t->first; row; row = row->next)
		if (row->is_span)
			add_span(m, t, row);
		else
			add_cells(m, t, row);
	buf_add_byte(m->out, '\n');
}

/* Items have one bullet, labelled lines the other, so that neighbours stay two
 * lists. */
static void
add_listed(struct md *m, const struct block *b)
{
	buf_add(m->out, b->kind == BLOCK_ITEM ? S("- ") : S("* "));
	if (b->kind == BLOCK_LABELLED) {
		buf_add(m->out, S("**"));
		begin(m);
		add_plain(m, b->text);
		buf_add(m->out, S(":** "));
	}
	begin(m);
	add_runs(m, &b->runs);
	buf_add(m->out, b->next && b->next->kind == b->kind ? S("\n") : S("\n\n"));
}

static void
add_block(struct md *m, const struct sheet *s, const struct block *b)
{
	switch (b->kind) {
	case BLOCK_HEADING:
		add_heading(m, b->level + 1, b->text);
		break;
	case BLOCK_PARA:
		begin(m);
		add_runs(m, &b->runs);
		buf_add(m->out, S("\n\n"));
		break;
	case BLOCK_ITEM:
	case BLOCK_LABELLED:
		add_listed(m, b);
		break;
	case BLOCK_TABLE:
		add_table(m, b->table);
		break;
	case BLOCK_TALLY:
		add_tally(m, s);
		break;
	case BLOCK_DRAWING:
		break;
	}
}

static void
add_notes(struct md *m, const struct sheet *s)
{
	for (const struct remark *r = s->remarks; r; r = r->next) {
		buf_add(m->out, S("Note: "));
		begin(m);
		add_plain(m, r->text);
		buf_add(m->out, S("\n\n"));
	}
	for (uint32_t i = 1; i <= syms_count(s->footnotes); i++) {
		buf_printf(m->out, "[^%u]: ", (unsigned)i);
		begin(m);
		add_plain(m, syms_str(s->footnotes, i));
		buf_add(m->out, S("\n\n"));
	}
}

static void
md_render(const sheet *s, const struct sheet_options *options, buf *out)
{
	(void)options;
	struct md m = { .out = out };
	add_heading(&m, 1, s->title);
	begin(&m);
	add_plain(&m, s->sentence);
	buf_add(out, s->sentence.len ? S("\n\n") : S(""));
	for (const struct block *b = s->first; b; b = b->next)
		add_block(&m, s, b);
	add_notes(&m, s);
	/* One line end at the end, not two. */
	if (out->len > 1 && out->at[out->len - 1] == '\n' && out->at[out->len - 2] == '\n')
		out->at[--out->len] = '\0';
}

const struct sheet_format format_md = {
	.name = "md",
	.endings = "md markdown",
	.help = "Markdown with tables, for wikis and converters",
	.render = md_render,
};
