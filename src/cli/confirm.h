/* confirm: a person walks through draft minutes, act by act, and takes, changes or
 * leaves each, next to the sentence that it rests on.
 *
 *      struct taking_files files = { cli, r, texts, count, 0 };
 *      for (; files.file < count; files.file++)
 *              if (!confirm_walk(&files, err))
 *                      ...
 */
#ifndef PARAPH_CLI_CONFIRM_H
#define PARAPH_CLI_CONFIRM_H

#include "cli/pieces.h"

/* Asks on standard output and input about each act of texts[file], and each point whose note names
 * a place; what is accepted takes the text's place.  What else stands there, declarations and
 * `under`, goes along.  The report that a source names is looked for beside the minutes.
 *
 * An entry is taken only where it stands with all that is taken so far and all that is still to
 * come; a fault is told at once, with its place in the entry.  Fails where it is quit, or input
 * ends: then nothing is to be taken. */
bool confirm_walk(const struct taking_files *files, struct err *err);

#endif
