#include "cli/keys.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "base/file.h"

/* ---- where ---- */

static str
environment(const char *name)
{
	const char *set = getenv(name);
	return set && *set ? str_of(set) : STR_NONE;
}

bool
keys_folder(const struct cli *cli, str *ret_path, struct err *err)
{
	str config = environment("XDG_CONFIG_HOME"), home = environment("HOME");
	if (config.at)
		*ret_path = arena_printf(cli->a, "%.*s/paraph", STR_ARG(config));
	else if (home.at)
		*ret_path = arena_printf(cli->a, "%.*s/.config/paraph", STR_ARG(home));
	else
		return fail(err, ERR_USAGE, "where is the key? Name its file with '--key', or in PARAPH_KEY");
	return true;
}

bool
keys_path(const struct cli *cli, str *ret_path, struct err *err)
{
	str key = cli->key.at ? cli->key : environment("PARAPH_KEY"), folder;
	if (key.at) {
		*ret_path = key;
		return true;
	}
	if (!keys_folder(cli, &folder, err))
		return false;
	*ret_path = arena_printf(cli->a, "%.*s/key", STR_ARG(folder));
	return true;
}

bool
keys_exist(str path)
{
	struct stat st;
	buf name = { 0 };
	buf_add(&name, path);
	bool exists = stat(name.at, &st) == 0;
	buf_done(&name);
	return exists;
}

/* ---- asking ---- */

static FILE *
terminal(void)
{
	int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	FILE *tty = fd >= 0 ? fdopen(fd, "r+") : NULL;
	if (!tty && fd >= 0)
		close(fd);
	return tty;
}

/* One line, without echo where `secret`. */
static bool
ask(arena *a, const char *question, bool secret, str *ret_line)
{
	char line[1024];
	struct termios before, quiet;
	FILE *tty = terminal();
	if (!tty)
		return false;
	int fd = fileno(tty);
	bool hides = secret && tcgetattr(fd, &before) == 0;
	if (hides) {
		quiet = before;
		quiet.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(fd, TCSAFLUSH, &quiet);
	}
	fputs(question, tty);
	fflush(tty);
	bool got = fgets(line, sizeof line, tty) != NULL;
	if (hides) {
		tcsetattr(fd, TCSAFLUSH, &before);
		fputc('\n', tty);
	}
	fclose(tty);
	if (got) {
		str typed = str_of(line);
		if (str_ends(typed, S("\n")))
			typed.len--;
		*ret_line = arena_str(a, typed);
	}
	seal_forget(line, sizeof line);
	return got;
}

bool
cli_can_ask(const struct cli *cli)
{
	return !cli->yes && isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

bool
cli_confirm(const struct cli *cli, const char *question, bool otherwise)
{
	str answer;
	if (cli->yes)
		return true;
	if (!cli_can_ask(cli) || !ask(cli->a, question, false, &answer))
		return otherwise;
	return str_eq_nocase(answer, S("y")) || str_eq_nocase(answer, S("yes"));
}

/* Asks twice; `ret_asked` is false where there is no terminal. */
static bool
ask_twice(arena *a, bool *ret_asked, str *ret_passphrase, struct err *err)
{
	str first, second;
	*ret_asked = ask(a, "New passphrase of the key: ", true, &first);
	if (!*ret_asked)
		return true;
	if (!ask(a, "The same again: ", true, &second) || !str_eq(first, second))
		return fail(err, ERR_INPUT, "the two passphrases differ, so no key was written");
	if (first.len == 0)
		cli_say("the key is sealed with no passphrase: whoever reads its file can seal with it");
	*ret_passphrase = first;
	return true;
}

bool
keys_new_passphrase(arena *a, str *ret_passphrase, struct err *err)
{
	bool asked;
	const char *given = getenv("PARAPH_PASSPHRASE");
	if (given) {
		*ret_passphrase = str_of(given);
		return true;
	}
	*ret_passphrase = S("");
	if (!ask_twice(a, &asked, ret_passphrase, err))
		return false;
	if (!asked)
		cli_say("the key is sealed with no passphrase, for there is no terminal to ask on; "
			"'paraph key passphrase' gives it one");
	return true;
}

bool
keys_ask_new(arena *a, str *ret_passphrase, struct err *err)
{
	bool asked;
	const char *given = getenv("PARAPH_NEW_PASSPHRASE");
	if (given) {
		*ret_passphrase = str_of(given);
		return true;
	}
	return ask_twice(a, &asked, ret_passphrase, err) &&
	       (asked || fail(err, ERR_INPUT, "there is no terminal to ask for the new passphrase on; give it in "
			      "PARAPH_NEW_PASSPHRASE"));
}

/* ---- making ---- */

static bool
make_folders(str path, struct err *err)
{
	buf name = { 0 };
	bool ok = true;
	for (size_t i = 1; ok && i < path.len; i++) {
		if (path.at[i] != '/')
			continue;
		buf_clear(&name);
		buf_add(&name, str_sub(path, 0, i));
		if (mkdir(name.at, 0700) != 0 && errno != EEXIST)
			ok = fail(err, ERR_SYSTEM, "cannot make the folder '%s': %s", name.at, strerror(errno));
	}
	buf_done(&name);
	return ok;
}

/* A new file that nobody else can read. */
static bool
write_secret(str path, str text, struct err *err)
{
	buf name = { 0 };
	buf_add(&name, path);
	int fd = open(name.at, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool ok = fd >= 0 && write(fd, text.at, text.len) == (ssize_t)text.len && fsync(fd) == 0;
	if (!ok)
		fail(err, errno == EEXIST ? ERR_CLASH : ERR_SYSTEM, "cannot write the key '%s': %s", name.at,
		     strerror(errno));
	if (fd >= 0 && close(fd) != 0 && ok)
		ok = fail(err, ERR_SYSTEM, "cannot write the key '%s': %s", name.at, strerror(errno));
	buf_done(&name);
	return ok;
}

bool
keys_write_secret(str path, str text, struct err *err)
{
	return make_folders(path, err) && write_secret(path, text, err);
}

bool
keys_make(const struct cli *cli, str path, str name, struct pubkey *ret_key, struct err *err)
{
	str passphrase;
	buf text = { 0 };
	if (keys_exist(path))
		return fail(err, ERR_CLASH, "there is a file '%.*s' already; a key is never written over",
			    STR_ARG(path));
	if (!seal_start())
		return fail(err, ERR_SYSTEM, "this machine gives no random numbers, so no key can be made on it");
	if (!keys_new_passphrase(cli->a, &passphrase, err))
		return false;
	bool ok = keyfile_make(name, passphrase, passphrase.len ? KEY_STRONG : KEY_QUICK, NULL, ret_key, &text, err) &&
		  keys_write_secret(path, buf_str(&text), err);
	if (ok)
		cli_say("a new key is in '%.*s': keep it, and a copy elsewhere", STR_ARG(path));
	buf_done(&text);
	return ok;
}

/* ---- reading ---- */

static bool
is_ssh(str text)
{
	return str_starts(text, S("-----BEGIN OPENSSH PRIVATE KEY-----")) || str_starts(text, S("ssh-")) ||
	       str_starts(text, S("sk-ssh-"));
}

/* Of OpenSSH's secret key the public one lies beside it. */
static bool
read_key_text(const struct cli *cli, str path, str *ret_text, struct err *err)
{
	if (!file_read(cli->a, path, ret_text, err)) {
		if (err->kind == ERR_ABSENT)
			return fail(err, ERR_ABSENT, "there is no key '%.*s'; 'paraph key new' makes one", STR_ARG(path));
		return false;
	}
	if (str_starts(*ret_text, S("-----BEGIN")))
		return file_read(cli->a, arena_printf(cli->a, "%.*s.pub", STR_ARG(path)), ret_text, err);
	return true;
}

bool
keys_public(const struct cli *cli, str path, struct pubkey *ret_key, struct err *err)
{
	str text;
	if (!seal_start())
		return fail(err, ERR_SYSTEM, "this machine gives no random numbers");
	return read_key_text(cli, path, &text, err) &&
	       (pubkey_read(str_trim(text), ret_key, err) || fail_while(err, "'%.*s'", STR_ARG(path)));
}

/* Opens the seal: with no passphrase where it is a key without one, else with
 * that of the environment, else with what is typed, three times. */
static bool
open_seal(const struct cli *cli, const struct keyfile *k, str path, struct seed *ret_seed, struct err *err)
{
	enum { TRIES = 3 };
	str typed;
	const char *given = getenv("PARAPH_PASSPHRASE");
	if (k->memory_bytes <= KEY_QUICK_BYTES && keyfile_open(k, S(""), ret_seed, &(struct err){ 0 }))
		return true;
	if (given)
		return keyfile_open(k, str_of(given), ret_seed, err) ||
		       fail_while(err, "the key '%.*s', with PARAPH_PASSPHRASE", STR_ARG(path));
	str question = arena_printf(cli->a, "Passphrase of '%.*s': ", STR_ARG(path));
	for (unsigned i = 0; i < TRIES; i++) {
		if (!ask(cli->a, question.at, true, &typed))
			return fail(err, ERR_INPUT, "the key '%.*s' wants its passphrase; there is no terminal to ask on, "
				    "so give it in PARAPH_PASSPHRASE", STR_ARG(path));
		if (keyfile_open(k, typed, ret_seed, err)) {
			*err = (struct err){ 0 };       /* of the times before */
			return true;
		}
		if (err->kind != ERR_INPUT)
			return false;
		cli_complain(err);
	}
	return fail(err, ERR_INPUT, "the passphrase of '%.*s' was mistyped %d times; nothing was done", STR_ARG(path),
		    TRIES);
}

bool
keys_open(const struct cli *cli, struct keyring *ret_ring, struct err *err)
{
	str path, text;
	struct keyfile k;
	*ret_ring = (struct keyring){ 0 };
	if (!seal_start())
		return fail(err, ERR_SYSTEM, "this machine gives no random numbers, so nothing can be sealed on it");
	if (!keys_path(cli, &path, err) || !read_key_text(cli, path, &text, err))
		return false;
	if (is_ssh(text)) {
		ret_ring->signer.ssh_path = path;
		return pubkey_read(str_trim(text), &ret_ring->signer.key, err) ||
		       fail_while(err, "'%.*s'", STR_ARG(path));
	}
	if (!keyfile_read(text, &k, err))
		return fail_while(err, "'%.*s'", STR_ARG(path));
	if (!open_seal(cli, &k, path, &ret_ring->seed, err))
		return false;
	ret_ring->signer.key = k.key;
	ret_ring->signer.seed = &ret_ring->seed;
	return true;
}

void
keys_close(struct keyring *ring)
{
	seal_forget(&ring->seed, sizeof ring->seed);
}

void
keys_name(struct keyring *ring, record *r)
{
	struct signer *s = &ring->signer;
	if (r->has_self && pubkey_eq(&r->self, &s->key))
		s->party = r->party;
	for (size_t i = 0; i < r->circles.count && !s->party.len; i++) {
		const struct member *m = record_members(r, i, &(struct err){ 0 }) ? record_member(r, i, &s->key) : NULL;
		if (m)
			s->party = m->party;
	}
}
