/* finding: what the clerk found in reports, an entry of draft minutes each.
 *
 *      struct clerk c;
 *      clerk_read(a, &query, &c, &err);
 *      for (size_t i = 0; i < c.finding_count; i++)
 *              use(&c.findings[i]);
 *
 * A finding says who (an actor of its report, or nobody that can be told), by
 * which words, about what, when, and how sure the clerk is.  All of it is for a
 * person to confirm: nothing here is a fact of the talks.
 */
#ifndef PARAPH_CLERK_FINDING_H
#define PARAPH_CLERK_FINDING_H

#include "clerk/attribution.h"
#include "minutes/tables.h"

enum finding_kind {
	FINDING_STATEMENT, FINDING_POSITION, FINDING_DEMAND, FINDING_FORECAST, FINDING_DECLINED, FINDING_CONDITION,
	FINDING_RED_LINE, FINDING_DEADLINE, FINDING_MEETING, FINDING_EXPOSURE, FINDING_INCIDENT, FINDING_POINT,
	FINDING_EDITORIAL, FINDING_KINDS
};
extern const char *const finding_kind_names[FINDING_KINDS];     /* "red-line" */

/* A figure of an incident: "wounded/children 2". */
struct finding_figure {
	str class, part;        /* one token each, as the notation wants; part may be empty */
	uint32_t number;
	uint8_t hedge;          /* enum hedge */
	struct run run;
	bool is_others;         /* said by another than the incident: by `per` */
	uint32_t per;           /* 1 + actor who says so, or 0 */
};

struct finding {
	uint8_t kind;           /* enum finding_kind */
	uint8_t mood;           /* enum mood of the act */
	uint8_t verb;           /* enum verb_id */
	uint8_t word_kind;      /* 1 + index into closed_words of its `kind`, or 0 */
	uint8_t quote;          /* enum quote_kind */
	uint8_t content_count;
	bool is_told_by_cue;    /* the words of the cue belong to what is said: "rejected", "hopes", "denied" */
	uint32_t report;        /* index into the clerk's reports */
	struct run run;         /* all that it rests on */
	struct run speaker, cue;
	uint32_t actor;         /* 1 + actor of its report that speaks, or 0: nobody, or not known */
	uint32_t holder;        /* 1 + actor who tells that they do ("he said that she had said"), or 0 */
	struct run contents[ATTRIBUTION_CONTENTS_MOST];
	struct run words;       /* exact words, without their marks; empty where none */
	uint32_t subjects[4];   /* 1 + actor: who acts, of an event */
	uint8_t subject_count;
	uint32_t objects[4];    /* 1 + actor: to whom, with whom */
	uint8_t object_count;
	uint32_t text;          /* 1 + text of its report that it is about, or 0 */
	uint32_t when;          /* 1 + date of its report, or 0: of the saying */
	uint32_t at;            /* the same of what is planned, or due */
	uint8_t mode;           /* index into closed_words of `mode`, or 0 */
	struct run place;
	struct run object;      /* of a deadline: what is to be done by then; empty where it is all that is said */
	struct finding_figure *figures;
	size_t figure_count;
	float confidence;
	const char *doubt;      /* why it is not sure, for people; NULL where it is */
	uint32_t same_as;       /* 1 + the finding that says the same in an earlier report, or 0 */
	bool is_copied;         /* its words stand in the report that its own copies */
	str minutes;            /* the entry in the notation */
};

/* Another stands for it: it is no entry of its own. */
static inline bool
finding_is_told_elsewhere(const struct finding *f)
{
	return f->same_as || f->is_copied;
}

#endif
