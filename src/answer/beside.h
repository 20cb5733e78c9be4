/* beside: the texts of several hands beside their base, paragraph by paragraph.
 *
 *      sheet *s = beside_sheet(a, S("base.txt"), base, hands, count);
 *
 * A row a paragraph of the base, a column a hand: "=" where it has the same, else
 * its words with what differs marked.  What it puts in between stands with the
 * paragraph before; what it strikes stands struck.
 */
#ifndef PARAPH_ANSWER_BESIDE_H
#define PARAPH_ANSWER_BESIDE_H

#include "sheet/sheet.h"
#include "text/consolidate.h"

/* In `a`; texts are valid UTF-8, borrowed. */
sheet *beside_sheet(arena *a, str base_name, str base, const struct hand *hands, size_t count);

#endif
