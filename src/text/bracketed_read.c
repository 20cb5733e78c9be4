/* Two passes.  The first pairs brackets with a stack, over the whole text, so
 * that a bracket may hold many paragraphs; it knows escapes and nothing else.
 * The second builds the tree.  A "[" without a "]" is closed at the end of the
 * first paragraph at which nothing that does close is open inside it: what is
 * unclosed lies outermost, for whatever lies around it has no "]" either.
 *
 * Each look ahead, for owners and for the end of a paragraph, stops at the next
 * bracket, so the whole is linear.
 */
#include "text/bracketed_int.h"

#include "base/ascii.h"
#include "text/brackets.h"

/* ---- owners ---- */

static size_t
blanks_skip(str s, size_t at)
{
	while (at < s.len && is_blank(s.at[at]))
		at++;
	return at;
}

static size_t
spaces_skip(str s, size_t at)
{
	while (at < s.len && is_space(s.at[at]))
		at++;
	return at;
}

/* Is the backslash at `i`, within quotes, the first of two? */
static bool
is_pair(str s, size_t i)
{
	return s.at[i] == '\\' && i + 1 < s.len &&
	       (s.at[i + 1] == '"' || is_escapable(s.at[i + 1]));
}

/* The name in quotes at `at`: how many bytes, or 0. */
static size_t
quoted_len(str s, size_t at)
{
	if (at >= s.len || s.at[at] != '"')
		return 0;
	for (size_t i = at + 1; i < s.len && s.at[i] != '[' && s.at[i] != ']'; i++) {
		if (s.at[i] == '"')
			return i + 1 - at;
		i += is_pair(s, i);
	}
	return 0;
}

/* The name at `at`, plain or in quotes: how many bytes, or 0. */
static size_t
name_read(str s, size_t at, struct owner_word *ret)
{
	size_t len = quoted_len(s, at);
	*ret = (struct owner_word){ .is_quoted = len > 0 };
	if (ret->is_quoted) {
		ret->typed = str_sub(s, at + 1, at + len - 1);
		return len;
	}
	len = owner_name_len(s, at);
	ret->typed = str_sub(s, at, at + len);
	return owner_is_remark(ret->typed) ? 0 : len;
}

static bool
is_against(str stance)
{
	return str_starts(stance, S("oppose")) || str_starts(stance, S("delete"));
}

/* A stance at `*at`, behind the names from `group` on; they take it. */
static bool
stance_read(str s, size_t *at, owner_words *names, size_t group)
{
	str word = str_sub(s, *at, *at + owner_name_len(s, *at));
	if (!is_blank(s.at[*at - 1]) || !owner_is_stance(word))
		return false;
	for (size_t i = group; names && i < names->count; i++)
		names->at[i].is_against = is_against(word);
	*at = blanks_skip(s, *at + word.len);
	return true;
}

size_t
owner_list_colon(str s, size_t at, owner_words *ret_owners)
{
	size_t group = 0;       /* the first name that has no stance yet */
	if (ret_owners)
		ret_owners->count = 0;
	for (size_t i = blanks_skip(s, at);;) {
		struct owner_word word;
		size_t len = name_read(s, i, &word);
		if (len == 0)
			return 0;
		if (ret_owners)
			*LIST_ADD(ret_owners) = word;
		i = blanks_skip(s, i + len);
		bool ends = stance_read(s, &i, ret_owners, group);
		char next = i < s.len ? s.at[i] : '\0';
		if (next == ':')
			return str_starts(str_sub(s, i, s.len), S("://")) ? 0 : i;
		if (next != ',' && next != '/' && next != ';')
			return 0;
		if (ret_owners && (ends || next == ';'))
			group = ret_owners->count;
		i = spaces_skip(s, i + 1);
	}
}

/* ---- pairs ---- */

struct reader {
	struct bracketed *b;
	str text;
	struct shifts shifts;   /* where offsets of `text` are in what was given */
	struct marks marks;
	owner_words owners;
	map named;              /* of a site and an owner: index plus 1 of the first alternative */
	uint32_t site_count;
	size_t from;            /* what was not yet taken */
	size_t looked;          /* up to here no paragraph ends */
	size_t depth;
	struct level {
		struct passage *passage;
		struct site *site;      /* the last one */
		uint32_t site_number;
		size_t site_end;        /* behind its last "]" */
		struct alternative *alt;        /* that the passage is of; NULL at the top */
		uint32_t mark;          /* its "[": index plus 1 */
		size_t from;            /* where its content begins */
		bool only_against;
	} level[BRACKETED_DEPTH_MOST + 1];
};

void
marks_find(str s, struct marks *ret)
{
	LIST(uint32_t) open = { 0 };
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		if (c == '\\' && i + 1 < s.len && is_escapable(s.at[i + 1])) {
			i++;
		} else if (c == '[') {
			*LIST_ADD(ret) = (struct mark){ .at = i, .opens = true };
			*LIST_ADD(&open) = (uint32_t)ret->count - 1;
		} else if (c == ']') {
			struct mark *close = LIST_ADD(ret);
			*close = (struct mark){ .at = i, .is_text = open.count == 0 };
			if (close->is_text)
				continue;
			uint32_t opener = open.at[--open.count];
			close->pair = opener + 1;
			ret->at[opener].pair = (uint32_t)ret->count;
		}
	}
	LIST_DONE(&open);
}

static void
fault_add(struct reader *r, const struct mark *m, bool is_deep)
{
	*LIST_ADD(&r->b->faults) = (struct bracket_fault){
		.at = shifts_at(&r->shifts, m->at), .is_stray = !m->opens, .is_deep = is_deep
	};
}

/* ---- the tree ---- */

/* What was typed, with escapes undone. */
static str
text_plain(arena *a, str typed, bool is_quoted)
{
	if (str_find(typed, '\\') == typed.len)
		return typed;
	char *plain = arena_get(a, typed.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < typed.len; i++) {
		if (is_pair(typed, i) && (is_quoted || typed.at[i + 1] != '"'))
			i++;
		plain[len++] = typed.at[i];
	}
	return (str){ plain, len };
}

static void
text_take(struct reader *r, size_t to)
{
	str typed = str_sub(r->text, r->from, to);
	if (r->from < to)
		passage_text(r->level[r->depth].passage, r->b->a,
			     text_plain(r->b->a, typed, false));
	r->from = to;
}

/* Where the owner is named first at the site of `outer`. */
static uint32_t *
first_named(struct reader *r, const struct level *outer, uint32_t name)
{
	return map_at(&r->named, (uint64_t)outer->site_number << 32 | name);
}

static void
owners_take(struct reader *r, struct alternative *alt, bool against)
{
	const struct level *outer = &r->level[r->depth - 1];
	for (size_t i = 0; i < r->owners.count; i++) {
		struct owner_word *w = &r->owners.at[i];
		if (w->is_against != against)
			continue;
		uint32_t name =
			bracketed_name(r->b, text_plain(r->b->a, w->typed, w->is_quoted)) - 1;
		uint32_t *first = first_named(r, outer, name);
		*first = *first ? *first : (uint32_t)outer->site->count;
		alternative_owner(alt, r->b->a, name);
	}
}

/* The owners of the bracket just opened.  Where all oppose the text it is
 * everybody else's, and they have nothing: "[CL opposes: x]" is "[x][CL: delete]". */
static void
owners_read(struct reader *r, struct level *l)
{
	size_t colon = owner_list_colon(r->text, r->from, &r->owners);
	if (!colon)
		return;
	r->from = colon + 1;
	r->from += r->from < r->text.len && r->text.at[r->from] == ' ';
	owners_take(r, l->alt, false);
	l->only_against = l->alt->owner_count == 0;
	if (l->only_against)
		owners_take(r, l->alt, true);
}

static void
bracket_open(struct reader *r, uint32_t mark)
{
	struct level *outer = &r->level[r->depth];
	size_t at = r->marks.at[mark].at;
	text_take(r, at);
	if (!outer->site || outer->site_end != at) {
		outer->site = passage_site(outer->passage, r->b->a);
		outer->site_number = r->site_count++;
	}
	struct alternative *alt = site_alternative(outer->site, r->b->a);
	alt->at = shifts_at(&r->shifts, at);
	r->from = at + 1;
	struct level *l = &r->level[++r->depth];
	*l = (struct level){ .passage = &alt->content, .alt = alt, .mark = mark + 1 };
	owners_read(r, l);
	l->from = r->from;
}

/* "[RU: delete]", and "[RU: \delete]", which is the word. */
static void
content_end(const struct level *l, str typed)
{
	if (l->alt->owner_count == 0 || l->only_against)
		return;
	if (str_eq(typed, S("delete"))) {
		l->alt->deletes = true;
		l->passage->count = 0;
	} else if (str_eq(typed, S("\\delete"))) {
		l->passage->at[0].text = str_sub(typed, 1, typed.len);
	}
}

static void
against_move(struct reader *r, struct site *site, struct alternative *alt)
{
	struct alternative text = *alt;
	text.owners = NULL;
	text.owner_count = text.owner_room = 0;
	struct alternative without = { .owners = alt->owners, .owner_count = alt->owner_count,
		.owner_room = alt->owner_room, .deletes = true, .at = alt->at };
	*alt = text;
	*site_alternative(site, r->b->a) = without;
}

/* Whoever deletes and is named earlier in the site has what stands there; it is
 * left out here, so that a deletion can be printed as a label of the first. */
static void
deleters_end(struct reader *r, const struct level *outer, size_t own)
{
	struct site *site = outer->site;
	struct alternative *alt = &site->at[site->count - 1];
	size_t kept = 0;
	for (size_t i = 0; alt->deletes && i < alt->owner_count; i++)
		if (*first_named(r, outer, alt->owners[i]) == own)
			alt->owners[kept++] = alt->owners[i];
	if (!alt->deletes)
		return;
	alt->owner_count = kept;
	site->count -= kept == 0;
}

/* Closes the innermost bracket before `to`; `used` bytes of "]" stand there. */
static void
bracket_close(struct reader *r, size_t to, size_t used)
{
	struct level *l = &r->level[r->depth];
	text_take(r, to);
	content_end(l, str_sub(r->text, l->from, to));
	struct level *outer = &r->level[--r->depth];
	size_t own = outer->site->count;
	if (l->only_against)
		against_move(r, outer->site, l->alt);
	deleters_end(r, outer, own);
	outer->site_end = to + used;
	r->from = to + used;
}

/* The end of the paragraph at or behind `at`, or `limit`. */
static size_t
paragraph_end(str s, size_t at, size_t limit)
{
	for (; at < limit; at++) {
		if (s.at[at] != '\n')
			continue;
		size_t next = spaces_skip(s, at + 1);
		if (next >= s.len || memchr(s.at + at + 1, '\n', next - at - 1))
			return at > 0 && s.at[at - 1] == '\r' ? at - 1 : at;
	}
	return limit;
}

/* Closes what has no "]", up to the mark at `to`. */
static void
unclosed_end(struct reader *r, size_t to)
{
	while (r->depth > 0 && r->marks.at[r->level[r->depth].mark - 1].pair == 0) {
		size_t from = r->from > r->looked ? r->from : r->looked;
		size_t end = paragraph_end(r->text, from, to);
		if (end == to && to < r->text.len) {
			r->looked = to;
			return;
		}
		bracket_close(r, end < r->from ? r->from : end, 0);
	}
}

static void
mark_take(struct reader *r, uint32_t i)
{
	struct mark *m = &r->marks.at[i];
	unclosed_end(r, m->at);
	if (!m->opens && m->is_text) {
		if (m->pair == 0)
			fault_add(r, m, false);
	} else if (!m->opens) {
		bracket_close(r, m->at, 1);
	} else if (r->depth == BRACKETED_DEPTH_MOST) {
		fault_add(r, m, true);
		m->is_text = true;
		if (m->pair)
			r->marks.at[m->pair - 1].is_text = true;
	} else {
		if (m->pair == 0)
			fault_add(r, m, false);
		bracket_open(r, i);
	}
}

struct bracketed *
bracketed_read(arena *a, str text)
{
	struct reader r = { .b = bracketed_new(a) };
	r.text = style_undone(a, text, &r.shifts);
	r.level[0].passage = &r.b->top;
	marks_find(r.text, &r.marks);
	for (uint32_t i = 0; i < r.marks.count; i++)
		mark_take(&r, i);
	unclosed_end(&r, r.text.len);
	text_take(&r, r.text.len);
	LIST_DONE(&r.shifts);
	LIST_DONE(&r.marks);
	LIST_DONE(&r.owners);
	map_done(&r.named);
	return r.b;
}
