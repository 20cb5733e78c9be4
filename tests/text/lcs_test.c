#include "text/lcs.h"

#include "rand.h"
#include "test.h"

enum { CASES = 2000, MOST = 200 };

/* By the book, quadratic. */
static size_t
reference(const uint32_t *x, size_t n, const uint32_t *y, size_t m)
{
	static size_t length[MOST + 1][MOST + 1];
	for (size_t i = 1; i <= n; i++)
		for (size_t j = 1; j <= m; j++) {
			size_t above = length[i - 1][j], before = length[i][j - 1];
			length[i][j] = x[i - 1] == y[j - 1] ? length[i - 1][j - 1] + 1
				       : above > before     ? above
							    : before;
		}
	return length[n][m];
}

TEST(text_lcs, it_is_as_long_as_the_quadratic_one_says)
{
	struct rand r = rand_new();
	for (unsigned run = 0; run < CASES; run++) {
		uint32_t rows[2][MOST], kinds = 1 + (uint32_t)rand_below(&r, 40);
		size_t counts[2];
		for (unsigned side = 0; side < 2; side++) {
			counts[side] = rand_below(&r, MOST + 1);
			for (size_t i = 0; i < counts[side]; i++)
				rows[side][i] = (uint32_t)rand_below(&r, kinds);
		}
		CHECK_EQ(lcs_length(rows[0], counts[0], rows[1], counts[1]),
			 reference(rows[0], counts[0], rows[1], counts[1]));
	}
}

TEST(text_lcs, beyond_the_most_it_is_what_both_have_in_any_order)
{
	static uint32_t x[LCS_MOST + 1], y[LCS_MOST + 1];
	for (uint32_t i = 0; i <= LCS_MOST; i++) {
		x[i] = i;
		y[i] = LCS_MOST - i;
	}
	CHECK_EQ(lcs_length(x, LCS_MOST + 1, y, LCS_MOST + 1), LCS_MOST + 1);
	CHECK_EQ(lcs_length(x, LCS_MOST, y, LCS_MOST + 1), 1);
}
