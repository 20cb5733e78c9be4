#include "sheet/drawing.h"

#include <string.h>

#include "sheet/clean.h"
#include "sheet/sheet_int.h"
#include "sheet/width.h"

/* A column of text; sans-serif letters of 13 units are narrower on average. */
enum { COLUMN_WIDTH = 8 };

static int32_t
bounded(int64_t at)
{
	return at > DRAWING_MOST ? DRAWING_MOST : at < -DRAWING_MOST ? -DRAWING_MOST : (int32_t)at;
}

static uint32_t
size_bounded(uint32_t size)
{
	return size > DRAWING_MOST ? DRAWING_MOST : size;
}

drawing *
sheet_drawing(sheet *s, uint32_t width, uint32_t height, str title, str description)
{
	drawing *d = drawing_add(s);
	d->a = s->a;
	d->width = width ? size_bounded(width) : 1;
	d->height = height ? size_bounded(height) : 1;
	d->title = title;
	d->description = description;
	return d;
}

struct drawn *
drawn_add(drawing *d)
{
	struct drawn *new = ARENA_NEW(d->a, struct drawn);
	if (d->last)
		d->last->next = new;
	else
		d->first = new;
	d->last = new;
	d->drawn_count++;
	return new;
}

static struct drawn *
add(drawing *d, enum drawn_kind kind, enum draw_style style, const struct spot at[], size_t count)
{
	struct drawn *new = drawn_add(d);
	struct spot *spots = ARENA_ARRAY(d->a, struct spot, count);
	for (size_t i = 0; i < count; i++)
		spots[i] = (struct spot){ bounded(at[i].x), bounded(at[i].y) };
	new->kind = (uint8_t)kind;
	new->style = (uint8_t)style;
	new->at = spots;
	new->count = count;
	return new;
}

void
drawing_polyline(drawing *d, enum draw_style style, const struct spot at[], size_t count, bool has_head)
{
	add(d, has_head ? DRAWN_ARROW : DRAWN_LINE, style, at, count);
}

void
drawing_line(drawing *d, enum draw_style style, struct spot from, struct spot to)
{
	drawing_polyline(d, style, (struct spot[]){ from, to }, 2, false);
}

void
drawing_arrow(drawing *d, enum draw_style style, struct spot from, struct spot to)
{
	drawing_polyline(d, style, (struct spot[]){ from, to }, 2, true);
}

/* A box is its two corners. */
void
drawing_box(drawing *d, enum draw_style style, struct spot corner, uint32_t width, uint32_t height)
{
	struct spot other = { bounded((int64_t)bounded(corner.x) + size_bounded(width)),
			       bounded((int64_t)bounded(corner.y) + size_bounded(height)) };
	add(d, DRAWN_BOX, style, (struct spot[]){ corner, other }, 2);
}

/* A circle is its centre, and a place with the radius as its x. */
void
drawing_circle(drawing *d, enum draw_style style, struct spot centre, uint32_t radius)
{
	struct spot size = { (int32_t)size_bounded(radius), 0 };
	add(d, DRAWN_CIRCLE, style, (struct spot[]){ centre, size }, 2);
}

void
drawing_dot(drawing *d, enum draw_style style, struct spot centre)
{
	add(d, DRAWN_DOT, style, &centre, 1);
}

void
drawing_text(drawing *d, enum draw_style style, struct spot at, enum anchor anchor, str text)
{
	struct drawn *new = add(d, DRAWN_TEXT, style, &at, 1);
	new->anchor = (uint8_t)anchor;
	new->text = text;
}

/* The text as it will be shown, and where its clusters begin. */
static str
clean_clusters(arena *a, str text, struct clusters *ret_clusters)
{
	buf clean = { 0 };
	clean_add_str(&clean, text);
	str shown = arena_str(a, buf_str(&clean));
	buf_done(&clean);
	clusters_find(ret_clusters, shown);
	return shown;
}

uint32_t
drawing_width(str text)
{
	struct clusters clusters = { 0 };
	buf clean = { 0 };
	clean_add_str(&clean, text);
	size_t width = width_of(&clusters, buf_str(&clean)) * COLUMN_WIDTH;
	buf_done(&clean);
	clusters_done(&clusters);
	return width < DRAWING_MOST ? (uint32_t)width : DRAWING_MOST;
}

str
drawing_fit(arena *a, str text, uint32_t width)
{
	struct clusters clusters = { 0 };
	str shown = clean_clusters(a, text, &clusters);
	size_t used = 0, most = width / COLUMN_WIDTH, keep = 0, i = 0;
	for (; i < clusters.list.count && used <= most; i++) {
		const struct cluster *c = &clusters.list.at[i];
		if (used + 1 <= most)
			keep = c->at;
		used += c->width;
	}
	clusters_done(&clusters);
	if (used <= most)
		return shown;
	return arena_printf(a, "%.*s\xe2\x80\xa6", STR_ARG(str_trim(str_sub(shown, 0, keep))));
}
