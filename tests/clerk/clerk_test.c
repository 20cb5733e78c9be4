/* The clerk as a whole: what it finds in invented reports, and what it must never do. */
#include "clerk/clerk.h"

#include <stdio.h>
#include <time.h>

#include "base/file.h"
#include "minutes/minutes.h"
#include "rand.h"
#include "talks/docket.h"
#include "test.h"

static bool
no_file(void *context, arena *a, str path, str *ret_bytes, struct err *err)
{
	(void)context, (void)a, (void)ret_bytes;
	return fail(err, ERR_ABSENT, "no '%.*s'", STR_ARG(path));
}

static bool
utc(void *context, arena *a, str name, str *ret_bytes, struct err *err)
{
	(void)context;
	return file_read(a, arena_printf(a, "/usr/share/zoneinfo/%.*s", STR_ARG(name)), ret_bytes, err);
}

static const struct opener opener = { .open = no_file, .open_zone = utc };

static clerk *
clerk_of(arena *a, str text)
{
	struct clerk_file *file = ARENA_NEW(a, struct clerk_file);
	struct clerk_query *query = ARENA_NEW(a, struct clerk_query);
	struct err err = { 0 };
	clerk *c = NULL;
	*file = (struct clerk_file){ S("a.txt"), arena_str(a, text) };
	*query = (struct clerk_query){ .files = file, .file_count = 1, .at = S("2026-06-04"), .not_after = S("2026-06-04"), .in_order = true };
	CHECK_OK(clerk_read(a, query, &c, &err), err);
	return c;
}

/* The minutes of a report, which have to be right in form and meaning. */
static str
minutes_of(arena *a, const clerk *c)
{
	buf out = { 0 };
	struct err err = { 0 };
	clerk_minutes(c, &out);
	str text = arena_str(a, buf_str(&out));
	buf_done(&out);
	minutes *m = minutes_new(a, &opener);
	CHECK_OK(minutes_read_text(m, S("drafts.minutes"), text, &err), err);
	docket *d = docket_new(a, m);
	docket_check(d);
	if (m->faults.total > 0)
		test_failed(__FILE__, __LINE__, "%s\n%.*s", m->faults.at[0].text, STR_ARG(text));
	docket_done(d);
	minutes_done(m);
	return text;
}

static bool
has(str text, const char *part)
{
	return str_find_str(text, str_of(part)) < text.len;
}

/* The report's minutes hold each part; a line that begins with '!' must not be there. */
static void
drafts(const char *report, const char *const *parts)
{
	arena *a = arena_new();
	str text = minutes_of(a, clerk_of(a, str_of(report)));
	for (; *parts; parts++)
		if (has(text, **parts == '!' ? *parts + 1 : *parts) == (**parts == '!'))
			test_failed(__FILE__, __LINE__, "'%s' in\n%.*s", *parts, STR_ARG(text));
	arena_free(a);
}
#define DRAFTS(report, ...) drafts(report, (const char *const[]){ __VA_ARGS__, NULL })

TEST(clerk_clerk, who_said_what)
{
	DRAFTS("French Foreign Minister Anne Morel said on Monday that the talks had failed.", "person morel \"Anne Morel\" of France at ministers office \"Foreign Minister\"",
	       "2026-06-01 morel says kind statement source report @0-75\n  gist: that the talks had failed");
	DRAFTS("“We are close,” Anne Morel said. “Very close.”", "morel says \"We are close,\"", "“We are close,” ... “Very close.”");
	DRAFTS("Anne Morel told the AP she was ready. \"It is done,\" she added.", "morel says kind statement", "morel says \"It is done,\"");
	DRAFTS("The port is open, according to Anne Morel, the French mayor.", "person morel \"Anne Morel\" of France office \"mayor\"", "gist: The port is open");
	DRAFTS("GENEVA (AP) — “We are close,” Anne Morel said.", "morel says \"We are close,\" kind statement source report @14-45\n");
	DRAFTS("Anne Morel declined to say whether France had agreed.", "morel would-not-say");
	DRAFTS("Anne Morel welcomed the plan, saying it had changed.", "morel says kind welcome", "gist: it had changed");
}

TEST(clerk_clerk, what_the_report_does_not_join_stays_apart)
{
	DRAFTS("A French official said the plan was dead. Anne Morel said it was not.", "person french-official \"French official\" of France",
	       "french-official says", "person morel \"Anne Morel\" of unknown", "morel says");
	DRAFTS("A Kremlin spokesperson said no. Ivan Orlov added that talks go on.", "person orlov \"Ivan Orlov\" of Russia office \"Kremlin spokesperson\"",
	       "orlov says kind statement", "!kremlin-spokesperson says");
	DRAFTS("John Smith and Mary Smith met. Smith said no.", "unnamed says", "!smith says");
}

/* Who has but a name in the report was "unnamed"; Wang Yi and Bekele Tadesse are called by the first. */
TEST(clerk_clerk, whom_the_report_names_has_the_name)
{
	DRAFTS("Malta met the rebel Coastal Front on Monday. The Coastal Front said no.", "group coastal-front \"Coastal Front\" of unknown size unknown", "coastal-front says");
	DRAFTS("Malta's state company, Ornaft, has insisted that debts be paid.", "group ornaft \"Ornaft\"", "ornaft says");
	DRAFTS("Malta's largest union said no.", "group malta-s-largest-union \"Malta's largest union\" of Malta", "malta-s-largest-union says", "!Malta says");
	DRAFTS("Anne Morel and Luca Neri said no. They added that it was over.", "morel, neri say kind statement source report @0", "morel, neri say kind statement source report @34");
	DRAFTS("The fire service said no. Four people briefed on it said yes.", "group fire-service \"fire service\" of unknown", "fire-service says", "four-people says");
	DRAFTS("Brazil's ambassador, Paulo Lima, said no.", "person lima \"Paulo Lima\" of Brazil", "lima says");
	DRAFTS("Some of them said no. Most said yes.", "unnamed says");
	DRAFTS("Bekele Tadesse met Luca Neri on Monday. Bekele said no.", "tadesse says kind statement");
	DRAFTS("John Smith and John Neri met. John said no.", "unnamed says");
	DRAFTS("Observers left. Observers said no.", "!group observers \"Observers\" of unknown");
}

TEST(clerk_clerk, what_is_denied_or_not_expected_is_not_said)
{
	DRAFTS("Malta denied that the talks were in trouble.", "gist: denied that the talks were in trouble");
	DRAFTS("Anne Morel does not expect a breakthrough this week.", "morel did-not expect kind other");
	DRAFTS("Malta rejected the demand.", "kind criticism", "gist: rejected the demand");
	DRAFTS("Malta hopes to build bridges.", "gist: hopes to build bridges");
	DRAFTS("Malta called on all sides to stop.", "Malta asks kind demand");
	DRAFTS("A Western diplomat, who asked not to be named because the talks are confidential, said the text had failed.", "western-diplomat says kind statement", "!not to be named because");
}

TEST(clerk_clerk, what_says_nothing_is_no_statement)
{
	DRAFTS("\"We had agreed,\" said the mediator, a priest who asked to remain anonymous.", "mediator-2 says \"We had agreed,\"", "!anonymous");
	DRAFTS("Malta said it had seen \"both lists\".", "!Malta says \"both lists\" kind statement source report @18");
	DRAFTS("Malta has refused to talk to them.", "Malta did-not meet", "!would-not-say");
	DRAFTS("Malta offered to host a meeting with Italy.", "should meet", "!will meet");
	DRAFTS("Malta called it a red line.", "Malta rules-out", "note: called it a red line");
}

TEST(clerk_clerk, a_pronoun_in_somebody_s_words_is_not_told)
{
	DRAFTS("Maltese families met. Families said no. \"They promised Monday,\" said Anne Morel.", "morel says \"They promised Monday,\"", "!families says kind statement per",
	       "!per families");
	DRAFTS("Italy said no. Rebels who control part of it said they had not been told.", "!Italy says kind statement source report @15");
	DRAFTS("Foreign Ministers Luca Neri and Paul Borg met on Monday.", "2026-06-01 neri, borg meet", "\"Luca Neri\"");
}

TEST(clerk_clerk, places_are_no_persons)
{
	DRAFTS("Shells fell in El Amar. El Amar is empty, police said.", "!person el", "!person amar");
	DRAFTS("The town of Lower Amar was hit by shells. The plan asks Malta to leave Lower Amar.", "!person amar", "!owes amar");
	DRAFTS("Anne Morel left. There is trust in Anne Morel, Luca Neri said. Morel said no.", "person morel");
}

TEST(clerk_clerk, whom_somebody_told_does_not_speak)
{
	DRAFTS("\"It is done,\" Malta's interior minister, Luca Neri, told parliament on Monday.", "neri says \"It is done,\"", "!parliament says");
}

TEST(clerk_clerk, names_with_small_words_and_places_in_them)
{
	DRAFTS("Malta's Prime Minister Khalid al-Marri said no. Al-Marri said it again.", "person al-marri \"Khalid al-Marri\" of Malta at leaders office \"Prime Minister\"",
	       "!unnamed says");
	DRAFTS("Malta's trade minister, Paulo Vella Lima, said no.", "\"Paulo Vella Lima\" of Malta at ministers office \"trade minister\"", "!interested Peru");
	DRAFTS("Foreign Minister Jordan Neri said no.", "\"Jordan Neri\"", "!interested Jordan");
}

TEST(clerk_clerk, states_told_beside_others_and_offices_behind_groups)
{
	DRAFTS("Delegations of Norland and Sudland met on Monday. Sudland said no.", "norland, sudland meet", "sudland says");
	DRAFTS("Malta and Norland met on Monday.", "Malta, norland meet");
	DRAFTS("A commission spokeswoman said no. Opposition lawmakers said no.", "commission-spokeswoman says", "opposition-lawmakers says");
	DRAFTS("The commission called an emergency session for Friday.", "will meet at 2026-06-05");
	DRAFTS("Italy rewrote the paper which Malta had sent to Anne Morel on Monday.", "2026-06-01 Malta shows paper to morel");
	DRAFTS("Two fishermen lost their lives on Monday.", "killed: 2");
	DRAFTS("The blast claimed 12 lives.", "killed: 12");
}

/* Two places of a map were set in one go: the second moved the first. */
TEST(clerk_clerk, as_many_names_as_make_a_map_grow)
{
	arena *a = arena_new();
	buf text = { 0 };
	/* Three words of two names, so that a map grows at the second word of one to come. */
	buf_add(&text, S("Anne Morel met Malta. Anne Neri met Malta. "));
	for (unsigned i = 0; i < 26 * 26; i++)
		buf_printf(&text, "Anne%c%cx Morel%c%cx met Malta. ", 'a' + i / 26, 'a' + i % 26, 'a' + i % 26, 'a' + i / 26);
	CHECK(has(minutes_of(a, clerk_of(a, buf_str(&text))), "person morelzzx"));
	buf_done(&text);
	arena_free(a);
}

TEST(clerk_clerk, the_minister_is_the_one_whom_the_report_has_named)
{
	DRAFTS("Foreign Minister Anne Morel came late. The minister said no.", "morel says kind statement", "!unnamed says");
	DRAFTS("Foreign Minister Anne Morel came late with Trade Minister Luca Neri. The minister said no.", "!morel says", "!neri says");
	DRAFTS("The minister said no. Foreign Minister Anne Morel came late.", "!morel says");
	DRAFTS("A Western diplomat said no. The diplomat said it twice.", "!group diplomat", "!person diplomat");
	DRAFTS("The prime minister's spokesman, Luca Neri, said no.", "neri says", "!prime-minister says");
	DRAFTS("Spain and Malta said no.", "Spain, Malta say kind statement", "!group spain");
}

TEST(clerk_clerk, states_that_no_gazetteer_has_are_told_by_what_is_theirs)
{
	DRAFTS("Norland's president left. Norland said no. Norlandic Foreign Minister Luca Neri said it twice.", "interested norland \"Norland\"", "norland says",
	       "person neri \"Luca Neri\" of norland");
	DRAFTS("President Luca Neri of Norland said no.", "\"Luca Neri\" of norland");
	DRAFTS("Luca Neri left. Neri's foreign minister said no.", "!interested neri");
	DRAFTS("The Minister of Finance said no.", "!interested finance");
}

TEST(clerk_clerk, a_nested_claim_keeps_both_holders)
{
	DRAFTS("Anne Morel said that Luca Neri had told reporters that the port was shut.", "morel says kind statement source", "neri says kind statement per morel",
	       "gist: that the port was shut");
}

TEST(clerk_clerk, a_part_of_a_day_is_on_the_clock_of_the_speaker)
{
	DRAFTS("Maltese President Anne Morel late Monday said the port was shut.", "2026-06-01 18:00/24:00 morel says kind statement zone Europe/Malta");
}

TEST(clerk_clerk, who_has_seen_which_text)
{
	DRAFTS("Russia said it had not seen the revised plan.", "Russia did-not see revised-plan per Russia", "draft revised-plan \"revised plan\" text-unknown");
	DRAFTS("Italy presented a 12-point plan to Malta on Tuesday.", "Italy shows point-plan to Malta per reporter", "count 12");
	DRAFTS("After that, the plan would be presented to Malta.", "will show plan to Malta");
}

TEST(clerk_clerk, meetings_held_planned_and_ruled_out)
{
	DRAFTS("Anne Morel said Italy and Malta will meet on Tuesday by video.", "Italy, Malta will meet at 2026-06-09 mode video per morel");
	DRAFTS("There is no plan for Italy and Malta to meet this week, Anne Morel said.", "Italy, Malta will-not meet during 2026-06-01/2026-06-07 per morel");
	DRAFTS("Anne Morel spoke by phone with Luca Neri on Monday.", "2026-06-01 morel, neri meet mode phone");
}

TEST(clerk_clerk, meetings_with_whom)
{
	DRAFTS("Anne Morel met Luca Neri twice on Monday.", "2026-06-01 morel, neri meet per reporter");
	DRAFTS("Anne Morel, who left Rome last week, met Luca Neri on Monday in Valletta.", "2026-06-01 morel, neri meet place \"Valletta\"", "!Malta");
	DRAFTS("Anne Morel hosted Luca Neri on Monday for talks on the port.", "2026-06-01 morel, neri meet per reporter");
	DRAFTS("Anne Morel met Luca Neri on Monday. The pair will meet again on Friday.", "morel, neri will meet at 2026-06-05",
	       "who they are is taken from the sentence before");
	DRAFTS("Anne Morel held talks with Luca Neri on Monday and is expected to meet Paul Borg on Friday.", "2026-06-01 morel, neri meet",
	       "morel, borg will meet at 2026-06-05");
	DRAFTS("Anne Morel left Malta on Monday. She did not meet Luca Neri.", "morel, neri did-not meet");
	DRAFTS("On the previous day, Anne Morel met Luca Neri.", "2026-06-03 morel, neri meet");
	DRAFTS("Malta did not take part in the talks.", "Malta did-not meet");
	DRAFTS("Maltese farmers met Luca Neri on Monday.", "!Malta");
}

TEST(clerk_clerk, meetings_that_are_not_held)
{
	DRAFTS("A meeting of ministers planned for next week was called off.", "will-not meet during 2026-06-08/2026-06-14");
	DRAFTS("A summit planned for Friday has been postponed until July.", "will-not meet during 2026-06-05");
	DRAFTS("There will be no direct meeting between Italy and Malta today.", "Italy, Malta will-not meet during 2026-06-04");
	DRAFTS("There was no meeting between Italy and Malta.", "Italy, Malta did-not meet");
	DRAFTS("Anne Morel has no meeting with Luca Neri this week.", "morel, neri will-not meet during 2026-06-01/2026-06-07");
	DRAFTS("Malta ruled out a meeting with Luca Neri.", "Malta, neri will-not meet", "!rules-out");
	DRAFTS("Malta has not ruled out a meeting with Luca Neri.", "!meet ", "!rules-out");
	DRAFTS("It is not clear whether Italy and Malta will meet on Friday.", "!will meet");
	DRAFTS("Malta would sign before Italy meets Luca Neri.", "!Italy, neri");
	DRAFTS("Anne Morel promised to meet Luca Neri on Friday.", "morel, neri will meet at 2026-06-05");
	DRAFTS("Anne Morel flew to Rome to meet Luca Neri.", "will meet", "!meets");
	DRAFTS("Anne Morel asked Malta to hold talks with Italy.", "should meet", "!meets");
}

TEST(clerk_clerk, meetings_that_are_named_by_their_day)
{
	DRAFTS("Progress was made in weekend talks in Valletta.", "2026-05-30/2026-05-31 unnamed meets place \"Valletta\"");
	DRAFTS("Their last meeting, on May 21, produced maps.", "2026-05-21 unnamed meets");
	DRAFTS("Much will depend on Friday's meeting.", "unnamed will meet at 2026-06-05");
	DRAFTS("The deal came after two days of closed-door talks.", "unnamed meets");
	DRAFTS("Anne Morel spoke at a press conference on Monday.", "!meet");
	DRAFTS("Anne Morel said on Monday that talks had failed.", "!meet");
	DRAFTS("Anne Morel is due on Friday, where she will be received by Luca Neri.", "morel, neri will meet at 2026-06-05");
	DRAFTS("Anne Morel, who chaired the talks on Monday, left.", "2026-06-01 morel meets", "who presided is said");
	DRAFTS("\"No,\" Anne Morel said. \"Never,\" she said in Rome, where she was attending a summit on Monday.", "2026-06-01 morel meets");
	DRAFTS("Anne Morel has no plans to see Luca Neri.", "morel, neri will-not meet");
	DRAFTS("Anne Morel talked to Luca Neri on Monday.", "2026-06-01 morel, neri meet");
	DRAFTS("A call planned for Tuesday did not take place.", "2026-06-02 unnamed did-not meet");
}

TEST(clerk_clerk, those_who_meet_and_see_in_other_places_of_a_sentence)
{
	DRAFTS("The head of the U.N. mission, Anne Morel, met Luca Neri on Monday.", "morel, neri meet", "!UN, neri");
	DRAFTS("Anne Morel, the mayor, spoke to Luca Neri on Monday and urged Malta to reply by June 11.", "morel sets-deadline deadline-1 for Malta due 2026-06-11");
	DRAFTS("Italy and Malta, which were shown the proposal on Monday, left.", "Italy, Malta see proposal");
	DRAFTS("Italy has a proposal. Malta has not been shown it.", "Malta did-not see proposal");
	DRAFTS("Malta had been given a copy of the proposal.", "Malta sees proposal");
	DRAFTS("A proposal was put on the table on Sunday.", "2026-05-31 unnamed shows proposal");
	DRAFTS("The talks went on. Anne Morel did not attend.", "morel did-not meet");
	DRAFTS("No meeting with Malta is planned.", "Malta will-not meet");
	DRAFTS("Italy and Malta hold a call on Friday.", "Italy, Malta will meet at 2026-06-05 mode phone");
	DRAFTS("Anne Morel set June 11 as the target.", "morel sets-deadline deadline-1 due 2026-06-11");
}

TEST(clerk_clerk, what_only_looks_like_an_event)
{
	DRAFTS("They made ends meet.", "!meets", "!meet ");
	DRAFTS("She did not meet the commission's 15 percent polling threshold.", "!did-not meet");
	DRAFTS("Facts are being gathered.", "!meet");
	DRAFTS("The law was met with opposition.", "!meet");
	DRAFTS("The radio host began taking calls on Monday.", "!meet");
	DRAFTS("A document on Malta's website states that couples would receive the money.", "!see ");
	DRAFTS("They signed an agreement to set goals.", "!point point");
	DRAFTS("Police have video that shows the explosion.", "!incident as");
	DRAFTS("Anne Morel, under fire over her taxes, left.", "!incident as");
	DRAFTS("An explosion shook a depot near Valletta.", "incident as incident-1 place \"Valletta\"");
	DRAFTS("The bridge might be damaged by floods.", "!incident as");
}

TEST(clerk_clerk, lists_and_insertions)
{
	DRAFTS("Negotiators from Italy, Spain and Malta met on Monday.", "Italy, Spain, Malta meet");
	DRAFTS("President Luca Neri of Italy and Malta's prime minister, Anne Morel, have no plans to meet.", "neri, morel will-not meet");
	DRAFTS("A meeting with Malta, foreseen for today, was put off until Monday.", "Malta will-not meet during 2026-06-04");
	DRAFTS("Italy rejected a proposal, presented in March, by Malta.", "2026-03 unnamed shows proposal");
	DRAFTS("Italy rejected a plan that would force Malta to open its port.", "point point-1 of plan number unknown owes Malta");
	DRAFTS("The plan limits Malta. Italy left. Anne Morel said she had read it with care.", "morel sees plan");
	DRAFTS("Malta's parliament has not yet received a copy of the plan.", "unnamed did-not see plan", "who has not seen it is not known by a name");
	DRAFTS("Malta's Anne Morel said her delegation had not seen the plan.", "Malta did-not see plan per morel");
	DRAFTS("Anne Morel set a deadline of Friday. Luca Neri said the deadline was \"flexible.\"", "neri softens deadline-1");
	DRAFTS("Police fired rubber bullets at farmers in Valletta.", "incident as incident-1");
}

TEST(clerk_clerk, an_office_behind_a_comma_may_be_another_s)
{
	DRAFTS("Anne Morel does not plan to meet Luca Neri, her spokesman said. \"No,\" the spokesman, Paul Borg, told reporters.", "borg says \"No,\"", "!neri says",
	       "!office \"spokesman\"\n  also");
	DRAFTS("Brussels said no.", "organisation EU");
}

TEST(clerk_clerk, meetings_in_other_words)
{
	DRAFTS("Italy and Malta agreed to sit down on Friday.", "Italy, Malta will meet at 2026-06-05");
	DRAFTS("Anne Morel saw President Luca Neri in Rome on Monday.", "2026-06-01 morel, neri meet place \"Rome\"");
	DRAFTS("Anne Morel flew to Rome on Monday for talks with Luca Neri.", "2026-06-01 morel, neri meet");
	DRAFTS("The fifth meeting broke up on Monday.", "2026-06-01 unnamed meets");
	DRAFTS("A planned visit by Luca Neri on 11 June has been scrapped.", "will-not meet during 2026-06-11");
	DRAFTS("The American ambassador met Luca Neri on Monday.", "US, neri meet");
	DRAFTS("Italy and Malta reopened negotiations on Monday.", "2026-06-01 Italy, Malta meet");
	DRAFTS("Anne Morel briefed President Luca Neri on Monday.", "2026-06-01 morel, neri meet");
	DRAFTS("Italy and Malta will reconvene on Friday.", "Italy, Malta will meet at 2026-06-05");
	DRAFTS("Anne Morel has yet to confirm that she will attend.", "!will meet");
	DRAFTS("Anne Morel has yet to meet Luca Neri.", "morel, neri did-not meet");
	DRAFTS("Anne Morel hosted her counterparts from Italy on Monday for talks.", "2026-06-01 morel, Italy meet");
}

TEST(clerk_clerk, texts_and_deadlines_in_still_other_words)
{
	DRAFTS("Anne Morel said her men had handed a list of demands to the mediators.", "shows list to unnamed per morel");
	DRAFTS("The proposal had been e-mailed to Malta.", "shows proposal to Malta");
	DRAFTS("Anne Morel gave Malta a copy of the proposal on Monday.", "2026-06-01 morel shows proposal to Malta");
	DRAFTS("Under a proposal seen by reporters, Malta would open its port.", "point point-1 of proposal number unknown owes Malta");
	DRAFTS("Italy sent Malta a draft in May which would cap its catch.", "point point-1");
	DRAFTS("\"Never,\" Anne Morel said. She gave Malta until Friday to reply.", "morel sets-deadline deadline-1 for Malta due 2026-06-05");
	DRAFTS("The deadline is Friday.", "sets-deadline deadline-1 due 2026-06-05", "who set it is not said");
	DRAFTS("Much will hang on Friday's deadline.", "sets-deadline deadline-1 due 2026-06-05");
	DRAFTS("Anne Morel set a deadline of June 11. The June 11 deadline is short.", "deadline-1 due 2026-06-11", "!deadline-2");
	DRAFTS("Coast guards exchanged shots on Monday.", "2026-06-01 incident as incident-1");
}

TEST(clerk_clerk, who_has_seen_what_in_other_words)
{
	DRAFTS("Italy has the proposal. Malta said it had not seen it.", "Malta did-not see proposal per Malta");
	DRAFTS("Malta's government has received the proposal.", "Malta sees proposal per reporter");
	DRAFTS("Malta had not been shown the proposal.", "Malta did-not see proposal");
	DRAFTS("Maltese farmers had not been shown the proposal.", "unnamed did-not see proposal", "!Malta did-not");
	DRAFTS("Italy hailed the proposal, which was presented to Malta on Monday.", "2026-06-01 unnamed shows proposal to Malta");
	DRAFTS("Neither side published the proposal.", "did-not publish proposal");
	DRAFTS("The proposal was leaked on Monday.", "2026-06-01 unnamed publishes proposal");
	DRAFTS("Italy sent Malta a proposal on Monday.", "2026-06-01 Italy shows proposal to Malta");
	DRAFTS("Italy rewrote the proposal. Malta had not been consulted.", "Malta did-not see");
	DRAFTS("Maltese negotiator Anne Morel said her team had received the proposal.", "Malta sees proposal per morel");
}

TEST(clerk_clerk, deadlines_in_other_words)
{
	DRAFTS("Anne Morel set a deadline of May 31. On Tuesday Luca Neri extended it to the end of June.", "morel sets-deadline deadline-1 due 2026-05-31",
	       "2026-06-02 neri extends deadline-1 due 2026-06");
	DRAFTS("Anne Morel set a deadline of Friday. Luca Neri later withdrew the deadline.", "neri withdraws deadline-1");
	DRAFTS("Anne Morel set a deadline of Friday. Luca Neri insisted it stands.", "neri reaffirms deadline-1");
	DRAFTS("Anne Morel asked Malta to reply by June 11.", "morel sets-deadline deadline-1 for Malta due 2026-06-11");
	DRAFTS("Anne Morel told reporters the vote would be held by Friday.", "!sets-deadline");
	DRAFTS("Malta must reply by Friday, Anne Morel said.", "morel sets-deadline deadline-1 for Malta due 2026-06-05");
	DRAFTS("Malta had until Friday to reply.", "unnamed sets-deadline deadline-1 for Malta due 2026-06-05", "who set it is not said");
	DRAFTS("Anne Morel set a deadline of Friday. Luca Neri said it could be pushed back.", "neri softens deadline-1", "!extends");
	DRAFTS("Anne Morel set a deadline of Friday. Luca Neri said the date no longer applied.", "neri withdraws deadline-1");
	DRAFTS("Delegations will submit comments no later than June 11.", "sets-deadline deadline-1 due 2026-06-11");
}

TEST(clerk_clerk, points_in_other_words)
{
	DRAFTS("Under the plan, Malta would open its port.", "point point-1 of plan number unknown owes Malta");
	DRAFTS("The paper was shown to Italy. It asks Malta to open its port.", "point point-1 of paper number unknown owes Malta");
}

TEST(clerk_clerk, parts_of_figures_and_figures_in_front)
{
	DRAFTS("A blast killed seven people, among them two women, police said.", "killed: 7", "killed/women: 2");
	DRAFTS("A blast injured 11 people, two of them seriously.", "injured: 11", "injured/seriously: 2");
	DRAFTS("A blast killed nine people, of whom three were children.", "killed: 9", "killed/children: 3");
	DRAFTS("Residents put the death toll at more than 25.", "killed: >=25");
	DRAFTS("The swap, in which 12 teachers were to be freed, failed.", "!incident as");
	DRAFTS("A raid could kill dozens of people.", "!killed");
	DRAFTS("Four rockets were fired at Valletta.", "rockets: 4");
	DRAFTS("Police said about 30 shells fell on Valletta.", "shells: ~30");
	DRAFTS("A storm left more than 2,000 people homeless and destroyed 140 houses.", "homeless: >=2000", "houses: 140");
}

TEST(clerk_clerk, deadlines_red_lines_and_points)
{
	DRAFTS("Anne Morel gave Malta until Thursday to reply. Luca Neri downplayed the deadline, saying talks go on.",
	       "morel sets-deadline deadline-1 for Malta due 2026-06-04", "neri softens deadline-1");
	DRAFTS("Malta has ruled out foreign monitors.", "Malta rules-out per reporter", "note: foreign monitors");
	DRAFTS("The plan calls for Malta to open its port.", "point point-1 of plan number unknown owes Malta");
}

TEST(clerk_clerk, incidents_figure_by_figure)
{
	DRAFTS("A blast in Valletta killed at least four people and wounded 13, including two children, police said.", "incident as incident-1 place \"Valletta\" per police",
	       "killed: >=4 per police", "wounded: 13 per police", "wounded/children: 2 scope unknown per police");
	DRAFTS("Four people were killed and 13 wounded by shells.", "killed: 4", "wounded: 13");
	DRAFTS("Eight houses, a school and power lines were damaged.", "houses: 8", "school: 1", "power-lines: some");
	DRAFTS("The minister fired his deputy after the strike deal was hit by delays.", "!incident as");
}

TEST(clerk_clerk, meetings_that_are_denied_or_called_off)
{
	DRAFTS("A spokesman for Malta's president denied that any meeting was planned.", "will-not meet", "!will meet", "per spokesman");
	DRAFTS("Norway denied it had met Malta in Rome on Monday.", "Norway, Malta did-not meet");
	DRAFTS("France's foreign minister, Anne Morel, denied having met Malta's envoy, Carl Bix, in Oslo.", "morel did-not meet", "!morel meets");
	DRAFTS("Greek officials dismissed reports that Greece would meet Turkey on Friday.", "Greece, Turkey will-not meet during 2026-06-05 per greek-officials");
	DRAFTS("Finland did not deny that it had met Malta in Rome on Monday.", "!did-not meet", "!Malta meet");
	DRAFTS("Italy denied that Malta had received the draft on Monday.", "Malta did-not see", "per Italy");
	DRAFTS("A planned call between Brazil and Peru was cancelled, a spokesman said.", "Brazil, Peru will-not meet", "per spokesman");
	DRAFTS("A meeting between Ghana and Togo, scheduled for Friday, never took place.", "Ghana, Togo did-not meet");
	DRAFTS("Talks between Chile and Kenya are to begin on Monday.", "Chile, Kenya will meet at 2026-06-08");
	DRAFTS("A possible meeting between India and Nepal was discussed.", "India, Nepal will meet");
}

TEST(clerk_clerk, who_is_met_apart_was_not_met_together)
{
	DRAFTS("Anne Morel met separately with Carl Bix and Malta's envoy, Ali Kaya, on Tuesday.", "morel, bix meet", "morel, kaya meet", "!bix, kaya", "!Malta meet");
	DRAFTS("Italy and Malta held separate talks with Norway on Monday.", "Italy, Norway meet", "Malta, Norway meet", "!Italy, Malta");
	DRAFTS("Qatar and Egypt held separate meetings in Doha on Wednesday.", "Qatar meets", "Egypt meets", "!Qatar, Egypt");
}

TEST(clerk_clerk, a_term_that_was_asked_for_is_to_come)
{
	DRAFTS("Italy had initially demanded an answer by Sunday.", "due 2026-06-07");
	DRAFTS("Malta had been given until Saturday to reply.", "due 2026-06-06");
	DRAFTS("Italy demanded an answer by Monday.", "due 2026-06-08");
	DRAFTS("Malta answered by Tuesday.", "!due");
}

TEST(clerk_clerk, a_person_may_be_called_said)
{
	DRAFTS("Malta's premier is scheduled to meet Egyptian President Tarek Said in Oslo next week, two officials said.", "said will meet at 2026-06-08/2026-06-14 place \"Oslo\"");
	DRAFTS("A spokesman for the ministry, Carl Bix, said the talks had failed.", "bix says");
}

TEST(clerk_clerk, what_is_to_be_done_by_a_deadline)
{
	DRAFTS("President Amir Said gave the rebels until noon on June 8 to free the hostages, warning of \"consequences\" if they did not.", "due 2026-06-08 12:00",
	       "object: to free the hostages", "says \"consequences\"");
	DRAFTS("Italy gave Malta until Friday to withdraw, saying it would not wait.", "for Malta due 2026-06-05", "object: to withdraw", "gist: it would not wait");
}

TEST(clerk_clerk, who_is_presented_with_a_text)
{
	DRAFTS("Italy and Malta met in Rome on Monday. The EU envoy, Joe Borg, presented both sides with a two-page \"bridge\" proposal on Tuesday night, two people said.",
	       "shows proposal to Italy, Malta per two-people", "!says \"bridge\"");
	DRAFTS("France presented Greece with a draft on Monday, diplomats said.", "2026-06-01 France shows draft-2 to Greece per diplomats");
	DRAFTS("Two diplomats said the minister had tabled a \"peace\" plan.", "!says \"peace\"");
	DRAFTS("The minister said it was a \"bad\" deal.", "says \"bad\"");
}

TEST(clerk_clerk, a_second_count_is_of_the_same_incident)
{
	DRAFTS("At least seven people were killed and 23 wounded, among them four children, when gunmen attacked a village on Sunday night, police said. Malta's military put the death toll at five.",
	       "killed: >=7 per police", "wounded: 23 per police", "wounded/children: 4", "killed: 5 per Malta", "!gunmen:", "!incident-2");
	DRAFTS("Rockets killed at least two people and injured 11 others in the port city of Harlow, including three children, hospital officials said. The rebels put their dead at four.",
	       "injured: 11", "injured/children: 3", "killed: 4 per unnamed", "!incident-2");
	DRAFTS("A boiler explosion on Saturday killed three people, the mayor's office said; the fire service said the number of injured had risen to 19 from 11.",
	       "killed: 3 per mayor-s-office", "injured: 19 per fire-service", "!incident-2", "!: 11");
	DRAFTS("A blast killed 12 people in Rome on Monday. The death toll rose from 12 to 15, Italy said.", "killed: 12 per reporter", "killed: 15 per Italy", "!incident-2");
	DRAFTS("A bomb killed three soldiers on Tuesday, Italy said. An ambush killed two policemen, Malta said.", "incident-2", "killed: 2 per Malta");
	DRAFTS("A bomb killed three soldiers on Tuesday, Italy said.\n\nMalta put the death toll in another raid at five.", "incident-2");
}

TEST(clerk_clerk, a_deadline_that_is_not_carved_in_stone_is_softened)
{
	DRAFTS("Italy gave Malta until midnight on Saturday to respond. On Thursday its spokesman softened that, telling reporters that Saturday was \"an orientation, not a guillotine\".",
	       "its-spokesman softens deadline-1 per its-spokesman");
	DRAFTS("Norway gave Greece until Friday to answer. \"We wait,\" said one envoy. Norway's envoy, Joe Borg, said later that the date was \"not carved in stone.\"", "borg softens deadline-1 per borg");
	DRAFTS("France set a deadline of June 9. Anne Morel said the deadline was not final.", "morel softens deadline-1 per morel", "!reaffirms");
	DRAFTS("Spain gave Kenya until June 10. The date is not negotiable, Spain said.", "Spain reaffirms deadline-1 per Spain", "!softens");
	DRAFTS("Ghana gave Togo until June 12. The deadline is set in stone, Ghana said.", "Ghana reaffirms deadline-1 per Ghana");
	DRAFTS("The tablets were carved in stone.", "!softens", "!reaffirms");
}

TEST(clerk_clerk, who_else_has_seen_it_or_has_not)
{
	DRAFTS("Greece's foreign minister, Nikos Dimas, confirmed that his delegation had received the annex but said Brazil and Paraguay had not.", "Greece sees annex per dimas",
	       "Brazil, Paraguay did-not see annex per dimas");
	DRAFTS("Italy had seen the draft, but Malta had not.", "Italy sees draft-2", "Malta did-not see draft-2");
	DRAFTS("Italy had met Norway, but Malta had not.", "!Malta did-not see");
	DRAFTS("Two diplomats said the American observers received the draft on Monday.", "2026-06-01 US sees draft-2 per two-diplomats");
	DRAFTS("Two diplomats said American farmers received the draft on Monday.", "!US sees");
}

TEST(clerk_clerk, an_office_is_told_beside_the_name_and_not_in_what_is_said)
{
	DRAFTS("Asked if it stood, his spokeswoman, Grace Lund, said: \"The president does not make deadlines.\"", "office \"spokeswoman\"", "!office \"president\"");
	DRAFTS("Brazil's ambassador, Paulo Lima, said he learned of the annex \"from a journalist\".", "of Brazil at delegations office \"ambassador\"");
	DRAFTS("France, which has opposed the pact, wants it reopened, and its agriculture minister, Anne Morel, said on Monday that it was over.", "of France at ministers");
	DRAFTS("France met Malta, and its agriculture minister, Anne Morel, said on Monday that it was over.", "\"Anne Morel\" of unknown");
	DRAFTS("Negotiators from Velmark and Orsonia met in Vienna on Monday.", "velmark, orsonia meet place \"Vienna\"");
	DRAFTS("Negotiators from Lower Amar and Mille met in Vienna on Monday.", "!interested mille");
}

TEST(clerk_clerk, a_saying_is_not_on_another_day)
{
	DRAFTS("Asked whether Italy would halt the filling, which is due to begin in July, Joe Borg said: \"No.\"", "../2026-06-04 borg says \"No.\"", "!2026-07");
	DRAFTS("Russia, which left the talks in 2024, dismissed it as \"a private arrangement\".", "!\n2024 ", "../2026-06-04 Russia");
	DRAFTS("Joe Borg, who left on Monday, said it was over.", "../2026-06-04 borg says");
	DRAFTS("Joe Borg said on Monday it was over.", "2026-06-01 borg says");
}

TEST(clerk_clerk, who_is_to_do_it_is_to_come)
{
	DRAFTS("Anne Morel is to brief the minister, Luca Neri, on Saturday.", "morel, neri will meet at 2026-06-06");
	DRAFTS("Anne Morel was to be briefed. She met Luca Neri on Monday.", "2026-06-01");
}

TEST(clerk_clerk, other_counts_by_others)
{
	DRAFTS("A raid killed four sailors on Monday, Malta said. Italy's navy gave a lower toll of two dead.", "killed: 4 per Malta", "killed: 2 per Italy", "!incident-2");
	DRAFTS("Police fired tear gas in the town of Kitwe on Tuesday, injuring at least 14, the Red Cross said. Police put the number of injured at six and said they had detained 31 people.",
	       "injured: >=14 per ICRC", "injured: 6 per police");
	DRAFTS("One of the injured, a boy of 16, later died, a hospital source said.", "!injured: 1");
}

TEST(clerk_clerk, meetings_that_were_due_or_may_be)
{
	DRAFTS("Anne Morel and Luca Neri had been due to speak by phone on Sunday evening, but the call never took place, two diplomats said.", "morel, neri did-not meet", "!will meet");
	DRAFTS("A meeting between Malta and Italy, which had been planned for Wednesday, was postponed until next week.", "Malta, Italy will-not meet", "!Italy meet");
	DRAFTS("A second round of talks could be held in Bergen in October, an official said.", "!will meet", "says kind statement");
	DRAFTS("Joe Borg met Luca Neri on Monday evening. He saw nobody else. Borg met Neri in Rome and will hold a video call with Anne Morel on Friday.", "borg, morel will meet at 2026-06-05 mode video");
	DRAFTS("The EU fisheries commissioner, Paolo Ricci, spoke first. He met Luca Neri on Monday and will hold a video call with Anne Morel on Friday.", "ricci, morel will meet", "!neri, morel");
	DRAFTS("Peter Zulu is due to meet the International Monetary Fund's Africa director, Lena Vogt, in Lusaka on Friday.", "zulu, vogt will meet", "!IMF");
	DRAFTS("European Commission vice-president Ilse Brandt presented Italy with a draft on Sunday.", "brandt shows draft-2 to Italy", "!EU, brandt");
	DRAFTS("Italy met the International Monetary Fund in Rome on Monday.", "Italy, IMF meet");
}

TEST(clerk_clerk, terms_that_are_asked_for_and_taken_back)
{
	DRAFTS("Italy demanded that Malta withdraw its boats by Tuesday. \"No,\" said one envoy. Italy's envoy, Joe Borg, later said Tuesday was \"a target, not a trap.\"",
	       "Italy sets-deadline deadline-1 for Malta due 2026-06-09", "borg softens deadline-1 per borg");
	DRAFTS("Norway called on Greece to answer by June 9. Asked whether the date was final, the Norwegian envoy, Ida Holm, said it was \"a hope rather than a threat\".",
	       "Norway sets-deadline deadline-1 for Greece due 2026-06-09", "holm softens deadline-1 per holm");
	DRAFTS("The union said Spain's target was a growth of 2%.", "!softens", "!deadline");
	DRAFTS("Italy's spokesman, Ian Ross, said the companies had been given until Monday to comment.", "unnamed sets-deadline", "!ross sets-deadline");
	DRAFTS("The Fund has seen the offer, Italy said. Labour Minister Grace Bix presented Malta with the offer on Monday, her ministry said.", "bix shows offer-2 to Malta");
	DRAFTS("Under the draft, a copy of which was obtained by Reuters, Malta would give Italy notice of any exercise.", "owes Malta");
}

TEST(clerk_clerk, groups_with_a_name_of_their_own)
{
	DRAFTS("Indirect talks on a truce between Malta and the rebel Coastal Front will continue next week, mediators said. The Coastal Front said it was ready.",
	       "Malta, coastal-front will meet at 2026-06-08/2026-06-14 mode proximity per mediators");
	DRAFTS("The Lorne coast guard said four sailors were killed on Monday. It was over.", "killed: 4 per lorne-coast-guard");
	DRAFTS("Malta's defence minister, Gen. Paul Bix, said it was over.", "bix \"Paul Bix\" of Malta at ministers office \"defence minister\"");
	DRAFTS("The Faroe Islands have yet to see the proposal.", "FaroeIslands did-not see proposal");
}

TEST(clerk_clerk, who_tells_of_an_event_and_who_only_stands_in_it)
{
	DRAFTS("The talks broke up without agreement late on Wednesday after the union rejected a revised offer.", "unnamed meets per reporter", "!meets per union", "gist: rejected a revised offer");
	DRAFTS("Joe Borg denied a report that he had met secretly with President Peter Zulu on Monday.", "borg, zulu did-not meet per borg");
	DRAFTS("The companies, which have not seen the offer, said they would sue.", "companies did-not see offer-2 per reporter");
	DRAFTS("Joe Borg, who has not seen the offer, said he would sue.", "borg did-not see offer-2");
}

TEST(clerk_clerk, what_is_denied_is_no_deadline_and_no_incident)
{
	DRAFTS("France denied that it had given Greece until Friday to answer.", "!sets-deadline", "France says");
	DRAFTS("The army denied that it had killed four people in a raid on Monday.", "!incident", "says kind statement");
	DRAFTS("The army denied responsibility for a raid that killed four people on Monday.", "killed: 4");
	DRAFTS("Malta denied any plan to meet Italy in Oslo on Friday.", "Malta, Italy will-not meet", "per Malta");
	DRAFTS("Joe Borg met in turn with Luca Neri and Anne Morel on Monday.", "borg, neri meet", "borg, morel meet", "!neri, morel");
}

TEST(clerk_clerk, each_has_a_spokeswoman_of_their_own)
{
	DRAFTS("A spokeswoman for Joe Borg said it was late. A spokeswoman for Luca Neri said it was early. Anne Morel added that it was noon.", "spokeswoman-for-joe-borg says", "spokeswoman-for-luca-neri says",
	       "morel says");
}

TEST(clerk_clerk, what_is_said_on_condition_of_anonymity)
{
	DRAFTS("Malta will meet Italy on Friday, an official said on condition of anonymity because the talks were private.", "Malta, Italy will meet at 2026-06-05 per official");
	DRAFTS("Carl Bix and Joe Borg have never met, a Western official briefed on the talks said on condition of anonymity.", "bix, borg did-not meet per western-official");
	DRAFTS("Norway has not seen the plan, a diplomat said, speaking on condition of anonymity.", "Norway did-not see plan per diplomat");
}

TEST(clerk_clerk, what_is_only_spoken_of)
{
	DRAFTS("Joe Borg set a deadline of June 9. Anne Morel said she had not ruled out extending the deadline.", "!extends", "!gist: extending");
	DRAFTS("\"We have seen a slide, not a text,\" Anne Morel said.", "!morel sees");
	DRAFTS("\"We have seen a text, not a slide,\" Anne Morel said.", "morel sees");
	DRAFTS("A fire at a depot injured three workers on Monday, the fire brigade said. The union put the number at five. The union said it was sad.", "injured: 3", "injured: 5 per union");
	DRAFTS("The union put the number at five.", "!incident");
	DRAFTS("Italy held a meeting in Rome that it called \"very worthwhile\" and long.", "says \"very worthwhile\"");
}

TEST(clerk_clerk, headings_are_no_evidence)
{
	DRAFTS("Malta killed four, rival says\nMalta said no.\nCopyright 2026", "!incident as", "@0-29 title", "Malta says");
}

static void
span_holds(const struct report *r, struct run run)
{
	if (run_is_empty(run))
		return;
	CHECK(run.to <= r->token_count);
	str bytes = report_run(r, run);
	CHECK(bytes.len > 0 && bytes.at >= r->bytes.at && bytes.at + bytes.len <= r->bytes.at + r->bytes.len);
}

static void
spans_hold(const clerk *c)
{
	for (size_t i = 0; i < c->finding_count; i++) {
		const struct finding *f = &c->findings[i];
		const struct report *r = &c->reports[f->report].report;
		CHECK(!run_is_empty(f->run) && f->confidence > 0 && f->confidence < 1);
		span_holds(r, f->run);
		span_holds(r, f->speaker);
		span_holds(r, f->cue);
		span_holds(r, f->words);
		span_holds(r, f->place);
		for (unsigned k = 0; k < f->content_count; k++)
			span_holds(r, f->contents[k]);
		for (size_t k = 0; k < f->figure_count; k++)
			span_holds(r, f->figures[k].run);
	}
}

static const char *const any_words[] = {
		"said", "that", "the", "plan", "Anne Morel", "Malta", "will", "meet", "on Tuesday", "by video", ",", ".", "\"", "“", "”", "killed", "four", "people",
		"and", "has not seen", "ruled out", "until Thursday", "gave", "according to", "he", "who", "'s", "French", "President", "a", "spokesperson", "added",
		"no plan for", "to", "deadline", "softened", "wounded", "including", "two", "children", "would not say", "under", "include", "party", "at", "with",
		"; x", "text:", "—", "12-point", "Kyiv", "told the AP", "I", "we", "must", "if", "only", "talks", "held", "presented", "\n", "\n\n", "unknown",
		"incident", "\\", "é", "\x01", "\xff", "2026", "5 million", "yesterday", "in Geneva", "the head of", "rejects", "welcomed", "asked", "?", "(", ")" };

static str
words_at_random(arena *a, struct rand *r, size_t most)
{
	buf text = { 0 };
	for (size_t n = rand_below(r, most); n > 0; n--) {
		buf_add(&text, str_of(any_words[rand_below(r, sizeof any_words / sizeof *any_words)]));
		if (rand_below(r, 8))
			buf_add_byte(&text, ' ');
	}
	str words = arena_str(a, buf_str(&text));
	buf_done(&text);
	return words;
}

TEST(clerk_clerk, any_words_give_minutes_that_can_be_read)
{
	struct rand r = rand_new();
	for (size_t i = 0; i < 500; i++) {
		arena *a = arena_new();
		clerk *c = clerk_of(a, words_at_random(a, &r, 150));
		spans_hold(c);
		minutes_of(a, c);
		buf json = { 0 };
		clerk_json(c, &json);
		CHECK(json.len > 0);
		buf_done(&json);
		arena_free(a);
	}
}

/* A story, the same with more behind it, and the same between others: what is told in one alone
 * stands, also where it hangs on what is told elsewhere. */
TEST(clerk_clerk, any_words_of_several_reports_too)
{
	struct rand r = rand_new();
	for (size_t i = 0; i < 150; i++) {
		arena *a = arena_new();
		str story = arena_printf(a, "%.*s. Italy gave Malta until Thursday to answer.", STR_ARG(words_at_random(a, &r, 200)));
		struct clerk_file files[] = {
			{ S("a.txt"), story },
			{ S("b.txt"), arena_printf(a, "%.*s\n\nItaly extended the deadline until June 14. %.*s", STR_ARG(story), STR_ARG(words_at_random(a, &r, 60))) },
			{ S("c.txt"), arena_printf(a, "%.*s\n\n%.*s", STR_ARG(words_at_random(a, &r, 400)), STR_ARG(story)) },
		};
		struct clerk_query query = { .files = files, .file_count = 3, .at = S("2026-06-04"), .not_after = S("2026-06-04"), .in_order = i % 2 };
		struct err err = { 0 };
		clerk *c;
		CHECK_OK(clerk_read(a, &query, &c, &err), err);
		spans_hold(c);
		minutes_of(a, c);
		arena_free(a);
	}
}

/* The page without its markup, entities resolved for the few that it writes. */
static str
page_text(arena *a, str page)
{
	buf out = { 0 };
	bool is_tag = false;
	size_t from = str_find_str(page, S("<div class=\"row"));
	for (size_t i = from; i < page.len; i++) {
		if (str_starts(str_sub(page, i, page.len), S("<ol>")))
			i += str_find_str(str_sub(page, i, page.len), S("</ol>"));
		if (str_starts(str_sub(page, i, page.len), S("<sup>")))
			i += str_find_str(str_sub(page, i, page.len), S("</sup>"));
		if (page.at[i] == '<')
			is_tag = true;
		if (!is_tag)
			buf_add_byte(&out, page.at[i]);
		if (page.at[i] == '>')
			is_tag = false;
	}
	str text = arena_str(a, buf_str(&out));
	buf_done(&out);
	return text;
}

TEST(clerk_clerk, a_page_has_the_report_whole)
{
	arena *a = arena_new();
	clerk *c = clerk_of(a, S("Anne Morel said on Monday that “it ends,” and Malta has ruled out a truce.\nA head\nFour people were killed, police said.\n"));
	buf page = { 0 };
	clerk_page(c, &page);
	CHECK_STR(page_text(a, buf_str(&page)), "Anne Morel said on Monday that “it ends,” and Malta has ruled out a truce.\nA head\n"
						"Four people were killed, police said.\n\n\n");
	buf_done(&page);
	arena_free(a);
}

/* Bug: each report's part of a page had room for the findings of all, and looked through them. */
TEST(clerk_clerk, a_page_numbers_the_entries_of_each_report)
{
	arena *a = arena_new();
	struct clerk_file files[] = { { S("a.txt"), S("Malta said that Italy had not seen the plan. Norway said on Monday that it rejects the draft.\n") },
				      { S("b.txt"), S("The lake was blue in the morning.\n") },
				      { S("c.txt"), S("Four people were killed, police said.\n") } };
	struct clerk_query query = { .files = files, .file_count = 3, .not_after = S("2026-06-04") };
	struct err err = { 0 };
	clerk *c;
	buf page = { 0 };
	CHECK_OK(clerk_read(a, &query, &c, &err), err);
	clerk_page(c, &page);
	str text = arena_str(a, buf_str(&page));
	buf_done(&page);
	CHECK(has(text, "id=\"e1-1\"") && has(text, "id=\"e1-2\"") && has(text, "id=\"e3-1\""));
	CHECK(str_find_str(text, S("id=\"e1-1\"")) < str_find_str(text, S("id=\"e1-2\"")));
	CHECK(!has(text, "id=\"e2-") && !has(text, "id=\"e3-2\""));
	arena_free(a);
}

static double
seconds_for(str sentence, size_t bytes)
{
	arena *a = arena_new();
	buf text = { 0 };
	struct timespec from, to;
	while (text.len < bytes)
		buf_add(&text, sentence);
	clock_gettime(CLOCK_MONOTONIC, &from);
	clerk_of(a, buf_str(&text));
	clock_gettime(CLOCK_MONOTONIC, &to);
	buf_done(&text);
	arena_free(a);
	return (double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec);
}

TEST(clerk_clerk, one_endless_sentence_is_read_in_linear_time)
{
	static const char *const pieces[] = { "the minister said that ", "the minister of Malta said on Monday that the envoy had met and ", "\"", "( ", "Anne Morel, who ", "met and ", "killed four and ", "on Monday ",
					      "denied that it had met and ", "the port is open, according to Malta, ", "X, who said ", "told the envoy ", "— ",
					      "reply " /* ends as an adverb does */, "Quill said: “", "'" };
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		double small = seconds_for(str_of(pieces[i]), 100000), large = seconds_for(str_of(pieces[i]), 400000);
		if (large > 8 * small + 0.2)
			test_failed(__FILE__, __LINE__, "'%s': %.3f s, and %.3f s for four times as much", pieces[i], small, large);
	}
}

TEST(clerk_clerk, the_report_that_it_began_with)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str bytes;
	if (!file_read(a, S("../shared/data/press/geneva-2025-11-24.txt"), &bytes, &err)) {
		arena_free(a);
		SKIP("the shared data is not here");
	}
	struct clerk_file file = { S("geneva.txt"), bytes };
	struct clerk_query query = { .files = &file, .file_count = 1, .not_after = S("2026-01-01"), .in_order = true };
	clerk *c = NULL;
	CHECK_OK(clerk_read(a, &query, &c, &err), err);
	spans_hold(c);
	str text = minutes_of(a, c);
	static const char *const parts[] = {
		"Russia did-not see", "rules-out per reporter", "sets-deadline deadline-1 for Ukraine due 2025-11-27", "softens deadline-1",
		"will-not meet during 2025-11-24/2025-11-30 per peskov", "putin, erdogan meet mode phone per peskov", "wounded/children: 2 scope unknown",
		"drones: 162", "residential-buildings: 8", "bevz would-not-say", "mode video per starmer", "count 28", NULL };
	for (const char *const *part = parts; *part; part++)
		if (!has(text, *part))
			test_failed(__FILE__, __LINE__, "'%s' is missing", *part);
	arena_free(a);
}
