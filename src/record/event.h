/* event: the header of one sealed statement (doc/record.md, 4).
 *
 *      struct header h;
 *      if (!header_read(note.text, &h, &err)) ...      reads only what header_print prints
 *
 * Clock times are milliseconds since 1970 in UTC.
 */
#ifndef PARAPH_RECORD_EVENT_H
#define PARAPH_RECORD_EVENT_H

#include "record/note.h"

enum { HEADER_BYTES_MOST = 4096, EVENT_TYPE_MOST = 32 };

struct header {
	bool opens;             /* "circle -": it opens the log */
	struct hash circle;     /* else the id of the event that did */
	char type[EVENT_TYPE_MOST + 1];
	struct pubkey key;
	uint64_t seq;
	struct hash prev;       /* where seq > 1 */
	uint64_t seen_size;
	struct hash seen_root;
	int64_t time_ms;
	uint32_t body_n;
	struct hash body_root;
};

void header_print(const struct header *h, buf *out);

/* Fails with the line and what is wrong in it; also on anything that header_print
 * would not print so. */
bool header_read(str text, struct header *ret_header, struct err *err);

/* The header of a whole note that was checked before, or will be: no signature line is looked
 * at, and the form is not held to. */
bool header_skim(str note, struct header *ret_header, struct err *err);

/* SHA-256 of the header's text. */
struct hash event_id(str text);

/* Reads a whole note and checks its first signature line: name, key id, and the
 * signature, of Ed25519 or SSH, under the header's key.  `ret_name` is the signer's
 * name, borrowed; the other results may be NULL.  `check_signature` false leaves out the
 * costly part only.  Thread-safe. */
bool event_check(str bytes, bool check_signature, struct header *ret_header, struct hash *ret_id, str *ret_name,
		 struct err *err);

/* Is the first signature line of a note under `key` in that name, Ed25519 or SSH, and good? */
bool note_signed_by(const struct note *note, str name, const struct pubkey *key);

/* "2026-06-04T06:10:00.000Z" and back; false for other forms and days that are none. */
void instant_print(int64_t ms, buf *out);
bool instant_read(str text, int64_t *ret_ms);

#endif
