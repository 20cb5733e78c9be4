#include "text/number.h"

#include "base/ascii.h"

enum { ROMAN_MOST = 39, YEAR_LEAST = 1900, YEAR_MOST = 2199 };

static bool
is_alnum(char c)
{
	return is_letter(c) || is_digit(c) || (c & 0x80);
}

static char
at(str s, size_t i)
{
	return i < s.len ? s.at[i] : 0;
}

static bool
is_gap(str s, size_t i)
{
	char c = at(s, i);
	return i >= s.len || is_space(c);
}

static size_t
digits_len(str s, size_t i)
{
	size_t from = i;
	while (is_digit(at(s, i)))
		i++;
	return i - from;
}

/* The length of the word of `words` at `i`, where no letter follows it. */
static size_t
word_len(str s, size_t i, const str words[], size_t count)
{
	for (size_t w = 0; w < count; w++) {
		size_t end = i + words[w].len;
		char next = at(s, end);
		if (str_eq_nocase(str_sub(s, i, end), words[w]) && !is_small(next) &&
		    !is_capital(next) && !(next & 0x80))
			return words[w].len;
	}
	return 0;
}

/* "bis", "alt2", "a" at `i`; a word may stand behind one blank. */
static size_t
suffix_len(str s, size_t i)
{
	static const str words[] = {
		{ "bis", 3 }, { "ter", 3 }, { "quater", 6 }, { "quinquies", 9 }, { "sexies", 6 },
		{ "septies", 7 }, { "octies", 6 }, { "alt", 3 },
	};
	size_t blank = at(s, i) == ' ';
	size_t word = word_len(s, i + blank, words, sizeof words / sizeof *words);
	if (word > 0)
		return blank + word + digits_len(s, i + blank + word);
	char c = at(s, i);
	return (is_small(c) || is_capital(c)) && !is_alnum(at(s, i + 1)) ? 1 : 0;
}

/* "3", "6A", "3bis", "3 alt 2" at `i`, or 0. */
static size_t
part_len(str s, size_t i)
{
	size_t from = i;
	size_t len = digits_len(s, i);
	if (len == 0)
		return 0;
	for (; len > 0; len = suffix_len(s, i))
		i += len;
	return is_alnum(at(s, i)) ? 0 : i - from;
}

/* "B", "IV" at `i`, or 0. */
static size_t
letters_len(str s, size_t i)
{
	size_t from = i;
	for (char c = at(s, i); c == 'I' || c == 'V' || c == 'X'; c = at(s, i))
		i++;
	if (i == from && is_capital(at(s, i)))
		i++;
	return is_alnum(at(s, i)) ? 0 : i - from;
}

static size_t
parenthesis_len(str s, size_t i)
{
	size_t end = i + 1;
	if (at(s, i) != '(')
		return 0;
	while (end < i + 8 && (is_small(at(s, end)) || is_digit(at(s, end))))
		end++;
	return end > i + 1 && at(s, end) == ')' ? end + 1 - i : 0;
}

/* A whole number at `i`, or 0. */
static size_t
number_len(str s, size_t i)
{
	size_t from = i, len;
	bool op = str_eq(str_sub(s, i, i + 2), S("OP")) || str_eq(str_sub(s, i, i + 2), S("PP"));
	if (at(s, i) == '-' || (op && is_digit(at(s, i + 2)))) {
		i += at(s, i) == '-' ? 1 : 2;
		len = part_len(s, i);
	} else {
		len = is_digit(at(s, i)) ? part_len(s, i) : letters_len(s, i);
	}
	if (len == 0)
		return 0;
	i += len;
	while (at(s, i) == '.' && (len = part_len(s, i + 1)) > 0)
		i += 1 + len;
	while ((len = parenthesis_len(s, i)) > 0)
		i += len;
	return i - from <= NUMBER_MOST && !is_alnum(at(s, i)) ? i - from : 0;
}

static bool
has_digit(str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (is_digit(s.at[i]))
			return true;
	return false;
}

/* What closes a number at `i`: "." or ")", and "]" of a bracket before it.  A
 * bracket that encloses more than the number stays open. */
static size_t
mark_len(str s, size_t i, bool bracketed, bool *ret_mark)
{
	size_t from = i;
	*ret_mark = false;
	for (int round = 0; round < 3; round++) {
		char c = at(s, i);
		if (!*ret_mark && (c == '.' || c == ')')) {
			*ret_mark = true;
			i++;
		} else if (bracketed && c == ']') {
			bracketed = false;
			i++;
		}
	}
	return i - from;
}

bool
number_marker(str line, struct number *ret_number)
{
	bool bracketed = at(line, 0) == '[', marked;
	size_t len = number_len(line, bracketed);
	str digits = str_sub(line, bracketed, bracketed + len);
	if (len == 0 || !has_digit(digits))
		return false;
	size_t used = bracketed + len;
	used += mark_len(line, used, bracketed, &marked);
	bool plain = !bracketed && digits_len(digits, 0) == len && used == len + 1;
	if (!marked || !is_gap(line, used) || used > NUMBER_MARKER_MOST || (plain && len > 9))
		return false;
	*ret_number = (struct number){ digits, used, bracketed, plain };
	return true;
}

static size_t
keyword_len(str s, size_t i)
{
	static const str words[] = {
		{ "Article", 7 }, { "Art", 3 }, { "Section", 7 }, { "Point", 5 }, { "Paragraph", 9 },
		{ "Rule", 4 }, { "Clause", 6 },
	};
	size_t from = i;
	if (str_starts(str_sub(s, i, s.len), S("§")))
		i += S("§").len;
	else
		i += word_len(s, i, words, sizeof words / sizeof *words);
	if (i == from)
		return 0;
	i += at(s, i) == '.';
	while (at(s, i) == ' ')
		i++;
	return i - from;
}

static bool
is_date(str digits, str behind)
{
	static const str months[] = {
		{ "January", 7 }, { "February", 8 }, { "March", 5 }, { "April", 5 }, { "May", 3 },
		{ "June", 4 }, { "July", 4 }, { "August", 6 }, { "September", 9 }, { "October", 7 },
		{ "November", 8 }, { "December", 8 },
	};
	uint64_t value;
	if (!str_u64(digits, &value))
		return false;
	return (value >= YEAR_LEAST && value <= YEAR_MOST) ||
	       word_len(str_trim(behind), 0, months, sizeof months / sizeof *months) > 0;
}

bool
number_heading(str heading, struct number *ret_number)
{
	bool bracketed = at(heading, 0) == '[', marked;
	size_t from = bracketed;
	size_t keyword = keyword_len(heading, from);
	from += keyword;
	size_t len = number_len(heading, from);
	str digits = str_sub(heading, from, from + len);
	size_t used = from + len;
	used += mark_len(heading, used, bracketed, &marked);
	if (len == 0 || !(is_gap(heading, used) || at(heading, used) == ':'))
		return false;
	if (keyword == 0 && !marked &&
	    (!has_digit(digits) || is_date(digits, str_sub(heading, used, heading.len))))
		return false;
	*ret_number = (struct number){ digits, used, bracketed, false };
	return true;
}

bool
number_letter(str line, struct number *ret_number)
{
	bool bracketed = at(line, 0) == '[', marked;
	size_t len = parenthesis_len(line, bracketed);
	str digits = str_sub(line, bracketed, bracketed + len);
	if (len == 0 || has_digit(digits))
		return false;
	size_t used = bracketed + len;
	if (bracketed && at(line, used) == ']')
		used += mark_len(line, used, bracketed, &marked);
	if (!is_gap(line, used))
		return false;
	*ret_number = (struct number){ digits, used, bracketed, false };
	return true;
}

unsigned
letter_value(str letters)
{
	return letters.len == 1 && is_small(letters.at[0]) ? (unsigned)(letters.at[0] - 'a') + 1
							   : 0;
}

unsigned
roman_value(str letters)
{
	static const str units[] = {
		{ "", 0 }, { "i", 1 }, { "ii", 2 }, { "iii", 3 }, { "iv", 2 }, { "v", 1 },
		{ "vi", 2 }, { "vii", 3 }, { "viii", 4 }, { "ix", 2 },
	};
	unsigned value = 0;
	size_t i = 0;
	while (at(letters, i) == 'x' && value + 10 <= ROMAN_MOST) {
		value += 10;
		i++;
	}
	str rest = str_sub(letters, i, letters.len);
	for (unsigned unit = 0; unit < 10; unit++)
		if (str_eq(rest, units[unit]))
			return value + unit;
	return 0;
}
