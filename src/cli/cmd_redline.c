/* redline: two files, whatever they are, or more beside the first; or, where references are given, two
 * drafts of talks, which an answer compares. */
#include "answer/redline.h"

#include "cli/command.h"

static enum text_form
form_of(str path)
{
	return str_ends(path, S(".md")) || str_ends(path, S(".markdown")) ? TEXT_MARKDOWN : TEXT_PLAIN;
}

static bool
read_text(struct cli *cli, str path, struct named_text *ret, struct err *err)
{
	str text;
	if (!cli_text(cli, path, &text, err))
		return false;
	*ret = (struct named_text){ path, text, form_of(path) };
	return true;
}

static str
title_of(const struct cli *cli)
{
	buf title = { 0 };
	for (size_t i = 0; i < cli->operands.count; i++)
		buf_printf(&title, "%s%.*s", i == 0 ? "" : i == 1 ? " to " : ", ", STR_ARG(cli->operands.at[i]));
	buf_add(&title, S(", redlined"));
	str copy = arena_str(cli->a, buf_str(&title));
	buf_done(&title);
	return copy;
}

static enum exit_status
redline_files(struct cli *cli, struct err *err)
{
	size_t count = cli->operands.count;
	struct named_text *texts = ARENA_ARRAY(cli->a, struct named_text, count);
	struct redlined_look look = cli_look(cli);
	const struct sheet_format *format;
	if (!cli_format(cli, &format, err) || !cli_spares_operands(cli, err))
		return EXIT_INPUT;
	for (size_t i = 0; i < count; i++)
		if (!read_text(cli, cli->operands.at[i], &texts[i], err))
			return EXIT_INPUT;
	sheet *s = sheet_new(cli->a, "redline");
	sheet_title(s, title_of(cli));
	sheet_view(s, STR_NONE, STR_NONE, STR_NONE, S("Compared word by word, and byte by byte."));
	bool differs = count == 2 ? redline_texts(s, &texts[0], &texts[1], &look)
				  : redline_several(s, texts, count, &look);
	bool ok = cli_sheet(cli, s, STR_NONE, err);
	return !ok ? EXIT_MACHINE : differs && cli->exit_code ? EXIT_NO : EXIT_DONE;
}

/* Files alone are texts, save one: that is minutes, and the question which step
 * of them, the last. */
static bool
are_texts(const struct cli *cli)
{
	for (size_t i = 0; i < cli->operands.count; i++)
		if (!operand_is_file(cli->operands.at[i]))
			return false;
	return cli->operands.count > 1 && !cli->as.at && !cli->at.at && !cli->known.at;
}

static bool
operands_are_right(const struct cli *cli, struct err *err)
{
	if (cli->operands.count == 0)
		return fail(err, ERR_USAGE, "redline what? paraph redline OLD NEW, or FILE… v3 v4");
	if (are_texts(cli) && cli->operands.count > 2 && !cli->side_by_side)
		return fail(err, ERR_USAGE, "of %zu texts the others stand beside the first: add '--side-by-side'; "
			    "or name drafts of talks, 'redline FILE… v3 v4'", cli->operands.count);
	if (cli->operands.count == 1 && operand_is_file(cli->operands.at[0]) &&
	    !str_ends(cli->operands.at[0], S(".minutes")))
		return fail(err, ERR_USAGE, "redline '%.*s' against what? paraph redline OLD NEW, or FILE… v3 v4",
			    STR_ARG(cli->operands.at[0]));
	return true;
}

static enum exit_status
redline_run(struct cli *cli, struct err *err)
{
	if (!operands_are_right(cli, err))
		return EXIT_INPUT;
	if (are_texts(cli))
		return redline_files(cli, err);
	enum exit_status status = answer_run(&answer_redline, cli, err);
	return status == EXIT_NO && !cli->exit_code ? EXIT_DONE : status;
}

const struct cmd cmd_redline = {
	.name = "redline",
	.args = "OLD NEW | FILE… [A B]",
	.help = "one text made of another, word by word, with what moved",
	.more = "OLD and NEW are two files of plain text or Markdown. Or FILE… are minutes, and A and B two\n"
		"drafts or two points: v3 v4, or v3:6 v4:8. One of them is held against what it was made\n"
		"from; without any, it is the last step to the draft under discussion. Drafts are redlined\n"
		"point by point, as --as may know them. More files with --side-by-side stand in columns\n"
		"beside the first.\n"
		"\n"
		"[-taken out-] {+put in+} {~1: moved here, with its inner changes~} [~1 moved down~]\n"
		"\n"
		"Under the redline stand what moved, which numbers, dates, amounts and words such as shall,\n"
		"should, may, not and unless are others now, and each difference of form: blanks, encoding,\n"
		"capital letters, punctuation, numbering. None is judged harmless.\n"
		"\n"
		"-o json gives {\"ops\": [{\"op\": \"same|del|ins|move\", \"text\", \"from\", \"to\"}], \"sites\",\n"
		"\"islands\", \"words_shown\", …}: places are bytes; those with a \"from\", in its order, are the\n"
		"old text, those with a \"to\" the new one.\n"
		"\n"
		"  paraph redline old.txt new.txt\n"
		"  paraph redline old.md new.md --side-by-side -o redline.html\n"
		"  paraph redline base.txt upp.txt low.txt --side-by-side -o columns.html\n"
		"  paraph redline @lake.txt v3:6 v4:6 --as LOW\n",
	.options = "as at known provably output width color side-by-side context site-cost exit-code keep-going",
	.no = "with --exit-code: the texts differ",
	.run = redline_run,
};
