/* What is said of points that were matched, and of numbers that are missing. */
#include "text/match.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/map.h"

const char *const match_how_names[MATCH_HOWS] = {
	"kept", "renumbered", "moved", "split", "merged", "added", "deleted", "unknown",
};

enum match_how
match_mirrored(enum match_how how)
{
	switch (how) {
	case MATCH_SPLIT:
		return MATCH_MERGED;
	case MATCH_MERGED:
		return MATCH_SPLIT;
	case MATCH_ADDED:
		return MATCH_DELETED;
	case MATCH_DELETED:
		return MATCH_ADDED;
	default:
		return how;
	}
}

const char *const match_reason_names[MATCH_REASONS] = {
	"recorded", "identity", "same-words", "words",      "number-and-heading",
	"heading",  "number",   "parts",      "place-held", "none",
};

struct match_draft
match_draft_of(arena *a, const draft *d)
{
	size_t count = draft_count(d);
	struct match_point *at = ARENA_ARRAY(a, struct match_point, count + 1);
	for (size_t i = 0; i < count; i++) {
		const struct draft_point *p = draft_point(d, i);
		at[i] = (struct match_point){ p, p->number, p->parent };
	}
	return (struct match_draft){ at, count };
}

/* "[deleted]", "(Deleted.)", "[Point 5 deleted]" is longer and says more. */
bool
match_is_place(const struct match_point *p)
{
	static const char *const words[] = { "deleted",   "suppressed", "void",
					     "repealed",  "struck",     "omitted",
					     "withdrawn", "removed",    "sup" };
	str s = !p->text ? S("") : p->text->words.len ? p->text->words : p->text->heading;
	size_t from = 0, to = s.len;
	while (from < to && !is_letter(s.at[from]))
		from++;
	while (to > from && !is_letter(s.at[to - 1]))
		to--;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq_nocase(str_sub(s, from, to), str_of(words[i])) && s.len < 24)
			return true;
	return false;
}

/* ---- in words ---- */

static str
keep(arena *a, buf *text)
{
	str copy = arena_str(a, buf_str(text));
	buf_done(text);
	return copy;
}

static size_t
words_in(const struct match_point *p)
{
	return p->text ? p->text->word_count : 0;
}

enum { NAMED_MOST = 6 };

/* "6 and 7: 55 % + 43 %": the points that `row` and its like lead to. */
static str
parts_of(const struct matching *m, size_t row)
{
	buf text = { 0 }, shares = { 0 };
	size_t from = row, to = row + 1;
	while (from > 0 && m->rows.at[from - 1].a == m->rows.at[row].a)
		from--;
	while (to < m->rows.count && m->rows.at[to].a == m->rows.at[row].a)
		to++;
	size_t end = to - from > NAMED_MOST ? from + NAMED_MOST : to;
	for (size_t k = from; k < end; k++) {
		const struct match_row *r = &m->rows.at[k];
		const char *between = k == from ? "" : k + 1 == to ? " and " : ", ";
		buf_printf(&text, "%s%.*s", between, STR_ARG(m->b->at[r->b - 1].number));
		buf_printf(&shares, "%s%u %%", k == from ? "" : " + ", r->of_whole);
	}
	if (end < to)
		buf_printf(&text, " and %zu more", to - end);
	buf_printf(&text, ": %.*s%s", STR_ARG(buf_str(&shares)), end < to ? " + …" : "");
	buf_done(&shares);
	return keep(m->arena, &text);
}

static str
words_of_part(const struct matching *m, size_t row)
{
	const struct match_row *r = &m->rows.at[row];
	const struct match_point *x = &m->a->at[r->a - 1], *y = &m->b->at[r->b - 1];
	if (r->how == MATCH_SPLIT)
		return arena_printf(m->arena, "its words are found in %.*s",
				    STR_ARG(parts_of(m, row)));
	if (r->how == MATCH_MERGED)
		return arena_printf(m->arena, "its words are found in %.*s: %u %% of it",
				    STR_ARG(y->number), r->of_whole);
	if (words_in(x) <= words_in(y))
		return arena_printf(m->arena, "its words are found in %.*s", STR_ARG(y->number));
	return arena_printf(m->arena, "the words of %.*s are found in it", STR_ARG(y->number));
}

static str
with_share(const struct matching *m, const struct match_row *r, str reason)
{
	bool plain = r->share == 100 || !m->a->at[r->a - 1].text || !m->b->at[r->b - 1].text ||
		     m->a->at[r->a - 1].text->words.len + m->b->at[r->b - 1].text->words.len == 0;
	return plain ? reason
		     : arena_printf(m->arena, "%.*s, %u %% of the words", STR_ARG(reason),
				    r->share);
}

str
match_reason_words(const struct matching *m, size_t row)
{
	const struct match_row *r = &m->rows.at[row];
	switch ((enum match_reason)r->reason) {
	case MATCH_BY_IDENTITY: {
		str identity = m->a->at[r->a - 1].text->identity;
		return with_share(
			m, r, arena_printf(m->arena, "same identity {#%.*s}", STR_ARG(identity)));
	}
	case MATCH_BY_SAME_WORDS:
		return S("same words");
	case MATCH_BY_WORDS:
		return arena_printf(m->arena, "%u %% of the words%s", r->share,
				    r->in_order ? ", in order" : "");
	case MATCH_BY_NUMBER_AND_HEADING: {
		const struct draft_point *text = m->a->at[r->a - 1].text;
		return with_share(m, r,
				  text && text->heading.len ? S("number and heading")
							    : S("number alone"));
	}
	case MATCH_BY_HEADING:
		return with_share(m, r, S("same heading"));
	case MATCH_BY_NUMBER:
		return with_share(m, r, S("same number"));
	case MATCH_BY_PARTS:
		return words_of_part(m, row);
	case MATCH_BY_PLACE:
		return arena_printf(m->arena, "its place is held, '%.*s'",
				    STR_ARG(r->how == MATCH_DELETED
						    ? m->b->at[r->b - 1].text->words
						    : m->a->at[r->a - 1].text->words));
	case MATCH_BY_NOTHING:
		return r->a && match_is_place(&m->a->at[r->a - 1])   ? S("held a place only")
		       : r->b && match_is_place(&m->b->at[r->b - 1]) ? S("holds a place only")
								     : S("no counterpart");
	case MATCH_BY_RECORD:
	case MATCH_REASONS:
		break;
	}
	return S("");
}

/* ---- gaps ---- */

static void
add_gap(buf *list, str before, uint64_t from, uint64_t to)
{
	buf_printf(list, "%s%.*s%llu", list->len ? ", " : "", STR_ARG(before),
		   (unsigned long long)from);
	if (to > from)
		buf_printf(list, "-%.*s%llu", STR_ARG(before), (unsigned long long)to);
}

str
match_gaps(arena *a, const struct match_draft *d)
{
	buf list = { 0 };
	map latest = { 0 }; /* by what stands before the last part of a number */
	syms *names = syms_new(a);
	for (size_t i = 0; i < d->count; i++) {
		str number = d->at[i].number;
		size_t cut = number.len;
		while (cut > 0 && number.at[cut - 1] != '.')
			cut--;
		uint64_t value;
		if (!str_u64(str_sub(number, cut, number.len), &value) || value > UINT32_MAX)
			continue;
		uint32_t *last = map_at(&latest, syms_add(names, str_sub(number, 0, cut)));
		if (*last && value > *last + 1u)
			add_gap(&list, str_sub(number, 0, cut), *last + 1u, value - 1);
		*last = value > *last ? (uint32_t)value : *last;
	}
	map_done(&latest);
	return keep(a, &list);
}
