#include "answer/lines.h"

void
line_set(value *row, const char *key, str text)
{
	value_set_str(row, key, text.len ? text : STR_NONE);
}

str
line_keep(arena *a, buf *text)
{
	str copy = arena_str(a, buf_str(text));
	buf_done(text);
	return copy;
}

void
line_join(buf *list, str text)
{
	if (list->len && text.len)
		buf_add(list, S(", "));
	buf_add(list, text);
}

/* ---- who ---- */

str
line_who(const talks *t, uint32_t actor)
{
	if (!actor)
		return S("everybody");
	return t->actors.at[actor].kind == DECL_person ? talks_actor_name(t, actor)
						       : talks_actor_token(t, actor);
}

static str
name_of(const talks *t, uint32_t sym)
{
	uint32_t actor = talks_actor(t, sym);
	return actor ? line_who(t, actor) : syms_str(t->m->names, sym);
}

str
line_names(const talks *t, uint32_t entry, unsigned key)
{
	const struct entry *e = talks_entry(t, entry);
	const struct item *item = entry_get(t->m, e, key);
	buf list = { 0 };
	for (size_t i = 0, n = item ? item_run(t->m, e, item) : 0; i < n; i++)
		line_join(&list, name_of(t, item[i].a));
	return line_keep(t->a, &list);
}

/* ---- when ---- */

/* " 2026" of the view's moment, or empty. */
static str
year_of_view(const talks *t)
{
	buf date = { 0 };
	if (t->now == SPAN_START || t->now == SPAN_END)
		return S("");
	instant_date(t->now, t->d->zone, &date);
	str text = line_keep(t->a, &date);
	return text.len > 5 ? str_sub(text, text.len - 5, text.len) : S("");
}

static str
without_year(const talks *t, str text)
{
	str year = year_of_view(t);
	buf out = { 0 };
	size_t at = 0, hit;
	while (year.len && (hit = str_find_str(str_sub(text, at, text.len), year)) < text.len - at) {
		buf_add(&out, str_sub(text, at, at + hit));
		at += hit + year.len;
	}
	buf_add(&out, str_sub(text, at, text.len));
	return line_keep(t->a, &out);
}

str
line_when(const talks *t, uint32_t entry)
{
	const struct entry *e = talks_entry(t, entry);
	str text = talks_act_when(t, entry);
	bool days = !e->relation && (e->when.from.precision >= WHEN_DAY || e->when.from.precision == WHEN_OPEN) &&
		    (e->when.form == WHEN_SINGLE || e->when.to.precision >= WHEN_DAY);
	return days ? without_year(t, text) : text;
}

str
line_instant(const talks *t, int64_t instant)
{
	return without_year(t, talks_instant(t, instant));
}

/* ---- words and sources ---- */

str
line_source(const talks *t, uint32_t entry)
{
	return talks_act_has(t, entry, CLAUSE_source) ? talks_act_source(t, entry) : S("");
}

str
line_words_text(const talks *t, uint32_t entry)
{
	static const unsigned keys[] = { CLAUSE_words, CLAUSE_gist, CLAUSE_text, CLAUSE_object, CLAUSE_note };
	const struct entry *e = talks_entry(t, entry);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const struct item *item = entry_own(t->m, e, keys[i]);
		if (item && item->type == ITEM_TEXT)
			return item_text(t->m, item);
	}
	return S("");
}

bool
line_words(runs *r, const talks *t, uint32_t entry)
{
	str words = talks_act_text(t, entry, CLAUSE_words), gist = talks_act_text(t, entry, CLAUSE_gist);
	if (words.len) {
		runs_add(r, RUN_QUOTE, words);
		if (gist.len) {
			runs_add(r, RUN_PLAIN, S("; "));
			runs_add(r, RUN_PLAIN, gist);
		}
		return true;
	}
	str rest = line_words_text(t, entry);
	runs_add(r, RUN_PLAIN, rest);
	return rest.len > 0;
}

bool
line_is(const talks *t, uint32_t entry, unsigned key, const char *word)
{
	return str_eq(talks_act_word(t, entry, key), str_of(word));
}

bool
line_is_dead(const talks *t, uint32_t entry)
{
	return t->dead[entry] != 0;
}

size_t
line_acts(const talks *t, arena *a, unsigned verb, const uint32_t **ret_acts)
{
	uint32_t *acts;
	size_t count = 0, to = 0;

	for (size_t i = 0; i < t->v->order.count; i++)
		count += talks_entry(t, t->v->order.at[i])->verb == verb;
	acts = ARENA_ARRAY(a, uint32_t, count);
	for (size_t i = 0; i < t->v->order.count && to < count; i++) {
		const struct entry *e = talks_entry(t, t->v->order.at[i]);

		if (e->verb == verb && e->mood == MOOD_DONE && !line_is_dead(t, t->v->order.at[i]))
			acts[to++] = t->v->order.at[i];
	}
	*ret_acts = acts;
	return to;
}

/* ---- drafts and points ---- */

str
line_draft(const talks *t, uint32_t of_draft)
{
	return of_draft ? syms_str(t->m->names, t->drafts.at[of_draft].sym) : S("");
}

/* Do the numbers run on from one reading to the next: 3, 4 or B.2, B.3? */
static bool
runs_on(const talks *t, uint32_t from, uint32_t to)
{
	uint64_t a, b;
	if (to != from + 1 || t->readings.at[from].draft != t->readings.at[to].draft)
		return false;
	return str_u64(t->readings.at[from].number, &a) && str_u64(t->readings.at[to].number, &b) && b == a + 1;
}

str
line_labels(const talks *t, const uint32_t *readings, size_t count)
{
	buf list = { 0 };
	for (size_t i = 0; i < count;) {
		size_t last = i;
		while (last + 1 < count && runs_on(t, readings[last], readings[last + 1]))
			last++;
		if (last < i + 2)
			last = i;
		line_join(&list, t->readings.at[readings[i]].number);
		if (last > i)
			buf_printf(&list, "-%.*s", STR_ARG(t->readings.at[readings[last]].number));
		i = last + 1;
	}
	return line_keep(t->a, &list);
}

str
line_act(const talks *t, uint32_t entry)
{
	str words = talks_act_words(t, entry), object = talks_act_text(t, entry, CLAUSE_object);
	return object.len ? arena_printf(t->a, "%.*s: %.*s", STR_ARG(words), STR_ARG(object)) : words;
}

str
line_quantity(const talks *t, const struct item *quantity)
{
	static const char *const words[HEDGE_COUNT] = {
		[HEDGE_EXACT] = "", [HEDGE_ABOUT] = "about ", [HEDGE_LEAST] = "at least ", [HEDGE_MOST] = "at most ",
	};
	const char *before = words[quantity->a];
	return before ? arena_printf(t->a, "%s%u", before, quantity->b) : str_of(hedge_names[quantity->a]);
}

str
line_count(const talks *t, size_t count, const char *one, const char *several)
{
	return arena_printf(t->a, "%zu %s", count, count == 1 ? one : several);
}

/* ---- drafts ---- */

size_t
line_points_held(const talks *t, uint32_t of_draft)
{
	const struct tdraft *d = &t->drafts.at[of_draft];
	size_t count = 0;
	for (uint32_t r = d->first; r < d->first + d->count_held; r++)
		count += !t->readings.at[r].parent;
	return count;
}

str
line_points_words(const talks *t, uint32_t of_draft)
{
	const struct item *count = t->drafts.at[of_draft].count;
	str declared = count ? line_quantity(t, count) : S("");
	size_t held = line_points_held(t, of_draft);
	str have = held ? arena_printf(t->a, "%zu held", held) : S("none held");
	return declared.len ? arena_printf(t->a, "%.*s points declared, %.*s", STR_ARG(declared), STR_ARG(have))
			    : arena_printf(t->a, "points of %.*s: %.*s", STR_ARG(line_draft(t, of_draft)),
					   STR_ARG(have));
}

bool
line_has_words(const talks *t, uint32_t of_draft)
{
	const struct tdraft *d = &t->drafts.at[of_draft];
	return d->count_held && t->readings.at[d->first].text;
}

/* ---- where an act's words came from ---- */

void
line_chain(runs *r, sheet *s, const talks *t, uint32_t entry)
{
	str via = talks_act_text(t, entry, CLAUSE_via), source = line_source(t, entry);
	uint32_t per = talks_entry(t, entry)->verb == VERB_sees ? 0 : talks_act_per(t, entry);
	if (per)
		runs_add(r, RUN_PLAIN, arena_printf(t->a, ", per %.*s", STR_ARG(line_who(t, per))));
	if (via.len)
		runs_add(r, RUN_PLAIN, arena_printf(t->a, ", via %.*s", STR_ARG(via)));
	if (source.len)
		runs_note(r, sheet_footnote(s, source));
}

str
line_lines(const talks *t, uint32_t entry, enum clause_id key)
{
	const struct entry *e = talks_entry(t, entry);
	const struct item *item = entry_own(t->m, e, key);
	buf text = { 0 };
	for (size_t i = 0, n = item ? item_run(t->m, e, item) : 0; i < n; i++)
		line_join(&text, item_text(t->m, &item[i]));
	return line_keep(t->a, &text);
}
