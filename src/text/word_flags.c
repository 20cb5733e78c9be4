/* One table of all words, in byte order, so that a look takes eight steps; the
 * capitals of ASCII do not count. */
#include "text/word_flags.h"

#include <unictype.h>
#include <unistr.h>

#include "base/ascii.h"
#include "text/words.h"

enum {
	NUMBER = TOKEN_NUMBER,
	DATE = TOKEN_DATE,
	MODAL = TOKEN_MODAL,
	AMOUNT = TOKEN_AMOUNT,
	WEAK = TOKEN_WEAK,
	LISTED_MOST = 16,       /* bytes of the longest word below */
};

struct listed { str word; uint8_t flags; };

static const struct listed words[] = {
	{ S("%"), AMOUNT }, { S("a"), WEAK }, { S("al"), WEAK }, { S("an"), WEAK },
	{ S("and"), WEAK }, { S("apr"), DATE }, { S("april"), DATE }, { S("are"), WEAK },
	{ S("as"), WEAK }, { S("at"), WEAK }, { S("au"), WEAK }, { S("aug"), DATE },
	{ S("august"), DATE }, { S("aux"), WEAK }, { S("be"), WEAK }, { S("been"), WEAK },
	{ S("being"), WEAK }, { S("billion"), NUMBER }, { S("by"), WEAK }, { S("can"), MODAL },
	{ S("cannot"), MODAL }, { S("cent"), AMOUNT }, { S("cents"), AMOUNT },
	{ S("chf"), AMOUNT }, { S("con"), WEAK }, { S("could"), MODAL }, { S("das"), WEAK },
	{ S("day"), AMOUNT }, { S("days"), AMOUNT }, { S("de"), WEAK }, { S("dec"), DATE },
	{ S("december"), DATE }, { S("del"), WEAK }, { S("dem"), WEAK }, { S("den"), WEAK },
	{ S("der"), WEAK }, { S("des"), WEAK }, { S("die"), WEAK }, { S("dollar"), AMOUNT },
	{ S("dollars"), AMOUNT }, { S("dozen"), NUMBER }, { S("du"), WEAK },
	{ S("eight"), NUMBER }, { S("eighteen"), NUMBER }, { S("eighty"), NUMBER },
	{ S("ein"), WEAK }, { S("eine"), WEAK }, { S("einer"), WEAK }, { S("el"), WEAK },
	{ S("eleven"), NUMBER }, { S("en"), WEAK }, { S("et"), WEAK }, { S("eur"), AMOUNT },
	{ S("euro"), AMOUNT }, { S("euros"), AMOUNT }, { S("except"), MODAL }, { S("feb"), DATE },
	{ S("february"), DATE }, { S("fifteen"), NUMBER }, { S("fifth"), NUMBER },
	{ S("fifty"), NUMBER }, { S("first"), NUMBER }, { S("five"), NUMBER }, { S("for"), WEAK },
	{ S("forty"), NUMBER }, { S("four"), NUMBER }, { S("fourteen"), NUMBER },
	{ S("fourth"), NUMBER }, { S("franc"), AMOUNT }, { S("francs"), AMOUNT },
	{ S("friday"), DATE }, { S("from"), WEAK }, { S("f\xc3\xbcr"), WEAK },
	{ S("gbp"), AMOUNT }, { S("had"), WEAK }, { S("half"), NUMBER }, { S("has"), WEAK },
	{ S("have"), WEAK }, { S("hectare"), AMOUNT }, { S("hectares"), AMOUNT },
	{ S("her"), WEAK }, { S("his"), WEAK }, { S("hour"), AMOUNT }, { S("hours"), AMOUNT },
	{ S("hundred"), NUMBER }, { S("if"), MODAL }, { S("im"), WEAK }, { S("in"), WEAK },
	{ S("is"), WEAK }, { S("it"), WEAK }, { S("its"), WEAK }, { S("jan"), DATE },
	{ S("january"), DATE }, { S("jul"), DATE }, { S("july"), DATE }, { S("jun"), DATE },
	{ S("june"), DATE }, { S("kg"), AMOUNT }, { S("kilometer"), AMOUNT },
	{ S("kilometre"), AMOUNT }, { S("kilometres"), AMOUNT }, { S("km"), AMOUNT },
	{ S("l'"), WEAK }, { S("la"), WEAK }, { S("las"), WEAK }, { S("le"), WEAK },
	{ S("les"), WEAK }, { S("los"), WEAK }, { S("mar"), DATE }, { S("march"), DATE },
	{ S("may"), MODAL }, { S("meter"), AMOUNT }, { S("meters"), AMOUNT },
	{ S("metre"), AMOUNT }, { S("metres"), AMOUNT }, { S("might"), MODAL },
	{ S("mile"), AMOUNT }, { S("miles"), AMOUNT }, { S("million"), NUMBER },
	{ S("minute"), AMOUNT }, { S("minutes"), AMOUNT }, { S("mit"), WEAK },
	{ S("monday"), DATE }, { S("month"), AMOUNT }, { S("months"), AMOUNT },
	{ S("must"), MODAL }, { S("need"), MODAL }, { S("neither"), MODAL }, { S("never"), MODAL },
	{ S("nine"), NUMBER }, { S("nineteen"), NUMBER }, { S("ninety"), NUMBER },
	{ S("no"), MODAL }, { S("nobody"), MODAL }, { S("none"), MODAL }, { S("nor"), MODAL },
	{ S("not"), MODAL }, { S("nothing"), MODAL }, { S("nov"), DATE }, { S("november"), DATE },
	{ S("o"), WEAK }, { S("oct"), DATE }, { S("october"), DATE }, { S("oder"), WEAK },
	{ S("of"), WEAK }, { S("on"), WEAK }, { S("once"), NUMBER }, { S("one"), NUMBER },
	{ S("only"), MODAL }, { S("or"), WEAK }, { S("ou"), WEAK }, { S("ought"), MODAL },
	{ S("par"), WEAK }, { S("para"), WEAK }, { S("per"), AMOUNT }, { S("percent"), AMOUNT },
	{ S("por"), WEAK }, { S("pound"), AMOUNT }, { S("pounds"), AMOUNT }, { S("pour"), WEAK },
	{ S("provided"), MODAL }, { S("quarter"), NUMBER }, { S("que"), WEAK }, { S("qui"), WEAK },
	{ S("rupees"), AMOUNT }, { S("saturday"), DATE }, { S("second"), NUMBER },
	{ S("sep"), DATE }, { S("sept"), DATE }, { S("september"), DATE }, { S("seven"), NUMBER },
	{ S("seventeen"), NUMBER }, { S("seventy"), NUMBER }, { S("shall"), MODAL },
	{ S("should"), MODAL }, { S("six"), NUMBER }, { S("sixteen"), NUMBER },
	{ S("sixth"), NUMBER }, { S("sixty"), NUMBER }, { S("such"), WEAK }, { S("sunday"), DATE },
	{ S("ten"), NUMBER }, { S("tenth"), NUMBER }, { S("that"), WEAK }, { S("the"), WEAK },
	{ S("their"), WEAK }, { S("these"), WEAK }, { S("third"), NUMBER },
	{ S("thirteen"), NUMBER }, { S("thirty"), NUMBER }, { S("this"), WEAK },
	{ S("those"), WEAK }, { S("thousand"), NUMBER }, { S("three"), NUMBER },
	{ S("thursday"), DATE }, { S("to"), WEAK }, { S("ton"), AMOUNT }, { S("tonne"), AMOUNT },
	{ S("tonnes"), AMOUNT }, { S("tons"), AMOUNT }, { S("tuesday"), DATE },
	{ S("twelve"), NUMBER }, { S("twenty"), NUMBER }, { S("twice"), NUMBER },
	{ S("two"), NUMBER }, { S("un"), WEAK }, { S("una"), WEAK }, { S("und"), WEAK },
	{ S("une"), WEAK }, { S("unless"), MODAL }, { S("usd"), AMOUNT }, { S("von"), WEAK },
	{ S("was"), WEAK }, { S("wednesday"), DATE }, { S("week"), AMOUNT },
	{ S("weeks"), AMOUNT }, { S("were"), WEAK }, { S("which"), WEAK }, { S("will"), MODAL },
	{ S("with"), WEAK }, { S("without"), MODAL }, { S("would"), MODAL }, { S("y"), WEAK },
	{ S("year"), AMOUNT }, { S("years"), AMOUNT }, { S("yen"), AMOUNT }, { S("zero"), NUMBER },
	{ S("zu"), WEAK }, { S("\xc3\xa0"), WEAK },
};

static const struct listed heads[] = {
	{ S("annex"), 0 }, { S("art"), 0 }, { S("art."), 0 }, { S("article"), 0 },
	{ S("articles"), 0 }, { S("chapter"), 0 }, { S("no."), 0 }, { S("nos."), 0 },
	{ S("rule"), 0 }, { S("sec"), 0 }, { S("sec."), 0 }, { S("section"), 0 },
	{ S("\xc2\xa7"), 0 }, { S("\xc2\xa7\xc2\xa7"), 0 },
};

static const struct listed always[] = {
	{ S("al"), 0 }, { S("approx"), 0 }, { S("cf"), 0 }, { S("dept"), 0 }, { S("dr"), 0 },
	{ S("esp"), 0 }, { S("etc"), 0 }, { S("govt"), 0 }, { S("hon"), 0 }, { S("ibid"), 0 },
	{ S("inc"), 0 }, { S("jr"), 0 }, { S("ltd"), 0 }, { S("messrs"), 0 }, { S("mr"), 0 },
	{ S("mrs"), 0 }, { S("ms"), 0 }, { S("ph.d"), 0 }, { S("prof"), 0 }, { S("sr"), 0 },
	{ S("st"), 0 }, { S("viz"), 0 }, { S("vs"), 0 },
};

static const struct listed numbered[] = {
	{ S("art"), 0 }, { S("arts"), 0 }, { S("ch"), 0 }, { S("dir"), 0 }, { S("fig"), 0 },
	{ S("no"), 0 }, { S("nos"), 0 }, { S("op"), 0 }, { S("p"), 0 }, { S("para"), 0 },
	{ S("paras"), 0 }, { S("pp"), 0 }, { S("pt"), 0 }, { S("pts"), 0 }, { S("reg"), 0 },
	{ S("sec"), 0 }, { S("vol"), 0 },
};

#define LISTED(list, word) listed_find((list), sizeof (list) / sizeof *(list), (word))

/* Its row; NULL where it is not in the list. */
static const struct listed *
listed_find(const struct listed list[], size_t count, str word)
{
	char room[LISTED_MOST];
	size_t low = 0, high = count;
	if (word.len > sizeof room)
		return NULL;
	for (size_t i = 0; i < word.len; i++) {
		bool capital = is_capital(word.at[i]);
		room[i] = (char)(word.at[i] + (capital ? 'a' - 'A' : 0));
	}
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(list[middle].word, (str){ room, word.len });
		if (order == 0)
			return &list[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static bool
is_one_of(const char *const list[], str word)
{
	for (; *list; list++)
		if (str_eq(str_of(*list), word))
			return true;
	return false;
}

/* Where the digits of a number begin, a sign before them or none; else s.len. */
static size_t
sign_of(str s, bool *ret_money)
{
	static const char *const money[] = { "$", "\xe2\x82\xac", "\xc2\xa3", "\xc2\xa5", NULL };
	static const char *const others[] = { "-", "+", "~", "#", "(", "\xc2\xa7", NULL };
	size_t at = 0;
	while (at < s.len && !is_digit(s.at[at]))
		at++;
	*ret_money = at > 0 && at < s.len && is_one_of(money, str_sub(s, 0, at));
	bool plain = at == 0 || at == s.len || *ret_money;
	return plain || is_one_of(others, str_sub(s, 0, at)) ? at : s.len;
}

/* "2026-06-04", "4.6.2026", "04/06/2026", "2026". */
static bool
is_date(str s)
{
	size_t groups[3] = { 0 }, group = 0;
	if (s.len == 4 && (str_starts(s, S("19")) || str_starts(s, S("20"))) && is_digit(s.at[2]) &&
	    is_digit(s.at[3]))
		return true;
	for (size_t i = 0; i < s.len; i++) {
		if (is_digit(s.at[i]))
			groups[group]++;
		else if (group == 2 || str_find(S("-./"), s.at[i]) == 3)
			return false;
		else
			group++;
	}
	return group == 2 && groups[1] > 0 && groups[1] < 3 &&
	       ((groups[0] == 4 && groups[2] && groups[2] < 3) ||
		(groups[2] == 4 && groups[0] && groups[0] < 3));
}

/* "Art.5", "No.7" */
static bool
is_citation(str word)
{
	str before, behind;
	return str_cut(word, '.', &before, &behind) && behind.len && is_digit(behind.at[0]) &&
	       word_cites(before);
}

static bool
begins_with_digit_of_another_script(str word)
{
	ucs4_t first;
	if (!(word.at[0] & 0x80))
		return false;
	u8_mbtouc(&first, (const uint8_t *)word.at, word.len);
	return uc_decimal_value(first) >= 0;
}

static uint8_t
number_flags(str word)
{
	bool money;
	if (word.len == 0)
		return 0;
	size_t at = sign_of(word, &money);
	if (at == word.len)
		return begins_with_digit_of_another_script(word) || is_citation(word) ? NUMBER : 0;
	return (uint8_t)(NUMBER | (is_date(word) ? DATE : 0) |
			 (money || word.at[word.len - 1] == '%' ? AMOUNT : 0));
}

/* "can't", "shan’t" */
static bool
is_contracted_not(str word)
{
	return str_ends(word, S("n't")) || str_ends(word, S("n\xe2\x80\x99t"));
}

static uint8_t
flags_of(str word)
{
	const struct listed *row = LISTED(words, word);
	return (uint8_t)((row ? row->flags : 0) | number_flags(word) |
			 (is_contracted_not(word) ? MODAL : 0));
}

/* Joined words are flagged for each of them: "shall/should", "30-day". */
static uint8_t
parts_flags(str word)
{
	uint8_t flags = 0;
	size_t from = 0;
	for (size_t at = 0; at <= word.len; at++)
		if (at == word.len || word.at[at] == '/' || word.at[at] == '-' ||
		    word.at[at] == ' ') {
			if (at - from < word.len)
				flags |= flags_of(str_sub(word, from, at));
			from = at + 1;
		}
	return flags & (uint8_t)~WEAK;
}

static bool
is_closing(str word)
{
	static const char *const wide[] = {
		/* ، ؛ ؟ । … 、 。 ！ ， ： ； ？ */
		"\xd8\x8c",     "\xd8\x9b",     "\xd8\x9f",     "\xe0\xa5\xa4", "\xe2\x80\xa6",
		"\xe3\x80\x81", "\xe3\x80\x82", "\xef\xbc\x81", "\xef\xbc\x8c", "\xef\xbc\x9a",
		"\xef\xbc\x9b", "\xef\xbc\x9f", NULL,
	};
	return word.len == 1 ? str_find(S(",;:.)!?"), word.at[0]) < 7
			     : word.at[0] & 0x80 && is_one_of(wide, word);
}

uint8_t
word_flags(str word)
{
	if (word.len <= 3 && !is_letter(word.at[0]) && is_closing(word))
		return TOKEN_CLOSING;
	return flags_of(word) | parts_flags(word);
}

bool
word_cites(str word)
{
	return LISTED(heads, word) != NULL;
}

/* "e.g", "U.S": single letters, a stop between each two. */
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
	return is_initials(word) || LISTED(always, word) ||
	       (before_number && LISTED(numbered, word));
}
