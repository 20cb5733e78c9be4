/* Tokens of a block.  Bytes of ASCII go a short way. */
#include <string.h>
#include <unicase.h>
#include <unictype.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "clerk/report_int.h"

struct reader {
	struct building *b;
	str text;
	size_t at, end;
	bool is_glued, is_broken;
};

enum class { CLASS_BLANK, CLASS_LETTER, CLASS_DIGIT, CLASS_APOSTROPHE, CLASS_HYPHEN, CLASS_STOP, CLASS_MARK };

/* The classes of ASCII, sixteen a line. */
static const char ascii_classes[] = "0000000000000000" "0000000000000000"
				    "0666666366666456" "2222222222666666"
				    "6111111111111111" "1111111111166666"
				    "6111111111111111" "1111111111166660";

static inline enum class
ascii_class(unsigned char c)
{
	return (enum class)(ascii_classes[c] - '0');
}

static enum class
class_of(uint32_t c)
{
	if (c < 0x80)
		return ascii_class((unsigned char)c);
	if (c == 0x2019)
		return CLASS_APOSTROPHE;
	if (c == 0x2010 || c == 0x2011)
		return CLASS_HYPHEN;
	if (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M))
		return CLASS_LETTER;
	if (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Nd))
		return CLASS_DIGIT;
	return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Z | UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf)
		       ? CLASS_BLANK
		       : CLASS_MARK;
}

/* The class of the character at `at`, and its length; a blank at the end. */
static inline enum class
class_at(const struct reader *r, size_t at, size_t *ret_used)
{
	*ret_used = 1;
	if (at >= r->end)
		return CLASS_BLANK;
	unsigned char c = (unsigned char)r->text.at[at];
	return c < 0x80 ? ascii_class(c) : class_of(utf8_next(str_sub(r->text, at, r->end), ret_used));
}

static bool
is_alike(enum class class)
{
	return class == CLASS_LETTER || class == CLASS_DIGIT;
}

/* The end of the letters and digits from `at` on. */
static size_t
plain_end(const struct reader *r, size_t at)
{
	for (size_t used; is_alike(class_at(r, at, &used)); at += used)
		;
	return at;
}

/* The end of those of ASCII. */
static size_t
ascii_end(const struct reader *r, size_t at)
{
	while (at < r->end && (unsigned char)r->text.at[at] < 0x80 && is_alike(ascii_class((unsigned char)r->text.at[at])))
		at++;
	return at;
}

/* `'s` and its like, behind a word: how many bytes, or 0. */
static size_t
clitic(const struct reader *r, size_t at)
{
	static const char *const tails[] = { "s", "S", "ll", "ve", "re", "d", "m" };
	size_t used;
	if (class_at(r, at, &used) != CLASS_APOSTROPHE)
		return 0;
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		size_t len = strlen(tails[i]), behind;
		if (str_starts(str_sub(r->text, at + used, r->end), str_of(tails[i])) &&
		    !is_alike(class_at(r, at + used + len, &behind)))
			return used + len;
	}
	return 0;
}

/* Abbreviations that keep their stop, in small letters, sorted. */
static const char *const abbreviations[] = {
	"adm", "ag", "apr", "approx", "ariz", "ark", "aug", "ave", "blvd", "brig", "calif", "capt", "cmdr", "co",
	"col", "colo", "conn", "corp", "cpl", "dec", "del", "dept", "dr", "est", "etc", "feb", "fig", "fla", "fri", "ga",
	"gen", "gov", "hon", "ill", "inc", "ind", "jan", "jr", "jul", "jun", "kan", "la", "lt", "ltd", "maj", "mar", "mass",
	"md", "messrs", "mich", "minn", "miss", "mo", "mon", "mont", "mr", "mrs", "ms", "mt", "neb", "nev", "no", "nov",
	"oct", "okla", "ore", "pa", "ph.d", "pres", "prof", "pvt", "rep", "reps", "rev", "sat", "sen", "sens", "sept", "sep", "sgt",
	"sr", "st", "supt", "tenn", "tex", "thu", "thurs", "tue", "tues", "va", "vs", "vt", "wash", "wed", "wis", "wyo",
};

/* Words as well: an abbreviation only where a number or a capital follows. */
static const char *const doubtful[] = { "ill", "ind", "la", "mar", "mass", "mo", "mon", "no", "ore", "pa", "sat", "wash",
					"co", "del", "miss", "fig", "ark", "dec", "kan", "fri", "sun", "wed", "est", "rep",
					"col", "rev", "hon", "st", "ave", "md" };

static bool
is_in(str word, const char *const *list, size_t count)
{
	char first = word.len > 0 ? (char)(word.at[0] | 0x20) : 0;
	for (size_t i = 0; i < count; i++)
		if (first == list[i][0] && str_eq_nocase(word, str_of(list[i])))
			return true;
	return false;
}

/* The stop at `at` belongs to the word from `from` on. */
static bool
keeps_stop(const struct reader *r, size_t from, size_t at)
{
	str word = str_sub(r->text, from, at);
	size_t used;
	if (at + 1 < r->end && r->text.at[at + 1] == '.')
		return false;
	if (word.len == 1 && is_capital(word.at[0]))
		return true;
	if (memchr(word.at, '.', word.len))
		return true;
	if (word.len > 6 || !is_in(word, abbreviations, sizeof abbreviations / sizeof *abbreviations))
		return false;
	if (!is_in(word, doubtful, sizeof doubtful / sizeof *doubtful))
		return true;
	size_t next = at + 1;
	while (next < r->end && is_blank(r->text.at[next]))
		next++;
	enum class class = class_at(r, next, &used);
	bool is_number = str_eq_nocase(word, S("no")) || str_eq_nocase(word, S("fig"));
	return is_capital(word.at[0]) && next > at + 1 &&
	       (class == CLASS_DIGIT || (!is_number && class == CLASS_LETTER && is_capital(r->text.at[next])));
}

/* A.B. or a.m., from a single letter with a stop behind it on. */
static size_t
letters_with_stops(const struct reader *r, size_t at)
{
	size_t end = at;
	while (end + 1 < r->end && is_letter(r->text.at[end]) && r->text.at[end + 1] == '.' &&
	       (end + 2 >= r->end || r->text.at[end + 2] != '.'))
		end += 2;
	size_t used;
	if (end < r->end && end > at && is_letter(r->text.at[end]) && !is_alike(class_at(r, end + 1, &used)))
		end++;                  /* U.S without its last stop */
	return end - at >= 3 ? end : at;
}

/* Where ".com" ends that begins at `at`, or `at`: lake.com is one word. */
static size_t
domain_end(const struct reader *r, size_t at)
{
	static const char *const domains[] = { ".com", ".org", ".net", ".gov", ".edu", ".int", ".co.uk", ".eu" };
	for (size_t i = 0; i < sizeof domains / sizeof *domains; i++) {
		size_t end = at + strlen(domains[i]), used;
		if (str_starts(str_sub(r->text, at, r->end), str_of(domains[i])) && !is_alike(class_at(r, end, &used)))
			return end;
	}
	return at;
}

static size_t
word_end(const struct reader *r, size_t from)
{
	size_t at = ascii_end(r, from), used, behind;
	if (at < r->end && memchr(" ,\n", r->text.at[at], 3))
		return at;              /* most end so */
	at = letters_with_stops(r, from);
	if (at == from)
		at = plain_end(r, from);
	for (;;) {
		enum class class = class_at(r, at, &used);
		bool joins = is_alike(class_at(r, at + used, &behind));
		if ((class == CLASS_HYPHEN && joins) || (class == CLASS_APOSTROPHE && joins && clitic(r, at) == 0)) {
			size_t stops = letters_with_stops(r, at + used);
			at = stops > at + used ? stops : plain_end(r, at + used);
		} else if (is_alike(class)) {
			at = plain_end(r, at);
		} else if (class == CLASS_STOP && domain_end(r, at) > at) {
			return domain_end(r, at);
		} else if (class == CLASS_MARK && r->text.at[at] == '&' && at - from == 1 && joins) {
			at = plain_end(r, at + used);   /* AT&T, R&D */
		} else {
			break;
		}
	}
	if (class_at(r, at, &used) == CLASS_STOP && keeps_stop(r, from, at))
		at++;
	return at;
}

static bool
is_date(str s)
{
	return s.len == 10 && s.at[4] == '-' && s.at[7] == '-' && is_digit(s.at[5]) && is_digit(s.at[6]) && is_digit(s.at[8]) &&
	       is_digit(s.at[9]);
}

/* The end of the digits of any script from `at` on. */
static size_t
digits_end(const struct reader *r, size_t at)
{
	for (size_t used; class_at(r, at, &used) == CLASS_DIGIT; at += used)
		;
	return at;
}

/* 1,500  3.5  15:34  11/24/2025  2025-11-24  28-point  1980s */
static size_t
number_end(const struct reader *r, size_t from)
{
	size_t at = digits_end(r, from), used, behind;
	while (at + 1 < r->end && memchr(",.:/", r->text.at[at], 4) && class_at(r, at + 1, &behind) == CLASS_DIGIT)
		at = digits_end(r, at + 1);
	if (at - from == 4 && is_date(str_sub(r->text, from, from + 10)) && class_at(r, from + 10, &used) != CLASS_DIGIT)
		return from + 10;
	if (class_at(r, at, &used) == CLASS_LETTER) {
		at = plain_end(r, at);          /* 22nd, 1980s, 15h34, 10am */
		if (class_at(r, at, &used) != CLASS_HYPHEN)
			return at;
	}
	/* 28-point, and not 22-23 */
	if (class_at(r, at, &used) == CLASS_HYPHEN && class_at(r, at + used, &behind) == CLASS_LETTER)
		return word_end(r, at + used);
	return at;
}

/* Runs of stops, and of dashes, are one token; two apostrophes are a mark of quotation, more are one each. */
static size_t
mark_end(const struct reader *r, size_t from, size_t used)
{
	size_t at = from + used, end = r->end;
	if (!memchr(".-*_=?!`'", r->text.at[from], 9))
		return at;
	char mark = r->text.at[from];
	if (mark == '\'' && end > from + 3)
		end = from + 3;         /* a long run is not looked through for each of its marks */
	while (at < end && (r->text.at[at] == mark || (memchr("?!", mark, 2) && memchr("?!", r->text.at[at], 2))))
		at++;
	return mark == '\'' && at - from > 2 ? from + 1 : at;
}

/* What is told of a word: its sym in small letters, and what its letters and digits say. */
struct shape {
	uint32_t word;
	uint8_t flags;
};

static uint8_t
flags_of(size_t letters, size_t capitals, bool begins_with_capital, bool has_digit)
{
	return (uint8_t)((begins_with_capital ? TOKEN_CAPITAL : 0) | (letters >= 2 && capitals == letters ? TOKEN_CAPITALS : 0) |
			 (has_digit ? TOKEN_DIGIT : 0));
}

static bool
is_upper(uint32_t c)
{
	return c < 0x80 ? is_capital((char)c) : uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Lu | UC_CATEGORY_MASK_Lt);
}

/* Of any characters; apostrophes and hyphens as ASCII has them. */
static struct shape
shape_of_any(struct building *b, str text)
{
	size_t len = 0, letters = 0, capitals = 0;
	bool first = false, has_digit = false;
	for (size_t i = 0, used; i < text.len; i += used) {
		uint32_t c = utf8_next(str_sub(text, i, text.len), &used);
		enum class class = class_of(c);
		len += utf8_put(c == 0x2019 ? '\'' : c == 0x2010 || c == 0x2011 ? '-' : uc_tolower(c), b->folded + len);
		has_digit |= class == CLASS_DIGIT;
		if (class != CLASS_LETTER)
			continue;
		letters++;
		capitals += is_upper(c);
		first |= letters == 1 && capitals == 1;
	}
	return (struct shape){ syms_add(b->r->words, (str){ b->folded, len }), flags_of(letters, capitals, first, has_digit) };
}

/* Of ASCII alone, which most words are. */
static struct shape
shape_of(struct building *b, str text)
{
	size_t letters = 0, capitals = 0;
	bool first = false, has_digit = false;
	if (b->folded_room < 2 * text.len + 4) {        /* a small letter is never twice as long */
		b->folded_room = 4 * text.len + 64;
		b->folded = arena_get(b->r->a, b->folded_room);
	}
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];
		if (c >= 0x80)
			return shape_of_any(b, text);
		bool is_large = is_capital((char)c);
		enum class class = ascii_class(c);
		b->folded[i] = (char)(is_large ? c + 32 : c);
		has_digit |= class == CLASS_DIGIT;
		letters += class == CLASS_LETTER;
		capitals += is_large;
		first |= is_large && letters == 1;
	}
	return (struct shape){ syms_add(b->r->words, (str){ b->folded, text.len }), flags_of(letters, capitals, first, has_digit) };
}

/* The sym of a mark; those of one byte are looked up once. */
static uint32_t
mark_word(struct building *b, str text)
{
	unsigned char c = (unsigned char)text.at[0];
	if (text.len > 1 || c >= 0x80)
		return shape_of(b, text).word;
	if (b->byte_words[c] == 0)
		b->byte_words[c] = syms_add(b->r->words, text);
	return b->byte_words[c];
}

static uint32_t
width_at(struct building *b, uint32_t at)
{
	const struct readable *c = b->c;
	while (b->wide < c->wides.count && c->wides.at[b->wide].at < at)
		b->wide++;
	return b->wide < c->wides.count && c->wides.at[b->wide].at == at ? c->wides.at[b->wide].width : 1;
}

static bool
is_dash(const struct reader *r, str mark)
{
	return str_eq(mark, S("—")) || str_eq(mark, S("–")) || str_eq(mark, S("―")) || str_starts(mark, S("--")) || (str_eq(mark, S("-")) && !r->is_glued);
}

static void
add(struct reader *r, size_t from, size_t to, enum token_kind kind)
{
	struct building *b = r->b;
	size_t last = to - 1;
	while (last > from && ((unsigned char)r->text.at[last] & 0xc0) == 0x80)
		last--;
	str text = str_sub(r->text, from, to);
	struct shape shape = kind == TOKEN_MARK ? (struct shape){ mark_word(b, text), is_dash(r, text) ? TOKEN_DASH : 0 } : shape_of(b, text);
	struct token token = {
		.text = text, .start = b->c->places[from], .end = b->c->places[last] + width_at(b, (uint32_t)last),
		.word = shape.word, .kind = (uint8_t)kind,
		.flags = (uint8_t)(shape.flags | (r->is_glued ? TOKEN_GLUED : 0) | (r->is_broken ? TOKEN_BREAK : 0)),
	};
	*LIST_ADD(&b->tokens) = token;
	r->at = to;
	r->is_glued = true;
	r->is_broken = false;
}

static void
add_word(struct reader *r)
{
	size_t from = r->at, to = word_end(r, from);
	add(r, from, to, TOKEN_WORD);
	size_t tail = clitic(r, to);
	if (tail > 0)
		add(r, to, to + tail, TOKEN_WORD);
}

void
report_tokens(struct building *b, const struct block *block)
{
	struct reader r = { .b = b, .text = { b->c->text, b->c->len }, .at = block->from, .end = block->to };
	size_t used;
	while (r.at < r.end) {
		enum class class = class_at(&r, r.at, &used);
		if (class == CLASS_BLANK) {
			r.is_broken |= r.text.at[r.at] == '\n';
			r.is_glued = false;
			r.at += used;
		} else if (class == CLASS_LETTER) {
			add_word(&r);
		} else if (class == CLASS_DIGIT) {
			size_t to = number_end(&r, r.at);
			add(&r, r.at, to, class_at(&r, to - 1, &used) == CLASS_DIGIT ? TOKEN_NUMBER : TOKEN_WORD);
		} else {
			size_t tail = r.is_glued ? clitic(&r, r.at) : 0;        /* Street"'s */
			add(&r, r.at, tail > 0 ? r.at + tail : mark_end(&r, r.at, used), tail > 0 ? TOKEN_WORD : TOKEN_MARK);
		}
	}
}
