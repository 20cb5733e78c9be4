/* clerk: press reports in, draft minutes out. */
#include <sys/stat.h>
#include <time.h>

#include "base/utf8.h"
#include "clerk/clerk.h"
#include "cli/clerk_score.h"
#include "cli/cmd.h"
#include "talks/docket.h"

enum clerk_format { CLERK_MINUTES, CLERK_JSON, CLERK_PAGE };

static bool
format_of(const struct cli *cli, enum clerk_format *ret, struct err *err)
{
	str wanted = cli->output;
	*ret = CLERK_MINUTES;
	if (!wanted.at || str_eq(wanted, S("-")) || str_eq(wanted, S("minutes")) || str_ends(wanted, S(".minutes")))
		return true;
	*ret = CLERK_JSON;
	if (str_eq(wanted, S("json")) || str_ends(wanted, S(".json")))
		return true;
	*ret = CLERK_PAGE;
	if (str_eq(wanted, S("html")) || str_ends(wanted, S(".html")))
		return true;
	return fail(err, ERR_USAGE, "the clerk writes minutes, json or html, not '%.*s'; or name a file as in '-o drafts.minutes'", STR_ARG(wanted));
}

/* The day on which this is run: no report in hand is later. */
static str
today(arena *a)
{
	time_t now = time(NULL);
	struct tm tm;
	return gmtime_r(&now, &tm) ? arena_printf(a, "%04d-%02d-%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday) : S("2100-01-01");
}

/* ---- the talks' own minutes ---- */

static uint8_t
kind_of(unsigned decl)
{
	switch (decl) {
	case DECL_person:
		return ACTOR_PERSON;
	case DECL_group:
		return ACTOR_GROUP;
	case DECL_organisation:
	case DECL_secretariat:
		return ACTOR_ORGANISATION;
	default:
		return ACTOR_STATE;
	}
}

struct declared {
	LIST(struct known_actor) actors;
	LIST(str) names;
};

static void
take_declaration(const minutes *m, const struct entry *e, struct declared *into)
{
	const struct item *name = entry_items(m, e), *display = entry_own(m, e, KEY_DISPLAY), *of = entry_own(m, e, CLAUSE_of);
	const struct item *office = entry_own(m, e, CLAUSE_office);
	bool is_actor = e->verb >= DECL_party && e->verb <= DECL_person;
	for (size_t i = 0; i < e->count && name[i].key == name->key; i++) {
		str id = syms_str(m->names, name[i].a);
		*LIST_ADD(&into->names) = id;
		if (is_actor)
			*LIST_ADD(&into->actors) = (struct known_actor){ .id = id, .name = display ? item_text(m, display) : id,
									 .office = office ? item_text(m, office) : S(""), .kind = kind_of(e->verb),
									 .party = of ? syms_str(m->names, of->a) : S("") };
	}
}

static bool
read_talks(struct cli *cli, minutes **ret_m, struct declared *into, struct clerk_query *query, struct err *err)
{
	minutes *m = *ret_m = minutes_new(cli->a, &cli_opener);
	if (!minutes_read(m, cli->talks, err)) {
		err->kind = ERR_INPUT;
		return false;
	}
	cli_report_faults(m);
	if (m->faults.total > 0)
		return fail(err, ERR_INPUT, "the minutes of --talks have faults");
	for (size_t i = 0; i < m->entries.count; i++) {
		const struct entry *e = &m->entries.at[i];
		if (e->kind == ENTRY_DECL && e->count > 0)
			take_declaration(m, e, into);
		else if (e->kind == ENTRY_ACT && entry_id(m, e))
			*LIST_ADD(&into->names) = syms_str(m->names, entry_id(m, e));
	}
	query->known = into->actors.at;
	query->known_count = into->actors.count;
	query->taken = into->names.at;
	query->taken_count = into->names.count;
	query->has_talks = true;
	if (into->actors.count == 0)
		cli_say("the minutes of --talks declare nobody: whom the report names is declared anew");
	return true;
}

/* ---- the whole ---- */

/* What begins so is no text, whatever else it is. */
static bool
is_text(str name, str bytes, struct err *err)
{
	static const struct { str start; const char *what; } others[] = {
		{ { "%PDF-", 5 }, "a PDF; take its text out first, as with pdftotext" },
		{ { "PK\3\4", 4 }, "a Word file or another archive; save it as plain text" },
		{ { "\xd0\xcf\x11\xe0", 4 }, "an old Word file; save it as plain text" },
		{ { "{\\rtf", 5 }, "rich text; save it as plain text" },
		{ { "\xff\xfe", 2 }, "text in UTF-16; make it UTF-8, as with iconv -f UTF-16 -t UTF-8" },
		{ { "\xfe\xff", 2 }, "text in UTF-16; make it UTF-8, as with iconv -f UTF-16 -t UTF-8" },
		{ { "\x1f\x8b", 2 }, "compressed; unpack it first, as with gunzip" },
	};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (str_starts(bytes, others[i].start))
			return fail(err, ERR_INPUT, "'%.*s' is %s", STR_ARG(name), others[i].what);
	return true;
}

/* Whatever the bytes are, they are read; but it is said where they are hardly meant. */
static void
say_damage(str name, str bytes)
{
	size_t line = 1, bad = 0, first = 0;
	bool has_zero = str_find(bytes, '\0') < bytes.len;
	for (size_t at = 0, used; at < bytes.len; at += used) {
		used = 1;
		if ((unsigned char)bytes.at[at] >= 0x80 && utf8_next(str_sub(bytes, at, at + 4), &used) == 0xfffd && used == 1 && bad++ == 0)
			first = line;
		line += bytes.at[at] == '\n';
	}
	if (has_zero)
		cli_say("'%.*s' has zero bytes in it and is hardly a text", STR_ARG(name));
	else if (bad > 0)
		cli_say("'%.*s' has %s byte%s that %s no UTF-8, the first in line %zu; if it is Latin-1, make it UTF-8, as with "
			"iconv -f WINDOWS-1252 -t UTF-8", STR_ARG(name), grouped(bad).text, bad == 1 ? "" : "s", bad == 1 ? "is" : "are", first);
}

static bool
is_folder(const struct cli *cli, str path)
{
	struct stat st;
	return stat(arena_str(cli->a, path).at, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool
open_reports(struct cli *cli, struct clerk_query *query, struct err *err)
{
	struct clerk_file *files = ARENA_ARRAY(cli->a, struct clerk_file, cli->operands.count + 1);
	for (size_t i = 0; i < cli->operands.count; i++) {
		files[i].name = cli->operands.at[i];
		if (is_folder(cli, files[i].name))
			return fail(err, ERR_INPUT, "cannot read '%.*s': it is a directory; name the reports in it", STR_ARG(files[i].name));
		if (!cli_opener.open(cli_opener.context, cli->a, files[i].name, &files[i].bytes, err)) {
			err->kind = ERR_INPUT;
			return false;
		}
		if (!is_text(files[i].name, files[i].bytes, err))
			return false;
		say_damage(files[i].name, files[i].bytes);
	}
	query->files = files;
	query->file_count = cli->operands.count;
	return true;
}

static void
say_undated(const clerk *c)
{
	for (size_t i = 0; i < c->report_count; i++)
		if (c->reports[i].report.token_count == 0)
			cli_say("'%.*s' has no words", STR_ARG(c->reports[i].report.name));
		else if (!c->reports[i].anchor.is_known)
			cli_say("'%.*s' does not say when it was published: its dates are open, and entries are of %.*s at the latest; "
				"--at TIME says it", STR_ARG(c->reports[i].report.name), STR_ARG(c->reports[i].day));
}

static enum exit_status
clerk_run(struct cli *cli, struct err *err)
{
	struct clerk_query query = { .at = cli->at, .in_order = cli->in_order, .not_after = today(cli->a) };
	struct declared declared = { 0 };
	enum clerk_format format;
	minutes *m = NULL;
	struct reader *reader;
	clerk *c;
	buf out = { 0 };
	bool ok = false;
	if (cli->operands.count == 0) {
		fail(err, ERR_USAGE, "which report? paraph clerk REPORT…");
		return EXIT_INPUT;
	}
	if (str_eq(cli->operands.at[0], S("score")))
		return clerk_score(cli, err) ? EXIT_DONE : EXIT_INPUT;
	if (str_eq(cli->operands.at[0], S("train")))
		return clerk_train(cli, err) ? EXIT_DONE : EXIT_INPUT;
	if (cli->timeml) {
		fail(err, ERR_USAGE, "--timeml is of 'clerk score'; there is nothing to score here");
		return EXIT_INPUT;
	}
	if (!format_of(cli, &format, err) || !cli_spares_operands(cli, err) || !open_reports(cli, &query, err) || !clerk_model(cli, &reader, err))
		return EXIT_INPUT;
	query.reader = reader;
	if (!cli->talks.at || read_talks(cli, &m, &declared, &query, err))
		ok = clerk_read(cli->a, &query, &c, err);
	if (ok) {
		say_undated(c);
		if (format == CLERK_JSON)
			clerk_json(c, &out);
		else if (format == CLERK_PAGE)
			clerk_page(c, &out);
		else
			clerk_minutes(c, &out);
		ok = cli_write(cli, buf_str(&out), err);
	}
	buf_done(&out);
	LIST_DONE(&declared.actors);
	LIST_DONE(&declared.names);
	if (m)
		minutes_done(m);
	return ok ? EXIT_DONE : EXIT_INPUT;
}

const struct cmd cmd_clerk = {
	.name = "clerk",
	.args = "[--talks FILE] REPORT… | score|train FOLDER…",
	.help = "draft minutes of press reports, for a person to confirm",
	.more = "REPORT… are articles: plain text, HTML (.html) or Markdown (.md), in UTF-8. Printed are\n"
		"draft minutes: who said what, about what, when; which meetings were held, planned or ruled\n"
		"out; who has or has not seen which text; deadlines; red lines; points of a plan; incidents,\n"
		"figure by figure. Each entry names its span (code points of the file) and how sure the\n"
		"clerk is, the doubtful first. Headings, captions and notices are kept apart. Nothing is on\n"
		"record until somebody takes it.\n"
		"\n"
		"The rules know no report: what they cannot resolve they say they cannot. A speaker without\n"
		"a name is joined to a name only where the report itself does so.\n"
		"\n"
		"Of several reports, copies of one story are one source, and what a paper adds is its own.\n"
		"What two say alike within a week is one entry that names both, unless a figure or a 'not'\n"
		"stands in one alone.\n"
		"\n"
		"Data (-o json): source, entries (kind, start, end, speaker, holder, cue, content, quote,\n"
		"when, mood, figures, confidence, doubt, minutes), dates (start, end, value, type); of\n"
		"several reports a list, with same_as where another report has the entry.\n"
		"\n"
		"  paraph clerk report.txt\n"
		"  paraph clerk report.txt --talks talks.minutes -o drafts.minutes\n"
		"  paraph clerk report.txt -o drafts.html    the report with its spans marked\n"
		"  paraph clerk report.txt --at 2026-06-04 -o json\n"
		"  paraph clerk train FOLDER -o reader.model   a second reader, for --model\n"
		"  paraph clerk score FOLDER           how well it does on annotated texts (brat)\n"
		"  paraph clerk score FOLDER --timeml  and on the dates of TimeML files\n",
	.options = "talks model at in-order timeml output width color",
	.run = clerk_run,
};
