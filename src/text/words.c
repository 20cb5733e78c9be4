/* Three steps for each run of bytes between blanks:
 *
 *   1. segments, by UAX #29.  For ASCII its rules come down to runs of letters
 *      and digits, and marks one by one; libunistring does the others.
 *   2. joins: what UAX #29 cuts and no drafter would, "non-paper", "and/or",
 *      "4(2)(b)", "(a)", "e.g.", "58%", "$100".
 *   3. over blanks, on one line or from one to the next: "Article 4(2)(b)",
 *      "Art. 4", "No. 7", "§ 5", "3.5 %"; and, where they do not break, "10 000".
 *
 * Most runs are plain words, and go the short way: letters up to a blank.
 *
 * A token's number comes from a hash of its bytes in NFC; ASCII is NFC as it
 * stands.  Equal numbers mean equal texts: the lexicon keeps the bytes.  What a
 * token is follows from those bytes too, so that equal numbers are equal in all.
 */
#include "text/words.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unigbrk.h>
#include <uninorm.h>
#include <unistr.h>
#include <uniwbrk.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "text/number.h"
#include "text/word_flags.h"

enum { SYM_BREAK = 1, LABEL_MOST = 8, LONG_LINE = 200, WRAPPED_MOST = 4, NORMAL_ROOM = 256 };

/* What is known of a token's bytes. */
struct lexeme {
	const char *at;
	uint32_t len, sym;      /* of its NFC */
	uint8_t flags, kind, words;
};

struct lexicon {
	arena *a;
	LIST(struct lexeme) lexemes;
	struct lex_slot { uint64_t hash; uint32_t lexeme; } *slots;
	size_t room;
	uint32_t syms;
	bool lines_break;
	LIST(struct segment { uint32_t at, end; bool is_word; }) segments;
	LIST(char) breaks, graphemes, joined;
};

lexicon *
lexicon_new(void)
{
	arena *a = arena_new();
	lexicon *l = ARENA_NEW(a, lexicon);
	l->a = a;
	l->room = 1024;
	l->slots = calloc(l->room, sizeof *l->slots);
	if (!l->slots)
		arena_exhausted(l->room * sizeof *l->slots);
	*LIST_ADD(&l->lexemes) = (struct lexeme){ .at = "" };
	l->syms = SYM_BREAK;
	return l;
}

void
lexicon_free(lexicon *l)
{
	if (!l)
		return;
	free(l->slots);
	LIST_DONE(&l->lexemes);
	LIST_DONE(&l->segments);
	LIST_DONE(&l->breaks);
	LIST_DONE(&l->graphemes);
	LIST_DONE(&l->joined);
	arena_free(l->a);
}

size_t
lexicon_count(const lexicon *l)
{
	return l->syms;
}

/* ---- bytes ---- */

enum class { OTHER, LETTER, DIGIT, BLANK };

static const uint8_t class_of[128] = {
	['\t'] = BLANK, ['\n'] = BLANK, ['\r'] = BLANK, [' '] = BLANK,
	['0'] = DIGIT, ['1'] = DIGIT, ['2'] = DIGIT, ['3'] = DIGIT, ['4'] = DIGIT,
	['5'] = DIGIT, ['6'] = DIGIT, ['7'] = DIGIT, ['8'] = DIGIT, ['9'] = DIGIT,
	['A'] = LETTER, ['B'] = LETTER, ['C'] = LETTER, ['D'] = LETTER, ['E'] = LETTER,
	['F'] = LETTER, ['G'] = LETTER, ['H'] = LETTER, ['I'] = LETTER, ['J'] = LETTER,
	['K'] = LETTER, ['L'] = LETTER, ['M'] = LETTER, ['N'] = LETTER, ['O'] = LETTER,
	['P'] = LETTER, ['Q'] = LETTER, ['R'] = LETTER, ['S'] = LETTER, ['T'] = LETTER,
	['U'] = LETTER, ['V'] = LETTER, ['W'] = LETTER, ['X'] = LETTER, ['Y'] = LETTER,
	['Z'] = LETTER, ['_'] = LETTER, ['a'] = LETTER, ['b'] = LETTER, ['c'] = LETTER,
	['d'] = LETTER, ['e'] = LETTER, ['f'] = LETTER, ['g'] = LETTER, ['h'] = LETTER,
	['i'] = LETTER, ['j'] = LETTER, ['k'] = LETTER, ['l'] = LETTER, ['m'] = LETTER,
	['n'] = LETTER, ['o'] = LETTER, ['p'] = LETTER, ['q'] = LETTER, ['r'] = LETTER,
	['s'] = LETTER, ['t'] = LETTER, ['u'] = LETTER, ['v'] = LETTER, ['w'] = LETTER,
	['x'] = LETTER, ['y'] = LETTER, ['z'] = LETTER,
};

static inline enum class
class_at(str t, size_t i)
{
	unsigned char c = (unsigned char)t.at[i];
	return c < 128 ? (enum class)class_of[c] : OTHER;
}

static inline bool
is_beyond_ascii(char c)
{
	return c & 0x80;
}

static ucs4_t
char_at(str t, size_t i, size_t *ret_len)
{
	ucs4_t c;
	*ret_len = (size_t)u8_mbtouc(&c, (const uint8_t *)t.at + i, t.len - i);
	return c;
}

static ucs4_t
char_before(str t, size_t i)
{
	ucs4_t c = 0;
	u8_prev(&c, (const uint8_t *)t.at + i, (const uint8_t *)t.at);
	return c;
}

/* Do the characters on either side of byte `i` make one for a reader? */
static bool
is_glued(str t, size_t i)
{
	size_t len;
	return i > 0 && i < t.len && !uc_is_grapheme_break(char_before(t, i), char_at(t, i, &len));
}

/* U+00A0, U+0085, U+1680, U+2000 … U+200A, U+2028, U+2029, U+205F and U+3000; not
 * U+202F, which UAX #29 has for a part of words. */
static size_t
wide_blank(str t, size_t i)
{
	const unsigned char *p = (const unsigned char *)t.at + i;
	size_t left = t.len - i;
	if (p[0] == 0xc2)
		return left > 1 && (p[1] == 0xa0 || p[1] == 0x85) ? 2 : 0;
	if (left < 3 || p[0] < 0xe1 || p[0] > 0xe3)
		return 0;
	uint32_t c = (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
	bool is_blank = (c >= 0xe28080 && c <= 0xe2808a) || c == 0xe280a8 || c == 0xe280a9 ||
			c == 0xe2819f || c == 0xe19a80 || c == 0xe38080;
	return is_blank ? 3 : 0;
}

/* The bytes of the blank at `i`, or 0; a blank that a combining mark sits on is none. */
static size_t
blank_at(str t, size_t i)
{
	size_t len = !is_beyond_ascii(t.at[i]) ? class_at(t, i) == BLANK : wide_blank(t, i);
	bool alone = len == 1 && (i == 0 || !is_beyond_ascii(t.at[i - 1])) &&
		     (i + 1 == t.len || !is_beyond_ascii(t.at[i + 1]));
	return len && !alone && (is_glued(t, i) || is_glued(t, i + len)) ? 0 : len;
}

size_t
blanks_end(str text, size_t at)
{
	for (size_t len; at < text.len && (len = blank_at(text, at)) > 0; at += len)
		;
	return at;
}

/* How many lines the blank at `i` ends; a line may end in CR alone. */
static size_t
lines_at(str t, size_t i, size_t len)
{
	if (len == 1)
		return t.at[i] == '\n' ||
		       (t.at[i] == '\r' && (i + 1 == t.len || t.at[i + 1] != '\n'));
	char last = t.at[i + len - 1];
	if (len == 2)
		return last == '\x85';
	return t.at[i] != '\xe2' ? 0 : last == '\xa8' ? 1 : last == '\xa9' ? 2 : 0;
}

/* ---- lines ---- */

static size_t
line_end(str t, size_t at)
{
	while (at < t.len && t.at[at] != '\n' && t.at[at] != '\r')
		at++;
	return at;
}

static size_t
characters(str t, size_t at, size_t end)
{
	size_t count = 0;
	for (; at < end; at++)
		count += (t.at[at] & 0xc0) != 0x80;
	return count;
}

void
lexicon_lines(lexicon *l, str text)
{
	for (size_t at = 0; at < text.len && !l->lines_break;) {
		size_t end = line_end(text, at);
		l->lines_break = end - at > LONG_LINE;
		at = end + 1;
	}
}

/* Where a line ends, would the first word of the next have fitted?  In a text
 * whose lines were broken to fit a page hardly ever, and its line ends are mere
 * blanks, whatever the other texts have. */
static bool
is_wrapped(str text)
{
	size_t longest = 0, fits = 0, full = 0;
	for (size_t at = 0, end; at < text.len; at = end + 1) {
		end = line_end(text, at);
		size_t width = characters(text, at, end);
		longest = width > longest ? width : longest;
	}
	if (longest > LONG_LINE)
		return false;
	for (size_t at = 0, end; at < text.len; at = end + 1) {
		end = line_end(text, at);
		bool two = end + 1 < text.len && text.at[end] == '\r' && text.at[end + 1] == '\n';
		size_t next = end + 1 + two;
		size_t word = next;
		while (word < text.len && class_at(text, word) != BLANK)
			word++;
		bool fit = characters(text, at, end) + 1 + characters(text, next, word) <= longest;
		fits += end > at && word > next && fit;
		full += end > at && word > next && !fit;
		end = next - 1;
	}
	return full >= fits * WRAPPED_MOST && full > 0;
}

/* ---- numbers for tokens ---- */

static void
lexicon_grow(lexicon *l)
{
	size_t room = l->room * 4;
	struct lex_slot *slots = calloc(room, sizeof *slots);
	if (!slots)
		arena_exhausted(room * sizeof *slots);
	for (size_t i = 0; i < l->room; i++)
		if (l->slots[i].lexeme) {
			size_t at = l->slots[i].hash & (room - 1);
			while (slots[at].lexeme)
				at = (at + 1) & (room - 1);
			slots[at] = l->slots[i];
		}
	free(l->slots);
	l->slots = slots;
	l->room = room;
}

static bool
is_ascii(str s)
{
	unsigned char high = 0;
	for (size_t i = 0; i < s.len; i++)
		high |= (unsigned char)s.at[i];
	return !(high & 0x80);
}

static bool
is_alnum(char c)
{
	return is_letter(c) || is_digit(c);
}

static bool
has_alnum(str t, size_t at, size_t end)
{
	for (size_t len = 1; at < end; at += len, len = 1)
		if (is_alnum(t.at[at]) ||
		    (is_beyond_ascii(t.at[at]) && uc_is_alnum(char_at(t, at, &len))))
			return true;
	return false;
}

/* The parts between blanks that hold a letter or a digit; "10 000" is one word. */
static uint8_t
words_in(str word)
{
	size_t words = 0;
	if (class_at(word, 0) == DIGIT)
		return 1;
	for (str part; word.len && words < UINT8_MAX;) {
		str_cut(word, ' ', &part, &word);
		words += has_alnum(part, 0, part.len);
	}
	return (uint8_t)words;
}

static const struct lexeme *lexeme_of(lexicon *l, str word);

/* The number of `word` where its bytes were never seen: its own, or that of the
 * same characters in NFC. */
static uint32_t
lexeme_sym(lexicon *l, str word)
{
	uint8_t room[NORMAL_ROOM];
	size_t len = sizeof room;
	if (is_ascii(word))
		return ++l->syms;
	uint8_t *nfc = u8_normalize(UNINORM_NFC, (const uint8_t *)word.at, word.len, room, &len);
	str normal = nfc ? (str){ (const char *)nfc, len } : word;
	uint32_t sym = str_eq(normal, word) ? ++l->syms : lexeme_of(l, normal)->sym;
	if (nfc != room)
		free(nfc);
	return sym;
}

static const struct lexeme *
lexeme_add(lexicon *l, str word, uint64_t hash)
{
	struct lexeme x = { .sym = lexeme_sym(l, word),
			    .at = arena_str(l->a, word).at,
			    .len = (uint32_t)word.len,
			    .flags = word_flags(word),
			    .words = words_in(word) };
	x.kind = x.words ? TOKEN_WORD : TOKEN_MARK;
	if ((l->lexemes.count + 1) * 2 > l->room)
		lexicon_grow(l);
	size_t at = hash & (l->room - 1);
	while (l->slots[at].lexeme)
		at = (at + 1) & (l->room - 1);
	l->slots[at] = (struct lex_slot){ hash, (uint32_t)l->lexemes.count };
	*LIST_ADD(&l->lexemes) = x;
	return &l->lexemes.at[l->lexemes.count - 1];
}

static const struct lexeme *
lexeme_of(lexicon *l, str word)
{
	uint64_t hash = str_hash(word);
	for (size_t at = hash & (l->room - 1); l->slots[at].lexeme; at = (at + 1) & (l->room - 1)) {
		const struct lexeme *x = &l->lexemes.at[l->slots[at].lexeme];
		if (l->slots[at].hash == hash && x->len == word.len &&
		    memcmp(x->at, word.at, word.len) == 0)
			return x;
	}
	return lexeme_add(l, word, hash);
}

/* ---- segments ---- */

static void
segment_add(lexicon *l, size_t at, size_t end, bool is_word)
{
	*LIST_ADD(&l->segments) = (struct segment){ (uint32_t)at, (uint32_t)end, is_word };
}

/* Brackets come one by one: each has a partner of its own. */
static bool
is_bracket(char c)
{
	return c == '(' || c == ')' || c == '[' || c == ']' || c == '{' || c == '}';
}

static void
segments_ascii(lexicon *l, str t, size_t at, size_t end)
{
	while (at < end) {
		size_t from = at++;
		bool is_word = class_at(t, from) != OTHER;
		if (is_word)
			while (at < end && class_at(t, at) != OTHER)
				at++;
		else if (!is_bracket(t.at[from]))
			while (at < end && t.at[at] == t.at[from])
				at++;
		segment_add(l, from, at, is_word);
	}
}

/* Is `from` … `end` once more the mark that the last segment is made of? */
static bool
goes_on_mark(str t, const struct segment *last, size_t from, size_t end)
{
	size_t len = end - from;
	return !last->is_word && !is_bracket(t.at[from]) && last->end - last->at >= len &&
	       memcmp(t.at + last->at, t.at + from, len) == 0 &&
	       memcmp(t.at + last->end - len, t.at + from, len) == 0;
}

/* A word of UAX #29 may end inside what is one character to a reader: behind a
 * sign that goes before others, between flags. */
static void
segments_unicode(lexicon *l, str t, size_t at, size_t end)
{
	while (l->breaks.room < end - at)
		l->breaks.at = list_grow(l->breaks.at, &l->breaks.room, 1);
	while (l->graphemes.room < end - at)
		l->graphemes.at = list_grow(l->graphemes.at, &l->graphemes.room, 1);
	u8_wordbreaks((const uint8_t *)t.at + at, end - at, l->breaks.at);
	u8_grapheme_breaks((const uint8_t *)t.at + at, end - at, l->graphemes.at);
	for (size_t from = at, i = at + 1; i <= end; i++) {
		if (i < end && (!l->breaks.at[i - at] || !l->graphemes.at[i - at]))
			continue;
		struct segment *last =
			l->segments.count ? &l->segments.at[l->segments.count - 1] : NULL;
		bool is_word = has_alnum(t, from, i);
		if (last && !is_word && goes_on_mark(t, last, from, i))
			last->end = (uint32_t)i;
		else
			segment_add(l, from, i, is_word);
		from = i;
	}
}

/* ---- joins ---- */

/* A full stop between two words: "3.5", "e.g", "4.a", "B.2"; but "4.The" is two. */
static bool
is_inner_stop(str t, const struct segment *x)
{
	bool sentence = class_at(t, x->at - 1) == DIGIT && is_capital(t.at[x->end]) &&
			x[1].end - x[1].at > 1;
	return !sentence;
}

/* Does the mark at segment `s`, a word or an abbreviation before it, hold its
 * neighbours together? */
static bool
is_joint(const lexicon *l, str t, size_t s)
{
	const struct segment *x = &l->segments.at[s];
	if (s + 1 >= l->segments.count || !x[1].is_word)
		return false;
	if (x->end - x->at == 3)        /* U+2010 hyphen, U+2011 the same unbroken, U+2019 ’ */
		return memcmp(t.at + x->at, "\xe2\x80\x90", 3) == 0 ||
		       memcmp(t.at + x->at, "\xe2\x80\x91", 3) == 0 ||
		       memcmp(t.at + x->at, "\xe2\x80\x99", 3) == 0;
	if (x->end - x->at != 1)
		return false;
	enum class before = class_at(t, x->at - 1), after = class_at(t, x->end);
	switch (t.at[x->at]) {
	case '-':
	case '/':
	case '\'':
	case '&':
	case '@':
	case '+':
		return true;
	case '.':
		return is_inner_stop(t, x);
	case ',':
	case ';':
		return before == DIGIT && after == DIGIT;
	case ':':
		return before == after && before != OTHER;
	default:
		return false;
	}
}

/* What stands between the parentheses of a label: "2", "b", "iv", "aa", "1a"; but
 * "(not)" is a word, and says so. */
static bool
is_label_text(str s)
{
	size_t first;
	bool roman = true, digits = false, same = true;
	if (s.len == 0 || s.len > LABEL_MOST)
		return false;
	char_at(s, 0, &first);
	if (first == s.len)
		return true;
	for (size_t i = 0; i < s.len; i++) {
		roman = roman && s.at[i] && strchr("ivxlc", s.at[i]);
		digits = digits || class_at(s, i) == DIGIT;
		same = same && s.at[i] == s.at[0] && s.len == 2;
		if (class_at(s, i) != DIGIT && !is_small(s.at[i]))
			return false;
	}
	return roman || same || (digits && s.len <= 6) || str_eq(s, S("bis")) ||
	       str_eq(s, S("ter"));
}

/* "(a)", "(iv)", "(2)" at segment `s`? */
static bool
is_label(const lexicon *l, str t, size_t s)
{
	const struct segment *x = &l->segments.at[s];
	return t.at[x->at] == '(' && x->end - x->at == 1 && s + 2 < l->segments.count &&
	       x[1].is_word && t.at[x[2].at] == ')' && x[2].end - x[2].at == 1 &&
	       is_label_text(str_sub(t, x[1].at, x[1].end));
}

static bool
is_sign_of_amount(str t, const struct segment *x)
{
	static const char *const signs[] = {
		"$", "\xe2\x82\xac", "\xc2\xa3", "\xc2\xa5", "\xc2\xa7", "#", "-", "+", "~"
	};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (str_eq(str_sub(t, x->at, x->end), str_of(signs[i])))
			return true;
	return false;
}

/* Behind blanks that break no paragraph, or at once? */
static bool
digit_follows(str t, size_t at)
{
	size_t lines = 0;
	for (size_t len; at < t.len && (len = blank_at(t, at)) > 0; at += len)
		lines += lines_at(t, at, len);
	return lines < 2 && at < t.len && class_at(t, at) == DIGIT;
}

/* The full stop of an abbreviation belongs to it: "e.g.", "Art. 5". */
static bool
is_abbreviation(str t, size_t from, const struct segment *stop)
{
	return t.at[stop->at] == '.' && stop->end - stop->at == 1 && stop->at > from &&
	       word_abbreviates(str_sub(t, from, stop->at), digit_follows(t, stop->end));
}

/* The segment behind the part of a token from byte `from` that goes on at segment
 * `s`; `s` where it does not. */
static size_t
join_more(const lexicon *l, str t, size_t from, size_t s, bool after_word)
{
	const struct segment *x = &l->segments.at[s];
	char before = t.at[x->at - 1];
	bool is_number = class_at(t, x->at - 1) == DIGIT;
	if (after_word && is_joint(l, t, s))
		return s + 2;
	if ((after_word || before == ')') && is_label(l, t, s))
		return s + 3;
	if (is_number && t.at[x->at] == '%' && x->end - x->at == 1)
		return s + 1;
	if (after_word && is_abbreviation(t, from, x))
		return s + 1;
	/* "4(2)bis"; but "(a)The" is two. */
	if (before == ')' && t.at[from] != '(' && x->is_word && is_small(t.at[x->at]) &&
	    x->end - x->at <= LABEL_MOST)
		return s + 1;
	return s;
}

/* The segment behind the token that begins with segment `s`. */
static size_t
join(const lexicon *l, str t, size_t s)
{
	const struct segment *all = l->segments.at;
	size_t count = l->segments.count, from = all[s].at, next = s + 1;
	if (!all[s].is_word) {
		if (is_label(l, t, s))
			next = s + 3;
		else if (next < count && all[next].is_word && class_at(t, all[next].at) == DIGIT &&
			 is_sign_of_amount(t, &all[s]))
			next++;
		else
			return next;
	}
	for (bool after_word = all[next - 1].is_word; next < count;) {
		size_t more = join_more(l, t, from, next, after_word);
		if (more == next)
			break;
		after_word = all[more - 1].is_word || t.at[all[more - 1].at] == '.';
		next = more;
	}
	return next;
}

/* ---- tokens ---- */

static inline void
token_put(struct tokens *t, size_t at, size_t end, const struct lexeme *x)
{
	*LIST_ADD(t) = (struct token){ (uint32_t)at, (uint32_t)(end - at), x->sym, x->kind,
				       x->flags, x->words };
}

/* The digits that `s` begins with. */
static size_t
digits_of(str s)
{
	size_t count = 0;
	while (count < s.len && class_at(s, count) == DIGIT)
		count++;
	return count;
}

/* "4(2)", "IV", "B" behind "Article", "Annex". */
static bool
is_cited(str head, str number)
{
	bool roman = is_capital(head.at[0]);
	for (size_t i = 0; i < number.len && roman; i++)
		roman = number.len == 1 ? is_capital(number.at[0])
					: number.at[i] && strchr("IVXLC", number.at[i]);
	return (class_at(number, 0) == DIGIT || roman) && word_cites(head);
}

/* Do a token and the next, with `blank` between, make one? */
static bool
makes_one(str before, str blank, str word)
{
	char first = word.at[0];
	bool is_number = class_at(before, before.len - 1) == DIGIT;
	if (blank.len == 0 || (class_at(word, 0) != DIGIT && !is_capital(first) && first != '%'))
		return false;
	if (first == '%')
		return word.len == 1 && is_number;
	/* U+00A0, U+2007, U+2009 */
	bool tied = str_eq(blank, S("\xc2\xa0")) || str_eq(blank, S("\xe2\x80\x87")) ||
		    str_eq(blank, S("\xe2\x80\x89"));
	bool grouped = tied && is_number && digits_of(before) > 0 && digits_of(before) <= 3 &&
		       digits_of(word) == 3;
	return grouped || is_cited(before, word);
}

/* Puts the last token and the one before it together where they are one to a
 * reader, whatever blanks stand between. */
static void
join_blank(struct tokens *t, lexicon *l)
{
	size_t last = t->count - 1;
	if (last == 0 || t->at[last - 1].kind == TOKEN_BREAK)
		return;
	str before = token_text(t, last - 1), blank = token_blank(t, last),
	    word = token_text(t, last);
	if (!makes_one(before, blank, word))
		return;
	l->joined.count = 0;
	for (size_t i = 0; i < before.len; i++)
		*LIST_ADD(&l->joined) = before.at[i];
	*LIST_ADD(&l->joined) = ' ';
	for (size_t i = 0; i < word.len; i++)
		*LIST_ADD(&l->joined) = word.at[i];
	size_t at = t->at[last - 1].at, end = token_end(t, last);
	t->count -= 2;
	token_put(t, at, end, lexeme_of(l, (str){ l->joined.at, l->joined.count }));
}

static void
token_add(struct tokens *t, lexicon *l, size_t at, size_t end)
{
	token_put(t, at, end, lexeme_of(l, str_sub(t->text, at, end)));
	if (class_at(t->text, at) == DIGIT || is_capital(t->text.at[at]) || t->text.at[at] == '%')
		join_blank(t, l);
}

/* The bytes from `at` to `end` have no blanks. */
static void
chunk_read(struct tokens *t, lexicon *l, size_t at, size_t end, bool ascii)
{
	l->segments.count = 0;
	if (ascii)
		segments_ascii(l, t->text, at, end);
	else
		segments_unicode(l, t->text, at, end);
	for (size_t s = 0, next; s < l->segments.count; s = next) {
		next = join(l, t->text, s);
		token_add(t, l, l->segments.at[s].at, l->segments.at[next - 1].end);
	}
}

/* Does a line begin at `at`, blanks and heading marks left out, behind a line
 * that does not just go on? */
static bool
begins_item(const struct tokens *t, size_t at)
{
	while (at > 0 && (t->text.at[at - 1] == ' ' || t->text.at[at - 1] == '\t' ||
			  t->text.at[at - 1] == '#'))
		at--;
	return at == 0 || ((t->text.at[at - 1] == '\n' || t->text.at[at - 1] == '\r') &&
			   (t->count == 0 || t->at[t->count - 1].kind != TOKEN_WORD));
}

/* The number that a paragraph begins with is one token with its mark, "2." or
 * "3bis)": else the full stop of it would be taken for one that ends a sentence,
 * and what stands behind it for its next. */
static bool
numbering_read(struct tokens *t, lexicon *l, size_t at, size_t end)
{
	struct number n;
	str chunk = str_sub(t->text, at, end);
	if (end - at > NUMBER_MARKER_MOST ||
	    (t->text.at[end - 1] != '.' && t->text.at[end - 1] != ')') || chunk.at[0] == '[' ||
	    !begins_item(t, at) || !number_marker(chunk, &n) || n.used != chunk.len)
		return false;
	token_put(t, at, end, lexeme_of(l, chunk));
	t->at[t->count - 1].flags = TOKEN_WEAK;
	return true;
}

/* Blanks behind `at`; a break of paragraphs is a token. */
static size_t
blanks_skip(struct tokens *t, bool lines_break, size_t at)
{
	size_t from = at, lines = 0;
	for (size_t len; at < t->text.len && (len = blank_at(t->text, at)) > 0; at += len)
		lines += lines_at(t->text, at, len);
	if (lines >= 2 || (lines == 1 && lines_break))
		*LIST_ADD(t) = (struct token){ .at = (uint32_t)from, .len = (uint32_t)(at - from),
					       .sym = SYM_BREAK, .kind = TOKEN_BREAK };
	return at;
}

/* Where the word of ASCII letters at `at` ends, if a blank follows it, or a comma
 * and a blank; else `at`. */
static size_t
plain_end(str t, size_t at)
{
	size_t end = at;
	while (end < t.len && class_at(t, end) == LETTER)
		end++;
	if (end == t.len || blank_at(t, end) > 0)
		return end;
	bool comma = (t.at[end] == ',' || t.at[end] == ';') &&
		     (end + 1 == t.len || class_at(t, end + 1) == BLANK);
	return comma ? end : at;
}

static size_t
chunk_end(str t, size_t at, bool *ret_ascii)
{
	unsigned char high = 0;
	for (; at < t.len; at++) {
		if (class_at(t, at) == BLANK || is_beyond_ascii(t.at[at])) {
			if (blank_at(t, at) > 0)
				break;
			high |= 0x80;
		}
	}
	*ret_ascii = !high;
	return at;
}

void
tokens_read(struct tokens *t, lexicon *l, str text)
{
	bool ascii, lines_break = l->lines_break && !is_wrapped(text);
	t->text = text;
	t->count = 0;
	for (size_t at = blanks_skip(t, lines_break, 0); at < text.len;) {
		size_t from = plain_end(text, at);
		if (from > at)
			token_add(t, l, at, from);
		at = from;
		if (at < text.len && blank_at(text, at) == 0) {
			at = chunk_end(text, at, &ascii);
			if (!numbering_read(t, l, from, at))
				chunk_read(t, l, from, at, ascii);
		}
		at = blanks_skip(t, lines_break, at);
	}
}

void
tokens_done(struct tokens *t)
{
	LIST_DONE(t);
}

size_t
tokens_words(const struct tokens *t, size_t from, size_t to)
{
	size_t words = 0;
	for (size_t i = from; i < to; i++)
		words += t->at[i].words;
	return words;
}
