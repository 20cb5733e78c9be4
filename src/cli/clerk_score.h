/* clerk_score: how well the clerk does on annotated texts. */
#ifndef PARAPH_CLI_CLERK_SCORE_H
#define PARAPH_CLI_CLERK_SCORE_H

#include "clerk/reader.h"
#include "cli/cmd.h"

/* `paraph clerk score FOLDER…`: brat stand-off (NAME.txt and NAME.ann, in the folder or in its
 * text/ and attributions/), or, with --timeml, the dates of TimeML files (NAME.tml). */
bool clerk_score(struct cli *cli, struct err *err);

/* `paraph clerk train FOLDER… -o MODEL`: a second reader, learnt from brat stand-off. */
bool clerk_train(struct cli *cli, struct err *err);

/* The trained reader of --model, or NULL where none is named. */
bool clerk_model(struct cli *cli, struct reader **ret, struct err *err);

#endif
