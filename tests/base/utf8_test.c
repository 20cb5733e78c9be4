#include "base/utf8.h"

#include "rand.h"
#include "test.h"

/* Byte by byte, as RFC 3629 has it. */
static size_t
bad_slowly(const unsigned char *p, size_t len)
{
	size_t i = 0;
	while (i < len) {
		unsigned char c = p[i];
		unsigned low = 0x80, high = 0xbf, more = 0;
		if (c < 0x80) {
			if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f)
				return i;
		} else if (c >= 0xc2 && c <= 0xdf) {
			more = 1;
		} else if (c >= 0xe0 && c <= 0xef) {
			more = 2;
			low = c == 0xe0 ? 0xa0 : low;
			high = c == 0xed ? 0x9f : high;
		} else if (c >= 0xf0 && c <= 0xf4) {
			more = 3;
			low = c == 0xf0 ? 0x90 : low;
			high = c == 0xf4 ? 0x8f : high;
		} else {
			return i;
		}
		for (unsigned k = 1; k <= more; k++, low = 0x80, high = 0xbf)
			if (i + k >= len || p[i + k] < low || p[i + k] > high)
				return i;
		i += 1 + more;
	}
	return len;
}

TEST(base_utf8, every_byte_at_every_place_of_some_blocks)
{
	char text[200];
	for (size_t at = 0; at < sizeof text; at++)
		for (unsigned c = 0; c < 256; c++) {
			memset(text, 'a', sizeof text);
			text[at] = (char)c;
			str s = { text, sizeof text };
			CHECK_EQ(utf8_bad(s), bad_slowly((unsigned char *)text, sizeof text));
		}
}

TEST(base_utf8, random_texts_as_byte_by_byte)
{
	struct rand r = rand_new();
	static const char *const parts[] = { "a", "lake\n", "é", "Я", "湖", "🛶", "\t", "\r\n", "\x80", "\xed\xa0\x80",
					     "\xf4\x90\x80\x80", "\xc0\x80", "\xe2\x82", "\x7f" };
	for (int round = 0; round < 3000; round++) {
		char text[400];
		size_t len = 0, good = 8, most = sizeof parts / sizeof *parts;
		size_t bad = rand_below(&r, 4);
		while (len < 300) {
			size_t i = bad && rand_below(&r, 60) == 0 ? rand_below(&r, most) : rand_below(&r, good);
			memcpy(text + len, parts[i], strlen(parts[i]));
			len += strlen(parts[i]);
		}
		CHECK_EQ(utf8_bad((str){ text, len }), bad_slowly((unsigned char *)text, len));
	}
}
