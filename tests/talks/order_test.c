#include "rand.h"
#include "talks/docket.h"
#include "test.h"

static const struct opener no_files;

/* Minutes of acts at these minutes of one day, in that order. */
static docket *
docket_of(arena *a, const unsigned *minute, size_t count)
{
	buf text = { 0 };
	struct err err;
	buf_printf(&text, "party UPP\n");
	for (size_t i = 0; i < count; i++)
		buf_printf(&text, "2026-06-%02u %02u:%02u UPP says \"%zu\"\n", minute[i] / 1440 + 1, minute[i] / 60 % 24,
			   minute[i] % 60, i);
	minutes *m = minutes_new(a, &no_files);
	CHECK_OK(minutes_read_text(m, S("a.minutes"), arena_str(a, buf_str(&text)), &err), err);
	CHECK_EQ(m->faults.total, 0);
	buf_done(&text);
	return docket_new(a, m);
}

/* By time, and acts of one time as they stand. */
static void
check_order(const unsigned *minute, size_t count)
{
	arena *a = arena_new();
	docket *d = docket_of(a, minute, count);
	CHECK_EQ(d->acts.count, count);
	for (size_t i = 1; i < count; i++) {
		uint32_t x = d->acts.at[i - 1], y = d->acts.at[i];
		CHECK(d->times[x].key < d->times[y].key || (d->times[x].key == d->times[y].key && x < y));
	}
	minutes *m = d->m;
	docket_done(d);
	minutes_done(m);
	arena_free(a);
}

enum { ACTS = 2000 };

TEST(talks_order, acts_a_little_out_of_order)
{
	struct rand r = rand_new();
	unsigned minute[ACTS];
	for (unsigned i = 0; i < ACTS; i++)
		minute[i] = i + (rand_below(&r, 20) == 0 ? (unsigned)rand_below(&r, 90) : 0);
	check_order(minute, ACTS);
}

TEST(talks_order, acts_from_the_last_to_the_first)
{
	unsigned minute[ACTS];
	for (unsigned i = 0; i < ACTS; i++)
		minute[i] = (ACTS - i) / 3;
	check_order(minute, ACTS);
}

TEST(talks_order, acts_in_no_order)
{
	struct rand r = rand_new();
	unsigned minute[ACTS];
	for (unsigned i = 0; i < ACTS; i++)
		minute[i] = (unsigned)rand_below(&r, 700);
	check_order(minute, ACTS);
}
