/* cmark says where blocks begin; everything else is read from the source,
 * because every byte of a wording counts.
 *
 * The source is cut into chunks: each begins where a block begins, runs up to
 * the next, and belongs to one point or to none.  A point has its own chunk
 * (number, heading, first words) and one more for each block that follows its
 * sub-points.  Lettered paragraphs cut chunks further.  Of a chunk's lines come
 * segments: the bytes of heading and words, without numbers, identity marks,
 * and the blanks that list nesting costs.  Words are counted on segments, and
 * words are what the segments of a point make in a row: borrowed where they
 * touch, copied where something was left out between them.
 *
 * The words of a point, exactly:
 *   - They begin behind the number and the heading and what blanks follow, and
 *     end with the last byte that is no blank or line end.
 *   - A continuation line in a list loses blanks up to the column where the
 *     item's text begins; one that begins further left loses what it has; a
 *     tab that reaches beyond that column stays.
 *   - Where sub-points were left out, an empty line stands.
 *   - "{#port}" and the blanks before it, and lines with link definitions, are
 *     no words.  Of "[3. … ]", around a whole point, neither bracket is.
 *   - The word Article (Section, §, …) before a number is kept nowhere.
 *
 * The heading of an item: its first block, if that is a heading; or a lead-in,
 * strong or emphasised, that ends in "." or ":" inside or right behind it
 * (which is dropped), unless it reads "Option 1" or the like; a strong one may
 * also stand alone on its line, where more follows.  After a "." the text must
 * not go on with a small letter: "**U.S.** ports" has no heading.
 *
 * Brackets are read chunk by chunk but matched across the whole of a level-1
 * point, so "[The chapeau: (a) … (b) …]" balances: it counts where it opens,
 * and words of (a) and (b) are words in a bracket.  One that never closes
 * reaches to the end of its chunk.
 *
 * Cost: linear, in passes; sorting where there are lettered paragraphs.  Lists
 * nest as deep as COLUMN_MOST lets them, which bounds the recursion.
 */
#include "text/draft.h"

#include <assert.h>
#include <cmark.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/map.h"
#include "text/draft_int.h"
#include "text/plain_words.h"

enum { BYTES_MOST = 256 << 20 };

/* A point in the making. */
struct seed {
	str number;             /* whole: "6.1" */
	str identity, heading, words;
	uint32_t at, line;      /* line: index */
	uint32_t parent;        /* index plus 1 */
	uint32_t root;          /* the level-1 point above, or itself; index plus 1 */
	uint32_t open_at;       /* offset of the number's "[" */
	uint32_t text_at;       /* behind the number */
	uint32_t indent;        /* columns that continuation lines may lose */
	uint32_t chunk_first, chunk_last;       /* index plus 1 */
	unsigned level, brackets, bracket_words, word_count;
	bool bracketed, unbalanced, section, has_children;
	bool heading_first;     /* an item whose first block is a heading */
	bool inherits;          /* its number or one above is bracketed */
};

struct chunk {
	uint32_t from, to;
	uint32_t line;          /* index of the line it begins in */
	uint32_t point;         /* index plus 1, or 0 */
	uint32_t next;          /* of the same point; index plus 1 */
	uint32_t segment_first, segment_count;
};

struct segment {
	uint32_t from, to;
	bool heading;
};

struct section {
	uint32_t point;
	int depth;              /* number of "#" */
};

struct reading {
	arena *a;
	str source, name;
	size_t bom;
	struct skeleton skeleton;
	LIST(struct seed) seeds;
	LIST(struct chunk) chunks;
	LIST(struct segment) segments;
	LIST(struct letter) letters;
	struct section sections[6];
	size_t section_count;
	bracketing brackets;
	plain_words words;
	buf scratch;
	str title;
	bool titled;
	struct err *err;
};

static size_t
line_at(const struct reading *r, size_t line)
{
	return line < r->skeleton.lines.count ? r->skeleton.lines.at[line].at : r->source.len;
}

static size_t
blanks_skip(str s, size_t at, size_t to)
{
	while (at < to && is_blank(s.at[at]))
		at++;
	return at;
}

/* The end of the text in `from` … `to` without blanks and line ends behind. */
static size_t
text_end(str s, size_t from, size_t to)
{
	while (to > from &&
	       (is_blank(s.at[to - 1]) || s.at[to - 1] == '\n' || s.at[to - 1] == '\r'))
		to--;
	return to < from ? from : to;
}

/* The mark "{#…}" at the start of `from` … `to`: its length, or 0. */
static size_t
mark_before(str s, size_t from, size_t to)
{
	if (!str_starts(str_sub(s, from, to), S("{#")))
		return 0;
	for (size_t i = from + 2; i < to && s.at[i] != '{'; i++)
		if (s.at[i] == '}')
			return i + 1 - from;
	return 0;
}

/* Where the mark "{#…}" at the end of `from` … `to` begins; `to` without one. */
static size_t
mark_behind(str s, size_t from, size_t to)
{
	if (to == from || s.at[to - 1] != '}')
		return to;
	for (size_t i = to - 1; i-- > from && s.at[i] != '}';)
		if (s.at[i] == '{')
			return mark_before(s, i, to) == to - i ? i : to;
	return to;
}

/* Points and their numbers. */

static bool
is_below(str number, str above)
{
	return number.len > above.len && str_starts(number, above) &&
	       (number.at[above.len] == '.' || number.at[above.len] == '(');
}

/* The whole number of a point typed as `digits` below the point `parent`. */
static str
number_join(struct reading *r, uint32_t parent, str digits)
{
	str above = parent ? r->seeds.at[parent - 1].number : S("");
	buf *out = &r->scratch;
	buf_clear(out);
	if (above.len > 0 && !is_below(digits, above)) {
		buf_add(out, above);
		if (digits.at[0] != '(')
			buf_add_byte(out, '.');
	}
	for (size_t i = 0; i < digits.len; i++)
		if (digits.at[i] != ' ')
			buf_add_byte(out, digits.at[i]);
	return arena_str(r->a, buf_str(out));
}

/* "6.1." typed beside "6." is a point below it.  The point last added, or one
 * above it up to `parent`, whose number begins `number`. */
static uint32_t
parent_by_number(const struct reading *r, uint32_t parent, str number)
{
	for (uint32_t p = (uint32_t)r->seeds.count; p != 0 && p != parent;
	     p = r->seeds.at[p - 1].parent)
		if (is_below(number, r->seeds.at[p - 1].number))
			return p;
	return parent;
}

static uint32_t
seed_add(struct reading *r, uint32_t parent, const struct number *n, size_t at, size_t line)
{
	str number = number_join(r, parent, n->digits);
	uint32_t above = n->digits.at[0] == '(' ? parent : parent_by_number(r, parent, number);
	struct seed *s = LIST_ADD(&r->seeds);
	uint32_t self = (uint32_t)r->seeds.count;
	s->number = number;
	s->at = s->open_at = (uint32_t)at;
	s->line = (uint32_t)line;
	s->parent = above;
	s->level = 1;
	s->root = self;
	s->bracketed = n->bracketed;
	if (above) {
		struct seed *p = &r->seeds.at[above - 1];
		s->level = p->level + 1;
		s->root = p->root;
		p->has_children = true;
	}
	return self;
}

/* From `at` on the source belongs to `point`. */
static void
chunk_begin(struct reading *r, size_t at, size_t line, uint32_t point)
{
	struct chunk *last = r->chunks.count ? &r->chunks.at[r->chunks.count - 1] : NULL;
	if (last && last->point == point)
		return;
	*LIST_ADD(&r->chunks) = (struct chunk){ .from = (uint32_t)at, .line = (uint32_t)line,
		.point = point };
}

/* Blocks. */

static size_t
node_line(cmark_node *node)
{
	return (size_t)cmark_node_get_start_line(node) - 1;
}

static bool
is_numbered_list(cmark_node *node)
{
	return cmark_node_get_type(node) == CMARK_NODE_LIST &&
	       cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
}

/* The columns up to an item's text, as CommonMark counts them: at most four
 * blanks behind the marker belong to it. */
static uint32_t
item_indent(const struct reading *r, size_t line, size_t marker_end)
{
	size_t stop = line_stop(r->source, marker_end);
	size_t text = blanks_skip(r->source, marker_end, stop);
	size_t marker = column_of(r->source, line_at(r, line), marker_end);
	size_t column = column_of(r->source, line_at(r, line), text);
	return (uint32_t)(text == stop || column > marker + 4 ? marker + 1 : column);
}

static void
list_read(struct reading *r, cmark_node *list, uint32_t parent)
{
	for (cmark_node *item = cmark_node_first_child(list); item; item = cmark_node_next(item)) {
		struct number n = { 0 };
		size_t line = node_line(item);
		size_t at = line_at(r, line) + (size_t)cmark_node_get_start_column(item) - 1;
		bool is_number =
			number_marker(str_sub(r->source, at, line_stop(r->source, at)), &n);
		assert(is_number);
		(void)is_number;
		uint32_t point = seed_add(r, parent, &n, at, line);
		r->seeds.at[point - 1].text_at = (uint32_t)(at + n.used);
		r->seeds.at[point - 1].indent = item_indent(r, line, at + n.used);
		chunk_begin(r, at, line, point);
		cmark_node *first = cmark_node_first_child(item);
		r->seeds.at[point - 1].heading_first =
			first && cmark_node_get_type(first) == CMARK_NODE_HEADING &&
			node_line(first) == line;
		for (cmark_node *child = first; child; child = cmark_node_next(child))
			if (is_numbered_list(child))
				list_read(r, child, point);
			else
				chunk_begin(r, line_at(r, node_line(child)), node_line(child),
					    point);
	}
}

/* The end of the heading that begins in `line`: of its text, and of all. */
static size_t
heading_end(const struct reading *r, size_t at, size_t line, size_t *ret_behind)
{
	if (r->source.at[at] == '#') {
		size_t stop = line_stop(r->source, at);
		*ret_behind = line_at(r, line + 1);
		size_t end = text_end(r->source, at, stop), hash = end;
		while (hash > at && r->source.at[hash - 1] == '#')
			hash--;
		bool closing = hash > at && is_blank(r->source.at[hash - 1]);
		return closing ? text_end(r->source, at, hash) : end;
	}
	for (line++;; line++) {
		size_t from = line_at(r, line), stop = line_stop(r->source, from);
		str text = str_trim(str_sub(r->source, from, stop));
		size_t same = 0;
		while (same < text.len && text.at[same] == text.at[0])
			same++;
		if ((text.len > 0 && same == text.len &&
		     (text.at[0] == '=' || text.at[0] == '-')) ||
		    line >= r->skeleton.lines.count) {
			*ret_behind = line_at(r, line + 1);
			return text_end(r->source, at, from);
		}
	}
}

/* Behind the "#" of a heading. */
static size_t
heading_text(const struct reading *r, size_t at, size_t end)
{
	while (at < end && r->source.at[at] == '#')
		at++;
	return blanks_skip(r->source, at, end);
}

static void
heading_read(struct reading *r, cmark_node *node)
{
	struct number n;
	size_t line = node_line(node), from = line_at(r, line), behind;
	size_t at = blanks_skip(r->source, from, r->source.len);
	size_t end = heading_end(r, at, line, &behind);
	int depth = cmark_node_get_heading_level(node);
	size_t text = heading_text(r, at, end);
	bool numbered = number_heading(str_sub(r->source, text, end), &n);
	while (r->section_count > 0) {
		int above = r->sections[r->section_count - 1].depth;
		if (above < depth)
			break;
		r->section_count--;
	}
	uint32_t parent = r->section_count ? r->sections[r->section_count - 1].point : 0;
	if (!numbered) {
		if (!r->titled)
			r->title = str_trim(
				str_sub(r->source, text, mark_behind(r->source, text, end)));
		r->titled = true;
		chunk_begin(r, from, line, parent);
		return;
	}
	uint32_t point = seed_add(r, parent, &n, from, line);
	struct seed *s = &r->seeds.at[point - 1];
	s->section = true;
	s->open_at = (uint32_t)text;
	s->text_at = (uint32_t)(text + n.used);
	r->sections[r->section_count++] = (struct section){ point, depth };
	chunk_begin(r, from, line, point);
}

static void
blocks_read(struct reading *r, cmark_node *document)
{
	for (cmark_node *node = cmark_node_first_child(document); node;
	     node = cmark_node_next(node)) {
		uint32_t section =
			r->section_count ? r->sections[r->section_count - 1].point : 0;
		if (cmark_node_get_type(node) == CMARK_NODE_HEADING)
			heading_read(r, node);
		else if (is_numbered_list(node))
			list_read(r, node, section);
		else
			chunk_begin(r, line_at(r, node_line(node)), node_line(node), section);
	}
	for (size_t i = 0; i < r->chunks.count; i++)
		r->chunks.at[i].to = i + 1 < r->chunks.count ? r->chunks.at[i + 1].from
							     : (uint32_t)r->source.len;
}

/* Lettered paragraphs. */

/* Does the text before a line end as a text before "(a)" does: with a blank
 * line, a colon, a semicolon, a full stop, "and" or "or"? */
static bool
ends_for_letter(const struct reading *r, size_t chunk_from, size_t line)
{
	size_t from = line_at(r, line - 1);
	str before = str_sub(r->source, from < chunk_from ? chunk_from : from, line_at(r, line));
	before = str_trim(before);
	while (before.len > 0 && strchr("]*_\"", before.at[before.len - 1]))
		before.len--;
	if (before.len == 0)
		return true;
	return strchr(":;.,", before.at[before.len - 1]) || str_ends(before, S(" and")) ||
	       str_ends(before, S(" or"));
}

static void
letter_try(struct reading *r, uint32_t chunk, size_t at, size_t line)
{
	struct number n;
	const struct chunk *c = &r->chunks.at[chunk];
	size_t stop = line_stop(r->source, at);
	if (!number_letter(str_sub(r->source, at, stop < c->to ? stop : c->to), &n))
		return;
	*LIST_ADD(&r->letters) = (struct letter){ .number = n, .at = (uint32_t)at,
		.line = (uint32_t)line, .chunk = chunk, .point = c->point };
}

static void
letters_find(struct reading *r)
{
	for (uint32_t i = 0; i < r->chunks.count; i++) {
		const struct chunk *c = &r->chunks.at[i];
		const struct seed *s = c->point ? &r->seeds.at[c->point - 1] : NULL;
		if (!s)
			continue;
		size_t line = c->line;
		if (c->from == s->at && !s->section)
			letter_try(r, i, blanks_skip(r->source, s->text_at, c->to), line);
		if (c->from == s->at)
			line++;
		for (; line_at(r, line) < c->to; line++) {
			size_t at = blanks_skip(r->source, line_at(r, line), c->to);
			if (at < c->to && (r->source.at[at] == '(' || r->source.at[at] == '[') &&
			    (line == c->line || ends_for_letter(r, c->from, line)))
				letter_try(r, i, at, line);
		}
	}
}

static int
by_point(const void *a, const void *b)
{
	const struct letter *one = a, *other = b;
	if (one->point != other->point)
		return one->point < other->point ? -1 : 1;
	return (one->at > other->at) - (one->at < other->at);
}

static int
by_place(const void *a, const void *b)
{
	const struct letter *one = a, *other = b;
	return (one->at > other->at) - (one->at < other->at);
}

/* Makes points of the letters of one point; `level` 0 marks those that are
 * text. */
static void
letters_plant(struct reading *r, struct letter *letters, size_t count)
{
	uint32_t above[3] = { letters[0].point };
	bool good = letters_order(letters, count);
	for (size_t i = 0; i < count; i++) {
		struct letter *l = &letters[i];
		if (!good) {
			l->level = 0;
			continue;
		}
		uint32_t point = seed_add(r, above[l->level - 1], &l->number, l->at, l->line);
		struct seed *s = &r->seeds.at[point - 1];
		s->text_at = (uint32_t)(l->at + l->number.used);
		s->indent = r->seeds.at[letters[0].point - 1].indent;
		above[l->level] = point;
		l->point = point;
	}
}

/* Cuts chunks at the letters that became points.  What follows in later chunks
 * of the point belongs to its last letter. */
static void
chunks_cut(struct reading *r)
{
	size_t old_count = r->chunks.count, next = 0;
	struct chunk *old = r->chunks.at;
	uint32_t *heir = calloc(r->seeds.count + 1, sizeof *heir);
	if (!heir)
		arena_exhausted(r->seeds.count * sizeof *heir);
	r->chunks.at = NULL;
	r->chunks.count = r->chunks.room = 0;
	for (uint32_t i = 0; i < old_count; i++) {
		struct chunk c = old[i];
		uint32_t owner = c.point;
		c.point = heir[owner] ? heir[owner] : owner;
		for (; next < r->letters.count && r->letters.at[next].chunk == i; next++) {
			const struct letter *l = &r->letters.at[next];
			if (l->level == 0)
				continue;
			struct chunk head = c;
			head.to = l->at;
			if (head.from < head.to)
				*LIST_ADD(&r->chunks) = head;
			c.from = l->at;
			c.line = l->line;
			c.point = heir[owner] = l->point;
		}
		*LIST_ADD(&r->chunks) = c;
	}
	free(old);
	free(heir);
}

static int
by_offset(const void *a, const void *b)
{
	const uint64_t *one = a, *other = b;
	return (*one > *other) - (*one < *other);
}

/* Lettered points were added last; now all in the order of the source, parents
 * first. */
static void
seeds_sort(struct reading *r)
{
	size_t count = r->seeds.count;
	uint64_t *order = malloc(arena_size(sizeof *order, count));
	uint32_t *place = malloc(arena_size(sizeof *place, count + 1));
	struct seed *sorted = malloc(arena_size(sizeof *sorted, count));
	if (!order || !place || !sorted)
		arena_exhausted(count * sizeof *sorted);
	for (size_t i = 0; i < count; i++)
		order[i] = (uint64_t)r->seeds.at[i].at << 32 | i;
	qsort(order, count, sizeof *order, by_offset);
	place[0] = 0;
	for (size_t i = 0; i < count; i++)
		place[(uint32_t)order[i] + 1] = (uint32_t)i + 1;
	for (size_t i = 0; i < count; i++) {
		sorted[i] = r->seeds.at[(uint32_t)order[i]];
		sorted[i].parent = place[sorted[i].parent];
		sorted[i].root = place[sorted[i].root];
	}
	for (size_t i = 0; i < r->chunks.count; i++)
		r->chunks.at[i].point = place[r->chunks.at[i].point];
	memcpy(r->seeds.at, sorted, count * sizeof *sorted);
	free(sorted);
	free(place);
	free(order);
}

static void
letters_read(struct reading *r)
{
	bool any = false;
	letters_find(r);
	if (r->letters.count == 0)
		return;
	qsort(r->letters.at, r->letters.count, sizeof *r->letters.at, by_point);
	for (size_t i = 0, end; i < r->letters.count; i = end) {
		for (end = i + 1; end < r->letters.count &&
		     r->letters.at[end].point == r->letters.at[i].point; end++)
			;
		letters_plant(r, &r->letters.at[i], end - i);
		any = any || r->letters.at[i].level > 0;
	}
	if (!any)
		return;
	qsort(r->letters.at, r->letters.count, sizeof *r->letters.at, by_place);
	chunks_cut(r);
	seeds_sort(r);
}

static void
chunks_chain(struct reading *r)
{
	for (uint32_t i = 0; i < r->chunks.count; i++) {
		struct chunk *c = &r->chunks.at[i];
		if (c->point == 0)
			continue;
		struct seed *s = &r->seeds.at[c->point - 1];
		if (s->chunk_last)
			r->chunks.at[s->chunk_last - 1].next = i + 1;
		else
			s->chunk_first = i + 1;
		s->chunk_last = i + 1;
	}
}

/* Identities. */

static bool
is_identity(str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		if (!is_letter(c) && (i == 0 || !(is_digit(c) || c == '-')))
			return false;
	}
	return s.len > 0;
}

static bool
identity_set(struct reading *r, struct seed *s, str mark)
{
	str identity = str_sub(mark, 2, mark.len - 1);
	if (!is_identity(identity))
		return fail(r->err, ERR_INPUT,
			    "%.*s:%u: '%.*s' is no identity; write letters, digits and hyphens, "
			    "a letter first", STR_ARG(r->name), s->line + 1,
			    STR_ARG(str_sub(mark, 0, 80)));
	if (s->identity.len > 0 && !str_eq(s->identity, identity))
		return fail(r->err, ERR_INPUT,
			    "%.*s:%u: point %.*s has two identities, '%.*s' and '%.*s'; keep one",
			    STR_ARG(r->name), s->line + 1, STR_ARG(s->number),
			    STR_ARG(str_sub(s->identity, 0, 80)),
			    STR_ARG(str_sub(identity, 0, 80)));
	s->identity = identity;
	return true;
}

/* The opening of a point: identity and heading. */

static void
segment_add(struct reading *r, size_t from, size_t to, bool heading)
{
	/* Blanks alone stand before a sub-point's marker. */
	if (blanks_skip(r->source, from, to) < to)
		*LIST_ADD(&r->segments) =
			(struct segment){ (uint32_t)from, (uint32_t)to, heading };
}

static void
heading_set(struct reading *r, struct seed *s, size_t from, size_t to)
{
	s->heading = str_sub(r->source, from, to);
	segment_add(r, from, to, true);
}

/* Behind the marks that part a number from a heading: blanks, dashes, ":". */
static size_t
separators_skip(str s, size_t at, size_t to)
{
	for (;;) {
		at = blanks_skip(s, at, to);
		str rest = str_sub(s, at, to);
		size_t len = 0;
		if (str_starts(rest, S("—")) || str_starts(rest, S("–")))
			len = S("—").len;
		else if (str_starts(rest, S(":")) || str_starts(rest, S("- ")))
			len = 1;
		if (len == 0)
			return at;
		at += len;
	}
}

/* Takes "*…*" around a whole heading off. */
static void
emphasis_strip(str s, size_t *from, size_t *to)
{
	while (*to - *from > 2 && (s.at[*from] == '*' || s.at[*from] == '_') &&
	       s.at[*to - 1] == s.at[*from] &&
	       (str_find(str_sub(s, *from + 1, *to - 1), s.at[*from]) == *to - *from - 2 ||
		(s.at[*from + 1] == s.at[*from] && s.at[*to - 2] == s.at[*from] &&
		 *to - *from > 4))) {
		++*from;
		--*to;
	}
}

static bool
heading_line(struct reading *r, struct seed *s, size_t from, size_t end)
{
	size_t mark = mark_behind(r->source, from, end);
	if (mark < end && !identity_set(r, s, str_sub(r->source, mark, end)))
		return false;
	size_t to = text_end(r->source, from, mark);
	from = to - str_trim(str_sub(r->source, from, to)).len;
	emphasis_strip(r->source, &from, &to);
	heading_set(r, s, from, to);
	return true;
}

static bool
section_opening(struct reading *r, struct seed *s, size_t *ret_words)
{
	size_t at = blanks_skip(r->source, s->at, r->source.len);
	size_t end = heading_end(r, at, s->line, ret_words);
	size_t from = separators_skip(r->source, s->text_at, end);
	return heading_line(r, s, from < end ? from : end, end);
}

static bool
is_option(str heading)
{
	static const str words[] = {
		{ "Option", 6 }, { "Alternative", 11 }, { "Alt", 3 }, { "Variant", 7 },
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		str word = str_sub(heading, 0, words[i].len);
		char next = heading.len > word.len ? heading.at[word.len] : ' ';
		if (str_eq_nocase(word, words[i]) && !is_small(next))
			return true;
	}
	return false;
}

/* The end of the emphasis whose `run` marks stand at `at`, as the offset of
 * its closing marks; 0 without one on the line. */
static size_t
emphasis_end(str s, size_t at, size_t run, size_t stop)
{
	char mark = s.at[at];
	for (size_t i = at + run; i < stop; i++) {
		if (s.at[i] == '\\') {
			i++;
		} else if (s.at[i] == mark) {
			size_t same = i;
			while (same < stop && s.at[same] == mark)
				same++;
			if (same - i == run && i > at + run && !is_blank(s.at[i - 1]))
				return i;
			i = same - 1;
		}
	}
	return 0;
}

/* Sets the heading from a lead-in at `at`; where it ends, or `at`. */
static size_t
lead_in(struct reading *r, struct seed *s, size_t at, size_t stop, bool more)
{
	str src = r->source;
	size_t run = 0;
	while (at + run < stop && src.at[at + run] == src.at[at] && run < 4)
		run++;
	if (at == stop || (src.at[at] != '*' && src.at[at] != '_') || run > 3 ||
	    at + run == stop || is_blank(src.at[at + run]))
		return at;
	size_t close = emphasis_end(src, at, run, stop);
	if (close == 0)
		return at;
	size_t from = at + run, mark = mark_behind(src, from, close),
	       to = text_end(src, from, mark);
	size_t behind = close + run;
	bool inside = to > from && (src.at[to - 1] == '.' || src.at[to - 1] == ':');
	bool outside = !inside && behind < stop && (src.at[behind] == '.' || src.at[behind] == ':');
	char ending = inside ? src.at[to - 1] : outside ? src.at[behind] : 0;
	behind += outside;
	size_t next = blanks_skip(src, behind, stop);
	bool alone = run >= 2 && more && (next == stop || src.at[next] == '{');
	str heading = str_sub(src, from, to - inside);
	if ((ending == 0 && !alone) || (next < stop && next == behind && src.at[next] != '{') ||
	    (ending == '.' && next < stop && is_small(src.at[next])) || is_option(heading) ||
	    heading.len == 0)
		return at;
	if (mark < close && !identity_set(r, s, str_sub(src, mark, close)))
		return SIZE_MAX;
	heading_set(r, s, from, to - inside);
	return next;
}

/* Does a point go on after its first line? */
static bool
goes_on(const struct reading *r, const struct seed *s, size_t stop)
{
	const struct chunk *c = &r->chunks.at[s->chunk_first - 1];
	return s->has_children || c->next != 0 ||
	       (stop < c->to && str_trim(str_sub(r->source, stop, c->to)).len > 0);
}

static bool
item_opening(struct reading *r, struct seed *s, size_t chunk_to, size_t *ret_words,
	     size_t ret_mark[2])
{
	str src = r->source;
	size_t at = blanks_skip(src, s->text_at, chunk_to);
	size_t stop = line_stop(src, at);
	stop = stop < chunk_to ? stop : chunk_to;
	ret_mark[0] = ret_mark[1] = 0;
	if (s->heading_first && at < stop) {
		size_t end = heading_end(r, at, s->line, ret_words);
		size_t from = heading_text(r, at, end);
		return heading_line(r, s, from, end);
	}
	size_t mark = mark_before(src, at, stop);
	if (mark > 0) {
		if (!identity_set(r, s, str_sub(src, at, at + mark)))
			return false;
		at = blanks_skip(src, at + mark, stop);
	}
	at = lead_in(r, s, at, stop, goes_on(r, s, stop));
	if (at == SIZE_MAX)
		return false;
	mark = mark_before(src, at, stop);
	if (mark > 0) {
		if (!identity_set(r, s, str_sub(src, at, at + mark)))
			return false;
		at = blanks_skip(src, at + mark, stop);
	}
	size_t end = text_end(src, at, stop);
	mark = end > at ? mark_behind(src, at, end) : end;
	if (mark < end) {
		if (!identity_set(r, s, str_sub(src, mark, end)))
			return false;
		ret_mark[0] = text_end(src, at, mark);
		ret_mark[1] = stop;
	}
	*ret_words = at;
	return true;
}

/* Segments. */

/* Behind the blanks that the line may lose. */
static size_t
indent_skip(str s, size_t at, size_t to, size_t indent)
{
	size_t column = 0;
	for (; at < to && is_blank(s.at[at]); at++) {
		column = s.at[at] == '\t' ? (column / TAB + 1) * TAB : column + 1;
		if (column > indent)
			break;
	}
	return at;
}

static bool
chunk_segments(struct reading *r, struct chunk *c)
{
	struct seed *s = &r->seeds.at[c->point - 1];
	size_t at = c->from, line = c->line, mark[2] = { 0 };
	c->segment_first = (uint32_t)r->segments.count;
	if (c->from == s->at) {
		if (s->section ? !section_opening(r, s, &at)
			       : !item_opening(r, s, c->to, &at, mark))
			return false;
		if (at < line_at(r, line + 1) || mark[1] > 0) {
			size_t end = line_at(r, line + 1) < c->to ? line_at(r, line + 1) : c->to;
			segment_add(r, at, mark[1] ? mark[0] : end, false);
			if (mark[1])
				segment_add(r, mark[1], end, false);
			line++;
		} else {
			while (line < r->skeleton.lines.count && line_at(r, line) < at)
				line++;
		}
	}
	for (; line < r->skeleton.lines.count && line_at(r, line) < c->to; line++) {
		size_t from = line_at(r, line), to = line_at(r, line + 1);
		if (r->skeleton.lines.at[line].definition)
			continue;
		to = to < c->to ? to : c->to;
		segment_add(r, indent_skip(r->source, from, to, s->indent), to, false);
	}
	c->segment_count = (uint32_t)r->segments.count - c->segment_first;
	return true;
}

/* Brackets and counts of the chunks of one level-1 point. */

/* Gives brackets to the points whose chunks they begin in. */
static void
brackets_share(struct reading *r, size_t from, size_t to)
{
	const bracketing *b = &r->brackets;
	size_t found = 0, stray = 0;
	for (size_t i = from; i < to; i++) {
		const struct chunk *c = &r->chunks.at[i];
		struct seed *s = &r->seeds.at[c->point - 1];
		for (; found < b->found.count && b->found.at[found].at < c->to; found++) {
			struct bracket *f = &b->found.at[found];
			s->brackets++;
			if (!f->closed) {
				s->unbalanced = true;
				f->len = c->to - f->at;
			}
		}
		for (; stray < b->strays.count && b->strays.at[stray] < c->to; stray++)
			s->unbalanced = true;
	}
}

struct cover {
	size_t found, quiet;            /* the next bracket, the next quiet span */
	size_t bracket_to, quiet_to;    /* where the ones begun so far end */
};

static void
cover_move(struct cover *v, const bracketing *b, str source, size_t at)
{
	for (; v->found < b->found.count && b->found.at[v->found].at <= at; v->found++) {
		const struct bracket *f = &b->found.at[v->found];
		if (f->at + f->len > v->bracket_to)
			v->bracket_to = f->at + f->len;
		if (f->owners.len > 0)
			v->quiet_to = (size_t)(f->owners.at - source.at) + f->owners.len;
	}
	for (; v->quiet < b->quiet.count && b->quiet.at[v->quiet].from <= at; v->quiet++)
		if (b->quiet.at[v->quiet].to > v->quiet_to)
			v->quiet_to = b->quiet.at[v->quiet].to;
}

static void
words_count(struct reading *r, size_t from, size_t to)
{
	struct cover cover = { 0 };
	for (size_t i = from; i < to; i++) {
		const struct chunk *c = &r->chunks.at[i];
		struct seed *s = &r->seeds.at[c->point - 1];
		for (size_t j = 0; j < c->segment_count; j++) {
			const struct segment *g = &r->segments.at[c->segment_first + j];
			plain_words_start(&r->words, r->source, g->from, g->to);
			for (size_t at, end; plain_words_next(&r->words, &at, &end);) {
				cover_move(&cover, &r->brackets, r->source, at);
				if (at < cover.quiet_to)
					continue;
				s->word_count++;
				s->bracket_words += at < cover.bracket_to;
			}
		}
	}
}

/* Words. */

/* Does the bracket before the number close with the byte at `last`? */
static bool
is_whole(const struct reading *r, const struct seed *s, size_t last)
{
	size_t low = 0, high = r->brackets.found.count;
	if (!s->bracketed)
		return false;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (r->brackets.found.at[middle].at < s->open_at)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == r->brackets.found.count)
		return false;
	const struct bracket *f = &r->brackets.found.at[low];
	return f->at == s->open_at && f->closed && f->at + f->len == last + 1;
}

static void
gap_add(buf *out)
{
	str so_far = buf_str(out);
	str line_end = str_ends(so_far, S("\r\n")) ? S("\r\n") : S("\n");
	size_t end = text_end(so_far, 0, so_far.len);
	size_t line = line_stop(so_far, end) + line_end.len;
	if (end > 0 && line >= so_far.len)
		buf_add(out, line_end);
}

/* The words of a point, and the heading's last bracket; see the top. */
static void
words_join(struct reading *r, struct seed *s)
{
	size_t from = SIZE_MAX, last = 0;
	buf_clear(&r->scratch);
	for (uint32_t i = s->chunk_first; i; i = r->chunks.at[i - 1].next) {
		const struct chunk *c = &r->chunks.at[i - 1];
		if (i != s->chunk_first)
			gap_add(&r->scratch);
		for (size_t j = 0; j < c->segment_count; j++) {
			const struct segment *g = &r->segments.at[c->segment_first + j];
			str text = str_sub(r->source, g->from, g->to);
			if (g->heading)
				continue;
			buf_add(&r->scratch, text);
			if (str_trim(text).len == 0)
				continue;
			last = text_end(r->source, g->from, g->to);
			if (from == SIZE_MAX)
				from = (size_t)(str_trim(text).at - r->source.at);
		}
	}
	if (from == SIZE_MAX) {
		s->words = S("");
		size_t end = (size_t)(s->heading.at - r->source.at) + s->heading.len;
		if (s->heading.len > 0 && is_whole(r, s, end - 1))
			s->heading = str_trim(str_sub(s->heading, 0, s->heading.len - 1));
		return;
	}
	str slice = str_sub(r->source, from, last), joined = str_trim(buf_str(&r->scratch));
	s->words = str_eq(slice, joined) ? slice : arena_str(r->a, joined);
	if (is_whole(r, s, last - 1))
		s->words = str_trim(str_sub(s->words, 0, s->words.len - 1));
	size_t heading_end_at = (size_t)(s->heading.at - r->source.at) + s->heading.len;
	if (s->heading.len > 0 && is_whole(r, s, heading_end_at - 1))
		s->heading = str_trim(str_sub(s->heading, 0, s->heading.len - 1));
}

/* One level-1 point with all below it: the chunks `from` … `to`. */
static bool
root_read(struct reading *r, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (!chunk_segments(r, &r->chunks.at[i]))
			return false;
	bracketing_clear(&r->brackets);
	for (size_t i = from; i < to; i++)
		bracketing_read(&r->brackets, r->source, r->chunks.at[i].from, r->chunks.at[i].to,
				r->skeleton.links);
	bracketing_end(&r->brackets);
	brackets_share(r, from, to);
	words_count(r, from, to);
	for (size_t i = from; i < to; i++) {
		struct seed *s = &r->seeds.at[r->chunks.at[i].point - 1];
		if (s->chunk_first == i + 1)
			words_join(r, s);
	}
	return true;
}

static uint32_t
root_of(const struct reading *r, size_t chunk)
{
	uint32_t point = r->chunks.at[chunk].point;
	return point ? r->seeds.at[point - 1].root : 0;
}

static bool
roots_read(struct reading *r)
{
	for (size_t i = 0, end; i < r->chunks.count; i = end) {
		for (end = i + 1; end < r->chunks.count && root_of(r, end) == root_of(r, i); end++)
			;
		if (root_of(r, i) && !root_read(r, i, end))
			return false;
	}
	return true;
}

/* The draft. */

static bool
text_check(struct reading *r)
{
	const char *nul = r->source.len ? memchr(r->source.at, 0, r->source.len) : NULL;
	const uint8_t *bad = u8_check((const uint8_t *)r->source.at, r->source.len);
	const char *fault = nul ? nul : (const char *)bad;
	size_t line = 1, stop = fault ? (size_t)(fault - r->source.at) : 0;
	for (size_t i = 0; i < stop; i++)
		line += r->source.at[i] == '\n' ||
			(r->source.at[i] == '\r' && r->source.at[i + 1] != '\n');
	if (nul)
		return fail(r->err, ERR_INPUT, "%.*s:%zu: there is a NUL byte; a draft is text",
			    STR_ARG(r->name), line);
	if (bad)
		return fail(r->err, ERR_INPUT,
			    "%.*s:%zu: this is not UTF-8; save the draft as UTF-8",
			    STR_ARG(r->name), line);
	return true;
}

static void
point_fill(const struct reading *r, struct draft_point *p, const struct seed *s)
{
	const struct seed *above = s->parent ? &r->seeds.at[s->parent - 1] : NULL;
	*p = (struct draft_point){
		.number = s->number,
		.identity = s->identity,
		.heading = s->heading,
		.words = s->words,
		.at = s->at + r->bom,
		.line = s->line + 1,
		.level = s->level,
		.parent = s->parent,
		.above = above ? above->number : S(""),
		.brackets = s->brackets,
		.bracket_words = s->inherits ? s->word_count : s->bracket_words,
		.word_count = s->word_count,
		.number_bracketed = s->bracketed,
		.unbalanced = s->unbalanced,
	};
	assert(!above || above < s);
}

static bool
number_enter(const struct reading *r, draft *d, size_t index)
{
	const struct draft_point *p = &d->points[index];
	uint32_t symbol = syms_add(d->numbers, p->number);
	if (symbol == index + 1)
		return true;
	return fail(r->err, ERR_INPUT,
		    "%.*s:%u: point %.*s was numbered before, on line %u; give each point its own "
		    "number", STR_ARG(r->name), p->line, STR_ARG(p->number),
		    d->points[symbol - 1].line);
}

static bool
identity_enter(const struct reading *r, draft *d, size_t index)
{
	const struct draft_point *p = &d->points[index];
	if (p->identity.len == 0)
		return true;
	uint32_t *named = &d->named[syms_add(d->identities, p->identity)];
	if (*named == 0) {
		*named = (uint32_t)index + 1;
		return true;
	}
	return fail(r->err, ERR_INPUT,
		    "%.*s:%u: identity '%.*s' was given before, on line %u; an identity is of one "
		    "point", STR_ARG(r->name), p->line, STR_ARG(str_sub(p->identity, 0, 80)),
		    d->points[*named - 1].line);
}

static draft *
draft_make(struct reading *r)
{
	draft *d = ARENA_NEW(r->a, draft);
	d->count = r->seeds.count;
	d->title = r->title;
	d->points = ARENA_ARRAY(r->a, struct draft_point, d->count);
	d->numbers = syms_new(r->a);
	d->identities = syms_new(r->a);
	d->named = ARENA_ARRAY(r->a, uint32_t, d->count + 1);
	for (size_t i = 0; i < d->count; i++) {
		struct seed *s = &r->seeds.at[i];
		s->inherits = s->bracketed || (s->parent && r->seeds.at[s->parent - 1].inherits);
		point_fill(r, &d->points[i], s);
		if (!number_enter(r, d, i) || !identity_enter(r, d, i))
			return NULL;
	}
	return d;
}

static draft *
points_read(struct reading *r)
{
	if (!text_check(r))
		return NULL;
	skeleton_make(&r->skeleton, r->a, r->source);
	cmark_node *document =
		cmark_parse_document(r->skeleton.bytes, r->source.len, CMARK_OPT_DEFAULT);
	blocks_read(r, document);
	cmark_node_free(document);
	if (r->seeds.count == 0) {
		fail(r->err, ERR_INPUT,
		     "%.*s: there is no numbered point; write points as list items, "
		     "'1. The port …', or under headings, '## 1. Port'", STR_ARG(r->name));
		return NULL;
	}
	letters_read(r);
	chunks_chain(r);
	return roots_read(r) ? draft_make(r) : NULL;
}

draft *
draft_read(arena *a, str markdown, str name, struct err *err)
{
	struct reading r = { .a = a, .name = name, .err = err };
	if (markdown.len > BYTES_MOST) {
		fail(err, ERR_INPUT, "%.*s: a draft has at most 256 MiB", STR_ARG(name));
		return NULL;
	}
	r.bom = str_starts(markdown, S("\xef\xbb\xbf")) ? 3 : 0;
	r.source = str_sub(markdown, r.bom, markdown.len);
	r.title = S("");
	draft *d = points_read(&r);
	skeleton_done(&r.skeleton);
	bracketing_done(&r.brackets);
	plain_words_done(&r.words);
	buf_done(&r.scratch);
	LIST_DONE(&r.seeds);
	LIST_DONE(&r.chunks);
	LIST_DONE(&r.segments);
	LIST_DONE(&r.letters);
	return d;
}

str
draft_title(const draft *d)
{
	return d->title;
}

size_t
draft_count(const draft *d)
{
	return d->count;
}

const struct draft_point *
draft_point(const draft *d, size_t index)
{
	assert(index < d->count);
	return &d->points[index];
}

uint32_t
draft_find(const draft *d, str number)
{
	return syms_find(d->numbers, number);
}

uint32_t
draft_find_identity(const draft *d, str identity)
{
	return d->named[syms_find(d->identities, identity)];
}
