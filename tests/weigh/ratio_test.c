#include "weigh/ratio.h"

#include "rand.h"
#include "test.h"
#include "weigh/product.h"

TEST(weigh_ratio, decimals_are_read_exactly)
{
	static const struct { const char *text, *wanted; } good[] = {
		{ "0", "0" }, { "-0.50", "-0.5" }, { "1e-3", "0.001" }, { " 12.5 ", "12.5" }, { "1.5E2", "150" }, { "+7", "7" },
		{ "0.05045145656122809", "0.05045145656122809" }, { "000.1000000000000000000000000000000000000000000", "0.1" },
	};
	static const char *const bad[] = { "", ".", "x", "1.2.3", "1e", "1e999", "--1", "1 2", "99999999999999999999999999999999999999999999" };
	arena *a = arena_new();
	struct ratio r;

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		CHECK(ratio_read(str_of(good[i].text), &r));
		CHECK_STR(ratio_print(a, r), good[i].wanted);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (ratio_read(str_of(bad[i]), &r))
			test_failed(__FILE__, __LINE__, "'%s' was read", bad[i]);
	CHECK_STR(ratio_print(a, ratio_of(-2, 6)), "-1/3");
	arena_free(a);
}

TEST(weigh_ratio, sums_and_products_are_those_of_small_whole_numbers)
{
	struct rand r = rand_new();

	for (size_t i = 0; i < 20000; i++) {
		int64_t p = (int64_t)rand_below(&r, 200) - 100, q = 1 + (int64_t)rand_below(&r, 60);
		int64_t s = (int64_t)rand_below(&r, 200) - 100, t = 1 + (int64_t)rand_below(&r, 60);
		struct ratio x = ratio_of(p, q), y = ratio_of(s, t), sum = ratio_add(x, y), product = ratio_mul(x, y);

		CHECK(sum.num * q * t == (p * t + s * q) * sum.den);
		CHECK(product.num * q * t == p * s * product.den);
		CHECK_EQ(ratio_cmp(x, y), (p * t > s * q) - (p * t < s * q));
		CHECK_EQ(ratio_cmp(ratio_sub(x, y), RATIO_ZERO), ratio_cmp(x, y));
		if (s != 0)
			CHECK_EQ(ratio_cmp(ratio_mul(ratio_div(x, y), y), x), 0);
	}
}

TEST(weigh_ratio, what_overflows_is_none_and_stays_so)
{
	struct ratio great = ratio_of((wide)1 << 120, 1), r = ratio_mul(great, great);

	CHECK(!ratio_ok(r));
	CHECK(!ratio_ok(ratio_add(r, RATIO_ONE)));
	CHECK(!ratio_ok(ratio_of(1, 0)));
	CHECK(!ratio_ok(ratio_div(RATIO_ONE, RATIO_ZERO)));
	CHECK(ratio_cmp(great, ratio_of(((wide)1 << 120) + 1, 1)) < 0);
}

TEST(weigh_product, it_compares_what_no_number_holds)
{
	struct rand r = rand_new();
	wide x[12], y[12];

	for (size_t i = 0; i < 2000; i++) {
		size_t n = 1 + rand_below(&r, 12), at = rand_below(&r, n);

		/* The same numbers in another order are equal; one more in one of them is not. */
		for (size_t k = 0; k < n; k++)
			x[k] = y[(k + 1) % n] = (wide)(1 + rand_below(&r, UINT32_MAX)) << rand_below(&r, 80);
		CHECK_EQ(product_cmp(x, y, n), 0);
		x[at]++;
		CHECK_EQ(product_cmp(x, y, n), 1);
		CHECK_EQ(product_cmp(y, x, n), -1);
		x[0] = 0;
		CHECK_EQ(product_cmp(x, y, n), -1);
	}
}
