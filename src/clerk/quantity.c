#include "clerk/quantity.h"

#include <string.h>

#include "base/ascii.h"

struct number_word {
	const char *word;
	uint32_t value;
};

static const struct number_word units[] = {
	{ "a", 1 }, { "an", 1 }, { "one", 1 }, { "two", 2 }, { "three", 3 }, { "four", 4 }, { "five", 5 }, { "six", 6 }, { "seven", 7 },
	{ "eight", 8 }, { "nine", 9 }, { "ten", 10 }, { "eleven", 11 }, { "twelve", 12 }, { "thirteen", 13 }, { "fourteen", 14 },
	{ "fifteen", 15 }, { "sixteen", 16 }, { "seventeen", 17 }, { "eighteen", 18 }, { "nineteen", 19 }, { "twenty", 20 },
	{ "thirty", 30 }, { "forty", 40 }, { "fifty", 50 }, { "sixty", 60 }, { "seventy", 70 }, { "eighty", 80 }, { "ninety", 90 },
};
static const struct number_word scales[] = { { "dozen", 12 }, { "hundred", 100 }, { "thousand", 1000 }, { "million", 1000000 },
					     { "billion", 1000000000 } };

struct hedge_words {
	const char *words;      /* what stands before the number */
	uint8_t hedge;
};

static const struct hedge_words hedges[] = {
	{ "at least", HEDGE_LEAST }, { "no fewer than", HEDGE_LEAST }, { "not less than", HEDGE_LEAST }, { "at most", HEDGE_MOST },
	{ "up to", HEDGE_MOST }, { "as many as", HEDGE_MOST }, { "no more than", HEDGE_MOST }, { "about", HEDGE_ABOUT },
	{ "around", HEDGE_ABOUT }, { "some", HEDGE_ABOUT }, { "nearly", HEDGE_ABOUT }, { "almost", HEDGE_ABOUT }, { "roughly", HEDGE_ABOUT },
	{ "approximately", HEDGE_ABOUT }, { "an estimated", HEDGE_ABOUT }, { "more than", HEDGE_LEAST }, { "over", HEDGE_LEAST },
	{ "fewer than", HEDGE_MOST }, { "less than", HEDGE_MOST },
};

static const struct number_word *
find(const struct number_word *list, size_t count, str word)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(word, str_of(list[i].word)))
			return &list[i];
	return NULL;
}
#define FIND(list, word) find(list, sizeof(list) / sizeof *(list), word)

static str
word_at(const struct report *r, uint32_t i)
{
	return syms_str(r->words, r->tokens[i].word);
}

/* 1,500 or 162; not 3.5 or 15:34. */
static bool
digits(str text, uint64_t *ret)
{
	*ret = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == ',' && i > 0 && text.len - i >= 4)
			continue;
		if (!is_digit(text.at[i]) || *ret > UINT32_MAX)
			return false;
		*ret = 10 * *ret + (uint64_t)(text.at[i] - '0');
	}
	return text.len > 0;
}

/* twenty-two */
static bool
hyphened(str word, uint64_t *ret)
{
	str tens, ones;
	if (!str_cut(word, '-', &tens, &ones))
		return false;
	const struct number_word *a = FIND(units, tens), *b = FIND(units, ones);
	if (!a || !b || a->value < 20 || b->value > 9)
		return false;
	*ret = a->value + b->value;
	return true;
}

static bool
first_part(const struct report *r, uint32_t i, uint64_t *ret)
{
	str word = word_at(r, i);
	const struct number_word *unit = FIND(units, word);
	if (unit)
		*ret = unit->value;
	return unit || (r->tokens[i].kind == TOKEN_NUMBER && digits(word, ret)) || hyphened(word, ret);
}

static bool
dozens(const struct report *r, uint32_t i, struct quantity *ret)
{
	static const char *const many[] = { "hundreds", "thousands", "millions", "scores", "many", "numerous", "dozens" };
	static const char *const some[] = { "several", "some", "few" };
	str word = word_at(r, i);
	ret->run = (struct run){ i, i + 1 };
	for (size_t k = 0; k < sizeof many / sizeof *many; k++)
		if (str_eq(word, str_of(many[k]))) {
			ret->hedge = HEDGE_MANY;
			return true;
		}
	for (size_t k = 0; k < sizeof some / sizeof *some; k++)
		if (str_eq(word, str_of(some[k]))) {
			ret->hedge = HEDGE_SOME;
			return true;
		}
	return false;
}

/* The words end right before token `i`: how many tokens, or 0. */
static uint32_t
stands_before(const struct report *r, struct run within, uint32_t i, const char *words)
{
	uint32_t count = 1;
	for (const char *p = words; *p; p++)
		count += *p == ' ';
	if (i < within.from + count)
		return 0;
	str rest = str_of(words), word;
	for (uint32_t k = i - count; k < i; k++) {
		str_cut(rest, ' ', &word, &rest);
		if (!str_eq(word_at(r, k), word))
			return 0;
	}
	return count;
}

static void
hedge(const struct report *r, struct run within, struct quantity *q)
{
	for (size_t i = 0; i < sizeof hedges / sizeof *hedges; i++) {
		uint32_t count = stands_before(r, within, q->run.from, hedges[i].words);
		if (count > 0) {
			q->run.from -= count;
			q->hedge = hedges[i].hedge;
			return;
		}
	}
}

bool
quantity_read(const struct report *r, struct run within, uint32_t i, struct quantity *ret)
{
	uint64_t number;
	*ret = (struct quantity){ .run = { i, i + 1 } };
	if (i < within.from || i >= within.to)
		return false;
	if (!first_part(r, i, &number))
		return dozens(r, i, ret);
	for (uint32_t k = i + 1; k < within.to && k < i + 4; k++) {
		const struct number_word *scale = FIND(scales, word_at(r, k));
		if (!scale || number * scale->value > UINT32_MAX)
			break;
		number *= scale->value;
		ret->run.to = k + 1;
	}
	if (number > UINT32_MAX)
		return false;
	ret->number = (uint32_t)number;
	hedge(r, within, ret);
	return true;
}
