/* Amendments become texts here, and the order of what is asked is this:
 *
 *   1. Is it there to be set into a text at all?  Its status, its verb, who
 *      tells of it, whether there are words (`fate_by_itself`).
 *   2. Is what it changes still there?  Made on an earlier draft, its edits are
 *      carried over where the words under them are the same; if a single one is
 *      not, it is left to its owners to say it anew (`carry`).
 *   3. What was taken up since the draft was made goes into the base, in the order
 *      in which it was accepted.
 *   4. For each owner, its amendments one after the other over the draft's words:
 *      those that meet a later one are overtaken by it, the others are combined
 *      (`own_text`).  Whom only the draft's own brackets name has what it reads there.
 *
 * Every text is on one line (text_unwrapped), and read as bracketed text: what a
 * draft or an amendment has in brackets of its own is read as its author does.
 */
#include "answer/proposals.h"

#include <assert.h>
#include <string.h>

#include "answer/lines.h"
#include "text/merge.h"
#include "text/style.h"
#include "text/unwrap.h"

const char *const fate_names[FATE_COUNT] = {
	"in-text", "new-point", "taken-up", "keeps", "place", "bridge", "gist", "earlier-wording", "overtaken",
	"apart", "several-points", "told", "not-held", "taken-up-before", "parked", "rejected", "withdrawn", "replaced",
};

const char *const fate_words[FATE_COUNT] = {
	"in the text", "a new point", "taken up", "", "", "it commits nobody", "by gist only",
	"not in the text", "not in the text", "taken up, but not in the text: its words meet others taken up",
	"not in the text: one text for several points", "not in the text",
	"not in the text: the words it changes are not held here",
	"taken up before this draft", "parked", "rejected", "withdrawn", "replaced",
};

/* ---- one text read ---- */

static str
project(arena *a, const struct bracketed *b, str name)
{
	buf out = { 0 };
	bracketed_project(b, bracketed_owner(b, name), &out);
	return line_keep(a, &out);
}

/* What somebody of that name reads in a text; nobody's name is empty. */
static str
read_as(arena *a, str text, str name)
{
	struct bracketed *b = words_bracketed(a, text);
	str words = project(a, b, name);
	bracketed_done(b);
	return words;
}

/* "[3. The port shall …]" leaves the end of its bracket with the words. */
static str
without_own_bracket(arena *a, const struct draft_point *text, str line)
{
	struct bracketed *b = bracketed_read(a, line);
	bool ends = text->number_bracketed && b->faults.count && str_ends(line, S("]")) &&
		    b->faults.at[b->faults.count - 1].is_stray &&
		    b->faults.at[b->faults.count - 1].at == line.len - 1;
	bracketed_done(b);
	return ends ? str_trim(str_sub(line, 0, line.len - 1)) : line;
}

str
words_as_tabled(arena *a, const struct draft_point *text, str *ret_printed, bool *ret_is_bracketed)
{
	*ret_printed = without_own_bracket(a, text, text_unwrapped(a, text->words));
	*ret_is_bracketed = text->number_bracketed;
	return read_as(a, *ret_printed, S(""));
}

/* ---- one amendment ---- */

uint32_t
amendment_reading(const talks *t, uint32_t amendment)
{
	const struct amendment *m = &t->amendments.at[amendment];
	if (m->reading || !m->point)
		return m->reading;
	return talks_point_held(t, m->point, t->v->times[m->entry].key);
}

static str
author_name(const talks *t, uint32_t amendment)
{
	return talks_actor_token(t, t->amendments.at[amendment].author);
}

str
amendment_words(const talks *t, arena *a, uint32_t amendment)
{
	str text = talks_act_text(t, t->amendments.at[amendment].entry, CLAUSE_text);
	return text.len ? read_as(a, text_unwrapped(a, text), author_name(t, amendment)) : S("");
}

static bool
is_for_several(const talks *t, uint32_t amendment)
{
	uint32_t entry = t->amendments.at[amendment].entry;
	return (t->amendments.at[amendment - 1].entry == entry && amendment > 1) ||
	       (amendment + 1 < t->amendments.count && t->amendments.at[amendment + 1].entry == entry);
}

/* Told by somebody who is of none of its owners. */
static bool
is_told(const talks *t, const struct proposal *p)
{
	uint32_t per = talks_act_per(t, t->amendments.at[p->amendment].entry);
	for (size_t i = 0; per && i < p->owner_count; i++)
		if (talks_side(t, per) == p->owners[i])
			return false;
	return per != 0;
}

static enum fate
fate_by_status(const struct amendment *m, const talks *t, uint32_t of_draft)
{
	switch ((enum amendment_status)m->status) {
	case AMENDMENT_PARKED:
		return FATE_PARKED;
	case AMENDMENT_REJECTED:
		return FATE_REJECTED;
	case AMENDMENT_WITHDRAWN:
		return FATE_WITHDRAWN;
	case AMENDMENT_REPLACED:
		return FATE_REPLACED;
	case AMENDMENT_ACCEPTED: {
		uint32_t act = t->drafts.at[of_draft].act;
		bool before = act && m->decided && t->order_of[m->decided - 1] < t->order_of[act - 1];
		return before ? FATE_TAKEN_UP_BEFORE : FATE_TAKEN_UP;
	}
	case AMENDMENT_OPEN:
		break;
	}
	return FATE_IN_TEXT;
}

static enum fate
fate_by_verb(const struct amendment *m, enum fate fate)
{
	switch (m->verb) {
	case VERB_proposes:
		return FATE_BRIDGE;
	case VERB_wants_kept:
		return FATE_KEEPS;
	case VERB_moves:
	case VERB_splits:
	case VERB_merges:
	case VERB_renumbers:
		return FATE_PLACE;
	default:
		return fate;
	}
}

/* What can be said before its words are held against the draft's. */
static enum fate
fate_by_itself(const talks *t, const struct proposal *p, uint32_t of_draft)
{
	const struct amendment *m = &t->amendments.at[p->amendment];
	enum fate fate = fate_by_status(m, t, of_draft);
	if (fate != FATE_IN_TEXT && fate != FATE_TAKEN_UP)
		return fate;
	if (fate == FATE_IN_TEXT && is_told(t, p))
		return FATE_TOLD;
	if (fate_by_verb(m, fate) != fate)
		return fate_by_verb(m, fate);
	if (m->verb == VERB_deletes)
		return fate;
	if (!p->text.len)
		return FATE_GIST;
	return m->verb != VERB_adds && is_for_several(t, p->amendment) ? FATE_SEVERAL : fate;
}

static struct proposal
proposal_of(const struct ask *ask, uint32_t amendment, uint32_t of_draft)
{
	const talks *t = ask->t;
	struct proposal p = { .amendment = amendment, .reading = amendment_reading(t, amendment) };
	p.owner_count = talks_amendment_owners(t, ask->a, amendment, &p.owners);
	p.text = amendment_words(t, ask->a, amendment);
	p.fate = fate_by_itself(t, &p, of_draft);
	return p;
}

/* ---- a provision ---- */

struct gathering {
	const struct ask *ask;
	const talks *t;
	arena *a;
	lexicon *words;
	uint32_t draft;
	LIST(struct provision) provisions;
	LIST(struct proposal) elsewhere;
	bool *placed;           /* by amendment */
};

/* Is `reading` the one, or did it come from it, as the same point? */
static bool
came_from(const talks *t, uint32_t reading, uint32_t from)
{
	uint32_t point = t->readings.at[reading].point;
	while (reading && reading != from && t->readings.at[reading].point == point)
		reading = t->readings.at[reading].before;
	return reading == from;
}

/* The amendments to a reading, the earliest first; new points behind it apart. */
static void
find_proposals(struct gathering *g, struct provision *v)
{
	const talks *t = g->t;
	size_t count = 0;
	uint32_t first = t->points.at[v->point].amendments;
	for (uint32_t i = first; i; i = t->amendments.at[i].prev_on_point)
		count++;
	v->proposals = ARENA_ARRAY(g->a, struct proposal, count + 1);
	for (uint32_t i = first; i; i = t->amendments.at[i].prev_on_point) {
		uint32_t on = amendment_reading(t, i);
		if (on && !came_from(t, v->reading, on))
			continue;
		v->proposals[v->proposal_count++] = proposal_of(g->ask, i, g->draft);
		g->placed[i] = true;
	}
	for (size_t i = 0, k = v->proposal_count; i + 1 < k; i++, k--) {
		struct proposal kept = v->proposals[i];
		v->proposals[i] = v->proposals[k - 1];
		v->proposals[k - 1] = kept;
	}
}

/* The proposal's words on the words of this draft: as typed where those are the
 * same, else carried over. */
static void
carry(struct gathering *g, const struct provision *v, struct proposal *p)
{
	const struct draft_point *from = p->reading ? g->t->readings.at[p->reading].text : NULL;
	bool is_bracketed, met;
	str printed;
	if (p->fate != FATE_IN_TEXT && p->fate != FATE_TAKEN_UP)
		return;
	if (!v->has_words || !from) {
		p->fate = FATE_NOT_HELD;
		return;
	}
	str before = words_as_tabled(g->a, from, &printed, &is_bracketed);
	p->is_carried = p->reading != v->reading;
	if (!p->text.len || str_eq(before, v->tabled))
		return;
	p->text = texts_merge(g->a, g->words, before, v->tabled, p->text, &met);
	if (met)
		p->fate = FATE_EARLIER;
}

/* ---- what was taken up ---- */

/* In the order of acceptance; of one act, in that of the amendments. */
static bool
comes_before(const talks *t, const struct proposal *x, const struct proposal *y)
{
	uint32_t a = t->order_of[t->amendments.at[x->amendment].decided - 1];
	uint32_t b = t->order_of[t->amendments.at[y->amendment].decided - 1];
	return a < b || (a == b && x < y);
}

static struct proposal *
next_taken_up(const talks *t, struct provision *v, const struct proposal *last)
{
	struct proposal *next = NULL;
	for (size_t i = 0; i < v->proposal_count; i++) {
		struct proposal *p = &v->proposals[i];
		bool is_next = p->fate == FATE_TAKEN_UP && (!last || comes_before(t, last, p));
		if (is_next && (!next || comes_before(t, p, next)))
			next = p;
	}
	return next;
}

/* The base, amendment by amendment as they were accepted. */
static void
take_up(struct gathering *g, struct provision *v)
{
	v->base = v->tabled;
	for (struct proposal *p = NULL; (p = next_taken_up(g->t, v, p)) != NULL;) {
		bool met = false;
		str base = p->text.len ? texts_merge(g->a, g->words, v->tabled, v->base, p->text, &met) : S("");
		if (met || (v->tabled.len && !v->base.len)) {
			p->fate = FATE_APART;
			continue;
		}
		v->base = base;
		v->has_proposals = true;
	}
}

/* ---- hands ---- */

static bool
is_owner(const struct proposal *p, uint32_t actor)
{
	for (size_t i = 0; i < p->owner_count; i++)
		if (p->owners[i] == actor)
			return true;
	return false;
}

/* Does a later one of the same owner change the same words? */
static uint32_t
overtaker(struct gathering *g, const struct provision *v, size_t i, uint32_t owner)
{
	const struct proposal *p = &v->proposals[i];
	for (size_t k = i + 1; k < v->proposal_count; k++) {
		const struct proposal *later = &v->proposals[k];
		bool met = false;
		if (later->fate != FATE_IN_TEXT || !is_owner(later, owner))
			continue;
		if (p->text.len && later->text.len)
			texts_merge(g->a, g->words, v->tabled, p->text, later->text, &met);
		if (met || !p->text.len || !later->text.len)
			return later->amendment;
	}
	return 0;
}

/* The text of one owner, who begins with `own`. */
static str
own_text(struct gathering *g, struct provision *v, uint32_t owner, str own, bool *stands)
{
	str text = own;
	bool met;
	for (size_t i = 0; i < v->proposal_count; i++) {
		struct proposal *p = &v->proposals[i];
		if (p->fate != FATE_IN_TEXT || !is_owner(p, owner))
			continue;
		uint32_t later = overtaker(g, v, i, owner);
		if (later) {
			p->other = later;
			continue;
		}
		stands[i] = true;
		if (!p->text.len)
			return S("");
		text = texts_merge(g->a, g->words, v->tabled, text, p->text, &met);
	}
	if (str_eq(text, v->tabled))
		return v->base;
	return text.len && v->base.len ? texts_merge(g->a, g->words, v->tabled, v->base, text, &met) : text;
}

/* Parties as they were declared, then the others as they come. */
struct owners { uint32_t *at; size_t count; };

static void
owners_add(struct owners *o, uint32_t actor)
{
	for (size_t i = 0; i < o->count; i++)
		if (o->at[i] == actor)
			return;
	o->at[o->count++] = actor;
}

static bool
proposes_words(const struct provision *v, uint32_t actor)
{
	for (size_t i = 0; i < v->proposal_count; i++)
		if (v->proposals[i].fate == FATE_IN_TEXT && is_owner(&v->proposals[i], actor))
			return true;
	return false;
}

static struct owners
owners_of(const struct gathering *g, const struct provision *v, const struct bracketed *own)
{
	const talks *t = g->t;
	struct owners o = { .at = ARENA_ARRAY(g->a, uint32_t, t->actors.count + 1) };
	for (size_t i = 0; i < t->parties.count; i++)
		if (proposes_words(v, t->parties.at[i]) || bracketed_owner(own, talks_actor_token(t, t->parties.at[i])))
			owners_add(&o, t->parties.at[i]);
	for (size_t i = 0; i < v->proposal_count; i++)
		for (size_t k = 0; k < v->proposals[i].owner_count; k++)
			if (v->proposals[i].fate == FATE_IN_TEXT)
				owners_add(&o, v->proposals[i].owners[k]);
	return o;
}

static bool
has_hand(const struct provision *v, str name)
{
	for (size_t i = 0; i < v->hand_count; i++)
		if (str_eq(v->hands[i].name, name))
			return true;
	return false;
}

/* A hand for each owner of an amendment, and for each that the draft's own
 * brackets name.  An amendment is of the whole point, so its owner's brackets in
 * the draft say no more than it does. */
static void
add_hands(struct gathering *g, struct provision *v)
{
	struct bracketed *own = words_bracketed(g->a, v->printed);
	struct owners owners = owners_of(g, v, own);
	bool *stands = ARENA_ARRAY(g->a, bool, v->proposal_count + 1);
	v->hands = ARENA_ARRAY(g->a, struct hand, owners.count + own->names.count + 1);
	for (size_t i = 0; i < owners.count; i++) {
		str name = talks_actor_token(g->t, owners.at[i]);
		bool speaks = proposes_words(v, owners.at[i]);
		str text = !speaks && bracketed_owner(own, name) ? project(g->a, own, name) : v->tabled;
		text = own_text(g, v, owners.at[i], text, stands);
		v->hands[v->hand_count++] = (struct hand){ name, text };
	}
	for (size_t i = 0; i < own->names.count; i++) {
		str name = own->names.at[i];
		if (!has_hand(v, name))
			v->hands[v->hand_count++] = (struct hand){ name, own_text(g, v, 0, project(g->a, own, name), stands) };
	}
	for (size_t i = 0; i < v->proposal_count; i++) {
		struct proposal *p = &v->proposals[i];
		v->has_proposals = v->has_proposals || p->fate == FATE_IN_TEXT;
		if (p->fate == FATE_IN_TEXT && !stands[i])
			p->fate = FATE_OVERTAKEN;
		else if (p->fate == FATE_IN_TEXT)
			p->other = 0;
	}
	bracketed_done(own);
}

str
provision_hand(const struct provision *v, str name)
{
	for (size_t i = 0; i < v->hand_count; i++)
		if (str_eq(v->hands[i].name, name))
			return v->hands[i].text;
	return v->base;
}

/* ---- points of the draft ---- */

static bool
is_new_point(const talks *t, const struct proposal *p)
{
	return t->amendments.at[p->amendment].verb == VERB_adds && p->text.len &&
	       (p->fate == FATE_IN_TEXT || p->fate == FATE_TAKEN_UP);
}

/* Takes the new points out of the proposals to the one they stand behind. */
static void
part_new_points(struct gathering *g, struct provision *v)
{
	size_t kept = 0;
	v->new_points = ARENA_ARRAY(g->a, struct proposal, v->proposal_count + 1);
	for (size_t i = 0; i < v->proposal_count; i++) {
		if (is_new_point(g->t, &v->proposals[i]))
			v->new_points[v->new_count++] = v->proposals[i];
		else
			v->proposals[kept++] = v->proposals[i];
	}
	v->proposal_count = kept;
}

static void
read_provision(struct gathering *g, struct provision *v, uint32_t reading)
{
	const talks *t = g->t;
	const struct reading *r = &t->readings.at[reading];
	v->point = r->point;
	v->reading = reading;
	v->number = r->number;
	v->title = r->text ? r->text->heading : r->point ? talks_point_title(t, r->point) : S("");
	v->has_words = r->text != NULL;
	if (r->text)
		v->tabled = words_as_tabled(g->a, r->text, &v->printed, &v->is_bracketed);
	if (r->point)
		find_proposals(g, v);
	part_new_points(g, v);
	for (size_t i = 0; i < v->proposal_count; i++)
		carry(g, v, &v->proposals[i]);
	take_up(g, v);
	add_hands(g, v);
}

/* ---- new points ---- */

static bool
number_is_taken(const struct gathering *g, str number)
{
	for (size_t i = 0; i < g->provisions.count; i++)
		if (str_eq(g->provisions.at[i].number, number))
			return true;
	const struct tdraft *d = &g->t->drafts.at[g->draft];
	for (uint32_t r = d->first; r < d->first + d->count_held; r++)
		if (str_eq(g->t->readings.at[r].number, number))
			return true;
	return false;
}

static str
new_number(const struct gathering *g, str behind)
{
	for (unsigned k = 1;; k++) {
		str number = style_number_new(g->a, g->ask->style, behind, k);
		if (!number_is_taken(g, number))
			return number;
	}
}

static void
add_owner_hands(const struct gathering *g, struct provision *v, const struct proposal *p)
{
	struct proposal *added = &v->proposals[v->proposal_count++];
	*added = *p;
	added->fate = FATE_NEW;
	for (size_t i = 0; i < p->owner_count; i++) {
		str name = talks_actor_token(g->t, p->owners[i]);
		if (!has_hand(v, name))
			v->hands[v->hand_count++] = (struct hand){ name, p->text };
	}
}

/* The same words behind the same point, also of others. */
static bool
share_new(struct gathering *g, const struct provision *behind, const struct proposal *p)
{
	for (size_t i = g->provisions.count; i-- > 0;) {
		struct provision *v = &g->provisions.at[i];
		if (!v->is_new || v->reading != behind->reading)
			return false;
		if (v->hand_count && str_eq(v->hands[0].text, p->text) && p->fate == FATE_IN_TEXT) {
			add_owner_hands(g, v, p);
			return true;
		}
	}
	return false;
}

static void
add_new(struct gathering *g, const struct provision *behind, struct proposal p)
{
	if (share_new(g, behind, &p))
		return;
	struct provision v = { .point = behind->point, .reading = behind->reading, .is_new = true, .has_words = true };
	bool is_taken_up = p.fate == FATE_TAKEN_UP;
	v.number = new_number(g, behind->number);
	v.proposals = ARENA_ARRAY(g->a, struct proposal, behind->new_count);
	v.hands = ARENA_ARRAY(g->a, struct hand, g->t->actors.count + 1);
	v.base = is_taken_up ? p.text : S("");
	v.has_proposals = true;
	if (is_taken_up)
		v.proposals[v.proposal_count++] = p;
	else
		add_owner_hands(g, &v, &p);
	*LIST_ADD(&g->provisions) = v;
}

static void
add_new_behind(struct gathering *g, const struct provision *behind)
{
	for (size_t i = 0; i < behind->new_count; i++)
		add_new(g, behind, behind->new_points[i]);
}

/* A point, and, where it is the last below some, what is new behind these: what
 * stands behind a point stands behind its sub-points. */
static void
place(struct gathering *g, struct provision *points, uint32_t reading, uint32_t end)
{
	const talks *t = g->t;
	uint32_t first = t->drafts.at[g->draft].first;
	*LIST_ADD(&g->provisions) = points[reading - first];
	for (uint32_t r = reading; r; r = t->readings.at[r].parent)
		if (reading + 1 == end || t->readings.at[reading + 1].parent < r)
			add_new_behind(g, &points[r - first]);
}

static void
add_elsewhere(struct gathering *g)
{
	const talks *t = g->t;
	for (uint32_t i = 1; i < t->amendments.count; i++) {
		uint32_t on = amendment_reading(t, i);
		if (!g->placed[i] && t->readings.at[on].draft <= g->draft)
			*LIST_ADD(&g->elsewhere) = proposal_of(g->ask, i, g->draft);
	}
}

#define KEEP(g, list, type, ret_count) keep((g)->a, (list).at, (list).count * sizeof(type), &(ret_count), sizeof(type))

static void *
keep(arena *a, const void *at, size_t bytes, size_t *ret_count, size_t size)
{
	void *copy = arena_get(a, bytes + 1);
	if (bytes)
		memcpy(copy, at, bytes);
	*ret_count = bytes / size;
	return copy;
}

void
proposals_gather(struct proposals *p, const struct ask *ask, uint32_t of_draft)
{
	const talks *t = ask->t;
	const struct tdraft *d = &t->drafts.at[of_draft];
	struct gathering g = { .ask = ask, .t = t, .a = ask->a, .draft = of_draft, .words = lexicon_new() };
	uint32_t end = d->first + d->count_held;
	g.placed = ARENA_ARRAY(ask->a, bool, t->amendments.count + 1);
	struct provision *points = ARENA_ARRAY(ask->a, struct provision, d->count_held + 1);
	for (uint32_t r = d->first; r < end; r++)
		read_provision(&g, &points[r - d->first], r);
	for (uint32_t r = d->first; r < end; r++)
		place(&g, points, r, end);
	add_elsewhere(&g);
	*p = (struct proposals){ .draft = of_draft };
	p->at = KEEP(&g, g.provisions, struct provision, p->count);
	p->elsewhere = KEEP(&g, g.elsewhere, struct proposal, p->elsewhere_count);
	LIST_DONE(&g.provisions);
	LIST_DONE(&g.elsewhere);
	lexicon_free(g.words);
}
