/* What speaks of a whole record: its orders, a copy's note; and what is derived from it. */
#include "record/verify_int.h"

#include "record/copy.h"
#include "record/order.h"

/* ---- orders ---- */

typedef LIST(uint32_t) numbers;         /* by an order's number of a circle: 1 + index, or 0 */

static void
set_number(struct verifier *k, numbers *list, const struct order_line *line)
{
	enum { CIRCLES_MOST = 1 << 20 };
	while (list->count <= line->number && line->number < CIRCLES_MOST)
		LIST_ADD(list);
	for (size_t i = 0; i < k->r->circles.count && line->number < list->count; i++)
		if (hash_eq(&k->r->circles.at[i].row.id, &line->id))
			list->at[line->number] = (uint32_t)i + 1;
}

/* Strikes an entry out of those that are still to be named. */
static const char *
strike(struct verifier *k, const numbers *list, uint64_t circle, uint64_t position)
{
	uint32_t index = circle < list->count ? list->at[circle] : 0;
	if (!index)
		return "it names a circle that is not here";
	struct walked *w = &k->logs[index - 1];
	if (position >= w->tree.size)
		return "it names an event that is not there";
	if (!w->is_entry[position])
		return "it names an event that is no entry, or one that is named before";
	w->is_entry[position] = false;
	return NULL;
}

static const char *
strike_line(struct verifier *k, numbers *list, struct order_line *line)
{
	const char *wrong = NULL;
	struct order_place place;
	if (line->kind == ORDER_CIRCLE)
		set_number(k, list, line);
	for (uint64_t i = 0; line->kind == ORDER_RUN && i < line->count && !wrong; i++)
		wrong = strike(k, list, line->circle, line->position + i);
	while (line->kind == ORDER_BOTH && !wrong && order_next_place(line, &place))
		wrong = strike(k, list, place.circle, place.position);
	return wrong;
}

static enum verdict_of
check_order(struct verifier *k, str order, const char *whose)
{
	numbers list = { 0 };
	const char *wrong = NULL;
	bool has_file = false;
	struct order_walk it = order_walk(order);
	for (struct order_line line; !wrong && order_next(&it, &line);) {
		has_file = has_file || line.kind == ORDER_FILE;
		wrong = has_file || line.kind == ORDER_CIRCLE ? strike_line(k, &list, &line)
							      : "it names entries before it names their file";
	}
	if (!wrong && it.failed)
		wrong = "it has a line that is none";
	LIST_DONE(&list);
	return wrong ? say(k, VERIFIED_BROKEN, "the order of entries %s: %s", whose, wrong) : VERIFIED_GOOD;
}

static enum verdict_of
check_intakes(struct verifier *k, const struct walked *w)
{
	enum verdict_of verdict = VERIFIED_GOOD;
	for (size_t i = 0; i < w->orders.count && verdict == VERIFIED_GOOD; i++) {
		str whose = arena_printf(k->a, "in circle '%.*s', event %llu", STR_ARG(w->row->name),
					 (unsigned long long)w->orders.at[i].position);
		verdict = check_order(k, w->orders.at[i].text, whose.at);
	}
	return verdict;
}

/* ---- a copy's note ---- */

static size_t
find_log(const struct verifier *k, const struct hash *id)
{
	for (size_t i = 0; i < k->r->circles.count; i++)
		if (hash_eq(&k->r->circles.at[i].row.id, id))
			return i + 1;
	return 0;
}

static const char *
check_copied_log(struct verifier *k, const struct copy_note *n, const struct copy_log *log)
{
	size_t at = find_log(k, &log->id);
	if (!at)
		return "a log that it names is not here";
	const struct walked *w = &k->logs[at - 1];
	if (log->size > w->tree.size || log->size == 0)
		return "a log that it names has fewer events here";
	struct hash root = tree_root(&w->tree, log->size);
	if (!hash_eq(&root, &log->root))
		return "a log that it names is another one here";
	if (!may_seal_at(find_sealer(w, &n->key), log->size - 1))
		return "its key may not seal in a log that it names";
	return NULL;
}

static enum verdict_of
check_copy(struct verifier *k)
{
	struct note note;
	struct sigline line;
	struct copy_note n = { .count = 0 };
	struct err err = { 0 };
	const char *wrong = NULL;
	struct hash order = seal_hash(k->r->copy_orders);
	if (!note_read(k->r->copy_note, &note, &err) || !copy_read(k->a, note.text, &n))
		wrong = "it is not in the form of such a note";
	else if (!note_next(&(struct note){ note.text, note.lines }, &line) || !note_signed_by(&note, line.name, &n.key))
		wrong = "its signature is not that of the key that it names";
	else if (!hash_eq(&order, &n.order))
		wrong = "the order of entries is not the one that it was signed for";
	for (size_t i = 0; !wrong && i < n.count; i++)
		wrong = check_copied_log(k, &n, &n.logs[i]);
	if (wrong)
		return say(k, VERIFIED_BROKEN, "the note of this copy: %s", wrong);
	return check_order(k, k->r->copy_orders, "of this copy");
}

enum verdict_of
verify_orders(struct verifier *k)
{
	enum verdict_of verdict = k->r->copy_note.len ? check_copy(k) : VERIFIED_GOOD;
	for (size_t i = 0; i < k->r->circles.count && verdict == VERIFIED_GOOD; i++)
		verdict = check_intakes(k, &k->logs[i]);
	for (size_t i = 0; i < k->r->circles.count && verdict == VERIFIED_GOOD; i++)
		for (uint64_t p = 0; p < k->logs[i].tree.size && verdict == VERIFIED_GOOD; p++)
			if (k->logs[i].is_entry[p])
				verdict = say(k, VERIFIED_MISSING, "circle '%.*s', event %llu: no order of entries names it, so it is read "
					      "behind all others", STR_ARG(k->logs[i].row->name), (unsigned long long)p);
	return verdict;
}

/* ---- what is derived ---- */

/* What the file keeps of the keys of a log, where it is of this size of the log. */
static enum verdict_of
check_kept_keys(struct verifier *k, const struct walked *w)
{
	struct circle anew = { .row = *w->row, .last_ms = w->last_ms };
	struct err err = { 0 };
	str kept;
	buf text = { 0 };
	enum verdict_of verdict = VERIFIED_GOOD;
	for (size_t i = 0; i < w->sealers.count; i++) {
		const struct sealer *s = &w->sealers.at[i];
		*LIST_ADD(&anew.members) = (struct member){ .key = s->key, .party = s->party, .seq = s->seq, .last = s->last,
							    .role = s->is_keeper ? ROLE_KEEPER : ROLE_PARTY,
							    .revoked = s->is_revoked };
	}
	if (!record_kept_keys(k->r, &anew, &kept, &err))
		verdict = of_err(k, &err);
	members_print(&anew, &text);
	if (kept.len && !str_eq(kept, buf_str(&text)))
		verdict = say(k, VERIFIED_BROKEN, "circle '%.*s': what the file keeps of its keys is not what its events say; "
			      "'paraph rebuild' derives it anew", STR_ARG(w->row->name));
	buf_done(&text);
	LIST_DONE(&anew.members);
	return verdict;
}

enum verdict_of
verify_derived(struct verifier *k)
{
	enum verdict_of verdict = VERIFIED_GOOD;
	for (size_t i = 0; i < k->r->circles.count && verdict == VERIFIED_GOOD; i++)
		verdict = check_kept_keys(k, &k->logs[i]);
	return verdict;
}
