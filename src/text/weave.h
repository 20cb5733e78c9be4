/* weave: which brackets go where; the plan of a consolidation.
 *
 *      struct weaver *w = weaver_new(base, texts, count, &costs);
 *      struct plan p = { 0 };
 *      weave(w, &p);
 *      use(&p.sites.at[0].blocks.at[0]);
 *      weaver_free(w);
 *
 * For consolidate.c, whose top tells the theory.  Texts are numbered: 0 is the
 * base, 1 … count the others, all different.
 */
#ifndef PARAPH_TEXT_WEAVE_H
#define PARAPH_TEXT_WEAVE_H

#include "base/arena.h"
#include "text/words.h"

/* In hundredths of a word. */
struct weave_costs {
	int bracket;            /* a pair of brackets */
	int nested;             /* more for one inside another */
	int island;             /* a single unchanged word between two sites */
	int align;              /* a place of change, while two texts are held against each other */
};

/* A plan for one passage: its own text, and sites where others have more,
 * less, or something else. */
struct plan {
	LIST(struct plan_site) sites;   /* ascending in the passage's text */
};

/* What one text has at a site: tokens from … to - 1. */
struct part { uint32_t text; uint32_t from, to; };

struct plan_block {
	struct part part;               /* of the text that stands in the brackets */
	LIST(struct part) same;         /* texts that have the very same, the first is `part` */
	LIST(struct guest { struct part part; uint32_t woven; }) within;
					/* texts that have it with changes inside; `inner` has text
					 * `woven` for each, whose part is the same */
	struct plan inner;              /* those changes */
};

struct plan_site {
	uint32_t from, to;              /* tokens of the passage's text */
	bool has_own;                   /* blocks.at[0] is the passage's own text */
	LIST(struct part) deletes;      /* texts that have nothing where the passage has its own */
	LIST(struct plan_block) blocks;
};

struct weaver {
	arena *a;                       /* plans live here */
	lexicon *words;
	size_t count;                   /* of texts, the base included */
	struct woven { struct tokens t; uint32_t *words_before; } *texts;
	struct weave_costs costs;
	bool never_side_by_side;        /* "[a][US: b] [c][EU: d]": sites with but a
					 * blank between */
	LIST(struct seam { uint32_t text, at; }) seams; /* where no such two may be */
};

struct weaver *weaver_new(str base, const str texts[], size_t count,
			  const struct weave_costs *costs);
void weaver_free(struct weaver *w);

/* The plan of least cost for all of the base; gives the cost. */
int weave(struct weaver *w, struct plan *ret_plan);
void plan_done(struct plan *p);

/* What a plan costs, counted from the plan itself, for one text from token `from`
 * to `to`: tests hold weave() to it. */
int plan_cost(const struct weaver *w, const struct plan *p, uint32_t text, size_t from, size_t to);

#endif
