/* utf8: is it text, and which character comes next? */
#ifndef PARAPH_BASE_UTF8_H
#define PARAPH_BASE_UTF8_H

#include "base/str.h"

/* Offset of the first byte that plain text cannot have, or s.len: a byte that
 * is no UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above
 * U+10FFFF), NUL, or a control character but tab, LF and CR.  Runs of ASCII
 * are checked many bytes at a time. */
size_t utf8_bad(str s);

/* The character at the start of `s` (not empty), and how many bytes it took.
 * A byte that is no UTF-8 gives U+FFFD and takes 1. */
uint32_t utf8_next(str s, size_t *ret_used);

/* Writes a character, at most U+10FFFF; how many bytes it took. */
size_t utf8_put(uint32_t character, char ret[4]);

/* How many characters `s` has. */
size_t utf8_count(str s);

#endif
