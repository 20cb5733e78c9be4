/* Where parties stand, and what becomes of points. */
#include "talks/fold_stance.h"

#include "talks/build.h"

/* ---- positions ---- */

static bool
is_own(const struct folding *f, uint32_t holder, uint32_t per)
{
	const talks *t = f->t;
	if (per)
		return talks_side(t, per) == holder;
	uint32_t keeper = minutes_keeper(t->m, f->e->file);
	return !keeper || talks_side(t, talks_actor(t, keeper)) == holder;
}

static bool
has_been_shown(const talks *t, uint64_t actor, uint32_t reading, uint32_t at_draft)
{
	return map_get(&t->seen, actor << 32 | (SEEN_WHOLE + at_draft)) ||
	       (reading && map_get(&t->seen, actor << 32 | reading));
}

/* Has the holder, its side, or a group that it is of been shown these words by
 * now?  An author has seen its own. */
static bool
has_seen(const talks *t, uint32_t holder, uint32_t reading, uint32_t at_draft)
{
	uint32_t side = talks_side(t, holder);
	if (has_been_shown(t, holder, reading, at_draft) || has_been_shown(t, side, reading, at_draft) ||
	    has_been_shown(t, 0, reading, at_draft))
		return true;
	for (uint32_t i = t->actors.at[side].memberships; i; i = t->memberships.at[i].next)
		if (has_been_shown(t, t->memberships.at[i].group, reading, at_draft))
			return true;
	return at_draft && t->drafts.at[at_draft].author && talks_side(t, t->drafts.at[at_draft].author) == side;
}

static void
add_position(const struct folding *f, uint32_t subject, enum stance stance, struct target what)
{
	talks *t = f->t;
	uint32_t index = (uint32_t)t->positions.count;
	struct position *p = LIST_ADD(&t->positions);
	*p = (struct position){ .entry = f->entry, .order = f->order, .subject = subject,
				.stance = (uint8_t)stance, .level = (uint8_t)fold_level(f) };
	p->holder = talks_side(t, subject);
	p->per = talks_act_per(t, f->entry);
	p->point = target_point(t, what);
	p->reading = what.kind == TARGET_READING ? what.index : 0;
	p->draft = what.kind == TARGET_DRAFT ? what.index : t->readings.at[p->reading].draft;
	p->on_whole = what.kind == TARGET_DRAFT;
	if (what.kind == TARGET_POINT && stance != STANCE_RED_LINE && stance != STANCE_REQUIRE) {
		p->reading = talks_point_held(t, p->point, t->v->times[f->entry].key);
		p->draft = t->readings.at[p->reading].draft;
	}
	p->second_hand = p->per && talks_side(t, p->per) != p->holder;
	p->own = is_own(f, p->holder, p->per);
	p->conditional = entry_own(t->m, f->e, CLAUSE_if) != NULL;
	p->ad_ref = entry_own(t->m, f->e, CLAUSE_ad_ref) != NULL;
	p->no_words = p->reading ? !t->readings.at[p->reading].text : !p->on_whole;
	const struct item *object = entry_own(t->m, f->e, KEY_OBJECT);
	p->partial = p->on_whole && object && object->type == ITEM_QUANTITY && object->a != HEDGE_ALL;
	p->unseen = p->draft && !has_seen(t, p->holder, p->reading, p->draft);
	uint32_t *cell = map_at(&t->cells, (uint64_t)p->holder << 32 |
				(what.kind == TARGET_DRAFT ? (uint32_t)CELL_WHOLE : p->point));
	p->prev_in_cell = *cell;
	*cell = index;
	if (stance == STANCE_RED_LINE)
		*map_at(&t->cells, (uint64_t)p->holder << 32 | (CELL_RED_LINE + p->point)) = index;
	if (p->point) {
		p->prev_on_point = t->points.at[p->point].positions;
		t->points.at[p->point].positions = index;
		fold_touch(f, p->point);
	}
}

void
fold_stance(const struct folding *f, enum stance stance)
{
	talks *t = f->t;
	for (size_t i = 0; i < f->e->subject_count; i++) {
		uint32_t subject = fold_actor(t, entry_items(t->m, f->e)[i].a);
		struct targets it = talks_targets(t, f->entry, KEY_OBJECT);
		if (!it.item)
			it = talks_targets(t, f->entry, CLAUSE_on);
		for (struct target what; targets_next(&it, &what);) {
			/* A point that the viewer was not shown still has a holder: the act is
			 * the viewer's to know, the point is not. */
			if (what.kind == TARGET_DRAFT || target_point(t, what))
				add_position(f, subject, stance, what);
		}
	}
}

/* ---- what an act does to another ---- */

/* Did the side write this text, or one made from it? */
static bool
holds_pen(const talks *t, uint32_t side, uint32_t of_draft)
{
	for (uint32_t d = of_draft; d && d < t->drafts.count; d++)
		if ((d == of_draft || t->drafts.at[d].base == of_draft) &&
		    talks_side(t, t->drafts.at[d].author) == side)
			return true;
	return false;
}

/* May this actor decide on amendments: a mediator, a secretariat, a body, or
 * whoever holds the pen of the text it amends? */
static bool
decides(const struct folding *f, const struct amendment *a)
{
	const talks *t = f->t;
	if (!f->e->subject_count)
		return false;
	uint32_t side = talks_side(t, t->actor_of[entry_items(t->m, f->e)->a]);
	const struct actor *who = &t->actors.at[side];
	const struct reading *r = &t->readings.at[a->reading];
	return who->kind == DECL_mediator || who->kind == DECL_secretariat || who->kind == DECL_group ||
	       holds_pen(t, side, r->draft) || !t->parties.count;
}

/* Every amendment that the entry entered: they stand one after the other. */
static void
decide(const struct folding *f, uint32_t target, enum amendment_status status, bool need_right)
{
	talks *t = f->t;
	bool editorial = entry_own(t->m, f->e, CLAUSE_editorial) != NULL;
	if (!is_amendment(t, target))
		return;
	for (uint32_t i = t->what_of[target]; i < t->amendments.count && t->amendments.at[i].entry == target; i++) {
		struct amendment *a = &t->amendments.at[i];
		if (need_right && !decides(f, a))
			continue;
		a->status = (uint8_t)status;
		a->decided = f->entry + 1;
		a->editorial = a->editorial || editorial;
	}
}

/* Is the act one of the subject's own side? */
static bool
is_own_act(const struct folding *f, uint32_t target)
{
	const talks *t = f->t;
	const struct entry *e = talks_entry(t, target);
	uint32_t side = f->e->subject_count ? talks_side(t, t->actor_of[entry_items(t->m, f->e)->a]) : 0;
	for (size_t i = 0; i < e->subject_count; i++)
		if (talks_side(t, t->actor_of[entry_items(t->m, e)[i].a]) == side)
			return true;
	return e->subject_count == 0;
}

/* Calls back the positions that an entry entered. */
static void
withdraw_positions(const struct folding *f, uint32_t target)
{
	talks *t = f->t;
	uint32_t order = t->order_of[target];
	size_t low = 1, high = t->positions.count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (t->positions.at[middle].order < order)
			low = middle + 1;
		else
			high = middle;
	}
	for (; order && low < t->positions.count && t->positions.at[low].order == order; low++)
		t->positions.at[low].withdrawn = true;
	t->settled_by[target] = f->entry + 1;
}

/* `withdraws v3:3`: the subject's own position on it. */
static void
withdraw_cell(const struct folding *f, uint32_t point)
{
	talks *t = f->t;
	for (size_t i = 0; i < f->e->subject_count; i++) {
		uint32_t side = talks_side(t, t->actor_of[entry_items(t->m, f->e)[i].a]);
		uint32_t index = map_get(&t->cells, (uint64_t)side << 32 | point);
		while (index && t->positions.at[index].withdrawn)
			index = t->positions.at[index].prev_in_cell;
		if (index)
			t->positions.at[index].withdrawn = true;
	}
	fold_touch(f, point);
}

static void
positions_or_decision(const struct folding *f, enum stance stance, enum amendment_status status)
{
	talks *t = f->t;
	struct targets it = talks_targets(t, f->entry, KEY_OBJECT);
	for (struct target what; targets_next(&it, &what);)
		if (what.kind == TARGET_ACT)
			decide(f, what.index, status, true);
	fold_stance(f, stance);
}

void
fold_accepts(const struct folding *f)
{
	positions_or_decision(f, STANCE_ACCEPT, AMENDMENT_ACCEPTED);
}

void
fold_rejects(const struct folding *f)
{
	positions_or_decision(f, STANCE_OPPOSE, AMENDMENT_REJECTED);
}

void
fold_agrees_objective(const struct folding *f)
{
	fold_stance(f, STANCE_OBJECTIVE);
}

void
fold_can_live_with(const struct folding *f)
{
	fold_stance(f, STANCE_LIVE_WITH);
}

void
fold_is_open_on(const struct folding *f)
{
	fold_stance(f, STANCE_OPEN);
}

void
fold_takes_no_position(const struct folding *f)
{
	fold_stance(f, STANCE_NO_POSITION);
}

void
fold_opposes(const struct folding *f)
{
	fold_stance(f, STANCE_OPPOSE);
}

void
fold_rules_out(const struct folding *f)
{
	fold_stance(f, STANCE_RED_LINE);
}

void
fold_requires(const struct folding *f)
{
	fold_stance(f, STANCE_REQUIRE);
}

void
fold_enters_reservation(const struct folding *f)
{
	fold_stance(f, STANCE_RESERVE);
}

/* Only a question about a point leaves its mark on a point. */
void
fold_would_not_say(const struct folding *f)
{
	if (entry_own(f->t->m, f->e, CLAUSE_on))
		fold_stance(f, STANCE_DECLINED);
}

static void
withdraw_targets(const struct folding *f)
{
	talks *t = f->t;
	struct targets it = talks_targets(t, f->entry, KEY_OBJECT);
	for (struct target what; targets_next(&it, &what);) {
		if (what.kind == TARGET_ACT) {
			const struct entry *e = talks_entry(t, what.index);
			if (!is_own_act(f, what.index))
				continue;
			decide(f, what.index, AMENDMENT_WITHDRAWN, false);
			withdraw_positions(f, what.index);
			if (e->mood != MOOD_DONE && t->what_of[what.index])
				t->steps.at[t->what_of[what.index]].status = STEP_CANCELLED;
		} else if (target_point(t, what)) {
			withdraw_cell(f, target_point(t, what));
		}
	}
}

void
fold_lifts(const struct folding *f)
{
	withdraw_targets(f);
}

void
fold_drops(const struct folding *f)
{
	withdraw_targets(f);
}

void
fold_disowns(const struct folding *f)
{
	withdraw_targets(f);
}

void
fold_withdraws(const struct folding *f)
{
	withdraw_targets(f);
	fold_deadline_move(f, DEADLINE_WITHDRAWN);
}

/* Confirming says yes again, to the words as they stand now; confirming an act
 * lets it stand. */
void
fold_confirms(const struct folding *f)
{
	talks *t = f->t;
	size_t before = t->positions.count;
	struct targets it = talks_targets(t, f->entry, KEY_OBJECT);
	for (struct target what; targets_next(&it, &what);)
		if (what.kind == TARGET_ACT)
			t->settled_by[what.index] = f->entry + 1;
	fold_stance(f, STANCE_ACCEPT);
	for (size_t i = before; i < t->positions.count; i++)
		t->positions.at[i].confirms = true;
}

/* ---- points ---- */

typedef void point_fn(const struct folding *f, struct point *p);

static void
each_point(const struct folding *f, unsigned key, point_fn *act)
{
	talks *t = f->t;
	struct targets it = talks_targets(t, f->entry, key);
	for (struct target what; targets_next(&it, &what);) {
		uint32_t point = target_point(t, what);
		if (point) {
			act(f, &t->points.at[point]);
			fold_touch(f, point);
		} else if (what.kind == TARGET_DRAFT && !(it.item - 1)->b) {
			const struct tdraft *d = &t->drafts.at[what.index];
			bool some = it.item - 1 > entry_items(t->m, f->e) && it.item[-2].type == ITEM_QUANTITY;
			for (uint32_t r = d->first; !some && r < d->first + d->count_held; r++)
				if (t->readings.at[r].point)
					act(f, &t->points.at[t->readings.at[r].point]);
		}
	}
}

static void
mark_discussed(const struct folding *f, struct point *p)
{
	p->discussed = f->entry + 1;
}

static void
mark_parked(const struct folding *f, struct point *p)
{
	p->parked = f->entry + 1;
}

static void
mark_reopened(const struct folding *f, struct point *p)
{
	p->parked = p->referred = 0;
	p->referred_level = 0;
	p->reopened_order = f->order;
}

static unsigned
level_named(const struct folding *f)
{
	const struct item *to = entry_own(f->t->m, f->e, CLAUSE_to);
	return to && to->a < f->t->d->sym_count ? f->t->level_of[to->a] : 0;
}

static void
mark_referred(const struct folding *f, struct point *p)
{
	if (talks_act_per(f->t, f->entry))
		return;
	p->referred = f->entry + 1;
	p->referred_level = (uint8_t)level_named(f);
}

/* A reservation that somebody merely says caps nothing. */
static void
mark_reserved(const struct folding *f, struct point *p)
{
	if (talks_act_per(f->t, f->entry)) {
		p->reserved_claim = f->entry + 1;
		return;
	}
	p->reserved = f->entry + 1;
	if (level_named(f) > p->reserved_level)
		p->reserved_level = (uint8_t)level_named(f);
}

void
fold_discusses(const struct folding *f)
{
	each_point(f, KEY_OBJECT, mark_discussed);
}

void
fold_meets(const struct folding *f)
{
	each_point(f, CLAUSE_on, mark_discussed);
}

void
fold_reopens(const struct folding *f)
{
	each_point(f, KEY_OBJECT, mark_reopened);
}

void
fold_refers(const struct folding *f)
{
	each_point(f, KEY_OBJECT, mark_referred);
}

void
fold_reserves(const struct folding *f)
{
	each_point(f, KEY_OBJECT, mark_reserved);
}

void
fold_parks(const struct folding *f)
{
	talks *t = f->t;
	struct targets it = talks_targets(t, f->entry, KEY_OBJECT);
	for (struct target what; targets_next(&it, &what);)
		if (what.kind == TARGET_ACT)
			decide(f, what.index, AMENDMENT_PARKED, true);
	each_point(f, KEY_OBJECT, mark_parked);
}

/* Only a named person can call a difference immaterial. */
void
fold_calls_immaterial(const struct folding *f)
{
	talks *t = f->t;
	uint32_t who = f->e->subject_count ? t->actor_of[entry_items(t->m, f->e)->a] : 0;
	uint32_t per = talks_act_per(t, f->entry);
	uint32_t named = per ? per : who;
	if (t->actors.at[named].kind != DECL_person)
		return;
	struct targets it = talks_targets(t, f->entry, KEY_OBJECT);
	for (struct target what; targets_next(&it, &what);)
		if (what.kind == TARGET_READING)
			t->readings.at[what.index].words_immaterial = named;
}

/* A body adopts for its members; parties that adopt, each say yes. */
static bool
adopts_as_body(const struct folding *f)
{
	const struct item *subject = entry_items(f->t->m, f->e);
	return f->e->subject_count == 1 && !talks_act_per(f->t, f->entry) &&
	       !entry_own(f->t->m, f->e, CLAUSE_if) &&
	       f->t->actors.at[f->t->actor_of[subject->a]].kind == DECL_group;
}

void
fold_adopts(const struct folding *f)
{
	talks *t = f->t;
	struct targets it = talks_targets(t, f->entry, KEY_OBJECT);
	for (struct target what; targets_next(&it, &what);)
		if (what.kind == TARGET_DRAFT && adopts_as_body(f))
			t->drafts.at[what.index].adopted = f->entry + 1;
	fold_stance(f, STANCE_ACCEPT);
}

void
fold_joins(const struct folding *f)
{
	talks *t = f->t;
	const struct item *subject = entry_items(t->m, f->e);
	struct targets it = talks_targets(t, f->entry, KEY_OBJECT);
	for (struct target what; targets_next(&it, &what);)
		for (size_t i = 0; what.kind == TARGET_ACTOR && i < f->e->subject_count; i++)
			build_membership(t, fold_actor(t, subject[i].a), what.index);
}

void
fold_instructs(const struct folding *f)
{
	f->t->has_mandates = true;
}
