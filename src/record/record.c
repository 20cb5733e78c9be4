/* The record as its writer sees it: circles with their peaks and their keys.
 *
 * One transaction claims one time and one view of each log (`seen`): the state in
 * which it found it.  So a `take` of many entries tells nothing of how many of
 * them went to circles that a reader does not know.
 *
 * Checkpoints are sealed after the commit that they speak of: a checkpoint must
 * never tell of events that a power cut can take back.  While one process goes on
 * appending, they ride with its next commit, so that an append costs one write to
 * the disk and not two; record_seal writes the last. */
#include "record/record.h"

#include <stdio.h>
#include <time.h>

#include "record/checkpoint.h"
#include "record/key.h"
#include "record/ssh.h"

/* ---- surroundings ---- */

static int64_t
machine_now_ms(void *context)
{
	struct timespec now;
	(void)context;
	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void
machine_random(void *context, str circle, uint64_t position, struct hash *ret_k)
{
	(void)context;
	(void)circle;
	(void)position;
	seal_random(ret_k->at, sizeof ret_k->at);
}

static struct surroundings
surroundings_of(const struct surroundings *given)
{
	struct surroundings s = given ? *given : (struct surroundings){ 0 };
	if (!s.now_ms)
		s.now_ms = machine_now_ms;
	if (!s.random)
		s.random = machine_random;
	return s;
}

/* ---- opening ---- */

/* "for LOW" of a copy's note. */
static str
copy_party(str note)
{
	str line, rest;
	str_cut(note, '\n', &line, &rest);
	str_cut(rest, '\n', &line, &rest);
	return str_starts(line, S("for ")) ? str_sub(line, 4, line.len) : STR_NONE;
}

static bool
load_circles(record *r, struct err *err)
{
	struct circle_row *rows;
	size_t count;
	uint64_t room;
	if (!store_circles(r->s, r->a, &rows, &count, err) || !store_room(r->s, &room, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		/* Memory is asked for by this number, so it must not be anybody's. */
		if (rows[i].size > room)
			return fail(err, ERR_BROKEN, "the circle '%.*s' is said to have more events than '%.*s' has room for",
				    STR_ARG(rows[i].name), STR_ARG(r->path));
		*LIST_ADD(&r->circles) = (struct circle){ .row = rows[i] };
	}
	return true;
}

static bool
load(record *r, struct err *err)
{
	str self;
	if (!load_circles(r, err) || !store_setting(r->s, r->a, S("self"), &self, err) ||
	    !store_setting(r->s, r->a, S("party"), &r->party, err) ||
	    !store_copied(r->s, r->a, &r->copy_note, &r->copy_orders, err))
		return false;
	r->has_self = self.len == KEY_BYTES;
	if (r->has_self)
		memcpy(r->self.at, self.at, KEY_BYTES);
	r->for_party = copy_party(r->copy_note);
	return true;
}

record *
record_open_on(arena *a, str path, enum store_mode mode, const char *vfs, const struct surroundings *around,
	       struct err *err)
{
	record *r = ARENA_NEW(a, record);
	r->a = a;
	r->path = path;
	r->around = surroundings_of(around);
	if (!seal_start()) {
		fail(err, ERR_SYSTEM, "this machine gives no random numbers, so nothing can be sealed on it");
		return NULL;
	}
	r->s = store_open(path, mode, vfs, err);
	/* Who reads has one state of the file before him, whatever others append meanwhile. */
	r->reads = r->s && mode == STORE_READ && store_read_begin(r->s, err);
	if (r->s && (r->reads || mode != STORE_READ) && load(r, err))
		return r;
	record_close(r);
	return NULL;
}

record *
record_open(arena *a, str path, enum store_mode mode, const struct surroundings *around, struct err *err)
{
	return record_open_on(a, path, mode, NULL, around, err);
}

static void
forget_circles(record *r)
{
	for (size_t i = 0; i < r->circles.count; i++)
		LIST_DONE(&r->circles.at[i].members);
	LIST_DONE(&r->circles);
}

void
record_close(record *r)
{
	if (!r)
		return;
	forget_circles(r);
	if (r->reads)
		store_read_end(r->s);
	store_close(r->s);
	r->s = NULL;
}

void
record_discard(record *r)
{
	if (!r)
		return;
	forget_circles(r);
	store_discard(r->s);
	r->s = NULL;
}

bool
record_set_self(record *r, const struct pubkey *key, str party, struct err *err)
{
	if (!store_set_setting(r->s, S("self"), (str){ (const char *)key->at, KEY_BYTES }, err) ||
	    !store_set_setting(r->s, S("party"), party, err))
		return false;
	r->self = *key;
	r->has_self = true;
	r->party = arena_str(r->a, party);
	return true;
}

/* ---- the keys of a log ---- */

static struct member *
find_member(const struct circle *c, const struct pubkey *key)
{
	for (size_t i = 0; i < c->members.count; i++)
		if (pubkey_eq(&c->members.at[i].key, key))
			return &c->members.at[i];
	return NULL;
}

static bool
body_pubkey(const body *b, struct pubkey *ret_key)
{
	str hex;
	return body_field(b, S("key"), &hex) && pubkey_of_hex(hex, ret_key);
}

static void
add_member(record *r, struct circle *c, const struct pubkey *key, str party, enum role role)
{
	struct member *m = find_member(c, key);
	if (!m)
		m = LIST_ADD(&c->members);
	m->key = *key;
	m->party = arena_str(r->a, party);
	m->role = role;
	m->revoked = false;
}

/* What an event does to the keys of its log. */
static void
apply_event(record *r, struct circle *c, const struct header *h, const struct hash *id, const body *b)
{
	struct pubkey key;
	str party, role;
	if (strcmp(h->type, "circle") == 0) {
		if (b && body_field(b, S("party"), &party))
			add_member(r, c, &h->key, party, ROLE_KEEPER);
	} else if (strcmp(h->type, "key-add") == 0) {
		if (b && body_pubkey(b, &key) && body_field(b, S("party"), &party) && body_field(b, S("role"), &role))
			add_member(r, c, &key, party, str_eq(role, S("keeper")) ? ROLE_KEEPER : ROLE_PARTY);
	} else if (strcmp(h->type, "key-revoke") == 0) {
		struct member *gone = b && body_pubkey(b, &key) ? find_member(c, &key) : NULL;
		if (gone)
			gone->revoked = true;
	}
	struct member *author = find_member(c, &h->key);
	if (author) {
		author->seq = h->seq;
		author->last = *id;
	}
	if (h->time_ms > c->last_ms)
		c->last_ms = h->time_ms;
}

static bool
changes_keys(const struct header *h)
{
	return strcmp(h->type, "circle") == 0 || str_starts(str_of(h->type), S("key-"));
}

static bool
read_members(record *r, struct circle *c, struct err *err)
{
	struct event_row row;
	struct event_rows *rows = store_events(r->s, c->row.circle, 0, true, err);
	bool ok = rows != NULL;
	while (ok && event_rows_next(rows, &row)) {
		struct header h;
		struct hash id;
		body *b = NULL;
		ok = header_skim(row.note, &h, err);
		id = row.id;
		if (ok && changes_keys(&h) && row.body.held)
			ok = (b = body_read(r->a, row.body.n, row.body.has_k ? &row.body.k : NULL,
					    row.body.leaves, row.body.hashes, err)) != NULL;
		if (ok)
			apply_event(r, c, &h, &id, b);
		else
			fail_while(err, "circle '%.*s', event %llu", STR_ARG(c->row.name),
				   (unsigned long long)row.position);
	}
	return (!rows || event_rows_close(rows, ok ? err : &(struct err){ 0 })) && ok;
}

/* Derived state of a log's keys, so that appending to a long one need not read it. */
static str
members_name(const record *r, const struct circle *c)
{
	struct hex hex = hash_hex(&c->row.id);
	return arena_printf(r->a, "members %s", hex.at);
}

void
members_print(const struct circle *c, buf *out)
{
	buf_printf(out, "1 %llu %lld\n", (unsigned long long)c->row.size, (long long)c->last_ms);
	for (size_t i = 0; i < c->members.count; i++) {
		const struct member *m = &c->members.at[i];
		struct hex key = pubkey_hex(&m->key), last = hash_hex(&m->last);
		buf_printf(out, "%s %d %d %llu %s %.*s\n", key.at, m->role, m->revoked,
			   (unsigned long long)m->seq, last.at, STR_ARG(m->party));
	}
}

static bool
take_word(str *line, str *ret_word)
{
	return str_cut(*line, ' ', ret_word, line) || ret_word->len;
}

static bool
take_u64(str *line, uint64_t *ret_number)
{
	str word;
	return take_word(line, &word) && str_u64(word, ret_number);
}

static bool
parse_member(record *r, str line, struct member *ret_member)
{
	str key, last;
	uint64_t role, revoked;
	struct member m = { .seq = 0 };
	if (!take_word(&line, &key) || !pubkey_of_hex(key, &m.key) || !take_u64(&line, &role) ||
	    !take_u64(&line, &revoked) || !take_u64(&line, &m.seq) || !take_word(&line, &last) ||
	    !hash_of_hex(last, &m.last) || role > ROLE_KEEPER)
		return false;
	m.role = (enum role)role;
	m.revoked = revoked != 0;
	m.party = arena_str(r->a, line);
	*ret_member = m;
	return true;
}

/* False where it is of another state, or none. */
static bool
parse_members(record *r, struct circle *c, str text)
{
	str line;
	uint64_t version, size, last_ms;
	str_cut(text, '\n', &line, &text);
	if (!take_u64(&line, &version) || version != 1 || !take_u64(&line, &size) || size != c->row.size ||
	    !str_u64(line, &last_ms))
		return false;
	c->last_ms = (int64_t)last_ms;
	while (text.len) {
		struct member m;
		str_cut(text, '\n', &line, &text);
		if (!parse_member(r, line, &m)) {
			c->members.count = 0;
			return false;
		}
		*LIST_ADD(&c->members) = m;
	}
	return true;
}

bool
record_members(record *r, size_t circle, struct err *err)
{
	struct circle *c = &r->circles.at[circle];
	str kept;
	if (c->members_known)
		return true;
	if (!store_state(r->s, r->a, members_name(r, c), &kept, err))
		return false;
	if (!parse_members(r, c, kept) && !read_members(r, c, err))
		return false;
	c->members_known = true;
	return true;
}

bool
record_derive(record *r, size_t circle, struct err *err)
{
	struct circle *c = &r->circles.at[circle];
	buf text = { 0 };
	c->members.count = 0;
	c->last_ms = 0;
	c->members_known = read_members(r, c, err);
	if (!c->members_known)
		return false;
	members_print(c, &text);
	bool ok = store_set_state(r->s, members_name(r, c), buf_str(&text), err);
	buf_done(&text);
	return ok;
}

bool
record_kept_keys(record *r, const struct circle *c, str *ret_text, struct err *err)
{
	struct circle probe = { .row = c->row };
	bool ok = store_state(r->s, r->a, members_name(r, c), ret_text, err);
	/* Of another size of the log, it is not used, and says nothing. */
	if (ok && !parse_members(r, &probe, *ret_text))
		*ret_text = S("");
	LIST_DONE(&probe.members);
	return ok;
}

const struct member *
record_member(const record *r, size_t circle, const struct pubkey *key)
{
	return find_member(&r->circles.at[circle], key);
}

size_t
record_find_circle(record *r, str name, const struct pubkey *key)
{
	size_t any = 0;
	for (size_t i = 0; i < r->circles.count; i++) {
		if (!str_eq(r->circles.at[i].row.name, name))
			continue;
		any = i + 1;
		if (record_members(r, i, &(struct err){ 0 }) && record_member(r, i, key))
			return any;
	}
	return r->for_party.len ? 0 : any;
}

/* ---- keys that the keeper was told of ---- */

static bool
parse_known(arena *a, str line, struct known_key *ret_key)
{
	str hex;
	uint64_t role;
	if (!take_word(&line, &hex) || !pubkey_of_hex(hex, &ret_key->key) || !take_u64(&line, &role) ||
	    role > ROLE_KEEPER || line.len == 0)
		return false;
	ret_key->role = (enum role)role;
	ret_key->party = arena_str(a, line);
	return true;
}

bool
record_known_keys(record *r, struct known_key **ret_keys, size_t *ret_count, struct err *err)
{
	str text, line;
	LIST(struct known_key) list = { 0 };
	if (!store_setting(r->s, r->a, S("keys"), &text, err))
		return false;
	while (text.len) {
		struct known_key key;
		str_cut(text, '\n', &line, &text);
		if (parse_known(r->a, line, &key))
			*LIST_ADD(&list) = key;
	}
	*ret_keys = ARENA_ARRAY(r->a, struct known_key, list.count + 1);
	if (list.count)
		memcpy(*ret_keys, list.at, list.count * sizeof *list.at);
	*ret_count = list.count;
	LIST_DONE(&list);
	return true;
}

bool
record_know_key(record *r, const struct known_key *key, bool is_known, struct err *err)
{
	struct known_key *keys;
	size_t count;
	buf out = { 0 };
	if (!record_known_keys(r, &keys, &count, err))
		return false;
	for (size_t i = 0; i <= count; i++) {
		const struct known_key *k = i < count ? &keys[i] : key;
		struct hex hex = pubkey_hex(&k->key);
		if (i < count ? !pubkey_eq(&k->key, &key->key) : is_known)
			buf_printf(&out, "%s %d %.*s\n", hex.at, k->role, STR_ARG(k->party));
	}
	bool ok = store_set_setting(r->s, S("keys"), buf_str(&out), err);
	buf_done(&out);
	return ok;
}

/* ---- signing ---- */

bool
signer_note(const struct signer *signer, str party, str text, buf *out, struct err *err)
{
	uint8_t keyid[4];
	buf blob = { 0 };
	if (signer->seed) {
		note_sign(out, text, party, signer->seed, &signer->key);
		return true;
	}
	if (!sshsig_run(signer->ssh_path, text, &blob, err))
		return false;
	note_keyid(party, SIG_SSH, &signer->key, keyid);
	buf_add(out, text);
	buf_add_byte(out, '\n');
	note_add_line(out, party, keyid, buf_str(&blob));
	buf_done(&blob);
	return true;
}

body *
event_body(arena *a, const char *type)
{
	body *b = body_new(a);
	body_add(b, LEAF_FIELD, S("type-version"), arena_printf(a, "%s 1", type));
	return b;
}

/* ---- appending ---- */

/* Notes of a moment ago may be those of a clock that was set since. */
enum { BEHIND_MS = 1000 };

static void
begin_circles(record *r)
{
	for (size_t i = 0; i < r->circles.count; i++) {
		struct circle *c = &r->circles.at[i];
		c->seen_size = c->row.size;
		c->seen_root = peaks_root(&c->row.peaks);
	}
}

bool
record_begin(record *r, struct err *err)
{
	struct circle_row *rows;
	size_t count;
	int64_t version;
	if (!store_begin(r->s, err))
		return false;
	r->now_ms = r->around.now_ms(r->around.context);
	r->clock_is_behind = false;
	if (!store_version(r->s, &version, err)) {
		store_rollback(r->s);
		return false;
	}
	/* Another may have written since it was last read. */
	if (r->is_read && version == r->version) {
		begin_circles(r);
		return true;
	}
	r->version = version;
	r->is_read = true;
	if (!store_circles(r->s, r->a, &rows, &count, err)) {
		store_rollback(r->s);
		return false;
	}
	for (size_t i = 0; i < count; i++) {
		if (i == r->circles.count)
			LIST_ADD(&r->circles);
		struct circle *c = &r->circles.at[i];
		if (c->row.size != rows[i].size) {
			c->members.count = 0;
			c->members_known = false;
		}
		c->row = rows[i];
	}
	begin_circles(r);
	return true;
}

void
record_rollback(record *r)
{
	store_rollback(r->s);
	/* What was reckoned in the transaction is no longer so. */
	forget_circles(r);
	r->is_read = false;
	load_circles(r, &(struct err){ 0 });
}

bool
record_may_seal(record *r, size_t circle, const struct signer *signer, struct err *err)
{
	if (!record_members(r, circle, err))
		return false;
	const struct circle *c = &r->circles.at[circle];
	const struct member *m = find_member(c, &signer->key);
	struct hex hex = pubkey_hex(&signer->key);
	if (!m)
		return fail(err, ERR_INPUT, "the key %.16s… is not known in the circle '%.*s'; a keeper adds it "
			    "with 'paraph key add'", hex.at, STR_ARG(c->row.name));
	if (m->revoked)
		return fail(err, ERR_INPUT, "the key %.16s… of %.*s was revoked in the circle '%.*s'", hex.at,
			    STR_ARG(m->party), STR_ARG(c->row.name));
	return true;
}

/* The header of the next event of a key.  `m` is NULL in the event that opens the log. */
static struct header
next_header(const record *r, const struct circle *c, const struct member *m, const char *type,
	    const struct signer *signer, const body *b)
{
	struct header h = { .opens = c->row.size == 0, .circle = c->row.id, .key = signer->key,
			    .seq = m ? m->seq + 1 : 1, .seen_size = c->seen_size, .seen_root = c->seen_root,
			    .time_ms = r->now_ms, .body_n = b->n, .body_root = b->root };
	if (m)
		h.prev = m->last;
	snprintf(h.type, sizeof h.type, "%s", type);
	return h;
}

static bool
put_body(record *r, int64_t event, const body *b, struct err *err)
{
	buf leaves = { 0 }, hashes = { 0 };
	body_print(b, &leaves, &hashes);
	struct body_row row = { .held = true, .n = b->n, .has_k = b->has_k, .k = b->k,
				.leaves = buf_str(&leaves), .hashes = buf_str(&hashes) };
	bool ok = store_add_body(r->s, event, &row, err);
	buf_done(&leaves);
	buf_done(&hashes);
	return ok;
}

/* Signs and stores; the circle's row is there but for the event that opens it. */
static bool
put_event(record *r, size_t circle, const struct header *h, str party, const body *b,
	  const struct signer *signer, struct place *ret_place, struct err *err)
{
	struct circle *c = &r->circles.at[circle];
	buf text = { 0 }, note = { 0 };
	int64_t event;
	struct peaks before = c->row.peaks;
	header_print(h, &text);
	struct hash id = event_id(buf_str(&text));
	bool ok = signer_note(signer, party, buf_str(&text), &note, err);
	if (ok && h->opens) {
		c->row.id = id;
		ok = store_add_circle(r->s, &id, c->row.name, &c->row.circle, err);
	}
	if (ok)
		peaks_add(&c->row.peaks, merkle_leaf(buf_str(&note)));
	ok = ok && store_add_event(r->s, c->row.circle, before.size, &id, buf_str(&note), &event, err) &&
	     put_body(r, event, b, err);
	if (ok) {
		*ret_place = (struct place){ circle, before.size, id };
		c->row.size = c->row.peaks.size;
		apply_event(r, c, h, &id, b);
	}
	buf_done(&text);
	buf_done(&note);
	return ok;
}

bool
record_append(record *r, size_t circle, const char *type, body *b, const struct signer *signer,
	      struct place *ret_place, struct err *err)
{
	struct hash k;
	struct place place;
	if (!record_may_seal(r, circle, signer, err))
		return false;
	struct circle *c = &r->circles.at[circle];
	const struct member *m = find_member(c, &signer->key);
	r->around.random(r->around.context, c->row.name, c->row.size, &k);
	body_close(b, &k);
	r->clock_is_behind = r->clock_is_behind || r->now_ms + BEHIND_MS < c->last_ms;
	struct header h = next_header(r, c, m, type, signer, b);
	if (!put_event(r, circle, &h, m->party, b, signer, &place, err))
		return false;
	if (ret_place)
		*ret_place = place;
	return true;
}

bool
record_open_circle(record *r, str name, const struct signer *signer, size_t *ret_circle, struct err *err)
{
	struct hash k;
	struct place place;
	size_t circle = r->circles.count;
	struct circle *c = LIST_ADD(&r->circles);
	c->row.name = arena_str(r->a, name);
	c->seen_root = merkle_empty();
	c->members_known = true;
	body *b = event_body(r->a, "circle");
	body_add(b, LEAF_FIELD, S("circle"), c->row.name);
	body_add(b, LEAF_FIELD, S("party"), signer->party);
	body_add(b, LEAF_FIELD, S("custody"), signer->seed ? S("self") : S("hardware"));
	r->around.random(r->around.context, name, 0, &k);
	body_close(b, &k);
	struct header h = next_header(r, c, NULL, "circle", signer, b);
	if (!put_event(r, circle, &h, signer->party, b, signer, &place, err))
		return false;
	*ret_circle = circle;
	return true;
}

/* ---- keys ---- */

/* A keeper's key may, and any key for its own party. */
static bool
may_manage(record *r, size_t circle, const struct signer *signer, str party, struct err *err)
{
	if (!record_may_seal(r, circle, signer, err))
		return false;
	const struct member *m = record_member(r, circle, &signer->key);
	return m->role == ROLE_KEEPER || str_eq(m->party, party) ||
	       fail(err, ERR_INPUT, "the key of %.*s may add and revoke keys of %.*s only; a keeper's key may "
		    "those of %.*s", STR_ARG(m->party), STR_ARG(m->party), STR_ARG(party));
}

bool
record_add_key(record *r, size_t circle, const struct known_key *key, const struct signer *signer, struct err *err)
{
	struct hex hex = pubkey_hex(&key->key);
	if (!may_manage(r, circle, signer, key->party, err))
		return false;
	const struct member *m = record_member(r, circle, &key->key);
	if (m && !m->revoked)
		return str_eq(m->party, key->party) ||
		       fail(err, ERR_CLASH, "the key %.16s… is that of %.*s already", hex.at, STR_ARG(m->party));
	if (m && m->revoked)
		return fail(err, ERR_INPUT, "the key %.16s… was revoked; make a new one with 'paraph key new'", hex.at);
	body *b = event_body(r->a, "key-add");
	body_add(b, LEAF_FIELD, S("key"), arena_str(r->a, str_of(hex.at)));
	body_add(b, LEAF_FIELD, S("party"), key->party);
	body_add(b, LEAF_FIELD, S("role"), key->role == ROLE_KEEPER ? S("keeper") : S("party"));
	body_add(b, LEAF_FIELD, S("custody"), S("self"));
	return record_append(r, circle, "key-add", b, signer, NULL, err);
}

bool
record_revoke_key(record *r, size_t circle, const struct pubkey *key, str reason, const struct signer *signer,
		  struct err *err)
{
	struct hex hex = pubkey_hex(key);
	if (!record_members(r, circle, err))
		return false;
	const struct member *m = record_member(r, circle, key);
	if (!m || m->revoked)
		return true;
	if (!may_manage(r, circle, signer, m->party, err))
		return false;
	body *b = event_body(r->a, "key-revoke");
	body_add(b, LEAF_FIELD, S("key"), arena_str(r->a, str_of(hex.at)));
	body_add(b, LEAF_FIELD, S("reason"), reason);
	return record_append(r, circle, "key-revoke", b, signer, NULL, err);
}

/* ---- committing ---- */

static bool
grow_circles(record *r, struct err *err)
{
	for (size_t i = 0; i < r->circles.count; i++) {
		struct circle *c = &r->circles.at[i];
		if (c->row.size != c->seen_size &&
		    !store_grow_circle(r->s, c->row.circle, c->seen_size, &c->row.peaks, err))
			return false;
	}
	return true;
}

static bool
keep_members(record *r, const struct circle *c, struct err *err)
{
	buf members = { 0 };
	members_print(c, &members);
	bool ok = store_set_state(r->s, members_name(r, c), buf_str(&members), err);
	buf_done(&members);
	return ok;
}

static bool
seal_checkpoint(record *r, const struct circle *c, uint64_t size, struct hash root, const struct signer *signer,
		struct err *err)
{
	struct checkpoint at = { .size = size, .root = root };
	buf text = { 0 }, origin = { 0 }, note = { 0 };
	memcpy(at.circle, c->row.id.at, sizeof at.circle);
	checkpoint_print(&at, &text);
	checkpoint_origin(&at, &origin);
	bool ok = signer_note(signer, buf_str(&origin), buf_str(&text), &note, err) &&
		  store_add_checkpoint(r->s, c->row.circle, size, buf_str(&note), err);
	buf_done(&text);
	buf_done(&origin);
	buf_done(&note);
	return ok;
}

/* The logs that an earlier commit of this process let grow: it is on the disk.  Once a second
 * is enough, for the last is sealed when the process has done. */
static bool
seal_earlier(record *r, const struct signer *signer, struct err *err)
{
	enum { EVERY_MS = 1000 };
	if (r->now_ms >= r->sealed_ms && r->now_ms - r->sealed_ms < EVERY_MS)
		return true;
	r->sealed_ms = r->now_ms;
	for (size_t i = 0; i < r->circles.count; i++) {
		struct circle *c = &r->circles.at[i];
		if (c->unsealed && !seal_checkpoint(r, c, c->seen_size, c->seen_root, signer, err))
			return false;
		c->unsealed = false;
	}
	return true;
}

bool
record_commit(record *r, const struct signer *signer, struct err *err)
{
	if (!seal_earlier(r, signer, err) || !grow_circles(r, err)) {
		record_rollback(r);
		return false;
	}
	int64_t version = 0;
	bool version_known = store_version(r->s, &version, &(struct err){ 0 });
	if (!store_commit(r->s, err)) {
		record_rollback(r);
		return false;
	}
	/* What this process wrote itself it need not read again: one commit more than was there while
	 * it held the lock. */
	r->is_read = version_known;
	r->version = version + 1;
	for (size_t i = 0; i < r->circles.count; i++) {
		struct circle *c = &r->circles.at[i];
		c->unsealed = c->unsealed || c->row.size != c->seen_size;
		c->seen_size = c->row.size;
	}
	return true;
}

static bool
seal_all(record *r, const struct signer *signer, struct err *err)
{
	for (size_t i = 0; i < r->circles.count; i++) {
		struct circle *c = &r->circles.at[i];
		uint64_t sealed;
		if (!store_last_checkpoint(r->s, c->row.circle, &sealed, err))
			return false;
		if (c->unsealed && c->members_known && !keep_members(r, c, err))
			return false;
		if (sealed != c->row.size && record_may_seal(r, i, signer, &(struct err){ 0 }) &&
		    !seal_checkpoint(r, c, c->row.size, peaks_root(&c->row.peaks), signer, err))
			return false;
		c->unsealed = false;
	}
	return true;
}

bool
record_seal(record *r, const struct signer *signer, struct err *err)
{
	if (!record_begin(r, err))
		return fail_while(err, "what was entered is kept, but no checkpoint was sealed");
	if (!seal_all(r, signer, err)) {
		store_rollback(r->s);
		return fail_while(err, "what was entered is kept, but no checkpoint was sealed");
	}
	return store_commit(r->s, err);
}
