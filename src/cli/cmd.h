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
#include "sheet/sheet.h"
#include "text/style.h"

/* Exit statuses: the whole list. */
enum exit_status {
	EXIT_DONE = 0,
	EXIT_NO = 1,            /* only of commands that are asked a yes-or-no */
	EXIT_CANNOT_TELL = 2,
	EXIT_INPUT = 3,         /* yours: usage, bad input, absent */
	EXIT_MACHINE = 4,       /* ours: a clash, the system */
};

enum when_colour { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

/* What a command line said. */
struct cli {
	arena *a;
	const char *command;            /* its name; NULL where none was given */
	LIST(str) operands;             /* files and references, in order; @LISTs opened */
	LIST(str) lists;                /* the files that were opened as @LIST */
	uint64_t given;                 /* a bit for each option of options.def that was given */
	str as, at, known, output;      /* of the options, or STR_NONE */
	str key, for_party, reason, since, against;
	unsigned width;                 /* 0: the terminal's, else 100 */
	enum when_colour colour;
	enum style style;               /* of bracketed text */
	double brackets_cost;           /* words a pair of brackets weighs; below 0: not given */
	size_t context;                 /* paragraphs around a change, SIZE_MAX all; where given */
	double site_cost;               /* words a place of change weighs; 0: not given */
	bool has_context, side_by_side, exit_code;
	bool unattributed, unwrap, block;
	str domain, lp, from_package, uncertain;        /* of weigh */
	uint64_t memory_bytes, steps, samples;  /* 0: as usual; not limited; as usual */
	uint64_t seed;
	bool has_seed;
	bool stats, frontier, normalise;
	str talks, model;               /* of clerk */
	bool in_order, timeml;
	bool confirm;                   /* of take */
	bool provably, yes, checkpoint;
	bool keep_going, check, resolve, schema, help, version;
};

struct cmd {
	const char *name;
	const char *args;               /* "FILE…" */
	const char *help;               /* one line */
	const char *more;               /* of its own help page: what it does, examples; or NULL */
	const char *options;            /* those of options.def it takes: "as at known" */
	const char *no, *cannot_tell;   /* what exit statuses 1 and 2 mean; NULL where it has none */
	/* Does it.  A failure is told in `err`, whose kind then gives the exit
	 * status, whatever is returned. */
	enum exit_status (*run)(struct cli *cli, struct err *err);
};

extern const struct cmd *const cmds[];
extern const size_t cmd_count;

/* ---- files.c ---- */

/* An operand with '.' or '/' (or "-") is a file; everything else a reference. */
bool operand_is_file(str operand);

/* Adds the paths of the file `path` to the operands: one a line, blank lines and
 * those that begin with ';' left out. */
bool list_open(struct cli *cli, str path, struct err *err);

/* How the commands reach files. */
extern const struct opener cli_opener;

/* Reads every file among the operands.  False with `err` where one cannot be
 * opened or there is none. */
bool cli_read(struct cli *cli, minutes *m, struct err *err);

/* Reads a file that is a text of its own, not minutes: UTF-8 of at most 256 MiB. */
bool cli_text(const struct cli *cli, str path, str *ret_text, struct err *err);

/* The same of what was a PDF: page ends and other control characters stand in it. */
bool cli_text_paged(const struct cli *cli, str path, str *ret_text, struct err *err);

/* ---- output.c ---- */

/* A number as people read it: "99,980". */
struct grouped { char text[40]; };
struct grouped grouped(size_t number);

/* Prints the faults on standard error, at most FAULTS_KEPT of them and how many
 * more there are. */
void cli_report_faults(minutes *m);

/* Prints "paraph: …" on standard error: a line, clean of what could harm a
 * terminal; and the same for what went wrong. */
void cli_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
void cli_complain(const struct err *err);

/* The format that -o asks for, the first of formats.def without one. */
bool cli_format(const struct cli *cli, const struct sheet_format **ret_format, struct err *err);

/* Columns of the terminal, or of --width; 100 where there is none. */
unsigned cli_width(const struct cli *cli);

/* Prints a sheet to standard output or the file of -o; `behind` goes after it
 * as it is. */
bool cli_sheet(const struct cli *cli, const sheet *s, str behind, struct err *err);

/* Writes to standard output, or, whole, to the file of -o. */
bool cli_write(const struct cli *cli, str bytes, struct err *err);

/* Fails where -o would write over `path`, which is read, whatever it is called; or
 * over one of the operands. */
bool cli_spares(const struct cli *cli, str path, struct err *err);
bool cli_spares_operands(const struct cli *cli, struct err *err);

enum exit_status exit_of(const struct err *err);

#endif
