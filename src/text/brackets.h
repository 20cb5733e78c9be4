/* brackets: the square brackets of a negotiated text, as they open.
 *
 *      brackets it = brackets_in(a, text, NULL);
 *      for (struct bracket b; brackets_next(&it, &b);)
 *              use(str_sub(text, b.at, b.at + b.len));
 *      if (it.strays > 0 || it.unclosed > 0)
 *              the text does not balance
 *
 * "[text]" is not agreed; "[UPP: text]" has owners; "[shall][should]" are
 * alternatives, stacked.  No brackets are: escaped ones ("\["), what stands in
 * a code span or an HTML comment, footnote marks ("[^1]"), links and images
 * ("[x](https://…)"; "[x][ref]" and "[ref]" where the document defines `ref`)
 * and the definitions themselves.
 *
 * One thing differs from CommonMark, so that a bracket is never lost by
 * accident: a link's target must look like one, with "://", "mailto:", a
 * leading "/", "./" or "#", a file ending, or in <>.  "[paragraph 3](a)" and
 * "[UPP]: agreed." keep their bracket.
 */
#ifndef PARAPH_TEXT_BRACKETS_H
#define PARAPH_TEXT_BRACKETS_H

#include "base/arena.h"
#include "base/list.h"

struct bracket {
	size_t at;              /* offset of "[" */
	size_t len;             /* both brackets included; up to the end where unclosed */
	unsigned depth;         /* 1 for an outermost one */
	unsigned place;         /* 1; 2 for the next of "[shall][should]", … */
	str owners;             /* "UPP" of "[UPP: …]", or empty */
	bool closed;
};

/* Names of link definitions, "[ref]: https://…". */
typedef struct links links;

links *links_new(arena *a);
void links_add(links *l, str label);            /* blanks and ASCII case do not count */
bool links_have(const links *l, str label);     /* false for a NULL `l` */

/* Is this line, read from its first non-blank byte, a link definition? */
bool link_definition(str line, str *ret_label);

/* The definitions of a whole document. */
links *links_in(arena *a, str document);

/* A walker; what it walks lives in the arena. */
typedef struct brackets {
	const struct bracket *at;
	size_t count, next;
	size_t unclosed;        /* "[" without "]" */
	size_t strays;          /* "]" without "[" */
} brackets;

/* Reads `text` whole.  `known` may be NULL.  Linear; cannot fail. */
brackets brackets_in(arena *a, str text, const links *known);
bool brackets_next(brackets *it, struct bracket *ret_bracket);

/* The owners of one bracket, one by one: "US/AU propose; CL oppose" gives US,
 * AU (propose), CL (oppose).  Separators are , / ; and blanks. */
struct owner {
	str name;
	str stance;             /* or empty */
};
bool owners_next(str *rest, struct owner *ret_owner);

/* The words that owner lists are made of. */
size_t owner_name_len(str s, size_t at);        /* bytes of the plain name at `at`, or 0 */
bool owner_is_stance(str word);                 /* "proposes", "oppose" */
bool owner_is_remark(str word);                 /* "Note", "Option": owns nothing before a colon */

/* The same for a text in pieces: a bracket may open in one and close in a
 * later one, but a link or a code span stays within its piece.  Offsets are
 * those of `text`; pieces come in its order.
 *
 *      bracketing b = { 0 };
 *      bracketing_read(&b, text, from, to, known);     for each piece
 *      bracketing_end(&b);                             now `found` holds
 *      bracketing_clear(&b);                           for the next text
 *      bracketing_done(&b);
 */
struct span_of_bytes {
	size_t from, to;
};

typedef struct bracketing {
	LIST(struct bracket) found;             /* in the order they open */
	LIST(size_t) strays;                    /* offsets of "]" without "[" */
	LIST(struct span_of_bytes) quiet;       /* link targets, footnote marks, comments:
	                                         * no words of the text; ascending */
	LIST(size_t) open;                      /* indices into found */
	LIST(struct code_run { size_t at, len; uint64_t key; uint32_t next; }) runs;
	size_t run;                             /* the first run not behind us */
	size_t links_from;                      /* openers below this make no link */
	size_t last_end, last_found;            /* of the bracket closed last */
	size_t to;                              /* end of the last piece */
} bracketing;

void bracketing_read(bracketing *b, str text, size_t from, size_t to, const links *known);
void bracketing_end(bracketing *b);
void bracketing_clear(bracketing *b);
void bracketing_done(bracketing *b);

#endif
