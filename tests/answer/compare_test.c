#include "answer/compare.h"

#include "answer/redlined.h"
#include "test.h"

/* The changed words of one class between two texts. */
static str
named(arena *a, enum named_class class, const char *before, const char *after)
{
	struct redlined d;
	lexicon *l = lexicon_new();
	redlined_make(&d, a, l, TEXT_MARKDOWN, str_of(before), str_of(after), &redline_defaults);
	str words = redlined_named(&d, class);
	redlined_done(&d);
	lexicon_free(l);
	return words;
}

TEST(answer_compare, may_is_a_month_beside_a_number)
{
	arena *a = arena_new();
	CHECK_STR(named(a, NAMED_DATE, "from 1 May on", "from 1 June on"), "'May' -> 'June'");
	CHECK_STR(named(a, NAMED_MODAL, "they may go", "they shall go"), "'may' -> 'shall'");
	CHECK_STR(named(a, NAMED_MODAL, "by 1 May they may go", "by 1 May they may not go"), "'not' put in");
	CHECK_STR(named(a, NAMED_NUMBER, "four of 12", "four of 13"), "'12' -> '13'");
	arena_free(a);
}

TEST(answer_compare, a_word_that_only_moves_in_a_change_is_not_named)
{
	arena *a = arena_new();
	CHECK_STR(named(a, NAMED_MODAL, "boats shall sail", "ships that shall go"), "");
	arena_free(a);
}

static unsigned forms;

static enum wording
form(const char *x, const char *y)
{
	struct draft_point p = { .words = str_of(x) }, q = { .words = str_of(y) };
	lexicon *l = lexicon_new();
	enum wording w = wording_compare(l, &p, &q, &forms);
	lexicon_free(l);
	return w;
}

static void
check_form(arena *a, const char *x, const char *y, const char *words)
{
	CHECK_EQ(form(x, y), WORDS_FORM);
	CHECK_STR(redlined_form_words(a, forms), words);
}

TEST(answer_compare, form_is_told_from_words)
{
	arena *a = arena_new();
	CHECK_EQ(form("the port", "the port"), WORDS_SAME);
	check_form(a, "the\n    port", "the port", "line breaks or blanks");
	check_form(a, "the Port", "the port", "capital letters");
	check_form(a, "the port,", "the port.", "punctuation");
	check_form(a, "The port,", "the port.", "capital letters and punctuation");
	check_form(a, "the caf\xc3\xa9", "the cafe\xcc\x81", "encoding");
	CHECK_EQ(form("the port", "the ports"), WORDS_CHANGED);
	/* A bracket says that words are not agreed; a mark in a number makes it another. */
	CHECK_EQ(form("[the] port", "the port"), WORDS_CHANGED);
	CHECK_EQ(form("1,000 boats", "1.000 boats"), WORDS_CHANGED);
	arena_free(a);
}

TEST(answer_compare, a_bracket_and_its_owner_do_not_hide_a_proposal)
{
	CHECK(wording_hash(S("[ENV: The port shall\n stay.] Dues.")) == wording_hash(S("the port shall stay, dues")));
	CHECK(wording_hash(S("what ever")) != wording_hash(S("whatever")));
}
