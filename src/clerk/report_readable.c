/* Readable text of plain files.  A line is a paragraph, unless lines are wrapped:
 * then blank lines, and short ones that end a sentence, part paragraphs. */
#include <stdlib.h>
#include <string.h>
#include <unictype.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "clerk/report_int.h"

enum { WRAP_MOST = 100, WRAPPED_OF_100 = 30 };

uint32_t
readable_next(str bytes, size_t *at, uint32_t *place)
{
	unsigned char c = (unsigned char)bytes.at[*at];
	size_t used = 1;
	uint32_t character = c < 0x80 ? c : utf8_next(str_sub(bytes, *at, *at + 4), &used);
	*at += used;
	(*place)++;
	return character;
}

void
readable_reserve(struct readable *c, size_t more)
{
	if (c->len + more <= c->room)
		return;
	size_t room = 2 * c->room + more + 256;
	char *text = arena_get(c->a, room);
	uint32_t *places = realloc(c->places, arena_size(sizeof *places, room));
	if (!places)
		arena_exhausted(arena_size(sizeof *places, room));
	if (c->len > 0)
		memcpy(text, c->text, c->len);
	c->text = text;
	c->places = places;
	c->room = room;
}

void
readable_add(struct readable *c, uint32_t character, uint32_t place, uint32_t width)
{
	readable_reserve(c, 4);
	if (width != 1)
		*LIST_ADD(&c->wides) = (struct wide){ .at = (uint32_t)c->len, .width = width };
	size_t count = utf8_put(character, c->text + c->len);
	for (size_t i = 0; i < count; i++)
		c->places[c->len + i] = place;
	c->len += count;
}

void
readable_open(struct readable *c, struct block as)
{
	if (c->is_open)
		return;
	as.from = as.to = (uint32_t)c->len;
	*LIST_ADD(&c->blocks) = as;
	c->is_open = true;
}

void
readable_close(struct readable *c)
{
	if (c->is_open)
		c->blocks.at[c->blocks.count - 1].to = (uint32_t)c->len;
	c->is_open = false;
}

/* How many bytes from `at` on are ASCII, eight at a time. */
static size_t
ascii_run(const char *at, size_t len)
{
	size_t i = 0;
	for (uint64_t eight; i + sizeof eight <= len; i += sizeof eight) {
		memcpy(&eight, at + i, sizeof eight);
		if (eight & UINT64_C(0x8080808080808080))
			break;
	}
	while (i < len && (unsigned char)at[i] < 0x80)
		i++;
	return i;
}

uint32_t
readable_run(struct readable *c, str bytes, size_t at, size_t to, uint32_t place)
{
	readable_reserve(c, to - at);
	while (at < to) {
		size_t plain = ascii_run(bytes.at + at, to - at);
		memcpy(c->text + c->len, bytes.at + at, plain);
		for (size_t i = 0; i < plain; i++)
			c->places[c->len + i] = place + (uint32_t)i;
		c->len += plain;
		place += (uint32_t)plain;
		at += plain;
		if (at == to)
			break;
		uint32_t character = readable_next(bytes, &at, &place);
		readable_add(c, character, place - 1, 1);
		readable_reserve(c, to - at);           /* a byte that is no UTF-8 becomes three */
	}
	return place;
}

uint32_t
readable_skip(str bytes, size_t at, size_t to, uint32_t place)
{
	while (at < to)
		readable_next(bytes, &at, &place);
	return place;
}

void
readable_done(struct readable *c)
{
	free(c->places);
	LIST_DONE(&c->wides);
	LIST_DONE(&c->blocks);
}

/* ---- lines ---- */

static size_t
line_end(str bytes, size_t at)
{
	const char *end = memchr(bytes.at + at, '\n', bytes.len - at);
	return end ? (size_t)(end - bytes.at) : bytes.len;
}

static bool
ends_sentence(str line)
{
	line = str_trim(line);
	while (line.len > 0 && (line.at[line.len - 1] == '"' || line.at[line.len - 1] == ')' || line.at[line.len - 1] == '\''))
		line.len--;
	if (str_ends(line, S("”")) || str_ends(line, S("’")) || str_ends(line, S("»")))
		line.len -= str_ends(line, S("»")) ? 2 : 3;
	return line.len > 0 && memchr(".!?:", line.at[line.len - 1], 4) != NULL;
}

/* How lines are used: of those behind another without a blank line between, how
 * many begin with a small letter, and how long the longest is. */
struct habit {
	size_t followed, small, longest;
	bool is_wrapped;
};

static struct habit
habit_of(str bytes)
{
	struct habit h = { 0 };
	bool is_behind_text = false;
	for (size_t at = 0; at < bytes.len;) {
		size_t end = line_end(bytes, at);
		str line = str_trim(str_sub(bytes, at, end));
		if (line.len > 0 && is_behind_text) {
			h.followed++;
			h.small += is_small(line.at[0]);
		}
		if (line.len > h.longest)
			h.longest = line.len;
		is_behind_text = line.len > 0;
		at = end + 1;
	}
	h.is_wrapped = h.longest <= WRAP_MOST && 100 * h.small >= WRAPPED_OF_100 * h.followed && h.followed > 0;
	return h;
}

/* A paragraph ends with this line, though no blank line follows. */
static bool
ends_paragraph(const struct habit *h, str line, str next)
{
	return !h->is_wrapped || (ends_sentence(line) && (10 * str_trim(line).len < 7 * h->longest || is_blank(next.at[0])));
}

void
readable_plain(struct readable *c, str bytes)
{
	struct habit h = habit_of(bytes);
	uint32_t place = 0;
	for (size_t at = 0; at < bytes.len;) {
		size_t end = line_end(bytes, at), behind = end < bytes.len ? end + 1 : end;
		str line = str_sub(bytes, at, end), next = str_sub(bytes, behind, line_end(bytes, behind));
		if (str_trim(line).len == 0)
			readable_close(c);
		else
			readable_open(c, (struct block){ 0 });
		place = readable_run(c, bytes, at, behind, place);
		if (c->is_open && (str_trim(next).len == 0 || ends_paragraph(&h, line, next)))
			readable_close(c);
		at = behind;
	}
	readable_close(c);
}
