#include "answer/redlined.h"

#include "base/buf.h"
#include "rand.h"
#include "sheet/sheet_int.h"
#include "test.h"

static const struct redlined_look whole = { .context = SIZE_MAX };

static str
rendered(arena *a, const sheet *s)
{
	struct sheet_options options = { .width = 100 };
	buf out = { 0 };
	sheet_format_find(S("text"))->render(s, &options, &out);
	str text = arena_str(a, buf_str(&out));
	buf_done(&out);
	return text;
}

enum what { PAGE, INLINE, SIDES };

/* What people see of one text made of another. */
static str
seen(arena *a, const char *old, const char *new, enum what what, size_t context)
{
	struct redlined d;
	lexicon *l = lexicon_new();
	sheet *s = sheet_new(a, "redline");
	struct redlined_look look = { .context = context };
	redlined_make(&d, a, l, TEXT_PLAIN, str_of(old), str_of(new), &redline_defaults);
	if (what == PAGE) {
		redlined_page(&d, s, &look);
	} else if (what == INLINE) {
		redlined_runs(&d, sheet_para(s));
	} else {
		table *t = sheet_table(s);
		table_column(t, S("old"), COLUMN_WRAP);
		table_column(t, S("new"), COLUMN_WRAP);
		redlined_rows(&d, t, &look);
	}
	str text = rendered(a, s);
	redlined_done(&d);
	lexicon_free(l);
	return text;
}

static str
page(arena *a, const char *old, const char *new)
{
	return seen(a, old, new, PAGE, SIZE_MAX);
}

TEST(answer_redlined, what_is_put_in_and_taken_out)
{
	arena *a = arena_new();
	CHECK_STR(page(a, "The port shall be open.", "The port shall be closed."),
		  "The port shall be [-open-]{+closed+}.\n");
	CHECK_STR(page(a, "The port.", "The port."), "The port.\n");
	CHECK_STR(page(a, "", "The port."), "{+The port.+}\n");
	CHECK_STR(page(a, "The port.", ""), "[-The port.-]\n");
	arena_free(a);
}

TEST(answer_redlined, a_paragraph_that_is_new_stands_alone)
{
	arena *a = arena_new();
	CHECK_STR(page(a, "One is here.\n\nThree is here.", "One is here.\n\nTwo came.\n\nThree is here."),
		  "One is here.\n\n{+Two came.+}\n\nThree is here.\n");
	CHECK_STR(page(a, "One is here.\n\nTwo came.\n\nThree is here.", "One is here.\n\nThree is here."),
		  "One is here.\n\n[-Two came.-]\n\nThree is here.\n");
	arena_free(a);
}

TEST(answer_redlined, a_paragraph_parted_or_joined_shows_the_mark)
{
	arena *a = arena_new();
	str parted = page(a, "The port is open. The lake is closed.", "The port is open.\n\nThe lake is closed.");
	CHECK_STR(parted, "The port is open. {+\xc2\xb6+}\n\nThe lake is closed.\n");
	str joined = page(a, "The port is open.\n\nThe lake is closed.", "The port is open. The lake is closed.");
	CHECK_STR(joined, "The port is open. [-\xc2\xb6-] The lake is closed.\n");
	arena_free(a);
}

TEST(answer_redlined, blanks_are_not_shown_among_the_words)
{
	arena *a = arena_new();
	CHECK_STR(page(a, "The port of the lake\nis  open to both.", "The port of\nthe lake is open to both."),
		  "The port of the lake is open to both.\n");
	arena_free(a);
}

#define MOVED "The lake shall rest in winter and no boat may cross it."
#define STAYS "Dues are set once a year, in spring, by the board of the port, and published."

TEST(answer_redlined, what_moved_is_shown_where_it_is_now_and_marked_where_it_was)
{
	arena *a = arena_new();
	str text = page(a, MOVED "\n\n" STAYS "\n", STAYS "\n\nThe lake shall rest in winter and no ship may cross it.\n");
	CHECK(str_find_str(text, S("[~1 moved down~]")) < text.len);
	CHECK(str_find_str(text, S("{~1: The lake shall rest in winter and no [-boat-]{+ship+} may cross it")) < text.len);
	arena_free(a);
}

TEST(answer_redlined, what_moved_is_whole_sentences_with_their_numbers)
{
	arena *a = arena_new();
	str text = page(a, "1. " STAYS "\n\n2. The lake shall rest in winter and no boat may cross it within five days.\n",
			"1. The lake shall rest in winter and no boat may cross it within three days.\n\n2. " STAYS "\n");
	CHECK(str_find_str(text, S("within [-five-]{+three+}\ndays.~}")) < text.len);
	CHECK(str_find_str(text, S("~1: .")) == text.len);
	arena_free(a);
}

TEST(answer_redlined, what_has_not_changed_is_left_out_and_counted)
{
	arena *a = arena_new();
	const char *old = STAYS "\n\n" STAYS "\n\n" STAYS "\n\nThe end.", *new = STAYS "\n\n" STAYS "\n\n" STAYS "\n\nAn end.";
	CHECK_STR(seen(a, old, new, PAGE, 0), "\xe2\x80\xa6 3 paragraphs unchanged, 48 words \xe2\x80\xa6\n\n"
		  "[-The-]{+An+} end.\n");
	arena_free(a);
}

TEST(answer_redlined, in_one_run_paragraphs_are_parted_by_a_mark)
{
	arena *a = arena_new();
	CHECK_STR(seen(a, "One is here.\n\nTwo.", "One was here.\n\nTwo.", INLINE, 0),
		  "One [-is-]{+was+} here. \xc2\xb6 Two.\n");
	arena_free(a);
}

TEST(answer_redlined, side_by_side_each_text_has_its_own_words)
{
	arena *a = arena_new();
	str text = seen(a, "The port shall be open.", "The port shall be closed.", SIDES, SIZE_MAX);
	CHECK(str_find_str(text, S("The port shall be [-open-].  The port shall be {+closed+}.")) < text.len);
	arena_free(a);
}

static str
forms(arena *a, const char *old, const char *new)
{
	struct redlined d;
	lexicon *l = lexicon_new();
	redlined_make(&d, a, l, TEXT_PLAIN, str_of(old), str_of(new), &redline_defaults);
	str words = redlined_forms(&d);
	redlined_done(&d);
	lexicon_free(l);
	return words;
}

TEST(answer_redlined, each_difference_of_form_is_told)
{
	arena *a = arena_new();
	CHECK_STR(forms(a, "The port of the lake.", "The Port of the lake."), "capital letters 'port' -> 'Port'");
	CHECK_STR(forms(a, "The port, which is open", "The port which is open"), "punctuation ',' taken out");
	CHECK_STR(forms(a, "the caf\xc3\xa9 is open", "the cafe\xcc\x81 is open"),
		  "encoding 'caf\xc3\xa9 (U+00E9)' -> 'cafe\xcc\x81 (U+0065 U+0301)'");
	CHECK_STR(forms(a, "the  port\nis open", "the port is open"), "blanks or line ends in 2 places");
	CHECK_STR(forms(a, "the port is open", "the port is shut"), "");
	CHECK_STR(forms(a, "2. Fish are free.", "3. Fish are free."), "numbering '2.' -> '3.'");
	arena_free(a);
}

/* ---- the words of both texts are there, whatever is done to them ---- */

static void
add_bare(buf *out, str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (str_starts(str_sub(text, i, text.len), S("\xc2\xb6")))
			i++;
		else if (text.at[i] != ' ' && text.at[i] != '\n')
			buf_add_byte(out, text.at[i]);
	}
}

/* Without blanks and ¶, the runs that are of one text. */
static void
add_side(buf *out, const struct runs *of, enum run_style own)
{
	for (const struct run *r = runs_first(of); r; r = r->next) {
		str text = run_text(r);
		if (r->style == RUN_PLAIN || r->style == own)
			add_bare(out, text);
		else if (r->style == MARK_AWAY && own == RUN_DELETED)
			add_bare(out, str_sub(text, str_find(text, ':') + 1, text.len));
	}
}

static void
check_bare(const buf *got, str text)
{
	buf bare = { 0 };
	add_bare(&bare, text);
	CHECK_STR(buf_str(got), buf_str(&bare));
	buf_done(&bare);
}

static void
check_words(arena *a, const struct redlined *d)
{
	sheet *s = sheet_new(a, "redline"), *sides = sheet_new(a, "redline");
	buf shown = { 0 }, left = { 0 }, right = { 0 };
	redlined_page(d, s, &whole);
	for (const struct block *b = s->first; b; b = b->next)
		add_side(&shown, &b->runs, RUN_INSERTED);
	check_bare(&shown, d->r.new);
	table *t = sheet_table(sides);
	table_column(t, S(""), COLUMN_WRAP);
	table_column(t, S(""), COLUMN_WRAP);
	redlined_rows(d, t, &whole);
	for (const struct row *row = t->first; row; row = row->next) {
		add_side(&left, &row->cells[0], RUN_DELETED);
		add_side(&right, &row->cells[1], RUN_INSERTED);
	}
	check_bare(&right, d->r.new);
	if (!d->r.moves)        /* what moved stands on the left in the order of the old text, with the marks */
		check_bare(&left, d->r.old);
	buf_done(&shown);
	buf_done(&left);
	buf_done(&right);
}

static str
random_text(struct rand *r, arena *a, str base)
{
	static const char *const words[] = { "port", "lake", "shall", "may", "10", "days", "the", "of", "1.", "2.", "(a)",
					     "May", "boats", "not", "A", "b,", "c.", "#" };
	static const char *const gaps[] = { " ", " ", " ", " ", " ", " ", "  ", "\n", "\n\n", "\n   " };
	buf text = { 0 };
	for (str word, rest = base; rest.len;) {
		str_cut(rest, ' ', &word, &rest);
		if (rand_below(r, 5))
			buf_printf(&text, "%.*s ", STR_ARG(word));
		else if (rand_below(r, 2))
			buf_printf(&text, "%s%s", words[rand_below(r, 18)], gaps[rand_below(r, 10)]);
	}
	for (size_t i = rand_below(r, base.len ? 6 : 40); i > 0; i--)
		buf_printf(&text, "%s%s", words[rand_below(r, 18)], gaps[rand_below(r, 10)]);
	str copy = arena_str(a, buf_str(&text));
	buf_done(&text);
	return copy;
}

/* The second half before the first, so that something moves. */
static str
turned(arena *a, str text)
{
	size_t at = text.len / 2;
	while (at < text.len && text.at[at] != ' ')
		at++;
	return arena_printf(a, "%.*s%.*s", STR_ARG(str_sub(text, at, text.len)), STR_ARG(str_sub(text, 0, at)));
}

TEST(answer_redlined, no_word_of_either_text_is_lost_on_the_page)
{
	struct rand r = rand_new();
	lexicon *l = lexicon_new();
	for (size_t i = 0; i < 10000; i++) {
		arena *a = arena_new();
		struct redlined d;
		str old = random_text(&r, a, S("")), new = random_text(&r, a, old);
		if (rand_below(&r, 3) == 0)
			new = turned(a, new);
		redlined_make(&d, a, l, rand_below(&r, 2) ? TEXT_PLAIN : TEXT_MARKDOWN, old, new, &redline_defaults);
		check_words(a, &d);
		redlined_done(&d);
		arena_free(a);
	}
	lexicon_free(l);
}
