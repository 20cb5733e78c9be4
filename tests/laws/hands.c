#include "laws/hands.h"

#include <string.h>

#include "base/buf.h"
#include "text/words.h"

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

static struct bracketed *
made(arena *a, str base, const struct hand hands[], size_t count)
{
	return consolidate(a, base, hands, count, &consolidate_defaults);
}

/* L1 and L2: the tree and its print give every text back. */
static bool
law_reads_back(arena *a, str base, const struct hand hands[], size_t count)
{
	struct bracketed *b = made(a, base, hands, count), *again = bracketed_read(a, bracketed_text(a, b));
	bool right = all_project(b, base, hands, count) && all_project(again, base, hands, count) && !again->faults.count;
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
	bool right = x.sites == y.sites && x.brackets == y.brackets && x.words_shown == y.words_shown && x.depth == y.depth &&
		     x.words_bracketed == y.words_bracketed && bracketed_text(a, b).len == bracketed_text(a, c).len;
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
	right = right && bracketed_count(many).brackets == bracketed_count(one).brackets && bracketed_count(many).depth <= 1;
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
	struct bracketed *b = made(a, base, hands, count), *c = made(a, base, more, count + 1), *d = made(a, base, more, count + 2);
	bool right = str_eq(bracketed_text(a, b), bracketed_text(a, c)) && bracketed_count(b).brackets == bracketed_count(d).brackets &&
		     bracketed_count(b).words_shown == bracketed_count(d).words_shown;
	bracketed_done(b);
	bracketed_done(c);
	bracketed_done(d);
	return right;
}

/* What an owner reads, piece by piece and before any blank is dropped, and where
 * one piece ends and another begins. */
struct seen { buf text; LIST(size_t) cuts; };

static void
see(struct seen *s, const struct passage *p, uint32_t owner)
{
	for (size_t i = 0; i < p->count; i++) {
		const struct site *site = p->at[i].site;
		*LIST_ADD(&s->cuts) = s->text.len;
		if (!site) {
			buf_add(&s->text, p->at[i].text);
			continue;
		}
		const struct alternative *own = NULL;
		for (size_t k = 0; k < site->count; k++) {
			bool named = !site->at[k].owner_count && !own;
			for (size_t n = 0; n < site->at[k].owner_count && owner; n++)
				named = named || site->at[k].owners[n] == owner - 1;
			own = named ? &site->at[k] : own;
		}
		if (own)
			see(s, &own->content, owner);
	}
}

/* No cut is inside a token of the text as it is read.  `seen` has blanks that
 * it has not, and nothing else. */
static bool
cuts_are_between(const struct seen *s, str text)
{
	lexicon *l = lexicon_new();
	struct tokens t = { 0 };
	bool between = true;
	tokens_read(&t, l, text);
	for (size_t i = 0, at = 0, from = 0, k = 0; i < s->cuts.count; i++) {
		for (; from < s->cuts.at[i]; from++)
			at += at < text.len && text.at[at] == s->text.at[from];
		while (k < t.count && token_end(&t, k) <= at)
			k++;
		between = between && (k == t.count || t.at[k].kind == TOKEN_BREAK || at <= t.at[k].at);
	}
	tokens_done(&t);
	lexicon_free(l);
	return between;
}

/* L6: no bracket inside a word, a number, a citation; at most one level in another. */
static bool
law_words(arena *a, str base, const struct hand hands[], size_t count)
{
	struct bracketed *b = made(a, base, hands, count);
	bool right = bracketed_count(b).depth <= 2;
	for (size_t h = 0; h <= count && right; h++) {
		struct seen s = { .text = { 0 } };
		see(&s, &b->top, h < count ? bracketed_owner(b, hands[h].name) : 0);
		right = cuts_are_between(&s, h < count ? hands[h].text : base);
		buf_done(&s.text);
		LIST_DONE(&s.cuts);
	}
	bracketed_done(b);
	return right;
}

/* L7: withdrawing a hand from the print is consolidating without it. */
static bool
law_withdraws(arena *a, str base, const struct hand hands[], size_t count)
{
	struct hand left[HANDS_MOST];
	struct bracketed *b = made(a, base, hands, count), *read = bracketed_read(a, bracketed_text(a, b));
	for (size_t h = 0; h + 1 < count; h++) {
		buf out = { 0 };
		bracketed_project(read, bracketed_owner(read, hands[h].name), &out);
		left[h] = (struct hand){ hands[h].name, arena_str(a, buf_str(&out)) };
		buf_done(&out);
	}
	struct bracketed *x = made(a, base, left, count - 1), *y = made(a, base, hands, count - 1);
	bool right = str_eq(bracketed_text(a, x), bracketed_text(a, y));
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
				struct bracketed *next = bracketed_resolve(a, now, from_end ? sites - 1 : 0,
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

const struct hand_law hand_laws[HAND_LAWS] = {
	[HAND_READS_BACK] = { "every text reads back from the print, to the byte", law_reads_back },
	[HAND_ORDER] = { "the order of hands decides nothing", law_order },
	[HAND_EQUALS] = { "copies of the base make no bracket, and equal texts share theirs", law_equals },
	[HAND_MONOTONE] = { "who has what another has adds a name and nothing else", law_monotone },
	[HAND_WORDS] = { "no bracket is inside a word, and none three deep", law_words },
	[HAND_WITHDRAWS] = { "withdrawing one is consolidating without it", law_withdraws },
	[HAND_RESOLVES] = { "resolving site by site gives the text", law_resolves },
};
