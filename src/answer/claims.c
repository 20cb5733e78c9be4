/* claims: what was said, whether the record bears it out, and what is unknown.
 *
 * Rows stand in the order of time and never by speaker; no finding is counted.
 * A claim is compared with a computed value and only with that: what its words
 * say beyond its kind and its object, the reader reads.  Where the record
 * holds nothing to compare with, the finding is "cannot tell", and what is
 * missing is said.  `many` is read as a third at least, `almost-all` as nine
 * in ten at least; the note under the sheet says so.
 */
#include "answer/compare.h"
#include "answer/lines.h"
#include "answer/registers.h"
#include "answer/showings.h"
#include "answer/steps.h"
#include "talks/lines.h"

enum finding { CANNOT_TELL, BORNE_OUT, PARTLY, NOT_BORNE_OUT };

static const char *const finding_names[] = { "cannot tell", "borne out", "partly", "not borne out" };

struct check {
	enum finding finding;
	str against;            /* "redline v0 -> v1", or empty */
	str numbers;            /* what was counted, or empty */
	str missing;            /* what it would take, or empty */
};

struct claims {
	const struct ask *ask;
	arena *a;
	const talks *t;
	sheet *s;
	struct showings showings;
	bool used_hedge;
	table *grid;
	uint32_t *act_in_first, *act_in_next;   /* by entry: acts `in` a meeting, 1 + entry */
	uint32_t *discussed;    /* by point: the stamp of the count it was marked for */
	uint32_t stamp;
	map covered;            /* 1 + meeting << 32 | draft: 1 + points discussed */
	size_t open_plans;
	map compared;           /* draft: 1 + index into changed */
	LIST(struct { size_t changed, total; bool has_words; }) changed;
};

/* ---- quantities ---- */

/* Does `got` of `total` bear a quantity out?  Without one, any at all does. */
static enum finding
quantity_finding(struct claims *q, const struct item *said, size_t got, size_t total)
{
	if (!said)
		return got ? BORNE_OUT : NOT_BORNE_OUT;
	size_t n = said->b;
	enum finding less = got ? PARTLY : NOT_BORNE_OUT;
	q->used_hedge = q->used_hedge || said->a == HEDGE_MANY || said->a == HEDGE_ALMOST_ALL ||
			said->a == HEDGE_ABOUT;
	switch ((enum hedge)said->a) {
	case HEDGE_EXACT:
		return got == n ? BORNE_OUT : NOT_BORNE_OUT;
	case HEDGE_ABOUT:
		return got * 10 >= n * 9 && got * 10 <= n * 11 ? BORNE_OUT : NOT_BORNE_OUT;
	case HEDGE_LEAST:
		return got >= n ? BORNE_OUT : less;
	case HEDGE_MOST:
		return got <= n ? BORNE_OUT : NOT_BORNE_OUT;
	case HEDGE_SOME:
		return got ? BORNE_OUT : NOT_BORNE_OUT;
	case HEDGE_MANY:
		return got && got * 3 >= total ? BORNE_OUT : less;
	case HEDGE_ALMOST_ALL:
		return got && got * 10 >= total * 9 ? BORNE_OUT : less;
	case HEDGE_ALL:
		return got == total ? BORNE_OUT : less;
	case HEDGE_NONE:
		return got ? NOT_BORNE_OUT : BORNE_OUT;
	case HEDGE_UNKNOWN:
	case HEDGE_DECLINED:
	case HEDGE_COUNT:
		break;
	}
	return CANNOT_TELL;
}

static const struct item *
quantity_of(const talks *t, uint32_t entry)
{
	const struct item *object = entry_own(t->m, talks_entry(t, entry), KEY_OBJECT);
	return object && object->type == ITEM_QUANTITY ? object : NULL;
}

/* The draft that an act is about, by its object or `on`. */
static uint32_t
draft_of(const talks *t, uint32_t entry)
{
	static const unsigned keys[] = { KEY_OBJECT, CLAUSE_on, CLAUSE_about };
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct targets it = talks_targets(t, entry, keys[i]);
		for (struct target what; targets_next(&it, &what);) {
			if (what.kind == TARGET_DRAFT)
				return what.index;
			if (what.kind == TARGET_READING)
				return t->readings.at[what.index].draft;
		}
	}
	return 0;
}

/* ---- the checks ---- */

static void
count_changes(struct claims *q, uint32_t of_draft, size_t *ret_changed, size_t *ret_total)
{
	const talks *t = q->t;
	uint32_t *slot = map_at(&q->compared, of_draft);
	if (!*slot) {
		struct comparison c;
		compare_drafts(&c, t, t->drafts.at[of_draft].base, of_draft);
		LIST_ADD(&q->changed);
		*slot = (uint32_t)q->changed.count;
		q->changed.at[*slot - 1].changed = compare_changed(&c);
		q->changed.at[*slot - 1].total = c.pairs.count;
		compare_done(&c);
	}
	*ret_changed = q->changed.at[*slot - 1].changed;
	*ret_total = q->changed.at[*slot - 1].total;
}

static struct check
check_text_change(struct claims *q, uint32_t entry)
{
	const talks *t = q->t;
	struct check k = { 0 };
	uint32_t new = draft_of(t, entry), old = t->drafts.at[new].base;
	if (!new || !old) {
		k.missing = new ? S("from which draft it was made is not recorded") : S("it names no draft");
		return k;
	}
	str x = line_draft(t, old), y = line_draft(t, new);
	k.against = arena_printf(q->a, "redline %.*s -> %.*s", STR_ARG(x), STR_ARG(y));
	bool has_old = line_has_words(t, old), has_new = line_has_words(t, new);
	if (!has_old || !has_new) {
		k.missing = arena_printf(q->a, "no words of %.*s%s%.*s are held", STR_ARG(has_old ? y : x),
					 has_old || has_new ? "" : " and ", STR_ARG(has_old || has_new ? S("") : y));
		return k;
	}
	size_t changed, total;
	count_changes(q, new, &changed, &total);
	k.numbers = arena_printf(q->a, "%zu of %zu points changed", changed, total);
	if (!t->drafts.at[old].whole || !t->drafts.at[new].whole)
		k.missing = S("one of the drafts is held in part only");
	else
		k.finding = quantity_finding(q, quantity_of(t, entry), changed, total);
	return k;
}

static void
mark_points(struct claims *q, uint32_t entry, unsigned key)
{
	struct targets it = talks_targets(q->t, entry, key);
	for (struct target what; targets_next(&it, &what);)
		q->discussed[target_point(q->t, what)] = q->stamp;
}

/* How many points of the draft were discussed: in that meeting (1 + entry), or
 * anywhere for 0.  Each pair is counted once, however many claims ask. */
static size_t
count_discussed(struct claims *q, uint32_t of_draft, uint32_t meeting)
{
	const talks *t = q->t;
	const struct tdraft *d = &t->drafts.at[of_draft];
	uint32_t *known = map_at(&q->covered, (uint64_t)meeting << 32 | of_draft), got = 0;
	if (*known)
		return *known - 1;
	q->stamp++;
	if (meeting)
		mark_points(q, meeting - 1, CLAUSE_on);
	for (uint32_t i = meeting ? q->act_in_first[meeting - 1] : 0; i; i = q->act_in_next[i - 1])
		mark_points(q, i - 1, KEY_OBJECT);
	for (uint32_t r = d->first; r < d->first + d->count_held; r++) {
		uint32_t point = t->readings.at[r].point;
		bool yes = meeting ? q->discussed[point] == q->stamp : t->points.at[point].discussed != 0;
		got += !t->readings.at[r].parent && yes;
	}
	*known = got + 1;
	return got;
}

static struct check
check_coverage(struct claims *q, uint32_t entry)
{
	const talks *t = q->t;
	struct check k = { .against = S("points recorded as discussed") };
	uint32_t of_draft = draft_of(t, entry);
	if (!of_draft || !line_points_held(t, of_draft)) {
		k.numbers = of_draft ? line_points_words(t, of_draft) : S("");
		k.missing = of_draft ? S("which points were discussed is not recorded") : S("it names no draft");
		return k;
	}
	struct targets it = talks_targets(t, entry, CLAUSE_in);
	struct target what;
	uint32_t meeting = targets_next(&it, &what) && what.kind == TARGET_ACT ? what.index + 1 : 0;
	size_t got = count_discussed(q, of_draft, meeting), total = line_points_held(t, of_draft);
	k.numbers = arena_printf(q->a, "%zu of %zu points recorded as discussed%s", got, total,
				 meeting ? " in that meeting" : "");
	if (t->drafts.at[of_draft].whole)
		k.finding = quantity_finding(q, quantity_of(t, entry), got, total);
	else
		k.missing = S("the draft is held in part only");
	return k;
}

static struct check
check_count(struct claims *q, uint32_t entry)
{
	const talks *t = q->t;
	struct check k = { .against = S("points declared and held") };
	uint32_t of_draft = draft_of(t, entry);
	const struct item *said = quantity_of(t, entry), *declared = of_draft ? t->drafts.at[of_draft].count : NULL;
	if (!of_draft || !said) {
		k.missing = S("it names no draft, or no number");
		return k;
	}
	k.numbers = line_points_words(t, of_draft);
	if (t->drafts.at[of_draft].whole && line_has_words(t, of_draft)) {
		size_t held = line_points_held(t, of_draft);
		k.finding = quantity_finding(q, said, held, held);
	} else if (declared && declared->a == HEDGE_EXACT) {
		k.against = S("the count declared");
		k.finding = quantity_finding(q, said, declared->b, declared->b);
	} else {
		k.missing = S("the whole draft is not held, and no exact count is declared");
	}
	return k;
}

static str
showing_numbers(const struct claims *q, uint32_t exposure)
{
	const struct exposure *x = &q->t->exposures.at[exposure];
	uint32_t giver = exposure_giver(q->t, x);
	str words = exposure_words(q->t, x);
	return giver ? arena_printf(q->a, "%.*s: %.*s", STR_ARG(line_who(q->t, giver)), STR_ARG(words)) : words;
}

/* Was the draft, or the points named, given to `actor` as givers record it? */
static uint32_t
recorded_showing(const struct claims *q, uint32_t entry, uint32_t actor, uint32_t of_draft)
{
	const talks *t = q->t;
	uint32_t found = showings_find(&q->showings, actor, of_draft, 0, SHOWN_BY_GIVER);
	bool by_point = false;
	struct targets it = talks_targets(t, entry, KEY_OBJECT);
	for (struct target what; !found && targets_next(&it, &what);)
		if (what.kind == TARGET_READING) {
			by_point = true;
			found = showings_find(&q->showings, actor, of_draft, what.index, SHOWN_BY_GIVER);
		}
	return found || by_point ? found : showings_part(&q->showings, actor, of_draft);
}

static bool
is_not_later(const talks *t, uint32_t exposure, uint32_t entry)
{
	return exposure && t->v->times[t->exposures.at[exposure].entry].key <= t->v->times[entry].key;
}

/* `sees`, `did-not see`, and claims that somebody has a text.  That no showing
 * is recorded bears nothing out and refutes nothing. */
static struct check
check_exposure(struct claims *q, uint32_t entry)
{
	const talks *t = q->t;
	const struct entry *e = talks_entry(t, entry);
	struct check k = { .against = S("showings recorded") };
	unsigned key = e->verb == VERB_claims ? (unsigned)CLAUSE_with : (unsigned)KEY_SUBJECT;
	const struct item *who = entry_get(t->m, e, key);
	uint32_t of_draft = draft_of(t, entry), found = 0;
	for (size_t i = 0, n = who ? item_run(t->m, e, who) : 0; of_draft && !found && i < n; i++) {
		uint32_t actor = talks_actor(t, who[i].a);
		found = actor ? recorded_showing(q, entry, actor, of_draft) : 0;
		if (!is_not_later(t, found, entry))
			found = 0;
	}
	if (!found) {
		k.missing = of_draft ? S("no showing is recorded by a giver") : S("it names no draft");
		return k;
	}
	k.numbers = showing_numbers(q, found);
	k.finding = e->mood == MOOD_DID_NOT ? NOT_BORNE_OUT
		    : t->exposures.at[found].whole ? BORNE_OUT
						   : PARTLY;
	return k;
}

static uint32_t
deadline_of(const talks *t, uint32_t entry)
{
	static const unsigned keys[] = { KEY_OBJECT, CLAUSE_on, CLAUSE_about };
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct targets it = talks_targets(t, entry, keys[i]);
		for (struct target what; targets_next(&it, &what);) {
			uint32_t index = what.kind == TARGET_ACT ? t->what_of[what.index] : 0;
			if (index && index < t->deadlines.count && t->deadlines.at[index].entry == what.index)
				return index;
		}
	}
	return 0;
}

static struct check
check_deadline(struct claims *q, uint32_t entry)
{
	const talks *t = q->t;
	struct check k = { .against = S("deadlines recorded") };
	uint32_t index = deadline_of(t, entry);
	if (!index) {
		k.missing = S("it names no deadline that is recorded");
		return k;
	}
	const struct deadline *d = &t->deadlines.at[index];
	bool stands = d->status == DEADLINE_SET || d->status == DEADLINE_SOFTENED || d->status == DEADLINE_MOVED;
	k.numbers = arena_printf(q->a, "%.*s: %.*s, due %.*s", STR_ARG(talks_act_name(t, d->entry)),
				 STR_ARG(deadline_words(q->ask, d)), STR_ARG(deadline_due(q->ask, d)));
	if (line_words_text(t, entry).len)
		k.missing = S("what the words say of it is for the reader");
	else
		k.finding = stands ? BORNE_OUT : NOT_BORNE_OUT;
	return k;
}

static uint32_t
step_of(const talks *t, uint32_t entry)
{
	struct targets it = talks_targets(t, entry, KEY_OBJECT);
	for (struct target what; targets_next(&it, &what);) {
		uint32_t index = what.kind == TARGET_ACT && talks_entry(t, what.index)->mood != MOOD_DONE
					 ? t->what_of[what.index] : 0;
		if (index && index < t->steps.count && t->steps.at[index].entry == what.index)
			return index;
	}
	return 0;
}

static bool
is_open_plan(const talks *t, const struct step *step)
{
	return talks_entry(t, step->entry)->mood == MOOD_WILL && !line_is_dead(t, step->entry) &&
	       (step->status == STEP_PLANNED || step->status == STEP_POSTPONED || step->status == STEP_OVERDUE);
}

static struct check
check_next_step(struct claims *q, uint32_t entry)
{
	const talks *t = q->t;
	struct check k = { .against = S("steps recorded") };
	uint32_t index = step_of(t, entry);
	size_t others = q->open_plans - (index && is_open_plan(t, &t->steps.at[index]));
	str plans = line_count(t, others, "other step is planned", "other steps are planned");
	if (!index) {
		k.numbers = plans;
		k.missing = S("it names no step that is recorded");
		return k;
	}
	const struct step *step = &t->steps.at[index];
	k.numbers = arena_printf(q->a, "%.*s: %s; %.*s", STR_ARG(talks_act_name(t, step->entry)),
				 step_status_names[step->status], STR_ARG(plans));
	if (step->done_by && t->order_of[step->done_by - 1] > t->order_of[entry])
		k.finding = BORNE_OUT;
	else if (step->status == STEP_CANCELLED || step->status == STEP_LAPSED)
		k.finding = NOT_BORNE_OUT;
	else
		k.missing = S("what came next is not recorded");
	return k;
}

static bool
is_yes(unsigned stance)
{
	return stance == STANCE_ACCEPT || stance == STANCE_LIVE_WITH;
}

/* The latest position of its own that `holder` had on the point when the claim
 * was made. */
static uint32_t
own_position(const talks *t, uint32_t holder, uint32_t point, uint32_t order)
{
	enum { STEPS_MOST = 100 };
	uint32_t i = talks_cell(t, holder, point).position;
	for (size_t steps = 0; i && steps < STEPS_MOST; steps++, i = t->positions.at[i].prev_in_cell) {
		const struct position *p = &t->positions.at[i];
		if (p->order <= order && !p->second_hand && !p->withdrawn)
			return i;
	}
	return 0;
}

struct agreement { size_t points, yes, other, conditional; uint32_t last; };

static void
add_agreement(const talks *t, struct agreement *sum, uint32_t holder, uint32_t point, uint32_t order)
{
	uint32_t index = own_position(t, holder, point, order);
	const struct position *p = &t->positions.at[index];
	sum->points++;
	if (!index)
		return;
	sum->last = index;
	sum->yes += is_yes(p->stance) && !p->conditional;
	sum->conditional += is_yes(p->stance) && p->conditional;
	sum->other += !is_yes(p->stance);
}

static void
agreement_on_targets(const talks *t, struct agreement *sum, uint32_t entry, uint32_t holder)
{
	struct targets it = talks_targets(t, entry, KEY_OBJECT);
	for (struct target what; targets_next(&it, &what);) {
		if (target_point(t, what)) {
			add_agreement(t, sum, holder, target_point(t, what), t->order_of[entry]);
			continue;
		}
		if (what.kind != TARGET_DRAFT)
			continue;
		const struct tdraft *d = &t->drafts.at[what.index];
		for (uint32_t r = d->first; r < d->first + d->count_held; r++)
			if (!t->readings.at[r].parent)
				add_agreement(t, sum, holder, t->readings.at[r].point, t->order_of[entry]);
	}
}

static str
agreement_numbers(const struct claims *q, const struct agreement *sum)
{
	const talks *t = q->t;
	if (sum->points != 1)
		return arena_printf(q->a, "a yes on %zu of %zu points is recorded", sum->yes, sum->points);
	const struct position *p = &t->positions.at[sum->last];
	return arena_printf(q->a, "recorded: %s%s on %.*s, %.*s", stance_words[p->stance],
			    p->conditional ? ", conditionally," : "",
			    STR_ARG(p->reading ? talks_reading_name(t, p->reading) : talks_point_name(t, p->point)),
			    STR_ARG(line_when(t, p->entry)));
}

/* That somebody said yes, against the positions recorded as its own. */
static struct check
check_agreement(struct claims *q, uint32_t entry)
{
	const talks *t = q->t;
	struct check k = { .against = S("positions recorded") };
	const struct entry *e = talks_entry(t, entry);
	const struct item *with = entry_get(t->m, e, CLAUSE_with);
	uint32_t holder = with ? talks_actor(t, with->a) : 0;
	struct agreement sum = { 0 };
	if (!holder) {
		k.missing = S("it does not say who agreed");
		return k;
	}
	holder = talks_side(t, holder);
	agreement_on_targets(t, &sum, entry, holder);
	if (!sum.last) {
		k.missing = arena_printf(q->a, "no position of %.*s itself is recorded",
					 STR_ARG(line_who(t, holder)));
		return k;
	}
	k.numbers = agreement_numbers(q, &sum);
	const struct item *said = quantity_of(t, entry);
	if (said)
		k.finding = quantity_finding(q, said, sum.yes, sum.points);
	else if (sum.yes == sum.points)
		k.finding = BORNE_OUT;
	else
		k.finding = sum.yes || sum.conditional ? PARTLY : NOT_BORNE_OUT;
	return k;
}

/* ---- forecasts ---- */

/* The end of what the forecast is for, from `during` or `before`. */
static bool
horizon_of(const talks *t, uint32_t entry, int64_t *ret_end)
{
	static const unsigned keys[] = { CLAUSE_during, CLAUSE_before, CLAUSE_at };
	const struct entry *e = talks_entry(t, entry);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const struct item *item = entry_own(t->m, e, keys[i]);
		struct span span;
		struct err err = { 0 };
		if (item && item->type == ITEM_WHEN &&
		    docket_span(t->d, e, &t->m->whens.at[item->a], &span, &err) && span.to != SPAN_END) {
			*ret_end = span.to;
			return true;
		}
	}
	return false;
}

/* A draft adopted after the forecast and within its horizon: 1 + entry, or 0. */
static uint32_t
adopted_within(const talks *t, uint32_t entry, int64_t end)
{
	for (uint32_t i = 1; i < t->drafts.count; i++) {
		uint32_t act = t->drafts.at[i].adopted;
		if (act && t->order_of[act - 1] > t->order_of[entry] && t->v->times[act - 1].key <= end)
			return act;
	}
	return 0;
}

static struct check
check_forecast(struct claims *q, uint32_t entry)
{
	const talks *t = q->t;
	struct check k = { .against = S("what is recorded since") };
	int64_t end = SPAN_END;
	bool has_end = horizon_of(t, entry, &end);
	bool yes = line_is(t, entry, CLAUSE_kind, "agreement"), no = line_is(t, entry, CLAUSE_kind, "no-agreement");
	uint32_t adopted = yes || no ? adopted_within(t, entry, end) : 0;
	k.numbers = !has_end	    ? S("no horizon given")
		    : end < t->now ? arena_printf(q->a, "horizon passed: %.*s", STR_ARG(line_instant(t, end)))
				   : arena_printf(q->a, "open until %.*s", STR_ARG(line_instant(t, end)));
	if (adopted) {
		k.finding = yes ? BORNE_OUT : NOT_BORNE_OUT;
		k.numbers = arena_printf(q->a, "%.*s; %.*s, %.*s", STR_ARG(k.numbers),
					 STR_ARG(talks_act_words(t, adopted - 1)), STR_ARG(line_when(t, adopted - 1)));
	} else {
		k.missing = yes || no ? S("no adoption is recorded") : S("nothing recorded measures it");
	}
	return k;
}

static struct check
check_nothing(struct claims *q, uint32_t entry)
{
	(void)q;
	(void)entry;
	return (struct check){ .missing = S("nothing is recorded that it could be compared with") };
}

/* ---- which acts ---- */

typedef struct check check_fn(struct claims *q, uint32_t entry);

static const struct { const char *kind; check_fn *check; } checks[] = {
	{ "text-change", check_text_change }, { "coverage", check_coverage },   { "exposure", check_exposure },
	{ "count", check_count },             { "deadline", check_deadline },   { "next-step", check_next_step },
	{ "agreement", check_agreement },     { "other", check_nothing },
};

static check_fn *
find_check(const talks *t, uint32_t entry)
{
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
		if (line_is(t, entry, CLAUSE_kind, checks[i].kind))
			return checks[i].check;
	return check_nothing;
}

/* What kind of claim an act is; empty where it is none. */
static str
kind_of(const talks *t, uint32_t entry, check_fn **ret_check)
{
	const struct entry *e = talks_entry(t, entry);
	str kind = talks_act_word(t, entry, CLAUSE_kind);
	*ret_check = check_nothing;
	switch (e->verb) {
	case VERB_claims:
		*ret_check = find_check(t, entry);
		return kind.len ? kind : S("other");
	case VERB_sees:
		*ret_check = check_exposure;
		return talks_act_per(t, entry) && e->mood != MOOD_WILL && e->mood != MOOD_WILL_NOT ? S("exposure")
												    : S("");
	case VERB_expects:
		*ret_check = check_forecast;
		return S("forecast");
	case VERB_would_not_say:
		return S("declined");
	default:
		return S("");
	}
}

static str
speaker_of(const talks *t, uint32_t entry, bool data)
{
	const struct entry *e = talks_entry(t, entry);
	uint32_t per = talks_act_per(t, entry);
	if (e->verb == VERB_sees && per)
		return data ? talks_actor_token(t, per) : line_who(t, per);
	return data ? talks_act_subjects(t, entry) : line_names(t, entry, KEY_SUBJECT);
}

/* What it is about, beside its words: "almost-all of v0". */
static str
object_of(const talks *t, uint32_t entry)
{
	const struct entry *e = talks_entry(t, entry);
	str object = talks_act_refs(t, entry, KEY_OBJECT);
	if (e->verb == VERB_sees)
		return talks_act_words(t, entry);
	if (!object.len)
		object = talks_act_refs(t, entry, CLAUSE_about);
	str with = e->verb == VERB_claims ? line_names(t, entry, CLAUSE_with) : S("");
	return with.len ? arena_printf(t->a, "%.*s, with %.*s", STR_ARG(object), STR_ARG(with)) : object;
}

/* ---- rows ---- */

static void
add_data(struct claims *q, uint32_t entry, str kind, const struct check *k)
{
	const talks *t = q->t;
	str words = line_words_text(t, entry);
	uint32_t per = talks_act_per(t, entry);
	value *row = value_object(q->a);
	value_set_str(row, "speaker", speaker_of(t, entry, true));
	line_set(row, "words", words.len ? words : object_of(t, entry));
	value_set_str(row, "kind", kind);
	line_set(row, "checked_against", k->against);
	value_set_str(row, "finding", str_of(finding_names[k->finding]));
	line_set(row, "numbers", k->numbers);
	line_set(row, "missing", k->missing);
	line_set(row, "object", object_of(t, entry));
	value_set_bool(row, "exact_words", talks_act_has(t, entry, CLAUSE_words));
	line_set(row, "at", talks_act_iso(t, entry, true));
	line_set(row, "per", per ? talks_actor_token(t, per) : S(""));
	line_set(row, "via", talks_act_text(t, entry, CLAUSE_via));
	value_set_bool(row, "withdrawn", line_is_dead(t, entry));
	value_set_str(row, "source", talks_act_source(t, entry));
	value_push(sheet_rows(q->s), row);
}

static void
add_claim_words(struct claims *q, runs *cell, uint32_t entry, str kind)
{
	const talks *t = q->t;
	str object = object_of(t, entry);
	if (str_eq(kind, S("declined")))
		runs_add(cell, RUN_PLAIN, S("declined to say: "));
	bool any = talks_entry(t, entry)->verb != VERB_sees && line_words(cell, t, entry);
	if (object.len && any)
		runs_add(cell, RUN_PLAIN, arena_printf(q->a, " (of %.*s)", STR_ARG(object)));
	else
		runs_add(cell, RUN_PLAIN, object);
	if (line_is_dead(t, entry))
		runs_add(cell, RUN_WARN, S(" corrected since"));
}

static void
add_claim(struct claims *q, uint32_t entry, str kind, const struct check *k)
{
	const talks *t = q->t;
	if (!q->grid) {
		sheet_heading(q->s, 1, S("Claims, in the order of time"));
		q->grid = sheet_table(q->s);
		table_column(q->grid, S("when"), COLUMN_WRAP);
		table_column(q->grid, S("who"), COLUMN_WRAP);
		table_column(q->grid, S("words"), COLUMN_WRAP);
		table_column(q->grid, S("checked against"), COLUMN_WRAP);
		table_column(q->grid, S("finding"), COLUMN_WRAP);
	}
	table_row(q->grid);
	runs_add(table_cell(q->grid), RUN_PLAIN, line_when(t, entry));
	runs *who = table_cell(q->grid);
	runs_add(who, RUN_PLAIN, speaker_of(t, entry, false));
	line_chain(who, q->s, t, entry);
	add_claim_words(q, table_cell(q->grid), entry, kind);
	runs *against = table_cell(q->grid), *finding = table_cell(q->grid);
	if (str_eq(kind, S("declined"))) {
		runs_add(against, RUN_QUIET, S("-"));
		runs_add(finding, RUN_PLAIN, S("declined to say"));
		return;
	}
	runs_add(against, RUN_PLAIN, k->against.len ? k->against : str_of("-"));
	runs_add(finding, RUN_STRONG, str_of(finding_names[k->finding]));
	if (k->numbers.len)
		runs_add(finding, RUN_PLAIN, arena_printf(q->a, ": %.*s", STR_ARG(k->numbers)));
	if (k->missing.len)
		runs_add(finding, RUN_PLAIN, arena_printf(q->a, "%s%.*s", k->numbers.len ? "; " : ": ",
							  STR_ARG(k->missing)));
}

static void
add_claims(struct claims *q)
{
	const talks *t = q->t;
	for (size_t i = 0; i < t->v->order.count; i++) {
		uint32_t entry = t->v->order.at[i];
		check_fn *check;
		str kind = kind_of(t, entry, &check);
		if (!kind.len)
			continue;
		struct check k = check(q, entry);
		if (str_eq(kind, S("declined")))
			k = (struct check){ 0 };
		add_data(q, entry, kind, &k);
		add_claim(q, entry, kind, &k);
	}
	if (!q->grid)
		runs_add(sheet_para(q->s), RUN_PLAIN, S("No claim is recorded."));
}

/* ---- the whole ---- */

static void
index_meetings(struct claims *q)
{
	const talks *t = q->t;
	size_t entries = t->m->entries.count + 1;
	q->act_in_first = ARENA_ARRAY(q->a, uint32_t, entries);
	q->act_in_next = ARENA_ARRAY(q->a, uint32_t, entries);
	for (size_t i = 0; i < t->v->order.count; i++) {
		uint32_t entry = t->v->order.at[i];
		struct targets it = talks_targets(t, entry, CLAUSE_in);
		struct target what;
		if (talks_entry(t, entry)->verb == VERB_claims || !targets_next(&it, &what) || what.kind != TARGET_ACT)
			continue;
		q->act_in_next[entry] = q->act_in_first[what.index];
		q->act_in_first[what.index] = entry + 1;
	}
}

static sheet *
claims_build(struct ask *ask, struct err *err)
{
	ANSWER_NO_ARGS(ask, err, "claims");
	struct claims q = { .ask = ask, .a = ask->a, .t = ask->t,
			    .s = ask_sheet(ask, "claims", "what was said, is it so, and what is unknown") };
	q.discussed = ARENA_ARRAY(q.a, uint32_t, q.t->points.count + 1);
	for (uint32_t i = 1; i < q.t->steps.count; i++)
		q.open_plans += is_open_plan(q.t, &q.t->steps.at[i]);
	showings_init(&q.showings, q.t);
	index_meetings(&q);
	add_claims(&q);
	accounts_to(ask, q.s);
	unknowns_to(ask, q.s);
	sheet_note(q.s, S("In the order of time. Accounts that differ are kept side by side; nothing here says who "
			  "is right."));
	if (q.used_hedge)
		sheet_note(q.s, S("'many' is read as a third or more, 'almost all' as nine in ten or more, 'about' as "
				  "within a tenth."));
	showings_done(&q.showings);
	LIST_DONE(&q.changed);
	map_done(&q.compared);
	map_done(&q.covered);
	return q.s;
}

const struct answer answer_claims = {
	.name = "claims",
	.question = "what was said, is it so, and what is unknown",
	.args = "",
	.more = "Claims in the order of time, each with its exact words, the chain by which they came, what it was\n"
		"checked against, and the finding: borne out, partly, not borne out, or cannot tell and what is\n"
		"missing.  Then accounts of one event side by side, and the register of unknowns.  Findings are\n"
		"never sorted, counted or grouped by speaker.\n",
	.build = claims_build,
};
