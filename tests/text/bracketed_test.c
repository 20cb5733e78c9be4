#include "text/bracketed.h"

#include <stdio.h>

#include "rand.h"

/* What `name` has; "" is the base. */
static str
read_as(arena *a, str text, str name)
{
	buf out = { 0 };
	struct bracketed *b = bracketed_read(a, text);
	bracketed_project(b, bracketed_owner(b, name), &out);
	str got = arena_str(a, buf_str(&out));
	buf_done(&out);
	bracketed_done(b);
	return got;
}

static str
reprinted(arena *a, str text)
{
	struct bracketed *b = bracketed_read(a, text);
	str got = bracketed_text(a, b);
	bracketed_done(b);
	return got;
}

#define READS(text, name, wanted) \
	do { \
		arena *a_ = arena_new(); \
		CHECK_STR(read_as(a_, S(text), S(name)), wanted); \
		CHECK_STR(read_as(a_, reprinted(a_, S(text)), S(name)), wanted); \
		arena_free(a_); \
	} while (0)

#define PRINTS(text, wanted) \
	do { \
		arena *a_ = arena_new(); \
		CHECK_STR(reprinted(a_, S(text)), wanted); \
		arena_free(a_); \
	} while (0)

TEST(text_bracketed, each_owner_has_its_alternative)
{
	READS("The [port][US, EU: harbour] is open.", "", "The port is open.");
	READS("The [port][US, EU: harbour] is open.", "EU", "The harbour is open.");
	READS("The [port][US: harbour][RU: delete] is open.", "RU", "The is open.");
	READS("[shall][should] be", "", "shall be");
	READS("[shall/should] be", "US", "shall/should be");
	READS("[A][US: B][C]", "EU", "A");
}

TEST(text_bracketed, a_group_shares_a_text_with_differences_inside)
{
	READS("[US, EU: a [EU: new] port]", "", "");
	READS("[US, EU: a [EU: new] port]", "US", "a port");
	READS("[US, EU: a [EU: new] port]", "EU", "a new port");
	READS("[a [b [c][US: d] e] f]", "US", "a b d e f");
}

TEST(text_bracketed, escapes_give_the_characters)
{
	READS("\\[a\\] \\\\ \\: \\x", "", "[a] \\ : \\x");
	READS("[US\\: text]", "", "US: text");
	READS("[US: \\[x\\]]", "US", "[x]");
	PRINTS("\\[a\\] \\\\ \\: \\x \\", "\\[a\\] \\\\ : \\\\x \\\\");
	PRINTS("[US\\: text][EU: US: text]", "[US\\: text][EU: US: text]");
	PRINTS("[see http://x][Note: y][Option 1: z]", "[see http://x][Note: y][Option 1: z]");
}

TEST(text_bracketed, delete_is_a_word_where_it_is_escaped)
{
	READS("a [b][RU: delete] c", "RU", "a c");
	READS("a [b][RU: \\delete] c", "RU", "a delete c");
	READS("a [b][RU: \\\\delete] c", "RU", "a \\delete c");
	READS("a [delete] c", "RU", "a delete c");
	READS("a [b][RU: delete it] c", "RU", "a delete it c");
	READS("a [RU, BE delete: b][US: d] c", "BE", "a c");
	READS("a [RU, BE delete: b][US: d] c", "US", "a d c");
	READS("a [RU, BE delete: b][US: d] c", "", "a b c");
	READS("[RU delete: delete]", "", "delete");
	PRINTS("[b][RU: delete]", "[RU delete: b]");
	PRINTS("[b][US: d][RU: delete][BE: delete]", "[RU, BE delete: b][US: d]");
	PRINTS("[RU: delete][b]", "[RU: delete][b]");
	PRINTS("[b][RU: \\delete]", "[b][RU: \\delete]");
	PRINTS("[b][RU: \\\\delete]", "[b][RU: \\\\delete]");
	PRINTS("[b][RU: ]", "[b][RU: ]");
}

TEST(text_bracketed, names_of_several_words_stand_in_quotes)
{
	READS("[\"The Committee of X, Y #2\": a][US: b]", "The Committee of X, Y #2", "a");
	READS("[\"a \\\"b\\\" \\\\ \\[c\\]\", US: x]", "a \"b\" \\ [c]", "x");
	READS("[\"Option\": x]", "Option", "x");
	READS("[\"a [b] c\": x]", "", "\"a b c\": x");
	PRINTS("[\"US\", \"a \\\"b\\\" \\\\ \\[c\\]\", \"Note\", \"\": x]",
	       "[US, \"a \\\"b\\\" \\\\ \\[c\\]\", \"Note\", \"\": x]");
}

TEST(text_bracketed, who_is_named_twice_has_the_first)
{
	READS("[x][US: y][US: delete]", "US", "y");
	READS("[x][US: delete][US: y]", "US", "");
	READS("[US delete: x][US: y]", "US", "");
	READS("[x][US: y][US opposes: z]", "US", "y");
	READS("[US: y][US, EU: z]", "EU", "z");
	PRINTS("[x][US: y][US, EU: delete][EU: delete]", "[EU delete: x][US: y]");
}

TEST(text_bracketed, one_blank_behind_the_colon_is_not_of_the_text)
{
	READS("a[US:b]", "US", "ab");
	READS("a[US: b]", "US", "ab");
	READS("a[US:  b]", "US", "a b");
	READS("a[US:\nb]", "US", "a\nb");
	READS("a[ US : b]", "US", "ab");
	READS("a[US: ]", "US", "a");
}

TEST(text_bracketed, stances_say_whose_the_text_is)
{
	READS("[US/AU propose; CL/PE oppose: x]", "AU", "x");
	READS("[US/AU propose; CL/PE oppose: x]", "PE", "");
	READS("a [y][US supports; CL opposes: x]", "CL", "a y");
	READS("[CL, PE oppose: x]", "PE", "");
	READS("[CL, PE oppose: x]", "US", "x");
	READS("[US propose, CL oppose: x]", "US", "x");
	READS("[US, oppose: x]", "oppose", "x");
	PRINTS("[CL, PE oppose: x][US: y]", "[CL, PE delete: x][US: y]");
}

TEST(text_bracketed, a_bracket_may_hold_paragraphs)
{
	READS("[One.\n\nTwo [US: and a half].\n\nThree.] Four.", "",
	      "One.\n\nTwo.\n\nThree. Four.");
	READS("x\n\n[US: One.\n\nTwo.]\n\ny", "US", "x\n\nOne.\n\nTwo.\n\ny");
	READS("x\n\n[US: One.\n\nTwo.]\n\ny", "", "x\n\ny");
}

TEST(text_bracketed, spacing_follows_the_rule)
{
	READS("the [US: joint] port", "", "the port");
	READS("the port [US: now].", "", "the port.");
	READS("the port[US:, now,] is", "", "the port is");
	READS("Is it [US: now]? Yes [EU: now]!", "", "Is it? Yes!");
	READS("First.\n[US: Now] the port", "", "First.\nthe port");
	READS("[US: Now] the port", "", "the port");
	READS("([US: now] the port)", "", "(the port)");
	READS("“[US: now] the port”", "", "“the port”");
	READS("the port [US: now]", "", "the port");
	READS("the \t[US: a]\n", "", "the \n");
	READS("a [US: b]c", "", "a c");
	READS("[US: First.]\n\nSecond.", "", "Second.");
	READS("First.\n\n[US: Second.]\n\nThird.\n", "", "First.\n\nThird.\n");
	READS("First.\n\n[US: Second.]", "", "First.");
	READS("First.\n[US: Second.]\n", "", "First.\n");
	READS("- a\n[US: - b]\n- c", "", "- a\n- c");
	READS("[US: a][EU: b]", "", "");
	READS("[US: a] [EU: b]", "", "");
	READS("[US, EU: a [EU: new] port] x", "US", "a port x");
}

TEST(text_bracketed, an_empty_bracket_gives_nothing)
{
	READS("a [] b", "", "a b");
	READS("a [b][RU: ] c", "RU", "a c");
}

static void
faults_are(str text, const char *wanted)
{
	arena *a = arena_new();
	struct bracketed *b = bracketed_read(a, text);
	str got = S("");
	for (size_t i = 0; i < b->faults.count; i++) {
		const struct bracket_fault *f = &b->faults.at[i];
		got = arena_printf(a, "%.*s%s%zu", STR_ARG(got),
				   f->is_deep ? "deep" : f->is_stray ? "]" : "[", f->at);
	}
	CHECK_STR(got, wanted);
	bracketed_done(b);
	arena_free(a);
}

TEST(text_bracketed, what_does_not_balance_is_named_and_read)
{
	READS("a ] b", "", "a ] b");
	READS("[US: a\n\nb] c", "", "c");
	READS("x [US: a\n\nb c", "", "x\n\nb c");
	READS("x [US: a\n\nb c", "US", "x a\n\nb c");
	READS("[US: a [b] [c\r\n\r\nd [e] f\n", "", "\r\n\r\nd e f\n");
	READS("[US: a [EU: b\n\nc] d\n\ne", "US", "a d\n\ne");
	READS("[a\n", "", "a\n");
	READS("[", "", "");
	PRINTS("[a [b\n\nc", "[a [b]]\n\nc");
	faults_are(S("a ] b [c\n\nd [e] f]"), "]2");
	faults_are(S("[a [b] c\n\n[d"), "[0[10");
	faults_are(S("\\[ \\] [a]"), "");
}

TEST(text_bracketed, depth_is_bounded_and_time_linear)
{
	enum { COUNT = 100000 };
	arena *a = arena_new();
	buf text = { 0 };
	buf_add_times(&text, '[', COUNT);
	struct bracketed *b = bracketed_read(a, buf_str(&text));
	CHECK_EQ(b->faults.count, COUNT);
	CHECK_EQ(bracketed_count(b).depth, BRACKETED_DEPTH_MOST);
	bracketed_done(b);
	buf_add(&text, S("x"));
	buf_add_times(&text, ']', COUNT);
	b = bracketed_read(a, buf_str(&text));
	CHECK_EQ(b->faults.count, COUNT - BRACKETED_DEPTH_MOST);
	bracketed_done(b);
	str once = reprinted(a, buf_str(&text));
	CHECK_STR(read_as(a, once, S("")), read_as(a, buf_str(&text), S("")));
	CHECK_STR(reprinted(a, once), once);
	buf_done(&text);
	arena_free(a);
}

TEST(text_bracketed, counts_are_of_the_print)
{
	arena *a = arena_new();
	struct bracketed *b = bracketed_read(a, S("The [port][US, EU: large [EU: old] harbour] and "
		"[RU: the] town shall [not][RU: delete] be."));
	struct bracketed_counts c = bracketed_count(b);
	CHECK_EQ(c.sites, 4);
	CHECK_EQ(c.brackets, 5);
	CHECK_EQ(c.words_shown, 11);
	CHECK_EQ(c.words_bracketed, 6);
	CHECK_EQ(c.islands, 1);
	CHECK_EQ(c.depth, 2);
	bracketed_done(b);
	b = bracketed_read(a, S("No bracket."));
	CHECK_EQ(bracketed_count(b).depth, 0);
	CHECK_EQ(bracketed_count(b).words_shown, 2);
	bracketed_done(b);
	arena_free(a);
}

TEST(text_bracketed, one_choice_leaves_the_rest)
{
	arena *a = arena_new();
	struct bracketed *b =
		bracketed_read(a, S("The [port][US: harbour] is [EU: now] open[RU: .\n]"));
	uint32_t eu = bracketed_owner(b, S("EU"));
	struct bracketed *one = bracketed_resolve(a, b, 1, eu), *none = bracketed_resolve(a, b, 1, 0),
		*past = bracketed_resolve(a, b, 3, eu);
	CHECK_STR(bracketed_text(a, one), "The [port][US: harbour] is now open[RU: .\n]");
	CHECK_STR(bracketed_text(a, none), "The [port][US: harbour] is open[RU: .\n]");
	CHECK_STR(bracketed_text(a, past), "The [port][US: harbour] is [EU: now] open[RU: .\n]");
	CHECK_EQ(bracketed_owner(one, S("RU")), bracketed_owner(b, S("RU")));
	bracketed_done(one);
	bracketed_done(none);
	bracketed_done(past);
	bracketed_done(b);
	arena_free(a);
}

TEST(text_bracketed, a_choice_by_number_keeps_the_brackets_inside)
{
	arena *a = arena_new();
	struct bracketed *b = bracketed_read(
		a, S("The [port][lake][US, EU: [EU: new] harbour] is [RU: now] open."));
	struct bracketed *lake = bracketed_take(a, b, 0, 1), *group = bracketed_take(a, b, 0, 2),
		*none = bracketed_take(a, b, 1, 1);
	CHECK_STR(bracketed_text(a, lake), "The lake is [RU: now] open.");
	CHECK_STR(bracketed_text(a, group), "The [EU: new] harbour is [RU: now] open.");
	CHECK_STR(bracketed_text(a, none), "The [port][lake][US, EU: [EU: new] harbour] is open.");
	bracketed_done(lake);
	bracketed_done(group);
	bracketed_done(none);
	bracketed_done(b);
	arena_free(a);
}

TEST(text_bracketed, it_can_be_built)
{
	arena *a = arena_new();
	struct bracketed *b = bracketed_new(a);
	passage_text(&b->top, a, S("The "));
	passage_text(&b->top, a, S(""));
	struct site *s = passage_site(&b->top, a);
	passage_text(&site_alternative(s, a)->content, a, S("US: port"));
	struct alternative *alt = site_alternative(s, a);
	alternative_owner(alt, a, bracketed_name(b, S("US")) - 1);
	alternative_owner(alt, a, bracketed_name(b, S("Digital Europe")) - 1);
	passage_text(&alt->content, a, S("del"));
	passage_text(&alt->content, a, S("ete"));
	CHECK_EQ(bracketed_name(b, S("US")), 1);
	CHECK_EQ(bracketed_owner(b, S("EU")), 0);
	CHECK_STR(bracketed_text(a, b), "The [US\\: port][US, \"Digital Europe\": \\delete]");
	bracketed_done(b);
	bracketed_done(NULL);
	arena_free(a);
}
