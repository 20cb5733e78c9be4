#include "answer/beside.h"

#include "base/buf.h"
#include "text/number.h"
#include "text/redline.h"

/* A hand's text and how it differs from the base. */
struct beside_hand {
	const struct hand *hand;
	struct tokens text;
	struct edits edits;
	size_t next;            /* the first edit that does not end before the paragraph */
	bool changes;           /* of the paragraph being shown */
};

struct beside {
	arena *a;
	struct tokens base;
	struct beside_hand *hands;
	size_t count;
};

/* A run of tokens, and the blank behind it.  Where paragraphs part there is a
 * mark: a cell has no lines of its own. */
static void
add_tokens(runs *r, enum run_style style, const struct tokens *t, size_t from, size_t to, bool has_blank)
{
	for (size_t i = from; i < to;) {
		size_t end = i;
		while (end < to && t->at[end].kind != TOKEN_BREAK)
			end++;
		if (end > i)
			runs_add(r, style, tokens_span(t, i, end));
		if (end == to && has_blank && end < t->count && t->at[end].kind != TOKEN_BREAK)
			runs_add(r, RUN_PLAIN, token_blank(t, end));
		if (end < to && style != RUN_PLAIN)
			runs_add(r, style, S(" ¶ "));
		i = end + 1;
	}
}

/* Of an edit that begins in an earlier paragraph, what is struck here. */
static void
add_edit(runs *r, const struct beside *b, const struct beside_hand *h, const struct edit *e, size_t from, size_t to)
{
	size_t a = e->a > from ? e->a : from, end = e->a_end < to ? e->a_end : to;
	bool replaces = e->a >= from && e->b < e->b_end;
	add_tokens(r, RUN_DELETED, &b->base, a, end, !replaces);
	if (replaces)
		add_tokens(r, RUN_INSERTED, &h->text, e->b, e->b_end, true);
}

static bool
has_line_end(str blank)
{
	return str_find(blank, '\n') < blank.len;
}

/* Words put in before a paragraph stand with the one before it, where they are a
 * paragraph of their own. */
static bool
ends_a_line(const struct beside_hand *h, const struct edit *e)
{
	return e->b < e->b_end && (h->text.at[e->b_end - 1].kind == TOKEN_BREAK ||
				   has_line_end(token_blank(&h->text, e->b_end)));
}

/* Is the edit of the paragraph from … to - 1, its break included? */
static bool
is_of(const struct beside *b, const struct beside_hand *h, const struct edit *e, size_t from, size_t to)
{
	bool is_put_in = e->a == e->a_end;
	if (e->a == to && is_put_in)
		return to == b->base.count || ends_a_line(h, e);
	return e->a < to && (e->a_end > from || e->a >= from);
}

static void
add_cell(runs *r, const struct beside *b, struct beside_hand *h, size_t from, size_t to)
{
	size_t at = from, i = h->next;
	h->changes = false;
	for (; i < h->edits.count && is_of(b, h, &h->edits.at[i], from, to); i++) {
		const struct edit *e = &h->edits.at[i];
		if (e->a > at)
			add_tokens(r, RUN_PLAIN, &b->base, at, e->a, true);
		add_edit(r, b, h, e, from, to);
		at = e->a_end;
		h->changes = true;
		if (e->a_end > to)
			break;
	}
	h->next = i;
	if (!h->changes)
		runs_add(r, RUN_QUIET, S("="));
	else if (at < to)
		add_tokens(r, RUN_PLAIN, &b->base, at, to, false);
}

/* Does token `i` begin a line as an item of a list does: "3.", "(a)", "-"? */
static bool
begins_item(const struct tokens *t, size_t i)
{
	str rest = str_sub(t->text, token_start(t, i), t->text.len);
	struct number number;
	return has_line_end(token_blank(t, i)) &&
	       (number_marker(rest, &number) || number_letter(rest, &number) || str_starts(rest, S("- ")) ||
		str_starts(rest, S("* ")) || str_starts(rest, S("+ ")));
}

/* Where the paragraph that begins at `from` ends, its break included. */
static size_t
paragraph_end(const struct tokens *t, size_t from)
{
	for (size_t i = from; i < t->count; i++) {
		if (t->at[i].kind == TOKEN_BREAK)
			return i + 1;
		if (i > from && begins_item(t, i))
			return i;
	}
	return t->count;
}

static str
words_of(const struct tokens *t, size_t from, size_t to)
{
	if (to > from && t->at[to - 1].kind == TOKEN_BREAK)
		to--;
	return tokens_span(t, from, to);
}

static void
add_row(sheet *s, table *rows, struct beside *b, size_t number, size_t from, size_t to)
{
	value *row = value_object(b->a), *cells = value_list(b->a);
	str words = words_of(&b->base, from, to);
	table_row(rows);
	runs_add(table_cell(rows), RUN_PLAIN, arena_printf(b->a, "%zu", number));
	runs_add(table_cell(rows), RUN_PLAIN, words);
	value_set_number(row, "paragraph", (int64_t)number);
	value_set_str(row, "base", words);
	for (size_t i = 0; i < b->count; i++) {
		value *cell = value_object(b->a);
		add_cell(table_cell(rows), b, &b->hands[i], from, to);
		value_set_str(cell, "who", b->hands[i].hand->name);
		value_set_bool(cell, "same", !b->hands[i].changes);
		value_push(cells, cell);
	}
	value_set(row, "cells", cells);
	value_push(sheet_rows(s), row);
}

static void
beside_read(struct beside *b, lexicon *words, str base, const struct hand *hands)
{
	lexicon_lines(words, base);
	for (size_t i = 0; i < b->count; i++)
		lexicon_lines(words, hands[i].text);
	tokens_read(&b->base, words, base);
	for (size_t i = 0; i < b->count; i++) {
		b->hands[i].hand = &hands[i];
		tokens_read(&b->hands[i].text, words, hands[i].text);
		diff_tokens(&b->hands[i].edits, &b->base, &b->hands[i].text, redline_defaults.site_cost);
	}
}

static void
beside_done(struct beside *b)
{
	for (size_t i = 0; i < b->count; i++) {
		tokens_done(&b->hands[i].text);
		edits_done(&b->hands[i].edits);
	}
	tokens_done(&b->base);
}

sheet *
beside_sheet(arena *a, str base_name, str base, const struct hand *hands, size_t count)
{
	struct beside b = { .a = a, .hands = ARENA_ARRAY(a, struct beside_hand, count + 1), .count = count };
	lexicon *words = lexicon_new();
	sheet *s = sheet_new(a, "columns");
	table *rows;
	size_t number = 0, from = 0;
	sheet_title(s, arena_printf(a, "%.*s and %zu text%s beside it", STR_ARG(base_name), count,
				    count == 1 ? "" : "s"));
	beside_read(&b, words, base, hands);
	rows = sheet_table(s);
	table_prose(rows);
	table_column(rows, S("no."), COLUMN_NUMBER);
	table_column(rows, base_name, COLUMN_WRAP);
	for (size_t i = 0; i < count; i++)
		table_column(rows, hands[i].name, COLUMN_WRAP);
	do {
		size_t to = paragraph_end(&b.base, from);
		add_row(s, rows, &b, ++number, from, to);
		from = to;
	} while (from < b.base.count);
	sheet_note(s, S("= is the same words as the base."));
	beside_done(&b);
	lexicon_free(words);
	return s;
}
