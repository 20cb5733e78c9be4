#include "cli/cmd.h"

#include <stdio.h>

#include "base/file.h"

/* What fmt makes of one file, in `ret_text`; false where it has faults. */
static bool
format_file(struct cli *cli, str path, buf *ret_text, bool *ret_same, size_t *ret_faults, struct err *err)
{
	minutes *m = minutes_new(cli->a, &cli_opener);
	m->keep_trivia = m->no_includes = true;
	bool ok = minutes_read(m, path, err);
	if (ok) {
		*ret_faults = m->faults.total;
		minutes_print(m, ret_text);
		*ret_same = str_eq(buf_str(ret_text), m->files.at[0].text);
		cli_report_faults(m);
	}
	minutes_done(m);
	return ok;
}

static enum exit_status
fmt_run(struct cli *cli, struct err *err)
{
	enum exit_status status = EXIT_DONE;
	if (cli->operands.count == 0) {
		fail(err, ERR_USAGE, "fmt which files? paraph fmt FILE…, or - for standard input");
		return EXIT_INPUT;
	}
	for (size_t i = 0; i < cli->operands.count; i++) {
		str path = cli->operands.at[i];
		buf text = { 0 };
		bool same = false;
		size_t faults = 0;
		bool ok = format_file(cli, path, &text, &same, &faults, err);
		if (ok && faults) {
			status = EXIT_INPUT;
		} else if (ok && cli->check) {
			if (!same) {
				fprintf(stderr, "%.*s is not in the canonical form; 'paraph fmt %.*s' makes it so\n",
					STR_ARG(path), STR_ARG(path));
				if (status == EXIT_DONE)
					status = EXIT_NO;
			}
		} else if (ok && (str_eq(path, S("-")) || cli->output.at)) {
			ok = cli_write(cli, buf_str(&text), err);
		} else if (ok && !same) {
			ok = file_write(path, buf_str(&text), err);
		}
		buf_done(&text);
		if (!ok)
			return exit_of(err);
	}
	return status;
}

const struct cmd cmd_fmt = {
	.name = "fmt",
	.args = "FILE…",
	.help = "write minutes in the one canonical form, comments kept",
	.more = "Each FILE is rewritten in place; '-' reads standard input and writes standard output.\n"
		"A file with faults stays as it is.  --check changes nothing and exits with 1 where a\n"
		"file is not in the canonical form.\n",
	.options = "check o",
	.run = fmt_run,
};
