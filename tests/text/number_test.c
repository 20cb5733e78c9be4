#include "text/number.h"

#include "test.h"

static str
marker(str line)
{
	struct number n;
	return number_marker(line, &n) ? n.digits : S("none");
}

static str
heading(str text)
{
	struct number n;
	return number_heading(text, &n) ? n.digits : S("none");
}

TEST(text_number, a_marker_is_digits_with_a_mark)
{
	CHECK_STR(marker(S("3. The")), "3");
	CHECK_STR(marker(S("3) The")), "3");
	CHECK_STR(marker(S("3.")), "3");
	CHECK_STR(marker(S("3bis. The")), "3bis");
	CHECK_STR(marker(S("26.3 bis. The")), "26.3 bis");
	CHECK_STR(marker(S("3.1.6A. The")), "3.1.6A");
	CHECK_STR(marker(S("-1a. The")), "-1a");
	CHECK_STR(marker(S("OP3bis. The")), "OP3bis");
	CHECK_STR(marker(S("[3.] The")), "3");
	CHECK_STR(marker(S("[3]. The")), "3");
	CHECK_STR(marker(S("[3. The")), "3");
	CHECK_STR(marker(S("[1 alt. The")), "1 alt");
}

TEST(text_number, other_starts_of_lines_are_no_markers)
{
	CHECK_STR(marker(S("3.The")), "none");
	CHECK_STR(marker(S("1.5 degrees")), "none");
	CHECK_STR(marker(S("[3] The")), "none");
	CHECK_STR(marker(S("4th. The")), "none");
	CHECK_STR(marker(S("Mr. Smith")), "none");
	CHECK_STR(marker(S("- 3")), "none");
	CHECK_STR(marker(S("1234567890. The")), "none");
	CHECK_STR(marker(S("")), "none");
}

TEST(text_number, a_heading_may_say_article)
{
	CHECK_STR(heading(S("4 Port")), "4");
	CHECK_STR(heading(S("4. Port")), "4");
	CHECK_STR(heading(S("Article 4 Port")), "4");
	CHECK_STR(heading(S("Article 8 bis")), "8 bis");
	CHECK_STR(heading(S("Art. IV: Port")), "IV");
	CHECK_STR(heading(S("§ 12")), "12");
	CHECK_STR(heading(S("B.2 Monitors")), "B.2");
	CHECK_STR(heading(S("A. Preamble")), "A");
	CHECK_STR(heading(S("3alt. Port")), "3alt");
	CHECK_STR(heading(S("6(a) Port")), "6(a)");
	CHECK_STR(heading(S("[3.] Port")), "3");
	CHECK_STR(heading(S("[Article 3bis] *(REDD-plus)*")), "3bis");
}

TEST(text_number, other_headings_have_no_number)
{
	CHECK_STR(heading(S("A new port")), "none");
	CHECK_STR(heading(S("I am")), "none");
	CHECK_STR(heading(S("U.S. ports")), "none");
	CHECK_STR(heading(S("G7 summit")), "none");
	CHECK_STR(heading(S("2026 talks")), "none");
	CHECK_STR(heading(S("4 June 2026")), "none");
	CHECK_STR(heading(S("Articles 4")), "none");
	CHECK_STR(heading(S("3rd reading")), "none");
}

TEST(text_number, letters_and_roman_numerals_have_values)
{
	CHECK_EQ(letter_value(S("i")), 9);
	CHECK_EQ(letter_value(S("ab")), 0);
	CHECK_EQ(roman_value(S("iv")), 4);
	CHECK_EQ(roman_value(S("xxxix")), 39);
	CHECK_EQ(roman_value(S("xxxx")), 0);
	CHECK_EQ(roman_value(S("iiii")), 0);
	CHECK_EQ(roman_value(S("")), 0);
}
