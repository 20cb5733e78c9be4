#include "talks/view.h"

#include <string.h>

static bool
declares_actor(enum decl_id decl)
{
	return (decl >= DECL_party && decl <= DECL_person);
}

static const struct entry *
find_actor(const docket *d, uint32_t sym)
{
	for (size_t i = 0; i < d->decls.count; i++) {
		const struct entry *e = &d->m->entries.at[d->decls.at[i]];
		const struct item *names = entry_items(d->m, e);
		for (size_t n = 0; declares_actor((enum decl_id)e->verb) && n < e->subject_count; n++)
			if (names[n].a == sym)
				return e;
	}
	return NULL;
}

static bool
names_viewer(const view *v, const struct entry *e, unsigned key)
{
	const struct item *item = entry_get(v->d->m, e, key);
	for (size_t i = 0, n = item ? item_run(v->d->m, e, item) : 0; i < n; i++)
		if (item[i].type == ITEM_NAME && item[i].a < v->d->sym_count && v->is_viewer[item[i].a])
			return true;
	return false;
}

/* Marks the viewer, the party it is of, and the groups these belong to. */
static bool
find_viewer(view *v, struct err *err)
{
	const docket *d = v->d;
	v->as = syms_find(d->m->names, v->query.as);
	const struct entry *who = v->as && v->as < d->sym_count ? find_actor(d, v->as) : NULL;
	if (!who) {
		buf list = { 0 };
		for (size_t i = 0; i < d->decls.count; i++) {
			const struct entry *e = &d->m->entries.at[d->decls.at[i]];
			if (e->verb == DECL_party || e->verb == DECL_mediator)
				buf_printf(&list, "%s%.*s", list.len ? ", " : "",
					   STR_ARG(item_name(d->m, entry_items(d->m, e))));
		}
		fail(err, ERR_ABSENT, "'%.*s' is nobody in these minutes; they declare %s",
		     STR_ARG(v->query.as), list.len ? list.at : "no party");
		buf_done(&list);
		return false;
	}
	v->is_viewer[v->as] = true;
	const struct item *of = who->verb == DECL_person ? entry_own(d->m, who, CLAUSE_of) : NULL;
	for (size_t i = 0, n = of ? item_run(d->m, who, of) : 0; i < n; i++)
		v->is_viewer[of[i].a] = true;
	/* Groups of groups: again until nobody is added, whatever order they stand in. */
	for (bool added = true; added;) {
		added = false;
		for (size_t i = 0; i < d->decls.count; i++) {
			const struct entry *e = &d->m->entries.at[d->decls.at[i]];
			uint32_t group = entry_items(d->m, e)->a;
			if (e->verb == DECL_group && !v->is_viewer[group] && names_viewer(v, e, CLAUSE_members))
				added = v->is_viewer[group] = true;
		}
	}
	v->is_viewer[syms_find(d->m->names, S("unknown"))] = false;
	return true;
}

/* By sym: may the viewer know what is in this circle? */
static bool *
find_circles(arena *a, const view *v)
{
	const docket *d = v->d;
	bool *open = ARENA_ARRAY(a, bool, d->sym_count);
	memcpy(open, v->is_viewer, d->sym_count * sizeof *open);
	open[d->sym_public] = true;
	for (size_t i = 0; i < d->decls.count; i++) {
		const struct entry *e = &d->m->entries.at[d->decls.at[i]];
		const struct item *names = entry_items(d->m, e);
		for (size_t n = 0; e->verb == DECL_circle && n < e->subject_count; n++)
			if (v->as && names_viewer(v, e, CLAUSE_for))
				open[names[n].a] = true;
	}
	return open;
}

static bool
may_know(const view *v, const struct entry *e, const bool *open)
{
	const minutes *m = v->d->m;
	const struct item *circle = entry_get(m, e, CLAUSE_circle);
	if (!circle && e->kind == ENTRY_DECL)
		return true;
	if (!circle) {
		uint32_t keeper = minutes_keeper(m, e->file);
		return keeper && open[keeper];
	}
	for (size_t i = 0, n = item_run(m, e, circle); i < n; i++)
		if (circle[i].a < v->d->sym_count && open[circle[i].a])
			return true;
	return false;
}

static bool
in_time(const view *v, uint32_t i)
{
	const struct view_query *q = &v->query;
	const struct entry_time *t = &v->times[i];
	if (q->has_known && t->known > q->known)
		return false;
	return !q->has_at || v->d->m->entries.at[i].kind != ENTRY_ACT || t->key <= q->at;
}

static void
find_visible(view *v, const bool *open)
{
	const docket *d = v->d;
	for (size_t i = 0; i < d->acts.count; i++)
		v->visible[d->acts.at[i]] = !open || may_know(v, &d->m->entries.at[d->acts.at[i]], open);
	for (size_t i = 0; i < d->decls.count; i++)
		v->visible[d->decls.at[i]] = !open || may_know(v, &d->m->entries.at[d->decls.at[i]], open);
}

view *
view_new(arena *a, const docket *d, const struct view_query *query, struct err *err)
{
	view *v = ARENA_NEW(a, view);
	v->d = d;
	v->query = *query;
	v->visible = ARENA_ARRAY(a, bool, d->m->entries.count + 1);
	v->is_viewer = ARENA_ARRAY(a, bool, d->sym_count);
	const bool *open = NULL;
	v->filtered = query->as.len || query->public_only;
	if (query->as.len && !query->public_only && !find_viewer(v, err))
		return NULL;
	if (v->filtered)
		open = find_circles(a, v);
	v->open = open;
	find_visible(v, open);
	v->times = d->times;
	if (v->filtered || query->has_known)
		v->times = docket_times(d, a, v->visible, query->has_known ? &query->known : NULL);
	for (size_t i = 0; i < d->acts.count; i++) {
		uint32_t at = d->acts.at[i];
		v->visible[at] = v->visible[at] && in_time(v, at);
		if (v->visible[at])
			*LIST_ADD(&v->order) = at;
	}
	docket_order(d, v->times, v->order.at, v->order.count);
	for (size_t i = 0; i < d->decls.count; i++) {
		uint32_t at = d->decls.at[i];
		v->visible[at] = v->visible[at] && in_time(v, at);
		if (v->visible[at])
			*LIST_ADD(&v->decls) = at;
	}
	return v;
}

bool
view_knows_circle(const view *v, str name)
{
	uint32_t sym = syms_find(v->d->m->names, name);
	return !v->open || str_eq(name, S("public")) || (sym && sym < v->d->sym_count && v->open[sym]);
}

void
view_done(view *v)
{
	if (!v)
		return;
	LIST_DONE(&v->order);
	LIST_DONE(&v->decls);
}

bool
view_span(const docket *d, str text, struct span *ret, struct err *err)
{
	struct when when;
	size_t used = 0;
	if (!when_read(text, &when, &used, err))
		return false;
	if (used < text.len)
		return fail(err, ERR_USAGE, "'%.*s' is no time: write 2026-06-04 or 2026-06-04T06:10",
			    STR_ARG(text));
	return when_span(&when, d->zone, ret, err);
}

bool
view_instant(const docket *d, str text, int64_t *ret_instant, struct err *err)
{
	struct span span;
	if (!view_span(d, text, &span, err))
		return false;
	if (span.to == SPAN_END)
		return fail(err, ERR_USAGE, "'%.*s' has no end: write an instant or a day", STR_ARG(text));
	*ret_instant = span.to;
	return true;
}
