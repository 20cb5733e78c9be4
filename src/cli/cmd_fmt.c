#include "cli/cmd.h"

#include "base/file.h"

/* What fmt makes of one file. */
struct formatted {
	buf text;
	bool is_same;           /* as it is, to the byte */
	size_t faults;
};

static bool
format_file(arena *a, str path, struct formatted *ret, struct err *err)
{
	str bytes;
	if (!cli_opener.open(cli_opener.context, a, path, &bytes, err))
		return false;
	minutes *m = minutes_new(a, &cli_opener);
	m->keep_trivia = m->no_includes = true;
	bool ok = minutes_read_text(m, path, bytes, err);
	if (ok) {
		cli_report_faults(m);
		ret->faults = m->faults.total;
		if (ret->faults == 0)
			minutes_print(m, &ret->text);
		ret->is_same = str_eq(buf_str(&ret->text), bytes);
	}
	minutes_done(m);
	return ok;
}

static bool
goes_to_output(const struct cli *cli, str path)
{
	return cli->output.at || str_eq(path, S("-"));
}

/* One file, with memory of its own. */
static enum exit_status
fmt_file(const struct cli *cli, str path, struct err *err)
{
	arena *a = arena_new();
	struct formatted f = { 0 };
	enum exit_status status = EXIT_DONE;
	if (!format_file(a, path, &f, err)) {
		if (err->kind == ERR_SYSTEM)
			err->kind = ERR_INPUT;
	} else if (f.faults) {
		cli_say("%s fault%s; '%.*s' stays as it is", grouped(f.faults).text, f.faults == 1 ? "" : "s",
			STR_ARG(path));
		status = EXIT_INPUT;
	} else if (cli->check) {
		if (!f.is_same)
			cli_say("'%.*s' is not in the canonical form; 'paraph fmt %.*s' makes it so",
				STR_ARG(path), STR_ARG(path));
		status = f.is_same ? EXIT_DONE : EXIT_NO;
	} else if (goes_to_output(cli, path)) {
		cli_write(cli, buf_str(&f.text), err);
	} else if (!f.is_same) {
		file_write(path, buf_str(&f.text), err);
	}
	buf_done(&f.text);
	arena_free(a);
	return err->kind ? exit_of(err) : status;
}

static bool
operands_are_right(const struct cli *cli, struct err *err)
{
	if (cli->operands.count == 0)
		return fail(err, ERR_USAGE, "fmt which files? paraph fmt FILE…, or '-' for standard input");
	for (size_t i = 0; i < cli->operands.count; i++)
		if (!operand_is_file(cli->operands.at[i]))
			return fail(err, ERR_USAGE, "'%.*s' has no '.' and no '/', so it is no file; "
				    "write './%.*s'", STR_ARG(cli->operands.at[i]),
				    STR_ARG(cli->operands.at[i]));
	if (!cli->output.at)
		return true;
	if (cli->check)
		return fail(err, ERR_USAGE, "'--check' writes nothing, so it takes no '--output'");
	if (!operand_is_file(cli->output))
		return fail(err, ERR_USAGE, "fmt writes minutes only; '--output' wants a file, as in "
			    "'-o %.*s.minutes'", STR_ARG(cli->output));
	if (cli->operands.count > 1)
		return fail(err, ERR_USAGE, "'--output' is for one file; %zu were named",
			    cli->operands.count);
	return true;
}

/* A file that cannot be read or written does not keep the others from it; the
 * worst status counts. */
static enum exit_status
fmt_run(struct cli *cli, struct err *err)
{
	enum exit_status worst = EXIT_DONE;
	if (!operands_are_right(cli, err))
		return EXIT_INPUT;
	for (size_t i = 0; i < cli->operands.count; i++) {
		struct err one = { 0 };
		enum exit_status status = fmt_file(cli, cli->operands.at[i], &one);
		if (one.kind != ERR_NONE)
			cli_complain(&one);
		if (status > worst)
			worst = status;
	}
	return worst;
}

const struct cmd cmd_fmt = {
	.name = "fmt",
	.args = "FILE…",
	.help = "write minutes in the one canonical form, comments kept",
	.more = "Each FILE is rewritten in place; '-' reads standard input and writes standard\n"
		"output. -o writes one file to another. A file with faults stays as it is.\n"
		"--check writes nothing and exits with 1 where a file would change.\n"
		"\n"
		"  paraph fmt lake.minutes\n"
		"  paraph fmt --check @lake.txt\n",
	.options = "check output",
	.no = "with --check: a file is not in the canonical form",
	.run = fmt_run,
};
