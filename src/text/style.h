/* style: how bracketed text is written, and how rival and new points are numbered.
 *
 *      enum style style;
 *      if (style_find(S("unfccc"), &style))
 *              style_print(b, style, &out);
 *
 * "bis" is an alternative to one house and an addition to another, so a text
 * says which style it is in.
 */
#ifndef PARAPH_TEXT_STYLE_H
#define PARAPH_TEXT_STYLE_H

#include "base/str.h"

enum style {
	STYLE_ATTRIBUTED,       /* [text][US, EU: other]: read back with unbracket */
	STYLE_PLAIN,            /* [text][other]: nobody is named */
	STYLE_UN,
	STYLE_UNFCCC,
	STYLE_EU,
	STYLE_COLUMNS,          /* no brackets: side by side */
	STYLE_COUNT
};
extern const char *const style_names[STYLE_COUNT];

/* The style of that name; false where there is none. */
bool style_find(str name, enum style *ret_style);

#endif
