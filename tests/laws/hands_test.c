/* The laws of consolidation over random texts: whatever N hands make of a base,
 * one text says it, and gives it back to the byte.
 *
 * Cases grow as the run goes on, so that the first that fails is a small one;
 * the failing case is then cut down, hand by hand and piece by piece, and
 * printed. */
#include <stdio.h>

#include "base/buf.h"
#include "rand.h"
#include "test.h"
#include "laws/hands.h"

enum { CASES = 10000, PIECES_MOST = 40 };

/* What texts are made of: words that repeat, marks, what looks like notation, blanks of all
 * kinds, the same letter in two encodings. */
static const char *const pieces[] = {
	"shall ", "should ", "the ", "port ", "of ", "and ", "both ", "shores, ", "the ", "parties; ", "not ",
	"be ", "run ", "by ", "a ", "board. ", "Article 4(2)(b) ", "28 ", "(a) ", "e.g. ", "\n\n", "\n",
	"  ", "\t", "[", "] ",
	"US: ", "delete", "\\ ", ": ", "caf\xc3\xa9 ", "cafe\xcc\x81 ", "(", ") ", "\"", "[A: ",
	"\xe2\x80\x9c", "- ", "non-paper ",
	"\xd0\xbf\xd0\xbe\xd1\x80\xd1\x82 ", "\xe6\xb8\xaf\xe5\x8f\xa3 ", "`", ".", "x",
};
enum { PIECES = sizeof pieces / sizeof *pieces };

static const char *const names[HANDS_MOST] = {
	"A", "B", "Digital Europe", "X #2, \"Y\"", "delete", "\xc3\x89U"
};

struct text_of { uint8_t at[PIECES_MOST * 2]; size_t count; };

struct case_of {
	struct text_of base, hands[HANDS_MOST];
	size_t count;
};

static void
piece_put(struct rand *r, struct text_of *t, size_t at)
{
	if (t->count == sizeof t->at)
		return;
	memmove(t->at + at + 1, t->at + at, t->count - at);
	t->at[at] = (uint8_t)rand_below(r, PIECES);
	t->count++;
}

static void
text_change(struct rand *r, struct text_of *t, size_t changes)
{
	for (size_t i = 0; i < changes; i++) {
		size_t at = rand_below(r, t->count + 1), many = 1 + rand_below(r, 4);
		if (rand_below(r, 2))
			for (size_t k = 0; k < many && at < t->count; k++, t->count--)
				memmove(t->at + at, t->at + at + 1, t->count - at - 1);
		if (rand_below(r, 2))
			for (size_t k = 0; k < many; k++)
				piece_put(r, t, at);
	}
}

/* Hands begin with the base, or with what another has. */
static void
case_make(struct rand *r, struct case_of *c, size_t size)
{
	memset(c, 0, sizeof *c);
	c->count = 1 + rand_below(r, HANDS_MOST);
	for (size_t i = rand_below(r, size + 1); i > 0; i--)
		piece_put(r, &c->base, c->base.count);
	for (size_t h = 0; h < c->count; h++) {
		size_t from = rand_below(r, h + 2);
		c->hands[h] = from >= h ? c->base : c->hands[from];
		text_change(r, &c->hands[h], rand_below(r, 5));
	}
}

static str
text_of(arena *a, const struct text_of *t)
{
	buf out = { 0 };
	for (size_t i = 0; i < t->count; i++)
		buf_add(&out, str_of(pieces[t->at[i]]));
	str text = arena_str(a, buf_str(&out));
	buf_done(&out);
	return text;
}

static size_t
hands_of(arena *a, const struct case_of *c, struct hand hands[HANDS_MOST])
{
	for (size_t h = 0; h < c->count; h++)
		hands[h] = (struct hand){ str_of(names[h]), text_of(a, &c->hands[h]) };
	return c->count;
}

/* ---- cases ---- */

static bool
holds(const struct hand_law *l, const struct case_of *c)
{
	arena *a = arena_new();
	struct hand hands[HANDS_MOST];
	size_t count = hands_of(a, c, hands);
	bool right = l->holds(a, text_of(a, &c->base), hands, count);
	arena_free(a);
	return right;
}

static bool
text_cut(struct text_of *t, size_t at)
{
	if (at >= t->count)
		return false;
	memmove(t->at + at, t->at + at + 1, t->count - at - 1);
	t->count--;
	return true;
}

/* The smallest case that still fails, one piece or hand less at a time. */
static void
case_shrink(const struct hand_law *l, struct case_of *c)
{
	for (bool smaller = true; smaller;) {
		smaller = false;
		for (size_t h = 0; h < c->count && c->count > 1 && !smaller; h++) {
			struct case_of less = *c;
			memmove(less.hands + h, less.hands + h + 1,
				(c->count - h - 1) * sizeof *less.hands);
			less.count--;
			smaller = !holds(l, &less);
			*c = smaller ? less : *c;
		}
		for (size_t h = 0; h <= c->count && !smaller; h++)
			for (size_t i = 0; i < sizeof c->base.at && !smaller; i++) {
				struct case_of less = *c;
				if (!text_cut(h < c->count ? &less.hands[h] : &less.base, i))
					break;
				smaller = !holds(l, &less);
				*c = smaller ? less : *c;
			}
	}
}

static void
case_tell(const struct case_of *c)
{
	arena *a = arena_new();
	struct hand hands[HANDS_MOST];
	size_t count = hands_of(a, c, hands);
	str base = text_of(a, &c->base);
	printf("base <%.*s>\n", STR_ARG(base));
	for (size_t h = 0; h < count; h++)
		printf("%.*s <%.*s>\n", STR_ARG(hands[h].name), STR_ARG(hands[h].text));
	struct bracketed *b = consolidate(a, base, hands, count, &consolidate_defaults);
	str text = bracketed_text(a, b);
	printf("gives <%.*s>\n", STR_ARG(text));
	bracketed_done(b);
	arena_free(a);
}

static void
hold(const struct hand_law *l)
{
	struct rand r = rand_new();
	for (size_t i = 0; i < CASES; i++) {
		struct case_of c;
		case_make(&r, &c, 1 + i * PIECES_MOST / CASES);
		if (holds(l, &c))
			continue;
		case_shrink(l, &c);
		case_tell(&c);
		CHECK(!"the law holds");
	}
}

TEST(laws_hands, every_text_reads_back_from_the_print_to_the_byte)
{
	hold(&hand_laws[HAND_READS_BACK]);
}

TEST(laws_hands, the_order_of_hands_decides_nothing)
{
	hold(&hand_laws[HAND_ORDER]);
}

TEST(laws_hands, copies_of_the_base_make_no_bracket_and_equal_texts_share_theirs)
{
	hold(&hand_laws[HAND_EQUALS]);
}

TEST(laws_hands, who_has_what_another_has_adds_a_name_and_nothing_else)
{
	hold(&hand_laws[HAND_MONOTONE]);
}

TEST(laws_hands, no_bracket_is_inside_a_word_and_none_three_deep)
{
	hold(&hand_laws[HAND_WORDS]);
}

TEST(laws_hands, withdrawing_one_is_consolidating_without_it)
{
	hold(&hand_laws[HAND_WITHDRAWS]);
}

TEST(laws_hands, resolving_site_by_site_gives_the_text)
{
	hold(&hand_laws[HAND_RESOLVES]);
}
