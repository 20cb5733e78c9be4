#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

void
buf_done(buf *b)
{
	free(b->at);
	*b = (buf){ 0 };
}

void
buf_clear(buf *b)
{
	b->len = 0;
	if (b->at)
		b->at[0] = '\0';
}

void
buf_reserve(buf *b, size_t more)
{
	size_t need;
	if (__builtin_add_overflow(b->len, more, &need) || need == SIZE_MAX)
		arena_exhausted(SIZE_MAX);
	if (need < b->room)
		return;
	size_t room = b->room ? b->room : 64;
	while (room <= need) {
		if (room > SIZE_MAX / 2)
			arena_exhausted(need);
		room *= 2;
	}
	char *at = realloc(b->at, room);
	if (!at)
		arena_exhausted(room);
	b->at = at;
	b->at[b->len] = '\0';
	b->room = room;
}

void
buf_add(buf *b, str s)
{
	buf_reserve(b, s.len);
	if (s.len)
		memcpy(b->at + b->len, s.at, s.len);
	b->len += s.len;
	b->at[b->len] = '\0';
}

void
buf_add_byte(buf *b, char byte)
{
	buf_reserve(b, 1);
	b->at[b->len++] = byte;
	b->at[b->len] = '\0';
}

void
buf_add_times(buf *b, char byte, size_t times)
{
	buf_reserve(b, times);
	memset(b->at + b->len, byte, times);
	b->len += times;
	b->at[b->len] = '\0';
}

void
buf_printf(buf *b, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	/* Straight into the room there is; what does not fit is printed again. */
	size_t left = b->room - b->len;
	int len = vsnprintf(left ? b->at + b->len : NULL, left, format, args);
	va_end(args);
	if (len > 0 && (size_t)len >= left) {
		buf_reserve(b, (size_t)len);
		vsnprintf(b->at + b->len, (size_t)len + 1, format, again);
	}
	if (len > 0)
		b->len += (size_t)len;
	else if (left)
		b->at[b->len] = '\0';
	va_end(again);
}

str
buf_str(const buf *b)
{
	return (str){ b->at ? b->at : "", b->len };
}
