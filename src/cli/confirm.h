/* confirm: a person walks through draft minutes, act by act, and takes, changes or
 * leaves each, next to the sentence that it rests on.
 *
 *      str accepted;
 *      if (confirm_walk(cli, path, &accepted, err))
 *              minutes_read_text(m, path, accepted, err);
 */
#ifndef PARAPH_CLI_CONFIRM_H
#define PARAPH_CLI_CONFIRM_H

#include "cli/cmd.h"

/* Reads the minutes at `path` and asks on standard output and input about each act, and
 * each point whose note names a place. What else stands there, declarations and `under`, goes
 * along. The report that a source names is looked for beside the minutes. Fails where it is quit, or
 * input ends: then nothing is to be taken. */
bool confirm_walk(struct cli *cli, str path, str *ret_accepted, struct err *err);

#endif
