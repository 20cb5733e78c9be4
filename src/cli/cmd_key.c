/* Keys: made, looked at, added to a record, revoked. */
#include <stdio.h>

#include "base/file.h"
#include "cli/keys.h"
#include "cli/snapshot.h"
#include "record/unsealing.h"
#include "talks/view.h"

static str
operand(const struct cli *cli, size_t i)
{
	return i < cli->operands.count ? cli->operands.at[i] : STR_NONE;
}

/* ---- new, passphrase ---- */

static bool
key_new(struct cli *cli, struct err *err)
{
	str path = operand(cli, 1);
	struct pubkey key;
	if (!path.at && !keys_path(cli, &path, err))
		return false;
	if (!keys_make(cli, path, cli->as.at ? cli->as : S("keeper"), &key, err))
		return false;
	struct hex hex = pubkey_hex(&key);
	buf out = { 0 };
	buf_printf(&out, "%s\n", hex.at);
	bool ok = cli_write(cli, buf_str(&out), err);
	buf_done(&out);
	return ok;
}

static bool
key_passphrase(struct cli *cli, struct err *err)
{
	struct keyring ring;
	str path = operand(cli, 1), text, passphrase;
	struct keyfile k;
	struct pubkey key;
	buf out = { 0 };
	if (path.at)
		cli->key = path;
	else if (!keys_path(cli, &path, err))
		return false;
	bool ok = keys_open(cli, &ring, err) && file_read(cli->a, path, &text, err) && keyfile_read(text, &k, err) &&
		  keys_ask_new(cli->a, &passphrase, err) &&
		  keyfile_make(k.name, passphrase, passphrase.len ? KEY_STRONG : KEY_QUICK, &ring.seed, &key, &out, err) &&
		  file_write(path, buf_str(&out), err);
	keys_close(&ring);
	buf_done(&out);
	if (ok)
		cli_say("the key in '%.*s' has a new passphrase", STR_ARG(path));
	return ok;
}

/* ---- look ---- */

static bool
look_at_file(struct cli *cli, str path, struct err *err)
{
	struct pubkey key;
	if (!keys_public(cli, path, &key, err))
		return false;
	struct hex hex = pubkey_hex(&key);
	buf out = { 0 };
	buf_printf(&out, "%s\n", hex.at);
	pubkey_print_ssh(&key, S(""), &out);
	bool ok = cli_write(cli, buf_str(&out), err);
	buf_done(&out);
	return ok;
}

static void
add_member_row(sheet *s, table *t, arena *a, const struct circle *c, const struct member *m)
{
	struct hex hex = pubkey_hex(&m->key);
	str role = m->revoked ? S("revoked") : m->role == ROLE_KEEPER ? S("keeper") : S("party");
	str key = arena_str(a, str_of(hex.at));
	table_row(t);
	runs_add(table_cell(t), RUN_PLAIN, c->row.name);
	runs_add(table_cell(t), RUN_PLAIN, m->party);
	runs_add(table_cell(t), RUN_PLAIN, role);
	runs_add(table_cell(t), RUN_PLAIN, arena_printf(a, "%llu", (unsigned long long)m->seq));
	runs_add(table_cell(t), RUN_PLAIN, key);
	value *row = value_object(a);
	value_set_str(row, "circle", c->row.name);
	value_set_str(row, "party", m->party);
	value_set_str(row, "role", role);
	value_set_number(row, "sealed", (int64_t)m->seq);
	value_set_str(row, "key", key);
	value_push(sheet_rows(s), row);
}

static bool
look_at_record(struct cli *cli, str path, struct err *err)
{
	record *r = record_open(cli->a, path, STORE_READ, NULL, err);
	sheet *s = sheet_new(cli->a, "key");
	bool ok = r != NULL;
	sheet_title(s, arena_printf(cli->a, "%.*s: keys", STR_ARG(path)));
	table *t = sheet_table(s);
	table_column(t, S("circle"), COLUMN_FIT);
	table_column(t, S("party"), COLUMN_FIT);
	table_column(t, S("as"), COLUMN_FIT);
	table_column(t, S("sealed"), COLUMN_NUMBER);
	table_column(t, S("key"), COLUMN_WRAP);
	for (size_t i = 0; ok && i < r->circles.count; i++) {
		ok = record_members(r, i, err);
		for (size_t n = 0; ok && n < r->circles.at[i].members.count; n++)
			add_member_row(s, t, cli->a, &r->circles.at[i], &r->circles.at[i].members.at[n]);
	}
	ok = ok && cli_sheet(cli, s, STR_NONE, err);
	record_close(r);
	return ok;
}

static bool
key_look(struct cli *cli, struct err *err)
{
	str path = operand(cli, 1);
	if (!path.at && !keys_path(cli, &path, err))
		return false;
	return store_is_record(path) ? look_at_record(cli, path, err) : look_at_file(cli, path, err);
}

/* ---- add, revoke ---- */

/* A key as typed: a file, or 64 hex digits. */
static bool
typed_key(struct cli *cli, str typed, struct pubkey *ret_key, struct err *err)
{
	if (pubkey_of_hex(typed, ret_key))
		return pubkey_is_sound(ret_key) || fail(err, ERR_INPUT, "this public key is no sound one");
	return keys_public(cli, typed, ret_key, err);
}

/* Adds the key to every log whose circle its party may know, and remembers it for those to come. */
static bool
add_everywhere(struct cli *cli, record *r, const struct known_key *key, const struct signer *signer, size_t *ret_count,
	       struct err *err)
{
	struct unsealing q = { 0 };
	minutes *m = minutes_new(cli->a, &cli_opener);
	docket *d = NULL;
	view *v = NULL;
	struct view_query query = { .as = key->party };
	bool ok = unsealing_open(&q, cli->a, r, err) && unsealing_minutes(&q, m, S(""), err);
	if (ok && q.entry_count) {
		d = docket_new_given(cli->a, m, q.given.at);
		v = view_new(cli->a, d, &query, err);
		ok = v != NULL;
	}
	ok = ok && record_begin(r, err);
	for (size_t i = 0; ok && v && i < r->circles.count; i++) {
		if (!view_knows_circle(v, r->circles.at[i].row.name) || !record_may_seal(r, i, signer, &(struct err){ 0 }))
			continue;
		ok = record_add_key(r, i, key, signer, err);
		++*ret_count;
	}
	ok = ok && record_know_key(r, key, true, err);
	view_done(v);
	docket_done(d);
	minutes_done(m);
	unsealing_done(&q);
	if (ok)
		return record_commit(r, signer, err) && record_seal(r, signer, err);
	record_rollback(r);
	return false;
}

static bool
revoke_everywhere(record *r, const struct pubkey *key, str reason, const struct signer *signer, size_t *ret_count,
		  struct err *err)
{
	size_t left = 0;
	struct known_key gone = { .key = *key };
	bool ok = record_begin(r, err);
	for (size_t i = 0; ok && i < r->circles.count; i++) {
		ok = record_members(r, i, err);
		const struct member *m = ok ? record_member(r, i, key) : NULL;
		if (!m || m->revoked)
			continue;
		if (!record_may_seal(r, i, signer, &(struct err){ 0 })) {
			left++;         /* a log that its own party keeps */
			continue;
		}
		ok = record_revoke_key(r, i, key, reason, signer, err);
		++*ret_count;
	}
	ok = ok && record_know_key(r, &gone, false, err);
	if (ok && *ret_count == 0)
		ok = fail(err, ERR_ABSENT, "no log of this record knows the key, or none in which yours may revoke it");
	if (ok && left)
		cli_say("in %zu log%s that its party keeps itself, it goes on sealing", left, left == 1 ? "" : "s");
	if (ok)
		return record_commit(r, signer, err) && record_seal(r, signer, err);
	record_rollback(r);
	return false;
}

static bool
with_record(struct cli *cli, bool adds, struct err *err)
{
	struct keyring ring = { 0 };
	struct known_key key = { .party = operand(cli, 2), .role = ROLE_PARTY };
	size_t count = 0;
	record *r = record_open(cli->a, operand(cli, 1), STORE_WRITE, NULL, err);
	bool ok = r && typed_key(cli, operand(cli, adds ? 3 : 2), &key.key, err) && keys_open(cli, &ring, err);
	if (ok) {
		keys_name(&ring, r);
		ok = adds ? add_everywhere(cli, r, &key, &ring.signer, &count, err)
			  : revoke_everywhere(r, &key.key, cli->reason.at ? cli->reason : S(""), &ring.signer, &count, err);
		ok = ok && snapshots_make(cli, r, err);
	}
	keys_close(&ring);
	record_close(r);
	if (!ok)
		return false;
	struct hex hex = pubkey_hex(&key.key);
	buf out = { 0 };
	buf_printf(&out, "The key %.16s… is %s in %zu log%s.\n", hex.at, adds ? "added" : "revoked", count, count == 1 ? "" : "s");
	ok = cli_write(cli, buf_str(&out), err);
	buf_done(&out);
	return ok;
}

static bool
key_add(struct cli *cli, struct err *err)
{
	if (cli->operands.count != 4)
		return fail(err, ERR_USAGE, "whose key, to which record? paraph key add RECORD PARTY KEY");
	return with_record(cli, true, err);
}

static bool
key_revoke(struct cli *cli, struct err *err)
{
	if (cli->operands.count != 3)
		return fail(err, ERR_USAGE, "which key, in which record? paraph key revoke RECORD KEY");
	return with_record(cli, false, err);
}

static enum exit_status
key_run(struct cli *cli, struct err *err)
{
	static const struct { const char *word; bool (*run)(struct cli *, struct err *); } rows[] = {
		{ "new", key_new }, { "look", key_look }, { "add", key_add }, { "revoke", key_revoke },
		{ "passphrase", key_passphrase },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (str_eq(operand(cli, 0), str_of(rows[i].word)))
			return rows[i].run(cli, err) ? EXIT_DONE : EXIT_INPUT;
	fail(err, ERR_USAGE, "key wants to be told what to do: new, look, add, revoke or passphrase");
	return EXIT_INPUT;
}

const struct cmd cmd_key = {
	.name = "key",
	.args = "new|look|add|revoke|passphrase …",
	.help = "the keys that seal events: make, look, add to a record, revoke",
	.more = "  paraph key new [FILE] [--as NAME]  a new key, in a file sealed by a passphrase\n"
		"  paraph key look [FILE|RECORD]      a public key; the keys that a record knows\n"
		"  paraph key add RECORD PARTY KEY    it may seal in the circles PARTY is in\n"
		"  paraph key revoke RECORD KEY       from here on it may not; its seals stand\n"
		"  paraph key passphrase [FILE]       another passphrase\n"
		"\n"
		"KEY is 64 hex digits, a key file, or a public key of OpenSSH (ssh-ed25519).\n"
		"Seal with an SSH key by --key ~/.ssh/id_ed25519: ssh-keygen signs, with your\n"
		"agent or your device.\n",
	.options = "as key reason output width color",
	.run = key_run,
};
