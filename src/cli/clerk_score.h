/* clerk_score: how well the clerk does on annotated texts. */
#ifndef PARAPH_CLI_CLERK_SCORE_H
#define PARAPH_CLI_CLERK_SCORE_H

#include "cli/cmd.h"

/* `paraph clerk score FOLDER…`: brat stand-off (NAME.txt and NAME.ann, in the folder or in its
 * text/ and attributions/), or, with --timeml, the dates of TimeML files (NAME.tml). */
bool clerk_score(struct cli *cli, struct err *err);

#endif
