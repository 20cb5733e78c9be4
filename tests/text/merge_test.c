#include "text/merge.h"

#include "test.h"

static void
merges(const char *base, const char *first, const char *second, const char *wanted, bool meets)
{
	arena *a = arena_new();
	lexicon *l = lexicon_new();
	bool met;
	str got = texts_merge(a, l, str_of(base), str_of(first), str_of(second), &met);
	CHECK_STR(got, wanted);
	CHECK_EQ(met, meets);
	lexicon_free(l);
	arena_free(a);
}

TEST(text_merge, changes_of_different_words_are_both_made)
{
	merges("The port shall be run by the harbour office. Dues shall be set once a year and "
	       "published.",
	       "The port shall be run by a joint board. Dues shall be set once a year and "
	       "published.",
	       "The port shall be run by the harbour office. Dues shall be set twice a year and "
	       "published.",
	       "The port shall be run by a joint board. Dues shall be set twice a year and "
	       "published.",
	       false);
}

TEST(text_merge, what_is_put_in_at_either_end_keeps_its_blanks)
{
	merges("port of the lake", "The port of the lake", "port of the lake, and its jetty",
	       "The port of the lake, and its jetty", false);
	merges("Old port of the lake", "port of the lake", "Old port of the lakes",
	       "port of the lakes", false);
}

TEST(text_merge, where_they_meet_the_second_stands)
{
	merges("ten monitors for one year", "six monitors for one year",
	       "four monitors for one year", "four monitors for one year", true);
	merges("within ten days of signature", "within six days of signature", "", "", true);
}

TEST(text_merge, changes_side_by_side_do_not_meet)
{
	merges("one two", "now two", "one then", "now then", false);
}

TEST(text_merge, two_insertions_at_one_place_meet)
{
	merges("the port shall be open", "the old port shall be open", "the new port shall be open",
	       "the new port shall be open", true);
}

TEST(text_merge, equal_changes_do_not_meet)
{
	merges("ten monitors keep watch on the lake for one year",
	       "six monitors keep watch on the lake for one year",
	       "six monitors keep watch on the lake for two years",
	       "six monitors keep watch on the lake for two years", false);
}

TEST(text_merge, one_of_them_the_base_gives_the_other_to_the_byte)
{
	merges("a  b", "a  b", "a\n b", "a\n b", false);
	merges("a  b", "a c  b", "a  b", "a c  b", false);
	merges("a", "b", "b", "b", false);
}
