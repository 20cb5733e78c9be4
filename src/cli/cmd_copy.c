#include "cli/keys.h"
#include "record/copy.h"

static bool
copy(struct cli *cli, record *r, struct err *err)
{
	struct unsealing q = { 0 };
	struct keyring ring = { 0 };
	minutes *m = minutes_new(cli->a, &cli_opener);
	docket *d = NULL;
	struct copying c = { .party = cli->for_party };
	bool ok = unsealing_open(&q, cli->a, r, err) && unsealing_minutes(&q, m, S(""), err);
	if (ok)
		d = docket_new_given(cli->a, m, q.given.at);
	ok = ok && keys_open(cli, &ring, err);
	if (ok) {
		c.q = &q;
		c.d = d;
		keys_name(&ring, r);
		ok = ring.signer.party.len ? record_copy(&c, cli->a, cli->operands.at[1], &ring.signer, NULL, err)
					   : fail(err, ERR_INPUT, "this key is not known in '%.*s'", STR_ARG(r->path));
	}
	if (ok) {
		buf out = { 0 };
		buf_printf(&out, "The copy for %.*s is in '%.*s': %zu circle%s, %s entries; of %zu of them, words stay behind.\n",
			   STR_ARG(c.party), STR_ARG(cli->operands.at[1]), c.circle_count, c.circle_count == 1 ? "" : "s",
			   grouped(c.entry_count).text, c.withheld);
		ok = cli_write(cli, buf_str(&out), err);
		buf_done(&out);
	}
	keys_close(&ring);
	docket_done(d);
	minutes_done(m);
	unsealing_done(&q);
	return ok;
}

static enum exit_status
copy_run(struct cli *cli, struct err *err)
{
	if (cli->operands.count != 2 || !cli->for_party.at) {
		fail(err, ERR_USAGE, "a copy of which record, in which new file, for whom? paraph copy RECORD NEW --for PARTY");
		return EXIT_INPUT;
	}
	record *r = record_open(cli->a, cli->operands.at[0], STORE_READ, NULL, err);
	bool ok = r && copy(cli, r, err);
	record_close(r);
	return ok ? EXIT_DONE : EXIT_INPUT;
}

const struct cmd cmd_copy = {
	.name = "copy",
	.args = "RECORD NEW",
	.help = "a party's copy of a record: the circles it is in, the words it was shown",
	.more = "NEW is a new file. It is built event by event, holds the circles that PARTY may know, and of\n"
		"drafts the points that PARTY wrote or was shown; of the rest the hashes alone, so that it verifies.\n"
		"Every answer on it is the one that --as PARTY gives on the record. Sealed with your key.\n"
		"\n"
		"  paraph copy lake.paraph low.paraph --for LOW\n"
		"  paraph verify low.paraph\n",
	.options = "for key",
	.run = copy_run,
};
