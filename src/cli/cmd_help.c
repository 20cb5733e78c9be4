#include "cli/command.h"
#include "cli/options.h"
#include "cli/page.h"

/* What a night needs, in the order of the first screen. */
static const char *const night[] = {
	"board", "matrix", "changes", "seen", "unresolved", "next", "limits", "claims", "sheet",
	"fmt", "explain", "card",
};

enum { COMMAND_MARGIN = 14, OPTION_MARGIN = 28 };

static const char first_words[] =
	"paraph runs and keeps a negotiation from plain-text minutes.\n"
	"\n"
	"  paraph COMMAND FILE… [REFERENCE…] [OPTION…]\n"
	"\n"
	"What a night needs\n";
static const char first_tail[] =
	"\n"
	"As one party may know it, as it was then; and all of it sealed in one file\n"
	"  paraph board @lake.txt --as LOW --known '2026-06-04 06:10' -o board.html\n"
	"  paraph init lake.paraph, then take, verify, log, copy\n"
	"\n"
	"Go on with 'paraph help COMMAND' for one of these, 'paraph help all' for the\n"
	"rest, 'paraph explain' for the words of minutes, 'paraph card' for one page.\n";

void
help_first(buf *out)
{
	struct command c;
	buf_add(out, str_of(first_words));
	for (size_t i = 0; i < sizeof night / sizeof *night; i++)
		if (command_find(str_of(night[i]), &c))
			page_pair(out, 2, COMMAND_MARGIN, str_of(c.name), str_of(c.help));
	buf_add(out, str_of(first_tail));
}

/* ---- parts of pages ---- */

static void
add_option(arena *a, const struct option_row *o, buf *out)
{
	str label = o->letter ? arena_printf(a, "-%c, --%s", o->letter, o->name)
			      : arena_printf(a, "    --%s", o->name);
	if (o->arg)
		label = arena_printf(a, "%.*s %s", STR_ARG(label), o->arg);
	page_pair(out, 2, OPTION_MARGIN, label, str_of(o->help));
}

/* The options of the list, or all for NULL. */
static void
add_options(arena *a, const char *list, buf *out)
{
	buf_add(out, S("\nOptions\n"));
	for (size_t i = 0; i < option_count; i++)
		if (!list || option_is_in(&option_rows[i], list))
			add_option(a, &option_rows[i], out);
}

static void
add_operands(buf *out)
{
	buf_add(out, S("\nOperands\n"));
	page_pair(out, 2, COMMAND_MARGIN, S("FILE"),
		  S("minutes, or a text: a name with a '.' or a '/' in it; '-' is standard input"));
	page_pair(out, 2, COMMAND_MARGIN, S("@LIST"),
		  S("the files that the text file LIST names, a path a line; ';' begins a comment"));
	page_pair(out, 2, COMMAND_MARGIN, S("REFERENCE"),
		  S("everything else: a draft, a point, an act by its name; v3, v3:6, port, N1"));
}

static void
add_statuses(const char *no, const char *cannot_tell, buf *out)
{
	buf_add(out, S("\nExit status\n"));
	page_pair(out, 2, 3, S("0"), S("done"));
	if (no)
		page_pair(out, 2, 3, S("1"), str_of(no));
	if (cannot_tell)
		page_pair(out, 2, 3, S("2"), str_of(cannot_tell));
	page_pair(out, 2, 3, S("3"), S("the command line or what was read is wrong, or something is not there"));
	page_pair(out, 2, 3, S("4"), S("the machine: somebody else holds a file, a disk is full"));
}

/* Prose is wrapped, a paragraph at a time; an indented line keeps its place. */
static void
add_lines(str text, buf *out)
{
	buf prose = { 0 };
	str line;
	while (text.len) {
		str_cut(text, '\n', &line, &text);
		bool is_prose = line.len && line.at[0] != ' ';
		if (is_prose) {
			buf_printf(&prose, "%s%.*s", prose.len ? " " : "", STR_ARG(line));
		} else {
			if (prose.len)
				page_para(out, 0, buf_str(&prose));
			buf_clear(&prose);
			buf_printf(out, "%.*s\n", STR_ARG(line));
		}
	}
	if (prose.len)
		page_para(out, 0, buf_str(&prose));
	buf_done(&prose);
}

void
help_page(arena *a, const struct command *c, buf *out)
{
	bool reads_files = c->answer || str_find_str(str_of(c->args), S("FILE")) < str_of(c->args).len;
	buf_printf(out, "paraph %s%s%s%s [OPTION…]\n\n", c->name, c->answer ? " FILE…" : "",
		   *c->args ? " " : "", c->args);
	page_pair(out, 2, COMMAND_MARGIN, str_of(c->name), str_of(c->help));
	if (c->more && *c->more) {
		buf_add_byte(out, '\n');
		add_lines(str_of(c->more), out);
	}
	if (reads_files)
		add_operands(out);
	add_options(a, c->options, out);
	add_statuses(c->no, c->cannot_tell, out);
}

/* ---- help all ---- */

enum group { QUESTIONS, PAPERS, OTHERS };

static enum group
group_of(const struct command *c)
{
	return c->cmd ? OTHERS : c->answer->is_paper ? PAPERS : QUESTIONS;
}

static void
add_group(const char *heading, enum group group, buf *out)
{
	struct command c;
	buf_printf(out, "\n%s\n", heading);
	for (size_t i = 0; command_at(i, &c); i++)
		if (group_of(&c) == group)
			page_pair(out, 2, COMMAND_MARGIN, str_of(c.name), str_of(c.help));
}

static void
help_all(arena *a, buf *out)
{
	buf_add(out, S("paraph COMMAND FILE… [REFERENCE…] [OPTION…]\n"));
	add_group("Questions", QUESTIONS, out);
	add_group("Papers", PAPERS, out);
	add_group("Others", OTHERS, out);
	add_operands(out);
	add_options(a, NULL, out);
	add_statuses("no, of commands that are asked a yes-or-no", "it cannot be told, of the same", out);
	buf_add(out, S("\n'paraph help COMMAND' says which options it takes. The manual: paraph(1), and\n"
		       "paraph-minutes(5) for the notation.\n"));
}

static enum exit_status
help_run(struct cli *cli, struct err *err)
{
	buf out = { 0 };
	struct command c;
	bool ok = true;
	if (cli->operands.count > 1)
		ok = fail(err, ERR_USAGE, "help on one command at a time, not on '%.*s' too",
			  STR_ARG(cli->operands.at[1]));
	else if (cli->operands.count == 0)
		help_first(&out);
	else if (str_eq(cli->operands.at[0], S("all")))
		help_all(cli->a, &out);
	else if (command_find(cli->operands.at[0], &c))
		help_page(cli->a, &c, &out);
	else
		ok = command_absent(cli->a, cli->operands.at[0], err);
	if (ok)
		cli_write(cli, buf_str(&out), err);
	buf_done(&out);
	return EXIT_DONE;
}

const struct cmd cmd_help = {
	.name = "help",
	.args = "[COMMAND|all]",
	.help = "the commands a night needs; one command; or all",
	.options = "",
	.run = help_run,
};
