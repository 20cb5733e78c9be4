/* crosswalk: two drafts as files; or, where references are given, two drafts of
 * talks, which an answer matches. */
#include "answer/crosswalk.h"

#include "cli/command.h"

static bool
read_draft(struct cli *cli, str path, draft **ret, struct err *err)
{
	str text;
	if (!cli_text(cli, path, &text, err))
		return false;
	*ret = draft_read(cli->a, text, path, err);
	return *ret;
}

static enum exit_status
crosswalk_files(struct cli *cli, struct err *err)
{
	const struct sheet_format *format;
	struct crosswalk c = { .old = cli->operands.at[0], .new = cli->operands.at[1] };
	draft *old, *new;
	if (!cli_format(cli, &format, err) || !cli_spares_operands(cli, err) ||
	    !read_draft(cli, c.old, &old, err) || !read_draft(cli, c.new, &new, err))
		return EXIT_INPUT;
	lexicon *l = lexicon_new();
	crosswalk_texts(&c, cli->a, l, old, new);
	sheet *s = sheet_new(cli->a, "crosswalk");
	sheet_title(s, arena_printf(cli->a, "Crosswalk from %.*s to %.*s", STR_ARG(c.old),
				    STR_ARG(c.new)));
	sheet_view(s, STR_NONE, STR_NONE, STR_NONE,
		   S("Matched by identity, words, number and heading; nothing is on record."));
	crosswalk_to(&c, s);
	bool ok = cli->block ? cli_write(cli, crosswalk_block(&c, cli->a), err)
			     : cli_sheet(cli, s, STR_NONE, err);
	matching_done(&c.m);
	lexicon_free(l);
	return ok ? EXIT_DONE : EXIT_MACHINE;
}

static bool
are_drafts(const struct cli *cli)
{
	return cli->operands.count == 2 && operand_is_file(cli->operands.at[0]) &&
	       operand_is_file(cli->operands.at[1]) &&
	       !str_ends(cli->operands.at[0], S(".minutes")) && !cli->as.at && !cli->at.at &&
	       !cli->known.at;
}

static enum exit_status
crosswalk_run(struct cli *cli, struct err *err)
{
	if (cli->operands.count == 0)
		fail(err, ERR_USAGE, "crosswalk of what? paraph crosswalk OLD NEW, or FILE… v3 v4");
	else if (cli->block && cli->output.at && !operand_is_file(cli->output))
		fail(err, ERR_USAGE, "'--block' is text to paste and has no format '%.*s'",
		     STR_ARG(cli->output));
	else
		return are_drafts(cli) ? crosswalk_files(cli, err)
				       : answer_run(&answer_crosswalk, cli, err);
	return EXIT_INPUT;
}

const struct cmd cmd_crosswalk = {
	.name = "crosswalk",
	.args = "OLD NEW | FILE… [A B]",
	.help = "which point of one draft is which of another, and why",
	.more = "OLD and NEW are two drafts in Markdown. Or FILE… are minutes, and A and B two "
		"drafts, v3 v4.\n"
		"One of them is held against what it was made from; without any, it is the last "
		"step.\n"
		"\n"
		"Each point was kept, renumbered, moved, split, merged, added or deleted, with the "
		"reason:\n"
		"a crosswalk recorded with the draft, first; the same identity {#port}; the same "
		"words; most\n"
		"of the words; number and heading; its words found in one or several others. A "
		"deletion\n"
		"that the new draft does not show is named, and so are numbers that it leaves "
		"out.\n"
		"\n"
		"What is found here changes no identity: the other answers go by the minutes "
		"alone. With\n"
		"--block the rows are a block to paste under 'tables', which puts them on record.\n"
		"\n"
		"  paraph crosswalk v3.md v4.md\n"
		"  paraph crosswalk v3.md v4.md --block\n"
		"  paraph crosswalk @lake.txt v3 v4 --as LOW -o json\n",
	.options = "as at known provably output width color block keep-going",
	.run = crosswalk_run,
};
