#include "text/bracket_survey.h"

#include <stdio.h>

#include "base/file.h"
#include "rand.h"
#include "text/plain_words.h"

static struct bracket_counts
counts_of(arena *a, str text)
{
	struct bracket_survey *s = bracket_survey_new(a, text);
	return bracket_survey_count(s, 0, text.len);
}

TEST(text_bracket_survey, brackets_words_and_options_are_counted)
{
	arena *a = arena_new();
	struct bracket_counts c = counts_of(a, S("3. [Option 1: The port [shall][should] be open.\n"
		"   Option 2: [US: no text]]\n\n[4. Later.] See Option 1 above. \\[x\\] [y](https://a.org)\n"));
	CHECK_EQ(c.brackets, 5);
	CHECK_EQ(c.stacked, 1);
	CHECK_EQ(c.options, 2);
	CHECK_EQ(c.numbers, 1);
	CHECK_EQ(c.words, 21);
	CHECK_EQ(c.words_bracketed, 14);
	CHECK_EQ(c.depth, 2);
	CHECK_EQ(c.unclosed + c.strays, 0);
	arena_free(a);
}

TEST(text_bracket_survey, options_have_many_labels)
{
	static const char *const are[] = { "Option 1:", "Option (a): x", "Option II (as said)", "Option2 bis (chapeau):",
		"Alternative B: x", "Sub-option 1.1: x", "Option iv: x", "Option 1",
		"Option 3 [no text]",
		"Option 1 No text" };
	static const char *const are_none[] = { "Option", "Options 1", "Option 1 above", "Option In accordance",
		"Alternative policy", "option 1:", "Optional 1", "Option [1]", "Option a policy" };
	for (size_t i = 0; i < sizeof are / sizeof *are; i++)
		if (option_label_len(str_of(are[i])) == 0)
			test_failed(__FILE__, __LINE__, "no option: %s", are[i]);
	for (size_t i = 0; i < sizeof are_none / sizeof *are_none; i++)
		if (option_label_len(str_of(are_none[i])) > 0)
			test_failed(__FILE__, __LINE__, "an option: %s", are_none[i]);
}

TEST(text_bracket_survey, options_begin_behind_numbers_bullets_and_emphasis)
{
	arena *a = arena_new();
	CHECK_EQ(
		counts_of(
			a,
			S("3.1 Option (a): x\n  a. Option (b): x\n- **Option 1:** x\n o Option "
			  "(i): x\n"
			  "2 bis. [Option 1: x\n13.1 [Option 1: [Option (a): x\nthe Option 1: x\n"))
			.options,
		7);
	arena_free(a);
}

TEST(text_bracket_survey, what_is_unclosed_ends_with_its_paragraph)
{
	arena *a = arena_new();
	struct bracket_survey *s =
		bracket_survey_new(a, S("one [two\nthree\n\nfour ] five ] [six]"));
	CHECK_EQ(s->odd_count, 1);
	s = bracket_survey_new(a, S("one ] [two\nthree\n\nfour [five] six"));
	struct bracket_counts c = bracket_survey_count(s, 0, s->text.len);
	CHECK_EQ(s->odd_count, 2);
	CHECK_EQ(s->odd[0].at, 4);
	CHECK(s->odd[0].is_stray);
	CHECK_EQ(s->odd[1].at, 6);
	CHECK_EQ(c.words_bracketed, 3);
	CHECK_EQ(c.depth, 1);
	CHECK_EQ(c.strays, 1);
	CHECK_EQ(c.unclosed, 1);
	arena_free(a);
}

static str
parts_shown(arena *a, str text)
{
	struct bracket_survey *s = bracket_survey_new(a, text);
	str out = S("");
	for (size_t i = 0; i < s->part_count; i++)
		out = arena_printf(
			a, "%.*s%s%.*s|%.*s|%zu", STR_ARG(out), i ? " " : "",
			STR_ARG(s->parts[i].label), STR_ARG(s->parts[i].heading),
			bracket_survey_count(s, s->parts[i].from, s->parts[i].to).brackets);
	return out;
}

TEST(text_bracket_survey, parts_are_points_or_headings_or_letters)
{
	arena *a = arena_new();
	CHECK_STR(
		parts_shown(a, S("# Draft\n\n1. **Port.** [x]\n2. y [z [w]]\n\n## Annex\n\n[v]\n")),
		"|Draft|0 1|Port|1 2||2 |Annex|1");
	CHECK_STR(
		parts_shown(a, S("## Article 3 *(mitigation)*\n\n1. [x]\n\n1. [y]\n\n## Final\n")),
		"3|*(mitigation)*|2 |Final|0");
	CHECK_STR(parts_shown(a, S("A. [Preamble\n[x]]\nB. [Rest]\n")), "A|[Preamble|2 B|[Rest]|1");
	CHECK_STR(parts_shown(a, S("Words [only]\n")), "");
	arena_free(a);
}

/* Slow and plain: every "[" and "]" of a text without escapes, code and links,
 * by a stack; and words one by one. */
struct slow { size_t brackets, stacked, odd, words, words_bracketed; };

static size_t
slow_end(str text, const size_t *match, size_t i)
{
	if (match[i])
		return match[i];
	size_t at = i;
	while (at < text.len && !(text.at[at] == '\n' && str_trim(str_sub(text, at, at + 1 +
		str_find(str_sub(text, at + 1, text.len), '\n'))).len == 0))
		at++;
	return at;
}

static struct slow
slow_count(arena *a, str text)
{
	struct slow c = { 0 };
	size_t *match = ARENA_ARRAY(a, size_t, text.len + 1),
	       *open = ARENA_ARRAY(a, size_t, text.len + 1), opens = 0;
	char *covered = arena_get(a, text.len + 1);
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '[')
			open[opens++] = i;
		else if (text.at[i] == ']' && opens == 0)
			c.odd++;
		else if (text.at[i] == ']')
			match[open[--opens]] = i;
	}
	c.odd += opens;
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] != '[')
			continue;
		c.brackets++;
		for (size_t k = 0; i > 0 && text.at[i - 1] == ']' && k < i; k++)
			c.stacked += text.at[k] == '[' && match[k] == i - 1;
		for (size_t k = i; k < slow_end(text, match, i); k++)
			covered[k] = 1;
	}
	plain_words it = { 0 };
	plain_words_start(&it, text, 0, text.len);
	for (size_t at, end; plain_words_next(&it, &at, &end); c.words++)
		c.words_bracketed += covered[at];
	plain_words_done(&it);
	return c;
}

/* `owners` words stand before colons and are taken for names of owners. */
static void
same_as_slow(arena *a, str text, size_t owners)
{
	struct slow slow = slow_count(a, text);
	struct bracket_survey *s = bracket_survey_new(a, text);
	struct bracket_counts c = bracket_survey_count(s, 0, text.len), sum = { 0 };
	CHECK_EQ(c.brackets, slow.brackets);
	CHECK_EQ(c.stacked, slow.stacked);
	CHECK_EQ(c.unclosed + c.strays, slow.odd);
	CHECK_EQ(s->odd_count, slow.odd);
	CHECK_EQ(c.words + owners, slow.words);
	CHECK_EQ(c.words_bracketed + owners, slow.words_bracketed);
	for (size_t i = 0; i < s->part_count; i++) {
		struct bracket_counts part =
			bracket_survey_count(s, s->parts[i].from, s->parts[i].to);
		sum.brackets += part.brackets;
		sum.options += part.options;
		sum.words += part.words;
		sum.words_bracketed += part.words_bracketed;
	}
	if (s->part_count == 0 || s->parts[0].from > 0)
		return;
	CHECK_EQ(sum.brackets, c.brackets);
	CHECK_EQ(sum.options, c.options);
	CHECK_EQ(sum.words, c.words);
	CHECK_EQ(sum.words_bracketed, c.words_bracketed);
}

TEST(text_bracket_survey, a_slow_count_says_the_same)
{
	struct rand r = rand_new();
	char room[200];
	for (size_t i = 0; i < 10000; i++) {
		arena *a = arena_new();
		same_as_slow(a,
			     rand_text(&r, "[[]] \n\nabc.1", room,
				       rand_below(&r, 1 + i * sizeof room / 10000)),
			     0);
		arena_free(a);
	}
}

/* Paris agreement drafts; the first has no footnote marks, links or code. */
TEST(text_bracket_survey, counts_of_real_drafts_are_right)
{
	struct err err = { 0 };
	arena *a = arena_new();
	const char *data = getenv("PARAPH_DATA");
	str folder = str_of(data ? data : "../shared/data"), geneva, paris;
	if (!file_read(a, arena_printf(a, "%.*s/bracketed/geneva-2015-02-12.txt", STR_ARG(folder)),
		       &geneva, &err) ||
	    !file_read(a, arena_printf(a, "%.*s/bracketed/paris-2015-10-23.md", STR_ARG(folder)),
		       &paris, &err)) {
		arena_free(a);
		SKIP("no ../shared/data/bracketed");
	}
	same_as_slow(a, geneva, 1);     /* "[Immunities: " */
	struct bracket_counts c = counts_of(a, geneva);
	CHECK_EQ(c.brackets, 1273);
	CHECK_EQ(c.options, 518);       /* grep -c Option */
	CHECK_EQ(c.unclosed, 2);
	CHECK_EQ(c.strays, 2);
	c = counts_of(a, paris);
	CHECK_EQ(c.brackets, 1025);     /* 1,052, less 24 footnote marks and 3 of a link */
	CHECK_EQ(c.options, 153);
	CHECK_EQ(c.unclosed, 1);
	CHECK_EQ(c.strays, 2);
	arena_free(a);
}
