/* NegoLog: reservationValue, issueWeights, issues with a utility for each value. */
#include "io/json_read.h"
#include "io/preferences_int.h"

struct profile {
	str file;
	const struct json *root, *issues, *weights;
};

static bool
is_negolog(str bytes)
{
	size_t at = 0;

	while (at < bytes.len && (bytes.at[at] == ' ' || bytes.at[at] == '\n' || bytes.at[at] == '\r' || bytes.at[at] == '\t'))
		at++;
	bytes = str_sub(bytes, at, bytes.len);
	return str_starts(bytes, S("{")) || str_starts(bytes, S("\xef\xbb\xbf{"));
}

static bool
profile_open(arena *a, const struct preference_file *f, struct profile *ret, struct err *err)
{
	*ret = (struct profile){ .file = f->name };
	ret->root = preference_json(a, f, err);
	if (ret->root == NULL)
		return false;
	ret->issues = json_get(ret->root, "issues");
	ret->weights = json_get(ret->root, "issueWeights");
	if (ret->issues == NULL || ret->issues->kind != JSON_OBJECT)
		return preference_wrong(err, f->name, ret->root->line,
					"no preferences are found: GeniusWeb has a LinearAdditiveUtilitySpace or SumOfGroupsUtilitySpace, "
					"NegoLog has issues and issueWeights");
	if (ret->weights == NULL || ret->weights->kind != JSON_OBJECT)
		return preference_wrong(err, f->name, ret->root->line, "'issueWeights' is missing");
	return true;
}

static void
points_from(arena *a, const struct json *issues, struct domain *d)
{
	struct domain_point *points = ARENA_ARRAY(a, struct domain_point, issues->count);

	for (const struct json *i = issues->first; i != NULL; i = i->next) {
		struct domain_point *p = &points[d->point_count++];
		str *options = ARENA_ARRAY(a, str, i->count);

		*p = (struct domain_point){ .name = i->key, .options = options };
		for (const struct json *v = i->first; v != NULL; v = v->next)
			options[p->option_count++] = v->key;
	}
	d->points = points;
}

static bool
number_of(const struct profile *p, const struct json *v, const char *what, struct ratio *ret, struct err *err)
{
	if (v == NULL || v->kind != JSON_NUMBER)
		return preference_wrong(err, p->file, v != NULL ? v->line : 0, "%s is no number", what);
	if (!ratio_read(v->text, ret))
		return preference_wrong(err, p->file, v->line, "the number %.*s has more digits than can be counted with",
					STR_ARG(v->text));
	return true;
}

static bool
read_point(arena *a, const struct profile *p, const struct domain *d, uint32_t point, struct domain_table *ret,
	   struct err *err)
{
	const struct domain_point *of = &d->points[point];
	const struct json *issue = json_get_str(p->issues, of->name), *weight = json_get_str(p->weights, of->name);
	struct ratio *values = ARENA_ARRAY(a, struct ratio, of->option_count), w;

	if (issue == NULL || issue->kind != JSON_OBJECT)
		return preference_wrong(err, p->file, p->issues->line, "issue '%.*s' is missing", STR_ARG(of->name));
	if (weight == NULL)
		return preference_wrong(err, p->file, p->weights->line, "issue '%.*s' has no weight", STR_ARG(of->name));
	if (!number_of(p, weight, "a weight", &w, err))
		return false;
	for (const struct json *v = issue->first; v != NULL; v = v->next) {
		size_t option = preference_option(of, v->key);
		struct ratio value;

		if (option == SIZE_MAX)
			return preference_wrong(err, p->file, v->line, "'%.*s' is no value of issue '%.*s' in the first file; it has %.*s",
						STR_ARG(v->key), STR_ARG(of->name), STR_ARG(preference_options(a, of)));
		if (!number_of(p, v, "a utility", &value, err))
			return false;
		values[option] = ratio_mul(w, value);
		if (!ratio_ok(values[option]))
			return preference_wrong(err, p->file, v->line, "weight times utility has more digits than can be counted with");
	}
	for (size_t i = 0; i < of->option_count; i++)
		if (json_get_str(issue, of->options[i]) == NULL)
			return preference_wrong(err, p->file, issue->line, "issue '%.*s' lacks the value '%.*s', which the first file has",
						STR_ARG(of->name), STR_ARG(of->options[i]));
	*ret = preference_table(a, point, values);
	return true;
}

static bool
read_party(arena *a, const struct profile *p, const struct domain *d, struct domain_party *ret, struct err *err)
{
	const struct json *line = json_get(p->root, "reservationValue");
	struct domain_table *tables = ARENA_ARRAY(a, struct domain_table, d->point_count);

	*ret = (struct domain_party){ .name = preference_name(p->file), .file = p->file, .line = RATIO_ZERO,
				      .tables = tables, .table_count = d->point_count };
	if (line != NULL) {
		ret->has_line = true;
		if (!number_of(p, line, "'reservationValue'", &ret->line, err))
			return false;
	}
	for (uint32_t i = 0; i < d->point_count; i++)
		if (!read_point(a, p, d, i, &tables[i], err))
			return false;
	for (const struct json *i = p->issues->first; i != NULL; i = i->next)
		if (preference_point(d, i->key) == SIZE_MAX)
			return preference_wrong(err, p->file, i->line, "the first file has no issue '%.*s'", STR_ARG(i->key));
	return true;
}

static bool
read_negolog(arena *a, const struct preference_files *files, struct domain *ret, struct err *err)
{
	const struct preference_file *profiles = files->profiles;
	size_t count = files->profile_count;
	struct domain_party *parties = ARENA_ARRAY(a, struct domain_party, count);

	ret->parties = parties;
	for (size_t i = 0; i < count; i++) {
		struct profile p;

		if (!profile_open(a, &profiles[i], &p, err))
			return false;
		if (i == 0) {
			points_from(a, p.issues, ret);
			if (!preference_names_differ(a, ret, p.file, err))
				return false;
		}
		if (!read_party(a, &p, ret, &parties[i], err))
			return false;
		ret->party_count++;
	}
	return true;
}

const struct preference_format preference_negolog = { .name = "JSON", .is_it = is_negolog, .read = read_negolog };
