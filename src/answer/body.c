#include "answer/body.h"

#include <stdlib.h>

#include "answer/ballots.h"
#include "answer/lines.h"

/* ---- members ---- */

struct members {
	const talks *t;
	bool *is_in;            /* by actor */
	bool ever;              /* whoever leaves stays */
};

static void
take_declared(struct members *m, uint32_t group)
{
	const talks *t = m->t;
	uint32_t decl = t->actors.at[group].decl;
	const struct item *names = decl ? entry_own(t->m, talks_entry(t, decl - 1), CLAUSE_members) : NULL;

	for (size_t i = 0, n = names ? item_run(t->m, talks_entry(t, decl - 1), names) : 0; i < n; i++)
		m->is_in[t->actor_of[names[i].a]] = true;
}

static bool
is_about(const talks *t, uint32_t entry, uint32_t group)
{
	struct targets it = talks_targets(t, entry, KEY_OBJECT);

	for (struct target what; targets_next(&it, &what);)
		if (what.kind == TARGET_ACTOR && what.index == group)
			return true;
	return false;
}

uint32_t
body_taken_back(const talks *t, uint32_t entry)
{
	uint32_t by = t->settled_by[entry];

	return by && talks_entry(t, by - 1)->verb != VERB_confirms ? by : 0;
}

/* A joining or leaving of the group that stands. */
static bool
is_change(const talks *t, uint32_t entry, uint32_t group, int64_t instant)
{
	const struct entry *e = talks_entry(t, entry);

	return (e->verb == VERB_joins || e->verb == VERB_leaves) && e->mood == MOOD_DONE && !t->dead[entry] &&
	       !body_taken_back(t, entry) && t->v->times[entry].key <= instant && is_about(t, entry, group);
}

/* What somebody else claims of them, or what holds only if something else does. */
static bool
is_unsettled(const talks *t, uint32_t entry)
{
	const struct entry *e = talks_entry(t, entry);

	return talks_act_has(t, entry, CLAUSE_if) ||
	       (e->subject_count && ballots_claimed_by(t, entry, t->actor_of[entry_items(t->m, e)->a]) != 0);
}

/* Who joined and left, in the order of the acts. */
static void
take_changes(struct members *m, uint32_t group, int64_t instant)
{
	const talks *t = m->t;

	for (size_t i = 0; i < t->v->order.count; i++) {
		uint32_t entry = t->v->order.at[i];
		const struct entry *e = talks_entry(t, entry);
		const struct item *subjects = entry_items(t->m, e);

		if (!is_change(t, entry, group, instant) || is_unsettled(t, entry))
			continue;
		for (size_t k = 0; k < e->subject_count; k++)
			m->is_in[t->actor_of[subjects[k].a]] = e->verb == VERB_joins || m->ever;
	}
}

static int
by_token(const void *x, const void *y, void *context)
{
	const talks *t = context;

	return str_cmp(talks_actor_token(t, *(const uint32_t *)x), talks_actor_token(t, *(const uint32_t *)y));
}

size_t
body_members(const talks *t, arena *a, const uint32_t bodies[], size_t count, int64_t instant, const uint32_t **ret_members)
{
	struct members m = { .t = t, .is_in = ARENA_ARRAY(a, bool, t->actors.count) };
	uint32_t *list = ARENA_ARRAY(a, uint32_t, t->actors.count);
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		if (t->actors.at[bodies[i]].kind != DECL_group) {
			m.is_in[bodies[i]] = true;
			continue;
		}
		take_declared(&m, bodies[i]);
		take_changes(&m, bodies[i], instant);
	}
	for (uint32_t i = 1; i < t->actors.count; i++)
		if (m.is_in[i])
			list[n++] = i;
	qsort_r(list, n, sizeof(*list), by_token, (void *)(uintptr_t)t);
	*ret_members = list;
	return n;
}

/* The names behind `for` of an entry; 0 where it has none. */
static size_t
bodies_of(const talks *t, arena *a, uint32_t entry, const uint32_t **ret_bodies)
{
	const struct entry *e = talks_entry(t, entry);
	const struct item *names = entry_get(t->m, e, CLAUSE_for);
	size_t n = names ? item_run(t->m, e, names) : 0;
	uint32_t *bodies = ARENA_ARRAY(a, uint32_t, n);

	for (size_t i = 0; i < n; i++)
		bodies[i] = t->actor_of[names[i].a];
	*ret_bodies = bodies;
	return n;
}

size_t
body_members_for(const talks *t, arena *a, uint32_t entry, int64_t instant, const uint32_t **ret_members)
{
	const uint32_t *bodies;
	size_t n = bodies_of(t, a, entry, &bodies);

	if (n == 0)
		return body_members(t, a, t->parties.at, t->parties.count, instant, ret_members);
	return body_members(t, a, bodies, n, instant, ret_members);
}

str
body_unsettled_for(const talks *t, arena *a, uint32_t entry, int64_t instant)
{
	const uint32_t *bodies;
	size_t n = bodies_of(t, a, entry, &bodies);

	for (size_t k = 0; k < n; k++)
		for (size_t i = 0; i < t->v->order.count; i++) {
			uint32_t act = t->v->order.at[i], per = talks_act_per(t, act);

			if (!is_change(t, act, bodies[k], instant) || !is_unsettled(t, act))
				continue;
			str what = line_act(t, act);
			return talks_act_has(t, act, CLAUSE_if)
				       ? arena_printf(a, "who belongs is not settled: %.*s, on a condition", STR_ARG(what))
				       : arena_printf(a, "who belongs is not settled: %.*s, claimed per %.*s", STR_ARG(what),
						      STR_ARG(line_who(t, per)));
		}
	return S("");
}

size_t
body_unnamed(const talks *t, arena *a, uint32_t group, bool *ret_exact)
{
	struct members m = { .t = t, .is_in = ARENA_ARRAY(a, bool, t->actors.count), .ever = true };
	uint32_t decl = t->actors.at[group].kind == DECL_group ? t->actors.at[group].decl : 0;
	const struct item *size = decl ? entry_own(t->m, talks_entry(t, decl - 1), CLAUSE_size) : NULL;
	size_t named = 0;

	*ret_exact = true;
	if (!size || size->a == HEDGE_MOST || size->a >= HEDGE_SOME)
		return 0;
	take_declared(&m, group);
	take_changes(&m, group, SPAN_END);
	for (uint32_t i = 1; i < t->actors.count; i++)
		named += m.is_in[i];
	*ret_exact = size->a == HEDGE_EXACT;
	return size->b > named ? size->b - named : 0;
}

size_t
body_unnamed_for(const talks *t, arena *a, uint32_t entry, bool *ret_exact)
{
	const uint32_t *bodies;
	size_t n = bodies_of(t, a, entry, &bodies), unnamed = 0;

	*ret_exact = true;
	for (size_t i = 0; i < n; i++) {
		bool is_exact;

		unnamed += body_unnamed(t, a, bodies[i], &is_exact);
		*ret_exact = *ret_exact && is_exact;
	}
	return unnamed;
}

/* ---- rules ---- */

uint32_t
body_declaration(const talks *t, enum decl_id kind, uint32_t sym)
{
	for (size_t i = 0; i < t->v->decls.count; i++) {
		uint32_t entry = t->v->decls.at[i];
		const struct entry *e = talks_entry(t, entry);
		const struct item *names = entry_items(t->m, e);

		for (size_t k = 0; e->verb == kind && k < e->subject_count; k++)
			if (names[k].a == sym)
				return entry + 1;
	}
	return 0;
}

static struct span
held_during(const talks *t, uint32_t rule)
{
	const struct entry *e = talks_entry(t, rule - 1);
	const struct item *when = entry_own(t->m, e, CLAUSE_during);
	struct span always = { SPAN_START, SPAN_END }, span;
	struct err err = { 0 };

	if (!when || when->type != ITEM_WHEN || !docket_span(t->d, e, &t->m->whens.at[when->a], &span, &err))
		return always;
	return span;
}

/* The rule that replaced this one, or 0. */
static uint32_t
replaced_by(const talks *t, uint32_t rule)
{
	uint32_t sym = entry_items(t->m, talks_entry(t, rule - 1))->a;

	for (size_t i = 0; i < t->v->decls.count; i++) {
		const struct entry *e = talks_entry(t, t->v->decls.at[i]);
		const struct item *before = e->verb == DECL_rule ? entry_own(t->m, e, CLAUSE_replaces) : NULL;

		if (before && before->a == sym)
			return t->v->decls.at[i] + 1;
	}
	return 0;
}

static uint32_t
replaces(const talks *t, uint32_t rule)
{
	const struct item *before = entry_own(t->m, talks_entry(t, rule - 1), CLAUSE_replaces);

	return before ? body_declaration(t, DECL_rule, before->a) : 0;
}

uint32_t
body_rule_at(const talks *t, uint32_t rule, int64_t instant)
{
	uint32_t at = rule, next;
	size_t steps = t->v->decls.count;       /* a circle of rules ends somewhere */

	while (held_during(t, at).to < instant && (next = replaced_by(t, at)) != 0 && steps-- > 0)
		at = next;
	while (held_during(t, at).from > instant && (next = replaces(t, at)) != 0 && steps-- > 0)
		at = next;
	return at;
}

bool
body_in_force(const talks *t, uint32_t rule, int64_t instant)
{
	struct span held = held_during(t, rule);

	return held.from <= instant && instant <= held.to;
}

bool
body_may_be_for(const talks *t, uint32_t rule, uint32_t entry)
{
	const struct entry *r = talks_entry(t, rule - 1), *v = talks_entry(t, entry);
	const struct item *whose = entry_own(t->m, r, CLAUSE_for), *who = entry_own(t->m, v, CLAUSE_for);
	size_t whose_count = whose ? item_run(t->m, r, whose) : 0, who_count = who ? item_run(t->m, v, who) : 0;

	for (size_t i = 0; i < who_count && whose_count > 0; i++) {
		size_t k = 0;

		while (k < whose_count && whose[k].a != who[i].a)
			k++;
		if (k == whose_count)
			return false;
	}
	return true;
}

str
body_rule_name(const talks *t, uint32_t rule)
{
	return syms_str(t->m->names, entry_items(t->m, talks_entry(t, rule - 1))->a);
}

static struct body_rule
named_rule(const talks *t, arena *a, uint32_t sym, int64_t instant)
{
	struct body_rule ret = { .name = syms_str(t->m->names, sym) };
	uint32_t named = body_declaration(t, DECL_rule, sym), rule = named ? body_rule_at(t, named, instant) : 0;

	if (!rule) {
		ret.why = arena_printf(a, "its rule, %.*s, is not on record here", STR_ARG(ret.name));
	} else if (!body_in_force(t, rule, instant)) {
		ret.why = arena_printf(a, "its rule, %.*s, does not hold on that day, and none takes its place", STR_ARG(ret.name));
	} else {
		ret.rule = rule;
		ret.name = body_rule_name(t, rule);
	}
	return ret;
}

/* Is this declaration the one of its name? */
static bool
is_rule(const talks *t, uint32_t decl)
{
	const struct entry *e = talks_entry(t, decl - 1);

	return e->verb == DECL_rule && body_declaration(t, DECL_rule, entry_items(t->m, e)->a) == decl;
}

struct body_rule
body_rule_of(const talks *t, arena *a, uint32_t act, int64_t instant, bool (*is_wanted)(const talks *t, uint32_t rule))
{
	const struct item *named = entry_own(t->m, talks_entry(t, act), CLAUSE_rule);
	struct body_rule ret = { 0 };
	buf names = { 0 };
	size_t count = 0;
	str list;

	if (named)
		return named_rule(t, a, named->a, instant);
	for (size_t i = 0; i < t->v->decls.count; i++) {
		uint32_t rule = t->v->decls.at[i] + 1;

		if (!is_rule(t, rule) || !body_may_be_for(t, rule, act) || !body_in_force(t, rule, instant) || !is_wanted(t, rule))
			continue;
		line_join(&names, body_rule_name(t, rule));
		ret.rule = rule;
		count++;
	}
	list = line_keep(a, &names);
	if (count == 1) {
		ret.name = list;
		ret.is_alone = true;
	} else {
		ret.rule = 0;
		ret.why = count == 0 ? S("no rule is named, and none could apply")
				     : arena_printf(a, "no rule is named, and %zu rules could apply (%.*s)", count, STR_ARG(list));
	}
	return ret;
}

bool
body_terms(const talks *t, uint32_t rule, struct vote_terms *ret)
{
	const struct entry *e = talks_entry(t, rule - 1);
	const struct item *lines = entry_own(t->m, e, CLAUSE_method);
	size_t at;
	const char *why;

	vote_terms_init(ret);
	for (size_t i = 0, n = lines ? item_run(t->m, e, lines) : 0; i < n; i++)
		if (!vote_line(item_text(t->m, &lines[i]), ret, &at, &why))
			return false;
	return ret->method != METHOD_NONE;
}

/* ---- weights ---- */

static bool
holds_at(const talks *t, const struct weight_line *w, int64_t instant)
{
	struct when when;
	struct span span;
	struct err err = { 0 };
	size_t used;

	if (w->from.len && (!when_read(w->from, &when, &used, &err) || !when_span(&when, t->d->zone, &span, &err) ||
			    span.from > instant))
		return false;
	return !w->until.len || (when_read(w->until, &when, &used, &err) && when_span(&when, t->d->zone, &span, &err) &&
				 span.to >= instant);
}

size_t
body_weights(const talks *t, arena *a, uint32_t weights, const uint32_t members[], size_t count, int64_t instant,
	     int64_t ret_weight[])
{
	const struct entry *e = talks_entry(t, weights - 1);
	const struct item *lines = entry_own(t->m, e, CLAUSE_values);
	size_t *place = ARENA_ARRAY(a, size_t, t->actors.count), missing = 0;

	for (size_t i = 0; i < count; i++) {
		place[members[i]] = i + 1;
		ret_weight[i] = -1;
	}
	for (size_t i = 0, n = lines ? item_run(t->m, e, lines) : 0; i < n; i++) {
		struct weight_line w;
		size_t at;
		const char *why;

		if (!weight_line(item_text(t->m, &lines[i]), &w, &at, &why) || !holds_at(t, &w, instant))
			continue;
		uint32_t sym = syms_find(t->m->names, w.name), who = sym && sym < t->d->sym_count ? t->actor_of[sym] : 0;

		if (!who || !place[who])
			continue;
		ret_weight[place[who] - 1] = w.value;
	}
	for (size_t i = 0; i < count; i++)
		missing += ret_weight[i] < 0;
	return missing;
}
