#include "weigh/weigh_sheet.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "weigh/weigh_parts.h"

/* People read the first rows; all of them are in the data. */
enum { ROWS_SHOWN = 40, COLUMNS_MOST = 8 };

str
weigh_number(arena *a, struct ratio u)
{
	str exact = ratio_print(a, u);

	if (exact.len <= 8 && str_find(exact, '/') == exact.len)
		return exact;
	return arena_printf(a, "%.5g", ratio_double(u));
}

value *
weigh_package_value(arena *a, const struct domain *d, const uint32_t option[])
{
	value *package = value_object(a);

	/* Names are unique: readers see to it. */
	for (size_t i = 0; i < d->point_count; i++)
		value_add(package, arena_str(a, d->points[i].name).at, value_str(a, d->points[i].options[option[i]]));
	return package;
}

value *
weigh_utilities_value(arena *a, const struct ratio u[], size_t count)
{
	value *list = value_list(a);

	for (size_t k = 0; k < count; k++)
		value_push(list, value_decimal(a, ratio_double(u[k])));
	return list;
}

struct making {
	arena *a;
	const struct weighed *w;
	const struct weigh_sheet_options *options;
	sheet *s;
	value *data;
	bool is_too_long;       /* the frontier's rows, as data, do not fit into the memory */
};

/* Bytes that a value takes in a row, a little more rather than less. */
enum { VALUE_BYTES = 80 };

/* ---- data ---- */

static value *
solution_value(const struct making *m, const struct solution *s)
{
	value *v = value_object(m->a);

	if (!s->is_found)
		return value_null(m->a);
	value_set(v, "u", weigh_utilities_value(m->a, s->package.u, m->w->p.party_count));
	value_set(v, "package", weigh_package_value(m->a, m->w->d, s->package.option));
	value_set_bool(v, "proved", s->is_proved);
	if (!s->is_proved)
		value_set(v, "gap", value_decimal(m->a, s->gap));
	if (s->tie_count > 0) {
		value *ties = value_list(m->a);

		value_set_number(v, "tie_count", (int64_t)s->tie_count);
		for (size_t i = 0; i < s->tie_count && s->tie_count > 1 && i < ROWS_SHOWN; i++) {
			struct package tie = weighed_row(m->a, m->w, s->ties[i]);
			value *row = value_object(m->a);

			value_set(row, "u", weigh_utilities_value(m->a, tie.u, m->w->p.party_count));
			value_set(row, "package", weigh_package_value(m->a, m->w->d, tie.option));
			value_push(ties, row);
		}
		value_set(v, "ties", ties);
	}
	if (s->nodes > 0) {
		value_set_number(v, "nodes", (int64_t)s->nodes);
		value_set_number(v, "steps", (int64_t)s->steps);
	}
	return v;
}

static value *
packages_value(const struct making *m)
{
	size_t packages = domain_packages(m->w->d);
	double many = 1;

	if (packages <= INT64_MAX)
		return value_number(m->a, (int64_t)packages);
	for (size_t i = 0; i < m->w->d->point_count; i++)
		many *= (double)m->w->d->points[i].option_count;
	return value_decimal(m->a, many);
}

static void
add_rows(const struct making *m)
{
	const struct weighed *w = m->w;
	size_t n = w->p.party_count;
	uint32_t *choice = ARENA_ARRAY(m->a, uint32_t, w->p.slot_count);
	uint32_t *option = ARENA_ARRAY(m->a, uint32_t, w->d->point_count);
	value *rows = sheet_rows(m->s);

	sheet_rows_key(m->s, "frontier");
	for (size_t i = 0; w->front != NULL && !m->options->stats && !m->is_too_long && i < front_count(w->front); i++) {
		value *row = value_object(m->a), *u = value_list(m->a);

		for (size_t k = 0; k < n; k++)
			value_push(u, value_decimal(m->a, ratio_double(problem_utility(&w->p, k,
										       front_sum(w->front, i, k)))));
		front_choices(w->front, i, choice);
		problem_package(&w->p, choice, option);
		value_add(row, "u", u);
		value_add(row, "package", weigh_package_value(m->a, w->d, option));
		if (!weighed_row_is_feasible(w, i))
			value_add(row, "below_red_line", value_bool(m->a, true));
		value_push(rows, row);
	}
}

static void
add_data(const struct making *m)
{
	const struct weighed *w = m->w;
	value *parties = value_list(m->a), *lines = value_list(m->a);

	for (size_t k = 0; k < w->p.party_count; k++) {
		const struct domain_party *party = &w->d->parties[k];

		value_push(parties, value_str(m->a, party->name));
		value_push(lines, party->has_line ? value_decimal(m->a, ratio_double(party->line)) : value_null(m->a));
	}
	value_set(m->data, "domain", value_str(m->a, w->d->name));
	value_set(m->data, "parties", parties);
	value_set(m->data, "outcomes", packages_value(m));
	value_set(m->data, "red_lines", lines);
	value_set_bool(m->data, "feasible", w->is_feasible);
	value_set(m->data, "ideal", w->is_feasible ? weigh_utilities_value(m->a, w->ideal, w->p.party_count)
						   : value_null(m->a));
	value_set(m->data, "alone", weigh_utilities_value(m->a, w->alone, w->p.party_count));
	value_set(m->data, "frontier_size", w->front != NULL ? value_number(m->a, (int64_t)front_count(w->front))
							     : value_null(m->a));
	value_set_bool(m->data, "frontier_exact", w->is_exact);
	value_set_bool(m->data, "frontier_left_out", m->options->stats || m->is_too_long);
	value_set_bool(m->data, "frontier_within_red_lines", w->is_within_lines);
	value_set(m->data, "frontier_feasible", w->front != NULL ? value_number(m->a, (int64_t)w->feasible_rows)
								 : value_null(m->a));
	if (w->front != NULL && !w->is_exact) {
		value *error = value_list(m->a);

		for (size_t k = 0; k < w->p.party_count; k++)
			value_push(error, value_decimal(m->a, ratio_double(w->p.unit[k]) *
							      (double)front_error(w->front, k)));
		value_set(m->data, "frontier_error", error);
	}
	for (int i = 0; i < MEASURE_COUNT; i++)
		value_set(m->data, measure_names[i], solution_value(m, &w->solutions[i]));
	value_set(m->data, "seconds", value_decimal(m->a, m->options->seconds));
}

/* ---- for people ---- */

static str
count_words(arena *a, const struct weighed *w)
{
	size_t packages = domain_packages(w->d);
	double many = 1;

	if (packages < 1000000000)
		return arena_printf(a, "%zu", packages);
	for (size_t i = 0; i < w->d->point_count; i++)
		many *= (double)w->d->points[i].option_count;
	return arena_printf(a, "%.2g", many);
}

static void
cell(table *t, str text)
{
	runs_add(table_cell(t), RUN_PLAIN, text);
}

static void
party_columns(const struct making *m, table *t)
{
	for (size_t k = 0; k < m->w->p.party_count; k++)
		table_column(t, m->w->d->parties[k].name, COLUMN_NUMBER);
}

static str
proof_words(const struct making *m, const struct solution *s, enum measure measure)
{
	if (!s->is_proved)
		return arena_printf(m->a, measure == MEASURE_NASH ? "not proved: within a share of %.2g" :
								    "not proved: within %.2g", s->gap);
	if (s->tie_count > 1)
		return arena_printf(m->a, "proved; %zu as good", s->tie_count - 1);
	return S("proved");
}

static void
add_measures(const struct making *m)
{
	table *t;

	sheet_heading(m->s, 1, S("The best packages"));
	t = sheet_table(m->s);
	table_column(t, S("measure"), COLUMN_FIT);
	party_columns(m, t);
	table_column(t, S(""), COLUMN_WRAP);
	for (int i = 0; i < MEASURE_COUNT; i++) {
		const struct solution *s = &m->w->solutions[i];

		table_row(t);
		cell(t, str_of(measure_words[i]));
		for (size_t k = 0; k < m->w->p.party_count; k++)
			cell(t, s->is_found ? weigh_number(m->a, s->package.u[k]) : S("-"));
		cell(t, s->is_found ? proof_words(m, s, (enum measure)i) : S("none found"));
	}
}

static void
add_parties(const struct making *m)
{
	const struct weighed *w = m->w;
	table *t;

	sheet_heading(m->s, 1, S("The parties"));
	t = sheet_table(m->s);
	table_column(t, S("party"), COLUMN_WRAP);
	table_column(t, S("red line"), COLUMN_NUMBER);
	table_column(t, S("greatest alone"), COLUMN_NUMBER);
	table_column(t, S("greatest feasible"), COLUMN_NUMBER);
	table_column(t, S("must concede"), COLUMN_NUMBER);
	if (w->is_exact)
		table_column(t, S("least efficient"), COLUMN_NUMBER);
	for (size_t k = 0; k < w->p.party_count; k++) {
		const struct domain_party *party = &w->d->parties[k];

		table_row(t);
		cell(t, party->name);
		cell(t, party->has_line ? weigh_number(m->a, party->line) : S("-"));
		cell(t, weigh_number(m->a, w->alone[k]));
		cell(t, w->is_feasible ? weigh_number(m->a, w->ideal[k]) : S("-"));
		cell(t, w->is_feasible ? weigh_number(m->a, ratio_sub(w->alone[k], w->ideal[k])) : S("-"));
		if (w->is_exact)
			cell(t, w->is_feasible ? weigh_number(m->a, w->least[k]) : S("-"));
	}
}

/* What the option of one point, of the package, is to a party; where the point does
 * not hang together with others. */
static struct ratio
addend(const struct domain *d, size_t party, uint32_t point, const uint32_t option[])
{
	struct ratio sum = RATIO_ZERO;

	for (size_t t = 0; t < d->parties[party].table_count; t++) {
		const struct domain_table *of = &d->parties[party].tables[t];

		if (of->point_count == 1 && of->points[0] == point)
			sum = ratio_add(sum, of->values[option[point]]);
	}
	return sum;
}

/* What the packages are, and how the first adds up: for a reader with a pencil. */
static void
add_package(const struct making *m, enum measure measure)
{
	const struct weighed *w = m->w;
	const struct solution *s = &w->solutions[measure];
	table *t;

	if (!s->is_found)
		return;
	sheet_heading(m->s, 1, arena_printf(m->a, "The %s package, added up", measure_words[measure]));
	t = sheet_table(m->s);
	table_column(t, S("point"), COLUMN_WRAP);
	table_column(t, S("option"), COLUMN_WRAP);
	party_columns(m, t);
	for (uint32_t i = 0; i < w->d->point_count; i++) {
		table_row(t);
		cell(t, w->d->points[i].name);
		cell(t, w->d->points[i].options[s->package.option[i]]);
		for (size_t k = 0; k < w->p.party_count; k++)
			cell(t, weigh_number(m->a, addend(w->d, k, i, s->package.option)));
	}
	for (size_t k = 0, linked = 0; k < w->p.party_count; k++) {
		struct ratio rest = s->package.u[k];

		for (uint32_t i = 0; i < w->d->point_count; i++)
			rest = ratio_sub(rest, addend(w->d, k, i, s->package.option));
		if (rest.num == 0)
			continue;
		if (linked++ == 0) {
			table_row(t);
			cell(t, S("points together"));
			cell(t, S(""));
			for (size_t before = 0; before < k; before++)
				cell(t, S("0"));
		}
		cell(t, weigh_number(m->a, rest));
	}
	table_row(t);
	runs_add(table_cell(t), RUN_STRONG, S("sum"));
	cell(t, S(""));
	for (size_t k = 0; k < w->p.party_count; k++)
		runs_add(table_cell(t), RUN_STRONG, weigh_number(m->a, s->package.u[k]));
}

/* Where the other packages differ from the first. */
static void
add_differences(const struct making *m)
{
	const struct weighed *w = m->w;
	const struct solution *first = &w->solutions[MEASURE_NASH];
	bool headed = false;

	for (int i = 1; i < MEASURE_COUNT && first->is_found; i++) {
		const struct solution *s = &w->solutions[i];
		buf text = { 0 };

		if (!s->is_found)
			continue;
		for (size_t p = 0; p < w->d->point_count; p++)
			if (s->package.option[p] != first->package.option[p])
				buf_printf(&text, "%s%.*s: %.*s", text.len ? "; " : "", STR_ARG(w->d->points[p].name),
					   STR_ARG(w->d->points[p].options[s->package.option[p]]));
		if (!headed)
			sheet_heading(m->s, 1, S("Where the others differ from it"));
		headed = true;
		runs_add(sheet_labelled(m->s, str_of(measure_words[i])), RUN_PLAIN,
			 text.len ? arena_str(m->a, buf_str(&text)) : S("the same package"));
		buf_done(&text);
	}
}

static void
add_frontier(const struct making *m)
{
	const struct weighed *w = m->w;
	size_t rows = front_count(w->front), shown = rows < ROWS_SHOWN ? rows : ROWS_SHOWN;
	table *t;

	if (m->options->stats || rows == 0)
		return;
	sheet_heading(m->s, 1, S("The frontier"));
	t = sheet_table(m->s);
	party_columns(m, t);
	table_column(t, S("package"), COLUMN_WRAP);
	for (size_t i = 0; i < shown; i++) {
		/* Evenly spread: the first and the last, and between. */
		struct package row = weighed_row(m->a, w, shown < 2 ? i : i * (rows - 1) / (shown - 1));
		buf text = { 0 };

		table_row(t);
		for (size_t k = 0; k < w->p.party_count; k++)
			cell(t, weigh_number(m->a, row.u[k]));
		for (size_t p = 0; p < w->d->point_count; p++)
			buf_printf(&text, "%s%.*s", p ? " | " : "", STR_ARG(w->d->points[p].options[row.option[p]]));
		cell(t, arena_str(m->a, buf_str(&text)));
		buf_done(&text);
	}
	if (shown < rows)
		sheet_note(m->s, arena_printf(m->a, "%zu of the frontier's %zu rows are shown; -o json has them all.",
					      shown, rows));
}

static void
add_notes(const struct making *m)
{
	const struct weighed *w = m->w;

	for (int i = 0; i < MEASURE_COUNT && w->is_feasible; i++)
		sheet_note(m->s, arena_printf(m->a, "%s: %s.", measure_words[i], measure_meanings[i]));
	sheet_note(m->s, S("A gain is a utility less the red line, 0 where there is none. Efficient: no "
			   "package gives every party as much and one more. All numbers are exact, shown in five digits."));
	if (w->front == NULL && w->is_decided && w->is_feasible)
		sheet_note(m->s, S("With so many parties and packages the frontier is not listed; --frontier lists what "
				   "fits into the memory, with its error. Leximin then goes by the least gain alone."));
	if (m->is_too_long && !m->options->stats)
		sheet_note(m->s, S("The rows of the frontier do not fit into the memory as data, and are left out; --memory gives more."));
	if (w->is_within_lines)
		sheet_note(m->s, S("Of the frontier only the part that keeps the red lines is listed; all of it would be too long."));
	if (w->front != NULL && !w->is_exact)
		sheet_note(m->s, S("The frontier did not fit into the memory: for a package that is left out, one that "
				   "is listed gives every party at least as much less the error of the data's frontier_error."));
}

sheet *
weigh_sheet(arena *a, const struct weighed *w, const struct weigh_sheet_options *options)
{
	struct making m = { .a = a, .w = w, .options = options, .s = sheet_new(a, "weigh") };
	size_t n = w->p.party_count;

	m.data = sheet_data(m.s);
	m.is_too_long = w->front != NULL && options->memory_bytes > 0 &&
			front_count(w->front) > options->memory_bytes / ((n + w->d->point_count + 4) * VALUE_BYTES);
	sheet_title(m.s, w->d->name.len ? arena_printf(a, "%.*s: what could be agreed", STR_ARG(w->d->name))
					: S("What could be agreed"));
	sheet_view(m.s, STR_NONE, STR_NONE, STR_NONE,
		   arena_printf(a, "%zu %s, %zu %s, %.*s packages%s; by the preferences in the files alone.", n,
				n == 1 ? "party" : "parties", w->d->point_count, w->d->point_count == 1 ? "point" : "points",
				STR_ARG(count_words(a, w)),
				!w->is_decided	  ? ""
				: !w->is_feasible ? ", of which none is feasible"
				: w->is_exact	  ? arena_printf(a, ", of which %zu are efficient", front_count(w->front)).at
						  : ""));
	add_data(&m);
	add_rows(&m);
	if (w->is_feasible) {
		add_measures(&m);
		add_package(&m, MEASURE_NASH);
		add_differences(&m);
	}
	add_parties(&m);
	if (options->blocking != NULL)
		weigh_add_blocking(m.s, a, w, options->blocking);
	if (options->trades_from != NULL)
		weigh_add_trades(m.s, a, w, options->trades_from, options->trades, options->trade_count);
	if (options->robustness != NULL)
		weigh_add_robustness(m.s, a, w, options->uncertainty, options->robustness);
	weigh_add_plots(m.s, a, w);
	if (w->front != NULL)
		add_frontier(&m);
	add_notes(&m);
	return m.s;
}
