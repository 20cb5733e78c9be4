/* same: reports that copy one another, and statements that two reports have.
 *
 * Two reports hold one story where most of the shorter one's runs of eight words stand in the
 * other: one wire story, shortened, with its paragraphs in another order or under another
 * headline, or with a paper's own words around it.  What is found in the words that they share
 * is of one source; what stands in one alone is its own.
 *
 * Two statements are one where the same speaker, by name, says the same words, or nearly the
 * same, within a week: no figure and no "not" may stand in one alone.  Linear in the length of
 * all reports.
 */
#ifndef PARAPH_CLERK_SAME_H
#define PARAPH_CLERK_SAME_H

#include "clerk/dates.h"
#include "clerk/finding.h"
#include "clerk/names.h"

/* What is known of each report: the reports share their words. */
struct same_report {
	const struct report *r;
	const struct names *names;
	const struct anchor *anchor;
	uint32_t copy_of;       /* out: 1 + an earlier report whose story it holds, or 0 */
	bool is_whole;          /* out: of its own words most are that story's: it is a copy */
};

void same_reports(arena *a, struct same_report reports[], size_t count);

/* Sets is_copied and same_as of findings, which are in the order of the reports. */
void same_findings(arena *a, const struct same_report reports[], size_t report_count, struct finding *findings, size_t count);

#endif
