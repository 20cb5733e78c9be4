#include "text/merge.h"

#include <stdlib.h>

#include "base/buf.h"
#include "text/redline.h"


static bool
same_edit(struct change x, struct change y)
{
	struct edit e = x.edit, f = y.edit;
	if (e.a != f.a || e.a_end != f.a_end || e.b_end - e.b != f.b_end - f.b)
		return false;
	for (uint32_t i = 0; i < e.b_end - e.b; i++)
		if (x.text->at[e.b + i].sym != y.text->at[f.b + i].sym)
			return false;
	return true;
}

bool
changes_meet(struct change x, struct change y)
{
	struct edit e = x.edit, f = y.edit;
	if (same_edit(x, y))
		return false;
	if (e.a == e.a_end && f.a == f.a_end)
		return e.a == f.a;
	return e.a < f.a_end && f.a < e.a_end;
}

struct side { struct tokens text; struct edits edits; };

struct merging {
	struct tokens base;
	struct side first, second;
	LIST(struct change) changes;
	bool met;
};

static void
side_read(struct side *s, lexicon *l, const struct tokens *base, str text)
{
	tokens_read(&s->text, l, text);
	diff_tokens(&s->edits, base, &s->text, redline_defaults.site_cost);
}

static void
side_done(struct side *s)
{
	tokens_done(&s->text);
	edits_done(&s->edits);
}

/* Those of the first that neither meet one of the second nor are one. */
static void
take_first(struct merging *m)
{
	for (size_t i = 0, k = 0; i < m->first.edits.count; i++) {
		struct change x = { &m->first.text, m->first.edits.at[i] };
		bool stands = true;
		while (k < m->second.edits.count && m->second.edits.at[k].a_end < x.edit.a)
			k++;
		for (size_t j = k;
		     j < m->second.edits.count && m->second.edits.at[j].a <= x.edit.a_end; j++) {
			struct change y = { &m->second.text, m->second.edits.at[j] };
			bool meets = changes_meet(x, y);
			m->met = m->met || meets;
			stands = stands && !meets && !same_edit(x, y);
		}
		if (stands)
			*LIST_ADD(&m->changes) = x;
	}
}

static int
by_place(const void *x, const void *y)
{
	const struct edit *e = &((const struct change *)x)->edit,
			  *f = &((const struct change *)y)->edit;
	if (e->a != f->a)
		return e->a < f->a ? -1 : 1;
	return e->a_end < f->a_end ? -1 : e->a_end > f->a_end;
}

/* Tokens from … to - 1 of a text, each behind the blank that stands before it
 * there; none where nothing stands before it here. */
static void
add_tokens(buf *out, const struct tokens *t, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (out->len)
			buf_add(out, token_blank(t, i));
		buf_add(out, token_text(t, i));
	}
}

/* The unchanged tokens of the base up to `to`; behind a change the first has the
 * blank that it has in that text. */
static void
add_base(const struct merging *m, buf *out, const struct change *behind, size_t from, size_t to)
{
	if (from < to && behind) {
		if (out->len)
			buf_add(out, token_blank(behind->text, behind->edit.b_end));
		buf_add(out, token_text(&m->base, from++));
	}
	add_tokens(out, &m->base, from, to);
}

static str
assemble(const struct merging *m, arena *a)
{
	buf out = { 0 };
	const struct change *behind = NULL;
	size_t from = 0;
	for (size_t i = 0; i < m->changes.count; i++) {
		const struct change *c = &m->changes.at[i];
		add_base(m, &out, behind, from, c->edit.a);
		add_tokens(&out, c->text, c->edit.b, c->edit.b_end);
		behind = c;
		from = c->edit.a_end;
	}
	add_base(m, &out, behind, from, m->base.count);
	buf_add(&out, behind && from == m->base.count
			      ? token_blank(behind->text, behind->text->count)
			      : token_blank(&m->base, m->base.count));
	str copy = arena_str(a, buf_str(&out));
	buf_done(&out);
	return copy;
}

str
texts_merge(arena *a, lexicon *l, str base, str first, str second, bool *ret_met)
{
	struct merging m = { 0 };
	str both;
	*ret_met = false;
	if (str_eq(base, first) || str_eq(first, second))
		return second;
	if (str_eq(base, second))
		return first;
	tokens_read(&m.base, l, base);
	side_read(&m.first, l, &m.base, first);
	side_read(&m.second, l, &m.base, second);
	take_first(&m);
	for (size_t i = 0; i < m.second.edits.count; i++)
		*LIST_ADD(&m.changes) = (struct change){ &m.second.text, m.second.edits.at[i] };
	if (m.changes.count)
		qsort(m.changes.at, m.changes.count, sizeof *m.changes.at, by_place);
	/* With nothing of the first the second stands to the byte. */
	both = m.changes.count == m.second.edits.count ? second : assemble(&m, a);
	*ret_met = m.met;
	LIST_DONE(&m.changes);
	side_done(&m.first);
	side_done(&m.second);
	tokens_done(&m.base);
	return both;
}
