/* cmd: one command of the program.
 *
 * A command is one file src/cli/cmd_NAME.c that defines one const struct and
 * one line in cmds.def; the twelve answers and the papers need none, they are
 * all run by answer.c from the table in answer/.  Help, completion and the
 * tests walk the tables.
 */
#ifndef PARAPH_CLI_CMD_H
#define PARAPH_CLI_CMD_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/list.h"
#include "minutes/minutes.h"

/* Exit statuses: the whole list. */
enum exit_status {
	EXIT_DONE = 0,
	EXIT_NO = 1,            /* only of commands that are asked a yes-or-no */
	EXIT_CANNOT_TELL = 2,
	EXIT_INPUT = 3,         /* yours: usage, bad input, absent */
	EXIT_MACHINE = 4,       /* ours: a clash, the system */
};

/* What a command line said. */
struct cli {
	arena *a;
	const char *command;
	LIST(str) operands;             /* files and references, in order; @LISTs opened */
	str as, at, known, output;      /* of the options, or STR_NONE */
	unsigned width;                 /* 0: the terminal's, else 100 */
	bool keep_going, check, colour_always, colour_never;
};

struct cmd {
	const char *name;
	const char *args;               /* "FILE…" */
	const char *help;               /* one line */
	const char *more;               /* of its own help page: options, examples; or NULL */
	const char *options;            /* those of options.def it takes: "as at known" */
	enum exit_status (*run)(struct cli *cli, struct err *err);
};

extern const struct cmd *const cmds[];
extern const size_t cmd_count;

/* An operand with '.' or '/' (or "-") is a file; everything else a reference. */
bool operand_is_file(str operand);

/* How the commands reach files. */
extern const struct opener cli_opener;

/* Reads every file among the operands.  False with `err` where one cannot be
 * opened or there is none. */
bool cli_read(struct cli *cli, minutes *m, struct err *err);

/* Prints the faults on standard error, at most FAULTS_KEPT of them and how many
 * more there are. */
void cli_report_faults(minutes *m);

/* Writes to standard output, or, whole, to the file of -o. */
bool cli_write(const struct cli *cli, str bytes, struct err *err);

enum exit_status exit_of(const struct err *err);

#endif
