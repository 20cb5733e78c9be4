/* The fold: one pass over the acts of a view, each handed to its verb.
 *
 * What was corrected is passed over as if it had never been entered.  A mood
 * makes another thing of an act: what will, will not or should be is a step;
 * what did not happen changes no state, save that words were not seen.
 */
#include "talks/fold.h"

typedef void fold_fn(const struct folding *f);

static fold_fn *const folds[VERB_COUNT] = {
#define VERB(id, ...) [VERB_##id] = fold_##id,
#include "minutes/verbs.def"
#undef VERB
};

uint32_t
fold_actor(talks *t, uint32_t sym)
{
	if (sym >= t->d->sym_count)
		return 0;
	if (!t->actor_of[sym]) {
		t->actor_of[sym] = (uint32_t)t->actors.count;
		*LIST_ADD(&t->actors) = (struct actor){ .sym = sym, .name = syms_str(t->m->names, sym) };
	}
	return t->actor_of[sym];
}

unsigned
fold_level(const struct folding *f)
{
	const talks *t = f->t;
	const struct item *level = entry_get(t->m, f->e, CLAUSE_level);
	if (level)
		return t->level_of[level->a];
	const struct item *subject = entry_items(t->m, f->e);
	if (!f->e->subject_count || !t->actor_of[subject->a])
		return 0;
	return t->actors.at[t->actor_of[subject->a]].level;
}

void
fold_touch(const struct folding *f, uint32_t point)
{
	if (point)
		f->t->points.at[point].touched = f->entry + 1;
}

/* ---- exposure ---- */

static void
remember(talks *t, uint64_t actor, uint32_t what, uint32_t exposure)
{
	uint32_t *first = map_at(&t->seen, actor << 32 | what);
	if (!*first)
		*first = exposure;
}

/* Notes for the actor, and for the side it is of, what it was shown. */
static void
remember_targets(const struct folding *f, uint32_t actor, uint32_t exposure)
{
	talks *t = f->t;
	uint32_t side = talks_side(t, actor);
	struct targets it = talks_targets(t, f->entry, KEY_OBJECT);
	for (struct target what; targets_next(&it, &what);) {
		uint32_t key = what.kind == TARGET_DRAFT     ? SEEN_WHOLE + what.index
			       : what.kind == TARGET_READING ? what.index
			       : what.kind == TARGET_POINT   ? talks_point_now(t, what.index)
							     : 0;
		if (!key)
			continue;
		remember(t, actor, key, exposure);
		if (side != actor)
			remember(t, side, key, exposure);
		/* Who is shown a point is shown its sub-points. */
		const struct tdraft *d = what.kind == TARGET_READING
						 ? &t->drafts.at[t->readings.at[what.index].draft] : NULL;
		for (uint32_t r = what.index + 1; d && r < d->first + d->count_held; r++) {
			const struct draft_point *text = t->readings.at[r].text;
			const struct draft_point *above = t->readings.at[what.index].text;
			if (!text || !above || t->readings.at[r].parent < what.index)
				break;
			remember(t, actor, r, exposure);
			if (side != actor)
				remember(t, side, r, exposure);
		}
	}
}

static uint32_t
object_draft(const struct folding *f)
{
	const talks *t = f->t;
	struct targets it = talks_targets(t, f->entry, KEY_OBJECT);
	for (struct target what; targets_next(&it, &what);) {
		if (what.kind == TARGET_DRAFT)
			return what.index;
		if (what.kind == TARGET_READING)
			return t->readings.at[what.index].draft;
	}
	const struct item *object = entry_own(t->m, f->e, KEY_OBJECT);
	return object && object->type == ITEM_REF ? t->draft_of[object->a] : 0;
}

void
fold_expose(const struct folding *f, uint32_t actor, unsigned recipient_key, bool says_not)
{
	talks *t = f->t;
	const struct item *form = entry_get(t->m, f->e, CLAUSE_form);
	const struct item *object = entry_own(t->m, f->e, KEY_OBJECT);
	uint32_t index = (uint32_t)t->exposures.count;
	struct exposure *x = LIST_ADD(&t->exposures);
	*x = (struct exposure){ .entry = f->entry, .order = f->order, .actor = actor, .says_not = says_not };
	x->draft = object_draft(f);
	x->whole = !object || !object->b;
	x->carries_words = !form || form->a != FORM_TOLD_GIST;
	x->by_recipient = recipient_key == KEY_SUBJECT;
	x->per = talks_act_per(t, f->entry);
	x->refs = object;
	x->ref_count = object ? (uint32_t)item_run(t->m, f->e, object) : 0;
	if (entry_own(t->m, f->e, CLAUSE_acknowledged))
		x->acknowledged = f->entry + 1;
	uint32_t *latest = map_at(&t->latest_exposure, (uint64_t)actor << 32 | x->draft);
	x->prev_of_actor = *latest;
	*latest = index;
	if (!says_not && x->carries_words)
		remember_targets(f, actor, index);
}

/* ---- moods ---- */

static void
fold_step(const struct folding *f)
{
	talks *t = f->t;
	t->what_of[f->entry] = (uint32_t)t->steps.count;
	*LIST_ADD(&t->steps) = (struct step){ .entry = f->entry };
}

static void
fold_did_not(const struct folding *f)
{
	const struct item *subject = entry_items(f->t->m, f->e);
	for (size_t i = 0; f->e->verb == VERB_sees && i < f->e->subject_count; i++)
		fold_expose(f, fold_actor(f->t, subject[i].a), KEY_SUBJECT, true);
}

/* Any act may carry out a step: `does shown-upp`. */
static void
fold_does(const struct folding *f)
{
	talks *t = f->t;
	struct targets it = talks_targets(t, f->entry, CLAUSE_does);
	for (struct target what; targets_next(&it, &what);) {
		if (what.kind != TARGET_ACT)
			continue;
		const struct entry *step = talks_entry(t, what.index);
		uint32_t index = t->what_of[what.index];
		if (step->mood != MOOD_DONE && index && !t->steps.at[index].done_by) {
			t->steps.at[index].done_by = f->entry + 1;
			t->steps.at[index].status = STEP_DONE;
		} else if (index && (step->verb == VERB_promises || step->verb == VERB_asks)) {
			t->owed.at[index].answered = f->entry + 1;
		}
	}
}

/* ---- the pass ---- */

static void
mark_corrected(talks *t)
{
	for (size_t i = 0; i < t->apart.count; i++) {
		uint32_t entry = t->apart.at[i];
		const struct entry *e = talks_entry(t, entry);
		if (e->verb != VERB_corrects || e->mood != MOOD_DONE)
			continue;
		struct targets it = talks_targets(t, entry, KEY_OBJECT);
		for (struct target what; targets_next(&it, &what);)
			if (what.kind == TARGET_ACT)
				t->dead[what.index] = 1;
	}
}

static void
fold_act(const struct folding *f)
{
	const struct item *subject = entry_items(f->t->m, f->e);
	for (size_t i = 0; i < f->e->subject_count; i++)
		fold_actor(f->t, subject[i].a);
	if (f->e->mood == MOOD_DID_NOT)
		fold_did_not(f);
	else if (f->e->mood != MOOD_DONE)
		fold_step(f);
	else
		folds[f->e->verb](f);
	if (entry_own(f->t->m, f->e, CLAUSE_does))
		fold_does(f);
}

static bool
clause_instant(const talks *t, const struct entry *e, unsigned key, int64_t *ret_instant)
{
	const struct item *item = entry_own(t->m, e, key);
	struct span span;
	struct err err;         /* a kilobyte, not zeroed for every act; read where a call failed */
	if (!item || item->type != ITEM_WHEN || !docket_span(t->d, e, &t->m->whens.at[item->a], &span, &err))
		return false;
	*ret_instant = span.to;
	return span.to != SPAN_END;
}

/* What the view's moment makes of steps and deadlines. */
static void
settle_clocks(talks *t)
{
	for (size_t i = 1; i < t->steps.count; i++) {
		struct step *s = &t->steps.at[i];
		const struct entry *e = talks_entry(t, s->moved_by ? s->moved_by - 1 : s->entry);
		const struct entry *plan = talks_entry(t, s->entry);
		int64_t end;
		bool dated = clause_instant(t, e, CLAUSE_at, &end) || clause_instant(t, plan, CLAUSE_during, &end);
		if (s->status != STEP_PLANNED && s->status != STEP_POSTPONED)
			continue;
		if (dated && end < t->now && plan->mood != MOOD_SHOULD)
			s->status = plan->mood == MOOD_WILL_NOT ? STEP_LAPSED : STEP_OVERDUE;
	}
	for (size_t i = 1; i < t->deadlines.count; i++) {
		struct deadline *d = &t->deadlines.at[i];
		int64_t due;
		if (d->status == DEADLINE_WITHDRAWN || d->status == DEADLINE_STOPPED || d->status == DEADLINE_BROKEN)
			continue;
		if (clause_instant(t, talks_entry(t, d->due_entry), CLAUSE_due, &due) && due < t->now)
			d->status = DEADLINE_PASSED;
	}
}

void
fold_acts(talks *t)
{
	mark_corrected(t);
	for (size_t i = 0; i < t->v->order.count; i++) {
		uint32_t entry = t->v->order.at[i];
		if (t->dead[entry])
			continue;
		struct folding f = { t, entry, talks_entry(t, entry), (uint32_t)i + 1 };
		t->order_of[entry] = f.order;
		fold_act(&f);
	}
	settle_clocks(t);
}
