#include <unistr.h>

#include "rand.h"
#include "sheet/json_value.h"
#include "sheet/sample.h"
#include "test.h"

/* ---- a reader of JSON, the shortest that serves (RFC 8259) ---- */

struct reader {
	arena *a;
	const char *at, *end;
};

static char
look(struct reader *r)
{
	CHECK(r->at < r->end);
	return *r->at;
}

static void
blanks(struct reader *r)
{
	while (r->at < r->end && (*r->at == ' ' || *r->at == '\n'))
		r->at++;
}

static void
expect(struct reader *r, const char *text)
{
	for (; *text; text++, r->at++)
		CHECK_EQ(look(r), *text);
}

static uint32_t
read_hex(struct reader *r)
{
	uint32_t c = 0;
	for (int i = 0; i < 4; i++, r->at++) {
		const char *digits = "0123456789abcdef", *digit = strchr(digits, look(r));
		CHECK(digit != NULL);
		c = c * 16 + (uint32_t)(digit - digits);
	}
	return c;
}

static str
read_str(struct reader *r)
{
	char *text = arena_get(r->a, (size_t)(r->end - r->at));
	size_t len = 0;
	expect(r, "\"");
	while (look(r) != '"') {
		CHECK((unsigned char)*r->at >= ' ');
		if (*r->at != '\\') {
			text[len++] = *r->at++;
			continue;
		}
		r->at++;
		char c = look(r);
		r->at++;
		if (c == 'u')
			len += (size_t)u8_uctomb((uint8_t *)text + len, read_hex(r), 6);
		else
			text[len++] = c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
	}
	r->at++;
	return (str){ text, len };
}

static value *read_value(struct reader *r);

static value *
read_items(struct reader *r, value *into, char close)
{
	r->at++;
	for (blanks(r); look(r) != close; blanks(r)) {
		if (into->items.first) {
			expect(r, ",");
			blanks(r);
		}
		str key = into->kind == VALUE_OBJECT ? arena_str(r->a, read_str(r)) : STR_NONE;
		if (into->kind == VALUE_OBJECT)
			expect(r, ":");
		blanks(r);
		value *item = read_value(r);
		if (into->kind == VALUE_OBJECT)
			value_set(into, key.at, item);
		else
			value_push(into, item);
	}
	r->at++;
	return into;
}

static value *
read_number(struct reader *r)
{
	bool is_negative = *r->at == '-';
	uint64_t number = 0;
	for (r->at += is_negative; r->at < r->end && *r->at >= '0' && *r->at <= '9'; r->at++)
		number = number * 10 + (uint64_t)(*r->at - '0');
	return value_number(r->a, (int64_t)(is_negative ? 0 - number : number));
}

static value *
read_value(struct reader *r)
{
	switch (look(r)) {
	case '{': return read_items(r, value_object(r->a), '}');
	case '[': return read_items(r, value_list(r->a), ']');
	case '"': return value_str(r->a, read_str(r));
	case 'n': expect(r, "null"); return value_null(r->a);
	case 't': expect(r, "true"); return value_bool(r->a, true);
	case 'f': expect(r, "false"); return value_bool(r->a, false);
	}
	CHECK(look(r) == '-' || (look(r) >= '0' && look(r) <= '9'));
	return read_number(r);
}

static value *
read_json(arena *a, str text)
{
	struct reader r = { a, text.at, text.at + text.len };
	CHECK(u8_check((const uint8_t *)text.at, text.len) == NULL);
	value *v = read_value(&r);
	blanks(&r);
	CHECK(r.at == r.end);
	return v;
}

static void
check_equal(const value *got, const value *wanted)
{
	CHECK_EQ(got->kind, wanted->kind);
	switch (got->kind) {
	case VALUE_NULL:
		return;
	case VALUE_BOOL:
		CHECK_EQ(got->truth, wanted->truth);
		return;
	case VALUE_NUMBER:
		CHECK_EQ(got->number, wanted->number);
		return;
	case VALUE_DECIMAL:
		CHECK(got->decimal == wanted->decimal);
		return;
	case VALUE_STR:
		CHECK_STR(got->text, wanted->text);
		return;
	case VALUE_LIST:
	case VALUE_OBJECT:
		CHECK_EQ(got->items.count, wanted->items.count);
	}
	struct value_item *w = wanted->items.first;
	for (struct value_item *g = got->items.first; g; g = g->next, w = w->next) {
		if (wanted->kind == VALUE_OBJECT)
			CHECK_STR(g->key, w->key);
		check_equal(g->value, w->value);
	}
}

/* ---- random values ---- */

static value *
random_str(arena *a, struct rand *r)
{
	uint8_t text[64];
	size_t len = 0;
	for (size_t i = rand_below(r, 8); i > 0; i--) {
		uint32_t c = (uint32_t)rand_below(r, rand_below(r, 2) ? 0x110000 : 0x80);
		if (c < 0xd800 || c > 0xdfff)
			len += (size_t)u8_uctomb(text + len, c, 6);
	}
	return value_str(a, arena_str(a, (str){ (char *)text, len }));
}

static value *
random_value(arena *a, struct rand *r, int depth)
{
	value *into;
	switch (rand_below(r, depth > 0 ? 6 : 4)) {
	case 0: return value_null(a);
	case 1: return value_bool(a, rand_below(r, 2));
	case 2: return value_number(a, (int64_t)rand_next(r) >> rand_below(r, 64));
	case 3: return random_str(a, r);
	case 4:
		into = value_list(a);
		for (size_t i = rand_below(r, 4); i > 0; i--)
			value_push(into, random_value(a, r, depth - 1));
		return into;
	default:
		into = value_object(a);
		for (size_t i = rand_below(r, 4); i > 0; i--)
			value_set(into, arena_printf(a, "k%u\"", (unsigned)i).at,
			    random_value(a, r, depth - 1));
		return into;
	}
}

TEST(sheet_json, what_is_read_back_is_what_was_printed)
{
	struct rand r = rand_new();
	for (int round = 0; round < 2000; round++) {
		arena *a = arena_new();
		buf out = { 0 };
		value *v = random_value(a, &r, 4);
		json_value(v, &out);
		check_equal(read_json(a, buf_str(&out)), v);
		CHECK_EQ(str_find(buf_str(&out), '\n'), out.len);
		buf_done(&out);
		arena_free(a);
	}
}

TEST(sheet_json, a_sheet_reads_back_as_its_data)
{
	arena *a = arena_new();
	sheet *s = sample_sheet(a);
	str text = sample_render(a, s, "json", 0, false);
	CHECK(str_ends(text, S("}\n")));
	check_equal(read_json(a, text), sheet_data(s));
	arena_free(a);
}

TEST(sheet_json, an_empty_sheet_has_all_its_keys)
{
	arena *a = arena_new();
	CHECK_STR(sample_render(a, sheet_new(a, "board"), "json", 0, false),
	    "{\n  \"answer\": \"board\",\n"
	    "  \"view\": {\"as\": null, \"at\": null, \"known\": null},\n"
	    "  \"title\": null,\n  \"tally\": {},\n  \"rows\": [],\n  \"notes\": []\n}\n");
	arena_free(a);
}

static void
check_str(str text, const char *wanted)
{
	buf out = { 0 };
	json_str(text, &out);
	CHECK_STR(buf_str(&out), wanted);
	buf_done(&out);
}

TEST(sheet_json, bytes_that_harm_are_escaped_or_replaced)
{
	check_str(S("a\"b\\c"), "\"a\\\"b\\\\c\"");
	check_str(S("\000\033\177"), "\"\\u0000\\u001b\\u007f\"");
	check_str(S("\n\r\t"), "\"\\n\\r\\t\"");
	check_str(S("\xe2\x80\xae"), "\"\\u202e\"");
	check_str(S("a\xff\xc3" "b"), "\"a\xef\xbf\xbd\xef\xbf\xbd" "b\"");
	check_str(S("\xed\xa0\x80"), "\"\xef\xbf\xbd\"");
}

TEST(sheet_json, numbers_go_to_both_ends)
{
	arena *a = arena_new();
	buf out = { 0 };
	json_value(value_number(a, INT64_MIN), &out);
	buf_add_byte(&out, ' ');
	json_value(value_number(a, INT64_MAX), &out);
	CHECK_STR(buf_str(&out), "-9223372036854775808 9223372036854775807");
	buf_done(&out);
	arena_free(a);
}

TEST(sheet_json, a_decimal_has_as_few_digits_as_serve)
{
	static const struct { double number; const char *text; } wanted[] = {
		{ 0.1, "0.1" }, { 0.30000000000000004, "0.30000000000000004" }, { 1, "1" }, { -2.5, "-2.5" },
		{ 1e300, "1e+300" }, { 3.725290298461914e19, "3.725290298461914e+19" },
	};
	arena *a = arena_new();
	buf out = { 0 };
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		buf_clear(&out);
		json_value(value_decimal(a, wanted[i].number), &out);
		CHECK_STR(buf_str(&out), wanted[i].text);
	}
	buf_done(&out);
	arena_free(a);
}
