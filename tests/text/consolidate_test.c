/* What consolidation looks like; that it loses nothing is laws/hands_test.c. */
#include "text/consolidate.h"

#include "base/buf.h"
#include "test.h"

static str
printed(arena *a, str base, const struct hand hands[], size_t count, double bracket_cost)
{
	struct consolidate_options o = { .bracket_cost = bracket_cost };
	struct bracketed *b = consolidate(a, base, hands, count, &o);
	str text = bracketed_text(a, b);
	bracketed_done(b);
	return text;
}

#define HANDS(...) ((const struct hand[]){ __VA_ARGS__ }), sizeof((const struct hand[]){ __VA_ARGS__ }) / sizeof(struct hand)
#define HAND(name, text) { S(name), S(text) }

/* One check an arena, so that a failure leaves nothing behind but the test. */
#define CHECK_PRINT(base, hands, wanted) \
	do { \
		arena *a_ = arena_new(); \
		CHECK_STR(printed(a_, S(base), hands, consolidate_defaults.bracket_cost), wanted); \
		arena_free(a_); \
	} while (0)

TEST(text_consolidate, the_base_comes_first_and_equal_texts_share_a_bracket)
{
	CHECK_PRINT("The port shall be open.",
		    HANDS(HAND("US", "The harbour shall be open."), HAND("EU", "The harbour shall be open.")),
		    "The [port][US, EU: harbour] shall be open.");
}

TEST(text_consolidate, an_insertion_has_one_bracket_and_so_has_a_deletion)
{
	CHECK_PRINT("The port shall be run by a board.", HANDS(HAND("US", "The port shall be run by a joint board.")),
		    "The port shall be run by a [US: joint] board.");
	CHECK_PRINT("The port shall be run by a joint board.", HANDS(HAND("RU", "The port shall be run by a board.")),
		    "The port shall be run by a [RU delete: joint] board.");
}

TEST(text_consolidate, marks_that_belong_to_an_insertion_are_inside_it)
{
	CHECK_PRINT("The parties shall withdraw and disarm.", HANDS(HAND("US", "The parties shall withdraw, within ten days, and disarm.")),
		    "The parties shall withdraw[US: , within ten days,] and disarm.");
}

TEST(text_consolidate, names_that_are_no_word_are_quoted)
{
	CHECK_PRINT("A b.", HANDS(HAND("Digital Europe", "A c."), HAND("X, Y #2", "A d.")),
		    "A [b][\"Digital Europe\": c][\"X, Y #2\": d].");
}

TEST(text_consolidate, brackets_and_words_of_the_notation_are_escaped)
{
	CHECK_PRINT("A [b] c.", HANDS(HAND("US", "A [b] delete.")), "A \\[b\\] [c][US: \\delete].");
	CHECK_PRINT("One two.", HANDS(HAND("US", "Note: one two.")), "[One][US: Note: one] two.");
	CHECK_PRINT("US: one two.", HANDS(HAND("EU", "Two.")), "[US\\: one two][EU: Two].");
}

TEST(text_consolidate, what_two_share_against_the_base_is_said_once)
{
	CHECK_PRINT("The Envoy reports.",
		    HANDS(HAND("US", "The commission of both shores shall report to the ministers once a month in writing."),
			  HAND("EU", "The commission of both shores shall report to the ministers once a week in writing.")),
		    "The [Envoy reports][US, EU: commission of both shores shall report to the ministers once a "
		    "[month][EU: week] in writing].");
}

TEST(text_consolidate, most_of_a_paragraph_rewritten_is_one_alternative_and_others_stay_inside_the_base)
{
	CHECK_PRINT("The port shall be administered by the harbour office of the Lower Shore in consultation with the Upper Shore.",
		    HANDS(HAND("US", "Both shores run all landing places together through one commission."),
			  HAND("EU", "The port shall be administered by the harbour office of the Lower Shore in close consultation "
				     "with the Upper Shore.")),
		    "[The port shall be administered by the harbour office of the Lower Shore in [EU: close] consultation with the "
		    "Upper Shore][US: Both shores run all landing places together through one commission].");
}

TEST(text_consolidate, a_new_paragraph_stands_alone_wherever_it_is)
{
	CHECK_PRINT("One one one.\n\nTwo two two.\n", HANDS(HAND("US", "New.\n\nOne one one.\n\nTwo two two.\n")),
		    "[US: New.]\n\nOne one one.\n\nTwo two two.\n");
	CHECK_PRINT("One one one.\n\nTwo two two.\n", HANDS(HAND("US", "One one one.\n\nNew.\n\nTwo two two.\n")),
		    "One one one.\n\n[US: New.]\n\nTwo two two.\n");
	CHECK_PRINT("One one one.\n\nTwo two two.\n", HANDS(HAND("US", "One one one.\n\nTwo two two.\n\nNew.\n")),
		    "One one one.\n\nTwo two two.\n\n[US: New.]\n");
}

TEST(text_consolidate, a_paragraph_struck_stands_alone_and_changes_stay_in_theirs)
{
	CHECK_PRINT("One one one.\n\nTwo two two.\n\nThree three three.\n\nFour.\n",
		    HANDS(HAND("US", "One one one.\n\nThree three three.\n\nFour.\n"),
			  HAND("EU", "One one one.\n\nTwo two two.\n\nFour.\n")),
		    "One one one.\n\n[US delete: Two two two.]\n\n[EU delete: Three three three.]\n\nFour.\n");
	CHECK_PRINT("One one one.\n\nTwo two two.\n", HANDS(HAND("US", "One one one.\n")),
		    "One one one.\n\n[US delete: Two two two.]\n");
	CHECK_PRINT("One one a.\n\nb two two.\n", HANDS(HAND("US", "One one c.\n\nd two two.\n")),
		    "One one [a][US: c].\n\n[b][US: d] two two.\n");
}

TEST(text_consolidate, a_dearer_bracket_makes_fewer)
{
	arena *a = arena_new();
	str base = S("The port of the town shall be open by day and closed by night.");
	struct hand hand = { S("US"), S("The harbour of the town shall be shut by day and closed by night.") };
	CHECK_STR(printed(a, base, &hand, 1, 0.5),
		  "The [port][US: harbour] of the town shall be [open][US: shut] by day and closed by night.");
	CHECK_STR(printed(a, base, &hand, 1, 20),
		  "The [port of the town shall be open][US: harbour of the town shall be shut] by day and closed by night.");
	arena_free(a);
}

TEST(text_consolidate, nobody_and_nothing_are_texts_too)
{
	CHECK_PRINT("", HANDS(HAND("US", "")), "");
	CHECK_PRINT("", HANDS(HAND("US", "New.")), "[US: New.]");
	CHECK_PRINT("Old.", HANDS(HAND("US", "")), "[US delete: Old.]");
	arena *a = arena_new();
	CHECK_STR(printed(a, S("Old [x]."), NULL, 0, 2.5), "Old \\[x\\].");
	arena_free(a);
}
