/* Reading a bracketed text as one owner, whole or site by site; the top of
 * bracketed.c has the rules. */
#include "text/bracketed_int.h"

#include "base/ascii.h"

#include <assert.h>

/* Owners are few a bracket, and each is looked at once. */
const struct alternative *
site_choice(const struct site *s, uint32_t owner)
{
	const struct alternative *first = NULL;
	for (size_t i = 0; i < s->count; i++) {
		const struct alternative *alt = &s->at[i];
		if (!first && alt->owner_count == 0)
			first = alt;
		for (size_t k = 0; owner && k < alt->owner_count; k++)
			if (alt->owners[k] + 1 == owner)
				return alt;
	}
	return first;
}

/* ---- spacing ---- */

static bool
opens(str before)
{
	return before.len == 0 || str_ends(before, S("\n")) || str_ends(before, S("(")) ||
	       str_ends(before, S("“")) || str_ends(before, S("‘"));
}

static bool
closes(str after)
{
	return after.len == 0 || is_blank(after.at[0]) || after.at[0] == '\n' ||
	       str_find(S(",;:.)!?"), after.at[0]) < 7;
}

static bool
is_line_ends(str s)
{
	size_t i = 0;
	while (i < s.len && s.at[i] == '\n')
		i++;
	return i == s.len;
}

enum spacing
spacing_around(const struct passage *p, size_t i)
{
	str before = i > 0 ? p->at[i - 1].text : STR_NONE;
	str after = i + 1 < p->count ? p->at[i + 1].text : STR_NONE;
	char end = before.len ? before.at[before.len - 1] : '\n';
	if (end == '\n' && after.len && after.at[0] == '\n')
		return before.len && i + 2 == p->count && is_line_ends(after) ? SPACING_LINES_BEFORE
									       : SPACING_LINES_AFTER;
	if (before.len && end == '\n' && !after.len)
		return SPACING_LINES_BEFORE;
	if (is_blank(end) && closes(after))
		return SPACING_BLANK_BEFORE;
	if (after.len && after.at[0] == ' ' && opens(before))
		return SPACING_BLANK_AFTER;
	return SPACING_KEPT;
}

/* What is left of `text`, which begins behind a site; `ahead` is what is still
 * to go behind it. */
static str
text_behind(str text, enum spacing *ahead)
{
	size_t from = 0;
	if (*ahead == SPACING_BLANK_AFTER)
		from = 1;
	else
		while (*ahead == SPACING_LINES_AFTER && from < text.len && text.at[from] == '\n')
			from++;
	if (*ahead == SPACING_BLANK_AFTER || from < text.len)
		*ahead = SPACING_KEPT;
	return str_sub(text, from, text.len);
}

/* How much of `text`, which ends before a site, goes. */
static size_t
text_before(str text, enum spacing spacing)
{
	size_t gone = 0;
	if (spacing == SPACING_BLANK_BEFORE)
		return text.len > 0 && is_blank(text.at[text.len - 1]);
	if (spacing == SPACING_LINES_BEFORE)
		while (gone < text.len && text.at[text.len - 1 - gone] == '\n')
			gone++;
	return gone;
}

/* ---- projection ---- */

static void
buf_drop(buf *out, size_t count)
{
	if (count == 0)
		return;
	assert(out->at && count <= out->len);
	out->len -= count;
	out->at[out->len] = '\0';
}

void
passage_project(const struct passage *p, uint32_t owner, buf *out)
{
	size_t run = out->len;          /* where the text behind the last site began */
	enum spacing ahead = SPACING_KEPT;
	for (size_t i = 0; i < p->count; i++) {
		const struct piece *piece = &p->at[i];
		if (!piece->site) {
			buf_add(out, text_behind(piece->text, &ahead));
			continue;
		}
		size_t before = out->len;
		const struct alternative *alt = site_choice(piece->site, owner);
		if (alt)
			passage_project(&alt->content, owner, out);
		ahead = SPACING_KEPT;
		if (out->len == before) {
			ahead = spacing_around(p, i);
			str text = run < before ? (str){ out->at + run, before - run } : STR_NONE;
			buf_drop(out, text_before(text, ahead));
		}
		run = out->len;
	}
}

void
bracketed_project(const struct bracketed *b, uint32_t owner, buf *out)
{
	passage_project(&b->top, owner, out);
}

/* ---- one choice ---- */

static size_t
site_index(const struct passage *p, size_t site)
{
	for (size_t i = 0; i < p->count; i++)
		if (p->at[i].site && site-- == 0)
			return i;
	return p->count;
}

static void
trim_before(struct passage *p, enum spacing spacing)
{
	while (p->count > 0 && !p->at[p->count - 1].site) {
		str *text = &p->at[p->count - 1].text;
		text->len -= text_before(*text, spacing);
		if (text->len)
			return;
		p->count--;
		if (spacing == SPACING_BLANK_BEFORE)
			return;
	}
}

/* The site at piece `at` of `from` as `owner` has it; nested ones are settled
 * with it, for each has its place only in the words around. */
static enum spacing
choice_add(struct passage *to, arena *a, const struct passage *from, size_t at, uint32_t owner)
{
	buf words = { 0 };
	const struct alternative *alt = site_choice(from->at[at].site, owner);
	if (alt)
		passage_project(&alt->content, owner, &words);
	enum spacing spacing = SPACING_KEPT;
	if (words.len == 0)
		spacing = spacing_around(from, at);
	trim_before(to, spacing);
	passage_text(to, a, arena_str(a, buf_str(&words)));
	buf_done(&words);
	return spacing;
}

struct choice {
	size_t at;              /* the piece */
	bool by_number;
	size_t alternative;     /* its number, or */
	uint32_t owner;         /* whose */
};

/* Alternative number `alternative` of the site at piece `at`, brackets and all. */
static enum spacing
alternative_add(struct passage *to, arena *a, const struct passage *from, size_t at,
		size_t alternative)
{
	const struct site *s = from->at[at].site;
	const struct passage *words = alternative < s->count ? &s->at[alternative].content : NULL;
	enum spacing spacing = words && words->count ? SPACING_KEPT : spacing_around(from, at);
	trim_before(to, spacing);
	for (size_t i = 0; words && i < words->count; i++)
		passage_add(to, a, words->at[i]);
	return spacing;
}

static struct bracketed *
choice_take(arena *a, const struct bracketed *b, const struct choice *c)
{
	struct bracketed *r = bracketed_new(a);
	for (size_t i = 0; i < b->names.count; i++)
		bracketed_name(r, b->names.at[i]);
	enum spacing ahead = SPACING_KEPT;
	for (size_t i = 0; i < b->top.count; i++) {
		if (i == c->at && c->by_number)
			ahead = alternative_add(&r->top, a, &b->top, i, c->alternative);
		else if (i == c->at)
			ahead = choice_add(&r->top, a, &b->top, i, c->owner);
		else if (b->top.at[i].site)
			passage_add(&r->top, a, b->top.at[i]);
		else
			passage_text(&r->top, a, text_behind(b->top.at[i].text, &ahead));
	}
	return r;
}

struct bracketed *
bracketed_resolve(arena *a, const struct bracketed *b, size_t site, uint32_t owner)
{
	struct choice c = { .at = site_index(&b->top, site), .owner = owner };
	return choice_take(a, b, &c);
}

struct bracketed *
bracketed_take(arena *a, const struct bracketed *b, size_t site, size_t alternative)
{
	struct choice c = { .at = site_index(&b->top, site),
			    .by_number = true,
			    .alternative = alternative };
	return choice_take(a, b, &c);
}
