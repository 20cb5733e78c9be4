/* buf: a growing run of bytes that always ends in NUL.
 *
 *      buf out = { 0 };
 *      buf_printf(&out, "%zu points", count);
 *      fwrite(out.at, 1, out.len, stdout);
 *      buf_done(&out);
 */
#ifndef PARAPH_BASE_BUF_H
#define PARAPH_BASE_BUF_H

#include "base/str.h"

typedef struct buf buf;
struct buf {
	char *at;       /* NULL until something was added */
	size_t len, room;
};

void buf_done(buf *b);
void buf_clear(buf *b);         /* empty, the memory kept */
void buf_reserve(buf *b, size_t more);
void buf_add(buf *b, str s);
void buf_add_byte(buf *b, char byte);
void buf_add_times(buf *b, char byte, size_t times);
void buf_printf(buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* What it holds, borrowed until the next change. */
str buf_str(const buf *b);

#endif
