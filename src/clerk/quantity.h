/* quantity: "four", "at least 13", "about 30", "dozens of", as the notation has them. */
#ifndef PARAPH_CLERK_QUANTITY_H
#define PARAPH_CLERK_QUANTITY_H

#include "clerk/report.h"
#include "minutes/tables.h"

struct quantity {
	struct run run;         /* with its hedge: "at least 13" */
	uint32_t number;        /* of HEDGE_EXACT to HEDGE_MOST */
	uint8_t hedge;          /* enum hedge */
};

/* The quantity whose number begins at token `i`, not behind `to`; what hedges it
 * is looked for before it, not before `from`.  False where there is none, or one
 * of more than 4,294,967,295. */
bool quantity_read(const struct report *r, struct run within, uint32_t i, struct quantity *ret);

#endif
