#include "sheet/sample.h"

#include "sheet/drawing.h"

struct line {
	const char *number, *before, *subject, *status, *upper, *lower;
};

static const struct line lines[] = {
	{ "3", "3", "port regime", "bridge, no one committed", "c3<4", "c3<4" },
	{ "6", "6a", "return of persons", "inherited", "Y3", "Y3" },
	{ "7", "6b", "property", "inherited", "Y3", "Y3" },
	{ "10", "9", "monitors", "bracketed: deleted by UPP, to stay for LOW", "N", "Yh" },
	{ "11", "10", "observers in the port and on the road to it", "bracketed", "o", "R" },
	{ "13", "12", "archives", "never discussed", "?", "?" },
};

static void
cell(table *t, const char *text)
{
	runs_add(table_cell(t), RUN_PLAIN, str_of(text));
}

static value *
line_value(arena *a, const struct line *line)
{
	value *row = value_object(a), *cells = value_list(a);
	const char *parties[] = { "UPP", "LOW" }, *stances[] = { line->upper, line->lower };
	value_set_str(row, "point", str_of(line->subject));
	value_set_str(row, "number", str_of(line->number));
	value_set_str(row, "status", str_of(line->status));
	for (size_t i = 0; i < 2; i++) {
		value *held = value_object(a);
		value_set_str(held, "party", str_of(parties[i]));
		value_set_str(held, "stance", str_of(stances[i]));
		value_set_bool(held, "shown", i == 0);
		value_push(cells, held);
	}
	value_set(row, "cells", cells);
	return row;
}

static void
add_board(arena *a, sheet *s)
{
	sheet_heading(s, 1, S("Points that are open"));
	table *t = sheet_table(s);
	table_caption(t, S("Text v4 beside v3; Y yes, N no, R red line, o open, ? unknown"));
	table_column(t, S("no."), COLUMN_NUMBER);
	table_column(t, S("(v3)"), COLUMN_NUMBER);
	table_column(t, S("subject"), COLUMN_WRAP);
	table_column(t, S("status"), COLUMN_WRAP);
	table_column(t, S("UPP"), COLUMN_FIT);
	table_column(t, S("LOW"), COLUMN_FIT);
	table_column(t, S("seen by UPP / LOW"), COLUMN_WRAP);
	runs_add(table_span(t), RUN_STRONG, S("Experts can close"));
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		const struct line *line = &lines[i];
		if (i == 3)
			runs_add(table_span(t), RUN_STRONG, S("Delegations and above"));
		table_row(t);
		cell(t, line->number);
		cell(t, line->before);
		runs_add(table_cell(t), RUN_STRONG, str_of(line->subject));
		runs *status = table_cell(t);
		runs_add(status, i == 5 ? RUN_WARN : RUN_PLAIN, str_of(line->status));
		if (i == 0)
			runs_note(status, sheet_footnote(s, S("bridging text of ENV of 4 June 05:20")));
		cell(t, line->upper);
		runs *lower = table_cell(t);
		if (line->lower[0] == 'R') {
			runs_add(lower, RUN_WARN, S("R"));
			runs_note(lower, sheet_footnote(s,
			    S("red line of 28 May, by LOW's spokesman, on the record: \"no foreign observers in the port\"")));
		} else
			runs_add(lower, RUN_PLAIN, str_of(line->lower));
		if (i < 3)
			cell(t, "08:00 plan / 09:30 plan");
		value_push(sheet_rows(s), line_value(a, line));
	}
}

static void
add_redline(sheet *s)
{
	sheet_heading(s, 2, S("Point 3, the port regime"));
	runs *r = sheet_para(s);
	runs_add(r, RUN_PLAIN, S("The port shall be administered "));
	runs_add(r, RUN_DELETED, S("jointly by the two shores"));
	runs_add(r, RUN_INSERTED, S("by a board of five, of whom each shore names two"));
	runs_add(r, RUN_PLAIN, S(", and its dues "));
	runs_add_key(r, RUN_DELETED, S("should"));
	runs_add_key(r, RUN_INSERTED, S("shall"));
	runs_add(r, RUN_PLAIN, S(" be kept for the works at the east jetty. "));
	runs_moved_away(r, 1, S("moved down"));
	runs_add(r, RUN_PLAIN, S(" The board meets each month. "));
	runs_moved(r, 1);
	runs_add(r, RUN_PLAIN, S("It publishes the dues"));
	runs_add(r, RUN_INSERTED, S(" by "));
	runs_add_key(r, RUN_INSERTED, S("1 May"));
	runs_add(r, RUN_PLAIN, S("."));
	runs_moved_end(r);
}

static void
add_sayings(sheet *s)
{
	sheet_heading(s, 1, S("The clock and the ground"));
	runs *r = sheet_labelled(s, S("DEADLINE"));
	runs_add(r, RUN_PLAIN, S("Thu 11 June 18:00 CEST, set by the Envoy for both; softened by the deputy, "));
	runs_add(r, RUN_QUOTE, S("Friday is fine"));
	runs_note(r, sheet_footnote(s, S("by telephone, 4 June 09:10; no withdrawal entered")));
	runs_add(r, RUN_PLAIN, S("; in force"));
	r = sheet_labelled(s, S("ORDER"));
	runs_add(r, RUN_PLAIN, S("UPP 08:00, then LOW 09:30 "));
	runs_add(r, RUN_QUIET, S("(logged, reason: road)"));
	r = sheet_labelled(s, S("NEXT"));
	runs_add(r, RUN_PLAIN, S("11:00 joint session on points 3 and 10"));

	runs_add(sheet_item(s), RUN_PLAIN,
	    S("Collisions 2: point 3 (N1 against S1), point 10 (N3 against S2)"));
	r = sheet_item(s);
	runs_add(r, RUN_WARN, S("LOW was never shown v3:9"));
	runs_add(r, RUN_PLAIN, S(", and spoke of it: its words on point 10 are on words it has not seen"));
	runs_add(sheet_item(s), RUN_PLAIN, S("Parked 1: N2"));
}

static void
add_names(sheet *s)
{
	sheet_heading(s, 1, S("Names as they are written"));
	table *t = sheet_table(s);
	table_column(t, S("script"), COLUMN_FIT);
	table_column(t, S("name"), COLUMN_FIT);
	table_column(t, S("words"), COLUMN_WRAP);
	table_column(t, S("count"), COLUMN_NUMBER);
	static const char *const names[][4] = {
		{ "Han", "上岸代表団", "港口由双方共同管理,任何一方不得单方面更改,并应在三十天内通知调停人。", "12" },
		{ "Arabic", "الضفة العليا", "تدار الميناء بصورة مشتركة", "7" },
		{ "Hebrew", "החוף העליון", "הנמל ינוהל במשותף", "-3" },
		{ "Latin", "Cafe\xcc\x81 Zu\xcc\x88rich", "combining marks, joined \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 and \xf0\x9f\x87\xa8\xf0\x9f\x87\xad flags", "104" },
		{ "Hindi", "ऊपरी तट", "बंदरगाह का संयुक्त प्रशासन", "0" },
		{ "code", "3f9a-17c2-91be-40d7", "https://example.org/a/very/long/address/that/has/no/blank/in/it/and-goes-on-and-on.html", "1" },
	};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		table_row(t);
		for (size_t j = 0; j < 4; j++)
			cell(t, names[i][j]);
	}
}

/* Every shape in every style. */
static void
add_drawing(sheet *s)
{
	static const char *const names[] = { "plain", "strong", "quiet", "warn" };
	enum { STEP = 130 };
	drawing *d = sheet_drawing(s, 20 + 4 * STEP, 190, S("Every shape in every style"),
				   S("Four columns: plain, strong, quiet, warn."));
	for (int i = 0; i < DRAW_STYLES; i++) {
		enum draw_style style = (enum draw_style)i;
		int32_t x = 20 + i * STEP;
		struct spot bend[] = { { x, 60 }, { x + 40, 80 }, { x + 100, 60 } };
		drawing_text(d, style, (struct spot){ x, 20 }, ANCHOR_START, str_of(names[i]));
		drawing_line(d, style, (struct spot){ x, 40 }, (struct spot){ x + 100, 40 });
		drawing_polyline(d, style, bend, 3, false);
		drawing_arrow(d, style, (struct spot){ x, 90 }, (struct spot){ x + 100, 90 });
		drawing_box(d, style, (struct spot){ x, 110 }, 70, 30);
		drawing_text(d, DRAW_PLAIN, (struct spot){ x + 35, 130 }, ANCHOR_MIDDLE, S("a < b"));
		drawing_circle(d, style, (struct spot){ x + 90, 125 }, 12);
		for (int32_t dot = 0; dot < 4; dot++)
			drawing_dot(d, style, (struct spot){ x + 5 + 20 * dot, 160 + 5 * (dot % 2) });
		drawing_text(d, DRAW_QUIET, (struct spot){ x + 110, 165 }, ANCHOR_END, S("dots"));
	}
}

sheet *
sample_sheet(arena *a)
{
	sheet *s = sheet_new(a, "sheet");
	sheet_title(s, S("Lake talks: mediator's sheet"));
	sheet_view(s, S("ENV"), S("2026-06-04T06:10+02:00"), STR_NONE,
	    S("As ENV may know it, as of 4 June 2026 06:10 CEST; text v4 (3f9a-17c2)."));
	sheet_tally(s, "points", 13);
	sheet_tally(s, "agreed-ad-ref", 4);
	sheet_tally(s, "inherited", 2);
	sheet_tally(s, "objective", 2);
	sheet_tally(s, "bracketed", 3);
	sheet_tally(s, "referred-up", 1);
	sheet_tally(s, "undiscussed", 1);
	sheet_tally_line(s);
	add_board(a, s);
	add_redline(s);
	add_sayings(s);
	add_names(s);
	add_drawing(s);
	sheet_note(s, S("Positions were held on v3; point 6 was split, and both halves wait to be reconfirmed."));
	value_set_number(sheet_data(s), "collisions", 2);
	return s;
}

str
sample_render(arena *a, const sheet *s, const char *format, unsigned width, bool colour)
{
	struct sheet_options options = { .width = width, .colour = colour };
	buf out = { 0 };
	sheet_format_find(str_of(format))->render(s, &options, &out);
	str text = arena_str(a, buf_str(&out));
	buf_done(&out);
	return text;
}
