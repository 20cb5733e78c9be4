#include "clerk/report.h"

#include <string.h>

#include "base/utf8.h"
#include "clerk/report_int.h"

static const size_t LONGEST = (size_t)1 << 30;

/* Every STEP code points the byte is noted, so that a place is found in a step. */
enum { STEP = 4096 };

static void
mark(struct report *r)
{
	r->marks = ARENA_ARRAY(r->a, size_t, r->bytes.len / STEP + 1);
	for (size_t at = 0; at < r->bytes.len || r->mark_count == 0; r->length++) {
		if (r->length % STEP == 0)
			r->marks[r->mark_count++] = at;
		if (at == r->bytes.len)
			return;
		size_t used = 1;
		if ((unsigned char)r->bytes.at[at] >= 0x80)
			utf8_next(str_sub(r->bytes, at, at + 4), &used);
		at += used;
	}
}

static bool
has_ending(str name, const char *const *endings)
{
	for (; *endings; endings++)
		if (name.len > strlen(*endings) &&
		    str_eq_nocase(str_sub(name, name.len - strlen(*endings), name.len), str_of(*endings)))
			return true;
	return false;
}

static enum report_kind
kind_of(str name, str bytes)
{
	static const char *const html[] = { ".html", ".htm", ".xhtml", NULL }, *const markdown[] = { ".md", ".markdown", NULL };
	if (has_ending(name, html))
		return REPORT_HTML;
	if (has_ending(name, markdown))
		return REPORT_MARKDOWN;
	str start = str_trim(str_sub(bytes, 0, 200));
	return str_eq_nocase(str_sub(start, 0, 9), S("<!doctype")) || str_eq_nocase(str_sub(start, 0, 5), S("<html"))
		       ? REPORT_HTML
		       : REPORT_PLAIN;
}

/* The lists' elements into the arena. */
#define KEEP(ret_at, ret_count, list) \
	do { \
		*(ret_count) = (list)->count; \
		*(ret_at) = arena_get(r->a, (list)->count * sizeof *(list)->at + 1); \
		if ((list)->count > 0) \
			memcpy(*(ret_at), (list)->at, (list)->count * sizeof *(list)->at); \
		LIST_DONE(list); \
	} while (0)

static void
build(struct report *r, struct readable *c)
{
	struct building b = { .r = r, .c = c };
	for (size_t i = 0; i < c->blocks.count; i++) {
		uint32_t from = (uint32_t)b.tokens.count;
		report_tokens(&b, &c->blocks.at[i]);
		struct run run = { from, (uint32_t)b.tokens.count };
		if (run_is_empty(run))
			continue;
		for (uint32_t t = run.from; t < run.to; t++)
			b.tokens.at[t].paragraph = (uint32_t)b.paragraphs.count;
		*LIST_ADD(&b.paragraphs) = (struct paragraph){ .run = run, .level = c->blocks.at[i].level,
							       .zone = c->blocks.at[i].has_zone ? c->blocks.at[i].zone : ZONE_BODY };
	}
	report_quotations(&b);
	for (uint32_t i = 0; i < b.paragraphs.count; i++)
		report_sentences(&b, b.paragraphs.at[i].run, i);
	KEEP(&r->tokens, &r->token_count, &b.tokens);
	KEEP(&r->sentences, &r->sentence_count, &b.sentences);
	KEEP(&r->paragraphs, &r->paragraph_count, &b.paragraphs);
	KEEP(&r->quotations, &r->quotation_count, &b.quotations);
	report_zones(r);
}

bool
report_read(arena *a, syms *words, str name, str bytes, enum report_kind kind, struct report *ret, struct err *err)
{
	if (str_starts(bytes, S("\xef\xbb\xbf")))
		bytes = str_sub(bytes, 3, bytes.len);
	if (bytes.len > LONGEST)
		return fail(err, ERR_INPUT, "'%.*s' is larger than 1 GiB, which is too much for a report", STR_ARG(name));
	*ret = (struct report){ .a = a, .name = name, .bytes = bytes, .words = words ? words : syms_new(a) };
	mark(ret);
	ret->kind = (uint8_t)(kind == REPORT_GUESS ? kind_of(name, bytes) : kind);

	struct readable c = { .a = a };
	readable_reserve(&c, bytes.len);
	if (ret->kind == REPORT_HTML)
		readable_html(&c, bytes);
	else if (ret->kind == REPORT_MARKDOWN)
		readable_markdown(&c, bytes);
	else
		readable_plain(&c, bytes);
	ret->published = c.published;
	build(ret, &c);
	readable_done(&c);
	return true;
}

/* ---- words again ---- */

static size_t
byte_at(const struct report *r, uint32_t place)
{
	size_t steps = place / STEP < r->mark_count ? place / STEP : r->mark_count - 1, at = r->marks[steps];
	for (size_t i = steps * STEP; i < place && at < r->bytes.len; i++) {
		size_t used;
		utf8_next(str_sub(r->bytes, at, at + 4), &used);
		at += used;
	}
	return at;
}

size_t
report_token(const struct report *r, uint32_t place)
{
	size_t low = 0, high = r->token_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (r->tokens[middle].end <= place)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

str
report_bytes(const struct report *r, uint32_t start, uint32_t end)
{
	return start < end ? str_sub(r->bytes, byte_at(r, start), byte_at(r, end)) : STR_NONE;
}

str
report_run(const struct report *r, struct run run)
{
	return run_is_empty(run) ? STR_NONE : report_bytes(r, r->tokens[run.from].start, r->tokens[run.to - 1].end);
}

str
report_words(const struct report *r, struct run run)
{
	size_t len = 0;
	for (uint32_t i = run.from; i < run.to; i++)
		len += r->tokens[i].text.len + 1;
	char *words = arena_get(r->a, len + 1);
	len = 0;
	for (uint32_t i = run.from; i < run.to; i++) {
		const struct token *t = &r->tokens[i];
		if (i > run.from && !(t->flags & TOKEN_GLUED))
			words[len++] = ' ';
		memcpy(words + len, t->text.at, t->text.len);
		len += t->text.len;
	}
	return (str){ words, len };
}
