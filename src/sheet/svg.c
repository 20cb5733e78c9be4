/* svg: the drawings of a sheet as one picture that needs nothing beside it.
 *
 * It runs nothing, refers to nothing, and names no font but the generic one.
 * Weight, dashes and fill tell the styles apart without colour.  The sheet's
 * title and whose view it is stand above, since a picture is passed on alone;
 * a sheet without a drawing says so in their company.  Numbers are whole or
 * have one digit behind the point, so that every machine prints the same.
 */
#include "sheet/svg.h"

#include <math.h>

#include "sheet/markup.h"
#include "sheet/sheet_int.h"

enum { MARGIN = 12, LEAST_WIDTH = 560 };

/* ---- shapes ---- */

static const struct look {
	const char *stroke;     /* of lines and edges */
	const char *fill;       /* of boxes and circles */
	const char *text;
	double head;            /* length of an arrow's head */
} looks[DRAW_STYLES] = {
	[DRAW_PLAIN] = { "stroke=\"#111\" stroke-width=\"1.2\"", "#fff", "fill=\"#111\"", 9 },
	[DRAW_STRONG] = { "stroke=\"#111\" stroke-width=\"2.8\"", "#e4e4e4", "fill=\"#111\" font-weight=\"700\"", 13 },
	[DRAW_QUIET] = { "stroke=\"#6b6b6b\" stroke-width=\"1.2\" stroke-dasharray=\"2 3\"", "none",
			 "fill=\"#595959\" font-style=\"italic\"", 8 },
	[DRAW_WARN] = { "stroke=\"#8c1616\" stroke-width=\"2.2\" stroke-dasharray=\"8 4\"", "#fff",
			"fill=\"#8c1616\" font-weight=\"700\"", 11 },
};

static const char *const anchors[ANCHORS] = { "start", "middle", "end" };

/* With one digit behind the point, where there is one to say. */
static void
add_tenths(buf *out, double number)
{
	long long tenths = llround(number * 10);
	buf_printf(out, "%s%lld", tenths < 0 ? "-" : "", (tenths < 0 ? -tenths : tenths) / 10);
	if (tenths % 10)
		buf_printf(out, ".%lld", (tenths < 0 ? -tenths : tenths) % 10);
}

static void
add_point(buf *out, double x, double y)
{
	add_tenths(out, x);
	buf_add_byte(out, ',');
	add_tenths(out, y);
}

/* The head of an arrow: its tip at the last place, and the line ends at its back. */
struct head { double x, y, along_x, along_y; };

static bool
find_head(const struct drawn *s, struct head *ret_head)
{
	size_t from = s->count;
	struct spot tip = s->count ? s->at[s->count - 1] : (struct spot){ 0 };
	while (from > 0 && s->at[from - 1].x == tip.x && s->at[from - 1].y == tip.y)
		from--;
	if (s->kind != DRAWN_ARROW || from == 0)
		return false;
	double x = (double)tip.x - s->at[from - 1].x, y = (double)tip.y - s->at[from - 1].y;
	double length = sqrt(x * x + y * y), head = looks[s->style].head;
	*ret_head = (struct head){ tip.x, tip.y, x / length * head, y / length * head };
	return true;
}

static void
add_polyline(buf *out, const struct drawn *s)
{
	struct head head;
	bool has_head = find_head(s, &head);
	buf_printf(out, "<polyline fill=\"none\" %s points=\"", looks[s->style].stroke);
	for (size_t i = 0; i < s->count; i++) {
		buf_add(out, i ? S(" ") : S(""));
		if (has_head && i + 1 == s->count)
			add_point(out, head.x - head.along_x * .8, head.y - head.along_y * .8);
		else
			add_point(out, s->at[i].x, s->at[i].y);
	}
	buf_add(out, S("\"/>\n"));
	if (!has_head)
		return;
	buf_printf(out, "<polygon %s points=\"", looks[s->style].text);
	add_point(out, head.x, head.y);
	for (int side = -1; side <= 1; side += 2) {
		buf_add_byte(out, ' ');
		add_point(out, head.x - head.along_x + side * head.along_y * .45,
			  head.y - head.along_y - side * head.along_x * .45);
	}
	buf_add(out, S("\"/>\n"));
}

static void
add_box(buf *out, const struct drawn *s)
{
	buf_printf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"3\" fill=\"%s\" %s/>\n", s->at[0].x,
		   s->at[0].y, s->at[1].x - s->at[0].x, s->at[1].y - s->at[0].y, looks[s->style].fill,
		   looks[s->style].stroke);
}

static void
add_circle(buf *out, struct spot at, int32_t radius, const char *fill, const char *stroke)
{
	buf_printf(out, "<circle cx=\"%d\" cy=\"%d\" r=\"%d\" fill=\"%s\" %s/>\n", at.x, at.y, radius, fill, stroke);
}

static void
add_dot(buf *out, const struct drawn *s)
{
	enum { CROSS = 4 };
	struct spot at = s->at[0];
	switch ((enum draw_style)s->style) {
	case DRAW_STRONG:
		add_circle(out, at, 5, "#111", "");
		break;
	case DRAW_QUIET:
		add_circle(out, at, 2, "#6b6b6b", "");
		break;
	case DRAW_WARN:
		buf_printf(out, "<path fill=\"none\" stroke=\"#8c1616\" stroke-width=\"2.2\" d=\"M%d %dL%d %dM%d %dL%d %d\"/>\n",
			   at.x - CROSS, at.y - CROSS, at.x + CROSS, at.y + CROSS, at.x - CROSS, at.y + CROSS,
			   at.x + CROSS, at.y - CROSS);
		break;
	default:
		add_circle(out, at, 4, "#fff", looks[DRAW_PLAIN].stroke);
	}
}

static void
add_text(buf *out, const struct drawn *s)
{
	buf_printf(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" %s>", s->at[0].x, s->at[0].y, anchors[s->anchor],
		   looks[s->style].text);
	if (s->style == DRAW_WARN && !str_starts(s->text, S("!")))
		buf_add(out, S("! "));
	markup_add(out, s->text);
	buf_add(out, S("</text>\n"));
}

static void
add_shape(buf *out, const struct drawn *s)
{
	switch ((enum drawn_kind)s->kind) {
	case DRAWN_LINE:
	case DRAWN_ARROW:
		add_polyline(out, s);
		break;
	case DRAWN_BOX:
		add_box(out, s);
		break;
	case DRAWN_CIRCLE:
		add_circle(out, s->at[0], s->at[1].x, looks[s->style].fill, looks[s->style].stroke);
		break;
	case DRAWN_DOT:
		add_dot(out, s);
		break;
	case DRAWN_TEXT:
		add_text(out, s);
		break;
	}
}

/* ---- one drawing ---- */

static void
add_words(buf *out, str title, str description, unsigned number)
{
	buf_printf(out, "<title id=\"t%u\">", number);
	markup_add(out, title);
	buf_printf(out, "</title>\n<desc id=\"d%u\">", number);
	markup_add(out, description);
	buf_add(out, S("</desc>\n"));
}

static void
add_opening(buf *out, uint32_t width, uint32_t height)
{
	buf_printf(out, "width=\"%u\" height=\"%u\" viewBox=\"0 0 %u %u\" font-family=\"sans-serif\" font-size=\"%d\"",
		   width, height, width, height, DRAWING_TEXT);
}

void
svg_add(buf *out, const drawing *d, unsigned number, uint32_t x, uint32_t y, bool inline_)
{
	if (inline_)
		buf_add(out, S("<svg "));
	else
		buf_printf(out, "<svg x=\"%u\" y=\"%u\" ", x, y);
	add_opening(out, d->width, d->height);
	buf_printf(out, " role=\"img\" aria-labelledby=\"t%u d%u\">\n", number, number);
	add_words(out, d->title, d->description, number);
	for (const struct drawn *s = d->first; s; s = s->next)
		add_shape(out, s);
	buf_add(out, S("</svg>\n"));
}

/* ---- the whole ---- */

struct page { buf body; uint32_t width, y; };

/* As many words as fit, one at least. */
static str
line_next(str *rest, uint32_t width)
{
	size_t end = 0;
	uint32_t used = 0;
	while (end < rest->len) {
		str more = str_sub(*rest, end + 1, rest->len);
		size_t next = end + 1 + str_find(more, ' ');
		used += drawing_width(str_sub(*rest, end, next));
		if (end && used > width)
			break;
		end = next;
	}
	str line = str_sub(*rest, 0, end);
	*rest = str_trim(str_sub(*rest, end, rest->len));
	return line;
}

static void
add_lines(struct page *p, str text, const char *look, uint32_t leading)
{
	text = str_trim(text);
	while (text.len) {
		p->y += leading;
		buf_printf(&p->body, "<text x=\"%d\" y=\"%u\" %s>", MARGIN, p->y, look);
		markup_add(&p->body, line_next(&text, p->width - 2 * MARGIN));
		buf_add(&p->body, S("</text>\n"));
	}
}

/* Gives how many drawings there are. */
static unsigned
add_drawings(struct page *p, const sheet *s)
{
	unsigned count = 0;
	for (const struct block *b = s->first; b; b = b->next) {
		if (b->kind != BLOCK_DRAWING)
			continue;
		const drawing *d = b->drawing;
		p->y += MARGIN;
		add_lines(p, d->title, "fill=\"#111\" font-weight=\"700\"", DRAWING_LINE);
		p->y += MARGIN / 2;
		svg_add(&p->body, d, ++count, MARGIN, p->y, false);
		p->y += d->height;
	}
	return count;
}

static void
svg_render(const sheet *s, const struct sheet_options *options, buf *out)
{
	(void)options;
	struct page p = { .width = LEAST_WIDTH, .y = MARGIN };
	for (const struct block *b = s->first; b; b = b->next)
		if (b->kind == BLOCK_DRAWING && b->drawing->width + 2 * MARGIN > p.width)
			p.width = b->drawing->width + 2 * MARGIN;
	add_lines(&p, s->title, "fill=\"#111\" font-weight=\"700\" font-size=\"15\"", DRAWING_LINE);
	add_lines(&p, s->sentence, "fill=\"#444\"", DRAWING_LINE);
	str none = S("This answer has no drawing: text, html or md print it in words.");
	bool is_empty = add_drawings(&p, s) == 0;
	if (is_empty)
		add_lines(&p, none, "fill=\"#111\"", 2 * DRAWING_LINE);
	p.y += MARGIN;
	buf_add(out, S("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "));
	add_opening(out, p.width, p.y);
	buf_add(out, S(" role=\"img\" aria-labelledby=\"t0 d0\">\n"));
	add_words(out, s->title, is_empty ? none : s->sentence, 0);
	buf_printf(out, "<rect width=\"%u\" height=\"%u\" fill=\"#fff\"/>\n", p.width, p.y);
	buf_add(out, buf_str(&p.body));
	buf_add(out, S("</svg>\n"));
	buf_done(&p.body);
}

const struct sheet_format format_svg = {
	.name = "svg",
	.endings = "svg",
	.help = "the drawings of an answer that has one, as a picture",
	.render = svg_render,
};
