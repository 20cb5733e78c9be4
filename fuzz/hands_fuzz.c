/* A base and up to four hands, parted by zero bytes: the bracketed text of them all, and
 * its print read back, give every text to the byte. */
#include "text/consolidate.h"

#include <assert.h>

#include "base/utf8.h"

enum { HANDS_MOST = 4 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_text(const struct bracketed *b, str name, str text)
{
	buf out = { 0 };
	bracketed_project(b, name.len ? bracketed_owner(b, name) : 0, &out);
	assert(str_eq(buf_str(&out), text));
	buf_done(&out);
}

static void
check_all(const struct bracketed *b, str base, const struct hand hands[], size_t count)
{
	check_text(b, S(""), base);
	check_text(b, S("nobody"), base);
	for (size_t h = 0; h < count; h++)
		check_text(b, hands[h].name, hands[h].text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct hand hands[HANDS_MOST] = { { S("A"), S("") },
					  { S("Digital Europe"), S("") },
					  { S("delete"), S("") },
					  { S("X \"Y\""), S("") } };
	str rest = { (const char *)data, size }, base;
	size_t count = 0;
	buf text = { 0 };
	bool more = str_cut(rest, '\0', &base, &rest);
	if (utf8_bad(base) < base.len)
		return 0;
	for (; more && count < HANDS_MOST; count++) {
		more = str_cut(rest, '\0', &hands[count].text, &rest);
		if (utf8_bad(hands[count].text) < hands[count].text.len)
			return 0;
	}
	arena *a = arena_new();
	struct bracketed *b = consolidate(a, base, hands, count, &consolidate_defaults);
	check_all(b, base, hands, count);
	bracketed_print(b, &text);
	struct bracketed *again = bracketed_read(a, buf_str(&text));
	assert(again->faults.count == 0);
	check_all(again, base, hands, count);
	bracketed_done(b);
	bracketed_done(again);
	buf_done(&text);
	arena_free(a);
	return 0;
}
