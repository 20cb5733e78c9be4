#include "answer/compare.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "answer/ancestry.h"
#include "answer/lines.h"
#include "answer/redlined.h"

const char *const place_names[PLACE_COUNT] = {
	"kept", "renumbered", "moved", "split", "merged", "added", "deleted", "unknown",
};

/* ---- one wording and another ---- */

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* A bracket is no punctuation: it says that words are not agreed. */
static bool
is_punctuation(char c)
{
	return c > 0 && c < 127 && !(c >= '0' && c <= '9') && !(lower(c) >= 'a' && lower(c) <= 'z') &&
	       c != '[' && c != ']' && !is_space(c);
}

/* The forms in which two texts differ; a passage that moved, and a number or a
 * binding word that is another, are words. */
static unsigned
forms_of(lexicon *l, str old, str new)
{
	struct redlined d;
	arena *a = arena_new();
	if (str_eq(old, new)) {
		arena_free(a);
		return 0;
	}
	redlined_make(&d, a, l, TEXT_MARKDOWN, old, new, &redline_defaults);
	unsigned forms = redlined_form_set(&d) | (d.r.moves || d.named.count ? 1u << FORM_WORDS : 0);
	redlined_done(&d);
	arena_free(a);
	return forms;
}

enum wording
wording_compare(lexicon *l, const struct draft_point *x, const struct draft_point *y, unsigned *ret_forms)
{
	*ret_forms = 0;
	if (!x || !y)
		return WORDS_UNKNOWN;
	if (x->number_bracketed != y->number_bracketed)
		return WORDS_CHANGED;
	*ret_forms = forms_of(l, x->heading, y->heading) | forms_of(l, x->words, y->words);
	if (!*ret_forms)
		return WORDS_SAME;
	return *ret_forms & 1u << FORM_WORDS ? WORDS_CHANGED : WORDS_FORM;
}

static uint64_t
hash_byte(uint64_t hash, char c)
{
	return (hash ^ (unsigned char)c) * 1099511628211u;
}

/* FNV-1a over words with one blank between; "[UPP: …]" is read as its words. */
uint64_t
wording_hash(str words)
{
	uint64_t hash = 14695981039346656037u;
	bool began = false, gap = false;
	for (size_t i = 0; i < words.len; i++) {
		char c = words.at[i];
		if (c == '[') {
			size_t end = i + 1;
			while (end < words.len && !is_space(words.at[end]) && words.at[end] != ']')
				end++;
			if (words.at[end - 1] == ':')
				i = end - 1;
			continue;
		}
		if (is_space(c))
			gap = began;
		if (c == ']' || is_space(c) || is_punctuation(c))
			continue;
		hash = gap ? hash_byte(hash, ' ') : hash;
		hash = hash_byte(hash, lower(c));
		began = true;
		gap = false;
	}
	return hash;
}

/* ---- drafts ---- */

/* While two drafts are compared, the older one first. */
struct comparing {
	struct comparison *c;
	const talks *t;
	struct ancestry an;
	uint32_t *point_in_a;   /* by point: its reading in a, or 0 */
	uint32_t *to_count;     /* readings of a, from its first on: how many counterparts they have */
};

static uint32_t
reading_count(const struct comparison *c, uint32_t of_draft)
{
	return c->t->drafts.at[of_draft].count_held;
}

static void
add_pair(struct comparing *q, uint32_t from, uint32_t to, enum place place, str recorded)
{
	const talks *t = q->t;
	struct pair *p = LIST_ADD(&q->c->pairs);
	*p = (struct pair){ .from = from, .to = to, .place = (uint8_t)place, .recorded = recorded };
	if (from)
		q->to_count[from - t->drafts.at[q->c->a].first]++;
	unsigned forms = 0;
	p->wording = (uint8_t)(from && to ? wording_compare(q->c->l, t->readings.at[from].text,
							    t->readings.at[to].text, &forms)
					  : WORDS_CHANGED);
	p->forms = (uint8_t)forms;
}

static enum place
place_of(const talks *t, uint32_t from, uint32_t to, unsigned ways)
{
	if (ways & 1u << CROSS_SPLIT)
		return PLACE_SPLIT;
	if (ways & 1u << CROSS_MERGE)
		return PLACE_MERGED;
	if (reading_same_place(t, from, to))
		return PLACE_KEPT;
	uint32_t x = t->readings.at[from].parent, y = t->readings.at[to].parent;
	bool other_parent = !x != !y || (x && t->readings.at[x].point != t->readings.at[y].point);
	return ways & 1u << CROSS_MOVE || other_parent ? PLACE_MOVED : PLACE_RENUMBERED;
}

static uint32_t
origin_in_a(const struct comparing *q, uint32_t point)
{
	const talks *t = q->t;
	for (uint32_t o = t->points.at[point].from; o; o = t->origins.at[o].next)
		if (q->point_in_a[t->origins.at[o].point])
			return q->point_in_a[t->origins.at[o].point];
	return 0;
}

/* Where no step leads to the other draft, the point, or one it came from. */
static void
add_unlinked(struct comparing *q, uint32_t to)
{
	const talks *t = q->t;
	const struct reading *r = &t->readings.at[to];
	uint32_t same = q->point_in_a[r->point], from = same;
	if (!from && r->how != CROSS_ADD)
		from = origin_in_a(q, r->point);
	if (from) {
		add_pair(q, from, to, place_of(t, from, to, same ? 0 : 1u << CROSS_SPLIT), S(""));
		return;
	}
	bool told = r->how == CROSS_ADD || t->drafts.at[q->c->a].whole;
	add_pair(q, 0, to, told ? PLACE_ADDED : PLACE_UNKNOWN, ancestry_added(&q->an, to));
}

static void
add_reading(struct comparing *q, uint32_t to)
{
	ancestry_find(&q->an, to);
	for (size_t i = 0; i < q->an.sources.count; i++) {
		const struct source *s = &q->an.sources.at[i];
		add_pair(q, s->reading, to, place_of(q->t, s->reading, to, s->ways), s->recorded);
	}
	if (!q->an.sources.count)
		add_unlinked(q, to);
}

/* What has several counterparts was split, or they were merged, whatever each of
 * the steps between was called. */
static void
settle_parts(struct comparing *q)
{
	struct comparison *c = q->c;
	for (size_t from = 0, end; from < c->pairs.count; from = end) {
		for (end = from + 1; end < c->pairs.count && c->pairs.at[end].to == c->pairs.at[from].to;)
			end++;
		for (size_t i = from; i < end; i++) {
			struct pair *p = &c->pairs.at[i];
			bool several_to =
				p->from && q->to_count[p->from - q->t->drafts.at[c->a].first] > 1;
			bool several_from = end - from > 1, is_part = p->place == PLACE_SPLIT || p->place == PLACE_MERGED;
			if (several_from && (!several_to || !is_part))
				p->place = PLACE_MERGED;
			else if (several_to && !several_from)
				p->place = PLACE_SPLIT;
		}
	}
}

static void
add_deleted(struct comparing *q)
{
	const talks *t = q->t;
	const struct tdraft *a = &t->drafts.at[q->c->a];
	for (uint32_t r = a->first; r < a->first + a->count_held; r++) {
		if (q->to_count[r - a->first])
			continue;
		uint32_t point = t->readings.at[r].point, in = ancestry_deleted(&q->an, point, q->c->b);
		bool told = t->drafts.at[q->c->b].whole || in || t->points.at[point].deleted_in;
		add_pair(q, r, 0, told ? PLACE_DELETED : PLACE_UNKNOWN, in ? line_draft(t, in) : S(""));
	}
}

/* A point that only an identity joins, and that left the order in which the
 * others stand, was moved: it is not on the longest rising run of old places. */
static void
find_moved(struct comparison *c)
{
	size_t n = c->pairs.count, length = 0;
	size_t *tails = ARENA_ARRAY(c->t->a, size_t, n + 1), *before = ARENA_ARRAY(c->t->a, size_t, n + 1);
	bool *on_run = ARENA_ARRAY(c->t->a, bool, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct pair *p = &c->pairs.at[i];
		size_t low = 0, high = length;
		if (!p->from || !p->to)
			continue;
		while (low < high) {
			size_t middle = (low + high) / 2;
			if (c->pairs.at[tails[middle]].from < p->from)
				low = middle + 1;
			else
				high = middle;
		}
		before[i] = low ? tails[low - 1] + 1 : 0;
		tails[low] = i;
		length = low == length ? length + 1 : length;
	}
	for (size_t i = length ? tails[length - 1] + 1 : 0; i; i = before[i - 1])
		on_run[i - 1] = true;
	for (size_t i = 0; i < n; i++) {
		struct pair *p = &c->pairs.at[i];
		if (p->place == PLACE_RENUMBERED && !on_run[i] &&
		    c->t->readings.at[p->to].how == CROSS_MATCHED)
			p->place = PLACE_MOVED;
	}
}

static void
compare_older(struct comparison *c)
{
	const talks *t = c->t;
	struct comparing q = { .c = c, .t = t };
	const struct tdraft *old = &t->drafts.at[c->a], *new = &t->drafts.at[c->b];
	ancestry_init(&q.an, t, c->a);
	q.point_in_a = ARENA_ARRAY(q.an.a, uint32_t, t->points.count + 1);
	q.to_count = ARENA_ARRAY(q.an.a, uint32_t, reading_count(c, c->a) + 1);
	for (uint32_t r = old->first; r < old->first + old->count_held; r++)
		q.point_in_a[t->readings.at[r].point] = r;
	q.point_in_a[0] = 0;
	for (uint32_t r = new->first; r < new->first + new->count_held; r++)
		add_reading(&q, r);
	settle_parts(&q);
	find_moved(c);
	add_deleted(&q);
	ancestry_done(&q.an);
}

/* ---- the younger draft first ---- */

static enum place
mirrored(enum place place)
{
	switch (place) {
	case PLACE_SPLIT:
		return PLACE_MERGED;
	case PLACE_MERGED:
		return PLACE_SPLIT;
	case PLACE_ADDED:
		return PLACE_DELETED;
	case PLACE_DELETED:
		return PLACE_ADDED;
	default:
		return place;
	}
}

static int
pair_order(const void *x, const void *y)
{
	const struct pair *a = x, *b = y;
	if (!a->to != !b->to)
		return a->to ? -1 : 1;
	if (a->to != b->to)
		return a->to > b->to ? 1 : -1;
	return (a->from > b->from) - (a->from < b->from);
}

static void
mirror(struct comparison *c)
{
	for (size_t i = 0; i < c->pairs.count; i++) {
		struct pair *p = &c->pairs.at[i];
		uint32_t from = p->from;
		p->from = p->to;
		p->to = from;
		p->place = (uint8_t)mirrored((enum place)p->place);
	}
	if (c->pairs.count)
		qsort(c->pairs.at, c->pairs.count, sizeof *c->pairs.at, pair_order);
}

void
compare_drafts(struct comparison *c, const talks *t, uint32_t a, uint32_t b)
{
	bool forth = ancestry_leads(t, a, b), back = !forth && ancestry_leads(t, b, a);
	*c = (struct comparison){ .t = t, .a = back ? b : a, .b = back ? a : b, .l = lexicon_new(),
				  .is_ancestor = forth || back };
	compare_older(c);
	if (!back)
		return;
	c->a = a;
	c->b = b;
	mirror(c);
}

void
compare_done(struct comparison *c)
{
	LIST_DONE(&c->pairs);
	lexicon_free(c->l);
	c->l = NULL;
}

bool
compare_has_words(const struct comparison *c)
{
	uint32_t drafts[] = { c->a, c->b };
	for (size_t i = 0; i < 2; i++) {
		const struct tdraft *d = &c->t->drafts.at[drafts[i]];
		if (!d->count_held || !c->t->readings.at[d->first].text)
			return false;
	}
	return true;
}

size_t
compare_changed(const struct comparison *c)
{
	size_t changed = 0;
	for (size_t i = 0; i < c->pairs.count; i++) {
		const struct pair *p = &c->pairs.at[i];
		changed += p->place != PLACE_UNKNOWN && (p->place >= PLACE_SPLIT || p->wording == WORDS_CHANGED);
	}
	return changed;
}

/* ---- which drafts ---- */

str
compare_known(const talks *t)
{
	buf list = { 0 };
	for (uint32_t i = 1; i < t->drafts.count; i++)
		line_join(&list, line_draft(t, i));
	return list.len ? line_keep(t->a, &list) : S("none");
}

bool
compare_find(const talks *t, str name, uint32_t *ret_draft, struct err *err)
{
	uint32_t sym = syms_find(t->m->names, name);
	uint32_t found = sym && sym < t->d->sym_count ? t->draft_of[sym] : 0;
	if (!found)
		return fail(err, ERR_ABSENT, "no draft is named '%.*s' here; known are: %.*s", STR_ARG(name),
			    STR_ARG(compare_known(t)));
	*ret_draft = found;
	return true;
}

void
compare_last_step(const talks *t, uint32_t *ret_a, uint32_t *ret_b)
{
	*ret_a = talks_current(t)->base;
	*ret_b = t->current;
	for (uint32_t d = 1; !*ret_a && t->current && d < t->drafts.count; d++)
		if (t->drafts.at[d].base == t->current) {
			*ret_a = t->current;
			*ret_b = d;
		}
}

/* ---- a pair in words ---- */

static const struct draft_point *
text_of(const talks *t, uint32_t reading)
{
	return t->readings.at[reading].text;
}

str
pair_change(const talks *t, const struct pair *p)
{
	const char *words = p->wording == WORDS_CHANGED ? "reworded" : p->wording == WORDS_FORM ? "changed in form" : NULL;
	if (!p->from || !p->to)
		return p->place == PLACE_UNKNOWN
			       ? S("cannot be compared: the other draft is held in part only")
			       : str_of(place_names[p->place]);
	if (p->place == PLACE_KEPT)
		return words ? str_of(words) : S("unchanged");
	return words ? arena_printf(t->a, "%s AND %s", place_names[p->place], words) : str_of(place_names[p->place]);
}

str
pair_title(const talks *t, const struct pair *p)
{
	const struct draft_point *text = text_of(t, p->to ? p->to : p->from);
	return text && text->heading.len ? text->heading : S("");
}

str
pair_heading(const talks *t, const struct pair *p)
{
	str from = p->from ? t->readings.at[p->from].number : S(""), to = p->to ? t->readings.at[p->to].number : S("");
	str numbers = p->from && p->to && !str_eq(from, to)
			      ? arena_printf(t->a, "%.*s -> %.*s", STR_ARG(from), STR_ARG(to))
			      : p->to ? to : from;
	str title = pair_title(t, p);
	if (title.len && title.at[title.len - 1] == '.')
		title.len--;
	return arena_printf(t->a, "%.*s%s%.*s: %.*s", STR_ARG(numbers), title.len ? " " : "", STR_ARG(title),
			    STR_ARG(pair_change(t, p)));
}

str
pair_brackets(const talks *t, const struct pair *p)
{
	const struct draft_point *old = text_of(t, p->from), *new = text_of(t, p->to);
	if (!old || !new || (old->brackets == new->brackets && old->number_bracketed == new->number_bracketed))
		return S("");
	return arena_printf(t->a, "%u%s -> %u%s", old->brackets, old->number_bracketed ? " and the whole point" : "",
			    new->brackets, new->number_bracketed ? " and the whole point" : "");
}

static str
level_words(const talks *t, uint32_t reading)
{
	uint32_t above = t->readings.at[reading].parent;
	return above ? arena_printf(t->a, "in point %.*s", STR_ARG(t->readings.at[above].number)) : S("a point of its own");
}

str
pair_level(const talks *t, const struct pair *p)
{
	const struct draft_point *old = text_of(t, p->from), *new = text_of(t, p->to);
	if (!old || !new)
		return S("");
	uint32_t above = t->readings.at[p->from].parent, now = t->readings.at[p->to].parent;
	bool same_above = above && now ? t->readings.at[above].point == t->readings.at[now].point : above == now;
	if (old->level == new->level && same_above)
		return S("");
	return arena_printf(t->a, "%.*s -> %.*s", STR_ARG(level_words(t, p->from)), STR_ARG(level_words(t, p->to)));
}

bool
pair_is_identical(const struct pair *p)
{
	return p->place == PLACE_KEPT && p->wording == WORDS_SAME;
}
