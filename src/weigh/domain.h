/* domain: what is weighed: points, the options of each, and what each party
 * makes of them.
 *
 * A package takes one option of each point.  A party's utility of it is the sum
 * of its tables, each over one point or a few that hang together; or, in files
 * that want it so, a function of boxes.  All numbers are exact.
 *
 * Readers (src/io) fill a domain; whoever weighs reads it and changes nothing.
 * Everything in it lives in the arena it was made in, or in the file's bytes.
 */
#ifndef PARAPH_WEIGH_DOMAIN_H
#define PARAPH_WEIGH_DOMAIN_H

#include "base/err.h"
#include "weigh/ratio.h"

struct domain_point {
	str name;
	size_t option_count;            /* at least 1 */
	const str *options;
};

/* An addend of a utility: a number for every choice of options of `points`.
 * values[]: the last point's options run fastest. */
struct domain_table {
	size_t point_count;             /* at least 1 */
	const uint32_t *points;         /* ascending */
	const struct ratio *values;
};

/* A box holds a package where every bound of it does. */
struct domain_bound {
	uint32_t point;
	uint32_t least, most;           /* options, both included */
	bool outside;                   /* the option is to lie outside them */
};

struct domain_box {
	struct ratio value;             /* what it adds to its function where it holds */
	size_t bound_count;
	const struct domain_bound *bounds;
};

enum domain_join { DOMAIN_SUM, DOMAIN_MAX, DOMAIN_MIN };

/* weight × the sum, greatest or least of the boxes that hold and the parts; 0 of none. */
struct domain_function {
	enum domain_join join;
	struct ratio weight;
	size_t box_count, part_count;
	const struct domain_box *boxes;
	const struct domain_function *parts;
};

struct domain_option { uint32_t point, option; };

struct domain_party {
	str name;                       /* the file's name without folder and ending, where it names none */
	str file;
	bool has_line;                  /* a red line: utility below it is worse than no agreement */
	struct ratio line;              /* 0 where it has none */
	size_t table_count, never_count;
	const struct domain_table *tables;
	const struct domain_option *never;      /* options it rules out, whatever the rest */
	const struct domain_function *function; /* NULL, or min(1, function / most) is added */
	struct ratio function_most;
};

/* Whoever takes `when` must take `then` as well. */
struct domain_tie { struct domain_option when, then; };

struct domain {
	str name;
	size_t point_count, party_count, tie_count;
	const struct domain_point *points;
	const struct domain_party *parties;
	const struct domain_tie *ties;
};

/* How many packages there are, ties and red lines aside; SIZE_MAX where it is more. */
size_t domain_packages(const struct domain *d);

/* How many values a table has. */
size_t domain_table_size(const struct domain *d, const struct domain_table *t);

/* The utility of a package for party `party`: option[point_count].  None
 * (ratio_ok) where it overflows.  Adds up every table: slow, and meant as the
 * one that others are held against. */
struct ratio domain_utility(const struct domain *d, size_t party, const uint32_t option[]);

bool domain_box_holds(const struct domain_box *box, const uint32_t option[]);

/* Whether the package breaks no tie, takes no option that a party rules out,
 * and lies below no red line. */
bool domain_feasible(const struct domain *d, const uint32_t option[]);

#endif
