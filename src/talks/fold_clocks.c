/* Deadlines, silence, plans, and what is owed. */
#include "talks/fold_stance.h"

enum { LEVEL_ITSELF = 255 };

/* The level at which an actor acts.  A party acting as such acts at the level of
 * its highest person, and above all of them where none has a level. */
static unsigned
acting_level(const talks *t, uint32_t actor)
{
	unsigned highest = 0;
	if (t->actors.at[actor].kind == DECL_person)
		return t->actors.at[actor].level;
	for (size_t i = 1; i < t->actors.count; i++)
		if (t->actors.at[i].kind == DECL_person && t->actors.at[i].of == actor && t->actors.at[i].level > highest)
			highest = t->actors.at[i].level;
	return highest ? highest : LEVEL_ITSELF;
}

static void
add_deadline(const struct folding *f, uint32_t sym)
{
	talks *t = f->t;
	t->what_of[f->entry] = (uint32_t)t->deadlines.count;
	*LIST_ADD(&t->deadlines) = (struct deadline){
		.entry = f->entry, .due_entry = f->entry, .sym = sym,
		.setter = f->e->subject_count ? t->actor_of[entry_items(t->m, f->e)->a] : 0,
	};
}

void
fold_sets_deadline(const struct folding *f)
{
	add_deadline(f, entry_id(f->t->m, f->e));
}

void
fold_opens_silence(const struct folding *f)
{
	add_deadline(f, entry_id(f->t->m, f->e));
}

void
fold_notifies_correction(const struct folding *f)
{
	if (entry_own(f->t->m, f->e, CLAUSE_due))
		add_deadline(f, entry_id(f->t->m, f->e));
}

static bool
is_deadline(const talks *t, uint32_t entry)
{
	const struct entry *e = talks_entry(t, entry);
	return e->kind == ENTRY_ACT && e->mood == MOOD_DONE && t->what_of[entry] &&
	       (e->verb == VERB_sets_deadline || e->verb == VERB_opens_silence ||
		e->verb == VERB_notifies_correction);
}

/* Only the setter's side, at the setter's level or above, can move it (R15);
 * whatever others say is kept beside it. */
static bool
may_move(const talks *t, const struct deadline *d, uint32_t actor)
{
	return talks_side(t, actor) == talks_side(t, d->setter) &&
	       acting_level(t, actor) >= acting_level(t, d->setter);
}

static void
move_deadline(const struct folding *f, struct deadline *d, enum deadline_status status)
{
	talks *t = f->t;
	uint32_t actor = f->e->subject_count ? t->actor_of[entry_items(t->m, f->e)->a] : 0;
	bool counts = status == DEADLINE_SOFTENED || status == DEADLINE_BROKEN || may_move(t, d, actor);
	uint32_t index = (uint32_t)t->moves.count;
	*LIST_ADD(&t->moves) = (struct deadline_move){ f->entry, actor, counts, 0 };
	if (d->last_move)
		t->moves.at[d->last_move].next = index;
	else
		d->first_move = index;
	d->last_move = index;
	if (!counts)
		return;
	d->softened_by_lower = d->softened_by_lower || (status == DEADLINE_SOFTENED && !may_move(t, d, actor));
	/* A comment does not undo a move; reaffirming undoes a comment. */
	if (status != DEADLINE_SOFTENED || d->status == DEADLINE_SET)
		d->status = (uint8_t)status;
	if (entry_own(t->m, f->e, CLAUSE_due))
		d->due_entry = f->entry;
}

void
fold_deadline_move(const struct folding *f, enum deadline_status status)
{
	talks *t = f->t;
	struct targets it = talks_targets(t, f->entry, KEY_OBJECT);
	for (struct target what; targets_next(&it, &what);)
		if (what.kind == TARGET_ACT && is_deadline(t, what.index))
			move_deadline(f, &t->deadlines.at[t->what_of[what.index]], status);
}

void
fold_softens(const struct folding *f)
{
	fold_deadline_move(f, DEADLINE_SOFTENED);
}

void
fold_extends(const struct folding *f)
{
	fold_deadline_move(f, DEADLINE_MOVED);
}

void
fold_reaffirms(const struct folding *f)
{
	fold_deadline_move(f, DEADLINE_SET);
}

void
fold_stops_clock(const struct folding *f)
{
	fold_deadline_move(f, DEADLINE_STOPPED);
}

void
fold_objects(const struct folding *f)
{
	fold_deadline_move(f, DEADLINE_BROKEN);
}

/* ---- plans ---- */

static void
each_step(const struct folding *f, enum step_status status)
{
	talks *t = f->t;
	struct targets it = talks_targets(t, f->entry, KEY_OBJECT);
	for (struct target what; targets_next(&it, &what);) {
		if (what.kind != TARGET_ACT || talks_entry(t, what.index)->mood == MOOD_DONE ||
		    !t->what_of[what.index])
			continue;
		struct step *s = &t->steps.at[t->what_of[what.index]];
		s->status = (uint8_t)status;
		s->moved_by = f->entry + 1;
	}
}

void
fold_cancels(const struct folding *f)
{
	each_step(f, STEP_CANCELLED);
}

void
fold_postpones(const struct folding *f)
{
	each_step(f, STEP_POSTPONED);
}

/* ---- what is owed (R28) ---- */

static void
add_owed(const struct folding *f)
{
	talks *t = f->t;
	t->what_of[f->entry] = (uint32_t)t->owed.count;
	*LIST_ADD(&t->owed) = (struct owed){ .entry = f->entry };
}

void
fold_asks(const struct folding *f)
{
	add_owed(f);
}

void
fold_promises(const struct folding *f)
{
	add_owed(f);
}

void
fold_answers(const struct folding *f)
{
	talks *t = f->t;
	struct targets it = talks_targets(t, f->entry, KEY_OBJECT);
	for (struct target what; targets_next(&it, &what);) {
		if (what.kind != TARGET_ACT || !t->what_of[what.index])
			continue;
		const struct entry *e = talks_entry(t, what.index);
		if (e->mood == MOOD_DONE && (e->verb == VERB_asks || e->verb == VERB_promises))
			t->owed.at[t->what_of[what.index]].answered = f->entry + 1;
	}
}
