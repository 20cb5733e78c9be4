/* Who has seen which text, and what a text provides. */
#include "base/ascii.h"
#include "clerk/events_int.h"

enum { TEXT_BACK = 40, RELATIVE_BACK = 12 };

/* ---- which text ---- */

static uint32_t
text_near(const struct scene *s, uint32_t from, uint32_t to)
{
	uint32_t text = predicate_find(&s->c, from, to, SET_TEXT);
	/* "a slide, not a text" */
	bool is_not = text < to && text > from + 2 && IN(s->c.sets[text - 1], DETERMINER) && predicate_is(&s->c, text - 2, "not") &&
		      s->c.r->tokens[text - 3].kind == TOKEN_MARK;
	if (is_not)
		return to;
	bool is_copy = text < to && (predicate_is(&s->c, text, "copy") || predicate_is(&s->c, text, "copies")) && predicate_is(&s->c, text + 1, "of");
	if (!is_copy)
		return text;
	/* "a copy of the plan" is the plan */
	uint32_t stop = text + 2 + NEAR < s->c.sentence.to ? text + 2 + NEAR : s->c.sentence.to, of = predicate_find(&s->c, text + 2, stop, SET_TEXT);
	return of < stop && of < to ? of : text;
}

/* Of "has not seen it" the text that was named last, this sentence or the one before: its token, or `none`. */
static uint32_t
text_before(const struct scene *s, uint32_t i, uint32_t none)
{
	uint32_t sentence = s->c.r->tokens[i].sentence, paragraph = s->c.r->tokens[i].paragraph;
	for (uint32_t k = i; k > 0 && i - k < TEXT_BACK; k--) {
		const struct token *t = &s->c.r->tokens[k - 1];
		if (t->sentence + 2 < sentence || t->paragraph != paragraph)
			break;
		if (IN(s->c.sets[k - 1], TEXT) && !IN(s->c.sets[k - 1], PROVIDES))
			return k - 1;
	}
	return none;
}

/* "the text, which had been shown to X": the noun that "which" stands for, or `none`. */
static uint32_t
text_of_relative(const struct scene *s, uint32_t verb, uint32_t none)
{
	uint32_t group = predicate_group(&s->c, verb), from = group > s->c.sentence.from + RELATIVE_BACK ? group - RELATIVE_BACK : s->c.sentence.from;
	if (group == s->c.sentence.from || !(predicate_is(&s->c, group - 1, "which") || predicate_is(&s->c, group - 1, "that")))
		return none;
	for (uint32_t k = group - 1; k > from; k--)
		if (IN(s->c.sets[k - 1], TEXT))
			return k - 1;
	return none;
}

/* "the paper which X had sent": the noun in front of "which", or `none`. */
static uint32_t
text_sent(const struct scene *s, uint32_t verb, uint32_t none)
{
	uint32_t from = scene_subject(s, verb).from;
	if (from < s->c.sentence.from + 2 || from == verb || !(predicate_is(&s->c, from - 1, "which") || predicate_is(&s->c, from - 1, "that")))
		return none;
	uint32_t noun = from - 2;
	noun -= s->c.r->tokens[noun].kind == TOKEN_MARK && noun > s->c.sentence.from;
	return IN(s->c.sets[noun], TEXT) ? noun : none;
}

static bool
is_passive(const struct scene *s, uint32_t verb)
{
	uint32_t group = predicate_group(&s->c, verb);
	for (uint32_t i = group; i < verb; i++)
		if (IN(s->c.sets[i], BE))
			return true;
	return false;
}

/* ---- who has seen what ---- */

static struct finding *
add_exposure(struct scene *s, enum verb_id verb, uint32_t i, uint32_t text)
{
	struct run run = scene_around(s, i);
	if (text < run.from && s->c.r->tokens[text].sentence == s->c.r->tokens[i].sentence && !scene_is_pronoun(s, i + 1))
		run.from = text;
	struct finding *f = scene_add(s, FINDING_EXPOSURE, verb, run, i);
	f->text = IN(s->c.sets[text], TEXT) ? text + 1 : 0;
	scene_dress(s, f, i);
	f->confidence += f->subject_count > 0 ? 0.15f : -0.2f;
	return f;
}

/* The text that is seen: behind the verb, in front of it, or what "it" stands for. */
static uint32_t
seen_text(const struct scene *s, uint32_t i, uint32_t end)
{
	uint32_t to = i + 1 + NEAR < end ? i + 1 + NEAR : end, text = text_near(s, i + 1, to);
	if (text < to)
		return text;
	if (scene_is_pronoun(s, i + 1))
		return text_before(s, i, UINT32_MAX);
	uint32_t sent = text_sent(s, i, UINT32_MAX);
	if (sent != UINT32_MAX)
		return sent;
	struct run subject = scene_subject(s, i);
	text = text_near(s, subject.from, subject.to);
	/* "the plan the Kremlin had received"; not "a document on its website says they would receive" */
	bool is_next = text < subject.to && predicate_find(&s->c, text + 1, subject.to, SET_PREPOSITION) == subject.to &&
		       predicate_find(&s->c, text + 1, subject.to, SET_PROVIDES) == subject.to;
	return is_next && !IN(s->c.sets[i], SHOW) ? text : UINT32_MAX;
}

/* "the draft, seen by this newspaper": who saw it stands behind. */
static bool
is_seen_by(const struct scene *s, uint32_t i)
{
	return predicate_is(&s->c, i + 1, "by");
}

/* "has not seen the plan", "the plan the Kremlin had received" */
bool
find_seeing(struct scene *s, uint32_t i)
{
	if ((!IN(s->c.sets[i], SEE) && !IN(s->c.sets[i], RECEIVE)) || scene_is_noun(s, i) || scene_is_open(s, i) || predicate_is(&s->c, i + 1, "as"))
		return false;
	/* "had been given a copy" is seeing; "the plan was received" tells nobody who saw it. */
	bool is_by = is_seen_by(s, i), is_other = is_passive(s, i) != (predicate_is(&s->c, i, "given") != 0) && !is_by;
	uint32_t text = seen_text(s, i, predicate_end(&s->c, i));
	if (text == UINT32_MAX || is_other)
		return false;
	struct finding *f = add_exposure(s, VERB_sees, i, text);
	if (is_by) {
		uint32_t to = i + 2;
		while (to < f->run.to && to < i + 2 + NEAR && s->c.r->tokens[to].kind == TOKEN_WORD && !IN(s->c.sets[to], WOULD) && !IN(s->c.sets[to], WILL))
			to++;
		f->subject_count = scene_actors(s, (struct run){ i + 2, to }, f->subjects);
	} else if (text < i && text + 1 < s->c.sentence.to && !scene_is_pronoun(s, i + 1)) {
		/* Of two phrases in front, the latter saw: "the plan the Kremlin had received". */
		f->subject_count = scene_actors(s, (struct run){ text + 1, i }, f->subjects);
	}
	/* "their parliament has not received a copy": nobody who is known by a name. */
	bool is_kept = f->subject_count > 0 || (f->mood == MOOD_DID_NOT && predicate_find(&s->c, predicate_group(&s->c, i), i, SET_HAVE) < i &&
						!run_is_empty(f->run) && scene_subject(s, i).to > scene_subject(s, i).from);
	if (!is_kept)
		s->found->count--;
	else if (f->subject_count == 0)
		f->doubt = "who has not seen it is not known by a name";
	return is_kept;
}

/* "A had received it, but B had not": what B had not done is told in front. */
bool
find_not_so(struct scene *s, uint32_t i)
{
	uint32_t end = s->c.sentence.to, behind = i + 1 + predicate_is(&s->c, i + 1, "not");
	bool is_not = behind > i + 1 || IN(s->c.sets[i], NOT);
	bool is_end = behind >= end || s->c.r->tokens[behind].kind > TOKEN_NUMBER || IN(s->c.sets[behind], CLAUSE_END);
	if (!IN(s->c.sets[i], HAVE) || !is_not || !is_end || s->found->count == 0)
		return false;
	struct finding before = s->found->at[s->found->count - 1];
	bool is_here = before.report == s->report && s->c.r->tokens[before.run.from].sentence == s->c.r->tokens[i].sentence;
	struct run subject = scene_subject(s, i);
	uint32_t who[4];
	uint8_t count = scene_who(s, subject, who);
	if (before.kind != FINDING_EXPOSURE || before.verb != VERB_sees || before.mood != MOOD_DONE || !is_here || count == 0)
		return false;
	struct finding *f = scene_add(s, FINDING_EXPOSURE, VERB_sees, (struct run){ subject.from, behind }, i);
	f->text = before.text;
	f->mood = MOOD_DID_NOT;
	f->subject_count = count;
	for (uint8_t k = 0; k < count; k++)
		f->subjects[k] = who[k];
	return true;
}

/* "Malta had not been shown the plan": it is Malta that sees. */
static bool
is_shown(struct scene *s, uint32_t i, uint32_t text)
{
	if (!is_passive(s, i) || (text < i && !scene_is_pronoun(s, i + 1)) || !(predicate_is(&s->c, i, "shown") || predicate_is(&s->c, i, "sent") || predicate_is(&s->c, i, "handed") ||
					       predicate_is(&s->c, i, "given") || predicate_is(&s->c, i, "presented")))
		return false;
	struct finding *f = add_exposure(s, VERB_sees, i, text);
	if (f->subject_count == 0)
		f->doubt = "who was shown it is not known by a name";
	return true;
}

/* "a copy of the plan was leaked": the text that is shown in front of the verb, or UINT32_MAX. */
static uint32_t
shown_text(const struct scene *s, uint32_t i)
{
	struct run subject = scene_subject(s, i);
	/* "the draft, presented in March," */
	if (i > s->c.sentence.from + 1 && predicate_is(&s->c, i - 1, ",") && IN(s->c.sets[i - 2], TEXT))
		return i - 2;
	uint32_t relative = text_of_relative(s, i, UINT32_MAX), text = text_near(s, subject.from, subject.to);
	if (relative != UINT32_MAX)
		return relative;
	for (uint32_t next = text; next < subject.to; next = text_near(s, next + 1, subject.to))
		text = next;
	bool is_said_of_it = text < subject.to && (is_passive(s, i) || text + 1 == i);
	return is_said_of_it ? text : UINT32_MAX;
}

/* "A proposal was put on the table" */
static bool
is_put_on_the_table(const struct scene *s, uint32_t i)
{
	return predicate_is(&s->c, i, "put") && predicate_is(&s->c, i + 1, "on") && predicate_is(&s->c, i + 2, "the") && predicate_is(&s->c, i + 3, "table");
}

static bool
add_tabled(struct scene *s, uint32_t i)
{
	struct run subject = scene_subject(s, i);
	uint32_t text = text_near(s, subject.from, subject.to);
	if (text == subject.to || !is_passive(s, i))
		return false;
	struct finding *f = add_exposure(s, VERB_shows, i, text);
	f->subject_count = scene_actors(s, (struct run){ f->run.from, text }, f->subjects);
	f->object_count = 0;
	return true;
}

static void
take_recipient(struct scene *s, struct finding *f, uint32_t i, uint32_t text, bool is_text_behind)
{
	uint32_t end = f->run.to, recipient = i + 1;
	while (recipient < end && !predicate_is(&s->c, recipient, "to"))
		recipient++;
	f->object_count = scene_actors(s, (struct run){ recipient, end }, f->objects);
	/* "handed them the plan", "sent Malta a draft" */
	if (f->object_count == 0 && is_text_behind && text > i)
		f->object_count = scene_who(s, (struct run){ i + 1, text }, f->objects);
	if (f->object_count == 0 && is_text_behind && text > i)
		scene_all_of_them(s, f, (struct run){ i + 1, text });
	/* Who gives it to themselves is its author: "Italy's plan was sent to Malta". */
	for (uint8_t k = 0; k < f->object_count && f->subject_count == 1; k++)
		if (f->objects[k] == f->subjects[0] && f->object_count == 1)
			f->object_count = 0;
}

/* "to the mediators", who are not known by a name. */
static bool
is_to_a_group(const struct scene *s, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i + 2 < to; i++)
		if (predicate_is(&s->c, i, "to") && (s->e->names->named[i + 1].class >= NAMED_OFFICE || s->e->names->named[i + 2].class >= NAMED_OFFICE))
			return true;
	return false;
}

/* "gave Malta a copy of the plan": no deadline, no hours. */
static bool
gives_a_text(const struct scene *s, uint32_t i)
{
	static const char *const give[] = { "gave", "give", "gives", "giving" };
	uint32_t end = predicate_end(&s->c, i), to = i + 1 + NEAR < end ? i + 1 + NEAR : end, text = text_near(s, i + 1, to);
	return predicate_is_among(&s->c, i, give) && text < to && predicate_find(&s->c, i + 1, to, SET_DEADLINE) == to && predicate_find(&s->c, i + 1, to, SET_UNTIL) == to;
}

/* Where the words of whose text it is begin: "Malta's plan", of "Italy rejected Malta's plan, presented in March". */
static uint32_t
owner_from(const struct scene *s, uint32_t from, uint32_t text)
{
	for (uint32_t i = from; i < text; i++) {
		str word = s->c.r->tokens[i].text;
		if (IN(s->c.sets[i], HAVE) || IN(s->c.sets[i], BE) || (word.len > 4 && str_ends(word, S("ed")) && is_small(word.at[0])))
			from = i + 1;
	}
	return from;
}

/* "presented both sides with a plan": the text behind "with", or `none`. */
static uint32_t
text_presented(const struct scene *s, uint32_t verb, uint32_t end, uint32_t none)
{
	static const char *const presented[] = { "presented", "presents", "present", "presenting" };
	if (!predicate_is_among(&s->c, verb, presented))
		return none;
	uint32_t stop = verb + 1 + NEAR < end ? verb + 1 + NEAR : end, with = verb + 1;
	while (with < stop && !predicate_is(&s->c, with, "with"))
		with++;
	uint32_t to = with + 2 * NEAR < end ? with + 2 * NEAR : end, text = with < stop ? text_near(s, with + 1, to) : to;
	return text < to && predicate_find(&s->c, with + 1, text, SET_PREPOSITION) == text ? text : none;
}

/* "presented the plan to Kyiv", "the plan would be presented to Russia" */
bool
find_showing(struct scene *s, uint32_t i)
{
	if ((!IN(s->c.sets[i], SHOW) && !is_put_on_the_table(s, i) && !gives_a_text(s, i)) || scene_is_noun(s, i) || scene_is_open(s, i))
		return false;
	uint32_t end = predicate_end(&s->c, i), to = i + 1 + NEAR < end ? i + 1 + NEAR : end, text = text_presented(s, i, end, text_near(s, i + 1, to));
	to = text > to ? text + 1 : to;
	if (text == to && scene_is_pronoun(s, i + 1) && !scene_is_pronoun(s, i + 2) && is_passive(s, i)) {
		uint32_t before = text_before(s, i, UINT32_MAX);
		if (before != UINT32_MAX && is_shown(s, i, before))
			return true;
	}
	if (text < to && is_shown(s, i, text))
		return true;
	if (is_put_on_the_table(s, i))
		return add_tabled(s, i);
	uint32_t sent = text < to || is_passive(s, i) ? UINT32_MAX : text_sent(s, i, UINT32_MAX);
	bool is_behind = text < to || sent != UINT32_MAX;
	if (sent != UINT32_MAX)
		text = sent;
	if (!is_behind) {
		text = shown_text(s, i);
		if (text == UINT32_MAX)
			return false;
	}
	struct finding *f = add_exposure(s, IN(s->c.sets[i], PUBLISH) ? VERB_publishes : VERB_shows, i, text);
	take_recipient(s, f, i, text, is_behind);
	if (!is_behind) {
		f->subject_count = scene_actors(s, (struct run){ owner_from(s, f->run.from, text), text }, f->subjects);
		if (predicate_is(&s->c, i + 1, "by"))
			f->subject_count = scene_actors(s, (struct run){ i + 2, i + 8 < end ? i + 8 : end }, f->subjects);
		if (f->subject_count == 0)
			f->doubt = "who shows it is not said";
	}
	bool is_told = (!is_behind && (is_passive(s, i) || f->at != 0)) || (is_behind && f->at != 0 && f->mood != MOOD_DONE) ||
		       (is_behind && f->actor && is_to_a_group(s, i + 1, end));
	if (f->verb == VERB_shows && f->object_count == 0 && f->subject_count == 0 && !is_told)
		s->found->count--;
	return true;
}

/* "were blindsided by the plan", "had not been consulted" */
bool
find_unaware(struct scene *s, uint32_t i)
{
	bool is_unaware = IN(s->c.sets[i], UNAWARE) != 0;
	if (!is_unaware && !IN(s->c.sets[i], INFORM))
		return false;
	uint32_t group = predicate_group(&s->c, i), end = predicate_end(&s->c, i), text = text_near(s, i + 1, end);
	bool is_not = predicate_find(&s->c, group, i, SET_NOT) < i;
	bool is_consulted = predicate_is(&s->c, i, "consulted") || predicate_is(&s->c, i, "informed") || predicate_is(&s->c, i, "briefed");
	if (text == end && is_consulted)
		text = text_before(s, i, end);
	if (!is_passive(s, i) || (!is_unaware && !is_not) || (is_unaware && is_not) || text == end)
		return false;
	struct finding *f = add_exposure(s, VERB_sees, i, i);
	f->mood = MOOD_DID_NOT;
	f->doubt = "that they were not told is said, that they did not see it is not";
	if (f->subject_count == 0)
		s->found->count--;
	return true;
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

/* The text that the sentence before begins with, as 1 + its token: "Italy's paper was shown to all. It asks …" */
static uint32_t
text_of_last_sentence(const struct scene *s)
{
	uint32_t sentence = s->c.r->tokens[s->c.sentence.from].sentence;
	if (sentence == 0 || s->c.r->sentences[sentence - 1].paragraph != s->c.r->sentences[sentence].paragraph)
		return 0;
	struct run run = s->c.r->sentences[sentence - 1].run;
	uint32_t to = run.from + NEAR < run.to ? run.from + NEAR : run.to, text = predicate_find(&s->c, run.from, to, SET_TEXT_WHOLE);
	bool is_subject = text < to && predicate_find(&s->c, run.from, text, SET_PREPOSITION) == text;
	return is_subject ? text + 1 : 0;
}

/* Whom it obliges: a state, a body or a group, no person who is mentioned. */
static uint8_t
bearer(const struct scene *s, struct run run, uint32_t ret[4])
{
	uint32_t all[4];
	uint8_t count = scene_actors(s, run, all), kept = 0;
	for (uint8_t i = 0; i < count; i++)
		if (s->e->names->actors[all[i] - 1].kind != ACTOR_PERSON)
			ret[kept++] = all[i];
	return kept;
}

/* "The plan pressed Ukraine to hand over some territory" */
bool
find_point(struct scene *s, uint32_t i)
{
	/* "an agreement to set goals" sets none yet. */
	if (!IN(s->c.sets[i], PROVIDES) || scene_is_noun(s, i) || (i > s->c.sentence.from && predicate_is(&s->c, i - 1, "to")))
		return false;
	struct run subject = scene_subject(s, i);
	uint32_t text = predicate_find(&s->c, subject.from, subject.to, SET_TEXT_WHOLE);
	/* The text itself is the subject: it stands last, or before an "of" that belongs to it. */
	bool is_last = text < subject.to && (text + 1 == subject.to || predicate_is(&s->c, text + 1, "of") || predicate_is(&s->c, text + 1, "also"));
	const struct finding *before = last_point(s);
	bool is_it = !is_last && subject.from < subject.to && predicate_is(&s->c, subject.from, "it") && subject.from == s->c.sentence.from;
	uint32_t relative = text_of_relative(s, i, UINT32_MAX), group = predicate_group(&s->c, i);
	/* "a plan that would force Malta to open its port" */
	if (relative != UINT32_MAX && !is_last && IN(s->c.sets[relative], TEXT_WHOLE) && relative + 5 >= group) {
		is_last = true;
		text = relative;
		subject.from = relative;
	}
	uint32_t of = is_last ? text + 1 : is_it ? (before ? before->text : text_of_last_sentence(s)) : 0, end = predicate_end(&s->c, i);
	if (of == 0 || end < i + 3)
		return false;
	struct finding *f = scene_add(s, FINDING_POINT, VERB_NONE, (struct run){ subject.from, end }, i);
	f->text = of;
	f->subject_count = bearer(s, (struct run){ i + 1, end }, f->subjects);
	f->confidence += 0.1f;
	return true;
}

/* "Under the plan, Malta would open its port." */
void
find_point_under(struct scene *s)
{
	uint32_t from = s->c.sentence.from, stop = from + 2 + NEAR < s->c.sentence.to ? from + 2 + NEAR : s->c.sentence.to;
	if (!predicate_is(&s->c, from, "under"))
		return;
	uint32_t text = predicate_find(&s->c, from + 1, stop, SET_TEXT_WHOLE);
	uint32_t comma = text + 1;
	while (comma < s->c.sentence.to && comma < text + 8 && s->c.r->tokens[comma].kind == TOKEN_WORD)
		comma++;
	if (text == stop || comma >= s->c.sentence.to || !predicate_is(&s->c, comma, ","))
		return;
	uint32_t verb = comma + 1, last = text + 26 < s->c.sentence.to ? text + 26 : s->c.sentence.to;
	while (verb < last && !IN(s->c.sets[verb], WILL) && !IN(s->c.sets[verb], WOULD) && !IN(s->c.sets[verb], MUST))
		verb++;
	if (verb == last)
		return;
	struct finding *f = scene_add(s, FINDING_POINT, VERB_NONE, (struct run){ from, predicate_end(&s->c, verb) }, verb);
	f->text = text + 1;
	/* "Under the plan, a copy of which X obtained, Malta would": Malta. */
	for (uint32_t i = comma + 1; i < verb; i++)
		if (predicate_is(&s->c, i, ",") && i + 1 < verb)
			comma = i;
	f->subject_count = bearer(s, (struct run){ comma + 1, verb }, f->subjects);
}
