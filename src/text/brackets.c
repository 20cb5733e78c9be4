/* One pass with a stack of open brackets.  At "]" the bracket on top is
 * closed, unless what follows makes it a link: this is how CommonMark finds
 * links (spec 0.30, appendix, "look for link or image"), so both agree on
 * which brackets belong together.  A bracket that turned out a link is marked
 * by `len` = 0 and taken out at the end, when depths are counted.
 *
 * Every look ahead stops where it could run twice over the same bytes: a
 * label, an owner list and a footnote mark at the next bracket, a target at a
 * blank or its 33rd parenthesis, a title at its quote.  Code spans are
 * paired beforehand: runs of backticks of one length in one paragraph hang in
 * a chain, and a chain loses its head when the pass is behind it.  So the whole
 * is linear in the text, with memory for one entry a bracket.
 *
 * Rejected: asking cmark for its inline tree.  It drops the escapes and the
 * offsets, and copies a definition's target for each of its uses.
 */
#include "text/brackets.h"

#include <assert.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/map.h"

enum { PARENS_MOST = 32, LABEL_MOST = 999, OWNERS_MOST = 1000 };

static bool
is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

static bool
is_punctuation(char c)
{
	return c > ' ' && c < 127 && !is_letter(c) && !is_digit(c);
}

/* Definitions and labels. */

struct links {
	arena *a;
	syms *labels;
};

links *
links_new(arena *a)
{
	links *l = ARENA_NEW(a, links);
	l->a = a;
	l->labels = syms_new(a);
	return l;
}

/* One blank between words, none at the ends, ASCII letters small.  `room` has
 * LABEL_MOST bytes. */
static str
label_plain(str label, char *room)
{
	size_t len = 0;
	label = str_trim(label);
	for (size_t i = 0; i < label.len && i < LABEL_MOST; i++) {
		char c = label.at[i];
		if (is_space(c) && len && room[len - 1] == ' ')
			continue;
		room[len++] = is_space(c) ? ' ' : is_capital(c) ? (char)(c + 32) : c;
	}
	return (str){ room, len };
}

void
links_add(links *l, str label)
{
	char room[LABEL_MOST];
	syms_add(l->labels, label_plain(label, room));
}

bool
links_have(const links *l, str label)
{
	char room[LABEL_MOST];
	return l && label.len <= LABEL_MOST && syms_find(l->labels, label_plain(label, room)) != 0;
}

/* Does it end like a file's or a host's name: "v3.md", "un.org"? */
static bool
has_ending(str target)
{
	for (size_t i = 1; i + 2 < target.len; i++)
		if (target.at[i] == '.' &&
		    (is_letter(target.at[i - 1]) || is_digit(target.at[i - 1])) &&
		    is_letter(target.at[i + 1]) && is_letter(target.at[i + 2]))
			return true;
	return false;
}

static bool
is_target(str target)
{
	return str_starts(target, S("/")) || str_starts(target, S("#")) ||
	       str_starts(target, S("./")) || str_starts(target, S("../")) ||
	       str_starts(target, S("mailto:")) || str_find_str(target, S("://")) < target.len ||
	       has_ending(target);
}

/* The target at `at`: how many bytes, or 0.  A target without <> balances its
 * parentheses and ends at a blank. */
static size_t
target_len(str s, size_t at)
{
	size_t i = at, parens = 0;
	if (i < s.len && s.at[i] == '<') {
		for (i++; i < s.len && s.at[i] != '<' && !is_line_end(s.at[i]); i++)
			if (s.at[i] == '>')
				return i + 1 - at;
		return 0;
	}
	for (; i < s.len && !is_space(s.at[i]); i++) {
		if (s.at[i] == '\\' && i + 1 < s.len && is_punctuation(s.at[i + 1]))
			i++;
		else if (s.at[i] == '(' && ++parens > PARENS_MOST)
			return 0;
		else if (s.at[i] == ')' && parens-- == 0)
			break;
	}
	str target = str_sub(s, at, i);
	return is_target(target) ? target.len : 0;
}

/* The title at `at`, "…", '…' or (…): how many bytes, or 0. */
static size_t
title_len(str s, size_t at)
{
	if (at >= s.len || (s.at[at] != '"' && s.at[at] != '\'' && s.at[at] != '('))
		return 0;
	char end = s.at[at] == '(' ? ')' : s.at[at];
	for (size_t i = at + 1; i < s.len; i++) {
		if (s.at[i] == end)
			return i + 1 - at;
		if (s.at[i] == '\\')
			i++;
		else if (s.at[i] == '\n' && i + 1 < s.len && is_line_end(s.at[i + 1]))
			return 0;
		else if (s.at[i] == '(' && end == ')')
			return 0;
	}
	return 0;
}

static size_t
spaces_skip(str s, size_t at)
{
	while (at < s.len && is_space(s.at[at]))
		at++;
	return at;
}

/* The label at "[": how many bytes with both brackets, or 0. */
static size_t
label_len(str s, size_t at)
{
	if (at >= s.len || s.at[at] != '[')
		return 0;
	for (size_t i = at + 1; i < s.len && i - at <= LABEL_MOST; i++) {
		if (s.at[i] == ']')
			return i + 1 - at;
		if (s.at[i] == '[')
			return 0;
		if (s.at[i] == '\\')
			i++;
	}
	return 0;
}

bool
link_definition(str line, str *ret_label)
{
	size_t label = label_len(line, 0);
	if (label <= 2 || line.at[1] == '^' || label == line.len || line.at[label] != ':' ||
	    str_trim(str_sub(line, 1, label - 1)).len == 0)
		return false;
	size_t at = spaces_skip(line, label + 1);
	size_t target = target_len(line, at);
	if (target == 0)
		return false;
	size_t title_at = spaces_skip(line, at + target);
	size_t title = title_at > at + target ? title_len(line, title_at) : 0;
	if (spaces_skip(line, title_at + title) < line.len)
		return false;
	*ret_label = str_sub(line, 1, label - 1);
	return true;
}

static size_t
line_end_of(str s, size_t at, size_t to)
{
	while (at < to && !is_line_end(s.at[at]))
		at++;
	return at;
}

links *
links_in(arena *a, str document)
{
	links *l = links_new(a);
	for (size_t at = 0; at < document.len; at++) {
		size_t end = line_end_of(document, at, document.len);
		while (at < end && is_blank(document.at[at]))
			at++;
		str label;
		if (at < end && document.at[at] == '[' &&
		    link_definition(str_sub(document, at, end), &label))
			links_add(l, label);
		at = end;
	}
	return l;
}

/* Owners. */

static bool
is_name_byte(char c)
{
	return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.' || c == '+' ||
	       c == '&' || (c & 0x80);
}

size_t
owner_name_len(str s, size_t at)
{
	size_t i = at;
	if (i < s.len && (is_letter(s.at[i]) || (s.at[i] & 0x80)))
		while (i < s.len && is_name_byte(s.at[i]))
			i++;
	return i - at;
}

bool
owner_is_stance(str word)
{
	static const str stances[] = {
		{ "propose", 7 }, { "oppose", 6 }, { "support", 7 }, { "reserve", 7 },
		{ "prefer", 6 }, { "suggest", 7 }, { "delete", 6 }, { "keep", 4 },
	};
	if (word.len > 1 && (str_ends(word, S("s")) || str_ends(word, S("d"))))
		word.len--;
	for (size_t i = 0; i < sizeof stances / sizeof *stances; i++)
		if (str_eq(word, stances[i]))
			return true;
	return false;
}

/* Words that stand before a colon in a bracket and own nothing. */
bool
owner_is_remark(str word)
{
	static const str remarks[] = {
		{ "Note", 4 }, { "NB", 2 }, { "Placeholder", 11 }, { "Option", 6 },
		{ "Alternative", 11 }, { "Alt", 3 },
	};
	for (size_t i = 0; i < sizeof remarks / sizeof *remarks; i++)
		if (str_eq_nocase(word, remarks[i]))
			return true;
	return false;
}

/* The owner list that begins behind "[" at `at`, without its colon. */
static str
owners_at(str s, size_t at)
{
	size_t i = at;
	while (i < s.len && is_blank(s.at[i]))
		i++;
	size_t from = i;
	for (bool stance_may = false;;) {
		size_t len = owner_name_len(s, i);
		str name = str_sub(s, i, i + len);
		if (len == 0 || owner_is_remark(name) || i - from > OWNERS_MOST)
			return STR_NONE;
		size_t end = i += len;
		while (i < s.len && is_blank(s.at[i]))
			i++;
		char next = i < s.len ? s.at[i] : 0;
		if (next == ':')
			return i + 2 < s.len && s.at[i + 1] == '/' && s.at[i + 2] == '/'
				     ? STR_NONE
				     : str_sub(s, from, end);
		if (next == ',' || next == '/' || next == ';') {
			stance_may = false;
			for (i++; i < s.len && is_space(s.at[i]);)
				i++;
		} else if (i == end || stance_may ||
			   !owner_is_stance(str_sub(s, i, i + owner_name_len(s, i)))) {
			return STR_NONE;
		} else {
			stance_may = true;
		}
	}
}

bool
owners_next(str *rest, struct owner *ret_owner)
{
	while (rest->len > 0 && owner_name_len(*rest, 0) == 0)
		*rest = str_sub(*rest, 1, rest->len);
	str name = str_sub(*rest, 0, owner_name_len(*rest, 0));
	if (name.len == 0)
		return false;
	*rest = str_sub(*rest, name.len, rest->len);
	/* The stance of a group stands behind its last name. */
	str group, after, stance = STR_NONE;
	str_cut(*rest, ';', &group, &after);
	group = str_trim(group);
	size_t last = group.len;
	while (last > 0 && is_name_byte(group.at[last - 1]))
		last--;
	str word = str_sub(group, last, group.len);
	if (owner_is_stance(word) && (last == 0 || is_space(group.at[last - 1])))
		stance = word;
	if (stance.len > 0 && last == 0)
		*rest = str_sub(*rest, (size_t)(stance.at - rest->at) + stance.len, rest->len);
	*ret_owner = (struct owner){ name, stance };
	return true;
}

/* Code spans. */

static void
runs_collect(bracketing *b, str text, size_t from, size_t to)
{
	uint64_t paragraph = 0;
	bool line_is_blank = false;
	b->runs.count = 0;
	b->run = 0;
	if (from == to || !memchr(text.at + from, '`', to - from))
		return;
	for (size_t i = from; i < to; i++) {
		if (text.at[i] == '\n') {
			paragraph += line_is_blank;
			line_is_blank = true;
		} else if (text.at[i] == '`') {
			size_t end = i;
			while (end < to && text.at[end] == '`')
				end++;
			*LIST_ADD(&b->runs) = (struct code_run){ .at = i, .len = end - i,
				.key = paragraph << 32 | (uint32_t)(end - i) };
			i = end - 1;
			line_is_blank = false;
		} else if (!is_space(text.at[i])) {
			line_is_blank = false;
		}
	}
}

/* Hangs the runs of one length in one paragraph in a chain; the map holds
 * each chain's head as index plus 1. */
static void
runs_chain(bracketing *b, map *heads)
{
	for (size_t i = b->runs.count; i-- > 0;) {
		uint32_t *head = map_at(heads, b->runs.at[i].key);
		b->runs.at[i].next = *head;
		*head = (uint32_t)i + 1;
	}
}

/* The end of the code span that the backticks at `at` open, or of the
 * backticks alone. */
static size_t
code_end(bracketing *b, map *heads, size_t at)
{
	assert(b->run < b->runs.count);
	while (b->runs.at[b->run].at + b->runs.at[b->run].len <= at)
		b->run++;
	const struct code_run *run = &b->runs.at[b->run];
	size_t end = run->at + run->len;        /* an escaped backtick shortens it */
	uint32_t *head = map_at(heads, run->key >> 32 << 32 | (uint32_t)(end - at));
	while (*head && b->runs.at[*head - 1].at <= at)
		*head = b->runs.at[*head - 1].next;
	return *head ? b->runs.at[*head - 1].at + (end - at) : end;
}

/* Links. */

/* "(target "title")" at `at`: how many bytes, or 0. */
static size_t
inline_tail(str s, size_t at)
{
	if (at >= s.len || s.at[at] != '(')
		return 0;
	size_t i = spaces_skip(s, at + 1);
	size_t target = target_len(s, i);
	if (target == 0)
		return 0;
	size_t title_at = spaces_skip(s, i + target);
	size_t title = title_at > i + target ? title_len(s, title_at) : 0;
	i = spaces_skip(s, title_at + title);
	return i < s.len && s.at[i] == ')' ? i + 1 - at : 0;
}

/* Is the bracket `opener` … `close` a link?  How many bytes behind "]" belong
 * to it. */
static bool
is_link(const bracketing *b, str piece, size_t opener, size_t close, const links *known,
	size_t *ret_tail)
{
	size_t at = b->found.at[opener].at;
	*ret_tail = inline_tail(piece, close + 1);
	if (*ret_tail > 0)
		return true;
	if (!known)
		return false;
	size_t ref = label_len(piece, close + 1);
	if (ref > 2) {
		*ret_tail = ref;
		return links_have(known, str_sub(piece, close + 2, close + ref));
	}
	*ret_tail = ref;
	return opener + 1 == b->found.count && close > at + 1 &&
	       links_have(known, str_sub(piece, at + 1, close));
}

static void
quiet_add(bracketing *b, size_t from, size_t to)
{
	*LIST_ADD(&b->quiet) = (struct span_of_bytes){ from, to };
}

static size_t
bracket_close(bracketing *b, str piece, size_t from, size_t at, const links *known)
{
	size_t tail;
	if (b->open.count == 0) {
		*LIST_ADD(&b->strays) = at;
		return at + 1;
	}
	size_t opener = b->open.at[--b->open.count];
	struct bracket *o = &b->found.at[opener];
	bool image = o->at > from && piece.at[o->at - 1] == '!';
	bool may = o->at >= from && (image || b->open.count >= b->links_from);
	if (may && is_link(b, piece, opener, at, known, &tail)) {
		o->len = 0;
		quiet_add(b, at + 1, at + 1 + tail);
		if (!image)
			b->links_from = b->open.count;
		return at + 1 + tail;
	}
	if (b->links_from > b->open.count)
		b->links_from = b->open.count;
	o->len = at + 1 - o->at;
	o->closed = true;
	b->last_end = at + 1;
	b->last_found = opener + 1;
	return at + 1;
}

/* A footnote mark "[^1]" at `at`: how many bytes, or 0. */
static size_t
footnote_len(str s, size_t at)
{
	if (at + 2 >= s.len || s.at[at + 1] != '^')
		return 0;
	size_t i = at + 2;
	while (i < s.len && !is_space(s.at[i]) && s.at[i] != '[' && s.at[i] != ']')
		i++;
	return i > at + 2 && i < s.len && s.at[i] == ']' ? i + 1 - at : 0;
}

static bool
begins_line(str piece, size_t from, size_t at)
{
	while (at > from && is_blank(piece.at[at - 1]))
		at--;
	return at == from || is_line_end(piece.at[at - 1]);
}

static size_t
bracket_open(bracketing *b, str piece, size_t from, size_t at)
{
	str label;
	size_t footnote = footnote_len(piece, at);
	if (footnote > 0) {
		quiet_add(b, at, at + footnote);
		return at + footnote;
	}
	if (begins_line(piece, from, at)) {
		size_t end = line_end_of(piece, at, piece.len);
		if (link_definition(str_sub(piece, at, end), &label)) {
			quiet_add(b, at, end);
			return end;
		}
	}
	bool stacked = b->last_found > 0 && b->last_end == at;
	unsigned place = stacked ? b->found.at[b->last_found - 1].place + 1 : 1;
	*LIST_ADD(&b->open) = b->found.count;
	*LIST_ADD(&b->found) = (struct bracket){ .at = at, .len = 1, .place = place,
		.owners = owners_at(piece, at + 1) };
	return at + 1;
}

/* The end of the comment or "<https://…>" at `at`; at + 1 where there is
 * neither.  `ret_comments` turns false once no comment can end any more. */
static size_t
angle_end(str s, size_t at, bool *comments)
{
	if (*comments && str_starts(str_sub(s, at, at + 4), S("<!--"))) {
		size_t end = at + 4 + str_find_str(str_sub(s, at + 4, s.len), S("-->"));
		if (end < s.len)
			return end + 3;
		*comments = false;
	}
	size_t i = at + 1;
	while (i < s.len && is_letter(s.at[i]) && i - at <= 32)
		i++;
	if (i < at + 3 || i >= s.len || s.at[i] != ':')
		return at + 1;
	while (i < s.len && !is_space(s.at[i]) && s.at[i] != '<' && s.at[i] != '>')
		i++;
	return i < s.len && s.at[i] == '>' ? i + 1 : at + 1;
}

void
bracketing_read(bracketing *b, str text, size_t from, size_t to, const links *known)
{
	map heads = { 0 };
	bool comments = true;
	str piece = str_sub(text, 0, to);
	to = piece.len;
	b->to = to;
	b->links_from = 0;
	runs_collect(b, piece, from, to);
	runs_chain(b, &heads);
	for (size_t i = from; i < to;) {
		size_t end;
		switch (piece.at[i]) {
		case '\\':
			i += i + 1 < to && is_punctuation(piece.at[i + 1]) ? 2 : 1;
			break;
		case '`':
			i = code_end(b, &heads, i);
			break;
		case '<':
			end = angle_end(piece, i, &comments);
			if (end > i + 1)
				quiet_add(b, i, end);
			i = end;
			break;
		case '[':
			i = bracket_open(b, piece, from, i);
			break;
		case ']':
			i = bracket_close(b, piece, from, i, known);
			break;
		default:
			i++;
		}
	}
	map_done(&heads);
}

/* Takes out what turned out a link and counts depths.  `open` becomes the
 * stack of ends. */
void
bracketing_end(bracketing *b)
{
	size_t kept = 0;
	b->open.count = 0;
	for (size_t i = 0; i < b->found.count; i++) {
		struct bracket *f = &b->found.at[i];
		if (f->len == 0)
			continue;
		if (!f->closed)
			f->len = b->to - f->at;
		while (b->open.count > 0 && b->open.at[b->open.count - 1] <= f->at)
			b->open.count--;
		*LIST_ADD(&b->open) = f->at + f->len;
		f->depth = (unsigned)b->open.count;
		b->found.at[kept++] = *f;
	}
	b->found.count = kept;
}

void
bracketing_clear(bracketing *b)
{
	b->found.count = b->strays.count = b->quiet.count = b->open.count = 0;
	b->links_from = b->last_found = b->last_end = 0;
}

void
bracketing_done(bracketing *b)
{
	LIST_DONE(&b->found);
	LIST_DONE(&b->strays);
	LIST_DONE(&b->quiet);
	LIST_DONE(&b->open);
	LIST_DONE(&b->runs);
}

brackets
brackets_in(arena *a, str text, const links *known)
{
	bracketing b = { 0 };
	bracketing_read(&b, text, 0, text.len, known);
	bracketing_end(&b);
	struct bracket *at = ARENA_ARRAY(a, struct bracket, b.found.count);
	brackets it = { .at = at, .count = b.found.count, .strays = b.strays.count };
	for (size_t i = 0; i < it.count; i++) {
		at[i] = b.found.at[i];
		it.unclosed += !at[i].closed;
	}
	bracketing_done(&b);
	return it;
}

bool
brackets_next(brackets *it, struct bracket *ret_bracket)
{
	if (it->next == it->count)
		return false;
	*ret_bracket = it->at[it->next++];
	return true;
}
