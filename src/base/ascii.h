/* ascii: what kind of byte a byte is.
 *
 *      while (at < s.len && is_blank(s.at[at]))
 *              at++;
 *
 * Of ASCII alone, whatever the locale says; no byte of a longer UTF-8 sequence is
 * any of these.
 */
#ifndef PARAPH_BASE_ASCII_H
#define PARAPH_BASE_ASCII_H

#include <stdbool.h>

static inline bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

static inline bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool
is_letter(char c)
{
	return is_small(c) || is_capital(c);
}

/* Within a line. */
static inline bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* That, or where a line ends. */
static inline bool
is_space(char c)
{
	return is_blank(c) || c == '\n' || c == '\r';
}

#endif
