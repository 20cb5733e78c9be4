/* How well points are found again by their words alone, on histories where the
 * truth is known: points reworded, lengthened and cut, moved, split, merged,
 * added and deleted, numbers given anew in each draft, no identities and no
 * headings.  With identities the rows of several steps are the product of the
 * steps; by words, that is nearly so. */
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/list.h"
#include "rand.h"
#include "test.h"
#include "text/match.h"

enum { WORDS = 3000, POINTS_MOST = 80, SENTENCES_MOST = 16, LENGTH_MOST = 32, VERSIONS = 3 };

struct sentence { uint16_t words[LENGTH_MOST]; unsigned count; };

/* A point, and the points of the draft before that it came from. */
struct kept {
	struct sentence sentences[SENTENCES_MOST];
	unsigned count, identity;
	unsigned from[4], from_count;
};

struct text_of { struct kept points[POINTS_MOST]; unsigned count; };

/* Of the pairs: those there are, those found, those both. */
struct score { unsigned there, found, right; };

static struct sentence
new_sentence(struct rand *r)
{
	struct sentence s = { .count = 6 + (unsigned)rand_below(r, 20) };
	for (unsigned i = 0; i < s.count; i++) {
		uint64_t top = 8 + rand_below(r, WORDS - 8);
		s.words[i] = (uint16_t)rand_below(r, 1 + rand_below(r, top));
	}
	return s;
}

static struct kept
new_point(struct rand *r, unsigned identity)
{
	struct kept p = { .count = 1 + (unsigned)rand_below(r, 4), .identity = identity };
	for (unsigned i = 0; i < p.count; i++)
		p.sentences[i] = new_sentence(r);
	return p;
}

/* `share` in percent of its words become others. */
static void
reword(struct rand *r, struct kept *p, unsigned share)
{
	for (unsigned i = 0; i < p->count; i++)
		for (unsigned k = 0; k < p->sentences[i].count; k++)
			if (rand_below(r, 100) < share)
				p->sentences[i].words[k] = (uint16_t)rand_below(r, WORDS);
}

static void
edit(struct rand *r, struct kept *p)
{
	if (rand_below(r, 100) < 45)
		reword(r, p, 3 + (unsigned)rand_below(r, 30));
	if (rand_below(r, 100) < 12 && p->count < SENTENCES_MOST)
		p->sentences[p->count++] = new_sentence(r);
	if (rand_below(r, 100) < 8 && p->count > 1)
		p->count--;
}

static void
add_all(struct kept *to, const struct kept *from)
{
	for (unsigned i = 0; i < from->count && to->count < SENTENCES_MOST; i++)
		to->sentences[to->count++] = from->sentences[i];
}

static void
move_one(struct rand *r, struct text_of *t)
{
	unsigned from = (unsigned)rand_below(r, t->count), to = (unsigned)rand_below(r, t->count);
	struct kept p = t->points[from];
	memmove(&t->points[from], &t->points[from + 1], (t->count - from - 1) * sizeof p);
	memmove(&t->points[to + 1], &t->points[to], (t->count - 1 - to) * sizeof p);
	t->points[to] = p;
}

/* A new point; one in five is like another, as provisions are. */
static struct kept
added_point(struct rand *r, const struct text_of *t, unsigned count, unsigned *identities)
{
	struct kept p = new_point(r, ++*identities);
	if (!count || rand_below(r, 5))
		return p;
	const struct kept *like = &t->points[rand_below(r, count)];
	p.count = like->count;
	memcpy(p.sentences, like->sentences, sizeof p.sentences);
	reword(r, &p, 35 + (unsigned)rand_below(r, 40));
	return p;
}

/* The next draft. */
static void
next_text(struct rand *r, struct text_of *ret, const struct text_of *t, unsigned *identities)
{
	ret->count = 0;
	for (unsigned i = 0; i < t->count && ret->count + 3 < POINTS_MOST; i++) {
		unsigned dice = (unsigned)rand_below(r, 100);
		struct kept p = t->points[i],
			    *last = ret->count ? &ret->points[ret->count - 1] : NULL;
		p.from[0] = i;
		p.from_count = 1;
		if (dice < 5)
			continue;
		if (dice < 10 && last && last->from_count == 1 && last->from[0] == i - 1 &&
		    last->count + p.count <= SENTENCES_MOST) {
			add_all(last, &p);
			last->from[last->from_count++] = i;
			continue;
		}
		edit(r, &p);
		if (dice < 15 && p.count > 1) {
			unsigned cut = 1 + (unsigned)rand_below(r, p.count - 1);
			struct kept part = { .identity = ++*identities,
					     .from = { i },
					     .from_count = 1 };
			for (unsigned k = cut; k < p.count; k++)
				part.sentences[part.count++] = p.sentences[k];
			p.count = cut;
			ret->points[ret->count++] = p;
			p = part;
		}
		ret->points[ret->count++] = p;
		if (rand_below(r, 100) < 5)
			ret->points[ret->count++] = added_point(r, t, t->count, identities);
	}
	for (unsigned i = 0; ret->count > 1 && i < ret->count / 15; i++)
		move_one(r, ret);
}

static draft *
print_draft(arena *a, const struct text_of *t, bool with_identities)
{
	struct err err = { 0 };
	buf out = { 0 };
	for (unsigned i = 0; i < t->count; i++) {
		buf_printf(&out, "%u. ", i + 1);
		if (with_identities)
			buf_printf(&out, "{#p%u} ", t->points[i].identity);
		for (unsigned k = 0; k < t->points[i].count; k++) {
			const struct sentence *s = &t->points[i].sentences[k];
			for (unsigned w = 0; w < s->count; w++)
				buf_printf(&out, "w%u%s", s->words[w],
					   w + 1 < s->count ? " " : ". ");
		}
		buf_add(&out, S("\n"));
	}
	draft *d = draft_read(a, arena_str(a, buf_str(&out)), S("v.md"), &err);
	CHECK_OK(d != NULL, err);
	buf_done(&out);
	return d;
}

struct linked { bool is[POINTS_MOST][POINTS_MOST]; };

static void
match_texts(struct linked *ret, const struct text_of *x, const struct text_of *y,
	    bool with_identities)
{
	arena *a = arena_new();
	lexicon *l = lexicon_new();
	struct match_draft p = match_draft_of(a, print_draft(a, x, with_identities));
	struct match_draft q = match_draft_of(a, print_draft(a, y, with_identities));
	struct matching m;
	*ret = (struct linked){ 0 };
	match_drafts(&m, a, l, &p, &q, NULL, 0);
	for (size_t i = 0; i < m.rows.count; i++)
		if (m.rows.at[i].a && m.rows.at[i].b)
			ret->is[m.rows.at[i].a - 1][m.rows.at[i].b - 1] = true;
	matching_done(&m);
	lexicon_free(l);
	arena_free(a);
}

static void
true_links(struct linked *ret, const struct text_of *y)
{
	*ret = (struct linked){ 0 };
	for (unsigned j = 0; j < y->count; j++)
		for (unsigned k = 0; k < y->points[j].from_count; k++)
			ret->is[y->points[j].from[k]][j] = true;
}

static void
multiply(struct linked *ret, const struct linked *x, const struct linked *y)
{
	*ret = (struct linked){ 0 };
	for (unsigned i = 0; i < POINTS_MOST; i++)
		for (unsigned k = 0; k < POINTS_MOST; k++)
			for (unsigned j = 0; x->is[i][k] && j < POINTS_MOST; j++)
				ret->is[i][j] = ret->is[i][j] || y->is[k][j];
}

static void
score(struct score *s, const struct linked *truth, const struct linked *found)
{
	for (unsigned i = 0; i < POINTS_MOST; i++)
		for (unsigned j = 0; j < POINTS_MOST; j++) {
			s->there += truth->is[i][j];
			s->found += found->is[i][j];
			s->right += truth->is[i][j] && found->is[i][j];
		}
}

static void
check_score(const char *what, const struct score *s, unsigned recall, unsigned precision)
{
	unsigned of_there = 1000 * s->right / (s->there ? s->there : 1);
	unsigned of_found = 1000 * s->right / (s->found ? s->found : 1);
	if (getenv("PARAPH_SCORES"))
		printf("%s: of %u pairs %u.%u %% found; of %u found %u.%u %% right\n", what,
		       s->there, of_there / 10, of_there % 10, s->found, of_found / 10,
		       of_found % 10);
	if (of_there < recall || of_found < precision)
		test_failed(__FILE__, __LINE__, "%s: %u of 1000 found, %u right; wanted %u and %u",
			    what, of_there, of_found, recall, precision);
}

static void
make_history(struct rand *r, struct text_of v[VERSIONS])
{
	unsigned identities = 0;
	v[0].count = 10 + (unsigned)rand_below(r, 40);
	for (unsigned i = 0; i < v[0].count; i++)
		v[0].points[i] = added_point(r, &v[0], i, &identities);
	for (unsigned d = 1; d < VERSIONS; d++)
		next_text(r, &v[d], &v[d - 1], &identities);
}

TEST(text_match_truth, points_are_found_again_by_their_words)
{
	static struct text_of v[VERSIONS];
	static struct linked step[2], truth[2], both, twice, true_both;
	struct rand r = rand_new();
	struct score one = { 0 }, over = { 0 }, product = { 0 };
	for (unsigned run = 0; run < 150; run++) {
		make_history(&r, v);
		for (unsigned d = 0; d < 2; d++) {
			match_texts(&step[d], &v[d], &v[d + 1], false);
			true_links(&truth[d], &v[d + 1]);
			score(&one, &truth[d], &step[d]);
		}
		match_texts(&both, &v[0], &v[2], false);
		multiply(&true_both, &truth[0], &truth[1]);
		multiply(&twice, &step[0], &step[1]);
		score(&over, &true_both, &both);
		score(&product, &twice, &both);
	}
	check_score("one step", &one, 970, 995);
	check_score("two steps at once", &over, 900, 990);
	check_score("two steps at once against one after the other", &product, 930, 985);
}

/* Every point that has its identity still, over one step and over both: so the
 * steps compose, whatever became of words, numbers and order. */
TEST(text_match_truth, by_identity_steps_compose)
{
	static struct text_of v[VERSIONS];
	static struct linked found;
	struct rand r = rand_new();
	for (unsigned run = 0; run < 100; run++) {
		make_history(&r, v);
		for (unsigned d = 0; d < VERSIONS; d++) {
			const struct text_of *x = &v[d == 2 ? 0 : d], *y = &v[d == 2 ? 2 : d + 1];
			match_texts(&found, x, y, true);
			for (unsigned i = 0; i < x->count; i++)
				for (unsigned j = 0; j < y->count; j++)
					CHECK(found.is[i][j] ||
					      x->points[i].identity != y->points[j].identity);
		}
	}
}
