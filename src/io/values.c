#include "io/values.h"

#include <string.h>

#include "io/preferences_int.h"
#include "talks/lines.h"

/* One line of one act. */
struct valued {
	uint32_t actor, point;          /* point 0: no agreement */
	bool is_estimate;
	str option;
	struct ratio worth;
	bool is_never;
	uint32_t entry;
};

struct gathering {
	arena *a;
	const talks *t;
	struct err *err;
	LIST(struct valued) lines;
	LIST(uint32_t) actors, points;
};

static bool
wrong(const struct gathering *r, uint32_t entry, const char *what, str about)
{
	const struct entry *e = talks_entry(r->t, entry);

	return preference_wrong(r->err, r->t->m->files.at[e->file].path, e->line, "%s: '%.*s'", what, STR_ARG(about));
}

static uint32_t
place_in(const uint32_t *list, size_t count, uint32_t wanted)
{
	for (uint32_t i = 0; i < count; i++)
		if (list[i] == wanted)
			return i;
	return UINT32_MAX;
}

/* Is the act taken back by a later one that `replaces` it? */
static bool
is_replaced(const talks *t, uint32_t entry)
{
	for (size_t i = 0; i < t->v->order.count; i++) {
		uint32_t later = t->v->order.at[i];
		struct targets it = talks_targets(t, later, CLAUSE_replaces);

		if (talks_entry(t, later)->verb != VERB_values)
			continue;
		for (struct target what; targets_next(&it, &what);)
			if (what.kind == TARGET_ACT && what.index == entry)
				return true;
	}
	return false;
}

static bool
take_lines(struct gathering *r, uint32_t entry, uint32_t actor, bool is_estimate, uint32_t point)
{
	const struct entry *e = talks_entry(r->t, entry);
	const struct item *lines = entry_own(r->t->m, e, CLAUSE_options);

	for (size_t i = 0, n = lines ? item_run(r->t->m, e, lines) : 0; i < n; i++) {
		struct valued v = { .actor = actor, .point = point, .is_estimate = is_estimate, .entry = entry };
		struct option_line line;
		size_t at;
		const char *why;

		if (!option_line(item_text(r->t->m, &lines[i]), &line, &at, &why))
			return wrong(r, entry, why, item_text(r->t->m, &lines[i]));
		v.option = line.name;
		v.is_never = line.worth.len == 0;
		v.worth = RATIO_ZERO;
		if (!v.is_never && !ratio_read(line.worth, &v.worth))
			return wrong(r, entry, "what it is worth is no number that can be counted with", line.worth);
		if (point == 0 && (!str_eq(line.name, S("no agreement")) || v.is_never))
			return wrong(r, entry, "without a point only 'no agreement: NUMBER' has a meaning", line.name);
		*LIST_ADD(&r->lines) = v;
	}
	return true;
}

static bool
take_act(struct gathering *r, uint32_t entry)
{
	const talks *t = r->t;
	const struct entry *e = talks_entry(t, entry);
	const struct item *whose = entry_own(t->m, e, CLAUSE_for);
	uint32_t actor = talks_side(t, t->actor_of[(whose ? whose : entry_items(t->m, e))->a]);
	struct targets it = talks_targets(t, entry, KEY_OBJECT);
	bool has_point = false;

	if (place_in(r->actors.at, r->actors.count, actor) == UINT32_MAX)
		*LIST_ADD(&r->actors) = actor;
	for (struct target what; targets_next(&it, &what);) {
		uint32_t point = target_point(t, what);

		if (!point)
			continue;
		has_point = true;
		if (place_in(r->points.at, r->points.count, point) == UINT32_MAX)
			*LIST_ADD(&r->points) = point;
		if (!take_lines(r, entry, actor, whose != NULL, point))
			return false;
	}
	if (!has_point && entry_own(t->m, e, KEY_OBJECT))
		return wrong(r, entry, "this view has no such point", talks_act_refs(t, entry, KEY_OBJECT));
	return has_point || take_lines(r, entry, actor, whose != NULL, 0);
}

/* What a party's own lines say, estimates only where it has none. */
static const struct valued *
value_of(const struct gathering *r, uint32_t actor, uint32_t point, str option)
{
	const struct valued *found = NULL;
	bool has_own = false;

	for (size_t i = 0; i < r->lines.count; i++)
		has_own = has_own || (r->lines.at[i].actor == actor && !r->lines.at[i].is_estimate);
	for (size_t i = 0; i < r->lines.count; i++) {
		const struct valued *v = &r->lines.at[i];

		if (v->actor == actor && v->point == point && v->is_estimate != has_own &&
		    (option.at == NULL || str_eq(v->option, option)))
			found = v;
	}
	return found;
}

static void
take_options(const struct gathering *r, uint32_t point, struct domain_point *ret)
{
	str *options = ARENA_ARRAY(r->a, str, r->lines.count);

	*ret = (struct domain_point){ .name = talks_point_name(r->t, point), .options = options };
	for (size_t i = 0; i < r->lines.count; i++)
		if (r->lines.at[i].point == point && preference_option(ret, r->lines.at[i].option) == SIZE_MAX)
			options[ret->option_count++] = r->lines.at[i].option;
}

static bool
take_party(const struct gathering *r, const struct domain *d, uint32_t actor, struct domain_party *ret)
{
	const talks *t = r->t;
	struct domain_table *tables = ARENA_ARRAY(r->a, struct domain_table, r->points.count);
	struct domain_option *never = ARENA_ARRAY(r->a, struct domain_option, r->lines.count);
	const struct valued *line = value_of(r, actor, 0, STR_NONE);

	*ret = (struct domain_party){ .name = talks_actor_token(t, actor), .line = RATIO_ZERO, .tables = tables, .never = never };
	if (line != NULL) {
		ret->has_line = true;
		ret->line = line->worth;
	}
	for (uint32_t p = 0; p < r->points.count; p++) {
		const struct domain_point *point = &d->points[p];
		struct ratio *values = ARENA_ARRAY(r->a, struct ratio, point->option_count);
		const struct valued *any = value_of(r, actor, r->points.at[p], STR_NONE);

		if (any == NULL)
			continue;       /* the point is worth nothing to it, either way */
		for (uint32_t o = 0; o < point->option_count; o++) {
			const struct valued *v = value_of(r, actor, r->points.at[p], point->options[o]);

			if (v == NULL)
				return wrong(r, any->entry, "it says nothing of an option that others value", point->options[o]);
			values[o] = v->worth;
			if (v->is_never)
				never[ret->never_count++] = (struct domain_option){ p, o };
		}
		tables[ret->table_count++] = preference_table(r->a, p, values);
	}
	return true;
}

static bool
fill(struct gathering *r, struct domain *d)
{
	struct domain_point *points = ARENA_ARRAY(r->a, struct domain_point, r->points.count);
	struct domain_party *parties = ARENA_ARRAY(r->a, struct domain_party, r->actors.count);

	for (size_t i = 0; i < r->points.count; i++)
		take_options(r, r->points.at[i], &points[d->point_count++]);
	d->points = points;
	d->parties = parties;
	for (size_t i = 0; i < r->actors.count; i++) {
		if (!take_party(r, d, r->actors.at[i], &parties[i]))
			return false;
		d->party_count++;
	}
	return true;
}

bool
values_read(arena *a, const talks *t, struct domain *ret, struct err *err)
{
	struct gathering r = { .a = a, .t = t, .err = err };
	bool ok = true;

	*ret = (struct domain){ .name = t->frame != NULL ? item_text(t->m, entry_own(t->m, t->frame, KEY_DISPLAY)) : S("") };
	for (size_t i = 0; ok && i < t->v->order.count; i++) {
		uint32_t entry = t->v->order.at[i];
		const struct entry *e = talks_entry(t, entry);

		if (e->verb == VERB_values && e->mood == MOOD_DONE && !t->dead[entry] && !is_replaced(t, entry))
			ok = take_act(&r, entry);
	}
	if (ok && r.points.count == 0)
		ok = fail(err, ERR_INPUT, "no 'values' act is in what this view holds: what options are worth stands in a party's own file");
	ok = ok && fill(&r, ret);
	LIST_DONE(&r.lines);
	LIST_DONE(&r.actors);
	LIST_DONE(&r.points);
	return ok;
}
