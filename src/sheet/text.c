/* text: a sheet for a terminal, a letter, a print-out in one fixed face.
 *
 * No line is wider than asked, nothing in the data reaches the terminal as a
 * control, and all that the page says it says in black and white.
 */
#include "sheet/flow.h"
#include "sheet/sheet_int.h"
#include "sheet/text_table.h"

enum { WIDTH_USUAL = 100, WIDTH_LEAST = 20 };

struct page {
	size_t width;
	bool colour;
	buf *out;
	struct flow_column pair[2];     /* for all that is a margin and words */
};

static void
line_end(struct page *p)
{
	buf_add_byte(p->out, '\n');
}

/* The flow's lines, all but the first indented; gives the widest. */
static size_t
print_flow(struct page *p, struct flow *f, size_t indent)
{
	size_t widest = 0;
	flow_wrap(f, p->width, p->width - indent);
	for (size_t i = 0; i < f->lines.count; i++) {
		size_t width = f->lines.at[i].width + (i ? indent : 0);
		buf_add_times(p->out, ' ', i ? indent : 0);
		flow_line(f, i, p->colour, p->out);
		line_end(p);
		widest = width > widest ? width : widest;
	}
	return widest;
}

static void
print_underlined(struct page *p, str text, char line)
{
	struct flow *f = &p->pair[0].flow;
	flow_str(f, RUN_STRONG, text);
	size_t widest = print_flow(p, f, 0);
	if (widest == 0)
		return;
	buf_add_times(p->out, line, widest);
	line_end(p);
}

static void
print_head(struct page *p, const struct sheet *s)
{
	struct flow *f = &p->pair[0].flow;
	print_underlined(p, s->title, '=');
	flow_str(f, RUN_PLAIN, s->sentence);
	print_flow(p, f, 0);
}

static void
print_heading(struct page *p, const struct block *b)
{
	struct flow *f = &p->pair[0].flow;
	if (b->level == 1) {
		print_underlined(p, b->text, '-');
		return;
	}
	flow_str(f, RUN_STRONG, b->text);
	print_flow(p, f, 0);
}

/* Cut between counts only, where it can be. */
static void
print_tally(struct page *p, const struct sheet *s)
{
	struct flow *f = &p->pair[0].flow;
	buf piece = { 0 };
	flow_clear(f);
	for (const struct count *c = s->counts; c; c = c->next) {
		buf_clear(&piece);
		buf_printf(&piece, "%.*s %lld", STR_ARG(c->label), (long long)c->count);
		if (c->next)
			buf_add(&piece, S(" |"));
		flow_add_tied(f, RUN_PLAIN, buf_str(&piece));
		flow_add(f, RUN_PLAIN, S(" "));
	}
	print_flow(p, f, 0);
	buf_done(&piece);
}

static void
print_item(struct page *p, const struct block *b)
{
	flow_str(&p->pair[0].flow, RUN_PLAIN, S("*"));
	flow_runs(&p->pair[1].flow, &b->runs);
	p->pair[0].width = 1;
	p->pair[1].width = p->width - 2;
	flow_columns(p->pair, 2, 1, p->colour, p->out);
}

/* Prints neighbours from `b` on and gives the last of them. */
static const struct block *
print_labelled(struct page *p, const struct block *b)
{
	struct flow *label = &p->pair[0].flow;
	size_t margin = 2, most = p->width / 4, gap = p->width < 60 ? 2 : 3;
	for (const struct block *n = b; n && n->kind == BLOCK_LABELLED; n = n->next) {
		flow_str(label, RUN_STRONG, n->text);
		margin = flow_width(label) > margin ? flow_width(label) : margin;
	}
	p->pair[0].width = margin < most ? margin : most;
	p->pair[1].width = p->width - p->pair[0].width - gap;
	for (;; b = b->next) {
		flow_str(label, RUN_STRONG, b->text);
		flow_runs(&p->pair[1].flow, &b->runs);
		flow_columns(p->pair, 2, gap, p->colour, p->out);
		if (!b->next || b->next->kind != BLOCK_LABELLED)
			return b;
	}
}

static const struct block *
print_block(struct page *p, const struct sheet *s, const struct block *b)
{
	struct flow *f = &p->pair[0].flow;
	switch (b->kind) {
	case BLOCK_HEADING:
		print_heading(p, b);
		break;
	case BLOCK_PARA:
		flow_runs(f, &b->runs);
		print_flow(p, f, 0);
		break;
	case BLOCK_ITEM:
		print_item(p, b);
		break;
	case BLOCK_TABLE:
		text_table(b->table, p->width, p->colour, p->out);
		break;
	case BLOCK_LABELLED:
		return print_labelled(p, b);
	case BLOCK_TALLY:
		print_tally(p, s);
		break;
	case BLOCK_DRAWING:
		break;
	}
	return b;
}

/* A blank line parts blocks, save items from items, and an underlined heading
 * from what it heads; a table's own header needs the air. */
static bool
is_parted(const struct block *before, const struct block *b)
{
	if (before->kind == BLOCK_ITEM && b->kind == BLOCK_ITEM)
		return false;
	return before->kind != BLOCK_HEADING || before->level > 1 ||
	    b->kind == BLOCK_TABLE || b->kind == BLOCK_HEADING;
}

static size_t
digits(size_t number)
{
	size_t count = 1;
	while (number /= 10)
		count++;
	return count;
}

static void
print_footnotes(struct page *p, const struct sheet *s)
{
	size_t count = syms_count(s->footnotes);
	buf mark = { 0 };
	if (count)
		line_end(p);
	p->pair[0].width = digits(count) + 2;
	p->pair[1].width = p->width - p->pair[0].width - 1;
	for (uint32_t i = 1; i <= count; i++) {
		buf_clear(&mark);
		buf_printf(&mark, "[%u]", (unsigned)i);
		flow_str(&p->pair[0].flow, RUN_PLAIN, buf_str(&mark));
		flow_str(&p->pair[1].flow, RUN_PLAIN, syms_str(s->footnotes, i));
		flow_columns(p->pair, 2, 1, p->colour, p->out);
	}
	buf_done(&mark);
}

static void
print_remarks(struct page *p, const struct sheet *s)
{
	struct flow *f = &p->pair[0].flow;
	if (s->remarks)
		line_end(p);
	for (const struct remark *r = s->remarks; r; r = r->next) {
		flow_str(f, RUN_PLAIN, S("Note: "));
		flow_add(f, RUN_PLAIN, r->text);
		print_flow(p, f, 2);
	}
}

static void
text_render(const sheet *s, const struct sheet_options *options, buf *out)
{
	struct page p = {
		.width = options->width ? options->width : WIDTH_USUAL,
		.colour = options->colour,
		.out = out,
	};
	if (p.width < WIDTH_LEAST)
		p.width = WIDTH_LEAST;
	print_head(&p, s);
	const struct block *before = NULL;
	for (const struct block *b = s->first; b; b = b->next) {
		if (b->kind == BLOCK_DRAWING)
			continue;
		if (before ? is_parted(before, b) : out->len > 0)
			line_end(&p);
		before = b = print_block(&p, s, b);
	}
	print_footnotes(&p, s);
	print_remarks(&p, s);
	flow_done(&p.pair[0].flow);
	flow_done(&p.pair[1].flow);
}

const struct sheet_format format_text = {
	.name = "text",
	.endings = "txt",
	.help = "for the terminal: wrapped and aligned",
	.render = text_render,
};
