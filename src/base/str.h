/* str: a borrowed run of bytes.
 *
 *      str line = S("v3 tabled");
 *      str first;
 *      if (str_cut(line, ' ', &first, &line))
 *              ...
 *
 * A str never owns what it points at and need not end in NUL; it is passed by
 * value.  Its bytes are UTF-8 wherever a text is meant, but nothing here looks
 * inside a character.
 */
#ifndef PARAPH_BASE_STR_H
#define PARAPH_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct str {
	const char *at;
	size_t len;
} str;

/* A str of a string literal, and the pair that printf's "%.*s" wants. */
#define S(literal) ((str){ "" literal, sizeof(literal) - 1 })
#define STR_ARG(s) (int)(s).len, (s).at
#define STR_NONE ((str){ NULL, 0 })

/* What compares words with literals stands here, so that a literal's length and first bytes are
 * known where it is compared. */

/* The str of a NUL-terminated string; NULL gives the empty str. */
static inline str
str_of(const char *text)
{
	return (str){ text ? text : "", text ? strlen(text) : 0 };
}

static inline bool
str_eq(str a, str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

/* Equal but for ASCII case. */
bool str_eq_nocase(str a, str b);

/* Byte order, a prefix before what it begins: <0, 0 or >0. */
int str_cmp(str a, str b);

static inline bool
str_starts(str s, str prefix)
{
	return s.len >= prefix.len && str_eq((str){ s.at, prefix.len }, prefix);
}

static inline bool
str_ends(str s, str suffix)
{
	return suffix.len == 0 || (s.len >= suffix.len && str_eq((str){ s.at + (s.len - suffix.len), suffix.len }, suffix));
}

/* Offset of the first `byte` in `s`, or s.len where there is none. */
size_t str_find(str s, char byte);

/* Offset of the first `needle` in `s`, or s.len where there is none; an empty
 * one is found at 0. */
size_t str_find_str(str s, str needle);

/* The bytes from offset `from` up to `to`; both are clamped to the length. */
static inline str
str_sub(str s, size_t from, size_t to)
{
	to = to < s.len ? to : s.len;
	from = from < to ? from : to;
	return s.at ? (str){ s.at + from, to - from } : s;
}

/* Without the ASCII blanks (space, tab, CR, LF) at both ends. */
str str_trim(str s);

/* Cuts at the first `byte`: what stands before it and what stands after.
 * Without one, `ret_before` is the whole, `ret_after` empty, and it is false. */
bool str_cut(str s, char byte, str *ret_before, str *ret_after);

/* Reads all of `s` as a decimal number without sign; false on anything else
 * and on overflow. */
bool str_u64(str s, uint64_t *ret_value);

/* 64-bit hash of the bytes: fast, not for adversaries who know it, stable
 * within one run of one build only. */
uint64_t str_hash(str s);

/* How many single-character edits (insert, delete, change, swap of
 * neighbours) turn `a` into `b`; `limit` + 1 when more than `limit`.
 * O(|a| |b|) for strings up to 64 bytes; longer ones give limit + 1. */
unsigned str_distance(str a, str b, unsigned limit);

#endif
