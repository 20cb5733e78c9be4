/* Salted leaves under one root.
 *
 * A salt hides a leaf from whoever guesses at its words, and tells nothing of other
 * salts; so K is given away only with the whole body.  Padding is salted like all
 * leaves: what a proof leaves out may be padding or not. */
#include "record/body.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

static const char salt_prefix[] = "paraph-salt v1\n", leaf_prefix[] = "paraph-leaf v1\n";

/* ---- numbers ---- */

static void
put_number(uint8_t *at, uint64_t number, unsigned size)
{
	for (unsigned i = size; i-- > 0; number >>= 8)
		at[i] = (uint8_t)number;
}

static uint64_t
get_number(const char *at, unsigned size)
{
	uint64_t number = 0;
	for (unsigned i = 0; i < size; i++)
		number = number << 8 | (uint8_t)at[i];
	return number;
}

static void
add_number(buf *out, uint64_t number, unsigned size)
{
	uint8_t bytes[8];
	put_number(bytes, number, size);
	buf_add(out, (str){ (const char *)bytes, size });
}

/* ---- hashes ---- */

/* HMAC with K in it: the beginning is the same for all salts of a body. */
struct salter { crypto_auth_hmacsha256_state begun; };

static struct salter
salter_of(const struct hash *k)
{
	struct salter s;
	crypto_auth_hmacsha256_init(&s.begun, k->at, sizeof k->at);
	return s;
}

static struct hash
salt_at(const struct salter *s, uint32_t index)
{
	uint8_t text[sizeof salt_prefix - 1 + 4];
	crypto_auth_hmacsha256_state state = s->begun;
	struct hash salt;
	memcpy(text, salt_prefix, sizeof salt_prefix - 1);
	put_number(text + sizeof salt_prefix - 1, index, 4);
	crypto_auth_hmacsha256_update(&state, text, sizeof text);
	crypto_auth_hmacsha256_final(&state, salt.at);
	return salt;
}

/* Short leaves, which most are, go into one buffer: each call of the hash costs. */
enum { SHORT_BYTES = 512, HEAD_BYTES = 1 + (sizeof leaf_prefix - 1) + HASH_BYTES + 4 + 1 + 2 };

static struct hash
leaf_hash(const struct hash *salt, uint32_t index, uint8_t kind, str path, str data)
{
	struct hash h;
	uint8_t text[HEAD_BYTES + LEAF_PATH_MOST + 8 + SHORT_BYTES], *at = text;
	*at++ = 0;
	memcpy(at, leaf_prefix, sizeof leaf_prefix - 1);
	at += sizeof leaf_prefix - 1;
	memcpy(at, salt->at, HASH_BYTES);
	at += HASH_BYTES;
	put_number(at, index, 4);
	at[4] = kind;
	put_number(at + 5, path.len, 2);
	at += 7;
	if (path.len)
		memcpy(at, path.at, path.len);
	at += path.len;
	put_number(at, data.len, 8);
	at += 8;
	if (data.len <= SHORT_BYTES) {
		if (data.len)
			memcpy(at, data.at, data.len);
		crypto_hash_sha256(h.at, text, (size_t)(at - text) + data.len);
		return h;
	}
	crypto_hash_sha256_state state;
	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, text, (size_t)(at - text));
	crypto_hash_sha256_update(&state, (const unsigned char *)data.at, data.len);
	crypto_hash_sha256_final(&state, h.at);
	return h;
}

/* ---- making ---- */

uint32_t
body_size(size_t leaves)
{
	uint32_t n = 8;
	while (n < leaves)
		n *= 4;
	return n;
}

body *
body_new(arena *a)
{
	body *b = ARENA_NEW(a, body);
	b->a = a;
	return b;
}

static struct leaf *
grow(body *b)
{
	if (b->count == b->room) {
		size_t room = b->room ? 2 * b->room : 8;
		struct leaf *leaves = ARENA_ARRAY(b->a, struct leaf, room);
		if (b->count)
			memcpy(leaves, b->leaves, b->count * sizeof *leaves);
		b->leaves = leaves;
		b->room = room;
	}
	return &b->leaves[b->count];
}

void
body_add(body *b, enum leaf_kind kind, str path, str data)
{
	assert(b->n == 0 && b->count < BODY_LEAVES_MOST && path.len <= LEAF_PATH_MOST);
	*grow(b) = (struct leaf){ .index = (uint32_t)b->count, .kind = (uint8_t)kind, .path = path, .data = data };
	b->count++;
}

/* All n leaf hashes, where K is held.  `hashes` has room for them. */
static void
hash_all(const body *b, struct hash *hashes)
{
	struct salter salter = salter_of(&b->k);
	for (uint32_t i = 0; i < b->n; i++) {
		struct hash salt = salt_at(&salter, i);
		hashes[i] = i < b->count ? leaf_hash(&salt, i, b->leaves[i].kind, b->leaves[i].path, b->leaves[i].data)
					 : leaf_hash(&salt, i, LEAF_PAD, S(""), S(""));
	}
}

void
body_close(body *b, const struct hash *k)
{
	b->n = body_size(b->count);
	b->has_k = true;
	b->k = *k;
	body_root(b, &b->root);
}

body *
body_withhold(arena *a, const body *b, const bool *shown)
{
	assert(b->has_k);
	body *out = body_new(a);
	struct salter salter = salter_of(&b->k);
	struct hash *hashes = ARENA_ARRAY(a, struct hash, b->n);
	bool *held = ARENA_ARRAY(a, bool, b->n);
	hash_all(b, hashes);
	out->n = b->n;
	for (size_t i = 0; i < b->count; i++) {
		if (!shown || !shown[i])
			continue;
		held[i] = true;
		*grow(out) = b->leaves[i];
		out->leaves[out->count++].salt = salt_at(&salter, (uint32_t)i);
	}
	out->hash_count = merkle_multiproof(a, hashes, held, b->n, &out->hashes);
	out->root = merkle_root(hashes, b->n);
	return out;
}

/* ---- as the file has it ---- */

void
body_print(const body *b, buf *leaves, buf *hashes)
{
	for (size_t i = 0; i < b->count; i++) {
		const struct leaf *l = &b->leaves[i];
		add_number(leaves, l->index, 4);
		if (!b->has_k)
			buf_add(leaves, hash_str(&l->salt));
		add_number(leaves, l->kind, 1);
		add_number(leaves, l->path.len, 2);
		buf_add(leaves, l->path);
		add_number(leaves, l->data.len, 8);
		buf_add(leaves, l->data);
	}
	if (b->hash_count)
		buf_add(hashes, (str){ (const char *)b->hashes, b->hash_count * sizeof *b->hashes });
}

static bool
take_bytes(str *rest, size_t len, str *ret_bytes)
{
	if (len > rest->len)
		return false;
	*ret_bytes = str_sub(*rest, 0, len);
	*rest = str_sub(*rest, len, rest->len);
	return true;
}

static bool
take_number(str *rest, unsigned size, uint64_t *ret_number)
{
	str bytes;
	if (!take_bytes(rest, size, &bytes))
		return false;
	*ret_number = get_number(bytes.at, size);
	return true;
}

static bool
read_leaf(str *rest, bool has_salt, struct leaf *ret_leaf)
{
	uint64_t index, kind, path_len, data_len;
	str salt = STR_NONE;
	if (!take_number(rest, 4, &index) || (has_salt && !take_bytes(rest, HASH_BYTES, &salt)) ||
	    !take_number(rest, 1, &kind) || !take_number(rest, 2, &path_len) || path_len > LEAF_PATH_MOST ||
	    !take_bytes(rest, path_len, &ret_leaf->path) || !take_number(rest, 8, &data_len) ||
	    data_len > rest->len || !take_bytes(rest, data_len, &ret_leaf->data))
		return false;
	ret_leaf->index = (uint32_t)index;
	ret_leaf->kind = (uint8_t)kind;
	if (has_salt)
		memcpy(ret_leaf->salt.at, salt.at, HASH_BYTES);
	return kind > LEAF_PAD && kind < LEAF_KINDS;
}

static bool
is_size(uint32_t n)
{
	uint32_t size = 8;
	while (size < n && size < BODY_LEAVES_MOST * 2)
		size *= 4;
	return size == n;
}

body *
body_read(arena *a, uint32_t n, const struct hash *k, str leaves, str hashes, struct err *err)
{
	body *b = body_new(a);
	b->n = n;
	b->has_k = k != NULL;
	if (!is_size(n) || hashes.len % HASH_BYTES != 0 || (k && hashes.len)) {
		fail(err, ERR_INPUT, "the columns of a body do not fit together");
		return NULL;
	}
	if (k)
		b->k = *k;
	while (leaves.len) {
		struct leaf l = { 0 };
		bool sound = read_leaf(&leaves, !k, &l) && l.index < n &&
			     (k ? l.index == b->count : !b->count || l.index > b->leaves[b->count - 1].index);
		if (!sound) {
			fail(err, ERR_INPUT, "leaf %zu of a body is none", b->count);
			return NULL;
		}
		*grow(b) = l;
		b->count++;
	}
	b->hash_count = hashes.len / HASH_BYTES;
	b->hashes = ARENA_ARRAY(a, struct hash, b->hash_count + 1);
	if (hashes.len)
		memcpy(b->hashes, hashes.at, hashes.len);
	return b;
}

/* ---- roots ---- */

static bool
root_of_shown(const body *b, struct hash *ret_root)
{
	uint32_t *index = ARENA_ARRAY(b->a, uint32_t, b->count + 1);
	struct hash *hashes = ARENA_ARRAY(b->a, struct hash, b->count + 1);
	for (size_t i = 0; i < b->count; i++) {
		const struct leaf *l = &b->leaves[i];
		index[i] = l->index;
		hashes[i] = leaf_hash(&l->salt, l->index, l->kind, l->path, l->data);
	}
	return merkle_multi_root(b->n, index, hashes, b->count, b->hashes, b->hash_count, ret_root);
}

bool
body_root(const body *b, struct hash *ret_root)
{
	struct peaks peaks = { 0 };
	if (!b->has_k)
		return root_of_shown(b, ret_root);
	if (b->count > b->n || body_size(b->count) != b->n)
		return false;
	struct salter salter = salter_of(&b->k);
	for (uint32_t i = 0; i < b->n; i++) {
		struct hash salt = salt_at(&salter, i);
		peaks_add(&peaks, i < b->count ? leaf_hash(&salt, i, b->leaves[i].kind, b->leaves[i].path,
							   b->leaves[i].data)
					       : leaf_hash(&salt, i, LEAF_PAD, S(""), S("")));
	}
	*ret_root = peaks_root(&peaks);
	return true;
}

bool
body_field(const body *b, str path, str *ret_data)
{
	for (size_t i = 0; i < b->count; i++)
		if (b->leaves[i].kind == LEAF_FIELD && str_eq(b->leaves[i].path, path)) {
			*ret_data = b->leaves[i].data;
			return true;
		}
	return false;
}
