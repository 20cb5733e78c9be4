/* The silence procedure: its lines, one second before, at and after, and a slow one to
 * hold it against. */
#include "rules/silence.h"

#include "rand.h"
#include "test.h"

enum { HOUR = 3600, MEMBERS = 6, CASES = 4000 };

static struct silence_terms
terms_of(const char *const lines[], size_t count)
{
	struct silence_terms terms = { 0 };
	size_t at;
	const char *why = "";

	for (size_t i = 0; i < count; i++)
		if (!silence_line(str_of(lines[i]), &terms, &at, &why))
			test_failed(__FILE__, __LINE__, "'%s': %s", lines[i], why);
	return terms;
}

#define TERMS(...) terms_of((const char *const[]){ __VA_ARGS__ }, sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static struct silence_outcome
run(arena *a, const struct silence_terms *terms, const struct silence_event *events, size_t count, int64_t now)
{
	struct silence_period p = { .member_count = MEMBERS, .opened = 0, .due = 24 * HOUR, .changed = SIZE_MAX,
				    .events = events, .event_count = count };
	struct silence_outcome out;

	silence_run(a, terms, &p, now, &out);
	return out;
}

static struct silence_event
by(enum silence_act act, const uint32_t *member, int64_t at)
{
	return (struct silence_event){ .act = act, .at = at, .from = at, .members = member, .member_count = 1, .own_count = 1 };
}

static const uint32_t member[MEMBERS] = { 0, 1, 2, 3, 4, 5 };

TEST(rules_silence, one_second_before_at_and_after)
{
	arena *a = arena_new();
	struct silence_terms late = TERMS("silence of at least 24 hours", "broken by objection", "a tie is late");
	struct silence_terms in_time = TERMS("silence of at least 24 hours", "broken by objection", "a tie is in time");
	int64_t due = 24 * HOUR;

	for (int64_t at = due - 1; at <= due + 1; at++) {
		struct silence_event objection = by(SILENCE_OBJECTION, member, at);

		CHECK_EQ(run(a, &late, &objection, 1, due + 10).status, at < due ? SILENCE_BROKEN : SILENCE_EXPIRED);
		CHECK_EQ(run(a, &in_time, &objection, 1, due + 10).status, at <= due ? SILENCE_BROKEN : SILENCE_EXPIRED);
		CHECK_EQ(run(a, &late, NULL, 0, at).status, at < due ? SILENCE_OPEN : SILENCE_EXPIRED);
		CHECK_EQ(run(a, &in_time, NULL, 0, at).status, at <= due ? SILENCE_OPEN : SILENCE_EXPIRED);
	}
	arena_free(a);
}

TEST(rules_silence, only_the_chair_extends_as_often_as_it_may_and_before_the_end)
{
	arena *a = arena_new();
	struct silence_terms terms = TERMS("silence", "extended once by the chair", "broken by objection");
	struct silence_event events[] = {
		{ .act = SILENCE_EXTENSION, .at = 22 * HOUR, .from = 22 * HOUR, .members = member, .member_count = 1, .until = 30 * HOUR },
		{ .act = SILENCE_EXTENSION, .at = 23 * HOUR, .from = 23 * HOUR, .by_chair = true, .until = 25 * HOUR },
		{ .act = SILENCE_EXTENSION, .at = 24 * HOUR, .from = 24 * HOUR, .by_chair = true, .until = 48 * HOUR },
		by(SILENCE_OBJECTION, member, 24 * HOUR + 1),
	};
	struct silence_outcome out = run(a, &terms, events, 4, 30 * HOUR);

	CHECK_EQ(out.effect[0], EFFECT_NOT_ALLOWED);
	CHECK_EQ(out.effect[1], EFFECT_COUNTS);
	CHECK_EQ(out.effect[2], EFFECT_TOO_MANY);
	CHECK_EQ(out.due, 25 * HOUR);
	CHECK_EQ(out.status, SILENCE_BROKEN);
	events[1].at = events[1].from = 24 * HOUR;
	out = run(a, &terms, events, 3, 30 * HOUR);
	CHECK_EQ(out.effect[1], EFFECT_LATE);
	CHECK_EQ(out.status, SILENCE_EXPIRED);
	arena_free(a);
}

TEST(rules_silence, a_period_that_is_too_short_is_none)
{
	arena *a = arena_new();
	struct silence_terms terms = TERMS("silence of at least 24 hours", "at least 6 hours where at most 1 sentence changed");
	struct silence_period p = { .member_count = MEMBERS, .opened = 0, .due = 4 * HOUR, .changed = 1 };
	struct silence_outcome out;

	silence_run(a, &terms, &p, 5 * HOUR, &out);
	CHECK_EQ(out.status, SILENCE_REFUSED);
	CHECK_EQ(out.wanted, 6 * HOUR);
	p.due = 6 * HOUR;
	silence_run(a, &terms, &p, 7 * HOUR, &out);
	CHECK_EQ(out.status, SILENCE_EXPIRED);
	p.changed = 2;
	silence_run(a, &terms, &p, 7 * HOUR, &out);
	CHECK_EQ(out.status, SILENCE_REFUSED);
	CHECK_EQ(out.wanted, 24 * HOUR);
	arena_free(a);
}

TEST(rules_silence, a_joint_letter_counts_for_each_where_it_is_allowed)
{
	arena *a = arena_new();
	struct silence_terms joint = TERMS("silence", "broken by objection", "joint letters allowed");
	struct silence_terms single = TERMS("silence", "broken by objection");
	struct silence_event letter = { .act = SILENCE_OBJECTION, .at = 1, .from = 1, .members = member, .member_count = 3,
					.own_count = 1 };

	CHECK_EQ(run(a, &joint, &letter, 1, 2).objectors, 3);
	CHECK_EQ(run(a, &single, &letter, 1, 2).objectors, 1);
	letter.own_count = 2;           /* A, B object in the name of C as well */
	CHECK_EQ(run(a, &single, &letter, 1, 2).objectors, 2);
	arena_free(a);
}

TEST(rules_silence, whoever_objects_in_time_is_not_silent)
{
	arena *a = arena_new();
	struct silence_terms terms = TERMS("silence", "broken by objection"), none = { 0 }, amendments = TERMS("silence", "broken by amendment");
	struct silence_event events[] = { by(SILENCE_OBJECTION, member, 5), by(SILENCE_OBJECTION, member + 1, 6),
					  by(SILENCE_OBJECTION, member + 2, 24 * HOUR) };
	struct silence_outcome out = run(a, &terms, events, 3, 30 * HOUR);

	CHECK_EQ(out.ended, 5);
	CHECK_EQ(out.effect[1], EFFECT_AFTER_BREAK);
	CHECK_EQ(out.effect[2], EFFECT_OVER);
	CHECK_EQ(out.objectors, 2);
	CHECK_EQ(run(a, &amendments, events, 3, 30 * HOUR).objectors, 2);
	CHECK_EQ(run(a, &none, events, 3, 30 * HOUR).objectors, 2);
	CHECK_EQ(run(a, &none, events, 3, 30 * HOUR).status, SILENCE_EXPIRED);
	arena_free(a);
}

TEST(rules_silence, what_is_not_known_is_a_doubt)
{
	arena *a = arena_new();
	struct silence_terms terms = TERMS("silence of at least 24 hours", "broken by objection");
	struct silence_terms served = TERMS("silence", "broken by objection", "served when received");
	struct silence_event claimed = by(SILENCE_OBJECTION, member, 5), day = by(SILENCE_OBJECTION, member, 40 * HOUR), early;
	struct silence_event receipts[MEMBERS];
	struct silence_period p = { .member_count = MEMBERS, .opened_from = -HOUR, .opened = HOUR, .due = 24 * HOUR, .changed = SIZE_MAX };
	struct silence_outcome out;

	claimed.is_claimed = true;
	CHECK_EQ(run(a, &terms, &claimed, 1, 30 * HOUR).doubts, DOUBT_CLAIMED);
	CHECK_EQ(run(a, &terms, &claimed, 1, 30 * HOUR).status, SILENCE_EXPIRED);
	day.from = 20 * HOUR;           /* that day: before the end or behind it */
	CHECK_EQ(run(a, &terms, &day, 1, 50 * HOUR).doubts, DOUBT_TIME);
	CHECK_EQ(run(a, &terms, &day, 1, 50 * HOUR).effect[0], EFFECT_PERHAPS_LATE);
	early = by(SILENCE_OBJECTION, member, -1);
	CHECK_EQ(run(a, &terms, &early, 1, 30 * HOUR).effect[0], EFFECT_TOO_EARLY);
	CHECK_EQ(run(a, &terms, &early, 1, 30 * HOUR).doubts, 0);
	silence_run(a, &terms, &p, 30 * HOUR, &out);
	CHECK_EQ(out.doubts, DOUBT_LENGTH);
	p.opened_from = HOUR;
	silence_run(a, &terms, &p, 30 * HOUR, &out);
	CHECK_EQ(out.status, SILENCE_REFUSED);

	for (size_t i = 0; i < MEMBERS; i++)
		receipts[i] = by(SILENCE_RECEIPT, member + i, i + 1 == MEMBERS ? 24 * HOUR : (int64_t)i);
	CHECK_EQ(run(a, &served, receipts, MEMBERS, 30 * HOUR).doubts, 0);
	receipts[MEMBERS - 1].at = receipts[MEMBERS - 1].from = 24 * HOUR + 1;
	CHECK_EQ(run(a, &served, receipts, MEMBERS, 30 * HOUR).doubts, DOUBT_RECEIPT);
	CHECK_EQ(run(a, &served, receipts, MEMBERS, 30 * HOUR).received_count, MEMBERS);
	arena_free(a);
}

TEST(rules_silence, what_does_not_break_it_does_not)
{
	arena *a = arena_new();
	struct silence_terms terms = TERMS("silence", "broken by objection, amendment");
	struct silence_event events[] = {
		by(SILENCE_RESERVATION, member, 1), by(SILENCE_EXPLANATION, member + 1, 2), by(SILENCE_SUPPORT, member + 2, 3),
		{ .act = SILENCE_OBJECTION, .at = 4 }, by(SILENCE_AMENDMENT, member + 3, 5),
	};

	CHECK_EQ(run(a, &terms, events, 4, 10).status, SILENCE_OPEN);
	CHECK_EQ(run(a, &terms, events, 4, 10).effect[3], EFFECT_NO_MEMBER);
	CHECK_EQ(run(a, &terms, events, 5, 10).status, SILENCE_BROKEN);
	CHECK_EQ(run(a, &terms, events, 5, 10).ended, 5);
	arena_free(a);
}

TEST(rules_silence, lines_that_say_nothing_are_refused)
{
	static const char *const bad[] = {
		"at least", "at least 6", "at least 6 hours", "at least 6 hours where at most one sentence changed",
		"extended", "extended once", "extended by the chair", "extended 0 times by the chair", "broken by", "broken by rain",
		"broken by objection,", "joint letters", "a tie is", "a tie is fine", "served", "served when lost", "whatever",
	};
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct silence_terms terms = TERMS("silence of at least 1 day");
		size_t at = 99999;
		const char *why = NULL;

		if (silence_line(str_of(bad[i]), &terms, &at, &why))
			test_failed(__FILE__, __LINE__, "'%s' was taken", bad[i]);
		CHECK(why != NULL && at <= strlen(bad[i]));
	}
}

/* ---- the slow one: every second is looked at ---- */

struct slow { enum silence_status status; int64_t ended, due; unsigned doubts; bool objected[MEMBERS], supported[MEMBERS], explained[MEMBERS]; };

static void
slow_event(struct slow *s, const struct silence_terms *t, const struct silence_event *e, uint32_t *extended)
{
	bool in_time = t->tie_in_time ? e->at <= s->due : e->at < s->due;
	bool perhaps = t->tie_in_time ? e->from <= s->due : e->from < s->due;
	unsigned breaks[] = { [SILENCE_OBJECTION] = BREAK_OBJECTION, [SILENCE_AMENDMENT] = BREAK_AMENDMENT,
			      [SILENCE_RESERVATION] = BREAK_RESERVATION, [SILENCE_EXPLANATION] = BREAK_EXPLANATION,
			      [SILENCE_WITHDRAWAL] = 0 };
	bool is_open = s->status == SILENCE_OPEN, does_break = breaks[e->act] & t->breaks;
	size_t n = e->act == SILENCE_OBJECTION && !t->joint_letters ? e->own_count : e->member_count;

	if ((is_open || s->status == SILENCE_EXPIRED) && does_break && e->member_count > 0 && perhaps && (e->is_claimed || !in_time))
		s->doubts |= e->is_claimed ? DOUBT_CLAIMED : DOUBT_TIME;
	if (!in_time || (!is_open && s->status != SILENCE_BROKEN))
		return;
	if (is_open && e->act == SILENCE_EXTENSION && e->by_chair && *extended < t->extensions && e->until > s->due) {
		++*extended;
		s->due = e->until;
	}
	if (is_open && e->act == SILENCE_STOP && e->by_chair) {
		s->status = SILENCE_STOPPED;
		s->ended = e->at;
	}
	for (size_t i = 0; i < n && !e->is_claimed; i++) {
		if (is_open && e->act == SILENCE_SUPPORT)
			s->supported[e->members[i]] = true;
		if (is_open && e->act == SILENCE_EXPLANATION)
			s->explained[e->members[i]] = true;
		if (does_break || e->act == SILENCE_OBJECTION)
			s->objected[e->members[i]] = true;
		if (is_open && does_break) {
			s->status = SILENCE_BROKEN;
			s->ended = e->at;
		}
	}
}

static struct slow
slow_run(const struct silence_terms *t, const struct silence_period *p, int64_t now)
{
	struct slow s = { .status = SILENCE_OPEN, .due = p->due };
	int64_t least = t->shorter && p->changed <= t->sentences ? t->shorter : t->least;
	uint32_t extended = 0;

	if (p->due - p->opened < least)
		s.status = SILENCE_REFUSED;
	for (int64_t second = p->opened; second <= now; second++) {
		for (size_t i = 0; i < p->event_count; i++)
			if (p->events[i].at == second)
				slow_event(&s, t, &p->events[i], &extended);
		if (s.status == SILENCE_OPEN && (t->tie_in_time ? second > s.due : second >= s.due)) {
			s.status = SILENCE_EXPIRED;
			s.ended = s.due;
		}
	}
	return s;
}

TEST(rules_silence, it_is_what_a_second_by_second_run_gives)
{
	struct rand r = rand_new();

	for (size_t i = 0; i < CASES; i++) {
		arena *a = arena_new();
		struct silence_terms t = { .least = (int64_t)rand_below(&r, 12), .shorter = (int64_t)rand_below(&r, 6), .sentences = 1,
					   .extensions = (uint32_t)rand_below(&r, 3), .breaks = (unsigned)rand_below(&r, 16),
					   .joint_letters = rand_below(&r, 2), .tie_in_time = rand_below(&r, 2), .line_count = 1 };
		struct silence_event events[8] = { 0 };
		struct silence_period p = { .member_count = MEMBERS, .due = (int64_t)(5 + rand_below(&r, 10)),
					    .changed = rand_below(&r, 3), .events = events, .event_count = rand_below(&r, 8) };
		int64_t at = 0, now = (int64_t)rand_below(&r, 25);
		struct silence_outcome out;
		struct slow slow;

		for (size_t k = 0; k < p.event_count; k++) {
			size_t from = rand_below(&r, MEMBERS), several = 1 + rand_below(&r, MEMBERS - from);

			at += (int64_t)rand_below(&r, 4);
			events[k] = (struct silence_event){
				.act = (enum silence_act)rand_below(&r, SILENCE_WITHDRAWAL + 1), .at = at,
				.from = rand_below(&r, 4) ? at : at - (int64_t)rand_below(&r, 4), .members = member + from,
				.member_count = rand_below(&r, 5) ? several : 0, .is_claimed = rand_below(&r, 6) == 0, .by_chair = rand_below(&r, 2),
				.until = at + (int64_t)rand_below(&r, 8) };
		}
		for (size_t k = 0; k < p.event_count; k++)
			events[k].own_count = events[k].member_count ? 1 + rand_below(&r, events[k].member_count) : 0;
		silence_run(a, &t, &p, now, &out);
		slow = slow_run(&t, &p, now);
		CHECK_EQ(out.status, slow.status);
		CHECK_EQ(out.due, slow.due);
		if (out.status != SILENCE_BROKEN && out.status != SILENCE_REFUSED)
			CHECK_EQ(out.doubts, slow.doubts);
		if (out.status != SILENCE_OPEN && out.status != SILENCE_REFUSED)
			CHECK_EQ(out.ended, slow.ended);
		CHECK_EQ(out.objectors + out.supporters + out.explainers + out.silent, MEMBERS);
		for (size_t m = 0; m < MEMBERS; m++) {
			CHECK_EQ(out.objected[m], slow.objected[m]);
			CHECK_EQ(out.supported[m], slow.supported[m]);
			CHECK_EQ(out.explained[m], slow.explained[m]);
		}
		arena_free(a);
	}
}
