/* silence: one silence procedure, as a machine runs it.
 *
 *      struct silence_terms terms = { 0 };
 *      silence_line(S("silence of at least 24 hours"), &terms, &at, &why);
 *      struct silence_outcome out;
 *      silence_run(a, &terms, &period, now, &out);
 *
 * The terms of a rule, one a line:
 *
 *      silence of at least 24 hours            the first line; or `silence` alone
 *      at least 6 hours where at most 1 sentence changed
 *      extended once by the chair              or twice, or 3 times; by whoever opened it, before it expires
 *      broken by objection, amendment          also: reservation, explanation
 *      joint letters allowed                   an objection in the name of several counts for each
 *      a tie is late                           what comes at the instant of expiry; or: in time
 *      served when sent                        or: when received
 *      if broken: a meeting, or re-circulation
 *
 * Time comes in as an argument, in seconds: the outcome depends on the terms, the
 * members, the instants and what was entered, and on nothing else.
 */
#ifndef PARAPH_RULES_SILENCE_H
#define PARAPH_RULES_SILENCE_H

#include "base/arena.h"

enum silence_break { BREAK_OBJECTION = 1, BREAK_AMENDMENT = 2, BREAK_RESERVATION = 4, BREAK_EXPLANATION = 8 };

struct silence_terms {
	int64_t least;                  /* seconds; 0: any length */
	int64_t shorter;                /* seconds, where at most `sentences` changed; 0: no such term */
	uint32_t sentences;
	uint32_t extensions;            /* how often the chair may extend */
	unsigned breaks;                /* enum silence_break */
	bool joint_letters, tie_in_time, served_when_received;
	str if_broken;                  /* as typed, or empty */
	uint32_t line_count;
};

/* One line of a method; the first has to begin with `silence`. */
bool silence_line(str line, struct silence_terms *terms, size_t *ret_at, const char **ret_why);

enum silence_act {
	SILENCE_RECEIPT, SILENCE_SUPPORT, SILENCE_EXPLANATION, SILENCE_OBJECTION, SILENCE_AMENDMENT,
	SILENCE_RESERVATION, SILENCE_EXTENSION, SILENCE_STOP, SILENCE_WITHDRAWAL,
};

struct silence_event {
	enum silence_act act;
	int64_t at;                     /* the latest instant it may be of */
	int64_t from;                   /* the earliest; at where it is known to the second */
	const uint32_t *members;        /* [member_count]: whose it is, the senders first; none: of no member */
	size_t member_count;
	size_t own_count;               /* the senders among them */
	bool by_chair;
	bool is_claimed;                /* somebody else says that they did it */
	int64_t until;                  /* of an extension */
};

struct silence_period {
	size_t member_count;
	int64_t opened_from, opened;    /* the earliest and the latest instant of its opening */
	int64_t due;
	/* Sentences changed since the text before; SIZE_MAX where there was none, or it is not known. */
	size_t changed;
	const struct silence_event *events;     /* in the order of their instants */
	size_t event_count;
};

enum silence_status { SILENCE_OPEN, SILENCE_REFUSED, SILENCE_BROKEN, SILENCE_EXPIRED, SILENCE_STOPPED };

/* What became of an event. */
enum silence_effect { EFFECT_COUNTS, EFFECT_BREAKS, EFFECT_LATE, EFFECT_NOT_ALLOWED, EFFECT_NO_MEMBER, EFFECT_TOO_MANY,
		      EFFECT_OVER, EFFECT_AFTER_BREAK /* in time, and silence was broken already */,
		      EFFECT_CLAIMED, EFFECT_PERHAPS_LATE, EFFECT_TOO_EARLY };

/* Why the outcome of a period that nothing broke for certain cannot be told. */
enum silence_doubt {
	DOUBT_CLAIMED = 1,              /* somebody else says that it was broken */
	DOUBT_TIME = 2,                 /* what would break it is perhaps in time */
	DOUBT_LENGTH = 4,               /* when it was opened decides whether it is long enough */
	DOUBT_RECEIPT = 8,              /* it is served when received, and not all have said so by the end */
};

struct silence_outcome {
	enum silence_status status;
	int64_t due;                    /* with the extensions that count */
	int64_t ended;                  /* broken, expired or stopped then */
	size_t broken_by;               /* the event, or SIZE_MAX */
	int64_t wanted;                 /* the least length that the terms want here */
	unsigned doubts;                /* enum silence_doubt; of a period that ended without being broken or is open */
	enum silence_effect *effect;    /* [event_count] */
	bool *received, *supported, *explained, *objected;      /* [member_count] */
	bool *served;                   /* [member_count]: received by the end */
	/* Each member in one list: those that objected in time, whether or not that breaks it or it
	 * was broken already; those that spoke for it or explained themselves; the silent. */
	size_t objectors, supporters, explainers, silent, received_count;
};

/* Seconds from one instant to another; at most INT64_MAX. */
int64_t silence_length(int64_t from, int64_t to);

/* The outcome as of `now`; later events are not looked at.  In `a`. */
void silence_run(arena *a, const struct silence_terms *terms, const struct silence_period *period, int64_t now,
		 struct silence_outcome *ret);

#endif
