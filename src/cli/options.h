/* options: the command line, read by the table options.def.
 *
 *      if (!options_read(&cli, argc, argv, &err))
 *              return report(&err);
 *
 * Options may stand anywhere; `--name value` and `--name=value`, `-o value`
 * and `-ovalue`; `--` ends them.  What is no option is the command first, and
 * then its operands; `@LIST` stands for the paths in a file.
 */
#ifndef PARAPH_CLI_OPTIONS_H
#define PARAPH_CLI_OPTIONS_H

#include "cli/cmd.h"

struct option_row {
	const char *name;
	char letter;            /* or 0 */
	const char *arg;        /* or NULL */
	const char *help;
	bool (*set)(struct cli *cli, str arg, struct err *err);
};

extern const struct option_row option_rows[];
extern const size_t option_count;

/* Is the option among those that the list "as at known" names?  Help and
 * version always are. */
bool option_is_in(const struct option_row *o, const char *list);

/* Reads the whole command line.  The command and its options are not checked
 * against one another: options_check does, once the command is found. */
bool options_read(struct cli *cli, int argc, char *const argv[], struct err *err);
bool options_check(const struct cli *cli, const char *list, struct err *err);

#endif
