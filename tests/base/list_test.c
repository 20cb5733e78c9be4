#include "base/list.h"

#include "test.h"

TEST(base_list, elements_are_zeroed_and_stay)
{
	LIST(struct { int number; char rest[37]; }) l = { 0 };
	for (int i = 0; i < 1000; i++) {
		CHECK_EQ(LIST_ADD(&l)->number, 0);
		CHECK_EQ(l.at[i].rest[36], 0);
		l.at[i].number = i;
		l.at[i].rest[36] = (char)(i % 100);
	}
	CHECK_EQ(l.count, 1000);
	for (int i = 0; i < 1000; i++) {
		CHECK_EQ(l.at[i].number, i);
		CHECK_EQ(l.at[i].rest[36], i % 100);
	}
	LIST_DONE(&l);
	CHECK(l.at == NULL);
	CHECK_EQ(l.count + l.room, 0);
	LIST_DONE(&l);
}

TEST(base_list, it_is_used_again_after_done)
{
	LIST(size_t) l = { 0 };
	*LIST_ADD(&l) = 5;
	LIST_DONE(&l);
	*LIST_ADD(&l) = 6;
	CHECK_EQ(l.count, 1);
	CHECK_EQ(l.at[0], 6);
	LIST_DONE(&l);
}

TEST(base_list, what_a_shrunk_list_adds_is_zeroed)
{
	LIST(int) l = { 0 };
	*LIST_ADD(&l) = 5;
	l.count = 0;
	CHECK_EQ(*LIST_ADD(&l), 0);
	LIST_DONE(&l);
}
