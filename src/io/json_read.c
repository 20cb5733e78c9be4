#include "io/json_read.h"

#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/utf8.h"

enum { DEEPEST = 64 };

struct reader {
	arena *a;
	const char *start, *at, *end;
	size_t line;
	struct json_fault *fault;
};

static struct json *
wrong(struct reader *r, const char *why)
{
	const char *from = r->at;

	if (r->fault->why == NULL) {
		while (from > r->start && from[-1] != '\n')
			from--;
		*r->fault = (struct json_fault){ .why = why, .line = r->line, .column = (size_t)(r->at - from) + 1 };
	}
	return NULL;
}

static void
blanks(struct reader *r)
{
	for (; r->at < r->end && (*r->at == ' ' || *r->at == '\t' || *r->at == '\r' || *r->at == '\n'); r->at++)
		r->line += *r->at == '\n';
}

static bool
takes(struct reader *r, char c)
{
	blanks(r);
	if (r->at == r->end || *r->at != c)
		return false;
	r->at++;
	return true;
}

static bool
hex4(struct reader *r, uint32_t *ret)
{
	uint32_t c = 0;

	if (r->end - r->at < 4)
		return false;
	for (int i = 0; i < 4; i++) {
		char x = *r->at++;

		if (x >= '0' && x <= '9')
			c = c << 4 | (uint32_t)(x - '0');
		else if ((x | 32) >= 'a' && (x | 32) <= 'f')
			c = c << 4 | (uint32_t)((x | 32) - 'a' + 10);
		else
			return false;
	}
	*ret = c;
	return true;
}

static bool
escape(struct reader *r, buf *out)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	uint32_t c, low;
	const char *found;
	char bytes[4];

	if (r->at == r->end)
		return false;
	if (*r->at != 'u') {
		found = memchr(from, *r->at++, sizeof(from) - 1);
		if (found == NULL)
			return false;
		buf_add_byte(out, to[found - from]);
		return true;
	}
	r->at++;
	if (!hex4(r, &c) || c == 0 || (c >= 0xdc00 && c < 0xe000))
		return false;
	if (c >= 0xd800 && c < 0xdc00) {
		if (r->end - r->at < 6 || r->at[0] != '\\' || r->at[1] != 'u')
			return false;
		r->at += 2;
		if (!hex4(r, &low) || low < 0xdc00 || low >= 0xe000)
			return false;
		c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
	}
	buf_add(out, (str){ bytes, utf8_put(c, bytes) });
	return true;
}

/* Behind its first quotation mark. */
static bool
string(struct reader *r, str *ret)
{
	buf out = { 0 };
	bool ok = false;

	while (r->at < r->end) {
		char c = *r->at++;

		if (c == '"') {
			ok = true;
			break;
		}
		if ((unsigned char)c < ' ')
			break;
		if (c != '\\')
			buf_add_byte(&out, c);
		else if (!escape(r, &out))
			break;
	}
	*ret = arena_str(r->a, buf_str(&out));
	buf_done(&out);
	if (!ok)
		wrong(r, "a string does not end, or holds what none may");
	return ok;
}

static size_t
digits(struct reader *r)
{
	size_t n = 0;

	for (; r->at < r->end && *r->at >= '0' && *r->at <= '9'; r->at++)
		n++;
	return n;
}

static bool
number(struct reader *r, str *ret)
{
	const char *from = r->at;
	size_t whole;

	r->at += *r->at == '-';
	const char *first = r->at;

	whole = digits(r);
	if (whole == 0 || (whole > 1 && *first == '0'))
		return false;
	if (r->at < r->end && *r->at == '.') {
		r->at++;
		if (digits(r) == 0)
			return false;
	}
	if (r->at < r->end && (*r->at == 'e' || *r->at == 'E')) {
		r->at++;
		r->at += r->at < r->end && (*r->at == '+' || *r->at == '-');
		if (digits(r) == 0)
			return false;
	}
	*ret = (str){ from, (size_t)(r->at - from) };
	return true;
}

static struct json *read_value(struct reader *r, unsigned depth);

static struct json *
members(struct reader *r, struct json *v, unsigned depth)
{
	char end = v->kind == JSON_LIST ? ']' : '}';
	struct json **to = &v->first;
	syms *keys = v->kind == JSON_OBJECT ? syms_new(r->a) : NULL;

	if (takes(r, end))
		return v;
	do {
		str key = STR_NONE;

		if (v->kind == JSON_OBJECT) {
			if (!takes(r, '"'))
				return wrong(r, "the name of a member is wanted here, in quotation marks");
			if (!string(r, &key))
				return NULL;
			if (syms_add(keys, key) != v->count + 1)
				return wrong(r, "a member stands there twice");
			if (!takes(r, ':'))
				return wrong(r, "a colon is wanted behind the name of a member");
		}
		*to = read_value(r, depth + 1);
		if (*to == NULL)
			return NULL;
		(*to)->key = key;
		to = &(*to)->next;
		v->count++;
	} while (takes(r, ','));
	if (!takes(r, end))
		return wrong(r, end == ']' ? "a comma or ']' is wanted here" : "a comma or '}' is wanted here");
	return v;
}

static struct json *
read_value(struct reader *r, unsigned depth)
{
	static const struct { str word; enum json_kind kind; } words[] = {
		{ { "null", 4 }, JSON_NULL }, { { "true", 4 }, JSON_TRUE }, { { "false", 5 }, JSON_FALSE },
	};
	struct json *v = ARENA_NEW(r->a, struct json);

	blanks(r);
	v->line = r->line;
	if (depth > DEEPEST)
		return wrong(r, "nested too deeply");
	if (r->at == r->end)
		return wrong(r, "a value is missing");
	if (takes(r, '"')) {
		v->kind = JSON_STR;
		return string(r, &v->text) ? v : NULL;
	}
	if (takes(r, '{') || takes(r, '[')) {
		v->kind = r->at[-1] == '{' ? JSON_OBJECT : JSON_LIST;
		return members(r, v, depth);
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if ((size_t)(r->end - r->at) >= words[i].word.len && memcmp(r->at, words[i].word.at, words[i].word.len) == 0) {
			r->at += words[i].word.len;
			v->kind = words[i].kind;
			return v;
		}
	v->kind = JSON_NUMBER;
	if ((*r->at != '-' && (*r->at < '0' || *r->at > '9')) || !number(r, &v->text))
		return wrong(r, "this is no value");
	return v;
}

struct json *
json_read(arena *a, str text, struct json_fault *ret_fault)
{
	struct reader r = { .a = a, .line = 1, .fault = ret_fault };
	struct json *root = NULL;

	*ret_fault = (struct json_fault){ .line = 1 };
	if (str_starts(text, S("\xef\xbb\xbf")))
		text = str_sub(text, 3, text.len);
	r.start = r.at = text.at;
	r.end = text.at + text.len;
	if (utf8_bad(text) < text.len)
		wrong(&r, "it is no text in UTF-8");
	else
		root = read_value(&r, 0);
	blanks(&r);
	if (root != NULL && r.at != r.end)
		root = wrong(&r, "something stands behind the end");
	return root;
}

const struct json *
json_get_str(const struct json *object, str key)
{
	if (object == NULL || object->kind != JSON_OBJECT)
		return NULL;
	for (const struct json *m = object->first; m != NULL; m = m->next)
		if (str_eq(m->key, key))
			return m;
	return NULL;
}

const struct json *
json_get(const struct json *object, const char *key)
{
	return json_get_str(object, str_of(key));
}
