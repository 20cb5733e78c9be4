#include "text/word_flags.h"

#include "text/words.h"

/* Words between blanks, in small letters; `longest` is the longest of them, so that most
 * words need no look at the list. */
struct listed { str words; size_t longest; };

static const struct listed modals = {
	S(" shall should may must will would can cannot could might ought need not no never neither nor none without "
	  "unless except only if provided "), 8,
};
static const struct listed dates = {
	S(" january february march april june july august september october november december jan feb mar apr jun "
	  "jul aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday "), 9,
};
static const struct listed numbers = {
	S(" zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
	  "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million "
	  "billion half third quarter first second dozen once twice "), 9,
};
static const struct listed amounts = {
	S(" % percent cent eur usd euro euros dollar dollars pound pounds francs day days week weeks month months year "
	  "years hour hours minute minutes km metres meters kilometres miles hectares tonnes per "), 10,
};
static const struct listed weak = {
	S(" a an the of to in on at by for from with as and or that which this these those its their his her it is are was "
	  "were be been being has have had such "
	  "le la les l' un une des du de et ou \xc3\xa0 au aux en par pour que qui el los las una y o del al por para con "
	  "der die das den dem des ein eine einer und oder zu von mit f\xc3\xbcr im "), 5,
};
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

static bool
is_in(const struct listed *list, str word)
{
	char room[LISTED_MOST + 2] = " ";
	if (word.len == 0 || word.len > list->longest)
		return false;
	for (size_t i = 0; i < word.len; i++)
		room[i + 1] = word.at[i] >= 'A' && word.at[i] <= 'Z' ? (char)(word.at[i] + 32) : word.at[i];
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
	return (uint8_t)((is_in(&modals, word) ? TOKEN_MODAL : 0) | (is_in(&dates, word) ? TOKEN_DATE : 0) |
			 (is_in(&numbers, word) ? TOKEN_NUMBER : 0) | (is_in(&amounts, word) ? TOKEN_AMOUNT : 0) |
			 (is_in(&weak, word) ? TOKEN_WEAK : 0) |
			 number_flags(word));
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
