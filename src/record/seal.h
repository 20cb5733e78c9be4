/* seal: the primitives, all of libsodium: hashes, random bytes, Ed25519.
 *
 *      struct hash id = seal_hash(text);
 *      struct hex hex = hash_hex(&id);
 *      if (!seal_verify(&key, text, signature))
 *              ...
 *
 * Nothing else in the program calls libsodium but key.c, for the passphrase.
 */
#ifndef PARAPH_RECORD_SEAL_H
#define PARAPH_RECORD_SEAL_H

#include <string.h>

#include "base/str.h"

enum { HASH_BYTES = 32, KEY_BYTES = 32, SEED_BYTES = 32, SIGNATURE_BYTES = 64 };

struct hash { uint8_t at[HASH_BYTES]; };
struct pubkey { uint8_t at[KEY_BYTES]; };
struct seed { uint8_t at[SEED_BYTES]; };
struct signature { uint8_t at[SIGNATURE_BYTES]; };

/* 64 digits and a NUL: of a hash or a public key. */
struct hex { char at[2 * HASH_BYTES + 1]; };

/* Readies libsodium; to be called before anything else here, as often as one
 * likes, from any thread.  False where the machine has no random bytes. */
bool seal_start(void);

struct hash seal_hash(str bytes);
struct hash seal_hash2(str first, str second);          /* of both, one behind the other */
struct hash seal_hmac(const struct hash *key, str bytes);

/* Fills from the system's generator. */
void seal_random(void *at, size_t size);

/* Overwrites what was secret. */
void seal_forget(void *at, size_t size);

struct pubkey seal_pubkey(const struct seed *seed);
/* `key` is that of the seed. */
void seal_sign(const struct seed *seed, const struct pubkey *key, str text, struct signature *ret_signature);

/* False also for keys of small order and signatures that are not canonical. */
bool seal_verify(const struct pubkey *key, str text, const struct signature *signature);

/* Is this a point that a key may be: canonical, on the curve, not of small order? */
bool pubkey_is_sound(const struct pubkey *key);

struct hex hash_hex(const struct hash *hash);
struct hex pubkey_hex(const struct pubkey *key);
/* Reads exactly 64 lower-case digits. */
bool hash_of_hex(str hex, struct hash *ret_hash);
bool pubkey_of_hex(str hex, struct pubkey *ret_key);

static inline bool
hash_eq(const struct hash *a, const struct hash *b)
{
	return memcmp(a->at, b->at, sizeof a->at) == 0;
}

static inline bool
pubkey_eq(const struct pubkey *a, const struct pubkey *b)
{
	return memcmp(a->at, b->at, sizeof a->at) == 0;
}

static inline str
hash_str(const struct hash *h)
{
	return (str){ (const char *)h->at, sizeof h->at };
}

#endif
