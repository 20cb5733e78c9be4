#include "answer/ballots.h"

#include "answer/body.h"
#include "answer/lines.h"

struct taking {
	const talks *t;
	arena *a;
	uint32_t vote;
	const uint32_t *members;
	size_t count;
	struct cast *own, *for_them;    /* [count]: cast by the member, by another for it */
	LIST(struct not_counted) left_out;
};

const char *
ballot_name(enum ballot ballot)
{
	static const char *const names[] = {
		[BALLOT_NONE] = "none", [BALLOT_YES] = "yes", [BALLOT_NO] = "no", [BALLOT_ABSTAIN] = "abstain",
		[BALLOT_ABSENT] = "absent",
	};

	return names[ballot];
}

static enum ballot
ballot_of(const talks *t, uint32_t entry)
{
	for (int b = BALLOT_YES; b <= BALLOT_ABSENT; b++)
		if (line_is(t, entry, CLAUSE_kind, ballot_name((enum ballot)b)))
			return (enum ballot)b;
	return BALLOT_NONE;
}

static size_t
member_of(const struct taking *k, uint32_t actor)
{
	size_t at = SIZE_MAX;

	for (size_t i = 0; i < k->count; i++) {
		if (k->members[i] == talks_side(k->t, actor))
			return i;
		if (k->members[i] == actor)
			at = i;
	}
	return at;
}

static bool
is_about(const talks *t, uint32_t entry, uint32_t act)
{
	struct targets it = talks_targets(t, entry, KEY_OBJECT);

	for (struct target what; targets_next(&it, &what);)
		if (what.kind == TARGET_ACT && what.index == act)
			return true;
	return false;
}

static bool
is_subject(const talks *t, uint32_t entry, uint32_t side)
{
	const struct entry *e = talks_entry(t, entry);
	const struct item *who = entry_items(t->m, e);

	for (size_t i = 0; i < e->subject_count; i++)
		if (talks_side(t, t->actor_of[who[i].a]) == side)
			return true;
	return false;
}

uint32_t
ballots_claimed_by(const talks *t, uint32_t entry, uint32_t who)
{
	uint32_t per = talks_act_per(t, entry), side = per ? talks_side(t, per) : 0;

	return !per || side == talks_side(t, who) || is_subject(t, entry, side) ? 0 : per;
}

/* ---- what does not count ---- */

/* 1 + the act by which the one whose ballot it is took back what another cast for it, or 0. */
static uint32_t
refused_by(const talks *t, uint32_t entry, uint32_t who)
{
	for (size_t i = 0; i < t->v->order.count; i++) {
		uint32_t act = t->v->order.at[i];
		const struct entry *e = talks_entry(t, act);

		if ((e->verb == VERB_disowns || e->verb == VERB_withdraws) && e->mood == MOOD_DONE && !line_is_dead(t, act) &&
		    is_subject(t, act, talks_side(t, who)) && is_about(t, act, entry))
			return act + 1;
	}
	return 0;
}

static str
why_not(const struct taking *k, uint32_t entry, uint32_t who, bool by_another)
{
	const talks *t = k->t;
	uint32_t back = body_taken_back(t, entry), per = ballots_claimed_by(t, entry, who);

	if (!back && by_another)
		back = refused_by(t, entry, who);
	if (back)
		return arena_printf(k->a, "%s %.*s", talks_entry(t, back - 1)->verb == VERB_disowns ? "disowned" : "withdrawn",
				    STR_ARG(line_when(t, back - 1)));
	if (t->v->times[entry].so.to < t->v->times[k->vote].so.from)
		return S("before the vote was called");
	if (per)
		return arena_printf(k->a, "claimed per %.*s", STR_ARG(line_who(t, per)));
	if (member_of(k, who) == SIZE_MAX)
		return S("no member at that time");
	return S("");
}

static void
leave_out(struct taking *k, uint32_t entry, uint32_t who, str why)
{
	*LIST_ADD(&k->left_out) = (struct not_counted){ entry, who, why };
}

static void
cast(struct taking *k, uint32_t entry, uint32_t who, uint32_t by)
{
	str why = why_not(k, entry, who, by != 0);
	struct cast new = { ballot_of(k->t, entry), entry + 1, by, talks_act_has(k->t, entry, CLAUSE_if) };

	if (why.len) {
		leave_out(k, entry, who, why);
		return;
	}
	if (new.is_on_condition) {
		new.ballot = BALLOT_NONE;
		leave_out(k, entry, who, arena_printf(k->a, "on a condition: %.*s",
						      STR_ARG(line_lines(k->t, entry, CLAUSE_if))));
	}
	(by ? k->for_them : k->own)[member_of(k, who)] = new;
}

static void
take_vote(struct taking *k, uint32_t entry)
{
	const talks *t = k->t;
	const struct entry *e = talks_entry(t, entry);
	const struct item *who = entry_items(t->m, e), *others = entry_own(t->m, e, CLAUSE_in_name_of);

	for (size_t i = 0; i < e->subject_count && !others; i++)
		cast(k, entry, t->actor_of[who[i].a], 0);
	for (size_t i = 0, n = others ? item_run(t->m, e, others) : 0; i < n; i++) {
		uint32_t other = t->actor_of[others[i].a];

		cast(k, entry, other, is_subject(t, entry, talks_side(t, other)) || !e->subject_count ? 0 : t->actor_of[who->a]);
	}
}

/* Where a member voted itself, what another cast for it does not count. */
static struct cast
cast_of(struct taking *k, size_t member)
{
	const struct cast *own = &k->own[member], *for_them = &k->for_them[member];

	if (!own->entry)
		return *for_them;
	if (for_them->entry && !for_them->is_on_condition)
		leave_out(k, for_them->entry - 1, k->members[member],
			  arena_printf(k->a, "cast for them by %.*s, and they voted themselves",
				       STR_ARG(line_who(k->t, for_them->by))));
	return *own;
}

void
ballots_take(const talks *t, arena *a, uint32_t vote, const uint32_t members[], size_t count, struct ballots *ret)
{
	struct taking k = { .t = t, .a = a, .vote = vote, .members = members, .count = count };
	struct cast *cast_by = ARENA_ARRAY(a, struct cast, count + 1);
	struct not_counted *left_out;
	const uint32_t *votes;
	size_t acts;

	k.own = ARENA_ARRAY(a, struct cast, count + 1);
	k.for_them = ARENA_ARRAY(a, struct cast, count + 1);
	acts = line_acts(t, a, VERB_votes, &votes);
	for (size_t i = 0; i < acts; i++)
		if (is_about(t, votes[i], vote))
			take_vote(&k, votes[i]);
	for (size_t i = 0; i < count; i++)
		cast_by[i] = cast_of(&k, i);
	left_out = ARENA_ARRAY(a, struct not_counted, k.left_out.count + 1);
	for (size_t i = 0; i < k.left_out.count; i++)
		left_out[i] = k.left_out.at[i];
	*ret = (struct ballots){ cast_by, left_out, k.left_out.count };
	LIST_DONE(&k.left_out);
}
