/* paraph: reads the command line, runs the command, gives the exit status. */
#include <signal.h>

#include "cli/command.h"
#include "cli/options.h"

static bool
print_page(struct cli *cli, const struct command *c, struct err *err)
{
	buf out = { 0 };
	cli->output = STR_NONE;
	if (c)
		help_page(cli->a, c, &out);
	else
		help_first(&out);
	bool ok = cli_write(cli, buf_str(&out), err);
	buf_done(&out);
	return ok;
}

static enum exit_status
run(struct cli *cli, int argc, char *const argv[], struct err *err)
{
	struct command c;
	if (!options_read(cli, argc, argv, err))
		return EXIT_INPUT;
	if (cli->version)
		cli->command = "version";
	if (!cli->command) {
		print_page(cli, NULL, err);
		return EXIT_DONE;
	}
	if (!command_find(str_of(cli->command), &c)) {
		command_absent(cli->a, str_of(cli->command), err);
		return EXIT_INPUT;
	}
	if (cli->help) {
		print_page(cli, &c, err);
		return EXIT_DONE;
	}
	if (!options_check(cli, c.options, err))
		return EXIT_INPUT;
	return c.cmd ? c.cmd->run(cli, err) : answer_run(c.answer, cli, err);
}

/* Where more is said, behind a mistake of the command line. */
static void
point_to_help(const struct cli *cli)
{
	struct command c;
	if (cli->command && command_find(str_of(cli->command), &c))
		cli_say("'paraph help %s' says more", c.name);
	else
		cli_say("'paraph help' lists the commands");
}

int
main(int argc, char *argv[])
{
	struct cli cli = { .a = arena_new(), .brackets_cost = -1 };
	struct err err = { 0 };
	/* Whoever reads our output may stop; a parent may have said otherwise. */
	signal(SIGPIPE, SIG_DFL);
	enum exit_status status = run(&cli, argc, argv, &err);
	if (err.kind != ERR_NONE) {
		cli_complain(&err);
		status = exit_of(&err);
	}
	if (err.kind == ERR_USAGE)
		point_to_help(&cli);
	LIST_DONE(&cli.operands);
	LIST_DONE(&cli.lists);
	arena_free(cli.a);
	return status;
}
