#include "sheet/width.h"

#include "test.h"

static size_t
width(const char *text)
{
	struct clusters scratch = { 0 };
	size_t columns = width_of(&scratch, str_of(text));
	clusters_done(&scratch);
	return columns;
}

TEST(sheet_width, plain_letters_take_a_column_each)
{
	CHECK_EQ(width(""), 0);
	CHECK_EQ(width("port regime"), 11);
	CHECK_EQ(width("Überprüfung"), 11);
}

TEST(sheet_width, a_combining_mark_takes_none)
{
	CHECK_EQ(width("e\xcc\x81"), 1);
	CHECK_EQ(width("a\xcc\x81\xcc\x82\xcc\x83"), 1);
	CHECK_EQ(width("\xcc\x81"), 0);
}

TEST(sheet_width, wide_scripts_take_two)
{
	CHECK_EQ(width("上岸"), 4);
	CHECK_EQ(width("한국"), 4);
	CHECK_EQ(width("\xe1\x84\x80\xe1\x85\xa1\xe1\x86\xa8"), 2);     /* 각 in letters */
	CHECK_EQ(width("カ"), 2);
	CHECK_EQ(width("ｶ"), 1);
}

TEST(sheet_width, pictures_that_melt_into_one_take_two)
{
	CHECK_EQ(width("👍"), 2);
	CHECK_EQ(width("👍🏽"), 2);
	CHECK_EQ(width("🇨🇭"), 2);
	CHECK_EQ(width("👩‍👩‍👧‍👦"), 2);
	CHECK_EQ(width("⚠\xef\xb8\x8f"), 2);
	CHECK_EQ(width("1\xef\xb8\x8f\xe2\x83\xa3"), 2);
}

TEST(sheet_width, characters_of_no_width_take_none)
{
	CHECK_EQ(width("a\xe2\x80\x8b" "b"), 2);
	CHECK_EQ(width("a\xe2\x80\x8d" "b"), 2);
	CHECK_EQ(width("\xef\xbb\xbf"), 0);
}

TEST(sheet_width, right_to_left_letters_take_one)
{
	CHECK_EQ(width("الضفة العليا"), 12);
	CHECK_EQ(width("החוף העליון"), 11);
}
