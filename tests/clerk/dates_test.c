/* Dates: each construct in an invented sentence; what is found is written as
 * [extent] TYPE value (when), one behind the other. */
#include "clerk/dates.h"

#include "base/buf.h"
#include "base/when.h"
#include "clerk/score_dates.h"
#include "test.h"

/* A Monday. */
static const char *const MONDAY = "2025-11-24";

static str
dates_of(arena *a, const char *at, const char *text)
{
	struct report r;
	struct err err = { 0 };
	struct anchor anchor = { 0 };
	struct timex3 *dates;
	size_t count;
	buf out = { 0 };
	CHECK_OK(report_read(a, NULL, S("report.txt"), str_of(text), REPORT_PLAIN, &r, &err), err);
	if (at)
		CHECK(anchor_read(str_of(at), &anchor));
	dates_find(a, date_words_new(a, r.words), &r, &anchor, &dates, &count);
	for (size_t i = 0; i < count; i++) {
		buf_printf(&out, "%s[%.*s] %s %.*s", i ? " " : "", STR_ARG(report_run(&r, dates[i].run)),
			   timex_type_name((enum timex_type)dates[i].type), STR_ARG(dates[i].value));
		if (dates[i].mod.len > 0)
			buf_printf(&out, " %.*s", STR_ARG(dates[i].mod));
		if (dates[i].when.len > 0)
			buf_printf(&out, " (%.*s)", STR_ARG(dates[i].when));
		struct when w;
		size_t used;
		if (dates[i].when.len > 0)
			CHECK_OK(when_read(dates[i].when, &w, &used, &err) && used == dates[i].when.len, err);
	}
	str found = arena_str(a, buf_str(&out));
	buf_done(&out);
	return found;
}

static void
finds(const char *const pairs[][2], size_t count)
{
	arena *a = arena_new();
	for (size_t i = 0; i < count; i++)
		CHECK_STR(dates_of(a, MONDAY, pairs[i][0]), pairs[i][1]);
	arena_free(a);
}

#define FINDS(...) \
	do { \
		static const char *const pairs[][2] = { __VA_ARGS__ }; \
		finds(pairs, sizeof pairs / sizeof *pairs); \
	} while (0)

TEST(clerk_dates, a_date_in_every_form_of_the_press)
{
	FINDS({ "It was signed on Nov. 3, 2024.", "[Nov. 3, 2024] DATE 2024-11-03 (2024-11-03)" },
	      { "It was signed on 3 November 2024.", "[3 November 2024] DATE 2024-11-03 (2024-11-03)" },
	      { "It was signed on the 3rd of November 2024.", "[the 3rd of November 2024] DATE 2024-11-03 (2024-11-03)" },
	      { "It was signed on 2024-11-03.", "[2024-11-03] DATE 2024-11-03 (2024-11-03)" },
	      { "It was signed on 11/03/2024.", "[11/03/2024] DATE 2024-11-03 (2024-11-03)" },
	      { "It was signed on 23/11/2024.", "[23/11/2024] DATE 2024-11-23 (2024-11-23)" },
	      { "It was signed on 3.11.2024.", "[3.11.2024] DATE 2024-11-03 (2024-11-03)" },
	      { "It was signed in March 1998.", "[March 1998] DATE 1998-03 (1998-03)" },
	      { "It was signed in 1998.", "[1998] DATE 1998 (1998)" },
	      { "It was signed on Friday, Nov. 21.", "[Friday, Nov. 21] DATE 2025-11-21 (2025-11-21)" });
}

TEST(clerk_dates, a_day_that_no_month_has_is_none)
{
	FINDS({ "The bill of Feb. 31 is a joke.", "[Feb.] DATE 2026-02 (2026-02)" }, { "Version 13/13/2024 is out.", "" });
}

TEST(clerk_dates, a_weekday_goes_where_the_verb_points)
{
	FINDS({ "The envoys will meet on Tuesday.", "[Tuesday] DATE 2025-11-25 (2025-11-25)" },
	      { "The envoy said Saturday that he was tired.", "[Saturday] DATE 2025-11-22 (2025-11-22)" },
	      { "The envoy said he would be back Saturday.", "[Saturday] DATE 2025-11-29 (2025-11-29)" },
	      { "On Saturday, the envoys will meet.", "[Saturday] DATE 2025-11-29 (2025-11-29)" },
	      { "The envoy on Monday suggested a pause.", "[Monday] DATE 2025-11-24 (2025-11-24)" },
	      { "She gave them until Thursday.", "[Thursday] DATE 2025-11-27 (2025-11-27)" },
	      { "Until Thursday, they had kept silent.", "[Thursday] DATE 2025-11-20 (2025-11-20)" },
	      { "They have waited since Thursday.", "[Thursday] DATE 2025-11-20 (2025-11-20)" },
	      { "The vote is scheduled for Wednesday.", "[Wednesday] DATE 2025-11-26 (2025-11-26)" },
	      { "A text was adopted on Wednesday.", "[Wednesday] DATE 2025-11-19 (2025-11-19)" },
	      { "The text will be adopted on Wednesday.", "[Wednesday] DATE 2025-11-26 (2025-11-26)" },
	      { "They agreed to meet Wednesday.", "[Wednesday] DATE 2025-11-26 (2025-11-26)" },
	      { "He flew to Oslo Wednesday.", "[Wednesday] DATE 2025-11-19 (2025-11-19)" });
}

TEST(clerk_dates, a_month_without_a_year_is_the_near_one)
{
	FINDS({ "They met in October.", "[October] DATE 2025-10 (2025-10)" },
	      { "They met in March.", "[March] DATE 2025-03 (2025-03)" },
	      { "They will meet in March.", "[March] DATE 2026-03 (2026-03)" },
	      { "The dividend of Jan. 5 is large.", "[Jan. 5] DATE 2026-01-05 (2026-01-05)" },
	      { "It ran from March to June 1994.", "[March] DATE 1994-03 (1994-03) [June 1994] DATE 1994-06 (1994-06)" },
	      { "They may march on, and Jan Berg may not.", "" });
}

TEST(clerk_dates, last_this_and_next)
{
	FINDS({ "It failed last week.", "[last week] DATE 2025-W47 (2025-11-17/2025-11-23)" },
	      { "It goes on this week.", "[this week] DATE 2025-W48 (2025-11-24/2025-11-30)" },
	      { "It ends next month.", "[next month] DATE 2025-12 (2025-12)" },
	      { "It ended last year.", "[last year] DATE 2024 (2024)" },
	      { "It ended last quarter.", "[last quarter] DATE 2025-Q3 (2025-07/2025-09)" },
	      { "They met last Friday.", "[last Friday] DATE 2025-11-21 (2025-11-21)" },
	      { "They meet next Tuesday.", "[next Tuesday] DATE 2025-12-02 (2025-12-02)" },
	      { "He had promised a copy by the weekend.", "[the weekend] DATE 2025-W48-WE (2025-11-29/2025-11-30)" },
	      { "They meet next Friday.", "[next Friday] DATE 2025-11-28 (2025-11-28)" },
	      { "They met last spring.", "[last spring] DATE 2025-SP (2025-21)" },
	      { "They met over the weekend.", "[the weekend] DATE 2025-W47-WE (2025-11-22/2025-11-23)" },
	      { "They will meet this weekend.", "[this weekend] DATE 2025-W48-WE (2025-11-29/2025-11-30)" },
	      { "Sales rose in last year's third quarter.",
		"[last year's third quarter] DATE 2024-Q3 (2024-07/2024-09)" });
}

TEST(clerk_dates, days_about_today_and_their_parts)
{
	FINDS({ "He left yesterday.", "[yesterday] DATE 2025-11-23 (2025-11-23)" },
	      { "He leaves tomorrow morning.", "[tomorrow morning] TIME 2025-11-25TMO (2025-11-25 06:00/12:00)" },
	      { "He speaks tonight.", "[tonight] TIME 2025-11-24TNI (2025-11-24 20:00/2025-11-25 06:00)" },
	      { "The session will continue overnight.", "[overnight] TIME 2025-11-24TNI (2025-11-24 20:00/2025-11-25 06:00)" },
	      { "They will meet on the 28th.", "[the 28th] DATE 2025-11-28 (2025-11-28)" },
	      { "They will resume talks on their disputed frontier on the 14th, he said.", "[the 14th] DATE 2025-12-14 (2025-12-14)" },
	      { "They met on the 28th.", "[the 28th] DATE 2025-10-28 (2025-10-28)" },
	      { "They met on the 5th floor.", "" },
	      { "Shells fell overnight.", "[overnight] TIME 2025-11-23TNI (2025-11-23 20:00/2025-11-24 06:00)" },
	      { "He spoke last night.", "[last night] TIME 2025-11-23TNI (2025-11-23 20:00/2025-11-24 06:00)" },
	      { "He spoke this afternoon.", "[this afternoon] TIME 2025-11-24TAF (2025-11-24 12:00/18:00)" },
	      { "He spoke Sunday evening.", "[Sunday evening] TIME 2025-11-23TEV (2025-11-23 18:00/24:00)" },
	      { "He spoke late Sunday.", "[late Sunday] DATE 2025-11-23 END (2025-11-23 18:00/24:00)" },
	      { "He spoke early Sunday.", "[early Sunday] DATE 2025-11-23 START (2025-11-23 00:00/08:00)" },
	      { "He reads USA Today.", "" });
}

TEST(clerk_dates, times_of_the_clock)
{
	FINDS({ "It opens at 3:34 PM EST.", "[3:34 PM EST] TIME 2025-11-24T15:34 (2025-11-24 15:34-05:00)" },
	      { "It opens on Nov. 26, 2025 at 9 a.m. GMT.",
		"[Nov. 26, 2025 at 9 a.m. GMT] TIME 2025-11-26T09:00 (2025-11-26 09:00+00:00)" },
	      { "It will open at 9 a.m. on Tuesday.", "[9 a.m. on Tuesday] TIME 2025-11-25T09:00 (2025-11-25 09:00)" },
	      { "It began at 0600 GMT.", "[0600 GMT] TIME 2025-11-24T06:00 (2025-11-24 06:00+00:00)" },
	      { "It began at noon.", "[noon] TIME 2025-11-24T12:00 (2025-11-24 12:00)" },
	      { "It ends at midnight Friday.", "[midnight Friday] TIME 2025-11-28T24:00 (2025-11-28 24:00)" },
	      { "It began at four o'clock in the afternoon.",
		"[four o'clock in the afternoon] TIME 2025-11-24T16:00 (2025-11-24 16:00)" },
	      { "Call at 10:15 p.m. Eastern Daylight Time.",
		"[10:15 p.m. Eastern Daylight Time] TIME 2025-11-24T22:15 (2025-11-24 22:15-04:00)" },
	      { "They won 3:34 against the others.", "" });
}

TEST(clerk_dates, how_long)
{
	FINDS({ "It took three days.", "[three days] DURATION P3D" },
	      { "It took twenty-five minutes.", "[twenty-five minutes] DURATION PT25M" },
	      { "It took 2 1/2 years.", "[2 1/2 years] DURATION P2Y6M" },
	      { "It took an hour and a half.", "[an hour and a half] DURATION PT1H30M" },
	      { "It took half a century.", "[half a century] DURATION P50Y" },
	      { "It took a couple of weeks.", "[a couple of weeks] DURATION P2W" },
	      { "It took several months.", "[several months] DURATION PXM" },
	      { "It took two decades.", "[two decades] DURATION P20Y" },
	      { "They fought a nearly four-year war.", "[nearly four-year] DURATION P4Y LESS_THAN" },
	      { "It took more than four hours.", "[more than four hours] DURATION PT4H MORE_THAN" },
	      { "It takes at least 30 days.", "[at least 30 days] DURATION P30D EQUAL_OR_MORE" },
	      { "It worked over the past two weeks.", "[the past two weeks] DURATION P2W (2025-11-10/2025-11-24)" },
	      { "It will come in the next three months.",
		"[the next three months] DURATION P3M (2025-11-24/2026-02-24)" },
	      { "They waited a very long time.", "[a very long time] DURATION PXX" },
	      { "They waited for years.", "[years] DURATION PXY" },
	      { "They know more in the coming days.", "[the coming days] DURATION PXD" },
	      { "It held during the decades-long dispute.", "[decades-long] DURATION PXE" },
	      { "A 44-year-old man, 44 years old.", "" });
}

TEST(clerk_dates, ago_and_later)
{
	FINDS({ "It began two days ago.", "[two days ago] DATE 2025-11-22 (2025-11-22)" },
	      { "It began six weeks ago.", "[six weeks ago] DATE 2025-W42 (2025-10-13/2025-10-19)" },
	      { "It began two months ago.", "[two months ago] DATE 2025-09 (2025-09)" },
	      { "It began nearly four years ago.", "[nearly four years ago] DATE 2021 LESS_THAN (2021)" },
	      { "It began several years ago.", "[several years ago] DATE PAST_REF" },
	      { "It began in 1994 and ended two years later.", "[1994] DATE 1994 (1994) [two years later] DATE 1996 (1996)" },
	      { "Profit of the third quarter rose from a year earlier.",
		"[the third quarter] DATE 2025-Q3 (2025-07/2025-09) [a year earlier] DATE 2024-Q3 (2024-07/2024-09)" });
}

TEST(clerk_dates, how_often)
{
	FINDS({ "They talk daily.", "[daily] SET P1D" }, { "They talk every Tuesday.", "[every Tuesday] SET XXXX-WXX-2" },
	      { "They talk on Tuesdays.", "[Tuesdays] SET XXXX-WXX-2" },
	      { "They talk every two weeks.", "[every two weeks] SET P2W" },
	      { "They talk every other day.", "[every other day] SET P2D" },
	      { "They talk each July.", "[each July] SET XXXX-07" },
	      { "They talk twice a month.", "[a month] SET P1M" },
	      { "The Daily News said so.", "" });
}

TEST(clerk_dates, what_is_longer_or_named)
{
	FINDS({ "It grew in the 1990s.", "[the 1990s] DATE 199 (199X)" },
	      { "It grew in the early 1980s.", "[the early 1980s] DATE 198 START (198X)" },
	      { "It grew in the 19th century.", "[the 19th century] DATE 18 (1800/1899)" },
	      { "It grew in the first half of 2024.", "[the first half of 2024] DATE 2024-H1 (2024-01/2024-06)" },
	      { "It ended by the end of 2024.", "[the end of 2024] DATE 2024 END (2024)" },
	      { "It grew in late 2025.", "[late 2025] DATE 2025 END (2025)" },
	      { "It came earlier this month.", "[earlier this month] DATE 2025-11 START (2025-11)" },
	      { "It came in mid-November.", "[mid-November] DATE 2025-11 MID (2025-11)" },
	      { "The budget of fiscal 2024 passed.", "[fiscal 2024] DATE 2024 (2024)" },
	      { "They met on Christmas Eve.", "[Christmas Eve] DATE 2025-12-24 (2025-12-24)" },
	      { "They met on Thanksgiving Day.", "[Thanksgiving Day] DATE 2025-11-27 (2025-11-27)" },
	      { "They met at Easter 2024.", "[Easter 2024] DATE 2024-03-31 (2024-03-31)" },
	      { "The year two thousand was quiet.", "[The year two thousand] DATE 2000 (2000)" },
	      { "Prices may fall to 1998 dollars or $2000.", "[1998] DATE 1998 (1998)" });
}

TEST(clerk_dates, now_and_then)
{
	FINDS({ "The plan has now been changed.", "[now] DATE PRESENT_REF" },
	      { "The plan is currently unread.", "[currently] DATE PRESENT_REF" },
	      { "He recently left.", "[recently] DATE PAST_REF" },
	      { "It matters in the future.", "[the future] DATE FUTURE_REF" },
	      { "It will end soon.", "[soon] DATE FUTURE_REF" },
	      { "It ends as soon as they want.", "" },
	      { "It was better in the past.", "[the past] DATE PAST_REF" });
}

TEST(clerk_dates, a_range_is_two_dates)
{
	FINDS({ "They met on Nov. 22-23.", "[Nov. 22] DATE 2025-11-22 (2025-11-22) [23] DATE 2025-11-23 (2025-11-23)" },
	      { "They met on Nov. 22 and 23.", "[Nov. 22] DATE 2025-11-22 (2025-11-22) [23] DATE 2025-11-23 (2025-11-23)" },
	      { "They met on Nov. 22 and 12 others came.", "[Nov. 22] DATE 2025-11-22 (2025-11-22)" });
}

TEST(clerk_dates, without_an_anchor_what_is_open_stays_open)
{
	arena *a = arena_new();
	CHECK_STR(dates_of(a, NULL, "He said Tuesday that last week, on March 3 or in 1998, it rained."),
		  "[Tuesday] DATE XXXX-WXX-2 [last week] DATE XXXX-WXX [March 3] DATE XXXX-03-03 [1998] DATE 1998 (1998)");
	arena_free(a);
}

TEST(clerk_dates, the_anchor_is_read_from_a_stamp_and_a_dateline)
{
	arena *a = arena_new();
	struct report r;
	struct err err = { 0 };
	struct anchor anchor = { 0 };
	CHECK_OK(report_read(a, NULL, S("a.txt"), S("Published Nov. 4, 2025 at 9:05 PM EST\n\nLIMA — They met.\n"),
			     REPORT_PLAIN, &r, &err), err);
	CHECK(dates_anchor(date_words_new(a, r.words), &r, &anchor));
	CHECK(anchor.has_minute && anchor.has_offset);
	CHECK_EQ(anchor.minute, 21 * 60 + 5);
	CHECK_EQ(anchor.offset_min, -300);
	struct anchor given = { 0 };
	CHECK(anchor_read(S("20251104"), &given));
	CHECK_EQ(given.day, anchor.day);
	CHECK(anchor_read(S("2025-11-04T21:05-05:00"), &given));
	CHECK_EQ(given.minute, anchor.minute);
	CHECK_EQ(given.offset_min, anchor.offset_min);
	CHECK(!anchor_read(S("no time at all"), &given));
	arena_free(a);
}

/* Each of some hundred words follows each: nothing breaks, and no two overlap. */
TEST(clerk_dates, any_words_in_any_order)
{
	static const char *const words[] = {
		"the", "a", "last", "next", "two", "few", "1998", "24", "Nov.", "May", "Monday", "weeks", "year", "ago", "early", "of",
		"end", "at", "3:34", "PM", "EST", "every", "9999999", "decades", "thousand", "'80s", "to", "half", "and", "-", "quarter",
		"Good", "Friday", "New", "Year", "'s", "Day", "99th", "century", "1/2", "31", "9999999999", "12/34/5678", ",",
	};
	enum { COUNT = sizeof words / sizeof *words, LENGTH = 4000 };
	arena *a = arena_new();
	uint64_t seed = test_seed();
	buf text = { 0 };
	for (size_t i = 0; i < LENGTH; i++) {
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		buf_printf(&text, "%s ", words[(seed >> 33) % COUNT]);
	}
	struct report r;
	struct err err = { 0 };
	struct anchor anchor = { .is_known = true, .day = 20000 };
	struct timex3 *dates;
	size_t count;
	CHECK_OK(report_read(a, NULL, S("a"), buf_str(&text), REPORT_PLAIN, &r, &err), err);
	dates_find(a, date_words_new(a, r.words), &r, &anchor, &dates, &count);
	for (size_t i = 1; i < count; i++)
		CHECK(dates[i - 1].run.to <= dates[i].run.from);
	buf_done(&text);
	arena_free(a);
}

TEST(clerk_dates, the_score_counts_as_a_hand_does)
{
	struct timex3 gold[] = { { .run = { 0, 2 }, .type = TIMEX_DATE, .value = S("2025") },
				 { .run = { 5, 7 }, .type = TIMEX_TIME, .value = S("2025-11-24T10:00") },
				 { .run = { 9, 10 }, .type = TIMEX_DURATION, .value = S("P1D") },
				 { .run = { 20, 21 }, .type = TIMEX_SET, .value = S("P1W") } };
	struct timex3 found[] = { { .run = { 0, 2 }, .type = TIMEX_DATE, .value = S("2025") },
				  { .run = { 6, 7 }, .type = TIMEX_DATE, .value = S("2025-11-24T10:00") },
				  { .run = { 9, 10 }, .type = TIMEX_DURATION, .value = S("P2D") },
				  { .run = { 12, 13 }, .type = TIMEX_DATE, .value = S("2024") },
				  { .run = { 14, 15 }, .type = TIMEX_DATE, .value = S("2024") } };
	struct date_score score = { 0 };
	score_dates(gold, 4, found, 5, &score);
	CHECK_EQ(score.gold, 4);
	CHECK_EQ(score.found, 5);
	CHECK_EQ(score.strict, 2);
	CHECK_EQ(score.relaxed, 3);
	CHECK_EQ(score.type, 2);
	CHECK_EQ(score.value, 2);
	struct date_marks marks = date_marks(&score);
	CHECK_EQ(marks.strict_precision * 1000 + .5, 400);      /* 2 of 5 */
	CHECK_EQ(marks.strict_recall * 1000 + .5, 500);         /* 2 of 4 */
	CHECK_EQ(marks.relaxed_f1 * 1000 + .5, 667);            /* 2 × .6 × .75 / 1.35 */
	CHECK_EQ(marks.value_f1 * 1000 + .5, 444);              /* two thirds of it */
}
