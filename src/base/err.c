#define PARAPH_BASE_ERR_C
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Marks a text that did not fit, without cutting a UTF-8 character in two. */
static void
mark_cut(char *text, size_t size)
{
	size_t end = size - 4;
	while (end > 0 && ((unsigned char)text[end] & 0xc0) == 0x80)
		end--;
	memcpy(text + end, "...", 4);
}

bool
fail(struct err *err, enum err_kind kind, const char *format, ...)
{
	char text[sizeof err->text];    /* the arguments may point into err->text */
	va_list args;
	va_start(args, format);
	int len = vsnprintf(text, sizeof text, format, args);
	va_end(args);
	if (len >= (int)sizeof text)
		mark_cut(text, sizeof text);
	memcpy(err->text, text, sizeof text);
	err->kind = kind;
	return false;
}

bool
fail_while(struct err *err, const char *format, ...)
{
	struct err inner = *err;
	va_list args;
	va_start(args, format);
	int len = vsnprintf(err->text, sizeof err->text, format, args);
	va_end(args);
	size_t used = len < 0 ? 0 : (size_t)len, room = sizeof err->text - used;
	if (used >= sizeof err->text ||
	    snprintf(err->text + used, room, ": %s", inner.text) >= (int)room)
		mark_cut(err->text, sizeof err->text);
	return false;
}
