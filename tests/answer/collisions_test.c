#include <stdio.h>

#include "base/buf.h"
#include "talk.h"
#include "test.h"

#define FRAME \
	"talks lake zone UTC\nkeeper ENV\nparty UPP\nparty LOW\nmediator ENV\nunder circle public\n" \
	"2026-06-01 10:00 ENV tables v1 from v1.md\n"

static struct talk
talk_with(const char *said)
{
	static char text[32768];         /* the minutes borrow from it */
	talk_file("v1.md", "1. {#port} **Port.** The port shall be run by the harbour office. Dues shall be set once a\n"
			   "   year and published.\n2. {#coast} The coast stays.\n");
	snprintf(text, sizeof text, "%s%s", FRAME, said);
	return talk_of(text, NULL, NULL, NULL);
}

static size_t
collisions(const char *said)
{
	struct talk k = talk_with(said);
	size_t count = row_count(talk_rows(&k, "collisions", NULL, NULL));
	talk_done(&k);
	return count;
}

TEST(answer_collisions, two_changes_of_the_same_words)
{
	struct talk k = talk_with("2026-06-02 10:00 UPP amends v1:1 as N1\n"
		"  text: The port shall be run by a joint board. Dues shall be set once a year and published.\n"
		"  because: it is ours too\n"
		"2026-06-02 11:00 LOW amends v1:1 as S1\n"
		"  text: The port shall be run by the harbour master. Dues shall be set twice a year and published.\n");
	const value *row = row_at(talk_rows(&k, "collisions", NULL, NULL), 0);
	CHECK_STR(row_str(row, "point"), "port");
	CHECK_STR(row_str(value_get(row, "first"), "name"), "N1");
	CHECK_STR(row_str(value_get(row, "first"), "because"), "it is ours too");
	CHECK_STR(row_str(value_get(row, "second"), "name"), "S1");
	CHECK_STR(row_str(row, "base_of"), "v1:1");
	str words = row_str(row, "words");
	CHECK(str_find_str(words, S("harbour office")) < words.len);
	talk_done(&k);
}

/* 4.5: overlapping spans, and not equal.  Prefix and suffix would say that these do. */
TEST(answer_collisions, changes_around_one_another_do_not)
{
	CHECK_EQ(collisions("2026-06-02 10:00 UPP amends v1:1 as N1\n"
		"  text: A port shall be run by the harbour office. Dues shall be set once a year and announced.\n"
		"2026-06-02 11:00 LOW amends v1:1 as S1\n"
		"  text: The port shall be run by the harbour office. Fees shall be set once a year and published.\n"), 0);
}

TEST(answer_collisions, equal_ones_do_not)
{
	const char *same = "2026-06-02 10:00 UPP amends v1:2 as N1\n  text: The coast goes.\n"
			   "2026-06-02 11:00 LOW amends v1:2 as S1\n  text: The coast\n    goes.\n";
	CHECK_EQ(collisions(same), 0);
}

TEST(answer_collisions, words_put_in_at_one_place)
{
	CHECK_EQ(collisions("2026-06-02 10:00 UPP amends v1:2 as N1\n  text: The west coast stays.\n"
			    "2026-06-02 11:00 LOW amends v1:2 as S1\n  text: The east coast stays.\n"), 1);
}

TEST(answer_collisions, a_deletion_with_every_change_and_with_a_wish_to_keep)
{
	CHECK_EQ(collisions("2026-06-02 10:00 UPP deletes v1:2 as N1\n2026-06-02 11:00 LOW wants-kept v1:2 as S1\n"
			    "2026-06-02 12:00 LOW amends v1:2 as S2\n  gist: less coast\n"), 2);
	CHECK_EQ(collisions("2026-06-02 10:00 UPP deletes v1:2 as N1\n2026-06-02 11:00 LOW deletes v1:2 as S1\n"), 0);
	CHECK_EQ(collisions("2026-06-02 10:00 UPP deletes v1:2 as N1\n2026-06-02 11:00 UPP wants-kept v1:2 as N2\n"), 0);
}

TEST(answer_collisions, of_two_drafts_by_the_words_that_are_still_there)
{
	talk_file("v2.md", "1. {#port} **Port.** The port shall be run by the harbour office. Dues shall be set by law.\n");
	const char *first = "2026-06-02 10:00 UPP amends v1:1 as N1\n"
		"  text: The port shall be run by a joint board. Dues shall be set once a year and published.\n"
		"2026-06-02 12:00 ENV tables v2 from v2.md base v1\n";
	buf text = { 0 };
	buf_printf(&text, "%s2026-06-02 13:00 LOW amends v2:1 as S1\n"
		   "  text: The port shall be run by the harbour office. Dues shall be set by the boards.\n", first);
	CHECK_EQ(collisions(text.at), 0);
	buf_clear(&text);
	buf_printf(&text, "%s2026-06-02 13:00 LOW amends v2:1 as S1\n"
		   "  text: The port shall be run by the harbour master. Dues shall be set by law.\n", first);
	CHECK_EQ(collisions(text.at), 1);
	buf_done(&text);
}

/* A hundred thousand open amendments once made 20 GB of pairs. */
TEST(answer_collisions, of_more_than_a_thousand_the_first_are_listed)
{
	buf said = { 0 };
	for (size_t i = 0; i < 80; i++)
		buf_printf(&said, "2026-06-02 10:00 %s amends v1:2 as %c%zu\n  text: The coast %s %zu.\n", i % 2 ? "UPP" : "LOW",
			   i % 2 ? 'N' : 'S', i, i % 2 ? "moves" : "sinks", i);
	CHECK_EQ(collisions(said.at), 1000);
	buf_done(&said);
}
