/* model: a record that is written at random, and beside it what it must hold.
 *
 *      struct model *m = model_new(seed, "live");
 *      if (!model_make(m, &err)) ...
 *      while (model_step(m, &err))
 *              ...
 *      if (!model_holds(m, "after", false, &tx, &err)) ...
 *
 * Every transaction writes its number into the file, so what a file must hold follows from
 * that number alone: of everything exactly what came with that transaction or before.
 */
#ifndef PARAPH_TEST_RECORD_MODEL_H
#define PARAPH_TEST_RECORD_MODEL_H

#include "base/list.h"
#include "record/disk.h"
#include "record/store.h"

enum { MODEL_CIRCLES = 3, NEVER = UINT32_MAX };
#define MODEL_FILE S("r")

struct item {
	unsigned circle;        /* an index */
	uint64_t position;
	struct hash id;
	str note;
	bool has_body, has_k;
	str leaves, hashes;
	uint32_t serial;        /* stands in the body, every few bytes */
	int64_t event;
	uint32_t added, burnt;  /* transactions */
	str checkpoint;         /* at the size behind it; empty: none */
};

struct model {
	arena *a;
	struct rand r;
	const char *vfs;
	store *s;
	LIST(struct item) items;
	LIST(bool) gone;        /* by serial: burnt, and scrubbed since */
	uint32_t circle_added[MODEL_CIRCLES];
	int64_t circles[MODEL_CIRCLES];
	uint32_t acknowledged, tried;
	bool made;              /* its making was acknowledged */
	bool large;             /* some bodies have up to 200,000 bytes */
	const char *pragma;     /* for each opening: "PRAGMA synchronous = OFF" */
};

struct model *model_new(uint64_t seed, const char *vfs);
void model_free(struct model *m);

bool model_make(struct model *m, struct err *err);

/* One thing that a program may do to a record: append, burn, scrub, give up, close and
 * open, read beside the writer.  After a failure the store is closed; model_reopen is due. */
bool model_step(struct model *m, struct err *err);

/* Opens what is there, and takes the transaction that it says for the last one. */
bool model_reopen(struct model *m, struct err *err);

/* Takes the file at `vfs` apart: it opens, is sound, and holds what its number says, in full.
 * `ret_tx` is that number; 0 also where its making was not acknowledged and nothing is there. */
bool model_holds(struct model *m, const char *vfs, bool writing, uint32_t *ret_tx, struct err *err);

/* Nothing that was scrubbed stands in any file of the disk. */
bool model_forgot(const struct model *m, const struct disk *d, struct err *err);

#endif
