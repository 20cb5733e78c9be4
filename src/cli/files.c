#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cli/cmd.h"

bool
operand_is_file(str operand)
{
	return str_eq(operand, S("-")) || str_find(operand, '.') < operand.len ||
	       str_find(operand, '/') < operand.len;
}

static bool
open_file(void *context, arena *a, str path, str *ret_bytes, struct err *err)
{
	(void)context;
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

bool
cli_read(struct cli *cli, minutes *m, struct err *err)
{
	size_t files = 0;
	for (size_t i = 0; i < cli->operands.count; i++) {
		str operand = cli->operands.at[i];
		if (!operand_is_file(operand))
			continue;
		files++;
		if (!minutes_read(m, operand, err))
			return false;
	}
	if (files == 0)
		return fail(err, ERR_USAGE, "%s from which minutes? paraph %s FILE…", cli->command,
			    cli->command);
	return true;
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
		buf_printf(&out, "… and %zu more\n", m->faults.total - m->faults.kept);
	fwrite(out.at, 1, out.len, stderr);
	buf_done(&out);
}

bool
cli_write(const struct cli *cli, str bytes, struct err *err)
{
	if (cli->output.at && operand_is_file(cli->output))
		return file_write(cli->output, bytes, err);
	if (fwrite(bytes.at, 1, bytes.len, stdout) != bytes.len || fflush(stdout) != 0)
		return fail(err, ERR_SYSTEM, "cannot write to standard output: %s", strerror(errno));
	return true;
}
