/* Positions and saliences: one file of all parties, a line each, fields between tabs,
 * in quotation marks or not.
 *
 *      #A ID NAME …            an actor
 *      #P ID NAME …            a point
 *      #M POINT NUMBER         an end of its scale; 0 and 100 where there is none
 *      #D ACTOR POINT POSITION SALIENCE POWER
 *      #O title, #/ remark
 *
 * The options of a point are the positions taken on it.  What one is worth to an
 * actor: salience × (1 − distance to its own position / length of the scale), so
 * divided that all saliences of the actor sum to 1.  Power says nothing of what an
 * actor wants, and is left out. */
#include <string.h>

#include "base/list.h"
#include "io/preferences_int.h"

struct position { uint32_t actor, point; struct ratio at, salience; size_t line; };
struct scale { struct ratio ends[2]; size_t end_count, line; };

struct reading {
	arena *a;
	str file;
	struct err *err;
	size_t line, faults, fault_line;        /* the first fault's, by place */
	LIST(str) actors;
	LIST(str) points;
	LIST(struct scale) scales;
	LIST(struct position) positions;
};

enum { FIELDS_MOST = 8 };

/* Takes the fault of the first line that has one, whenever it is found; counts the others. */
static void
fault(struct reading *r, const char *what, str about)
{
	if (r->faults++ == 0 || r->line < r->fault_line) {
		preference_wrong(r->err, r->file, r->line, "%s: '%.*s'", what, STR_ARG(about));
		r->fault_line = r->line;
	}
}

static size_t
fields_of(str line, str fields[FIELDS_MOST])
{
	size_t count = 0;
	bool more = true;

	while (more && count < FIELDS_MOST) {
		str field;

		more = str_cut(line, '\t', &field, &line);
		field = str_trim(field);
		if (field.len >= 2 && (field.at[0] == '\'' || field.at[0] == '"') && field.at[field.len - 1] == field.at[0])
			field = str_trim(str_sub(field, 1, field.len - 1));
		fields[count++] = field;
	}
	while (count > 0 && fields[count - 1].len == 0)
		count--;
	return count;
}

static size_t
place(const str *names, size_t count, str name)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(names[i], name))
			return i;
	return SIZE_MAX;
}

static void
take_position(struct reading *r, str fields[], size_t count)
{
	struct position p = { .line = r->line };
	size_t actor, point;

	if (count < 5) {
		fault(r, "a position wants actor, point, position and salience", count > 1 ? fields[1] : S(""));
		return;
	}
	actor = place(r->actors.at, r->actors.count, fields[1]);
	point = place(r->points.at, r->points.count, fields[2]);
	if (actor == SIZE_MAX)
		fault(r, "no #A line before it declares the actor", fields[1]);
	else if (point == SIZE_MAX)
		fault(r, "no #P line before it declares the point", fields[2]);
	else if (!ratio_read(fields[3], &p.at))
		fault(r, "a position is no number", fields[3]);
	else if (!ratio_read(fields[4], &p.salience) || p.salience.num < 0)
		fault(r, "a salience is no number from 0 up", fields[4]);
	else {
		p.actor = (uint32_t)actor;
		p.point = (uint32_t)point;
		for (size_t i = 0; i < r->positions.count; i++)
			if (r->positions.at[i].actor == p.actor && r->positions.at[i].point == p.point) {
				fault(r, "a second position of the same actor on the point", fields[2]);
				return;
			}
		*LIST_ADD(&r->positions) = p;
	}
}

static void
take_end(struct reading *r, str fields[], size_t count)
{
	size_t point = count > 1 ? place(r->points.at, r->points.count, fields[1]) : SIZE_MAX;
	struct scale *s;

	if (point == SIZE_MAX) {
		if (count > 1)
			fault(r, "no #P line before it declares the point", fields[1]);
		else
			fault(r, "a point is missing behind", fields[0]);
		return;
	}
	s = &r->scales.at[point];
	s->line = r->line;
	if (count < 3 || s->end_count == 2 || !ratio_read(fields[2], &s->ends[s->end_count]))
		fault(r, "a scale has two ends, each a number", fields[1]);
	else
		s->end_count++;
}

static void
take_name(struct reading *r, str fields[], size_t count, bool is_actor)
{
	str name = count > 1 ? fields[1] : S("");

	if (name.len == 0)
		fault(r, "a name is missing behind", fields[0]);
	else if (place(is_actor ? r->actors.at : r->points.at, is_actor ? r->actors.count : r->points.count, name) != SIZE_MAX)
		fault(r, "declared twice", name);
	else if (is_actor)
		*LIST_ADD(&r->actors) = name;
	else {
		*LIST_ADD(&r->points) = name;
		*LIST_ADD(&r->scales) = (struct scale){ .end_count = 0 };
	}
}

static void
take_line(struct reading *r, str line)
{
	str fields[FIELDS_MOST];
	size_t count = fields_of(line, fields);

	if (count == 0 || str_starts(fields[0], S("#/")) || str_eq(fields[0], S("#O")))
		return;
	if (str_eq(fields[0], S("#A")))
		take_name(r, fields, count, true);
	else if (str_eq(fields[0], S("#P")))
		take_name(r, fields, count, false);
	else if (str_eq(fields[0], S("#M")))
		take_end(r, fields, count);
	else if (str_eq(fields[0], S("#D")))
		take_position(r, fields, count);
	else
		fault(r, "a line begins with #A, #P, #M, #D, #O or #/, and not with", fields[0]);
}

static void
settle_scales(struct reading *r)
{
	for (size_t i = 0; i < r->scales.count; i++) {
		struct scale *s = &r->scales.at[i];
		struct ratio low = s->ends[0];

		r->line = s->line;
		if (s->end_count == 1)
			fault(r, "a scale has two ends, and one is given", r->points.at[i]);
		if (s->end_count < 2) {
			s->ends[0] = RATIO_ZERO;
			s->ends[1] = ratio_of(100, 1);
		} else if (ratio_cmp(s->ends[0], s->ends[1]) > 0) {
			s->ends[0] = s->ends[1];
			s->ends[1] = low;
		}
		if (ratio_cmp(s->ends[0], s->ends[1]) == 0)
			fault(r, "both ends of a scale are the same", r->points.at[i]);
	}
	for (size_t i = 0; i < r->positions.count; i++) {
		const struct position *p = &r->positions.at[i];
		const struct scale *s = &r->scales.at[p->point];

		if (ratio_cmp(p->at, s->ends[0]) < 0 || ratio_cmp(p->at, s->ends[1]) > 0) {
			r->line = p->line;
			fault(r, "a position lies outside its scale", r->points.at[p->point]);
		}
	}
}

/* The positions on a point, each once, from low to high. */
static size_t
positions_on(struct reading *r, uint32_t point, struct ratio ret[])
{
	size_t count = 0;

	for (size_t i = 0; i < r->positions.count; i++) {
		struct ratio at = r->positions.at[i].at;
		size_t k = 0, to = count;

		if (r->positions.at[i].point != point)
			continue;
		while (k < count && ratio_cmp(ret[k], at) < 0)
			k++;
		if (k < count && ratio_cmp(ret[k], at) == 0)
			continue;
		for (; to > k; to--)
			ret[to] = ret[to - 1];
		ret[k] = at;
		count++;
	}
	return count;
}

static bool
fill(struct reading *r, struct domain *d)
{
	struct domain_point *points = ARENA_ARRAY(r->a, struct domain_point, r->points.count);
	struct domain_party *parties = ARENA_ARRAY(r->a, struct domain_party, r->actors.count);
	struct domain_table **tables = ARENA_ARRAY(r->a, struct domain_table *, r->actors.count);
	struct ratio *sums = ARENA_ARRAY(r->a, struct ratio, r->actors.count);
	uint32_t *point_of = ARENA_ARRAY(r->a, uint32_t, r->points.count);

	for (size_t i = 0; i < r->actors.count; i++) {
		sums[i] = RATIO_ZERO;
		tables[i] = ARENA_ARRAY(r->a, struct domain_table, r->points.count);
		parties[i] = (struct domain_party){ .name = r->actors.at[i], .file = r->file, .line = RATIO_ZERO,
						    .tables = tables[i] };
	}
	for (size_t i = 0; i < r->positions.count; i++)
		sums[r->positions.at[i].actor] = ratio_add(sums[r->positions.at[i].actor], r->positions.at[i].salience);
	for (uint32_t p = 0; p < r->points.count; p++) {
		struct ratio *at = ARENA_ARRAY(r->a, struct ratio, r->positions.count + 1);
		size_t count = positions_on(r, p, at);
		struct ratio length = ratio_sub(r->scales.at[p].ends[1], r->scales.at[p].ends[0]);
		str *options = ARENA_ARRAY(r->a, str, count);

		if (count == 0)
			continue;       /* nobody takes a position: there is nothing to weigh */
		for (size_t i = 0; i < count; i++)
			options[i] = ratio_print(r->a, at[i]);
		point_of[p] = (uint32_t)d->point_count;
		points[d->point_count++] = (struct domain_point){ r->points.at[p], count, options };
		for (size_t i = 0; i < r->positions.count; i++) {
			const struct position *own = &r->positions.at[i];
			struct ratio *values, sum = sums[own->actor];

			if (own->point != p)
				continue;
			values = ARENA_ARRAY(r->a, struct ratio, count);
			for (size_t k = 0; k < count; k++) {
				struct ratio away = ratio_sub(at[k], own->at);

				away.num = away.num < 0 ? -away.num : away.num;
				values[k] = ratio_mul(own->salience, ratio_sub(RATIO_ONE, ratio_div(away, length)));
				values[k] = sum.num > 0 ? ratio_div(values[k], sum) : RATIO_ZERO;
				if (!ratio_ok(values[k]))
					return preference_wrong(r->err, r->file, own->line, "the numbers have more digits than can be counted with");
			}
			tables[own->actor][parties[own->actor].table_count++] = preference_table(r->a, point_of[p], values);
		}
	}
	d->points = points;
	d->parties = parties;
	d->party_count = r->actors.count;
	d->name = preference_name(r->file);
	return preference_names_differ(r->a, d, r->file, r->err);
}

static bool
is_positions(str bytes)
{
	return bytes.len > 0;
}

static bool
read_positions(arena *a, const struct preference_files *files, struct domain *ret, struct err *err)
{
	struct reading r = { .a = a, .file = files->profiles[0].name, .err = err };
	str rest = files->profiles[0].bytes, line;
	bool ok;

	if (str_starts(rest, S("\xef\xbb\xbf")))
		rest = str_sub(rest, 3, rest.len);
	if (rest.len == 0)
		return preference_wrong(err, r.file, 0, "there is nothing in it");
	while (rest.len > 0) {
		str_cut(rest, '\n', &line, &rest);
		r.line++;
		take_line(&r, line);
	}
	settle_scales(&r);
	if (r.faults == 0 && r.actors.count == 0)
		fault(&r, "no actors: this is no Genius XML, no JSON, and no list of positions", r.file);
	ok = r.faults == 0 && fill(&r, ret);
	if (r.faults > 1) {
		size_t used = strlen(err->text);
		str more = arena_printf(a, "; and %zu more fault%s", r.faults - 1, r.faults == 2 ? "" : "s");

		if (used + more.len < sizeof(err->text))
			memcpy(err->text + used, more.at, more.len + 1);
	}
	LIST_DONE(&r.actors);
	LIST_DONE(&r.points);
	LIST_DONE(&r.scales);
	LIST_DONE(&r.positions);
	return ok;
}

const struct preference_format preference_positions = {
	.name = "a list of positions", .is_one_file = true, .is_it = is_positions, .read = read_positions,
};
