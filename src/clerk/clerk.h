/* clerk: reports in, draft minutes out.
 *
 *      struct clerk_query query = { .files = files, .file_count = n };
 *      clerk *c;
 *      if (!clerk_read(a, &query, &c, &err))
 *              ...
 *      clerk_minutes(c, &out);         or clerk_json, clerk_page
 *
 * Each report is read by rules alone, or by rules and a trained reader where one is given:
 * what both find is surer.  Reports that copy one another are one
 * source, and what two say alike is one finding with two sources.  Everything is
 * in the arena and in the order of the text, or the doubtful first.
 */
#ifndef PARAPH_CLERK_CLERK_H
#define PARAPH_CLERK_CLERK_H

#include "base/buf.h"
#include "clerk/events.h"
#include "clerk/reader.h"
#include "clerk/same.h"

struct clerk_file {
	str name, bytes;
};

struct clerk_query {
	const struct clerk_file *files;
	size_t file_count;
	const struct known_actor *known;        /* of the talks' own minutes */
	size_t known_count;
	const str *taken;       /* names that are taken there */
	size_t taken_count;
	bool has_talks;         /* the minutes need not declare the talks themselves */
	str at;                 /* when all of them were published, whatever they say; or empty */
	str not_after;          /* a day that no report is later than: "2026-06-04" */
	const struct reader *reader;    /* a trained one, or NULL */
	bool in_order;
};

/* What was read of one file. */
struct clerk_report {
	struct report report;
	struct evidence evidence;
	struct names names;
	struct anchor anchor;
	str id;                 /* of its source in the minutes */
	str day;                /* no later than this it was published, as the notation has days */
	uint32_t copy_of;       /* 1 + an earlier report whose story it holds, or 0 */
	bool is_whole_copy;     /* and little else */
};

typedef struct clerk clerk;
struct clerk {
	arena *a;
	const struct clerk_query *query;
	struct clerk_report *reports;
	size_t report_count;
	struct finding *findings;       /* the doubtful first, unless in order */
	size_t finding_count;
	str declarations;       /* what the entries need, as minutes have it */
};

/* Fails for a file that is too large, and for a time that is none. */
bool clerk_read(arena *a, const struct clerk_query *query, clerk **ret, struct err *err);

/* drafting.c: fills each finding's `minutes`, and prints them all with the
 * declarations they need; always entries that can be read. */
void clerk_draft(clerk *c);
void clerk_minutes(const clerk *c, buf *out);

/* clerk_json.c: an object for one report, a list of them for several. */
void clerk_json(const clerk *c, buf *out);

/* clerk_page.c: each report whole, its spans marked, the entries beside it. */
void clerk_page(const clerk *c, buf *out);

#endif
