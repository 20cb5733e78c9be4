/* snapshot: sheets of a record's state, kept in it by take and rebuild.
 *
 * A question that asks for all that a record holds, as it is now, is answered from the sheet
 * that the fold gave when the record was last written to.  The sheet counts only for that
 * very state of the record and this version of the program, and only if this user's own
 * program wrote it: it is sealed with a secret that lies beside the user's key.  So nobody
 * else's file can answer in the place of its acts.
 */
#ifndef PARAPH_CLI_SNAPSHOT_H
#define PARAPH_CLI_SNAPSHOT_H

#include "answer/answer.h"
#include "cli/cmd.h"
#include "record/record.h"

/* The sheet, where the command line asks a plain question of one record and a sheet for its
 * state is kept; else NULL, and the question is answered from the acts. */
sheet *snapshot_find(struct cli *cli, const struct answer *answer);

/* Makes them anew for the state of an open, writable record.  Without a secret none are made. */
bool snapshots_make(struct cli *cli, record *r, struct err *err);

/* Are those that are kept what the acts give now?  `ret_wrong` names one that is not. */
bool snapshots_check(struct cli *cli, record *r, const char **ret_wrong, struct err *err);

#endif
