/* json: the data of a sheet, one row a line.
 *
 *      {
 *        "answer": "board",
 *        "view": {"as": "ENV", "at": "2026-06-04T06:10+02:00", "known": null},
 *        "title": "Lake talks: board",
 *        "tally": {"points": 13},
 *        "rows": [
 *          {"point": "port"}
 *        ],
 *        "notes": []
 *      }
 *
 * What an answer adds beside these comes after them, lists like rows.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistr.h>

#include "sheet/clean.h"
#include "sheet/json_value.h"
#include "sheet/sheet_int.h"

/* How many bytes at the start stand for themselves. */
static size_t
plain(str s)
{
	size_t i = 0;
	while (i < s.len && s.at[i] >= ' ' && s.at[i] < 0x7f && s.at[i] != '"' && s.at[i] != '\\')
		i++;
	return i;
}

static void
add_char(uint32_t c, buf *out)
{
	switch (c) {
	case '"':  buf_add(out, S("\\\"")); return;
	case '\\': buf_add(out, S("\\\\")); return;
	case '\n': buf_add(out, S("\\n")); return;
	case '\r': buf_add(out, S("\\r")); return;
	case '\t': buf_add(out, S("\\t")); return;
	}
	/* U+2028 and U+2029 too: they end a line for JavaScript. */
	if (c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || clean_turns(c))
		buf_printf(out, "\\u%04x", (unsigned)c);
	else
		clean_add(out, c);
}

void
json_str(str s, buf *out)
{
	buf_add_byte(out, '"');
	while (s.len) {
		size_t len = plain(s);
		buf_add(out, str_sub(s, 0, len));
		s = str_sub(s, len, s.len);
		if (!s.len)
			break;
		ucs4_t c;
		int used = u8_mbtouc(&c, (const uint8_t *)s.at, s.len);
		add_char(c, out);
		s = str_sub(s, (size_t)used, s.len);
	}
	buf_add_byte(out, '"');
}

static void
add_number(int64_t number, buf *out)
{
	char digits[24];
	char *at = digits + sizeof digits;
	uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;
	do
		*--at = (char)('0' + rest % 10);
	while (rest /= 10);
	if (number < 0)
		*--at = '-';
	buf_add(out, (str){ at, (size_t)(digits + sizeof digits - at) });
}

/* The fewest digits that read back as the same number. */
static void
add_decimal(double number, buf *out)
{
	char digits[40];
	for (int places = 15; places <= 17; places++) {
		snprintf(digits, sizeof digits, "%.*g", places, number);
		if (strtod(digits, NULL) == number)
			break;
	}
	buf_add(out, str_of(digits));
}

static void
add_key(const char *key, buf *out)
{
	json_str(str_of(key), out);
	buf_add(out, S(": "));
}

static void
add_items(const value *v, buf *out)
{
	for (const struct value_item *i = v->items.first; i; i = i->next) {
		if (i->key)
			add_key(i->key, out);
		json_value(i->value, out);
		if (i->next)
			buf_add(out, S(", "));
	}
}

void
json_value(const value *v, buf *out)
{
	switch (v->kind) {
	case VALUE_NULL:
		buf_add(out, S("null"));
		break;
	case VALUE_BOOL:
		buf_add(out, v->truth ? S("true") : S("false"));
		break;
	case VALUE_NUMBER:
		add_number(v->number, out);
		break;
	case VALUE_DECIMAL:
		add_decimal(v->decimal, out);
		break;
	case VALUE_STR:
		json_str(v->text, out);
		break;
	case VALUE_LIST:
		buf_add_byte(out, '[');
		add_items(v, out);
		buf_add_byte(out, ']');
		break;
	case VALUE_OBJECT:
		buf_add_byte(out, '{');
		add_items(v, out);
		buf_add_byte(out, '}');
		break;
	}
}

/* A list with one item a line; anything else on one line. */
static void
add_outer(const value *v, buf *out)
{
	if (v->kind != VALUE_LIST || !v->items.first) {
		json_value(v, out);
		return;
	}
	buf_add(out, S("[\n"));
	for (const struct value_item *i = v->items.first; i; i = i->next) {
		buf_add(out, S("    "));
		json_value(i->value, out);
		buf_add(out, i->next ? S(",\n") : S("\n"));
	}
	buf_add(out, S("  ]"));
}

static void
json_render(const sheet *s, const struct sheet_options *options, buf *out)
{
	(void)options;
	buf_add(out, S("{\n"));
	for (const struct value_item *i = s->data->items.first; i; i = i->next) {
		buf_add(out, S("  "));
		add_key(i->key, out);
		add_outer(i->value, out);
		buf_add(out, i->next ? S(",\n") : S("\n"));
	}
	buf_add(out, S("}\n"));
}

const struct sheet_format format_json = {
	.name = "json",
	.endings = "json",
	.help = "for programs: the data, one row a line",
	.render = json_render,
};
