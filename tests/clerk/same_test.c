/* Copies of one story, and the same statement in two reports. */
#include "clerk/same.h"

#include "base/buf.h"
#include "rand.h"
#include "test.h"

/* A story of so many sentences, from `seed`. */
static str
story(arena *a, uint64_t seed, size_t from, size_t to)
{
	static const char *const words[] = { "port", "lake", "envoy", "talks", "monitors", "boats", "towns", "shore", "draft", "leaders", "season", "paper", "road",
					     "market", "bridge", "winter" };
	buf out = { 0 };
	for (size_t i = from; i < to; i++) {
		struct rand r = { seed * 1000 + i };
		for (size_t n = 0; n < 12; n++)
			buf_printf(&out, "%s%s", n ? " " : "The ", words[rand_below(&r, 16)]);
		buf_add(&out, S(".\n"));
	}
	str text = arena_str(a, buf_str(&out));
	buf_done(&out);
	return text;
}

TEST(clerk_same, a_shortened_copy_in_another_order_is_a_copy)
{
	arena *a = arena_new();
	syms *words = syms_new(a);
	struct err err = { 0 };
	str texts[] = { story(a, 1, 0, 40), story(a, 2, 0, 40),
			arena_printf(a, "Another headline\n%.*s%.*s", STR_ARG(story(a, 1, 20, 40)), STR_ARG(story(a, 1, 0, 10))), story(a, 3, 0, 40) };
	struct report r[4];
	struct same_report reports[4] = { 0 };
	for (size_t i = 0; i < 4; i++) {
		CHECK_OK(report_read(a, words, S("x"), texts[i], REPORT_PLAIN, &r[i], &err), err);
		reports[i].r = &r[i];
	}
	same_reports(a, reports, 4);
	CHECK_EQ(reports[0].copy_of, 0);
	CHECK_EQ(reports[1].copy_of, 0);
	CHECK_EQ(reports[2].copy_of, 1);
	CHECK(reports[2].is_whole);
	CHECK_EQ(reports[3].copy_of, 0);
	arena_free(a);
}
