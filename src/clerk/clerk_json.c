/* The findings as JSON.  Places are code points of the file, half-open. */
#include "clerk/clerk.h"
#include "sheet/json_value.h"

static void
places(const struct report *r, struct run run, buf *out)
{
	buf_printf(out, "\"start\": %u, \"end\": %u", r->tokens[run.from].start, r->tokens[run.to - 1].end);
}

static void
key_str(const char *key, str text, buf *out)
{
	buf_printf(out, "\"%s\": ", key);
	if (text.len > 0)
		json_str(text, out);
	else
		buf_add(out, S("null"));
}

/* `, "cue": {…}`, or null. */
static void
key_run(const char *key, const struct report *r, struct run run, buf *out)
{
	buf_printf(out, ", \"%s\": ", key);
	if (run_is_empty(run)) {
		buf_add(out, S("null"));
		return;
	}
	buf_add_byte(out, '{');
	places(r, run, out);
	buf_add_byte(out, '}');
}

static str
party_of(const struct names *n, uint32_t actor)
{
	const struct actor *a = &n->actors[actor - 1];
	if (a->party)
		return n->actors[a->party - 1].name;
	return a->kind == ACTOR_STATE || a->kind == ACTOR_ORGANISATION ? a->name : STR_NONE;
}

static void
speaker(const struct clerk_report *r, const struct finding *f, buf *out)
{
	if (run_is_empty(f->speaker)) {
		buf_add(out, S(", \"speaker\": null"));
		return;
	}
	buf_add(out, S(", \"speaker\": {"));
	places(&r->report, f->speaker, out);
	buf_add(out, S(", "));
	key_str("name", f->actor ? r->names.actors[f->actor - 1].name : STR_NONE, out);
	buf_add(out, S(", "));
	key_str("party", f->actor ? party_of(&r->names, f->actor) : STR_NONE, out);
	buf_add_byte(out, '}');
}

static void
contents(const struct clerk_report *r, const struct finding *f, buf *out)
{
	buf_add(out, S(", \"content\": ["));
	for (unsigned i = 0; i < f->content_count; i++) {
		buf_add(out, i ? S(", {") : S("{"));
		places(&r->report, f->contents[i], out);
		buf_add_byte(out, '}');
	}
	buf_add_byte(out, ']');
}

static void
date(const struct clerk_report *r, uint32_t index, buf *out)
{
	if (index == 0) {
		buf_add(out, S(", \"when\": null"));
		return;
	}
	const struct timex3 *t = &r->evidence.dates[index - 1];
	buf_add(out, S(", \"when\": {"));
	places(&r->report, t->run, out);
	buf_add(out, S(", "));
	key_str("value", t->value, out);
	buf_add_byte(out, '}');
}

static void
figures(const struct clerk_report *r, const struct finding *f, buf *out)
{
	buf_add(out, S(", \"figures\": ["));
	for (size_t i = 0; i < f->figure_count; i++) {
		const struct finding_figure *g = &f->figures[i];
		buf_add(out, i ? S(", {") : S("{"));
		places(&r->report, g->run, out);
		buf_add(out, S(", "));
		key_str("class", g->class, out);
		buf_add(out, S(", "));
		key_str("part", g->part, out);
		bool is_number = g->hedge <= HEDGE_MOST;
		buf_add(out, S(", "));
		key_str("hedge", str_of(hedge_names[g->hedge]), out);
		if (is_number)
			buf_printf(out, ", \"number\": %u}", g->number);
		else
			buf_add(out, S(", \"number\": null}"));
	}
	buf_add_byte(out, ']');
}

/* The report that an entry stands in which tells the same. */
static str
told_in(const clerk *c, const struct finding *f)
{
	if (f->same_as)
		return c->reports[c->findings[f->same_as - 1].report].id;
	return f->is_copied ? c->reports[c->reports[f->report].copy_of - 1].id : STR_NONE;
}

static void
entry(const clerk *c, const struct clerk_report *r, const struct finding *f, buf *out)
{
	static const char *const quotes[] = { "none", "direct", "indirect", "mixed" };
	static const char *const moods[MOOD_COUNT] = { "did", "will", "will-not", "did-not", "should" };
	buf_printf(out, "{\"kind\": \"%s\", ", finding_kind_names[f->kind]);
	places(&r->report, f->run, out);
	speaker(r, f, out);
	buf_add(out, S(", "));
	key_str("holder", f->holder ? r->names.actors[f->holder - 1].name : STR_NONE, out);
	key_run("cue", &r->report, f->cue, out);
	contents(r, f, out);
	buf_printf(out, ", \"quote\": \"%s\"", quotes[f->quote]);
	date(r, f->at ? f->at : f->when, out);
	buf_printf(out, ", \"mood\": \"%s\"", moods[f->mood]);
	figures(r, f, out);
	buf_printf(out, ", \"confidence\": %.2f, ", (double)f->confidence);
	key_str("doubt", str_of(f->doubt), out);
	if (c->report_count > 1) {
		buf_add(out, S(", "));
		key_str("same_as", told_in(c, f), out);
	}
	buf_add(out, S(", "));
	key_str("minutes", f->minutes, out);
	buf_add_byte(out, '}');
}

static void
dates(const struct clerk_report *r, buf *out)
{
	buf_add(out, S("\n \"dates\": ["));
	for (size_t i = 0; i < r->evidence.date_count; i++) {
		const struct timex3 *t = &r->evidence.dates[i];
		buf_add(out, i ? S(",\n  {") : S("\n  {"));
		places(&r->report, t->run, out);
		buf_add(out, S(", "));
		key_str("value", t->value, out);
		buf_printf(out, ", \"type\": \"%s\", ", timex_type_name(t->type));
		key_str("mod", t->mod, out);
		buf_add(out, S(", "));
		key_str("when", t->when, out);
		buf_add_byte(out, '}');
	}
	buf_add(out, S("]}"));
}

static void
report_json(const clerk *c, size_t index, buf *out)
{
	const struct clerk_report *r = &c->reports[index];
	static const char *const kinds[] = { "guess", "text", "html", "markdown" };
	buf_add(out, S("{\"source\": {"));
	key_str("id", r->id, out);
	buf_add(out, S(", "));
	key_str("file", r->report.name, out);
	buf_printf(out, ", \"kind\": \"%s\", \"length\": %zu, ", kinds[r->report.kind], r->report.length);
	key_str("published", r->anchor.is_known ? r->day : STR_NONE, out);
	buf_add(out, S(", "));
	key_str("copy_of", r->copy_of ? c->reports[r->copy_of - 1].id : STR_NONE, out);
	buf_add(out, S("},\n \"entries\": ["));
	bool is_first = true;
	for (size_t i = 0; i < c->finding_count; i++) {
		if (c->findings[i].report != index)
			continue;
		buf_add(out, is_first ? S("\n  ") : S(",\n  "));
		entry(c, r, &c->findings[i], out);
		is_first = false;
	}
	buf_add(out, S("],"));
	dates(r, out);
}

void
clerk_json(const clerk *c, buf *out)
{
	if (c->report_count != 1)
		buf_add_byte(out, '[');
	for (size_t i = 0; i < c->report_count; i++) {
		if (i > 0)
			buf_add(out, S(",\n"));
		report_json(c, i, out);
	}
	buf_add(out, c->report_count != 1 ? S("]\n") : S("\n"));
}
