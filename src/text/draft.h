/* draft: the points of one text, from CommonMark.
 *
 *      draft *d = draft_read(a, markdown, S("drafts/v3.md"), &err);
 *      for (size_t i = 0; i < draft_count(d); i++)
 *              use(draft_point(d, i));
 *
 * A numbered point is an item of a top-level ordered list, or a heading that
 * begins with a number ("## B.2 Monitors") together with what stands below it
 * up to the next heading of its level or above.  Ordered lists and headings
 * inside a point are its sub-points: their numbers are joined to the parent's
 * with a dot ("6.1"; "B.2"), unless they are typed whole ("6.1." beside or
 * below "6.").  Lettered paragraphs inside a point, "(a) …", "(i) …", are
 * sub-points "6(a)", "6(a)(i)" where they follow one another without a gap.
 * Numbers that CommonMark has no list for are markers as well: "3bis.",
 * "-1a.", "6.1.", "[3.]", "[3. … ]".  `{#port}`, at the end of the heading or
 * of the first line, fixes a point's identity.  The number is what the source
 * says, not what a list would count.
 *
 * draft.c says to the byte what heading and words are.
 */
#ifndef PARAPH_TEXT_DRAFT_H
#define PARAPH_TEXT_DRAFT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

typedef struct draft draft;

struct draft_point {
	str number;             /* as printed: "6", "6.1", "B.2", "3alt" */
	str identity;           /* of {#port}: "port"; or empty */
	str heading;            /* without marks and number; may be empty */
	str words;              /* the words of the point without number, identity
	                         * mark and heading; exact bytes, line ends as in
	                         * the source, sub-points' own words left out */
	size_t at;              /* byte offset of the point in the source */
	unsigned line;          /* its line in the source, from 1 */
	unsigned level;         /* 1 for a point, 2 for a sub-point, … */
	uint32_t parent;        /* index of the point above plus 1, or 0 */
	str above;              /* its number, or empty; it may not be in this draft (draft_of_points) */
	unsigned brackets;      /* square brackets opened in heading, number and words */
	unsigned bracket_words; /* words inside any bracket, one opened above
	                         * included: "[The chapeau: (a) … (b) …]" */
	unsigned word_count;    /* words of heading and words, brackets' owners left out */
	bool number_bracketed;  /* "[3.]": the whole point is not agreed, and what
	                         * is below it; all its words are bracket_words */
	bool unbalanced;        /* a bracket opened here is not closed within the
	                         * level-1 point, or closed without opening */
};

/* Reads a draft.  `name` is used in errors only.  Fails on two points of one
 * number or of one identity, naming both lines; a text without any numbered
 * point is an error that says how points are written.  So are a NUL byte,
 * bytes that are no UTF-8, a mark "{#…}" that is no identity, and more than
 * 256 MiB.  Lists nest up to column 100; markers beyond are words.  Strings of
 * the result are borrowed from `markdown` or live in `a`.  Linear, about
 * 40 MB/s. */
draft *draft_read(arena *a, str markdown, str name, struct err *err);

str draft_title(const draft *d);        /* the first heading without a number, or "" */
size_t draft_count(const draft *d);
const struct draft_point *draft_point(const draft *d, size_t index);

/* The index plus 1 of the point with that number or identity, or 0.  O(1). */
uint32_t draft_find(const draft *d, str number);
uint32_t draft_find_identity(const draft *d, str identity);

/* Adds one point as bytes, without its place in the source: a provision of doc/record.md, 3. */
void draft_point_print(const draft *d, size_t index, buf *out);

/* A draft of points so printed, in their order; not all of a text need be there.  Its
 * strings are borrowed.  Fails where bytes are no point, and on two of one number or identity. */
struct draft_part { str number, bytes; };
draft *draft_of_points(arena *a, const struct draft_part *parts, size_t count, struct err *err);

#endif
