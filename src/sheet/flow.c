#include "sheet/flow.h"

#include "sheet/clean.h"

enum { SOFT_HYPHEN = 0xad };

/* Stands in a flow for a blank at which no line is cut; clean text has none. */
#define TIE '\x1f'

/* How each style looks: the marks stay when colours are on, so that what is
 * copied from the terminal still says what was inserted. */
static const struct face {
	const char *open, *close, *sgr;
} faces[] = {
	[RUN_PLAIN]    = { "", "", "" },
	[RUN_STRONG]   = { "", "", "\033[1m" },
	[RUN_QUIET]    = { "", "", "\033[2m" },
	[RUN_WARN]     = { "!\x1f", "", "\033[1;31m" },
	[RUN_QUOTE]    = { "\"", "\"", "" },
	[RUN_INSERTED] = { "{+", "+}", "\033[4;34m" },
	[RUN_DELETED]  = { "[-", "-]", "\033[9;31m" },
	[MARK_MOVED]     = { "", "", "\033[32m" },
	[MARK_MOVED_END] = { "", "", "\033[32m" },
	[MARK_AWAY]      = { "", "", "\033[32m" },
};

/* A span's face is its style, and KEY where its words want a second look. */
enum { KEY = 16 };

void
flow_done(struct flow *f)
{
	buf_done(&f->text);
	LIST_DONE(&f->spans);
	LIST_DONE(&f->lines);
	clusters_done(&f->clusters);
}

void
flow_clear(struct flow *f)
{
	buf_clear(&f->text);
	f->spans.count = 0;
	f->lines.count = 0;
	f->is_ascii = true;
	f->is_clustered = f->has_ties = false;
	f->blank_due = f->blank_not_due = f->is_moved = false;
}

/* ---- building ---- */

static void
blank_put(struct flow *f)
{
	bool has_word = f->text.len && f->text.at[f->text.len - 1] != ' ';
	if (f->blank_due && !f->blank_not_due && has_word)
		buf_add_byte(&f->text, ' ');
	f->blank_due = f->blank_not_due = false;
}

static void
char_put(struct flow *f, uint32_t c)
{
	if (c == SOFT_HYPHEN)   /* terminals differ on its width; we never hyphenate */
		return;
	if (c == ' ') {
		f->blank_due = true;
		return;
	}
	blank_put(f);
	clean_add(&f->text, c);
	if (c >= 0x80)
		f->is_ascii = false;
}

static void
text_put(struct flow *f, str s)
{
	for (;;) {
		size_t plain = clean_plain(s);
		if (plain) {
			blank_put(f);
			buf_add(&f->text, str_sub(s, 0, plain));
			s = str_sub(s, plain, s.len);
		}
		uint32_t c;
		if (s.len && s.at[0] == ' ') {
			f->blank_due = true;
			s = str_sub(s, 1, s.len);
		} else if (clean_next(&s, &c))
			char_put(f, c);
		else
			return;
	}
}

static void
span_end(struct flow *f, unsigned face)
{
	if (f->spans.count && f->spans.at[f->spans.count - 1].face == face)
		f->spans.at[f->spans.count - 1].to = f->text.len;
	else
		*LIST_ADD(&f->spans) = (struct flow_span){ f->text.len, face };
}

/* Words within a moved passage have its face where they have none of their own. */
static unsigned
face_of(const struct flow *f, const struct run *r)
{
	unsigned style = r->style == RUN_PLAIN && f->is_moved ? (unsigned)MARK_MOVED : r->style;
	return r->is_key ? style | KEY : style;
}

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Blanks at the edges of a style stand outside its marks: "the {+joint+}
 * port", not "the {+ joint +}port". */
static void
mark_open(struct flow *f, const struct run *r)
{
	const char *open = faces[r->style].open;
	if (!*open || (r->style == RUN_WARN && r->len && r->at[0] == '!'))
		return;
	if (r->len && is_blank(r->at[0]))
		f->blank_due = true;
	blank_put(f);
	span_end(f, RUN_PLAIN);
	buf_add(&f->text, str_of(open));
	f->has_ties |= r->style == RUN_WARN;
	f->blank_not_due = true;
}

static void
mark_close(struct flow *f, const struct run *r)
{
	if (f->blank_not_due) {         /* nothing seen since the mark was opened */
		if (r->style == RUN_WARN)
			f->text.at[--f->text.len] = '\0';      /* its tie */
		else if (f->blank_due)
			buf_add_byte(&f->text, ' ');
		f->blank_due &= r->style == RUN_WARN;
		f->blank_not_due = false;
	}
	buf_add(&f->text, str_of(faces[r->style].close));
}

/* "{~1: ", "~}", "[~1 moved down~]" */
static void
move_put(struct flow *f, const struct run *r)
{
	str words = run_text(r);
	if (r->style != MARK_MOVED_END) {
		blank_put(f);
		span_end(f, f->is_moved ? (unsigned)MARK_MOVED : (unsigned)RUN_PLAIN);
	}
	f->blank_not_due = false;
	switch (r->style) {
	case MARK_MOVED:
		buf_printf(&f->text, "{~%u:%c", (unsigned)r->footnote, TIE);
		f->has_ties = f->blank_not_due = true;
		break;
	case MARK_MOVED_END:
		buf_add(&f->text, S("~}"));
		break;
	default:
		buf_printf(&f->text, "[~%u%s", (unsigned)r->footnote, words.len ? " " : "");
		text_put(f, words);
		buf_add(&f->text, S("~]"));
	}
	f->is_moved = r->style == MARK_MOVED || (r->style == MARK_AWAY && f->is_moved);
	span_end(f, r->style);
}

static void
run_put(struct flow *f, const struct run *before, const struct run *r)
{
	if (run_is_mark(r)) {
		move_put(f, r);
		return;
	}
	if (run_opens(before, r))
		mark_open(f, r);
	if (f->blank_due && !f->blank_not_due && r->len) {
		/* The blank before a style is not part of it.  The run may be nothing
		 * but blanks: then the next finds this one, or the end takes it. */
		blank_put(f);
		span_end(f, RUN_PLAIN);
	}
	text_put(f, run_text(r));
	if (r->is_key && run_closes(r) && *faces[r->style].close)
		span_end(f, face_of(f, r));
	if (run_closes(r))
		mark_close(f, r);
	span_end(f, run_closes(r) ? r->style == RUN_PLAIN ? face_of(f, r) : r->style : face_of(f, r));
	if (r->footnote) {
		buf_printf(&f->text, "[%u]", (unsigned)r->footnote);
		span_end(f, RUN_PLAIN);
	}
}

void
flow_runs(struct flow *f, const struct runs *r)
{
	flow_clear(f);
	if (!r)
		return;
	const struct run *before = NULL;
	for (const struct run *run = runs_first(r); run; run = run->next) {
		run_put(f, before, run);
		before = run;
	}
	while (f->text.len && f->text.at[f->text.len - 1] == ' ')
		f->text.at[--f->text.len] = '\0';
}

void
flow_add(struct flow *f, enum run_style style, str text)
{
	text_put(f, text);
	span_end(f, style);
}

void
flow_str(struct flow *f, enum run_style style, str text)
{
	flow_clear(f);
	flow_add(f, style, text);
}

static void
ties_set(struct flow *f, size_t from)
{
	for (size_t i = from; i < f->text.len; i++)
		if (f->text.at[i] == ' ')
			f->text.at[i] = TIE;
	f->has_ties = true;
}

void
flow_add_tied(struct flow *f, enum run_style style, str text)
{
	blank_put(f);
	size_t from = f->text.len;
	flow_add(f, style, text);
	ties_set(f, from);
}

/* ---- measuring ---- */

static void
need_clusters(struct flow *f)
{
	if (!f->is_clustered)
		clusters_find(&f->clusters, buf_str(&f->text));
	f->is_clustered = true;
}

static size_t
clusters_width(const struct flow *f, size_t from, size_t to)
{
	size_t width = 0;
	for (size_t i = from; i < to; i++)
		width += f->clusters.list.at[i].width;
	return width;
}

size_t
flow_width(struct flow *f)
{
	if (f->is_ascii)
		return f->text.len;
	need_clusters(f);
	return clusters_width(f, 0, f->clusters.list.count - 1);
}

static size_t
longest_ascii_word(str rest)
{
	size_t longest = 0;
	for (str word; rest.len;) {
		str_cut(rest, ' ', &word, &rest);
		if (word.len > longest)
			longest = word.len;
	}
	return longest;
}

size_t
flow_word(struct flow *f)
{
	if (f->is_ascii)
		return longest_ascii_word(buf_str(&f->text));
	need_clusters(f);
	size_t longest = 0, width = 0;
	for (size_t i = 0; i + 1 < f->clusters.list.count; i++) {
		const struct cluster *c = &f->clusters.list.at[i];
		width = c->is_blank ? 0 : c->may_break ? c->width : width + c->width;
		if (width > longest)
			longest = width;
	}
	return longest;
}

/* ---- lines ---- */

static bool
breaks_softly(const struct flow *f, size_t i)
{
	char before = f->text.at[f->clusters.list.at[i].at - 1];
	return before == '-' || before == '/' || before == '_';
}

/* The end of the line that starts at cluster `from`: as much as fits, to the
 * last place to break, else the last hyphen, else in the middle of the word. */
static size_t
line_end(const struct flow *f, size_t from, size_t room)
{
	const struct cluster *list = f->clusters.list.at;
	size_t end = f->clusters.list.count - 1, whole = 0, soft = 0, width = 0, i;
	for (i = from; i < end; i++) {
		if (i > from && list[i].may_break)
			whole = i;
		else if (i > from && list[i].is_blank)
			whole = i;
		else if (i > from + 1 && breaks_softly(f, i))
			soft = i;
		width += list[i].width;
		if (width > room && !list[i].is_blank)
			break;
	}
	if (i == end)
		return end;
	return whole ? whole : soft ? soft : i > from ? i : from + 1;
}

/* A word too long for a line may be cut behind a tie. */
static bool
is_space(const struct flow *f, size_t i)
{
	const struct cluster *c = &f->clusters.list.at[i];
	return c->is_blank || f->text.at[c->at] == TIE;
}

static void
line_add(struct flow *f, size_t from, size_t to)
{
	while (to > from && is_space(f, to - 1))
		to--;
	*LIST_ADD(&f->lines) = (struct flow_line){
		f->clusters.list.at[from].at, f->clusters.list.at[to].at,
		clusters_width(f, from, to),
	};
}

void
flow_wrap(struct flow *f, size_t first, size_t width)
{
	f->lines.count = 0;
	if (f->text.len == 0)
		return;
	size_t whole = flow_width(f);
	if (whole <= first) {
		*LIST_ADD(&f->lines) = (struct flow_line){ 0, f->text.len, whole };
		return;
	}
	need_clusters(f);
	for (size_t i = 0, end = f->clusters.list.count - 1; i < end;) {
		size_t to = line_end(f, i, f->lines.count ? width : first);
		line_add(f, i, to);
		for (i = to; i < end && is_space(f, i);)
			i++;
	}
}

static void
piece_print(str piece, unsigned face, buf *out)
{
	const char *sgr = faces[face & (KEY - 1)].sgr;
	bool has_face = (*sgr || face & KEY) && piece.len;
	if (has_face)
		buf_add(out, str_of(sgr));
	if (has_face && face & KEY)
		buf_add(out, S("\033[1m"));
	buf_add(out, piece);
	if (has_face)
		buf_add(out, S("\033[0m"));
}

static void
ties_loose(buf *out, size_t from)
{
	for (size_t i = from; i < out->len; i++)
		if (out->at[i] == TIE)
			out->at[i] = ' ';
}

/* The first span that reaches beyond `at`, by halving: a long redline has as
 * many spans as lines. */
static size_t
span_at(const struct flow *f, size_t at)
{
	size_t low = 0, high = f->spans.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (f->spans.at[middle].to <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void
flow_line(const struct flow *f, size_t line, bool colour, buf *out)
{
	str text = buf_str(&f->text);
	struct flow_line l = f->lines.at[line];
	size_t start = out->len;
	if (!colour)
		buf_add(out, str_sub(text, l.from, l.to));
	for (size_t i = colour ? span_at(f, l.from) : 0; colour && l.from < l.to; i++) {
		size_t to = f->spans.at[i].to < l.to ? f->spans.at[i].to : l.to;
		piece_print(str_sub(text, l.from, to), f->spans.at[i].face, out);
		l.from = to;
	}
	if (f->has_ties)
		ties_loose(out, start);
}

/* ---- side by side ---- */

static void
columns_line(struct flow_column columns[], size_t count, size_t gap, size_t line, bool colour,
    buf *out)
{
	size_t blanks = 0;      /* owed before the next words */
	for (size_t i = 0; i < count; i++) {
		struct flow_column *c = &columns[i];
		bool has_words = line < c->flow.lines.count;
		size_t width = has_words ? c->flow.lines.at[line].width : 0;
		size_t rest = c->width > width ? c->width - width : 0;
		if (has_words && width) {
			buf_add_times(out, ' ', blanks + (c->is_flush_right ? rest : 0));
			flow_line(&c->flow, line, colour, out);
			blanks = c->is_flush_right ? 0 : rest;
		} else
			blanks += c->width;
		blanks += gap;
	}
	buf_add_byte(out, '\n');
}

void
flow_columns(struct flow_column columns[], size_t count, size_t gap, bool colour, buf *out)
{
	size_t line_count = 1;
	for (size_t i = 0; i < count; i++) {
		struct flow_column *c = &columns[i];
		flow_wrap(&c->flow, c->width, c->width);
		if (c->flow.lines.count > line_count)
			line_count = c->flow.lines.count;
	}
	for (size_t line = 0; line < line_count; line++)
		columns_line(columns, count, gap, line, colour, out);
}
