#include "answer/redlined.h"

#include "base/ascii.h"
#include "answer/lines.h"
#include "base/utf8.h"
#include "text/number.h"

enum {
	LINE_LONG = 200,        /* a text with such a line has a paragraph a line */
	LINE_WRAPPED = 60,      /* one without such a line has not been wrapped */
};

/* ---- where paragraphs end ---- */

static size_t
word_len(str line)
{
	size_t len = 0;
	while (len < line.len && !is_space(line.at[len]))
		len++;
	return len;
}

static str
line_at(str text, size_t at)
{
	str rest = str_sub(text, at, text.len);
	return str_sub(rest, 0, str_find(rest, '\n'));
}

/* The longest line; 0 where a line end alone is a blank. */
static size_t
line_measure(str text, enum text_form form)
{
	size_t longest = 0;
	for (str line; text.len;) {
		str_cut(text, '\n', &line, &text);
		longest = line.len > longest ? line.len : longest;
	}
	return form == TEXT_PLAIN || longest > LINE_LONG ? longest : 0;
}

static bool
begins_with_mark(str line)
{
	struct number n;
	line = str_trim(line);
	return number_marker(line, &n) || number_letter(line, &n) || str_starts(line, S("#")) ||
	       str_starts(line, S("- ")) || str_starts(line, S("* ")) || str_starts(line, S("|"));
}

/* Does a paragraph end between two lines?  In plain text (`longest` is 0 in
 * Markdown), where the next word would have had room, the writer meant it to;
 * but an indented line goes on from the one before. */
static bool
is_between(str before, str after, size_t longest)
{
	bool early = longest >= LINE_WRAPPED && after.len && !is_space(after.at[0]) &&
		     (before.len + 1 + word_len(str_trim(after))) * 4 <= longest * 3;
	return longest > LINE_LONG || early || str_starts(str_trim(before), S("#")) || begins_with_mark(after);
}

static void
breaks_find(struct redlined_breaks *b, str text, size_t longest)
{
	size_t line = 0;        /* where the line at hand begins */
	for (size_t at = 0; at < text.len;) {
		size_t from = at, lines = 0, last = 0;
		while (at < text.len && is_space(text.at[at])) {
			if (text.at[at] == '\n') {
				lines++;
				last = at;
			}
			at++;
		}
		if (lines > 1 || (lines == 1 && is_between(str_sub(text, line, from), line_at(text, last + 1), longest)))
			*LIST_ADD(b) = (struct redlined_break){ (uint32_t)from, (uint32_t)last, (uint32_t)last + 1 };
		line = lines ? last + 1 : line;
		while (at < text.len && !is_space(text.at[at]))
			at++;
	}
}

/* The first break whose last line end is at `at` or behind it. */
static size_t
break_from(const struct redlined_breaks *b, size_t at)
{
	size_t low = 0, high = b->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (b->at[middle].at < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Does a paragraph end at byte `at`? */
static bool
breaks_at(const struct redlined_breaks *b, size_t at)
{
	size_t i = break_from(b, at);
	return (i < b->count && b->at[i].from <= at) || (i && b->at[i - 1].to >= at);
}

/* ---- blocks ---- */

static bool
has_old(const struct op *op)
{
	return op->kind == OP_SAME || op->kind == OP_DEL || op->kind == OP_MOVE;
}

static bool
is_shown(const struct op *op)
{
	return (op->kind == OP_DEL || op->kind == OP_INS) && op->form != FORM_BLANKS;
}

static struct redlined_block *
block_now(struct redlined *d)
{
	return &d->blocks.at[d->blocks.count - 1];
}

static void
block_begin(struct redlined *d)
{
	if (d->blocks.count && !block_now(d)->count)
		return;
	*LIST_ADD(&d->blocks) = (struct redlined_block){ .first = (uint32_t)d->pieces.count };
}

static void
piece_add(struct redlined *d, uint32_t op, size_t from, size_t to, bool is_break)
{
	const struct op *x = &d->r.ops.at[op];
	struct redlined_block *b = block_now(d);
	if (from == to && !is_break && x->kind != OP_GONE)
		return;
	*LIST_ADD(&d->pieces) = (struct redlined_piece){ op, (uint32_t)from, (uint32_t)to, is_break };
	b->count++;
	b->is_changed |= is_break || is_shown(x) || x->kind == OP_GONE || x->kind == OP_MOVE;
}

/* Bytes `from` … `to` are a paragraph, and all of it is the operation's. */
static bool
is_whole(str text, size_t from, size_t to, size_t op_from, size_t op_to)
{
	return op_from <= from && to <= op_to && str_trim(str_sub(text, from, to)).len;
}

static bool
has_whole_beside(str text, const struct redlined_breaks *b, size_t i, size_t op_from, size_t op_to)
{
	size_t before = i ? b->at[i - 1].to : 0, after = i + 1 < b->count ? b->at[i + 1].from : text.len;
	return is_whole(text, before, b->at[i].from, op_from, op_to) ||
	       is_whole(text, b->at[i].to, after, op_from, op_to);
}

static bool
is_move_mark(const struct redlined *d, uint32_t op)
{
	return op < d->r.ops.count && (d->r.ops.at[op].kind == OP_MOVE || d->r.ops.at[op].kind == OP_GONE);
}

/* Does the break part the operation's words from a passage that moved? */
static bool
borders_move(const struct redlined *d, uint32_t op, const struct redlined_break *b, str text, size_t begin, size_t end)
{
	if (b->to >= end || !str_trim(str_sub(text, b->to, end)).len)
		return is_move_mark(d, op + 1);
	return (b->from <= begin || !str_trim(str_sub(text, begin, b->from)).len) && op && is_move_mark(d, op - 1);
}

/* A break that a deletion or an insertion has in it: the ¶ where it parts or
 * joins what was one or two, and whether a block begins behind it. */
static bool
break_shown(struct redlined *d, uint32_t op, bool is_whole)
{
	const struct op *x = &d->r.ops.at[op];
	bool gone = x->kind == OP_DEL;
	bool both = gone ? breaks_at(&d->new_breaks, x->to) : breaks_at(&d->old_breaks, x->from);
	if (!is_whole && !both)
		piece_add(d, op, 0, 0, true);
	return gone ? is_whole : true;
}

static void
op_blocks(struct redlined *d, uint32_t op)
{
	const struct op *x = &d->r.ops.at[op];
	bool of_old = x->kind == OP_DEL;
	str text = of_old ? d->r.old : d->r.new;
	const struct redlined_breaks *b = of_old ? &d->old_breaks : &d->new_breaks;
	size_t begin = of_old ? x->from : x->to, end = of_old ? x->from_end : x->to_end, at = begin;
	for (size_t i = break_from(b, begin); i < b->count && b->at[i].at < end; i++) {
		bool begins = true;
		if (b->at[i].from > at)
			piece_add(d, op, at, b->at[i].from, false);
		if (x->kind != OP_SAME && x->kind != OP_MOVE)
			begins = break_shown(d, op, has_whole_beside(text, b, i, begin, end) ||
						    borders_move(d, op, &b->at[i], text, begin, end));
		if (begins)
			block_begin(d);
		at = b->at[i].to;
	}
	if (at < end)
		piece_add(d, op, at, end, false);
}

static void
blocks_find(struct redlined *d)
{
	size_t moves = d->r.moves + 1;
	uint32_t *moved = ARENA_ARRAY(d->a, uint32_t, moves), *gone = ARENA_ARRAY(d->a, uint32_t, moves);
	block_begin(d);
	for (uint32_t i = 0; i < d->r.ops.count; i++) {
		const struct op *x = &d->r.ops.at[i];
		if (x->kind == OP_GONE)
			gone[x->move] = i;
		else if (x->move && !moved[x->move])
			moved[x->move] = i + 1;
		if (x->kind == OP_GONE)
			piece_add(d, i, 0, 0, false);
		else
			op_blocks(d, i);
	}
	for (size_t i = 1; i < moves; i++)
		moved[i] = moved[i] ? moved[i] - 1 : 0;
	d->moved = moved;
	d->gone = gone;
}

static void
blocks_count(struct redlined *d)
{
	if (!block_now(d)->count)
		d->blocks.count--;
	for (size_t i = 0; i < d->blocks.count; i++) {
		struct redlined_block *b = &d->blocks.at[i];
		for (uint32_t p = b->first; p < b->first + b->count; p++) {
			const struct redlined_piece *piece = &d->pieces.at[p];
			bool of_old = d->r.ops.at[piece->op].kind == OP_DEL;
			const struct tokens *t = of_old ? &d->r.old_tokens : &d->r.new_tokens;
			b->words += (uint32_t)tokens_words(t, tokens_at(t, piece->from), tokens_at(t, piece->to));
		}
	}
}

void
redlined_make(struct redlined *d, arena *a, lexicon *l, enum text_form form, str old, str new,
	      const struct redline_options *o)
{
	*d = (struct redlined){ .a = a };
	redline_make(&d->r, l, old, new, o);
	named_find(&d->named, &d->r, &d->r.old_tokens, &d->r.new_tokens);
	breaks_find(&d->old_breaks, old, line_measure(old, form));
	breaks_find(&d->new_breaks, new, line_measure(new, form));
	blocks_find(d);
	blocks_count(d);
}

void
redlined_done(struct redlined *d)
{
	redline_done(&d->r);
	named_done(&d->named);
	LIST_DONE(&d->pieces);
	LIST_DONE(&d->blocks);
	LIST_DONE(&d->old_breaks);
	LIST_DONE(&d->new_breaks);
}

bool
redlined_differs(const struct redlined *d)
{
	return !str_eq(d->r.old, d->r.new);
}

bool
redlined_is_blank(const struct redlined *d)
{
	return redlined_differs(d) && redlined_form_set(d) == 1u << FORM_BLANKS && !d->r.moves;
}

/* ---- runs ---- */

enum side { BOTH, OLD, NEW };

static void
add_keyed(const struct redlined *d, runs *to, enum run_style style, const struct op *op, size_t from, size_t end)
{
	const struct tokens *t = op->kind == OP_DEL ? &d->r.old_tokens : &d->r.new_tokens;
	size_t at = from;
	for (size_t i = tokens_at(t, from); op->flags && i < t->count && t->at[i].at < end; i++) {
		if (named_class_of(t, i) == NAMED_CLASSES)
			continue;
		runs_add(to, style, str_sub(t->text, at, t->at[i].at));
		size_t first = t->at[i].at;
		while (i + 1 < t->count && t->at[i + 1].at < end && named_class_of(t, i + 1) != NAMED_CLASSES)
			i++;
		at = token_end(t, i) < end ? token_end(t, i) : end;
		runs_add_key(to, style, str_sub(t->text, first, at));
	}
	runs_add(to, style, str_sub(t->text, at, end));
}

static void
add_words(const struct redlined *d, runs *to, const struct op *op, size_t from, size_t end)
{
	switch (op->kind) {
	case OP_DEL:
		if (op->form == FORM_BLANKS)
			runs_add(to, RUN_PLAIN, str_sub(d->r.old, from, end));
		else
			add_keyed(d, to, RUN_DELETED, op, from, end);
		break;
	case OP_INS:
		if (op->form == FORM_BLANKS)
			runs_add(to, RUN_PLAIN, str_sub(d->r.new, from, end));
		else
			add_keyed(d, to, RUN_INSERTED, op, from, end);
		break;
	default:
		runs_add(to, RUN_PLAIN, str_sub(d->r.new, from, end));
	}
}

/* The words of a passage where they stood. */
static str
old_passage(const struct redlined *d, uint32_t move)
{
	size_t from = d->r.ops.at[d->gone[move]].from, end = from;
	for (uint32_t i = d->moved[move]; i < d->r.ops.count && d->r.ops.at[i].move == move; i++)
		if (has_old(&d->r.ops.at[i]))
			end = d->r.ops.at[i].from_end;
	return str_sub(d->r.old, from, end);
}

static bool
is_down(const struct redlined *d, uint32_t move)
{
	return d->moved[move] > d->gone[move];
}

static void
add_away(const struct redlined *d, runs *to, uint32_t move, enum side side)
{
	const char *way = is_down(d, move) ? "moved down" : "moved up";
	if (side != NEW)
		runs_moved_away(to, d->move_base + move, side == BOTH ? str_of(way)
				: arena_printf(d->a, "%s: %.*s", way, STR_ARG(old_passage(d, move))));
}

/* A moved passage has its inner changes at its new place, on the one side too. */
static bool
is_on_side(const struct op *op, enum side side)
{
	if (side == OLD)
		return has_old(op) && !op->move;
	if (op->kind != OP_DEL)
		return true;
	return op->form != FORM_BLANKS && (side == BOTH || op->move);
}

static void
block_runs(const struct redlined *d, const struct redlined_block *b, runs *to, enum side side)
{
	uint32_t open = 0;
	for (uint32_t p = b->first; p < b->first + b->count; p++) {
		const struct redlined_piece *piece = &d->pieces.at[p];
		const struct op *op = &d->r.ops.at[piece->op];
		uint32_t move = op->kind == OP_GONE ? 0 : op->move;
		if (op->kind == OP_GONE) {
			add_away(d, to, op->move, side);
			continue;
		}
		if (!is_on_side(op, side) && !(piece->is_break && side == BOTH))
			continue;
		if (open && move != open)
			runs_moved_end(to);
		if (move && move != open)
			runs_moved(to, d->move_base + move);
		open = move;
		if (piece->is_break)
			runs_add(to, op->kind == OP_DEL ? RUN_DELETED : RUN_INSERTED, S(" \xc2\xb6 "));
		else
			add_words(d, to, op, piece->from, piece->to);
	}
	if (open)
		runs_moved_end(to);
}

void
redlined_runs(const struct redlined *d, runs *to)
{
	for (size_t i = 0; i < d->blocks.count; i++) {
		if (i)
			runs_add(to, RUN_QUIET, S(" \xc2\xb6 "));
		block_runs(d, &d->blocks.at[i], to, BOTH);
	}
}

void
redliner_add(struct redliner *by, runs *to, str old, str new)
{
	struct redlined d;
	redlined_make(&d, by->a, by->words, TEXT_PLAIN, old, new, &redline_defaults);
	d.move_base = by->moves;
	by->moves += (unsigned)d.r.moves;
	redlined_runs(&d, to);
	redlined_done(&d);
}

/* ---- pages ---- */

/* Is a paragraph shown: changed, or near enough to one that is? */
static bool *
blocks_shown(const struct redlined *d, size_t context)
{
	size_t n = d->blocks.count, since = SIZE_MAX;
	bool *shown = ARENA_ARRAY(d->a, bool, n + 1);
	for (size_t i = 0; i < n; i++) {
		since = d->blocks.at[i].is_changed ? 0 : since == SIZE_MAX ? since : since + 1;
		shown[i] = context == SIZE_MAX || since <= context;
	}
	since = SIZE_MAX;
	for (size_t i = n; i-- > 0;) {
		since = d->blocks.at[i].is_changed ? 0 : since == SIZE_MAX ? since : since + 1;
		shown[i] = shown[i] || since <= context;
	}
	/* One paragraph takes no more room than the line that says it is left out. */
	for (size_t i = 0; i < n; i++)
		if (!shown[i] && (!i || shown[i - 1]) && (i + 1 == n || shown[i + 1]) && d->blocks.at[i].words <= 25)
			shown[i] = true;
	return shown;
}

/* "… 12 paragraphs unchanged, 340 words …", and the first behind them. */
static size_t
fold(const struct redlined *d, const bool shown[], size_t i, str *ret_words)
{
	size_t first = i, words = 0;
	for (; i < d->blocks.count && !shown[i]; i++)
		words += d->blocks.at[i].words;
	*ret_words = arena_printf(d->a, "\xe2\x80\xa6 %zu paragraph%s unchanged, %zu word%s \xe2\x80\xa6", i - first,
				  i - first == 1 ? "" : "s", words, words == 1 ? "" : "s");
	return i;
}

void
redlined_rows(const struct redlined *d, table *t, const struct redlined_look *look)
{
	const bool *shown = blocks_shown(d, look->context);
	for (size_t i = 0; i < d->blocks.count;) {
		str folded;
		if (!shown[i]) {
			i = fold(d, shown, i, &folded);
			runs_add(table_span(t), RUN_QUIET, folded);
			continue;
		}
		table_row(t);
		block_runs(d, &d->blocks.at[i], table_cell(t), OLD);
		block_runs(d, &d->blocks.at[i], table_cell(t), NEW);
		i++;
	}
}

void
redlined_page(const struct redlined *d, sheet *s, const struct redlined_look *look)
{
	const bool *shown = blocks_shown(d, look->context);
	for (size_t i = 0; i < d->blocks.count;) {
		str folded;
		if (shown[i]) {
			block_runs(d, &d->blocks.at[i++], sheet_para(s), BOTH);
			continue;
		}
		i = fold(d, shown, i, &folded);
		runs_add(sheet_para(s), RUN_QUIET, folded);
	}
}

/* ---- several texts beside one ---- */

/* The paragraph of the old text, from 0, that a block stands for; where it has
 * nothing of the old text, the one before. */
static size_t
row_of(const struct redlined *d, const struct redlined_block *b, size_t before)
{
	for (uint32_t p = b->first; p < b->first + b->count; p++) {
		const struct redlined_piece *piece = &d->pieces.at[p];
		const struct op *op = &d->r.ops.at[piece->op];
		if (op->kind == OP_INS || op->kind == OP_MOVE || (op->move && op->kind != OP_GONE) || piece->is_break)
			continue;
		size_t at = op->kind == OP_SAME ? op->from + (piece->from - op->to)
			  : op->kind == OP_DEL ? piece->from : op->from;
		while (at < d->r.old.len && is_space(d->r.old.at[at]))
			at++;
		return break_from(&d->old_breaks, at);
	}
	return before;
}

/* By block of one text: its row.  They never go back. */
static uint32_t *
rows_of(const struct redlined *d)
{
	uint32_t *rows = ARENA_ARRAY(d->a, uint32_t, d->blocks.count + 1);
	size_t row = 0;
	for (size_t i = 0; i < d->blocks.count; i++) {
		size_t at = row_of(d, &d->blocks.at[i], row);
		row = at > row ? at : row;
		rows[i] = (uint32_t)row;
	}
	return rows;
}

/* A text beside the base, and the first of its blocks that is not yet in the table. */
struct beside { const struct redlined *d; const uint32_t *rows; size_t next; };

static str
paragraph(const struct redlined *d, size_t row)
{
	const struct redlined_breaks *b = &d->old_breaks;
	return str_sub(d->r.old, row ? b->at[row - 1].to : 0, row < b->count ? b->at[row].from : d->r.old.len);
}

/* Where no block begins, the paragraph went, or is part of the one before. */
static bool
beside_changed(const struct beside *b, size_t row)
{
	if (b->next == b->d->blocks.count || b->rows[b->next] > row)
		return str_trim(paragraph(b->d, row)).len > 0;
	for (size_t i = b->next; i < b->d->blocks.count && b->rows[i] <= row; i++)
		if (b->d->blocks.at[i].is_changed)
			return true;
	return false;
}

/* What became of the base's paragraph; into nothing where it is left out. */
static void
beside_cell(struct beside *b, size_t row, runs *to)
{
	for (bool is_first = true; b->next < b->d->blocks.count && b->rows[b->next] <= row; b->next++) {
		if (!to)
			continue;
		if (!is_first)
			runs_add(to, RUN_QUIET, S(" \xc2\xb6 "));
		block_runs(b->d, &b->d->blocks.at[b->next], to, BOTH);
		is_first = false;
	}
}

static void
columns_row(struct beside all[], size_t count, size_t row, bool is_shown, table *t)
{
	if (is_shown) {
		table_row(t);
		runs_add(table_cell(t), RUN_PLAIN, paragraph(all->d, row));
	}
	for (size_t i = 0; i < count; i++) {
		bool same = !beside_changed(&all[i], row);
		runs *cell = is_shown ? table_cell(t) : NULL;
		if (cell && same)
			runs_add(cell, RUN_QUIET, S("="));
		beside_cell(&all[i], row, same ? NULL : cell);
	}
}

void
redlined_columns(const struct redlined list[], const str names[], size_t count, str base_name, sheet *s,
		 const struct redlined_look *look)
{
	struct beside *all = ARENA_ARRAY(list->a, struct beside, count);
	size_t unchanged = 0;
	table *t = sheet_table(s);
	table_prose(t);
	table_column(t, base_name, COLUMN_WRAP);
	for (size_t i = 0; i < count; i++) {
		all[i] = (struct beside){ .d = &list[i], .rows = rows_of(&list[i]) };
		table_column(t, names[i], COLUMN_WRAP);
	}
	for (size_t row = 0; row <= list->old_breaks.count; row++) {
		bool is_shown = look->context == SIZE_MAX && str_trim(paragraph(list, row)).len;
		for (size_t i = 0; i < count; i++)
			is_shown = is_shown || beside_changed(&all[i], row);
		columns_row(all, count, row, is_shown, t);
		unchanged += !is_shown && str_trim(paragraph(list, row)).len;
	}
	if (unchanged)
		runs_add(sheet_para(s), RUN_QUIET, arena_printf(list->a, "%zu paragraph%s, unchanged in all, left out.",
								unchanged, unchanged == 1 ? "" : "s"));
	sheet_note(s, arena_printf(list->a, "= is the same words as %.*s.", STR_ARG(base_name)));
}

void
redlined_legend(const struct redlined list[], size_t count, sheet *s)
{
	bool in = false, out = false, moved = false;
	for (const struct redlined *d = list; d < list + count; d++) {
		moved = moved || d->r.moves;
		for (size_t i = 0; i < d->r.ops.count; i++) {
			const struct op *op = &d->r.ops.at[i];
			in = in || (op->kind == OP_INS && is_shown(op));
			out = out || (op->kind == OP_DEL && is_shown(op));
		}
	}
	if (!in && !out && !moved)
		return;
	runs *r = sheet_para(s);
	runs_add(r, RUN_PLAIN, S("Marks: "));
	if (out)
		runs_add(r, RUN_DELETED, S("taken out"));
	if (in) {
		runs_add(r, RUN_PLAIN, out ? S(", ") : S(""));
		runs_add(r, RUN_INSERTED, S("put in"));
	}
	if (moved)
		runs_add(r, RUN_PLAIN, arena_printf(list->a, "%s{~1: here from elsewhere~}, [~1 ~] where it stood",
						    in || out ? ", " : ""));
	runs_add(r, RUN_PLAIN, S("."));
}
