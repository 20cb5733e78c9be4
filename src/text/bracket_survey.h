/* bracket_survey: how much of a draft is in brackets, as a whole and by part.
 *
 *      struct bracket_survey *s = bracket_survey_new(a, text);
 *      struct bracket_counts all = bracket_survey_count(s, 0, text.len);
 *      for (size_t i = 0; i < s->part_count; i++)
 *              use(s->parts[i].label, bracket_survey_count(s, s->parts[i].from, s->parts[i].to));
 *
 * Brackets are those of brackets.h: footnote marks and links are none.
 * They need not balance; what never closes reaches to the end of its
 * paragraph.  The counts of parts sum to those of the whole, as long as the parts
 * cover it.
 */
#ifndef PARAPH_TEXT_BRACKET_SURVEY_H
#define PARAPH_TEXT_BRACKET_SURVEY_H

#include "text/brackets.h"

struct bracket_counts {
	size_t brackets;        /* "[" that open one, closed or not */
	size_t stacked;         /* of these, those that touch the one before:
				 * "[shall][should]" has 1 */
	size_t numbers;         /* points whose number is in a bracket: "[3. " at the
				 * start of a line */
	size_t options;         /* "Option 1", "Option (a)", "Alternative B", where one begins */
	size_t words;           /* owners and link targets left out */
	size_t words_bracketed;
	size_t unclosed, strays;
	unsigned depth;
};

/* A part of a draft: a numbered point or what stands under a heading. */
struct bracket_part {
	str label;              /* its number, or empty */
	str heading;            /* or empty */
	size_t from, to;        /* bytes */
};

/* A bracket without its fellow. */
struct bracket_odd {
	size_t at;
	bool is_stray;          /* "]" */
};

struct bracket_survey {
	str text;
	struct bracket_part *parts;     /* in order; none where nothing tells them apart */
	size_t part_count;
	struct bracket_odd *odd;        /* in order */
	size_t odd_count;
	struct bracket *found;          /* in the order they open */
	size_t found_count;
	struct span_of_bytes *covered;  /* bytes in any bracket: ascending, disjoint */
	size_t covered_count;
	struct span_of_bytes *quiet;    /* owners, link targets: no words of the text; ascending */
	size_t quiet_count;
};

/* Surveys `text`, valid UTF-8.  Everything lives in `a`.  Linear. */
struct bracket_survey *bracket_survey_new(arena *a, str text);

/* Counts what begins in the bytes from … to - 1. */
struct bracket_counts bracket_survey_count(const struct bracket_survey *s, size_t from, size_t to);

/* At the start of `s`: "Option 2", "Option (a)", "Alternative B", "Sub-option 1.1",
 * "Option II bis": how many bytes, or 0. */
size_t option_label_len(str s);

#endif
