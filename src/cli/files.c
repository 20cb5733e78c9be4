#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"
#include "cli/cmd.h"

bool
operand_is_file(str operand)
{
	return str_eq(operand, S("-")) || str_find(operand, '.') < operand.len ||
	       str_find(operand, '/') < operand.len;
}

/* ---- the opener ---- */

enum { LARGE_BYTES = 16 * 1024 * 1024, HEAD_BYTES = 4096, TEXT_BYTES_MOST = 256 * 1024 * 1024 };

/* Are there zero bytes where a large file begins, or a hole in it?  Such a file
 * is no text, and would be read into memory only to be refused. */
static bool
has_zeros(int fd, off_t size)
{
	char head[HEAD_BYTES];
	off_t hole = lseek(fd, 0, SEEK_HOLE);
	if (hole >= 0 && hole < size)
		return true;
	ssize_t got = pread(fd, head, sizeof head, 0);
	return got > 0 && str_find((str){ head, (size_t)got }, '\0') < (size_t)got;
}

/* What it cannot look at, file_read will explain. */
static bool
is_large_and_no_text(const char *path)
{
	struct stat st;
	bool is = false;
	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size < LARGE_BYTES)
		return false;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd >= 0) {
		is = has_zeros(fd, st.st_size);
		close(fd);
	}
	return is;
}

static bool
open_file(void *context, arena *a, str path, str *ret_bytes, struct err *err)
{
	(void)context;
	if (is_large_and_no_text(arena_str(a, path).at))
		return fail(err, ERR_INPUT, "'%.*s' is no text: zero bytes stand in it; save it as "
			    "plain text in UTF-8", STR_ARG(path));
	return file_read(a, path, ret_bytes, err);
}

static bool
open_zone(void *context, arena *a, str name, str *ret_bytes, struct err *err)
{
	(void)context;
	const char *folder = getenv("TZDIR");
	str path = arena_printf(a, "%s/%.*s", folder ? folder : "/usr/share/zoneinfo", STR_ARG(name));
	if (file_read(a, path, ret_bytes, err))
		return true;
	return fail(err, ERR_ABSENT, "the time zone '%.*s' is not known here; is it spelt right, and is "
		    "the package tzdata installed?", STR_ARG(name));
}

const struct opener cli_opener = { .open = open_file, .open_zone = open_zone };

/* `bad` gives the offset of the first byte that no such text has, or its length. */
static bool
text_read(const struct cli *cli, str path, size_t (*bad)(str), str *ret_text, struct err *err)
{
	str text;
	if (!open_file(NULL, cli->a, path, &text, err)) {
		err->kind = ERR_INPUT;
		return false;
	}
	if (text.len > TEXT_BYTES_MOST)
		return fail(err, ERR_INPUT, "'%.*s' has more than 256 MiB", STR_ARG(path));
	size_t at = bad(text), line = 1;
	for (size_t i = 0; i < at && i < text.len; i++)
		line += text.at[i] == '\n';
	if (at < text.len)
		return fail(err, ERR_INPUT, "'%.*s' is no text: line %zu has a byte that is no UTF-8, or a "
			    "control character; save it as plain text in UTF-8", STR_ARG(path), line);
	*ret_text = text;
	return true;
}

bool
cli_text(const struct cli *cli, str path, str *ret_text, struct err *err)
{
	return text_read(cli, path, utf8_bad, ret_text, err);
}

static size_t
bad_but_control(str text)
{
	for (size_t at = 0;;) {
		at += utf8_bad(str_sub(text, at, text.len));
		if (at >= text.len || text.at[at] == '\0' || (unsigned char)text.at[at] >= 0x80)
			return at;
		at++;
	}
}

bool
cli_text_paged(const struct cli *cli, str path, str *ret_text, struct err *err)
{
	return text_read(cli, path, bad_but_control, ret_text, err);
}

/* ---- operands ---- */

/* A path that an operand could not be told to be, for it has no '.' and no '/',
 * gets one. */
static str
as_file(arena *a, str path)
{
	return operand_is_file(path) ? path : arena_printf(a, "./%.*s", STR_ARG(path));
}

bool
list_open(struct cli *cli, str path, struct err *err)
{
	str rest, line;
	size_t before = cli->operands.count;
	if (path.len == 0)
		return fail(err, ERR_USAGE, "'@' wants the name of a list behind it, as in '@lake.txt'");
	if (!open_file(NULL, cli->a, path, &rest, err)) {
		err->kind = ERR_INPUT;
		return false;
	}
	if (str_starts(rest, S("\xef\xbb\xbf")))
		rest = str_sub(rest, 3, rest.len);
	while (rest.len) {
		str_cut(rest, '\n', &line, &rest);
		line = str_trim(line);
		if (line.len && line.at[0] != ';')
			*LIST_ADD(&cli->operands) = as_file(cli->a, line);
	}
	if (cli->operands.count == before)
		return fail(err, ERR_INPUT, "the list '%.*s' names no file; it wants a path a line",
			    STR_ARG(path));
	*LIST_ADD(&cli->lists) = path;
	return true;
}

bool
cli_read(struct cli *cli, minutes *m, struct err *err)
{
	size_t files = 0;
	for (size_t i = 0; i < cli->operands.count; i++) {
		str operand = cli->operands.at[i];
		if (!operand_is_file(operand))
			continue;
		files++;
		if (!minutes_read(m, operand, err)) {
			/* Whatever keeps a file shut, it is for the asker to open it. */
			err->kind = ERR_INPUT;
			return false;
		}
	}
	if (files == 0 && cli->operands.count)
		return fail(err, ERR_USAGE, "%s from which minutes? '%.*s' is taken for a reference; the "
			    "name of a file has a '.' or a '/', as in './%.*s'", cli->command,
			    STR_ARG(cli->operands.at[0]), STR_ARG(cli->operands.at[0]));
	if (files == 0)
		return fail(err, ERR_USAGE, "%s from which minutes? paraph %s FILE…", cli->command,
			    cli->command);
	return true;
}
