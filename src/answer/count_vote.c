/* The arithmetic card: a rule, those who vote under it, the counts, the inequality
 * that decides, and the smallest change that flips it.
 *
 * A vote that was called is counted by the votes entered; where none was, by where
 * each member stands on the words of now: yes is a yes to all of them, to these very
 * words, by itself and without a condition.
 *
 * Where the record does not settle what the rule, the body or a weight is, the card says
 * why nothing can be told (`why`), with the ballots all the same.  Ballots on a condition
 * and members that nobody names are open: they stand in the way only where they could turn
 * the result. */
#include "answer/count_vote.h"

#include "answer/ballots.h"
#include "answer/lines.h"

/* More of them than this are not reckoned one by one. */
enum { UNNAMED_MOST = 1000 };

struct counting {
	struct ask *ask;
	const talks *t;
	const struct counted *what;
	int64_t instant;
	uint32_t rule;                  /* 1 + entry of its declaration, or 0 */
	str rule_name;                  /* as the call has it, or of the one in force; or empty */
	bool is_rule_alone;             /* not named, and the only one that could apply */
	bool has_terms;
	struct vote_terms terms;
	str why;                        /* why nothing can be told, or empty */
	str test_why[VOTE_TESTS_MOST];  /* the same of one term */
	const uint32_t *members;
	size_t named, count;            /* `count` with those that nobody names, behind the others */
	str unnamed;                    /* "2 of its members are not named", or empty */
	enum ballot *ballot;            /* [count] */
	struct ballots ballots;         /* of a vote: [named] */
	bool has_open;                  /* ballots on a condition, or of members that nobody names */
	struct electorate e;
	bool *has_veto;
	const int64_t *weight[VOTE_TESTS_MOST];
	const bool *is_among[VOTE_TESTS_MOST];
	struct count n;
};

static size_t
member_of(const struct counting *c, uint32_t actor)
{
	for (size_t i = 0; i < c->named; i++)
		if (c->members[i] == actor)
			return i;
	return SIZE_MAX;
}

static void
set_why(struct counting *c, str why)
{
	if (!c->why.len)
		c->why = why;
}

/* ---- the rule ---- */

static void
take_terms(struct counting *c)
{
	bool has_method = body_terms(c->t, c->rule, &c->terms);

	c->has_terms = has_method && vote_wants_yes(&c->terms);
	if (!has_method)
		set_why(c, arena_printf(c->ask->a, "its rule, %.*s, has no method that counts votes", STR_ARG(c->rule_name)));
	else if (!c->has_terms)
		set_why(c, arena_printf(c->ask->a, "its rule, %.*s, does not say how many yes it wants", STR_ARG(c->rule_name)));
}

static bool
counts_votes(const talks *t, uint32_t rule)
{
	struct vote_terms terms;

	return body_terms(t, rule, &terms) && vote_wants_yes(&terms);
}

/* What makes it no vote, or none that is known to be one. */
static void
take_call(struct counting *c)
{
	const talks *t = c->t;
	uint32_t call = c->what->vote - 1, back = body_taken_back(t, call);
	const struct entry *e = talks_entry(t, call);
	uint32_t per = e->subject_count ? ballots_claimed_by(t, call, t->actor_of[entry_items(t->m, e)->a]) : talks_act_per(t, call);

	if (back)
		set_why(c, arena_printf(c->ask->a, "the call was withdrawn %.*s", STR_ARG(line_when(t, back - 1))));
	if (per)
		set_why(c, arena_printf(c->ask->a, "that is claimed per %.*s", STR_ARG(line_who(t, per))));
	if (talks_act_has(t, call, CLAUSE_if))
		set_why(c, arena_printf(c->ask->a, "only on a condition: %.*s", STR_ARG(line_lines(t, call, CLAUSE_if))));
}

static void
take_rule(struct counting *c)
{
	const talks *t = c->t;
	struct body_rule by;

	if (!c->what->vote) {
		c->rule = c->what->rule;
		c->rule_name = body_rule_name(t, c->rule);
		take_terms(c);
		return;
	}
	take_call(c);
	by = body_rule_of(t, c->ask->a, c->what->vote - 1, c->instant, counts_votes);
	c->rule = by.rule;
	c->rule_name = by.name;
	c->is_rule_alone = by.is_alone;
	if (c->rule)
		take_terms(c);
	else
		set_why(c, by.why);
	if (c->why.len)
		c->why = arena_printf(c->ask->a, "%.*s was called; %.*s", STR_ARG(talks_act_name(t, c->what->vote - 1)),
				      STR_ARG(c->why));
}

/* ---- how each stands ---- */

static enum ballot
stands_on(const talks *t, uint32_t holder, uint32_t point)
{
	struct cell cell = talks_cell(t, holder, point);
	bool holds = cell.earlier_wording == TELL_NO && !cell.unseen && !cell.second_hand && !cell.inherited && !cell.reopened;

	switch (cell.stance) {
	case STANCE_ACCEPT:
	case STANCE_LIVE_WITH:
		return holds && !cell.conditional ? BALLOT_YES : BALLOT_NONE;
	case STANCE_OPPOSE:
	case STANCE_DELETE:
		return holds ? BALLOT_NO : BALLOT_NONE;
	case STANCE_NO_POSITION:
		return BALLOT_ABSTAIN;
	default:
		return BALLOT_NONE;
	}
}

/* Of several points: no where one is, yes where all are. */
static enum ballot
stands(const struct counting *c, uint32_t holder)
{
	const talks *t = c->t;
	const struct tdraft *d = &t->drafts.at[c->what->draft];
	enum ballot all = BALLOT_YES;

	if (c->what->point)
		return stands_on(t, holder, c->what->point);
	for (uint32_t r = d->first; r < d->first + d->count_held; r++) {
		enum ballot one = t->readings.at[r].parent ? all : stands_on(t, holder, t->readings.at[r].point);

		if (one == BALLOT_NO)
			return BALLOT_NO;
		if (one != BALLOT_YES)
			all = all == BALLOT_ABSTAIN && one == BALLOT_ABSTAIN ? BALLOT_ABSTAIN : BALLOT_NONE;
	}
	return d->count_held ? all : BALLOT_NONE;
}

/* ---- the electorate ---- */

/* A vote may be called among fewer than the rule is for. */
static void
take_members(struct counting *c)
{
	const talks *t = c->t;
	arena *a = c->ask->a;
	bool has_for = c->what->vote && entry_own(t->m, talks_entry(t, c->what->vote - 1), CLAUSE_for), is_exact;
	uint32_t of = has_for || !c->rule ? c->what->vote : c->rule;
	size_t unnamed = body_unnamed_for(t, a, of - 1, &is_exact);

	c->named = c->count = body_members_for(t, a, of - 1, c->instant, &c->members);
	if (unnamed > 0 && is_exact)
		c->unnamed = arena_printf(a, "%zu of its members %s not named", unnamed, unnamed == 1 ? "is" : "are");
	else if (unnamed > 0)
		c->unnamed = S("some of its members are not named");
	if (is_exact && unnamed <= UNNAMED_MOST)
		c->count += unnamed;
	else
		set_why(c, c->unnamed);
	if (c->count == 0)
		set_why(c, S("no member is on record"));
	str unsettled = body_unsettled_for(t, a, of - 1, c->instant);
	if (unsettled.len)
		set_why(c, unsettled);
}

static void
take_ballots(struct counting *c)
{
	c->ballot = ARENA_ARRAY(c->ask->a, enum ballot, c->count + 1);
	if (c->what->vote)
		ballots_take(c->t, c->ask->a, c->what->vote - 1, c->members, c->named, &c->ballots);
	for (size_t i = 0; i < c->named; i++)
		c->ballot[i] = c->what->vote ? c->ballots.cast[i].ballot : stands(c, c->members[i]);
}

static uint32_t
actor_called(const talks *t, str name)
{
	uint32_t sym = syms_find(t->m->names, name);

	return sym && sym < t->d->sym_count ? t->actor_of[sym] : 0;
}

static void
take_weights(struct counting *c, size_t test)
{
	arena *a = c->ask->a;
	str name = c->terms.tests[test].weight;
	uint32_t sym = syms_find(c->t->m->names, name);
	uint32_t weights = sym ? body_declaration(c->t, DECL_weights, sym) : 0;
	int64_t *weight = ARENA_ARRAY(a, int64_t, c->count + 1);
	size_t missing = weights ? body_weights(c->t, a, weights, c->members, c->named, c->instant, weight) : 0;
	buf names = { 0 };

	for (size_t i = 0; i < c->named && missing > 0; i++)
		if (weight[i] < 0) {
			line_join(&names, talks_actor_token(c->t, c->members[i]));
			weight[i] = 0;
		}
	c->weight[test] = weight;
	if (!weights)
		c->test_why[test] = arena_printf(a, "the weights '%.*s' are not on record here", STR_ARG(name));
	else if (missing > 0)
		c->test_why[test] = arena_printf(a, missing == 1 ? "the weight of %.*s is not on record"
								 : "the weights of %.*s are not on record", STR_ARG(buf_str(&names)));
	else
		c->test_why[test] = c->unnamed;
	buf_done(&names);
}

static void
take_group(struct counting *c, size_t test)
{
	arena *a = c->ask->a;
	str name = c->terms.tests[test].among;
	uint32_t group = actor_called(c->t, name);
	bool *is_among = ARENA_ARRAY(a, bool, c->count + 1), is_exact;
	const uint32_t *of;
	size_t n = group ? body_members(c->t, a, &group, 1, c->instant, &of) : 0;

	for (size_t i = 0; i < n; i++) {
		size_t at = member_of(c, of[i]);

		if (at != SIZE_MAX)
			is_among[at] = true;
	}
	c->is_among[test] = is_among;
	if (n == 0)
		c->test_why[test] = arena_printf(a, "no member of %.*s is on record", STR_ARG(name));
	else if (body_unnamed(c->t, a, group, &is_exact) > 0)
		c->test_why[test] = arena_printf(a, "not all members of %.*s are named", STR_ARG(name));
}

static void
take_electorate(struct counting *c)
{
	c->has_veto = ARENA_ARRAY(c->ask->a, bool, c->count + 1);
	for (size_t i = 0; i < c->terms.test_count; i++) {
		if (c->terms.tests[i].weight.len)
			take_weights(c, i);
		if (c->terms.tests[i].among.len)
			take_group(c, i);
		if (c->count == 0)
			c->test_why[i] = c->why;
		set_why(c, c->test_why[i]);
	}
	for (size_t i = 0; i < c->terms.veto_count; i++) {
		size_t at = member_of(c, actor_called(c->t, c->terms.vetoes[i]));

		if (at != SIZE_MAX)
			c->has_veto[at] = true;
	}
	c->e = (struct electorate){ .count = c->count, .ballot = c->ballot, .has_veto = c->has_veto, .weight = c->weight,
				    .is_among = c->is_among };
}

/* Ballots that are open for another reason than that nobody has voted yet: could they alone
 * turn the result? */
static void
take_open(struct counting *c)
{
	arena *a = c->ask->a;
	enum ballot *ballot = ARENA_ARRAY(a, enum ballot, c->count + 1);
	struct electorate e = c->e;
	buf names = { 0 };
	size_t conditions = 0;

	for (size_t i = 0; i < c->count; i++) {
		bool is_on_condition = i < c->named && c->what->vote && c->ballots.cast[i].is_on_condition;

		ballot[i] = c->ballot[i] == BALLOT_NONE && i < c->named && !is_on_condition ? BALLOT_ABSENT : c->ballot[i];
		if (is_on_condition)
			line_join(&names, talks_actor_token(c->t, c->members[i]));
		conditions += is_on_condition;
	}
	e.ballot = ballot;
	c->has_open = conditions > 0 || c->unnamed.len > 0;
	if (c->has_open && vote_is_open(a, &c->terms, &e)) {
		str who = arena_str(a, buf_str(&names));
		str voting = arena_printf(a, "%.*s %s on a condition", STR_ARG(who), conditions == 1 ? "votes" : "vote");

		set_why(c, conditions == 0 ? c->unnamed
			   : !c->unnamed.len ? voting
					     : arena_printf(a, "%.*s, and %.*s", STR_ARG(c->unnamed), STR_ARG(voting)));
	}
	buf_done(&names);
}

/* ---- in words ---- */

static str
subject_of(const struct counting *c)
{
	const talks *t = c->t;

	if (c->what->vote)
		return talks_act_refs(t, c->what->vote - 1, CLAUSE_on);
	if (c->what->point)
		return talks_reading_name(t, talks_point_now(t, c->what->point));
	return line_draft(t, c->what->draft);
}

static str
member_token(const struct counting *c, size_t member)
{
	return member < c->named ? talks_actor_token(c->t, c->members[member]) : S("one that is not named");
}

/* With who cast the ballot for it, and that it is on a condition. */
static str
member_words(const struct counting *c, size_t member)
{
	const struct cast *cast = c->what->vote ? &c->ballots.cast[member] : NULL;
	str name = member_token(c, member);

	if (cast && cast->by)
		name = arena_printf(c->ask->a, "%.*s (cast for them by %.*s)", STR_ARG(name), STR_ARG(line_who(c->t, cast->by)));
	return cast && cast->is_on_condition ? arena_printf(c->ask->a, "%.*s (on a condition)", STR_ARG(name)) : name;
}

static str
names_of(const struct counting *c, enum ballot ballot)
{
	buf text = { 0 };

	for (size_t i = 0; i < c->named; i++)
		if (c->ballot[i] == ballot)
			line_join(&text, member_words(c, i));
	return line_keep(c->ask->a, &text);
}

static str
flips_words(const struct counting *c)
{
	buf text = { 0 };

	for (size_t i = 0; i < c->n.flip_count; i++)
		line_join(&text, member_token(c, c->n.flips[i]));
	return line_keep(c->ask->a, &text);
}

static str
share_words(arena *a, int64_t sum, int64_t base)
{
	return base > 0 ? arena_printf(a, "%.2f %%", 100.0 * (double)sum / (double)base) : S("-");
}

/* In as many decimals as say something: what is little is not nothing. */
static str
decimal_words(arena *a, double number)
{
	int places = 4;
	str text;

	for (double least = 1e-4; number > 0 && number < least && places < 20; least /= 10)
		places++;
	text = arena_printf(a, "%.*f", places, number);
	while (text.len > 0 && text.at[text.len - 1] == '0')
		text.len--;
	if (text.len > 0 && text.at[text.len - 1] == '.')
		text.len--;
	return text;
}

static str
needed_words(arena *a, const struct count_line *line)
{
	const struct vote_test *test = line->test;

	if (!test->is_share)
		return arena_printf(a, "%s%.*s", test->is_strict ? "more than " : "", STR_ARG(vote_number(a, test->num)));
	return arena_printf(a, "%s%.*s", test->is_strict ? "more than " : "", STR_ARG(decimal_words(a, line->needed)));
}

static str
lacking_words(const struct counting *c, const struct count_line *line)
{
	arena *a = c->ask->a;
	const struct vote_test *test = line->test;
	str lacking = arena_printf(a, "NOT MET: %s%.*s lacking", test->is_strict ? "more than " : "",
				   STR_ARG(decimal_words(a, -line->over)));

	if (c->terms.blocking_least == 0 || test->is_quorum || !test->weight.len)
		return lacking;
	return arena_printf(a, "%.*s, and %zu that are not for it can block it", STR_ARG(lacking), c->count - c->n.yes);
}

static str
met_words(const struct counting *c, size_t test)
{
	arena *a = c->ask->a;
	const struct count_line *line = &c->n.lines[test];

	if (c->test_why[test].len)
		return arena_printf(a, "cannot be told: %.*s", STR_ARG(c->test_why[test]));
	if (line->is_unblocked)
		return S("met: too few to block it");
	if (line->is_met)
		return line->over > 0 ? arena_printf(a, "met, by %.*s", STR_ARG(decimal_words(a, line->over))) : S("met, exactly");
	if (line->test->is_share && line->base == 0)
		return S("NOT MET: a share of nothing");
	if (line->over < 0)
		return lacking_words(c, line);
	return line->test->is_strict && line->over == 0 ? S("NOT MET: just that, and more is wanted") : S("NOT MET: nobody says yes");
}

static void
add_term(table *terms, const str cells[5], str words, bool is_met)
{
	table_row(terms);
	for (size_t i = 0; i < 5; i++)
		runs_add(table_cell(terms), RUN_PLAIN, cells[i]);
	runs_add(table_cell(terms), is_met ? RUN_PLAIN : RUN_WARN, words);
}

static void
add_test(const struct counting *c, table *terms, size_t test)
{
	arena *a = c->ask->a;
	const struct count_line *line = &c->n.lines[test];
	bool is_known = !c->test_why[test].len;
	const str cells[5] = {
		line->test->line,
		is_known ? vote_number(a, line->sum) : S("-"),
		is_known ? vote_number(a, line->base) : S("-"),
		is_known ? share_words(a, line->sum, line->base) : S("-"),
		is_known ? needed_words(a, line) : S("-"),
	};

	add_term(terms, cells, met_words(c, test), is_known && line->is_met);
}

/* ---- what a method demands that is no inequality ---- */

static const char *const method_names[] = { [METHOD_NONE] = "", [METHOD_VOTES] = "votes", [METHOD_CONSENSUS] = "consensus",
					    [METHOD_UNANIMITY] = "unanimity" };

static bool
blocks(const struct counting *c, size_t member)
{
	enum ballot ballot = c->ballot[member];

	return ballot == BALLOT_NO || (c->terms.method == METHOD_UNANIMITY && c->terms.abstention == ABSTENTION_BLOCKS &&
				       (ballot == BALLOT_ABSTAIN || ballot == BALLOT_ABSENT));
}

static bool
vetoes(const struct counting *c, size_t member)
{
	return c->ballot[member] == BALLOT_NO && c->has_veto[member];
}

static str
those_who(const struct counting *c, bool (*stands_in_the_way)(const struct counting *, size_t))
{
	buf text = { 0 };

	for (size_t i = 0; i < c->named; i++)
		if (stands_in_the_way(c, i))
			line_join(&text, member_token(c, i));
	return line_keep(c->ask->a, &text);
}

/* Why unanimity or consensus is not met, or empty. */
static str
barrier_words(const struct counting *c)
{
	arena *a = c->ask->a;
	bool is_unanimity = c->terms.method == METHOD_UNANIMITY;
	str names = those_who(c, blocks);
	size_t waiting = is_unanimity && c->terms.abstention == ABSTENTION_BLOCKS ? c->n.none : 0;
	str wait = arena_printf(a, c->what->vote ? "%zu without a vote" : "%zu without a clear word", waiting);

	if (names.len && waiting > 0)
		return arena_printf(a, "blocked by %.*s; %.*s", STR_ARG(names), STR_ARG(wait));
	if (names.len)
		return arena_printf(a, "blocked by %.*s", STR_ARG(names));
	if (waiting > 0)
		return wait;
	return is_unanimity && c->terms.abstention == ABSTENTION_NEUTRAL && c->n.yes == 0 ? S("nobody says yes") : S("");
}

static str
veto_term(const struct counting *c)
{
	buf text = { 0 };
	str names;

	for (size_t i = 0; i < c->terms.veto_count; i++)
		line_join(&text, c->terms.vetoes[i]);
	names = line_keep(c->ask->a, &text);
	return arena_printf(c->ask->a, "veto of %.*s", STR_ARG(names));
}

static str
veto_words(const struct counting *c)
{
	str names = those_who(c, vetoes);

	return names.len ? arena_printf(c->ask->a, "vetoed by %.*s", STR_ARG(names)) : S("");
}

static void
add_barrier(const struct counting *c, table *terms, str term, str barrier)
{
	const str cells[5] = { term, S(""), S(""), S(""), S("") };

	add_term(terms, cells, barrier.len ? arena_printf(c->ask->a, "NOT MET: %.*s", STR_ARG(barrier)) : S("met"), !barrier.len);
}

static void
add_terms(const struct counting *c, sheet *s)
{
	table *terms;

	if (!c->has_terms)
		return;
	terms = sheet_table(s);
	table_column(terms, S("term"), COLUMN_WRAP);
	table_column(terms, S("has"), COLUMN_NUMBER);
	table_column(terms, S("of"), COLUMN_NUMBER);
	table_column(terms, S("share"), COLUMN_NUMBER);
	table_column(terms, S("needs"), COLUMN_NUMBER);
	table_column(terms, S(""), COLUMN_WRAP);
	for (size_t i = 0; i < c->terms.test_count; i++)
		add_test(c, terms, i);
	if (c->terms.method != METHOD_VOTES)
		add_barrier(c, terms, str_of(method_names[c->terms.method]), barrier_words(c));
	if (c->terms.veto_count > 0)
		add_barrier(c, terms, veto_term(c), veto_words(c));
}

/* ---- the card, in words ---- */

static str
method_words(const struct counting *c)
{
	static const char *const abstentions[] = { "an abstention, or no vote, blocks", "an abstention is neutral",
						   "an abstention counts as yes" };
	buf text = { 0 };

	buf_add(&text, str_of(method_names[c->terms.method]));
	if (c->terms.method == METHOD_CONSENSUS)
		buf_add(&text, S(": nobody maintains an objection"));
	if (c->terms.method == METHOD_UNANIMITY)
		buf_printf(&text, ": %s", abstentions[c->terms.abstention]);
	if (c->terms.veto_count > 0)
		buf_printf(&text, "; %.*s", STR_ARG(veto_term(c)));
	if (c->terms.blocking_least > 0)
		buf_printf(&text, "; blocked by at least %lld", (long long)c->terms.blocking_least);
	if (c->is_rule_alone)
		buf_printf(&text, "; the call names no rule, and %.*s alone could apply", STR_ARG(c->rule_name));
	return line_keep(c->ask->a, &text);
}

static str
electorate_words(const struct counting *c)
{
	arena *a = c->ask->a;
	size_t unnamed = c->count - c->named;
	str rest = unnamed > 0 ? arena_printf(a, " + %zu not named", unnamed) : S("");
	str when = c->instant == SPAN_START || c->instant == SPAN_END
			   ? S("") : arena_printf(a, ", as of %.*s", STR_ARG(line_instant(c->t, c->instant)));

	return arena_printf(a, "%.*s = %zu yes + %zu no + %zu abstain + %zu absent + %zu %s%.*s%.*s",
			    STR_ARG(line_count(c->t, c->count, "member", "members")), c->n.yes, c->n.no, c->n.abstain, c->n.absent,
			    c->n.none - unnamed, c->what->vote ? "without a vote" : "without a clear word", STR_ARG(rest),
			    STR_ARG(when));
}

static str
open_words(const struct counting *c)
{
	bool is_one = c->n.none == 1;
	const char *who = !c->what->vote ? "without a clear word"
			  : c->has_open	 ? (is_one ? "whose vote is open" : "whose votes are open")
					 : (is_one ? "who has not voted" : "who have not voted");

	return is_one ? arena_printf(c->ask->a, "; the one %s can still turn it", who)
		      : arena_printf(c->ask->a, "; the %zu %s can still turn it", c->n.none, who);
}

static void
add_result(const struct counting *c, sheet *s)
{
	arena *a = c->ask->a;
	runs *r = sheet_labelled(s, S("Result"));

	if (c->why.len) {
		runs_add(r, RUN_WARN, arena_printf(a, "CANNOT BE TOLD: %.*s", STR_ARG(c->why)));
		runs_add(sheet_labelled(s, S("Flips if")), RUN_PLAIN, S("cannot be told, for the same reason"));
		return;
	}
	runs_add(r, c->n.is_met ? RUN_STRONG : RUN_WARN, c->n.is_met ? S("MET") : S("NOT MET"));
	runs_add(r, RUN_PLAIN, c->what->vote ? S(" by the votes entered") : S(" as positions stand"));
	if (c->n.is_open)
		runs_add(r, RUN_PLAIN, open_words(c));
	r = sheet_labelled(s, S("Flips if"));
	if (c->n.flip_count == 0)
		runs_add(r, RUN_PLAIN, S("nothing that the members can still do"));
	else
		runs_add(r, RUN_PLAIN, arena_printf(a, "%s%zu %s to %s: %.*s", c->n.is_flip_proved ? "" : "at most ", c->n.flip_count,
						    c->n.flip_count == 1 ? "turns" : "turn", c->n.is_met ? "no" : "yes",
						    STR_ARG(flips_words(c))));
}

static void
add_lists(const struct counting *c, sheet *s)
{
	static const struct { enum ballot ballot; const char *label; } lists[] = {
		{ BALLOT_YES, "Yes" }, { BALLOT_NO, "No" }, { BALLOT_ABSTAIN, "Abstain" }, { BALLOT_ABSENT, "Absent" },
		{ BALLOT_NONE, "No vote" },
	};
	const size_t counts[] = { c->n.yes, c->n.no, c->n.abstain, c->n.absent, c->n.none - (c->count - c->named) };

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (counts[i] > 0)
			runs_add(sheet_labelled(s, str_of(lists[i].ballot == BALLOT_NONE && !c->what->vote ? "No clear word"
												     : lists[i].label)),
				 RUN_PLAIN, arena_printf(c->ask->a, "%zu: %.*s", counts[i], STR_ARG(names_of(c, lists[i].ballot))));
	for (size_t i = 0; i < c->ballots.left_out_count; i++) {
		const struct not_counted *one = &c->ballots.left_out[i];

		runs_add(sheet_labelled(s, S("Not counted")), RUN_PLAIN,
			 arena_printf(c->ask->a, "%.*s, %.*s: %.*s", STR_ARG(line_who(c->t, one->who)),
				      STR_ARG(talks_act_word(c->t, one->entry, CLAUSE_kind)), STR_ARG(one->why)));
	}
}

/* ---- data ---- */

static value *
names_value(const struct counting *c, enum ballot ballot)
{
	value *list = value_list(c->ask->a);

	for (size_t i = 0; i < c->named; i++)
		if (c->ballot[i] == ballot)
			value_push(list, value_str(c->ask->a, member_token(c, i)));
	return list;
}

static value *
test_value(const struct counting *c, size_t test)
{
	arena *a = c->ask->a;
	const struct count_line *line = &c->n.lines[test];
	bool is_known = !c->test_why[test].len;
	value *v = value_object(a);

	value_set_str(v, "term", line->test->line);
	value_set(v, "sum", is_known ? value_decimal(a, (double)line->sum / VOTE_ONE) : value_null(a));
	value_set(v, "base", is_known ? value_decimal(a, (double)line->base / VOTE_ONE) : value_null(a));
	value_set(v, "needed", is_known ? value_decimal(a, line->needed) : value_null(a));
	value_set_bool(v, "strict", line->test->is_strict);
	value_set(v, "met", is_known ? value_bool(a, line->is_met) : value_null(a));
	value_set_bool(v, "unblocked", is_known && line->is_unblocked);
	line_set(v, "why", c->test_why[test]);
	return v;
}

/* Of unanimity, consensus and vetoes: by what they are not met. */
static value *
barrier_value(const struct counting *c, str term, str barrier)
{
	value *v = value_object(c->ask->a);

	value_set_str(v, "term", term);
	value_set_bool(v, "met", !barrier.len);
	line_set(v, "why", barrier);
	return v;
}

static value *
left_out_value(const struct counting *c, const struct not_counted *one)
{
	value *v = value_object(c->ask->a);

	value_set_str(v, "entry", talks_act_name(c->t, one->entry));
	value_set_str(v, "who", talks_actor_token(c->t, one->who));
	value_set_str(v, "why", one->why);
	return v;
}

static void
add_row(const struct counting *c, sheet *s)
{
	static const char *const keys[] = { [BALLOT_NONE] = "not_voted", [BALLOT_YES] = "yes", [BALLOT_NO] = "no",
					    [BALLOT_ABSTAIN] = "abstain", [BALLOT_ABSENT] = "absent" };
	arena *a = c->ask->a;
	value *row = value_object(a), *terms = value_list(a), *flips = value_list(a), *left_out = value_list(a);
	bool is_known = !c->why.len;

	value_set_str(row, "kind", S("vote"));
	value_set(row, "vote", c->what->vote ? value_str(a, talks_act_name(c->t, c->what->vote - 1)) : value_null(a));
	line_set(row, "rule", c->rule_name);
	value_set_str(row, "on", subject_of(c));
	value_set_number(row, "members", (int64_t)c->count);
	value_set(row, "unnamed", c->unnamed.len && c->count == c->named ? value_null(a)
									  : value_number(a, (int64_t)(c->count - c->named)));
	for (int b = BALLOT_NONE; b <= BALLOT_ABSENT; b++)
		value_set(row, keys[b], names_value(c, (enum ballot)b));
	for (size_t i = 0; i < c->ballots.left_out_count; i++)
		value_push(left_out, left_out_value(c, &c->ballots.left_out[i]));
	value_set(row, "not_counted", left_out);
	for (size_t i = 0; i < c->terms.test_count && c->has_terms; i++)
		value_push(terms, test_value(c, i));
	if (c->has_terms && c->terms.method != METHOD_VOTES)
		value_push(terms, barrier_value(c, str_of(method_names[c->terms.method]), barrier_words(c)));
	if (c->has_terms && c->terms.veto_count > 0)
		value_push(terms, barrier_value(c, veto_term(c), veto_words(c)));
	value_set(row, "terms", terms);
	value_set(row, "met", is_known ? value_bool(a, c->n.is_met) : value_null(a));
	line_set(row, "why", c->why);
	value_set_bool(row, "open", c->n.is_open || !is_known);
	for (size_t i = 0; i < c->n.flip_count && is_known; i++)
		value_push(flips, value_str(a, member_token(c, c->n.flips[i])));
	value_set(row, "flips", flips);
	value_set_bool(row, "flips_proved", is_known && c->n.is_flip_proved);
	value_push(sheet_rows(s), row);
}

/* ---- the card ---- */

static str
heading_words(const struct counting *c)
{
	arena *a = c->ask->a;
	str subject = subject_of(c);

	if (!c->what->vote)
		return arena_printf(a, "%.*s under %.*s, as positions stand", STR_ARG(subject), STR_ARG(c->rule_name));
	subject = arena_printf(a, "%.*s: %.*s", STR_ARG(talks_act_name(c->t, c->what->vote - 1)), STR_ARG(subject));
	return c->rule_name.len ? arena_printf(a, "%.*s under %.*s", STR_ARG(subject), STR_ARG(c->rule_name)) : subject;
}

static void
add_card(const struct counting *c, sheet *s)
{
	str decides = c->rule ? talks_act_text(c->t, c->rule - 1, CLAUSE_decides) : S("");

	sheet_heading(s, 1, heading_words(c));
	if (c->has_terms)
		runs_add(sheet_labelled(s, S("Rule")), RUN_PLAIN, method_words(c));
	if (decides.len)
		runs_add(sheet_labelled(s, S("In words")), RUN_QUIET, decides);
	runs_add(sheet_labelled(s, S("Electorate")), RUN_PLAIN, electorate_words(c));
	add_terms(c, s);
	add_result(c, s);
	add_lists(c, s);
	add_row(c, s);
}

enum verdict
count_vote_to(struct ask *ask, sheet *s, const struct counted *what)
{
	const talks *t = ask->t;
	struct counting c = { .ask = ask, .t = t, .what = what, .instant = t->now };

	if (what->vote)
		c.instant = t->v->times[what->vote - 1].key;
	take_rule(&c);
	take_members(&c);
	take_ballots(&c);
	if (!c.has_terms)
		c.terms = (struct vote_terms){ .method = METHOD_VOTES };        /* the ballots are counted all the same */
	take_electorate(&c);
	take_open(&c);
	vote_count(ask->a, &c.terms, &c.e, &c.n);
	add_card(&c, s);
	if (c.why.len || c.n.is_open)
		return VERDICT_CANNOT_TELL;
	return c.n.is_met ? VERDICT_YES : VERDICT_NO;
}

size_t
count_votes(const struct ask *ask, const struct counted **ret_votes)
{
	const uint32_t *calls;
	size_t count = line_acts(ask->t, ask->a, VERB_calls_vote, &calls);
	struct counted *votes = ARENA_ARRAY(ask->a, struct counted, count);

	for (size_t i = 0; i < count; i++)
		votes[i].vote = calls[i] + 1;
	*ret_votes = votes;
	return count;
}
