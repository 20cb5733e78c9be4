/* From acts to nodes and needs.
 *
 * A consent is a node for each who and how: a yes counts where less was asked
 * for, "can live with" not where a yes was.  Nodes that are settled are settled
 * before the graph is read, those of conditions that are met among them, so that
 * what is left in it is what is open.
 */
#include "answer/board.h"
#include "answer/lines.h"
#include "answer/package.h"
#include "answer/typed.h"
#include "talks/lines.h"

const char *const literal_kind_names[] = { "consent", "point", "event", "time", "words" };
const char *const literal_state_names[] = { "open", "met", "lapsed", "holds" };

/* ---- nodes ---- */

static uint32_t
node_words(struct package *p, uint32_t node, str words, uint32_t point)
{
	while (p->nodes.count <= node)
		LIST_ADD(&p->nodes)->since = SPAN_START;
	p->nodes.at[node].words = words;
	p->nodes.at[node].point = point;
	return node;
}

static void
settle(struct package *p, uint32_t node, int64_t since)
{
	conditions_settle(p->c, node);
	p->nodes.at[node].since = since;
}

static void
never(struct package *p, uint32_t node, str why, uint32_t entry_from_1)
{
	conditions_never(p->c, node);
	p->nodes.at[node].why = why;
	p->nodes.at[node].why_entry = entry_from_1;
}

static int64_t
time_of(const struct package *p, uint32_t entry)
{
	return p->ask->t->v->times[entry].key;
}

/* A point that is kept for a level, and not agreed there. */
static void
keep_back(struct package *p, uint32_t node, const struct point *point, const struct standing *s)
{
	const talks *t = p->ask->t;
	bool referred = point->referred && point->referred_level >= point->reserved_level;
	if (s->status != STATUS_REFERRED && !point->reserved)
		return;
	unsigned level = point->referred_level > point->reserved_level ? point->referred_level : point->reserved_level;
	const char *how = referred ? "passed up to" : "kept for";
	never(p, node, level ? arena_printf(p->ask->a, "%s %.*s", how, STR_ARG(talks_level(t, level)))
			     : S("passed up"), referred ? point->referred : point->reserved);
}

static uint32_t
point_node(struct package *p, uint32_t point)
{
	const talks *t = p->ask->t;
	uint32_t known = map_get(&p->of_points, point);
	if (known)
		return known;
	uint32_t now = talks_point_now(t, point);
	str label = now && t->readings.at[now].number.len ? t->readings.at[now].number : talks_point_name(t, point);
	uint32_t node = node_words(p, conditions_point(p->c), label, point);
	*map_at(&p->of_points, point) = node;
	struct standing s = talks_standing(t, point);
	if (s.status == STATUS_AGREED || s.status == STATUS_AGREED_AD_REF)
		settle(p, node, SPAN_START);
	else if (s.status == STATUS_DELETED)
		never(p, node, S("deleted"), t->drafts.at[t->points.at[point].deleted_in].act);
	else
		keep_back(p, node, &t->points.at[point], &s);
	return node;
}

static const char *
gives(enum stance stance)
{
	return stance == STANCE_LIVE_WITH ? "can live with" : stance == STANCE_OBJECTIVE ? "agrees the objective of" : "gives";
}

static bool
is_yes(enum stance stance)
{
	return stance == STANCE_ACCEPT || stance == STANCE_LIVE_WITH || stance == STANCE_OBJECTIVE;
}

/* Does a yes of this kind do where that is asked for? */
static bool
does(enum stance given, enum stance asked)
{
	return given == asked || (given == STANCE_ACCEPT && is_yes(asked));
}

static uint64_t
consent_key(uint32_t actor, uint32_t point, enum stance stance)
{
	return ((uint64_t)actor * STANCE_COUNT + stance) << 32 | point;
}

static uint32_t
consent_add(struct package *p, uint32_t actor, uint32_t point, enum stance stance)
{
	uint32_t of = point_node(p, point);
	str words = arena_printf(p->ask->a, "%.*s %s %.*s", STR_ARG(line_who(p->ask->t, actor)), gives(stance),
				 STR_ARG(p->nodes.at[of].words));
	uint32_t node = node_words(p, conditions_consent(p->c, of), words, point);
	*map_at(&p->of_consents, consent_key(actor, point, stance)) = node;
	/* What is kept for others cannot be given here. */
	if (p->c->nodes.at[of].state == NODE_NEVER)
		never(p, node, p->nodes.at[of].why, p->nodes.at[of].why_entry);
	return node;
}

static bool
is_full(const struct cell *c)
{
	return c->position && c->earlier_wording == TELL_NO && !c->unseen && !c->second_hand && !c->inherited && !c->reopened;
}

/* The consent that a literal asks for: given, promised on conditions, or open. */
static uint32_t
consent_node(struct package *p, uint32_t actor, uint32_t point, enum stance asked)
{
	const talks *t = p->ask->t;
	uint32_t node = map_get(&p->of_consents, consent_key(actor, point, asked));
	struct cell c = talks_cell(t, actor, point);
	if (!node && c.conditional && does(c.stance, asked))
		node = map_get(&p->of_consents, consent_key(actor, point, c.stance));
	if (node)
		return node;
	node = consent_add(p, actor, point, asked);
	if (is_full(&c) && !c.conditional && does(c.stance, asked))
		settle(p, node, time_of(p, t->positions.at[c.position].entry));
	return node;
}

/* One node for one text, however many wait for it. */
static uint32_t
event_node(struct package *p, str key, str words, bool *ret_is_new)
{
	uint32_t sym = syms_add(p->texts, key);
	*ret_is_new = sym > p->of_texts.count;
	if (*ret_is_new)
		*LIST_ADD(&p->of_texts) = node_words(p, conditions_event(p->c), words, 0);
	return p->of_texts.at[sym - 1];
}

/* ---- what is given ---- */

static void
giving_add(struct package *p, struct giving giving)
{
	p->nodes.at[giving.node].giving = (uint32_t)p->givings.count;
	*LIST_ADD(&p->givings) = giving;
}

static void
add_consents(struct package *p, bool *taken)
{
	const talks *t = p->ask->t;
	const uint32_t *holders;
	size_t count = talks_holders(t, p->ask->a, &holders);
	for (size_t i = 0; i < p->board_count; i++)
		for (size_t k = 0; k < count; k++) {
			struct cell c = talks_cell(t, holders[k], p->board[i]);
			if (!c.position || !c.conditional || !is_yes(c.stance))
				continue;
			uint32_t node = consent_add(p, holders[k], p->board[i], c.stance);
			giving_add(p, (struct giving){ .entry = t->positions.at[c.position].entry, .holder = holders[k],
						       .point = p->board[i], .node = node,
						       .says = p->nodes.at[node].words });
		}
	for (size_t i = 1; i < t->positions.count; i++)
		if (is_yes((enum stance)t->positions.at[i].stance))
			taken[t->positions.at[i].entry] = true;
}

/* Other acts with an `if:`: a promise, an offer, a reservation that would be lifted. */
static void
add_acts(struct package *p, const bool *taken)
{
	const talks *t = p->ask->t;
	for (size_t i = 0; i < t->v->order.count; i++) {
		uint32_t entry = t->v->order.at[i];
		if (taken[entry] || t->dead[entry] || t->settled_by[entry] || !talks_act_has(t, entry, CLAUSE_if))
			continue;
		bool is_new;
		str name = talks_act_name(t, entry), who = line_names(t, entry, KEY_SUBJECT);
		str says = talks_act_words(t, entry);
		uint32_t node = event_node(p, name, says.len ? says : who, &is_new);
		if (is_new)
			giving_add(p, (struct giving){ .entry = entry, .node = node, .says = p->nodes.at[node].words });
	}
}

/* ---- what has happened ---- */

static bool
is_of(const talks *t, uint32_t entry, uint32_t actor)
{
	const struct entry *e = talks_entry(t, entry);
	for (size_t i = 0; i < e->subject_count; i++) {
		uint32_t subject = talks_actor(t, entry_items(t->m, e)[i].a);
		if (subject && (subject == actor || talks_side(t, subject) == actor))
			return true;
	}
	return false;
}

static bool
is_about(const talks *t, uint32_t entry, struct typed_point what, uint32_t sym)
{
	static const unsigned keys[] = { KEY_OBJECT, CLAUSE_on };
	for (size_t i = 0; i < 2; i++) {
		struct targets it = talks_targets(t, entry, keys[i]);
		for (struct target target; targets_next(&it, &target);) {
			if (what.point && target_point(t, target) == what.point)
				return true;
			if (sym && target.kind == TARGET_DRAFT && t->draft_of[sym] == target.index)
				return true;
			if (sym && target.kind == TARGET_ACTOR && talks_actor(t, sym) == target.index)
				return true;
			if (sym && target.kind == TARGET_ACT && talks_find_act(t, entry, sym) == target.index + 1)
				return true;
		}
	}
	return false;
}

/* 1 + the first act in which somebody did that to it, or 0. */
static uint32_t
find_done(const struct package *p, uint32_t who, enum verb_id verb, str what)
{
	const talks *t = p->ask->t;
	for (size_t i = 0; i < t->v->order.count; i++) {
		uint32_t entry = t->v->order.at[i];
		const struct entry *e = talks_entry(t, entry);
		if (e->verb != verb || e->mood != MOOD_DONE || t->dead[entry] || t->settled_by[entry] || !is_of(t, entry, who))
			continue;
		bool all = true;
		struct typed it = typed_points(t, what);
		for (struct typed_point of; typed_next(&it, &of);) {
			uint32_t sym = syms_find(t->m->names, of.name);
			all = all && is_about(t, entry, of, sym < t->d->sym_count ? sym : 0);
		}
		if (all)
			return entry + 1;
	}
	return 0;
}

/* Where somebody stands now, for verbs that say so; STANCE_NONE for the others. */
static enum stance
stance_of(enum verb_id verb)
{
	switch ((int)verb) {
	case VERB_accepts:
	case VERB_confirms:
		return STANCE_ACCEPT;
	case VERB_can_live_with:
		return STANCE_LIVE_WITH;
	case VERB_agrees_objective:
		return STANCE_OBJECTIVE;
	case VERB_is_open_on:
		return STANCE_OPEN;
	case VERB_opposes:
		return STANCE_OPPOSE;
	case VERB_takes_no_position:
		return STANCE_NO_POSITION;
	case VERB_enters_reservation:
		return STANCE_RESERVE;
	}
	return STANCE_NONE;
}

/* 1 + the act by which somebody stands so on the point now, or 0. */
static uint32_t
stands_by(const struct package *p, uint32_t who, uint32_t point, enum stance stance)
{
	const talks *t = p->ask->t;
	struct cell c = talks_cell(t, who, point);
	uint32_t position = stance == STANCE_RESERVE ? c.reservation : c.stance == stance ? c.position : 0;
	return position ? t->positions.at[position].entry + 1 : 0;
}

/* Was somebody, or its side, shown the draft, or the points of it? */
static bool
has_seen(const struct package *p, uint32_t who, str what)
{
	const talks *t = p->ask->t;
	bool any = false, all = true;
	struct typed it = typed_points(t, what);
	for (struct typed_point of; typed_next(&it, &of);) {
		uint32_t sym = syms_find(t->m->names, of.name);
		uint32_t whole = !of.point && sym && sym < t->d->sym_count ? t->draft_of[sym] : 0;
		uint32_t side = talks_side(t, who), key = SEEN_WHOLE + whole;
		bool seen = whole && (map_get(&t->seen, (uint64_t)who << 32 | key) || map_get(&t->seen, (uint64_t)side << 32 | key) ||
				      map_get(&t->seen, key) || talks_side(t, t->drafts.at[whole].author) == side);
		const struct tdraft *d = &t->drafts.at[of.draft];
		for (uint32_t r = d->first; of.point && of.draft && r < d->first + d->count_held; r++)
			seen = seen || (t->readings.at[r].point == of.point && talks_exposure_of(t, who, r, UINT32_MAX));
		any = true;
		all = all && seen;
	}
	return any && all;
}

/* ---- literals ---- */

struct reading_of { struct package *p; uint32_t giving; struct literal *l; };

static void
need(struct reading_of *r, uint32_t what)
{
	struct package *p = r->p;
	uint32_t index = conditions_need(p->c, p->givings.at[r->giving].node, what, r->l->negated);
	while (p->giving_of.count <= index)
		(void)LIST_ADD(&p->giving_of);
	p->giving_of.at[index] = r->giving;
	if (!r->l->need_count++)
		r->l->first_need = index;
}

static void
need_event(struct reading_of *r, str words, bool is_done, int64_t since)
{
	bool is_new;
	uint32_t node = event_node(r->p, r->l->typed, words, &is_new);
	if (is_new && is_done)
		settle(r->p, node, since);
	need(r, node);
}

/* `UPP accepts v5:6`: a need for each point. */
static void
read_doing(struct reading_of *r, const struct condition *c)
{
	struct package *p = r->p;
	const talks *t = p->ask->t;
	uint32_t sym = syms_find(t->m->names, c->who), who = sym < t->d->sym_count ? talks_actor(t, sym) : 0;
	enum verb_id verb = verb_find(c->verb);
	enum stance stance = stance_of(verb);
	if (is_yes(stance) && who) {
		uint32_t side = talks_side(t, who);
		struct typed it = typed_points(t, c->what);
		buf points = { 0 };
		for (struct typed_point of; typed_next(&it, &of);)
			if (of.point) {
				uint32_t node = consent_node(p, side, of.point, stance);
				line_join(&points, p->nodes.at[point_node(p, of.point)].words);
				need(r, node);
			}
		str list = line_keep(p->ask->a, &points);
		r->l->kind = LITERAL_CONSENT;
		r->l->words = arena_printf(p->ask->a, "%.*s %s %.*s", STR_ARG(line_who(t, side)), gives(stance), STR_ARG(list));
		if (r->l->need_count)
			return;
	}
	uint32_t done = 0;
	struct typed it = typed_points(t, c->what);
	struct typed_point of = { 0 };
	if (stance != STANCE_NONE && who && typed_next(&it, &of) && of.point)
		done = stands_by(p, talks_side(t, who), of.point, stance);
	else if (who && verb != VERB_NONE)
		done = find_done(p, who, verb, c->what);
	bool has = str_eq(c->verb, S("has")) && who && has_seen(p, who, c->what);
	r->l->kind = LITERAL_EVENT;
	r->l->words = r->l->typed;
	need_event(r, r->l->typed, done || has, done ? time_of(p, done - 1) : SPAN_START);
}

static void
judge_act(struct reading_of *r, uint32_t node, uint32_t entry)
{
	struct package *p = r->p;
	const talks *t = p->ask->t;
	const struct entry *e = talks_entry(t, entry);
	bool is_plan = e->mood == MOOD_WILL || e->mood == MOOD_SHOULD;
	enum step_status status = is_plan && t->what_of[entry] ? (enum step_status)t->steps.at[t->what_of[entry]].status
							       : STEP_PLANNED;
	if (e->mood == MOOD_WILL_NOT || e->mood == MOOD_DID_NOT)
		never(p, node, S("excluded"), entry + 1);
	else if (t->dead[entry] || t->settled_by[entry])
		never(p, node, S("taken back"), t->settled_by[entry] ? t->settled_by[entry] : entry + 1);
	else if (status == STEP_CANCELLED || status == STEP_LAPSED)
		never(p, node, str_of(step_status_names[status]), entry + 1);
	else if (!is_plan || status == STEP_DONE)
		settle(p, node, time_of(p, is_plan && t->steps.at[t->what_of[entry]].done_by
						   ? t->steps.at[t->what_of[entry]].done_by - 1 : entry));
}

/* The name of a point, a draft or an act. */
static void
read_name(struct reading_of *r, str name)
{
	struct package *p = r->p;
	const talks *t = p->ask->t;
	uint32_t sym = syms_find(t->m->names, name);
	if (sym >= t->d->sym_count)
		sym = 0;
	if (sym && t->point_of[sym]) {
		uint32_t node = point_node(p, t->point_of[sym]);
		r->l->kind = LITERAL_POINT;
		r->l->words = arena_printf(p->ask->a, "%.*s is agreed", STR_ARG(p->nodes.at[node].words));
		need(r, node);
		return;
	}
	r->l->kind = LITERAL_EVENT;
	uint32_t text = sym ? t->draft_of[sym] : 0, entry = sym ? talks_find_act(t, p->givings.at[r->giving].entry, sym) : 0;
	r->l->words = arena_printf(p->ask->a, text ? "%.*s is tabled" : "%.*s is done", STR_ARG(name));
	bool is_new;
	uint32_t node = event_node(p, name, r->l->words, &is_new);
	if (is_new && text && t->drafts.at[text].status == DRAFT_TABLED)
		settle(p, node, t->drafts.at[text].since);
	else if (is_new && entry)
		judge_act(r, node, entry - 1);
	need(r, node);
}

/* A day lasts to its end; without a time zone typed, on the clock of the talks. */
static void
read_time(struct reading_of *r, str typed)
{
	const talks *t = r->p->ask->t;
	struct when w;
	struct span span;
	size_t used;
	struct err err = { 0 };
	r->l->kind = LITERAL_TIME;
	r->l->until = SPAN_END;
	r->l->words = arena_printf(r->p->ask->a, "by %.*s", STR_ARG(typed));
	if (!when_read(typed, &w, &used, &err) || !when_span(&w, t->d->zone, &span, &err))
		return;
	const struct moment *last = w.form == WHEN_SINGLE ? &w.from : &w.to;
	r->l->until = span.to;
	buf words = { 0 };
	when_words(&w, &words);
	str day = line_keep(r->p->ask->a, &words);
	const char *side = r->l->negated ? "after" : "by";
	r->l->words = last->precision >= WHEN_MINUTE
			      ? arena_printf(r->p->ask->a, "%s %.*s", side, STR_ARG(line_instant(t, span.to)))
			      : arena_printf(r->p->ask->a, "%s the end of %.*s, %.*s", side, STR_ARG(day),
					     STR_ARG(zone_name(t->d->zone)));
}

static void
read_literal(struct reading_of *r, str line)
{
	struct condition c;
	size_t at;
	const char *why;
	if (!condition_line(line, &c, &at, &why))
		return;
	str rest = str_trim(line);
	r->l->negated = c.negated;
	r->l->typed = c.negated ? str_trim(str_sub(rest, 3, rest.len)) : rest;
	if (c.words.len) {
		bool is_new;
		r->l->kind = LITERAL_WORDS;
		r->l->words = arena_printf(r->p->ask->a, "\xe2\x80\x9c%.*s\xe2\x80\x9d", STR_ARG(c.words));
		need(r, event_node(r->p, r->l->typed, r->l->words, &is_new));
	} else if (c.by.len) {
		read_time(r, c.by);
	} else if (c.act.len) {
		read_name(r, c.act);
	} else {
		read_doing(r, &c);
	}
	if (c.negated && r->l->kind != LITERAL_TIME)
		r->l->words = arena_printf(r->p->ask->a, "not: %.*s", STR_ARG(r->l->words));
}

static void
read_giving(struct package *p, uint32_t giving)
{
	const talks *t = p->ask->t;
	const struct item *item = entry_own(t->m, talks_entry(t, p->givings.at[giving].entry), CLAUSE_if);
	size_t count = item ? item_run(t->m, talks_entry(t, p->givings.at[giving].entry), item) : 0;
	p->givings.at[giving].first_literal = (uint32_t)p->literals.count;
	p->givings.at[giving].literal_count = (uint32_t)count;
	for (size_t i = 0; i < count; i++) {
		struct literal l = { 0 };
		struct reading_of r = { p, giving, &l };
		read_literal(&r, item_text(t->m, &item[i]));
		*LIST_ADD(&p->literals) = l;
	}
}

/* ---- what is met ---- */

static enum literal_state
state_of(const struct package *p, const struct literal *l, int64_t *since)
{
	bool all = true, any = false, lost = false;
	for (uint32_t i = 0; i < l->need_count; i++) {
		uint32_t what = p->c->needs.at[l->first_need + i].what;
		bool settled = p->c->nodes.at[what].state == NODE_SETTLED;
		all = all && settled;
		any = any || settled;
		lost = lost || p->c->nodes.at[what].state == NODE_NEVER;
		if (settled && p->nodes.at[what].since > *since)
			*since = p->nodes.at[what].since;
	}
	if (l->negated)
		return any ? LITERAL_LAPSED : lost ? LITERAL_MET : LITERAL_HOLDS;
	return lost ? LITERAL_LAPSED : all ? LITERAL_MET : LITERAL_OPEN;
}

/* Are all its conditions met, or hold so far?  Those that were met in time stay met. */
static bool
is_met(struct package *p, struct giving *c)
{
	int64_t since = SPAN_START, until = SPAN_END, from = SPAN_START;
	bool met = true, has_others = false;
	for (uint32_t i = 0; i < c->literal_count; i++) {
		struct literal *l = &p->literals.at[c->first_literal + i];
		if (l->kind == LITERAL_TIME && l->negated)
			from = l->until > from ? l->until : from;
		else if (l->kind == LITERAL_TIME)
			until = l->until < until ? l->until : until;
		else {
			enum literal_state state = state_of(p, l, &since);
			l->state = (uint8_t)state;
			has_others = true;
			met = met && (state == LITERAL_MET || state == LITERAL_HOLDS);
		}
	}
	int64_t now = p->ask->t->now;
	met = met && (from == SPAN_START || now > from);
	if (met && (now <= until || (has_others && since <= until)))
		settle(p, c->node, since);
	return p->c->nodes.at[c->node].state == NODE_SETTLED;
}

/* A consent whose conditions are met may meet another's. */
static void
settle_met(struct package *p)
{
	for (bool grows = true; grows;) {
		grows = false;
		for (size_t i = 1; i < p->givings.count; i++) {
			struct giving *c = &p->givings.at[i];
			if (p->c->nodes.at[c->node].state == NODE_OPEN)
				grows = is_met(p, c) || grows;
		}
	}
}

static void
time_state(struct package *p, uint32_t giving, struct literal *l)
{
	struct reading_of r = { p, giving, l };
	bool passed = p->ask->t->now > l->until, negated = l->negated, is_new;
	bool met = p->c->nodes.at[p->givings.at[giving].node].state == NODE_SETTLED;
	if (l->negated)
		l->state = passed ? LITERAL_MET : LITERAL_OPEN;
	else
		l->state = !passed ? LITERAL_HOLDS : met ? LITERAL_MET : LITERAL_LAPSED;
	if (l->state != LITERAL_OPEN && l->state != LITERAL_LAPSED)
		return;
	/* What is waited for is the time itself, be it that it comes or that it is not over. */
	l->negated = false;
	uint32_t node = event_node(p, l->words, l->words, &is_new);
	if (l->state == LITERAL_LAPSED)
		never(p, node, S("past"), p->givings.at[giving].entry + 1);
	need(&r, node);
	l->negated = negated;
}

static void
find_states(struct package *p)
{
	settle_met(p);
	for (uint32_t i = 1; i < p->givings.count; i++) {
		struct giving *c = &p->givings.at[i];
		bool lapsed = false;
		int64_t since = SPAN_START;
		for (uint32_t k = 0; k < c->literal_count; k++) {
			struct literal *l = &p->literals.at[c->first_literal + k];
			if (l->kind == LITERAL_TIME)
				time_state(p, i, l);
			else
				l->state = (uint8_t)state_of(p, l, &since);
			lapsed = lapsed || l->state == LITERAL_LAPSED;
		}
		bool met = p->c->nodes.at[c->node].state == NODE_SETTLED;
		c->state = met ? LITERAL_MET : lapsed ? LITERAL_LAPSED : LITERAL_OPEN;
	}
}

/* ---- the whole ---- */

static void
need_consents(struct package *p)
{
	for (size_t i = 1; i < p->givings.count; i++)
		if (p->givings.at[i].point)
			conditions_need(p->c, map_get(&p->of_points, p->givings.at[i].point), p->givings.at[i].node, false);
	while (p->giving_of.count < p->c->needs.count)
		(void)LIST_ADD(&p->giving_of);
}

void
package_make(struct package *p, const struct ask *ask)
{
	*p = (struct package){ .ask = ask, .c = conditions_new(ask->a), .texts = syms_new(ask->a) };
	bool *taken = ARENA_ARRAY(ask->a, bool, ask->t->m->entries.count + 1);
	struct tally board = board_tally(ask);
	p->board = board.list;
	p->board_count = board.count;
	(void)LIST_ADD(&p->nodes);
	(void)LIST_ADD(&p->givings);
	for (size_t i = 0; i < board.count; i++)
		point_node(p, board.list[i]);
	add_consents(p, taken);
	add_acts(p, taken);
	need_consents(p);
	for (uint32_t i = 1; i < p->givings.count; i++)
		read_giving(p, i);
	find_states(p);
	conditions_ready(p->c);
}

void
package_done(struct package *p)
{
	conditions_done(p->c);
	LIST_DONE(&p->givings);
	LIST_DONE(&p->literals);
	LIST_DONE(&p->nodes);
	LIST_DONE(&p->giving_of);
	LIST_DONE(&p->of_texts);
	map_done(&p->of_points);
	map_done(&p->of_consents);
}

/* ---- words ---- */

str
package_label(const struct package *p, uint32_t node)
{
	return p->nodes.at[p->c->nodes.at[node].point ? p->c->nodes.at[node].point : node].words;
}

str
package_sentence(const struct package *p, uint32_t giving)
{
	const struct giving *c = &p->givings.at[giving];
	buf text = { 0 };
	buf_add(&text, c->says);
	for (uint32_t i = 0; i < c->literal_count; i++)
		buf_printf(&text, "%s %.*s", i ? " and" : " if", STR_ARG(p->literals.at[c->first_literal + i].words));
	return line_keep(p->ask->a, &text);
}

/* The last thing on the shortest way to what never comes. */
static uint32_t
find_end(const struct package *p, uint32_t node)
{
	while (p->c->nodes.at[node].stuck_need) {
		const struct need *n = &p->c->needs.at[p->c->nodes.at[node].stuck_need - 1];
		node = n->what;
		if (n->negated)
			break;
	}
	return node;
}

str
package_stuck(const struct package *p, uint32_t node, uint32_t *ret_entry)
{
	const struct node *n = &p->c->nodes.at[node];
	*ret_entry = 0;
	if (n->clash) {
		const struct need *no = &p->c->needs.at[n->clash - 1];
		uint32_t giving = p->giving_of.at[n->clash - 1];
		*ret_entry = giving ? p->givings.at[giving].entry + 1 : 0;
		return arena_printf(p->ask->a, "needs \xe2\x80\x9c%.*s\xe2\x80\x9d, and needs it not to be so",
				    STR_ARG(p->nodes.at[no->what].words));
	}
	uint32_t end = find_end(p, node);
	const struct node_words *w = &p->nodes.at[end];
	*ret_entry = w->why_entry;
	if (end == node)
		return w->why;
	if (p->c->nodes.at[end].state == NODE_SETTLED)
		return arena_printf(p->ask->a, "must not be so, and is: \xe2\x80\x9c%.*s\xe2\x80\x9d", STR_ARG(w->words));
	return arena_printf(p->ask->a, "waits for \xe2\x80\x9c%.*s\xe2\x80\x9d, which is %.*s", STR_ARG(w->words),
			    STR_ARG(w->why));
}
