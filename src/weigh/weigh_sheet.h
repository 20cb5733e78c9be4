/* weigh_sheet: what was weighed, as a sheet.
 *
 * In data: parties (names), outcomes, frontier (rows of u and package),
 * frontier_size, a key for each measure with u, package, proved; weigh_sheet.c
 * lists them all. */
#ifndef PARAPH_WEIGH_WEIGH_SHEET_H
#define PARAPH_WEIGH_WEIGH_SHEET_H

#include "sheet/sheet.h"
#include "weigh/weigh.h"

struct blocking;
struct trade;
struct uncertainty;
struct robustness;

struct weigh_sheet_options {
	bool stats;             /* leave the frontier's rows out */
	double seconds;         /* how long it took */
	size_t memory_bytes;    /* for the frontier's rows; 0: as many as there are */
	/* Each NULL where it is not wanted. */
	const struct blocking *blocking;
	const uint32_t *trades_from;            /* the package, [point] */
	const struct trade *trades;
	size_t trade_count;
	const struct uncertainty *uncertainty;
	const struct robustness *robustness;    /* [MEASURE_COUNT] */
};

sheet *weigh_sheet(arena *a, const struct weighed *w, const struct weigh_sheet_options *options);

/* For the parts of the sheet that have files of their own. */
value *weigh_package_value(arena *a, const struct domain *d, const uint32_t option[]);
value *weigh_utilities_value(arena *a, const struct ratio u[], size_t count);
/* A utility in a few digits, for people. */
str weigh_number(arena *a, struct ratio u);

#endif
