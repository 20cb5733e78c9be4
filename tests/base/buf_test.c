#include "base/buf.h"

#include "rand.h"
#include "test.h"

TEST(base_buf, an_empty_one_is_the_empty_str)
{
	buf b = { 0 };
	CHECK_STR(buf_str(&b), "");
	CHECK(buf_str(&b).at != NULL);
	buf_clear(&b);
	buf_done(&b);
	buf_done(&b);
}

TEST(base_buf, it_always_ends_in_nul)
{
	buf b = { 0 };
	buf_add(&b, STR_NONE);
	CHECK_EQ(b.at[0], 0);
	buf_add(&b, S("abc"));
	CHECK_EQ(b.at[3], 0);
	buf_add_byte(&b, 'd');
	CHECK_EQ(b.at[4], 0);
	buf_add_times(&b, '-', 1000);
	CHECK_EQ(b.at[1004], 0);
	buf_printf(&b, "%s", "");
	CHECK_EQ(b.len, 1004);
	buf_clear(&b);
	CHECK_EQ(b.at[0], 0);
	CHECK_EQ(b.len, 0);
	buf_done(&b);
	CHECK(b.at == NULL);
}

TEST(base_buf, what_was_reserved_needs_no_new_place)
{
	buf b = { 0 };
	buf_reserve(&b, 5000);
	const char *at = b.at;
	buf_add_times(&b, 'x', 5000);
	CHECK(b.at == at);
	buf_clear(&b);
	CHECK(b.at == at);
	buf_done(&b);
}

TEST(base_buf, nothing_printed_is_the_empty_string)
{
	buf b = { 0 };
	buf_printf(&b, "%s", "");
	CHECK(b.at == NULL || b.at[0] == '\0');
	buf_reserve(&b, 0);
	CHECK(b.at == NULL || b.at[0] == '\0');
	buf_done(&b);
}

TEST(base_buf, printing_grows)
{
	buf b = { 0 };
	for (int i = 0; i < 1000; i++)
		buf_printf(&b, "%03d", i);
	CHECK_EQ(b.len, 3000);
	CHECK_STR(str_sub(buf_str(&b), 2997, 3000), "999");
	buf_done(&b);
}

TEST(base_buf, random_additions_make_the_naive_text)
{
	struct rand r = rand_new();
	static char naive[60000];
	size_t len = 0;
	buf b = { 0 };
	for (int i = 0; i < 300; i++) {
		char piece[150];
		str s = rand_text(&r, "abc\n", piece, rand_below(&r, sizeof piece + 1));
		memcpy(naive + len, piece, s.len);
		len += s.len;
		buf_add(&b, s);
		CHECK(b.len < b.room);
	}
	CHECK(str_eq(buf_str(&b), (str){ naive, len }));
	buf_done(&b);
}
