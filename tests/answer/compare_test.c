#include "answer/compare.h"

#include "test.h"

static struct named_changes
named(arena *a, const char *before, const char *after)
{
	return wording_named(a, str_of(before), str_of(after));
}

TEST(answer_compare, may_is_a_month_beside_a_number)
{
	arena *a = arena_new();
	CHECK_STR(named(a, "from 1 May on", "from 1 June on").dates, "'May' -> 'June'");
	CHECK_STR(named(a, "they may go", "they shall go").modals, "'may' -> 'shall'");
	CHECK_STR(named(a, "by 1 May they may go", "by 1 May they may not go").modals, "'not' put in");
	CHECK_STR(named(a, "four of 12", "four of 13").numbers, "'12' -> '13'");
	arena_free(a);
}

TEST(answer_compare, a_word_that_only_moves_in_a_change_is_not_named)
{
	arena *a = arena_new();
	struct named_changes n = named(a, "boats shall sail", "ships that shall go");
	CHECK_STR(n.modals, "");
	CHECK_EQ(n.words_out, 2);
	CHECK_EQ(n.words_in, 3);
	arena_free(a);
}

static enum wording
form(const char *x, const char *y)
{
	struct draft_point p = { .words = str_of(x) }, q = { .words = str_of(y) };
	return wording_compare(&p, &q);
}

TEST(answer_compare, form_is_told_from_words)
{
	CHECK_EQ(form("the port", "the port"), WORDS_SAME);
	CHECK_EQ(form("the\n    port", "the port"), WORDS_BLANKS);
	CHECK_EQ(form("the Port", "the port"), WORDS_CAPITALS);
	CHECK_EQ(form("the port,", "the port."), WORDS_PUNCTUATION);
	CHECK_EQ(form("The port,", "the port."), WORDS_CAPITALS_PUNCTUATION);
	CHECK_EQ(form("the port", "the ports"), WORDS_CHANGED);
	/* A bracket says that words are not agreed; a mark in a number makes it another. */
	CHECK_EQ(form("[the] port", "the port"), WORDS_CHANGED);
	CHECK_EQ(form("1,000 boats", "1.000 boats"), WORDS_CHANGED);
}

TEST(answer_compare, a_bracket_and_its_owner_do_not_hide_a_proposal)
{
	CHECK(wording_hash(S("[ENV: The port shall\n stay.] Dues.")) == wording_hash(S("the port shall stay, dues")));
	CHECK(wording_hash(S("what ever")) != wording_hash(S("whatever")));
}
