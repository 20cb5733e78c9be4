#include "record/key.h"

#include <sodium.h>

#include "record/note.h"

enum { QUICK_PASSES = 1, STRONG_PASSES = 2, STRONG_BYTES = 64 << 20, PASSES_MOST = 64 };
static const uint64_t bytes_most = (uint64_t)4 << 30;

/* ---- hex of any length ---- */

static void
add_hex(buf *out, const uint8_t *at, size_t len)
{
	for (size_t i = 0; i < len; i++)
		buf_printf(out, "%02x", at[i]);
}

static int
digit_of(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool
read_hex(str hex, uint8_t *at, size_t len)
{
	if (hex.len != 2 * len)
		return false;
	for (size_t i = 0; i < len; i++) {
		int high = digit_of(hex.at[2 * i]), low = digit_of(hex.at[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		at[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}

/* ---- sealing ---- */

static bool
box_key(str passphrase, const struct keyfile *k, uint8_t *out, struct err *err)
{
	if (crypto_pwhash(out, crypto_secretbox_KEYBYTES, passphrase.at ? passphrase.at : "", passphrase.len, k->salt,
			  k->passes, k->memory_bytes, crypto_pwhash_ALG_ARGON2ID13) == 0)
		return true;
	return fail(err, ERR_SYSTEM, "there is no memory to open a key with: it wants %llu MiB",
		    (unsigned long long)(k->memory_bytes >> 20));
}

static void
print_keyfile(const struct keyfile *k, buf *out)
{
	struct hex hex = pubkey_hex(&k->key);
	buf_printf(out, "paraph-key v1\nname %.*s\npublic %s\nargon2id %llu %llu ", STR_ARG(k->name), hex.at,
		   (unsigned long long)k->passes, (unsigned long long)k->memory_bytes);
	add_hex(out, k->salt, sizeof k->salt);
	buf_add(out, S("\nsealed "));
	add_hex(out, k->nonce, sizeof k->nonce);
	add_hex(out, k->sealed, sizeof k->sealed);
	buf_add_byte(out, '\n');
}

bool
keyfile_make(str name, str passphrase, enum key_cost cost, const struct seed *seed, struct pubkey *ret_key, buf *out,
	     struct err *err)
{
	struct keyfile k = { .name = name, .passes = cost == KEY_STRONG ? STRONG_PASSES : QUICK_PASSES,
			     .memory_bytes = cost == KEY_STRONG ? (uint64_t)STRONG_BYTES : (uint64_t)KEY_QUICK_BYTES };
	struct seed drawn;
	uint8_t box[crypto_secretbox_KEYBYTES];
	if (!note_name_is_sound(name))
		return fail(err, ERR_USAGE, "'%.*s' is no name for a key: no blanks, no '+'", STR_ARG(name));
	if (seed)
		drawn = *seed;
	else
		randombytes_buf(drawn.at, sizeof drawn.at);
	randombytes_buf(k.salt, sizeof k.salt);
	randombytes_buf(k.nonce, sizeof k.nonce);
	k.key = seal_pubkey(&drawn);
	bool ok = box_key(passphrase, &k, box, err);
	if (ok) {
		crypto_secretbox_easy(k.sealed, drawn.at, sizeof drawn.at, k.nonce, box);
		print_keyfile(&k, out);
		*ret_key = k.key;
	}
	sodium_memzero(box, sizeof box);
	sodium_memzero(&drawn, sizeof drawn);
	return ok;
}

/* ---- reading ---- */

static bool
read_cost(str text, struct keyfile *k)
{
	str passes, memory, salt;
	return str_cut(text, ' ', &passes, &text) && str_cut(text, ' ', &memory, &salt) &&
	       str_u64(passes, &k->passes) && str_u64(memory, &k->memory_bytes) &&
	       read_hex(salt, k->salt, sizeof k->salt);
}

static bool
read_lines(str text, struct keyfile *k)
{
	str first, part;
	uint8_t sealed[sizeof k->nonce + sizeof k->sealed];
	if (!str_cut(text, '\n', &first, &text) || !str_eq(first, S("paraph-key v1")) ||
	    !note_take_line(&text, S("name "), &k->name) || !note_name_is_sound(k->name) ||
	    !note_take_line(&text, S("public "), &part) || !pubkey_of_hex(part, &k->key) ||
	    !note_take_line(&text, S("argon2id "), &part) || !read_cost(part, k) || !note_take_line(&text, S("sealed "), &part) ||
	    !read_hex(part, sealed, sizeof sealed))
		return false;
	memcpy(k->nonce, sealed, sizeof k->nonce);
	memcpy(k->sealed, sealed + sizeof k->nonce, sizeof k->sealed);
	return text.len == 0;
}

bool
keyfile_read(str text, struct keyfile *ret_keyfile, struct err *err)
{
	struct keyfile k = { .passes = 0 };
	if (!read_lines(text, &k))
		return fail(err, ERR_INPUT, "this is no key file of paraph, or not the whole of one");
	if (k.passes == 0 || k.passes > PASSES_MOST || k.memory_bytes < crypto_pwhash_MEMLIMIT_MIN ||
	    k.memory_bytes > bytes_most)
		return fail(err, ERR_INPUT, "this key file asks for %llu passes over %llu MiB to open it, which no key of "
			    "paraph does", (unsigned long long)k.passes, (unsigned long long)(k.memory_bytes >> 20));
	*ret_keyfile = k;
	return true;
}

bool
keyfile_open(const struct keyfile *k, str passphrase, struct seed *ret_seed, struct err *err)
{
	uint8_t box[crypto_secretbox_KEYBYTES];
	struct seed seed;
	if (!box_key(passphrase, k, box, err))
		return false;
	bool good = crypto_secretbox_open_easy(seed.at, k->sealed, sizeof k->sealed, k->nonce, box) == 0;
	sodium_memzero(box, sizeof box);
	if (!good)
		return fail(err, ERR_INPUT, "the passphrase is not the one of this key");
	struct pubkey key = seal_pubkey(&seed);
	if (!pubkey_eq(&key, &k->key)) {
		sodium_memzero(&seed, sizeof seed);
		return fail(err, ERR_INPUT, "the public key in this key file is not that of the secret one");
	}
	*ret_seed = seed;
	sodium_memzero(&seed, sizeof seed);
	return true;
}

/* ---- public keys ---- */

static bool
take_string(str *rest, str *ret_string)
{
	if (rest->len < 4)
		return false;
	size_t len = (size_t)(uint8_t)rest->at[0] << 24 | (size_t)(uint8_t)rest->at[1] << 16 |
		     (size_t)(uint8_t)rest->at[2] << 8 | (uint8_t)rest->at[3];
	if (len > rest->len - 4)
		return false;
	*ret_string = str_sub(*rest, 4, 4 + len);
	*rest = str_sub(*rest, 4 + len, rest->len);
	return true;
}

static bool
read_ssh(str line, struct pubkey *ret_key)
{
	str type, base64, rest, inner, key;
	buf blob = { 0 };
	str_cut(line, ' ', &type, &rest);
	str_cut(rest, ' ', &base64, &rest);
	bool good = base64_read(base64, &blob);
	str left = buf_str(&blob);
	good = good && take_string(&left, &inner) && str_eq(inner, type) && take_string(&left, &key) && key.len == KEY_BYTES;
	if (good)
		memcpy(ret_key->at, key.at, KEY_BYTES);
	buf_done(&blob);
	return good;
}

bool
pubkey_read(str text, struct pubkey *ret_key, struct err *err)
{
	struct keyfile k;
	struct pubkey key;
	bool good;
	if (str_starts(text, S("ssh-ed25519 ")) || str_starts(text, S("sk-ssh-ed25519@openssh.com ")))
		good = read_ssh(text, &key);
	else if (str_starts(text, S("ssh-")) || str_starts(text, S("ecdsa-")) || str_starts(text, S("sk-")))
		return fail(err, ERR_INPUT, "only Ed25519 keys seal events; 'ssh-keygen -t ed25519' makes one");
	else if (str_starts(text, S("paraph-key "))) {
		buf whole = { 0 };      /* callers may have trimmed the last line end */
		buf_add(&whole, text);
		if (!str_ends(text, S("\n")))
			buf_add_byte(&whole, '\n');
		good = keyfile_read(buf_str(&whole), &k, err);
		if (good)
			key = k.key;
		buf_done(&whole);
		if (!good)
			return false;
	} else {
		good = pubkey_of_hex(text, &key);
	}
	if (!good)
		return fail(err, ERR_INPUT, "this is no public key: write 64 hex digits, a key file, or a line of OpenSSH");
	if (!pubkey_is_sound(&key))
		return fail(err, ERR_INPUT, "this public key is no sound one: anybody could sign for it");
	*ret_key = key;
	return true;
}

void
pubkey_print_ssh(const struct pubkey *key, str comment, buf *out)
{
	buf blob = { 0 };
	buf_add(&blob, (str){ "\0\0\0\x0bssh-ed25519\0\0\0\x20", 19 });
	buf_add(&blob, (str){ (const char *)key->at, KEY_BYTES });
	buf_add(out, S("ssh-ed25519 "));
	base64_add(out, buf_str(&blob));
	if (comment.len) {
		buf_add_byte(out, ' ');
		buf_add(out, comment);
	}
	buf_add_byte(out, '\n');
	buf_done(&blob);
}
