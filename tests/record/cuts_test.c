/* The store alone, under power cuts and failures: rows, bodies of hundreds of pages, burning,
 * checkpoints of the WAL, restarts from what a cut left.  PARAPH_CRASHES says how many images of
 * power cuts are looked at (make crash: 100,000), and that every call and every allocation
 * fails, not some of them. */
#include "record/cuts.h"

#include <stdio.h>
#include <stdlib.h>

#include "record/faults.h"
#include "test.h"

enum { IMAGES = 2000, STEPS_CALLS = 40, STEPS_MEMORY = 4, CALLS_APART = 13, ALLOCATIONS_APART = 61 };

static uint64_t
images_wanted(void)
{
	uint64_t wanted;
	return str_u64(str_of(getenv("PARAPH_CRASHES")), &wanted) ? wanted : IMAGES;
}

static void
show(const char *name, const struct cuts *c)
{
	if (getenv("PARAPH_CRASHES"))
		fprintf(stderr, "synchronous=%s: %llu power cuts in %llu records of %llu commits, %llu restarts: "
			"commits lost in %llu (%llu in the worst), %llu broken; PARAPH_SEED=%llu\n", name,
			(unsigned long long)c->images, (unsigned long long)c->runs,
			(unsigned long long)c->commits, (unsigned long long)c->restarts,
			(unsigned long long)c->lost, (unsigned long long)c->lost_most,
			(unsigned long long)c->broken, (unsigned long long)test_seed());
}

TEST(record_crash, every_acknowledged_row_is_there_after_a_power_cut)
{
	struct cuts counts = { 0 };
	cuts_until(test_seed(), SYNCS_FULL, images_wanted(), &counts);
	show("FULL", &counts);
	if (counts.lost + counts.broken > 0)
		test_failed(__FILE__, __LINE__, "%s\n    alone with PARAPH_SEED=%llu", counts.first.text,
			    (unsigned long long)counts.first_seed);
	CHECK(counts.restarts > 0);
}

/* So that a disk that loses nothing is no comfort. */
TEST(record_crash, with_less_syncing_the_same_cuts_lose_commits)
{
	struct cuts normal = { 0 }, off = { 0 };
	cuts_until(test_seed(), SYNCS_NORMAL, 1500, &normal);
	show("NORMAL", &normal);
	CHECK(normal.lost > 0);
	cuts_until(test_seed(), SYNCS_OFF, 500, &off);
	show("OFF", &off);
	CHECK(off.lost > 0);
	CHECK(off.broken > 0);
}

static void
fail_everywhere(enum fault fault, unsigned steps, unsigned apart)
{
	struct faults counts = { 0 };
	faults_run(fault, test_seed(), steps, getenv("PARAPH_CRASHES") ? 1 : apart, &counts);
	if (getenv("PARAPH_CRASHES"))
		fprintf(stderr, "%s failed, at each of %llu places: an error was told at %llu\n", fault_names[fault],
			(unsigned long long)counts.runs, (unsigned long long)counts.told);
	if (counts.failed > 0)
		test_failed(__FILE__, __LINE__, "%s, place %llu: %s", fault_names[fault],
			    (unsigned long long)counts.first_n, counts.first.text);
	CHECK(counts.told > counts.runs / 2);
}

TEST(record_crash, a_call_that_fails_is_told_and_loses_nothing)
{
	fail_everywhere(FAULT_CALL, STEPS_CALLS, CALLS_APART);
}

TEST(record_crash, a_disk_that_fails_from_some_call_on_is_told_and_loses_nothing)
{
	fail_everywhere(FAULT_CALLS, STEPS_CALLS, CALLS_APART);
}

TEST(record_crash, a_disk_that_is_full_from_some_call_on_is_told_and_loses_nothing)
{
	fail_everywhere(FAULT_FULL, STEPS_CALLS, CALLS_APART);
}

TEST(record_crash, an_allocation_that_fails_is_told_and_loses_nothing)
{
	fail_everywhere(FAULT_MEMORY, STEPS_MEMORY, ALLOCATIONS_APART);
}

TEST(record_crash, memory_that_is_gone_is_told_and_loses_nothing)
{
	fail_everywhere(FAULT_MEMORY_GONE, STEPS_MEMORY, ALLOCATIONS_APART);
}
