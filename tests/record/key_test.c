#include "record/key.h"

#include "test.h"

static str
made(arena *a, const char *passphrase, struct pubkey *ret_key)
{
	struct err err = { 0 };
	buf out = { 0 };
	CHECK(seal_start());
	CHECK_OK(keyfile_make(S("ENV"), str_of(passphrase), KEY_QUICK, NULL, ret_key, &out, &err), err);
	str text = arena_str(a, buf_str(&out));
	buf_done(&out);
	return text;
}

TEST(record_key, a_key_opens_with_its_passphrase_alone)
{
	arena *a = arena_new();
	struct err err = { 0 };
	struct keyfile k;
	struct pubkey key;
	struct seed seed;
	str text = made(a, "deep water", &key);
	CHECK_OK(keyfile_read(text, &k, &err), err);
	CHECK_STR(k.name, S("ENV"));
	CHECK_OK(keyfile_open(&k, S("deep water"), &seed, &err), err);
	struct pubkey own = seal_pubkey(&seed);
	CHECK(pubkey_eq(&own, &key) && pubkey_eq(&k.key, &key));
	CHECK_FAILS(keyfile_open(&k, S("deep wate"), &seed, &err), err, ERR_INPUT, "the passphrase is not the one of this key");
	CHECK_FAILS(keyfile_open(&k, S(""), &seed, &err), err, ERR_INPUT, "the passphrase is not the one of this key");
	arena_free(a);
}

TEST(record_key, a_file_that_is_cut_or_altered_is_refused)
{
	arena *a = arena_new();
	struct err err = { 0 };
	struct keyfile k;
	struct pubkey key;
	struct seed seed;
	str text = made(a, "x", &key);
	for (size_t len = 0; len < text.len; len++)
		CHECK(!keyfile_read(str_sub(text, 0, len), &k, &err));
	size_t at = str_find_str(text, S("public ")) + 7;
	str copy = arena_str(a, text);
	((char *)(uintptr_t)copy.at)[at] = copy.at[at] == '0' ? '1' : '0';
	CHECK(!keyfile_read(copy, &k, &err) || !keyfile_open(&k, S("x"), &seed, &err));
	arena_free(a);
}

TEST(record_key, what_would_take_all_memory_is_refused_before_it_does)
{
	arena *a = arena_new();
	struct err err = { 0 };
	struct keyfile k;
	struct pubkey key;
	str text = made(a, "x", &key), before, after, line;
	size_t at = str_find_str(text, S("argon2id "));
	before = str_sub(text, 0, at);
	str_cut(str_sub(text, at, text.len), '\n', &line, &after);
	str salt = str_sub(line, line.len - 32, line.len);
	static const char *const costs[] = { "1 99999999999999", "9999 8388608", "0 8388608", "1 10", "1 18446744073709551616" };
	for (size_t i = 0; i < sizeof costs / sizeof *costs; i++) {
		str greedy = arena_printf(a, "%.*sargon2id %s %.*s\n%.*s", STR_ARG(before), costs[i], STR_ARG(salt), STR_ARG(after));
		CHECK(!keyfile_read(greedy, &k, &err));
	}
	arena_free(a);
}

TEST(record_key, public_keys_are_read_however_they_are_written)
{
	arena *a = arena_new();
	struct err err = { 0 };
	struct pubkey key, read;
	buf ssh = { 0 };
	str text = made(a, "x", &key);
	struct hex hex = pubkey_hex(&key);
	CHECK_OK(pubkey_read(str_of(hex.at), &read, &err), err);
	CHECK(pubkey_eq(&key, &read));
	CHECK_OK(pubkey_read(text, &read, &err), err);
	CHECK(pubkey_eq(&key, &read));
	pubkey_print_ssh(&key, S("aren@ministry"), &ssh);
	CHECK_OK(pubkey_read(buf_str(&ssh), &read, &err), err);
	CHECK(pubkey_eq(&key, &read));
	CHECK_FAILS(pubkey_read(S("ssh-rsa AAAAB3NzaC1yc2E="), &read, &err), err, ERR_INPUT, "only Ed25519 keys");
	CHECK_FAILS(pubkey_read(S("hello"), &read, &err), err, ERR_INPUT, "no public key");
	buf_done(&ssh);
	arena_free(a);
}
