/* weigh_parts: what stands on the sheet beside the packages: what blocks, trades,
 * uncertain weights, the frontier as a picture. */
#ifndef PARAPH_WEIGH_WEIGH_PARTS_H
#define PARAPH_WEIGH_WEIGH_PARTS_H

#include "sheet/sheet.h"
#include "weigh/blocking.h"
#include "weigh/trades.h"
#include "weigh/uncertain.h"

/* Each adds its blocks, and its key to the sheet's data. */
void weigh_add_blocking(sheet *s, arena *a, const struct weighed *w, const struct blocking *b);
void weigh_add_trades(sheet *s, arena *a, const struct weighed *w, const uint32_t from[], const struct trade *trades,
		      size_t count);
void weigh_add_robustness(sheet *s, arena *a, const struct weighed *w, const struct uncertainty *u,
			  const struct robustness r[]);
/* A point for each row, by two parties; of more, a picture for each of the first pairs. */
void weigh_add_plots(sheet *s, arena *a, const struct weighed *w);

#endif
