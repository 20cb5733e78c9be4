/* Laws L1 to L8 of consolidation, and law 7 of the design: whatever N hands make
 * of a base, one text says it, and gives it back to the byte.
 *
 * Cases grow as the run goes on, so that the first that fails is a small one;
 * the failing case is then cut down, hand by hand and piece by piece, and
 * printed. */
#include <stdio.h>

#include "base/buf.h"
#include "rand.h"
#include "test.h"
#include "text/consolidate.h"

enum { CASES = 10000, HANDS_MOST = 6, PIECES_MOST = 40 };

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

static bool
projects(const struct bracketed *b, str name, str text)
{
	buf out = { 0 };
	bracketed_project(b, name.len ? bracketed_owner(b, name) : 0, &out);
	bool same = str_eq(buf_str(&out), text);
	buf_done(&out);
	return same;
}

static bool
all_project(const struct bracketed *b, str base, const struct hand hands[], size_t count)
{
	bool right = projects(b, S(""), base);
	for (size_t h = 0; h < count; h++)
		right = right && projects(b, hands[h].name, hands[h].text);
	return right;
}

static str
print(arena *a, const struct bracketed *b)
{
	buf out = { 0 };
	bracketed_print(b, &out);
	str text = arena_str(a, buf_str(&out));
	buf_done(&out);
	return text;
}

static struct bracketed *
made(arena *a, str base, const struct hand hands[], size_t count)
{
	return consolidate(a, base, hands, count, &consolidate_defaults);
}

/* ---- the laws, each true or false of a case ---- */

/* L1 and L2: the tree and its print give every text back. */
static bool
law_reads_back(arena *a, str base, const struct hand hands[], size_t count)
{
	struct bracketed *b = made(a, base, hands, count), *again = bracketed_read(a, print(a, b));
	bool right = all_project(b, base, hands, count) && all_project(again, base, hands, count) &&
		     !again->faults.count;
	right = right && projects(again, S("nobody"), base);
	bracketed_done(b);
	bracketed_done(again);
	return right;
}

/* L3: another order of hands gives the same but for the order inside brackets. */
static bool
law_order(arena *a, str base, const struct hand hands[], size_t count)
{
	struct hand turned[HANDS_MOST];
	for (size_t h = 0; h < count; h++)
		turned[h] = hands[count - 1 - h];
	struct bracketed *b = made(a, base, hands, count), *c = made(a, base, turned, count);
	struct bracketed_counts x = bracketed_count(b), y = bracketed_count(c);
	bool right = x.sites == y.sites && x.brackets == y.brackets &&
		     x.words_shown == y.words_shown && x.depth == y.depth &&
		     x.words_bracketed == y.words_bracketed && print(a, b).len == print(a, c).len;
	bracketed_done(b);
	bracketed_done(c);
	return right;
}

/* L4: copies of the base make no bracket; equal texts share theirs. */
static bool
law_equals(arena *a, str base, const struct hand hands[], size_t count)
{
	struct hand copies[HANDS_MOST] = { 0 };
	for (size_t h = 0; h < count; h++)
		copies[h] = (struct hand){ hands[h].name, base };
	struct bracketed *b = made(a, base, copies, count);
	bool right = bracketed_count(b).brackets == 0;
	bracketed_done(b);
	for (size_t h = 0; h < count; h++)
		copies[h].text = hands[0].text;
	struct bracketed *many = made(a, base, copies, count), *one = made(a, base, copies, 1);
	right = right && bracketed_count(many).brackets == bracketed_count(one).brackets &&
		bracketed_count(many).depth <= 1;
	bracketed_done(many);
	bracketed_done(one);
	return right;
}

/* L5: who has the base's text, or another's, changes no bracket but names. */
static bool
law_monotone(arena *a, str base, const struct hand hands[], size_t count)
{
	struct hand more[HANDS_MOST + 2];
	memcpy(more, hands, count * sizeof *more);
	more[count] = (struct hand){ S("Z1"), base };
	more[count + 1] = (struct hand){ S("Z2"), hands[0].text };
	struct bracketed *b = made(a, base, hands, count), *c = made(a, base, more, count + 1),
			 *d = made(a, base, more, count + 2);
	bool right = str_eq(print(a, b), print(a, c)) &&
		     bracketed_count(b).brackets == bracketed_count(d).brackets &&
		     bracketed_count(b).words_shown == bracketed_count(d).words_shown;
	bracketed_done(b);
	bracketed_done(c);
	bracketed_done(d);
	return right;
}

static bool
is_inside(char before, char behind)
{
	return ((before >= '0' && before <= '9') || (before >= 'a' && before <= 'z')) &&
	       ((behind >= '0' && behind <= '9') || (behind >= 'a' && behind <= 'z'));
}

/* L6: no bracket inside a word, at most one level in another. */
static bool
passage_is_whole(const struct passage *p, unsigned depth)
{
	for (size_t i = 0; i < p->count; i++) {
		const struct site *s = p->at[i].site;
		str before = i ? p->at[i - 1].text : S("");
		if (s && depth == 2)
			return false;
		for (size_t k = 0; s && k < s->count; k++) {
			const struct passage *x = &s->at[k].content;
			str text = x->count && !x->at[0].site ? x->at[0].text : S("");
			if (before.len && text.len &&
			    is_inside(before.at[before.len - 1], text.at[0]))
				return false;
			if (!passage_is_whole(x, depth + 1))
				return false;
		}
	}
	return true;
}

static bool
law_words(arena *a, str base, const struct hand hands[], size_t count)
{
	struct bracketed *b = made(a, base, hands, count);
	bool right = passage_is_whole(&b->top, 0) && bracketed_count(b).depth <= 2;
	bracketed_done(b);
	return right;
}

/* L7: withdrawing a hand from the print is consolidating without it. */
static bool
law_withdraws(arena *a, str base, const struct hand hands[], size_t count)
{
	struct hand left[HANDS_MOST];
	struct bracketed *b = made(a, base, hands, count), *read = bracketed_read(a, print(a, b));
	for (size_t h = 0; h + 1 < count; h++) {
		buf out = { 0 };
		bracketed_project(read, bracketed_owner(read, hands[h].name), &out);
		left[h] = (struct hand){ hands[h].name, arena_str(a, buf_str(&out)) };
		buf_done(&out);
	}
	struct bracketed *x = made(a, base, left, count - 1), *y = made(a, base, hands, count - 1);
	bool right = str_eq(print(a, x), print(a, y));
	bracketed_done(b);
	bracketed_done(read);
	bracketed_done(x);
	bracketed_done(y);
	return right;
}

/* L8: choosing as one hand, site by site, from either end, gives its text. */
static bool
law_resolves(arena *a, str base, const struct hand hands[], size_t count)
{
	struct bracketed *b = made(a, base, hands, count);
	bool right = true;
	for (size_t h = 0; h <= count && right; h++)
		for (int from_end = 0; from_end < 2 && right; from_end++) {
			str name = h < count ? hands[h].name : S("");
			struct bracketed *now = b;
			for (size_t sites = 1; sites;) {
				sites = 0;
				for (size_t i = 0; i < now->top.count; i++)
					sites += now->top.at[i].site != NULL;
				if (!sites)
					break;
				struct bracketed *next = bracketed_resolve(
					a, now, from_end ? sites - 1 : 0,
					name.len ? bracketed_owner(now, name) : 0);
				if (now != b)
					bracketed_done(now);
				now = next;
			}
			right = projects(now, name, h < count ? hands[h].text : base);
			if (now != b)
				bracketed_done(now);
		}
	bracketed_done(b);
	return right;
}

/* ---- cases ---- */

typedef bool law(arena *a, str base, const struct hand hands[], size_t count);

static bool
holds(law *l, const struct case_of *c)
{
	arena *a = arena_new();
	struct hand hands[HANDS_MOST];
	size_t count = hands_of(a, c, hands);
	bool right = l(a, text_of(a, &c->base), hands, count);
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
case_shrink(law *l, struct case_of *c)
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
	struct bracketed *b = made(a, base, hands, count);
	str text = print(a, b);
	printf("gives <%.*s>\n", STR_ARG(text));
	bracketed_done(b);
	arena_free(a);
}

static void
hold(law *l)
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
	hold(law_reads_back);
}

TEST(laws_hands, the_order_of_hands_decides_nothing)
{
	hold(law_order);
}

TEST(laws_hands, copies_of_the_base_make_no_bracket_and_equal_texts_share_theirs)
{
	hold(law_equals);
}

TEST(laws_hands, who_has_what_another_has_adds_a_name_and_nothing_else)
{
	hold(law_monotone);
}

TEST(laws_hands, no_bracket_is_inside_a_word_and_none_three_deep)
{
	hold(law_words);
}

TEST(laws_hands, withdrawing_one_is_consolidating_without_it)
{
	hold(law_withdraws);
}

TEST(laws_hands, resolving_site_by_site_gives_the_text)
{
	hold(law_resolves);
}
