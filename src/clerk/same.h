/* same: reports that copy one another, and statements that two reports have.
 *
 * A report is a copy where most of the shorter one's runs of eight words stand in the
 * other: one wire story, shortened, with its paragraphs in another order or under another
 * headline.  Two statements are one where the same speaker, by name, says the same words,
 * or nearly the same.  Linear in the length of all reports.
 */
#ifndef PARAPH_CLERK_SAME_H
#define PARAPH_CLERK_SAME_H

#include "clerk/finding.h"
#include "clerk/names.h"

/* copy_of[i]: 1 + an earlier report that the report i copies, or 0. The reports share their words. */
void same_reports(arena *a, const struct report *const reports[], size_t count, uint32_t copy_of[]);

/* Sets same_as of findings, which are in the order of the reports; those of copies are left
 * alone. `names` by report. */
void same_findings(arena *a, const struct report *const reports[], const struct names *const names[], const uint32_t copy_of[],
		   struct finding *findings, size_t count);

#endif
