#include "base/zone.h"

#include <stdio.h>
#include <time.h>

#include "base/buf.h"
#include "base/civil.h"
#include "rand.h"
#include "test.h"

/* Where clocks change by the book, by half an hour, at 00:01, backwards in
 * winter, in a rule of explicit years, and where a day was left out. */
static const char *const places[] = {
	"Europe/Zurich",    "America/New_York",  "Asia/Kolkata",   "Australia/Lord_Howe",
	"America/St_Johns", "Africa/Casablanca", "Pacific/Apia",   "Asia/Tehran",
	"Europe/Dublin",    "America/Sao_Paulo", "America/Havana", "Africa/Monrovia",
};
enum { PLACE_COUNT = sizeof places / sizeof *places };

static bool
file_bytes(const char *place, char *bytes, size_t room, size_t *ret_len)
{
	char path[200];
	snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", place);
	FILE *f = fopen(path, "rb");
	if (!f)
		return false;
	*ret_len = fread(bytes, 1, room, f);
	fclose(f);
	return *ret_len > 0;
}

static zone *
zone_of_place(arena *a, const char *place)
{
	static char bytes[1 << 16];
	struct err err = { 0 };
	size_t len;
	if (!file_bytes(place, bytes, sizeof bytes, &len))
		return NULL;
	zone *z = zone_read(a, (str){ bytes, len }, str_of(place), &err);
	CHECK_OK(z, err);
	return z;
}

static void
set_tz(const char *tz)
{
	setenv("TZ", tz, 1);
	tzset();
}

static void
check_like_libc(const zone *z, int64_t instant)
{
	time_t t = instant;
	struct tm tm;
	localtime_r(&t, &tm);
	CHECK_EQ(zone_offset(z, instant), tm.tm_gmtoff);
	CHECK_STR(zone_abbreviation(z, instant), tm.tm_zone);
}

static int64_t
random_between(struct rand *r, int64_t from, int64_t to)
{
	return from + (int64_t)rand_below(r, (uint64_t)(to - from));
}

static int64_t
year_start(int64_t year)
{
	return date_days(year, 1, 1) * DAY_SECONDS;
}

/* The slow way: every offset in use within two days of it is tried. */
static unsigned
instants_slow(const zone *z, int64_t civil, int64_t ret_instants[2])
{
	unsigned count = 0;
	for (int64_t hour = -48; hour <= 48; hour++) {
		int64_t instant = civil - zone_offset(z, civil + hour * 1800);
		if (zone_offset(z, instant) != civil - instant)
			continue;
		bool known = false;
		for (unsigned i = 0; i < count; i++)
			known = known || ret_instants[i] == instant;
		if (!known && count < 2)
			ret_instants[count++] = instant;
	}
	if (count == 2 && ret_instants[0] > ret_instants[1]) {
		int64_t first = ret_instants[1];
		ret_instants[1] = ret_instants[0];
		ret_instants[0] = first;
	}
	return count;
}

static void
check_instants(const zone *z, int64_t civil)
{
	int64_t got[2] = { 0 }, wanted[2] = { 0 };
	unsigned count = zone_instants(z, civil, got);
	CHECK_EQ(count, instants_slow(z, civil, wanted));
	for (unsigned i = 0; i < count; i++)
		CHECK_EQ(got[i], wanted[i]);
	if (count == 0) {
		CHECK(got[0] + zone_offset(z, got[0] - 1) <= civil);
		CHECK(got[0] + zone_offset(z, got[0]) > civil);
	}
}

/* An instant at which the offset changes, between two that differ. */
static int64_t
change_between(const zone *z, int64_t from, int64_t to)
{
	int32_t before = zone_offset(z, from);
	while (to - from > 1) {
		int64_t middle = from + (to - from) / 2;
		if (zone_offset(z, middle) == before)
			from = middle;
		else
			to = middle;
	}
	return to;
}

TEST(base_zone, offsets_are_the_c_librarys)
{
	struct rand r = rand_new();
	arena *a = arena_new();
	unsigned found = 0;
	for (size_t p = 0; p < PLACE_COUNT; p++) {
		zone *z = zone_of_place(a, places[p]);
		if (!z)
			continue;
		found++;
		set_tz(places[p]);
		for (int i = 0; i < 3000; i++)
			check_like_libc(z, random_between(&r, year_start(1970), year_start(2100)));
		/* past the cycle of 400 years, and before it all */
		for (int i = 0; i < 1000; i++)
			check_like_libc(z, random_between(&r, year_start(2100), year_start(3300)));
	}
	arena_free(a);
	if (found == 0)
		SKIP("there is no /usr/share/zoneinfo");
}

TEST(base_zone, at_each_change_the_second_is_right)
{
	arena *a = arena_new();
	unsigned found = 0;
	for (size_t p = 0; p < PLACE_COUNT; p++) {
		zone *z = zone_of_place(a, places[p]);
		if (!z)
			continue;
		found++;
		set_tz(places[p]);
		for (int64_t t = year_start(1970); t < year_start(2100); t += 5 * DAY_SECONDS) {
			int64_t next = t + 5 * DAY_SECONDS;
			if (zone_offset(z, t) == zone_offset(z, next))
				continue;
			int64_t change = change_between(z, t, next);
			check_like_libc(z, change - 1);
			check_like_libc(z, change);
			int64_t clock = change + zone_offset(z, change - 1);
			for (int64_t d = -7200; d <= 7200; d += 1800) {
				check_instants(z, clock + d);
				check_instants(z, clock + d - 1);
			}
		}
	}
	arena_free(a);
	if (found == 0)
		SKIP("there is no /usr/share/zoneinfo");
}

TEST(base_zone, clock_times_lead_back_to_their_instants)
{
	struct rand r = rand_new();
	arena *a = arena_new();
	unsigned found = 0;
	for (size_t p = 0; p < PLACE_COUNT; p++) {
		zone *z = zone_of_place(a, places[p]);
		if (!z)
			continue;
		found++;
		for (int i = 0; i < 1000; i++)
			check_instants(z, random_between(&r, year_start(1800), year_start(2900)));
	}
	arena_free(a);
	if (found == 0)
		SKIP("there is no /usr/share/zoneinfo");
}

TEST(base_zone, a_day_that_apia_left_out_is_a_gap_of_24_hours)
{
	arena *a = arena_new();
	zone *z = zone_of_place(a, "Pacific/Apia");
	if (!z) {
		arena_free(a);
		SKIP("there is no Pacific/Apia");
	}
	int64_t noon = date_days(2011, 12, 30) * DAY_SECONDS + 12 * 3600, at[2];
	CHECK_EQ(zone_instants(z, noon, at), 0);
	CHECK_EQ(at[0], date_days(2011, 12, 30) * DAY_SECONDS + 10 * 3600);
	CHECK_EQ(zone_instants(z, noon - DAY_SECONDS, at), 1);
	CHECK_EQ(zone_instants(z, noon + DAY_SECONDS, at), 1);
	arena_free(a);
}

static void
add_be32(buf *out, uint32_t value)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_add_byte(out, (char)(value >> shift));
}

static void
add_block(buf *out, char version, bool wide, size_t count, const int64_t *times)
{
	buf_add(out, S("TZif"));
	buf_add_byte(out, version);
	buf_add_times(out, '\0', 15);
	uint32_t counts[6] = { 0, 0, 0, (uint32_t)count, 2, 8 };
	for (int i = 0; i < 6; i++)
		add_be32(out, counts[i]);
	for (size_t i = 0; i < count; i++) {
		if (wide)
			add_be32(out, (uint32_t)((uint64_t)times[i] >> 32));
		add_be32(out, (uint32_t)times[i]);
	}
	for (size_t i = 0; i < count; i++)
		buf_add_byte(out, (char)((i + 1) % 2));
	add_be32(out, 3600);
	buf_add(out, S("\0\0"));
	add_be32(out, 7200);
	buf_add(out, S("\1\4"));
	buf_add(out, S("CET\0CES\0"));
}

static str
file_with_rule(buf *out, const char *rule, size_t count, const int64_t *times)
{
	buf_clear(out);
	add_block(out, '3', false, 0, NULL);
	add_block(out, '3', true, count, times);
	buf_printf(out, "\n%s\n", rule);
	return buf_str(out);
}

TEST(base_zone, rules_are_the_c_librarys)
{
	static const char *const rules[] = {
		"CET-1CEST,M3.5.0,M10.5.0/3",
		"EST5EDT,M3.2.0,M11.1.0",
		"AEST-10AEDT,M10.1.0,M4.1.0/3",
		"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
		"IST-1GMT0,M10.5.0,M3.5.0/1",
		"<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
		"IST-2IDT,M3.4.4/26,M10.5.0",
		"EET-2EEST,M3.5.4/50,M10.5.4/50",
		"AAA3BBB,J60/0,J305/0",
		"AAA3BBB,59/0,304/0",
		"AAA-3:20:10BBB-4:00,J59/1:02:03,J300/2",
		"<+03>-3",
		"UTC0",
		"XYZ12",
	};
	struct rand r = rand_new();
	arena *a = arena_new();
	buf bytes = { 0 };
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		struct err err = { 0 };
		str file = file_with_rule(&bytes, rules[i], 0, NULL);
		zone *z = zone_read(a, file, str_of(rules[i]), &err);
		CHECK_OK(z, err);
		set_tz(rules[i]);
		for (int64_t t = year_start(1971); t < year_start(2001); t += DAY_SECONDS / 2)
			check_like_libc(z, t);
		for (int k = 0; k < 2000; k++)
			check_like_libc(z, random_between(&r, year_start(1971), year_start(3300)));
		for (int k = 0; k < 500; k++)
			check_instants(z, random_between(&r, year_start(1200), year_start(3300)));
	}
	buf_done(&bytes);
	arena_free(a);
}

/* RFC 9636, 3.3.2: daylight time all year round. */
TEST(base_zone, a_rule_can_be_daylight_time_for_ever)
{
	static const char *const rules[] = { "EST5EDT,0/0,J365/25", "XXX3EDT4,0/0,J365/23" };
	arena *a = arena_new();
	buf bytes = { 0 };
	for (size_t i = 0; i < 2; i++) {
		struct err err = { 0 };
		zone *z = zone_read(a, file_with_rule(&bytes, rules[i], 0, NULL), S("X"), &err);
		CHECK_OK(z, err);
		for (int64_t t = year_start(1500); t < year_start(2700); t += 3 * 3600 * 37)
			CHECK_EQ(zone_offset(z, t), -4 * 3600);
		for (int64_t year = 1500; year < 2700; year++)
			for (int64_t hour = 0; hour < 6; hour++)
				CHECK_EQ(zone_offset(z, year_start(year) + hour * 3600), -4 * 3600);
	}
	buf_done(&bytes);
	arena_free(a);
}

TEST(base_zone, the_rule_begins_after_the_last_change)
{
	const int64_t times[] = { year_start(1990), year_start(1991) };
	arena *a = arena_new();
	buf bytes = { 0 };
	struct err err = { 0 };
	str file = file_with_rule(&bytes, "CET-1CES,M3.5.0,M10.5.0/3", 2, times);
	zone *z = zone_read(a, file, S("X"), &err);
	CHECK_OK(z, err);
	CHECK_EQ(zone_offset(z, year_start(1500) + 180 * DAY_SECONDS), 3600);
	CHECK_EQ(zone_offset(z, times[0] - 1), 3600);
	CHECK_EQ(zone_offset(z, times[0]), 7200);
	CHECK_EQ(zone_offset(z, times[1] - 1), 7200);
	CHECK_EQ(zone_offset(z, times[1]), 3600);
	CHECK_EQ(zone_offset(z, times[1] + 180 * DAY_SECONDS), 7200);
	CHECK_EQ(zone_offset(z, INT64_MIN), 3600);
	CHECK_EQ(zone_offset(z, year_start(9999) + 180 * DAY_SECONDS), 7200);
	CHECK(zone_offset(z, INT64_MAX) > 0);
	buf_done(&bytes);
	arena_free(a);
}

TEST(base_zone, utc_needs_no_file)
{
	int64_t at[2];
	const zone *z = zone_utc();
	CHECK_STR(zone_name(z), "UTC");
	CHECK_EQ(zone_offset(z, INT64_MIN), 0);
	CHECK_EQ(zone_offset(z, INT64_MAX), 0);
	CHECK_STR(zone_abbreviation(z, 0), "UTC");
	CHECK_EQ(zone_instants(z, 1234567890, at), 1);
	CHECK_EQ(at[0], 1234567890);
	CHECK_EQ(zone_instants(z, INT64_MAX, at), 1);
	CHECK_EQ(zone_instants(z, INT64_MIN, at), 1);
}

TEST(base_zone, a_damaged_file_says_so)
{
	static const char *const wrong[] = {
		"CET",
		"CET-1CEST",
		"CET-1CEST,M3.5.0",
		"CET-1CEST,M13.1.0,M1.1.0",
		"CE!-1",
		"CET-1CEST,M3.6.0,M10.5.0",
		"CET-1CEST,M3.5.7,M10.5.0",
		"CET-25",
		"CET-1 ",
		"CET-1CEST,J0,J1",
		"CET-1CEST,J1,J366",
		"CET-1CEST,1,366",
		"CET-1CEST,M3.5.0/168,M10.5.0",
		"<+03-3",
		"<>-3",
	};
	const int64_t backwards[] = { 5, 5 };
	arena *a = arena_new();
	buf bytes = { 0 };
	struct err err = { 0 };
	CHECK_FAILS(zone_read(a, S(""), S("A/B"), &err), err, ERR_INPUT, "'A/B' is damaged");
	CHECK_FAILS(zone_read(a, STR_NONE, S("A/B"), &err), err, ERR_INPUT, "no 'TZif'");
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		CHECK_FAILS(zone_read(a, file_with_rule(&bytes, wrong[i], 0, NULL), S("X"), &err),
			    err, ERR_INPUT, "not a rule");
	CHECK_FAILS(zone_read(a, file_with_rule(&bytes, "CET-1", 2, backwards), S("X"), &err), err,
		    ERR_INPUT, "out of order");
	str whole = file_with_rule(&bytes, "CET-1", 0, NULL);
	for (size_t len = 0; len < whole.len; len++)
		CHECK(!zone_read(a, str_sub(whole, 0, len), S("X"), &err));
	bytes.at[20 + 8 + 3] = 1;
	CHECK_FAILS(zone_read(a, whole, S("X"), &err), err, ERR_INPUT, "leap seconds");
	buf_done(&bytes);
	arena_free(a);
}

/* Counts that promise more than there is must not be believed. */
TEST(base_zone, changed_bytes_never_crash_it)
{
	enum { ROUNDS = 20000 };
	static char whole[1 << 14];
	size_t len;
	if (!file_bytes("America/St_Johns", whole, sizeof whole, &len))
		SKIP("there is no America/St_Johns");
	struct rand r = rand_new();
	char *bytes = malloc(len);
	unsigned read = 0;
	for (int i = 0; i < ROUNDS; i++) {
		arena *a = arena_new();
		struct err err = { 0 };
		memcpy(bytes, whole, len);
		/* The headers and the rule are small: half of the changes go there. */
		size_t cut = rand_below(&r, 4) == 0 ? rand_below(&r, len + 1) : len;
		for (uint64_t k = 1 + rand_below(&r, 4); k > 0 && cut > 0; k--) {
			size_t at = rand_below(&r, cut);
			if (rand_below(&r, 2))
				at = rand_below(&r, 2) ? at % 44 : cut - 1 - at % 40 % cut;
			bytes[at < cut ? at : 0] = (char)rand_next(&r);
		}
		zone *z = zone_read(a, (str){ bytes, cut }, S("X"), &err);
		if (z) {
			int64_t at[2];
			read++;
			zone_offset(z, (int64_t)rand_next(&r));
			zone_abbreviation(z, (int64_t)rand_next(&r));
			zone_instants(z, (int64_t)rand_next(&r), at);
			zone_instants(z, random_between(&r, year_start(1900), year_start(2900)),
				      at);
			CHECK(arena_used(a) < 16 * len + 65536);
		}
		arena_free(a);
	}
	free(bytes);
	CHECK(read > ROUNDS / 100);
}

TEST(base_zone, names_stay_below_their_folder)
{
	static const char *const good[] = { "Europe/Zurich",
					    "UTC",
					    "Etc/GMT+5",
					    "EST5EDT",
					    "America/Argentina/Buenos_Aires",
					    "America/Port-au-Prince" };
	static const char *const bad[] = { "",        "/",           "/etc/passwd",
					   "../x",    "Europe/../x", "Europe//Zurich",
					   "Europe/", ".",           "a.b",
					   "-a",      "Europe/-a",   "a\nb",
					   "é",       "a b" };
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		CHECK(zone_name_ok(str_of(good[i])));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!zone_name_ok(str_of(bad[i])));
	CHECK(!zone_name_ok(S("a\0b")));
}
