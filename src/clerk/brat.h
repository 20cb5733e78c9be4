/* brat: stand-off annotations of who said what, as the brat tool writes them.
 *
 *      T1      Content 38 65;70 80     the words
 *      E1      Attribution:T4 Source:T3 Cue:T2 Content:T1
 *
 * Places are code points of the text. Roles are Source, Cue and Content, a number
 * behind them where there are several; other lines are passed over.
 */
#ifndef PARAPH_CLERK_BRAT_H
#define PARAPH_CLERK_BRAT_H

#include "base/arena.h"
#include "base/err.h"

enum role { ROLE_SOURCE, ROLE_CUE, ROLE_CONTENT, ROLES };
extern const char *const role_names[ROLES];

struct brat_span {
	uint32_t start, end;
};

struct brat_attribution {
	struct brat_span *spans[ROLES];
	size_t count[ROLES];
};

struct brat {
	struct brat_attribution *attributions;
	size_t count;
};

/* Fails with the line where a T or an E cannot be read, or an E names no T; and for a file
 * of something else. */
bool brat_read(arena *a, str name, str bytes, struct brat *ret, struct err *err);

#endif
