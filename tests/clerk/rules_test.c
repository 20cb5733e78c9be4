/* Who said what: sources, cues and contents of invented sentences. */
#include "clerk/rules.h"

#include "test.h"

/* The attributions of a text, one a line: "source | cue | content … content". */
static str
found_in(arena *a, const char *text)
{
	struct report r = { 0 };
	struct err err = { 0 };
	struct attribution *found;
	size_t count;
	str all = STR_NONE;
	if (!report_read(a, NULL, S("x"), arena_printf(a, "VELDEN — Talks began in the port.\n\n%s", text), REPORT_PLAIN, &r, &err))
		return S("unread");
	rules_read(a, &r, lexicon_of(a, r.words), &found, &count);
	for (size_t i = 0; i < count; i++) {
		all = arena_printf(a, "%.*s%s%.*s | %.*s |", STR_ARG(all), i ? "\n" : "", STR_ARG(report_words(&r, found[i].source)),
				   STR_ARG(report_words(&r, found[i].cue)));
		for (unsigned k = 0; k < found[i].content_count; k++)
			all = arena_printf(a, "%.*s%s%.*s", STR_ARG(all), k ? " … " : " ", STR_ARG(report_words(&r, found[i].contents[k])));
	}
	return all;
}

static void
check(const char *text, const char *expected)
{
	arena *a = arena_new();
	CHECK_STR(found_in(a, text), str_of(expected));
	arena_free(a);
}

TEST(clerk_rules, a_quotation_is_continued)
{
	check("“The dam holds,” she continued.", "she | continued | “The dam holds,”");
}

TEST(clerk_rules, a_sentence_behind_a_quotation_is_another)
{
	check("The envoy warned that the dam was “unsafe.” He said the towns would be warned.",
	      "The envoy | warned | that the dam was “unsafe.”\nHe | said | the towns would be warned");
}

TEST(clerk_rules, quantities_are_sources)
{
	check("The towns were counted; most said they were ready.", "most | said | they were ready");
	check("Six in 10 say they are ready.", "Six in 10 | say | they are ready");
	check("The draft that many saw as a gift was torn up.", "");
}

TEST(clerk_rules, a_source_behind_the_cue)
{
	check("The dam was built too fast, said Ada Quill, director of the Lake Office in Velden.",
	      "Ada Quill, director of the Lake Office in Velden | said | The dam was built too fast");
	check("“The dam holds,” said analysts.", "analysts | said | “The dam holds,”");
}

TEST(clerk_rules, an_aside_is_no_source)
{
	check("Ada Quill, contradicting Oran, said the dam holds.", "Ada Quill | said | the dam holds");
	check("The Lake Office this week announced a plan.", "The Lake Office | announced | a plan");
}

TEST(clerk_rules, who_says_and_adds_is_the_outer_source)
{
	check("Quill said he saw no need for a dam, adding that the lake was full.",
	      "Quill | said | he saw no need for a dam\nQuill | adding | that the lake was full");
}

TEST(clerk_rules, words_stand_on_both_sides_of_the_cue)
{
	check("These papers, the lawyers said, all lead to one end.", "the lawyers | said | These papers … all lead to one end");
}

TEST(clerk_rules, a_word_before_the_cue_is_said_too)
{
	check("That, Quill said, will take years.", "Quill | said | That … will take years");
	check("The streets were empty, Quill said, “but the dam holds.”", "Quill | said | The streets were empty … “but the dam holds.”");
	check("Instead, Quill said, “The dam will hold.”", "Quill | said | “The dam will hold.”");
	check("Oran showed a film, which critics said was untrue.", "critics | said | which … was untrue");
}

TEST(clerk_rules, a_quotation_goes_on_behind_an_adjunct)
{
	check("“The dam holds,” Quill said of the town at a rally in Velden, “and the lake is full.”",
	      "Quill | said | “The dam holds,” … “and the lake is full.”");
}

TEST(clerk_rules, an_aside_behind_a_dash_is_not_said)
{
	check("Quill said the dam was safe — a claim nobody checked.", "Quill | said | the dam was safe");
	check("Quill said the dam — a wall of oak — was safe.", "Quill | said | the dam — a wall of oak — was safe");
}

TEST(clerk_rules, according_to_whom)
{
	check("But according to Quill, the dam holds.", "Quill | according to | the dam holds");
	check("The lake, according to a survey of the towns, has risen.", "a survey of the towns | according to | The lake … has risen");
	check("The lake has risen, according to a survey on Monday.", "a survey | according to | The lake has risen");
	check("“The dam holds,” according to Quill. “The lake is full.”", "Quill | according to | “The dam holds,” … “The lake is full.”");
}

TEST(clerk_rules, a_source_begins_with_its_name)
{
	check("Ada Quill, an engineer who works with Oran, a small firm, said the dam holds.",
	      "Ada Quill, an engineer who works with Oran, a small firm, | said | the dam holds");
	check("The lake's keeper, Ada Quill, an engineer, said the dam holds.", "The lake's keeper, Ada Quill, an engineer, | said | the dam holds");
	check("He and Quill said the dam holds.", "He and Quill | said | the dam holds");
	check("Oran met Quill, whose engineers said the dam holds.", "whose engineers | said | the dam holds");
	check("Even Quill said the dam holds.", "Quill | said | the dam holds");
	check("A survey released Friday said the dam holds.", "A survey released Friday | said | the dam holds");
	check("The breach many engineers predicted came.", "many engineers | predicted | came");
}

TEST(clerk_rules, what_is_inserted_describes_or_does_not)
{
	check("Several towns, including Velden, said the dam holds.", "Several towns, including Velden, | said | the dam holds");
	check("Quill, for her part, said the dam holds.", "Quill | said | the dam holds");
	check("“The dam holds,” said Ada Quill, referring to the wall.", "Ada Quill | said | “The dam holds,”");
}

TEST(clerk_rules, who_adds_is_whom_the_sentence_is_about)
{
	check("Quill struck a measured tone, saying the dam holds.", "Quill | saying | the dam holds");
	check("Quill dismissed the idea that Oran was to blame, saying the dam holds.",
	      "Quill | dismissed | the idea that Oran was to blame\nQuill | saying | the dam holds");
	check("Quill went on to say the dam holds.", "Quill | went on to say | the dam holds");
	check("The lake fell, said Quill, editor of lake.com.", "Quill, editor of lake.com | said | The lake fell");
}

TEST(clerk_rules, what_is_not_praised_or_wished)
{
	check("The plan could support the towns.", "");
	check("Quill hopes and works.", "");
	check("Oran is favored by the towns.", "");
}

TEST(clerk_rules, declining_to_comment_is_a_statement)
{
	check("Oran declined to comment on the plan.", "Oran | declined | to comment on the plan");
	check("Oran declined to say who paid.", "Oran | declined to say | who paid");
}

TEST(clerk_rules, words_before_whom_they_are_told)
{
	check("The dam is safe and will hold, Quill told Lake Radio.", "Quill | told | The dam is safe and will hold");
	check("Quill angered the towns by saying the dam was safe.", "Quill | saying | the dam was safe");
	check("Quill struck a calm tone, saying the dam was safe and warning that the lake rose.",
	      "Quill | saying | the dam was safe\nQuill | warning | that the lake rose");
	check("Some 42% say the dam is safe.", "Some 42% | say | the dam is safe");
	check("The survey shows the dam has moved.", "The survey | shows | the dam has moved");
	check("Oran showed a film.", "");
}

TEST(clerk_rules, where_a_content_begins)
{
	check("Quill repeated the claim that the dam was safe.", "Quill | repeated | the claim that the dam was safe");
	check("Quill told reporters at the lake that the dam was safe.", "Quill | told | that the dam was safe");
	check("Quill said on Lake Radio's “Morning” on Sunday that the dam was safe.", "Quill | said | that the dam was safe");
	check("A reporter asked Quill whether the dam was safe.", "A reporter | asked | whether the dam was safe");
}

TEST(clerk_rules, a_list_does_not_end_a_content)
{
	check("Quill thanked her crew, her two boats, the towns and the lake, then left.", "Quill | thanked | her crew, her two boats, the towns and the lake");
	check("Quill promised that if it rained, the dam would hold.", "Quill | promised | that if it rained, the dam would hold");
	check("Oran pledged farms, boats, including nets, to the towns.", "Oran | pledged | farms, boats, including nets, to the towns");
	check("Oran rejected the plan, but the towns wait.", "Oran | rejected | the plan");
}

TEST(clerk_rules, what_is_told_in_passing_ends_with_its_comma)
{
	check("When Oran announced the plan, Quill left the lake.", "Oran | announced | the plan");
	check("Stressing the danger, Quill closed the gates.", "Quill | Stressing | the danger");
	check("If the lake rises, Quill said, the dam will hold.", "Quill | said | If the lake rises … the dam will hold");
}

TEST(clerk_rules, a_quotation_goes_on_with_what_was_said)
{
	check("Quill said the dam was safe. “It will hold for years.”", "Quill | said | the dam was safe … “It will hold for years.”");
	check("“Will it hold?” Quill told reporters at the lake.", "Quill | told | “Will it hold?”");
}

TEST(clerk_rules, a_clause_behind_the_cue_is_no_source)
{
	check("Ada Quill, who built the dam, said Oran “had no plan at all.”", "Ada Quill, who built the dam, | said | Oran “had no plan at all.”");
	check("Quill and Oran have both said the dam holds.", "Quill and Oran | have both said | the dam holds");
}

TEST(clerk_rules, a_colon_brings_the_next_paragraph)
{
	check("Quill writes:\n\nThe dam will hold for years.", "Quill | writes: | The dam will hold for years.");
}

TEST(clerk_rules, another_cue_ends_the_content)
{
	check("Quill said the dam was safe and argued that it would hold.", "Quill | said | the dam was safe\nQuill | argued | that it would hold");
}

/* A quotation that another cue claims is not the one before's. */
TEST(clerk_rules, a_quotation_that_goes_on_stops_at_anothers)
{
	check("“The dam holds,” Quill said. “The lake is full,” Oran said.", "Quill | said | “The dam holds,”\nOran | said | “The lake is full,”");
}

TEST(clerk_rules, who_is_told_stands_behind_the_cue)
{
	check("“The dam holds,” Quill, the engineer, told Lake Radio.", "Quill, the engineer, | told | “The dam holds,”");
}

TEST(clerk_rules, words_in_marks_do_not_part_a_source)
{
	check("“The dam holds,” Ada Quill, who wore an “Old Lake” pin, said.", "Ada Quill, who wore an “Old Lake” pin, | said | “The dam holds,”");
}

TEST(clerk_rules, a_source_behind_a_quotation_may_have_verbs)
{
	check("“The dam holds,” said one engineer who lives below it.",
	      "one engineer who lives below it | said | “The dam holds,”");
	check("“The dam holds,” said retired Captain Ada Quill.", "retired Captain Ada Quill | said | “The dam holds,”");
}

TEST(clerk_rules, a_line_of_the_name_is_a_speaker)
{
	check("“The dam will hold for years to come.” ― Ada Quill.", "Ada Quill | ― | “The dam will hold for years to come.”");
	check("“The dam will hold for years to come.”\n\n— Ada Quill, engineer", "Ada Quill, engineer | — | “The dam will hold for years to come.”");
	check("“Our own old dam” — the one of oak — will hold.", "");
}

TEST(clerk_rules, any_verb_beside_a_quotation_is_a_cue)
{
	check("“The dam will not hold,” Quill thundered.", "Quill | thundered | “The dam will not hold,”");
	check("“The dam will not hold,” scoffed Ada Quill.", "Ada Quill | scoffed | “The dam will not hold,”");
	check("As Quill put it, “The dam will not hold.”", "Quill | put | “The dam will not hold.”");
	check("Quill fired back: “The dam will not hold.”", "Quill | fired back: | “The dam will not hold.”");
	check("The lake took its “old and long way” to the sea.", "");
}

TEST(clerk_rules, what_has_no_subject_of_its_own)
{
	check("Quill sat down before saying, “The dam will not hold.”", "Quill | saying | “The dam will not hold.”");
	check("Quill went on to say, “The dam will not hold.”", "Quill | went on to say | “The dam will not hold.”");
	check("Quill issued a statement saying, “The dam will not hold.”", "Quill | saying | “The dam will not hold.”");
	check("The lake was calm, with a voice saying: “The dam will not hold.”", "a voice | saying: | “The dam will not hold.”");
}

TEST(clerk_rules, a_name_and_a_colon)
{
	check("Ada Quill: “The dam will not hold.”", "Ada Quill | : | “The dam will not hold.”");
	check("Said Quill: “The dam will not hold.”", "Quill | Said | “The dam will not hold.”");
}

TEST(clerk_rules, a_paragraph_that_is_a_quotation_goes_on)
{
	check("“The dam holds,” Quill said.\n\n“The lake is full to the brim.”",
	      "Quill | said | “The dam holds,” … “The lake is full to the brim.”");
	check("Quill said the dam holds.\n\n“The lake is full to the brim.”", "Quill | said | the dam holds");
}

TEST(clerk_rules, what_a_speaker_tells_of_is_no_statement_of_the_report)
{
	check("“The towns want the dam, and Oran said it holds,” Quill said.", "Quill | said | “The towns want the dam, and Oran said it holds,”");
	check("“I expect a breach,” Quill said.", "I | expect | a breach,”\nQuill | said | “I expect a breach,”");
	check("Quill said the towns like the plan.", "Quill | said | the towns like the plan");
	check("Quill said Oran rejected the plan.", "Quill | said | Oran rejected the plan\nOran | rejected | the plan");
	check("Oran will stay if it supports the plan.", "");
}

TEST(clerk_rules, small_words_belong_to_the_cue)
{
	check("Quill warned against a breach.", "Quill | warned against | a breach");
	check("Oran agrees with the engineers.", "Oran | agrees with | the engineers");
	check("Quill called on the towns to wait.", "Quill | called on | the towns to wait");
	check("“The dam holds,” Quill said in a statement.", "Quill | said in a statement | “The dam holds,”");
	check("Quill said: “The dam holds.”", "Quill | said: | “The dam holds.”");
}

TEST(clerk_rules, nouns_and_participles_are_no_cues)
{
	check("The lake is back at its early states.", "");
	check("A book written in Velden lay on the table.", "");
	check("Officials hope the dam holds.", "Officials | hope | the dam holds");
	check("Some critics fear that the dam was never safe.", "Some critics | fear | that the dam was never safe");
	check("The towns support roads.", "");
}

TEST(clerk_rules, a_pronoun_behind_a_preposition_says_nothing)
{
	check("Four people briefed on it said the dam holds.", "Four people briefed on it | said | the dam holds");
}

/* A report of gas talks gave the parliament a welcome, and nobody words that they might say. */
TEST(clerk_rules, what_may_or_must_be_is_not_said)
{
	check("The assembly must approve any agreement.", "");
	check("The court could reject the plan.", "");
	check("Norland said it would send monitors, whatever the others might say about it.",
	      "Norland | said | it would send monitors, whatever the others might say about it");
	check("The assembly approved the agreement.", "The assembly | approved | the agreement");
}

/* Bug: a quotation within one that nothing closes reached to the end of that one. */
TEST(clerk_rules, a_quotation_within_one_that_is_left_open_ends_with_its_own_mark)
{
	check("The envoy left a letter of “hope. “The dam holds,” Ada Quill said. “It is new.” The lake rose over the towns.",
	      "Ada Quill | said | “The dam holds,” … “It is new.”");
}

/* Bug: a mark that was left open hid the quotation around it. */
TEST(clerk_rules, what_is_told_within_a_quotation_is_not_told_by_the_report)
{
	check("“The \"dam was weak, Ada Quill said it holds,” the envoy said.", "the envoy | said | “The \"dam was weak, Ada Quill said it holds,”");
}

/* Bug: in a sentence without an end each content reached back to its start. */
TEST(clerk_rules, contents_of_an_endless_sentence_are_bounded)
{
	enum { TIMES = 3000, MOST = 400 };
	arena *a = arena_new();
	struct report r = { 0 };
	struct err err = { 0 };
	struct attribution *found;
	size_t count;
	char *bytes = arena_get(a, TIMES * 64);
	size_t len = 0;
	for (unsigned i = 0; i < TIMES; i++) {
		str part = i % 2 ? S(", he said, and the lake rose") : S(" were lost, according to the envoy and the plan");
		for (size_t k = 0; k < part.len; k++)
			bytes[len++] = part.at[k];
	}
	CHECK_OK(report_read(a, NULL, S("x"), (str){ bytes, len }, REPORT_PLAIN, &r, &err), err);
	rules_read(a, &r, lexicon_of(a, r.words), &found, &count);
	CHECK(count > TIMES / 4);
	for (size_t i = 0; i < count; i++)
		for (unsigned k = 0; k < found[i].content_count; k++)
			if (found[i].contents[k].to - found[i].contents[k].from > MOST + 8)
				CHECK_EQ(found[i].contents[k].to - found[i].contents[k].from, MOST);
	arena_free(a);
}
