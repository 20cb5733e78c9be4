/* redline: two files, whatever they are; or, where references are given, two
 * drafts of talks, which an answer compares. */
#include "answer/redline.h"

#include "base/utf8.h"
#include "cli/command.h"

enum { TEXT_BYTES_MOST = 256 * 1024 * 1024 };

static bool
read_text(struct cli *cli, str path, str *ret_text, struct err *err)
{
	if (!cli_opener.open(cli_opener.context, cli->a, path, ret_text, err)) {
		err->kind = ERR_INPUT;
		return false;
	}
	if (ret_text->len > TEXT_BYTES_MOST)
		return fail(err, ERR_INPUT, "'%.*s' has more than 256 MiB", STR_ARG(path));
	size_t bad = utf8_bad(*ret_text), line = 1;
	for (size_t i = 0; i < bad && i < ret_text->len; i++)
		line += ret_text->at[i] == '\n';
	return bad == ret_text->len ||
	       fail(err, ERR_INPUT, "'%.*s' is no text: line %zu has a byte that is no UTF-8; save it as plain text in "
		    "UTF-8", STR_ARG(path), line);
}

static bool
spares_texts(const struct cli *cli, struct err *err)
{
	for (size_t i = 0; i < cli->operands.count; i++)
		if (cli->output.at && operand_is_file(cli->output) && same_file(cli->output, cli->operands.at[i]))
			return fail(err, ERR_USAGE, "the redline is made from '%.*s', so it cannot be written there; "
				    "name another file", STR_ARG(cli->output));
	return true;
}

static enum exit_status
redline_files(struct cli *cli, struct err *err)
{
	str old_name = cli->operands.at[0], new_name = cli->operands.at[1], old, new;
	struct redlined_look look = cli_look(cli);
	const struct sheet_format *format;
	bool differs = false;
	if (!cli_format(cli, &format, err) || !spares_texts(cli, err) || !read_text(cli, old_name, &old, err) ||
	    !read_text(cli, new_name, &new, err))
		return EXIT_INPUT;
	sheet *s = sheet_new(cli->a, "redline");
	sheet_title(s, arena_printf(cli->a, "%.*s to %.*s, redlined", STR_ARG(old_name), STR_ARG(new_name)));
	sheet_view(s, STR_NONE, STR_NONE, STR_NONE, S("Two texts, compared word by word and byte by byte."));
	lexicon *l = lexicon_new();
	redline_texts(s, l, old_name, old, new_name, new, &look, &differs);
	bool ok = cli_sheet(cli, s, STR_NONE, err);
	lexicon_free(l);
	return !ok ? EXIT_MACHINE : differs && cli->exit_code ? EXIT_NO : EXIT_DONE;
}

static enum exit_status
redline_run(struct cli *cli, struct err *err)
{
	size_t files = 0;
	for (size_t i = 0; i < cli->operands.count; i++)
		files += operand_is_file(cli->operands.at[i]);
	if (files == 2 && cli->operands.count == 2 && !cli->as.at && !cli->at.at && !cli->known.at)
		return redline_files(cli, err);
	if (files == cli->operands.count && files != 1) {
		fail(err, ERR_USAGE, files ? "redline what? two texts, 'redline OLD NEW', or drafts of talks by their "
		     "names, 'redline FILE… v3 v4'" : "redline what? paraph redline OLD NEW, or FILE… v3 v4");
		return EXIT_INPUT;
	}
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
		"point by point, as --as may know them.\n"
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
		"  paraph redline @lake.txt v3:6 v4:6 --as LOW\n",
	.options = "as at known output width color side-by-side context site-cost exit-code keep-going",
	.no = "with --exit-code: the texts differ",
	.run = redline_run,
};
