/* note: a C2SP signed note: a text and signature lines (doc/record.md, 4).
 *
 *      struct note n;
 *      if (!note_read(bytes, &n, &err)) ...
 *      for (struct sigline line; note_next(&n, &line); )
 *              ...
 */
#ifndef PARAPH_RECORD_NOTE_H
#define PARAPH_RECORD_NOTE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "record/seal.h"

enum { NOTE_BYTES_MOST = 65536, NOTE_NAME_MOST = 255 };
enum sig_type { SIG_ED25519 = 1, SIG_COSIGNATURE = 4, SIG_SSH = 0xff };

struct note {
	str text;               /* with its last LF, without the empty line */
	str lines;              /* the signature lines; note_next eats them */
};

struct sigline {
	str name;
	uint8_t keyid[4];
	str base64;             /* of keyid and signature, as it stands */
};

/* Splits a note.  Fails on anything but: text that ends in LF, an empty line,
 * one signature line or more, each canonical base64 (padded, no stray bits) of 5 bytes or more
 * behind a sound name. */
bool note_read(str bytes, struct note *ret_note, struct err *err);
bool note_next(struct note *n, struct sigline *ret_line);

/* Takes the next line off `rest` where it begins with `word`: what stands behind that. */
bool note_take_line(str *rest, str word, str *ret_value);

/* May this be the name of a signer? */
bool note_name_is_sound(str name);

/* The signature of a line: base64 without the key id, in `out` (cleared first). */
bool sigline_signature(const struct sigline *line, buf *out);

void note_keyid(str name, enum sig_type type, const struct pubkey *key, uint8_t ret_keyid[4]);

/* Adds "— name base64\n". */
void note_add_line(buf *out, str name, const uint8_t keyid[4], str signature);

/* Standard base64 with padding; reading accepts only what printing makes. */
void base64_add(buf *out, str bytes);
bool base64_read(str text, buf *out);

/* Adds the whole note of `text`, signed with an Ed25519 seed. */
void note_sign(buf *out, str text, str name, const struct seed *seed, const struct pubkey *key);

#endif
