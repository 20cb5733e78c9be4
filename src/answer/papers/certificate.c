/* The certificate of adoption by silence (story D5): the periods that a text and
 * those before it went through, the three lists, what followed as declared, and
 * what members said of it later. Nothing is stated that the minutes do not hold. */
#include "answer/lines.h"
#include "answer/silence_card.h"

struct certificate {
	struct ask *ask;
	const talks *t;
	sheet *s;
	const struct silence_card *cards;
	size_t count, last;             /* the period of the text itself */
};

static const struct silence_card *
final_card(const struct certificate *c)
{
	return &c->cards[c->last];
}

/* The act that adopts the text, or 0. */
static uint32_t
adoption_of(const struct certificate *c)
{
	uint32_t of = final_card(c)->draft;

	return of ? c->t->drafts.at[of].adopted : 0;
}

static void
add_periods(const struct certificate *c)
{
	size_t number = 0;

	for (size_t i = 0; i <= c->last; i++) {
		const struct silence_card *card = &c->cards[i];
		runs *r;

		if (card->rule != final_card(c)->rule)
			continue;
		r = sheet_labelled(c->s, arena_printf(c->ask->a, "Period %zu", ++number));
		runs_add(r, RUN_PLAIN, silence_period_words(c->ask, card));
		runs_add(r, RUN_STRONG, arena_printf(c->ask->a, "  %.*s", STR_ARG(line_draft(c->t, card->draft))));
		if (card->code.len)
			runs_add(r, RUN_PLAIN, arena_printf(c->ask->a, " (%.*s)", STR_ARG(card->code)));
		if (card->period.changed != SIZE_MAX)
			runs_add(r, RUN_PLAIN,
				 arena_printf(c->ask->a, ", %.*s changed",
					      STR_ARG(line_count(c->t, card->period.changed, "sentence", "sentences"))));
		runs_add(r, RUN_PLAIN, arena_printf(c->ask->a, ": %.*s", STR_ARG(silence_status_words(c->ask, card))));
	}
}

static void
add_members(const struct certificate *c)
{
	const struct silence_card *card = final_card(c);
	const struct silence_outcome *o = &card->outcome;
	arena *a = c->ask->a;
	size_t missing = card->period.member_count - o->received_count;
	runs *r = sheet_labelled(c->s, arena_printf(a, "Members %zu", card->period.member_count));

	runs_add(r, RUN_PLAIN, arena_printf(a, "acknowledged %zu | never acknowledged %zu", o->received_count, missing));
	if (missing > 0)
		runs_add(r, RUN_WARN, arena_printf(a, " (%.*s)", STR_ARG(silence_list_words(c->ask, card, LIST_NOT_RECEIVED))));
	if (o->objectors > 0)
		runs_add(sheet_labelled(c->s, S("")), RUN_PLAIN,
			 arena_printf(a, "objected %zu: %.*s", o->objectors, STR_ARG(silence_list_words(c->ask, card, LIST_OBJECTED))));
	runs_add(sheet_labelled(c->s, S("")), RUN_PLAIN,
		 arena_printf(a, "explicit support %zu | explanation of position %zu | silent %zu", o->supporters, o->explainers, o->silent));
	runs_add(sheet_labelled(c->s, S("")), RUN_STRONG,
		 o->objectors > 0 ? arena_printf(a, "%zu + %zu + %zu + %zu = %zu", o->objectors, o->supporters, o->explainers, o->silent,
						 card->period.member_count)
				  : arena_printf(a, "%zu + %zu + %zu = %zu", o->supporters, o->explainers, o->silent,
						 card->period.member_count));
	if (o->supporters > 0)
		runs_add(sheet_labelled(c->s, S("Supported")), RUN_PLAIN, silence_list_words(c->ask, card, LIST_SUPPORTED));
	for (size_t i = 0; i < card->period.event_count; i++)
		if (card->period.events[i].act == SILENCE_EXPLANATION && card->outcome.effect[i] == EFFECT_COUNTS) {
			r = sheet_labelled(c->s, S("Explained"));
			runs_add(r, RUN_PLAIN, arena_printf(a, "%.*s: ", STR_ARG(line_names(c->t, card->event_entry[i], KEY_SUBJECT))));
			line_words(r, c->t, card->event_entry[i]);
		}
	runs_add(sheet_labelled(c->s, S("Silent")), RUN_PLAIN, silence_list_words(c->ask, card, LIST_SILENT));
}

/* How the body's spokesperson rule is declared, or empty. */
static str
speaks_words(const struct certificate *c)
{
	const talks *t = c->t;
	uint32_t adopted = adoption_of(c);
	const struct item *who = adopted ? entry_items(t->m, talks_entry(t, adopted - 1)) : NULL;
	uint32_t body = who ? t->actor_of[who->a] : 0, decl = body ? t->actors.at[body].decl : 0;
	const struct item *speaks = decl ? entry_own(t->m, talks_entry(t, decl - 1), CLAUSE_speaks) : NULL;

	return speaks ? item_text(t->m, speaks) : S("");
}

/* An instant with its zone, or the day where only that is known. */
static str
adopted_when(const struct certificate *c, uint32_t entry)
{
	const struct span so = c->t->v->times[entry].so;

	return so.from == so.to ? line_instant(c->t, so.to) : line_when(c->t, entry);
}

static void
add_consequence(const struct certificate *c)
{
	const struct silence_card *card = final_card(c);
	uint32_t adopted = adoption_of(c);
	arena *a = c->ask->a;
	str speaks = speaks_words(c);
	runs *r = sheet_labelled(c->s, S("Consequence"));
	const struct silence_outcome *o = &card->outcome;
	bool is_against = adopted && card->has_terms && o->status == SILENCE_BROKEN &&
			  c->t->v->times[adopted - 1].key >= o->ended;

	if (adopted)
		runs_add(r, is_against ? RUN_WARN : RUN_STRONG,
			 arena_printf(a, "ADOPTED %.*s", STR_ARG(adopted_when(c, adopted - 1))));
	else if (silence_cannot_tell(card))
		runs_add(r, RUN_WARN, S("cannot be told, and no adoption is entered"));
	else if (o->status == SILENCE_OPEN)
		runs_add(r, RUN_WARN, S("none yet: the period runs"));
	else
		runs_add(r, RUN_WARN, o->status == SILENCE_EXPIRED ? S("no objection that breaks it, and no adoption is entered") : S("not adopted"));
	if (adopted)
		runs_add(r, RUN_PLAIN, arena_printf(a, ", as entered by %.*s", STR_ARG(line_names(c->t, adopted - 1, KEY_SUBJECT))));
	if (adopted && speaks.len)
		runs_add(r, RUN_PLAIN, arena_printf(a, "; spokesperson rule as declared: %.*s", STR_ARG(speaks)));
	if (is_against)
		runs_add(r, RUN_PLAIN, S("; entered although silence was broken and no new period was opened"));
	else if (adopted && silence_cannot_tell(card))
		runs_add(r, RUN_PLAIN, S("; what became of the silence cannot be told"));
	if (!adopted && card->outcome.status == SILENCE_BROKEN && card->terms.if_broken.len)
		runs_add(r, RUN_PLAIN, arena_printf(a, "; under the rule: %.*s", STR_ARG(card->terms.if_broken)));
}

static bool
is_about_text(const struct certificate *c, uint32_t entry)
{
	struct targets it = talks_targets(c->t, entry, CLAUSE_about);
	uint32_t text = final_card(c)->draft;

	for (struct target what; targets_next(&it, &what);)
		if ((what.kind == TARGET_DRAFT && what.index == text) ||
		    (what.kind == TARGET_READING && c->t->readings.at[what.index].draft == text) ||
		    (what.kind == TARGET_ACT && what.index == final_card(c)->entry))
			return true;
	return false;
}

/* What was said of the text behind the end of its period, and who says that it was not
 * served: for the reader to hold against it. */
static void
add_later(const struct certificate *c)
{
	const talks *t = c->t;
	int64_t end = final_card(c)->outcome.ended;
	value *later = value_list(c->ask->a);

	for (size_t i = 0; i < t->v->order.count && final_card(c)->outcome.status == SILENCE_EXPIRED; i++) {
		uint32_t entry = t->v->order.at[i];
		const struct entry *e = talks_entry(t, entry);
		bool says = e->verb == VERB_says && is_about_text(c, entry);
		bool not_seen = false;
		struct targets it = talks_targets(t, entry, KEY_OBJECT);

		for (struct target what; e->verb == VERB_sees && e->mood == MOOD_DID_NOT && targets_next(&it, &what);)
			not_seen = not_seen || (what.kind == TARGET_DRAFT && what.index == final_card(c)->draft);
		if ((!says && !not_seen) || t->dead[entry] || t->v->times[entry].key <= end)
			continue;
		runs_add(sheet_labelled(c->s, S("Later")), RUN_PLAIN,
			 arena_printf(c->ask->a, "%.*s: %.*s", STR_ARG(line_when(t, entry)), STR_ARG(line_act(t, entry))));
		value_push(later, value_str(c->ask->a, talks_act_name(t, entry)));
	}
	value_set(sheet_data(c->s), "later", later);
}

static void
add_withdrawn(const struct certificate *c)
{
	uint32_t entry = silence_text_withdrawn(c->t, final_card(c));

	if (entry)
		runs_add(sheet_labelled(c->s, S("Withdrawn")), RUN_WARN,
			 arena_printf(c->ask->a, "%.*s: %.*s", STR_ARG(line_when(c->t, entry - 1)), STR_ARG(line_act(c->t, entry - 1))));
}

static void
add_rows(const struct certificate *c)
{
	const struct silence_card *card = final_card(c);
	arena *a = c->ask->a;
	value *row = value_object(a);
	uint32_t adopted = adoption_of(c);

	value_set_str(row, "text", line_draft(c->t, card->draft));
	line_set(row, "sha256", card->hash);
	value_set_str(row, "status", silence_status_words(c->ask, card));
	value_set_bool(row, "adopted", adopted != 0);
	value_set_number(row, "members", (int64_t)card->period.member_count);
	value_set_number(row, "acknowledged", (int64_t)card->outcome.received_count);
	for (int list = 0; list < LIST_COUNT; list++)
		value_set(row, silence_list_names[list], silence_list_value(c->ask, card, (enum silence_list)list));
	value_push(sheet_rows(c->s), row);
}

/* The period of the text named, else the last. */
static bool
choose(struct certificate *c, struct err *err)
{
	str name = c->ask->arg_count ? c->ask->args[0] : S("");
	bool found = false;

	if (c->count == 0)
		return fail(err, ERR_ABSENT, "no text was placed under silence in what this view holds");
	for (size_t i = 0; i < c->count; i++)
		if (name.len == 0 || (c->cards[i].draft && str_eq(line_draft(c->t, c->cards[i].draft), name))) {
			c->last = i;
			found = true;
		}
	return found || fail(err, ERR_ABSENT, "'%.*s' was not placed under silence in what this view holds", STR_ARG(name));
}

static sheet *
build(struct ask *ask, struct err *err)
{
	struct certificate c = { .ask = ask, .t = ask->t };
	const struct silence_card *card;

	if (ask->arg_count > 1) {
		fail(err, ERR_USAGE, "'certificate' takes one text: '%.*s'", STR_ARG(ask->args[1]));
		return NULL;
	}
	c.count = silence_cards(ask, &c.cards);
	if (!choose(&c, err))
		return NULL;
	card = final_card(&c);
	c.s = ask_sheet(ask, "certificate", "adoption by silence");
	runs_add(sheet_labelled(c.s, S("Text")), RUN_STRONG,
		 card->code.len ? arena_printf(ask->a, "%.*s, code %.*s", STR_ARG(line_draft(ask->t, card->draft)), STR_ARG(card->code))
				: line_draft(ask->t, card->draft));
	if (card->rule)
		runs_add(sheet_labelled(c.s, S("Rule")), RUN_PLAIN,
			 arena_printf(ask->a, "%.*s: %.*s",
				      STR_ARG(syms_str(ask->t->m->names, entry_items(ask->t->m, talks_entry(ask->t, card->rule - 1))->a)),
				      STR_ARG(line_lines(ask->t, card->rule - 1, CLAUSE_method))));
	add_periods(&c);
	add_members(&c);
	add_withdrawn(&c);
	add_consequence(&c);
	add_later(&c);
	add_rows(&c);
	sheet_note(c.s, S("What follows from it in law is not for this paper to say; later statements are listed for the reader, "
			  "who may hold them against the text."));
	return c.s;
}

const struct answer answer_certificate = {
	.name = "certificate",
	.question = "the certificate of adoption by silence",
	.args = "[DRAFT]",
	.more = "Of the text named, else of the last that was placed under silence: its code, the rule, every\n"
		"period with what became of it, the members in lists that sum, what followed as entered, and\n"
		"what was said of the text later.\n",
	.is_paper = true,
	.build = build,
};
