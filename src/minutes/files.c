/* Files of minutes, and what they include. */
#include "minutes/reader.h"

#include <string.h>

#include "base/file.h"
#include "base/utf8.h"

/* `folder` + `path` without "./" and "x/../". */
static str
path_join(arena *a, str folder, str path)
{
	bool absolute = str_starts(path, S("/"));
	str whole = absolute ? path : arena_printf(a, "%.*s%.*s", STR_ARG(folder), STR_ARG(path));
	char *out = arena_get(a, whole.len + 1);
	size_t len = 0;
	str rest = whole, part;
	bool rooted = str_starts(whole, S("/"));
	while (rest.len) {
		str_cut(rest, '/', &part, &rest);
		if (part.len == 0 || str_eq(part, S(".")))
			continue;
		size_t last = len;
		while (last > 0 && out[last - 1] != '/')
			last--;
		str before = { out + last, len - last };
		if (str_eq(part, S("..")) && before.len && !str_eq(before, S(".."))) {
			len = last ? last - 1 : 0;
			continue;
		}
		if (len || rooted)
			out[len++] = '/';
		memcpy(out + len, part.at, part.len);
		len += part.len;
	}
	return (str){ out, len };
}

static uint32_t
file_find(const minutes *m, str path)
{
	for (uint32_t i = 0; i < m->files.count; i++)
		if (str_eq(m->files.at[i].path, path))
			return i + 1;
	return 0;
}

static bool
read_file(minutes *m, str path, str text, uint32_t included_by, struct err *err)
{
	if (text.len >= UINT32_MAX)
		return fail(err, ERR_INPUT, "'%.*s' is 4 GiB or more; split it into several files",
			    STR_ARG(path));
	if (str_starts(text, S("\xff\xfe")) || str_starts(text, S("\xfe\xff")))
		return fail(err, ERR_INPUT, "'%.*s' is UTF-16; save it as UTF-8", STR_ARG(path));
	if (str_starts(text, S("\xef\xbb\xbf")))
		text = str_sub(text, 3, text.len);
	struct minutes_file *file = LIST_ADD(&m->files);
	*file = (struct minutes_file){ .path = path, .folder = path_folder(path), .text = text,
				       .included_by = included_by };
	struct looked_up last = { 0 };
	struct reader r = { .m = m, .last = &last, .file = (uint32_t)m->files.count - 1, .begin = text.at,
			    .end = text.at + text.len };
	r.bad_bytes = utf8_bad(text) < text.len;
	file->has_bad_bytes = r.bad_bytes;
	if (m->keep_trivia)
		m->trivia.count = 0;
	read_lines(&r);
	return true;
}

bool
include_file(struct reader *r, const struct entry *e)
{
	enum { DEEPEST = 64 };
	minutes *m = r->m;
	str typed = item_text(m, &m->items.at[e->first]);
	str path = path_join(m->a, m->files.at[r->file].folder, typed);
	unsigned depth = 0;
	for (uint32_t f = r->file + 1; f; f = m->files.at[f - 1].included_by) {
		if (str_eq(m->files.at[f - 1].path, path))
			return FAULT(r, r->begin + e->at, NULL, "'%.*s' includes itself%s", STR_ARG(path),
				     f == r->file + 1 ? "" : ", by way of other files");
		if (++depth > DEEPEST)
			return FAULT(r, r->begin + e->at, NULL, "more than %d files include one another",
				     DEEPEST);
	}
	if (file_find(m, path))
		return true;
	struct err err = { 0 };
	str text;
	if (!m->opener->open(m->opener->context, m->a, path, &text, &err) ||
	    !read_file(m, path, text, r->file + 1, &err))
		return FAULT(r, r->begin + e->at, NULL, "%s", err.text);
	return true;
}

bool
minutes_read_text(minutes *m, str path, str text, struct err *err)
{
	path = path_join(m->a, S(""), path);
	if (file_find(m, path))
		return true;
	return read_file(m, path, text, 0, err);
}

bool
minutes_read(minutes *m, str path, struct err *err)
{
	str text;
	str name = str_eq(path, S("-")) ? path : path_join(m->a, S(""), path);
	if (file_find(m, name))
		return true;
	if (!m->opener->open(m->opener->context, m->a, name, &text, err))
		return false;
	return read_file(m, name, text, 0, err);
}
