#include "text/word_flags.h"

#include <stdlib.h>

#include "text/words.h"

enum { M = TOKEN_MODAL, D = TOKEN_DATE, N = TOKEN_NUMBER, A = TOKEN_AMOUNT, W = TOKEN_WEAK };

/* In small letters, in the order of their bytes. */
static const struct flagged { const char *word; uint8_t flags; } flagged[] = {
	{ "%", A }, { "a", W }, { "al", W }, { "an", W }, { "and", W }, { "apr", D },
	{ "april", D }, { "are", W }, { "as", W }, { "at", W }, { "au", W }, { "aug", D },
	{ "august", D }, { "aux", W }, { "be", W }, { "been", W }, { "being", W },
	{ "billion", N }, { "by", W }, { "can", M }, { "cannot", M }, { "cent", A }, { "con", W },
	{ "could", M }, { "das", W }, { "day", A }, { "days", A }, { "de", W }, { "dec", D },
	{ "december", D }, { "del", W }, { "dem", W }, { "den", W }, { "der", W }, { "des", W },
	{ "die", W }, { "dollar", A }, { "dollars", A }, { "dozen", N }, { "du", W },
	{ "eight", N }, { "eighteen", N }, { "eighty", N }, { "ein", W }, { "eine", W },
	{ "einer", W }, { "el", W }, { "eleven", N }, { "en", W }, { "et", W }, { "eur", A },
	{ "euro", A }, { "euros", A }, { "except", M }, { "feb", D }, { "february", D },
	{ "fifteen", N }, { "fifty", N }, { "first", N }, { "five", N }, { "for", W },
	{ "forty", N }, { "four", N }, { "fourteen", N }, { "francs", A }, { "friday", D },
	{ "from", W }, { "f\xc3\xbcr", W }, { "had", W }, { "half", N }, { "has", W },
	{ "have", W }, { "hectares", A }, { "her", W }, { "his", W }, { "hour", A },
	{ "hours", A }, { "hundred", N }, { "if", M }, { "im", W }, { "in", W }, { "is", W },
	{ "it", W }, { "its", W }, { "jan", D }, { "january", D }, { "jul", D }, { "july", D },
	{ "jun", D }, { "june", D }, { "kilometres", A }, { "km", A }, { "l'", W }, { "la", W },
	{ "las", W }, { "le", W }, { "les", W }, { "los", W }, { "mar", D }, { "march", D },
	{ "may", M }, { "meters", A }, { "metres", A }, { "might", M }, { "miles", A },
	{ "million", N }, { "minute", A }, { "minutes", A }, { "mit", W }, { "monday", D },
	{ "month", A }, { "months", A }, { "must", M }, { "need", M }, { "neither", M },
	{ "never", M }, { "nine", N }, { "nineteen", N }, { "ninety", N }, { "no", M },
	{ "none", M }, { "nor", M }, { "not", M }, { "nov", D }, { "november", D }, { "o", W },
	{ "oct", D }, { "october", D }, { "oder", W }, { "of", W }, { "on", W }, { "once", N },
	{ "one", N }, { "only", M }, { "or", W }, { "ou", W }, { "ought", M }, { "par", W },
	{ "para", W }, { "per", A }, { "percent", A }, { "por", W }, { "pound", A },
	{ "pounds", A }, { "pour", W }, { "provided", M }, { "quarter", N }, { "que", W },
	{ "qui", W }, { "saturday", D }, { "second", N }, { "sep", D }, { "sept", D },
	{ "september", D }, { "seven", N }, { "seventeen", N }, { "seventy", N }, { "shall", M },
	{ "should", M }, { "six", N }, { "sixteen", N }, { "sixty", N }, { "such", W },
	{ "sunday", D }, { "ten", N }, { "that", W }, { "the", W }, { "their", W }, { "these", W },
	{ "third", N }, { "thirteen", N }, { "thirty", N }, { "this", W }, { "those", W },
	{ "thousand", N }, { "three", N }, { "thursday", D }, { "to", W }, { "tonnes", A },
	{ "tuesday", D }, { "twelve", N }, { "twenty", N }, { "twice", N }, { "two", N },
	{ "un", W }, { "una", W }, { "und", W }, { "une", W }, { "unless", M }, { "usd", A },
	{ "von", W }, { "was", W }, { "wednesday", D }, { "week", A }, { "weeks", A },
	{ "were", W }, { "which", W }, { "will", M }, { "with", W }, { "without", M },
	{ "would", M }, { "y", W }, { "year", A }, { "years", A }, { "zero", N }, { "zu", W },
	{ "\xc3\xa0", W },
};

/* Words between blanks, in small letters; `longest` is the longest of them, so that most
 * words need no look at the list. */
struct listed { str words; size_t longest; };

static const struct listed heads = {
	S(" article art art. articles section sec sec. annex rule chapter no. nos. \xc2\xa7 \xc2\xa7\xc2\xa7 "), 8,
};
static const struct listed always = {
	S(" etc viz cf vs mr mrs ms dr st messrs prof hon ibid al ltd inc dept govt approx esp "), 6,
};
static const struct listed numbered = {
	S(" no nos art arts sec para paras p pp vol ch fig reg dir pt pts op "), 5,
};

enum { LISTED_MOST = 16 };

/* In small letters; `word` is no longer than the room. */
static str
small(str word, char room[LISTED_MOST])
{
	for (size_t i = 0; i < word.len; i++)
		room[i] = word.at[i] >= 'A' && word.at[i] <= 'Z' ? (char)(word.at[i] + 32) : word.at[i];
	return (str){ room, word.len };
}

static int
by_word(const void *x, const void *y)
{
	const str *word = x;
	const struct flagged *f = y;
	return str_cmp(*word, str_of(f->word));
}

static uint8_t
table_flags(str word)
{
	char room[LISTED_MOST];
	if (word.len > LISTED_MOST)
		return 0;
	str key = small(word, room);
	const struct flagged *f = bsearch(&key, flagged, sizeof flagged / sizeof *flagged, sizeof *flagged, by_word);
	return f ? f->flags : 0;
}

static bool
is_in(const struct listed *list, str word)
{
	char room[LISTED_MOST + 2] = " ";
	if (word.len == 0 || word.len > list->longest)
		return false;
	small(word, room + 1);
	room[word.len + 1] = ' ';
	return str_find_str(list->words, (str){ room, word.len + 2 }) < list->words.len;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static uint8_t
number_flags(str word)
{
	size_t i = 0;
	while (i < word.len && !is_digit(word.at[i]))
		i++;
	if (i == word.len || i > 3)
		return 0;
	bool year = word.len == 4 && (str_starts(word, S("19")) || str_starts(word, S("20"))) &&
		    is_digit(word.at[2]) && is_digit(word.at[3]);
	bool iso = word.len == 10 && word.at[4] == '-' && word.at[7] == '-';
	bool amount = i > 0 || word.at[word.len - 1] == '%';
	return (uint8_t)(TOKEN_NUMBER | (year || iso ? TOKEN_DATE : 0) | (amount && word.at[0] != '(' ? TOKEN_AMOUNT : 0));
}

uint8_t
word_flags(str word)
{
	if (word.len == 1 && str_find(S(",;:.)!?"), word.at[0]) < 7)
		return TOKEN_CLOSING;
	return table_flags(word) | number_flags(word);
}

bool
word_cites(str word)
{
	return is_in(&heads, word);
}

/* "e.g", "U.S", "D": single letters, a stop between each two. */
static bool
is_initials(str word)
{
	for (size_t i = 0; i < word.len; i++)
		if (i % 2 ? word.at[i] != '.' : is_digit(word.at[i]) || word.at[i] == '.')
			return false;
	return word.len > 1 && word.len % 2;
}

bool
word_abbreviates(str word, bool before_number)
{
	return is_initials(word) || is_in(&always, word) || (before_number && is_in(&numbered, word));
}
