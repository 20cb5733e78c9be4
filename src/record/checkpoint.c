#include "record/checkpoint.h"

#include "record/ssh.h"

static const char origin_prefix[] = "paraph.record/";

void
checkpoint_origin(const struct checkpoint *c, buf *out)
{
	buf_add(out, str_of(origin_prefix));
	for (size_t i = 0; i < sizeof c->circle; i++)
		buf_printf(out, "%02x", c->circle[i]);
}

void
checkpoint_print(const struct checkpoint *c, buf *out)
{
	checkpoint_origin(c, out);
	buf_printf(out, "\n%llu\n", (unsigned long long)c->size);
	base64_add(out, hash_str(&c->root));
	buf_add_byte(out, '\n');
}

void
checkpoint_sign(const struct checkpoint *c, const struct seed *seed, const struct pubkey *key, buf *out)
{
	buf text = { 0 }, origin = { 0 };
	checkpoint_print(c, &text);
	checkpoint_origin(c, &origin);
	note_sign(out, buf_str(&text), buf_str(&origin), seed, key);
	buf_done(&text);
	buf_done(&origin);
}

static bool
circle_read(str hex, uint8_t *out)
{
	char padded[2 * HASH_BYTES];
	struct hash h;
	memset(padded, '0', sizeof padded);
	if (hex.len != 16)
		return false;
	memcpy(padded, hex.at, hex.len);
	if (!hash_of_hex((str){ padded, sizeof padded }, &h))
		return false;
	memcpy(out, h.at, 8);
	return true;
}

static bool
root_read(str base64, struct hash *ret_root)
{
	buf bytes = { 0 };
	bool good = base64_read(base64, &bytes) && bytes.len == HASH_BYTES;
	if (good)
		memcpy(ret_root->at, bytes.at, HASH_BYTES);
	buf_done(&bytes);
	return good;
}

bool
checkpoint_read(str bytes, struct checkpoint *ret_checkpoint, struct note *ret_note, struct err *err)
{
	struct checkpoint c = { .size = 0 };
	struct note note;
	str origin, size, root, rest;
	buf again = { 0 };
	if (!note_read(bytes, &note, err))
		return false;
	str_cut(note.text, '\n', &origin, &rest);
	str_cut(rest, '\n', &size, &rest);
	str_cut(rest, '\n', &root, &rest);
	bool good = str_starts(origin, str_of(origin_prefix)) &&
		    circle_read(str_sub(origin, sizeof origin_prefix - 1, origin.len), c.circle) &&
		    str_u64(size, &c.size) && root_read(root, &c.root);
	if (good) {
		checkpoint_print(&c, &again);
		good = str_eq(buf_str(&again), note.text);
	}
	buf_done(&again);
	if (!good)
		return fail(err, ERR_INPUT, "this is no checkpoint of a record");
	*ret_checkpoint = c;
	*ret_note = note;
	return true;
}

static bool
line_signs(const struct sigline *line, str text, str origin, const struct pubkey *key)
{
	uint8_t plain[4], ssh[4];
	struct signature signature;
	buf bytes = { 0 };
	note_keyid(origin, SIG_ED25519, key, plain);
	note_keyid(origin, SIG_SSH, key, ssh);
	bool good = str_eq(line->name, origin) && sigline_signature(line, &bytes);
	if (good && memcmp(line->keyid, ssh, sizeof ssh) == 0) {
		good = sshsig_check(buf_str(&bytes), text, key);
	} else if (good && memcmp(line->keyid, plain, sizeof plain) == 0 && bytes.len == sizeof signature.at) {
		memcpy(signature.at, bytes.at, sizeof signature.at);
		good = seal_verify(key, text, &signature);
	} else {
		good = false;
	}
	buf_done(&bytes);
	return good;
}

bool
checkpoint_is_signed(const struct note *note, const struct checkpoint *c, const struct pubkey *key)
{
	struct note walk = *note;
	struct sigline line;
	buf origin = { 0 };
	bool good = false;
	checkpoint_origin(c, &origin);
	while (!good && note_next(&walk, &line))
		good = line_signs(&line, note->text, buf_str(&origin), key);
	buf_done(&origin);
	return good;
}

/* ---- cosignatures ---- */

static void
cosigned_text(str checkpoint_text, int64_t unix_time, buf *out)
{
	buf_printf(out, "cosignature/v1\ntime %lld\n", (long long)unix_time);
	buf_add(out, checkpoint_text);
}

void
cosignature_add(str checkpoint_text, str party, const struct seed *seed, const struct pubkey *key, int64_t unix_time,
		buf *out)
{
	buf text = { 0 }, bytes = { 0 };
	struct signature signature;
	uint8_t keyid[4];
	cosigned_text(checkpoint_text, unix_time, &text);
	seal_sign(seed, key, buf_str(&text), &signature);
	for (int shift = 56; shift >= 0; shift -= 8)
		buf_add_byte(&bytes, (char)((uint64_t)unix_time >> shift));
	buf_add(&bytes, (str){ (const char *)signature.at, sizeof signature.at });
	note_keyid(party, SIG_COSIGNATURE, key, keyid);
	note_add_line(out, party, keyid, buf_str(&bytes));
	buf_done(&text);
	buf_done(&bytes);
}

bool
cosignature_check(str checkpoint_text, str line, const struct pubkey *key, int64_t *ret_unix_time)
{
	buf note_bytes = { 0 }, bytes = { 0 }, text = { 0 };
	struct note note;
	struct sigline sig;
	struct signature signature;
	uint8_t keyid[4];
	uint64_t unix_time = 0;
	buf_add(&note_bytes, S("x\n\n"));
	buf_add(&note_bytes, line);
	bool good = note_read(buf_str(&note_bytes), &note, &(struct err){ 0 }) && note_next(&note, &sig) &&
		    note.lines.len == 0 && sigline_signature(&sig, &bytes) && bytes.len == 8 + sizeof signature.at;
	if (good) {
		note_keyid(sig.name, SIG_COSIGNATURE, key, keyid);
		for (unsigned i = 0; i < 8; i++)
			unix_time = unix_time << 8 | (uint8_t)bytes.at[i];
		memcpy(signature.at, bytes.at + 8, sizeof signature.at);
		cosigned_text(checkpoint_text, (int64_t)unix_time, &text);
		good = memcmp(keyid, sig.keyid, sizeof keyid) == 0 && unix_time <= INT64_MAX &&
		       seal_verify(key, buf_str(&text), &signature);
	}
	if (good)
		*ret_unix_time = (int64_t)unix_time;
	buf_done(&note_bytes);
	buf_done(&bytes);
	buf_done(&text);
	return good;
}
