#include "talks/talks.h"

#include "talks/build.h"
#include "talks/fold.h"

const char *const crossing_names[] = {
	"", "kept", "matched", "renumbered", "moved", "split", "merged", "added",
};

const char *const stance_names[STANCE_COUNT] = {
	"unknown", "accept", "can-live-with", "objective", "open", "reserve", "propose", "keep", "delete",
	"oppose", "red-line", "require", "no-position", "declined",
};

const char *const stance_words[STANCE_COUNT] = {
	"?", "agreed", "can live with", "objective agreed", "open", "reservation", "proposes words",
	"wants it kept", "wants it deleted", "opposed", "red line", "requires it", "takes no position",
	"declined to say",
};

const char *const amendment_status_names[] = {
	"open", "accepted", "rejected", "parked", "withdrawn", "replaced",
};

const char *const step_status_names[] = { "planned", "done", "cancelled", "postponed", "lapsed", "overdue" };

const char *const deadline_status_names[] = {
	"in force", "in force, softened", "moved", "withdrawn", "clock stopped", "passed", "broken by an objection",
};

static int64_t
view_now(const talks *t)
{
	const struct view_query *q = &t->v->query;
	int64_t latest = t->v->order.count ? t->v->times[t->v->order.at[t->v->order.count - 1]].key : SPAN_START;
	if (q->has_at)
		return q->at;
	if (q->has_known)
		return q->known;
	for (size_t i = 0; i < t->v->order.count; i++) {
		int64_t known = t->v->times[t->v->order.at[i]].known;
		latest = known > latest ? known : latest;
	}
	return latest;
}

talks *
talks_new(arena *a, const view *v)
{
	talks *t = ARENA_NEW(a, talks);
	const docket *d = v->d;
	size_t entries = d->m->entries.count + 1;
	t->a = a;
	t->v = v;
	t->d = d;
	t->m = d->m;
	t->actor_of = ARENA_ARRAY(a, uint32_t, d->sym_count);
	t->draft_of = ARENA_ARRAY(a, uint32_t, d->sym_count);
	t->point_of = ARENA_ARRAY(a, uint32_t, d->sym_count);
	t->level_of = ARENA_ARRAY(a, uint32_t, d->sym_count);
	t->what_of = ARENA_ARRAY(a, uint32_t, entries);
	t->order_of = ARENA_ARRAY(a, uint32_t, entries);
	t->dead = ARENA_ARRAY(a, uint8_t, entries);
	t->settled_by = ARENA_ARRAY(a, uint32_t, entries);
	/* Index 0 of each is "none". */
	LIST_ADD(&t->actors);
	LIST_ADD(&t->memberships);
	LIST_ADD(&t->drafts);
	LIST_ADD(&t->readings);
	LIST_ADD(&t->points);
	LIST_ADD(&t->origins);
	LIST_ADD(&t->positions);
	LIST_ADD(&t->exposures);
	LIST_ADD(&t->amendments);
	LIST_ADD(&t->sponsorships);
	LIST_ADD(&t->steps);
	LIST_ADD(&t->deadlines);
	LIST_ADD(&t->moves);
	LIST_ADD(&t->owed);
	t->now = view_now(t);
	build_people(t);
	build_texts(t);
	fold_acts(t);
	return t;
}

void
talks_done(talks *t)
{
	if (!t)
		return;
	LIST_DONE(&t->levels);
	LIST_DONE(&t->actors);
	LIST_DONE(&t->parties);
	LIST_DONE(&t->memberships);
	LIST_DONE(&t->drafts);
	LIST_DONE(&t->readings);
	LIST_DONE(&t->points);
	LIST_DONE(&t->origins);
	LIST_DONE(&t->positions);
	LIST_DONE(&t->exposures);
	LIST_DONE(&t->amendments);
	LIST_DONE(&t->sponsorships);
	LIST_DONE(&t->steps);
	LIST_DONE(&t->deadlines);
	LIST_DONE(&t->moves);
	LIST_DONE(&t->owed);
	LIST_DONE(&t->apart);
	LIST_DONE(&t->named);
	map_done(&t->named_seen);
	map_done(&t->cells);
	map_done(&t->seen);
	map_done(&t->latest_exposure);
	map_done(&t->readings_by_label);
}

/* ---- people ---- */

uint32_t
talks_actor(const talks *t, uint32_t sym)
{
	return sym < t->d->sym_count ? t->actor_of[sym] : 0;
}

str
talks_actor_token(const talks *t, uint32_t actor)
{
	return actor ? syms_str(t->m->names, t->actors.at[actor].sym) : S("?");
}

str
talks_actor_name(const talks *t, uint32_t actor)
{
	return actor ? t->actors.at[actor].name : S("?");
}

uint32_t
talks_side(const talks *t, uint32_t actor)
{
	const struct actor *who = &t->actors.at[actor];
	return who->kind == DECL_person && who->of ? who->of : actor;
}

str
talks_level(const talks *t, unsigned level)
{
	return level && level < t->levels.count ? syms_str(t->m->names, t->levels.at[level]) : S("");
}

uint32_t
talks_find_act(const talks *t, uint32_t from_entry, uint32_t sym)
{
	return docket_find_id(t->d, from_entry, sym, t->v->visible);
}

/* ---- references ---- */

struct targets
talks_targets(const talks *t, uint32_t entry, unsigned key)
{
	const struct entry *e = talks_entry(t, entry);
	const struct item *item = entry_get(t->m, e, key);
	return (struct targets){ .t = t, .entry = entry, .item = item,
				 .end = item ? item + item_run(t->m, e, item) : NULL };
}

static uint32_t
find_reading(const talks *t, uint32_t in_draft, uint32_t label)
{
	return map_get(&t->readings_by_label, (uint64_t)in_draft << 32 | label);
}

/* The readings of a range: those between its ends as the draft has them. */
static void
open_range(struct targets *it, uint32_t in_draft, const struct item *ref)
{
	const talks *t = it->t;
	uint32_t from = find_reading(t, in_draft, ref->b), to = find_reading(t, in_draft, ref->c);
	const struct tdraft *d = &t->drafts.at[in_draft];
	uint64_t low, high;
	if (str_u64(syms_str(t->m->names, ref->b), &low) && str_u64(syms_str(t->m->names, ref->c), &high)) {
		/* Ends that the view does not have must not hide what lies between. */
		for (uint32_t r = d->first; r < d->first + d->count_held; r++)
			if (t->readings.at[r].plain > low && t->readings.at[r].plain - 1 <= high) {
				from = from ? from : r;
				to = r > to ? r : to;
			}
	}
	it->next_reading = from;
	it->left = from && to >= from ? to - from + 1 : 0;
}

static struct target
bare_target(const talks *t, uint32_t entry, const struct item *item)
{
	uint32_t sym = item->a;
	const struct entry *e = talks_entry(t, entry);
	unsigned objects = e->kind == ENTRY_ACT && item->key == KEY_OBJECT ? verbs[e->verb].objects : 0;
	uint32_t act = docket_find_id(t->d, entry, sym, t->v->visible);
	if (objects == OBJECT_ACTORS || (objects & OBJECT_ACTORS && t->actor_of[sym]))
		return (struct target){ TARGET_ACTOR, t->actor_of[sym] };
	if (act && (objects == OBJECT_ACTS || !t->draft_of[sym]) && !t->point_of[sym])
		return (struct target){ TARGET_ACT, act - 1 };
	if (t->draft_of[sym])
		return (struct target){ TARGET_DRAFT, t->draft_of[sym] };
	if (t->point_of[sym])
		return (struct target){ TARGET_POINT, t->point_of[sym] };
	if (t->actor_of[sym])
		return (struct target){ TARGET_ACTOR, t->actor_of[sym] };
	return (struct target){ TARGET_NAMED, sym };
}

bool
targets_next(struct targets *it, struct target *ret_target)
{
	const talks *t = it->t;
	for (;;) {
		if (it->left) {
			it->left--;
			*ret_target = (struct target){ TARGET_READING, it->next_reading++ };
			return true;
		}
		if (it->item == it->end)
			return false;
		const struct item *item = it->item++;
		if (item->type == ITEM_QUANTITY)
			continue;
		if (item->type == ITEM_NAME) {
			uint32_t act = docket_find_id(t->d, it->entry, item->a, t->v->visible);
			*ret_target = t->actor_of[item->a] ? (struct target){ TARGET_ACTOR, t->actor_of[item->a] }
				      : act		   ? (struct target){ TARGET_ACT, act - 1 }
							   : (struct target){ TARGET_NOT_SHOWN, 0 };
			return true;
		}
		if (item->type != ITEM_REF)
			continue;
		if (!item->b) {
			*ret_target = bare_target(t, it->entry, item);
			return true;
		}
		uint32_t in_draft = t->draft_of[item->a];
		if (item->c) {
			open_range(it, in_draft, item);
			if (it->left)
				continue;
			*ret_target = (struct target){ TARGET_NOT_SHOWN, 0 };
			return true;
		}
		uint32_t reading = find_reading(t, in_draft, item->b);
		*ret_target = reading ? (struct target){ TARGET_READING, reading }
				      : (struct target){ TARGET_NOT_SHOWN, 0 };
		return true;
	}
}

uint32_t
target_point(const talks *t, struct target what)
{
	if (what.kind == TARGET_READING)
		return t->readings.at[what.index].point;
	return what.kind == TARGET_POINT ? what.index : 0;
}

/* ---- points ---- */

str
talks_reading_name(const talks *t, uint32_t reading)
{
	const struct reading *r = &t->readings.at[reading];
	return arena_printf(t->a, "%.*s:%.*s", STR_ARG(syms_str(t->m->names, t->drafts.at[r->draft].sym)),
			    STR_ARG(r->number));
}

str
talks_point_name(const talks *t, uint32_t point)
{
	const struct point *p = &t->points.at[point];
	if (p->sym)
		return syms_str(t->m->names, p->sym);
	return p->first ? talks_reading_name(t, p->first) : S("?");
}

str
talks_point_gist(const talks *t, uint32_t point)
{
	uint32_t decl = t->points.at[point].decl;
	return decl ? talks_act_text(t, decl - 1, CLAUSE_gist) : S("");
}

str
talks_point_title(const talks *t, uint32_t point)
{
	const struct point *p = &t->points.at[point];
	uint32_t now = talks_point_now(t, point);
	uint32_t reading = now ? now : p->last;
	if (reading && t->readings.at[reading].text && t->readings.at[reading].text->heading.len)
		return t->readings.at[reading].text->heading;
	const struct item *display = p->decl ? entry_own(t->m, talks_entry(t, p->decl - 1), KEY_DISPLAY) : NULL;
	if (display)
		return item_text(t->m, display);
	str gist = talks_point_gist(t, point);
	return gist.len ? gist : talks_point_name(t, point);
}

uint32_t
talks_point_now(const talks *t, uint32_t point)
{
	uint32_t last = t->points.at[point].last;
	while (last && t->readings.at[last].draft != t->current && t->readings.at[last].before &&
	       t->readings.at[t->readings.at[last].before].point == point)
		last = t->readings.at[last].before;
	return last && t->readings.at[last].draft == t->current ? last : 0;
}

uint32_t
talks_point_held(const talks *t, uint32_t point, int64_t instant)
{
	uint32_t r = t->points.at[point].last;
	while (r && t->drafts.at[t->readings.at[r].draft].since > instant) {
		uint32_t before = t->readings.at[r].before;
		r = before && t->readings.at[before].point == point ? before : 0;
	}
	return r;
}

/* ---- amendments ---- */

static size_t
add_once(uint32_t *list, size_t count, uint32_t item)
{
	for (size_t i = 0; i < count; i++)
		if (list[i] == item)
			return count;
	list[count] = item;
	return count + 1;
}

size_t
talks_amendment_owners(const talks *t, arena *a, uint32_t amendment, const uint32_t **ret_owners)
{
	const struct amendment *of = &t->amendments.at[amendment];
	const struct entry *e = talks_entry(t, of->entry);
	size_t most = e->subject_count, count = 0;
	for (uint32_t s = of->sponsored; s; s = t->sponsorships.at[s].prev)
		most++;
	uint32_t *owners = ARENA_ARRAY(a, uint32_t, most + 1);
	for (size_t i = 0; i < e->subject_count; i++)
		count = add_once(owners, count, talks_side(t, t->actor_of[entry_items(t->m, e)[i].a]));
	size_t authors = count;
	for (uint32_t s = of->sponsored; s; s = t->sponsorships.at[s].prev) {
		uint32_t by = t->settled_by[t->sponsorships.at[s].entry];
		if (!by || talks_entry(t, by - 1)->verb == VERB_confirms)
			count = add_once(owners, count, t->sponsorships.at[s].actor);
	}
	/* Chained from the latest; they are named from the first. */
	for (size_t i = authors, k = count; i + 1 < k; i++, k--) {
		uint32_t kept = owners[i];
		owners[i] = owners[k - 1];
		owners[k - 1] = kept;
	}
	*ret_owners = owners;
	return count;
}
