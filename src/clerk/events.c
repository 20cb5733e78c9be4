/* Who acts, when, and the walk over a report; what happens is told by the finders of events_int.h. */
#include "clerk/events.h"

#include <string.h>

#include "clerk/events_int.h"

const char *const finding_kind_names[FINDING_KINDS] = {
	"statement", "position", "demand", "forecast", "declined", "condition", "red-line", "deadline", "meeting", "exposure", "incident",
	"point", "editorial",
};

enum { DOUBLES_BACK = 12, PHRASE = 5, FRONT = 12, LOOK_BACK = 60, DENIAL_BACK = 16 };

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

static const struct actor *
actor_at(const struct scene *s, uint32_t i)
{
	uint32_t actor = s->e->names->actor_at[i];
	return actor ? &s->e->names->actors[actor - 1] : NULL;
}

/* ---- who acts ---- */

/* Groups that act for their state, and offices that do. */
static bool
acts_for_state(const struct scene *s, uint32_t i)
{
	static const char *const groups[] = { "government", "ministry", "side", "sides", "delegation", "delegations", "negotiators", "officials", "envoys",
					      "authorities", "leaders", "ministers", "forces", "army", "military", "troops", "navy", "diplomats", "force" };
	const struct named *named = &s->e->names->named[i];
	if (named->class == NAMED_OFFICE)
		return named->level >= LEVEL_DELEGATIONS;
	return predicate_is_among(&s->c, i + named->length - 1, groups);
}

static bool
is_verb_like(event_sets sets)
{
	return IN(sets, WILL) || IN(sets, WOULD) || IN(sets, MUST) || IN(sets, HAVE) || IN(sets, BE) || IN(sets, DO) || IN(sets, MEET) || IN(sets, HOLD) ||
	       IN(sets, SEE) || IN(sets, RECEIVE) || IN(sets, SHOW) || IN(sets, GIVE) || IN(sets, RULE_OUT);
}

/* "the envoy, X,": a person behind a comma. */
static bool
is_named_there(const struct scene *s, uint32_t comma)
{
	const struct actor *who = comma + 1 < s->c.sentence.to && predicate_is(&s->c, comma, ",") ? actor_at(s, comma + 1) : NULL;
	return who && who->kind == ACTOR_PERSON;
}

/* What a state's name or demonym, which ends at `to`, belongs to: nothing, or a noun that acts for it, or a person
 * of it that is named there. */
static bool
is_of_another(const struct scene *s, uint32_t actor, uint32_t to, bool is_strict)
{
	static const char *const sent[] = { "observers", "team", "delegates" };
	const struct names *n = s->e->names;
	uint32_t stop = to + PHRASE < s->c.sentence.to ? to + PHRASE : s->c.sentence.to;
	for (uint32_t k = to; k < stop; k++) {
		event_sets sets = s->c.sets[k];
		/* "the American observers received it" */
		if (predicate_is_among(&s->c, k, sent))
			return false;
		if (n->named[k].class == NAMED_GROUP)
			return !acts_for_state(s, k);
		/* "the American ambassador"; of "Israeli negotiator X" it is X */
		uint32_t behind = k + n->named[k].length;
		if (n->named[k].class == NAMED_OFFICE && is_named_there(s, behind))
			return true;
		if (n->named[k].class == NAMED_OFFICE && behind < s->c.sentence.to && !n->actor_at[behind] && !predicate_is(&s->c, behind, ",") && is_strict)
			return !acts_for_state(s, k);
		if (n->actor_at[k] && n->actor_at[k] != actor)
			return n->actors[n->actor_at[k] - 1].kind == ACTOR_PERSON && n->actors[n->actor_at[k] - 1].party == actor;
		if (IN(sets, TEXT_WHOLE))
			return false;
		if (is_verb_like(sets) || IN(sets, PREPOSITION))
			return is_strict && k > to;
		if (s->c.r->tokens[k].kind != TOKEN_WORD || IN(sets, BOUNDARY) || IN(sets, DETERMINER))
			return is_strict && k > to;
	}
	return is_strict;
}

/* "The Fund's director, X", "Commission president X": it is X. */
static bool
is_of_its_officer(const struct scene *s, uint32_t i)
{
	const struct names *n = s->e->names;
	uint32_t to = i + 1;
	while (to < s->c.sentence.to && n->actor_at[to] == n->actor_at[i])
		to++;
	for (uint32_t k = to; k < s->c.sentence.to && k < to + PHRASE; k++) {
		uint32_t behind = k + n->named[k].length;
		if (n->named[k].class == NAMED_OFFICE && is_named_there(s, behind))
			return true;
		if (n->named[k].class == NAMED_OFFICE && behind < s->c.sentence.to && n->actor_at[behind])
			return n->actors[n->actor_at[behind] - 1].kind == ACTOR_PERSON;
		if (s->c.r->tokens[k].kind != TOKEN_WORD || is_verb_like(s->c.sets[k]) || IN(s->c.sets[k], BOUNDARY) || IN(s->c.sets[k], PREPOSITION))
			return false;
	}
	return false;
}

/* "Ukraine's allies" are not Ukraine, "Brazilian farmers" not Brazil; "Turkish counterpart X" is X. */
static bool
is_aside(const struct scene *s, uint32_t i, bool is_strict)
{
	const struct names *n = s->e->names;
	uint32_t actor = n->actor_at[i], to = i + 1;
	if (actor && n->actors[actor - 1].kind == ACTOR_ORGANISATION)
		return is_of_its_officer(s, i);
	if (!actor || n->actors[actor - 1].kind != ACTOR_STATE)
		return false;
	while (to < s->c.sentence.to && n->actor_at[to] == actor)
		to++;
	/* "X of Norland" is X. */
	if (i > s->c.sentence.from + 1 && predicate_is(&s->c, i - 1, "of") && actor_at(s, i - 2) && actor_at(s, i - 2)->kind == ACTOR_PERSON)
		return true;
	bool is_demonym = n->named[i].class == NAMED_DEMONYM ||
			  (!n->named[i].class && !str_eq_nocase(s->c.r->tokens[i].text, n->actors[actor - 1].name));
	if (predicate_is(&s->c, to, "'s"))
		return is_of_another(s, actor, to + 1, is_strict);
	if (is_demonym)
		return is_of_another(s, actor, to, is_strict);
	for (uint32_t k = to; k < s->c.sentence.to && k < to + PHRASE; k++) {
		if (n->actor_at[k])
			return n->actors[n->actor_at[k] - 1].kind == ACTOR_PERSON && n->actors[n->actor_at[k] - 1].party == actor;
		if (!n->named[k].class && k > to + 2)
			return false;
	}
	return false;
}

static uint8_t
actors_of(const struct scene *s, struct run run, bool is_strict, uint32_t ret[4])
{
	uint8_t count = 0;
	for (uint32_t i = run.from; i < run.to && count < 4; i++) {
		uint32_t actor = s->e->names->actor_at[i];
		bool is_new = actor != 0;
		for (unsigned k = 0; k < count; k++)
			is_new &= ret[k] != actor;
		if (is_new && !is_aside(s, i, is_strict))
			ret[count++] = actor;
	}
	return count;
}

uint8_t
scene_actors(const struct scene *s, struct run run, uint32_t ret[4])
{
	return actors_of(s, run, false, ret);
}

uint8_t
scene_who(const struct scene *s, struct run run, uint32_t ret[4])
{
	return actors_of(s, run, true, ret);
}

/* ---- findings ---- */

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

size_t
scene_last(const struct scene *s, enum finding_kind kind)
{
	for (size_t i = s->found->count; i-- > 0 && s->found->count - i < DOUBLES_BACK;) {
		const struct finding *f = &s->found->at[i];
		if (f->kind == kind && f->report == s->report)
			return f->run.to + LOOK_BACK >= s->c.sentence.from &&
					       s->c.r->tokens[f->run.from].sentence + 1 >= s->c.r->tokens[s->c.sentence.from].sentence
				       ? i : SIZE_MAX;
	}
	return SIZE_MAX;
}

/* ---- clauses ---- */

/* No farther than the words that the verb stands in, where somebody says them. */
struct run
scene_clipped(const struct scene *s, struct run run, uint32_t at)
{
	uint32_t said = s->e->said_in[at];
	const struct attribution *by = said ? &s->e->attributions[said - 1] : NULL;
	for (unsigned k = 0; by && k < by->content_count; k++) {
		struct run words = by->contents[k];
		if (words.from > at || at >= words.to)
			continue;
		if (run.from < words.from)
			run.from = words.from;
		if (run.to > words.to)
			run.to = words.to;
	}
	return run;
}

bool
scene_is_noun(const struct scene *s, uint32_t i)
{
	if (i == s->c.sentence.from)
		return false;
	event_sets before = s->c.sets[i - 1];
	return IN(before, DETERMINER) || (IN(before, PREPOSITION) && !predicate_is(&s->c, i - 1, "to")) || predicate_is(&s->c, i - 1, "'s");
}

static bool
joins_clauses(const struct scene *s, uint32_t i)
{
	return predicate_is(&s->c, i, "and") || predicate_is(&s->c, i, "but") || predicate_is(&s->c, i, "or") || predicate_is(&s->c, i, "then");
}

static bool
is_verb_here(const struct scene *s, uint32_t i)
{
	event_sets sets = s->c.sets[i];
	str word = s->c.r->tokens[i].text;
	bool is_verb = is_verb_like(sets) || IN(sets, TALKED) || (str_ends(word, S("ed")) && word.len > 4);
	return is_verb && !scene_is_noun(s, i) && !(s->c.r->tokens[i].flags & TOKEN_CAPITAL);
}

/* "A met B and", in front of another verb: A. Where no verb is in it, it is a list. */
static struct run
before_first_verb(const struct scene *s, struct run run)
{
	for (uint32_t i = run.from + 1; i < run.to; i++)
		if (is_verb_here(s, i))
			return (struct run){ run.from, i };
	return run;
}

/* "A, B and C": the commas of a list of those who are known. */
static struct run
with_list(const struct scene *s, struct run run)
{
	bool has_and = false;
	for (uint32_t i = run.from; i < run.to; i++)
		has_and |= predicate_is(&s->c, i, "and");
	while (has_and && run.from > s->c.sentence.from + 1 && predicate_is(&s->c, run.from - 1, ",") && s->e->names->actor_at[run.from - 2] &&
	       s->e->names->actor_at[run.from]) {
		uint32_t actor = s->e->names->actor_at[run.from - 2];
		run.from -= 2;
		while (run.from > s->c.sentence.from && s->e->names->actor_at[run.from - 1] == actor)
			run.from--;
	}
	return run;
}

/* ---- denied ---- */

static const char *const claims[] = { "report", "reports", "claim", "claims", "suggestion", "suggestions", "rumour", "rumours", "rumor", "rumors", "allegation",
				     "allegations", "assertion", "assertions" };

/* "denied that", "dismissed reports that": whoever does so at `i` says that what follows is not so. */
static bool
denies(const struct scene *s, uint32_t i)
{
	static const char *const deny[] = { "denied", "denies", "deny", "denying" }, *const dismiss[] = { "dismissed", "dismisses", "rejected", "rejects", "refuted", "refutes" };
	if (predicate_is_among(&s->c, i, deny))
		return true;
	if (!predicate_is_among(&s->c, i, dismiss))
		return false;
	for (uint32_t k = i + 1; k < i + 4; k++)
		if (predicate_is_among(&s->c, k, claims))
			return true;
	return false;
}

/* Who denies what the group that begins at `group` tells: the token, or UINT32_MAX. */
static uint32_t
denial_of(const struct scene *s, uint32_t group)
{
	uint32_t stop = group > s->c.sentence.from + DENIAL_BACK ? group - DENIAL_BACK : s->c.sentence.from;
	/* "denied it and met X": X was met. */
	if (group > stop && joins_clauses(s, group - 1))
		return UINT32_MAX;
	for (uint32_t i = group; i > stop; i--) {
		bool is_and = predicate_is(&s->c, i - 1, "and") || predicate_is(&s->c, i - 1, "or") || predicate_is(&s->c, i - 1, "that");
		if (denies(s, i - 1))
			return i - 1;
		if (s->c.r->tokens[i - 1].kind > TOKEN_NUMBER || IN(s->c.sets[i - 1], CLAUSE_END) || (IN(s->c.sets[i - 1], BOUNDARY) && !is_and))
			return UINT32_MAX;
	}
	return UINT32_MAX;
}

enum denial
scene_denial(const struct scene *s, uint32_t verb)
{
	uint32_t denial = denial_of(s, predicate_group(&s->c, verb));
	if (denial == UINT32_MAX)
		return DENIAL_NONE;
	return predicate_find(&s->c, predicate_group(&s->c, denial), denial, SET_NOT) < denial ? DENIAL_REFUSED : DENIAL_MADE;
}

/* Of "X denied that Y had met Z" it is Y, of "X denied having met Z" X. */
static struct run
behind_denial(const struct scene *s, struct run subject, uint32_t group)
{
	uint32_t denial = denial_of(s, group), from = denial + 1;
	if (denial != UINT32_MAX && run_is_empty(subject))
		return predicate_subject(&s->c, denial);
	if (denial == UINT32_MAX || denial < subject.from || denial >= subject.to)
		return subject;
	for (uint32_t i = from; i < group; i++)
		if (predicate_is(&s->c, i, "that"))
			from = i + 1;
	bool is_none = from >= subject.to || (from + 1 == subject.to && IN(s->c.sets[from], DETERMINER));
	if (!is_none)
		return (struct run){ from, subject.to };
	return subject.from < denial ? (struct run){ subject.from, denial } : predicate_subject(&s->c, denial);
}

/* "a report that he": he. */
static struct run
behind_claim(const struct scene *s, struct run subject)
{
	for (uint32_t i = subject.from; i + 2 < subject.to; i++)
		if (predicate_is_among(&s->c, i, claims) && predicate_is(&s->c, i + 1, "that"))
			return (struct run){ i + 2, subject.to };
	return subject;
}

struct run
scene_subject(const struct scene *s, uint32_t verb)
{
	uint32_t group = predicate_group(&s->c, verb);
	struct run subject = predicate_subject(&s->c, verb);
	if (group > s->c.sentence.from && joins_clauses(s, group - 1)) {
		if (run_is_empty(subject))
			subject = predicate_subject(&s->c, group - 1);
		/* "X, the envoy, met Y and": in front of the verb that begins the phrase. */
		if (!run_is_empty(subject) && is_verb_here(s, subject.from))
			subject = predicate_subject(&s->c, subject.from);
		subject = before_first_verb(s, subject);
	}
	subject = behind_claim(s, behind_denial(s, scene_clipped(s, with_list(s, subject), verb), group));
	if (subject.from + 1 < subject.to && predicate_is(&s->c, subject.from, "that") &&
	    (IN(s->c.sets[subject.from + 1], DETERMINER) || scene_is_pronoun(s, subject.from + 1) || (s->c.r->tokens[subject.from + 1].flags & TOKEN_CAPITAL)))
		subject.from++;
	return run_is_empty(subject) ? (struct run){ verb, verb } : subject;
}

struct run
scene_around(const struct scene *s, uint32_t verb)
{
	uint32_t from = scene_subject(s, verb).from, group = predicate_group(&s->c, verb);
	bool is_second = group > s->c.sentence.from && joins_clauses(s, group - 1) && scene_subject(s, verb).to + 1 < group;
	return scene_clipped(s, (struct run){ is_second ? group : from, predicate_end(&s->c, verb) }, verb);
}

bool
scene_is_open(const struct scene *s, uint32_t verb)
{
	static const char *const now[] = { "meet", "meets", "hold", "holds", "see", "sees", "receive", "receives", "meeting", "holding" };
	static const char *const may[] = { "could", "might", "may" };
	uint32_t group = predicate_group(&s->c, verb), stop = group > s->c.sentence.from + FRONT ? group - FRONT : s->c.sentence.from;
	bool is_present = group == verb && predicate_is_among(&s->c, verb, now);
	if (scene_denial(s, verb) == DENIAL_REFUSED)
		return true;
	/* "could be held in October" */
	for (uint32_t i = group; i < verb; i++)
		if (predicate_is_among(&s->c, i, may))
			return true;
	for (uint32_t i = group; i > stop; i--) {
		const struct token *t = &s->c.r->tokens[i - 1];
		if (t->kind != TOKEN_WORD && t->kind != TOKEN_NUMBER)
			return false;
		if (predicate_is(&s->c, i - 1, "yet") && predicate_is(&s->c, i, "to"))
			return true;
		if (predicate_is(&s->c, i - 1, "whether") || predicate_is(&s->c, i - 1, "if") || predicate_is(&s->c, i - 1, "unless"))
			return true;
		if (is_present && (predicate_is(&s->c, i - 1, "before") || predicate_is(&s->c, i - 1, "until") || predicate_is(&s->c, i - 1, "once") ||
				   predicate_is(&s->c, i - 1, "after")))
			return true;
	}
	return false;
}

/* ---- when ---- */

static bool
is_bound(const struct scene *s, uint32_t date)
{
	static const char *const bounds[] = { "since", "before", "until", "till", "after" };
	uint32_t from = s->e->dates[date - 1].run.from;
	return from > s->c.sentence.from && predicate_is_among(&s->c, from - 1, bounds);
}

uint32_t
scene_date(const struct scene *s, struct run run)
{
	for (uint32_t i = run.from; i < run.to; i++)
		if (s->e->date_at[i] && s->e->dates[s->e->date_at[i] - 1].type <= TIMEX_TIME && s->e->dates[s->e->date_at[i] - 1].when.len > 0)
			return s->e->date_at[i];
	return 0;
}

/* The same, but not of "since March", "before the 14th". */
static uint32_t
date_in(const struct scene *s, struct run run)
{
	while (run.from < run.to) {
		uint32_t date = scene_date(s, run);
		if (!date || !is_bound(s, date))
			return date;
		run.from = s->e->dates[date - 1].run.to;
	}
	return 0;
}

/* "On the previous day, X met Y": the head of the sentence up to its comma. */
static uint32_t
front_date(const struct scene *s, uint32_t before)
{
	uint32_t from = s->c.sentence.from, stop = from + FRONT < before ? from + FRONT : before;
	for (uint32_t i = from; i < stop; i++) {
		if (s->c.r->tokens[i].kind == TOKEN_MARK)
			return date_in(s, (struct run){ from, i });
		if (IN(s->c.sets[i], CLAUSE_END) || s->c.r->tokens[i].kind == TOKEN_OPEN_QUOTE)
			return 0;
	}
	/* "On Tuesday X met Y", without a comma. */
	uint32_t date = from < before ? date_in(s, (struct run){ from, from + 3 < before ? from + 3 : before }) : 0;
	return date && s->e->dates[date - 1].run.from <= from + 1 ? date : 0;
}

uint32_t
scene_when(const struct scene *s, uint32_t verb, struct run run)
{
	uint32_t group = predicate_group(&s->c, verb), date = date_in(s, (struct run){ verb, run.to });
	if (!date)
		date = date_in(s, (struct run){ group, verb });
	if (!date)
		date = date_in(s, scene_subject(s, verb));
	/* "on March 2, when X handed Y the plan" */
	for (uint32_t i = run.from; !date && i > s->c.sentence.from + 1 && run.from - i < 2; i--)
		if (predicate_is(&s->c, i - 1, "when") || predicate_is(&s->c, i - 1, "where"))
			date = date_in(s, (struct run){ i > s->c.sentence.from + 6 ? i - 6 : s->c.sentence.from, i - 1 });
	return date ? date : front_date(s, group);
}

/* ---- pronouns ---- */

bool
scene_is_pronoun(const struct scene *s, uint32_t i)
{
	return i >= s->c.sentence.from && i < s->c.sentence.to && IN(s->c.sets[i], PRONOUN);
}

/* What an actor may be called. */
static bool
fits_pronoun(const struct scene *s, uint32_t i, uint32_t actor)
{
	unsigned kind = s->e->names->actors[actor - 1].kind;
	if (predicate_is(&s->c, i, "he") || predicate_is(&s->c, i, "she"))
		return kind == ACTOR_PERSON || kind == ACTOR_OFFICE;
	if (predicate_is(&s->c, i, "it"))
		return kind != ACTOR_PERSON && kind != ACTOR_OFFICE;
	return true;
}

/* "X is expected on Monday, where he will meet Y": the last one named in front of it; and "and he" alike. */
static uint32_t
person_in_front(const struct scene *s, uint32_t pronoun)
{
	uint32_t stop = pronoun > s->c.sentence.from + LOOK_BACK ? pronoun - LOOK_BACK : s->c.sentence.from, found = 0;
	for (uint32_t i = pronoun; i > stop; i--) {
		const struct names *n = s->e->names;
		uint32_t who = scene_is_pronoun(s, i - 1) ? n->source_actor[i - 1] : n->actor_at[i - 1];
		if (!who || n->actors[who - 1].kind != ACTOR_PERSON)
			continue;
		if (found && found != who)
			return 0;
		found = who;
	}
	return found;
}

/* The one person that the sentence before tells of, or names first. */
static uint32_t
person_before(const struct scene *s, uint32_t pronoun)
{
	uint32_t here = person_in_front(s, pronoun);
	if (here)
		return here;
	uint32_t sentence = s->c.r->tokens[s->c.sentence.from].sentence, found = 0;
	if (sentence == 0)
		return 0;
	const struct sentence *before = &s->c.r->sentences[sentence - 1];
	if (before->paragraph != s->c.r->sentences[sentence].paragraph)
		return 0;
	for (uint32_t i = before->run.from; i < before->run.to && i < before->run.from + LOOK_BACK; i++) {
		const struct names *n = s->e->names;
		uint32_t who = n->actor_at[i] ? n->actor_at[i] : n->source_actor[i];
		const struct actor *actor = who ? &n->actors[who - 1] : NULL;
		bool is_his = i + 1 < before->run.to && s->c.r->tokens[i + 1].text.len > 0 && str_ends(s->c.r->tokens[i + 1].text, S("s")) &&
			      (s->c.r->tokens[i + 1].flags & TOKEN_GLUED);
		if (!actor || actor->kind != ACTOR_PERSON || is_his)
			continue;
		if (i < before->run.from + NEAR)
			return who;
		if (found && found != who)
			return 0;
		found = who;
	}
	return found;
}

/* "the two sides", "the pair", "they": those of the last meeting that was told. */
static bool
is_all_of_them(const struct scene *s, struct run subject)
{
	static const char *const words[] = { "they", "two", "pair", "both", "sides", "trio", "three", "delegations" };
	if (subject.to > subject.from + 4)
		return false;
	for (uint32_t i = subject.from; i < subject.to; i++)
		if (predicate_is_among(&s->c, i, words))
			return true;
	return false;
}

bool
date_is_to_come(const struct evidence *e, uint32_t date)
{
	str when = e->dates[date - 1].when;
	size_t len = when.len < e->day.len ? when.len : e->day.len;
	return len > 0 && str_cmp(str_sub(when, 0, len), str_sub(e->day, 0, len)) > 0;
}

/* Those who took part in a meeting, behind those that are there: how many that makes, four at most. */
static uint8_t
add_all_of(const struct finding *meeting, uint32_t who[4], uint8_t count)
{
	for (uint8_t i = 0; i < meeting->subject_count && count < 4; i++)
		who[count++] = meeting->subjects[i];
	for (uint8_t i = 0; i < meeting->object_count && count < 4; i++)
		who[count++] = meeting->objects[i];
	return count;
}

static void
take_last_participants(const struct scene *s, struct finding *f)
{
	size_t last = scene_last(s, FINDING_MEETING);
	const struct finding *before = last != SIZE_MAX ? &s->found->at[last] : NULL;
	if (before == f && last > 0)
		before = s->found->at[last - 1].kind == FINDING_MEETING && s->found->at[last - 1].report == f->report &&
					 s->c.r->tokens[s->found->at[last - 1].run.from].sentence + 1 >= s->c.r->tokens[f->run.from].sentence
				 ? &s->found->at[last - 1] : NULL;
	if (!before || before == f || before->subject_count + before->object_count < 2)
		return;
	f->subject_count = add_all_of(before, f->subjects, f->subject_count);
	f->doubt = "who they are is taken from the sentence before";
	f->confidence -= 0.1f;
}

bool
scene_is_told(const struct scene *s, enum finding_kind kind, uint32_t date)
{
	enum { BACK = 30 };
	for (size_t i = s->found->count; i-- > 0 && s->found->count - i < BACK;) {
		const struct finding *f = &s->found->at[i];
		if (f->report != s->report)
			return false;
		if (f->kind == kind && f->at && str_eq(s->e->dates[f->at - 1].when, s->e->dates[date - 1].when))
			return true;
	}
	return false;
}

void
scene_all_of_them(const struct scene *s, struct finding *f, struct run run)
{
	size_t last = scene_last(s, FINDING_MEETING);
	const struct finding *before = last != SIZE_MAX ? &s->found->at[last] : NULL;
	if (!before || before->subject_count + before->object_count < 2 || run.to > run.from + 2 * NEAR ||
	    !is_all_of_them(s, (struct run){ run.from, run.from + 2 < run.to ? run.from + 2 : run.to }))
		return;
	f->object_count = add_all_of(before, f->objects, f->object_count);
	f->doubt = "who they are is taken from the sentence before";
	f->confidence -= 0.1f;
}

/* "X said it had not seen the changes": it is X. */
static void
take_pronoun(const struct scene *s, struct finding *f, struct run subject)
{
	if (is_all_of_them(s, subject) && f->kind == FINDING_MEETING) {
		take_last_participants(s, f);
		return;
	}
	if (subject.from + 1 != subject.to || !scene_is_pronoun(s, subject.from))
		return;
	uint32_t who = f->actor && fits_pronoun(s, subject.from, f->actor) ? f->actor : 0;
	if (!f->actor && run_is_empty(f->speaker) && (predicate_is(&s->c, subject.from, "he") || predicate_is(&s->c, subject.from, "she")))
		who = person_before(s, subject.from);
	if (!who)
		return;
	f->subjects[0] = who;
	f->subject_count = 1;
	f->confidence -= 0.1f;
}

uint32_t
scene_group(const struct scene *s, struct run words)
{
	enum { MOST = 400 };
	const struct names *n = s->e->names;
	if (words.from < words.to && IN(s->c.sets[words.from], DETERMINER))
		words.from++;
	if (run_is_empty(words))
		return 0;
	str name = report_words(s->c.r, words);
	for (uint32_t i = 0; i < n->actor_count && i < MOST; i++)
		if (n->actors[i].kind == ACTOR_GROUP && str_eq_nocase(n->actors[i].name, name))
			return i + 1;
	return 0;
}

/* "X, who directed the talks", "A and B, which were shown it": those who are named right before. */
static void
take_relative(const struct scene *s, struct finding *f, uint32_t verb)
{
	uint32_t group = predicate_group(&s->c, verb);
	if (group < s->c.sentence.from + 3 || !(predicate_is(&s->c, group - 1, "who") || predicate_is(&s->c, group - 1, "which")))
		return;
	uint32_t to = group - 1 - (s->c.r->tokens[group - 2].kind == TOKEN_MARK);
	const struct actor *last = actor_at(s, to - 1);
	/* "the companies, which have not seen it" */
	uint32_t begin = to;
	while (begin > s->c.sentence.from && to - begin < 4 && s->c.r->tokens[begin - 1].kind == TOKEN_WORD && !IN(s->c.sets[begin - 1], BOUNDARY))
		begin--;
	uint32_t group_before = last ? 0 : scene_group(s, (struct run){ begin, to });
	if (group_before) {
		f->subjects[0] = group_before;
		f->subject_count = 1;
		return;
	}
	if (!last || (predicate_is(&s->c, group - 1, "who")) != (last->kind == ACTOR_PERSON))
		return;
	if (last->kind == ACTOR_PERSON) {
		f->subjects[0] = s->e->names->actor_at[to - 1];
		f->subject_count = 1;
		return;
	}
	uint32_t from = to;
	while (from > s->c.sentence.from && to - from < 8 && (actor_at(s, from - 1) || joins_clauses(s, from - 1)))
		from--;
	f->subject_count = scene_who(s, (struct run){ from, to }, f->subjects);
}

/* "The head of the U.N. mission, X, did": X, whose office that is. */
static uint32_t
named_behind(const struct scene *s, struct run subject, uint32_t verb)
{
	const struct names *n = s->e->names;
	uint32_t at = subject.to + 1;
	bool has_office = false;
	for (uint32_t i = subject.from; i < subject.to; i++) {
		has_office |= n->named[i].class == NAMED_OFFICE;
		if (actor_at(s, i) && actor_at(s, i)->kind == ACTOR_PERSON)
			return 0;
	}
	if (!has_office || at >= verb || !predicate_is(&s->c, subject.to, ",") || !actor_at(s, at) || actor_at(s, at)->kind != ACTOR_PERSON)
		return 0;
	return n->actor_at[at];
}

/* "The mayor and Norland's premier, X, met": the mayor and X. */
static void
take_named_behind(const struct scene *s, struct finding *f, struct run subject, uint32_t verb)
{
	struct run last = subject;
	for (uint32_t i = subject.from; i < subject.to; i++)
		if (predicate_is(&s->c, i, "and"))
			last.from = i + 1;
	uint32_t named = named_behind(s, last, verb);
	if (!named)
		return;
	f->subject_count = scene_who(s, (struct run){ subject.from, last.from }, f->subjects);
	if (f->subject_count < 4)
		f->subjects[f->subject_count++] = named;
}

/* "her team had received it", as one says of whom the party is known. */
static void
take_own_party(const struct scene *s, struct finding *f, struct run subject)
{
	static const char *const owners[] = { "his", "her", "their", "its", "our", "my" };
	static const char *const owned[] = { "team", "delegation", "government", "country", "side" };
	if (!f->actor || subject.to != subject.from + 2 || !predicate_is_among(&s->c, subject.from, owners) ||
	    !predicate_is_among(&s->c, subject.from + 1, owned))
		return;
	f->subjects[0] = s->e->names->actors[f->actor - 1].party;
	f->subject_count = f->subjects[0] != 0;
}

/* "X promised to meet Y", "refused to": it is X who will, or will not. */
static void
take_promiser(const struct scene *s, struct finding *f, uint32_t verb)
{
	uint32_t said = s->e->said_in[verb], group = predicate_group(&s->c, verb);
	if (!said || !f->actor || verb == 0 || !predicate_is(&s->c, verb - 1, "to"))
		return;
	const struct attribution *by = &s->e->attributions[said - 1];
	if (by->cue_class != CUE_PROMISE && by->cue_class != CUE_DECLINE)
		return;
	for (unsigned k = 0; k < by->content_count; k++)
		if (by->contents[k].from <= verb && verb - by->contents[k].from <= 2 && group <= verb) {
			/* Of "Italy and Malta agreed" it is each of them. */
			f->subject_count = scene_who(s, by->source, f->subjects);
			if (f->subject_count < 2) {
				f->subjects[0] = f->actor;
				f->subject_count = 1;
			}
		}
}

/* "Neither side published it" */
static bool
is_nobody(const struct scene *s, struct run subject)
{
	static const char *const none[] = { "neither", "none", "nobody", "no" };
	return subject.from < subject.to && predicate_is_among(&s->c, subject.from, none);
}

/* "X denied that they had met": they had not, as X says. */
static void
deny(const struct scene *s, struct finding *f, uint32_t verb)
{
	if (scene_denial(s, verb) != DENIAL_MADE)
		return;
	uint32_t denial = denial_of(s, predicate_group(&s->c, verb));
	f->mood = f->mood == MOOD_DONE ? MOOD_DID_NOT : f->mood == MOOD_WILL ? MOOD_WILL_NOT : f->mood;
	/* "X denied any plan to meet Y" */
	if (f->subject_count == 0 && f->actor && predicate_is(&s->c, verb - (verb > s->c.sentence.from), "to")) {
		f->subjects[0] = f->actor;
		f->subject_count = 1;
	}
	if (run_is_empty(f->speaker) || !s->e->said_in[verb]) {
		f->speaker = predicate_subject(&s->c, denial);
		f->actor = names_resolve(s->e->names, f->speaker);
	}
}

void
scene_dress(struct scene *s, struct finding *f, uint32_t verb)
{
	struct run subject = scene_subject(s, verb), behind = { verb + 1, f->run.to };
	f->mood = (uint8_t)predicate_mood(&s->c, verb);
	f->subject_count = scene_who(s, subject, f->subjects);
	take_named_behind(s, f, subject, verb);
	/* "her deputy, X, played it down": the name stands in what is inserted. */
	if (f->subject_count == 0 && subject.to < verb && s->c.r->tokens[subject.to].kind != TOKEN_WORD) {
		f->subject_count = scene_actors(s, (struct run){ subject.to, verb }, f->subjects);
		if (f->subject_count > 0 && s->e->names->actors[f->subjects[0] - 1].kind != ACTOR_PERSON)
			f->subject_count = 0;
	}
	if (f->subject_count == 0)
		take_pronoun(s, f, subject);
	if (f->subject_count == 0)
		take_relative(s, f, verb);
	if (f->subject_count == 0)
		take_own_party(s, f, subject);
	if (f->subject_count == 0)
		take_promiser(s, f, verb);
	deny(s, f, verb);
	if (is_nobody(s, subject))
		f->mood = f->mood == MOOD_DONE ? MOOD_DID_NOT : f->mood == MOOD_WILL ? MOOD_WILL_NOT : f->mood;
	f->object_count = scene_actors(s, behind, f->objects);
	f->at = scene_when(s, verb, f->run);
	f->when = f->mood == MOOD_DONE || f->mood == MOOD_DID_NOT ? f->at : 0;
}

/* ---- the walk ---- */

static event_finder *const finders[] = { find_meeting, find_named_meeting, find_seeing, find_showing, find_unaware, find_not_so, find_deadline, find_later_than, find_due,
					 find_red_line, find_point };

/* What each finder begins at, so that most words cost one test. */
static const event_sets of_interest =
	(event_sets)1 << SET_MEET | (event_sets)1 << SET_MEETING | (event_sets)1 << SET_TALKED | (event_sets)1 << SET_HOLD |
	(event_sets)1 << SET_SEE | (event_sets)1 << SET_RECEIVE | (event_sets)1 << SET_SHOW | (event_sets)1 << SET_UNAWARE |
	(event_sets)1 << SET_INFORM | (event_sets)1 << SET_SOFTEN | (event_sets)1 << SET_EXTEND | (event_sets)1 << SET_REAFFIRM |
	(event_sets)1 << SET_GIVE | (event_sets)1 << SET_HAVE | (event_sets)1 << SET_RULE_OUT | (event_sets)1 << SET_GIVE_UP |
	(event_sets)1 << SET_PROVIDES | (event_sets)1 << SET_OFF | (event_sets)1 << SET_ASKED | (event_sets)1 << SET_LATER |
	(event_sets)1 << SET_WITHDRAW | (event_sets)1 << SET_FIRMNESS | (event_sets)1 << SET_MUST | (event_sets)1 << SET_TRAVEL | (event_sets)1 << SET_DEADLINE;

/* The last finding is of the same kind and lies where one before does. */
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

static void
find_in_sentence(struct scene *s)
{
	size_t first = s->found->count;
	find_point_under(s);
	for (uint32_t i = s->c.sentence.from; i < s->c.sentence.to; i++) {
		if (!(s->c.sets[i] & of_interest))
			continue;
		for (size_t n = 0; n < sizeof finders / sizeof *finders; n++)
			if (finders[n](s, i) && s->found->count > first) {
				drop_doubles(s, first);
				part_meeting(s);
				break;
			}
	}
	events_ground(s);
}

void
events_find(arena *a, const struct evidence *e, uint32_t report, findings *ret)
{
	for (size_t k = 0; k < e->r->sentence_count; k++) {
		const struct sentence *sentence = &e->r->sentences[k];
		if (e->r->paragraphs[sentence->paragraph].zone != ZONE_BODY)
			continue;
		struct scene s = { .a = a, .e = e, .c = predicate_in(e->r, e->sets, sentence->run), .report = report, .found = ret };
		find_in_sentence(&s);
	}
}
