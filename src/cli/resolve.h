/* resolve: a person chooses at the open brackets of a text, one by one, and
 * each choice becomes an act in the notation of minutes. */
#ifndef PARAPH_CLI_RESOLVE_H
#define PARAPH_CLI_RESOLVE_H

#include "cli/cmd.h"
#include "text/bracketed.h"

/* Asks on standard error, hears on standard input. Afterwards the acts go to
 * standard output and the text, with what is still open, to the file of -o. */
bool resolve_run(struct cli *cli, str path, const struct bracketed *b, struct err *err);

#endif
