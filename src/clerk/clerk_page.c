/* The findings as a page: each report whole, with what the entries rest on marked, and the
 * entries beside it. One file that loads nothing and runs nothing; it prints. What colour says
 * is said in shape too: a source is bold, a cue in italics, what was said underlined. */

#include "clerk/clerk.h"
#include "sheet/markup.h"

enum mark { MARK_SOURCE = 1, MARK_CUE = 2, MARK_CONTENT = 4, MARK_EVENT = 8, MARK_DATE = 16 };

static const char style[] =
	":root{color-scheme:light dark}*{box-sizing:border-box}\n"
	"body{margin:0;background:#fff;color:#111;font:15px/1.5 system-ui,-apple-system,\"Segoe UI\",\"Noto Sans\",\"Liberation Sans\","
	"\"DejaVu Sans\",Arial,sans-serif}\n"
	"main{max-width:80rem;margin:0 auto;padding:2rem}\n"
	"h1{font:600 1.45rem/1.25 Georgia,\"Noto Serif\",\"Liberation Serif\",\"DejaVu Serif\",serif;margin:0 0 .3rem}\n"
	".quiet{color:#595959}\n"
	".row{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 2.2rem;border-top:1px solid #ddd;padding:.55rem 0;break-inside:avoid}\n"
	".row>p{margin:0;font-family:Georgia,\"Noto Serif\",\"Liberation Serif\",\"DejaVu Serif\",serif;overflow-wrap:anywhere}\n"
	"ol{margin:0;padding:0;list-style:none}\n"
	"li{margin:0 0 .6rem;padding-inline-start:2.2rem;position:relative}\n"
	"li>b{position:absolute;inset-inline-start:0;min-width:1.8rem;text-align:end}\n"
	"pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;font:12.5px/1.4 ui-monospace,\"DejaVu Sans Mono\",\"Liberation Mono\",monospace}\n"
	".doubt{color:#8c1616;font-size:.88em}\n"
	"sup{font:600 .68em/1 system-ui,sans-serif}sup a,li>b a{color:inherit;text-decoration:none}\n"
	".s{font-weight:700;color:#0b3d6b}.c{font-style:italic;color:#6b3d0b}\n"
	".k{text-decoration:underline;text-decoration-thickness:.06em;text-underline-offset:.18em;text-decoration-color:#7a8a7a}\n"
	".e{background:#f3f0e0}.d{border-bottom:1px dotted #111}\n"
	".off p{color:#595959;font-style:italic}\n"
	"li:target{background:#fff6cc}\n"
	"@media (max-width:50rem){.row{grid-template-columns:1fr}main{padding:1rem}}\n"
	"@media (prefers-color-scheme:dark){body{background:#15171a;color:#e8e8e8}.row{border-color:#33373c}.quiet,.off p{color:#a0a4a8}"
	".s{color:#9cc8f2}.c{color:#e3b483}.e{background:#2b2a20}.d{border-color:#e8e8e8}.doubt{color:#f29a9a}li:target{background:#3a3413}}\n"
	"@media print{main{max-width:none;padding:0}body{font-size:10pt}}\n";

struct page {
	const clerk *c;
	const struct clerk_report *r;
	uint8_t *marks;         /* by token */
	uint32_t *first, *next; /* of a token: 1 + the first finding that begins there; of a finding: the one behind it */
	uint32_t *number;       /* of a finding: its number in its report */
	uint32_t *last, *before;        /* of a report: 1 + its last finding; of a finding: the one before it */
	buf *out;
};

static void
mark(struct page *p, struct run run, unsigned mark)
{
	for (uint32_t i = run.from; i < run.to; i++)
		p->marks[i] |= (uint8_t)mark;
}

static void
mark_all(struct page *p, size_t report)
{
	for (uint32_t i = p->last[report]; i; i = p->before[i - 1]) {
		const struct finding *f = &p->c->findings[i - 1];
		if (f->content_count == 0)
			mark(p, f->run, MARK_EVENT);
		mark(p, f->speaker, MARK_SOURCE);
		mark(p, f->cue, MARK_CUE);
		for (unsigned k = 0; k < f->content_count; k++)
			mark(p, f->contents[k], MARK_CONTENT);
	}
	for (size_t i = 0; i < p->r->evidence.date_count; i++)
		mark(p, p->r->evidence.dates[i].run, MARK_DATE);
}

/* Numbers in the order of the text, whatever the order of the findings. */
static void
number_all(struct page *p, size_t report)
{
	uint32_t number = 0;
	for (uint32_t i = p->last[report]; i; i = p->before[i - 1]) {
		uint32_t *first = &p->first[p->c->findings[i - 1].run.from];
		p->next[i - 1] = *first;
		*first = i;
	}
	for (size_t t = 0; t < p->r->report.token_count; t++)
		for (uint32_t i = p->first[t]; i; i = p->next[i - 1])
			p->number[i - 1] = ++number;
}

static void
open_span(unsigned marks, buf *out)
{
	static const char letters[] = "sckde";
	static const unsigned order[] = { MARK_SOURCE, MARK_CUE, MARK_CONTENT, MARK_DATE, MARK_EVENT };
	buf_add(out, S("<span class=\""));
	for (unsigned i = 0, n = 0; i < 5; i++)
		if (marks & order[i])
			buf_printf(out, "%s%c", n++ ? " " : "", letters[i]);
	buf_add(out, S("\">"));
}

static void
add_words(struct page *p, size_t report, struct run run)
{
	unsigned open = 0;
	for (uint32_t i = run.from; i < run.to; i++) {
		const struct token *t = &p->r->report.tokens[i];
		bool is_apart = i > run.from && !(t->flags & TOKEN_GLUED);
		if (open && (p->marks[i] != open || p->first[i])) {
			buf_add(p->out, S("</span>"));
			open = 0;
		}
		if (is_apart)
			buf_add_byte(p->out, ' ');
		for (uint32_t f = p->first[i]; f; f = p->next[f - 1])
			buf_printf(p->out, "<sup><a href=\"#e%zu-%u\">%u</a>%s</sup>", report + 1, p->number[f - 1], p->number[f - 1],
				   p->next[f - 1] ? "," : "&#8239;");
		if (!open && p->marks[i]) {
			open = p->marks[i];
			open_span(open, p->out);
		}
		markup_add(p->out, t->text);
	}
	if (open)
		buf_add(p->out, S("</span>"));
}

static void
add_entry(struct page *p, size_t report, const struct finding *f, uint32_t number)
{
	buf_printf(p->out, "<li id=\"e%zu-%u\"><b>%u</b> <span class=\"quiet\">%s, %.2f</span>", report + 1, number, number,
		   finding_kind_names[f->kind], (double)f->confidence);
	if (f->doubt) {
		buf_add(p->out, S(" <span class=\"doubt\">"));
		markup_add(p->out, str_of(f->doubt));
		buf_add(p->out, S("</span>"));
	}
	if (finding_is_told_elsewhere(f)) {
		uint32_t other = f->same_as ? p->c->findings[f->same_as - 1].report + 1 : p->r->copy_of;
		buf_add(p->out, S(" <span class=\"quiet\">(the same stands in "));
		markup_add(p->out, p->c->reports[other - 1].id);
		buf_add(p->out, S(")</span>"));
	}
	buf_add(p->out, S("<pre>"));
	str line, rest = str_trim(f->minutes);
	while (rest.len > 0) {
		str_cut(rest, '\n', &line, &rest);
		markup_add(p->out, line);
		if (rest.len > 0)
			buf_add_byte(p->out, '\n');
	}
	buf_add(p->out, S("</pre></li>\n"));
}

static void
add_paragraph(struct page *p, size_t report, const struct paragraph *paragraph)
{
	bool is_body = paragraph->zone == ZONE_BODY;
	buf_printf(p->out, "<div class=\"row%s\"><p dir=\"auto\">", is_body ? "" : " off");
	add_words(p, report, paragraph->run);
	buf_add(p->out, S("</p><ol>"));
	for (uint32_t t = paragraph->run.from; t < paragraph->run.to; t++)
		for (uint32_t i = p->first[t]; i; i = p->next[i - 1])
			add_entry(p, report, &p->c->findings[i - 1], p->number[i - 1]);
	buf_add(p->out, is_body ? S("</ol></div>\n") : S("<li class=\"quiet\">no evidence</li></ol></div>\n"));
}

/* Which file it is, of which day, and whose copy. */
static void
add_heading(struct page *p)
{
	str name = p->r->report.name;
	size_t slash = name.len;
	while (slash > 0 && name.at[slash - 1] != '/')
		slash--;
	buf_add(p->out, S("<section><h1>"));
	markup_add(p->out, p->r->id);
	buf_add(p->out, S(": "));
	markup_add(p->out, str_sub(name, slash, name.len));
	buf_add(p->out, S(", "));
	markup_add(p->out, p->r->anchor.is_known ? p->r->day : S("without a date"));
	buf_add(p->out, S("</h1>\n"));
	if (p->r->copy_of) {
		buf_add(p->out, p->r->is_whole_copy ? S("<p>A copy of ") : S("<p>Holds the story of "));
		markup_add(p->out, p->c->reports[p->r->copy_of - 1].id);
		buf_add(p->out, S(".</p>\n"));
	}
	buf_add(p->out, S("<p class=\"quiet\">Draft minutes for a person to confirm. <span class=\"s\">Who</span> <span class=\"c\">says</span> "
			  "<span class=\"k\">what</span>; <span class=\"e\">what is told</span>; <span class=\"d\">when</span>.</p>\n"));
}

static void
add_report(struct page *p, size_t report)
{
	const clerk *c = p->c;
	p->r = &c->reports[report];
	p->marks = arena_get(c->a, p->r->report.token_count + 1);
	p->first = ARENA_ARRAY(c->a, uint32_t, p->r->report.token_count + 1);
	mark_all(p, report);
	number_all(p, report);
	add_heading(p);
	for (size_t i = 0; i < p->r->report.paragraph_count; i++)
		add_paragraph(p, report, &p->r->report.paragraphs[i]);
	buf_add(p->out, S("</section>\n"));
}

/* What all reports share: which findings are whose, but for those that no entry comes of. */
static struct page
page_of(const clerk *c, buf *out)
{
	struct page p = { .c = c, .out = out };
	p.next = ARENA_ARRAY(c->a, uint32_t, c->finding_count + 1);
	p.number = ARENA_ARRAY(c->a, uint32_t, c->finding_count + 1);
	p.before = ARENA_ARRAY(c->a, uint32_t, c->finding_count + 1);
	p.last = ARENA_ARRAY(c->a, uint32_t, c->report_count + 1);
	for (size_t i = 0; i < c->finding_count; i++) {
		if (c->findings[i].kind == FINDING_EDITORIAL)
			continue;
		p.before[i] = p.last[c->findings[i].report];
		p.last[c->findings[i].report] = (uint32_t)i + 1;
	}
	return p;
}

void
clerk_page(const clerk *c, buf *out)
{
	struct page p = page_of(c, out);
	buf_add(out, S("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\n"
		       "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
		       "<title>Draft minutes of press reports</title>\n<style>\n"));
	buf_add(out, str_of(style));
	buf_add(out, S("</style></head><body><main>\n"));
	for (size_t i = 0; i < c->report_count; i++)
		add_report(&p, i);
	buf_add(out, S("</main></body></html>\n"));
}
