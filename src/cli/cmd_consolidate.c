/* consolidate: a base and the texts of some hands, as one bracketed text. */
#include "answer/beside.h"
#include "cli/hands.h"
#include "text/unwrap.h"

/* ---- as a sheet ---- */

static void
counts_tell(sheet *s, const struct bracketed_counts *c)
{
	const struct { const char *name; size_t count; } rows[] = {
		{ "sites", c->sites }, { "brackets", c->brackets }, { "words shown", c->words_shown },
		{ "words bracketed", c->words_bracketed }, { "islands", c->islands }, { "depth", c->depth },
	};
	static const char *const keys[] = { "sites", "brackets", "words_shown", "words_bracketed", "islands", "depth" };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		sheet_tally(s, rows[i].name, (int64_t)rows[i].count);
		value_set_number(sheet_data(s), keys[i], (int64_t)rows[i].count);
	}
	sheet_tally_line(s);
}

/* A paragraph a run of lines. */
static void
text_tell(sheet *s, str text)
{
	while (text.len) {
		size_t end = str_find_str(text, S("\n\n"));
		str paragraph = str_trim(str_sub(text, 0, end));
		if (paragraph.len)
			runs_add(sheet_para(s), RUN_PLAIN, paragraph);
		text = str_sub(text, end + 2, text.len);
	}
}

static sheet *
consolidate_sheet(const struct cli *cli, const struct hands *h, const struct bracketed *b, str text)
{
	struct bracketed_counts counts = bracketed_count(b);
	buf title = { 0 };
	sheet *s = sheet_new(cli->a, "consolidate");
	buf_printf(&title, "%.*s, and what", STR_ARG(h->base_path));
	for (size_t i = 0; i < h->count; i++)
		buf_printf(&title, "%s %.*s", i ? "," : "", STR_ARG(h->at[i].name));
	buf_add(&title, h->count > 1 ? S(" want") : S(" wants"));
	sheet_title(s, arena_str(cli->a, buf_str(&title)));
	buf_done(&title);
	sheet_view(s, STR_NONE, STR_NONE, STR_NONE, S("One text of all, with brackets where they differ."));
	counts_tell(s, &counts);
	text_tell(s, text);
	value_set_str(sheet_data(s), "text", text);
	return s;
}

/* ---- the command ---- */

static bool
is_plain_text(const struct cli *cli, struct err *err, bool *ret)
{
	const struct sheet_format *format;
	if (!cli_format(cli, &format, err))
		return false;
	*ret = str_eq(str_of(format->name), S("text"));
	return true;
}

/* ---- lines that were broken elsewhere ---- */

enum { BROKEN_LINES_MANY = 3 };

static bool
is_blank(const struct passage *p)
{
	return p->count == 0 || (p->count == 1 && !p->at[0].site && str_trim(p->at[0].text).len == 0);
}

/* Sites where nothing but blanks differ. */
static size_t
blank_sites(const struct bracketed *b)
{
	size_t count = 0;
	for (size_t i = 0; i < b->top.count; i++) {
		const struct site *site = b->top.at[i].site;
		bool blank = site != NULL;
		for (size_t k = 0; blank && k < site->count; k++)
			blank = is_blank(&site->at[k].content);
		count += blank;
	}
	return count;
}

static str
unwrapped(arena *a, str text)
{
	str words = text_unwrapped(a, text);
	return str_ends(text, S("\n")) ? arena_printf(a, "%.*s\n", STR_ARG(words)) : words;
}

static void
hands_unwrap(arena *a, struct hands *h)
{
	h->base = unwrapped(a, h->base);
	for (size_t i = 0; i < h->count; i++)
		h->at[i].text = unwrapped(a, h->at[i].text);
}

static bool
print(const struct cli *cli, const struct hands *h, struct err *err)
{
	struct consolidate_options options = consolidate_defaults;
	bool plain, ok;
	buf out = { 0 };
	if (!is_plain_text(cli, err, &plain))
		return false;
	if (cli->style == STYLE_COLUMNS)
		return cli_sheet(cli, beside_sheet(cli->a, h->base_path, h->base, h->at, h->count), STR_NONE, err);
	if (cli->brackets_cost >= 0)
		options.bracket_cost = cli->brackets_cost;
	struct bracketed *b = consolidate(cli->a, h->base, h->at, h->count, &options);
	size_t blank = blank_sites(b);
	if (blank >= BROKEN_LINES_MANY)
		cli_say("in %zu brackets nothing but blanks and line ends differ; --unwrap joins lines first, and then "
			"what reads back has its lines joined too", blank);
	style_text_print(cli->a, b, cli->style, &out);
	ok = plain ? cli_write(cli, buf_str(&out), err)
		   : cli_sheet(cli, consolidate_sheet(cli, h, b, arena_str(cli->a, buf_str(&out))), STR_NONE, err);
	buf_done(&out);
	bracketed_done(b);
	return ok;
}

static enum exit_status
consolidate_run(struct cli *cli, struct err *err)
{
	struct hands h;
	if (!hands_read(cli, &h, err))
		return EXIT_INPUT;
	if (cli->unwrap)
		hands_unwrap(cli->a, &h);
	print(cli, &h, err);
	return EXIT_DONE;
}

const struct cmd cmd_consolidate = {
	.name = "consolidate",
	.args = "BASE NAME=FILE…",
	.help = "the texts of several hands against a base, as one bracketed text",
	.more = "Prints the one text that BASE and each NAME's FILE can be read out of again, to the byte, with\n"
		"few words and few brackets:\n"
		"\n"
		"  the [port][US, EU: harbour]     the base has 'port', US and EU have 'harbour'\n"
		"  [US: joint] administration      the base has nothing here\n"
		"  [RU delete: observers]          RU strikes it, everybody else keeps it\n"
		"  [US, EU: a [EU: new] port]      EU wants what US wants, and more\n"
		"\n"
		"Equal texts share brackets. Whose text is the base's stands in none.  --brackets-cost is the\n"
		"dial: how many words a pair of brackets weighs; more gives fewer brackets and more words said\n"
		"twice.\n"
		"\n"
		"--style plain names nobody and cannot be read back. un, unfccc and eu number paragraphs in\n"
		"dispute as those houses do, and say so in the first line; columns sets the texts side by side.\n"
		"\n"
		"Where texts have their lines broken at different places, --unwrap joins the lines of each\n"
		"paragraph first.\n"
		"\n"
		"-o json gives \"sites\", \"brackets\", \"words_shown\", \"words_bracketed\", \"islands\" (single\n"
		"unchanged words between two sites), \"depth\" and \"text\".\n"
		"\n"
		"  paraph consolidate base.txt Amazon=a.txt EDRi=b.txt >t.txt\n"
		"  paraph unbracket t.txt --as EDRi\n"
		"  paraph consolidate base.txt UPP=a.txt LOW=b.txt --style columns -o t.html\n",
	.options = "style brackets-cost unwrap output width color",
	.run = consolidate_run,
};
