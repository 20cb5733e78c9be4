/* What is printed in the cases that are easily got wrong: that it reads back says
 * laws/hands_test.c, which coarser prints pass as well. */
#include "text/consolidate.h"

#include "base/buf.h"
#include "test.h"

struct printed { const char *base, *hands[3], *print; };

static void
check_print(const struct printed *x)
{
	static const char *const names[] = { "A", "B", "C" };
	struct hand hands[3];
	size_t count = 0;
	arena *a = arena_new();
	buf out = { 0 };
	for (; count < 3 && x->hands[count]; count++)
		hands[count] = (struct hand){ .name = str_of(names[count]),
					      .text = str_of(x->hands[count]) };
	struct bracketed *b =
		consolidate(a, str_of(x->base), hands, count, &consolidate_defaults);
	bracketed_print(b, &out);
	CHECK_STR(buf_str(&out), x->print);
	buf_done(&out);
	bracketed_done(b);
	arena_free(a);
}

static void
check_prints(const struct printed *cases, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check_print(&cases[i]);
}
#define CHECK_PRINTS(cases) check_prints(cases, sizeof cases / sizeof *cases)

TEST(text_consolidate, bytes_and_blanks_that_differ_are_changes_and_small_ones)
{
	static const struct printed cases[] = {
		{ "caf\xc3\xa9 of the port", { "cafe\xcc\x81 of the port, now" },
		  "[caf\xc3\xa9][A: cafe\xcc\x81] of the port[A: , now]" },
		{ " (", { "(" }, "[A delete:  ](" },
		{ ".", { ".\n" }, ".[A: \n]" },
		{ "., , \n\n", { "., \n\n." }, ".,[ , \n\n][A:  \n\n.]" },
	};
	CHECK_PRINTS(cases);
}

TEST(text_consolidate, a_site_ends_where_a_paragraph_does)
{
	static const struct printed cases[] = {
		{ "the .\n\n, be ", { " (.\n\n" }, "[the ][A:  (].\n\n[A delete: , be] " },
		{ "be \n\nbe \n", { "shall \n\nbe " }, "[be][A: shall] \n\nbe[ \n][A:  ]" },
	};
	CHECK_PRINTS(cases);
}

TEST(text_consolidate, who_departs_at_an_end_brings_its_own_blanks)
{
	static const struct printed cases[] = {
		{ "the be (", { "the be () ", "" }, "[B delete: the be ([A: )] ]" },
		{ "port of the ", { "the ", "port of the ", "port of   the of " },
		  "[A delete: port of ][C: port of   ]the [C: of] " },
		{ ") be ) cafe\xcc\x81 ",
		  { "caf\xc3\xa9 ) be ) cafe\xcc\x81   ", ") (" },
		  "[A: caf\xc3\xa9] )[ be ) cafe\xcc\x81 ][A:  be ) cafe\xcc\x81   ][B:  (]" },
	};
	CHECK_PRINTS(cases);
}

TEST(text_consolidate, whoever_has_nothing_reads_the_blanks_that_it_has)
{
	static const struct printed cases[] = {
		{ " ( ", { "" }, "[A delete:  (] " },
		{ "  , ", { "" }, "[A delete:   ,] " },
	};
	CHECK_PRINTS(cases);
}

TEST(text_consolidate, sites_that_would_touch_are_one)
{
	static const struct printed cases[] = {
		{ "port .) the ", { "port .) ", "port   the " },
		  "port[ .) the][A:  .)][B:    the] " },
		{ "be   shall shall ", { "be . shall ", "  be   shall " },
		  "[be   shall shall ][A: be . shall ][B:   be   shall ]" },
	};
	CHECK_PRINTS(cases);
}

TEST(text_consolidate, sites_are_parted_only_where_both_can_be_set)
{
	static const struct printed cases[] = {
		{ "\"\n\n\n\nthe \tport the \t) ",
		  { "\"\n\n\n\nthe \tport the ",
		    " \"\n\n\n\nthe \tport - \t) ",
		    "\"\n\n\n\nthe the \t) " },
		  "[B:  ]\"\n\n\n\nthe[C delete:  \tport] [the \t)][A: the][B: - \t)] " },
	};
	CHECK_PRINTS(cases);
}

TEST(text_consolidate, alternatives_stand_in_the_order_of_their_first_owner)
{
	static const struct printed cases[] = {
		{ "", { ".", " " }, "[A: .][B:  ]" },
		{ "port", { "two", "one", "three" }, "[port][A: two][B: one][C: three]" },
	};
	CHECK_PRINTS(cases);
}
