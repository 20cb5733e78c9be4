#include "text/style.h"

#include "test.h"

/* `plain` in the style is the first line and `wanted`, and reads back as itself. */
static void
lays_out(enum style style, const char *plain, const char *wanted)
{
	arena *a = arena_new();
	buf out = { 0 };
	struct bracketed *b = bracketed_read(a, str_of(plain));
	CHECK_STR(bracketed_text(a, b), plain);
	style_text_print(a, b, style, &out);
	str first = arena_printf(a, "<!-- brackets: %s -->\n", style_names[style]);
	CHECK_STR(buf_str(&out), arena_printf(a, "%.*s%s", STR_ARG(first), wanted));
	struct bracketed *again = bracketed_read(a, buf_str(&out));
	CHECK_STR(bracketed_text(a, again), plain);
	bracketed_done(b);
	bracketed_done(again);
	buf_done(&out);
	arena_free(a);
}

/* UN Editorial Manual: the initial version has the number, the others bis, ter. */
TEST(text_style_text, rivals_are_bis_and_ter_in_un)
{
	lays_out(STYLE_UN, "[3. Open.][US: 3. Shut.][EU, RU: 3. Both.]\n",
		 "[3. Open.]\n\n[3 bis. US: Shut.]\n\n[3 ter. EU, RU: Both.]\n");
	lays_out(STYLE_UN, "3. [Open][US: Shut].\n\n4. Next.",
		 "3. [Open].\n\n3 bis. [US: Shut].\n\n4. Next.");
	lays_out(STYLE_UN, "[Open.][US: Shut.][EU: 4. Both.]",
		 "[Open.]\n\n[bis. US: Shut.]\n\n[ter. EU: 4. Both.]");
	lays_out(STYLE_UN, "[RU delete: 3. Open.][US: 3. Shut.]",
		 "[RU delete: 3. Open.]\n\n[3 bis. US: Shut.]");
}

/* IIED, pp. 41-42: alt replaces, bis is inserted. */
TEST(text_style_text, rivals_are_alt_and_insertions_bis_in_unfccc)
{
	lays_out(STYLE_UNFCCC,
		 "[3. Open.][US: 3. Shut.][EU: 3. Both.]\n\n[RU: New.]\n\n[CL: Newer.]",
		 "[3. Open.]\n\n[3 alt. US: Shut.]\n\n[3 alt 2. EU: Both.]\n\n[3 bis. RU: "
		 "New.]\n\n[3 ter. CL: Newer.]");
	lays_out(STYLE_UNFCCC, "3. Open.\n\n[RU: New.][CL: Newer.]\n\n4. Next.\n",
		 "3. Open.\n\n[3 bis. RU: New.]\n\n[3 bis alt. CL: Newer.]\n\n4. Next.\n");
}

/* LEOS: 1a behind 1, -1 before the first. */
TEST(text_style_text, insertions_are_lettered_in_eu)
{
	lays_out(STYLE_EU, "[RU: New.]\n\n1. Open.\n\n[US: Newer.]\n\n[CL: Newest.]\n\n2. Next.\n",
		 "[-1. RU: New.]\n\n1. Open.\n\n[1a. US: Newer.]\n\n[1b. CL: Newest.]\n\n2. Next.\n");
	lays_out(STYLE_EU, "[3. Open.][US: 3. Shut.]", "[3. Open.]\n\n[3. US: Shut.]");
	lays_out(STYLE_EU, "[RU: New.]\n\nNo numbers.", "[RU: New.]\n\nNo numbers.");
}

TEST(text_style_text, numbers_come_back_as_they_were)
{
	lays_out(STYLE_UN, "[3. Open.][US: Shut.]", "[3. Open.]\n\n[bis. US: Shut.]");
	lays_out(STYLE_UN, "[3. Open.][US: 4. Shut.]", "[3. Open.]\n\n[3 bis. US: 4. Shut.]");
	lays_out(STYLE_UN, "[3. Open.][US: 3. 4. Shut.]", "[3. Open.]\n\n[3 bis. US: 3. 4. Shut.]");
	lays_out(STYLE_UN, "[US: 3. Open.][RU: delete]", "[US: 3. Open.]\n\n[3 bis. RU: delete]");
	lays_out(STYLE_UN, "[3. Open.][US: 3. delete]", "[3. Open.]\n\n[3 bis. US: 3. delete]");
	lays_out(STYLE_EU, "[3. Open.][US: Shut.]", "[3. Open.][US: Shut.]");
}

TEST(text_style_text, what_is_no_paragraph_of_its_own_stays_in_a_row)
{
	lays_out(STYLE_UN, "The [port][US: lake] is open.", "The [port][US: lake] is open.");
	lays_out(STYLE_UN, "[3. A][3. B]", "[3. A][3. B]");
	lays_out(STYLE_UN, "[3. A][US: B]\nmore", "[3. A][US: B]\nmore");
	lays_out(STYLE_UN, "[1. One.\n\n[EU: 2. Two.]][US: None.]",
		 "[1. One.\n\n[EU: 2. Two.]]\n\n[bis. US: None.]");
}

TEST(text_style_text, what_looks_like_a_label_is_escaped)
{
	lays_out(STYLE_UN, "[3. A]\n\n[3 bis. US: B]", "[3. A]\n\n[\\3 bis. US: B]");
	lays_out(STYLE_UN, "[A]\n\n[bis. US: B]", "[A]\n\n[\\bis. US: B]");
	lays_out(STYLE_UN, "3. [A]\n\n3 bis. [US: B]", "3. [A]\n\n\\3 bis. [US: B]");
	lays_out(STYLE_EU, "3. A\n\n[3a. US: B]", "3. A\n\n[\\3a. US: B]");
	lays_out(STYLE_UN, "<!-- brackets: attributed -->\n<!-- brackets: un -->\n[A][US: B]",
		 "<!-- brackets: un -->\n[A][US: B]");
}

TEST(text_style_text, faults_have_the_place_in_the_print)
{
	arena *a = arena_new();
	str text = S("<!-- brackets: un -->\n[3. A]\n\n[3 bis. US: B]\n\nstray ] here");
	struct bracketed *b = bracketed_read(a, text);
	CHECK_EQ(b->faults.count, 1);
	CHECK_EQ(text.at[b->faults.at[0].at], ']');
	CHECK_STR(str_sub(text, b->faults.at[0].at - 6, b->faults.at[0].at), "stray ");
	bracketed_done(b);
	arena_free(a);
}
