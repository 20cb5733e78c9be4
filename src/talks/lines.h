/* lines: one line of a `figures:`, `mandate:`, `if:` or `needs:` block.
 *
 *      struct figure f;
 *      if (!figure_line(line, &f, &at, &why)) ...      why: what is wrong, at which byte
 *
 * Each takes the line as typed; strings of the result are parts of it.
 */
#ifndef PARAPH_TALKS_LINES_H
#define PARAPH_TALKS_LINES_H

#include "minutes/tables.h"

/* `wounded/children: 2 scope unknown per authorities` */
struct figure {
	str class, part;        /* "wounded", "children" or empty */
	enum hedge hedge;
	uint32_t number;
	str words;              /* where it is no quantity: `kind: strike and decoy` */
	bool scope_unknown;
	str per;                /* a name, or empty: the incident's own */
};
bool figure_line(str line, struct figure *ret_figure, size_t *ret_at, const char **ret_why);

/* `delegations v3:1-9,13` or `fall-back v3:10 "words"` */
struct mandate_line {
	bool is_fall_back;
	str level;              /* empty of a fall-back */
	str points;             /* references as typed */
	str words;              /* of a fall-back, without quotation marks; may be empty */
};
bool mandate_line(str line, struct mandate_line *ret_line, size_t *ret_at, const char **ret_why);

/* `not LOW accepts v3:5`, `UPP has v4`, `by 2026-06-11`, `m1`, `"words"` */
struct condition {
	bool negated;
	str who, verb, what;    /* somebody does, or has, something */
	str by;                 /* a time as typed */
	str act;                /* the name of an act, or of a point */
	str words;              /* what no machine can tell */
};
bool condition_line(str line, struct condition *ret_condition, size_t *ret_at, const char **ret_why);

/* `joint: 60`, `theirs: never`, `no agreement: 55` */
struct option_line {
	str name;
	str worth;              /* a decimal as typed, or empty: never */
};
bool option_line(str line, struct option_line *ret_line, size_t *ret_at, const char **ret_why);

#endif
