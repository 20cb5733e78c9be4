/* What is new, and its sealing.
 *
 * A taking works on one set of minutes: the given files, and of the record what
 * those files do not have.  So names and drafts that stand in the record are there for
 * the check, and a fault has its place in the file that was typed. */
#include "record/take.h"

#include <stdlib.h>

#include "record/order.h"

/* ---- content ---- */

size_t
entry_logs(arena *a, const minutes *m, const struct entry *e, str **ret_names, enum sealed_how *ret_how)
{
	const struct item *circle = entry_get(m, e, CLAUSE_circle);
	size_t count = circle ? item_run(m, e, circle) : 1;
	str *names = ARENA_ARRAY(a, str, count);
	uint32_t keeper = minutes_keeper(m, e->file);
	for (size_t i = 0; circle && i < count; i++)
		names[i] = syms_str(m->names, circle[i].a);
	if (!circle)
		names[0] = e->kind == ENTRY_DECL ? S("public") : keeper ? syms_str(m->names, keeper) : S("-");
	*ret_how = circle ? SEALED_GIVEN : e->kind == ENTRY_DECL ? SEALED_ALL : SEALED_KEPT;
	*ret_names = names;
	return count;
}

static int
by_str(const void *a, const void *b)
{
	return str_cmp(*(const str *)a, *(const str *)b);
}

/* What an entry is known by. */
static uint64_t
content_of(str keeper, enum sealed_how how, const str *names, size_t name_count, str entry, str text)
{
	buf all = { 0 };
	str sorted[16];
	size_t count = name_count < 16 ? name_count : 16;
	struct hash text_hash = seal_hash(text);
	memcpy(sorted, names, count * sizeof *sorted);
	qsort(sorted, count, sizeof *sorted, by_str);
	buf_printf(&all, "%.*s\n%d", STR_ARG(keeper), how);
	for (size_t i = 0; how == SEALED_GIVEN && i < count; i++)
		buf_printf(&all, " %.*s", STR_ARG(sorted[i]));
	buf_add_byte(&all, '\n');
	if (text.at)
		buf_add(&all, hash_str(&text_hash));
	buf_add(&all, entry);
	struct hash content = seal_hash(buf_str(&all));
	uint64_t key;
	memcpy(&key, content.at, sizeof key);
	buf_done(&all);
	return key == UINT64_MAX ? 0 : key;
}

static uint64_t
content_of_item(const struct taking *t, const struct unsealing_item *item)
{
	struct unsealing_place at;
	const struct sealed *s = unsealing_sealed(&t->q, item, &at);
	str names[16], text = STR_NONE;
	size_t count = 0;
	for (uint32_t i = 0; i < item->count && count < 16; i++)
		names[count++] = t->r->circles.at[t->q.places.at[item->first + i].circle].row.name;
	if (!sealed_text(s, &text))
		text = STR_NONE;
	return content_of(s->keeper, (enum sealed_how)s->how, names, count, s->entry, text);
}

static str
full_text(arena *a, const minutes *m, const struct entry *e)
{
	buf out = { 0 };
	entry_print(m, e, true, &out);
	str text = arena_str(a, buf_str(&out));
	buf_done(&out);
	return text;
}

static str
keeper_name(const minutes *m, const struct entry *e)
{
	uint32_t keeper = minutes_keeper(m, e->file);
	return keeper ? syms_str(m->names, keeper) : S("");
}

static uint64_t
content_of_entry(const struct taking *t, const docket *d, uint32_t entry)
{
	const struct entry *e = &t->m->entries.at[entry];
	arena *scratch = arena_new();
	str *names;
	enum sealed_how how;
	size_t count = entry_logs(scratch, t->m, e, &names, &how);
	uint64_t content = content_of(keeper_name(t->m, e), how, names, count, full_text(scratch, t->m, e), docket_bytes(d, entry));
	arena_free(scratch);
	return content;
}

static bool
is_sealable(const struct entry *e)
{
	return e->kind == ENTRY_ACT || (e->kind == ENTRY_DECL && e->verb != DECL_keeper);
}

/* ---- what is new ---- */

/* Marks which of the record's items the files have, and lists the entries that it does not have. */
static void
find_fresh(struct taking *t, const docket *files, bool *matched)
{
	struct unsealing *q = &t->q;
	map first = { 0 };      /* content: 1 + the first item of that content not yet matched */
	uint32_t *next = ARENA_ARRAY(t->a, uint32_t, q->items.count + 1);
	for (uint32_t i = (uint32_t)q->items.count; i-- > 0;) {
		if (!unsealing_sealed(q, &q->items.at[i], NULL))
			continue;
		uint32_t *at = map_at(&first, content_of_item(t, &q->items.at[i]));
		next[i] = *at;
		*at = i + 1;
	}
	for (uint32_t i = 0; i < t->m->entries.count; i++) {
		if (!is_sealable(&t->m->entries.at[i]))
			continue;
		uint32_t *at = q->items.count ? map_at(&first, content_of_entry(t, files, i)) : NULL;
		if (!at || !*at) {
			*LIST_ADD(&t->fresh) = i;
			continue;
		}
		matched[*at - 1] = true;
		*at = next[*at - 1];
		t->known++;
	}
	map_done(&first);
}

/* The first line of an entry up to its verb, and its name: what a changed form keeps. */
struct likeness { str head, id, circles; };

static struct likeness
likeness_of_text(str entry, str circles)
{
	struct likeness l = { .circles = circles };
	str line, rest, word;
	str_cut(entry, '\n', &line, &rest);
	size_t words = 0, at = 0;
	/* Time, subject, verb: the time may be two words. */
	while (words < 4 && at < line.len) {
		at += str_find(str_sub(line, at, line.len), ' ');
		words++;
		at += at < line.len;
	}
	l.head = str_sub(line, 0, at);
	for (rest = line; rest.len;) {
		str_cut(rest, ' ', &word, &rest);
		if (str_eq(word, S("as"))) {
			str_cut(rest, ' ', &l.id, &rest);
			break;
		}
	}
	return l;
}

static str
join_names(arena *a, const str *names, size_t count)
{
	buf out = { 0 };
	for (size_t i = 0; i < count; i++)
		buf_printf(&out, "%s%.*s", i ? ", " : "", STR_ARG(names[i]));
	str joined = arena_str(a, buf_str(&out));
	buf_done(&out);
	return joined;
}

static struct likeness
likeness_of_item(const struct taking *t, uint32_t item)
{
	const struct unsealing_item *it = &t->q.items.at[item];
	const struct sealed *s = unsealing_sealed(&t->q, it, NULL);
	str names[16];
	size_t count = 0;
	for (uint32_t i = 0; i < it->count && count < 16; i++)
		names[count++] = t->r->circles.at[t->q.places.at[it->first + i].circle].row.name;
	return likeness_of_text(s->entry, join_names(t->a, names, count));
}

static str
file_path(const struct taking *t, uint32_t entry)
{
	return t->m->files.at[t->m->entries.at[entry].file].path;
}

static uint64_t
likeness_key(const struct likeness *l, str path, str mark)
{
	uint64_t key = str_hash(l->circles) ^ str_hash(path) * 3 ^ str_hash(mark) * 7;
	return key == UINT64_MAX ? 0 : key;
}

/* Entries of the record that their file no longer has, and new ones of that file that are
 * like them: changed, it seems.  A changed entry stands in for its old form in the check, for a
 * name may be given only once. */
static void
find_likes(struct taking *t, bool *matched)
{
	struct unsealing *q = &t->q;
	map by_id = { 0 }, by_head = { 0 };
	for (uint32_t i = (uint32_t)q->items.count; i-- > 0;) {
		if (matched[i] || !unsealing_sealed(q, &q->items.at[i], NULL))
			continue;
		struct likeness old = likeness_of_item(t, i);
		str path = q->files.at[q->items.at[i].file].path;
		if (old.id.len)
			*map_at(&by_id, likeness_key(&old, path, old.id)) = i + 1;
		*map_at(&by_head, likeness_key(&old, path, old.head)) = i + 1;
	}
	for (size_t k = 0; by_head.count && k < t->fresh.count; k++) {
		uint32_t entry = t->fresh.at[k];
		const struct entry *e = &t->m->entries.at[entry];
		str path = file_path(t, entry), *names;
		enum sealed_how how;
		size_t count = entry_logs(t->a, t->m, e, &names, &how);
		struct likeness own = likeness_of_text(full_text(t->a, t->m, e), join_names(t->a, names, count));
		uint32_t like = own.id.len ? map_get(&by_id, likeness_key(&own, path, own.id)) : 0;
		if (!like || matched[like - 1])
			like = map_get(&by_head, likeness_key(&own, path, own.head));
		if (!like || matched[like - 1])
			continue;
		*LIST_ADD(&t->likes) = (struct taking_like){ entry, like - 1 };
		matched[like - 1] = true;
	}
	map_done(&by_id);
	map_done(&by_head);
}

/* Adds to the minutes what the record has and the files have not. */
static bool
add_rest(struct taking *t, bool *matched, struct err *err)
{
	struct unsealing *q = &t->q;
	bool any = false;
	for (uint32_t i = 0; i < q->items.count; i++) {
		if (!matched[i]) {
			any = true;
			continue;
		}
		/* What the files have is theirs to bring. */
		for (uint32_t k = 0; k < q->items.at[i].count; k++) {
			struct unsealing_place p = q->places.at[q->items.at[i].first + k];
			q->logs[p.circle].at[p.position].held = false;
		}
	}
	return !any || unsealing_minutes(q, t->m, arena_printf(t->a, "%.*s: ", STR_ARG(t->r->path)), err);
}

static void
find_mixed(struct taking *t)
{
	str party = t->r->party.len ? t->r->party : t->r->for_party;
	struct view_query query = { .as = party };
	struct err err = { 0 };
	view *v = party.len ? view_new(t->a, t->d, &query, &err) : NULL;
	for (size_t i = 0; v && i < t->fresh.count; i++)
		if (!v->visible[t->fresh.at[i]])
			*LIST_ADD(&t->mixed) = t->fresh.at[i];
	view_done(v);
}

bool
taking_plan(struct taking *ret, arena *a, record *r, minutes *m, struct err *err)
{
	struct taking t = { .a = a, .r = r, .m = m };
	if (!store_version(r->s, &t.version, err))
		return false;
	if (!unsealing_open(&t.q, a, r, err))
		return false;
	struct faults typed = m->faults;
	docket *files = docket_new(a, m);
	bool *matched = ARENA_ARRAY(a, bool, t.q.items.count + 1);
	find_fresh(&t, files, matched);
	find_likes(&t, matched);
	size_t entries = m->entries.count;
	uint32_t files_read = (uint32_t)m->files.count;
	bool ok = add_rest(&t, matched, err);
	t.d = files;
	if (ok && m->entries.count > entries) {
		docket_done(files);
		m->faults = typed;              /* the second look at the files finds the others again */
		m->silent_from = files_read;            /* what is sealed was checked then; some may be burnt since */
		t.d = docket_new_given(a, m, t.q.given.at);
	}
	*ret = t;
	if (!ok)
		return false;
	docket_check(t.d);
	if (m->faults.total == 0)
		find_mixed(ret);
	return true;
}

void
taking_done(struct taking *t)
{
	LIST_DONE(&t->fresh);
	LIST_DONE(&t->likes);
	LIST_DONE(&t->mixed);
	for (size_t i = 0; t->key_views && i < t->key_count; i++)
		view_done(t->key_views[i]);
	docket_done(t->d);
	unsealing_done(&t->q);
	t->d = NULL;
}

/* ---- the words that go with an entry ---- */

static void
add_point(arena *a, body *b, const draft *text, size_t index, str prefix)
{
	buf out = { 0 };
	draft_point_print(text, index, &out);
	body_add(b, LEAF_PROVISION,
		 arena_printf(a, "%.*s%.*s", STR_ARG(prefix), STR_ARG(draft_point(text, index)->number)),
		 arena_str(a, buf_str(&out)));
	buf_done(&out);
}

static void
add_own_words(struct taking *t, arena *scratch, body *b, uint32_t entry)
{
	const draft *text = docket_text(t->d, entry);
	if (!text)
		return;
	body_add(b, LEAF_FIELD, S("text"), docket_bytes(t->d, entry));
	for (size_t i = 0; i < draft_count(text); i++)
		add_point(scratch, b, text, i, S(""));
}

/* Talks as the recipients have them, made when first asked for. */
struct eyes { str name; view *v; talks *t; };
typedef LIST(struct eyes) all_eyes;

static talks *
talks_of(struct taking *t, all_eyes *list, str name)
{
	struct err err = { 0 };
	struct view_query query = { .as = name, .public_only = name.len == 0 };
	for (size_t i = 0; i < list->count; i++)
		if (str_eq(list->at[i].name, name))
			return list->at[i].t;
	view *v = view_new(t->a, t->d, &query, &err);
	struct eyes eyes = { name, v, v ? talks_new(t->a, v) : NULL };
	*LIST_ADD(list) = eyes;
	return eyes.t;
}

static void
eyes_done(all_eyes *list)
{
	for (size_t i = 0; i < list->count; i++) {
		talks_done(list->at[i].t);
		view_done(list->at[i].v);
	}
	LIST_DONE(list);
}

/* Marks the points of draft `name` that an entry shows to one pair of eyes. */
static void
mark_shown(struct taking *t, talks *eyes, uint32_t entry, uint32_t name, struct conveyed *all)
{
	struct conveyed c;
	if (!eyes || !talks_conveyed(eyes, t->a, entry, name, &c) || c.is_own || (all->text && all->text != c.text))
		return;
	if (!all->text)
		*all = (struct conveyed){ .text = c.text, .points = ARENA_ARRAY(t->a, bool, draft_count(c.text) + 1) };
	for (size_t i = 0; i < draft_count(c.text); i++)
		all->points[i] = all->points[i] || c.points[i];
}

/* The same for each name under `key` of the entry or declaration `in`. */
static void
mark_names(struct taking *t, all_eyes *list, uint32_t entry, uint32_t in, unsigned key, uint32_t name,
	   struct conveyed *all)
{
	const struct entry *e = &t->m->entries.at[in];
	const struct item *who = entry_get(t->m, e, key);
	for (size_t i = 0, n = who ? item_run(t->m, e, who) : 0; i < n; i++)
		if (who[i].type == ITEM_NAME)
			mark_shown(t, talks_of(t, list, syms_str(t->m->names, who[i].a)), entry, name, all);
}

/* Whoever knows an entry may have words by it.  Looked for only where its recipients have none. */
static void
mark_knowers(struct taking *t, all_eyes *list, uint32_t entry, uint32_t name, struct conveyed *all)
{
	mark_shown(t, talks_of(t, list, S("")), entry, name, all);
	for (size_t i = 0; i < t->d->decls.count && !all->text; i++) {
		const struct entry *decl = &t->m->entries.at[t->d->decls.at[i]];
		if (decl->verb >= DECL_party && decl->verb <= DECL_person)
			mark_names(t, list, entry, t->d->decls.at[i], KEY_SUBJECT, name, all);
	}
}

static bool
may_show(const struct entry *e)
{
	return e->kind == ENTRY_ACT && e->mood == MOOD_DONE &&
	       (e->verb == VERB_shows || e->verb == VERB_reads || e->verb == VERB_sees ||
		e->verb == VERB_acknowledges || e->verb == VERB_publishes || e->verb == VERB_tables ||
		e->verb == VERB_circulates);
}

static void
add_shown_words(struct taking *t, arena *scratch, all_eyes *list, body *b, uint32_t entry)
{
	const struct entry *e = &t->m->entries.at[entry];
	const struct item *items = entry_items(t->m, e);
	uint32_t last = 0;
	if (!may_show(e) || docket_text(t->d, entry))
		return;
	for (size_t k = 0; k < e->count; k++) {
		struct conveyed all = { 0 };
		if (items[k].key != KEY_OBJECT || items[k].type != ITEM_REF || items[k].a == last)
			continue;
		last = items[k].a;
		str prefix = arena_printf(t->a, "%.*s:", STR_ARG(syms_str(t->m->names, last)));
		mark_names(t, list, entry, entry, CLAUSE_to, last, &all);
		mark_names(t, list, entry, entry, KEY_SUBJECT, last, &all);
		if (!all.text)
			mark_knowers(t, list, entry, last, &all);
		for (size_t i = 0; all.text && i < draft_count(all.text); i++)
			if (all.points[i])
				add_point(scratch, b, all.text, i, prefix);
	}
}

/* ---- sealing ---- */

static const char *const how_words[] = { "given", "kept", "all" };

static bool
find_keys(struct taking *t, struct err *err)
{
	if (t->key_views)
		return true;
	if (!record_known_keys(t->r, &t->keys, &t->key_count, err))
		return false;
	t->key_views = ARENA_ARRAY(t->a, view *, t->key_count + 1);
	for (size_t i = 0; i < t->key_count; i++) {
		struct view_query query = { .as = t->keys[i].party };
		t->key_views[i] = view_new(t->a, t->d, &query, &(struct err){ 0 });
	}
	return true;
}

/* Keys that the record's keeper was told of go into each new log whose circle their party
 * may know. */
static bool
add_keys(struct taking *t, size_t circle, const struct signer *signer, struct err *err)
{
	if (!find_keys(t, err))
		return false;
	for (size_t i = 0; i < t->key_count; i++) {
		const view *v = t->key_views[i];
		if (v && !pubkey_eq(&t->keys[i].key, &signer->key) &&
		    view_knows_circle(v, t->r->circles.at[circle].row.name) &&
		    !record_add_key(t->r, circle, &t->keys[i], signer, err))
			return false;
	}
	return true;
}

static bool
find_or_open(struct taking *t, str name, const struct signer *signer, size_t *ret_circle, struct err *err)
{
	size_t found = record_find_circle(t->r, name, &signer->key);
	*ret_circle = found - 1;
	if (found)
		return true;
	t->opened++;
	return record_open_circle(t->r, name, signer, ret_circle, err) && add_keys(t, *ret_circle, signer, err);
}

static bool
seal_entry(struct taking *t, arena *scratch, all_eyes *list, uint32_t entry, const struct signer *signer,
	   struct order_writer *order, struct err *err)
{
	const struct entry *e = &t->m->entries.at[entry];
	str *names, text = full_text(scratch, t->m, e);
	enum sealed_how how;
	size_t count = entry_logs(scratch, t->m, e, &names, &how);
	struct order_place *places = ARENA_ARRAY(scratch, struct order_place, count);
	for (size_t i = 0; i < count; i++) {
		size_t circle;
		struct place place;
		body *b = event_body(scratch, "entry");
		body_add(b, LEAF_FIELD, S("entry"), text);
		body_add(b, LEAF_FIELD, S("keeper"), keeper_name(t->m, e));
		body_add(b, LEAF_FIELD, S("circle"), str_of(how_words[how]));
		add_own_words(t, scratch, b, entry);
		add_shown_words(t, scratch, list, b, entry);
		if (!find_or_open(t, names[i], signer, &circle, err) ||
		    !record_append(t->r, circle, "entry", b, signer, &place, err))
			return false;
		places[i] = (struct order_place){ circle + 1, place.position };
	}
	order_add(order, places, count);
	return true;
}

static bool
path_is_sound(const struct taking *t, uint32_t entry, struct err *err)
{
	str path = file_path(t, entry);
	return str_find(path, '\n') == path.len ||
	       fail(err, ERR_INPUT, "the name of a file of minutes has a line end in it; give it another");
}

/* What is made for one entry goes when a few hundred are sealed. */
enum { SCRATCH_ENTRIES = 256 };

/* The entries in their order; the circles that it numbers go in front. */
static bool
seal_entries(struct taking *t, const struct signer *signer, struct order_writer *order, struct err *err)
{
	all_eyes list = { 0 };
	bool ok = true;
	arena *scratch = arena_new();
	for (size_t i = 0; ok && i < t->fresh.count; i++) {
		uint32_t entry = t->fresh.at[i];
		if (i % SCRATCH_ENTRIES == SCRATCH_ENTRIES - 1) {
			arena_free(scratch);
			scratch = arena_new();
		}
		if (i == 0 || t->m->entries.at[entry].file != t->m->entries.at[t->fresh.at[i - 1]].file) {
			ok = path_is_sound(t, entry, err);
			order_add_file(order, keeper_name(t->m, &t->m->entries.at[entry]), file_path(t, entry));
		}
		ok = ok && seal_entry(t, scratch, &list, entry, signer, order, err);
	}
	arena_free(scratch);
	eyes_done(&list);
	return ok;
}

/* The log that the signer keeps of its party's own circle: another key's will not do. */
static bool
find_own(struct taking *t, const struct signer *signer, size_t *ret_circle, struct err *err)
{
	size_t found = record_find_circle(t->r, signer->party, &signer->key);
	*ret_circle = found - 1;
	if (found && record_member(t->r, found - 1, &signer->key))
		return true;
	t->opened++;
	return record_open_circle(t->r, signer->party, signer, ret_circle, err) && add_keys(t, *ret_circle, signer, err);
}

static bool
seal_order(struct taking *t, const struct signer *signer, struct order_writer *entries, struct err *err)
{
	struct order_writer order = { 0 };
	size_t circle;
	for (size_t i = 0; i < t->r->circles.count; i++)
		if (t->r->circles.at[i].row.size)
			order_add_circle(&order, i + 1, &t->r->circles.at[i].row.id);
	buf_add(&order.out, order_done(entries));
	body *b = event_body(t->a, "intake");
	body_add(b, LEAF_FIELD, S("order"), arena_str(t->a, buf_str(&order.out)));
	buf_done(&order.out);
	return find_own(t, signer, &circle, err) &&
	       record_append(t->r, circle, "intake", b, signer, NULL, err);
}

bool
taking_seal(struct taking *t, const struct signer *signer, struct err *err)
{
	struct order_writer order = { 0 };
	if (t->fresh.count == 0)
		return true;
	int64_t version;
	if (!record_begin(t->r, err))
		return false;
	/* What is new was found in another state of the record, if somebody wrote since. */
	bool ok = store_version(t->r->s, &version, err) &&
		  (version == t->version || fail(err, ERR_CLASH, "another wrote to '%.*s' meanwhile, so nothing was taken; take "
						 "again", STR_ARG(t->r->path)));
	ok = ok && (!t->self_party.len || record_set_self(t->r, &signer->key, t->self_party, err));
	ok = ok && seal_entries(t, signer, &order, err) && seal_order(t, signer, &order, err);
	t->clock_is_behind = t->r->clock_is_behind;
	buf_done(&order.out);
	if (ok)
		return record_commit(t->r, signer, err) && record_seal(t->r, signer, err);
	record_rollback(t->r);
	return false;
}
