/* source: what an answer is asked of: files of minutes, records, or both.
 *
 *      struct source s = { 0 };
 *      if (source_read(&s, cli, m, &err))
 *              d = docket_new_given(cli->a, m, s.given);
 *      source_done(&s);
 */
#ifndef PARAPH_CLI_SOURCE_H
#define PARAPH_CLI_SOURCE_H

#include "cli/cmd.h"
#include "record/unsealing.h"

struct source {
	LIST(record *) records;
	LIST(struct unsealing) unsealed;
	const struct given_words *given;        /* by entry of the minutes, or NULL */
	bool has_files;                         /* of minutes: their meaning is to be checked */
	str as;                                 /* whose copy it is, where it is one, or empty */
};

/* Reads every file among the operands into `m`. */
bool source_read(struct source *s, struct cli *cli, minutes *m, struct err *err);
void source_done(struct source *s);

#endif
