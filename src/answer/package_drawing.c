/* The graph of points, drawn.
 *
 * Consents are drawn as arrows from point to point with the name of who gives
 * it.  What waits stands left of what it waits for, in columns by the longest
 * way (Sugiyama, Tagawa, Toda, Methods for Visual Understanding of Hierarchical
 * System Structures, 1981): an arrow over several columns bends at a place that
 * is kept free for it in each, and the order in a column is that of the means of
 * the neighbours, swept to and fro a few times.  Points that wait for one another
 * stand in one column, one below the other; where it is consents that wait for one
 * another, and not only points, the arrows between them are heavy.
 */
#include <stdlib.h>
#include <string.h>

#include "answer/lines.h"
#include "answer/package.h"
#include "sheet/drawing.h"

enum {
	MARGIN = 14, BOX_WIDTH = 156, BOX_HEIGHT = 44, GAP_X = 72, GAP_INSIDE = 36, GAP_Y = 22, BEND_HEIGHT = 12,
	SWEEPS = 8, SPOTS_MOST = 150, ARROWS_MOST = 600, ARC_LEAST = 10, ARC_STEP = 7, ARC_LANES = 4, LABEL_WIDTH = 66,
};

/* A point or an event in the picture. */
struct spot_of { uint32_t node; size_t unit; int32_t x, y; };

struct arrow {
	uint32_t from, to;
	str label;
	bool is_warn;
	bool is_heavy;          /* part of what waits for itself in the end */
	size_t first_bend, bend_count;
};

/* What stands in a column as one: a point, those that wait for one another, or a bend. */
struct unit {
	uint32_t column, height;
	size_t first_spot, count;       /* into members; none of a bend */
	double place;                   /* the mean of its neighbours' */
	int32_t y;
};

struct sketch {
	const struct package *p;
	arena *a;
	uint32_t *number;               /* by node of the package: 1 + its spot, or 0 */
	LIST(struct spot_of) spots;
	LIST(struct arrow) arrows;
	LIST(struct unit) units;
	LIST(size_t) members;           /* spots, by unit */
	LIST(size_t) bends;             /* units, by arrow */
	LIST(struct { size_t left, right; }) ties;      /* units in neighbouring columns */
	conditions *columns;            /* the same graph, for sets and layers */
	uint32_t column_count;
	size_t **order;                 /* by column: its units */
	size_t *order_count;
	double *means, *counts;         /* by unit: scratch */
};

/* ---- what is drawn ---- */

static uint32_t
spot_at(struct sketch *k, uint32_t node)
{
	if (!k->number[node]) {
		*LIST_ADD(&k->spots) = (struct spot_of){ .node = node };
		k->number[node] = (uint32_t)k->spots.count;
		conditions_event(k->columns);
	}
	return k->number[node];
}

/* Is it, or a consent to it, among what waits for itself in the end? */
static bool
is_in_set(const struct package *p, uint32_t node)
{
	bool is = p->c->nodes.at[node].set != 0;
	for (uint32_t n = p->c->nodes.at[node].consents; n; n = p->c->nodes.at[n].next_consent)
		is = is || p->c->nodes.at[n].set;
	return is;
}

/* The point that a node is about, or the node itself. */
static uint32_t
drawn_as(const struct package *p, uint32_t node)
{
	return p->c->nodes.at[node].point ? p->c->nodes.at[node].point : node;
}

static void
arrow_add(struct sketch *k, uint32_t from, uint32_t to, str label, bool is_warn, bool is_heavy)
{
	for (size_t i = 0; i < k->arrows.count; i++) {
		struct arrow *old = &k->arrows.at[i];
		if (old->from != from || old->to != to || old->is_warn != is_warn)
			continue;
		if (str_find_str(old->label, label) == old->label.len)
			old->label = arena_printf(k->a, "%.*s, %.*s", STR_ARG(old->label), STR_ARG(label));
		old->is_heavy = old->is_heavy || is_heavy;
		return;
	}
	*LIST_ADD(&k->arrows) = (struct arrow){ .from = from, .to = to, .label = label, .is_warn = is_warn,
						  .is_heavy = is_heavy };
	conditions_need(k->columns, from, to, false);
}

/* More than a picture can show. */
static bool
is_too_much(const struct sketch *k)
{
	return k->spots.count > SPOTS_MOST || k->arrows.count > ARROWS_MOST;
}

static void
find_arrows(struct sketch *k)
{
	const struct package *p = k->p;
	for (uint32_t i = 0; i < p->c->needs.count && !is_too_much(k); i++) {
		const struct need *n = &p->c->needs.at[i];
		uint32_t of = p->giving_of.at[i], from = drawn_as(p, n->node), to = drawn_as(p, n->what);
		if (!of || !n->is_open || from == to)
			continue;
		const struct giving *g = &p->givings.at[of];
		str label = g->holder ? talks_actor_token(p->ask->t, g->holder) : S("");
		if (n->negated)
			label = arena_printf(k->a, "%.*s: not", STR_ARG(label));
		bool is_warn = n->negated || p->c->nodes.at[n->what].is_stuck;
		uint32_t a = spot_at(k, from), b = spot_at(k, to);
		uint32_t set = p->c->nodes.at[n->node].set;
		arrow_add(k, a, b, label, is_warn, !n->negated && set && set == p->c->nodes.at[n->what].set);
	}
	for (uint32_t n = 1; n <= p->board_count && k->spots.count; n++)
		if (p->c->nodes.at[n].is_stuck)
			spot_at(k, n);
}

/* ---- columns ---- */

static uint32_t
column_of(const struct sketch *k, uint32_t layer)
{
	return k->column_count - 1 - layer;
}

static void
unit_add(struct sketch *k, uint32_t column, const size_t *spots, size_t count)
{
	struct unit *u = LIST_ADD(&k->units);
	u->column = column;
	u->first_spot = k->members.count;
	u->count = count;
	u->height = count ? (uint32_t)(count * BOX_HEIGHT + (count - 1) * GAP_INSIDE) : BEND_HEIGHT;
	for (size_t i = 0; i < count; i++) {
		*LIST_ADD(&k->members) = spots[i];
		k->spots.at[spots[i]].unit = k->units.count - 1;
	}
}

static void
make_units(struct sketch *k)
{
	const conditions *c = k->columns;
	for (uint32_t n = 1; n < c->nodes.count; n++)
		if (c->nodes.at[n].layer >= k->column_count)
			k->column_count = c->nodes.at[n].layer + 1;
	for (uint32_t n = 1; n < c->nodes.count; n++) {
		uint32_t set = c->nodes.at[n].set;
		const struct node_set *of = set ? &c->sets.at[set - 1] : NULL;
		size_t *spots = ARENA_ARRAY(k->a, size_t, of ? of->count : 1);
		if (of && of->nodes[0] != n)
			continue;
		spots[0] = n - 1;
		for (size_t i = 0; of && i < of->count; i++)
			spots[i] = of->nodes[i] - 1;
		unit_add(k, column_of(k, c->nodes.at[n].layer), spots, of ? of->count : 1);
	}
}

static size_t
unit_of(const struct sketch *k, uint32_t spot)
{
	return k->spots.at[spot - 1].unit;
}

static void
tie(struct sketch *k, size_t left, size_t right)
{
	LIST_ADD(&k->ties);
	k->ties.at[k->ties.count - 1].left = left;
	k->ties.at[k->ties.count - 1].right = right;
}

/* A bend in each column that an arrow passes. */
static void
make_bends(struct sketch *k)
{
	for (size_t i = 0; i < k->arrows.count; i++) {
		struct arrow *a = &k->arrows.at[i];
		size_t left = unit_of(k, a->from), right = unit_of(k, a->to);
		a->first_bend = k->bends.count;
		if (left == right)
			continue;
		for (uint32_t column = k->units.at[left].column + 1; column < k->units.at[right].column; column++) {
			unit_add(k, column, NULL, 0);
			*LIST_ADD(&k->bends) = k->units.count - 1;
			tie(k, a->bend_count++ ? k->units.count - 2 : left, k->units.count - 1);
		}
		tie(k, a->bend_count ? k->units.count - 1 : left, right);
	}
}

static void
fill_columns(struct sketch *k)
{
	k->means = ARENA_ARRAY(k->a, double, k->units.count);
	k->counts = ARENA_ARRAY(k->a, double, k->units.count);
	k->order = ARENA_ARRAY(k->a, size_t *, k->column_count);
	k->order_count = ARENA_ARRAY(k->a, size_t, k->column_count);
	for (size_t u = 0; u < k->units.count; u++)
		k->order_count[k->units.at[u].column]++;
	for (uint32_t column = 0; column < k->column_count; column++) {
		k->order[column] = ARENA_ARRAY(k->a, size_t, k->order_count[column]);
		k->order_count[column] = 0;
	}
	for (size_t u = 0; u < k->units.count; u++) {
		uint32_t column = k->units.at[u].column;
		k->order[column][k->order_count[column]++] = u;
	}
}

/* ---- the order in each column ---- */

struct placed { double place; size_t before, unit; };

static int
by_place(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	if (x->place < y->place || x->place > y->place)
		return x->place < y->place ? -1 : 1;
	return x->before < y->before ? -1 : x->before > y->before;
}

/* Of the neighbours on one side, into k->means for the units of the column. */
static void
find_means(struct sketch *k, uint32_t column, bool from_left, const double *places)
{
	for (size_t i = 0; i < k->order_count[column]; i++)
		k->means[k->order[column][i]] = k->counts[k->order[column][i]] = 0;
	for (size_t i = 0; i < k->ties.count; i++) {
		size_t u = from_left ? k->ties.at[i].right : k->ties.at[i].left;
		size_t v = from_left ? k->ties.at[i].left : k->ties.at[i].right;
		if (k->units.at[u].column != column)
			continue;
		k->means[u] += places[v];
		k->counts[u]++;
	}
	for (size_t i = 0; i < k->order_count[column]; i++) {
		size_t u = k->order[column][i];
		k->means[u] = k->counts[u] > 0 ? k->means[u] / k->counts[u] : places[u];
	}
}

static void
sort_columns(struct sketch *k)
{
	double *places = ARENA_ARRAY(k->a, double, k->units.count);
	struct placed *placed = ARENA_ARRAY(k->a, struct placed, k->units.count);
	for (uint32_t column = 0; column < k->column_count; column++)
		for (size_t i = 0; i < k->order_count[column]; i++)
			places[k->order[column][i]] = (double)i;
	for (unsigned sweep = 0; sweep < SWEEPS; sweep++)
		for (uint32_t i = 0; i < k->column_count; i++) {
			uint32_t column = sweep % 2 ? i : k->column_count - 1 - i;
			find_means(k, column, sweep % 2, places);
			for (size_t n = 0; n < k->order_count[column]; n++)
				placed[n] = (struct placed){ k->means[k->order[column][n]], n, k->order[column][n] };
			qsort(placed, k->order_count[column], sizeof *placed, by_place);
			for (size_t n = 0; n < k->order_count[column]; n++) {
				k->order[column][n] = placed[n].unit;
				places[placed[n].unit] = (double)n;
			}
		}
}

/* ---- places ---- */

/* As near to the middle of its neighbours on the right as those above it let it be. */
static void
place_column(struct sketch *k, uint32_t column, double *middles)
{
	int32_t y = MARGIN;
	find_means(k, column, false, middles);
	for (size_t i = 0; i < k->order_count[column]; i++) {
		struct unit *u = &k->units.at[k->order[column][i]];
		int32_t wanted = (int32_t)(k->means[k->order[column][i]] - u->height / 2.0);
		u->y = wanted > y ? wanted : y;
		middles[k->order[column][i]] = u->y + u->height / 2.0;
		y = u->y + (int32_t)u->height + GAP_Y;
	}
}

static int32_t
column_x(uint32_t column)
{
	return MARGIN + ARC_LEAST + ARC_LANES * ARC_STEP + (int32_t)column * (BOX_WIDTH + GAP_X);
}

/* Gives the height of all. */
static int32_t
place_all(struct sketch *k)
{
	int32_t height = 0;
	double *middles = ARENA_ARRAY(k->a, double, k->units.count);
	for (uint32_t column = k->column_count; column-- > 0;)
		place_column(k, column, middles);
	for (size_t i = 0; i < k->units.count; i++) {
		const struct unit *u = &k->units.at[i];
		for (size_t n = 0; n < u->count; n++) {
			struct spot_of *s = &k->spots.at[k->members.at[u->first_spot + n]];
			s->x = column_x(u->column);
			s->y = u->y + (int32_t)n * (BOX_HEIGHT + GAP_INSIDE);
		}
		if (u->y + (int32_t)u->height > height)
			height = u->y + (int32_t)u->height;
	}
	return height;
}

/* ---- drawing ---- */

static bool
is_joined(const struct sketch *k, const struct arrow *a)
{
	return unit_of(k, a->from) == unit_of(k, a->to);
}

static void
draw_label(struct sketch *k, drawing *d, struct spot at, enum anchor anchor, str label)
{
	drawing_text(d, DRAW_QUIET, at, anchor, drawing_fit(k->a, label, LABEL_WIDTH));
}

/* From side to side, by the bends. */
static void
draw_across(struct sketch *k, drawing *d, const struct arrow *a)
{
	const struct spot_of *from = &k->spots.at[a->from - 1], *to = &k->spots.at[a->to - 1];
	struct spot *way = ARENA_ARRAY(k->a, struct spot, 2 * a->bend_count + 2);
	size_t count = 0;
	way[count++] = (struct spot){ from->x + BOX_WIDTH, from->y + BOX_HEIGHT / 2 };
	for (size_t i = 0; i < a->bend_count; i++) {
		const struct unit *u = &k->units.at[k->bends.at[a->first_bend + i]];
		int32_t x = column_x(u->column), y = u->y + BEND_HEIGHT / 2;
		way[count++] = (struct spot){ x, y };
		way[count++] = (struct spot){ x + BOX_WIDTH, y };
	}
	way[count++] = (struct spot){ to->x, to->y + BOX_HEIGHT / 2 };
	drawing_polyline(d, a->is_warn ? DRAW_WARN : DRAW_PLAIN, way, count, true);
	struct spot label = { way[0].x + (way[1].x - way[0].x) * 3 / 10, way[0].y + (way[1].y - way[0].y) * 3 / 10 - 5 };
	draw_label(k, d, label, ANCHOR_START, a->label);
}

/* Between two that wait for one another: straight where they are neighbours, else around. */
static void
draw_joined(struct sketch *k, drawing *d, const struct arrow *a, unsigned lane)
{
	const struct spot_of *from = &k->spots.at[a->from - 1], *to = &k->spots.at[a->to - 1];
	enum draw_style style = a->is_warn ? DRAW_WARN : a->is_heavy ? DRAW_STRONG : DRAW_PLAIN;
	bool down = to->y > from->y;
	int32_t apart = down ? to->y - from->y : from->y - to->y;
	if (apart == BOX_HEIGHT + GAP_INSIDE) {
		int32_t x = from->x + BOX_WIDTH / 2 + (down ? -16 : 16);
		struct spot start = { x, down ? from->y + BOX_HEIGHT : from->y }, end = { x, down ? to->y : to->y + BOX_HEIGHT };
		drawing_arrow(d, style, start, end);
		draw_label(k, d, (struct spot){ x + (down ? -7 : 7), (start.y + end.y) / 2 + 5 }, down ? ANCHOR_END : ANCHOR_START,
			   a->label);
		return;
	}
	int32_t edge = down ? from->x + BOX_WIDTH : from->x, out = ARC_LEAST + ARC_STEP * (int32_t)(lane % ARC_LANES);
	int32_t x = down ? edge + out : edge - out, dy = down ? 8 : -8;
	struct spot way[] = { { edge, from->y + BOX_HEIGHT / 2 + dy }, { x, from->y + BOX_HEIGHT / 2 + dy + (down ? 10 : -10) },
			      { x, to->y + BOX_HEIGHT / 2 - dy - (down ? 10 : -10) }, { edge, to->y + BOX_HEIGHT / 2 - dy } };
	drawing_polyline(d, style, way, 4, true);
}

/* As much as fits, at a blank; the rest stays in `rest`. */
static str
cut_line(str *rest, uint32_t width)
{
	size_t end = 0;
	for (size_t i = 1; i <= rest->len; i++)
		if ((i == rest->len || rest->at[i] == ' ') && drawing_width(str_sub(*rest, 0, i)) <= width)
			end = i;
	if (!end)
		end = rest->len;
	str line = str_sub(*rest, 0, end);
	*rest = str_trim(str_sub(*rest, end, rest->len));
	return line;
}

static void
draw_box(struct sketch *k, drawing *d, const struct spot_of *s)
{
	const struct package *p = k->p;
	const struct node_words *w = &p->nodes.at[s->node];
	bool is_set = is_in_set(p, s->node), is_stuck = p->c->nodes.at[s->node].is_stuck;
	enum draw_style style = is_stuck ? DRAW_WARN : is_set ? DRAW_STRONG : w->point ? DRAW_PLAIN : DRAW_QUIET;
	uint32_t inside = BOX_WIDTH - 16;
	int32_t x = s->x + 8, y = s->y + 18;
	drawing_box(d, style, (struct spot){ s->x, s->y }, BOX_WIDTH, BOX_HEIGHT);
	str rest = w->point ? talks_point_title(p->ask->t, w->point) : w->words;
	str first = w->point ? w->words : cut_line(&rest, inside);
	drawing_text(d, is_stuck ? DRAW_WARN : w->point ? DRAW_STRONG : DRAW_PLAIN, (struct spot){ x, y }, ANCHOR_START,
		     drawing_fit(k->a, first, is_stuck ? inside - 16 : inside));
	drawing_text(d, DRAW_PLAIN, (struct spot){ x, y + DRAWING_LINE }, ANCHOR_START, drawing_fit(k->a, rest, inside));
}

/* Every arrow in words. */
static str
describe(const struct sketch *k)
{
	buf text = { 0 };
	for (size_t i = 0; i < k->arrows.count; i++) {
		const struct arrow *a = &k->arrows.at[i];
		str from = k->p->nodes.at[k->spots.at[a->from - 1].node].words, to = k->p->nodes.at[k->spots.at[a->to - 1].node].words;
		buf_printf(&text, "%s%.*s waits for %.*s (%.*s).", i ? " " : "", STR_ARG(from), STR_ARG(to),
			   STR_ARG(a->label));
	}
	return line_keep(k->a, &text);
}

static void
draw_legend(drawing *d, int32_t y)
{
	static const char *const lines[] = {
		"An arrow leads from what waits to what it waits for; beside it, who says so.",
		"Heavy and grey: they wait for one another. Dashed, with !: it cannot close here.",
		"Dotted: not a point.",
	};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		drawing_text(d, DRAW_QUIET, (struct spot){ MARGIN, y + (int32_t)i * DRAWING_LINE }, ANCHOR_START, str_of(lines[i]));
}

static void
draw(struct sketch *k, sheet *s)
{
	enum { LEGEND_WIDTH = 560, LEGEND_LINES = 3 };
	int32_t height = place_all(k), width = column_x(k->column_count) - GAP_X + ARC_LEAST + ARC_LANES * ARC_STEP + MARGIN;
	if (width < LEGEND_WIDTH)
		width = LEGEND_WIDTH;
	drawing *d = sheet_drawing(s, (uint32_t)width, (uint32_t)height + 2 * MARGIN + LEGEND_LINES * DRAWING_LINE,
				   S("What waits for what"), describe(k));
	unsigned lane = 0;
	for (size_t i = 0; i < k->arrows.count; i++)
		if (is_joined(k, &k->arrows.at[i]))
			draw_joined(k, d, &k->arrows.at[i], lane++);
		else
			draw_across(k, d, &k->arrows.at[i]);
	for (size_t i = 0; i < k->spots.count; i++)
		draw_box(k, d, &k->spots.at[i]);
	draw_legend(d, height + 2 * MARGIN + DRAWING_TEXT);
}

void
package_draw(const struct package *p, sheet *s)
{
	arena *a = p->ask->a;
	struct sketch k = { .p = p, .a = a, .number = ARENA_ARRAY(a, uint32_t, p->c->nodes.count), .columns = conditions_new(a) };
	find_arrows(&k);
	if (is_too_much(&k)) {
		sheet_note(s, S("So much waits for so much that no picture could show it; there is none."));
	} else if (k.arrows.count) {
		conditions_ready(k.columns);
		make_units(&k);
		make_bends(&k);
		fill_columns(&k);
		sort_columns(&k);
		draw(&k, s);
	}
	conditions_done(k.columns);
	LIST_DONE(&k.spots);
	LIST_DONE(&k.arrows);
	LIST_DONE(&k.units);
	LIST_DONE(&k.members);
	LIST_DONE(&k.bends);
	LIST_DONE(&k.ties);
}
