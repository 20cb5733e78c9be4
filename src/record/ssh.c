/* SSHSIG: a blob of length-prefixed strings that names the key, the namespace and the
 * hash, and signs those with the text's hash.  A key on a device signs the hash of that, with its
 * flags and its counter. */
#include "record/ssh.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "record/note.h"

#define NAMESPACE "paraph-event-v1"
#define DEVICE_KEY "sk-ssh-ed25519@openssh.com"

/* ---- strings of SSH ---- */

static bool
take(str *rest, size_t len, str *ret_bytes)
{
	if (len > rest->len)
		return false;
	*ret_bytes = str_sub(*rest, 0, len);
	*rest = str_sub(*rest, len, rest->len);
	return true;
}

static bool
take_u32(str *rest, uint32_t *ret_number)
{
	str bytes;
	if (!take(rest, 4, &bytes))
		return false;
	*ret_number = 0;
	for (unsigned i = 0; i < 4; i++)
		*ret_number = *ret_number << 8 | (uint8_t)bytes.at[i];
	return true;
}

static bool
take_string(str *rest, str *ret_string)
{
	uint32_t len;
	return take_u32(rest, &len) && take(rest, len, ret_string);
}

static void
add_u32(buf *out, uint32_t number)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_add_byte(out, (char)(number >> shift));
}

static void
add_string(buf *out, str s)
{
	add_u32(out, (uint32_t)s.len);
	buf_add(out, s);
}

/* ---- blobs ---- */

struct sshsig {
	bool is_device;
	struct pubkey key;
	str application;        /* of a device */
	str name_space, hash;
	struct signature signature;
	uint8_t flags;
	uint32_t counter;
};

static bool
key_read(str blob, struct sshsig *s)
{
	str type, key;
	if (!take_string(&blob, &type) || !take_string(&blob, &key) || key.len != KEY_BYTES)
		return false;
	memcpy(s->key.at, key.at, KEY_BYTES);
	s->is_device = str_eq(type, S(DEVICE_KEY));
	if (s->is_device && !take_string(&blob, &s->application))
		return false;
	return blob.len == 0 && (s->is_device || str_eq(type, S("ssh-ed25519")));
}

static bool
signature_read(str blob, struct sshsig *s)
{
	str type, signature, flags;
	if (!take_string(&blob, &type) || !take_string(&blob, &signature) || signature.len != SIGNATURE_BYTES)
		return false;
	memcpy(s->signature.at, signature.at, SIGNATURE_BYTES);
	if (s->is_device) {
		if (!take(&blob, 1, &flags) || !take_u32(&blob, &s->counter))
			return false;
		s->flags = (uint8_t)flags.at[0];
	}
	return blob.len == 0 && str_eq(type, s->is_device ? S(DEVICE_KEY) : S("ssh-ed25519"));
}

static bool
blob_read(str blob, struct sshsig *s)
{
	str magic, key, reserved, signature;
	uint32_t version;
	*s = (struct sshsig){ .is_device = false };
	return take(&blob, 6, &magic) && str_eq(magic, S("SSHSIG")) && take_u32(&blob, &version) && version == 1 &&
	       take_string(&blob, &key) && take_string(&blob, &s->name_space) && take_string(&blob, &reserved) &&
	       take_string(&blob, &s->hash) && take_string(&blob, &signature) && blob.len == 0 && key_read(key, s) &&
	       signature_read(signature, s);
}

/* What the key signs: the text's hash in its frame. */
static bool
signed_bytes(str hash_name, str text, buf *out)
{
	unsigned char hash[crypto_hash_sha512_BYTES];
	size_t len = 0;
	if (str_eq(hash_name, S("sha512"))) {
		crypto_hash_sha512(hash, (const unsigned char *)text.at, text.len);
		len = crypto_hash_sha512_BYTES;
	} else if (str_eq(hash_name, S("sha256"))) {
		crypto_hash_sha256(hash, (const unsigned char *)text.at, text.len);
		len = crypto_hash_sha256_BYTES;
	}
	buf_add(out, S("SSHSIG"));
	add_string(out, S(NAMESPACE));
	add_string(out, S(""));
	add_string(out, hash_name);
	add_string(out, (str){ (const char *)hash, len });
	return len > 0;
}

/* PROTOCOL.u2f: the application's hash, flags, counter, the message's hash. */
static void
device_bytes(const struct sshsig *s, buf *message)
{
	struct hash application = seal_hash(s->application), of_message = seal_hash(buf_str(message));
	buf_clear(message);
	buf_add(message, hash_str(&application));
	buf_add_byte(message, (char)s->flags);
	add_u32(message, s->counter);
	buf_add(message, hash_str(&of_message));
}

bool
sshsig_check(str blob, str text, const struct pubkey *key)
{
	enum { USER_PRESENT = 1 };
	struct sshsig s;
	buf message = { 0 };
	if (!blob_read(blob, &s) || !pubkey_eq(&s.key, key) || !str_eq(s.name_space, S(NAMESPACE)))
		return false;
	bool good = signed_bytes(s.hash, text, &message);
	if (good && s.is_device) {
		good = s.flags & USER_PRESENT;
		device_bytes(&s, &message);
	}
	good = good && seal_verify(key, buf_str(&message), &s.signature);
	buf_done(&message);
	return good;
}

bool
sshsig_key(str blob, struct pubkey *ret_key)
{
	struct sshsig s;
	if (!blob_read(blob, &s))
		return false;
	*ret_key = s.key;
	return true;
}

void
sshsig_make(const struct seed *seed, str text, buf *out)
{
	buf message = { 0 }, key = { 0 }, signature = { 0 };
	struct pubkey pub = seal_pubkey(seed);
	struct signature sig;
	signed_bytes(S("sha512"), text, &message);
	seal_sign(seed, &pub, buf_str(&message), &sig);
	add_string(&key, S("ssh-ed25519"));
	add_string(&key, (str){ (const char *)pub.at, KEY_BYTES });
	add_string(&signature, S("ssh-ed25519"));
	add_string(&signature, (str){ (const char *)sig.at, SIGNATURE_BYTES });
	buf_add(out, S("SSHSIG"));
	add_u32(out, 1);
	add_string(out, buf_str(&key));
	add_string(out, S(NAMESPACE));
	add_string(out, S(""));
	add_string(out, S("sha512"));
	add_string(out, buf_str(&signature));
	buf_done(&message);
	buf_done(&key);
	buf_done(&signature);
}

bool
sshsig_unarmour(str text, buf *out)
{
	str line, begin = S("-----BEGIN SSH SIGNATURE-----"), end = S("-----END SSH SIGNATURE-----");
	buf base64 = { 0 };
	str_cut(text, '\n', &line, &text);
	bool good = str_eq(str_trim(line), begin), ended = false;
	while (good && !ended && text.len) {
		str_cut(text, '\n', &line, &text);
		line = str_trim(line);
		ended = str_eq(line, end);
		if (!ended)
			buf_add(&base64, line);
	}
	good = good && ended && base64.len && base64_read(buf_str(&base64), out);
	buf_done(&base64);
	return good;
}

/* ---- ssh-keygen ---- */

/* Its own questions, for passphrases and touches, go to the terminal; what it says
 * otherwise is not wanted. */
static bool
run_keygen(const char *key, const char *file, struct err *err)
{
	int status = 0;
	pid_t pid = fork();
	if (pid < 0)
		return fail(err, ERR_SYSTEM, "cannot start ssh-keygen: %s", strerror(errno));
	if (pid == 0) {
		int null = open("/dev/null", O_WRONLY);
		if (null >= 0)
			dup2(null, STDOUT_FILENO);
		execlp("ssh-keygen", "ssh-keygen", "-q", "-Y", "sign", "-n", NAMESPACE, "-f", key, file, (char *)NULL);
		_exit(127);
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
		return fail(err, ERR_ABSENT, "ssh-keygen is not installed; the package openssh-client has it");
	return (WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
	       fail(err, ERR_INPUT, "ssh-keygen did not sign with '%s'", key);
}

bool
sshsig_run(str path, str text, buf *ret_blob, struct err *err)
{
	char folder[] = "/tmp/paraph-sign-XXXXXX";
	arena *a = arena_new();
	if (!mkdtemp(folder)) {
		arena_free(a);
		return fail(err, ERR_SYSTEM, "cannot make a folder in /tmp: %s", strerror(errno));
	}
	str file = arena_printf(a, "%s/event", folder), sig = arena_printf(a, "%s.sig", file.at), armoured;
	bool good = file_write(file, text, err) && run_keygen(arena_str(a, path).at, file.at, err) &&
		    file_read(a, sig, &armoured, err);
	if (good && !sshsig_unarmour(armoured, ret_blob))
		good = fail(err, ERR_INPUT, "ssh-keygen wrote a signature that is none");
	unlink(sig.at);
	unlink(file.at);
	rmdir(folder);
	arena_free(a);
	return good;
}
