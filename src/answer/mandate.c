#include "answer/mandate.h"

#include "answer/lines.h"
#include "answer/typed.h"
#include "talks/lines.h"

static void
allow(struct mandates *m, str points, unsigned level)
{
	uint64_t mandate = m->list.count - 1;
	struct typed it = typed_points(m->t, points);
	for (struct typed_point p; level && typed_next(&it, &p);)
		if (p.point)
			*map_at(&m->levels, mandate << 32 | p.point) = level;
}

/* ---- lines ---- */

static void
read_line(struct mandates *m, str line)
{
	const talks *t = m->t;
	struct mandate_line l;
	size_t at;
	const char *why;
	if (!mandate_line(line, &l, &at, &why))
		return;
	if (l.is_fall_back) {
		*LIST_ADD(&m->fall_backs) = (struct fall_back){ (uint32_t)m->list.count - 1, l.points, l.words };
		return;
	}
	uint32_t sym = syms_find(t->m->names, l.level);
	allow(m, l.points, sym && sym < t->d->sym_count ? t->level_of[sym] : 0);
}

static void
add_mandate(struct mandates *m, uint32_t entry)
{
	const talks *t = m->t;
	const struct entry *e = talks_entry(t, entry);
	uint32_t giver = e->subject_count ? talks_actor(t, entry_items(t->m, e)->a) : 0;
	const struct item *line = entry_own(t->m, e, CLAUSE_mandate);
	if (!giver)
		return;
	*LIST_ADD(&m->list) = (struct mandate){ entry, talks_side(t, giver), t->order_of[entry], line != NULL };
	m->latest[talks_side(t, giver)] = (uint32_t)m->list.count - 1;
	for (size_t i = 0, n = line ? item_run(t->m, e, line) : 0; i < n; i++)
		read_line(m, item_text(t->m, &line[i]));
}

/* Positions stand in the order of the fold, and so do mandates: one walk. */
static void
find_in_force(struct mandates *m)
{
	const talks *t = m->t;
	uint32_t *now = ARENA_ARRAY(t->a, uint32_t, t->actors.count + 1);
	uint32_t next = 1;
	m->in_force = ARENA_ARRAY(t->a, uint32_t, t->positions.count + 1);
	for (uint32_t i = 1; i < t->positions.count; i++) {
		for (; next < m->list.count && m->list.at[next].order < t->positions.at[i].order; next++)
			now[m->list.at[next].side] = next;
		m->in_force[i] = now[t->positions.at[i].holder];
	}
}

void
mandates_init(struct mandates *m, const talks *t)
{
	const uint32_t *mandates;
	size_t acts;

	*m = (struct mandates){ .t = t };
	LIST_ADD(&m->list);
	m->latest = ARENA_ARRAY(t->a, uint32_t, t->actors.count + 1);
	acts = t->has_mandates ? line_acts(t, t->a, VERB_instructs, &mandates) : 0;
	for (size_t i = 0; i < acts; i++)
		add_mandate(m, mandates[i]);
	find_in_force(m);
}

void
mandates_done(struct mandates *m)
{
	LIST_DONE(&m->list);
	LIST_DONE(&m->fall_backs);
	map_done(&m->levels);
}

static unsigned
level_at(const struct mandates *m, uint32_t mandate, uint32_t point, unsigned depth)
{
	enum { DEEPEST = 32 };
	const talks *t = m->t;
	unsigned level = map_get(&m->levels, (uint64_t)mandate << 32 | point), most = 0;
	if (level || depth == DEEPEST)
		return level;
	/* Of several origins the one that is kept highest counts. */
	for (uint32_t o = t->points.at[point].from; o; o = t->origins.at[o].next) {
		level = level_at(m, mandate, t->origins.at[o].point, depth + 1);
		most = level > most ? level : most;
	}
	return most;
}

unsigned
mandate_level(const struct mandates *m, uint32_t mandate, uint32_t point)
{
	return mandate ? level_at(m, mandate, point, 0) : 0;
}
