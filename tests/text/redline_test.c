#include "text/redline.h"

#include <stdio.h>
#include <time.h>

#include "base/buf.h"
#include "pair.h"
#include "rand.h"
#include "test.h"

enum { CASES = 10000, PIECES_MOST = 60, LONG_CASES = 500, LONG_PIECES = 400 };

/* The operations of a redline, as "same(…) del(…)", a move's with its number. */
static str
ops(const char *old, const char *new)
{
	static buf out;
	lexicon *l = lexicon_new();
	struct redline r;
	buf_clear(&out);
	redline_make(&r, l, str_of(old), str_of(new), &redline_defaults);
	for (size_t i = 0; i < r.ops.count; i++) {
		const struct op *x = &r.ops.at[i];
		buf_printf(&out, i ? " %s" : "%s", op_names[x->kind]);
		if (x->move)
			buf_printf(&out, "%u", x->move);
		if (x->kind == OP_DEL || x->kind == OP_INS)
			buf_printf(&out, ":%s", op_form_names[x->form]);
		buf_printf(&out, "(%.*s)", STR_ARG(op_text(&r, x)));
	}
	redline_done(&r);
	lexicon_free(l);
	return buf_str(&out);
}

/* The form of the only difference; -1 where there are several forms. */
static int
form(const char *old, const char *new)
{
	lexicon *l = lexicon_new();
	struct redline r;
	int form = -2;
	redline_make(&r, l, str_of(old), str_of(new), &redline_defaults);
	for (size_t i = 0; i < r.ops.count; i++)
		if (r.ops.at[i].kind == OP_DEL || r.ops.at[i].kind == OP_INS)
			form = form == -2 || form == r.ops.at[i].form ? r.ops.at[i].form : -1;
	redline_done(&r);
	lexicon_free(l);
	return form;
}

static struct redline
counts(const char *old, const char *new)
{
	lexicon *l = lexicon_new();
	struct redline r;
	redline_make(&r, l, str_of(old), str_of(new), &redline_defaults);
	redline_done(&r);
	lexicon_free(l);
	return r;
}

TEST(text_redline, equal_texts_have_nothing_but_what_is_the_same)
{
	CHECK_STR(ops("the port", "the port"), "same(the port)");
	CHECK_STR(ops("", ""), "");
	CHECK_STR(ops("", "the port"), "ins:words(the port)");
	CHECK_STR(ops("the port", ""), "del:words(the port)");
}

TEST(text_redline, a_changed_word_is_one_deletion_and_one_insertion)
{
	CHECK_STR(ops("the port shall be run", "the port should be run"),
		  "same(the port ) del:words(shall) ins:words(should) same( be run)");
}

TEST(text_redline, differences_of_form_are_classed)
{
	CHECK_EQ(form("the port of both", "the port  of both"), FORM_BLANKS);
	CHECK_EQ(form("the port\nof both", "the port of both\n"), FORM_BLANKS);
	CHECK_EQ(form("the caf\xc3\xa9 of both", "the cafe\xcc\x81 of both"), FORM_ENCODING);
	CHECK_EQ(form("the Port of both", "the port of both"), FORM_CAPITALS);
	CHECK_EQ(form("the port, of both", "the port of both"), FORM_PUNCTUATION);
	CHECK_EQ(form("the non-paper of both", "the nonpaper of both"), FORM_PUNCTUATION);
	CHECK_EQ(form("2. The port of both", "3. The port of both"), FORM_NUMBERING);
	CHECK_EQ(form("## 2. The port of both", "## 3. The port of both"), FORM_NUMBERING);
	CHECK_EQ(form("(a) The port of both", "(b) The port of both"), FORM_NUMBERING);
	CHECK_EQ(form("2. The port of both", "The port of both"), FORM_NUMBERING);
	CHECK_EQ(form("the [port] of both", "the port of both"), FORM_WORDS);
	CHECK_EQ(form("the port of both", "the ports of both"), FORM_WORDS);
}

TEST(text_redline, blanks_that_do_not_break_are_blanks)
{
	CHECK_EQ(form("under Article 4 of both", "under Article\xc2\xa0""4 of both"), FORM_BLANKS);
	CHECK_EQ(form("the port of both", "the\xc2\xa0port of both"), FORM_BLANKS);
	CHECK_EQ(form("pay 10\xc2\xa0""000 in all", "pay 10\xe2\x80\x89""000 in all"), FORM_BLANKS);
	CHECK_EQ(form("the port of both", "the\xe3\x80\x80port of both"), FORM_BLANKS);
}

TEST(text_redline, a_number_that_changed_is_never_mere_form)
{
	CHECK_EQ(form("pay 1,000 in all", "pay 1.000 in all"), FORM_WORDS);
	CHECK_EQ(form("pay 1,000 in all", "pay 1000 in all"), FORM_WORDS);
	CHECK_EQ(form("pay 1 000 in all", "pay 1000 in all"), FORM_WORDS);
	CHECK_EQ(form("on 2026-06-04 in all", "on 2026/06/04 in all"), FORM_WORDS);
	CHECK_EQ(form("a fee of -3 in all", "a fee of 3 in all"), FORM_WORDS);
}

TEST(text_redline, a_blank_that_makes_other_words_is_no_mere_blank)
{
	CHECK_EQ(form("he is not able to go", "he is notable to go"), FORM_WORDS);
}

TEST(text_redline, flags_say_what_changed)
{
	lexicon *l = lexicon_new();
	struct redline r;
	redline_make(&r, l, S("it shall pay 10 days later"), S("it should pay 12 days later"),
		     &redline_defaults);
	unsigned flags = 0;
	for (size_t i = 0; i < r.ops.count; i++)
		flags |= r.ops.at[i].flags;
	CHECK_EQ(flags, TOKEN_MODAL | TOKEN_NUMBER);
	redline_done(&r);
	lexicon_free(l);
}

static const char *const paragraphs[] = {
	"The port is run by a board of five members.\n\n",
	"Each party names two of them, and both name the chair together.\n\n",
	"Fees are set once a year, in the month of June, by a vote.\n\n",
};

/* The paragraphs in an order, "201", one with other words at will. */
static const char *
order(const char *which, const char *word, const char *other)
{
	static buf out[2];
	static int turn;
	buf *b = &out[turn ^= 1];
	buf_clear(b);
	for (; *which; which++) {
		str text = str_of(paragraphs[*which - '0']);
		size_t at = word ? str_find_str(text, str_of(word)) : text.len;
		buf_add(b, str_sub(text, 0, at));
		if (at < text.len) {
			buf_add(b, str_of(other));
			buf_add(b, str_sub(text, at + strlen(word), text.len));
		}
	}
	return b->at;
}

TEST(text_redline, a_moved_paragraph_with_one_changed_word_is_one_move_with_a_change_inside)
{
	struct redline r = counts(order("012", NULL, NULL), order("120", "five", "six"));
	CHECK_EQ(r.moves, 1);
	CHECK_EQ(r.words_shown, 2);
	CHECK_EQ(r.words_in, 1);
}

TEST(text_redline, passages_move_to_the_begin_and_to_the_end)
{
	CHECK_EQ(counts(order("012", NULL, NULL), order("201", NULL, NULL)).moves, 1);
	CHECK_EQ(counts(order("012", NULL, NULL), order("120", NULL, NULL)).words_shown, 0);
	CHECK_EQ(counts(order("012", NULL, NULL), order("210", NULL, NULL)).moves, 2);
	CHECK_EQ(counts(order("012", NULL, NULL), order("210", NULL, NULL)).words_shown, 0);
}

TEST(text_redline, passages_that_changed_places_side_by_side_move)
{
	const char *old = "The board has five members and a chair. The fees are set by a vote in "
			  "June. Nobody sits on it twice in a row.";
	const char *new = "The fees are set by a vote in June. The board has five members and a "
			  "chair. Nobody sits on it twice in a row.";
	CHECK_EQ(counts(old, new).moves, 1);
	CHECK_EQ(counts(old, new).words_shown, 0);
}

/* Each of many sentences elsewhere: as many moves, found in one go. */
TEST(text_redline, many_moves_are_found_soon)
{
	enum { SENTENCES = 4000, SECONDS = 20 };
	buf old = { 0 }, new = { 0 };
	for (int i = 0; i < SENTENCES; i++) {
		buf_printf(&old, "q%d r%d s%d t%d u%d v%d w%d x%d. ", i, i * 7, i * 11, i % 97,
			   i % 31, i, i * 3, i * 5);
		int k = (i * 1237 + 5) % SENTENCES;
		buf_printf(&new, "q%d r%d s%d t%d u%d v%d w%d x%d. ", k, k * 7, k * 11, k % 97,
			   k % 31, k, k * 3, k * 5);
	}
	clock_t start = clock();
	struct redline r = counts(old.at, new.at);
	CHECK((clock() - start) / CLOCKS_PER_SEC < SECONDS);
	CHECK(r.moves > SENTENCES / 2);
	CHECK(r.words_shown < SENTENCES);
	buf_done(&old);
	buf_done(&new);
}

TEST(text_redline, numbered_paragraphs_move_each_for_itself)
{
	struct redline r = counts("1. The port is run by a board of five members.\n\n"
				  "2. Each party names two of them, and both name its head.\n\n"
				  "3. Fees are set once a year, in the month of June, by a vote.\n\n"
				  "4. Nobody sits on the board twice in a row, save the chair.\n",
				  "1. Nobody sits on the board twice in a row, save the chair.\n\n"
				  "2. The port is run by a board of five members.\n\n"
				  "3. Fees are set once a year, in the month of July, by a vote.\n\n"
				  "4. Each party names two of them, and both name its head.\n");
	CHECK_EQ(r.moves, 2);
	CHECK(r.words_moved > 20);
	CHECK(r.words_shown <= 2 + 6);  /* June, July, and numbers */
}

TEST(text_redline, what_was_copied_moves_once)
{
	struct redline r = counts(order("012", NULL, NULL), order("1200", NULL, NULL));
	CHECK_EQ(r.moves, 1);
	CHECK_EQ(r.words_out, 0);
	CHECK_EQ(r.words_in, 10);
}

TEST(text_redline, several_passages_move_from_one_place)
{
	struct redline r = counts("It is so. The port is run by a board of five good members, "
				  "each of whom is named by one of the parties for three years. "
				  "Fees are set once a year, in the month of June, by a vote. All of "
				  "it stands until both say so, and nobody leaves it before. One. Two.",
				  "It is so. All of "
				  "it stands until both say so, and nobody leaves it before. One. "
				  "Fees are set once a year, in the month of June, by a vote. Two. "
				  "The port is run by a board of five good members, "
				  "each of whom is named by one of the parties for three years.");
	CHECK_EQ(r.moves, 2);
	CHECK(r.words_shown <= 2);      /* "Two." */
}

TEST(text_redline, a_text_wrapped_anew_shows_no_changed_words)
{
	struct redline r =
		counts("The port is run\nby a board of\nfive members.\n\nEach party\nnames two.\n",
		       "The port is\nrun by a\nboard of five members.\n\nEach party names\ntwo.\n");
	CHECK_EQ(r.words_shown, 0);
	CHECK_EQ(r.sites, 0);
}

/* The same paragraphs with lines of `width` at most; 0: one line each. */
static void
wrap(buf *out, const char *text, size_t width)
{
	size_t column = 0;
	for (const char *end = text; *text; text = end) {
		end = text + strcspn(text, " \n");
		size_t len = (size_t)(end - text);
		bool fits = column == 0 || width == 0 || column + 1 + len <= width;
		if (column && len)
			buf_add(out, fits ? S(" ") : S("\n"));
		buf_add(out, (str){ text, len });
		column = len == 0 ? column : fits ? column + (column > 0) + len : len;
		for (; *end == '\n'; end++, column = 0)
			buf_add_byte(out, '\n');
		end += *end == ' ';
	}
}

TEST(text_redline, a_text_wrapped_anew_shows_no_changed_words_whatever_the_width)
{
	static const char text[] = "The port is run by a board under Article 4(2) and Annex IV, on "
				   "June 28. The chair has 3.5 % of the votes of "
				   "both, as set out in No. 7 of the rules, and shall name two of "
				   "the members for terms of three years each.\n\n"
				   "Each party names two of them. Both name the chair together, "
				   "within the time of Art. 9, or leave it.\n";
	static const size_t widths[] = { 0, 20, 33, 34, 35, 40, 50, 60, 72, 73, 80 };
	enum { WIDTHS = sizeof widths / sizeof *widths };
	for (size_t i = 0; i < WIDTHS; i++)
		for (size_t k = 0; k < WIDTHS; k++) {
			buf a = { 0 }, b = { 0 };
			wrap(&a, text, widths[i]);
			wrap(&b, text, widths[k]);
			struct redline r = counts(a.at, b.at);
			CHECK_EQ(r.words_shown, 0);
			CHECK_EQ(r.sites, 0);
			buf_done(&a);
			buf_done(&b);
		}
}

/* ---- law 7 ---- */

static int
by_from(const void *x, const void *y)
{
	const struct op *a = x, *b = y;
	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return a->from_end < b->from_end ? -1 : a->from_end > b->from_end;
}

static int
by_to(const void *x, const void *y)
{
	const struct op *a = x, *b = y;
	if (a->to != b->to)
		return a->to < b->to ? -1 : 1;
	return a->to_end < b->to_end ? -1 : a->to_end > b->to_end;
}

static bool
has_old(const struct op *x)
{
	return x->kind == OP_SAME || x->kind == OP_DEL || x->kind == OP_MOVE;
}

static bool
has_new(const struct op *x)
{
	return x->kind == OP_SAME || x->kind == OP_INS || x->kind == OP_MOVE;
}

/* Sorted by their place, the operations cover a text, each byte once. */
static bool
rebuilds(const struct redline *r)
{
	struct op *sorted = malloc((r->ops.count + 1) * sizeof *sorted);
	size_t at = 0;
	bool right = true;
	if (r->ops.count)
		memcpy(sorted, r->ops.at, r->ops.count * sizeof *sorted);
	qsort(sorted, r->ops.count, sizeof *sorted, by_from);
	for (size_t i = 0; i < r->ops.count; i++)
		if (has_old(&sorted[i])) {
			right = right && sorted[i].from == at;
			at = sorted[i].from_end;
		}
	right = right && at == r->old.len;
	at = 0;
	qsort(sorted, r->ops.count, sizeof *sorted, by_to);
	for (size_t i = 0; i < r->ops.count; i++)
		if (has_new(&sorted[i])) {
			right = right && sorted[i].to == at;
			at = sorted[i].to_end;
		}
	free(sorted);
	return right && at == r->new.len;
}

/* In reading order of the new text; what is the same has the same bytes; forms, moves and
 * sites are what the header says. */
static bool
ops_are_right(const struct redline *r)
{
	size_t to = 0, site = 0;
	for (size_t i = 0; i < r->ops.count; i++) {
		const struct op *x = &r->ops.at[i];
		bool changed = x->kind != OP_SAME && x->form != FORM_BLANKS;
		if (x->to < to || x->to > x->to_end || x->from > x->from_end)
			return false;
		to = x->to_end;
		if ((x->kind == OP_SAME || x->kind == OP_MOVE) &&
		    !str_eq(str_sub(r->old, x->from, x->from_end),
			    str_sub(r->new, x->to, x->to_end)))
			return false;
		if ((x->kind == OP_INS && x->from != x->from_end) ||
		    (x->kind == OP_DEL && x->to != x->to_end))
			return false;
		if ((x->kind == OP_MOVE || x->kind == OP_GONE) != (x->move > 0) &&
		    x->kind != OP_DEL && x->kind != OP_INS)
			return false;
		if (x->move > r->moves || changed != (x->site > 0) ||
		    (x->site && x->site != site && x->site != site + 1))
			return false;
		site = x->site ? x->site : site;
	}
	return site == r->sites;
}

static bool
counts_are_right(const struct redline *r)
{
	size_t in = 0, out = 0, moved = 0, gone = 0;
	for (size_t i = 0; i < r->ops.count; i++) {
		const struct op *x = &r->ops.at[i];
		in += x->kind == OP_INS ? x->words : 0;
		out += x->kind == OP_DEL ? x->words : 0;
		moved += x->kind == OP_MOVE ? x->words : 0;
		gone += x->kind == OP_GONE;
	}
	return in == r->words_in && out == r->words_out && in + out == r->words_shown &&
	       moved == r->words_moved && gone == r->moves;
}

static bool
law_redline(str old, str new)
{
	lexicon *l = lexicon_new();
	struct redline r;
	redline_make(&r, l, old, new, &redline_defaults);
	bool right = rebuilds(&r) && ops_are_right(&r) && counts_are_right(&r) && r.islands == 0;
	redline_done(&r);
	lexicon_free(l);
	return right;
}

/* The same where single seeds are passages already. */
static bool
law_small_moves(str old, str new)
{
	lexicon *l = lexicon_new();
	struct redline r;
	redline_make(&r, l, old, new, &(struct redline_options){ .site_cost = 1, .move_words = 3 });
	bool right = rebuilds(&r) && ops_are_right(&r) && counts_are_right(&r) && r.islands == 0;
	redline_done(&r);
	lexicon_free(l);
	return right;
}

TEST(text_redline, operations_are_both_texts_to_the_byte)
{
	struct rand r = rand_new();
	pairs_hold(law_redline, &r, CASES, PIECES_MOST);
}

TEST(text_redline, operations_are_both_texts_whatever_moves)
{
	struct rand r = rand_new();
	pairs_hold(law_small_moves, &r, CASES, PIECES_MOST);
}

TEST(text_redline, operations_of_longer_texts_are_both_texts)
{
	struct rand r = rand_new();
	pairs_hold(law_redline, &r, LONG_CASES, LONG_PIECES);
	pairs_hold(law_small_moves, &r, LONG_CASES, LONG_PIECES);
}
