/* arena: memory for one command, one request, one reading of files.
 *
 *      arena *a = arena_new();
 *      struct act *acts = ARENA_ARRAY(a, struct act, 100);
 *      arena_free(a);
 *
 * What is made in an arena lives until arena_free and is never freed alone.
 * The arena is the first parameter of what allocates; "in `a`" in a comment is
 * the ownership rule.  Out of memory ends the program with a message: no
 * caller could do better.  Under AddressSanitizer every allocation is its own
 * malloc, so that a use after the end is caught.
 */
#ifndef PARAPH_BASE_ARENA_H
#define PARAPH_BASE_ARENA_H

#include "base/str.h"

typedef struct arena arena;

arena *arena_new(void);
void arena_free(arena *a);

/* `size` zeroed bytes, aligned for anything. */
void *arena_get(arena *a, size_t size);

#define ARENA_NEW(a, type) ((type *)arena_get((a), sizeof(type)))
#define ARENA_ARRAY(a, type, count) ((type *)arena_get((a), arena_size(sizeof(type), (count))))

/* size × count; ends the program where that overflows. */
size_t arena_size(size_t size, size_t count);

/* A copy of `s` in `a`, ending in NUL. */
str arena_str(arena *a, str s);

/* printf into `a`; the result ends in NUL. */
str arena_printf(arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Bytes handed out so far. */
size_t arena_used(const arena *a);

/* Asks for large pages under a large block, which take a fraction of the faults
 * that small ones do.  For the containers of base/ only. */
void memory_is_large(void *at, size_t size);

/* Ends the program: no memory.  For the containers of base/ only. */
_Noreturn void arena_exhausted(size_t size);

#endif
