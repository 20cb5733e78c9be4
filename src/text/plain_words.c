/* libunistring finds the breaks; but most texts are mostly ASCII, for which
 * the rules come down to a few lines and are ten times as fast.  A test holds
 * them against libunistring.  Source: UAX #29, Unicode 14, rules WB5 to WB13b.
 */
#include "text/plain_words.h"

#include <unictype.h>
#include <unistr.h>
#include <uniwbrk.h>

#include "base/ascii.h"

void
plain_words_start(plain_words *it, str text, size_t from, size_t to)
{
	size_t i = from;
	it->text = text;
	it->at = from;
	it->to = to;
	it->breaks.count = 0;
	while (i < to && !(text.at[i] & 0x80))
		i++;
	if (i == to)
		return;
	while (it->breaks.room < to - from)
		it->breaks.at = list_grow(it->breaks.at, &it->breaks.room, 1);
	it->breaks.count = to - from;
	it->breaks_from = from;
	u8_wordbreaks((const uint8_t *)text.at + from, to - from, it->breaks.at);
}

/* May `c` stand inside a word between `before` and `after`? */
static bool
is_inner(char before, char c, char after)
{
	if (is_letter(before) && is_letter(after))
		return c == '\'' || c == '.' || c == ':';
	if (is_digit(before) && is_digit(after))
		return c == '\'' || c == '.' || c == ',' || c == ';';
	return false;
}

static bool
ascii_next(plain_words *it, size_t *ret_at, size_t *ret_end)
{
	const char *t = it->text.at;
	size_t i = it->at;
	while (i < it->to) {
		bool word = false;
		size_t from = i;
		for (;; i++) {
			if (i < it->to && (is_letter(t[i]) || is_digit(t[i])))
				word = true;
			else if (!(i < it->to && t[i] == '_') &&
				 !(i > from && i + 1 < it->to &&
				   is_inner(t[i - 1], t[i], t[i + 1])))
				break;
		}
		if (word) {
			*ret_at = from;
			*ret_end = it->at = i;
			return true;
		}
		i += i == from;
	}
	it->at = i;
	return false;
}

static bool
has_alnum(str s, size_t at, size_t end)
{
	while (at < end) {
		ucs4_t c;
		at += (size_t)u8_mbtouc(&c, (const uint8_t *)s.at + at, end - at);
		if (uc_is_alnum(c))
			return true;
	}
	return false;
}

bool
plain_words_next(plain_words *it, size_t *ret_at, size_t *ret_end)
{
	if (it->breaks.count == 0)
		return ascii_next(it, ret_at, ret_end);
	while (it->at < it->to) {
		size_t from = it->at++;
		while (it->at < it->to && !it->breaks.at[it->at - it->breaks_from])
			it->at++;
		if (has_alnum(it->text, from, it->at)) {
			*ret_at = from;
			*ret_end = it->at;
			return true;
		}
	}
	return false;
}

void
plain_words_done(plain_words *it)
{
	LIST_DONE(&it->breaks);
}
