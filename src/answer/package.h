/* package: the conditions of a view as a graph, for package*.c.
 *
 *      struct package p;
 *      package_make(&p, ask);
 *      for (size_t i = 1; i < p.givings.count; i++) ...
 *      package_done(&p);
 *
 * A giving is one conditional act as far as it gives one point, or as a whole
 * where it gives none; each line of its `if:` is a literal.  rules/conditions.h
 * reckons on what is open; here every node and need has its words.
 */
#ifndef PARAPH_ANSWER_PACKAGE_H
#define PARAPH_ANSWER_PACKAGE_H

#include "answer/answer.h"
#include "rules/conditions.h"

enum literal_kind { LITERAL_CONSENT, LITERAL_POINT, LITERAL_EVENT, LITERAL_TIME, LITERAL_WORDS };
enum literal_state {
	LITERAL_OPEN, LITERAL_MET, LITERAL_LAPSED,
	LITERAL_HOLDS,          /* so far: a time not yet passed, a thing not yet come */
};
extern const char *const literal_kind_names[];
extern const char *const literal_state_names[];

struct literal {
	str words;              /* "UPP gives 6", "not: UPP opposes v5:2" */
	str typed;
	uint8_t kind, state;    /* enum literal_kind, literal_state */
	bool negated;
	int64_t until;          /* of a time: its latest instant */
	uint32_t first_need, need_count;        /* into c->needs */
};

struct giving {
	uint32_t entry, holder; /* an actor, or 0 */
	uint32_t point;         /* of talks, or 0: the act gives none */
	uint32_t node;
	str says;               /* "LOW gives 5" */
	uint8_t state;          /* enum literal_state */
	uint32_t first_literal, literal_count;
};

/* What a node is: beside c->nodes. */
struct node_words {
	str words;              /* "5", "UPP gives 6", "joint-session is done" */
	uint32_t point;         /* of talks, or 0 */
	uint32_t giving;        /* or 0 */
	str why;                /* it never comes: "kept for leaders" */
	uint32_t why_entry;     /* 1 + entry, or 0 */
	int64_t since;          /* of what is settled, or SPAN_START */
};

struct package {
	const struct ask *ask;
	conditions *c;
	LIST(struct giving) givings;            /* [0] unused; by point as the board has them, then other acts */
	LIST(struct literal) literals;
	LIST(struct node_words) nodes;
	LIST(uint32_t) giving_of;               /* by need */
	map of_points, of_consents;             /* talks point, or who gives it how: its node */
	syms *texts;                            /* of events */
	LIST(uint32_t) of_texts;
	const uint32_t *board;                  /* points of talks; node i + 1 is board[i] */
	size_t board_count;
};

void package_make(struct package *p, const struct ask *ask);
void package_done(struct package *p);

/* The point's number as it is now, or else its name. */
str package_label(const struct package *p, uint32_t node);

/* "LOW gives 5 if UPP gives 6" */
str package_sentence(const struct package *p, uint32_t giving);

/* "needs 12, which is kept for leaders"; the entry that says so, from 1, or 0. */
str package_stuck(const struct package *p, uint32_t node, uint32_t *ret_entry);

/* The graph of points as a drawing; nothing where nothing waits. */
void package_draw(const struct package *p, sheet *s);

#endif
