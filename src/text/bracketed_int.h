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

/* A bracket of a text, as a stack pairs them. */
struct mark {
	size_t at;
	uint32_t pair;          /* index of the other plus 1, or 0 */
	bool opens;
	bool is_text;           /* a stray, or too deep */
};
struct marks { struct mark *at; size_t count, room; };

void marks_find(str s, struct marks *ret);

/* Where the bytes of a text were in the one that it was made of: from `at` on,
 * in a row from `was` on.  Ascending; without any, nothing was moved. */
struct shift { size_t at, was; };
struct shifts { struct shift *at; size_t count, room; };

size_t shifts_at(const struct shifts *s, size_t at);

/* A text whose first line says that it is in a numbered style, as the plain
 * notation of it, in `a`; others as they are. */
str style_undone(arena *a, str text, struct shifts *ret_shifts);

/* Does it begin with a line that style_undone would take? */
bool style_is_said(str text);
#define STYLE_SAYS_NONE "<!-- brackets: attributed -->\n"

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
