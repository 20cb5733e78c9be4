#include "cli/cmd.h"
#include "cli/version.h"

static enum exit_status
version_run(struct cli *cli, struct err *err)
{
	cli->output = STR_NONE;
	cli_write(cli, S("paraph " PARAPH_VERSION "\n"), err);
	return EXIT_DONE;
}

const struct cmd cmd_version = {
	.name = "version",
	.args = "",
	.help = "print the version of the program",
	.options = "",
	.run = version_run,
};
