/* order: the places of entries in their files, as a record seals them (doc/record.md, 7).
 *
 *      struct order_walk it = order_walk(text);
 *      for (struct order_line line; order_next(&it, &line); )
 *              ...
 */
#ifndef PARAPH_RECORD_ORDER_H
#define PARAPH_RECORD_ORDER_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "record/seal.h"

enum order_kind { ORDER_CIRCLE, ORDER_FILE, ORDER_RUN, ORDER_BOTH };

struct order_place { uint64_t circle, position; };      /* the circle's number in this order, from 1 */

struct order_line {
	enum order_kind kind;
	uint64_t number;                /* of a circle */
	struct hash id;                 /* of a circle */
	str keeper, path;               /* of a file; "-" is no keeper */
	uint64_t circle, position, count;       /* of a run */
	str places;                     /* of `both`; order_next_place eats them */
};

/* `failed` is set where a line is none; then `next` was false. */
struct order_walk { str rest; bool failed; };

struct order_walk order_walk(str text);
bool order_next(struct order_walk *it, struct order_line *ret_line);
bool order_next_place(struct order_line *line, struct order_place *ret_place);

/* Writes an order, and joins what stands in a row to runs. */
struct order_writer {
	buf out;
	struct order_place run;
	uint64_t run_count;
};
void order_add_circle(struct order_writer *w, uint64_t number, const struct hash *id);
void order_add_file(struct order_writer *w, str keeper, str path);
void order_add(struct order_writer *w, const struct order_place *places, size_t count);
str order_done(struct order_writer *w);         /* borrowed from w->out, which the caller frees */

#endif
