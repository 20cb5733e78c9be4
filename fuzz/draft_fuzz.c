#include "text/draft.h"

#include <assert.h>
#include <string.h>

#include "text/brackets.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_point(const draft *d, str source, size_t i)
{
	const struct draft_point *p = draft_point(d, i);
	assert(p->number.len > 0 && draft_find(d, p->number) == i + 1);
	assert(p->identity.len == 0 || draft_find_identity(d, p->identity) == i + 1);
	assert(p->at < source.len && p->line >= 1);
	assert(i == 0 || p->at > draft_point(d, i - 1)->at);
	assert(p->parent <= i);
	assert(p->level == (p->parent ? draft_point(d, p->parent - 1)->level + 1 : 1));
	assert(p->bracket_words <= p->word_count);
	assert(p->words.len == str_trim(p->words).len);
	/* Words and heading are bytes of the source: each line of them is there. */
	for (size_t at = 0, end; at < p->words.len; at = end + 1) {
		for (end = at; end < p->words.len && p->words.at[end] != '\n' &&
		     p->words.at[end] != '\r'; end++)
			;
		assert(end == at || str_find_str(source, str_sub(p->words, at, end)) < source.len);
	}
	assert(p->heading.len == 0 ||
	       (p->heading.at >= source.at &&
		p->heading.at + p->heading.len <= source.at + source.len));
}

static void
check_brackets(arena *a, str text)
{
	brackets it = brackets_in(a, text, links_in(a, text));
	size_t last = 0, unclosed = 0;
	for (struct bracket b; brackets_next(&it, &b);) {
		assert(text.at[b.at] == '[' && b.at + b.len <= text.len && b.depth > 0);
		assert(!b.closed || text.at[b.at + b.len - 1] == ']');
		assert(it.next == 1 || b.at > last);
		for (struct owner owner; owners_next(&b.owners, &owner);)
			assert(owner.name.len > 0);
		last = b.at;
		unclosed += !b.closed;
	}
	assert(unclosed == it.unclosed);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str source = { (const char *)data, size };
	draft *d = draft_read(a, source, S("draft"), &err);
	assert(d || (err.kind == ERR_INPUT && strlen(err.text) > 0));
	for (size_t i = 0; d && i < draft_count(d); i++)
		check_point(d, source, i);
	check_brackets(a, source);
	arena_free(a);
	return 0;
}
