/* Minutes out of a record: printed, or as files in a folder, drafts beside them. */
#include <errno.h>
#include <sys/stat.h>

#include "base/file.h"
#include "cli/cmd.h"
#include "record/unsealing.h"

/* A path that stays inside the folder it is put into. */
static bool
stays_inside(str path)
{
	str rest = path, part;
	if (path.len == 0 || path.at[0] == '/')
		return false;
	while (rest.len) {
		str_cut(rest, '/', &part, &rest);
		if (part.len == 0 || str_eq(part, S("..")))
			return false;
	}
	return true;
}

static bool
write_inside(const struct cli *cli, str folder, str path, str bytes, struct err *err)
{
	if (!stays_inside(path))
		return fail(err, ERR_INPUT, "'%.*s' lies outside of the folder, so nothing more was written; "
			    "without '-o' the minutes are printed", STR_ARG(path));
	str whole = arena_printf(cli->a, "%.*s%.*s", STR_ARG(folder), STR_ARG(path));
	for (size_t i = 1; i < whole.len; i++) {
		if (whole.at[i] != '/')
			continue;
		str part = arena_str(cli->a, str_sub(whole, 0, i));
		if (mkdir(part.at, 0777) != 0 && errno != EEXIST)
			return fail(err, ERR_SYSTEM, "cannot make the folder '%s': %s", part.at, strerror(errno));
	}
	return file_write(whole, bytes, err);
}

/* The drafts that the entries of one file bring. */
static bool
write_drafts(const struct cli *cli, const struct unsealing *q, const minutes *m, size_t file, struct err *err)
{
	for (size_t i = 0; i < m->entries.count; i++) {
		const struct entry *e = &m->entries.at[i];
		uint32_t item = q->item_of.at[i];
		str text;
		if (!item || q->items.at[item - 1].file != file)
			continue;
		const struct item *from = entry_own(m, e, CLAUSE_from);
		const struct sealed *s = unsealing_sealed(q, &q->items.at[item - 1], NULL);
		if (!from || from->type != ITEM_TEXT || !sealed_text(s, &text))
			continue;
		str path = arena_printf(cli->a, "%.*s%.*s", STR_ARG(path_folder(q->files.at[file].path)),
					STR_ARG(item_text(m, from)));
		if (!write_inside(cli, cli->output, path, text, err))
			return false;
	}
	return true;
}

static bool
write_files(const struct cli *cli, struct unsealing *q, struct err *err)
{
	minutes *m = minutes_new(cli->a, &cli_opener);
	buf text = { 0 };
	bool ok = unsealing_minutes(q, m, S(""), err);
	for (size_t i = 0; ok && i < q->files.count; i++) {
		buf_clear(&text);
		unsealing_print_file(q, i, &text);
		ok = write_inside(cli, cli->output, q->files.at[i].path, buf_str(&text), err) &&
		     write_drafts(cli, q, m, i, err);
	}
	buf_done(&text);
	minutes_done(m);
	return ok;
}

static bool
print_files(const struct cli *cli, const struct unsealing *q, struct err *err)
{
	buf out = { 0 };
	for (size_t i = 0; i < q->files.count; i++) {
		buf_printf(&out, "%s; %.*s\n", i ? "\n" : "", STR_ARG(q->files.at[i].path));
		unsealing_print_file(q, i, &out);
	}
	bool ok = cli_write(cli, buf_str(&out), err);
	buf_done(&out);
	return ok;
}

static enum exit_status
minutes_run(struct cli *cli, struct err *err)
{
	struct unsealing q = { 0 };
	if (cli->operands.count != 1) {
		fail(err, ERR_USAGE, "minutes of which record? paraph minutes RECORD [-o FOLDER/]");
		return EXIT_INPUT;
	}
	bool to_folder = str_ends(cli->output, S("/"));
	record *r = record_open(cli->a, cli->operands.at[0], STORE_READ, NULL, err);
	bool ok = r && unsealing_open(&q, cli->a, r, err) &&
		  (to_folder ? write_files(cli, &q, err) : print_files(cli, &q, err));
	if (ok && q.not_held)
		cli_say("%zu of %zu entries are not held here, and not printed", q.not_held, q.entry_count);
	unsealing_done(&q);
	record_close(r);
	return ok ? EXIT_DONE : EXIT_INPUT;
}

const struct cmd cmd_minutes = {
	.name = "minutes",
	.args = "RECORD",
	.help = "print all that a record holds as minutes again",
	.more = "One file after the other, each behind a comment with its name. -o FOLDER/ writes them as\n"
		"files, with the drafts beside them: from these every answer is the same as from the record.\n"
		"Comments of the files that were taken are not in a record.\n"
		"\n"
		"  paraph minutes lake.paraph\n"
		"  paraph minutes lake.paraph -o lake-again/\n",
	.options = "output",
	.run = minutes_run,
};
