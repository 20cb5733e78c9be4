/* A bracketed text is a tree: a passage is pieces, a piece is a text or a
 * site, a site is alternatives, and an alternative holds a passage.  Depth is
 * bounded by BRACKETED_DEPTH_MOST, so whoever walks it may recur.  Between two
 * sites of a passage there is always text: brackets that touch are one site.
 *
 * Reading as an owner takes one alternative at each site: the first that names
 * the owner; else the first without owners; else nothing.  So the base is what
 * an owner reads that is named nowhere.
 *
 * The rule of spacing.  Where a site gives nothing, the blanks that set it off
 * would be left over.  Let P be the text just before it in its passage and N
 * the text just behind, as they are printed, whatever other sites give.
 *
 *   1. A paragraph or line of its own.  If there is no P, or P ends with a line
 *      end, and N begins with line ends: those of N go, all that stand
 *      together.  If there is no N and P ends with line ends: those of P go; and
 *      so where N is nothing but line ends and the last of its passage: a file
 *      keeps its end.
 *   2. Else if P ends with a blank, and there is no N or N begins with a blank,
 *      a line end or one of , ; : . ) ! ? : that one blank goes.
 *   3. Else if there is no P, or P ends with a line end or one of ( “ ‘ , and N
 *      begins with a space: that space goes.
 *
 * Nothing else does, and a byte goes only once, so a text between two sites
 * that give nothing loses at most what it has.  A blank is a space or a tab, a
 * line end is LF.  The rule asks for P and N only, both of which stand in the
 * print; so a reader with a pencil comes to the same text, and sites can be
 * resolved one by one in any order, as long as no two of them share a text
 * that is all blanks.
 */
#include "text/bracketed.h"

#include "text/bracketed_int.h"
#include "text/words.h"

struct bracketed *
bracketed_new(arena *a)
{
	struct bracketed *b = ARENA_NEW(a, struct bracketed);
	b->a = a;
	b->index = syms_new(a);
	return b;
}

void
bracketed_done(struct bracketed *b)
{
	if (!b)
		return;
	LIST_DONE(&b->names);
	LIST_DONE(&b->faults);
}

uint32_t
bracketed_owner(const struct bracketed *b, str name)
{
	return syms_find(b->index, name);
}

uint32_t
bracketed_name(struct bracketed *b, str name)
{
	uint32_t owner = syms_add(b->index, name);
	if (owner > b->names.count)
		*LIST_ADD(&b->names) = syms_str(b->index, owner);
	return owner;
}

/* Building.  What is outgrown stays in the arena: at most as much again. */

static void *
grown(arena *a, const void *at, size_t count, size_t *room, size_t size)
{
	*room = *room ? *room * 2 : 2;
	if (*room <= count)
		*room = count + 1;
	void *wider = arena_get(a, arena_size(size, *room));
	if (count)
		memcpy(wider, at, count * size);
	return wider;
}

void
passage_add(struct passage *p, arena *a, struct piece piece)
{
	if (p->count >= p->room)
		p->at = grown(a, p->at, p->count, &p->room, sizeof *p->at);
	p->at[p->count++] = piece;
}

void
passage_text(struct passage *p, arena *a, str text)
{
	if (text.len)
		passage_add(p, a, (struct piece){ .text = text });
}

struct site *
passage_site(struct passage *p, arena *a)
{
	struct site *s = ARENA_NEW(a, struct site);
	passage_add(p, a, (struct piece){ .site = s });
	return s;
}

struct alternative *
site_alternative(struct site *s, arena *a)
{
	if (s->count >= s->room)
		s->at = grown(a, s->at, s->count, &s->room, sizeof *s->at);
	s->at[s->count] = (struct alternative){ 0 };
	return &s->at[s->count++];
}

void
alternative_owner(struct alternative *alt, arena *a, uint32_t name)
{
	if (alt->owner_count >= alt->owner_room)
		alt->owners = grown(a, alt->owners, alt->owner_count, &alt->owner_room,
				    sizeof *alt->owners);
	alt->owners[alt->owner_count++] = name;
}

/* Counting. */

struct counting {
	struct bracketed_counts counts;
	lexicon *lexicon;
	struct tokens tokens;
};

static void
text_count(struct counting *c, str text, unsigned depth, size_t *words)
{
	tokens_read(&c->tokens, c->lexicon, text);
	size_t found = tokens_words(&c->tokens, 0, c->tokens.count);
	c->counts.words_shown += found;
	if (depth)
		c->counts.words_bracketed += found;
	*words += found;
}

static void
passage_count(struct counting *c, const struct passage *p, unsigned depth)
{
	size_t words = 0;       /* of the text since the last site */
	bool behind_site = false;
	for (size_t i = 0; i < p->count; i++) {
		const struct site *s = p->at[i].site;
		if (!s) {
			text_count(c, p->at[i].text, depth, &words);
			continue;
		}
		c->counts.islands += behind_site && words == 1;
		behind_site = true;
		words = 0;
		c->counts.sites++;
		for (size_t k = 0; k < s->count; k++)
			c->counts.brackets += !is_label_of_first(s, k);
		if (depth + 1 > c->counts.depth)
			c->counts.depth = depth + 1;
		for (size_t k = 0; k < s->count; k++)
			passage_count(c, &s->at[k].content, depth + 1);
	}
}

struct bracketed_counts
bracketed_count(const struct bracketed *b)
{
	struct counting c = { .lexicon = lexicon_new() };
	passage_count(&c, &b->top, 0);
	tokens_done(&c.tokens);
	lexicon_free(c.lexicon);
	return c.counts;
}
