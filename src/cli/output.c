#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/cmd.h"
#include "sheet/clean.h"

/* ---- standard error ---- */

struct grouped
grouped(size_t number)
{
	struct grouped g;
	char digits[32], *to = g.text;
	int len = snprintf(digits, sizeof digits, "%zu", number);
	for (int i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			*to++ = ',';
		*to++ = digits[i];
	}
	*to = '\0';
	return g;
}

void
cli_report_faults(minutes *m)
{
	if (m->faults.total == 0)
		return;
	buf out = { 0 };
	faults_sort(m);
	for (size_t i = 0; i < m->faults.kept; i++)
		fault_print(m, &m->faults.at[i], &out);
	if (m->faults.total > m->faults.kept)
		buf_printf(&out, "… and %s more\n", grouped(m->faults.total - m->faults.kept).text);
	fwrite(out.at, 1, out.len, stderr);
	buf_done(&out);
}

void
cli_say(const char *format, ...)
{
	struct err text = { 0 };
	buf out = { 0 };
	va_list args;
	va_start(args, format);
	vsnprintf(text.text, sizeof text.text, format, args);
	va_end(args);
	buf_add(&out, S("paraph: "));
	clean_add_str(&out, str_of(text.text));
	buf_add_byte(&out, '\n');
	fwrite(out.at, 1, out.len, stderr);
	buf_done(&out);
}

void
cli_complain(const struct err *err)
{
	cli_say("%s", err->text);
}

enum exit_status
exit_of(const struct err *err)
{
	switch (err->kind) {
	case ERR_CLASH:
	case ERR_SYSTEM:
		return EXIT_MACHINE;
	case ERR_NONE:
	case ERR_USAGE:
	case ERR_INPUT:
	case ERR_BROKEN:
	case ERR_ABSENT:
		break;
	}
	return EXIT_INPUT;
}

/* ---- standard output, and -o ---- */

static bool
is_to_file(const struct cli *cli)
{
	return cli->output.at && !str_eq(cli->output, S("-")) && operand_is_file(cli->output);
}

bool
cli_write(const struct cli *cli, str bytes, struct err *err)
{
	if (is_to_file(cli))
		return file_write(cli->output, bytes, err);
	if ((bytes.len && fwrite(bytes.at, 1, bytes.len, stdout) != bytes.len) || fflush(stdout) != 0)
		return fail(err, ERR_SYSTEM, "cannot write to standard output: %s", strerror(errno));
	return true;
}

static bool
same_file(str path, str other)
{
	char name[PATH_MAX], second[PATH_MAX];
	struct stat a, b;
	if (path.len >= sizeof name || other.len >= sizeof second)
		return false;
	snprintf(name, sizeof name, "%.*s", STR_ARG(path));
	snprintf(second, sizeof second, "%.*s", STR_ARG(other));
	return stat(name, &a) == 0 && stat(second, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

bool
cli_spares(const struct cli *cli, str path, struct err *err)
{
	if (!is_to_file(cli) || !same_file(cli->output, path))
		return true;
	return fail(err, ERR_USAGE, "what '%s' prints is made from '%.*s', so it cannot be written there; name "
		    "another file", cli->command, STR_ARG(cli->output));
}

bool
cli_spares_operands(const struct cli *cli, struct err *err)
{
	for (size_t i = 0; i < cli->operands.count; i++)
		if (!cli_spares(cli, cli->operands.at[i], err))
			return false;
	return true;
}

/* What stands behind the last '.' of the last part of a path, in small letters. */
static str
ending_of(arena *a, str path)
{
	size_t at = path.len;
	while (at > 0 && path.at[at - 1] != '.' && path.at[at - 1] != '/')
		at--;
	if (at == 0 || path.at[at - 1] == '/')
		return S("");
	char *low = arena_get(a, path.len - at + 1);
	for (size_t i = at; i < path.len; i++)
		low[i - at] = path.at[i] >= 'A' && path.at[i] <= 'Z' ? (char)(path.at[i] + 32) : path.at[i];
	return (str){ low, path.len - at };
}

static str
format_names(arena *a)
{
	size_t count;
	const struct sheet_format *const *formats = sheet_formats(&count);
	str names = S("");
	for (size_t i = 0; i < count; i++)
		names = arena_printf(a, "%.*s%s%s", STR_ARG(names), i ? ", " : "", formats[i]->name);
	return names;
}

bool
cli_format(const struct cli *cli, const struct sheet_format **ret_format, struct err *err)
{
	size_t count;
	const struct sheet_format *const *formats = sheet_formats(&count);
	str wanted = cli->output;
	*ret_format = formats[0];
	if (!wanted.at || str_eq(wanted, S("-")))
		return true;
	if (is_to_file(cli))
		wanted = ending_of(cli->a, cli->output);
	const struct sheet_format *format = wanted.len ? sheet_format_find(wanted) : NULL;
	if (format) {
		*ret_format = format;
		return true;
	}
	if (is_to_file(cli))
		return fail(err, ERR_USAGE, "the ending of '%.*s' names no format; formats are %.*s, and "
			    "text ends in .txt", STR_ARG(cli->output), STR_ARG(format_names(cli->a)));
	return fail(err, ERR_USAGE, "there is no format '%.*s'; formats are %.*s, or name a file as in "
		    "'-o %.*s.html'", STR_ARG(cli->output), STR_ARG(format_names(cli->a)),
		    STR_ARG(cli->output));
}

/* ---- the terminal ---- */

static unsigned
terminal_width(void)
{
	struct winsize size;
	uint64_t columns = 0;
	if (!isatty(STDOUT_FILENO))
		return 100;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		columns = size.ws_col;
	else if (!str_u64(str_of(getenv("COLUMNS")), &columns))
		columns = 100;
	return columns < 20 ? 20 : columns > 1000 ? 1000 : (unsigned)columns;
}

unsigned
cli_width(const struct cli *cli)
{
	return cli->width ? cli->width : terminal_width();
}

static bool
has_colour(const struct cli *cli)
{
	const char *term = getenv("TERM"), *no = getenv("NO_COLOR");
	if (cli->colour != COLOUR_AUTO)
		return cli->colour == COLOUR_ALWAYS;
	return isatty(STDOUT_FILENO) && term && *term && strcmp(term, "dumb") != 0 && !(no && *no);
}

bool
cli_sheet(const struct cli *cli, const sheet *s, str behind, struct err *err)
{
	const struct sheet_format *format;
	if (!cli_format(cli, &format, err))
		return false;
	bool to_file = is_to_file(cli);
	struct sheet_options options = {
		.width = to_file && !cli->width ? 100 : cli_width(cli),
		.colour = !to_file && has_colour(cli),
	};
	buf out = { 0 };
	format->render(s, &options, &out);
	buf_add(&out, behind);
	bool ok = cli_write(cli, buf_str(&out), err);
	buf_done(&out);
	return ok;
}
