#include "answer/showings.h"

#include "answer/lines.h"

/* ---- who belongs to which group ---- */

static void
belong(struct showings *s, uint32_t actor, uint32_t group)
{
	if (!actor || !group || actor == group)
		return;
	*LIST_ADD(&s->memberships) = (struct membership){ group, s->groups[actor] };
	s->groups[actor] = (uint32_t)s->memberships.count - 1;
}

static void
leave(struct showings *s, uint32_t actor, uint32_t group)
{
	for (uint32_t i = s->groups[actor]; i; i = s->memberships.at[i].next)
		if (s->memberships.at[i].group == group)
			s->memberships.at[i].group = 0;
}

static void
declared_members(struct showings *s, uint32_t entry)
{
	const talks *t = s->t;
	const struct entry *e = talks_entry(t, entry);
	const struct item *member = e->verb == DECL_group ? entry_own(t->m, e, CLAUSE_members) : NULL;
	uint32_t group = talks_actor(t, entry_items(t->m, e)->a);
	for (size_t i = 0, n = member ? item_run(t->m, e, member) : 0; i < n; i++)
		belong(s, talks_actor(t, member[i].a), group);
}

static void
joined_or_left(struct showings *s, uint32_t entry)
{
	const talks *t = s->t;
	const struct entry *e = talks_entry(t, entry);
	struct targets it = talks_targets(t, entry, KEY_OBJECT);
	for (struct target what; targets_next(&it, &what);) {
		if (what.kind != TARGET_ACTOR)
			continue;
		for (size_t i = 0; i < e->subject_count; i++) {
			uint32_t actor = talks_actor(t, entry_items(t->m, e)[i].a);
			if (actor && e->verb == VERB_joins)
				belong(s, actor, what.index);
			else if (actor)
				leave(s, actor, what.index);
		}
	}
}

/* ---- the index ---- */

static uint64_t
whole_key(uint32_t actor, uint32_t of_draft)
{
	return (uint64_t)actor << 32 | (uint32_t)1 << 31 | of_draft;
}

static void
first_at(map *m, uint64_t key, uint32_t exposure)
{
	uint32_t *slot = map_at(m, key);
	if (!*slot)
		*slot = exposure;
}

static void
add_exposure(struct showings *s, uint32_t index)
{
	const talks *t = s->t;
	const struct exposure *x = &t->exposures.at[index];
	const uint32_t *readings;
	size_t count = exposure_readings(t, x, &readings);
	if (x->says_not || !x->carries_words)
		return;
	if (!x->by_recipient)
		first_at(&s->part, (uint64_t)x->actor << 32 | x->draft, index);
	for (int any = 0; any < 2; any++) {
		map *m = any ? &s->anyhow : &s->given;
		if (!any && x->by_recipient)
			continue;
		if (x->whole)
			first_at(m, whole_key(x->actor, x->draft), index);
		for (size_t i = 0; i < count; i++)
			first_at(m, (uint64_t)x->actor << 32 | readings[i], index);
	}
}

void
showings_init(struct showings *s, const talks *t)
{
	*s = (struct showings){ .t = t };
	s->groups = ARENA_ARRAY(t->a, uint32_t, t->actors.count + 1);
	LIST_ADD(&s->memberships);
	for (size_t i = 0; i < t->v->decls.count; i++)
		declared_members(s, t->v->decls.at[i]);
	for (size_t i = 0; i < t->v->order.count; i++) {
		const struct entry *e = talks_entry(t, t->v->order.at[i]);
		if ((e->verb == VERB_joins || e->verb == VERB_leaves) && e->mood == MOOD_DONE)
			joined_or_left(s, t->v->order.at[i]);
	}
	for (uint32_t i = 1; i < t->exposures.count; i++)
		add_exposure(s, i);
}

void
showings_done(struct showings *s)
{
	map_done(&s->given);
	map_done(&s->anyhow);
	map_done(&s->part);
	LIST_DONE(&s->memberships);
}

static uint32_t
find_of(const struct showings *s, uint32_t actor, uint32_t of_draft, uint32_t reading, enum shown which)
{
	const map *m = which == SHOWN_ANYHOW ? &s->anyhow : &s->given;
	uint32_t whole = map_get(m, whole_key(actor, of_draft));
	uint32_t point = reading ? map_get(m, (uint64_t)actor << 32 | reading) : 0;
	return !whole || (point && point < whole) ? point : whole;
}

static uint32_t
earlier(uint32_t a, uint32_t b)
{
	return !a || (b && b < a) ? b : a;
}

/* The actor, its side, everybody, and the groups of its side. */
uint32_t
showings_find(const struct showings *s, uint32_t actor, uint32_t of_draft, uint32_t reading, enum shown which)
{
	uint32_t side = talks_side(s->t, actor);
	uint32_t found = earlier(find_of(s, actor, of_draft, reading, which), find_of(s, 0, of_draft, reading, which));
	if (side != actor)
		found = earlier(found, find_of(s, side, of_draft, reading, which));
	for (uint32_t i = s->groups[side]; i; i = s->memberships.at[i].next)
		if (s->memberships.at[i].group)
			found = earlier(found, find_of(s, s->memberships.at[i].group, of_draft, reading, which));
	return found;
}

uint32_t
showings_part(const struct showings *s, uint32_t actor, uint32_t of_draft)
{
	uint32_t side = talks_side(s->t, actor);
	uint32_t found = earlier(map_get(&s->part, (uint64_t)actor << 32 | of_draft), map_get(&s->part, of_draft));
	if (side != actor)
		found = earlier(found, map_get(&s->part, (uint64_t)side << 32 | of_draft));
	for (uint32_t i = s->groups[side]; i; i = s->memberships.at[i].next)
		if (s->memberships.at[i].group)
			found = earlier(found, map_get(&s->part, (uint64_t)s->memberships.at[i].group << 32 | of_draft));
	return found;
}

/* ---- one exposure ---- */

size_t
exposure_readings(const talks *t, const struct exposure *x, const uint32_t **ret_readings)
{
	LIST(uint32_t) list = { 0 };
	struct targets it = { .t = t, .entry = x->entry, .item = x->refs, .end = x->refs + x->ref_count };
	*ret_readings = NULL;
	if (x->whole || !x->refs)
		return 0;
	for (struct target what; targets_next(&it, &what);)
		if (what.kind == TARGET_READING && t->readings.at[what.index].draft == x->draft)
			*LIST_ADD(&list) = what.index;
	size_t count = list.count;
	uint32_t *copy = ARENA_ARRAY(t->a, uint32_t, count + 1);
	if (count)
		memcpy(copy, list.at, count * sizeof *copy);
	LIST_DONE(&list);
	*ret_readings = copy;
	return count;
}

str
exposure_form(const talks *t, const struct exposure *x)
{
	const struct entry *e = talks_entry(t, x->entry);
	const struct item *form = entry_get(t->m, e, CLAUSE_form);
	if (form) {
		buf text = { 0 };
		items_print(t->m, form, 1, &text);
		return line_keep(t->a, &text);
	}
	return e->verb == VERB_shows       ? S("shown")
	       : e->verb == VERB_reads     ? S("read-aloud")
	       : e->verb == VERB_publishes ? S("published")
					   : S("");
}

bool
exposure_is_author(const talks *t, const struct exposure *x)
{
	enum verb_id verb = (enum verb_id)talks_entry(t, x->entry)->verb;
	return x->by_recipient && (verb == VERB_tables || verb == VERB_circulates);
}

uint32_t
exposure_giver(const talks *t, const struct exposure *x)
{
	const struct entry *e = talks_entry(t, x->entry);
	return x->by_recipient || !e->subject_count ? 0 : talks_actor(t, entry_items(t->m, e)->a);
}

static void
add_form_words(const talks *t, const struct exposure *x, buf *text)
{
	str form = exposure_form(t, x);
	const uint32_t *readings;
	size_t count = exposure_readings(t, x, &readings);
	if (count)
		buf_printf(text, "%s %.*s ", count == 1 ? "point" : "points",
			   STR_ARG(line_labels(t, readings, count)));
	else if (!x->whole)
		buf_add(text, S("some points "));
	if (str_eq(form, S("read-aloud")))
		form = S("read aloud");
	else if (str_eq(form, S("told-gist")))
		form = S("gist told");
	else if (!form.len)
		form = talks_entry(t, x->entry)->verb == VERB_acknowledges ? S("receipt confirmed") : S("seen");
	buf_add(text, form);
}

static bool
is_of(const talks *t, uint32_t person, uint32_t actor)
{
	return talks_side(t, person) == talks_side(t, actor);
}

static void
add_denial(const talks *t, const struct exposure *x, buf *text)
{
	const uint32_t *readings;
	size_t count = exposure_readings(t, x, &readings);
	if (x->per)
		buf_printf(text, "%s (%.*s)", is_of(t, x->per, x->actor) ? "says not" : "is said not to have it",
			   STR_ARG(line_who(t, x->per)));
	else
		buf_add(text, x->by_recipient ? S("not seen, as entered here") : S("not shown, as entered here"));
	if (count)
		buf_printf(text, ", points %.*s", STR_ARG(line_labels(t, readings, count)));
}

str
exposure_words(const talks *t, const struct exposure *x)
{
	buf text = { 0 };
	if (exposure_is_author(t, x))
		return S("author");
	if (x->says_not)
		add_denial(t, x, &text);
	else
		add_form_words(t, x, &text);
	if (!x->says_not && x->per)
		buf_printf(&text, " (%.*s)", STR_ARG(line_who(t, x->per)));
	buf_printf(&text, ", %.*s", STR_ARG(line_when(t, x->entry)));
	if (x->acknowledged)
		buf_add(&text, S(", confirmed"));
	return line_keep(t->a, &text);
}
