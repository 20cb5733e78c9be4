/* body: the salted leaves of one event, and their root (doc/record.md, 3).
 *
 *      body *b = body_new(a);
 *      body_add(b, LEAF_FIELD, S("type-version"), S("entry 1"));
 *      body_add(b, LEAF_FIELD, S("entry"), text);
 *      body_close(b, &k);                      pads it and reckons the root
 *
 * What is held of a body is kept in one run of bytes (`leaves`) and the
 * multiproof of the rest (`hashes`), as the file has them.
 */
#ifndef PARAPH_RECORD_BODY_H
#define PARAPH_RECORD_BODY_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "record/merkle.h"

enum leaf_kind { LEAF_PAD, LEAF_FIELD, LEAF_PROVISION, LEAF_HEADING, LEAF_ATTACHMENT, LEAF_KINDS };
enum { BODY_LEAVES_MOST = 1 << 20, LEAF_PATH_MOST = 1024 };

struct leaf {
	uint32_t index;
	uint8_t kind;           /* enum leaf_kind */
	str path, data;
	struct hash salt;       /* set where K is not held */
};

/* What is held of a body: all of it (`has_k`), or some. */
typedef struct body body;
struct body {
	arena *a;
	uint32_t n;             /* leaves with padding; 0 before body_close */
	struct hash root;
	bool has_k;
	struct hash k;
	struct leaf *leaves;    /* ascending; padding is not among them where K is held */
	size_t count, room;
	struct hash *hashes;    /* multiproof of what is withheld, where K is not held */
	size_t hash_count;
};

/* n for so many leaves: 8, 32, 128, … */
uint32_t body_size(size_t leaves);

body *body_new(arena *a);
/* Path and data are borrowed. */
void body_add(body *b, enum leaf_kind kind, str path, str data);
/* Pads, salts from `k`, reckons the root.  O(n) hashes. */
void body_close(body *b, const struct hash *k);

/* What is kept of it when only leaves with `shown` set (by place in b->leaves;
 * NULL: none) are: in `a`, without K, with salts and multiproof; same n and root. */
body *body_withhold(arena *a, const body *b, const bool *shown);

/* The columns `leaves` and `hashes` of the file, added to the buffers. */
void body_print(const body *b, buf *leaves, buf *hashes);

/* Reads what the file holds; strings are borrowed from `leaves`.  `k` is NULL
 * where leaves are withheld.  Fails where the bytes are no leaves: cut short,
 * not ascending, padding before a leaf, too long, an unknown kind.  It does not reckon
 * the root: b->root stays zero until body_root. */
body *body_read(arena *a, uint32_t n, const struct hash *k, str leaves, str hashes, struct err *err);

/* The root of what body_read read: from K, or from salts and hashes.  False where
 * it does not add up to n leaves.  The hot path of verification. */
bool body_root(const body *b, struct hash *ret_root);

/* The data of the first field of that name, or false. */
bool body_field(const body *b, str path, str *ret_data);

#endif
