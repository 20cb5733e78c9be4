#define PARAPH_IO_PREFERENCES_C
#include "io/preferences_int.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/map.h"

/* The first that says yes reads it; the last takes what is left. */
static const struct preference_format *const formats[] = {
	&preference_genius, &preference_geniusweb, &preference_negolog, &preference_positions,
};

bool
preference_wrong(struct err *err, str name, size_t line, const char *format, ...)
{
	char what[700];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	if (line == 0)
		return fail(err, ERR_INPUT, "'%.*s': %s", STR_ARG(name), what);
	return fail(err, ERR_INPUT, "'%.*s', line %zu: %s", STR_ARG(name), line, what);
}

const struct json *
preference_json(arena *a, const struct preference_file *f, struct err *err)
{
	struct json_fault fault;
	const struct json *root = json_read(a, f->bytes, &fault);

	if (root == NULL)
		preference_wrong(err, f->name, fault.line, "this is no JSON, at column %zu: %s", fault.column, fault.why);
	return root;
}

str
preference_name(str path)
{
	size_t from = path.len, to;

	while (from > 0 && path.at[from - 1] != '/')
		from--;
	path = str_sub(path, from, path.len);
	for (to = path.len; to > 1 && path.at[to - 1] != '.'; to--)
		;
	return str_sub(path, 0, to > 1 ? to - 1 : path.len);
}

size_t
preference_point(const struct domain *d, str name)
{
	for (size_t i = 0; i < d->point_count; i++)
		if (str_eq(d->points[i].name, name))
			return i;
	return SIZE_MAX;
}

size_t
preference_option(const struct domain_point *p, str name)
{
	for (size_t i = 0; i < p->option_count; i++)
		if (str_eq(p->options[i], name))
			return i;
	return SIZE_MAX;
}

str
preference_options(arena *a, const struct domain_point *p)
{
	enum { NAMED_MOST = 8 };
	buf text = { 0 };

	for (size_t i = 0; i < p->option_count && i < NAMED_MOST; i++)
		buf_printf(&text, "%s'%.*s'", i ? ", " : "", STR_ARG(p->options[i]));
	if (p->option_count > NAMED_MOST)
		buf_add(&text, S(", …"));
	str out = arena_str(a, buf_str(&text));

	buf_done(&text);
	return out;
}

struct domain_table
preference_table(arena *a, uint32_t point, const struct ratio *values)
{
	uint32_t *points = ARENA_NEW(a, uint32_t);

	*points = point;
	return (struct domain_table){ 1, points, values };
}

bool
preference_names_differ(arena *a, const struct domain *d, str file, struct err *err)
{
	syms *names = syms_new(a);

	for (size_t i = 0; i < d->point_count; i++) {
		const struct domain_point *p = &d->points[i];
		syms *options = syms_new(a);

		if (syms_add(names, p->name) != i + 1)
			return preference_wrong(err, file, 0, "two points are called '%.*s'", STR_ARG(p->name));
		if (p->option_count == 0)
			return preference_wrong(err, file, 0, "'%.*s' has no options", STR_ARG(p->name));
		for (size_t k = 0; k < p->option_count; k++)
			if (syms_add(options, p->options[k]) != k + 1)
				return preference_wrong(err, file, 0, "'%.*s' has '%.*s' twice", STR_ARG(p->name),
							STR_ARG(p->options[k]));
	}
	if (d->point_count == 0)
		return preference_wrong(err, file, 0, "there are no points in it");
	return true;
}

static const struct preference_format *
format_of(str bytes)
{
	size_t last = sizeof(formats) / sizeof(formats[0]) - 1;

	for (size_t i = 0; i < last; i++)
		if (formats[i]->is_it(bytes))
			return formats[i];
	return formats[last];
}

bool
preferences_read(arena *a, const struct preference_files *files, struct domain *ret, struct err *err)
{
	const struct preference_file *profiles = files->profiles, *domain = files->domain;
	const struct preference_format *f;

	if (files->profile_count == 0)
		return fail(err, ERR_INPUT, "no preferences are given");
	f = format_of(profiles[0].bytes);
	for (size_t i = 1; i < files->profile_count; i++)
		if (format_of(profiles[i].bytes) != f)
			return preference_wrong(err, profiles[i].name, 0, "this is %s, and '%.*s' is %s; all are to be of one kind",
						format_of(profiles[i].bytes)->name, STR_ARG(profiles[0].name), f->name);
	if (domain != NULL && !f->takes_domain)
		return preference_wrong(err, profiles[0].name, 0, "%s carries its domain; leave --domain out", f->name);
	if (domain != NULL && format_of(domain->bytes) != f)
		return preference_wrong(err, domain->name, 0, "this is %s, and no domain for %s",
					format_of(domain->bytes)->name, f->name);
	if (f->is_one_file && files->profile_count > 1)
		return preference_wrong(err, profiles[1].name, 0, "%s holds all parties in one file", f->name);
	*ret = (struct domain){ 0 };
	return f->read(a, files, ret, err);
}
