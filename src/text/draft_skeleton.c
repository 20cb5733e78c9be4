/* cmark is asked for blocks only.  What it sees has the same length and the
 * same lines, but of each line only the start is kept: blanks, list markers,
 * "#", ">", fences, "<" of an HTML block.  Bytes that mean something inline
 * become "x", so that cmark neither parses links (and copies a definition's
 * target for each use) nor pairs emphasis; brackets.c reads those from the
 * source.  Link definitions become blank lines.
 *
 * Numbers that CommonMark has no list for, "3bis.", "[3.]", "-1a.", become
 * list markers of the same width.  Their value is never 1, since only 1 may
 * interrupt a paragraph: a wrapped line that begins with "3bis." stays text,
 * as one that begins with "3." does.
 */
#include "text/draft_int.h"

#include "base/ascii.h"

#include <stdlib.h>
#include <string.h>

size_t
line_stop(str source, size_t at)
{
	while (at < source.len && source.at[at] != '\n' && source.at[at] != '\r')
		at++;
	return at;
}

static size_t
line_next(str source, size_t stop)
{
	bool crlf = stop + 1 < source.len && source.at[stop] == '\r' && source.at[stop + 1] == '\n';
	return stop + (stop < source.len) + crlf;
}

size_t
column_of(str source, size_t from, size_t to)
{
	size_t column = 0;
	for (size_t i = from; i < to; i++)
		column = source.at[i] == '\t' ? (column / TAB + 1) * TAB : column + 1;
	return column;
}

/* A list marker of `used` bytes: "0…02.", with blanks behind it where it would
 * have more digits than CommonMark allows. */
static void
marker_write(char *at, size_t used)
{
	enum { DIGITS_MOST = 9 };
	size_t digits = used - 1 < DIGITS_MOST ? used - 1 : DIGITS_MOST;
	memset(at, ' ', used);
	memset(at, '0', digits);
	at[digits - 1] = '2';
	at[digits] = '.';
}

/* Blanks and container markers at the start of a line; where they end. */
static size_t
markers_skip(struct skeleton *s, str source, size_t from, size_t stop, size_t rule)
{
	struct number n;
	size_t column = 0, i = from;
	while (i < stop && i < rule) {
		char c = source.at[i];
		size_t used = 1;
		if (is_blank(c)) {
			column = c == '\t' ? (column / TAB + 1) * TAB : column + 1;
			i++;
			continue;
		}
		bool bullet = (c == '-' || c == '+' || c == '*') &&
			      (i + 1 == stop || is_blank(source.at[i + 1]));
		if (number_marker(str_sub(source, i, stop), &n)) {
			used = n.used;
			if (!n.plain)
				marker_write(s->bytes + i, used);
		} else if (!bullet && c != '>') {
			break;
		}
		if (column >= COLUMN_MOST) {
			s->bytes[i] = 'x';
			break;
		}
		column += used;
		i += used;
	}
	return i;
}

/* Where the run of "-", "*", "_" and blanks at the end of a line begins: from
 * there on it may be a thematic break, which cmark is to see as it is. */
static size_t
rule_start(str source, size_t from, size_t stop)
{
	size_t i = stop;
	while (i > from && (is_blank(source.at[i - 1]) || source.at[i - 1] == '-' ||
			    source.at[i - 1] == '*' || source.at[i - 1] == '_'))
		i--;
	return i;
}

static void
inline_mask(char *bytes, size_t from, size_t stop, char keep)
{
	static const bool marks[256] = {
		['['] = true, [']'] = true, ['*'] = true, ['_'] = true, ['`'] = true,
		['<'] = true, ['&'] = true, ['\\'] = true, ['!'] = true,
	};
	for (size_t i = from; i < stop; i++)
		if (marks[(unsigned char)bytes[i]] && bytes[i] != keep)
			bytes[i] = 'x';
}

static void
line_mask(struct skeleton *s, str source, struct draft_line *line, size_t stop)
{
	str label;
	size_t rule = rule_start(source, line->at, stop);
	size_t i = markers_skip(s, source, line->at, stop, rule);
	if (i >= rule || i == stop)
		return;
	char c = source.at[i];
	if (c == '[' && link_definition(str_sub(source, i, stop), &label)) {
		links_add(s->links, label);
		line->definition = str_trim(str_sub(source, line->at, i)).len == 0;
		memset(s->bytes + i, ' ', stop - i);
	} else if (str_starts(str_sub(source, i, stop), S("```"))) {
		inline_mask(s->bytes, i, stop, '`');
	} else if (c == '<') {
		inline_mask(s->bytes, i + 2, stop, 0);
	} else {
		inline_mask(s->bytes, i, stop, 0);
	}
}

void
skeleton_make(struct skeleton *s, arena *a, str source)
{
	s->bytes = malloc(source.len + 1);
	if (!s->bytes)
		arena_exhausted(source.len + 1);
	/* CommonMark takes these for blanks behind a marker; we don't. */
	for (size_t i = 0; i < source.len; i++)
		s->bytes[i] = source.at[i] == '\f' || source.at[i] == '\v' ? 'x' : source.at[i];
	/* A second byte order mark is text; cmark would take it off. */
	if (str_starts(source, S("\xef\xbb\xbf")))
		memset(s->bytes, 'x', 3);
	s->links = links_new(a);
	for (size_t at = 0; at < source.len;) {
		size_t stop = line_stop(source, at);
		struct draft_line *line = LIST_ADD(&s->lines);
		line->at = (uint32_t)at;
		line_mask(s, source, line, stop);
		at = line_next(source, stop);
	}
}

void
skeleton_done(struct skeleton *s)
{
	free(s->bytes);
	LIST_DONE(&s->lines);
}
