#include "answer/steps.h"

#include <stdlib.h>

#include "answer/lines.h"

/* ---- one step ---- */

str
step_name(const talks *t, uint32_t step)
{
	return talks_act_name(t, t->steps.at[step].entry);
}

static void
add_clause(const struct ask *ask, uint32_t entry, unsigned key, const char *before, buf *text)
{
	const talks *t = ask->t;
	const struct entry *e = talks_entry(t, entry);
	const struct item *item = entry_own(t->m, e, key);
	if (!item)
		return;
	if (item->type == ITEM_REF)
		buf_printf(text, "%s%.*s", before, STR_ARG(talks_act_refs(t, entry, key)));
	else if (item->type == ITEM_NAME)
		buf_printf(text, "%s%.*s", before, STR_ARG(line_names(t, entry, key)));
	else if (item->type == ITEM_TEXT)
		buf_printf(text, "%s%.*s", before, STR_ARG(item_text(t->m, item)));
	else
		buf_printf(text, "%s%.*s", before, STR_ARG(talks_act_word(t, entry, key)));
}

str
step_what(const struct ask *ask, uint32_t step)
{
	const talks *t = ask->t;
	uint32_t entry = t->steps.at[step].entry;
	const struct entry *e = talks_entry(t, entry);
	buf text = { 0 };
	for (const char *c = verbs[e->verb].base; *c; c++)
		buf_add_byte(&text, *c == '-' ? ' ' : *c);
	str object = talks_act_refs(t, entry, KEY_OBJECT);
	if (object.len)
		buf_printf(&text, " %.*s", STR_ARG(object));
	add_clause(ask, entry, CLAUSE_to, " to ", &text);
	add_clause(ask, entry, CLAUSE_with, " with ", &text);
	add_clause(ask, entry, CLAUSE_on, " on ", &text);
	add_clause(ask, entry, CLAUSE_level, " at the level of ", &text);
	if (talks_act_has(t, entry, CLAUSE_mode))
		buf_printf(&text, " %s", talks_mode_words(t, entry));
	add_clause(ask, entry, CLAUSE_place, ", ", &text);
	add_clause(ask, entry, CLAUSE_gist, ": ", &text);
	str words = talks_act_text(t, entry, CLAUSE_words);
	if (words.len)
		buf_printf(&text, ": \"%.*s\"", STR_ARG(words));
	return line_keep(ask->a, &text);
}

str
step_sentence(const struct ask *ask, uint32_t step)
{
	uint32_t entry = ask->t->steps.at[step].entry;
	const struct entry *e = talks_entry(ask->t, entry);
	const char *mood = e->mood == MOOD_WILL_NOT ? "will not" : e->mood == MOOD_SHOULD ? "should" : "will";
	return arena_printf(ask->a, "%.*s %s %.*s", STR_ARG(line_names(ask->t, entry, KEY_SUBJECT)), mood,
			    STR_ARG(step_what(ask, step)));
}

/* The clause that dates the step, of the latest postponement or its own. */
static const struct item *
dating_item(const talks *t, uint32_t step)
{
	const struct step *s = &t->steps.at[step];
	const struct entry *own = talks_entry(t, s->entry);
	const struct item *moved = s->moved_by ? entry_own(t->m, talks_entry(t, s->moved_by - 1), CLAUSE_at) : NULL;
	if (moved)
		return moved;
	const struct item *at = entry_own(t->m, own, CLAUSE_at);
	return at ? at : entry_own(t->m, own, CLAUSE_during);
}

str
step_when(const struct ask *ask, uint32_t step)
{
	const talks *t = ask->t;
	const struct item *item = dating_item(t, step);
	const struct entry *e = talks_entry(t, t->steps.at[step].entry);
	const struct item *before = entry_own(t->m, e, CLAUSE_before);
	buf text = { 0 };
	if (!item && before)
		buf_add(&text, S("before "));
	item = item ? item : before;
	if (!item)
		return S("");
	if (item->type == ITEM_WHEN)
		when_words(&t->m->whens.at[item->a], &text);
	else
		buf_printf(&text, "during %.*s", STR_ARG(item_name(t->m, item)));
	return line_keep(ask->a, &text);
}

str
step_when_iso(const struct ask *ask, uint32_t step)
{
	const talks *t = ask->t;
	const struct item *item = dating_item(t, step);
	buf text = { 0 };
	if (!item || item->type != ITEM_WHEN)
		return item ? item_name(t->m, item) : STR_NONE;
	const struct when *w = &t->m->whens.at[item->a];
	moment_iso(&w->from, t->d->zone, &text);
	if (w->form != WHEN_SINGLE) {
		buf_add_byte(&text, '/');
		moment_iso(&w->to, t->d->zone, &text);
	}
	return line_keep(ask->a, &text);
}

str
step_status(const struct ask *ask, uint32_t step)
{
	const struct step *s = &ask->t->steps.at[step];
	const struct entry *e = talks_entry(ask->t, s->entry);
	if (s->status != STEP_PLANNED)
		return str_of(step_status_names[s->status]);
	return e->mood == MOOD_WILL_NOT ? S("excluded") : e->mood == MOOD_SHOULD ? S("demanded") : S("planned");
}

size_t
step_after(const struct ask *ask, uint32_t step, const str **ret_names)
{
	const talks *t = ask->t;
	struct targets it = talks_targets(t, t->steps.at[step].entry, CLAUSE_after);
	LIST(str) names = { 0 };
	for (struct target what; targets_next(&it, &what);)
		if (what.kind == TARGET_ACT)
			*LIST_ADD(&names) = talks_act_name(t, what.index);
	str *copy = ARENA_ARRAY(ask->a, str, names.count + 1);
	for (size_t i = 0; i < names.count; i++)
		copy[i] = names.at[i];
	size_t count = names.count;
	LIST_DONE(&names);
	*ret_names = copy;
	return count;
}

/* ---- chains ---- */

struct links {
	uint32_t *root;         /* by step: union-find */
	uint32_t *waits;        /* by step: how many of its chain must come first */
	LIST(struct { uint32_t first, then; }) list;
};

static uint32_t
find_root(uint32_t *root, uint32_t i)
{
	while (root[i] != i)
		i = root[i] = root[root[i]];
	return i;
}

static void
find_links(const struct ask *ask, struct links *l)
{
	const talks *t = ask->t;
	for (uint32_t s = 1; s < t->steps.count; s++)
		l->root[s] = s;
	for (uint32_t s = 1; s < t->steps.count; s++) {
		struct targets it = talks_targets(t, t->steps.at[s].entry, CLAUSE_after);
		for (struct target what; targets_next(&it, &what);) {
			uint32_t first = what.kind == TARGET_ACT && talks_entry(t, what.index)->mood != MOOD_DONE
						 ? t->what_of[what.index] : 0;
			if (!first || first == s)
				continue;
			*LIST_ADD(&l->list) = (__typeof__(*l->list.at)){ first, s };
			l->waits[s]++;
			uint32_t a = find_root(l->root, first), b = find_root(l->root, s);
			l->root[a > b ? a : b] = a < b ? a : b;
		}
	}
}

/* Steps whose predecessors are all placed, over and over (Kahn). */
static void
order_steps(const struct ask *ask, struct links *l, uint32_t *order, size_t *ret_count)
{
	const talks *t = ask->t;
	size_t count = 0;
	uint32_t *head = ARENA_ARRAY(ask->a, uint32_t, t->steps.count + 1);
	uint32_t *next = ARENA_ARRAY(ask->a, uint32_t, l->list.count + 1);
	for (size_t i = l->list.count; i-- > 0;) {
		next[i] = head[l->list.at[i].first];
		head[l->list.at[i].first] = (uint32_t)i + 1;
	}
	for (uint32_t s = 1; s < t->steps.count; s++)
		if (!l->waits[s])
			order[count++] = s;
	for (size_t done = 0; done < count; done++)
		for (uint32_t i = head[order[done]]; i && l->list.at; i = next[i - 1])
			if (--l->waits[l->list.at[i - 1].then] == 0)
				order[count++] = l->list.at[i - 1].then;
	*ret_count = count;
	for (uint32_t s = 1; s < t->steps.count; s++)
		if (l->waits[s])
			order[count++] = s;
}

struct placed { uint32_t root, rank, step; };

static int
by_chain(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	if (x->root != y->root)
		return x->root < y->root ? -1 : 1;
	return x->rank < y->rank ? -1 : x->rank > y->rank;
}

static bool
waits_for(const struct ask *ask, uint32_t then, uint32_t first)
{
	const talks *t = ask->t;
	struct targets it = talks_targets(t, t->steps.at[then].entry, CLAUSE_after);
	for (struct target what; targets_next(&it, &what);)
		if (what.kind == TARGET_ACT && what.index == t->steps.at[first].entry)
			return true;
	return false;
}

static struct chain
make_chain(const struct ask *ask, const struct placed *placed, size_t count, size_t ordered)
{
	const talks *t = ask->t;
	uint32_t *steps = ARENA_ARRAY(ask->a, uint32_t, count);
	bool *follows = ARENA_ARRAY(ask->a, bool, count);
	struct chain c = { .steps = steps, .follows = follows, .count = count };
	c.per = talks_act_per(t, t->steps.at[placed[0].step].entry);
	for (size_t i = 0; i < count; i++) {
		steps[i] = placed[i].step;
		follows[i] = i > 0 && waits_for(ask, steps[i], steps[i - 1]);
		c.is_circle = c.is_circle || placed[i].rank >= ordered;
		if (talks_act_per(t, t->steps.at[steps[i]].entry) != c.per)
			c.per = 0;
	}
	return c;
}

size_t
steps_chains(const struct ask *ask, const struct chain **ret_chains)
{
	const talks *t = ask->t;
	size_t n = t->steps.count, ordered = 0, count = 0;
	struct links l = { .root = ARENA_ARRAY(ask->a, uint32_t, n), .waits = ARENA_ARRAY(ask->a, uint32_t, n) };
	uint32_t *order = ARENA_ARRAY(ask->a, uint32_t, n);
	struct placed *placed = ARENA_ARRAY(ask->a, struct placed, n);
	struct chain *chains = ARENA_ARRAY(ask->a, struct chain, n);
	find_links(ask, &l);
	order_steps(ask, &l, order, &ordered);
	for (uint32_t i = 0; i + 1 < n; i++)
		placed[i] = (struct placed){ find_root(l.root, order[i]), i, order[i] };
	qsort(placed, n - 1, sizeof *placed, by_chain);
	for (size_t i = 0; i + 1 < n;) {
		size_t end = i + 1;
		while (end + 1 < n && placed[end].root == placed[i].root)
			end++;
		chains[count++] = make_chain(ask, placed + i, end - i, ordered);
		i = end;
	}
	LIST_DONE(&l.list);
	*ret_chains = chains;
	return count;
}

/* ---- deadlines ---- */

str
deadline_words(const struct ask *ask, const struct deadline *d)
{
	const talks *t = ask->t;
	buf text = { 0 };
	buf_add(&text, str_of(deadline_status_names[d->status]));
	if (d->status == DEADLINE_SOFTENED) {
		buf_clear(&text);
		buf_add(&text, S("in force, softened by "));
		buf who = { 0 };
		for (uint32_t i = d->first_move; i; i = t->moves.at[i].next)
			if (talks_entry(t, t->moves.at[i].entry)->verb == VERB_softens)
				line_join(&who, line_who(t, t->moves.at[i].actor));
		buf_add(&text, buf_str(&who));
		buf_done(&who);
	}
	if (d->status == DEADLINE_PASSED && !talks_act_has(t, d->entry, CLAUSE_consequence))
		buf_add(&text, S("; no consequence was stated"));
	return line_keep(ask->a, &text);
}

static const struct when *
due_of(const talks *t, const struct deadline *d)
{
	const struct item *due = entry_own(t->m, talks_entry(t, d->due_entry), CLAUSE_due);
	return due ? &t->m->whens.at[due->a] : NULL;
}

str
deadline_due(const struct ask *ask, const struct deadline *d)
{
	const struct when *w = due_of(ask->t, d);
	buf text = { 0 };
	struct span span;
	struct err err = { 0 };
	if (!w)
		return S("");
	if (w->form == WHEN_SINGLE && w->from.precision >= WHEN_MINUTE &&
	    docket_span(ask->t->d, talks_entry(ask->t, d->due_entry), w, &span, &err))
		return line_instant(ask->t, span.to);
	when_words(w, &text);
	return line_keep(ask->a, &text);
}

str
deadline_due_iso(const struct ask *ask, const struct deadline *d)
{
	const struct when *w = due_of(ask->t, d);
	buf text = { 0 };
	if (w)
		moment_iso(w->form == WHEN_SINGLE ? &w->from : &w->to, ask->t->d->zone, &text);
	return line_keep(ask->a, &text);
}

size_t
deadline_history(const struct ask *ask, const struct deadline *d, const str **ret_texts)
{
	const talks *t = ask->t;
	size_t count = 1;
	for (uint32_t i = d->first_move; i; i = t->moves.at[i].next)
		count++;
	str *texts = ARENA_ARRAY(ask->a, str, count);
	texts[0] = arena_printf(ask->a, "set by %.*s, %.*s", STR_ARG(line_who(t, d->setter)),
				STR_ARG(line_when(t, d->entry)));
	size_t n = 1;
	for (uint32_t i = d->first_move; i; i = t->moves.at[i].next, n++) {
		const struct deadline_move *move = &t->moves.at[i];
		const struct entry *e = talks_entry(t, move->entry);
		const char *done = e->verb == VERB_softens	? "played down"
				   : e->verb == VERB_extends	? "extended"
				   : e->verb == VERB_reaffirms	? "reaffirmed"
				   : e->verb == VERB_stops_clock ? "clock stopped"
				   : e->verb == VERB_objects	? "objected to"
								: "withdrawn";
		str exact = talks_act_text(t, move->entry, CLAUSE_words);
		str words = exact.len ? arena_printf(ask->a, "\"%.*s\"", STR_ARG(exact)) : line_words_text(t, move->entry);
		texts[n] = arena_printf(ask->a, "%s by %.*s, %.*s%s%.*s%s", done, STR_ARG(line_who(t, move->actor)),
					STR_ARG(line_when(t, move->entry)), words.len ? ": " : "", STR_ARG(words),
					move->counts ? "" : " (does not move it: not the setter's side at its level)");
	}
	*ret_texts = texts;
	return count;
}
