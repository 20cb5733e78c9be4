#include "base/list.h"

#include <stdlib.h>

#include "base/arena.h"

void *
list_grow(void *at, size_t *room, size_t size)
{
	size_t more = *room ? *room * 2 : 16;
	size_t bytes = arena_size(size, more);
	void *grown = realloc(at, bytes);
	if (!grown)
		arena_exhausted(bytes);
	memory_is_large(grown, bytes);
	*room = more;
	return grown;
}

void
list_free(void *at)
{
	free(at);
}
