/* checkpoint: a signed size and root of a log, and cosignatures (doc/record.md, 6). */
#ifndef PARAPH_RECORD_CHECKPOINT_H
#define PARAPH_RECORD_CHECKPOINT_H

#include "record/note.h"

struct checkpoint {
	uint8_t circle[8];      /* the first bytes of the circle's id */
	uint64_t size;
	struct hash root;
};

void checkpoint_print(const struct checkpoint *c, buf *out);            /* the three lines */
/* "paraph.record/" and 16 hex digits. */
void checkpoint_origin(const struct checkpoint *c, buf *out);

/* Adds the whole note, signed. */
void checkpoint_sign(const struct checkpoint *c, const struct seed *seed, const struct pubkey *key, buf *out);

/* Reads a note; canonical, of our origin.  Signatures are for checkpoint_is_signed. */
bool checkpoint_read(str bytes, struct checkpoint *ret_checkpoint, struct note *ret_note, struct err *err);
bool checkpoint_is_signed(const struct note *note, const struct checkpoint *c, const struct pubkey *key);

/* A cosignature line over a checkpoint's text, and its check. */
void cosignature_add(str checkpoint_text, str party, const struct seed *seed, const struct pubkey *key,
		     int64_t unix_time, buf *out);
bool cosignature_check(str checkpoint_text, str line, const struct pubkey *key, int64_t *ret_unix_time);

#endif
