/* The order of things.
 *
 * Circle by circle, event by event: what each event says of those before it is held
 * against what was found before it.  The costly parts run ahead on other threads
 * (verify_work.c); here they are taken back in order, so that the first fault named is the
 * first one that is there.
 *
 * Nothing that is derived is believed: keys and roots are reckoned from the events. */
#include "record/verify_int.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "record/verify_work.h"

/* ---- saying what is wrong ---- */

enum verdict_of
say(struct verifier *k, enum verdict_of verdict, const char *format, ...)
{
	char text[1200];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	if (!k->v->what.len)
		k->v->what = arena_str(k->a, str_of(text));
	return verdict;
}

static enum verdict_of
say_at(struct verifier *k, const struct walked *w, uint64_t position, const struct hash *id, const char *what)
{
	struct hex hex = hash_hex(id);
	return say(k, VERIFIED_BROKEN, "circle '%.*s', event %llu (%.8s): %s", STR_ARG(w->row->name),
		   (unsigned long long)position, hex.at, what);
}

enum verdict_of
of_err(struct verifier *k, const struct err *err)
{
	return say(k, err->kind == ERR_BROKEN ? VERIFIED_BROKEN : VERIFIED_UNREADABLE, "%s", err->text);
}

static enum verdict_of
worse(enum verdict_of x, enum verdict_of y)
{
	/* Good, then missing, then broken, then unreadable. */
	static const int rank[] = { [VERIFIED_GOOD] = 0, [VERIFIED_MISSING] = 1, [VERIFIED_BROKEN] = 2,
				    [VERIFIED_UNREADABLE] = 3 };
	return rank[x] >= rank[y] ? x : y;
}

/* ---- keys ---- */

struct sealer *
find_sealer(const struct walked *w, const struct pubkey *key)
{
	for (size_t i = 0; i < w->sealers.count; i++)
		if (pubkey_eq(&w->sealers.at[i].key, key))
			return &w->sealers.at[i];
	return NULL;
}

bool
may_seal_at(const struct sealer *s, uint64_t position)
{
	return s && s->from <= position && (!s->is_revoked || position < s->until);
}

static const char *
open_log(struct walked *w, const struct header *h, const body *b, str signer)
{
	str party, name;
	if (!b || !body_field(b, S("party"), &party) || !body_field(b, S("circle"), &name))
		return "the event that opens the log does not say whose circle it is";
	if (!str_eq(party, signer))
		return "it opens the log for another than its signature names";
	if (!str_eq(name, w->row->name))
		return "the log's name in the file is not the one that was sealed";
	*LIST_ADD(&w->sealers) = (struct sealer){ .key = h->key, .party = party, .is_keeper = true };
	return NULL;
}

static const char *
add_sealer(struct walked *w, const struct sealer *author, const body *b, uint64_t position)
{
	str hex, party, role;
	struct pubkey key;
	if (!b || !body_field(b, S("key"), &hex) || !pubkey_of_hex(hex, &key) || !body_field(b, S("party"), &party) ||
	    !body_field(b, S("role"), &role))
		return "it adds a key and does not say which";
	if (!str_eq(role, S("keeper")) && !str_eq(role, S("party")))
		return "it adds a key in a role that there is not";
	if (!pubkey_is_sound(&key))
		return "it adds a key that anybody could sign for";
	if (!author->is_keeper && !str_eq(author->party, party))
		return "it adds a key of another party, and its own key is no keeper's";
	if (find_sealer(w, &key))
		return "it adds a key that the log knows already";
	*LIST_ADD(&w->sealers) = (struct sealer){ .key = key, .party = party, .from = position + 1,
						  .is_keeper = str_eq(role, S("keeper")) && author->is_keeper };
	return NULL;
}

static const char *
revoke_sealer(struct walked *w, const struct sealer *author, const body *b, uint64_t position)
{
	str hex;
	struct pubkey key;
	if (!b || !body_field(b, S("key"), &hex) || !pubkey_of_hex(hex, &key))
		return "it revokes a key and does not say which";
	struct sealer *gone = find_sealer(w, &key);
	if (!gone)
		return "it revokes a key that the log does not know";
	if (!author->is_keeper && !str_eq(author->party, gone->party))
		return "it revokes a key of another party, and its own key is no keeper's";
	if (!gone->is_revoked) {
		gone->is_revoked = true;
		gone->until = position + 1;
	}
	return NULL;
}

/* ---- events ---- */

static bool
changes_the_log(const char *type)
{
	static const char *const types[] = { "circle", "key-add", "key-revoke", "burn", "intake" };
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strcmp(type, types[i]) == 0)
			return true;
	return false;
}

static const char *
apply(struct walked *w, const struct checked *c, const struct sealer *author, const body *b, uint64_t position)
{
	const char *type = c->header.type;
	str hex;
	struct hash id;
	if (strcmp(type, "key-add") == 0)
		return add_sealer(w, author, b, position);
	if (strcmp(type, "key-revoke") == 0)
		return revoke_sealer(w, author, b, position);
	if (strcmp(type, "intake") == 0 && !str_eq(w->row->name, author->party))
		return "it is an order of entries in the log of another party";
	if (strcmp(type, "intake") == 0 && b && body_field(b, S("order"), &hex))
		*LIST_ADD(&w->orders) = (struct verified_order){ position, hex };
	if (strcmp(type, "burn") == 0 && b && body_field(b, S("event"), &hex) && hash_of_hex(hex, &id))
		*LIST_ADD(&w->burnt_ids) = id;
	return NULL;
}

static const char *
check_chain(struct walked *w, const struct checked *c, struct sealer *author, uint64_t position)
{
	const struct header *h = &c->header;
	if (!may_seal_at(author, position))
		return author ? "its key was revoked before, or is not yet added" : "its key is not known in this log";
	if (!str_eq(author->party, c->name))
		return "it is signed in another name than that of its key's party";
	if (h->seq != author->seq + 1)
		return h->seq <= author->seq ? "its key has sealed an event of this number before"
					     : "an event of this key before it is missing";
	if (h->seq > 1 && !hash_eq(&h->prev, &author->last))
		return "it does not follow the event of its key that stands before it";
	if (h->seen_size > position)
		return "it has seen more events than stand before it";
	if (h->seen_size != w->seen_size || position == 0) {
		w->seen_size = h->seen_size;
		w->seen_root = tree_root(&w->tree, h->seen_size);
	}
	if (!hash_eq(&h->seen_root, &w->seen_root))
		return "it has seen another log than the one that stands before it";
	return NULL;
}

static void
count_body(struct verifier *k, struct walked *w, const struct checked *c, uint64_t position)
{
	if (c->row.body.held) {
		k->v->bodies++;
		k->v->withheld += !c->row.body.has_k;
	} else if (c->row.burnt) {
		*LIST_ADD(&w->gone_ids) = c->id;
	} else if (w->missing++ == 0) {
		w->first_missing = position;
	}
}

/* In order, what the workers cannot know. */
static const char *
check_event(struct verifier *k, struct walked *w, const struct checked *c, uint64_t position)
{
	const struct header *h = &c->header;
	const char *wrong = NULL;
	const body *b = NULL;
	struct err err = { 0 };
	if (c->row.position != position)
		return "the event at this place is missing";
	if (c->row.burnt && c->row.body.held)
		return "its body is said to be burnt, and is here";
	if (h->opens != (position == 0) || (strcmp(h->type, "circle") == 0) != (position == 0))
		return "a log is opened by its first event, and by no other";
	if (!hash_eq(position ? &h->circle : &c->id, &w->row->id))
		return "it is of another circle";
	if (changes_the_log(h->type) && c->row.body.held)
		b = body_read(k->a, c->row.body.n, c->row.body.has_k ? &c->row.body.k : NULL,
			      arena_str(k->a, c->row.body.leaves), arena_str(k->a, c->row.body.hashes), &err);
	if (position == 0)
		wrong = open_log(w, h, b, arena_str(k->a, c->name));
	struct sealer *author = find_sealer(w, &h->key);
	if (!wrong)
		wrong = check_chain(w, c, author, position);
	if (wrong)
		return wrong;
	k->v->backwards += h->time_ms < author->time_ms;
	author->seq = h->seq;
	author->last = c->id;
	author->time_ms = h->time_ms;
	if (h->time_ms > w->last_ms)
		w->last_ms = h->time_ms;
	struct sealer before = *author;         /* adding a key may move it */
	wrong = apply(w, c, &before, b, position);
	tree_add(&w->tree, c->leaf);
	w->is_entry[position] = strcmp(h->type, "entry") == 0;
	k->v->entries += w->is_entry[position];
	k->v->signatures += c->check_signature;
	k->v->trusted += !c->check_signature;
	k->v->events++;
	count_body(k, w, c, position);
	return wrong;
}

/* ---- a circle ---- */

static void
add_row(struct batch *b, const struct event_row *row, bool check_signature)
{
	struct checked *c = &b->at[b->count++];
	*c = (struct checked){ .row = *row, .check_signature = check_signature };
	c->row.note = arena_str(b->a, row->note);
	c->row.body.leaves = arena_str(b->a, row->body.leaves);
	c->row.body.hashes = arena_str(b->a, row->body.hashes);
}

/* Takes one batch back. */
static enum verdict_of
take_back(struct verifier *k, struct walked *w, struct crew *crew, uint64_t *position)
{
	enum verdict_of verdict = VERIFIED_GOOD;
	struct batch *b = crew_next(crew);
	for (size_t i = 0; i < b->count && verdict == VERIFIED_GOOD; i++) {
		const struct checked *c = &b->at[i];
		const char *wrong = !c->good ? c->err.text
				    : *position >= w->row->size ? "it stands behind the end of its log"
								: check_event(k, w, c, *position);
		if (wrong)
			verdict = say_at(k, w, *position, &c->row.id, wrong);
		++*position;
	}
	crew_return(crew, b);
	if (k->v->progress)
		k->v->progress(k->v->context, k->v->events, k->total);
	return verdict;
}

static enum verdict_of
walk_events(struct verifier *k, struct walked *w, struct event_rows *rows, struct crew *crew)
{
	enum verdict_of verdict = VERIFIED_GOOD;
	struct event_row row;
	uint64_t position = 0;
	struct batch *b = NULL;
	while (verdict == VERIFIED_GOOD && event_rows_next(rows, &row)) {
		while (!b && !(b = crew_batch(crew)) && verdict == VERIFIED_GOOD)
			verdict = take_back(k, w, crew, &position);
		if (!b)
			break;
		add_row(b, &row, row.position >= w->trusted);
		if (b->count == BATCH_EVENTS) {
			crew_send(crew, b);
			b = NULL;
		}
	}
	if (b)
		crew_send(crew, b);
	/* What is on its way must come back, wanted or not. */
	for (struct batch *left; (left = crew_next(crew)) != NULL;) {
		if (verdict == VERIFIED_GOOD)
			verdict = take_back(k, w, crew, &position);
		else
			crew_return(crew, left);
	}
	if (verdict == VERIFIED_GOOD && position != w->row->size)
		return say(k, VERIFIED_BROKEN, "circle '%.*s' is said to have %llu events, and has %llu", STR_ARG(w->row->name),
			   (unsigned long long)w->row->size, (unsigned long long)position);
	return verdict;
}

static enum verdict_of
check_peaks(struct verifier *k, const struct walked *w)
{
	struct peaks p = tree_peaks(&w->tree, w->tree.size);
	if (p.count == w->row->peaks.count && memcmp(p.at, w->row->peaks.at, p.count * sizeof *p.at) == 0)
		return VERIFIED_GOOD;
	return say(k, VERIFIED_BROKEN, "circle '%.*s': the peaks in the file are not those of its events", STR_ARG(w->row->name));
}

/* ---- checkpoints ---- */

static const struct sealer *
signer_of(const struct walked *w, const struct checkpoint *c, const struct note *note)
{
	for (size_t i = 0; i < w->sealers.count; i++)
		if (c->size && may_seal_at(&w->sealers.at[i], c->size) &&
		    checkpoint_is_signed(note, c, &w->sealers.at[i].key))
			return &w->sealers.at[i];
	return NULL;
}

static enum verdict_of
check_checkpoint(struct verifier *k, const struct walked *w, const struct checkpoint_row *row,
		 const struct sealer **ret_signer)
{
	struct checkpoint c;
	struct note note;
	struct err err = { 0 };
	const char *wrong = NULL;
	if (!checkpoint_read(row->note, &c, &note, &err))
		wrong = err.text;
	else if (c.size != row->size || memcmp(c.circle, w->row->id.at, sizeof c.circle) != 0)
		wrong = "it is of another log or size than the file says";
	else if (c.size > w->tree.size)
		wrong = "it speaks of more events than are here";
	else {
		struct hash root = tree_root(&w->tree, c.size);
		*ret_signer = signer_of(w, &c, &note);
		wrong = !hash_eq(&root, &c.root) ? "its root is not that of the events"
			: !*ret_signer ? "no key that may seal there signed it" : NULL;
	}
	if (!wrong)
		return VERIFIED_GOOD;
	return say(k, VERIFIED_BROKEN, "circle '%.*s', checkpoint at %llu: %s", STR_ARG(w->row->name),
		   (unsigned long long)row->size, wrong);
}

/* The text of a note: what stands before its signatures. */
static str
text_of(str bytes)
{
	struct note note;
	return note_read(bytes, &note, &(struct err){ 0 }) ? note.text : STR_NONE;
}

/* How far others than the signer of a checkpoint stand by it. */
static enum verdict_of
check_cosignatures(struct verifier *k, const struct walked *w, const struct checkpoint_row *rows,
		   const struct sealer **signers, size_t count, uint64_t *ret_witnessed)
{
	struct cosignature_row *lines;
	size_t line_count;
	struct err err = { 0 };
	if (!store_cosignatures(k->r->s, k->a, w->row->circle, &lines, &line_count, &err))
		return of_err(k, &err);
	for (size_t i = 0; i < line_count; i++) {
		size_t at = 0;
		const struct sealer *by = NULL;
		int64_t when;
		while (at < count && rows[at].size != lines[i].size)
			at++;
		for (size_t n = 0; at < count && n < w->sealers.count && !by; n++)
			if (cosignature_check(text_of(rows[at].note), lines[i].line, &w->sealers.at[n].key, &when))
				by = &w->sealers.at[n];
		if (!by || !str_eq(by->party, lines[i].witness))
			return say(k, VERIFIED_BROKEN, "circle '%.*s': a cosignature at %llu is of no key and no checkpoint here",
				   STR_ARG(w->row->name), (unsigned long long)lines[i].size);
		if (!str_eq(by->party, signers[at]->party) && lines[i].size > *ret_witnessed)
			*ret_witnessed = lines[i].size;
	}
	return VERIFIED_GOOD;
}

static enum verdict_of
check_seals(struct verifier *k, const struct walked *w, struct verified_circle *told)
{
	struct checkpoint_row *rows;
	size_t count;
	uint64_t witnessed = 0;
	struct err err = { 0 };
	enum verdict_of verdict = VERIFIED_GOOD;
	if (!store_checkpoints(k->r->s, k->a, w->row->circle, &rows, &count, &err))
		return of_err(k, &err);
	const struct sealer **signers = ARENA_ARRAY(k->a, const struct sealer *, count + 1);
	for (size_t i = 0; i < count && verdict == VERIFIED_GOOD; i++)
		verdict = check_checkpoint(k, w, &rows[i], &signers[i]);
	if (verdict == VERIFIED_GOOD)
		verdict = check_cosignatures(k, w, rows, signers, count, &witnessed);
	if (verdict != VERIFIED_GOOD)
		return verdict;
	told->checkpoint = count ? rows[count - 1].note : S("");
	told->unwitnessed = w->tree.size - witnessed;
	k->v->unwitnessed += told->unwitnessed;
	k->v->checkpoints += count;
	uint64_t sealed = count ? rows[count - 1].size : 0;
	if (sealed < w->tree.size)
		return say(k, VERIFIED_MISSING, "circle '%.*s': %llu events stand behind the last checkpoint; the next 'paraph take' "
			   "seals it", STR_ARG(w->row->name), (unsigned long long)(w->tree.size - sealed));
	return VERIFIED_GOOD;
}

/* ---- bodies that are gone ---- */

static bool
is_among(const struct hash *id, const struct hash *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (hash_eq(id, &list[i]))
			return true;
	return false;
}

static enum verdict_of
check_gone(struct verifier *k, const struct walked *w)
{
	for (size_t i = 0; i < w->gone_ids.count; i++) {
		struct hex hex = hash_hex(&w->gone_ids.at[i]);
		if (!is_among(&w->gone_ids.at[i], w->burnt_ids.at, w->burnt_ids.count))
			return say(k, VERIFIED_MISSING, "circle '%.*s': the body of event %.8s is marked as burnt, and no event says that "
				   "it was", STR_ARG(w->row->name), hex.at);
		k->v->burnt++;
	}
	if (w->missing)
		return say(k, VERIFIED_MISSING, "circle '%.*s': %llu bodies are gone that nobody burnt, the first of event %llu",
			   STR_ARG(w->row->name), (unsigned long long)w->missing, (unsigned long long)w->first_missing);
	return VERIFIED_GOOD;
}

static enum verdict_of
check_circle(struct verifier *k, size_t circle, struct crew *crew)
{
	struct walked *w = &k->logs[circle];
	struct verified_circle *told = &k->v->circles[circle];
	struct err err = { 0 };
	w->row = &k->r->circles.at[circle].row;
	w->is_entry = ARENA_ARRAY(k->a, bool, w->row->size + 1);
	for (size_t i = 0; i < k->pinned.count; i++)
		if (k->pinned.at[i].circle == circle && k->pinned.at[i].at.size > w->trusted)
			w->trusted = k->pinned.at[i].at.size;
	w->seen_root = merkle_empty();
	struct event_rows *rows = store_events(k->r->s, w->row->circle, 0, true, &err);
	if (!rows)
		return of_err(k, &err);
	enum verdict_of verdict = walk_events(k, w, rows, crew);
	if (!event_rows_close(rows, &err) && verdict == VERIFIED_GOOD)
		verdict = of_err(k, &err);
	if (verdict == VERIFIED_GOOD)
		verdict = check_peaks(k, w);
	if (verdict != VERIFIED_GOOD)
		return verdict;
	*told = (struct verified_circle){ .name = w->row->name, .id = w->row->id, .events = w->tree.size,
					  .keys = w->sealers.count };
	verdict = check_seals(k, w, told);
	return worse(verdict, verdict == VERIFIED_BROKEN ? verdict : check_gone(k, w));
}

/* ---- pinned checkpoints ---- */

static enum verdict_of
pin(struct verifier *k, str bytes)
{
	struct pinned p = { .bytes = bytes };
	struct err err = { 0 };
	size_t circle = 0;
	if (!checkpoint_read(bytes, &p.at, &p.note, &err))
		return say(k, VERIFIED_UNREADABLE, "the checkpoint that was kept: %s", err.text);
	for (size_t i = 0; i < k->r->circles.count; i++)
		if (memcmp(k->r->circles.at[i].row.id.at, p.at.circle, sizeof p.at.circle) == 0)
			circle = i + 1;
	if (!circle)
		return say(k, VERIFIED_MISSING, "the log of a checkpoint that was kept is not in this file");
	p.circle = circle - 1;
	const struct circle_row *row = &k->r->circles.at[p.circle].row;
	if (row->size < p.at.size)
		return say(k, VERIFIED_MISSING, "circle '%.*s' has %llu events, and had %llu when the checkpoint was kept: the file "
			   "was rolled back, or is an older copy", STR_ARG(row->name), (unsigned long long)row->size,
			   (unsigned long long)p.at.size);
	*LIST_ADD(&k->pinned) = p;
	return VERIFIED_GOOD;
}

/* A note ends where the next origin begins. */
static enum verdict_of
find_pinned(struct verifier *k)
{
	enum verdict_of verdict = VERIFIED_GOOD;
	str text = k->v->pinned;
	while (text.len && verdict == VERIFIED_GOOD) {
		size_t end = str_find_str(str_sub(text, 1, text.len), S("\nparaph.record/")) + 2;
		str note = str_sub(text, 0, end < text.len ? end : text.len);
		verdict = pin(k, note);
		text = str_sub(text, note.len, text.len);
	}
	return verdict;
}

/* Both signed by one key: then anybody can see it. */
static str
fork_of(struct verifier *k, const struct pinned *p, const struct walked *w)
{
	const struct sealer *by = signer_of(w, &p->at, &p->note);
	str last = k->v->circles[p->circle].checkpoint;
	struct checkpoint c;
	struct note note;
	if (!by || !last.len || !checkpoint_read(last, &c, &note, &(struct err){ 0 }) ||
	    !checkpoint_is_signed(&note, &c, &by->key) || c.size < p->at.size)
		return STR_NONE;
	buf out = { 0 };
	fork_print_checkpoints(&by->key, p->bytes, last, w->tree.level[0].at, c.size, &out);
	str fork = arena_str(k->a, buf_str(&out));
	buf_done(&out);
	return fork;
}

static enum verdict_of
check_pinned(struct verifier *k)
{
	for (size_t i = 0; i < k->pinned.count; i++) {
		const struct pinned *p = &k->pinned.at[i];
		const struct walked *w = &k->logs[p->circle];
		struct hash root = tree_root(&w->tree, p->at.size);
		if (!signer_of(w, &p->at, &p->note))
			return say(k, VERIFIED_UNREADABLE, "the checkpoint that was kept is signed by no key of the circle '%.*s'",
				   STR_ARG(w->row->name));
		if (hash_eq(&root, &p->at.root))
			continue;
		k->v->fork = fork_of(k, p, w);
		return say(k, VERIFIED_BROKEN, "circle '%.*s' is another one than when the checkpoint was kept: what stood there "
			   "before event %llu was changed", STR_ARG(w->row->name), (unsigned long long)p->at.size);
	}
	return VERIFIED_GOOD;
}

/* ---- evidence that the file holds ---- */

static enum verdict_of
check_evidence(struct verifier *k)
{
	str *rows;
	size_t count;
	struct err err = { 0 };
	if (!store_evidence(k->r->s, k->a, &rows, &count, &err))
		return of_err(k, &err);
	for (size_t i = 0; i < count; i++) {
		struct fork f;
		if (!fork_check(k->a, rows[i], &f, &err))
			return say(k, VERIFIED_BROKEN, "it holds evidence of a fork that is none: %s", err.text);
		struct hex hex = pubkey_hex(&f.key);
		return say(k, VERIFIED_BROKEN, "it holds evidence that the key %.16s signed two histories", hex.at);
	}
	return VERIFIED_GOOD;
}

/* ---- the whole ---- */

static unsigned
threads_of(const struct verification *v)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	return v->threads ? v->threads : processors > 0 ? (unsigned)processors : 1;
}

static enum verdict_of
check_circles(struct verifier *k)
{
	enum verdict_of verdict = VERIFIED_GOOD;
	struct crew *crew = crew_new(threads_of(k->v));
	for (size_t i = 0; i < k->r->circles.count && verdict != VERIFIED_BROKEN && verdict != VERIFIED_UNREADABLE; i++)
		verdict = worse(check_circle(k, i, crew), verdict);
	crew_free(crew);
	return verdict;
}

static enum verdict_of
check_all(struct verifier *k)
{
	struct err err = { 0 };
	enum verdict_of verdict = VERIFIED_GOOD;
	if (!store_check(k->r->s, &err))
		return of_err(k, &err);
	verdict = find_pinned(k);
	if (verdict != VERIFIED_GOOD)
		return verdict;
	verdict = check_circles(k);
	if (verdict == VERIFIED_BROKEN || verdict == VERIFIED_UNREADABLE)
		return verdict;
	enum verdict_of rest[] = { check_pinned(k), verify_orders(k), verify_derived(k), check_evidence(k) };
	for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
		verdict = worse(rest[i], verdict);
	return verdict;
}

enum verdict_of
record_verify(struct verification *v, arena *a, record *r)
{
	struct verifier k = { .v = v, .a = a, .r = r };
	struct err err = { 0 };
	k.logs = ARENA_ARRAY(a, struct walked, r->circles.count + 1);
	v->circles = ARENA_ARRAY(a, struct verified_circle, r->circles.count + 1);
	v->circle_count = r->circles.count;
	v->what = v->fork = S("");
	for (size_t i = 0; i < r->circles.count; i++)
		k.total += r->circles.at[i].row.size;
	if (!r->reads && !store_read_begin(r->s, &err))
		return of_err(&k, &err);
	enum verdict_of verdict = check_all(&k);
	if (!r->reads)
		store_read_end(r->s);
	LIST_DONE(&k.pinned);
	for (size_t i = 0; i < r->circles.count; i++) {
		LIST_DONE(&k.logs[i].sealers);
		LIST_DONE(&k.logs[i].orders);
		LIST_DONE(&k.logs[i].burnt_ids);
		LIST_DONE(&k.logs[i].gone_ids);
		tree_done(&k.logs[i].tree);
	}
	return verdict;
}
