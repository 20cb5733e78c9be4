#include "cli/pieces.h"

#include <string.h>

#include "base/ascii.h"
#include "clerk/drafts.h"
#include "record/take.h"

/* ---- cutting ---- */

static bool
is_comment(str line)
{
	str rest = str_trim(line);
	return rest.len == 0 || rest.at[0] == ';';
}

static str
without_comments(str text)
{
	size_t end = str_find(text, '\n');
	while (text.len > 0 && is_comment(str_sub(text, 0, end))) {
		text = str_sub(text, end + 1, text.len);
		end = str_find(text, '\n');
	}
	return text;
}

/* Acts begin with a time or a relation; a point may be one of the clerk's. */
static bool
is_asked(str entry)
{
	static const char *const starts[] = { "before ", "during ", "after ", "../" };
	entry = without_comments(entry);
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (str_starts(entry, str_of(starts[i])))
			return true;
	return entry.len > 0 && (is_digit(entry.at[0]) || (str_starts(entry, S("point ")) && str_find_str(entry, S(" @")) < entry.len));
}

static void
add(struct draft_pieces *p, str text)
{
	struct draft_piece *piece = LIST_ADD(&p->list);
	piece->text = text;
	piece->fate = is_asked(text) ? FATE_OPEN : FATE_ALONG;
	if (piece->fate == FATE_OPEN)
		piece->number = ++p->asked;
}

/* Pieces end where a line in column 1 follows that is no comment. */
void
pieces_cut(struct draft_pieces *p, str text)
{
	size_t from = 0;
	bool has_entry = false;
	for (size_t at = 0; at < text.len;) {
		size_t end = at + str_find(str_sub(text, at, text.len), '\n');
		str line = str_sub(text, at, end);
		bool is_note = is_comment(line), is_start = !is_note && !is_blank(line.at[0]);
		if (has_entry && (is_start || (is_note && line.len > 0 && line.at[0] == ';'))) {
			add(p, str_sub(text, from, at));
			from = at;
			has_entry = false;
		}
		has_entry |= is_start;
		at = end + 1;
	}
	add(p, str_sub(text, from, text.len));
}

void
pieces_done(struct draft_pieces *p)
{
	LIST_DONE(&p->list);
}

/* ---- and together again ---- */

str
piece_entry(const struct draft_piece *p)
{
	return p->own.len > 0 ? p->own : without_comments(p->text);
}

static size_t
lines_of(str text)
{
	size_t lines = 0;
	for (size_t i = 0; i < text.len; i++)
		lines += text.at[i] == '\n';
	return lines;
}

void
pieces_text(struct draft_pieces *p, buf *out)
{
	for (size_t i = 0; i < p->list.count; i++) {
		struct draft_piece *piece = &p->list.at[i];
		str entry = piece_entry(piece);
		size_t lines = lines_of(piece->text), own = lines_of(piece->own);
		if (piece->fate != FATE_LEFT && piece->own.len == 0)
			buf_add(out, str_sub(piece->text, 0, piece->text.len - entry.len));
		piece->at = out->len;
		if (piece->fate != FATE_LEFT)
			buf_add(out, entry);
		piece->len = out->len - piece->at;
		if (piece->fate == FATE_LEFT)
			buf_add_times(out, '\n', lines);
		else if (piece->own.len > 0 && own < lines)
			buf_add_times(out, '\n', lines - own);
	}
}

/* ---- what nothing names ---- */

/* The name that the clerk's declaration gives, or nothing for any other piece. */
static str
declared_name(const struct draft_piece *piece)
{
	static const char *const keywords[] = { "person ", "group ", "organisation ", "interested ", "source ", "draft " };
	str entry = piece_entry(piece);
	for (size_t i = 0; piece->fate == FATE_ALONG && i < sizeof keywords / sizeof *keywords; i++)
		if (str_starts(entry, str_of(keywords[i]))) {
			str rest = str_sub(entry, strlen(keywords[i]), entry.len);
			size_t blank = str_find(rest, ' '), end = str_find(rest, '\n');
			return str_sub(rest, 0, blank < end ? blank : end);
		}
	return STR_NONE;
}

static bool
is_of_name(char c)
{
	return is_letter(c) || is_digit(c) || c == '-' || c == '_' || (unsigned char)c >= 0x80;
}

static bool
mentions(str text, str name)
{
	for (size_t at = 0; at < text.len;) {
		at += str_find_str(str_sub(text, at, text.len), name);
		size_t end = at + name.len;
		if (end <= text.len && (at == 0 || !is_of_name(text.at[at - 1])) && (end == text.len || !is_of_name(text.at[end])))
			return true;
		at = end;
	}
	return false;
}

static bool
is_mentioned(const struct draft_pieces *p, const struct taking_files *files, size_t piece, str name)
{
	for (size_t i = 0; i < files->count; i++)
		if (i != files->file && mentions(files->texts[i], name))
			return true;
	for (size_t i = 0; i < p->list.count; i++) {
		const struct draft_piece *other = &p->list.at[i];
		if (i != piece && other->fate != FATE_LEFT && !other->is_unused && mentions(piece_entry(other), name))
			return true;
	}
	return false;
}

size_t
pieces_leave_unused(struct draft_pieces *p, const struct taking_files *files)
{
	size_t count = 0;
	bool is_settled = false;
	if (str_find_str(files->texts[files->file], S(DRAFTS_BEGIN)) == files->texts[files->file].len)
		return 0;
	for (size_t i = 0; i < p->list.count; i++)
		count += p->list.at[i].is_unused = declared_name(&p->list.at[i]).len > 0;
	while (!is_settled) {           /* a person who is used names a party */
		is_settled = true;
		for (size_t i = 0; i < p->list.count; i++)
			if (p->list.at[i].is_unused && is_mentioned(p, files, i, declared_name(&p->list.at[i]))) {
				p->list.at[i].is_unused = is_settled = false;
				count--;
			}
	}
	for (size_t i = 0; i < p->list.count; i++)
		if (p->list.at[i].is_unused)
			p->list.at[i].fate = FATE_LEFT;
	return count;
}

/* ---- holding it together ---- */

static struct draft_piece *
piece_at(struct draft_pieces *p, size_t at)
{
	for (size_t i = 0; i < p->list.count; i++)
		if (at >= p->list.at[i].at && at < p->list.at[i].at + p->list.at[i].len)
			return &p->list.at[i];
	return NULL;
}

/* The fault with its place in the piece, as if that were a file. */
static void
tell(const struct taking_files *files, minutes *m, struct fault f, const struct draft_piece *piece, buf *out)
{
	struct minutes_file *file = &m->files.at[f.file], whole = *file;
	if (piece->number > 0) {
		file->path = arena_printf(files->cli->a, "entry %zu", piece->number);
		file->text = str_sub(whole.text, piece->at, piece->at + piece->len);
		f.at -= (uint32_t)piece->at;
	}
	fault_print(m, &f, out);
	*file = whole;
}

static void
judge(struct draft_pieces *p, const struct taking_files *files, minutes *m, uint32_t file, struct piece_faults *ret)
{
	faults_sort(m);
	for (size_t i = 0; i < m->faults.kept; i++) {
		const struct fault *f = &m->faults.at[i];
		struct draft_piece *piece = f->file == file ? piece_at(p, f->at) : NULL;
		if (piece && piece->fate == FATE_OPEN)
			continue;       /* its turn comes */
		if (!piece && f->file > file)
			continue;       /* of a file whose turn comes */
		ret->taken += piece && piece->fate == FATE_TAKEN;
		ret->along += !piece || piece->fate != FATE_TAKEN;
		if (piece)
			ret->is_faulty[piece - p->list.at] = true;
		if (piece)
			tell(files, m, *f, piece, &ret->told);
		else
			fault_print(m, f, &ret->told);
	}
}

bool
pieces_check(struct draft_pieces *p, const struct taking_files *files, struct piece_faults *ret, struct err *err)
{
	arena *a = arena_new();
	minutes *m = minutes_new(a, &cli_opener);
	struct taking t = { 0 };
	buf text = { 0 };
	uint32_t file = 0;
	bool ok = true;
	*ret = (struct piece_faults){ .is_faulty = ARENA_ARRAY(files->cli->a, bool, p->list.count + 1) };
	pieces_text(p, &text);
	for (size_t i = 0; ok && i < files->count; i++) {
		if (i == files->file)
			file = (uint32_t)m->files.count;
		ok = minutes_read_text(m, files->cli->operands.at[i + 1], i == files->file ? arena_str(a, buf_str(&text)) : files->texts[i], err);
	}
	ok = ok && taking_plan(&t, a, files->r, m, err);
	if (ok)
		judge(p, files, m, file, ret);
	taking_done(&t);
	buf_done(&text);
	minutes_done(m);
	arena_free(a);
	return ok;
}
