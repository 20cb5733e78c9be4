#include "weigh/ratio.h"

#include <assert.h>
#include <string.h>

__extension__ typedef unsigned __int128 uwide;

#define RATIO_NONE ((struct ratio){ 0, 0 })
#define WIDE_MAX ((wide)(~(uwide)0 >> 1))
#define WIDE_MIN (-WIDE_MAX)            /* one value given up: negation never overflows */

static uwide
magnitude(wide x)
{
	return x < 0 ? -(uwide)x : (uwide)x;
}

static uwide
gcd(uwide a, uwide b)
{
	while (b != 0) {
		/* Most numbers are short, and a division of 64 bits is ten times as fast. */
		if ((a >> 64) == 0 && (b >> 64) == 0) {
			uint64_t x = (uint64_t)a, y = (uint64_t)b;

			while (y != 0) {
				uint64_t rest = x % y;

				x = y;
				y = rest;
			}
			return x;
		}
		uwide rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

struct ratio
ratio_of(wide num, wide den)
{
	if (den == 0 || num < WIDE_MIN || den < WIDE_MIN)
		return RATIO_NONE;
	if (den < 0) {
		num = -num;
		den = -den;
	}
	uwide common = gcd(magnitude(num), (uwide)den);

	return (struct ratio){ num / (wide)common, den / (wide)common };
}

bool
ratio_ok(struct ratio r)
{
	return r.den > 0;
}

struct ratio
ratio_mul(struct ratio a, struct ratio b)
{
	wide num, den;

	if (!ratio_ok(a) || !ratio_ok(b))
		return RATIO_NONE;
	/* What can be cancelled crosswise is cancelled first, so that what fits does not overflow. */
	struct ratio left = ratio_of(a.num, b.den), right = ratio_of(b.num, a.den);

	if (__builtin_mul_overflow(left.num, right.num, &num) || num < WIDE_MIN ||
	    __builtin_mul_overflow(left.den, right.den, &den))
		return RATIO_NONE;
	return (struct ratio){ num, den };
}

struct ratio
ratio_div(struct ratio a, struct ratio b)
{
	if (!ratio_ok(b) || b.num == 0)
		return RATIO_NONE;
	return ratio_mul(a, ratio_of(b.den, b.num));
}

struct ratio
ratio_add(struct ratio a, struct ratio b)
{
	wide left, right, num, den;

	if (!ratio_ok(a) || !ratio_ok(b))
		return RATIO_NONE;
	wide common = (wide)gcd((uwide)a.den, (uwide)b.den);

	if (__builtin_mul_overflow(a.num, b.den / common, &left) ||
	    __builtin_mul_overflow(b.num, a.den / common, &right) ||
	    __builtin_add_overflow(left, right, &num) ||
	    __builtin_mul_overflow(a.den, b.den / common, &den))
		return RATIO_NONE;
	return ratio_of(num, den);
}

struct ratio
ratio_sub(struct ratio a, struct ratio b)
{
	b.num = -b.num;
	return ratio_add(a, b);
}

/* a / b against c / d, by continued fractions: no product, so no overflow. */
int
ratio_cmp(struct ratio a, struct ratio b)
{
	int sign = 1;

	assert(ratio_ok(a) && ratio_ok(b));
	for (;;) {
		wide left = a.num / a.den, right = b.num / b.den;
		wide left_rest = a.num % a.den, right_rest = b.num % b.den;

		if (left_rest < 0) {
			left--;
			left_rest += a.den;
		}
		if (right_rest < 0) {
			right--;
			right_rest += b.den;
		}
		if (left != right)
			return left < right ? -sign : sign;
		if (left_rest == 0 || right_rest == 0)
			return left_rest == right_rest ? 0 : left_rest == 0 ? -sign : sign;
		/* The whole parts are equal: of the rests the inverse decides, the other way round. */
		a = (struct ratio){ a.den, left_rest };
		b = (struct ratio){ b.den, right_rest };
		sign = -sign;
	}
}

static bool
power_of_ten(int n, wide *ret)
{
	wide power = 1;

	for (int i = 0; i < n; i++)
		if (__builtin_mul_overflow(power, (wide)10, &power))
			return false;
	*ret = power;
	return true;
}

static bool
exponent_read(str text, int *ret)
{
	bool negative = text.len > 0 && text.at[0] == '-';
	uint64_t value;

	if (text.len > 0 && (text.at[0] == '-' || text.at[0] == '+'))
		text = str_sub(text, 1, text.len);
	if (!str_u64(text, &value) || value > 100)
		return false;
	*ret = negative ? -(int)value : (int)value;
	return true;
}

bool
ratio_read(str text, struct ratio *ret)
{
	wide num = 0, power;
	int exponent = 0, places = 0;
	bool negative = false, point = false, digits = false;
	size_t i = 0;

	text = str_trim(text);
	if (text.len > 0 && (text.at[0] == '-' || text.at[0] == '+'))
		negative = text.at[i++] == '-';
	size_t zeros = 0;       /* held back: the noughts that end a decimal take no room */

	for (; i < text.len; i++) {
		char c = text.at[i];

		if (c == '.' && !point) {
			point = true;
			continue;
		}
		if (c < '0' || c > '9')
			break;
		digits = true;
		if (point && c == '0') {
			zeros++;
			continue;
		}
		for (; zeros > 0; zeros--, places++)
			if (__builtin_mul_overflow(num, (wide)10, &num))
				return false;
		if (__builtin_mul_overflow(num, (wide)10, &num) ||
		    __builtin_add_overflow(num, (wide)(c - '0'), &num))
			return false;
		places += point;
	}
	if (!digits)
		return false;
	if (i < text.len && ((text.at[i] != 'e' && text.at[i] != 'E') ||
			     !exponent_read(str_sub(text, i + 1, text.len), &exponent)))
		return false;
	if (num == 0) {
		*ret = RATIO_ZERO;
		return true;
	}
	exponent -= places;
	if (!power_of_ten(exponent < 0 ? -exponent : exponent, &power))
		return false;
	if (negative)
		num = -num;
	struct ratio read = exponent < 0 ? ratio_of(num, power)
					 : ratio_mul((struct ratio){ num, 1 }, (struct ratio){ power, 1 });

	if (!ratio_ok(read))
		return false;
	*ret = read;
	return true;
}

bool
wide_lcm(wide *den, wide other)
{
	wide common = (wide)gcd((uwide)*den, (uwide)other);

	return !__builtin_mul_overflow(*den, other / common, den);
}

double
ratio_double(struct ratio r)
{
	return (double)((long double)r.num / (long double)r.den);
}

static str
wide_print(arena *a, uwide value)
{
	char digits[40];
	size_t at = sizeof(digits);

	do
		digits[--at] = (char)('0' + (int)(value % 10));
	while ((value /= 10) != 0);
	return arena_str(a, (str){ digits + at, sizeof(digits) - at });
}

str
ratio_print(arena *a, struct ratio r)
{
	const char *sign = r.num < 0 ? "-" : "";
	uwide num = magnitude(r.num), den = (uwide)r.den;
	str whole = wide_print(a, num / den);
	char places[20];
	size_t count = 0;

	if (den == 1)
		return arena_printf(a, "%s%.*s", sign, STR_ARG(whole));
	uwide rest = num % den;

	while (rest != 0 && count < sizeof(places) && rest <= ~(uwide)0 / 10) {
		rest *= 10;
		places[count++] = (char)('0' + (int)(rest / den));
		rest %= den;
	}
	if (rest == 0)
		return arena_printf(a, "%s%.*s.%.*s", sign, STR_ARG(whole), (int)count, places);
	str above = wide_print(a, num), below = wide_print(a, den);

	return arena_printf(a, "%s%.*s/%.*s", sign, STR_ARG(above), STR_ARG(below));
}
