#include "sheet/freeze.h"

#include <stdio.h>

#include "base/buf.h"
#include "rand.h"
#include "sheet/drawing.h"
#include "sheet/sample.h"

/* Every kind of block, run and value, and what lies at their edges. */

static void
add_runs(sheet *s)
{
	for (unsigned level = 1; level <= 6; level++)
		sheet_heading(s, level, level % 2 ? S("Heading\nof two lines") : S(""));
	runs *r = sheet_para(s);
	for (enum run_style style = RUN_PLAIN; style < RUN_STYLES; style++) {
		runs_add(r, style, S("words "));
		runs_add_key(r, style, S("shall\0\x1b[31m \xff\xc3 \xe4\xb8\x8a"));
	}
	runs_note(r, sheet_footnote(s, S("first")));
	runs_note(r, sheet_footnote(s, S("second")));
	runs_note(r, sheet_footnote(s, S("first")));
	sheet_footnote(s, S(""));
	sheet_para(s);
	runs_note(sheet_para(s), sheet_footnote(s, S("second")));
	r = sheet_para(s);
	runs_moved_away(r, 1, S("moved down"));
	runs_moved_away(r, 2, S(""));
	runs_moved(r, 1);
	runs_add(r, RUN_INSERTED, S("it"));
	runs_note(r, 1);
	runs_moved_end(r);
	runs_note(r, 2);
	runs_moved(sheet_para(s), 134217727);
	runs_add(sheet_item(s), RUN_PLAIN, S("an item"));
	sheet_item(s);
	runs_add(sheet_labelled(s, S("LABEL")), RUN_QUOTE, S("said"));
	runs_add(sheet_labelled(s, S("")), RUN_PLAIN, S("no label"));
	sheet_labelled(s, STR_NONE);
	sheet_tally_line(s);
}

static void
add_tables(sheet *s)
{
	table *t = sheet_table(s);                      /* nothing at all */
	t = sheet_table(s);
	table_column(t, S("no rows"), COLUMN_FIT);
	t = sheet_table(s);
	table_caption(t, S("A caption"));
	table_prose(t);
	table_column(t, S("a"), COLUMN_FIT);
	table_column(t, STR_NONE, COLUMN_WRAP);
	table_column(t, S("c"), COLUMN_NUMBER);
	table_row(t);                                   /* no cell is there */
	runs_add(table_span(t), RUN_STRONG, S("a span"));
	table_span(t);
	table_row(t);
	runs_add(table_cell(t), RUN_WARN, S("one of three"));
	runs_note(table_cell(t), 1);
	table_row(t);
	table_cell(t);
	runs_add(table_cell(t), RUN_DELETED, S("| \\ * _ \" , ; = @"));
	runs_add(table_cell(t), RUN_PLAIN, S("-12"));
	t = sheet_table(s);                             /* the array of columns has grown */
	for (unsigned i = 0; i < 20; i++)
		table_column(t, i % 3 ? S("x") : S(""), (enum column_kind)(i % 3));
	table_row(t);
	for (unsigned i = 0; i < 20; i++)
		runs_add(table_cell(t), RUN_PLAIN, S("cell"));
}

static void
add_drawings(sheet *s)
{
	sheet_drawing(s, 0, UINT32_MAX, STR_NONE, S(""));       /* nothing on it */
	drawing *d = sheet_drawing(s, 300, 200, S("A <title>"), S("said\nso"));
	struct spot spots[] = { { INT32_MIN, INT32_MAX }, { 0, -1 }, { 0, -1 } };
	for (enum draw_style style = DRAW_PLAIN; style < DRAW_STYLES; style++)
		for (size_t count = 0; count <= 3; count++) {
			drawing_polyline(d, style, spots, count, false);
			drawing_polyline(d, style, spots, count, true);
		}
	drawing_box(d, DRAW_QUIET, spots[0], UINT32_MAX, 0);
	drawing_circle(d, DRAW_WARN, spots[1], UINT32_MAX);
	drawing_dot(d, DRAW_STRONG, spots[1]);
	drawing_text(d, DRAW_WARN, spots[1], ANCHOR_END, STR_NONE);
	drawing_text(d, DRAW_PLAIN, spots[1], ANCHOR_MIDDLE, S("</svg>\0\x1b[31m \xff\xc3 \xe4\xb8\x8a"));
}

static value *
nested(arena *a, unsigned depth)
{
	value *v = value_object(a), *list = value_list(a);
	value_set_str(v, "text", S("\"\\\n\t\0 \xff \xe2\x80\xa8"));
	value_set_str(v, "empty", S(""));
	value_set_str(v, "none", STR_NONE);
	value_set_bool(v, "yes", true);
	value_set_bool(v, "no", false);
	value_set_number(v, "least", INT64_MIN);
	value_set_number(v, "most", INT64_MAX);
	value_set_number(v, "", 0);
	value_set(v, "nothing", value_null(a));
	value_set(v, "no-items", value_list(a));
	value_set(v, "no-keys", value_object(a));
	for (unsigned i = 0; i < 2 && depth; i++)
		value_push(list, nested(a, depth - 1));
	value_push(list, value_number(a, -1));
	value_push(list, value_decimal(a, 0.1));
	value_push(list, value_decimal(a, -1e300));
	value_set(v, "list", list);
	return v;
}

static sheet *
every_kind(arena *a)
{
	sheet *s = sheet_new(a, "every-kind");
	sheet_title(s, S("Every kind"));
	sheet_view(s, STR_NONE, S(""), S("2026-06-04"), S("As nobody knows it."));
	sheet_tally(s, "points", 13);
	sheet_tally(s, "agreed-ad-ref", -1);
	sheet_tally(s, "points", 14);                   /* said twice: two in the line, one in the data */
	add_runs(s);
	add_tables(s);
	add_drawings(s);
	sheet_rows_key(s, "ops");
	value_push(sheet_rows(s), nested(a, 2));
	value_push(sheet_rows(s), value_str(a, S("a row that is no object")));
	value_push(sheet_rows(s), value_null(a));
	value_set(sheet_data(s), "beside", nested(a, 1));
	sheet_note(s, S("a remark"));
	sheet_note(s, S(""));
	sheet_note(s, STR_NONE);
	return s;
}

static sheet *
nothing(arena *a)
{
	return sheet_new(a, "");
}

static sheet *(*const makers[])(arena *a) = { nothing, every_kind, sample_sheet };
enum { MAKERS = sizeof makers / sizeof *makers };

static str
frozen(arena *a, const sheet *s)
{
	buf out = { 0 };
	sheet_freeze(s, &out);
	str bytes = arena_str(a, buf_str(&out));
	buf_done(&out);
	return bytes;
}

static void
check_prints_the_same(arena *a, const sheet *s, const sheet *same)
{
	static const unsigned widths[] = { 0, 24, 80 };
	size_t count;
	const struct sheet_format *const *formats = sheet_formats(&count);
	for (size_t f = 0; f < count; f++)
		for (size_t w = 0; w < 3; w++)
			for (unsigned colour = 0; colour < 2; colour++)
				CHECK_STR(sample_render(a, same, formats[f]->name, widths[w], colour),
					  sample_render(a, s, formats[f]->name, widths[w], colour));
}

TEST(sheet_freeze, a_thawed_sheet_prints_the_same_in_every_format)
{
	for (size_t i = 0; i < MAKERS; i++) {
		arena *a = arena_new();
		struct err err = { 0 };
		sheet *s = makers[i](a), *same = sheet_thaw(a, frozen(a, s), &err);
		CHECK_OK(same != NULL, err);
		check_prints_the_same(a, s, same);
		arena_free(a);
	}
}

TEST(sheet_freeze, a_thawed_sheet_freezes_to_the_same_bytes)
{
	for (size_t i = 0; i < MAKERS; i++) {
		arena *a = arena_new();
		struct err err = { 0 };
		str bytes = frozen(a, makers[i](a));
		sheet *same = sheet_thaw(a, bytes, &err);
		CHECK_OK(same != NULL, err);
		CHECK_STR(frozen(a, same), bytes);
		arena_free(a);
	}
}

/* Freezing adds: what stood in the buffer stays. */
TEST(sheet_freeze, bytes_are_added_behind_what_was_there)
{
	arena *a = arena_new();
	buf out = { 0 };
	buf_add(&out, S("before"));
	sheet_freeze(sample_sheet(a), &out);
	CHECK(str_starts(buf_str(&out), S("beforeparaph-sheet ")));
	buf_done(&out);
	arena_free(a);
}

/* ---- what is no frozen sheet ---- */

static void
check_refused(str bytes)
{
	arena *a = arena_new();
	struct err err = { 0 };
	CHECK_FAILS(sheet_thaw(a, bytes, &err) != NULL, err, ERR_INPUT, "no frozen sheet");
	arena_free(a);
}

/* In a piece of memory of its own, so that a look behind the end is caught. */
TEST(sheet_freeze, bytes_cut_short_anywhere_are_refused)
{
	for (size_t i = 0; i < MAKERS; i++) {
		arena *a = arena_new();
		str bytes = frozen(a, makers[i](a));
		for (size_t len = 0; len < bytes.len; len++) {
			char *cut = malloc(len ? len : 1);
			memcpy(cut, bytes.at, len);
			check_refused((str){ cut, len });
			free(cut);
		}
		arena_free(a);
	}
}

TEST(sheet_freeze, more_bytes_than_a_sheet_are_refused)
{
	arena *a = arena_new();
	buf out = { 0 };
	sheet_freeze(sample_sheet(a), &out);
	buf_add_byte(&out, '\0');
	check_refused(buf_str(&out));
	buf_done(&out);
	arena_free(a);
}

TEST(sheet_freeze, another_version_is_refused)
{
	arena *a = arena_new();
	str bytes = frozen(a, sample_sheet(a));
	size_t at = str_find(bytes, '\n') - 1;
	CHECK_EQ(bytes.at[at], '1');
	((char *)(uintptr_t)bytes.at)[at] = '2';
	check_refused(bytes);
	arena_free(a);
}

/* Whatever thaws prints, and what it then freezes to is a sheet that freezes to itself. */
static void
check_survives(str bytes, bool prints)
{
	arena *a = arena_new();
	struct err err = { 0 };
	size_t count;
	const struct sheet_format *const *formats = sheet_formats(&count);
	sheet *s = sheet_thaw(a, bytes, &err), *same;
	for (size_t f = 0; s && prints && f < count; f++)
		sample_render(a, s, formats[f]->name, 80, false);
	if (s) {
		str once = frozen(a, s);
		CHECK_OK((same = sheet_thaw(a, once, &err)) != NULL, err);
		CHECK_STR(frozen(a, same), once);
	}
	arena_free(a);
}

/* Each bit in its turn; one bit of each byte is printed as well, since that takes longer. */
TEST(sheet_freeze, any_bit_may_be_wrong)
{
	struct rand r = rand_new();
	for (size_t i = 0; i < MAKERS; i++) {
		arena *a = arena_new();
		str bytes = frozen(a, makers[i](a));
		char *at = (char *)(uintptr_t)bytes.at;
		for (size_t byte = 0; byte < bytes.len; byte++) {
			unsigned printed = (unsigned)rand_below(&r, 8);
			for (unsigned bit = 0; bit < 8; bit++) {
				at[byte] ^= (char)(1 << bit);
				check_survives(bytes, bit == printed);
				at[byte] ^= (char)(1 << bit);
			}
		}
		arena_free(a);
	}
}

TEST(sheet_freeze, many_bytes_may_be_wrong)
{
	struct rand r = rand_new();
	arena *a = arena_new();
	str whole = frozen(a, every_kind(a));
	for (unsigned i = 0; i < 2000; i++) {
		str bytes = arena_str(a, whole);
		for (uint64_t n = 1 + rand_below(&r, 4); n-- > 0;)
			((char *)(uintptr_t)bytes.at)[rand_below(&r, bytes.len)] = (char)rand_below(&r, 256);
		check_survives(bytes, true);
	}
	arena_free(a);
}

/* ---- bytes that ask for much ---- */

enum { MANY = 400000, BYTES_EACH_MOST = 100 };

static void
put_number(buf *out, uint64_t number)
{
	for (; number >= 0x80; number >>= 7)
		buf_add_byte(out, (char)(number | 0x80));
	buf_add_byte(out, (char)number);
}

static void
put_str(buf *out, str s)
{
	put_number(out, s.len + 1);
	buf_add(out, s);
}

static void
put_numbers(buf *out, size_t count)
{
	while (count--)
		put_number(out, 0);
}

/* The data with `more` keys beside those that a sheet must have. */
static void
put_data(buf *out, size_t more)
{
	static const struct { str key; enum value_kind kind; } parts[] = {
		{ { "view", 4 }, VALUE_OBJECT }, { { "tally", 5 }, VALUE_OBJECT },
		{ { "rows", 4 }, VALUE_LIST }, { { "notes", 5 }, VALUE_LIST },
	};
	put_str(out, S("rows"));
	put_number(out, VALUE_OBJECT);
	put_number(out, 4 + more);
	for (size_t i = 0; i < 4; i++) {
		put_str(out, parts[i].key);
		put_number(out, parts[i].kind);
		put_number(out, 0);
	}
	for (size_t i = 0; i < more; i++) {
		char key[24];
		snprintf(key, sizeof key, "%zx", i);
		put_str(out, str_of(key));
		put_number(out, VALUE_NULL);
	}
}

static void
check_in_proportion(buf *out)
{
	arena *a = arena_new();
	struct err err = { 0 };
	sheet *s = sheet_thaw(a, buf_str(out), &err);
	CHECK_OK(s != NULL, err);
	CHECK(arena_used(a) / BYTES_EACH_MOST < buf_str(out).len);
	arena_free(a);
	buf_done(out);
}

/* A table of many columns, and as many rows that have none of them. */
TEST(sheet_freeze, rows_without_cells_take_no_room_for_them)
{
	buf out = { 0 };
	buf_add(&out, S("paraph-sheet 1\n"));
	put_numbers(&out, 5);                   /* title, sentence, tally, footnotes, remarks */
	put_number(&out, 1);
	put_number(&out, 3);                    /* a block that is a table: level, text, runs, caption, prose */
	put_numbers(&out, 5);
	put_number(&out, MANY);
	put_numbers(&out, 2 * MANY);
	put_number(&out, MANY);
	put_numbers(&out, 2 * MANY);
	put_data(&out, 0);
	check_in_proportion(&out);
}

/* Were each looked for among those before it, this would take more than a test may. */
TEST(sheet_freeze, many_keys_thaw_in_as_many_steps)
{
	buf out = { 0 };
	buf_add(&out, S("paraph-sheet 1\n"));
	put_numbers(&out, 6);
	put_data(&out, MANY);
	check_in_proportion(&out);
}

TEST(sheet_freeze, many_counts_thaw_in_as_many_steps)
{
	buf out = { 0 };
	buf_add(&out, S("paraph-sheet 1\n"));
	put_numbers(&out, 2);
	put_number(&out, MANY);
	for (size_t i = 0; i < MANY; i++) {
		char name[24];
		snprintf(name, sizeof name, "%zx", i);
		put_str(&out, str_of(name));
		put_numbers(&out, 2);
	}
	put_numbers(&out, 3);
	put_data(&out, 0);
	check_in_proportion(&out);
}

/* A count of which each item would take a byte, and more of them than there are bytes. */
TEST(sheet_freeze, a_count_that_is_a_lie_asks_for_nothing)
{
	buf out = { 0 };
	arena *a = arena_new();
	struct err err = { 0 };
	buf_add(&out, S("paraph-sheet 1\n"));
	put_numbers(&out, 5);
	put_number(&out, UINT64_MAX);
	CHECK_FAILS(sheet_thaw(a, buf_str(&out), &err) != NULL, err, ERR_INPUT, "no frozen sheet");
	CHECK(arena_used(a) < 16384);
	arena_free(a);
	buf_done(&out);
}

TEST(sheet_freeze, lists_within_lists_have_an_end)
{
	buf out = { 0 };
	buf_add(&out, S("paraph-sheet 1\n"));
	put_numbers(&out, 6);
	put_str(&out, S("rows"));
	for (size_t i = 0; i < MANY; i++) {
		put_number(&out, VALUE_LIST);
		put_number(&out, 1);
	}
	put_number(&out, VALUE_NULL);
	check_refused(buf_str(&out));
	buf_done(&out);
}
