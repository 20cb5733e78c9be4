/* Quotation marks, paired paragraph by paragraph.
 *
 * A mark's own shape tells whether it opens or closes, as far as it has one;
 * the straight ones, and those that other languages use the other way round,
 * go by the blanks beside them and by what is open.  A single mark opens only
 * where one that closes it follows in its paragraph: else it is an apostrophe.
 */
#include <string.h>

#include "clerk/report_int.h"

enum { DEEP = 4, SINGLE_FAR = 120 };

enum shape { SHAPE_NONE, SHAPE_OPEN = 1, SHAPE_CLOSE = 2, SHAPE_EITHER = 3 };

/* A family of marks that close one another. */
enum family { STRAIGHT, CURLY, SINGLE, GUILLEMET, SINGLE_GUILLEMET, TEX };

struct quote_mark {
	const char *text;
	uint8_t family, shape;
};

static const struct quote_mark marks[] = {
	{ "\"", STRAIGHT, SHAPE_EITHER }, { "“", CURLY, SHAPE_EITHER }, { "”", CURLY, SHAPE_EITHER }, { "„", CURLY, SHAPE_OPEN },
	{ "‟", CURLY, SHAPE_OPEN }, { "«", GUILLEMET, SHAPE_EITHER }, { "»", GUILLEMET, SHAPE_EITHER },
	{ "‹", SINGLE_GUILLEMET, SHAPE_EITHER }, { "›", SINGLE_GUILLEMET, SHAPE_EITHER }, { "``", TEX, SHAPE_OPEN },
	{ "''", TEX, SHAPE_EITHER }, { "‘", SINGLE, SHAPE_OPEN }, { "’", SINGLE, SHAPE_CLOSE }, { "'", SINGLE, SHAPE_EITHER },
	{ "‚", SINGLE, SHAPE_OPEN }, { "`", SINGLE, SHAPE_OPEN },
};

struct open_mark {
	uint32_t token, quotation;
	uint8_t family;
};

struct pairing {
	struct building *b;
	struct run paragraph;
	struct open_mark open[DEEP];
	size_t depth;
};

static const struct quote_mark *
mark_of(const struct token *t)
{
	if (t->kind != TOKEN_MARK || t->text.len > 3 || !memchr("\"`'\xe2\xc2", t->text.at[0], 5))
		return NULL;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_eq(t->text, str_of(marks[i].text)))
			return &marks[i];
	return NULL;
}

static bool
glued_after(const struct pairing *p, uint32_t i)
{
	return i + 1 < p->paragraph.to && (p->b->tokens.at[i + 1].flags & TOKEN_GLUED);
}

/* Nothing, a blank, or a mark that stands before words: ( [ — and other quotes. */
static bool
free_before(const struct pairing *p, uint32_t i)
{
	const struct token *t = &p->b->tokens.at[i];
	if (i == p->paragraph.from || !(t->flags & TOKEN_GLUED))
		return true;
	const struct token *before = t - 1;
	return before->kind == TOKEN_OPEN_QUOTE ||
	       (before->kind == TOKEN_MARK && memchr("([{-/=", before->text.at[0], 6) != NULL) ||
	       str_eq(before->text, S("—")) || str_eq(before->text, S("–"));
}

/* The innermost open mark of a family, or NULL. */
static const struct open_mark *
open_of(const struct pairing *p, uint8_t family)
{
	for (size_t i = p->depth; i-- > 0;)
		if (p->open[i].family == family)
			return &p->open[i];
	return NULL;
}

static bool
is_family_open(const struct pairing *p, uint8_t family)
{
	return open_of(p, family) != NULL;
}

/* Whether a mark may close what another opened: ‘ closes ‚ and nothing else. */
static bool
closes(const struct pairing *p, const struct quote_mark *m, uint32_t opener)
{
	if (str_eq(str_of(m->text), S("‘")))
		return str_eq(p->b->tokens.at[opener].text, S("‚"));
	return m->shape & SHAPE_CLOSE;
}

/* A single mark that closes follows, not too far away. */
static bool
single_closes(const struct pairing *p, uint32_t i)
{
	uint32_t end = p->paragraph.to < i + SINGLE_FAR ? p->paragraph.to : i + SINGLE_FAR;
	for (uint32_t k = i + 1; k < end; k++) {
		const struct quote_mark *m = mark_of(&p->b->tokens.at[k]);
		if (m && m->family == SINGLE && closes(p, m, i) && k > i + 1 &&
		    (p->b->tokens.at[k].flags & TOKEN_GLUED) && (!glued_after(p, k) || p->b->tokens.at[k + 1].kind == TOKEN_MARK))
			return true;
	}
	return false;
}

/* « so », and with blanks as in French; the other one of the two closes. */
static bool
guillemet_opens(const struct pairing *p, const struct quote_mark *m, uint32_t i)
{
	const struct open_mark *open = open_of(p, m->family);
	bool is_left = str_eq(str_of(m->text), S("«")) || str_eq(str_of(m->text), S("‹"));
	if (open && !str_eq(p->b->tokens.at[open->token].text, str_of(m->text)))
		return false;
	return free_before(p, i) && (glued_after(p, i) || (is_left && i + 1 < p->paragraph.to));
}

static bool
opens(const struct pairing *p, const struct quote_mark *m, uint32_t i)
{
	if (m->family == GUILLEMET || m->family == SINGLE_GUILLEMET)
		return p->depth < DEEP && guillemet_opens(p, m, i);
	if (!(m->shape & SHAPE_OPEN) || !glued_after(p, i) || p->depth == DEEP)
		return m->shape == SHAPE_OPEN && p->depth < DEEP && m->family != SINGLE && i + 1 < p->paragraph.to;
	if (m->shape == SHAPE_OPEN)
		return m->family != SINGLE || (free_before(p, i) && single_closes(p, i));
	if (m->family == SINGLE)
		return free_before(p, i) && single_closes(p, i);
	if (!free_before(p, i))
		return false;
	if (m->family == CURLY && str_eq(str_of(m->text), S("“")))
		return !is_family_open(p, CURLY) || !str_eq(p->b->tokens.at[p->open[p->depth - 1].token].text, S("„"));
	return (m->family != CURLY && m->family != TEX) || !is_family_open(p, m->family);
}

/* The boys' port: a mark behind an s that a word follows, where the quotation closes farther on. */
static bool
is_possessive(const struct pairing *p, const struct quote_mark *m, uint32_t i)
{
	const struct token *t = &p->b->tokens.at[i];
	uint32_t end = p->paragraph.to < i + SINGLE_FAR ? p->paragraph.to : i + SINGLE_FAR;
	if (m->family != SINGLE || i == p->paragraph.from || i + 1 >= p->paragraph.to || glued_after(p, i) || t[1].kind != TOKEN_WORD ||
	    t[-1].kind != TOKEN_WORD || !str_ends(t[-1].text, S("s")))
		return false;
	for (uint32_t k = i + 1; k < end; k++) {
		const struct quote_mark *other = mark_of(&p->b->tokens.at[k]);
		if (!other || other->family != SINGLE)
			continue;
		if (free_before(p, k))
			return false;
		if ((other->shape & SHAPE_CLOSE) && p->b->tokens.at[k - 1].kind == TOKEN_MARK)
			return true;
	}
	return false;
}

static void
open_here(struct pairing *p, const struct quote_mark *m, uint32_t i)
{
	struct building *b = p->b;
	b->tokens.at[i].kind = TOKEN_OPEN_QUOTE;
	p->open[p->depth] = (struct open_mark){ .token = i, .family = m->family, .quotation = (uint32_t)b->quotations.count };
	*LIST_ADD(&b->quotations) = (struct quotation){ .run = { i, p->paragraph.to }, .is_unclosed = true,
						       .inside = p->depth ? 1 + p->open[p->depth - 1].quotation : 0 };
	p->depth++;
}

static void
close_here(struct pairing *p, uint8_t family, uint32_t i)
{
	struct building *b = p->b;
	size_t at = p->depth;
	while (at > 0 && p->open[at - 1].family != family)
		at--;
	if (at == 0)
		return;
	/* What was opened inside and not closed ends here too, as an apostrophe would. */
	for (size_t k = at; k < p->depth; k++)
		b->quotations.at[p->open[k].quotation].run.to = i;
	b->tokens.at[i].kind = TOKEN_CLOSE_QUOTE;
	b->tokens.at[i].quotation = 1 + p->open[at - 1].quotation;
	b->quotations.at[p->open[at - 1].quotation].run.to = i + 1;
	b->quotations.at[p->open[at - 1].quotation].is_unclosed = false;
	p->depth = at - 1;
}

static void
pair_paragraph(struct pairing *p)
{
	struct building *b = p->b;
	for (uint32_t i = p->paragraph.from; i < p->paragraph.to; i++) {
		struct token *t = &b->tokens.at[i];
		const struct quote_mark *m = mark_of(t);
		if (m && opens(p, m, i))
			open_here(p, m, i);
		else if (m && open_of(p, m->family) && closes(p, m, open_of(p, m->family)->token) && !is_possessive(p, m, i))
			close_here(p, m->family, i);
		else if (m && m->family <= CURLY && is_family_open(p, STRAIGHT + CURLY - m->family))
			close_here(p, (uint8_t)(STRAIGHT + CURLY - m->family), i);      /* “opened so", closed so */
		if (t->kind != TOKEN_CLOSE_QUOTE && p->depth > 0)
			t->quotation = 1 + p->open[p->depth - 1].quotation;
	}
}

/* A quotation that is left open, and a paragraph behind it that begins with a mark. */
static void
join(struct building *b, uint32_t last, uint32_t next)
{
	struct quotation *q = &b->quotations.at[last], *follows = &b->quotations.at[next];
	if (q->is_unclosed && q->inside == 0 && b->tokens.at[follows->run.from].paragraph == b->tokens.at[q->run.from].paragraph + 1 &&
	    b->tokens.at[q->run.from].word == b->tokens.at[follows->run.from].word) {
		q->goes_on = true;
		follows->is_continued = true;
	}
}

void
report_quotations(struct building *b)
{
	size_t before = 0;
	for (size_t i = 0; i < b->paragraphs.count; i++) {
		struct pairing p = { .b = b, .paragraph = b->paragraphs.at[i].run };
		size_t first = b->quotations.count;
		pair_paragraph(&p);
		if (b->quotations.count > first && b->quotations.at[first].run.from == p.paragraph.from && first > before)
			for (size_t k = before; k < first; k++)
				join(b, (uint32_t)k, (uint32_t)first);
		before = first;
	}
}
