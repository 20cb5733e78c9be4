#include "text/blame.h"

#include <stdio.h>
#include <time.h>

#include "base/buf.h"
#include "history.h"
#include "test.h"
#include "text/words.h"

enum { PASSAGES_MOST = 400 };

/* One passage a line; NULL ends the list. */
static uint32_t
add(blame *b, uint32_t label, const char *const *texts)
{
	struct blame_passage passages[20] = { 0 };
	size_t count = 0;
	for (; texts[count]; count++)
		passages[count].words = str_of(texts[count]);
	return blame_add(b, label, passages, count);
}

#define ADD(b, label, ...) add((b), (label), (const char *const[]){ __VA_ARGS__, NULL })

/* The origins of a passage, a letter a word: its label. */
static str
labels(blame *b, size_t passage)
{
	static char text[200];
	const struct blamed *words;
	size_t length = 0;
	for (size_t i = 0, n = blame_words(b, passage, &words); i < n; i++)
		text[length++] = (char)words[i].label;
	return (str){ text, length };
}

static const struct blamed *
word(blame *b, size_t passage, size_t index)
{
	const struct blamed *words;
	CHECK(index < blame_words(b, passage, &words));
	return &words[index];
}

TEST(text_blame, each_word_has_the_version_that_brought_it_in)
{
	blame *b = blame_new();
	ADD(b, 'a', "The port shall be run by a board.");
	CHECK_EQ(ADD(b, 'b', "The port shall be run by a joint harbour board."), 2);
	CHECK_STR(labels(b, 0), "aaaaaaabbaa");
	CHECK_EQ(word(b, 0, 7)->in, 2);
	CHECK_EQ(word(b, 0, 7)->at, 27);
	ADD(b, 'c', "The port should be run by a joint harbour board.");
	CHECK_STR(labels(b, 0), "aacaaaabbaa");
	blame_free(b);
}

TEST(text_blame, a_word_that_comes_back_is_from_where_it_was_first)
{
	blame *b = blame_new();
	ADD(b, 'a', "Boats may not fish in spring.", "The coast is open.");
	ADD(b, 'b', "Boats may fish in spring.", "The coast is open.");
	ADD(b, 'c', "Boats may not fish in spring.", "The coast is open.");
	CHECK_STR(labels(b, 0), "aaaaaaa");
	CHECK_EQ(word(b, 0, 2)->back, 3);
	CHECK_EQ(word(b, 0, 1)->back, 0);
	CHECK(!word(b, 0, 2)->back_offered);
	blame_free(b);
}

TEST(text_blame, a_point_that_comes_back_elsewhere_with_changes_is_known)
{
	blame *b = blame_new();
	ADD(b, 'a', "The Friends of the Lake shall keep ten monitors on the lake for one year.",
	    "One.", "Two.");
	ADD(b, 'b', "One.", "Two.");
	ADD(b, 'c', "One.", "Two and a half.");
	ADD(b, 'd', "One.", "Two and a half.",
	    "The Friends of the Lake shall keep six monitors on the lake for one year.");
	CHECK_STR(labels(b, 2), "aaaaaaadaaaaaaaa");
	CHECK_EQ(word(b, 2, 0)->back, 4);
	CHECK_EQ(word(b, 2, 0)->passage, 0);
	CHECK_EQ(word(b, 2, 7)->passage, 2);
	blame_free(b);
}

TEST(text_blame, splits_merges_and_moves_keep_their_words)
{
	blame *b = blame_new();
	ADD(b, 'a',
	    "Persons displaced since May may return to their homes. Property taken from them shall "
	    "be "
	    "given back or made good.",
	    "The channel shall be kept open to a depth of four metres.");
	ADD(b, 'b', "The channel shall be kept open to a depth of four metres.",
	    "Persons displaced since May may return to their homes in safety.",
	    "Property taken from them shall be given back or made good.");
	CHECK_STR(labels(b, 0), "aaaaaaaaaaaaa");
	CHECK_STR(labels(b, 1), "aaaaaaaaabba");
	CHECK_STR(labels(b, 2), "aaaaaaaaaaaa");
	CHECK_EQ(word(b, 2, 0)->back, 0);
	ADD(b, 'c',
	    "The channel shall be kept open to a depth of four metres. Property taken from them "
	    "shall be "
	    "given back or made good.",
	    "Persons displaced since May may return to their homes in safety.");
	CHECK_STR(labels(b, 0), "aaaaaaaaaaaaaaaaaaaaaaaaa");
	CHECK_EQ(word(b, 0, 20)->back, 0);
	blame_free(b);
}

TEST(text_blame, words_of_an_offer_are_from_the_offer_and_in_the_draft_that_took_them)
{
	blame *b = blame_new();
	ADD(b, 'a', "Prisoners shall be released.");
	blame_offer(b, 'U', S("Prisoners shall be released within ten days."), 1, false);
	blame_offer(b, 'L', S("Prisoners should be released within ten days of signature."), 1,
		    false);
	CHECK_STR(labels(b, 0), "aaaaa");
	ADD(b, 'b', "Prisoners should soon be released within ten days.");
	CHECK_STR(labels(b, 0), "aLbaaUUUa");
	CHECK(word(b, 0, 1)->offered && word(b, 0, 5)->offered && !word(b, 0, 2)->offered);
	CHECK_EQ(word(b, 0, 5)->in, 2);
	CHECK_EQ(word(b, 0, 5)->back, 0);
	blame_free(b);
}

TEST(text_blame, who_asks_for_words_to_come_back_is_named_beside_who_wrote_them)
{
	blame *b = blame_new();
	ADD(b, 'a', "Prisoners shall not be released.");
	ADD(b, 'b', "Prisoners shall be released.");
	blame_offer(b, 'L', S("Prisoners shall not be released."), 1, false);
	ADD(b, 'c', "Prisoners shall not be released.");
	CHECK_STR(labels(b, 0), "aaaaaa");
	CHECK_EQ(word(b, 0, 2)->back, 3);
	CHECK(word(b, 0, 2)->back_offered);
	CHECK_EQ(word(b, 0, 2)->back_label, 'L');
	blame_free(b);
}

TEST(text_blame, an_offer_for_no_passage_is_known_in_a_new_one)
{
	blame *b = blame_new();
	ADD(b, 'a', "One.", "Two.");
	blame_offer(b, 'U', S("Property taken since May shall be returned."), 0, false);
	ADD(b, 'b', "One.", "Property taken since May shall be made good.", "Two.");
	CHECK_STR(labels(b, 1), "UUUUUUbbb");
	blame_free(b);
}

/* ---- histories with known truth ---- */

struct score { size_t words, right, hard, hard_right, back_wrong; };

static void
add_history(blame *b, const struct history *h, bool says_before)
{
	struct blame_passage passages[PASSAGES_MOST];
	CHECK(h->passages.count < PASSAGES_MOST);
	for (size_t i = 0; i < h->passages.count; i++)
		passages[i] = (struct blame_passage){ h->passages.at[i].text,
						      says_before ? h->passages.at[i].before : 0 };
	blame_add(b, h->version, passages, h->passages.count);
	for (size_t i = 0; i < h->offers.count; i++)
		if (h->offers.at[i].is_new)
			blame_offer(b, 1000000 + (uint32_t)i + 1, h->offers.at[i].text,
				    h->offers.at[i].passage, false);
}

static void
score_word(struct score *s, const struct blamed *got, const struct truth *true_one)
{
	bool hard = true_one->in > 1 || true_one->back;         /* not there from the first day
								 * on */
	bool right = true_one->offer ? got->offered && got->label == 1000000 + true_one->offer
				     : !got->offered && got->label == true_one->in;
	s->words++;
	s->right += right && got->in == true_one->in;
	s->hard += hard;
	s->hard_right += hard && right && got->in == true_one->in;
	s->back_wrong += got->back != true_one->back;
}

static void
score_history(struct score *s, blame *b, const struct history *h)
{
	for (size_t i = 0; i < h->passages.count; i++) {
		const struct history_words *w = &h->passages.at[i].words;
		const struct blamed *words;
		CHECK_EQ(blame_words(b, i, &words), w->count);
		for (size_t k = 0; k < w->count; k++)
			score_word(s, &words[k], &h->truths.at[w->at[k]]);
	}
}

static struct score
score_histories(size_t histories, unsigned versions, unsigned edits, bool says_before)
{
	struct score s = { 0 };
	struct rand r = rand_new();
	for (size_t i = 0; i < histories; i++) {
		struct history h;
		blame *b = blame_new();
		history_new(&h, rand_next(&r));
		h.edits_most = edits;
		for (unsigned v = 0; v < versions; v++) {
			history_step(&h);
			add_history(b, &h, says_before);
		}
		score_history(&s, b, &h);
		history_done(&h);
		blame_free(b);
	}
	if (getenv("PARAPH_SCORES"))
		fprintf(stderr,
			"words %zu right %.3f%%; hard %zu right %.3f%%; back wrong %.3f%%\n",
			s.words, 100.0 * (double)s.right / (double)s.words, s.hard,
			100.0 * (double)s.hard_right / (double)s.hard,
			100.0 * (double)s.back_wrong / (double)s.words);
	return s;
}

TEST(text_blame, of_random_histories_99_words_of_100_are_right)
{
	for (int says_before = 0; says_before < 2; says_before++) {
		struct score few = score_histories(60, 12, 6, says_before);
		struct score many = score_histories(15, 60, 10, says_before);
		CHECK(few.right * 1000 >= few.words * 995);
		CHECK(many.right * 100 >= many.words * 99);
		CHECK(few.hard_right * 100 >= few.hard * 99);
		CHECK(many.hard_right * 1000 >= many.hard * 985);
		CHECK(many.back_wrong * 100 <= many.words);
	}
}

/* ---- what holds of any history ---- */

/* The texts of all versions, and of all offers. */
struct told { LIST(str) texts; LIST(uint32_t) versions; LIST(str) offers; };

static void
tell(struct told *told, const struct history *h)
{
	for (size_t i = 0; i < h->passages.count; i++) {
		*LIST_ADD(&told->texts) = h->passages.at[i].text;
		*LIST_ADD(&told->versions) = h->version;
	}
	for (size_t i = told->offers.count; i < h->offers.count; i++)
		*LIST_ADD(&told->offers) = h->offers.at[i].text;
}

static bool
version_has(const struct told *told, uint32_t version, str text)
{
	for (size_t i = 0; i < told->texts.count; i++)
		if (told->versions.at[i] == version &&
		    str_find_str(told->texts.at[i], text) < told->texts.at[i].len)
			return true;
	return false;
}

static void
check_word(const struct told *told, const struct blamed *w, str text, uint32_t newest)
{
	CHECK(w->in >= 1 && w->in <= newest);
	CHECK(version_has(told, w->in, text));
	if (w->offered) {
		CHECK(w->label > 1000000 && w->label <= 1000000 + told->offers.count);
		str offer = told->offers.at[w->label - 1000001];
		CHECK(str_find_str(offer, text) < offer.len);
	} else {
		CHECK_EQ(w->label, w->in);
	}
	if (!w->back)
		return;
	CHECK(w->back > w->in + 1 && w->back <= newest);
	CHECK(version_has(told, w->back, text));
}

/* Each token of a passage, in order, with nothing but blanks between them. */
static void
check_passage(const struct told *told, blame *b, size_t passage, str text, uint32_t newest)
{
	const struct blamed *words;
	size_t end = 0;
	for (size_t i = 0, n = blame_words(b, passage, &words); i < n; i++) {
		CHECK_EQ(str_trim(str_sub(text, end, words[i].at)).len, 0);
		end = words[i].at + words[i].len;
		check_word(told, &words[i], str_sub(text, words[i].at, end), newest);
	}
	CHECK_EQ(str_trim(str_sub(text, end, text.len)).len, 0);
}

TEST(text_blame, every_word_has_one_origin_and_that_has_the_word)
{
	struct rand r = rand_new();
	for (size_t i = 0; i < 20; i++) {
		struct history h;
		struct told told = { 0 };
		blame *b = blame_new();
		history_new(&h, rand_next(&r));
		for (unsigned v = 0; v < 15; v++) {
			history_step(&h);
			tell(&told, &h);
			add_history(b, &h, v % 2);
			for (size_t k = 0; k < h.passages.count; k++)
				check_passage(&told, b, k, h.passages.at[k].text, h.version);
		}
		LIST_DONE(&told.texts);
		LIST_DONE(&told.versions);
		LIST_DONE(&told.offers);
		history_done(&h);
		blame_free(b);
	}
}

/* All that blame says of the newest version. */
static void
say_all(blame *b, const struct history *h, buf *out)
{
	for (size_t i = 0; i < h->passages.count; i++) {
		const struct blamed *w;
		for (size_t k = 0, n = blame_words(b, i, &w); k < n; k++)
			buf_printf(out, "%u+%u %d %u %u %u %u %u\n", w[k].at, w[k].len,
				   w[k].offered, w[k].label, w[k].passage, w[k].in, w[k].back,
				   w[k].back_label);
	}
}

TEST(text_blame, an_equal_version_changes_nothing)
{
	struct rand r = rand_new();
	for (size_t i = 0; i < 20; i++) {
		struct history h;
		blame *b = blame_new();
		buf before = { 0 }, behind = { 0 };
		history_new(&h, rand_next(&r));
		for (unsigned v = 0; v < 10; v++) {
			history_step(&h);
			add_history(b, &h, false);
		}
		say_all(b, &h, &before);
		for (size_t k = 0; k < h.passages.count; k++)
			h.passages.at[k].before = (uint32_t)k + 1;
		for (size_t k = 0; k < h.offers.count; k++)
			h.offers.at[k].is_new = false;
		add_history(b, &h, i % 2);
		say_all(b, &h, &behind);
		CHECK_STR(buf_str(&behind), buf_str(&before));
		buf_done(&before);
		buf_done(&behind);
		history_done(&h);
		blame_free(b);
	}
}

TEST(text_blame, an_offer_that_nobody_takes_changes_nothing)
{
	struct history h;
	blame *b = blame_new();
	buf before = { 0 }, behind = { 0 };
	history_new(&h, test_seed());
	for (unsigned v = 0; v < 10; v++) {
		history_step(&h);
		add_history(b, &h, false);
	}
	say_all(b, &h, &before);
	blame_offer(b, 77, S("Nobody ever takes any of these words."), 1, false);
	blame_offer(b, 78, h.passages.at[1].text, 2, false);
	blame_offer(b, 79, S(""), 3, true);
	say_all(b, &h, &behind);
	CHECK_STR(buf_str(&behind), buf_str(&before));
	buf_done(&before);
	buf_done(&behind);
	history_done(&h);
	blame_free(b);
}

TEST(text_blame, any_bytes_in_any_order_are_taken)
{
	struct rand r = rand_new();
	char text[40][60];
	for (size_t i = 0; i < 300; i++) {
		blame *b = blame_new();
		struct blame_passage passages[6];
		for (uint32_t v = 1; v <= 6; v++) {
			size_t count = rand_below(&r, 6);
			for (size_t k = 0; k < count; k++)
				passages[k] = (struct blame_passage){ rand_text(&r, "aab  .,\n",
										text[v * 6 + k - 6],
										rand_below(&r, 50)),
								      (uint32_t)rand_below(&r, 8) };
			CHECK_EQ(blame_add(b, v, passages, count), v);
			if (rand_below(&r, 2))
				blame_offer(b, 100, S("a b. a, b"), (uint32_t)rand_below(&r, 8),
					    rand_below(&r, 2));
			for (size_t k = 0; k < count; k++) {
				const struct blamed *words;
				for (size_t n = blame_words(b, k, &words); n-- > 0;)
					CHECK(words[n].in >= 1 && words[n].in <= v);
			}
		}
		blame_free(b);
	}
}

/* ---- what it costs ---- */

static str
repeated(arena *a, const char *text, size_t times)
{
	size_t length = strlen(text);
	char *at = arena_get(a, length * times + 1);
	for (size_t i = 0; i < times; i++)
		memcpy(at + i * length, text, length);
	return (str){ at, length * times };
}

static str
random_words(struct rand *r, arena *a, size_t count, unsigned forms)
{
	buf text = { 0 };
	for (size_t i = 0; i < count; i++)
		buf_printf(&text, "w%u ", (unsigned)rand_below(r, forms));
	str copy = arena_str(a, buf_str(&text));
	buf_done(&text);
	return copy;
}

static double
seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Half a megabyte that has nothing, or all too much, in common with what was
 * before: bounded, here under the sanitizers. */
TEST(text_blame, the_worst_texts_are_not_quadratic)
{
	arena *a = arena_new();
	struct rand r = rand_new();
	str texts[][3] = {
		{ repeated(a, "the ", 125000), repeated(a, "the ", 130000), repeated(a, "the ", 125001) },
		{ repeated(a, "port ", 100000), repeated(a, "port ", 100010), repeated(a, "port ", 150000) },
		{ repeated(a, "a b c d ", 60000), repeated(a, "a b c e ", 60000), repeated(a, "a b c d ", 60001) },
		{ random_words(&r, a, 80000, 50000), random_words(&r, a, 80000, 50000), S("") },
		{ random_words(&r, a, 100000, 9), random_words(&r, a, 100000, 10), random_words(&r, a, 99999, 9) },
	};
	texts[3][2] = arena_printf(a, "%.*snew", STR_ARG(texts[3][0]));
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		blame *b = blame_new();
		double from = seconds();
		for (uint32_t v = 0; v < 3; v++) {
			struct blame_passage p = { texts[i][v], 0 };
			blame_add(b, v, &p, 1);
		}
		blame_offer(b, 9, texts[i][0], 1, false);
		CHECK(seconds() - from < 20);
		blame_free(b);
	}
	arena_free(a);
}
