/* unsealing: the minutes that a record holds.
 *
 *      struct unsealing q;
 *      if (!unsealing_open(&q, a, r, &err) || !unsealing_minutes(&q, m, S(""), &err))
 *              ...
 *      docket *d = docket_new_given(a, m, q.given.at);
 *      unsealing_done(&q);
 *
 * The entries come back as files: those that were taken, each under its keeper, with
 * its entries in their order.  So every answer is the one that the same minutes
 * give, to the byte.  A hostile file can make a reading fail; it can open no file, and bring
 * no entry that is not sealed.
 */
#ifndef PARAPH_RECORD_UNSEALING_H
#define PARAPH_RECORD_UNSEALING_H

#include "base/list.h"
#include "record/record.h"
#include "talks/docket.h"

/* How an entry's circle is known. */
enum sealed_how { SEALED_GIVEN, SEALED_KEPT, SEALED_ALL };

/* An event of type `entry`. */
struct sealed {
	bool is_entry;          /* else the event at this position is of another type … */
	bool held;              /* … or its body is not here */
	bool ordered;           /* some order names it */
	uint8_t how;            /* enum sealed_how */
	int64_t event;
	struct pubkey key;      /* that sealed it */
	uint64_t seen_size;
	int64_t time_ms;
	str entry, keeper;
	const body *body;       /* where it brings texts; else NULL */
};

struct unsealing_log { struct sealed *at; size_t count; };

/* An entry: the events that seal it, in the order of its circles. */
struct unsealing_item { uint32_t file, first, count; };
struct unsealing_place { uint32_t circle; uint64_t position; };
struct unsealing_file { str keeper, path; uint32_t first, count; };       /* its items */

/* One file's words, whichever entries bring them. */
struct unsealing_text { str path, bytes; const draft *text; };

struct unsealing {
	arena *a;
	record *r;
	struct unsealing_log *logs;       /* by circle */
	LIST(struct unsealing_file) files;
	LIST(struct unsealing_item) items;        /* by file, in the order in which they were taken */
	LIST(struct unsealing_place) places;
	LIST(struct given_words) given; /* by entry of the minutes */
	LIST(uint32_t) item_of;         /* by entry of the minutes: 1 + index into items, or 0 */
	str last_keeper;
	LIST(struct unsealing_text) texts;      /* of `from` files, each read once */
	size_t entry_count;             /* events of type entry … */
	size_t not_held;                /* … whose body is not here */
	size_t unordered;               /* … that no order names */
};

/* Reads the logs.  `keep`, where it is not NULL, says which events a view of the record may
 * use; see provable.h. */
typedef bool unsealing_keep(const void *context, const record *r, size_t circle, uint64_t position,
			  const struct sealed *sealed);
bool unsealing_open(struct unsealing *ret, arena *a, record *r, struct err *err);
void unsealing_filter(struct unsealing *q, unsealing_keep *keep, const void *context);

/* Adds the entries to `m`; paths get `prefix` in front. */
bool unsealing_minutes(struct unsealing *q, minutes *m, str prefix, struct err *err);
void unsealing_done(struct unsealing *q);

/* The file as minutes: `keeper`, `under`, entries. */
void unsealing_print_file(const struct unsealing *q, size_t file, buf *out);

/* The first event that seals an item and is here; NULL where none is. */
const struct sealed *unsealing_sealed(const struct unsealing *q, const struct unsealing_item *item,
				    struct unsealing_place *ret_place);

/* The words of a `from` file in full, where they are held. */
bool sealed_text(const struct sealed *s, str *ret_text);

#endif
