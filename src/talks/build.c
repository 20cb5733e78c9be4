/* Texts and identities.
 *
 * A draft has the readings that its view may have: all of them where the
 * viewer wrote it or holds the files, else those that a showing conveyed, in
 * the words conveyed.  A reading belongs to a point, which it shares with the
 * reading it came from: by a crosswalk row; else by {#identity}; else by the
 * same number and heading as in the base.  Splits and merges make new points
 * that remember their origins, so that old positions stay reachable.
 */
#include "talks/build.h"

#include <stdlib.h>
#include <string.h>

/* ---- people ---- */

uint32_t
build_actor(talks *t, uint32_t sym)
{
	if (!sym || sym >= t->d->sym_count)
		return 0;
	if (!t->actor_of[sym]) {
		t->actor_of[sym] = (uint32_t)t->actors.count;
		*LIST_ADD(&t->actors) = (struct actor){ .sym = sym, .name = syms_str(t->m->names, sym) };
	}
	return t->actor_of[sym];
}

static void
declare_actor(talks *t, uint32_t entry, const struct item *name, bool single)
{
	const struct entry *e = talks_entry(t, entry);
	const struct item *display = single ? entry_own(t->m, e, KEY_DISPLAY) : NULL;
	const struct item *of = entry_own(t->m, e, CLAUSE_of);
	const struct item *level = entry_own(t->m, e, CLAUSE_at);
	bool of_unknown = of && str_eq(item_name(t->m, of), S("unknown"));
	uint32_t side = of && !of_unknown ? build_actor(t, of->a) : 0;
	uint32_t index = build_actor(t, name->a);
	struct actor *actor = &t->actors.at[index];
	if (actor->decl)
		return;
	actor->kind = e->verb;
	actor->decl = entry + 1;
	actor->of = side;
	actor->of_unknown = of_unknown;
	if (display)
		actor->name = item_text(t->m, display);
	if (level && level->type == ITEM_NAME)
		actor->level = (uint8_t)t->level_of[level->a];
	if (e->verb == DECL_party)
		*LIST_ADD(&t->parties) = index;
}

void
build_membership(talks *t, uint32_t actor, uint32_t group)
{
	if (t->actors.at[group].kind != DECL_group)     /* who joins a mediator has not seen its papers */
		return;
	for (uint32_t i = t->actors.at[actor].memberships; i; i = t->memberships.at[i].next)
		if (t->memberships.at[i].group == group)
			return;
	uint32_t index = (uint32_t)t->memberships.count;
	*LIST_ADD(&t->memberships) = (struct membership_of){ group, t->actors.at[actor].memberships };
	t->actors.at[actor].memberships = index;
}

static void
declare_members(talks *t, const struct entry *e)
{
	const struct item *members = entry_own(t->m, e, CLAUSE_members);
	uint32_t group = t->actor_of[entry_items(t->m, e)->a];
	for (size_t i = 0, n = members ? item_run(t->m, e, members) : 0; i < n; i++)
		build_membership(t, build_actor(t, members[i].a), group);
}

static void
find_levels(talks *t)
{
	const struct item *item = t->frame ? entry_own(t->m, t->frame, CLAUSE_levels) : NULL;
	*LIST_ADD(&t->levels) = 0;
	for (size_t i = 0, n = item ? item_run(t->m, t->frame, item) : 0; i < n && i < 250; i++) {
		t->level_of[item[i].a] = (uint32_t)t->levels.count;
		*LIST_ADD(&t->levels) = item[i].a;
	}
}

void
build_people(talks *t)
{
	for (size_t i = 0; i < t->v->decls.count; i++) {
		const struct entry *e = talks_entry(t, t->v->decls.at[i]);
		if (e->verb == DECL_talks && !t->frame)
			t->frame = e;
	}
	find_levels(t);
	for (size_t i = 0; i < t->v->decls.count; i++) {
		uint32_t entry = t->v->decls.at[i];
		const struct entry *e = talks_entry(t, entry);
		if (e->verb < DECL_party || e->verb > DECL_person)
			continue;
		for (size_t n = 0; n < e->subject_count; n++)
			declare_actor(t, entry, entry_items(t->m, e) + n, e->subject_count == 1);
	}
	for (size_t i = 0; i < t->v->decls.count; i++)
		if (talks_entry(t, t->v->decls.at[i])->verb == DECL_group)
			declare_members(t, talks_entry(t, t->v->decls.at[i]));
}

/* ---- drafts ---- */

uint32_t
build_draft(talks *t, uint32_t sym)
{
	if (!sym || sym >= t->d->sym_count)
		return 0;
	if (!t->draft_of[sym]) {
		t->draft_of[sym] = (uint32_t)t->drafts.count;
		*LIST_ADD(&t->drafts) = (struct tdraft){ .sym = sym, .since = SPAN_START };
	}
	return t->draft_of[sym];
}

uint32_t
build_point(talks *t, uint32_t sym)
{
	if (sym && sym < t->d->sym_count && t->point_of[sym])
		return t->point_of[sym];
	uint32_t index = (uint32_t)t->points.count;
	*LIST_ADD(&t->points) = (struct point){ .sym = sym };
	if (sym && sym < t->d->sym_count)
		t->point_of[sym] = index;
	return index;
}

static void
note_draft_clauses(talks *t, uint32_t at_draft, const struct entry *e)
{
	const struct item *base = entry_own(t->m, e, CLAUSE_base);
	const struct item *count = entry_own(t->m, e, CLAUSE_count);
	uint32_t base_draft = base && !t->drafts.at[at_draft].base ? build_draft(t, base->a) : 0;
	struct tdraft *d = &t->drafts.at[at_draft];
	if (base_draft && base_draft != at_draft)
		d->base = base_draft;
	if (count && !d->count)
		d->count = count;
}

static void
declare_draft(talks *t, uint32_t entry)
{
	const struct entry *e = talks_entry(t, entry);
	for (size_t i = 0; i < e->subject_count; i++) {
		uint32_t index = build_draft(t, entry_items(t->m, e)[i].a);
		const struct item *by = entry_own(t->m, e, CLAUSE_by);
		const struct item *display = entry_own(t->m, e, KEY_DISPLAY);
		uint32_t author = by ? build_actor(t, by->a) : 0;
		struct tdraft *d = &t->drafts.at[index];
		d->decl = entry + 1;
		d->status = DRAFT_DECLARED;
		d->author = author;
		d->text_unknown = entry_own(t->m, e, CLAUSE_text_unknown) != NULL;
		if (display)
			d->title = item_text(t->m, display);
		note_draft_clauses(t, index, e);
	}
}

static void
declare_point(talks *t, uint32_t entry)
{
	const struct entry *e = talks_entry(t, entry);
	const struct item *of = entry_own(t->m, e, CLAUSE_of);
	uint32_t at_draft = of && !str_eq(item_name(t->m, of), S("unknown")) ? build_draft(t, of->a) : 0;
	for (size_t i = 0; i < e->subject_count; i++) {
		uint32_t index = build_point(t, entry_items(t->m, e)[i].a);
		struct point *p = &t->points.at[index];
		p->decl = entry + 1;
		p->draft = at_draft;
	}
}

/* Which draft status an act gives, if it is one that brings a draft. */
static enum draft_status
brings(const struct entry *e)
{
	if (e->mood != MOOD_DONE)
		return DRAFT_NAMED;
	switch (e->verb) {
	case VERB_tables:
		return DRAFT_TABLED;
	case VERB_circulates:
		return DRAFT_CIRCULATED;
	case VERB_shows:
	case VERB_reads:
	case VERB_publishes:
	case VERB_sees:
	case VERB_acknowledges:
	case VERB_prints:
	case VERB_initials:
	case VERB_signs:
	case VERB_adopts:
		return DRAFT_SHOWN;
	default:
		return DRAFT_NAMED;
	}
}

/* A name that an act uses as a draft: `v3:…`, or the object of a verb that
 * brings one. */
static void
note_drafts(talks *t, uint32_t entry)
{
	const struct entry *e = talks_entry(t, entry);
	const struct item *items = entry_items(t->m, e);
	enum draft_status status = brings(e);
	bool takes_draft = e->kind == ENTRY_ACT && (status != DRAFT_NAMED || e->verb == VERB_drafts);
	for (size_t i = 0; i < e->count; i++) {
		if (items[i].type != ITEM_REF)
			continue;
		uint32_t sym = items[i].a;
		bool object = items[i].key == KEY_OBJECT && takes_draft && !t->point_of[sym] &&
			      !(verbs[e->verb].objects & OBJECT_ACTS &&
				docket_find_id(t->d, entry, sym, t->v->visible));
		if (!items[i].b && !object && items[i].key != CLAUSE_base)
			continue;
		bool says_not = e->mood == MOOD_DID_NOT;
		uint32_t index = build_draft(t, sym);
		struct tdraft *d = &t->drafts.at[index];
		if (!object || status <= d->status || says_not)
			continue;
		bool authored = status >= DRAFT_TABLED || status == DRAFT_CIRCULATED;
		if (d->since == SPAN_START)
			d->since = t->v->times[entry].key;
		if (authored || !d->act)
			d->act = entry + 1;
		d->status = status;
		if (authored && e->subject_count) {
			uint32_t author = build_actor(t, items[0].a);
			t->drafts.at[t->draft_of[sym]].author = author;
		}
		note_draft_clauses(t, t->draft_of[sym], e);
	}
	if (e->mood == MOOD_DONE && status != DRAFT_NAMED)
		for (size_t i = 0; i < e->count; i++)
			if (items[i].key == KEY_OBJECT && items[i].type == ITEM_REF && t->draft_of[items[i].a])
				note_draft_clauses(t, t->draft_of[items[i].a], e);
}

struct dated { int64_t since; uint32_t depth, index; };

static int
by_date(const void *a, const void *b)
{
	const struct dated *x = a, *y = b;
	if (x->since != y->since)
		return x->since < y->since ? -1 : 1;
	if (x->depth != y->depth)
		return x->depth < y->depth ? -1 : 1;
	return x->index < y->index ? -1 : x->index > y->index;
}

/* How many bases stand behind each draft.  A ring of bases ends where it closes. */
static void
find_depths(const talks *t, struct dated *dated, size_t n)
{
	uint32_t *way = ARENA_ARRAY(t->a, uint32_t, n);
	uint8_t *state = ARENA_ARRAY(t->a, uint8_t, n);         /* 1: on the way, 2: known */
	for (uint32_t i = 1; i < n; i++) {
		size_t length = 0;
		uint32_t b = i;
		for (; b && state[b] == 0; b = t->drafts.at[b].base) {
			state[b] = 1;
			way[length++] = b;
		}
		uint32_t depth = b && state[b] == 2 ? dated[b].depth + 1 : 0;
		while (length-- > 0) {
			dated[way[length]].depth = depth++;
			state[way[length]] = 2;
		}
	}
}

static int
deepest_first(const void *a, const void *b)
{
	const struct dated *x = a, *y = b;
	return x->depth > y->depth ? -1 : x->depth < y->depth;
}

/* A base is not younger than what was made from it. */
static void
date_drafts(const talks *t, struct dated *dated, size_t n)
{
	struct dated *deepest = ARENA_ARRAY(t->a, struct dated, n);
	for (uint32_t i = 1; i < n; i++)
		dated[i] = (struct dated){ t->drafts.at[i].since, 0, i };
	find_depths(t, dated, n);
	memcpy(deepest, dated, n * sizeof *dated);
	qsort(deepest + 1, n - 1, sizeof *deepest, deepest_first);
	for (uint32_t i = 1; i < n; i++) {
		uint32_t own = deepest[i].index, base = t->drafts.at[own].base;
		if (base && dated[base].since > dated[own].since)
			dated[base].since = dated[own].since;
	}
}

/* Drafts in the order in which the view has them: those without a date first,
 * and each behind its base. */
static void
sort_drafts(talks *t)
{
	size_t n = t->drafts.count;
	struct dated *dated = ARENA_ARRAY(t->a, struct dated, n);
	struct tdraft *old = ARENA_ARRAY(t->a, struct tdraft, n);
	uint32_t *moved = ARENA_ARRAY(t->a, uint32_t, n);
	memcpy(old, t->drafts.at, n * sizeof *old);
	date_drafts(t, dated, n);
	qsort(dated + 1, n - 1, sizeof *dated, by_date);
	for (uint32_t i = 1; i < n; i++) {
		t->drafts.at[i] = old[dated[i].index];
		t->draft_of[t->drafts.at[i].sym] = i;
		moved[dated[i].index] = i;
	}
	for (uint32_t i = 1; i < n; i++)
		t->drafts.at[i].base = moved[t->drafts.at[i].base];
	for (size_t p = 1; p < t->points.count; p++)
		t->points.at[p].draft = moved[t->points.at[p].draft];
}

/* ---- readings ---- */

/* An act that brings a draft, in the order of the view. */
struct showing { uint32_t draft, entry, order; };

struct held { const struct draft_point *text; const draft *from; size_t index; };
struct holding { LIST(struct held) list; map by_number; bool whole, fill_only; };

/* Words conveyed with a showing replace those held of that point; words that the
 * view has only by way of the author's own file do not. */
static void
hold_point(const talks *t, struct holding *h, const draft *from, size_t index)
{
	const struct draft_point *text = draft_point(from, index);
	uint32_t sym = syms_find(t->m->names, text->number);
	uint64_t key = sym ? sym : ((uint64_t)1 << 40 | str_hash(text->number) >> 24);
	uint32_t *slot = map_at(&h->by_number, key);
	if (*slot && h->fill_only)
		return;
	if (!*slot) {
		LIST_ADD(&h->list);
		*slot = (uint32_t)h->list.count;
	}
	h->list.at[*slot - 1] = (struct held){ text, from, index };
}

static void
hold_all(const talks *t, struct holding *h, const draft *from)
{
	for (size_t i = 0; from && i < draft_count(from); i++)
		hold_point(t, h, from, i);
}

static void
hold_range(const talks *t, struct holding *h, const draft *from, const struct item *ref)
{
	str first = syms_str(t->m->names, ref->b), last = syms_str(t->m->names, ref->c);
	uint32_t a = draft_find(from, first), b = ref->c ? draft_find(from, last) : 0;
	if (!a)
		a = draft_find_identity(from, first);
	uint64_t low, high;
	if (ref->c && str_u64(first, &low) && str_u64(last, &high)) {
		bool within = false;    /* sub-points go with their point */
		for (size_t i = 0; i < draft_count(from); i++) {
			const struct draft_point *p = draft_point(from, i);
			uint64_t number;
			if (p->level == 1 || str_u64(p->number, &number))
				within = str_u64(p->number, &number) && number >= low && number <= high;
			if (within)
				hold_point(t, h, from, i);
		}
		a = 0;
	}
	for (uint32_t i = a; i && i <= (b ? b : a); i++)
		hold_point(t, h, from, i - 1);
	if (!b && a)    /* a point brings its sub-points */
		for (uint32_t i = a + 1; i <= draft_count(from) && draft_point(from, i - 1)->level >
		     draft_point(from, a - 1)->level; i++)
			hold_point(t, h, from, i - 1);
}

/* Does the clause name the viewer, or a person of its side? */
static bool
names_viewer_side(const talks *t, const struct entry *e, unsigned key)
{
	const struct item *who = entry_get(t->m, e, key);
	for (size_t i = 0, n = who ? item_run(t->m, e, who) : 0; i < n; i++) {
		uint32_t actor = t->actor_of[who[i].a];
		uint32_t of = actor && t->actors.at[actor].kind == DECL_person ? t->actors.at[actor].of : 0;
		if (t->v->is_viewer[who[i].a] || (of && t->v->is_viewer[t->actors.at[of].sym]))
			return true;
	}
	return false;
}

/* Is the act a showing to the viewer (or to everybody) that carries words? */
static bool
shows_viewer(const talks *t, uint32_t entry)
{
	const struct entry *e = talks_entry(t, entry);
	const struct item *form = entry_get(t->m, e, CLAUSE_form);
	if (e->mood != MOOD_DONE || (form && form->a == FORM_TOLD_GIST))
		return false;
	unsigned key = e->verb == VERB_shows || e->verb == VERB_reads      ? (unsigned)CLAUSE_to
		       : e->verb == VERB_sees || e->verb == VERB_acknowledges ||
				 e->verb == VERB_tables || e->verb == VERB_circulates
			       ? (unsigned)KEY_SUBJECT
			       : 0;
	if (e->verb == VERB_publishes)
		return true;
	if ((e->verb == VERB_tables || e->verb == VERB_circulates) && names_viewer_side(t, e, CLAUSE_to))
		return true;
	return key && names_viewer_side(t, e, key);
}

/* ---- whose words they are ---- */

static bool
names_either(const minutes *m, const struct entry *e, const struct item *item, uint32_t who, uint32_t side)
{
	for (size_t i = 0, n = item ? item_run(m, e, item) : 0; i < n; i++)
		if (item[i].a == who || (side && item[i].a == side))
			return true;
	return false;
}

/* May somebody, or the side it is of, know what is in this circle? */
static bool
is_in_circle(const talks *t, uint32_t who, uint32_t side, uint32_t circle)
{
	if (circle == t->d->sym_public || circle == who || (side && circle == side))
		return true;
	for (size_t i = 0; i < t->d->decls.count; i++) {
		const struct entry *e = talks_entry(t, t->d->decls.at[i]);
		unsigned key = e->verb == DECL_circle ? CLAUSE_for : e->verb == DECL_group ? CLAUSE_members : 0;
		if (key && entry_items(t->m, e)->a == circle &&
		    names_either(t->m, e, entry_own(t->m, e, key), who, side))
			return true;
	}
	return false;
}

static bool
knows(const talks *t, uint32_t who, uint32_t entry)
{
	const struct entry *e = talks_entry(t, entry);
	const struct item *circle = entry_get(t->m, e, CLAUSE_circle);
	uint32_t actor = talks_actor(t, who), of = actor ? t->actors.at[actor].of : 0;
	uint32_t side = of && t->actors.at[actor].kind == DECL_person ? t->actors.at[of].sym : 0;
	if (!circle)
		return e->kind == ENTRY_DECL || is_in_circle(t, who, side, minutes_keeper(t->m, e->file));
	for (size_t i = 0, n = item_run(t->m, e, circle); i < n; i++)
		if (is_in_circle(t, who, side, circle[i].a))
			return true;
	return false;
}

/* May the words of `entry` be those that `showing` conveys?  Those that the view
 * has itself; else those that whoever shows them can know: another's private
 * text of the same name is not meant.  Without a showing, the viewer's own. */
static bool
may_be_meant(const talks *t, uint32_t entry, const struct showing *showing)
{
	const struct view_query *q = &t->v->query;
	const struct entry_time *time = &(t->v->visible[entry] ? t->v->times : t->d->times)[entry];
	const struct entry *e = talks_entry(t, showing ? showing->entry : entry);
	const struct item *items = entry_items(t->m, e);
	if ((q->has_at && talks_entry(t, entry)->kind == ENTRY_ACT && time->key > q->at) ||
	    (q->has_known && time->known > q->known))
		return false;
	if (t->v->visible[entry])
		return true;
	bool by_recipient = e->verb == VERB_sees || e->verb == VERB_acknowledges;
	for (size_t i = 0; i < e->subject_count; i++)
		if (showing ? !by_recipient && knows(t, items[i].a, entry) : t->v->is_viewer[items[i].a])
			return true;
	return showing && by_recipient && knows(t, minutes_keeper(t->m, e->file), entry);
}

/* The words of a draft that were tabled, circulated or declared; for whoever
 * holds the files also those of a showing.  What was shown to one party is not
 * for another, so a view has it from its own showings alone.  NULL where no
 * file is held. */
static const draft *
tabled_text(const talks *t, uint32_t sym, const struct showing *showing)
{
	const draft *own = NULL, *text = NULL, *other = NULL;
	for (uint32_t i = sym < t->d->sym_count ? t->d->text_first[sym] : 0; i; i = t->d->text_next[i - 1]) {
		const struct entry *e = talks_entry(t, i - 1);
		bool tables = e->kind == ENTRY_ACT && (e->verb == VERB_tables || e->verb == VERB_circulates);
		if (!tables && (other || (t->v->filtered && e->kind != ENTRY_DECL)))
			continue;
		if (!may_be_meant(t, i - 1, showing))
			continue;
		if (!tables)
			other = docket_text(t->d, i - 1);
		else if (t->v->visible[i - 1])
			own = docket_text(t->d, i - 1);
		else
			text = docket_text(t->d, i - 1);
	}
	return own ? own : text ? text : other;
}

static void
hold_shown(talks *t, struct holding *h, const struct showing *showing, uint32_t sym)
{
	const struct entry *e = talks_entry(t, showing->entry);
	const struct item *items = entry_items(t->m, e);
	const draft *text = docket_text(t->d, showing->entry);
	h->fill_only = !text;
	if (!text)
		text = tabled_text(t, sym, showing);
	if (!text)
		text = docket_shown(t->d, showing->entry, sym);
	for (size_t i = 0; text && i < e->count; i++) {
		if (items[i].key != KEY_OBJECT || items[i].type != ITEM_REF || items[i].a != sym)
			continue;
		if (items[i].b) {
			hold_range(t, h, text, &items[i]);
			continue;
		}
		hold_all(t, h, text);
		h->whole = true;
	}
}

bool
talks_conveyed(const talks *t, arena *a, uint32_t entry, uint32_t draft_name, struct conveyed *ret_conveyed)
{
	const struct entry *e = talks_entry(t, entry);
	const struct item *items = entry_items(t->m, e);
	const draft *own = docket_text(t->d, entry), *text = own;
	uint32_t at_draft = draft_name < t->d->sym_count ? t->draft_of[draft_name] : 0;
	uint32_t author = at_draft ? t->drafts.at[at_draft].author : 0;
	bool is_author = author && t->v->is_viewer[t->actors.at[author].sym], wrote = own && is_author;
	struct showing showing = { at_draft, entry, 0 };
	struct holding h = { 0 };
	/* An author's words are those that it brought itself, as in hold_draft. */
	if (!at_draft || !(wrote || (!is_author && e->kind == ENTRY_ACT && brings(e) != DRAFT_NAMED && shows_viewer(t, entry))))
		return false;
	if (!text)
		text = tabled_text(t, draft_name, &showing);
	if (!text)
		text = docket_shown(t->d, entry, draft_name);
	bool whole = wrote;
	for (size_t i = 0; text && !wrote && i < e->count; i++)
		if (items[i].key == KEY_OBJECT && items[i].type == ITEM_REF && items[i].a == draft_name) {
			if (items[i].b)
				hold_range(t, &h, text, &items[i]);
			else
				hold_all(t, &h, text);
			whole = whole || !items[i].b;
		}
	if (wrote)
		hold_all(t, &h, text);
	if (text)
		*ret_conveyed = (struct conveyed){ .text = text, 
						   .is_own = own != NULL, .is_whole = whole, .count = h.list.count,
						   .points = ARENA_ARRAY(a, bool, draft_count(text) + 1) };
	for (size_t i = 0; i < h.list.count; i++)
		ret_conveyed->points[h.list.at[i].index] = true;
	bool any = h.list.count > 0;
	map_done(&h.by_number);
	LIST_DONE(&h.list);
	return any;
}

static int
by_place(const void *a, const void *b)
{
	const struct held *x = a, *y = b;
	return x->index < y->index ? -1 : x->index > y->index;
}

static uint64_t
take_digits(str *s)
{
	uint64_t number = 0;
	while (s->len && s->at[0] >= '0' && s->at[0] <= '9') {
		number = number < UINT64_MAX / 16 ? number * 10 + (uint64_t)(s->at[0] - '0') : number;
		*s = str_sub(*s, 1, s->len);
	}
	return number;
}

/* Labels as people count: 9, 9.1, 10. */
static int
by_number(const void *a, const void *b)
{
	const str whole_x = ((const struct held *)a)->text->number, whole_y = ((const struct held *)b)->text->number;
	str x = whole_x, y = whole_y;
	while (x.len && y.len) {
		uint64_t p = take_digits(&x), q = take_digits(&y);
		if (p != q)
			return p < q ? -1 : 1;
		if (!x.len || !y.len || x.at[0] != y.at[0])
			break;
		x = str_sub(x, 1, x.len);
		y = str_sub(y, 1, y.len);
	}
	int order = str_cmp(x, y);
	return order ? order : str_cmp(whole_x, whole_y);
}

/* Points of one file stand as they do there; words that came with several
 * showings have only their numbers to go by. */
static void
sort_held(struct holding *h)
{
	bool one_file = true;
	for (size_t i = 1; i < h->list.count; i++)
		one_file = one_file && h->list.at[i].from == h->list.at[0].from;
	if (h->list.count)
		qsort(h->list.at, h->list.count, sizeof *h->list.at, one_file ? by_place : by_number);
}

static uint64_t
plain_number(str number)
{
	uint64_t value;
	return str_u64(number, &value) ? value + 1 : 0;
}

static void
add_reading(talks *t, uint32_t at_draft, const struct held *held)
{
	uint32_t index = (uint32_t)t->readings.count;
	uint32_t sym = syms_add(t->m->names, held->text->number);
	uint32_t identity = held->text->identity.len ? syms_add(t->m->names, held->text->identity) : 0;
	*LIST_ADD(&t->readings) = (struct reading){ .draft = at_draft, .text = held->text,
						    .number = held->text->number,
						    .plain = plain_number(held->text->number) };
	*map_at(&t->readings_by_label, (uint64_t)at_draft << 32 | sym) = index;
	if (identity)
		*map_at(&t->readings_by_label, (uint64_t)at_draft << 32 | identity) = index;
}

static uint32_t
find_label(const talks *t, uint32_t at_draft, str label)
{
	uint32_t sym = syms_find(t->m->names, label);
	return sym ? map_get(&t->readings_by_label, (uint64_t)at_draft << 32 | sym) : 0;
}

static void
add_readings(talks *t, uint32_t at_draft, struct holding *h)
{
	sort_held(h);
	struct tdraft *d = &t->drafts.at[at_draft];
	d->first = (uint32_t)t->readings.count;
	d->count_held = (uint32_t)h->list.count;
	d->whole = h->whole;
	for (size_t i = 0; i < h->list.count; i++)
		add_reading(t, at_draft, &h->list.at[i]);
	for (size_t i = 0; i < h->list.count; i++) {
		const struct held *held = &h->list.at[i];
		if (held->text->above.len)
			t->readings.at[d->first + i].parent = find_label(t, at_draft, held->text->above);
	}
}

/* Remembers that an act names a point of a draft by its number. */
static void
note_label(talks *t, const struct item *item)
{
	enum { RANGE_MOST = 1000 };
	str first = syms_str(t->m->names, item->b), last = syms_str(t->m->names, item->c);
	uint64_t low, high;
	bool range = item->c && str_u64(first, &low) && str_u64(last, &high) && high - low < RANGE_MOST;
	for (uint64_t n = range ? low : 0, end = range ? high : 0; n <= end; n++) {
		uint32_t label = item->b;
		if (range && n != low) {
			str number = arena_printf(t->a, "%llu", (unsigned long long)n);
			label = syms_add(t->m->names, number);
		}
		uint32_t *known = map_at(&t->named_seen, (uint64_t)item->a << 32 | label);
		if (!*known)
			*LIST_ADD(&t->named) = (struct named_label){ item->a, label };
		*known = 1;
	}
}

/* Numbers that acts name count for a draft without words alone: is there one? */
static bool
some_draft_is_wordless(const talks *t)
{
	for (size_t i = 0; i < t->d->texts.count; i++)
		if (!t->d->texts.at[i].draft || !draft_count(t->d->texts.at[i].draft))
			return true;
	for (uint32_t i = 1; i < t->drafts.count; i++)
		if (!tabled_text(t, t->drafts.at[i].sym, NULL))
			return true;
	return false;
}

static void
note_labels(talks *t)
{
	if (!some_draft_is_wordless(t))
		return;
	for (size_t i = 0; i < t->v->order.count; i++) {
		const struct entry *e = talks_entry(t, t->v->order.at[i]);
		const struct item *items = entry_items(t->m, e);
		for (size_t k = 0; k < e->count; k++)
			if (items[k].type == ITEM_REF && items[k].b)
				note_label(t, &items[k]);
	}
}

/* Where no words are held, the numbers that acts name are all there is. */
static void
add_named(talks *t, uint32_t at_draft)
{
	struct tdraft *d = &t->drafts.at[at_draft];
	for (size_t i = 0; i < t->named.count; i++) {
		if (t->named.at[i].draft != d->sym)
			continue;
		uint32_t index = (uint32_t)t->readings.count;
		str number = syms_str(t->m->names, t->named.at[i].label);
		*LIST_ADD(&t->readings) = (struct reading){ .draft = at_draft, .number = number,
							    .plain = plain_number(number) };
		*map_at(&t->readings_by_label, (uint64_t)at_draft << 32 | t->named.at[i].label) = index;
		d->count_held++;
	}
}

static void
hold_draft(talks *t, uint32_t at_draft, const struct showing *showings, size_t count)
{
	struct holding h = { 0 };
	const struct tdraft *d = &t->drafts.at[at_draft];
	bool everything = !t->v->filtered || (d->author && t->v->is_viewer[t->actors.at[d->author].sym]);
	if (everything) {
		hold_all(t, &h, tabled_text(t, d->sym, NULL));
		h.whole = true;
	} else {
		for (size_t i = 0; i < count; i++)
			hold_shown(t, &h, &showings[i], d->sym);
	}
	add_readings(t, at_draft, &h);
	if (h.whole && !h.list.count)
		add_named(t, at_draft);
	map_done(&h.by_number);
	LIST_DONE(&h.list);
}

static int
by_draft(const void *a, const void *b)
{
	const struct showing *x = a, *y = b;
	if (x->draft != y->draft)
		return x->draft < y->draft ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static void
hold_drafts(talks *t)
{
	LIST(struct showing) showings = { 0 };
	for (uint32_t i = 0; t->v->filtered && i < t->apart.count; i++) {
		uint32_t entry = t->apart.at[i];
		const struct entry *e = talks_entry(t, entry);
		if (brings(e) == DRAFT_NAMED || !shows_viewer(t, entry))
			continue;
		const struct item *items = entry_items(t->m, e);
		uint32_t last = 0;
		for (size_t k = 0; k < e->count; k++) {
			uint32_t named = items[k].key == KEY_OBJECT && items[k].type == ITEM_REF
						 ? t->draft_of[items[k].a] : 0;
			if (named && named != last)
				*LIST_ADD(&showings) = (struct showing){ named, entry, i };
			last = named ? named : last;
		}
	}
	if (showings.count)
		qsort(showings.at, showings.count, sizeof *showings.at, by_draft);
	note_labels(t);
	size_t from = 0;
	for (uint32_t at_draft = 1; at_draft < t->drafts.count; at_draft++) {
		size_t to = from;
		while (to < showings.count && showings.at[to].draft == at_draft)
			to++;
		hold_draft(t, at_draft, showings.count ? &showings.at[from] : NULL, to - from);
		from = to;
	}
	LIST_DONE(&showings);
}

/* ---- identities ---- */

static void
set_point(talks *t, uint32_t reading, uint32_t point)
{
	struct reading *r = &t->readings.at[reading];
	struct point *p = &t->points.at[point];
	r->point = point;
	if (!p->first)
		p->first = reading;
	p->last = reading;
}

static void
add_origin(talks *t, uint32_t point, uint32_t from, uint32_t at_draft)
{
	if (point == from)
		return;
	for (uint32_t o = t->points.at[point].from; o; o = t->origins.at[o].next)
		if (t->origins.at[o].point == from)
			return;
	*LIST_ADD(&t->origins) = (struct origin){ from, at_draft, t->points.at[point].from };
	t->points.at[point].from = (uint32_t)t->origins.count - 1;
}

/* Has the draft a reading of that point already? */
static bool
is_taken(const talks *t, uint32_t point, uint32_t in_draft)
{
	uint32_t last = t->points.at[point].last;
	return last && t->readings.at[last].draft == in_draft;
}

/* The point of a reading's own {#identity}, or a new one without name. */
static uint32_t
own_point(talks *t, uint32_t reading)
{
	const struct reading *r = &t->readings.at[reading];
	uint32_t sym = r->text && r->text->identity.len ? syms_find(t->m->names, r->text->identity) : 0;
	if (sym && sym < t->d->sym_count && t->point_of[sym] && is_taken(t, t->point_of[sym], r->draft))
		sym = 0;
	return build_point(t, sym);
}

static void
link_readings(talks *t, uint32_t before, uint32_t after, enum crossing how, uint32_t immaterial)
{
	struct reading *r = &t->readings.at[after];
	if (r->point && how != CROSS_MERGE)
		return;
	bool fresh = how == CROSS_SPLIT || how == CROSS_MERGE;
	uint32_t old = t->readings.at[before].point;
	const struct point *from = &t->points.at[old];
	bool gone = is_taken(t, old, r->draft) || from->crossed_in == r->draft || from->deleted_in == r->draft;
	if (how == CROSS_MATCHED && gone) {
		set_point(t, after, own_point(t, after));
		return;
	}
	/* A second reading of what a row took elsewhere is a part of it. */
	fresh = fresh || is_taken(t, old, r->draft);
	if (!r->before) {
		r->before = before;
		r->how = (uint8_t)how;
		r->immaterial = immaterial;
	}
	if (!fresh) {
		/* A point that so far had no name takes the one it is given here. */
		uint32_t sym = r->text && r->text->identity.len ? syms_find(t->m->names, r->text->identity) : 0;
		if (sym && !t->points.at[old].sym && !t->point_of[sym]) {
			t->points.at[old].sym = sym;
			t->point_of[sym] = old;
		}
		set_point(t, after, old);
		return;
	}
	if (!r->point)
		set_point(t, after, own_point(t, after));
	add_origin(t, t->readings.at[after].point, old, t->readings.at[after].draft);
	if (t->readings.at[after].point != old)
		t->points.at[old].crossed_in = t->readings.at[after].draft;
}

static void
cross_pairs(talks *t, uint32_t base, uint32_t at_draft, const struct crosswalk_row *row, enum crossing how,
	    uint32_t immaterial)
{
	struct labels left = labels_in(t->a, row->left), right = labels_in(t->a, row->right);
	str from, to;
	bool bad;
	while (labels_next(&left, &from, &bad) && labels_next(&right, &to, &bad)) {
		uint32_t before = find_label(t, base, from), after = find_label(t, at_draft, to);
		if (before && after)
			link_readings(t, before, after, how, immaterial);
	}
}

static void
cross_all(talks *t, uint32_t base, uint32_t at_draft, const struct crosswalk_row *row, enum crossing how,
	  uint32_t immaterial)
{
	struct labels left = labels_in(t->a, row->left);
	str from, to;
	bool bad;
	while (labels_next(&left, &from, &bad)) {
		struct labels right = labels_in(t->a, row->right);
		uint32_t before = find_label(t, base, from);
		while (labels_next(&right, &to, &bad)) {
			uint32_t after = find_label(t, at_draft, to);
			if (before && after)
				link_readings(t, before, after, how, immaterial);
		}
	}
}

static void
cross_row(talks *t, uint32_t base, uint32_t at_draft, const struct crosswalk_row *row)
{
	uint32_t who = row->immaterial.len ? talks_actor(t, syms_find(t->m->names, row->immaterial)) : 0;
	struct labels list = labels_in(t->a, row->verb == ROW_ADD ? row->right : row->left);
	str label;
	bool bad;
	switch (row->verb) {
	case ROW_KEEP:
		cross_pairs(t, base, at_draft, row, CROSS_KEEP, who);
		return;
	case ROW_RENUMBER:
		cross_pairs(t, base, at_draft, row, CROSS_RENUMBER, who);
		return;
	case ROW_MOVE:
		cross_pairs(t, base, at_draft, row, CROSS_MOVE, who);
		return;
	case ROW_SPLIT:
		cross_all(t, base, at_draft, row, CROSS_SPLIT, who);
		return;
	case ROW_MERGE:
		cross_all(t, base, at_draft, row, CROSS_MERGE, who);
		return;
	case ROW_DELETE:
		while (labels_next(&list, &label, &bad)) {
			uint32_t gone = find_label(t, base, label);
			if (gone)
				t->points.at[t->readings.at[gone].point].deleted_in = at_draft;
		}
		return;
	case ROW_ADD:
		while (labels_next(&list, &label, &bad)) {
			uint32_t added = find_label(t, at_draft, label);
			if (added && !t->readings.at[added].point) {
				t->readings.at[added].how = CROSS_ADD;
				set_point(t, added, own_point(t, added));
			}
		}
		return;
	}
}

static void
cross_rows(talks *t, uint32_t at_draft, uint32_t entry)
{
	const struct entry *e = talks_entry(t, entry);
	const struct item *item = entry_own(t->m, e, CLAUSE_crosswalk);
	uint32_t base = t->drafts.at[at_draft].base;
	for (size_t i = 0, n = item && base ? item_run(t->m, e, item) : 0; i < n; i++) {
		struct crosswalk_row row;
		size_t fault;
		const char *why;
		if (crosswalk_row(item_text(t->m, &item[i]), &row, &fault, &why))
			cross_row(t, base, at_draft, &row);
	}
}

/* Of points known by their number alone, the number is all there is to go by. */
static bool
same_heading(const struct draft_point *x, const struct draft_point *y)
{
	return x && y ? str_eq(x->heading, y->heading) : x == y;
}

/* Points that no row named: the same identity anywhere before, else the same
 * number and heading in the base, where no row took that point elsewhere. */
static void
match_rest(talks *t, uint32_t at_draft)
{
	const struct tdraft *d = &t->drafts.at[at_draft];
	for (uint32_t r = d->first; r < d->first + d->count_held; r++) {
		const struct reading *reading = &t->readings.at[r];
		if (reading->point)
			continue;
		str identity = reading->text ? reading->text->identity : S("");
		uint32_t before = 0;
		if (identity.len) {
			uint32_t sym = syms_find(t->m->names, identity);
			before = d->base ? find_label(t, d->base, identity) : 0;
			if (!before && sym < t->d->sym_count && t->point_of[sym])
				before = t->points.at[t->point_of[sym]].last;
			if (before && t->readings.at[before].draft == at_draft)
				before = 0;
		} else if (d->base) {
			before = find_label(t, d->base, reading->number);
			if (before && !same_heading(t->readings.at[before].text, reading->text))
				before = 0;
		}
		if (before)
			link_readings(t, before, r, CROSS_MATCHED, 0);
		else
			set_point(t, r, own_point(t, r));
	}
}

/* Where a draft names a base and its crosswalk is in several acts, the first
 * that says something of a point counts. */
static void
cross_drafts(talks *t)
{
	LIST(struct showing) walks = { 0 };
	for (size_t i = 0; i < t->apart.count; i++) {
		uint32_t entry = t->apart.at[i];
		const struct entry *e = talks_entry(t, entry);
		bool crosses = brings(e) != DRAFT_NAMED && entry_own(t->m, e, CLAUSE_crosswalk);
		const struct item *object = crosses ? entry_own(t->m, e, KEY_OBJECT) : NULL;
		if (object && object->type == ITEM_REF && t->draft_of[object->a])
			*LIST_ADD(&walks) = (struct showing){ t->draft_of[object->a], entry, 0 };
	}
	for (uint32_t at_draft = 1; at_draft < t->drafts.count; at_draft++) {
		for (size_t i = 0; i < walks.count; i++)
			if (walks.at[i].draft == at_draft)
				cross_rows(t, at_draft, walks.at[i].entry);
		match_rest(t, at_draft);
	}
	LIST_DONE(&walks);
}

static void
find_current(talks *t)
{
	enum draft_status best = DRAFT_NAMED;
	for (uint32_t i = 1; i < t->drafts.count; i++) {
		const struct tdraft *d = &t->drafts.at[i];
		enum draft_status rank = d->status == DRAFT_SHOWN ? DRAFT_TABLED : (enum draft_status)d->status;
		if (d->status == DRAFT_WITHDRAWN || d->status == DRAFT_NAMED)
			continue;
		/* A later draft without words does not displace one that has them. */
		bool empty = !d->count_held && t->current && t->drafts.at[t->current].count_held;
		bool counted = d->count || d->count_held || !t->current ||
			       !(t->drafts.at[t->current].count || t->drafts.at[t->current].count_held);
		if (rank >= best && !empty && counted) {
			best = rank;
			t->current = i;
		}
	}
}

/* Is there more to look at than what note_drafts sees?  Those acts are few, so
 * later passes are over them alone. */
static bool
is_set_apart(const struct entry *e)
{
	return brings(e) != DRAFT_NAMED || e->verb == VERB_withdraws || e->verb == VERB_corrects;
}

void
build_texts(talks *t)
{
	for (size_t i = 0; i < t->v->decls.count; i++)
		if (talks_entry(t, t->v->decls.at[i])->verb == DECL_draft)
			declare_draft(t, t->v->decls.at[i]);
	for (size_t i = 0; i < t->v->decls.count; i++)
		if (talks_entry(t, t->v->decls.at[i])->verb == DECL_point)
			declare_point(t, t->v->decls.at[i]);
	for (size_t i = 0; i < t->v->order.count; i++) {
		note_drafts(t, t->v->order.at[i]);
		if (is_set_apart(talks_entry(t, t->v->order.at[i])))
			*LIST_ADD(&t->apart) = t->v->order.at[i];
	}
	sort_drafts(t);
	hold_drafts(t);
	cross_drafts(t);
	for (size_t i = 0; i < t->apart.count; i++) {
		const struct entry *e = talks_entry(t, t->apart.at[i]);
		const struct item *object = e->verb == VERB_withdraws ? entry_own(t->m, e, KEY_OBJECT) : NULL;
		struct tdraft *d = object && !object->b ? &t->drafts.at[t->draft_of[object->a]] : NULL;
		uint32_t who = e->subject_count ? t->actor_of[entry_items(t->m, e)->a] : 0;
		/* Its own side takes a draft back, nobody else. */
		if (d && e->mood == MOOD_DONE && (!d->author || talks_side(t, d->author) == talks_side(t, who)))
			d->status = DRAFT_WITHDRAWN;
	}
	find_current(t);
}
