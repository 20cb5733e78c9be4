/* The order of acts.
 *
 * An act is taken at the latest instant at which it may have happened.  Ties
 * within a file keep their place; across files the one known earlier goes
 * first, then the canonical bytes decide.  Both rules at once are a merge:
 * files are queues, and of the queues' heads the least is taken.  The order in
 * which files were named on the command line plays no part.
 */
#include "talks/docket.h"

#include <stdlib.h>
#include <string.h>

uint32_t
entry_id(const minutes *m, const struct entry *e)
{
	const struct item *item = entry_own(m, e, CLAUSE_as);
	if (!item && e->kind == ENTRY_ACT && verbs[e->verb].objects & OBJECT_NEWID)
		item = entry_own(m, e, KEY_OBJECT);
	return item && item->type == ITEM_NAME ? item->a : 0;
}

const draft *
docket_text(const docket *d, uint32_t entry)
{
	return d->text_of[entry] ? d->texts.at[d->text_of[entry] - 1].draft : NULL;
}

str
docket_bytes(const docket *d, uint32_t entry)
{
	return d->text_of[entry] ? d->texts.at[d->text_of[entry] - 1].bytes : STR_NONE;
}

const draft *
docket_shown(const docket *d, uint32_t entry, uint32_t draft_name)
{
	const struct given_words *g = d->given ? &d->given[entry] : NULL;
	str name = syms_str(d->m->names, draft_name);
	for (size_t i = 0; g && i < g->shown_count; i++)
		if (str_eq(g->shown[i].name, name))
			return g->shown[i].text;
	return NULL;
}

/* ---- names of acts ---- */

struct place { int64_t key; uint32_t rank, entry; };

static int
by_key(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return x->entry < y->entry ? -1 : x->entry > y->entry;
}

/* Entries go into a chain from the last to the first, by file and place: the
 * order in which files were given must not decide what a name means. */
static void
chain_entry(const docket *d, uint32_t *first, uint32_t *next, uint32_t sym, uint32_t entry)
{
	if (!sym || sym >= d->sym_count)
		return;
	next[entry] = first[sym];
	first[sym] = entry + 1;
}

/* The sym of the draft whose words an entry brings. */
static uint32_t
text_name(const minutes *m, const struct entry *e)
{
	const struct item *name = e->kind == ENTRY_DECL ? entry_items(m, e) : entry_own(m, e, KEY_OBJECT);
	return name ? name->a : 0;
}

/* All entries by their file's rank and their place in it.  Counted, not
 * compared: files are few.  To be freed. */
static uint32_t *
entries_by_rank(const docket *d)
{
	const minutes *m = d->m;
	size_t *from = calloc(m->files.count + 1, sizeof *from);
	uint32_t *list = calloc(m->entries.count + 1, sizeof *list);
	if (!from || !list)
		arena_exhausted(m->entries.count * sizeof *list);
	for (size_t i = 0; i < m->entries.count; i++)
		from[d->file_rank[m->entries.at[i].file] + 1]++;
	for (size_t rank = 1; rank < m->files.count; rank++)
		from[rank] += from[rank - 1];
	for (uint32_t i = 0; i < m->entries.count; i++)
		list[from[d->file_rank[m->entries.at[i].file]]++] = i;
	free(from);
	return list;
}

static void
index_names(docket *d)
{
	const minutes *m = d->m;
	size_t count = m->entries.count;
	uint32_t *entries = entries_by_rank(d);
	d->sym_count = syms_count(m->names) + 1;
	d->id_first = ARENA_ARRAY(d->a, uint32_t, d->sym_count);
	d->id_next = ARENA_ARRAY(d->a, uint32_t, count + 1);
	d->text_first = ARENA_ARRAY(d->a, uint32_t, d->sym_count);
	d->text_next = ARENA_ARRAY(d->a, uint32_t, count + 1);
	for (size_t i = count; i-- > 0;) {
		uint32_t at = entries[i];
		const struct entry *e = &m->entries.at[at];
		chain_entry(d, d->id_first, d->id_next, e->kind == ENTRY_ACT ? entry_id(m, e) : 0, at);
		chain_entry(d, d->text_first, d->text_next, d->text_of[at] ? text_name(m, e) : 0, at);
	}
	free(entries);
}

/* Do two entries share a circle?  Entries without one share the keeper's. */
static bool
share_circle(const docket *d, const struct entry *x, const struct entry *y)
{
	const minutes *m = d->m;
	const struct item *a = entry_get(m, x, CLAUSE_circle), *b = entry_get(m, y, CLAUSE_circle);
	if (!a || !b)
		return !a && !b;
	size_t as = item_run(m, x, a), bs = item_run(m, y, b);
	for (size_t i = 0; i < as; i++)
		for (size_t j = 0; j < bs; j++)
			if (a[i].a == b[j].a)
				return true;
	return false;
}

/* Namesakes are a fault save in circles apart, so few are looked at. */
enum { NAMESAKES_MOST = 64 };

uint32_t
docket_find_id(const docket *d, uint32_t from, uint32_t name, const bool *visible)
{
	uint32_t first = 0, looked = 0;
	for (uint32_t i = name < d->sym_count ? d->id_first[name] : 0; i && looked < NAMESAKES_MOST;
	     i = d->id_next[i - 1]) {
		if (visible && !visible[i - 1])
			continue;
		looked++;
		if (!first && !d->id_next[i - 1])
			return i;       /* without a namesake circles do not matter */
		if (!first)
			first = i;
		if (share_circle(d, &d->m->entries.at[from], &d->m->entries.at[i - 1]))
			return i;
	}
	return first;
}

size_t
docket_count_id(const docket *d, uint32_t from, uint32_t name)
{
	size_t near = 0, far = 0;
	for (uint32_t i = name < d->sym_count ? d->id_first[name] : 0; i && near + far < NAMESAKES_MOST;
	     i = d->id_next[i - 1])
		if (share_circle(d, &d->m->entries.at[from], &d->m->entries.at[i - 1]))
			near++;
		else
			far++;
	return near ? near : far;
}

bool
docket_shares(const docket *d, uint32_t from, uint32_t name)
{
	uint32_t found = docket_find_id(d, from, name, NULL);
	return found && share_circle(d, &d->m->entries.at[from], &d->m->entries.at[found - 1]);
}

/* ---- times ---- */

/* The zone named by `item`, read once; NULL, with a fault at it, where there is none. */
static const zone *
load_zone(docket *d, const struct entry *e, const struct item *item)
{
	str name = item_text(d->m, item), bytes;
	struct err err = { 0 };
	const struct opener *o = d->m->opener;
	if (str_eq(name, S("UTC")))
		return zone_utc();
	for (size_t i = 0; i < d->zones.count; i++)
		if (str_eq(zone_name(d->zones.at[i]), name))
			return d->zones.at[i];
	if (!zone_name_ok(name)) {
		fault_entry(d->m, e, item, "a name such as Europe/Zurich", "'%.*s' is no time zone",
			    STR_ARG(name));
		return NULL;
	}
	const zone *z = NULL;
	if (!o->open_zone)
		fail(&err, ERR_ABSENT, "no time zones are to be had here");
	else if (o->open_zone(o->context, d->a, name, &bytes, &err))
		z = zone_read(d->a, bytes, name, &err);
	if (z)
		*LIST_ADD(&d->zones) = z;
	else
		fault_entry(d->m, e, item, NULL, "%s", err.text);
	return z;
}

static void
find_zones(docket *d)
{
	d->zone = zone_utc();
	for (size_t i = 0; i < d->m->entries.count; i++) {
		const struct entry *e = &d->m->entries.at[i];
		const struct item *item = entry_own(d->m, e, CLAUSE_zone);
		const zone *z = item ? load_zone(d, e, item) : NULL;
		if (z && e->kind == ENTRY_DECL && e->verb == DECL_talks && !entry_get(d->m, e, CLAUSE_circle)) {
			d->zone = z;
			d->zone_declared = true;
		}
	}
}

static const zone *
entry_zone(const docket *d, const struct entry *e)
{
	const struct item *item = e->kind == ENTRY_ACT && d->zones.count ? entry_get(d->m, e, CLAUSE_zone)
									  : NULL;
	for (size_t i = 0; item && i < d->zones.count; i++)
		if (str_eq(item_text(d->m, item), zone_name(d->zones.at[i])))
			return d->zones.at[i];
	return item && str_eq(item_text(d->m, item), S("UTC")) ? zone_utc() : d->zone;
}

bool
docket_span(const docket *d, const struct entry *e, const struct when *w, struct span *ret_span,
	    struct err *err)
{
	return when_span(w, entry_zone(d, e), ret_span, err);
}

enum { TIME_OPEN, TIME_BUSY, TIME_DONE };

/* Times being settled: all of them, or for a view, in which an act's time must
 * not hang on one that the viewer may not know. */
struct settling {
	const docket *d;
	struct entry_time *times;
	uint8_t *state;
	bool *visible;          /* NULL: all, and faults are told */
	const int64_t *known_most;      /* what is known later is taken out of visible; or NULL */
	const int64_t *dates;   /* of sources, by sym */
};

/* The span of a clause's time, or false. */
static bool
clause_span(const struct settling *s, const struct entry *e, unsigned key, struct span *ret_span)
{
	minutes *m = s->d->m;
	const struct item *item = entry_get(m, e, key);
	struct err err;         /* a kilobyte, not zeroed for every act; read where a call failed */
	if (!item || item->type != ITEM_WHEN)
		return false;
	if (docket_span(s->d, e, &m->whens.at[item->a], ret_span, &err))
		return true;
	return s->visible ? false : fault_entry(m, e, item, NULL, "%s", err.text);
}

static void
span_beside(enum relation relation, struct span there, struct span *ret_span)
{
	*ret_span = (struct span){ SPAN_START, SPAN_END };
	if (relation == RELATION_DURING)
		*ret_span = there;
	else if (relation == RELATION_BEFORE)
		ret_span->to = there.from;
	else
		ret_span->from = there.to;
}

/* What the time of entry `i` hangs on: 1 + an entry whose time is still open,
 * or 0 where the time could be settled. */
static uint32_t
settle_one(struct settling *s, uint32_t i)
{
	minutes *m = s->d->m;
	const struct entry *e = &m->entries.at[i];
	struct entry_time *t = &s->times[i];
	const uint8_t *state = s->state;
	struct err err;         /* a kilobyte, not zeroed for every act; read where a call failed */
	if (!e->relation) {
		if (!docket_span(s->d, e, &e->when, &t->so, &err))
			fault_entry(m, e, NULL, NULL, "%s", err.text);
		return 0;
	}
	str name = syms_str(m->names, e->relative_to);
	uint32_t target = docket_find_id(s->d, i, e->relative_to, s->visible);
	t->so = (struct span){ SPAN_START, SPAN_END };
	if (!target) {
		if (!s->visible)
			fault_entry(m, e, NULL, NULL, "no act is named '%.*s'", STR_ARG(name));
	} else if (state[target - 1] == TIME_BUSY) {
		if (!s->visible)
			fault_entry(m, e, NULL, "give one of them a date",
				    "the time of '%.*s' hangs on this one's", STR_ARG(name));
	} else if (state[target - 1] == TIME_OPEN) {
		return target;
	} else {
		span_beside((enum relation)e->relation, s->times[target - 1].so, &t->so);
	}
	return 0;
}

/* The dates of sources, by sym, for acts that name one. */
static int64_t *
source_dates(const struct settling *s, arena *a)
{
	int64_t *dates = ARENA_ARRAY(a, int64_t, s->d->sym_count);
	for (size_t i = 0; i < s->d->decls.count; i++) {
		uint32_t at = s->d->decls.at[i];
		const struct entry *e = &s->d->m->entries.at[at];
		struct span span;
		bool is_later = s->known_most && clause_span(s, e, CLAUSE_recorded, &span) && span.to != SPAN_END &&
				span.to > *s->known_most;
		if (e->verb == DECL_source && !is_later && (!s->visible || s->visible[at]) &&
		    clause_span(s, e, CLAUSE_at, &span) && span.to != SPAN_END)
			dates[entry_items(s->d->m, e)->a] = span.to;
	}
	return dates;
}

static void
settle_known(struct settling *s, uint32_t i)
{
	const minutes *m = s->d->m;
	const int64_t *dates = s->dates;
	const struct entry *e = &m->entries.at[i];
	struct entry_time *t = &s->times[i];
	bool is_source = e->kind == ENTRY_DECL && e->verb == DECL_source;
	const struct item *source = is_source ? entry_items(m, e) : entry_get(m, e, CLAUSE_source);
	struct span recorded;
	bool told = true;
	if (clause_span(s, e, CLAUSE_recorded, &recorded) && recorded.to != SPAN_END)
		t->known = recorded.to;
	else if (source && source->a < s->d->sym_count && dates[source->a])
		t->known = dates[source->a];
	else
		told = false;
	if (e->kind == ENTRY_DECL) {
		t->known = told ? t->known : SPAN_START;
		return;
	}
	t->key = t->so.to != SPAN_END ? t->so.to : told ? t->known : t->so.from;
	if (!told)
		t->known = t->key;
	if (s->known_most && t->known > *s->known_most)
		s->visible[i] = false;
}

/* Settles an act's time and, before it, those it hangs on.  The way there is
 * kept in a list: a chain of a million acts must not be a million calls deep. */
static void
settle_time(struct settling *s, uint32_t first)
{
	LIST(uint32_t) way = { 0 };
	uint32_t i = first;
	for (;;) {
		s->state[i] = TIME_BUSY;
		uint32_t open = settle_one(s, i);
		if (open) {
			*LIST_ADD(&way) = i;
			i = open - 1;
			continue;
		}
		s->state[i] = TIME_DONE;
		settle_known(s, i);
		if (way.count == 0)
			break;
		i = way.at[--way.count];
	}
	LIST_DONE(&way);
}

static void
settle_times(struct settling *s, arena *a)
{
	const minutes *m = s->d->m;
	s->state = ARENA_ARRAY(a, uint8_t, m->entries.count + 1);
	s->dates = source_dates(s, a);
	for (uint32_t i = 0; i < m->entries.count; i++)
		if (m->entries.at[i].kind == ENTRY_ACT && (!s->visible || s->visible[i]) && s->state[i] == TIME_OPEN)
			settle_time(s, i);
	for (uint32_t i = 0; i < m->entries.count; i++)
		if (m->entries.at[i].kind == ENTRY_DECL && (!s->visible || s->visible[i]))
			settle_known(s, i);
}

const struct entry_time *
docket_times(const docket *d, arena *a, bool *visible, const int64_t *known_most)
{
	if (!d->times_hang_together)
		return d->times;
	struct settling s = { .d = d, .visible = visible, .known_most = known_most };
	s.times = ARENA_ARRAY(a, struct entry_time, d->m->entries.count + 1);
	settle_times(&s, a);
	return s.times;
}

/* Is there a time that hangs on another entry which a view may not have? */
static bool
times_hang_together(const docket *d)
{
	for (size_t i = 0; i < d->m->entries.count; i++) {
		const struct entry *e = &d->m->entries.at[i];
		bool private_source = e->kind == ENTRY_DECL && e->verb == DECL_source &&
				      (entry_get(d->m, e, CLAUSE_circle) || entry_get(d->m, e, CLAUSE_recorded));
		if (private_source || (e->kind == ENTRY_ACT && e->relation))
			return true;
	}
	return false;
}

/* ---- the order ---- */

/* Acts stand nearly in their order: a meeting that ended later than the next
 * acts were done has a short way to go.  So each is put into its place among
 * those before it, as long as the ways together stay short. */
static void
sort_places(struct place *places, size_t count)
{
	size_t left = 16 * count;
	for (size_t i = 1; i < count && left > 0; i++) {
		struct place place = places[i];
		size_t to = i;
		for (; to > 0 && left > 0 && by_key(&places[to - 1], &place) > 0; left--, to--)
			places[to] = places[to - 1];
		places[to] = place;
	}
	if (left == 0)
		qsort(places, count, sizeof *places, by_key);
}

/* Sorts by instant, file and place within the file. */
static void
sort_acts(const docket *d, const struct entry_time *times, uint32_t *acts, size_t count)
{
	struct place *places = malloc(arena_size(sizeof *places, count + 1));
	if (!places)
		arena_exhausted(count * sizeof *places);
	for (size_t i = 0; i < count; i++)
		places[i] = (struct place){ times[acts[i]].key, d->file_rank[d->m->entries.at[acts[i]].file],
					    acts[i] };
	sort_places(places, count);
	for (size_t i = 0; i < count; i++)
		acts[i] = places[i].entry;
	free(places);
}

/* A tie, being merged: the files' queues in a heap by their heads, so that a tie
 * of many files costs count × log(files). */
struct queue { size_t at, end; };
struct tie {
	const docket *d;
	const struct entry_time *times;
	const uint32_t *acts;
	LIST(struct queue) heap;
};

static int
canonical_order(const struct tie *tie, uint32_t x, uint32_t y)
{
	const minutes *m = tie->d->m;
	if (tie->times[x].known != tie->times[y].known)
		return tie->times[x].known < tie->times[y].known ? -1 : 1;
	buf a = { 0 }, b = { 0 };
	entry_print(m, &m->entries.at[x], true, &a);
	entry_print(m, &m->entries.at[y], true, &b);
	int order = str_cmp(buf_str(&a), buf_str(&b));
	buf_done(&a);
	buf_done(&b);
	if (order == 0) {
		const uint32_t *rank = tie->d->file_rank;
		uint32_t p = rank[m->entries.at[x].file], q = rank[m->entries.at[y].file];
		order = p < q ? -1 : p > q;
	}
	return order;
}

static void
sift(struct tie *tie, size_t i)
{
	struct queue *heap = tie->heap.at;
	for (;;) {
		size_t least = i;
		for (size_t child = 2 * i + 1; child <= 2 * i + 2 && child < tie->heap.count; child++)
			if (canonical_order(tie, tie->acts[heap[child].at], tie->acts[heap[least].at]) < 0)
				least = child;
		if (least == i)
			return;
		struct queue spare = heap[i];
		heap[i] = heap[least];
		heap[least] = spare;
		i = least;
	}
}

static void
merge_tie(const docket *d, const struct entry_time *times, uint32_t *acts, size_t count)
{
	struct tie tie = { .d = d, .times = times, .acts = acts };
	const struct entry *entries = d->m->entries.at;
	for (size_t i = 0; i < count; i++)
		if (i == 0 || entries[acts[i]].file != entries[acts[i - 1]].file)
			*LIST_ADD(&tie.heap) = (struct queue){ i, i + 1 };
		else
			tie.heap.at[tie.heap.count - 1].end = i + 1;
	if (tie.heap.count > 1) {
		uint32_t *merged = malloc(arena_size(sizeof *merged, count));
		if (!merged)
			arena_exhausted(count * sizeof *merged);
		for (size_t i = tie.heap.count; i-- > 0;)
			sift(&tie, i);
		for (size_t out = 0; out < count; out++) {
			merged[out] = acts[tie.heap.at[0].at++];
			if (tie.heap.at[0].at == tie.heap.at[0].end)
				tie.heap.at[0] = tie.heap.at[--tie.heap.count];
			sift(&tie, 0);
		}
		memcpy(acts, merged, count * sizeof *acts);
		free(merged);
	}
	LIST_DONE(&tie.heap);
}

void
docket_order(const docket *d, const struct entry_time *times, uint32_t *acts, size_t count)
{
	if (times != d->times)
		sort_acts(d, times, acts, count);
	for (size_t i = 0; d->m->files.count > 1 && i < count;) {
		size_t end = i + 1;
		while (end < count && times[acts[end]].key == times[acts[i]].key)
			end++;
		if (end - i > 1)
			merge_tie(d, times, acts + i, end - i);
		i = end;
	}
}

static void
list_acts(docket *d)
{
	for (size_t i = 0; i < d->m->entries.count; i++)
		if (d->m->entries.at[i].kind == ENTRY_ACT)
			*LIST_ADD(&d->acts) = (uint32_t)i;
	sort_acts(d, d->times, d->acts.at, d->acts.count);
}

struct ranked { str path; uint32_t file; };

static int
by_path(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	return str_cmp(x->path, y->path);
}

static void
rank_files(docket *d)
{
	size_t count = d->m->files.count;
	struct ranked *ranked = ARENA_ARRAY(d->a, struct ranked, count + 1);
	d->file_rank = ARENA_ARRAY(d->a, uint32_t, count + 1);
	for (size_t i = 0; i < count; i++)
		ranked[i] = (struct ranked){ d->m->files.at[i].path, (uint32_t)i };
	qsort(ranked, count, sizeof *ranked, by_path);
	for (size_t i = 0; i < count; i++)
		d->file_rank[ranked[i].file] = (uint32_t)i;
}

static void
order_decls(docket *d)
{
	const minutes *m = d->m;
	LIST(struct place) places = { 0 };
	for (size_t i = 0; i < m->entries.count; i++)
		if (m->entries.at[i].kind == ENTRY_DECL)
			*LIST_ADD(&places) = (struct place){ 0, d->file_rank[m->entries.at[i].file], (uint32_t)i };
	if (places.count)
		qsort(places.at, places.count, sizeof *places.at, by_key);
	for (size_t i = 0; i < places.count; i++)
		*LIST_ADD(&d->decls) = places.at[i].entry;
	LIST_DONE(&places);
}

/* ---- drafts' files ---- */

/* Numbers and identities get their symbols before any table by symbol is made. */
static void
name_points(minutes *m, const draft *text)
{
	for (size_t i = 0; text && i < draft_count(text); i++) {
		const struct draft_point *p = draft_point(text, i);
		syms_add(m->names, p->number);
		if (p->identity.len)
			syms_add(m->names, p->identity);
	}
}

static void
load_given(docket *d, uint32_t entry)
{
	const struct given_words *g = &d->given[entry];
	name_points(d->m, g->from);
	for (size_t i = 0; i < g->shown_count; i++)
		name_points(d->m, g->shown[i].text);
	if (!g->from)
		return;
	*LIST_ADD(&d->texts) = (struct draft_file){ .path = S(""), .draft = g->from };
	d->text_of[entry] = (uint32_t)d->texts.count;
}

static uint32_t
load_text(docket *d, const struct entry *e, const struct item *item)
{
	minutes *m = d->m;
	str typed = item_text(m, item);
	str folder = str_starts(typed, S("/")) ? S("") : m->files.at[e->file].folder;
	str path = arena_printf(d->a, "%.*s%.*s", STR_ARG(folder), STR_ARG(typed));
	for (size_t i = 0; i < d->texts.count; i++)
		if (str_eq(d->texts.at[i].path, path))
			return (uint32_t)i + 1;
	struct err err = { 0 };
	str bytes = STR_NONE;
	draft *text = NULL;
	if (m->opener->open(m->opener->context, d->a, path, &bytes, &err))
		text = draft_read(d->a, bytes, path, &err);
	if (!text)
		fault_entry(m, e, item, NULL, "%s", err.text);
	name_points(m, text);
	*LIST_ADD(&d->texts) = (struct draft_file){ path, text, bytes };
	return (uint32_t)d->texts.count;
}

static void
load_texts(docket *d)
{
	d->text_of = ARENA_ARRAY(d->a, uint32_t, d->m->entries.count + 1);
	for (size_t i = 0; i < d->m->entries.count; i++) {
		const struct entry *e = &d->m->entries.at[i];
		if (e->kind == ENTRY_UNDER || e->kind == ENTRY_INCLUDE)
			continue;
		const struct item *item = entry_own(d->m, e, CLAUSE_from);
		if (d->given && d->given[i].is_given)
			load_given(d, (uint32_t)i);
		else if (item && item->type == ITEM_TEXT)
			d->text_of[i] = load_text(d, e, item);
	}
}

docket *
docket_new(arena *a, minutes *m)
{
	return docket_new_given(a, m, NULL);
}

docket *
docket_new_given(arena *a, minutes *m, const struct given_words *given)
{
	docket *d = ARENA_NEW(a, docket);
	d->a = a;
	d->m = m;
	d->given = given;
	d->sym_public = syms_add(m->names, S("public"));
	load_texts(d);
	rank_files(d);
	index_names(d);
	order_decls(d);
	d->times = ARENA_ARRAY(a, struct entry_time, m->entries.count + 1);
	find_zones(d);
	d->times_hang_together = times_hang_together(d);
	struct settling s = { .d = d, .times = d->times };
	settle_times(&s, a);
	list_acts(d);
	return d;
}

void
docket_done(docket *d)
{
	if (!d)
		return;
	LIST_DONE(&d->acts);
	LIST_DONE(&d->decls);
	LIST_DONE(&d->texts);
	LIST_DONE(&d->zones);
}
