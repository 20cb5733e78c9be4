/* The block `crosswalk:` that a sheet of rows amounts to, as doc/minutes.md has
 * it: keep, renumber, move, split, merge, delete, add, runs of numbers as 7-12. */
#include "answer/crosswalk.h"

#include "answer/lines.h"

enum { LINE_MOST = 96 };

/* How a row names a point: by its number, or by its identity where the number
 * has a blank in it ("3 alt"); empty where neither can be typed. */
static str
label_of(const struct match_point *p)
{
	if (str_find(p->number, ' ') == p->number.len && str_find(p->number, ',') == p->number.len)
		return p->number;
	return p->text ? p->text->identity : S("");
}

static bool
follows(str before, str after)
{
	uint64_t x, y;
	return str_u64(before, &x) && str_u64(after, &y) && y == x + 1;
}

/* Labels from..to - 1 of a list of strs, runs joined: "1, 3, 7-12". */
static str
list_of(arena *a, const str *at, size_t count)
{
	buf list = { 0 };
	for (size_t from = 0, to; from < count; from = to) {
		for (to = from + 1; to < count && follows(at[to - 1], at[to]);)
			to++;
		if (to - from < 3)
			to = from + 1;
		buf_printf(&list, "%s%.*s", list.len ? ", " : "", STR_ARG(at[from]));
		if (to - from > 1)
			buf_printf(&list, "-%.*s", STR_ARG(at[to - 1]));
	}
	return line_keep(a, &list);
}

struct writer {
	const struct crosswalk *c;
	arena *a;
	buf out;
	LIST(str) left, right; /* labels of the row that is being made */
	buf untyped; /* numbers that no row can name */
};

static void
write_row(struct writer *w, const char *verb, const char *between)
{
	if (!w->left.count && !w->right.count)
		return;
	str left = list_of(w->a, w->left.at, w->left.count),
	    right = list_of(w->a, w->right.at, w->right.count);
	buf_printf(&w->out, "    %s %.*s%s%.*s\n", verb, STR_ARG(left), between, STR_ARG(right));
	w->left.count = w->right.count = 0;
}

static bool
can_type(struct writer *w, const struct match_row *r)
{
	const struct match_point *points[] = { r->a ? &w->c->m.a->at[r->a - 1] : NULL,
					       r->b ? &w->c->m.b->at[r->b - 1] : NULL };
	for (size_t i = 0; i < 2; i++)
		if (points[i] && !label_of(points[i]).len) {
			buf_printf(&w->untyped, "%s%.*s", w->untyped.len ? ", " : "",
				   STR_ARG(points[i]->number));
			return false;
		}
	return true;
}

/* A place "[deleted]" of the same identity is the same point on record. */
static enum match_how
how_written(const struct crosswalk *c, const struct match_row *r)
{
	if (!r->a || !r->b || r->how < MATCH_ADDED)
		return (enum match_how)r->how;
	const struct match_point *x = &c->m.a->at[r->a - 1], *y = &c->m.b->at[r->b - 1];
	bool same = x->text && y->text && x->text->identity.len &&
		    str_eq(x->text->identity, y->text->identity);
	if (!same)
		return (enum match_how)r->how;
	return str_eq(x->number, y->number) ? MATCH_KEPT : MATCH_RENUMBERED;
}

/* All rows of one kind, in lists: keep, delete, add. */
static void
write_lists(struct writer *w, enum match_how how, const char *verb)
{
	size_t len = 0;
	for (size_t i = 0; i < w->c->m.rows.count; i++) {
		const struct match_row *r = &w->c->m.rows.at[i];
		if (how_written(w->c, r) != how || !can_type(w, r))
			continue;
		const struct match_point *p =
			how == MATCH_ADDED ? &w->c->m.b->at[r->b - 1] : &w->c->m.a->at[r->a - 1];
		str *label = LIST_ADD(&w->left);
		*label = label_of(p);
		len += label->len + 2;
		if (len > LINE_MOST) {
			write_row(w, verb, "");
			len = 0;
		}
	}
	write_row(w, verb, "");
}

/* Rows of one number to another, runs of them in one. */
static void
write_steps(struct writer *w, enum match_how how, const char *verb)
{
	for (size_t i = 0; i < w->c->m.rows.count; i++) {
		const struct match_row *r = &w->c->m.rows.at[i];
		if (how_written(w->c, r) != how || !can_type(w, r))
			continue;
		str left = label_of(&w->c->m.a->at[r->a - 1]),
		    right = label_of(&w->c->m.b->at[r->b - 1]);
		size_t n = w->left.count;
		if (n && (!follows(w->left.at[n - 1], left) || !follows(w->right.at[n - 1], right)))
			write_row(w, verb, " to ");
		*LIST_ADD(&w->left) = left;
		*LIST_ADD(&w->right) = right;
	}
	write_row(w, verb, " to ");
}

static void
write_splits(struct writer *w)
{
	uint32_t host = 0;
	for (size_t i = 0; i < w->c->m.rows.count; i++) {
		const struct match_row *r = &w->c->m.rows.at[i];
		if (r->how != MATCH_SPLIT || !can_type(w, r))
			continue;
		if (r->a != host)
			write_row(w, "split", " into ");
		if (!w->left.count)
			*LIST_ADD(&w->left) = label_of(&w->c->m.a->at[r->a - 1]);
		*LIST_ADD(&w->right) = label_of(&w->c->m.b->at[r->b - 1]);
		host = r->a;
	}
	write_row(w, "split", " into ");
}

static bool
is_part(const struct match_row *r)
{
	return r->how == MATCH_SPLIT || r->how == MATCH_MERGED;
}

/* The points that became `host`: with_identity those of its identity, else the others.
 * Some of them may be split as well. */
static void
list_merged(struct writer *w, uint32_t host, bool with_identity)
{
	for (size_t i = 0; i < w->c->m.rows.count; i++) {
		const struct match_row *r = &w->c->m.rows.at[i];
		if (!is_part(r) || r->b != host)
			continue;
		const struct match_point *x = &w->c->m.a->at[r->a - 1],
					 *y = &w->c->m.b->at[host - 1];
		bool same = x->text && y->text && x->text->identity.len &&
			    str_eq(x->text->identity, y->text->identity);
		if (same == with_identity && can_type(w, r))
			*LIST_ADD(&w->left) = label_of(x);
	}
}

/* First the point whose identity goes on: talks take the first for the one that the others joined. */
static void
write_merges(struct writer *w)
{
	uint8_t *sources = ARENA_ARRAY(w->a, uint8_t, w->c->m.b->count + 1);
	for (size_t i = 0; i < w->c->m.rows.count; i++) {
		const struct match_row *r = &w->c->m.rows.at[i];
		if (is_part(r) && sources[r->b] < 2)
			sources[r->b] += r->how == MATCH_MERGED ? 2 : 1;
	}
	for (uint32_t host = 1; host <= w->c->m.b->count; host++) {
		if (sources[host] < 2)
			continue;
		list_merged(w, host, true);
		list_merged(w, host, false);
		if (w->left.count)
			*LIST_ADD(&w->right) = label_of(&w->c->m.b->at[host - 1]);
		write_row(w, "merge", " into ");
	}
}

str
crosswalk_block(const struct crosswalk *c, arena *a)
{
	struct writer w = { .c = c, .a = a };
	buf_add(&w.out, S("  crosswalk:\n"));
	write_lists(&w, MATCH_KEPT, "keep");
	write_steps(&w, MATCH_RENUMBERED, "renumber");
	write_steps(&w, MATCH_MOVED, "move");
	write_splits(&w);
	write_merges(&w);
	write_lists(&w, MATCH_DELETED, "delete");
	write_lists(&w, MATCH_ADDED, "add");
	if (w.untyped.len)
		buf_printf(&w.out,
			   "    ; no row can name a number with a blank in it; give these an "
			   "identity {#…}: %.*s\n",
			   STR_ARG(buf_str(&w.untyped)));
	buf_done(&w.untyped);
	LIST_DONE(&w.left);
	LIST_DONE(&w.right);
	return line_keep(a, &w.out);
}
