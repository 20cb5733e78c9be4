#include "clerk/statements.h"

#include "clerk/lexicon.h"

enum { LOOK = 60, OWN_SHARE = 40, FAR_BACK = 500, EVENTS_BACK = 64, EVENTS_AHEAD = 64 };

struct stating {
	const struct evidence *e;
	const struct attribution *f;
	struct predicate c;
};

static bool
has(const struct stating *s, struct run run, enum event_set set)
{
	uint32_t to = run.to > run.from + LOOK ? run.from + LOOK : run.to;
	return predicate_find(&s->c, run.from, to, set) < to;
}

static bool
has_word(const struct stating *s, struct run run, str word)
{
	uint32_t to = run.to > run.from + LOOK ? run.from + LOOK : run.to;
	for (uint32_t i = run.from; i < to; i++)
		if (predicate_is_word(&s->c, i, word))
			return true;
	return false;
}

static struct run
first_content(const struct attribution *f)
{
	return f->content_count ? f->contents[0] : (struct run){ f->cue.from, f->cue.from };
}

/* ---- kinds ---- */

/* "would not say", "declined to comment", "refused to answer": asked, and not told. */
static bool
is_declined(const struct stating *s)
{
	static const char *const said[] = { "say", "comment", "answer", "discuss", "elaborate", "disclose", "respond", "confirm", "specify", "give", "name", "identify" };
	uint32_t verb = s->f->cue.to - 1 - predicate_is_word(&s->c, s->f->cue.to - 1, S(":"));
	/* "refused to talk to them" declines no question. */
	bool is_telling = false;
	for (uint32_t i = verb; i < verb + 3; i++)
		is_telling |= predicate_is_among(&s->c, i, said);
	is_telling |= s->f->cue_class == CUE_DECLINE && s->f->content_count == 0;
	bool is_refused = s->f->cue_class == CUE_DECLINE;
	for (uint32_t i = s->f->cue.from; i < verb; i++)
		is_refused |= predicate_is(&s->c, i, "declined") || predicate_is(&s->c, i, "refused") || predicate_is(&s->c, i, "declines") ||
			      predicate_is(&s->c, i, "refuses") || (predicate_is(&s->c, i, "not") && (predicate_is(&s->c, i - 1, "would") || predicate_is(&s->c, i - 1, "did"))) ||
			      predicate_is(&s->c, i, "wouldn't") || predicate_is(&s->c, i, "didn't");
	return is_telling && is_refused;
}

static bool
is_condition(const struct stating *s, struct run content)
{
	bool is_only_if = has_word(s, content, S("only")) && has_word(s, content, S("if"));
	return has(s, content, SET_CONDITION) || is_only_if || (has_word(s, content, S("as")) && has_word(s, content, S("long")) && has_word(s, content, S("if")));
}

static bool
is_red_line(const struct stating *s, struct run content)
{
	if (s->f->cue_class == CUE_RULE_OUT && !s->f->is_negated)
		return true;
	return has(s, content, SET_NON_NEGOTIABLE) || (has_word(s, content, S("red")) && (has_word(s, content, S("line")) || has_word(s, content, S("lines"))));
}

/* "called on all sides to stop", "called for a truce" */
static bool
is_call_for(const struct stating *s, struct run content)
{
	bool is_open = predicate_is(&s->c, content.from, "on") || predicate_is(&s->c, content.from, "for") || predicate_is(&s->c, content.from, "upon");
	return s->f->cue_class == CUE_CALL && is_open;
}

static bool
is_demand(const struct stating *s, struct run content)
{
	static const char *const musts[] = { "must", "should", "ought" };
	if (s->f->cue_class == CUE_DEMAND || is_call_for(s, content))
		return true;
	if (s->f->cue_class != CUE_SAY && s->f->cue_class != CUE_ACCORDING)
		return false;
	uint32_t to = content.to > content.from + 14 ? content.from + 14 : content.to;
	for (uint32_t i = content.from; i < to; i++)
		if (predicate_is_among(&s->c, i, musts))
			return true;
	return false;
}

static bool
is_forecast(const struct stating *s, struct run content)
{
	return s->f->cue_class == CUE_EXPECT || (s->f->cue_class == CUE_SAY && has(s, content, SET_FORECAST));
}

static enum finding_kind
kind_of(const struct stating *s)
{
	struct run content = first_content(s->f);
	if (is_declined(s))
		return FINDING_DECLINED;
	if (is_red_line(s, content))
		return FINDING_RED_LINE;
	if (is_condition(s, content))
		return FINDING_CONDITION;
	if (is_forecast(s, content))
		return FINDING_FORECAST;
	if (is_demand(s, content))
		return FINDING_DEMAND;
	switch (s->f->cue_class) {
	case CUE_WELCOME:
	case CUE_REJECT:
	case CUE_CALL:
	case CUE_ATTITUDE:
	case CUE_ACCUSE:
	case CUE_DECLINE:
		return FINDING_POSITION;
	default:
		return FINDING_STATEMENT;
	}
}

static void
set_verb(struct finding *f, unsigned cue_class)
{
	static const struct { uint8_t cue; const char *kind; } kinds[] = {
		{ CUE_WELCOME, "welcome" }, { CUE_REJECT, "criticism" }, { CUE_ACCUSE, "accusation" }, { CUE_CALL, "assessment" } };
	const char *kind = "statement";
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (cue_class == kinds[i].cue)
			kind = kinds[i].kind;
	f->verb = VERB_says;
	if (f->kind == FINDING_DEMAND || cue_class == CUE_ASK) {
		f->verb = VERB_asks;
		kind = cue_class == CUE_ASK ? "question" : "demand";
	} else if (f->kind == FINDING_FORECAST) {
		f->verb = VERB_expects;
		kind = "other";
	} else if (f->kind == FINDING_DECLINED) {
		f->verb = VERB_would_not_say;
		kind = NULL;
	} else if (f->kind == FINDING_RED_LINE) {
		f->verb = VERB_rules_out;
		kind = NULL;
	}
	f->word_kind = kind ? (uint8_t)closed_word_find(CLAUSE_kind, (enum verb_id)f->verb, str_of(kind)) : 0;
}

/* ---- the rest of a finding ---- */

/* "X, who left in March, said", "said Friday was": a date of another clause. */
static bool
is_date_of_another(const struct stating *s, struct run date)
{
	uint32_t cue = s->f->cue.from, stop = date.from > 8 ? date.from - 8 : 0;
	if (date.from >= s->f->cue.to)
		return predicate_find(&s->c, date.to, date.to + 1, SET_BE) == date.to || predicate_find(&s->c, date.to, date.to + 1, SET_WILL) == date.to;
	bool has_comma = false;
	for (uint32_t i = date.to; i < cue && !has_comma; i++)
		has_comma = predicate_is(&s->c, i, ",");
	for (uint32_t i = date.from; has_comma && i > stop && !predicate_is(&s->c, i - 1, ","); i--)
		if (predicate_is(&s->c, i - 1, "which") || predicate_is(&s->c, i - 1, "who") || predicate_is(&s->c, i - 1, "whose"))
			return true;
	return false;
}

/* The date beside the cue: of the saying, not of what is said. */
static uint32_t
date_beside(const struct stating *s)
{
	const struct attribution *f = s->f;
	uint32_t sentence = s->e->r->tokens[f->cue.from].sentence;
	struct run run = s->e->r->sentences[sentence].run;
	uint32_t from = f->cue.from > run.from + 12 ? f->cue.from - 12 : run.from, to = f->cue.to + 8 < run.to ? f->cue.to + 8 : run.to;
	for (uint32_t i = from; i < to; i++) {
		bool is_said = false;
		for (unsigned k = 0; k < f->content_count; k++)
			is_said |= f->contents[k].from <= i && i < f->contents[k].to;
		/* "gave them until noon, warning": the noon is not of the warning. */
		uint32_t first = s->e->date_at[i] ? s->e->dates[s->e->date_at[i] - 1].run.from : i;
		is_said |= first > from && (predicate_is(&s->c, first - 1, "until") || predicate_is(&s->c, first - 1, "till"));
		is_said = is_said || (s->e->date_at[i] && (date_is_to_come(s->e, s->e->date_at[i]) || is_date_of_another(s, s->e->dates[s->e->date_at[i] - 1].run)));
		if (s->e->date_at[i] && !is_said && s->e->dates[s->e->date_at[i] - 1].type <= TIMEX_TIME)
			return s->e->date_at[i];
	}
	return 0;
}

/* 'presented a two-page "bridge" proposal': marks around a name of a thing; 'it was a "bad" deal' is what somebody says. */
static bool
is_name_in_marks(const struct stating *s, struct run quotation)
{
	uint32_t stop = quotation.from > 4 ? quotation.from - 4 : 0, i = quotation.from;
	if (quotation.to > quotation.from + 4 || s->f->quote == QUOTE_DIRECT || s->f->cue_class == CUE_CALL || quotation.to >= s->e->r->token_count ||
	    !(IN(s->c.sets[quotation.to], TEXT) || IN(s->c.sets[quotation.to], MEETING)))
		return false;
	while (i > stop && s->e->r->tokens[i - 1].kind == TOKEN_WORD && !IN(s->c.sets[i - 1], DETERMINER))
		i--;
	return i > stop && IN(s->c.sets[i - 1], DETERMINER) && !(i > 1 && IN(s->c.sets[i - 2], BE));
}

/* The exact words: the first quotation in the contents, its marks left out. */
static struct run
exact_words(const struct stating *s)
{
	for (unsigned k = 0; k < s->f->content_count; k++)
		for (uint32_t i = s->f->contents[k].from; i < s->f->contents[k].to && i < s->f->contents[k].from + 10 * LOOK; i++) {
			const struct token *t = &s->e->r->tokens[i];
			if (t->kind != TOKEN_OPEN_QUOTE || !t->quotation)
				continue;
			const struct quotation *q = &s->e->r->quotations[t->quotation - 1];
			if (is_name_in_marks(s, q->run))
				continue;
			uint32_t to = q->run.to - !q->is_unclosed;
			return (struct run){ i + 1, to < s->f->contents[k].to ? to : s->f->contents[k].to };
		}
	return (struct run){ 0, 0 };
}

/* From the first of its parts to the last. */
static struct run
whole(const struct attribution *f)
{
	struct run run = f->cue;
	if (!run_is_empty(f->source) && f->source.from < run.from)
		run.from = f->source.from;
	if (!run_is_empty(f->source) && f->source.to > run.to)
		run.to = f->source.to;
	for (unsigned k = 0; k < f->content_count; k++) {
		if (f->contents[k].from < run.from)
			run.from = f->contents[k].from;
		if (f->contents[k].to > run.to)
			run.to = f->contents[k].to;
	}
	return run;
}

/* The words it would stand in are quoted, and it is not: `"They promised," said X`. */
static bool
is_behind_quotation(const struct stating *s)
{
	uint32_t quotation = s->e->r->tokens[s->e->attributions[s->f->inside - 1].cue.from].quotation;
	if (!quotation)
		return false;
	struct run run = s->e->r->quotations[quotation - 1].run;
	return s->f->cue.from < run.from || s->f->cue.from >= run.to;
}

static void
take_words(const struct stating *s, struct finding *f)
{
	f->speaker = s->f->source;
	f->cue = s->f->cue;
	f->actor = names_resolve(s->e->names, s->f->source);
	f->quote = s->f->quote;
	f->content_count = s->f->content_count;
	for (unsigned k = 0; k < s->f->content_count; k++)
		f->contents[k] = s->f->contents[k];
	f->words = exact_words(s);
	if (s->f->inside && !is_behind_quotation(s))
		f->holder = names_resolve(s->e->names, s->e->attributions[s->f->inside - 1].source);
	if (f->holder == f->actor)
		f->holder = 0;
	if (!run_is_empty(f->speaker) && !f->actor) {
		f->doubt = "who that is cannot be told";
		f->confidence -= 0.2f;
	}
}

/* What is said is said by the cue as well: not "says that the talks were in trouble" of one who denied it. */
static bool
is_told_by_cue(const struct attribution *f)
{
	switch (f->cue_class) {
	case CUE_SAY:
	case CUE_SHY:
	case CUE_ASK:
	case CUE_ACCORDING:
	case CUE_EXPECT:
	case CUE_DEMAND:
	case CUE_NONE:
		return false;
	default:
		return true;
	}
}

/* "had seen the list", "found it", "heard nothing": no words, unless "that" or "how" follow. */
static bool
is_perceived(const struct stating *s, struct run content)
{
	static const char *const seen[] = { "see", "saw", "seen", "seeing", "hear", "heard", "find", "found", "learn", "learned", "remember", "forget" };
	static const char *const clause[] = { "that", "how", "why", "whether", "what" };
	return s->f->cue_class == CUE_ATTITUDE && predicate_is_among(&s->c, s->f->cue.to - 1, seen) && !predicate_is_among(&s->c, content.from, clause);
}

/* "that:", with nothing behind it; "not to be named", which is about the saying. */
static bool
says_nothing(const struct stating *s)
{
	static const char *const named[] = { "named", "identified", "quoted" }, *const hidden[] = { "anonymous", "anonymity" };
	struct run content = first_content(s->f);
	uint32_t words = 0, stop = content.from + 8 < content.to ? content.from + 8 : content.to;
	bool is_not_to_be = false, is_hidden = false;
	for (uint32_t i = content.from; i < stop; i++) {
		words += s->e->r->tokens[i].kind <= TOKEN_NUMBER && !predicate_is(&s->c, i, "that");
		is_hidden |= predicate_is_among(&s->c, i, hidden) && i < content.from + 5;
		is_not_to_be |= i > content.from && predicate_is(&s->c, i - 1, "be") && predicate_is_among(&s->c, i, named);
	}
	bool is_not = predicate_is(&s->c, content.from, "not") || predicate_is(&s->c, content.from + 1, "not");
	return s->f->content_count > 0 && (words == 0 || is_hidden || (is_not && is_not_to_be) || is_perceived(s, content));
}

static void
add_statement(const struct stating *s, uint32_t report, findings *ret)
{
	if (says_nothing(s))
		return;
	struct finding *f = LIST_ADD(ret);
	f->kind = (uint8_t)kind_of(s);
	f->report = report;
	f->run = whole(s->f);
	f->confidence = s->f->confidence;
	take_words(s, f);
	f->when = date_beside(s);
	set_verb(f, s->f->cue_class);
	f->is_told_by_cue = (f->verb == VERB_says || (f->verb == VERB_rules_out && s->f->cue_class != CUE_RULE_OUT)) && is_told_by_cue(s->f);
	bool is_not_said = s->f->is_negated && !f->is_told_by_cue && f->kind != FINDING_DECLINED && f->kind != FINDING_RED_LINE;
	f->mood = is_not_said ? MOOD_DID_NOT : MOOD_DONE;
	if (f->kind == FINDING_RED_LINE && f->actor) {
		f->subjects[0] = f->actor;
		f->subject_count = 1;
	}
	if (f->kind == FINDING_DEMAND || f->verb == VERB_asks) {
		struct run content = first_content(s->f);
		uint32_t to = content.to > content.from + 4 ? content.from + 4 : content.to, first = 0;
		for (uint32_t i = content.from; i < to && !first; i++)
			first = s->e->names->actor_at[i];
		f->objects[0] = first;
		f->object_count = first != 0;
	}
}

/* ---- what is said, and told by an event ---- */

static bool
overlap(struct run a, struct run b)
{
	return a.from < b.to && b.from < a.to;
}

/* The event is all that these words say, or most of it; or the cue itself tells it. */
static bool
is_told_by(const struct attribution *f, const struct finding *event)
{
	/* "gave them until noon to do it, warning of more": the warning is another thing. */
	bool is_behind = event->kind == FINDING_DEADLINE && !run_is_empty(event->object) && f->cue.from >= event->object.to;
	if (is_behind)
		return false;
	if ((event->kind == FINDING_RED_LINE || event->kind == FINDING_DEADLINE) && overlap(event->run, f->cue))
		return true;
	/* "talks broke up after X rejected the offer": told by nobody, and not by X. */
	bool is_inner = (event->kind == FINDING_MEETING || event->kind == FINDING_INCIDENT) && run_is_empty(event->speaker) && !run_is_empty(f->source) &&
			f->source.from > event->run.from && f->cue.from > event->run.from && f->cue_class >= CUE_ACCUSE;
	if (is_inner)
		return false;
	uint32_t said = 0, shared = 0;
	for (unsigned k = 0; k < f->content_count; k++) {
		struct run c = f->contents[k];
		said += c.to - c.from;
		if (overlap(c, event->run))
			shared += (c.to < event->run.to ? c.to : event->run.to) - (c.from > event->run.from ? c.from : event->run.from);
	}
	return said > 0 && 100 * shared >= OWN_SHARE * said;
}

/* The cue is the verb of the event itself, and says nothing of its own. */
static bool
is_the_event(const struct attribution *f, const struct finding *event)
{
	bool is_verb = event->run.from <= f->cue.from && f->cue.to <= event->run.to;
	return is_verb && (event->kind == FINDING_POINT || f->cue_class == CUE_ATTITUDE) && event->kind != FINDING_RED_LINE;
}

static bool
event_of(const struct attribution *f, const findings *list, size_t from, size_t to)
{
	for (size_t i = from; i < to && list->at[i].run.from <= f->cue.from; i++)
		if (is_the_event(f, &list->at[i]))
			return true;
	return false;
}

/* The event that lies in these words, or SIZE_MAX. Events are in the order of the text. */
static size_t
event_in(const struct attribution *f, const findings *list, size_t from, size_t to)
{
	struct run run = whole(f);
	for (size_t i = from; i < to && list->at[i].run.from < run.to; i++)
		if (list->at[i].content_count == 0 && is_told_by(f, &list->at[i]))
			return i;
	return SIZE_MAX;
}

/* What a quoted cue says ends with the quotation. */
static struct attribution
within_quotation(const struct report *r, const struct attribution *of)
{
	struct attribution f = *of;
	uint32_t quotation = r->tokens[f.cue.from].quotation;
	struct run run = quotation ? r->quotations[quotation - 1].run : (struct run){ 0, 0 };
	for (unsigned k = 0; quotation && k < f.content_count; k++)
		if (f.contents[k].from >= run.from && f.contents[k].from < run.to && f.contents[k].to > run.to)
			f.contents[k].to = run.to;
	return f;
}

void
statements_find(arena *a, const struct evidence *e, uint32_t report, findings *ret)
{
	size_t events = ret->count, first = 0, here = 0;
	(void)a;
	for (size_t i = 0; i < e->attribution_count; i++) {
		struct attribution clipped = within_quotation(e->r, &e->attributions[i]);
		const struct attribution *f = &clipped;
		struct run run = whole(f), all = { 0, (uint32_t)e->r->token_count };
		struct stating s = { .e = e, .f = f, .c = predicate_in(e->r, e->sets, all) };
		while (first < events && ret->at[first].run.to + FAR_BACK <= run.from)
			first++;
		/* Words that go on to the end of an endless sentence hold events without end: the nearest are looked at. */
		while (here < events && ret->at[here].run.from < run.from)
			here++;
		size_t from = here > first + EVENTS_BACK ? here - EVENTS_BACK : first, to = here + EVENTS_AHEAD < events ? here + EVENTS_AHEAD : events;
		/* What a text provides, and that somebody saw it, is told by the event alone. */
		if (event_of(f, ret, from, to))
			continue;
		size_t event = event_in(f, ret, from, to);
		if (event == SIZE_MAX) {
			add_statement(&s, report, ret);
			continue;
		}
		struct finding *told = &ret->at[event];
		if (run.from < told->run.from)
			told->run.from = run.from;
		if (run.to > told->run.to)
			told->run.to = run.to;
		take_words(&s, told);
		bool is_moved = told->kind == FINDING_DEADLINE && told->verb != VERB_sets_deadline && told->subject_count == 0 && told->actor;
		if (is_moved) {
			told->subjects[0] = told->actor;
			told->subject_count = 1;
		}
		if (told->kind == FINDING_RED_LINE && told->actor) {
			told->subjects[0] = told->actor;
			told->subject_count = 1;
		}
	}
}

void
editorials_find(const struct report *r, uint32_t report, findings *ret)
{
	for (size_t i = 0; i < r->paragraph_count; i++) {
		if (r->paragraphs[i].zone == ZONE_BODY)
			continue;
		struct finding *f = LIST_ADD(ret);
		f->kind = FINDING_EDITORIAL;
		f->report = report;
		f->run = r->paragraphs[i].run;
		f->confidence = 0.9f;
	}
}
