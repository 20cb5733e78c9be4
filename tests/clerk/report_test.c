/* Reports as tokens: each token's place, read again, is the text it shows. */
#include "clerk/report.h"

#include <stdio.h>
#include <time.h>

#include "base/buf.h"
#include "base/file.h"
#include "rand.h"
#include "test.h"

static struct report
read_as(arena *a, str text, enum report_kind kind)
{
	struct report r;
	struct err err = { 0 };
	CHECK_OK(report_read(a, NULL, S("a.txt"), arena_str(a, text), kind, &r, &err), err);
	return r;
}

/* The words of a report, a bar between tokens, two between sentences, three between paragraphs. */
static str
shown(arena *a, const struct report *r)
{
	buf out = { 0 };
	for (size_t i = 0; i < r->token_count; i++) {
		const struct token *t = &r->tokens[i], *before = t - 1;
		if (i > 0)
			buf_add(&out, t->paragraph != before->paragraph ? S(" ||| ") : t->sentence != before->sentence ? S(" || ") : S("|"));
		buf_add(&out, t->text);
	}
	str text = arena_str(a, buf_str(&out));
	buf_done(&out);
	return text;
}

static void
plain_is(const char *text, const char *wanted)
{
	arena *a = arena_new();
	struct report r = read_as(a, str_of(text), REPORT_PLAIN);
	CHECK_STR(shown(a, &r), wanted);
	arena_free(a);
}

/* Each place lies behind the one before, and holds the token; of plain text to the byte. */
static void
places_hold(const struct report *r)
{
	uint32_t before = 0;
	for (size_t i = 0; i < r->token_count; i++) {
		const struct token *t = &r->tokens[i];
		CHECK(t->start >= before && t->end > t->start && t->end <= r->length);
		if (r->kind == REPORT_PLAIN && str_find_str(t->text, S("\xef\xbf\xbd")) == t->text.len)
			CHECK_STR(report_bytes(r, t->start, t->end), t->text);
		before = t->end;
		CHECK(t->sentence < r->sentence_count && t->paragraph < r->paragraph_count && t->quotation <= r->quotation_count);
	}
	uint32_t at = 0;
	for (size_t i = 0; i < r->sentence_count; i++) {
		CHECK_EQ(r->sentences[i].run.from, at);
		at = r->sentences[i].run.to;
	}
	CHECK_EQ(at, r->token_count);
	for (size_t i = 0; i < r->quotation_count; i++)
		CHECK(r->quotations[i].run.from < r->quotations[i].run.to && r->quotations[i].run.to <= r->token_count);
}

TEST(clerk_report, words_numbers_and_marks)
{
	plain_is("O'Neill hadn't seen the 28-point plan of the U.S. until Nov. 24.",
		 "O'Neill|hadn't|seen|the|28-point|plan|of|the|U.S.|until|Nov.|24|.");
	plain_is("Norland\xe2\x80\x99s envoy, at 15:34, paid $1,500 (3.5%).", "Norland|\xe2\x80\x99s|envoy|,|at|15:34|,|paid|$|1,500|(|3.5|%|)|.");
	plain_is("From 22-23 May 2026-05-22 to 1980s...", "From|22|-|23|May|2026-05-22|to|1980s|...");
}

/* Once they were tokens without an end, until memory ran out. */
TEST(clerk_report, digits_of_any_script_are_numbers)
{
	plain_is("Malta lost \u0663\u0665 ships on \u0663/\u0664, \u0967\u0968-point \u0661,\u0662.",
		 "Malta|lost|\u0663\u0665|ships|on|\u0663/\u0664|,|\u0967\u0968-point|\u0661,\u0662|.");
}

TEST(clerk_report, sentences_end_at_stops_and_not_at_abbreviations)
{
	plain_is("Mr. Aren met Sen. Berg in the U.S. on Monday. He said no. \"Why?\" she asked.",
		 "Mr.|Aren|met|Sen.|Berg|in|the|U.S.|on|Monday|. || He|said|no|. || \"|Why|?|\"|she|asked|.");
	plain_is("They left the U.S. The talks go on.", "They|left|the|U.S. || The|talks|go|on|.");
}

TEST(clerk_report, a_line_is_a_paragraph_unless_lines_are_wrapped)
{
	plain_is("One stands here.\nTwo stands there.\n", "One|stands|here|. ||| Two|stands|there|.");
	plain_is("One stands here and goes\non in the next line with\nmore of it.\n\nTwo.\n",
		 "One|stands|here|and|goes|on|in|the|next|line|with|more|of|it|. ||| Two|.");
}

TEST(clerk_report, quotations_of_every_kind_are_paired)
{
	static const char *const texts[] = { "He said \"we go\" now.", "He said “we go” now.", "He said «we go» now.", "He said »we go« now.",
					     "He said „we go“ now.", "He said ``we go'' now.", "He said ‘we go’ now.", "He said 'we go' now.", "He said ‚we go‘ now.",
					     "He said ‹we go› now.", "He said ›we go‹ now." };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		arena *a = arena_new();
		struct report r = read_as(a, str_of(texts[i]), REPORT_PLAIN);
		CHECK_EQ(r.quotation_count, 1);
		CHECK_EQ(r.quotations[0].run.to - r.quotations[0].run.from, 4);
		CHECK(!r.quotations[0].is_unclosed);
		arena_free(a);
	}
	arena *a = arena_new();
	struct report r = read_as(a, S("“He said ‘no’ to me,” she said."), REPORT_PLAIN);
	CHECK_EQ(r.quotation_count, 2);
	CHECK_EQ(r.quotations[1].inside, 1);
	r = read_as(a, S("« We go », he said. « He said « no » », she said."), REPORT_PLAIN);
	CHECK_EQ(r.quotation_count, 3);
	CHECK_EQ(r.quotations[0].run.to, 4);
	CHECK_EQ(r.quotations[2].inside, 2);
	r = read_as(a, S("»We go«, he said. »No!« she said."), REPORT_PLAIN);
	CHECK_EQ(r.quotation_count, 2);
	CHECK_EQ(r.quotations[0].run.to, 4);
	r = read_as(a, S("‘It’s the boys’ port,’ she said. He saw the boys’ port. ‘No,’ he said."), REPORT_PLAIN);
	CHECK_EQ(r.quotation_count, 2);
	CHECK_EQ(r.quotations[0].run.to, 9);
	r = read_as(a, S("The boys' boats aren't theirs."), REPORT_PLAIN);
	CHECK_EQ(r.quotation_count, 0);
	arena_free(a);
}

TEST(clerk_report, a_quotation_goes_on_in_the_next_paragraph)
{
	arena *a = arena_new();
	struct report r = read_as(a, S("“We go on.\n“We do not stop,” he said.\n"), REPORT_PLAIN);
	CHECK_EQ(r.quotation_count, 2);
	CHECK(r.quotations[0].is_unclosed && r.quotations[0].goes_on && r.quotations[1].is_continued);
	arena_free(a);
}

TEST(clerk_report, what_is_no_evidence_is_told_apart)
{
	arena *a = arena_new();
	struct report r = read_as(a, S("Talks make progress\nBy A. Writer\nUpdated June 4, 2026 at 3 PM\nLINDENAU (AP) — Talks went on.\nA fire\n"
				       "It was put out.\nCopyright 2026 Lake Radio\n"), REPORT_PLAIN);
	static const uint8_t zones[] = { ZONE_TITLE, ZONE_STAMP, ZONE_STAMP, ZONE_BODY, ZONE_HEAD, ZONE_BODY, ZONE_RIGHTS };
	CHECK_EQ(r.paragraph_count, 7);
	for (size_t i = 0; i < 7; i++)
		CHECK_EQ(r.paragraphs[i].zone, zones[i]);
	CHECK_EQ(r.paragraphs[3].dateline, 5);
	arena_free(a);
}

/* "Fadel reported from Cairo" was a statement of somebody who cannot be told. */
TEST(clerk_report, who_wrote_a_report_is_no_evidence)
{
	arena *a = arena_new();
	struct report r = read_as(a, S("Talks went on.\n\nFadel reported from Cairo. Lena Ortiz in Rome contributed to this report.\n\nFadel reported from the port.\n\n"
				       "Malta contributed to this week's talks.\n\nFadel reported from Cairo that talks went on.\n"), REPORT_PLAIN);
	static const uint8_t zones[] = { ZONE_BODY, ZONE_RIGHTS, ZONE_RIGHTS, ZONE_BODY, ZONE_BODY };
	CHECK_EQ(r.paragraph_count, 5);
	for (size_t i = 0; i < 5; i++)
		CHECK_EQ(r.paragraphs[i].zone, zones[i]);
	arena_free(a);
}

TEST(clerk_report, markup_is_passed_over_and_counted)
{
	arena *a = arena_new();
	str html = S("<!doctype html><title>Talks</title><nav>Home</nav><article><h1>Talks</h1><p>He said &quot;no&quot;<b>,</b> "
		     "&eacute;t&eacute;.</p><!-- not this --><script>nor(\"this\")</script></article>");
	struct report r = read_as(a, html, REPORT_GUESS);
	CHECK_EQ(r.kind, REPORT_HTML);
	CHECK_STR(shown(a, &r), "Talks ||| Home ||| Talks ||| He|said|\"|no|\"|,|été|.");
	places_hold(&r);
	CHECK_STR(report_bytes(&r, r.tokens[5].start, r.tokens[5].end), "&quot;");
	CHECK_STR(report_bytes(&r, r.tokens[9].start, r.tokens[9].end), "&eacute;t&eacute;");
	CHECK_EQ(r.paragraphs[1].zone, ZONE_RIGHTS);
	CHECK_EQ(r.paragraphs[3].zone, ZONE_BODY);
	r = read_as(a, S("# Talks\n\nHe **said** [no](https://x.example/a) to *it*.\n\n> A quotation.\n"), REPORT_MARKDOWN);
	CHECK_STR(shown(a, &r), "Talks ||| He|said|no|to|it|. ||| A|quotation|.");
	CHECK_STR(report_bytes(&r, r.tokens[3].start, r.tokens[3].end), "no");
	places_hold(&r);
	r = read_as(a, S("No \\é, \\“no\\” \\*he\\* said.\n"), REPORT_MARKDOWN);
	CHECK_STR(shown(a, &r), "No|\\|é|,|\\|“|no|\\|”|*|he|*|said|.");
	CHECK_STR(report_bytes(&r, r.tokens[2].start, r.tokens[2].end), "é");
	places_hold(&r);
	arena_free(a);
}

TEST(clerk_report, a_page_says_when_it_was_published)
{
	static const char *const pages[][2] = {
		{ "<p>No.</p>", "" },
		{ "<meta name=\"author\" content=\"2026-01-01\"><p>No.</p>", "" },
		{ "<META content='2026-06-04T09:30:00Z' property='article:published_time'><p>No.</p>", "2026-06-04T09:30:00Z" },
		{ "<p><time>Today</time> <time datetime=2026-06-04>Thursday</time> <time datetime=2026-06-05>Friday</time>", "2026-06-04" },
		{ "<time datetime='2026-06-05'>Friday</time><meta itemprop=datePublished content=2026-06-04>", "2026-06-04" },
		{ "<meta name=date", "" },
	};
	arena *a = arena_new();
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		CHECK_STR(read_as(a, str_of(pages[i][0]), REPORT_HTML).published, pages[i][1]);
	arena_free(a);
}

TEST(clerk_report, places_are_code_points_of_the_file)
{
	arena *a = arena_new();
	struct report r = read_as(a, S("\xef\xbb\xbf" "é one\r\ntwo"), REPORT_PLAIN);
	CHECK_EQ(r.tokens[1].start, 2);
	CHECK_EQ(r.tokens[2].start, 7);
	CHECK_EQ(r.length, 10);
	r = read_as(a, S("a \xff\xfe b"), REPORT_PLAIN);
	CHECK_EQ(r.tokens[r.token_count - 1].start, 5);
	r = read_as(a, S(""), REPORT_PLAIN);
	CHECK_EQ(r.token_count, 0);
	arena_free(a);
}

TEST(clerk_report, bytes_at_random_are_a_report)
{
	struct rand r = rand_new();
	for (size_t i = 0; i < 60; i++) {
		arena *a = arena_new();
		char bytes[3000];
		for (size_t n = 0; n < sizeof bytes; n++)
			bytes[n] = (char)rand_below(&r, 256);
		struct report got = read_as(a, (str){ bytes, sizeof bytes }, (enum report_kind)(1 + rand_below(&r, 3)));
		places_hold(&got);
		arena_free(a);
	}
}

TEST(clerk_report, any_bytes_are_a_report)
{
	static const char *const pieces[] = { "\"", "'", "“", "”", "<p>", "&amp;", "said", ".", "\n", "[a](b)", "\xff", "—", "(", "U.S.", "**", "<", "\n\n", "#", " ",
					      "\xe2\x80", "``", "''", "é", "0", ",", "1,5", "-", "<script>", "</p>", "&#8220;", "«", "»", "\u0663" };
	struct rand r = rand_new();
	for (size_t i = 0; i < 600; i++) {
		arena *a = arena_new();
		buf text = { 0 };
		for (size_t n = rand_below(&r, 120); n > 0; n--)
			buf_add(&text, str_of(pieces[rand_below(&r, sizeof pieces / sizeof *pieces)]));
		struct report got = read_as(a, buf_str(&text), (enum report_kind)(1 + rand_below(&r, 3)));
		places_hold(&got);
		buf_done(&text);
		arena_free(a);
	}
}

TEST(clerk_report, real_reports_are_read_again_from_their_places)
{
	static const char *const paths[] = { "../shared/data/press/geneva-2025-11-24.txt", "../shared/data/delors/meetings-1-4.csv" };
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		arena *a = arena_new();
		struct err err = { 0 };
		str bytes;
		struct report r;
		if (!file_read(a, str_of(paths[i]), &bytes, &err)) {
			arena_free(a);
			SKIP("the shared data is not here");
		}
		CHECK_OK(report_read(a, NULL, S("x"), bytes, REPORT_PLAIN, &r, &err), err);
		places_hold(&r);
		arena_free(a);
	}
}
