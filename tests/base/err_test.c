#include "base/err.h"

#include "test.h"

TEST(base_err, fail_gives_false_and_keeps_kind_and_text)
{
	struct err err = { 0 };
	CHECK(!fail(&err, ERR_ABSENT, "there is no draft '%s' in %d files", "v3", 2));
	CHECK_EQ(err.kind, ERR_ABSENT);
	CHECK_STR(err.text, "there is no draft 'v3' in 2 files");
}

TEST(base_err, context_goes_before_and_the_kind_stays)
{
	struct err err = { 0 };
	fail(&err, ERR_INPUT, "line 3 is empty");
	CHECK(!fail_while(&err, "reading '%s'", "a.minutes"));
	CHECK(!fail_while(&err, "board"));
	CHECK_EQ(err.kind, ERR_INPUT);
	CHECK_STR(err.text, "board: reading 'a.minutes': line 3 is empty");
}

/* `count` times the same piece. */
static const char *
times(arena *a, const char *piece, size_t count)
{
	size_t len = strlen(piece);
	char *text = arena_get(a, len * count + 1);
	for (size_t i = 0; i < count; i++)
		memcpy(text + i * len, piece, len);
	return text;
}

TEST(base_err, what_just_fits_is_not_cut)
{
	struct err err = { 0 };
	arena *a = arena_new();
	fail(&err, ERR_INPUT, "%s", times(a, "x", sizeof err.text - 1));
	CHECK_EQ(strlen(err.text), sizeof err.text - 1);
	CHECK(!strstr(err.text, "..."));
	fail(&err, ERR_INPUT, "%s", times(a, "x", sizeof err.text));
	CHECK_EQ(strlen(err.text), sizeof err.text - 1);
	CHECK(str_ends(str_of(err.text), S("x...")));
	arena_free(a);
}

/* Is it whole UTF-8 of the one character that the test used? */
static bool
is_whole(const char *text, const char *piece)
{
	while (str_starts(str_of(text), str_of(piece)))
		text += strlen(piece);
	return strcmp(text, "...") == 0;
}

TEST(base_err, a_cut_leaves_characters_whole)
{
	static const char *const pieces[] = { "é", "€", "😀" };
	arena *a = arena_new();
	for (size_t i = 0; i < 3; i++) {
		for (size_t shift = 0; shift < 4; shift++) {
			struct err err = { 0 };
			const char *head = &"xxx"[3 - shift];
			fail(&err, ERR_INPUT, "%s%s", head, times(a, pieces[i], 600));
			CHECK(is_whole(err.text + shift, pieces[i]));
		}
	}
	arena_free(a);
}

TEST(base_err, a_cut_context_leaves_characters_whole)
{
	arena *a = arena_new();
	for (size_t len = 900; len < 1100; len++) {
		struct err err = { 0 };
		fail(&err, ERR_INPUT, "%s", len % 2 ? "€€€€€€€€€€" : "");
		fail_while(&err, "%s%s", &"xx"[len % 3], times(a, "€", len / 3));
		CHECK(strlen(err.text) < sizeof err.text);
		for (const char *at = err.text; *at;) {
			bool is_euro = str_starts(str_of(at), S("€"));
			CHECK(is_euro || *(const unsigned char *)at < 0x80);
			at += is_euro ? 3 : 1;
		}
	}
	arena_free(a);
}

TEST(base_err, a_context_longer_than_the_room_still_ends)
{
	arena *a = arena_new();
	struct err err = { 0 };
	fail(&err, ERR_SYSTEM, "inner");
	fail_while(&err, "%s", times(a, "c", 5000));
	CHECK(strlen(err.text) < sizeof err.text);
	CHECK(str_ends(str_of(err.text), S("...")));
	CHECK_EQ(err.kind, ERR_SYSTEM);
	arena_free(a);
}

TEST(base_err, a_message_may_quote_the_one_before)
{
	struct err err = { 0 };
	fail(&err, ERR_INPUT, "inner");
	fail_while(&err, "while %s", "outer");
	CHECK_STR(err.text, "while outer: inner");
	fail(&err, ERR_INPUT, "'%s' was said", err.text);
	CHECK_STR(err.text, "'while outer: inner' was said");
}
