#include "answer/compare.h"

#include <stdlib.h>

const char *const place_names[PLACE_COUNT] = {
	"kept", "renumbered", "moved", "split", "merged", "added", "deleted", "unknown",
};

/* ---- one wording and another ---- */

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

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
	       c != '[' && c != ']' && !is_blank(c);
}

/* The next byte of a text in which runs of blanks are one, and case and
 * punctuation are dropped where asked; 0 at the end. */
struct plain { str text; size_t at; bool fold_case, drop_marks, began, gap; };

static char
plain_next(struct plain *p)
{
	while (p->at < p->text.len) {
		char c = p->text.at[p->at];
		if (is_blank(c) || (p->drop_marks && is_punctuation(c))) {
			p->gap = p->began;
			p->at++;
			continue;
		}
		if (p->gap) {
			p->gap = false;
			return ' ';
		}
		p->at++;
		p->began = true;
		return p->fold_case ? lower(c) : c;
	}
	return 0;
}

static bool
same_plain(str x, str y, bool fold_case, bool drop_marks)
{
	struct plain p = { .text = x, .fold_case = fold_case, .drop_marks = drop_marks };
	struct plain q = { .text = y, .fold_case = fold_case, .drop_marks = drop_marks };
	for (;;) {
		char c = plain_next(&p);
		if (c != plain_next(&q))
			return false;
		if (!c)
			return true;
	}
}

static bool
same_text(const struct draft_point *x, const struct draft_point *y, bool fold_case, bool drop_marks)
{
	return same_plain(x->heading, y->heading, fold_case, drop_marks) &&
	       same_plain(x->words, y->words, fold_case, drop_marks);
}

enum wording
wording_compare(const struct draft_point *x, const struct draft_point *y)
{
	if (!x || !y)
		return WORDS_UNKNOWN;
	if (x->number_bracketed != y->number_bracketed)
		return WORDS_CHANGED;
	if (str_eq(x->heading, y->heading) && str_eq(x->words, y->words))
		return WORDS_SAME;
	enum wording form = same_text(x, y, false, false)  ? WORDS_BLANKS
			    : same_text(x, y, true, false) ? WORDS_CAPITALS
			    : same_text(x, y, false, true) ? WORDS_PUNCTUATION
			    : same_text(x, y, true, true)  ? WORDS_CAPITALS_PUNCTUATION
							   : WORDS_CHANGED;
	if (form == WORDS_CHANGED || form == WORDS_BLANKS)
		return form;
	/* 1,000 and 1.000 differ by a mark; they are no matter of form. */
	arena *a = arena_new();
	struct named_changes n = wording_named(a, x->words, y->words);
	bool named = n.numbers.len || n.dates.len || n.modals.len;
	arena_free(a);
	return named ? WORDS_CHANGED : form;
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
			while (end < words.len && !is_blank(words.at[end]) && words.at[end] != ']')
				end++;
			if (words.at[end - 1] == ':')
				i = end - 1;
			continue;
		}
		if (is_blank(c))
			gap = began;
		if (c == ']' || is_blank(c) || is_punctuation(c))
			continue;
		hash = gap ? hash_byte(hash, ' ') : hash;
		hash = hash_byte(hash, lower(c));
		began = true;
		gap = false;
	}
	return hash;
}

/* ---- numbers, dates, and words that bind ---- */

enum class { CLASS_NONE, CLASS_NUMBER, CLASS_DATE, CLASS_MODAL };

struct token { str text; uint8_t class; };
struct tokens { struct token *at; size_t count; };

static bool
is_one_of(str word, const char *const *list)
{
	for (; *list; list++)
		if (str_eq_nocase(word, str_of(*list)))
			return true;
	return false;
}

static bool
is_number(str word)
{
	static const char *const words[] = {
		"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
		"twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
		"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred",
		"thousand", "million", "billion", "half", "third", "quarter", "dozen", "once", "twice", "both",
		"all", "none", NULL
	};
	for (size_t i = 0; i < word.len; i++)
		if (word.at[i] >= '0' && word.at[i] <= '9')
			return true;
	size_t dash = str_find(word, '-');
	return is_one_of(word, words) || (dash < word.len && is_one_of(str_sub(word, 0, dash), words));
}

static bool
is_month(str word)
{
	static const char *const months[] = {
		"January", "February", "March", "April", "May", "June", "July", "August", "September",
		"October", "November", "December", NULL
	};
	for (size_t i = 0; months[i]; i++)
		if (str_eq(word, str_of(months[i])))
			return true;
	return false;
}

static bool
is_day(str word)
{
	static const char *const days[] = {
		"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "noon",
		"midnight", "sunrise", "sunset", NULL
	};
	return is_one_of(word, days);
}

static bool
is_modal(str word)
{
	static const char *const modals[] = {
		"shall", "should", "may", "must", "will", "would", "can", "cannot", "could", "might", "not",
		"never", "no", "unless", "except", "only", "and/or", NULL
	};
	return is_one_of(word, modals);
}

static bool
starts_with_digit(const struct tokens *list, size_t i)
{
	return i < list->count && list->at[i].text.at[0] >= '0' && list->at[i].text.at[0] <= '9';
}

/* "May" beside a number is a month; the number beside a month is its day. */
static void
classify(struct tokens *list)
{
	for (size_t i = 0; i < list->count; i++) {
		str word = list->at[i].text;
		bool beside = starts_with_digit(list, i + 1) || (i && starts_with_digit(list, i - 1));
		if (is_month(word) && (beside || !str_eq(word, S("May"))))
			list->at[i].class = CLASS_DATE;
		else if (is_day(word))
			list->at[i].class = CLASS_DATE;
		else if (is_number(word))
			list->at[i].class = CLASS_NUMBER;
		else if (is_modal(word))
			list->at[i].class = CLASS_MODAL;
	}
	for (size_t i = 0; i < list->count; i++) {
		if (list->at[i].class != CLASS_DATE || !is_month(list->at[i].text))
			continue;
		if (i && starts_with_digit(list, i - 1))
			list->at[i - 1].class = CLASS_DATE;
		if (starts_with_digit(list, i + 1))
			list->at[i + 1].class = CLASS_DATE;
	}
}

static str
without_marks(str word)
{
	while (word.len && (is_punctuation(word.at[0]) || word.at[0] == '[' || word.at[0] == ']'))
		word = str_sub(word, 1, word.len);
	while (word.len && (is_punctuation(word.at[word.len - 1]) || word.at[word.len - 1] == '[' ||
			    word.at[word.len - 1] == ']'))
		word.len--;
	return word;
}

static struct tokens
tokens_of(str text)
{
	LIST(struct token) list = { 0 };
	for (size_t i = 0; i < text.len;) {
		size_t end = i;
		while (end < text.len && !is_blank(text.at[end]))
			end++;
		str word = without_marks(str_sub(text, i, end));
		if (word.len)
			*LIST_ADD(&list) = (struct token){ word, CLASS_NONE };
		i = end + 1;
	}
	struct tokens tokens = { list.at, list.count };
	classify(&tokens);
	return tokens;
}

struct naming { buf lists[CLASS_MODAL + 1]; unsigned words_in, words_out; };

static void
name_change(buf *list, str before, str after)
{
	if (list->len)
		buf_add(list, S("; "));
	if (before.len && after.len)
		buf_printf(list, "'%.*s' -> '%.*s'", STR_ARG(before), STR_ARG(after));
	else if (before.len)
		buf_printf(list, "'%.*s' taken out", STR_ARG(before));
	else
		buf_printf(list, "'%.*s' put in", STR_ARG(after));
}

/* Words of a class that stand on both sides of a change have not changed. */
static void
cancel(struct tokens gone, struct tokens new, unsigned class)
{
	for (size_t i = 0; i < gone.count; i++)
		for (size_t j = 0; gone.at[i].class == class && j < new.count; j++)
			if (new.at[j].class == class && str_eq_nocase(gone.at[i].text, new.at[j].text)) {
				gone.at[i].class = new.at[j].class = CLASS_NONE;
				break;
			}
}

/* The next words of the class from `*at` on, those that stand side by side as
 * one ("1 May"); empty at the end. */
static str
next_run(struct tokens list, size_t *at, unsigned class)
{
	while (*at < list.count && list.at[*at].class != class)
		++*at;
	if (*at == list.count)
		return STR_NONE;
	str run = list.at[(*at)++].text;
	while (*at < list.count && list.at[*at].class == class &&
	       list.at[*at].text.at == run.at + run.len + 1 && run.at[run.len] == ' ') {
		run.len += 1 + list.at[*at].text.len;
		++*at;
	}
	return run;
}

/* One place where words differ: what went, what came. */
static void
name_hunk(struct naming *n, struct tokens gone, struct tokens new)
{
	n->words_out += (unsigned)gone.count;
	n->words_in += (unsigned)new.count;
	for (unsigned class = CLASS_NUMBER; class <= CLASS_MODAL; class++) {
		size_t i = 0, j = 0;
		cancel(gone, new, class);
		for (;;) {
			str before = next_run(gone, &i, class), after = next_run(new, &j, class);
			if (!before.len && !after.len)
				break;
			name_change(&n->lists[class], before, after);
		}
	}
}

static struct tokens
part(struct tokens list, size_t from, size_t to)
{
	return (struct tokens){ from < to ? list.at + from : NULL, to - from };
}

/* The longest common subsequence from each pair of places on: the textbook
 * table, over what is left between the common beginning and end. */
static void
name_between(struct naming *n, struct tokens x, struct tokens y)
{
	enum { CELLS_MOST = 4000000 };
	size_t w = y.count + 1, i = 0, j = 0, from_i = 0, from_j = 0;
	if (!x.count || !y.count || x.count > CELLS_MOST / w || x.count > UINT16_MAX || w > UINT16_MAX) {
		name_hunk(n, x, y);
		return;
	}
	uint16_t *best = calloc((x.count + 1) * w, sizeof *best);
	if (!best)
		arena_exhausted((x.count + 1) * w * sizeof *best);
	for (i = x.count; i-- > 0;)
		for (j = y.count; j-- > 0;) {
			uint16_t down = best[(i + 1) * w + j], right = best[i * w + j + 1];
			best[i * w + j] = str_eq(x.at[i].text, y.at[j].text)
						  ? (uint16_t)(best[(i + 1) * w + j + 1] + 1)
						  : down > right ? down : right;
		}
	for (i = j = 0; i < x.count && j < y.count;) {
		if (!str_eq(x.at[i].text, y.at[j].text)) {
			if (best[(i + 1) * w + j] >= best[i * w + j + 1])
				i++;
			else
				j++;
			continue;
		}
		name_hunk(n, part(x, from_i, i), part(y, from_j, j));
		from_i = ++i;
		from_j = ++j;
	}
	name_hunk(n, part(x, from_i, x.count), part(y, from_j, y.count));
	free(best);
}

static str
take(arena *a, buf *text)
{
	str copy = text->len ? arena_str(a, buf_str(text)) : S("");
	buf_done(text);
	return copy;
}

struct named_changes
wording_named(arena *a, str before, str after)
{
	struct tokens x = tokens_of(before), y = tokens_of(after);
	struct naming n = { 0 };
	size_t head = 0, x_end = x.count, y_end = y.count;
	while (head < x_end && head < y_end && str_eq(x.at[head].text, y.at[head].text))
		head++;
	while (x_end > head && y_end > head && str_eq(x.at[x_end - 1].text, y.at[y_end - 1].text)) {
		x_end--;
		y_end--;
	}
	name_between(&n, part(x, head, x_end), part(y, head, y_end));
	list_free(x.at);
	list_free(y.at);
	struct named_changes named = { take(a, &n.lists[CLASS_NUMBER]), take(a, &n.lists[CLASS_DATE]),
				       take(a, &n.lists[CLASS_MODAL]), n.words_in, n.words_out };
	return named;
}

/* ---- drafts ---- */

static uint32_t
reading_count(const struct comparison *c, uint32_t of_draft)
{
	return c->t->drafts.at[of_draft].count_held;
}

static bool
same_place(const talks *t, uint32_t x, uint32_t y)
{
	return reading_same_place(t, x, y);
}

/* Back through the recorded steps to a reading of draft a; 0 where they lead
 * elsewhere.  A circle of bases ends after as many steps as there are drafts. */
static uint32_t
trace(const struct comparison *c, uint32_t reading, unsigned *ret_ways)
{
	const talks *t = c->t;
	size_t steps = 0;
	while (reading && t->readings.at[reading].draft != c->a && steps++ < t->drafts.count) {
		*ret_ways |= 1u << t->readings.at[reading].how;
		reading = t->readings.at[reading].before;
	}
	return reading && t->readings.at[reading].draft == c->a ? reading : 0;
}

static void
add_pair(struct comparison *c, uint32_t from, uint32_t to, enum place place)
{
	const talks *t = c->t;
	struct pair *p = LIST_ADD(&c->pairs);
	*p = (struct pair){ .from = from, .to = to, .place = (uint8_t)place };
	if (from)
		c->used[from - t->drafts.at[c->a].first] = 1;
	p->wording = (uint8_t)(from && to ? wording_compare(t->readings.at[from].text, t->readings.at[to].text)
					  : WORDS_CHANGED);
}

static enum place
place_of(const talks *t, uint32_t from, uint32_t to, unsigned ways)
{
	if (ways & 1u << CROSS_SPLIT)
		return PLACE_SPLIT;
	if (ways & 1u << CROSS_MERGE)
		return PLACE_MERGED;
	if (same_place(t, from, to))
		return PLACE_KEPT;
	uint32_t x = t->readings.at[from].parent, y = t->readings.at[to].parent;
	bool other_parent = !x != !y || (x && t->readings.at[x].point != t->readings.at[y].point);
	return ways & 1u << CROSS_MOVE || other_parent ? PLACE_MOVED : PLACE_RENUMBERED;
}

/* The other points that were merged into this one. */
static void
add_merged(struct comparison *c, uint32_t first, uint32_t to)
{
	const talks *t = c->t;
	uint32_t o = t->points.at[t->readings.at[to].point].from;
	for (; o; o = t->origins.at[o].next) {
		uint32_t from = c->point_in_a[t->origins.at[o].point];
		if (from && from != first)
			add_pair(c, from, to, PLACE_MERGED);
	}
}

static uint32_t
origin_in_a(const struct comparison *c, uint32_t point)
{
	const talks *t = c->t;
	for (uint32_t o = t->points.at[point].from; o; o = t->origins.at[o].next)
		if (c->point_in_a[t->origins.at[o].point])
			return c->point_in_a[t->origins.at[o].point];
	return 0;
}

static void
add_reading(struct comparison *c, uint32_t to)
{
	const talks *t = c->t;
	const struct reading *r = &t->readings.at[to];
	unsigned ways = 0;
	uint32_t from = trace(c, to, &ways);
	if (!from && c->point_in_a[r->point])
		from = c->point_in_a[r->point];
	else if (!from && r->how != CROSS_ADD) {
		from = origin_in_a(c, r->point);
		ways |= from ? 1u << CROSS_SPLIT : 0;
	}
	if (!from) {
		bool told = r->how == CROSS_ADD || t->drafts.at[c->a].whole;
		add_pair(c, 0, to, told ? PLACE_ADDED : PLACE_UNKNOWN);
		return;
	}
	add_pair(c, from, to, place_of(t, from, to, ways));
	if (ways & 1u << CROSS_MERGE)
		add_merged(c, from, to);
}

static void
add_deleted(struct comparison *c)
{
	const talks *t = c->t;
	const struct tdraft *a = &t->drafts.at[c->a];
	for (uint32_t r = a->first; r < a->first + a->count_held; r++) {
		if (c->used[r - a->first])
			continue;
		bool told = t->drafts.at[c->b].whole || t->points.at[t->readings.at[r].point].deleted_in;
		add_pair(c, r, 0, told ? PLACE_DELETED : PLACE_UNKNOWN);
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

static bool
leads_back(const talks *t, uint32_t a, uint32_t b)
{
	size_t steps = 0;
	while (b && b != a && steps++ < t->drafts.count)
		b = t->drafts.at[b].base;
	return b == a;
}

void
compare_drafts(struct comparison *c, const talks *t, uint32_t a, uint32_t b)
{
	*c = (struct comparison){ .t = t, .a = a, .b = b, .is_ancestor = leads_back(t, a, b) };
	const struct tdraft *old = &t->drafts.at[a], *new = &t->drafts.at[b];
	c->point_in_a = ARENA_ARRAY(t->a, uint32_t, t->points.count + 1);
	c->used = ARENA_ARRAY(t->a, uint8_t, reading_count(c, a) + 1);
	for (uint32_t r = old->first; r < old->first + old->count_held; r++)
		c->point_in_a[t->readings.at[r].point] = r;
	c->point_in_a[0] = 0;
	for (uint32_t r = new->first; r < new->first + new->count_held; r++)
		add_reading(c, r);
	find_moved(c);
	add_deleted(c);
}

void
compare_done(struct comparison *c)
{
	LIST_DONE(&c->pairs);
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
