/* key: secret keys in files sealed by a passphrase, and public keys however they are
 * written (doc/record.md, 10).
 *
 *      struct keyfile k;
 *      struct seed seed;
 *      if (!keyfile_read(text, &k, &err) || !keyfile_open(&k, passphrase, &seed, &err))
 *              ...
 *      seal_forget(&seed, sizeof seed);
 */
#ifndef PARAPH_RECORD_KEY_H
#define PARAPH_RECORD_KEY_H

#include "base/buf.h"
#include "base/err.h"
#include "record/seal.h"

struct keyfile {
	str name;
	struct pubkey key;
	uint64_t passes, memory_bytes;
	uint8_t salt[16], nonce[24], sealed[48];
};

/* What sealing costs: KEY_STRONG for people (64 MiB), KEY_QUICK for tests. */
enum key_cost { KEY_QUICK, KEY_STRONG };
/* A key that asks for no more memory than this may have no passphrase. */
enum { KEY_QUICK_BYTES = 8 << 20 };

/* Makes a key and its file's text.  `seed` NULL draws a new one. */
bool keyfile_make(str name, str passphrase, enum key_cost cost, const struct seed *seed, struct pubkey *ret_key,
		  buf *out, struct err *err);

/* Strings are borrowed from `text`.  Refuses what would take more than 4 GiB or 64 passes. */
bool keyfile_read(str text, struct keyfile *ret_keyfile, struct err *err);
/* Fails with ERR_INPUT and "the passphrase is not the one of this key" where it is not. */
bool keyfile_open(const struct keyfile *k, str passphrase, struct seed *ret_seed, struct err *err);

/* A public key from 64 hex digits, a secret key file, or a line of OpenSSH
 * ("ssh-ed25519 AAAA… comment", "sk-ssh-ed25519@openssh.com AAAA…"). */
bool pubkey_read(str text, struct pubkey *ret_key, struct err *err);

/* Adds "ssh-ed25519 AAAA… comment". */
void pubkey_print_ssh(const struct pubkey *key, str comment, buf *out);

#endif
