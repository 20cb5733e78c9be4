#include "text/style.h"

#include "test.h"

static void
prints(enum style style, const char *number, const char *text, const char *wanted)
{
	arena *a = arena_new();
	buf out = { 0 };
	struct bracketed *b = bracketed_read(a, str_of(text));
	style_print(a, b, style, str_of(number), &out);
	CHECK_STR(buf_str(&out), wanted);
	bracketed_done(b);
	buf_done(&out);
	arena_free(a);
}

TEST(text_style, attributed_and_eu_name_the_owners)
{
	const char *text = "The port [shall][UPP: should] be open[LOW: at night].";
	prints(STYLE_ATTRIBUTED, "", text, text);
	prints(STYLE_EU, "3", text, text);
}

TEST(text_style, plain_names_nobody)
{
	prints(STYLE_PLAIN, "3", "The port [shall][UPP: should] be [LOW: wide ]open.",
	       "The port [shall][should] be [wide ]open.");
	prints(STYLE_PLAIN, "3", "[The port.][UPP: delete]", "[The port.]");
	prints(STYLE_PLAIN, "3", "[US, EU: a [EU: new] port]", "[a [new] port]");
}

TEST(text_style, a_point_in_dispute_as_a_whole_is_numbered)
{
	const char *text = "[The port.][UPP: The coast.][LOW: The lake.][ENV: delete]";
	prints(STYLE_UN, "3", text, "[3. The port.]\n\n[3 bis. The coast.]\n\n[3 ter. The lake.]");
	prints(STYLE_UNFCCC, "3", text,
	       "[3. The port.]\n\n[3 alt. The coast.]\n\n[3 alt 2. The lake.]\n\n[no text]");
	prints(STYLE_UN, "", text, "[The port.][The coast.][The lake.]");
}

static void
numbers(enum style style, const char *behind, unsigned k, const char *wanted)
{
	arena *a = arena_new();
	CHECK_STR(style_number_new(a, style, str_of(behind), k), wanted);
	arena_free(a);
}

/* LEOS: after 1 come 1a, 1b; before the first -1, -1a.  UNFCCC: OP3bis is an insertion. */
TEST(text_style, new_points_are_numbered_as_the_house_does)
{
	numbers(STYLE_EU, "6", 1, "6a");
	numbers(STYLE_EU, "6", 27, "6aa");
	numbers(STYLE_EU, "", 1, "-1");
	numbers(STYLE_EU, "", 2, "-1a");
	numbers(STYLE_UNFCCC, "6", 1, "6 bis");
	numbers(STYLE_UNFCCC, "6", 10, "6 bis 10");
	numbers(STYLE_UN, "6", 2, "6b");
}

TEST(text_style, each_style_has_its_name)
{
	enum style style;
	for (size_t i = 0; i < STYLE_COUNT; i++) {
		CHECK(style_find(str_of(style_names[i]), &style));
		CHECK_EQ(style, i);
	}
	CHECK(!style_find(S("baroque"), &style));
}
