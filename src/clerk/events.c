#include "clerk/events.h"

#include <string.h>

const char *const finding_kind_names[FINDING_KINDS] = {
	"statement", "position", "demand", "forecast", "declined", "condition", "red-line", "deadline", "meeting", "exposure", "incident",
	"point", "editorial",
};

enum { NEAR = 6, DOUBLES_BACK = 12 };

void
evidence_index(arena *a, struct evidence *e)
{
	size_t count = e->r->token_count + 1;
	e->date_at = ARENA_ARRAY(a, uint32_t, count);
	e->said_in = ARENA_ARRAY(a, uint32_t, count);
	for (uint32_t i = 0; i < e->date_count; i++)
		for (uint32_t t = e->dates[i].run.from; t < e->dates[i].run.to; t++)
			e->date_at[t] = 1 + i;
	for (uint32_t i = 0; i < e->attribution_count; i++)
		for (unsigned k = 0; k < e->attributions[i].content_count; k++)
			for (uint32_t t = e->attributions[i].contents[k].from; t < e->attributions[i].contents[k].to; t++)
				if (e->said_in[t] == 0 || e->attributions[i].inside == e->said_in[t])
					e->said_in[t] = 1 + i;
}

/* "Ukraine's allies" are not Ukraine; "Turkish counterpart X" is X. */
static bool
is_aside(const struct scene *s, uint32_t i)
{
	const struct names *n = s->e->names;
	uint32_t actor = n->actor_at[i], to = i + 1;
	if (!actor || n->actors[actor - 1].kind != ACTOR_STATE)
		return false;
	while (to < s->c.sentence.to && n->actor_at[to] == actor)
		to++;
	if (predicate_is(&s->c, to, "'s"))
		return n->named[to + 1 < s->c.sentence.to ? to + 1 : to].class == NAMED_GROUP;
	for (uint32_t k = to; k < s->c.sentence.to && k < to + 5; k++) {
		if (n->actor_at[k])
			return n->actors[n->actor_at[k] - 1].kind == ACTOR_PERSON && n->actors[n->actor_at[k] - 1].party == actor;
		if (!n->named[k].class && k > to + 2)
			return false;
	}
	return false;
}

uint8_t
scene_actors(const struct scene *s, struct run run, uint32_t ret[4])
{
	uint8_t count = 0;
	for (uint32_t i = run.from; i < run.to && count < 4; i++) {
		uint32_t actor = is_aside(s, i) ? 0 : s->e->names->actor_at[i];
		bool is_new = actor != 0;
		for (unsigned k = 0; k < count; k++)
			is_new &= ret[k] != actor;
		if (is_new)
			ret[count++] = actor;
	}
	return count;
}

uint32_t
scene_date(const struct scene *s, struct run run)
{
	for (uint32_t i = run.from; i < run.to; i++)
		if (s->e->date_at[i] && s->e->dates[s->e->date_at[i] - 1].type <= TIMEX_TIME)
			return s->e->date_at[i];
	return 0;
}

struct finding *
scene_add(struct scene *s, enum finding_kind kind, enum verb_id verb, struct run run, uint32_t at)
{
	struct finding *f = LIST_ADD(s->found);
	f->kind = (uint8_t)kind;
	f->verb = (uint8_t)verb;
	f->report = s->report;
	f->run = run;
	f->confidence = 0.6f;
	uint32_t said = s->e->said_in[at];
	if (said) {
		const struct attribution *said_by = &s->e->attributions[said - 1];
		f->speaker = said_by->source;
		f->cue = said_by->cue;
		f->actor = names_resolve(s->e->names, said_by->source);
		f->confidence = 0.5f + 0.3f * said_by->confidence;
	}
	return f;
}

/* ---- who, with whom, when, how ---- */

/* No farther than the words that the verb stands in, where somebody says them. */
static struct run
clipped(const struct scene *s, struct run run, uint32_t verb)
{
	uint32_t said = s->e->said_in[verb];
	const struct attribution *by = said ? &s->e->attributions[said - 1] : NULL;
	for (unsigned k = 0; by && k < by->content_count; k++) {
		struct run words = by->contents[k];
		if (words.from > verb || verb >= words.to)
			continue;
		if (run.from < words.from)
			run.from = words.from;
		if (run.to > words.to)
			run.to = words.to;
	}
	return run;
}

static struct run
subject_of(const struct scene *s, uint32_t verb)
{
	struct run subject = clipped(s, predicate_subject(&s->c, verb), verb);
	return run_is_empty(subject) ? (struct run){ verb, verb } : subject;
}

static struct run
around(const struct scene *s, uint32_t verb)
{
	return clipped(s, (struct run){ subject_of(s, verb).from, predicate_end(&s->c, verb) }, verb);
}

static uint8_t
mode_of(const struct scene *s, struct run run)
{
	static const struct { enum event_set set; const char *word; } modes[] = {
		{ SET_VIDEO, "video" }, { SET_PHONE, "phone" }, { SET_IN_PERSON, "in-person" }, { SET_PROXIMITY, "proximity" } };
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
		if (predicate_find(&s->c, run.from, run.to, modes[i].set) < run.to)
			return (uint8_t)closed_word_find(CLAUSE_mode, VERB_meets, str_of(modes[i].word));
	return 0;
}

/* "in Geneva": a name behind in or at, that is no date. */
static struct run
place_of(const struct scene *s, struct run run)
{
	for (uint32_t i = run.from; i + 1 < run.to; i++) {
		if (!predicate_is(&s->c, i, "in") && !predicate_is(&s->c, i, "at"))
			continue;
		uint32_t to = i + 1;
		while (to < run.to && (s->c.r->tokens[to].flags & TOKEN_CAPITAL) && !s->e->date_at[to])
			to++;
		if (to > i + 1)
			return (struct run){ i + 1, to };
	}
	return (struct run){ 0, 0 };
}

static void
dress(struct scene *s, struct finding *f, uint32_t verb)
{
	struct run subject = subject_of(s, verb), behind = { verb + 1, f->run.to };
	f->mood = (uint8_t)predicate_mood(&s->c, verb);
	f->subject_count = scene_actors(s, subject, f->subjects);
	/* "her deputy, X, played it down": the name stands in what is inserted. */
	if (f->subject_count == 0) {
		f->subject_count = scene_actors(s, (struct run){ subject.to, verb }, f->subjects);
		if (f->subject_count > 0 && s->e->names->actors[f->subjects[0] - 1].kind != ACTOR_PERSON)
			f->subject_count = 0;
	}
	f->object_count = scene_actors(s, behind, f->objects);
	f->at = scene_date(s, f->run);
	f->when = f->mood == MOOD_DONE || f->mood == MOOD_DID_NOT ? f->at : 0;
}

/* ---- meetings ---- */

/* "meet the deadline" is none. */
static bool
meets_a_demand(const struct scene *s, uint32_t verb)
{
	static const char *const demands[] = { "deadline", "demands", "demand", "conditions", "requirements", "needs", "criteria", "goals", "target",
					       "targets", "goal", "expectations", "standards", "obligations", "challenge" };
	for (uint32_t i = verb + 1; i < s->c.sentence.to && i <= verb + 4; i++)
		for (size_t k = 0; k < sizeof demands / sizeof *demands; k++)
			if (predicate_is_word(&s->c, i, str_of(demands[k])))
				return true;
	return false;
}

static bool
is_noun_here(const struct scene *s, uint32_t i)
{
	if (i == s->c.sentence.from)
		return false;
	event_sets before = s->c.sets[i - 1];
	return IN(before, DETERMINER) || (IN(before, PREPOSITION) && !predicate_is(&s->c, i - 1, "to")) || predicate_is(&s->c, i - 1, "'s");
}

static void
add_meeting(struct scene *s, uint32_t verb, uint32_t noun)
{
	struct run run = around(s, verb);
	if (noun >= run.to)
		run.to = noun + 1;
	struct finding *f = scene_add(s, FINDING_MEETING, VERB_meets, run, verb);
	dress(s, f, verb);
	uint32_t with = verb + 1;
	while (with < run.to && !predicate_is(&s->c, with, "with") && !predicate_is(&s->c, with, "between"))
		with++;
	f->object_count = scene_actors(s, (struct run){ with, run.to }, f->objects);
	f->mode = mode_of(s, run);
	f->place = place_of(s, run);
	/* "plan talks": the planning is the verb, the talks are to come; "cancelled talks" are not held. */
	if (f->mood == MOOD_DONE && IN(s->c.sets[verb], CANCELLED))
		f->mood = MOOD_WILL_NOT;
	else if (f->mood == MOOD_DONE && IN(s->c.sets[verb], PLANNED))
		f->mood = MOOD_WILL;
	if (f->mood != MOOD_DONE && f->mood != MOOD_DID_NOT)
		f->when = 0;
	f->confidence += f->subject_count > 0 ? 0.15f : -0.15f;
	if (f->subject_count + f->object_count < 2)
		f->doubt = "who takes part is not all said";
}

/* A verb that makes a meeting of a noun near it: hold talks, talks will be held. */
static uint32_t
meeting_noun(const struct scene *s, uint32_t verb)
{
	uint32_t end = predicate_end(&s->c, verb), to = verb + 1 + NEAR < end ? verb + 1 + NEAR : end;
	uint32_t noun = predicate_find(&s->c, verb + 1, to, SET_MEETING);
	if (noun < to && predicate_find(&s->c, verb + 1, noun, SET_PREPOSITION) >= noun - (noun > verb + 1))
		return noun;
	struct run subject = subject_of(s, verb);
	noun = predicate_find(&s->c, subject.from, subject.to, SET_MEETING);
	bool is_held = predicate_is(&s->c, verb, "held") || predicate_is(&s->c, verb, "scheduled") || predicate_is(&s->c, verb, "planned") ||
		       predicate_is(&s->c, verb, "begin") || predicate_is(&s->c, verb, "began") || predicate_is(&s->c, verb, "resume") ||
		       predicate_is(&s->c, verb, "resumed") || predicate_is(&s->c, verb, "postponed") || predicate_is(&s->c, verb, "cancelled") ||
		       predicate_is(&s->c, verb, "canceled") || predicate_is(&s->c, verb, "continue") || predicate_is(&s->c, verb, "concluded");
	return noun < subject.to && is_held ? noun : UINT32_MAX;
}

/* "spoke by phone with", "talked with X": not "spoke of", "talked about". */
static bool
is_call(const struct scene *s, uint32_t verb)
{
	uint32_t end = predicate_end(&s->c, verb);
	bool has_phone = predicate_find(&s->c, verb + 1, end, SET_PHONE) < end || IN(s->c.sets[verb], PHONE) ||
			 predicate_find(&s->c, verb + 1, end, SET_VIDEO) < end;
	for (uint32_t i = verb + 1; i < end && i <= verb + NEAR; i++)
		if (predicate_is(&s->c, i, "with") && i + 1 < end)
			return has_phone || s->e->names->actor_at[i + 1] || (i + 2 < end && s->e->names->actor_at[i + 2]);
	return has_phone && (IN(s->c.sets[verb], PHONE) || !IN(s->c.sets[verb], HOLD));
}

static bool
find_meeting(struct scene *s, uint32_t i)
{
	event_sets sets = s->c.sets[i];
	if (IN(sets, MEET) && !is_noun_here(s, i) && !meets_a_demand(s, i) && !predicate_is(&s->c, i, "meeting")) {
		add_meeting(s, i, i);
		return true;
	}
	if (IN(sets, TALKED) && !is_noun_here(s, i) && is_call(s, i)) {
		add_meeting(s, i, i);
		return true;
	}
	if (!IN(sets, HOLD) || is_noun_here(s, i))
		return false;
	uint32_t noun = meeting_noun(s, i);
	if (noun == UINT32_MAX || noun == i)
		return false;
	add_meeting(s, i, noun);
	if (IN(sets, CHAIRED) && !IN(sets, DETERMINER))
		s->found->at[s->found->count - 1].doubt = "who presided is said, who met may not be";
	return true;
}

/* "the talks in Geneva between A and B": a meeting that is named and not told. */
static bool
find_named_meeting(struct scene *s, uint32_t i)
{
	if (!IN(s->c.sets[i], MEETING) || IN(s->c.sets[i], TALKED) != 0)
		return false;
	uint32_t to = i + 1 + 2 * NEAR < s->c.sentence.to ? i + 1 + 2 * NEAR : s->c.sentence.to;
	uint32_t between = i + 1;
	while (between < to && !predicate_is(&s->c, between, "between") && !IN(s->c.sets[between], CLAUSE_END))
		between++;
	if (between >= to || !predicate_is(&s->c, between, "between"))
		return false;
	struct run run = { i, predicate_end(&s->c, between) };
	uint32_t actors[4];
	if (scene_actors(s, run, actors) < 2)
		return false;
	struct finding *f = scene_add(s, FINDING_MEETING, VERB_meets, run, i);
	f->subject_count = scene_actors(s, (struct run){ between, run.to }, f->subjects);
	f->mode = mode_of(s, run);
	f->place = place_of(s, run);
	f->when = f->at = scene_date(s, run);
	return true;
}

/* ---- who has seen what ---- */

static uint32_t
text_near(const struct scene *s, uint32_t from, uint32_t to)
{
	return predicate_find(&s->c, from, to, SET_TEXT);
}

static struct finding *
add_exposure(struct scene *s, enum verb_id verb, uint32_t i, uint32_t text)
{
	struct run run = around(s, i);
	if (text < run.from)
		run.from = text;
	struct finding *f = scene_add(s, FINDING_EXPOSURE, verb, run, i);
	f->text = IN(s->c.sets[text], TEXT) ? text + 1 : 0;
	dress(s, f, i);
	f->confidence += f->subject_count > 0 ? 0.15f : -0.2f;
	return f;
}

/* "X said it had not seen the changes": it is X. */
static void
take_speaker_for_pronoun(const struct scene *s, struct finding *f, uint32_t verb)
{
	struct run subject = subject_of(s, verb);
	bool is_pronoun = subject.from + 1 == subject.to &&
			  (predicate_is(&s->c, subject.from, "it") || predicate_is(&s->c, subject.from, "they") ||
			   predicate_is(&s->c, subject.from, "he") || predicate_is(&s->c, subject.from, "she") || predicate_is(&s->c, subject.from, "we"));
	if (f->subject_count > 0 || !is_pronoun || !f->actor)
		return;
	f->subjects[0] = f->actor;
	f->subject_count = 1;
	f->confidence += 0.25f;
}

/* "has not seen the plan", "the plan the Kremlin had received" */
static bool
find_seeing(struct scene *s, uint32_t i)
{
	uint32_t end = predicate_end(&s->c, i), to = i + 1 + NEAR < end ? i + 1 + NEAR : end;
	if ((!IN(s->c.sets[i], SEE) && !IN(s->c.sets[i], RECEIVE)) || is_noun_here(s, i) || predicate_is(&s->c, i + 1, "as"))
		return false;
	uint32_t text = text_near(s, i + 1, to);
	if (text == to) {
		struct run subject = subject_of(s, i);
		text = text_near(s, subject.from, subject.to);
		if (text == subject.to || IN(s->c.sets[i], SHOW))
			return false;
	}
	struct finding *f = add_exposure(s, VERB_sees, i, text);
	take_speaker_for_pronoun(s, f, i);
	if (f->subject_count == 0) {
		s->found->count--;
		return false;
	}
	/* Of two phrases in front, the latter saw: "the plan the Kremlin had received". */
	if (text < i && text + 1 < s->c.sentence.to)
		f->subject_count = scene_actors(s, (struct run){ text + 1, i }, f->subjects);
	if (f->subject_count == 0)
		s->found->count--;
	return f->subject_count > 0;
}

/* "presented the plan to Kyiv", "the plan would be presented to Russia" */
static bool
find_showing(struct scene *s, uint32_t i)
{
	if (!IN(s->c.sets[i], SHOW) || is_noun_here(s, i))
		return false;
	uint32_t end = predicate_end(&s->c, i), to = i + 1 + NEAR < end ? i + 1 + NEAR : end, text = text_near(s, i + 1, to);
	struct run subject = subject_of(s, i);
	bool is_passive = text == to;
	if (is_passive) {
		uint32_t group = predicate_group(&s->c, i);
		text = text_near(s, subject.from, subject.to);
		bool is_said_of_it = predicate_find(&s->c, group, i, SET_BE) < i || text + 1 == i;
		if (text == subject.to || !is_said_of_it)
			return false;
	}
	struct finding *f = add_exposure(s, IN(s->c.sets[i], PUBLISH) ? VERB_publishes : VERB_shows, i, text);
	uint32_t recipient = i + 1;
	while (recipient < end && !predicate_is(&s->c, recipient, "to"))
		recipient++;
	f->object_count = scene_actors(s, (struct run){ recipient, end }, f->objects);
	if (is_passive) {
		f->subject_count = scene_actors(s, (struct run){ subject.from, text }, f->subjects);
		if (f->subject_count == 0)
			f->doubt = "who shows it is not said";
	}
	if (f->verb == VERB_shows && f->object_count == 0 && f->subject_count == 0)
		s->found->count--;
	return true;
}

/* "were blindsided by the plan", "had not been consulted" */
static bool
find_unaware(struct scene *s, uint32_t i)
{
	bool is_unaware = IN(s->c.sets[i], UNAWARE) != 0;
	if (!is_unaware && !IN(s->c.sets[i], INFORM))
		return false;
	uint32_t group = predicate_group(&s->c, i);
	bool is_not = predicate_find(&s->c, group, i, SET_NOT) < i, is_passive = predicate_find(&s->c, group, i, SET_BE) < i;
	uint32_t end = predicate_end(&s->c, i), text = text_near(s, i + 1, end);
	if (!is_passive || (!is_unaware && !is_not) || (is_unaware && is_not) || text == end)
		return false;
	struct finding *f = add_exposure(s, VERB_sees, i, i);
	f->mood = MOOD_DID_NOT;
	f->doubt = "that they were not told is said, that they did not see it is not";
	take_speaker_for_pronoun(s, f, i);
	if (f->subject_count == 0)
		s->found->count--;
	return true;
}

/* ---- deadlines ---- */

static bool
has_deadline_date(const struct scene *s, uint32_t from, uint32_t to, uint32_t *ret_date)
{
	for (uint32_t i = from; i + 1 < to; i++) {
		if (!IN(s->c.sets[i], UNTIL))
			continue;
		for (uint32_t k = i + 1; k < to && k <= i + 3; k++)
			if (s->e->date_at[k]) {
				*ret_date = s->e->date_at[k];
				return true;
			}
	}
	return false;
}

static void
add_deadline(struct scene *s, enum verb_id verb, uint32_t i, uint32_t date)
{
	struct run run = around(s, i);
	struct finding *f = scene_add(s, FINDING_DEADLINE, verb, run, i);
	dress(s, f, i);
	f->at = date;
	f->when = 0;
	f->confidence += 0.15f;
	if (verb == VERB_sets_deadline && date == 0)
		f->doubt = "until when is not said";
}

/* "gave Ukraine until Thursday", "has until Friday", "must answer by noon", "set a deadline" */
static bool
find_deadline(struct scene *s, uint32_t i)
{
	event_sets sets = s->c.sets[i];
	uint32_t end = predicate_end(&s->c, i), date = 0;
	uint32_t noun = predicate_find(&s->c, i + 1, i + 1 + NEAR < end ? i + 1 + NEAR : end, SET_DEADLINE);
	bool has_noun = noun < end && IN(s->c.sets[noun], DEADLINE);
	if (has_noun && (IN(sets, SOFTEN) || IN(sets, EXTEND) || IN(sets, REAFFIRM))) {
		add_deadline(s, IN(sets, SOFTEN) ? VERB_softens : IN(sets, EXTEND) ? VERB_extends : VERB_reaffirms, i,
			     scene_date(s, (struct run){ noun, end }));
		return true;
	}
	if (has_noun && IN(sets, GIVE)) {
		if (!has_deadline_date(s, i + 1, s->c.sentence.to, &date))
			date = scene_date(s, (struct run){ i + 1, end });
		add_deadline(s, VERB_sets_deadline, i, date);
		return true;
	}
	bool is_had = IN(sets, HAVE) && (predicate_is(&s->c, i + 1, "until") || predicate_is(&s->c, i + 1, "till"));
	bool is_given = IN(sets, GIVE) && !has_noun;
	if (!is_had && !is_given)
		return false;
	uint32_t until = i + 1;
	while (until < end && !predicate_is(&s->c, until, "until") && !predicate_is(&s->c, until, "till"))
		until++;
	if (until >= end || !has_deadline_date(s, until, end, &date))
		return false;
	add_deadline(s, VERB_sets_deadline, i, date);
	return true;
}

/* ---- red lines ---- */

/* "have ruled out", "will never accept", "would not cede" */
static bool
find_red_line(struct scene *s, uint32_t i)
{
	uint32_t group = predicate_group(&s->c, i);
	bool is_ruled_out = IN(s->c.sets[i], RULE_OUT) && predicate_is(&s->c, i + 1, "out") && predicate_find(&s->c, group, i, SET_NOT) == i;
	bool is_never = IN(s->c.sets[i], GIVE_UP) && predicate_find(&s->c, group, i, SET_NOT) < i &&
			(predicate_find(&s->c, group, i, SET_WILL) < i || predicate_find(&s->c, group, i, SET_WOULD) < i);
	if (!is_ruled_out && !is_never)
		return false;
	struct finding *f = scene_add(s, FINDING_RED_LINE, VERB_rules_out, around(s, i), i);
	dress(s, f, i);
	f->mood = MOOD_DONE;
	f->at = 0;
	if (f->subject_count == 0 && f->actor) {
		f->subjects[0] = f->actor;
		f->subject_count = 1;
	}
	if (is_never)
		f->confidence -= 0.1f;
	if (f->subject_count == 0)
		s->found->count--;
	return f->subject_count > 0;
}

/* ---- points of a text ---- */

/* The point that the sentence before told, or NULL. */
static const struct finding *
last_point(const struct scene *s)
{
	for (size_t i = s->found->count; i-- > 0 && s->found->count - i < 6;) {
		const struct finding *f = &s->found->at[i];
		if (f->kind == FINDING_POINT && f->run.to + 3 >= s->c.sentence.from)
			return f;
	}
	return NULL;
}

/* "The plan pressed Ukraine to hand over some territory" */
static bool
find_point(struct scene *s, uint32_t i)
{
	if (!IN(s->c.sets[i], PROVIDES) || is_noun_here(s, i))
		return false;
	struct run subject = subject_of(s, i);
	uint32_t text = predicate_find(&s->c, subject.from, subject.to, SET_TEXT_WHOLE);
	/* The text itself is the subject: it stands last, or before an "of" that belongs to it. */
	bool is_last = text < subject.to && (text + 1 == subject.to || predicate_is(&s->c, text + 1, "of") || predicate_is(&s->c, text + 1, "also"));
	const struct finding *before = last_point(s);
	bool is_it = subject.from < subject.to && predicate_is(&s->c, subject.from, "it") && subject.from == s->c.sentence.from && before;
	uint32_t end = predicate_end(&s->c, i);
	if ((!is_last && !is_it) || end < i + 3)
		return false;
	uint32_t of = is_last ? text + 1 : before->text;
	struct finding *f = scene_add(s, FINDING_POINT, VERB_NONE, (struct run){ subject.from, end }, i);
	f->text = of;
	f->subject_count = scene_actors(s, (struct run){ i + 1, end }, f->subjects);
	f->confidence += 0.1f;
	return true;
}

/* ---- the walk ---- */

typedef bool finder(struct scene *s, uint32_t i);
static finder *const finders[] = { find_meeting, find_named_meeting, find_seeing, find_showing, find_unaware, find_deadline, find_red_line,
				   find_point };

/* What each finder begins at, so that most words cost one test. */
static const event_sets of_interest =
	(event_sets)1 << SET_MEET | (event_sets)1 << SET_MEETING | (event_sets)1 << SET_TALKED | (event_sets)1 << SET_HOLD |
	(event_sets)1 << SET_SEE | (event_sets)1 << SET_RECEIVE | (event_sets)1 << SET_SHOW | (event_sets)1 << SET_UNAWARE |
	(event_sets)1 << SET_INFORM | (event_sets)1 << SET_SOFTEN | (event_sets)1 << SET_EXTEND | (event_sets)1 << SET_REAFFIRM |
	(event_sets)1 << SET_GIVE | (event_sets)1 << SET_HAVE | (event_sets)1 << SET_RULE_OUT | (event_sets)1 << SET_GIVE_UP |
	(event_sets)1 << SET_PROVIDES;

/* The last finding is of the same kind and lies where the one before does. */
static void
drop_doubles(struct scene *s, size_t first)
{
	size_t last = s->found->count - 1;
	if (last > first + DOUBLES_BACK)
		first = last - DOUBLES_BACK;
	for (size_t i = first; i < last; i++) {
		const struct finding *a = &s->found->at[i], *b = &s->found->at[last];
		if (a->kind == b->kind && a->verb == b->verb && a->run.from < b->run.to && b->run.from < a->run.to) {
			s->found->count--;
			return;
		}
	}
}

void
events_find(arena *a, const struct evidence *e, uint32_t report, findings *ret)
{
	for (size_t k = 0; k < e->r->sentence_count; k++) {
		const struct sentence *sentence = &e->r->sentences[k];
		if (e->r->paragraphs[sentence->paragraph].zone != ZONE_BODY)
			continue;
		struct scene s = { .a = a, .e = e, .c = predicate_in(e->r, e->sets, sentence->run), .report = report, .found = ret };
		size_t first = ret->count;
		for (uint32_t i = sentence->run.from; i < sentence->run.to; i++) {
			if (!(e->sets[i] & of_interest))
				continue;
			for (size_t n = 0; n < sizeof finders / sizeof *finders; n++)
				if (finders[n](&s, i) && ret->count > first) {
					drop_doubles(&s, first);
					break;
				}
		}
		events_ground(&s);
	}
}
