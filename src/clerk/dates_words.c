/* The words of dates by sym: those of dates.def, and what is made of them with a
 * hyphen or of digits and letters. */
#include <string.h>

#include "base/ascii.h"
#include "clerk/dates_int.h"

enum { PARTS_MOST = 4, YEAR_LEAST = 1000, YEAR_MOST = 2200, WORD_MOST = 40 };

struct entry {
	const char *text;
	struct date_word word;
};

#define DATE_WORD(text, classes, number, unit) { text, { classes, number, unit, 0, 0, 0 } },
#define LITTLE(text, which, number) { text, { 0, number, 0, which, 0, 0 } },
#define VERB(text, what) { text, { 0, 0, 0, 0, what, 0 } },
static const struct entry entries[] = {
#include "clerk/dates.def"
};
#undef DATE_WORD
#undef LITTLE
#undef VERB

static struct date_word
known(const date_words *words, str part)
{
	uint32_t sym = syms_find(words->words, part);
	return sym < words->count ? words->of[sym] : (struct date_word){ 0 };
}

/* ---- digits and letters ---- */

static size_t
leading_digits(str s, int32_t *ret)
{
	size_t at = 0;
	*ret = 0;
	for (; at < s.len && at < 6 && is_digit(s.at[at]); at++)
		*ret = *ret * 10 + (s.at[at] - '0');
	return at;
}

/* "30pm", "pm" behind hours: minutes of the day, or -1. */
static int
minutes_of(int32_t hour, str tail)
{
	int32_t minute = 0;
	if (tail.len > 3 && tail.at[0] == ':') {
		size_t digits = leading_digits(str_sub(tail, 1, tail.len), &minute);
		tail = str_sub(tail, 1 + digits, tail.len);
	}
	bool is_pm = str_eq(tail, S("pm"));
	if ((!is_pm && !str_eq(tail, S("am"))) || hour < 1 || hour > 12 || minute > 59)
		return -1;
	return (hour % 12 + (is_pm ? 12 : 0)) * 60 + minute;
}

static struct date_word
of_digits(str s)
{
	int32_t number;
	size_t digits = leading_digits(s, &number);
	str tail = str_sub(s, digits, s.len);
	if (tail.len == 0)
		return digits == 4 && number >= YEAR_LEAST && number <= YEAR_MOST
			       ? (struct date_word){ .classes = W_YEAR, .number = (int16_t)number }
			       : (struct date_word){ 0 };
	if (str_eq(tail, S("st")) || str_eq(tail, S("nd")) || str_eq(tail, S("rd")) || str_eq(tail, S("th")))
		return digits <= 3 ? (struct date_word){ .classes = W_ORDINAL, .number = (int16_t)number }
				   : (struct date_word){ 0 };
	if (str_eq(tail, S("s")) && number % 10 == 0 &&
	    (digits == 2 || (digits == 4 && number >= YEAR_LEAST)))
		return (struct date_word){ .classes = W_DECADE,
					   .number = (int16_t)(digits == 2 ? number : number / 10) };
	int minutes = digits <= 2 ? minutes_of(number, tail) : -1;
	return minutes >= 0 ? (struct date_word){ .classes = W_TIME, .number = (int16_t)minutes }
			    : (struct date_word){ 0 };
}

/* ---- compounds ---- */

/* "3", "three", "several": its number, 0 where it is vague, -1 where it is none. */
static int32_t
amount_of(const date_words *words, str part)
{
	int32_t number;
	struct date_word word = known(words, part);
	if (part.len > 0 && leading_digits(part, &number) == part.len)
		return number;
	if (word.classes & W_NUMERAL)
		return word.number;
	return (word.classes & W_VAGUE) || str_eq(part, S("multi")) ? 0 : -1;
}

static struct date_word
span_of(int32_t amount, struct date_word unit)
{
	if (amount < 0 || amount > INT16_MAX || !(unit.classes & W_UNIT))
		return (struct date_word){ 0 };
	return (struct date_word){ .classes = W_SPAN, .number = (int16_t)amount, .unit = unit.unit };
}

static struct date_word
shaded(const date_words *words, str left, str right)
{
	struct date_word word = known(words, right), shade = known(words, left);
	if (word.classes == 0)
		word = of_digits(right);
	bool is_after = str_eq(left, S("post")), is_before = str_eq(left, S("pre"));
	if ((is_after || is_before) && (word.classes & (W_YEAR | W_DECADE)))
		word.shade = is_after ? SHADE_AFTER : SHADE_BEFORE;
	else if ((shade.classes & W_SHADE) &&
		 (word.classes & (W_MONTH | W_YEAR | W_DECADE | W_SEASON | W_PART)))
		word.shade = (uint8_t)shade.number;
	else
		return (struct date_word){ 0 };
	word.verb = 0;
	return word;
}

static struct date_word
of_two(const date_words *words, str left, str right)
{
	struct date_word a = known(words, left), b = known(words, right);
	int32_t amount = amount_of(words, left);
	if ((a.classes & W_UNIT) && str_eq(right, S("long")))
		return span_of((a.classes & W_PLURAL) ? 0 : 1, a);
	if ((b.classes & W_UNIT) && amount >= 0 && !(b.classes & W_PLURAL))
		return span_of(amount, b);
	if ((a.classes & W_NUMERAL) && a.number >= 20 && a.number < 100 && b.number < 10 &&
	    (b.classes & (W_NUMERAL | W_ORDINAL)))
		return (struct date_word){ .classes = b.classes & (W_NUMERAL | W_ORDINAL),
					   .number = (int16_t)(a.number + b.number) };
	struct date_word ordinal = (a.classes & W_ORDINAL) ? a : of_digits(left);
	if ((ordinal.classes & W_ORDINAL) && b.unit == UNIT_QUARTER && ordinal.number <= 4)
		return (struct date_word){ .classes = W_QUARTER, .number = ordinal.number };
	if ((ordinal.classes & W_ORDINAL) && b.unit == UNIT_CENTURY)
		return (struct date_word){ .classes = W_CENTURY, .number = ordinal.number };
	return shaded(words, left, right);
}

static struct date_word
of_compound(const date_words *words, str s)
{
	str parts[PARTS_MOST];
	size_t count = 0;
	for (str rest = s; rest.len > 0; count++) {
		if (count == PARTS_MOST)
			return (struct date_word){ 0 };
		str_cut(rest, '-', &parts[count], &rest);
	}
	if (count > 2 && str_eq(parts[count - 1], S("long")))
		count--;
	if (count == 2)
		return of_two(words, parts[0], parts[1]);
	if (count != 3)
		return (struct date_word){ 0 };
	/* twenty-five-year */
	struct date_word tens = known(words, parts[0]), unit = known(words, parts[2]);
	int32_t ones = amount_of(words, parts[1]);
	if ((tens.classes & W_NUMERAL) && tens.number >= 20 && ones > 0 && ones < 10)
		return span_of(tens.number + ones, unit);
	return (struct date_word){ 0 };
}

/* "agreed", "announced" */
static bool
is_regular_past(str s)
{
	static const char *const others[] = { "hundred", "united", "indeed",  "proceed", "succeed",
					      "exceed",  "embed",  "kindred", "sacred" };
	if (s.len < 5 || !str_ends(s, S("ed")))
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (!is_small(s.at[i]))
			return false;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (str_eq(s, str_of(others[i])))
			return false;
	return true;
}

static struct date_word
learn(const date_words *words, str s)
{
	struct date_word word = { 0 };
	if (s.len == 0 || s.len > WORD_MOST)
		return word;
	if (is_digit(s.at[0]))
		word = of_digits(s);
	if (word.classes == 0 && memchr(s.at, '-', s.len))
		word = of_compound(words, s);
	if (word.classes == 0 && is_regular_past(s))
		word.verb = VERB_PAST;
	return word;
}

static void
reserve(date_words *words, size_t room)
{
	if (room <= words->room)
		return;
	struct date_word *of = ARENA_ARRAY(words->a, struct date_word, room * 2);
	if (words->count > 0)
		memcpy(of, words->of, words->count * sizeof *of);
	words->of = of;
	words->room = room * 2;
}

void
date_words_update(date_words *words)
{
	size_t count = syms_count(words->words) + 1;
	reserve(words, count);
	for (; words->count < count; words->count++)
		words->of[words->count] = learn(words, syms_str(words->words, (uint32_t)words->count));
}

date_words *
date_words_new(arena *a, syms *shared)
{
	date_words *words = ARENA_NEW(a, date_words);
	*words = (date_words){ .a = a, .words = shared };
	size_t before = syms_count(shared) + 1;
	for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
		syms_add(shared, str_of(entries[i].text));
	size_t count = syms_count(shared) + 1;
	reserve(words, count);
	words->count = count;
	for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
		struct date_word *word = &words->of[syms_find(shared, str_of(entries[i].text))];
		const struct date_word *entry = &entries[i].word;
		word->classes |= entry->classes;
		word->verb |= entry->verb;
		word->number = entry->number ? entry->number : word->number;
		word->unit = entry->unit ? entry->unit : word->unit;
		word->little = entry->little ? entry->little : word->little;
	}
	/* Those that the report had before may be compounds of them. */
	for (size_t sym = 1; sym < before; sym++) {
		struct date_word *word = &words->of[sym];
		if (word->classes == 0 && word->little == 0 && word->verb == 0)
			*word = learn(words, syms_str(shared, (uint32_t)sym));
	}
	return words;
}
