#include "base/file.h"
#include "cli/cmd.h"
#include "cli/progress.h"
#include "cli/snapshot.h"
#include "record/verify.h"

static enum exit_status
of_verdict(enum verdict_of verdict)
{
	static const enum exit_status statuses[] = { [VERIFIED_GOOD] = EXIT_DONE, [VERIFIED_BROKEN] = EXIT_NO,
						     [VERIFIED_MISSING] = EXIT_CANNOT_TELL, [VERIFIED_UNREADABLE] = EXIT_INPUT };
	return statuses[verdict];
}

static const char *const headings[] = {
	[VERIFIED_GOOD] = "all is as it was sealed",
	[VERIFIED_BROKEN] = "broken",
	[VERIFIED_MISSING] = "something is missing",
	[VERIFIED_UNREADABLE] = "cannot be read",
};
static const char *const words[] = { "good", "broken", "missing", "unreadable" };

/* ---- the print-out ---- */

static void
circles_table(sheet *s, arena *a, const struct verification *v)
{
	if (v->circle_count == 0)
		return;
	table *t = sheet_table(s);
	table_column(t, S("circle"), COLUMN_WRAP);
	table_column(t, S("log"), COLUMN_FIT);
	table_column(t, S("events"), COLUMN_NUMBER);
	table_column(t, S("keys"), COLUMN_NUMBER);
	table_column(t, S("unwitnessed"), COLUMN_NUMBER);
	for (size_t i = 0; i < v->circle_count; i++) {
		const struct verified_circle *c = &v->circles[i];
		struct hex hex = hash_hex(&c->id);
		table_row(t);
		runs_add(table_cell(t), RUN_PLAIN, c->name);
		runs_add(table_cell(t), RUN_PLAIN, arena_printf(a, "%.8s", hex.at));
		runs_add(table_cell(t), RUN_PLAIN, str_of(arena_str(a, str_of(grouped(c->events).text)).at));
		runs_add(table_cell(t), RUN_PLAIN, arena_printf(a, "%llu", (unsigned long long)c->keys));
		runs_add(table_cell(t), RUN_PLAIN, str_of(arena_str(a, str_of(grouped(c->unwitnessed).text)).at));
		value *row = value_object(a);
		value_set_str(row, "circle", c->name);
		value_set_str(row, "log", arena_str(a, str_of(hex.at)));
		value_set_number(row, "events", (int64_t)c->events);
		value_set_number(row, "keys", (int64_t)c->keys);
		value_set_number(row, "unwitnessed", (int64_t)c->unwitnessed);
		value_set_str(row, "checkpoint", c->checkpoint);
		value_push(sheet_rows(s), row);
	}
}

static sheet *
verified_sheet(const struct cli *cli, str path, const struct verification *v, enum verdict_of verdict)
{
	arena *a = cli->a;
	sheet *s = sheet_new(a, "verify");
	sheet_title(s, arena_printf(a, "%.*s: %s", STR_ARG(path), headings[verdict]));
	value_set_str(sheet_data(s), "verdict", str_of(words[verdict]));
	if (verdict == VERIFIED_GOOD || verdict == VERIFIED_MISSING) {
		sheet_tally(s, "events", (int64_t)v->events);
		sheet_tally(s, "entries", (int64_t)v->entries);
		sheet_tally(s, "signatures", (int64_t)v->signatures);
		sheet_tally(s, "trusted", (int64_t)v->trusted);
		sheet_tally(s, "bodies", (int64_t)v->bodies);
		sheet_tally(s, "withheld", (int64_t)v->withheld);
		sheet_tally(s, "burnt", (int64_t)v->burnt);
		sheet_tally(s, "checkpoints", (int64_t)v->checkpoints);
		sheet_tally(s, "unwitnessed", (int64_t)v->unwitnessed);
		sheet_tally_line(s);
		circles_table(s, a, v);
		sheet_note(s, S("Withheld: bodies of which some leaves are not here, and their hashes are. Unwitnessed: events "
				"below no checkpoint that another party cosigned. What this proves, and what not, says the "
				"manual under THE RECORD."));
		if (v->backwards)
			sheet_note(s, arena_printf(a, "%llu events claim a time before that of their key's event before them.",
						   (unsigned long long)v->backwards));
	}
	if (v->what.len)
		runs_add(sheet_para(s), RUN_WARN, v->what);
	value_set_str(sheet_data(s), "what", v->what);
	return s;
}

/* ---- forks ---- */

static bool
keep_evidence(const struct cli *cli, str path, str evidence, struct err *err)
{
	str file = arena_printf(cli->a, "%.*s.fork", STR_ARG(path));
	if (!evidence.len)
		return true;
	if (!file_write(file, evidence, err))
		return false;
	cli_say("the evidence is in '%.*s'; 'paraph verify %.*s' checks it without either record", STR_ARG(file), STR_ARG(file));
	return true;
}

static enum exit_status
compare(struct cli *cli, str path, record *r, struct err *err)
{
	str evidence, what;
	record *other = record_open(cli->a, cli->against, STORE_READ, NULL, err);
	bool ok = other && record_compare(cli->a, r, other, &evidence, &what, err);
	record_close(other);
	if (!ok)
		return EXIT_INPUT;
	if (!what.len)
		return EXIT_DONE;
	cli_say("'%.*s' and '%.*s' differ: %.*s", STR_ARG(path), STR_ARG(cli->against), STR_ARG(what));
	return keep_evidence(cli, path, evidence, err) ? EXIT_NO : EXIT_MACHINE;
}

static enum exit_status
verify_evidence(struct cli *cli, str path, str bytes, struct err *err)
{
	struct fork f;
	sheet *s = sheet_new(cli->a, "verify");
	if (!fork_check(cli->a, bytes, &f, err)) {
		bool broken = err->kind == ERR_BROKEN;
		fail_while(err, "'%.*s'", STR_ARG(path));
		if (!broken)
			return EXIT_INPUT;
		cli_complain(err);
		*err = (struct err){ 0 };
		return EXIT_NO;
	}
	struct hex hex = pubkey_hex(&f.key);
	sheet_title(s, arena_printf(cli->a, "%.*s: a fork", STR_ARG(path)));
	runs_add(sheet_para(s), RUN_PLAIN,
		 arena_printf(cli->a, "The key %s signed two %s that no one log can have.", hex.at,
			      f.is_checkpoints ? "checkpoints" : "events of one number"));
	value_set_str(sheet_data(s), "verdict", S("fork"));
	value_set_str(sheet_data(s), "key", arena_str(cli->a, str_of(hex.at)));
	return cli_sheet(cli, s, STR_NONE, err) ? EXIT_DONE : EXIT_MACHINE;
}

/* ---- the command ---- */

static enum exit_status
print_checkpoints(const struct cli *cli, const struct verification *v, struct err *err)
{
	buf out = { 0 };
	for (size_t i = 0; i < v->circle_count; i++)
		buf_add(&out, v->circles[i].checkpoint);
	bool ok = cli_write(cli, buf_str(&out), err);
	buf_done(&out);
	return ok ? EXIT_DONE : EXIT_MACHINE;
}

static enum exit_status
verify_record(struct cli *cli, str path, record *r, struct err *err)
{
	struct progress bar = { .what = "verifying" };
	struct verification v = { .progress = progress_show, .context = &bar };
	if (cli->since.at && !file_read(cli->a, cli->since, &v.pinned, err))
		return EXIT_INPUT;
	enum verdict_of verdict = record_verify(&v, cli->a, r);
	progress_end(&bar);
	const char *wrong = NULL;
	if (verdict == VERIFIED_GOOD && !snapshots_check(cli, r, &wrong, err))
		return EXIT_INPUT;
	if (wrong) {
		verdict = VERIFIED_BROKEN;
		v.what = arena_printf(cli->a, "the sheet of '%s' that is kept is not what the events give; 'paraph rebuild' makes it "
				      "anew", wrong);
	}
	if (cli->checkpoint && verdict == VERIFIED_GOOD)
		return print_checkpoints(cli, &v, err);
	if (!cli_sheet(cli, verified_sheet(cli, path, &v, verdict), STR_NONE, err) || !keep_evidence(cli, path, v.fork, err))
		return EXIT_MACHINE;
	if (verdict == VERIFIED_GOOD && cli->against.at)
		return compare(cli, path, r, err);
	return of_verdict(verdict);
}

static enum exit_status
verify_run(struct cli *cli, struct err *err)
{
	str bytes;
	if (cli->operands.count != 1) {
		fail(err, ERR_USAGE, "verify which record? paraph verify RECORD");
		return EXIT_INPUT;
	}
	str path = cli->operands.at[0];
	if (!store_is_record(path) && file_read(cli->a, path, &bytes, &(struct err){ 0 }) &&
	    str_starts(bytes, S("paraph-fork ")))
		return verify_evidence(cli, path, bytes, err);
	record *r = record_open(cli->a, path, STORE_READ, NULL, err);
	if (!r) {
		/* What is no record cannot be read; what was altered is broken. */
		if (err->kind != ERR_BROKEN)
			return EXIT_INPUT;
		cli_complain(err);
		*err = (struct err){ 0 };
		return EXIT_NO;
	}
	enum exit_status status = verify_record(cli, path, r, err);
	record_close(r);
	return status;
}

const struct cmd cmd_verify = {
	.name = "verify",
	.args = "RECORD",
	.help = "is everything in a record as it was sealed?",
	.more = "Checks every signature, chain, tree, checkpoint and body, on all processors, and names the first\n"
		"thing that is not as it was sealed. A checkpoint that you keep elsewhere (--checkpoint prints them)\n"
		"shows later, with --since, that nothing before it was changed or taken away. --against compares with\n"
		"another copy; where one key has signed two histories, the evidence is kept as a file that anybody can\n"
		"check with 'verify' alone. tools/verify.py is a second verifier, which shares no code with this one.\n"
		"\n"
		"  paraph verify lake.paraph\n"
		"  paraph verify lake.paraph --checkpoint -o lake-2026-06-04.txt\n"
		"  paraph verify lake.paraph --since lake-2026-06-04.txt\n",
	.options = "since against checkpoint output width color",
	.no = "something is forged or broken",
	.cannot_tell = "something that is expected is missing",
	.run = verify_run,
};
