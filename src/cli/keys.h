/* keys: the key that a command seals with, and passphrases.
 *
 * The key is that of --key, else of $PARAPH_KEY, else ~/.config/paraph/key.
 * Passphrases are asked for on the terminal, or come from $PARAPH_PASSPHRASE.
 */
#ifndef PARAPH_CLI_KEYS_H
#define PARAPH_CLI_KEYS_H

#include "cli/cmd.h"
#include "record/key.h"
#include "record/record.h"

/* Where the key is looked for. */
bool keys_path(const struct cli *cli, str *ret_path, struct err *err);

/* The folder of this user's keys: $XDG_CONFIG_HOME/paraph, or ~/.config/paraph. */
bool keys_folder(const struct cli *cli, str *ret_path, struct err *err);

/* A new file, 0600, with its folders; never over another. */
bool keys_write_secret(str path, str text, struct err *err);

/* Is there such a file? */
bool keys_exist(str path);

/* Makes a key in a new file, 0600, and says so on standard error. */
bool keys_make(const struct cli *cli, str path, str name, struct pubkey *ret_key, struct err *err);

/* The public key in the file `path`, in any form; needs no passphrase. */
bool keys_public(const struct cli *cli, str path, struct pubkey *ret_key, struct err *err);

/* A signer with its secret, which stays in this struct. */
struct keyring {
	struct signer signer;
	struct seed seed;
};
bool keys_open(const struct cli *cli, struct keyring *ret_ring, struct err *err);
void keys_close(struct keyring *ring);

/* Gives the signer the name that the record knows its key by. */
void keys_name(struct keyring *ring, record *r);

/* A passphrase for a new key, typed twice; empty, and said so, where nobody can be asked. */
bool keys_new_passphrase(arena *a, str *ret_passphrase, struct err *err);

/* The same where one is to be replaced: asked for on the terminal alone, or that of
 * $PARAPH_NEW_PASSPHRASE. */
bool keys_ask_new(arena *a, str *ret_passphrase, struct err *err);

/* Asks on the terminal; false where the answer is not yes.  Without a terminal it is
 * `otherwise`; with --yes it is true. */
bool cli_can_ask(const struct cli *cli);
bool cli_confirm(const struct cli *cli, const char *question, bool otherwise);

#endif
