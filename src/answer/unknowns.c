/* The register of unknowns: what the record does not say, and who was asked.
 * Unknown is not no: each line says what is missing, never what it would be. */
#include "answer/lines.h"
#include "answer/registers.h"
#include "answer/steps.h"
#include "talks/lines.h"

struct unknowns {
	arena *a;
	const talks *t;
	sheet *s;
	value *list;
	const char *kind;       /* of the line before */
};

/* The label stands at the first of its kind only. */
static void
add_unknown(struct unknowns *u, const char *kind, str what, uint32_t entry_plus_1)
{
	str source = entry_plus_1 ? line_source(u->t, entry_plus_1 - 1) : S("");
	if (!u->kind)
		sheet_heading(u->s, 1, S("Register of unknowns"));
	runs *line = sheet_labelled(u->s, u->kind == kind ? S("") : str_of(kind));
	runs_add(line, RUN_PLAIN, what);
	if (source.len)
		runs_note(line, sheet_footnote(u->s, source));
	u->kind = kind;
	value *row = value_object(u->a);
	value_set_str(row, "kind", str_of(kind));
	value_set_str(row, "what", what);
	line_set(row, "source", source);
	value_push(u->list, row);
}

static void
unknown_declined(struct unknowns *u)
{
	const talks *t = u->t;
	for (size_t i = 0; i < t->v->order.count; i++) {
		uint32_t entry = t->v->order.at[i];
		if (talks_entry(t, entry)->verb != VERB_would_not_say || line_is_dead(t, entry))
			continue;
		str what = line_words_text(t, entry);
		add_unknown(u, "declined", arena_printf(t->a, "%.*s would not say: %.*s",
							STR_ARG(line_names(t, entry, KEY_SUBJECT)), STR_ARG(what)),
			    entry + 1);
	}
}

static void
add_part(buf *text, str part)
{
	if (text->len)
		buf_add(text, S("; "));
	buf_add(text, part);
}

/* One line a draft: no words, fewer points than declared, no author. */
static void
unknown_words(struct unknowns *u)
{
	const talks *t = u->t;
	for (uint32_t i = 1; i < t->drafts.count; i++) {
		const struct tdraft *d = &t->drafts.at[i];
		bool words = line_has_words(t, i);
		buf text = { 0 };
		if (!words)
			add_part(&text, S("no wording held"));
		else if (!d->whole)
			add_part(&text, arena_printf(t->a, "held in part only, %.*s",
						     STR_ARG(line_count(t, line_points_held(t, i), "point", "points"))));
		if (d->count && d->count->a != HEDGE_EXACT)
			add_part(&text, arena_printf(t->a, "number of points: %.*s", STR_ARG(line_quantity(t, d->count))));
		else if (d->count && d->count->b > line_points_held(t, i) && (d->whole || !words))
			add_part(&text, line_points_words(t, i));
		if (!d->author && (d->status == DRAFT_DECLARED || d->status == DRAFT_CIRCULATED))
			add_part(&text, S("author not recorded"));
		if (text.len)
			add_unknown(u, "texts", arena_printf(t->a, "%.*s: %.*s", STR_ARG(line_draft(t, i)),
							     STR_ARG(buf_str(&text))),
				    d->decl ? d->decl : d->act);
		buf_done(&text);
	}
}

static void
unknown_gists(struct unknowns *u)
{
	const talks *t = u->t;
	for (uint32_t i = 1; i < t->points.count; i++) {
		const struct point *p = &t->points.at[i];
		if (!p->decl || p->first || talks_act_has(t, p->decl - 1, CLAUSE_whole))
			continue;
		str gist = talks_point_gist(t, i);
		add_unknown(u, "gists", arena_printf(t->a, "%.*s is matched to no numbered point%s%.*s",
						     STR_ARG(talks_point_name(t, i)), gist.len ? ": " : "",
						     STR_ARG(gist)), p->decl);
	}
}

static void
unknown_groups(struct unknowns *u)
{
	const talks *t = u->t;
	for (uint32_t i = 1; i < t->actors.count; i++) {
		const struct actor *who = &t->actors.at[i];
		if (who->kind != DECL_group || !who->decl)
			continue;
		const struct entry *e = talks_entry(t, who->decl - 1);
		const struct item *size = entry_own(t->m, e, CLAUSE_size);
		bool exact = size && size->a == HEDGE_EXACT;
		if (entry_own(t->m, e, CLAUSE_members) || (exact && !who->of_unknown))
			continue;
		str count = size ? line_quantity(t, size) : S("unknown");
		add_unknown(u, "groups", arena_printf(t->a, "%.*s (%.*s): members not recorded; how many: %.*s",
						      STR_ARG(talks_actor_token(t, i)), STR_ARG(who->name),
						      STR_ARG(count)), who->decl);
	}
}

static void
unknown_consequences(struct unknowns *u)
{
	const talks *t = u->t;
	for (uint32_t i = 1; i < t->deadlines.count; i++) {
		uint32_t entry = t->deadlines.at[i].entry;
		const struct entry *e = talks_entry(t, entry);
		if (e->verb != VERB_sets_deadline || talks_act_has(t, entry, CLAUSE_consequence) ||
		    line_is_dead(t, entry))
			continue;
		add_unknown(u, "consequences", arena_printf(t->a, "what follows where '%.*s' is not met is not stated",
							    STR_ARG(talks_act_name(t, entry))), entry + 1);
	}
}

/* Cells in which all that is held was said by somebody else. */
static void
unknown_positions(struct unknowns *u)
{
	const talks *t = u->t;
	map own = { 0 };
	for (uint32_t i = 1; i < t->positions.count; i++) {
		const struct position *p = &t->positions.at[i];
		if (!p->second_hand)
			*map_at(&own, (uint64_t)p->holder << 32 | p->point) = 1;
	}
	for (uint32_t i = 1; i < t->positions.count; i++) {
		const struct position *p = &t->positions.at[i];
		uint32_t *known = p->second_hand && !p->withdrawn
					  ? map_at(&own, (uint64_t)p->holder << 32 | p->point) : NULL;
		if (!known || *known)
			continue;
		*known = 1;
		str what = p->point ? talks_point_name(t, p->point) : line_draft(t, p->draft);
		add_unknown(u, "positions", arena_printf(t->a, "%.*s on %.*s: nothing of its own, known through %.*s only",
							 STR_ARG(line_who(t, p->holder)), STR_ARG(what),
							 STR_ARG(line_who(t, p->per))), p->entry + 1);
	}
	map_done(&own);
}

static void
unknown_figures(struct unknowns *u)
{
	const talks *t = u->t;
	for (size_t i = 0; i < t->v->order.count; i++) {
		uint32_t entry = t->v->order.at[i];
		const struct entry *e = talks_entry(t, entry);
		const struct item *line = e->verb == VERB_incident ? entry_own(t->m, e, CLAUSE_figures) : NULL;
		for (size_t k = 0, n = line ? item_run(t->m, e, line) : 0; k < n; k++) {
			str text = item_text(t->m, &line[k]);
			struct figure f;
			size_t at;
			const char *why;
			if (figure_line(text, &f, &at, &why) && (f.scope_unknown || f.hedge == HEDGE_UNKNOWN))
				add_unknown(u, "figures", arena_printf(t->a, "%.*s: %.*s", STR_ARG(talks_act_name(t, entry)),
								       STR_ARG(text)), entry + 1);
		}
	}
}

static void
unknown_answers(struct unknowns *u)
{
	const talks *t = u->t;
	for (uint32_t i = 1; i < t->owed.count; i++) {
		uint32_t entry = t->owed.at[i].entry;
		if (t->owed.at[i].answered || talks_entry(t, entry)->verb != VERB_asks || line_is_dead(t, entry))
			continue;
		add_unknown(u, "not answered", line_act(t, entry), entry + 1);
	}
}

void
unknowns_to(const struct ask *ask, sheet *s)
{
	struct unknowns u = { .a = ask->a, .t = ask->t, .s = s, .list = value_list(ask->a) };
	value_set(sheet_data(s), "unknowns", u.list);
	unknown_words(&u);
	unknown_gists(&u);
	unknown_declined(&u);
	unknown_answers(&u);
	unknown_groups(&u);
	unknown_positions(&u);
	unknown_consequences(&u);
	unknown_figures(&u);
}
