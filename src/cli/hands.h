/* hands: a base and the texts held against it, as operands: BASE NAME=FILE…
 *
 *      struct hands h;
 *      if (!hands_read(&h, cli, err))
 *              return EXIT_INPUT;
 *      consolidate(cli->a, h.base, h.at, h.count, …);
 */
#ifndef PARAPH_CLI_HANDS_H
#define PARAPH_CLI_HANDS_H

#include "cli/cmd.h"
#include "text/consolidate.h"

struct hands {
	str base_path, base;
	struct hand *at;        /* in the order of the operands */
	size_t count;
};

/* "EDRi=b.txt"?  What stands before the first "=" is a name: no '.' and no '/'. */
bool operand_is_hand(str operand, str *ret_name, str *ret_path);

/* Reads them all.  Fails where there is no base or more than one, no hand, a name
 * twice, or a text that is no UTF-8. */
bool hands_read(struct hands *h, const struct cli *cli, struct err *err);

#endif
