/* command: a row of cmds.def or of the answers, seen as one thing.
 *
 *      struct command c;
 *      for (size_t i = 0; command_at(i, &c); i++)      answers first
 *              list(c.name, c.help);
 */
#ifndef PARAPH_CLI_COMMAND_H
#define PARAPH_CLI_COMMAND_H

#include "answer/answer.h"
#include "cli/cmd.h"

struct command {
	const char *name;
	const char *args;               /* "FILE… [A B]" */
	const char *help, *more, *options;
	const char *no, *cannot_tell;   /* what exit statuses 1 and 2 mean, or NULL */
	const struct cmd *cmd;          /* one of these two */
	const struct answer *answer;
};

bool command_at(size_t i, struct command *ret_command);
bool command_find(str name, struct command *ret_command);

/* Fails with "there is no command 'X'" and a guess. */
bool command_absent(arena *a, str name, struct err *err);

/* Asks an answer of the files and prints it. */
enum exit_status answer_run(const struct answer *answer, struct cli *cli, struct err *err);

/* How redlines are to be laid out. */
struct redlined_look cli_look(const struct cli *cli);

/* The help page of one command, and the first screen. */
void help_page(arena *a, const struct command *c, buf *out);
void help_first(buf *out);

#endif
