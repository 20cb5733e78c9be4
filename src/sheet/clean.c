#include "sheet/clean.h"

#include <unistr.h>

enum { REPLACEMENT = 0xfffd, PICTURES = 0x2400, PICTURE_DELETE = 0x2421 };

bool
clean_turns(uint32_t c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x206f);
}

static bool
is_line_end(uint32_t c)
{
	return (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static uint32_t
shown(uint32_t c)
{
	if (is_line_end(c))
		return ' ';
	if (c < ' ')
		return PICTURES + c;
	if (c == 0x7f)
		return PICTURE_DELETE;
	if ((c > 0x7f && c < 0xa0) || clean_turns(c))
		return REPLACEMENT;
	if ((c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef))
		return REPLACEMENT;
	return c;
}

bool
clean_next(str *rest, uint32_t *ret_char)
{
	if (rest->len == 0)
		return false;
	ucs4_t c;
	int used = u8_mbtouc(&c, (const uint8_t *)rest->at, rest->len);
	*ret_char = shown(c);
	*rest = str_sub(*rest, (size_t)used, rest->len);
	return true;
}

void
clean_add(buf *out, uint32_t c)
{
	uint8_t bytes[6];
	int len = u8_uctomb(bytes, c, sizeof bytes);
	if (len > 0)
		buf_add(out, (str){ (const char *)bytes, (size_t)len });
}

size_t
clean_plain(str s)
{
	size_t i = 0;
	while (i < s.len && s.at[i] > ' ' && s.at[i] < 0x7f)
		i++;
	return i;
}

void
clean_add_str(buf *out, str s)
{
	for (;;) {
		size_t plain = clean_plain(s);
		buf_add(out, str_sub(s, 0, plain));
		s = str_sub(s, plain, s.len);
		uint32_t c;
		if (!clean_next(&s, &c))
			return;
		clean_add(out, c);
	}
}
