/* preferences, for its own .c files. */
#ifndef PARAPH_IO_PREFERENCES_INT_H
#define PARAPH_IO_PREFERENCES_INT_H

#include "io/json_read.h"
#include "io/preferences.h"

/* A format: recognised by its bytes, and read. */
struct preference_format {
	const char *name;
	bool takes_domain, is_one_file;
	bool (*is_it)(str bytes);
	bool (*read)(arena *a, const struct preference_files *files, struct domain *ret, struct err *err);
};

extern const struct preference_format preference_genius, preference_geniusweb, preference_negolog,
	preference_positions;

/* "file 'NAME', line N: " before what is wrong. */
bool preference_wrong(struct err *err, str name, size_t line, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* An analyzer that reads one file at a time is told what it returns. */
#if defined(__clang_analyzer__) && !defined(PARAPH_IO_PREFERENCES_C)
#define preference_wrong(...) (preference_wrong(__VA_ARGS__), false)
#endif

/* A file as JSON; NULL where it is none, with the place. */
const struct json *preference_json(arena *a, const struct preference_file *f, struct err *err);

/* A file's name without folder and ending. */
str preference_name(str path);

/* Place of a name among points or options, or SIZE_MAX. */
size_t preference_point(const struct domain *d, str name);
size_t preference_option(const struct domain_point *p, str name);

/* "'a', 'b', 'c'…" of options, for messages. */
str preference_options(arena *a, const struct domain_point *p);

/* A table over one point; values[option_count]. */
struct domain_table preference_table(arena *a, uint32_t point, const struct ratio *values);

/* Fails where two points, or two options of one, have the same name. */
bool preference_names_differ(arena *a, const struct domain *d, str file, struct err *err);

#endif
