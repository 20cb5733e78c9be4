#include "base/when.h"

#include <stdio.h>

#include "base/civil.h"
#include "rand.h"
#include "test.h"

/* In a block of its own size, so that a byte read beyond it is seen. */
static bool
read_exact(str s, struct when *ret_when, size_t *ret_used, struct err *err)
{
	char *copy = malloc(s.len ? s.len : 1);
	memcpy(copy, s.at, s.len);
	bool ok = when_read((str){ copy, s.len }, ret_when, ret_used, err);
	free(copy);
	return ok;
}

static struct when
when_of(const char *text)
{
	struct when w;
	struct err err = { 0 };
	size_t used;
	if (!read_exact(str_of(text), &w, &used, &err))
		test_failed(__FILE__, __LINE__, "'%s' was not read: %s", text, err.text);
	CHECK_EQ(used, strlen(text));
	return w;
}

static void
check_print(const char *text, const char *wanted)
{
	struct when w = when_of(text);
	buf out = { 0 };
	when_print(&w, &out);
	CHECK_STR(buf_str(&out), wanted);
	buf_done(&out);
}

static void
check_fault(const char *text, size_t where, const char *part)
{
	struct when w, before;
	struct err err = { 0 };
	size_t used;
	memset(&w, 0x5a, sizeof w);
	memcpy(&before, &w, sizeof w);
	bool ok = read_exact(str_of(text), &w, &used, &err);
	if (ok || err.kind != ERR_INPUT || !strstr(err.text, part))
		test_failed(__FILE__, __LINE__, "'%s': wanted '%s', got '%s'", text, part,
			    ok ? "(no failure)" : err.text);
	if (used != where)
		test_failed(__FILE__, __LINE__, "'%s': the fault is at %zu, not at %zu", text,
			    where, used);
	CHECK(memcmp(&w, &before, sizeof w) == 0);
}

TEST(base_when, what_is_canonical_stays_as_it_is)
{
	static const char *const texts[] = {
		"2026",
		"0001",
		"9999",
		"2026-06",
		"202X",
		"001X",
		"2025-21",
		"2025-22",
		"2025-23",
		"2025-24",
		"2026-06-03",
		"2024-02-29",
		"2000-02-29",
		"2026-06-03 16:00",
		"2026-06-03 00:00",
		"2026-06-03 23:59",
		"2026-06-03 24:00",
		"2026-06-03 24:00:00",
		"2026-06-03 16:00:00",
		"2026-06-04 06:10:30+02:00",
		"2026-06-04 06:10Z",
		"2026-06-04 06:10+00:00",
		"2026-06-04 06:10-09:30",
		"2026-06-04 06:10+14:00",
		"2026-06-04 06:10-14:00",
		"2025-11-24~",
		"2025-11-24?",
		"2025-11-24%",
		"2025-11~",
		"2025?",
		"202X%",
		"2025-22~",
		"2025-11-24 16:00~",
		"2025-11-24 16:00+02:00?",
		"2025-11-22/2025-11-23",
		"../2025-11-22",
		"2025-11-17/..",
		"2025-11/2025-12",
		"2024/202X",
		"2025-11-22~/2025-11-23?",
		"2026-06-03 16:00/2026-06-04 17:00",
		"2026-06-03 16:00/17:40",
		"2026-06-03 18:00/24:00",
		"2026-06-03 24:00/24:00",
		"2026-06-03 16:00:10/17:40",
		"2026-06-03 16:00~/17:40?",
		"2026-06-03 16:00+02:00/17:40",
		"2026-06-03 16:00Z/17:40",
		"2026-06-03 16:00Z/17:40+00:00",
		"2026-06-03 16:00+02:00/17:40+03:00",
		"9999-12-31 24:00",
		"9999-12-31 24:00/24:00",
		"0001-01-01 00:00/00:00",
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		check_print(texts[i], texts[i]);
}

TEST(base_when, other_ways_to_type_it_become_canonical)
{
	check_print("2026-06-04T06:10", "2026-06-04 06:10");
	check_print("2026-06-04T06:10:30+02:00", "2026-06-04 06:10:30+02:00");
	check_print("2026-06-03T16:00/17:40", "2026-06-03 16:00/17:40");
	check_print("2026-06-03 16:00/17:40+02:00", "2026-06-03 16:00+02:00/17:40");
	check_print("2026-06-03 16:00+02:00/17:40+02:00", "2026-06-03 16:00+02:00/17:40");
	check_print("2026-06-03 16:00/17:40Z", "2026-06-03 16:00Z/17:40");
	check_print("2026-06-03T16:00/2026-06-04T17:00", "2026-06-03 16:00/2026-06-04 17:00");
}

/* A line of minutes goes on behind the time. */
TEST(base_when, a_time_ends_at_a_blank)
{
	static const struct {
		const char *text;
		size_t used;
	} rows[] = {
		{ "2026-06-03 16:00 UPP", 16 },
		{ "2026-06-03 UPP", 10 },
		{ "2026-06-03\tUPP", 10 },
		{ "2026-06-03               16:00", 10 },
		{ "2026-06-03 16:00/17:40 UPP, ENV", 22 },
		{ "2025-11-24~ UPP", 11 },
		{ "2026-06-03\n", 10 },
		{ "2026-06-03 ", 10 },
		{ "2026-06-03 1600", 10 },
		{ "2026-06 16:00", 7 },
		{ "2026-06-03 3rd", 10 },
		{ "../2025-11-22 3", 13 },
		{ "2025-11-17/.. x", 13 },
		{ "2026-06-03\r\n", 10 },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct when w;
		struct err err = { 0 };
		size_t used;
		CHECK_OK(read_exact(str_of(rows[i].text), &w, &used, &err), err);
		CHECK_EQ(used, rows[i].used);
	}
}

TEST(base_when, what_was_typed_is_kept)
{
	struct when w = when_of("2026-06-03 18:00/24:00");
	CHECK_EQ(w.form, WHEN_WITHIN_DAY);
	CHECK_EQ(w.from.civil, date_days(2026, 6, 3) * DAY_SECONDS + 18 * 3600);
	CHECK_EQ(w.to.civil, date_days(2026, 6, 4) * DAY_SECONDS);
	CHECK_EQ(w.from.precision, WHEN_MINUTE);
	CHECK_EQ(w.to.is_24, 1);
	w = when_of("2025-24~");
	CHECK_EQ(w.form, WHEN_SINGLE);
	CHECK_EQ(w.from.precision, WHEN_SEASON);
	CHECK_EQ(w.from.season, 4);
	CHECK_EQ(w.from.qualifier, WHEN_ABOUT);
	CHECK_EQ(w.from.civil, date_days(2025, 12, 1) * DAY_SECONDS);
	w = when_of("../2025-11-22?");
	CHECK_EQ(w.form, WHEN_INTERVAL);
	CHECK_EQ(w.from.precision, WHEN_OPEN);
	CHECK_EQ(w.to.qualifier, WHEN_UNCERTAIN);
	w = when_of("2026-06-03 16:00-05:00");
	CHECK_EQ(w.from.offset_min, -300);
	CHECK_EQ(w.from.is_zulu, 0);
}

TEST(base_when, a_date_that_does_not_exist_is_named)
{
	check_fault("2026-02-30", 8, "there is no 30 February 2026");
	check_fault("2026-02-29", 8, "there is no 29 February 2026");
	check_fault("1900-02-29 16:00", 8, "there is no 29 February 1900");
	check_fault("2026-06-31", 8, "there is no 31 June 2026");
	check_fault("2026-06-32", 8, "there is no day 32");
	check_fault("2026-06-00", 8, "there is no day 00");
	check_fault("2026-13-04", 5, "there is no month 13");
	check_fault("2026-00", 5, "there is no month 00");
	check_fault("2025-21-04", 5, "there is no month 21");
	check_fault("2025-25", 5, "there is no month 25");
	check_fault("2025-11-22/2025-11-31", 19, "there is no 31 November 2025");
	check_fault("0000", 0, "0001 to 9999");
	check_fault("0000-01-01", 0, "0001 to 9999");
	check_fault("000X", 0, "0001 to 9999");
	check_fault("12026-01-01", 0, "0001 to 9999");
	check_fault("-0044-03-15", 0, "0001 to 9999");
	check_fault("Y17000", 0, "0001 to 9999");
}

TEST(base_when, a_time_of_day_that_does_not_exist_is_named)
{
	check_fault("2026-06-03 25:00", 11, "there is no hour 25");
	check_fault("2026-06-03 24:30", 11, "write 00:30 of the next day");
	check_fault("2026-06-03 24:00:01", 11, "a day ends at 24:00");
	check_fault("2026-06-03 16:60", 14, "there is no minute 60");
	check_fault("2026-06-03 16:00:60", 17, "leap second");
	check_fault("2026-06-03 16:00:61", 17, "there is no second 61");
	check_fault("2026-06-03 16:00:30.5", 19, "parts of a second");
	check_fault("2026-06-03 16:00/17:60", 20, "there is no minute 60");
	check_fault("2026-06-03 16:00/25:00", 17, "there is no hour 25");
}

TEST(base_when, half_typed_things_are_faults)
{
	check_fault("", 0, "there is no time");
	check_fault(" 2026", 0, "there is no time");
	check_fault("2", 0, "'2' is not a date");
	check_fault("202", 0, "'202' is not a date");
	check_fault("2026-", 0, "'2026-' is not a date");
	check_fault("2026-0", 0, "'2026-0' is not a date");
	check_fault("2026-06-", 0, "'2026-06-' is not a date");
	check_fault("2026-6", 0, "write 2026-06");
	check_fault("2026-06-4", 0, "write 2026-06-04");
	check_fault("2026-6-4", 0, "write 2026-06-04");
	check_fault("2026-06-040", 0, "is not a date");
	check_fault("2026-06-04T", 11, "time of day is missing");
	check_fault("2026-06-04T1", 11, "write 01:00");
	check_fault("2026-06-04T16", 11, "write 16:00");
	check_fault("2026-06-04T1600", 11, "write 16:00");
	check_fault("2026-06-04 16:", 11, "is not a time of day");
	check_fault("2026-06-04 16:0", 11, "is not a time of day");
	check_fault("2026-06-04 16:0x", 11, "is not a time of day");
	check_fault("2026-06-04 16:000", 11, "is not a time of day");
	check_fault("2026-06-04 16:00:", 11, "is not a time of day");
	check_fault("2026-06-04 16:00:1", 11, "is not a time of day");
	check_fault("2026-06-04 6:10", 11, "write 06:10");
	check_fault("2026-06-04 16:00+", 16, "is not an offset");
	check_fault("2026-06-04 16:00+02:", 16, "is not an offset");
	check_fault("2026-06-04 16:00+02:0", 16, "is not an offset");
}

TEST(base_when, an_offset_has_one_form)
{
	check_fault("2026-06-04T06:10+0200", 16, "write +02:00");
	check_fault("2026-06-04T06:10+02", 16, "write +02:00");
	check_fault("2026-06-04T06:10-0330", 16, "write -03:30");
	check_fault("2026-06-04T06:10+2", 16, "write +02:00");
	check_fault("2026-06-04T06:10+14:01", 16, "end at +14:00");
	check_fault("2026-06-04T06:10+15:00", 16, "end at +14:00");
	check_fault("2026-06-04T06:10+02:60", 16, "there is no offset +02:60");
	check_fault("2026-06-04T06:10-00:00", 16, "write +00:00 or Z");
	check_fault("2026-06-04T06:10z", 16, "Z");
	check_fault("2026-06-04 16:00-17:40", 16, "write /17:40");
}

TEST(base_when, another_order_is_guessed)
{
	check_fault("04.06.2026", 0, "write 2026-06-04");
	check_fault("4.6.2026", 0, "write 2026-06-04");
	check_fault("4/6/2026", 0, "write 2026-06-04 or 2026-04-06");
	check_fault("6/20/2026", 0, "write 2026-06-20");
	check_fault("20-6-2026", 0, "write 2026-06-20");
	check_fault("5/5/2026", 0, "write 2026-05-05");
	check_fault("2026/06/04", 0, "write 2026-06-04");
	check_fault("2026.6.4", 0, "write 2026-06-04");
	check_fault("20260604", 0, "write 2026-06-04");
	check_fault("31.02.2026", 0, "is not a date");
	check_fault("June 3", 0, "'June' is not a date");
	check_fault("16:00", 0, "the date before '16:00' is missing");
	check_fault("2026-06-04t16:00", 10, "T, or a blank");
	check_fault("2026-06-04,", 10, "',' does not belong to a time");
}

TEST(base_when, the_slips_of_edtf_are_guessed)
{
	check_fault("..2025-11-22", 0, "write ../2025-11-22");
	check_fault("/2025-11-22", 0, "write ../2025-11-22");
	check_fault("2025-11-17/", 11, "write 2025-11-17/..");
	check_fault("2025-11-17/ UPP", 11, "write 2025-11-17/..");
	check_fault("2025-11-17..", 10, "write 2025-11-17/..");
	check_fault("2025-11-17..2025-11-20", 10, "write 2025-11-17/2025-11-20");
	check_fault("2025-11-17-2025-11-20", 10, "write 2025-11-17/2025-11-20");
	check_fault("2025-11-17–2025-11-20", 10, "write 2025-11-17/2025-11-20");
	check_fault("2025-11-17/2025-11-20/2025-11-21", 21, "one slash");
	check_fault("..", 2, "one side of a slash");
	check_fault("../..", 3, "open on both sides");
	check_fault("../", 3, "missing");
	check_fault("~2025-11-24", 0, "write 2025-11-24~");
	check_fault("2025-11-24~?", 10, "% both");
	check_fault("2025-11-24~ 16:00", 10, "write 16:00~");
	check_fault("2025-11-24?T16:00", 10, "write 16:00?");
	check_fault("..~/2025", 2, "one side of a slash");
	check_fault("2025/..~", 7, "does not belong");
	check_fault("2025?-11-24", 5, "does not belong");
	check_fault("2025-11-XX", 0, "decade");
	check_fault("2025-1X", 0, "decade");
	check_fault("20XX", 0, "a century is not read");
}

TEST(base_when, a_short_end_is_guessed)
{
	check_fault("2026-06-03/17:40", 11, "needs one before it");
	check_fault("2026-06/17:40", 8, "the date before '17:40' is missing");
	check_fault("../17:40", 3, "the date before '17:40' is missing");
	check_fault("2026-06-03 16:00/18", 17, "write /18:00");
	check_fault("2026-06-03 16:00/6:00", 17, "write 06:00");
	check_fault("2025-11-22/23", 11, "write /2025-11-23");
	check_fault("2025-11-22/11-23", 11, "write /2025-11-23");
	check_fault("2025-11/12", 8, "write /2025-12");
	check_fault("2025-11-22/31", 11, "'31' is not a date");
}

static struct moment
random_moment(struct rand *r, enum when_precision least)
{
	struct moment m;
	memset(&m, 0, sizeof m);
	m.precision = (uint8_t)(least + rand_below(r, WHEN_SECOND - least + 1));
	int64_t year = 1 + (int64_t)rand_below(r, 9999);
	unsigned month = 1 + (unsigned)rand_below(r, 12);
	int64_t day =
		date_days(year, month, 1 + (unsigned)rand_below(r, date_month_days(year, month)));
	if (m.precision == WHEN_DECADE)
		day = date_days(year < 10 ? 10 : year / 10 * 10, 1, 1);
	if (m.precision == WHEN_YEAR)
		day = date_days(year, 1, 1);
	if (m.precision == WHEN_SEASON) {
		m.season = (1 + rand_below(r, 4)) & 7;
		day = date_days(year, m.season * 3, 1);
	}
	if (m.precision == WHEN_MONTH)
		day = date_days(year, month, 1);
	m.civil = day * DAY_SECONDS;
	m.qualifier = rand_below(r, 3) ? 0 : rand_below(r, 4) & 3;
	if (m.precision < WHEN_MINUTE)
		return m;
	m.is_24 = rand_below(r, 8) == 0;
	m.civil += m.is_24 ? DAY_SECONDS : (int64_t)rand_below(r, 1440) * 60;
	if (m.precision == WHEN_SECOND && !m.is_24)
		m.civil += (int64_t)rand_below(r, 60);
	m.has_offset = rand_below(r, 2);
	m.is_zulu = m.has_offset && rand_below(r, 3) == 0;
	if (m.has_offset && !m.is_zulu)
		m.offset_min = (int16_t)((int)rand_below(r, 1681) - 840);
	return m;
}

static void
random_when(struct rand *r, struct when *ret)
{
	memset(ret, 0, sizeof *ret);
	ret->form = (uint8_t)(WHEN_SINGLE + rand_below(r, 3));
	ret->from = random_moment(r, ret->form == WHEN_WITHIN_DAY ? WHEN_MINUTE : WHEN_DECADE);
	if (ret->form == WHEN_SINGLE)
		return;
	if (ret->form == WHEN_INTERVAL) {
		ret->to = random_moment(r, WHEN_DECADE);
		struct moment *open = rand_below(r, 2) ? &ret->from : &ret->to;
		if (rand_below(r, 3) == 0) {
			memset(open, 0, sizeof *open);
			open->precision = WHEN_OPEN;
		}
		return;
	}
	int64_t day = civil_days(ret->from.civil - ret->from.is_24);
	do
		ret->to = random_moment(r, WHEN_MINUTE);
	while (ret->to.has_offset != ret->from.has_offset);
	ret->to.civil += (day - civil_days(ret->to.civil - ret->to.is_24)) * DAY_SECONDS;
	if (rand_below(r, 2)) {
		ret->to.offset_min = ret->from.offset_min;
		ret->to.is_zulu = ret->from.is_zulu;
	}
}

TEST(base_when, what_is_printed_reads_back_the_same)
{
	struct rand r = rand_new();
	buf out = { 0 };
	for (int i = 0; i < 20000; i++) {
		struct when w, again;
		struct err err = { 0 };
		size_t used;
		random_when(&r, &w);
		memset(&again, 0x5a, sizeof again);
		buf_clear(&out);
		when_print(&w, &out);
		if (!read_exact(buf_str(&out), &again, &used, &err))
			test_failed(__FILE__, __LINE__, "'%s' was not read: %s", out.at, err.text);
		if (used != out.len || memcmp(&w, &again, sizeof w) != 0)
			test_failed(__FILE__, __LINE__, "'%s' was read differently", out.at);
	}
	buf_done(&out);
}

/* Bytes changed in good times: most are refused; the rest have one form. */
TEST(base_when, what_is_read_has_one_form)
{
	struct rand r = rand_new();
	buf out = { 0 }, once = { 0 }, twice = { 0 };
	unsigned read = 0;
	for (int i = 0; i < 30000; i++) {
		struct when w, again;
		struct err err = { 0 };
		size_t used;
		random_when(&r, &w);
		buf_clear(&out);
		when_print(&w, &out);
		for (uint64_t k = rand_below(&r, 3); k > 0; k--)
			rand_text(&r, "0123456789-:/.TZX~?%+ ", out.at + rand_below(&r, out.len),
				  1);
		size_t len = rand_below(&r, 5) ? out.len : rand_below(&r, out.len + 1);
		if (!read_exact((str){ out.at, len }, &w, &used, &err)) {
			CHECK(used <= len);
			CHECK(err.text[0] != '\0');
			continue;
		}
		read++;
		CHECK(used <= len);
		buf_clear(&once);
		when_print(&w, &once);
		CHECK_OK(read_exact(buf_str(&once), &again, &used, &err), err);
		CHECK(memcmp(&w, &again, sizeof w) == 0);
		buf_clear(&twice);
		when_print(&again, &twice);
		CHECK_STR(buf_str(&twice), buf_str(&once));
	}
	CHECK(read > 10000);
	buf_done(&out);
	buf_done(&once);
	buf_done(&twice);
}

/* --- instants: a zone made here, so that no tz database is needed --------- */

static void
add_be32(buf *out, uint32_t value)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_add_byte(out, (char)(value >> shift));
}

/* A TZif file without changes, with a rule for all time. */
static zone *
zone_with_rule(arena *a, const char *rule, const char *name)
{
	buf out = { 0 };
	struct err err = { 0 };
	for (int i = 0; i < 2; i++) {
		buf_add(&out, S("TZif3\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"));
		for (uint32_t k = 0; k < 6; k++)
			add_be32(&out, k < 4 ? 0 : k == 4 ? 1 : 4);
		buf_add(&out, S("\0\0\0\0\0\0UTC\0"));
	}
	buf_printf(&out, "\n%s\n", rule);
	zone *z = zone_read(a, buf_str(&out), str_of(name), &err);
	CHECK_OK(z, err);
	buf_done(&out);
	return z;
}

static zone *
zurich(arena *a)
{
	return zone_with_rule(a, "CET-1CEST,M3.5.0,M10.5.0/3", "Europe/Zurich");
}

static void
check_span(const zone *z, const char *text, const char *from, const char *to)
{
	struct when w = when_of(text);
	struct err err = { 0 };
	struct span span;
	buf out = { 0 };
	CHECK_OK(when_span(&w, z, &span, &err), err);
	instant_iso(span.from, z, &out);
	CHECK_STR(buf_str(&out), from);
	buf_clear(&out);
	instant_iso(span.to, z, &out);
	CHECK_STR(buf_str(&out), to);
	buf_done(&out);
}

static void
check_no_span(const zone *z, const char *text, const char *wanted)
{
	struct when w = when_of(text);
	struct err err = { 0 };
	struct span span = { 1, 2 };
	CHECK(!when_span(&w, z, &span, &err));
	CHECK_EQ(err.kind, ERR_INPUT);
	CHECK_STR(err.text, wanted);
	CHECK(span.from == 1 && span.to == 2);
}

TEST(base_when, a_span_reaches_from_the_first_to_the_last_second)
{
	arena *a = arena_new();
	zone *z = zurich(a);
	check_span(z, "2026-06-03", "2026-06-03T00:00+02:00", "2026-06-03T23:59:59+02:00");
	check_span(z, "2026-06", "2026-06-01T00:00+02:00", "2026-06-30T23:59:59+02:00");
	check_span(z, "2026-12", "2026-12-01T00:00+01:00", "2026-12-31T23:59:59+01:00");
	check_span(z, "2026", "2026-01-01T00:00+01:00", "2026-12-31T23:59:59+01:00");
	check_span(z, "202X", "2020-01-01T00:00+01:00", "2029-12-31T23:59:59+01:00");
	check_span(z, "2026-21", "2026-03-01T00:00+01:00", "2026-05-31T23:59:59+02:00");
	check_span(z, "2026-22", "2026-06-01T00:00+02:00", "2026-08-31T23:59:59+02:00");
	check_span(z, "2026-23", "2026-09-01T00:00+02:00", "2026-11-30T23:59:59+01:00");
	check_span(z, "2026-24", "2026-12-01T00:00+01:00", "2027-02-28T23:59:59+01:00");
	check_span(z, "2027-24", "2027-12-01T00:00+01:00", "2028-02-29T23:59:59+01:00");
	check_span(z, "2026-03-29", "2026-03-29T00:00+01:00", "2026-03-29T23:59:59+02:00");
	check_span(z, "2026-06-03~", "2026-06-03T00:00+02:00", "2026-06-03T23:59:59+02:00");
	check_span(z, "2026-06-03 16:00", "2026-06-03T16:00+02:00", "2026-06-03T16:00+02:00");
	check_span(z, "2026-06-03 16:00%", "2026-06-03T16:00+02:00", "2026-06-03T16:00+02:00");
	check_span(z, "2026-06-03 16:00:07", "2026-06-03T16:00:07+02:00",
		   "2026-06-03T16:00:07+02:00");
	check_span(z, "2026-06-03 16:00Z", "2026-06-03T18:00+02:00", "2026-06-03T18:00+02:00");
	check_span(z, "2026-06-03 24:00", "2026-06-04T00:00+02:00", "2026-06-04T00:00+02:00");
	check_span(z, "2026-06-03 16:00/17:40", "2026-06-03T16:00+02:00", "2026-06-03T17:40+02:00");
	check_span(z, "2026-06-03 16:00/16:00", "2026-06-03T16:00+02:00", "2026-06-03T16:00+02:00");
	check_span(z, "2026-06-03 16:00Z/17:40", "2026-06-03T18:00+02:00",
		   "2026-06-03T19:40+02:00");
	check_span(z, "2026-06-03 16:00+02:00/15:40Z", "2026-06-03T16:00+02:00",
		   "2026-06-03T17:40+02:00");
	check_span(z, "2025-11-22/2025-11-23", "2025-11-22T00:00+01:00",
		   "2025-11-23T23:59:59+01:00");
	check_span(z, "2025-11/2025-11-23", "2025-11-01T00:00+01:00", "2025-11-23T23:59:59+01:00");
	check_span(z, "../2025-11-22", "..", "2025-11-22T23:59:59+01:00");
	check_span(z, "2025-11-17/..", "2025-11-17T00:00+01:00", "..");
	arena_free(a);
}

TEST(base_when, an_interval_does_not_end_before_it_begins)
{
	arena *a = arena_new();
	zone *z = zurich(a);
	check_no_span(z, "2026-06-03/2026-06-01", "'2026-06-03/2026-06-01' ends before it begins");
	check_no_span(z, "2026-06-03 22:00/01:30",
		      "the end 01:30 is before the beginning; past midnight write "
		      "2026-06-03 22:00/2026-06-04 01:30");
	check_no_span(z, "2026-06-03 16:00Z/17:40+02:00",
		      "the end 17:40 is before the beginning; past midnight write "
		      "2026-06-03 16:00Z/2026-06-04 17:40+02:00");
	arena_free(a);
}

TEST(base_when, a_time_that_the_clock_jumped_over_is_refused)
{
	arena *a = arena_new();
	zone *z = zurich(a);
	check_no_span(
		z, "2026-03-29 02:30",
		"2026-03-29 02:30 does not exist in Europe/Zurich: the clocks went from 02:00 "
		"to 03:00; write 03:30 or the offset");
	check_no_span(
		z, "2026-03-29 01:00/02:00",
		"2026-03-29 02:00 does not exist in Europe/Zurich: the clocks went from 02:00 "
		"to 03:00; write 03:00 or the offset");
	check_span(z, "2026-03-29 02:30+01:00", "2026-03-29T03:30+02:00", "2026-03-29T03:30+02:00");
	check_span(z, "2026-03-29 01:59:59", "2026-03-29T01:59:59+01:00",
		   "2026-03-29T01:59:59+01:00");
	check_span(z, "2026-03-29 03:00", "2026-03-29T03:00+02:00", "2026-03-29T03:00+02:00");
	arena_free(a);
}

TEST(base_when, a_time_that_was_struck_twice_needs_its_offset)
{
	arena *a = arena_new();
	zone *z = zurich(a);
	check_no_span(z, "2026-10-25 02:30",
		      "2026-10-25 02:30 happened twice in Europe/Zurich; write 02:30+02:00 or "
		      "02:30+01:00");
	check_no_span(
		z, "2026-10-25 02:59:59",
		"2026-10-25 02:59:59 happened twice in Europe/Zurich; write 02:59:59+02:00 or "
		"02:59:59+01:00");
	check_span(z, "2026-10-25 02:30+02:00", "2026-10-25T02:30+02:00", "2026-10-25T02:30+02:00");
	check_span(z, "2026-10-25 02:30+01:00", "2026-10-25T02:30+01:00", "2026-10-25T02:30+01:00");
	check_span(z, "2026-10-25 03:00", "2026-10-25T03:00+01:00", "2026-10-25T03:00+01:00");
	arena_free(a);
}

/* In Santiago 24:00 becomes 01:00, and half a year later 24:00 becomes 23:00;
 * in Havana 00:00 becomes 01:00, and 01:00 becomes 00:00. */
TEST(base_when, a_day_begins_and_ends_though_midnight_is_missing)
{
	arena *a = arena_new();
	zone *z = zone_with_rule(a, "<-04>4<-03>,M9.1.6/24,M4.1.6/24", "America/Santiago");
	check_span(z, "2026-09-06", "2026-09-06T01:00-03:00", "2026-09-06T23:59:59-03:00");
	check_span(z, "2026-09-05", "2026-09-05T00:00-04:00", "2026-09-05T23:59:59-04:00");
	check_span(z, "2026-09-05 24:00", "2026-09-06T01:00-03:00", "2026-09-06T01:00-03:00");
	check_no_span(
		z, "2026-09-06 00:00",
		"2026-09-06 00:00 does not exist in America/Santiago: the clocks went from 00:00 "
		"to 01:00; write 01:00 or the offset");
	check_span(z, "2026-04-04", "2026-04-04T00:00-03:00", "2026-04-04T23:59:59-04:00");
	check_span(z, "2026-04-05", "2026-04-05T00:00-04:00", "2026-04-05T23:59:59-04:00");
	z = zone_with_rule(a, "CST5CDT,M3.2.0/0,M11.1.0/1", "America/Havana");
	check_span(z, "2026-03-08", "2026-03-08T01:00-04:00", "2026-03-08T23:59:59-04:00");
	check_span(z, "2026-11-01", "2026-11-01T00:00-04:00", "2026-11-01T23:59:59-05:00");
	check_span(z, "2026-10-31 24:00", "2026-11-01T00:00-04:00", "2026-11-01T00:00-04:00");
	arena_free(a);
}

TEST(base_when, a_jump_over_a_whole_day_is_told_with_its_dates)
{
	arena *a = arena_new();
	/* A zone that leaves out 30 December each year, as Apia did once. */
	zone *z = zone_with_rule(a, "AAA10BBB-14,J364/0,J100/0", "Made/Up");
	check_no_span(z, "2026-12-30 12:00",
		      "2026-12-30 12:00 does not exist in Made/Up: the clocks went from 00:00 to "
		      "2026-12-31 00:00; write 2026-12-31 12:00 or the offset");
	check_span(z, "2026-12-30", "2026-12-31T00:00+14:00", "2026-12-31T00:00+14:00");
	check_span(z, "2026-12-29", "2026-12-29T00:00-10:00", "2026-12-29T23:59:59-10:00");
	arena_free(a);
}

/* --- for people ----------------------------------------------------------- */

static void
check_words(const char *text, const char *wanted)
{
	struct when w = when_of(text);
	buf out = { 0 };
	when_words(&w, &out);
	CHECK_STR(buf_str(&out), wanted);
	buf_done(&out);
}

TEST(base_when, words_are_those_of_people)
{
	check_words("2026-06-03 16:00", "3 June 2026 16:00");
	check_words("2026-06-03 16:00:05Z", "3 June 2026 16:00:05 UTC");
	check_words("2026-06-03 16:00-03:30", "3 June 2026 16:00 -03:30");
	check_words("2026-06-03 16:00/17:40", "3 June 2026 16:00-17:40");
	check_words("2026-06-03 18:00/24:00", "3 June 2026 18:00-24:00");
	check_words("2026-06-03 16:00+02:00/17:40", "3 June 2026 16:00-17:40 +02:00");
	check_words("2026-06-03 16:00Z/17:40+02:00", "3 June 2026 16:00 UTC to 17:40 +02:00");
	check_words("2026-06-03 16:00~/17:40?", "3 June 2026 about 16:00 to 17:40 (uncertain)");
	check_words("2025-11-24~", "about 24 November 2025");
	check_words("2025-11-24?", "24 November 2025 (uncertain)");
	check_words("2025-11-24%", "about 24 November 2025 (uncertain)");
	check_words("2025-11-22/2025-11-23", "22 to 23 November 2025");
	check_words("2025-10-30/2025-11-02", "30 October to 2 November 2025");
	check_words("2025-12-30/2026-01-02", "30 December 2025 to 2 January 2026");
	check_words("2025-11-22~/2025-11-23", "about 22 November 2025 to 23 November 2025");
	check_words("2025-10/2025-12", "October to December 2025");
	check_words("2025-12/2026-01", "December 2025 to January 2026");
	check_words("2025/2026", "2025 to 2026");
	check_words("2025-11/2025-12-24", "November 2025 to 24 December 2025");
	check_words("../2025-11-22", "not after 22 November 2025");
	check_words("2025-11-17/..", "from 17 November 2025 on");
	check_words("2025-11", "November 2025");
	check_words("2026", "2026");
	check_words("2026-21", "spring 2026");
	check_words("2025-21/2025-23", "spring to autumn 2025");
	check_words("2025-24", "winter 2025/26");
	check_words("2099-24", "winter 2099/00");
	check_words("2025-23/2025-24", "autumn 2025 to winter 2025/26");
	check_words("202X", "the 2020s");
	check_words("2026-06-03 16:00/2026-06-04 17:00", "3 June 2026 16:00 to 4 June 2026 17:00");
}

TEST(base_when, an_instant_is_told_in_four_ways)
{
	arena *a = arena_new();
	zone *z = zurich(a);
	buf out = { 0 };
	int64_t t = date_days(2026, 6, 4) * DAY_SECONDS + 4 * 3600 + 600;
	void (*const ways[])(int64_t, const zone *, buf *) = {
		instant_iso,
		instant_date,
		instant_time,
		instant_full,
	};
	const char *const at_minute[] = {
		"2026-06-04T06:10+02:00",
		"4 June 2026",
		"06:10",
		"4 June 2026 06:10 CEST",
	};
	const char *const at_second[] = {
		"2026-06-04T06:10:09+02:00",
		"4 June 2026",
		"06:10:09",
		"4 June 2026 06:10:09 CEST",
	};
	for (int i = 0; i < 4; i++) {
		buf_clear(&out);
		ways[i](t, z, &out);
		CHECK_STR(buf_str(&out), at_minute[i]);
		buf_clear(&out);
		ways[i](t + 9, z, &out);
		CHECK_STR(buf_str(&out), at_second[i]);
		buf_clear(&out);
		ways[i](SPAN_END, z, &out);
		CHECK_STR(buf_str(&out), "..");
		ways[i](INT64_MAX - 1, z, &out);
		ways[i](INT64_MIN + 1, z, &out);
	}
	buf_done(&out);
	arena_free(a);
}

/* ISO 8601 knows no seconds in an offset: the instant stays what it is. */
TEST(base_when, local_mean_time_is_told_with_whole_minutes)
{
	arena *a = arena_new();
	zone *z = zone_with_rule(a, "BMT-0:29:46", "Made/Up");
	buf out = { 0 };
	instant_iso(0, z, &out);
	CHECK_STR(buf_str(&out), "1970-01-01T00:30+00:30");
	buf_clear(&out);
	instant_time(0, z, &out);
	CHECK_STR(buf_str(&out), "00:29:46");
	buf_done(&out);
	arena_free(a);
}

static void
check_moment(const zone *z, const char *text, const char *wanted)
{
	struct when w = when_of(text);
	buf out = { 0 };
	moment_iso(&w.from, z, &out);
	CHECK_STR(buf_str(&out), wanted);
	buf_done(&out);
}

TEST(base_when, data_have_the_precision_that_was_typed)
{
	arena *a = arena_new();
	zone *z = zurich(a);
	check_moment(z, "2026", "2026");
	check_moment(z, "202X~", "202X");
	check_moment(z, "2026-22", "2026-22");
	check_moment(z, "2026-06", "2026-06");
	check_moment(z, "2026-06-03~", "2026-06-03");
	check_moment(z, "2026-06-03 16:00", "2026-06-03T16:00+02:00");
	check_moment(z, "2026-06-03 16:00:00", "2026-06-03T16:00:00+02:00");
	check_moment(z, "2026-06-03 16:00-03:00", "2026-06-03T16:00-03:00");
	check_moment(z, "2026-06-03 16:00Z", "2026-06-03T16:00+00:00");
	check_moment(z, "2026-06-03 24:00", "2026-06-04T00:00+02:00");
	check_moment(z, "2026-06-03 24:00Z", "2026-06-04T00:00+00:00");
	check_moment(z, "../2026", "");
	arena_free(a);
}

TEST(base_when, precisions_have_names)
{
	CHECK_STR(when_precision_name(WHEN_MINUTE), "minute");
	CHECK_STR(when_precision_name(WHEN_DECADE), "decade");
	CHECK_STR(when_precision_name((enum when_precision)99), "?");
}
