#include "cli/cmd.h"
#include "cli/explain.h"
#include "cli/guess.h"

/* What `explain` lists: a word of the table, and the function that lists it. */
struct topic {
	const char *name, *help;
	void (*list)(struct explaining *x);
};

static void
labelled(struct explaining *x, const char *label, const char *words)
{
	runs_add(sheet_labelled(x->s, str_of(label)), RUN_PLAIN, str_of(words));
}

static void
list_verbs(struct explaining *x)
{
	table *t = sheet_table(x->s);
	table_column(t, S("verb"), COLUMN_FIT);
	table_column(t, S("object"), COLUMN_WRAP);
	table_column(t, S("what it does"), COLUMN_WRAP);
	for (int group = 0; group < VERB_GROUPS; group++) {
		runs_add(table_span(t), RUN_STRONG, str_of(verb_group_names[group]));
		for (int i = 1; i < VERB_COUNT; i++) {
			if ((int)verbs[i].group != group)
				continue;
			buf objects = { 0 };
			usage_of_objects(verbs[i].objects, &objects);
			table_row(t);
			runs_add(table_cell(t), RUN_PLAIN, str_of(verbs[i].s_form));
			runs_add(table_cell(t), RUN_PLAIN, arena_str(x->a, buf_str(&objects)));
			runs_add(table_cell(t), RUN_PLAIN, str_of(verbs[i].help));
			buf_done(&objects);
		}
	}
	for (int i = 1; i < VERB_COUNT; i++)
		value_push(sheet_rows(x->s), verb_value(x->a, (enum verb_id)i));
}

static void
list_clauses(struct explaining *x)
{
	table *t = sheet_table(x->s);
	table_column(t, S("clause"), COLUMN_FIT);
	table_column(t, S("value"), COLUMN_FIT);
	table_column(t, S("what it says"), COLUMN_WRAP);
	for (int i = 1; i < CLAUSE_COUNT; i++) {
		table_row(t);
		runs_add(table_cell(t), RUN_PLAIN, str_of(clauses[i].name));
		runs_add(table_cell(t), RUN_PLAIN, str_of(clause_type_rows[clauses[i].type].value));
		runs_add(table_cell(t), RUN_PLAIN, str_of(clauses[i].help));
		value_push(sheet_rows(x->s), clause_value(x->a, (enum clause_id)i));
	}
}

static void
list_declarations(struct explaining *x)
{
	for (int i = 1; i < DECL_COUNT; i++) {
		labelled(x, decls[i].name, decls[i].help);
		value_push(sheet_rows(x->s), decl_value(x->a, (enum decl_id)i));
	}
}

static void
add_plain(struct explaining *x, const char *what, const char *word, const char *help)
{
	labelled(x, *word ? word : "(nothing)", help);
	value_push(sheet_rows(x->s), row_value(x->a, what, word, help));
}

static void
list_moods(struct explaining *x)
{
	for (int i = 0; i < MOOD_COUNT; i++)
		add_plain(x, "mood", mood_names[i], mood_help[i]);
}

static void
list_quantities(struct explaining *x)
{
	for (int i = 0; i < HEDGE_COUNT; i++)
		add_plain(x, "quantity", i == HEDGE_EXACT ? "28" : hedge_names[i], hedge_help[i]);
}

static void
list_forms(struct explaining *x)
{
	for (int i = 1; i < FORM_COUNT; i++)
		add_plain(x, "form", form_names[i], form_help[i]);
}

static void
list_kinds(struct explaining *x)
{
	for (size_t i = 1; i < closed_word_count; i++) {
		const struct closed_word *w = &closed_words[i], *before = w - 1;
		value *row = row_value(x->a, "word", w->word, clauses[w->clause].help);
		value_set_str(row, "clause", str_of(clauses[w->clause].name));
		value_set_str(row, "verb", w->verb == VERB_any ? STR_NONE : str_of(verbs[w->verb].s_form));
		value_push(sheet_rows(x->s), row);
		if (before->clause == w->clause && before->verb == w->verb)
			continue;
		buf words = { 0 };
		closed_list(w->clause, (enum verb_id)w->verb, ", ", &words);
		str label = arena_printf(x->a, "%s%s%s", w->verb == VERB_any ? "" : verbs[w->verb].s_form,
					 w->verb == VERB_any ? "" : " … ", clauses[w->clause].name);
		runs_add(sheet_labelled(x->s, label), RUN_PLAIN, arena_str(x->a, buf_str(&words)));
		buf_done(&words);
	}
}

static void
list_typed(struct explaining *x, const char *what, const struct typed_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		add_plain(x, what, rows[i].typed, rows[i].help);
}

static void
list_times(struct explaining *x)
{
	list_typed(x, "time", time_rows, time_row_count);
}

static void
list_circles(struct explaining *x)
{
	list_typed(x, "circle", circle_rows, circle_row_count);
}

static const struct topic topics[] = {
	{ "verbs", "what can be done or said", list_verbs },
	{ "clauses", "what an entry may say beside", list_clauses },
	{ "declarations", "who and what there is", list_declarations },
	{ "moods", "planned, excluded, demanded, not done", list_moods },
	{ "quantities", "numbers with their hedge", list_quantities },
	{ "forms", "how words are shown", list_forms },
	{ "kinds", "the closed lists", list_kinds },
	{ "times", "how a time is typed", list_times },
	{ "circles", "who may know", list_circles },
};
enum { TOPIC_COUNT = sizeof topics / sizeof *topics };

static void
explain_overview(struct explaining *x)
{
	sheet_title(x->s, S("The words of minutes"));
	runs_add(sheet_para(x->s), RUN_PLAIN, S("An entry says when, who, what is done, to what, under "
						"which clauses; indented lines go on with it."));
	runs_add(sheet_para(x->s), RUN_STRONG,
		 S("TIME WHO [MOOD] VERB [OBJECT] [\"WORDS\"] [CLAUSE…]"));
	sheet_heading(x->s, 1, S("Lists: paraph explain LIST"));
	for (size_t i = 0; i < TOPIC_COUNT; i++)
		add_plain(x, "list", topics[i].name, topics[i].help);
	add_plain(x, "list", "schema", "the JSON Schema of an act");
	sheet_heading(x->s, 1, S("Verbs: paraph explain VERB"));
	for (int group = 0; group < VERB_GROUPS; group++) {
		buf words = { 0 };
		for (int i = 1; i < VERB_COUNT; i++)
			if ((int)verbs[i].group == group)
				buf_printf(&words, "%s%s", words.len ? ", " : "", verbs[i].s_form);
		runs_add(sheet_labelled(x->s, str_of(verb_group_names[group])), RUN_PLAIN,
			 arena_str(x->a, buf_str(&words)));
		buf_done(&words);
	}
}

static bool
absent(struct cli *cli, str word, struct err *err)
{
	struct guess guess = { .word = word };
	for (size_t i = 0; i < TOPIC_COUNT; i++)
		guess_try(&guess, str_of(topics[i].name));
	for (int i = 1; i < VERB_COUNT; i++) {
		guess_try(&guess, str_of(verbs[i].s_form));
		guess_try(&guess, str_of(verbs[i].base));
	}
	for (int i = 1; i < CLAUSE_COUNT; i++)
		guess_try(&guess, str_of(clauses[i].name));
	for (int i = 1; i < DECL_COUNT; i++)
		guess_try(&guess, str_of(decls[i].name));
	for (size_t i = 1; i < closed_word_count; i++)
		guess_try(&guess, str_of(closed_words[i].word));
	return fail(err, ERR_ABSENT, "minutes have no word '%.*s'%.*s", STR_ARG(word),
		    STR_ARG(guess_text(&guess, cli->a, "")));
}

static bool
explain_operand(struct cli *cli, struct explaining *x, str word, struct err *err)
{
	for (size_t i = 0; i < TOPIC_COUNT; i++) {
		if (str_eq(word, str_of(topics[i].name))) {
			sheet_title(x->s, arena_printf(cli->a, "Minutes: %s", topics[i].name));
			topics[i].list(x);
			return true;
		}
	}
	sheet_title(x->s, arena_printf(cli->a, "Minutes: %.*s", STR_ARG(word)));
	return explain_word(x, word) > 0 || absent(cli, word, err);
}

static bool
print_schema(struct cli *cli, struct err *err)
{
	const struct sheet_format *format;
	bool is_plain = !cli->output.at || str_eq(cli->output, S("-"));
	if (!is_plain && (!cli_format(cli, &format, err)))
		return false;
	if (!is_plain && !str_eq(str_of(format->name), S("json")))
		return fail(err, ERR_USAGE, "the schema is JSON; '--output' wants json or a file that "
			    "ends in .json");
	buf out = { 0 };
	schema_print(cli->a, &out);
	bool ok = cli_write(cli, buf_str(&out), err);
	buf_done(&out);
	return ok;
}

static bool
explain(struct cli *cli, struct err *err)
{
	const struct sheet_format *format;
	if (!cli_format(cli, &format, err))
		return false;
	struct explaining x = { .a = cli->a, .s = sheet_new(cli->a, "explain") };
	x.is_verbatim = str_eq(str_of(format->name), S("text")) || str_eq(str_of(format->name), S("md"));
	bool ok = true;
	if (cli->operands.count == 0)
		explain_overview(&x);
	else
		ok = explain_operand(cli, &x, cli->operands.at[0], err);
	buf behind = { 0 };
	if (x.examples.len)
		buf_printf(&behind, "\nFor example:\n\n%s", x.examples.at);
	ok = ok && cli_sheet(cli, x.s, buf_str(&behind), err);
	buf_done(&behind);
	buf_done(&x.examples);
	return ok;
}

static enum exit_status
explain_run(struct cli *cli, struct err *err)
{
	tables_init();
	if (cli->operands.count > 1)
		fail(err, ERR_USAGE, "one word at a time; '%.*s' is one too many",
		     STR_ARG(cli->operands.at[1]));
	else if (cli->schema || (cli->operands.count && str_eq(cli->operands.at[0], S("schema"))))
		print_schema(cli, err);
	else
		explain(cli, err);
	return EXIT_DONE;
}

const struct cmd cmd_explain = {
	.name = "explain",
	.args = "[WORD|LIST]",
	.help = "a word of minutes: verb, clause, declaration; or a list of them",
	.more = "Without a word, an overview. Lists: verbs, clauses, declarations, moods,\n"
		"quantities, forms, kinds, times, circles. -o json prints rows as data;\n"
		"'explain schema' prints the JSON Schema of an act.\n"
		"\n"
		"  paraph explain accepts\n"
		"  paraph explain verbs -o verbs.html\n",
	.options = "output width color schema",
	.run = explain_run,
};
