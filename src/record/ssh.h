/* ssh: SSHSIG blobs, as `ssh-keygen -Y sign -n paraph-event-v1` makes them.
 * Source: PROTOCOL.sshsig, PROTOCOL.u2f of OpenSSH. */
#ifndef PARAPH_RECORD_SSH_H
#define PARAPH_RECORD_SSH_H

#include "base/buf.h"
#include "base/err.h"
#include "record/seal.h"

/* Does the blob sign `text` in our namespace, under this key: ssh-ed25519, or
 * sk-ssh-ed25519@openssh.com with user presence? */
bool sshsig_check(str blob, str text, const struct pubkey *key);

/* The key inside a blob. */
bool sshsig_key(str blob, struct pubkey *ret_key);

/* The blob of an armoured signature ("-----BEGIN SSH SIGNATURE-----"). */
bool sshsig_unarmour(str text, buf *out);

/* Adds a blob made with a seed of ours, for tests. */
void sshsig_make(const struct seed *seed, str text, buf *out);

/* Asks ssh-keygen to sign `text` with the key in the file `path` (secret, or public
 * where an agent or a device has the secret); it asks for passphrases itself. */
bool sshsig_run(str path, str text, buf *ret_blob, struct err *err);

#endif
