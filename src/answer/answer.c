#include "answer/answer.h"

#define ANSWER(name) extern const struct answer answer_##name;
#include "answer/answers.def"
#undef ANSWER

const struct answer *const answers[] = {
#define ANSWER(name) &answer_##name,
#include "answer/answers.def"
#undef ANSWER
};
const size_t answers_count = sizeof answers / sizeof *answers;

const struct answer *
answer_find(str name)
{
	for (size_t i = 0; i < answers_count; i++)
		if (str_eq(name, str_of(answers[i]->name)))
			return answers[i];
	return NULL;
}

static str
iso(const struct ask *ask, int64_t instant)
{
	buf text = { 0 };
	instant_iso(instant, ask->t->d->zone, &text);
	str copy = arena_str(ask->a, buf_str(&text));
	buf_done(&text);
	return copy;
}

static str
full(const struct ask *ask, int64_t instant)
{
	buf text = { 0 };
	instant_full(instant, ask->t->d->zone, &text);
	str copy = arena_str(ask->a, buf_str(&text));
	buf_done(&text);
	return copy;
}

str
ask_now(const struct ask *ask)
{
	return ask->t->now == SPAN_START ? S("before anything was entered") : full(ask, ask->t->now);
}

/* "As LOW may know it, as of 4 June 2026 06:10 CEST, as known …" */
static str
view_sentence(const struct ask *ask)
{
	const talks *t = ask->t;
	const struct view_query *q = &t->v->query;
	buf text = { 0 };
	if (q->public_only)
		buf_add(&text, S("What is in the public circle, and nothing else"));
	else if (q->as.len)
		buf_printf(&text, "As %.*s may know it", STR_ARG(q->as));
	else
		buf_add(&text, S("All that these files hold"));
	if (q->has_at)
		buf_printf(&text, ", as of %.*s", STR_ARG(full(ask, q->at)));
	if (q->has_known)
		buf_printf(&text, ", as known on %.*s", STR_ARG(full(ask, q->known)));
	if (q->provably)
		buf_add(&text, S(", as far as the record proves it"));
	if (!q->has_at && !q->has_known && t->now != SPAN_START)
		buf_printf(&text, ", up to %.*s", STR_ARG(full(ask, t->now)));
	buf_add_byte(&text, '.');
	str copy = arena_str(ask->a, buf_str(&text));
	buf_done(&text);
	return copy;
}

static str
talks_title(const talks *t)
{
	const struct item *display = t->frame ? entry_own(t->m, t->frame, KEY_DISPLAY) : NULL;
	if (display)
		return item_text(t->m, display);
	return t->frame ? item_name(t->m, entry_items(t->m, t->frame)) : S("Talks");
}

sheet *
ask_sheet(const struct ask *ask, const char *name, const char *heading)
{
	const struct view_query *q = &ask->t->v->query;
	sheet *s = sheet_new(ask->a, name);
	sheet_title(s, arena_printf(ask->a, "%.*s: %s", STR_ARG(talks_title(ask->t)), heading));
	sheet_view(s, q->public_only ? S("public") : q->as.len ? q->as : STR_NONE, q->has_at ? iso(ask, q->at) : STR_NONE,
		   q->has_known ? iso(ask, q->known) : STR_NONE, view_sentence(ask));
	return s;
}
