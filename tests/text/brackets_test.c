#include "text/brackets.h"

#include <stdio.h>

#include "rand.h"

/* Brackets one a line: text, depth, place and owners. */
static str
shown(arena *a, str text, const links *known)
{
	str out = S("");
	brackets it = brackets_in(a, text, known);
	for (struct bracket b; brackets_next(&it, &b);)
		out = arena_printf(a, "%.*s%s%.*s %u.%u%s%.*s", STR_ARG(out), out.len ? " | " : "",
				   STR_ARG(str_sub(text, b.at, b.at + b.len)), b.depth, b.place,
				   b.owners.len ? " " : "", STR_ARG(b.owners));
	return out;
}

#define SHOWS(text, wanted) \
	do { \
		arena *a_ = arena_new(); \
		CHECK_STR(shown(a_, S(text), links_in(a_, S(text))), wanted); \
		arena_free(a_); \
	} while (0)

TEST(text_brackets, each_is_given_as_it_opens)
{
	SHOWS("no bracket", "");
	SHOWS("a [b] c", "[b] 1.1");
	SHOWS("[a [b] c] [d]", "[a [b] c] 1.1 | [b] 2.1 | [d] 1.1");
	SHOWS("port[s]", "[s] 1.1");
}

TEST(text_brackets, stacked_ones_are_counted)
{
	SHOWS("[shall][should][may] be", "[shall] 1.1 | [should] 1.2 | [may] 1.3");
	SHOWS("[2023] [2024]", "[2023] 1.1 | [2024] 1.1");
	SHOWS("[[a][b]][c]", "[[a][b]] 1.1 | [a] 2.1 | [b] 2.2 | [c] 1.2");
}

TEST(text_brackets, owners_stand_before_a_colon)
{
	SHOWS("[UPP: jointly]", "[UPP: jointly] 1.1 UPP");
	SHOWS("[US, EU: x][RU: delete]", "[US, EU: x] 1.1 US, EU | [RU: delete] 1.2 RU");
	SHOWS("[US/AU propose; CL/PE oppose: x]",
	      "[US/AU propose; CL/PE oppose: x] 1.1 US/AU propose; CL/PE oppose");
	SHOWS("[G-77/China: x]", "[G-77/China: x] 1.1 G-77/China");
	SHOWS("[Climate forcers: compounds]", "[Climate forcers: compounds] 1.1");
	SHOWS("[Placeholder: x] [Option 1: x] [16:00] [https://x.org]",
	      "[Placeholder: x] 1.1 | [Option 1: x] 1.1 | [16:00] 1.1 | [https://x.org] 1.1");
}

TEST(text_brackets, owners_come_one_by_one_with_their_stance)
{
	str rest = S("US/AU propose; CL, PE oppose; RU");
	static const char *const wanted[][2] = {
		{ "US", "propose" }, { "AU", "propose" }, { "CL", "oppose" }, { "PE", "oppose" },
		{ "RU", "" },
	};
	struct owner owner;
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		CHECK(owners_next(&rest, &owner));
		CHECK_STR(owner.name, wanted[i][0]);
		CHECK_STR(owner.stance, wanted[i][1]);
	}
	CHECK(!owners_next(&rest, &owner));
}

TEST(text_brackets, escapes_code_comments_and_footnotes_are_none)
{
	SHOWS("\\[a\\] `[b]` ``[`]`` <!-- [c] --> x[^1] <https://x/[d]>", "");
	SHOWS("`[a] ``[b]`` [c]", "[a] 1.1 | [c] 1.1");
	SHOWS("`[a]\n\n[b]`", "[a] 1.1 | [b] 1.1");
	SHOWS("\\`[a]`", "[a] 1.1");
	SHOWS("<!-- [a]", "[a] 1.1");
	SHOWS("[^a b] [^]", "[^a b] 1.1 | [^] 1.1");
}

TEST(text_brackets, links_are_none)
{
	SHOWS("[a](https://x.org) [b](</c d>) [c](v3.md \"t\") ![d](/e) [e](#port)", "");
	SHOWS("[see [UPP: it]](https://x.org)", "[UPP: it] 1.1 UPP");
	SHOWS("[a [b](/c) d](/e)", "[a [b](/c) d] 1.1");
	SHOWS("![a [b](/c) d](/e)", "");
	SHOWS("[a](https://x.org/(1)) [a](/b c) [a](/b", "[a] 1.1 | [a] 1.1");
}

TEST(text_brackets, references_are_links_where_they_are_defined)
{
	SHOWS("[a][x] [X ] [x][] [a][y]\n\n[x]: https://x.org \"t\"", "[a] 1.1 | [y] 1.2");
	SHOWS("[a][x] [x]", "[a] 1.1 | [x] 1.2 | [x] 1.1");
}

TEST(text_brackets, a_bracket_is_not_lost_to_what_hardly_is_a_link)
{
	SHOWS("[paragraph 3](a) and [it](para.3)", "[paragraph 3] 1.1 | [it] 1.1");
	SHOWS("[Parties]() [x](and/or)", "[Parties] 1.1 | [x] 1.1");
	SHOWS("[UPP]: agreed.\n[UPP]", "[UPP] 1.1 | [UPP] 1.1");
}

TEST(text_brackets, what_does_not_balance_is_counted)
{
	arena *a = arena_new();
	brackets it = brackets_in(a, S("a] [b [c] d"), NULL);
	CHECK_EQ(it.strays, 1);
	CHECK_EQ(it.unclosed, 1);
	struct bracket b;
	CHECK(brackets_next(&it, &b) && !b.closed && b.at == 3 && b.len == 8);
	CHECK(brackets_next(&it, &b) && b.closed && b.depth == 2);
	CHECK(!brackets_next(&it, &b));
	arena_free(a);
}

TEST(text_brackets, a_bracket_reaches_over_pieces_and_a_link_does_not)
{
	str text = S("[a `b | c` d] | [x | ](/y)");
	bracketing b = { 0 };
	size_t cuts[] = { 0, 6, 16, 20, text.len };
	for (size_t i = 0; i + 1 < sizeof cuts / sizeof *cuts; i++)
		bracketing_read(&b, text, cuts[i], cuts[i + 1], NULL);
	bracketing_end(&b);
	CHECK_EQ(b.found.count, 2);
	CHECK_EQ(b.found.at[0].len, 13);
	CHECK_EQ(b.found.at[1].len, 6);
	CHECK(b.found.at[0].closed && b.found.at[1].closed);
	bracketing_done(&b);
}

/* The slow and obvious one: for each "[" walk to its "]". */
static void
check_naively(str text, brackets it)
{
	struct bracket b;
	size_t unclosed = 0, strays = 0, level = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == ']') {
			strays += level == 0;
			level -= level > 0;
		}
		if (text.at[i] != '[')
			continue;
		level++;
		size_t open = 0, end = i;
		do {
			open += text.at[end] == '[';
			open -= text.at[end] == ']';
		} while (++end < text.len && open > 0);
		CHECK(brackets_next(&it, &b));
		CHECK_EQ(b.at, i);
		CHECK_EQ(b.depth, level);
		CHECK_EQ(b.closed, open == 0);
		CHECK_EQ(b.len, end - i);
		unclosed += open > 0;
	}
	CHECK(!brackets_next(&it, &b));
	CHECK_EQ(it.unclosed, unclosed);
	CHECK_EQ(it.strays, strays);
}

TEST(text_brackets, random_texts_agree_with_counting)
{
	struct rand r = rand_new();
	char room[40];
	for (int round = 0; round < 20000; round++) {
		arena *a = arena_new();
		str text = rand_text(&r, "[]a ", room, rand_below(&r, sizeof room));
		check_naively(text, brackets_in(a, text, NULL));
		arena_free(a);
	}
}

TEST(text_brackets, a_million_open_brackets_are_no_trouble)
{
	enum { COUNT = 1000000 };
	arena *a = arena_new();
	char *text = arena_get(a, COUNT);
	memset(text, '[', COUNT);
	brackets it = brackets_in(a, (str){ text, COUNT }, NULL);
	CHECK_EQ(it.unclosed, COUNT);
	CHECK_EQ(it.at[COUNT - 1].depth, COUNT);
	arena_free(a);
}
