/* talk: talks from minutes in a test, and answers of them.
 *
 *      struct talk k = talk_of(MINUTES, "LOW", NULL, NULL);
 *      value *rows = talk_rows(&k, "seen", NULL, NULL);
 *      CHECK_STR(row_str(row_where(rows, "draft", "v3"), "points"), "1-8");
 *      talk_done(&k);
 *
 * Zones other than UTC are not to be had; a file named v3.md is what
 * talk_file("v3.md", "1. …") said before.
 */
#ifndef PARAPH_TEST_ANSWER_TALK_H
#define PARAPH_TEST_ANSWER_TALK_H

#include "answer/answer.h"

struct talk {
	arena *a;
	minutes *m;
	docket *d;
	view *v;
	talks *t;
	enum verdict verdict;   /* of the answer asked last */
};

/* The bytes of a file, until it is said again. */
void talk_file(const char *name, const char *text);

/* `as`, `at`, `known` may be NULL.  Faults fail the test. */
struct talk talk_of(const char *text, const char *as, const char *at, const char *known);
void talk_done(struct talk *k);

/* The sheet of an answer; its references may be NULL. */
sheet *talk_ask(struct talk *k, const char *answer, const char *first, const char *second);
bool talk_try(struct talk *k, const char *answer, const char *first, const char *second, sheet **ret_sheet,
	      struct err *err);
const value *talk_rows(struct talk *k, const char *answer, const char *first, const char *second);

/* What people read, 100 columns wide, in the talk's arena. */
str talk_text(struct talk *k, const char *answer, const char *first, const char *second);

/* The first row whose `key` is that text, or a failed test. */
const value *row_where(const value *rows, const char *key, const char *text);
/* The n-th row, from 0. */
const value *row_at(const value *rows, size_t n);
size_t row_count(const value *rows);
/* The text at a key; "null" for null. */
str row_str(const value *row, const char *key);
bool row_truth(const value *row, const char *key);

#endif
