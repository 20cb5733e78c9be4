/* map: 64-bit keys to 32-bit values; and syms: strings to small numbers.
 *
 *      map cells = { 0 };
 *      uint32_t *cell = map_at(&cells, (uint64_t)party << 32 | point);
 *      if (*cell == 0) ...             a key never seen reads 0
 *      map_done(&cells);
 *
 *      uint32_t who = syms_add(names, S("UPP"));       the same for equal bytes
 *      str name = syms_str(names, who);
 */
#ifndef PARAPH_BASE_MAP_H
#define PARAPH_BASE_MAP_H

#include "base/arena.h"

/* Open addressing, linear probing, at most three quarters full.  The key
 * UINT64_MAX is not allowed. */
typedef struct map {
	struct map_slot { uint64_t key; uint32_t value; } *slots;
	size_t count, room;
} map;

void map_done(map *m);

/* The value at `key`, added as 0 where absent; holds until the next map_at. */
uint32_t *map_at(map *m, uint64_t key);

/* The value at `key`, or 0. */
uint32_t map_get(const map *m, uint64_t key);

/* Numbers for strings, from 1 up in the order of first sight; 0 is "none".
 * The bytes are copied into the arena. */
typedef struct syms syms;

syms *syms_new(arena *a);
uint32_t syms_add(syms *t, str s);
uint32_t syms_find(const syms *t, str s);       /* 0 where never added */
str syms_str(const syms *t, uint32_t sym);      /* "" for 0; ends in NUL */
size_t syms_count(const syms *t);               /* numbers run 1..count */

#endif
