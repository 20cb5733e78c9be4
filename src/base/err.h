/* err: what went wrong, in a plain array that the caller owns.
 *
 *      struct err err = { 0 };
 *      if (!file_read(a, path, &text, &err))
 *              return report(&err);
 *
 * A function that can fail returns bool and takes a struct err * last; it
 * fills it with fail(), which returns false, and an outer layer adds where it
 * happened with fail_while().  Nothing is allocated, so there is nothing to
 * free and it works when memory is gone.
 */
#ifndef PARAPH_BASE_ERR_H
#define PARAPH_BASE_ERR_H

#include <stdbool.h>

/* Few kinds, mapped to an exit status in one place (src/cli/main.c). */
enum err_kind {
	ERR_NONE,
	ERR_USAGE,      /* the command line */
	ERR_INPUT,      /* what was read */
	ERR_BROKEN,     /* the same: it is damaged, altered or forged */
	ERR_ABSENT,     /* what was asked for is not there */
	ERR_CLASH,      /* somebody else holds or changed it */
	ERR_SYSTEM,     /* the machine: disk, memory, permissions of ours */
};

struct err {
	enum err_kind kind;
	char text[1000];
};

/* Sets `err` and returns false.  The message: what went wrong, lower case,
 * names in single quotes, no full stop.  Too long a text is cut with "...". */
bool fail(struct err *err, enum err_kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Puts "CONTEXT: " before the text that stands there; returns false. */
bool fail_while(struct err *err, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* An analyzer that reads one file at a time is told what fail() returns. */
#if defined(__clang_analyzer__) && !defined(PARAPH_BASE_ERR_C)
#define fail(...) (fail(__VA_ARGS__), false)
#define fail_while(...) (fail_while(__VA_ARGS__), false)
#endif

#endif
