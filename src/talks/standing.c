/* Where parties stand, and where that leaves a point.
 *
 * A position is held on a wording.  It reaches the wording of now along the
 * way by which the reading came: `before` by `before` through the drafts.  On
 * that way any difference of character or place makes it one on an earlier
 * wording, save where a named person called the step immaterial; a split or a
 * merge makes it inherited.
 *
 * A point's status is the first that applies in the order of enum status.
 * What everybody agreed below the level it is kept for is not agreed: it is
 * referred up (the ceiling).
 */
#include "talks/talks.h"

const char *const status_names[STATUS_COUNT] = {
	"referred-up", "bracketed", "objective", "inherited", "agreed-ad-ref", "agreed",
	"parked", "discussed", "undiscussed", "gist", "unknown", "deleted",
};

const char *const status_words[STATUS_COUNT] = {
	"referred up", "bracketed", "objective agreed", "inherited, reconfirm", "agreed ad referendum", "agreed",
	"parked", "discussed", "never discussed", "gist only", "not held", "deleted",
};

/* ---- wordings ---- */

bool
reading_same_place(const talks *t, uint32_t a, uint32_t b)
{
	const struct reading *x = &t->readings.at[a], *y = &t->readings.at[b];
	unsigned x_level = x->text ? x->text->level : 1, y_level = y->text ? y->text->level : 1;
	if (!str_eq(x->number, y->number) || x_level != y_level || !x->parent != !y->parent)
		return false;
	return !x->parent || str_eq(t->readings.at[x->parent].number, t->readings.at[y->parent].number);
}

static bool
same_text(const struct draft_point *x, const struct draft_point *y)
{
	if (!x || !y)
		return x == y;
	return str_eq(x->heading, y->heading) && str_eq(x->words, y->words) &&
	       x->number_bracketed == y->number_bracketed;
}

/* How many readings below this one are its sub-points: what was shown of another
 * point's may follow, without that point. */
static uint32_t
sub_count(const talks *t, uint32_t reading)
{
	const struct reading *r = &t->readings.at[reading];
	const struct tdraft *d = &t->drafts.at[r->draft];
	uint32_t count = 0, end = d->first + d->count_held;
	while (r->text && reading + count + 1 < end && t->readings.at[reading + count + 1].text &&
	       t->readings.at[reading + count + 1].parent >= reading)
		count++;
	return count;
}

bool
reading_same_words(const talks *t, uint32_t a, uint32_t b)
{
	uint32_t subs = sub_count(t, a);
	if (subs != sub_count(t, b))
		return false;
	for (uint32_t i = 0; i <= subs; i++)
		if (!same_text(t->readings.at[a + i].text, t->readings.at[b + i].text))
			return false;
	return true;
}

/* The way from `now` back to `held`: are all steps on it without difference,
 * or called immaterial?  Is it crossed by a split?  Were other words between? */
struct way { bool reaches, all_immaterial, crosses, changed; uint32_t who; };

static struct way
way_back(const talks *t, uint32_t now, uint32_t held)
{
	struct way w = { .all_immaterial = true };
	uint32_t r = now;
	while (r && r != held) {
		const struct reading *reading = &t->readings.at[r];
		uint32_t before = reading->before;
		bool words = before && !reading_same_words(t, r, before);
		bool place = before && !reading_same_place(t, r, before);
		if (words || place)
			w.changed = true;
		if (words || place)
			w.who = reading->words_immaterial ? reading->words_immaterial : reading->immaterial;
		if ((words && !reading->words_immaterial) ||
		    (place && !reading->immaterial && !reading->words_immaterial))
			w.all_immaterial = false;
		w.crosses = w.crosses || reading->how == CROSS_SPLIT || reading->how == CROSS_MERGE;
		r = before;
	}
	w.reaches = r == held;
	return w;
}

/* ---- cells ---- */

/* What is looked past for the position before it: a conditional one leaves that
 * standing until its condition is met; a reservation is kept beside it; what
 * another says never displaces a holder's own. */
enum { PAST_CONDITIONS = 1, PAST_RESERVATIONS = 2, PAST_HEARSAY = 4 };

/* A cell's latest position that still stands. */
static uint32_t
standing_position(const talks *t, uint32_t holder, uint32_t key, unsigned past)
{
	uint32_t index = map_get(&t->cells, (uint64_t)holder << 32 | key);
	while (index && (t->positions.at[index].withdrawn || t->positions.at[index].partial ||
			 (past & PAST_CONDITIONS && t->positions.at[index].conditional) ||
			 (past & PAST_HEARSAY && t->positions.at[index].second_hand) ||
			 (past & PAST_RESERVATIONS && t->positions.at[index].stance == STANCE_RESERVE)))
		index = t->positions.at[index].prev_in_cell;
	return index;
}

/* The point's reading in a draft, or 0. */
static uint32_t
reading_in(const talks *t, uint32_t point, uint32_t in_draft)
{
	uint32_t r = t->points.at[point].last;
	while (r && t->readings.at[r].draft != in_draft) {
		uint32_t before = t->readings.at[r].before;
		r = before && t->readings.at[before].point == point ? before : 0;
	}
	return r;
}

/* The latest position on the point itself or on a draft as a whole that has it. */
static uint32_t
latest_position(const talks *t, uint32_t holder, uint32_t point, unsigned past, uint32_t *ret_held)
{
	uint32_t on_point = standing_position(t, holder, point, past);
	uint32_t on_whole = standing_position(t, holder, CELL_WHOLE, past);
	uint32_t held = on_whole ? reading_in(t, point, t->positions.at[on_whole].draft) : 0;
	if (held && (!on_point || t->positions.at[on_whole].order > t->positions.at[on_point].order)) {
		*ret_held = held;
		return on_whole;
	}
	*ret_held = t->positions.at[on_point].reading;
	return on_point;
}

/* The latest position on a point's origins, taken before the split or merge. */
static uint32_t
origin_position(const talks *t, uint32_t holder, uint32_t point, unsigned past, uint32_t *ret_held,
		unsigned depth)
{
	enum { DEEPEST = 32 };
	uint32_t best = 0;
	for (uint32_t o = t->points.at[point].from; o && depth < DEEPEST; o = t->origins.at[o].next) {
		uint32_t held = 0;
		uint32_t found = latest_position(t, holder, t->origins.at[o].point, past, &held);
		if (!found)
			found = origin_position(t, holder, t->origins.at[o].point, past, &held, depth + 1);
		if (found && (!best || t->positions.at[found].order > t->positions.at[best].order)) {
			best = found;
			*ret_held = held;
		}
	}
	return best;
}

static void
compare_wordings(const talks *t, struct cell *c, uint32_t held, uint32_t now)
{
	if (c->stance == STANCE_RED_LINE || c->stance == STANCE_REQUIRE || held == now || !now) {
		c->earlier_wording = held || !now || c->stance == STANCE_RED_LINE || c->stance == STANCE_REQUIRE
					     ? TELL_NO : TELL_CANNOT;
		return;
	}
	if (!held) {
		c->earlier_wording = TELL_CANNOT;
		return;
	}
	struct way w = way_back(t, now, held);
	c->inherited = c->inherited || (w.reaches && w.crosses);
	if (reading_same_words(t, held, now) && reading_same_place(t, held, now)) {
		c->same_again = w.changed;
	} else if (w.reaches && w.all_immaterial) {
		c->immaterial = w.who;
	} else {
		c->earlier_wording = TELL_YES;
	}
}

static struct cell
find_cell(const talks *t, uint32_t holder, uint32_t point, unsigned past)
{
	struct cell c = { 0 };
	uint32_t held = 0;
	c.red_line = standing_position(t, holder, CELL_RED_LINE + point, 0);
	c.position = latest_position(t, holder, point, past, &held);
	if (!c.position) {
		c.position = origin_position(t, holder, point, past, &held, 0);
		c.inherited = c.position != 0;
	}
	if (!c.position)
		return c;
	const struct position *p = &t->positions.at[c.position];
	c.stance = (enum stance)p->stance;
	c.unseen = p->unseen;
	c.second_hand = p->second_hand;
	c.conditional = p->conditional;
	c.own = p->own;
	c.ad_ref = p->ad_ref;
	c.reopened = p->order < t->points.at[point].reopened_order;
	compare_wordings(t, &c, held, talks_point_now(t, point));
	return c;
}

struct cell
talks_cell(const talks *t, uint32_t holder, uint32_t point)
{
	struct cell any = find_cell(t, holder, point, 0);
	struct cell c = any.second_hand ? find_cell(t, holder, point, PAST_HEARSAY) : any;
	if (!c.position)
		return any;
	if (c.stance == STANCE_RESERVE) {
		struct cell beside = find_cell(t, holder, point, PAST_RESERVATIONS | PAST_HEARSAY);
		beside.reservation = c.position;
		c = beside.position ? beside : c;
	}
	c.hearsay = any.second_hand ? any.position : 0;
	return c;
}

size_t
talks_holders(const talks *t, arena *a, const uint32_t **ret_actors)
{
	bool *taken = ARENA_ARRAY(a, bool, t->actors.count);
	uint32_t *list = ARENA_ARRAY(a, uint32_t, t->actors.count);
	size_t count = 0;
	for (size_t i = 0; i < t->parties.count; i++) {
		list[count++] = t->parties.at[i];
		taken[t->parties.at[i]] = true;
	}
	for (size_t i = 1; i < t->positions.count; i++) {
		uint32_t holder = t->positions.at[i].holder;
		if (holder && !taken[holder])
			list[count++] = holder;
		taken[holder] = true;
	}
	*ret_actors = list;
	return count;
}

static void
earlier_exposure(const talks *t, uint64_t who, uint32_t reading, uint32_t order, uint32_t *best)
{
	uint32_t at_draft = t->readings.at[reading].draft;
	uint32_t found[2] = { map_get(&t->seen, who << 32 | (SEEN_WHOLE + at_draft)),
			      map_get(&t->seen, who << 32 | reading) };
	for (unsigned k = 0; k < 2; k++)
		if (found[k] && t->exposures.at[found[k]].order <= order && (!*best || found[k] < *best))
			*best = found[k];
}

uint32_t
talks_exposure_of(const talks *t, uint32_t actor, uint32_t reading, uint32_t order)
{
	uint32_t side = talks_side(t, actor), best = 0;
	earlier_exposure(t, actor, reading, order, &best);
	earlier_exposure(t, side, reading, order, &best);
	earlier_exposure(t, 0, reading, order, &best);
	for (uint32_t i = t->actors.at[side].memberships; i; i = t->memberships.at[i].next)
		earlier_exposure(t, t->memberships.at[i].group, reading, order, &best);
	return best;
}

/* ---- status ---- */

/* What the consent set's cells add up to. */
struct consent {
	unsigned members, yes, ad_ref, objective, inherited, positive;
	unsigned level;
	uint32_t first_order;   /* of the earliest yes */
};

static void
add_consent(const talks *t, struct consent *sum, uint32_t actor, uint32_t point)
{
	struct cell c = find_cell(t, actor, point, PAST_CONDITIONS | PAST_RESERVATIONS | PAST_HEARSAY);
	const struct position *p = &t->positions.at[c.position];
	bool counts = c.position && !c.second_hand && !c.reopened && !c.unseen;
	bool valid = counts && c.earlier_wording == TELL_NO;
	bool inherited = counts && c.inherited && c.stance == STANCE_ACCEPT;
	bool yes = valid && !c.inherited && c.stance == STANCE_ACCEPT;
	sum->members++;
	sum->yes += yes;
	sum->ad_ref += yes && c.ad_ref;
	sum->objective += valid && c.stance == STANCE_OBJECTIVE;
	sum->inherited += inherited;
	sum->positive += yes || inherited || (valid && c.stance == STANCE_LIVE_WITH);
	if (!yes)
		return;
	if (sum->yes == 1 || p->level < sum->level)
		sum->level = p->level;
	if (sum->yes == 1 || p->order < sum->first_order)
		sum->first_order = p->order;
}

static struct consent
find_consent(const talks *t, uint32_t point)
{
	struct consent sum = { 0 };
	for (size_t i = 0; i < t->parties.count; i++)
		add_consent(t, &sum, t->parties.at[i], point);
	uint32_t decl = t->points.at[point].decl;
	const struct entry *e = decl ? talks_entry(t, decl - 1) : NULL;
	const struct item *also = e ? entry_own(t->m, e, CLAUSE_consent) : NULL;
	for (size_t i = 0, n = also ? item_run(t->m, e, also) : 0; i < n; i++) {
		uint32_t actor = talks_actor(t, also[i].a);
		if (!actor || t->actors.at[actor].kind != DECL_party)
			add_consent(t, &sum, actor, point);
	}
	return sum;
}

static bool
was_discussed(const talks *t, uint32_t point, unsigned depth)
{
	const struct point *p = &t->points.at[point];
	if (p->discussed || p->positions || p->amendments)
		return true;
	for (uint32_t o = p->from; o && depth < 32; o = t->origins.at[o].next)
		if (was_discussed(t, t->origins.at[o].point, depth + 1))
			return true;
	return false;
}

static void
count_brackets(const talks *t, uint32_t reading, struct standing *s)
{
	for (uint32_t i = 0, n = sub_count(t, reading); reading && i <= n; i++) {
		const struct draft_point *text = t->readings.at[reading + i].text;
		if (!text)
			continue;
		s->brackets += text->brackets + text->number_bracketed;
		s->bracket_words += text->bracket_words;
		s->word_count += text->word_count;
	}
}

static enum status
agreed_status(const struct consent *sum)
{
	if (sum->members == 0)
		return STATUS_COUNT;
	if (sum->objective && sum->objective + sum->yes == sum->members)
		return STATUS_OBJECTIVE;
	if (sum->inherited && sum->positive == sum->members)
		return STATUS_INHERITED;
	if (sum->yes == sum->members)
		return sum->ad_ref ? STATUS_AGREED_AD_REF : STATUS_AGREED;
	return STATUS_COUNT;
}

struct standing
talks_standing(const talks *t, uint32_t point)
{
	const struct point *p = &t->points.at[point];
	struct standing s = { .status = STATUS_UNKNOWN };
	uint32_t now = talks_point_now(t, point);
	uint32_t reading = now ? now : p->last;
	struct consent sum = find_consent(t, point);
	enum status agreed = agreed_status(&sum);
	/* A body that adopts a text under its rule says yes for its members. */
	if (agreed == STATUS_COUNT && now && t->drafts.at[t->current].adopted)
		agreed = STATUS_AGREED;
	bool yes = agreed == STATUS_AGREED || agreed == STATUS_AGREED_AD_REF;
	count_brackets(t, reading, &s);
	s.level = yes ? sum.level : 0;
	s.capped = yes && p->reserved_level > sum.level;
	bool passed_up = p->referred && !(yes && sum.level >= p->referred_level && sum.level &&
					  sum.first_order > t->order_of[p->referred - 1]);
	if (p->deleted_in && p->deleted_in <= t->current && !now)
		s.status = STATUS_DELETED;
	else if (passed_up || s.capped)
		s.status = STATUS_REFERRED;
	else if (s.brackets)
		s.status = STATUS_BRACKETED;
	else if (agreed != STATUS_COUNT)
		s.status = agreed;
	else if (p->parked)
		s.status = STATUS_PARKED;
	else if (reading && t->readings.at[reading].text)
		s.status = was_discussed(t, point, 0) ? STATUS_DISCUSSED : STATUS_UNDISCUSSED;
	else if (p->decl && talks_point_gist(t, point).len)
		s.status = STATUS_GIST;
	if (s.status == STATUS_REFERRED)
		s.level = p->referred_level > p->reserved_level ? p->referred_level : p->reserved_level;
	return s;
}

/* ---- the board ---- */

static bool
is_gist_point(const talks *t, const struct point *p)
{
	if (!p->decl || p->first)
		return false;
	return !entry_own(t->m, talks_entry(t, p->decl - 1), CLAUSE_whole);
}

size_t
talks_board_points(const talks *t, arena *a, const uint32_t **ret_points, uint32_t *ret_unknown)
{
	const struct tdraft *d = talks_current(t);
	uint32_t *list = ARENA_ARRAY(a, uint32_t, t->points.count + 1);
	size_t count = 0;
	for (uint32_t r = d->first; r < d->first + d->count_held; r++)
		if (!t->readings.at[r].parent && t->readings.at[r].point)
			list[count++] = t->readings.at[r].point;
	/* Of a draft shown in part, what was seen of earlier ones still stands. */
	for (uint32_t p = 1; !d->whole && d->count_held && p < t->points.count; p++) {
		uint32_t last = t->points.at[p].last;
		bool gone = t->points.at[p].deleted_in || t->readings.at[last].draft >= t->current;
		if (last && !gone && !t->readings.at[last].parent)
			list[count++] = p;
	}
	for (uint32_t p = 1; !d->count_held && p < t->points.count; p++)
		if (is_gist_point(t, &t->points.at[p]))
			list[count++] = p;
	*ret_unknown = 0;
	if (d->count && d->count->a == HEDGE_EXACT && d->count->b > count && (d->whole || !d->count_held))
		*ret_unknown = d->count->b - (uint32_t)count;
	*ret_points = list;
	return count;
}
