/* Acts in words, for people and for data: who, when, to which words, from where.
 *
 * What a viewer was not shown has no name here; what an act itself names it may
 * be called by. */
#include "talks/talks.h"

str
talks_act_name(const talks *t, uint32_t entry)
{
	uint32_t id = entry_id(t->m, talks_entry(t, entry));
	if (id)
		return syms_str(t->m->names, id);
	buf bytes = { 0 };
	entry_print(t->m, talks_entry(t, entry), true, &bytes);
	/* FNV-1a: the same on every machine, as a label that people may write down. */
	uint32_t hash = 2166136261u;
	for (size_t i = 0; i < bytes.len; i++)
		hash = (hash ^ (unsigned char)bytes.at[i]) * 16777619u;
	buf_done(&bytes);
	return arena_printf(t->a, "#%08x", hash);
}

str
talks_act_source(const talks *t, uint32_t entry)
{
	const struct item *source = entry_get(t->m, talks_entry(t, entry), CLAUSE_source);
	if (!source)
		return talks_act_name(t, entry);
	str name = syms_str(t->m->names, source->a), passage = syms_str(t->m->names, source->b);
	return passage.len ? arena_printf(t->a, "%.*s %.*s", STR_ARG(name), STR_ARG(passage)) : name;
}

static str
keep(const talks *t, buf *text)
{
	str copy = arena_str(t->a, buf_str(text));
	buf_done(text);
	return copy;
}

str
talks_act_when(const talks *t, uint32_t entry)
{
	static const char *const relations[] = { "", "before", "during", "after" };
	const struct entry *e = talks_entry(t, entry);
	buf text = { 0 };
	if (e->relation)
		buf_printf(&text, "%s %.*s", relations[e->relation],
			   STR_ARG(syms_str(t->m->names, e->relative_to)));
	else
		when_words(&e->when, &text);
	return keep(t, &text);
}

str
talks_act_iso(const talks *t, uint32_t entry, bool end)
{
	const struct entry *e = talks_entry(t, entry);
	const struct span *so = &t->v->times[entry].so;
	buf text = { 0 };
	if (e->relation) {
		int64_t instant = end ? so->to : so->from;
		if (instant == SPAN_START || instant == SPAN_END)
			return STR_NONE;
		instant_iso(instant, t->d->zone, &text);
	} else {
		const struct moment *m = end && e->when.form != WHEN_SINGLE ? &e->when.to : &e->when.from;
		moment_iso(m, t->d->zone, &text);
	}
	return text.len ? keep(t, &text) : (buf_done(&text), STR_NONE);
}

str
talks_instant(const talks *t, int64_t instant)
{
	buf text = { 0 };
	if (instant == SPAN_START || instant == SPAN_END)
		return S("open");
	instant_full(instant, t->d->zone, &text);
	return keep(t, &text);
}

uint32_t
talks_act_per(const talks *t, uint32_t entry)
{
	const struct item *per = entry_get(t->m, talks_entry(t, entry), CLAUSE_per);
	return per ? talks_actor(t, per->a) : 0;
}

/* For people, persons are called by their names, all others by their tokens. */
static void
add_names(const talks *t, const struct entry *e, const struct item *item, bool for_people, buf *text)
{
	for (size_t i = 0, n = item ? item_run(t->m, e, item) : 0; i < n; i++) {
		uint32_t actor = for_people ? talks_actor(t, item[i].a) : 0;
		bool person = actor && t->actors.at[actor].kind == DECL_person;
		buf_printf(text, "%s%.*s", i ? ", " : "",
			   STR_ARG(person ? talks_actor_name(t, actor) : syms_str(t->m->names, item[i].a)));
	}
}

str
talks_act_subjects(const talks *t, uint32_t entry)
{
	const struct entry *e = talks_entry(t, entry);
	buf text = { 0 };
	add_names(t, e, entry_own(t->m, e, KEY_SUBJECT), false, &text);
	return keep(t, &text);
}

/* Numbers of one draft that follow one another are drawn together: v3:1-8. */
static void
add_readings_run(const talks *t, uint32_t from, uint32_t to, uint32_t *at_draft, buf *text)
{
	const struct reading *r = &t->readings.at[from];
	if (r->draft != *at_draft)
		buf_printf(text, "%s%.*s:", text->len ? ", " : "",
			   STR_ARG(syms_str(t->m->names, t->drafts.at[r->draft].sym)));
	else
		buf_add_byte(text, ',');
	*at_draft = r->draft;
	buf_add(text, r->number);
	if (to > from)
		buf_printf(text, "%s%.*s", to == from + 1 ? "," : "-", STR_ARG(t->readings.at[to].number));
}

static str
target_name(const talks *t, struct target what)
{
	switch (what.kind) {
	case TARGET_DRAFT:
		return syms_str(t->m->names, t->drafts.at[what.index].sym);
	case TARGET_READING:
		return talks_reading_name(t, what.index);
	case TARGET_POINT:
		return talks_point_name(t, what.index);
	case TARGET_ACT:
		return talks_act_name(t, what.index);
	case TARGET_ACTOR:
		return talks_actor_token(t, what.index);
	case TARGET_NAMED:
		return syms_str(t->m->names, what.index);
	case TARGET_NONE:
	case TARGET_NOT_SHOWN:
		break;
	}
	return S("others not shown");
}

str
talks_act_refs(const talks *t, uint32_t entry, unsigned key)
{
	buf text = { 0 };
	uint32_t at_draft = 0, from = 0, to = 0;
	bool hidden = false;
	struct target what;
	struct targets it = talks_targets(t, entry, key);
	const struct item *first = it.item;
	if (first && first != it.end && first->type == ITEM_QUANTITY) {
		quantity_print((enum hedge)first->a, first->b, &text);
		if (first + 1 != it.end)
			buf_add(&text, S(" of "));
	}
	buf list = { 0 };
	while (targets_next(&it, &what)) {
		if (what.kind == TARGET_READING && from && what.index == to + 1 &&
		    t->readings.at[what.index].draft == t->readings.at[from].draft) {
			to = what.index;
			continue;
		}
		if (from)
			add_readings_run(t, from, to, &at_draft, &list);
		from = to = 0;
		if (what.kind == TARGET_READING) {
			from = to = what.index;
			continue;
		}
		hidden = hidden || what.kind == TARGET_NOT_SHOWN;
		if (what.kind != TARGET_NOT_SHOWN) {
			buf_printf(&list, "%s%.*s", list.len ? ", " : "", STR_ARG(target_name(t, what)));
			at_draft = 0;
		}
	}
	if (from)
		add_readings_run(t, from, to, &at_draft, &list);
	if (hidden)
		buf_add(&list, list.len ? S(" and others not shown") : S("points not shown"));
	buf_add(&text, buf_str(&list));
	buf_done(&list);
	return keep(t, &text);
}

str
talks_act_text(const talks *t, uint32_t entry, unsigned key)
{
	str text = item_text(t->m, entry_get(t->m, talks_entry(t, entry), key));
	return text.at ? text : S("");
}

str
talks_act_word(const talks *t, uint32_t entry, unsigned key)
{
	const struct item *item = entry_get(t->m, talks_entry(t, entry), key);
	if (!item || item->type != ITEM_WORD)
		return S("");
	return str_of(closed_words[item->a].word);
}

bool
talks_act_has(const talks *t, uint32_t entry, unsigned key)
{
	return entry_get(t->m, talks_entry(t, entry), key) != NULL;
}

const char *
talks_mode_words(const talks *t, uint32_t entry)
{
	static const char *const words[][2] = {
		{ "in-person", "in person" }, { "phone", "by phone" },		 { "video", "by video" },
		{ "written", "in writing" },  { "proximity", "in proximity" },
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq(talks_act_word(t, entry, CLAUSE_mode), str_of(words[i][0])))
			return words[i][1];
	return "";
}

/* The clauses that a reader wants in a line about an act. */
static void
add_clause_words(const talks *t, uint32_t entry, unsigned key, const char *before, buf *text)
{
	const struct entry *e = talks_entry(t, entry);
	const struct item *item = entry_own(t->m, e, key);
	if (!item)
		return;
	buf_printf(text, "%s ", before);
	if (item->type == ITEM_REF)
		buf_add(text, talks_act_refs(t, entry, key));
	else if (item->type == ITEM_WHEN)
		when_words(&t->m->whens.at[item->a], text);
	else if (item->type == ITEM_TEXT)
		buf_add(text, item_text(t->m, item));
	else
		items_print(t->m, item, item_run(t->m, e, item), text);
}

str
talks_act_words(const talks *t, uint32_t entry)
{
	const struct entry *e = talks_entry(t, entry);
	const struct verb *v = &verbs[e->verb];
	buf text = { 0 };
	add_names(t, e, entry_own(t->m, e, KEY_SUBJECT), true, &text);
	bool s_form = e->subject_count <= 1 && e->mood == MOOD_DONE;
	const char *form = s_form ? v->s_form : v->base;
	buf_printf(&text, "%s%s%s", text.len ? " " : "", mood_names[e->mood], e->mood ? " " : "");
	for (const char *c = form; *c; c++)
		buf_add_byte(&text, *c == '-' ? ' ' : *c);
	str object = talks_act_refs(t, entry, KEY_OBJECT);
	const struct item *id = entry_own(t->m, e, KEY_OBJECT);
	if (id && id->type == ITEM_NAME)
		object = item_name(t->m, id);
	if (object.len)
		buf_printf(&text, " %.*s", STR_ARG(object));
	str words = talks_act_text(t, entry, CLAUSE_words), gist = talks_act_text(t, entry, CLAUSE_gist);
	if (words.len)
		buf_printf(&text, " \"%.*s\"", STR_ARG(words));
	add_clause_words(t, entry, CLAUSE_to, " to", &text);
	add_clause_words(t, entry, CLAUSE_for, " for", &text);
	add_clause_words(t, entry, CLAUSE_on, " on", &text);
	add_clause_words(t, entry, CLAUSE_about, " about", &text);
	add_clause_words(t, entry, CLAUSE_behind, " behind", &text);
	add_clause_words(t, entry, CLAUSE_form, ",", &text);
	if (talks_act_has(t, entry, CLAUSE_mode))
		buf_printf(&text, ", %s", talks_mode_words(t, entry));
	add_clause_words(t, entry, CLAUSE_place, ",", &text);
	add_clause_words(t, entry, CLAUSE_due, " by", &text);
	add_clause_words(t, entry, CLAUSE_at, " at", &text);
	add_clause_words(t, entry, CLAUSE_during, " during", &text);
	if (gist.len)
		buf_printf(&text, ": %.*s", STR_ARG(gist));
	return keep(t, &text);
}
