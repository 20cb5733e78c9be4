/* Three steps for each run of bytes between blanks:
 *
 *   1. segments, by UAX #29.  For ASCII its rules come down to runs of letters
 *      and digits, and marks one by one; libunistring does the others.
 *   2. joins: what UAX #29 cuts and no drafter would, "non-paper", "and/or",
 *      "4(2)(b)", "(a)", "e.g.", "58 %", "$100".
 *   3. over one blank: "Article 4(2)(b)", "Art. 4", "No. 7", "§ 5".
 *
 * A token's number comes from a hash of its bytes in NFC; ASCII is NFC as it
 * stands.  Equal numbers mean equal texts: the lexicon keeps the bytes.
 */
#include "text/words.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>
#include <uniwbrk.h>

#include "base/arena.h"
#include "text/number.h"
#include "text/word_flags.h"

enum { SYM_BREAK = 1, LABEL_MOST = 4, LONG_LINE = 200, NORMAL_ROOM = 256 };

struct lexeme { const char *at; uint32_t len; uint8_t flags; };

struct lexicon {
	arena *a;
	LIST(struct lexeme) lexemes;    /* by sym; [0] and [1] are none and the break */
	struct lex_slot { uint64_t hash; uint32_t sym; } *slots;
	size_t room;
	bool lines_break;
	LIST(struct segment { uint32_t at, end; bool is_word; }) segments;
	LIST(char) breaks;
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
	*LIST_ADD(&l->lexemes) = (struct lexeme){ .at = "" };
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
	arena_free(l->a);
}

size_t
lexicon_count(const lexicon *l)
{
	return l->lexemes.count - 1;
}

void
lexicon_lines(lexicon *l, str text)
{
	for (size_t at = 0; at < text.len && !l->lines_break;) {
		const char *end = memchr(text.at + at, '\n', text.len - at);
		size_t next = end ? (size_t)(end - text.at) : text.len;
		l->lines_break = next - at > LONG_LINE;
		at = next + 1;
	}
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
		if (l->slots[i].sym) {
			size_t at = l->slots[i].hash & (room - 1);
			while (slots[at].sym)
				at = (at + 1) & (room - 1);
			slots[at] = l->slots[i];
		}
	free(l->slots);
	l->slots = slots;
	l->room = room;
}

static uint32_t
lexicon_sym(lexicon *l, str word)
{
	uint64_t hash = str_hash(word);
	size_t at = hash & (l->room - 1);
	for (; l->slots[at].sym; at = (at + 1) & (l->room - 1)) {
		const struct lexeme *x = &l->lexemes.at[l->slots[at].sym];
		if (l->slots[at].hash == hash && x->len == word.len && memcmp(x->at, word.at, word.len) == 0)
			return l->slots[at].sym;
	}
	uint32_t sym = (uint32_t)l->lexemes.count;
	*LIST_ADD(&l->lexemes) = (struct lexeme){ arena_str(l->a, word).at, (uint32_t)word.len, word_flags(word) };
	l->slots[at] = (struct lex_slot){ hash, sym };
	if (l->lexemes.count * 2 > l->room)
		lexicon_grow(l);
	return sym;
}

static bool
is_ascii(str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] & 0x80)
			return false;
	return true;
}

/* The number of `word` in NFC. */
static uint32_t
normal_sym(lexicon *l, str word)
{
	uint8_t room[NORMAL_ROOM];
	size_t len = sizeof room;
	uint8_t *nfc = u8_normalize(UNINORM_NFC, (const uint8_t *)word.at, word.len, room, &len);
	if (!nfc)
		return lexicon_sym(l, word);
	uint32_t sym = lexicon_sym(l, (str){ (const char *)nfc, len });
	if (nfc != room)
		free(nfc);
	return sym;
}

/* ---- segments ---- */

enum class { OTHER, LETTER, DIGIT, BLANK };

static const uint8_t class_of[128] = {
	['\t'] = BLANK, ['\n'] = BLANK, ['\r'] = BLANK, [' '] = BLANK,
	['0'] = DIGIT, ['1'] = DIGIT, ['2'] = DIGIT, ['3'] = DIGIT, ['4'] = DIGIT, ['5'] = DIGIT,
	['6'] = DIGIT, ['7'] = DIGIT, ['8'] = DIGIT, ['9'] = DIGIT, ['_'] = LETTER,
	['A'] = LETTER, ['B'] = LETTER, ['C'] = LETTER, ['D'] = LETTER, ['E'] = LETTER, ['F'] = LETTER,
	['G'] = LETTER, ['H'] = LETTER, ['I'] = LETTER, ['J'] = LETTER, ['K'] = LETTER, ['L'] = LETTER,
	['M'] = LETTER, ['N'] = LETTER, ['O'] = LETTER, ['P'] = LETTER, ['Q'] = LETTER, ['R'] = LETTER,
	['S'] = LETTER, ['T'] = LETTER, ['U'] = LETTER, ['V'] = LETTER, ['W'] = LETTER, ['X'] = LETTER,
	['Y'] = LETTER, ['Z'] = LETTER,
	['a'] = LETTER, ['b'] = LETTER, ['c'] = LETTER, ['d'] = LETTER, ['e'] = LETTER, ['f'] = LETTER,
	['g'] = LETTER, ['h'] = LETTER, ['i'] = LETTER, ['j'] = LETTER, ['k'] = LETTER, ['l'] = LETTER,
	['m'] = LETTER, ['n'] = LETTER, ['o'] = LETTER, ['p'] = LETTER, ['q'] = LETTER, ['r'] = LETTER,
	['s'] = LETTER, ['t'] = LETTER, ['u'] = LETTER, ['v'] = LETTER, ['w'] = LETTER, ['x'] = LETTER,
	['y'] = LETTER, ['z'] = LETTER,
};

static inline enum class
class_at(str t, size_t i)
{
	unsigned char c = (unsigned char)t.at[i];
	return c < 128 ? (enum class)class_of[c] : OTHER;
}

/* May the ends of a word meet at byte `i`?  Beyond ASCII, anything that a
 * segment with a letter in it ends with. */
static bool
is_letter_at(str t, size_t i)
{
	return (t.at[i] & 0x80) || class_at(t, i) == LETTER;
}

static void
segment_add(lexicon *l, size_t at, size_t end, bool is_word)
{
	*LIST_ADD(&l->segments) = (struct segment){ (uint32_t)at, (uint32_t)end, is_word };
}

static void
segments_ascii(lexicon *l, str t, size_t at, size_t end)
{
	while (at < end) {
		size_t from = at;
		if (class_at(t, at) == OTHER) {
			while (at < end && t.at[at] == t.at[from])
				at++;
			segment_add(l, from, at, false);
			continue;
		}
		while (at < end && class_at(t, at) != OTHER)
			at++;
		segment_add(l, from, at, true);
	}
}

static bool
has_alnum(str t, size_t at, size_t end)
{
	while (at < end) {
		ucs4_t c;
		at += (size_t)u8_mbtouc(&c, (const uint8_t *)t.at + at, end - at);
		if (uc_is_alnum(c))
			return true;
	}
	return false;
}

/* Is the byte from `from` to `end` the mark again that a segment is made of? */
static bool
goes_on_mark(str t, const struct segment *last, size_t from, size_t end)
{
	return end - from == 1 && !last->is_word && t.at[last->at] == t.at[from] && t.at[last->end - 1] == t.at[from];
}

static void
segments_unicode(lexicon *l, str t, size_t at, size_t end)
{
	while (l->breaks.room < end - at)
		l->breaks.at = list_grow(l->breaks.at, &l->breaks.room, 1);
	u8_wordbreaks((const uint8_t *)t.at + at, end - at, l->breaks.at);
	size_t first = l->segments.count;
	for (size_t from = at, i = at + 1; i <= end; i++)
		if (i == end || l->breaks.at[i - at]) {
			struct segment *last = l->segments.count > first ? &l->segments.at[l->segments.count - 1] : NULL;
			if (last && goes_on_mark(t, last, from, i))
				last->end = (uint32_t)i;
			else
				segment_add(l, from, i, has_alnum(t, from, i));
			from = i;
		}
}

/* ---- joins ---- */

/* Does the mark at segment `s` hold its neighbours together? */
static bool
is_joint(const lexicon *l, str t, size_t s)
{
	const struct segment *x = &l->segments.at[s];
	if (s == 0 || s + 1 >= l->segments.count || !x[-1].is_word || !x[1].is_word)
		return false;
	bool digits = class_at(t, x->at - 1) == DIGIT && class_at(t, x->end) == DIGIT;
	bool letters = is_letter_at(t, x->at - 1) && is_letter_at(t, x->end);
	if (x->end - x->at == 3)        /* U+2010 hyphen, U+2011 the same unbroken, U+2019 ’ */
		return memcmp(t.at + x->at, "\xe2\x80\x90", 3) == 0 || memcmp(t.at + x->at, "\xe2\x80\x91", 3) == 0 ||
		       memcmp(t.at + x->at, "\xe2\x80\x99", 3) == 0;
	if (x->end - x->at != 1)
		return false;
	switch (t.at[x->at]) {
	case '-':
	case '/':
	case '\'':
	case '&':
	case '@':
	case '+':
		return true;
	case '.':
		return true;
	case ',':
	case ';':
	case ':':
		return digits;
	default:
		return letters && t.at[x->at] == '_';
	}
}

/* "(a)", "(iv)", "(2)" at segment `s`? */
static bool
is_label(const lexicon *l, str t, size_t s)
{
	if (s + 2 >= l->segments.count)
		return false;
	const struct segment *x = &l->segments.at[s];
	if (t.at[x->at] != '(' || x->end - x->at != 1 || !x[1].is_word || x[1].end - x[1].at > LABEL_MOST ||
	    t.at[x[2].at] != ')' || t.at[x[2].end - 1] != ')')
		return false;
	for (size_t i = x[1].at; i < x[1].end; i++)
		if (class_at(t, i) != DIGIT && (t.at[i] < 'a' || t.at[i] > 'z') && x[1].end - x[1].at > 1)
			return false;
	return true;
}

/* A run of ")" is one segment; of "4(2))" only the first belongs to the label. */
static size_t
label_take(lexicon *l, size_t s, size_t *ret_end)
{
	struct segment *close = &l->segments.at[s + 2];
	*ret_end = close->at + 1;
	close->at++;
	return close->at == close->end ? s + 3 : s + 2;
}

static bool
is_sign_of_amount(str t, const struct segment *x)
{
	static const char *const signs[] = { "$", "\xe2\x82\xac", "\xc2\xa3", "\xc2\xa5", "\xc2\xa7", "#", "-", "+", "~" };
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (str_eq(str_sub(t, x->at, x->end), str_of(signs[i])))
			return true;
	return false;
}

/* The token that begins with segment `s`; gives the segment behind it. */
static size_t
join(lexicon *l, str t, size_t s, size_t *ret_end)
{
	const struct segment *all = l->segments.at;
	size_t count = l->segments.count;
	*ret_end = all[s].end;
	if (!all[s].is_word) {
		if (is_label(l, t, s))
			return label_take(l, s, ret_end);
		if (s + 1 >= count || !all[s + 1].is_word || class_at(t, all[s + 1].at) != DIGIT ||
		    !is_sign_of_amount(t, &all[s]))
			return s + 1;
		s++;
		*ret_end = all[s].end;
	}
	for (s++; s < count;) {
		if (is_joint(l, t, s)) {
			*ret_end = all[s + 1].end;
			s += 2;
		} else if (is_label(l, t, s)) {
			s = label_take(l, s, ret_end);
		} else if (t.at[all[s].at] == '%' && class_at(t, all[s].at - 1) == DIGIT) {
			*ret_end = all[s].end;
			s++;
		} else if (all[s].is_word && !(t.at[all[s].at] & 0x80) && !(t.at[all[s].at - 1] & 0x80)) {
			*ret_end = all[s].end;      /* behind a label: "4(2)bis" */
			s++;
		} else {
			break;
		}
	}
	return s;
}

/* ---- tokens ---- */

static void
token_add(struct tokens *t, lexicon *l, size_t at, size_t end, bool is_word)
{
	str word = str_sub(t->text, at, end);
	uint32_t sym = is_ascii(word) ? lexicon_sym(l, word) : normal_sym(l, word);
	*LIST_ADD(t) = (struct token){ .at = (uint32_t)at, .len = (uint32_t)(end - at), .sym = sym,
				       .kind = is_word ? TOKEN_WORD : TOKEN_MARK,
				       .flags = l->lexemes.at[sym].flags, .words = is_word };
}

/* Puts the last token and the one before it together where a citation's head
 * stands before its number: "Article" and "4(2)". */
static void
join_citation(struct tokens *t, lexicon *l)
{
	if (t->count < 2)
		return;
	struct token *head = &t->at[t->count - 2], *number = &t->at[t->count - 1];
	if (number->at != head->at + head->len + 1 || t->text.at[number->at - 1] != ' ' ||
	    class_at(t->text, number->at) != DIGIT || head->words > 1 ||
	    !word_cites(str_sub(t->text, head->at, head->at + head->len)))
		return;
	size_t at = head->at, end = token_end(t, t->count - 1);
	t->count -= 2;
	token_add(t, l, at, end, true);
	t->at[t->count - 1].flags |= TOKEN_NUMBER;
	t->at[t->count - 1].words = 2;
}

/* The full stop behind an abbreviation belongs to it: "e.g.", "Art. 5". */
static size_t
abbreviation_end(const struct tokens *t, size_t at, size_t end)
{
	str s = t->text;
	if (end >= s.len || s.at[end] != '.' || (end + 1 < s.len && class_at(s, end + 1) != BLANK && s.at[end + 1] != ',' &&
						 s.at[end + 1] != ')' && s.at[end + 1] != ';'))
		return end;
	bool before_digit = end + 2 < s.len && s.at[end + 1] == ' ' && class_at(s, end + 2) == DIGIT;
	return word_abbreviates(str_sub(s, at, end), before_digit) ? end + 1 : end;
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
	for (size_t s = 0; s < l->segments.count;) {
		size_t from = l->segments.at[s].at, to;
		bool is_word = l->segments.at[s].is_word;
		size_t next = join(l, t->text, s, &to);
		is_word = is_word || next > s + 1 || to - from > l->segments.at[s].end - from;
		if (is_word) {
			size_t stop = abbreviation_end(t, from, to);
			if (stop > to && next < l->segments.count && ++l->segments.at[next].at == l->segments.at[next].end)
				next++;
			to = stop;
		}
		token_add(t, l, from, to, is_word);
		if (is_word)
			join_citation(t, l);
		s = next;
	}
}

/* Blanks behind `at`; a break of paragraphs is a token. */
static size_t
blanks_skip(struct tokens *t, const lexicon *l, size_t at)
{
	size_t from = at, lines = 0;
	while (at < t->text.len && class_at(t->text, at) == BLANK)
		lines += t->text.at[at++] == '\n';
	if (lines >= 2 || (lines == 1 && l->lines_break))
		*LIST_ADD(t) = (struct token){ .at = (uint32_t)from, .len = (uint32_t)(at - from),
					       .sym = SYM_BREAK, .kind = TOKEN_BREAK };
	return at;
}

/* Does a line begin at `at`, blanks and heading marks left out? */
static bool
begins_line(str text, size_t at)
{
	while (at > 0 && (text.at[at - 1] == ' ' || text.at[at - 1] == '\t' || text.at[at - 1] == '#'))
		at--;
	return at == 0 || text.at[at - 1] == '\n';
}

/* The number that a paragraph begins with is one token with its mark, "2." or
 * "3bis)": else the full stop of it would be taken for one that ends a sentence,
 * and what stands behind it for its next. */
static bool
numbering_read(struct tokens *t, lexicon *l, size_t at, size_t end)
{
	struct number n;
	str chunk = str_sub(t->text, at, end);
	if (end - at > NUMBER_MARKER_MOST || chunk.at[0] == '[' || !begins_line(t->text, at) ||
	    !number_marker(chunk, &n) || n.used != chunk.len)
		return false;
	token_add(t, l, at, end, true);
	t->at[t->count - 1].flags = TOKEN_WEAK;
	return true;
}

void
tokens_read(struct tokens *t, lexicon *l, str text)
{
	t->text = text;
	t->count = 0;
	for (size_t at = blanks_skip(t, l, 0); at < text.len; at = blanks_skip(t, l, at)) {
		size_t from = at;
		unsigned char high = 0;
		for (; at < text.len && class_at(text, at) != BLANK; at++)
			high |= (unsigned char)text.at[at];
		if (!numbering_read(t, l, from, at))
			chunk_read(t, l, from, at, !(high & 0x80));
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
