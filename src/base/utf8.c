#include "base/utf8.h"

#include <string.h>

/* The length of the well-formed sequence at `p`, or 0.  Table 3-7 of the
 * Unicode Standard. */
static size_t
sequence(const unsigned char *p, size_t left)
{
	unsigned char lead = p[0];
	size_t len = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
	if (len == 0 || len > left)
		return 0;
	for (size_t i = 1; i < len; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	bool overlong = (lead == 0xe0 && p[1] < 0xa0) || (lead == 0xf0 && p[1] < 0x90);
	bool surrogate = lead == 0xed && p[1] > 0x9f;
	bool beyond = lead == 0xf4 && p[1] > 0x8f;
	return overlong || surrogate || beyond ? 0 : len;
}

static bool
is_control(unsigned char c)
{
	return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
}

/* Printable ASCII, tabs and line ends only?  Without a way out of the loop, so
 * that the compiler takes many bytes at a time. */
enum { BLOCK = 64 };

static bool
block_plain(const unsigned char *p)
{
	unsigned char bad = 0;
	for (size_t i = 0; i < BLOCK; i++) {
		unsigned char c = p[i];
		bad |= (unsigned char)((c >= 0x7f) | ((c < 0x20) & (c != '\n') & (c != '\t') & (c != '\r')));
	}
	return !bad;
}

size_t
utf8_bad(str s)
{
	const unsigned char *p = (const unsigned char *)s.at;
	size_t i = 0;
	while (i < s.len) {
		while (i + BLOCK <= s.len && block_plain(p + i))
			i += BLOCK;
		/* Character by character through a block that is not all plain. */
		for (size_t end = i + BLOCK; i < s.len && i < end;) {
			size_t len = sequence(p + i, s.len - i);
			if (len == 0 || is_control(p[i]))
				return i;
			i += len;
		}
	}
	return s.len;
}

uint32_t
utf8_next(str s, size_t *ret_used)
{
	const unsigned char *p = (const unsigned char *)s.at;
	size_t len = sequence(p, s.len);
	*ret_used = len ? len : 1;
	if (len == 0)
		return 0xfffd;
	uint32_t c = len == 1 ? p[0] : p[0] & (0x7fu >> len);
	for (size_t i = 1; i < len; i++)
		c = c << 6 | (p[i] & 0x3f);
	return c;
}

size_t
utf8_put(uint32_t character, char ret[4])
{
	if (character < 0x80) {
		ret[0] = (char)character;
		return 1;
	}
	if (character < 0x800) {
		ret[0] = (char)(0xc0 | character >> 6);
		ret[1] = (char)(0x80 | (character & 0x3f));
		return 2;
	}
	if (character < 0x10000) {
		ret[0] = (char)(0xe0 | character >> 12);
		ret[1] = (char)(0x80 | (character >> 6 & 0x3f));
		ret[2] = (char)(0x80 | (character & 0x3f));
		return 3;
	}
	ret[0] = (char)(0xf0 | character >> 18);
	ret[1] = (char)(0x80 | (character >> 12 & 0x3f));
	ret[2] = (char)(0x80 | (character >> 6 & 0x3f));
	ret[3] = (char)(0x80 | (character & 0x3f));
	return 4;
}

size_t
utf8_count(str s)
{
	size_t count = 0;
	for (size_t used; s.len; s = str_sub(s, used, s.len), count++)
		utf8_next(s, &used);
	return count;
}
