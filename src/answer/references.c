#include "answer/references.h"

#include "answer/lines.h"

struct reading_refs {
	struct references *r;
	const talks *t;
	str typed;
	bool take_actors;
};

static str
known_drafts(const talks *t)
{
	buf list = { 0 };
	for (uint32_t i = 1; i < t->drafts.count; i++)
		line_join(&list, line_draft(t, i));
	return list.len ? line_keep(t->a, &list) : S("none");
}

static bool
is_nothing(const struct reading_refs *q, struct err *err)
{
	return fail(err, ERR_ABSENT, "'%.*s' is no draft%s here; drafts known are: %.*s", STR_ARG(q->typed),
		    q->take_actors ? ", point or party" : " and no point", STR_ARG(known_drafts(q->t)));
}

static uint32_t
sym_of(const talks *t, str name)
{
	uint32_t sym = syms_find(t->m->names, name);
	return sym < t->d->sym_count ? sym : 0;
}

static bool
take_draft(struct reading_refs *q, uint32_t found, struct err *err)
{
	if (q->r->draft && q->r->draft != found)
		return fail(err, ERR_USAGE, "one draft at a time: %.*s or %.*s",
			    STR_ARG(line_draft(q->t, q->r->draft)), STR_ARG(line_draft(q->t, found)));
	q->r->draft = found;
	return true;
}

static void
take_point(struct reading_refs *q, uint32_t point)
{
	if (point && !(q->r->point_count && references_want(q->r, point)))
		q->r->points[q->r->point_count++] = point;
}

static uint32_t
labelled(const talks *t, uint32_t in_draft, str label)
{
	uint32_t sym = sym_of(t, label);
	return sym ? map_get(&t->readings_by_label, (uint64_t)in_draft << 32 | sym) : 0;
}

/* "3", "10-11" */
static bool
take_label(struct reading_refs *q, uint32_t in_draft, str label)
{
	const talks *t = q->t;
	str from, to;
	uint32_t first = labelled(t, in_draft, label), last = first;
	if (!first && str_cut(label, '-', &from, &to)) {
		first = labelled(t, in_draft, from);
		last = labelled(t, in_draft, to);
	}
	for (uint32_t r = first; first && r <= last; r++)
		take_point(q, t->readings.at[r].point);
	return first && last >= first;
}

static bool
take_labels(struct reading_refs *q, str name, str labels, struct err *err)
{
	uint32_t sym = sym_of(q->t, name), found = sym ? q->t->draft_of[sym] : 0;
	if (!found)
		return is_nothing(q, err);
	if (!take_draft(q, found, err))
		return false;
	for (str label; labels.len;) {
		str_cut(labels, ',', &label, &labels);
		if (!take_label(q, found, label))
			return fail(err, ERR_ABSENT, "%.*s has no point '%.*s' here", STR_ARG(name), STR_ARG(label));
	}
	return true;
}

static bool
take(struct reading_refs *q, struct err *err)
{
	const talks *t = q->t;
	str name, labels;
	uint32_t sym = sym_of(t, q->typed);
	if (str_cut(q->typed, ':', &name, &labels))
		return take_labels(q, name, labels, err);
	if (sym && t->draft_of[sym])
		return take_draft(q, t->draft_of[sym], err);
	if (sym && t->point_of[sym])
		return take_point(q, t->point_of[sym]), true;
	if (!sym || !t->actor_of[sym] || !q->take_actors)
		return is_nothing(q, err);
	q->r->actors[q->r->actor_count++] = t->actor_of[sym];
	return true;
}

bool
references_read(struct references *r, const struct ask *ask, bool take_actors, struct err *err)
{
	const talks *t = ask->t;
	*r = (struct references){ .points = ARENA_ARRAY(ask->a, uint32_t, t->points.count + t->readings.count + 1),
				  .actors = ARENA_ARRAY(ask->a, uint32_t, ask->arg_count + 1) };
	for (size_t i = 0; i < ask->arg_count; i++) {
		struct reading_refs q = { r, t, ask->args[i], take_actors };
		if (!take(&q, err))
			return false;
	}
	if (!r->draft)
		r->draft = t->current;
	return true;
}

bool
references_want(const struct references *r, uint32_t point)
{
	for (size_t i = 0; i < r->point_count; i++)
		if (r->points[i] == point)
			return true;
	return r->point_count == 0;
}
