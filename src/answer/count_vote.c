/* The arithmetic card: a rule, those who vote under it, the counts, the inequality
 * that decides, and the smallest change that flips it.
 *
 * A vote that was called is counted by the votes entered; where none was, by where
 * each member stands on the words of now: yes is a yes to all of them, to these very
 * words, by itself and without a condition. */
#include "answer/count_vote.h"

#include "answer/board.h"
#include "answer/lines.h"

struct counting {
	struct ask *ask;
	const talks *t;
	const struct counted *what;
	struct vote_terms terms;
	int64_t instant;
	const uint32_t *members;
	size_t count;
	enum ballot *ballot;            /* [count] */
	struct electorate e;
	const int64_t *weight[VOTE_TESTS_MOST];
	const bool *is_among[VOTE_TESTS_MOST];
	size_t unweighted;              /* members without a weight at that time */
	str strangers;                  /* who voted and is no member */
};

static const char *const ballot_names[] = {
	[BALLOT_NONE] = "none", [BALLOT_YES] = "yes", [BALLOT_NO] = "no", [BALLOT_ABSTAIN] = "abstain",
	[BALLOT_ABSENT] = "absent",
};

/* ---- who voted how ---- */

static size_t
member_of(const struct counting *c, uint32_t actor)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->members[i] == actor)
			return i;
	return SIZE_MAX;
}

static enum ballot
ballot_of(const talks *t, uint32_t entry)
{
	str kind = talks_act_word(t, entry, CLAUSE_kind);

	for (int b = BALLOT_YES; b <= BALLOT_ABSENT; b++)
		if (str_eq(kind, str_of(ballot_names[b])))
			return (enum ballot)b;
	return BALLOT_NONE;
}

static void
cast(struct counting *c, uint32_t actor, enum ballot ballot, buf *strangers)
{
	size_t at = member_of(c, talks_side(c->t, actor));

	if (at == SIZE_MAX)
		at = member_of(c, actor);
	if (at == SIZE_MAX)
		line_join(strangers, line_who(c->t, actor));
	else
		c->ballot[at] = ballot;
}

static bool
votes_in(const talks *t, uint32_t entry, uint32_t vote)
{
	struct targets it = talks_targets(t, entry, KEY_OBJECT);

	for (struct target what; targets_next(&it, &what);)
		if (what.kind == TARGET_ACT && what.index == vote - 1)
			return true;
	return false;
}

/* The latest vote of each counts. */
static void
take_votes(struct counting *c)
{
	const talks *t = c->t;
	buf strangers = { 0 };

	for (size_t i = 0; i < t->v->order.count; i++) {
		uint32_t entry = t->v->order.at[i];
		const struct entry *e = talks_entry(t, entry);
		const struct item *who = entry_items(t->m, e), *for_others = entry_own(t->m, e, CLAUSE_in_name_of);

		if (e->verb != VERB_votes || e->mood != MOOD_DONE || line_is_dead(t, entry) ||
		    !votes_in(t, entry, c->what->vote))
			continue;
		for (size_t k = 0; k < e->subject_count; k++)
			cast(c, t->actor_of[who[k].a], ballot_of(t, entry), &strangers);
		for (size_t k = 0, n = for_others ? item_run(t->m, e, for_others) : 0; k < n; k++)
			cast(c, t->actor_of[for_others[k].a], ballot_of(t, entry), &strangers);
	}
	c->strangers = line_keep(c->ask->a, &strangers);
}

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
	uint32_t sym = syms_find(c->t->m->names, c->terms.tests[test].weight);
	uint32_t weights = sym ? body_declaration(c->t, DECL_weights, sym) : 0;
	int64_t *weight = ARENA_ARRAY(a, int64_t, c->count + 1);

	c->unweighted += weights ? body_weights(c->t, a, weights, c->members, c->count, c->instant, weight) : c->count;
	c->weight[test] = weight;
}

static void
take_group(struct counting *c, size_t test)
{
	arena *a = c->ask->a;
	uint32_t group = actor_called(c->t, c->terms.tests[test].among);
	bool *is_among = ARENA_ARRAY(a, bool, c->count + 1);
	const uint32_t *of;
	size_t n = group ? body_members(c->t, a, &group, 1, c->instant, &of) : 0;

	for (size_t i = 0; i < n; i++) {
		size_t at = member_of(c, of[i]);

		if (at != SIZE_MAX)
			is_among[at] = true;
	}
	c->is_among[test] = is_among;
}

static void
take_electorate(struct counting *c)
{
	arena *a = c->ask->a;
	bool *veto = ARENA_ARRAY(a, bool, c->count + 1);

	for (size_t i = 0; i < c->terms.test_count; i++) {
		if (c->terms.tests[i].weight.len)
			take_weights(c, i);
		if (c->terms.tests[i].among.len)
			take_group(c, i);
	}
	for (size_t i = 0; i < c->terms.veto_count; i++) {
		size_t at = member_of(c, actor_called(c->t, c->terms.vetoes[i]));

		if (at != SIZE_MAX)
			veto[at] = true;
	}
	c->e = (struct electorate){ .count = c->count, .ballot = c->ballot, .has_veto = veto, .weight = c->weight,
				    .is_among = c->is_among };
}

/* ---- in words ---- */

static str
rule_name(const talks *t, uint32_t rule)
{
	return syms_str(t->m->names, entry_items(t->m, talks_entry(t, rule - 1))->a);
}

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
names_of(const struct counting *c, enum ballot ballot)
{
	buf text = { 0 };

	for (size_t i = 0; i < c->count; i++)
		if (c->ballot[i] == ballot)
			line_join(&text, talks_actor_token(c->t, c->members[i]));
	return line_keep(c->ask->a, &text);
}

static str
share_words(arena *a, int64_t sum, int64_t base)
{
	return base > 0 ? arena_printf(a, "%.2f %%", 100.0 * (double)sum / (double)base) : S("-");
}

/* In as many decimals as say something. */
static str
decimal_words(arena *a, double number)
{
	str text = arena_printf(a, number >= 1000 ? "%.1f" : "%.4f", number);

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
met_words(arena *a, const struct count_line *line)
{
	double over = (double)line->sum / VOTE_ONE - line->needed;

	if (line->is_unblocked)
		return S("met: too few to block it");
	if (line->is_met)
		return arena_printf(a, "met, by %.*s", STR_ARG(decimal_words(a, over)));
	if (line->is_unbacked)
		return S("NOT MET: a share of nothing");
	return arena_printf(a, "NOT MET: %s%.*s lacking", line->test->is_strict ? "more than " : "",
			    STR_ARG(decimal_words(a, over < 0 ? -over : 0.0)));
}

static void
add_terms(const struct counting *c, sheet *s, const struct count *n)
{
	arena *a = c->ask->a;
	table *terms;

	if (c->terms.test_count == 0)
		return;
	terms = sheet_table(s);
	table_column(terms, S("term"), COLUMN_WRAP);
	table_column(terms, S("has"), COLUMN_NUMBER);
	table_column(terms, S("of"), COLUMN_NUMBER);
	table_column(terms, S("share"), COLUMN_NUMBER);
	table_column(terms, S("needs"), COLUMN_NUMBER);
	table_column(terms, S(""), COLUMN_WRAP);
	for (size_t i = 0; i < c->terms.test_count; i++) {
		const struct count_line *line = &n->lines[i];

		table_row(terms);
		runs_add(table_cell(terms), RUN_PLAIN, line->test->line);
		runs_add(table_cell(terms), RUN_PLAIN, vote_number(a, line->sum));
		runs_add(table_cell(terms), RUN_PLAIN, vote_number(a, line->base));
		runs_add(table_cell(terms), RUN_PLAIN, share_words(a, line->sum, line->base));
		runs_add(table_cell(terms), RUN_PLAIN, needed_words(a, line));
		runs_add(table_cell(terms), line->is_met ? RUN_PLAIN : RUN_WARN, met_words(a, line));
	}
}

/* What a method demands that is no inequality. */
static str
method_words(const struct counting *c)
{
	static const char *const abstentions[] = { "an abstention, or no vote, blocks", "an abstention is neutral",
						   "an abstention counts as yes" };
	buf text = { 0 };

	switch (c->terms.method) {
	case METHOD_CONSENSUS:
		buf_add(&text, S("consensus: nobody maintains an objection"));
		break;
	case METHOD_UNANIMITY:
		buf_printf(&text, "unanimity: %s", abstentions[c->terms.abstention]);
		break;
	default:
		buf_add(&text, S("votes"));
	}
	for (size_t i = 0; i < c->terms.veto_count; i++)
		buf_printf(&text, "%s%.*s", i ? ", " : "; veto of ", STR_ARG(c->terms.vetoes[i]));
	if (c->terms.blocking_least > 0)
		buf_printf(&text, "; blocked by at least %lld", (long long)c->terms.blocking_least);
	return line_keep(c->ask->a, &text);
}

static enum verdict
verdict_of(const struct counting *c, const struct count *n)
{
	if (c->unweighted > 0 || n->is_open || c->count == 0)
		return VERDICT_CANNOT_TELL;
	return n->is_met ? VERDICT_YES : VERDICT_NO;
}

static void
add_result(const struct counting *c, sheet *s, const struct count *n)
{
	arena *a = c->ask->a;
	runs *r = sheet_labelled(s, S("Result"));
	str flips;
	buf text = { 0 };

	if (c->count == 0) {
		runs_add(r, RUN_WARN, S("no member is on record, so nothing can be told"));
		return;
	}
	for (size_t i = 0; i < n->flip_count; i++)
		line_join(&text, talks_actor_token(c->t, c->members[n->flips[i]]));
	flips = line_keep(a, &text);
	runs_add(r, n->is_met ? RUN_STRONG : RUN_WARN, n->is_met ? S("MET") : S("NOT MET"));
	runs_add(r, RUN_PLAIN, c->what->vote ? S(" by the votes entered") : S(" as positions stand"));
	if (n->is_open)
		runs_add(r, RUN_PLAIN, n->none == 1 ? S("; the one who has not voted can still turn it")
						    : arena_printf(a, "; the %zu who have not voted can still turn it", n->none));
	if (c->unweighted > 0)
		runs_add(r, RUN_WARN, arena_printf(a, "; %zu weights are not recorded, so nothing is settled", c->unweighted));
	r = sheet_labelled(s, S("Flips if"));
	if (n->flip_count == 0)
		runs_add(r, RUN_PLAIN, S("nothing that the members can still do"));
	else
		runs_add(r, RUN_PLAIN,
			 arena_printf(a, "%s%zu %s: %.*s", n->is_flip_proved ? "" : "at most ", n->flip_count,
				      n->is_met ? (n->flip_count == 1 ? "that is for it turns against it" : "that are for it turn against it")
						: (n->flip_count == 1 ? "that is not for it turns to yes" : "that are not for it turn to yes"),
				      STR_ARG(flips)));
}

static void
add_lists(const struct counting *c, sheet *s, const struct count *n)
{
	static const struct { enum ballot ballot; const char *label; } lists[] = {
		{ BALLOT_YES, "Yes" }, { BALLOT_NO, "No" }, { BALLOT_ABSTAIN, "Abstain" }, { BALLOT_ABSENT, "Absent" },
		{ BALLOT_NONE, "No vote" },
	};
	const size_t counts[] = { n->yes, n->no, n->abstain, n->absent, n->none };

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (counts[i] > 0)
			runs_add(sheet_labelled(s, str_of(lists[i].ballot == BALLOT_NONE && !c->what->vote ? "No clear word"
												     : lists[i].label)),
				 RUN_PLAIN, arena_printf(c->ask->a, "%zu: %.*s", counts[i], STR_ARG(names_of(c, lists[i].ballot))));
	if (c->strangers.len)
		runs_add(sheet_labelled(s, S("Not counted")), RUN_PLAIN,
			 arena_printf(c->ask->a, "%.*s: voted, and no member at that time", STR_ARG(c->strangers)));
}

/* ---- data ---- */

static value *
names_value(const struct counting *c, enum ballot ballot)
{
	value *list = value_list(c->ask->a);

	for (size_t i = 0; i < c->count; i++)
		if (c->ballot[i] == ballot)
			value_push(list, value_str(c->ask->a, talks_actor_token(c->t, c->members[i])));
	return list;
}

static value *
term_value(const struct counting *c, const struct count_line *line)
{
	arena *a = c->ask->a;
	value *v = value_object(a);

	value_set_str(v, "term", line->test->line);
	value_set(v, "sum", value_decimal(a, (double)line->sum / VOTE_ONE));
	value_set(v, "base", value_decimal(a, (double)line->base / VOTE_ONE));
	value_set(v, "needed", value_decimal(a, line->needed));
	value_set_bool(v, "strict", line->test->is_strict);
	value_set_bool(v, "met", line->is_met);
	value_set_bool(v, "unblocked", line->is_unblocked);
	return v;
}

static void
add_row(const struct counting *c, sheet *s, const struct count *n)
{
	static const char *const keys[] = { [BALLOT_NONE] = "not_voted", [BALLOT_YES] = "yes", [BALLOT_NO] = "no",
					    [BALLOT_ABSTAIN] = "abstain", [BALLOT_ABSENT] = "absent" };
	arena *a = c->ask->a;
	value *row = value_object(a), *terms = value_list(a), *flips = value_list(a);

	value_set_str(row, "kind", S("vote"));
	value_set(row, "vote", c->what->vote ? value_str(a, talks_act_name(c->t, c->what->vote - 1)) : value_null(a));
	value_set_str(row, "rule", rule_name(c->t, c->what->rule));
	value_set_str(row, "on", subject_of(c));
	value_set_number(row, "members", (int64_t)c->count);
	for (int b = BALLOT_NONE; b <= BALLOT_ABSENT; b++)
		value_set(row, keys[b], names_value(c, (enum ballot)b));
	for (size_t i = 0; i < c->terms.test_count; i++)
		value_push(terms, term_value(c, &n->lines[i]));
	value_set(row, "terms", terms);
	value_set(row, "met", c->count == 0 ? value_null(a) : value_bool(a, n->is_met));
	value_set_bool(row, "open", n->is_open || c->count == 0);
	for (size_t i = 0; i < n->flip_count; i++)
		value_push(flips, value_str(a, talks_actor_token(c->t, c->members[n->flips[i]])));
	value_set(row, "flips", flips);
	value_set_bool(row, "flips_proved", n->is_flip_proved);
	value_push(sheet_rows(s), row);
}

/* ---- the card ---- */

enum verdict
count_vote_to(struct ask *ask, sheet *s, const struct counted *what)
{
	arena *a = ask->a;
	const talks *t = ask->t;
	struct counting c = { .ask = ask, .t = t, .what = what, .instant = t->now };
	uint32_t of = what->vote ? what->vote : what->rule;
	struct count n;
	str name = rule_name(t, what->rule), subject;

	if (what->vote)
		c.instant = t->v->times[what->vote - 1].key;
	if (!body_terms(t, what->rule, &c.terms))
		return VERDICT_CANNOT_TELL;
	/* A vote may be called among fewer than the rule is for. */
	if (what->vote && !entry_own(t->m, talks_entry(t, what->vote - 1), CLAUSE_for))
		of = what->rule;
	c.count = body_members_for(t, a, of - 1, c.instant, &c.members);
	c.ballot = ARENA_ARRAY(a, enum ballot, c.count + 1);
	if (what->vote)
		take_votes(&c);
	else
		for (size_t i = 0; i < c.count; i++)
			c.ballot[i] = stands(&c, c.members[i]);
	take_electorate(&c);
	vote_count(a, &c.terms, &c.e, &n);
	subject = subject_of(&c);
	sheet_heading(s, 1, what->vote ? arena_printf(a, "%.*s: %.*s under %.*s",
						      STR_ARG(talks_act_name(t, what->vote - 1)), STR_ARG(subject), STR_ARG(name))
				       : arena_printf(a, "%.*s under %.*s, as positions stand", STR_ARG(subject), STR_ARG(name)));
	runs_add(sheet_labelled(s, S("Rule")), RUN_PLAIN, method_words(&c));
	if (talks_act_text(t, what->rule - 1, CLAUSE_decides).len)
		runs_add(sheet_labelled(s, S("In words")), RUN_QUIET, talks_act_text(t, what->rule - 1, CLAUSE_decides));
	runs_add(sheet_labelled(s, S("Electorate")), RUN_PLAIN,
		 arena_printf(a, "%zu members = %zu yes + %zu no + %zu abstain + %zu absent + %zu without a vote, as of %.*s",
			      c.count, n.yes, n.no, n.abstain, n.absent, n.none, STR_ARG(line_instant(t, c.instant))));
	add_terms(&c, s, &n);
	add_result(&c, s, &n);
	add_lists(&c, s, &n);
	add_row(&c, s, &n);
	return verdict_of(&c, &n);
}

size_t
count_votes(const struct ask *ask, const struct counted **ret_votes)
{
	const talks *t = ask->t;
	LIST(struct counted) list = { 0 };
	struct counted *kept;
	struct vote_terms terms;
	size_t count;

	for (size_t i = 0; i < t->v->order.count; i++) {
		uint32_t entry = t->v->order.at[i];
		const struct entry *e = talks_entry(t, entry);
		const struct item *rule = e->verb == VERB_calls_vote ? entry_own(t->m, e, CLAUSE_rule) : NULL;
		uint32_t decl = rule && e->mood == MOOD_DONE && !line_is_dead(t, entry)
					? body_declaration(t, DECL_rule, rule->a) : 0;

		if (decl)
			decl = body_rule_at(t, decl, t->v->times[entry].key);
		if (decl && body_terms(t, decl, &terms))
			*LIST_ADD(&list) = (struct counted){ .rule = decl, .vote = entry + 1 };
	}
	count = list.count;
	kept = ARENA_ARRAY(ask->a, struct counted, count);
	for (size_t i = 0; i < count; i++)
		kept[i] = list.at[i];
	LIST_DONE(&list);
	*ret_votes = kept;
	return count;
}
