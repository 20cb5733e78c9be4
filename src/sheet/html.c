/* html: a sheet as one file that needs nothing beside it.
 *
 * It loads nothing and runs nothing (the policy in its head forbids it even
 * if something slipped in), reads well on a screen and prints on A4: a table
 * repeats its header on each page, a row is not cut in two, and each page
 * says at its foot whose view it is and which page of how many.  What lines
 * and colours say is also in the text, unseen: the marks of insertion and
 * deletion go along when words are copied or read aloud.
 */
#include "base/map.h"
#include "sheet/clean.h"
#include "sheet/markup.h"
#include "sheet/sheet_int.h"
#include "sheet/svg.h"

enum { WIDE_COLUMNS = 13, WIDE_DRAWING = 800, FIT_BYTES_MOST = 28, HEAD_BYTES_MOST = 8 };

struct html {
	buf *out;
	size_t heading_count;
	unsigned drawing_count;
	unsigned open_levels;   /* sections open, one a level */
	map moved, away;        /* by a move's number: its place has its anchor */
};

static const char style[] =
	":root{color-scheme:light}\n"
	"*{box-sizing:border-box}\n"
	"body{margin:0;background:#fff;color:#111;font:15px/1.45 system-ui,-apple-system,"
	"\"Segoe UI\",\"Noto Sans\",\"Liberation Sans\",\"DejaVu Sans\",Arial,sans-serif}\n"
	"main{max-width:76rem;margin:0 auto;padding:2rem 2rem 3rem}\n"
	"h1,h2,h3,h4,h5,h6{line-height:1.25;margin:1.5em 0 .45em;break-after:avoid;"
	"font-family:Georgia,\"Noto Serif\",\"Liberation Serif\",\"DejaVu Serif\",serif}\n"
	"h1{font-size:1.55rem;margin-top:0}\n"
	"h2{font-size:1.15rem}\n"
	"h3{font-size:1rem}\n"
	"h4,h5,h6{font-size:.95rem;font-style:italic}\n"
	"header{border-bottom:2px solid #111;margin-bottom:1.1rem;padding-bottom:.55rem}\n"
	"header h1{margin:0}\n"
	".view{margin:.3rem 0 0;color:#444}\n"
	"p,dd,dt,li,caption{overflow-wrap:anywhere}\n"
	"p{margin:.5em 0;max-width:46em;orphans:2;widows:2}\n"
	"ul,ol{margin:.5em 0;padding-inline-start:1.4em;max-width:46em}\n"
	"ol{padding-inline-start:2.4em}\n"
	".tally{display:flex;flex-wrap:wrap;gap:.2em 0;list-style:none;padding:0;margin:.7em 0;"
	"max-width:none;font-variant-numeric:tabular-nums}\n"
	".tally li{padding-inline-end:.8em;margin-inline-end:.8em;border-inline-end:1px solid #888}\n"
	".tally li:last-child{border:0}\n"
	".tally b{font-weight:650}\n"
	"dl{display:grid;grid-template-columns:minmax(min-content,max-content) 1fr;gap:.25em 1.4em;"
	"margin:.7em 0;max-width:58em}\n"
	"dt{font-weight:650;max-width:14em}\n"
	"dd{margin:0}\n"
	".scroll{overflow-x:auto;margin:.7em 0 1em}\n"
	"figure{margin:.7em 0 1em;break-inside:avoid}\n"
	"figcaption{color:#444;font-size:.92em;padding-bottom:.3em}\n"
	"svg{max-width:100%;height:auto}\n"
	"table{border-collapse:collapse;font-size:.92em;line-height:1.35;"
	"font-variant-numeric:tabular-nums lining-nums}\n"
	"caption{text-align:start;color:#444;padding:0 0 .3em .2em}\n"
	"th,td{text-align:start;vertical-align:top;padding:.22em .75em;font-weight:400;"
	"border-bottom:1px solid #ccc}\n"
	"th:first-child,td:first-child{padding-inline-start:.2em}\n"
	"thead{display:table-header-group}\n"
	"thead th{font-weight:650;vertical-align:bottom;border-bottom:1.5px solid #111}\n"
	"tbody:last-child tr:last-child>*{border-bottom:1.5px solid #111}\n"
	"tr{break-inside:avoid}\n"
	".w{min-width:7em;overflow-wrap:break-word}\n"
	".f{white-space:nowrap}\n"
	".n{text-align:end;white-space:nowrap}\n"
	".span{font-weight:650;padding-top:.8em;break-after:avoid}\n"
	"thead+tbody .span{padding-top:.3em}\n"
	".quiet{color:#595959}\n"
	".warn{font-weight:700;color:#8c1616}\n"
	"q{quotes:none}\n"
	"del+ins{margin-left:.2em}\n"
	"ins{text-decoration:underline;text-decoration-thickness:.09em;text-underline-offset:.14em;"
	"background:#e6f0ea;color:#0b4a2b}\n"
	"del{text-decoration:line-through;text-decoration-thickness:.09em;color:#8c1616}\n"
	".moved{background:#eef0e2;color:#3d4a00}\n"
	".mv{color:#3d4a00;text-decoration:none;font-size:.85em}\n"
	".mv:hover,.mv:focus{text-decoration:underline}\n"
	".moved:target,.mv:target{outline:2px solid #3d4a00}\n"
	"ins b,del b{font-weight:750}\n"
	"sup{line-height:0;font-size:.72em}\n"
	"sup a{color:inherit;text-decoration:none;padding:0 .1em}\n"
	"sup a:hover,sup a:focus{text-decoration:underline}\n"
	".notes{border-top:1px solid #888;margin-top:1.8rem;padding-top:.3rem;font-size:.9em}\n"
	".notes li:target{background:#f4f0dc}\n"
	".v{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);"
	"white-space:nowrap}\n"
	"@media (max-width:40rem){main{padding:1rem}dl{display:block}dt{margin-top:.5em}}\n"
	"@media print{\n"
	"body{font-size:10pt;line-height:1.35}\n"
	"main{max-width:none;padding:0}\n"
	"p,ul,ol,dl{max-width:none}\n"
	"h1{font-size:16pt}h2{font-size:12pt;margin-top:1.2em}h3{font-size:10.5pt}\n"
	"header{margin-bottom:.7em}.tally,.scroll,dl{margin:.5em 0}\n"
	".scroll{overflow:visible}\n"
	"table{font-size:9.2pt;width:100%}\n"
	"table.wide{font-size:8.2pt}\n"
	".wide th,.wide td{padding:.25em .4em}\n"
	".w{min-width:0;overflow-wrap:anywhere}\n"
	"ins,.moved{background:none}\n"
	"sup a{color:#111}\n"
	"}\n";

/* ---- escaping ---- */

static void
add_text(struct html *h, str s)
{
	markup_add(h->out, s);
}

/* A string of CSS in which only letters and digits are themselves, so that
 * nothing can end it, nor the style around it. */
static void
add_css_str(struct html *h, str s)
{
	buf_add_byte(h->out, '"');
	for (uint32_t c; clean_next(&s, &c);)
		if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
			buf_add_byte(h->out, (char)c);
		else
			buf_printf(h->out, "\\%06x", (unsigned)c);
	buf_add_byte(h->out, '"');
}

static void
add(struct html *h, const char *markup)
{
	buf_add(h->out, str_of(markup));
}

/* ---- runs ---- */

#define HIDDEN(mark) "<span class=\"v\">" mark "</span>"

static const struct mark { const char *open, *close; } marks[] = {
	[RUN_PLAIN]    = { "", "" },
	[RUN_STRONG]   = { "<strong>", "</strong>" },
	[RUN_QUIET]    = { "<span class=\"quiet\">", "</span>" },
	[RUN_WARN]     = { "<strong class=\"warn\">", "</strong>" },
	[RUN_QUOTE]    = { "<q>\xe2\x80\x9c", "\xe2\x80\x9d</q>" },
	[RUN_INSERTED] = { "<ins>" HIDDEN("{+"), HIDDEN("+}") "</ins>" },
	[RUN_DELETED]  = { "<del>" HIDDEN("[-"), HIDDEN("-]") "</del>" },
};

/* An anchor stands once: a passage over several paragraphs has it in the first. */
static void
add_anchor(struct html *h, map *known, const char *letter, uint32_t move)
{
	uint32_t *seen = map_at(known, move);
	if (!*seen)
		buf_printf(h->out, " id=\"%s%u\"", letter, (unsigned)move);
	*seen = 1;
}

/* Gives whether a moved passage is open behind it. */
static bool
add_mark(struct html *h, const struct run *r, bool is_open)
{
	unsigned move = r->footnote;
	if (is_open && r->style != MARK_AWAY)
		add(h, HIDDEN("~}") "</span>");
	if (r->style == MARK_MOVED) {
		add(h, "<span class=\"moved\"");
		add_anchor(h, &h->moved, "m", move);
		buf_printf(h->out, "><a class=\"mv\" href=\"#g%u\">{~%u:</a> ", move, move);
	} else if (r->style == MARK_AWAY) {
		add(h, "<a class=\"mv\"");
		add_anchor(h, &h->away, "g", move);
		buf_printf(h->out, " href=\"#m%u\">[~%u%s", move, move, r->len ? " " : "");
		add_text(h, run_text(r));
		add(h, "~]</a>");
	}
	return r->style == MARK_MOVED || (r->style == MARK_AWAY && is_open);
}

static void
add_runs(struct html *h, const struct runs *of)
{
	const struct run *before = NULL;
	bool in_move = false;
	for (const struct run *r = of ? runs_first(of) : NULL; r; before = r, r = r->next) {
		if (run_is_mark(r)) {
			in_move = add_mark(h, r, in_move);
			continue;
		}
		if (run_opens(before, r)) {
			add(h, marks[r->style].open);
			if (r->style == RUN_WARN && !(r->len && r->at[0] == '!'))
				add(h, "!&nbsp;");
		}
		add(h, r->is_key ? "<b>" : "");
		add_text(h, run_text(r));
		add(h, r->is_key ? "</b>" : "");
		if (run_closes(r))
			add(h, marks[r->style].close);
		if (r->footnote)
			buf_printf(h->out, "<sup><a href=\"#n%u\">[%u]</a></sup>",
			    (unsigned)r->footnote, (unsigned)r->footnote);
	}
	if (in_move)
		add(h, HIDDEN("~}") "</span>");
}

/* ---- blocks ---- */

static void
sections_close(struct html *h, unsigned level)
{
	for (; h->open_levels >= level && h->open_levels > 0; h->open_levels--)
		add(h, "</section>\n");
}

static void
add_heading(struct html *h, const struct block *b)
{
	unsigned level = b->level < 5 ? b->level : 5;
	sections_close(h, level);
	/* A level that was left out has no section of its own. */
	if (h->open_levels + 1 < level)
		level = h->open_levels + 1;
	h->open_levels = level;
	h->heading_count++;
	buf_printf(h->out, "<section aria-labelledby=\"h%zu\">\n<h%u id=\"h%zu\" dir=\"auto\">",
	    h->heading_count, level + 1, h->heading_count);
	add_text(h, b->text);
	buf_printf(h->out, "</h%u>\n", level + 1);
}

static void
add_tally(struct html *h, const struct sheet *s)
{
	add(h, "<ul class=\"tally\">\n");
	for (const struct count *c = s->counts; c; c = c->next) {
		add(h, "<li>");
		add_text(h, c->label);
		buf_printf(h->out, " <b>%lld</b></li>\n", (long long)c->count);
	}
	add(h, "</ul>\n");
}

static void
add_list(struct html *h, const struct block **b)
{
	add(h, "<ul>\n");
	for (;; *b = (*b)->next) {
		add(h, "<li dir=\"auto\">");
		add_runs(h, &(*b)->runs);
		add(h, "</li>\n");
		if (!(*b)->next || (*b)->next->kind != BLOCK_ITEM)
			break;
	}
	add(h, "</ul>\n");
}

static void
add_labelled(struct html *h, const struct block **b)
{
	add(h, "<dl>\n");
	for (;; *b = (*b)->next) {
		add(h, "<dt dir=\"auto\">");
		add_text(h, (*b)->text);
		add(h, "</dt><dd dir=\"auto\">");
		add_runs(h, &(*b)->runs);
		add(h, "</dd>\n");
		if (!(*b)->next || (*b)->next->kind != BLOCK_LABELLED)
			break;
	}
	add(h, "</dl>\n");
}

/* ---- tables ---- */

static size_t
runs_bytes(const struct runs *of)
{
	size_t bytes = 0;
	for (const struct run *r = runs_first(of); r; r = r->next)
		bytes += r->len;
	return bytes;
}

/* Which FIT columns are narrow enough to forbid them to wrap; on paper a wide
 * one would push the others off the page. */
static void
find_long(const table *t, bool ret_is_long[])
{
	for (const struct row *row = t->first; row; row = row->next)
		for (size_t i = 0; i < row->cell_count && !row->is_span; i++)
			if (!ret_is_long[i] && runs_bytes(&row->cells[i]) > FIT_BYTES_MOST)
				ret_is_long[i] = true;
}

static const char *
class_of(const table *t, size_t i, const bool is_long[])
{
	if (t->columns[i].kind == COLUMN_NUMBER)
		return " class=\"n\"";
	if (t->columns[i].kind == COLUMN_FIT && !is_long[i])
		return " class=\"f\"";
	return t->columns[i].kind == COLUMN_WRAP ? " class=\"w\"" : "";
}

static void
add_table_head(struct html *h, const table *t)
{
	add(h, "<thead><tr>");
	for (size_t i = 0; i < t->column_count; i++) {
		add(h, "<th scope=\"col\" dir=\"auto\"");
		if (t->columns[i].kind == COLUMN_NUMBER)
			add(h, " class=\"n\"");
		else if (t->columns[i].header.len <= HEAD_BYTES_MOST)
			add(h, " class=\"f\"");
		add(h, ">");
		add_text(h, t->columns[i].header);
		add(h, "</th>");
	}
	add(h, "</tr></thead>\n");
}

/* A span heads a group of rows of its own. */
static void
add_span(struct html *h, const table *t, const struct row *row)
{
	if (row != t->first)
		add(h, "</tbody>\n<tbody>\n");
	buf_printf(h->out, "<tr><th class=\"span\" scope=\"rowgroup\" dir=\"auto\" colspan=\"%zu\">",
	    t->column_count);
	add_runs(h, &row->cells[0]);
	add(h, "</th></tr>\n");
}

static void
add_row(struct html *h, const table *t, const struct row *row, const char *const classes[])
{
	add(h, "<tr>");
	for (size_t i = 0; i < t->column_count; i++) {
		add(h, i == 0 ? "<th scope=\"row\" dir=\"auto\"" : "<td dir=\"auto\"");
		add(h, classes[i]);
		add(h, ">");
		add_runs(h, row_cell(row, i));
		add(h, i == 0 ? "</th>" : "</td>");
	}
	add(h, "</tr>\n");
}

static void
add_table(struct html *h, const table *t)
{
	if (!t->column_count)
		return;
	arena *a = arena_new();
	bool *is_long = ARENA_ARRAY(a, bool, t->column_count);
	const char **classes = ARENA_ARRAY(a, const char *, t->column_count);
	find_long(t, is_long);
	for (size_t i = 0; i < t->column_count; i++)
		classes[i] = class_of(t, i, is_long);

	/* A box that scrolls must be reachable from the keyboard. */
	add(h, "<div class=\"scroll\" tabindex=\"0\"><table");
	add(h, t->column_count >= WIDE_COLUMNS ? " class=\"wide\"" : "");
	if (!t->caption.len && h->open_levels)
		buf_printf(h->out, " aria-labelledby=\"h%zu\"", h->heading_count);
	add(h, ">\n");
	if (t->caption.len) {
		add(h, "<caption dir=\"auto\">");
		add_text(h, t->caption);
		add(h, "</caption>\n");
	}
	if (table_has_header(t))
		add_table_head(h, t);
	add(h, "<tbody>\n");
	for (const struct row *row = t->first; row; row = row->next)
		if (row->is_span)
			add_span(h, t, row);
		else
			add_row(h, t, row, classes);
	add(h, "</tbody>\n</table></div>\n");
	arena_free(a);
}

static void
add_drawing(struct html *h, const drawing *d)
{
	add(h, "<figure><figcaption dir=\"auto\">");
	add_text(h, d->title);
	add(h, "</figcaption>\n");
	svg_add(h->out, d, ++h->drawing_count, 0, 0, true);
	add(h, "</figure>\n");
}

static const struct block *
add_block(struct html *h, const struct sheet *s, const struct block *b)
{
	switch (b->kind) {
	case BLOCK_HEADING:
		add_heading(h, b);
		break;
	case BLOCK_PARA:
		add(h, "<p dir=\"auto\">");
		add_runs(h, &b->runs);
		add(h, "</p>\n");
		break;
	case BLOCK_ITEM:
		add_list(h, &b);
		break;
	case BLOCK_TABLE:
		add_table(h, b->table);
		break;
	case BLOCK_LABELLED:
		add_labelled(h, &b);
		break;
	case BLOCK_TALLY:
		add_tally(h, s);
		break;
	case BLOCK_DRAWING:
		add_drawing(h, b->drawing);
		break;
	}
	return b;
}

/* ---- whole ---- */

/* A wide table or drawing turns the whole paper: turned alone, it would leave what stands
 * before and behind it on pages of their own. */
static bool
is_wide(const struct sheet *s)
{
	for (const struct block *b = s->first; b; b = b->next)
		if ((b->kind == BLOCK_TABLE && b->table->column_count >= WIDE_COLUMNS) ||
		    (b->kind == BLOCK_DRAWING && b->drawing->width > WIDE_DRAWING))
			return true;
	return false;
}

static void
add_head(struct html *h, const struct sheet *s)
{
	add(h, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" "
	    "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	add_text(h, s->title);
	add(h, "</title>\n<style>\n");
	add(h, style);
	add(h, is_wide(s) ? "@page{size:A4 landscape}\n" : "@page{size:A4}\n");
	add(h, "@page{margin:17mm 16mm 18mm;\n"
	    "@bottom-left{font:8pt sans-serif;color:#444;width:80%;content:");
	add_css_str(h, s->sentence);
	add(h, "}\n@bottom-right{font:8pt sans-serif;color:#444;"
	    "content:counter(page) \" / \" counter(pages)}}\n"
	    "</style>\n</head>\n<body>\n<main>\n<header>\n<h1 dir=\"auto\">");
	add_text(h, s->title);
	add(h, "</h1>\n");
	if (s->sentence.len) {
		add(h, "<p class=\"view\" dir=\"auto\">");
		add_text(h, s->sentence);
		add(h, "</p>\n");
	}
	add(h, "</header>\n");
}

static void
add_notes(struct html *h, const struct sheet *s)
{
	size_t count = syms_count(s->footnotes);
	if (!count && !s->remarks)
		return;
	add(h, "<section class=\"notes\" aria-label=\"Notes\">\n");
	for (uint32_t i = 1; i <= count; i++) {
		buf_printf(h->out, i == 1 ? "<ol>\n<li id=\"n%u\" dir=\"auto\">" :
		    "<li id=\"n%u\" dir=\"auto\">", (unsigned)i);
		add_text(h, syms_str(s->footnotes, i));
		add(h, i == count ? "</li>\n</ol>\n" : "</li>\n");
	}
	for (const struct remark *r = s->remarks; r; r = r->next) {
		add(h, "<p dir=\"auto\">Note: ");
		add_text(h, r->text);
		add(h, "</p>\n");
	}
	add(h, "</section>\n");
}

static void
html_render(const sheet *s, const struct sheet_options *options, buf *out)
{
	(void)options;
	struct html h = { .out = out };
	add_head(&h, s);
	for (const struct block *b = s->first; b; b = b->next)
		b = add_block(&h, s, b);
	sections_close(&h, 1);
	add_notes(&h, s);
	add(&h, "</main>\n</body>\n</html>\n");
	map_done(&h.moved);
	map_done(&h.away);
}

const struct sheet_format format_html = {
	.name = "html",
	.endings = "html htm",
	.help = "one file for the browser and for A4 paper",
	.render = html_render,
};
