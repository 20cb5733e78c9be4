#include "weigh/weigh_parts.h"

#include <math.h>

#include "base/buf.h"
#include "sheet/drawing.h"
#include "weigh/weigh_sheet.h"

static void
cell(table *t, str text)
{
	runs_add(table_cell(t), RUN_PLAIN, text);
}

static str
keep(arena *a, buf *text)
{
	str out = arena_str(a, buf_str(text));

	buf_done(text);
	return out;
}

/* ---- what blocks ---- */

static str
party_names(arena *a, const struct weighed *w, const struct conflict *c)
{
	buf text = { 0 };

	for (size_t i = 0; i < c->count; i++)
		buf_printf(&text, "%s%.*s", i ? ", " : "", STR_ARG(w->d->parties[c->parties[i]].name));
	return keep(a, &text);
}

static void
add_conflicts(sheet *s, arena *a, const struct weighed *w, const struct blocking *b)
{
	sheet_heading(s, 1, S("Red lines that cannot hold together"));
	for (size_t i = 0; i < b->conflict_count; i++)
		runs_add(sheet_item(s), RUN_PLAIN,
			 b->conflicts[i].count == 1
				 ? arena_printf(a, "%.*s: no package at all keeps it", STR_ARG(party_names(a, w, &b->conflicts[i])))
				 : party_names(a, w, &b->conflicts[i]));
	if (!b->has_all)
		sheet_note(s, S("There may be more such sets: not all of them could be tried."));
}

static void
add_moves(sheet *s, arena *a, const struct weighed *w, const struct blocking *b)
{
	table *t;

	sheet_heading(s, 1, S("How far a red line would have to move"));
	t = sheet_table(s);
	table_column(t, S("party"), COLUMN_WRAP);
	table_column(t, S("red line"), COLUMN_NUMBER);
	table_column(t, S("alone, the others kept"), COLUMN_WRAP);
	for (size_t k = 0; k < w->p.party_count; k++) {
		if (w->p.line[k] == 0)
			continue;
		table_row(t);
		cell(t, w->d->parties[k].name);
		cell(t, weigh_number(a, w->d->parties[k].line));
		cell(t, b->move[k] == MOVE_NEEDED ? arena_printf(a, "down by %.*s", STR_ARG(weigh_number(a, b->by[k])))
			: b->move[k] == MOVE_NOT_ENOUGH ? S("no move of it alone is enough")
							: S("not decided"));
	}
	runs_add(sheet_labelled(s, S("All together")), RUN_PLAIN,
		 arena_printf(a, "each down by %.*s%s", STR_ARG(weigh_number(a, b->all_by)),
			      b->is_all_proved ? "" : " at most (not proved)"));
}

static void
add_dead(sheet *s, arena *a, const struct weighed *w, const struct blocking *b)
{
	if (b->dead_count > 0)
		sheet_heading(s, 1, S("Options that no feasible package has"));
	for (size_t i = 0; i < b->dead_count;) {
		const struct domain_point *p = &w->d->points[b->dead[i].point];
		uint32_t point = b->dead[i].point;
		buf text = { 0 };

		for (; i < b->dead_count && b->dead[i].point == point; i++)
			buf_printf(&text, "%s%.*s", text.len ? ", " : "", STR_ARG(p->options[b->dead[i].option]));
		runs_add(sheet_labelled(s, p->name), RUN_PLAIN, keep(a, &text));
	}
}

static value *
blocking_value(arena *a, const struct weighed *w, const struct blocking *b)
{
	value *v = value_object(a), *conflicts = value_list(a), *moves = value_list(a), *dead = value_list(a);

	for (size_t i = 0; i < b->conflict_count; i++) {
		value *set = value_list(a);

		for (size_t k = 0; k < b->conflicts[i].count; k++)
			value_push(set, value_str(a, w->d->parties[b->conflicts[i].parties[k]].name));
		value_push(conflicts, set);
	}
	for (size_t k = 0; k < w->p.party_count; k++)
		value_push(moves, b->move[k] == MOVE_NEEDED ? value_decimal(a, ratio_double(b->by[k])) : value_null(a));
	for (size_t i = 0; i < b->dead_count; i++) {
		const struct domain_point *p = &w->d->points[b->dead[i].point];
		value *one = value_object(a);

		value_set_str(one, "point", p->name);
		value_set_str(one, "option", p->options[b->dead[i].option]);
		value_push(dead, one);
	}
	value_set(v, "conflicts", conflicts);
	value_set_bool(v, "conflicts_complete", b->has_all);
	value_set(v, "line_moves", moves);
	value_set(v, "all_lines_by", value_decimal(a, ratio_double(b->all_by)));
	value_set(v, "dead_options", dead);
	value_set_bool(v, "dead_options_complete", b->has_all_dead);
	return v;
}

void
weigh_add_blocking(sheet *s, arena *a, const struct weighed *w, const struct blocking *b)
{
	value_set(sheet_data(s), "blocking", blocking_value(a, w, b));
	if (!w->is_feasible && b->conflict_count > 0)
		add_conflicts(s, a, w, b);
	if (!w->is_feasible && !w->p.is_empty)
		add_moves(s, a, w, b);
	add_dead(s, a, w, b);
}

/* ---- trades ---- */

void
weigh_add_trades(sheet *s, arena *a, const struct weighed *w, const uint32_t from[], const struct trade *trades,
		 size_t count)
{
	const struct domain *d = w->d;
	value *list = value_list(a);
	table *t;

	sheet_heading(s, 1, S("Trades between two points"));
	if (count == 0) {
		runs_add(sheet_para(s), RUN_PLAIN,
			 S("From the package given, no change at two points leaves nobody worse off that neither change alone would give."));
	} else {
		t = sheet_table(s);
		table_column(t, S("one point"), COLUMN_WRAP);
		table_column(t, S("the other"), COLUMN_WRAP);
		for (size_t k = 0; k < d->party_count; k++)
			table_column(t, d->parties[k].name, COLUMN_NUMBER);
		table_column(t, S(""), COLUMN_FIT);
		for (size_t i = 0; i < count; i++) {
			const struct domain_option *both[] = { &trades[i].one, &trades[i].other };
			value *row = value_object(a);

			table_row(t);
			for (size_t k = 0; k < 2; k++) {
				const struct domain_point *p = &d->points[both[k]->point];

				cell(t, arena_printf(a, "%.*s: %.*s for %.*s", STR_ARG(p->name), STR_ARG(p->options[both[k]->option]),
						     STR_ARG(p->options[from[both[k]->point]])));
				value_set_str(row, k == 0 ? "one_point" : "other_point", p->name);
				value_set_str(row, k == 0 ? "one_option" : "other_option", p->options[both[k]->option]);
			}
			for (size_t k = 0; k < d->party_count; k++)
				cell(t, arena_printf(a, "%s%.*s", trades[i].gain[k].num > 0 ? "+" : "",
						     STR_ARG(weigh_number(a, trades[i].gain[k]))));
			cell(t, trades[i].is_equal ? S("equal gain") : S(""));
			value_set(row, "gain", weigh_utilities_value(a, trades[i].gain, d->party_count));
			value_set_bool(row, "equal", trades[i].is_equal);
			value_push(list, row);
		}
	}
	value_set(sheet_data(s), "trades", list);
}

/* ---- uncertain weights ---- */

static str
share_words(arena *a, size_t count, size_t of)
{
	double low, high;

	uncertain_interval(count, of, &low, &high);
	return arena_printf(a, "%.0f %% (%.0f-%.0f)", 100 * (double)count / (double)of, 100 * low, 100 * high);
}

static value *
share_value(arena *a, size_t count, size_t of)
{
	value *v = value_object(a);
	double low, high;

	uncertain_interval(count, of, &low, &high);
	value_set(v, "share", value_decimal(a, (double)count / (double)of));
	value_set(v, "low", value_decimal(a, low));
	value_set(v, "high", value_decimal(a, high));
	return v;
}

void
weigh_add_robustness(sheet *s, arena *a, const struct weighed *w, const struct uncertainty *u, const struct robustness r[])
{
	value *data = value_object(a);
	table *t;

	(void)w;
	sheet_heading(s, 1, S("Where weights are uncertain"));
	runs_add(sheet_para(s), RUN_PLAIN,
		 u->order_only ? arena_printf(a, "Of each party's weights only the order is kept; %zu draws, seed %llu.", u->samples,
					      (unsigned long long)u->seed)
			       : arena_printf(a, "Each weight lies within %.*s of itself, up or down; %zu draws, seed %llu.",
					      STR_ARG(weigh_number(a, u->share)), u->samples, (unsigned long long)u->seed));
	t = sheet_table(s);
	table_column(t, S("package"), COLUMN_FIT);
	table_column(t, S("efficient"), COLUMN_NUMBER);
	table_column(t, S("keeps all lines"), COLUMN_NUMBER);
	table_column(t, S("still the best"), COLUMN_NUMBER);
	table_column(t, S("largest regret"), COLUMN_NUMBER);
	for (int m = 0; m < MEASURE_COUNT; m++) {
		value *row = value_object(a);

		if (!r[m].is_found || r[m].samples == 0)
			continue;
		table_row(t);
		cell(t, str_of(measure_words[m]));
		cell(t, share_words(a, r[m].efficient, r[m].samples));
		cell(t, share_words(a, r[m].accepted, r[m].samples));
		cell(t, share_words(a, r[m].best, r[m].samples));
		cell(t, m == MEASURE_NASH ? arena_printf(a, "%.3g %%", 100 * r[m].regret) : arena_printf(a, "%.3g", r[m].regret));
		value_set_number(row, "samples", (int64_t)r[m].samples);
		value_set(row, "efficient", share_value(a, r[m].efficient, r[m].samples));
		value_set(row, "accepted", share_value(a, r[m].accepted, r[m].samples));
		value_set(row, "best", share_value(a, r[m].best, r[m].samples));
		value_set(row, "regret", value_decimal(a, r[m].regret));
		value_set(data, measure_names[m], row);
	}
	sheet_note(s, S("Shares of the draws, with the interval of 95 per cent (Wilson). Regret: how much less the measure gives than "
			"its best in that draw, at worst; of Nash as a share of the product."));
	value_set(sheet_data(s), "uncertain", data);
}

/* ---- the frontier as a picture ---- */

enum { PLOT_WIDE = 560, PLOT_HIGH = 440, EDGE_LEFT = 70, EDGE_RIGHT = 110, EDGE_TOP = 30, EDGE_LOW = 60, LABELS_WIDE = 240, PLOTS_MOST = 3,
       DOTS_MOST = 4000 };

struct axes { drawing *d; size_t x, y; double least[2], most[2]; };

static struct spot
spot_of(const struct axes *p, double x, double y)
{
	double across = p->most[0] > p->least[0] ? (x - p->least[0]) / (p->most[0] - p->least[0]) : 0.5;
	double up = p->most[1] > p->least[1] ? (y - p->least[1]) / (p->most[1] - p->least[1]) : 0.5;

	return (struct spot){ EDGE_LEFT + (int32_t)lround(across * (PLOT_WIDE - EDGE_LEFT - EDGE_RIGHT)),
			      PLOT_HIGH - EDGE_LOW - (int32_t)lround(up * (PLOT_HIGH - EDGE_TOP - EDGE_LOW)) };
}

static void
widen(double x, double *least, double *most)
{
	*least = x < *least ? x : *least;
	*most = x > *most ? x : *most;
}

static double
row_utility(const struct weighed *w, size_t row, size_t party)
{
	return ratio_double(problem_utility(&w->p, party, front_sum(w->front, row, party)));
}

static void
draw_axes(const struct axes *p, arena *a, const struct weighed *w)
{
	struct spot corner = { EDGE_LEFT - 10, PLOT_HIGH - EDGE_LOW + 10 };
	struct spot right = { PLOT_WIDE - EDGE_RIGHT + 10, corner.y }, top = { corner.x, EDGE_TOP - 10 };

	drawing_line(p->d, DRAW_PLAIN, corner, right);
	drawing_line(p->d, DRAW_PLAIN, corner, top);
	for (int i = 0; i <= 4; i++) {
		double x = p->least[0] + (p->most[0] - p->least[0]) * i / 4, y = p->least[1] + (p->most[1] - p->least[1]) * i / 4;
		struct spot across = spot_of(p, x, p->least[1]), up = spot_of(p, p->least[0], y);

		drawing_line(p->d, DRAW_PLAIN, (struct spot){ across.x, corner.y }, (struct spot){ across.x, corner.y + 5 });
		drawing_line(p->d, DRAW_PLAIN, (struct spot){ corner.x, up.y }, (struct spot){ corner.x - 5, up.y });
		drawing_text(p->d, DRAW_PLAIN, (struct spot){ across.x, corner.y + 20 }, ANCHOR_MIDDLE, arena_printf(a, "%.3g", x));
		drawing_text(p->d, DRAW_PLAIN, (struct spot){ corner.x - 8, up.y + 4 }, ANCHOR_END, arena_printf(a, "%.3g", y));
	}
	drawing_text(p->d, DRAW_STRONG, (struct spot){ right.x, corner.y + 40 }, ANCHOR_END, w->d->parties[p->x].name);
	drawing_text(p->d, DRAW_STRONG, (struct spot){ corner.x, top.y - 6 }, ANCHOR_START, w->d->parties[p->y].name);
}

/* A red line across the picture, where it lies in it. */
static void
draw_lines(const struct axes *p, const struct weighed *w)
{
	const struct domain_party *x = &w->d->parties[p->x], *y = &w->d->parties[p->y];

	if (x->has_line && ratio_double(x->line) > p->least[0] && ratio_double(x->line) < p->most[0])
		drawing_line(p->d, DRAW_WARN, spot_of(p, ratio_double(x->line), p->least[1]), spot_of(p, ratio_double(x->line), p->most[1]));
	if (y->has_line && ratio_double(y->line) > p->least[1] && ratio_double(y->line) < p->most[1])
		drawing_line(p->d, DRAW_WARN, spot_of(p, p->least[0], ratio_double(y->line)), spot_of(p, p->most[0], ratio_double(y->line)));
}

static void
draw_measures(const struct axes *p, arena *a, const struct weighed *w)
{
	size_t labels = 0;

	for (int m = 0; m < MEASURE_COUNT; m++) {
		const struct solution *s = &w->solutions[m];
		struct spot at, label;
		bool is_first = s->is_found;
		buf names = { 0 };

		for (int k = 0; k < MEASURE_COUNT && s->is_found; k++) {
			const struct solution *other = &w->solutions[k];

			if (!other->is_found || ratio_cmp(other->package.u[p->x], s->package.u[p->x]) != 0 ||
			    ratio_cmp(other->package.u[p->y], s->package.u[p->y]) != 0)
				continue;
			is_first = is_first && k >= m;
			buf_printf(&names, "%s%s", names.len ? ", " : "", measure_words[k]);
		}
		if (is_first) {
			at = spot_of(p, ratio_double(s->package.u[p->x]), ratio_double(s->package.u[p->y]));
			/* Above the frontier nothing is drawn: there is room for names, and lines to what they name. */
			label = (struct spot){ PLOT_WIDE - LABELS_WIDE, EDGE_TOP + 10 + (int32_t)labels++ * DRAWING_LINE };
			drawing_line(p->d, DRAW_QUIET, (struct spot){ label.x - 6, label.y - 4 }, at);
			drawing_circle(p->d, DRAW_STRONG, at, 6);
			drawing_text(p->d, DRAW_STRONG, label, ANCHOR_START, arena_str(a, buf_str(&names)));
		}
		buf_done(&names);
	}
}

static void
draw_plot(sheet *s, arena *a, const struct weighed *w, size_t x, size_t y)
{
	size_t rows = front_count(w->front), step = rows / DOTS_MOST + 1;
	struct axes p = { .x = x, .y = y, .least = { INFINITY, INFINITY }, .most = { -INFINITY, -INFINITY } };

	for (size_t i = 0; i < rows; i++) {
		widen(row_utility(w, i, x), &p.least[0], &p.most[0]);
		widen(row_utility(w, i, y), &p.least[1], &p.most[1]);
	}
	p.d = sheet_drawing(s, PLOT_WIDE, PLOT_HIGH,
			    arena_printf(a, "The frontier, %.*s and %.*s", STR_ARG(w->d->parties[x].name), STR_ARG(w->d->parties[y].name)),
			    arena_printf(a, "%zu efficient packages; %.*s from %.4g to %.4g, %.*s from %.4g to %.4g.", rows,
					 STR_ARG(w->d->parties[x].name), p.least[0], p.most[0], STR_ARG(w->d->parties[y].name),
					 p.least[1], p.most[1]));
	draw_axes(&p, a, w);
	draw_lines(&p, w);
	for (size_t i = 0; i < rows; i += step)
		drawing_dot(p.d, weighed_row_is_feasible(w, i) ? DRAW_PLAIN : DRAW_QUIET,
			    spot_of(&p, row_utility(w, i, x), row_utility(w, i, y)));
	draw_measures(&p, a, w);
	if (step > 1)
		sheet_note(s, arena_printf(a, "Of the frontier every %zuth row is drawn.", step));
}

void
weigh_add_plots(sheet *s, arena *a, const struct weighed *w)
{
	size_t n = w->p.party_count, plots = 0;

	if (w->front == NULL || front_count(w->front) == 0 || n < 2)
		return;
	for (size_t x = 0; x < n; x++)
		for (size_t y = x + 1; y < n && plots < PLOTS_MOST; y++, plots++)
			draw_plot(s, a, w, x, y);
}
