/* answer: a question asked of the talks, answered with a sheet.
 *
 *      struct ask ask = { .a = a, .t = t };
 *      sheet *s = answer_find(S("board"))->build(&ask, &err);
 *
 * An answer is one file src/answer/NAME.c (papers: papers/NAME.c) that defines
 * one const struct and one line in answers.def.  It is a pure function of the
 * talks: it reads no clock, no file and no setting, and it knows no format.
 * The command line, help, completion and the tests walk the table.
 */
#ifndef PARAPH_ANSWER_ANSWER_H
#define PARAPH_ANSWER_ANSWER_H

#include "base/err.h"
#include "sheet/sheet.h"
#include "talks/talks.h"
#include "text/style.h"

enum verdict { VERDICT_YES, VERDICT_NO, VERDICT_CANNOT_TELL };  /* exit 0, 1, 2 */

struct consolidate_options;
struct hand;

/* How redlines are laid out: what an asker chooses, and no matter of the talks. */
struct redlined_look {
	size_t context;         /* unchanged paragraphs shown around a change; SIZE_MAX: all */
	bool side_by_side;
	double site_cost;       /* of struct redline_options; 0: as usual */
};

struct ask {
	arena *a;
	const talks *t;
	const str *args;        /* references behind the files: `changes … v3 v4` */
	size_t arg_count;
	enum style style;       /* of bracketed text */
	const struct consolidate_options *brackets;     /* what a bracket costs; NULL: the usual */
	struct redlined_look look;
	bool block;             /* of crosswalk: what it would be in minutes */
	str raw;                /* set by answers: printed as it is, in place of the sheet */
	bool unattributed;      /* of blame: only words that no amendment explains */
	enum verdict verdict;   /* set by answers that are asked a yes-or-no */
};

#define ANSWER_OPTIONS "as at known provably output width color keep-going"

struct answer {
	const char *name;       /* "board" */
	const char *question;   /* "where do we stand" */
	const char *args;       /* of the references, "[A B]" or "" */
	const char *more;       /* for its own help page: what the marks mean, examples */
	const char *options;    /* of the command line: NULL for ANSWER_OPTIONS alone */
	bool is_paper, is_yes_no;
	/* The sheet, in ask->a; NULL with `err` where it cannot be made. */
	sheet *(*build)(struct ask *ask, struct err *err);
	/* The same of plain texts and no talks, BASE NAME=FILE…; or NULL. */
	sheet *(*beside)(arena *a, str base_name, str base, const struct hand *hands, size_t count);
};

extern const struct answer *const answers[];
extern const size_t answers_count;
const struct answer *answer_find(str name);

/* ---- for answers ---- */

/* A sheet with its title ("Lake talks: board"), and the sentence that says
 * whose view it is and as of when. */
sheet *ask_sheet(const struct ask *ask, const char *name, const char *heading);

/* "now" in short, for titles of papers: "4 June 2026 06:10 CEST". */
str ask_now(const struct ask *ask);

#define ANSWER_NO_ARGS(ask, err, name)                                                          \
	do {                                                                                    \
		if ((ask)->arg_count && !fail((err), ERR_USAGE, "'%s' takes no reference: '%.*s'", \
					      (name), STR_ARG((ask)->args[0])))                 \
			return NULL;                                                            \
	} while (0)

#endif
