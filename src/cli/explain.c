#include "cli/explain.h"

#include <stdio.h>

/* ---- data ---- */

value *
row_value(arena *a, const char *what, const char *word, const char *help)
{
	value *row = value_object(a);
	value_set_str(row, "what", str_of(what));
	value_set_str(row, "word", str_of(word));
	value_set_str(row, "help", str_of(help));
	return row;
}

static str
taken(arena *a, buf *text)
{
	str copy = arena_str(a, buf_str(text));
	buf_done(text);
	return copy;
}

static str
verb_usage(arena *a, enum verb_id id)
{
	buf text = { 0 };
	usage_of_verb(id, &text);
	return taken(a, &text);
}

static str
clause_usage(arena *a, enum clause_id id, enum verb_id verb)
{
	buf text = { 0 };
	usage_of_clause(id, verb, &text);
	return taken(a, &text);
}

static str
decl_usage(arena *a, enum decl_id id)
{
	buf text = { 0 };
	usage_of_decl(id, &text);
	return taken(a, &text);
}

static value *
closed_values(arena *a, enum clause_id id, enum verb_id verb)
{
	value *list = value_list(a);
	for (size_t i = 1; i < closed_word_count; i++)
		if (closed_words[i].clause == id &&
		    (closed_words[i].verb == VERB_any || closed_words[i].verb == (unsigned)verb))
			value_push(list, value_str(a, str_of(closed_words[i].word)));
	return list;
}

value *
verb_value(arena *a, enum verb_id id)
{
	const struct verb *v = &verbs[id];
	value *row = row_value(a, "verb", v->s_form, v->help);
	value *objects = value_list(a), *own = value_list(a), *needs = value_list(a);
	for (size_t i = 0; i < object_row_count; i++)
		if (v->objects & object_rows[i].bit)
			value_push(objects, value_str(a, str_of(object_rows[i].name)));
	for (int i = 1; i < CLAUSE_COUNT; i++) {
		if (verb_has_own(id, (enum clause_id)i))
			value_push(own, value_str(a, str_of(clauses[i].name)));
		if (clause_set_has(&v->needs, (enum clause_id)i))
			value_push(needs, value_str(a, str_of(clauses[i].name)));
	}
	value_set_str(row, "base", str_of(v->base));
	value_set_str(row, "group", str_of(verb_group_names[v->group]));
	value_set_str(row, "usage", verb_usage(a, id));
	value_set(row, "objects", objects);
	value_set_bool(row, "object_optional", v->objects & OBJECT_OPTIONAL);
	value_set(row, "clauses", own);
	value_set(row, "needs", needs);
	value_set(row, "kinds", closed_values(a, CLAUSE_kind, id));
	value_set_str(row, "example", str_of(v->example));
	return row;
}

static const char *const type_names[] = {
	[FLAG] = "flag", [NAME] = "name", [NAMES] = "names", [REFS] = "references", [NEWID] = "new-name",
	[WHEN] = "time", [WHENID] = "time-or-act", [WORD] = "word", [TOKEN] = "token",
	[QUANTITY] = "quantity", [FORM] = "form", [SOURCE] = "source", [LEVELS] = "levels",
	[QUOTE] = "quotation", [BLOCK] = "block", [LINES] = "lines",
};

value *
clause_value(arena *a, enum clause_id id)
{
	value *row = row_value(a, "clause", clauses[id].name, clauses[id].help);
	value *by = value_list(a), *in = value_list(a);
	for (int i = 1; i < VERB_COUNT; i++)
		if (verb_has_own((enum verb_id)i, id))
			value_push(by, value_str(a, str_of(verbs[i].s_form)));
	for (int i = 1; i < DECL_COUNT; i++)
		if (clause_set_has(&decls[i].clauses, id))
			value_push(in, value_str(a, str_of(decls[i].name)));
	value_set_str(row, "type", str_of(type_names[clauses[id].type]));
	value_set_str(row, "usage", clause_usage(a, id, VERB_any));
	value_set_bool(row, "every_verb", clause_set_has(&every_verb_clauses, id));
	value_set_bool(row, "under", clause_set_has(&under_clauses, id));
	value_set(row, "verbs", by);
	value_set(row, "declarations", in);
	return row;
}

value *
decl_value(arena *a, enum decl_id id)
{
	value *row = row_value(a, "declaration", decls[id].name, decls[id].help);
	value *own = value_list(a);
	for (int i = 1; i < CLAUSE_COUNT; i++)
		if (decl_has_own(id, (enum clause_id)i))
			value_push(own, value_str(a, str_of(clauses[i].name)));
	value_set_str(row, "usage", decl_usage(a, id));
	value_set(row, "clauses", own);
	value_set_str(row, "example", str_of(decls[id].example));
	return row;
}

/* ---- words ---- */

static void
labelled(struct explaining *x, const char *label, str words)
{
	runs_add(sheet_labelled(x->s, str_of(label)), RUN_PLAIN, words);
}

static void
add_example(struct explaining *x, const char *example)
{
	str rest = str_of(example), line;
	if (!x->is_verbatim)
		sheet_heading(x->s, 2, S("Example"));
	while (rest.len) {
		str_cut(rest, '\n', &line, &rest);
		if (x->is_verbatim)
			buf_printf(&x->examples, "    %.*s\n", STR_ARG(line));
		else
			runs_add(sheet_para(x->s), RUN_PLAIN, line);
	}
}

/* The clauses of a set in one line: "as, at, during, …". */
static str
clause_names(arena *a, const clause_set *set)
{
	buf text = { 0 };
	for (int i = 1; i < CLAUSE_COUNT; i++)
		if (clause_set_has(set, (enum clause_id)i))
			buf_printf(&text, "%s%s", text.len ? ", " : "", clauses[i].name);
	return taken(a, &text);
}

static void
add_clause(struct explaining *x, enum clause_id id, enum verb_id verb, bool is_needed)
{
	runs *r = sheet_labelled(x->s, str_of(clauses[id].name));
	if (is_needed)
		runs_add(r, RUN_STRONG, S("needed: "));
	runs_add(r, RUN_PLAIN, str_of(clauses[id].help));
	if (clauses[id].type == WORD && verb) {
		buf words = { 0 };
		closed_list(id, verb, ", ", &words);
		if (words.len)
			runs_add(r, RUN_PLAIN, arena_printf(x->a, ": %s", words.at));
		buf_done(&words);
	}
}

static str
verb_objects(arena *a, const struct verb *v)
{
	buf text = { 0 };
	for (size_t i = 0; i < object_row_count; i++)
		if (v->objects & object_rows[i].bit)
			buf_printf(&text, "%s%s", text.len ? "; " : "", object_rows[i].help);
	if (v->objects & OBJECT_OPTIONAL)
		buf_add(&text, S("; it may be missing"));
	if (text.len == 0)
		buf_add(&text, S("none"));
	return taken(a, &text);
}

static void
explain_verb(struct explaining *x, enum verb_id id)
{
	const struct verb *v = &verbs[id];
	bool has_own = false;
	labelled(x, "typed", verb_usage(x->a, id));
	labelled(x, "does", str_of(v->help));
	labelled(x, "object", verb_objects(x->a, v));
	labelled(x, "group", str_of(verb_group_names[v->group]));
	if (!str_eq(str_of(v->base), str_of(v->s_form)))
		labelled(x, "forms", arena_printf(x->a, "%s; %s behind a mood or several subjects",
						  v->s_form, v->base));
	for (int i = 1; i < CLAUSE_COUNT; i++) {
		bool is_needed = clause_set_has(&v->needs, (enum clause_id)i);
		if (!is_needed && !verb_has_own(id, (enum clause_id)i))
			continue;
		if (!has_own)
			sheet_heading(x->s, 2, S("Clauses"));
		has_own = true;
		add_clause(x, (enum clause_id)i, id, is_needed);
	}
	runs_add(sheet_para(x->s), RUN_PLAIN,
		 arena_printf(x->a, "Those of every verb: %.*s.",
			      STR_ARG(clause_names(x->a, &every_verb_clauses))));
	add_example(x, v->example);
	value_push(sheet_rows(x->s), verb_value(x->a, id));
}

/* Does an example hold the clause, as a word of its own? */
static bool
example_has(const char *example, enum clause_id id)
{
	char typed[40];
	bool is_block = clauses[id].type == BLOCK || clauses[id].type == LINES;
	snprintf(typed, sizeof typed, is_block ? " %s:" : " %s ", clauses[id].name);
	return str_find_str(str_of(example), str_of(typed)) < str_of(example).len;
}

static const char *
example_of(enum clause_id id)
{
	for (int i = 1; i < VERB_COUNT; i++)
		if (clause_set_has(&verbs[i].clauses, id) && example_has(verbs[i].example, id))
			return verbs[i].example;
	for (int i = 1; i < DECL_COUNT; i++)
		if (clause_set_has(&decls[i].clauses, id) && example_has(decls[i].example, id))
			return decls[i].example;
	return NULL;
}

static str
verbs_with(arena *a, enum clause_id id)
{
	buf text = { 0 };
	if (clause_set_has(&every_verb_clauses, id))
		buf_add(&text, S("every verb"));
	else
		for (int i = 1; i < VERB_COUNT; i++)
			if (verb_has_own((enum verb_id)i, id))
				buf_printf(&text, "%s%s", text.len ? ", " : "", verbs[i].s_form);
	return taken(a, &text);
}

static str
decls_with(arena *a, enum clause_id id)
{
	buf text = { 0 };
	for (int i = 1; i < DECL_COUNT; i++)
		if (clause_set_has(&decls[i].clauses, id))
			buf_printf(&text, "%s%s", text.len ? ", " : "", decls[i].name);
	return taken(a, &text);
}

static void
add_closed_words(struct explaining *x, enum clause_id id)
{
	buf any = { 0 };
	closed_list(id, VERB_any, ", ", &any);
	if (any.len)
		labelled(x, "words", arena_str(x->a, buf_str(&any)));
	for (int i = 1; i < VERB_COUNT && any.len == 0; i++) {
		buf words = { 0 };
		closed_list(id, (enum verb_id)i, ", ", &words);
		if (words.len)
			labelled(x, verbs[i].s_form, arena_str(x->a, buf_str(&words)));
		buf_done(&words);
	}
	buf_done(&any);
}

static void
explain_clause(struct explaining *x, enum clause_id id)
{
	str by = verbs_with(x->a, id), in = decls_with(x->a, id);
	labelled(x, "typed", clause_usage(x->a, id, VERB_any));
	labelled(x, "means", str_of(clauses[id].help));
	labelled(x, "value", str_of(clause_type_rows[clauses[id].type].help));
	if (by.len)
		labelled(x, "verbs", by);
	if (in.len)
		labelled(x, "declarations", in);
	if (clause_set_has(&under_clauses, id))
		labelled(x, "under", S("`under` may set it for the entries that follow"));
	if (clauses[id].type == WORD) {
		sheet_heading(x->s, 2, S("Its words"));
		add_closed_words(x, id);
	}
	const char *example = example_of(id);
	if (example)
		add_example(x, example);
	value_push(sheet_rows(x->s), clause_value(x->a, id));
}

static void
explain_decl(struct explaining *x, enum decl_id id)
{
	bool has_own = false;
	labelled(x, "typed", decl_usage(x->a, id));
	labelled(x, "does", str_of(decls[id].help));
	for (int i = 1; i < CLAUSE_COUNT; i++) {
		if (!decl_has_own(id, (enum clause_id)i))
			continue;
		if (!has_own)
			sheet_heading(x->s, 2, S("Clauses"));
		has_own = true;
		add_clause(x, (enum clause_id)i, VERB_NONE, false);
	}
	add_example(x, decls[id].example);
	value_push(sheet_rows(x->s), decl_value(x->a, id));
}

/* ---- which rows a word means ---- */

static void
explain_plain(struct explaining *x, const char *what, const char *word, const char *help)
{
	labelled(x, "typed", str_of(word));
	labelled(x, "means", str_of(help));
	value_push(sheet_rows(x->s), row_value(x->a, what, word, help));
}

static void
explain_closed_word(struct explaining *x, const struct closed_word *w)
{
	const char *verb = w->verb == VERB_any ? "every verb that takes it" : verbs[w->verb].s_form;
	labelled(x, "typed", arena_printf(x->a, "%s %s", clauses[w->clause].name, w->word));
	labelled(x, "means", str_of(clauses[w->clause].help));
	labelled(x, "with", str_of(verb));
	value *row = row_value(x->a, "word", w->word, clauses[w->clause].help);
	value_set_str(row, "clause", str_of(clauses[w->clause].name));
	value_set_str(row, "verb", w->verb == VERB_any ? STR_NONE : str_of(verb));
	value_push(sheet_rows(x->s), row);
}

/* The heading of one of the rows. */
static void
begin(struct explaining *x, size_t *count, const char *what, const char *word)
{
	++*count;
	sheet_heading(x->s, 1, arena_printf(x->a, "%s: a %s", word, what));
}

static size_t
explain_small(struct explaining *x, str word)
{
	size_t count = 0;
	for (int i = 1; i < MOOD_COUNT; i++) {
		if (str_eq(word, str_of(mood_names[i]))) {
			begin(x, &count, "mood", mood_names[i]);
			explain_plain(x, "mood", mood_names[i], mood_help[i]);
		}
	}
	for (int i = 1; i < HEDGE_COUNT; i++) {
		if (str_eq(word, str_of(hedge_names[i]))) {
			begin(x, &count, "quantity", hedge_names[i]);
			explain_plain(x, "quantity", hedge_names[i], hedge_help[i]);
		}
	}
	for (int i = 1; i < FORM_COUNT; i++) {
		if (str_eq(word, str_of(form_names[i]))) {
			begin(x, &count, "form of showing", form_names[i]);
			explain_plain(x, "form", form_names[i], form_help[i]);
		}
	}
	for (size_t i = 1; i < closed_word_count; i++) {
		if (str_eq(word, str_of(closed_words[i].word))) {
			begin(x, &count, "word of a closed list", closed_words[i].word);
			explain_closed_word(x, &closed_words[i]);
		}
	}
	return count;
}

size_t
explain_word(struct explaining *x, str word)
{
	size_t count = 0;
	enum verb_id verb = verb_find(word);
	enum clause_id clause = clause_find(str_ends(word, S(":")) ? str_sub(word, 0, word.len - 1) : word);
	enum decl_id decl = decl_find(word);
	if (verb) {
		begin(x, &count, "verb", verbs[verb].s_form);
		explain_verb(x, verb);
	}
	if (clause) {
		begin(x, &count, "clause", clauses[clause].name);
		explain_clause(x, clause);
	}
	if (decl) {
		begin(x, &count, "declaration", decls[decl].name);
		explain_decl(x, decl);
	}
	return count + explain_small(x, word);
}
