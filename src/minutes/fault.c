#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "minutes/minutes.h"
#include "sheet/width.h"

__attribute__((format(printf, 5, 0))) static void
fault_addv(minutes *m, uint32_t file, uint32_t at, const char *guess, const char *format, va_list args)
{
	struct faults *faults = &m->faults;
	if (m->silent_from && file >= m->silent_from)
		return;
	if (faults->total++ >= FAULTS_KEPT)
		return;
	struct fault *f = &faults->at[faults->kept++];
	*f = (struct fault){ .file = file, .at = at };
	vsnprintf(f->text, sizeof f->text, format, args);
	if (guess)
		snprintf(f->guess, sizeof f->guess, "%s", guess);
}

bool
fault_add(minutes *m, uint32_t file, uint32_t at, const char *guess, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	fault_addv(m, file, at, guess, format, args);
	va_end(args);
	return false;
}

bool
fault_entry(minutes *m, const struct entry *e, const struct item *item, const char *guess,
	    const char *format, ...)
{
	va_list args;
	va_start(args, format);
	fault_addv(m, e->file, e->at + (item ? item->column : 0), guess, format, args);
	va_end(args);
	return false;
}

static int
by_place(const void *a, const void *b)
{
	const struct fault *x = a, *y = b;
	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

void
faults_sort(minutes *m)
{
	qsort(m->faults.at, m->faults.kept, sizeof m->faults.at[0], by_place);
}

static uint32_t
line_of(str text, size_t at)
{
	uint32_t line = 1;
	for (const char *p = text.at, *end = text.at + at; p < end; line++, p++) {
		p = memchr(p, '\n', (size_t)(end - p));
		if (!p)
			break;
	}
	return line;
}

/* A character as the terminal may have it: a control character or a damaged
 * byte is shown as '?'. */
static void
add_plain(str text, buf *out)
{
	for (size_t used; text.len; text = str_sub(text, used, text.len)) {
		uint32_t c = utf8_next(text, &used);
		bool odd = c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xfffd ||
			   (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
		if (odd)
			buf_add_byte(out, c == '\t' ? ' ' : '?');
		else
			buf_add(out, str_sub(text, 0, used));
	}
}

static str
without_end(str line)
{
	return str_ends(line, S("\r")) ? str_sub(line, 0, line.len - 1) : line;
}

/* The part of a long line that is shown: whole characters around the fault. */
static str
window(str line, size_t at, bool *ret_cut_left, bool *ret_cut_right)
{
	enum { BEFORE = 60, AFTER = 30 };
	size_t from = at > BEFORE ? at - BEFORE : 0, to = at + AFTER < line.len ? at + AFTER : line.len;
	if (line.len <= BEFORE + AFTER) {
		from = 0;
		to = line.len;
	}
	while (from > 0 && from < line.len && ((unsigned char)line.at[from] & 0xc0) == 0x80)
		from--;
	while (to < line.len && ((unsigned char)line.at[to] & 0xc0) == 0x80)
		to++;
	*ret_cut_left = from > 0;
	*ret_cut_right = to < line.len;
	return str_sub(line, from, to);
}

void
fault_print(const minutes *m, const struct fault *f, buf *out)
{
	const struct minutes_file *file = &m->files.at[f->file];
	size_t at = f->at < file->text.len ? f->at : file->text.len;
	size_t begin = at;
	while (begin > 0 && file->text.at[begin - 1] != '\n')
		begin--;
	size_t len = str_find(str_sub(file->text, begin, file->text.len), '\n');
	str line = without_end(str_sub(file->text, begin, begin + len));
	size_t in_line = at - begin < line.len ? at - begin : line.len;
	buf_printf(out, "%.*s:%u:%zu: ", STR_ARG(file->path), line_of(file->text, at),
		   utf8_count(str_sub(line, 0, in_line)) + 1);
	add_plain(str_of(f->text), out);
	buf_add_byte(out, '\n');
	bool cut_left, cut_right;
	str part = window(line, in_line, &cut_left, &cut_right);
	size_t before = in_line - (size_t)(part.at - line.at);
	buf_add(out, cut_left ? S("  ...") : S("  "));
	add_plain(part, out);
	buf_add(out, cut_right ? S("...\n  ") : S("\n  "));
	struct clusters scratch = { 0 };
	buf plain = { 0 };
	add_plain(str_sub(part, 0, before), &plain);
	buf_add_times(out, ' ', (cut_left ? 3 : 0) + width_of(&scratch, buf_str(&plain)));
	buf_done(&plain);
	clusters_done(&scratch);
	buf_add_byte(out, '^');
	if (f->guess[0]) {
		buf_add_byte(out, ' ');
		add_plain(str_of(f->guess), out);
	}
	buf_add_byte(out, '\n');
}
