/* The laws and marks over real redlines and proposals, where the data is there:
 * $PARAPH_DATA, or shared/data beside the repository. */
#include <stdio.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/list.h"
#include "laws/hands.h"
#include "test.h"
#include "text/redline.h"

/* What the whole set comes to at the defaults; the marks of the text engine. */
enum { PAIRS_SITES = 644, PAIRS_WORDS = 10708, HANDS_BRACKETS = 360, HANDS_WORDS = 7520 };

/* ---- as much of JSON as the files have ---- */

struct json { arena *a; str text; size_t at; };

static void
skip(struct json *j)
{
	while (j->at < j->text.len && strchr(" \t\r\n,:", j->text.at[j->at]))
		j->at++;
}

static bool
take(struct json *j, char c)
{
	skip(j);
	bool is = j->at < j->text.len && j->text.at[j->at] == c;
	j->at += is;
	return is;
}

static void
add_char(buf *out, unsigned c)
{
	if (c < 0x80) {
		buf_add_byte(out, (char)c);
		return;
	}
	if (c < 0x800) {
		buf_add_byte(out, (char)(0xc0 | c >> 6));
	} else {
		buf_add_byte(out, (char)(0xe0 | c >> 12));
		buf_add_byte(out, (char)(0x80 | (c >> 6 & 0x3f)));
	}
	buf_add_byte(out, (char)(0x80 | (c & 0x3f)));
}

static void
take_escape(struct json *j, buf *out)
{
	char c = j->text.at[j->at++];
	if (c == 'u') {
		char digits[5] = { 0 };
		memcpy(digits, j->text.at + j->at, 4);
		add_char(out, (unsigned)strtoul(digits, NULL, 16));
		j->at += 4;
		return;
	}
	buf_add_byte(out, c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c);
}

static str
take_string(struct json *j)
{
	buf out = { 0 };
	CHECK(take(j, '"'));
	while (j->at < j->text.len && j->text.at[j->at] != '"') {
		char c = j->text.at[j->at++];
		if (c == '\\')
			take_escape(j, &out);
		else
			buf_add_byte(&out, c);
	}
	j->at++;
	str s = arena_str(j->a, buf_str(&out));
	buf_done(&out);
	return s;
}

static void
json_open(struct json *j, arena *a, const char *name)
{
	const char *folder = getenv("PARAPH_DATA");
	struct err err = { 0 };
	str path = arena_printf(a, "%s/%s", folder ? folder : "../shared/data", name);
	*j = (struct json){ .a = a };
	if (!file_read(a, path, &j->text, &err)) {
		arena_free(a);
		SKIP("neither $PARAPH_DATA nor ../shared/data is there");
	}
	CHECK(take(j, '['));
}

/* ---- redlines ---- */

static bool
rebuilds(const struct redline *r)
{
	size_t from = 0, to = 0, moved = 0;
	for (size_t i = 0; i < r->ops.count; i++) {
		const struct op *x = &r->ops.at[i];
		bool same = x->kind == OP_SAME || x->kind == OP_MOVE;
		if (same && !str_eq(str_sub(r->old, x->from, x->from_end),
				    str_sub(r->new, x->to, x->to_end)))
			return false;
		from += x->kind == OP_INS || x->kind == OP_GONE ? 0 : x->from_end - x->from;
		if (x->to != to)
			return false;
		to = x->to_end;
		moved += x->move > 0;
		if (!moved && x->kind != OP_INS && x->from_end != from)
			return false;
	}
	return from == r->old.len && to == r->new.len;
}

TEST(text_data, every_pair_rebuilds_without_islands_and_within_the_marks)
{
	struct json j;
	size_t sites = 0, words = 0, pairs = 0;
	arena *a = arena_new();
	for (json_open(&j, a, "redlines/gdpr-pairs.json"); take(&j, '{'); pairs++) {
		str old = S(""), new = S("");
		while (!take(&j, '}')) {
			str key = take_string(&j), value = take_string(&j);
			old = str_eq(key, S("old")) ? value : old;
			new = str_eq(key, S("new")) ? value : new;
		}
		lexicon *l = lexicon_new();
		struct redline r;
		redline_make(&r, l, old, new, &redline_defaults);
		CHECK(rebuilds(&r));
		CHECK_EQ(r.islands, 0);
		sites += r.sites;
		words += r.words_shown;
		redline_done(&r);
		lexicon_free(l);
	}
	if (getenv("PARAPH_TELL"))
		printf("%zu pairs, %zu sites, %zu words\n", pairs, sites, words);
	CHECK(pairs > 300);
	CHECK(sites <= PAIRS_SITES);
	CHECK(words <= PAIRS_WORDS);
	arena_free(a);
}

/* ---- proposals ---- */

static struct bracketed_counts
hold_hands(arena *a, str base, const struct hand hands[], size_t count)
{
	for (size_t i = 0; i < HAND_LAWS; i++)
		if (!hand_laws[i].holds(a, base, hands, count))
			test_failed(__FILE__, __LINE__, "%s: %.*s", hand_laws[i].name, STR_ARG(base));
	struct bracketed *b = consolidate(a, base, hands, count, &consolidate_defaults);
	struct bracketed_counts counts = bracketed_count(b);
	bracketed_done(b);
	return counts;
}

TEST(text_data, all_laws_hold_for_every_proposal_and_brackets_are_few)
{
	struct json j;
	size_t brackets = 0, words = 0, cases = 0;
	arena *a = arena_new();
	for (json_open(&j, a, "proposals/gdpr-two-parties.json"); take(&j, '{'); cases++) {
		struct hand hands[HANDS_MOST];
		size_t count = 0;
		str base = S("");
		while (!take(&j, '}')) {
			if (!str_eq(take_string(&j), S("proposals"))) {
				base = take_string(&j);
				continue;
			}
			for (CHECK(take(&j, '{')); !take(&j, '}'); count++) {
				CHECK(count < HANDS_MOST);
				hands[count].name = take_string(&j);
				hands[count].text = take_string(&j);
			}
		}
		struct bracketed_counts counts = hold_hands(a, base, hands, count);
		brackets += counts.brackets;
		words += counts.words_shown;
	}
	if (getenv("PARAPH_TELL"))
		printf("%zu cases, %zu brackets, %zu words\n", cases, brackets, words);
	CHECK(cases > 10);
	CHECK(brackets <= HANDS_BRACKETS);
	CHECK(words <= HANDS_WORDS);
	arena_free(a);
}
