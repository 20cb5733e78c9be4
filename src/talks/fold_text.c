/* Drafts, showings and amendments. */
#include "talks/fold.h"

#include "talks/fold_stance.h"

/* ---- who has which words ---- */

static void
expose_each(const struct folding *f, unsigned key)
{
	talks *t = f->t;
	const struct item *who = entry_get(t->m, f->e, key);
	for (size_t i = 0, n = who ? item_run(t->m, f->e, who) : 0; i < n; i++)
		fold_expose(f, fold_actor(t, who[i].a), key, false);
}

/* The author of a draft has its words without being shown them. */
static void
expose_author(const struct folding *f)
{
	talks *t = f->t;
	const struct item *object = entry_own(t->m, f->e, KEY_OBJECT);
	uint32_t text = object ? t->draft_of[object->a] : 0;
	for (size_t i = 0; text && i < f->e->subject_count; i++) {
		uint32_t actor = fold_actor(t, entry_items(t->m, f->e)[i].a);
		uint64_t key = (uint64_t)actor << 32 | (SEEN_WHOLE + text);
		if (!map_get(&t->seen, key))
			fold_expose(f, actor, KEY_SUBJECT, false);
	}
}

void
fold_tables(const struct folding *f)
{
	expose_author(f);
	expose_each(f, CLAUSE_to);
}

void
fold_circulates(const struct folding *f)
{
	expose_author(f);
	expose_each(f, CLAUSE_to);
}

void
fold_shows(const struct folding *f)
{
	expose_each(f, CLAUSE_to);
}

void
fold_reads(const struct folding *f)
{
	expose_each(f, CLAUSE_to);
}

void
fold_sees(const struct folding *f)
{
	expose_each(f, KEY_SUBJECT);
}

void
fold_publishes(const struct folding *f)
{
	fold_expose(f, 0, 0, false);
}

/* The latest showing of a draft to an actor: each exposure points to the one
 * before it of the same actor. */
static uint32_t
latest_showing(const talks *t, uint32_t actor, uint32_t of_draft)
{
	uint32_t x = map_get(&t->latest_exposure, (uint64_t)actor << 32 | of_draft);
	while (x && t->exposures.at[x].says_not)
		x = t->exposures.at[x].prev_of_actor;
	return x;
}

/* Confirms the latest showing of that draft to the actor; where none is
 * recorded, the receipt is itself the record. */
void
fold_acknowledges(const struct folding *f)
{
	talks *t = f->t;
	const struct item *object = entry_own(t->m, f->e, KEY_OBJECT);
	uint32_t text = t->draft_of[object->a];
	for (size_t i = 0; text && i < f->e->subject_count; i++) {
		uint32_t actor = fold_actor(t, entry_items(t->m, f->e)[i].a);
		uint32_t own = latest_showing(t, actor, text);
		uint32_t sides = latest_showing(t, talks_side(t, actor), text);
		uint32_t x = own > sides ? own : sides;
		if (x)
			t->exposures.at[x].acknowledged = f->entry + 1;
		else
			fold_expose(f, actor, KEY_SUBJECT, false);
	}
}

/* ---- amendments ---- */

static void
replace_amendments(const struct folding *f)
{
	talks *t = f->t;
	struct targets it = talks_targets(t, f->entry, CLAUSE_replaces);
	for (struct target what; targets_next(&it, &what);) {
		if (what.kind != TARGET_ACT || !is_amendment(t, what.index))
			continue;
		t->amendments.at[t->what_of[what.index]].status = AMENDMENT_REPLACED;
		t->amendments.at[t->what_of[what.index]].decided = f->entry + 1;
	}
}

static void
add_amendment(const struct folding *f, uint32_t point, uint32_t reading)
{
	talks *t = f->t;
	uint32_t index = (uint32_t)t->amendments.count;
	struct amendment *a = LIST_ADD(&t->amendments);
	*a = (struct amendment){ .entry = f->entry, .point = point, .reading = reading, .verb = f->e->verb };
	a->author = f->e->subject_count ? talks_side(t, t->actor_of[entry_items(t->m, f->e)->a]) : 0;
	a->editorial = f->e->verb == VERB_edits || entry_own(t->m, f->e, CLAUSE_editorial);
	if (point) {
		a->prev_on_point = t->points.at[point].amendments;
		t->points.at[point].amendments = index;
		fold_touch(f, point);
	}
	if (!t->what_of[f->entry])
		t->what_of[f->entry] = index;
}

/* An amendment to several points is one for each. */
static void
amend(const struct folding *f, enum stance stance, unsigned key)
{
	talks *t = f->t;
	size_t before = t->amendments.count;
	struct targets it = talks_targets(t, f->entry, key);
	for (struct target what; targets_next(&it, &what);)
		if (target_point(t, what))
			add_amendment(f, target_point(t, what), what.kind == TARGET_READING ? what.index : 0);
	if (t->amendments.count == before)
		add_amendment(f, 0, 0);
	replace_amendments(f);
	if (stance != STANCE_NONE)
		fold_stance(f, stance);
}

void
fold_amends(const struct folding *f)
{
	amend(f, STANCE_PROPOSE, KEY_OBJECT);
}

void
fold_adds(const struct folding *f)
{
	amend(f, STANCE_NONE, CLAUSE_behind);
}

void
fold_deletes(const struct folding *f)
{
	amend(f, STANCE_DELETE, KEY_OBJECT);
}

void
fold_wants_kept(const struct folding *f)
{
	amend(f, STANCE_KEEP, KEY_OBJECT);
}

void
fold_moves(const struct folding *f)
{
	amend(f, STANCE_NONE, KEY_OBJECT);
}

void
fold_splits(const struct folding *f)
{
	amend(f, STANCE_NONE, KEY_OBJECT);
}

void
fold_merges(const struct folding *f)
{
	amend(f, STANCE_NONE, KEY_OBJECT);
}

void
fold_renumbers(const struct folding *f)
{
	amend(f, STANCE_NONE, KEY_OBJECT);
}

/* A change of form takes no stand on the substance. */
void
fold_edits(const struct folding *f)
{
	amend(f, STANCE_NONE, KEY_OBJECT);
}

/* A bridging text commits nobody, not even its author. */
void
fold_proposes(const struct folding *f)
{
	amend(f, STANCE_NONE, KEY_OBJECT);
}

/* Of another's amendment; what somebody else tells of it makes nobody an owner. */
static void
add_sponsor(const struct folding *f, uint32_t target, uint32_t actor)
{
	talks *t = f->t;
	uint32_t first = t->what_of[target], index = (uint32_t)t->sponsorships.count;
	*LIST_ADD(&t->sponsorships) = (struct sponsorship){ f->entry, actor, t->amendments.at[first].sponsored };
	for (uint32_t i = first; i < t->amendments.count && t->amendments.at[i].entry == target; i++)
		t->amendments.at[i].sponsored = index;
}

void
fold_sponsors(const struct folding *f)
{
	talks *t = f->t;
	const struct item *subject = entry_items(t->m, f->e);
	uint32_t per = talks_act_per(t, f->entry);
	struct targets it = talks_targets(t, f->entry, KEY_OBJECT);
	for (struct target what; targets_next(&it, &what);) {
		if (what.kind != TARGET_ACT || !is_amendment(t, what.index))
			continue;
		for (size_t i = 0; i < f->e->subject_count; i++) {
			uint32_t side = talks_side(t, fold_actor(t, subject[i].a));
			if (!per || talks_side(t, per) == side)
				add_sponsor(f, what.index, side);
		}
	}
}
