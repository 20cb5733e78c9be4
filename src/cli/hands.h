/* hands: a base and the texts of some hands against it, as operands: BASE NAME=FILE…
 *
 *      struct hands h;
 *      if (!hands_read(cli, &h, err))
 *              return EXIT_DONE;               `err` says the rest
 *      consolidate(cli->a, h.base, h.at, h.count, &consolidate_defaults);
 */
#ifndef PARAPH_CLI_HANDS_H
#define PARAPH_CLI_HANDS_H

#include "cli/cmd.h"
#include "text/consolidate.h"

struct hands {
	str base_path, base;
	struct hand *at;        /* in the order of the operands */
	str *paths;             /* of their texts */
	size_t count;
};

/* Is there an operand like "EDRi=b.txt"?  A path with "=" in it is written with
 * "./" before it. */
bool hands_are_named(const struct cli *cli);

/* Reads them all, in cli->a.  Fails where there is no base or more than one, no
 * hand or one name twice, where a text cannot be read, and where -o would write
 * over one. */
bool hands_read(struct cli *cli, struct hands *h, struct err *err);

#endif
