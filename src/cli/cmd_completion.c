/* The completion of commands for bash, made of the tables. */
#include "cli/command.h"
#include "cli/notation.h"
#include "cli/options.h"

static const char head[] =
	"# Completion of paraph for bash; made by `paraph completion`.\n"
	"_paraph()\n"
	"{\n"
	"\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= options= word i\n"
	"\tCOMPREPLY=()\n"
	"\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	"\t\tword=${COMP_WORDS[i]}\n"
	"\t\tcase $word in\n"
	"\t\t$valued) ((i++)) ;;\n"
	"\t\t-*) ;;\n"
	"\t\t*) command=$word; break ;;\n"
	"\t\tesac\n"
	"\tdone\n";

static const char tail[] =
	"\tcase $cur in\n"
	"\t-*) COMPREPLY=($(compgen -W \"$options --help --version\" -- \"$cur\")); return ;;\n"
	"\t@*) COMPREPLY=($(compgen -P @ -f -- \"${cur#@}\")); return ;;\n"
	"\tesac\n"
	"\tif [ -z \"$command\" ]; then\n"
	"\t\tCOMPREPLY=($(compgen -W \"$commands\" -- \"$cur\"))\n"
	"\telif [ -n \"$words\" ]; then\n"
	"\t\tCOMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
	"\telse\n"
	"\t\tCOMPREPLY=($(compgen -f -- \"$cur\"))\n"
	"\tfi\n"
	"}\n"
	"complete -o filenames -F _paraph paraph\n";

static void
add_commands(buf *out)
{
	struct command c;
	for (size_t i = 0; command_at(i, &c); i++)
		buf_printf(out, "%s%s", i ? " " : "", c.name);
}

/* Options with a value, as a pattern of `case`. */
static void
add_valued(buf *out)
{
	bool is_first = true;
	for (size_t i = 0; i < option_count; i++) {
		const struct option_row *o = &option_rows[i];
		if (!o->arg)
			continue;
		buf_printf(out, "%s--%s", is_first ? "" : "|", o->name);
		if (o->letter)
			buf_printf(out, "|-%c", o->letter);
		is_first = false;
	}
}

static void
add_formats(buf *out)
{
	size_t count;
	const struct sheet_format *const *formats = sheet_formats(&count);
	buf_add(out, S("\tcase $prev in\n\t--output|-o) COMPREPLY=($(compgen -f -W \""));
	for (size_t i = 0; i < count; i++)
		buf_printf(out, "%s%s", i ? " " : "", formats[i]->name);
	buf_add(out, S("\" -- \"$cur\")); return ;;\n"
		       "\t--color) COMPREPLY=($(compgen -W \"always never auto\" -- \"$cur\")); return ;;\n\t"));
	add_valued(out);
	buf_add(out, S(") return ;;\n\tesac\n"));
}

static void
add_options(const struct command *c, buf *out)
{
	bool is_first = true;
	for (size_t i = 0; i < option_count; i++) {
		if (!option_is_in(&option_rows[i], c->options) || option_is_in(&option_rows[i], ""))
			continue;
		buf_printf(out, "%s--%s", is_first ? "" : " ", option_rows[i].name);
		is_first = false;
	}
}

static void
add_notation(buf *out)
{
	buf_add(out, S("verbs clauses declarations moods quantities forms kinds times circles schema"));
	for (int i = 1; i < VERB_COUNT; i++)
		buf_printf(out, " %s", verbs[i].s_form);
	for (int i = 1; i < CLAUSE_COUNT; i++)
		buf_printf(out, " %s", clauses[i].name);
	for (int i = 1; i < DECL_COUNT; i++)
		buf_printf(out, " %s", decls[i].name);
}

/* What each command takes. */
static void
add_cases(buf *out)
{
	struct command c;
	buf_add(out, S("\tlocal words=\n\tcase $command in\n"));
	for (size_t i = 0; command_at(i, &c); i++) {
		buf_printf(out, "\t%s) options=\"", c.name);
		add_options(&c, out);
		buf_add_byte(out, '"');
		if (c.cmd && str_eq(str_of(c.name), S("explain"))) {
			buf_add(out, S(" words=\""));
			add_notation(out);
			buf_add_byte(out, '"');
		} else if (c.cmd && str_eq(str_of(c.name), S("help"))) {
			buf_add(out, S(" words=\"$commands all\""));
		}
		buf_add(out, S(" ;;\n"));
	}
	buf_add(out, S("\tesac\n"));
}

static enum exit_status
completion_run(struct cli *cli, struct err *err)
{
	buf out = { 0 }, valued = { 0 };
	tables_init();
	add_valued(&valued);
	str rest = str_of(head), before;
	size_t at = str_find_str(rest, S("$valued"));
	before = str_sub(rest, 0, at);
	buf_add(&out, before);
	buf_add(&out, buf_str(&valued));
	buf_add(&out, str_sub(rest, at + S("$valued").len, rest.len));
	buf_add(&out, S("\tlocal commands=\""));
	add_commands(&out);
	buf_add(&out, S("\"\n"));
	add_formats(&out);
	add_cases(&out);
	buf_add(&out, str_of(tail));
	cli_write(cli, buf_str(&out), err);
	buf_done(&valued);
	buf_done(&out);
	return EXIT_DONE;
}

const struct cmd cmd_completion = {
	.name = "completion",
	.args = "",
	.help = "print the completion of commands for bash",
	.more = "  eval \"$(paraph completion)\"\n",
	.options = "",
	.run = completion_run,
};
