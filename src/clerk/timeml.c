#include "clerk/timeml.h"

#include <expat.h>
#include <string.h>

#include "base/buf.h"
#include "base/list.h"
#include "base/utf8.h"

struct reader {
	arena *a;
	struct timeml *file;
	buf text;
	uint32_t length; /* code points of the text so far */
	bool in_text;
	int open; /* 1 + the date that is open; 0 none */
	LIST(struct timeml_date) dates;
};

static str
attribute(arena *a, const char **pairs, const char *name)
{
	for (; pairs[0]; pairs += 2)
		if (strcmp(pairs[0], name) == 0)
			return arena_str(a, str_of(pairs[1]));
	return STR_NONE;
}

static void XMLCALL
on_start(void *to, const char *name, const char **pairs)
{
	struct reader *r = to;
	if (strcmp(name, "TEXT") == 0)
		r->in_text = true;
	if (strcmp(name, "TIMEX3") != 0)
		return;
	if (r->in_text) {
		*LIST_ADD(&r->dates) = (struct timeml_date){ .start = r->length,
							     .end = r->length,
							     .type = attribute(r->a, pairs, "type"),
							     .value = attribute(r->a, pairs, "value"),
							     .mod = attribute(r->a, pairs, "mod") };
		r->open = (int)r->dates.count;
	} else if (r->file->created.len == 0) {
		r->file->created = attribute(r->a, pairs, "value");
	}
}

static void XMLCALL
on_end(void *to, const char *name)
{
	struct reader *r = to;
	if (strcmp(name, "TEXT") == 0)
		r->in_text = false;
	if (strcmp(name, "TIMEX3") == 0 && r->open) {
		r->dates.at[r->open - 1].end = r->length;
		r->open = 0;
	}
}

static void XMLCALL
on_text(void *to, const char *at, int len)
{
	struct reader *r = to;
	if (!r->in_text)
		return;
	str s = { at, (size_t)len };
	buf_add(&r->text, s);
	r->length += (uint32_t)utf8_count(s);
}

bool
timeml_read(arena *a, str name, str bytes, struct timeml *ret, struct err *err)
{
	enum { LONGEST = 1 << 28 };
	if (bytes.len > LONGEST)
		return fail(err, ERR_INPUT, "'%.*s' is larger than 256 MiB", STR_ARG(name));
	*ret = (struct timeml){ .name = name };
	struct reader r = { .a = a, .file = ret };
	XML_Parser parser = XML_ParserCreate(NULL);
	if (!parser)
		return fail(err, ERR_SYSTEM, "no memory to read XML");
	XML_SetUserData(parser, &r);
	XML_SetElementHandler(parser, on_start, on_end);
	XML_SetCharacterDataHandler(parser, on_text);
	bool is_read = XML_Parse(parser, bytes.at, (int)bytes.len, 1) == XML_STATUS_OK;
	if (!is_read)
		fail(err, ERR_INPUT, "'%.*s' line %lu: %s", STR_ARG(name),
		     (unsigned long)XML_GetCurrentLineNumber(parser),
		     XML_ErrorString(XML_GetErrorCode(parser)));
	XML_ParserFree(parser);
	ret->text = arena_str(a, buf_str(&r.text));
	ret->count = r.dates.count;
	ret->dates = ARENA_ARRAY(a, struct timeml_date, r.dates.count + 1);
	if (r.dates.count > 0)
		memcpy(ret->dates, r.dates.at, r.dates.count * sizeof *ret->dates);
	LIST_DONE(&r.dates);
	buf_done(&r.text);
	return is_read;
}
