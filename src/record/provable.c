#include "record/provable.h"

#include "record/checkpoint.h"

typedef LIST(struct provable_witness) witnesses;

static str
party_of(record *r, size_t circle, const struct pubkey *key)
{
	const struct member *m = record_member(r, circle, key);
	return m ? m->party : S("");
}

static void
add_witness(witnesses *list, str party, uint64_t size)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_eq(list->at[i].party, party)) {
			if (list->at[i].size < size)
				list->at[i].size = size;
			return;
		}
	*LIST_ADD(list) = (struct provable_witness){ party, size };
}

/* Whose key a cosignature is of, and since when it stands. */
static bool
cosigner(record *r, size_t circle, str text, str line, str *ret_party, int64_t *ret_time)
{
	const struct circle *c = &r->circles.at[circle];
	for (size_t i = 0; i < c->members.count; i++)
		if (cosignature_check(text, line, &c->members.at[i].key, ret_time)) {
			*ret_party = c->members.at[i].party;
			return true;
		}
	return false;
}

static bool
add_cosigners(record *r, arena *a, size_t circle, int64_t known, witnesses *list, struct err *err)
{
	struct checkpoint_row *rows;
	struct cosignature_row *lines;
	size_t count, line_count;
	int64_t id = r->circles.at[circle].row.circle;
	if (!store_checkpoints(r->s, a, id, &rows, &count, err) || !store_cosignatures(r->s, a, id, &lines, &line_count, err))
		return false;
	for (size_t i = 0; i < line_count; i++)
		for (size_t n = 0; n < count; n++) {
			struct note note;
			str party;
			int64_t when;
			if (rows[n].size == lines[i].size && note_read(rows[n].note, &note, &(struct err){ 0 }) &&
			    cosigner(r, circle, note.text, lines[i].line, &party, &when) && when <= known)
				add_witness(list, party, lines[i].size);
		}
	return true;
}

static bool
find_log(struct provable *p, arena *a, const struct unsealing *q, size_t circle, const int64_t *known, struct err *err)
{
	struct provable_log *log = &p->logs[circle];
	witnesses list = { 0 };
	if (!record_members(p->r, circle, err))
		return false;
	for (size_t i = 0; i < q->logs[circle].count; i++) {
		const struct sealed *s = &q->logs[circle].at[i];
		str party = party_of(p->r, circle, &s->key);
		if (str_eq(party, p->party) && s->seen_size > log->seen)
			log->seen = s->seen_size;
		if (known && s->time_ms / 1000 <= *known)
			add_witness(&list, party, s->seen_size);
	}
	bool ok = !known || add_cosigners(p->r, a, circle, *known, &list, err);
	log->witness_count = list.count;
	log->witnesses = ARENA_ARRAY(a, struct provable_witness, list.count + 1);
	if (list.count)
		memcpy(log->witnesses, list.at, list.count * sizeof *list.at);
	LIST_DONE(&list);
	return ok;
}

bool
provable_find(struct provable *ret, arena *a, const struct unsealing *q, str party, const int64_t *known, struct err *err)
{
	struct provable p = { .r = q->r, .party = party, .has_known = known != NULL,
			      .logs = ARENA_ARRAY(a, struct provable_log, q->r->circles.count + 1) };
	for (size_t i = 0; i < q->r->circles.count; i++)
		if (!find_log(&p, a, q, i, known, err))
			return false;
	*ret = p;
	return true;
}

bool
provable_keep(const void *context, const record *r, size_t circle, uint64_t position, const struct sealed *s)
{
	const struct provable *p = context;
	const struct provable_log *log = &p->logs[circle];
	str sealer = party_of(p->r, circle, &s->key);
	bool witnessed = !p->has_known;
	(void)r;
	if (s->how == SEALED_ALL)
		return true;
	for (size_t i = 0; i < log->witness_count && !witnessed; i++)
		witnessed = log->witnesses[i].size > position && !str_eq(log->witnesses[i].party, sealer);
	return witnessed && (!p->party.len || str_eq(sealer, p->party) || position < log->seen);
}
