/* Proposals in words and as data. */
#include "answer/proposal_lines.h"

#include "answer/lines.h"

/* ---- words ---- */

str
proposal_owners(const struct ask *ask, const struct proposal *p)
{
	buf names = { 0 };
	for (size_t i = 0; i < p->owner_count; i++)
		line_join(&names, talks_actor_token(ask->t, p->owners[i]));
	return names.len ? line_keep(ask->a, &names) : S("?");
}

/* "UPP amends", "LOW, ENV want it kept" */
str
proposal_doing(const struct ask *ask, const struct proposal *p)
{
	static const struct { uint8_t verb; const char *one, *several; } doing[] = {
		{ VERB_amends, "amends", "amend" }, { VERB_adds, "adds behind it", "add behind it" },
		{ VERB_deletes, "deletes it", "delete it" }, { VERB_wants_kept, "wants it kept", "want it kept" },
		{ VERB_edits, "edits", "edit" }, { VERB_proposes, "proposes a bridge", "propose a bridge" },
	};
	const struct amendment *m = &ask->t->amendments.at[p->amendment];
	str who = proposal_owners(ask, p);
	if (p->fate == FATE_NEW)
		return arena_printf(ask->a, "%.*s %s", STR_ARG(who), p->owner_count > 1 ? "add it" : "adds it");
	for (size_t i = 0; i < sizeof doing / sizeof *doing; i++)
		if (doing[i].verb == m->verb)
			return arena_printf(ask->a, "%.*s %s", STR_ARG(who),
					    p->owner_count > 1 ? doing[i].several : doing[i].one);
	return talks_act_words(ask->t, m->entry);
}

/* " by ENV, 4 June 05:13" */
static str
decision(const struct ask *ask, const struct proposal *p)
{
	const talks *t = ask->t;
	uint32_t by = t->amendments.at[p->amendment].decided;
	if (!by)
		return S("");
	return arena_printf(ask->a, " by %.*s, %.*s", STR_ARG(line_names(t, by - 1, KEY_SUBJECT)),
			    STR_ARG(line_when(t, by - 1)));
}

str
proposal_fate(const struct ask *ask, const struct proposal *p)
{
	const talks *t = ask->t;
	const struct amendment *m = &t->amendments.at[p->amendment];
	const char *words = fate_words[p->fate];
	switch (p->fate) {
	case FATE_IN_TEXT:
		if (p->is_carried)
			return arena_printf(ask->a, "%s, carried over from %.*s", words,
					    STR_ARG(talks_reading_name(t, p->reading)));
		return str_of(words);
	case FATE_EARLIER:
		return arena_printf(ask->a, "%s: what it changes on %.*s has other words now", words,
				    STR_ARG(talks_reading_name(t, p->reading)));
	case FATE_OVERTAKEN:
		return arena_printf(ask->a, "%s: %.*s of the same owner is later and changes the same words", words,
				    STR_ARG(talks_act_name(t, t->amendments.at[p->other].entry)));
	case FATE_TOLD:
		return arena_printf(ask->a, "%s: told by %.*s", words, STR_ARG(line_who(t, talks_act_per(t, m->entry))));
	case FATE_KEEPS:
	case FATE_PLACE:
		if (m->status == AMENDMENT_OPEN)
			return S("");
		return arena_printf(ask->a, "%s%.*s", amendment_status_names[m->status], STR_ARG(decision(ask, p)));
	default:
		return arena_printf(ask->a, "%s%.*s", words, STR_ARG(decision(ask, p)));
	}
}

static bool
shows_words(const struct proposal *p)
{
	static const bool is_left_out[FATE_COUNT] = {
		[FATE_IN_TEXT] = true, [FATE_NEW] = true, [FATE_KEEPS] = true, [FATE_TAKEN_UP] = true,
		[FATE_TAKEN_UP_BEFORE] = true, [FATE_REPLACED] = true, [FATE_WITHDRAWN] = true,
	};
	return p->text.len && !is_left_out[p->fate];
}

void
proposal_words(runs *r, const struct ask *ask, struct redliner *by, const struct proposal *p)
{
	const struct draft_point *on = ask->t->readings.at[p->reading].text;
	bool is_bracketed;
	str printed;
	if (on && ask->t->amendments.at[p->amendment].verb != VERB_adds)
		redliner_add(by, r, words_as_tabled(ask->a, on, &printed, &is_bracketed), p->text);
	else
		runs_add(r, RUN_INSERTED, p->text);
}

static void
add_reason(runs *r, const talks *t, const char *label, uint32_t entry)
{
	str because = talks_act_text(t, entry, CLAUSE_because);
	if (!because.len)
		return;
	runs_add(r, RUN_PLAIN, str_of(label));
	runs_add(r, RUN_PLAIN, because);
}

void
proposal_line(sheet *s, const struct ask *ask, struct redliner *by, const struct proposal *p)
{
	const talks *t = ask->t;
	const struct amendment *m = &t->amendments.at[p->amendment];
	runs *r = sheet_labelled(s, talks_act_name(t, m->entry));
	str fate = proposal_fate(ask, p), gist = talks_act_text(t, m->entry, CLAUSE_gist);
	runs_add(r, RUN_STRONG, proposal_doing(ask, p));
	if (fate.len)
		runs_add(r, RUN_PLAIN, arena_printf(ask->a, "%s%.*s", p->fate == FATE_GIST ? ", " : ": ", STR_ARG(fate)));
	if (gist.len && !p->text.len)
		runs_add(r, RUN_PLAIN, arena_printf(ask->a, ": %.*s", STR_ARG(gist)));
	add_reason(r, t, "; because ", m->entry);
	if (m->decided)
		add_reason(r, t, "; the reason given: ", m->decided - 1);
	if (shows_words(p)) {
		runs_add(r, RUN_PLAIN, S(". Its words: "));
		proposal_words(r, ask, by, p);
	}
}

/* ---- data ---- */

value *
proposal_value(const struct ask *ask, const struct proposal *p)
{
	const talks *t = ask->t;
	const struct amendment *m = &t->amendments.at[p->amendment];
	value *v = value_object(ask->a), *owners = value_list(ask->a);
	value_set_str(v, "name", talks_act_name(t, m->entry));
	value_set_str(v, "verb", str_of(verbs[m->verb].s_form));
	for (size_t i = 0; i < p->owner_count; i++)
		value_push(owners, value_str(ask->a, talks_actor_token(t, p->owners[i])));
	value_set(v, "owners", owners);
	value_set_str(v, "fate", str_of(fate_names[p->fate]));
	line_set(v, "made_on", p->reading ? talks_reading_name(t, p->reading) : S(""));
	line_set(v, "text", p->text);
	line_set(v, "gist", talks_act_text(t, m->entry, CLAUSE_gist));
	line_set(v, "because", talks_act_text(t, m->entry, CLAUSE_because));
	line_set(v, "decided", m->decided ? talks_act_name(t, m->decided - 1) : S(""));
	line_set(v, "overtaken_by", p->other ? talks_act_name(t, t->amendments.at[p->other].entry) : S(""));
	value_set_bool(v, "editorial", m->editorial);
	return v;
}
