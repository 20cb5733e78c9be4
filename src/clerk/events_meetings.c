/* Meetings and calls: held, planned, not held, called off. */
#include "clerk/events_int.h"

enum { AHEAD = 25 };

/* ---- with whom, where, how ---- */

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

/* Up to where it is said when, where or what about. */
static uint32_t
end_of_company(const struct scene *s, uint32_t from, uint32_t end)
{
	uint32_t i = from;
	while (i < end && !s->e->date_at[i] &&
	       !(IN(s->c.sets[i], BOUNDARY) && !predicate_is(&s->c, i, "and") && !predicate_is(&s->c, i, "or")) &&
	       !(IN(s->c.sets[i], PREPOSITION) && !predicate_is(&s->c, i, "of") && !predicate_is(&s->c, i, "from") && !predicate_is(&s->c, i, "with") &&
		 !predicate_is(&s->c, i, "between") && !predicate_is(&s->c, i, "among")))
		i++;
	return i;
}

/* With whom: behind "with" or "between"; of "met X" and "hosted X" X. */
static void
take_company(struct scene *s, struct finding *f, uint32_t verb)
{
	uint32_t with = verb + 1;
	while (with < f->run.to && !predicate_is(&s->c, with, "with") && !predicate_is(&s->c, with, "between"))
		with++;
	bool is_direct = IN(s->c.sets[verb], MEET) || IN(s->c.sets[verb], SEE) || IN(s->c.sets[verb], RECEIVE) || IN(s->c.sets[verb], TALKED) || IN(s->c.sets[verb], HOST) || IN(s->c.sets[verb], PHONE);
	f->object_count = 0;
	uint32_t first = verb + 1 + (predicate_is(&s->c, verb + 1, "by") || predicate_is(&s->c, verb + 1, "to"));
	if (is_direct && first < with)
		f->object_count = scene_actors(s, (struct run){ first, end_of_company(s, first, with) }, f->objects);
	if (f->object_count == 0)
		f->object_count = scene_actors(s, (struct run){ with, end_of_company(s, with, f->run.to) }, f->objects);
}

/* ---- whether it is held ---- */

/* "called off", "put off", "postponed" */
static bool
is_cancelled(const struct scene *s, uint32_t i)
{
	return IN(s->c.sets[i], CANCELLED) || (IN(s->c.sets[i], OFF) && i + 1 < s->c.sentence.to && predicate_is(&s->c, i + 1, "off"));
}

/* "no meeting", "no plans for a meeting" */
static bool
is_none(const struct scene *s, uint32_t noun)
{
	for (uint32_t i = noun; i > s->c.sentence.from && noun - i < NEAR; i--) {
		if (predicate_is(&s->c, i - 1, "no"))
			return noun - i < 3 || predicate_is(&s->c, i, "plan") || predicate_is(&s->c, i, "plans");
		if (IN(s->c.sets[i - 1], CLAUSE_END) || s->c.r->tokens[i - 1].kind != TOKEN_WORD)
			return false;
	}
	return false;
}

/* "A meeting planned for Friday was called off": what becomes of what was planned. */
static uint32_t
cancelled_behind(const struct scene *s, uint32_t verb)
{
	uint32_t stop = verb + AHEAD < s->c.sentence.to ? verb + AHEAD : s->c.sentence.to;
	for (uint32_t i = verb + 1; i < stop; i++) {
		uint32_t group = is_cancelled(s, i) ? predicate_group(&s->c, i) : i;
		if (predicate_find(&s->c, group, i, SET_BE) < i)
			return i;
		/* "a call, which had been planned for Friday, was put off" */
		bool is_inserted = predicate_is(&s->c, i, "which") && predicate_is(&s->c, i - 1, ",");
		if (IN(s->c.sets[i], BOUNDARY) && !predicate_is(&s->c, i, "and") && !is_inserted)
			return stop;
	}
	return stop;
}

/* "A call planned for Friday did not take place." */
static uint32_t
failed_behind(const struct scene *s, uint32_t verb)
{
	static const char *const happen[] = { "take", "took", "happen", "happened", "materialise", "materialised", "materialize", "materialized", "go", "went" };
	uint32_t stop = verb + AHEAD < s->c.sentence.to ? verb + AHEAD : s->c.sentence.to;
	for (uint32_t i = verb + 1; i < stop; i++) {
		bool is_not = predicate_is(&s->c, i, "never") || predicate_is(&s->c, i, "didn't") || (predicate_is(&s->c, i, "did") && predicate_is(&s->c, i + 1, "not"));
		if (is_not && (predicate_is_among(&s->c, i + 1, happen) || predicate_is_among(&s->c, i + 2, happen)))
			return i + 1;
		/* "had been due to speak, but the call never took place" */
		bool is_but = predicate_is(&s->c, i, "but") || (predicate_is(&s->c, i, "which") && predicate_is(&s->c, i - 1, ","));
		if (IN(s->c.sets[i], BOUNDARY) && !predicate_is(&s->c, i, "and") && !is_but)
			return stop;
	}
	return stop;
}

/* "a planned call", "a possible meeting between A and B" */
static bool
is_planned_noun(const struct scene *s, uint32_t noun)
{
	static const char *const planned[] = { "planned", "scheduled", "proposed", "possible", "potential", "future", "upcoming", "expected", "next", "forthcoming" };
	for (uint32_t i = noun; i > s->c.sentence.from && noun - i < 4 && s->c.r->tokens[i - 1].kind == TOKEN_WORD && !IN(s->c.sets[i - 1], DETERMINER); i--)
		if (predicate_is_among(&s->c, i - 1, planned))
			return true;
	return false;
}

/* "A planned call between A and B was cancelled", "talks between A and B will begin": what the verb behind tells. */
static void
take_fate(const struct scene *s, struct finding *f, uint32_t noun, uint32_t behind)
{
	uint32_t end = s->c.sentence.to, later = noun + AHEAD < end ? noun + AHEAD : end, off = cancelled_behind(s, noun), failed = failed_behind(s, noun);
	uint32_t stop = behind + NEAR < end ? behind + NEAR : end, verb = predicate_find(&s->c, behind, stop, SET_HELD);
	bool is_planned = is_planned_noun(s, noun), is_told = verb < stop && predicate_find(&s->c, behind, verb, SET_BOUNDARY) == verb;
	if (off < later || failed < later)
		f->mood = off < later ? MOOD_WILL_NOT : MOOD_DID_NOT;
	else if (is_told && predicate_mood(&s->c, verb) != MOOD_DONE)
		f->mood = (uint8_t)predicate_mood(&s->c, verb);
	else if (is_planned || (f->at && date_is_to_come(s->e, f->at)))
		f->mood = MOOD_WILL;
	if (f->mood != MOOD_DONE && f->mood != MOOD_DID_NOT)
		f->when = 0;
}

static void
set_mood(struct scene *s, struct finding *f, uint32_t verb, uint32_t noun)
{
	uint32_t end = s->c.sentence.to, later = verb + AHEAD < end ? verb + AHEAD : end, off = cancelled_behind(s, verb), failed = failed_behind(s, verb);
	bool is_past = predicate_is(&s->c, verb, "held") || predicate_is(&s->c, verb, "had") || predicate_is(&s->c, verb, "hosted");
	/* "A meeting, planned for today, was put off until Monday": today. */
	if (is_cancelled(s, verb) && !f->at)
		f->at = scene_date(s, (struct run){ scene_subject(s, verb).to, verb });
	if ((f->mood == MOOD_DONE && is_cancelled(s, verb)) || (f->mood == MOOD_DID_NOT && IN(s->c.sets[verb], PLANNED)))
		f->mood = MOOD_WILL_NOT;
	else if (f->mood == MOOD_DONE && (IN(s->c.sets[verb], PLANNED) || IN(s->c.sets[verb], RULE_OUT)))
		f->mood = IN(s->c.sets[verb], RULE_OUT) ? MOOD_WILL_NOT : MOOD_WILL;
	else if (noun > verb && is_none(s, noun))
		f->mood = f->mood == MOOD_DONE && is_past ? MOOD_DID_NOT : MOOD_WILL_NOT;
	/* "they meet on Friday" */
	if (f->mood == MOOD_DONE && f->at && date_is_to_come(s->e, f->at))
		f->mood = MOOD_WILL;
	if (f->mood == MOOD_WILL && (off < later || failed < later)) {
		f->mood = off < later ? MOOD_WILL_NOT : MOOD_DID_NOT;
		off = off < later ? off : failed;
		f->run.to = off + 1 > f->run.to ? off + 1 : f->run.to;
		if (f->mood == MOOD_DID_NOT && f->at && date_is_to_come(s->e, f->at))
			f->at = 0;
		f->when = f->mood == MOOD_DID_NOT ? f->at : 0;
	}
	if (f->mood != MOOD_DONE && f->mood != MOOD_DID_NOT)
		f->when = 0;
}

static void
add_meeting(struct scene *s, uint32_t verb, uint32_t noun)
{
	struct run run = scene_around(s, verb);
	if (noun >= run.to)
		run.to = noun + 1;
	if (noun < run.from)
		run.from = noun;
	struct finding *f = scene_add(s, FINDING_MEETING, VERB_meets, run, verb);
	scene_dress(s, f, verb);
	/* "met X, and is to see Y": those who met X are those who see Y. */
	take_company(s, f, verb);
	f->mode = mode_of(s, run);
	if (!f->mode && (predicate_is(&s->c, noun, "call") || predicate_is(&s->c, noun, "calls")) && noun != verb)
		f->mode = (uint8_t)closed_word_find(CLAUSE_mode, VERB_meets, S("phone"));
	f->place = place_of(s, run);
	set_mood(s, f, verb, noun);
	f->confidence += f->subject_count > 0 ? 0.15f : -0.15f;
	if (f->subject_count + f->object_count < 2)
		f->doubt = "who takes part is not all said";
}

/* ---- which verbs ---- */

/* "meet the deadline" is none. */
static bool
meets_a_demand(const struct scene *s, uint32_t verb)
{
	static const char *const demands[] = { "deadline", "demands", "demand", "conditions", "requirements", "needs", "criteria", "goals", "target",
					       "targets", "goal", "expectations", "standards", "obligations", "challenge", "threshold", "requirement" };
	if (verb > s->c.sentence.from && predicate_is(&s->c, verb - 1, "ends"))
		return true;
	for (uint32_t i = verb + 1; i < s->c.sentence.to && i <= verb + 10 && !predicate_is(&s->c, i, "to") && !predicate_is(&s->c, i, "with"); i++)
		if (predicate_is_among(&s->c, i, demands))
			return true;
	return false;
}

/* "have ruled out a meeting": here "have" holds nothing. */
static bool
is_helping(const struct scene *s, uint32_t verb, uint32_t noun)
{
	if (!IN(s->c.sets[verb], HAVE))
		return false;
	for (uint32_t i = verb + 1; i < noun; i++) {
		event_sets sets = s->c.sets[i];
		str word = syms_str(s->c.r->words, s->c.r->tokens[i].word);
		if (IN(sets, NOT) ? !predicate_is(&s->c, i, "no") : IN(sets, BE) || IN(sets, HOLD) || IN(sets, RULE_OUT) || (word.len > 4 && str_ends(word, S("ed"))))
			return true;
	}
	return false;
}

/* "took place", "took part"; but "took calls" */
static bool
is_take(const struct scene *s, uint32_t verb)
{
	static const char *const forms[] = { "take", "took", "takes", "taken", "taking" };
	return predicate_is_among(&s->c, verb, forms);
}

/* A verb of a meeting that is its subject: talks will be held, took place. */
static bool
is_held(const struct scene *s, uint32_t verb)
{
	if (is_take(s, verb))
		return predicate_is(&s->c, verb + 1, "place");
	bool is_broken = IN(s->c.sets[verb], OFF) && (predicate_is(&s->c, verb + 1, "up") || predicate_is(&s->c, verb + 1, "down"));
	return IN(s->c.sets[verb], HELD) || is_broken || is_cancelled(s, verb);
}

/* Words between a verb and its noun: "the last round of talks", not "the fight before talks". */
static bool
is_object(const struct scene *s, uint32_t verb, uint32_t noun)
{
	for (uint32_t i = verb + 1; i < noun; i++) {
		bool is_round = predicate_is(&s->c, i, "of") && i > verb + 1 &&
				(predicate_is(&s->c, i - 1, "round") || predicate_is(&s->c, i - 1, "rounds") || predicate_is(&s->c, i - 1, "days") ||
				 predicate_is(&s->c, i - 1, "day") || predicate_is(&s->c, i - 1, "hours") || predicate_is(&s->c, i - 1, "series") ||
				 predicate_is(&s->c, i - 1, "weeks"));
		if (is_take(s, i))
			return false;
		if (IN(s->c.sets[i], PREPOSITION) && !is_round && !(i == verb + 1 && IN(s->c.sets[verb], RULE_OUT)))
			return false;
	}
	return true;
}

/* "hosted her counterparts for talks" */
static uint32_t
hosted_noun(const struct scene *s, uint32_t verb, uint32_t end)
{
	if (!IN(s->c.sets[verb], HOST))
		return UINT32_MAX;
	for (uint32_t i = verb + 2; i < end; i++)
		if (IN(s->c.sets[i], MEETING) && !scene_is_open(s, verb)) {
			uint32_t k = i;
			while (k > verb + 1 && i - k < 3 && !predicate_is(&s->c, k - 1, "for"))
				k--;
			if (predicate_is(&s->c, k - 1, "for"))
				return i;
		}
	return UINT32_MAX;
}

/* A verb that makes a meeting of a noun near it: hold talks, talks will be held. */
static uint32_t
meeting_noun(const struct scene *s, uint32_t verb)
{
	uint32_t end = predicate_end(&s->c, verb), to = verb + 1 + NEAR < end ? verb + 1 + NEAR : end;
	uint32_t noun = predicate_find(&s->c, verb + 1, to, SET_MEETING);
	if (noun < to && is_object(s, verb, noun) && !is_helping(s, verb, noun) && !is_take(s, verb))
		return noun;
	noun = hosted_noun(s, verb, end);
	if (noun != UINT32_MAX)
		return noun;
	struct run subject = scene_subject(s, verb);
	noun = predicate_find(&s->c, subject.from, subject.to, SET_MEETING);
	return noun < subject.to && is_held(s, verb) ? noun : UINT32_MAX;
}

/* Somebody whom one meets stands at `i`, up to four words on: a person, an office, a state; no medium. */
static bool
is_party(const struct scene *s, uint32_t i, uint32_t end)
{
	const struct names *n = s->e->names;
	for (uint32_t k = i; k < end && k < i + 5 && s->c.r->tokens[k].kind == TOKEN_WORD; k++) {
		if (n->actor_at[k])
			return n->actors[n->actor_at[k] - 1].kind != ACTOR_MEDIA;
		if (n->named[k].class == NAMED_OFFICE)
			return !predicate_is(&s->c, k, "journalist");
		if (IN(s->c.sets[k], TEXT) || IN(s->c.sets[k], BOUNDARY) || IN(s->c.sets[k], PREPOSITION))
			return false;
	}
	return false;
}

/* "will see the envoy", "was received by the president" */
static bool
is_audience(const struct scene *s, uint32_t i)
{
	static const char *const see[] = { "see", "receive", "visit" };
	uint32_t group = predicate_group(&s->c, i), end = predicate_end(&s->c, i);
	if (predicate_is(&s->c, i, "received") && predicate_is(&s->c, i + 1, "by") && predicate_find(&s->c, group, i, SET_BE) < i)
		return is_party(s, i + 2, end);
	bool is_of_state = i + 1 < end && s->e->names->actor_at[i + 1] && s->e->names->actors[s->e->names->actor_at[i + 1] - 1].kind != ACTOR_PERSON &&
			   s->e->names->named[i + 1].class != NAMED_DEMONYM;
	/* "saw the president in Rome on Friday" */
	if (predicate_is(&s->c, i, "saw"))
		return is_party(s, i + 1, i + 4 < end ? i + 4 : end) && !is_of_state && scene_date(s, (struct run){ i, end }) && !predicate_is(&s->c, i + 2, "as");
	return predicate_is_among(&s->c, i, see) && group < i && !is_of_state && i + 1 < end && !predicate_is(&s->c, i + 1, "more") && is_party(s, i + 1, end);
}

/* "spoke by phone with", "talked with X", "talked to X": not "spoke of", "talked about". */
static bool
is_call(const struct scene *s, uint32_t verb)
{
	uint32_t end = predicate_end(&s->c, verb);
	bool has_phone = predicate_find(&s->c, verb + 1, end, SET_PHONE) < end || IN(s->c.sets[verb], PHONE) ||
			 predicate_find(&s->c, verb + 1, end, SET_VIDEO) < end;
	bool is_to = predicate_is(&s->c, verb + 1, "to") && verb + 2 < end && !predicate_is(&s->c, verb, "called") && !predicate_is(&s->c, verb, "brief");
	/* "refused to talk to them": whom it tells not, that they did not it does. */
	bool is_refused = predicate_find(&s->c, predicate_group(&s->c, verb), verb, SET_FAILED) < verb;
	bool is_briefing = predicate_is(&s->c, verb, "briefed") || predicate_is(&s->c, verb, "brief") || predicate_is(&s->c, verb, "briefs");
	if (is_briefing && is_party(s, verb + 1, end))
		return true;
	if (is_to && (is_party(s, verb + 2, end) || (is_refused && scene_is_pronoun(s, verb + 2))))
		return true;
	for (uint32_t i = verb + 1; i < end && i <= verb + NEAR; i++)
		if (predicate_is(&s->c, i, "with") && i + 1 < end)
			return has_phone || s->e->names->actor_at[i + 1] || (i + 2 < end && s->e->names->actor_at[i + 2]);
	return has_phone && (IN(s->c.sets[verb], PHONE) || !IN(s->c.sets[verb], HOLD));
}

/* "ruled out a meeting", not "did not rule out one" */
static bool
rules_out_a_meeting(struct scene *s, uint32_t i)
{
	uint32_t group = predicate_group(&s->c, i), end = i + 2 + NEAR < s->c.sentence.to ? i + 2 + NEAR : s->c.sentence.to;
	uint32_t noun = predicate_find(&s->c, i + 1, end, SET_MEETING);
	if (!predicate_is(&s->c, i + 1, "out") || noun == end || !is_object(s, i, noun))
		return false;
	if (predicate_find(&s->c, group, i, SET_NOT) < i || predicate_find(&s->c, group, i, SET_WOULD) < i)
		return true;    /* it is told that it may be: no event, and no red line */
	add_meeting(s, i, noun);
	return true;
}

/* "did not attend", "took part by video": in what was told of before. */
static bool
takes_part_there(const struct scene *s, uint32_t i)
{
	bool is_attended = predicate_is(&s->c, i, "attend") || predicate_is(&s->c, i, "attended"), is_part = predicate_is(&s->c, i + 1, "part");
	uint32_t next = i + 1 + is_part;
	if (!is_attended && !(is_part && IN(s->c.sets[i], HOLD)))
		return false;
	bool is_end = next >= s->c.sentence.to || s->c.r->tokens[next].kind != TOKEN_WORD || IN(s->c.sets[next], BOUNDARY) || predicate_is(&s->c, next, "by") ||
		      predicate_is(&s->c, next, "via") || s->e->date_at[next];
	return is_end;
}

/* "by video conference", "a news conference": no meeting of those who negotiate. */
static bool
is_for_show(const struct scene *s, uint32_t noun)
{
	static const char *const before[] = { "press", "news", "by", "via", "hearing", "taking", "take", "took" };
	for (uint32_t i = noun; i > s->c.sentence.from && noun - i < 2; i--)
		if (predicate_is_among(&s->c, i - 1, before))
			return true;
	return false;
}

/* "flew to Rome for talks with Y" */
static bool
travels_to_meet(struct scene *s, uint32_t i)
{
	uint32_t end = predicate_end(&s->c, i), stop = i + 16 < end ? i + 16 : end, noun = predicate_find(&s->c, i + 1, stop, SET_MEETING);
	bool is_for = false;
	for (uint32_t k = noun; k > i + 1 && noun - k < 4 && !is_for; k--)
		is_for = predicate_is(&s->c, k - 1, "for");
	if (noun == stop || !is_for || is_for_show(s, noun))
		return false;
	add_meeting(s, i, noun);
	return true;
}

/* "called an emergency session for Friday" */
static bool
calls_a_meeting(struct scene *s, uint32_t i)
{
	static const char *const call[] = { "called", "calls", "calling", "summoned" };
	uint32_t end = i + 5 < s->c.sentence.to ? i + 5 : s->c.sentence.to;
	if (!predicate_is_among(&s->c, i, call) || !(predicate_is(&s->c, i + 1, "a") || predicate_is(&s->c, i + 1, "an")))
		return false;
	uint32_t noun = predicate_find(&s->c, i + 2, end, SET_MEETING);
	if (noun == end || !is_object(s, i, noun))
		return false;
	add_meeting(s, i, noun);
	struct finding *f = &s->found->at[s->found->count - 1];
	if (f->mood == MOOD_DONE) {
		f->mood = MOOD_WILL;
		f->when = 0;
	}
	return true;
}

static bool
takes_part(const struct scene *s, uint32_t i)
{
	return IN(s->c.sets[i], HOLD) && predicate_is(&s->c, i + 1, "part") && predicate_is(&s->c, i + 2, "in");
}

/* "facts are being gathered", "gathered around a stage" */
static bool
is_gathered(const struct scene *s, uint32_t i)
{
	bool is_gather = predicate_is(&s->c, i, "gathered") || predicate_is(&s->c, i, "gather") || predicate_is(&s->c, i, "gathers");
	bool is_passive = i > s->c.sentence.from && IN(s->c.sets[i - 1], BE);
	if (is_passive && predicate_is(&s->c, i, "met"))
		return true;            /* "was met with opposition" */
	return is_gather && (is_passive || predicate_is(&s->c, i + 1, "around") || predicate_is(&s->c, i + 1, "outside"));
}

/* A meeting that the verb alone tells: "met", "sat down", "spoke to", "was received by". */
static bool
is_meeting_verb(const struct scene *s, uint32_t i)
{
	static const char *const sit[] = { "sit", "sits", "sat", "sitting" };
	event_sets sets = s->c.sets[i];
	if (IN(sets, MEET))
		return !meets_a_demand(s, i) && !predicate_is(&s->c, i, "meeting") && !is_gathered(s, i);
	if (IN(sets, HOLD) && predicate_is(&s->c, i + 1, "down") && predicate_is_among(&s->c, i, sit))
		return true;
	return (IN(sets, TALKED) && is_call(s, i)) || ((IN(sets, SEE) || IN(sets, RECEIVE)) && is_audience(s, i));
}

/* "have" and its like are everywhere: a noun has to be near. */
static bool
may_hold(const struct scene *s, uint32_t i)
{
	uint32_t to = i + 1 + NEAR < s->c.sentence.to ? i + 1 + NEAR : s->c.sentence.to;
	event_sets sets = s->c.sets[i];
	return (IN(sets, HOLD) && (!IN(sets, HAVE) || predicate_find(&s->c, i + 1, to, SET_MEETING) < to)) || IN(sets, OFF);
}

bool
find_meeting(struct scene *s, uint32_t i)
{
	event_sets sets = s->c.sets[i];
	bool is_alone = is_meeting_verb(s, i), is_holding = may_hold(s, i);
	if (!is_alone && !is_holding && !IN(sets, TRAVEL) && !IN(sets, RULE_OUT) && !IN(sets, TALKED))
		return false;
	if (IN(sets, RULE_OUT) && rules_out_a_meeting(s, i))
		return true;
	if (scene_is_noun(s, i) || scene_is_open(s, i))
		return false;
	if (is_alone) {
		add_meeting(s, i, i);
		return true;
	}
	if ((IN(sets, TRAVEL) && travels_to_meet(s, i)) || calls_a_meeting(s, i))
		return true;
	if (!is_holding)
		return false;
	uint32_t noun = meeting_noun(s, takes_part(s, i) ? i + 2 : i);
	if (noun == UINT32_MAX && takes_part_there(s, i))
		noun = i + predicate_is(&s->c, i + 1, "part");
	if (noun == UINT32_MAX || (noun == i && !takes_part_there(s, i)))
		return false;
	add_meeting(s, i, noun);
	if (IN(sets, CHAIRED) && !IN(sets, DETERMINER))
		s->found->at[s->found->count - 1].doubt = "who presided is said, who met may not be";
	return true;
}

/* "there will be no meeting between A and B": in front of the noun, up to NEAR. */
static bool
find_absent_meeting(struct scene *s, uint32_t noun)
{
	if (!is_none(s, noun))
		return false;
	uint32_t no = noun;
	while (no > s->c.sentence.from && !predicate_is(&s->c, no, "no"))
		no--;
	uint32_t from = no > s->c.sentence.from + 4 ? no - 4 : s->c.sentence.from;
	bool is_to_come = predicate_find(&s->c, from, no, SET_WILL) < no || predicate_is(&s->c, no + 1, "plans") || predicate_is(&s->c, no + 1, "plan"),
	     is_there = predicate_find(&s->c, from, no, SET_BE) < no || predicate_find(&s->c, from, no, SET_HAVE) < no,
	     is_past = predicate_is(&s->c, no - (no > from), "was") || predicate_is(&s->c, no - (no > from), "were") || predicate_is(&s->c, no - (no > from), "been");
	if (!is_there && !is_to_come)
		return false;
	struct run run = scene_clipped(s, (struct run){ from, predicate_end(&s->c, noun) }, noun);
	struct finding *f = scene_add(s, FINDING_MEETING, VERB_meets, run, noun);
	f->mood = is_past ? MOOD_DID_NOT : MOOD_WILL_NOT;
	uint32_t with = noun;
	while (with < run.to && !predicate_is(&s->c, with, "with") && !predicate_is(&s->c, with, "between"))
		with++;
	f->subject_count = scene_who(s, (struct run){ run.from, no }, f->subjects);
	f->object_count = scene_actors(s, (struct run){ with, end_of_company(s, with, run.to) }, f->objects);
	f->at = scene_when(s, noun, run);
	f->when = f->mood == MOOD_DID_NOT ? f->at : 0;
	f->mode = mode_of(s, run);
	if (f->subject_count + f->object_count < 2)
		f->doubt = "who takes part is not all said";
	return true;
}

/* "urgent talks", not "she talks". */
static bool
is_talks(const struct scene *s, uint32_t i)
{
	if (!predicate_is(&s->c, i, "talks"))
		return false;
	return i == s->c.sentence.from || (!s->e->names->actor_at[i - 1] && !scene_is_pronoun(s, i - 1) && !predicate_is(&s->c, i - 1, "who"));
}

/* "two days of talks": they were held. */
static bool
is_lasted(const struct scene *s, uint32_t noun)
{
	static const char *const spans[] = { "days", "day", "hours", "weeks", "months", "rounds" };
	for (uint32_t i = noun; i > s->c.sentence.from + 1 && noun - i < 3; i--)
		if (predicate_is(&s->c, i - 1, "of"))
			return predicate_is_among(&s->c, i - 2, spans);
	return false;
}

/* "weekend talks", "Monday's meeting", "their last meeting, on August 21": the date that stands in its own phrase, or 0. */
static uint32_t
own_date(const struct scene *s, uint32_t noun)
{
	uint32_t from = noun > s->c.sentence.from + 3 ? noun - 3 : s->c.sentence.from, date = 0;
	for (uint32_t i = noun; i > from && s->c.r->tokens[i - 1].kind == TOKEN_WORD && !IN(s->c.sets[i - 1], PREPOSITION) &&
				      !IN(s->c.sets[i - 1], DETERMINER) && !IN(s->c.sets[i - 1], BOUNDARY); i--)
		if (s->e->date_at[i - 1])
			return scene_date(s, (struct run){ i - 1, i });
	uint32_t i = noun + 1;
	i += i < s->c.sentence.to && predicate_is(&s->c, i, ",");
	if (i + 1 < s->c.sentence.to && (predicate_is(&s->c, i, "on") || predicate_is(&s->c, i, "in")))
		date = scene_date(s, (struct run){ i + 1, i + 2 });
	return date;
}

/* A meeting that is told of by its day or how long it was. */
static bool
find_dated_meeting(struct scene *s, uint32_t noun)
{
	uint32_t date = own_date(s, noun);
	/* "one of its meetings, in 1972", "a 3 a.m. call" */
	if (date && (s->e->dates[date - 1].when.len < sizeof "2026-06" - 1 || s->e->dates[date - 1].type == TIMEX_TIME))
		date = 0;
	bool is_held = is_lasted(s, noun);
	if (is_for_show(s, noun) || (!date && !is_held) || (date && scene_is_told(s, FINDING_MEETING, date)))
		return false;
	struct run run = { noun > s->c.sentence.from ? noun - 1 : noun, noun + 1 };
	if (date && s->e->dates[date - 1].run.from < run.from)
		run.from = s->e->dates[date - 1].run.from;
	if (date && s->e->dates[date - 1].run.to > run.to)
		run.to = s->e->dates[date - 1].run.to;
	struct finding *f = scene_add(s, FINDING_MEETING, VERB_meets, run, noun);
	f->mood = !is_held && date_is_to_come(s->e, date) ? MOOD_WILL : MOOD_DONE;
	f->at = date;
	f->when = f->mood == MOOD_DONE ? date : 0;
	struct run behind = { noun + 1, noun + 6 < s->c.sentence.to ? noun + 6 : s->c.sentence.to };
	f->place = place_of(s, behind);
	f->confidence -= 0.1f;
	f->doubt = "who takes part is not all said";
	return true;
}

/* "the talks in Geneva between A and B": a meeting that is named and not told. */
bool
find_named_meeting(struct scene *s, uint32_t i)
{
	if (!IN(s->c.sets[i], MEETING) || (IN(s->c.sets[i], TALKED) && !is_talks(s, i)))
		return false;
	if (find_absent_meeting(s, i))
		return true;
	uint32_t to = i + 1 + 2 * NEAR < s->c.sentence.to ? i + 1 + 2 * NEAR : s->c.sentence.to;
	uint32_t between = i + 1;
	while (between < to && !predicate_is(&s->c, between, "between") && !IN(s->c.sets[between], CLAUSE_END))
		between++;
	if (between >= to || !predicate_is(&s->c, between, "between"))
		return find_dated_meeting(s, i);
	struct run run = { i, predicate_end(&s->c, between) };
	uint32_t actors[4];
	bool is_vague = IN(s->c.sets[i], TALKED) && run_is_empty(place_of(s, run)) && !scene_date(s, run);
	if (is_vague || scene_actors(s, run, actors) < 2)
		return false;
	struct finding *f = scene_add(s, FINDING_MEETING, VERB_meets, run, i);
	f->subject_count = scene_actors(s, (struct run){ between, end_of_company(s, between, run.to) }, f->subjects);
	/* "indirect talks between" */
	f->mode = mode_of(s, (struct run){ i > s->c.sentence.from + 1 ? i - 2 : s->c.sentence.from, run.to });
	f->place = place_of(s, run);
	f->when = f->at = scene_date(s, run);
	take_fate(s, f, i, end_of_company(s, between, s->c.sentence.to));
	return true;
}

/* "met separately with", "separate talks with" */
static bool
is_apart(const struct scene *s, struct run run)
{
	static const char *const apart[] = { "separate", "respective", "successive", "back-to-back", "bilateral", "individual" };
	for (uint32_t i = run.from; i < run.to; i++) {
		if (predicate_is(&s->c, i, "separately") || (predicate_is(&s->c, i, "one") && predicate_is(&s->c, i + 1, "by")) ||
		    (predicate_is(&s->c, i, "in") && predicate_is(&s->c, i + 1, "turn")))
			return true;
		if (predicate_is_among(&s->c, i, apart) && (IN(s->c.sets[i + 1], MEETING) || IN(s->c.sets[i + 2], MEETING)))
			return true;
	}
	return false;
}

void
part_meeting(struct scene *s)
{
	size_t last = s->found->count - 1;
	struct finding all = s->found->at[last];
	bool is_by_objects = all.object_count > 1;
	uint8_t count = is_by_objects ? all.object_count : all.subject_count;
	if (all.kind != FINDING_MEETING || count < 2 || !is_apart(s, all.run))
		return;
	for (uint8_t k = 0; k < count; k++) {
		struct finding one = all;
		uint32_t *list = is_by_objects ? one.objects : one.subjects;
		list[0] = list[k];
		*(is_by_objects ? &one.object_count : &one.subject_count) = 1;
		if (one.subject_count + one.object_count < 2)
			one.doubt = "who takes part is not all said";
		if (k == 0)
			s->found->at[last] = one;
		else
			*LIST_ADD(s->found) = one;
	}
}
