#include "cli/cmd.h"

#include "cli/guess.h"
#include "cli/resolve.h"
#include "text/bracketed.h"

/* One bracketed text, as it was read. */
struct unbracketing {
	str path, text;
	struct bracketed *b;
};

static bool
operands_are_right(const struct cli *cli, struct err *err)
{
	if (cli->operands.count == 0)
		return fail(err, ERR_USAGE, "unbracket which text? paraph unbracket FILE --as NAME, or '-' for "
			    "standard input");
	for (size_t i = 1; i < cli->operands.count; i++)
		if (!cli->resolve || i > 1 || operand_is_file(cli->operands.at[i]))
			return fail(err, ERR_USAGE, "unbracket one text at a time, not '%.*s' too",
				    STR_ARG(cli->operands.at[i]));
	if (cli->at.at && !cli->resolve)
		return fail(err, ERR_USAGE, "--at is the time of the acts that --resolve writes; without it a text has "
			    "no time");
	str path = cli->operands.at[0];
	if (!cli->output.at || str_eq(cli->output, S("-")))
		return true;
	if (!operand_is_file(cli->output))
		return fail(err, ERR_USAGE, "unbracket writes a text as it is; '--output' wants a file, as in "
			    "'-o %.*s.txt'", STR_ARG(cli->output));
	return cli_spares(cli, path, err);
}

static const char *
fault_text(const struct bracket_fault *f)
{
	if (f->is_deep)
		return "'[' stands in too many others, so it is read as a character";
	return f->is_stray ? "']' closes no bracket, so it is read as a character"
			   : "'[' is never closed, so it is read as if closed where its paragraph ends";
}

/* Where it does not balance, each with its place and the words around. */
static void
tell_faults(const struct cli *cli, const struct unbracketing *u)
{
	minutes *m = minutes_new(cli->a, &cli_opener);
	*LIST_ADD(&m->files) = (struct minutes_file){ .path = u->path, .text = u->text };
	for (size_t i = 0; i < u->b->faults.count; i++)
		fault_add(m, 0, (uint32_t)u->b->faults.at[i].at, NULL, "%s",
			  fault_text(&u->b->faults.at[i]));
	cli_report_faults(m);
	minutes_done(m);
}

/* Whose text it is, as bracketed_project wants it. */
static uint32_t
owner_of(const struct cli *cli, const struct unbracketing *u)
{
	uint32_t owner = bracketed_owner(u->b, cli->as);
	if (owner || !cli->as.at)
		return owner;
	struct guess guess = { .word = cli->as };
	for (size_t i = 0; i < u->b->names.count; i++)
		guess_try(&guess, u->b->names.at[i]);
	cli_say("'%.*s' is in no bracket of '%.*s', so this is the base%.*s", STR_ARG(cli->as),
		STR_ARG(u->path), STR_ARG(guess_text(&guess, cli->a, "")));
	return 0;
}

static void
print(struct cli *cli, const struct unbracketing *u, struct err *err)
{
	buf out = { 0 };
	bracketed_project(u->b, owner_of(cli, u), &out);
	cli_write(cli, buf_str(&out), err);
	buf_done(&out);
}

static enum exit_status
unbracket_run(struct cli *cli, struct err *err)
{
	if (!operands_are_right(cli, err))
		return EXIT_INPUT;
	struct unbracketing u = { .path = cli->operands.at[0] };
	if (!cli_text(cli, u.path, &u.text, err))
		return EXIT_INPUT;
	u.b = bracketed_read(cli->a, u.text);
	tell_faults(cli, &u);
	if (cli->resolve)
		resolve_run(cli, u.path, u.b, err);
	else
		print(cli, &u, err);
	bracketed_done(u.b);
	return EXIT_DONE;
}

const struct cmd cmd_unbracket = {
	.name = "unbracket",
	.args = "FILE [DRAFT|POINT]",
	.help = "one party's text out of a bracketed one, to the byte",
	.more = "Prints what --as NAME has in a text such as 'paraph consolidate' prints; without\n"
		"--as, or where NAME is in no bracket, the base. Nothing is added, no line end either.\n"
		"\n"
		"  paraph unbracket t.txt --as EDRi\n"
		"\n"
		"  [port][US, EU: harbour]     the base has 'port', US and EU have 'harbour'\n"
		"  [US: joint] [RU delete: port]    an insertion; a deletion\n"
		"\n"
		"Brackets that do not balance are told with their place, and the text is printed as it\n"
		"could be read: few drafts balance, so that alone leaves the exit status at 0.\n"
		"\n"
		"--resolve asks at each open bracket which words to take, for --as NAME, who chooses.\n"
		"Each choice is written to standard output as an act in minutes, as of --at TIME or now:\n"
		"'proposes', which commits nobody, with the words of the point as they then stand. -o FILE\n"
		"gets the text, with what is still open. POINT says of what FILE is the text; DRAFT, that\n"
		"it is all of it; without, the draft has the name of the file.\n"
		"\n"
		"  paraph unbracket port.txt v4:3 --resolve --as ENV --at '2026-06-04 10:00'\n"
		"  paraph unbracket v4.md --resolve --as ENV -o v5.md >>envoy.minutes\n",
	.options = "as at output resolve",
	.run = unbracket_run,
};
