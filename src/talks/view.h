/* view: what one viewer may know, as of one moment.
 *
 *      struct view_query q = { .as = S("LOW"), .has_at = true, .at = instant };
 *      view *v = view_new(a, d, &q, &err);
 *      for (size_t i = 0; i < v->order.count; i++) ...
 *
 * The filter stands before the fold: what a viewer must not know is not there
 * for any later step.  An entry is known to the members of its circles; an act
 * without one to its file's keeper; a declaration without one to everybody.
 * Which wording a viewer has is for exposure to say (talks.h).
 */
#ifndef PARAPH_TALKS_VIEW_H
#define PARAPH_TALKS_VIEW_H

#include "talks/docket.h"

struct view_query {
	str as;                 /* a party, person or group; empty: whoever holds the files */
	bool public_only;       /* only what is in the circle `public` */
	bool has_at, has_known;
	bool provably;          /* what it has was chosen by what a record proves; for its sentence */
	int64_t at;             /* only acts taken at or before this instant */
	int64_t known;          /* only entries known by this instant */
};

typedef struct view view;
struct view {
	const docket *d;
	struct view_query query;
	uint32_t as;            /* sym, or 0 */
	bool filtered;          /* by a viewer or to the public: not all that the files hold */
	bool *visible;          /* by entry */
	const struct entry_time *times; /* by entry, as far as the view has them */
	bool *is_viewer;        /* by sym: the viewer, its party, the groups it belongs to */
	const bool *open;       /* by sym: circles that it may know; NULL: all */
	LIST(uint32_t) order;   /* visible acts, as they are taken */
	LIST(uint32_t) decls;
};

/* Fails where nobody of that name is declared.  O(entries). */
view *view_new(arena *a, const docket *d, const struct view_query *query, struct err *err);
void view_done(view *v);

/* May the viewer know what is in the circle of this name? */
bool view_knows_circle(const view *v, str name);

/* A time typed on a command line: the instants it covers. */
bool view_span(const docket *d, str text, struct span *ret, struct err *err);

/* An instant or date typed on a command line, at its latest: "2026-06-04T06:10". */
bool view_instant(const docket *d, str text, int64_t *ret_instant, struct err *err);

#endif
