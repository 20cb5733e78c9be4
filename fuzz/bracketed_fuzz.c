/* Any bytes are a bracketed text: it reads, prints, and the print reads back
 * as the same text of each owner, in the numbered styles too. What is UTF-8 is
 * surveyed, whole and by part. */
#include "text/bracketed.h"

#include <assert.h>

#include "base/utf8.h"
#include "text/bracket_survey.h"
#include "text/style.h"


int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
same_text(const struct bracketed *b, const struct bracketed *again, str name)
{
	buf one = { 0 }, other = { 0 };
	bracketed_project(b, bracketed_owner(b, name), &one);
	bracketed_project(again, bracketed_owner(again, name), &other);
	assert(str_eq(buf_str(&one), buf_str(&other)));
	buf_done(&one);
	buf_done(&other);
}

static void
resolve_first(arena *a, const struct bracketed *b)
{
	struct bracketed *r = bracketed_resolve(a, b, 0, 1);
	assert(r->top.count <= b->top.count);
	bracketed_done(r);
}

static void
styles_hold(arena *a, const struct bracketed *b, str plain)
{
	static const enum style styles[] = { STYLE_UN, STYLE_UNFCCC, STYLE_EU };
	for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
		buf out = { 0 }, back = { 0 };
		style_text_print(a, b, styles[i], &out);
		struct bracketed *again = bracketed_read(a, buf_str(&out));
		bracketed_print(again, &back);
		assert(str_eq(buf_str(&back), plain));
		bracketed_done(again);
		buf_done(&out);
		buf_done(&back);
	}
}

static void
survey(arena *a, str text)
{
	if (utf8_bad(text) < text.len)
		return;
	struct bracket_survey *s = bracket_survey_new(a, text);
	struct bracket_counts all = bracket_survey_count(s, 0, text.len);
	assert(all.words_bracketed <= all.words && all.stacked <= all.brackets);
	assert(all.unclosed + all.strays == s->odd_count);
	size_t sum = 0;
	for (size_t i = 0; i < s->part_count; i++)
		sum += bracket_survey_count(s, s->parts[i].from, s->parts[i].to).brackets;
	assert(sum <= all.brackets);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str text = { (const char *)data, size };
	arena *a = arena_new();
	buf once = { 0 }, twice = { 0 };
	struct bracketed *b = bracketed_read(a, text);
	bracketed_print(b, &once);
	struct bracketed *again = bracketed_read(a, buf_str(&once));
	bracketed_print(again, &twice);
	assert(str_eq(buf_str(&once), buf_str(&twice)));
	assert(again->faults.count == 0);
	same_text(b, again, S("nobody of that name"));
	for (size_t i = 0; i < b->names.count; i++)
		same_text(b, again, b->names.at[i]);
	resolve_first(a, b);
	styles_hold(a, b, buf_str(&once));
	survey(a, text);
	bracketed_done(b);
	bracketed_done(again);
	buf_done(&once);
	buf_done(&twice);
	arena_free(a);
	return 0;
}
