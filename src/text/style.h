/* style: how bracketed text is written, and how rival and new points are numbered.
 *
 *      enum style style;
 *      if (style_find(S("unfccc"), &style))
 *              style_print(b, style, &out);
 *
 * "bis" is an alternative to one house and an addition to another, so a text
 * says which style it is in.
 *
 * Sources: UN Editorial Manual Online, paragraphs and subparagraphs; IIED,
 * Becoming a UNFCCC delegate, pp. 41-42; LEOS, ElementNumberingHelper.
 */
#ifndef PARAPH_TEXT_STYLE_H
#define PARAPH_TEXT_STYLE_H

#include "text/bracketed.h"

enum style {
	STYLE_ATTRIBUTED,       /* [text][US, EU: other]: read back with unbracket */
	STYLE_PLAIN,            /* [text][other]: nobody is named */
	STYLE_UN,               /* nobody is named; "3 bis" is a rival of 3, a new point is 3a */
	STYLE_UNFCCC,           /* nobody is named; "3 alt" is a rival of 3, a new point is 3 bis */
	STYLE_EU,               /* owners; a new point is 3a, before the first -1 */
	STYLE_COLUMNS,          /* no brackets: side by side */
	STYLE_COUNT
};
extern const char *const style_names[STYLE_COUNT];

/* The style of that name; false where there is none. */
bool style_find(str name, enum style *ret_style);

/* Prints bracketed text: with owners as bracketed_print has it where the style
 * names them (attributed, eu), else without.  With a number, a point that is
 * one site as a whole is printed as numbered alternatives, where the style has
 * such:
 *
 *      un       [3. text]      unfccc   [3. text]
 *               [3 bis. other]          [3 alt. other]
 *                                       [no text]
 */
void style_print(arena *a, const struct bracketed *b, enum style style, str number, buf *out);
bool style_names_owners(enum style style);

/* A whole text.  Attributed and plain are as above; un, unfccc and eu name the
 * owners, and number a site that is a paragraph, or paragraphs, of its own:
 *
 *      <!-- brackets: un -->
 *      [3. The port is open.]          [3 alt. US: …] in unfccc, [3. US: …] in eu
 *
 *      [3 bis. US: The port is shut.]
 *
 *      [3a. EU: The quay is new.]      an insertion; [3 bis. EU: …] in unfccc
 *
 * The first line says which style, and bracketed_read undoes it to the byte.
 * style_text.c says how. */
void style_text_print(arena *a, const struct bracketed *b, enum style style, buf *out);

/* The number of the k-th new point (from 1) behind `number`: "6a"; "6 bis" in
 * unfccc; behind nothing "-1", "-1a".  In `a`. */
str style_number_new(arena *a, enum style style, str number, unsigned k);

/* The number of the k-th rival (from 1) of point `number`: "3 bis" in un, "3 alt",
 * "3 alt 2" in unfccc; in others the number itself. */
str style_number_rival(arena *a, enum style style, str number, unsigned k);

#endif
