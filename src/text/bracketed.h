/* bracketed: a text of many hands, as its brackets say.
 *
 *      struct bracketed *b = bracketed_read(a, text);
 *      bracketed_project(b, bracketed_owner(b, S("EDRi")), &out);      EDRi's text
 *
 * The notation:
 *
 *      [text]                  not agreed; nothing said on who and why
 *      [text][US, EU: other]   a site: brackets that touch.  The first, without owners,
 *                              is the base's; the others are what their owners want
 *      [US: more]              an insertion: the base has nothing here
 *      [RU delete: text]       a deletion; "[text][RU: delete]" is read as the same
 *      [US, EU: a [EU: new] port]
 *                              one level deeper, inside what a group shares: unattributed
 *                              is what those of the group have that are not named
 *      ["Digital Europe": …]   a name that is not one plain word
 *      \[ \] \: \\             the characters themselves; "[RU: \delete]" is the word
 *
 * Whoever is named in no bracket of a site has its first unattributed
 * alternative, and nothing where there is none.
 *
 * Spacing: where a site gives nothing, a blank beside it goes too, so that
 * "the [US: joint] port" reads "the port".  bracketed.c says exactly which.
 * Everything else is to the byte.
 */
#ifndef PARAPH_TEXT_BRACKETED_H
#define PARAPH_TEXT_BRACKETED_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/list.h"
#include "base/map.h"

struct site;

struct piece {
	str text;               /* what it says, escapes undone; where `site` is NULL */
	struct site *site;
};

struct passage { struct piece *at; size_t count, room; };

struct alternative {
	uint32_t *owners;       /* indices into names; none: unattributed */
	size_t owner_count, owner_room;
	struct passage content;
	bool deletes;           /* "[RU: delete]"; the content is empty */
	size_t at;              /* of its "[" in the text read */
};

/* Who is named in several alternatives has the first of them. */
struct site {
	struct alternative *at;
	size_t count, room;
};

/* A bracket that does not balance, and how it was read. */
struct bracket_fault {
	size_t at;              /* offset in the text */
	bool is_stray;          /* "]" without "[": read as a character; else "[" without "]": read
	                         * as if it were closed at the end of its paragraph */
	bool is_deep;           /* "[" below BRACKETED_DEPTH_MOST others: read as a character */
};

enum { BRACKETED_DEPTH_MOST = 200 };

struct bracketed {
	arena *a;
	struct passage top;
	syms *index;            /* where bracketed_owner looks */
	LIST(str) names;        /* of owners, in the order of first sight */
	LIST(struct bracket_fault) faults;
};

/* Everything lives in `a` but for the lists, which bracketed_done frees. */
struct bracketed *bracketed_new(arena *a);
void bracketed_done(struct bracketed *b);

/* Reads the notation.  Any text is one: what does not balance is recovered
 * from and listed in `faults`.  Linear. */
struct bracketed *bracketed_read(arena *a, str text);

/* The index plus 1 of a name; 0: the base, or nobody of that name. */
uint32_t bracketed_owner(const struct bracketed *b, str name);
/* The same, added where it is new. */
uint32_t bracketed_name(struct bracketed *b, str name);

/* Building. */
void passage_text(struct passage *p, arena *a, str text);      /* borrowed; joined to nothing */
struct site *passage_site(struct passage *p, arena *a);
struct alternative *site_alternative(struct site *s, arena *a);        /* holds until the next */
void alternative_owner(struct alternative *alt, arena *a, uint32_t name);      /* an index */

/* What `owner` (0: the base) has, by the rule of spacing. */
void bracketed_project(const struct bracketed *b, uint32_t owner, buf *out);
void passage_project(const struct passage *p, uint32_t owner, buf *out);

/* Takes one choice: site number `site` (0 first, outermost ones in reading
 * order) becomes what `owner` has there.  The rest stays. */
struct bracketed *bracketed_resolve(arena *a, const struct bracketed *b, size_t site,
				    uint32_t owner);

/* The same by number: the site becomes its alternative number `alternative`,
 * whose own sites stay and are outermost ones now; nothing where it has none of
 * that number. */
struct bracketed *bracketed_take(arena *a, const struct bracketed *b, size_t site,
				 size_t alternative);

/* The notation of it; reading it back gives the same projections. */
void bracketed_print(const struct bracketed *b, buf *out);
/* The same in `a`. */
str bracketed_text(arena *a, const struct bracketed *b);

struct bracketed_counts {
	size_t sites;           /* of all depths */
	size_t brackets;        /* pairs "[ ]" */
	size_t words_shown;     /* owners and "delete" left out */
	size_t words_bracketed; /* of these, inside any bracket */
	size_t islands;         /* runs of one word between two sites of one passage */
	unsigned depth;
};
struct bracketed_counts bracketed_count(const struct bracketed *b);

#endif
