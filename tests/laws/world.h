/* world: a record of generated files, read and asked; and laws run over many.
 *
 *      static bool
 *      order_holds(const struct gen *g, buf *why)
 *      {
 *              struct world w;
 *              world_open(&w, g, SIDE_A, NULL);
 *              ...
 *              world_close(&w);
 *              return same || (buf_printf(why, "…"), false);
 *      }
 *      law_run("order", order_holds, NULL, 10);
 *
 * A law is a function of a generated record, so that a record that breaks it
 * can be cut down part by part while it still does.  What is left is written
 * to a folder, with the command that repeats it.
 */
#ifndef PARAPH_TEST_LAWS_WORLD_H
#define PARAPH_TEST_LAWS_WORLD_H

#include "answer/answer.h"
#include "laws/gen.h"
#include "talks/talks.h"

struct world {
	arena *a;
	const struct gen *g;
	enum side side;
	struct opener opener;
	minutes *m;
	docket *d;
};

/* Reads the files of minutes, in `order` (by file) where it is not NULL, and
 * settles and checks them. */
void world_open(struct world *w, const struct gen *g, enum side side, const uint32_t *order);
void world_close(struct world *w);

/* The same without reading: for laws that read in their own way. */
void world_init(struct world *w, const struct gen *g, enum side side);
void world_settle(struct world *w);

/* The part that an entry stands in. */
struct part *world_part(const struct world *w, uint32_t entry);

/* Adds what an answer says in a format ("json"), and once more between v1 and v2
 * where it takes references; a failure's message where it has none. */
void talks_answer(const talks *t, const struct answer *answer, str format, buf *out);

/* The answers, and behind them those of the commands that two files do for as well. */
size_t law_answer_count(void);
const struct answer *law_answer(size_t i);

/* All answers in all of some formats, one behind the other, to `out`. */
enum { ALL_FORMATS = 100 };
void world_answers(const struct world *w, const struct view_query *q, size_t answer, size_t format,
		   buf *out);

typedef bool law_fn(const struct gen *g, buf *why);
typedef void prepare_fn(struct gen *g);

/* Runs a law over its share, in percent, of the talks of a run: 10,000, or
 * PARAPH_LAWS.  `prepare` may change what was generated; it may be NULL. */
void law_run(const char *name, law_fn *law, prepare_fn *prepare, unsigned percent);

/* Where two texts part: a few lines of each. */
void show_difference(str a, str b, buf *why);

#endif
