#include "rules/silence.h"

#include <string.h>

#include "rules/terms.h"

/* ---- lines ---- */

/* Takes these words, separated by one blank each. */
static bool
takes(struct term_words *c, const char *words)
{
	struct term_words before = *c;
	str rest = str_of(words), word;

	while (rest.len) {
		str_cut(rest, ' ', &word, &rest);
		if (!str_eq(term_word(c), word)) {
			*c = before;
			return false;
		}
	}
	return true;
}

/* "24 hours", "3 days", "90 minutes", in seconds. */
static bool
duration(struct term_words *c, int64_t *ret)
{
	static const struct { const char *one, *several; int64_t seconds; } units[] = {
		{ "minute", "minutes", 60 }, { "hour", "hours", 3600 }, { "day", "days", 86400 }, { "week", "weeks", 604800 },
	};
	uint64_t number;
	str unit;

	if (!str_u64(term_word(c), &number) || number == 0 || number > 10000)
		return false;
	unit = term_word(c);
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (str_eq(unit, str_of(units[i].one)) || str_eq(unit, str_of(units[i].several))) {
			*ret = (int64_t)number * units[i].seconds;
			return true;
		}
	return false;
}

static bool
extensions_read(struct term_words *c, struct silence_terms *t)
{
	str word = term_word(c);
	uint64_t number;

	if (str_eq(word, S("once")))
		t->extensions = 1;
	else if (str_eq(word, S("twice")))
		t->extensions = 2;
	else if (str_u64(word, &number) && number > 0 && number < 1000 && str_eq(term_word(c), S("times")))
		t->extensions = (uint32_t)number;
	else
		return false;
	return takes(c, "by the chair") && term_is_at_end(c);
}

static bool
breaks_read(struct term_words *c, struct silence_terms *t)
{
	static const char *const names[] = { "objection", "amendment", "reservation", "explanation" };

	do {
		str word = term_word(c);
		unsigned bit = 0;

		for (unsigned i = 0; i < 4; i++)
			if (str_eq(word, str_of(names[i])))
				bit = 1u << i;
		if (bit == 0)
			return false;
		t->breaks |= bit;
		c->rest = str_trim(c->rest);
	} while (takes(c, ","));
	return term_is_at_end(c);
}

bool
silence_line(str line, struct silence_terms *t, size_t *ret_at, const char **ret_why)
{
	struct term_words c = { line, line };

	if (t->line_count == 0) {
		if (!takes(&c, "silence"))
			return term_wrong(&c, c.rest, ret_at, ret_why, "the first line of such a method begins with silence");
		if (!term_is_at_end(&c) && (!takes(&c, "of at least") || !duration(&c, &t->least) || !term_is_at_end(&c)))
			return term_wrong(&c, c.rest, ret_at, ret_why, "write 'silence of at least 24 hours'");
	} else if (takes(&c, "at least")) {
		uint64_t sentences;

		if (!duration(&c, &t->shorter) || !takes(&c, "where at most") || !str_u64(term_word(&c), &sentences) ||
		    sentences > 1000000 || (!takes(&c, "sentence changed") && !takes(&c, "sentences changed")) || !term_is_at_end(&c))
			return term_wrong(&c, c.rest, ret_at, ret_why, "write 'at least 6 hours where at most 1 sentence changed'");
		t->sentences = (uint32_t)sentences;
	} else if (takes(&c, "extended")) {
		if (!extensions_read(&c, t))
			return term_wrong(&c, c.rest, ret_at, ret_why, "write 'extended once by the chair'; or twice, or 3 times");
	} else if (takes(&c, "broken by")) {
		if (!breaks_read(&c, t))
			return term_wrong(&c, c.rest, ret_at, ret_why,
				     "silence is broken by objection, amendment, reservation, explanation");
	} else if (takes(&c, "joint letters allowed") && term_is_at_end(&c)) {
		t->joint_letters = true;
	} else if (takes(&c, "a tie is")) {
		t->tie_in_time = takes(&c, "in time");
		if ((!t->tie_in_time && !takes(&c, "late")) || !term_is_at_end(&c))
			return term_wrong(&c, c.rest, ret_at, ret_why, "what comes at the instant of expiry is late, or in time");
	} else if (takes(&c, "served when")) {
		t->served_when_received = takes(&c, "received");
		if ((!t->served_when_received && !takes(&c, "sent")) || !term_is_at_end(&c))
			return term_wrong(&c, c.rest, ret_at, ret_why, "a text is served when sent, or when received");
	} else if (takes(&c, "if broken:")) {
		t->if_broken = str_trim(c.rest);
	} else {
		return term_wrong(&c, c.rest, ret_at, ret_why,
			     "a line says: at least, extended, broken by, joint letters allowed, a tie is, served when, if broken:");
	}
	t->line_count++;
	return true;
}

/* ---- the procedure ---- */

struct run {
	const struct silence_terms *t;
	const struct silence_period *p;
	struct silence_outcome *out;
	uint32_t extended;
};

static bool
is_late(const struct run *r, int64_t at)
{
	return r->t->tie_in_time ? at > r->out->due : at >= r->out->due;
}

static unsigned
break_of(enum silence_act act)
{
	switch (act) {
	case SILENCE_OBJECTION:
		return BREAK_OBJECTION;
	case SILENCE_AMENDMENT:
		return BREAK_AMENDMENT;
	case SILENCE_RESERVATION:
		return BREAK_RESERVATION;
	case SILENCE_EXPLANATION:
		return BREAK_EXPLANATION;
	default:
		return 0;
	}
}

static enum silence_effect
extend(struct run *r, const struct silence_event *e)
{
	if (!e->by_chair || r->t->extensions == 0)
		return EFFECT_NOT_ALLOWED;
	if (is_late(r, e->at))
		return EFFECT_LATE;
	if (r->extended >= r->t->extensions)
		return EFFECT_TOO_MANY;
	if (e->until <= r->out->due)
		return EFFECT_NOT_ALLOWED;      /* nobody shortens a period */
	r->extended++;
	r->out->due = e->until;
	return EFFECT_COUNTS;
}

/* Marks those whose event it is; a joint letter counts for each where that is allowed. */
static void
mark(const struct run *r, const struct silence_event *e, bool flags[])
{
	size_t n = r->t->joint_letters || e->act != SILENCE_OBJECTION ? e->member_count : e->own_count;

	for (size_t i = 0; i < n; i++)
		flags[e->members[i]] = true;
}

static void
receive(struct run *r, const struct silence_event *e)
{
	mark(r, e, r->out->received);
	if (!is_late(r, e->at) || e->at == r->out->due)
		mark(r, e, r->out->served);
}

/* What would break it, if it were certain. */
static bool
is_breaking(const struct run *r, const struct silence_event *e)
{
	return e->member_count > 0 && (break_of(e->act) & r->t->breaks) != 0;
}

static enum silence_effect
said(struct run *r, const struct silence_event *e, size_t event)
{
	struct silence_outcome *out = r->out;

	if (e->member_count == 0)
		return EFFECT_NO_MEMBER;
	if (e->is_claimed) {
		if (is_breaking(r, e) && !is_late(r, e->from))
			out->doubts |= DOUBT_CLAIMED;
		return EFFECT_CLAIMED;
	}
	if (is_late(r, e->at) && !is_late(r, e->from)) {
		if (is_breaking(r, e))
			out->doubts |= DOUBT_TIME;
		return EFFECT_PERHAPS_LATE;
	}
	if (is_late(r, e->at))
		return EFFECT_LATE;
	if (e->act == SILENCE_SUPPORT)
		mark(r, e, out->supported);
	if (e->act == SILENCE_EXPLANATION)
		mark(r, e, out->explained);
	/* Who objects is no silent member, whether the terms let that break it or not. */
	if (e->act == SILENCE_OBJECTION || is_breaking(r, e))
		mark(r, e, out->objected);
	if (!is_breaking(r, e))
		return EFFECT_COUNTS;
	out->status = SILENCE_BROKEN;
	out->ended = e->at;
	out->broken_by = event;
	return EFFECT_BREAKS;
}

/* Silence is broken already: whoever objects before the end has objected all the same. */
static enum silence_effect
said_after_break(const struct run *r, const struct silence_event *e)
{
	if ((e->act != SILENCE_OBJECTION && !is_breaking(r, e)) || is_late(r, e->at) || e->is_claimed || e->member_count == 0)
		return e->is_claimed ? EFFECT_CLAIMED : EFFECT_OVER;
	mark(r, e, r->out->objected);
	return EFFECT_AFTER_BREAK;
}

static enum silence_effect
apply(struct run *r, const struct silence_event *e, size_t event)
{
	if (e->act == SILENCE_RECEIPT) {
		if (!e->is_claimed)
			receive(r, e);
		return e->member_count == 0 ? EFFECT_NO_MEMBER : e->is_claimed ? EFFECT_CLAIMED : EFFECT_COUNTS;
	}
	if (r->out->status == SILENCE_BROKEN)
		return said_after_break(r, e);
	if (r->out->status == SILENCE_EXPIRED)
		return is_late(r, e->from) || break_of(e->act) == 0 ? EFFECT_LATE : said(r, e, event);
	/* What is over stays over: an objection taken back then needs a new period. */
	if (r->out->status != SILENCE_OPEN)
		return EFFECT_OVER;
	if (e->at < r->p->opened_from)
		return EFFECT_TOO_EARLY;
	switch (e->act) {
	case SILENCE_EXTENSION:
		return extend(r, e);
	case SILENCE_STOP:
		if (!e->by_chair)
			return EFFECT_NOT_ALLOWED;
		if (is_late(r, e->at))
			return EFFECT_LATE;
		r->out->status = SILENCE_STOPPED;
		r->out->ended = e->at;
		return EFFECT_COUNTS;
	case SILENCE_WITHDRAWAL:
		return EFFECT_COUNTS;
	default:
		return said(r, e, event);
	}
}

static void
make_lists(const struct silence_period *p, struct silence_outcome *out)
{
	for (size_t i = 0; i < p->member_count; i++) {
		out->received_count += out->received[i];
		if (out->objected[i])
			out->objectors++;
		else if (out->supported[i])
			out->supporters++;
		else if (out->explained[i])
			out->explainers++;
		else
			out->silent++;
	}
}

static void
expire(struct silence_outcome *out)
{
	out->status = SILENCE_EXPIRED;
	out->ended = out->due;
}

static bool
all_served(const struct silence_period *p, const struct silence_outcome *out)
{
	for (size_t i = 0; i < p->member_count; i++)
		if (!out->served[i])
			return false;
	return true;
}

int64_t
silence_length(int64_t from, int64_t to)
{
	int64_t length;

	/* Instants that are not known on one side lie at the end of time. */
	if (__builtin_sub_overflow(to, from, &length))
		return to > from ? INT64_MAX : INT64_MIN;
	return length;
}

void
silence_run(arena *a, const struct silence_terms *terms, const struct silence_period *period, int64_t now,
	    struct silence_outcome *ret)
{
	struct run r = { terms, period, ret, 0 };

	*ret = (struct silence_outcome){
		.due = period->due, .broken_by = SIZE_MAX, .wanted = terms->least,
		.effect = ARENA_ARRAY(a, enum silence_effect, period->event_count),
		.received = ARENA_ARRAY(a, bool, period->member_count),
		.supported = ARENA_ARRAY(a, bool, period->member_count),
		.explained = ARENA_ARRAY(a, bool, period->member_count),
		.objected = ARENA_ARRAY(a, bool, period->member_count),
		.served = ARENA_ARRAY(a, bool, period->member_count),
	};
	if (terms->shorter > 0 && period->changed <= terms->sentences)
		ret->wanted = terms->shorter;
	if (silence_length(period->opened_from, period->due) < ret->wanted) {
		ret->status = SILENCE_REFUSED;
		ret->ended = period->opened;
	} else if (silence_length(period->opened, period->due) < ret->wanted) {
		ret->doubts |= DOUBT_LENGTH;
	}
	for (size_t i = 0; i < period->event_count && period->events[i].at <= now; i++) {
		const struct silence_event *e = &period->events[i];

		/* What comes behind the end finds the period expired; what may have come before it, not yet. */
		if (ret->status == SILENCE_OPEN && is_late(&r, e->from) && e->from > ret->due)
			expire(ret);
		ret->effect[i] = apply(&r, e, i);
	}
	if (ret->status == SILENCE_OPEN && now >= ret->due && !(terms->tie_in_time && now == ret->due))
		expire(ret);
	make_lists(period, ret);
	if (terms->served_when_received && ret->status == SILENCE_EXPIRED && !all_served(period, ret))
		ret->doubts |= DOUBT_RECEIPT;
	if (ret->status == SILENCE_BROKEN || ret->status == SILENCE_REFUSED)
		ret->doubts = 0;
}
