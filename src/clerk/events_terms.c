/* Deadlines, set, moved, played down; and red lines. */
#include "clerk/events_int.h"

enum { ASKED_FAR = 24 };

/* "until Thursday", "by noon", "no later than March 10": the date, and the word it is bound by. */
static bool
has_deadline_date(const struct scene *s, uint32_t from, uint32_t to, uint32_t *ret_date, uint32_t *ret_word)
{
	for (uint32_t i = from; i + 1 < to; i++) {
		bool is_later_than = predicate_is(&s->c, i, "than") && i > from && predicate_is(&s->c, i - 1, "later");
		if (!IN(s->c.sets[i], UNTIL) && !is_later_than)
			continue;
		for (uint32_t k = i + 1; k < to && k <= i + 3; k++)
			if (s->e->date_at[k] && s->e->dates[s->e->date_at[k] - 1].type <= TIMEX_TIME) {
				*ret_date = s->e->date_at[k];
				*ret_word = i;
				return true;
			}
	}
	return false;
}

static struct finding *
add_deadline(struct scene *s, enum verb_id verb, uint32_t i, uint32_t date)
{
	struct run run = scene_around(s, i);
	struct finding *f = scene_add(s, FINDING_DEADLINE, verb, run, i);
	scene_dress(s, f, i);
	f->mood = MOOD_DONE;
	uint32_t when = scene_when(s, i, (struct run){ run.from, i + 1 });
	f->when = when != date ? when : 0;
	f->at = date;
	f->confidence += 0.15f;
	if (verb == VERB_sets_deadline && date == 0)
		f->doubt = "until when is not said";
	return f;
}

/* Set for those who act in the sentence, by whom is not said: "has until Friday". */
static void
turn_round(const struct scene *s, struct finding *f)
{
	f->object_count = f->subject_count;
	for (uint8_t k = 0; k < f->subject_count; k++)
		f->objects[k] = f->subjects[k];
	f->subject_count = 0;
	bool is_said_by_one = f->actor && s->e->names->actors[f->actor - 1].kind <= ACTOR_STATE;
	if (is_said_by_one) {
		f->subjects[0] = f->actor;
		f->subject_count = 1;
	}
	f->doubt = "who set it is not said";
}

/* ---- set ---- */

static bool
is_until(const struct scene *s, uint32_t i)
{
	return predicate_is(&s->c, i, "until") || predicate_is(&s->c, i, "till");
}

static bool
is_passive_here(const struct scene *s, uint32_t verb)
{
	return predicate_find(&s->c, predicate_group(&s->c, verb), verb, SET_BE) < verb;
}

/* "until noon to release them, warning of more": what is to be done, behind the date. */
static void
take_what_is_asked(const struct scene *s, struct finding *f, uint32_t to)
{
	uint32_t stop = to + ASKED_FAR < s->c.sentence.to ? to + ASKED_FAR : s->c.sentence.to, end = to + 1;
	if (!predicate_is(&s->c, to, "to"))
		return;
	while (end < stop && s->c.r->tokens[end].kind <= TOKEN_NUMBER && !IN(s->c.sets[end], CLAUSE_END))
		end++;
	if (end > to + 1)
		f->object = (struct run){ to, end };
}

/* "gave Ukraine until Thursday", "has until Friday" */
static bool
gives_until(struct scene *s, uint32_t i)
{
	bool is_had = IN(s->c.sets[i], HAVE) && is_until(s, i + 1), is_given = IN(s->c.sets[i], GIVE) != 0;
	if (!is_had && !is_given)
		return false;
	uint32_t end = predicate_end(&s->c, i), until = i + 1, date = 0, word = 0;
	while (until < end && !is_until(s, until))
		until++;
	if (until >= end || !has_deadline_date(s, until, end, &date, &word))
		return false;
	struct finding *f = add_deadline(s, VERB_sets_deadline, i, date);
	f->object_count = scene_actors(s, (struct run){ i + 1, until }, f->objects);
	take_what_is_asked(s, f, s->e->dates[date - 1].run.to);
	if (is_had || is_passive_here(s, i)) {
		turn_round(s, f);
		/* "X said they had been given until Friday": by whom is not said. */
		if (is_passive_here(s, i))
			f->subject_count = 0;
	}
	return true;
}

/* "gave them 72 hours to pull back" */
static bool
gives_time(struct scene *s, uint32_t i)
{
	uint32_t end = i + NEAR < s->c.sentence.to ? i + NEAR : s->c.sentence.to, at = i + 1;
	while (at < end && !(s->e->date_at[at] && s->e->dates[s->e->date_at[at] - 1].type == TIMEX_DURATION))
		at++;
	if (!IN(s->c.sets[i], GIVE) || IN(s->c.sets[i], DEADLINE) || at == end || !predicate_is(&s->c, s->e->dates[s->e->date_at[at] - 1].run.to, "to"))
		return false;
	struct finding *f = add_deadline(s, VERB_sets_deadline, i, 0);
	f->object_count = scene_actors(s, (struct run){ i + 1, at }, f->objects);
	take_what_is_asked(s, f, s->e->dates[s->e->date_at[at] - 1].run.to);
	if (is_passive_here(s, i))
		turn_round(s, f);
	f->doubt = "until when has to be reckoned";
	return true;
}

/* "set April 1 as the target" */
static bool
sets_as_target(struct scene *s, uint32_t i)
{
	static const char *const targets[] = { "target", "deadline", "date", "limit", "cut-off", "cutoff" };
	uint32_t date = IN(s->c.sets[i], GIVE) && i + 1 < s->c.sentence.to ? s->e->date_at[i + 1] : 0;
	if (!date || s->e->dates[date - 1].type > TIMEX_TIME)
		return false;
	uint32_t as = s->e->dates[date - 1].run.to;
	if (!predicate_is(&s->c, as, "as") || !(predicate_is_among(&s->c, as + 1, targets) || predicate_is_among(&s->c, as + 2, targets)))
		return false;
	add_deadline(s, VERB_sets_deadline, i, date);
	return true;
}

/* The infinitive, or the noun, that is asked for in front of the date: not "told reporters it would come by Friday". */
static bool
asks_for_it(const struct scene *s, uint32_t i, uint32_t word)
{
	bool is_order = IN(s->c.sets[i], MUST) || predicate_is(&s->c, i, "demanded") || predicate_is(&s->c, i, "demands") ||
			predicate_is(&s->c, i, "requested") || predicate_is(&s->c, i, "requires") || predicate_is(&s->c, i, "required");
	bool has_to = is_order;
	for (uint32_t k = i + 1; k < word; k++) {
		bool is_that = predicate_is(&s->c, k, "that") && !(is_order && k == i + 1);
		if (IN(s->c.sets[k], CLAUSE_END) || is_that || predicate_is(&s->c, k, "about") || s->c.r->tokens[k].kind == TOKEN_OPEN_QUOTE)
			return false;
		has_to |= predicate_is(&s->c, k, "to");
	}
	return has_to && word > i + 1;
}

/* "asked both sides to reply by March 10", "must answer by noon" */
static bool
asks_until(struct scene *s, uint32_t i)
{
	bool is_must = IN(s->c.sets[i], MUST) != 0;
	uint32_t end = predicate_end(&s->c, i), date = 0, word = 0, stop = i + ASKED_FAR < end ? i + ASKED_FAR : end;
	bool is_called_on = (predicate_is(&s->c, i, "called") || predicate_is(&s->c, i, "calls")) && (predicate_is(&s->c, i + 1, "on") || predicate_is(&s->c, i + 1, "upon"));
	if ((!IN(s->c.sets[i], ASKED) && !is_must && !is_called_on) || scene_is_noun(s, i) || !has_deadline_date(s, i + 1, stop, &date, &word) || !asks_for_it(s, i, word) ||
	    predicate_is(&s->c, word, "before"))
		return false;
	struct finding *f = add_deadline(s, VERB_sets_deadline, i, date);
	if (is_must || is_passive_here(s, i)) {
		turn_round(s, f);
	} else {
		uint32_t to = i + 1 + predicate_is(&s->c, i + 1, "that");
		bool is_that = to > i + 1;
		while (to < word && !predicate_is(&s->c, to, "to") && !(is_that && !s->e->names->actor_at[to] && to > i + 2))
			to++;
		f->object_count = scene_actors(s, (struct run){ i + 1, to }, f->objects);
	}
	return true;
}

/* "will reply no later than March 10" */
bool
find_later_than(struct scene *s, uint32_t i)
{
	uint32_t end = i + NEAR < s->c.sentence.to ? i + NEAR : s->c.sentence.to, date = 0, word = 0, verb = i;
	if (!IN(s->c.sets[i], LATER) || i == s->c.sentence.from || !predicate_is(&s->c, i - 1, "no") || !has_deadline_date(s, i, end, &date, &word))
		return false;
	while (verb > s->c.sentence.from && i - verb < 12 && !IN(s->c.sets[verb], WILL) && !IN(s->c.sets[verb], MUST) && !IN(s->c.sets[verb], WOULD))
		verb--;
	if (!IN(s->c.sets[verb], WILL) && !IN(s->c.sets[verb], MUST) && !IN(s->c.sets[verb], WOULD))
		return false;
	struct finding *f = add_deadline(s, VERB_sets_deadline, verb, date);
	if (f->run.to < s->e->dates[date - 1].run.to)
		f->run.to = s->e->dates[date - 1].run.to;
	turn_round(s, f);
	return true;
}

/* "the deadline is Friday", "expires on May 31"; "a Friday deadline". */
bool
find_due(struct scene *s, uint32_t i)
{
	static const char *const ends[] = { "is", "was", "expires", "falls", "ends", "runs", "of" };
	if (!IN(s->c.sets[i], DEADLINE))
		return false;
	uint32_t end = predicate_end(&s->c, i), stop = i + NEAR < end ? i + NEAR : end;
	uint32_t before = i > s->c.sentence.from ? i - 1 : i;
	before -= before > s->c.sentence.from && predicate_is(&s->c, before, "'s");
	uint32_t date = before < i ? scene_date(s, (struct run){ before, before + 1 }) : 0;
	for (uint32_t k = i + 1; k < stop && !date; k++)
		if (predicate_is_among(&s->c, k, ends))
			date = scene_date(s, (struct run){ k + 1, k + 4 < end ? k + 4 : end });
	if (!date || scene_is_told(s, FINDING_DEADLINE, date))
		return false;
	struct run run = { i, i + 1 }, said = s->e->dates[date - 1].run;
	run.from = said.from < run.from ? said.from : run.from;
	run.to = said.to > run.to ? said.to : run.to;
	struct finding *f = scene_add(s, FINDING_DEADLINE, VERB_sets_deadline, run, i);
	f->at = date;
	f->doubt = "who set it is not said";
	return true;
}

/* ---- moved, played down, kept ---- */

static bool
is_negated(const struct scene *s, uint32_t i)
{
	uint32_t from = i > s->c.sentence.from + 4 ? i - 4 : s->c.sentence.from;
	return predicate_find(&s->c, from, i, SET_NOT) < i;
}

/* What is less than a deadline: "a target, not a trap". */
static const char *const soft[] = { "target", "goal", "orientation", "guideline", "hope", "aspiration", "suggestion" };

/* "not carved in stone", "not firm", "an orientation, not a guillotine": how firm it is, or is not. */
static bool
is_not_so_firm(const struct scene *s, uint32_t i)
{
	static const char *const carved[] = { "carved", "set", "cast", "written", "etched" }, *const hard[] = { "guillotine", "ultimatum", "dogma" };
	if (predicate_is_among(&s->c, i, carved) && predicate_is(&s->c, i + 1, "in") && (predicate_is(&s->c, i + 2, "stone") || predicate_is(&s->c, i + 2, "concrete")))
		return true;
	if (predicate_is_among(&s->c, i, soft) && i > s->c.sentence.from + 1 && (predicate_is(&s->c, i - 1, "a") || predicate_is(&s->c, i - 1, "an"))) {
		uint32_t before = i - 2;
		before -= before > s->c.sentence.from && s->c.r->tokens[before].kind == TOKEN_OPEN_QUOTE;
		return IN(s->c.sets[before], BE) || is_negated(s, i);
	}
	return predicate_is_among(&s->c, i, hard) && i > s->c.sentence.from && IN(s->c.sets[i - 1], DETERMINER);
}

/* "flexible", "firm": said of a deadline, and nothing that is done to it. */
static bool
is_adjective_of_it(const struct scene *s, uint32_t i)
{
	static const char *const words[] = { "flexible", "negotiable", "movable", "firm", "final", "fixed", "unchanged" };
	return predicate_is_among(&s->c, i, words);
}

static enum verb_id
verb_of_move(const struct scene *s, uint32_t i)
{
	event_sets sets = s->c.sets[i];
	uint32_t group = predicate_group(&s->c, i), would = predicate_find(&s->c, group, i, SET_WOULD);
	/* "could be moved": nobody has moved it. */
	if (IN(sets, EXTEND) && would < i && !predicate_is(&s->c, would, "would"))
		return VERB_softens;
	if (IN(sets, REAFFIRM) && i > s->c.sentence.from && predicate_is(&s->c, i - 1, "longer"))
		return VERB_withdraws;
	/* "the date is not final" */
	if (predicate_is_among(&s->c, i, soft))
		return is_negated(s, i) ? VERB_reaffirms : VERB_softens;
	if (is_not_so_firm(s, i) || (IN(sets, REAFFIRM) && is_adjective_of_it(s, i) && is_negated(s, i)))
		return is_negated(s, i) ? VERB_softens : VERB_reaffirms;
	if (IN(sets, SOFTEN) && is_adjective_of_it(s, i) && is_negated(s, i))
		return VERB_reaffirms;
	return IN(sets, WITHDRAW) ? VERB_withdraws : IN(sets, SOFTEN) ? VERB_softens : IN(sets, EXTEND) ? VERB_extends : VERB_reaffirms;
}

/* The deadline that was told not more than `sentences` back, or NULL. */
static const struct finding *
deadline_before(const struct scene *s, uint32_t sentences)
{
	enum { BACK = 12 };
	for (size_t i = s->found->count; i-- > 0 && s->found->count - i < BACK;) {
		const struct finding *f = &s->found->at[i];
		if (f->report != s->report)
			return NULL;
		if (f->kind == FINDING_DEADLINE)
			return s->c.r->tokens[f->run.from].sentence + sentences >= s->c.r->tokens[s->c.sentence.from].sentence ? f : NULL;
	}
	return NULL;
}

/* "Wednesday", where that is the day of the deadline told before. */
static bool
is_its_day(const struct scene *s, uint32_t i)
{
	const struct finding *last = deadline_before(s, 4);
	uint32_t date = i < s->c.sentence.to ? s->e->date_at[i] : 0, due = last ? last->at : 0;
	if (!date || !due || date == due)
		return false;
	/* "later said Friday was": which Friday the tense does not tell, so that the word does. */
	const struct timex3 *day = &s->e->dates[date - 1], *term = &s->e->dates[due - 1];
	bool is_same_word = s->c.r->tokens[day->run.from].word == s->c.r->tokens[term->run.to - 1].word;
	return is_same_word || (day->when.len >= 10 && str_starts(term->when, str_sub(day->when, 0, 10)));
}

/* "the date", "it", "that deadline": of one that was told before. */
static bool
is_that_deadline(const struct scene *s, uint32_t i)
{
	bool is_the_date = predicate_is(&s->c, i, "the") && predicate_is(&s->c, i + 1, "date");
	if (is_its_day(s, i))
		return true;
	if (!deadline_before(s, is_the_date ? 3 : 1))
		return false;
	/* "softened that, saying" */
	bool is_end = i + 1 >= s->c.sentence.to || s->c.r->tokens[i + 1].kind != TOKEN_WORD || IN(s->c.sets[i + 1], PREPOSITION) || IN(s->c.sets[i + 1], BOUNDARY);
	if ((predicate_is(&s->c, i, "that") || predicate_is(&s->c, i, "this")) && is_end)
		return true;
	if (predicate_is(&s->c, i, "the") || predicate_is(&s->c, i, "that"))
		i++;
	return predicate_is(&s->c, i, "it") || predicate_is(&s->c, i, "date") || predicate_is(&s->c, i, "deadline") ||
	       predicate_is(&s->c, i, "threat");
}

/* Until when it is moved: "to June", "until Friday". */
static uint32_t
moved_to(const struct scene *s, uint32_t from, uint32_t to)
{
	uint32_t date = 0, word = 0;
	if (has_deadline_date(s, from, to, &date, &word))
		return date;
	for (uint32_t i = from; i + 1 < to; i++)
		if (predicate_is(&s->c, i, "to") && scene_date(s, (struct run){ i + 1, i + 4 < to ? i + 4 : to }))
			return scene_date(s, (struct run){ i + 1, i + 4 < to ? i + 4 : to });
	return 0;
}

/* 'the deadline was "flexible"', 'was "not a guillotine"': where the words begin that are said of it. */
static uint32_t
said_of(const struct scene *s, uint32_t i)
{
	uint32_t stop = i > s->c.sentence.from + NEAR ? i - NEAR : s->c.sentence.from;
	if (!is_not_so_firm(s, i))
		stop = i > s->c.sentence.from ? i - 1 : i;
	for (uint32_t k = i; k > stop; k--)
		if (s->c.r->tokens[k - 1].kind == TOKEN_OPEN_QUOTE)
			return k - 1;
	return i;
}

/* "had not ruled out extending the deadline", "spoke of moving it": nobody has. */
static bool
is_spoken_of(const struct scene *s, uint32_t i)
{
	bool is_ing = str_ends(s->c.r->tokens[i].text, S("ing")) && i > s->c.sentence.from;
	return is_ing && s->c.r->tokens[i - 1].kind == TOKEN_WORD && !IN(s->c.sets[i - 1], BE) && !IN(s->c.sets[i - 1], BOUNDARY) && !IN(s->c.sets[i - 1], ADVERB);
}

static bool
moves_deadline(struct scene *s, uint32_t i)
{
	event_sets sets = s->c.sets[i];
	bool is_firmness = is_not_so_firm(s, i);
	if (!IN(sets, SOFTEN) && !IN(sets, EXTEND) && !IN(sets, REAFFIRM) && !IN(sets, WITHDRAW) && !is_firmness)
		return false;
	if (is_spoken_of(s, i))
		return false;
	uint32_t verb = said_of(s, i);
	struct run subject = scene_subject(s, verb);
	uint32_t end = predicate_end(&s->c, i), near = i + 1 + NEAR < end ? i + 1 + NEAR : end;
	bool is_object = predicate_find(&s->c, i + 1, near, SET_DEADLINE) < near || (!scene_is_noun(s, i) && is_that_deadline(s, i + 1)) ||
			 (predicate_is(&s->c, i + 1, "down") && is_that_deadline(s, i + 2));
	is_object &= !is_firmness;
	/* "the deadline was extended", "the date is firm", "it stands" */
	bool is_said_of_it = (is_passive_here(s, verb) || IN(sets, REAFFIRM) || is_firmness) && subject.from < subject.to && subject.to <= subject.from + NEAR &&
			     (predicate_find(&s->c, subject.from, subject.to, SET_DEADLINE) < subject.to || is_that_deadline(s, subject.from) ||
			      (predicate_is(&s->c, subject.to - 1, "it") && is_that_deadline(s, subject.to - 1)));
	/* "said Friday was a target" */
	uint32_t group = predicate_group(&s->c, verb);
	is_said_of_it |= is_firmness && group > s->c.sentence.from && IN(s->c.sets[group], BE) && is_its_day(s, group - 1);
	if (!is_object && !is_said_of_it)
		return false;
	struct finding *f = add_deadline(s, verb_of_move(s, i), i, IN(sets, EXTEND) ? moved_to(s, i + 1, end) : 0);
	if (is_said_of_it && !is_object) {
		f->subject_count = f->actor != 0;
		f->subjects[0] = f->actor;
	}
	f->object_count = 0;
	return true;
}

/* "gave Ukraine until Thursday", "must answer by noon", "set a deadline", "extended it" */
bool
find_deadline(struct scene *s, uint32_t i)
{
	event_sets sets = s->c.sets[i];
	const event_sets wanted = (event_sets)1 << SET_GIVE | (event_sets)1 << SET_HAVE | (event_sets)1 << SET_ASKED | (event_sets)1 << SET_MUST |
				  (event_sets)1 << SET_SOFTEN | (event_sets)1 << SET_EXTEND | (event_sets)1 << SET_REAFFIRM | (event_sets)1 << SET_WITHDRAW;
	/* "denied that it had given them until Friday": nothing was set. */
	if ((sets & wanted) && scene_denial(s, i) != DENIAL_NONE)
		return false;
	if (moves_deadline(s, i))
		return true;
	if (!IN(sets, GIVE) && !IN(sets, HAVE) && !IN(sets, ASKED) && !IN(sets, MUST) && !IN(sets, TALKED))
		return false;
	uint32_t end = predicate_end(&s->c, i), date = 0, word = 0;
	uint32_t noun = predicate_find(&s->c, i + 1, i + 1 + NEAR < end ? i + 1 + NEAR : end, SET_DEADLINE);
	if (noun < end && IN(s->c.sets[noun], DEADLINE) && IN(s->c.sets[i], GIVE) && !is_passive_here(s, i)) {
		if (!has_deadline_date(s, i + 1, s->c.sentence.to, &date, &word))
			date = scene_date(s, (struct run){ i + 1, end });
		add_deadline(s, VERB_sets_deadline, i, date);
		return true;
	}
	return gives_until(s, i) || gives_time(s, i) || sets_as_target(s, i) || asks_until(s, i);
}

/* ---- red lines ---- */

/* "have ruled out", "will never accept", "would not cede" */
bool
find_red_line(struct scene *s, uint32_t i)
{
	if (!IN(s->c.sets[i], RULE_OUT) && !IN(s->c.sets[i], GIVE_UP))
		return false;
	uint32_t group = predicate_group(&s->c, i);
	bool is_ruled_out = IN(s->c.sets[i], RULE_OUT) && predicate_is(&s->c, i + 1, "out") && predicate_find(&s->c, group, i, SET_NOT) == i;
	bool is_never = IN(s->c.sets[i], GIVE_UP) && predicate_find(&s->c, group, i, SET_NOT) < i &&
			(predicate_find(&s->c, group, i, SET_WILL) < i || predicate_find(&s->c, group, i, SET_WOULD) < i);
	if ((!is_ruled_out && !is_never) || scene_denial(s, i) != DENIAL_NONE)
		return false;
	struct finding *f = scene_add(s, FINDING_RED_LINE, VERB_rules_out, scene_around(s, i), i);
	scene_dress(s, f, i);
	f->mood = MOOD_DONE;
	f->at = f->when = 0;
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
