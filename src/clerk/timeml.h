/* timeml: a file of TimeML: its text, the gold dates in it, when it was created.
 *
 *      struct timeml file;
 *      if (!timeml_read(a, S("wsj_0006.tml"), bytes, &file, &err))
 *              ...
 *      report_read(a, words, file.name, file.text, REPORT_PLAIN, &r, &err);
 *
 * The text is that of the TEXT element, entities resolved, markup left out; the
 * document's creation time is the first TIMEX3 of DCT, or the one outside the
 * text that is called CREATION_TIME, and is no date of the text.
 */
#ifndef PARAPH_CLERK_TIMEML_H
#define PARAPH_CLERK_TIMEML_H

#include "base/arena.h"
#include "base/err.h"

/* A TIMEX3 of the text. */
struct timeml_date {
	uint32_t start, end;    /* code points of the text */
	str type, value, mod;   /* as it is written; mod may be empty */
};

struct timeml {
	str name, text;
	str created;            /* the value of the creation time; empty where there is none */
	struct timeml_date *dates;
	size_t count;
};

/* Fails, with the line, where it is no XML; strings in `a`. */
bool timeml_read(arena *a, str name, str bytes, struct timeml *ret, struct err *err);

#endif
