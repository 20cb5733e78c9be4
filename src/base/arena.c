#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#if defined(__SANITIZE_ADDRESS__)
#define EACH_ALONE 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define EACH_ALONE 1
#endif
#endif
#ifndef EACH_ALONE
#define EACH_ALONE 0
#endif

enum { CHUNK_LEAST = 64 * 1024, CHUNK_MOST = 8 * 1024 * 1024, ALIGN = 16 };

struct chunk {
	struct chunk *before;
	size_t size, used;
	_Alignas(ALIGN) char bytes[];
};

struct arena {
	struct chunk *last;
	size_t used;
};

_Noreturn void
arena_exhausted(size_t size)
{
	fprintf(stderr, "paraph: out of memory (%zu bytes wanted)\n", size);
	exit(4);
}

void
memory_is_large(void *at, size_t size)
{
#ifdef MADV_HUGEPAGE
	enum { LARGE = 4 * 1024 * 1024, PAGE = 64 * 1024 };
	size_t skip = -(uintptr_t)at % PAGE;
	if (!EACH_ALONE && size >= LARGE)
		madvise((char *)at + skip, (size - skip) / PAGE * PAGE, MADV_HUGEPAGE);
#else
	(void)at;
	(void)size;
#endif
}

size_t
arena_size(size_t size, size_t count)
{
	size_t whole;
	if (__builtin_mul_overflow(size, count, &whole))
		arena_exhausted(SIZE_MAX);
	return whole;
}

arena *
arena_new(void)
{
	arena *a = calloc(1, sizeof *a);
	if (!a)
		arena_exhausted(sizeof *a);
	return a;
}

void
arena_free(arena *a)
{
	if (!a)
		return;
	for (struct chunk *c = a->last; c;) {
		struct chunk *before = c->before;
		free(c);
		c = before;
	}
	free(a);
}

static struct chunk *
chunk_add(arena *a, size_t least)
{
	size_t size = EACH_ALONE ? least : a->last ? a->last->size * 2 : CHUNK_LEAST;
	if (!EACH_ALONE && size > CHUNK_MOST)
		size = CHUNK_MOST;
	if (size < least)
		size = least;
	if (size > SIZE_MAX - sizeof(struct chunk))
		arena_exhausted(size);
	struct chunk *c = calloc(1, sizeof *c + size);
	if (!c)
		arena_exhausted(size);
	memory_is_large(c, sizeof *c + size);
	c->size = size;
	c->before = a->last;
	a->last = c;
	return c;
}

void *
arena_get(arena *a, size_t size)
{
	if (size > SIZE_MAX - ALIGN)
		arena_exhausted(size);
	/* Alone, an allocation keeps its exact size, so that one byte beyond is seen. */
	size_t taken = EACH_ALONE ? size : (size + ALIGN - 1) / ALIGN * ALIGN;
	struct chunk *c = a->last;
	if (EACH_ALONE || !c || c->size - c->used < taken)
		c = chunk_add(a, taken);
	void *at = c->bytes + c->used;
	c->used += taken;
	a->used += taken;
	return at;
}

str
arena_str(arena *a, str s)
{
	char *copy = arena_get(a, s.len + 1);
	if (s.len)
		memcpy(copy, s.at, s.len);
	return (str){ copy, s.len };
}

str
arena_printf(arena *a, const char *format, ...)
{
	char short_text[256];
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int printed = vsnprintf(short_text, sizeof short_text, format, args);
	va_end(args);
	size_t len = printed < 0 ? 0 : (size_t)printed;
	char *text = arena_get(a, len + 1);
	if (len < sizeof short_text)
		memcpy(text, short_text, len);
	else
		vsnprintf(text, len + 1, format, again);
	va_end(again);
	return (str){ text, len };
}

size_t
arena_used(const arena *a)
{
	return a->used;
}
