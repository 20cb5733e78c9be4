#include "record/seal.h"

#include <sodium.h>

bool
seal_start(void)
{
	return sodium_init() >= 0;
}

struct hash
seal_hash(str bytes)
{
	struct hash h;
	crypto_hash_sha256(h.at, (const unsigned char *)bytes.at, bytes.len);
	return h;
}

struct hash
seal_hash2(str first, str second)
{
	struct hash h;
	crypto_hash_sha256_state state;
	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, (const unsigned char *)first.at, first.len);
	crypto_hash_sha256_update(&state, (const unsigned char *)second.at, second.len);
	crypto_hash_sha256_final(&state, h.at);
	return h;
}

struct hash
seal_hmac(const struct hash *key, str bytes)
{
	struct hash h;
	crypto_auth_hmacsha256(h.at, (const unsigned char *)bytes.at, bytes.len, key->at);
	return h;
}

void
seal_random(void *at, size_t size)
{
	randombytes_buf(at, size);
}

void
seal_forget(void *at, size_t size)
{
	sodium_memzero(at, size);
}

struct pubkey
seal_pubkey(const struct seed *seed)
{
	struct pubkey key;
	unsigned char secret[crypto_sign_SECRETKEYBYTES];
	crypto_sign_seed_keypair(key.at, secret, seed->at);
	sodium_memzero(secret, sizeof secret);
	return key;
}

void
seal_sign(const struct seed *seed, const struct pubkey *key, str text, struct signature *ret_signature)
{
	unsigned char secret[crypto_sign_SECRETKEYBYTES];
	memcpy(secret, seed->at, SEED_BYTES);
	memcpy(secret + SEED_BYTES, key->at, KEY_BYTES);
	crypto_sign_detached(ret_signature->at, NULL, (const unsigned char *)text.at, text.len, secret);
	sodium_memzero(secret, sizeof secret);
}

bool
seal_verify(const struct pubkey *key, str text, const struct signature *signature)
{
	return crypto_sign_verify_detached(signature->at, (const unsigned char *)text.at, text.len, key->at) == 0;
}

bool
pubkey_is_sound(const struct pubkey *key)
{
	return crypto_core_ed25519_is_valid_point(key->at) == 1;
}

static struct hex
hex_of(const uint8_t *at)
{
	static const char digits[] = "0123456789abcdef";
	struct hex hex;
	for (size_t i = 0; i < HASH_BYTES; i++) {
		hex.at[2 * i] = digits[at[i] >> 4];
		hex.at[2 * i + 1] = digits[at[i] & 15];
	}
	hex.at[2 * HASH_BYTES] = '\0';
	return hex;
}

struct hex
hash_hex(const struct hash *hash)
{
	return hex_of(hash->at);
}

struct hex
pubkey_hex(const struct pubkey *key)
{
	return hex_of(key->at);
}

/* The value of a digit, or 16 where it is none in lower case. */
static unsigned
value_of(char c)
{
	unsigned decimal = (unsigned)(c - '0'), letter = (unsigned)(c - 'a');
	return decimal < 10 ? decimal : letter < 6 ? letter + 10 : 16;
}

static bool
bytes_of_hex(str hex, uint8_t *at)
{
	unsigned bad = 0;
	if (hex.len != 2 * HASH_BYTES)
		return false;
	for (size_t i = 0; i < HASH_BYTES; i++) {
		unsigned high = value_of(hex.at[2 * i]), low = value_of(hex.at[2 * i + 1]);
		bad |= high | low;
		at[i] = (uint8_t)(high << 4 | low);
	}
	return !(bad & 16);
}

bool
hash_of_hex(str hex, struct hash *ret_hash)
{
	return bytes_of_hex(hex, ret_hash->at);
}

bool
pubkey_of_hex(str hex, struct pubkey *ret_key)
{
	return bytes_of_hex(hex, ret_key->at);
}
