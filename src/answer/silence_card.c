#include "answer/silence_card.h"

#include <string.h>

#include "answer/ballots.h"
#include "answer/lines.h"
#include "record/seal.h"

const char *const silence_list_names[LIST_COUNT] = { "objected", "supported", "explained", "silent", "not_received" };

/* ---- the text ---- */

/* Over numbers, headings and words of all points: what members are silent about. */
static void
hash_text(const struct ask *ask, struct silence_card *c)
{
	const talks *t = ask->t;
	const struct tdraft *d = &t->drafts.at[c->draft];
	buf text = { 0 };
	struct hash hash;
	struct hex hex;

	for (uint32_t r = d->first; r < d->first + d->count_held; r++) {
		const struct draft_point *p = t->readings.at[r].text;

		if (p == NULL)
			continue;
		buf_printf(&text, "%zu %zu %zu\n", p->number.len, p->heading.len, p->words.len);
		buf_add(&text, p->number);
		buf_add(&text, p->heading);
		buf_add(&text, p->words);
	}
	if (d->whole && d->count_held > 0) {
		seal_start();
		hash = seal_hash(buf_str(&text));
		hex = hash_hex(&hash);
		c->hash = arena_printf(ask->a, "%s", hex.at);
		c->code = arena_printf(ask->a, "%.4s-%.4s", hex.at, hex.at + 4);
	}
	buf_done(&text);
}

/* A sentence ends at a full stop, question or exclamation mark before a blank, or at the
 * end; runs of blanks are one. */
static size_t
sentences_of(const struct ask *ask, uint32_t of_draft, str **ret)
{
	const talks *t = ask->t;
	const struct tdraft *d = &t->drafts.at[of_draft];
	LIST(str) list = { 0 };
	size_t count;

	for (uint32_t r = d->first; r < d->first + d->count_held; r++) {
		str words = t->readings.at[r].text != NULL ? t->readings.at[r].text->words : S("");
		buf one = { 0 };

		for (size_t i = 0; i <= words.len; i++) {
			char x = i < words.len ? words.at[i] : '\0', before = one.len ? one.at[one.len - 1] : '\0';
			bool is_blank = x == ' ' || x == '\n' || x == '\t' || x == '\r' || x == '\0';

			if (is_blank && (x == '\0' || before == '.' || before == '?' || before == '!')) {
				if (one.len)
					*LIST_ADD(&list) = arena_str(ask->a, buf_str(&one));
				buf_clear(&one);
			} else if (!is_blank) {
				buf_add_byte(&one, x);
			} else if (one.len && before != ' ') {
				buf_add_byte(&one, ' ');
			}
		}
		buf_done(&one);
	}
	count = list.count;
	*ret = ARENA_ARRAY(ask->a, str, count);
	for (size_t i = 0; i < count; i++)
		(*ret)[i] = list.at[i];
	LIST_DONE(&list);
	return count;
}

/* Those of `x` that are not among `y`, each of which answers for one. */
static size_t
missing_in(arena *a, const str x[], size_t x_count, const str y[], size_t y_count)
{
	bool *is_used = ARENA_ARRAY(a, bool, y_count + 1);
	size_t missing = 0;

	for (size_t i = 0; i < x_count; i++) {
		size_t k = 0;

		while (k < y_count && (is_used[k] || !str_eq(x[i], y[k])))
			k++;
		if (k < y_count)
			is_used[k] = true;
		else
			missing++;
	}
	return missing;
}

static size_t
sentences_changed(const struct ask *ask, uint32_t old, uint32_t new)
{
	str *x, *y;
	size_t x_count, y_count, gone, come;

	if (!ask->t->drafts.at[old].whole || !ask->t->drafts.at[new].whole)
		return SIZE_MAX;
	x_count = sentences_of(ask, old, &x);
	y_count = sentences_of(ask, new, &y);
	gone = missing_in(ask->a, x, x_count, y, y_count);
	come = missing_in(ask->a, y, y_count, x, x_count);
	return gone > come ? gone : come;
}

/* ---- what was entered ---- */

struct gathering {
	const struct ask *ask;
	const talks *t;
	struct silence_card *c;
	uint32_t opener;
	LIST(struct silence_event) events;
	LIST(uint32_t) entries;
};

static bool
is_about_period(const struct gathering *g, uint32_t entry)
{
	struct targets it = talks_targets(g->t, entry, KEY_OBJECT);

	for (struct target what; targets_next(&it, &what);)
		if (what.kind == TARGET_ACT && what.index == g->c->entry)
			return true;
	return false;
}

static bool
is_about_draft(const struct gathering *g, uint32_t entry)
{
	struct targets it = talks_targets(g->t, entry, KEY_OBJECT);

	for (struct target what; targets_next(&it, &what);)
		if ((what.kind == TARGET_DRAFT && what.index == g->c->draft) ||
		    (what.kind == TARGET_READING && g->t->readings.at[what.index].draft == g->c->draft))
			return true;
	return false;
}

/* Takes back one of the objections to the period. */
static bool
is_about_objection(const struct gathering *g, uint32_t entry)
{
	struct targets it = talks_targets(g->t, entry, KEY_OBJECT);

	for (struct target what; targets_next(&it, &what);)
		for (size_t i = 0; i < g->entries.count; i++)
			if (what.kind == TARGET_ACT && g->entries.at[i] == what.index && g->events.at[i].act == SILENCE_OBJECTION)
				return true;
	return false;
}

static bool
act_of(const struct gathering *g, uint32_t entry, enum silence_act *ret)
{
	const struct entry *e = talks_entry(g->t, entry);

	switch (e->verb) {
	case VERB_acknowledges:
		*ret = SILENCE_RECEIPT;
		return is_about_draft(g, entry) || is_about_period(g, entry);
	case VERB_objects:
		*ret = SILENCE_OBJECTION;
		return is_about_period(g, entry);
	case VERB_supports:
		*ret = SILENCE_SUPPORT;
		return is_about_period(g, entry);
	case VERB_explains_position:
		*ret = SILENCE_EXPLANATION;
		return is_about_period(g, entry);
	case VERB_extends:
		*ret = SILENCE_EXTENSION;
		return is_about_period(g, entry);
	case VERB_stops_clock:
		*ret = SILENCE_STOP;
		return is_about_period(g, entry);
	case VERB_lifts:
	case VERB_withdraws:
		*ret = SILENCE_WITHDRAWAL;
		return is_about_objection(g, entry);
	case VERB_enters_reservation:
		*ret = SILENCE_RESERVATION;
		return is_about_draft(g, entry);
	default:
		*ret = SILENCE_AMENDMENT;
		return verbs[e->verb].group == AMENDMENTS && e->verb != VERB_sponsors && is_about_draft(g, entry);
	}
}

/* The members among these names, as places in the list of members. */
static size_t
members_among(const struct gathering *g, const struct item *names, size_t count, uint32_t ret[])
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		uint32_t actor = g->t->actor_of[names[i].a], side = talks_side(g->t, actor);

		for (uint32_t m = 0; m < g->c->period.member_count; m++)
			if (g->c->members[m] == actor || g->c->members[m] == side) {
				ret[n++] = m;
				break;
			}
	}
	return n;
}

static void
add_event(struct gathering *g, uint32_t entry, enum silence_act act)
{
	const talks *t = g->t;
	const struct entry *e = talks_entry(t, entry);
	const struct item *subjects = entry_items(t->m, e), *others = entry_own(t->m, e, CLAUSE_in_name_of);
	const struct item *due = entry_own(t->m, e, CLAUSE_due);
	size_t other_count = others ? item_run(t->m, e, others) : 0;
	uint32_t *members = ARENA_ARRAY(g->ask->a, uint32_t, e->subject_count + other_count + 1);
	struct silence_event event = { .act = act, .at = t->v->times[entry].key, .from = t->v->times[entry].so.from,
				       .members = members };
	struct span span;
	struct err err = { 0 };

	event.own_count = event.member_count = members_among(g, subjects, e->subject_count, members);
	event.is_claimed = e->subject_count > 0 && ballots_claimed_by(t, entry, t->actor_of[subjects->a]) != 0;
	event.member_count += members_among(g, others, other_count, members + event.member_count);
	event.by_chair = e->subject_count > 0 && (t->actor_of[subjects->a] == g->opener ||
						  talks_side(t, t->actor_of[subjects->a]) == talks_side(t, g->opener));
	if (act == SILENCE_EXTENSION && due && docket_span(t->d, e, &t->m->whens.at[due->a], &span, &err))
		event.until = span.to;
	*LIST_ADD(&g->events) = event;
	*LIST_ADD(&g->entries) = entry;
}

static void
gather(struct gathering *g)
{
	const talks *t = g->t;
	struct silence_card *c = g->c;
	uint32_t opened_at = t->order_of[c->entry];

	for (size_t i = 0; i < t->v->order.count; i++) {
		uint32_t entry = t->v->order.at[i];
		const struct entry *e = talks_entry(t, entry);
		enum silence_act act;

		if (e->mood != MOOD_DONE || t->dead[entry] || !act_of(g, entry, &act))
			continue;
		/* What was said of the text before it was placed under silence is none of the procedure. */
		if (t->order_of[entry] > opened_at || act == SILENCE_RECEIPT || is_about_period(g, entry))
			add_event(g, entry, act);
	}
	struct silence_event *events = ARENA_ARRAY(g->ask->a, struct silence_event, g->events.count);
	uint32_t *entries = ARENA_ARRAY(g->ask->a, uint32_t, g->events.count);

	for (size_t i = 0; i < g->events.count; i++) {
		events[i] = g->events.at[i];
		entries[i] = g->entries.at[i];
	}
	c->period.events = events;
	c->period.event_count = g->events.count;
	c->event_entry = entries;
	LIST_DONE(&g->events);
	LIST_DONE(&g->entries);
}

/* ---- cards ---- */

bool
silence_terms_of(const talks *t, uint32_t rule, struct silence_terms *ret)
{
	const struct entry *e = talks_entry(t, rule - 1);
	const struct item *lines = entry_own(t->m, e, CLAUSE_method);
	size_t at;
	const char *why;

	*ret = (struct silence_terms){ 0 };
	for (size_t i = 0, n = lines ? item_run(t->m, e, lines) : 0; i < n; i++)
		if (!silence_line(item_text(t->m, &lines[i]), ret, &at, &why))
			return false;
	return ret->line_count > 0;
}

static void
take_text(const struct ask *ask, struct silence_card *c, const struct silence_card *before)
{
	struct targets it = talks_targets(ask->t, c->entry, CLAUSE_on);

	for (struct target what; targets_next(&it, &what);)
		if (!c->draft)
			c->draft = what.kind == TARGET_DRAFT ? what.index
				   : what.kind == TARGET_READING ? ask->t->readings.at[what.index].draft : 0;
	c->period.changed = SIZE_MAX;
	if (c->draft)
		hash_text(ask, c);
	if (c->draft && before != NULL && before->draft && before->rule == c->rule) {
		c->before = before->draft;
		c->period.changed = sentences_changed(ask, before->draft, c->draft);
	}
}

static bool
is_of_silence(const talks *t, uint32_t rule)
{
	struct silence_terms terms;

	return silence_terms_of(t, rule, &terms);
}

static void
take_rule(const struct ask *ask, struct silence_card *c)
{
	struct body_rule by = body_rule_of(ask->t, ask->a, c->entry, c->period.opened, is_of_silence);

	c->rule = by.rule;
	c->why = by.why;
	c->has_terms = c->rule && silence_terms_of(ask->t, c->rule, &c->terms);
	if (c->rule && !c->has_terms) {
		c->terms = (struct silence_terms){ 0 };
		c->why = S("the terms of the rule are not given in a form that the program can reckon");
	}
}

static void
make_card(const struct ask *ask, struct silence_card *c, const struct silence_card *before)
{
	const talks *t = ask->t;
	const struct entry *e = talks_entry(t, c->entry);
	const struct item *due = entry_own(t->m, e, CLAUSE_due);
	struct gathering g = { .ask = ask, .t = t, .c = c };
	struct span span = { 0, 0 };
	struct err err = { 0 };
	bool has_for = entry_own(t->m, e, CLAUSE_for) != NULL;

	c->period.opened = t->v->times[c->entry].key;
	c->period.opened_from = t->v->times[c->entry].so.from;
	if (due && docket_span(t->d, e, &t->m->whens.at[due->a], &span, &err))
		c->period.due = span.to;
	take_rule(ask, c);
	take_text(ask, c, before);
	uint32_t of = has_for || !c->rule ? c->entry : c->rule - 1;
	c->period.member_count = body_members_for(t, ask->a, of, c->period.opened, &c->members);
	c->unsettled = body_unsettled_for(t, ask->a, of, c->period.opened);
	g.opener = e->subject_count ? t->actor_of[entry_items(t->m, e)->a] : 0;
	gather(&g);
	silence_run(ask->a, &c->terms, &c->period, t->now, &c->outcome);
}

size_t
silence_cards(const struct ask *ask, const struct silence_card **ret_cards)
{
	const uint32_t *openings;
	size_t count = line_acts(ask->t, ask->a, VERB_opens_silence, &openings);
	struct silence_card *cards = ARENA_ARRAY(ask->a, struct silence_card, count);

	for (size_t i = 0; i < count; i++) {
		cards[i].entry = openings[i];
		make_card(ask, &cards[i], i > 0 ? &cards[i - 1] : NULL);
	}
	*ret_cards = cards;
	return count;
}

/* ---- in words ---- */

static str
unit_words(arena *a, int64_t count, const char *one)
{
	return arena_printf(a, "%lld %s%s", (long long)count, one, count == 1 ? "" : "s");
}

str
silence_duration(arena *a, int64_t seconds)
{
	int64_t whole = seconds / 60, hours = whole / 60;
	str of_minutes = unit_words(a, whole % 60, "minute");

	if (seconds < 60)
		return unit_words(a, seconds < 0 ? 0 : seconds, "second");
	if (hours == 0)
		return of_minutes;
	return whole % 60 == 0 ? unit_words(a, hours, "hour")
				 : arena_printf(a, "%.*s %.*s", STR_ARG(unit_words(a, hours, "hour")), STR_ARG(of_minutes));
}

static size_t
extension_of(const struct silence_card *c)
{
	size_t last = SIZE_MAX;

	for (size_t i = 0; i < c->period.event_count; i++)
		if (c->period.events[i].act == SILENCE_EXTENSION && c->outcome.effect[i] == EFFECT_COUNTS)
			last = i;
	return last;
}

str
silence_period_words(const struct ask *ask, const struct silence_card *c)
{
	const talks *t = ask->t;
	size_t extended = extension_of(c);
	str from = line_instant(t, c->period.opened), to = line_instant(t, c->period.due);

	if (extended == SIZE_MAX || c->period.events[extended].at > t->now)
		return arena_printf(ask->a, "%.*s - %.*s", STR_ARG(from), STR_ARG(to));
	return arena_printf(ask->a, "%.*s - %.*s, extended %.*s to %.*s", STR_ARG(from), STR_ARG(to),
			    STR_ARG(line_instant(t, c->period.events[extended].at)), STR_ARG(line_instant(t, c->outcome.due)));
}

static bool
is_in_list(const struct silence_card *c, size_t member, enum silence_list list)
{
	const struct silence_outcome *o = &c->outcome;
	bool objected = o->objected[member], supported = o->supported[member], explained = o->explained[member];

	switch (list) {
	case LIST_OBJECTED:
		return objected;
	case LIST_SUPPORTED:
		return !objected && supported;
	case LIST_EXPLAINED:
		return !objected && !supported && explained;
	case LIST_SILENT:
		return !objected && !supported && !explained;
	default:
		return !o->received[member];
	}
}

size_t
silence_list_count(const struct silence_card *c, enum silence_list list)
{
	size_t count = 0;

	for (size_t i = 0; i < c->period.member_count; i++)
		count += is_in_list(c, i, list);
	return count;
}

str
silence_list_words(const struct ask *ask, const struct silence_card *c, enum silence_list list)
{
	buf text = { 0 };

	for (size_t i = 0; i < c->period.member_count; i++)
		if (is_in_list(c, i, list))
			line_join(&text, talks_actor_token(ask->t, c->members[i]));
	return line_keep(ask->a, &text);
}

value *
silence_list_value(const struct ask *ask, const struct silence_card *c, enum silence_list list)
{
	value *names = value_list(ask->a);

	for (size_t i = 0; i < c->period.member_count; i++)
		if (is_in_list(c, i, list))
			value_push(names, value_str(ask->a, talks_actor_token(ask->t, c->members[i])));
	return names;
}

/* "by a letter of 6 (Cove, Dale, …)", "by Cove, Dale", or by one. */
static str
by_whom(const struct ask *ask, const struct silence_card *c)
{
	const struct silence_event *e = &c->period.events[c->outcome.broken_by];
	uint32_t entry = c->event_entry[c->outcome.broken_by];
	size_t all = c->terms.joint_letters ? e->member_count : e->own_count, count = 0;
	buf names = { 0 };
	str words;

	for (size_t i = 0; i < all; i++) {
		bool before = false;

		for (size_t k = 0; k < i; k++)
			before = before || e->members[k] == e->members[i];
		if (before)
			continue;
		count++;
		line_join(&names, talks_actor_token(ask->t, c->members[e->members[i]]));
	}
	words = line_keep(ask->a, &names);
	str on = talks_act_refs(ask->t, entry, CLAUSE_on);
	str who = all > e->own_count ? arena_printf(ask->a, "by a letter of %zu (%.*s)", count, STR_ARG(words))
				     : arena_printf(ask->a, "by %.*s", STR_ARG(words));

	return on.len ? arena_printf(ask->a, "%.*s, on %.*s", STR_ARG(who), STR_ARG(on)) : who;
}

bool
silence_cannot_tell(const struct silence_card *c)
{
	return !c->has_terms || (c->outcome.status == SILENCE_EXPIRED && (c->outcome.doubts != 0 || c->unsettled.len));
}

static str
not_served_words(const struct ask *ask, const struct silence_card *c)
{
	buf names = { 0 };
	size_t count = 0;

	for (size_t i = 0; i < c->period.member_count; i++)
		if (!c->outcome.served[i]) {
			line_join(&names, talks_actor_token(ask->t, c->members[i]));
			count++;
		}
	str words = arena_printf(ask->a, "it is served when received, and %zu %s not acknowledged it by then (%.*s)", count,
				 count == 1 ? "has" : "have", STR_ARG(buf_str(&names)));
	buf_done(&names);
	return words;
}

static str
doubt_words(const struct ask *ask, const struct silence_card *c)
{
	static const struct { unsigned doubt; const char *words; } reasons[] = {
		{ DOUBT_CLAIMED, "that it was broken is claimed by another than who is to have done it" },
		{ DOUBT_TIME, "whether what would break it came in time is not known" },
		{ DOUBT_LENGTH, "when it was opened is not known closely enough to say whether it is long enough" },
	};
	buf words = { 0 };

	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (c->outcome.doubts & reasons[i].doubt)
			buf_printf(&words, "%s%s", words.len ? "; " : "", reasons[i].words);
	if (c->unsettled.len)
		buf_printf(&words, "%s%.*s", words.len ? "; " : "", STR_ARG(c->unsettled));
	if (c->outcome.doubts & DOUBT_RECEIPT)
		buf_printf(&words, "%s%.*s", words.len ? "; " : "", STR_ARG(not_served_words(ask, c)));
	return line_keep(ask->a, &words);
}

static str
refused_words(const struct ask *ask, const struct silence_card *c)
{
	int64_t length = silence_length(c->period.opened, c->period.due);

	if (length < 0)
		return S("NOT A PERIOD: it ends before it begins");
	return arena_printf(ask->a, "NOT A PERIOD under the rule: it wants at least %.*s, and this one is %.*s",
			    STR_ARG(silence_duration(ask->a, c->outcome.wanted)), STR_ARG(silence_duration(ask->a, length)));
}

str
silence_status_words(const struct ask *ask, const struct silence_card *c)
{
	const talks *t = ask->t;
	const struct silence_outcome *o = &c->outcome;
	str at = line_instant(t, o->ended), doubts = doubt_words(ask, c);
	str objected = o->objectors == 0 ? S("no objection so far")
					 : arena_printf(ask->a, "%zu objected, which does not break it", o->objectors);

	if (!c->has_terms)
		return arena_printf(ask->a, "not reckoned: %.*s", STR_ARG(c->why));
	switch (o->status) {
	case SILENCE_REFUSED:
		return refused_words(ask, c);
	case SILENCE_BROKEN:
		return arena_printf(ask->a, "BROKEN %.*s %.*s", STR_ARG(at), STR_ARG(by_whom(ask, c)));
	case SILENCE_STOPPED:
		return arena_printf(ask->a, "STOPPED %.*s", STR_ARG(at));
	case SILENCE_EXPIRED:
		if (doubts.len)
			return arena_printf(ask->a, "CANNOT BE TOLD: %.*s", STR_ARG(doubts));
		return o->objectors == 0 ? arena_printf(ask->a, "NO OBJECTION by %.*s", STR_ARG(at))
					 : arena_printf(ask->a, "NOT BROKEN by %.*s: %.*s under the rule", STR_ARG(at), STR_ARG(objected));
	default:
		return arena_printf(ask->a, "RUNNING, %.*s left; %.*s%s%.*s",
				    STR_ARG(silence_duration(ask->a, silence_length(t->now, o->due))), STR_ARG(objected),
				    doubts.len ? "; " : "", STR_ARG(doubts));
	}
}

uint32_t
silence_text_withdrawn(const talks *t, const struct silence_card *c)
{
	int64_t end = c->outcome.due;

	for (size_t i = 0; c->draft && i < t->v->order.count; i++) {
		uint32_t entry = t->v->order.at[i];
		const struct entry *e = talks_entry(t, entry);
		struct targets it = talks_targets(t, entry, KEY_OBJECT);

		if (e->verb != VERB_withdraws || e->mood != MOOD_DONE || t->dead[entry] || t->v->times[entry].key > end ||
		    t->order_of[entry] < t->order_of[c->entry])
			continue;
		for (struct target what; targets_next(&it, &what);)
			if (what.kind == TARGET_DRAFT && what.index == c->draft)
				return entry + 1;
	}
	return 0;
}

/* ---- the card ---- */

static const char *
effect_words(const struct silence_outcome *o, size_t event)
{
	switch (o->effect[event]) {
	case EFFECT_CLAIMED:
		return "claimed by another than who is to have done it";
	case EFFECT_PERHAPS_LATE:
		return "whether it came in time is not known";
	case EFFECT_TOO_EARLY:
		return "before the period was opened";
	case EFFECT_LATE:
		return "too late";
	case EFFECT_NOT_ALLOWED:
		return "not for them to do under the rule";
	case EFFECT_NO_MEMBER:
		return "by nobody who is a member";
	case EFFECT_TOO_MANY:
		return "one extension more than the rule allows";
	case EFFECT_OVER:
		return o->status == SILENCE_REFUSED ? "there was no period under the rule" : "after the period had ended";
	default:
		return NULL;
	}
}

static void
add_without_effect(const struct ask *ask, sheet *s, const struct silence_card *c)
{
	for (size_t i = 0; i < c->period.event_count && c->period.events[i].at <= ask->t->now; i++) {
		const char *why = effect_words(&c->outcome, i);
		uint32_t entry = c->event_entry[i];

		if (why == NULL || c->period.events[i].act == SILENCE_RECEIPT || !c->has_terms)
			continue;
		runs_add(sheet_labelled(s, S("Without effect")), RUN_PLAIN,
			 arena_printf(ask->a, "%.*s, %.*s: %s", STR_ARG(line_act(ask->t, entry)), STR_ARG(line_when(ask->t, entry)), why));
	}
}

/* Those that objected in time, when silence was broken already. */
static void
add_after_break(const struct ask *ask, sheet *s, const struct silence_card *c)
{
	for (size_t i = 0; i < c->period.event_count && c->period.events[i].at <= ask->t->now; i++)
		if (c->outcome.effect[i] == EFFECT_AFTER_BREAK)
			runs_add(sheet_labelled(s, S("After it was broken")), RUN_PLAIN,
				 arena_printf(ask->a, "%.*s, %.*s", STR_ARG(line_act(ask->t, c->event_entry[i])),
					      STR_ARG(line_when(ask->t, c->event_entry[i]))));
}

static void
add_withdrawn(const struct ask *ask, sheet *s, const struct silence_card *c)
{
	uint32_t entry = silence_text_withdrawn(ask->t, c);

	if (entry)
		runs_add(sheet_labelled(s, S("Withdrawn")), RUN_WARN,
			 arena_printf(ask->a, "%.*s, %.*s", STR_ARG(line_act(ask->t, entry - 1)), STR_ARG(line_when(ask->t, entry - 1))));
}

static void
add_objection(const struct ask *ask, sheet *s, const struct silence_card *c)
{
	uint32_t entry = c->event_entry[c->outcome.broken_by];
	const talks *t = ask->t;
	str words = talks_act_text(t, entry, CLAUSE_text), because = talks_act_text(t, entry, CLAUSE_because);
	str removes = talks_act_text(t, entry, CLAUSE_removes);
	runs *r;

	if (line_words_text(t, entry).len) {
		r = sheet_labelled(s, S("Objects to"));
		line_words(r, t, entry);
	}
	if (words.len)
		runs_add(sheet_labelled(s, S("Proposes")), RUN_QUOTE, words);
	if (because.len)
		runs_add(sheet_labelled(s, S("Because")), RUN_PLAIN, because);
	if (removes.len)
		runs_add(sheet_labelled(s, S("Would lift it")), RUN_PLAIN, removes);
	if (c->terms.if_broken.len)
		runs_add(sheet_labelled(s, S("If broken")), RUN_PLAIN, c->terms.if_broken);
}

static void
add_lists(const struct ask *ask, sheet *s, const struct silence_card *c)
{
	static const char *const labels[] = { "Objected", "Supported", "Explained", "Silent" };
	const struct silence_outcome *o = &c->outcome;
	size_t missing = c->period.member_count - o->received_count;

	runs_add(sheet_labelled(s, S("Members")), RUN_PLAIN,
		 arena_printf(ask->a, "%zu = %zu objected + %zu supported + %zu explained + %zu silent", c->period.member_count,
			      o->objectors, o->supporters, o->explainers, o->silent));
	for (int list = LIST_OBJECTED; list <= LIST_SILENT; list++) {
		size_t count = silence_list_count(c, (enum silence_list)list);

		if (count > 0)
			runs_add(sheet_labelled(s, str_of(labels[list])), RUN_PLAIN,
				 arena_printf(ask->a, "%zu: %.*s", count, STR_ARG(silence_list_words(ask, c, (enum silence_list)list))));
	}
	runs_add(sheet_labelled(s, S("Receipts")), RUN_PLAIN, arena_printf(ask->a, "%zu acknowledged", o->received_count));
	if (missing > 0)
		runs_add(sheet_labelled(s, S("Never")), RUN_WARN,
			 arena_printf(ask->a, "%zu: %.*s", missing, STR_ARG(silence_list_words(ask, c, LIST_NOT_RECEIVED))));
}

static void
add_terms(const struct ask *ask, sheet *s, const struct silence_card *c)
{
	const talks *t = ask->t;
	const struct entry *e = talks_entry(t, c->rule - 1);
	const struct item *lines = entry_own(t->m, e, CLAUSE_method);
	buf text = { 0 };

	for (size_t i = 0, n = item_run(t->m, e, lines); i < n; i++)
		buf_printf(&text, "%s%.*s", i ? "; " : "", STR_ARG(item_text(t->m, &lines[i])));
	runs_add(sheet_labelled(s, S("Rule")), RUN_PLAIN, line_keep(ask->a, &text));
}

static const char *const status_data[] = { "open", "refused", "broken", "expired", "stopped" };

static void
add_row(const struct ask *ask, sheet *s, const struct silence_card *c)
{
	arena *a = ask->a;
	const talks *t = ask->t;
	value *row = value_object(a);
	buf iso = { 0 };

	value_set_str(row, "kind", S("silence"));
	value_set_str(row, "period", talks_act_name(t, c->entry));
	value_set(row, "rule", c->rule ? value_str(a, syms_str(t->m->names, entry_items(t->m, talks_entry(t, c->rule - 1))->a))
				       : value_null(a));
	value_set(row, "text", c->draft ? value_str(a, line_draft(t, c->draft)) : value_null(a));
	line_set(row, "sha256", c->hash);
	instant_iso(c->period.opened, t->d->zone, &iso);
	value_set_str(row, "opened", line_keep(a, &iso));
	iso = (buf){ 0 };
	instant_iso(c->outcome.due, t->d->zone, &iso);
	value_set_str(row, "due", line_keep(a, &iso));
	value_set_str(row, "status", !c->has_terms ? S("not-reckoned") : silence_cannot_tell(c) ? S("cannot-tell")
										  : str_of(status_data[c->outcome.status]));
	line_set(row, "why", !c->has_terms ? c->why : doubt_words(ask, c));
	iso = (buf){ 0 };
	if (c->outcome.status != SILENCE_OPEN)
		instant_iso(c->outcome.ended, t->d->zone, &iso);
	line_set(row, "ended", line_keep(a, &iso));
	value_set_number(row, "members", (int64_t)c->period.member_count);
	value_set_number(row, "received", (int64_t)c->outcome.received_count);
	value_set(row, "sentences_changed", c->period.changed == SIZE_MAX ? value_null(a) : value_number(a, (int64_t)c->period.changed));
	for (int list = 0; list < LIST_COUNT; list++)
		value_set(row, silence_list_names[list], silence_list_value(ask, c, (enum silence_list)list));
	value_push(sheet_rows(s), row);
}

enum verdict
silence_card_to(struct ask *ask, sheet *s, const struct silence_card *c)
{
	const talks *t = ask->t;
	str text = c->draft ? line_draft(t, c->draft) : S("a text that is not held");

	sheet_heading(s, 1, arena_printf(ask->a, "%.*s: %.*s under silence", STR_ARG(talks_act_name(t, c->entry)), STR_ARG(text)));
	if (c->has_terms)
		add_terms(ask, s, c);
	runs_add(sheet_labelled(s, S("Text")), RUN_PLAIN,
		 c->code.len ? arena_printf(ask->a, "%.*s, code %.*s", STR_ARG(text), STR_ARG(c->code))
			     : arena_printf(ask->a, "%.*s; not all of its words are held here", STR_ARG(text)));
	if (c->period.changed != SIZE_MAX)
		runs_add(sheet_labelled(s, S("Changed")), RUN_PLAIN,
			 arena_printf(ask->a, "%.*s since %.*s", STR_ARG(line_count(t, c->period.changed, "sentence", "sentences")),
				      STR_ARG(line_draft(t, c->before))));
	runs_add(sheet_labelled(s, S("Period")), RUN_PLAIN, silence_period_words(ask, c));
	runs_add(sheet_labelled(s, S("Status")), c->outcome.status == SILENCE_EXPIRED && !silence_cannot_tell(c) ? RUN_STRONG : RUN_WARN,
		 silence_status_words(ask, c));
	add_withdrawn(ask, s, c);
	if (c->has_terms && c->outcome.status == SILENCE_BROKEN)
		add_objection(ask, s, c);
	add_lists(ask, s, c);
	add_after_break(ask, s, c);
	add_without_effect(ask, s, c);
	add_row(ask, s, c);
	if (silence_cannot_tell(c) || c->outcome.status == SILENCE_OPEN || c->outcome.status == SILENCE_STOPPED)
		return VERDICT_CANNOT_TELL;
	return c->outcome.status == SILENCE_EXPIRED ? VERDICT_YES : VERDICT_NO;
}
