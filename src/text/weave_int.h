/* weave_int: the inside of a weaving; for weave*.c and consolidate.c only. */
#ifndef PARAPH_TEXT_WEAVE_INT_H
#define PARAPH_TEXT_WEAVE_INT_H

#include "base/map.h"
#include "text/diff.h"
#include "text/weave.h"

/* A text along a passage. */
struct strand {
	struct part part;               /* tokens of the strand's text that run along */
	struct edit *edits;             /* against the passage, in tokens of both texts */
	size_t edit_count;
	uint32_t *before, *behind;      /* by cut of the passage: the strand's token there */
	bool is_mine;                   /* edits and cuts are freed with it */
};

/* Departures that overlap: tokens of the passage, and who departs. */
struct cluster { uint32_t from, to, first, count; };

struct passage_of {
	struct part own;
	bool is_whole;                  /* a text from end to end, not in brackets */
	struct strand *strands;
	size_t strand_count;
	LIST(struct cluster) clusters;
	LIST(uint32_t) members;         /* of clusters: strands, ascending */
	map pairs;                      /* cluster and two texts: where their edits begin, plus 1 */
	LIST(struct edit) pair_edits;   /* a count in `a`, and that many edits */
};

struct strand *strands_new(size_t count);
void strand_make(const struct weaver *w, const struct passage_of *p, struct part x,
		 struct strand *ret_strand);
void strand_of_edits(const struct weaver *w, const struct passage_of *p, struct part x,
		     struct edits *found, struct strand *ret_strand);
void strand_done(struct strand *s);
void parts_diff(const struct weaver *w, struct part x, struct part y, struct edits *ret);
void clusters_make(struct passage_of *p);
int passage_weave(struct weaver *w, struct passage_of *p, unsigned depth, struct plan *ret_plan);
void passage_done(struct passage_of *p);

/* Hundredths of words. */
int weave_words(const struct weaver *w, uint32_t text, size_t from, size_t to);
str part_bytes(const struct weaver *w, const struct passage_of *p, struct part x, size_t from,
	       size_t to);

/* Words between cluster `k` and the next, or -1 where one site must cover both. */
int gap_words(const struct weaver *w, const struct passage_of *p, size_t k);

/* The least cost of one site over the clusters `first` … `last`, the words
 * beside it not counted, or more than `most`; where `ret_site` is given, the site
 * as well. */
int site_cost(struct weaver *w, struct passage_of *p, size_t first, size_t last, unsigned depth,
	      int most, struct plan_site *ret_site);

#endif
