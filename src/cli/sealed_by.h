/* sealed_by: who sealed an event, and whose act it is, in words.
 *
 * A seal shows who entered an act; it is a party's own act only under that party's key.
 */
#ifndef PARAPH_CLI_SEALED_BY_H
#define PARAPH_CLI_SEALED_BY_H

#include "record/unsealing.h"
#include "talks/docket.h"

/* The party of the key that sealed an event of a circle; "?" where the log does not know it. */
str sealed_party(record *r, size_t circle, const struct pubkey *key);

/* "UPP's own", "entered by ENV", or "" where the entry has no subject: a declaration. */
str sealed_whose(arena *a, const docket *d, uint32_t entry, str sealer);

#endif
