/* Column widths come from what the cells hold.  With `want` the widest cell
 * and `word` the longest piece without a blank, there are these ways to set a
 * table, and the first that fits is taken:
 *
 *  1. every column as wide as it wants; only headers may wrap;
 *  2. FIT and NUMBER columns as they want, WRAP columns share the rest;
 *  3. all columns share, none below its longest word or 16;
 *  4. the same, none below its longest word or 8;
 *  5. many narrow columns: bands, each with the leading columns repeated;
 *  6. records: each row as lines `header   words`.
 *
 * Paragraphs in cells are not squeezed: after the second way comes the last.
 *
 * To share is to give each column its least, then to spend the rest where it
 * saves most: how many lines a column's cells take at each width is estimated
 * from a histogram of their widths, and the widening that saves most lines
 * for its columns goes first.  So one long cell does not take the room from a
 * column that needs three more for all its cells to stand on one line, and a
 * table is no wider than helps.  (In proportion to the widest cell, which was
 * tried first, most cells of most columns wrapped.)
 *
 * Two walks over the rows, three where the longest words are asked for; one
 * flow a column holds the cells of one row at a time, so the memory does not
 * grow with the rows.
 */
#include "sheet/text_table.h"

#include <stdlib.h>

#include "sheet/flow.h"

enum {
	GAP = 2,
	LEAST_HARD = 8,         /* below this a column is no longer read with ease */
	LEAST_SOFT = 16,
	BAND_NARROW = 14,       /* a column that may stand in a band */
	WIDEST = 400,           /* of the histogram */
	SPENT_MOST = 1000,      /* columns; the choice takes the square of it */
};

struct fit {
	size_t body, body_word; /* of the cells */
	size_t head, head_word; /* of the header */
	size_t want, least;
	uint32_t cells[WIDEST + 1];     /* how many are that wide */
};

struct layout {
	const table *t;
	size_t width;
	bool colour;
	buf *out;
	struct fit *fits;
	struct flow_column *columns;    /* 2 × count: the others for a band's choice */
	struct flow words;      /* of a record's line */
	size_t count;
	bool has_words;         /* body_word is known */
	bool has_printed;       /* a row stands above */
};

static size_t
least_of(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t
most_of(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* ---- measuring ---- */

/* A cell wider than the histogram counts as several of its widest. */
static void
count_width(struct fit *f, size_t width)
{
	f->cells[least_of(width, WIDEST)] += 1 + (uint32_t)(width / (WIDEST + 1));
}

static void
measure_heads(struct layout *l)
{
	for (size_t i = 0; i < l->count; i++) {
		struct flow *f = &l->columns[i].flow;
		flow_str(f, RUN_STRONG, l->t->columns[i].header);
		l->fits[i].head = flow_width(f);
		l->fits[i].head_word = flow_word(f);
		count_width(&l->fits[i], l->fits[i].head);
	}
}

static void
measure_cell(struct layout *l, const struct row *row, size_t i, bool words)
{
	struct fit *fit = &l->fits[i];
	struct flow *f = &l->columns[i].flow;
	flow_runs(f, &row->cells[i]);
	if (words) {
		fit->body_word = most_of(fit->body_word, flow_word(f));
		return;
	}
	size_t width = flow_width(f);
	fit->body = most_of(fit->body, width);
	count_width(fit, width);
}

static void
measure_rows(struct layout *l, bool words)
{
	for (const struct row *row = l->t->first; row; row = row->next)
		for (size_t i = 0; i < row->cell_count && !row->is_span; i++)
			measure_cell(l, row, i, words);
}

static size_t
word_of(const struct fit *f)
{
	return most_of(most_of(f->body_word, f->head_word), 1);
}

/* ---- sharing ---- */

/* About how many lines a column's cells take at a width: what wraps wastes,
 * as a rule, a tenth of each line. */
static uint64_t
lines_at(const struct fit *f, size_t width)
{
	uint64_t lines = 0;
	size_t full = most_of(width - width / 10, 1);
	for (size_t i = width + 1; i <= WIDEST; i++)
		lines += f->cells[i] * (uint64_t)((i - 1) / full);
	return lines;
}

struct widening {
	size_t column, by;
	uint64_t saved;
};

/* The widening of one column, by at most `room`, that saves most for each
 * column of the terminal it takes.  lines[i × (room_whole + 1) + more] */
static struct widening
best_widening(const struct layout *l, const uint64_t lines[], size_t room_whole, size_t room)
{
	struct widening best = { .by = 1 };
	for (size_t i = 0; i < l->count; i++) {
		const struct fit *f = &l->fits[i];
		const uint64_t *at = lines + i * (room_whole + 1);
		size_t more = l->columns[i].width - f->least;
		size_t most = least_of(room, f->want - l->columns[i].width);
		for (size_t by = 1; by <= most; by++) {
			uint64_t saved = at[more] - least_of(at[more + by], at[more]);
			if (saved * best.by > best.saved * by)
				best = (struct widening){ i, by, saved };
		}
	}
	return best;
}

static void
spend(struct layout *l, size_t room)
{
	uint64_t *lines = calloc(l->count * (room + 1), sizeof *lines);
	if (!lines)
		arena_exhausted(l->count * (room + 1) * sizeof *lines);
	for (size_t i = 0; i < l->count; i++)
		for (size_t more = 0; more <= room; more++)
			lines[i * (room + 1) + more] = lines_at(&l->fits[i], l->fits[i].least + more);
	for (size_t rest = room; rest > 0;) {
		struct widening best = best_widening(l, lines, room, rest);
		if (best.saved == 0)
			break;
		l->columns[best.column].width += best.by;
		rest -= best.by;
	}
	free(lines);
}

/* Widths between `least` and `want` within `room`; false where even the least
 * do not fit. */
static bool
share(struct layout *l, size_t room)
{
	size_t least = 0, want = 0;
	for (size_t i = 0; i < l->count; i++) {
		struct fit *f = &l->fits[i];
		f->least = least_of(most_of(f->least, 1), f->want);
		l->columns[i].width = f->least;
		least += f->least;
		want += f->want;
	}
	if (least > room)
		return false;
	if (want > room) {
		spend(l, least_of(room - least, SPENT_MOST));
		return true;
	}
	for (size_t i = 0; i < l->count; i++)
		l->columns[i].width = l->fits[i].want;
	return true;
}

static bool
is_wrap(const struct layout *l, size_t i)
{
	return l->t->columns[i].kind == COLUMN_WRAP;
}

/* From here on headers may wrap. */
static void
want_bodies(struct layout *l)
{
	for (size_t i = 0; i < l->count; i++)
		l->fits[i].want = most_of(most_of(l->fits[i].body, l->fits[i].head_word), 1);
}

static bool
share_whole(struct layout *l, size_t room)
{
	for (size_t i = 0; i < l->count; i++) {
		struct fit *f = &l->fits[i];
		f->want = most_of(most_of(f->body, f->head), 1);
		f->least = most_of(f->body, f->head_word);
	}
	return share(l, room);
}

static bool
share_wrap(struct layout *l, size_t room)
{
	for (size_t i = 0; i < l->count; i++) {
		struct fit *f = &l->fits[i];
		f->least = is_wrap(l, i) ? most_of(LEAST_SOFT, least_of(word_of(f), 24)) : f->want;
	}
	return share(l, room);
}

static bool
share_all(struct layout *l, size_t room, size_t least)
{
	for (size_t i = 0; i < l->count; i++)
		l->fits[i].least = least_of(word_of(&l->fits[i]), least);
	return share(l, room);
}

static bool
fits_at_all(struct layout *l)
{
	size_t gaps = l->count ? (l->count - 1) * GAP : 0;
	if (gaps >= l->width)
		return false;
	size_t room = l->width - gaps;
	if (share_wrap(l, room))
		return true;
	return !l->t->is_prose && (share_all(l, room, LEAST_SOFT) || share_all(l, room, LEAST_HARD));
}

/* ---- rows ---- */

/* The columns [0, lead) and [from, to). */
struct band {
	size_t lead, from, to;
};

static size_t
band_pick(struct layout *l, struct band b, struct flow_column *ret_picked)
{
	size_t count = 0;
	for (size_t i = 0; i < b.to; i++)
		if (i < b.lead || i >= b.from)
			ret_picked[count++] = l->columns[i];
	return count;
}

/* The flows are lent to a row of the band's columns and taken back, since
 * they may have grown. */
static void
band_print(struct layout *l, struct band b)
{
	if (b.lead == b.from && b.to == l->count) {
		flow_columns(l->columns, l->count, GAP, l->colour, l->out);
		return;
	}
	struct flow_column *picked = l->columns + l->count;
	size_t count = band_pick(l, b, picked);
	flow_columns(picked, count, GAP, l->colour, l->out);
	for (size_t i = 0, p = 0; i < b.to; i++)
		if (i < b.lead || i >= b.from)
			l->columns[i] = picked[p++];
}

static void
print_rule(struct layout *l, struct band b)
{
	for (size_t i = 0; i < b.to; i++) {
		if (i >= b.lead && i < b.from)
			continue;
		if (i > 0)
			buf_add_times(l->out, ' ', GAP);
		buf_add_times(l->out, '-', l->columns[i].width);
	}
	buf_add_byte(l->out, '\n');
}

static void
print_head(struct layout *l, struct band b)
{
	for (size_t i = 0; i < l->count; i++)
		flow_str(&l->columns[i].flow, RUN_STRONG, l->t->columns[i].header);
	band_print(l, b);
	print_rule(l, b);
}

static void
print_lines(struct layout *l, struct flow *f, size_t indent)
{
	for (size_t i = 0; i < f->lines.count; i++) {
		buf_add_times(l->out, ' ', indent);
		flow_line(f, i, l->colour, l->out);
		buf_add_byte(l->out, '\n');
	}
}

static void
print_span(struct layout *l, const struct row *row)
{
	struct flow *f = &l->columns[0].flow;
	flow_runs(f, &row->cells[0]);
	flow_wrap(f, l->width, l->width);
	if (l->has_printed)
		buf_add_byte(l->out, '\n');
	print_lines(l, f, 0);
}

static void
print_row(struct layout *l, const struct row *row, struct band b)
{
	for (size_t i = 0; i < b.to; i++)
		if (i < b.lead || i >= b.from)
			flow_runs(&l->columns[i].flow, row_cell(row, i));
	band_print(l, b);
}

static void
print_band(struct layout *l, struct band b)
{
	l->has_printed = false;
	if (table_has_header(l->t))
		print_head(l, b);
	for (const struct row *row = l->t->first; row; row = row->next) {
		if (row->is_span)
			print_span(l, row);
		else
			print_row(l, row, b);
		l->has_printed = true;
	}
}

/* ---- bands ---- */

/* How many columns lead each band: numbers and the first that is none, so
 * that a line can be told from the next. */
static size_t
lead_count(const struct layout *l)
{
	size_t i = 0;
	while (i < l->count && l->t->columns[i].kind == COLUMN_NUMBER)
		i++;
	return i < l->count ? i + 1 : i;
}

/* A short header stays whole there: "pt 12" over "Y8". */
static size_t
band_want(const struct fit *f)
{
	return f->head <= LEAST_HARD ? most_of(f->want, f->head) : f->want;
}

static bool
fits_in_bands(struct layout *l, size_t lead, size_t *ret_used)
{
	size_t used = 0;
	for (size_t i = 0; i < l->count; i++) {
		struct fit *f = &l->fits[i];
		size_t most = i < lead ? most_of(l->width / 4, LEAST_HARD) : BAND_NARROW;
		if (i >= lead && f->want > most)
			return false;
		l->columns[i].width = least_of(band_want(f), most);
		used += i < lead ? l->columns[i].width + GAP : 0;
	}
	*ret_used = used;
	return used + BAND_NARROW * 2 + GAP <= l->width;
}

static bool
print_bands(struct layout *l)
{
	size_t lead = lead_count(l), used;
	if (lead == l->count || !fits_in_bands(l, lead, &used))
		return false;
	for (size_t from = lead, to; from < l->count; from = to) {
		size_t width = used;
		for (to = from; to < l->count && width + l->columns[to].width <= l->width; to++)
			width += l->columns[to].width + GAP;
		if (from > lead)
			buf_add_byte(l->out, '\n');
		print_band(l, (struct band){ lead, from, to });
	}
	return true;
}

/* ---- records ---- */

static void
print_record(struct layout *l, const struct row *row, size_t margin)
{
	struct flow_column pair[2] = {
		{ .flow = l->columns[0].flow, .width = margin },
		{ .flow = l->words, .width = l->width - margin - GAP },
	};
	for (size_t i = 0; i < row->cell_count; i++) {
		if (!row->cells[i].last)
			continue;
		flow_str(&pair[0].flow, RUN_STRONG, l->t->columns[i].header);
		flow_runs(&pair[1].flow, &row->cells[i]);
		flow_columns(pair, 2, GAP, l->colour, l->out);
	}
	l->columns[0].flow = pair[0].flow;
	l->words = pair[1].flow;
}

static void
print_records(struct layout *l)
{
	size_t margin = 2;
	for (size_t i = 0; i < l->count; i++)
		margin = most_of(margin, l->fits[i].head);
	margin = least_of(margin, l->width / 3);
	for (const struct row *row = l->t->first; row; row = row->next) {
		if (row->is_span) {
			print_span(l, row);
			l->has_printed = true;
			continue;
		}
		if (l->has_printed)
			buf_add_byte(l->out, '\n');
		print_record(l, row, margin);
		l->has_printed = true;
	}
}

/* ---- whole ---- */

static void
print_caption(struct layout *l)
{
	if (!l->t->caption.len)
		return;
	struct flow *f = &l->columns[0].flow;
	flow_str(f, RUN_STRONG, l->t->caption);
	flow_wrap(f, l->width, l->width);
	print_lines(l, f, 0);
}

static void
print_table(struct layout *l)
{
	struct band whole = { 0, 0, l->count };
	size_t gaps = (l->count - 1) * GAP;
	print_caption(l);
	measure_heads(l);
	measure_rows(l, false);
	if (gaps < l->width && share_whole(l, l->width - gaps)) {
		print_band(l, whole);
		return;
	}
	measure_rows(l, true);
	want_bodies(l);
	if (fits_at_all(l))
		print_band(l, whole);
	else if (l->t->is_prose || !print_bands(l))
		print_records(l);
}

void
text_table(const table *t, size_t width, bool colour, buf *out)
{
	if (t->column_count == 0)
		return;
	struct layout l = {
		.t = t, .width = width, .colour = colour, .out = out, .count = t->column_count,
	};
	l.fits = calloc(l.count, sizeof *l.fits);
	l.columns = calloc(l.count * 2, sizeof *l.columns);
	if (!l.fits || !l.columns)
		arena_exhausted(l.count * 2 * sizeof *l.columns);
	for (size_t i = 0; i < l.count; i++)
		l.columns[i].is_flush_right = t->columns[i].kind == COLUMN_NUMBER;
	print_table(&l);
	for (size_t i = 0; i < l.count; i++)
		flow_done(&l.columns[i].flow);
	flow_done(&l.words);
	free(l.columns);
	free(l.fits);
}
