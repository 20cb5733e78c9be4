/* What reader and printer of bracketed text must agree on. */
#ifndef PARAPH_TEXT_BRACKETED_INT_H
#define PARAPH_TEXT_BRACKETED_INT_H

#include "text/bracketed.h"

/* Is this byte, behind a backslash, what the two of them stand for? */
static inline bool
is_escapable(char c)
{
	return c == '[' || c == ']' || c == '\\' || c == ':';
}

/* Adds a piece as it is: a text, or a site that another passage has too. */
void passage_add(struct passage *p, arena *a, struct piece piece);

struct owner_word {
	str typed;              /* without quotes, escapes still in it */
	bool is_quoted;
	bool is_against;        /* "CL opposes": no owner of the text */
};

typedef LIST(struct owner_word) owner_words;

/* The owner list at `at`, behind a "[": the offset of its colon, or 0 where
 * there is none.  Looks no further than the next bracket.  `ret_owners` (or
 * NULL) is filled anew; it means nothing where there is no list. */
size_t owner_list_colon(str s, size_t at, owner_words *ret_owners);

/* The alternative that `owner` has (0: the base), or NULL. */
const struct alternative *site_choice(const struct site *s, uint32_t owner);

/* Is alternative `i` printed as a label of the first, "[RU delete: text]"? */
bool is_label_of_first(const struct site *s, size_t i);

/* What goes beside a site that gives nothing; bracketed.c has the rule. */
enum spacing {
	SPACING_KEPT,
	SPACING_LINES_BEFORE,   /* the line ends just before the site */
	SPACING_LINES_AFTER,
	SPACING_BLANK_BEFORE,   /* one blank */
	SPACING_BLANK_AFTER,
};

/* Of the site that is piece `i`. */
enum spacing spacing_around(const struct passage *p, size_t i);

#endif
