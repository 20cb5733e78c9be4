#include "cli/keys.h"

/* The key's public part; a new key where there is none. */
static bool
find_key(struct cli *cli, struct pubkey *ret_key, struct err *err)
{
	str path;
	if (!keys_path(cli, &path, err))
		return false;
	if (keys_exist(path))
		return keys_public(cli, path, ret_key, err);
	return keys_make(cli, path, cli->as.at ? cli->as : S("keeper"), ret_key, err);
}

static bool
make_record(struct cli *cli, str path, const struct pubkey *key, struct err *err)
{
	record *r = record_open(cli->a, path, STORE_CREATE, NULL, err);
	bool ok = r && store_begin(r->s, err) && record_set_self(r, key, cli->as.at ? cli->as : S(""), err) &&
		  store_commit(r->s, err);
	record_close(r);
	return ok;
}

static enum exit_status
init_run(struct cli *cli, struct err *err)
{
	struct pubkey key;
	if (cli->operands.count != 1) {
		fail(err, ERR_USAGE, "which file is to be the record? paraph init RECORD, as in 'paraph init lake.paraph'");
		return EXIT_INPUT;
	}
	str path = cli->operands.at[0];
	if (keys_exist(path)) {
		fail(err, ERR_CLASH, "there is a file '%.*s' already; a record is never written over", STR_ARG(path));
		return EXIT_MACHINE;
	}
	if (!find_key(cli, &key, err) || !make_record(cli, path, &key, err))
		return EXIT_MACHINE;
	struct hex hex = pubkey_hex(&key);
	buf out = { 0 };
	buf_printf(&out, "The record '%.*s' is there, kept under the key %s.\n", STR_ARG(path), hex.at);
	cli_write(cli, buf_str(&out), err);
	buf_done(&out);
	return EXIT_DONE;
}

const struct cmd cmd_init = {
	.name = "init",
	.args = "RECORD",
	.help = "make a record: the file that keeps acts as sealed events",
	.more = "RECORD is a new file. It is kept under your key, which is that of --key, else of\n"
		"PARAPH_KEY, else ~/.config/paraph/key; where there is none, one is made, and its passphrase\n"
		"is asked for, or is that of PARAPH_PASSPHRASE. --as says for whom you keep the record;\n"
		"without, the keeper of the minutes that are taken first says so.\n"
		"\n"
		"  paraph init lake.paraph --as ENV\n"
		"  paraph take lake.paraph *.minutes\n",
	.options = "as key",
	.run = init_run,
};
