/* GeniusWeb: a LinearAdditiveUtilitySpace or a SumOfGroupsUtilitySpace, its domain in it.
 *
 * What GeniusWeb itself does: a value that is not listed has utility 0; a number's
 * utility lies on the line between the two ends given; the red line is the utility
 * of the reservation bid, of which issues may be missing, and then count 0. */
#include <string.h>

#include "io/json_read.h"
#include "io/preferences_int.h"

enum { STEPS_MOST = 1000000 };

struct profile {
	arena *a;
	struct err *err;
	str file;
	const struct json *space, *issues;
	bool is_groups;
};

static bool
is_geniusweb(str bytes)
{
	return str_find_str(bytes, S("\"LinearAdditiveUtilitySpace\"")) < bytes.len ||
	       str_find_str(bytes, S("\"SumOfGroupsUtilitySpace\"")) < bytes.len;
}

/* What a wrapper of one member holds: {"discreteutils": {…}}; else the object itself. */
static const struct json *
unwrap(const struct json *v, const char *wanted)
{
	if (json_get(v, wanted) != NULL || v == NULL || v->kind != JSON_OBJECT || v->count != 1)
		return v;
	return v->first;
}

static bool
wrong(const struct profile *p, const struct json *at, const char *what)
{
	return preference_wrong(p->err, p->file, at != NULL ? at->line : 0, "%s", what);
}

/* A number, or a string of one, as some files have it. */
static bool
number_of(const struct profile *p, const struct json *v, const char *what, struct ratio *ret)
{
	if (v == NULL || (v->kind != JSON_NUMBER && v->kind != JSON_STR))
		return preference_wrong(p->err, p->file, v != NULL ? v->line : 0, "%s is missing, or no number", what);
	if (!ratio_read(v->text, ret))
		return preference_wrong(p->err, p->file, v->line, "%s '%.*s' is no number that can be counted with", what,
					STR_ARG(v->text));
	return true;
}

static bool
profile_open(arena *a, const struct preference_file *f, struct profile *ret, struct err *err)
{
	const struct json *root = preference_json(a, f, err), *domain;

	*ret = (struct profile){ .a = a, .err = err, .file = f->name };
	if (root == NULL)
		return false;
	ret->space = json_get(root, "LinearAdditiveUtilitySpace");
	if (ret->space == NULL) {
		ret->space = json_get(root, "SumOfGroupsUtilitySpace");
		ret->is_groups = true;
	}
	domain = json_get(ret->space, "domain");
	ret->issues = json_get(domain, "issuesValues");
	if (ret->issues == NULL || ret->issues->kind != JSON_OBJECT)
		return wrong(ret, ret->space != NULL ? ret->space : root, "'domain' with 'issuesValues' is missing");
	return true;
}

/* ---- the domain ---- */

/* [low, high, step]: from low on, as long as it is not above high. */
static bool
range_options(const struct profile *p, const struct json *range, struct domain_point *ret)
{
	struct ratio low, high, step, steps, at;
	size_t count;
	str *options;

	if (range->kind != JSON_LIST || range->count != 3)
		return wrong(p, range, "a range is [low, high, step]");
	if (!number_of(p, range->first, "the low end", &low) || !number_of(p, range->first->next, "the high end", &high) ||
	    !number_of(p, range->first->next->next, "the step", &step))
		return false;
	if (step.num <= 0 || ratio_cmp(low, high) > 0)
		return wrong(p, range, "a range goes up, by a step above 0");
	steps = ratio_div(ratio_sub(high, low), step);
	if (!ratio_ok(steps) || steps.num / steps.den >= STEPS_MOST)
		return wrong(p, range, "a range has at most 1,000,000 steps");
	count = (size_t)(steps.num / steps.den) + 1;
	options = ARENA_ARRAY(p->a, str, count);
	at = low;
	for (size_t i = 0; i < count; i++, at = ratio_add(at, step))
		options[i] = ratio_print(p->a, at);
	ret->options = options;
	ret->option_count = count;
	return true;
}

static str
option_name(const struct profile *p, const struct json *v)
{
	struct ratio number;

	if (v->kind == JSON_NUMBER)
		return ratio_read(v->text, &number) ? ratio_print(p->a, number) : v->text;
	return v->kind == JSON_TRUE ? S("true") : v->kind == JSON_FALSE ? S("false") : v->text;
}

static bool
listed_options(const struct profile *p, const struct json *values, struct domain_point *ret)
{
	str *options;

	if (values == NULL || values->kind != JSON_LIST)
		return wrong(p, values, "the values of an issue are a list, or a range");
	options = ARENA_ARRAY(p->a, str, values->count);
	for (const struct json *v = values->first; v != NULL; v = v->next)
		options[ret->option_count++] = option_name(p, v);
	ret->options = options;
	return true;
}

static bool
read_points(const struct profile *p, struct domain *d)
{
	struct domain_point *points = ARENA_ARRAY(p->a, struct domain_point, p->issues->count);

	for (const struct json *i = p->issues->first; i != NULL; i = i->next) {
		struct domain_point *point = &points[d->point_count++];
		/* {"range": …}, {"values": …}, {"NumberValueSet": {"range": …}}, or the bare list. */
		const struct json *in = json_get(i, "range") != NULL ? i : unwrap(i, "values"), *range = json_get(in, "range");

		*point = (struct domain_point){ .name = i->key };
		if (range != NULL ? !range_options(p, range, point)
				  : !listed_options(p, i->kind == JSON_LIST ? i : json_get(in, "values"), point))
			return false;
	}
	d->points = points;
	const struct json *name = json_get(json_get(p->space, "domain"), "name");

	d->name = name != NULL && name->kind == JSON_STR ? name->text : S("");
	return preference_names_differ(p->a, d, p->file, p->err);
}

/* The domain of this profile, held against the first one's. */
static bool
same_points(const struct profile *p, const struct domain *d)
{
	struct domain own = { 0 };

	if (!read_points(p, &own))
		return false;
	if (own.point_count != d->point_count)
		return preference_wrong(p->err, p->file, p->issues->line, "it has %zu issues, and the first file %zu",
					own.point_count, d->point_count);
	for (size_t i = 0; i < own.point_count; i++) {
		size_t at = preference_point(d, own.points[i].name);

		if (at == SIZE_MAX)
			return preference_wrong(p->err, p->file, p->issues->line, "the first file has no issue '%.*s'",
						STR_ARG(own.points[i].name));
		for (size_t k = 0; k < own.points[i].option_count; k++)
			if (preference_option(&d->points[at], own.points[i].options[k]) == SIZE_MAX)
				return preference_wrong(p->err, p->file, p->issues->line,
							"'%.*s' is no value of issue '%.*s' in the first file; it has %.*s",
							STR_ARG(own.points[i].options[k]), STR_ARG(own.points[i].name),
							STR_ARG(preference_options(p->a, &d->points[at])));
		if (own.points[i].option_count != d->points[at].option_count)
			return preference_wrong(p->err, p->file, p->issues->line, "issue '%.*s' has more values in the first file",
						STR_ARG(own.points[i].name));
	}
	return true;
}

/* ---- utilities ---- */

static bool
listed_values(const struct profile *p, const struct json *listed, const struct domain_point *of, struct ratio values[])
{
	for (const struct json *v = listed->first; v != NULL; v = v->next) {
		struct ratio number;
		size_t option = preference_option(of, v->key);

		/* A number may be written in another way than in the domain. */
		if (option == SIZE_MAX && ratio_read(v->key, &number))
			option = preference_option(of, ratio_print(p->a, number));
		if (option == SIZE_MAX)
			return preference_wrong(p->err, p->file, v->line, "'%.*s' is no value of issue '%.*s'; it has %.*s",
						STR_ARG(v->key), STR_ARG(of->name), STR_ARG(preference_options(p->a, of)));
		if (!number_of(p, v, "a utility", &values[option]))
			return false;
	}
	return true;
}

static bool
number_values(const struct profile *p, const struct json *ends, const struct domain_point *of, struct ratio values[])
{
	struct ratio low, low_utility, high, high_utility, slope;

	if (!number_of(p, json_get(ends, "lowValue"), "'lowValue'", &low) ||
	    !number_of(p, json_get(ends, "lowUtility"), "'lowUtility'", &low_utility) ||
	    !number_of(p, json_get(ends, "highValue"), "'highValue'", &high) ||
	    !number_of(p, json_get(ends, "highUtility"), "'highUtility'", &high_utility))
		return false;
	slope = ratio_div(ratio_sub(high_utility, low_utility), ratio_sub(high, low));
	if (!ratio_ok(slope))
		return wrong(p, ends, "'lowValue' and 'highValue' are the same");
	for (size_t i = 0; i < of->option_count; i++) {
		struct ratio at;

		if (!ratio_read(of->options[i], &at))
			return preference_wrong(p->err, p->file, ends->line, "issue '%.*s' has the value '%.*s', which is no number",
						STR_ARG(of->name), STR_ARG(of->options[i]));
		values[i] = ratio_add(low_utility, ratio_mul(ratio_sub(at, low), slope));
	}
	return true;
}

static bool
read_issue(const struct profile *p, const struct domain *d, uint32_t point, struct domain_table *ret)
{
	const struct domain_point *of = &d->points[point];
	const struct json *utilities = json_get_str(json_get(p->space, "issueUtilities"), of->name);
	const struct json *weight = json_get_str(json_get(p->space, "issueWeights"), of->name);
	const struct json *in = unwrap(utilities, "valueUtilities"), *listed = json_get(in, "valueUtilities");
	struct ratio *values = ARENA_ARRAY(p->a, struct ratio, of->option_count), w;

	for (size_t i = 0; i < of->option_count; i++)
		values[i] = RATIO_ZERO;
	if (utilities == NULL)
		return preference_wrong(p->err, p->file, p->space->line, "'issueUtilities' says nothing of '%.*s'", STR_ARG(of->name));
	if (weight == NULL)
		return preference_wrong(p->err, p->file, p->space->line, "'issueWeights' says nothing of '%.*s'", STR_ARG(of->name));
	if (!number_of(p, weight, "a weight", &w))
		return false;
	if (listed != NULL && listed->kind == JSON_OBJECT) {
		if (!listed_values(p, listed, of, values))
			return false;
	} else if (json_get(utilities, "lowValue") != NULL || json_get(in, "lowValue") != NULL) {
		if (!number_values(p, json_get(in, "lowValue") != NULL ? in : utilities, of, values))
			return false;
	} else {
		return preference_wrong(p->err, p->file, utilities->line,
					"the utilities of '%.*s' are of no kind known here: valueUtilities, or lowValue to highUtility",
					STR_ARG(of->name));
	}
	for (size_t i = 0; i < of->option_count; i++) {
		values[i] = ratio_mul(w, values[i]);
		if (!ratio_ok(values[i]))
			return preference_wrong(p->err, p->file, utilities->line,
						"weight times utility has more digits than can be counted with");
	}
	*ret = preference_table(p->a, point, values);
	return true;
}

/* ---- groups ---- */

static size_t
size_of(const struct domain *d, const uint32_t points[], size_t count)
{
	size_t size = 1;

	for (size_t i = 0; i < count; i++)
		if (__builtin_mul_overflow(size, d->points[points[i]].option_count, &size) || size > STEPS_MOST)
			return 0;
	return size;
}

static bool
read_entry(const struct profile *p, const struct domain *d, const struct json *entry, const uint32_t points[],
	   const size_t order[], size_t count, struct ratio values[], bool is_given[])
{
	const struct json *list = json_get(entry, "values"), *v;
	uint32_t *option = ARENA_ARRAY(p->a, uint32_t, count);
	size_t at = 0, i = 0;

	if (list == NULL || list->kind != JSON_LIST || list->count != count)
		return wrong(p, entry, "an entry of 'utilslist' has a value for each of its issues");
	for (v = list->first; v != NULL; v = v->next, i++) {
		const struct domain_point *of = &d->points[points[order[i]]];
		size_t found = preference_option(of, option_name(p, v));

		if (found == SIZE_MAX)
			return preference_wrong(p->err, p->file, v->line, "'%.*s' is no value of issue '%.*s'; it has %.*s",
						STR_ARG(option_name(p, v)), STR_ARG(of->name), STR_ARG(preference_options(p->a, of)));
		option[order[i]] = (uint32_t)found;
	}
	for (i = 0; i < count; i++)
		at = at * d->points[points[i]].option_count + option[i];
	if (is_given[at])
		return wrong(p, entry, "the same combination of values stands there twice");
	is_given[at] = true;
	return number_of(p, json_get(entry, "util"), "'util'", &values[at]);
}

/* {"partsutils": {"issues": […], "utilslist": [{"values": […], "util": 0.3}, …]}} */
static bool
read_part(const struct profile *p, const struct domain *d, const struct json *part, struct domain_table *ret)
{
	const struct json *in = unwrap(part, "issues"), *issues = json_get(in, "issues"), *list = json_get(in, "utilslist");
	size_t count, size, i = 0;
	uint32_t *points;
	size_t *order;
	struct ratio *values;
	bool *is_given;

	if (issues == NULL || issues->kind != JSON_LIST || issues->count == 0 || list == NULL || list->kind != JSON_LIST)
		return wrong(p, part, "a part has 'issues' and 'utilslist'");
	count = issues->count;
	points = ARENA_ARRAY(p->a, uint32_t, count);
	order = ARENA_ARRAY(p->a, size_t, count);
	for (const struct json *v = issues->first; v != NULL; v = v->next, i++) {
		size_t point = preference_point(d, v->text), k = i;

		if (point == SIZE_MAX)
			return preference_wrong(p->err, p->file, v->line, "there is no issue '%.*s'", STR_ARG(v->text));
		for (; k > 0 && points[k - 1] > point; k--)
			points[k] = points[k - 1];
		if (k > 0 && points[k - 1] == point)
			return preference_wrong(p->err, p->file, v->line, "issue '%.*s' stands there twice", STR_ARG(v->text));
		points[k] = (uint32_t)point;
	}
	i = 0;
	for (const struct json *v = issues->first; v != NULL; v = v->next, i++)
		for (size_t k = 0; k < count; k++)
			if (str_eq(d->points[points[k]].name, v->text))
				order[i] = k;
	size = size_of(d, points, count);
	if (size == 0)
		return wrong(p, part, "a part of more than 1,000,000 combinations is not weighed");
	values = ARENA_ARRAY(p->a, struct ratio, size);
	is_given = ARENA_ARRAY(p->a, bool, size);
	for (i = 0; i < size; i++)
		values[i] = RATIO_ZERO;
	for (const struct json *e = list->first; e != NULL; e = e->next)
		if (!read_entry(p, d, e, points, order, count, values, is_given))
			return false;
	*ret = (struct domain_table){ count, points, values };
	return true;
}

/* ---- parties ---- */

/* What a table gives a bid, of which issues may be missing. */
static struct ratio
bid_value(const struct profile *p, const struct domain *d, const struct domain_table *t, const struct json *bid)
{
	size_t at = 0;

	for (size_t i = 0; i < t->point_count; i++) {
		const struct domain_point *of = &d->points[t->points[i]];
		const struct json *v = json_get_str(bid, of->name);
		size_t option = v != NULL ? preference_option(of, option_name(p, v)) : SIZE_MAX;

		if (option == SIZE_MAX)
			return RATIO_ZERO;
		at = at * of->option_count + option;
	}
	return t->values[at];
}

static bool
read_line(const struct profile *p, const struct domain *d, struct domain_party *ret)
{
	const struct json *reservation = json_get(p->space, "reservationBid"), *bid = json_get(reservation, "issuevalues");

	if (bid == NULL || bid->kind != JSON_OBJECT || bid->count == 0)
		return true;
	for (const struct json *v = bid->first; v != NULL; v = v->next) {
		size_t point = preference_point(d, v->key);

		if (point == SIZE_MAX || preference_option(&d->points[point], option_name(p, v)) == SIZE_MAX)
			return preference_wrong(p->err, p->file, v->line, "the reservation bid has '%.*s' for '%.*s', which is not in the domain",
						STR_ARG(option_name(p, v)), STR_ARG(v->key));
	}
	ret->has_line = true;
	for (size_t i = 0; i < ret->table_count; i++)
		ret->line = ratio_add(ret->line, bid_value(p, d, &ret->tables[i], bid));
	return ratio_ok(ret->line) || wrong(p, bid, "the reservation bid's utility has more digits than can be counted with");
}

static bool
read_party(const struct profile *p, const struct domain *d, struct domain_party *ret)
{
	const struct json *parts = json_get(p->space, "partUtilities"), *name = json_get(p->space, "name");
	size_t count = p->is_groups ? parts != NULL ? parts->count : 0 : d->point_count;
	struct domain_table *tables = ARENA_ARRAY(p->a, struct domain_table, count);

	*ret = (struct domain_party){ .name = preference_name(p->file), .file = p->file, .line = RATIO_ZERO, .tables = tables };
	if (name != NULL && name->kind == JSON_STR && name->text.len > 0)
		ret->name = name->text;
	if (p->is_groups && (parts == NULL || parts->kind != JSON_OBJECT))
		return wrong(p, p->space, "'partUtilities' is missing");
	if (p->is_groups)
		for (const struct json *part = parts->first; part != NULL; part = part->next) {
			if (!read_part(p, d, part, &tables[ret->table_count]))
				return false;
			ret->table_count++;
		}
	else
		for (uint32_t i = 0; i < d->point_count; i++, ret->table_count++)
			if (!read_issue(p, d, i, &tables[i]))
				return false;
	return read_line(p, d, ret);
}

static bool
read_geniusweb(arena *a, const struct preference_files *files, struct domain *ret, struct err *err)
{
	const struct preference_file *profiles = files->profiles;
	size_t count = files->profile_count;
	struct domain_party *parties = ARENA_ARRAY(a, struct domain_party, count);

	ret->parties = parties;
	for (size_t i = 0; i < count; i++) {
		struct profile p;

		if (!profile_open(a, &profiles[i], &p, err) || (i == 0 ? !read_points(&p, ret) : !same_points(&p, ret)) ||
		    !read_party(&p, ret, &parties[i]))
			return false;
		ret->party_count++;
	}
	return true;
}

const struct preference_format preference_geniusweb = {
	.name = "GeniusWeb JSON", .is_it = is_geniusweb, .read = read_geniusweb,
};
