#include "cli/cmd.h"
#include "cli/progress.h"
#include "cli/snapshot.h"

static bool
rebuild(struct cli *cli, record *r, struct err *err)
{
	struct progress bar = { .what = "deriving anew" };
	struct hash before, after;
	size_t steps = r->circles.count + 1;
	if (!store_derived_digest(r->s, &before, err) || !store_begin(r->s, err))
		return false;
	bool ok = store_drop_derived(r->s, err);
	for (size_t i = 0; ok && i < r->circles.count; i++) {
		progress_show(&bar, i, steps);
		ok = record_derive(r, i, err);
	}
	ok = ok && store_commit(r->s, err);
	if (!ok)
		store_rollback(r->s);
	progress_show(&bar, steps - 1, steps);
	ok = ok && snapshots_make(cli, r, err);
	progress_end(&bar);
	if (!ok || !store_derived_digest(r->s, &after, err))
		return false;
	struct hex was = hash_hex(&before), is = hash_hex(&after);
	buf out = { 0 };
	buf_printf(&out, "derived  %s\n%s%s\n", is.at, hash_eq(&before, &after) ? "the same as before" : "was      ",
		   hash_eq(&before, &after) ? "" : was.at);
	ok = cli_write(cli, buf_str(&out), err);
	buf_done(&out);
	return ok;
}

static enum exit_status
rebuild_run(struct cli *cli, struct err *err)
{
	if (cli->operands.count != 1) {
		fail(err, ERR_USAGE, "rebuild which record? paraph rebuild RECORD");
		return EXIT_INPUT;
	}
	record *r = record_open(cli->a, cli->operands.at[0], STORE_WRITE, NULL, err);
	bool ok = r && rebuild(cli, r, err);
	record_close(r);
	return ok ? EXIT_DONE : EXIT_INPUT;
}

const struct cmd cmd_rebuild = {
	.name = "rebuild",
	.args = "RECORD",
	.help = "derive anew what a record keeps beside its events",
	.more = "Drops what is derived, the keys of each log and the sheets of the plain questions, makes it anew\n"
		"from the events, and prints its digest, which is the same however often it is made.\n"
		"\n"
		"  paraph rebuild lake.paraph\n",
	.run = rebuild_run,
};
