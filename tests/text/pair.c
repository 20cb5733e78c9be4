#include "pair.h"

#include <stdio.h>

#include "base/buf.h"
#include "test.h"

enum { PIECES_MOST = 512 };

/* Words that repeat, marks, numbers, blanks of all kinds, one letter in two encodings,
 * scripts, marks that combine with what stands before them, emoji. */
static const char *const pieces[] = {
	"shall ", "should ", "the ", "port ", "of ", "and ", "both ", "shores, ", "the ", "parties; ", "not ",
	"be ",
	"run ", "by ", "a ", "board. ", "Article 4(2)(b) ", "28 ", "(a) ", "e.g. ", "\n\n", "\n",
	"  ", "\t", " \n \n",
	"caf\xc3\xa9 ", "cafe\xcc\x81 ", "(", ") ", "\"", "\xe2\x80\x9c", "- ", "non-paper ",
	"and/or ", "\r\n",
	"\xd0\xbf\xd0\xbe\xd1\x80\xd1\x82 ", "\xe6\xb8\xaf\xe5\x8f\xa3 ", ".", "x", "1,000 ",
	"\xcc\x81", "2. ", "\n3. ",
	"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x80 ", "\xe2\x80\x8d",
	"\xd9\x85\xd9\x8a\xd9\x86\xd8\xa7\xd8\xa1 ", "THE ",
	"\xc2\xa0", "4(2))", "--", "...", "\n(b) ", "5 %", ";", ":", "Art. ", "\xc2\xa7 ", "U.S. ",
	"can\xe2\x80\x99t ",
};
enum { PIECES = sizeof pieces / sizeof *pieces };

struct half { uint8_t at[PIECES_MOST]; size_t count; };
struct pair { struct half old, new; };

static void
half_put(struct half *h, size_t at, uint8_t piece)
{
	if (h->count == PIECES_MOST)
		return;
	memmove(h->at + at + 1, h->at + at, h->count - at);
	h->at[at] = piece;
	h->count++;
}

static void
half_cut(struct half *h, size_t at)
{
	memmove(h->at + at, h->at + at + 1, h->count - at - 1);
	h->count--;
}

/* A passage goes elsewhere. */
static void
half_move(struct rand *r, struct half *h, size_t most)
{
	struct half passage = { 0 };
	size_t at = rand_below(r, h->count + 1);
	for (size_t many = 1 + rand_below(r, most); many > 0 && at < h->count; many--) {
		passage.at[passage.count++] = h->at[at];
		half_cut(h, at);
	}
	at = rand_below(r, h->count + 1);
	for (size_t i = passage.count; i-- > 0;)
		half_put(h, at, passage.at[i]);
}

static void
half_change(struct rand *r, struct half *h)
{
	size_t at = rand_below(r, h->count + 1), many = 1 + rand_below(r, 4);
	if (rand_below(r, 5) == 0) {
		half_move(r, h, 30);
		return;
	}
	if (rand_below(r, 2))
		for (size_t k = 0; k < many && at < h->count; k++)
			half_cut(h, at);
	if (rand_below(r, 2))
		for (size_t k = 0; k < many; k++)
			half_put(h, at, (uint8_t)rand_below(r, PIECES));
}

static void
pair_make(struct rand *r, struct pair *p, size_t size)
{
	size_t words = 1 + rand_below(r, PIECES);       /* few different ones at times */
	*p = (struct pair){ 0 };
	for (size_t i = rand_below(r, size + 1); i > 0; i--)
		half_put(&p->old, p->old.count, (uint8_t)rand_below(r, words));
	p->new = p->old;
	for (size_t i = rand_below(r, 6); i > 0; i--)
		half_change(r, &p->new);
}

static str
half_text(arena *a, const struct half *h)
{
	buf out = { 0 };
	for (size_t i = 0; i < h->count; i++)
		buf_add(&out, str_of(pieces[h->at[i]]));
	str text = arena_str(a, buf_str(&out));
	buf_done(&out);
	return text;
}

str
pair_text(arena *a, struct rand *r, size_t count)
{
	struct half h = { 0 };
	for (size_t i = 0; i < count; i++)
		half_put(&h, h.count, (uint8_t)rand_below(r, PIECES));
	return half_text(a, &h);
}

static bool
holds(pair_law *law, const struct pair *p)
{
	arena *a = arena_new();
	bool right = law(half_text(a, &p->old), half_text(a, &p->new));
	arena_free(a);
	return right;
}

/* Without the piece at `at`, in both where both have as many behind it. */
static bool
is_smaller(pair_law *law, struct pair *p, size_t at, bool from_old, bool from_new)
{
	struct pair less = *p;
	if ((from_old && at >= p->old.count) || (from_new && at >= p->new.count))
		return false;
	if (from_old)
		half_cut(&less.old, p->old.count - 1 - at);
	if (from_new)
		half_cut(&less.new, p->new.count - 1 - at);
	if (holds(law, &less))
		return false;
	*p = less;
	return true;
}

static void
pair_shrink(pair_law *law, struct pair *p)
{
	for (bool smaller = true; smaller;) {
		smaller = false;
		for (size_t i = 0; i < PIECES_MOST && !smaller; i++)
			smaller = is_smaller(law, p, i, true, true) ||
				  is_smaller(law, p, i, true, false) ||
				  is_smaller(law, p, i, false, true);
	}
}

void
pairs_hold(pair_law *law, struct rand *r, size_t cases, size_t pieces_most)
{
	for (size_t i = 0; i < cases; i++) {
		struct pair p;
		pair_make(r, &p, 1 + i * pieces_most / cases);
		if (holds(law, &p))
			continue;
		pair_shrink(law, &p);
		arena *a = arena_new();
		str old = half_text(a, &p.old), new = half_text(a, &p.new);
		printf("old <%.*s>\nnew <%.*s>\n", STR_ARG(old), STR_ARG(new));
		arena_free(a);
		CHECK(!"the law holds");
	}
}
