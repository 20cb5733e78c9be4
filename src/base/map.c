#include "base/map.h"

#include <stdlib.h>
#include <string.h>

#define KEY_NONE UINT64_MAX

static uint64_t
scatter(uint64_t key)
{
	key ^= key >> 32;
	key *= 0x9e3779b97f4a7c15u;
	return key ^ key >> 29;
}

void
map_done(map *m)
{
	free(m->slots);
	*m = (map){ 0 };
}

static struct map_slot *
slot_of(const map *m, uint64_t key)
{
	size_t mask = m->room - 1;
	size_t i = scatter(key) & mask;
	while (m->slots[i].key != key && m->slots[i].key != KEY_NONE)
		i = (i + 1) & mask;
	return &m->slots[i];
}

static void
grow(map *m)
{
	map old = *m;
	m->room = old.room ? old.room * 2 : 64;
	m->slots = malloc(arena_size(sizeof *m->slots, m->room));
	if (!m->slots)
		arena_exhausted(m->room * sizeof *m->slots);
	memory_is_large(m->slots, m->room * sizeof *m->slots);
	for (size_t i = 0; i < m->room; i++)
		m->slots[i] = (struct map_slot){ KEY_NONE, 0 };
	for (size_t i = 0; i < old.room; i++)
		if (old.slots[i].key != KEY_NONE)
			*slot_of(m, old.slots[i].key) = old.slots[i];
	free(old.slots);
}

uint32_t *
map_at(map *m, uint64_t key)
{
	if (m->count * 4 >= m->room * 3)
		grow(m);
	struct map_slot *slot = slot_of(m, key);
	if (slot->key == KEY_NONE) {
		slot->key = key;
		m->count++;
	}
	return &slot->value;
}

uint32_t
map_get(const map *m, uint64_t key)
{
	return m->room ? slot_of(m, key)->value : 0;
}

/* A slot has the low half of the hash beside the sym, so that another string is
 * told apart without a look at it. */
struct sym_slot { uint32_t hash, sym; };        /* sym 0: free */

struct syms {
	arena *a;
	str *strs;              /* strs[sym]; strs[0] is "" */
	size_t count, room;
	struct sym_slot *slots;
	size_t slot_count;
};

syms *
syms_new(arena *a)
{
	syms *t = ARENA_NEW(a, syms);
	t->a = a;
	t->room = 64;
	t->strs = ARENA_ARRAY(a, str, t->room);
	t->strs[0] = S("");
	t->slot_count = 128;
	t->slots = ARENA_ARRAY(a, struct sym_slot, t->slot_count);
	return t;
}

static struct sym_slot *
sym_slot(const syms *t, str s, uint32_t hash)
{
	size_t mask = t->slot_count - 1;
	size_t i = hash & mask;
	while (t->slots[i].sym && !(t->slots[i].hash == hash && str_eq(t->strs[t->slots[i].sym], s)))
		i = (i + 1) & mask;
	return &t->slots[i];
}

/* The arrays double inside the arena, so all sizes together stay below twice
 * the last one. */
static void
syms_grow(syms *t)
{
	str *strs = ARENA_ARRAY(t->a, str, t->room * 2);
	memcpy(strs, t->strs, t->room * sizeof *strs);
	t->strs = strs;
	t->room *= 2;
	const struct sym_slot *old = t->slots;
	size_t old_count = t->slot_count, mask = old_count * 2 - 1;
	t->slot_count *= 2;
	t->slots = ARENA_ARRAY(t->a, struct sym_slot, t->slot_count);
	for (size_t i = 0; i < old_count; i++) {
		size_t at = old[i].hash & mask;
		while (old[i].sym && t->slots[at].sym)
			at = (at + 1) & mask;
		if (old[i].sym)
			t->slots[at] = old[i];
	}
}

uint32_t
syms_add(syms *t, str s)
{
	uint32_t hash = (uint32_t)str_hash(s);
	struct sym_slot *slot = sym_slot(t, s, hash);
	if (slot->sym)
		return slot->sym;
	if (t->count + 1 == t->room) {
		syms_grow(t);
		slot = sym_slot(t, s, hash);
	}
	uint32_t sym = (uint32_t)++t->count;
	t->strs[sym] = arena_str(t->a, s);
	*slot = (struct sym_slot){ hash, sym };
	return sym;
}

uint32_t
syms_find(const syms *t, str s)
{
	return sym_slot(t, s, (uint32_t)str_hash(s))->sym;
}

str
syms_str(const syms *t, uint32_t sym)
{
	return sym <= t->count ? t->strs[sym] : S("");
}

size_t
syms_count(const syms *t)
{
	return t->count;
}
