/* What a record's texts and columns are read with.  The first byte says which; what reads must
 * print the same again, where it has a print. */
#include <stdlib.h>
#include <string.h>

#include "record/body.h"
#include "record/checkpoint.h"
#include "record/copy.h"
#include "record/key.h"
#include "record/order.h"
#include "record/ssh.h"
#include "record/verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
fuzz_event(arena *a, str text)
{
	struct err err = { 0 };
	struct header h;
	buf out = { 0 };
	(void)a;
	if (header_read(text, &h, &err)) {
		header_print(&h, &out);
		if (!str_eq(buf_str(&out), text))
			abort();
	}
	event_check(text, false, &h, NULL, NULL, &err);
	buf_done(&out);
}

static void
fuzz_checkpoint(arena *a, str text)
{
	struct err err = { 0 };
	struct checkpoint c;
	struct note note;
	buf out = { 0 };
	(void)a;
	if (checkpoint_read(text, &c, &note, &err)) {
		checkpoint_print(&c, &out);
		if (!str_eq(buf_str(&out), note.text))
			abort();
	}
	buf_done(&out);
}

static void
fuzz_order(arena *a, str text)
{
	struct order_walk it = order_walk(text);
	struct order_place place;
	(void)a;
	for (struct order_line line; order_next(&it, &line);)
		while (line.kind == ORDER_BOTH && order_next_place(&line, &place))
			;
}

static void
fuzz_copy(arena *a, str text)
{
	struct copy_note n;
	copy_read(a, text, &n);
}

static void
fuzz_fork(arena *a, str text)
{
	struct err err = { 0 };
	struct fork f;
	fork_check(a, text, &f, &err);
}

static void
fuzz_key(arena *a, str text)
{
	struct err err = { 0 };
	struct keyfile k;
	struct pubkey key;
	buf blob = { 0 };
	(void)a;
	keyfile_read(text, &k, &err);
	pubkey_read(text, &key, &err);
	memset(&key, 0, sizeof key);
	sshsig_check(text, S("text"), &key);
	sshsig_unarmour(text, &blob);
	buf_done(&blob);
}

/* n, whether K is held, how long the first column is; then both. */
static void
fuzz_body(arena *a, str text)
{
	struct err err = { 0 };
	struct hash k = { { 1 } }, root;
	static const uint32_t sizes[] = { 8, 32, 128, 512, 7, 0 };
	if (text.len < 3)
		return;
	uint32_t n = sizes[(uint8_t)text.at[0] % 6];
	bool has_k = text.at[1] & 1;
	size_t first = (uint8_t)text.at[2] * 4u;
	text = str_sub(text, 3, text.len);
	body *b = body_read(a, n, has_k ? &k : NULL, str_sub(text, 0, first), str_sub(text, first, text.len), &err);
	if (b && body_root(b, &root) && b->has_k && body_size(b->count) != n)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const parts[])(arena *, str) = { fuzz_event, fuzz_checkpoint, fuzz_order, fuzz_copy, fuzz_fork, fuzz_key,
						       fuzz_body };
	arena *a = arena_new();
	if (size == 0 || !seal_start())
		goto done;
	parts[data[0] % (sizeof parts / sizeof *parts)](a, (str){ (const char *)data + 1, size - 1 });
done:
	arena_free(a);
	return 0;
}
